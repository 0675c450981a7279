/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real `tidings` on a private bus, with a store of its own and an agent that answers as the test writes. */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <glib/gstdio.h>

#include "fixture.h"
#include "tidings-bus.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

#define ALL_PIPES (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE)

/* 2026-11-21 08:30 UTC */
#define SATURDAY G_GINT64_CONSTANT (1795249800000)

static char *
dup_program (const char *folder,
             const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "..", "..", folder, name, NULL);

  return g_canonicalize_filename (path, NULL);
}

static void
write_service (Fixture *fixture)
{
  g_autofree char *program = dup_program ("tests/cli", "fake-agent");
  g_autofree char *path = g_build_filename (fixture->folder, AGENT_NAME ".service", NULL);
  g_autofree char *text = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s %s\n", AGENT_NAME, program, fixture->folder);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Not GTestDBus: a test that fails would leave its bus behind, and whoever reads the test's output would wait for it. */
static void
start_bus (Fixture *fixture)
{
  static const char config[] =
    "<busconfig><type>session</type><listen>unix:dir=%s</listen><auth>EXTERNAL</auth><servicedir>%s</servicedir>"
    "<policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/>"
    "</policy></busconfig>";
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                                       G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *path = g_build_filename (fixture->folder, "bus.conf", NULL);
  g_autofree char *text = g_strdup_printf (config, fixture->folder, fixture->folder);
  g_autofree char *option = g_strdup_printf ("--config-file=%s", path);
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  fixture->bus = g_subprocess_launcher_spawn (launcher, &error, "dbus-daemon", option, "--nofork", "--print-address", NULL);
  g_assert_no_error (error);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->bus));
  fixture->address = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->address);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  without_agent)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-cli-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->script = g_key_file_new ();
  if (without_agent == NULL)
    write_service (fixture);

  start_bus (fixture);

  fixture->launcher = g_subprocess_launcher_new (ALL_PIPES);
  g_subprocess_launcher_setenv (fixture->launcher, "XDG_DATA_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "DBUS_SESSION_BUS_ADDRESS", fixture->address, TRUE);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
    }

  g_remove (path);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  without_agent)
{
  /* The agent ends with the bus. */
  g_subprocess_force_exit (fixture->bus);
  g_subprocess_wait (fixture->bus, NULL, NULL);
  g_object_unref (fixture->bus);
  g_object_unref (fixture->launcher);
  g_key_file_unref (fixture->script);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->address);
  g_free (fixture->out);
  g_free (fixture->err);
}

GSubprocess *
fixture_start (Fixture    *fixture,
               const char *line)
{
  /* `tidings` would hand over to what is installed; here the commands' program stands in for it where it does so. */
  g_autofree char *program = dup_program ("src/cli", g_str_has_prefix (line, "status") ? "tidings" : "tidings-cli");
  g_autofree char *whole = g_strdup_printf ("'%s' %s", program, line);
  g_auto(GStrv) argv = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process = NULL;

  g_assert_true (g_shell_parse_argv (whole, NULL, &argv, &error));
  process = g_subprocess_launcher_spawnv (fixture->launcher, (const char * const *) argv, &error);
  g_assert_no_error (error);

  return process;
}

void
fixture_run (Fixture    *fixture,
             const char *line,
             const char *input)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "input", NULL);

  /* Not by a pipe: one that ends without reading it would end its writer, too. */
  if (input != NULL)
    {
      g_assert_true (g_file_set_contents (path, input, -1, NULL));
      g_subprocess_launcher_set_flags (fixture->launcher, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_subprocess_launcher_set_stdin_file_path (fixture->launcher, path);
    }
  process = fixture_start (fixture, line);
  if (input != NULL)
    {
      g_subprocess_launcher_set_stdin_file_path (fixture->launcher, NULL);
      g_subprocess_launcher_set_flags (fixture->launcher, ALL_PIPES);
    }

  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->err, g_free);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &fixture->out, &fixture->err, &error);
  g_assert_no_error (error);
  g_test_message ("tidings %s\n%s%s", line, fixture->out, fixture->err);
  g_assert_true (g_subprocess_get_if_exited (process));
  fixture->status = g_subprocess_get_exit_status (process);
}

