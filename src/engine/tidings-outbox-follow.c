/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following a text to its end: when Twilio is asked about it, and asking about one. */
#include "config.h"

#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

/* Status polls, counted from the request, or from the moment that Twilio was given for it (Twilio reference, section 13.1);
 * then hourly to a day, then every six hours. */
static const guint poll_looks_s[] = { 2, 5, 10, 30, 60, 120, 300, 900 };
#define HOUR_S 3600
#define LAST_LOOK_S (72 * HOUR_S)

/* What Twilio keeps for later is looked at once this long before its moment. */
#define BEFORE_MOMENT_MS (60 * G_GINT64_CONSTANT (1000))

/* Polls are spread by up to this part of what they wait. */
#define SPREAD 0.1

/* One that is still unknown at Twilio after this was deleted by somebody; a message just created may answer 404 for a few
 * seconds. */
#define NOT_FOUND_GRACE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

/* Where the schedule of a message begins. A clock that was set back must not make it one of the future. */
static gint64
get_start (TidingsMessage *message,
           gint64          now)
{
  return MIN (MAX (message->sending_at, message->send_at), now);
}

static gint64
spread (gint64 at,
        gint64 now)
{
  return at + (gint64) ((double) MAX (at - now, 0) * SPREAD * g_random_double ());
}

gint64
tidings_outbox_next_poll (TidingsMessage *message,
                          gint64          now)
{
  gint64 start = get_start (message, now);
  gint64 age_s = (now - start) / 1000;
  guint i = message->n_looks;
  gint64 at_s;

  if (message->state == TIDINGS_MESSAGE_SCHEDULED && message->send_at > now)
    return now < message->send_at - BEFORE_MOMENT_MS ? message->send_at - BEFORE_MOMENT_MS : message->send_at + 1000;

  /* What was missed meanwhile is not made up for: one look tells as much as five. */
  while (i < G_N_ELEMENTS (poll_looks_s) && poll_looks_s[i] <= age_s)
    i++;
  if (i < G_N_ELEMENTS (poll_looks_s))
    at_s = poll_looks_s[i];
  else if (age_s < 24 * HOUR_S)
    at_s = age_s + HOUR_S;
  else
    at_s = age_s + 6 * HOUR_S;

  return at_s > LAST_LOOK_S ? 0 : spread (MAX (start + at_s * 1000, now + 1000), now);
}

gint64
tidings_outbox_missed_poll (TidingsMessage *message,
                            gint64          now)
{
  gint64 planned;

  if (message->next_at == TIDINGS_MESSAGE_PAUSED)
    return now;
  if ((message->state == TIDINGS_MESSAGE_SCHEDULED && message->send_at > now) || message->n_looks >= G_N_ELEMENTS (poll_looks_s))
    return message->next_at;

  planned = get_start (message, now) + poll_looks_s[message->n_looks] * G_GINT64_CONSTANT (1000);

  return MIN (message->next_at, MAX (planned, now));
}

static void
fetch_failed (TidingsOutbox  *self,
              TidingsMessage *message,
              GError         *error)
{
  if (!g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ||
      tidings_core_now (self->core) - message->sending_at < NOT_FOUND_GRACE_MS)
    {
      tidings_outbox_ask_later (self, message, error);
      return;
    }

  /* It was there once and is no longer: no more will be learned of it. */
  g_hash_table_remove (self->alone, &message->id);
  message->next_at = 0;
  message->n_looks = TIDINGS_LOOKS_OVER;
  tidings_outbox_write (self, message, message->state,
                        tidings_message_state_is_final (message->state) ? message->reason : TIDINGS_REASON_NO_RECEIPT,
                        "gone", NULL);
}

void
tidings_outbox_take_fetched (TidingsOutbox        *self,
                             TidingsMessage       *message,
                             TidingsTwilioMessage *answer)
{
  if (message->n_looks < TIDINGS_LOOKS_OVER)
    message->n_looks++;
  tidings_outbox_take_answer (self, message, answer, NULL);
}

static void
fetch_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsFlight *flight = user_data;
  TidingsOutbox *self = flight->outbox;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsTwilioMessage) answer = tidings_twilio_fetch_message_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsMessage) message = tidings_outbox_end_flight_of_one (flight, error);

  if (message == NULL || !tidings_outbox_reread (self, &message))
    return;

  if (answer == NULL)
    {
      fetch_failed (self, message, error);
      return;
    }

  g_hash_table_remove (self->alone, &message->id);
  tidings_outbox_take_fetched (self, message, answer);
}

void
tidings_outbox_fetch (TidingsOutbox  *self,
                      TidingsMessage *message)
{
  TidingsCore *core = self->core;

  g_assert (message->sid != NULL);

  tidings_twilio_fetch_message_async (core->twilio, message->sid, core->cancellable, fetch_cb,
                                      tidings_outbox_start_flight (self, message));
}
