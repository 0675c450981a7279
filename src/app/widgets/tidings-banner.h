/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line across the window that says what is true for a while, as AdwBanner does in newer libadwaita. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_BANNER (tidings_banner_get_type ())
G_DECLARE_FINAL_TYPE (TidingsBanner, tidings_banner, TIDINGS, BANNER, GtkWidget)

/**
 * TidingsBanner properties: title (string): wraps; button-label (string): no button when empty; button-action (string):
 *   detailed action name of the button; revealed (bool); kind (string): style class `accent`, `warning` or `error`.
 * TidingsBanner::button-clicked: for banners without a button-action
 */

/** tidings_banner_new: Returns: (transfer floating): a banner that is not revealed */
GtkWidget *tidings_banner_new (void);

G_END_DECLS
