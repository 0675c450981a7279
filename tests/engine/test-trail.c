/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers: each thing that happens to a person leaves one entry, nothing leaves two. */
#include "config.h"

#include "engine-fixture.h"
#include "tidings-store-audit.h"

#define ANN "+4915123456789"
#define BEA "+4915123456788"
#define NEW "+447400123456"

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.polls_inbox = TRUE;
  fixture_apply (fixture);
  tidings_engine_set_asker (fixture->engine, "cli");
}

static void
say (Fixture    *fixture,
     const char *from,
     const char *body)
{
  tidings_test_clock_advance (fixture->clock, SECOND_MS);
  tidings_simulator_reply (fixture->simulator, from, TIDINGS_SIMULATOR_SENDER, body);
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
}

/* One line for each entry of a person (0: of all): what, how, by whom, and the detail. */
static void
assert_trail (Fixture    *fixture,
              gint64      person,
              const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = tidings_store_list_audit (fixture->store, person, &error);
  g_autoptr(GString) lines = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      TidingsAuditEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (lines, "%s/%s/%s/%s\n", entry->what, entry->how, entry->by, entry->detail);
    }
  g_assert_cmpstr (lines->str, ==, expected);
}

static gboolean
change_number (Fixture    *fixture,
               gint64      id,
               const char *number)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  values->number = g_strdup (number);
  person = tidings_engine_put_person (fixture->engine, id, values, TIDINGS_PERSON_CHANGE_NUMBER, &error);

  return person != NULL;
}

static void
test_life (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(GError) error = NULL;

  fixture_subscribe (fixture, ann);
  /* Switched on already: no change. */
  fixture_subscribe (fixture, ann);
  say (fixture, ANN, "STOP");
  /* Said twice: one no. */
  say (fixture, ANN, "STOP");
  say (fixture, ANN, "START");
  /* Nothing is on file any more. */
  say (fixture, ANN, "START");
  g_assert_true (change_number (fixture, ann, NEW));
  /* The same number, written as people write it. */
  g_assert_true (change_number (fixture, ann, "+44 7400 123456"));
  tidings_engine_set_subscription (fixture->engine, ann, "job_failed", FALSE, &error);
  g_assert_no_error (error);
  tidings_engine_set_asker (fixture->engine, "window");
  tidings_engine_remove_person (fixture->engine, ann, TRUE, &error);
  g_assert_no_error (error);

  assert_trail (fixture, ann,
                "added/person/cli/\n"
                "confirmed/code/cli/\n"
                "type-on/person/cli/job_failed\n"
                "opted-out/reply/phone/\n"
                "opted-in/reply/phone/\n"
                "number/person/cli/+49 151 …89\n"
                "type-off/person/cli/job_failed\n"
                "removed/person/window/\n");
}

/* What was refused did not happen. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  gint64 bea = fixture_add (fixture, "Bea", BEA);
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) other = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (change_number (fixture, bea, "0151 23456789"));
  values->name = g_strdup ("Cleo");
  values->number = g_strdup (ANN);
  other = tidings_engine_put_person (fixture->engine, 0, values, 0, &error);
  g_assert_null (other);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (tidings_engine_confirm_code (fixture->engine, ann, "123456", &error));
  g_clear_error (&error);
  g_assert_false (tidings_engine_set_subscription (fixture->engine, ann, "no_such_type", TRUE, &error));
  g_clear_error (&error);
  g_assert_false (tidings_engine_remove_person (fixture->engine, 77, FALSE, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);

  assert_trail (fixture, 0, "added/person/cli/\nadded/person/cli/\n");
}

/* A store that cannot be written keeps neither the change nor the entry. */
static void
test_full (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  fixture_break_store (fixture);
  g_assert_false (change_number (fixture, ann, NEW));
  g_assert_false (tidings_engine_set_subscription (fixture->engine, ann, "job_failed", TRUE, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_STORAGE);
  fixture_mend_store (fixture);

  person = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_cmpstr (person->number, ==, ANN);
  assert_trail (fixture, ann, "added/person/cli/\n");
}

/* Switched on for everyone, it is written down for those for whom that is new. */
static void
test_everyone (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  gint64 bea = fixture_add (fixture, "Bea", BEA);

  fixture_subscribe (fixture, bea);
  fixture_subscribe (fixture, 0);
  assert_trail (fixture, ann, "added/person/cli/\ntype-on/person/cli/job_failed\n");
  assert_trail (fixture, bea, "added/person/cli/\ntype-on/person/cli/job_failed\n");
}

/* The carrier's no is a STOP that was said to somebody else. */
static void
test_carrier (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  fixture_subscribe (fixture, ann);
  tidings_simulator_reply (fixture->simulator, ANN, TIDINGS_SIMULATOR_SENDER, "STOP");
  fixture_raise_one (fixture, "backup", "Ann");
  fixture_settle (fixture);
  assert_trail (fixture, ann, "added/person/cli/\nconfirmed/code/cli/\ntype-on/person/cli/job_failed\nopted-out/carrier/twilio/\n");
}

/* What was rehearsed says so, and says when it ends. */
static void
test_practice (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 ann;
  gint64 bea;

  fixture->settings.proves_numbers = FALSE;
  fixture->settings.account = "practice";
  fixture_apply (fixture);
  ann = fixture_add_confirmed (fixture, "Ann", ANN);
  bea = fixture_add (fixture, "Bea", BEA);
  say (fixture, BEA, "STOP");

  fixture->settings.proves_numbers = TRUE;
  fixture->settings.account = TIDINGS_SIMULATOR_ACCOUNT_SID;
  fixture_apply (fixture);
  assert_trail (fixture, ann, "added/person/cli/\nconfirmed/code/cli/practice\nunconfirmed/practice/tidings/\n");
  assert_trail (fixture, bea, "added/person/cli/\nopted-out/reply/phone/practice\nstop-ended/practice/tidings/\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/engine/trail/" name, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("life", test_life);
  ADD ("refused", test_refused);
  ADD ("full", test_full);
  ADD ("everyone", test_everyone);
  ADD ("carrier", test_carrier);
  ADD ("practice", test_practice);
#undef ADD

  return g_test_run ();
}
