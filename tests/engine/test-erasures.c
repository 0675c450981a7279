/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is erased at Twilio, and when: whatever becomes of the requests for that, of the process and of the settings. */
#include "config.h"

#include <string.h>

#include "engine-fixture.h"
#include "tidings-core.h"
#include "tidings-engine-private.h"
#include "tidings-reason.h"
#include "tidings-store-erasures.h"

#define ANN "+4915123456789"
#define BEN "+447700900123"
#define DAY_MS (24 * HOUR_MS)
#define WORDS "private-words"

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
}

static gint64
raise_private_to (Fixture    *fixture,
                  const char *who)
{
  g_autoptr(JsonObject) values = json_object_new ();
  const char *to[] = { who, NULL };
  TidingsRaise raise = { .type = "prescription_ready", .values = values, .to = to, .source = "test" };
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), "prescription_ready");
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (type->is_private);
  tidings_engine_set_subscription (fixture->engine, 0, "prescription_ready", TRUE, &error);
  for (guint i = 0; type->fields[i] != NULL; i++)
    json_object_set_string_member (values, type->fields[i], WORDS);
  outcomes = tidings_engine_raise (fixture->engine, &raise, FALSE, &error);
  g_assert_no_error (error);

  return ((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->id;
}

static gint64
raise_private (Fixture *fixture)
{
  gint64 id = raise_private_to (fixture, "Ann");

  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, WORDS), ==, 1);

  return id;
}

static TidingsErasure
get_erasure (Fixture *fixture,
             gint64   id)
{
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  return message->erasure;
}

static guint
count_events (Fixture    *fixture,
              gint64      id,
              const char *what)
{
  g_autoptr(GPtrArray) events = tidings_store_list_events (fixture->store, id, NULL);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    n += g_str_equal (((TidingsEvent *) g_ptr_array_index (events, i))->what, what);

  return n;
}

static void
assert_nothing_left (Fixture *fixture)
{
  g_assert_cmpint (tidings_store_get_next_erasure_at (fixture->store, TIDINGS_SIMULATOR_ACCOUNT_SID), ==, 0);
}

/* Gone from Twilio in the end, once in the story, however the requests for it fare. */
static void
test_erased (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct {
    gboolean deletes;
    TidingsSimulatorFault fault;
    guint times;
    const char *why;
  } cases[] = {
    { FALSE, TIDINGS_SIMULATOR_FAULT_NONE, 0, "at once" },
    { FALSE, TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 6, "after trouble at Twilio" },
    { FALSE, TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 6, "after trouble on the way" },
    { FALSE, TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 2, "done, and the answers were lost" },
    { FALSE, TIDINGS_SIMULATOR_FAULT_TOO_MANY, 6, "too many requests" },
    { FALSE, TIDINGS_SIMULATOR_FAULT_NONSENSE, 1, "done, and the answer was unreadable" },
    { TRUE, TIDINGS_SIMULATOR_FAULT_NONE, 0, "deleted at once" },
    { TRUE, TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 6, "deleted after trouble at Twilio" },
    { TRUE, TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 2, "deleted, and the answers were lost: the next try finds nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id;

      g_test_message ("%s", cases[i].why);
      fixture->settings.deletes = cases[i].deletes;
      fixture_apply (fixture);
      id = raise_private (fixture);
      if (cases[i].times > 0)
        tidings_simulator_push_fault (fixture->simulator, cases[i].deletes ? "DELETE" : "POST", cases[i].fault, 0, cases[i].times);
      fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
      fixture_advance (fixture, 90 * MINUTE_MS, 20 * SECOND_MS);

      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
      g_assert_cmpuint (fixture_count_texts (fixture, WORDS), ==, 0);
      g_assert_cmpint (get_erasure (fixture, id), ==, cases[i].deletes ? TIDINGS_ERASURE_DELETED : TIDINGS_ERASURE_REDACTED);
      g_assert_cmpuint (count_events (fixture, id, "erased"), ==, !cases[i].deletes);
      g_assert_cmpuint (count_events (fixture, id, "deleted"), ==, cases[i].deletes);
      assert_nothing_left (fixture);
    }
}

/* Which texts, by the settings at the moment of erasing. */
static void
test_wish (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct { gboolean is_private; gboolean all; gboolean all_later; TidingsErasure erasure; const char *why; } cases[] = {
    { FALSE, FALSE, FALSE, TIDINGS_ERASURE_NONE, "not private: it stays" },
    { TRUE, FALSE, FALSE, TIDINGS_ERASURE_REDACTED, "private" },
    { FALSE, TRUE, TRUE, TIDINGS_ERASURE_REDACTED, "all" },
    { FALSE, TRUE, FALSE, TIDINGS_ERASURE_NONE, "all when it ended, and no longer when its turn came" },
    { FALSE, FALSE, TRUE, TIDINGS_ERASURE_NONE, "ended before all were wanted: it stays" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id;

      g_test_message ("%s", cases[i].why);
      fixture->settings.erases_all = cases[i].all;
      fixture_apply (fixture);
      id = cases[i].is_private ? raise_private (fixture) : fixture_raise_one (fixture, "backup", "Ann");
      fixture_settle (fixture);
      /* So that another try comes some seconds later. */
      if (cases[i].all && !cases[i].all_later)
        tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 1);
      fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);

      fixture->settings.erases_all = cases[i].all_later;
      fixture_apply (fixture);
      fixture_advance (fixture, 5 * MINUTE_MS, 10 * SECOND_MS);
      g_assert_cmpint (get_erasure (fixture, id), ==, cases[i].erasure);
      assert_nothing_left (fixture);
    }
}

