/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that ask for texts: what is kept of them, what they sent and spent, and what an older store says of them. */
#include "config.h"

#include <sqlite3.h>

#include "store-fixture.h"
#include "tidings-store-programs.h"
#include "tidings-store-sources.h"

static TidingsProgram *
add_program (Fixture    *fixture,
             const char *identity,
             gint64      last_at)
{
  TidingsProgram *program = tidings_program_new (identity);
  g_autoptr(GError) error = NULL;

  program->first_at = last_at;
  program->last_at = last_at;
  g_assert_true (tidings_store_put_program (fixture->store, program, &error));
  g_assert_no_error (error);
  g_assert_cmpint (program->id, >, 0);

  return program;
}

static void
add_text (Fixture             *fixture,
          gint64               program,
          gint64               queued_at,
          TidingsMessageState  state,
          gint64               micros,
          const char          *currency)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(TidingsMessage) kept = NULL;
  g_autoptr(GError) error = NULL;

  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->type, "job_failed");
  fixture_set_text (&message->body, "text");
  fixture_set_text (&message->source, "backup");
  fixture_set_text (&message->currency, currency);
  message->program_id = program;
  message->state = state;
  message->created_at = 1;
  message->queued_at = queued_at;
  message->price_micros = micros;
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);

  kept = tidings_store_get_message (fixture->store, message->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->program_id, ==, program);
}

static void
test_put (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(TidingsProgram) program = add_program (fixture, "unit:backup.service", 1000);
  g_autoptr(TidingsProgram) found = NULL;
  g_autoptr(TidingsProgram) same = NULL;
  g_autoptr(TidingsProgram) twin = tidings_program_new ("unit:backup.service");
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_store_find_program (fixture->store, "unit:other.service", &error));
  g_assert_no_error (error);

  found = tidings_store_find_program (fixture->store, "unit:backup.service", &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->id, ==, program->id);
  g_assert_cmpint (found->state, ==, TIDINGS_PROGRAM_NEW);
  g_assert_cmpint (found->per_day, ==, TIDINGS_PROGRAM_NO_LIMIT);
  g_assert_cmpstr (found->label, ==, "");

  found->state = TIDINGS_PROGRAM_ALLOWED;
  found->per_day = 20;
  found->last_at = 5000;
  fixture_set_text (&found->label, "Backup");
  g_assert_true (tidings_store_put_program (fixture->store, found, &error));
  same = tidings_store_get_program (fixture->store, program->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (same->state, ==, TIDINGS_PROGRAM_ALLOWED);
  g_assert_cmpint (same->per_day, ==, 20);
  g_assert_cmpint (same->first_at, ==, 1000);
  g_assert_cmpint (same->last_at, ==, 5000);
  g_assert_cmpstr (same->label, ==, "Backup");

  /* One row for each identity. */
  g_assert_false (tidings_store_put_program (fixture->store, twin, &error));
  g_assert_nonnull (error);
}

