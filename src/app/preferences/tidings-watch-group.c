/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches of what of this computer is watched. */
#include "config.h"

#include "tidings-watch-group.h"

#include <glib/gi18n.h>

#include "tidings-spin-row.h"
#include "tidings-watch-list.h"
#include "tidings-widgets.h"

struct _TidingsWatchGroup
{
  AdwPreferencesGroup parent_instance;

  TidingsWatchList *list;
  TidingsLogin *login;
  GSettings *settings;

  GtkWidget *percent_row;
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
make_row (TidingsWatchGroup *self,
          TidingsWatchItem  *item)
{
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
  /* Not the row: why it cannot be switched has to be read. */
  g_object_bind_property (item, "can-switch", toggle, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (item, "notify::is-on", G_CALLBACK (follow_item_cb), toggle, 0);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, 0);

  return row;
}

/* Below the row of the disks, as it says how full they may be. */
static void
add_percent_row (TidingsWatchGroup *self)
{
  self->percent_row = g_object_new (TIDINGS_TYPE_SPIN_ROW, "title", _("A disk is almost full from"), "subtitle", _("Percent"),
                                    "lower", 1.0, "upper", 99.0, "step", 1.0, NULL);
  tidings_spin_row_bind (TIDINGS_SPIN_ROW (self->percent_row), self->settings, "watch-disk-percent");
  g_object_bind_property (self->list, "watches-disks", self->percent_row, "visible", G_BINDING_SYNC_CREATE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->percent_row);
}

/* As rows of the group itself the search of the window finds them. Items come at the end and stay. */
static void
items_changed_cb (TidingsWatchGroup *self,
                  guint              position,
                  guint              n_removed,
                  guint              n_added)
{
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr(TidingsWatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position + i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), make_row (self, item));
      if (g_str_equal (name, "disk"))
        add_percent_row (self);
    }
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
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_watch_group_parent_class)->dispose (object);
}

static void
tidings_watch_group_class_init (TidingsWatchGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_watch_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-watch-group.ui");
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
  self->settings = g_object_ref (settings);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
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
