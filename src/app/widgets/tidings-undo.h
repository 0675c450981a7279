/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast with Undo. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * tidings_toast_undo:
 * @widget: any widget inside a window with a toast overlay
 * @text: what was done, one sentence, plain text
 * @undo: called if the person takes it back, by the toast's button or by Ctrl+Z while it is shown
 * @user_data: (transfer full): for @undo
 * @destroy: (nullable): frees @user_data when the toast is gone
 */
void tidings_toast_undo (GtkWidget      *widget,
                         const char     *text,
                         GSourceOnceFunc undo,
                         gpointer        user_data,
                         GDestroyNotify  destroy);

G_END_DECLS
