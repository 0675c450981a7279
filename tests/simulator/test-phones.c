/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice phones: behaviour, inbox, replies, STOP and START, and the same from outside. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define FORM "To=%2B4915123456789&From=%2B15005550006&Body=Hello"
#define SERVICE_FORM "To=%2B4915123456789&MessagingServiceSid=" TIDINGS_SIMULATOR_SERVICE "&Body=Hello"

static void
test_behaviours (Fixture       *f,
                 gconstpointer  data)
{
  static const struct { TidingsSimulatorPhone phone; const char *name; gint64 final_ms; const char *status; int code; gboolean arrives; } cases[] = {
    { TIDINGS_SIMULATOR_PHONE_NORMAL, "normal", 1500, "delivered", 0, TRUE },
    { TIDINGS_SIMULATOR_PHONE_OFF, "off", 1500, "undelivered", 30003, FALSE },
    { TIDINGS_SIMULATOR_PHONE_NETWORK_TROUBLE, "network-trouble", 1500, "undelivered", 30017, FALSE },
    { TIDINGS_SIMULATOR_PHONE_SLOW, "slow", 30000, "delivered", 0, TRUE },
    { TIDINGS_SIMULATOR_PHONE_UNKNOWN, "unknown", 1500, "undelivered", 30005, FALSE },
    { TIDINGS_SIMULATOR_PHONE_FILTERED, "filtered", 1500, "undelivered", 30007, FALSE },
    { TIDINGS_SIMULATOR_PHONE_UNPRICED, "unpriced", 1500, "delivered", 0, TRUE },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      guint n = i / 2;
      g_autoptr(GPtrArray) before = tidings_simulator_list_inbox (f->simulator);
      g_autoptr(GPtrArray) after = NULL;
      g_autofree char *form = soup_form_encode ("Number", ANN, "Behaviour", cases[n].name, NULL);
      g_autofree char *sid = NULL;
      g_autoptr(Answer) waiting = NULL;
      g_autoptr(Answer) final = NULL;

      if (i % 2)
        {
          g_autoptr(Answer) set = ask (f, "POST", "/phones", form);

          g_assert_cmpuint (set->status, ==, 204);
        }
      else
        {
          tidings_simulator_set_phone (f->simulator, ANN, cases[n].phone);
        }

      sid = send_text (f, ANN, "Hello");
      after = tidings_simulator_list_inbox (f->simulator);
      g_assert_cmpuint (after->len, ==, before->len + cases[n].arrives);

      tidings_test_clock_advance (f->clock, cases[n].final_ms - 1);
      waiting = fetch (f, sid);
      g_assert_cmpstr (get_string (waiting, "status"), ==, "sent");
      tidings_test_clock_advance (f->clock, 1);
      final = fetch (f, sid);
      g_assert_cmpstr (get_string (final, "status"), ==, cases[n].status);
      if (cases[n].code)
        g_assert_cmpint (json_object_get_int_member (json_node_get_object (final->json), "error_code"), ==, cases[n].code);
    }
}

/* A STOP that only Twilio knows of refuses the text, and a price that is not known stays so. */
static void
test_refused_and_unpriced (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr(Answer) refused = NULL;
  g_autoptr(Answer) final = NULL;
  g_autoptr(GHashTable) phones = NULL;
  g_autofree char *sid = NULL;

  tidings_simulator_set_phone (f->simulator, ANN, TIDINGS_SIMULATOR_PHONE_OPTED_OUT);
  phones = tidings_simulator_list_phones (f->simulator);
  g_assert_cmpstr (g_hash_table_lookup (phones, ANN), ==, "opted-out");
  refused = ask (f, "POST", "/2010-04-01/Accounts/" TIDINGS_SIMULATOR_ACCOUNT_SID "/Messages.json", FORM);
  g_assert_cmpint (get_error (refused), ==, 21610);

  tidings_simulator_set_phone (f->simulator, ANN, TIDINGS_SIMULATOR_PHONE_UNPRICED);
  sid = send_text (f, ANN, "Hello");
  tidings_test_clock_advance (f->clock, DAY_MS);
  final = fetch (f, sid);
  g_assert_null (get_string (final, "price"));
}

