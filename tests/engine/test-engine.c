/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of an alert: rules, text, outbox, answers; with a clock that the test moves. */
#include "engine-fixture.h"
#include "tidings-reason.h"

#define ANN "+4915123456789"
#define BEN "+447700900123"

static void
test_delivered (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 id;
  g_autoptr(TidingsMessage) message = NULL;
  TidingsQuotaStatus quota;

  fixture_subscribe (fixture, ann);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, NULL);
  fixture_advance (fixture, 3 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);

  /* The price is looked for after the text has arrived. */
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  message = fixture_get (fixture, id);
  g_assert_true (message->is_settled);
  g_assert_cmpint (message->price_micros, >, 0);
  g_assert_cmpstr (message->currency, ==, "USD");
  g_assert_cmpstr (message->to, ==, ANN);
  g_assert_nonnull (message->sid);
  for (guint i = 0; i < 5; i++)
    {
      static const char * const steps[] = { "raised", "rules", "sending", "accepted", "delivered" };

      g_assert_true (fixture_has_event (fixture, id, steps[i]));
    }

  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 1);
  tidings_engine_get_quota (fixture->engine, &quota);
  /* The code was a text too. */
  g_assert_cmpuint (quota.day_used, ==, 2);
  g_assert_cmpuint (quota.month_used, ==, 2);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = fixture_raise (fixture, "backup", NULL, &error);
  TidingsOutcome *outcome;
  gint64 id;

  /* Nobody asked for it: the caller learns why, the log stays clean. */
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);
  outcome = g_ptr_array_index (outcomes, 0);
  g_assert_cmpint (outcome->message->id, ==, 0);
  g_assert_cmpstr (outcome->message->reason, ==, TIDINGS_REASON_NOT_VERIFIED);

  /* Somebody did: the no is kept. */
  fixture_subscribe (fixture, ann);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_NOT_VERIFIED);
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, ""), ==, 0);
}

static void
test_bad_raises (Fixture       *fixture,
                 gconstpointer  unused)
{
  static const struct { const char *type; const char *field; const char *who; TidingsEngineError code; const char *why; } cases[] = {
    { "no_such_type", "unit", NULL, TIDINGS_ENGINE_ERROR_NOT_FOUND, "unknown type" },
    { "job_failed", "other", NULL, TIDINGS_ENGINE_ERROR_INVALID, "a needed value is missing" },
    { "job_failed", "unit", "Nobody", TIDINGS_ENGINE_ERROR_NOT_FOUND, "unknown person" },
    { "message", "text", NULL, TIDINGS_ENGINE_ERROR_INVALID, "a free text names its person" },
    { "verification_code", "code", "Ann", TIDINGS_ENGINE_ERROR_INVALID, "codes come from the engine alone" },
  };

  fixture_add (fixture, "Ann", ANN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) values = json_object_new ();
      g_autoptr(GPtrArray) outcomes = NULL;
      g_autoptr(GError) error = NULL;
      const char *to[] = { cases[i].who, NULL };
      TidingsRaise raise = { .type = cases[i].type, .values = values, .to = cases[i].who != NULL ? to : NULL };

      g_test_message ("%s", cases[i].why);
      json_object_set_string_member (values, cases[i].field, "x");
      outcomes = tidings_engine_raise (fixture->engine, &raise, FALSE, &error);
      g_assert_null (outcomes);
      g_assert_error (error, TIDINGS_ENGINE_ERROR, (int) cases[i].code);
    }
}

