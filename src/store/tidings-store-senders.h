/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about what an account can send from. */
#pragma once

#include "tidings-sender.h"
#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * tidings_store_put_senders:
 * @self: a store
 * @account: name of the account
 * @senders: (element-type TidingsSender): all of them, as they were listed now; each id once
 * @at: UTC milliseconds at which they were listed
 * @error: return location
 *
 * Replaces what is known of the account, in one transaction. Another account's stay.
 *
 * Returns: %FALSE with @error set; nothing has changed then
 */
gboolean   tidings_store_put_senders     (TidingsStore  *self,
                                          const char    *account,
                                          GPtrArray     *senders,
                                          gint64         at,
                                          GError       **error);
/** tidings_store_list_senders: Returns: (transfer full) (element-type TidingsSender) (nullable): of the account, sorted by id; empty if it was never listed */
GPtrArray *tidings_store_list_senders    (TidingsStore  *self,
                                          const char    *account,
                                          GError       **error);
/** tidings_store_dup_last_sender: Returns: (transfer full) (nullable): what the latest text that left for this number of this person came from */
char      *tidings_store_dup_last_sender (TidingsStore  *self,
                                          gint64         person,
                                          const char    *number);

G_END_DECLS
