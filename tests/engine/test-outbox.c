/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on their way, when something is in their way: doubt, a store or a network that fails, clocks, other hands. */
#include "engine-fixture.h"
#include "tidings-reason.h"

#define ANN "+4915123456789"
#define BEN "+447700900123"

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

static void
test_waits_for_doubt (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 lost;
  gint64 behind;
  gint64 other;

  fixture_add_confirmed (fixture, "Ben", BEN);
  fixture_subscribe (fixture, 0);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  lost = fixture_raise_one (fixture, "lost", "Ann");
  fixture_advance (fixture, SECOND_MS, SECOND_MS);
  behind = fixture_raise_one (fixture, "behind", "Ann");
  other = fixture_raise_one (fixture, "other", "Ben");
  fixture_advance (fixture, 4 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, lost, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  fixture_assert_state (fixture, behind, TIDINGS_MESSAGE_QUEUED, NULL);
  fixture_assert_state (fixture, other, TIDINGS_MESSAGE_DELIVERED, NULL);

  /* Given up: a person decides about that one, and the next need not wait for it. */
  fixture_advance (fixture, MINUTE_MS + 10 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, lost, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  fixture_assert_state (fixture, behind, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_no_notice_of_what_is_undone (Fixture       *fixture,
                                  gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  gint64 id;

  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_OFF);
  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO);

  /* The caller is told; the row, and with it the notice about it, is taken back. */
  fixture->settings.limits.rate_hour = 1;
  fixture_apply (fixture);
  g_assert_cmpint (tidings_engine_retry (fixture->engine, id, &error), ==, 0);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_REFUSED);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LIMIT], ==, 0);

  /* An alert that the limit stops is a row, and is told. */
  fixture_raise_one (fixture, "backup", NULL);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LIMIT], ==, 1);
}

