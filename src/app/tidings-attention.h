/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many texts failed since Activity was last looked at: what the badge of its tab says, whether the page exists or not. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ATTENTION (tidings_attention_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAttention, tidings_attention, TIDINGS, ATTENTION, GObject)

/**
 * TidingsAttention properties, read-only:
 *   count (uint): texts whose failure became known after the setting `activity-seen`, at most 200; is-needed (bool): any at all
 */

/** tidings_attention_new: Returns: (transfer full): a count that follows the messages of @client and what @settings say was seen */
TidingsAttention *tidings_attention_new      (TidingsClient    *client,
                                              GSettings        *settings);
/** tidings_attention_note_seen: the person looks at Activity now, so nothing asks for them any more */
void              tidings_attention_note_seen (TidingsAttention *self);

G_END_DECLS
