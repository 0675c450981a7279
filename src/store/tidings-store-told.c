/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about who has a reminder's text already, and about what was written down while the clock was ahead. */
#include "config.h"

#include "tidings-store-messages-private.h"
#include "tidings-store-told.h"

GArray *
tidings_store_list_told (TidingsStore            *self,
                         const TidingsDueMoment  *moment,
                         gint64                   kept_after,
                         GError                 **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (moment, NULL);

  /* From TIDINGS_MESSAGE_SENDING (2) to TIDINGS_MESSAGE_DELIVERED (7) it left or may have; one that others became part of
   * goes, too, once it is queued (1). TIDINGS_MESSAGE_SCHEDULED is 5, TIDINGS_MESSAGE_FAILED 9. */
  statement = tidings_store_prepare (self,
                                     "SELECT DISTINCT m.person_id FROM message AS m "
                                     "LEFT JOIN message AS whole ON whole.id = m.merged_into AND m.merged_into > 0 "
                                     "WHERE m.reminder_id = ?1 AND m.moment_at = ?2 AND m.moment_at > 0 AND m.moment_wall = ?3 "
                                     "AND m.person_id IS NOT NULL "
                                     "AND (CASE WHEN whole.id IS NULL THEN m.state BETWEEN 2 AND 7 ELSE whole.state BETWEEN 1 AND 7 END "
                                     "OR (m.state = 9 AND m.reason IS 'lost-answer')) "
                                     "AND NOT (m.state = 5 AND m.send_at > ?4)",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, moment->reminder_id);
  sqlite3_bind_int64 (statement, 2, moment->due_at);
  tidings_statement_bind_word (statement, 3, moment->wall);
  sqlite3_bind_int64 (statement, 4, kept_after);
  while (tidings_store_next_row (self, statement, &failure))
    {
      gint64 person = sqlite3_column_int64 (statement, 0);

      g_array_append_val (people, person);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&people);
}

GPtrArray *
tidings_store_list_early (TidingsStore  *self,
                          gint64         now,
                          GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* Held (0) and queued (1). One that says what several would have said goes if something else is among them. */
  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.state IN (0, 1) AND m.send_at = 0 "
                                     "AND (m.moment_at > ?1 OR (SELECT min (part.reminder_id > 0 AND part.moment_at > ?1) "
                                     "FROM message AS part WHERE part.merged_into = m.id AND part.merged_into > 0)) ORDER BY m.id",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, now);

  return tidings_store_read_messages (self, statement, error);
}

GArray *
tidings_store_list_unfinished_reminders (TidingsStore *self,
                                         gint64        after,
                                         guint         limit)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* 2 is TIDINGS_REMINDER_DONE. */
  if (!(statement = tidings_store_prepare_or_warn (self, "SELECT id FROM reminder WHERE id > ?1 AND +state <> 2 ORDER BY id LIMIT ?2")))
    return g_steal_pointer (&ids);

  sqlite3_bind_int64 (statement, 1, after);
  sqlite3_bind_int64 (statement, 2, limit);
  while (tidings_store_next_row (self, statement, &error))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }

  if (error)
    g_warning ("%s", error->message);

  return g_steal_pointer (&ids);
}

gboolean
tidings_store_drop_chain (TidingsStore  *self,
                          gint64         reminder,
                          const char    *wall,
                          GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (wall, FALSE);

  /* 2 is TIDINGS_MOMENT_OVERDUE; the first of an occurrence has no number. */
  statement = tidings_store_prepare (self, "DELETE FROM moment WHERE reminder_id = ?1 AND wall = ?2 AND kind = 2 AND before_s > 0",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder);
  tidings_statement_bind_text (statement, 2, wall);

  return tidings_store_run (self, statement, error);
}
