/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice time as the window shows it, and the window's own clock, which follows the household's. */
#include "config.h"

#include <locale.h>

#include "desk.h"
#include "tidings-practice-jump.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

typedef struct {
  Desk desk;
  TidingsPracticeJump *jump;
  guint n_jumped;
} Fixture;

static void
tell (Fixture    *fixture,
      gint64      ahead,
      gint64      until,
      gint64      next,
      const char *what)
{
  GVariantDict *status = fixture->desk.agent->status;

  g_variant_dict_insert (status, "practice-ahead", "x", ahead);
  g_variant_dict_insert (status, "practice-until", "x", until);
  g_variant_dict_insert (status, "practice-next", "x", next);
  g_variant_dict_insert (status, "practice-next-what", "s", what);
}

static gboolean
has_status (gpointer data)
{
  Fixture *fixture = data;
  gint64 ahead = -1;
  gint64 until = -1;
  gint64 wanted_ahead = 0;
  gint64 wanted_until = 0;

  g_variant_dict_lookup (fixture->desk.agent->status, "practice-ahead", "x", &wanted_ahead);
  g_variant_dict_lookup (fixture->desk.agent->status, "practice-until", "x", &wanted_until);
  g_object_get (fixture->desk.client, "practice-ahead", &ahead, "practice-until", &until, NULL);

  return ahead == wanted_ahead && until == wanted_until;
}

static void
say (Fixture    *fixture,
     gint64      ahead,
     gint64      until,
     gint64      next,
     const char *what)
{
  tell (fixture, ahead, until, next, what);
  tidings_bus_agent1_emit_changed (fixture->desk.agent->skeleton, "status");
  iterate_until (has_status, fixture);
}

static void
jumped_cb (TidingsClock *clock,
           Fixture      *fixture)
{
  fixture->n_jumped++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  desk_set_up (&fixture->desk);
  tell (fixture, 0, 0, 0, "");
  desk_open (&fixture->desk);
  fixture->jump = tidings_practice_jump_new (fixture->desk.client);
  g_signal_connect (tidings_client_get_clock (fixture->desk.client), "jumped", G_CALLBACK (jumped_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_signal_handlers_disconnect_by_data (tidings_client_get_clock (fixture->desk.client), fixture);
  g_assert_finalize_object (fixture->jump);
  desk_tear_down (&fixture->desk);
}

static char *
dup_string (Fixture    *fixture,
            const char *property)
{
  char *value = NULL;

  g_object_get (fixture->jump, property, &value, NULL);

  return value;
}

static gboolean
get_boolean (Fixture    *fixture,
             const char *property)
{
  gboolean value = FALSE;

  g_object_get (fixture->jump, property, &value, NULL);

  return value;
}

#define ASSERT_STRING(property, expected) \
  G_STMT_START { g_autofree char *string = dup_string (fixture, property); g_assert_cmpstr (string, ==, expected); } G_STMT_END

static void
test_present (Fixture       *fixture,
              gconstpointer  unused)
{
  ASSERT_STRING ("title", "");
  ASSERT_STRING ("next", "");
  g_assert_false (get_boolean (fixture, "is-ahead"));
  g_assert_true (get_boolean (fixture, "can-go"));
  /* There is nothing to go to. */
  g_assert_false (get_boolean (fixture, "can-go-next"));
  g_assert_cmpint (tidings_clock_get_now (tidings_client_get_clock (fixture->desk.client)), ==, DESK_NOW);
}

static void
test_ahead (Fixture       *fixture,
            gconstpointer  unused)
{
  say (fixture, 24 * HOUR_MS, 0, DESK_NOW + 25 * HOUR_MS, "Dentist");
  /* The window's day is the household's, and says so once. */
  g_assert_cmpint (tidings_clock_get_now (tidings_client_get_clock (fixture->desk.client)), ==, DESK_NOW + 24 * HOUR_MS);
  g_assert_cmpuint (fixture->n_jumped, ==, 1);
  ASSERT_STRING ("title", "Practice time: tomorrow 09:00");
  ASSERT_STRING ("next", "Dentist · 10:00");
  g_assert_true (get_boolean (fixture, "is-ahead"));
  g_assert_true (get_boolean (fixture, "can-go-next"));

  /* A text that waits has no title. */
  say (fixture, 24 * HOUR_MS + 1, 0, DESK_NOW + 25 * HOUR_MS, "");
  ASSERT_STRING ("next", "A text that waits · 10:00");
  say (fixture, 0, 0, 0, "");
  g_assert_cmpint (tidings_clock_get_now (tidings_client_get_clock (fixture->desk.client)), ==, DESK_NOW);
  ASSERT_STRING ("title", "");
}

static void
test_going (Fixture       *fixture,
            gconstpointer  unused)
{
  double progress = -1;

  say (fixture, 0, DESK_NOW + 4 * HOUR_MS, DESK_NOW + HOUR_MS, "Dentist");
  g_assert_true (get_boolean (fixture, "is-going"));
  ASSERT_STRING ("going", "Going ahead to 13:00…");
  /* One at a time. */
  g_assert_false (get_boolean (fixture, "can-go"));
  g_assert_false (get_boolean (fixture, "can-go-next"));
  say (fixture, HOUR_MS, DESK_NOW + 4 * HOUR_MS, DESK_NOW + HOUR_MS, "Dentist");
  g_object_get (fixture->jump, "progress", &progress, NULL);
  g_assert_cmpfloat_with_epsilon (progress, 0.25, 0.001);
  say (fixture, 4 * HOUR_MS, 0, 0, "");
  g_assert_false (get_boolean (fixture, "is-going"));
  ASSERT_STRING ("going", "");
  g_assert_true (get_boolean (fixture, "can-go"));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(name, test) g_test_add ("/practice-jump/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("present", test_present);
  ADD ("ahead", test_ahead);
  ADD ("going", test_going);
#undef ADD

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