/* Faults on the way out, and what they must come to: always one text at Twilio, or none and a reason. */
static void
test_faults (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct {
    TidingsSimulatorFault fault;
    guint amount;
    guint times;
    gboolean is_proof;
    TidingsMessageState state;
    const char *reason;
    guint n_texts;
    const char *why;
  } cases[] = {
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1, FALSE, TIDINGS_MESSAGE_DELIVERED, NULL, 1, "accepted, the reply was lost" },
    { TIDINGS_SIMULATOR_FAULT_NONSENSE, 0, 1, FALSE, TIDINGS_MESSAGE_DELIVERED, NULL, 1, "accepted, the reply was no JSON" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 1, 1, FALSE, TIDINGS_MESSAGE_DELIVERED, NULL, 1, "500 although it was accepted" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 1, FALSE, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, 0, "500, not accepted: a person decides" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1, FALSE, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, 0, "lost on the way out: a person decides" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1, TRUE, TIDINGS_MESSAGE_DELIVERED, NULL, 1, "lost, and absence is proof: it goes again" },
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0, 2, FALSE, TIDINGS_MESSAGE_DELIVERED, NULL, 1, "429 is safe to repeat" },
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, 7, 1, FALSE, TIDINGS_MESSAGE_DELIVERED, NULL, 1, "429 with Retry-After" },
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0, 6, FALSE, TIDINGS_MESSAGE_DELIVERED, NULL, 1, "also when it lasts" },
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0, 1000, FALSE, TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_TWILIO, 0, "but not for ever" },
  };

  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *unit = g_strdup_printf ("fault-%u-", i);
      gint64 id;

      g_test_message ("%s", cases[i].why);
      fixture->settings.absence_is_proof = cases[i].is_proof;
      fixture_apply (fixture);
      fixture_settle (fixture);
      tidings_simulator_push_fault (fixture->simulator, "POST", cases[i].fault, cases[i].amount, cases[i].times);
      id = fixture_raise_one (fixture, unit, NULL);
      fixture_advance (fixture, (cases[i].times > 20 ? 30 : 10) * MINUTE_MS, SECOND_MS);
      tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_NONE, 0, 0);
      fixture_assert_state (fixture, id, cases[i].state, cases[i].reason);
      g_assert_cmpuint (fixture_count_texts (fixture, unit), ==, cases[i].n_texts);
    }
}

static void
test_right_sid (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 first;
  gint64 second;
  g_autoptr(TidingsMessage) a = NULL;
  g_autoptr(TidingsMessage) b = NULL;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  first = fixture_raise_one (fixture, "same", NULL);
  fixture_advance (fixture, 20 * MINUTE_MS, MINUTE_MS);

  /* The same words again, and this answer is lost: it must not adopt the first one's text. */
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  second = fixture_raise_one (fixture, "same", NULL);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);

  a = fixture_get (fixture, first);
  b = fixture_get (fixture, second);
  g_assert_cmpint (b->state, ==, TIDINGS_MESSAGE_DELIVERED);
  g_assert_cmpstr (a->sid, !=, b->sid);
  g_assert_cmpuint (fixture_count_texts (fixture, "same"), ==, 2);
}

/* The engine dies at every turn of its main loop in turn; whatever the moment, one text arrives. */
static void
test_killed_anywhere (Fixture       *fixture,
                      gconstpointer  unused)
{
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture->settings.absence_is_proof = TRUE;
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);

  for (guint n_turns = 0; n_turns < 40; n_turns++)
    {
      g_autofree char *unit = g_strdup_printf ("kill-%u-", n_turns);
      gint64 id = fixture_raise_one (fixture, unit, NULL);

      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      fixture_kill (fixture);
      fixture_restart (fixture);
      fixture_advance (fixture, 30 * SECOND_MS, SECOND_MS);

      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
      g_assert_cmpuint (fixture_count_texts (fixture, unit), ==, 1);
    }
}

static void
test_stop_and_start (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(TidingsPerson) stopped = NULL;
  g_autoptr(TidingsPerson) back = NULL;
  gint64 held;
  gint64 id;

  fixture_subscribe (fixture, 0);
  fixture_set_quiet (fixture, ann, 11 * 60, 13 * 60);
  held = fixture_raise_one (fixture, "held", NULL);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);

  tidings_simulator_reply (fixture->simulator, ANN, NULL, " Stop ");
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
  stopped = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_cmpint (stopped->opted_out_at, !=, 0);
  g_assert_cmpstr (stopped->opted_out_by, ==, "reply");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_OPTED_OUT], ==, 1);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_OPTED_OUT);

  fixture_set_quiet (fixture, ann, -1, -1);
  id = fixture_raise_one (fixture, "stopped", NULL);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_OPTED_OUT);

  tidings_simulator_reply (fixture->simulator, ANN, NULL, "START");
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
  back = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_cmpint (back->opted_out_at, ==, 0);
  id = fixture_raise_one (fixture, "again", NULL);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_carrier_says_stop (Fixture       *fixture,
                        gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(TidingsPerson) stopped = NULL;
  gint64 id;

  /* Twilio knows of a STOP that we have not seen: 21610. */
  fixture_subscribe (fixture, 0);
  tidings_simulator_reply (fixture->simulator, ANN, NULL, "STOP");
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_OPTED_OUT);
  stopped = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_cmpstr (stopped->opted_out_by, ==, "carrier");
  /* One event, one notice. */
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_OPTED_OUT], ==, 1);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_FAILED], ==, 0);
}

