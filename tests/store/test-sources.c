/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that go with texts: last, how much since an instant, what it cost, and that many texts make it no slower. */
#include "config.h"

#include <sqlite3.h>

#include "store-fixture.h"
#include "tidings-store-sources.h"

static void
add (Fixture             *fixture,
     const char          *source,
     const char          *type,
     gint64               at,
     TidingsMessageState  state,
     gint64               micros,
     const char          *currency)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->type, type);
  fixture_set_text (&message->body, "text");
  fixture_set_text (&message->source, source);
  fixture_set_text (&message->currency, currency);
  message->state = state;
  message->created_at = at;
  message->queued_at = state == TIDINGS_MESSAGE_SKIPPED ? 0 : at;
  message->price_micros = micros;
  message->is_settled = state == TIDINGS_MESSAGE_DELIVERED;
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);
}

static void
assert_source (GPtrArray  *sources,
                guint       i,
                const char *source,
                gint64      last_at,
                guint       n_texts,
                gint64      micros,
                const char *types)
{
  const TidingsSource *found = NULL;
  g_autofree char *joined = NULL;

  g_assert_cmpuint (i, <, sources->len);
  found = g_ptr_array_index (sources, i);
  joined = g_strjoinv (" ", found->types);
  g_assert_cmpstr (found->source, ==, source);
  g_assert_cmpint (found->last_at, ==, last_at);
  g_assert_cmpuint (found->n_texts, ==, n_texts);
  g_assert_cmpint (found->micros, ==, micros);
  g_assert_cmpstr (joined, ==, types);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) none = tidings_store_list_sources (fixture->store, 0, NULL, NULL);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) recent = NULL;
  g_autoptr(GPtrArray) dollars = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  add (fixture, "backup", "job_failed", 1000, TIDINGS_MESSAGE_DELIVERED, 70, "USD");
  add (fixture, "backup", "disk_full", 2000, TIDINGS_MESSAGE_QUEUED, 80, "EUR");
  add (fixture, "backup", "job_failed", 3000, TIDINGS_MESSAGE_SKIPPED, 90, "USD");
  add (fixture, "cron", "job_failed", 500, TIDINGS_MESSAGE_DELIVERED, 10, "USD");
  add (fixture, NULL, "job_failed", 4000, TIDINGS_MESSAGE_DELIVERED, 20, "USD");

  all = tidings_store_list_sources (fixture->store, 0, NULL, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  assert_source (all, 0, "", 4000, 1, 20, "job_failed");
  /* What was skipped takes from no limit, and yet it was raised. */
  assert_source (all, 1, "backup", 3000, 2, 150, "disk_full job_failed");
  assert_source (all, 2, "cron", 500, 1, 10, "job_failed");

  /* Who raised nothing of late is still known. */
  recent = tidings_store_list_sources (fixture->store, 2000, NULL, NULL);
  assert_source (recent, 1, "backup", 3000, 1, 80, "disk_full job_failed");
  assert_source (recent, 2, "cron", 500, 0, 0, "");

  dollars = tidings_store_list_sources (fixture->store, 0, "USD", NULL);
  assert_source (dollars, 1, "backup", 3000, 2, 70, "disk_full job_failed");
}

/* Counted in steps of SQLite's machine, which depend on no clock and on no other program. */
static int
count_cb (void *n_steps)
{
  (*(guint *) n_steps)++;

  return 0;
}

static guint
count_steps (Fixture *fixture)
{
  guint n_steps = 0;
  g_autoptr(GPtrArray) sources = NULL;

  sqlite3_progress_handler (fixture->store->db, 10, count_cb, &n_steps);
  sources = tidings_store_list_sources (fixture->store, G_GINT64_CONSTANT (1000000), NULL, NULL);
  sqlite3_progress_handler (fixture->store->db, 0, NULL, NULL);
  g_assert_nonnull (sources);

  return n_steps;
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  guint few;

  add (fixture, "backup", "job_failed", 1000, TIDINGS_MESSAGE_DELIVERED, 70, "USD");
  add (fixture, "cron", "job_failed", 1001, TIDINGS_MESSAGE_DELIVERED, 70, "USD");
  few = count_steps (fixture);
  g_assert_true (tidings_store_begin (fixture->store, NULL));
  for (guint i = 0; i < 2000; i++)
    add (fixture, i % 2 == 0 ? "backup" : "cron", "job_failed", 2000 + i, TIDINGS_MESSAGE_DELIVERED, 70, "USD");
  g_assert_true (tidings_store_commit (fixture->store, NULL));
  g_assert_cmpuint (count_steps (fixture), <=, few + 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/store/sources/list", test_list);
  FIXTURE_TEST ("/store/sources/many", test_many);

  return g_test_run ();
}
