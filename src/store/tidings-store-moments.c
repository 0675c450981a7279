/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the moments at which texts of reminders are due, occurrence by occurrence. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-reason.h"
#include "tidings-store-messages-private.h"
#include "tidings-store-moments.h"
#include "tidings-store-private.h"

/* A text that is planned later than that after its moment was not delayed by a busy computer. */
#define OFF_MS (60 * G_GINT64_CONSTANT (1000))

#define MOMENT_SELECT "SELECT reminder_id, wall, kind, before_s, at, due_at, state FROM moment "

/* Columns as in MOMENT_SELECT. */
static GArray *
read_moments (TidingsStore      *self,
              TidingsStatement  *statement,
              GError           **error)
{
  g_autoptr(GArray) moments = g_array_new (FALSE, FALSE, sizeof (TidingsDueMoment));
  g_autoptr(GError) failure = NULL;

  while (tidings_store_next_row (self, statement, &failure))
    {
      TidingsDueMoment moment = { 0 };

      moment.reminder_id = sqlite3_column_int64 (statement, 0);
      g_strlcpy (moment.wall, (const char *) sqlite3_column_text (statement, 1), sizeof moment.wall);
      moment.kind = sqlite3_column_int (statement, 2);
      moment.before_s = sqlite3_column_int64 (statement, 3);
      moment.at = sqlite3_column_int64 (statement, 4);
      moment.due_at = sqlite3_column_int64 (statement, 5);
      moment.state = sqlite3_column_int (statement, 6);
      g_array_append_val (moments, moment);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&moments);
}

GArray *
tidings_store_list_due_moments (TidingsStore *self,
                                gint64        now,
                                guint         limit)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  GArray *moments = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* The number of TIDINGS_MOMENT_WAITS stands here in full, because only then SQLite takes the index of waiting moments. */
  statement = tidings_store_prepare_or_warn (self,
                                             MOMENT_SELECT "WHERE state = 0 AND due_at <= ?1 "
                                             "ORDER BY due_at, reminder_id, wall LIMIT ?2");
  if (!statement)
    return g_array_new (FALSE, FALSE, sizeof (TidingsDueMoment));

  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_int64 (statement, 2, limit);
  if (!(moments = read_moments (self, statement, &error)))
    {
      g_warning ("%s", error->message);
      return g_array_new (FALSE, FALSE, sizeof (TidingsDueMoment));
    }

  return moments;
}

GArray *
tidings_store_list_moments (TidingsStore  *self,
                            gint64         reminder,
                            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, MOMENT_SELECT "WHERE reminder_id = ?1 ORDER BY wall, due_at, kind", error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, reminder);

  return read_moments (self, statement, error);
}

gint64
tidings_store_get_next_moment (TidingsStore *self,
                               gint64       *reminder_id)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  gint64 due_at = 0;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  if (reminder_id)
    *reminder_id = 0;

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT due_at, reminder_id FROM moment WHERE state = 0 "
                                             "ORDER BY due_at, reminder_id LIMIT 1");
  if (!statement)
    return 0;

  if (tidings_store_next_row (self, statement, &error))
    {
      due_at = sqlite3_column_int64 (statement, 0);
      if (reminder_id)
        *reminder_id = sqlite3_column_int64 (statement, 1);
    }
  else if (error)
    {
      g_warning ("%s", error->message);
    }

  return due_at;
}

