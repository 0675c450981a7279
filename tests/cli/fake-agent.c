/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agent that answers what a test wrote down, and writes down what it was asked.
 *
 * In the folder given as its argument: `script` is a key file with a group for each method: `reply` is a tuple of GVariant
 * text, `error` the name of an error and `message` its words, `dies` ends the process instead of answering, `keeps-silent`
 * never answers. `steps` has a line for each thing that happens after Raise, Retry, SendCode or PracticeSet, and goes on
 * when the agent is started again: "ID STATE [REASON [CODE]]" changes a message and says so, "die" ends the process, "stop"
 * waits for the next of these calls. `calls` gets a line for each call. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <gio/gunixfdlist.h>

#include "tidings-bus.h"
#include "tidings-bus-error.h"
#include "tidings-store-messages.h"

static const char * const methods[] = {
  "raise", "preview", "retry", "cancel", "delete-message", "add-person", "edit-person", "look-up", "remove-person", "send-code", "confirm-code",
  "get-code-state", "set-subscription", "set-template", "put-type", "remove-type", "add-reminder", "edit-reminder", "finish-reminder", "reopen-reminder",
  "skip-occurrence", "move-occurrence", "snooze-reminder", "import-reminders", "remove-reminder", "connect-account",
  "check-account", "cancel-check", "clear-account", "set-practice", "set-privacy", "set-webhook",
  "refresh", "pause", "pause-person", "get-limits", "set-limits", "put-program", "forget-program", "erase", "erase-all", "get-background", "set-background", "get-watches", "set-watch", "get-status", "practice-inbox", "practice-phones", "practice-ahead",
  "practice-now", "practice-reply", "practice-set",
};

typedef struct {
  const char *folder;
  GKeyFile *script;
  TidingsBusAgent1 *face;
  GMainLoop *loop;
} Fake;

static void
die (void)
{
  kill (getpid (), SIGKILL);
}

static char *
in_folder (Fake       *fake,
           const char *name)
{
  return g_build_filename (fake->folder, name, NULL);
}

static void
write_call (Fake       *fake,
            const char *line)
{
  g_autofree char *path = in_folder (fake, "calls");
  FILE *calls = fopen (path, "a");

  g_assert_nonnull (calls);
  fprintf (calls, "%s\n", line);
  fclose (calls);
}

/* Takes the first line off the steps, so that a restarted agent goes on with the next. */
static char *
take_step (Fake *fake)
{
  g_autofree char *path = in_folder (fake, "steps");
  g_autofree char *text = NULL;
  char *end = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (end = strchr (text, '\n')) == NULL)
    return NULL;

  g_assert_true (g_file_set_contents (path, end + 1, -1, NULL));

  return g_strndup (text, end - text);
}

static void
change_message (Fake       *fake,
                const char *step)
{
  g_auto(GStrv) words = g_strsplit (step, " ", -1);
  g_autofree char *path = g_build_filename (fake->folder, "tidings", "tidings.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsStore) store = tidings_store_open (path, &error);
  g_autoptr(TidingsMessage) message = NULL;

  g_assert_no_error (error);
  message = tidings_store_get_message (store, g_ascii_strtoll (words[0], NULL, 10), &error);
  g_assert_no_error (error);

  g_assert_true (tidings_message_state_from_string (words[1], &message->state));
  g_clear_pointer (&message->reason, g_free);
  if (words[2] != NULL)
    message->reason = g_strdup (words[2]);
  if (words[2] != NULL && words[3] != NULL)
    message->error_code = atoi (words[3]);
  /* In doubt, and still looked for. */
  message->next_at = message->state == TIDINGS_MESSAGE_IN_DOUBT;
  tidings_store_update_message (store, message, &error);
  g_assert_no_error (error);

  tidings_bus_agent1_emit_changed (fake->face, "messages");
}

static gboolean
step_cb (gpointer user_data)
{
  Fake *fake = user_data;
  g_autofree char *step = take_step (fake);

  if (step == NULL)
    return G_SOURCE_REMOVE;
  if (g_str_equal (step, "die"))
    {
      /* The answer to the call that led here has left. */
      g_dbus_connection_flush_sync (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (fake->face)), NULL, NULL);
      die ();
    }
  if (!g_str_equal (step, "stop"))
    change_message (fake, step);

  return g_str_equal (step, "stop") ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static char *
read_secret (GDBusMethodInvocation *invocation)
{
  GUnixFDList *list = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  char secret[1024] = "";
  gsize n = 0;
  gssize got = 0;
  int fd = g_unix_fd_list_get (list, 0, NULL);

  while ((got = read (fd, secret + n, sizeof secret - 1 - n)) > 0)
    n += got;
  close (fd);

  return g_strdup_printf ("secret=%s", secret);
}

static void
answer (Fake                  *fake,
        GDBusMethodInvocation *invocation,
        const char            *method)
{
  g_autofree char *error = g_key_file_get_string (fake->script, method, "error", NULL);
  g_autofree char *message = g_key_file_get_string (fake->script, method, "message", NULL);
  g_autofree char *reply = g_key_file_get_string (fake->script, method, "reply", NULL);
  GVariant *value = NULL;

  if (error != NULL)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, error, message != NULL ? message : "");
      return;
    }

  if (reply != NULL)
    {
      g_autoptr(GError) failure = NULL;

      value = g_variant_parse (NULL, reply, NULL, NULL, &failure);
      g_assert_no_error (failure);
    }
  else if (g_str_equal (method, "GetStatus"))
    value = g_variant_new_parsed ("({'mode': <'practice'>},)");

  g_dbus_method_invocation_return_value (invocation, value);
}

