/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on their way: which requests are, and what becomes of a row that is due. */
#include "config.h"

#include "tidings-outbox-private.h"
#include "tidings-store-messages.h"

/* A row that is due while a request for it is on its way is looked at again after this. */
#define WHILE_BUSY_MS 1000

/* Longer than any request may take. */
#define QUESTION_MS (90 * G_GINT64_CONSTANT (1000))

TidingsFlight *
tidings_outbox_start_flight_of (TidingsOutbox *self,
                                GPtrArray     *messages)
{
  TidingsFlight *flight = g_new0 (TidingsFlight, 1);

  flight->outbox = self;
  flight->messages = messages;
  flight->cancellable = g_object_ref (self->core->cancellable);
  flight->ticket = tidings_pace_begin (self->core->pace);
  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      g_hash_table_insert (self->flights, &message->id, flight);
    }
  self->n_left++;

  return flight;
}

TidingsFlight *
tidings_outbox_start_flight (TidingsOutbox  *self,
                             TidingsMessage *message)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (messages, g_object_ref (message));

  return tidings_outbox_start_flight_of (self, messages);
}

static void
free_outbox (TidingsOutbox *self)
{
  g_hash_table_unref (self->flights);
  g_hash_table_unref (self->alone);
  g_hash_table_unref (self->listed);
  g_hash_table_unref (self->busy);
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->waiters);
  g_free (self);
}

static void
keep_pace (TidingsOutbox *self,
           TidingsFlight *flight,
           const GError  *error)
{
  guint status = tidings_twilio_error_get_status (error);
  TidingsPaceReply reply = {
    .is_good = error == NULL || (status >= 400 && status < 500),
    .is_too_many = status == 429,
    .retry_after_ms = tidings_twilio_error_get_retry_after (error) * G_GINT64_CONSTANT (1000),
    .n_at_once = self->core->twilio != NULL ? tidings_twilio_get_concurrent (self->core->twilio) : 0,
    .chance = g_random_double (),
  };

  /* No answer says nothing about the pace. */
  tidings_pace_end (self->core->pace, flight->ticket, error != NULL && status == 0 ? NULL : &reply,
                    tidings_core_now (self->core));
}

