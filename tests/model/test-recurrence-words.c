/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules in words: what is said of them, and that it is true of the days they come on. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "tidings-recurrence.h"

static void
test_words (void)
{
  /* 2026-11-24 is the fourth Tuesday of its month. */
  static const struct { const char *rule; const char *words; const char *why; } cases[] = {
    { "", "", "once is not said" },
    { "daily", "every day", "a preset" },
    { "weekdays", "every weekday", "a preset" },
    { "weekly", "every Tuesday", "a preset" },
    { "monthly", "on day 24 of every month", "a preset" },
    { "monthly-weekday", "on the fourth Tuesday of every month", "a preset" },
    { "yearly", "every year on 24 November", "a preset" },
    { "FREQ=DAILY;INTERVAL=2", "every second day", "every other day" },
    { "FREQ=DAILY;INTERVAL=10", "every 10 days", "days apart" },
    { "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "the same, said day by day" },
    { "FREQ=HOURLY", "every hour", "hours" },
    { "FREQ=HOURLY;INTERVAL=6", "every 6 hours", "hours apart" },
    { "FREQ=WEEKLY", "every Tuesday", "the weekday is the first one's" },
    { "FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday", "several days" },
    { "FREQ=WEEKLY;BYDAY=SU,SA", "every Saturday and Sunday", "two days, in the order of the week" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day", "all days" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second Tuesday", "every other week" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "every 2 weeks on Tuesday and Friday", "every other week on several days" },
    { "FREQ=WEEKLY;INTERVAL=3", "every 3 weeks on Tuesday", "weeks apart" },
    { "FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday of every month", "second" },
    { "FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month", "last" },
    { "FREQ=MONTHLY;BYDAY=-2FR", "on the last but one Friday of every month", "last but one" },
    { "FREQ=MONTHLY;BYDAY=5FR", "on the fifth Friday of every month that has one", "some months have none" },
    { "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every 3 months on the first Monday", "a quarter" },
    { "FREQ=MONTHLY;BYMONTHDAY=31", "on day 31 of every month that has one", "some months have none" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month", "each month has one" },
    { "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", "every 2 months on day 15", "months apart" },
    { "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", "every 2 months on the last day", "months apart" },
    { "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "every year on the second Sunday of May", "Mother's Day" },
    { "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=3", "every 2 years on 3 May", "years apart" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "every leap year on 29 February", "only leap years have it" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=10", "every second Tuesday, 10 times", "counted" },
    { "FREQ=DAILY;COUNT=1", "every day, once", "counted to one" },
    { "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270303", "every Tuesday until 3 March 2027", "until a day" },
    { "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270303T090000", "every Tuesday until 3 March 2027", "until a moment" },
    { "FREQ=MONTHLY;BYMONTHDAY=1,15", "by a rule of its own", "two days have no words" },
    { "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "by a rule of its own", "nor have positions" },
    { "FREQ=MONTHLY;BYDAY=TU", "by a rule of its own", "every Tuesday of every month, said oddly" },
    { "FREQ=WEEKLY;BYMONTH=1,2", "by a rule of its own", "only in winter" },
    { "FREQ=DAILY;BYHOUR=9,17", "by a rule of its own", "several times a day" },
    { "FREQ=DAILY;INTERVAL=2;BYDAY=MO", "by a rule of its own", "two conditions" },
    { "FREQ=YEARLY;BYYEARDAY=100", "by a rule of its own", "day 100 of the year" },
    { "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "by a rule of its own", "every second year is not it" },
    { "FREQ=YEARLY;BYMONTH=5;BYDAY=SU", "by a rule of its own", "every Sunday in May" },
    { "FREQ=DAILY;BYMONTHDAY=1;COUNT=3", "by a rule of its own, 3 times", "the end can be said" },
    { "FREQ=NEVERLY", "by a rule of its own", "what cannot be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rule = tidings_recurrence_parse (cases[i].rule, "2026-11-24T09:00", NULL, 0, NULL);
      g_autofree char *words = tidings_recurrence_describe (rule != NULL ? rule : cases[i].rule, "2026-11-24T09:00");

      g_test_message ("%s: %s", cases[i].rule, cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* Whether @words, if they are of a kind that can be told from a date, are true of @wall. */
static gboolean
is_true_of (const char *words,
            const char *wall)
{
  static const char * const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
  static const char * const positions[] = { "first", "second", "third", "fourth", "fifth" };
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *with_seconds = g_strconcat (wall, ":00", NULL);
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (with_seconds, utc);
  g_autofree char *weekday = g_date_time_format (moment, "%A");
  g_autofree char *month = g_date_time_format (moment, "%B");
  int day = g_date_time_get_day_of_month (moment);
  int n_days = g_date_get_days_in_month (g_date_time_get_month (moment), g_date_time_get_year (moment));
  g_autofree char *month_day = g_strdup_printf (" day %d", day);
  g_autofree char *date = g_strdup_printf (" on %d %s", day, month);
  const char *found;
  gboolean names_day = FALSE;

  if (strstr (words, "every weekday"))
    return g_date_time_get_day_of_week (moment) < 6;
  for (guint i = 0; i < 7; i++)
    names_day |= strstr (words, weekdays[i]) != NULL;
  if (names_day && !strstr (words, weekday))
    return FALSE;
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *phrase = g_strdup_printf ("on the %s ", positions[i]);

      if (strstr (words, phrase) && (day - 1) / 7 != (int) i)
        return FALSE;
    }
  if (strstr (words, "last but one"))
    return (n_days - day) / 7 == 1;
  if (strstr (words, "last day"))
    return day == n_days;
  if (strstr (words, "on the last ") && (n_days - day) / 7 != 0)
    return FALSE;
  if ((found = strstr (words, " day ")) && g_ascii_isdigit (found[strlen (" day ")]))
    return strstr (words, month_day) != NULL;
  if (strstr (words, " of May") && !g_str_equal (month, "May"))
    return FALSE;
  if ((found = strstr (words, " on ")) && g_ascii_isdigit (found[strlen (" on ")]))
    return strstr (words, date) != NULL;

  return TRUE;
}

/* Random rules of the shapes that have words: each of the days they come on is as the words say. */
static void
test_words_are_true (void)
{
  static const char * const shapes[] = {
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,SU", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;BYDAY=SA",
    "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=MONTHLY;BYDAY=3TH", "FREQ=MONTHLY;BYDAY=5SU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-2TU", "FREQ=MONTHLY;BYDAY=-3TU",
    "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=5", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=5;BYDAY=5SU",
    "FREQ=YEARLY;BYMONTHDAY=3", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYDAY=10MO", "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=13",
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  guint n_told = 0;

  for (guint i = 0; i < 400; i++)
    {
      int interval = g_rand_int_range (rand, 1, 5);
      g_autofree char *wall = g_strdup_printf ("20%02d-%02d-%02dT09:00", g_rand_int_range (rand, 20, 40), g_rand_int_range (rand, 1, 13),
                                               g_rand_int_range (rand, 1, 29));
      g_autofree char *rule = g_strdup_printf ("%s;INTERVAL=%d", shapes[i % G_N_ELEMENTS (shapes)], interval);
      g_autofree char *words = tidings_recurrence_describe (rule, wall);
      /* The first one always comes; the words are of the rule. */
      g_auto(GStrv) walls = tidings_recurrence_list (rule, wall, wall, 20);

      g_test_message ("%s from %s: %s", rule, wall, words);
      n_told += !g_str_has_prefix (words, "by a rule");
      for (guint j = 0; walls[j] != NULL; j++)
        g_assert_true (is_true_of (words, walls[j]));
    }
  g_assert_cmpuint (n_told, >, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recurrence/words", test_words);
  g_test_add_func ("/recurrence/words-are-true", test_words_are_true);

  return g_test_run ();
}
