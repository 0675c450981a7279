/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command of `tidings`: finds the one that is meant and hands over to it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-complete.h"
#include "tidings-cli-main.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"

/* The order of the help. The commands are described where they are written, so that each has one place. */
static const TidingsCommand * const commands[] = {
  &tidings_command_status, &tidings_command_send, &tidings_command_alert, &tidings_command_types,
  &tidings_command_people, &tidings_command_pause, &tidings_command_verify, &tidings_command_remind,
  &tidings_command_reminders, &tidings_command_log, &tidings_command_retry, &tidings_command_cancel, &tidings_command_limits,
  &tidings_command_programs,
  &tidings_command_costs,
  &tidings_command_account, &tidings_command_practice, &tidings_command_background, &tidings_command_watch,
  &tidings_command_export, &tidings_command_erase,
};

/* The same as a table, which is what can be searched and listed. */
static TidingsCommand *
dup_table (void)
{
  TidingsCommand *table = g_new0 (TidingsCommand, G_N_ELEMENTS (commands) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    table[i] = *commands[i];

  return table;
}

static TidingsExit
print_help (const TidingsCommand *table)
{
  g_autofree char *list = tidings_command_dup_list (table);

  tidings_cli_print ("%s\n\n%s\n%s\n%s\n", _("Usage:\n  tidings [COMMAND] [OPTION…]"),
                     _("Tidings gets text messages to the phones of your household, through your own Twilio account.\n"
                       "Without COMMAND the window opens.\n\nCommands:"),
                     list, _("“tidings COMMAND --help” tells about one command, “tidings --version” the version."));

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
complain_unknown (const TidingsCommand *table,
                  const char           *name)
{
  const TidingsCommand *nearest = tidings_command_find_nearest (table, name);

  if (nearest != NULL)
    tidings_cli_complain (_("There is no command “%1$s”; did you mean “%2$s”?"), name, nearest->name);
  else
    tidings_cli_complain (_("There is no command “%s”; “tidings --help” lists them"), name);

  return TIDINGS_EXIT_USAGE;
}

static TidingsExit
run_command (const TidingsCommand  *table,
             char                 **argv)
{
  g_autoptr(TidingsCli) cli = NULL;
  const TidingsCommand *command = tidings_command_find (table, argv[0]);

  if (command == NULL)
    return complain_unknown (table, argv[0]);

  cli = tidings_cli_new ();
  tidings_cli_follow_practice (cli);

  return tidings_command_run (command, cli, argv);
}

/* `tidings help people add` is `tidings people add --help`. */
static TidingsExit
run_help (const TidingsCommand  *table,
          char                 **names)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) argv = NULL;

  if (names[0] == NULL)
    return print_help (table);

  g_strv_builder_addv (builder, (const char **) names);
  g_strv_builder_add (builder, "--help");
  argv = g_strv_builder_end (builder);

  return run_command (table, argv);
}

/* For the completions of shells. It asks nobody for anything and changes nothing. */
static TidingsExit
complete (const TidingsCommand  *table,
          char                 **argv)
{
  g_autoptr(TidingsCli) cli = tidings_cli_new ();

  tidings_cli_peek_store (cli);
  tidings_cli_follow_practice (cli);

  return tidings_cli_run_complete (cli, table, argv);
}

static TidingsExit
run (char **argv)
{
  g_autofree TidingsCommand *table = dup_table ();

  if (argv[1] == NULL || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return print_help (table);
  if (g_str_equal (argv[1], "help"))
    return run_help (table, argv + 2);
  if (g_str_equal (argv[1], "complete"))
    return complete (table, argv + 1);
  if (g_str_equal (argv[1], "--version"))
    {
      tidings_cli_print ("tidings %s\n", PACKAGE_VERSION);
      return TIDINGS_EXIT_DONE;
    }

  return run_command (table, argv + 1);
}

int
main (int   argc,
      char *argv[])
{
  return tidings_cli_main (argv, run);
}
