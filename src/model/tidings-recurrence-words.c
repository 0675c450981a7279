/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When something comes again, in words. What a sentence cannot say is named as such: better vague than wrong. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-recurrence.h"
#include "tidings-rule-words-private.h"

#define ALL_DAYS 0x7f
#define WORKING_DAYS 0x1f

static gboolean
has (const TidingsRule *rule,
     TidingsRulePart    part)
{
  return rule->parts[part].n > 0;
}

static guint
get_weekday_mask (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];
  guint mask = 0;

  for (guint i = 0; i < days->n; i++)
    mask |= 1 << (days->values[i] - 1);

  return mask;
}

static char *
describe_weekly (const TidingsRule *rule,
                 guint              days)
{
  g_autofree char *names = tidings_rule_dup_weekdays (days);
  gboolean is_one = (days & (days - 1)) == 0;

  if (rule->interval == 1 && days == ALL_DAYS)
    return g_strdup (C_("recurrence", "every day"));
  if (rule->interval == 1 && days == WORKING_DAYS)
    /* Translators: from Monday to Friday */
    return g_strdup (C_("recurrence", "every weekday"));
  if (rule->interval == 1)
    /* Translators: %s is a weekday or several, “Tuesday”, “Monday and Friday” */
    return g_strdup_printf (C_("recurrence", "every %s"), names);
  if (rule->interval == 2 && is_one)
    /* Translators: every other week; %s is a weekday, “Tuesday” */
    return g_strdup_printf (C_("recurrence", "every second %s"), names);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: %u is 2 or more; %s is a weekday or several, “Monday and Friday” */
                                       "every %u week on %s", "every %u weeks on %s", rule->interval),
                          rule->interval, names);
}

static char *
describe_month_day (const TidingsRule *rule,
                    int                day)
{
  if (day == -1 && rule->interval == 1)
    return g_strdup (C_("recurrence", "on the last day of every month"));
  if (day == -1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         /* Translators: %u is 2 or more */
                                         "every %u month on its last day", "every %u months on the last day", rule->interval),
                            rule->interval);
  if (day < 1)
    return NULL;
  if (rule->interval == 1 && day <= 28)
    /* Translators: %d is the day of the month, 1 to 28 */
    return g_strdup_printf (C_("recurrence", "on day %d of every month"), day);
  if (rule->interval == 1)
    /* Translators: %d is the day of the month, 29 to 31; months without it are left out */
    return g_strdup_printf (C_("recurrence", "on day %d of every month that has one"), day);
  if (day <= 28)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         /* Translators: %u is 2 or more; %d is the day of the month */
                                         "every %u month on day %d", "every %u months on day %d", rule->interval),
                            rule->interval, day);

  return NULL;
}

/* One weekday of the month; NULL for a position that has no words. */
static char *
describe_position (int         position,
                   const char *name)
{
  switch (position)
    {
    case 1:
      /* Translators: %s is a weekday, “Tuesday”; so in the following */
      return g_strdup_printf (C_("recurrence", "on the first %s of every month"), name);
    case 2:
      return g_strdup_printf (C_("recurrence", "on the second %s of every month"), name);
    case 3:
      return g_strdup_printf (C_("recurrence", "on the third %s of every month"), name);
    case 4:
      return g_strdup_printf (C_("recurrence", "on the fourth %s of every month"), name);
    case 5:
      /* Translators: %s is a weekday; months with only four of them are left out */
      return g_strdup_printf (C_("recurrence", "on the fifth %s of every month that has one"), name);
    case -1:
      return g_strdup_printf (C_("recurrence", "on the last %s of every month"), name);
    case -2:
      return g_strdup_printf (C_("recurrence", "on the last but one %s of every month"), name);
    default:
      return NULL;
    }
}

static char *
describe_position_apart (guint       n_months,
                         int         position,
                         const char *name)
{
  switch (position)
    {
    case 1:
      /* Translators: %u is 2 or more; %s is a weekday, “Tuesday”; so in the following */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "every %u month on the first %s", "every %u months on the first %s",
                                           n_months), n_months, name);
    case 2:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "every %u month on the second %s", "every %u months on the second %s",
                                           n_months), n_months, name);
    case 3:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "every %u month on the third %s", "every %u months on the third %s",
                                           n_months), n_months, name);
    case 4:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "every %u month on the fourth %s", "every %u months on the fourth %s",
                                           n_months), n_months, name);
    case -1:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "every %u month on the last %s", "every %u months on the last %s",
                                           n_months), n_months, name);
    default:
      return NULL;
    }
}

