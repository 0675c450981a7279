/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows with which everything is exported into a file. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_EXPORT_GROUP (tidings_export_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsExportGroup, tidings_export_group, TIDINGS, EXPORT_GROUP, AdwPreferencesGroup)

/** tidings_export_group_set_client: whose store it exports */
void tidings_export_group_set_client (TidingsExportGroup *self,
                                      TidingsClient      *client);

G_END_DECLS
