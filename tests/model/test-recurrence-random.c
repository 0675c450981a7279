/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random rules, compared with what somebody finds who walks through the calendar day by day with RFC 5545, 3.3.10 in hand. */
#include "config.h"

#include <string.h>

#include "tidings-recurrence.h"

#define N_WALLS 12

enum { HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY };

/* A weekday with its position, 0 for any. */
typedef struct {
  int position;
  int weekday;
} Day;

typedef struct {
  int frequency;
  int interval;
  int week_start;
  guint months;             /* bits 1 to 12 */
  int month_days[4];
  guint n_month_days;
  Day days[4];
  guint n_days;
  int positions[2];
  guint n_positions;
  int week_numbers[2];
  guint n_week_numbers;
  guint hours;              /* bits 0 to 23 */
  int count;
} Rule;

/* A day taken apart, as a calendar on the wall shows it. */
typedef struct {
  int year;
  int month;
  int day;
  int weekday;
  int n_month_days;
  int year_day;
  int n_year_days;
} Leaf;

static Leaf
tear_off (guint32 julian)
{
  Leaf leaf;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  leaf.year = g_date_get_year (&date);
  leaf.month = g_date_get_month (&date);
  leaf.day = g_date_get_day (&date);
  leaf.weekday = g_date_get_weekday (&date);
  leaf.n_month_days = g_date_get_days_in_month (leaf.month, leaf.year);
  leaf.year_day = g_date_get_day_of_year (&date);
  leaf.n_year_days = g_date_is_leap_year (leaf.year) ? 366 : 365;

  return leaf;
}

static guint32
get_julian (int year,
            int month,
            int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);

  return g_date_get_julian (&date);
}

/* Week one is the first with four days or more in the year. */
static guint32
get_first_week (int year,
                int week_start)
{
  guint32 fourth = get_julian (year, 1, 4);

  return fourth - (tear_off (fourth).weekday - week_start + 7) % 7;
}

static gboolean
is_in_week (const Rule *rule,
            guint32     julian)
{
  int year = tear_off (julian).year + 1;
  guint32 first;
  int number;
  int n_weeks;

  while (get_first_week (year, rule->week_start) > julian)
    year--;
  first = get_first_week (year, rule->week_start);
  number = (julian - first) / 7 + 1;
  n_weeks = (get_first_week (year + 1, rule->week_start) - first) / 7;
  for (guint i = 0; i < rule->n_week_numbers; i++)
    if (rule->week_numbers[i] == number || rule->week_numbers[i] == number - n_weeks - 1)
      return TRUE;

  return FALSE;
}

static gboolean
is_weekday (const Rule *rule,
            Leaf        leaf)
{
  gboolean in_year = rule->frequency == YEARLY && rule->months == 0;
  int here = in_year ? leaf.year_day : leaf.day;
  int length = in_year ? leaf.n_year_days : leaf.n_month_days;

  for (guint i = 0; i < rule->n_days; i++)
    {
      int position = rule->days[i].position;

      if (rule->days[i].weekday != leaf.weekday)
        continue;
      if (position == 0 || (position > 0 && (here - 1) / 7 + 1 == position) ||
          (position < 0 && (length - here) / 7 + 1 == -position))
        return TRUE;
    }

  return FALSE;
}

static gboolean
fits (const Rule *rule,
      guint32     julian,
      Leaf        first)
{
  Leaf leaf = tear_off (julian);
  gboolean is_free = rule->n_days == 0 && rule->n_month_days == 0;
  gboolean is_month_day = FALSE;

  if (rule->months != 0 && !(rule->months & 1 << leaf.month))
    return FALSE;
  for (guint i = 0; i < rule->n_month_days; i++)
    is_month_day |= rule->month_days[i] == leaf.day || rule->month_days[i] == leaf.day - leaf.n_month_days - 1;
  if (rule->n_month_days > 0 && !is_month_day)
    return FALSE;
  if (rule->n_days > 0 && !is_weekday (rule, leaf))
    return FALSE;
  if (rule->n_week_numbers > 0)
    return is_in_week (rule, julian) && (rule->n_days > 0 || leaf.weekday == first.weekday);
  if (is_free && rule->frequency == WEEKLY)
    return leaf.weekday == first.weekday;
  if (is_free && rule->frequency == MONTHLY)
    return leaf.day == first.day;
  if (is_free && rule->frequency == YEARLY)
    return leaf.day == first.day && (rule->months != 0 || leaf.month == first.month);

  return TRUE;
}

