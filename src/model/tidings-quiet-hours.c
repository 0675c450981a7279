/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours in which a person is not to be disturbed, by weekday. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-quiet-hours.h"
#include "tidings-zone.h"

#define N_DAYS 7
#define ALL_DAYS ((1u << N_DAYS) - 1)
#define DAY_MINUTES (24 * 60)
#define WEEK_MINUTES (N_DAYS * DAY_MINUTES)
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define WEEK_MS (WEEK_MINUTES * MINUTE_MS)

/* The epoch was a Thursday: so many minutes after the beginning of a week. */
#define EPOCH_MINUTE (3 * DAY_MINUTES)

static const char day_names[N_DAYS][3] = { "mo", "tu", "we", "th", "fr", "sa", "su" };

/* Minutes that the window of @day lasts, 0 for none. */
static int
get_length (const TidingsQuietHours *hours,
            guint                    day)
{
  int from = hours->from[day];
  int to = hours->to[day];

  if (from < 0 || to < 0)
    return 0;

  return to > from ? to - from : to - from + DAY_MINUTES;
}

gboolean
tidings_quiet_hours_is_none (const TidingsQuietHours *hours)
{
  g_return_val_if_fail (hours != NULL, TRUE);

  for (guint day = 0; day < N_DAYS; day++)
    if (get_length (hours, day) > 0)
      return FALSE;

  return TRUE;
}

/* Whether both days are alike; how "none" is written does not matter. */
static gboolean
is_alike (const TidingsQuietHours *a,
          guint                    day_a,
          const TidingsQuietHours *b,
          guint                    day_b)
{
  int length = get_length (a, day_a);

  return length == get_length (b, day_b) && (length == 0 || a->from[day_a] == b->from[day_b]);
}

gboolean
tidings_quiet_hours_equal (const TidingsQuietHours *a,
                           const TidingsQuietHours *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (guint day = 0; day < N_DAYS; day++)
    if (!is_alike (a, day, b, day))
      return FALSE;

  return TRUE;
}

void
tidings_quiet_hours_set_every_day (TidingsQuietHours *hours,
                                   int                from,
                                   int                to)
{
  g_return_if_fail (hours != NULL);
  g_return_if_fail (from < DAY_MINUTES && to < DAY_MINUTES);

  for (guint day = 0; day < N_DAYS; day++)
    {
      hours->from[day] = from < 0 || to < 0 ? -1 : from;
      hours->to[day] = from < 0 || to < 0 ? -1 : to;
    }
}

gboolean
tidings_quiet_hours_get_first (const TidingsQuietHours *hours,
                               int                     *from,
                               int                     *to)
{
  gboolean is_every_day = TRUE;

  g_return_val_if_fail (hours != NULL && from != NULL && to != NULL, FALSE);

  *from = *to = -1;
  for (guint day = 0; day < N_DAYS; day++)
    {
      is_every_day = is_every_day && is_alike (hours, 0, hours, day);
      if (*from >= 0 || get_length (hours, day) == 0)
        continue;
      *from = hours->from[day];
      *to = hours->to[day];
    }

  return is_every_day;
}

/* Reading: what is left of the text, moved on by what was understood. */

static void
skip_blanks (const char **rest)
{
  while (g_ascii_isspace (**rest))
    (*rest)++;
}

/* The list of people shows a dash of its own, which may come back by copy and paste. */
static gboolean
take_dash (const char **rest)
{
  skip_blanks (rest);
  if (g_str_has_prefix (*rest, "–"))
    *rest += strlen ("–");
  else if (**rest == '-')
    (*rest)++;
  else
    return FALSE;
  skip_blanks (rest);

  return TRUE;
}

static gboolean
take_day (const char **rest,
          guint       *day)
{
  for (*day = 0; *day < N_DAYS; (*day)++)
    if (g_ascii_strncasecmp (*rest, day_names[*day], 2) == 0)
      {
        *rest += 2;
        return TRUE;
      }

  return FALSE;
}

/* "mo-fr,su"; a range may go over the end of the week. */
static gboolean
take_days (const char **rest,
           guint       *days)
{
  *days = 0;
  do
    {
      guint first = 0;
      guint last = 0;

      skip_blanks (rest);
      if (!take_day (rest, &first))
        return FALSE;
      last = first;
      if (take_dash (rest) && !take_day (rest, &last))
        return FALSE;
      for (guint day = first; ; day = (day + 1) % N_DAYS)
        {
          *days |= 1u << day;
          if (day == last)
            break;
        }
      skip_blanks (rest);
    }
  while (**rest == ',' && (*rest)++);

  return TRUE;
}

static gboolean
take_digits (const char **rest,
             guint        n_min,
             int         *number)
{
  guint n = 0;

  for (*number = 0; n < 2 && g_ascii_isdigit (**rest); n++, (*rest)++)
    *number = *number * 10 + g_ascii_digit_value (**rest);

  return n >= n_min && !g_ascii_isdigit (**rest);
}

