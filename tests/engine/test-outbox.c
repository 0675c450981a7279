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

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/outbox/waits-for-doubt", test_waits_for_doubt);

  return g_test_run ();
}
