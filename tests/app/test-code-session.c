/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes sent, tried and waited for, against an agent that answers from a table and with a clock that is moved. */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include "fake-agent.h"
#include "tidings-bus-error.h"
#include "tidings-code-session.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

#define NOW G_GINT64_CONSTANT (1763715600000)   /* 2025-11-21 09:00:00 UTC */
#define SECOND 1000
#define MINUTE (60 * SECOND)
#define LRI "\342\201\246"
#define PDI "\342\201\251"

typedef struct {
  FakeAgent *agent;
  TidingsClock *clock;
  TidingsStore *store;
  TidingsClient *client;
  TidingsCodeSession *session;
  gint64 person;
  char *folder;

  /* what the agent answers */
  const char *state;
  guint tries_left;
  gint64 expires_at;
  gint64 resend_at;
  gint64 sent_resend_at;
  int send_error;              /* -1 for none */
  int confirm_error;
  gint64 message_id;
  guint n_digits;

  /* what it was asked */
  guint n_sent;
  guint n_tried;
  char *channel;
  char *code;

  guint n_signalled;
  gboolean was_confirmed;
} Fixture;

static gboolean
get_code_state_cb (TidingsBusAgent1      *skeleton,
                   GDBusMethodInvocation *invocation,
                   gint64                 id,
                   Fixture               *fixture)
{
  tidings_bus_agent1_complete_get_code_state (skeleton, invocation, fixture->state, fixture->tries_left,
                                              fixture->expires_at, fixture->resend_at, fixture->n_digits);
  return TRUE;
}

static gboolean
send_code_cb (TidingsBusAgent1      *skeleton,
              GDBusMethodInvocation *invocation,
              gint64                 id,
              GVariant              *options,
              Fixture               *fixture)
{
  fixture->n_sent++;
  g_assert_cmpint (id, ==, fixture->person);
  g_free (fixture->channel);
  fixture->channel = NULL;
  g_assert_true (g_variant_lookup (options, "channel", "s", &fixture->channel));
  if (fixture->send_error >= 0)
    g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, fixture->send_error, "Sentence of the agent");
  else
    tidings_bus_agent1_complete_send_code (skeleton, invocation, fixture->message_id, fixture->expires_at,
                                          fixture->sent_resend_at);
  return TRUE;
}

static gboolean
confirm_code_cb (TidingsBusAgent1      *skeleton,
                 GDBusMethodInvocation *invocation,
                 gint64                 id,
                 const char            *code,
                 Fixture               *fixture)
{
  fixture->n_tried++;
  g_free (fixture->code);
  fixture->code = g_strdup (code);
  if (fixture->confirm_error >= 0)
    g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, fixture->confirm_error, "Sentence of the agent");
  else
    tidings_bus_agent1_complete_confirm_code (skeleton, invocation);
  return TRUE;
}

static gboolean
is_ready (gpointer data)
{
  gboolean ready = FALSE;

  g_object_get (data, "is-ready", &ready, NULL);
  return ready;
}

static void
sent_cb (Fixture *fixture)
{
  fixture->n_signalled++;
}

static void
confirmed_cb (Fixture *fixture)
{
  fixture->was_confirmed = TRUE;
}

static void
add_person (Fixture *fixture)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(GError) error = NULL;

  person->name = g_strdup ("Ben");
  person->number = g_strdup ("+447400123456");
  person->country = g_strdup ("GB");
  person->language = g_strdup ("en");
  tidings_store_add_person (fixture->store, person, &error);
  g_assert_no_error (error);
  fixture->person = person->id;
}

