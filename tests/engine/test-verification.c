/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-time codes: uniform, hashed, limited, and good once for one number. */
#define _GNU_SOURCE /* memmem() */

#include "engine-control.h"
#include "engine-fixture.h"

#include <string.h>

#include "tidings-reason.h"
#include "tidings-store-arrivals.h"
#include "tidings-verification.h"

#define ANN "+4915123456789"

static gboolean
send_code (Fixture            *fixture,
           gint64              person,
           TidingsEngineError  expected)
{
  TidingsCodeInfo info;
  g_autoptr(GError) error = NULL;
  gboolean is_sent = tidings_engine_send_code (fixture->engine, person, &info, &error);

  if (!is_sent)
    g_assert_error (error, TIDINGS_ENGINE_ERROR, (int) expected);
  fixture_settle (fixture);

  return is_sent;
}

static void
assert_confirm (Fixture    *fixture,
                gint64      person,
                const char *digits,
                int         expected)
{
  g_autoptr(GError) error = NULL;
  gboolean is_right = tidings_engine_confirm_code (fixture->engine, person, digits, &error);

  if (expected < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TIDINGS_ENGINE_ERROR, expected);
  g_assert_cmpint (is_right, ==, expected < 0);
}

static gboolean
is_confirmed (Fixture *fixture,
              gint64   id)
{
  g_autoptr(TidingsPerson) person = tidings_store_get_person (fixture->store, id, NULL);

  return person->verified_at != 0;
}

/* A code that is certainly wrong. */
static const char *
other_than (const char *code)
{
  return g_str_equal (code, "000000") ? "111111" : "000000";
}

static void
test_uniform (void)
{
  guint first[10] = { 0 };
  guint last[10] = { 0 };
  const guint n = 20000;

  for (guint i = 0; i < n; i++)
    {
      char digits[7];

      tidings_code_make (digits);
      g_assert_cmpuint (strlen (digits), ==, 6);
      g_assert_cmpuint (strspn (digits, "0123456789"), ==, 6);
      first[digits[0] - '0']++;
      last[digits[5] - '0']++;
    }

  /* Each digit should come 2000 times; ten standard deviations (424) are never left by chance. */
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpint (ABS ((int) first[i] - (int) n / 10), <, 424);
      g_assert_cmpint (ABS ((int) last[i] - (int) n / 10), <, 424);
    }
}

