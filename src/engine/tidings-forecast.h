/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the limits of a month last at the present pace. Values in, values out; no clock, no store. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How far back the pace looks: two whole weeks, so that weekdays weigh alike, and across the beginning of a month. */
#define TIDINGS_FORECAST_HISTORY_MS (14 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/** TidingsForecastWhat: which limit is reached first */
typedef enum {
  TIDINGS_FORECAST_NONE,
  TIDINGS_FORECAST_TEXTS,
  TIDINGS_FORECAST_MONEY,
} TidingsForecastWhat;

/** tidings_forecast_what_to_string: Returns: `texts`, `money`, or "" for none */
const char *tidings_forecast_what_to_string (TidingsForecastWhat what);

/**
 * TidingsForecastUse:
 * @texts: how many
 * @micros: settled and reserved, millionths
 */
typedef struct {
  gint64 texts;
  gint64 micros;
} TidingsForecastUse;

/**
 * TidingsForecastFacts:
 * @now: UTC milliseconds
 * @month_end: UTC milliseconds at which the month ends, after @now
 * @first_at: UTC milliseconds of the first text in the last %TIDINGS_FORECAST_HISTORY_MS, 0 if there is none
 * @recent: what was used from then up to @now, also in the month before
 * @used: what was used of this month up to @now
 * @planned: what Twilio already has for later this month, which is counted already
 * @cap: texts that the month may have, 0 for no limit
 * @budget_micros: money that it may cost, 0 for no limit
 */
typedef struct {
  gint64 now;
  gint64 month_end;
  gint64 first_at;
  TidingsForecastUse recent;
  TidingsForecastUse used;
  TidingsForecastUse planned;
  guint cap;
  gint64 budget_micros;
} TidingsForecastFacts;

/**
 * TidingsForecast:
 * @what: the limit that is reached first this month
 * @at: UTC milliseconds at which it is, never before the facts' now; 0 for not this month, or unknown
 * @n_texts: texts at the month's end if no limit stopped them, -1 if unknown
 * @price_micros: their price, -1 if unknown
 */
typedef struct {
  TidingsForecastWhat what;
  gint64 at;
  gint64 n_texts;
  gint64 price_micros;
} TidingsForecast;

/**
 * tidings_forecast:
 * @facts: what was used
 * @forecast: (out): what follows
 *
 * The pace is that of the last two weeks, or of the time since the first text in them. What Twilio has for later is part of that
 * pace and counts on top only as far as it is more. A limit is reached where alerts that are not critical stop: at nine tenths,
 * for the last tenth is kept. Unknown with fewer than three texts or less than a day of history, except that a limit
 * that is reached already is said at any time. Any thread.
 */
void        tidings_forecast         (const TidingsForecastFacts *facts,
                                      TidingsForecast            *forecast);

G_END_DECLS
