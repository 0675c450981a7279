/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of `tidings practice` about its time. */
#pragma once

#include "tidings-cli-command.h"

G_BEGIN_DECLS

TidingsExit tidings_practice_run_show  (TidingsCli           *cli,
                                        const TidingsCommand *command,
                                        char                **argv);
TidingsExit tidings_practice_run_ahead (TidingsCli           *cli,
                                        const TidingsCommand *command,
                                        char                **argv);
TidingsExit tidings_practice_run_now   (TidingsCli           *cli,
                                        const TidingsCommand *command,
                                        char                **argv);

G_END_DECLS
