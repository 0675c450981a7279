/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has raised alerts, in words. */
#include "config.h"

#include "tidings-programs.h"

/* Friday 21 November 2025, 09:00 UTC. */
#define NOW G_GINT64_CONSTANT (1763715600000)

static void
test_words (void)
{
  static const struct {
    const char *source; guint n_texts; gint64 micros; const char *currency; const char *types;
    const char *title; const char *subtitle; const char *why;
  } cases[] = {
    { "backup", 5, 40000, "USD", "job_failed", "backup", "Last: 08:00 · 5 texts this month for $0.04 · Job failed", "a program by its own name" },
    { "cli", 1, 0, "", "job_failed,disk_full", "Command Line", "Last: 08:00 · 1 text this month · Job failed and Disk almost full",
      "one text, and nobody knows the currency" },
    { "", 0, 0, "USD", "", "Programs Without a Name", "Last: 08:00 · No texts this month", "nothing of late" },
    { "window", 1, 0, "", "a,b,c,d", "This Window", "Last: 08:00 · 1 text this month · 4 kinds of alerts", "too many to name" },
    { "x", 1, 0, "", "gone", "x", "Last: 08:00 · 1 text this month · gone", "a type that is no more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) types = g_strsplit (cases[i].types, ",", -1);
      TidingsSource program = {
        .source = (char *) cases[i].source, .last_at = NOW - 3600000, .n_texts = cases[i].n_texts, .micros = cases[i].micros,
        .types = types,
      };
      g_autoptr(TidingsProgramItem) item = tidings_program_item_new (&program, cases[i].currency, NOW);
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      g_test_message ("%s", cases[i].why);
      g_object_get (item, "title", &title, "subtitle", &subtitle, NULL);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (subtitle, ==, cases[i].subtitle);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/programs/words", test_words);

  return g_test_run ();
}
