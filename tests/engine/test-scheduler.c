/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders: at the moment that was meant, once, also after a week of sleep or a clock that was set. */
#include "engine-fixture.h"
#include "tidings-reason.h"

#define ANN "+4915123456789"
#define DAY_MS (24 * HOUR_MS)

static gint64
add_reminder (Fixture    *fixture,
              const char *title,
              const char *wall,
              gint64      person)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  static const gint64 before[] = { 86400, 3600, 0 };
  g_autoptr(GError) error = NULL;

  reminder->title = g_strdup (title);
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup ("UTC");
  tidings_reminder_set_before (reminder, before, G_N_ELEMENTS (before));
  tidings_reminder_set_people (reminder, &person, 1);
  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

static GPtrArray *
list (Fixture *fixture)
{
  TidingsMessageFilter filter = { .type = "reminder" };

  return tidings_store_list_messages (fixture->store, &filter, NULL);
}

static guint
count_all (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = list (fixture);

  return messages->len;
}

static guint
count (Fixture             *fixture,
       TidingsMessageState  state)
{
  g_autoptr(GPtrArray) messages = list (fixture);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    n += ((TidingsMessage *) g_ptr_array_index (messages, i))->state == state;

  return n;
}

static void
test_week (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  static const gint64 moments[] = { FIXTURE_NOW + 4 * DAY_MS, FIXTURE_NOW + 5 * DAY_MS - HOUR_MS, FIXTURE_NOW + 5 * DAY_MS };
  g_autoptr(GPtrArray) messages = NULL;

  add_reminder (fixture, "Dentist", "2026-11-26T12:00", ann);
  fixture_advance (fixture, 7 * DAY_MS, HOUR_MS);

  messages = list (fixture);
  g_assert_cmpuint (messages->len, ==, 3);
  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, 2 - i);

      g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_DELIVERED);
      g_assert_cmpint (message->created_at, ==, moments[i]);
      g_assert_nonnull (strstr (message->body, "Dentist"));
    }
}

static void
test_once (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  /* The clock is set back over the moment and passes it again. */
  add_reminder (fixture, "Dentist", "2026-11-21T13:30", ann);
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count_all (fixture), ==, 1);
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW);
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
}

static void
test_late_but_useful (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  /* Off from before both announcements until half an hour before the event: one text, not two. */
  add_reminder (fixture, "Dentist", "2026-11-23T12:00", ann);
  fixture_advance (fixture, MINUTE_MS, MINUTE_MS);
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW + 2 * DAY_MS - 30 * MINUTE_MS);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_MISSED], ==, 0);
}

static void
test_missed (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(GPtrArray) messages = NULL;
  TidingsMessage *message;

  add_reminder (fixture, "Dentist", "2026-11-23T12:00", ann);
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW + 7 * DAY_MS);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  messages = list (fixture);
  g_assert_cmpuint (messages->len, ==, 1);
  message = g_ptr_array_index (messages, 0);
  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_SKIPPED);
  g_assert_cmpstr (message->reason, ==, TIDINGS_REASON_MISSED);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_MISSED], ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 0);
}

/* More at once than one turn takes up: one text says them all, and each of them is in it. */
static void
test_many_late (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);
  for (guint i = 0; i < 60; i++)
    add_reminder (fixture, "Dentist", "2026-11-23T12:00", ann);
  fixture_advance (fixture, MINUTE_MS, MINUTE_MS);
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW + 2 * DAY_MS - 30 * MINUTE_MS);
  fixture_restart (fixture);
  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SKIPPED), ==, 60);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "(60x)"), ==, 1);
}

/* An own wording that no longer fits its type must not take all reminders with it, nor any alert. */
static void
test_stale_wording (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  g_assert_true (tidings_store_set_wording (fixture->store, "reminder", "", "{{ gone }}", NULL));
  add_reminder (fixture, "Dentist", "2026-11-21T13:30", ann);
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 2);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 2);
}

static void
test_missed_and_limited (Fixture       *fixture,
                         gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  fixture->settings.limits = (TidingsLimits) { .cap_month = 1 };
  fixture_apply (fixture);
  add_reminder (fixture, "Dentist", "2026-11-23T12:00", ann);
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW + 7 * DAY_MS);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  /* It came too late; that there would have been no room for it either is nobody's concern. */
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_MISSED], ==, 1);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LIMIT], ==, 0);
}

static void
test_edit_and_remove (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 id = add_reminder (fixture, "Dentist", "2026-11-21T13:30", ann);
  g_autoptr(TidingsReminder) reminder = tidings_engine_get_reminder (fixture->engine, id, NULL);
  gint64 gone = add_reminder (fixture, "Gone", "2026-11-21T13:30", ann);
  gint64 done = add_reminder (fixture, "Done", "2026-11-21T13:30", ann);

  g_free (reminder->wall);
  reminder->wall = g_strdup ("2026-11-21T15:30");
  g_assert_true (tidings_engine_put_reminder (fixture->engine, reminder, NULL));
  g_assert_true (tidings_engine_remove_reminder (fixture->engine, gone, NULL));
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, done, NULL));
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count_all (fixture), ==, 0);
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 2);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct { const char *title; const char *wall; const char *zone; gboolean with_person; const char *why; } cases[] = {
    { "", "2026-11-26T12:00", "UTC", TRUE, "no title" },
    { "x", "2026-11-20T12:00", "UTC", TRUE, "it has passed" },
    { "x", "2026-13-20T12:00", "UTC", TRUE, "no such month" },
    { "x", "tomorrow", "UTC", TRUE, "no wall clock" },
    { "x", "2026-11-26T12:00", "Europe/Atlantis", TRUE, "no such zone" },
    { "x", "2026-11-26T12:00", "UTC", FALSE, "nobody to tell" },
  };
  gint64 ann = fixture_add (fixture, "Ann", ANN);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
      g_autoptr(GError) error = NULL;
      const gint64 before = 0;

      g_test_message ("%s", cases[i].why);
      reminder->title = g_strdup (cases[i].title);
      reminder->wall = g_strdup (cases[i].wall);
      reminder->zone = g_strdup (cases[i].zone);
      tidings_reminder_set_before (reminder, &before, 1);
      tidings_reminder_set_people (reminder, &ann, cases[i].with_person ? 1 : 0);
      g_assert_false (tidings_engine_put_reminder (fixture->engine, reminder, &error));
      g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/scheduler/week", test_week);
  ADD ("/scheduler/once", test_once);
  ADD ("/scheduler/late-but-useful", test_late_but_useful);
  ADD ("/scheduler/missed", test_missed);
  ADD ("/scheduler/many-late", test_many_late);
  ADD ("/scheduler/stale-wording", test_stale_wording);
  ADD ("/scheduler/missed-and-limited", test_missed_and_limited);
  ADD ("/scheduler/edit-and-remove", test_edit_and_remove);
  ADD ("/scheduler/refused", test_refused);

  return g_test_run ();
}
