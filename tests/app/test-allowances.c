/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a program: what it may, what it sent and spent. */
#include "config.h"

#include "tidings-allowances.h"

/* Friday 21 November 2025, 09:00 UTC. */
#define NOW G_GINT64_CONSTANT (1763715600000)
#define OF_NEW 5

static void
test_words (void)
{
  static const struct {
    TidingsProgram program;
    TidingsProgramUse uses[TIDINGS_ALLOWANCE_N_SPANS];
    const char *currency;
    const char *title; const char *subtitle; const char *total; const char *why;
  } cases[] = {
    { { .identity = (char *) "unit:backup.service", .label = (char *) "Backup", .state = TIDINGS_PROGRAM_NEW, .per_day = -1, .last_at = NOW - 3600000 },
      { { 3, 30000 }, { 12, 120000 }, { 40, 400000 } }, "USD",
      "backup.service", "New · 3 of 5 texts today · 12 texts this month for $0.12", "40 texts for $0.40 · Last: 08:00", "a new one" },
    { { .identity = (char *) "exe:/usr/bin/watch", .label = (char *) "", .state = TIDINGS_PROGRAM_ALLOWED, .per_day = 1, .last_at = NOW - 3600000 },
      { { 1, 0 }, { 1, 0 }, { 1, 0 } }, "",
      "watch", "1 of 1 text today · 1 text this month", "1 text · Last: 08:00", "one a day; nobody knows the currency" },
    { { .identity = (char *) "flatpak:org.example.Nowhere", .label = (char *) "Nowhere", .state = TIDINGS_PROGRAM_ALLOWED, .per_day = -1, .last_at = NOW - 3600000 },
      { { 0, 0 }, { 0, 0 }, { 7, 70000 } }, "USD",
      "org.example.Nowhere", "0 texts today, no limit · No texts this month · Nowhere", "7 texts for $0.07 · Last: 08:00", "no limit; beside it what it calls itself" },
    { { .identity = (char *) "bus", .label = (char *) "bus", .state = TIDINGS_PROGRAM_BLOCKED, .per_day = 20 },
      { { 0, 0 }, { 0, 0 }, { 0, 0 } }, "USD",
      "Other Programs", "Blocked · No texts this month", "It has not asked for a text yet", "blocked before it came" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsAllowance) item = tidings_allowance_new (1 + i, cases[i].program.identity);
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;
      g_autofree char *total = NULL;
      int state = -1;
      int per_day = -2;

      g_test_message ("%s", cases[i].why);
      tidings_allowance_show (item, &cases[i].program, cases[i].uses, OF_NEW, cases[i].currency, NOW);
      g_object_get (item, "title", &title, "subtitle", &subtitle, "total", &total, "state", &state, "per-day", &per_day, NULL);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (subtitle, ==, cases[i].subtitle);
      g_assert_cmpstr (total, ==, cases[i].total);
      g_assert_cmpint (state, ==, cases[i].program.state);
      g_assert_cmpint (per_day, ==, cases[i].program.per_day);
      g_assert_cmpint (tidings_allowance_get_id (item), ==, 1 + i);
    }
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* A row stays as it is while nothing about it changes, so that nobody's choice is disturbed by another program's text. */
static void
test_quiet (void)
{
  TidingsProgram program = { .identity = (char *) "bus", .label = (char *) "", .state = TIDINGS_PROGRAM_NEW, .per_day = -1, .last_at = NOW };
  const TidingsProgramUse none[TIDINGS_ALLOWANCE_N_SPANS] = { 0 };
  g_autoptr(TidingsAllowance) item = tidings_allowance_new (1, "bus");
  guint n = 0;

  tidings_allowance_show (item, &program, none, OF_NEW, "USD", NOW);
  g_signal_connect_swapped (item, "notify", G_CALLBACK (count_cb), &n);
  tidings_allowance_show (item, &program, none, OF_NEW, "USD", NOW);
  g_assert_cmpuint (n, ==, 0);
  program.state = TIDINGS_PROGRAM_BLOCKED;
  tidings_allowance_show (item, &program, none, OF_NEW, "USD", NOW);
  g_assert_cmpuint (n, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/allowances/words", test_words);
  g_test_add_func ("/app/allowances/quiet", test_quiet);

  return g_test_run ();
}
