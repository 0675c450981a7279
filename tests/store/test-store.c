/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the store in every state its file can be in, and transactions. */
#include "config.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "store-fixture.h"

static void
test_fresh (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr(GError) error = NULL;
  GStatBuf info = { 0 };
  mode_t mask = umask (0);

  /* The widest umask there is, so that only the store itself keeps others out. */
  fixture_reopen (fixture);
  umask (mask);

  g_assert_null (tidings_store_get_set_aside (fixture->store));
  g_assert_true (tidings_store_set_meta (fixture->store, "a", "1", &error));
  g_assert_no_error (error);

  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (wal, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_wide_open_file (Fixture       *fixture,
                     gconstpointer  data)
{
  GStatBuf info = { 0 };

  /* As a copy from a backup may be. */
  g_clear_object (&fixture->store);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  fixture_reopen (fixture);

  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static char *
dup_answer (TidingsStore *store,
            const char   *sql)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (store->db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

static int
ask_pragma (TidingsStore *store,
            const char   *sql)
{
  g_autofree char *answer = dup_answer (store, sql);

  return atoi (answer);
}

static void
test_reopen (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *value = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *journal = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_set_meta (fixture->store, "kept", "old", &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "kept", "new", &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "gone", "1", &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "gone", NULL, &error));
  fixture_reopen (fixture);

  value = tidings_store_dup_meta (fixture->store, "kept");
  g_assert_cmpstr (value, ==, "new");
  gone = tidings_store_dup_meta (fixture->store, "gone");
  g_assert_null (gone);

  /* What is promised after a power cut depends on these. */
  g_assert_cmpint (ask_pragma (fixture->store, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (ask_pragma (fixture->store, "PRAGMA foreign_keys"), ==, 1);
  journal = dup_answer (fixture->store, "PRAGMA journal_mode");
  g_assert_cmpstr (journal, ==, "wal");
}

/* The definitions of all tables, indexes and triggers, in a fixed order. */
static char *
dup_schema (TidingsStore *store)
{
  return dup_answer (store,
                     "SELECT group_concat (sql, ';') FROM "
                     "(SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)");
}

static void
make_version (Fixture *fixture,
              guint    version)
{
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  tidings_store_schema_migrate (db, version, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tidings_store_schema_read_version (db, NULL), ==, version);
}

static void
test_migrations (Fixture       *fixture,
                 gconstpointer  data)
{
  guint newest = tidings_store_schema_get_version ();
  g_autofree char *schema = dup_schema (fixture->store);
  g_autofree char *own = g_strdup (fixture->path);

  g_assert_cmpuint (newest, >=, 1);
  g_assert_cmpint (ask_pragma (fixture->store, "PRAGMA user_version"), ==, newest);

  /* From an empty file, and from each version there ever was, to the same end. */
  for (guint version = 0; version <= newest; version++)
    {
      g_autofree char *brought_up = NULL;

      g_free (fixture->path);
      fixture->path = g_strdup_printf ("%s/version-%u.db", fixture->folder, version);
      make_version (fixture, version);
      fixture_reopen (fixture);

      brought_up = dup_schema (fixture->store);
      g_assert_cmpstr (brought_up, ==, schema);
      g_assert_cmpint (ask_pragma (fixture->store, "PRAGMA user_version"), ==, newest);
      g_assert_null (tidings_store_get_set_aside (fixture->store));
    }
}

static void
test_failed_migration (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GError) error = NULL;

  /* A script that stops in the middle leaves the file as it was. */
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  fixture_exec (fixture, "CREATE TABLE moment (x); INSERT INTO moment VALUES (7)");
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);

  g_assert_false (tidings_store_schema_migrate (db, tidings_store_schema_get_version (), &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED);
  g_assert_cmpint (tidings_store_schema_read_version (db, NULL), ==, 0);
  fixture_exec (fixture, "CREATE TABLE person (x)");
}

static void
test_future (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *now = NULL;
  gsize n_before = 0;
  gsize n_after = 0;

  g_clear_object (&fixture->store);
  fixture_exec (fixture, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 9999");
  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (i == 0 ? tidings_store_open (fixture->path, &error)
                            : tidings_store_open_read_only (fixture->path, &error));
      g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FUTURE);
    }

  g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  now = g_strdup_printf ("PRAGMA user_version = %u", tidings_store_schema_get_version ());
  fixture_exec (fixture, now);
  fixture_reopen (fixture);
}

static void
assert_set_aside (Fixture       *fixture,
                  gconstpointer  contents,
                  gsize          n_contents)
{
  g_autofree char *kept = NULL;
  g_autofree char *prefix = g_strconcat (fixture->path, ".damaged-", NULL);
  g_autoptr(GError) error = NULL;
  const char *aside = NULL;
  gsize n_kept = 0;

  fixture_reopen (fixture);
  aside = tidings_store_get_set_aside (fixture->store);

  g_assert_nonnull (aside);
  g_assert_true (g_str_has_prefix (aside, prefix));
  g_assert_true (g_file_get_contents (aside, &kept, &n_kept, &error));
  g_assert_cmpmem (kept, n_kept, contents, n_contents);

  /* The new one works, and stays. */
  g_assert_true (tidings_store_set_meta (fixture->store, "fresh", "1", &error));
  fixture_reopen (fixture);
  g_assert_null (tidings_store_get_set_aside (fixture->store));
}

static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *contents; gsize length; const char *why; } cases[] = {
    { "xy", 2, "shorter than any header (a single byte counts as empty for SQLite)" },
    { "This is not a database, but a long enough text to fill the hundred bytes of a header, and then some more of it.", 112,
      "text" },
    { "SQLite format 3\0\x10\0\1\1\0@  ", 24, "only the beginning of a header" },
    { "SQLite format 3\0" "garbage garbage garbage garbage garbage garbage garbage garbage garbage garbage garbage garbage", 110,
      "a header that promises what is not there" },
  };
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_clear_object (&fixture->store);
      g_assert_true (g_file_set_contents (fixture->path, cases[i].contents, cases[i].length, NULL));
      assert_set_aside (fixture, cases[i].contents, cases[i].length);
    }
}

