/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several texts of one person and type become one: the same words with their count, and what was held until the same moment. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/**
 * tidings_gather_repeat:
 * @core: what the parts share
 * @person: who would get it
 * @message: a text that is about to be stored, its words as they were composed, its fingerprint set, its state by the rules
 * @same: (out) (transfer full) (nullable): the text that says it already, now with its count; %NULL if there is none
 * @error: return location
 *
 * Looks for a text with the very same words to the same person that still waits here. One that is held does not stand for
 * one that may go. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_gather_repeat      (TidingsCore     *core,
                                     TidingsPerson   *person,
                                     TidingsMessage  *message,
                                     TidingsMessage **same,
                                     GError         **error);
/** tidings_gather_mark: sets the message's fingerprint, made of its type and words; 0 for what never becomes part of another: codes, tests, pictures */
void     tidings_gather_mark        (TidingsMessage  *message);

/**
 * tidings_gather_work:
 * @core: what the parts share
 * @error: return location
 *
 * Takes up what was held and is due, and what waited in the queue for too long: what makes no sense any more ends as `missed`;
 * of what is left of one person and type the rules are asked once, for one text. A text alone goes as it is. Works for a part
 * of a turn only: while there is more, something held stays due.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_gather_work        (TidingsCore     *core,
                                     GError         **error);

/** tidings_gather_queued: has queued texts that have waited more than ten minutes for a connection become one for each person and type. Returns: %FALSE with @error set */
gboolean tidings_gather_queued      (TidingsCore     *core,
                                     GError         **error);
/** tidings_gather_look_again: what is held is asked about again in the next turn, because what holds it may have ended or changed: a person's pause and quiet hours, or with 0 the household's pause. Returns: %FALSE with @error set */
gboolean tidings_gather_look_again  (TidingsCore     *core,
                                     gint64           person,
                                     GError         **error);

G_END_DECLS
