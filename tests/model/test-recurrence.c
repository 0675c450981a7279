/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of RFC 5545: what is read and refused, what comes when, and that nothing is searched for ever. */
#include "config.h"

#include <string.h>

#include "tidings-recurrence.h"
#include "tidings-when.h"

static char *
join (char **walls)
{
  return g_strjoinv (" ", walls);
}

static void
test_parse (void)
{
  /* 2026-11-24 is the fourth Tuesday of its month. */
  static const struct { const char *text; const char *wall; const char *until; guint count; const char *rule; const char *why; } cases[] = {
    { "daily", "2026-11-24T09:00", NULL, 0, "FREQ=DAILY", "a preset" },
    { " Daily ", "2026-11-24T09:00", NULL, 0, "FREQ=DAILY", "capitals and blanks do not matter" },
    { "weekdays", "2026-11-24T09:00", NULL, 0, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Monday to Friday" },
    { "weekly", "2026-11-24T09:00", NULL, 0, "FREQ=WEEKLY;BYDAY=TU", "the weekday is the first one's" },
    { "monthly", "2026-11-24T09:00", NULL, 0, "FREQ=MONTHLY;BYMONTHDAY=24", "by date" },
    { "monthly-weekday", "2026-11-24T09:00", NULL, 0, "FREQ=MONTHLY;BYDAY=4TU", "by weekday" },
    { "monthly-weekday", "2026-11-29T09:00", NULL, 0, "FREQ=MONTHLY;BYDAY=-1SU", "a fifth one is meant as the last" },
    { "yearly", "2028-02-29T09:00", NULL, 0, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "the date" },
    { "daily", "2026-11-24T09:00", "2026-12-01", 0, "FREQ=DAILY;UNTIL=20261201", "the last day" },
    { "daily", "2026-11-24T09:00", "2026-11-24", 0, "FREQ=DAILY;UNTIL=20261124", "the last day may be the first" },
    { "daily", "2026-11-24T09:00", "2026-12-01T08:30", 0, "FREQ=DAILY;UNTIL=20261201T083000", "the last moment" },
    { "daily", "2026-11-24T09:00", NULL, 10, "FREQ=DAILY;COUNT=10", "ten times" },
    { "RRULE:freq=weekly;byday=fr,mo,fr;interval=2", "2026-11-24T09:00", NULL, 0, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
      "in one order, each value once" },
    { "FREQ=MONTHLY;BYDAY=+2 TU, -1FR;", "2026-11-24T09:00", NULL, 0, "FREQ=MONTHLY;BYDAY=-1FR,2TU", "blanks as Outlook writes them" },
    { "FREQ=DAILY;INTERVAL=1;WKST=MO;BYSECOND=0", "2026-11-24T09:00", NULL, 0, "FREQ=DAILY", "what goes without saying is not said" },
    { "FREQ=WEEKLY;WKST=SU;COUNT=4", "2026-11-24T09:00", NULL, 0, "FREQ=WEEKLY;WKST=SU;COUNT=4", "a week that begins on Sunday" },
    { "FREQ=WEEKLY;UNTIL=20270303T235959", "2026-11-24T09:00", NULL, 0, "FREQ=WEEKLY;UNTIL=20270303T235900", "seconds are nothing here" },
    { "FREQ=DAILY;UNTIL=99991231", "2026-11-24T09:00", NULL, 0, "FREQ=DAILY", "for ever, as some calendars say it" },
    { "FREQ=HOURLY;INTERVAL=3", "2026-11-24T09:00", NULL, 0, "FREQ=HOURLY;INTERVAL=3", "hours may be" },
    { "FREQ=HOURLY;BYMINUTE=0,15,30,45", "2026-11-24T09:00", NULL, 0, "FREQ=HOURLY;BYMINUTE=0,15,30,45", "the most often there is" },
    { "FREQ=YEARLY;BYYEARDAY=-1", "2026-11-24T09:00", NULL, 0, "FREQ=YEARLY;BYYEARDAY=-1", "from the end of the year" },
    { "FREQ=MONTHLY;BYMONTHDAY=31", "2026-11-24T09:00", NULL, 0, "FREQ=MONTHLY;BYMONTHDAY=31", "some months have it" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU", "2026-11-24T09:00", NULL, 0, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU",
      "every 28 years" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *rule = tidings_recurrence_parse (cases[i].text, cases[i].wall, cases[i].until, cases[i].count, &error);
      g_autofree char *again = NULL;

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_no_error (error);
      g_assert_cmpstr (rule, ==, cases[i].rule);
      again = tidings_recurrence_parse (rule, cases[i].wall, NULL, 0, NULL);
      g_assert_cmpstr (again, ==, rule);
    }
}

static void
test_refused (void)
{
  static const struct { const char *text; const char *until; guint count; const char *says; const char *why; } cases[] = {
    { "", NULL, 0, "how often", "nothing" },
    { "sometimes", NULL, 0, "how often", "no such word" },
    { "FREQ=", NULL, 0, "how often", "no frequency" },
    { "FREQ=FORTNIGHTLY", NULL, 0, "how often", "no such frequency" },
    { "INTERVAL=2", NULL, 0, "how often", "of what" },
    { "FREQ=DAILY;FREQ=DAILY", NULL, 0, "how often", "each part once" },
    { "FREQ=DAILY;INTERVAL=0", NULL, 0, "how often", "never moving on" },
    { "FREQ=DAILY;INTERVAL=-1", NULL, 0, "how often", "backwards" },
    { "FREQ=DAILY;INTERVAL=99999999999", NULL, 0, "how often", "beyond all numbers" },
    { "FREQ=DAILY;COUNT=0", NULL, 0, "how often", "never" },
    { "FREQ=DAILY;COUNT=20000", NULL, 0, "COUNT", "more than can be counted at once" },
    { "FREQ=DAILY;UNTIL=2026", NULL, 0, "how often", "no day" },
    { "FREQ=DAILY;UNTIL=20270230", NULL, 0, "how often", "no such day" },
    { "FREQ=DAILY;UNTIL=20270303T080000Z", NULL, 0, "UTC", "the zone is the caller's" },
    { "FREQ=MINUTELY", NULL, 0, "every minute", "nobody is texted every minute" },
    { "FREQ=SECONDLY", NULL, 0, "every minute", "nor every second" },
    { "FREQ=DAILY;BYSECOND=0,30", NULL, 0, "every minute", "seconds in disguise" },
    { "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50", NULL, 0, "every minute", "minutes in disguise" },
    { "FREQ=WEEKLY;BYDAY=XX", NULL, 0, "how often", "no such weekday" },
    { "FREQ=WEEKLY;BYDAY=", NULL, 0, "how often", "no weekday" },
    { "FREQ=MONTHLY;BYDAY=0TU", NULL, 0, "how often", "no zeroth Tuesday" },
    { "FREQ=MONTHLY;BYMONTHDAY=32", NULL, 0, "how often", "no such day" },
    { "FREQ=MONTHLY;BYMONTHDAY=0", NULL, 0, "how often", "no such day" },
    { "FREQ=YEARLY;BYMONTH=13", NULL, 0, "how often", "no such month" },
    { "FREQ=DAILY;BYHOUR=24", NULL, 0, "how often", "no such hour" },
    { "FREQ=WEEKLY;BYDAY=2TU", NULL, 0, "BYDAY", "the second Tuesday of what" },
    { "FREQ=WEEKLY;BYMONTHDAY=2", NULL, 0, "BYMONTHDAY", "the RFC does not allow it" },
    { "FREQ=MONTHLY;BYWEEKNO=20", NULL, 0, "BYWEEKNO", "the RFC does not allow it" },
    { "FREQ=YEARLY;BYWEEKNO=53", NULL, 0, "BYWEEKNO", "libical loses days of weeks that lie in two years" },
    { "FREQ=YEARLY;BYWEEKNO=-10", NULL, 0, "BYWEEKNO", "it does not know how many weeks the year has" },
    { "FREQ=YEARLY;BYWEEKNO=20;WKST=SU", NULL, 0, "BYWEEKNO", "it counts them from Monday" },
    { "FREQ=MONTHLY;BYYEARDAY=20", NULL, 0, "BYYEARDAY", "the RFC does not allow it" },
    { "FREQ=MONTHLY;BYSETPOS=1", NULL, 0, "BYSETPOS", "the first of what" },
    { "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", NULL, 0, "BYSETPOS", "libical does not count within weeks" },
    { "FREQ=DAILY;RSCALE=CHINESE", NULL, 0, "RSCALE", "another calendar" },
    { "FREQ=DAILY;X-OWN=1", NULL, 0, "X-OWN", "nobody knows what it means" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", NULL, 0, "No day fits", "the 30th of February" },
    { "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6,9,11", NULL, 0, "No day fits", "only months without" },
    { "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", NULL, 0, "No day fits", "every November is no February" },
    { "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=6", NULL, 0, "No day fits", "no month has six Tuesdays" },
    { "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", NULL, 0, "No day fits", "the 31st of February, day by day" },
    { "daily", "2026-12-01", 3, "two ends", "only one end" },
    { "FREQ=DAILY;COUNT=3", "2026-12-01", 0, "two ends", "one in the rule, one beside it" },
    { "FREQ=DAILY;COUNT=3;UNTIL=20261201", NULL, 0, "COUNT", "both in the rule" },
    { "daily", "soon", 0, "last day", "no day" },
    { "daily", "2026-12-01;COUNT=3", 0, "last day", "nothing but a day" },
    { "daily", "2026-11-23", 0, "ends before", "the day before the first" },
    { "daily", NULL, 10001, "10000", "more than can be counted at once" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *rule = tidings_recurrence_parse (cases[i].text, "2026-11-24T09:00", cases[i].until, cases[i].count, &error);

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_null (rule);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* Examples of RFC 5545, section 3.8.5.3, where the first occurrence is on 2 September 1997 at 9:00 unless said otherwise. */
static void
test_rfc (void)
{
  static const struct { const char *rule; const char *wall; guint n; const char *walls; const char *why; } cases[] = {
    { "FREQ=DAILY;COUNT=10", "1997-09-02", 20,
      "09-02 09-03 09-04 09-05 09-06 09-07 09-08 09-09 09-10 09-11", "daily for ten occurrences" },
    { "FREQ=DAILY;UNTIL=19970906", "1997-09-02", 20, "09-02 09-03 09-04 09-05 09-06", "daily until a day" },
    { "FREQ=DAILY;INTERVAL=2", "1997-09-02", 4, "09-02 09-04 09-06 09-08", "every other day" },
    { "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", 20, "09-02 09-12 09-22 10-02 10-12", "every ten days" },
    { "FREQ=DAILY;UNTIL=20000131T140000;BYMONTH=1", "1998-01-01", 3, "01-01 01-02 01-03", "every day in January" },
    { "FREQ=WEEKLY;COUNT=10", "1997-09-02", 20,
      "09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04", "weekly for ten occurrences" },
    { "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02", 5, "09-02 09-16 09-30 10-14 10-28", "every other week" },
    { "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02", 20,
      "09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02", "Tuesday and Thursday for five weeks" },
    { "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01", 6,
      "09-01 09-03 09-05 09-15 09-17 09-19", "every other week on three days" },
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02", 20,
      "09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16", "every other week on two days" },
    { "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05", 5, "09-05 10-03 11-07 12-05 01-02", "the first Friday" },
    { "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07", 6, "09-07 09-28 11-02 11-30 01-04 01-25",
      "every other month, the first and the last Sunday" },
    { "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22", 20, "09-22 10-20 11-17 12-22 01-19 02-16", "the last Monday but one" },
    { "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", 6, "09-28 10-29 11-28 12-29 01-29 02-26", "the last day but two" },
    { "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02", 4, "09-02 09-15 10-02 10-15", "the 2nd and the 15th" },
    { "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30", 4, "09-30 10-01 10-31 11-01", "the first and the last day" },
    { "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10", 7,
      "09-10 09-11 09-12 09-13 09-14 09-15 03-10", "every 18 months" },
    { "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02", 6, "09-02 09-09 09-16 09-23 09-30 11-04", "Tuesdays of every other month" },
    { "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10", 4, "06-10 07-10 06-10 07-10", "in June and July" },
    { "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10", 4, "03-10 01-10 02-10 03-10", "every other year in three months" },
    { "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "1997-01-01", 5, "01-01 04-10 07-19 01-01 04-09",
      "days of every third year" },
    { "FREQ=YEARLY;BYDAY=20MO", "1997-05-19", 3, "05-19 05-18 05-17", "the twentieth Monday of the year" },
    { "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", 3, "05-12 05-11 05-17", "Monday of week 20" },
    { "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", 4, "03-13 03-20 03-27 03-05", "every Thursday in March" },
    { "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05", 3, "06-05 06-12 06-19", "every summer Thursday" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13", 4, "02-13 03-13 11-13 08-13", "every Friday the 13th" },
    { "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13", 4, "09-13 10-11 11-08 12-13",
      "the Saturday after the first Sunday" },
    { "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05", 3, "11-05 11-07 11-02",
      "election day of the United States" },
    { "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", 20, "09-04 10-07 11-06", "the third of three weekdays" },
    { "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", 7, "09-29 10-30 11-27 12-30 01-29 02-26 03-30",
      "the last weekday but one" },
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", 20, "08-05 08-10 08-19 08-24", "weeks from Monday" },
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", 20, "08-05 08-17 08-19 08-31", "weeks from Sunday" },
    { "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", 20, "01-15 01-30 02-15 03-15 03-30", "30 February is left out" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wall = g_strconcat (cases[i].wall, "T09:00", NULL);
      g_autofree char *rule = tidings_recurrence_parse (cases[i].rule, wall, NULL, 0, NULL);
      g_auto(GStrv) walls = tidings_recurrence_list (rule, wall, NULL, cases[i].n);
      g_autofree char *joined = NULL;

      g_test_message ("%s: %s", cases[i].rule, cases[i].why);
      for (guint j = 0; walls[j] != NULL; j++)
        {
          g_assert_true (g_str_has_suffix (walls[j], "T09:00"));
          memmove (walls[j], walls[j] + strlen ("1997-"), strlen ("09-02"));
          walls[j][strlen ("09-02")] = '\0';
        }
      joined = join (walls);
      g_assert_cmpstr (joined, ==, cases[i].walls);
    }
}

static void
test_list (void)
{
  static const struct { const char *rule; const char *wall; const char *after; guint n; const char *walls; const char *why; } cases[] = {
    { "", "2026-11-24T09:00", NULL, 5, "2026-11-24T09:00", "once" },
    { "", "2026-11-24T09:00", "2026-11-24T08:59", 5, "2026-11-24T09:00", "once, still to come" },
    { "", "2026-11-24T09:00", "2026-11-24T09:00", 5, "", "once, and that was it" },
    { "FREQ=DAILY", "2026-11-24T09:00", "2026-11-24T09:00", 2, "2026-11-25T09:00 2026-11-26T09:00", "later than, not at" },
    { "FREQ=DAILY", "2026-11-24T09:00", "2026-11-26T08:59", 1, "2026-11-26T09:00", "the day itself when its time is still to come" },
    { "FREQ=WEEKLY;BYDAY=FR", "2026-11-24T09:00", NULL, 3, "2026-11-24T09:00 2026-11-27T09:00 2026-12-04T09:00",
      "a first Tuesday counts as one although the rule says Friday" },
    { "FREQ=WEEKLY;BYDAY=FR;COUNT=2", "2026-11-24T09:00", NULL, 5, "2026-11-24T09:00 2026-11-27T09:00", "it is counted, too" },
    { "FREQ=DAILY;COUNT=1", "2026-11-24T09:00", NULL, 5, "2026-11-24T09:00", "one time is the first time" },
    { "FREQ=DAILY;COUNT=400", "2026-11-24T09:00", "2027-12-25T09:00", 5, "2027-12-26T09:00 2027-12-27T09:00 2027-12-28T09:00",
      "counted from the first one, however late it is" },
    { "FREQ=DAILY;UNTIL=20261126", "2026-11-24T09:00", NULL, 9, "2026-11-24T09:00 2026-11-25T09:00 2026-11-26T09:00",
      "the last day is one of them" },
    { "FREQ=DAILY;UNTIL=20261126T085900", "2026-11-24T09:00", NULL, 9, "2026-11-24T09:00 2026-11-25T09:00", "a minute too early" },
    { "FREQ=DAILY;UNTIL=20261126T090000", "2026-11-24T09:00", NULL, 9, "2026-11-24T09:00 2026-11-25T09:00 2026-11-26T09:00",
      "the last moment is one of them" },
    { "FREQ=MONTHLY;BYMONTHDAY=31", "2026-10-31T09:00", NULL, 4, "2026-10-31T09:00 2026-12-31T09:00 2027-01-31T09:00 2027-03-31T09:00",
      "months without a 31st are left out" },
    { "FREQ=MONTHLY;BYDAY=2TU", "2026-11-10T09:00", NULL, 3, "2026-11-10T09:00 2026-12-08T09:00 2027-01-12T09:00", "second Tuesday" },
    { "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27T09:00", NULL, 3, "2026-11-27T09:00 2026-12-25T09:00 2027-01-29T09:00", "last Friday" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29T09:00", NULL, 3, "2028-02-29T09:00 2032-02-29T09:00 2036-02-29T09:00",
      "only leap years" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2096-02-29T09:00", "2096-02-29T09:00", 1, "2104-02-29T09:00", "2100 is none" },
    { "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30", "2026-11-24T09:00", NULL, 5,
      "2026-11-24T09:00 2026-11-24T09:30 2026-11-24T17:00 2026-11-24T17:30 2026-11-25T09:00", "several times a day" },
    { "FREQ=HOURLY;INTERVAL=5", "2026-11-24T22:10", NULL, 4, "2026-11-24T22:10 2026-11-25T03:10 2026-11-25T08:10 2026-11-25T13:10",
      "hours go on across midnight" },
    { "FREQ=HOURLY;INTERVAL=5;BYHOUR=3,13", "2026-11-24T22:10", NULL, 3, "2026-11-24T22:10 2026-11-25T03:10 2026-11-25T13:10",
      "the interval is kept beside BYHOUR" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,TH;WKST=SA", "2026-11-24T09:00", NULL, 3,
      "2026-11-24T09:00 2026-11-26T09:00 2026-12-07T09:00", "a week that begins on Saturday loses no day" },
    { "FREQ=NEVERLY", "2026-11-24T09:00", NULL, 5, "2026-11-24T09:00", "a rule that cannot be read is once" },
    { "FREQ=DAILY", "24 November", NULL, 5, "", "a start that cannot be read is never" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) walls = tidings_recurrence_list (cases[i].rule, cases[i].wall, cases[i].after, cases[i].n);
      g_autofree char *joined = join (walls);

      g_test_message ("%s: %s", cases[i].rule, cases[i].why);
      g_assert_cmpstr (joined, ==, cases[i].walls);
    }
}

static void
test_localize (void)
{
  static const struct { const char *text; const char *zone; const char *local; const char *why; } cases[] = {
    { "FREQ=DAILY;UNTIL=20270303T080000Z", "Europe/Berlin", "FREQ=DAILY;UNTIL=20270303T090000", "an hour ahead in winter" },
    { "FREQ=DAILY;UNTIL=20270703T080000Z", "Europe/Berlin", "FREQ=DAILY;UNTIL=20270703T100000", "two in summer" },
    { "FREQ=DAILY;UNTIL=20270303T030000Z", "America/New_York", "FREQ=DAILY;UNTIL=20270302T220000", "the day before" },
    { "FREQ=DAILY;UNTIL=20270303T080000", "Europe/Berlin", "FREQ=DAILY;UNTIL=20270303T080000", "local already" },
    { "FREQ=DAILY;UNTIL=20270303", "Europe/Berlin", "FREQ=DAILY;UNTIL=20270303", "a day has no zone" },
    { "weekly", "Europe/Berlin", "weekly", "a preset" },
    { "FREQ=DAILY;UNTIL=20270303T080000Z", "Nowhere/Atall", "FREQ=DAILY;UNTIL=20270303T080000Z", "no such zone: for parse to refuse" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *local = tidings_recurrence_localize (cases[i].text, cases[i].zone);

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpstr (local, ==, cases[i].local);
    }
}

/* Each of these once made libical search for a second or more, or comes so rarely that a search seems without end. The
 * bound is far above what is needed on a busy machine (milliseconds), and far below such searches taken together. */
static void
test_hostile (void)
{
  static const struct { const char *rule; const char *after; gboolean comes; } cases[] = {
    { "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", NULL, FALSE },
    { "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=6", NULL, FALSE },
    { "FREQ=YEARLY;BYDAY=MO;BYSETPOS=60", NULL, FALSE },
    { "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", NULL, FALSE },
    { "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", NULL, FALSE },
    { "FREQ=HOURLY;INTERVAL=2;BYHOUR=8", NULL, FALSE },
    { "FREQ=DAILY;INTERVAL=7;BYDAY=WE", NULL, FALSE },
    { "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", NULL, TRUE },
    { "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", NULL, FALSE },
    { "FREQ=MONTHLY;INTERVAL=48;BYMONTHDAY=30", NULL, TRUE },
    { "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=FR", NULL, TRUE },
    { "FREQ=YEARLY;INTERVAL=1000", NULL, FALSE },
    { "FREQ=DAILY;COUNT=10000", "2399-01-01T00:00", FALSE },
    { "FREQ=HOURLY;COUNT=10000", "2399-01-01T00:00", FALSE },
    { "FREQ=HOURLY", "2399-01-01T00:00", TRUE },
    { "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU", "2399-01-01T00:00", TRUE },
  };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 begin = g_get_monotonic_time ();
      /* 2026 is two years away from a leap year, so some of these never meet one. */
      g_auto(GStrv) walls = tidings_recurrence_list (cases[i].rule, "2026-11-24T09:00",
                                                     cases[i].after != NULL ? cases[i].after : "2026-11-24T09:00", 1);

      g_test_message ("%s: %" G_GINT64_FORMAT " us", cases[i].rule, g_get_monotonic_time () - begin);
      g_assert_cmpint (walls[0] != NULL, ==, cases[i].comes);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 8 * G_USEC_PER_SEC);
}

/* A thousand questions about the far future of rules without an end: no walk through the years between. */
static void
test_far (void)
{
  static const char * const rules[] = {
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY",
  };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 1000; i++)
    {
      g_auto(GStrv) walls = tidings_recurrence_list (rules[i % G_N_ELEMENTS (rules)], "1970-01-05T09:00", "2370-06-01T00:00", 1);

      g_assert_nonnull (walls[0]);
      g_assert_cmpint (strncmp (walls[0], "237", 3), ==, 0);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
}

/* A reminder at half past two in the nights that have no such time, or have it twice: RFC 5545, 3.3.5. */
static void
test_clock_changes (void)
{
  static const struct { const char *zone; const char *wall; const char *instants; const char *why; } cases[] = {
    { "Europe/Berlin", "2026-03-28T02:30", "2026-03-28T01:30Z 2026-03-29T01:30Z 2026-03-30T00:30Z",
      "no 02:30 on the 29th: read with the offset before the gap, so the clock shows 03:30" },
    { "Europe/Berlin", "2026-10-24T02:30", "2026-10-24T00:30Z 2026-10-25T00:30Z 2026-10-26T01:30Z",
      "02:30 twice on the 25th: the first one" },
    { "America/New_York", "2026-03-07T02:30", "2026-03-07T07:30Z 2026-03-08T07:30Z 2026-03-09T06:30Z",
      "no 02:30 on the 8th, a Sunday three weeks before Berlin's" },
    { "America/New_York", "2026-10-31T01:30", "2026-10-31T05:30Z 2026-11-01T05:30Z 2026-11-02T06:30Z",
      "there 01:30 comes twice" },
    { "Pacific/Auckland", "2026-09-26T02:30", "2026-09-25T14:30Z 2026-09-26T14:30Z 2026-09-27T13:30Z",
      "spring is in September there" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) walls = tidings_recurrence_list ("FREQ=DAILY", cases[i].wall, NULL, 3);
      g_autoptr(GString) instants = g_string_new (NULL);

      for (guint j = 0; walls[j] != NULL; j++)
        {
          gint64 instant = tidings_wall_clock_to_instant (walls[j], cases[i].zone, NULL);
          g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (instant / 1000);
          g_autofree char *text = g_date_time_format (moment, j > 0 ? " %Y-%m-%dT%H:%MZ" : "%Y-%m-%dT%H:%MZ");

          g_string_append (instants, text);
        }
      g_test_message ("%s: %s", cases[i].zone, cases[i].why);
      g_assert_cmpstr (instants->str, ==, cases[i].instants);
    }
}

/* Whatever is typed is a rule that can be read again and listed, or an error. */
static void
test_random_bytes (void)
{
  static const char * const pieces[] = {
    "FREQ=", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", ";", ";", ";", "=", ",", "INTERVAL=", "COUNT=", "UNTIL=", "20270101",
    "BYDAY=", "MO", "2TU", "-1FR", "BYMONTHDAY=", "31", "-1", "1", "2", "29", "BYMONTH=", "BYSETPOS=", "BYHOUR=", "BYYEARDAY=",
    "BYWEEKNO=", "WKST=", "SU", "\xff", " ", "T", "Z", "9999999999", "0", "RRULE:",
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261124);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new (i % 2 ? "FREQ=MONTHLY" : "");
      g_autoptr(GError) error = NULL;
      g_autofree char *rule = NULL;
      g_autofree char *local = NULL;
      guint n = g_rand_int_range (rand, 0, 12);

      for (guint j = 0; j < n; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      local = tidings_recurrence_localize (text->str, "Europe/Berlin");
      rule = tidings_recurrence_parse (text->str, "2026-11-24T09:00", NULL, 0, &error);
      g_assert_true ((rule == NULL) == (error != NULL));
      if (rule != NULL)
        {
          g_auto(GStrv) walls = tidings_recurrence_list (rule, "2026-11-24T09:00", NULL, 3);
          g_autofree char *words = tidings_recurrence_describe (rule, "2026-11-24T09:00");

          g_assert_cmpstr (walls[0], ==, "2026-11-24T09:00");
          g_assert_cmpuint (strlen (words), >, 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recurrence/parse", test_parse);
  g_test_add_func ("/recurrence/refused", test_refused);
  g_test_add_func ("/recurrence/rfc", test_rfc);
  g_test_add_func ("/recurrence/list", test_list);
  g_test_add_func ("/recurrence/localize", test_localize);
  g_test_add_func ("/recurrence/hostile", test_hostile);
  g_test_add_func ("/recurrence/far", test_far);
  g_test_add_func ("/recurrence/clock-changes", test_clock_changes);
  g_test_add_func ("/recurrence/random-bytes", test_random_bytes);

  return g_test_run ();
}
