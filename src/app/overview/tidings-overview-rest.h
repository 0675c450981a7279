/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Overview has below what is left: texts that wait, money, what comes and what was last. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_OVERVIEW_REST (tidings_overview_rest_get_type ())
G_DECLARE_FINAL_TYPE (TidingsOverviewRest, tidings_overview_rest, TIDINGS, OVERVIEW_REST, GtkBox)

/**
 * tidings_overview_rest_new:
 * @client: what is shown
 *
 * Returns: (transfer floating): groups that follow the client, and the store while they are shown
 */
TidingsOverviewRest *tidings_overview_rest_new     (TidingsClient       *client);

/**
 * tidings_overview_rest_set_now:
 * @now: Unix milliseconds, from which ages and "yesterday" are told
 *
 * Has to be told again and again while the groups are shown.
 */
void                 tidings_overview_rest_set_now (TidingsOverviewRest *self,
                                                    gint64               now);

G_END_DECLS
