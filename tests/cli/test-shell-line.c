/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a line that is still being typed, and how a value is written into it. */
#include "config.h"

#include <glib.h>

#include "tidings-cli-shell-line.h"

#define BREAKS " \t\n\"'><=;|&(:"

static void
test_read (void)
{
  static const struct { const char *line; const char *words; char quote; gsize n_cut; const char *why; } cases[] = {
    { "", "<>", 0, 0, "nothing typed is one empty word" },
    { "tidings ", "<tidings><>", 0, 0, "a blank begins the next word" },
    { "tidings  send\tAnn", "<tidings><send><Ann>", 0, 0, "blanks of all kinds" },
    { "a b\\ c", "<a><b c>", 0, 0, "a blank behind a backslash is part of the word" },
    { "a 'b c' ", "<a><b c><>", 0, 0, "quotes keep a word together" },
    { "a '' ", "<a><><>", 0, 0, "an empty word in quotes is one" },
    { "a \"b c", "<a><b c>", '"', 0, "a quote that is open" },
    { "a \"b\\\"c\\d", "<a><b\"c\\d>", '"', 0, "in double quotes a backslash stands for itself before most" },
    { "a 'b\\", "<a><b\\>", '\'', 0, "in single quotes before all" },
    { "a 'b'\\''c'", "<a><b'c>", 0, 0, "the usual way to a single quote" },
    { "a 'b' \"'", "<a><b><'>", '"', 0, "one quote within the other" },
    { "a --for=An", "<a><--for=An>", 0, 6, "the shell replaces what stands behind =" },
    { "a x:y=z", "<a><x:y=z>", 0, 4, "behind the last of them" },
    { "a x\\:y", "<a><x:y>", 0, 0, "unless it is quoted" },
    { "a --for='An", "<a><--for=An>", '\'', 6, "and what stands behind an open quote" },
    { "a x'y=z", "<a><xy=z>", '\'', 1, "whatever stands in it" },
    { "a x=y b", "<a><x=y><b>", 0, 0, "a cut ends with its word" },
    { "a b\\", "<a><b\\>", 0, 0, "a backslash at the end escapes nothing yet" },
    { "a Zo\303\253", "<a><Zo\303\253>", 0, 0, "bytes beyond ASCII" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TidingsShellLine) line = { NULL };
      g_autofree char *joined = NULL;
      g_autofree char *words = NULL;

      g_test_message ("%s: %s", cases[i].line, cases[i].why);
      tidings_shell_line_read (&line, cases[i].line, BREAKS);
      joined = g_strjoinv ("><", line.words);
      words = g_strdup_printf ("<%s>", joined);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpint (line.quote, ==, cases[i].quote);
      g_assert_cmpuint (line.n_cut, ==, cases[i].n_cut);
    }
}

static void
test_quote (void)
{
  static const struct { const char *line; const char *value; const char *quoted; const char *why; } cases[] = {
    { "a ", "backup", "backup", "a plain word stays" },
    { "a ", "Ann Lee", "Ann\\ Lee", "a blank would end it" },
    { "a ", "$(x) `y` \"z\" 'q'", "\\$\\(x\\)\\ \\`y\\`\\ \\\"z\\\"\\ \\'q\\'", "nothing of a name is run" },
    { "a ", "~ann*?", "\\~ann\\*\\?", "nothing is expanded" },
    { "a ", "Zo\303\253", "Zo\303\253", "letters beyond ASCII mean nothing to it" },
    { "a \"", "Ann $x \"y\" 'z'", "Ann \\$x \\\"y\\\" 'z'", "in double quotes less means something" },
    { "a '", "Ann $x \"y\" 'z'", "Ann $x \"y\" '\\''z'\\''", "in single quotes only their end" },
    { "a --for=A", "--for=Ann", "Ann", "what stays is not put in again" },
    { "a --for=\"A", "--for=Ann Lee", "Ann Lee", "also before a quote" },
    { "a --for=A", "--", "", "a value that is shorter than what stays" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TidingsShellLine) line = { NULL };
      g_autofree char *quoted = NULL;

      g_test_message ("%s: %s", cases[i].value, cases[i].why);
      tidings_shell_line_read (&line, cases[i].line, BREAKS);
      quoted = tidings_shell_line_dup_quoted (&line, cases[i].value);
      g_assert_cmpstr (quoted, ==, cases[i].quoted);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/shell-line/read", test_read);
  g_test_add_func ("/cli/shell-line/quote", test_quote);

  return g_test_run ();
}
