/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When something comes again. libical finds the days; hours and minutes are laid over them here. */
#include "config.h"

#include <string.h>
#include <libical/ical.h>
#include <glib/gi18n-lib.h>

#include "tidings-recurrence.h"
#include "tidings-rule-private.h"
#include "tidings-zone.h"

/* The rarest day that anybody means, a 29 February on a given weekday, comes within forty years. */
#define MAX_YEARS_AHEAD 100

/* Written by hand, so that the day is said in the rule: moving one occurrence of a Tuesday does not make it a Wednesday. */
static char *
expand_preset (const char        *text,
               const TidingsWall *wall)
{
  static const char * const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  const char *weekday = weekdays[wall->weekday - 1];
  int position = (wall->day - 1) / 7 + 1;
  g_autofree char *word = g_strstrip (g_ascii_strdown (text, -1));

  if (g_str_equal (word, "daily"))
    return g_strdup ("FREQ=DAILY");
  if (g_str_equal (word, "weekdays"))
    return g_strdup ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
  if (g_str_equal (word, "weekly"))
    return g_strdup_printf ("FREQ=WEEKLY;BYDAY=%s", weekday);
  if (g_str_equal (word, "monthly"))
    return g_strdup_printf ("FREQ=MONTHLY;BYMONTHDAY=%d", wall->day);
  /* Not every month has a fifth Tuesday, but every month has a last one. */
  if (g_str_equal (word, "monthly-weekday"))
    return g_strdup_printf ("FREQ=MONTHLY;BYDAY=%d%s", position == 5 ? -1 : position, weekday);
  if (g_str_equal (word, "yearly"))
    return g_strdup_printf ("FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%d", wall->month, wall->day);

  return g_strdup (text);
}

static gboolean
set_error (GError     **error,
           const char  *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

/* The end that is given beside the rule; only one end may be given. */
static gboolean
add_end (TidingsRule  *rule,
         const char   *until,
         guint         count,
         GError      **error)
{
  g_autofree char *end = NULL;
  TidingsRule read = { 0 };

  if (until == NULL && count == 0)
    return TRUE;
  if ((until != NULL && count > 0) || rule->count > 0 || *rule->until != '\0')
    return set_error (error, _("There are two ends. Choose a last day or a number of times"));
  if (count > TIDINGS_RULE_MAX_COUNT)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %u is a large number */
                   _("That is too often to be counted. Choose at most %u times"), TIDINGS_RULE_MAX_COUNT);
      return FALSE;
    }
  rule->count = count;
  if (until == NULL)
    return TRUE;

  end = g_strdup_printf ("FREQ=DAILY;UNTIL=%s", until);
  if (strchr (until, ';') != NULL || !tidings_rule_read (end, &read, NULL) || read.until_is_utc)
    return set_error (error, _("This is not a last day. Type it as 2027-03-31"));
  g_strlcpy (rule->until, read.until, sizeof rule->until);
  rule->until_is_day = read.until_is_day;

  return TRUE;
}

char *
tidings_recurrence_parse (const char  *text,
                          const char  *wall,
                          const char  *until,
                          guint        count,
                          GError     **error)
{
  g_autofree char *expanded = NULL;
  TidingsWall first = { 0 };
  TidingsRule rule = { 0 };
  TidingsRule resolved;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (wall != NULL, NULL);

  if (!tidings_wall_read (wall, &first))
    {
      set_error (error, _("What repeats begins at a date and time between 1970 and 2400"));
      return NULL;
    }
  expanded = expand_preset (text, &first);
  if (!tidings_rule_read (expanded, &rule, error) || !add_end (&rule, until, count, error))
    return NULL;
  if (rule.until_is_utc)
    {
      set_error (error, _("The last moment is given in UTC. Give it as the clock on the wall shows it"));
      return NULL;
    }
  if (*rule.until != '\0' && strcmp (rule.until, wall) < 0)
    {
      set_error (error, _("This ends before it begins. Choose a later last day"));
      return NULL;
    }
  resolved = rule;
  tidings_rule_resolve (&resolved, &first);
  if (!tidings_rule_is_possible (&resolved, &first))
    {
      set_error (error, _("No day fits this rule, so it would never come again. Choose another one"));
      return NULL;
    }

  return tidings_rule_write (&rule, TRUE);
}

