/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agent's life: it comes when called, leaves when idle, loses nothing in between, and says what is wrong with its store. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

#include "agent-fixture.h"

#define N_CALLERS 2
#define N_CALLS 50

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

/* A call that leaves nothing pending. */
static void
ask (Fixture *fixture)
{
  g_autoptr(GVariant) reply = call (fixture, "GetStatus", NULL);
}

static void
end_agent (Fixture *fixture)
{
  guint pid = fixture_get_pid (fixture);

  if (pid == 0)
    return;
  kill (pid, SIGTERM);
  fixture_wait_gone (fixture, pid);
}

static char *
dup_store_path (Fixture *fixture)
{
  return g_build_filename (fixture->data, "tidings", "tidings.db", NULL);
}

static void
test_leaves_and_comes_back (Fixture       *fixture,
                            gconstpointer  options)
{
  for (guint i = 0; i < 3; i++)
    {
      guint pid;

      ask (fixture);
      /* It may be gone already. */
      pid = fixture_get_pid (fixture);
      if (pid != 0)
        fixture_wait_gone (fixture, pid);
      g_assert_cmpuint (fixture_get_pid (fixture), ==, 0);
    }
}

typedef struct {
  Fixture *fixture;
  guint index;
  guint n_failed;
  gint64 ids[N_CALLS];
} Caller;

/* Calls at moments around the one at which the agent leaves; each stores an alert that nobody gets. */
static gpointer
hammer (gpointer user_data)
{
  Caller *caller = user_data;
  g_autoptr(GDBusConnection) connection = fixture_connect (caller->fixture);
  g_autoptr(GRand) chance = g_rand_new_with_seed (caller->index);

  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *unit = g_strdup_printf ("unit-%u-%u", caller->index, i);
      g_autoptr(GVariant) reply = NULL;
      g_autoptr(GVariantIter) verdicts = NULL;
      g_autoptr(GError) error = NULL;

      reply = g_dbus_connection_call_sync (connection, AGENT_NAME, AGENT_PATH, tidings_bus_agent1_interface_info ()->name, "Raise",
                                           g_variant_new_parsed ("('job_failed', {'unit': <%s>}, {'to': <['Ann']>})", unit),
                                           NULL, G_DBUS_CALL_FLAGS_NONE, 60000, NULL, &error);
      if (reply == NULL)
        {
          g_test_message ("%s", error->message);
          caller->n_failed++;
          continue;
        }
      g_variant_get (reply, "(a(xxss))", &verdicts);
      g_assert_true (g_variant_iter_next (verdicts, "(xxss)", &caller->ids[i], NULL, NULL, NULL));
      /* The moments are what is tried: from a little before it gives its name back, a tenth of a second after the last
       * change, until it has gone. */
      g_usleep (g_rand_int_range (chance, 90000, 140000));
    }

  return NULL;
}

static void
owner_changed_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *signal,
                  GVariant        *arguments,
                  gpointer         user_data)
{
  guint *n_left = user_data;
  const char *owner = NULL;

  g_variant_get (arguments, "(&s&s&s)", NULL, NULL, &owner);
  *n_left += *owner == '\0';
}

static guint
watch (Fixture *fixture,
       guint   *n_left)
{
  return g_dbus_connection_signal_subscribe (fixture->connection, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged",
                                             "/org/freedesktop/DBus", AGENT_NAME, G_DBUS_SIGNAL_FLAGS_NONE, owner_changed_cb,
                                             n_left, NULL);
}

