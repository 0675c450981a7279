/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window's files share. */
#pragma once

#include "tidings-page-stack.h"
#include "tidings-window.h"

G_BEGIN_DECLS

/** tidings_window_add_actions: adds all `win.` actions that call the agent or open something */
void             tidings_window_add_actions    (TidingsWindow *self);
/** tidings_window_get_page_stack: Returns: (transfer none): what details are pushed on */
TidingsPageStack *tidings_window_get_page_stack (TidingsWindow *self);
/** tidings_window_get_settings: Returns: (transfer none): the settings of Tidings */
GSettings       *tidings_window_get_settings   (TidingsWindow *self);
/** tidings_window_get_page: Returns: (transfer none) (nullable): the visible page, made if it was not yet; %NULL while what it shows cannot be read */
GtkWidget       *tidings_window_get_page       (TidingsWindow *self);

/** tidings_window_class_add_keys: adds the keys that open the row with the focus */
void             tidings_window_class_add_keys (GtkWidgetClass *widget_class);
/** tidings_window_add_row_keys: adds the keys that are for the row with the focus: `page.copy`, `page.remove` and `page.menu` */
void             tidings_window_add_row_keys   (TidingsWindow *self);
/** tidings_window_watch_typing: from now on, typing anywhere in the window starts the visible page's search */
void             tidings_window_watch_typing   (TidingsWindow *self);
/** tidings_window_focus_page: gives the focus to the first thing on the visible page, soon, unless something there has it */
void             tidings_window_focus_page     (TidingsWindow *self);

/** tidings_window_restore_size: gives a window that is not shown yet the size of the last time */
void             tidings_window_restore_size   (TidingsWindow *self);
/** tidings_window_keep_size: from now on, each size is written for the next time, also the one that the window gets when it is shown */
void             tidings_window_keep_size      (TidingsWindow *self);

G_END_DECLS
