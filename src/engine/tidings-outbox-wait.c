/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that wait: how long for a connection, and what ends it: an answer, an account, the next process. */
#include "config.h"

#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

#define BACK_OFF_FIRST_MS 1000
#define BACK_OFF_MAX_MS 60000

gint64
tidings_outbox_spread (guint n)
{
  gint64 most = MIN (BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS << MIN (n, 10));

  return g_random_int_range (most / 2, most + 1);
}

void
tidings_outbox_note_reply (TidingsOutbox *self,
                           const GError  *error)
{
  guint status = tidings_twilio_error_get_status (error);

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
    self->lost_until = now + tidings_outbox_spread (self->n_lost++);

  return MAX (self->lost_until - now, 1);
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

  return tidings_outbox_next_poll (message, now);
}

void
tidings_outbox_go_on (TidingsOutbox *self)
{
  g_autoptr(GPtrArray) open = NULL;
  gint64 now = tidings_core_now (self->core);

  self->n_lost = 0;
  self->lost_until = 0;
  open = tidings_store_list_messages_in (self->core->store,
                                         1u << TIDINGS_MESSAGE_QUEUED | 1u << TIDINGS_MESSAGE_IN_DOUBT |
                                         1u << TIDINGS_MESSAGE_ACCEPTED | 1u << TIDINGS_MESSAGE_SCHEDULED |
                                         1u << TIDINGS_MESSAGE_SENT, NULL);
  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (open, i);
      gint64 due = get_due (self, message, now);

      if (due == 0 || message->next_at <= due || tidings_outbox_has (self, message->id))
        continue;
      message->next_at = due;
      tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
    }
  tidings_core_wake (self->core);
}
