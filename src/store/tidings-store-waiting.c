/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about texts that wait here: which go together, and what becomes of many of them at once. */
#include "config.h"

#include "tidings-reason.h"
#include "tidings-store-messages-private.h"
#include "tidings-store-waiting.h"

/* Goes with nothing else: whoever gets it must get this very text. */
#define ALONE "(channel <> '' OR media_url IS NOT NULL OR send_at <> 0 OR type IN ('verification_code', 'delivery_test'))"

/* Held, and its moment has come; the first two conditions are those of the index message_followed. */
#define DUE "next_at > 0 AND state <> 1 AND next_at <= ?1 AND state = 0"

/* The texts of a group: ?1 is now, ?2 to ?4 are the group's. */
#define OF_GROUP DUE " AND merged_into = 0 AND person_id IS ?2 AND number = ?3 AND type = ?4 AND NOT " ALONE

void
tidings_waiting_free (TidingsWaiting *waiting)
{
  g_free (waiting->number);
  g_free (waiting->type);
  g_free (waiting);
}

GPtrArray *
tidings_store_list_waiting (TidingsStore  *self,
                            gint64         now,
                            guint          limit,
                            GError       **error)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_waiting_free);
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare (self,
                                     "SELECT person_id, number, type, count (*), min (id) FROM message "
                                     "WHERE " DUE " AND merged_into = 0 "
                                     "GROUP BY CASE WHEN " ALONE " THEN id ELSE 0 END, person_id, number, type "
                                     "ORDER BY min (next_at), min (id) LIMIT ?2", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_int64 (statement, 2, limit);
  while (tidings_store_next_row (self, statement, &failure))
    {
      TidingsWaiting *group = g_new0 (TidingsWaiting, 1);

      group->person_id = sqlite3_column_int64 (statement, 0);
      tidings_statement_take_text (statement, 1, &group->number);
      tidings_statement_take_text (statement, 2, &group->type);
      group->n = sqlite3_column_int64 (statement, 3);
      group->first_id = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (groups, group);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&groups);
}

gboolean
tidings_store_has_waiting (TidingsStore *self,
                           gint64        now)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  statement = tidings_store_prepare_or_warn (self, "SELECT 1 FROM message WHERE " DUE " LIMIT 1");
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, now);

  return tidings_store_ask_number (self, statement, 0, 0) != 0;
}

/* Lends a statement about the texts of a group, with ?1 to ?4 bound. */
static TidingsStatement *
prepare_group (TidingsStore          *self,
               const char            *sql,
               const TidingsWaiting  *waiting,
               gint64                 now,
               GError               **error)
{
  TidingsStatement *statement = tidings_store_prepare (self, sql, error);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, now);
  tidings_statement_bind_row (statement, 2, waiting->person_id);
  tidings_statement_bind_text (statement, 3, waiting->number);
  tidings_statement_bind_text (statement, 4, waiting->type);

  return statement;
}

GPtrArray *
tidings_store_list_waiting_texts (TidingsStore          *self,
                                  const TidingsWaiting  *waiting,
                                  gint64                 now,
                                  gboolean               only_late,
                                  guint                  limit,
                                  GError               **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = prepare_group (self, MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.id IN (SELECT id FROM message "
                                   "WHERE " OF_GROUP " AND (NOT ?5 OR (late_at > 0 AND late_at < ?1)) ORDER BY id LIMIT ?6) "
                                   "ORDER BY m.id", waiting, now, error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int (statement, 5, only_late);
  sqlite3_bind_int64 (statement, 6, limit);

  return tidings_store_read_messages (self, statement, error);
}

/* Queued, and of no use any more. A request that left once may have brought it there. */
#define LATE "late_at > 0 AND state = 1 AND late_at < ?1 AND n_attempts = 0 AND send_at = 0 AND channel = ''"

gboolean
tidings_store_has_late (TidingsStore *self,
                        gint64        now)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  statement = tidings_store_prepare_or_warn (self, "SELECT 1 FROM message WHERE " LATE " LIMIT 1");
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, now);

  return tidings_store_ask_number (self, statement, 0, 0) != 0;
}

