/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days, months and times of a rule as lists of words. */
#include "config.h"

#include <langinfo.h>
#include <glib/gi18n-lib.h>

#include "tidings-rule-words-private.h"

typedef char *(*NameFunc) (int value);

const char *
tidings_rule_get_weekday_name (int weekday)
{
  static const nl_item names[7] = { DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7, DAY_1 };

  return nl_langinfo (names[weekday - 1]);
}

const char *
tidings_rule_get_month_name (int month)
{
  static const nl_item names[12] = { MON_1, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12 };

  return nl_langinfo (names[month - 1]);
}

/* @pattern: joins what comes before the last one with the last one */
static char *
join (GPtrArray  *items,
      const char *pattern)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i + 1 < items->len; i++)
    {
      if (i > 0)
        /* Translators: between the items of a list, as in “Monday, Wednesday and Friday” */
        g_string_append (words, C_("recurrence", ", "));
      g_string_append (words, g_ptr_array_index (items, i));
    }
  if (items->len == 0)
    return g_strdup ("");
  if (words->len == 0)
    return g_strdup (g_ptr_array_index (items, 0));

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (pattern, words->str, (const char *) g_ptr_array_index (items, items->len - 1));
#pragma GCC diagnostic pop
}

static char *
join_all (GPtrArray *items)
{
  /* Translators: the first %s is one item or several with commas, the second the last one: “Monday, Wednesday and Friday” */
  return join (items, C_("recurrence", "%s and %s"));
}

static char *
join_any (GPtrArray *items)
{
  /* Translators: the first %s is one item or several with commas, the second the last one: “a Monday, a Tuesday or a Friday” */
  return join (items, C_("recurrence", "%s or %s"));
}

static char *
join_values (const TidingsRuleList *list,
             NameFunc               get_name,
             char                *(*join_them) (GPtrArray *items))
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  /* Counted from the end comes after what is counted from the beginning, as people say it. */
  for (guint i = 0; i < list->n; i++)
    if (list->values[i] > 0)
      g_ptr_array_add (items, get_name (list->values[i]));
  for (guint i = 0; i < list->n; i++)
    if (list->values[i] < 0)
      g_ptr_array_add (items, get_name (list->values[i]));

  return join_them (items);
}

char *
tidings_rule_dup_weekdays (guint days)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (int day = 1; day <= 7; day++)
    if (days & 1 << (day - 1))
      g_ptr_array_add (items, g_strdup (tidings_rule_get_weekday_name (day)));

  return join_all (items);
}

static char *
dup_month_day (int day)
{
  if (day == -1)
    return g_strdup (C_("recurrence", "the last day"));
  if (day == -2)
    return g_strdup (C_("recurrence", "the last day but one"));
  if (day < 0)
    /* Translators: %d is 3 or more: the third day before the end of a month or year, which is itself the first */
    return g_strdup_printf (C_("recurrence", "day %d from the end"), -day);

  /* Translators: %d is a day of the month or year */
  return g_strdup_printf (C_("recurrence", "day %d"), day);
}

/* One weekday of a month or year, with its position: 22 is the second Tuesday. */
static char *
dup_weekday (int day)
{
  const char *name = tidings_rule_get_weekday_name (ABS (day) % 10);

  switch (day / 10)
    {
    case 0:
      /* Translators: %s is a weekday: all of the month’s or year’s */
      return g_strdup_printf (C_("recurrence", "each %s"), name);
    case 1:
      /* Translators: %s is a weekday, “Tuesday”; so in the following. They stand in lists: “the first Tuesday and the last Friday” */
      return g_strdup_printf (C_("recurrence", "the first %s"), name);
    case 2:
      return g_strdup_printf (C_("recurrence", "the second %s"), name);
    case 3:
      return g_strdup_printf (C_("recurrence", "the third %s"), name);
    case 4:
      return g_strdup_printf (C_("recurrence", "the fourth %s"), name);
    case 5:
      return g_strdup_printf (C_("recurrence", "the fifth %s"), name);
    case -1:
      return g_strdup_printf (C_("recurrence", "the last %s"), name);
    case -2:
      return g_strdup_printf (C_("recurrence", "the last %s but one"), name);
    default:
      break;
    }
  if (day < 0)
    /* Translators: %1$s is a weekday, %2$d is 3 or more: “Monday number 3 from the end” */
    return g_strdup_printf (C_("recurrence", "%1$s number %2$d from the end"), name, -day / 10);

  /* Translators: %1$s is a weekday, %2$d is 6 or more: “Monday number 20” */
  return g_strdup_printf (C_("recurrence", "%1$s number %2$d"), name, day / 10);
}

