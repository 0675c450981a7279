/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about days: what was sent on each and what it cost, and when a phone was last reached. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsDaySum:
 * @n_texts: texts that count on that day, as tidings_store_count_texts() counts
 * @billed_micros: what Twilio has billed for them
 * @pending_micros: estimates of what it has not billed yet
 */
typedef struct {
  guint n_texts;
  gint64 billed_micros;
  gint64 pending_micros;
} TidingsDaySum;

/**
 * tidings_store_sum_days:
 * @self: a store
 * @starts: (array): UTC milliseconds at which the days begin, rising, and then the end of the last one: @n_days + 1 of them
 * @n_days: how many days
 * @currency: (nullable): ISO 4217: money in another currency is left out, its texts are not; %NULL or "" for all
 * @sums: (out caller-allocates) (array length=n_days): a sum for each day
 * @error: return location
 *
 * A text belongs to the day on which it was counted; money is summed as tidings_store_sum_prices_between() does. Days are
 * whatever the caller takes for one: 23 or 25 hours where clocks change.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_store_sum_days            (TidingsStore   *self,
                                            const gint64   *starts,
                                            guint           n_days,
                                            const char     *currency,
                                            TidingsDaySum  *sums,
                                            GError        **error);

/**
 * tidings_store_get_last_delivered_at:
 * @self: a store
 * @number: E.164
 *
 * Returns: UTC milliseconds at which the last text to the number that arrived did so; 0 if none has, or the store cannot be read
 */
gint64   tidings_store_get_last_delivered_at (TidingsStore *self,
                                              const char   *number);

G_END_DECLS
