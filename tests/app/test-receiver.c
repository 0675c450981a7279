/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver of reports is told in words, and a change that is refused says why and leaves all as it was. */
#include "config.h"

#include <locale.h>
#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-receiver.h"

typedef struct {
  Desk desk;
  TidingsReceiver *receiver;
  GVariant *options;
  gboolean is_on;
  gboolean refuses;
} Fixture;

static void
tell (Fixture    *fixture,
      const char *state,
      const char *trouble,
      const char *listen,
      const char *inbound)
{
  g_variant_dict_insert (fixture->desk.agent->status, "webhook", "s", state);
  g_variant_dict_insert (fixture->desk.agent->status, "webhook-trouble", "s", trouble);
  g_variant_dict_insert (fixture->desk.agent->status, "webhook-listen", "s", listen);
  g_variant_dict_insert (fixture->desk.agent->status, "webhook-inbound-url", "s", inbound);
}

static gboolean
set_cb (TidingsBusAgent1      *skeleton,
        GDBusMethodInvocation *invocation,
        gboolean               is_on,
        GVariant              *options,
        Fixture               *fixture)
{
  fixture->is_on = is_on;
  g_clear_pointer (&fixture->options, g_variant_unref);
  fixture->options = g_variant_ref (options);
  if (fixture->refuses)
    {
      g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                                             "The port is taken");
      return TRUE;
    }

  tell (fixture, is_on ? "on" : "off", "", "127.0.0.1:8790", "https://example.com/inbound");
  tidings_bus_agent1_complete_set_webhook (skeleton, invocation, g_variant_new ("a{sv}", NULL));

  return TRUE;
}

static void
setup (Fixture       *fixture,
       gconstpointer  state)
{
  desk_set_up (&fixture->desk);
  tell (fixture, state, "The port is taken", "127.0.0.1:8790", "");
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-set-webhook", G_CALLBACK (set_cb), fixture);
  fixture->receiver = tidings_receiver_new (fixture->desk.client);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  state)
{
  g_assert_finalize_object (fixture->receiver);
  desk_tear_down (&fixture->desk);
  g_clear_pointer (&fixture->options, g_variant_unref);
}

static void
assert_is (Fixture    *fixture,
           gboolean    is_on,
           const char *words,
           const char *style)
{
  g_autofree char *actual_words = NULL;
  g_autofree char *actual_style = NULL;
  gboolean actual = FALSE;

  g_object_get (fixture->receiver, "is-on", &actual, "words", &actual_words, "style-class", &actual_style, NULL);
  g_assert_cmpint (actual, ==, is_on);
  g_assert_cmpstr (actual_words, ==, words);
  g_assert_cmpstr (actual_style, ==, style);
}

static gboolean
is_done (gpointer data)
{
  gboolean is_busy = FALSE;

  g_object_get (data, "is-busy", &is_busy, NULL);

  return !is_busy;
}

static gboolean
is_on (gpointer data)
{
  gboolean on = FALSE;

  g_object_get (data, "is-on", &on, NULL);

  return on;
}

static void
test_states (Fixture       *fixture,
             gconstpointer  state)
{
  if (g_str_equal (state, "stopped"))
    assert_is (fixture, TRUE, "Cannot listen: The port is taken", "error");
  else if (g_str_equal (state, "on"))
    assert_is (fixture, TRUE, "Listens on \u2066127.0.0.1:8790\u2069", "success");
  else
    assert_is (fixture, FALSE, "Off. Tidings asks Twilio by itself how texts are doing", "dim-label");
}

static void
test_switched_on (Fixture       *fixture,
                  gconstpointer  state)
{
  g_autofree char *inbound = NULL;
  const char *url = NULL;
  guint port = 0;

  tidings_receiver_set (fixture->receiver, TRUE, "https://example.com", NULL, 8790);
  g_assert_false (is_done (fixture->receiver));
  iterate_until (is_on, fixture->receiver);
  g_assert_true (is_done (fixture->receiver));

  g_assert_true (fixture->is_on);
  g_assert_true (g_variant_lookup (fixture->options, "url", "&s", &url));
  g_assert_cmpstr (url, ==, "https://example.com");
  g_assert_true (g_variant_lookup (fixture->options, "port", "u", &port));
  g_assert_cmpuint (port, ==, 8790);
  /* What nobody entered stays as it was. */
  g_assert_false (g_variant_lookup (fixture->options, "address", "&s", &url));
  g_object_get (fixture->receiver, "inbound-url", &inbound, NULL);
  g_assert_cmpstr (inbound, ==, "https://example.com/inbound");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  state)
{
  g_autofree char *problem = NULL;

  fixture->refuses = TRUE;
  tidings_receiver_set (fixture->receiver, TRUE, NULL, NULL, 0);
  iterate_until (is_done, fixture->receiver);
  g_object_get (fixture->receiver, "problem", &problem, NULL);
  g_assert_cmpstr (problem, ==, "The port is taken");
  g_assert_false (is_on (fixture->receiver));
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

#define ADD(name, state, func) g_test_add ("/app/receiver/" name, Fixture, state, setup, func, teardown)
  ADD ("off", "off", test_states);
  ADD ("on", "on", test_states);
  ADD ("stopped", "stopped", test_states);
  ADD ("switched-on", "off", test_switched_on);
  ADD ("refused", "off", test_refused);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
