/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the last days cost: read from a store, in words, across midnight, and up to where a chart of it goes. */
#include <glib/gstdio.h>

#include "tidings-chart-scale.h"
#include "tidings-daily-cost.h"
#include "tidings-store-messages.h"

/* 2026-11-21 14:05 UTC, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)

typedef struct {
  char *folder;
  char *path;
  TidingsStore *store;
  TidingsClock *clock;
  TidingsDailyCost *costs;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->clock = tidings_test_clock_new (NOW);
  fixture->costs = tidings_daily_cost_new (fixture->path, fixture->clock);
}

/* Until the thread that reads has come to its end. */
static void
await (Fixture *fixture)
{
  gboolean is_busy = FALSE;

  g_object_get (fixture->costs, "is-busy", &is_busy, NULL);
  while (is_busy)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->costs, "is-busy", &is_busy, NULL);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) folder = NULL;
  const char *name = NULL;

  await (fixture);
  g_clear_object (&fixture->costs);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->store);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
add (Fixture    *fixture,
     gint64      at,
     gint64      micros,
     gboolean    is_settled,
     const char *currency)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->to = g_strdup ("+447400123456");
  message->type = g_strdup ("job_failed");
  message->body = g_strdup ("Hello");
  message->source = g_strdup ("cli");
  message->currency = g_strdup (currency);
  message->state = TIDINGS_MESSAGE_DELIVERED;
  message->created_at = at;
  message->queued_at = at;
  message->price_micros = micros;
  message->is_settled = is_settled;
  tidings_store_add_message (fixture->store, message, &error);
  g_assert_no_error (error);
}

static void
look (Fixture *fixture)
{
  tidings_daily_cost_look (fixture->costs);
  await (fixture);
}

static void
assert_says (gpointer    object,
             const char *property,
             const char *expected)
{
  g_autofree char *shown = NULL;

  g_object_get (object, property, &shown, NULL);
  g_assert_cmpstr (shown, ==, expected);
}

/* From the newest day back. */
static TidingsDayCost *
get_day (Fixture *fixture,
         guint    age)
{
  GListModel *days = tidings_daily_cost_list_days (fixture->costs);

  return g_list_model_get_item (days, g_list_model_get_n_items (days) - 1 - age);
}

static void
test_days (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { guint age; const char *name; const char *day; const char *tick; const char *cost; const char *why; } cases[] = {
    { 0, "Today, 21 Nov: about $0.04, 2 texts, not billed yet", "Today", "Today", "about $0.04, not billed yet", "only estimates" },
    { 1, "20 Nov: about $0.30, 2 texts, $0.05 of it not billed yet", "20 Nov", "20 Nov", "about $0.30, $0.05 of it not billed yet",
      "some of it is billed" },
    { 2, "19 Nov: $0.25, 1 text", "19 Nov", "19 Nov", "$0.25", "all of it" },
    { 3, "18 Nov: no texts", "18 Nov", "18 Nov", "–", "nothing that day" },
    { 4, "17 Nov: $0.00, 1 text", "17 Nov", "17 Nov", "$0.00", "a text for nothing" },
  };
  gboolean is_empty = TRUE, is_loaded = TRUE, has_pending = FALSE;

  g_object_get (fixture->costs, "is-loaded", &is_loaded, "is-empty", &is_empty, NULL);
  g_assert_false (is_loaded);
  g_assert_true (is_empty);
  assert_says (fixture->costs, "empty-words", "No cost yet");

  add (fixture, NOW, 20000, FALSE, NULL);
  add (fixture, NOW, 20000, FALSE, "USD");
  add (fixture, NOW - DAY_MS, 250000, TRUE, "USD");
  add (fixture, NOW - DAY_MS, 50000, FALSE, "USD");
  add (fixture, NOW - 2 * DAY_MS, 250000, TRUE, "USD");
  add (fixture, NOW - 4 * DAY_MS, 0, TRUE, "USD");
  /* Older than any day that is shown. */
  add (fixture, NOW - 31 * DAY_MS, 9000000, TRUE, "USD");
  look (fixture);

  g_object_get (fixture->costs, "is-loaded", &is_loaded, "is-empty", &is_empty, "has-pending", &has_pending, NULL);
  g_assert_true (is_loaded && has_pending);
  g_assert_false (is_empty);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsDayCost) day = get_day (fixture, cases[i].age);

      g_test_message ("%s", cases[i].why);
      assert_says (day, "name", cases[i].name);
      assert_says (day, "day", cases[i].day);
      assert_says (day, "tick", cases[i].tick);
      assert_says (day, "cost", cases[i].cost);
    }
  assert_says (fixture->costs, "title", "Cost in the Last 30 Days");
  assert_says (fixture->costs, "summary", "$0.59 – about $0.10 a text");

  g_object_set (fixture->costs, "is-practice", TRUE, NULL);
  assert_says (fixture->costs, "summary", "$0.59 – about $0.10 a text. Practice money: nothing is billed");
}

