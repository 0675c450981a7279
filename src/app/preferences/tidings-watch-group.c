/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches of what of this computer is watched. */
#include "config.h"

#include "tidings-watch-group.h"

#include "tidings-spin-row.h"
#include "tidings-watch-list.h"
#include "tidings-widgets.h"

struct _TidingsWatchGroup
{
  AdwPreferencesGroup parent_instance;

  TidingsWatchList *list;
  TidingsLogin *login;

  GtkListBox *watch_list;
  GtkWidget *limit_list;
  TidingsSpinRow *percent_row;
  GtkWidget *login_label;
  GtkLabel *problem_label;

  guint is_following : 1;   /* a switch follows the truth, nobody moved it */
};

G_DEFINE_FINAL_TYPE (TidingsWatchGroup, tidings_watch_group, ADW_TYPE_PREFERENCES_GROUP)

static void
switched_cb (GtkSwitch         *toggle,
             GParamSpec        *pspec,
             TidingsWatchGroup *self)
{
  if (!self->is_following)
    tidings_watch_list_set (self->list, g_object_get_data (G_OBJECT (toggle), "item"), gtk_switch_get_active (toggle));
}

static void
follow_item_cb (TidingsWatchItem *item,
                GParamSpec       *pspec,
                GtkSwitch        *toggle)
{
  TidingsWatchGroup *self = TIDINGS_WATCH_GROUP (gtk_widget_get_ancestor (GTK_WIDGET (toggle), TIDINGS_TYPE_WATCH_GROUP));
  gboolean is_on = FALSE;

  if (self == NULL)
    return;

  g_object_get (item, "is-on", &is_on, NULL);
  self->is_following = TRUE;
  gtk_switch_set_active (toggle, is_on);
  self->is_following = FALSE;
}

static GtkWidget *
make_row_cb (gpointer data,
             gpointer user_data)
{
  TidingsWatchItem *item = data;
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = NULL;
  gboolean is_on = FALSE;

  g_object_get (item, "title", &title, "is-on", &is_on, NULL);
  gtk_switch_set_active (GTK_SWITCH (toggle), is_on);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  tidings_set_name (toggle, title);
  g_object_set_data_full (G_OBJECT (toggle), "item", g_object_ref (item), g_object_unref);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_object_bind_property (item, "subtitle", row, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "can-switch", row, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (item, "notify::is-on", G_CALLBACK (follow_item_cb), toggle, 0);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), user_data, 0);

  return row;
}

static void
follow_login (TidingsWatchGroup *self)
{
  gboolean is_on = FALSE;
  gboolean is_known = FALSE;
  guint n_on = 0;

  g_object_get (self->login, "is-on", &is_on, "is-known", &is_known, NULL);
  g_object_get (self->list, "n-on", &n_on, NULL);
  gtk_widget_set_visible (self->login_label, n_on > 0 && is_known && !is_on);
}

static void
follow_problem (TidingsWatchGroup *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->list, "problem", &problem, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *problem != '\0');
  tidings_announce (self->problem_label, problem);
}

static void
tidings_watch_group_dispose (GObject *object)
{
  TidingsWatchGroup *self = TIDINGS_WATCH_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_WATCH_GROUP);
  g_clear_object (&self->list);
  g_clear_object (&self->login);

  G_OBJECT_CLASS (tidings_watch_group_parent_class)->dispose (object);
}

static void
tidings_watch_group_class_init (TidingsWatchGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_watch_group_dispose;

  g_type_ensure (TIDINGS_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-watch-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsWatchGroup, watch_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsWatchGroup, limit_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsWatchGroup, percent_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsWatchGroup, login_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsWatchGroup, problem_label);
}

static void
tidings_watch_group_init (TidingsWatchGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tidings_watch_group_bind (TidingsWatchGroup *self,
                          TidingsClient     *client,
                          GSettings         *settings,
                          TidingsLogin      *login)
{
  g_return_if_fail (TIDINGS_IS_WATCH_GROUP (self));
  g_return_if_fail (self->list == NULL);

  self->list = tidings_watch_list_new (client);
  self->login = g_object_ref (login);
  gtk_list_box_bind_model (self->watch_list, G_LIST_MODEL (self->list), make_row_cb, self, NULL);
  g_object_bind_property (self->list, "watches-disks", self->limit_list, "visible", G_BINDING_SYNC_CREATE);
  tidings_spin_row_bind (self->percent_row, settings, "watch-disk-percent");
  g_signal_connect_object (self->list, "notify::problem", G_CALLBACK (follow_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::n-on", G_CALLBACK (follow_login), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (login, "notify::is-on", G_CALLBACK (follow_login), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (login, "notify::is-known", G_CALLBACK (follow_login), self, G_CONNECT_SWAPPED);
}

void
tidings_watch_group_look (TidingsWatchGroup *self)
{
  g_return_if_fail (TIDINGS_IS_WATCH_GROUP (self));

  if (self->list != NULL)
    tidings_watch_list_read (self->list);
}
