/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of messages that cost the same among a thousand and among a million: which index each filter takes, times as keys,
 * words that begin with what was typed, and the slice that a list keeps while somebody goes through all of it. */
#include "config.h"

#include "store-fixture.h"

#define BIT(state) (1u << TIDINGS_MESSAGE_##state)

static void
add_many (Fixture *fixture,
          guint    n)
{
  g_assert_true (tidings_store_begin (fixture->store, NULL));
  for (guint i = 0; i < n; i++)
    fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");
  g_assert_true (tidings_store_commit (fixture->store, NULL));
}

static char *
dup_plan (TidingsStore *store,
          const char   *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr(GString) plan = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (store->db, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", (const char *) sqlite3_column_text (statement, 3));
  sqlite3_finalize (statement);

  /* From here on it is about the hundred rows that were found. */
  if (strstr (plan->str, "SCAN k\n"))
    g_string_truncate (plan, strstr (plan->str, "SCAN k\n") - plan->str);

  return g_string_free (g_steal_pointer (&plan), FALSE);
}

/* The plans of all statements that the filter had prepared. */
static char *
dup_plans (Fixture                    *fixture,
           const TidingsMessageFilter *filter)
{
  g_autoptr(TidingsStore) store = tidings_store_open_read_only (fixture->path, NULL);
  g_autoptr(GString) plans = g_string_new (NULL);
  g_autoptr(GPtrArray) messages = tidings_store_list_messages (store, filter, NULL);
  g_autofree gpointer *statements = g_hash_table_get_keys_as_array (store->statements, NULL);

  g_assert_nonnull (messages);
  for (guint i = 0; statements[i]; i++)
    {
      g_autofree char *plan = dup_plan (store, statements[i]);

      g_string_append (plans, plan);
    }

  return g_string_free (g_steal_pointer (&plans), FALSE);
}

static void
test_plans (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { TidingsMessageFilter filter; const char *index; const char *why; } cases[] = {
    { { 0 }, "SEARCH m USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)", "all, by their key" },
    { { .oldest_first = TRUE }, "SEARCH m USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)", "and from the other end" },
    { { .person_id = 1 }, "message_by_person (person_id=? AND rowid>? AND rowid<?)", "a person" },
    { { .type = "disk_full" }, "message_by_type (type=? AND rowid>? AND rowid<?)", "a type" },
    { { .states = BIT (FAILED) }, "message_by_state (state=? AND rowid>? AND rowid<?)", "a state" },
    { { .states = BIT (FAILED) | BIT (UNDELIVERED) }, "MERGE (UNION ALL)", "states, merged as they are read" },
    { { .person_id = 1, .type = "disk_full" }, "message_by_person_type (person_id=? AND type=? AND rowid>? AND rowid<?)",
      "a person and a type" },
    { { .person_id = 1, .states = BIT (FAILED) }, "message_by_state_person (state=? AND person_id=? AND rowid>? AND rowid<?)",
      "a person and a state" },
    { { .type = "disk_full", .states = BIT (FAILED) }, "message_by_state_type (state=? AND type=? AND rowid>? AND rowid<?)",
      "a type and a state" },
    { { .since = 400, .until = 500 }, "message_by_creation (created_at>?)", "a time becomes a key" },
    { { .since = 400, .until = 500 }, "message_by_creation (created_at<?)", "at both ends" },
    { { .search = "text" }, "SCAN message_search VIRTUAL TABLE", "words" },
    { { .search = "text", .oldest_first = TRUE }, "SCAN message_search VIRTUAL TABLE", "words from the other end" },
    { { .search = "text", .type = "disk_full" }, "message_by_type (type=? AND rowid>? AND rowid<?)", "words among few" },
  };
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");

  fixture_add_text (fixture, ann, "job_failed", TIDINGS_MESSAGE_DELIVERED, 100, "text one");
  fixture_add_text (fixture, ann, "job_failed", TIDINGS_MESSAGE_DELIVERED, 400, "text two");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plans = dup_plans (fixture, &cases[i].filter);

      g_test_message ("%s:\n%s", cases[i].why, plans);
      g_assert_nonnull (strstr (plans, cases[i].index));
      /* A sort reads everything before it gives the first row. */
      g_assert_null (strstr (plans, "TEMP B-TREE FOR ORDER BY"));
      g_assert_null (strstr (plans, "SCAN m\n"));
      g_assert_null (strstr (plans, "SCAN message\n"));
    }
}

