/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The banner follows what the agent tells, says nothing twice, and ends with a pause although nobody speaks. */
#include "config.h"

#include "desk.h"
#include "tidings-headline.h"

typedef struct {
  Desk desk;
  TidingsHeadline *headline;
  GString *log;
} Fixture;

static void
note_cb (GObject    *headline,
         GParamSpec *pspec,
         GString    *log)
{
  g_string_append_printf (log, "%s ", pspec->name);
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  desk_set_up (&fixture->desk);
  g_variant_dict_insert (fixture->desk.agent->status, "mode", "s", "account");
  g_variant_dict_insert (fixture->desk.agent->status, "keyring", "s", "ok");
  g_variant_dict_insert (fixture->desk.agent->status, "online", "b", TRUE);
  fixture->log = g_string_new (NULL);
}

static void
begin (Fixture *fixture)
{
  desk_open (&fixture->desk);
  fixture->headline = tidings_headline_new (fixture->desk.client);
  g_signal_connect (fixture->headline, "notify", G_CALLBACK (note_cb), fixture->log);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_assert_finalize_object (fixture->headline);
  desk_tear_down (&fixture->desk);
  g_string_free (fixture->log, TRUE);
}

static gboolean
is_shown (gpointer data)
{
  gboolean shown = FALSE;

  g_object_get (data, "is-shown", &shown, NULL);

  return shown;
}

static gboolean
is_hidden (gpointer data)
{
  return !is_shown (data);
}

static void
assert_title (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *title = NULL;

  g_object_get (fixture->headline, "title", &title, NULL);
  g_assert_true (g_str_has_prefix (title != NULL ? title : "", expected));
}

static void
tell (Fixture    *fixture,
      const char *key,
      const char *value)
{
  g_variant_dict_insert (fixture->desk.agent->status, key, "s", value);
  tidings_bus_agent1_emit_changed (fixture->desk.agent->skeleton, "status");
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture);
  g_assert_false (is_shown (fixture->headline));

  tell (fixture, "keyring", "locked");
  iterate_until (is_shown, fixture->headline);
  assert_title (fixture, "Keyring locked");
  /* The button is right before anybody can press it, and the words come last. */
  g_assert_cmpstr (fixture->log->str, ==, "button-action button-label kind title is-shown ");

  g_string_truncate (fixture->log, 0);
  tell (fixture, "keyring", "ok");
  iterate_until (is_hidden, fixture->headline);
  /* What slides away keeps its words. */
  g_assert_cmpstr (fixture->log->str, ==, "is-shown ");
  assert_title (fixture, "Keyring locked");
}

static void
test_pause_ends (Fixture       *fixture,
                 gconstpointer  data)
{
  g_variant_dict_insert (fixture->desk.agent->status, "paused-until", "x", DESK_NOW + 60000);
  begin (fixture);
  g_assert_true (is_shown (fixture->headline));
  assert_title (fixture, "Sending paused until ");

  tidings_test_clock_set (fixture->desk.clock, DESK_NOW + 60000);
  iterate_until (is_hidden, fixture->headline);
}

static void
test_pause_without_end (Fixture       *fixture,
                        gconstpointer  data)
{
  g_variant_dict_insert (fixture->desk.agent->status, "paused-until", "x", G_MAXINT64);
  begin (fixture);
  assert_title (fixture, "Sending paused");
  tidings_test_clock_set (fixture->desk.clock, DESK_NOW + G_GINT64_CONSTANT (86400000) * 365);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (is_shown (fixture->headline));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(name, func) g_test_add ("/app/headline/" name, Fixture, NULL, setup, func, teardown)
  ADD ("follows", test_follows);
  ADD ("pause-ends", test_pause_ends);
  ADD ("pause-without-end", test_pause_without_end);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
