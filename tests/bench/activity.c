/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Activity costs with a million messages, beside the same with a thousand in the same run: the first page, what is looked
 * for, and the jump to the oldest, each from the question to the rows' words, and the memory that stays. The widgets are left
 * out: there are never more than three hundred rows, however many messages there are. */
#include "config.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <stdio.h>
#include <time.h>

#include "tidings-message-days.h"
#include "tidings-store-messages.h"
#include "tidings-store-private.h"

#define N_FEW 1000
#define N_MANY 1000000
#define N_RUNS 9
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define BEGIN G_GINT64_CONSTANT (1700000000000)
#define MINUTE_MS 60000

/* Two frames at 60 a second; and what is given to memory. */
#define BUDGET_MS 33.0
#define BUDGET_MIB 10.0

typedef struct {
  const char *what;
  TidingsMessageFilter filter;
  TidingsMessagePlace place;
} Case;

static const Case cases[] = {
  { "first page", { 0 }, TIDINGS_MESSAGE_PLACE_NEWEST },
  { "jump to the oldest", { 0 }, TIDINGS_MESSAGE_PLACE_OLDEST },
  { "a word that all have", { .search = "backup" }, TIDINGS_MESSAGE_PLACE_NEWEST },
  { "its oldest", { .search = "backup" }, TIDINGS_MESSAGE_PLACE_OLDEST },
  { "a rare word", { .search = "zebra" }, TIDINGS_MESSAGE_PLACE_NEWEST },
  { "two letters", { .search = "ba" }, TIDINGS_MESSAGE_PLACE_NEWEST },
  { "no hit", { .search = "xylophone" }, TIDINGS_MESSAGE_PLACE_NEWEST },
  { "a person's failures", { .person_id = 3, .states = 1u << TIDINGS_MESSAGE_FAILED }, TIDINGS_MESSAGE_PLACE_NEWEST },
  { "a word of a type", { .search = "photos", .type = "disk_full" }, TIDINGS_MESSAGE_PLACE_NEWEST },
  { "a month long ago", { .since = BEGIN + 5 * DAY_MS, .until = BEGIN + 35 * DAY_MS }, TIDINGS_MESSAGE_PLACE_NEWEST },
};

static double
get_ms (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_MONOTONIC, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
run_sql (TidingsStore *store,
         const char   *sql)
{
  char *message = NULL;

  if (sqlite3_exec (store->db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
}

/* As many messages as one transaction makes of a few words; some failed, some words are rare. */
static void
fill (TidingsStore *store,
      guint         n)
{
  g_autofree char *messages = g_strdup_printf (
    "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %u) "
    "INSERT INTO message (person_id, number, type, body, state, reason, error_code, until, sid, sender, n_segments, encoding, "
    "price_micros, currency, is_settled, n_attempts, n_looks, source, dedupe, priority, reminder_id, media_url, late_at, "
    "created_at, queued_at, sending_at, updated_at, next_at) "
    "SELECT 1 + (i * 7) %% 20, '+49151' || (10000001 + (i * 7) %% 20), "
    "CASE i %% 5 WHEN 0 THEN 'job_failed' WHEN 1 THEN 'disk_full' WHEN 2 THEN 'message' WHEN 3 THEN 'new_sign_in' ELSE 'reminder' END, "
    "'The backup of ' || CASE i %% 3 WHEN 0 THEN 'photos' WHEN 1 THEN 'music' ELSE 'documents' END || ' on host' || (i %% 1000) || "
    "' has failed with status ' || (i %% 97) || CASE WHEN i %% 500 = 17 THEN ' zebra' ELSE '' END, "
    "CASE WHEN i %% 200 = 0 THEN 9 WHEN i %% 177 = 0 THEN 8 WHEN i %% 50 = 0 THEN 11 ELSE 7 END, NULL, 0, 0, "
    "printf ('SM%%032x', i), '+14155550100', 1, 0, 7900, 'USD', 1, 1, 1, 'bench', NULL, 1, 0, NULL, 0, "
    "%" G_GINT64_FORMAT " + i * %d, %" G_GINT64_FORMAT " + i * %d, 0, %" G_GINT64_FORMAT " + i * %d, 0 FROM c",
    n, BEGIN, MINUTE_MS, BEGIN, MINUTE_MS, BEGIN, MINUTE_MS);

  run_sql (store, "BEGIN");
  run_sql (store,
           "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20) "
           "INSERT INTO person (name, number, country, verified_at, language, zone, enabled, created_at) "
           "SELECT 'Person ' || char (64 + i), '+49151' || (10000000 + i), 'DE', 1, 'en', NULL, 1, 1 FROM c");
  run_sql (store, messages);
  run_sql (store, "COMMIT");
}

/* The store stays in the folder of the build for the next run, named by its schema and only once it is whole. */
static TidingsStore *
open_store (guint n)
{
  g_autofree char *name = g_strdup_printf ("bench-activity-%u-%u.db", tidings_store_schema_get_version (), n);
  g_autofree char *path = g_build_filename (BENCH_FOLDER, name, NULL);
  g_autofree char *unfinished = g_strconcat (path, ".new", NULL);
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_remove (unfinished);
      store = tidings_store_open (unfinished, &error);
      g_assert_no_error (error);
      fill (store, n);
      run_sql (store, "PRAGMA wal_checkpoint (TRUNCATE)");
      g_clear_object (&store);
      g_assert_cmpint (g_rename (unfinished, path), ==, 0);
    }

  store = tidings_store_open_read_only (path, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&store);
}

/* As the rows do: every word of every item. */
static guint
read_rows (TidingsMessageDays *days)
{
  GListModel *list = tidings_message_days_list (days);
  guint n_letters = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(TidingsMessageDay) day = g_list_model_get_item (list, i);
      GListModel *items = tidings_message_day_list_items (day);

      for (guint j = 0; j < g_list_model_get_n_items (items); j++)
        {
          g_autoptr(GObject) item = g_list_model_get_item (items, j);
          g_autofree char *title = NULL;
          g_autofree char *subtitle = NULL;

          g_object_get (item, "title", &title, "subtitle", &subtitle, NULL);
          n_letters += strlen (title) + strlen (subtitle);
        }
    }

  return n_letters;
}

static double
measure (TidingsStore *store,
         TidingsClock *clock,
         const Case   *one)
{
  double runs[N_RUNS] = { 0 };

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr(TidingsMessageList) list = tidings_message_list_new (store);
      g_autoptr(TidingsMessageDays) days = tidings_message_days_new (G_LIST_MODEL (list), clock);
      double begin = get_ms ();

      g_assert_true (tidings_message_list_set_filter (list, &one->filter, NULL));
      if (one->place != TIDINGS_MESSAGE_PLACE_NEWEST)
        g_assert_true (tidings_message_list_go (list, one->place, NULL));
      read_rows (days);
      runs[i] = get_ms () - begin;
    }
  qsort (runs, N_RUNS, sizeof *runs, compare);

  /* A busy machine makes single runs longer, and never shorter. */
  return runs[0];
}