GPtrArray *
tidings_store_list_late (TidingsStore  *self,
                         gint64         now,
                         guint          limit,
                         GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.id IN "
                                     "(SELECT id FROM message WHERE " LATE " ORDER BY late_at, id LIMIT ?2) ORDER BY m.id", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_int64 (statement, 2, limit);

  return tidings_store_read_messages (self, statement, error);
}

gboolean
tidings_store_each_waiting_text (TidingsStore          *self,
                                 const TidingsWaiting  *waiting,
                                 gint64                 now,
                                 TidingsWaitingFunc     func,
                                 gpointer               user_data,
                                 GError               **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  /* SQLite 3.46 thinks of asking for each message whether it is due; CROSS keeps it to the few that are. */
  statement = prepare_group (self,
                             "WITH RECURSIVE due (id) AS (SELECT id FROM message WHERE " OF_GROUP " "
                             "UNION ALL SELECT child.id FROM due JOIN message AS child "
                             "ON child.merged_into = due.id AND child.merged_into > 0) "
                             "SELECT m.body, m.n_repeats, count (*) FROM due CROSS JOIN message AS m ON m.id = due.id "
                             "WHERE NOT EXISTS (SELECT 1 FROM message AS child WHERE child.merged_into = m.id AND child.merged_into > 0) "
                             "GROUP BY m.body, m.n_repeats ORDER BY max (m.id) DESC", waiting, now, error);
  if (statement == NULL)
    return FALSE;

  while (tidings_store_next_row (self, statement, &failure))
    func ((const char *) sqlite3_column_text (statement, 0), sqlite3_column_int64 (statement, 1),
          sqlite3_column_int64 (statement, 2), user_data);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_sum_waiting (TidingsStore          *self,
                           const TidingsWaiting  *waiting,
                           gint64                 now,
                           TidingsMessage        *message,
                           GError               **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  statement = prepare_group (self,
                             "SELECT max (priority), CASE WHEN min (late_at) = 0 THEN 0 ELSE max (late_at) END, "
                             "CASE WHEN min (reminder_id) = max (reminder_id) THEN min (reminder_id) ELSE 0 END, "
                             "CASE WHEN min (occurrence_at) = max (occurrence_at) THEN min (occurrence_at) ELSE 0 END, "
                             "CASE WHEN min (program) = max (program) THEN min (program) ELSE 0 END "
                             "FROM message WHERE " OF_GROUP, waiting, now, error);
  if (statement == NULL || !tidings_store_next_row (self, statement, error))
    return FALSE;

  message->priority = sqlite3_column_int (statement, 0);
  message->late_at = sqlite3_column_int64 (statement, 1);
  message->reminder_id = sqlite3_column_int64 (statement, 2);
  message->occurrence_at = sqlite3_column_int64 (statement, 3);
  message->program_id = sqlite3_column_int64 (statement, 4);

  return TRUE;
}

gboolean
tidings_store_merge_waiting (TidingsStore          *self,
                             const TidingsWaiting  *waiting,
                             gint64                 now,
                             gint64                 into,
                             GError               **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (into > 0, FALSE);

  statement = prepare_group (self, "UPDATE message SET merged_into = ?5 WHERE " OF_GROUP, waiting, now, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 5, into);

  return tidings_store_run (self, statement, error);
}

/* Those of one step, in the order of their ids, so that two statements in a transaction are about the same ones. */
#define MERGED "SELECT id FROM message WHERE " DUE " AND merged_into > 0 ORDER BY id LIMIT ?2"

gboolean
tidings_store_end_merged (TidingsStore  *self,
                          gint64         now,
                          guint          limit,
                          guint         *n,
                          GError       **error)
{
  g_autoptr(TidingsStatement) told = NULL;
  g_autoptr(TidingsStatement) ended = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  told = tidings_store_prepare (self,
                                "INSERT INTO event (message_id, at, what, detail) "
                                "SELECT id, ?1, 'merged', merged_into FROM message WHERE id IN (" MERGED ")", error);
  ended = told == NULL ? NULL :
          tidings_store_prepare (self,
                                 "UPDATE message SET state = ?3, reason = ?4, until = 0, next_at = 0, queued_at = 0, "
                                 "updated_at = ?1, price_micros = -1, reserved_micros = -1 WHERE id IN (" MERGED ")", error);
  if (ended == NULL)
    return FALSE;

  sqlite3_bind_int64 (told, 1, now);
  sqlite3_bind_int64 (told, 2, limit);
  sqlite3_bind_int64 (ended, 1, now);
  sqlite3_bind_int64 (ended, 2, limit);
  sqlite3_bind_int (ended, 3, TIDINGS_MESSAGE_SKIPPED);
  tidings_statement_bind_text (ended, 4, TIDINGS_REASON_MERGED);
  if (!tidings_store_run (self, told, error) || !tidings_store_run (self, ended, error))
    return FALSE;
  *n = sqlite3_changes (self->db);

  return TRUE;
}

#define HELD_ON "SELECT id FROM message WHERE " OF_GROUP " ORDER BY id LIMIT ?5"

static gboolean
tell_of_hold (TidingsStore          *self,
              const TidingsWaiting  *waiting,
              gint64                 now,
              const char            *what,
              const char            *detail,
              guint                  limit,
              GError               **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = prepare_group (self, "INSERT INTO event (message_id, at, what, detail) "
                                   "SELECT id, ?1, ?6, ?7 FROM message WHERE id IN (" HELD_ON ")", waiting, now, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 5, limit);
  tidings_statement_bind_text (statement, 6, what);
  tidings_statement_bind_word (statement, 7, detail);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_hold_waiting (TidingsStore          *self,
                            const TidingsWaiting  *waiting,
                            gint64                 now,
                            TidingsMessage        *like,
                            const char            *explanation,
                            guint                  limit,
                            GError               **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (like), FALSE);

  if (!tell_of_hold (self, waiting, now, "rules", explanation, limit, error) ||
      !tell_of_hold (self, waiting, now, "held", like->reason, limit, error))
    return FALSE;
  statement = prepare_group (self, "UPDATE message SET reason = ?6, until = ?7, next_at = ?8, updated_at = ?1 "
                                   "WHERE id IN (" HELD_ON ")", waiting, now, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 5, limit);
  tidings_statement_bind_text (statement, 6, like->reason);
  sqlite3_bind_int64 (statement, 7, like->until);
  sqlite3_bind_int64 (statement, 8, like->next_at);

  return tidings_store_run (self, statement, error);
}

/* Waits for a connection, and no request ever left for it. */
#define OFFLINE "state = 1 AND reason = 'offline' AND n_attempts = 0 AND queued_at < ?1 AND NOT " ALONE
#define OFFLINE_GROUPS "SELECT person_id, number, type FROM message WHERE " OFFLINE " GROUP BY 1, 2, 3 HAVING count (*) > 1"

gboolean
tidings_store_gather_queued (TidingsStore  *self,
                             gint64         before,
                             gint64         now,
                             guint         *n,
                             GError       **error)
{
  g_autoptr(TidingsStatement) told = NULL;
  g_autoptr(TidingsStatement) held = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  told = tidings_store_prepare (self,
                                "INSERT INTO event (message_id, at, what, detail) SELECT id, ?2, 'held', ?3 FROM message "
                                "WHERE " OFFLINE " AND (person_id, number, type) IN (" OFFLINE_GROUPS ")", error);
  held = told == NULL ? NULL :
         tidings_store_prepare (self,
                                "UPDATE message SET state = 0, reason = ?3, until = ?2, next_at = ?2, queued_at = 0, "
                                "updated_at = ?2, reserved_micros = -1 "
                                "WHERE " OFFLINE " AND (person_id, number, type) IN (" OFFLINE_GROUPS ")", error);
  if (held == NULL)
    return FALSE;

  sqlite3_bind_int64 (told, 1, before);
  sqlite3_bind_int64 (told, 2, now);
  tidings_statement_bind_text (told, 3, TIDINGS_REASON_GATHERING);
  sqlite3_bind_int64 (held, 1, before);
  sqlite3_bind_int64 (held, 2, now);
  tidings_statement_bind_text (held, 3, TIDINGS_REASON_GATHERING);
  if (!tidings_store_run (self, told, error) || !tidings_store_run (self, held, error))
    return FALSE;
  *n = sqlite3_changes (self->db);

  return TRUE;
}

gboolean
tidings_store_hurry_held (TidingsStore        *self,
                          gint64               person,
                          const char * const  *reasons,
                          gint64               now,
                          GError             **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (reasons != NULL, FALSE);

  for (; *reasons != NULL; reasons++)
    {
      g_autoptr(TidingsStatement) statement = NULL;

      statement = tidings_store_prepare (self, "UPDATE message SET next_at = ?1 WHERE state = 0 AND reason = ?2 "
                                               "AND (?3 = 0 OR person_id = ?3)", error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, now);
      tidings_statement_bind_text (statement, 2, *reasons);
      sqlite3_bind_int64 (statement, 3, person);
      if (!tidings_store_run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_hurry_future (TidingsStore  *self,
                            gint64         now,
                            GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return tidings_store_run_by_id (self, "UPDATE message SET next_at = ?1 WHERE state = 0 AND updated_at > ?1 AND next_at > ?1",
                                  now, error);
}

TidingsMessage *
tidings_store_find_same (TidingsStore    *self,
                         TidingsMessage  *message,
                         GError         **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), NULL);

  /* The first conditions are those of the index message_waiting. */
  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.state IN (0, 1) AND m.person_id = ?1 AND m.type = ?2 "
                                     "AND m.fingerprint = ?3 AND m.number = ?4 AND m.reminder_id = ?5 AND m.priority = ?6 "
                                     "AND m.dedupe IS ?7 AND m.occurrence_at = ?8 AND m.n_attempts = 0 AND m.merged_into = 0 AND m.send_at = 0 "
                                     "AND m.channel = '' AND m.media_url IS NULL ORDER BY m.id DESC LIMIT 1", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, message->person_id);
  tidings_statement_bind_text (statement, 2, message->type);
  sqlite3_bind_int64 (statement, 3, message->fingerprint);
  tidings_statement_bind_text (statement, 4, message->to);
  sqlite3_bind_int64 (statement, 5, message->reminder_id);
  sqlite3_bind_int (statement, 6, message->priority);
  tidings_statement_bind_text (statement, 7, message->dedupe);
  sqlite3_bind_int64 (statement, 8, message->occurrence_at);

  return tidings_store_next_row (self, statement, error) ? tidings_store_read_message (statement) : NULL;
}

gboolean
tidings_store_put_event (TidingsStore  *self,
                         gint64         message,
                         gint64         at,
                         const char    *what,
                         const char    *detail,
                         GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (what, FALSE);

  statement = tidings_store_prepare (self, "UPDATE event SET at = ?2, detail = ?4 WHERE id = "
                                           "(SELECT max (id) FROM event WHERE message_id = ?1 AND what = ?3)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, message);
  sqlite3_bind_int64 (statement, 2, at);
  tidings_statement_bind_text (statement, 3, what);
  tidings_statement_bind_word (statement, 4, detail);
  if (!tidings_store_run (self, statement, error))
    return FALSE;

  return sqlite3_changes (self->db) > 0 || tidings_store_add_event (self, message, at, what, detail, error);
}
