/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which an alert of one's own is made or changed. */
#pragma once

#include <adwaita.h>
#include "tidings-alert-type.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_OWN_DIALOG (tidings_own_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsOwnDialog, tidings_own_dialog, TIDINGS, OWN_DIALOG, AdwWindow)

/**
 * tidings_own_dialog_present:
 * @widget: a widget of the window it stands over
 * @client: the client
 * @type: (nullable): the own alert to change, %NULL for a new one
 */
void tidings_own_dialog_present    (GtkWidget        *widget,
                                    TidingsClient    *client,
                                    TidingsAlertType *type);

/** tidings_own_dialog_ask_remove: asks whether to remove the own alert @type, says what that means, and does it */
void tidings_own_dialog_ask_remove (GtkWidget        *widget,
                                    TidingsClient    *client,
                                    TidingsAlertType *type);

G_END_DECLS