static void
test_phone_off (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(TidingsMessage) message = NULL;
  g_autofree char *words = NULL;
  gint64 id;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_OFF);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  message = fixture_get (fixture, id);
  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_UNDELIVERED);
  g_assert_cmpint (message->error_code, ==, 30003);
  words = tidings_message_dup_reason_words (message);
  g_assert_nonnull (words);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_FAILED], ==, 1);

  /* The person tries again when the phone is back: another text, and the old row stays as it was. */
  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_NORMAL);
  {
    g_autoptr(GError) error = NULL;
    gint64 again = tidings_engine_retry (fixture->engine, id, &error);

    g_assert_no_error (error);
    g_assert_cmpint (again, !=, id);
    fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
    fixture_assert_state (fixture, again, TIDINGS_MESSAGE_DELIVERED, NULL);
    fixture_assert_state (fixture, id, TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO);
  }
}

static void
test_quiet_hours (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(TidingsMessage) message = NULL;
  gint64 id;

  fixture_subscribe (fixture, 0);
  fixture_set_quiet (fixture, ann, 11 * 60, 13 * 60);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, HOUR_MS - SECOND_MS, 10 * MINUTE_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);
  message = fixture_get (fixture, id);
  g_assert_cmpint (message->until, ==, FIXTURE_NOW + HOUR_MS);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 id;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture->settings.paused_until = G_MAXINT64;
  fixture_apply (fixture);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED);
  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 0);

  fixture->settings.paused_until = 0;
  fixture_apply (fixture);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_caps (Fixture       *fixture,
           gconstpointer  unused)
{
  guint n_queued = 0;
  guint n_capped = 0;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture->settings.limits = (TidingsLimits) { .cap_day = 20 };
  fixture_apply (fixture);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *unit = g_strdup_printf ("unit-%u", i);
      gint64 id = fixture_raise_one (fixture, unit, NULL);
      g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

      n_queued += message->state == TIDINGS_MESSAGE_QUEUED;
      n_capped += g_strcmp0 (message->reason, TIDINGS_REASON_CAP_DAY) == 0;
    }

  /* One is the code; two of the twenty are kept for critical alerts. */
  g_assert_cmpuint (n_queued, ==, 17);
  g_assert_cmpuint (n_capped, ==, 33);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEAR_LIMIT], ==, 1);
}

static void
test_offline (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 id;
  g_autoptr(TidingsTwilio) dead = tidings_twilio_new ("http://127.0.0.1:1", NULL);
  TidingsTwilio *alive = g_object_ref (fixture->twilio);

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  tidings_twilio_set_clock (dead, fixture->clock);
  tidings_twilio_set_credentials (dead, TIDINGS_SIMULATOR_ACCOUNT_SID, NULL, TIDINGS_SIMULATOR_TOKEN, NULL);
  g_set_object (&fixture->twilio, dead);
  fixture_apply (fixture);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, 5 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_OFFLINE);

  g_set_object (&fixture->twilio, alive);
  fixture_apply (fixture);
  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 1);
  g_object_unref (alive);
}

