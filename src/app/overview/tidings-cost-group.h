/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of what the last days cost, with the choice of days, its caption, its legend and the way to the table. */
#pragma once

#include <adwaita.h>
#include "tidings-daily-cost.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_COST_GROUP (tidings_cost_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCostGroup, tidings_cost_group, TIDINGS, COST_GROUP, AdwPreferencesGroup)

/** TidingsCostGroup properties: costs (#TidingsDailyCost, writable). Action `costs.view-table` shows the days as a table. */

G_END_DECLS
