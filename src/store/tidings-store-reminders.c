/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about reminders, whom they tell, and the moments at which they are due. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-store-private.h"
#include "tidings-store-reminders.h"

/* Numbers are stored; never reuse one. */
enum {
  MOMENT_WAITS = 0,
  MOMENT_FIRED = 1,
  MOMENT_PASSED = 2,
};

#define REMINDER_SELECT "SELECT id, title, wall, zone, at, next_at, state, created_at FROM reminder "

/* All numbers of a query with the reminder's id as its only value; %NULL with @error set. */
static GArray *
read_numbers (TidingsStore  *self,
              const char    *sql,
              gint64         reminder,
              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) failure = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, reminder);
  while (tidings_store_next_row (self, statement, &failure))
    {
      gint64 number = sqlite3_column_int64 (statement, 0);

      g_array_append_val (numbers, number);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&numbers);
}

/* Columns as in REMINDER_SELECT. */
static TidingsReminder *
read_reminder (TidingsStore      *self,
               TidingsStatement  *row,
               GError           **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GArray) before = NULL;
  g_autoptr(GArray) people = NULL;

  reminder->id = sqlite3_column_int64 (row, 0);
  tidings_statement_take_text (row, 1, &reminder->title);
  tidings_statement_take_text (row, 2, &reminder->wall);
  tidings_statement_take_text (row, 3, &reminder->zone);
  reminder->at = sqlite3_column_int64 (row, 4);
  reminder->next_at = sqlite3_column_int64 (row, 5);
  reminder->state = sqlite3_column_int (row, 6);
  reminder->created_at = sqlite3_column_int64 (row, 7);

  if (!(before = read_numbers (self, "SELECT before_s FROM moment WHERE reminder_id = ?1", reminder->id, error)) ||
      !(people = read_numbers (self, "SELECT person_id FROM reminder_person WHERE reminder_id = ?1 ORDER BY position",
                               reminder->id, error)))
    return NULL;

  tidings_reminder_set_before (reminder, (const gint64 *) before->data, before->len);
  tidings_reminder_set_people (reminder, (const gint64 *) people->data, people->len);

  return g_steal_pointer (&reminder);
}

GPtrArray *
tidings_store_list_reminders (TidingsStore  *self,
                              gboolean       with_past,
                              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) reminders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare (self,
                                     with_past ? REMINDER_SELECT "ORDER BY at, id"
                                               : REMINDER_SELECT "WHERE state = ?1 ORDER BY at, id",
                                     error);
  if (!statement)
    return NULL;

  if (!with_past)
    sqlite3_bind_int (statement, 1, TIDINGS_REMINDER_ACTIVE);

  while (tidings_store_next_row (self, statement, &failure))
    {
      TidingsReminder *reminder = read_reminder (self, statement, error);

      if (!reminder)
        return NULL;

      g_ptr_array_add (reminders, reminder);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&reminders);
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND, _("There is no such reminder"));
}

TidingsReminder *
tidings_store_get_reminder (TidingsStore  *self,
                            gint64         id,
                            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, REMINDER_SELECT "WHERE id = ?1", error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  if (tidings_store_next_row (self, statement, &failure))
    return read_reminder (self, statement, error);

  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_found (error);

  return NULL;
}

