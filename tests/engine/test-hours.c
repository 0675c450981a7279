/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's pause and quiet hours in the engine: what they hold goes when they end, by themselves or by hand. */
#include "config.h"

#include "engine-fixture.h"
#include "tidings-reason.h"

#define ANN "+4915123456780"
#define BEN "+4915123456781"
#define LONG_MS (3 * HOUR_MS)

static TidingsPerson *
put (Fixture       *fixture,
     gint64         id,
     TidingsPerson *values,
     guint          changes,
     GError       **error)
{
  return tidings_engine_put_person (fixture->engine, id, values, changes, error);
}

static void
set_pause (Fixture *fixture,
           gint64   id,
           gint64   until)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  values->paused_until = until;
  person = put (fixture, id, values, TIDINGS_PERSON_CHANGE_PAUSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (person->paused_until, ==, MAX (until, 0));
}

static void
set_quiet (Fixture    *fixture,
           gint64      id,
           const char *hours,
           const char *zone)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  guint changes = zone != NULL ? TIDINGS_PERSON_CHANGE_ZONE : 0;

  values->zone = g_strdup (zone);
  if (hours != NULL)
    {
      changes |= TIDINGS_PERSON_CHANGE_QUIET;
      g_assert_true (tidings_quiet_hours_parse (hours, &values->quiet, NULL));
    }
  person = put (fixture, id, values, changes, &error);
  g_assert_no_error (error);
}

static void
test_pause_ends (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 ben = fixture_add_confirmed (fixture, "Ben", BEN);
  g_autoptr(TidingsMessage) message = NULL;
  gint64 held;
  gint64 other;

  fixture_subscribe (fixture, 0);
  set_pause (fixture, ann, FIXTURE_NOW + 2 * HOUR_MS);
  held = fixture_raise_one (fixture, "backup", "Ann");
  other = fixture_raise_one (fixture, "backup", "Ben");
  g_assert_cmpint (ben, !=, ann);
  fixture_advance (fixture, 2 * HOUR_MS - MINUTE_MS, 10 * MINUTE_MS);
  fixture_assert_state (fixture, other, TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED);
  message = fixture_get (fixture, held);
  g_assert_cmpint (message->until, ==, FIXTURE_NOW + 2 * HOUR_MS);
  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 2);
}

static void
test_pause_by_hand (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 held;

  fixture_subscribe (fixture, 0);
  set_pause (fixture, ann, G_MAXINT64);
  held = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, LONG_MS, 10 * MINUTE_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED);

  /* Another end: held on, now until then. */
  set_pause (fixture, ann, FIXTURE_NOW + LONG_MS + HOUR_MS);
  fixture_advance (fixture, SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED);
  {
    g_autoptr(TidingsMessage) message = fixture_get (fixture, held);

    g_assert_cmpint (message->until, ==, FIXTURE_NOW + LONG_MS + HOUR_MS);
  }

  set_pause (fixture, ann, 0);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* A pause that ends inside quiet hours hands over to them. */
static void
test_pause_then_night (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 held;

  fixture_subscribe (fixture, 0);
  set_quiet (fixture, ann, "12:30-14:00", "UTC");
  set_pause (fixture, ann, FIXTURE_NOW + HOUR_MS);
  held = fixture_raise_one (fixture, "backup", NULL);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED);
  fixture_advance (fixture, HOUR_MS + MINUTE_MS, MINUTE_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* What held a text has changed: it is looked at again at once, and only for the person concerned. */
static void
test_other_hours (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 ben = fixture_add_confirmed (fixture, "Ben", BEN);
  gint64 first;
  gint64 second;

  fixture_subscribe (fixture, 0);
  set_quiet (fixture, ann, "11:00-20:00", "UTC");
  set_quiet (fixture, ben, "11:00-20:00", "UTC");
  first = fixture_raise_one (fixture, "backup", "Ann");
  second = fixture_raise_one (fixture, "backup", "Ben");
  set_quiet (fixture, ann, "22:00-07:00", NULL);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, first, TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, second, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);

  /* It is the evening where Ben has gone. */
  set_quiet (fixture, ben, NULL, "Asia/Tokyo");
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, second, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_comes_through (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(GError) error = NULL;
  gint64 held;

  fixture_subscribe (fixture, 0);
  set_pause (fixture, ann, G_MAXINT64);
  held = fixture_raise_one (fixture, "backup", NULL);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED);

  /* Asked for by hand, it stays asked for while it waits for its turn. */
  g_assert_cmpint (tidings_engine_retry (fixture->engine, held, &error), ==, held);
  g_assert_no_error (error);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct { int hour; int day; gint16 from; gint16 to; const char *why; } cases[] = {
    { -2, 0, -1, -1, "fewer than none" },
    { 0, 100001, -1, -1, "more than anybody gets" },
    { 0, 0, 60, -1, "hours without an end" },
    { 0, 0, -1, 60, "hours without a beginning" },
    { 0, 0, 1440, 60, "a day has no such minute" },
    { 0, 0, 60, 1440, "nor this one" },
  };
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPerson) values = tidings_person_new ();
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      values->rate_hour = cases[i].hour;
      values->rate_day = cases[i].day;
      values->quiet.from[6] = cases[i].from;
      values->quiet.to[6] = cases[i].to;
      g_assert_null (put (fixture, ann, values, TIDINGS_PERSON_CHANGE_RATE_HOUR | TIDINGS_PERSON_CHANGE_RATE_DAY |
                                                TIDINGS_PERSON_CHANGE_QUIET, &error));
      g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
    }

  /* One of the two limits alone. */
  {
    g_autoptr(TidingsPerson) values = tidings_person_new ();
    g_autoptr(TidingsPerson) person = NULL;
    g_autoptr(TidingsPerson) again = NULL;

    values->rate_hour = 3;
    values->rate_day = 9;
    person = put (fixture, ann, values, TIDINGS_PERSON_CHANGE_RATE_HOUR, NULL);
    g_assert_cmpint (person->rate_hour, ==, 3);
    g_assert_cmpint (person->rate_day, ==, -1);
    values->rate_hour = 7;
    again = put (fixture, ann, values, TIDINGS_PERSON_CHANGE_RATE_DAY, NULL);
    g_assert_cmpint (again->rate_hour, ==, 3);
    g_assert_cmpint (again->rate_day, ==, 9);
  }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/hours/pause-ends", test_pause_ends);
  ADD ("/hours/pause-by-hand", test_pause_by_hand);
  ADD ("/hours/pause-then-night", test_pause_then_night);
  ADD ("/hours/other-hours", test_other_hours);
  ADD ("/hours/comes-through", test_comes_through);
  ADD ("/hours/refused", test_refused);

  return g_test_run ();
}