/* Goes on until the request to erase it has left; its answer takes half a minute. */
static gint64
begin_erasing (Fixture *fixture)
{
  gint64 id = raise_private (fixture);

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_LATENCY, 30000, 1);
  while (!tidings_engine_is_asking (fixture->engine))
    {
      tidings_test_clock_advance (fixture->clock, SECOND_MS);
      while (tidings_outbox_is_busy (tidings_engine_get_outbox (fixture->engine)) || g_main_context_pending (NULL))
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACT);

  return id;
}

/* The request takes its time: nobody goes round, and what it says is kept. */
static void
test_while_busy (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 id = begin_erasing (fixture);

  /* This would never come back. */
  tidings_test_clock_advance (fixture->clock, 25 * SECOND_MS);
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACT);
  g_assert_true (tidings_engine_is_busy (fixture->engine));
  tidings_test_clock_advance (fixture->clock, 10 * SECOND_MS);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACTED);
}

/* The process is killed between the request and its answer, and comes back hours later. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 id = begin_erasing (fixture);

  fixture_kill (fixture);
  tidings_test_clock_advance (fixture->clock, 3 * HOUR_MS);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, 10 * SECOND_MS);

  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACTED);
  g_assert_cmpuint (count_events (fixture, id, "erased"), ==, 1);
  assert_nothing_left (fixture);
}

/* Nothing goes while it is not known whether another text to the phone left; other phones are not concerned. */
static void
test_doubt (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 lost;
  gint64 held_back;
  gint64 other;
  g_autoptr(GError) error = NULL;

  fixture_add_confirmed (fixture, "Ben", BEN);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_SLOW);
  held_back = raise_private (fixture);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  lost = fixture_raise_one (fixture, "lost", "Ann");
  fixture_advance (fixture, SECOND_MS, SECOND_MS);
  other = raise_private_to (fixture, "Ben");
  fixture_advance (fixture, HOUR_MS, 5 * SECOND_MS);

  fixture_assert_state (fixture, lost, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  fixture_assert_state (fixture, held_back, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpint (get_erasure (fixture, other), ==, TIDINGS_ERASURE_REDACTED);
  g_assert_cmpint (get_erasure (fixture, held_back), ==, TIDINGS_ERASURE_REDACT);
  g_assert_cmpuint (fixture_count_texts (fixture, WORDS), ==, 1);

  /* Nobody wakes for it meanwhile; the end of the doubt lets it go. */
  assert_nothing_left (fixture);
  g_assert_cmpint (tidings_engine_retry (fixture->engine, lost, &error), >, 0);
  g_assert_no_error (error);
  fixture_advance (fixture, 2 * MINUTE_MS, 5 * SECOND_MS);
  g_assert_cmpint (get_erasure (fixture, held_back), ==, TIDINGS_ERASURE_REDACTED);
  g_assert_cmpuint (fixture_count_texts (fixture, WORDS), ==, 0);
}

/* Twilio still calls it unfinished (20009), although it was told as final here. */
static void
test_in_flight (Fixture       *fixture,
                gconstpointer  unused)
{
  for (guint deletes = 0; deletes < 2; deletes++)
    {
      g_autoptr(TidingsMessage) message = NULL;
      gint64 id;

      fixture->settings.deletes = deletes;
      fixture_apply (fixture);
      tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_SLOW);
      id = raise_private (fixture);
      message = fixture_get (fixture, id);
      g_free (message->currency);
      message->currency = g_strdup ("USD");
      message->price_micros = 8300;
      message->is_settled = TRUE;
      g_assert_true (tidings_core_set_state (tidings_engine_get_core (fixture->engine), message, TIDINGS_MESSAGE_DELIVERED, NULL,
                                             "delivered", NULL, NULL));
      tidings_engine_wake (fixture->engine);
      fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
      g_assert_cmpint (get_erasure (fixture, id), ==, deletes ? TIDINGS_ERASURE_DELETE : TIDINGS_ERASURE_REDACT);
      fixture_advance (fixture, 2 * MINUTE_MS, 10 * SECOND_MS);
      g_assert_cmpint (get_erasure (fixture, id), ==, deletes ? TIDINGS_ERASURE_DELETED : TIDINGS_ERASURE_REDACTED);
    }
}

