/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day of the page Activity: its heading, and the rows of its texts and replies. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tidings_activity_day_new:
 * @item: (type TidingsMessageDay): the day
 * @client: (type TidingsClient): the client, which must outlive the rows
 *
 * For tidings_box_bind_model().
 *
 * Returns: (transfer floating): the group of the day, whose rows come and go with it
 */
GtkWidget *tidings_activity_day_new (gpointer item,
                                     gpointer client);

G_END_DECLS