/* One handler for all methods: it needs none of the arguments that come after the invocation. */
static gboolean
handle_any (TidingsBusAgent1      *face,
            GDBusMethodInvocation *invocation)
{
  Fake *fake = g_object_get_data (G_OBJECT (face), "fake");
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  g_autofree char *arguments = g_variant_print (g_dbus_method_invocation_get_parameters (invocation), FALSE);
  g_autofree char *line = g_strdup_printf ("%s %s", method, arguments);

  write_call (fake, line);
  if (g_str_equal (method, "ConnectAccount"))
    {
      g_autofree char *secret = read_secret (invocation);

      write_call (fake, secret);
    }
  if (g_key_file_get_boolean (fake->script, method, "dies", NULL))
    die ();

  if (!g_key_file_get_boolean (fake->script, method, "keeps-silent", NULL))
    answer (fake, invocation, method);
  if (g_str_equal (method, "Raise") || g_str_equal (method, "Retry") || g_str_equal (method, "SendCode") ||
      g_str_equal (method, "PracticeSet"))
    g_idle_add (step_cb, fake);

  return TRUE;
}

static void
bus_cb (GDBusConnection *bus,
        const char      *name,
        gpointer         user_data)
{
  Fake *fake = user_data;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *signal = g_strdup_printf ("handle-%s", methods[i]);

      g_signal_connect (fake->face, signal, G_CALLBACK (handle_any), NULL);
    }

  g_object_set_data (G_OBJECT (fake->face), "fake", fake);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (fake->face), bus, AGENT_PATH, &error);
  g_assert_no_error (error);
}

static void
name_cb (GDBusConnection *bus,
         const char      *name,
         gpointer         user_data)
{
  Fake *fake = user_data;
  g_autofree char *begun = in_folder (fake, "begun");

  /* Started for the second time: what was under way goes on. */
  if (g_file_test (begun, G_FILE_TEST_EXISTS))
    g_idle_add (step_cb, fake);
  g_assert_true (g_file_set_contents (begun, "", 0, NULL));
}

int
main (int   argc,
      char *argv[])
{
  Fake fake = { NULL };
  g_autofree char *script = NULL;

  g_assert_cmpint (argc, ==, 2);
  fake.folder = argv[1];
  fake.script = g_key_file_new ();
  fake.face = tidings_bus_agent1_skeleton_new ();
  fake.loop = g_main_loop_new (NULL, FALSE);
  script = in_folder (&fake, "script");
  g_key_file_load_from_file (fake.script, script, G_KEY_FILE_NONE, NULL);

  g_bus_own_name (G_BUS_TYPE_SESSION, AGENT_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, bus_cb, name_cb, NULL, &fake, NULL);
  g_main_loop_run (fake.loop);

  return 0;
}