/* What phones sent stands beside what they got; and what was accepted ahead of the present goes back there with the clock. */
static void
test_return (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) ahead = NULL;
  g_autoptr(GPtrArray) back = NULL;
  g_autofree char *sid = NULL;

  g_free (send_text (f, ANN, "Today"));
  tidings_test_clock_advance (f->clock, DAY_MS);
  sid = send_text (f, ANN, "Tomorrow");
  tidings_simulator_reply (f->simulator, ANN, NULL, "Thanks");
  ahead = tidings_simulator_list_texts (f->simulator);
  g_assert_cmpuint (ahead->len, ==, 3);
  g_assert_true (((TidingsSimulatorText *) g_ptr_array_index (ahead, 2))->is_reply);

  tidings_test_clock_set (f->clock, NOON + 1000);
  tidings_simulator_return_to (f->simulator, NOON + 1000);
  back = tidings_simulator_list_texts (f->simulator);
  g_assert_cmpuint (back->len, ==, 3);
  g_assert_cmpint (((TidingsSimulatorText *) g_ptr_array_index (back, 0))->at, ==, NOON);
  for (guint i = 1; i < 3; i++)
    g_assert_cmpint (((TidingsSimulatorText *) g_ptr_array_index (back, i))->at, ==, NOON + 1000);
}

/* A phone that is switched on again does not change what was sent before. */
static void
test_behaviour_is_kept (Fixture       *f,
                        gconstpointer  data)
{
  g_autofree char *sid = NULL;
  g_autoptr(Answer) answer = NULL;

  tidings_simulator_set_phone (f->simulator, ANN, TIDINGS_SIMULATOR_PHONE_OFF);
  sid = send_text (f, ANN, "Hello");
  tidings_simulator_set_phone (f->simulator, ANN, TIDINGS_SIMULATOR_PHONE_NORMAL);
  tidings_test_clock_advance (f->clock, 5000);
  answer = fetch (f, sid);
  g_assert_cmpstr (get_string (answer, "status"), ==, "undelivered");
}

static void
count_cb (TidingsSimulator *simulator,
          guint            *n_calls)
{
  ++*n_calls;
}

static void
test_arrival (Fixture       *f,
              gconstpointer  data)
{
  guint n_calls = 0;
  g_autofree char *scheduled = NULL;
  g_autofree char *sid = NULL;
  g_autofree char *off = NULL;
  g_autoptr(GPtrArray) inbox = NULL;

  g_signal_connect (f->simulator, "text-arrived", G_CALLBACK (count_cb), &n_calls);
  scheduled = send_scheduled (f, 600);
  tidings_test_clock_advance (f->clock, 0);
  g_assert_cmpuint (n_calls, ==, 0);

  sid = send_text (f, BOB, "Now");
  tidings_test_clock_advance (f->clock, 0);
  g_assert_cmpuint (n_calls, ==, 1);

  tidings_simulator_set_phone (f->simulator, BOB, TIDINGS_SIMULATOR_PHONE_OFF);
  off = send_text (f, BOB, "Never");
  tidings_test_clock_advance (f->clock, 599 * 1000);
  g_assert_cmpuint (n_calls, ==, 1);

  tidings_test_clock_advance (f->clock, 1000);
  g_assert_cmpuint (n_calls, ==, 2);
  inbox = tidings_simulator_list_inbox (f->simulator);
  g_assert_cmpuint (inbox->len, ==, 2);
  g_assert_cmpstr (((TidingsSimulatorText *) inbox->pdata[0])->sid, ==, scheduled);
  g_assert_cmpstr (((TidingsSimulatorText *) inbox->pdata[0])->from, ==, TIDINGS_SIMULATOR_SENDER);
  g_assert_cmpint (((TidingsSimulatorText *) inbox->pdata[0])->at, ==, NOON + 600 * 1000);
}

