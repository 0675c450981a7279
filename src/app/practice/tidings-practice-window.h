/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice phone: what arrived on whose phone, and a way to answer. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PRACTICE_WINDOW (tidings_practice_window_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeWindow, tidings_practice_window, TIDINGS, PRACTICE_WINDOW, AdwWindow)

/** tidings_practice_window_new: Returns: (transfer none): the window, not shown yet; it stands beside the main window */
GtkWindow *tidings_practice_window_new (GtkApplication *application,
                                        TidingsClient  *client);

G_END_DECLS