static TidingsMessageState
get_state (Fixture *fixture,
           gint64   id)
{
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  return message->state;
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
assert_left (Fixture             *fixture,
             gint64               id,
             TidingsMessageState  state,
             const char          *reason)
{
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  fixture_assert_state (fixture, id, state, reason);
  g_assert_cmpint (message->next_at, ==, 0);
}

static void
test_left_behind (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 open;
  gint64 lost;

  fixture_add_confirmed (fixture, "Ben", BEN);
  fixture_subscribe (fixture, 0);
  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_SLOW);
  open = fixture_raise_one (fixture, "open", "Ann");
  fixture_advance (fixture, SECOND_MS, SECOND_MS);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  lost = fixture_raise_one (fixture, "lost", "Ben");
  fixture_advance (fixture, 2 * SECOND_MS, SECOND_MS);

  /* The other account cannot be asked about them, now or whenever a setting changes. */
  use_practice (fixture, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      fixture_advance (fixture, 3 * HOUR_MS, 10 * MINUTE_MS);
      assert_left (fixture, open, TIDINGS_MESSAGE_SENT, TIDINGS_REASON_NO_RECEIPT);
      assert_left (fixture, lost, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
      fixture->settings.household = "Attic";
      fixture_apply (fixture);
    }
  fixture_settle (fixture);
  g_assert_false (tidings_engine_is_busy (fixture->engine));
}

/* The account changes at every turn of the main loop in turn, also while an answer is here that nobody has taken yet. */
static void
test_change_anywhere (Fixture       *fixture,
                      gconstpointer  unused)
{
  for (guint n_turns = 0; n_turns < 60; n_turns++)
    {
      gint64 id = fixture_raise_one (fixture, "change", NULL);
      g_autoptr(TidingsMessage) message = NULL;

      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      fixture->settings.account = n_turns % 2 == 0 ? "other" : TIDINGS_SIMULATOR_ACCOUNT_SID;
      fixture_apply (fixture);
      fixture_settle (fixture);

      message = fixture_get (fixture, id);
      g_assert_cmpint (message->next_at, ==, 0);
      g_assert_nonnull (message->reason);
    }
}

static void
answer (Fixture    *fixture,
        const char *words)
{
  tidings_simulator_reply (fixture->simulator, ANN, NULL, words);
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
}

/* What a rehearsal says never undoes what was said for real. */
static void
test_rehearsed_words (Fixture       *fixture,
                      gconstpointer  unused)
{
  static const struct { const char *real; const char *first; const char *second; gboolean is_out_there; gboolean is_out_after; const char *why; } cases[] = {
    { "STOP", NULL, NULL, TRUE, TRUE, "a real STOP holds while practising and after it" },
    { "STOP", "STOP", NULL, TRUE, TRUE, "one more in practice does not make it a rehearsal" },
    { "STOP", "START", NULL, TRUE, TRUE, "START from the practice phone does not take it back" },
    { "STOP", "STOP", "START", TRUE, TRUE, "nor does it after another STOP" },
    { "START", "STOP", NULL, TRUE, FALSE, "a rehearsed STOP ends with the rehearsal" },
    { "START", "STOP", "START", FALSE, FALSE, "and can be taken back in it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      use_practice (fixture, FALSE);
      answer (fixture, cases[i].real);
      use_practice (fixture, TRUE);
      if (cases[i].first != NULL)
        answer (fixture, cases[i].first);
      if (cases[i].second != NULL)
        answer (fixture, cases[i].second);
      g_assert_cmpint (tidings_store_has_opt_out (fixture->store, ANN), ==, cases[i].is_out_there);
      use_practice (fixture, FALSE);
      g_assert_cmpint (tidings_store_has_opt_out (fixture->store, ANN), ==, cases[i].is_out_after);
    }
}

static void
test_rehearsed_confirmation (Fixture       *fixture,
                             gconstpointer  unused)
{
  g_autoptr(TidingsPerson) ann = tidings_store_find_person (fixture->store, "Ann", NULL, NULL);
  g_autoptr(TidingsPerson) after = NULL;
  TidingsCodeInfo info;
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;

  use_practice (fixture, TRUE);
  tidings_engine_send_code (fixture->engine, ann->id, &info, &error);
  g_assert_no_error (error);
  fixture_settle (fixture);
  code = fixture_dup_code (fixture);
  g_assert_true (tidings_engine_confirm_code (fixture->engine, ann->id, code, &error));
  use_practice (fixture, FALSE);
  after = tidings_store_get_person (fixture->store, ann->id, NULL);
  g_assert_cmpint (after->verified_at, !=, 0);
}

/* The disk is full at the moment the account changes: what was raised for the one before never leaves through the next. */
static void
test_change_that_fails (Fixture       *fixture,
                        gconstpointer  unused)
{
  gint64 id;

  use_practice (fixture, TRUE);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0, 1);
  id = fixture_raise_one (fixture, "rehearsal", NULL);
  fixture_settle (fixture);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_BUSY);

  fixture_break_store (fixture);
  use_practice (fixture, FALSE);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "rehearsal"), ==, 0);
  g_assert_cmpuint (fixture_mend_store (fixture), <, 20);

  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_CANCELED);
  g_assert_cmpuint (fixture_count_texts (fixture, "rehearsal"), ==, 0);
}

/* Without a code, of which a number gets no more than five an hour. */
static gint64
add_proven (Fixture    *fixture,
            const char *name,
            const char *number)
{
  g_autoptr(TidingsPerson) person = tidings_store_get_person (fixture->store, fixture_add (fixture, name, number), NULL);

  person->verified_at = FIXTURE_NOW;
  g_assert_true (tidings_store_update_person (fixture->store, person, NULL));

  return person->id;
}

typedef enum { PAUSE, SWITCH_OFF, UNSUBSCRIBE, STOP, EDIT, REMOVE, REMOVE_WITH_MESSAGES } Act;

