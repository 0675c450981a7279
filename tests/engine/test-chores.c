/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chores that take turns, answers to one time of what comes again, and what Twilio keeps of several times. */
#include "engine-fixture.h"
#include "tidings-reason.h"
#include "tidings-store-handovers.h"

#define ANN "+4915123456789"
#define BEA "+4915123456788"
#define CEM "+4915123456787"
#define DAY_MS (24 * HOUR_MS)
#define FIRST "2026-11-21T18:00"

static const char * const numbers[] = { ANN, BEA, CEM };

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  static const char * const names[] = { "Ann", "Bea", "Cem" };

  fixture_set_up (fixture, unused);
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture->settings.polls_inbox = TRUE;
  fixture_apply (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (fixture_add_confirmed (fixture, names[i], numbers[i]), ==, i + 1);
  g_assert_true (tidings_engine_set_subscription (fixture->engine, 0, "chore_due", TRUE, NULL));
  g_assert_true (tidings_engine_set_subscription (fixture->engine, 0, "chore_overdue", TRUE, NULL));
}

static gint64
add_chore (Fixture  *fixture,
           gboolean  takes_turns,
           gint64    overdue_s)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;
  const gint64 people[] = { 1, 2, 3 };
  const gint64 before = 0;

  reminder->title = g_strdup ("Bins");
  reminder->wall = g_strdup (FIRST);
  reminder->zone = g_strdup ("UTC");
  g_free (reminder->rule);
  reminder->rule = g_strdup ("FREQ=DAILY");
  g_free (reminder->type);
  reminder->type = g_strdup ("chore_due");
  reminder->takes_turns = takes_turns;
  reminder->overdue_s = overdue_s;
  tidings_reminder_set_before (reminder, &before, 1);
  tidings_reminder_set_people (reminder, people, G_N_ELEMENTS (people));
  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

/* Who was told of what, oldest first: "21 Ann", overdue with a mark. Codes are left out. */
static void
assert_told (Fixture    *fixture,
             const char *expected)
{
  TidingsMessageFilter filter = { 0 };
  g_autoptr(GPtrArray) messages = tidings_store_list_messages (fixture->store, &filter, NULL);
  g_autoptr(GString) told = g_string_new (NULL);

  for (guint i = messages->len; i > 0; i--)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i - 1);
      g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc (message->occurrence_at / 1000);

      if (message->reminder_id == 0)
        continue;
      g_string_append_printf (told, "%s%d %s%s%s", told->len > 0 ? ", " : "", g_date_time_get_day_of_month (at), message->person,
                              g_str_equal (message->type, "chore_overdue") ? "!" : "",
                              message->state == TIDINGS_MESSAGE_CANCELED ? " canceled" :
                              message->state == TIDINGS_MESSAGE_SKIPPED ? " skipped" : "");
    }
  g_assert_cmpstr (told->str, ==, expected);
}

static TidingsReminder *
get (Fixture *fixture,
     gint64   id)
{
  g_autoptr(GError) error = NULL;
  TidingsReminder *reminder = tidings_engine_get_reminder (fixture->engine, id, &error);

  g_assert_no_error (error);

  return reminder;
}

static void
assert_turn (Fixture *fixture,
             gint64   id,
             gint64   turn)
{
  g_autoptr(TidingsReminder) reminder = get (fixture, id);

  g_assert_cmpint (reminder->turn, ==, turn);
}

static void
assert_occurrence (Fixture                *fixture,
                   gint64                  id,
                   const char             *wall,
                   TidingsOccurrenceState  state)
{
  g_autoptr(TidingsReminder) reminder = get (fixture, id);
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (reminder, wall);

  g_assert_nonnull (occurrence);
  g_assert_cmpint (occurrence->state, ==, state);
}

static void
say (Fixture    *fixture,
     const char *from,
     const char *body)
{
  tidings_test_clock_advance (fixture->clock, SECOND_MS);
  tidings_simulator_reply (fixture->simulator, from, TIDINGS_SIMULATOR_SENDER, body);
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
}

static void
test_round (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 id = add_chore (fixture, TRUE, 0);

  assert_turn (fixture, id, 1);
  fixture_advance (fixture, 10 * HOUR_MS, HOUR_MS);
  assert_told (fixture, "21 Ann");
  assert_turn (fixture, id, 2);
  /* Done or not, without a time after which it is overdue the next one is the next person's. */
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, id, NULL));
  fixture_advance (fixture, 3 * DAY_MS, 6 * HOUR_MS);
  assert_told (fixture, "21 Ann, 22 Bea, 23 Cem, 24 Ann");
}