static void
test_reply (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) list = NULL;
  JsonObject *row = NULL;

  tidings_simulator_reply (f->simulator, ANN, NULL, "On my way");
  tidings_simulator_reply (f->simulator, ANN, "+14155550199", "For someone else");
  list = ask (f, "GET", MESSAGES, NULL);
  g_assert_cmpuint (json_array_get_length (get_rows (list, "messages")), ==, 1);

  row = json_array_get_object_element (get_rows (list, "messages"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "direction"), ==, "inbound");
  g_assert_cmpstr (json_object_get_string_member (row, "status"), ==, "received");
  g_assert_cmpstr (json_object_get_string_member (row, "from"), ==, ANN);
  g_assert_cmpstr (json_object_get_string_member (row, "to"), ==, TIDINGS_SIMULATOR_SENDER);
  g_assert_cmpstr (json_object_get_string_member (row, "body"), ==, "On my way");
  g_assert_cmpstr (json_object_get_string_member (row, "date_sent"), ==, "Sun, 12 Apr 2026 12:00:00 +0000");
}

static void
test_keywords (Fixture       *f,
               gconstpointer  data)
{
  static const struct { const char *body; gboolean is_open; gboolean is_answered; const char *why; } cases[] = {
    { "HELP", TRUE, TRUE, "help is given" },
    { "Stop please", TRUE, FALSE, "more than the word does not count" },
    { " stop\n", FALSE, TRUE, "any case, blanks around" },
    { "STOP", FALSE, FALSE, "twice is answered once" },
    { "HELP", FALSE, FALSE, "no help while blocked" },
    { "Hello?", FALSE, FALSE, "a text alone opens nothing" },
    { "Start", TRUE, TRUE, "open again" },
    { "START", TRUE, FALSE, "was open already" },
    { "STOPALL", FALSE, TRUE, "another stop word" },
    { "yes", TRUE, TRUE, "another start word" },
    { "Unsubscribe", FALSE, TRUE, "another" },
    { "UNSTOP", TRUE, TRUE, "another" },
    { "cancel", FALSE, TRUE, "another" },
    { "START", TRUE, TRUE, "and back" },
    { "END", FALSE, TRUE, "another" },
    { "START", TRUE, TRUE, "and back" },
    { "QUIT", FALSE, TRUE, "another" },
    { "START", TRUE, TRUE, "and back" },
    { "REVOKE", FALSE, TRUE, "another" },
    { "START", TRUE, TRUE, "and back" },
    { "OPTOUT", FALSE, TRUE, "another" },
    { "INFO", FALSE, FALSE, "the other word for help, blocked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) before = tidings_simulator_list_inbox (f->simulator);
      g_autoptr(GPtrArray) after = NULL;
      g_autoptr(Answer) answer = NULL;
      g_autoptr(Answer) service = NULL;
      g_autofree char *other = NULL;

      g_test_message ("%s: %s", cases[i].body, cases[i].why);
      tidings_simulator_reply (f->simulator, ANN, NULL, cases[i].body);
      after = tidings_simulator_list_inbox (f->simulator);
      g_assert_cmpuint (after->len, ==, before->len + cases[i].is_answered);

      answer = ask (f, "POST", MESSAGES, FORM);
      g_assert_cmpuint (answer->status, ==, cases[i].is_open ? 201 : 400);
      if (!cases[i].is_open)
        g_assert_cmpint (get_error (answer), ==, 21610);
      service = ask (f, "POST", MESSAGES, SERVICE_FORM);   /* its pool has the number, so it is blocked as a whole */
      g_assert_cmpuint (service->status, ==, answer->status);
      other = send_text (f, BOB, "Still open");             /* a pair, not the account */
    }
}

/* The STOP is logged as any text that came in; what Twilio answered is no text of the account's own. */
static void
test_stop_is_logged (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(Answer) inbound = NULL;
  g_autoptr(Answer) answers = NULL;

  tidings_simulator_reply (f->simulator, ANN, NULL, "STOP");
  inbound = ask (f, "GET", MESSAGES "?To=%2B15005550006", NULL);
  answers = ask (f, "GET", MESSAGES "?To=%2B4915123456789", NULL);

  g_assert_cmpuint (json_array_get_length (get_rows (inbound, "messages")), ==, 1);
  g_assert_cmpuint (json_array_get_length (get_rows (answers, "messages")), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (get_rows (answers, "messages"), 0), "direction"),
                   ==, "outbound-reply");
}