static void
act (Fixture *fixture,
     Act      what,
     gint64   person)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) changed = NULL;

  switch (what)
    {
    case PAUSE:
      fixture->settings.paused_until = G_MAXINT64;
      fixture_apply (fixture);
      break;
    case SWITCH_OFF:
      values->enabled = FALSE;
      changed = tidings_engine_put_person (fixture->engine, person, values, TIDINGS_PERSON_CHANGE_ENABLED, NULL);
      break;
    case UNSUBSCRIBE:
      tidings_engine_set_subscription (fixture->engine, person, "job_failed", FALSE, NULL);
      break;
    case STOP:
      tidings_store_set_opt_out (fixture->store, BEN, FIXTURE_NOW, "person", NULL, NULL);
      break;
    case EDIT:
      values->number = g_strdup ("+447700900124");
      changed = tidings_engine_put_person (fixture->engine, person, values, TIDINGS_PERSON_CHANGE_NUMBER, NULL);
      break;
    case REMOVE:
    case REMOVE_WITH_MESSAGES:
      tidings_engine_remove_person (fixture->engine, person, what == REMOVE_WITH_MESSAGES, NULL);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A text has passed the rules and waits for its turn; then somebody closes a gate. */
static void
test_closed_meanwhile (Fixture       *fixture,
                       gconstpointer  unused)
{
  static const struct { Act act; TidingsMessageState state; const char *reason; const char *why; } cases[] = {
    { PAUSE, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED, "the household paused: held, as what is raised from now on" },
    { SWITCH_OFF, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_PERSON_OFF, "the person was switched off" },
    { UNSUBSCRIBE, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_TYPE_OFF, "the type was switched off" },
    { STOP, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_OPTED_OUT, "STOP" },
    { EDIT, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_REMOVED, "another number" },
    { REMOVE, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_REMOVED, "the person was removed" },
    { REMOVE_WITH_MESSAGES, TIDINGS_MESSAGE_QUEUED, NULL, "and their messages" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ben = add_proven (fixture, "Ben", BEN);
      gint64 id;
      g_autofree char *unit = g_strdup_printf ("closed-%u-", i);
      TidingsQuotaStatus before;
      TidingsQuotaStatus after;

      g_test_message ("%s", cases[i].why);
      fixture_subscribe (fixture, ben);
      fixture_advance (fixture, MINUTE_MS, SECOND_MS);
      tidings_engine_get_quota (fixture->engine, &before);
      tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_TOO_MANY, 60, 1);
      id = fixture_raise_one (fixture, unit, "Ben");
      fixture_advance (fixture, SECOND_MS, SECOND_MS);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_BUSY);

      act (fixture, cases[i].act, ben);
      fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
      g_assert_cmpuint (fixture_count_texts (fixture, unit), ==, 0);
      if (cases[i].act != REMOVE_WITH_MESSAGES)
        fixture_assert_state (fixture, id, cases[i].state, cases[i].reason);
      tidings_engine_get_quota (fixture->engine, &after);
      g_assert_cmpuint (after.day_used, ==, before.day_used);

      if (cases[i].act == PAUSE)
        {
          fixture->settings.paused_until = 0;
          fixture_apply (fixture);
          fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
          fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
        }
      tidings_engine_remove_person (fixture->engine, ben, FALSE, NULL);
      tidings_store_clear_opt_out (fixture->store, BEN, NULL);
    }
}

/* A code whose answer was lost, and then nobody is there whom it could confirm: it ends, once. */
static void
test_code_of_nobody (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 ben = fixture_add (fixture, "Ben", BEN);
  TidingsCodeInfo info;

  fixture->settings.absence_is_proof = TRUE;
  fixture_apply (fixture);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  g_assert_true (tidings_engine_send_code (fixture->engine, ben, &info, NULL));
  fixture_settle (fixture);
  g_assert_true (tidings_engine_remove_person (fixture->engine, ben, FALSE, NULL));
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, info.message_id, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_REMOVED);
}

