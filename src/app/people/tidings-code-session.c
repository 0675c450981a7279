/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number on its way to being confirmed. */
#include "config.h"

#include "tidings-code-session.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include "tidings-bus-error.h"
#include "tidings-code-words.h"
#include "tidings-message.h"
#include "tidings-phone-number.h"
#include "tidings-store-messages.h"

#define SECOND_MS 1000

/* What a Verify service may ask for. */
#define MIN_DIGITS 4
#define MAX_DIGITS 10

struct _TidingsCodeSession
{
  GObject parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;
  gint64 person_id;
  gint64 message_id;           /* the text that carries the code, 0 if another session sent it */
  gint64 resend_at;            /* UTC milliseconds */
  guint tick_id;
  char *error;
  guint n_calls;

  guint n_digits;              /* 0 if nobody knows */
  guint wants_start : 1;       /* as soon as the agent is there */
};

enum {
  PROP_0,
  PROP_NUMBER,
  PROP_ERROR,
  PROP_IS_BUSY,
  PROP_CAN_SEND,
  PROP_SEND_LABEL,
  PROP_N_DIGITS,
  N_PROPS
};

enum {
  SENT,
  CONFIRMED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsCodeSession, tidings_code_session, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gint64
get_now (TidingsCodeSession *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

/* Takes the words. */
static void
set_error (TidingsCodeSession *self,
           char               *words)
{
  g_autofree char *previous = self->error;

  self->error = words;
  if (g_strcmp0 (previous, words) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_bus_error (TidingsCodeSession *self,
               const GError       *error)
{
  set_error (self, tidings_bus_error_is_unreachable (error) ? g_strdup (_("Sending service is not running"))
                                                            : tidings_bus_error_dup_words (error));
}

static void
count_call (TidingsCodeSession *self,
            int                 change)
{
  self->n_calls += change;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
}

static void
tick_cb (gpointer user_data)
{
  TidingsCodeSession *self = user_data;
  TidingsClock *clock = tidings_client_get_clock (self->client);
  gint64 left = self->resend_at - get_now (self);

  if (self->tick_id != 0)
    tidings_clock_cancel (clock, self->tick_id);
  self->tick_id = 0;

  /* The next whole second of what is left, so that the countdown neither skips nor drifts. */
  if (left > 0)
    self->tick_id = tidings_clock_call_at (clock, self->resend_at - (left - 1) / SECOND_MS * SECOND_MS, tick_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEND_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
}

static void
set_resend_at (TidingsCodeSession *self,
               gint64              resend_at)
{
  self->resend_at = resend_at;
  tick_cb (self);
}

static TidingsBusAgent1 *
get_agent (TidingsCodeSession *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent == NULL)
    set_error (self, g_strdup (_("Sending service is not running")));
  return agent;
}

static void ask_state (TidingsCodeSession  *self,
                       GAsyncReadyCallback  callback);

/* Only a code that was sent has digits. */
static void
take_digits (TidingsCodeSession *self,
             const char         *state,
             guint               n_digits)
{
  if (!g_str_equal (state, "sent") || self->n_digits == n_digits || n_digits > MAX_DIGITS)
    return;

  self->n_digits = n_digits;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DIGITS]);
}

static gboolean
finish_state (TidingsCodeSession  *self,
              GObject             *agent,
              GAsyncResult        *result,
              char               **state,
              guint               *n_left,
              gint64              *expires_at)
{
  g_autoptr(GError) error = NULL;
  gint64 resend_at = 0;
  guint n_digits = 0;

  tidings_bus_agent1_call_get_code_state_finish (TIDINGS_BUS_AGENT1 (agent), state, n_left, expires_at, &resend_at, &n_digits,
                                                 result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  count_call (self, -1);
  if (error != NULL)
    {
      set_bus_error (self, error);
      return FALSE;
    }
  set_resend_at (self, resend_at);
  take_digits (self, *state, n_digits);
  return TRUE;
}

/* After a code was refused. */
static void
refused_state_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  TidingsCodeSession *self = user_data;
  g_autofree char *state = NULL;
  guint n_left = 0;
  gint64 expires_at = 0;

  if (finish_state (self, object, result, &state, &n_left, &expires_at))
    set_error (self, tidings_code_words_state (state, n_left, self->resend_at, get_now (self)));
}

/* After no code could be sent. */
static void
unsent_state_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  TidingsCodeSession *self = user_data;
  g_autofree char *state = NULL;
  guint n_left = 0;
  gint64 expires_at = 0;

  if (finish_state (self, object, result, &state, &n_left, &expires_at))
    /* Translators: %s is a clock time */
    set_error (self, tidings_code_words_later (_("No more codes can be sent now. Try again at %s"),
                                               _("No more codes can be sent now. Try again later"), self->resend_at, get_now (self)));
}

/* How many digits the new code has; without an answer it is taken to be one of ours. */
static void
digits_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TidingsCodeSession *self = user_data;
  g_autofree char *state = NULL;
  guint n_digits = 0;