static void
arrive (Fixture *fixture)
{
  fake_agent_arrive (fixture->agent);
  g_signal_connect (fixture->agent->skeleton, "handle-get-code-state", G_CALLBACK (get_code_state_cb), fixture);
  g_signal_connect (fixture->agent->skeleton, "handle-send-code", G_CALLBACK (send_code_cb), fixture);
  g_signal_connect (fixture->agent->skeleton, "handle-confirm-code", G_CALLBACK (confirm_code_cb), fixture);
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-code-session-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "tidings.db", NULL);
  fixture->store = tidings_store_open (path, &error);
  g_assert_no_error (error);
  add_person (fixture);

  fixture->state = "none";
  fixture->tries_left = 3;
  fixture->n_digits = 6;
  fixture->expires_at = NOW + 10 * MINUTE;
  fixture->sent_resend_at = NOW + 30 * SECOND;
  fixture->send_error = fixture->confirm_error = -1;

  fixture->clock = tidings_test_clock_new (NOW);
  fixture->agent = fake_agent_new ();
  arrive (fixture);
  fixture->client = tidings_client_new_for_path (fixture->clock, path);
  tidings_client_connect (fixture->client);
  iterate_until (is_ready, fixture->client);
  fixture->session = tidings_code_session_new (fixture->client, fixture->person);
  g_signal_connect_swapped (fixture->session, "sent", G_CALLBACK (sent_cb), fixture);
  g_signal_connect_swapped (fixture->session, "confirmed", G_CALLBACK (confirmed_cb), fixture);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  const char *names[] = { "tidings.db", "tidings.db-wal", "tidings.db-shm" };

  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->store);
  g_assert_finalize_object (fixture->clock);
  fake_agent_free (fixture->agent);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->channel);
  g_free (fixture->folder);
  g_free (fixture->code);
}

static gboolean
is_idle (gpointer data)
{
  gboolean is_busy = FALSE;

  g_object_get (data, "is-busy", &is_busy, NULL);
  return !is_busy;
}

static void
assert_error (Fixture    *fixture,
              const char *wanted)
{
  g_autofree char *error = NULL;

  g_object_get (fixture->session, "error", &error, NULL);
  g_assert_cmpstr (error, ==, wanted);
}

static void
assert_send (Fixture    *fixture,
             const char *wanted,
             gboolean    can_send)
{
  g_autofree char *label = NULL;
  gboolean can = FALSE;

  g_object_get (fixture->session, "send-label", &label, "can-send", &can, NULL);
  g_assert_cmpstr (label, ==, wanted);
  g_assert_cmpint (can, ==, can_send);
}

