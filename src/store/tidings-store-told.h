/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about who has a reminder's text already, and about what was written down while the clock was ahead. */
#pragma once

#include "tidings-store-moments.h"

G_BEGIN_DECLS

/**
 * tidings_store_list_told:
 * @self: a store
 * @moment: a moment
 * @kept_after: what Twilio keeps for later than this (UTC milliseconds) does not count; %G_MAXINT64 to count all of it
 * @error: return location
 *
 * A text counts as told when it left or may have left, by itself or as part of another, and nobody knows that it did not arrive.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): row ids of the people who have a text of that moment
 */
GArray    *tidings_store_list_told           (TidingsStore            *self,
                                              const TidingsDueMoment  *moment,
                                              gint64                   kept_after,
                                              GError                 **error);
/** tidings_store_list_early: Returns: (transfer full) (element-type TidingsMessage) (nullable): texts held or queued here of reminders' moments that come after @now, and those that only say what such would have said */
GPtrArray *tidings_store_list_early          (TidingsStore            *self,
                                              gint64                   now,
                                              GError                 **error);
/** tidings_store_list_unfinished_reminders: Returns: (transfer full) (element-type gint64): row ids, larger than @after, of reminders that nobody said were done; at most @limit */
GArray    *tidings_store_list_unfinished_reminders (TidingsStore      *self,
                                              gint64                   after,
                                              guint                    limit);
/** tidings_store_drop_chain: forgets to whom an occurrence that was overdue went on. Returns: %FALSE with @error set */
gboolean   tidings_store_drop_chain          (TidingsStore            *self,
                                              gint64                   reminder,
                                              const char              *wall,
                                              GError                 **error);

G_END_DECLS
