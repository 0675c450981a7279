/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The badge of Activity counts what failed since it was looked at, without the page and whoever looked at it. */
#include "config.h"

#include <glib/gstdio.h>
#include "fake-agent.h"
#include "tidings-attention.h"
#include "tidings-store-messages.h"

#define NOW G_GINT64_CONSTANT (1763715600000)

typedef struct {
  FakeAgent *agent;
  TidingsClock *clock;
  GSettings *settings;
  char *folder;
  char *path;
  TidingsStore *store;
  TidingsClient *client;
  TidingsAttention *attention;
} Fixture;

static gboolean
is_ready (gpointer data)
{
  gboolean ready = FALSE;

  g_object_get (data, "is-ready", &ready, NULL);

  return ready;
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-attention-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "tidings.db", NULL);
  fixture->store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);

  fixture->settings = g_settings_new (APP_ID);
  g_settings_set_int64 (fixture->settings, "activity-seen", NOW);
  fixture->clock = tidings_test_clock_new (NOW + 5000);
  fixture->agent = fake_agent_new ();
  fake_agent_arrive (fixture->agent);
  fixture->client = tidings_client_new_for_path (fixture->clock, fixture->path);
  tidings_client_connect (fixture->client);
  iterate_until (is_ready, fixture->client);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  static const char * const endings[] = { "", "-wal", "-shm" };

  g_assert_finalize_object (fixture->attention);
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->clock);
  g_object_unref (fixture->settings);
  fake_agent_free (fixture->agent);
  g_object_unref (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (fixture->path, endings[i], NULL);

      g_unlink (name);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
add_message (Fixture             *fixture,
             TidingsMessageState  state,
             gint64               updated_at)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->to = g_strdup ("+447700900123");
  message->type = g_strdup ("disk_full");
  message->body = g_strdup ("Disk almost full");
  message->source = g_strdup ("test");
  message->state = state;
  message->created_at = NOW;
  message->updated_at = updated_at;
  tidings_store_add_message (fixture->store, message, &error);
  g_assert_no_error (error);
}

static guint
get_count (Fixture *fixture)
{
  gboolean is_needed = FALSE;
  guint count = 0;

  g_object_get (fixture->attention, "count", &count, "is-needed", &is_needed, NULL);
  g_assert_cmpint (is_needed, ==, count > 0);

  return count;
}

static void
test_what_counts (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { TidingsMessageState state; gint64 updated_at; guint expected; const char *why; } cases[] = {
    { TIDINGS_MESSAGE_DELIVERED, NOW + 1, 0, "went well" },
    { TIDINGS_MESSAGE_FAILED, NOW, 0, "was seen already" },
    { TIDINGS_MESSAGE_FAILED, NOW + 1, 1, "never left" },
    { TIDINGS_MESSAGE_UNDELIVERED, NOW + 1, 2, "was refused by the carrier" },
    { TIDINGS_MESSAGE_SKIPPED, NOW + 1, 2, "a rule stopped it, as it should" },
    { TIDINGS_MESSAGE_CANCELED, NOW + 1, 2, "was canceled by a person" },
    { TIDINGS_MESSAGE_IN_DOUBT, NOW + 1, 2, "nobody knows yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      add_message (fixture, cases[i].state, cases[i].updated_at);
      g_clear_object (&fixture->attention);
      fixture->attention = tidings_attention_new (fixture->client, fixture->settings);
      g_assert_cmpuint (get_count (fixture), ==, cases[i].expected);
    }
}

static gboolean
has_one (gpointer data)
{
  return get_count (data) == 1;
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GSettings) elsewhere = g_settings_new (APP_ID);

  fixture->attention = tidings_attention_new (fixture->client, fixture->settings);
  g_assert_cmpuint (get_count (fixture), ==, 0);

  add_message (fixture, TIDINGS_MESSAGE_FAILED, NOW + 1);
  tidings_bus_agent1_emit_changed (fixture->agent->skeleton, "messages");
  iterate_until (has_one, fixture);

  tidings_attention_note_seen (fixture->attention);
  g_assert_cmpuint (get_count (fixture), ==, 0);
  g_assert_cmpint (g_settings_get_int64 (elsewhere, "activity-seen"), ==, NOW + 5000);

  /* Whoever else notes that it was seen, or was not. */
  g_settings_set_int64 (elsewhere, "activity-seen", NOW);
  g_assert_cmpuint (get_count (fixture), ==, 1);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_true (tidings_store_begin (fixture->store, NULL));
  for (guint i = 0; i < 150; i++)
    add_message (fixture, TIDINGS_MESSAGE_FAILED, NOW + 1);
  g_assert_true (tidings_store_commit (fixture->store, NULL));

  /* More than fits on a badge is not counted, however many there are. */
  fixture->attention = tidings_attention_new (fixture->client, fixture->settings);
  g_assert_cmpuint (get_count (fixture), ==, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(name, func) g_test_add ("/app/attention/" name, Fixture, NULL, setup, func, teardown)
  ADD ("what-counts", test_what_counts);
  ADD ("follows", test_follows);
  ADD ("many", test_many);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
