/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice time: how far ahead a person has put the clock to see what will happen, and the way back from there. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/** tidings_store_get_practice_ahead: Returns: milliseconds that the household's clock is ahead of the computer's in practice mode, 0 for not */
gint64   tidings_store_get_practice_ahead (TidingsStore  *self);
/** tidings_store_set_practice_ahead: keeps @ahead_ms for whoever asks for the time from now on; 0 forgets it. Returns: %FALSE with @error set */
gboolean tidings_store_set_practice_ahead (TidingsStore  *self,
                                           gint64         ahead_ms,
                                           GError       **error);
/** tidings_store_get_next_waiting: Returns: UTC milliseconds, after @now, at which the next text that is held or queued may leave, 0 for none */
gint64   tidings_store_get_next_waiting   (TidingsStore  *self,
                                           gint64         now);
/**
 * tidings_store_return_to:
 * @self: a store
 * @now: UTC milliseconds of the present
 * @error: return location
 *
 * Takes everything that was written down ahead of @now back to it: what happened in the time that was tried out happened by
 * now, takes from no limit, and keeps no text of that time from coming when it is truly due. A chore that a practice phone said
 * was done is to be done again, as long as its own moment is to come; what somebody did at the computer stays.
 *
 * Returns: %FALSE with @error set; nothing has changed then
 */
gboolean tidings_store_return_to          (TidingsStore  *self,
                                           gint64         now,
                                           GError       **error);

G_END_DECLS
