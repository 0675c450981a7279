/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a text is written to a person. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SEND_DIALOG (tidings_send_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSendDialog, tidings_send_dialog, TIDINGS, SEND_DIALOG, AdwWindow)

/** TidingsSendDialog::sent: the text is stored; the dialog closes now */

/**
 * tidings_send_dialog_present:
 * @widget: a widget of the window below, for the news that it was sent
 * @client: the client
 * @person_id: row id of who gets it; 0, or that of somebody who is gone, lets the person choose
 * @text: (nullable): what stands in the field at first
 *
 * Shows the dialog; without anybody to send to it says so in @widget's window instead.
 *
 * Returns: (transfer none) (nullable): the dialog, %NULL if there is none
 */
GtkWindow *tidings_send_dialog_present (GtkWidget     *widget,
                                        TidingsClient *client,
                                        gint64         person_id,
                                        const char    *text);

G_END_DECLS
