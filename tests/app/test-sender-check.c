/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check is shown line by line, each line once, and says at its end how much needs somebody. */
#include "config.h"

#include <locale.h>
#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-sender-check.h"

typedef struct {
  Desk desk;
  TidingsSenderCheck *check;
  GDBusMethodInvocation *asked;
  gboolean was_canceled;
} Fixture;

static gboolean
check_cb (TidingsBusAgent1      *skeleton,
          GDBusMethodInvocation *invocation,
          GVariant              *options,
          Fixture               *fixture)
{
  g_assert_cmpuint (g_variant_n_children (options), ==, 0);
  fixture->asked = invocation;

  return TRUE;
}

static gboolean
cancel_cb (TidingsBusAgent1      *skeleton,
           GDBusMethodInvocation *invocation,
           Fixture               *fixture)
{
  fixture->was_canceled = TRUE;
  tidings_bus_agent1_complete_cancel_check (skeleton, invocation);

  return TRUE;
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  desk_set_up (&fixture->desk);
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-check-account", G_CALLBACK (check_cb), fixture);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-cancel-check", G_CALLBACK (cancel_cb), fixture);
  fixture->check = tidings_sender_check_new (fixture->desk.client);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_assert_finalize_object (fixture->check);
  desk_tear_down (&fixture->desk);
}

static gboolean
was_asked (gpointer data)
{
  return ((Fixture *) data)->asked != NULL;
}

static gboolean
was_canceled (gpointer data)
{
  return ((Fixture *) data)->was_canceled;
}

static gboolean
is_done (gpointer data)
{
  gboolean is_busy = FALSE;

  g_object_get (data, "is-busy", &is_busy, NULL);

  return !is_busy;
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (tidings_sender_check_list_lines (fixture->check));
}

static gboolean
has_one (gpointer data)
{
  return count (data) == 1;
}

static void
begin (Fixture *fixture)
{
  tidings_sender_check_start (fixture->check);
  g_assert_false (is_done (fixture->check));
  iterate_until (was_asked, fixture);
}

static void
answer (Fixture    *fixture,
        const char *lines)
{
  g_autoptr(GVariant) parsed = g_variant_ref_sink (g_variant_new_parsed (lines));

  tidings_bus_agent1_complete_check_account (fixture->desk.agent->skeleton, g_steal_pointer (&fixture->asked), parsed);
  iterate_until (is_done, fixture->check);
}

static void
assert_words (Fixture    *fixture,
              gboolean    has_failed,
              const char *words)
{
  g_autofree char *actual = NULL;
  gboolean failed = FALSE;

  g_object_get (fixture->check, "words", &actual, "has-failed", &failed, NULL);
  g_assert_cmpstr (actual, ==, words);
  g_assert_cmpint (failed, ==, has_failed);
}

static void
assert_line (Fixture          *fixture,
             guint             position,
             const char       *title,
             const char       *text,
             const char       *style,
             TidingsCheckStep  step)
{
  g_autoptr(TidingsCheckLine) line = g_list_model_get_item (tidings_sender_check_list_lines (fixture->check), position);
  g_autofree char *actual_title = NULL;
  g_autofree char *actual_text = NULL;
  g_autofree char *actual_style = NULL;
  g_autofree char *label = NULL;
  TidingsCheckStep actual_step = TIDINGS_CHECK_STEP_NONE;

  g_object_get (line, "title", &actual_title, "text", &actual_text, "style-class", &actual_style, "step", &actual_step,
                "step-label", &label, NULL);
  g_assert_cmpstr (actual_title, ==, title);
  g_assert_cmpstr (actual_text, ==, text);
  g_assert_cmpstr (actual_style, ==, style);
  g_assert_cmpint (actual_step, ==, step);
  g_assert_cmpint (*label != '\0', ==, step != TIDINGS_CHECK_STEP_NONE);
}

static void
test_line_by_line (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *proof = NULL;

  begin (fixture);
  tidings_bus_agent1_emit_check_line (fixture->desk.agent->skeleton, "key", "good", "A main key", "", "");
  iterate_until (has_one, fixture);
  g_assert_false (is_done (fixture->check));
  assert_line (fixture, 0, "Key", "A main key", "success", TIDINGS_CHECK_STEP_NONE);

  /* The first line comes again with the answer, but not in the list. */
  answer (fixture, "[('key', 'good', 'A main key', '', ''), ('balance', 'bad', 'Used up', 'Add money', ''),"
                   " ('weather', 'cloudy', 'It rains', '', ''), ('proof', 'unknown', 'Nothing proved', 'Send one', '')]");
  g_assert_cmpuint (count (fixture), ==, 3);
  assert_line (fixture, 1, "Balance", "Used up\nAdd money", "error", TIDINGS_CHECK_STEP_OPEN_TWILIO);
  /* What a newer agent looks at is shown as it is. */
  assert_line (fixture, 2, "weather", "It rains", "warning", TIDINGS_CHECK_STEP_NONE);
  assert_words (fixture, FALSE, "1 thing needs attention");

  g_object_get (fixture->check, "proof", &proof, NULL);
  g_assert_cmpstr (proof, ==, "Nothing proved\nSend one");
}

static void
test_all_good (Fixture       *fixture,
               gconstpointer  data)
{
  begin (fixture);
  answer (fixture, "[('key', 'good', 'A main key', '', ''), ('country', 'unknown', 'Not told', '', '')]");
  assert_words (fixture, FALSE, "Nothing stands in the way");

  /* It begins anew, with no line. */
  begin (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
  answer (fixture, "[('key', 'bad', 'Refused', 'Connect anew', '')]");
  assert_line (fixture, 0, "Key", "Refused\nConnect anew", "error", TIDINGS_CHECK_STEP_CONNECT);
}

static void
test_canceled (Fixture       *fixture,
               gconstpointer  data)
{
  begin (fixture);
  tidings_sender_check_cancel (fixture->check);
  iterate_until (was_canceled, fixture);
  answer (fixture, "[('key', 'good', 'A main key', '', '')]");
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_words (fixture, FALSE, "The check was stopped");
}

static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  begin (fixture);
  g_dbus_method_invocation_return_error (g_steal_pointer (&fixture->asked), TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT,
                                         "No account is connected");
  iterate_until (is_done, fixture->check);
  assert_words (fixture, TRUE, "No account is connected");
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_left_alone (Fixture       *fixture,
                 gconstpointer  data)
{
  begin (fixture);

  /* Whoever closes the page stops the check; the late answer meets nobody. */
  g_assert_finalize_object (g_steal_pointer (&fixture->check));
  iterate_until (was_canceled, fixture);
  tidings_bus_agent1_complete_check_account (fixture->desk.agent->skeleton, g_steal_pointer (&fixture->asked),
                                             g_variant_new_array (G_VARIANT_TYPE ("(sssss)"), NULL, 0));
  fixture->check = tidings_sender_check_new (fixture->desk.client);
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

#define ADD(name, func) g_test_add ("/app/sender-check/" name, Fixture, NULL, setup, func, teardown)
  ADD ("line-by-line", test_line_by_line);
  ADD ("all-good", test_all_good);
  ADD ("canceled", test_canceled);
  ADD ("failed", test_failed);
  ADD ("left-alone", test_left_alone);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
