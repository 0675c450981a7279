/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of `tidings types` that are about types of one's own. */
#pragma once

#include "tidings-cli-command.h"

G_BEGIN_DECLS

TidingsExit tidings_cli_run_types_add    (TidingsCli            *cli,
                                          const TidingsCommand  *command,
                                          char                 **argv);
TidingsExit tidings_cli_run_types_edit   (TidingsCli            *cli,
                                          const TidingsCommand  *command,
                                          char                 **argv);
TidingsExit tidings_cli_run_types_remove (TidingsCli            *cli,
                                          const TidingsCommand  *command,
                                          char                 **argv);

G_END_DECLS