/* What the program has for itself: resident and not of a file. */
static double
get_mib (void)
{
  g_autofree char *status = NULL;
  const char *line = NULL;

  malloc_trim (0);
  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "RssAnon:");
  g_assert_nonnull (line);

  return g_ascii_strtod (line + strlen ("RssAnon:"), NULL) / 1024;
}

/* A day of reading: ten pages down, to the end, back up, and everything that is looked for. */
static double
measure_memory (TidingsClock *clock,
                guint         n)
{
  double before = get_mib ();
  g_autoptr(TidingsStore) store = open_store (n);
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (store);
  g_autoptr(TidingsMessageDays) days = tidings_message_days_new (G_LIST_MODEL (list), clock);
  const TidingsMessageFilter all = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (tidings_message_list_set_filter (list, &cases[i].filter, NULL));
  g_assert_true (tidings_message_list_set_filter (list, &all, NULL));
  for (guint i = 0; i < 10; i++)
    g_assert_true (tidings_message_list_go (list, TIDINGS_MESSAGE_PLACE_OLDER, NULL));
  g_assert_true (tidings_message_list_go (list, TIDINGS_MESSAGE_PLACE_OLDEST, NULL));
  for (guint i = 0; i < 10; i++)
    g_assert_true (tidings_message_list_go (list, TIDINGS_MESSAGE_PLACE_NEWER, NULL));
  read_rows (days);

  return get_mib () - before;
}

static void
bench_activity (void)
{
  g_autoptr(TidingsClock) clock = tidings_test_clock_new (BEGIN + (gint64) N_MANY * MINUTE_MS + DAY_MS);
  g_autoptr(TidingsStore) few = open_store (N_FEW);
  g_autoptr(TidingsStore) many = open_store (N_MANY);
  double few_mib, many_mib;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double few_ms = measure (few, clock, &cases[i]);
      double many_ms = measure (many, clock, &cases[i]);

      g_print ("# %-22s %6.1f ms among %d, %6.1f among %d: %+6.1f ms, %.2f times; budget %+.0f ms\n", cases[i].what, few_ms,
               N_FEW, many_ms, N_MANY, many_ms - few_ms, many_ms / few_ms, BUDGET_MS);
      g_assert_cmpfloat (many_ms - few_ms, <, BUDGET_MS);
    }

  /* The first of them also pays for what both need. */
  measure_memory (clock, N_FEW);
  few_mib = measure_memory (clock, N_FEW);
  many_mib = measure_memory (clock, N_MANY);
  g_print ("# memory %.1f MiB among %d, %.1f among %d: %+.1f; budget %+.0f MiB\n", few_mib, N_FEW, many_mib, N_MANY,
           many_mib - few_mib, BUDGET_MIB);
  g_assert_cmpfloat (many_mib - few_mib, <, BUDGET_MIB);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bench/activity", bench_activity);

  return g_test_run ();
}
