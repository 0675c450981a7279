/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store as a file: made so that nobody else can read it, looked through for damage, put aside when damaged. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tidings-store-private.h"

/* Up to this size a look through the whole file goes unnoticed at start (some hundredths of a second). */
#define SMALL_BYTES (8 * 1024 * 1024)

/* All that SQLite keeps beside a file, and our own note that it should be looked through. */
static const char * const suffixes[] = { "-wal", "-shm", "" };
#define SUSPECT_SUFFIX ".suspect"

static void
set_file_error (const char  *path,
                int          failure,
                GError     **error)
{
  if (failure == ENOSPC || failure == EDQUOT)
    g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FULL,
                         _("The disk is full, so nothing was changed. Make room and try again"));
  else
    /* Translators: the first %s is the name of a file or folder, the second what the system says about it. */
    g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED,
                 _("“%s” cannot be used: %s"), path, g_strerror (failure));
}

gboolean
tidings_store_file_create (const char  *path,
                           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf info = { 0 };
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_file_error (folder, errno, error);
      return FALSE;
    }

  /* A file that is there is never opened by hand: closing it again would drop the locks that another connection of this
   * process has on it (SQLite, "How To Corrupt", 2.2). */
  fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      close (fd);
    }
  else if (errno != EEXIST)
    {
      set_file_error (path, errno, error);
      return FALSE;
    }

  /* SQLite gives its -wal and -shm the mode of the file itself. */
  if (g_stat (path, &info) != 0 ||
      ((info.st_mode & 0777) != 0600 && g_chmod (path, 0600) != 0))
    {
      set_file_error (path, errno, error);
      return FALSE;
    }

  return TRUE;
}

void
tidings_store_file_suspect (const char *path)
{
  g_autofree char *note = g_strconcat (path, SUSPECT_SUFFIX, NULL);
  int fd = g_open (note, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

static gboolean
says_damaged (int code)
{
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* Runs a query to its end. A first column of text that is not "ok" is a finding of quick_check. */
static gboolean
finds_damage (sqlite3    *db,
              const char *sql)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (code != SQLITE_OK)
    return says_damaged (code);

  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      if (sqlite3_column_type (statement, 0) == SQLITE_TEXT &&
          g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
        return TRUE;
    }

  return says_damaged (code);
}

gboolean
tidings_store_file_is_damaged (sqlite3    *db,
                               const char *path)
{
  g_autofree char *note = g_strconcat (path, SUSPECT_SUFFIX, NULL);
  gboolean is_suspect = g_file_test (note, G_FILE_TEST_EXISTS);
  gboolean is_damaged = FALSE;
  GStatBuf info = { 0 };

  is_damaged = finds_damage (db, "PRAGMA user_version") ||
               finds_damage (db, "SELECT count (*) FROM sqlite_schema");

  if (!is_damaged && (is_suspect || (g_stat (path, &info) == 0 && info.st_size <= SMALL_BYTES)))
    is_damaged = finds_damage (db, "PRAGMA quick_check (1)");

  if (is_suspect)
    g_unlink (note);

  return is_damaged;
}

/* No name is used twice, whatever became of the files that were put aside before. */
static char *
find_free_name (const char *path)
{
  g_autofree char *stem = NULL;
  g_autofree char *moment = NULL;
  g_autoptr(GDateTime) changed = NULL;
  GStatBuf info = { 0 };

  if (g_stat (path, &info) == 0)
    changed = g_date_time_new_from_unix_utc (info.st_mtime);

  moment = changed ? g_date_time_format (changed, "%Y%m%d-%H%M%S") : g_strdup ("00000000-000000");
  stem = g_strdup_printf ("%s.damaged-%s", path, moment);

  for (guint n = 1; ; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup (stem) : g_strdup_printf ("%s-%u", stem, n);
      gboolean is_free = TRUE;

      for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
        {
          g_autofree char *taken = g_strconcat (name, suffixes[i], NULL);

          is_free = is_free && !g_file_test (taken, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
        }

      if (is_free)
        return g_steal_pointer (&name);
    }
}

char *
tidings_store_file_set_aside (const char  *path,
                              GError     **error)
{
  g_autofree char *name = find_free_name (path);

  /* The file itself goes last: a fresh one must never meet the old -wal. */
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (name, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          set_file_error (from, errno, error);
          return NULL;
        }
    }

  return g_steal_pointer (&name);
}