static void
test_clean (void)
{
  static const struct { const char *typed; const char *clean; const char *why; } cases[] = {
    { "123456", "123456", "as it is" },
    { " 123 456 ", "123456", "blanks" },
    { "123-456", "123456", "a hyphen" },
    { "123\u2013456", "123456", "a dash" },
    { "\u0661\u0662\u0663\u0664\u0665\u0666", "123456", "Arabic-Indic digits" },
    { "\u200e123456\u200f", "123456", "direction marks of a pasted text" },
    { "12345", NULL, "five digits" },
    { "1234567", NULL, "seven digits" },
    { "12345a", NULL, "a letter" },
    { "", NULL, "nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = tidings_code_clean (cases[i].typed);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
test_hash (void)
{
  TidingsCode code = { .number = (char *) ANN };
  TidingsCode other = { .number = (char *) "+4915123456780" };

  memset (code.salt, 1, sizeof code.salt);
  tidings_code_hash (code.salt, code.number, "123456", code.hash);
  memcpy (other.salt, code.salt, sizeof code.salt);
  memcpy (other.hash, code.hash, sizeof code.hash);
  g_assert_true (tidings_code_matches (&code, "123456"));
  g_assert_false (tidings_code_matches (&code, "123457"));
  /* The same digits do not confirm another number. */
  g_assert_false (tidings_code_matches (&other, "123456"));
  other.number = code.number;
  other.salt[0]++;
  g_assert_false (tidings_code_matches (&other, "123456"));
}

static void
test_right (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;

  assert_confirm (fixture, ann, "123456", TIDINGS_ENGINE_ERROR_TRY_LATER);
  g_assert_true (send_code (fixture, ann, 0));
  code = fixture_dup_code (fixture);
  assert_confirm (fixture, ann, "12345", TIDINGS_ENGINE_ERROR_INVALID);
  assert_confirm (fixture, ann, other_than (code), TIDINGS_ENGINE_ERROR_WRONG_CODE);
  g_assert_false (is_confirmed (fixture, ann));
  assert_confirm (fixture, ann, code, -1);
  g_assert_true (is_confirmed (fixture, ann));
  /* A code works once. */
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_TRY_LATER);
}

/* A carrier that never says what became of a text; but the digits come back, so it was on the phone. */
static void
test_arrived (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;
  g_autoptr(TidingsArrival) arrival = NULL;

  control_post (fixture, "/statuses", "To", ANN, "Times", "1", "Statuses", "queued,sent", NULL);
  g_assert_true (send_code (fixture, ann, 0));
  code = fixture_dup_code (fixture);
  g_assert_null (tidings_store_get_last_arrival (fixture->store, ANN, NULL));

  assert_confirm (fixture, ann, other_than (code), TIDINGS_ENGINE_ERROR_WRONG_CODE);
  g_assert_null (tidings_store_get_last_arrival (fixture->store, ANN, NULL));
  assert_confirm (fixture, ann, code, -1);
  arrival = tidings_store_get_last_arrival (fixture->store, ANN, TIDINGS_SIMULATOR_SENDER);
  g_assert_nonnull (arrival);
}

static void
test_three_tries (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  TidingsCodeInfo info;
  g_autofree char *code = NULL;

  g_assert_true (send_code (fixture, ann, 0));
  code = fixture_dup_code (fixture);
  for (guint i = 0; i < 3; i++)
    {
      tidings_engine_get_code_info (fixture->engine, ann, &info, NULL);
      g_assert_cmpuint (info.n_tries_left, ==, 3 - i);
      assert_confirm (fixture, ann, other_than (code), TIDINGS_ENGINE_ERROR_WRONG_CODE);
    }
  tidings_engine_get_code_info (fixture->engine, ann, &info, NULL);
  g_assert_cmpint (info.state, ==, TIDINGS_CODE_USED_UP);
  /* The right one comes too late, also after a crash. */
  fixture_kill (fixture);
  fixture_restart (fixture);
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_TRY_LATER);
}

static void
test_life (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;
  g_autofree char *fresh = NULL;

  fixture->settings.code_life_s = 120;
  fixture_apply (fixture);
  g_assert_true (send_code (fixture, ann, 0));
  code = fixture_dup_code (fixture);
  fixture_advance (fixture, 120 * SECOND_MS, 30 * SECOND_MS);
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_TRY_LATER);

  g_assert_true (send_code (fixture, ann, 0));
  fresh = fixture_dup_code (fixture);
  fixture_advance (fixture, 119 * SECOND_MS, 30 * SECOND_MS);
  assert_confirm (fixture, ann, fresh, -1);
}

static void
test_waits (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  TidingsCodeInfo info;
  guint n = 0;

  g_assert_true (send_code (fixture, ann, 0));
  g_assert_false (send_code (fixture, ann, TIDINGS_ENGINE_ERROR_TRY_LATER));
  tidings_engine_get_code_info (fixture->engine, ann, &info, NULL);
  g_assert_cmpint (info.resend_at, ==, FIXTURE_NOW + 30 * SECOND_MS);
  fixture_advance (fixture, 29 * SECOND_MS, SECOND_MS);
  g_assert_false (send_code (fixture, ann, TIDINGS_ENGINE_ERROR_TRY_LATER));
  fixture_advance (fixture, SECOND_MS, SECOND_MS);

  /* Five in an hour, whatever becomes of the person's row meanwhile. */
  for (n = 1; n < 5; n++)
    {
      g_assert_true (send_code (fixture, ann, 0));
      fixture_advance (fixture, 31 * SECOND_MS, SECOND_MS);
    }
  g_assert_false (send_code (fixture, ann, TIDINGS_ENGINE_ERROR_TRY_LATER));
  g_assert_true (tidings_engine_remove_person (fixture->engine, ann, TRUE, NULL));
  ann = fixture_add (fixture, "Ann", ANN);
  g_assert_false (send_code (fixture, ann, TIDINGS_ENGINE_ERROR_TRY_LATER));
  /* Setting the clock forward is no hour: nothing is forgotten before its time. */
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + HOUR_MS);
  g_assert_false (send_code (fixture, ann, TIDINGS_ENGINE_ERROR_TRY_LATER));
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  g_assert_true (send_code (fixture, ann, 0));
}

