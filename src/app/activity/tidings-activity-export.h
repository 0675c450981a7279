/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking along what Activity shows: asks where to, and tells in a strip how far it is. */
#pragma once

#include <adwaita.h>
#include "tidings-activity-filter.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ACTIVITY_EXPORT (tidings_activity_export_get_type ())
G_DECLARE_FINAL_TYPE (TidingsActivityExport, tidings_activity_export, TIDINGS, ACTIVITY_EXPORT, AdwBin)

/**
 * tidings_activity_export_set_filter:
 * @self: a strip
 * @client: the client
 * @filter: what is taken along
 */
void tidings_activity_export_set_filter (TidingsActivityExport *self,
                                         TidingsClient         *client,
                                         TidingsActivityFilter *filter);

/** tidings_activity_export_open: asks where to and begins, unless it does so already */
void tidings_activity_export_open       (TidingsActivityExport *self);

G_END_DECLS
