/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of texts that waited here: the rules are asked again. */
#pragma once

#include "tidings-core.h"
#include "tidings-router.h"

G_BEGIN_DECLS

/**
 * tidings_release_one:
 * @core: what the parts share
 * @message: a held message whose moment has come, or one that is sent again
 * @is_forced: a person asked for it now: quiet hours do not hold it
 * @error: return location
 *
 * Asks the rules again and queues, holds on or skips it.
 *
 * Returns: %FALSE with @error set
 */
gboolean   tidings_release_one      (TidingsCore         *core,
                                   TidingsMessage      *message,
                                   gboolean             is_forced,
                                   GError             **error);

/** tidings_release_settle: puts a verdict into a message of the store and its story, and tells the desktop; @choice: (nullable): what it comes from. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean   tidings_release_settle   (TidingsCore           *core,
                                     TidingsMessage        *message,
                                     const TidingsVerdict  *verdict,
                                     TidingsChoice         *choice,
                                     GError               **error);
/** tidings_release_find_addressee: @person: (out) (transfer full) (nullable): whom the message is for; %NULL if that no longer holds, because a text goes to the number it was written for, or not at all. Returns: %FALSE with @error set if that cannot be read */
gboolean   tidings_release_find_addressee (TidingsCore     *core,
                                           TidingsMessage  *message,
                                           TidingsPerson  **person,
                                           GError         **error);

/**
 * tidings_release_may_leave:
 * @core: what the parts share
 * @message: a queued message whose turn has come
 * @may_leave: (out): whether it still may; otherwise the message says what becomes of it and why, and is to be written
 * @error: return location
 *
 * Somebody may have paused, switched off, opted out or gone while it waited for its turn.
 *
 * Returns: %FALSE with @error set if that cannot be read now
 */
gboolean   tidings_release_may_leave (TidingsCore     *core,
                                     TidingsMessage  *message,
                                     gboolean        *may_leave,
                                     GError         **error);

G_END_DECLS