/* A full disk: nothing goes round, neither to Twilio nor in the log; and when there is room again, all goes on, once. */
static void
test_store_that_refuses (Fixture       *fixture,
                         gconstpointer  unused)
{
  gint64 ben = add_proven (fixture, "Ben", BEN);
  gint64 open;
  gint64 waiting;
  gint64 held;
  guint n_warnings;

  fixture_subscribe (fixture, 0);
  fixture_set_quiet (fixture, ben, 11 * 60, 12 * 60 + 11);
  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_SLOW);
  open = fixture_raise_one (fixture, "open", "Ann");
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_TOO_MANY, 10, 1);
  waiting = fixture_raise_one (fixture, "waiting", "Ann");
  held = fixture_raise_one (fixture, "held", "Ben");
  fixture_advance (fixture, SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_SENT, NULL);
  fixture_assert_state (fixture, waiting, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_BUSY);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);

  fixture_break_store (fixture);
  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  n_warnings = fixture_mend_store (fixture);
  g_test_message ("%u warnings in two minutes", n_warnings);
  g_assert_cmpuint (n_warnings, >, 0);
  g_assert_cmpuint (n_warnings, <=, 2 * 60 / 5 + 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "waiting"), ==, 0);

  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, held, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "waiting"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "held"), ==, 1);
}

/* Twilio has the text, and the store cannot keep that: it is looked for and found, not sent again. */
static void
test_answer_that_cannot_be_kept (Fixture       *fixture,
                                 gconstpointer  unused)
{
  gint64 id = fixture_raise_one (fixture, "unkept", NULL);
  g_autoptr(TidingsMessage) message = NULL;

  while (get_state (fixture, id) != TIDINGS_MESSAGE_SENDING)
    g_main_context_iteration (NULL, TRUE);
  fixture_break_store (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (fixture_mend_store (fixture), <=, 2 * 60 / 5 + 2);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_SENDING, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "unkept"), ==, 1);

  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  message = fixture_get (fixture, id);
  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_DELIVERED);
  g_assert_nonnull (message->sid);
  g_assert_cmpuint (fixture_count_texts (fixture, "unkept"), ==, 1);
}

static void
test_deleted_while_sending (Fixture       *fixture,
                            gconstpointer  unused)
{
  g_autoptr(TidingsPerson) ann = tidings_store_find_person (fixture->store, "Ann", NULL, NULL);
  gint64 id = fixture_raise_one (fixture, "deleted", NULL);

  /* A warning would end the test. */
  while (get_state (fixture, id) != TIDINGS_MESSAGE_SENDING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (tidings_engine_remove_person (fixture->engine, ann->id, TRUE, NULL));
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_false (tidings_engine_is_busy (fixture->engine));
}

/* Somebody answers at the port of a network that was not there; ends with the simulator that does. */
static void
find_dead_origin (Fixture *fixture,
                  guint16 *port)
{
  g_autoptr(TidingsSimulator) simulator = tidings_simulator_new (fixture->clock, NULL, NULL);
  g_autoptr(GUri) uri = NULL;

  g_assert_true (tidings_simulator_listen (simulator, 0, NULL));
  uri = g_uri_parse (tidings_simulator_get_origin (simulator), G_URI_FLAGS_NONE, NULL);
  *port = g_uri_get_port (uri);
  g_clear_object (&fixture->twilio);
  fixture->twilio = tidings_twilio_new (tidings_simulator_get_origin (simulator), NULL);
  tidings_twilio_set_clock (fixture->twilio, fixture->clock);
  tidings_twilio_set_credentials (fixture->twilio, TIDINGS_SIMULATOR_ACCOUNT_SID, NULL, TIDINGS_SIMULATOR_TOKEN, NULL);
}

static void
revive (Fixture *fixture,
        guint16  port)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->simulator);
  fixture->simulator = tidings_simulator_new (fixture->clock, NULL, &error);
  g_assert_no_error (error);
  tidings_simulator_listen (fixture->simulator, port, &error);
  g_assert_no_error (error);
}

static guint
count_events (Fixture *fixture,
              gint64   id)
{
  g_autoptr(GPtrArray) events = tidings_store_list_events (fixture->store, id, NULL);

  return events->len;
}

