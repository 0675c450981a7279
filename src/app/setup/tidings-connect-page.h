/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant's step where a Twilio account is named and checked. */
#pragma once

#include <adwaita.h>
#include "tidings-connect-draft.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_CONNECT_PAGE (tidings_connect_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsConnectPage, tidings_connect_page, TIDINGS, CONNECT_PAGE, AdwBin)

/** TidingsConnectPage properties: draft (TidingsConnectDraft, construct-only); client (TidingsClient, construct-only) */
/** TidingsConnectPage::done: the account was checked and the person wants to go on */

/** tidings_connect_page_new: Returns: (transfer floating): the page */
GtkWidget *tidings_connect_page_new   (TidingsClient       *client,
                                       TidingsConnectDraft *draft);
/** tidings_connect_page_focus: puts the focus in the first empty field */
void       tidings_connect_page_focus (TidingsConnectPage  *self);

G_END_DECLS
