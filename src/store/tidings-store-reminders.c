/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about reminders: what they are, whom they tell, and what is special about their occurrences. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-store-private.h"
#include "tidings-store-reminders.h"

#define REMINDER_SELECT \
  "SELECT id, title, wall, zone, at, next_at, state, created_at, type, rule, takes_turns, turn, overdue_s, late_s, uid, " \
  "revision, next_wall, planned_wall FROM reminder "

/* What writing binds, in this order from 1 on. */
#define REMINDER_COLUMNS \
  "title, wall, zone, at, created_at, type, rule, takes_turns, turn, overdue_s, late_s, uid, revision, next_wall, " \
  "planned_wall, planned_at, next_at, state"
#define REMINDER_PLACES "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, ?17"

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

static gboolean
read_occurrences (TidingsStore     *self,
                  TidingsReminder  *reminder,
                  GError          **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  statement = tidings_store_prepare (self,
                                     "SELECT wall, moved_to, state, turn FROM occurrence WHERE reminder_id = ?1 ORDER BY wall",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder->id);
  while (tidings_store_next_row (self, statement, &failure))
    {
      TidingsOccurrence *occurrence = g_new0 (TidingsOccurrence, 1);

      tidings_statement_take_text (statement, 0, &occurrence->wall);
      tidings_statement_take_text (statement, 1, &occurrence->moved_to);
      if (*occurrence->moved_to == '\0')
        g_clear_pointer (&occurrence->moved_to, g_free);
      occurrence->state = sqlite3_column_int (statement, 2);
      occurrence->turn = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (reminder->exceptions, occurrence);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* Columns as in REMINDER_SELECT. */
static void
read_columns (TidingsReminder  *reminder,
              TidingsStatement *row)
{
  reminder->id = sqlite3_column_int64 (row, 0);
  tidings_statement_take_text (row, 1, &reminder->title);
  tidings_statement_take_text (row, 2, &reminder->wall);
  tidings_statement_take_text (row, 3, &reminder->zone);
  reminder->at = sqlite3_column_int64 (row, 4);
  reminder->next_at = sqlite3_column_int64 (row, 5);
  reminder->state = sqlite3_column_int (row, 6);
  reminder->created_at = sqlite3_column_int64 (row, 7);
  tidings_statement_take_text (row, 8, &reminder->type);
  tidings_statement_take_text (row, 9, &reminder->rule);
  reminder->takes_turns = sqlite3_column_int (row, 10) != 0;
  reminder->turn = sqlite3_column_int64 (row, 11);
  reminder->overdue_s = sqlite3_column_int64 (row, 12);
  reminder->late_s = sqlite3_column_int64 (row, 13);
  tidings_statement_take_text (row, 14, &reminder->uid);
  tidings_statement_take_text (row, 15, &reminder->revision);
  tidings_statement_take_text (row, 16, &reminder->next_wall);
  tidings_statement_take_text (row, 17, &reminder->planned_wall);
}

static TidingsReminder *
read_reminder (TidingsStore      *self,
               TidingsStatement  *row,
               GError           **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GArray) before = NULL;
  g_autoptr(GArray) people = NULL;

  read_columns (reminder, row);
  if (!(before = read_numbers (self, "SELECT before_s FROM reminder_before WHERE reminder_id = ?1", reminder->id, error)) ||
      !(people = read_numbers (self, "SELECT person_id FROM reminder_person WHERE reminder_id = ?1 ORDER BY position",
                               reminder->id, error)) ||
      !read_occurrences (self, reminder, error))
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

static gboolean
append_matches (TidingsStore  *self,
                GArray        *ids,
                const char    *sql,
                const char    *search,
                gint64         now,
                guint          limit,
                GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, now);
  while (ids->len < limit && tidings_store_next_row (self, statement, &failure))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      if (g_str_match_string (search, (const char *) sqlite3_column_text (statement, 1), TRUE))
        g_array_append_val (ids, id);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

GArray *
tidings_store_find_reminders (TidingsStore  *self,
                                const char    *search,
                                gint64         now,
                                guint          limit,
                                GError       **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (search, NULL);

  if (!append_matches (self, ids, "SELECT id, title FROM reminder WHERE at >= ?1 ORDER BY at, id", search, now, limit, error) ||
      !append_matches (self, ids, "SELECT id, title FROM reminder WHERE at < ?1 ORDER BY at DESC, id DESC", search, now, limit,
                       error))
    return NULL;

  return g_steal_pointer (&ids);
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

TidingsReminder *
tidings_store_find_reminder_by_uid (TidingsStore  *self,
                                    const char    *uid,
                                    GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (uid && *uid, NULL);

  /* An own uid is never empty; SQLite takes the index only when told so. */
  if (!(statement = tidings_store_prepare (self, REMINDER_SELECT "WHERE uid = ?1 AND uid <> ''", error)))
    return NULL;

  tidings_statement_bind_text (statement, 1, uid);
  if (tidings_store_next_row (self, statement, &failure))
    return read_reminder (self, statement, error);

  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_found (error);

  return NULL;
}

static gboolean
is_repeating (TidingsReminder *reminder)
{
  return reminder->rule && *reminder->rule != '\0';
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
                                       ? "INSERT INTO reminder (" REMINDER_COLUMNS ") VALUES (" REMINDER_PLACES ")"
                                       : "UPDATE reminder SET (" REMINDER_COLUMNS ") = (" REMINDER_PLACES ") WHERE id = ?18",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_word (statement, 1, reminder->title);
  tidings_statement_bind_word (statement, 2, reminder->wall);
  tidings_statement_bind_word (statement, 3, reminder->zone);
  sqlite3_bind_int64 (statement, 4, reminder->at);
  sqlite3_bind_int64 (statement, 5, reminder->created_at);
  tidings_statement_bind_word (statement, 6, reminder->type);
  tidings_statement_bind_word (statement, 7, reminder->rule);
  sqlite3_bind_int (statement, 8, reminder->takes_turns != FALSE);
  sqlite3_bind_int64 (statement, 9, reminder->turn);
  sqlite3_bind_int64 (statement, 10, reminder->overdue_s);
  sqlite3_bind_int64 (statement, 11, reminder->late_s);
  tidings_statement_bind_word (statement, 12, reminder->uid);
  tidings_statement_bind_word (statement, 13, reminder->revision);
  tidings_statement_bind_word (statement, 14, reminder->wall);
  /* One that comes again waits for somebody to plan its occurrences: 1 is earlier than any horizon. */
  tidings_statement_bind_word (statement, 15, is_repeating (reminder) ? "" : reminder->wall);
  sqlite3_bind_int64 (statement, 16, is_repeating (reminder) ? 1 : 0);
  sqlite3_bind_int (statement, 17, TIDINGS_REMINDER_PAST);
  if (reminder->id != 0)
    sqlite3_bind_int64 (statement, 18, reminder->id);

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

static gboolean
write_before (TidingsStore     *self,
              gint64            id,
              TidingsReminder  *reminder,
              GError          **error)
{
  if (!tidings_store_run_by_id (self, "DELETE FROM reminder_before WHERE reminder_id = ?1", id, error))
    return FALSE;

  for (guint i = 0; i < reminder->n_before; i++)
    {
      g_autoptr(TidingsStatement) statement = NULL;

      statement = tidings_store_prepare (self, "INSERT INTO reminder_before (reminder_id, before_s) VALUES (?1, ?2)", error);
      if (!statement)
        return FALSE;

      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, reminder->before_s[i]);

      if (!tidings_store_run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_put_occurrence (TidingsStore             *self,
                              gint64                    reminder,
                              const TidingsOccurrence  *occurrence,
                              GError                  **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (occurrence && occurrence->wall, FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT OR REPLACE INTO occurrence (reminder_id, wall, moved_to, state, turn) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5)",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, reminder);
  tidings_statement_bind_text (statement, 2, occurrence->wall);
  tidings_statement_bind_word (statement, 3, occurrence->moved_to);
  sqlite3_bind_int (statement, 4, occurrence->state);
  sqlite3_bind_int64 (statement, 5, occurrence->turn);

  return tidings_store_run (self, statement, error);
}

static gboolean
is_plain (const TidingsOccurrence *occurrence)
{
  return occurrence->state == TIDINGS_OCCURRENCE_PLANNED && !occurrence->moved_to && occurrence->turn == 0;
}

static gboolean
write_occurrences (TidingsStore     *self,
                   gint64            id,
                   TidingsReminder  *reminder,
                   GError          **error)
{
  if (!tidings_store_run_by_id (self, "DELETE FROM occurrence WHERE reminder_id = ?1", id, error))
    return FALSE;

  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      const TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      if (!is_plain (occurrence) && !tidings_store_put_occurrence (self, id, occurrence, error))
        return FALSE;
    }

  return TRUE;
}

GHashTable *
tidings_store_read_known_moments (TidingsStore  *self,
                                  gint64         id,
                                  GError       **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) moments = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(moments = tidings_store_list_moments (self, id, error)))
    return NULL;

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);

      /* At one instant two occurrences may meet; then what has fired says more. */
      if (moment->kind == TIDINGS_MOMENT_TEXT &&
          GPOINTER_TO_INT (g_hash_table_lookup (known, &moment->due_at)) != TIDINGS_MOMENT_FIRED)
        g_hash_table_insert (known, g_memdup2 (&moment->due_at, sizeof moment->due_at), GINT_TO_POINTER (moment->state));
    }

  return g_steal_pointer (&known);
}

static TidingsMomentState
get_moment_state (GHashTable *known,
                  gint64      due_at,
                  gint64      now)
{
  gpointer state = NULL;
  gboolean is_known = known && g_hash_table_lookup_extended (known, &due_at, NULL, &state);

  if (is_known && GPOINTER_TO_INT (state) == TIDINGS_MOMENT_FIRED)
    return TIDINGS_MOMENT_FIRED;

  /* One that is due this very moment and has not had its turn is not lost because somebody corrects the title. */
  if (due_at > now || (is_known && GPOINTER_TO_INT (state) == TIDINGS_MOMENT_WAITS))
    return TIDINGS_MOMENT_WAITS;

  return TIDINGS_MOMENT_PASSED;
}

/* Without knowledge of what was, nothing that is there is written over. */
static gboolean
keep_moment (TidingsStore            *self,
             const TidingsDueMoment  *moment,
             GHashTable              *known,
             GError                 **error)
{
  return known ? tidings_store_put_moment (self, moment, error) : tidings_store_add_moment (self, moment, error);
}

gboolean
tidings_store_plan_occurrence (TidingsStore     *self,
                               TidingsReminder  *reminder,
                               const char       *wall,
                               gint64            at,
                               gint64            now,
                               GHashTable       *known,
                               GError          **error)
{
  TidingsDueMoment moment = { .reminder_id = reminder->id, .at = at };

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder) && wall, FALSE);

  g_strlcpy (moment.wall, wall, sizeof moment.wall);
  for (guint i = 0; i < reminder->n_before; i++)
    {
      moment.kind = TIDINGS_MOMENT_TEXT;
      moment.before_s = reminder->before_s[i];
      moment.due_at = at - moment.before_s * 1000;
      moment.state = get_moment_state (known, moment.due_at, now);
      if (!keep_moment (self, &moment, known, error))
        return FALSE;
    }
  if (reminder->overdue_s == 0)
    return TRUE;

  moment.kind = TIDINGS_MOMENT_OVERDUE;
  moment.before_s = 0;
  moment.due_at = at + reminder->overdue_s * 1000;
  moment.state = moment.due_at > now ? TIDINGS_MOMENT_WAITS : TIDINGS_MOMENT_PASSED;

  return keep_moment (self, &moment, known, error);
}

