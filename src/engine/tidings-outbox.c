/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on their way. */
#include "config.h"

#include <string.h>

#include "tidings-arrivals.h"
#include "tidings-ahead.h"
#include "tidings-intake.h"
#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-verification.h"

#define CODE_TYPE "verification_code"

/* Twilio's code for a number that texted STOP. */
#define OPTED_OUT_CODE 21610

/* Repeats of what was certainly not processed, beyond the first try. */
#define SAFE_RETRIES 3

/* Twilio keeps a text in its queue for this long at most, and at least for as long as sending may take. */
#define VALIDITY_MAX_S 36000
#define VALIDITY_MIN_S 60

/* Status polls, counted from the request (Twilio reference, section 13.1); then hourly to a day, then every six hours. */
static const guint poll_looks_s[] = { 2, 5, 10, 30, 60, 120, 300, 900 };
#define HOUR_S 3600
#define LAST_LOOK_S (72 * HOUR_S)

/* How long before its moment a text that Twilio keeps for later is looked at. */
#define JUST_BEFORE_MS (60 * G_GINT64_CONSTANT (1000))

/* A text that waits for a look at another goes this much later, when the answer is there. */
#define AFTER_LOOK_MS 1000

/* A row that is due while a request for it is on its way is looked at again after this. */
#define WHILE_BUSY_MS 1000

/* Longer than any request may take. */
#define QUESTION_MS (90 * G_GINT64_CONSTANT (1000))

TidingsFlight *
tidings_outbox_start_flight (TidingsOutbox  *self,
                             TidingsMessage *message)
{
  TidingsFlight *flight = g_new0 (TidingsFlight, 1);

  flight->outbox = self;
  flight->message = g_object_ref (message);
  flight->cancellable = g_object_ref (self->core->cancellable);
  g_hash_table_insert (self->flights, &flight->message->id, flight);
  self->n_left++;

  return flight;
}

static void
free_outbox (TidingsOutbox *self)
{
  g_hash_table_unref (self->flights);
  g_free (self);
}

TidingsMessage *
tidings_outbox_end_flight (TidingsFlight *flight)
{
  g_autofree TidingsFlight *owned = flight;
  TidingsOutbox *self = flight->outbox;
  g_autoptr(GCancellable) cancellable = flight->cancellable;
  g_autoptr(TidingsMessage) message = flight->message;

  self->n_left--;
  if (self->is_gone)
    {
      if (self->n_left == 0)
        free_outbox (self);
      return NULL;
    }

  g_hash_table_remove (self->flights, &message->id);
  tidings_core_wake (self->core);
  /* An answer that was here already when everything was canceled is no better than none: its row may have been settled
   * meanwhile. What still says `sending` is looked for. */
  if (g_cancellable_is_cancelled (cancellable))
    {
      self->has_stranded = TRUE;
      return NULL;
    }

  return g_steal_pointer (&message);
}

TidingsCore *
tidings_outbox_get_core (TidingsOutbox *self)
{
  return self->core;
}

/* A state that cannot be written is no reason to lose the text: it stays `sending` on disk and is looked for at Twilio
 * once the store can be written again. */