static void
test_week (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(TidingsDayCost) before = NULL;
  g_autoptr(TidingsDayCost) today = NULL;
  g_autoptr(TidingsDayCost) yesterday = NULL;

  add (fixture, NOW, 20000, TRUE, "USD");
  add (fixture, NOW - 8 * DAY_MS, 500000, TRUE, "USD");
  look (fixture);
  before = get_day (fixture, 0);
  g_object_set (fixture->costs, "n-days", 7, NULL);
  today = get_day (fixture, 0);
  yesterday = get_day (fixture, 1);

  g_assert_true (before == today);
  g_assert_cmpuint (g_list_model_get_n_items (tidings_daily_cost_list_days (fixture->costs)), ==, 7);
  assert_says (fixture->costs, "title", "Cost in the Last 7 Days");
  assert_says (fixture->costs, "summary", "$0.02 – about $0.02 a text");
  assert_says (today, "tick", "Today");
  assert_says (yesterday, "tick", "Fri");
  assert_says (yesterday, "day", "20 Nov");
}

/* Money of another currency is not this account's, but its texts were sent all the same. */
static void
test_currency (Fixture       *fixture,
               gconstpointer  data)
{
  add (fixture, NOW, 20000, TRUE, "USD");
  look (fixture);
  assert_says (fixture->costs, "summary", "$0.02 – about $0.02 a text");

  g_object_set (fixture->costs, "currency", "EUR", NULL);
  await (fixture);
  assert_says (fixture->costs, "summary", "");
  assert_says (fixture->costs, "empty-words", "No cost yet, for 1 text");
  add (fixture, NOW, 60000, TRUE, "EUR");
  look (fixture);
  assert_says (fixture->costs, "summary", "€0.06 – about €0.03 a text");
}

static gboolean
has_today (Fixture    *fixture,
           const char *name)
{
  g_autoptr(TidingsDayCost) today = get_day (fixture, 0);
  g_autofree char *shown = NULL;

  g_object_get (today, "name", &shown, NULL);

  return g_str_equal (shown, name);
}

/* At midnight, and when the clock is set, today becomes another day, while yesterday stays the object that it was. */
static void
test_midnight (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(TidingsDayCost) was_today = NULL;
  g_autoptr(TidingsDayCost) is_yesterday = NULL;

  add (fixture, NOW, 20000, TRUE, "USD");
  look (fixture);
  was_today = get_day (fixture, 0);
  tidings_test_clock_advance (fixture->clock, 9 * HOUR_MS);
  g_assert_true (has_today (fixture, "Today, 21 Nov: $0.02, 1 text"));

  tidings_test_clock_advance (fixture->clock, HOUR_MS);
  await (fixture);
  g_assert_true (has_today (fixture, "Today, 22 Nov: no texts"));
  is_yesterday = get_day (fixture, 1);
  g_assert_true (was_today == is_yesterday);
  assert_says (is_yesterday, "name", "21 Nov: $0.02, 1 text");

  tidings_test_clock_set (fixture->clock, NOW + 5 * DAY_MS);
  while (!has_today (fixture, "Today, 26 Nov: no texts"))
    g_main_context_iteration (NULL, TRUE);
}

/* Asked again while it reads, it does not miss what came meanwhile. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  tidings_daily_cost_look (fixture->costs);
  add (fixture, NOW, 20000, TRUE, "USD");
  tidings_daily_cost_look (fixture->costs);
  tidings_daily_cost_look (fixture->costs);
  await (fixture);
  assert_says (fixture->costs, "summary", "$0.02 – about $0.02 a text");
}

static void
test_no_store (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none.db", NULL);
  gboolean is_loaded = TRUE;

  g_clear_object (&fixture->costs);
  fixture->costs = tidings_daily_cost_new (path, fixture->clock);
  look (fixture);
  g_object_get (fixture->costs, "is-loaded", &is_loaded, NULL);
  g_assert_false (is_loaded);
  assert_says (fixture->costs, "empty-words", "No cost yet");
}

static void
test_pace (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 pace = 0;

  add (fixture, NOW, 70000, TRUE, "USD");
  add (fixture, NOW - 5 * DAY_MS, 70000, FALSE, "USD");
  look (fixture);
  g_object_get (fixture->costs, "pace", &pace, NULL);
  g_assert_cmpint (pace, ==, -1);

  /* Seven days, and the days that are shown do not matter. */
  add (fixture, NOW - 6 * DAY_MS, 210000, TRUE, "USD");
  look (fixture);
  g_object_set (fixture->costs, "n-days", 1, NULL);
  g_object_get (fixture->costs, "pace", &pace, NULL);
  g_assert_cmpint (pace, ==, 50000);
}

static void
test_scale (void)
{
  static const struct { gint64 largest; gint64 top; const char *why; } cases[] = {
    { 0, 20000, "nothing has cost anything" },
    { 1, 20000, "less than a coin" },
    { 20000, 20000, "up to the very end" },
    { 20001, 40000, "a step more" },
    { 99999, 100000, "the fifth step" },
    { 100000, 100000, "the whole of it" },
    { 100001, 200000, "the next power" },
    { 640000, 800000, "between" },
    { G_GINT64_CONSTANT (12340000), G_GINT64_CONSTANT (20000000), "dollars" },
    { G_GINT64_CONSTANT (987654321), G_GINT64_CONSTANT (1000000000), "many of them" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_chart_scale_get_top (cases[i].largest), ==, cases[i].top);
    }
}

#define ADD(name, func) g_test_add ("/app/daily-cost/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("days", test_days);
  ADD ("week", test_week);
  ADD ("currency", test_currency);
  ADD ("midnight", test_midnight);
  ADD ("again", test_again);
  ADD ("no-store", test_no_store);
  ADD ("pace", test_pace);
  g_test_add_func ("/app/chart-scale", test_scale);

  return g_test_run ();
}