static void
fill (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_begin (fixture->store, &error));
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *body = g_strdup_printf ("text number %u, which takes some room in the file", i);
      g_autoptr(TidingsMessage) message = fixture_add_message (fixture, 0, body);
    }
  g_assert_true (tidings_store_commit (fixture->store, &error));
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { double from; double to; const char *why; } cases[] = {
    { 0.0, 0.02, "the first page" },
    { 0.8, 0.9, "pages near the end, which opening alone does not read" },
    { 0.5, 1.0, "cut in half" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *contents = NULL;
      gsize length = 0;
      gsize from = 0;
      gsize to = 0;

      g_test_message ("%s", cases[i].why);
      fill (fixture);
      g_clear_object (&fixture->store);
      g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));

      from = length * cases[i].from;
      to = length * cases[i].to;
      if (to == length)
        length = from;
      else
        memset (contents + from, 0x5a, to - from);

      g_assert_true (g_file_set_contents (fixture->path, contents, length, NULL));
      assert_set_aside (fixture, contents, length);
    }
}

static void
test_set_aside_names (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *first = NULL;
  g_autofree char *first_wal = NULL;
  g_autofree char *kept = NULL;
  GStatBuf info = { 0 };
  struct timespec times[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };

  /* Two that were last written at the same moment do not get in each other's way; the -wal goes along. */
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&fixture->store);
      g_assert_true (g_file_set_contents (fixture->path, i == 0 ? "first" : "second", -1, NULL));
      g_assert_true (g_file_set_contents (wal, "its log", -1, NULL));
      g_assert_cmpint (utimensat (AT_FDCWD, fixture->path, times, 0), ==, 0);
      fixture_reopen (fixture);

      if (i == 0)
        first = g_strdup (tidings_store_get_set_aside (fixture->store));
    }

  g_assert_true (g_str_has_suffix (first, ".damaged-20010909-014640"));
  g_assert_cmpstr (tidings_store_get_set_aside (fixture->store), !=, first);
  g_assert_true (g_file_get_contents (first, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "first");

  first_wal = g_strconcat (first, "-wal", NULL);
  g_assert_cmpint (g_stat (first_wal, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, strlen ("its log"));
}

static void
test_suspect (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *note = g_strconcat (fixture->path, ".suspect", NULL);

  /* A suspicion that turns out unfounded costs one look and nothing else. */
  fill (fixture);
  tidings_store_file_suspect (fixture->path);
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  fixture_reopen (fixture);

  g_assert_null (tidings_store_get_set_aside (fixture->store));
  g_assert_false (g_file_test (note, G_FILE_TEST_EXISTS));
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *value = NULL;
  g_autoptr(TidingsStore) reader = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_store_open_read_only (fixture->path, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  /* The file that the agent has made a moment ago. */
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_assert_null (tidings_store_open_read_only (fixture->path, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING);
  g_clear_error (&error);

  /* With and without a writer, which leaves no -wal behind. */
  fixture_reopen (fixture);
  g_assert_true (tidings_store_set_meta (fixture->store, "a", "1", &error));
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&reader);
      reader = tidings_store_open_read_only (fixture->path, &error);
      g_assert_no_error (error);
      g_clear_pointer (&value, g_free);
      value = tidings_store_dup_meta (reader, "a");
      g_assert_cmpstr (value, ==, "1");
      g_clear_object (&fixture->store);
    }

  /* A reader sees what is committed while it is open. */
  fixture_reopen (fixture);
  g_assert_true (tidings_store_set_meta (fixture->store, "a", "2", &error));
  g_clear_pointer (&value, g_free);
  value = tidings_store_dup_meta (reader, "a");
  g_assert_cmpstr (value, ==, "2");
}

static void
test_read_only_damaged (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *kept = NULL;
  g_autoptr(GError) error = NULL;

  /* Looking never moves a file. */
  g_clear_object (&fixture->store);
  g_assert_true (g_file_set_contents (fixture->path, "garbage", -1, NULL));
  g_assert_null (tidings_store_open_read_only (fixture->path, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED);
  g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "garbage");
  fixture_reopen (fixture);
}

static void
test_read_only_writes (void)
{
  g_autoptr(TidingsStore) reader = NULL;
  g_autoptr(GError) error = NULL;
  Fixture fixture = { 0 };

  if (g_test_subprocess ())
    {
      fixture_set_up (&fixture, NULL);
      reader = tidings_store_open_read_only (fixture.path, &error);
      g_assert_no_error (error);
      g_printerr ("about to write\n");
      tidings_store_set_meta (reader, "a", "1", &error);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*about to write*is_read_only*");
}

static gpointer
write_in_thread (gpointer data)
{
  tidings_store_set_meta (data, "a", "1", NULL);
  return NULL;
}

static void
test_other_thread (void)
{
  Fixture fixture = { 0 };

  if (g_test_subprocess ())
    {
      fixture_set_up (&fixture, NULL);
      g_printerr ("about to write\n");
      g_thread_join (g_thread_new ("other", write_in_thread, fixture.store));
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*about to write*thread*");
}

static void
assert_meta (Fixture    *fixture,
             const char *key,
             const char *expected)
{
  g_autofree char *value = tidings_store_dup_meta (fixture->store, key);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_nested (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TidingsStore) reader = NULL;
  g_autofree char *early = NULL;
  g_autofree char *late = NULL;
  g_autoptr(GError) error = NULL;

  reader = tidings_store_open_read_only (fixture->path, &error);
  g_assert_no_error (error);

  g_assert_true (tidings_store_begin (fixture->store, &error));
  g_assert_true (tidings_store_begin (fixture->store, &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "a", "1", &error));
  g_assert_true (tidings_store_commit (fixture->store, &error));

  /* The inner commit writes nothing yet, the outer one does. */
  early = tidings_store_dup_meta (reader, "a");
  g_assert_null (early);
  g_assert_true (tidings_store_commit (fixture->store, &error));
  late = tidings_store_dup_meta (reader, "a");
  g_assert_cmpstr (late, ==, "1");
}

static void
test_rollback (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_begin (fixture->store, &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "a", "1", &error));
  tidings_store_rollback (fixture->store);
  assert_meta (fixture, "a", NULL);

  /* What was rolled back inside cannot go on outside: neither half of it is ever written. */
  g_assert_true (tidings_store_begin (fixture->store, &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "a", "1", &error));
  g_assert_true (tidings_store_begin (fixture->store, &error));
  tidings_store_rollback (fixture->store);
  g_assert_false (tidings_store_set_meta (fixture->store, "b", "1", &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (tidings_store_commit (fixture->store, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED);
  g_clear_error (&error);
  assert_meta (fixture, "a", NULL);
  assert_meta (fixture, "b", NULL);

  /* And after that all is well again. */
  g_assert_true (tidings_store_set_meta (fixture->store, "c", "1", &error));
  fixture_reopen (fixture);
  assert_meta (fixture, "c", "1");
}

static void
test_unfinished (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_begin (fixture->store, &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "a", "1", &error));
  fixture_reopen (fixture);
  assert_meta (fixture, "a", NULL);
}

static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *limit = NULL;
  g_autofree char *large = g_strnfill (4 * 1024 * 1024, 'x');
  g_autoptr(GError) error = NULL;

  /* SQLite's own bound on pages fails as a full disk does. */
  limit = g_strdup_printf ("PRAGMA max_page_count = %d", ask_pragma (fixture->store, "PRAGMA page_count") + 20);
  ask_pragma (fixture->store, limit);

  g_assert_true (tidings_store_set_meta (fixture->store, "a", "small", &error));
  g_assert_false (tidings_store_set_meta (fixture->store, "a", large, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FULL);
  g_clear_error (&error);
  assert_meta (fixture, "a", "small");

  /* In a transaction, what came before goes as well. */
  g_assert_true (tidings_store_begin (fixture->store, &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "b", "1", &error));
  g_assert_false (tidings_store_set_meta (fixture->store, "a", large, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FULL);
  g_clear_error (&error);
  tidings_store_rollback (fixture->store);
  assert_meta (fixture, "a", "small");
  assert_meta (fixture, "b", NULL);

  ask_pragma (fixture->store, "PRAGMA max_page_count = 1000000");
  g_assert_true (tidings_store_set_meta (fixture->store, "a", large, &error));
  g_assert_no_error (error);
}

static void
test_default_path (void)
{
  g_autofree char *path = tidings_store_dup_default_path ();
  g_autofree char *expected = g_strconcat (g_get_user_data_dir (), "/tidings/tidings.db", NULL);

  g_assert_cmpstr (path, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FOLDER_TEST ("/store/fresh", test_fresh);
  FIXTURE_TEST ("/store/wide-open-file", test_wide_open_file);
  FIXTURE_TEST ("/store/reopen", test_reopen);
  FIXTURE_TEST ("/store/migrations", test_migrations);
  FOLDER_TEST ("/store/failed-migration", test_failed_migration);
  FIXTURE_TEST ("/store/future", test_future);
  FOLDER_TEST ("/store/garbage", test_garbage);
  FIXTURE_TEST ("/store/damaged", test_damaged);
  FIXTURE_TEST ("/store/set-aside-names", test_set_aside_names);
  FIXTURE_TEST ("/store/suspect", test_suspect);
  FOLDER_TEST ("/store/read-only", test_read_only);
  FIXTURE_TEST ("/store/read-only-damaged", test_read_only_damaged);
  g_test_add_func ("/store/read-only-writes", test_read_only_writes);
  g_test_add_func ("/store/other-thread", test_other_thread);
  FIXTURE_TEST ("/store/nested", test_nested);
  FIXTURE_TEST ("/store/rollback", test_rollback);
  FIXTURE_TEST ("/store/unfinished", test_unfinished);
  FIXTURE_TEST ("/store/full", test_full);
  g_test_add_func ("/store/default-path", test_default_path);

  return g_test_run ();
}