static void
test_no_account (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 id;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_connect (fixture, NULL);
  fixture_apply (fixture);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT);

  /* The wrong token: nothing is lost, nothing more is asked. */
  fixture_connect (fixture, "ffffffffffffffffffffffffffffffff");
  fixture_apply (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_true (tidings_engine_sign_in_refused (fixture->engine));
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_SIGN_IN], ==, 1);

  /* Nor because somebody changes a limit. */
  fixture->settings.limits.cap_day = 40;
  fixture_apply (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_true (tidings_engine_sign_in_refused (fixture->engine));
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_SIGN_IN], ==, 1);

  fixture_connect (fixture, TIDINGS_SIMULATOR_TOKEN);
  fixture_apply (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* A look for replies learns of it as well, and tells it. */
static void
test_replies_refused (Fixture       *fixture,
                      gconstpointer  unused)
{
  fixture_connect (fixture, "ffffffffffffffffffffffffffffffff");
  fixture_apply (fixture);
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
  g_assert_true (tidings_engine_sign_in_refused (fixture->engine));
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_SIGN_IN], ==, 1);
}

/* The pause ended while no agent ran: there is nobody to notice that the setting is another. */
static void
test_pause_ended_meanwhile (Fixture       *fixture,
                            gconstpointer  unused)
{
  gint64 id;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture->settings.paused_until = G_MAXINT64;
  fixture_apply (fixture);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_kill (fixture);
  fixture->settings.paused_until = 0;
  fixture_restart (fixture);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* Codes and reminders take from the caps too. */
static void
test_near_by_code (Fixture       *fixture,
                   gconstpointer  unused)
{
  fixture->settings.limits = (TidingsLimits) { .cap_day = 2, .cap_month = 500 };
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEAR_LIMIT], ==, 0);
  fixture_add_confirmed (fixture, "Ben", BEN);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEAR_LIMIT], ==, 1);
}

/* Stopped and started, the same engine goes on. */
static void
test_stop_and_go_on (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 id;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  tidings_engine_stop (fixture->engine);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, NULL);
  tidings_engine_start (fixture->engine);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_another_account (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 ann;
  gint64 held;
  g_autoptr(TidingsPerson) person = NULL;

  /* Confirmed where nothing is proved, and something waits. */
  fixture->settings.proves_numbers = FALSE;
  fixture->settings.account = "practice";
  fixture_apply (fixture);
  ann = fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_set_quiet (fixture, ann, 11 * 60, 13 * 60);
  held = fixture_raise_one (fixture, "rehearsal", NULL);

  fixture->settings.proves_numbers = TRUE;
  fixture->settings.account = TIDINGS_SIMULATOR_ACCOUNT_SID;
  fixture_apply (fixture);
  person = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_cmpint (person->verified_at, ==, 0);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_CANCELED);
}

static void
use_practice (Fixture  *fixture,
              gboolean  is_practice)
{
  fixture->settings.proves_numbers = !is_practice;
  fixture->settings.account = is_practice ? "practice" : TIDINGS_SIMULATOR_ACCOUNT_SID;
  fixture_apply (fixture);
}

static void
test_rehearsals_do_not_count (Fixture       *fixture,
                              gconstpointer  unused)
{
  TidingsQuotaStatus quota;
  gint64 spent;

  /* One real text, the code. */
  fixture->settings.limits = (TidingsLimits) { .cap_day = 20 };
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  tidings_engine_get_quota (fixture->engine, &quota);
  spent = quota.settled_micros;

  use_practice (fixture, TRUE);
  for (guint i = 0; i < 17; i++)
    {
      g_autofree char *unit = g_strdup_printf ("rehearsal-%u", i);

      fixture_raise_one (fixture, unit, NULL);
    }
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  tidings_engine_get_quota (fixture->engine, &quota);
  g_assert_cmpuint (quota.day_used, ==, 18);
  g_assert_cmpint (quota.settled_micros, >, spent);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEAR_LIMIT], ==, 1);

  /* The next process finds the real account. */
  fixture_kill (fixture);
  fixture->settings.proves_numbers = TRUE;
  fixture->settings.account = TIDINGS_SIMULATOR_ACCOUNT_SID;
  fixture_restart (fixture);
  tidings_engine_get_quota (fixture->engine, &quota);
  g_assert_cmpuint (quota.day_used, ==, 1);
  g_assert_cmpuint (quota.month_used, ==, 1);
  g_assert_cmpint (quota.settled_micros + quota.reserved_micros, ==, spent);

  /* What was told of the rehearsal's limit is told again when the real one is near. */
  for (guint i = 0; i < 17; i++)
    {
      g_autofree char *unit = g_strdup_printf ("real-%u", i);

      fixture_raise_one (fixture, unit, NULL);
    }
  fixture_settle (fixture);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NEAR_LIMIT], ==, 2);
}