gboolean
tidings_outbox_write (TidingsOutbox       *self,
                      TidingsMessage      *message,
                      TidingsMessageState  state,
                      const char          *reason,
                      const char          *what,
                      const char          *detail)
{
  g_autoptr(GError) error = NULL;

  if (tidings_core_set_state (self->core, message, state, reason, what, detail, &error))
    return TRUE;

  /* Deleted together with its person while a request was on its way: there is nothing left to keep. */
  if (g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    return FALSE;

  self->has_stranded = TRUE;
  g_warning ("Could not keep the state of message %" G_GINT64_FORMAT ": %s", message->id, error->message);

  return FALSE;
}

gint64
tidings_outbox_next_poll (TidingsMessage *message,
                          gint64          now)
{
  /* A clock that was set back must not make a request one of the future. What Twilio keeps for later is looked at just
   * before, and followed from its own moment on. */
  gint64 sent_at = MIN (MAX (message->sending_at, message->send_at), now);
  gint64 age_s = (now - sent_at) / 1000;
  gint64 at_s;

  if (message->state == TIDINGS_MESSAGE_SCHEDULED && message->send_at > now)
    return message->send_at - now > JUST_BEFORE_MS ? message->send_at - JUST_BEFORE_MS : message->send_at + 1000;

  if (message->n_looks < G_N_ELEMENTS (poll_looks_s))
    at_s = poll_looks_s[message->n_looks];
  else if (age_s < 24 * HOUR_S)
    at_s = age_s + HOUR_S;
  else
    at_s = age_s + 6 * HOUR_S;

  return at_s > LAST_LOOK_S ? 0 : MAX (sent_at + at_s * 1000, now + 1000);
}

static void
settle_price (TidingsMessage       *message,
              TidingsTwilioMessage *answer)
{
  if (answer->n_segments > 0)
    message->n_segments = answer->n_segments;
  if (answer->price_micros < 0)
    return;

  message->price_micros = answer->price_micros;
  g_free (message->currency);
  message->currency = g_strdup (answer->currency);
  message->is_settled = TRUE;
}

static gboolean
map_status (TidingsTwilioStatus  status,
            TidingsMessageState *state)
{
  switch (status)
    {
    case TIDINGS_TWILIO_STATUS_ACCEPTED:
    case TIDINGS_TWILIO_STATUS_QUEUED:
    case TIDINGS_TWILIO_STATUS_SENDING:
      *state = TIDINGS_MESSAGE_ACCEPTED;
      return TRUE;
    case TIDINGS_TWILIO_STATUS_SCHEDULED:
      *state = TIDINGS_MESSAGE_SCHEDULED;
      return TRUE;
    case TIDINGS_TWILIO_STATUS_SENT:
      *state = TIDINGS_MESSAGE_SENT;
      return TRUE;
    case TIDINGS_TWILIO_STATUS_DELIVERED:
    case TIDINGS_TWILIO_STATUS_READ:
      *state = TIDINGS_MESSAGE_DELIVERED;
      return TRUE;
    case TIDINGS_TWILIO_STATUS_UNDELIVERED:
      *state = TIDINGS_MESSAGE_UNDELIVERED;
      return TRUE;
    case TIDINGS_TWILIO_STATUS_FAILED:
      *state = TIDINGS_MESSAGE_FAILED;
      return TRUE;
    case TIDINGS_TWILIO_STATUS_CANCELED:
      *state = TIDINGS_MESSAGE_CANCELED;
      return TRUE;
    default:
      /* Inbound words, or words of the future. */
      return FALSE;
    }
}

static void
note_price (TidingsOutbox  *self,
            TidingsMessage *message)
{
  g_autofree char *price = tidings_format_decimal (message->price_micros);
  g_autofree char *detail = g_strdup_printf ("%s %s", price, message->currency != NULL ? message->currency : "");
  g_autoptr(GError) error = NULL;

  if (!tidings_store_add_event (self->core->store, message->id, tidings_core_now (self->core), "price", g_strchomp (detail),
                                &error))
    g_warning ("Could not keep a price: %s", error->message);
}

/* The carrier's no to a number that opted out is a fact about the number; people are told that, once, and not of each text. */
static void
tell_failure (TidingsOutbox  *self,
                 TidingsMessage *message)
{
  TidingsCore *core = self->core;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_new = FALSE;

  if (message->error_code != OPTED_OUT_CODE)
    {
      tidings_core_notice (core, TIDINGS_NOTICE_FAILED, message, NULL, NULL);
      return;
    }

  if (!tidings_core_keep_opt_out (core, message->to, tidings_core_now (core), "carrier", message->sender, &is_new, &error))
    {
      g_warning ("Could not keep an opt-out: %s", error->message);
      return;
    }
  /* Several texts may have been on their way to the number. */
  if (!is_new)
    return;

  person = tidings_store_get_person (core->store, message->person_id, NULL);
  tidings_core_notice (core, TIDINGS_NOTICE_OPTED_OUT, NULL, person, NULL);
  tidings_core_changed (core, "people");
}

void
tidings_outbox_take_answer (TidingsOutbox        *self,
                            TidingsMessage       *message,
                            TidingsTwilioMessage *answer,
                            const char           *what)
{
  TidingsMessageState state = message->state;
  gint64 now = tidings_core_now (self->core);
  gboolean was_settled = message->is_settled;
  gboolean was_final = tidings_message_state_is_final (message->state);
  const char *reason = NULL;

  if (answer->sid != NULL && message->sid == NULL)
    message->sid = g_strdup (answer->sid);
  tidings_ahead_note_answer (self->core, message, answer);
  settle_price (message, answer);
  if (message->is_settled && !was_settled)
    note_price (self, message);

  /* Reports may come late and out of order: the rank never falls. */
  if (!map_status (answer->status, &state) ||
      tidings_message_state_get_rank (state) < tidings_message_state_get_rank (message->state) || was_final)
    state = message->state;
  /* A word of the future: it has an id there, so it is there. */
  if (state == TIDINGS_MESSAGE_SENDING)
    state = TIDINGS_MESSAGE_ACCEPTED;

  if (state == TIDINGS_MESSAGE_UNDELIVERED || state == TIDINGS_MESSAGE_FAILED)
    {
      message->error_code = answer->error_code;
      reason = TIDINGS_REASON_TWILIO;
    }
  if (!tidings_message_state_is_final (state))
    {
      message->next_at = tidings_outbox_next_poll (message, now);
      if (message->next_at == 0)
        reason = TIDINGS_REASON_NO_RECEIPT;
    }

  else if (was_final)
    message->next_at = tidings_core_next_price_look (message, now);

  tidings_outbox_write (self, message, state, was_final ? message->reason : reason,
                        state != message->state || what != NULL ? (what != NULL ? what : tidings_message_state_to_string (state)) : NULL,
                        what != NULL ? message->sid : NULL);
  if (was_final)
    return;
  if (state == TIDINGS_MESSAGE_DELIVERED)
    tidings_arrivals_note_delivered (self->core, message);
  if (reason != NULL && tidings_message_state_is_final (state))
    tell_failure (self, message);
}

static void
refuse (TidingsOutbox  *self,
        TidingsMessage *message,
        int             code,
        const char     *words)
{
  /* Nothing left, so nothing counts. */
  message->error_code = code;
  message->queued_at = 0;
  message->next_at = 0;
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_FAILED, code == OPTED_OUT_CODE ? TIDINGS_REASON_OPTED_OUT : TIDINGS_REASON_TWILIO,
                        "failed", words);
  tell_failure (self, message);
}

