/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short lists of Overview, each in a group that is there as long as there is something to list. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-client.h"
#include "tidings-short-list.h"

G_BEGIN_DECLS

/**
 * tidings_overview_show_list:
 * @model: what is listed
 * @list: an empty list, inside @group
 * @group: is hidden while @model is empty
 * @make: gives the row of an item
 * @user_data: for @make; has to outlive @list
 */
void              tidings_overview_show_list     (GListModel                 *model,
                                                  GtkListBox                 *list,
                                                  GtkWidget                  *group,
                                                  GtkListBoxCreateWidgetFunc  make,
                                                  gpointer                    user_data);

/**
 * tidings_overview_show_messages:
 * @client: has to outlive @list
 * @states: which messages, as a set of bits 1 << TidingsMessageState; 0 for all
 * @n_most: how many at most
 * @list: an empty list, inside @group
 * @group: is hidden while there is none
 *
 * Returns: (transfer full): the messages; empty until they are looked for
 */
TidingsShortList *tidings_overview_show_messages (TidingsClient              *client,
                                                  guint                       states,
                                                  guint                       n_most,
                                                  GtkListBox                 *list,
                                                  GtkWidget                  *group);

G_END_DECLS