/* Of one that comes again, nothing waits until its occurrences are planned. */
static gboolean
write_moments (TidingsStore     *self,
               gint64            id,
               TidingsReminder  *reminder,
               gint64            now,
               GError          **error)
{
  g_autoptr(GHashTable) known = NULL;
  gint64 old_id = reminder->id;
  gboolean is_done;

  if (is_repeating (reminder))
    return tidings_store_clear_moments (self, id, NULL, error);

  if (!(known = tidings_store_read_known_moments (self, id, error)) ||
      !tidings_store_run_by_id (self, "DELETE FROM moment WHERE reminder_id = ?1", id, error))
    return FALSE;

  reminder->id = id;
  is_done = tidings_store_plan_occurrence (self, reminder, reminder->wall, reminder->at, now, known, error);
  reminder->id = old_id;

  return is_done;
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
      !write_before (self, id, reminder, error) ||
      !write_occurrences (self, id, reminder, error) ||
      !write_moments (self, id, reminder, now, error) ||
      !tidings_store_follow_moments (self, id, error) ||
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
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self, "UPDATE reminder SET next_at = 0, planned_at = 0, state = ?2 WHERE id = ?1", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int (statement, 2, TIDINGS_REMINDER_DONE);

  return tidings_store_run (self, statement, error) && tidings_store_pass_moments (self, id, NULL, error);
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

gboolean
tidings_store_set_turn (TidingsStore  *self,
                        gint64         id,
                        gint64         person,
                        GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!(statement = tidings_store_prepare (self, "UPDATE reminder SET turn = ?2 WHERE id = ?1", error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, person);

  return tidings_store_run (self, statement, error);
}
