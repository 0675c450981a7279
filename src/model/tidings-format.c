/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments as words and amounts as decimals, for the window and the command line alike. */
#include "config.h"

#include <langinfo.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-zone.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define MICROS G_GINT64_CONSTANT (1000000)

char *
tidings_format_iso (gint64 instant)
{
  g_autoptr(GDateTime) moment = NULL;

  if (instant == 0)
    return NULL;
  moment = g_date_time_new_from_unix_utc (instant / 1000);

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* Whether the locale's own time has a morning and an afternoon. */
static gboolean
has_half_days (void)
{
  const char *pattern = nl_langinfo (T_FMT);

  return strstr (pattern, "%r") != NULL || strstr (pattern, "%p") != NULL || strstr (pattern, "%I") != NULL;
}

static char *
format_local (gint64      instant,
              const char *pattern)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, pattern) : g_strdup ("");
}

/* Days from @now's to @instant's on the local calendar, and whether both are of one year. */
static gint64
count_days (gint64    instant,
            gint64    now,
            gboolean *is_same_year)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);
  gint64 there = tidings_zone_to_wall (zone, instant);
  gint64 here = tidings_zone_to_wall (zone, now);
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_utc (there / 1000);
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_utc (here / 1000);

  *is_same_year = then != NULL && today != NULL && g_date_time_get_year (then) == g_date_time_get_year (today);

  return there / DAY_MS - here / DAY_MS;
}

char *
tidings_format_moment (gint64 instant,
                       gint64 now)
{
  /* Translators: a time of day for g_date_time_format(), in 12 or 24 hours */
  g_autofree char *time = format_local (instant, has_half_days () ? C_("12 hours", "%-l:%M %p") : C_("24 hours", "%H:%M"));
  g_autofree char *day = NULL;
  gboolean is_same_year = FALSE;
  gint64 ahead = count_days (instant, now, &is_same_year);

  if (ahead == 0)
    return g_steal_pointer (&time);
  if (ahead == -1)
    /* Translators: %s is a time of day, “14:05” */
    return g_strdup_printf (C_("moment", "yesterday %s"), time);
  if (ahead == 1)
    /* Translators: %s is a time of day, “14:05” */
    return g_strdup_printf (C_("moment", "tomorrow %s"), time);

  /* Translators: short days for g_date_time_format(): a weekday of this week, a day of this year, a day of another year */
  day = format_local (instant, ABS (ahead) < 7 ? C_("short day", "%a")
                               : is_same_year  ? C_("short day", "%-d %b")
                                               : C_("short day", "%-d %b %Y"));

  /* Translators: a short day and a time of day, “Fri 14:05” or “3 Nov 14:05” */
  return g_strdup_printf (C_("moment", "%1$s %2$s"), day, time);
}

char *
tidings_format_date (gint64 instant)
{
  return format_local (instant, C_("short day", "%-d %b"));
}

char *
tidings_format_weekday (gint64 instant)
{
  return format_local (instant, C_("short day", "%a"));
}

char *
tidings_format_day (gint64 instant,
                    gint64 now)
{
  gboolean is_same_year = FALSE;
  gint64 ahead = count_days (instant, now, &is_same_year);

  if (ahead == 0)
    return g_strdup (C_("day", "Today"));
  if (ahead == -1)
    return g_strdup (C_("day", "Yesterday"));
  if (ahead == 1)
    return g_strdup (C_("day", "Tomorrow"));

  /* Translators: long days for g_date_time_format(), as a heading: of this year, of another year */
  return format_local (instant, is_same_year ? C_("long day", "%A, %-d %B") : C_("long day", "%A, %-d %B %Y"));
}

char *
tidings_format_decimal (gint64 micros)
{
  guint64 amount = micros < 0 ? -(guint64) micros : (guint64) micros;
  char *text = g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT, micros < 0 ? "-" : "",
                                amount / MICROS, amount % MICROS);
  gsize length = strlen (text);

  /* Two decimals stay, as people expect them of money. */
  for (guint n_decimals = 6; n_decimals > 2 && text[length - 1] == '0'; n_decimals--)
    text[--length] = '\0';

  return text;
}

/* Adds up to six digits behind the point; the seventh rounds away from zero. */
static gboolean
read_fraction (const char **text,
               gint64      *micros)
{
  gint64 unit = MICROS / 10;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; unit > 0 && g_ascii_isdigit (**text); unit /= 10)
    *micros += unit * g_ascii_digit_value (*(*text)++);
  if (**text >= '5' && **text <= '9')
    *micros += 1;
  while (g_ascii_isdigit (**text))
    (*text)++;

  return TRUE;
}

gboolean
tidings_parse_decimal (const char *text,
                       gint64     *micros)
{
  gboolean is_negative = FALSE;
  gint64 whole = 0;
  gint64 fraction = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (micros != NULL, FALSE);

  is_negative = *text == '-';
  if (*text == '-' || *text == '+')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;

  for (; g_ascii_isdigit (*text); text++)
    {
      whole = whole * 10 + g_ascii_digit_value (*text);
      /* One below the limit leaves room for the fraction. */
      if (whole >= G_MAXINT64 / MICROS)
        return FALSE;
    }
  if (*text == '.' && (text++, !read_fraction (&text, &fraction)))
    return FALSE;
  if (*text != '\0')
    return FALSE;

  *micros = whole * MICROS + fraction;
  if (is_negative)
    *micros = -*micros;

  return TRUE;
}
