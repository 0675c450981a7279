/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doing the next step of a message. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-client.h"
#include "tidings-message-item.h"

G_BEGIN_DECLS

/**
 * tidings_message_perform:
 * @widget: who asks; dialogs stand over its window, toasts appear in it
 * @client: the client
 * @message: which message
 * @step: what to do
 *
 * Does a step, or opens the place where it is done. Whether it worked is told in a toast.
 */
void tidings_message_perform (GtkWidget      *widget,
                              TidingsClient  *client,
                              TidingsMessage *message,
                              TidingsStep     step);
/** tidings_message_copy: puts the text on the clipboard, and says so */
void tidings_message_copy       (GtkWidget      *widget,
                                 TidingsMessage *message);
/** tidings_message_ask_twilio: asks Twilio now what became of it */
void tidings_message_ask_twilio (GtkWidget      *widget,
                                 TidingsClient  *client,
                                 TidingsMessage *message);
/**
 * tidings_message_ask_delete:
 * @widget: who asks
 * @client: the client
 * @message: a text that has ended
 *
 * Asks whether the text is to be deleted, which cannot be undone, and has it deleted.
 */
void tidings_message_ask_delete (GtkWidget      *widget,
                                 TidingsClient  *client,
                                 TidingsMessage *message);

G_END_DECLS
