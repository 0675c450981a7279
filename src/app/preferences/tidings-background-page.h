/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what happens while no window is open: starting at login, notifications, and programs that raise alerts. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_BACKGROUND_PAGE (tidings_background_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsBackgroundPage, tidings_background_page, TIDINGS, BACKGROUND_PAGE, AdwPreferencesPage)

/** tidings_background_page_bind: shows the settings and what @client knows from now on; once */
void tidings_background_page_bind (TidingsBackgroundPage *self,
                                   TidingsClient         *client,
                                   GSettings             *settings);
/** tidings_background_page_show_programs: scrolls to what programs may send */
void tidings_background_page_show_programs (TidingsBackgroundPage *self);
/** tidings_background_page_look: looks anew what somebody else may have changed */
void tidings_background_page_look (TidingsBackgroundPage *self);

G_END_DECLS
