/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How both programs of the command line begin and end: locale, arguments, and what is left to write. */
#include "config.h"

#include <locale.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-main.h"
#include "tidings-cli-print.h"

/* The arguments in UTF-8. Those that are so already stay as they are, also in the C locale that cron gives. */
static char **
dup_arguments (char **argv)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (char **argument = argv; *argument != NULL; argument++)
    {
      g_autofree char *converted = NULL;

      if (!g_utf8_validate (*argument, -1, NULL) &&
          (converted = g_locale_to_utf8 (*argument, -1, NULL, NULL, NULL)) == NULL)
        return NULL;
      g_strv_builder_add (builder, converted != NULL ? converted : *argument);
    }

  return g_strv_builder_end (builder);
}

int
tidings_cli_main (char            **argv,
                  TidingsMainFunc   run)
{
  g_auto(GStrv) arguments = NULL;
  TidingsExit status = TIDINGS_EXIT_USAGE;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("tidings");

  if ((arguments = dup_arguments (argv)) == NULL)
    tidings_cli_complain (_("The arguments are neither UTF-8 nor in your locale’s character set"));
  else
    status = run (arguments);

  if (tidings_cli_close_output ())
    return status;

  tidings_cli_complain (_("The output cannot be written; is the disk full?"));

  return status != TIDINGS_EXIT_DONE ? status : TIDINGS_EXIT_FAILED;
}
