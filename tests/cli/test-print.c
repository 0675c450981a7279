/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in line in every script, and nothing that a terminal would obey. */
#include "config.h"

#include "tidings-cli-print.h"

static void
test_width (void)
{
  static const struct { const char *text; guint width; const char *why; } cases[] = {
    { "", 0, "nothing" },
    { "Ann", 3, "a letter is a column" },
    { "Zo\u00eb", 3, "so is one with an accent" },
    { "Zoe\u0308", 3, "an accent by itself takes none" },
    { "\u6797", 2, "a Han character takes two" },
    { "\uff21", 2, "so does a wide Latin letter" },
    { "a\u200db", 2, "a joiner takes none" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (tidings_cli_width (cases[i].text), ==, cases[i].width);
    }
}

static void
test_clean (void)
{
  static const struct { const char *text; const char *clean; const char *why; } cases[] = {
    { NULL, "", "nothing" },
    { "a\nb", "a b", "a line stays a line" },
    { "\033[2Jgone", " [2Jgone", "an escape would clear the terminal" },
    { "\xc2\x9b" "2J", " 2J", "so would its one-character form" },
    { "a\u2028b", "a b", "a separator of lines is one" },
    { "\u00fcber", "\u00fcber", "letters stay" },
    { "a\xff", "a\ufffd", "bytes that are no text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = tidings_cli_clean (cases[i].text);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static TidingsTable *
make_table (void)
{
  TidingsTable *table = tidings_table_new ("Id", "Name", "Text", NULL);

  tidings_table_add (table, (const char *[]) { "1", "\u6797\u5c0f", "one two three four five" });
  tidings_table_add (table, (const char *[]) { "10", "Ann", NULL });

  return table;
}

static void
test_table (void)
{
  static const struct { guint width; gboolean is_bold; const char *expected; const char *why; } cases[] = {
    { 0, FALSE, "Id  Name  Text\n1   \u6797\u5c0f  one two three four five\n10  Ann\n",
      "columns stand below each other by width, and no blank ends a line" },
    { 24, FALSE, "Id  Name  Text\n1   \u6797\u5c0f  one two three\u2026\n10  Ann\n", "the last column is cut at the terminal's end" },
    { 12, FALSE, "Id  Name  Text\n1   \u6797\u5c0f  one two three four five\n10  Ann\n", "a terminal that is too narrow wraps" },
    { 0, TRUE, "\033[1mId  Name  Text\033[0m\n1   \u6797\u5c0f  one two three four five\n10  Ann\n", "bold headings" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsTable) table = make_table ();
      g_autofree char *text = tidings_table_to_string (table, cases[i].width, cases[i].is_bold);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_empty_table (void)
{
  g_autoptr(TidingsTable) table = tidings_table_new ("Id", "Name", NULL);
  g_autofree char *text = tidings_table_to_string (table, 80, TRUE);

  /* Headings over nothing would look like a row to a script that counts lines. */
  g_assert_cmpstr (text, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/print/width", test_width);
  g_test_add_func ("/cli/print/clean", test_clean);
  g_test_add_func ("/cli/print/table", test_table);
  g_test_add_func ("/cli/print/empty-table", test_empty_table);

  return g_test_run ();
}
