/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money as words. Apart from what else tidings-format.h offers, so that a program without money links without ICU. */
#include "config.h"

#include <locale.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "tidings-format.h"

#define MICROS G_GINT64_CONSTANT (1000000)
#define MAX_DECIMALS 4

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
