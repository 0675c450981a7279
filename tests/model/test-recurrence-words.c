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
    { "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270505", "on the last Friday of every month until 5 May 2027", "until a day" },
    { "FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on day 1 and day 15", "two days" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1,1", "every month on day 1 and the last day", "from the end comes last" },
    { "FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the last day but one", "from the end" },
    { "FREQ=MONTHLY;BYMONTHDAY=-5", "every month on day 5 from the end", "far from the end" },
    { "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15", "every 3 months on day 1 and day 15", "two days, months apart" },
    { "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=30", "every 3 months on day 30", "a day that February has not" },
    { "FREQ=MONTHLY;BYDAY=1MO,-1FR", "every month on the first Monday and the last Friday", "two weekdays" },
    { "FREQ=MONTHLY;BYDAY=-3TU", "every month on Tuesday number 3 from the end", "a place without a word" },
    { "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "every month on the first of these days: each Monday and each Tuesday", "a place" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "every month on the last of these days: each Monday, each Tuesday, each Wednesday, each Thursday and each Friday",
      "the last working day" },
    { "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2,-1", "every month on the second and the last of these days: each Tuesday", "two places" },
    { "FREQ=MONTHLY;BYDAY=TU", "every month on each Tuesday", "every Tuesday, counted by months" },
    { "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "every 2 months on each Tuesday", "not in the months between" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month on day 13, but only if it is a Friday", "both have to be" },
    { "FREQ=WEEKLY;BYMONTH=1,2", "every Tuesday, but only in January and February", "only in winter" },
    { "FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=1,4,7,10", "on day 1 of every month, but only in January, April, July and October",
      "a quarter, by its months" },
    { "FREQ=DAILY;BYHOUR=9,17", "every day at 09:00 and 17:00", "several times a day" },
    { "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30", "every day at 09:30 and 17:30", "several times a day, not on the hour" },
    { "FREQ=WEEKLY;BYHOUR=8;COUNT=3", "every Tuesday at 08:00, 3 times", "a time and an end" },
    { "FREQ=DAILY;INTERVAL=2;BYDAY=MO", "every second day, but only if it is a Monday", "two conditions" },
    { "FREQ=DAILY;BYDAY=MO;BYMONTHDAY=1,2", "every month on day 1 and day 2, but only if it is a Monday", "by days, of months" },
    { "FREQ=HOURLY;INTERVAL=2;BYDAY=SA,SU", "every 2 hours, but only if it is a Saturday or a Sunday", "only at the weekend" },
    { "FREQ=HOURLY;BYHOUR=9,10", "every hour, but only at 09:00 and 10:00", "only in the morning" },
    { "FREQ=HOURLY;BYMINUTE=30", "every hour at minute 30", "at the half" },
    { "FREQ=YEARLY;BYYEARDAY=100", "every year on day 100 of the year", "day 100 of the year" },
    { "FREQ=YEARLY;BYYEARDAY=1,-1", "every year on day 1 and the last day of the year", "New Year's Day and Eve" },
    { "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "every year in week 20, on Monday", "a week of the year" },
    { "FREQ=YEARLY;BYWEEKNO=10,20;BYDAY=MO,FR", "every year in week 10 and week 20, on Monday and Friday", "weeks of the year" },
    { "FREQ=YEARLY;BYMONTH=5;BYDAY=SU", "every year in May, on each Sunday", "every Sunday in May" },
    { "FREQ=YEARLY;BYMONTH=7,12;BYDAY=-1FR", "every year in July and December, on the last Friday", "two months" },
    { "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "every year in January and July, on day 1", "twice a year" },
    { "FREQ=YEARLY;BYMONTHDAY=3", "every year in every month, on day 3", "a year that is twelve months" },
    { "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=1SU", "every 2 years in May, on the first Sunday", "years apart" },
    { "FREQ=YEARLY;BYDAY=20MO", "every year on Monday number 20 of the year", "counted through the year" },
    { "FREQ=YEARLY;BYDAY=SU", "every Sunday", "every week of the year" },
    { "FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      "every year in November, on day 2, day 3, day 4, day 5, day 6, day 7 and day 8, but only if it is a Tuesday",
      "elections in the United States" },
    { "FREQ=DAILY;BYMONTHDAY=1;COUNT=3", "on day 1 of every month, 3 times", "by days, of the month" },
    { "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "by a rule of its own", "every second year is not it" },
    { "FREQ=DAILY;BYHOUR=9,17;BYSETPOS=1", "by a rule of its own", "a place among times" },
    { "FREQ=YEARLY;BYMONTH=1,7;BYDAY=MO;BYSETPOS=1", "by a rule of its own", "a place among days of the whole year" },
    { "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;BYHOUR=9,17", "by a rule of its own", "a place among days and times" },
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
  if (strstr (words, "last day but one"))
    return day == n_days - 1;
  if (strstr (words, "number 3 from the end"))
    return (n_days - day) / 7 == 2;
  if (strstr (words, "but one"))
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
    "FREQ=MONTHLY;BYMONTHDAY=30,31", "FREQ=DAILY;BYMONTHDAY=30",
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
  /* What is left are leap days, years apart. */
  g_assert_cmpuint (n_told, >, 380);
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