static void
start (Fixture *fixture)
{
  tidings_code_session_start (fixture->session);
  g_assert_false (is_idle (fixture->session));
  iterate_until (is_idle, fixture->session);
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static void
test_start (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *number = NULL;
  guint n_labels = 0;

  g_object_get (fixture->session, "number", &number, NULL);
  g_assert_cmpstr (number, ==, "+44 7400 123456");

  start (fixture);
  g_assert_cmpuint (fixture->n_sent, ==, 1);
  g_assert_cmpuint (fixture->n_signalled, ==, 1);
  assert_error (fixture, "");

  /* The countdown is the wait for another code, told each second and on the second. */
  assert_send (fixture, "Send Again in " LRI "0:30" PDI, FALSE);
  g_signal_connect_swapped (fixture->session, "notify::send-label", G_CALLBACK (count_cb), &n_labels);
  tidings_test_clock_advance (fixture->clock, 6 * SECOND);
  assert_send (fixture, "Send Again in " LRI "0:24" PDI, FALSE);
  g_assert_cmpuint (n_labels, ==, 6);
  tidings_code_session_send (fixture->session);
  g_assert_cmpuint (fixture->n_sent, ==, 1);

  tidings_test_clock_advance (fixture->clock, 24 * SECOND);
  assert_send (fixture, "Send Again", TRUE);
  n_labels = 0;
  tidings_test_clock_advance (fixture->clock, MINUTE);
  g_assert_cmpuint (n_labels, ==, 0);

  fixture->sent_resend_at = NOW + 3 * MINUTE;
  tidings_code_session_send (fixture->session);
  iterate_until (is_idle, fixture->session);
  g_assert_cmpuint (fixture->n_sent, ==, 2);
  assert_send (fixture, "Send Again in " LRI "1:30" PDI, FALSE);
}

static void
test_start_again (Fixture       *fixture,
                  gconstpointer  data)
{
  /* Coming back to the page while a code lives sends no second one. */
  fixture->state = "sent";
  start (fixture);
  g_assert_cmpuint (fixture->n_sent, ==, 0);
  assert_error (fixture, "");
}

static gboolean
has_eight_digits (gpointer data)
{
  guint n_digits = 0;

  g_object_get (data, "n-digits", &n_digits, NULL);

  return n_digits == 8;
}

static void
test_call (Fixture       *fixture,
           gconstpointer  data)
{
  start (fixture);
  g_assert_cmpstr (fixture->channel, ==, "sms");

  /* As little as another text can a call come before the wait is over. */
  tidings_code_session_call (fixture->session);
  g_assert_cmpuint (fixture->n_sent, ==, 1);
  tidings_test_clock_advance (fixture->clock, MINUTE);

  /* The service behind it has codes of its own. */
  fixture->state = "sent";
  fixture->n_digits = 8;
  tidings_code_session_call (fixture->session);
  iterate_until (is_idle, fixture->session);
  iterate_until (has_eight_digits, fixture->session);
  g_assert_cmpstr (fixture->channel, ==, "call");

  tidings_code_session_confirm (fixture->session, "123456");
  assert_error (fixture, "Enter all 8 digits");
  g_assert_cmpuint (fixture->n_tried, ==, 0);
  tidings_code_session_confirm (fixture->session, "1234 5678");
  iterate_until (is_idle, fixture->session);
  g_assert_cmpstr (fixture->code, ==, "1234 5678");
}

static void
test_unknown_digits (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture->state = "sent";
  fixture->n_digits = 0;
  start (fixture);

  tidings_code_session_confirm (fixture->session, "123");
  assert_error (fixture, "Enter the whole code");
  tidings_code_session_confirm (fixture->session, "1234");
  iterate_until (is_idle, fixture->session);
  g_assert_cmpuint (fixture->n_tried, ==, 1);
}

static void
test_start_used_up (Fixture       *fixture,
                    gconstpointer  data)
{
  fixture->state = "used-up";
  fixture->resend_at = NOW + 12 * MINUTE;
  start (fixture);
  g_assert_cmpuint (fixture->n_sent, ==, 0);
  assert_error (fixture, "Too many tries. A new code can be sent at " LRI "09:12" PDI);
}

static void
test_start_verified (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture->state = "verified";
  start (fixture);
  g_assert_true (fixture->was_confirmed);
  g_assert_cmpuint (fixture->n_sent, ==, 0);
}

static void
test_send_refused (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture->send_error = TIDINGS_BUS_ERROR_TRY_LATER;
  start (fixture);
  assert_error (fixture, "No more codes can be sent now. Try again later");

  fixture->resend_at = NOW + 40 * MINUTE;
  tidings_code_session_send (fixture->session);
  iterate_until (is_idle, fixture->session);
  assert_error (fixture, "No more codes can be sent now. Try again at " LRI "09:40" PDI);

  tidings_test_clock_advance (fixture->clock, 40 * MINUTE);
  fixture->send_error = TIDINGS_BUS_ERROR_NO_ACCOUNT;
  tidings_code_session_send (fixture->session);
  iterate_until (is_idle, fixture->session);
  assert_error (fixture, "Sentence of the agent");
}

static void
try_code (Fixture    *fixture,
          const char *code)
{
  tidings_code_session_confirm (fixture->session, code);
  iterate_until (is_idle, fixture->session);
}

static void
test_confirm (Fixture       *fixture,
              gconstpointer  data)
{
  start (fixture);
  try_code (fixture, "123 456");
  g_assert_true (fixture->was_confirmed);
  g_assert_cmpstr (fixture->code, ==, "123 456");
  assert_error (fixture, "");
}

static void
test_wrong (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *state; guint tries_left; int code; gint64 resend_at; const char *words; } cases[] = {
    { "sent", 2, TIDINGS_BUS_ERROR_WRONG_CODE, NOW, "That code is not right. 2 tries left" },
    { "sent", 1, TIDINGS_BUS_ERROR_WRONG_CODE, NOW, "That code is not right. 1 try left" },
    { "used-up", 0, TIDINGS_BUS_ERROR_WRONG_CODE, NOW + 12 * MINUTE, "Too many tries. A new code can be sent at " LRI "09:12" PDI },
    { "used-up", 0, TIDINGS_BUS_ERROR_TRY_LATER, NOW, "Too many tries. Send a new code" },
    { "expired", 3, TIDINGS_BUS_ERROR_TRY_LATER, NOW, "This code has run out. Send a new one" },
    { "none", 0, TIDINGS_BUS_ERROR_TRY_LATER, NOW, "This code has run out. Send a new one" },
    { "sent", 3, TIDINGS_BUS_ERROR_STORAGE, NOW, "Sentence of the agent" },
  };

  start (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->state = cases[i].state;
      fixture->tries_left = cases[i].tries_left;
      fixture->resend_at = cases[i].resend_at;
      fixture->confirm_error = cases[i].code;
      try_code (fixture, "654321");
      g_test_message ("%s, %u left", cases[i].state, cases[i].tries_left);
      assert_error (fixture, cases[i].words);
      g_assert_false (fixture->was_confirmed);
    }
  tidings_code_session_clear_error (fixture->session);
  assert_error (fixture, "");
}

