/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a month's limits last: a table of what was used and what follows. */
#include "config.h"

#include "tidings-forecast.h"

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY (24 * HOUR)
/* 10 November 2026, 00:00; the month ends twenty-one days later. */
#define NOW G_GINT64_CONSTANT (1794268800000)
#define END (NOW + 21 * DAY)
#define MICROS G_GINT64_CONSTANT (1000000)

/* Times are days from now, -1 for not this month (at) or unknown (totals). */
typedef struct {
  double first_days;
  TidingsForecastUse recent;
  TidingsForecastUse used;
  TidingsForecastUse planned;
  guint cap;
  gint64 budget_micros;
  TidingsForecastWhat what;
  double at_days;
  gint64 n_texts;
  gint64 price_micros;
  const char *why;
} Case;

#define U(n, money) { n, (money) * MICROS }
#define NONE { 0, 0 }

static const Case cases[] = {
  { 0, NONE, NONE, NONE, 500, 0, TIDINGS_FORECAST_NONE, -1, -1, -1, "nothing was ever sent" },
  { 10, U (2, 1), U (2, 1), NONE, 500, 0, TIDINGS_FORECAST_NONE, -1, -1, -1, "two texts are no pace" },
  { 0.5, U (40, 1), U (40, 1), NONE, 100, 0, TIDINGS_FORECAST_NONE, -1, -1, -1, "half a day is no pace, however busy it was" },
  { 1, U (3, 0), U (3, 0), NONE, 500, 0, TIDINGS_FORECAST_NONE, -1, 66, 0, "three texts in a whole day are one, just" },
  { 10, U (10, 10), U (9, 9), NONE, 500, 500 * MICROS, TIDINGS_FORECAST_NONE, -1, 30, 30 * MICROS, "one a day: the month's thirty, far below the limits" },
  { 14, U (140, 0), U (90, 0), NONE, 200, 0, TIDINGS_FORECAST_TEXTS, 9, 300, 0, "ten a day, and ninety are left before the kept tenth" },
  { 14, U (140, 0), U (90, 0), NONE, 0, 0, TIDINGS_FORECAST_NONE, -1, 300, 0, "without a limit nothing is reached" },
  { 14, U (14, 140), U (9, 90), NONE, 0, 200 * MICROS, TIDINGS_FORECAST_MONEY, 9, 30, 300 * MICROS, "the same with money" },
  { 14, U (140, 140), U (90, 90), NONE, 300, 200 * MICROS, TIDINGS_FORECAST_MONEY, 9, 300, 300 * MICROS, "both are short: money is first" },
  { 14, U (140, 140), U (90, 90), NONE, 200, 300 * MICROS, TIDINGS_FORECAST_TEXTS, 9, 300, 300 * MICROS, "both are short: texts are first" },
  { 14, U (140, 140), U (90, 90), NONE, 200, 200 * MICROS, TIDINGS_FORECAST_TEXTS, 9, 300, 300 * MICROS, "both at once: texts are named" },
  { 14, U (140, 0), U (180, 0), NONE, 200, 0, TIDINGS_FORECAST_TEXTS, 0, 390, 0, "only the kept tenth is left: reached now" },
  { 14, U (140, 0), U (200, 0), NONE, 200, 0, TIDINGS_FORECAST_TEXTS, 0, 410, 0, "all are used" },
  { 0, NONE, U (200, 0), NONE, 200, 0, TIDINGS_FORECAST_TEXTS, 0, -1, -1, "a limit that is reached needs no pace to be said" },
  { 14, U (140, 0), U (171, 0), NONE, 201, 0, TIDINGS_FORECAST_TEXTS, 0.9, 381, 0, "the tenth is rounded up: 21 of 201 are kept" },
  { 14, U (28, 0), U (0, 0), NONE, 500, 0, TIDINGS_FORECAST_NONE, -1, 42, 0, "the first of a month: the pace is that of the last one" },
  { 2, U (3, 0), U (3, 0), NONE, 500, 0, TIDINGS_FORECAST_NONE, -1, 35, 0, "a new user: one and a half a day, rounded" },
  { 14, U (140, 0), U (90, 0), U (60, 0), 200, 0, TIDINGS_FORECAST_TEXTS, 9, 300, 0, "what Twilio has for later is part of the pace" },
  { 14, U (14, 0), U (10, 0), U (60, 0), 200, 0, TIDINGS_FORECAST_NONE, -1, 70, 0, "more is planned than the pace says" },
  { 14, U (14, 0), U (10, 0), U (170, 0), 200, 0, TIDINGS_FORECAST_TEXTS, 0, 180, 0, "what is planned has taken all that was left" },
  { 14, U (140, 0), U (0, 0), NONE, 234, 0, TIDINGS_FORECAST_NONE, -1, 210, 0, "reached at the very end: not this month" },
  { 14, U (140, 0), U (1, 0), NONE, 234, 0, TIDINGS_FORECAST_TEXTS, 20.9, 211, 0, "and just before it" },
  { 14, U (14, 0), U (5, 0), NONE, 0, 10 * MICROS, TIDINGS_FORECAST_NONE, -1, 26, 0, "texts that cost nothing never reach a budget" },
  { 14, U (1000000, 100000), U (1000000, 1), NONE, 0, 100000 * MICROS, TIDINGS_FORECAST_MONEY, 12.59986, 2500000, 150001 * MICROS,
    "the largest budget of all does not run over" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      const TidingsForecastFacts facts = {
        .now = NOW,
        .month_end = END,
        .first_at = c->recent.texts > 0 ? NOW - (gint64) (c->first_days * DAY) : 0,
        .recent = c->recent,
        .used = c->used,
        .planned = c->planned,
        .cap = c->cap,
        .budget_micros = c->budget_micros,
      };
      TidingsForecast forecast;

      g_test_message ("%s", c->why);
      tidings_forecast (&facts, &forecast);
      g_assert_cmpint (forecast.what, ==, c->what);
      g_assert_cmpint (forecast.n_texts, ==, c->n_texts);
      g_assert_cmpint (ABS (forecast.price_micros - c->price_micros), <=, 1);
      if (c->at_days < 0)
        g_assert_cmpint (forecast.at, ==, 0);
      else
        g_assert_cmpint (ABS (forecast.at - (NOW + (gint64) (c->at_days * DAY))), <=, 1000);
      /* Never in the past, and never in the next month. */
      g_assert_true (forecast.at == 0 || (forecast.at >= NOW && forecast.at < END));
      g_assert_true ((forecast.at == 0) == (forecast.what == TIDINGS_FORECAST_NONE));
    }
}

