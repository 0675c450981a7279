/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that do not stay at Twilio: their bodies, or the whole records, are erased there once nothing more is learned of them. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/**
 * TidingsErasures:
 *
 * What is to be erased stands in the store, with the moment of its next try, until Twilio has done it or will not; so
 * neither an end of the process nor days without a connection lose it. One request at a time is on its way, and none while it is not
 * known of some text to the same phone whether it left: what is gone could not be compared with that any more (Twilio
 * reference, section 13.4, step 7).
 */
typedef struct _TidingsErasures TidingsErasures;

/** tidings_erasures_new: Returns: (transfer full): with nothing on its way; @core outlives it */
TidingsErasures *tidings_erasures_new         (TidingsCore          *core);
void             tidings_erasures_free        (TidingsErasures      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsErasures, tidings_erasures_free)

/**
 * tidings_erasures_plan:
 * @core: what the parts share, in the transaction that writes @message
 * @message: a message that is being written
 * @before: the state it was in
 * @error: return location
 *
 * Plans to erase a text that has just ended, if it is private or all are to be erased: at once when its price is known or
 * none will come, otherwise a day later or when the price comes. The end of a doubt lets go what waited for it.
 *
 * Returns: %FALSE with @error set
 */
gboolean         tidings_erasures_plan        (TidingsCore          *core,
                                               TidingsMessage       *message,
                                               TidingsMessageState   before,
                                               GError              **error);
/** tidings_erasures_plan_answer: plans to erase an answer from @number, if all texts are to be erased. Returns: %FALSE with @error set */
gboolean         tidings_erasures_plan_answer (TidingsCore          *core,
                                               const char           *sid,
                                               const char           *number,
                                               GError              **error);

/** tidings_erasures_work: takes up what is due; @has_room: whether another request may leave now */
void             tidings_erasures_work        (TidingsErasures      *self,
                                               gboolean              has_room);
/** tidings_erasures_go_on: the process has begun, the clock was set, or there may be a connection again: nothing waits longer than it must */
void             tidings_erasures_go_on       (TidingsErasures      *self);
/** tidings_erasures_get_next_at: Returns: UTC milliseconds at which there is work, 0 for none or while a request is on its way */
gint64           tidings_erasures_get_next_at (TidingsErasures      *self);
/** tidings_erasures_is_busy: Returns: whether a request is on its way */
gboolean         tidings_erasures_is_busy     (TidingsErasures      *self);

G_END_DECLS
