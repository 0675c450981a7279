/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether sending begins at login. */
#include "config.h"

#include "tidings-login.h"

#include <glib/gi18n-lib.h>

#include "tidings-bus-error.h"

/* A desktop may ask the person, who takes as long as they like. */
#define PATIENCE_MS G_MAXINT

struct _TidingsLogin
{
  GObject parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;
  char *problem;
  guint is_on : 1;
  guint was_told : 1;
  guint is_busy : 1;
};

enum {
  PROP_0,
  PROP_IS_ON,
  PROP_IS_KNOWN,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsLogin, tidings_login, G_TYPE_OBJECT)

static void
notify_all (TidingsLogin *self)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
read_cb (GObject      *proxy,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsLogin *self = user_data;
  gboolean login = FALSE;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_get_background_finish (TIDINGS_BUS_AGENT1 (proxy), &login, NULL, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_busy = FALSE;
  if (error == NULL)
    {
      self->is_on = login;
      self->was_told = TRUE;
    }
  else
    g_message ("Whether sending begins at login is not known: %s", error->message);
  notify_all (self);
}

static void
set_cb (GObject      *proxy,
        GAsyncResult *result,
        gpointer      user_data)
{
  TidingsLogin *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);
  gboolean now = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_busy = FALSE;
  g_free (self->problem);
  self->problem = error != NULL ? tidings_bus_error_dup_words (error) : g_strdup ("");
  if (reply != NULL)
    {
      g_variant_get (reply, "(b)", &now);
      self->is_on = now;
      notify_all (self);
    }
  else
    {
      notify_all (self);
      /* After a refusal it may be off as well as as it was. */
      tidings_login_read (self);
    }
}

static void
tidings_login_dispose (GObject *object)
{
  TidingsLogin *self = TIDINGS_LOGIN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_login_parent_class)->dispose (object);
}

static void
tidings_login_finalize (GObject *object)
{
  TidingsLogin *self = TIDINGS_LOGIN (object);

  g_object_unref (self->cancellable);
  g_free (self->problem);

  G_OBJECT_CLASS (tidings_login_parent_class)->finalize (object);
}

static void
tidings_login_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TidingsLogin *self = TIDINGS_LOGIN (object);

  switch (prop_id)
    {
    case PROP_IS_ON:
      g_value_set_boolean (value, self->is_on);
      break;
    case PROP_IS_KNOWN:
      g_value_set_boolean (value, self->was_told);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_login_class_init (TidingsLoginClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_login_dispose;
  object_class->finalize = tidings_login_finalize;
  object_class->get_property = tidings_login_get_property;

  properties[PROP_IS_ON] = g_param_spec_boolean ("is-on", NULL, NULL, FALSE, read);
  properties[PROP_IS_KNOWN] = g_param_spec_boolean ("is-known", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_login_init (TidingsLogin *self)
{
  self->cancellable = g_cancellable_new ();
  self->problem = g_strdup ("");
}

TidingsLogin *
tidings_login_new (TidingsClient *client)
{
  TidingsLogin *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_LOGIN, NULL);
  self->client = g_object_ref (client);

  return self;
}

void
tidings_login_read (TidingsLogin *self)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_if_fail (TIDINGS_IS_LOGIN (self));

  agent = tidings_client_get_agent (self->client);
  if (agent == NULL || self->is_busy)
    return;

  self->is_busy = TRUE;
  tidings_bus_agent1_call_get_background (agent, self->cancellable, read_cb, self);
}

void
tidings_login_set (TidingsLogin *self,
                   gboolean      is_on)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_if_fail (TIDINGS_IS_LOGIN (self));

  /* What was being asked does not matter any more. */
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  agent = tidings_client_get_agent (self->client);
  g_free (self->problem);
  self->problem = g_strdup (agent != NULL ? "" : _("Sending service is not running"));
  self->is_busy = agent != NULL;
  /* What was wished for stands there until it is known what came of it. */
  if (agent != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  else
    notify_all (self);
  /* The generated call has no argument for more patience. */
  if (agent != NULL)
    g_dbus_proxy_call (G_DBUS_PROXY (agent), "SetBackground", g_variant_new ("(b)", is_on), G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS,
                       self->cancellable, set_cb, self);
}
