/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending: who may leave, from where and when, and what is done when Twilio did not take it. */
#include "config.h"

#include <string.h>

#include "tidings-ahead.h"
#include "tidings-fault.h"
#include "tidings-outbox-private.h"
#include "tidings-phone-number.h"
#include "tidings-reason.h"
#include "tidings-release.h"
#include "tidings-router.h"
#include "tidings-sender.h"
#include "tidings-store-messages.h"
#include "tidings-upkeep.h"
#include "tidings-verification.h"

/* A text waits for a look at another; when the answer is there, it goes this much later. */
#define AFTER_LOOK_MS 1000

/* Twilio's codes for a sender whose queue is full. */
#define QUEUE_FULL_CODE 21611
#define QUEUE_OVERFLOW_CODE 30001

/* A text that Twilio does not take because it is busy, or because the sender's queue is full (ten hours of it), is given up
 * after this. */
#define BUSY_MAX_MS (10 * 60 * G_GINT64_CONSTANT (1000))
#define QUEUE_MAX_MS (12 * 60 * 60 * G_GINT64_CONSTANT (1000))

static void
refuse (TidingsOutbox  *self,
        TidingsMessage *message,
        int             code,
        const char     *fault)
{
  tidings_upkeep_note_refusal (self->core->upkeep, code);
  /* Nothing left, so nothing counts. */
  message->error_code = code;
  message->queued_at = 0;
  message->next_at = 0;
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_FAILED, code == TIDINGS_OUTBOX_OPTED_OUT_CODE ? TIDINGS_REASON_OPTED_OUT : TIDINGS_REASON_TWILIO,
                        "failed", fault);
  tidings_outbox_tell_failure (self, message);
}

static void
try_again (TidingsOutbox  *self,
           TidingsMessage *message,
           const char     *reason,
           gint64          wait_ms,
           const char     *fault)
{
  gint64 now = tidings_core_now (self->core);
  gboolean is_news = g_strcmp0 (message->reason, reason) != 0;

  message->next_at = now + wait_ms;
  message->until = message->next_at;
  /* A week without a connection is one step of the story, not ten thousand. */
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, reason, is_news ? "retry" : NULL, fault);
}

/* For how long Twilio has not taken the text by now. Another process counts anew. */
static gint64
note_busy (TidingsOutbox  *self,
           TidingsMessage *message)
{
  gint64 now = tidings_core_now (self->core);
  gint64 *since = g_hash_table_lookup (self->busy, &message->id);

  if (since != NULL && *since <= now)
    return now - *since;
  g_hash_table_replace (self->busy, g_memdup2 (&message->id, sizeof message->id), g_memdup2 (&now, sizeof now));

  return 0;
}

/* Twilio said no, and did nothing: the same text may go again. */
static void
try_when_free (TidingsOutbox  *self,
               TidingsMessage *message,
               GError         *error)
{
  int code = tidings_twilio_error_get_code (error);
  gboolean is_full = code == QUEUE_FULL_CODE || code == QUEUE_OVERFLOW_CODE;
  guint n = message->n_attempts - 1;
  gint64 asked_ms = tidings_twilio_error_get_retry_after (error) * G_GINT64_CONSTANT (1000);
  g_autofree char *fault = tidings_fault_dup (error);
  gint64 wait_ms = is_full ? tidings_pace_full_queue (n, g_random_double ()) :
                             /* As long as it says, and not all at once. */
                             tidings_pace_back_off (asked_ms != 0 ? 0 : n, g_random_double ());

  if (note_busy (self, message) < (is_full ? QUEUE_MAX_MS : BUSY_MAX_MS))
    {
      try_again (self, message, TIDINGS_REASON_BUSY, asked_ms + wait_ms, fault);
      return;
    }

  g_hash_table_remove (self->busy, &message->id);
  refuse (self, message, code, fault);
}

/* Without a connection there is no number of tries to keep, as none of them left: it waits until it goes, or makes no sense
 * any more. */
static void
wait_for_connection (TidingsOutbox  *self,
                     TidingsMessage *message,
                     const char     *fault)
{
  message->n_attempts--;
  try_again (self, message, TIDINGS_REASON_OFFLINE, tidings_outbox_back_off (self), fault);
}

static void
wait_for_account (TidingsOutbox  *self,
                  TidingsMessage *message,
                  GError         *error)
{
  g_autofree char *fault = tidings_fault_dup (error);

  tidings_core_note_refusal (self->core, error);
  message->error_code = tidings_twilio_error_get_code (error);
  tidings_upkeep_note_refusal (self->core->upkeep, message->error_code);
  message->next_at = message->late_at;
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT, "retry", fault);
}