static void
try_again (TidingsOutbox  *self,
           TidingsMessage *message,
           const char     *reason,
           gint64          wait_ms,
           const char     *words)
{
  gint64 now = tidings_core_now (self->core);
  gboolean is_news = g_strcmp0 (message->reason, reason) != 0;

  message->next_at = now + wait_ms;
  message->until = message->next_at;
  /* A week without a connection is one step of the story, not ten thousand. */
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, reason, is_news ? "retry" : NULL, words);
}

/* Without a connection there is no number of tries to keep, as none of them left: it waits until it goes, or makes no sense
 * any more. */
static void
wait_for_connection (TidingsOutbox  *self,
                     TidingsMessage *message,
                     const char     *words)
{
  message->n_attempts--;
  try_again (self, message, TIDINGS_REASON_OFFLINE, tidings_outbox_back_off (self), words);
}

void
tidings_outbox_doubt (TidingsOutbox  *self,
                      TidingsMessage *message,
                      const char     *words)
{
  message->n_looks = 0;
  message->next_at = tidings_outbox_next_look (self, message, tidings_core_now (self->core));
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "in-doubt", words);
}

/* Whatever Twilio has against keeping it: there is time to send it from here, and to say then what is wrong. */
static void
give_back (TidingsOutbox  *self,
           TidingsMessage *message,
           const char     *words)
{
  g_autoptr(GError) error = NULL;

  if (tidings_ahead_give_back (self->core, message, words, &error))
    return;

  self->has_stranded = TRUE;
  g_warning ("Could not take message %" G_GINT64_FORMAT " back: %s", message->id, error->message);
}

