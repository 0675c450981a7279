/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and lead times as people type them, and what must be refused. */
#include "config.h"

#include <string.h>

#include "tidings-when.h"

static gint64
get_instant (const char *wall,
             const char *zone)
{
  gint64 instant = tidings_wall_clock_to_instant (wall, zone, NULL);

  g_assert_cmpint (instant, >=, 0);

  return instant;
}

static void
test_moments (void)
{
  /* 2026-11-18 is a Wednesday. */
  static const struct { const char *text; const char *now; const char *zone; const char *wall; const char *why; } cases[] = {
    { "2026-11-22T09:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T09:00", "as programs write it" },
    { "2026-11-22 9:05", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T09:05", "with a blank and one digit" },
    { "  2026-11-22   09:00 ", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T09:00", "blanks do not matter" },
    { "2020-01-01 00:00", "2026-11-18T10:00", "Europe/Berlin", "2020-01-01T00:00", "the past is a moment, too" },
    { "today 18:30", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T18:30", "today" },
    { "today 08:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T08:00", "what was said is kept, even if it has passed" },
    { "Tomorrow 9:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-19T09:00", "capitals do not matter" },
    { "tomorrow 00:00", "2026-12-31T23:30", "Europe/Berlin", "2027-01-01T00:00", "over the end of a year" },
    { "tomorrow 09:00", "2026-11-18T23:30", "UTC", "2026-11-19T09:00", "the day is the zone's" },
    { "18:30", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T18:30", "the next 18:30 is today's" },
    { "18:30", "2026-11-18T18:30", "Europe/Berlin", "2026-11-19T18:30", "now is not next" },
    { "9:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-19T09:00", "the next 9:00 is tomorrow's" },
    { "fri 18:30", "2026-11-18T10:00", "Europe/Berlin", "2026-11-20T18:30", "the Friday of this week" },
    { "9:00 am", "2026-11-18T10:00", "Europe/Berlin", "2026-11-19T09:00", "a clock of twelve hours" },
    { "tomorrow 6:30PM", "2026-11-18T10:00", "Europe/Berlin", "2026-11-19T18:30", "without a blank, in capitals" },
    { "fri 6 pm", "2026-11-18T10:00", "Europe/Berlin", "2026-11-20T18:00", "no minutes are needed where the half is said" },
    { "today 12:15 am", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T00:15", "twelve is the first hour of the morning" },
    { "today 12pm", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T12:00", "and of the afternoon" },
    { "2026-11-22 9:00 pm", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T21:00", "behind a date" },
    { "2026-11-22T09:00:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T09:00", "seconds, as programs write them" },
    { "2026-11-22T09:00:59.5", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T09:00", "reminders are on the minute" },
    { "2026-11-22T09:00Z", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T10:00", "UTC is an hour behind Berlin" },
    { "2026-11-22T09:00:00z", "2026-11-18T10:00", "America/New_York", "2026-11-22T04:00", "and five ahead of New York" },
    { "2026-11-22T09:00+09:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T01:00", "nine in Tokyo" },
    { "2026-11-22T01:00+0900", "2026-11-18T10:00", "Europe/Berlin", "2026-11-21T17:00", "the day before, no colon" },
    { "2026-11-22 22:00:00-05", "2026-11-18T10:00", "Europe/Berlin", "2026-11-23T04:00", "hours alone, the day after" },
    { "2026-10-25T01:30Z", "2026-10-18T10:00", "Europe/Berlin", "2026-10-25T03:00",
      "the second 02:30 cannot be written, so it is the first minute after it" },
    { "in 2w", "2026-11-18T10:00", "Europe/Berlin", "2026-12-02T10:00", "weeks" },
    { "tuesday 07:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-24T07:00", "long name, next week" },
    { "sun 07:00", "2026-11-18T10:00", "Europe/Berlin", "2026-11-22T07:00", "Sunday is not a special case" },
    { "in 2h", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T12:00", "hours" },
    { "in 30m", "2026-11-18T23:45", "Europe/Berlin", "2026-11-19T00:15", "minutes over midnight" },
    { "in 3d", "2026-11-18T10:00", "Europe/Berlin", "2026-11-21T10:00", "days" },
    { "30m", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T10:30", "a span alone can mean nothing else" },
    { "in 2H", "2026-11-18T10:00", "Europe/Berlin", "2026-11-18T12:00", "capital unit" },
    { "in 2h", "2026-03-29T01:30", "Europe/Berlin", "2026-03-29T04:30", "two hours by the clock's spring" },
    { "in 1d", "2026-03-28T10:00", "Europe/Berlin", "2026-03-29T10:00", "a day keeps its hour, though it has 23" },
    { "in 1h", "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T03:00",
      "the second 02:30 cannot be written, so it is the first minute after it" },
    { "02:30", "2026-03-28T10:00", "Europe/Berlin", "2026-03-29T02:30", "a time in the gap stays as typed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *wall = tidings_when_parse (cases[i].text, get_instant (cases[i].now, cases[i].zone), cases[i].zone, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_no_error (error);
      g_assert_cmpstr (wall, ==, cases[i].wall);
    }
}

static void
test_rounded_up (void)
{
  g_autofree char *wall = tidings_when_parse ("in 1m", get_instant ("2026-11-18T10:00", "UTC") + 1, "UTC", NULL);

  g_assert_cmpstr (wall, ==, "2026-11-18T10:02");
}

static void
test_refused (void)
{
  static const struct { const char *text; const char *why; } cases[] = {
    { "03/04", "March or April" },
    { "03/04 09:00", "March or April" },
    { "04.03. 09:00", "March or April" },
    { "9", "nine o'clock or the ninth" },
    { "0900", "no colon: a year to some" },
    { "9:5", "five past or ten to" },
    { "24:00", "of which day" },
    { "12:60", "no such minute" },
    { "tomorrow", "no time" },
    { "fri", "no time" },
    { "tomorrow 9", "no minutes" },
    { "fr 18:30", "Friday is fri" },
    { "noon", "no such word" },
    { "in", "nothing follows" },
    { "in h", "no number" },
    { "in 2", "no unit" },
    { "in 2h30m", "one unit only" },
    { "in -2h", "backwards" },
    { "in 2y", "no such unit" },
    { "Fri 18:30", "today or in a week: 2027-01-15 is a Friday" },
    { "next thu 18:30", "this week or the one after" },
    { "2026-11-22T09:00+2", "one digit of what" },
    { "2026-11-22T09:00+15:00", "nowhere on earth" },
    { "2026-11-22T09:00:61", "no such second" },
    { "2026-11-22T09:00 Berlin", "not how a zone is said" },
    { "13:00 pm", "no such hour" },
    { "0:30 am", "no such hour" },
    { "9:00 a", "of what" },
    { "in 99999999999999999999h", "beyond all years" },
    { "2026-02-30 09:00", "no such day" },
    { "2026-11-22", "no time" },
    { "", "nothing" },
    { "   ", "nothing" },
    { "\xff\xfe 09:00", "not text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *wall = tidings_when_parse (cases[i].text, 1800000000000, "Europe/Berlin", &error);

      g_test_message ("%s", cases[i].why);
      g_assert_null (wall);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

/* What is refused because it says too little or too much says which; 2027-01-15 is a Friday. */
static void
test_says_why (void)
{
  static const struct { const char *text; const char *says; } cases[] = {
    { "tomorrow", "Type tomorrow 9:00" },
    { "monday", "Type monday 9:00" },
    { "2026-11-22", "Type 2026-11-22 9:00" },
    { "fri", "at what time" },
    { "fri 18:30", "is today" },
    { "next mon 9:00", "“next”" },
    { "03/04", "more than one" },
    { "04.03. 09:00", "more than one" },
    { "9", "more than one" },
    { "2027-02-29 9:00", "no such day" },
    { "2026-13-01", "no such day" },
    { "25:00", "no such day" },
    { "2026-11-22 9", "more than one" },
    { "noon", "not a moment" },
    { "", "not a moment" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *wall = tidings_when_parse (cases[i].text, get_instant ("2027-01-15T10:00", "UTC"), "UTC", &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (wall);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_durations (void)
{
  static const struct { const char *text; gint64 seconds; const char *why; } cases[] = {
    { "30m", 1800, "minutes" },
    { " 2h ", 7200, "hours, blanks allowed" },
    { "1D", 86400, "a day, capital unit" },
    { "1w", 604800, "a week" },
    { "0m", -1, "no time at all" },
    { "90", -1, "ninety of what" },
    { "90s", -1, "nothing here is that short" },
    { "-1h", -1, "backwards" },
    { "1.5h", -1, "no fractions" },
    { "1h30m", -1, "one unit only" },
    { "9999999w", -1, "beyond all years" },
    { "99999999999999999999h", -1, "beyond all numbers" },
    { "", -1, "nothing" },
    { "until tomorrow", -1, "not a length" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpint (tidings_duration_parse (cases[i].text, &error), ==, cases[i].seconds);
      g_assert_true ((error != NULL) == (cases[i].seconds < 0));
    }
}

static void
test_leads (void)
{
  static const struct { const char *text; guint n; gint64 before_s[4]; const char *why; } cases[] = {
    { "0", 1, { 0 }, "at the time" },
    { "24h,1h", 2, { 86400, 3600 }, "the usual two" },
    { "1h, 24h", 2, { 86400, 3600 }, "sorted, blanks allowed" },
    { "30m,1d,24h,0", 3, { 86400, 1800, 0 }, "a day and 24 hours are one" },
    { "2D", 1, { 172800 }, "capital unit" },
    { "", 0, { 0 }, "nothing is no list" },
    { "1h,", 0, { 0 }, "nothing after the comma" },
    { "1h;2h", 0, { 0 }, "only commas" },
    { "60", 0, { 0 }, "sixty of what" },
    { "-1h", 0, { 0 }, "after the time" },
    { "1.5h", 0, { 0 }, "no fractions" },
    { "9999999d", 0, { 0 }, "beyond all years" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      guint n = 0;
      g_autofree gint64 *before_s = tidings_before_parse (cases[i].text, &n, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (before_s == NULL, ==, cases[i].n == 0);
      if (before_s == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      else
        g_assert_cmpmem (before_s, n * sizeof *before_s, cases[i].before_s, cases[i].n * sizeof *before_s);
    }
}

static void
test_lead_words (void)
{
  static const struct { gint64 before_s; const char *text; } cases[] = {
    { 0, "0" }, { 60, "1m" }, { 1800, "30m" }, { 3600, "1h" }, { 5400, "90m" }, { 86400, "24h" }, { 172800, "2d" }, { 90, "90s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tidings_before_to_string (cases[i].before_s);
      g_autofree gint64 *back = NULL;
      guint n = 0;

      g_assert_cmpstr (text, ==, cases[i].text);
      back = tidings_before_parse (text, &n, NULL);
      g_assert_nonnull (back);
      g_assert_cmpint (back[0], ==, cases[i].before_s);
    }
}

/* Whatever is typed, the outcome is a wall clock that can be read again, or an error. */
static void
test_random_bytes (void)
{
  static const char letters[] = "0123456789:-T today fri in hmdw./,+zap\xc3\xa4\xff";
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 5000; i++)
    {
      char text[24] = { 0 };
      guint length = g_rand_int_range (rand, 0, sizeof text);
      g_autoptr(GError) error = NULL;
      g_autofree char *wall = NULL;
      g_autofree gint64 *before_s = NULL;
      guint n = 0;

      for (guint j = 0; j < length; j++)
        text[j] = i % 2 ? letters[g_rand_int_range (rand, 0, sizeof letters - 1)] : (char) g_rand_int_range (rand, 1, 256);

      before_s = tidings_before_parse (text, &n, NULL);
      g_assert_true (before_s == NULL || n > 0);
      wall = tidings_when_parse (text, 1800000000000, "Europe/Berlin", &error);
      g_assert_true ((wall == NULL) == (error != NULL));
      g_assert_cmpint (tidings_duration_parse (text, NULL), !=, 0);
      if (wall != NULL)
        g_assert_cmpint (strlen (wall), ==, strlen ("2026-11-22T09:00"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/when/moments", test_moments);
  g_test_add_func ("/when/rounded-up", test_rounded_up);
  g_test_add_func ("/when/refused", test_refused);
  g_test_add_func ("/when/says-why", test_says_why);
  g_test_add_func ("/when/durations", test_durations);
  g_test_add_func ("/when/random-bytes", test_random_bytes);
  g_test_add_func ("/before/parse", test_leads);
  g_test_add_func ("/before/to-string", test_lead_words);

  return g_test_run ();
}