static char *
describe_weekday_of_month (const TidingsRule *rule,
                           int                day)
{
  int position = day / 10;
  const char *name = tidings_rule_get_weekday_name (ABS (day) % 10);

  return rule->interval == 1 ? describe_position (position, name) : describe_position_apart (rule->interval, position, name);
}

/* Any days of the month: a list behind “on”. */
static char *
describe_months_on (const TidingsRule *rule,
                    const char        *days)
{
  if (rule->interval == 1)
    /* Translators: %s is a list of days of the month, “day 1 and day 15”, “the first Monday and the last Friday” */
    return g_strdup_printf (C_("recurrence", "every month on %s"), days);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: %u is 2 or more; %s is a list of days of the month, “day 1 and day 15” */
                                       "every %u month on %s", "every %u months on %s", rule->interval),
                          rule->interval, days);
}

/* The days that are chosen of others: “the last of these days: Monday and Tuesday”. */
static char *
dup_chosen (const TidingsRule *rule,
            const char        *days)
{
  g_autofree char *positions = NULL;

  if (!has (rule, TIDINGS_RULE_SET_POS))
    return g_strdup (days);
  positions = tidings_rule_dup_positions (rule);

  /* Translators: the first %s is one place or several, “the first and the last”, the second a list of days, “each Monday and
   * each Tuesday” */
  return g_strdup_printf (C_("recurrence", "%s of these days: %s"), positions, days);
}

static char *
describe_monthly (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];
  const TidingsRuleList *month_days = &rule->parts[TIDINGS_RULE_MONTH_DAY];
  gboolean is_chosen = has (rule, TIDINGS_RULE_SET_POS);
  g_autofree char *list = NULL;
  g_autofree char *chosen = NULL;
  char *words = NULL;

  if (!is_chosen && days->n == 0 && month_days->n == 1)
    words = describe_month_day (rule, month_days->values[0]);
  else if (!is_chosen && days->n == 1 && month_days->n == 0)
    words = describe_weekday_of_month (rule, days->values[0]);
  if (words != NULL)
    return words;
  /* The places would be counted among days that are both, and that is more than a sentence can say. */
  if (is_chosen && days->n > 0 && month_days->n > 0)
    return NULL;

  list = tidings_rule_dup_days (rule, month_days->n > 0 ? TIDINGS_RULE_MONTH_DAY : TIDINGS_RULE_DAY);
  chosen = dup_chosen (rule, list);

  return describe_months_on (rule, chosen);
}

static char *
describe_position_of_year (int         position,
                           const char *name,
                           const char *month)
{
  switch (position)
    {
    case 1:
      /* Translators: the first %s is a weekday, the second a month: “every year on the first Sunday of May”; so in the following */
      return g_strdup_printf (C_("recurrence", "every year on the first %s of %s"), name, month);
    case 2:
      return g_strdup_printf (C_("recurrence", "every year on the second %s of %s"), name, month);
    case 3:
      return g_strdup_printf (C_("recurrence", "every year on the third %s of %s"), name, month);
    case 4:
      return g_strdup_printf (C_("recurrence", "every year on the fourth %s of %s"), name, month);
    case -1:
      return g_strdup_printf (C_("recurrence", "every year on the last %s of %s"), name, month);
    default:
      return NULL;
    }
}

/* One date a year; NULL for one that the calendar of some years has not. */
static char *
describe_date (const TidingsRule *rule,
               int                month,
               int                day)
{
  g_autoptr(GDateTime) date = day > 0 ? g_date_time_new_utc (2000, month, day, 0, 0, 0) : NULL;
  g_autofree char *words = NULL;

  if (date == NULL)
    return NULL;

  /* Translators: a day of the year for g_date_time_format(), “22 November” */
  words = g_date_time_format (date, C_("recurrence", "%-d %B"));
  if (month == 2 && day == 29)
    /* Translators: %s is 29 February */
    return rule->interval == 1 ? g_strdup_printf (C_("recurrence", "every leap year on %s"), words) : NULL;
  if (rule->interval == 1)
    /* Translators: %s is a day of the year, “22 November” */
    return g_strdup_printf (C_("recurrence", "every year on %s"), words);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: %u is 2 or more; %s is a day of the year, “22 November” */
                                       "every %u year on %s", "every %u years on %s", rule->interval),
                          rule->interval, words);
}

