/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock: order, cancelling and calling again from inside a call, a week in a moment, and the computer's own clock. */
#include "config.h"

#include <string.h>

#include "tidings-clock.h"

#define START G_GINT64_CONSTANT (1763712000000)
#define WEEK_MS (G_GINT64_CONSTANT (7) * 24 * 60 * 60 * 1000)

typedef struct {
  TidingsClock *clock;
  GString *log;
  guint other_id;
  guint n_calls;
  gint64 called_at;
  GMainLoop *loop;
} Fixture;

typedef struct {
  Fixture *fixture;
  char letter;
} Letter;

static void
setup (Fixture       *f,
       gconstpointer  data)
{
  f->clock = tidings_test_clock_new (START);
  f->log = g_string_new (NULL);
}

static void
teardown (Fixture       *f,
          gconstpointer  data)
{
  g_assert_finalize_object (f->clock);
  g_string_free (f->log, TRUE);
  g_clear_pointer (&f->loop, g_main_loop_unref);
}

static void
write_letter_cb (gpointer user_data)
{
  Letter *letter = user_data;

  g_string_append_c (letter->fixture->log, letter->letter);
}

static void
count_cb (gpointer user_data)
{
  Fixture *f = user_data;

  f->n_calls++;
  f->called_at = tidings_clock_get_now (f->clock);
}

static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  static const struct { char letter; gint64 after_ms; const char *why; } cases[] = {
    { 'd', 3000, "asked for first, due last" },
    { 'b', 1000, "same instant as the next: in the order of asking" },
    { 'c', 1000, "same instant as the one before" },
    { 'a', -5000, "past: as soon as the loop turns" },
    { 'e', 3001, "not due yet at the end" },
  };
  Letter letters[G_N_ELEMENTS (cases)];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      letters[i] = (Letter) { f, cases[i].letter };
      g_assert_cmpuint (tidings_clock_call_at (f->clock, START + cases[i].after_ms, write_letter_cb, &letters[i]), !=, 0);
    }

  g_assert_cmpstr (f->log->str, ==, "");   /* never from inside call_at, not even the past one */
  tidings_test_clock_advance (f->clock, 0);
  g_assert_cmpstr (f->log->str, ==, "a");
  tidings_test_clock_advance (f->clock, 999);
  g_assert_cmpstr (f->log->str, ==, "a");
  tidings_test_clock_advance (f->clock, 2001);
  g_assert_cmpstr (f->log->str, ==, "abcd");
  g_assert_cmpint (tidings_clock_get_now (f->clock), ==, START + 3000);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  Letter a = { f, 'a' };
  Letter b = { f, 'b' };
  guint id = tidings_clock_call_at (f->clock, START + 10, write_letter_cb, &a);

  tidings_clock_call_at (f->clock, START + 20, write_letter_cb, &b);
  tidings_clock_cancel (f->clock, id);
  tidings_clock_cancel (f->clock, id);      /* forgotten already */
  tidings_clock_cancel (f->clock, 12345);   /* never given out */
  tidings_test_clock_advance (f->clock, 20);
  tidings_clock_cancel (f->clock, id + 1);  /* called already */

  g_assert_cmpstr (f->log->str, ==, "b");
}

static void
cancel_other_cb (gpointer user_data)
{
  Fixture *f = user_data;

  f->n_calls++;
  tidings_clock_cancel (f->clock, f->other_id);
}

static void
test_cancel_inside (Fixture       *f,
                    gconstpointer  data)
{
  static const struct { gint64 other_ms; const char *why; } cases[] = {
    { 10, "due in the same turn" },
    { 11, "due later" },
  };
  Letter never = { f, '!' };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 now = tidings_clock_get_now (f->clock);

      tidings_clock_call_at (f->clock, now + 10, cancel_other_cb, f);
      f->other_id = tidings_clock_call_at (f->clock, now + cases[i].other_ms, write_letter_cb, &never);
      tidings_test_clock_advance (f->clock, 100);
      g_assert_cmpuint (f->n_calls, ==, i + 1);
      g_assert_cmpstr (f->log->str, ==, "");
    }
}

