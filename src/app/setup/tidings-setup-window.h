/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant of the first start: practise or connect, enter the own number, confirm it, see a text arrive. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SETUP_WINDOW (tidings_setup_window_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSetupWindow, tidings_setup_window, TIDINGS, SETUP_WINDOW, AdwWindow)

/**
 * tidings_setup_window_present:
 * @parent: the main window
 * @client: the client
 * @settings: the settings; `set-up` is on once the assistant was closed
 * @step: where to begin: "" for the welcome, "connect" for the account, "number" for the own number
 *
 * Shows the assistant over @parent.
 */
void tidings_setup_window_present (GtkWindow     *parent,
                                   TidingsClient *client,
                                   GSettings     *settings,
                                   const char    *step);

G_END_DECLS