/* Days of some months of the year. */
static char *
describe_years_in (const TidingsRule *rule,
                   const char        *months,
                   const char        *days)
{
  if (rule->interval == 1)
    /* Translators: the first %s is one month or several, “May and June”, the second a list of days, “day 1 and day 15” */
    return g_strdup_printf (C_("recurrence", "every year in %s, on %s"), months, days);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: %u is 2 or more; the first %s is one month or several, the second a list of days */
                                       "every %u year in %s, on %s", "every %u years in %s, on %s", rule->interval),
                          rule->interval, months, days);
}

/* Days that are counted through the whole year. */
static char *
describe_years_on (const TidingsRule *rule,
                   const char        *days)
{
  if (rule->interval == 1)
    /* Translators: %s is a list of days, “day 100 and the last day”, “the first Monday” */
    return g_strdup_printf (C_("recurrence", "every year on %s of the year"), days);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: %u is 2 or more; %s is a list of days, “day 100 and the last day” */
                                       "every %u year on %s of the year", "every %u years on %s of the year", rule->interval),
                          rule->interval, days);
}

static char *
describe_in_months (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];
  const TidingsRuleList *month_days = &rule->parts[TIDINGS_RULE_MONTH_DAY];
  const TidingsRuleList *months = &rule->parts[TIDINGS_RULE_MONTH];
  gboolean is_chosen = has (rule, TIDINGS_RULE_SET_POS);
  g_autofree char *list = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *names = NULL;
  char *words = NULL;

  if (months->n == 1 && !is_chosen && days->n == 1 && month_days->n == 0 && rule->interval == 1)
    words = describe_position_of_year (days->values[0] / 10, tidings_rule_get_weekday_name (ABS (days->values[0]) % 10),
                                       tidings_rule_get_month_name (months->values[0]));
  else if (months->n == 1 && !is_chosen && days->n == 0 && month_days->n == 1)
    words = describe_date (rule, months->values[0], month_days->values[0]);
  if (words != NULL)
    return words;
  /* Every second year and every leap year together are neither. */
  if (rule->interval > 1 && months->n == 1 && months->values[0] == 2 && month_days->n == 1 && month_days->values[0] == 29)
    return NULL;
  /* The places are counted through all months of the year together. */
  if (is_chosen && (months->n > 1 || (days->n > 0 && month_days->n > 0)))
    return NULL;

  list = tidings_rule_dup_days (rule, month_days->n > 0 ? TIDINGS_RULE_MONTH_DAY : TIDINGS_RULE_DAY);
  chosen = dup_chosen (rule, list);
  names = months->n == 12 ? g_strdup (C_("recurrence", "every month")) : tidings_rule_dup_months (rule);

  return describe_years_in (rule, names, chosen);
}

static gboolean
has_positions (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];

  /* They are sorted, so negative ones are first and large ones last. */
  return days->n > 0 && (days->values[0] < 0 || days->values[days->n - 1] > 10);
}

