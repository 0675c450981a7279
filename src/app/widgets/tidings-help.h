/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the help, by a key at what has the focus, or at a page. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tidings_help_show:
 * @widget: any widget
 * @topic: (nullable): a page, and after a number sign a part of it; %NULL for the first page
 *
 * Has the desktop's help viewer show it. Where there is none, a toast in the window of @widget says so, or in the one below.
 */
void        tidings_help_show      (GtkWidget  *widget,
                                    const char *topic);

/** tidings_help_watch: from now on F1 opens the page about what has the focus, in every window of the program */
void        tidings_help_watch     (void);

G_END_DECLS