static void
call_again_cb (gpointer user_data)
{
  Fixture *f = user_data;

  count_cb (f);
  /* Each call asks for the next hour, so one alarm runs for ever. */
  tidings_clock_call_at (f->clock, f->called_at + 60 * 60 * 1000, call_again_cb, f);
}

static void
test_a_week (Fixture       *f,
             gconstpointer  data)
{
  tidings_clock_call_at (f->clock, START + 60 * 60 * 1000, call_again_cb, f);
  tidings_test_clock_advance (f->clock, WEEK_MS);

  g_assert_cmpuint (f->n_calls, ==, 7 * 24);
  g_assert_cmpint (f->called_at, ==, START + WEEK_MS);
}

static void
call_in_the_past_cb (gpointer user_data)
{
  Fixture *f = user_data;

  g_string_append_c (f->log, '(');
  if (++f->n_calls < 3)
    tidings_clock_call_at (f->clock, 0, call_in_the_past_cb, f);
  g_string_append_c (f->log, ')');
}

static void
test_past_inside (Fixture       *f,
                  gconstpointer  data)
{
  Letter later = { f, '.' };

  tidings_clock_call_at (f->clock, START + 5, call_in_the_past_cb, f);
  tidings_clock_call_at (f->clock, START + 5, write_letter_cb, &later);
  tidings_test_clock_advance (f->clock, 5);

  /* A past instant asked for inside a call waits for the next turn, behind what was due in this one. */
  g_assert_cmpstr (f->log->str, ==, "().()()");
}

static void
jumped_cb (TidingsClock *clock,
           gpointer      user_data)
{
  Fixture *f = user_data;

  g_string_append_c (f->log, 'j');
}

static void
test_set (Fixture       *f,
          gconstpointer  data)
{
  Letter a = { f, 'a' };
  Letter b = { f, 'b' };

  g_signal_connect (f->clock, "jumped", G_CALLBACK (jumped_cb), f);
  tidings_clock_call_at (f->clock, START + 1000, write_letter_cb, &a);
  tidings_clock_call_at (f->clock, START + WEEK_MS, write_letter_cb, &b);

  tidings_test_clock_set (f->clock, START - WEEK_MS);
  g_assert_cmpstr (f->log->str, ==, "j");
  tidings_test_clock_set (f->clock, START + 5000);
  g_assert_cmpstr (f->log->str, ==, "jaj");   /* what was due first, then the signal */
  tidings_test_clock_advance (f->clock, WEEK_MS);
  g_assert_cmpstr (f->log->str, ==, "jajb");
}

static void
quit_cb (gpointer user_data)
{
  Fixture *f = user_data;

  g_main_loop_quit (f->loop);
}

static void
setup_real (Fixture       *f,
            gconstpointer  data)
{
  f->clock = tidings_real_clock_new ();
  f->log = g_string_new (NULL);
  f->loop = g_main_loop_new (NULL, FALSE);
}

static void
test_real_once (Fixture       *f,
                gconstpointer  data)
{
  gint64 started = tidings_clock_get_now (f->clock);

  g_assert_cmpint (started, >, START);   /* this was written after START */
  tidings_clock_call_at (f->clock, started + 120, quit_cb, f);
  tidings_clock_call_at (f->clock, started + 60, count_cb, f);
  g_main_loop_run (f->loop);

  g_assert_cmpuint (f->n_calls, ==, 1);
  g_assert_cmpint (f->called_at, >=, started + 60);
  /* Generous, for a machine that is busy with other tests; the usual value is below a millisecond. */
  g_assert_cmpint (f->called_at, <, started + 10000);
}