char *
tidings_rule_dup_days (const TidingsRule *rule,
                       TidingsRulePart    part)
{
  return join_values (&rule->parts[part], part == TIDINGS_RULE_DAY ? dup_weekday : dup_month_day, join_all);
}

static char *
dup_month_day_condition (int day)
{
  g_autofree char *name = dup_month_day (day);

  /* Translators: %s is a day counted in its month, “day 13”, “the last day” */
  return g_strdup_printf (C_("recurrence", "%s of the month"), name);
}

/* A condition has no positions: tidings_rule_read() refuses them there. */
static char *
dup_weekday_condition (int day)
{
  /* Translators: %s is a weekday: “only if it is a Friday” */
  return g_strdup_printf (C_("recurrence", "a %s"), tidings_rule_get_weekday_name (day % 10));
}

char *
tidings_rule_dup_condition (const TidingsRule *rule,
                            TidingsRulePart    part)
{
  return join_values (&rule->parts[part], part == TIDINGS_RULE_DAY ? dup_weekday_condition : dup_month_day_condition, join_any);
}

static char *
dup_month (int month)
{
  return g_strdup (tidings_rule_get_month_name (month));
}

char *
tidings_rule_dup_months (const TidingsRule *rule)
{
  return join_values (&rule->parts[TIDINGS_RULE_MONTH], dup_month, join_all);
}

static char *
dup_week (int week)
{
  /* Translators: %d is the number of a week of the year */
  return g_strdup_printf (C_("recurrence", "week %d"), week);
}

char *
tidings_rule_dup_weeks (const TidingsRule *rule)
{
  return join_values (&rule->parts[TIDINGS_RULE_WEEK_NO], dup_week, join_all);
}

char *
tidings_rule_dup_year_days (const TidingsRule *rule)
{
  return join_values (&rule->parts[TIDINGS_RULE_YEAR_DAY], dup_month_day, join_all);
}

static char *
dup_position (int position)
{
  switch (position)
    {
    case 1:
      /* Translators: of several days; so in the following. They stand in lists: “the first and the last” */
      return g_strdup (C_("recurrence", "the first"));
    case 2:
      return g_strdup (C_("recurrence", "the second"));
    case 3:
      return g_strdup (C_("recurrence", "the third"));
    case -1:
      return g_strdup (C_("recurrence", "the last"));
    case -2:
      return g_strdup (C_("recurrence", "the last but one"));
    default:
      break;
    }
  if (position < 0)
    /* Translators: %d is 3 or more */
    return g_strdup_printf (C_("recurrence", "number %d from the end"), -position);

  /* Translators: %d is 4 or more */
  return g_strdup_printf (C_("recurrence", "number %d"), position);
}

char *
tidings_rule_dup_positions (const TidingsRule *rule)
{
  return join_values (&rule->parts[TIDINGS_RULE_SET_POS], dup_position, join_all);
}

char *
tidings_rule_dup_times (const TidingsRule *rule)
{
  const TidingsRuleList *hours = &rule->parts[TIDINGS_RULE_HOUR];
  const TidingsRuleList *minutes = &rule->parts[TIDINGS_RULE_MINUTE];
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < hours->n; i++)
    for (guint j = 0; j < minutes->n; j++)
      g_ptr_array_add (items, g_strdup_printf ("%02d:%02d", hours->values[i], minutes->values[j]));

  return join_all (items);
}
