/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's money in words. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_MONEY (tidings_money_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMoney, tidings_money, TIDINGS, MONEY, GObject)

/**
 * TidingsMoney properties:
 *   read-write, as the client has them: balance, currency, spent, reserved (decimal strings, "" where unknown), usage-today-price,
 *   usage-month-price (likewise), usage-at (int64, 0 where never asked), usage-today-texts, usage-month-texts (int64, -1 where
 *   unknown), forecast-at (int64, UTC milliseconds, 0 for not this month), forecast-what (`texts` or `money`), forecast-texts
 *   (int64, -1 where unknown), forecast-price (decimal string), balance-at (int64, UTC milliseconds, 0 where never asked);
 *   read-write, of others: now (int64, UTC milliseconds), pace (int64, millionths spent a day, -1 where unknown);
 *   read-only: balance-words ("$12.85"), is-balance-hidden (bool: Twilio was asked, and does not tell this key), age-words
 *   ("Updated 5 minutes ago"), lasts-words ("Lasts about 9 weeks", "" if unknown), spent-words ("$3.42", "about $3.47" with what
 *   is not billed yet), usage-words ("Today 3 texts, $0.05 · This month 20 texts, $0.40", what Twilio counted for the whole account; "" if
 *   unknown), is-ending (bool: a limit of this month is or will be reached), forecast-words ("At this pace the texts of this month
 *   last until 24 Nov", "About $4.10 for 212 texts by the end of the month"; "" if unknown)
 */

/** tidings_money_new: Returns: (transfer full): nothing known */
TidingsMoney *tidings_money_new (void);

G_END_DECLS
