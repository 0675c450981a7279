/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about phone lines. */
#include "config.h"

#include "tidings-store-lines.h"
#include "tidings-store-private.h"

void
tidings_line_free (TidingsLine *line)
{
  if (line == NULL)
    return;

  g_free (line->number);
  g_free (line->country);
  g_free (line->type);
  g_free (line->carrier);
  g_free (line->mcc);
  g_free (line->mnc);
  g_free (line);
}

static gboolean
insert_line (TidingsStore       *self,
             const TidingsLine  *line,
             GError            **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self,
                                     "INSERT OR REPLACE INTO line (number, at, is_paid, is_valid, country, type, carrier, mcc, mnc, "
                                     "error_code) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, line->number);
  sqlite3_bind_int64 (statement, 2, line->at);
  sqlite3_bind_int (statement, 3, line->is_paid);
  sqlite3_bind_int (statement, 4, line->is_valid);
  tidings_statement_bind_text (statement, 5, line->country);
  tidings_statement_bind_text (statement, 6, line->type);
  tidings_statement_bind_text (statement, 7, line->carrier);
  tidings_statement_bind_text (statement, 8, line->mcc);
  tidings_statement_bind_text (statement, 9, line->mnc);
  sqlite3_bind_int (statement, 10, line->error_code);

  return tidings_store_run (self, statement, error);
}

static gboolean
tell_person (TidingsStore  *self,
             const char    *number,
             const char    *type,
             const char    *carrier,
             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, "UPDATE person SET line_type = ?2, carrier = ?3 WHERE number = ?1", error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, number);
  tidings_statement_bind_text (statement, 2, type);
  tidings_statement_bind_text (statement, 3, carrier);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_put_line (TidingsStore       *self,
                        const TidingsLine  *line,
                        GError            **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (line && line->number, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!insert_line (self, line, error) ||
      (line->is_paid && !tell_person (self, line->number, line->type, line->carrier, error)))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

/* Columns as in the query of tidings_store_get_line(). */
static TidingsLine *
read_line (TidingsStatement *row)
{
  TidingsLine *line = g_new0 (TidingsLine, 1);

  tidings_statement_take_text (row, 0, &line->number);
  line->at = sqlite3_column_int64 (row, 1);
  line->is_paid = sqlite3_column_int (row, 2) != 0;
  line->is_valid = sqlite3_column_int (row, 3) != 0;
  tidings_statement_take_text (row, 4, &line->country);
  tidings_statement_take_text (row, 5, &line->type);
  tidings_statement_take_text (row, 6, &line->carrier);
  tidings_statement_take_text (row, 7, &line->mcc);
  tidings_statement_take_text (row, 8, &line->mnc);
  line->error_code = sqlite3_column_int (row, 9);

  return line;
}

TidingsLine *
tidings_store_get_line (TidingsStore *self,
                        const char   *number)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (number, NULL);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT number, at, is_paid, is_valid, country, type, carrier, mcc, mnc, error_code "
                                             "FROM line WHERE number = ?1");
  if (!statement)
    return NULL;

  tidings_statement_bind_text (statement, 1, number);
  if (tidings_store_next_row (self, statement, &error))
    return read_line (statement);
  if (error)
    g_warning ("%s", error->message);

  return NULL;
}

gboolean
tidings_store_forget_line (TidingsStore  *self,
                           const char    *number,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number, FALSE);

  if (!(statement = tidings_store_prepare (self, "DELETE FROM line WHERE number = ?1", error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, number);

  return tidings_store_run (self, statement, error) && tell_person (self, number, NULL, NULL, error);
}
