/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Activity: every message with where it is and why, newest first. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ACTIVITY_PAGE (tidings_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsActivityPage, tidings_activity_page, TIDINGS, ACTIVITY_PAGE, AdwBin)

/**
 * TidingsActivityPage properties: client (TidingsClient): what is shown; search-mode (bool): whether the search is open
 */

G_END_DECLS
