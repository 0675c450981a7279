/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calling back at Twilio what it was given ahead of time, until it is certain what became of it. */
#include "config.h"

#include "tidings-ahead-private.h"
#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

/* Requests at once; the rest of what may be on its way is for texts. */
#define AT_ONCE 2

/* Longer than any request may take. */
#define QUESTION_MS (90 * G_GINT64_CONSTANT (1000))

/* A text that has just been created may be unknown to Twilio for some seconds; after these tries it is believed. */
#define NOT_FOUND_TRIES 4

/* A row that its status is just being asked for waits for that answer. */
#define WHILE_BUSY_MS 1000

typedef struct {
  TidingsAhead *ahead;
  TidingsTwilio *twilio;
  GCancellable *cancellable;
  gint64 id;
  char *sid;
  /* For a text that stays with an account which is being left: nobody asks twice. */
  gboolean is_last_word;
} Recall;

static void
recall_free (Recall *recall)
{
  g_clear_object (&recall->twilio);
  g_clear_object (&recall->cancellable);
  g_free (recall->sid);
  g_free (recall);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recall, recall_free)

/* Ends a request; %NULL if nobody is there any more who could use its answer, or if the row has changed hands. */
static TidingsHandover *
land (Recall *recall)
{
  TidingsAhead *self = recall->ahead;
  TidingsHandover *handover = NULL;
  g_autoptr(GError) error = NULL;

  self->n_asking--;
  if (self->is_gone)
    {
      if (self->n_asking == 0)
        g_free (self);
      return NULL;
    }

  tidings_core_wake (self->core);
  /* Whoever waits for the last of them looks again, whatever has become of it. */
  if (self->n_asking == 0)
    tidings_core_changed (self->core, "status");
  if (g_cancellable_is_cancelled (recall->cancellable))
    return NULL;
  if (!tidings_store_get_handover (self->core->store, recall->id, &handover, &error))
    {
      g_warning ("Who has a text cannot be read: %s", error->message);
      return NULL;
    }
  if (handover != NULL && g_strcmp0 (handover->sid, recall->sid) != 0)
    g_clear_pointer (&handover, tidings_handover_free);

  return handover;
}

static void
try_later (TidingsAhead    *self,
           TidingsHandover *handover,
           const GError    *why)
{
  gint64 wait_ms = MAX (tidings_pace_back_off (handover->n_tries, g_random_double ()),
                        tidings_twilio_error_get_retry_after (why) * G_GINT64_CONSTANT (1000));
  g_autoptr(GError) error = NULL;

  if (why != NULL)
    tidings_core_note_refusal (self->core, why);
  handover->n_tries++;
  handover->next_at = tidings_core_now (self->core) + wait_ms;
  if (!tidings_store_put_handover (self->core->store, handover, &error))
    g_warning ("Could not keep when a text is called back again: %s", error->message);
}

static void
confirm (TidingsAhead    *self,
         Recall          *recall,
         TidingsHandover *handover)
{
  g_autoptr(GError) error = NULL;
  const char *reason = handover->recall != NULL ? handover->recall : TIDINGS_REASON_REPLANNED;

  /* Another's answer about the same text would write over this one. */
  if (tidings_outbox_has (self->outbox, handover->message_id))
    {
      handover->next_at = tidings_core_now (self->core) + WHILE_BUSY_MS;
      if (tidings_store_put_handover (self->core->store, handover, &error))
        return;
    }
  else if (tidings_handover_confirm (self->core, handover, reason, &error))
    {
      return;
    }

  /* The row is due again, and Twilio says the same once more. */
  g_warning ("Could not keep that a text was called back: %s", error->message);
}

static void
keep_as_left (TidingsAhead    *self,
              TidingsHandover *handover)
{
  g_autoptr(GError) error = NULL;

  if (!tidings_handover_has_left (self->core, handover, &error))
    g_warning ("Could not keep that a text has left: %s", error->message);
}

