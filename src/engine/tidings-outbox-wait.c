/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that wait: how long for a connection, and what ends it: an answer, an account, the next process. */
#include "config.h"

#include "tidings-gather.h"
#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

#define BACK_OFF_MAX_MS 60000

/* A message just created may answer 404 for a few seconds; the longer it does, the less there is to hope for. */
#define NOT_FOUND_AGAIN_MS 5000
#define NOT_FOUND_PART 4

/* When there is a connection again, not everybody asks in the same moment. */
#define RESUME_SPREAD_MS 500

void
tidings_outbox_note_reply (TidingsOutbox *self,
                           const GError  *error)
{
  guint status = tidings_twilio_error_get_status (error);

  if (error == NULL || status != 0)
    {
      self->knows_skew = TRUE;
      /* Whatever the desktop thinks, this came through. */
      if (self->core->is_offline)
        {
          self->core->is_offline = FALSE;
          tidings_outbox_go_on (self);
        }
    }
  if (error != NULL && (status == 0 || status >= 500))
    return;

  if (self->n_lost > 0)
    tidings_outbox_go_on (self);
}

/* One connection, one count: many texts that wait for it together are no reason to wait longer. */
gint64
tidings_outbox_back_off (TidingsOutbox *self)
{
  gint64 now = tidings_core_now (self->core);

  if (now >= self->lost_until || self->lost_until - now > BACK_OFF_MAX_MS)
    self->lost_until = now + tidings_pace_back_off (self->n_lost++, g_random_double ());

  return MAX (self->lost_until - now, 1);
}

/* The question stays open; a lost connection says nothing about the text. */
void
tidings_outbox_ask_later (TidingsOutbox  *self,
                          TidingsMessage *message,
                          GError         *error)
{
  TidingsCore *core = self->core;
  gint64 asked_ms = tidings_twilio_error_get_retry_after (error) * G_GINT64_CONSTANT (1000);
  gint64 age_ms = tidings_core_now (core) - message->sending_at;
  gint64 wait_ms;

  tidings_core_note_refusal (core, error);
  wait_ms = g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ?
            MAX (NOT_FOUND_AGAIN_MS, age_ms / NOT_FOUND_PART) : tidings_outbox_back_off (self);
  message->next_at = tidings_core_now (core) + MAX (wait_ms, asked_ms);
  tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
}

gboolean
tidings_outbox_recover (TidingsOutbox  *self,
                        GError        **error)
{
  g_autoptr(GPtrArray) sending = NULL;

  sending = tidings_store_list_messages_in (self->core->store, 1u << TIDINGS_MESSAGE_SENDING, error);
  if (sending == NULL)
    return FALSE;

  self->has_stranded = FALSE;
  for (guint i = 0; i < sending->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (sending, i);

      if (tidings_outbox_has (self, message->id))
        continue;
      /* With an id there is no doubt, whatever came in between. */
      message->next_at = tidings_core_now (self->core);
      if (message->sid != NULL)
        tidings_outbox_write (self, message, TIDINGS_MESSAGE_ACCEPTED, NULL, NULL, NULL);
      else
        tidings_outbox_doubt (self, message, NULL);
    }

  return TRUE;
}

/* Whether the message waited for an account; then it is changed. */
static gboolean
rearm_one (TidingsOutbox  *self,
           TidingsMessage *message,
           gint64          now)
{
  if (message->state == TIDINGS_MESSAGE_QUEUED)
    {
      if (g_strcmp0 (message->reason, TIDINGS_REASON_NO_ACCOUNT) != 0)
        return FALSE;
      g_clear_pointer (&message->reason, g_free);
      message->next_at = now;
      return TRUE;
    }

  if (message->next_at != 0 || message->n_looks == TIDINGS_LOOKS_OVER)
    return FALSE;
  message->next_at = message->state == TIDINGS_MESSAGE_IN_DOUBT ? tidings_outbox_next_look (self, message, now) :
                                                                  tidings_outbox_next_poll (message, now);

  return message->next_at != 0;
}

