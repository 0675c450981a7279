/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with somebody: the menu on their page and that of their row in the list. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * tidings_people_menu_new:
 * @person: whom it is about
 * @with_page: whether the person's page is one of its items
 *
 * The items work where tidings_people_menu_install_actions() was called for a widget around.
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *tidings_people_menu_new             (TidingsPerson  *person,
                                                 gboolean        with_page);

/**
 * tidings_people_menu_install_actions:
 * @widget: a page with people on it
 * @client: the client
 *
 * Adds the group `person` with the actions copy-number (x), remove (x) and erase (x); the last two as long as the agent answers.
 */
void        tidings_people_menu_install_actions (GtkWidget      *widget,
                                                 TidingsClient  *client);

G_END_DECLS