/* The moments of the tries, by the instants at which a request was about to leave. */
static void
test_back_off (Fixture       *fixture,
               gconstpointer  unused)
{
  guint16 port;
  gint64 id;
  gint64 last = 0;
  gint64 longest = 0;
  guint n_tries = 0;
  guint n_events = 0;

  find_dead_origin (fixture, &port);
  fixture_apply (fixture);
  id = fixture_raise_one (fixture, "offline", NULL);
  for (guint i = 0; i < 10 * 60 * 4; i++)
    {
      g_autoptr(TidingsMessage) message = NULL;

      fixture_advance (fixture, SECOND_MS / 4, SECOND_MS / 4);
      message = fixture_get (fixture, id);
      /* Seen from here and not from the try: on a busy machine the clock moves on before the answer is there. */
      if (g_strcmp0 (message->reason, TIDINGS_REASON_OFFLINE) == 0)
        g_assert_cmpint (message->next_at - tidings_clock_get_now (fixture->clock), <=, 60 * SECOND_MS);
      if (message->sending_at == last)
        continue;
      longest = last != 0 ? MAX (longest, message->sending_at - last) : 0;
      last = message->sending_at;
      n_tries++;
      /* None of them left. */
      g_assert_cmpuint (message->n_attempts, ==, 0);
      if (n_tries == 4)
        n_events = count_events (fixture, id);
    }

  g_test_message ("%u tries in ten minutes, the longest wait %" G_GINT64_FORMAT " ms", n_tries, longest);
  g_assert_cmpuint (n_tries, >=, 12);
  g_assert_cmpuint (n_tries, <=, 60);
  g_assert_cmpint (longest, >=, 30 * SECOND_MS);
  /* One step of the story, however often it is tried. */
  g_assert_cmpuint (count_events (fixture, id), ==, n_events);

  /* The tries without a connection do not use up those that Twilio turns away. */
  revive (fixture, port);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0, 3);
  fixture_advance (fixture, 3 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

static void
test_network_changed (Fixture       *fixture,
                      gconstpointer  unused)
{
  guint16 port;
  gint64 ids[3];

  find_dead_origin (fixture, &port);
  fixture_apply (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *unit = g_strdup_printf ("offline-%u", i);

      ids[i] = fixture_raise_one (fixture, unit, NULL);
    }
  fixture_advance (fixture, 9 * MINUTE_MS, SECOND_MS);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_OFFLINE);

  revive (fixture, port);
  tidings_engine_set_online (fixture->engine, TRUE);
  fixture_settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "offline"), ==, 3);
}

/* After a long outage several of one kind leave as one; what came in a moment ago leaves by itself, and what is late not at all. */
static void
test_offline_together (Fixture       *fixture,
                       gconstpointer  unused)
{
  guint16 port;
  gint64 ids[3];
  gint64 late;
  gint64 fresh;
  g_autoptr(TidingsMessage) message = NULL;

  find_dead_origin (fixture, &port);
  fixture_apply (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *unit = g_strdup_printf ("offline-%u", i);

      ids[i] = fixture_raise_one (fixture, unit, NULL);
    }
  late = fixture_raise_one (fixture, "of-no-use", NULL);
  message = fixture_get (fixture, late);
  message->late_at = tidings_clock_get_now (fixture->clock) + 5 * MINUTE_MS;
  g_assert_true (tidings_store_update_message (fixture->store, message, NULL));
  fixture_advance (fixture, 20 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, late, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_MISSED], ==, 1);
  fresh = fixture_raise_one (fixture, "fresh", NULL);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);

  revive (fixture, port);
  tidings_engine_set_online (fixture->engine, TRUE);
  fixture_advance (fixture, 5 * MINUTE_MS, SECOND_MS);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
  fixture_assert_state (fixture, fresh, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "offline"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "of-no-use"), ==, 0);
}

