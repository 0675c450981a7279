/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's client follows an agent that comes, speaks and leaves, and a store that appears, changes and is replaced. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include "fake-agent.h"
#include "tidings-alert-item.h"
#include "tidings-client.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"
#include "tidings-store-types.h"
#include "tidings-type-draft.h"

#define NOW G_GINT64_CONSTANT (1763715600000)

typedef struct {
  FakeAgent *agent;
  TidingsClock *clock;
  TidingsClient *client;
  char *folder;
  char *path;
} Fixture;

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->agent = fake_agent_new ();
  fixture->clock = tidings_test_clock_new (NOW);
  fixture->folder = g_dir_make_tmp ("tidings-client-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "tidings.db", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->clock);
  fake_agent_free (fixture->agent);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static int
get_state (TidingsClient *client)
{
  int state = 0;

  g_object_get (client, "agent-state", &state, NULL);

  return state;
}

static gboolean
is_ready (gpointer data)
{
  return get_state (data) == TIDINGS_AGENT_READY;
}

static gboolean
is_gone (gpointer data)
{
  return get_state (data) == TIDINGS_AGENT_GONE;
}

static void
begin (Fixture *fixture)
{
  fixture->client = tidings_client_new_for_path (fixture->clock, fixture->path);
  tidings_client_connect (fixture->client);
}

static void
begin_ready (Fixture *fixture)
{
  fake_agent_arrive (fixture->agent);
  begin (fixture);
  iterate_until (is_ready, fixture->client);
}

static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  begin (fixture);
  g_assert_cmpint (get_state (fixture->client), ==, TIDINGS_AGENT_CONNECTING);
  g_assert_null (tidings_client_get_agent (fixture->client));

  /* Nobody can start it on this bus. */
  iterate_until (is_gone, fixture->client);
  g_assert_null (tidings_client_get_agent (fixture->client));

  /* Somebody else started it: that is seen without asking. */
  fake_agent_arrive (fixture->agent);
  iterate_until (is_ready, fixture->client);
  g_assert_nonnull (tidings_client_get_agent (fixture->client));
}

static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture);
  iterate_until (is_gone, fixture->client);

  tidings_client_restart_agent (fixture->client);
  g_assert_cmpint (get_state (fixture->client), ==, TIDINGS_AGENT_CONNECTING);
  iterate_until (is_gone, fixture->client);
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *mode = NULL;
  g_autofree char *balance = NULL;
  gboolean is_practice = FALSE;
  gboolean is_online = FALSE;
  gboolean is_paused = FALSE;
  gint64 paused_until = 0;
  guint day_used = 0;
  guint n_held = 0;
  guint n_notified = 0;
  guint n_cap_notified = 0;

  g_variant_dict_insert (fixture->agent->status, "mode", "s", "account");
  g_variant_dict_insert (fixture->agent->status, "online", "b", FALSE);
  g_variant_dict_insert (fixture->agent->status, "balance", "s", "12.85");
  g_variant_dict_insert (fixture->agent->status, "day-used", "u", 14);
  g_variant_dict_insert (fixture->agent->status, "held", "u", 3);
  g_variant_dict_insert (fixture->agent->status, "paused-until", "x", NOW + 1);

  begin (fixture);
  g_object_get (fixture->client, "is-practice", &is_practice, "is-online", &is_online, NULL);
  g_assert_true (is_practice);
  g_assert_true (is_online);
  g_signal_connect_swapped (fixture->client, "notify::day-used", G_CALLBACK (count_cb), &n_notified);
  g_signal_connect_swapped (fixture->client, "notify::day-cap", G_CALLBACK (count_cb), &n_cap_notified);
  fake_agent_arrive (fixture->agent);
  iterate_until (is_ready, fixture->client);

  g_object_get (fixture->client, "mode", &mode, "balance", &balance, "is-practice", &is_practice, "is-online", &is_online,
                "is-paused", &is_paused, "paused-until", &paused_until, "day-used", &day_used, "n-held", &n_held, NULL);
  g_assert_cmpstr (mode, ==, "account");
  g_assert_cmpstr (balance, ==, "12.85");
  g_assert_false (is_practice);
  g_assert_false (is_online);
  g_assert_true (is_paused);
  g_assert_cmpint (paused_until, ==, NOW + 1);
  g_assert_cmpuint (day_used, ==, 14);
  g_assert_cmpuint (n_held, ==, 3);

  /* Only what differs is notified. */
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (n_cap_notified, ==, 0);
}