/* First day and length of the @n-th period that the rule looks at. */
static guint32
open_period (const Rule *rule,
             guint32     start,
             int         n,
             int        *n_days)
{
  Leaf first = tear_off (start);
  int month = first.month - 1 + n * rule->interval;
  guint32 begin;

  *n_days = 1;
  switch (rule->frequency)
    {
    case WEEKLY:
      *n_days = 7;
      return start - (first.weekday - rule->week_start + 7) % 7 + 7 * n * rule->interval;
    case MONTHLY:
      begin = get_julian (first.year + month / 12, month % 12 + 1, 1);
      *n_days = tear_off (begin).n_month_days;
      return begin;
    case YEARLY:
      begin = get_julian (first.year + n * rule->interval, 1, 1);
      *n_days = tear_off (begin).n_year_days;
      return begin;
    case HOURLY:
      return start + n;
    default:
      return start + n * rule->interval;
    }
}

static gboolean
has_position (const Rule *rule,
              int         index,
              int         n)
{
  for (guint i = 0; i < rule->n_positions; i++)
    if (rule->positions[i] == index + 1 || rule->positions[i] == index - n)
      return TRUE;

  return rule->n_positions == 0;
}

static void
add_times (GPtrArray  *walls,
           const Rule *rule,
           guint32     julian,
           guint32     start,
           int         hour,
           int         minute)
{
  Leaf leaf = tear_off (julian);

  for (int h = 0; h < 24; h++)
    {
      gint64 ahead = ((gint64) julian - start) * 24 + h - hour;

      if (rule->frequency == HOURLY && ((ahead % rule->interval) != 0 || (rule->hours != 0 && !(rule->hours & 1 << h))))
        continue;
      if (rule->frequency != HOURLY && (rule->hours != 0 ? !(rule->hours & 1 << h) : h != hour))
        continue;
      g_ptr_array_add (walls, g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", leaf.year, leaf.month, leaf.day, h, minute));
    }
}

static GPtrArray *
walk (const Rule *rule,
      guint32     start,
      int         hour,
      int         minute,
      const char *wall,
      int         until_year)
{
  g_autoptr(GPtrArray) walls = g_ptr_array_new_with_free_func (g_free);
  guint32 end = get_julian (until_year, 1, 1);
  int n_days = 0;

  for (int n = 0; open_period (rule, start, n, &n_days) < end; n++)
    {
      guint32 begin = open_period (rule, start, n, &n_days);
      guint32 found[366];
      int n_found = 0;

      for (int i = 0; i < n_days; i++)
        if (fits (rule, begin + i, tear_off (start)))
          found[n_found++] = begin + i;
      for (int i = 0; i < n_found; i++)
        if (has_position (rule, i, n_found))
          add_times (walls, rule, found[i], start, hour, minute);
    }

  while (walls->len > 0 && strcmp (g_ptr_array_index (walls, 0), wall) <= 0)
    g_ptr_array_remove_index (walls, 0);
  g_ptr_array_insert (walls, 0, g_strdup (wall));
  if (rule->count > 0 && walls->len > (guint) rule->count)
    g_ptr_array_set_size (walls, rule->count);

  return g_steal_pointer (&walls);
}

static int
pick (GRand *rand,
      int    from,
      int    to)
{
  return g_rand_int_range (rand, from, to + 1);
}

static int
pick_signed (GRand *rand,
             int    max)
{
  int value = pick (rand, 1, max);

  return pick (rand, 0, 3) == 0 ? -value : value;
}

static Rule
invent (GRand *rand)
{
  Rule rule = { 0 };
  gboolean has_months;
  int sign = pick (rand, 0, 3) == 0 ? -1 : 1;

  rule.frequency = pick (rand, HOURLY, YEARLY);
  rule.interval = pick (rand, 0, 1) ? 1 : pick (rand, 2, rule.frequency == YEARLY ? 4 : 9);
  rule.week_start = pick (rand, 0, 2) ? 1 : pick (rand, 1, 7);
  rule.count = pick (rand, 0, 3) == 0 ? pick (rand, 1, 20) : 0;
  has_months = pick (rand, 0, 3) == 0;
  for (int i = 0; has_months && i < 3; i++)
    rule.months |= 1 << pick (rand, 1, 12);
  if (rule.frequency != WEEKLY && pick (rand, 0, 2) == 0)
    for (rule.n_month_days = 0; rule.n_month_days < 3; rule.n_month_days++)
      rule.month_days[rule.n_month_days] = sign * pick (rand, 1, 31);
  if (pick (rand, 0, 1))
    {
      gboolean has_positions = rule.frequency >= MONTHLY && rule.n_month_days == 0 && pick (rand, 0, 1);

      rule.n_days = pick (rand, 1, 3);
      for (guint i = 0; i < rule.n_days; i++)
        rule.days[i] = (Day) { has_positions ? pick_signed (rand, rule.frequency == YEARLY && rule.months == 0 ? 53 : 5) : 0,
                               pick (rand, 1, 7) };
    }
  if (rule.frequency >= MONTHLY && (rule.n_days > 0 || rule.n_month_days > 0) && pick (rand, 0, 2) == 0)
    for (rule.n_positions = 0; rule.n_positions < 2; rule.n_positions++)
      rule.positions[rule.n_positions] = pick_signed (rand, 4);
  else if (pick (rand, 0, 3) == 0)
    for (int i = 0; i < 2; i++)
      rule.hours |= 1 << pick (rand, 0, 23);
  if (rule.frequency == YEARLY && rule.interval == 1 && rule.week_start == 1 && rule.months == 0 && rule.n_month_days == 0 && rule.n_positions == 0 &&
      (rule.n_days == 0 || rule.days[0].position == 0) && pick (rand, 0, 2) == 0)
    for (rule.n_week_numbers = 0; rule.n_week_numbers < 2; rule.n_week_numbers++)
      rule.week_numbers[rule.n_week_numbers] = pick (rand, 2, 51);

  return rule;
}

static void
append_numbers (GString    *text,
                const char *name,
                const int  *numbers,
                guint       n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d", i == 0 ? name : ",", numbers[i]);
}

static void
append_bits (GString    *text,
             const char *name,
             guint       bits)
{
  gboolean is_first = TRUE;

  for (int i = 0; i < 24; i++)
    {
      if (!(bits & 1 << i))
        continue;
      g_string_append_printf (text, "%s%d", is_first ? name : ",", i);
      is_first = FALSE;
    }
}

static char *
spell (const Rule *rule)
{
  static const char * const frequencies[] = { "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
  static const char * const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "FREQ=%s;INTERVAL=%d;WKST=%s", frequencies[rule->frequency], rule->interval,
                          weekdays[rule->week_start - 1]);
  append_bits (text, ";BYMONTH=", rule->months);
  append_numbers (text, ";BYMONTHDAY=", rule->month_days, rule->n_month_days);
  for (guint i = 0; i < rule->n_days; i++)
    {
      g_string_append (text, i == 0 ? ";BYDAY=" : ",");
      if (rule->days[i].position != 0)
        g_string_append_printf (text, "%d", rule->days[i].position);
      g_string_append (text, weekdays[rule->days[i].weekday - 1]);
    }
  append_numbers (text, ";BYWEEKNO=", rule->week_numbers, rule->n_week_numbers);
  append_numbers (text, ";BYSETPOS=", rule->positions, rule->n_positions);
  append_bits (text, ";BYHOUR=", rule->hours);
  if (rule->count > 0)
    g_string_append_printf (text, ";COUNT=%d", rule->count);

  return g_string_free (text, FALSE);
}

static void
compare (const char *text,
         const char *wall,
         const char *after,
         GPtrArray  *walked)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *rule = tidings_recurrence_parse (text, wall, NULL, 0, &error);
  g_auto(GStrv) listed = NULL;
  guint n = 0;
  guint n_listed;

  g_test_message ("%s from %s after %s", text, wall, after != NULL ? after : "-");
  listed = tidings_recurrence_list (rule != NULL ? rule : text, wall, after, N_WALLS);
  n_listed = g_strv_length (listed);
  /* What is refused never comes again, by the walk as well. */
  if (rule == NULL)
    g_assert_cmpuint (walked->len, ==, 1);
  for (guint i = 0; i < walked->len && n < n_listed; i++)
    if (after == NULL || strcmp (g_ptr_array_index (walked, i), after) > 0)
      g_assert_cmpstr (listed[n++], ==, g_ptr_array_index (walked, i));
  /* The walk ends somewhere; the list may go on from there. */
  if (n < n_listed)
    g_assert_cmpint (atoi (listed[n]), >=, 2038);
  else if (n_listed < N_WALLS)
    for (guint i = 0; i < walked->len; i++)
      if (n_listed == 0 || strcmp (g_ptr_array_index (walked, i), listed[n_listed - 1]) > 0)
        g_assert_true (after != NULL && strcmp (g_ptr_array_index (walked, i), after) <= 0);
}

static void
test_like_a_walk (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5545);

  for (guint i = 0; i < 500; i++)
    {
      Rule rule = invent (rand);
      g_autofree char *text = spell (&rule);
      guint32 start = get_julian (2020, 1, 1) + pick (rand, 0, 2500);
      Leaf first = tear_off (start);
      int hour = pick (rand, 0, 23);
      int minute = pick (rand, 0, 59);
      g_autofree char *wall = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", first.year, first.month, first.day, hour, minute);
      Leaf later = tear_off (start + pick (rand, 0, 3000));
      g_autofree char *after = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", later.year, later.month, later.day,
                                                pick (rand, 0, 23), pick (rand, 0, 59));
      g_autoptr(GPtrArray) walked = walk (&rule, start, hour, minute, wall, 2038);

      compare (text, wall, NULL, walked);
      compare (text, wall, after, walked);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recurrence/like-a-walk", test_like_a_walk);

  return g_test_run ();
}
