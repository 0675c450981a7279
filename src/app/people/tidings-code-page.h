/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the code is entered that was sent to a number. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_CODE_PAGE (tidings_code_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCodePage, tidings_code_page, TIDINGS, CODE_PAGE, AdwBin)

/**
 * TidingsCodePage::confirmed: the code was right; the number is confirmed
 * TidingsCodePage::change-number: the person wants to correct the number
 * TidingsCodePage::open-practice-phone: the person wants to see the practice phone; the link is there while somebody listens
 *
 * Widget action: `code.paste`.
 */

/**
 * tidings_code_page_new:
 * @client: the client
 * @person_id: row id of the person whose number is confirmed
 *
 * Returns: (transfer floating): a page that says nothing to the agent until tidings_code_page_start()
 */
GtkWidget *tidings_code_page_new   (TidingsClient   *client,
                                    gint64           person_id);

/**
 * tidings_code_page_start:
 * @self: a page
 *
 * Sends a code, unless one that still lives was sent to the number before, and puts the focus in the field. Call it when
 * the page is shown.
 */
void       tidings_code_page_start (TidingsCodePage *self);

G_END_DECLS
