/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's money in words. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_MONEY (tidings_money_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMoney, tidings_money, TIDINGS, MONEY, GObject)

/**
 * TidingsMoney properties:
 *   read-write, as the client has them: balance, currency, spent, reserved, budget (decimal strings, "" where unknown),
 *   usage-today-price, usage-month-price (likewise), usage-at (int64, 0 where never asked), usage-today-texts, usage-month-texts
 *   (int64, -1 where unknown), day-spent, day-budget (decimal strings), forecast-at (int64, UTC milliseconds, 0 for not this
 *   month), forecast-what (`texts` or `money`), forecast-texts (int64, -1 where unknown), forecast-price (decimal string),
 *   balance-at (int64, UTC milliseconds, 0 where never asked), now (int64, UTC milliseconds);
 *   read-only: balance-words ("$12.85"), age-words ("Updated 5 minutes ago"), spent-words ("$3.42, and about $0.05 not billed
 *   yet"), budget-words ("Of a budget of $20.00", "" without one),
 *   usage-words ("Today 3 texts, $0.05 · This month 20 texts, $0.40", what Twilio counted for the whole account; "" if unknown),
 *   day-words ("$0.50 of $2.00", "" without a limit a day), forecast-words ("At this pace the texts of this month last until 24 Nov", "At
 *   this pace 212 texts this month, for $3.42"; "" if unknown)
 */

/** tidings_money_new: Returns: (transfer full): nothing known */
TidingsMoney *tidings_money_new (void);

G_END_DECLS
