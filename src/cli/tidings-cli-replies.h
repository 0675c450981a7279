/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answered, as lines and as JSON. */
#pragma once

#include "tidings-cli-json.h"
#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * tidings_cli_list_replies:
 * @store: the store
 * @message: row id of a text
 * @error: return location
 *
 * Returns: (transfer full) (element-type TidingsInbound) (nullable): what came in as answers to it, oldest first
 */
GPtrArray *tidings_cli_list_replies    (TidingsStore  *store,
                                        gint64         message,
                                        GError       **error);
/** tidings_cli_replies_to_json: Returns: (transfer full): `[{at, from, body, effect, explanation}]`; effect is null where it did nothing */
JsonArray *tidings_cli_replies_to_json (GPtrArray     *replies);
/** tidings_cli_print_replies: writes them under a heading, nothing without any; @now: UTC milliseconds */
void       tidings_cli_print_replies   (GPtrArray     *replies,
                                        gint64         now);

/** tidings_cli_tell_cancel: says on standard error what becomes of people who answer CANCEL */
void       tidings_cli_tell_cancel     (void);

G_END_DECLS
