/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the limits of a month last at the present pace. */
#include "config.h"

#include "tidings-forecast.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* Fewer say nothing about a pace. */
#define MIN_TEXTS 3
#define MIN_HISTORY_MS DAY_MS

const char *
tidings_forecast_what_to_string (TidingsForecastWhat what)
{
  switch (what)
    {
    case TIDINGS_FORECAST_TEXTS:
      return "texts";
    case TIDINGS_FORECAST_MONEY:
      return "money";
    case TIDINGS_FORECAST_NONE:
    default:
      return "";
    }
}

/* One of the two things that are counted. Doubles: money times milliseconds is more than 64 bits hold. */
typedef struct {
  double pace;      /* a millisecond, -1 if it is not known */
  double used;
  double planned;
  double limit;     /* where alerts stop, 0 for nowhere */
} Course;

/* Without the tenth, rounded up, that is kept for critical alerts. */
static double
without_tenth (gint64 limit)
{
  return limit - (limit / 10 + (limit % 10 != 0));
}

static double
get_pace (const TidingsForecastFacts *facts,
          gint64                      amount)
{
  gint64 history = facts->now - facts->first_at;

  if (facts->first_at == 0 || facts->recent.texts < MIN_TEXTS || history < MIN_HISTORY_MS)
    return -1;

  return (double) amount / history;
}

/* Returns 0 for not before @end. */
static gint64
find_end (const Course *course,
          gint64        now,
          gint64        end)
{
  double left = course->limit - course->used - course->planned;
  double ms;

  if (course->limit <= 0)
    return 0;
  /* What is planned is counted already, so that nothing else gets in. */
  if (left <= 0)
    return now;
  if (course->pace <= 0)
    return 0;

  ms = (course->limit - course->used) / course->pace;

  return ms < end - now ? now + (gint64) ms : 0;
}

static gint64
get_total (const Course *course,
           gint64        ms)
{
  if (course->pace < 0)
    return -1;

  return (gint64) (course->used + MAX (course->pace * ms, course->planned) + 0.5);
}

void
tidings_forecast (const TidingsForecastFacts *facts,
                  TidingsForecast            *forecast)
{
  Course texts;
  Course money;
  gint64 texts_at;
  gint64 money_at;

  g_return_if_fail (facts != NULL && forecast != NULL);

  texts = (Course) { get_pace (facts, facts->recent.texts), facts->used.texts, facts->planned.texts, without_tenth (facts->cap) };
  money = (Course) { get_pace (facts, facts->recent.micros), facts->used.micros, facts->planned.micros,
                     without_tenth (facts->budget_micros) };
  texts_at = find_end (&texts, facts->now, facts->month_end);
  money_at = find_end (&money, facts->now, facts->month_end);

  *forecast = (TidingsForecast) {
    .n_texts = get_total (&texts, facts->month_end - facts->now),
    .price_micros = get_total (&money, facts->month_end - facts->now),
  };
  if (texts_at != 0 && (money_at == 0 || texts_at <= money_at))
    {
      forecast->what = TIDINGS_FORECAST_TEXTS;
      forecast->at = texts_at;
    }
  else if (money_at != 0)
    {
      forecast->what = TIDINGS_FORECAST_MONEY;
      forecast->at = money_at;
    }
}
