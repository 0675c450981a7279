/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder of two words: what the moment is understood as, and which texts it gets. */
#include "tidings-person.h"
#include "tidings-reminder-quick.h"

/* 2026-11-21 14:05 UTC, a Saturday, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)

typedef struct {
  TidingsClock *clock;
  GListStore *people;
  TidingsReminderDraft *draft;
  TidingsReminderQuick *quick;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->id = 1;
  person->name = g_strdup ("Amina");
  person->verified_at = 1;
  tidings_quiet_hours_set_every_day (&person->quiet, 22 * 60, 7 * 60);
  fixture->clock = tidings_test_clock_new (NOW);
  fixture->people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_list_store_append (fixture->people, person);
  fixture->draft = tidings_reminder_draft_new (fixture->clock, G_LIST_MODEL (fixture->people), NULL);
  fixture->quick = tidings_reminder_quick_new (fixture->clock, fixture->draft);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->quick);
  g_assert_finalize_object (fixture->draft);
  g_clear_object (&fixture->people);
  g_clear_object (&fixture->clock);
}

static void
assert_says (gpointer    object,
             const char *property,
             const char *expected)
{
  g_autofree char *shown = NULL;

  g_object_get (object, property, &shown, NULL);
  g_assert_cmpstr (shown, ==, expected);
}

static gboolean
is (gpointer    object,
    const char *property)
{
  gboolean answer = FALSE;

  g_object_get (object, property, &answer, NULL);

  return answer;
}

static void
test_title_is_enough (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *wall = NULL;

  /* Nobody is told off before they typed. */
  g_assert_false (is (fixture->quick, "can-add"));
  assert_says (fixture->quick, "problem", "");
  assert_says (fixture->quick, "when", "tomorrow 09:00");

  g_object_set (fixture->draft, "title", "Dentist", NULL);
  g_assert_true (is (fixture->quick, "can-add"));
  wall = tidings_reminder_draft_dup_wall (fixture->draft);
  g_assert_cmpstr (wall, ==, "2026-11-22T09:00");
  g_assert_true (tidings_reminder_quick_get_draft (fixture->quick) == fixture->draft);
}

static void
test_moments (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *when; const char *moment; const char *texts; const char *why; } cases[] = {
    { "fri 14:30", "Friday, 27 November 2026, 14:30", "1 day before: Thu 14:30\n1 hour before: Fri 13:30\nTo: Amina",
      "both of the usual texts" },
    { "tomorrow 9:00", "Sunday, 22 November 2026, 09:00", "1 hour before: Tomorrow 08:00\nTo: Amina",
      "a day before has passed and is not promised" },
    { "today 14:30", "Saturday, 21 November 2026, 14:30", "At the time: 14:30\nTo: Amina",
      "too near for the usual ones: one at the time itself" },
    { "fri 14:30", "Friday, 27 November 2026, 14:30", "1 day before: Thu 14:30\n1 hour before: Fri 13:30\nTo: Amina",
      "farther away again, that one goes" },
    { "2026-12-01 07:30", "Tuesday, 1 December 2026, 07:30",
      "1 day before: 30 Nov 07:30\n1 hour before: Would arrive 1 Dec 06:30, held until 1 Dec 07:00 (quiet hours)\nTo: Amina",
      "quiet hours are told in place" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].when, cases[i].why);
      g_object_set (fixture->quick, "when", cases[i].when, NULL);
      assert_says (fixture->quick, "problem", "");
      assert_says (fixture->quick, "moment-words", cases[i].moment);
      assert_says (fixture->quick, "texts-words", cases[i].texts);
      g_assert_false (is (fixture->quick, "is-when-wrong"));
    }
}

static void
test_never_guessed (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct { const char *when; const char *problem; const char *why; } cases[] = {
    { "", "This is not a moment. Type 2026-11-22 09:00, tomorrow 9:00, fri 18:30, 18:30 or in 2h", "nothing" },
    { "tomorrow", "“tomorrow” does not say at what time. Type tomorrow 9:00", "a day alone" },
    { "03/04", "This can mean more than one moment. Type a date as 2026-11-22 and a time as 9:00", "April or March" },
    { "soonish", "This is not a moment. Type 2026-11-22 09:00, tomorrow 9:00, fri 18:30, 18:30 or in 2h", "no moment" },
  };

  g_object_set (fixture->draft, "title", "Dentist", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].when, cases[i].why);
      g_object_set (fixture->quick, "when", cases[i].when, NULL);
      assert_says (fixture->quick, "problem", cases[i].problem);
      /* The moment from before is not what was typed. */
      assert_says (fixture->quick, "moment-words", "");
      assert_says (fixture->quick, "texts-words", "");
      g_assert_true (is (fixture->quick, "is-when-wrong"));
      g_assert_false (is (fixture->quick, "can-add"));
    }

  /* A moment, but of no use any more. */
  g_object_set (fixture->quick, "when", "today 9:00", NULL);
  assert_says (fixture->quick, "problem", "This moment has passed. Choose a later one");
  assert_says (fixture->quick, "moment-words", "Saturday, 21 November 2026, 09:00");
  g_assert_false (is (fixture->quick, "can-add"));
}

/* An hour before half past three is half past one on the night that the clocks are put forward. */
static void
test_clock_change (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_set (fixture->draft, "zone", "Europe/Berlin", NULL);
  g_object_set (fixture->quick, "when", "2027-03-28 10:30", NULL);
  assert_says (fixture->quick, "texts-words",
               "1 day before: The clocks change in between: sent 27 Mar 2027 08:30 local time\n1 hour before: 28 Mar 2027 07:30\nTo: Amina");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/reminder-quick/title-is-enough", test_title_is_enough);
  ADD ("/reminder-quick/moments", test_moments);
  ADD ("/reminder-quick/never-guessed", test_never_guessed);
  ADD ("/reminder-quick/clock-change", test_clock_change);

  return g_test_run ();
}