/* Who waits for an answer, by row id. */
typedef struct {
  gint64 id;
  GTask *task;
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (!g_task_get_completed (waiter->task))
    g_task_return_new_error (waiter->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The engine has stopped");
  g_object_unref (waiter->task);
  g_free (waiter);
}

static gboolean
tell_cb (gpointer user_data)
{
  GTask *task = user_data;
  GError *error = g_task_get_task_data (task);

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/* In the next turn, when what was learned is on disk. */
static void
tell_waiters (TidingsOutbox *self,
              GPtrArray     *messages,
              const GError  *error)
{
  for (guint i = self->waiters->len; i-- > 0;)
    {
      Waiter *waiter = g_ptr_array_index (self->waiters, i);

      for (guint k = 0; k < messages->len; k++)
        if (((TidingsMessage *) g_ptr_array_index (messages, k))->id == waiter->id)
          {
            if (error != NULL)
              g_task_set_task_data (waiter->task, g_error_copy (error), (GDestroyNotify) g_error_free);
            g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, g_object_ref (waiter->task), g_object_unref);
            g_clear_object (&waiter->task);
            g_free (g_ptr_array_steal_index_fast (self->waiters, i));
            break;
          }
    }
}

static void
flight_free (TidingsFlight *flight)
{
  g_clear_pointer (&flight->messages, g_ptr_array_unref);
  g_clear_object (&flight->cancellable);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsFlight, flight_free)

GPtrArray *
tidings_outbox_end_flight (TidingsFlight *flight,
                           const GError  *error)
{
  g_autoptr(TidingsFlight) owned = flight;
  TidingsOutbox *self = flight->outbox;

  self->n_left--;
  if (self->is_gone)
    {
      if (self->n_left == 0)
        free_outbox (self);
      return NULL;
    }

  for (guint i = 0; i < flight->messages->len; i++)
    g_hash_table_remove (self->flights, &((TidingsMessage *) g_ptr_array_index (flight->messages, i))->id);
  tidings_core_wake (self->core);
  /* An answer that was here already when everything was canceled is no better than none: its row may have been settled
   * meanwhile. What still says `sending` is looked for. */
  if (g_cancellable_is_cancelled (flight->cancellable))
    {
      tidings_pace_end (self->core->pace, flight->ticket, NULL, 0);
      self->has_stranded = TRUE;
      return NULL;
    }

  keep_pace (self, flight, error);
  tidings_outbox_note_reply (self, error);
  tell_waiters (self, flight->messages, error);

  return g_steal_pointer (&flight->messages);
}

TidingsMessage *
tidings_outbox_end_flight_of_one (TidingsFlight *flight,
                                  const GError  *error)
{
  g_autoptr(GPtrArray) messages = tidings_outbox_end_flight (flight, error);

  return messages != NULL ? g_object_ref (g_ptr_array_index (messages, 0)) : NULL;
}

gboolean
tidings_outbox_reread (TidingsOutbox   *self,
                       TidingsMessage **message)
{
  gint64 id = (*message)->id;
  g_autoptr(GError) error = NULL;

  g_clear_object (message);
  *message = tidings_store_get_message (self->core->store, id, &error);
  if (*message != NULL)
    return TRUE;

  if (!g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    g_warning ("Message %" G_GINT64_FORMAT " cannot be read: %s", id, error->message);

  return FALSE;
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

gboolean
tidings_outbox_guard (TidingsOutbox  *self,
                      TidingsMessage *message)
{
  message->next_at = tidings_core_now (self->core) + QUESTION_MS;

  return tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
}

static void
put_off (TidingsOutbox  *self,
         TidingsMessage *message,
         gint64          next_at)
{
  message->next_at = next_at;
  tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
}

TidingsOutboxTake
tidings_outbox_take (TidingsOutbox  *self,
                     TidingsMessage *message)
{
  gboolean is_lost = message->state == TIDINGS_MESSAGE_IN_DOUBT || message->sid == NULL;

  if (tidings_outbox_has (self, message->id))
    /* As long as its row were due, there would be no rest. */
    put_off (self, message, tidings_core_now (self->core) + WHILE_BUSY_MS);
  else if (message->state == TIDINGS_MESSAGE_QUEUED)
    return tidings_outbox_send (self, message);
  else if (!tidings_core_can_send (self->core))
    /* Questions need an account: tidings_outbox_rearm() makes them due when it is back. */
    put_off (self, message, 0);
  else if (self->core->is_offline && !is_lost && !tidings_outbox_is_awaited (self, message->id))
    put_off (self, message, TIDINGS_MESSAGE_PAUSED);
  else if (!tidings_outbox_has_room (self))
    return TIDINGS_OUTBOX_FULL;
  else if (!is_lost)
    g_ptr_array_add (self->asked, g_object_ref (message));
  /* If the guard cannot be kept, asking on would go round as fast as Twilio answers. */
  else if (tidings_outbox_guard (self, message))
    tidings_outbox_look_for (self, message);

  return TIDINGS_OUTBOX_TAKEN;
}

void
tidings_outbox_begin_turn (TidingsOutbox *self)
{
  self->ready_at = 0;
  g_ptr_array_set_size (self->asked, 0);
}

gboolean
tidings_outbox_end_turn (TidingsOutbox *self)
{
  gboolean is_done = tidings_outbox_ask_collected (self);

  g_ptr_array_set_size (self->asked, 0);

  return is_done;
}

gint64
tidings_outbox_get_ready_at (TidingsOutbox *self)
{
  return self->ready_at;
}

void
tidings_outbox_note_ready (TidingsOutbox *self,
                           gint64         at)
{
  if (self->ready_at == 0 || at < self->ready_at)
    self->ready_at = at;
}

gboolean
tidings_outbox_has_room (TidingsOutbox *self)
{
  gint64 now = tidings_core_now (self->core);
  gint64 held_until = tidings_pace_get_held_until (self->core->pace, now);

  if (tidings_pace_has_room (self->core->pace, now))
    return TRUE;
  if (held_until != 0)
    tidings_outbox_note_ready (self, held_until);

  return FALSE;
}

gboolean
tidings_outbox_is_awaited (TidingsOutbox *self,
                           gint64         id)
{
  for (guint i = 0; i < self->waiters->len; i++)
    if (((Waiter *) g_ptr_array_index (self->waiters, i))->id == id)
      return TRUE;

  return FALSE;
}

void
tidings_outbox_ask_now_async (TidingsOutbox       *self,
                              TidingsMessage      *message,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Waiter *waiter = g_new0 (Waiter, 1);

  g_task_set_source_tag (task, tidings_outbox_ask_now_async);
  waiter->id = message->id;
  waiter->task = task;
  g_ptr_array_add (self->waiters, waiter);

  if (!tidings_outbox_has (self, message->id))
    put_off (self, message, tidings_core_now (self->core));
  tidings_core_wake (self->core);
}

gboolean
tidings_outbox_ask_now_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tidings_outbox_forget_questions (TidingsOutbox *self)
{
  g_ptr_array_set_size (self->waiters, 0);
}

gboolean
tidings_outbox_has_stranded (TidingsOutbox *self)
{
  return self->has_stranded;
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
  self->alone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->busy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiters = g_ptr_array_new_with_free_func (waiter_free);

  return self;
}

void
tidings_outbox_free (TidingsOutbox *self)
{
  /* Answers that are still to come find the mark, and the last one frees it. */
  self->is_gone = TRUE;
  tidings_outbox_forget_questions (self);
  if (self->n_left == 0)
    free_outbox (self);
}
