/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes that Twilio's Verify makes, sends and checks. */
#include "engine-fixture.h"

#include <string.h>

#include "tidings-reason.h"
#include "tidings-store-arrivals.h"
#include "tidings-verification.h"
#include "tidings-verify.h"

#define ANN "+4915123456789"
#define SERVICE TIDINGS_SIMULATOR_VERIFY

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.verify_service = SERVICE;
  fixture_apply (fixture);
}

static gint64
send_code (Fixture            *fixture,
           gint64              person,
           TidingsCodeChannel  channel,
           int                 expected)
{
  TidingsCodeInfo info = { 0 };
  g_autoptr(GError) error = NULL;

  tidings_engine_send_code_by (fixture->engine, person, channel, &info, &error);
  if (expected < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TIDINGS_ENGINE_ERROR, expected);
  fixture_settle (fixture);

  return info.message_id;
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
assert_confirm (Fixture    *fixture,
                gint64      person,
                const char *digits,
                int         expected)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_right;

  tidings_engine_confirm_code_async (fixture->engine, person, digits, confirmed_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  is_right = tidings_engine_confirm_code_finish (fixture->engine, result, &error);
  if (expected < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TIDINGS_ENGINE_ERROR, expected);
  g_assert_cmpint (is_right, ==, expected < 0);
  fixture_settle (fixture);
}

static gboolean
is_confirmed (Fixture *fixture,
              gint64   id)
{
  g_autoptr(TidingsPerson) person = tidings_store_get_person (fixture->store, id, NULL);

  return person->verified_at != 0;
}

static TidingsCodeInfo
get_info (Fixture *fixture,
          gint64   person)
{
  TidingsCodeInfo info = { 0 };

  g_assert_true (tidings_engine_get_code_info (fixture->engine, person, &info, NULL));

  return info;
}

static guint
count_codes (Fixture *fixture)
{
  g_autoptr(GPtrArray) inbox = tidings_simulator_list_inbox (fixture->simulator);

  return inbox->len;
}

static const char *
other_than (const char *code)
{
  return g_str_equal (code, "000000") ? "111111" : "000000";
}

/* The digits are nowhere here, and the row in the log is delivered when they come back. */
static void
test_confirmed (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  gint64 id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  g_autofree char *code = fixture_dup_code (fixture);
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);
  g_autoptr(TidingsCode) kept = tidings_store_get_code (fixture->store, ann);
  g_autoptr(TidingsArrival) arrival = NULL;

  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_ACCEPTED, NULL);
  g_assert_cmpstr (message->channel, ==, TIDINGS_CHANNEL_VERIFY_SMS);
  g_assert_cmpstr (message->sender, ==, SERVICE);
  g_assert_null (message->sid);
  g_assert_nonnull (strstr (message->body, TIDINGS_CODE_MASK));
  g_assert_null (strstr (message->body, code));
  g_assert_true (g_str_has_prefix (kept->verify_sid, "VE"));
  g_assert_cmpuint (fixture_count_texts (fixture, ""), ==, 0);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, 0, 0), ==, 1);

  assert_confirm (fixture, ann, code, -1);
  g_assert_true (is_confirmed (fixture, ann));
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_null (tidings_store_get_code (fixture->store, ann));
  arrival = tidings_store_get_last_arrival (fixture->store, ANN, NULL);
  g_assert_cmpstr (arrival->sender, ==, SERVICE);
  /* It says nothing of our own sender. */
  g_assert_null (tidings_store_get_last_arrival (fixture->store, ANN, TIDINGS_SIMULATOR_SENDER));
}

static void
test_call (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  gint64 id = send_code (fixture, ann, TIDINGS_CODE_BY_CALL, -1);
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  g_assert_cmpstr (message->channel, ==, TIDINGS_CHANNEL_VERIFY_CALL);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_ACCEPTED, NULL);
  /* Nothing to read on a phone that is called. */
  g_assert_cmpuint (count_codes (fixture), ==, 0);
}

/* Without a Verify service codes are ours, and nobody can call. */
static void
test_no_service (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;
  gint64 id;

  fixture->settings.verify_service = NULL;
  fixture_apply (fixture);
  send_code (fixture, ann, TIDINGS_CODE_BY_CALL, TIDINGS_ENGINE_ERROR_INVALID);
  id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  g_assert_cmpuint (get_info (fixture, ann).n_digits, ==, 6);
  g_assert_cmpuint (fixture_count_texts (fixture, ""), ==, 1);
  code = fixture_dup_code (fixture);
  assert_confirm (fixture, ann, code, -1);
  g_assert_true (is_confirmed (fixture, ann));
  g_assert_cmpint (id, >, 0);
}