static gboolean
has_no_owner (gpointer data)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (data);

  return owner == NULL;
}

/* The bus answers in order: once it has answered this, it has answered everything that was asked before. */
static void
settle (Fixture *fixture)
{
  GDBusConnection *connection = g_dbus_proxy_get_connection (G_DBUS_PROXY (tidings_client_get_agent (fixture->client)));
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_leaving_is_no_news (Fixture       *fixture,
                         gconstpointer  data)
{
  guint n_asked = 0;

  begin_ready (fixture);
  n_asked = fixture->agent->n_asked;

  fake_agent_leave (fixture->agent);
  iterate_until (has_no_owner, tidings_client_get_agent (fixture->client));
  settle (fixture);

  g_assert_cmpint (get_state (fixture->client), ==, TIDINGS_AGENT_READY);
  g_assert_nonnull (tidings_client_get_agent (fixture->client));
  g_assert_cmpuint (fixture->agent->n_asked, ==, n_asked);
}

static void
note_gone_cb (TidingsClient *client,
              GParamSpec    *pspec,
              gboolean      *was_gone)
{
  if (get_state (client) == TIDINGS_AGENT_GONE)
    *was_gone = TRUE;
}

static void
test_cut_off (Fixture       *fixture,
              gconstpointer  data)
{
  gboolean was_gone = FALSE;

  /* It leaves in the very moment it is asked, three times; the next question finds another, and nobody is alarmed. */
  fixture->agent->n_deaths = 3;
  fake_agent_arrive (fixture->agent);
  begin (fixture);
  g_signal_connect (fixture->client, "notify::agent-state", G_CALLBACK (note_gone_cb), &was_gone);
  iterate_until (is_ready, fixture->client);

  g_assert_cmpuint (fixture->agent->n_asked, >=, 4);
  g_assert_false (was_gone);
}

static void
test_cut_off_for_good (Fixture       *fixture,
                       gconstpointer  data)
{
  /* One that leaves whenever it is asked is said to be gone. */
  fixture->agent->n_deaths = G_MAXUINT;
  fake_agent_arrive (fixture->agent);
  begin (fixture);
  iterate_until (is_gone, fixture->client);
}

static gboolean
was_asked_again (gpointer data)
{
  Fixture *fixture = data;
  guint day_used = 0;

  g_object_get (fixture->client, "day-used", &day_used, NULL);

  return day_used == 2;
}

static void
test_changes_are_gathered (Fixture       *fixture,
                           gconstpointer  data)
{
  guint n_asked = 0;
  guint n_messages = 0;
  guint n_people = 0;

  begin_ready (fixture);
  g_signal_connect_swapped (fixture->client, "changed::messages", G_CALLBACK (count_cb), &n_messages);
  g_signal_connect_swapped (fixture->client, "changed::people", G_CALLBACK (count_cb), &n_people);
  n_asked = fixture->agent->n_asked;
  g_variant_dict_insert (fixture->agent->status, "day-used", "u", 2);

  for (guint i = 0; i < 20; i++)
    tidings_bus_agent1_emit_changed (fixture->agent->skeleton, "messages");
  iterate_until (was_asked_again, fixture);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_cmpuint (n_messages, ==, 20);
  g_assert_cmpuint (n_people, ==, 0);

  /* One question for the first, at most one more for all that came while it was under way. */
  g_assert_cmpuint (fixture->agent->n_asked - n_asked, <=, 2);
}

static gint64
add_person (TidingsStore *store,
            const char   *name,
            const char   *number)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(GError) error = NULL;

  person->name = g_strdup (name);
  person->number = g_strdup (number);
  person->country = g_strdup ("GB");
  person->language = g_strdup ("en");
  tidings_store_add_person (store, person, &error);
  g_assert_no_error (error);

  return person->id;
}

