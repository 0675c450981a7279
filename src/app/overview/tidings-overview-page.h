/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Overview: first steps, what is left, money, what waits, what comes and what was last. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_OVERVIEW_PAGE (tidings_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsOverviewPage, tidings_overview_page, TIDINGS, OVERVIEW_PAGE, AdwBin)

/** TidingsOverviewPage properties: client (TidingsClient): what is shown. Action `page.refresh` asks for the balance. */

G_END_DECLS
