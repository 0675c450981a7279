/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That a store with a hundred thousand messages answers by its indexes: what SQLite says it does, not how long it takes. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-days.h"
#include "tidings-store-waiting.h"
#include "tidings-store-purse.h"

#define N_MESSAGES 100000
#define BIT(state) (1u << TIDINGS_MESSAGE_##state)

/* A store as it looks after years: nearly everything delivered, some failed, a handful waiting. */
static void
fill (Fixture *fixture)
{
  g_autofree char *sql = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "Bea", "+4915123456788");
  sql = g_strdup_printf (
    "INSERT INTO message (person_id, number, type, body, state, error_code, until, sid, n_segments, encoding, price_micros, "
    "is_settled, n_attempts, n_looks, source, dedupe, priority, reminder_id, late_at, created_at, queued_at, sending_at, "
    "updated_at, next_at) "
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "SELECT 1 + i %% 2, '+491512345678' || (8 + i %% 2), 'job_failed', 'backup number ' || i || ' has failed', "
    "CASE WHEN i > %d - 20 THEN 1 WHEN i %% 1000 = 0 THEN 9 ELSE 7 END, 0, 0, 'SM' || i, 1, 0, 75000, 1, 1, 0, 'test', "
    "'key' || i, 1, 0, 0, i * 1000, i * 1000, i * 1000, i * 1000, CASE WHEN i > %d - 20 THEN i ELSE 0 END FROM n",
    N_MESSAGES, N_MESSAGES, N_MESSAGES);
  fixture_exec (fixture, sql);
}

/* What SQLite does for a statement, a line for each table. */
static char *
dup_plan (TidingsStore *store,
          const char   *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr(sqlite3_stmt) statement = NULL;
  g_autoptr(GString) plan = g_string_new (NULL);

  g_assert_cmpint (sqlite3_prepare_v2 (store->db, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", sqlite3_column_text (statement, 3));

  return g_string_free (g_steal_pointer (&plan), FALSE);
}

/* A walk over a whole table or a whole index. FTS5 calls its own lookups scans; the rows of a page are a scan too, and so is
 * what waits to leave, whose index has nothing else. */
static gboolean
is_walk (const char *line)
{
  return g_str_has_prefix (line, "SCAN ") &&
         !strstr (line, "VIRTUAL TABLE INDEX") &&
         !strstr (line, "USING INDEX message_queue") &&
         !g_str_has_prefix (line, "SCAN k") &&
         !g_str_has_prefix (line, "SCAN due");
}

static void
assert_plan (TidingsStore *store,
             const char   *sql)
{
  g_autofree char *plan = dup_plan (store, sql);
  g_auto(GStrv) lines = g_strsplit (plan, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      if (is_walk (lines[i]))
        g_error ("%s\nis answered by\n%s", sql, plan);
    }
}

static void
list (Fixture              *fixture,
      TidingsMessageFilter  filter)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) messages = tidings_store_list_messages (fixture->store, &filter, &error);

  g_assert_no_error (error);
}

static void
count_cb (const char *body,
          guint       n_repeats,
          guint       n_texts,
          gpointer    user_data)
{
  *(guint *) user_data += n_texts;
}