typedef struct {
  GListModel *model;
  guint n;
} Wanted;

static gboolean
has_length (gpointer data)
{
  Wanted *wanted = data;

  return g_list_model_get_n_items (wanted->model) == wanted->n;
}

static void
wait_for_length (GListModel *model,
                 guint       n)
{
  Wanted wanted = { model, n };

  iterate_until (has_length, &wanted);
}

static void
tell (Fixture    *fixture,
      const char *subject)
{
  tidings_bus_agent1_emit_changed (fixture->agent->skeleton, subject);
}

static void
test_store_appears (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(GError) error = NULL;
  guint n_notified = 0;

  begin_ready (fixture);
  g_assert_null (tidings_client_get_store (fixture->client));
  g_signal_connect_swapped (fixture->client, "notify::store", G_CALLBACK (count_cb), &n_notified);

  store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);
  add_person (store, "Amina", "+447700900123");
  tell (fixture, "people");
  wait_for_length (tidings_client_list_people (fixture->client), 1);

  g_assert_nonnull (tidings_client_get_store (fixture->client));
  g_assert_cmpuint (n_notified, ==, 1);
}

/* People's own alert types come and go in the catalog, where the pages look, without anything else being drawn anew. */
static void
test_own_types (Fixture       *fixture,
                gconstpointer  data)
{
  TidingsCatalog *catalog = tidings_catalog_get_default ();
  GListModel *types = tidings_catalog_list_types (catalog);
  guint n_built_in = g_list_model_get_n_items (types);
  guint n_changes = 0;
  g_autoptr(TidingsStore) store = tidings_store_open (fixture->path, NULL);
  g_autoptr(TidingsTypeDraft) draft = tidings_type_draft_new ();
  g_autoptr(TidingsAlertType) type = NULL;
  g_autoptr(TidingsAlertGroup) group = NULL;
  g_autoptr(TidingsAlertItem) item = NULL;
  g_autofree char *title = NULL;
  gulong handler = 0;

  draft->id = g_strdup ("tank_low");
  draft->title = g_strdup ("Tank low");
  draft->template = g_strdup ("{{ tank }} is low");
  type = tidings_type_draft_finish (draft, catalog, NULL);
  g_assert_true (tidings_store_put_type (store, type, NOW, NULL));
  begin_ready (fixture);
  wait_for_length (types, n_built_in + 1);

  group = tidings_alert_group_new (catalog, TIDINGS_GROUP_OWN, tidings_client_list_people (fixture->client));
  g_assert_cmpuint (g_list_model_get_n_items (tidings_alert_group_list_items (group)), ==, 1);
  item = g_list_model_get_item (tidings_alert_group_list_items (group), 0);
  g_object_get (item, "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Tank low");

  /* A switch of somebody's is told as “types”, too. */
  handler = g_signal_connect_swapped (types, "items-changed", G_CALLBACK (count_cb), &n_changes);
  add_person (store, "Amina", "+447700900123");
  tell (fixture, "types");
  wait_for_length (tidings_client_list_people (fixture->client), 1);
  g_assert_cmpuint (n_changes, ==, 0);

  g_assert_true (tidings_store_remove_type (store, "tank_low", NULL));
  tell (fixture, "types");
  wait_for_length (types, n_built_in);
  g_assert_cmpuint (n_changes, ==, 1);
  g_signal_handler_disconnect (types, handler);
}

static gboolean
has_name (gpointer data)
{
  GListModel *people = data;
  g_autoptr(TidingsPerson) person = g_list_model_get_item (people, 1);

  return person != NULL && g_str_equal (person->name, "Benjamin");
}