/* Whatever Twilio has against keeping it: there is time to send it from here, and to say then what is wrong. */
static void
give_back (TidingsOutbox  *self,
           TidingsMessage *message,
           const char     *fault)
{
  g_autoptr(GError) error = NULL;

  if (tidings_ahead_give_back (self->core, message, fault, &error))
    return;

  self->has_stranded = TRUE;
  g_warning ("Could not take message %" G_GINT64_FORMAT " back: %s", message->id, error->message);
}

/* What may be repeated, and when: Twilio reference, section 8.4. */
static void
send_failed (TidingsOutbox  *self,
             TidingsMessage *message,
             GError         *error)
{
  int code = tidings_twilio_error_get_code (error);
  g_autofree char *fault = tidings_fault_dup (error);
  gboolean is_busy = tidings_twilio_error_get_status (error) == 429 || tidings_reason_get_retry (code) == TIDINGS_RETRY_LATER;

  if (error->domain != TIDINGS_TWILIO_ERROR || error->code == TIDINGS_TWILIO_ERROR_UNKNOWN)
    tidings_outbox_doubt (self, message, fault);
  else if (message->send_at != 0 && error->code == TIDINGS_TWILIO_ERROR_REFUSED && code != TIDINGS_OUTBOX_OPTED_OUT_CODE)
    give_back (self, message, fault);
  else if (error->code == TIDINGS_TWILIO_ERROR_NO_ACCOUNT || error->code == TIDINGS_TWILIO_ERROR_SIGN_IN)
    wait_for_account (self, message, error);
  else if (is_busy)
    try_when_free (self, message, error);
  else if (error->code == TIDINGS_TWILIO_ERROR_NOT_SENT)
    wait_for_connection (self, message, fault);
  else
    refuse (self, message, code, fault);
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
  g_autoptr(TidingsMessage) message = tidings_outbox_end_flight_of_one (flight, error);

  /* The row says `sending`, and whoever comes next looks for it. */
  if (message == NULL)
    return;
  if (answer == NULL)
    {
      send_failed (self, message, error);
      return;
    }

  g_hash_table_remove (self->busy, &message->id);
  message->n_looks = 0;
  message->error_code = 0;
  message->until = 0;
  message->state = TIDINGS_MESSAGE_SENDING;
  tidings_outbox_take_answer (self, message, answer, "accepted");
}

/* The text as it leaves: a code gets its digits. The sender is decided anew with each try, as the account may have changed since. */
static gboolean
prepare (TidingsOutbox   *self,
         TidingsMessage  *message,
         char           **body,
         char           **service,
         GError         **error)
{
  if (!tidings_router_route (self->core, message, service, error))
    return FALSE;

  if (g_str_equal (message->type, TIDINGS_OUTBOX_CODE_TYPE))
    *body = tidings_verification_fill (self->core, message, error);
  else
    *body = g_strdup (message->body);

  return *body != NULL;
}

