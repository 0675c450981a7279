/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Activity looks for, as buttons: choices in a popover, and each one that is made as a pill that takes it back. */
#pragma once

#include <adwaita.h>
#include "tidings-activity-filter.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ACTIVITY_BAR (tidings_activity_bar_get_type ())
G_DECLARE_FINAL_TYPE (TidingsActivityBar, tidings_activity_bar, TIDINGS, ACTIVITY_BAR, AdwBin)

/**
 * tidings_activity_bar_set_filter:
 * @self: a bar
 * @client: who knows people and alert types
 * @filter: what the buttons set
 */
void tidings_activity_bar_set_filter (TidingsActivityBar    *self,
                                      TidingsClient         *client,
                                      TidingsActivityFilter *filter);

G_END_DECLS
