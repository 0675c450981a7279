/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant's last step: a test text, and the way out. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_READY_PAGE (tidings_ready_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReadyPage, tidings_ready_page, TIDINGS, READY_PAGE, AdwBin)

/** TidingsReadyPage::done: the person has seen enough */

/** tidings_ready_page_new: Returns: (transfer floating): the page, whose test text goes to @person_id */
GtkWidget *tidings_ready_page_new   (TidingsClient    *client,
                                     gint64            person_id);
/** tidings_ready_page_focus: puts the focus on the test button */
void       tidings_ready_page_focus (TidingsReadyPage *self);

G_END_DECLS
