/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one file that everything is kept in: opening it, transactions, and small values by key. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "tidings-store-private.h"

G_DEFINE_FINAL_TYPE (TidingsStore, tidings_store, G_TYPE_OBJECT)

static void
disconnect (TidingsStore *self)
{
  /* Statements first: a connection with statements left does not close. */
  g_hash_table_remove_all (self->statements);

  g_clear_pointer (&self->db, sqlite3_close);
}

static void
tidings_store_finalize (GObject *object)
{
  TidingsStore *self = TIDINGS_STORE (object);

  disconnect (self);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->set_aside, g_free);

  G_OBJECT_CLASS (tidings_store_parent_class)->finalize (object);
}

static void
tidings_store_class_init (TidingsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tidings_store_finalize;
}

static void
tidings_store_init (TidingsStore *self)
{
  self->thread = g_thread_self ();
  self->patience_ms = TIDINGS_STORE_BUSY_MS;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sqlite3_finalize);
}

char *
tidings_store_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "tidings", "tidings.db", NULL);
}

static gboolean
connect_to_file (TidingsStore  *self,
                 GError       **error)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  flags |= self->is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;

  if (sqlite3_open_v2 (self->path, &self->db, flags, NULL) != SQLITE_OK)
    {
      tidings_store_set_error_from (self->db, error);
      return FALSE;
    }

  sqlite3_busy_timeout (self->db, self->patience_ms);
  return TRUE;
}

static gboolean
check_version (TidingsStore  *self,
               int           *version,
               GError       **error)
{
  if ((*version = tidings_store_schema_read_version (self->db, error)) < 0)
    return FALSE;

  if ((guint) *version > tidings_store_schema_get_version ())
    {
      g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FUTURE,
                   /* Translators: %s is the name of a file. */
                   _("“%s” was written by a newer version of Tidings. It was left as it is; update Tidings to use it"),
                   self->path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
exec (TidingsStore  *self,
      const char    *sql,
      GError       **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  tidings_store_set_error_from (self->db, error);
  return FALSE;
}

static gboolean
begin_afresh (TidingsStore  *self,
              GError       **error)
{
  /* Without this SQLite would write what the -wal holds into the damaged file on closing. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  disconnect (self);

  return (self->set_aside = tidings_store_file_set_aside (self->path, error)) &&
         tidings_store_file_create (self->path, error) &&
         connect_to_file (self, error);
}

static gboolean
use_wal (TidingsStore  *self,
         GError       **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (self->db, "PRAGMA journal_mode = WAL", -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step (statement) != SQLITE_ROW)
    {
      tidings_store_set_error_from (self->db, error);
      return FALSE;
    }

  if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "wal") == 0)
    return TRUE;

  /* Translators: %s is the name of a file. */
  g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED,
               _("“%s” is on a file system that cannot be shared safely; keep it on a local disk"), self->path);
  return FALSE;
}

TidingsStore *
tidings_store_open (const char  *path,
                    GError     **error)
{
  g_autoptr(TidingsStore) self = NULL;
  int version = 0;

  g_return_val_if_fail (path, NULL);

  self = g_object_new (TIDINGS_TYPE_STORE, NULL);
  self->path = g_strdup (path);

  if (!tidings_store_file_create (path, error) || !connect_to_file (self, error))
    return NULL;

  if (tidings_store_file_is_damaged (self->db, path) && !begin_afresh (self, error))
    return NULL;

  /* The version before all that writes: a store from the future is left exactly as it is. Foreign keys after the
   * migration, because within its transaction they could not be switched. */
  if (!check_version (self, &version, error) ||
      !use_wal (self, error) ||
      !exec (self, "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 4194304", error) ||
      !tidings_store_schema_migrate (self->db, tidings_store_schema_get_version (), error) ||
      !exec (self, "PRAGMA foreign_keys = ON", error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
set_missing_error (GError **error)
{
  g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING,
                       _("Nothing was stored by Tidings yet"));
}

TidingsStore *
tidings_store_open_read_only_within (const char  *path,
                                     int          patience_ms,
                                     GError     **error)
{
  g_autoptr(TidingsStore) self = NULL;
  int version = 0;

  g_return_val_if_fail (path, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      set_missing_error (error);
      return NULL;
    }

  self = g_object_new (TIDINGS_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->patience_ms = patience_ms;
  self->is_read_only = TRUE;

  if (!connect_to_file (self, error) || !check_version (self, &version, error))
    return NULL;

  /* The agent has made the file and is about to fill it. */
  if (version == 0)
    {
      set_missing_error (error);
      return NULL;
    }

  if ((guint) version < tidings_store_schema_get_version ())
    {
      g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED,
                           _("The store was written by an older version of Tidings, and its agent has not brought it up to date yet"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

TidingsStore *
tidings_store_open_read_only (const char  *path,
                              GError     **error)
{
  return tidings_store_open_read_only_within (path, TIDINGS_STORE_BUSY_MS, error);
}

void
tidings_store_interrupt (TidingsStore *self)
{
  g_return_if_fail (TIDINGS_IS_STORE (self));

  sqlite3_interrupt (self->db);
}

const char *
tidings_store_get_set_aside (TidingsStore *self)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  return self->set_aside;
}

static gboolean
run_plain (TidingsStore  *self,
           const char    *sql,
           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  return (statement = tidings_store_prepare (self, sql, error)) && tidings_store_run (self, statement, error);
}

gboolean
tidings_store_begin (TidingsStore  *self,
                     GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_assert (!self->is_read_only);

  /* A doomed transaction takes further begins, so that each can have its own end; what they write is refused. */
  if (self->depth == 0 && !run_plain (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  self->depth++;
  return TRUE;
}

static void
undo (TidingsStore *self)
{
  g_autoptr(TidingsStatement) statement = NULL;

  /* Not by tidings_store_run(), which refuses in a doomed transaction. SQLite may have rolled back before us. */
  if (!sqlite3_get_autocommit (self->db) && (statement = tidings_store_prepare_or_warn (self, "ROLLBACK")))
    sqlite3_step (statement);
}

gboolean
tidings_store_commit (TidingsStore  *self,
                      GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  if (self->depth > 1 && !self->is_doomed)
    {
      self->depth--;
      return TRUE;
    }

  /* Refused when doomed, at any depth, so that the caller learns of it as early as can be. */
  if (!run_plain (self, "COMMIT", error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  self->depth = 0;
  return TRUE;
}

void
tidings_store_rollback (TidingsStore *self)
{
  g_return_if_fail (TIDINGS_IS_STORE (self));
  g_return_if_fail (self->depth > 0);

  undo (self);

  self->depth--;
  self->is_doomed = self->depth > 0;
}

char *
tidings_store_dup_meta (TidingsStore *self,
                        const char   *key)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  char *value = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (key, NULL);

  if (!(statement = tidings_store_prepare_or_warn (self, "SELECT value FROM meta WHERE key = ?1")))
    return NULL;

  tidings_statement_bind_text (statement, 1, key);
  if (tidings_store_next_row (self, statement, &error))
    tidings_statement_take_text (statement, 0, &value);
  else if (error)
    g_warning ("%s", error->message);

  return value;
}

gboolean
tidings_store_set_meta (TidingsStore  *self,
                        const char    *key,
                        const char    *value,
                        GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (key, FALSE);

  statement = tidings_store_prepare (self,
                                     value ? "INSERT INTO meta (key, value) VALUES (?1, ?2) "
                                             "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                           : "DELETE FROM meta WHERE key = ?1",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, key);
  if (value)
    tidings_statement_bind_text (statement, 2, value);

  return tidings_store_run (self, statement, error);
}
