/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short lists of Overview, each in a group that is there as long as there is something to list. */
#include "config.h"

#include "tidings-overview-list.h"

#include "tidings-message-row.h"

/* A group is there as long as its list has something. */
static void
items_changed_cb (GtkWidget  *group,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GListModel *model)
{
  gtk_widget_set_visible (group, g_list_model_get_n_items (model) > 0);
}

void
tidings_overview_show_list (GListModel                 *model,
                            GtkListBox                 *list,
                            GtkWidget                  *group,
                            GtkListBoxCreateWidgetFunc  make,
                            gpointer                    user_data)
{
  g_return_if_fail (G_IS_LIST_MODEL (model));
  g_return_if_fail (GTK_IS_LIST_BOX (list));
  g_return_if_fail (GTK_IS_WIDGET (group));

  gtk_list_box_bind_model (list, model, make, user_data, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), group, G_CONNECT_SWAPPED);
  items_changed_cb (group, 0, 0, 0, model);
}

static GtkWidget *
make_message_row (gpointer item,
                  gpointer user_data)
{
  return tidings_message_row_new (item, user_data, TRUE);
}

TidingsShortList *
tidings_overview_show_messages (TidingsClient *client,
                                guint          states,
                                guint          n_most,
                                GtkListBox    *list,
                                GtkWidget     *group)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  TidingsShortList *messages = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  messages = tidings_short_list_new (tidings_client_get_clock (client), states, n_most);
  g_settings_bind (settings, "hide-text", messages, "hide-text", G_SETTINGS_BIND_GET);
  tidings_overview_show_list (tidings_short_list_list (messages), list, group, make_message_row, client);

  return messages;
}
