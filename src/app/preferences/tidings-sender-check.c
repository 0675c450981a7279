/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agent's check as the window follows it. */
#include "config.h"

#include "tidings-sender-check.h"

#include <glib/gi18n-lib.h>

#include "tidings-bus-error.h"
#include "tidings-check-line-private.h"

#define PROOF "proof"

struct _TidingsSenderCheck
{
  GObject parent_instance;

  TidingsClient *client;
  TidingsBusAgent1 *agent; /* that runs it; NULL while none does */
  GCancellable *cancellable;
  gulong line_handler;
  GListStore *lines;
  char *words;
  char *proof;

  guint has_failed : 1;
  guint is_canceled : 1;
};

enum {
  PROP_0,
  PROP_IS_BUSY,
  PROP_WORDS,
  PROP_HAS_FAILED,
  PROP_PROOF,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsSenderCheck, tidings_sender_check, G_TYPE_OBJECT)

static void
notify_all (TidingsSenderCheck *self)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* Takes the words. */
static void
set_words (TidingsSenderCheck *self,
           char               *words)
{
  g_free (self->words);
  self->words = words;
}

static void
add_line (TidingsSenderCheck *self,
          const char         *what,
          const char         *verdict,
          const char         *words,
          const char         *next)
{
  g_autoptr(TidingsCheckLine) line = tidings_check_line_new (what, verdict, words, next);

  if (!g_str_equal (what, PROOF))
    {
      g_list_store_append (self->lines, line);
      return;
    }

  g_free (self->proof);
  self->proof = tidings_check_line_dup_text (line);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROOF]);
}

static void
line_cb (TidingsSenderCheck *self,
         const char         *what,
         const char         *verdict,
         const char         *words,
         const char         *next,
         const char         *about)
{
  add_line (self, what, verdict, words, next);
}

static void
stop_listening (TidingsSenderCheck *self)
{
  g_clear_signal_handler (&self->line_handler, self->agent);
  g_clear_object (&self->agent);
}

/* The answer has all lines once more. One told before the answer is not told again. */
static void
take_lines (TidingsSenderCheck *self,
            GVariant           *lines)
{
  GVariantIter iter;
  const char *what = NULL, *verdict = NULL, *words = NULL, *next = NULL;
  guint position = 0;

  g_variant_iter_init (&iter, lines);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&s)", &what, &verdict, &words, &next, NULL))
    {
      if (g_str_equal (what, PROOF) ? self->proof == NULL || *self->proof == '\0' :
                                      position++ >= g_list_model_get_n_items (G_LIST_MODEL (self->lines)))
        add_line (self, what, verdict, words, next);
    }
}

static char *
dup_summary (TidingsSenderCheck *self)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  guint n_bad = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr(TidingsCheckLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      n_bad += tidings_check_line_is_bad (line) ? 1 : 0;
    }

  if (n_bad > 0)
    return g_strdup_printf (ngettext ("%u thing needs attention", "%u things need attention", n_bad), n_bad);
  if (self->is_canceled)
    return g_strdup (_("The check was stopped"));

  return g_strdup (_("Nothing stands in the way"));
}

static void
checked_cb (GObject      *proxy,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsSenderCheck *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);
  g_autoptr(GVariant) lines = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop_listening (self);
  self->has_failed = reply == NULL;
  if (reply == NULL)
    {
      g_list_store_remove_all (self->lines);
      set_words (self, tidings_bus_error_dup_words (error));
    }
  else
    {
      lines = g_variant_get_child_value (reply, 0);
      take_lines (self, lines);
      set_words (self, dup_summary (self));
    }
  notify_all (self);
}

static void
tidings_sender_check_dispose (GObject *object)
{
  TidingsSenderCheck *self = TIDINGS_SENDER_CHECK (object);

  tidings_sender_check_cancel (self);
  g_cancellable_cancel (self->cancellable);
  if (self->agent != NULL)
    stop_listening (self);
  g_clear_object (&self->lines);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_sender_check_parent_class)->dispose (object);
}

static void
tidings_sender_check_finalize (GObject *object)
{
  TidingsSenderCheck *self = TIDINGS_SENDER_CHECK (object);

  g_object_unref (self->cancellable);
  g_free (self->words);
  g_free (self->proof);

  G_OBJECT_CLASS (tidings_sender_check_parent_class)->finalize (object);
}

static void
tidings_sender_check_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsSenderCheck *self = TIDINGS_SENDER_CHECK (object);

  switch (prop_id)
    {
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->agent != NULL);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_HAS_FAILED:
      g_value_set_boolean (value, self->has_failed);
      break;
    case PROP_PROOF:
      g_value_set_string (value, self->proof);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_sender_check_class_init (TidingsSenderCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_sender_check_dispose;
  object_class->finalize = tidings_sender_check_finalize;
  object_class->get_property = tidings_sender_check_get_property;

  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, read);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, "", read);
  properties[PROP_HAS_FAILED] = g_param_spec_boolean ("has-failed", NULL, NULL, FALSE, read);
  properties[PROP_PROOF] = g_param_spec_string ("proof", NULL, NULL, "", read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_sender_check_init (TidingsSenderCheck *self)
{
  self->cancellable = g_cancellable_new ();
  self->lines = g_list_store_new (TIDINGS_TYPE_CHECK_LINE);
  self->words = g_strdup ("");
  self->proof = g_strdup ("");
}

TidingsSenderCheck *
tidings_sender_check_new (TidingsClient *client)
{
  TidingsSenderCheck *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_SENDER_CHECK, NULL);
  self->client = g_object_ref (client);

  return self;
}

GListModel *
tidings_sender_check_list_lines (TidingsSenderCheck *self)
{
  g_return_val_if_fail (TIDINGS_IS_SENDER_CHECK (self), NULL);

  return G_LIST_MODEL (self->lines);
}

void
tidings_sender_check_start (TidingsSenderCheck *self)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_if_fail (TIDINGS_IS_SENDER_CHECK (self));

  if (self->agent != NULL)
    return;

  agent = tidings_client_get_agent (self->client);
  g_list_store_remove_all (self->lines);
  g_clear_pointer (&self->proof, g_free);
  self->proof = g_strdup ("");
  self->is_canceled = FALSE;
  self->has_failed = agent == NULL;
  set_words (self, g_strdup (agent != NULL ? _("Checking…") : _("Sending service is not running")));
  if (agent != NULL)
    {
      self->agent = g_object_ref (agent);
      self->line_handler = g_signal_connect_object (agent, "check-line", G_CALLBACK (line_cb), self, G_CONNECT_SWAPPED);
      /* Twilio is asked one thing after the other, each with a patience of its own: the call itself has no end. */
      g_dbus_proxy_call (G_DBUS_PROXY (agent), "CheckAccount", g_variant_new ("(a{sv})", NULL), G_DBUS_CALL_FLAGS_NONE,
                         G_MAXINT, self->cancellable, checked_cb, self);
    }
  notify_all (self);
}

void
tidings_sender_check_cancel (TidingsSenderCheck *self)
{
  g_return_if_fail (TIDINGS_IS_SENDER_CHECK (self));

  if (self->agent == NULL)
    return;

  /* Whether that arrives matters to nobody: the check then only ends later. */
  self->is_canceled = TRUE;
  tidings_bus_agent1_call_cancel_check (self->agent, NULL, NULL, NULL);
}