static void
test_real_past (Fixture       *f,
                gconstpointer  data)
{
  Letter a = { f, 'a' };
  Letter b = { f, 'b' };
  guint far_away = 0;

  tidings_clock_call_at (f->clock, 0, write_letter_cb, &a);
  tidings_clock_call_at (f->clock, -5, write_letter_cb, &b);
  far_away = tidings_clock_call_at (f->clock, G_MAXINT64, quit_cb, f);
  g_assert_cmpstr (f->log->str, ==, "");
  tidings_clock_call_at (f->clock, tidings_clock_get_now (f->clock), quit_cb, f);
  g_main_loop_run (f->loop);
  g_assert_cmpstr (f->log->str, ==, "ba");

  /* Neither a call in the far future nor none at all keeps the loop busy. */
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  tidings_clock_cancel (f->clock, far_away);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
}

static void
test_real_again (Fixture       *f,
                 gconstpointer  data)
{
  Letter never = { f, '!' };
  gint64 now = tidings_clock_get_now (f->clock);

  f->other_id = tidings_clock_call_at (f->clock, now + 20, write_letter_cb, &never);
  tidings_clock_call_at (f->clock, now + 10, cancel_other_cb, f);
  tidings_clock_call_at (f->clock, now + 40, quit_cb, f);
  g_main_loop_run (f->loop);

  g_assert_cmpuint (f->n_calls, ==, 1);
  g_assert_cmpstr (f->log->str, ==, "");
}

/* The last reference goes inside a call: the rest of that turn is still safe. */
static void
drop_clock_cb (gpointer user_data)
{
  TidingsClock **clock = user_data;

  g_clear_object (clock);
}

static void
test_dropped_inside (void)
{
  TidingsClock *clock = tidings_real_clock_new ();

  tidings_clock_call_at (clock, 0, drop_clock_cb, &clock);
  tidings_clock_call_at (clock, G_MAXINT64, drop_clock_cb, &clock);
  while (clock)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (g_main_context_iteration (NULL, FALSE));
}

/* What tells a clock that was set from time that has passed. */
static void
test_offset (Fixture       *f,
             gconstpointer  data)
{
  gint64 offset = tidings_clock_get_offset (f->clock);
  g_autofree char *era = g_strdup (tidings_clock_get_era (f->clock));

  tidings_test_clock_advance (f->clock, WEEK_MS);
  g_assert_cmpint (tidings_clock_get_offset (f->clock), ==, offset);             /* a week is no jump */
  tidings_test_clock_set (f->clock, START + 2 * WEEK_MS);
  g_assert_cmpint (tidings_clock_get_offset (f->clock), ==, offset + WEEK_MS);   /* forward */
  tidings_test_clock_set (f->clock, START);
  g_assert_cmpint (tidings_clock_get_offset (f->clock), ==, offset - WEEK_MS);   /* back, as far as it went */
  g_assert_cmpstr (tidings_clock_get_era (f->clock), ==, era);
  tidings_test_clock_reboot (f->clock, START + WEEK_MS);
  g_assert_cmpint (tidings_clock_get_now (f->clock), ==, START + WEEK_MS);
  g_assert_cmpstr (tidings_clock_get_era (f->clock), !=, era);                   /* nothing to compare with */
}

