/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RRULE taken apart, checked and put together again. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-rule-private.h"

static const char * const frequencies[] = { "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char * const weekdays[7] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* Range of each part's values; with @can_be_negative they count from the end, too, and 0 is none of them. */
static const struct {
  const char *name;
  int min;
  int max;
  gboolean can_be_negative;
} parts[TIDINGS_RULE_N_PARTS] = {
  [TIDINGS_RULE_MONTH] = { "BYMONTH", 1, 12, FALSE },
  [TIDINGS_RULE_WEEK_NO] = { "BYWEEKNO", 1, 53, TRUE },
  [TIDINGS_RULE_YEAR_DAY] = { "BYYEARDAY", 1, 366, TRUE },
  [TIDINGS_RULE_MONTH_DAY] = { "BYMONTHDAY", 1, 31, TRUE },
  [TIDINGS_RULE_DAY] = { "BYDAY", 1, 7, FALSE },
  [TIDINGS_RULE_HOUR] = { "BYHOUR", 0, 23, FALSE },
  [TIDINGS_RULE_MINUTE] = { "BYMINUTE", 0, 59, FALSE },
  [TIDINGS_RULE_SET_POS] = { "BYSETPOS", 1, 366, TRUE },
};

/* Exactly @n digits. */
static gboolean
read_number (const char *text,
             guint       n,
             int        *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + g_ascii_digit_value (text[i]);
    }

  return TRUE;
}

static gboolean
is_day (int year,
        int month,
        int day)
{
  return year >= 1970 && year <= 2400 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
         g_date_valid_dmy (day, month, year);
}

gboolean
tidings_wall_read (const char  *text,
                   TidingsWall *wall)
{
  GDate date;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) != strlen ("2026-11-22T09:00") ||
      !read_number (text, 4, &wall->year) || text[4] != '-' ||
      !read_number (text + 5, 2, &wall->month) || text[7] != '-' ||
      !read_number (text + 8, 2, &wall->day) || text[10] != 'T' ||
      !read_number (text + 11, 2, &wall->hour) || text[13] != ':' ||
      !read_number (text + 14, 2, &wall->minute) ||
      !is_day (wall->year, wall->month, wall->day) || wall->hour > 23 || wall->minute > 59)
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, wall->day, wall->month, wall->year);
  wall->weekday = g_date_get_weekday (&date);
  wall->julian = g_date_get_julian (&date);

  return TRUE;
}

