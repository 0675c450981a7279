/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of queries share: the open file, its prepared statements, and how they fail. */
#pragma once

#include <sqlite3.h>

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsStatement:
 *
 * A prepared statement lent by the store's cache: g_autoptr() gives it back, which resets it and lets go of what was bound.
 */
typedef sqlite3_stmt TidingsStatement;

void tidings_statement_release (TidingsStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsStatement, tidings_statement_release)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)

/* How long a connection waits while another one writes or checkpoints, unless it is told otherwise. */
#define TIDINGS_STORE_BUSY_MS 5000

struct _TidingsStore
{
  GObject parent_instance;

  sqlite3 *db;
  char *path;
  char *set_aside;
  GHashTable *statements;   /* SQL → TidingsStatement, both owned */

  GThread *thread;          /* borrowed: who opened it */
  int patience_ms;          /* how long to wait while another connection writes or checkpoints */
  guint depth;              /* begins without their commit or rollback */

  guint is_read_only : 1;
  guint is_doomed : 1;      /* rolled back inside; what is left of the transaction can only be ended */
};

/* tidings-store-statement.c */

/**
 * tidings_store_prepare:
 * @self: a store
 * @sql: one statement
 * @error: return location
 *
 * Lends a statement from the cache. Not again before it was given back.
 *
 * Returns: (transfer full) (nullable): the statement, nothing bound
 */
TidingsStatement *tidings_store_prepare        (TidingsStore      *self,
                                                const char        *sql,
                                                GError           **error);

/** tidings_store_next_row: Returns: whether there is another row; without one, @error tells the end from a failure */
gboolean          tidings_store_next_row       (TidingsStore      *self,
                                                TidingsStatement  *statement,
                                                GError           **error);

/** tidings_store_run: runs a statement that writes. Returns: %FALSE with @error set */
gboolean          tidings_store_run            (TidingsStore      *self,
                                                TidingsStatement  *statement,
                                                GError           **error);

/** tidings_store_run_by_id: runs a statement that writes, with @id as its only value. Returns: %FALSE with @error set */
gboolean          tidings_store_run_by_id      (TidingsStore      *self,
                                                const char        *sql,
                                                gint64             id,
                                                GError           **error);

/**
 * tidings_store_ask_number:
 * @self: a store
 * @statement: (transfer full) (nullable): a bound query of one integer column, %NULL if it could not be prepared
 * @if_none: answer when there is no row, or NULL in it
 * @if_failed: answer when it could not be asked; the failure is logged
 *
 * Returns: the integer of the first row
 */
gint64            tidings_store_ask_number     (TidingsStore      *self,
                                                TidingsStatement  *statement,
                                                gint64             if_none,
                                                gint64             if_failed);

/** tidings_store_prepare_or_warn: as tidings_store_prepare(), for functions that cannot report: a failure is logged */
TidingsStatement *tidings_store_prepare_or_warn (TidingsStore     *self,
                                                 const char       *sql);

/** tidings_store_set_error: sets @error from what SQLite said last, in words for people */
void              tidings_store_set_error      (TidingsStore      *self,
                                                GError           **error);
/** tidings_store_set_error_from: the same for a connection that is no store yet */
void              tidings_store_set_error_from (sqlite3           *db,
                                                GError           **error);

/** tidings_statement_bind_text: %NULL becomes NULL; the text is copied */
void              tidings_statement_bind_text  (TidingsStatement  *statement,
                                                int                index,
                                                const char        *text);
/** tidings_statement_bind_word: as bind_text for columns that are never NULL: %NULL becomes an empty text */
void              tidings_statement_bind_word  (TidingsStatement  *statement,
                                                int                index,
                                                const char        *text);
/** tidings_statement_bind_row: a row id; 0 becomes NULL */
void              tidings_statement_bind_row   (TidingsStatement  *statement,
                                                int                index,
                                                gint64             id);
/** tidings_statement_take_text: replaces *@field by the column's text, %NULL for NULL */
void              tidings_statement_take_text  (TidingsStatement  *statement,
                                                int                column,
                                                char             **field);

/* tidings-store-schema.c */

/** tidings_store_schema_get_version: Returns: number of the newest schema script */
guint             tidings_store_schema_get_version (void);
/** tidings_store_schema_read_version: Returns: the file's version, -1 with @error set */
int               tidings_store_schema_read_version (sqlite3      *db,
                                                     GError      **error);
/** tidings_store_schema_migrate: runs the scripts after the file's version, up to @version, in one transaction. Returns: %FALSE with @error set */
gboolean          tidings_store_schema_migrate (sqlite3           *db,
                                                guint              version,
                                                GError           **error);

/* tidings-store-file.c */

/** tidings_store_file_create: makes folder (0700) and file (0600) where they are missing, and closes an open file to others. Returns: %FALSE with @error set */
gboolean          tidings_store_file_create    (const char        *path,
                                                GError           **error);
/**
 * tidings_store_file_is_damaged:
 * @db: a connection on which nothing has been asked yet
 * @path: (type filename): its file
 *
 * Looks into the file: always at its head and schema, through all of it while it is small or under suspicion.
 *
 * Returns: whether SQLite calls it damaged or no database
 */
gboolean          tidings_store_file_is_damaged (sqlite3          *db,
                                                 const char       *path);
/** tidings_store_file_suspect: has the file looked through when it is opened next, because reading it has failed */
void              tidings_store_file_suspect   (const char        *path);
/** tidings_store_file_set_aside: renames the file and its -wal and -shm to a name nothing has yet. Returns: (transfer full) (nullable): the new path */
char             *tidings_store_file_set_aside (const char        *path,
                                                GError           **error);

G_END_DECLS
