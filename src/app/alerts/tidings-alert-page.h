/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One kind of alert: what it is, who gets it, what it says. */
#pragma once

#include <adwaita.h>
#include "tidings-alert-type.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ALERT_PAGE (tidings_alert_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAlertPage, tidings_alert_page, TIDINGS, ALERT_PAGE, AdwBin)

/** tidings_alert_page_new: Returns: (transfer floating): a page to push */
GtkWidget *tidings_alert_page_new (TidingsClient    *client,
                                   TidingsAlertType *type);

G_END_DECLS
