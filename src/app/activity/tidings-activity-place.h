/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place in the list of Activity: rows come and go at its ends, and what is read stays where it is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_ACTIVITY_PLACE (tidings_activity_place_get_type ())
G_DECLARE_FINAL_TYPE (TidingsActivityPlace, tidings_activity_place, TIDINGS, ACTIVITY_PLACE, GObject)

/** tidings_activity_place_new: @scroller: what the rows are scrolled in, which must outlive it. Returns: (transfer full): a place that keeps nothing */
TidingsActivityPlace *tidings_activity_place_new      (GtkScrolledWindow    *scroller);

/** tidings_activity_place_find_row: Returns: (transfer none) (nullable): the row of that message, %NULL if there is none */
GtkWidget            *tidings_activity_place_find_row (TidingsActivityPlace *self,
                                                       gint64                message);

/**
 * tidings_activity_place_keep:
 * @self: a place
 * @message: whose row stays where it is on the screen
 *
 * Until the rows have been laid out next. To be called before they change.
 */
void                  tidings_activity_place_keep     (TidingsActivityPlace *self,
                                                       gint64                message);

/** tidings_activity_place_forget: lets the rows go where they go */
void                  tidings_activity_place_forget   (TidingsActivityPlace *self);

G_END_DECLS
