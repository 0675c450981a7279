/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver of Twilio's reports. */
#include "config.h"

#include "tidings-receiver.h"

#include <glib/gi18n-lib.h>

#include "tidings-bus-error.h"
#include "tidings-words.h"

struct _TidingsReceiver
{
  GObject parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;
  char *problem;
  gboolean is_busy;
};

enum {
  PROP_0,
  PROP_IS_ON,
  PROP_WORDS,
  PROP_STYLE_CLASS,
  PROP_INBOUND_URL,
  PROP_IS_BUSY,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReceiver, tidings_receiver, G_TYPE_OBJECT)

static void
notify_all (TidingsReceiver *self)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static char *
dup_field (TidingsReceiver *self,
           const char      *name)
{
  char *text = NULL;

  g_object_get (self->client, name, &text, NULL);

  return text;
}

static char *
dup_words (TidingsReceiver *self)
{
  g_autofree char *state = dup_field (self, "webhook");
  g_autofree char *trouble = dup_field (self, "webhook-trouble");
  g_autofree char *listen = dup_field (self, "webhook-listen");
  g_autofree char *place = NULL;

  if (g_str_equal (state, "stopped"))
    /* Translators: %s is a sentence that says why */
    return g_strdup_printf (_("Cannot listen: %s"), trouble);
  if (!g_str_equal (state, "on"))
    return g_strdup (_("Off. Tidings asks Twilio by itself how texts are doing"));

  place = tidings_words_isolate (listen);
  /* Translators: %s is an address and port such as 127.0.0.1:8790 */
  return g_strdup_printf (_("Listens on %s"), place);
}

static const char *
get_style_class (TidingsReceiver *self)
{
  g_autofree char *state = dup_field (self, "webhook");

  if (g_str_equal (state, "stopped"))
    return "error";

  return g_str_equal (state, "on") ? "success" : "dim-label";
}

static gboolean
get_is_on (TidingsReceiver *self)
{
  g_autofree char *state = dup_field (self, "webhook");

  return g_str_equal (state, "on") || g_str_equal (state, "stopped");
}

static void
set_cb (GObject      *proxy,
        GAsyncResult *result,
        gpointer      user_data)
{
  TidingsReceiver *self = user_data;
  g_autoptr(GVariant) state = NULL;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_set_webhook_finish (TIDINGS_BUS_AGENT1 (proxy), &state, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_busy = FALSE;
  g_free (self->problem);
  self->problem = error != NULL ? tidings_bus_error_dup_words (error) : g_strdup ("");
  notify_all (self);
  tidings_client_refresh_status (self->client);
}

static void
tidings_receiver_dispose (GObject *object)
{
  TidingsReceiver *self = TIDINGS_RECEIVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_receiver_parent_class)->dispose (object);
}

static void
tidings_receiver_finalize (GObject *object)
{
  TidingsReceiver *self = TIDINGS_RECEIVER (object);

  g_object_unref (self->cancellable);
  g_free (self->problem);

  G_OBJECT_CLASS (tidings_receiver_parent_class)->finalize (object);
}

static void
tidings_receiver_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TidingsReceiver *self = TIDINGS_RECEIVER (object);

  switch (prop_id)
    {
    case PROP_IS_ON:
      g_value_set_boolean (value, get_is_on (self));
      break;
    case PROP_WORDS:
      g_value_take_string (value, dup_words (self));
      break;
    case PROP_STYLE_CLASS:
      g_value_set_static_string (value, get_style_class (self));
      break;
    case PROP_INBOUND_URL:
      g_value_take_string (value, dup_field (self, "webhook-inbound-url"));
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_receiver_class_init (TidingsReceiverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_receiver_dispose;
  object_class->finalize = tidings_receiver_finalize;
  object_class->get_property = tidings_receiver_get_property;

  properties[PROP_IS_ON] = g_param_spec_boolean ("is-on", NULL, NULL, FALSE, read);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, "", read);
  properties[PROP_STYLE_CLASS] = g_param_spec_string ("style-class", NULL, NULL, "", read);
  properties[PROP_INBOUND_URL] = g_param_spec_string ("inbound-url", NULL, NULL, "", read);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_receiver_init (TidingsReceiver *self)
{
  self->cancellable = g_cancellable_new ();
  self->problem = g_strdup ("");
}

TidingsReceiver *
tidings_receiver_new (TidingsClient *client)
{
  static const char * const followed[] = { "webhook", "webhook-trouble", "webhook-listen", "webhook-inbound-url" };
  TidingsReceiver *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_RECEIVER, NULL);
  self->client = g_object_ref (client);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    {
      g_autofree char *detailed = g_strconcat ("notify::", followed[i], NULL);

      g_signal_connect_object (client, detailed, G_CALLBACK (notify_all), self, G_CONNECT_SWAPPED);
    }

  return self;
}

void
tidings_receiver_set (TidingsReceiver *self,
                      gboolean         is_on,
                      const char      *url,
                      const char      *address,
                      guint            port)
{
  TidingsBusAgent1 *agent = NULL;
  GVariantDict options;

  g_return_if_fail (TIDINGS_IS_RECEIVER (self));
  g_return_if_fail (!self->is_busy);

  agent = tidings_client_get_agent (self->client);
  g_free (self->problem);
  self->problem = g_strdup (agent != NULL ? "" : _("Sending service is not running"));
  if (agent != NULL)
    {
      g_variant_dict_init (&options, NULL);
      if (url != NULL)
        g_variant_dict_insert (&options, "url", "s", url);
      if (address != NULL)
        g_variant_dict_insert (&options, "address", "s", address);
      if (port != 0)
        g_variant_dict_insert (&options, "port", "u", port);
      self->is_busy = TRUE;
      tidings_bus_agent1_call_set_webhook (agent, is_on, g_variant_dict_end (&options), self->cancellable, set_cb, self);
    }
  notify_all (self);
}
