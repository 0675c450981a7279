/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of Twilio's Verify on their way. */
#include "config.h"

#include <string.h>

#include "tidings-fault.h"
#include "tidings-reason.h"
#include "tidings-release.h"
#include "tidings-store-messages.h"
#include "tidings-verify-private.h"

#define META_DIGITS "verify-digits"

#define CODE_BUSY 20429
#define CODE_TOO_MANY_TRIES 60202

/* Repeats of what was certainly not processed, beyond the first try. */
#define SAFE_RETRIES 3
#define RETRY_MS 1000
#define OFFLINE_MAX_MS 60000

/* When Twilio is asked for a start whose answer was lost, counted from the one before. */
static const guint looks_s[] = { 2, 8, 20 };

/* A row that is due while a request for it is on its way is looked at again after this. */
#define WHILE_BUSY_MS 1000

typedef struct {
  TidingsVerify *verify;
  gint64 id;
} Flight;

gboolean
tidings_verify_is_carried (TidingsMessage *message)
{
  return g_strcmp0 (message->channel, TIDINGS_CHANNEL_VERIFY_SMS) == 0 ||
         g_strcmp0 (message->channel, TIDINGS_CHANNEL_VERIFY_CALL) == 0;
}

gint64
tidings_verify_get_wait (TidingsVerify *self,
                         const char    *number)
{
  gint64 *until = g_hash_table_lookup (self->waits, number);

  return until != NULL ? *until : 0;
}

void
tidings_verify_keep_wait (TidingsVerify *self,
                          const char    *number,
                          gint64         until)
{
  g_hash_table_replace (self->waits, g_strdup (number), g_memdup2 (&until, sizeof until));
}

guint
tidings_verify_get_n_digits (TidingsCore *core)
{
  g_autofree char *kept = tidings_store_dup_meta (core->store, META_DIGITS);
  const char *digits = NULL;

  if (kept == NULL || core->settings.verify_service == NULL || !g_str_has_prefix (kept, core->settings.verify_service))
    return 0;
  digits = strchr (kept, ':');

  return digits != NULL ? g_ascii_strtoull (digits + 1, NULL, 10) : 0;
}

gboolean
tidings_verify_note_n_digits (TidingsStore  *store,
                              const char    *service,
                              guint          n_digits,
                              GError       **error)
{
  g_autofree char *kept = g_strdup_printf ("%s:%u", service, n_digits);

  return tidings_store_set_meta (store, META_DIGITS, kept, error);
}

/* The languages that Verify speaks; in any other it is better left to Twilio, which goes by the number's country. */
static const char *
get_locale (const char *language)
{
  static const char * const locales[] = {
    "af", "ar", "ca", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "ms",
    "nb", "nl", "pl", "pt", "ro", "ru", "sv", "th", "tr", "vi", "zh",
  };
  gsize n = language != NULL ? strcspn (language, "_-.@") : 0;

  if (language != NULL && (g_str_has_prefix (language, "pt_BR") || g_str_has_prefix (language, "pt-BR")))
    return "pt-BR";
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (strlen (locales[i]) == n && strncmp (locales[i], language, n) == 0)
      return locales[i];

  return NULL;
}

void
tidings_verify_begin (TidingsVerify *self)
{
  self->n_left++;
}

static void
free_verify (TidingsVerify *self)
{
  g_hash_table_unref (self->flights);
  g_hash_table_unref (self->waits);
  g_free (self);
}

gboolean
tidings_verify_end (TidingsVerify *self)
{
  self->n_left--;
  if (!self->is_gone)
    {
      tidings_core_wake (self->core);
      return TRUE;
    }
  if (self->n_left == 0)
    free_verify (self);

  return FALSE;
}

static Flight *
flight_new (TidingsVerify  *self,
            TidingsMessage *message)
{
  Flight *flight = g_new0 (Flight, 1);

  flight->verify = self;
  flight->id = message->id;
  g_hash_table_add (self->flights, &flight->id);
  tidings_verify_begin (self);

  return flight;
}

/* Consumes the flight. The row as it is now: it may have been settled meanwhile, because another account has come. */
static TidingsMessage *
flight_end (Flight *flight)
{
  g_autofree Flight *owned = flight;
  TidingsVerify *self = flight->verify;
  g_autoptr(TidingsMessage) message = NULL;

  if (!self->is_gone)
    g_hash_table_remove (self->flights, &flight->id);
  if (!tidings_verify_end (self))
    return NULL;

  message = tidings_store_get_message (self->core->store, flight->id, NULL);
  if (message == NULL || (message->state != TIDINGS_MESSAGE_SENDING && message->state != TIDINGS_MESSAGE_IN_DOUBT) ||
      message->n_looks == TIDINGS_LOOKS_OVER)
    return NULL;

  return g_steal_pointer (&message);
}