  if (tidings_bus_agent1_call_get_code_state_finish (TIDINGS_BUS_AGENT1 (object), &state, NULL, NULL, NULL, &n_digits, result,
                                                     NULL))
    take_digits (self, state, n_digits);
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsCodeSession *self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 message_id = 0;
  gint64 resend_at = 0;

  tidings_bus_agent1_call_send_code_finish (TIDINGS_BUS_AGENT1 (object), &message_id, NULL, &resend_at, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  count_call (self, -1);
  if (g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TRY_LATER))
    {
      ask_state (self, unsent_state_cb);
      return;
    }
  if (error != NULL)
    {
      set_bus_error (self, error);
      return;
    }

  self->message_id = message_id;
  set_resend_at (self, resend_at);
  tidings_bus_agent1_call_get_code_state (TIDINGS_BUS_AGENT1 (object), self->person_id, self->cancellable, digits_cb, self);
  g_signal_emit (self, signals[SENT], 0);
}

static void
send_code (TidingsCodeSession *self,
           const char         *channel)
{
  TidingsBusAgent1 *agent = get_agent (self);
  GVariantDict options;

  if (agent == NULL)
    return;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "channel", "s", channel);

  set_error (self, g_strdup (""));
  count_call (self, 1);
  tidings_bus_agent1_call_send_code (agent, self->person_id, g_variant_dict_end (&options), self->cancellable, send_cb, self);
}

static void
start_state_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  TidingsCodeSession *self = user_data;
  g_autofree char *state = NULL;
  guint n_left = 0;
  gint64 expires_at = 0;

  if (!finish_state (self, object, result, &state, &n_left, &expires_at))
    return;

  if (g_str_equal (state, "verified"))
    g_signal_emit (self, signals[CONFIRMED], 0);
  else if (g_str_equal (state, "sent") && expires_at > get_now (self))
    return;
  else if (g_str_equal (state, "used-up") && self->resend_at > get_now (self))
    set_error (self, tidings_code_words_state (state, n_left, self->resend_at, get_now (self)));
  else
    send_code (self, "sms");
}

static void
ask_state (TidingsCodeSession  *self,
           GAsyncReadyCallback  callback)
{
  TidingsBusAgent1 *agent = get_agent (self);

  if (agent == NULL)
    return;

  count_call (self, 1);
  tidings_bus_agent1_call_get_code_state (agent, self->person_id, self->cancellable, callback, self);
}

static void
confirm_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsCodeSession *self = user_data;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_confirm_code_finish (TIDINGS_BUS_AGENT1 (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  count_call (self, -1);
  if (error == NULL)
    g_signal_emit (self, signals[CONFIRMED], 0);
  else if (g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_WRONG_CODE) ||
           g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TRY_LATER))
    ask_state (self, refused_state_cb);
  else
    set_bus_error (self, error);
}

/* A code that Twilio or the carrier did not take would be waited for in vain. */
static void
follow_text (TidingsCodeSession *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autoptr(TidingsMessage) message = NULL;

  if (self->message_id == 0 || store == NULL)
    return;

  message = tidings_store_get_message (store, self->message_id, NULL);
  if (message == NULL || !tidings_message_state_is_final (message->state))
    return;

  self->message_id = 0;
  if (message->state != TIDINGS_MESSAGE_DELIVERED && g_strcmp0 (message->reason, "replaced") != 0)
    set_error (self, tidings_message_dup_reason_words (message));
}

static void
ready_cb (TidingsCodeSession *self)
{
  if (self->wants_start && tidings_client_get_agent (self->client) != NULL)
    tidings_code_session_start (self);
}

static void
people_cb (TidingsCodeSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NUMBER]);
}

static char *
dup_number (TidingsCodeSession *self)
{
  TidingsPerson *person = tidings_client_find_person (self->client, self->person_id);

  return person != NULL ? tidings_phone_number_format (person->number) : g_strdup ("");
}

static void
tidings_code_session_dispose (GObject *object)
{
  TidingsCodeSession *self = TIDINGS_CODE_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  if (self->tick_id != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->tick_id);
  self->tick_id = 0;
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_code_session_parent_class)->dispose (object);
}

static void
tidings_code_session_finalize (GObject *object)
{
  TidingsCodeSession *self = TIDINGS_CODE_SESSION (object);

  g_object_unref (self->cancellable);
  g_free (self->error);

  G_OBJECT_CLASS (tidings_code_session_parent_class)->finalize (object);
}