static void
assert_ids (TidingsStore               *store,
            const TidingsMessageFilter *filter,
            const char                 *expected)
{
  g_autoptr(GPtrArray) messages = tidings_store_list_messages (store, filter, NULL);
  g_autoptr(GString) ids = g_string_new (NULL);

  g_assert_nonnull (messages);
  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (ids, "%" G_GINT64_FORMAT " ", ((TidingsMessage *) g_ptr_array_index (messages, i))->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_oldest_first (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct { TidingsMessageFilter filter; const char *expected; const char *why; } cases[] = {
    { { .oldest_first = TRUE, .limit = 2 }, "1 2 ", "the oldest" },
    { { .oldest_first = TRUE, .limit = 2, .after_id = 2 }, "3 4 ", "the page after it" },
    { { .oldest_first = TRUE, .states = BIT (FAILED) | BIT (SENT), .limit = 3 }, "1 2 4 ", "of several states" },
    { { .oldest_first = TRUE, .search = "disk", .limit = 2 }, "2 4 ", "with words" },
    { { .oldest_first = TRUE, .search = "disk", .type = "b" }, "4 5 ", "with words among few" },
  };

  fixture_add_text (fixture, 0, "a", TIDINGS_MESSAGE_SENT, 1, "one");
  fixture_add_text (fixture, 0, "a", TIDINGS_MESSAGE_FAILED, 2, "disk two");
  fixture_add_text (fixture, 0, "b", TIDINGS_MESSAGE_HELD, 3, "three");
  fixture_add_text (fixture, 0, "b", TIDINGS_MESSAGE_SENT, 4, "disk four");
  fixture_add_text (fixture, 0, "b", TIDINGS_MESSAGE_DELIVERED, 5, "disk five");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      assert_ids (fixture->store, &cases[i].filter, cases[i].expected);
    }
}

/* Words that a beginning of four letters and more stands for are asked for one by one. */
static void
test_beginnings (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct { const char *search; const char *expected; const char *why; } cases[] = {
    { "back", "5 3 2 1 ", "several words begin with it" },
    { "backup", "3 1 ", "a word, and a longer one" },
    { "backups", "3 ", "the longer one alone" },
    { "BACKyard", "2 ", "in any case" },
    { "backx", "", "no word does" },
    { "zzzz", "", "beyond the last word" },
    { "back garage", "2 ", "with another one" },
    { "back ga", "2 ", "with a short one" },
    { "ba garage", "2 ", "after a short one" },
    { "back - garage", "2 ", "with a sign between" },
    { "back OR nothing", "", "never an operator" },
    { "and back", "", "nor this one" },
    { "word1", "104 ", "as many as there are" },
  };
  static const TidingsMessageFilter too_many = { .search = "many", .limit = 2 };

  fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, "The backup");
  fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, "From the backyard to the garage");
  fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, "Two backups");
  fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, "Nothing");
  fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, "back");
  for (guint i = 6; i < 260; i++)
    {
      g_autofree char *body = i == 104 ? g_strdup ("word1") : g_strdup_printf ("many%03u", i);

      fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, body);
    }

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsMessageFilter filter = { .search = cases[i].search };

      g_test_message ("%s", cases[i].why);
      assert_ids (fixture->store, &filter, cases[i].expected);
    }
  assert_ids (fixture->store, &too_many, "259 258 ");
}

