/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a store up to date: the numbered scripts of schema/ that it has not seen, in one transaction. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-store-private.h"
#include "tidings-store-resources.h"

#define SCHEMA_PATH "/org/tidings/store/schema"

static GResource *
get_scripts (void)
{
  static gsize is_registered = 0;

  if (g_once_init_enter (&is_registered))
    {
      tidings_store_register_resource ();
      g_once_init_leave (&is_registered, 1);
    }

  return tidings_store_get_resource ();
}

guint
tidings_store_schema_get_version (void)
{
  g_auto(GStrv) names = NULL;

  /* Scripts are numbered without a gap, so the newest number is their count. */
  names = g_resource_enumerate_children (get_scripts (), SCHEMA_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (names);

  return g_strv_length (names);
}

int
tidings_store_schema_read_version (sqlite3  *db,
                                   GError  **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step (statement) != SQLITE_ROW)
    {
      tidings_store_set_error_from (db, error);
      return -1;
    }

  return sqlite3_column_int (statement, 0);
}

static gboolean
run_script (sqlite3  *db,
            guint     version,
            GError  **error)
{
  g_autofree char *path = g_strdup_printf (SCHEMA_PATH "/%04u.sql", version);
  g_autofree char *bump = g_strdup_printf ("PRAGMA user_version = %u", version);
  g_autoptr(GBytes) script = NULL;

  script = g_resource_lookup_data (get_scripts (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (script);

  /* GResource ends its data with a NUL that does not count. A pragma takes no bound value; ours is a number we made. */
  if (sqlite3_exec (db, g_bytes_get_data (script, NULL), NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_exec (db, bump, NULL, NULL, NULL) != SQLITE_OK)
    {
      tidings_store_set_error_from (db, error);
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_store_schema_migrate (sqlite3  *db,
                              guint     version,
                              GError  **error)
{
  int from = tidings_store_schema_read_version (db, error);

  if (from < 0)
    return FALSE;

  if ((guint) from >= version)
    return TRUE;

  if (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
    {
      tidings_store_set_error_from (db, error);
      return FALSE;
    }

  for (guint step = from + 1; step <= version; step++)
    {
      if (!run_script (db, step, error))
        {
          sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }

  if (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    {
      tidings_store_set_error_from (db, error);
      sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }

  return TRUE;
}
