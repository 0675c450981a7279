/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hundred thousand reminders: one timer, and nobody is woken between what is due. */
#include "config.h"

#include "many-reminders.h"
#include "tidings-store-messages.h"
#include "tidings-store-reminders.h"

static void
test_week (void)
{
  Many many = { NULL };
  g_autoptr(TidingsClock) clock = many_clock_new (MANY_NOW);
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(TidingsEngine) engine = NULL;
  g_autoptr(GError) error = NULL;

  many_begin (&many);
  store = tidings_store_open (many.path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tidings_store_get_next_moment (store, NULL), ==, many.first_at);

  engine = many_start_engine (store, clock);
  many_drain ();
  /* One timer, for the earliest: it may be set twice while the engine finds its feet, not once for each reminder. */
  g_assert_cmpuint (many_clock_get_arms (clock), <=, 2);

  while (many_clock_step (clock, MANY_NOW + 7 * MANY_DAY_MS))
    ;
  g_assert_cmpuint (many_clock_get_fires (clock), ==, many.n_in_week);
  g_assert_cmpuint (many_clock_get_arms (clock), <=, 2 + 2 * many.n_in_week);
  g_assert_cmpuint (tidings_store_count_messages_in (store, 1u << TIDINGS_MESSAGE_HELD), ==, many.n_in_week);

  g_clear_object (&engine);
  g_clear_object (&store);
  many_end (&many);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/many/week", test_week);

  return g_test_run ();
}