/* One text more does not throw the forecast about, as it would if the pace were that of the month alone. */
static void
test_stable (void)
{
  TidingsForecastFacts facts = {
    .now = NOW, .month_end = NOW + 30 * DAY, .first_at = NOW - 14 * DAY,
    .recent = { 28, 0 }, .used = { 1, 0 }, .cap = 500,
  };
  TidingsForecast before;
  TidingsForecast after;

  tidings_forecast (&facts, &before);
  facts.recent.texts++;
  facts.used.texts++;
  tidings_forecast (&facts, &after);
  g_assert_cmpint (before.n_texts, ==, 61);
  g_assert_cmpint (after.n_texts - before.n_texts, <=, 4);
}

static void
test_names (void)
{
  g_assert_cmpstr (tidings_forecast_what_to_string (TIDINGS_FORECAST_NONE), ==, "");
  g_assert_cmpstr (tidings_forecast_what_to_string (TIDINGS_FORECAST_TEXTS), ==, "texts");
  g_assert_cmpstr (tidings_forecast_what_to_string (TIDINGS_FORECAST_MONEY), ==, "money");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/forecast/cases", test_cases);
  g_test_add_func ("/forecast/stable", test_stable);
  g_test_add_func ("/forecast/names", test_names);

  return g_test_run ();
}