/* Who skips one keeps the order. */
static void
test_skipped (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 id = add_chore (fixture, TRUE, 0);

  fixture_advance (fixture, 10 * HOUR_MS, HOUR_MS);
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, id, "2026-11-22T18:00", TRUE, NULL));
  fixture_advance (fixture, 2 * DAY_MS, 6 * HOUR_MS);
  assert_told (fixture, "21 Ann, 23 Bea");
}

static void
test_overdue (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 id = add_chore (fixture, TRUE, 2 * 3600);

  fixture_advance (fixture, 6 * HOUR_MS + 30 * MINUTE_MS, 10 * MINUTE_MS);
  assert_told (fixture, "21 Ann");
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  assert_told (fixture, "21 Ann, 21 Ann!, 21 Bea");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_OVERDUE], ==, 1);
  assert_occurrence (fixture, id, FIRST, TIDINGS_OCCURRENCE_OVERDUE);
  assert_turn (fixture, id, 2);

  /* Bea does it: it goes no further, and tomorrow is Cem's. */
  say (fixture, BEA, "DONE");
  assert_occurrence (fixture, id, FIRST, TIDINGS_OCCURRENCE_DONE);
  assert_turn (fixture, id, 3);
  fixture_advance (fixture, DAY_MS - 2 * HOUR_MS - MINUTE_MS, 10 * MINUTE_MS);
  assert_told (fixture, "21 Ann, 21 Ann!, 21 Bea, 22 Cem");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_OVERDUE], ==, 1);
}

/* Once round, and no further. */
static void
test_nobody_does_it (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 id = add_chore (fixture, TRUE, 2 * 3600);

  fixture_advance (fixture, 20 * HOUR_MS, 10 * MINUTE_MS);
  assert_told (fixture, "21 Ann, 21 Ann!, 21 Bea, 21 Bea!, 21 Cem, 21 Cem!");
  assert_occurrence (fixture, id, FIRST, TIDINGS_OCCURRENCE_OVERDUE);
}

/* Without turns everybody hears of it, and it stays with them. */
static void
test_overdue_for_all (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 id = add_chore (fixture, FALSE, 3600);

  fixture_advance (fixture, 6 * HOUR_MS + 30 * MINUTE_MS, 10 * MINUTE_MS);
  say (fixture, CEM, "DONE");
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  assert_told (fixture, "21 Ann, 21 Bea, 21 Cem");
  assert_occurrence (fixture, id, FIRST, TIDINGS_OCCURRENCE_DONE);
  fixture_advance (fixture, DAY_MS, 10 * MINUTE_MS);
  assert_told (fixture, "21 Ann, 21 Bea, 21 Cem, 22 Ann, 22 Bea, 22 Cem, 22 Ann!, 22 Bea!, 22 Cem!");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_OVERDUE], ==, 1);
}

static const struct { const char *what; const char *expected; const char *why; } absent[] = {
  { "off", "21 Ann, 22 Cem", "switched off" },
  { "stop", "21 Ann, 22 Cem", "said STOP" },
  { "type", "21 Ann, 22 Cem", "does not want this kind" },
  { "gone", "21 Ann, 22 Cem", "was removed" },
};

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(TidingsPerson) values = tidings_person_new ();

  g_test_message ("%s", absent[i].why);
  add_chore (fixture, TRUE, 0);
  fixture_advance (fixture, 10 * HOUR_MS, HOUR_MS);
  values->enabled = FALSE;
  if (g_str_equal (absent[i].what, "off"))
    g_object_unref (tidings_engine_put_person (fixture->engine, 2, values, TIDINGS_PERSON_CHANGE_ENABLED, NULL));
  else if (g_str_equal (absent[i].what, "stop"))
    say (fixture, BEA, "STOP");
  else if (g_str_equal (absent[i].what, "type"))
    g_assert_true (tidings_engine_set_subscription (fixture->engine, 2, "chore_due", FALSE, NULL));
  else
    g_assert_true (tidings_engine_remove_person (fixture->engine, 2, TRUE, NULL));
  fixture_advance (fixture, 20 * HOUR_MS + 30 * MINUTE_MS, HOUR_MS);
  assert_told (fixture, absent[i].expected);
}

/* DONE means the time that the text was about, also when another has come since. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 id = add_chore (fixture, FALSE, 0);

  fixture_advance (fixture, 7 * HOUR_MS, HOUR_MS);
  say (fixture, ANN, "LATER");
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  assert_told (fixture, "21 Ann, 21 Bea, 21 Cem, 21 Ann");
  say (fixture, ANN, "DONE");
  assert_occurrence (fixture, id, FIRST, TIDINGS_OCCURRENCE_DONE);
  /* It was done already: there is nothing that is open. */
  say (fixture, BEA, "DONE");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_REPLY], ==, 3);
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  assert_told (fixture, "21 Ann, 21 Bea, 21 Cem, 21 Ann, 22 Ann, 22 Bea, 22 Cem");
}

