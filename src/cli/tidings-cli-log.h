/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of `tidings log` share. */
#pragma once

#include "tidings-cli.h"
#include "tidings-store-messages.h"

G_BEGIN_DECLS

/** tidings_cli_log_dup_state: Returns: (transfer full): the state, with the reason's name for rules: "skipped: not-verified" */
char        *tidings_cli_log_dup_state (TidingsMessage              *message);
/** tidings_cli_log_dup_whom: Returns: (transfer full): the name, or the number of somebody who was removed */
char        *tidings_cli_log_dup_whom  (TidingsMessage              *message);

/** tidings_cli_log_show: prints everything about one text and its story */
TidingsExit  tidings_cli_log_show      (TidingsCli                  *cli,
                                        gint64                       id,
                                        gboolean                     json);
/** tidings_cli_log_refresh: has the agent ask Twilio what became of one text. Returns: whether it did */
gboolean     tidings_cli_log_refresh   (TidingsCli                  *cli,
                                        gint64                       id,
                                        GError                     **error);
/** tidings_cli_log_remove: has the agent delete one text that has ended */
TidingsExit  tidings_cli_log_remove    (TidingsCli                  *cli,
                                        gint64                       id);
/** tidings_cli_log_follow: prints what @filter lets through, and goes on with what comes, until interrupted */
TidingsExit  tidings_cli_log_follow    (TidingsCli                  *cli,
                                        const TidingsMessageFilter  *filter,
                                        gboolean                     json);

G_END_DECLS
