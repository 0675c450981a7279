/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one person: number, delivery, alerts, and the way out. Pushed over the window; goes by itself with the person. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PERSON_PAGE (tidings_person_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPersonPage, tidings_person_page, TIDINGS, PERSON_PAGE, AdwBin)

/** TidingsPersonPage properties: client (TidingsClient, construct-only); person-id (int64, construct-only) */

/** tidings_person_page_new: Returns: (transfer floating): the page, for tidings_push_page() */
GtkWidget *tidings_person_page_new (TidingsClient *client,
                                    gint64         person_id);

G_END_DECLS