static void
test_calls_while_it_leaves (Fixture       *fixture,
                            gconstpointer  options)
{
  g_autoptr(GVariant) added = NULL;
  g_autoptr(TidingsStore) store = NULL;
  Caller callers[N_CALLERS] = { 0 };
  GThread *threads[N_CALLERS];
  guint n_left = 0;
  guint id = watch (fixture, &n_left);

  added = call (fixture, "AddPerson", g_variant_new_parsed ("('Ann', '0151 23456789', 'DE', @a{sv} {})"));
  for (guint i = 0; i < N_CALLERS; i++)
    {
      callers[i].fixture = fixture;
      callers[i].index = i;
      threads[i] = g_thread_new ("caller", hammer, &callers[i]);
    }
  for (guint i = 0; i < N_CALLERS; i++)
    g_thread_join (threads[i]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_dbus_connection_signal_unsubscribe (fixture->connection, id);

  g_test_message ("it left %u times", n_left);
  g_assert_cmpuint (n_left, >=, 3);
  store = fixture_open_store (fixture);
  for (guint i = 0; i < N_CALLERS; i++)
    {
      g_assert_cmpuint (callers[i].n_failed, ==, 0);
      for (guint j = 0; j < N_CALLS; j++)
        {
          g_autofree char *unit = g_strdup_printf ("unit-%u-%u", i, j);
          g_autoptr(TidingsMessage) message = tidings_store_get_message (store, callers[i].ids[j], NULL);

          g_assert_nonnull (message);
          g_assert_nonnull (strstr (message->body, unit));
        }
    }
}

/* Without a code, whose text would keep the agent busy for a while. */
static void
confirm_ann (Fixture *fixture)
{
  g_autofree char *path = dup_store_path (fixture);
  g_autoptr(GVariant) added = call (fixture, "AddPerson", g_variant_new_parsed ("('Ann', '0151 23456789', 'DE', @a{sv} {})"));
  g_autoptr(GVariant) subscribed = call (fixture, "SetSubscription", g_variant_new_parsed ("(@x 1, 'job_failed', true)"));
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(TidingsPerson) ann = NULL;

  end_agent (fixture);
  store = tidings_store_open (path, NULL);
  ann = tidings_store_get_person (store, 1, NULL);
  ann->verified_at = 1;
  g_assert_true (tidings_store_update_person (store, ann, NULL));
}

typedef struct {
  gboolean is_raised;
  GVariant *reply;
  GError *error;
} Late;

static void
raised_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Late *late = user_data;

  late->reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &late->error);
}

/* As a proxy does that has not heard yet: to the process, not to the name. */
static void
left_cb (GDBusConnection *connection,
         const char      *sender,
         const char      *path,
         const char      *interface,
         const char      *signal,
         GVariant        *arguments,
         gpointer         user_data)
{
  Late *late = user_data;
  const char *old_owner = NULL;
  const char *owner = NULL;

  g_variant_get (arguments, "(&s&s&s)", NULL, &old_owner, &owner);
  if (*owner != '\0' || late->is_raised)
    return;

  late->is_raised = TRUE;
  g_dbus_connection_call (connection, old_owner, AGENT_PATH, tidings_bus_agent1_interface_info ()->name, "Raise",
                          g_variant_new_parsed ("('job_failed', {'unit': <'late'>}, @a{sv} {})"), NULL, G_DBUS_CALL_FLAGS_NONE,
                          60000, NULL, raised_cb, late);
}

static guint
count_inbox (Fixture    *fixture,
             const char *words)
{
  g_autoptr(GVariant) reply = call (fixture, "PracticeInbox", NULL);
  g_autoptr(GVariantIter) texts = NULL;
  const char *body = NULL;
  guint n = 0;

  g_variant_get (reply, "(a(sssxs))", &texts);
  while (g_variant_iter_next (texts, "(&s&s&sx&s)", NULL, NULL, &body, NULL, NULL))
    n += strstr (body, words) != NULL;

  return n;
}

static void
wait_delivered (Fixture *fixture,
                gint64   id)
{
  /* Only the store is asked, which wakes nobody. */
  for (;;)
    {
      g_autoptr(TidingsStore) store = fixture_open_store (fixture);
      g_autoptr(TidingsMessage) message = tidings_store_get_message (store, id, NULL);

      g_assert_nonnull (message);
      if (message->state == TIDINGS_MESSAGE_DELIVERED)
        return;
      g_usleep (20000);
    }
}