char *
tidings_recurrence_localize (const char *text,
                             const char *zone)
{
  g_autoptr(GTimeZone) time_zone = NULL;
  g_autoptr(GDateTime) until = NULL;
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *wall = NULL;
  TidingsWall utc = { 0 };
  TidingsRule rule = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  if (!tidings_rule_read (text, &rule, NULL) || !rule.until_is_utc || !(time_zone = tidings_zone_new (zone)))
    return g_strdup (text);

  tidings_wall_read (rule.until, &utc);
  until = g_date_time_new_utc (utc.year, utc.month, utc.day, utc.hour, utc.minute, 0);
  local = g_date_time_to_timezone (until, time_zone);
  wall = g_date_time_format (local, "%Y-%m-%dT%H:%M");
  g_strlcpy (rule.until, wall, sizeof rule.until);
  rule.until_is_utc = FALSE;

  return tidings_rule_write (&rule, TRUE);
}

/* What is found so far, and where to stop. */
typedef struct {
  const TidingsRule *rule;
  const TidingsWall *first;
  const char *wall;
  const char *after;
  guint limit;
  guint n_seen;
  GPtrArray *walls;
} Search;

/* Takes one occurrence; FALSE at the end. */
static gboolean
take (Search     *search,
      const char *wall)
{
  if ((search->rule->count > 0 && search->n_seen == search->rule->count) ||
      (*search->rule->until != '\0' && strcmp (wall, search->rule->until) > 0))
    return FALSE;
  search->n_seen++;
  if (search->after == NULL || strcmp (wall, search->after) > 0)
    g_ptr_array_add (search->walls, g_strdup (wall));

  return search->walls->len < search->limit;
}

/* Hours of an hourly rule are those a whole number of intervals after the first one. */
static gboolean
has_hour (const Search *search,
          gint64        julian,
          int           hour)
{
  const TidingsRule *rule = search->rule;
  gint64 ahead = (julian - search->first->julian) * 24 + hour - search->first->hour;

  if (rule->parts[TIDINGS_RULE_HOUR].n > 0 && !tidings_rule_has (rule, TIDINGS_RULE_HOUR, hour))
    return FALSE;

  return rule->frequency != TIDINGS_FREQUENCY_HOURLY || ahead % rule->interval == 0;
}

static gboolean
take_day (Search  *search,
          guint32  julian)
{
  const TidingsRuleList *minutes = &search->rule->parts[TIDINGS_RULE_MINUTE];
  int year;
  int month;
  int day;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  year = g_date_get_year (&date);
  month = g_date_get_month (&date);
  day = g_date_get_day (&date);
  if (search->rule->frequency <= TIDINGS_FREQUENCY_WEEKLY && !tidings_rule_has_date (search->rule, year, month, day))
    return TRUE;

  for (int hour = 0; hour < 24; hour++)
    for (guint i = 0; has_hour (search, julian, hour) && i < minutes->n; i++)
      {
        char wall[64];

        g_snprintf (wall, sizeof wall, "%04d-%02d-%02dT%02d:%02d", year, month, day, hour, minutes->values[i]);
        if (strcmp (wall, search->wall) > 0 && !take (search, wall))
          return FALSE;
      }

  return TRUE;
}

/* A day, or of a weekly rule a week. */
static gboolean
take_found (Search              *search,
            struct icaltimetype  found)
{
  guint n_days = search->rule->frequency == TIDINGS_FREQUENCY_WEEKLY ? 7 : 1;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, found.day, found.month, found.year);
  for (guint i = 0; i < n_days; i++)
    if (!take_day (search, g_date_get_julian (&date) + i))
      return FALSE;

  return TRUE;
}

/* Not from icaltime_null_date(): its hour is -1, and with that an iterator may never end. */
static struct icaltimetype
make_date (int year,
           int month,
           int day)
{
  return (struct icaltimetype) { .year = year, .month = month, .day = day, .is_date = 1 };
}