/* What was open when the connection went is asked less and less often, and soon after the first answer again. */
static void
test_questions_offline (Fixture       *fixture,
                        gconstpointer  unused)
{
  gint64 open;
  gint64 arrived;
  guint16 port;
  TidingsTwilio *alive;
  guint n_asked = 0;
  gint64 last = 0;

  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_SLOW);
  arrived = fixture_raise_one (fixture, "arrived", NULL);
  fixture_advance (fixture, MINUTE_MS - 20 * SECOND_MS, SECOND_MS);
  open = fixture_raise_one (fixture, "open", NULL);
  fixture_advance (fixture, 4 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_SENT, NULL);
  fixture_assert_state (fixture, arrived, TIDINGS_MESSAGE_DELIVERED, NULL);

  alive = g_object_ref (fixture->twilio);
  find_dead_origin (fixture, &port);
  fixture_apply (fixture);
  for (guint i = 0; i < 10 * 60; i++)
    {
      g_autoptr(TidingsMessage) a = NULL;
      g_autoptr(TidingsMessage) b = NULL;

      fixture_advance (fixture, SECOND_MS, SECOND_MS);
      a = fixture_get (fixture, open);
      b = fixture_get (fixture, arrived);
      n_asked += a->next_at + b->next_at != last;
      last = a->next_at + b->next_at;
    }
  g_test_message ("asked about two texts %u times in ten minutes", n_asked);
  g_assert_cmpuint (n_asked, <=, 60);

  g_clear_object (&fixture->twilio);
  fixture->twilio = alive;
  fixture_apply (fixture);
  tidings_engine_set_online (fixture->engine, TRUE);
  fixture_advance (fixture, 2 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* The clock was a day ahead, and is put right: no limit, code, repeat or question waits for that day. */
static void
test_clock_set_back (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 ben = fixture_add (fixture, "Ben", BEN);
  gint64 day = 24 * HOUR_MS;
  gint64 now = tidings_clock_get_now (fixture->clock);
  TidingsCodeInfo info;
  gint64 open;
  gint64 busy;
  gint64 id;
  g_autoptr(GError) error = NULL;

  /* Ann's own code is one of the three: no hour passes by setting the clock. */
  fixture->settings.limits.rate_hour = 3;
  fixture->settings.polls_inbox = TRUE;
  fixture_apply (fixture);
  tidings_test_clock_set (fixture->clock, now + day);
  fixture_settle (fixture);
  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_SLOW);
  open = fixture_raise_one (fixture, "open", NULL);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_TOO_MANY, 3600, 1);
  busy = fixture_raise_one (fixture, "busy", NULL);
  fixture_settle (fixture);
  g_assert_true (tidings_engine_send_code (fixture->engine, ben, &info, &error));
  fixture_settle (fixture);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_SENT, NULL);
  fixture_assert_state (fixture, busy, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_BUSY);

  tidings_test_clock_set (fixture->clock, now);
  id = fixture_raise_one (fixture, "limited", NULL);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_RATE_HOUR);
  tidings_engine_get_code_info (fixture->engine, ben, &info, NULL);
  g_assert_cmpint (info.expires_at, <=, now + 10 * MINUTE_MS);
  g_assert_cmpint (info.resend_at, <=, now + 30 * SECOND_MS);
  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "busy"), ==, 1);
  fixture_advance (fixture, 59 * MINUTE_MS, MINUTE_MS);
  id = fixture_raise_one (fixture, "free", NULL);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, NULL);
}