static gboolean
keep_state (TidingsVerify       *self,
            TidingsMessage      *message,
            TidingsMessageState  state,
            const char          *reason,
            const char          *what,
            const char          *detail)
{
  g_autoptr(GError) error = NULL;

  if (tidings_core_set_state (self->core, message, state, reason, what, detail, &error))
    return TRUE;

  if (!g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    g_warning ("Could not keep the state of message %" G_GINT64_FORMAT ": %s", message->id, error->message);

  return FALSE;
}

gboolean
tidings_verify_adopt (TidingsVerify              *self,
                      TidingsCode                *code,
                      TidingsTwilioVerification  *verification,
                      GError                    **error)
{
  gint64 now = tidings_core_now (self->core);
  gint64 skew = self->core->twilio != NULL ? tidings_twilio_get_server_skew (self->core->twilio) : 0;
  gint64 begun = verification->created_at != 0 ? MIN (verification->created_at - skew, now) : now;

  /* Sending again repeats the same code, with the tries and the life that it still has. */
  if (g_strcmp0 (code->verify_sid, verification->sid) != 0)
    {
      code->n_tries_left = TIDINGS_VERIFY_TRIES;
      code->created_at = now;
    }
  g_free (code->verify_sid);
  code->verify_sid = g_strdup (verification->sid);
  /* Twilio's dates have whole seconds. */
  code->expires_at = begun + TIDINGS_VERIFY_LIFE_S * G_GINT64_CONSTANT (1000);

  return tidings_store_put_code (self->core->store, code, error);
}

/* The code that this message brings; a newer one may have taken its place. */
static TidingsCode *
get_code_of (TidingsVerify  *self,
             TidingsMessage *message)
{
  TidingsCode *code = tidings_store_get_code (self->core->store, message->person_id);

  if (code == NULL || (code->message_id == message->id && code->verify_sid != NULL))
    return code;
  tidings_code_free (code);

  return NULL;
}

static gboolean
accept (TidingsVerify              *self,
        TidingsMessage             *message,
        TidingsTwilioVerification  *verification,
        const char                 *what,
        GError                    **error)
{
  g_autoptr(TidingsCode) code = get_code_of (self, message);

  if (!tidings_core_begin (self->core, error))
    return FALSE;

  if (code != NULL && !tidings_verify_adopt (self, code, verification, error))
    {
      tidings_core_rollback (self->core);
      return FALSE;
    }
  message->n_looks = 0;
  message->error_code = 0;
  message->until = 0;
  message->next_at = code != NULL ? code->expires_at : tidings_core_now (self->core);
  if (!tidings_core_set_state (self->core, message, TIDINGS_MESSAGE_ACCEPTED, NULL, what, verification->sid, error))
    {
      tidings_core_rollback (self->core);
      return FALSE;
    }

  return tidings_core_commit (self->core, error);
}

static gboolean
doubt (TidingsVerify  *self,
       TidingsMessage *message,
       const char     *fault)
{
  message->n_looks = 0;
  message->next_at = tidings_core_now (self->core) + looks_s[0] * G_GINT64_CONSTANT (1000);

  return keep_state (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "in-doubt", fault);
}

/* Nothing left, so nothing counts; a code that was there before stays as it is. */
static gboolean
take_back (TidingsVerify   *self,
           TidingsMessage  *message,
           int              error_code,
           GError         **error)
{
  g_autoptr(TidingsCode) code = get_code_of (self, message);

  if (!tidings_store_forget_code_sent (self->core->store, message->to, message->created_at, error))
    return FALSE;
  if (code == NULL)
    return TRUE;
  if (*code->verify_sid == '\0')
    return tidings_store_remove_code (self->core->store, message->person_id, error);
  if (error_code != CODE_TOO_MANY_TRIES)
    return TRUE;
  code->n_tries_left = 0;

  return tidings_store_put_code (self->core->store, code, error);
}

static void
refuse (TidingsVerify  *self,
        TidingsMessage *message,
        const GError   *refusal)
{
  int code = tidings_twilio_error_get_code (refusal);
  guint wait_s = tidings_twilio_error_get_retry_after (refusal);
  g_autofree char *fault = tidings_fault_dup (refusal);
  g_autoptr(GError) error = NULL;

  /* Without a word of Twilio's it is the life of a code. */
  if (tidings_twilio_error_get_status (refusal) == 429)
    tidings_verify_keep_wait (self, message->to, tidings_core_now (self->core) +
                              (wait_s > 0 ? wait_s : TIDINGS_VERIFY_LIFE_S) * G_GINT64_CONSTANT (1000));
  if (!take_back (self, message, code, &error))
    g_warning ("Could not take a code back: %s", error->message);

  message->error_code = code;
  message->queued_at = 0;
  message->next_at = 0;
  if (keep_state (self, message, TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_TWILIO, "failed", fault))
    tidings_core_notice (self->core, TIDINGS_NOTICE_FAILED, message, NULL, NULL);
}

static void
try_again (TidingsVerify  *self,
           TidingsMessage *message,
           const char     *reason,
           gint64          wait_ms,
           const char     *fault)
{
  gboolean is_news = g_strcmp0 (message->reason, reason) != 0;

  message->next_at = tidings_core_now (self->core) + wait_ms;
  message->until = message->next_at;
  keep_state (self, message, TIDINGS_MESSAGE_QUEUED, reason, is_news ? "retry" : NULL, fault);
}

static gint64
back_off_ms (TidingsMessage *message)
{
  return MIN (OFFLINE_MAX_MS, RETRY_MS << MIN (message->n_attempts, 6));
}

static void
start_failed (TidingsVerify  *self,
              TidingsMessage *message,
              const GError   *error)
{
  guint status = tidings_twilio_error_get_status (error);
  gint64 asked_ms = tidings_twilio_error_get_retry_after (error) * G_GINT64_CONSTANT (1000);
  int code = tidings_twilio_error_get_code (error);
  /* Too many requests at once, not too many codes. */
  gboolean is_busy = status == 429 && (code == 0 || code == CODE_BUSY);
  g_autofree char *fault = tidings_fault_dup (error);

  if (error->domain != TIDINGS_TWILIO_ERROR || error->code == TIDINGS_TWILIO_ERROR_UNKNOWN)
    {
      doubt (self, message, fault);
      return;
    }
  /* A key that may text and may not use Verify is no reason to stop everything. */
  if (status == 401 || error->code == TIDINGS_TWILIO_ERROR_NO_ACCOUNT)
    tidings_core_note_refusal (self->core, error);
  if (is_busy && message->n_attempts <= SAFE_RETRIES)
    try_again (self, message, TIDINGS_REASON_BUSY, MAX (asked_ms, back_off_ms (message)), fault);
  else if (error->code == TIDINGS_TWILIO_ERROR_NOT_SENT && status == 0)
    try_again (self, message, TIDINGS_REASON_OFFLINE, back_off_ms (message), fault);
  else
    refuse (self, message, error);
}

static void
take_start (TidingsVerify              *self,
            TidingsMessage             *message,
            TidingsTwilioVerification  *verification,
            const char                 *what)
{
  g_autoptr(GError) error = NULL;

  if (accept (self, message, verification, what, &error))
    return;

  /* What cannot be kept now is asked for again. */
  g_warning ("Could not keep what became of a code: %s", error->message);
  doubt (self, message, NULL);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Flight *flight = user_data;
  TidingsVerify *self = flight->verify;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsTwilioVerification) verification =
    tidings_twilio_start_verification_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsMessage) message = flight_end (flight);

  if (message == NULL)
    return;
  if (verification != NULL)
    take_start (self, message, verification, "accepted");
  else
    start_failed (self, message, error);
}