static struct icaltimetype
make_date_julian (guint32 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);

  return make_date (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

/* The latest period (year, month, week, day) not after @from that is a whole number of intervals from @first's. */
static struct icaltimetype
find_period (const TidingsRule *rule,
             const TidingsWall *first,
             const TidingsWall *from)
{
  guint32 week = first->julian - (first->weekday - rule->week_start + 7) % 7;
  int n_months = (from->year - first->year) * 12 + from->month - first->month;
  int month = first->month - 1;

  switch (rule->frequency)
    {
    case TIDINGS_FREQUENCY_YEARLY:
      return make_date (from->year - (from->year - first->year) % rule->interval, 1, 1);
    case TIDINGS_FREQUENCY_MONTHLY:
      month += n_months - n_months % rule->interval;
      return make_date (first->year + month / 12, month % 12 + 1, 1);
    case TIDINGS_FREQUENCY_WEEKLY:
      return make_date_julian (from->julian - (from->julian - week) % (7 * rule->interval));
    case TIDINGS_FREQUENCY_DAILY:
      return make_date_julian (from->julian - (from->julian - first->julian) % rule->interval);
    case TIDINGS_FREQUENCY_HOURLY:
    default:
      return make_date_julian (from->julian);
    }
}

/* The days of the resolved @rule, or of a weekly one the beginnings of its weeks, from the beginning of the period that
 * @from is in. libical is not asked for more, because it is wrong about some of it: an iterator that is set to a later
 * start, or in weeks that do not begin on Monday, leaves days out; days counted from the end of a month are lost in a daily
 * rule; BYHOUR makes it forget the interval of an hourly one, and BYMONTH that of a weekly one. */
static icalrecur_iterator *
open_days (const TidingsRule *rule,
           const TidingsWall *first,
           const TidingsWall *from)
{
  TidingsRule days = *rule;
  g_autofree char *text = NULL;
  struct icalrecurrencetype parsed;

  days.parts[TIDINGS_RULE_HOUR].n = 0;
  days.parts[TIDINGS_RULE_MINUTE].n = 0;
  if (rule->frequency == TIDINGS_FREQUENCY_HOURLY)
    {
      days.frequency = TIDINGS_FREQUENCY_DAILY;
      days.interval = 1;
    }
  if (days.frequency <= TIDINGS_FREQUENCY_WEEKLY)
    memset (days.parts, 0, sizeof days.parts);
  days.week_start = rule->frequency == TIDINGS_FREQUENCY_YEARLY ? rule->week_start : 1;
  text = tidings_rule_write (&days, FALSE);
  parsed = icalrecurrencetype_from_string (text);
  /* Without an end libical would look for a day that never comes until the year 2582. */
  parsed.until = make_date (from->year + MAX_YEARS_AHEAD, 12, 31);

  return icalrecur_iterator_new (parsed, find_period (rule, first, from));
}

static void
search_days (Search            *search,
             const TidingsWall *from)
{
  icalrecur_iterator *days = open_days (search->rule, search->first, from);
  struct icaltimetype found;

  if (days == NULL)
    return;

  do
    found = icalrecur_iterator_next (days);
  while (!icaltime_is_null_time (found) && take_found (search, found));
  icalrecur_iterator_free (days);
}

char **
tidings_recurrence_list (const char *rule,
                         const char *wall,
                         const char *after,
                         guint       limit)
{
  g_autoptr(GPtrArray) walls = g_ptr_array_new_with_free_func (g_free);
  TidingsWall first = { 0 };
  TidingsWall from = { 0 };
  TidingsRule read = { .count = 1 };
  Search search = { &read, &first, wall, after, limit, 0, walls };

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (wall != NULL, NULL);
  g_return_val_if_fail (limit > 0, NULL);

  if (*rule != '\0' && !tidings_rule_read (rule, &read, NULL))
    read = (TidingsRule) { .count = 1 };
  if (tidings_wall_read (wall, &first) && take (&search, wall) && read.count != 1)
    {
      tidings_rule_resolve (&read, &first);
      /* What is counted has to be counted from the start. */
      if (read.count > 0 || after == NULL || strcmp (after, wall) < 0 || !tidings_wall_read (after, &from))
        from = first;
      if (tidings_rule_is_possible (&read, &first))
        search_days (&search, &from);
    }
  g_ptr_array_add (walls, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&walls), FALSE);
}