static void
send_failed (TidingsOutbox  *self,
             TidingsMessage *message,
             GError         *error)
{
  int code = tidings_twilio_error_get_code (error);
  gint64 asked_ms = tidings_twilio_error_get_retry_after (error) * G_GINT64_CONSTANT (1000);
  gint64 wait_ms = MAX (asked_ms, tidings_outbox_spread (message->n_attempts - 1));
  gboolean is_busy = tidings_twilio_error_get_status (error) == 429 || tidings_reason_get_retry (code) == TIDINGS_RETRY_LATER;

  if (error->domain != TIDINGS_TWILIO_ERROR || error->code == TIDINGS_TWILIO_ERROR_UNKNOWN)
    tidings_outbox_doubt (self, message, error->message);
  else if (message->send_at != 0 && error->code == TIDINGS_TWILIO_ERROR_REFUSED && code != OPTED_OUT_CODE)
    give_back (self, message, error->message);
  else if (error->code == TIDINGS_TWILIO_ERROR_NO_ACCOUNT || error->code == TIDINGS_TWILIO_ERROR_SIGN_IN)
    {
      tidings_core_note_refusal (self->core, error);
      message->error_code = code;
      message->next_at = message->late_at;
      tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT, "retry", error->message);
    }
  else if (is_busy && message->n_attempts <= SAFE_RETRIES)
    try_again (self, message, TIDINGS_REASON_BUSY, wait_ms, error->message);
  else if (error->code == TIDINGS_TWILIO_ERROR_NOT_SENT && !is_busy)
    wait_for_connection (self, message, error->message);
  else
    refuse (self, message, code, error->message);
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsFlight *flight = user_data;
  TidingsOutbox *self = flight->outbox;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsTwilioMessage) answer = tidings_twilio_send_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsMessage) message = tidings_outbox_end_flight (flight);

  /* The row says `sending`, and whoever comes next looks for it. */
  if (message == NULL)
    return;
  tidings_outbox_note_reply (self, error);
  if (answer == NULL)
    {
      send_failed (self, message, error);
      return;
    }

  message->n_looks = 0;
  message->error_code = 0;
  message->until = 0;
  message->state = TIDINGS_MESSAGE_SENDING;
  tidings_outbox_take_answer (self, message, answer, "accepted");
}

static guint
validity_s (TidingsMessage *message,
            gint64          now)
{
  if (message->late_at == 0)
    return 0;

  return CLAMP ((message->late_at - now) / 1000, VALIDITY_MIN_S, VALIDITY_MAX_S);
}