/* Sending again, from each state that a text can be in. */
static void
test_retry (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct {
    TidingsMessageState state;
    const char *reason;
    gint64 next_in;
    guint n_looks;
    gboolean is_paused;
    int error;
    gboolean is_new;
    TidingsMessageState after;
    const char *why;
  } cases[] = {
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS, HOUR_MS, 0, FALSE, -1, FALSE, TIDINGS_MESSAGE_QUEUED, "held: goes now" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED, 0, 0, TRUE, TIDINGS_ENGINE_ERROR_REFUSED, FALSE, TIDINGS_MESSAGE_HELD, "paused: stays" },
    { TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_OFFLINE, HOUR_MS, 0, FALSE, -1, FALSE, TIDINGS_MESSAGE_QUEUED, "queued: goes now" },
    { TIDINGS_MESSAGE_SENDING, NULL, 0, 0, FALSE, TIDINGS_ENGINE_ERROR_INVALID, FALSE, TIDINGS_MESSAGE_SENDING, "leaving" },
    { TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, HOUR_MS, 4, FALSE, TIDINGS_ENGINE_ERROR_INVALID, FALSE, TIDINGS_MESSAGE_IN_DOUBT, "looked for" },
    { TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, 0, 1, FALSE, TIDINGS_ENGINE_ERROR_INVALID, FALSE, TIDINGS_MESSAGE_IN_DOUBT, "to be looked for" },
    { TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, 0, 5, FALSE, -1, TRUE, TIDINGS_MESSAGE_FAILED, "given up" },
    { TIDINGS_MESSAGE_ACCEPTED, NULL, HOUR_MS, 0, FALSE, TIDINGS_ENGINE_ERROR_INVALID, FALSE, TIDINGS_MESSAGE_ACCEPTED, "followed" },
    { TIDINGS_MESSAGE_ACCEPTED, NULL, 0, 0, FALSE, TIDINGS_ENGINE_ERROR_INVALID, FALSE, TIDINGS_MESSAGE_ACCEPTED, "to be followed" },
    { TIDINGS_MESSAGE_SENT, TIDINGS_REASON_NO_RECEIPT, 0, 0, FALSE, -1, TRUE, TIDINGS_MESSAGE_SENT, "nobody will ever know" },
    { TIDINGS_MESSAGE_DELIVERED, NULL, 0, 0, FALSE, TIDINGS_ENGINE_ERROR_INVALID, FALSE, TIDINGS_MESSAGE_DELIVERED, "arrived" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 0, 0, FALSE, -1, TRUE, TIDINGS_MESSAGE_UNDELIVERED, "the carrier said no" },
    { TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_TWILIO, 0, 0, FALSE, -1, TRUE, TIDINGS_MESSAGE_FAILED, "Twilio said no" },
    { TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_CANCELED, 0, 0, FALSE, -1, TRUE, TIDINGS_MESSAGE_CANCELED, "canceled" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, 0, 0, FALSE, -1, TRUE, TIDINGS_MESSAGE_SKIPPED, "missed" },
  };

  /* The engine would take some of them up by itself; the question is only what a retry makes of them. */
  tidings_engine_stop (fixture->engine);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TidingsMessage) message = NULL;
      gint64 new_id;
      gint64 id;

      g_test_message ("%s", cases[i].why);
      fixture->settings.paused_until = cases[i].is_paused ? G_MAXINT64 : 0;
      fixture_apply (fixture);
      id = fixture_raise_one (fixture, "retry", NULL);
      message = fixture_get (fixture, id);
      message->state = cases[i].state;
      g_free (message->reason);
      message->reason = g_strdup (cases[i].reason);
      message->next_at = cases[i].next_in != 0 ? tidings_clock_get_now (fixture->clock) + cases[i].next_in : 0;
      message->n_looks = cases[i].n_looks;
      g_assert_true (tidings_store_update_message (fixture->store, message, &error));
      new_id = tidings_engine_retry (fixture->engine, id, &error);
      if (cases[i].error >= 0)
        g_assert_error (error, TIDINGS_ENGINE_ERROR, cases[i].error);
      else
        g_assert_no_error (error);
      g_assert_cmpint (new_id, ==, cases[i].error >= 0 ? 0 : cases[i].is_new ? id + 1 : id);
      if (cases[i].is_new)
        fixture_assert_state (fixture, new_id, TIDINGS_MESSAGE_QUEUED, NULL);
      g_assert_cmpint (get_state (fixture, id), ==, cases[i].after);
    }
}

