/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: the account, the limits, privacy. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PREFERENCES_WINDOW (tidings_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPreferencesWindow, tidings_preferences_window, TIDINGS, PREFERENCES_WINDOW, AdwPreferencesWindow)

/**
 * tidings_preferences_window_new:
 * @parent: window to stand over; its actions `win.set-up` is used to connect an account
 * @client: the client
 * @settings: the settings of Tidings, which the limits are bound to
 *
 * Returns: (transfer none): the window, not shown yet
 */
GtkWindow *tidings_preferences_window_new (GtkWindow     *parent,
                                           TidingsClient *client,
                                           GSettings     *settings);

/** tidings_preferences_window_show_page: opens a page: `account`, `limits` or `privacy`; another name changes nothing */
void       tidings_preferences_window_show_page (TidingsPreferencesWindow *self,
                                                 const char               *page);

G_END_DECLS
