/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reminders Twilio keeps already. */
#include "config.h"

#include "tidings-reminder-ahead.h"

#include "tidings-reminder.h"
#include "tidings-store-messages.h"

/* Quiet hours can move a text away from its moment, but never by a whole day. */
#define DAY_MS ((gint64) 24 * 3600 * 1000)

static gboolean
is_of_next_moment (TidingsMessage  *message,
                   TidingsReminder *reminder)
{
  return message->reminder_id == reminder->id && message->send_at >= reminder->next_at &&
         message->send_at < reminder->next_at + DAY_MS;
}

/* Whether each of those who are told has a text there. */
static gboolean
is_ahead (TidingsReminder *reminder,
          GPtrArray       *kept)
{
  if (reminder->next_at == 0 || reminder->n_people == 0)
    return FALSE;

  for (guint i = 0; i < reminder->n_people; i++)
    {
      gboolean is_kept = FALSE;

      for (guint j = 0; j < kept->len && !is_kept; j++)
        {
          TidingsMessage *message = g_ptr_array_index (kept, j);

          is_kept = message->person_id == reminder->people[i] && is_of_next_moment (message, reminder);
        }
      if (!is_kept)
        return FALSE;
    }

  return TRUE;
}

static void
add_id (GHashTable *ids,
        gint64      id)
{
  gint64 *key = g_new (gint64, 1);

  *key = id;
  g_hash_table_add (ids, key);
}

GHashTable *
tidings_reminder_find_ahead (TidingsStore *store,
                             GListModel   *reminders)
{
  GHashTable *ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GPtrArray) kept = NULL;

  g_return_val_if_fail (store == NULL || TIDINGS_IS_STORE (store), ids);
  g_return_val_if_fail (G_IS_LIST_MODEL (reminders), ids);

  if (store != NULL)
    kept = tidings_store_list_messages_in (store, 1u << TIDINGS_MESSAGE_SCHEDULED, NULL);
  if (kept == NULL || kept->len == 0)
    return ids;

  for (guint i = 0; i < g_list_model_get_n_items (reminders); i++)
    {
      g_autoptr(TidingsReminder) reminder = g_list_model_get_item (reminders, i);

      if (is_ahead (reminder, kept))
        add_id (ids, reminder->id);
    }

  return ids;
}