/* Commits `sending` before the request leaves; the digits of a code in the same transaction. */
static gboolean
commit_sending (TidingsOutbox   *self,
                TidingsMessage  *message,
                char           **body,
                char           **service,
                GError         **error)
{
  TidingsCore *core = self->core;
  g_autofree char *detail = NULL;
  gboolean was_offline = g_strcmp0 (message->reason, TIDINGS_REASON_OFFLINE) == 0;

  message->n_attempts++;
  message->sending_at = tidings_core_now (core);
  message->server_at = self->knows_skew ? message->sending_at + tidings_twilio_get_server_skew (core->twilio) : 0;
  message->next_at = 0;
  message->until = 0;
  detail = g_strdup_printf ("%u", message->n_attempts);

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!prepare (self, message, body, service, error) ||
      !tidings_core_set_state (core, message, TIDINGS_MESSAGE_SENDING, was_offline ? message->reason : NULL,
                               was_offline ? NULL : "sending", detail, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

static void
take_parts (TidingsOutbox  *self,
            TidingsMessage *message)
{
  g_autoptr(TidingsNumberCheck) number = tidings_phone_number_check (message->to, NULL);

  tidings_pace_take (self->core->pace, message->sender, tidings_sender_get_rate (message->sender, number->country),
                     message->n_segments, message->sending_at);
}

static gboolean
send_now (TidingsOutbox  *self,
          TidingsMessage *message)
{
  TidingsCore *core = self->core;
  gboolean is_code = g_str_equal (message->type, TIDINGS_OUTBOX_CODE_TYPE);
  g_autofree char *body = NULL;
  g_autofree char *service = NULL;
  g_autoptr(GError) error = NULL;
  TidingsTwilioSend send = { 0 };

  if (!commit_sending (self, message, &body, &service, &error))
    {
      g_warning ("Message %" G_GINT64_FORMAT " cannot leave: %s", message->id, error->message);
      self->has_stranded = TRUE;
      return FALSE;
    }

  take_parts (self, message);
  send.to = message->to;
  send.from = g_strcmp0 (message->sender, service) != 0 ? message->sender : NULL;
  send.service = service;
  send.body = body;
  send.media_url = message->media_url;
  send.validity_s = tidings_pace_validity_s (message->late_at, is_code ? core->settings.code_life_s : 0,
                                             MAX (message->sending_at, message->send_at));
  /* Without a service Twilio may send it at once: tidings_ahead_may_leave() has seen to that. */
  g_assert (message->send_at == 0 || service != NULL);
  send.send_at = message->send_at;
  send.attempt = message->n_attempts;
  send.status_callback = core->settings.status_callback;
  tidings_twilio_send_async (core->twilio, &send, core->cancellable, send_cb, tidings_outbox_start_flight (self, message));
  explicit_bzero (body, strlen (body));

  return TRUE;
}

static void
drop_late (TidingsOutbox  *self,
           TidingsMessage *message)
{
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, message->late_at);

  message->queued_at = 0;
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, "missed", until);
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
  gboolean may = FALSE;
  g_autoptr(GError) error = NULL;

  if (tidings_ahead_may_leave (self->core, message, &may, &error))
    return may;

  g_warning ("Message %" G_GINT64_FORMAT " cannot leave: %s", message->id, error->message);
  self->has_stranded = TRUE;

  return FALSE;
}

/* The rules say no to the moment that it is for: the moment is free again, and they are asked once more when it has come. */
static void
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
        return;
    }

  g_warning ("Could not take message %" G_GINT64_FORMAT " back: %s", message->id, error->message);
  self->has_stranded = TRUE;
}

/* Whether the rules still let it go; if not, it has been put where it belongs. */
static gboolean
may_leave (TidingsOutbox  *self,
           TidingsMessage *message)
{
  g_autoptr(GError) error = NULL;
  gboolean may = FALSE;

  if (!tidings_release_may_leave (self->core, message, &may, &error))
    {
      g_warning ("Message %" G_GINT64_FORMAT " cannot leave: %s", message->id, error->message);
      self->has_stranded = TRUE;
    }
  else if (!may && message->send_at != 0)
    take_back (self, message);
  else if (!may)
    tidings_outbox_write (self, message, message->state, message->reason, tidings_message_state_to_string (message->state),
                          message->reason);

  return may;
}

/* Its own sender may be busy while others are not. */
static TidingsOutboxTake
find_turn (TidingsOutbox  *self,
           TidingsMessage *message)
{
  gint64 now = tidings_core_now (self->core);
  const char *sender = message->sender != NULL ? message->sender : tidings_core_get_sender (self->core);
  gint64 free_at;

  if (!tidings_outbox_has_room (self))
    return TIDINGS_OUTBOX_FULL;

  free_at = tidings_pace_get_sender_at (self->core->pace, sender, now);
  if (free_at <= now)
    return TIDINGS_OUTBOX_TAKEN;

  tidings_outbox_note_ready (self, free_at);

  return TIDINGS_OUTBOX_LATER;
}

TidingsOutboxTake
tidings_outbox_send (TidingsOutbox  *self,
                     TidingsMessage *message)
{
  gint64 now = tidings_core_now (self->core);
  TidingsOutboxTake turn;

  if (message->send_at != 0 && !take_ahead (self, message))
    return TIDINGS_OUTBOX_TAKEN;
  if (message->late_at != 0 && now > message->late_at)
    {
      drop_late (self, message);
      return TIDINGS_OUTBOX_TAKEN;
    }
  if (!tidings_core_can_send (self->core) || tidings_core_get_sender (self->core) == NULL)
    {
      /* It is due again when the account changes, or when it makes no sense any more. */
      message->next_at = message->late_at != 0 ? message->late_at + 1 : 0;
      tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT, NULL, NULL);
      return TIDINGS_OUTBOX_TAKEN;
    }
  if ((turn = find_turn (self, message)) != TIDINGS_OUTBOX_TAKEN)
    return turn;
  if (!may_leave (self, message) || must_wait_for_doubt (self, message))
    return TIDINGS_OUTBOX_TAKEN;

  return send_now (self, message) ? TIDINGS_OUTBOX_TAKEN : TIDINGS_OUTBOX_FULL;
}
