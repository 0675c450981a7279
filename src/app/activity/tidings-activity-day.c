/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day of the page Activity. */
#include "config.h"

#include "tidings-activity-day.h"

#include <adwaita.h>

#include "tidings-box-model.h"
#include "tidings-message-days.h"
#include "tidings-message-row.h"
#include "tidings-reply-item.h"
#include "tidings-widgets.h"

static void
reply_activated_cb (GtkWidget        *row,
                    TidingsReplyItem *item)
{
  gint64 message = 0, person = 0;

  g_object_get (item, "message", &message, "person", &person, NULL);
  if (message != 0)
    gtk_widget_activate_action (row, "win.show-message", "x", message);
  else
    gtk_widget_activate_action (row, "win.show-person", "x", person);
}

static GtkWidget *
make_reply_row (TidingsReplyItem *item)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  gint64 message = 0, person = 0;
  GtkWidget *row = NULL;

  g_object_get (item, "title", &title, "subtitle", &subtitle, "message", &message, "person", &person, NULL);
  row = tidings_row_new (title, subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tidings_icon_new ("tidings-reply-symbolic"));
  if (message != 0 || person != 0)
    {
      tidings_row_add_next (row);
      g_signal_connect_object (row, "activated", G_CALLBACK (reply_activated_cb), item, 0);
    }

  return row;
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  return TIDINGS_IS_REPLY_ITEM (item) ? make_reply_row (item) : tidings_message_row_new (item, user_data, FALSE);
}

static void
title_changed_cb (TidingsMessageDay *day,
                  GParamSpec        *pspec,
                  GtkWidget         *list)
{
  g_autofree char *title = NULL;

  g_object_get (day, "title", &title, NULL);
  tidings_set_name (list, title);
}

GtkWidget *
tidings_activity_day_new (gpointer item,
                          gpointer client)
{
  TidingsMessageDay *day = item;
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  g_object_bind_property (day, "title", group, "title", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (day, "notify::title", G_CALLBACK (title_changed_cb), list, 0);
  title_changed_cb (day, NULL, list);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), tidings_message_day_list_items (day), make_row, client, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);

  return group;
}