static gboolean
take_clock (const char **rest,
            gboolean     is_end,
            int         *minutes)
{
  int hour = 0;
  int minute = 0;

  if (!take_digits (rest, 1, &hour) || *(*rest)++ != ':' || !take_digits (rest, 2, &minute) || minute > 59)
    return FALSE;
  /* The end of a day is also called 24:00. */
  if (hour > 23 && !(is_end && hour == 24 && minute == 0))
    return FALSE;

  *minutes = (hour * 60 + minute) % DAY_MINUTES;

  return TRUE;
}

/* "mo-fr 22:00-07:00", or without days. A day that has a window already does not get another. */
static gboolean
take_window (const char        **rest,
             TidingsQuietHours  *hours)
{
  guint days = ALL_DAYS;
  int from = -1;
  int to = -1;

  skip_blanks (rest);
  if (g_ascii_isalpha (**rest) && !take_days (rest, &days))
    return FALSE;
  if (!take_clock (rest, FALSE, &from) || !take_dash (rest) || !take_clock (rest, TRUE, &to) ||
      (**rest != '\0' && !g_ascii_isspace (**rest) && **rest != ','))
    return FALSE;
  skip_blanks (rest);
  if (**rest == ',')
    (*rest)++;

  for (guint day = 0; day < N_DAYS; day++)
    {
      if ((days & (1u << day)) == 0)
        continue;
      if (hours->from[day] >= 0)
        return FALSE;
      hours->from[day] = from;
      hours->to[day] = to;
    }

  return TRUE;
}

gboolean
tidings_quiet_hours_parse (const char         *text,
                           TidingsQuietHours  *hours,
                           GError            **error)
{
  TidingsQuietHours found = TIDINGS_QUIET_HOURS_NONE;
  const char *rest = text;
  gboolean is_good = TRUE;

  g_return_val_if_fail (text != NULL && hours != NULL, FALSE);

  skip_blanks (&rest);
  if (g_ascii_strncasecmp (rest, "off", 3) == 0)
    rest += 3;
  else
    while (is_good && *rest != '\0')
      is_good = take_window (&rest, &found);
  skip_blanks (&rest);

  if (!is_good || *rest != '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is what was typed. The two-letter names of the days stay English. */
                   _("“%s” are no quiet hours; write 22:00-07:00, or mo-fr 22:00-07:00 sa,su 23:00-09:00 with one window a day, or off"),
                   text);
      return FALSE;
    }

  *hours = found;

  return TRUE;
}

/* Calls @add for each run of neighbouring days of @days; a run may go over the end of the week. */
static void
each_run (guint     days,
          void    (*add) (GString *text, guint first, guint last, guint n),
          GString  *text)
{
  for (guint first = 0; first < N_DAYS; first++)
    {
      guint n = 0;

      if ((days & (1u << first)) == 0 || (days & (1u << ((first + N_DAYS - 1) % N_DAYS))) != 0)
        continue;
      while ((days & (1u << ((first + n) % N_DAYS))) != 0)
        n++;
      add (text, first, (first + n - 1) % N_DAYS, n);
    }
}

static void
add_run (GString *text,
         guint    first,
         guint    last,
         guint    n)
{
  if (text->len > 0)
    g_string_append_c (text, ',');
  g_string_append (text, day_names[first]);
  if (n > 1)
    g_string_append_printf (text, "%c%s", n == 2 ? ',' : '-', day_names[last]);
}

/* The days that are as @day is. */
static guint
get_days_like (const TidingsQuietHours *hours,
               guint                    day)
{
  guint days = 0;

  for (guint other = 0; other < N_DAYS; other++)
    if (is_alike (hours, day, hours, other))
      days |= 1u << other;

  return days;
}

char *
tidings_quiet_hours_to_string (const TidingsQuietHours *hours)
{
  GString *text = g_string_new (NULL);
  guint done = 0;

  g_return_val_if_fail (hours != NULL, NULL);

  for (guint day = 0; day < N_DAYS; day++)
    {
      guint days = get_days_like (hours, day);
      int to = hours->to[day];
      g_autoptr(GString) names = g_string_new (NULL);

      if (get_length (hours, day) == 0 || (done & (1u << day)) != 0)
        continue;
      done |= days;
      if (days != ALL_DAYS)
        each_run (days, add_run, names);
      if (to == 0 && hours->from[day] == 0)
        to = DAY_MINUTES;
      g_string_append_printf (text, "%s%s%s%02d:%02d-%02d:%02d", text->len > 0 ? " " : "", names->str, names->len > 0 ? " " : "",
                              hours->from[day] / 60, hours->from[day] % 60, to / 60, to % 60);
    }

  return g_string_free (text, FALSE);
}

/* A day's short name in the process's language. */
static char *
dup_day_name (guint day)
{
  /* 1 January 2024 was a Monday. */
  g_autoptr(GDateTime) date = g_date_time_new_utc (2024, 1, 1 + day, 12, 0, 0);

  return g_date_time_format (date, "%a");
}

