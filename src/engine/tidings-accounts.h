/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows when texts leave through another account. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/**
 * tidings_accounts_take_over:
 * @core: what the parts share; its settings name the account
 * @error: return location
 *
 * When the account is not the one that the store was used with last, also by an earlier process: what was on its way with
 * the other is left as it stands, what waited is canceled. What an account that proves nothing has confirmed, refused or
 * counted ends when one comes that does. Otherwise it does nothing.
 *
 * Returns: %FALSE with @error set; nothing is changed then, and nothing may leave before it has succeeded
 */
gboolean tidings_accounts_take_over (TidingsCore  *core,
                                     GError      **error);

G_END_DECLS
