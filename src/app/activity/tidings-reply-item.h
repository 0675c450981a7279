/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply as a list shows it, among the texts. */
#pragma once

#include <glib-object.h>
#include "tidings-person.h"
#include "tidings-store-inbound.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REPLY_ITEM (tidings_reply_item_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReplyItem, tidings_reply_item, TIDINGS, REPLY_ITEM, GObject)

/**
 * TidingsReplyItem properties, read-only: title (what was said, first line), subtitle ("Reply from Ben · 14:05 · Opted out"),
 *   message (int64: row id of the text it answers, 0 if none is known), person (int64: row id of who said it, 0 for nobody here)
 */

/** tidings_reply_item_new: @person: (nullable): who has the number now; @now: UTC milliseconds. Returns: (transfer full): the item */
TidingsReplyItem *tidings_reply_item_new     (const TidingsInbound *reply,
                                              TidingsPerson        *person,
                                              gint64                now,
                                              gboolean              hide_text);
/** tidings_reply_item_get_key: Returns: a number that no message and no other reply has */
gint64            tidings_reply_item_get_key (TidingsReplyItem     *self);
/** tidings_reply_item_is_same: Returns: whether both say the same */
gboolean          tidings_reply_item_is_same (TidingsReplyItem     *self,
                                              TidingsReplyItem     *other);

G_END_DECLS