/* `sending` is on disk before the request leaves. */
static gboolean
start (TidingsVerify  *self,
       TidingsMessage *message)
{
  TidingsCore *core = self->core;
  g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, message->person_id, NULL);
  gboolean was_offline = g_strcmp0 (message->reason, TIDINGS_REASON_OFFLINE) == 0;
  gboolean is_call = g_str_equal (message->channel, TIDINGS_CHANNEL_VERIFY_CALL);
  g_autofree char *detail = NULL;

  message->n_attempts++;
  message->sending_at = tidings_core_now (core);
  message->next_at = 0;
  message->until = 0;
  g_free (message->sender);
  message->sender = g_strdup (core->settings.verify_service);
  detail = g_strdup_printf ("%u", message->n_attempts);
  if (!keep_state (self, message, TIDINGS_MESSAGE_SENDING, was_offline ? message->reason : NULL, was_offline ? NULL : "sending", detail))
    return FALSE;

  tidings_twilio_start_verification_async (core->twilio, core->settings.verify_service, message->to, is_call,
                                           get_locale (person != NULL ? person->language : NULL), core->cancellable, started_cb,
                                           flight_new (self, message));

  return TRUE;
}

static gboolean
drop_late (TidingsVerify  *self,
           TidingsMessage *message)
{
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, message->late_at);

  message->queued_at = 0;
  if (!keep_state (self, message, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, "missed", until))
    return FALSE;
  tidings_core_notice (self->core, TIDINGS_NOTICE_MISSED, message, NULL, NULL);

  return TRUE;
}

