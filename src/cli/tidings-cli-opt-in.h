/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back for somebody who texted STOP. */
#pragma once

#include "tidings-cli-command.h"
#include "tidings-person.h"
#include "tidings-qr.h"

G_BEGIN_DECLS

/** tidings_cli_run_opt_in: `tidings people opt-in WHO` */
TidingsExit  tidings_cli_run_opt_in         (TidingsCli           *cli,
                                             const TidingsCommand *command,
                                             char                **argv);
/** tidings_cli_get_opt_out_words: Returns: (transfer none): how it became known that the person wants no texts, in the process's language */
const char  *tidings_cli_get_opt_out_words  (TidingsPerson        *person);
/** tidings_cli_dup_blocks: Returns: (transfer full): the code with its margin as lines of half blocks, each ended */
char        *tidings_cli_dup_blocks         (const TidingsQr      *qr);

G_END_DECLS
