/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls about the whole: starting at login, and deleting everything. */
#include "config.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "agent-fixture.h"

static GVariant *
call (Fixture    *fixture,
      const char *method,
      GVariant   *arguments)
{
  g_autoptr(GError) error = NULL;
  GVariant *reply = fixture_call (fixture, method, arguments, &error);

  g_assert_no_error (error);

  return reply;
}

/* What the agent says of it, which is what the file says. */
static gboolean
starts_at_login (Fixture *fixture)
{
  g_autoptr(GVariant) reply = call (fixture, "GetBackground", NULL);
  gboolean login = FALSE;
  const char *way = NULL;

  g_variant_get (reply, "(b&s)", &login, &way);
  g_assert_cmpstr (way, ==, "file");

  return login;
}

static char *
dup_entry_path (Fixture *fixture)
{
  return g_build_filename (fixture->folder, "autostart", APP_ID ".desktop", NULL);
}

/* The installed agent is what an entry starts; where it is not, the entry is written, and honestly told to be of no use. */
static void
test_login (Fixture       *fixture,
            gconstpointer  options)
{
  g_autofree char *path = dup_entry_path (fixture);
  gboolean is_installed = g_file_test (LIBEXECDIR "/tidings-agent", G_FILE_TEST_IS_EXECUTABLE);
  g_autoptr(GVariant) on = NULL;
  g_autoptr(GVariant) off = NULL;
  gboolean now = FALSE;

  g_assert_false (starts_at_login (fixture));
  on = call (fixture, "SetBackground", g_variant_new ("(b)", TRUE));
  g_variant_get (on, "(b)", &now);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (now, ==, is_installed);
  g_assert_cmpint (starts_at_login (fixture), ==, is_installed);

  off = call (fixture, "SetBackground", g_variant_new ("(b)", FALSE));
  g_variant_get (off, "(b)", &now);
  g_assert_false (now);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Somebody else may write the entry, change it and take it away: each answer is looked up. */
static void
test_login_by_others (Fixture       *fixture,
                      gconstpointer  options)
{
  static const char entry[] = "[Desktop Entry]\nType=Application\nName=Tidings\nExec=/bin/sh\n";
  g_autofree char *path = dup_entry_path (fixture);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, entry, -1, NULL));
  g_assert_true (starts_at_login (fixture));
  g_unlink (path);
  g_assert_false (starts_at_login (fixture));
}

static void
test_login_barred (Fixture       *fixture,
                   gconstpointer  options)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "autostart", NULL);
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "", -1, NULL));
  reply = fixture_call (fixture, "SetBackground", g_variant_new ("(b)", TRUE), &error);
  g_assert_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE);
  g_assert_false (starts_at_login (fixture));
}

/* Everything that is ours goes, what is beside it stays, and the next agent begins as the first one did. */
static void
test_erase_all (Fixture       *fixture,
                gconstpointer  options)
{
  g_autofree char *ours = g_build_filename (fixture->data, "tidings", NULL);
  g_autofree char *aside = g_build_filename (ours, "tidings.db.damaged-1", NULL);
  g_autofree char *beside = g_build_filename (fixture->data, "beside", NULL);
  g_autofree char *link = g_build_filename (ours, "link", NULL);
  g_autofree char *entry = dup_entry_path (fixture);
  g_autoptr(GVariant) raised = NULL;
  g_autoptr(GVariant) login = NULL;
  g_autoptr(GVariant) erased = NULL;
  g_autoptr(GVariant) status = NULL;
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(GPtrArray) people = NULL;
  guint pid;
  guint left = 1;

  fixture_add_ann (fixture);
  raised = call (fixture, "Raise", g_variant_new_parsed ("('job_failed', {'unit': <'backup'>}, {'to': <['Ann']>})"));
  login = call (fixture, "SetBackground", g_variant_new ("(b)", TRUE));
  g_assert_true (g_file_set_contents (aside, "what was damaged", -1, NULL));
  g_assert_cmpint (g_mkdir (beside, 0700), ==, 0);
  g_assert_cmpint (symlink (beside, link), ==, 0);
  pid = fixture_get_pid (fixture);

  erased = call (fixture, "EraseAll", NULL);
  g_variant_get (erased, "(u)", &left);
  g_assert_cmpuint (left, ==, 0);
  fixture_wait_gone (fixture, pid);
  g_assert_false (g_file_test (ours, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (entry, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (beside, G_FILE_TEST_IS_DIR));

  status = call (fixture, "GetStatus", NULL);
  store = fixture_open_store (fixture);
  people = tidings_store_list_people (store, NULL);
  g_assert_cmpuint (people->len, ==, 0);
}

/* Of two at once one is told that the other is at it, or meets the agent that comes after. */
static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  guint *n_over = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (error != NULL && !g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    g_assert_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TRY_LATER);
  (*n_over)++;
}

static void
test_erase_all_twice (Fixture       *fixture,
                      gconstpointer  options)
{
  guint n_over = 0;

  fixture_add_ann (fixture);
  for (guint i = 0; i < 2; i++)
    g_dbus_connection_call (fixture->connection, AGENT_NAME, AGENT_PATH, tidings_bus_agent1_interface_info ()->name, "EraseAll",
                            NULL, NULL, G_DBUS_CALL_FLAGS_NONE, 60000, NULL, answered_cb, &n_over);
  while (n_over < 2)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/agent/whole/login", test_login);
  ADD ("/agent/whole/login-by-others", test_login_by_others);
  ADD ("/agent/whole/login-barred", test_login_barred);
  ADD ("/agent/whole/erase-all", test_erase_all);
  ADD ("/agent/whole/erase-all-twice", test_erase_all_twice);

  return g_test_run ();
}