static void
test_list_and_forget (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(TidingsProgram) old = add_program (fixture, "exe:/usr/bin/old", 1000);
  g_autoptr(TidingsProgram) new = add_program (fixture, "exe:/usr/bin/new", 2000);
  g_autoptr(TidingsProgram) again = NULL;
  g_autoptr(GPtrArray) both = tidings_store_list_programs (fixture->store, NULL);
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpstr (((TidingsProgram *) g_ptr_array_index (both, 0))->identity, ==, "exe:/usr/bin/new");
  g_assert_cmpstr (((TidingsProgram *) g_ptr_array_index (both, 1))->identity, ==, "exe:/usr/bin/old");

  add_text (fixture, new->id, 100, TIDINGS_MESSAGE_DELIVERED, 10, "USD");
  g_assert_true (tidings_store_forget_program (fixture->store, new->id, &error));
  one = tidings_store_list_programs (fixture->store, NULL);
  g_assert_cmpuint (one->len, ==, 1);

  g_assert_false (tidings_store_forget_program (fixture->store, new->id, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);

  /* It comes again as another one, with none of its texts. */
  again = add_program (fixture, "exe:/usr/bin/new", 3000);
  g_assert_cmpint (again->id, !=, new->id);
  g_assert_cmpuint (tidings_store_count_program_texts (fixture->store, again->id, 0, G_MAXINT64), ==, 0);
}

static void
assert_use (Fixture    *fixture,
            gint64      id,
            gint64      since,
            const char *currency,
            guint       n_texts,
            gint64      micros)
{
  TidingsProgramUse use = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_sum_program (fixture->store, id, since, currency, &use, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (use.n_texts, ==, n_texts);
  g_assert_cmpint (use.micros, ==, micros);
}

static void
test_use (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(TidingsProgram) program = add_program (fixture, "flatpak:org.example.App", 1000);
  g_autoptr(TidingsProgram) other = add_program (fixture, "bus", 1000);

  add_text (fixture, program->id, 1000, TIDINGS_MESSAGE_DELIVERED, 10, "USD");
  add_text (fixture, program->id, 2000, TIDINGS_MESSAGE_QUEUED, 20, "EUR");
  add_text (fixture, program->id, 3000, TIDINGS_MESSAGE_SENT, 40, "USD");
  add_text (fixture, program->id, 3000, TIDINGS_MESSAGE_SKIPPED, 80, "USD");
  add_text (fixture, program->id, 0, TIDINGS_MESSAGE_HELD, 160, "USD");
  add_text (fixture, other->id, 3000, TIDINGS_MESSAGE_SENT, 320, "USD");
  add_text (fixture, 0, 3000, TIDINGS_MESSAGE_SENT, 640, "USD");

  assert_use (fixture, program->id, 0, NULL, 3, 70);
  assert_use (fixture, program->id, 0, "USD", 3, 50);
  assert_use (fixture, program->id, 2000, NULL, 2, 60);
  assert_use (fixture, program->id, 3001, NULL, 0, 0);
  assert_use (fixture, other->id, 0, NULL, 1, 320);

  /* The end of a day belongs to the next one. */
  g_assert_cmpuint (tidings_store_count_program_texts (fixture->store, program->id, 1000, 3000), ==, 2);
  g_assert_cmpuint (tidings_store_count_program_texts (fixture->store, program->id, 1001, 3001), ==, 2);
}

static void
test_apart (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(TidingsProgram) program = add_program (fixture, "unit:backup.service", 1000);
  g_autoptr(GPtrArray) sources = NULL;

  /* What a program calls itself is not taken for one of the household's own names. */
  add_text (fixture, program->id, 1000, TIDINGS_MESSAGE_SENT, 10, "USD");
  sources = tidings_store_list_sources (fixture->store, 0, NULL, NULL);
  g_assert_cmpuint (sources->len, ==, 0);

  add_text (fixture, 0, 1000, TIDINGS_MESSAGE_SENT, 10, "USD");
  g_clear_pointer (&sources, g_ptr_array_unref);
  sources = tidings_store_list_sources (fixture->store, 0, NULL, NULL);
  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpuint (((TidingsSource *) g_ptr_array_index (sources, 0))->n_texts, ==, 1);
}

/* A store as the schema before programs left it: its texts are nobody's, and are listed by their names as before. */
static void
test_from_4 (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GPtrArray) programs = NULL;
  g_autoptr(GPtrArray) sources = NULL;
  g_autoptr(TidingsMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  g_free (fixture->path);
  fixture->path = g_strdup_printf ("%s/version-4.db", fixture->folder);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_true (tidings_store_schema_migrate (db, 4, &error));
  g_assert_no_error (error);
  fixture_exec (fixture,
                "INSERT INTO message (number, type, body, state, error_code, until, n_segments, encoding, price_micros, "
                "is_settled, n_attempts, n_looks, source, priority, reminder_id, late_at, created_at, queued_at, sending_at, "
                "updated_at, next_at) VALUES ('+4915123456789', 'job_failed', 'old', 7, 0, 0, 1, 0, 75, 1, 1, 0, 'backup', 1, 0, "
                "0, 1000, 1000, 1000, 1000, 0)");
  fixture_reopen (fixture);

  programs = tidings_store_list_programs (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (programs->len, ==, 0);
  message = tidings_store_get_message (fixture->store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (message->program_id, ==, 0);
  sources = tidings_store_list_sources (fixture->store, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpstr (((TidingsSource *) g_ptr_array_index (sources, 0))->source, ==, "backup");
}

/* SQLite's own plan: by the index, however many texts others have. */
static void
test_plan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (fixture->store->db,
                                       "EXPLAIN QUERY PLAN SELECT count (*) FROM message WHERE is_counted AND program = 1 "
                                       "AND program > 0 AND queued_at >= 2 AND queued_at < 3",
                                       -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_nonnull (g_strstr_len ((const char *) sqlite3_column_text (statement, 3), -1, "message_counted_by_program"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/store/programs/put", test_put);
  FIXTURE_TEST ("/store/programs/list-and-forget", test_list_and_forget);
  FIXTURE_TEST ("/store/programs/use", test_use);
  FIXTURE_TEST ("/store/programs/apart", test_apart);
  FIXTURE_TEST ("/store/programs/from-4", test_from_4);
  FIXTURE_TEST ("/store/programs/plan", test_plan);

  return g_test_run ();
}