/* The same for what waits here and becomes one. */
static void
ask_waiting (Fixture        *fixture,
             TidingsMessage *message)
{
  TidingsWaiting group = { .person_id = 1, .number = (char *) "+4915123456788", .type = (char *) "job_failed" };
  const char * const reasons[] = { "paused", NULL };
  g_autoptr(TidingsMessage) sum = tidings_message_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) groups = tidings_store_list_waiting (fixture->store, 10, 10, &error);
  g_autoptr(GPtrArray) texts = tidings_store_list_waiting_texts (fixture->store, &group, 10, TRUE, 10, &error);
  g_autoptr(GPtrArray) late = tidings_store_list_late (fixture->store, 10, 10, &error);
  guint n = 0;

  g_assert_cmpuint (groups->len + texts->len + late->len, ==, 0);
  g_assert_false (tidings_store_has_waiting (fixture->store, 10));
  g_assert_false (tidings_store_has_late (fixture->store, 10));
  g_assert_null (tidings_store_find_same (fixture->store, message, &error));
  g_assert_true (tidings_store_each_waiting_text (fixture->store, &group, 10, count_cb, &n, &error));
  g_assert_true (tidings_store_sum_waiting (fixture->store, &group, 10, sum, &error));
  g_assert_true (tidings_store_merge_waiting (fixture->store, &group, 10, 1, &error));
  g_assert_true (tidings_store_end_merged (fixture->store, 10, 10, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (tidings_store_hold_waiting (fixture->store, &group, 10, sum, "", 10, &error));
  g_assert_true (tidings_store_gather_queued (fixture->store, 10, 10, &n, &error));
  g_assert_true (tidings_store_hurry_held (fixture->store, 0, reasons, 10, &error));
  g_assert_true (tidings_store_hurry_future (fixture->store, 10, &error));
  g_assert_true (tidings_store_put_event (fixture->store, 1, 10, "repeated", "2", &error));
  g_assert_no_error (error);
}

/* And of days. */
static void
ask_days (Fixture *fixture)
{
  const gint64 starts[] = { 99901 * 1000, 99951 * 1000, G_MAXINT64 };
  TidingsDaySum sums[2] = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_sum_days (fixture->store, starts, 2, "USD", sums, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sums[0].n_texts, ==, 50);
  g_assert_cmpuint (sums[1].n_texts, ==, 50);
  g_assert_cmpint (tidings_store_get_last_delivered_at (fixture->store, "+4915123456789"), ==, 99979 * 1000);
}

/* Asks everything there is to ask of messages, so that the statements are in the cache. */
static void
ask_everything (Fixture *fixture)
{
  g_autoptr(TidingsMessage) message = tidings_store_get_message (fixture->store, 500, NULL);
  g_autoptr(TidingsMessage) by_sid = tidings_store_find_message_by_sid (fixture->store, "SM500");
  g_autoptr(GPtrArray) due = tidings_store_list_due_messages (fixture->store, N_MESSAGES, 10, NULL);
  g_autoptr(GPtrArray) queued = tidings_store_list_due_queued (fixture->store, N_MESSAGES, 10, NULL);
  g_autoptr(GPtrArray) others = tidings_store_list_due_others (fixture->store, N_MESSAGES, 10, NULL);
  g_autoptr(GPtrArray) followed = tidings_store_list_followed (fixture->store, N_MESSAGES, 10, NULL);
  g_autoptr(GPtrArray) waiting = tidings_store_list_messages_in (fixture->store, BIT (QUEUED) | BIT (HELD), NULL);
  g_autoptr(GPtrArray) story = tidings_store_list_events (fixture->store, 500, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (message->id, ==, by_sid->id);
  g_assert_cmpuint (due->len, ==, 10);
  g_assert_cmpuint (queued->len, ==, 10);
  g_assert_cmpuint (others->len, ==, 0);
  g_assert_cmpuint (followed->len, ==, 0);
  g_assert_true (tidings_store_has_open (fixture->store));
  g_assert_cmpuint (waiting->len, ==, 20);
  g_assert_cmpuint (story->len, ==, 0);

  ask_waiting (fixture, message);
  list (fixture, (TidingsMessageFilter) { 0 });
  list (fixture, (TidingsMessageFilter) { .before_id = 500 });
  list (fixture, (TidingsMessageFilter) { .states = BIT (FAILED) });
  list (fixture, (TidingsMessageFilter) { .states = BIT (FAILED) | BIT (UNDELIVERED) | BIT (DELIVERED) });
  list (fixture, (TidingsMessageFilter) { .person_id = 1 });
  list (fixture, (TidingsMessageFilter) { .person_id = 1, .states = BIT (FAILED) });
  list (fixture, (TidingsMessageFilter) { .type = "disk_full" });
  list (fixture, (TidingsMessageFilter) { .since = 5000, .until = 9000 });
  list (fixture, (TidingsMessageFilter) { .search = "backup fai" });
  list (fixture, (TidingsMessageFilter) { .search = "ann", .states = BIT (FAILED), .person_id = 1, .type = "job_failed" });

  g_assert_cmpint (tidings_store_get_next_message_at (fixture->store), ==, N_MESSAGES - 19);
  g_assert_cmpuint (tidings_store_count_messages_in (fixture->store, BIT (FAILED)), ==, N_MESSAGES / 1000 - 1);
  g_assert_false (tidings_store_has_in_doubt (fixture->store, "+4915123456789", 0));
  g_assert_cmpint (tidings_store_find_duplicate (fixture->store, 1, "job_failed", "key500", 0), ==, 500000);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, 0, 99901 * 1000), ==, 100);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, 1, 99901 * 1000), ==, 50);
  tidings_store_sum_prices_between (fixture->store, NULL, 99901 * 1000, G_MAXINT64, NULL, NULL);
  ask_days (fixture);
  g_assert_true (tidings_store_update_message (fixture->store, message, &error));
  g_assert_true (tidings_store_remove_person (fixture->store, 2, FALSE, &error));
}

static void
test_no_walk (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *walk = NULL;
  GHashTableIter iter = { 0 };
  const char *sql = NULL;
  guint n_plans = 0;

  fill (fixture);
  ask_everything (fixture);

  g_hash_table_iter_init (&iter, fixture->store->statements);
  while (g_hash_table_iter_next (&iter, (gpointer *) &sql, NULL))
    {
      /* Everybody is listed when somebody is looked for; a household is small. */
      if (!strstr (sql, "message") && !strstr (sql, "event"))
        continue;

      assert_plan (fixture->store, sql);
      n_plans++;
    }

  g_assert_cmpuint (n_plans, >=, 20);

  /* The check itself sees a walk where there is one. */
  walk = dup_plan (fixture->store, "SELECT id FROM message AS m WHERE body = 'x'");
  g_assert_true (is_walk (walk));
}

