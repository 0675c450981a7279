/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders as records, and wall clocks as instants, where hours are missing or come twice. */
#include "config.h"

#include <gio/gio.h>

#include "tidings-format.h"
#include "tidings-reminder.h"

static void
test_record (void)
{
  static const gint64 before_s[] = { 0, 86400, 3600, 86400 };
  static const gint64 people[] = { 9, 2, 9 };
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();

  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_ACTIVE);
  tidings_reminder_set_before (reminder, before_s, G_N_ELEMENTS (before_s));
  tidings_reminder_set_people (reminder, people, G_N_ELEMENTS (people));

  g_assert_cmpuint (reminder->n_before, ==, 3);
  g_assert_cmpint (reminder->before_s[0], ==, 86400);
  g_assert_cmpint (reminder->before_s[1], ==, 3600);
  g_assert_cmpint (reminder->before_s[2], ==, 0);
  g_assert_cmpuint (reminder->n_people, ==, 2);
  g_assert_cmpint (reminder->people[0], ==, 9);
  g_assert_cmpint (reminder->people[1], ==, 2);

  tidings_reminder_set_before (reminder, reminder->before_s, 1);
  g_assert_cmpuint (reminder->n_before, ==, 1);
  tidings_reminder_set_people (reminder, NULL, 0);
  g_assert_cmpuint (reminder->n_people, ==, 0);
}

static void
test_states (void)
{
  g_assert_cmpstr (tidings_reminder_state_to_string (TIDINGS_REMINDER_ACTIVE), ==, "active");
  g_assert_cmpstr (tidings_reminder_state_to_string (TIDINGS_REMINDER_PAST), ==, "past");
  g_assert_cmpstr (tidings_reminder_state_to_string (TIDINGS_REMINDER_DONE), ==, "done");
}

static void
test_wall_clock (void)
{
  static const struct { const char *wall; const char *zone; const char *instant; const char *why; } cases[] = {
    { "2026-11-22T09:00", "UTC", "2026-11-22T09:00:00Z", "no offset" },
    { "2026-11-22 09:00", "UTC", "2026-11-22T09:00:00Z", "a blank instead of the T" },
    { "2026-11-22T09:00", "Europe/Berlin", "2026-11-22T08:00:00Z", "winter" },
    { "2026-07-22T09:00", "Europe/Berlin", "2026-07-22T07:00:00Z", "summer" },
    { "2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59:00Z", "the last minute before the gap" },
    { "2026-03-29T02:00", "Europe/Berlin", "2026-03-29T01:00:00Z", "the gap's first minute, read with the offset before it" },
    { "2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z", "inside the gap: shown as 03:30 by a clock" },
    { "2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00Z", "the first minute after the gap" },
    { "2026-10-25T01:59", "Europe/Berlin", "2026-10-24T23:59:00Z", "before the hour that comes twice" },
    { "2026-10-25T02:00", "Europe/Berlin", "2026-10-25T00:00:00Z", "the first of the two" },
    { "2026-10-25T02:59", "Europe/Berlin", "2026-10-25T00:59:00Z", "still the first of the two" },
    { "2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00:00Z", "after both" },
    { "2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00Z", "gap west of Greenwich" },
    { "2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z", "twice west of Greenwich: the first" },
    { "2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", "a gap of half an hour" },
    { "2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z", "half an hour that comes twice: the first" },
    { "2026-04-05T02:00", "Australia/Lord_Howe", "2026-04-04T15:30:00Z", "after the half hour that comes twice" },
    { "2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00Z", "a day that Samoa left out" },
    { "2024-02-29T12:00", "UTC", "2024-02-29T12:00:00Z", "a leap day" },
    { "2036-12-01T12:00", "America/New_York", "2036-12-01T17:00:00Z", "years ahead" },
    { "2045-07-01T12:00", "America/New_York", "2045-07-01T16:00:00Z", "after the last change that zone files list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 instant = tidings_wall_clock_to_instant (cases[i].wall, cases[i].zone, &error);
      g_autofree char *text = tidings_format_iso (instant);

      g_test_message ("%s %s: %s", cases[i].zone, cases[i].wall, cases[i].why);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, cases[i].instant);
    }
}