static GPtrArray *
list_ahead (Fixture *fixture,
            gint64   id)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *ahead = tidings_store_list_ahead (fixture->store, id, &error);

  g_assert_no_error (error);

  return ahead;
}

static void
assert_ahead (Fixture *fixture,
              gint64   id,
              guint    n,
              gint64   without)
{
  g_autoptr(GPtrArray) ahead = list_ahead (fixture, id);

  g_assert_cmpuint (ahead->len, ==, n);
  for (guint i = 0; i < ahead->len; i++)
    g_assert_cmpint (((TidingsMessage *) g_ptr_array_index (ahead, i))->occurrence_at, !=, without);
}

/* Texts of all times in Twilio's window are there; one that is skipped, moved or whose turn changes is called back. */
static void
test_ahead (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  const gint64 people[] = { 1 };
  const gint64 before = 0;
  gint64 third = tidings_wall_clock_to_instant ("2026-12-05T18:00", "UTC", NULL);

  fixture->settings.service = TIDINGS_SIMULATOR_SERVICE;
  fixture->settings.schedules_ahead = TRUE;
  fixture_apply (fixture);
  reminder->title = g_strdup ("Bins");
  reminder->wall = g_strdup (FIRST);
  reminder->zone = g_strdup ("UTC");
  g_free (reminder->rule);
  reminder->rule = g_strdup ("FREQ=WEEKLY");
  tidings_reminder_set_before (reminder, &before, 1);
  tidings_reminder_set_people (reminder, people, 1);
  g_assert_true (tidings_engine_put_reminder (fixture->engine, reminder, NULL));
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  assert_ahead (fixture, reminder->id, 5, 0);

  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, reminder->id, "2026-12-05T18:00", TRUE, NULL));
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  assert_ahead (fixture, reminder->id, 4, third);
  g_assert_true (tidings_engine_move_occurrence (fixture->engine, reminder->id, "2026-12-12T18:00", "2026-12-13T09:00", NULL));
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  assert_ahead (fixture, reminder->id, 4, tidings_wall_clock_to_instant ("2026-12-12T18:00", "UTC", NULL));

  /* The computer is off for two weeks: two went, nothing goes again, and the window moves on. */
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW + 14 * DAY_MS + HOUR_MS);
  fixture_restart (fixture);
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Bins"), >=, 4);
  assert_told (fixture, "21 Ann, 28 Ann, 5 Ann canceled, 12 Ann canceled, 19 Ann, 13 Ann, 26 Ann, 2 Ann");

  g_assert_true (tidings_engine_remove_reminder (fixture->engine, reminder->id, NULL));
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  assert_ahead (fixture, reminder->id, 0, 0);
}

static void
test_turns_ahead (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 id;
  g_autoptr(GPtrArray) ahead = NULL;

  fixture->settings.service = TIDINGS_SIMULATOR_SERVICE;
  fixture->settings.schedules_ahead = TRUE;
  fixture_apply (fixture);
  id = add_chore (fixture, TRUE, 0);
  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  ahead = list_ahead (fixture, id);
  g_assert_cmpuint (ahead->len, ==, 35);
  for (guint i = 0; i < ahead->len; i++)
    g_assert_cmpint (((TidingsMessage *) g_ptr_array_index (ahead, i))->person_id, ==, 1 + i % 3);

  /* Without Bea it is Cem's and Ann's, and hers are called back. */
  say (fixture, BEA, "STOP");
  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  g_clear_pointer (&ahead, g_ptr_array_unref);
  ahead = list_ahead (fixture, id);
  g_assert_cmpuint (ahead->len, ==, 35);
  for (guint i = 0; i < ahead->len; i++)
    g_assert_cmpint (((TidingsMessage *) g_ptr_array_index (ahead, i))->person_id, ==, i % 2 == 0 ? 1 : 3);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/chores/round", test_round);
  ADD ("/chores/skipped", test_skipped);
  ADD ("/chores/overdue", test_overdue);
  ADD ("/chores/nobody-does-it", test_nobody_does_it);
  ADD ("/chores/overdue-for-all", test_overdue_for_all);
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chores/absent/%s", absent[i].what);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_absent, fixture_tear_down);
    }
  ADD ("/chores/answers", test_answers);
  ADD ("/chores/ahead", test_ahead);
  ADD ("/chores/turns-ahead", test_turns_ahead);

  return g_test_run ();
}
