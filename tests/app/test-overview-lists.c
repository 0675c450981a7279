/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short lists of Overview: the latest texts, what waits, and when each phone was last reached. */
#include <glib/gstdio.h>

#include "tidings-person.h"
#include "tidings-proofs.h"
#include "tidings-short-list.h"
#include "tidings-store-messages.h"

/* 2026-11-21 14:05 UTC, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS (24 * 60 * MINUTE_MS)
#define WAITING ((1u << TIDINGS_MESSAGE_HELD) | (1u << TIDINGS_MESSAGE_QUEUED) | (1u << TIDINGS_MESSAGE_IN_DOUBT))

typedef struct {
  char *folder;
  char *path;
  TidingsStore *store;
  TidingsClock *clock;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->clock = tidings_test_clock_new (NOW);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->store);
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static TidingsMessage *
add (Fixture             *fixture,
     const char          *number,
     const char          *body,
     TidingsMessageState  state,
     gint64               at)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->to = g_strdup (number);
  message->type = g_strdup ("job_failed");
  message->body = g_strdup (body);
  message->source = g_strdup ("cli");
  message->state = state;
  message->created_at = at;
  message->updated_at = at;
  if (state == TIDINGS_MESSAGE_HELD)
    {
      message->reason = g_strdup ("paused");
      message->until = NOW + 55 * MINUTE_MS;
    }
  tidings_store_add_message (fixture->store, message, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&message);
}

static void
assert_says (GListModel *list,
             guint       position,
             const char *property,
             const char *expected)
{
  g_autoptr(GObject) item = g_list_model_get_item (list, position);
  g_autofree char *shown = NULL;

  g_assert_nonnull (item);
  g_object_get (item, property, &shown, NULL);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_latest (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TidingsShortList) latest = tidings_short_list_new (fixture->clock, 0, 3);
  GListModel *list = tidings_short_list_list (latest);
  g_autoptr(GObject) first = NULL;
  g_autoptr(GObject) second = NULL;

  tidings_short_list_look (latest, fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *body = g_strdup_printf ("Text %u", i);
      g_autoptr(TidingsMessage) message = add (fixture, "+447400123456", body, TIDINGS_MESSAGE_DELIVERED, NOW - DAY_MS);
    }
  tidings_short_list_look (latest, fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  assert_says (list, 0, "title", "Text 4");
  assert_says (list, 2, "title", "Text 2");
  first = g_list_model_get_item (list, 0);

  /* A row that moves down is the one it was, with its focus; nothing is too fresh where everything is shown. */
  {
    g_autoptr(TidingsMessage) message = add (fixture, "+447400123456", "New", TIDINGS_MESSAGE_QUEUED, NOW);
  }
  tidings_short_list_look (latest, fixture->store);
  assert_says (list, 0, "title", "New");
  second = g_list_model_get_item (list, 1);
  g_assert_true (first == second);

  g_object_set (latest, "hide-text", TRUE, NULL);
  assert_says (list, 0, "title", "Job failed");

  tidings_short_list_look (latest, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
}

/* What waits says why and until when; what has only just been queued does not show up and go again. */
static void
test_waiting (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TidingsMessage) done = add (fixture, "+447400123456", "Done", TIDINGS_MESSAGE_DELIVERED, NOW);
  g_autoptr(TidingsMessage) held = add (fixture, "+447400123456", "Held", TIDINGS_MESSAGE_HELD, NOW);
  g_autoptr(TidingsMessage) doubt = add (fixture, "+447400123456", "Doubt", TIDINGS_MESSAGE_IN_DOUBT, NOW);
  g_autoptr(TidingsMessage) queued = add (fixture, "+447400123456", "Queued", TIDINGS_MESSAGE_QUEUED, NOW);
  g_autoptr(TidingsShortList) waiting = tidings_short_list_new (fixture->clock, WAITING, 3);
  GListModel *list = tidings_short_list_list (waiting);
  g_autoptr(GError) error = NULL;

  tidings_short_list_look (waiting, fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  assert_says (list, 0, "title", "Doubt");
  assert_says (list, 1, "title", "Held");
  assert_says (list, 1, "state-line", "Waiting until 15:00 (sending is paused)");

  tidings_test_clock_advance (fixture->clock, 5000);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  assert_says (list, 0, "title", "Queued");

  queued->state = TIDINGS_MESSAGE_SENT;
  tidings_store_update_message (fixture->store, queued, &error);
  g_assert_no_error (error);
  tidings_short_list_look (waiting, fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
}

static TidingsPerson *
make_person (gint64      id,
             const char *name,
             const char *number,
             gint64      verified_at)
{
  TidingsPerson *person = tidings_person_new ();

  person->id = id;
  person->name = g_strdup (name);
  person->number = g_strdup (number);
  person->verified_at = verified_at;

  return person;
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *n_notified)
{
  (*n_notified)++;
}

static void
test_proofs (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(TidingsPerson) ann = make_person (1, "Ann", "+447400123456", NOW);
  g_autoptr(TidingsPerson) ben = make_person (2, "Ben", "+447400123457", NOW);
  g_autoptr(TidingsPerson) carla = make_person (3, "Carla", "+447400123458", 0);
  g_autoptr(TidingsPerson) moved = make_person (1, "Ann", "+447400123459", NOW);
  g_autoptr(TidingsMessage) arrived = add (fixture, "+447400123456", "Text", TIDINGS_MESSAGE_DELIVERED, NOW - DAY_MS);
  g_autoptr(TidingsProofs) proofs = tidings_proofs_new (G_LIST_MODEL (people), fixture->clock);
  GListModel *list = tidings_proofs_list (proofs);
  g_autoptr(GObject) first = NULL;
  g_autoptr(GObject) again = NULL;
  guint n_notified = 0;
  gint64 id = 0;

  tidings_proofs_look (proofs, fixture->store);
  g_list_store_append (people, ann);
  g_list_store_append (people, ben);
  g_list_store_append (people, carla);

  /* Only a number that is confirmed can have a proof. */
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  assert_says (list, 0, "title", "Ann");
  assert_says (list, 0, "subtitle", "Last text arrived: yesterday 14:05");
  assert_says (list, 1, "subtitle", "No text has arrived yet");
  first = g_list_model_get_item (list, 0);
  g_object_get (first, "person-id", &id, NULL);
  g_assert_cmpint (id, ==, 1);

  /* Looking again without news tells nobody anything. */
  g_signal_connect (first, "notify::subtitle", G_CALLBACK (count_cb), &n_notified);
  tidings_proofs_look (proofs, fixture->store);
  g_assert_cmpuint (n_notified, ==, 0);

  /* Another number is another phone. */
  g_list_store_splice (people, 0, 1, (gpointer *) &moved, 1);
  again = g_list_model_get_item (list, 0);
  g_assert_true (first == again);
  assert_says (list, 0, "subtitle", "No text has arrived yet");
  g_assert_cmpuint (n_notified, ==, 1);
}

#define ADD(name, func) g_test_add ("/app/overview/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("latest", test_latest);
  ADD ("waiting", test_waiting);
  ADD ("proofs", test_proofs);

  return g_test_run ();
}
