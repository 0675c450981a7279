/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and money as words, for the window and the command line alike. */
#include "config.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "tidings-format.h"
#include "tidings-zone.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define MICROS G_GINT64_CONSTANT (1000000)
#define MAX_DECIMALS 4

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

/* Digits after the point that @micros needs: @n_decimals, and as many more as keep it from reading as zero. */
static guint
count_decimals (gint64 micros,
                guint  n_decimals)
{
  gint64 half = MICROS / 2;
  guint n = MIN (n_decimals, 6);

  for (guint i = 0; i < n; i++)
    half /= 10;
  while (n < MAX_DECIMALS && micros != 0 && ABS (micros) < half)
    {
      half /= 10;
      n++;
    }

  return n;
}

/* The locale for money in ICU's words; its “POSIX” English would put a blank after the sign. */
static const char *
get_money_locale (void)
{
  const char *name = setlocale (LC_MONETARY, NULL);

  if (name == NULL || g_str_equal (name, "C") || g_str_equal (name, "POSIX") || g_str_has_prefix (name, "C."))
    return "en_US";

  return name;
}

static char *
format_with_icu (const char *decimal,
                 const char *currency,
                 guint       n_decimals)
{
  UErrorCode status = U_ZERO_ERROR;
  g_autofree UChar *code = g_new0 (UChar, 4);
  UChar shown[96] = { 0 };
  char text[3 * G_N_ELEMENTS (shown)] = { 0 };
  UNumberFormat *format = unum_open (UNUM_CURRENCY, NULL, 0, get_money_locale (), NULL, &status);

  if (U_FAILURE (status))
    return NULL;

  u_charsToUChars (currency, code, 3);
  unum_setTextAttribute (format, UNUM_CURRENCY_CODE, code, 3, &status);
  unum_setAttribute (format, UNUM_MIN_FRACTION_DIGITS, n_decimals);
  unum_setAttribute (format, UNUM_MAX_FRACTION_DIGITS, n_decimals);
  unum_setAttribute (format, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
  unum_formatDecimal (format, decimal, -1, shown, G_N_ELEMENTS (shown), NULL, &status);
  unum_close (format);
  u_strToUTF8 (text, sizeof text, NULL, shown, -1, &status);

  return U_SUCCESS (status) ? g_strdup (text) : NULL;
}

char *
tidings_format_money (gint64      micros,
                      const char *currency,
                      guint       n_decimals)
{
  g_autofree char *decimal = tidings_format_decimal (micros);
  g_autofree char *text = NULL;

  /* Twilio names an ISO code of three letters; anything else is shown beside the number as it came. */
  if (currency != NULL && strlen (currency) == 3)
    text = format_with_icu (decimal, currency, count_decimals (micros, n_decimals));
  if (text != NULL)
    return g_steal_pointer (&text);

  return currency != NULL ? g_strdup_printf ("%s %s", decimal, currency) : g_steal_pointer (&decimal);
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
