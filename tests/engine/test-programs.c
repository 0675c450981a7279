/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs may send: a few a day until the person says more or nothing, counted where texts are queued. */
#include "config.h"

#include "engine-fixture.h"
#include "tidings-store-programs.h"

#define ANN "+4915123456789"
#define BACKUP "unit:backup.service"

static GPtrArray *
ask (Fixture     *fixture,
     const char  *program,
     const char  *unit,
     gboolean     is_preview)
{
  static const char * const to[] = { "Ann", NULL };
  g_autoptr(JsonObject) values = json_object_new ();
  const TidingsRaise raise = { .type = "job_failed", .values = values, .to = to, .source = "Backup", .program = program };
  g_autoptr(GError) error = NULL;
  GPtrArray *outcomes = NULL;

  json_object_set_string_member (values, "unit", unit);
  outcomes = tidings_engine_raise (fixture->engine, &raise, is_preview, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);

  return outcomes;
}

/* Gives the row id of the text, whatever became of it. */
static gint64
raise_one (Fixture    *fixture,
           const char *program,
           const char *unit)
{
  g_autoptr(GPtrArray) outcomes = ask (fixture, program, unit, FALSE);
  TidingsOutcome *outcome = g_ptr_array_index (outcomes, 0);

  return outcome->message->id;
}

static void
raise_some (Fixture    *fixture,
            const char *program,
            guint       n)
{
  static guint serial = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *unit = g_strdup_printf ("some-%u", ++serial);
      g_autoptr(TidingsMessage) message = fixture_get (fixture, raise_one (fixture, program, unit));

      g_assert_cmpstr (message->state == TIDINGS_MESSAGE_SKIPPED ? message->reason : NULL, ==, NULL);
    }
}

static void
allow (Fixture             *fixture,
       const char          *program,
       TidingsProgramState  state,
       int                  per_day)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsProgram) kept = tidings_engine_put_program (fixture->engine, program, state, per_day, &error);

  g_assert_no_error (error);
  g_assert_cmpint (kept->state, ==, state);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture_set_up (fixture, data);
  fixture->settings.allowance_new = 5;
  fixture->settings.limits.rate_hour = 0;
  fixture->settings.limits.rate_day = 0;
  fixture->settings.limits.burst = 0;
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
}

static void
assert_raiser (Fixture    *fixture,
               gint64      id,
               const char *who)
{
  g_autoptr(GPtrArray) events = tidings_store_list_events (fixture->store, id, NULL);
  const TidingsEvent *first = g_ptr_array_index (events, 0);

  g_assert_cmpstr (first->what, ==, "raised");
  g_assert_cmpstr (first->detail, ==, who);
}

static void
test_new (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(TidingsProgram) program = NULL;
  g_autoptr(TidingsMessage) refused = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  raise_some (fixture, BACKUP, 5);
  id = raise_one (fixture, BACKUP, "sixth");
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_SKIPPED, "program-day");
  g_assert_true (fixture_has_event (fixture, id, "rules"));
  assert_raiser (fixture, id, BACKUP);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "some-"), ==, 5);
  g_assert_cmpuint (fixture_count_texts (fixture, "sixth"), ==, 0);

  program = tidings_store_find_program (fixture->store, BACKUP, &error);
  g_assert_no_error (error);
  g_assert_cmpint (program->state, ==, TIDINGS_PROGRAM_NEW);
  g_assert_cmpstr (program->label, ==, "Backup");
  g_assert_cmpint (program->first_at, >=, FIXTURE_NOW);
  refused = fixture_get (fixture, id);
  g_assert_cmpint (refused->program_id, ==, program->id);

  /* Each has its own, and the household's own has none. */
  raise_some (fixture, "exe:/usr/bin/other", 5);
  raise_some (fixture, NULL, 10);
  /* The person was asked about each of the two, once. */
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEW_PROGRAM], ==, 2);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LIMIT], ==, 1);
}

static void
test_next_day (Fixture       *fixture,
               gconstpointer  data)
{
  raise_some (fixture, BACKUP, 5);
  fixture_assert_state (fixture, raise_one (fixture, BACKUP, "sixth"), TIDINGS_MESSAGE_SKIPPED, "program-day");
  fixture_advance (fixture, 24 * HOUR_MS, HOUR_MS);
  raise_some (fixture, BACKUP, 5);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEW_PROGRAM], ==, 1);
}

