/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and lead times as people type them. */
#include "config.h"

#include <langinfo.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-when.h"
#include "tidings-zone.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
/* Ten years of lead are more than anybody means, and far from any overflow. */
#define MAX_LEAD_S (G_GINT64_CONSTANT (3660) * 86400)

/* Both languages of weekday names are read: the English ones of the manual page and those of the process's locale. */
static const char * const weekdays[7] = { "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday" };
static const nl_item long_names[7] = { DAY_1, DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7 };
static const nl_item short_names[7] = { ABDAY_1, ABDAY_2, ABDAY_3, ABDAY_4, ABDAY_5, ABDAY_6, ABDAY_7 };

/* Reads exactly @n_min to @n_max ASCII digits and moves @text behind them. */
static gboolean
read_digits (const char **text,
             guint        n_min,
             guint        n_max,
             int         *number)
{
  guint n_digits = 0;

  *number = 0;
  while (n_digits < n_max && g_ascii_isdigit (**text))
    {
      *number = *number * 10 + g_ascii_digit_value (**text);
      (*text)++;
      n_digits++;
    }

  return n_digits >= n_min && !g_ascii_isdigit (**text);
}

static gboolean
read_char (const char **text,
           char         expected)
{
  if (**text != expected)
    return FALSE;
  (*text)++;

  return TRUE;
}

/* The second of two equal hours cannot be said on a wall clock: the first minute after it is late, but not early. */
static gint64
to_wall_not_before (GTimeZone *zone,
                    gint64     instant)
{
  gint64 wall = tidings_zone_to_wall (zone, instant);

  while (tidings_zone_from_wall (zone, wall, NULL) < instant)
    wall += MINUTE_MS;

  return wall;
}

/* Half of the day behind a time, to the end of @text; nothing is a clock of 24 hours. */
static gboolean
read_half (const char *text,
           int        *hour)
{
  gboolean is_afternoon;

  if (*text == '\0')
    return TRUE;
  if (*text == ' ')
    text++;
  is_afternoon = g_str_equal (text, "pm");
  if (!is_afternoon && !g_str_equal (text, "am"))
    return FALSE;
  if (*hour < 1 || *hour > 12)
    return FALSE;
  /* Twelve is the first hour of its half. */
  *hour = *hour % 12 + (is_afternoon ? 12 : 0);

  return TRUE;
}

/* `9:00`, `09:00`, `9:00 am` or `9pm`, to the end of @text; gives milliseconds after midnight. */
static gboolean
read_time (const char *text,
           gint64     *time)
{
  int hour = 0;
  int minute = 0;

  if (!read_digits (&text, 1, 2, &hour))
    return FALSE;
  if (*text == '\0' || (read_char (&text, ':') && !read_digits (&text, 2, 2, &minute)))
    return FALSE;
  if (!read_half (text, &hour) || hour > 23 || minute > 59)
    return FALSE;
  *time = hour * HOUR_MS + minute * MINUTE_MS;

  return TRUE;
}

/* `2026-11-22`; gives wall clock milliseconds of its midnight. */
static gboolean
read_date (const char **text,
           gint64      *wall)
{
  g_autoptr(GDateTime) day = NULL;
  int year = 0;
  int month = 0;
  int date = 0;

  if (!read_digits (text, 4, 4, &year) || !read_char (text, '-') ||
      !read_digits (text, 2, 2, &month) || !read_char (text, '-') ||
      !read_digits (text, 2, 2, &date) ||
      !(day = g_date_time_new_utc (year, month, date, 0, 0, 0)))
    return FALSE;
  *wall = g_date_time_to_unix (day) * 1000;

  return *wall >= 0;
}

/* `2026-11-22T09:00` or with a blank; gives wall clock milliseconds. */
static gboolean
read_date_time (const char *text,
                gint64     *wall)
{
  gint64 time = 0;

  if (!read_date (&text, wall) || !(read_char (&text, 't') || read_char (&text, 'T') || read_char (&text, ' ')) ||
      !read_time (text, &time))
    return FALSE;
  *wall += time;

  return TRUE;
}