/* Commits `sending` before the request leaves; a code gets its digits in the same transaction. */
static gboolean
commit_sending (TidingsOutbox   *self,
                TidingsMessage  *message,
                char           **body,
                GError         **error)
{
  TidingsCore *core = self->core;
  g_autofree char *detail = NULL;
  gboolean was_offline = g_strcmp0 (message->reason, TIDINGS_REASON_OFFLINE) == 0;

  message->n_attempts++;
  message->sending_at = tidings_core_now (core);
  message->next_at = 0;
  message->until = 0;
  g_free (message->sender);
  message->sender = g_strdup (tidings_core_get_sender (core));
  detail = g_strdup_printf ("%u", message->n_attempts);

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (g_str_equal (message->type, CODE_TYPE))
    *body = tidings_verification_fill (core, message, error);
  else
    *body = g_strdup (message->body);
  if (*body == NULL ||
      !tidings_core_set_state (core, message, TIDINGS_MESSAGE_SENDING, was_offline ? message->reason : NULL,
                               was_offline ? NULL : "sending", detail, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

static gboolean
send_now (TidingsOutbox  *self,
          TidingsMessage *message)
{
  TidingsCore *core = self->core;
  g_autofree char *body = NULL;
  g_autoptr(GError) error = NULL;
  TidingsTwilioSend send = { 0 };

  if (!commit_sending (self, message, &body, &error))
    {
      g_warning ("Message %" G_GINT64_FORMAT " cannot leave: %s", message->id, error->message);
      self->has_stranded = TRUE;
      return FALSE;
    }

  send.to = message->to;
  send.from = core->settings.service == NULL ? message->sender : NULL;
  send.service = core->settings.service;
  send.body = body;
  send.media_url = message->media_url;
  send.validity_s = validity_s (message, MAX (message->sending_at, message->send_at));
  /* Without a service Twilio may send it at once: tidings_ahead_may_leave() has seen to that. */
  g_assert (message->send_at == 0 || send.service != NULL);
  send.send_at = message->send_at;
  send.attempt = message->n_attempts;
  tidings_twilio_send_async (core->twilio, &send, core->cancellable, send_cb, tidings_outbox_start_flight (self, message));
  explicit_bzero (body, strlen (body));

  return TRUE;
}

static void
drop_late (TidingsOutbox  *self,
           TidingsMessage *message)
{
  message->queued_at = 0;
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, "missed", NULL);
  tidings_core_notice (self->core, TIDINGS_NOTICE_MISSED, message, NULL, NULL);
}

/* When the next look for a text to the number begins, 0 if one is on its way. */
static gint64
next_look_for (TidingsOutbox *self,
               const char    *number)
{
  g_autoptr(GPtrArray) doubted = tidings_store_list_messages_in (self->core->store, 1u << TIDINGS_MESSAGE_IN_DOUBT, NULL);
  gint64 next = 0;

  for (guint i = 0; doubted != NULL && i < doubted->len; i++)
    {
      TidingsMessage *other = g_ptr_array_index (doubted, i);

      if (other->next_at == 0 || !g_str_equal (other->to, number))
        continue;
      /* One that is being looked for says when it is asked again, should the answer never come. */
      if (tidings_outbox_has (self, other->id))
        return 0;
      if (next == 0 || other->next_at < next)
        next = other->next_at;
    }

  return next;
}

/* Nothing new goes to a phone while it is not known whether the last text did (Twilio reference, section 13.4). */
static gboolean
must_wait_for_doubt (TidingsOutbox  *self,
                     TidingsMessage *message)
{
  gint64 now = tidings_core_now (self->core);

  /* The store's answer is cheap, and a no to it is the rule; a store that cannot be read says yes. */
  if (!tidings_store_has_in_doubt (self->core->store, message->to, message->id))
    return FALSE;

  message->next_at = MAX (next_look_for (self, message->to), now) + AFTER_LOOK_MS;
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, message->reason, NULL, NULL);

  return TRUE;
}

/* Whether a text that Twilio is to keep for later can still be given to it; otherwise it has ended. */
static gboolean
take_ahead (TidingsOutbox  *self,
            TidingsMessage *message)
{
  gboolean may_leave = FALSE;
  g_autoptr(GError) error = NULL;

  if (tidings_ahead_may_leave (self->core, message, &may_leave, &error))
    return may_leave;

  g_warning ("Message %" G_GINT64_FORMAT " cannot leave: %s", message->id, error->message);
  self->has_stranded = TRUE;

  return FALSE;
}

/* The rules say no to the moment that it is for: the moment is free again, and they are asked once more when it has come. */
static gboolean
take_back (TidingsOutbox  *self,
           TidingsMessage *message)
{
  TidingsCore *core = self->core;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsMessage) stored = tidings_store_get_message (core->store, message->id, &error);

  if (stored != NULL && tidings_core_begin (core, &error))
    {
      if (!tidings_ahead_call_back (core, stored, message->reason, &error))
        tidings_core_rollback (core);
      else if (tidings_core_commit (core, &error))
        return TRUE;
    }

  g_warning ("Could not take message %" G_GINT64_FORMAT " back: %s", message->id, error->message);
  self->has_stranded = TRUE;

  return FALSE;
}

