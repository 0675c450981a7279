/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that a link asked for: from the click to the dialog in which it is written, whatever has to come between. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * tidings_linked_text_open:
 * @window: the main window
 * @widget: a widget in it, for the news
 * @client: the client
 * @uri: an `sms:` or `smsto:` link; see tidings-sms-link.h
 *
 * Waits until no dialog is open and the agent has answered, then lets the text be written to each of the link's people in turn.
 * For a number that nobody has it offers to add somebody, and keeps the text until their number is confirmed or @window is closed.
 * Nothing is sent without a press of Send. A link that comes later takes the place of one that still waits.
 */
void tidings_linked_text_open (GtkWindow     *window,
                               GtkWidget     *widget,
                               TidingsClient *client,
                               const char    *uri);

G_END_DECLS