/* `z`, `+02:00`, `+0200` or `-03`, to the end of @text; gives milliseconds east of Greenwich. */
static gboolean
read_offset (const char *text,
             gint64     *offset)
{
  gboolean is_west = *text == '-';
  int hours = 0;
  int minutes = 0;

  *offset = 0;
  if (*text == 'z')
    return text[1] == '\0';
  if (*text != '+' && *text != '-')
    return FALSE;
  text++;
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  hours = g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]);
  text += 2;
  if (*text != '\0' && (read_char (&text, ':'), !read_digits (&text, 2, 2, &minutes)))
    return FALSE;
  *offset = (hours * HOUR_MS + minutes * MINUTE_MS) * (is_west ? -1 : 1);

  return *text == '\0' && hours <= 14 && minutes < 60;
}

/* ISO 8601 as programs write it, with seconds or with a zone of its own: `2026-11-22t09:00:00`, `…t09:00z`, `…t09:00+02:00`.
 * Seconds are dropped: reminders are on the minute. */
static gboolean
read_iso (const char *text,
          GTimeZone  *zone,
          gint64     *wall)
{
  gint64 offset = 0;
  gint64 instant;
  int hour = 0;
  int minute = 0;
  int second = 0;

  if (!read_date (&text, wall) || !(read_char (&text, 't') || read_char (&text, ' ')) ||
      !read_digits (&text, 2, 2, &hour) || !read_char (&text, ':') || !read_digits (&text, 2, 2, &minute) ||
      (read_char (&text, ':') && !read_digits (&text, 2, 2, &second)) || hour > 23 || minute > 59 || second > 60)
    return FALSE;
  if (read_char (&text, '.'))
    text += strspn (text, G_CSET_DIGITS);
  *wall += hour * HOUR_MS + minute * MINUTE_MS;
  if (*text == '\0')
    return TRUE;
  if (!read_offset (text, &offset))
    return FALSE;

  instant = *wall - offset;
  *wall = to_wall_not_before (zone, instant);

  return *wall >= 0;
}

static char *
format_wall (gint64 wall)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (wall / 1000);

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M") : NULL;
}

/* `2h`, `30m` or `3d`, to the end of @text; gives the number and the unit's letter. */
static gboolean
read_span (const char *text,
           gint64     *number,
           char       *unit)
{
  char *end = NULL;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  *number = g_ascii_strtoll (text, &end, 10);
  *unit = g_ascii_tolower (*end);

  return *number <= MAX_LEAD_S && *end != '\0' && end[1] == '\0';
}

/* Rounded up to the minute, so that what is asked for in a minute is not due at once. Days keep the hour on the wall,
 * as RFC 5545 counts them; hours and minutes are exact. */
static gboolean
read_relative (const char *text,
               gint64      now,
               GTimeZone  *zone,
               gint64     *wall)
{
  gint64 number = 0;
  gint64 instant = now;
  char unit = '\0';

  if (!read_span (text, &number, &unit) || strchr ("mhdw", unit) == NULL)
    return FALSE;
  if (unit == 'w')
    {
      number *= 7;
      unit = 'd';
    }
  if (number > MAX_LEAD_S / (unit == 'd' ? 86400 : unit == 'h' ? 3600 : 60))
    return FALSE;
  if (unit == 'd')
    {
      *wall = tidings_zone_to_wall (zone, now) + MINUTE_MS - 1 + number * DAY_MS;
      *wall -= *wall % MINUTE_MS;
      return TRUE;
    }

  instant += number * (unit == 'h' ? HOUR_MS : MINUTE_MS) + MINUTE_MS - 1;
  instant -= instant % MINUTE_MS;
  *wall = to_wall_not_before (zone, instant);

  return TRUE;
}

static gboolean
is_weekday (const char *word,
            guint       day)
{
  g_autofree char *long_name = g_utf8_casefold (nl_langinfo (long_names[day]), -1);
  g_autofree char *short_name = g_utf8_casefold (nl_langinfo (short_names[day]), -1);

  return g_str_equal (word, weekdays[day]) ||
         (strlen (word) == 3 && g_str_has_prefix (weekdays[day], word)) ||
         g_str_equal (word, long_name) || g_str_equal (word, short_name);
}

/* Days from today that a word means, or -1; 7 is today's own weekday. */
static int
read_day_word (const char *word,
               gint64      today)
{
  /* Translators: a word that people type for a moment, as in “today 18:30”; one word, lower case */
  g_autofree char *today_word = g_utf8_casefold (C_("when", "today"), -1);
  /* Translators: a word that people type for a moment, as in “tomorrow 9:00”; one word, lower case */
  g_autofree char *tomorrow_word = g_utf8_casefold (C_("when", "tomorrow"), -1);
  guint weekday = 0;

  if (g_str_equal (word, "today") || g_str_equal (word, today_word))
    return 0;
  if (g_str_equal (word, "tomorrow") || g_str_equal (word, tomorrow_word))
    return 1;

  /* The first of January 1970 was a Thursday. */
  weekday = (today / DAY_MS + 4) % 7;
  for (guint ahead = 1; ahead <= 7; ahead++)
    if (is_weekday (word, (weekday + ahead) % 7))
      return ahead;

  return -1;
}

