/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepared statements: lent from a cache, bound, run, and what SQLite says when they fail put into words. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "tidings-store-private.h"

G_DEFINE_QUARK (tidings-store-error-quark, tidings_store_error)

static gboolean
is_disk_full (sqlite3 *db)
{
  int failure = 0;

  if ((sqlite3_errcode (db) & 0xff) == SQLITE_FULL)
    return TRUE;

  /* Where SQLite makes or grows its -wal and -shm files it reports a failed open or a failed write instead. */
  if ((sqlite3_errcode (db) & 0xff) != SQLITE_CANTOPEN && (sqlite3_errcode (db) & 0xff) != SQLITE_IOERR)
    return FALSE;

  failure = sqlite3_system_errno (db);
  return failure == ENOSPC || failure == EDQUOT;
}

void
tidings_store_set_error_from (sqlite3  *db,
                              GError  **error)
{
  if (is_disk_full (db))
    {
      g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FULL,
                           _("The disk is full, so nothing was changed. Make room and try again"));
      return;
    }

  if ((sqlite3_errcode (db) & 0xff) == SQLITE_BUSY)
    {
      g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_BUSY,
                           _("Another program holds the store of Tidings. Try again in a moment"));
      return;
    }

  switch (sqlite3_extended_errcode (db))
    {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT,
                           _("There is such an entry already"));
      return;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND,
                           _("The person or entry that this belongs to is no longer there"));
      return;
    default:
      /* Translators: %s is what the database says, in English. */
      g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED,
                   _("The store of Tidings cannot be used: %s"), sqlite3_errmsg (db));
    }
}

void
tidings_store_set_error (TidingsStore  *self,
                         GError       **error)
{
  int code = sqlite3_errcode (self->db) & 0xff;

  tidings_store_set_error_from (self->db, error);

  if (!self->is_read_only && (code == SQLITE_CORRUPT || code == SQLITE_NOTADB))
    tidings_store_file_suspect (self->path);

  /* After some failures (full disk, I/O) SQLite has rolled back by itself; what comes next must not be written alone. */
  if (self->depth > 0 && sqlite3_get_autocommit (self->db))
    self->is_doomed = TRUE;
}

TidingsStatement *
tidings_store_prepare (TidingsStore  *self,
                       const char    *sql,
                       GError       **error)
{
  sqlite3_stmt *statement = NULL;

  g_assert (self->is_read_only || self->thread == g_thread_self ());

  if ((statement = g_hash_table_lookup (self->statements, sql)))
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }

  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      tidings_store_set_error (self, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

TidingsStatement *
tidings_store_prepare_or_warn (TidingsStore *self,
                               const char   *sql)
{
  g_autoptr(GError) error = NULL;
  TidingsStatement *statement = NULL;

  if (!(statement = tidings_store_prepare (self, sql, &error)))
    g_warning ("%s", error->message);

  return statement;
}

void
tidings_statement_release (TidingsStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

gboolean
tidings_store_next_row (TidingsStore      *self,
                        TidingsStatement  *statement,
                        GError           **error)
{
  switch (sqlite3_step (statement))
    {
    case SQLITE_ROW:
      return TRUE;
    case SQLITE_DONE:
      return FALSE;
    default:
      tidings_store_set_error (self, error);
      return FALSE;
    }
}

gboolean
tidings_store_run (TidingsStore      *self,
                   TidingsStatement  *statement,
                   GError           **error)
{
  g_assert (!self->is_read_only);

  if (self->is_doomed)
    {
      g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED,
                           _("An earlier step failed, so nothing was changed"));
      return FALSE;
    }

  if (sqlite3_step (statement) != SQLITE_DONE)
    {
      tidings_store_set_error (self, error);
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_run_by_id (TidingsStore  *self,
                         const char    *sql,
                         gint64         id,
                         GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  return tidings_store_run (self, statement, error);
}

gint64
tidings_store_ask_number (TidingsStore     *self,
                          TidingsStatement *statement,
                          gint64            if_none,
                          gint64            if_failed)
{
  g_autoptr(TidingsStatement) owned = statement;
  g_autoptr(GError) error = NULL;

  if (!owned)
    return if_failed;

  if (tidings_store_next_row (self, owned, &error))
    return sqlite3_column_type (owned, 0) == SQLITE_NULL ? if_none : sqlite3_column_int64 (owned, 0);

  if (!error)
    return if_none;

  g_warning ("%s", error->message);
  return if_failed;
}

void
tidings_statement_bind_text (TidingsStatement *statement,
                             int               index,
                             const char       *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

void
tidings_statement_bind_word (TidingsStatement *statement,
                             int               index,
                             const char       *text)
{
  tidings_statement_bind_text (statement, index, text ? text : "");
}

void
tidings_statement_bind_row (TidingsStatement *statement,
                            int               index,
                            gint64            id)
{
  if (id == 0)
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_int64 (statement, index, id);
}

void
tidings_statement_take_text (TidingsStatement  *statement,
                             int                column,
                             char             **field)
{
  g_free (*field);
  *field = g_strdup ((const char *) sqlite3_column_text (statement, column));
}