static void
add_run_words (GString *text,
               guint    first,
               guint    last,
               guint    n)
{
  g_autofree char *from = dup_day_name (first);
  g_autofree char *to = dup_day_name (last);

  if (text->len > 0)
    g_string_append (text, ", ");
  if (n == 1)
    g_string_append (text, from);
  else if (n == 2)
    g_string_append_printf (text, "%s, %s", from, to);
  else
    g_string_append_printf (text, "%s–%s", from, to);
}

static void
add_window_words (GString                 *text,
                  const TidingsQuietHours *hours,
                  guint                    day,
                  guint                    days)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *window = g_strdup_printf ("%02d:%02d–%02d:%02d", hours->from[day] / 60, hours->from[day] % 60,
                                             hours->to[day] / 60, hours->to[day] % 60);

  if (text->len > 0)
    g_string_append (text, ", ");
  if (days == ALL_DAYS)
    {
      /* Translators: %s are hours, such as “22:00–07:00” */
      g_string_append_printf (text, C_("quiet hours", "every day %s"), window);
      return;
    }

  each_run (days, add_run_words, names);
  g_string_append_printf (text, "%s %s", names->str, window);
}

char *
tidings_quiet_hours_describe_windows (const TidingsQuietHours *hours)
{
  GString *text = g_string_new (NULL);
  guint done = 0;

  g_return_val_if_fail (hours != NULL, NULL);

  for (guint day = 0; day < N_DAYS; day++)
    if (get_length (hours, day) > 0 && (done & (1u << day)) == 0)
      {
        guint days = get_days_like (hours, day);

        done |= days;
        add_window_words (text, hours, day, days);
      }

  return g_string_free (text, FALSE);
}

char *
tidings_quiet_hours_describe (const TidingsQuietHours *hours)
{
  g_autofree char *windows = NULL;

  g_return_val_if_fail (hours != NULL, NULL);

  if (tidings_quiet_hours_is_none (hours))
    return g_strdup (_("No quiet hours. Texts arrive at any time"));

  windows = tidings_quiet_hours_describe_windows (hours);

  /* Translators: %s are hours, such as “Mon–Fri 22:00–07:00, Sat, Sun 23:00–09:00” */
  return g_strdup_printf (_("Quiet: %s. Texts wait until then; critical alerts, security alerts and codes still come through"), windows);
}

/* Minutes from minute @minute of the week, on a clock that is never changed, until it is no longer quiet; a week at most. */
static int
get_run (const TidingsQuietHours *hours,
         int                      minute)
{
  int reach = 0;
  gboolean is_longer = TRUE;

  while (is_longer && reach < WEEK_MINUTES)
    {
      is_longer = FALSE;
      for (guint day = 0; day < N_DAYS; day++)
        {
          int length = get_length (hours, day);
          int begin = (int) day * DAY_MINUTES + MAX (hours->from[day], 0);
          /* How long ago, at the minute reached, this window has begun last. */
          int age = (minute + reach - begin + 2 * WEEK_MINUTES) % WEEK_MINUTES;

          if (age >= length)
            continue;
          reach += length - age;
          is_longer = TRUE;
        }
    }

  return MIN (reach, WEEK_MINUTES);
}

/* The first instant after @from, up to @to, at which the clocks of @zone have been set: they are the same at @from and
 * until then. */
static gint64
find_clock_change (GTimeZone *zone,
                   gint64     from,
                   gint64     to)
{
  gint64 offset = tidings_zone_to_wall (zone, from) - from;

  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      if (tidings_zone_to_wall (zone, middle) - middle == offset)
        from = middle;
      else
        to = middle;
    }

  return to;
}

/* The instant at which the run that @now is in ends, or the clocks are set before; @now itself if it is not quiet. */
static gint64
get_next_end (const TidingsQuietHours *hours,
              GTimeZone               *zone,
              gint64                   now)
{
  gint64 wall = tidings_zone_to_wall (zone, now);
  gint64 week_minute = (wall / MINUTE_MS + EPOCH_MINUTE) % WEEK_MINUTES;
  int run = get_run (hours, (int) week_minute);
  gint64 end = now - wall % MINUTE_MS + run * MINUTE_MS;

  if (run == 0)
    return now;
  /* Its last moment tells whether the clock that began to count it also ends it. */
  if (tidings_zone_to_wall (zone, end - 1) - (end - 1) != wall - now)
    return find_clock_change (zone, now, end - 1);

  return end;
}

gint64
tidings_quiet_hours_get_end (const TidingsQuietHours *hours,
                             const char              *zone,
                             gint64                   now)
{
  g_autoptr(GTimeZone) time_zone = NULL;
  gint64 end = now;
  gint64 next = 0;

  g_return_val_if_fail (hours != NULL, 0);

  if (now < 0 || tidings_quiet_hours_is_none (hours))
    return 0;
  /* A zone that this computer does not know must not wake anybody at night more than its own would. */
  if ((time_zone = tidings_zone_new (zone)) == NULL)
    time_zone = tidings_zone_new (NULL);

  while (end - now < WEEK_MS && (next = get_next_end (hours, time_zone, end)) > end)
    end = next;

  return end == now ? 0 : MIN (end, now + WEEK_MS);
}
