/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet hours: as they are typed and shown, and when they end, wherever and whenever clocks are set. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "tidings-quiet-hours.h"
#include "tidings-zone.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define WEEK (7 * DAY)

static TidingsQuietHours
parse (const char *text)
{
  TidingsQuietHours hours = TIDINGS_QUIET_HOURS_NONE;
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_quiet_hours_parse (text, &hours, &error));
  g_assert_no_error (error);

  return hours;
}

static gint64
get_instant (const char *iso)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (moment);

  return g_date_time_to_unix (moment) * 1000;
}

static char *
dup_iso (gint64 instant)
{
  g_autoptr(GDateTime) moment = instant != 0 ? g_date_time_new_from_unix_utc (instant / 1000) : NULL;

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static void
test_parse (void)
{
  static const struct { const char *text; const char *shortest; const char *why; } cases[] = {
    { "22:00-07:00", "22:00-07:00", "the same each day" },
    { "mo-su 22:00-07:00", "22:00-07:00", "as the store was converted from two numbers" },
    { "22:00–7:00", "22:00-07:00", "as the list of people shows it" },
    { " 9:30 - 10:15 ", "09:30-10:15", "blanks do no harm" },
    { "off", "", "none" },
    { "OFF", "", "in any case" },
    { "", "", "an empty field is none, too" },
    { "   ", "", "and so are blanks" },
    { "mo-fr 22:00-07:00 sa,su 23:00-09:00", "mo-fr 22:00-07:00 sa,su 23:00-09:00", "the manual's own" },
    { "Mo-Fr 22:00-07:00, Sa,Su 23:00-09:00", "mo-fr 22:00-07:00 sa,su 23:00-09:00", "with capitals and a comma between" },
    { "sa,su 23:00-09:00 mo-fr 22:00-07:00", "mo-fr 22:00-07:00 sa,su 23:00-09:00", "in any order" },
    { "mo,tu,we,th,fr 22:00-07:00 sa 23:00-09:00 su 23:00-09:00", "mo-fr 22:00-07:00 sa,su 23:00-09:00", "one by one" },
    { "we 12:00-13:00", "we 12:00-13:00", "one day" },
    { "mo,we,fr 12:00-13:00", "mo,we,fr 12:00-13:00", "days apart" },
    { "mo,tu 12:00-13:00", "mo,tu 12:00-13:00", "two neighbours" },
    { "fr-mo 20:00-08:00", "fr-mo 20:00-08:00", "over the end of the week" },
    { "su,mo 20:00-08:00", "su,mo 20:00-08:00", "two of them" },
    { "su 20:00-08:00", "su 20:00-08:00", "the last day" },
    { "00:00-24:00", "00:00-24:00", "the whole day" },
    { "00:00-00:00", "00:00-24:00", "the same in other words" },
    { "20:00-24:00", "20:00-00:00", "until midnight" },
    { "07:00-07:00", "07:00-07:00", "all of 24 hours, from seven to seven" },
    { "mo 00:00-00:01", "mo 00:00-00:01", "a minute" },
    { "mo 23:59-00:00", "mo 23:59-00:00", "the last minute" },
    { "24:00-07:00", NULL, "no day begins there" },
    { "22:00-24:01", NULL, "a day has no such minute" },
    { "25:00-07:00", NULL, "a day has no such hour" },
    { "22:60-07:00", NULL, "an hour has no such minute" },
    { "22:5-07:00", NULL, "a minute has two digits" },
    { "22:000-07:00", NULL, "and no three" },
    { "22-7", NULL, "hours alone are not asked for" },
    { "22:00", NULL, "no end" },
    { "22:00-", NULL, "an end that is not there" },
    { "-07:00", NULL, "no beginning" },
    { "mo", NULL, "a day without hours" },
    { "mo-fr", NULL, "days without hours" },
    { "mo- 22:00-07:00", NULL, "half a range" },
    { "xx 22:00-07:00", NULL, "no such day" },
    { "mon 22:00-07:00", NULL, "days have two letters" },
    { "mo,, 22:00-07:00", NULL, "a day that is not there" },
    { "mo 22:00-07:00 mo 12:00-13:00", NULL, "a day has one window" },
    { "22:00-07:00 su 12:00-13:00", NULL, "each day has one already" },
    { "22:00-07:00 off", NULL, "some and none" },
    { "off 22:00-07:00", NULL, "none and some" },
    { "22:00-07:00x", NULL, "something behind it" },
    { "quiet", NULL, "a word" },
    { "22:00 07:00", NULL, "no dash" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsQuietHours hours = { { 1, 1, 1, 1, 1, 1, 1 }, { 2, 2, 2, 2, 2, 2, 2 } };
      const TidingsQuietHours before = hours;
      g_autoptr(GError) error = NULL;
      g_autofree char *shortest = NULL;
      TidingsQuietHours again = TIDINGS_QUIET_HOURS_NONE;

      g_test_message ("“%s”: %s", cases[i].text, cases[i].why);
      g_assert_cmpint (tidings_quiet_hours_parse (cases[i].text, &hours, &error), ==, cases[i].shortest != NULL);
      if (cases[i].shortest == NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
          g_assert_cmpmem (&hours, sizeof hours, &before, sizeof before);
          continue;
        }
      g_assert_no_error (error);
      shortest = tidings_quiet_hours_to_string (&hours);
      g_assert_cmpstr (shortest, ==, cases[i].shortest);
      again = parse (shortest);
      g_assert_true (tidings_quiet_hours_equal (&hours, &again));
      g_assert_cmpint (tidings_quiet_hours_is_none (&hours), ==, *shortest == '\0');
    }
}

static void
test_values (void)
{
  TidingsQuietHours hours = parse ("we,th 12:00-13:00");
  TidingsQuietHours other = parse ("we,th 12:00-13:01");
  const TidingsQuietHours odd = { { 5, 5, 5, 5, 5, 5, 5 }, { -1, -1, -1, -1, -1, -1, -1 } };
  int from = 0;
  int to = 0;

  g_assert_false (tidings_quiet_hours_equal (&hours, &other));
  g_assert_true (tidings_quiet_hours_is_none (&odd));
  g_assert_false (tidings_quiet_hours_get_first (&hours, &from, &to));
  g_assert_cmpint (from, ==, 720);
  g_assert_cmpint (to, ==, 780);

  tidings_quiet_hours_set_every_day (&hours, 1320, 420);
  g_assert_true (tidings_quiet_hours_get_first (&hours, &from, &to));
  g_assert_cmpint (from, ==, 1320);
  g_assert_cmpint (to, ==, 420);

  tidings_quiet_hours_set_every_day (&hours, -1, 420);
  g_assert_true (tidings_quiet_hours_is_none (&hours));
  g_assert_true (tidings_quiet_hours_get_first (&hours, &from, &to));
  g_assert_cmpint (from, ==, -1);
}

static void
test_words (void)
{
  static const struct { const char *text; const char *windows; const char *why; } cases[] = {
    { "22:00-07:00", "every day 22:00–07:00", "no list of seven days" },
    { "mo-fr 22:00-07:00 sa,su 23:00-09:00", "Mon–Fri 22:00–07:00, Sat, Sun 23:00–09:00", "a range and two days" },
    { "we 12:00-13:00", "Wed 12:00–13:00", "one day" },
    { "off", "", "none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TidingsQuietHours hours = parse (cases[i].text);
      g_autofree char *windows = tidings_quiet_hours_describe_windows (&hours);
      g_autofree char *words = tidings_quiet_hours_describe (&hours);

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpstr (windows, ==, cases[i].windows);
      g_assert_nonnull (strstr (words, windows));
      if (*windows == '\0')
        continue;
      /* Exactly what the rules let through. */
      g_assert_nonnull (strstr (words, "critical alerts, security alerts and codes still come through"));
    }
}

static void
test_ends (void)
{
  static const struct { const char *hours; const char *zone; const char *now; const char *end; const char *why; } cases[] = {
    { "22:00-07:00", "UTC", "2026-11-20T21:59:59Z", NULL, "a second before" },
    { "22:00-07:00", "UTC", "2026-11-20T22:00:00Z", "2026-11-21T07:00:00Z", "the first moment, until tomorrow" },
    { "22:00-07:00", "UTC", "2026-11-20T23:59:59Z", "2026-11-21T07:00:00Z", "before midnight" },
    { "22:00-07:00", "UTC", "2026-11-21T00:00:00Z", "2026-11-21T07:00:00Z", "after midnight, until today" },
    { "22:00-07:00", "UTC", "2026-11-21T06:59:59Z", "2026-11-21T07:00:00Z", "the last second" },
    { "22:00-07:00", "UTC", "2026-11-21T07:00:00Z", NULL, "the end is not quiet" },
    { "00:00-06:00", "UTC", "2026-11-21T00:00:00Z", "2026-11-21T06:00:00Z", "from midnight on" },
    { "20:00-00:00", "UTC", "2026-11-20T23:00:00Z", "2026-11-21T00:00:00Z", "until midnight" },
    { "13:00-15:00", "UTC", "2026-11-20T14:00:00Z", "2026-11-20T15:00:00Z", "an afternoon" },
    { "13:00-15:00", "UTC", "2026-11-20T16:00:00Z", NULL, "after it" },
    { "07:00-07:00", "UTC", "2026-11-20T07:00:00Z", "2026-11-27T07:00:00Z", "all of every day never ends: a week" },
    { "22:00-07:00", "Europe/Berlin", "2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z", "a night of eight hours in spring" },
    { "22:00-07:00", "Europe/Berlin", "2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z", "a night of ten hours in autumn" },
    { "22:00-02:30", "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "02:30 is not there: the first minute after the gap" },
    { "22:00-02:30", "Europe/Berlin", "2026-03-29T01:00:00Z", NULL, "which is not quiet any more" },
    { "22:00-02:00", "Europe/Berlin", "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z", "02:00 is the gap itself" },
    { "02:30-07:00", "Europe/Berlin", "2026-03-29T00:59:00Z", NULL, "a beginning that is not there: not before the gap" },
    { "02:30-07:00", "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T05:00:00Z", "but right after it" },
    { "22:00-03:00", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z", "02:30 for the first time" },
    { "22:00-03:00", "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z", "02:30 for the second time: quiet again" },
    { "22:00-02:30", "Europe/Berlin", "2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z", "an end that comes twice: the first, seen from before" },
    { "22:00-02:30", "Europe/Berlin", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z", "and the second, seen from between" },
    { "22:00-07:00", "America/New_York", "2026-03-08T03:30:00Z", "2026-03-08T11:00:00Z", "west of Greenwich in spring" },
    { "22:00-07:00", "America/New_York", "2026-11-01T02:30:00Z", "2026-11-01T12:00:00Z", "west of Greenwich in autumn" },
    { "22:00-02:15", "Australia/Lord_Howe", "2026-10-03T15:20:00Z", "2026-10-03T15:30:00Z", "a gap of half an hour" },
    { "22:00-01:45", "Australia/Lord_Howe", "2026-04-04T14:40:00Z", "2026-04-04T14:45:00Z", "half an hour twice: the first" },
    { "22:00-01:45", "Australia/Lord_Howe", "2026-04-04T15:05:00Z", "2026-04-04T15:15:00Z", "half an hour twice: the second" },
    { "22:00-07:00", "Asia/Kathmandu", "2026-11-20T16:20:00Z", "2026-11-21T01:15:00Z", "three quarters of an hour" },
    /* By weekday: 20 November 2026 is a Friday. */
    { "mo-fr 22:00-07:00", "UTC", "2026-11-20T23:00:00Z", "2026-11-21T07:00:00Z", "Friday's window ends on Saturday" },
    { "mo-fr 22:00-07:00", "UTC", "2026-11-21T06:59:00Z", "2026-11-21T07:00:00Z", "where it is still Friday's" },
    { "mo-fr 22:00-07:00", "UTC", "2026-11-21T23:00:00Z", NULL, "Saturday has none" },
    { "mo-fr 22:00-07:00", "UTC", "2026-11-23T06:00:00Z", NULL, "nor has Sunday, which would end on Monday" },
    { "su 22:00-07:00", "UTC", "2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z", "Sunday's goes into the next week" },
    { "mo 00:00-24:00", "UTC", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z", "all of Monday" },
    { "mo 00:00-24:00", "UTC", "2026-11-22T23:59:59Z", NULL, "not a second before" },
    { "mo 00:00-24:00", "UTC", "2026-11-24T00:00:00Z", NULL, "nor after" },
    { "sa 20:00-20:00", "UTC", "2026-11-22T19:59:00Z", "2026-11-22T20:00:00Z", "24 hours that begin in the evening" },
    /* Touching and overlapping. */
    { "fr 22:00-07:00 sa 07:00-09:00", "UTC", "2026-11-20T23:00:00Z", "2026-11-21T09:00:00Z", "two that touch are one" },
    { "fr 22:00-07:00 sa 07:01-09:00", "UTC", "2026-11-20T23:00:00Z", "2026-11-21T07:00:00Z", "a minute between is a chance" },
    { "fr 22:00-10:00 sa 09:00-11:00", "UTC", "2026-11-20T23:00:00Z", "2026-11-21T11:00:00Z", "two that overlap are one" },
    { "fr 22:00-10:00 sa 08:00-09:00", "UTC", "2026-11-21T08:30:00Z", "2026-11-21T10:00:00Z", "one inside the other" },
    { "sa,su 00:00-24:00", "UTC", "2026-11-21T12:00:00Z", "2026-11-23T00:00:00Z", "a weekend" },
    { "fr 20:00-00:00 sa,su 00:00-24:00 mo 00:00-07:00", "UTC", "2026-11-20T20:00:00Z", "2026-11-23T07:00:00Z", "a long one in four pieces" },
    { "mo-su 20:00-20:00", "UTC", "2026-11-21T12:00:00Z", "2026-11-28T12:00:00Z", "a week of pieces never ends" },
    { "mo-sa 00:00-24:00 su 00:00-23:59", "UTC", "2026-11-23T00:00:00Z", "2026-11-29T23:59:00Z", "but for one minute" },
    { "mo-sa 00:00-24:00 su 00:00-23:59", "UTC", "2026-11-29T23:59:00Z", NULL, "which is this one" },
    /* Clock changes inside. */
    { "sa,su 00:00-24:00", "Europe/Berlin", "2026-10-24T10:00:00Z", "2026-10-25T23:00:00Z", "a weekend of 49 hours" },
    { "sa,su 00:00-24:00", "Europe/Berlin", "2026-03-28T10:00:00Z", "2026-03-29T22:00:00Z", "and one of 47" },
    { "02:00-03:00", "Europe/Berlin", "2026-03-29T00:30:00Z", NULL, "hours that this day does not have" },
    { "02:10-02:40", "Europe/Berlin", "2026-03-29T01:00:00Z", NULL, "are over where they would have begun" },
    { "02:30-03:00", "Europe/Berlin", "2026-10-25T00:40:00Z", "2026-10-25T01:00:00Z", "set back into half an hour that is not quiet" },
    { "02:30-03:00", "Europe/Berlin", "2026-10-25T01:00:00Z", NULL, "which is there" },
    { "02:30-03:00", "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z", "before it is quiet again" },
    { "su 02:30-24:00", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "a day off that is interrupted by the clock" },
    { "22:00-07:00", "Pacific/Auckland", "2026-09-26T10:00:00Z", "2026-09-26T18:00:00Z", "the south in its spring: 22:00 NZST to 07:00 NZDT" },
    { "22:00-07:00", "Pacific/Auckland", "2026-04-04T09:30:00Z", "2026-04-04T19:00:00Z", "the south in its autumn" },
    { "22:00-02:30", "Pacific/Auckland", "2026-09-26T13:30:00Z", "2026-09-26T14:00:00Z", "the gap at two" },
    { "22:00-07:00", "Africa/Casablanca", "2026-02-14T22:30:00Z", "2026-02-15T07:00:00Z", "Ramadan sets the clock back in the night" },
    { "22:00-07:00", "Africa/Casablanca", "2026-03-21T22:30:00Z", "2026-03-22T06:00:00Z", "and forth again" },
    { "22:00-07:00", "America/Sao_Paulo", "2026-11-21T01:00:00Z", "2026-11-21T10:00:00Z", "no summer time any more" },
    { "22:00-00:30", "America/Santiago", "2026-09-06T03:30:00Z", "2026-09-06T04:00:00Z", "midnight itself is missing" },
    { "22:00-00:30", "Asia/Beirut", "2026-03-28T21:30:00Z", "2026-03-28T22:00:00Z", "there, too" },
    { "22:00-07:00", "Pacific/Apia", "2026-11-21T09:30:00Z", "2026-11-21T18:00:00Z", "a day ahead of its neighbours" },
    { "22:00-07:00", "America/St_Johns", "2026-11-21T02:00:00Z", "2026-11-21T10:30:00Z", "half an hour off" },
    { "22:00-07:00", "Pacific/Chatham", "2026-11-21T08:20:00Z", "2026-11-21T17:15:00Z", "three quarters, and summer" },
    { "22:00-07:00", "Pacific/Kiritimati", "2026-11-21T08:00:00Z", "2026-11-21T17:00:00Z", "14 hours ahead" },
    { "22:00-07:00", "Etc/GMT+12", "2026-11-21T10:00:00Z", "2026-11-21T19:00:00Z", "12 hours behind" },
    /* Odd values. */
    { "off", "UTC", "2026-11-21T10:00:00Z", NULL, "none" },
    { "00:00-24:00", "No/Such_Zone", "2026-11-21T10:00:00Z", "2026-11-28T10:00:00Z", "an unknown zone is the computer's" },
    { "10:00-11:00", "No/Such_Zone", "2026-11-21T10:30:00Z", "2026-11-21T11:00:00Z", "which here is UTC" },
    { "10:00-11:00", "", "2026-11-21T10:30:00Z", "2026-11-21T11:00:00Z", "so is one without a name" },
    { "10:00-11:00", NULL, "2026-11-21T10:30:00Z", "2026-11-21T11:00:00Z", "and none at all" },
    { "00:00-00:01", "UTC", "1970-01-01T00:00:30Z", "1970-01-01T00:01:00Z", "a clock that was never set" },
    { "th 00:00-00:01", "UTC", "1970-01-01T00:00:30Z", "1970-01-01T00:01:00Z", "which began on a Thursday" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TidingsQuietHours hours = parse (cases[i].hours);
      g_autofree char *end = dup_iso (tidings_quiet_hours_get_end (&hours, cases[i].zone, get_instant (cases[i].now)));

      g_test_message ("%s, %s, %s: %s", cases[i].hours, cases[i].zone != NULL ? cases[i].zone : "-", cases[i].now, cases[i].why);
      g_assert_cmpstr (end, ==, cases[i].end);
    }
}

/* Another way to the same answer, minute by minute: whether a window has a clock's own time of that weekday in it. */
static gboolean
is_quiet (const TidingsQuietHours *hours,
          GTimeZone               *zone,
          gint64                   instant)
{
  gint64 wall = tidings_zone_to_wall (zone, instant);
  int minute = (int) (wall / MINUTE % 1440);
  int day = (int) ((wall / DAY + 3) % 7);
  int before = (day + 6) % 7;

  if (hours->from[day] >= 0 && minute >= hours->from[day] && (hours->to[day] <= hours->from[day] || minute < hours->to[day]))
    return TRUE;

  return hours->from[before] >= 0 && hours->to[before] <= hours->from[before] && minute < hours->to[before];
}

static TidingsQuietHours
make_random (void)
{
  TidingsQuietHours hours = TIDINGS_QUIET_HOURS_NONE;

  for (guint day = 0; day < 7; day++)
    if (g_test_rand_int_range (0, 4) > 0)
      {
        hours.from[day] = g_test_rand_int_range (0, 1440);
        hours.to[day] = g_test_rand_int_range (0, 8) > 0 ? g_test_rand_int_range (0, 1440) : hours.from[day];
      }

  return hours;
}

/* The end that is found is never quiet, every minute until then is; and what is not quiet has no end. The seed is in the log. */
static void
test_random (void)
{
  static const char * const zones[] = {
    "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago",
    "Asia/Kathmandu", "UTC",
  };
  const gint64 start = get_instant ("2026-01-01T00:00:00Z");
  guint n_quiet = 0;

  for (guint i = 0; i < 4000; i++)
    {
      const char *zone = zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))];
      g_autoptr(GTimeZone) time_zone = tidings_zone_new (zone);
      const TidingsQuietHours hours = make_random ();
      g_autofree char *text = tidings_quiet_hours_to_string (&hours);
      const TidingsQuietHours again = parse (text);
      gint64 now = start + (gint64) g_test_rand_int_range (0, 366 * 1440) * MINUTE + g_test_rand_int_range (0, 60000);
      gint64 end = tidings_quiet_hours_get_end (&hours, zone, now);

      g_assert_true (tidings_quiet_hours_equal (&hours, &again));
      g_test_message ("%s in %s at %" G_GINT64_FORMAT, text, zone, now);
      g_assert_cmpint (end != 0, ==, is_quiet (&hours, time_zone, now));
      if (end == 0)
        continue;
      n_quiet++;
      g_assert_cmpint (end, >, now);
      g_assert_cmpint (end, <=, now + WEEK);
      g_assert_true (is_quiet (&hours, time_zone, end - MINUTE) || end - MINUTE < now);
      for (gint64 moment = now; moment < end; moment += MINUTE)
        g_assert_true (is_quiet (&hours, time_zone, moment));
      g_assert_true (is_quiet (&hours, time_zone, end - 1));
      g_assert_true (!is_quiet (&hours, time_zone, end) || end == now + WEEK);
    }

  g_assert_cmpuint (n_quiet, >, 500);
}

/* Around both clock changes, minute by minute, with windows that begin and end in the hours concerned. */
static void
test_changes (void)
{
  static const struct { const char *zone; const char *change; } changes[] = {
    { "Europe/Berlin", "2026-03-29T01:00:00Z" }, { "Europe/Berlin", "2026-10-25T01:00:00Z" },
    { "America/New_York", "2026-03-08T07:00:00Z" }, { "America/New_York", "2026-11-01T06:00:00Z" },
    { "Pacific/Auckland", "2026-04-04T14:00:00Z" }, { "Pacific/Auckland", "2026-09-26T14:00:00Z" },
    { "Australia/Lord_Howe", "2026-04-04T15:00:00Z" }, { "Australia/Lord_Howe", "2026-10-03T15:30:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes) * 40; i++)
    {
      const char *zone = changes[i % G_N_ELEMENTS (changes)].zone;
      const gint64 change = get_instant (changes[i % G_N_ELEMENTS (changes)].change);
      g_autoptr(GTimeZone) time_zone = tidings_zone_new (zone);
      TidingsQuietHours hours = TIDINGS_QUIET_HOURS_NONE;

      tidings_quiet_hours_set_every_day (&hours, g_test_rand_int_range (0, 240), g_test_rand_int_range (0, 240));
      for (gint64 now = change - 3 * HOUR; now < change + 3 * HOUR; now += 5 * MINUTE)
        {
          gint64 end = tidings_quiet_hours_get_end (&hours, zone, now);

          g_assert_cmpint (end != 0, ==, is_quiet (&hours, time_zone, now));
          if (end == 0 || end - now >= WEEK)
            continue;
          g_assert_false (is_quiet (&hours, time_zone, end));
          g_assert_true (is_quiet (&hours, time_zone, end - 1));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quiet-hours/parse", test_parse);
  g_test_add_func ("/quiet-hours/values", test_values);
  g_test_add_func ("/quiet-hours/words", test_words);
  g_test_add_func ("/quiet-hours/ends", test_ends);
  g_test_add_func ("/quiet-hours/random", test_random);
  g_test_add_func ("/quiet-hours/changes", test_changes);

  return g_test_run ();
}