/* A text that has ended, of which no more is asked. */
static TidingsMessage *
end_without_price (Fixture             *fixture,
                   TidingsMessageState  state)
{
  gint64 id = raise_private (fixture);
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  message->n_looks = TIDINGS_LOOKS_OVER;
  message->next_at = 0;
  g_assert_true (tidings_core_set_state (tidings_engine_get_core (fixture->engine), message, state,
                                         state == TIDINGS_MESSAGE_SENT ? TIDINGS_REASON_NO_RECEIPT : NULL, NULL, NULL, NULL));
  /* Ending began the looks for a price. */
  message->n_looks = TIDINGS_LOOKS_OVER;
  message->next_at = 0;
  g_assert_true (tidings_store_update_message (fixture->store, message, NULL));
  tidings_engine_wake (fixture->engine);

  return g_steal_pointer (&message);
}

/* When a text goes of which Twilio says no price. */
static void
test_no_price (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct { TidingsMessageState state; gboolean at_once; const char *why; } cases[] = {
    { TIDINGS_MESSAGE_DELIVERED, FALSE, "the price may still come, for a day" },
    { TIDINGS_MESSAGE_UNDELIVERED, FALSE, "these cost too" },
    { TIDINGS_MESSAGE_SENT, FALSE, "no receipt in three days: nothing more will be learned" },
    { TIDINGS_MESSAGE_FAILED, TRUE, "never left Twilio, so costs nothing" },
    { TIDINGS_MESSAGE_CANCELED, TRUE, "was never sent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = end_without_price (fixture, cases[i].state);

      g_test_message ("%s", cases[i].why);
      fixture_advance (fixture, 5 * MINUTE_MS, 10 * SECOND_MS);
      g_assert_cmpint (get_erasure (fixture, message->id), ==, cases[i].at_once ? TIDINGS_ERASURE_REDACTED : TIDINGS_ERASURE_REDACT);
      /* A promise to keep is a reason to stay. */
      g_assert_true (cases[i].at_once || tidings_engine_is_busy (fixture->engine));
      fixture_advance (fixture, DAY_MS, HOUR_MS);
      fixture_advance (fixture, 20 * MINUTE_MS, MINUTE_MS);
      g_assert_cmpint (get_erasure (fixture, message->id), ==, TIDINGS_ERASURE_REDACTED);
      g_assert_cmpuint (fixture_count_texts (fixture, WORDS), ==, 0);
    }
}

/* The price comes later: it is not waited for any longer. */
static void
test_late_price (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(TidingsMessage) message = end_without_price (fixture, TIDINGS_MESSAGE_DELIVERED);

  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  g_assert_cmpint (get_erasure (fixture, message->id), ==, TIDINGS_ERASURE_REDACT);
  message->is_settled = TRUE;
  message->price_micros = 8300;
  g_assert_true (tidings_core_set_state (tidings_engine_get_core (fixture->engine), message, message->state, NULL, NULL, NULL, NULL));
  tidings_engine_wake (fixture->engine);
  fixture_settle (fixture);
  fixture_advance (fixture, 2 * SECOND_MS, SECOND_MS);
  g_assert_cmpint (get_erasure (fixture, message->id), ==, TIDINGS_ERASURE_REDACTED);
}

/* In the end it is said that it stays there, and why. */
static void
test_given_up (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr(GPtrArray) events = NULL;
  TidingsEvent *last;
  gint64 id = raise_private (fixture);

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 0);
  fixture_advance (fixture, 8 * DAY_MS, 20 * MINUTE_MS);
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACT);
  fixture_advance (fixture, 3 * DAY_MS, 20 * MINUTE_MS);
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_GIVEN_UP);

  events = tidings_store_list_events (fixture->store, id, NULL);
  last = g_ptr_array_index (events, events->len - 1);
  g_assert_cmpstr (last->what, ==, "not-erased");
  g_assert_cmpstr (last->detail, !=, "");
  assert_nothing_left (fixture);
  g_assert_false (tidings_engine_is_busy (fixture->engine));
}

