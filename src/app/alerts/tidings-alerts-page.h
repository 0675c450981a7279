/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Alerts: every kind of alert by group, and who gets it. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ALERTS_PAGE (tidings_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAlertsPage, tidings_alerts_page, TIDINGS, ALERTS_PAGE, AdwBin)

/** TidingsAlertsPage properties: client (TidingsClient): what is shown; search-mode (bool): whether the search is open */

G_END_DECLS
