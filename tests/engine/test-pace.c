/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast Twilio is asked and texts leave: instants in, instants out. */
#include "tidings-pace.h"

#define NOW G_GINT64_CONSTANT (1795262400000)
#define SECOND_MS G_GINT64_CONSTANT (1000)
#define HOUR_MS (3600 * SECOND_MS)

static const TidingsPaceReply good = { .is_good = TRUE };
static const TidingsPaceReply trouble = { .is_good = FALSE };

static void
end (TidingsPace            *pace,
     const TidingsPaceReply *reply,
     gint64                  now)
{
  tidings_pace_end (pace, tidings_pace_begin (pace), reply, now);
}

static TidingsPaceReply
too_many (gint64 retry_after_ms,
          double chance)
{
  return (TidingsPaceReply) { .is_too_many = TRUE, .retry_after_ms = retry_after_ms, .chance = chance };
}

static void
test_room (void)
{
  g_autoptr(TidingsPace) pace = tidings_pace_new ();
  guint tickets[TIDINGS_PACE_AT_ONCE];

  for (guint i = 0; i < TIDINGS_PACE_AT_ONCE; i++)
    {
      g_assert_true (tidings_pace_has_room (pace, NOW));
      tickets[i] = tidings_pace_begin (pace);
    }
  g_assert_false (tidings_pace_has_room (pace, NOW));
  g_assert_cmpuint (tidings_pace_get_n (pace), ==, 4);

  tidings_pace_end (pace, tickets[2], NULL, NOW);
  g_assert_true (tidings_pace_has_room (pace, NOW));
}

/* Four that left together and are turned away together halve once; a fifth that left after halves again. */
static void
test_halved_once (void)
{
  g_autoptr(TidingsPace) pace = tidings_pace_new ();
  TidingsPaceReply reply = too_many (0, 0.5);
  guint tickets[4];

  for (guint i = 0; i < 4; i++)
    tickets[i] = tidings_pace_begin (pace);
  for (guint i = 0; i < 4; i++)
    tidings_pace_end (pace, tickets[i], &reply, NOW);
  g_assert_cmpuint (tidings_pace_get_limit (pace), ==, 2);

  end (pace, &reply, NOW);
  g_assert_cmpuint (tidings_pace_get_limit (pace), ==, 1);
  end (pace, &reply, NOW);
  g_assert_cmpuint (tidings_pace_get_limit (pace), ==, 1);
}

