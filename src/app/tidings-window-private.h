/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window's two files share. */
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

G_END_DECLS
