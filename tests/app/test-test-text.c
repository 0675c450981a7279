/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A test text is followed from the agent's verdict to the last word in the store, and every refusal becomes a sentence. */
#include "config.h"

#include <locale.h>
#include "desk.h"
#include "tidings-store-messages.h"
#include "tidings-test-text.h"

typedef struct {
  Desk desk;
  TidingsTestText *test;
  gint64 person;
} Fixture;

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->name = g_strdup ("Ben");
  person->number = g_strdup ("+447700900456");
  person->country = g_strdup ("GB");
  person->language = g_strdup ("en");
  desk_set_up (&fixture->desk);
  desk_keep (&fixture->desk, person);
  desk_open (&fixture->desk);
  fixture->person = person->id;
  fixture->test = tidings_test_text_new (fixture->desk.client);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_assert_finalize_object (fixture->test);
  desk_tear_down (&fixture->desk);
}

static gboolean
is_done (gpointer data)
{
  gboolean is_busy = FALSE;

  g_object_get (data, "is-busy", &is_busy, NULL);

  return !is_busy;
}

static void
assert_result (TidingsTestText *test,
               gboolean         has_arrived,
               const char      *words)
{
  g_autofree char *actual = NULL;
  gboolean arrived = FALSE;
  gboolean failed = FALSE;

  g_object_get (test, "words", &actual, "has-arrived", &arrived, "has-failed", &failed, NULL);
  g_assert_cmpstr (actual, ==, words);
  g_assert_cmpint (arrived, ==, has_arrived);
  g_assert_cmpint (failed, ==, !has_arrived);
}

static TidingsMessage *
add_message (Fixture             *fixture,
             TidingsMessageState  state)
{
  TidingsMessage *message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->person_id = fixture->person;
  message->to = g_strdup ("+447700900456");
  message->type = g_strdup ("delivery_test");
  message->body = g_strdup ("This is a test");
  message->source = g_strdup ("window");
  message->state = state;
  message->created_at = message->updated_at = DESK_NOW;
  tidings_store_add_message (fixture->desk.store, message, &error);
  g_assert_no_error (error);

  return message;
}

static void
answer_with (Fixture    *fixture,
             gint64      id,
             const char *state,
             const char *reason)
{
  GVariantBuilder verdicts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xxss)"));

  g_variant_builder_add (&verdicts, "(xxss)", id, fixture->person, state, reason);
  fixture->desk.agent->verdicts = g_variant_ref_sink (g_variant_builder_end (&verdicts));
}

static gboolean
has_id (gpointer data)
{
  gint64 id = 0;

  g_object_get (data, "message-id", &id, NULL);

  return id != 0;
}

static void
test_arrives (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TidingsMessage) message = add_message (fixture, TIDINGS_MESSAGE_QUEUED);
  g_autoptr(GError) error = NULL;

  answer_with (fixture, message->id, "queued", "");
  tidings_test_text_start (fixture->test, fixture->person);
  g_assert_false (is_done (fixture->test));
  iterate_until (has_id, fixture->test);
  g_assert_false (is_done (fixture->test));

  message->state = TIDINGS_MESSAGE_DELIVERED;
  tidings_store_update_message (fixture->desk.store, message, &error);
  g_assert_no_error (error);
  tidings_bus_agent1_emit_changed (fixture->desk.agent->skeleton, "messages");
  iterate_until (is_done, fixture->test);

  assert_result (fixture->test, TRUE, "Delivered");
}

static void
test_fails_later (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TidingsMessage) message = add_message (fixture, TIDINGS_MESSAGE_ACCEPTED);
  g_autofree char *words = NULL;
  g_autoptr(GError) error = NULL;

  answer_with (fixture, message->id, "queued", "");
  tidings_test_text_start (fixture->test, fixture->person);
  iterate_until (has_id, fixture->test);

  message->state = TIDINGS_MESSAGE_UNDELIVERED;
  message->reason = g_strdup ("twilio");
  message->error_code = 30003;
  tidings_store_update_message (fixture->desk.store, message, &error);
  g_assert_no_error (error);
  tidings_bus_agent1_emit_changed (fixture->desk.agent->skeleton, "messages");
  iterate_until (is_done, fixture->test);

  g_object_get (fixture->test, "words", &words, NULL);
  g_assert_true (g_str_has_prefix (words, "Not delivered: "));
  assert_result (fixture->test, FALSE, words);
}

static void
test_stopped_by_rule (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *words = NULL;

  answer_with (fixture, 0, "skipped", "not-verified");
  tidings_test_text_start (fixture->test, fixture->person);
  iterate_until (is_done, fixture->test);

  /* A rule is told in words, never by its name. */
  g_object_get (fixture->test, "words", &words, NULL);
  g_assert_null (strstr (words, "not-verified"));
  assert_result (fixture->test, FALSE, words);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->desk.agent->refuses = "cap-day: Daily limit of 50 reached";
  tidings_test_text_start (fixture->test, fixture->person);
  iterate_until (is_done, fixture->test);
  assert_result (fixture->test, FALSE, "Daily limit of 50 reached");

  /* It can be tried again. */
  g_assert_cmpuint (fixture->desk.agent->n_raised, ==, 1);
  tidings_test_text_start (fixture->test, fixture->person);
  iterate_until (is_done, fixture->test);
  g_assert_cmpuint (fixture->desk.agent->n_raised, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(name, func) g_test_add ("/app/test-text/" name, Fixture, NULL, setup, func, teardown)
  ADD ("arrives", test_arrives);
  ADD ("fails-later", test_fails_later);
  ADD ("stopped-by-rule", test_stopped_by_rule);
  ADD ("refused", test_refused);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
