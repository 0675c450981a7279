/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own alert types while alerts of them are on their way. */
#include "config.h"

#include <string.h>

#include "engine-fixture.h"
#include "tidings-reason.h"
#include "tidings-store-people.h"

#define PHONE "+447700900123"

static TidingsTypeDraft *
make_draft (Fixture    *fixture,
            const char *template)
{
  TidingsTypeDraft *draft = tidings_engine_draft_type (fixture->engine, "tank_low");

  g_free (draft->title);
  g_free (draft->template);
  draft->title = g_strdup ("Tank low");
  draft->template = g_strdup (template);
  tidings_type_draft_set_fields (draft, NULL);

  return draft;
}

static void
put (Fixture    *fixture,
     const char *template,
     gboolean    is_private)
{
  g_autoptr(TidingsTypeDraft) draft = make_draft (fixture, template);
  g_autoptr(GError) error = NULL;

  draft->is_private = is_private;
  g_assert_true (tidings_engine_put_type (fixture->engine, draft, &error));
  g_assert_no_error (error);
}

static TidingsMessage *
raise_tank (Fixture  *fixture,
            guint     urgency,
            gint64    late_at,
            gboolean  is_preview,
            GError  **error)
{
  g_autoptr(JsonObject) values = json_object_new ();
  TidingsRaise raise = { .type = "tank_low", .values = values, .source = "test", .urgency = urgency, .late_at = late_at };
  g_autoptr(GPtrArray) outcomes = NULL;

  json_object_set_string_member (values, "tank", "rain barrel");
  json_object_set_string_member (values, "level", "12.5");
  outcomes = tidings_engine_raise (fixture->engine, &raise, is_preview, error);

  return outcomes != NULL && outcomes->len > 0 ?
         g_object_ref (((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message) : NULL;
}

static gint64
set_up_ann (Fixture *fixture)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", PHONE);

  put (fixture, "{{ tank }} is at {{ level }}%", FALSE);
  g_assert_true (tidings_engine_set_subscription (fixture->engine, ann, "tank_low", TRUE, NULL));

  return ann;
}

/* Made, switched on, raised, changed and raised again; also by the next process. */
static void
test_life (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(TidingsMessage) first = NULL;
  g_autoptr(TidingsMessage) preview = NULL;
  g_autoptr(TidingsMessage) second = NULL;
  g_autoptr(GError) error = NULL;

  set_up_ann (fixture);
  first = raise_tank (fixture, 0, 0, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->type, ==, "tank_low");
  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "rain barrel is at 12.5%"), ==, 1);

  put (fixture, "Fill the {{ tank }} ({{ level }}%)", FALSE);
  fixture_restart (fixture);
  preview = raise_tank (fixture, 0, 0, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (preview->id, ==, 0);
  g_assert_nonnull (strstr (preview->body, "Fill the rain barrel (12.5%)"));
  second = raise_tank (fixture, 0, 0, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->id, >, first->id);
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = set_up_ann (fixture);
  gint64 other = 0;
  g_autoptr(TidingsMessage) held = NULL;
  g_autoptr(TidingsMessage) kept = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  fixture_subscribe (fixture, ann);
  fixture_set_quiet (fixture, ann, 11 * 60, 13 * 60);
  held = raise_tank (fixture, 0, 0, FALSE, &error);
  g_assert_no_error (error);
  other = fixture_raise_one (fixture, "backup", "Ann");
  fixture_assert_state (fixture, held->id, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);

  g_assert_true (tidings_engine_remove_type (fixture->engine, "tank_low", &error));
  g_assert_no_error (error);
  fixture_assert_state (fixture, held->id, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_REMOVED);
  fixture_assert_state (fixture, other, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);
  kept = fixture_get (fixture, held->id);
  g_assert_cmpstr (kept->type, ==, "tank_low");
  person = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_false (tidings_person_has_type (person, "tank_low"));

  g_assert_null (raise_tank (fixture, 0, 0, FALSE, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tidings_engine_remove_type (fixture->engine, "tank_low", &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tidings_engine_remove_type (fixture->engine, "job_failed", &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);

  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "rain barrel"), ==, 0);
  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 1);
}

/* What was promised when it left is kept, though the type is gone when it has arrived. */
static void
test_private (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(TidingsMessage) secret = NULL;
  g_autoptr(TidingsMessage) open = NULL;
  g_autoptr(GError) error = NULL;

  set_up_ann (fixture);
  open = raise_tank (fixture, 0, 0, FALSE, &error);
  g_assert_no_error (error);
  fixture_advance (fixture, 10 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "rain barrel is at"), ==, 1);

  put (fixture, "Secret of the {{ tank }}: {{ level }}", TRUE);
  secret = raise_tank (fixture, 0, 0, FALSE, &error);
  g_assert_no_error (error);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "Secret of the rain barrel"), ==, 1);
  g_assert_true (tidings_engine_remove_type (fixture->engine, "tank_low", &error));
  g_assert_no_error (error);
  fixture_advance (fixture, 24 * HOUR_MS, 10 * MINUTE_MS);
  fixture_assert_state (fixture, secret->id, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "Secret of the rain barrel"), ==, 0);
}

static void
test_options (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(TidingsMessage) low = NULL;
  g_autoptr(TidingsMessage) soon = NULL;
  g_autoptr(GError) error = NULL;

  set_up_ann (fixture);
  low = raise_tank (fixture, 1 + TIDINGS_PRIORITY_LOW, 0, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (low->priority, ==, TIDINGS_PRIORITY_LOW);
  soon = raise_tank (fixture, 0, FIXTURE_NOW + 10 * HOUR_MS, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soon->late_at, ==, FIXTURE_NOW + 10 * HOUR_MS);
  g_assert_null (raise_tank (fixture, 1 + TIDINGS_PRIORITY_CRITICAL, 0, FALSE, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
}

/* A draft that cannot be changes nothing; neither does a store that says no. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(TidingsTypeDraft) broken = NULL;
  g_autoptr(TidingsTypeDraft) good = NULL;
  g_autoptr(TidingsMessage) preview = NULL;
  g_autoptr(GError) error = NULL;

  set_up_ann (fixture);
  broken = make_draft (fixture, "{{ tank");
  g_assert_false (tidings_engine_put_type (fixture->engine, broken, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  g_clear_error (&error);

  good = make_draft (fixture, "Never {{ tank }} {{ level }}");
  fixture_break_store (fixture);
  g_assert_false (tidings_engine_put_type (fixture->engine, good, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_false (tidings_engine_remove_type (fixture->engine, "tank_low", &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_STORAGE);
  g_clear_error (&error);
  fixture_mend_store (fixture);

  preview = raise_tank (fixture, 0, 0, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (preview->body, "rain barrel is at 12.5%"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/types/life", test_life);
  ADD ("/types/removed", test_removed);
  ADD ("/types/private", test_private);
  ADD ("/types/options", test_options);
  ADD ("/types/refused", test_refused);

  return g_test_run ();
}
