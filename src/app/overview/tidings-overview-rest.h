/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Overview has below the money: what it cost, what comes, what was last, and the phones. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"
#include "tidings-daily-cost.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_OVERVIEW_REST (tidings_overview_rest_get_type ())
G_DECLARE_FINAL_TYPE (TidingsOverviewRest, tidings_overview_rest, TIDINGS, OVERVIEW_REST, GtkBox)

/**
 * tidings_overview_rest_new:
 * @client: what is shown
 *
 * Returns: (transfer floating): groups that follow the client, and the store while they are shown
 */
TidingsOverviewRest *tidings_overview_rest_new       (TidingsClient       *client);

/** tidings_overview_rest_look: reads the store again; ages and "yesterday" want that every minute while the groups are shown */
void                 tidings_overview_rest_look      (TidingsOverviewRest *self);

/** tidings_overview_rest_get_costs: Returns: (transfer none): what the days cost */
TidingsDailyCost    *tidings_overview_rest_get_costs (TidingsOverviewRest *self);

G_END_DECLS