static void
assert_uses (Fixture    *fixture,
             const char *sql,
             const char *index)
{
  g_autofree char *plan = dup_plan (fixture->store, sql);

  if (!strstr (plan, index))
    g_error ("%s\nis answered by\n%s", sql, plan);

  /* In the order of the index, so that the first rows do not wait for a sort of all. */
  g_assert_null (strstr (plan, "TEMP B-TREE"));
}

/* What the rules ask is answered by the one index that holds what counts, and by nothing but the index. */
static void
test_purse (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *words; const char *index; } wanted[] = {
    { "person_id = ?1 AND type = ?2", "INDEX message_counted_by_type" },
    { "alert_group = ?3", "INDEX message_counted_by_group" },
    { "FILTER (WHERE is_settled)", "INDEX message_counted " },
    { "FILTER (WHERE is_settled AND", "INDEX message_counted " },
    { "number = ?1 AND +state = 7", "INDEX message_by_number" },
    { "min (queued_at) FROM message WHERE is_counted AND queued_at >= ?1", "INDEX message_counted " },
    { "max (queued_at + ?2, 1)", "INDEX message_counted " },
    { "AND person_id = ?3", "INDEX message_counted_by_" },
    { "count (*) FROM message WHERE is_counted AND queued_at >= ?1 AND queued_at < ?2", "INDEX message_counted " },
  };
  guint n_seen = 0;
  GHashTableIter iter = { 0 };
  const char *sql = NULL;

  fill (fixture);
  fixture_exec (fixture, "UPDATE message SET alert_group = CASE WHEN id % 10 = 0 THEN 'health' ELSE 'computer' END");
  tidings_store_count_texts_of_type (fixture->store, 1, "job_failed", 5000, 9000, NULL);
  tidings_store_count_texts_between (fixture->store, 1, 5000, 9000);
  tidings_store_count_texts_between (fixture->store, 0, 5000, 9000);
  tidings_store_sum_prices_between (fixture->store, NULL, 5000, 9000, NULL, NULL);
  tidings_store_sum_prices_between (fixture->store, "health", 5000, 9000, NULL, NULL);
  tidings_store_get_first_counted_at (fixture->store, 5000);
  ask_days (fixture);
  g_assert_true (tidings_store_move_counted (fixture->store, 99999999, 5, NULL));

  g_hash_table_iter_init (&iter, fixture->store->statements);
  while (g_hash_table_iter_next (&iter, (gpointer *) &sql, NULL))
    for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
      if (strstr (sql, wanted[i].words))
        {
          assert_plan (fixture->store, sql);
          assert_uses (fixture, sql, wanted[i].index);
          n_seen |= 1u << i;
          break;
        }

  g_assert_cmphex (n_seen, ==, (1u << G_N_ELEMENTS (wanted)) - 1);
}

/* Whether a number has a text in doubt is read from the few that are on their way, not from all that it ever got. */
static void
test_few_on_their_way (Fixture       *fixture,
                       gconstpointer  data)
{
  GHashTableIter iter = { 0 };
  const char *sql = NULL;

  fill (fixture);
  fixture_exec (fixture, "ANALYZE");
  fixture_reopen (fixture);
  g_assert_false (tidings_store_has_in_doubt (fixture->store, "+4915123456788", 0));

  g_hash_table_iter_init (&iter, fixture->store->statements);
  while (g_hash_table_iter_next (&iter, (gpointer *) &sql, NULL))
    if (strstr (sql, "AND number = ?3"))
      {
        assert_uses (fixture, sql, "INDEX message_by_state");
        return;
      }
  g_assert_not_reached ();
}

static void
test_due_in_order (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) due = tidings_store_list_due_messages (fixture->store, 1, 10, NULL);
  g_autoptr(GPtrArray) queued = tidings_store_list_due_queued (fixture->store, 1, 10, NULL);
  g_autoptr(GArray) moments = tidings_store_list_due_moments (fixture->store, 1, 10);
  GHashTableIter iter = { 0 };
  const char *sql = NULL;
  guint n_plans = 0;

  tidings_store_get_next_message_at (fixture->store);
  tidings_store_get_next_moment (fixture->store, NULL);

  g_hash_table_iter_init (&iter, fixture->store->statements);
  while (g_hash_table_iter_next (&iter, (gpointer *) &sql, NULL))
    {
      if (strstr (sql, "m.state = 1"))
        assert_uses (fixture, sql, "INDEX message_queue");
      else if (strstr (sql, "m.next_at > 0") || strstr (sql, "min (next_at)"))
        assert_uses (fixture, sql, "INDEX message_due");
      else if (strstr (sql, "moment"))
        assert_uses (fixture, sql, "INDEX moment_due");
      else
        continue;

      n_plans++;
    }

  g_assert_cmpuint (n_plans, ==, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/plans/no-walk", test_no_walk);
  FIXTURE_TEST ("/plans/purse", test_purse);
  FIXTURE_TEST ("/plans/few-on-their-way", test_few_on_their_way);
  FIXTURE_TEST ("/plans/due-in-order", test_due_in_order);

  return g_test_run ();
}
