/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agent that was built, started by a private bus, practising, with a folder of its own for all it keeps. */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>

#include "agent-fixture.h"

/* Longer than any call takes, the start of the agent included, on a machine that is busy with other tests. */
#define CALL_MS 60000

static void
write_service (Fixture    *fixture,
               const char *options)
{
  g_autofree char *path = g_build_filename (fixture->folder, AGENT_NAME ".service", NULL);
  g_autofree char *text = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s %s\n", AGENT_NAME, g_getenv ("TIDINGS_AGENT"),
                                           options != NULL ? options : "");

  g_assert_nonnull (g_getenv ("TIDINGS_AGENT"));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Sanitizers, of which each runtime has its own options: their reports are read at the end, as nobody sees what the bus
 * starts. Leaks of libraries are told from the agent's by the slow way of looking back only (tests/meson.build). */
static const struct { const char *variable; const char *prefix; const char *options; } sanitizers[] = {
  { "ASAN_OPTIONS", "asan", ":fast_unwind_on_malloc=0" },
  { "UBSAN_OPTIONS", "ubsan", "" },
};

void
fixture_watch (Fixture             *fixture,
               GSubprocessLauncher *launcher)
{
  for (guint i = 0; i < G_N_ELEMENTS (sanitizers); i++)
    {
      const char *options = g_getenv (sanitizers[i].variable);
      g_autofree char *all = g_strdup_printf ("%s%s:log_path=%s/%s", options != NULL ? options : "", sanitizers[i].options,
                                              fixture->folder, sanitizers[i].prefix);

      g_subprocess_launcher_setenv (launcher, sanitizers[i].variable, all, TRUE);
    }
}

static void
read_reports (Fixture *fixture)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (sanitizers); i++)
      if (g_str_has_prefix (name, sanitizers[i].prefix))
        {
          g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
          g_autofree char *report = NULL;

          g_assert_true (g_file_get_contents (path, &report, NULL, NULL));
          g_printerr ("%s\n", report);
          g_test_fail_printf ("the agent has left a report, %s", name);
        }
}

static GSubprocessLauncher *
make_launcher (Fixture *fixture)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                             G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  fixture_watch (fixture, launcher);
  g_subprocess_launcher_setenv (launcher, "HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->data, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", fixture->folder, TRUE);
  /* A full disk is worth a warning; a broken promise between functions never is. */
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-criticals", TRUE);
  /* Nobody is there; no test may ever ask Twilio itself. */
  g_subprocess_launcher_setenv (launcher, "TIDINGS_TWILIO_ORIGIN", "http://127.0.0.1:1", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DBUS_SESSION_BUS_ADDRESS");
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);

  return launcher;
}

static void
start_bus (Fixture *fixture)
{
  static const char config[] =
    "<busconfig><type>session</type><listen>unix:dir=%s</listen><auth>EXTERNAL</auth><servicedir>%s</servicedir>"
    "<policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/>"
    "</policy></busconfig>";
  g_autoptr(GSubprocessLauncher) launcher = make_launcher (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "bus.conf", NULL);
  g_autofree char *text = g_strdup_printf (config, fixture->folder, fixture->folder);
  g_autofree char *option = g_strdup_printf ("--config-file=%s", path);
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  fixture->bus = g_subprocess_launcher_spawn (launcher, &error, "dbus-daemon", option, "--nofork", "--print-address", NULL);
  g_assert_no_error (error);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->bus));
  fixture->address = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->address);
}

GDBusConnection *
fixture_connect (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (fixture->address,
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  options)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-agent-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->data = g_build_filename (fixture->folder, "data", NULL);
  write_service (fixture, options);
  start_bus (fixture);
  fixture->connection = fixture_connect (fixture);
  fixture->agent = tidings_bus_agent1_proxy_new_sync (fixture->connection, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES |
                                                      G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, AGENT_NAME, AGENT_PATH, NULL, &error);
  g_assert_no_error (error);
  /* Registered before the first error comes. */
  g_assert_cmpuint (TIDINGS_BUS_ERROR, !=, 0);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = NULL;
  const char *name = NULL;

  g_chmod (path, 0700);
  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }

  g_rmdir (path);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  options)
{
  guint pid = fixture_get_pid (fixture);

  if (pid != 0)
    {
      kill (pid, SIGTERM);
      fixture_wait_gone (fixture, pid);
    }
  g_object_unref (fixture->agent);
  g_object_unref (fixture->connection);
  g_subprocess_force_exit (fixture->bus);
  g_subprocess_wait (fixture->bus, NULL, NULL);
  g_object_unref (fixture->bus);
  read_reports (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->data);
  g_free (fixture->address);
}

guint
fixture_get_pid (Fixture *fixture)
{
  g_autoptr(GVariant) reply = NULL;
  guint pid = 0;

  reply = g_dbus_connection_call_sync (fixture->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "GetConnectionUnixProcessID", g_variant_new ("(s)", AGENT_NAME),
                                       G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, CALL_MS, NULL, NULL);
  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);

  return pid;
}

/* One that has ended and that nobody has taken note of yet counts as gone. */
static gboolean
is_alive (guint pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%u/stat", pid);
  g_autofree char *text = NULL;
  const char *name_end;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  name_end = strrchr (text, ')');

  return name_end == NULL || strncmp (name_end, ") Z", 3) != 0;
}

void
fixture_wait_gone (Fixture *fixture,
                   guint    pid)
{
  /* Another process, which is nobody's child here, so that nothing but its absence is told. The bus may learn of it later
   * than this does, and would hand the next call to the dead. */
  while (is_alive (pid) || fixture_get_pid (fixture) == pid)
    g_usleep (1000);
}

