/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files that are dropped on a window, or pasted into it. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * tidings_calendar_drop_accept:
 * @window: a window, on which files can be dropped from now on, whatever page it shows, and pasted where no field takes the text
 * @widget: a widget in it: where toasts appear
 * @client: the client
 *
 * The first file opens the dialog that imports it; one that is no calendar file is told about.
 */
void     tidings_calendar_drop_accept (GtkWidget     *window,
                                       GtkWidget     *widget,
                                       TidingsClient *client);
/** tidings_calendar_drop_take: does with @file what a drop does. Returns: whether it is a calendar file by its name */
gboolean tidings_calendar_drop_take   (GtkWidget     *widget,
                                       TidingsClient *client,
                                       GFile         *file);

G_END_DECLS
