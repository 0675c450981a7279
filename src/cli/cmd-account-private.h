/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verbs of `tidings account` that have files of their own. */
#pragma once

#include "tidings-cli-command.h"

G_BEGIN_DECLS

/** tidings_account_run_privacy: shows or sets what is erased at Twilio */
TidingsExit tidings_account_run_privacy (TidingsCli            *cli,
                                         const TidingsCommand  *command,
                                         char                 **argv);
/** tidings_account_run_webhook: shows or switches the receiver */
TidingsExit tidings_account_run_webhook (TidingsCli            *cli,
                                         const TidingsCommand  *command,
                                         char                 **argv);

G_END_DECLS