static char *
describe_yearly (const TidingsRule *rule)
{
  gboolean has_weekdays = has (rule, TIDINGS_RULE_DAY);
  gboolean has_dates = has (rule, TIDINGS_RULE_MONTH) || has (rule, TIDINGS_RULE_MONTH_DAY);
  gboolean is_chosen = has (rule, TIDINGS_RULE_SET_POS);
  g_autofree char *list = NULL;
  g_autofree char *weeks = NULL;

  if (has (rule, TIDINGS_RULE_WEEK_NO))
    {
      if (has_dates || has (rule, TIDINGS_RULE_YEAR_DAY) || is_chosen || has_positions (rule))
        return NULL;
      weeks = tidings_rule_dup_weeks (rule);
      list = tidings_rule_dup_weekdays (get_weekday_mask (rule));
      return describe_years_in (rule, weeks, list);
    }
  if (has (rule, TIDINGS_RULE_YEAR_DAY))
    {
      if (has_dates || has_weekdays || is_chosen)
        return NULL;
      list = tidings_rule_dup_year_days (rule);
      return describe_years_on (rule, list);
    }
  if (has (rule, TIDINGS_RULE_MONTH))
    return describe_in_months (rule);
  if (is_chosen)
    return NULL;
  if (!has_positions (rule) && rule->interval == 1)
    return describe_weekly (rule, get_weekday_mask (rule));
  list = tidings_rule_dup_days (rule, TIDINGS_RULE_DAY);

  return describe_years_on (rule, list);
}

static char *
describe_daily (const TidingsRule *rule)
{
  if (rule->interval == 1)
    return g_strdup (C_("recurrence", "every day"));
  if (rule->interval == 2)
    return g_strdup (C_("recurrence", "every second day"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: %u is 3 or more */
                                       "every %u day", "every %u days", rule->interval),
                          rule->interval);
}

static char *
describe_hourly (const TidingsRule *rule)
{
  if (rule->interval == 1)
    return g_strdup (C_("recurrence", "every hour"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: %u is 2 or more */
                                       "every %u hour", "every %u hours", rule->interval),
                          rule->interval);
}

/* Takes @words; only on days that are also what @part says. */
static char *
add_condition (char              *words,
               const TidingsRule *rule,
               TidingsRulePart    part)
{
  g_autofree char *steps = words;
  g_autofree char *condition = NULL;

  if (steps == NULL || !has (rule, part))
    return g_steal_pointer (&steps);
  condition = tidings_rule_dup_condition (rule, part);

  /* Translators: the first %s is how often, “every month on day 13”, the second what the day has to be, “a Friday” */
  return g_strdup_printf (C_("recurrence", "%s, but only if it is %s"), steps, condition);
}

/* Takes @words; only in some months, where the sentence does not say so already. */
static char *
add_months (char              *words,
            const TidingsRule *rule)
{
  g_autofree char *steps = words;
  g_autofree char *months = NULL;

  if (steps == NULL || !has (rule, TIDINGS_RULE_MONTH) || rule->frequency == TIDINGS_FREQUENCY_YEARLY)
    return g_steal_pointer (&steps);
  months = tidings_rule_dup_months (rule);

  /* Translators: the first %s is how often, “every Tuesday”, the second one month or several, “June and July” */
  return g_strdup_printf (C_("recurrence", "%s, but only in %s"), steps, months);
}

/* Takes @words; at times that the rule names itself. */
static char *
add_times (char              *words,
           const TidingsRule *rule,
           const TidingsRule *as_typed)
{
  g_autofree char *steps = words;
  g_autofree char *times = NULL;

  if (steps == NULL || (!has (as_typed, TIDINGS_RULE_HOUR) && !has (as_typed, TIDINGS_RULE_MINUTE)))
    return g_steal_pointer (&steps);
  /* Places would be counted among the times, too. */
  if (has (rule, TIDINGS_RULE_SET_POS))
    return NULL;
  if (rule->frequency == TIDINGS_FREQUENCY_HOURLY && !has (rule, TIDINGS_RULE_HOUR))
    {
      if (rule->parts[TIDINGS_RULE_MINUTE].n > 1)
        return NULL;
      /* Translators: %s is how often, “every 2 hours”, %d the minute of the hour, 0 to 59 */
      return g_strdup_printf (C_("recurrence", "%s at minute %d"), steps, rule->parts[TIDINGS_RULE_MINUTE].values[0]);
    }
  times = tidings_rule_dup_times (rule);

  if (rule->frequency == TIDINGS_FREQUENCY_HOURLY)
    /* Translators: the first %s is how often, “every 2 hours”, the second one time or several, “09:00 and 17:00” */
    return g_strdup_printf (C_("recurrence", "%s, but only at %s"), steps, times);

  /* Translators: the first %s is how often, “every Tuesday”, the second one time or several, “09:00 and 17:00” */
  return g_strdup_printf (C_("recurrence", "%s at %s"), steps, times);
}