/* Asked about, and yet nothing goes before there is an answer. */
static void
test_nothing_for_new (Fixture       *fixture,
                      gconstpointer  data)
{
  fixture->settings.allowance_new = 0;
  fixture_apply (fixture);
  fixture_assert_state (fixture, raise_one (fixture, BACKUP, "first"), TIDINGS_MESSAGE_SKIPPED, "program-day");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEW_PROGRAM], ==, 1);
  allow (fixture, BACKUP, TIDINGS_PROGRAM_ALLOWED, 2);
  raise_some (fixture, BACKUP, 2);
  fixture_assert_state (fixture, raise_one (fixture, BACKUP, "third"), TIDINGS_MESSAGE_SKIPPED, "program-day");
  allow (fixture, BACKUP, TIDINGS_PROGRAM_ALLOWED, TIDINGS_PROGRAM_NO_LIMIT);
  raise_some (fixture, BACKUP, 20);
}

/* What the person has said before it came is asked by nobody. */
static void
test_before (Fixture       *fixture,
             gconstpointer  data)
{
  allow (fixture, BACKUP, TIDINGS_PROGRAM_BLOCKED, 0);
  allow (fixture, "bus", TIDINGS_PROGRAM_ALLOWED, 1);
  fixture_assert_state (fixture, raise_one (fixture, BACKUP, "first"), TIDINGS_MESSAGE_SKIPPED, "program-off");
  raise_some (fixture, "bus", 1);
  fixture_assert_state (fixture, raise_one (fixture, "bus", "second"), TIDINGS_MESSAGE_SKIPPED, "program-day");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEW_PROGRAM], ==, 0);
}

/* What waits of a program is stopped when it is blocked, and others' texts are not. */
static void
test_block (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 held;
  gint64 others;

  fixture_set_quiet (fixture, 1, 11 * 60, 14 * 60);
  held = raise_one (fixture, BACKUP, "held");
  others = raise_one (fixture, NULL, "others");
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, "quiet-hours");
  allow (fixture, BACKUP, TIDINGS_PROGRAM_BLOCKED, 0);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_SKIPPED, "program-off");
  fixture_assert_state (fixture, others, TIDINGS_MESSAGE_HELD, "quiet-hours");
}

/* What was held is counted when it goes: a night is no way around the day's number. */
static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 held;

  fixture_set_quiet (fixture, 1, 11 * 60, 14 * 60);
  held = raise_one (fixture, BACKUP, "held");
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, "quiet-hours");
  allow (fixture, BACKUP, TIDINGS_PROGRAM_ALLOWED, 0);
  fixture_advance (fixture, 3 * HOUR_MS, HOUR_MS);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_SKIPPED, "program-day");
}

/* Many that were held become one text, which is the program's. */
static void
test_gathered (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(TidingsProgram) program = NULL;

  fixture_set_quiet (fixture, 1, 11 * 60, 14 * 60);
  raise_some (fixture, BACKUP, 3);
  fixture_advance (fixture, 3 * HOUR_MS, HOUR_MS);
  program = tidings_store_find_program (fixture->store, BACKUP, NULL);
  g_assert_cmpuint (tidings_store_count_program_texts (fixture->store, program->id, 0, G_MAXINT64), ==, 1);
}

/* By hand a person sends what a program may not; the program itself does not get around its number that way. */
static void
test_retry (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsMessage) again = NULL;
  gint64 refused;

  raise_some (fixture, BACKUP, 5);
  refused = raise_one (fixture, BACKUP, "sixth");
  g_assert_cmpint (tidings_engine_retry_for_program (fixture->engine, refused, BACKUP, &error), ==, 0);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_REFUSED);
  g_assert_true (g_str_has_prefix (error->message, "program-day: "));
  g_clear_error (&error);

  allow (fixture, BACKUP, TIDINGS_PROGRAM_BLOCKED, 0);
  again = fixture_get (fixture, tidings_engine_retry (fixture->engine, refused, &error));
  g_assert_no_error (error);
  g_assert_cmpint (again->program_id, ==, 0);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "sixth"), ==, 1);
}

