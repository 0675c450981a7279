/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands as data: their names, arguments and help, and reading what was typed after them. */
#pragma once

#include "tidings-cli.h"

G_BEGIN_DECLS

typedef struct _TidingsCommand TidingsCommand;

typedef TidingsExit (*TidingsCommandFunc) (TidingsCli           *cli,
                                           const TidingsCommand *command,
                                           char                **argv);

/** TidingsCommandListener: gets the options of a command, ended by a zeroed one, instead of their being read; %NULL if it has none */
typedef void (*TidingsCommandListener) (const TidingsCommand *self,
                                        const GOptionEntry   *entries);

/**
 * TidingsCommand:
 * @name: as typed after `tidings`: "send", "people add"
 * @arguments: (nullable): names of the arguments, for help and errors; translated on use
 * @summary: one sentence; translated on use
 * @details: (nullable): more of them, for its own help; translated on use
 * @n_min: fewest arguments
 * @n_max: most arguments
 * @run: what it does; argv[0] is the command's own name
 * @verbs: (nullable): the commands of a group, ended by a zeroed one; the first is meant when none is named
 * @listener: (nullable): of a copy that is asked for its options only: tidings_command_parse() calls it and lets nothing be done
 * @listener_data: for @listener
 */
struct _TidingsCommand {
  const char *name;
  const char *arguments;
  const char *summary;
  const char *details;
  guint n_min;
  guint n_max;
  TidingsCommandFunc run;
  const TidingsCommand *verbs;
  TidingsCommandListener listener;
  gpointer listener_data;
};

/** tidings_command_find: Returns: (transfer none) (nullable): the command of the table whose (last) name is @name */
const TidingsCommand *tidings_command_find    (const TidingsCommand *table,
                                               const char           *name);

/** tidings_command_find_nearest: Returns: (transfer none) (nullable): what was probably meant: at most two letters off, or begun with @name */
const TidingsCommand *tidings_command_find_nearest (const TidingsCommand *table,
                                                    const char           *name);

/** tidings_command_get_last_name: Returns: (transfer none): "add" of "people add" */
const char           *tidings_command_get_last_name (const TidingsCommand *self);

/** tidings_command_run: runs it, or the verb of its group that argv[1] names, or shows the group's help. Returns: how the program ends */
TidingsExit           tidings_command_run     (const TidingsCommand *self,
                                               TidingsCli           *cli,
                                               char                **argv);

/**
 * tidings_command_parse:
 * @self: the command
 * @entries: (nullable): its options, ended by a zeroed one; strings are of kind %G_OPTION_ARG_FILENAME (argv is UTF-8 here)
 * @argv: what was typed, argv[0] being the command's name
 * @arguments: (out) (transfer full): what is no option; as many as the command takes
 * @status: (out): how the program ends, if it does
 *
 * Reads options and arguments. With --help it prints the command's help; with wrong usage, one line that says so.
 *
 * Returns: whether the command goes on
 */
gboolean              tidings_command_parse   (const TidingsCommand *self,
                                               const GOptionEntry   *entries,
                                               char                **argv,
                                               char               ***arguments,
                                               TidingsExit          *status);

/** tidings_command_usage: prints one line on standard error with the way to the command's help. Returns: %TIDINGS_EXIT_USAGE */
TidingsExit           tidings_command_usage   (const TidingsCommand *self,
                                               const char           *format,
                                               ...) G_GNUC_PRINTF (2, 3);

/** tidings_command_dup_list: Returns: (transfer full): the table's names and summaries as lines of help */
char                 *tidings_command_dup_list (const TidingsCommand *table);

/* The command groups, each in a file of its own. */
extern const TidingsCommand tidings_command_status;
extern const TidingsCommand tidings_command_send;
extern const TidingsCommand tidings_command_alert;
extern const TidingsCommand tidings_command_retry;
extern const TidingsCommand tidings_command_cancel;
extern const TidingsCommand tidings_command_types;
extern const TidingsCommand tidings_command_people;
extern const TidingsCommand tidings_command_pause;
extern const TidingsCommand tidings_command_verify;
extern const TidingsCommand tidings_command_remind;
extern const TidingsCommand tidings_command_reminders;
extern const TidingsCommand tidings_command_log;
extern const TidingsCommand tidings_command_limits;
extern const TidingsCommand tidings_command_programs;
extern const TidingsCommand tidings_command_costs;
extern const TidingsCommand tidings_command_account;
extern const TidingsCommand tidings_command_background;
extern const TidingsCommand tidings_command_watch;
extern const TidingsCommand tidings_command_practice;
extern const TidingsCommand tidings_command_export;
extern const TidingsCommand tidings_command_erase;

G_END_DECLS
