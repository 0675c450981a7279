/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand at the end of a command line that is being typed, for the completions of shells. */
#pragma once

#include "tidings-cli-command.h"

G_BEGIN_DECLS

/** TidingsCandidate: @value: the whole word; @description: (nullable): what it is, for shells that can show it */
typedef struct {
  char *value;
  char *description;
} TidingsCandidate;

/**
 * TidingsCompletion:
 * @cli: the run
 * @table: all commands, ended by a zeroed one
 * @candidates: (element-type TidingsCandidate): what fits, in a good order
 * @wants_files: names of files fit, which shells know best
 */
typedef struct {
  TidingsCli *cli;
  const TidingsCommand *table;
  GPtrArray *candidates;
  gboolean wants_files;
} TidingsCompletion;

/** tidings_completion_init: begins with no candidates; @table must outlive it */
void      tidings_completion_init  (TidingsCompletion    *self,
                                    TidingsCli           *cli,
                                    const TidingsCommand *table);
void      tidings_completion_clear (TidingsCompletion    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TidingsCompletion, tidings_completion_clear)

/**
 * tidings_completion_find:
 * @self: where the candidates go
 * @words: what stands behind `tidings`, at least one; the last one is the word being typed, which may be empty
 *
 * Finds commands, options and values that begin with the last word, in any case. Options and arguments are those that the
 * commands read themselves. Values come from the store, which is only read; nothing is asked of the agent, nothing is started,
 * and what cannot be read is left out.
 */
void      tidings_completion_find  (TidingsCompletion    *self,
                                    char                **words);

/** tidings_cli_run_complete: `tidings complete`, which stands in no list: @table: all other commands */
TidingsExit tidings_cli_run_complete (TidingsCli           *cli,
                                      const TidingsCommand *table,
                                      char                **argv);

G_END_DECLS