static void
test_other_number (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) changed = NULL;
  g_autofree char *code = NULL;

  g_assert_true (send_code (fixture, ann, 0));
  code = fixture_dup_code (fixture);
  g_free (values->number);
  values->number = g_strdup ("+4915123456780");
  changed = tidings_engine_put_person (fixture->engine, ann, values, TIDINGS_PERSON_CHANGE_NUMBER, NULL);
  g_assert_nonnull (changed);
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_TRY_LATER);

  /* And a confirmed number that is edited is confirmed no more. */
  g_assert_true (send_code (fixture, ann, 0));
  g_free (code);
  code = fixture_dup_code (fixture);
  assert_confirm (fixture, ann, code, -1);
  g_free (values->number);
  values->number = g_strdup (ANN);
  g_object_unref (tidings_engine_put_person (fixture->engine, ann, values, TIDINGS_PERSON_CHANGE_NUMBER, NULL));
  g_assert_false (is_confirmed (fixture, ann));
}

static gboolean
file_contains (const char *path,
               const char *suffix,
               const char *needle)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  return g_file_get_contents (name, &contents, &length, NULL) && memmem (contents, length, needle, strlen (needle)) != NULL;
}

static void
test_nothing_on_disk (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;

  g_assert_true (send_code (fixture, ann, 0));
  code = fixture_dup_code (fixture);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
  /* What is looked for is found where it is: the number is in the file. */
  g_assert_true (file_contains (fixture->path, "", ANN) || file_contains (fixture->path, "-wal", ANN));
  g_assert_false (file_contains (fixture->path, "", code));
  g_assert_false (file_contains (fixture->path, "-wal", code));
}

/* The engine dies at every turn of the loop while a code is on its way; the code that is on the phone last is the good one. */
static void
test_killed_anywhere (Fixture       *fixture,
                      gconstpointer  unused)
{
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture->settings.absence_is_proof = TRUE;
  fixture_apply (fixture);
  for (guint n_turns = 0; n_turns < 30; n_turns++)
    {
      g_autofree char *number = g_strdup_printf ("+4915123456%03u", 100 + n_turns);
      gint64 ann = fixture_add (fixture, "Ann", number);
      TidingsCodeInfo info;
      g_autofree char *code = NULL;

      g_assert_true (tidings_engine_send_code (fixture->engine, ann, &info, NULL));
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      fixture_kill (fixture);
      fixture_restart (fixture);
      fixture_advance (fixture, 20 * SECOND_MS, SECOND_MS);
      code = fixture_dup_code (fixture);
      assert_confirm (fixture, ann, code, -1);
    }
}

static void
test_lost_answer (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;
  TidingsCodeInfo info;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  g_assert_true (tidings_engine_send_code (fixture->engine, ann, &info, NULL));
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, info.message_id, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, ""), ==, 1);
  code = fixture_dup_code (fixture);
  assert_confirm (fixture, ann, code, -1);
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);

  g_assert_true (tidings_store_set_opt_out (fixture->store, ANN, FIXTURE_NOW, "reply", NULL, NULL));
  g_assert_false (send_code (fixture, ann, TIDINGS_ENGINE_ERROR_REFUSED));
  g_assert_cmpuint (fixture_count_texts (fixture, ""), ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/verification/uniform", test_uniform);
  g_test_add_func ("/verification/clean", test_clean);
  g_test_add_func ("/verification/hash", test_hash);
  ADD ("/verification/right", test_right);
  ADD ("/verification/arrived", test_arrived);
  ADD ("/verification/three-tries", test_three_tries);
  ADD ("/verification/life", test_life);
  ADD ("/verification/waits", test_waits);
  ADD ("/verification/other-number", test_other_number);
  ADD ("/verification/nothing-on-disk", test_nothing_on_disk);
  ADD ("/verification/killed-anywhere", test_killed_anywhere);
  ADD ("/verification/lost-answer", test_lost_answer);
  ADD ("/verification/stopped", test_stopped);

  return g_test_run ();
}