static void
test_wall_clock_faults (void)
{
  static const struct { const char *wall; const char *zone; const char *why; } cases[] = {
    { "2026-02-29T09:00", "UTC", "no leap year" },
    { "2026-13-01T09:00", "UTC", "no such month" },
    { "2026-11-22T24:00", "UTC", "midnight is 00:00 of the next day" },
    { "2026-11-22T09:60", "UTC", "no such minute" },
    { "2026-11-22", "UTC", "no time" },
    { "2026-11-22T09:00Z", "UTC", "a zone in the text could contradict the zone" },
    { "2026-11-22T09:00:30", "UTC", "seconds" },
    { "26-11-22T09:00", "UTC", "two digits of a year" },
    { "1969-12-31T23:59", "UTC", "before all instants" },
    { "", "UTC", "nothing" },
    { "2026-11-22T09:00", "Europe/Atlantis", "no such zone" },
    { "2026-11-22T09:00", "", "no zone" },
    { "2026-11-22T09:00", "../../etc/passwd", "not a zone" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s %s: %s", cases[i].zone, cases[i].wall, cases[i].why);
      g_assert_cmpint (tidings_wall_clock_to_instant (cases[i].wall, cases[i].zone, &error), ==, -1);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

/* Every quarter of an hour of three years in several zones: from instant to wall and back is the same instant, or the
 * earlier of two with the same wall time. */
static void
test_there_and_back (void)
{
  static const char * const zones[] = { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu" };
  const gint64 quarter = 900 * 1000;
  const gint64 start = G_GINT64_CONSTANT (1767225600000);

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr(GTimeZone) zone = tidings_zone_new (zones[i]);
      guint n_earlier = 0;

      g_assert_nonnull (zone);
      for (gint64 instant = start; instant < start + 3 * 365 * 96 * quarter; instant += quarter)
        {
          gint64 wall = tidings_zone_to_wall (zone, instant);
          gboolean is_gap = TRUE;
          gint64 back = tidings_zone_from_wall (zone, wall, &is_gap);

          g_assert_false (is_gap);
          g_assert_cmpint (tidings_zone_to_wall (zone, back), ==, wall);
          g_assert_cmpint (back, <=, instant);
          n_earlier += back < instant;
        }
      g_test_message ("%s: %u quarters come twice", zones[i], n_earlier);
      /* Three autumns: an hour each, half an hour on Lord Howe, none in Kathmandu. Morocco's fast takes an hour back, too, but for
       * how many more years is decided anew from time to time. */
      if (i == 3)
        g_assert_true (n_earlier <= 12 && n_earlier % 4 == 0);
      else
        g_assert_cmpuint (n_earlier, ==, i == 4 ? 0 : i == 2 ? 6 : 12);
    }
}

static void
test_gap_end (void)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new ("Europe/Berlin");
  gint64 wall = tidings_wall_clock_to_instant ("2026-03-29T02:30", "UTC", NULL);
  gboolean is_gap = FALSE;
  g_autofree char *text = NULL;

  tidings_zone_from_wall (zone, wall, &is_gap);
  g_assert_true (is_gap);
  text = tidings_format_iso (tidings_zone_gap_end (zone, wall));
  g_assert_cmpstr (text, ==, "2026-03-29T01:00:00Z");
}

static void
test_local_zone (void)
{
  static const struct { const char *tz; const char *name; } cases[] = {
    { "Europe/Berlin", "Europe/Berlin" }, { "UTC", "UTC" }, { "Asia/Kathmandu", "Asia/Kathmandu" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = NULL;

      g_setenv ("TZ", cases[i].tz, TRUE);
      name = tidings_zone_dup_local ();
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reminder/record", test_record);
  g_test_add_func ("/reminder/states", test_states);
  g_test_add_func ("/zone/wall-clock", test_wall_clock);
  g_test_add_func ("/zone/wall-clock-faults", test_wall_clock_faults);
  g_test_add_func ("/zone/there-and-back", test_there_and_back);
  g_test_add_func ("/zone/gap-end", test_gap_end);
  g_test_add_func ("/zone/local", test_local_zone);

  return g_test_run ();
}