/* A time finds what was stored with the clock set back, and what came after the clock had been ahead. */
static void
test_clock_set_back (Fixture       *fixture,
                     gconstpointer  data)
{
  static const gint64 instants[] = { 100, 200, 9000, 300, 250, 400, 9000, 9100, 350 };
  static const struct { gint64 since, until; const char *expected; } cases[] = {
    { 300, 0, "9 8 7 6 4 3 " },
    { 0, 300, "5 2 1 " },
    { 250, 400, "9 5 4 " },
    { 9000, 0, "8 7 3 " },
    { 9050, 0, "8 " },
    { 0, 100, "" },
    { 0, 9001, "9 7 6 5 4 3 2 1 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, instants[i], "text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsMessageFilter filter = { .since = cases[i].since, .until = cases[i].until };

      assert_ids (fixture->store, &filter, cases[i].expected);
    }

  /* What is deleted is no exception any more. */
  fixture_exec (fixture, "DELETE FROM message WHERE id > 3");
  for (guint i = 0; i < 2; i++)
    {
      TidingsMessageFilter filter = { .since = i == 0 ? 250 : 0, .until = i == 1 ? 300 : 0 };

      assert_ids (fixture->store, &filter, i == 0 ? "3 " : "2 1 ");
    }
}

typedef struct {
  guint n_items;
  gint64 first;
  gint64 last;
  gboolean has_newer;
  gboolean has_more;
  guint n_new;
} Slice;

static void
assert_slice (TidingsMessageList *list,
              Slice               expected)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr(TidingsMessage) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autoptr(TidingsMessage) last = g_list_model_get_item (G_LIST_MODEL (list), n_items - 1);
  gboolean has_newer = FALSE;
  gboolean has_more = FALSE;
  guint n_new = 0;

  g_object_get (list, "has-newer", &has_newer, "has-more", &has_more, "n-new", &n_new, NULL);
  g_assert_cmpuint (n_items, ==, expected.n_items);
  g_assert_cmpint (first->id, ==, expected.first);
  g_assert_cmpint (last->id, ==, expected.last);
  g_assert_cmpint (has_newer, ==, expected.has_newer);
  g_assert_cmpint (has_more, ==, expected.has_more);
  g_assert_cmpuint (n_new, ==, expected.n_new);
}

static void
go (TidingsMessageList  *list,
    TidingsMessagePlace  place)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_message_list_go (list, place, &error));
  g_assert_no_error (error);
}

static void
test_both_ways (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (fixture->store);
  TidingsMessageFilter all = { 0 };

  add_many (fixture, 1050);
  /* Nothing is asked before there is a filter. */
  go (list, TIDINGS_MESSAGE_PLACE_OLDEST);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);

  g_assert_true (tidings_message_list_set_filter (list, &all, NULL));
  assert_slice (list, (Slice) { 100, 1050, 951, FALSE, TRUE, 0 });
  go (list, TIDINGS_MESSAGE_PLACE_NEWER);
  assert_slice (list, (Slice) { 100, 1050, 951, FALSE, TRUE, 0 });
  go (list, TIDINGS_MESSAGE_PLACE_OLDER);
  go (list, TIDINGS_MESSAGE_PLACE_OLDER);
  assert_slice (list, (Slice) { 300, 1050, 751, FALSE, TRUE, 0 });
  /* Three pages are kept; the newest leave. */
  go (list, TIDINGS_MESSAGE_PLACE_OLDER);
  assert_slice (list, (Slice) { 300, 950, 651, TRUE, TRUE, 0 });
  go (list, TIDINGS_MESSAGE_PLACE_NEWER);
  assert_slice (list, (Slice) { 300, 1050, 751, FALSE, TRUE, 0 });

  go (list, TIDINGS_MESSAGE_PLACE_OLDEST);
  assert_slice (list, (Slice) { 100, 100, 1, TRUE, FALSE, 0 });
  go (list, TIDINGS_MESSAGE_PLACE_OLDER);
  assert_slice (list, (Slice) { 100, 100, 1, TRUE, FALSE, 0 });
  go (list, TIDINGS_MESSAGE_PLACE_NEWER);
  go (list, TIDINGS_MESSAGE_PLACE_NEWER);
  go (list, TIDINGS_MESSAGE_PLACE_NEWER);
  assert_slice (list, (Slice) { 300, 400, 101, TRUE, TRUE, 0 });
  go (list, TIDINGS_MESSAGE_PLACE_NEWEST);
  assert_slice (list, (Slice) { 100, 1050, 951, FALSE, TRUE, 0 });
}