GVariant *
fixture_call_fds (Fixture      *fixture,
                  const char   *method,
                  GVariant     *arguments,
                  GUnixFDList  *fds,
                  GError      **error)
{
  return g_dbus_connection_call_with_unix_fd_list_sync (fixture->connection, AGENT_NAME, AGENT_PATH,
                                                        tidings_bus_agent1_interface_info ()->name, method, arguments, NULL,
                                                        G_DBUS_CALL_FLAGS_NONE, CALL_MS, fds, NULL, NULL, error);
}

GVariant *
fixture_call (Fixture     *fixture,
              const char  *method,
              GVariant    *arguments,
              GError     **error)
{
  return fixture_call_fds (fixture, method, arguments, NULL, error);
}

static char *
dup_code (Fixture *fixture)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\b[0-9]{6}\\b", 0, 0, NULL);
  g_autoptr(GError) error = NULL;

  /* The text is on its way; the agent says when it has arrived, and here it is asked until then. */
  for (;;)
    {
      g_autoptr(GVariant) inbox = fixture_call (fixture, "PracticeInbox", NULL, &error);
      g_autofree char *text = NULL;
      g_autoptr(GMatchInfo) match = NULL;

      g_assert_no_error (error);
      text = g_variant_print (inbox, FALSE);
      if (g_regex_match (regex, text, 0, &match))
        return g_match_info_fetch (match, 0);
    }
}

gint64
fixture_add_ann (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) added = NULL;
  g_autoptr(GVariant) sent = NULL;
  g_autoptr(GVariant) confirmed = NULL;
  g_autoptr(GVariant) subscribed = NULL;
  g_autoptr(GVariant) refreshed = NULL;
  g_autofree char *code = NULL;
  gint64 id = 0;

  added = fixture_call (fixture, "AddPerson", g_variant_new_parsed ("('Ann', '0151 23456789', 'DE', @a{sv} {})"), &error);
  g_assert_no_error (error);
  g_variant_get (added, "(xs)", &id, NULL);
  sent = fixture_call (fixture, "SendCode", g_variant_new ("(xa{sv})", id, NULL), &error);
  g_assert_no_error (error);
  code = dup_code (fixture);
  confirmed = fixture_call (fixture, "ConfirmCode", g_variant_new ("(xs)", id, code), &error);
  g_assert_no_error (error);
  subscribed = fixture_call (fixture, "SetSubscription", g_variant_new ("(xsb)", id, "job_failed", TRUE), &error);
  g_assert_no_error (error);
  /* What is asked of the account by itself, with somebody new, has been answered before this is. */
  refreshed = fixture_call (fixture, "Refresh", NULL, &error);
  g_assert_no_error (error);

  return id;
}

TidingsStore *
fixture_open_store (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->data, "tidings", "tidings.db", NULL);
  g_autoptr(GError) error = NULL;
  TidingsStore *store = tidings_store_open_read_only (path, &error);

  g_assert_no_error (error);

  return store;
}

static void
add_people (TidingsStore *store,
            GString      *whole)
{
  g_autoptr(GPtrArray) people = tidings_store_list_people (store, NULL);

  for (guint i = 0; i < people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (people, i);
      g_autofree char *types = g_strjoinv (",", person->types);
      g_autofree char *quiet = tidings_quiet_hours_to_string (&person->quiet);

      g_string_append_printf (whole, "person %" G_GINT64_FORMAT " %s %s %s %s %s %s %" G_GINT64_FORMAT " %d %d %d %" G_GINT64_FORMAT
                              " %s\n", person->id, person->name, person->number, person->country, person->language, person->zone,
                              quiet, person->paused_until, person->rate_hour, person->rate_day, person->enabled,
                              person->verified_at, types);
    }
}

static void
add_messages (TidingsStore *store,
              GString      *whole)
{
  TidingsMessageFilter filter = { .limit = 10000 };
  g_autoptr(GPtrArray) messages = tidings_store_list_messages (store, &filter, NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      g_string_append_printf (whole, "message %" G_GINT64_FORMAT " %s %s %s\n", message->id, message->to, message->type, message->body);
    }
}

static void
add_reminders (TidingsStore *store,
               GString      *whole)
{
  g_autoptr(GPtrArray) reminders = tidings_store_list_reminders (store, TRUE, NULL);

  for (guint i = 0; i < reminders->len; i++)
    {
      TidingsReminder *reminder = g_ptr_array_index (reminders, i);

      g_string_append_printf (whole, "reminder %" G_GINT64_FORMAT " %s %s %s %u %u %d\n", reminder->id, reminder->title,
                              reminder->wall, reminder->zone, reminder->n_before, reminder->n_people, reminder->state);
    }
}

static void
add_settings (Fixture *fixture,
              GString *whole)
{
  static const char * const keys[] = { "mode", "account-sid", "sender" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = fixture_call (fixture, "GetStatus", NULL, &error);
  g_autoptr(GVariant) status = NULL;
  gint64 paused_until = 0;

  g_assert_no_error (error);
  status = g_variant_get_child_value (reply, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = "";

      g_assert_true (g_variant_lookup (status, keys[i], "&s", &value));
      g_string_append_printf (whole, "%s %s\n", keys[i], value);
    }
  g_assert_true (g_variant_lookup (status, "paused-until", "x", &paused_until));
  g_string_append_printf (whole, "paused until %" G_GINT64_FORMAT "\n", paused_until);
}

char *
fixture_dup_whole (Fixture *fixture)
{
  g_autoptr(TidingsStore) store = fixture_open_store (fixture);
  GString *whole = g_string_new (NULL);

  add_people (store, whole);
  add_messages (store, whole);
  add_reminders (store, whole);
  add_settings (fixture, whole);

  return g_string_free (whole, FALSE);
}
