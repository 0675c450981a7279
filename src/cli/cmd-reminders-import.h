/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `tidings reminders import`. */
#pragma once

#include "tidings-cli-command.h"

G_BEGIN_DECLS

TidingsExit tidings_cli_run_reminders_import (TidingsCli           *cli,
                                              const TidingsCommand *command,
                                              char                **argv);

G_END_DECLS