static void
test_what_is_read_stays (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (fixture->store);
  TidingsMessageFilter all = { 0 };

  add_many (fixture, 150);
  g_assert_true (tidings_message_list_set_filter (list, &all, NULL));
  g_object_set (list, "is-following", FALSE, NULL);

  add_many (fixture, 3);
  g_assert_true (tidings_message_list_refresh (list, NULL));
  assert_slice (list, (Slice) { 100, 150, 51, TRUE, TRUE, 3 });
  /* Further down, and at the other end, what came is still to be told. */
  go (list, TIDINGS_MESSAGE_PLACE_OLDER);
  assert_slice (list, (Slice) { 150, 150, 1, TRUE, FALSE, 3 });
  add_many (fixture, 1);
  g_assert_true (tidings_message_list_refresh (list, NULL));
  assert_slice (list, (Slice) { 150, 150, 1, TRUE, FALSE, 4 });
  go (list, TIDINGS_MESSAGE_PLACE_NEWER);
  assert_slice (list, (Slice) { 154, 154, 1, FALSE, FALSE, 0 });

  g_object_set (list, "is-following", TRUE, NULL);
  add_many (fixture, 2);
  g_assert_true (tidings_message_list_refresh (list, NULL));
  assert_slice (list, (Slice) { 156, 156, 1, FALSE, FALSE, 0 });

  /* More than a page of new ones is a page. */
  g_object_set (list, "is-following", FALSE, NULL);
  add_many (fixture, 140);
  g_assert_true (tidings_message_list_refresh (list, NULL));
  assert_slice (list, (Slice) { 156, 156, 1, TRUE, FALSE, 100 });
}

typedef struct {
  guint n_done;
  guint n_canceled;
} Answers;

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answers *answers = user_data;
  g_autoptr(GError) error = NULL;

  if (tidings_message_list_look_finish (TIDINGS_MESSAGE_LIST (object), result, &error))
    answers->n_done++;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    answers->n_canceled++;
  else
    g_assert_no_error (error);
}

static gboolean
is_busy (TidingsMessageList *list)
{
  gboolean busy = FALSE;

  g_object_get (list, "is-busy", &busy, NULL);

  return busy;
}

static void
test_in_a_thread (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (fixture->store);
  TidingsMessageFilter all = { 0 };
  TidingsMessageFilter words = { .search = "te" };
  TidingsMessageFilter more = { .search = "text" };
  Answers answers = { 0 };

  add_many (fixture, 250);
  g_assert_true (tidings_message_list_set_filter (list, &all, NULL));

  /* As somebody types on, only the last counts, and each is answered. */
  tidings_message_list_look_async (list, &words, TIDINGS_MESSAGE_PLACE_NEWEST, looked_cb, &answers);
  g_assert_true (is_busy (list));
  tidings_message_list_look_async (list, &more, TIDINGS_MESSAGE_PLACE_OLDEST, looked_cb, &answers);
  while (answers.n_done + answers.n_canceled < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (answers.n_canceled, ==, 1);
  g_assert_false (is_busy (list));
  assert_slice (list, (Slice) { 100, 100, 1, TRUE, FALSE, 0 });

  /* The same filter, another place. */
  tidings_message_list_look_async (list, NULL, TIDINGS_MESSAGE_PLACE_NEWER, looked_cb, &answers);
  while (answers.n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_slice (list, (Slice) { 200, 200, 1, TRUE, FALSE, 0 });

  /* A list that nobody wants any more still answers. */
  tidings_message_list_look_async (list, NULL, TIDINGS_MESSAGE_PLACE_NEWEST, looked_cb, &answers);
  g_object_run_dispose (G_OBJECT (list));
  while (answers.n_canceled < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_slice (list, (Slice) { 200, 200, 1, TRUE, FALSE, 0 });
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/slices/plans", test_plans);
  FIXTURE_TEST ("/slices/oldest-first", test_oldest_first);
  FIXTURE_TEST ("/slices/beginnings", test_beginnings);
  FIXTURE_TEST ("/slices/clock-set-back", test_clock_set_back);
  FIXTURE_TEST ("/slices/both-ways", test_both_ways);
  FIXTURE_TEST ("/slices/what-is-read-stays", test_what_is_read_stays);
  FIXTURE_TEST ("/slices/in-a-thread", test_in_a_thread);

  return g_test_run ();
}