static gint64
raise_with_key (Fixture    *fixture,
                const char *type,
                const char *field,
                const char *key)
{
  g_autoptr(JsonObject) values = json_object_new ();
  const char *to[] = { "Ann", NULL };
  TidingsRaise raise = { .type = type, .values = values, .to = to, .dedupe = key, .source = "test" };
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;

  json_object_set_string_member (values, field, "x");
  json_object_set_string_member (values, "percent", "95");
  outcomes = tidings_engine_raise (fixture->engine, &raise, FALSE, &error);
  g_assert_no_error (error);

  return ((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->id;
}

static void
test_own_key (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct {
    const char *type;
    const char *field;
    const char *first;
    const char *second;
    gint64 after;
    TidingsMessageState state;
    const char *why;
  } cases[] = {
    { "job_failed", "unit", "a", "a", 59 * MINUTE_MS, TIDINGS_MESSAGE_SKIPPED, "a type without a cooldown: within the hour" },
    { "job_failed", "unit", "b", "b", 61 * MINUTE_MS, TIDINGS_MESSAGE_DELIVERED, "after the hour" },
    { "job_failed", "unit", "c", "d", MINUTE_MS, TIDINGS_MESSAGE_DELIVERED, "another key" },
    { "job_failed", "unit", "", "", MINUTE_MS, TIDINGS_MESSAGE_DELIVERED, "an empty key is none" },
    { "job_failed", "unit", NULL, NULL, MINUTE_MS, TIDINGS_MESSAGE_DELIVERED, "no key" },
    { "disk_full", "disk", "e", "e", 2 * HOUR_MS, TIDINGS_MESSAGE_SKIPPED, "the type's own six hours" },
  };

  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  g_assert_true (tidings_engine_set_subscription (fixture->engine, 0, "disk_full", TRUE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id;

      g_test_message ("%s", cases[i].why);
      raise_with_key (fixture, cases[i].type, cases[i].field, cases[i].first);
      fixture_advance (fixture, cases[i].after, 30 * SECOND_MS);
      id = raise_with_key (fixture, cases[i].type, cases[i].field, cases[i].second);
      fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
      fixture_assert_state (fixture, id, cases[i].state, cases[i].state == TIDINGS_MESSAGE_SKIPPED ? TIDINGS_REASON_DUPLICATE : NULL);
    }
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(GError) error = NULL;
  gint64 id;

  fixture_subscribe (fixture, 0);
  fixture_set_quiet (fixture, ann, 11 * 60, 13 * 60);
  id = fixture_raise_one (fixture, "backup", NULL);
  g_assert_true (tidings_engine_cancel (fixture->engine, id, &error));
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_CANCELED);
  g_assert_false (tidings_engine_cancel (fixture->engine, id, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 0);
}

/* What is deleted can be read no more, and still takes from the limits. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  TidingsMessageFilter all = { .type = "job_failed" };
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;
  guint n_counted;
  gint64 id;

  fixture_subscribe (fixture, 0);
  fixture_set_quiet (fixture, ann, 11 * 60, 13 * 60);
  id = fixture_raise_one (fixture, "backup", NULL);
  g_assert_false (tidings_engine_delete_message (fixture->engine, id, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  g_clear_error (&error);

  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
  n_counted = tidings_store_count_texts (fixture->store, 0, 1);
  g_assert_true (tidings_engine_delete_message (fixture->engine, id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, 0, 1), ==, n_counted);

  left = tidings_store_list_messages (fixture->store, &all, &error);
  g_assert_cmpuint (left->len, ==, 0);
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  g_assert_false (tidings_engine_delete_message (fixture->engine, 4711, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);
}

static void
test_preview (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(JsonObject) values = json_object_new ();
  TidingsRaise raise = { .type = "job_failed", .values = values };
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GPtrArray) stored = NULL;
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter filter = { .type = "job_failed" };

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  json_object_set_string_member (values, "unit", "backup");
  outcomes = tidings_engine_raise (fixture->engine, &raise, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);
  g_assert_cmpint (((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->state, ==, TIDINGS_MESSAGE_QUEUED);
  stored = tidings_store_list_messages (fixture->store, &filter, &error);
  g_assert_cmpuint (stored->len, ==, 0);
}

static void
test_idle (Fixture       *fixture,
           gconstpointer  unused)
{
  fixture_settle (fixture);
  g_assert_false (tidings_engine_is_busy (fixture->engine));
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_raise_one (fixture, "backup", NULL);
  g_assert_true (tidings_engine_is_busy (fixture->engine));
  /* Delivered, the price known: nothing keeps the process. */
  fixture_advance (fixture, 30 * MINUTE_MS, 10 * SECOND_MS);
  g_assert_false (tidings_engine_is_busy (fixture->engine));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

/* Ten minutes from now, told at that moment. */
static void
add_reminder (Fixture    *fixture,
              gint64      person,
              const char *title)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  const gint64 before = 0;
  g_autoptr(GError) error = NULL;

  reminder->title = g_strdup (title);
  reminder->wall = g_strdup ("2026-11-21T12:10");
  reminder->zone = g_strdup ("UTC");
  tidings_reminder_set_before (reminder, &before, 1);
  tidings_reminder_set_people (reminder, &person, 1);
  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);
}

/* Before sleep nothing new begins, and afterwards it goes on at once; also when nobody says that the sleep is over. */
static void
test_rest (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 first;
  gint64 second;

  fixture_subscribe (fixture, ann);
  tidings_engine_set_resting (fixture->engine, TRUE);
  first = fixture_raise_one (fixture, "before", NULL);
  add_reminder (fixture, ann, "Dentist");
  fixture_advance (fixture, 15 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 0);
  fixture_assert_state (fixture, first, TIDINGS_MESSAGE_QUEUED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "before"), ==, 0);
  g_assert_true (tidings_engine_is_busy (fixture->engine));
  g_assert_false (tidings_engine_has_requests (fixture->engine));

  tidings_engine_set_resting (fixture->engine, FALSE);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "before"), ==, 1);
  /* What fell due meanwhile is late by minutes, not lost. */
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);

  tidings_engine_set_resting (fixture->engine, TRUE);
  second = fixture_raise_one (fixture, "night", NULL);
  fixture_settle (fixture);
  fixture_assert_state (fixture, second, TIDINGS_MESSAGE_QUEUED, NULL);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + 8 * HOUR_MS);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "night"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/engine/delivered", test_delivered);
  ADD ("/engine/refused", test_refused);
  ADD ("/engine/bad-raises", test_bad_raises);
  ADD ("/engine/faults", test_faults);
  ADD ("/engine/right-sid", test_right_sid);
  ADD ("/engine/killed-anywhere", test_killed_anywhere);
  ADD ("/engine/stop-and-start", test_stop_and_start);
  ADD ("/engine/carrier-says-stop", test_carrier_says_stop);
  ADD ("/engine/phone-off", test_phone_off);
  ADD ("/engine/quiet-hours", test_quiet_hours);
  ADD ("/engine/pause", test_pause);
  ADD ("/engine/caps", test_caps);
  ADD ("/engine/offline", test_offline);
  ADD ("/engine/no-account", test_no_account);
  ADD ("/engine/replies-refused", test_replies_refused);
  ADD ("/engine/pause-ended-meanwhile", test_pause_ended_meanwhile);
  ADD ("/engine/near-by-code", test_near_by_code);
  ADD ("/engine/stop-and-go-on", test_stop_and_go_on);
  ADD ("/engine/another-account", test_another_account);
  ADD ("/engine/rehearsals-do-not-count", test_rehearsals_do_not_count);
  ADD ("/engine/own-key", test_own_key);
  ADD ("/engine/cancel", test_cancel);
  ADD ("/engine/delete", test_delete);
  ADD ("/engine/preview", test_preview);
  ADD ("/engine/idle", test_idle);
  ADD ("/engine/rest", test_rest);

  return g_test_run ();
}