static gboolean
take_queued (TidingsVerify  *self,
             TidingsMessage *message)
{
  TidingsCore *core = self->core;
  gboolean may_leave = FALSE;
  g_autoptr(GError) error = NULL;

  if (message->late_at != 0 && tidings_core_now (core) > message->late_at)
    return drop_late (self, message);
  if (!tidings_core_can_send (core) || core->settings.verify_service == NULL)
    {
      message->next_at = message->late_at != 0 ? message->late_at + 1 : 0;
      return keep_state (self, message, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT, NULL, NULL);
    }
  if (!tidings_release_may_leave (core, message, &may_leave, &error))
    {
      g_warning ("Message %" G_GINT64_FORMAT " cannot leave: %s", message->id, error->message);
      return FALSE;
    }
  if (!may_leave)
    return keep_state (self, message, message->state, message->reason, tidings_message_state_to_string (message->state),
                       message->reason);

  return start (self, message);
}

/* Nobody knows, and nobody sends it again but a person: the code that comes then is the same, or the only one. */
static void
not_found (TidingsVerify  *self,
           TidingsMessage *message)
{
  message->n_looks++;
  if (message->n_looks < G_N_ELEMENTS (looks_s))
    {
      message->next_at = tidings_core_now (self->core) + looks_s[message->n_looks] * G_GINT64_CONSTANT (1000);
      keep_state (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "not-found", NULL);
      return;
    }

  message->next_at = 0;
  message->n_looks = TIDINGS_LOOKS_OVER;
  if (keep_state (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "gave-up", NULL))
    tidings_core_notice (self->core, TIDINGS_NOTICE_FAILED, message, NULL, NULL);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Flight *flight = user_data;
  TidingsVerify *self = flight->verify;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsTwilioVerification) verification =
    tidings_twilio_fetch_verification_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsMessage) message = flight_end (flight);

  if (message == NULL)
    return;
  if (verification != NULL && verification->state == TIDINGS_VERIFY_PENDING)
    take_start (self, message, verification, "found");
  else
    not_found (self, message);
}

static gboolean
take_lost (TidingsVerify  *self,
           TidingsMessage *message)
{
  TidingsCore *core = self->core;

  message->next_at = 0;
  if (message->n_looks >= G_N_ELEMENTS (looks_s) || !tidings_core_can_send (core) || core->settings.verify_service == NULL)
    {
      message->n_looks = TIDINGS_LOOKS_OVER;
      return keep_state (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, NULL, NULL);
    }
  if (!keep_state (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, NULL, NULL))
    return FALSE;
  tidings_twilio_fetch_verification_async (core->twilio, core->settings.verify_service, message->to, core->cancellable,
                                           looked_cb, flight_new (self, message));

  return TRUE;
}

static gboolean
take_accepted (TidingsVerify  *self,
               TidingsMessage *message)
{
  g_autoptr(TidingsCode) code = get_code_of (self, message);
  gint64 now = tidings_core_now (self->core);

  if (code != NULL && code->expires_at > now)
    {
      message->next_at = code->expires_at;
      return keep_state (self, message, message->state, message->reason, NULL, NULL);
    }

  message->next_at = 0;
  message->n_looks = TIDINGS_LOOKS_OVER;

  return keep_state (self, message, TIDINGS_MESSAGE_SENT, TIDINGS_REASON_NO_RECEIPT, "sent", NULL);
}

gboolean
tidings_verify_take (TidingsVerify  *self,
                     TidingsMessage *message)
{
  if (g_hash_table_contains (self->flights, &message->id))
    {
      message->next_at = tidings_core_now (self->core) + WHILE_BUSY_MS;
      return keep_state (self, message, message->state, message->reason, NULL, NULL);
    }

  switch (message->state)
    {
    case TIDINGS_MESSAGE_QUEUED:
      return take_queued (self, message);
    case TIDINGS_MESSAGE_SENDING:
      return doubt (self, message, NULL);
    case TIDINGS_MESSAGE_IN_DOUBT:
      return take_lost (self, message);
    case TIDINGS_MESSAGE_ACCEPTED:
      return take_accepted (self, message);
    default:
      message->next_at = 0;
      message->n_looks = TIDINGS_LOOKS_OVER;
      return keep_state (self, message, message->state, message->reason, NULL, NULL);
    }
}

gboolean
tidings_verify_is_busy (TidingsVerify *self)
{
  return self->n_left > 0;
}

TidingsVerify *
tidings_verify_new (TidingsCore *core)
{
  TidingsVerify *self = g_new0 (TidingsVerify, 1);

  self->core = core;
  self->flights = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->waits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
tidings_verify_free (TidingsVerify *self)
{
  /* Answers that are still to come find the mark, and the last one frees it. */
  self->is_gone = TRUE;
  if (self->n_left == 0)
    free_verify (self);
}
