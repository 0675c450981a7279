/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which minutes of a day are drawn as quiet, what is said of the present moment, and which hours get a label. */
#include "config.h"

#include <locale.h>
#include "tidings-day-spans.h"

#define NOW G_GINT64_CONSTANT (1763715600000)   /* Friday 21 November 2025, 09:00 UTC */
#define HOUR G_GINT64_CONSTANT (3600000)

enum { MONDAY, TUESDAY, FRIDAY = 4, SATURDAY, SUNDAY };

static TidingsQuietHours
parse (const char *text)
{
  TidingsQuietHours hours;
  g_autoptr(GError) error = NULL;

  tidings_quiet_hours_parse (text, &hours, &error);
  g_assert_no_error (error);

  return hours;
}

static void
test_list (void)
{
  static const struct {
    const char *hours;
    guint day;
    guint n_spans;
    TidingsDaySpan spans[TIDINGS_DAY_MAX_SPANS];
    const char *why;
  } cases[] = {
    { "off", MONDAY, 0, { { 0 } }, "nothing is quiet" },
    { "22:00-07:00", TUESDAY, 2, { { 0, 420 }, { 1320, 1440 } }, "the night before and the one that comes" },
    { "13:00-14:30", TUESDAY, 1, { { 780, 870 } }, "a nap is inside its day" },
    { "fr 22:00-07:00", FRIDAY, 1, { { 1320, 1440 } }, "the evening of the one day" },
    { "fr 22:00-07:00", SATURDAY, 1, { { 0, 420 } }, "what it leaves for the next" },
    { "fr 22:00-07:00", SUNDAY, 0, { { 0 } }, "and nothing after that" },
    { "su 22:00-07:00", MONDAY, 1, { { 0, 420 } }, "a week is a ring" },
    { "mo-su 05:00-05:00", TUESDAY, 1, { { 0, 1440 } }, "24 hours each day are the whole day" },
    { "mo 05:00-05:00", TUESDAY, 1, { { 0, 300 } }, "24 hours end on the next day" },
    { "mo 22:00-07:00 tu 06:00-09:00", TUESDAY, 1, { { 0, 540 } }, "spans that overlap are one" },
    { "mo 22:00-07:00 tu 07:00-09:00", TUESDAY, 1, { { 0, 540 } }, "spans that touch are one" },
    { "mo 22:00-07:00 tu 05:00-06:00", TUESDAY, 1, { { 0, 420 } }, "one inside the other does not shorten it" },
    { "22:00-00:00", TUESDAY, 1, { { 1320, 1440 } }, "midnight belongs to the day before it" },
    { "00:00-06:00", TUESDAY, 1, { { 0, 360 } }, "midnight begins the day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsQuietHours hours = parse (cases[i].hours);
      TidingsDaySpan spans[TIDINGS_DAY_MAX_SPANS] = { { -1, -1 }, { -1, -1 } };
      guint n_spans = tidings_day_spans_list (&hours, cases[i].day, spans);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (n_spans, ==, cases[i].n_spans);
      for (guint j = 0; j < n_spans; j++)
        {
          g_assert_cmpint (spans[j].from, ==, cases[i].spans[j].from);
          g_assert_cmpint (spans[j].to, ==, cases[i].spans[j].to);
        }
    }
}

/* What is drawn as quiet and what the engine holds texts for are the same minutes. */
static void
test_agrees (void)
{
  static const char * const weeks[] = { "22:00-07:00", "mo-fr 22:00-07:00 sa,su 23:00-09:00", "tu 05:00-05:00 we 04:00-06:00", "off" };

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      TidingsQuietHours hours = parse (weeks[i]);

      for (gint64 at = NOW; at < NOW + 7 * 24 * HOUR; at += HOUR / 4)
        {
          TidingsDaySpan spans[TIDINGS_DAY_MAX_SPANS];
          guint day = 0;
          int minute = tidings_day_spans_locate ("UTC", at, &day);
          guint n_spans = tidings_day_spans_list (&hours, day, spans);
          gboolean is_quiet = FALSE;

          for (guint j = 0; j < n_spans; j++)
            is_quiet = is_quiet || (spans[j].from <= minute && minute < spans[j].to);
          g_assert_cmpint (is_quiet, ==, tidings_quiet_hours_get_end (&hours, "UTC", at) > 0);
        }
    }
}

static void
test_locate (void)
{
  static const struct {
    const char *zone;
    gint64 at;
    guint day;
    int minute;
    const char *why;
  } cases[] = {
    { "UTC", NOW, FRIDAY, 9 * 60, "as the clock of the test says" },
    { "Asia/Tokyo", NOW, FRIDAY, 18 * 60, "nine hours ahead" },
    { "Asia/Kolkata", NOW, FRIDAY, 14 * 60 + 30, "zones have half hours" },
    { "Asia/Tokyo", NOW + 8 * HOUR, SATURDAY, 2 * 60, "another day there" },
    { "America/New_York", NOW - 6 * HOUR, 3, 22 * 60, "still the day before there" },
    { "No/Where", NOW, FRIDAY, 9 * 60, "a zone that is not known counts as the computer’s" },
    { "America/New_York", 0, 3, 0, "nothing is before the epoch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint day = 99;
      int minute = tidings_day_spans_locate (cases[i].zone, cases[i].at, &day);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (day, ==, cases[i].day);
      g_assert_cmpint (minute, ==, cases[i].minute);
    }
}

static void
test_now (void)
{
  static const struct {
    const char *zone;
    gint64 at;
    const char *words;
    const char *why;
  } cases[] = {
    { NULL, NOW, "Not quiet now", "in the morning" },
    { NULL, NOW - 3 * HOUR, "Quiet now, until 07:00", "before it" },
    { NULL, NOW + 14 * HOUR, "Quiet now, until tomorrow 07:00", "in the evening before the next" },
    { "Asia/Tokyo", NOW, "Not quiet now · It is \u206618:00\u2069 there", "the clock of somebody far away" },
    { "Asia/Tokyo", NOW + 5 * HOUR, "Quiet now, until 22:00 · It is \u206623:00\u2069 there", "their night ends by the clock here" },
  };
  TidingsQuietHours hours = parse ("22:00-07:00");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_day_spans_describe_now (&hours, cases[i].zone, cases[i].at);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_hour_step (void)
{
  static const struct {
    int width;
    int label_width;
    int step;
    const char *why;
  } cases[] = {
    { 560, 40, 3, "a wide window has room for nine labels" },
    { 300, 34, 6, "a phone has room for five" },
    { 300, 70, 12, "at twice the size of text for three" },
    { 100, 70, 24, "and never for less than two" },
    { 9 * 40 + 8 * 20, 40, 3, "just enough" },
    { 9 * 40 + 8 * 20 - 1, 40, 6, "just too little" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_day_spans_hour_step (cases[i].width, cases[i].label_width), ==, cases[i].step);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/day-spans/list", test_list);
  g_test_add_func ("/app/day-spans/agrees", test_agrees);
  g_test_add_func ("/app/day-spans/locate", test_locate);
  g_test_add_func ("/app/day-spans/now", test_now);
  g_test_add_func ("/app/day-spans/hour-step", test_hour_step);

  return g_test_run ();
}
