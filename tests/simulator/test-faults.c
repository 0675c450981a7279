/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults, one by one: what the client sees, and whether the text was accepted all the same. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define FORM "To=%2B4915123456789&From=%2B15005550006&Body=Hello"

static guint
count_texts (Fixture *f)
{
  g_autoptr(Answer) answer = ask (f, "GET", MESSAGES, NULL);

  return json_array_get_length (get_rows (answer, "messages"));
}

static void
test_kinds (Fixture       *f,
            gconstpointer  data)
{
  static const struct {
    TidingsSimulatorFault fault; const char *name; guint amount; guint status; int code; gboolean is_accepted; const char *retry_after; const char *why;
  } cases[] = {
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, "too-many", 0, 429, 20429, FALSE, NULL, "too many, and no word about when" },
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, "too-many", 7, 429, 20429, FALSE, "7", "too many, in seven seconds again" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, "server-error", 0, 500, 20500, FALSE, NULL, "trouble before it was accepted" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, "server-error", 1, 500, 20500, TRUE, NULL, "trouble after it" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, "drop-reply", 0, 0, 0, TRUE, NULL, "accepted, and nobody knows" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, "drop-request", 0, 0, 0, FALSE, NULL, "neither accepted nor answered" },
    { TIDINGS_SIMULATOR_FAULT_NONSENSE, "nonsense", 0, 201, 0, TRUE, NULL, "accepted, with an unreadable answer" },
  };
  guint n_texts = 0;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      guint n = i / 2;
      g_autofree char *amount = g_strdup_printf ("%u", cases[n].amount);
      g_autofree char *form = soup_form_encode ("Method", "POST", "Fault", cases[n].name, "Amount", amount, "Times", "1", NULL);
      g_autoptr(Answer) answer = NULL;
      g_autofree char *next = NULL;

      g_test_message ("%s", cases[n].why);
      if (i % 2)
        {
          g_autoptr(Answer) set = ask (f, "POST", "/faults", form);

          g_assert_cmpuint (set->status, ==, 204);
        }
      else
        {
          tidings_simulator_push_fault (f->simulator, "POST", cases[n].fault, cases[n].amount, 1);
        }

      answer = ask (f, "POST", MESSAGES, FORM);
      g_assert_cmpuint (answer->status, ==, cases[n].status);
      if (cases[n].code)
        g_assert_cmpint (get_error (answer), ==, cases[n].code);
      else
        g_assert_null (answer->json);
      g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (answer->message), "Retry-After"),
                       ==, cases[n].retry_after);

      n_texts += cases[n].is_accepted;
      g_assert_cmpuint (count_texts (f), ==, n_texts);
      next = send_text (f, ANN, "All well again");
      n_texts++;
    }
}

static void
test_latency (Fixture       *f,
              gconstpointer  data)
{
  Answer *late = NULL;
  g_autoptr(Answer) other = NULL;

  tidings_simulator_push_fault (f->simulator, "POST", TIDINGS_SIMULATOR_FAULT_LATENCY, 2000, 1);
  start_asking (f, "POST", MESSAGES, FORM, &late);
  while (count_texts (f) == 0)
    g_main_context_iteration (NULL, FALSE);

  other = ask (f, "GET", MESSAGES, NULL);   /* others are answered meanwhile, and it counts as open */
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (other->message), "Twilio-Concurrent-Requests"),
                   ==, "2");
  tidings_test_clock_advance (f->clock, 1999);
  g_assert_null (late);
  tidings_test_clock_advance (f->clock, 1);
  while (!late)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (late->status, ==, 201);
  g_assert_cmpstr (get_string (late, "status"), ==, "queued");   /* as it was when it was accepted */
  answer_free (late);
}

static void
test_slow_body (Fixture       *f,
                gconstpointer  data)
{
  Answer *slow = NULL;

  tidings_simulator_push_fault (f->simulator, "GET", TIDINGS_SIMULATOR_FAULT_SLOW_BODY, 10000, 1);
  start_asking (f, "GET", BASE "/Balance.json", NULL, &slow);

  /* Nine of the ten waits are over at nine seconds; the body is complete with the last piece only. */
  for (guint i = 0; i < 8; i++)
    {
      /* A control path: it takes no fault, whichever of the two requests comes first. */
      g_autoptr(Answer) other = ask (f, "GET", "/inbox", NULL);

      g_assert_cmpuint (other->status, ==, 200);
      tidings_test_clock_advance (f->clock, 1000);
      g_assert_null (slow);
    }
  tidings_test_clock_advance (f->clock, 2000);
  while (!slow)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (slow->status, ==, 200);
  g_assert_cmpstr (get_string (slow, "balance"), ==, "20.00");
  answer_free (slow);
}

static void
test_queue (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *method; guint status; const char *why; } cases[] = {
    { "GET", 429, "the fault for anyone was pushed first" },
    { "POST", 429, "it holds for two" },
    { "GET", 200, "the rest is for POST only" },
    { "POST", 500, "the next in the queue" },
    { "POST", 500, "for ever" },
    { "POST", 500, "and ever" },
  };
  g_autoptr(Answer) cleared = NULL;

  tidings_simulator_push_fault (f->simulator, NULL, TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0, 2);
  tidings_simulator_push_fault (f->simulator, "POST", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) inbox = ask (f, "GET", "/inbox", NULL);
      g_autoptr(Answer) answer = ask (f, cases[i].method, MESSAGES, *cases[i].method == 'P' ? FORM : NULL);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (inbox->status, ==, 200);   /* the simulator's own paths eat no faults */
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }

  cleared = ask (f, "POST", "/faults", "Fault=none");
  g_assert_cmpuint (cleared->status, ==, 204);
  g_free (send_text (f, ANN, "Well again"));
}

/* The simulator goes while answers wait, and a client goes while its answer waits. */
static void
test_gone (Fixture       *f,
           gconstpointer  data)
{
  Answer *left = NULL;
  Answer *closed = NULL;

  tidings_simulator_push_fault (f->simulator, "POST", TIDINGS_SIMULATOR_FAULT_LATENCY, 1000, 2);
  start_asking (f, "POST", MESSAGES, FORM, &left);
  while (count_texts (f) < 1)
    g_main_context_iteration (NULL, FALSE);
  soup_session_abort (f->session);
  while (!left)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (left->status, ==, 0);
  answer_free (left);
  tidings_test_clock_advance (f->clock, 2000);

  start_asking (f, "POST", MESSAGES, FORM, &closed);
  while (count_texts (f) < 2)
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (g_steal_pointer (&f->simulator));
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (closed->status, ==, 0);
  answer_free (closed);
  tidings_test_clock_advance (f->clock, 2000);

  f->simulator = tidings_simulator_new (f->clock, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/simulator/faults/kinds", Fixture, NULL, fixture_setup, test_kinds, fixture_teardown);
  g_test_add ("/simulator/faults/latency", Fixture, NULL, fixture_setup, test_latency, fixture_teardown);
  g_test_add ("/simulator/faults/slow-body", Fixture, NULL, fixture_setup, test_slow_body, fixture_teardown);
  g_test_add ("/simulator/faults/queue", Fixture, NULL, fixture_setup, test_queue, fixture_teardown);
  g_test_add ("/simulator/faults/gone", Fixture, NULL, fixture_setup, test_gone, fixture_teardown);

  return g_test_run ();
}
