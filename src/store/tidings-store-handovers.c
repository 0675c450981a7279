/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about reminders' moments that Twilio was given ahead of time. */
#include "config.h"

#include "tidings-store-handovers.h"
#include "tidings-store-messages-private.h"

#define HANDOVER_SELECT \
  "SELECT id, reminder_id, due_at, person_id, message_id, sid, recall, n_tries, next_at, service, wall FROM handover "

void
tidings_handover_free (TidingsHandover *handover)
{
  if (handover == NULL)
    return;

  g_free (handover->wall);
  g_free (handover->service);
  g_free (handover->sid);
  g_free (handover->recall);
  g_free (handover);
}

/* Columns as in HANDOVER_SELECT. */
static TidingsHandover *
read_handover (TidingsStatement *row)
{
  TidingsHandover *handover = g_new0 (TidingsHandover, 1);

  handover->id = sqlite3_column_int64 (row, 0);
  handover->reminder_id = sqlite3_column_int64 (row, 1);
  handover->due_at = sqlite3_column_int64 (row, 2);
  handover->person_id = sqlite3_column_int64 (row, 3);
  handover->message_id = sqlite3_column_int64 (row, 4);
  tidings_statement_take_text (row, 5, &handover->sid);
  tidings_statement_take_text (row, 6, &handover->recall);
  if (handover->recall != NULL && *handover->recall == '\0')
    g_clear_pointer (&handover->recall, g_free);
  handover->n_tries = sqlite3_column_int64 (row, 7);
  handover->next_at = sqlite3_column_int64 (row, 8);
  tidings_statement_take_text (row, 9, &handover->service);
  tidings_statement_take_text (row, 10, &handover->wall);

  return handover;
}

gboolean
tidings_store_put_handover (TidingsStore     *self,
                            TidingsHandover  *handover,
                            GError          **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (handover, FALSE);

  statement = tidings_store_prepare (self,
                                     handover->id == 0
                                       ? "INSERT INTO handover (reminder_id, due_at, person_id, message_id, sid, recall, n_tries, "
                                         "next_at, service, wall) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                                       : "UPDATE handover SET reminder_id = ?1, due_at = ?2, person_id = ?3, message_id = ?4, "
                                         "sid = ?5, recall = ?6, n_tries = ?7, next_at = ?8, service = ?9, wall = ?10 WHERE id = ?11",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, handover->reminder_id);
  sqlite3_bind_int64 (statement, 2, handover->due_at);
  sqlite3_bind_int64 (statement, 3, handover->person_id);
  sqlite3_bind_int64 (statement, 4, handover->message_id);
  tidings_statement_bind_text (statement, 5, handover->sid);
  tidings_statement_bind_word (statement, 6, handover->recall);
  sqlite3_bind_int64 (statement, 7, handover->n_tries);
  sqlite3_bind_int64 (statement, 8, handover->next_at);
  tidings_statement_bind_word (statement, 9, handover->service);
  tidings_statement_bind_word (statement, 10, handover->wall);
  if (handover->id != 0)
    sqlite3_bind_int64 (statement, 11, handover->id);

  if (!tidings_store_run (self, statement, error))
    return FALSE;
  if (handover->id == 0)
    handover->id = sqlite3_last_insert_rowid (self->db);

  return TRUE;
}

gboolean
tidings_store_remove_handover (TidingsStore  *self,
                               gint64         id,
                               GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return tidings_store_run_by_id (self, "DELETE FROM handover WHERE id = ?1", id, error);
}

static gboolean
read_one (TidingsStore      *self,
          TidingsStatement  *statement,
          TidingsHandover  **handover,
          GError           **error)
{
  g_autoptr(GError) failure = NULL;

  *handover = tidings_store_next_row (self, statement, &failure) ? read_handover (statement) : NULL;
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_find_handover (TidingsStore     *self,
                             gint64            reminder,
                             const char       *wall,
                             gint64            due_at,
                             gint64            person,
                             TidingsHandover **handover,
                             GError          **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (handover, FALSE);

  *handover = NULL;
  statement = tidings_store_prepare (self,
                                     HANDOVER_SELECT "WHERE reminder_id = ?1 AND wall = ?4 AND due_at = ?2 AND person_id = ?3",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder);
  sqlite3_bind_int64 (statement, 2, due_at);
  sqlite3_bind_int64 (statement, 3, person);
  tidings_statement_bind_word (statement, 4, wall);

  return read_one (self, statement, handover, error);
}

static gboolean
find_by_id (TidingsStore     *self,
            const char       *sql,
            gint64            id,
            TidingsHandover **handover,
            GError          **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  *handover = NULL;
  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);

  return read_one (self, statement, handover, error);
}

gboolean
tidings_store_find_handover_of (TidingsStore     *self,
                                gint64            message,
                                TidingsHandover **handover,
                                GError          **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (handover, FALSE);
  g_return_val_if_fail (message != 0, FALSE);

  return find_by_id (self, HANDOVER_SELECT "WHERE message_id = ?1", message, handover, error);
}

gboolean
tidings_store_get_handover (TidingsStore     *self,
                            gint64            id,
                            TidingsHandover **handover,
                            GError          **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (handover, FALSE);

  return find_by_id (self, HANDOVER_SELECT "WHERE id = ?1", id, handover, error);
}