static void
test_wrong (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct { const char *typed; int expected; guint tries_left; const char *why; } cases[] = {
    { "", TIDINGS_ENGINE_ERROR_INVALID, 5, "nothing" },
    { "123", TIDINGS_ENGINE_ERROR_INVALID, 5, "too few for any service" },
    { "12345678901", TIDINGS_ENGINE_ERROR_INVALID, 5, "too many for any service" },
    { "12345a", TIDINGS_ENGINE_ERROR_INVALID, 5, "a letter" },
    { "wrong", TIDINGS_ENGINE_ERROR_WRONG_CODE, 4, "one try" },
    { "wrong", TIDINGS_ENGINE_ERROR_WRONG_CODE, 3, "two" },
    { "wrong", TIDINGS_ENGINE_ERROR_WRONG_CODE, 2, "three" },
    { "wrong", TIDINGS_ENGINE_ERROR_WRONG_CODE, 1, "four" },
    { "wrong", TIDINGS_ENGINE_ERROR_WRONG_CODE, 0, "the last" },
    { "right", TIDINGS_ENGINE_ERROR_TRY_LATER, 0, "too late" },
  };
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;

  send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  code = fixture_dup_code (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *typed = g_str_equal (cases[i].typed, "wrong") ? other_than (code) :
                          g_str_equal (cases[i].typed, "right") ? code : cases[i].typed;

      g_test_message ("%s", cases[i].why);
      assert_confirm (fixture, ann, typed, cases[i].expected);
      g_assert_cmpuint (get_info (fixture, ann).n_tries_left, ==, cases[i].tries_left);
    }
  g_assert_false (is_confirmed (fixture, ann));
  g_assert_cmpint (get_info (fixture, ann).state, ==, TIDINGS_CODE_USED_UP);
}

/* Sending again repeats the same code, and gives no more tries and no longer life. */
static void
test_again (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 expires_at;
  gint64 id;

  send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  first = fixture_dup_code (fixture);
  expires_at = get_info (fixture, ann).expires_at;
  assert_confirm (fixture, ann, other_than (first), TIDINGS_ENGINE_ERROR_WRONG_CODE);
  send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, TIDINGS_ENGINE_ERROR_TRY_LATER);

  fixture_advance (fixture, 31 * SECOND_MS, SECOND_MS);
  id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  second = fixture_dup_code (fixture);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (count_codes (fixture), ==, 2);
  g_assert_cmpuint (get_info (fixture, ann).n_tries_left, ==, 4);
  g_assert_cmpint (get_info (fixture, ann).expires_at, ==, expires_at);
  assert_confirm (fixture, ann, second, -1);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* A code that never comes back was sent, and no more is known. The next one is another. */
static void
test_expired (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  gint64 id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  g_autofree char *code = fixture_dup_code (fixture);
  gint64 next;

  fixture_advance (fixture, 11 * MINUTE_MS, MINUTE_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_SENT, TIDINGS_REASON_NO_RECEIPT);
  g_assert_cmpint (get_info (fixture, ann).state, ==, TIDINGS_CODE_EXPIRED);
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_TRY_LATER);

  next = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  g_assert_cmpint (get_info (fixture, ann).n_tries_left, ==, 5);
  fixture_assert_state (fixture, next, TIDINGS_MESSAGE_ACCEPTED, NULL);
}

/* Twilio says that it has run out, although it should live here. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autoptr(TidingsCode) kept = NULL;

  send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  kept = tidings_store_get_code (fixture->store, ann);
  g_free (kept->verify_sid);
  kept->verify_sid = g_strdup ("VE00000000000000000000000000000099");
  g_assert_true (tidings_store_put_code (fixture->store, kept, NULL));
  assert_confirm (fixture, ann, "123456", TIDINGS_ENGINE_ERROR_TRY_LATER);
  g_assert_cmpint (get_info (fixture, ann).state, ==, TIDINGS_CODE_EXPIRED);
}

static void
test_lost_start (Fixture       *fixture,
                 gconstpointer  unused)
{
  static const struct {
    TidingsSimulatorFault fault; gboolean was_accepted; const char *why;
  } cases[] = {
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, TRUE, "it was started, and the answer did not come" },
    { TIDINGS_SIMULATOR_FAULT_NONSENSE, TRUE, "it was started, and the answer cannot be read" },
    { TIDINGS_SIMULATOR_FAULT_HTML, TRUE, "a proxy's page" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, FALSE, "it never came there" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, FALSE, "it was refused by trouble" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("Ann %u", i);
      g_autofree char *number = g_strdup_printf ("+491512345678%u", i);
      gint64 ann = fixture_add (fixture, name, number);
      guint n_before = count_codes (fixture);
      g_autofree char *code = NULL;
      gint64 id;

      g_test_message ("%s", cases[i].why);
      tidings_simulator_push_fault (fixture->simulator, "POST", cases[i].fault, 0, 1);
      id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
      fixture_advance (fixture, 40 * SECOND_MS, SECOND_MS);
      /* Never sent again by itself. */
      g_assert_cmpuint (count_codes (fixture) - n_before, ==, cases[i].was_accepted ? 1 : 0);
      if (cases[i].was_accepted)
        fixture_assert_state (fixture, id, TIDINGS_MESSAGE_ACCEPTED, NULL);
      else
        {
          fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
          g_assert_true (fixture_has_event (fixture, id, "gave-up"));
          send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
        }
      code = fixture_dup_code (fixture);
      assert_confirm (fixture, ann, code, -1);
      g_assert_true (is_confirmed (fixture, ann));
    }
}