static gboolean
take_queued (TidingsOutbox  *self,
             TidingsMessage *message)
{
  gint64 now = tidings_core_now (self->core);
  gboolean may_leave = FALSE;
  g_autoptr(GError) error = NULL;

  if (message->send_at != 0 && !take_ahead (self, message))
    return !self->has_stranded;
  if (message->late_at != 0 && now > message->late_at)
    {
      drop_late (self, message);
      return TRUE;
    }
  if (!tidings_core_can_send (self->core) || tidings_core_get_sender (self->core) == NULL)
    {
      /* It is due again when the account changes, or when it makes no sense any more. */
      message->next_at = message->late_at != 0 ? message->late_at + 1 : 0;
      tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT, NULL, NULL);
      return TRUE;
    }
  if (!tidings_intake_may_leave (self->core, message, &may_leave, &error))
    {
      g_warning ("Message %" G_GINT64_FORMAT " cannot leave: %s", message->id, error->message);
      self->has_stranded = TRUE;
      return FALSE;
    }
  if (!may_leave && message->send_at != 0)
    return take_back (self, message);
  if (!may_leave)
    {
      tidings_outbox_write (self, message, message->state, message->reason, tidings_message_state_to_string (message->state),
                            message->reason);
      return TRUE;
    }
  if (must_wait_for_doubt (self, message))
    return TRUE;
  if (!tidings_outbox_has_room (self))
    return FALSE;

  return send_now (self, message);
}

gboolean
tidings_outbox_take (TidingsOutbox  *self,
                     TidingsMessage *message)
{
  if (tidings_outbox_has (self, message->id))
    {
      /* Another request for it is on its way; as long as its row were due, there would be no rest. */
      message->next_at = tidings_core_now (self->core) + WHILE_BUSY_MS;
      tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
      return TRUE;
    }
  if (message->state == TIDINGS_MESSAGE_QUEUED)
    return take_queued (self, message);

  if (!tidings_core_can_send (self->core))
    {
      /* Questions need an account: tidings_outbox_rearm() makes them due when it is back. */
      message->next_at = 0;
      tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
      return TRUE;
    }
  if (!tidings_outbox_has_room (self))
    return FALSE;

  /* While the question is on its way the row is not due; should the answer never come, it is asked again. */
  message->next_at = tidings_core_now (self->core) + QUESTION_MS;
  /* If that cannot be kept, neither can the answer; asking on would go round as fast as Twilio answers. */
  if (!tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL))
    return TRUE;

  if (message->state == TIDINGS_MESSAGE_IN_DOUBT || message->sid == NULL)
    tidings_outbox_look_for (self, message);
  else
    tidings_outbox_poll (self, message);

  return TRUE;
}

gboolean
tidings_outbox_has_stranded (TidingsOutbox *self)
{
  return self->has_stranded;
}

gboolean
tidings_outbox_has_room (TidingsOutbox *self)
{
  return g_hash_table_size (self->flights) < TIDINGS_OUTBOX_IN_FLIGHT;
}

gboolean
tidings_outbox_is_busy (TidingsOutbox *self)
{
  return g_hash_table_size (self->flights) > 0;
}

gboolean
tidings_outbox_has (TidingsOutbox *self,
                    gint64         id)
{
  return g_hash_table_contains (self->flights, &id);
}

TidingsOutbox *
tidings_outbox_new (TidingsCore *core)
{
  TidingsOutbox *self = g_new0 (TidingsOutbox, 1);

  self->core = core;
  self->flights = g_hash_table_new (g_int64_hash, g_int64_equal);

  return self;
}

void
tidings_outbox_free (TidingsOutbox *self)
{
  /* Answers that are still to come find the mark, and the last one frees it. */
  self->is_gone = TRUE;
  if (self->n_left == 0)
    free_outbox (self);
}