static void
test_outside (Fixture       *f,
              gconstpointer  data)
{
  static const struct { const char *method; const char *path; const char *form; guint status; const char *why; } cases[] = {
    { "POST", "/phones", "Number=%2B4915123456789&Behaviour=off", 204, "a phone is switched off" },
    { "POST", "/phones", "Number=%2B4915123456789&Behaviour=normal", 204, "and on" },
    { "POST", "/phones", "Number=%2B4915123456789&Behaviour=landline", 400, "a line is not a behaviour" },
    { "POST", "/phones", "Number=hello&Behaviour=off", 400, "no number" },
    { "POST", "/phones", "Behaviour=off", 400, "number missing" },
    { "POST", "/replies", "From=%2B4915123456789&Body=Hi", 204, "to the account's sender" },
    { "POST", "/replies", "From=%2B4915123456789&To=%2B15005550006&Body=Hi", 204, "to a sender by name" },
    { "POST", "/replies", "From=%2B4915123456789&To=%2B14155550199&Body=Hi", 400, "to someone else" },
    { "POST", "/replies", "Body=Hi", 400, "from nobody" },
    { "POST", "/replies", "From=%2B4915123456789", 400, "nothing said" },
    { "POST", "/faults", "Fault=quake", 400, "no such fault" },
    { "POST", "/faults", "Fault=latency&Amount=x", 400, "amount is a number" },
    { "POST", "/faults", "Fault=latency&Times=-1", 400, "so is how often" },
    { "GET", "/faults", NULL, 405, "faults are posted" },
    { "POST", "/inbox", "", 405, "the inbox is read" },
    { "GET", "/inbox", NULL, 200, "read" },
  };

  f->user = NULL;   /* no password for these */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = ask (f, cases[i].method, cases[i].path, cases[i].form);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
}

static void
test_inbox_outside (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *sid = send_text (f, ANN, "Caf\u00e9");
  g_autoptr(Answer) answer = ask (f, "GET", "/inbox", NULL);
  JsonArray *rows = json_node_get_array (answer->json);
  JsonObject *row = json_array_get_object_element (rows, 0);

  g_assert_cmpuint (json_array_get_length (rows), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (row, "sid"), ==, sid);
  g_assert_cmpstr (json_object_get_string_member (row, "to"), ==, ANN);
  g_assert_cmpstr (json_object_get_string_member (row, "from"), ==, TIDINGS_SIMULATOR_SENDER);
  g_assert_cmpstr (json_object_get_string_member (row, "body"), ==, "Caf\u00e9");
  g_assert_cmpstr (json_object_get_string_member (row, "at"), ==, "2026-04-12T12:00:00Z");
}

/* A page in a browser gets no hold of the paths without a password, neither by posting nor by a name that points here. */
static void
test_pages_stay_outside (Fixture       *f,
                         gconstpointer  data)
{
  static const struct { const char *name; const char *value; } cases[] = {
    { "Origin", "https://example.com" },
    { "Origin", "null" },
    { "Host", "example.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = g_strconcat (tidings_simulator_get_origin (f->simulator), "/inbox", NULL);
      g_autoptr(SoupMessage) message = soup_message_new ("GET", address);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

      soup_message_headers_replace (soup_message_get_request_headers (message), cases[i].name, cases[i].value);
      g_signal_connect_swapped (message, "finished", G_CALLBACK (g_main_loop_quit), loop);
      soup_session_send_and_read_async (f->session, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      g_main_loop_run (loop);
      g_assert_cmpuint (soup_message_get_status (message), ==, 403);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *f, gconstpointer data); } tests[] = {
    { "/simulator/phones/behaviours", test_behaviours },
    { "/simulator/phones/behaviour-is-kept", test_behaviour_is_kept },
    { "/simulator/phones/refused-and-unpriced", test_refused_and_unpriced },
    { "/simulator/phones/return", test_return },
    { "/simulator/phones/arrival", test_arrival },
    { "/simulator/phones/reply", test_reply },
    { "/simulator/phones/keywords", test_keywords },
    { "/simulator/phones/stop-is-logged", test_stop_is_logged },
    { "/simulator/phones/outside", test_outside },
    { "/simulator/phones/inbox-outside", test_inbox_outside },
    { "/simulator/phones/pages-stay-outside", test_pages_stay_outside },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_setup, tests[i].test, fixture_teardown);

  return g_test_run ();
}
