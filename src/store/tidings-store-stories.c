/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the stories of messages, and about texts that came in. */
#include "config.h"

#include "tidings-store-messages.h"
#include "tidings-store-private.h"

void
tidings_event_free (TidingsEvent *event)
{
  g_free (event->what);
  g_free (event->detail);
  g_free (event);
}

gboolean
tidings_store_add_event (TidingsStore  *self,
                         gint64         message,
                         gint64         at,
                         const char    *what,
                         const char    *detail,
                         GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (what, FALSE);

  statement = tidings_store_prepare (self, "INSERT INTO event (message_id, at, what, detail) VALUES (?1, ?2, ?3, ?4)", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, message);
  sqlite3_bind_int64 (statement, 2, at);
  tidings_statement_bind_text (statement, 3, what);
  tidings_statement_bind_word (statement, 4, detail);

  return tidings_store_run (self, statement, error);
}

GPtrArray *
tidings_store_list_events (TidingsStore  *self,
                           gint64         message,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_event_free);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* In the order in which it was told: the clock may have been set back meanwhile. */
  statement = tidings_store_prepare (self, "SELECT at, what, detail FROM event WHERE message_id = ?1 ORDER BY id", error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, message);
  while (tidings_store_next_row (self, statement, &failure))
    {
      TidingsEvent *event = g_new0 (TidingsEvent, 1);

      event->at = sqlite3_column_int64 (statement, 0);
      tidings_statement_take_text (statement, 1, &event->what);
      tidings_statement_take_text (statement, 2, &event->detail);
      g_ptr_array_add (events, event);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&events);
}
