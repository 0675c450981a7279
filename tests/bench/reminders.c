/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hundred thousand reminders cost: opening their store, arming the timer, finding the next one. Each in CPU time, as a
 * ratio to one indexed lookup in the same run, and against the budget of a millisecond. */
#include "config.h"

#include <time.h>

#include "many-reminders.h"
#include "tidings-store-reminders.h"

#define N_RUNS 21
#define BUDGET_US 1000.0

static double
get_cpu_us (void)
{
  struct timespec spent = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);

  return spent.tv_sec * 1e6 + spent.tv_nsec / 1e3;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The middle one: a busy machine makes single runs lie. */
static double
get_median (double *values)
{
  qsort (values, N_RUNS, sizeof *values, compare);

  return values[N_RUNS / 2];
}

static void
report (const char *what,
        double      us,
        double      yardstick_us)
{
  g_print ("# %-28s %9.1f µs, %6.1f times an indexed lookup (%.2f µs); budget %.0f µs\n", what, us, us / yardstick_us,
           yardstick_us, BUDGET_US);
  g_assert_cmpfloat (us, <, BUDGET_US);
}

static double
measure_lookup (TidingsStore *store)
{
  double runs[N_RUNS] = { 0 };

  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = get_cpu_us ();

      for (guint j = 0; j < 100; j++)
        g_free (tidings_store_dup_meta (store, "nothing"));
      runs[i] = (get_cpu_us () - begin) / 100;
    }

  return get_median (runs);
}

static double
measure_opening (const char *path)
{
  double runs[N_RUNS] = { 0 };

  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = get_cpu_us ();
      TidingsStore *store = tidings_store_open (path, NULL);

      runs[i] = get_cpu_us () - begin;
      g_assert_nonnull (store);
      g_object_unref (store);
    }

  return get_median (runs);
}

static double
measure_finding (TidingsStore *store,
                 gint64        expected)
{
  double runs[N_RUNS] = { 0 };

  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = get_cpu_us ();
      gint64 reminder = 0;
      gint64 next = tidings_store_get_next_moment (store, &reminder);

      runs[i] = get_cpu_us () - begin;
      g_assert_cmpint (next, ==, expected);
    }

  return get_median (runs);
}

/* A whole turn of the engine: looking at everything that may be due, and setting the one timer. */
static double
measure_arming (TidingsEngine *engine)
{
  double runs[N_RUNS] = { 0 };

  for (guint i = 0; i < N_RUNS; i++)
    {
      double begin = get_cpu_us ();

      tidings_engine_wake (engine);
      many_drain ();
      runs[i] = get_cpu_us () - begin;
    }

  return get_median (runs);
}

static void
bench_reminders (void)
{
  Many many = { NULL };
  g_autoptr(TidingsClock) clock = many_clock_new (MANY_NOW);
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(TidingsEngine) engine = NULL;
  double yardstick_us;
  double opening_us;
  guint n_arms;

  many_begin (&many);
  opening_us = measure_opening (many.path);
  store = tidings_store_open (many.path, NULL);
  yardstick_us = measure_lookup (store);
  engine = many_start_engine (store, clock);
  many_drain ();
  n_arms = many_clock_get_arms (clock);

  report ("opening the store", opening_us, yardstick_us);
  report ("finding the next one", measure_finding (store, many.first_at), yardstick_us);
  report ("arming", measure_arming (engine), yardstick_us);
  g_print ("# times that the one timer was set at the start, for %d reminders: %u\n", MANY_N, n_arms);
  g_assert_cmpuint (n_arms, <=, 2);

  while (many_clock_step (clock, MANY_NOW + 7 * MANY_DAY_MS))
    ;
  g_print ("# woken in a week: %u, for %u moments\n", many_clock_get_fires (clock), many.n_in_week);
  g_assert_cmpuint (many_clock_get_fires (clock), ==, many.n_in_week);

  g_clear_object (&engine);
  g_clear_object (&store);
  many_end (&many);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bench/reminders", bench_reminders);

  return g_test_run ();
}
