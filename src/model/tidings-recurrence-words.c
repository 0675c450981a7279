/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When something comes again, in words. A shape without words of its own is named as such: better vague than wrong. */
#include "config.h"

#include <langinfo.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-recurrence.h"
#include "tidings-rule-private.h"

#define ALL_DAYS 0x7f
#define WORKING_DAYS 0x1f

/* The language's own names, Monday first. */
static const char *
get_weekday_name (int weekday)
{
  static const nl_item names[7] = { DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7, DAY_1 };

  return nl_langinfo (names[weekday - 1]);
}

static const char *
get_month_name (int month)
{
  static const nl_item names[12] = { MON_1, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12 };

  return nl_langinfo (names[month - 1]);
}

static gboolean
has (const TidingsRule *rule,
     TidingsRulePart    part)
{
  return rule->parts[part].n > 0;
}

static char *
describe_weekdays (guint days)
{
  g_autoptr(GString) words = g_string_new (NULL);
  int last = 7;

  while (last > 1 && !(days & 1 << (last - 1)))
    last--;
  for (int day = 1; day < last; day++)
    {
      if (!(days & 1 << (day - 1)))
        continue;
      if (words->len > 0)
        /* Translators: between weekdays, as in “Monday, Wednesday and Friday” */
        g_string_append (words, C_("recurrence", ", "));
      g_string_append (words, get_weekday_name (day));
    }
  if (words->len == 0)
    return g_strdup (get_weekday_name (last));

  /* Translators: the first %s is one weekday or several with commas, the second the last one: “Monday, Wednesday and Friday” */
  return g_strdup_printf (C_("recurrence", "%s and %s"), words->str, get_weekday_name (last));
}

static char *
describe_weekly (const TidingsRule *rule,
                 guint              days)
{
  g_autofree char *names = describe_weekdays (days);
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
describe_monthly (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];
  const TidingsRuleList *month_days = &rule->parts[TIDINGS_RULE_MONTH_DAY];
  const char *name;
  int position;

  if (days->n == 0 && month_days->n == 1)
    return describe_month_day (rule, month_days->values[0]);
  if (days->n != 1 || month_days->n > 0)
    return NULL;

  position = days->values[0] / 10;
  name = get_weekday_name (ABS (days->values[0]) % 10);

  return rule->interval == 1 ? describe_position (position, name) : describe_position_apart (rule->interval, position, name);
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

static char *
describe_yearly (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];
  const TidingsRuleList *month_days = &rule->parts[TIDINGS_RULE_MONTH_DAY];
  const TidingsRuleList *months = &rule->parts[TIDINGS_RULE_MONTH];
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *words = NULL;

  if (months->n != 1 || days->n + month_days->n != 1)
    return NULL;
  if (days->n == 1 && rule->interval > 1)
    return NULL;
  if (days->n == 1)
    return describe_position_of_year (days->values[0] / 10, get_weekday_name (ABS (days->values[0]) % 10),
                                      get_month_name (months->values[0]));
  if (month_days->values[0] < 1 || !(date = g_date_time_new_utc (2000, months->values[0], month_days->values[0], 0, 0, 0)))
    return NULL;

  /* Translators: a day of the year for g_date_time_format(), “22 November” */
  words = g_date_time_format (date, C_("recurrence", "%-d %B"));
  if (months->values[0] == 2 && month_days->values[0] == 29)
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

static guint
get_weekday_mask (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];
  guint mask = 0;

  for (guint i = 0; i < days->n; i++)
    mask |= 1 << (days->values[i] - 1);

  return mask;
}

/* How often, without the end; NULL for a shape that has no words. @rule is resolved, @as_typed is not. */
static char *
describe_steps (const TidingsRule *rule,
                const TidingsRule *as_typed)
{
  guint n_weekdays = rule->parts[TIDINGS_RULE_DAY].n;
  gboolean is_yearly = rule->frequency == TIDINGS_FREQUENCY_YEARLY;

  if (has (as_typed, TIDINGS_RULE_HOUR) || has (as_typed, TIDINGS_RULE_MINUTE) || has (rule, TIDINGS_RULE_SET_POS) ||
      has (rule, TIDINGS_RULE_WEEK_NO) || has (rule, TIDINGS_RULE_YEAR_DAY) || (has (rule, TIDINGS_RULE_MONTH) && !is_yearly))
    return NULL;

  switch (rule->frequency)
    {
    case TIDINGS_FREQUENCY_HOURLY:
      return n_weekdays == 0 && !has (rule, TIDINGS_RULE_MONTH_DAY) ? describe_hourly (rule) : NULL;
    case TIDINGS_FREQUENCY_DAILY:
      if (has (rule, TIDINGS_RULE_MONTH_DAY))
        return NULL;
      if (n_weekdays == 0)
        return describe_daily (rule);
      return rule->interval == 1 ? describe_weekly (rule, get_weekday_mask (rule)) : NULL;
    case TIDINGS_FREQUENCY_WEEKLY:
      return describe_weekly (rule, get_weekday_mask (rule));
    case TIDINGS_FREQUENCY_MONTHLY:
      return describe_monthly (rule);
    case TIDINGS_FREQUENCY_YEARLY:
      return describe_yearly (rule);
    default:
      return NULL;
    }
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