gboolean
tidings_rule_has (const TidingsRule *rule,
                  TidingsRulePart    part,
                  int                value)
{
  const TidingsRuleList *list = &rule->parts[part];

  for (guint i = 0; i < list->n; i++)
    if (list->values[i] == value)
      return TRUE;

  return FALSE;
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static gboolean
list_add (TidingsRule     *rule,
          TidingsRulePart  part,
          int              value)
{
  TidingsRuleList *list = &rule->parts[part];

  if (tidings_rule_has (rule, part, value))
    return TRUE;
  if (list->n == TIDINGS_RULE_MAX_VALUES)
    return FALSE;
  list->values[list->n++] = value;
  qsort (list->values, list->n, sizeof *list->values, compare_values);

  return TRUE;
}

/* `3`, `+3` or `-3`, to the end of @text. */
static gboolean
read_value (const char *text,
            int        *value)
{
  gboolean has_sign = *text == '-' || *text == '+';
  gsize n = strlen (text + has_sign);

  if (n < 1 || n > 5 || !read_number (text + has_sign, n, value))
    return FALSE;
  if (*text == '-')
    *value = -*value;

  return TRUE;
}

/* `TU`, `2TU`, `-1FR`; Outlook writes a blank between. */
static gboolean
read_weekday (char *text,
              int  *value)
{
  gsize n = strlen (text);
  int position = 0;

  if (n < 2)
    return FALSE;
  for (int day = 1; day <= 7; day++)
    {
      if (!g_str_equal (text + n - 2, weekdays[day - 1]))
        continue;
      text[n - 2] = '\0';
      g_strstrip (text);
      if (*text != '\0' && (!read_value (text, &position) || position == 0 || ABS (position) > 53))
        return FALSE;
      *value = position < 0 ? position * 10 - day : position * 10 + day;
      return TRUE;
    }

  return FALSE;
}

static gboolean
read_list (TidingsRule     *rule,
           TidingsRulePart  part,
           const char      *text)
{
  g_auto(GStrv) values = g_strsplit (text, ",", TIDINGS_RULE_MAX_VALUES + 2);

  if (rule->parts[part].n > 0 || values[0] == NULL)
    return FALSE;
  for (guint i = 0; values[i] != NULL; i++)
    {
      int value = 0;

      g_strstrip (values[i]);
      if (part == TIDINGS_RULE_DAY)
        {
          if (!read_weekday (values[i], &value) || !list_add (rule, part, value))
            return FALSE;
          continue;
        }
      if (!read_value (values[i], &value) || !list_add (rule, part, value))
        return FALSE;
      if (!(value >= parts[part].min && value <= parts[part].max) &&
          !(parts[part].can_be_negative && -value >= parts[part].min && -value <= parts[part].max))
        return FALSE;
    }

  return TRUE;
}

/* `20270303`, `20270303T090000` or that with Z; also as people write them, `2027-03-03` and `2027-03-03T09:00`. */
static gboolean
read_until (TidingsRule *rule,
            const char  *text)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  gsize n = 0;
  int year = 0;
  int month = 0;
  int day = 0;
  int time = 2359;

  for (; *text != '\0' && digits->len < 20; text++)
    if (*text != '-' && *text != ':')
      g_string_append_c (digits, *text);
  n = digits->len;
  rule->until_is_utc = n > 9 && digits->str[n - 1] == 'Z';
  if (rule->until_is_utc)
    g_string_truncate (digits, --n);
  rule->until_is_day = n == 8;

  if ((n != 8 && n != 13 && n != 15) || *text != '\0' ||
      !read_number (digits->str, 4, &year) || !read_number (digits->str + 4, 2, &month) ||
      !read_number (digits->str + 6, 2, &day) || (n > 8 && digits->str[8] != 'T') ||
      (n > 8 && !read_number (digits->str + 9, 4, &time)))
    return FALSE;
  /* Calendars say “for ever” with years far away. */
  if (year > 2400)
    {
      rule->until_is_utc = rule->until_is_day = FALSE;
      return TRUE;
    }
  if (!is_day (year, month, day) || time / 100 > 23 || time % 100 > 59)
    return FALSE;
  g_snprintf (rule->until, sizeof rule->until, "%04d-%02d-%02dT%02d:%02d", year, month, day, time / 100, time % 100);

  return TRUE;
}

static gboolean
set_not_a_rule (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       /* Translators: the English words and the rule are typed as they are here */
                       _("This does not say how often. Type daily, weekdays, weekly, monthly, monthly-weekday, yearly or a rule such as FREQ=WEEKLY;BYDAY=TU"));
  return FALSE;
}

static gboolean
set_not_countable (const char  *what,
                   GError     **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               /* Translators: %s is a part of a rule as calendars write it, “BYWEEKNO” */
               _("This rule cannot be followed because of its %s. Choose a simpler one"), what);
  return FALSE;
}

static gboolean
set_too_often (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("Nobody is texted every minute. Choose every hour or less often"));
  return FALSE;
}

static gboolean
read_frequency (TidingsRule  *rule,
                const char   *text,
                GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (frequencies); i++)
    if (g_str_equal (text, frequencies[i]))
      {
        rule->frequency = i;
        return TRUE;
      }
  if (g_str_equal (text, "MINUTELY") || g_str_equal (text, "SECONDLY"))
    return set_too_often (error);

  return set_not_a_rule (error);
}

static gboolean
read_week_start (TidingsRule *rule,
                 const char  *text)
{
  for (int day = 1; day <= 7; day++)
    if (g_str_equal (text, weekdays[day - 1]))
      {
        rule->week_start = day;
        return TRUE;
      }

  return FALSE;
}

/* One NAME=VALUE. Each may stand once; @seen keeps which did. */
static gboolean
read_part (TidingsRule  *rule,
           const char   *name,
           const char   *value,
           GError      **error)
{
  int number = 0;

  if (g_str_equal (name, "FREQ"))
    return read_frequency (rule, value, error);
  if (g_str_equal (name, "INTERVAL"))
    {
      if (!read_value (value, &number) || number < 1)
        return set_not_a_rule (error);
      rule->interval = number;
      return number <= TIDINGS_RULE_MAX_INTERVAL || set_not_countable (name, error);
    }
  if (g_str_equal (name, "COUNT"))
    {
      if (!read_value (value, &number) || number < 1)
        return set_not_a_rule (error);
      rule->count = number;
      return number <= TIDINGS_RULE_MAX_COUNT || set_not_countable (name, error);
    }
  if (g_str_equal (name, "UNTIL"))
    return read_until (rule, value) || set_not_a_rule (error);
  if (g_str_equal (name, "WKST"))
    return read_week_start (rule, value) || set_not_a_rule (error);
  /* Reminders are on the minute. */
  if (g_str_equal (name, "BYSECOND"))
    return strspn (value, "0") == strlen (value) || set_too_often (error);
  for (guint i = 0; i < TIDINGS_RULE_N_PARTS; i++)
    if (g_str_equal (name, parts[i].name))
      return read_list (rule, i, value) || set_not_a_rule (error);

  return set_not_countable (name, error);
}