static gboolean
is_gone_there (const GError *error,
               guint         n_tries)
{
  return g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) && n_tries >= NOT_FOUND_TRIES;
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Recall) recall = user_data;
  TidingsAhead *self = recall->ahead;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsTwilioMessage) answer = tidings_twilio_fetch_message_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsHandover) handover = land (recall);

  if (handover == NULL)
    return;

  if (answer == NULL)
    {
      if (is_gone_there (error, handover->n_tries))
        confirm (self, recall, handover);
      else
        try_later (self, handover, error);
    }
  else if (answer->status == TIDINGS_TWILIO_STATUS_CANCELED)
    confirm (self, recall, handover);
  else if (answer->status == TIDINGS_TWILIO_STATUS_SCHEDULED || answer->status == TIDINGS_TWILIO_STATUS_UNKNOWN)
    try_later (self, handover, NULL);
  else
    keep_as_left (self, handover);
}

static Recall *
take_off (TidingsAhead    *self,
          TidingsHandover *handover)
{
  Recall *recall = g_new0 (Recall, 1);

  recall->ahead = self;
  recall->twilio = g_object_ref (self->core->twilio);
  recall->cancellable = g_object_ref (self->core->cancellable);
  recall->id = handover->id;
  recall->sid = g_strdup (handover->sid);
  self->n_asking++;

  return recall;
}

static void
canceled_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Recall) recall = user_data;
  TidingsAhead *self = recall->ahead;
  gboolean is_last_word = recall->is_last_word;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsTwilioMessage) answer = tidings_twilio_cancel_message_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsHandover) handover = land (recall);

  if (handover == NULL)
    return;

  if (answer != NULL && answer->status == TIDINGS_TWILIO_STATUS_CANCELED)
    {
      confirm (self, recall, handover);
    }
  else if (is_last_word)
    {
      /* It stays as it is: gone there, or on its way; not from here as well. */
    }
  else if (answer != NULL || g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_REFUSED))
    {
      /* It has left, or was canceled before: Twilio's own word on its state decides. */
      Recall *question = take_off (self, handover);

      tidings_twilio_fetch_message_async (question->twilio, question->sid, question->cancellable, fetched_cb, question);
    }
  else if (is_gone_there (error, handover->n_tries))
    {
      confirm (self, recall, handover);
    }
  else
    {
      try_later (self, handover, error);
    }
}

static void
call_back (TidingsAhead    *self,
           TidingsHandover *handover)
{
  g_autoptr(GError) error = NULL;
  Recall *recall;

  /* Not due while the request is on its way; should the answer never come, it is asked again. */
  handover->next_at = tidings_core_now (self->core) + QUESTION_MS;
  if (!tidings_store_put_handover (self->core->store, handover, &error))
    {
      g_warning ("A text cannot be called back now: %s", error->message);
      return;
    }

  recall = take_off (self, handover);
  tidings_twilio_cancel_message_async (recall->twilio, recall->sid, recall->cancellable, canceled_cb, recall);
}

void
tidings_recall_work (TidingsAhead *self)
{
  g_autoptr(GPtrArray) due = NULL;
  g_autoptr(GError) error = NULL;

  if (!tidings_core_can_send (self->core) || self->n_asking >= AT_ONCE)
    return;

  due = tidings_store_list_due_handovers (self->core->store, tidings_core_now (self->core), AT_ONCE - self->n_asking, &error);
  if (due == NULL)
    {
      g_warning ("What is to be called back cannot be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < due->len; i++)
    call_back (self, g_ptr_array_index (due, i));
}

void
tidings_ahead_leave_account (TidingsAhead *self)
{
  g_autoptr(GPtrArray) handovers = NULL;
  gint64 now = tidings_core_now (self->core);

  if (self->core->twilio == NULL || !tidings_twilio_has_credentials (self->core->twilio))
    return;

  handovers = tidings_store_list_handovers (self->core->store, 0, G_MAXINT, NULL);
  for (guint i = 0; handovers != NULL && i < handovers->len; i++)
    {
      TidingsHandover *handover = g_ptr_array_index (handovers, i);
      g_autoptr(TidingsMessage) message = NULL;
      Recall *recall;

      if (handover->sid == NULL || !tidings_handover_get_message (self->core, handover, &message, NULL) || message == NULL ||
          message->state != TIDINGS_MESSAGE_SCHEDULED || message->send_at <= now)
        continue;

      recall = take_off (self, handover);
      recall->is_last_word = TRUE;
      g_clear_object (&recall->cancellable);
      tidings_twilio_cancel_message_async (recall->twilio, recall->sid, NULL, canceled_cb, recall);
    }
}