/* Ahead of another clock: jumps are told, time that passes is not, and the other one goes on underneath. */
static void
test_practice (Fixture       *f,
               gconstpointer  data)
{
  TidingsClock *base = tidings_test_clock_new (START);
  TidingsPracticeClock *ahead = NULL;
  gint64 offset = tidings_clock_get_offset (base);

  g_clear_object (&f->clock);
  f->clock = tidings_practice_clock_new (base);
  ahead = TIDINGS_PRACTICE_CLOCK (f->clock);
  g_signal_connect (f->clock, "jumped", G_CALLBACK (jumped_cb), f);

  g_assert_cmpint (tidings_clock_get_now (f->clock), ==, START);
  g_assert_cmpint (tidings_clock_get_next (f->clock), ==, -1);
  tidings_clock_call_at (f->clock, START + WEEK_MS, count_cb, f);
  g_assert_cmpint (tidings_clock_get_next (f->clock), ==, START + WEEK_MS);

  tidings_practice_clock_pass (ahead, WEEK_MS - 1000);
  g_assert_cmpuint (f->n_calls, ==, 0);
  g_assert_cmpint (tidings_clock_get_now (f->clock), ==, START + WEEK_MS - 1000);
  g_assert_cmpint (tidings_clock_get_ahead (f->clock), ==, WEEK_MS - 1000);
  tidings_test_clock_advance (base, 1000);
  g_assert_cmpuint (f->n_calls, ==, 1);
  g_assert_cmpint (f->called_at, ==, START + WEEK_MS);
  g_assert_cmpstr (f->log->str, ==, "");

  /* What was skipped has not passed, so that coming back says nothing of the time between. */
  g_assert_cmpint (tidings_clock_get_offset (f->clock), ==, offset + WEEK_MS - 1000);
  g_assert_cmpstr (tidings_clock_get_era (f->clock), ==, tidings_clock_get_era (base));
  tidings_practice_clock_set_ahead (ahead, 0);
  g_assert_cmpint (tidings_clock_get_now (f->clock), ==, START + 1000);
  g_assert_cmpint (tidings_clock_get_offset (f->clock), ==, offset);
  g_assert_cmpint (tidings_clock_get_ahead (f->clock), ==, 0);
  g_assert_cmpstr (f->log->str, ==, "j");

  /* A jump of the other clock is one here, after what it made due. */
  tidings_clock_call_at (f->clock, START + WEEK_MS, count_cb, f);
  tidings_test_clock_set (base, START + 2 * WEEK_MS);
  g_assert_cmpuint (f->n_calls, ==, 2);
  g_assert_cmpstr (f->log->str, ==, "jj");
  g_object_unref (base);
}

static void
test_real_offset (void)
{
  g_autoptr(TidingsClock) clock = tidings_real_clock_new ();
  g_autoptr(TidingsClock) other = tidings_real_clock_new ();
  gint64 offset = tidings_clock_get_offset (clock);

  g_assert_cmpstr (tidings_clock_get_era (clock), ==, tidings_clock_get_era (other));
  g_assert_null (strchr (tidings_clock_get_era (clock), ' '));
  g_assert_null (strchr (tidings_clock_get_era (clock), '\n'));
  /* Nobody sets the clock of this machine; two looks are milliseconds apart. */
  for (guint i = 0; i < 100; i++)
    g_assert_cmpint (ABS (tidings_clock_get_offset (i % 2 == 0 ? clock : other) - offset), <=, 200);
  /* The computer was started before now, and after 1970. */
  g_assert_cmpint (offset, <, tidings_clock_get_now (clock));
  g_assert_cmpint (offset, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/clock/order", Fixture, NULL, setup, test_order, teardown);
  g_test_add ("/clock/cancel", Fixture, NULL, setup, test_cancel, teardown);
  g_test_add ("/clock/cancel-inside", Fixture, NULL, setup, test_cancel_inside, teardown);
  g_test_add ("/clock/a-week", Fixture, NULL, setup, test_a_week, teardown);
  g_test_add ("/clock/past-inside", Fixture, NULL, setup, test_past_inside, teardown);
  g_test_add ("/clock/set", Fixture, NULL, setup, test_set, teardown);
  g_test_add ("/clock/offset", Fixture, NULL, setup, test_offset, teardown);
  g_test_add ("/clock/practice", Fixture, NULL, setup, test_practice, teardown);
  g_test_add_func ("/clock/real/offset", test_real_offset);
  g_test_add ("/clock/real/once", Fixture, NULL, setup_real, test_real_once, teardown);
  g_test_add ("/clock/real/past", Fixture, NULL, setup_real, test_real_past, teardown);
  g_test_add ("/clock/real/again", Fixture, NULL, setup_real, test_real_again, teardown);
  g_test_add_func ("/clock/real/dropped-inside", test_dropped_inside);

  return g_test_run ();
}