static gboolean
has (const TidingsRule *rule,
     TidingsRulePart    part)
{
  return rule->parts[part].n > 0;
}

static gboolean
has_positions (const TidingsRule *rule)
{
  const TidingsRuleList *days = &rule->parts[TIDINGS_RULE_DAY];

  for (guint i = 0; i < days->n; i++)
    if (ABS (days->values[i]) > 10)
      return TRUE;

  return FALSE;
}

static gboolean
list_is_mixed (const TidingsRuleList *list)
{
  return list->values[0] < 0 && list->values[list->n - 1] > 0;
}

/* What the RFC's table does not allow, what libical does not count by, and what is too often; %NULL if nothing. */
static const char *
find_trouble (const TidingsRule *rule)
{
  gboolean is_monthly = rule->frequency == TIDINGS_FREQUENCY_MONTHLY;
  gboolean is_yearly = rule->frequency == TIDINGS_FREQUENCY_YEARLY;
  gboolean by_week = has (rule, TIDINGS_RULE_WEEK_NO);
  gboolean by_year_day = has (rule, TIDINGS_RULE_YEAR_DAY);
  gboolean by_month = has (rule, TIDINGS_RULE_MONTH);
  gboolean by_month_day = has (rule, TIDINGS_RULE_MONTH_DAY);

  if (rule->count > 0 && *rule->until != '\0')
    return "COUNT";
  /* libical counts the weeks of a year from Monday, whatever WKST says, and loses days of weeks that lie in two years. */
  if (by_week && (!is_yearly || by_month || by_month_day || by_year_day || rule->week_start != 1 ||
                  rule->parts[TIDINGS_RULE_WEEK_NO].values[0] < 2 ||
                  rule->parts[TIDINGS_RULE_WEEK_NO].values[rule->parts[TIDINGS_RULE_WEEK_NO].n - 1] > 51))
    return "BYWEEKNO";
  if (by_year_day && (!is_yearly || by_month || by_month_day))
    return "BYYEARDAY";
  if (by_month_day && rule->frequency == TIDINGS_FREQUENCY_WEEKLY)
    return "BYMONTHDAY";
  if (has_positions (rule) && (!(is_monthly || is_yearly) || by_week || by_year_day || by_month_day))
    return "BYDAY";
  /* Positions are counted among days; several times a day would have to be counted, too. Days from both ends of the
   * month may be the same one, which libical counts twice. */
  if (has (rule, TIDINGS_RULE_SET_POS) &&
      (!(is_monthly || is_yearly) || by_week || by_year_day || !(has (rule, TIDINGS_RULE_DAY) || by_month_day) ||
       (by_month_day && list_is_mixed (&rule->parts[TIDINGS_RULE_MONTH_DAY])) || rule->parts[TIDINGS_RULE_HOUR].n > 1 || rule->parts[TIDINGS_RULE_MINUTE].n > 1))
    return "BYSETPOS";

  return NULL;
}

gboolean
tidings_rule_read (const char   *text,
                   TidingsRule  *rule,
                   GError      **error)
{
  g_autofree char *upper = NULL;
  g_auto(GStrv) clauses = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *trouble;

  g_return_val_if_fail (text != NULL, FALSE);

  memset (rule, 0, sizeof *rule);
  rule->interval = 1;
  rule->week_start = 1;
  if (strlen (text) > TIDINGS_RULE_MAX_TEXT)
    return set_not_a_rule (error);
  upper = g_strstrip (g_ascii_strup (text, -1));
  clauses = g_strsplit (g_str_has_prefix (upper, "RRULE:") ? upper + strlen ("RRULE:") : upper, ";", -1);

  for (guint i = 0; clauses[i] != NULL; i++)
    {
      char *equals = strchr (clauses[i], '=');

      /* Some calendars end a rule with a semicolon. */
      if (*clauses[i] == '\0' && i > 0)
        continue;
      if (equals == NULL)
        return set_not_a_rule (error);
      *equals = '\0';
      if (!g_hash_table_add (seen, g_strstrip (clauses[i])))
        return set_not_a_rule (error);
      if (!read_part (rule, clauses[i], g_strstrip (equals + 1), error))
        return FALSE;
    }
  if (!g_hash_table_contains (seen, "FREQ"))
    return set_not_a_rule (error);
  if ((trouble = find_trouble (rule)))
    return set_not_countable (trouble, error);
  /* Every quarter of an hour is the most often that anybody is texted on purpose. */
  if (rule->parts[TIDINGS_RULE_MINUTE].n > 4)
    return set_too_often (error);

  return TRUE;
}