/* A call that comes when the name is given back is answered, and what it asked for is done without another call. */
static void
test_call_to_the_leaving (Fixture       *fixture,
                          gconstpointer  options)
{
  Late late = { FALSE };
  g_autoptr(GVariantIter) verdicts = NULL;
  gint64 id = 0;
  guint watch_id;

  confirm_ann (fixture);
  watch_id = g_dbus_connection_signal_subscribe (fixture->connection, "org.freedesktop.DBus", "org.freedesktop.DBus",
                                                 "NameOwnerChanged", "/org/freedesktop/DBus", AGENT_NAME,
                                                 G_DBUS_SIGNAL_FLAGS_NONE, left_cb, &late, NULL);
  ask (fixture);
  while (late.reply == NULL && late.error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_dbus_connection_signal_unsubscribe (fixture->connection, watch_id);
  g_assert_no_error (late.error);
  g_variant_get (late.reply, "(a(xxss))", &verdicts);
  g_assert_true (g_variant_iter_next (verdicts, "(xxss)", &id, NULL, NULL, NULL));
  g_variant_unref (late.reply);

  wait_delivered (fixture, id);
  g_assert_cmpuint (count_inbox (fixture, "late"), ==, 1);
}

typedef struct {
  int journal;
  int watch;
  guint n_opened;
  gboolean is_answered;
  GError *error;
} Busy;

/* Who opens the journal for the second time has been refused at the first. */
static gboolean
opened_cb (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  Busy *busy = user_data;
  struct inotify_event events[16];
  ssize_t size = read (fd, events, sizeof events);

  g_assert_cmpint (size, >, 0);
  busy->n_opened += size / sizeof *events;
  if (busy->n_opened < 2)
    return G_SOURCE_CONTINUE;

  g_assert_cmpint (flock (busy->journal, LOCK_UN), ==, 0);

  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Busy *busy = user_data;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &busy->error);

  busy->is_answered = TRUE;
}

/* An agent that is called while the one before it still leaves waits for the practice phone; it does not do without. */
static void
test_phone_in_use (Fixture       *fixture,
                   gconstpointer  options)
{
  g_autofree char *path = g_build_filename (fixture->data, "tidings", "practice.jsonl", NULL);
  Busy busy = { -1, inotify_init1 (IN_CLOEXEC), 0, FALSE, NULL };

  ask (fixture);
  end_agent (fixture);
  busy.journal = open (path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (busy.journal, LOCK_EX | LOCK_NB), ==, 0);
  g_assert_cmpint (inotify_add_watch (busy.watch, path, IN_OPEN), >=, 0);
  g_unix_fd_add (busy.watch, G_IO_IN, opened_cb, &busy);

  g_dbus_connection_call (fixture->connection, AGENT_NAME, AGENT_PATH, tidings_bus_agent1_interface_info ()->name, "PracticeInbox",
                          NULL, NULL, G_DBUS_CALL_FLAGS_NONE, 60000, NULL, answered_cb, &busy);
  while (!busy.is_answered)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (busy.error);
  g_assert_cmpuint (busy.n_opened, >=, 2);
  close (busy.journal);
  close (busy.watch);
}

static guint64
count_switches (guint pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%u/task", pid);
  g_autoptr(GDir) tasks = g_dir_open (folder, 0, NULL);
  guint64 sum = 0;
  const char *task;

  g_assert_nonnull (tasks);
  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, task, "status", NULL);
      g_autofree char *text = NULL;
      const char *line;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      line = strstr (text, "voluntary_ctxt_switches:");
      g_assert_nonnull (line);
      sum += g_ascii_strtoull (line + strlen ("voluntary_ctxt_switches:"), NULL, 10);
    }

  return sum;
}

/* With something that is due in a lifetime it stays, and does not wake before. */
static void
test_sleeps (Fixture       *fixture,
             gconstpointer  options)
{
  g_autoptr(GVariant) person = NULL;
  g_autoptr(GVariant) reminder = NULL;
  guint64 before;
  guint64 after;
  guint pid;

  person = call (fixture, "AddPerson", g_variant_new_parsed ("('Ann', '0151 23456789', 'DE', @a{sv} {})"));
  reminder = call (fixture, "AddReminder", g_variant_new_parsed ("('Dentist', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], @a{sv} {})"));
  ask (fixture);
  pid = fixture_get_pid (fixture);
  /* What follows the last call: signals, and the moment after which it would have left. */
  g_usleep (1500 * 1000);
  before = count_switches (pid);
  /* That nothing happens takes time to see. */
  g_usleep (2500 * 1000);
  after = count_switches (pid);
  g_assert_cmpuint (fixture_get_pid (fixture), ==, pid);
  g_assert_cmpuint (after, ==, before);
}

