/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Twilio says of a text, however it was learned: state, price, parts, and why it did not arrive. */
#include "config.h"

#include "tidings-ahead.h"
#include "tidings-arrivals.h"
#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-upkeep.h"

/* While Twilio tells statuses by itself they are asked for this seldom, should it not. */
#define TOLD_POLL_MS (60 * G_GINT64_CONSTANT (1000))

static void
settle_price (TidingsMessage       *message,
              TidingsTwilioMessage *answer)
{
  /* A service's text has no parts before a sender was chosen. */
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

/* Reports may come late, twice and out of order: the rank never falls, and what has ended stays as it ended. */
static TidingsMessageState
next_state (TidingsMessage       *message,
            TidingsTwilioMessage *answer)
{
  TidingsMessageState state = message->state;

  if (tidings_message_state_is_final (message->state))
    return message->state;
  if (!map_status (answer->status, &state) ||
      tidings_message_state_get_rank (state) < tidings_message_state_get_rank (message->state))
    state = message->state;

  /* A word of the future: it has an id there, so it is there. */
  return state == TIDINGS_MESSAGE_SENDING ? TIDINGS_MESSAGE_ACCEPTED : state;
}

static void
add_event (TidingsOutbox  *self,
           TidingsMessage *message,
           const char     *what,
           const char     *detail)
{
  g_autoptr(GError) error = NULL;

  if (!tidings_store_add_event (self->core->store, message->id, tidings_core_now (self->core), what, detail, &error))
    g_warning ("Could not keep a step of a story: %s", error->message);
}

static void
note_price (TidingsOutbox  *self,
            TidingsMessage *message)
{
  g_autofree char *price = tidings_format_decimal (message->price_micros);
  g_autofree char *detail = g_strdup_printf ("%s %s", price, message->currency != NULL ? message->currency : "");

  add_event (self, message, "price", g_strchomp (detail));
}

/* The code, and for one that we have no words for Twilio's own. */
static char *
dup_failure (TidingsTwilioMessage *answer)
{
  g_autofree char *words = tidings_reason_describe_code (answer->error_code);

  if (answer->error_code == 0)
    return g_strdup (answer->error_message);
  if (words != NULL || answer->error_message == NULL || *answer->error_message == '\0')
    return g_strdup_printf ("%d", answer->error_code);

  return g_strdup_printf ("%d %s", answer->error_code, answer->error_message);
}

/* The carrier's no to a number that opted out is a fact about the number; people are told that, once, and not of each text. */
void
tidings_outbox_tell_failure (TidingsOutbox  *self,
                             TidingsMessage *message)
{
  TidingsCore *core = self->core;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_new = FALSE;

  /* Its person was erased while it was on its way: nobody is left to whom it would matter. */
  if (message->erasure == TIDINGS_ERASURE_FORGET)
    return;
  if (message->error_code != TIDINGS_OUTBOX_OPTED_OUT_CODE)
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

/* What follows from a state that is new. */
static void
note_end (TidingsOutbox  *self,
          TidingsMessage *message)
{
  if (message->state == TIDINGS_MESSAGE_DELIVERED)
    tidings_arrivals_note_delivered (self->core, message);
  else if (message->state == TIDINGS_MESSAGE_UNDELIVERED || message->state == TIDINGS_MESSAGE_FAILED)
    tidings_outbox_tell_failure (self, message);
}

/* Returns the reason of the state that the message has from now on. */
static const char *
plan_next (TidingsOutbox       *self,
           TidingsMessage      *message,
           TidingsMessageState  state,
           gint64               now)
{
  if (tidings_message_state_is_final (message->state))
    {
      message->next_at = tidings_core_next_price_look (message, now);
      return message->reason;
    }
  if (state == TIDINGS_MESSAGE_UNDELIVERED || state == TIDINGS_MESSAGE_FAILED)
    return TIDINGS_REASON_TWILIO;
  if (tidings_message_state_is_final (state))
    return NULL;

  message->next_at = tidings_outbox_next_poll (message, now);
  if (self->core->settings.status_callback != NULL && message->next_at != 0)
    message->next_at = MAX (message->next_at, now + TOLD_POLL_MS);

  return message->next_at == 0 ? TIDINGS_REASON_NO_RECEIPT : NULL;
}

/* A text that goes on its way, or has arrived, may carry a code too: nothing has failed, but somebody should act. A failure
 * that contradicts what is known already is none. */
static gboolean
is_warning (TidingsMessage       *message,
            TidingsMessageState   state,
            TidingsTwilioMessage *answer)
{
  return answer->error_code != 0 && answer->error_code != message->error_code &&
         state != TIDINGS_MESSAGE_UNDELIVERED && state != TIDINGS_MESSAGE_FAILED &&
         answer->status != TIDINGS_TWILIO_STATUS_UNDELIVERED && answer->status != TIDINGS_TWILIO_STATUS_FAILED;
}

/* Returns FALSE when it cannot be written. */
static gboolean
take_answer (TidingsOutbox        *self,
             TidingsMessage       *message,
             TidingsTwilioMessage *answer,
             const char           *what)
{
  TidingsMessageState state = next_state (message, answer);
  gboolean was_final = tidings_message_state_is_final (message->state);
  gboolean was_settled = message->is_settled;
  gboolean has_failed = !was_final && (state == TIDINGS_MESSAGE_UNDELIVERED || state == TIDINGS_MESSAGE_FAILED);
  gboolean warns = is_warning (message, state, answer);
  g_autofree char *failure = has_failed || warns ? dup_failure (answer) : NULL;
  const char *step = what == NULL && state != message->state ? tidings_message_state_to_string (state) : what;
  const char *reason;

  if (answer->sid != NULL && message->sid == NULL)
    message->sid = g_strdup (answer->sid);
  tidings_ahead_note_answer (self->core, message, answer);
  settle_price (message, answer);
  if (has_failed || warns)
    message->error_code = answer->error_code;

  reason = plan_next (self, message, state, tidings_core_now (self->core));
  if (!tidings_outbox_write (self, message, state, reason, step, has_failed ? failure : what != NULL ? message->sid : NULL))
    return FALSE;
  /* It went with its person, who was erased while it was on its way. */
  if (message->erasure == TIDINGS_ERASURE_FORGET)
    return TRUE;

  if (warns)
    add_event (self, message, "warning", failure);
  if (message->is_settled && !was_settled)
    {
      note_price (self, message);
      tidings_upkeep_want_money (self->core->upkeep);
    }
  if (!was_final)
    note_end (self, message);

  return TRUE;
}

/* All that follows from an answer is one commit. */
void
tidings_outbox_take_answer (TidingsOutbox        *self,
                            TidingsMessage       *message,
                            TidingsTwilioMessage *answer,
                            const char           *what)
{
  g_autoptr(GError) error = NULL;

  if (tidings_core_begin (self->core, &error))
    {
      if (!take_answer (self, message, answer, what))
        {
          tidings_core_rollback (self->core);
          return;
        }
      if (tidings_core_commit (self->core, &error))
        return;
    }

  self->has_stranded = TRUE;
  g_warning ("Could not keep what Twilio said of message %" G_GINT64_FORMAT ": %s", message->id, error->message);
}

static gboolean
is_lost_to (TidingsMessage *message,
            const char     *number)
{
  return number != NULL && message->next_at != 0 && g_str_equal (message->to, number);
}

/* A text that nobody here knows by its id may be one whose answer was lost. */
static void
look_at_once (TidingsOutbox *self,
              const char    *number)
{
  g_autoptr(GPtrArray) doubted = tidings_store_list_messages_in (self->core->store, 1u << TIDINGS_MESSAGE_IN_DOUBT, NULL);

  for (guint i = 0; doubted != NULL && i < doubted->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (doubted, i);

      if (!is_lost_to (message, number) || tidings_outbox_has (self, message->id))
        continue;
      message->next_at = tidings_core_now (self->core);
      tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
    }
  tidings_core_wake (self->core);
}

gboolean
tidings_outbox_take_report (TidingsOutbox        *self,
                            TidingsTwilioMessage *report)
{
  g_autoptr(TidingsMessage) message = tidings_store_find_message_by_sid (self->core->store, report->sid);

  if (message == NULL)
    {
      look_at_once (self, report->to);
      return FALSE;
    }

  tidings_outbox_take_answer (self, message, report, NULL);
  tidings_core_wake (self->core);

  return TRUE;
}