static void
write_list (GString           *text,
            const TidingsRule *rule,
            TidingsRulePart    part)
{
  const TidingsRuleList *list = &rule->parts[part];

  for (guint i = 0; i < list->n; i++)
    {
      int value = list->values[i];

      g_string_append_printf (text, "%s", i > 0 ? "," : "");
      if (part != TIDINGS_RULE_DAY)
        g_string_append_printf (text, "%d", value);
      else if (ABS (value) < 10)
        g_string_append (text, weekdays[value - 1]);
      else
        g_string_append_printf (text, "%d%s", value / 10, weekdays[ABS (value) % 10 - 1]);
    }
}

static void
write_until (GString           *text,
             const TidingsRule *rule)
{
  const char *until = rule->until;

  g_string_append_printf (text, ";UNTIL=%.4s%.2s%.2s", until, until + 5, until + 8);
  if (!rule->until_is_day)
    g_string_append_printf (text, "T%.2s%.2s00%s", until + 11, until + 14, rule->until_is_utc ? "Z" : "");
}

char *
tidings_rule_write (const TidingsRule *rule,
                    gboolean           with_end)
{
  GString *text = g_string_new ("FREQ=");

  g_string_append (text, frequencies[rule->frequency]);
  if (rule->interval > 1)
    g_string_append_printf (text, ";INTERVAL=%u", rule->interval);
  for (guint i = 0; i < TIDINGS_RULE_N_PARTS; i++)
    {
      if (!has (rule, i))
        continue;
      g_string_append_printf (text, ";%s=", parts[i].name);
      write_list (text, rule, i);
    }
  if (rule->week_start != 1)
    g_string_append_printf (text, ";WKST=%s", weekdays[rule->week_start - 1]);
  if (with_end && rule->count > 0)
    g_string_append_printf (text, ";COUNT=%u", rule->count);
  if (with_end && *rule->until != '\0')
    write_until (text, rule);

  return g_string_free (text, FALSE);
}

void
tidings_rule_resolve (TidingsRule       *rule,
                      const TidingsWall *wall)
{
  gboolean is_yearly = rule->frequency == TIDINGS_FREQUENCY_YEARLY;
  gboolean has_days = has (rule, TIDINGS_RULE_DAY) || has (rule, TIDINGS_RULE_MONTH_DAY) || has (rule, TIDINGS_RULE_YEAR_DAY);

  if (is_yearly && has (rule, TIDINGS_RULE_MONTH_DAY) && !has (rule, TIDINGS_RULE_MONTH))
    for (int month = 1; month <= 12; month++)
      list_add (rule, TIDINGS_RULE_MONTH, month);
  if ((rule->frequency == TIDINGS_FREQUENCY_WEEKLY || has (rule, TIDINGS_RULE_WEEK_NO)) && !has_days)
    list_add (rule, TIDINGS_RULE_DAY, wall->weekday);
  else if ((rule->frequency == TIDINGS_FREQUENCY_MONTHLY || is_yearly) && !has_days)
    {
      list_add (rule, TIDINGS_RULE_MONTH_DAY, wall->day);
      if (is_yearly && !has (rule, TIDINGS_RULE_MONTH))
        list_add (rule, TIDINGS_RULE_MONTH, wall->month);
    }
  if (!has (rule, TIDINGS_RULE_HOUR) && rule->frequency != TIDINGS_FREQUENCY_HOURLY)
    list_add (rule, TIDINGS_RULE_HOUR, wall->hour);
  if (!has (rule, TIDINGS_RULE_MINUTE))
    list_add (rule, TIDINGS_RULE_MINUTE, wall->minute);
}
