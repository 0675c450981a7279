/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant's step where the number, name or service is chosen that texts come from; it ends with the account connected. */
#pragma once

#include <adwaita.h>
#include "tidings-connect-draft.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SENDER_PAGE (tidings_sender_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSenderPage, tidings_sender_page, TIDINGS, SENDER_PAGE, AdwBin)

/** TidingsSenderPage::done: the account is connected */

/** tidings_sender_page_new: Returns: (transfer floating): the page for the senders of a checked @draft */
GtkWidget *tidings_sender_page_new   (TidingsConnectDraft *draft);
/** tidings_sender_page_focus: puts the focus on the choice */
void       tidings_sender_page_focus (TidingsSenderPage   *self);

G_END_DECLS