static void
test_incomplete (Fixture       *fixture,
                 gconstpointer  data)
{
  start (fixture);
  try_code (fixture, "12 345");
  assert_error (fixture, "Enter all 6 digits");
  try_code (fixture, "");
  try_code (fixture, "1234567");
  g_assert_cmpuint (fixture->n_tried, ==, 0);
}

static gboolean
has_error (gpointer data)
{
  g_autofree char *error = NULL;

  g_object_get (data, "error", &error, NULL);
  return *error != '\0';
}

static void
test_text_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autofree char *words = NULL;
  g_autoptr(GError) error = NULL;

  message->person_id = fixture->person;
  message->to = g_strdup ("+447400123456");
  message->type = g_strdup ("code");
  message->body = g_strdup ("…");
  message->source = g_strdup ("window");
  message->state = TIDINGS_MESSAGE_QUEUED;
  message->created_at = message->updated_at = NOW;
  tidings_store_add_message (fixture->store, message, &error);
  g_assert_no_error (error);
  fixture->message_id = message->id;
  start (fixture);
  assert_error (fixture, "");

  message->state = TIDINGS_MESSAGE_FAILED;
  message->reason = g_strdup ("twilio");
  message->error_code = 21211;
  tidings_store_update_message (fixture->store, message, &error);
  g_assert_no_error (error);
  tidings_bus_agent1_emit_changed (fixture->agent->skeleton, "messages");
  iterate_until (has_error, fixture->session);

  words = tidings_message_dup_reason_words (message);
  assert_error (fixture, words);
}

static void
test_agent_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  fake_agent_leave (fixture->agent);
  start (fixture);
  assert_error (fixture, "Sending service is not running");
}

static void
test_accept (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *text; const char *accepted; const char *why; } cases[] = {
    { "1", "1", "a digit" },
    { " ", " ", "a space" },
    { "-", "-", "a hyphen" },
    { "١٢٣ ٤٥٦", "123 456", "other digits become plain ones, so that the field shows what is tried" },
    { " 123 456\n", "123 456", "pasted with a line end" },
    { "x", NULL, "a letter" },
    { "code 123456", NULL, "words" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *accepted = tidings_code_session_accept (fixture->session, cases[i].text);

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpstr (accepted, ==, cases[i].accepted);
      assert_error (fixture, accepted == NULL ? "Only digits" : "");
      tidings_code_session_clear_error (fixture->session);
    }
}

static void
test_clipboard (void)
{
  static const struct { const char *text; const char *code; } cases[] = {
    { "123456", "123456" }, { " 123 456\n", "123456" }, { "123-456", "123456" }, { "١٢٣٤٥٦", "123456" },
    { "12345", NULL }, { "1234567", NULL }, { "123456 is your code", NULL }, { "", NULL }, { NULL, NULL }, { "\xff", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = tidings_code_session_dup_code (cases[i].text);

      g_assert_cmpstr (code, ==, cases[i].code);
    }
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

#define ADD(name, func) g_test_add ("/app/code-session/" name, Fixture, NULL, setup, func, teardown)
  ADD ("start", test_start);
  ADD ("start-again", test_start_again);
  ADD ("call", test_call);
  ADD ("unknown-digits", test_unknown_digits);
  ADD ("start-used-up", test_start_used_up);
  ADD ("start-verified", test_start_verified);
  ADD ("send-refused", test_send_refused);
  ADD ("confirm", test_confirm);
  ADD ("wrong", test_wrong);
  ADD ("incomplete", test_incomplete);
  ADD ("text-fails", test_text_fails);
  ADD ("agent-gone", test_agent_gone);
  ADD ("accept", test_accept);
  g_test_add_func ("/app/code-session/clipboard", test_clipboard);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
