/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and money as words, and decimals that never touch binary floating point. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tidings-format.h"
#include "tidings-reminder.h"

static gint64
get_instant (const char *wall)
{
  gint64 instant = tidings_wall_clock_to_instant (wall, "Europe/Berlin", NULL);

  g_assert_cmpint (instant, >=, 0);

  return instant;
}

static void
test_iso (void)
{
  g_autofree char *text = tidings_format_iso (G_GINT64_CONSTANT (1795250400999));

  g_assert_cmpstr (text, ==, "2026-11-21T08:40:00Z");
  g_assert_null (tidings_format_iso (0));
}

static void
test_moments (void)
{
  static const struct { const char *then; const char *now; const char *moment; const char *day; const char *why; } cases[] = {
    { "2026-11-20T14:05", "2026-11-20T18:00", "14:05", "Today", "today" },
    { "2026-11-20T00:00", "2026-11-20T23:59", "00:00", "Today", "the day's first minute" },
    { "2026-11-19T23:59", "2026-11-20T00:00", "yesterday 23:59", "Yesterday", "a minute ago, but yesterday" },
    { "2026-11-21T00:00", "2026-11-20T23:59", "tomorrow 00:00", "Tomorrow", "in a minute, but tomorrow" },
    { "2026-11-18T14:05", "2026-11-20T18:00", "Wed 14:05", "Wednesday, 18 November", "this week" },
    { "2026-11-14T14:05", "2026-11-20T18:00", "Sat 14:05", "Saturday, 14 November", "six days ago" },
    { "2026-11-13T14:05", "2026-11-20T18:00", "13 Nov 14:05", "Friday, 13 November", "the same weekday would be ambiguous" },
    { "2026-11-26T14:05", "2026-11-20T18:00", "Thu 14:05", "Thursday, 26 November", "six days ahead" },
    { "2026-11-27T14:05", "2026-11-20T18:00", "27 Nov 14:05", "Friday, 27 November", "a week ahead" },
    { "2025-11-03T14:05", "2026-11-20T18:00", "3 Nov 2025 14:05", "Monday, 3 November 2025", "another year" },
    { "2026-12-31T14:05", "2027-01-01T18:00", "yesterday 14:05", "Yesterday", "yesterday, though another year" },
    { "2026-03-28T14:05", "2026-03-29T14:00", "yesterday 14:05", "Yesterday", "a day of 23 hours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moment = tidings_format_moment (get_instant (cases[i].then), get_instant (cases[i].now));
      g_autofree char *day = tidings_format_day (get_instant (cases[i].then), get_instant (cases[i].now));

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (moment, ==, cases[i].moment);
      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

static void
test_money (void)
{
  static const struct { gint64 micros; const char *currency; guint n_decimals; const char *text; const char *why; } cases[] = {
    { 7900, "USD", 4, "$0.0079", "four decimals asked for" },
    { 3420000, "USD", 2, "$3.42", "two decimals" },
    { 5000000, "USD", 0, "$5", "a limit" },
    { 7900, "USD", 2, "$0.01", "does not read as zero" },
    { 5000, "USD", 2, "$0.01", "half is rounded up" },
    { 4900, "USD", 2, "$0.005", "would read as zero, so it gets another decimal" },
    { 40, "USD", 2, "$0.0000", "never more than four" },
    { 0, "USD", 2, "$0.00", "nothing is nothing" },
    { -12850000, "USD", 2, "-$12.85", "a debt" },
    { 1234567890000, "USD", 2, "$1,234,567.89", "grouped" },
    { 8300, "EUR", 4, "€0.0083", "another currency's sign" },
    { 5000000, "", 2, "5.00 ", "no currency: the bare number" },
    { 5000000, NULL, 2, "5.00", "unknown currency" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tidings_format_money (cases[i].micros, cases[i].currency, cases[i].n_decimals);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_decimals (void)
{
  static const struct { const char *text; gboolean is_good; gint64 micros; const char *why; } cases[] = {
    { "12.345", TRUE, 12345000, "plain" },
    { "-0.00830", TRUE, -8300, "as Twilio writes a price" },
    { "+1", TRUE, 1000000, "a plus sign" },
    { "0", TRUE, 0, "zero" },
    { "-0", TRUE, 0, "minus zero" },
    { "0.1", TRUE, 100000, "no binary fraction" },
    { "0.0000005", TRUE, 1, "half of a millionth goes up" },
    { "0.0000004999", TRUE, 0, "less goes down" },
    { "-0.0000005", TRUE, -1, "away from zero below it, too" },
    { "0.9999995", TRUE, 1000000, "carries over the point" },
    { "9223372036853.999999", TRUE, G_GINT64_CONSTANT (9223372036853999999), "the largest that is taken" },
    { "9223372036854", FALSE, 0, "beyond it" },
    { "99999999999999999999999999", FALSE, 0, "far beyond it" },
    { "", FALSE, 0, "nothing" },
    { "-", FALSE, 0, "a sign alone" },
    { ".5", FALSE, 0, "nothing before the point" },
    { "5.", FALSE, 0, "nothing after the point" },
    { "1e3", FALSE, 0, "no exponents" },
    { "1,5", FALSE, 0, "not the program's notation" },
    { " 1", FALSE, 0, "blank" },
    { "1 ", FALSE, 0, "blank" },
    { "0x10", FALSE, 0, "hexadecimal" },
    { "nan", FALSE, 0, "not a number" },
    { "--1", FALSE, 0, "two signs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 micros = 0;

      g_test_message ("“%s”: %s", cases[i].text, cases[i].why);
      g_assert_cmpint (tidings_parse_decimal (cases[i].text, &micros), ==, cases[i].is_good);
      g_assert_cmpint (micros, ==, cases[i].micros);
    }
}

static void
test_decimal_text (void)
{
  static const struct { gint64 micros; const char *text; } cases[] = {
    { 7900, "0.0079" }, { 0, "0.00" }, { 5000000, "5.00" }, { -8300, "-0.0083" }, { 1, "0.000001" }, { 12345000, "12.345" },
    { 100000, "0.10" }, { G_MININT64, "-9223372036854.775808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tidings_format_decimal (cases[i].micros);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Any amount survives the way through text; any text is refused or gives an amount that does. */
static void
test_random (void)
{
  static const char letters[] = "00123456789..-+e, ";
  g_autoptr(GRand) rand = g_rand_new_with_seed (79);

  for (guint i = 0; i < 50000; i++)
    {
      gint64 micros = (gint64) (((guint64) g_rand_int (rand) << 32) | g_rand_int (rand)) >> g_rand_int_range (rand, 2, 60);
      char text[20] = { 0 };
      guint length = g_rand_int_range (rand, 0, sizeof text);
      gint64 back = 0;
      g_autofree char *written = tidings_format_decimal (micros);

      g_assert_true (tidings_parse_decimal (written, &back));
      g_assert_cmpint (back, ==, micros);

      for (guint j = 0; j < length; j++)
        text[j] = i % 2 ? letters[g_rand_int_range (rand, 0, sizeof letters - 1)] : (char) g_rand_int_range (rand, 1, 256);
      if (tidings_parse_decimal (text, &back))
        g_assert_cmpfloat_with_epsilon (g_ascii_strtod (text, NULL) * 1e6, (double) back, 0.51 + ABS ((double) back) * 1e-14);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/iso", test_iso);
  g_test_add_func ("/format/moments", test_moments);
  g_test_add_func ("/format/money", test_money);
  g_test_add_func ("/decimal/parse", test_decimals);
  g_test_add_func ("/decimal/to-string", test_decimal_text);
  g_test_add_func ("/decimal/random", test_random);

  return g_test_run ();
}