/* What stands after a day's word, or a time alone. */
static gboolean
read_words (const char *text,
            gint64      now,
            GTimeZone  *zone,
            gint64     *wall)
{
  gint64 here = tidings_zone_to_wall (zone, now);
  gint64 today = here - here % DAY_MS;
  g_auto(GStrv) words = g_strsplit (text, " ", 2);
  int ahead = 0;

  if (read_time (text, wall))
    {
      *wall += today;
      if (tidings_zone_from_wall (zone, *wall, NULL) <= now)
        *wall += DAY_MS;
      return TRUE;
    }
  if (g_strv_length (words) != 2)
    return read_relative (text, now, zone, wall);
  /* Translators: what people type before a span, as in “in 2h”; one word, lower case */
  if (g_str_equal (words[0], "in") || g_str_equal (words[0], C_("when", "in")))
    return read_relative (words[1], now, zone, wall);

  ahead = read_day_word (words[0], today);
  if (ahead < 0 || ahead == 7 || !read_time (words[1], wall))
    return FALSE;
  *wall += today + ahead * DAY_MS;

  return TRUE;
}

/* Case folded, without blanks at the ends and with single ones between the words. */
static char *
tidy (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto(GStrv) words = g_strsplit_set (folded, " \t", -1);
  g_autoptr(GString) tidied = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (tidied->len > 0)
        g_string_append_c (tidied, ' ');
      g_string_append (tidied, words[i]);
    }

  return g_string_free (g_steal_pointer (&tidied), FALSE);
}

gint64
tidings_wall_clock_to_instant (const char  *wall,
                               const char  *zone,
                               GError     **error)
{
  g_autoptr(GTimeZone) time_zone = NULL;
  gint64 moment = 0;

  g_return_val_if_fail (wall != NULL, -1);
  g_return_val_if_fail (zone != NULL, -1);

  if (!(time_zone = tidings_zone_new (zone)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is what was typed; the example is a name that computers know and stays as it is */
                   _("There is no time zone “%s”. Type it as Europe/Berlin"), zone);
      return -1;
    }
  if (!read_date_time (wall, &moment) || tidings_zone_from_wall (time_zone, moment, NULL) < 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is what was typed */
                   _("“%s” is not a date and time. Type it as 2026-11-22T09:00"), wall);
      return -1;
    }

  return tidings_zone_from_wall (time_zone, moment, NULL);
}

/* Whether @text is a day and nothing else. */
static gboolean
is_day_alone (const char *text,
              gint64      today)
{
  gint64 wall = 0;
  const char *rest = text;

  return (read_date (&rest, &wall) && *rest == '\0') || read_day_word (text, today) >= 0;
}

/* Says what is missing or what could mean two things; a guess would be found out when it is too late. */
static void
set_not_a_moment (const char  *text,
                  gint64       here,
                  GError     **error)
{
  gint64 today = here - here % DAY_MS;
  g_auto(GStrv) words = g_strsplit (text, " ", 2);

  if (is_day_alone (text, today))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 /* Translators: both %s are the day that was typed, “tomorrow” */
                 _("“%s” does not say at what time. Type %s 9:00"), text, text);
  else if (words[0] != NULL && words[1] != NULL && read_day_word (words[0], today) == 7)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("That weekday is today. Type today and the time, or the date a week from now as 2026-11-22 09:00"));
  /* Translators: a word that people type before a weekday, as in “next fri”; one word, lower case */
  else if (words[0] != NULL && (g_str_equal (words[0], "next") || g_str_equal (words[0], C_("when", "next"))))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("“next” can mean this week or the one after. Type the weekday alone or the date, as 2026-11-22 09:00"));
  /* Written as it should be, but no calendar or clock has it: 2026-02-30, 25:00. */
  else if (g_regex_match_simple ("^([0-9]{4}-[0-9]{2}-[0-9]{2}([ t][0-9]{1,2}:[0-9]{2})?|[0-9]{1,2}:[0-9]{2})$", text, 0, 0))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("There is no such day or time. Type a date as 2026-11-22 and a time as 9:00"));
  else if (*text != '\0' && strspn (text, G_CSET_DIGITS "/.:- ") == strlen (text))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("This can mean more than one moment. Type a date as 2026-11-22 and a time as 9:00"));
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         /* Translators: examples of what can be typed. The words “tomorrow”, “fri” and “in” may be translated
                          * as in the short strings “tomorrow” and “in” and as the language's weekdays are shortened */
                         _("This is not a moment. Type 2026-11-22 09:00, tomorrow 9:00, fri 18:30, 18:30 or in 2h"));
}

