/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shells ask while somebody types: `tidings complete`. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-complete.h"
#include "tidings-cli-print.h"
#include "tidings-cli-shell-line.h"
#include "tidings-cli-store.h"

/* As readline names what it does with the candidates (COMP_TYPE): it lists them, and puts none of them in whole. */
#define LISTS "\t!?@"

static char *
dup_clean (const char *description)
{
  return g_strdelimit (g_strdup (description != NULL ? description : ""), "\t\r\n", ' ');
}

/* For fish and zsh: the whole word, a tab, and what it is. An empty line says that names of files fit. */
static void
print_plain (const TidingsCompletion *completion)
{
  for (guint i = 0; i < completion->candidates->len; i++)
    {
      const TidingsCandidate *candidate = g_ptr_array_index (completion->candidates, i);
      g_autofree char *description = dup_clean (candidate->description);

      tidings_cli_print ("%s%s%s\n", candidate->value, *description != '\0' ? "\t" : "", description);
    }
}

/* For bash: what it puts in place of the end of the line. A description stands behind where several are listed: what is put
 * in is what they have in common, and so ends before it. */
static void
print_bash (const TidingsCompletion *completion,
            const TidingsShellLine  *line,
            gboolean                 is_list)
{
  gboolean describes = is_list && line->quote == 0 && completion->candidates->len > 1;

  for (guint i = 0; i < completion->candidates->len; i++)
    {
      const TidingsCandidate *candidate = g_ptr_array_index (completion->candidates, i);
      g_autofree char *value = tidings_shell_line_dup_quoted (line, candidate->value);
      g_autofree char *description = dup_clean (candidate->description);

      if (describes && *description != '\0')
        tidings_cli_print ("%s  (%s)\n", value, description);
      else
        tidings_cli_print ("%s\n", value);
    }
}

static TidingsExit
run_complete (TidingsCli           *cli,
              const TidingsCommand *command,
              char                **argv)
{
  g_autofree char *text = NULL;
  g_autofree char *breaks = NULL;
  int type = 0;
  const GOptionEntry entries[] = {
    { "line", 0, 0, G_OPTION_ARG_FILENAME, &text, NULL, NULL },
    { "breaks", 0, 0, G_OPTION_ARG_FILENAME, &breaks, NULL, NULL },
    { "type", 0, 0, G_OPTION_ARG_INT, &type, NULL, NULL },
    { NULL },
  };
  g_auto(TidingsShellLine) line = { NULL };
  g_auto(TidingsCompletion) completion = { NULL };
  g_auto(GStrv) arguments = NULL;
  char **words = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (text != NULL)
    tidings_shell_line_read (&line, text, breaks != NULL ? breaks : "");
  words = text != NULL ? line.words + 1 : arguments;
  if ((text != NULL && line.words[0] == NULL) || words[0] == NULL)
    return TIDINGS_EXIT_DONE;

  tidings_completion_init (&completion, cli, command->listener_data);
  tidings_completion_find (&completion, words);
  if (text != NULL)
    print_bash (&completion, &line, type != 0 && strchr (LISTS, type) != NULL);
  else
    print_plain (&completion);
  if (completion.wants_files)
    tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

TidingsExit
tidings_cli_run_complete (TidingsCli            *cli,
                          const TidingsCommand  *table,
                          char                 **argv)
{
  const TidingsCommand command = {
    .name = "complete", .summary = "", .n_max = G_MAXUINT, .listener_data = (gpointer) table,
  };

  return run_complete (cli, &command, argv);
}
