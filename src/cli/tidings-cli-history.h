/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `tidings people history`, for the group that it belongs to. */
#pragma once

#include "tidings-cli-command.h"

G_BEGIN_DECLS

/** tidings_cli_run_history: shows the trail of somebody's consent and numbers. Returns: how the program ends */
TidingsExit tidings_cli_run_history (TidingsCli           *cli,
                                     const TidingsCommand *command,
                                     char                **argv);

G_END_DECLS