char *
tidings_when_parse (const char  *text,
                    gint64       now,
                    const char  *zone,
                    GError     **error)
{
  g_autoptr(GTimeZone) time_zone = NULL;
  g_autofree char *tidied = NULL;
  gint64 wall = 0;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  if (!(time_zone = tidings_zone_new (zone)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("There is no time zone “%s”. Type it as Europe/Berlin"), zone);
      return NULL;
    }

  tidied = g_utf8_validate (text, -1, NULL) ? tidy (text) : g_strdup ("");
  if (!read_date_time (tidied, &wall) && !read_iso (tidied, time_zone, &wall) && !read_words (tidied, now, time_zone, &wall))
    {
      set_not_a_moment (tidied, tidings_zone_to_wall (time_zone, now), error);
      return NULL;
    }

  return format_wall (wall);
}

gint64
tidings_duration_parse (const char  *text,
                        GError     **error)
{
  g_autofree char *tidied = NULL;
  gint64 number = 0;
  gint64 seconds = 0;
  char unit = '\0';

  g_return_val_if_fail (text != NULL, -1);

  tidied = g_strstrip (g_strdup (text));
  if (read_span (tidied, &number, &unit))
    seconds = unit == 'w' ? 7 * 86400 : unit == 'd' ? 86400 : unit == 'h' ? 3600 : unit == 'm' ? 60 : 0;
  if (seconds == 0 || number < 1 || number > MAX_LEAD_S / seconds)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("This does not say how long. Type it as 30m, 2h, 1d or 1w"));
      return -1;
    }

  return number * seconds;
}

/* Seconds of one lead time, or -1. */
static gint64
read_lead (const char *text)
{
  gint64 number = 0;
  gint64 seconds = 0;
  char unit = '\0';

  if (g_str_equal (text, "0"))
    return 0;
  if (!read_span (text, &number, &unit))
    return -1;

  seconds = unit == 'd' ? 86400 : unit == 'h' ? 3600 : unit == 'm' ? 60 : unit == 's' ? 1 : 0;

  return seconds != 0 && number <= MAX_LEAD_S / seconds ? number * seconds : -1;
}

static int
compare_descending (gconstpointer a,
                    gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first < second) - (first > second);
}

gint64 *
tidings_before_parse (const char  *text,
                      guint       *n_before,
                      GError     **error)
{
  g_auto(GStrv) parts = NULL;
  g_autofree gint64 *before_s = NULL;
  guint n_parts = 0;
  guint n_kept = 0;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (n_before != NULL, NULL);

  parts = g_strsplit (text, ",", -1);
  n_parts = g_strv_length (parts);
  before_s = g_new0 (gint64, n_parts + 1);

  for (guint i = 0; i < n_parts; i++)
    before_s[i] = read_lead (g_strstrip (parts[i]));
  qsort (before_s, n_parts, sizeof *before_s, compare_descending);

  if (n_parts == 0 || before_s[n_parts - 1] < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("This is not a list of lead times. Type them as 24h,1h or 30m, and 0 for the time itself"));
      return NULL;
    }

  for (guint i = 0; i < n_parts; i++)
    if (i == 0 || before_s[i] != before_s[n_kept - 1])
      before_s[n_kept++] = before_s[i];
  *n_before = n_kept;

  return g_steal_pointer (&before_s);
}

char *
tidings_before_to_string (gint64 before_s)
{
  if (before_s == 0)
    return g_strdup ("0");
  /* A single day stays 24h, as people say it of reminders. */
  if (before_s % 86400 == 0 && before_s > 86400)
    return g_strdup_printf ("%" G_GINT64_FORMAT "d", before_s / 86400);
  if (before_s % 3600 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "h", before_s / 3600);
  if (before_s % 60 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "m", before_s / 60);

  return g_strdup_printf ("%" G_GINT64_FORMAT "s", before_s);
}