static void
test_up_again (void)
{
  static const struct { const TidingsPaceReply *reply; guint n; guint limit; const char *why; } cases[] = {
    { &good, 9, 1, "nine good answers are not enough" },
    { &good, 10, 2, "ten are one more request" },
    { &good, 29, 3, "slowly" },
    { &good, 30, 4, "up to four" },
    { &good, 1000, 4, "and no more" },
    { &trouble, 1000, 1, "trouble at Twilio is no good answer" },
    { NULL, 1000, 1, "none is none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPace) pace = tidings_pace_new ();
      TidingsPaceReply reply = too_many (0, 0);

      g_test_message ("%s", cases[i].why);
      end (pace, &reply, NOW);
      end (pace, &reply, NOW);
      for (guint k = 0; k < cases[i].n; k++)
        end (pace, cases[i].reply, NOW);
      g_assert_cmpuint (tidings_pace_get_limit (pace), ==, cases[i].limit);
    }
}

/* As long as Twilio answers others of the account, there is no more for us. */
static void
test_not_alone (void)
{
  g_autoptr(TidingsPace) pace = tidings_pace_new ();
  TidingsPaceReply reply = too_many (0, 0);
  TidingsPaceReply crowded = { .is_good = TRUE, .n_at_once = 9 };
  TidingsPaceReply alone = { .is_good = TRUE, .n_at_once = 2 };

  end (pace, &reply, NOW);
  for (guint i = 0; i < 100; i++)
    end (pace, &crowded, NOW);
  g_assert_cmpuint (tidings_pace_get_limit (pace), ==, 2);
  for (guint i = 0; i < 10; i++)
    end (pace, &alone, NOW);
  g_assert_cmpuint (tidings_pace_get_limit (pace), ==, 3);
}

static void
test_held (void)
{
  static const struct { TidingsPaceReply reply; gint64 held_ms; const char *why; } cases[] = {
    { { .is_good = TRUE }, 0, "nothing asked for" },
    { { .is_too_many = TRUE, .retry_after_ms = 7000 }, 7000, "Retry-After holds everything" },
    { { .is_too_many = TRUE, .chance = 0.5 }, 500, "without it half of the first second" },
    { { .is_too_many = TRUE, .chance = 0.9, .retry_after_ms = 200 }, 200, "Twilio knows best" },
    { { .retry_after_ms = 3000 }, 3000, "also with a 503" },
    { { .is_too_many = TRUE, .retry_after_ms = 48 * HOUR_MS }, HOUR_MS, "but not for days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPace) pace = tidings_pace_new ();
      gint64 until = NOW + cases[i].held_ms;

      g_test_message ("%s", cases[i].why);
      end (pace, &cases[i].reply, NOW);
      g_assert_cmpint (tidings_pace_get_held_until (pace, NOW), ==, cases[i].held_ms != 0 ? until : 0);
      g_assert_cmpint (tidings_pace_has_room (pace, NOW), ==, cases[i].held_ms == 0);
      g_assert_true (tidings_pace_has_room (pace, until));
    }
}

/* A shorter wait does not end a longer one, and a clock that was set does not make one of hours. */
static void
test_held_longest (void)
{
  g_autoptr(TidingsPace) pace = tidings_pace_new ();
  TidingsPaceReply long_wait = too_many (60 * SECOND_MS, 0);
  TidingsPaceReply short_wait = too_many (SECOND_MS, 0);

  end (pace, &long_wait, NOW);
  end (pace, &short_wait, NOW);
  g_assert_cmpint (tidings_pace_get_held_until (pace, NOW), ==, NOW + 60 * SECOND_MS);
  g_assert_cmpint (tidings_pace_get_held_until (pace, NOW - 24 * HOUR_MS), ==, NOW - 23 * HOUR_MS);
  tidings_pace_forget_time (pace);
  g_assert_cmpint (tidings_pace_get_held_until (pace, NOW), ==, 0);
}

static void
test_senders (void)
{
  static const struct { guint rate; guint n_parts; gint64 wait_ms; const char *why; } cases[] = {
    { 1, 1, 1000, "a US number takes one part a second" },
    { 1, 3, 3000, "so a text of three parts is three seconds" },
    { 10, 1, 100, "ten a second elsewhere" },
    { 10, 7, 700, "by parts" },
    { 3, 1, 333, "toll-free" },
    { 100, 1, 10, "a short code" },
    { 1, 0, 1000, "a text whose parts nobody has counted has one" },
    { 0, 1, 1000, "no sender is endless" },
    { 1, 1000, 60000, "nor is a text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPace) pace = tidings_pace_new ();

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_pace_get_sender_at (pace, "+1", NOW), <=, NOW);
      tidings_pace_take (pace, "+1", cases[i].rate, cases[i].n_parts, NOW);
      g_assert_cmpint (tidings_pace_get_sender_at (pace, "+1", NOW), ==, NOW + cases[i].wait_ms);
      g_assert_cmpint (tidings_pace_get_sender_at (pace, "+2", NOW), <=, NOW);
      tidings_pace_forget_time (pace);
      g_assert_cmpint (tidings_pace_get_sender_at (pace, "+1", NOW), <=, NOW);
    }
}

/* After an hour of rest a hundred texts take as long as after none. */
static void
test_no_burst (void)
{
  g_autoptr(TidingsPace) pace = tidings_pace_new ();
  gint64 now = NOW;
  guint n_at_first = 0;

  tidings_pace_take (pace, "+1", 10, 1, NOW - HOUR_MS);
  for (guint i = 0; i < 100; i++)
    {
      now = MAX (now, tidings_pace_get_sender_at (pace, "+1", now));
      n_at_first += now == NOW;
      tidings_pace_take (pace, "+1", 10, 1, now);
    }
  g_assert_cmpuint (n_at_first, ==, 1);
  g_assert_cmpint (now, ==, NOW + 99 * 100);
}

static void
test_back_off (void)
{
  static const struct { guint n; gint64 most; } cases[] = {
    { 0, 1000 }, { 1, 2000 }, { 2, 4000 }, { 3, 8000 }, { 4, 16000 }, { 5, 32000 }, { 6, 60000 }, { 7, 60000 }, { 100000, 60000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (tidings_pace_back_off (cases[i].n, 0), ==, 0);
      g_assert_cmpint (tidings_pace_back_off (cases[i].n, 0.5), ==, cases[i].most / 2);
      g_assert_cmpint (tidings_pace_back_off (cases[i].n, 0.999999), >, cases[i].most * 99 / 100);
      g_assert_cmpint (tidings_pace_back_off (cases[i].n, 0.999999), <, cases[i].most);
    }
  g_assert_cmpint (tidings_pace_full_queue (0, 0), ==, 30 * SECOND_MS);
  g_assert_cmpint (tidings_pace_full_queue (100, 0.999999), <, HOUR_MS);
}

static void
test_validity (void)
{
  static const struct { gint64 late_ms; guint life_s; guint validity_s; const char *why; } cases[] = {
    { 0, 0, 0, "Twilio's own when it always makes sense" },
    { 600 * SECOND_MS, 0, 600, "as long as it makes sense" },
    { 600 * SECOND_MS + 999, 0, 600, "whole seconds, not longer" },
    { 3 * SECOND_MS, 0, 10, "a few seconds are unwise" },
    { -5 * SECOND_MS, 0, 10, "late already: not less than nothing" },
    { 48 * HOUR_MS, 0, 36000, "Twilio's most" },
    { 0, 300, 300, "the life of a code" },
    { 60 * SECOND_MS, 300, 60, "whichever ends first" },
    { HOUR_MS, 300, 300, "either way" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (tidings_pace_validity_s (cases[i].late_ms != 0 ? NOW + cases[i].late_ms : 0, cases[i].life_s, NOW), ==,
                        cases[i].validity_s);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pace/room", test_room);
  g_test_add_func ("/pace/halved-once", test_halved_once);
  g_test_add_func ("/pace/up-again", test_up_again);
  g_test_add_func ("/pace/not-alone", test_not_alone);
  g_test_add_func ("/pace/held", test_held);
  g_test_add_func ("/pace/held-longest", test_held_longest);
  g_test_add_func ("/pace/senders", test_senders);
  g_test_add_func ("/pace/no-burst", test_no_burst);
  g_test_add_func ("/pace/back-off", test_back_off);
  g_test_add_func ("/pace/validity", test_validity);

  return g_test_run ();
}
