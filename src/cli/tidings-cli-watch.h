/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following texts until nothing more comes of them, across restarts of the agent. */
#pragma once

#include "tidings-cli.h"
#include "tidings-message.h"

G_BEGIN_DECLS

/** TidingsWaitFunc: Returns: whether the message needs no more waiting */
typedef gboolean (*TidingsWaitFunc) (TidingsMessage *message);

/** tidings_message_is_settled: Returns: whether nothing more comes of it soon: it is final, held, scheduled, or its receipt was given up */
gboolean   tidings_message_is_settled   (TidingsMessage   *message);

/** tidings_message_has_left: Returns: whether Twilio has it, or it is settled */
gboolean   tidings_message_has_left     (TidingsMessage   *message);

/**
 * tidings_cli_read_messages:
 * @self: the run
 * @ids: (element-type gint64): row ids
 * @error: return location
 *
 * Returns: (transfer full) (element-type TidingsMessage) (nullable): the rows as they are now, in the place of one that was merged the one that
 *   says it; those that are gone are left out
 */
GPtrArray *tidings_cli_read_messages    (TidingsCli       *self,
                                         GArray           *ids,
                                         GError          **error);

/**
 * tidings_cli_wait_messages:
 * @self: the run
 * @ids: (element-type gint64): row ids
 * @is_done: when a message needs no more waiting
 * @deadline: UTC milliseconds at which to stop waiting, 0 for never
 * @error: return location
 *
 * Waits for the agent to say that messages changed and reads them again. An agent that goes away is started anew, for
 * the messages are safe in the store and it goes on with them.
 *
 * Returns: (transfer full) (element-type TidingsMessage) (nullable): the rows as they are at the end
 */
GPtrArray *tidings_cli_wait_messages    (TidingsCli       *self,
                                         GArray           *ids,
                                         TidingsWaitFunc   is_done,
                                         gint64            deadline,
                                         GError          **error);

/** TidingsChangedFunc: something may have changed. Returns: whether to go on watching */
typedef gboolean (*TidingsChangedFunc) (gpointer   user_data,
                                        GError   **error);

/**
 * tidings_cli_follow_messages:
 * @self: the run
 * @changed: called at first and whenever messages may have changed
 * @user_data: for @changed
 * @error: return location
 *
 * Returns: %FALSE with @error set, from @changed or because the bus went away
 */
gboolean   tidings_cli_follow_messages  (TidingsCli         *self,
                                         TidingsChangedFunc  changed,
                                         gpointer            user_data,
                                         GError            **error);

G_END_DECLS
