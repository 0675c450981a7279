/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one message: where it is and what to do, its text, its story, its cost. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"
#include "tidings-message.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_MESSAGE_PAGE (tidings_message_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMessagePage, tidings_message_page, TIDINGS, MESSAGE_PAGE, AdwBin)

/** tidings_message_page_new: Returns: (transfer floating): a page to push; it follows the message in the store */
GtkWidget *tidings_message_page_new (TidingsClient  *client,
                                     TidingsMessage *message);

G_END_DECLS