/* What is watched keeps it, and wakes it no more than a reminder does. */
static void
test_watches (Fixture       *fixture,
              gconstpointer  options)
{
  g_autoptr(GVariant) on = NULL;
  g_autoptr(GVariant) off = NULL;
  guint64 before;
  guint64 after;
  guint pid;

  on = call (fixture, "SetWatch", g_variant_new_parsed ("('disk', true, {'percent': <@u 99>})"));
  pid = fixture_get_pid (fixture);
  g_usleep (1000 * 1000);
  before = count_switches (pid);
  /* That nothing happens takes time to see. */
  g_usleep (1000 * 1000);
  after = count_switches (pid);
  g_assert_cmpuint (fixture_get_pid (fixture), ==, pid);
  g_assert_cmpuint (after, ==, before);

  off = call (fixture, "SetWatch", g_variant_new_parsed ("('disk', false, @a{sv} {})"));
  fixture_wait_gone (fixture, pid);
}

static void
assert_storage_error (Fixture    *fixture,
                      const char *part)
{
  const GDBusInterfaceInfo *info = tidings_bus_agent1_interface_info ();
  static const char * const calls[][2] = {
    { "GetStatus", "()" },
    { "Raise", "('job_failed', @a{sv} {}, @a{sv} {})" },
    { "AddPerson", "('Ann', '0151 23456789', 'DE', @a{sv} {})" },
    { "Pause", "(@x 0,)" },
    { "SetPractice", "(true,)" },
    { "ConnectAccount", "('AC', '', handle 0, @a{sv} {})" },
    { "CheckAccount", "(@a{sv} {},)" },
    { "ClearAccount", "()" },
    { "UnlockKeyring", "()" },
    { "PracticeInbox", "()" },
  };

  g_assert_nonnull (info);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(GVariant) arguments = g_variant_parse (NULL, calls[i][1], NULL, NULL, NULL);
      g_autoptr(GVariant) reply = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", calls[i][0]);
      reply = fixture_call (fixture, calls[i][0], arguments, &error);
      g_assert_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE);
      g_assert_nonnull (strstr (error->message, part));
    }
}

