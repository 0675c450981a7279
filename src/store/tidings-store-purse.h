/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about what takes from the limits: texts by type, money by alert group, and moving both when the clock was moved. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * tidings_store_count_texts_of_type:
 * @self: a store
 * @person: person's row id
 * @type: alert type's id
 * @since: UTC milliseconds, inclusive, of queued_at
 * @until: UTC milliseconds, exclusive
 * @first_at: (out) (optional): when the first of them was counted, 0 if there is none
 *
 * Returns: texts of the type to the person that tidings_store_count_texts() counts; more than any limit if the store cannot be
 *   read
 */
guint    tidings_store_count_texts_of_type (TidingsStore  *self,
                                            gint64         person,
                                            const char    *type,
                                            gint64         since,
                                            gint64         until,
                                            gint64        *first_at);

/**
 * tidings_store_sum_prices_between:
 * @self: a store
 * @group: (nullable): alert group, %NULL for all
 * @since: UTC milliseconds, inclusive, of queued_at
 * @until: UTC milliseconds, exclusive
 * @settled_micros: (out) (optional): what Twilio has billed
 * @reserved_micros: (out) (optional): estimates of what is not settled yet
 *
 * Sums over the texts that tidings_store_count_texts() counts; both are more than any budget if the store cannot be read.
 * A text whose price Twilio has named counts with that, also if it is 0; one that Twilio never named a price for keeps counting with its estimate; one without an estimate with what was set aside for
 * it (reserved_micros), or with nothing.
 */
void     tidings_store_sum_prices_between  (TidingsStore  *self,
                                            const char    *group,
                                            gint64         since,
                                            gint64         until,
                                            gint64        *settled_micros,
                                            gint64        *reserved_micros);

/** tidings_store_get_first_counted_at: Returns: UTC milliseconds of the first counted text from @since on, 0 if there is none */
gint64   tidings_store_get_first_counted_at (TidingsStore *self,
                                             gint64        since);

/**
 * tidings_store_move_counted:
 * @self: a store
 * @since: UTC milliseconds; what was counted earlier stays where it is
 * @by_ms: milliseconds, either way
 * @error: return location
 *
 * The clock was moved by @by_ms: the instants at which texts were counted and codes were sent go along, so that all is as old as
 * it was. What Twilio keeps for a later moment stays: its clock was not moved.
 *
 * Returns: %FALSE with @error set; nothing has changed then
 */
gboolean tidings_store_move_counted        (TidingsStore  *self,
                                            gint64         since,
                                            gint64         by_ms,
                                            GError       **error);

G_END_DECLS
