/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer in words: what somebody said, and what that did. */
#pragma once

#include "tidings-store-inbound.h"

G_BEGIN_DECLS

/**
 * tidings_reply_dup_text:
 * @reply: an answer
 * @hide_text: whether texts stay hidden
 *
 * Returns: (transfer full): what was said; "Reply" when it is hidden, and words for a picture that came alone
 */
char *tidings_reply_dup_text   (const TidingsInbound *reply,
                                gboolean              hide_text);

/** tidings_reply_dup_effect: Returns: (transfer full): what the answer did, "Opted out"; "" for nothing but to be kept */
char *tidings_reply_dup_effect (const TidingsInbound *reply);

G_END_DECLS