static gboolean
write_reminder (TidingsStore     *self,
                TidingsReminder  *reminder,
                gint64           *id,
                GError          **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  /* Written as past, and so not as done; what is due next is computed from the moments once they are there. */
  statement = tidings_store_prepare (self,
                                     reminder->id == 0
                                       ? "INSERT INTO reminder (title, wall, zone, at, created_at, next_at, state) "
                                         "VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)"
                                       : "UPDATE reminder SET title = ?1, wall = ?2, zone = ?3, at = ?4, created_at = ?5, "
                                         "next_at = 0, state = ?6 WHERE id = ?7",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_word (statement, 1, reminder->title);
  tidings_statement_bind_word (statement, 2, reminder->wall);
  tidings_statement_bind_word (statement, 3, reminder->zone);
  sqlite3_bind_int64 (statement, 4, reminder->at);
  sqlite3_bind_int64 (statement, 5, reminder->created_at);
  sqlite3_bind_int (statement, 6, TIDINGS_REMINDER_PAST);
  if (reminder->id != 0)
    sqlite3_bind_int64 (statement, 7, reminder->id);

  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (sqlite3_changes (self->db) == 0)
    {
      set_not_found (error);
      return FALSE;
    }

  *id = reminder->id != 0 ? reminder->id : sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

static gboolean
write_people (TidingsStore     *self,
              gint64            id,
              TidingsReminder  *reminder,
              GError          **error)
{
  if (!tidings_store_run_by_id (self, "DELETE FROM reminder_person WHERE reminder_id = ?1", id, error))
    return FALSE;

  for (guint i = 0; i < reminder->n_people; i++)
    {
      g_autoptr(TidingsStatement) statement = NULL;

      statement = tidings_store_prepare (self,
                                         "INSERT INTO reminder_person (reminder_id, position, person_id) VALUES (?1, ?2, ?3)",
                                         error);
      if (!statement)
        return FALSE;

      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int (statement, 2, i);
      sqlite3_bind_int64 (statement, 3, reminder->people[i]);

      if (!tidings_store_run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

/* What became of the moments so far, by their instants: (element-type gint64 int). */
static GHashTable *
read_moments (TidingsStore  *self,
              gint64         id,
              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GHashTable) moments = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GError) failure = NULL;

  if (!(statement = tidings_store_prepare (self, "SELECT due_at, state FROM moment WHERE reminder_id = ?1", error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  while (tidings_store_next_row (self, statement, &failure))
    {
      gint64 due_at = sqlite3_column_int64 (statement, 0);

      g_hash_table_insert (moments, g_memdup2 (&due_at, sizeof due_at), GINT_TO_POINTER (sqlite3_column_int (statement, 1)));
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&moments);
}

static int
get_moment_state (GHashTable *before,
                  gint64      due_at,
                  gint64      now)
{
  gpointer state = NULL;
  gboolean is_known = g_hash_table_lookup_extended (before, &due_at, NULL, &state);

  if (is_known && GPOINTER_TO_INT (state) == MOMENT_FIRED)
    return MOMENT_FIRED;

  /* One that is due this very moment and has not had its turn is not lost because somebody corrects the title. */
  if (due_at > now || (is_known && GPOINTER_TO_INT (state) == MOMENT_WAITS))
    return MOMENT_WAITS;

  return MOMENT_PASSED;
}

static gboolean
write_moments (TidingsStore     *self,
               gint64            id,
               TidingsReminder  *reminder,
               gint64            now,
               GError          **error)
{
  g_autoptr(GHashTable) before = NULL;

  if (!(before = read_moments (self, id, error)) ||
      !tidings_store_run_by_id (self, "DELETE FROM moment WHERE reminder_id = ?1", id, error))
    return FALSE;

  for (guint i = 0; i < reminder->n_before; i++)
    {
      g_autoptr(TidingsStatement) statement = NULL;
      gint64 due_at = reminder->at - reminder->before_s[i] * 1000;

      statement = tidings_store_prepare (self,
                                         "INSERT INTO moment (reminder_id, before_s, due_at, state) VALUES (?1, ?2, ?3, ?4)",
                                         error);
      if (!statement)
        return FALSE;

      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, reminder->before_s[i]);
      sqlite3_bind_int64 (statement, 3, due_at);
      sqlite3_bind_int (statement, 4, get_moment_state (before, due_at, now));

      if (!tidings_store_run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

/* Lets the reminder follow its moments; done stays done. */
static gboolean
follow_moments (TidingsStore  *self,
                gint64         id,
                GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self,
                                     "UPDATE reminder SET next_at = coalesce (due.next, 0), "
                                     "state = CASE WHEN state = ?2 THEN ?2 WHEN due.next IS NULL THEN ?3 ELSE ?4 END "
                                     "FROM (SELECT min (due_at) AS next FROM moment WHERE reminder_id = ?1 AND state = ?5) AS due "
                                     "WHERE id = ?1",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int (statement, 2, TIDINGS_REMINDER_DONE);
  sqlite3_bind_int (statement, 3, TIDINGS_REMINDER_PAST);
  sqlite3_bind_int (statement, 4, TIDINGS_REMINDER_ACTIVE);
  sqlite3_bind_int (statement, 5, MOMENT_WAITS);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_put_reminder (TidingsStore     *self,
                            TidingsReminder  *reminder,
                            gint64            now,
                            GError          **error)
{
  g_autoptr(TidingsReminder) written = NULL;
  gint64 id = 0;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!write_reminder (self, reminder, &id, error) ||
      !write_people (self, id, reminder, error) ||
      !write_moments (self, id, reminder, now, error) ||
      !follow_moments (self, id, error) ||
      !(written = tidings_store_get_reminder (self, id, error)))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  if (!tidings_store_commit (self, error))
    return FALSE;

  reminder->id = id;
  reminder->next_at = written->next_at;
  reminder->state = written->state;
  return TRUE;
}

static gboolean
write_done (TidingsStore  *self,
            gint64         id,
            GError       **error)
{
  g_autoptr(TidingsStatement) reminder = NULL;
  g_autoptr(TidingsStatement) moments = NULL;

  if (!(reminder = tidings_store_prepare (self, "UPDATE reminder SET next_at = 0, state = ?2 WHERE id = ?1", error)) ||
      !(moments = tidings_store_prepare (self, "UPDATE moment SET state = ?2 WHERE reminder_id = ?1 AND state = ?3", error)))
    return FALSE;

  sqlite3_bind_int64 (reminder, 1, id);
  sqlite3_bind_int (reminder, 2, TIDINGS_REMINDER_DONE);
  sqlite3_bind_int64 (moments, 1, id);
  sqlite3_bind_int (moments, 2, MOMENT_PASSED);
  sqlite3_bind_int (moments, 3, MOMENT_WAITS);

  return tidings_store_run (self, reminder, error) && tidings_store_run (self, moments, error);
}

gboolean
tidings_store_finish_reminder (TidingsStore  *self,
                               gint64         id,
                               GError       **error)
{
  g_autoptr(TidingsReminder) reminder = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!(reminder = tidings_store_get_reminder (self, id, error)) || !tidings_store_begin (self, error))
    return FALSE;

  if (!write_done (self, id, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

gboolean
tidings_store_remove_reminder (TidingsStore  *self,
                               gint64         id,
                               GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!tidings_store_run_by_id (self, "DELETE FROM reminder WHERE id = ?1", id, error))
    return FALSE;

  if (sqlite3_changes (self->db) == 0)
    {
      set_not_found (error);
      return FALSE;
    }

  return TRUE;
}

GArray *
tidings_store_list_due_moments (TidingsStore *self,
                                gint64        now,
                                guint         limit)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GArray) moments = g_array_new (FALSE, FALSE, sizeof (TidingsDueMoment));
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT reminder_id, before_s, due_at FROM moment WHERE state = 0 AND due_at <= ?1 "
                                             "ORDER BY due_at, reminder_id LIMIT ?2");
  if (!statement)
    return g_steal_pointer (&moments);

  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_int64 (statement, 2, limit);

  while (tidings_store_next_row (self, statement, &error))
    {
      TidingsDueMoment moment = { 0 };

      moment.reminder_id = sqlite3_column_int64 (statement, 0);
      moment.before_s = sqlite3_column_int64 (statement, 1);
      moment.due_at = sqlite3_column_int64 (statement, 2);
      g_array_append_val (moments, moment);
    }

  if (error)
    g_warning ("%s", error->message);

  return g_steal_pointer (&moments);
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

  /* The number of MOMENT_WAITS stands here in full, because only then SQLite takes the index of waiting moments. */
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
write_fired (TidingsStore  *self,
             gint64         reminder_id,
             gint64         before_s,
             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self, "UPDATE moment SET state = ?3 WHERE reminder_id = ?1 AND before_s = ?2", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder_id);
  sqlite3_bind_int64 (statement, 2, before_s);
  sqlite3_bind_int (statement, 3, MOMENT_FIRED);

  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (sqlite3_changes (self->db) == 0)
    {
      set_not_found (error);
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_mark_moment_fired (TidingsStore  *self,
                                 gint64         reminder_id,
                                 gint64         before_s,
                                 GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!write_fired (self, reminder_id, before_s, error) || !follow_moments (self, reminder_id, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}
