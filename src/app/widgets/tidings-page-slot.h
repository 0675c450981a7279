/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a page that is made when it is first shown, once what it shows can be read.
 *
 * Until then the slot says what it waits for: nothing for the first second, then that it is loading, later who may be in the
 * way; or why what is stored cannot be read, with Try Again. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PAGE_SLOT (tidings_page_slot_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPageSlot, tidings_page_slot, TIDINGS, PAGE_SLOT, AdwBin)

/**
 * TidingsPageSlot properties:
 *   client (#TidingsClient, read-write): whose store the page shows
 *   page-type (GType, read-write): the class of the page, a widget with a property `client`
 *   page (GtkWidget, read-only, nullable): the page, once there is one
 */

/** tidings_page_slot_get_page: makes the page if it can be. Returns: (transfer none) (nullable): the page */
GtkWidget *tidings_page_slot_get_page (TidingsPageSlot *self);

G_END_DECLS