static void
test_store_from_the_future (Fixture       *fixture,
                            gconstpointer  options)
{
  g_autofree char *path = dup_store_path (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before = 0;
  gsize n_after = 0;

  ask (fixture);
  end_agent (fixture);
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  /* The user version, which is the schema's, stands at byte 60 (SQLite, "Database File Format", 1.3). */
  before[62] = 0x7f;
  g_assert_true (g_file_set_contents (path, before, n_before, NULL));

  assert_storage_error (fixture, "newer version");
  end_agent (fixture);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_folder_that_is_none (Fixture       *fixture,
                          gconstpointer  options)
{
  g_assert_true (g_file_set_contents (fixture->data, "in the way", -1, NULL));
  assert_storage_error (fixture, "cannot be used");

  /* Each new agent tries anew. */
  g_assert_cmpint (g_unlink (fixture->data), ==, 0);
  end_agent (fixture);
  ask (fixture);
}

static void
test_damaged_store (Fixture       *fixture,
                    gconstpointer  options)
{
  g_autofree char *path = dup_store_path (fixture);
  g_autofree char *garbage = g_strnfill (20000, 'g');
  g_autofree char *aside = NULL;
  g_autofree char *kept = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariant) status = NULL;
  const char *note = NULL;
  const char *name;

  ask (fixture);
  end_agent (fixture);
  g_assert_true (g_file_set_contents (path, garbage, -1, NULL));
  reply = call (fixture, "GetStatus", NULL);
  status = g_variant_get_child_value (reply, 0);
  g_assert_true (g_variant_lookup (status, "store-note", "&s", &note));
  name = strstr (note, "tidings.db.damaged-");
  g_assert_nonnull (name);

  aside = g_strconcat (path, ".damaged-", NULL);
  {
    g_autofree char *folder = g_path_get_dirname (path);
    g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
    const char *entry;

    while ((entry = g_dir_read_name (entries)) != NULL)
      if (g_str_has_prefix (entry, "tidings.db.damaged-") && !g_str_has_suffix (entry, "-wal") && !g_str_has_suffix (entry, "-shm"))
        {
          g_autofree char *whole = g_build_filename (folder, entry, NULL);

          g_assert_true (g_file_get_contents (whole, &kept, NULL, NULL));
          g_assert_nonnull (strstr (note, entry));
        }
  }
  g_assert_cmpstr (kept, ==, garbage);
}

typedef struct {
  GSubprocess *agent;
  guint n_asked;
} Keyring;

/* A keyring that never answers; the first question is when the agent is told to end. */
static GDBusMessage *
swallow_cb (GDBusConnection *connection,
            GDBusMessage    *message,
            gboolean         is_incoming,
            gpointer         user_data)
{
  Keyring *keyring = user_data;

  if (!is_incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL ||
      g_strcmp0 (g_dbus_message_get_path (message), "/org/freedesktop/secrets") != 0)
    return message;
  if (keyring->n_asked++ == 0)
    g_subprocess_send_signal (keyring->agent, SIGTERM);
  g_object_unref (message);

  return NULL;
}

static void
own_keyring (GDBusConnection *connection)
{
  g_autoptr(GVariant) reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                           "org.freedesktop.DBus", "RequestName",
                                                           g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
                                                           G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  g_assert_nonnull (reply);
}

/* Told to end while it waits for the keyring, it ends, and does not first take the name and serve. */
static void
test_ends_while_it_starts (Fixture       *fixture,
                           gconstpointer  options)
{
  static const char settings[] = "[org/tidings/Tidings]\npractice=false\naccount-sid='AC00000000000000000000000000000001'\n";
  g_autoptr(GDBusConnection) connection = fixture_connect (fixture);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *folder = g_build_filename (fixture->folder, "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
  g_autoptr(GError) error = NULL;
  Keyring keyring = { NULL, 0 };
  guint n_changes = 0;
  guint id = watch (fixture, &n_changes);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, settings, -1, NULL));
  own_keyring (connection);
  fixture_watch (fixture, launcher);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->data, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", fixture->address, TRUE);
  g_subprocess_launcher_setenv (launcher, "TIDINGS_TWILIO_ORIGIN", "http://127.0.0.1:1", TRUE);
  keyring.agent = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("TIDINGS_AGENT"), NULL);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (connection, swallow_cb, &keyring, NULL);

  g_assert_true (g_subprocess_wait (keyring.agent, NULL, &error));
  g_assert_true (g_subprocess_get_if_exited (keyring.agent));
  g_assert_cmpint (g_subprocess_get_exit_status (keyring.agent), ==, 0);
  g_assert_cmpuint (keyring.n_asked, >, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_changes, ==, 0);
  g_dbus_connection_signal_unsubscribe (fixture->connection, id);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_object_unref (keyring.agent);
}

#define ADD(path, options, func) g_test_add (path, Fixture, options, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/life/leaves-and-comes-back", "--linger 0", test_leaves_and_comes_back);
  ADD ("/life/calls-while-it-leaves", "--linger 0", test_calls_while_it_leaves);
  ADD ("/life/call-to-the-leaving", "--linger 0", test_call_to_the_leaving);
  ADD ("/life/phone-in-use", NULL, test_phone_in_use);
  ADD ("/life/sleeps", "--linger 200", test_sleeps);
  ADD ("/life/watches", "--linger 200", test_watches);
  ADD ("/life/store-from-the-future", NULL, test_store_from_the_future);
  ADD ("/life/folder-that-is-none", NULL, test_folder_that_is_none);
  ADD ("/life/damaged-store", NULL, test_damaged_store);
  ADD ("/life/ends-while-it-starts", NULL, test_ends_while_it_starts);

  return g_test_run ();
}