/* What was lost for good can be left as it is; what is still looked for decides itself. */
static void
test_leave (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct {
    gint64 next_in;
    guint n_looks;
    gboolean is_left;
    const char *why;
  } cases[] = {
    { HOUR_MS, 4, FALSE, "looked for" },
    { 0, 1, FALSE, "to be looked for" },
    { 0, 5, TRUE, "given up" },
  };

  tidings_engine_stop (fixture->engine);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 id = fixture_raise_one (fixture, "leave", NULL);
      g_autoptr(TidingsMessage) message = fixture_get (fixture, id);
      guint n_counted;

      g_test_message ("%s", cases[i].why);
      message->state = TIDINGS_MESSAGE_IN_DOUBT;
      message->reason = g_strdup (TIDINGS_REASON_LOST_ANSWER);
      message->next_at = cases[i].next_in != 0 ? tidings_clock_get_now (fixture->clock) + cases[i].next_in : 0;
      message->n_looks = cases[i].n_looks;
      g_assert_true (tidings_store_update_message (fixture->store, message, &error));
      n_counted = tidings_store_count_texts (fixture->store, 0, 0);

      g_assert_cmpint (tidings_engine_cancel (fixture->engine, id, &error), ==, cases[i].is_left);
      if (!cases[i].is_left)
        g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
      fixture_assert_state (fixture, id, cases[i].is_left ? TIDINGS_MESSAGE_FAILED : TIDINGS_MESSAGE_IN_DOUBT,
                            TIDINGS_REASON_LOST_ANSWER);
      /* It may have arrived, and then it is billed. */
      g_assert_cmpuint (tidings_store_count_texts (fixture->store, 0, 0), ==, n_counted);
    }
}

/* Rows as no version of ours writes them: none is sent twice, and none ends the process. */
static void
test_odd_rows (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct { TidingsMessageState state; gboolean has_sid; const char *why; } cases[] = {
    { TIDINGS_MESSAGE_SENDING, TRUE, "sending, with an id" },
    { TIDINGS_MESSAGE_IN_DOUBT, TRUE, "in doubt, with an id" },
    { TIDINGS_MESSAGE_ACCEPTED, FALSE, "accepted, without an id" },
    { TIDINGS_MESSAGE_SENT, FALSE, "sent, without an id" },
  };

  fixture->settings.absence_is_proof = TRUE;
  fixture_apply (fixture);
  tidings_simulator_set_phone (fixture->simulator, ANN, TIDINGS_SIMULATOR_PHONE_SLOW);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *unit = g_strdup_printf ("odd-%u-", i);
      gint64 id = fixture_raise_one (fixture, unit, NULL);
      g_autoptr(TidingsMessage) message = NULL;

      g_test_message ("%s", cases[i].why);
      fixture_advance (fixture, 4 * SECOND_MS, SECOND_MS);
      message = fixture_get (fixture, id);
      message->state = cases[i].state;
      message->next_at = tidings_clock_get_now (fixture->clock);
      message->n_looks = 0;
      if (!cases[i].has_sid)
        g_clear_pointer (&message->sid, g_free);
      g_assert_true (tidings_store_update_message (fixture->store, message, NULL));
      fixture_kill (fixture);
      fixture_restart (fixture);
      fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
      g_assert_cmpuint (fixture_count_texts (fixture, unit), ==, 1);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/outbox/waits-for-doubt", test_waits_for_doubt);
  ADD ("/outbox/left-behind", test_left_behind);
  ADD ("/outbox/change-anywhere", test_change_anywhere);
  ADD ("/outbox/rehearsed-words", test_rehearsed_words);
  ADD ("/outbox/rehearsed-confirmation", test_rehearsed_confirmation);
  ADD ("/outbox/change-that-fails", test_change_that_fails);
  ADD ("/outbox/closed-meanwhile", test_closed_meanwhile);
  ADD ("/outbox/code-of-nobody", test_code_of_nobody);
  ADD ("/outbox/store-that-refuses", test_store_that_refuses);
  ADD ("/outbox/answer-that-cannot-be-kept", test_answer_that_cannot_be_kept);
  ADD ("/outbox/deleted-while-sending", test_deleted_while_sending);
  ADD ("/outbox/back-off", test_back_off);
  ADD ("/outbox/network-changed", test_network_changed);
  ADD ("/outbox/offline-together", test_offline_together);
  ADD ("/outbox/questions-offline", test_questions_offline);
  ADD ("/outbox/clock-set-back", test_clock_set_back);
  ADD ("/outbox/retry", test_retry);
  ADD ("/outbox/leave", test_leave);
  ADD ("/outbox/odd-rows", test_odd_rows);
  ADD ("/outbox/no-notice-of-what-is-undone", test_no_notice_of_what_is_undone);

  return g_test_run ();
}
