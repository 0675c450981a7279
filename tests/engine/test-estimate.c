/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text will cost, case by case. */
#include "config.h"

#include "tidings-estimate.h"

/* "mcc/mnc/number type=micros", separated by commas; money in USD, or with =micros/EUR in that. */
static GPtrArray *
parse_tariffs (const char *text)
{
  GPtrArray *tariffs = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_tariff_free);
  g_auto(GStrv) rows = g_strsplit (text, ",", -1);

  for (char **row = rows; *row != NULL && **row != '\0'; row++)
    {
      g_auto(GStrv) halves = g_strsplit (*row, "=", 2);
      g_auto(GStrv) names = g_strsplit (halves[0], "/", 3);
      g_auto(GStrv) money = g_strsplit (halves[1], "/", 2);

      g_ptr_array_add (tariffs, tidings_tariff_new (names[0], names[1], names[2], g_ascii_strtoll (money[0], NULL, 10),
                                                    money[1] != NULL ? money[1] : "USD"));
    }

  return tariffs;
}

#define GERMANY "262/01/mobile=105000,262/02/mobile=95000,262/03/mobile=112000"
#define AMERICA "//local=7900,//toll free=7500,//short code=7000"
#define MIXED "310/260/local=8000,310/260/toll-free=9000,310/410/local=8500,//local=7000,//TollFree=7200"

static const struct {
  const char *tariffs;
  const char *mcc;
  const char *mnc;
  TidingsSenderKind kind;
  guint n_segments;
  gint64 low;
  gint64 high;
  const char *why;
} cases[] = {
  { "", NULL, NULL, TIDINGS_SENDER_NUMBER, 1, -1, -1, "no price is known" },
  { GERMANY, NULL, NULL, TIDINGS_SENDER_NUMBER, 0, -1, -1, "no part" },
  { GERMANY, NULL, NULL, TIDINGS_SENDER_NUMBER, 1, 95000, 112000, "the network is not known: a range" },
  { GERMANY, NULL, NULL, TIDINGS_SENDER_NUMBER, 3, 285000, 336000, "three parts" },
  { GERMANY, "262", "02", TIDINGS_SENDER_NUMBER, 1, 95000, 95000, "the network is known" },
  { GERMANY, "262", "02", TIDINGS_SENDER_NUMBER, 2, 190000, 190000, "two parts" },
  { GERMANY, "262", "2", TIDINGS_SENDER_NUMBER, 1, 95000, 112000, "2 is not 02: another network" },
  { GERMANY, "262", NULL, TIDINGS_SENDER_NUMBER, 1, 95000, 112000, "half a network is none" },
  { GERMANY, "208", "01", TIDINGS_SENDER_NUMBER, 1, 95000, 112000, "the number was carried to a network without a price" },
  { GERMANY, "262", "01", TIDINGS_SENDER_NAME, 1, 105000, 105000, "no price is named for names" },
  { AMERICA, NULL, NULL, TIDINGS_SENDER_NUMBER, 1, 7900, 7900, "a number" },
  { AMERICA, NULL, NULL, TIDINGS_SENDER_TOLL_FREE, 1, 7500, 7500, "a toll-free number" },
  { AMERICA, NULL, NULL, TIDINGS_SENDER_SHORT_CODE, 1, 7000, 7000, "a short code" },
  { AMERICA, NULL, NULL, TIDINGS_SENDER_SERVICE, 1, 7000, 7900, "whatever the service chooses" },
  { AMERICA, NULL, NULL, TIDINGS_SENDER_NAME, 1, 7000, 7900, "a name where none is priced" },
  { AMERICA, "310", "260", TIDINGS_SENDER_NUMBER, 1, 7900, 7900, "prices for all networks" },
  { MIXED, "310", "260", TIDINGS_SENDER_NUMBER, 1, 8000, 8000, "network and kind" },
  { MIXED, "310", "260", TIDINGS_SENDER_TOLL_FREE, 1, 9000, 9000, "written with a hyphen" },
  { MIXED, "310", "410", TIDINGS_SENDER_TOLL_FREE, 1, 8500, 8500, "the network counts more than the kind" },
  { MIXED, "311", "480", TIDINGS_SENDER_NUMBER, 1, 7000, 7000, "a network without its own price: that of all others" },
  { MIXED, "311", "480", TIDINGS_SENDER_TOLL_FREE, 1, 7200, 7200, "written together" },
  { MIXED, NULL, NULL, TIDINGS_SENDER_NUMBER, 1, 7000, 8500, "no network known: from all" },
  { "//alphanumeric=50000,//local=60000", NULL, NULL, TIDINGS_SENDER_NAME, 1, 50000, 50000, "a price for names" },
  { "//mobile=0", NULL, NULL, TIDINGS_SENDER_NUMBER, 4, 0, 0, "free is an amount too" },
  { "//mobile=-5", NULL, NULL, TIDINGS_SENDER_NUMBER, 1, -1, -1, "no price is negative" },
  { "//mobile=1000/EUR,//mobile=2000/USD", NULL, NULL, TIDINGS_SENDER_NUMBER, 1, -1, -1, "two currencies make no range" },
  { "1/1/mobile=1000/EUR,2/2/mobile=2000/USD", "2", "2", TIDINGS_SENDER_NUMBER, 1, 2000, 2000, "unless only one counts" },
  { "//mobile=9223372036854775807", NULL, NULL, TIDINGS_SENDER_NUMBER, 2, -1, -1, "nonsense does not overflow" },
  { "//mobile=1000", NULL, NULL, TIDINGS_SENDER_NUMBER, 4294967295u, -1, -1, "nor does nonsense of ours" },
};

static void
test_estimate (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) tariffs = parse_tariffs (cases[i].tariffs);
      TidingsEstimate estimate;
      gboolean is_known = tidings_estimate (tariffs, cases[i].mcc, cases[i].mnc, cases[i].kind, cases[i].n_segments, &estimate);

      g_test_message ("%" G_GSIZE_FORMAT ", %s: %s", i, cases[i].tariffs, cases[i].why);
      g_assert_true (is_known == (cases[i].low >= 0));
      if (!is_known)
        continue;
      g_assert_cmpint (estimate.low_micros, ==, cases[i].low);
      g_assert_cmpint (estimate.high_micros, ==, cases[i].high);
      g_assert_cmpstr (estimate.currency, ==, "USD");
    }
}

static void
test_dearest (void)
{
  static const struct { const char *tariffs; const char *currency; guint n_segments; gint64 micros; const char *why; } rows[] = {
    { "", NULL, 1, -1, "no price is known" },
    { GERMANY, NULL, 1, 112000, "the dearest network" },
    { GERMANY, "USD", 3, 336000, "three parts" },
    { GERMANY, NULL, 0, 112000, "nobody knows how many parts: one" },
    { GERMANY, "EUR", 1, -1, "another currency says nothing" },
    { "//mobile=5000,//local=7000/EUR", "USD", 1, 5000, "several currencies: the account's" },
    { "//mobile=5000,//local=7000/EUR", NULL, 1, 7000, "which nobody knows yet" },
    { "//mobile=0", NULL, 1, 0, "free of charge is a price" },
    { "//mobile=9223372036854775807", NULL, 2, -1, "a price that would run over is none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) tariffs = parse_tariffs (rows[i].tariffs);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (tidings_estimate_dearest (tariffs, rows[i].currency, rows[i].n_segments), ==, rows[i].micros);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/estimate/cases", test_estimate);
  g_test_add_func ("/estimate/dearest", test_dearest);

  return g_test_run ();
}
