/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account and its money: balance with its age, what this month cost, and how long both last. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"
#include "tidings-daily-cost.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_MONEY_GROUP (tidings_money_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMoneyGroup, tidings_money_group, TIDINGS, MONEY_GROUP, AdwPreferencesGroup)

/** TidingsMoneyGroup properties: client (#TidingsClient, writable) */

/** tidings_money_group_set_costs: what was spent a day is learned from @costs */
void tidings_money_group_set_costs (TidingsMoneyGroup *self,
                                    TidingsDailyCost  *costs);
/** tidings_money_group_set_now: ages are told as of @now (UTC milliseconds) */
void tidings_money_group_set_now   (TidingsMoneyGroup *self,
                                    gint64             now);

G_END_DECLS