gboolean
tidings_outbox_rearm (TidingsOutbox  *self,
                      GError        **error)
{
  g_autoptr(GPtrArray) open = NULL;
  gint64 now = tidings_core_now (self->core);

  if (!tidings_core_can_send (self->core))
    return TRUE;
  open = tidings_store_list_messages_in (self->core->store,
                                         1u << TIDINGS_MESSAGE_QUEUED | 1u << TIDINGS_MESSAGE_IN_DOUBT |
                                         1u << TIDINGS_MESSAGE_ACCEPTED | 1u << TIDINGS_MESSAGE_SCHEDULED |
                                         1u << TIDINGS_MESSAGE_SENT, error);
  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (open, i);

      if (rearm_one (self, message, now))
        tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
    }

  return TRUE;
}

static gint64
get_due (TidingsOutbox  *self,
         TidingsMessage *message,
         gint64          now)
{
  /* One of the future is from before the clock was set back; so is the moment that it waits for. */
  gboolean is_due = g_strcmp0 (message->reason, TIDINGS_REASON_OFFLINE) == 0 || message->created_at > now || message->sending_at > now;

  if (message->state == TIDINGS_MESSAGE_QUEUED)
    return is_due ? now : message->next_at;
  if (message->state == TIDINGS_MESSAGE_IN_DOUBT)
    return tidings_outbox_next_look (self, message, now);
  if (message->next_at == TIDINGS_MESSAGE_PAUSED)
    return now + (gint64) (RESUME_SPREAD_MS * g_random_double ());

  return message->next_at != 0 ? tidings_outbox_missed_poll (message, now) : tidings_outbox_next_poll (message, now);
}

static gboolean
go_on_with (TidingsOutbox *self,
            GPtrArray     *messages,
            gint64         now)
{
  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);
      gint64 due = get_due (self, message, now);

      if (due == 0 || message->next_at <= due || tidings_outbox_has (self, message->id))
        continue;
      message->next_at = due;
      if (!tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL))
        return FALSE;
    }

  return TRUE;
}

void
tidings_outbox_go_on (TidingsOutbox *self)
{
  TidingsStore *store = self->core->store;
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(GPtrArray) followed = NULL;
  gint64 now = tidings_core_now (self->core);
  gboolean has_begun;
  g_autoptr(GError) error = NULL;

  self->n_lost = 0;
  self->lost_until = 0;
  if (tidings_core_can_send (self->core) && !tidings_gather_queued (self->core, &error))
    g_warning ("What waited for a connection does not become one: %s", error->message);
  waiting = tidings_store_list_messages_in (store, 1u << TIDINGS_MESSAGE_QUEUED | 1u << TIDINGS_MESSAGE_IN_DOUBT, NULL);
  followed = tidings_store_list_followed (store, TIDINGS_MESSAGE_PAUSED, G_MAXUINT, NULL);

  has_begun = tidings_core_begin (self->core, NULL);
  if (waiting != NULL && go_on_with (self, waiting, now) && followed != NULL)
    go_on_with (self, followed, now);
  if (has_begun && !tidings_core_commit (self->core, NULL))
    self->has_stranded = TRUE;
  tidings_core_wake (self->core);
}

void
tidings_outbox_pause (TidingsOutbox *self)
{
  g_autoptr(GPtrArray) followed = tidings_store_list_followed (self->core->store, TIDINGS_MESSAGE_PAUSED - 1, G_MAXUINT, NULL);
  gboolean has_begun = tidings_core_begin (self->core, NULL);

  for (guint i = 0; followed != NULL && i < followed->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (followed, i);

      if (message->state == TIDINGS_MESSAGE_IN_DOUBT || tidings_outbox_has (self, message->id))
        continue;
      message->next_at = TIDINGS_MESSAGE_PAUSED;
      if (!tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL))
        break;
    }
  if (has_begun && !tidings_core_commit (self->core, NULL))
    self->has_stranded = TRUE;
  tidings_core_wake (self->core);
}

void
tidings_outbox_clock_jumped (TidingsOutbox *self)
{
  self->knows_skew = FALSE;
  tidings_pace_forget_time (self->core->pace);
  if (tidings_core_can_send (self->core) && !self->core->is_offline)
    tidings_outbox_go_on (self);
}