static gboolean
write_moment (TidingsStore            *self,
              const char              *sql,
              const TidingsDueMoment  *moment,
              GError                 **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, moment->reminder_id);
  tidings_statement_bind_word (statement, 2, moment->wall);
  sqlite3_bind_int (statement, 3, moment->kind);
  sqlite3_bind_int64 (statement, 4, moment->before_s);
  sqlite3_bind_int64 (statement, 5, moment->at);
  sqlite3_bind_int64 (statement, 6, moment->due_at);
  sqlite3_bind_int (statement, 7, moment->state);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_put_moment (TidingsStore            *self,
                          const TidingsDueMoment  *moment,
                          GError                 **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (moment, FALSE);

  return write_moment (self,
                       "INSERT OR REPLACE INTO moment (reminder_id, wall, kind, before_s, at, due_at, state) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       moment, error);
}

gboolean
tidings_store_add_moment (TidingsStore            *self,
                          const TidingsDueMoment  *moment,
                          GError                 **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (moment, FALSE);

  return write_moment (self,
                       "INSERT OR IGNORE INTO moment (reminder_id, wall, kind, before_s, at, due_at, state) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       moment, error);
}

/* Runs a statement with a reminder as its first and a wall clock (%NULL for all) as its second value. */
static gboolean
run_on_occurrence (TidingsStore  *self,
                   const char    *sql,
                   gint64         reminder,
                   const char    *wall,
                   GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder);
  tidings_statement_bind_text (statement, 2, wall);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_pass_moments (TidingsStore  *self,
                            gint64         reminder,
                            const char    *wall,
                            GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  /* 2 is TIDINGS_MOMENT_PASSED. */
  return run_on_occurrence (self,
                            "UPDATE moment SET state = 2 WHERE reminder_id = ?1 AND state = 0 AND wall = coalesce (?2, wall)",
                            reminder, wall, error);
}

gboolean
tidings_store_clear_moments (TidingsStore  *self,
                             gint64         reminder,
                             const char    *wall,
                             GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return run_on_occurrence (self, "DELETE FROM moment WHERE reminder_id = ?1 AND state <> 1 AND wall = coalesce (?2, wall)",
                            reminder, wall, error);
}

gboolean
tidings_store_drop_moments (TidingsStore  *self,
                            gint64         reminder,
                            gint64         before,
                            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!(statement = tidings_store_prepare (self, "DELETE FROM moment WHERE reminder_id = ?1 AND state <> 0 AND at < ?2", error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder);
  sqlite3_bind_int64 (statement, 2, before);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_drop_occurrences (TidingsStore  *self,
                                gint64         reminder,
                                const char    *before,
                                GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return run_on_occurrence (self,
                            "DELETE FROM occurrence WHERE reminder_id = ?1 AND max (wall, moved_to) < ?2 AND wall <> coalesce "
                            "((SELECT max (wall) FROM occurrence WHERE reminder_id = ?1 AND turn <> 0), '')",
                            reminder, before, error);
}

gboolean
tidings_store_follow_moments (TidingsStore  *self,
                              gint64         reminder,
                              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  statement = tidings_store_prepare (self,
                                     "UPDATE reminder SET next_at = coalesce (due.due_at, 0), "
                                     "at = coalesce (next.at, reminder.at), next_wall = coalesce (next.wall, next_wall), "
                                     "state = CASE WHEN state = ?2 THEN ?2 WHEN due.due_at IS NULL THEN ?3 ELSE ?4 END "
                                     "FROM (SELECT min (due_at) AS due_at FROM moment WHERE reminder_id = ?1 AND state = ?5) AS due "
                                     "LEFT JOIN (SELECT at, wall FROM moment WHERE reminder_id = ?1 AND state = ?5 "
                                     "ORDER BY at, wall LIMIT 1) AS next "
                                     "WHERE id = ?1",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder);
  sqlite3_bind_int (statement, 2, TIDINGS_REMINDER_DONE);
  sqlite3_bind_int (statement, 3, TIDINGS_REMINDER_PAST);
  sqlite3_bind_int (statement, 4, TIDINGS_REMINDER_ACTIVE);
  sqlite3_bind_int (statement, 5, TIDINGS_MOMENT_WAITS);

  return tidings_store_run (self, statement, error);
}

static gboolean
write_fired (TidingsStore            *self,
             const TidingsDueMoment  *moment,
             GError                 **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self,
                                     "UPDATE moment SET state = ?5 WHERE reminder_id = ?1 AND wall = ?2 AND kind = ?3 AND before_s = ?4",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, moment->reminder_id);
  tidings_statement_bind_word (statement, 2, moment->wall);
  sqlite3_bind_int (statement, 3, moment->kind);
  sqlite3_bind_int64 (statement, 4, moment->before_s);
  sqlite3_bind_int (statement, 5, TIDINGS_MOMENT_FIRED);

  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (sqlite3_changes (self->db) == 0)
    {
      g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND, _("There is no such reminder"));
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_mark_moment_fired (TidingsStore            *self,
                                 const TidingsDueMoment  *moment,
                                 GError                 **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (moment, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!write_fired (self, moment, error) || !tidings_store_follow_moments (self, moment->reminder_id, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

gboolean
tidings_store_set_planned (TidingsStore  *self,
                           gint64         reminder,
                           const char    *wall,
                           gint64         planned_at,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  statement = tidings_store_prepare (self, "UPDATE reminder SET planned_wall = ?2, planned_at = ?3 WHERE id = ?1", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder);
  tidings_statement_bind_word (statement, 2, wall);
  sqlite3_bind_int64 (statement, 3, planned_at);

  return tidings_store_run (self, statement, error);
}

/* Row ids, of a query with two numbers. */
static GArray *
list_ids (TidingsStore *self,
          const char   *sql,
          gint64        first,
          gint64        second)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;

  if (!(statement = tidings_store_prepare_or_warn (self, sql)))
    return g_steal_pointer (&ids);

  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, second);
  while (tidings_store_next_row (self, statement, &error))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }

  if (error)
    g_warning ("%s", error->message);

  return g_steal_pointer (&ids);
}

GArray *
tidings_store_list_unplanned (TidingsStore *self,
                              gint64        horizon,
                              guint         limit)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  return list_ids (self, "SELECT id FROM reminder WHERE planned_at > 0 AND planned_at <= ?1 ORDER BY planned_at LIMIT ?2",
                   horizon, limit);
}

GArray *
tidings_store_list_active_reminders (TidingsStore *self,
                                     gint64        after,
                                     guint         limit)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* 0 is TIDINGS_REMINDER_ACTIVE. */
  return list_ids (self, "SELECT id FROM reminder WHERE id > ?1 AND +state = 0 ORDER BY id LIMIT ?2", after, limit);
}

GPtrArray *
tidings_store_list_missed (TidingsStore  *self,
                           gint64         since,
                           guint          limit,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* By source and creation there is an index of what is no program's, and few of a week's reminders are missed. */
  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.source = 'reminder' AND m.program = 0 AND m.created_at >= ?1 "
                                     "AND +m.state = ?2 AND m.reason = ?3 AND m.reminder_id > 0 "
                                     "AND m.moment_at > 0 AND m.created_at >= m.moment_at + ?4 "
                                     "AND NOT EXISTS (SELECT 1 FROM message AS again WHERE again.reminder_id = m.reminder_id "
                                     "AND again.moment_at = m.moment_at AND again.person_id IS m.person_id AND again.id > m.id) "
                                     "ORDER BY m.created_at DESC, m.id DESC LIMIT ?5",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int (statement, 2, TIDINGS_MESSAGE_SKIPPED);
  tidings_statement_bind_text (statement, 3, TIDINGS_REASON_MISSED);
  sqlite3_bind_int64 (statement, 4, OFF_MS);
  sqlite3_bind_int64 (statement, 5, limit);

  return tidings_store_read_messages (self, statement, error);
}