static GPtrArray *
list (TidingsStore  *self,
      const char    *sql,
      gint64         bound,
      guint          limit,
      GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) handovers = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_handover_free);
  g_autoptr(GError) failure = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, bound);
  sqlite3_bind_int64 (statement, 2, limit);
  while (tidings_store_next_row (self, statement, &failure))
    g_ptr_array_add (handovers, read_handover (statement));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&handovers);
}

GPtrArray *
tidings_store_list_handovers (TidingsStore  *self,
                              gint64         after,
                              guint          limit,
                              GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  return list (self, HANDOVER_SELECT "WHERE id > ?1 AND message_id > 0 ORDER BY id LIMIT ?2", after, limit, error);
}

GPtrArray *
tidings_store_list_due_handovers (TidingsStore  *self,
                                  gint64         now,
                                  guint          limit,
                                  GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  return list (self, HANDOVER_SELECT "WHERE next_at > 0 AND next_at <= ?1 ORDER BY next_at LIMIT ?2", now, limit, error);
}

gint64
tidings_store_get_next_handover_at (TidingsStore *self)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  return tidings_store_ask_number (self,
                                   tidings_store_prepare_or_warn (self, "SELECT min (next_at) FROM handover WHERE next_at > 0"),
                                   0, 0);
}

gboolean
tidings_store_hurry_handovers (TidingsStore  *self,
                               gint64         now,
                               GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return tidings_store_run_by_id (self, "UPDATE handover SET next_at = ?1 WHERE next_at > ?1", now, error);
}

gboolean
tidings_store_drop_handovers (TidingsStore  *self,
                              gint64         before,
                              GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return tidings_store_run_by_id (self, "DELETE FROM handover WHERE due_at < ?1 AND recall = ''", before, error);
}

GArray *
tidings_store_list_free_moments (TidingsStore             *self,
                                 gint64                    from,
                                 gint64                    until,
                                 const TidingsFreeMoment  *after,
                                 guint                     limit,
                                 GError                  **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GArray) moments = g_array_new (FALSE, FALSE, sizeof (TidingsFreeMoment));
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare (self,
                                     "SELECT m.due_at, m.reminder_id, p.person_id, m.before_s, m.wall, m.at "
                                     "FROM moment m JOIN reminder_person p ON p.reminder_id = m.reminder_id "
                                     "WHERE m.state = 0 AND m.kind = 0 AND m.due_at > ?1 AND m.due_at <= ?2 AND m.due_at >= ?3 "
                                     "AND (m.due_at, m.reminder_id, p.person_id, m.wall) > (?3, ?4, ?5, ?7) "
                                     "AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.reminder_id = m.reminder_id "
                                     "AND h.wall = m.wall AND h.due_at = m.due_at AND h.person_id = p.person_id) "
                                     "ORDER BY m.due_at, m.reminder_id, p.person_id, m.wall LIMIT ?6",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, from);
  sqlite3_bind_int64 (statement, 2, until);
  sqlite3_bind_int64 (statement, 3, after ? after->due_at : 0);
  sqlite3_bind_int64 (statement, 4, after ? after->reminder_id : 0);
  sqlite3_bind_int64 (statement, 5, after ? after->person_id : 0);
  sqlite3_bind_int64 (statement, 6, limit);
  tidings_statement_bind_word (statement, 7, after ? after->wall : "");
  while (tidings_store_next_row (self, statement, &failure))
    {
      TidingsFreeMoment moment = { 0 };

      moment.due_at = sqlite3_column_int64 (statement, 0);
      moment.reminder_id = sqlite3_column_int64 (statement, 1);
      moment.person_id = sqlite3_column_int64 (statement, 2);
      moment.before_s = sqlite3_column_int64 (statement, 3);
      g_strlcpy (moment.wall, (const char *) sqlite3_column_text (statement, 4), sizeof moment.wall);
      moment.at = sqlite3_column_int64 (statement, 5);
      g_array_append_val (moments, moment);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&moments);
}

GPtrArray *
tidings_store_list_ahead (TidingsStore  *self,
                          gint64         reminder,
                          GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.reminder_id = ?1 AND m.reminder_id > 0 "
                                     "AND m.state = ?2 AND m.send_at > 0 ORDER BY m.send_at, m.id",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, reminder);
  sqlite3_bind_int (statement, 2, TIDINGS_MESSAGE_SCHEDULED);

  return tidings_store_read_messages (self, statement, error);
}

gint64
tidings_store_get_moment_after (TidingsStore *self,
                                gint64        at)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT due_at FROM moment WHERE state = 0 AND due_at > ?1 ORDER BY due_at LIMIT 1");
  if (statement)
    sqlite3_bind_int64 (statement, 1, at);

  return tidings_store_ask_number (self, statement, 0, 0);
}

gboolean
tidings_store_find_text_moment (TidingsStore      *self,
                                gint64             reminder,
                                const char        *wall,
                                gint64             due_at,
                                TidingsDueMoment  *moment,
                                GError           **error)
{
  g_autoptr(GArray) moments = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (wall && moment, FALSE);

  *moment = (TidingsDueMoment) { 0 };
  if (!(moments = tidings_store_list_moments (self, reminder, error)))
    return FALSE;

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *candidate = &g_array_index (moments, TidingsDueMoment, i);

      if (candidate->kind == TIDINGS_MOMENT_TEXT && candidate->due_at == due_at && g_str_equal (candidate->wall, wall))
        *moment = *candidate;
    }

  return TRUE;
}
