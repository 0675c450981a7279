/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of the receiver of reports. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_RECEIVER_PAGE (tidings_receiver_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReceiverPage, tidings_receiver_page, TIDINGS, RECEIVER_PAGE, AdwPreferencesPage)

/** tidings_receiver_page_set_client: once, before it is shown; @settings hold what was entered last */
void tidings_receiver_page_set_client (TidingsReceiverPage *self,
                                       TidingsClient       *client,
                                       GSettings           *settings);

G_END_DECLS