static void
tidings_code_session_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsCodeSession *self = TIDINGS_CODE_SESSION (object);

  switch (prop_id)
    {
    case PROP_NUMBER:
      g_value_take_string (value, dup_number (self));
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->n_calls > 0);
      break;
    case PROP_CAN_SEND:
      g_value_set_boolean (value, self->n_calls == 0 && self->resend_at <= get_now (self));
      break;
    case PROP_SEND_LABEL:
      g_value_take_string (value, tidings_code_words_send_label (self->resend_at, get_now (self)));
      break;
    case PROP_N_DIGITS:
      g_value_set_uint (value, self->n_digits);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_code_session_class_init (TidingsCodeSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_code_session_dispose;
  object_class->finalize = tidings_code_session_finalize;
  object_class->get_property = tidings_code_session_get_property;

  properties[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, "", flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, "", flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_SEND] = g_param_spec_boolean ("can-send", NULL, NULL, TRUE, flags);
  properties[PROP_SEND_LABEL] = g_param_spec_string ("send-label", NULL, NULL, "", flags);
  properties[PROP_N_DIGITS] = g_param_spec_uint ("n-digits", NULL, NULL, 0, MAX_DIGITS, TIDINGS_CODE_SESSION_N_DIGITS, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SENT] = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_code_session_init (TidingsCodeSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->error = g_strdup ("");
  self->n_digits = TIDINGS_CODE_SESSION_N_DIGITS;
}

TidingsCodeSession *
tidings_code_session_new (TidingsClient *client,
                          gint64         person_id)
{
  TidingsCodeSession *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_CODE_SESSION, NULL);
  self->client = g_object_ref (client);
  self->person_id = person_id;
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (follow_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_list_people (client), "items-changed", G_CALLBACK (people_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_get_clock (client), "jumped", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
tidings_code_session_start (TidingsCodeSession *self)
{
  g_return_if_fail (TIDINGS_IS_CODE_SESSION (self));

  self->wants_start = tidings_client_get_agent (self->client) == NULL;
  if (!self->wants_start)
    set_error (self, g_strdup (""));
  ask_state (self, start_state_cb);
}

void
tidings_code_session_send (TidingsCodeSession *self)
{
  g_return_if_fail (TIDINGS_IS_CODE_SESSION (self));

  if (self->n_calls == 0 && self->resend_at <= get_now (self))
    send_code (self, "sms");
}

void
tidings_code_session_call (TidingsCodeSession *self)
{
  g_return_if_fail (TIDINGS_IS_CODE_SESSION (self));

  if (self->n_calls == 0 && self->resend_at <= get_now (self))
    send_code (self, "call");
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isdigit (*p);
  return n;
}

static gboolean
has_all_digits (TidingsCodeSession *self,
                guint               n)
{
  return self->n_digits == 0 ? n >= MIN_DIGITS && n <= MAX_DIGITS : n == self->n_digits;
}

void
tidings_code_session_confirm (TidingsCodeSession *self,
                              const char         *code)
{
  TidingsBusAgent1 *agent = NULL;
  g_autofree char *plain = NULL;

  g_return_if_fail (TIDINGS_IS_CODE_SESSION (self));
  g_return_if_fail (code != NULL);

  if (self->n_calls > 0)
    return;

  plain = tidings_phone_number_ascii_digits (code);
  if (!has_all_digits (self, count_digits (plain)))
    {
      set_error (self, self->n_digits == 0 ? g_strdup (_("Enter the whole code")) :
                       g_strdup_printf (ngettext ("Enter the %u digit", "Enter all %u digits", self->n_digits), self->n_digits));
      return;
    }

  agent = get_agent (self);
  if (agent == NULL)
    return;
  set_error (self, g_strdup (""));
  count_call (self, 1);
  tidings_bus_agent1_call_confirm_code (agent, self->person_id, code, self->cancellable, confirm_cb, self);
}

void
tidings_code_session_clear_error (TidingsCodeSession *self)
{
  g_return_if_fail (TIDINGS_IS_CODE_SESSION (self));

  set_error (self, g_strdup (""));
}

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION;
}

char *
tidings_code_session_accept (TidingsCodeSession *self,
                             const char         *inserted)
{
  g_autofree char *plain = NULL;

  g_return_val_if_fail (TIDINGS_IS_CODE_SESSION (self), NULL);
  g_return_val_if_fail (inserted != NULL, NULL);

  plain = tidings_phone_number_ascii_digits (inserted);
  if (strlen (plain) > 1)
    g_strstrip (plain);
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_ascii_isdigit (*p) && !is_separator (g_utf8_get_char (p)))
      {
        set_error (self, g_strdup (_("Only digits")));
        return NULL;
      }
  return g_steal_pointer (&plain);
}

char *
tidings_code_session_dup_code (const char *text)
{
  g_autofree char *plain = NULL;
  g_autoptr(GString) digits = g_string_new (NULL);

  if (text == NULL)
    return NULL;

  plain = tidings_phone_number_ascii_digits (text);
  g_strstrip (plain);
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (!is_separator (g_utf8_get_char (p)))
      return NULL;
  return digits->len == TIDINGS_CODE_SESSION_N_DIGITS ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}