static char *
describe_plainly (const TidingsRule *rule)
{
  gboolean has_weekdays = has (rule, TIDINGS_RULE_DAY);
  gboolean has_month_days = has (rule, TIDINGS_RULE_MONTH_DAY);
  char *words = NULL;

  switch (rule->frequency)
    {
    case TIDINGS_FREQUENCY_HOURLY:
      words = describe_hourly (rule);
      words = add_condition (words, rule, TIDINGS_RULE_MONTH_DAY);
      return add_condition (words, rule, TIDINGS_RULE_DAY);
    case TIDINGS_FREQUENCY_DAILY:
      if (rule->interval > 1 || !(has_weekdays || has_month_days))
        return add_condition (add_condition (describe_daily (rule), rule, TIDINGS_RULE_MONTH_DAY), rule, TIDINGS_RULE_DAY);
      /* On each day that fits: the same as every week or month on these. */
      if (!has_month_days)
        return describe_weekly (rule, get_weekday_mask (rule));
      words = describe_monthly (rule);
      return has_weekdays ? add_condition (words, rule, TIDINGS_RULE_DAY) : words;
    case TIDINGS_FREQUENCY_WEEKLY:
      return describe_weekly (rule, get_weekday_mask (rule));
    case TIDINGS_FREQUENCY_MONTHLY:
      words = describe_monthly (rule);
      return has_month_days ? add_condition (words, rule, TIDINGS_RULE_DAY) : words;
    case TIDINGS_FREQUENCY_YEARLY:
      words = describe_yearly (rule);
      return has_month_days ? add_condition (words, rule, TIDINGS_RULE_DAY) : words;
    default:
      return NULL;
    }
}

/* How often, without the end; NULL for a shape that has no words. @rule is resolved, @as_typed is not. */
static char *
describe_steps (const TidingsRule *rule,
                const TidingsRule *as_typed)
{
  gboolean is_yearly = rule->frequency == TIDINGS_FREQUENCY_YEARLY;
  gboolean is_monthly = rule->frequency == TIDINGS_FREQUENCY_MONTHLY;

  if (!is_yearly && (has (rule, TIDINGS_RULE_WEEK_NO) || has (rule, TIDINGS_RULE_YEAR_DAY)))
    return NULL;
  if (!is_yearly && !is_monthly && has (rule, TIDINGS_RULE_SET_POS))
    return NULL;

  return add_times (add_months (describe_plainly (rule), rule), rule, as_typed);
}

static char *
describe_end (const TidingsRule *rule,
              const char        *steps)
{
  g_autoptr(GDateTime) until = NULL;
  g_autofree char *day = NULL;
  TidingsWall last = { 0 };

  if (rule->count > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         /* Translators: %s is how often, “every Tuesday”; %u how many times in all */
                                         "%s, once", "%s, %u times", rule->count),
                            steps, rule->count);
  if (!tidings_wall_read (rule->until, &last) || !(until = g_date_time_new_utc (last.year, last.month, last.day, 0, 0, 0)))
    return g_strdup (steps);

  /* Translators: a date for g_date_time_format(), “3 March 2027” */
  day = g_date_time_format (until, C_("recurrence", "%-d %B %Y"));

  /* Translators: the first %s is how often, “every Tuesday”, the second the last day, “3 March 2027” */
  return g_strdup_printf (C_("recurrence", "%s until %s"), steps, day);
}

char *
tidings_recurrence_describe (const char *rule,
                             const char *wall)
{
  g_autofree char *steps = NULL;
  TidingsWall first = { 0 };
  TidingsRule as_typed = { 0 };
  TidingsRule resolved;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (wall != NULL, NULL);

  if (*rule == '\0')
    return g_strdup ("");
  if (!tidings_wall_read (wall, &first) || !tidings_rule_read (rule, &as_typed, NULL))
    return g_strdup (C_("recurrence", "by a rule of its own"));

  resolved = as_typed;
  tidings_rule_resolve (&resolved, &first);
  if (!(steps = describe_steps (&resolved, &as_typed)))
    steps = g_strdup (C_("recurrence", "by a rule of its own"));

  return describe_end (&as_typed, steps);
}