/* Another account's texts are not this one's to erase; they wait until it is back. */
static void
test_other_account (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 id = raise_private (fixture);

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 1);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACT);
  fixture->settings.account = "another";
  fixture_apply (fixture);
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACT);
  g_assert_false (tidings_engine_is_busy (fixture->engine));

  fixture->settings.account = TIDINGS_SIMULATOR_ACCOUNT_SID;
  fixture_apply (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_cmpint (get_erasure (fixture, id), ==, TIDINGS_ERASURE_REDACTED);
}

/* A text that was deleted here is erased there all the same. */
static void
test_person_removed (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(TidingsMessage) message = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id = raise_private (fixture);

  message = fixture_get (fixture, id);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 1);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
  g_assert_true (tidings_engine_remove_person (fixture->engine, message->person_id, TRUE, &error));
  g_assert_no_error (error);
  fixture_advance (fixture, 5 * MINUTE_MS, 10 * SECOND_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, WORDS), ==, 0);
  assert_nothing_left (fixture);
}

static guint
count_answers (Fixture    *fixture,
               const char *words)
{
  g_autoptr(GPtrArray) listed = fixture_list_inbound (fixture);
  guint n = 0;

  for (guint i = 0; i < listed->len; i++)
    n += strstr (((TidingsTwilioMessage *) g_ptr_array_index (listed, i))->body, words) != NULL;

  return n;
}

/* Answers of people here go with all others; those of strangers are none of ours. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct { gboolean all; const char *from; guint n_left; const char *why; } cases[] = {
    { FALSE, ANN, 1, "only private texts are erased" },
    { TRUE, ANN, 0, "all are" },
    { TRUE, "+12025550123", 1, "a stranger's" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strdup_printf ("answer-%u", i);

      g_test_message ("%s", cases[i].why);
      fixture->settings.erases_all = cases[i].all;
      fixture_apply (fixture);
      tidings_simulator_reply (fixture->simulator, cases[i].from, NULL, words);
      tidings_engine_check_inbox (fixture->engine);
      fixture_settle (fixture);
      fixture_advance (fixture, MINUTE_MS, 5 * SECOND_MS);
      g_assert_cmpuint (count_answers (fixture, words), ==, cases[i].n_left);
      assert_nothing_left (fixture);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/erasures/erased", test_erased);
  ADD ("/erasures/wish", test_wish);
  ADD ("/erasures/while-busy", test_while_busy);
  ADD ("/erasures/killed", test_killed);
  ADD ("/erasures/doubt", test_doubt);
  ADD ("/erasures/in-flight", test_in_flight);
  ADD ("/erasures/no-price", test_no_price);
  ADD ("/erasures/late-price", test_late_price);
  ADD ("/erasures/given-up", test_given_up);
  ADD ("/erasures/other-account", test_other_account);
  ADD ("/erasures/person-removed", test_person_removed);
  ADD ("/erasures/answers", test_answers);

  return g_test_run ();
}
