/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days and months that limits count in: through changes of the clocks in every part of the world, and of the clock itself. */
#include "config.h"

#include "tidings-window.h"

/* "2026-03-29T12:00", UTC. */
static gint64
instant (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (text, utc);

  g_assert_nonnull (moment);

  return g_date_time_to_unix (moment) * 1000;
}

static void
assert_window (TidingsWindow  window,
               const char    *start,
               const char    *end)
{
  g_autoptr(GDateTime) a = g_date_time_new_from_unix_utc (window.start / 1000);
  g_autoptr(GDateTime) b = g_date_time_new_from_unix_utc (window.end / 1000);
  g_autofree char *first = g_date_time_format (a, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *last = g_date_time_format (b, "%Y-%m-%dT%H:%M:%S");

  g_assert_cmpstr (first, ==, start);
  g_assert_cmpstr (last, ==, end);
}

static void
test_calendar (void)
{
  static const struct {
    TidingsPeriod period; const char *zone; const char *at; const char *start; const char *end; const char *why;
  } cases[] = {
    { TIDINGS_PERIOD_DAY, "UTC", "2026-11-21T12:00:00", "2026-11-21T00:00:00", "2026-11-22T00:00:00", "a plain day" },
    { TIDINGS_PERIOD_DAY, "UTC", "2026-11-21T00:00:00", "2026-11-21T00:00:00", "2026-11-22T00:00:00", "its first moment" },
    { TIDINGS_PERIOD_DAY, "UTC", "2026-11-20T23:59:59", "2026-11-20T00:00:00", "2026-11-21T00:00:00", "the last of the one before" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "2026-11-21T23:30:00", "2026-11-21T23:00:00", "2026-11-22T23:00:00", "tomorrow has begun in Berlin" },
    { TIDINGS_PERIOD_DAY, "America/New_York", "2026-11-21T03:00:00", "2026-11-20T05:00:00", "2026-11-21T05:00:00", "it is yesterday in New York" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "2026-03-29T00:30:00", "2026-03-28T23:00:00", "2026-03-29T22:00:00", "23 hours, before the clocks go forward" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "2026-03-29T21:59:59", "2026-03-28T23:00:00", "2026-03-29T22:00:00", "23 hours, after it" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "2026-10-25T00:30:00", "2026-10-24T22:00:00", "2026-10-25T23:00:00", "25 hours, at the first 02:30" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "2026-10-25T01:30:00", "2026-10-24T22:00:00", "2026-10-25T23:00:00", "the same day at the second 02:30" },
    { TIDINGS_PERIOD_DAY, "Australia/Lord_Howe", "2026-04-05T01:00:00", "2026-04-04T13:00:00", "2026-04-05T13:30:00", "clocks go back by half an hour" },
    { TIDINGS_PERIOD_DAY, "Australia/Lord_Howe", "2026-10-04T01:00:00", "2026-10-03T13:30:00", "2026-10-04T13:00:00", "and forward" },
    { TIDINGS_PERIOD_DAY, "Pacific/Apia", "2011-12-30T09:59:59", "2011-12-29T10:00:00", "2011-12-30T10:00:00", "the day before the one that Samoa left out" },
    { TIDINGS_PERIOD_DAY, "Pacific/Apia", "2011-12-30T10:00:00", "2011-12-30T10:00:00", "2011-12-31T10:00:00", "and the one after it, at once" },
    { TIDINGS_PERIOD_MONTH, "Pacific/Apia", "2011-12-30T10:00:00", "2011-12-01T10:00:00", "2011-12-31T10:00:00", "a December of thirty days" },
    { TIDINGS_PERIOD_DAY, "America/Havana", "2026-11-01T04:30:00", "2026-11-01T04:00:00", "2026-11-02T05:00:00", "midnight comes twice: the first begins the day" },
    { TIDINGS_PERIOD_DAY, "America/Havana", "2026-11-01T05:30:00", "2026-11-01T04:00:00", "2026-11-02T05:00:00", "the second begins none" },
    { TIDINGS_PERIOD_MONTH, "America/Havana", "2026-11-01T05:30:00", "2026-11-01T04:00:00", "2026-12-01T05:00:00", "nor a month" },
    { TIDINGS_PERIOD_DAY, "America/Havana", "2026-03-08T12:00:00", "2026-03-08T05:00:00", "2026-03-09T04:00:00", "there is no midnight: it begins at one" },
    { TIDINGS_PERIOD_MONTH, "Europe/Berlin", "2026-03-29T12:00:00", "2026-02-28T23:00:00", "2026-03-31T22:00:00", "a month with a change of the clocks" },
    { TIDINGS_PERIOD_MONTH, "UTC", "2026-12-31T23:59:59", "2026-12-01T00:00:00", "2027-01-01T00:00:00", "the year ends with it" },
    { TIDINGS_PERIOD_MONTH, "UTC", "2028-02-29T12:00:00", "2028-02-01T00:00:00", "2028-03-01T00:00:00", "a leap year" },
    { TIDINGS_PERIOD_MONTH, "Pacific/Kiritimati", "2026-10-31T11:00:00", "2026-10-31T10:00:00", "2026-11-30T10:00:00", "fourteen hours ahead" },
    { TIDINGS_PERIOD_DAY, "Mars/One", "2026-11-21T12:00:00", "2026-11-21T00:00:00", "2026-11-22T00:00:00", "an unknown zone is the computer's" },
    { TIDINGS_PERIOD_DAY, NULL, "2026-11-21T12:00:00", "2026-11-21T00:00:00", "2026-11-22T00:00:00", "the computer's" },
    { TIDINGS_PERIOD_DAY, "UTC", "1969-12-31T12:00:00", "1969-12-31T00:00:00", "1970-01-01T00:00:00", "a clock that was never set" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsWindow window = tidings_window_of_calendar (cases[i].period, instant (cases[i].at), cases[i].zone);

      g_test_message ("%s", cases[i].why);
      assert_window (window, cases[i].start, cases[i].end);
      g_assert_cmpint (window.start, <=, instant (cases[i].at));
      g_assert_cmpint (window.end, >, instant (cases[i].at));
    }
}

/* Windows of the calendar leave nothing out and share nothing, hour by hour through two years. */
static void
test_seamless (void)
{
  static const char * const zones[] = { "Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Asia/Kathmandu", "UTC" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    for (TidingsPeriod period = TIDINGS_PERIOD_DAY; period <= TIDINGS_PERIOD_MONTH; period++)
      {
        /* GLib reads a zone again for each question unless somebody has it. */
        g_autoptr(GTimeZone) kept = g_time_zone_new_identifier (zones[i]);
        gint64 at = instant ("2011-01-01T00:00:00");
        TidingsWindow window = tidings_window_of_calendar (period, at, zones[i]);

        for (; at < instant ("2013-01-01T00:00:00"); at += 3600000)
          {
            TidingsWindow next = tidings_window_of_calendar (period, at, zones[i]);

            g_assert_true (next.start == window.start ? next.end == window.end : next.start == window.end);
            window = next;
          }
      }
}

#define HOUR G_GINT64_CONSTANT (3600000)

static void
test_carried (void)
{
  static const struct {
    TidingsPeriod period; const char *old_zone; const char *zone; const char *now; int moved_h;
    const char *at; const char *start; const char *end; const char *why;
  } cases[] = {
    { TIDINGS_PERIOD_DAY, "UTC", "UTC", "2026-11-22T13:00:00", 25, "2026-11-22T13:00:00", "2026-11-22T01:00:00", "2026-11-23T01:00:00",
      "forward 25 hours: the day that has begun goes on for as long as it had left" },
    { TIDINGS_PERIOD_DAY, "UTC", "UTC", "2026-11-22T13:00:00", 25, "2026-11-23T01:00:00", "2026-11-23T01:00:00", "2026-11-24T00:00:00",
      "then what is left up to midnight, for it is more than half a day" },
    { TIDINGS_PERIOD_DAY, "UTC", "UTC", "2026-11-22T13:00:00", 25, "2026-11-24T05:00:00", "2026-11-24T00:00:00", "2026-11-25T00:00:00",
      "then the calendar's" },
    { TIDINGS_PERIOD_DAY, "UTC", "UTC", "2026-11-22T13:00:00", 25, "2026-11-22T00:30:00", "2026-11-22T00:00:00", "2026-11-22T01:00:00",
      "what was before it ends where it begins" },
    { TIDINGS_PERIOD_DAY, "UTC", "UTC", "2026-11-22T12:00:00", 24, "2026-11-22T13:00:00", "2026-11-22T00:00:00", "2026-11-23T00:00:00",
      "a whole day forward: the next day takes its place" },
    { TIDINGS_PERIOD_DAY, "UTC", "UTC", "2026-11-21T11:00:00", -1, "2026-11-21T23:30:00", "2026-11-20T23:00:00", "2026-11-22T00:00:00",
      "back an hour: the hour up to midnight belongs to it" },
    { TIDINGS_PERIOD_DAY, "UTC", "UTC", "2026-11-20T11:00:00", -25, "2026-11-20T11:00:00", "2026-11-19T23:00:00", "2026-11-21T00:00:00",
      "back 25 hours" },
    { TIDINGS_PERIOD_MONTH, "UTC", "UTC", "2026-12-01T13:00:00", 25, "2026-12-01T13:00:00", "2026-11-02T01:00:00", "2026-12-02T01:00:00",
      "forward over the month's end: November goes on" },
    { TIDINGS_PERIOD_MONTH, "UTC", "UTC", "2026-12-01T13:00:00", 25, "2026-12-02T01:00:00", "2026-12-02T01:00:00", "2027-01-01T00:00:00",
      "and December begins after it" },
    { TIDINGS_PERIOD_MONTH, "UTC", "UTC", "2026-11-30T12:00:00", -25, "2026-11-30T12:00:00", "2026-11-29T23:00:00", "2027-01-01T00:00:00",
      "back over the month's end: December has begun" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "America/New_York", "2026-11-21T12:00:00", 0, "2026-11-22T04:00:00", "2026-11-20T23:00:00", "2026-11-22T05:00:00",
      "flown to New York: the day ends at midnight there" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "Pacific/Auckland", "2026-11-21T12:00:00", 0, "2026-11-21T12:00:00", "2026-11-20T23:00:00", "2026-11-21T23:00:00",
      "flown to Auckland, where tomorrow has begun: the day that has begun goes on" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "Pacific/Auckland", "2026-11-21T12:00:00", 0, "2026-11-21T23:00:00", "2026-11-21T23:00:00", "2026-11-22T11:00:00",
      "and the next ends at midnight there" },
    { TIDINGS_PERIOD_MONTH, "Europe/Berlin", "Pacific/Auckland", "2026-11-30T12:00:00", 0, "2026-11-30T12:00:00", "2026-10-31T23:00:00", "2026-11-30T23:00:00",
      "a month does not end early by flying east" },
    { TIDINGS_PERIOD_DAY, "Europe/Berlin", "Europe/Paris", "2026-11-21T12:00:00", 0, "2026-11-21T12:00:00", "2026-11-20T23:00:00", "2026-11-21T23:00:00",
      "another name for the same days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsWindow carried = { 0, 0 };

      g_test_message ("%s", cases[i].why);
      tidings_window_carry (cases[i].period, instant (cases[i].now), cases[i].moved_h * HOUR, cases[i].old_zone, cases[i].zone, &carried);
      assert_window (tidings_window_at (cases[i].period, instant (cases[i].at), cases[i].zone, &carried), cases[i].start, cases[i].end);
    }
}

/* A clock that is put right again leaves nothing behind, in whatever order and by however much. */
static void
test_undone (void)
{
  static const int hours[] = { 25, -25, 1, -1, 13, 24 * 40, -24 * 40 };

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    for (TidingsPeriod period = TIDINGS_PERIOD_DAY; period <= TIDINGS_PERIOD_MONTH; period++)
      {
        TidingsWindow carried = { 0, 0 };
        gint64 now = instant ("2026-11-30T18:00:00");

        tidings_window_carry (period, now + hours[i] * HOUR, hours[i] * HOUR, "UTC", "UTC", &carried);
        tidings_window_carry (period, now, -hours[i] * HOUR, "UTC", "UTC", &carried);
        g_assert_cmpint (carried.end, ==, 0);
      }
}

/* However the clock is set, the text that was counted with now still counts with it, and no window is longer than one and a half. */
static void
test_never_reset (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261121);
  g_autoptr(GTimeZone) kept = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint round = 0; round < 2000; round++)
    {
      gint64 now = instant ("2026-01-01T00:00:00") + (gint64) g_rand_int_range (rand, 0, 365 * 24 * 60) * 60000;
      TidingsPeriod period = g_rand_boolean (rand) ? TIDINGS_PERIOD_DAY : TIDINGS_PERIOD_MONTH;
      gint64 longest = (period == TIDINGS_PERIOD_DAY ? 25 + 12 : 24 * (31 + 15) + 1) * HOUR;
      TidingsWindow carried = { 0, 0 };
      TidingsWindow window = tidings_window_at (period, now, "Europe/Berlin", &carried);

      for (guint i = 0; i < 5; i++)
        {
          gint64 moved = (gint64) g_rand_int_range (rand, -50 * 24 * 60, 50 * 24 * 60) * 60000;

          now += moved;
          tidings_window_carry (period, now, moved, "Europe/Berlin", "Europe/Berlin", &carried);
          window.start += moved;
          g_assert_cmpint (tidings_window_at (period, now, "Europe/Berlin", &carried).start, ==, window.start);
          window = tidings_window_at (period, now, "Europe/Berlin", &carried);
          g_assert_cmpint (window.end, >, now);
          g_assert_cmpint (window.end - window.start, <=, longest);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window/calendar", test_calendar);
  g_test_add_func ("/window/seamless", test_seamless);
  g_test_add_func ("/window/carried", test_carried);
  g_test_add_func ("/window/undone", test_undone);
  g_test_add_func ("/window/never-reset", test_never_reset);

  return g_test_run ();
}