static void
save_script (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "script", NULL);

  g_assert_true (g_key_file_save_to_file (fixture->script, path, NULL));
}

void
fixture_reply (Fixture    *fixture,
               const char *method,
               const char *reply)
{
  g_key_file_set_string (fixture->script, method, "reply", reply);
  save_script (fixture);
}

void
fixture_refuse (Fixture    *fixture,
                const char *method,
                const char *error,
                const char *message)
{
  g_key_file_set_string (fixture->script, method, "error", error);
  g_key_file_set_string (fixture->script, method, "message", message);
  save_script (fixture);
}

void
fixture_die (Fixture    *fixture,
             const char *method)
{
  g_key_file_set_boolean (fixture->script, method, "dies", TRUE);
  save_script (fixture);
}

void
fixture_silence (Fixture    *fixture,
                 const char *method)
{
  g_key_file_set_boolean (fixture->script, method, "keeps-silent", TRUE);
  save_script (fixture);
}

void
fixture_steps (Fixture    *fixture,
               const char *steps)
{
  g_autofree char *path = g_build_filename (fixture->folder, "steps", NULL);

  g_assert_true (g_file_set_contents (path, steps, -1, NULL));
}

void
fixture_go_on (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus =
    g_dbus_connection_new_for_address_sync (fixture->address,
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                              G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_autoptr(TidingsBusAgent1) agent = NULL;

  g_assert_no_error (error);
  agent = tidings_bus_agent1_proxy_new_sync (bus, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES, AGENT_NAME, AGENT_PATH, NULL,
                                             &error);
  g_assert_no_error (error);
  tidings_bus_agent1_call_practice_set_sync (agent, "", "normal", NULL, &error);
  g_assert_no_error (error);
}

char *
fixture_dup_calls (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "calls", NULL);
  char *calls = NULL;

  return g_file_get_contents (path, &calls, NULL, NULL) ? calls : g_strdup ("");
}

TidingsStore *
fixture_open_store (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "tidings", "tidings.db", NULL);
  g_autoptr(GError) error = NULL;
  TidingsStore *store = tidings_store_open (path, &error);

  g_assert_no_error (error);

  return store;
}

void
fixture_add_person (Fixture    *fixture,
                    const char *name,
                    const char *number)
{
  g_autoptr(TidingsStore) store = fixture_open_store (fixture);
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(GError) error = NULL;

  person->name = g_strdup (name);
  person->number = g_strdup (number);
  person->country = g_strdup ("DE");
  person->language = g_strdup ("de");
  person->created_at = SATURDAY;
  tidings_store_add_person (store, person, &error);
  g_assert_no_error (error);
}

void
fixture_add_message (Fixture    *fixture,
                     gint64      person,
                     const char *body,
                     const char *state)
{
  g_autoptr(TidingsStore) store = fixture_open_store (fixture);
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->person_id = person;
  message->to = g_strdup ("+4915123456789");
  message->type = g_strdup ("job_failed");
  message->body = g_strdup (body);
  message->source = g_strdup ("cli");
  message->n_segments = 1;
  message->created_at = SATURDAY;
  message->updated_at = SATURDAY;
  g_assert_true (tidings_message_state_from_string (state, &message->state));
  tidings_store_add_message (store, message, &error);
  g_assert_no_error (error);
  tidings_store_add_event (store, message->id, SATURDAY, "raised", "cli", &error);
  g_assert_no_error (error);
}

void
assert_one_line (const char *text,
                 const char *begin)
{
  const char *end = strchr (text, '\n');

  if (!g_str_has_prefix (text, begin) || end == NULL || end[1] != '\0')
    g_error ("not one line that begins with “%s”: “%s”", begin, text);
}

void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}
