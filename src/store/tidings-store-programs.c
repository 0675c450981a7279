/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about programs that ask for texts, and about what they sent and spent. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-store-messages-private.h"
#include "tidings-store-programs.h"
#include "tidings-store-sums-private.h"

/* Answer of the count when the store cannot be read: larger than any limit, and still safe to add to. */
#define UNREADABLE_COUNT (G_MAXINT / 2)

#define PROGRAM_SELECT "SELECT id, identity, label, state, per_day, first_at, last_at FROM program "

/* The second condition lets SQLite take the index message_counted_by_program, which has no other rows. */
#define TEXTS_OF_PROGRAM "FROM message WHERE is_counted AND program = ?1 AND program > 0 AND queued_at >= ?2 "

static TidingsProgram *
read_program (TidingsStatement *row)
{
  TidingsProgram *program = tidings_program_new ((const char *) sqlite3_column_text (row, 1));

  program->id = sqlite3_column_int64 (row, 0);
  tidings_statement_take_text (row, 2, &program->label);
  program->state = sqlite3_column_int (row, 3);
  program->per_day = sqlite3_column_int (row, 4);
  program->first_at = sqlite3_column_int64 (row, 5);
  program->last_at = sqlite3_column_int64 (row, 6);

  return program;
}

static TidingsProgram *
read_one (TidingsStore      *self,
          TidingsStatement  *statement,
          GError           **error)
{
  return tidings_store_next_row (self, statement, error) ? read_program (statement) : NULL;
}

TidingsProgram *
tidings_store_find_program (TidingsStore  *self,
                            const char    *identity,
                            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  if (!(statement = tidings_store_prepare (self, PROGRAM_SELECT "WHERE identity = ?1", error)))
    return NULL;
  tidings_statement_bind_text (statement, 1, identity);

  return read_one (self, statement, error);
}

TidingsProgram *
tidings_store_get_program (TidingsStore  *self,
                           gint64         id,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, PROGRAM_SELECT "WHERE id = ?1", error)))
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);

  return read_one (self, statement, error);
}

gboolean
tidings_store_put_program (TidingsStore    *self,
                           TidingsProgram  *program,
                           GError         **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (program != NULL, FALSE);

  statement = tidings_store_prepare (self,
                                     program->id == 0 ?
                                     "INSERT INTO program (identity, label, state, per_day, first_at, last_at) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6)" :
                                     "UPDATE program SET identity = ?1, label = ?2, state = ?3, per_day = ?4, first_at = ?5, "
                                     "last_at = ?6 WHERE id = ?7",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_word (statement, 1, program->identity);
  tidings_statement_bind_word (statement, 2, program->label);
  sqlite3_bind_int (statement, 3, program->state);
  sqlite3_bind_int (statement, 4, program->per_day);
  sqlite3_bind_int64 (statement, 5, program->first_at);
  sqlite3_bind_int64 (statement, 6, program->last_at);
  if (program->id != 0)
    sqlite3_bind_int64 (statement, 7, program->id);
  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (program->id == 0)
    program->id = sqlite3_last_insert_rowid (self->db);

  return TRUE;
}

gboolean
tidings_store_forget_program (TidingsStore  *self,
                              gint64         id,
                              GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!tidings_store_run_by_id (self, "DELETE FROM program WHERE id = ?1", id, error))
    return FALSE;
  if (sqlite3_changes (self->db) > 0)
    return TRUE;

  g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND, _("There is no such program"));

  return FALSE;
}

GPtrArray *
tidings_store_list_programs (TidingsStore  *self,
                             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) programs = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_program_free);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, PROGRAM_SELECT "ORDER BY last_at DESC, identity", error)))
    return NULL;
  while (tidings_store_next_row (self, statement, &failure))
    g_ptr_array_add (programs, read_program (statement));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&programs);
}

GPtrArray *
tidings_store_list_waiting_of_program (TidingsStore  *self,
                                       gint64         id,
                                       GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* Few texts wait at any time: 0 is held, 1 queued. */
  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.state IN (0, 1) AND m.program = ?1 "
                                     "ORDER BY m.id",
                                     error);
  if (!statement)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);

  return tidings_store_read_messages (self, statement, error);
}

guint
tidings_store_count_program_texts (TidingsStore *self,
                                   gint64        id,
                                   gint64        since,
                                   gint64        until)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), UNREADABLE_COUNT);

  statement = tidings_store_prepare_or_warn (self, "SELECT count (*) " TEXTS_OF_PROGRAM "AND queued_at < ?3");
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, since);
      sqlite3_bind_int64 (statement, 3, until);
    }

  return tidings_store_ask_number (self, statement, 0, UNREADABLE_COUNT);
}

gboolean
tidings_store_sum_program (TidingsStore       *self,
                           gint64              id,
                           gint64              since,
                           const char         *currency,
                           TidingsProgramUse  *use,
                           GError            **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (use != NULL, FALSE);

  statement = tidings_store_prepare (self,
                                     "SELECT count (*), coalesce (sum (CASE WHEN is_settled THEN " TIDINGS_STORE_BILLED " ELSE "
                                     TIDINGS_STORE_PENDING " END) FILTER (WHERE ?3 = '' OR coalesce (currency, ?3) = ?3), 0) "
                                     TEXTS_OF_PROGRAM,
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, since);
  tidings_statement_bind_word (statement, 3, currency);
  if (!tidings_store_next_row (self, statement, error))
    return FALSE;

  use->n_texts = sqlite3_column_int64 (statement, 0);
  use->micros = sqlite3_column_int64 (statement, 1);

  return TRUE;
}
