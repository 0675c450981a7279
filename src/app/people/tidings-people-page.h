/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page People: everyone who gets texts. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PEOPLE_PAGE (tidings_people_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPeoplePage, tidings_people_page, TIDINGS, PEOPLE_PAGE, AdwBin)

/**
 * TidingsPeoplePage properties: client (TidingsClient); search-mode (bool): the search bar is shown; can-search (bool,
 *   read-only): there are so many people that searching helps. Action: page.add
 */

G_END_DECLS