static void
note_change_cb (GListModel *model,
                guint       position,
                guint       removed,
                guint       added,
                GString    *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
test_only_changed_rows (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(TidingsStore) store = tidings_store_open (fixture->path, NULL);
  g_autoptr(TidingsPerson) amina = NULL;
  g_autoptr(TidingsPerson) still_amina = NULL;
  g_autoptr(TidingsPerson) changed = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  GListModel *people = NULL;
  gint64 ben = 0;

  add_person (store, "Amina", "+447700900123");
  ben = add_person (store, "Ben", "+447700900456");
  add_person (store, "Carla", "+447700900789");
  begin_ready (fixture);
  people = tidings_client_list_people (fixture->client);
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 3);
  amina = g_list_model_get_item (people, 0);
  g_signal_connect (people, "items-changed", G_CALLBACK (note_change_cb), log);

  changed = tidings_store_get_person (store, ben, &error);
  g_assert_no_error (error);
  g_free (changed->name);
  changed->name = g_strdup ("Benjamin");
  tidings_store_update_person (store, changed, &error);
  g_assert_no_error (error);
  tell (fixture, "people");
  iterate_until (has_name, people);

  g_assert_cmpstr (log->str, ==, "1-1+1 ");
  still_amina = g_list_model_get_item (people, 0);
  g_assert_true (amina == still_amina);
  g_assert_true (tidings_client_find_person (fixture->client, amina->id) == amina);
  g_assert_null (tidings_client_find_person (fixture->client, 4711));

  g_string_truncate (log, 0);
  tidings_store_remove_person (store, ben, FALSE, &error);
  g_assert_no_error (error);
  tell (fixture, "people");
  wait_for_length (people, 2);
  g_assert_cmpstr (log->str, ==, "1-1+0 ");
  g_signal_handlers_disconnect_by_data (people, log);
}

static void
test_reminders (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(TidingsStore) store = tidings_store_open (fixture->path, NULL);
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;
  gint64 person = add_person (store, "Amina", "+447700900123");
  gint64 before = 3600;
  GListModel *reminders = NULL;

  begin_ready (fixture);
  reminders = tidings_client_list_reminders (fixture->client);
  g_assert_cmpuint (g_list_model_get_n_items (reminders), ==, 0);

  reminder->title = g_strdup ("Dentist");
  reminder->wall = g_strdup ("2025-11-28T09:30");
  reminder->zone = g_strdup ("UTC");
  reminder->at = NOW + G_GINT64_CONSTANT (600000000);
  tidings_reminder_set_before (reminder, &before, 1);
  tidings_reminder_set_people (reminder, &person, 1);
  tidings_store_put_reminder (store, reminder, NOW, &error);
  g_assert_no_error (error);
  tell (fixture, "reminders");
  wait_for_length (reminders, 1);
}

static void
test_store_replaced (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(TidingsStore) store = tidings_store_open (fixture->path, NULL);
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged", NULL);
  g_autoptr(GError) error = NULL;

  add_person (store, "Amina", "+447700900123");
  begin_ready (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (tidings_client_list_people (fixture->client)), ==, 1);

  /* What the agent does to a damaged store. */
  g_clear_object (&store);
  g_assert_cmpint (g_rename (fixture->path, aside), ==, 0);
  store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);
  add_person (store, "Ben", "+447700900456");
  add_person (store, "Carla", "+447700900789");

  tell (fixture, "people");
  wait_for_length (tidings_client_list_people (fixture->client), 2);
}

static int
get_store_state (Fixture *fixture)
{
  int state = 0;

  g_object_get (fixture->client, "store-state", &state, NULL);

  return state;
}

