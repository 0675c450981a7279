/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One day's texts and what they cost, in numbers for a bar and in words for people. */
#pragma once

#include <glib-object.h>
#include "tidings-store-days.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_DAY_COST (tidings_day_cost_get_type ())
G_DECLARE_FINAL_TYPE (TidingsDayCost, tidings_day_cost, TIDINGS, DAY_COST, GObject)

/**
 * TidingsDayCost properties, all read-only, notified by tidings_day_cost_update():
 *   start (int64, UTC milliseconds at which the day begins), n-texts (uint), billed, pending (int64, millionths), is-today (bool),
 *   name ("22 Nov: $0.24, 5 texts"; says what of it is not billed yet), day ("22 Nov", "Today"), tick (what stands under its bar:
 *   "22 Nov", or "Sat" while days are few; "Today"), texts ("5 texts"), cost ("$0.24", "about $0.04, not billed yet"; "–" for
 *   a day without texts)
 */

/** tidings_day_cost_new: @start: UTC milliseconds. Returns: (transfer full): a day of which nothing is known yet */
TidingsDayCost *tidings_day_cost_new       (gint64               start);

/**
 * tidings_day_cost_update:
 * @self: a day
 * @sum: its texts and money
 * @currency: ISO 4217
 * @is_today: whether it is the day that is not over yet
 * @is_week: whether a weekday tells it from the others that are shown
 */
void            tidings_day_cost_update    (TidingsDayCost      *self,
                                            const TidingsDaySum *sum,
                                            const char          *currency,
                                            gboolean             is_today,
                                            gboolean             is_week);
/** tidings_day_cost_get_start: Returns: UTC milliseconds at which the day begins */
gint64          tidings_day_cost_get_start (TidingsDayCost      *self);

G_END_DECLS