/* Who sends another's text again does not get its name with it. */
static void
test_retry_of_another (Fixture       *fixture,
                       gconstpointer  data)
{
  const char *other = "exe:/usr/bin/other";
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsProgram) program = NULL;
  gint64 refused;

  raise_some (fixture, BACKUP, 5);
  refused = raise_one (fixture, BACKUP, "sixth");
  g_assert_cmpint (tidings_engine_retry_for_program (fixture->engine, refused, other, &error), !=, 0);
  g_assert_no_error (error);
  program = tidings_store_find_program (fixture->store, other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (program->label, ==, "");
}

/* Nor does it hurry through quiet hours, as a person does. */
static void
test_retry_held (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  gint64 held;

  fixture_set_quiet (fixture, 1, 11 * 60, 14 * 60);
  held = raise_one (fixture, BACKUP, "held");
  g_assert_cmpint (tidings_engine_retry_for_program (fixture->engine, held, BACKUP, &error), ==, 0);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_REFUSED);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, "quiet-hours");
  g_clear_error (&error);
  g_assert_cmpint (tidings_engine_retry (fixture->engine, held, &error), ==, held);
  g_assert_no_error (error);
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  raise_some (fixture, BACKUP, 5);
  g_assert_true (tidings_engine_forget_program (fixture->engine, BACKUP, &error));
  g_assert_no_error (error);
  g_assert_false (tidings_engine_forget_program (fixture->engine, BACKUP, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);

  /* It is asked about again. */
  raise_some (fixture, BACKUP, 5);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEW_PROGRAM], ==, 2);
}

/* A preview counts and keeps nothing, and says what would happen. */
static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) first = ask (fixture, BACKUP, "first", TRUE);
  g_autoptr(GPtrArray) sixth = NULL;
  TidingsOutcome *outcome = g_ptr_array_index (first, 0);

  g_assert_cmpint (outcome->message->state, ==, TIDINGS_MESSAGE_QUEUED);
  g_assert_null (tidings_store_find_program (fixture->store, BACKUP, NULL));
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEW_PROGRAM], ==, 0);

  raise_some (fixture, BACKUP, 5);
  sixth = ask (fixture, BACKUP, "sixth", TRUE);
  outcome = g_ptr_array_index (sixth, 0);
  g_assert_cmpstr (outcome->message->reason, ==, "program-day");
}

static void
test_invalid (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *identity; TidingsProgramState state; int per_day; const char *why; } cases[] = {
    { "", TIDINGS_PROGRAM_BLOCKED, 0, "nothing" },
    { "backup", TIDINGS_PROGRAM_BLOCKED, 0, "no kind" },
    { "unit:", TIDINGS_PROGRAM_BLOCKED, 0, "a kind alone" },
    { "unit:a/b.service", TIDINGS_PROGRAM_BLOCKED, 0, "a path for a service" },
    { "exe:foo", TIDINGS_PROGRAM_BLOCKED, 0, "a file without its folder" },
    { "exe:/usr/bin/a\nb", TIDINGS_PROGRAM_BLOCKED, 0, "two lines" },
    { "cli", TIDINGS_PROGRAM_BLOCKED, 0, "the person is no program" },
    { BACKUP, TIDINGS_PROGRAM_ALLOWED, -2, "less than any number" },
    { BACKUP, TIDINGS_PROGRAM_ALLOWED, 100001, "more than anybody means" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      g_assert_null (tidings_engine_put_program (fixture->engine, cases[i].identity, cases[i].state, cases[i].per_day, &error));
      g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
    }
}

#define PROGRAM_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  PROGRAM_TEST ("/engine/programs/new", test_new);
  PROGRAM_TEST ("/engine/programs/next-day", test_next_day);
  PROGRAM_TEST ("/engine/programs/nothing-for-new", test_nothing_for_new);
  PROGRAM_TEST ("/engine/programs/before", test_before);
  PROGRAM_TEST ("/engine/programs/block", test_block);
  PROGRAM_TEST ("/engine/programs/held", test_held);
  PROGRAM_TEST ("/engine/programs/gathered", test_gathered);
  PROGRAM_TEST ("/engine/programs/retry", test_retry);
  PROGRAM_TEST ("/engine/programs/retry-of-another", test_retry_of_another);
  PROGRAM_TEST ("/engine/programs/retry-held", test_retry_held);
  PROGRAM_TEST ("/engine/programs/forget", test_forget);
  PROGRAM_TEST ("/engine/programs/preview", test_preview);
  PROGRAM_TEST ("/engine/programs/invalid", test_invalid);

  return g_test_run ();
}