/* Another process holds the file as SQLite does that wants it for itself alone; the locks of our own would not hinder us. */
static pid_t
hold_store (const char *path)
{
  int ends[2] = { -1, -1 };
  char byte = 0;
  pid_t pid = 0;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512 };
      int fd = open (path, O_RDWR);

      if (fcntl (fd, F_SETLK, &lock) != 0 || write (ends[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }

  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  close (ends[0]);
  close (ends[1]);

  return pid;
}

static gboolean
is_readable (gpointer data)
{
  return get_store_state (data) == TIDINGS_STORE_STATE_READABLE;
}

static void
test_store_held (Fixture       *fixture,
                 gconstpointer  data)
{
  TidingsStore *store = tidings_store_open (fixture->path, NULL);
  gint64 before = 0;
  pid_t holder = 0;

  add_person (store, "Amina", "+447700900123");
  g_object_unref (store);
  holder = hold_store (fixture->path);

  /* The store's own patience is five seconds; the window's is one frame. */
  before = g_get_monotonic_time ();
  fixture->client = tidings_client_new_for_path (fixture->clock, fixture->path);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 4 * G_USEC_PER_SEC);
  g_assert_cmpint (get_store_state (fixture), ==, TIDINGS_STORE_STATE_WAITING);
  g_assert_null (tidings_client_get_store (fixture->client));

  /* It looks again by itself, and finds it held still. */
  tidings_test_clock_advance (fixture->clock, 250);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpint (get_store_state (fixture), ==, TIDINGS_STORE_STATE_WAITING);

  g_assert_cmpint (kill (holder, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (holder, NULL, 0), ==, holder);
  tidings_test_clock_advance (fixture->clock, 250);
  iterate_until (is_readable, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (tidings_client_list_people (fixture->client)), ==, 1);
}

static void
test_store_states (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *trouble = NULL;
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(GError) error = NULL;

  fixture->client = tidings_client_new_for_path (fixture->clock, fixture->path);
  g_assert_cmpint (get_store_state (fixture), ==, TIDINGS_STORE_STATE_NOTHING);

  /* Before the agent has had its chance to mend it, nothing is lost. */
  g_assert_true (g_file_set_contents (fixture->path, "This is no store, and long enough not to be taken for an empty one.", -1,
                                      &error));
  tidings_client_look_again (fixture->client);
  g_assert_cmpint (get_store_state (fixture), ==, TIDINGS_STORE_STATE_WAITING);

  /* There is no agent here, so nobody will. */
  tidings_client_connect (fixture->client);
  iterate_until (is_gone, fixture->client);
  g_assert_cmpint (get_store_state (fixture), ==, TIDINGS_STORE_STATE_UNREADABLE);
  g_object_get (fixture->client, "store-trouble", &trouble, NULL);
  g_assert_cmpstr (trouble, !=, "");

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);
  tidings_client_look_again (fixture->client);
  g_assert_cmpint (get_store_state (fixture), ==, TIDINGS_STORE_STATE_READABLE);
}

/* Nobody is asked before somebody wants it: an answer would only hold up the first frame. */
static void
test_not_before_connect (Fixture       *fixture,
                         gconstpointer  data)
{
  fake_agent_arrive (fixture->agent);
  fixture->client = tidings_client_new_for_path (fixture->clock, fixture->path);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (fixture->agent->n_asked, ==, 0);

  tidings_client_connect (fixture->client);
  tidings_client_connect (fixture->client);
  iterate_until (is_ready, fixture->client);
  g_assert_cmpuint (fixture->agent->n_asked, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(name, func) g_test_add ("/app/client/" name, Fixture, NULL, setup, func, teardown)
  ADD ("gone", test_gone);
  ADD ("restart", test_restart);
  ADD ("status", test_status);
  ADD ("leaving-is-no-news", test_leaving_is_no_news);
  ADD ("cut-off", test_cut_off);
  ADD ("cut-off-for-good", test_cut_off_for_good);
  ADD ("changes-are-gathered", test_changes_are_gathered);
  ADD ("store-appears", test_store_appears);
  ADD ("own-types", test_own_types);
  ADD ("only-changed-rows", test_only_changed_rows);
  ADD ("reminders", test_reminders);
  ADD ("store-replaced", test_store_replaced);
  ADD ("store-held", test_store_held);
  ADD ("store-states", test_store_states);
  ADD ("not-before-connect", test_not_before_connect);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