/* The phone is quicker than the look for the lost answer. */
static void
test_typed_in_doubt (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;
  gint64 id;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  code = fixture_dup_code (fixture);
  assert_confirm (fixture, ann, code, -1);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* The process ends while the request is on its way; the next one asks what became of it. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  TidingsCodeInfo info = { 0 };
  g_autofree char *code = NULL;
  guint n_codes = 0;

  fixture_settle (fixture);
  g_assert_true (tidings_engine_send_code_by (fixture->engine, ann, TIDINGS_CODE_BY_TEXT, &info, NULL));
  while (n_codes == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      n_codes = count_codes (fixture);
    }
  fixture_kill (fixture);
  fixture_restart (fixture);
  fixture_advance (fixture, 40 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, info.message_id, TIDINGS_MESSAGE_ACCEPTED, NULL);
  g_assert_cmpuint (count_codes (fixture), ==, 1);
  code = fixture_dup_code (fixture);
  assert_confirm (fixture, ann, code, -1);
}

static void
test_lost_check (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;

  send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  code = fixture_dup_code (fixture);

  /* It never came to Twilio: no try is used up, and the same digits are right the next time. */
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_TRY_LATER);
  g_assert_cmpuint (get_info (fixture, ann).n_tries_left, ==, 5);
  g_assert_false (is_confirmed (fixture, ann));

  /* It came, and Twilio has forgotten it since: nobody can say that it was right. */
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_TRY_LATER);
  g_assert_false (is_confirmed (fixture, ann));
  g_assert_cmpint (get_info (fixture, ann).state, ==, TIDINGS_CODE_EXPIRED);
}

/* Too many requests at once are repeated, because nothing was processed. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  gint64 id;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_TOO_MANY, 3, 1);
  id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_BUSY);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_ACCEPTED, NULL);
  g_assert_cmpuint (count_codes (fixture), ==, 1);
}

/* A landline hears no texts; a call may follow at once, because nothing was sent. */
static void
test_landline (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", "+493012345678");
  gint64 id = send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_FAILED);
  g_assert_cmpint (message->error_code, ==, 60205);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, 0, 0), ==, 0);
  g_assert_null (tidings_store_get_code (fixture->store, ann));
  id = send_code (fixture, ann, TIDINGS_CODE_BY_CALL, -1);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_ACCEPTED, NULL);
}

/* Another number, or another account, ends the code. */
static void
test_other_service (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  g_autofree char *code = NULL;

  send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  code = fixture_dup_code (fixture);
  fixture->settings.verify_service = NULL;
  fixture_apply (fixture);
  assert_confirm (fixture, ann, code, TIDINGS_ENGINE_ERROR_NO_ACCOUNT);
  g_assert_false (is_confirmed (fixture, ann));
}

static void
test_digits (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);

  g_assert_cmpuint (get_info (fixture, ann).n_digits, ==, 0);
  g_assert_true (tidings_verify_note_n_digits (fixture->store, SERVICE, 4, NULL));
  g_assert_cmpuint (get_info (fixture, ann).n_digits, ==, 4);
  send_code (fixture, ann, TIDINGS_CODE_BY_TEXT, -1);
  assert_confirm (fixture, ann, "123456", TIDINGS_ENGINE_ERROR_INVALID);
  g_assert_true (tidings_verify_note_n_digits (fixture->store, "VA00000000000000000000000000000099", 4, NULL));
  g_assert_cmpuint (get_info (fixture, ann).n_digits, ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/verify/confirmed", test_confirmed);
  ADD ("/verify/call", test_call);
  ADD ("/verify/no-service", test_no_service);
  ADD ("/verify/wrong", test_wrong);
  ADD ("/verify/again", test_again);
  ADD ("/verify/expired", test_expired);
  ADD ("/verify/gone", test_gone);
  ADD ("/verify/lost-start", test_lost_start);
  ADD ("/verify/typed-in-doubt", test_typed_in_doubt);
  ADD ("/verify/killed", test_killed);
  ADD ("/verify/lost-check", test_lost_check);
  ADD ("/verify/busy", test_busy);
  ADD ("/verify/landline", test_landline);
  ADD ("/verify/other-service", test_other_service);
  ADD ("/verify/digits", test_digits);

  return g_test_run ();
}
