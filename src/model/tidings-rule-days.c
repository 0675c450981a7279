/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days a rule can have, without looking for one. */
#include "config.h"

#include "tidings-rule-private.h"

static gboolean
has (const TidingsRule *rule,
     TidingsRulePart    part)
{
  return rule->parts[part].n > 0;
}

/* What a day is in its month and year, for one kind of year. */
typedef struct {
  int month;
  int day;
  int n_month_days;
  int year_day;
  int n_year_days;
  int weekday;
} KindOfDay;

static gboolean
has_weekday (const TidingsRule *rule,
             const KindOfDay   *day,
             gboolean           in_year)
{
  int from_start = ((in_year ? day->year_day : day->day) - 1) / 7 + 1;
  int from_end = ((in_year ? day->n_year_days - day->year_day : day->n_month_days - day->day)) / 7 + 1;

  return tidings_rule_has (rule, TIDINGS_RULE_DAY, day->weekday) ||
         tidings_rule_has (rule, TIDINGS_RULE_DAY, from_start * 10 + day->weekday) ||
         tidings_rule_has (rule, TIDINGS_RULE_DAY, -from_end * 10 - day->weekday);
}

static gboolean
has_day (const TidingsRule *rule,
         const KindOfDay   *day)
{
  gboolean in_year = rule->frequency == TIDINGS_FREQUENCY_YEARLY && !has (rule, TIDINGS_RULE_MONTH);

  if (has (rule, TIDINGS_RULE_MONTH) && !tidings_rule_has (rule, TIDINGS_RULE_MONTH, day->month))
    return FALSE;
  if (has (rule, TIDINGS_RULE_MONTH_DAY) && !tidings_rule_has (rule, TIDINGS_RULE_MONTH_DAY, day->day) &&
      !tidings_rule_has (rule, TIDINGS_RULE_MONTH_DAY, day->day - day->n_month_days - 1))
    return FALSE;

  return !has (rule, TIDINGS_RULE_DAY) || has_weekday (rule, day, in_year);
}

gboolean
tidings_rule_has_date (const TidingsRule *rule,
                       int                year,
                       int                month,
                       int                day)
{
  KindOfDay kind = { .month = month, .day = day };
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  kind.n_month_days = g_date_get_days_in_month (month, year);
  kind.year_day = g_date_get_day_of_year (&date);
  kind.n_year_days = g_date_is_leap_year (year) ? 366 : 365;
  kind.weekday = g_date_get_weekday (&date);

  return has_day (rule, &kind);
}

static gboolean
has_position (const TidingsRule *rule,
              int                n_days)
{
  const TidingsRuleList *positions = &rule->parts[TIDINGS_RULE_SET_POS];

  for (guint i = 0; i < positions->n; i++)
    if (ABS (positions->values[i]) <= n_days)
      return TRUE;

  return n_days > 0 && positions->n == 0;
}

/* Whether every so many months from the first one the rule's months come by. */
static gboolean
reaches_month (const TidingsRule *rule,
               const TidingsWall *wall,
               int                month)
{
  int step = rule->interval % 12;

  if (rule->frequency != TIDINGS_FREQUENCY_MONTHLY)
    return TRUE;
  for (int i = 0; i < 12; i++)
    if ((wall->month - 1 + i * step) % 12 + 1 == month)
      return TRUE;

  return FALSE;
}

static gboolean
year_has_day (const TidingsRule *rule,
              const TidingsWall *wall,
              gboolean           is_leap,
              int                weekday)
{
  KindOfDay day = { .n_year_days = is_leap ? 366 : 365, .weekday = weekday };
  gboolean is_yearly = rule->frequency == TIDINGS_FREQUENCY_YEARLY;
  int n_days = 0;

  for (day.month = 1; day.month <= 12; day.month++)
    {
      if (!is_yearly)
        n_days = 0;
      day.n_month_days = g_date_get_days_in_month (day.month, is_leap ? 2000 : 2001);
      for (day.day = 1; day.day <= day.n_month_days; day.day++)
        {
          day.year_day++;
          n_days += reaches_month (rule, wall, day.month) && has_day (rule, &day);
          day.weekday = day.weekday % 7 + 1;
        }
      if (has_position (rule, n_days) && (!is_yearly || day.month == 12))
        return TRUE;
    }

  return FALSE;
}

/* Whoever searches for the 31st of February searches for ever, and libical for seconds. */
gboolean
tidings_rule_is_possible (const TidingsRule *rule,
                          const TidingsWall *wall)
{
  if (has (rule, TIDINGS_RULE_WEEK_NO) || has (rule, TIDINGS_RULE_YEAR_DAY))
    return TRUE;
  for (int weekday = 1; weekday <= 7; weekday++)
    if (year_has_day (rule, wall, FALSE, weekday) || year_has_day (rule, wall, TRUE, weekday))
      return TRUE;

  return FALSE;
}
