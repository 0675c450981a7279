/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what happens while no window is open. */
#include "config.h"

#include "tidings-background-page.h"

#include <glib/gi18n.h>

#include "tidings-allowances.h"
#include "tidings-box-model.h"
#include "tidings-login.h"
#include "tidings-program-row.h"
#include "tidings-programs.h"
#include "tidings-spin-row.h"
#include "tidings-watch-group.h"
#include "tidings-widgets.h"

/* Room for the heading of a group, which is to be seen above its first row. */
#define HEADING_HEIGHT 96

struct _TidingsBackgroundPage
{
  AdwPreferencesPage parent_instance;

  TidingsLogin *login;
  TidingsClient *client;
  TidingsAllowances *allowances;
  TidingsPrograms *sources;

  GtkWidget *login_row;
  GtkWidget *login_switch;
  GtkLabel *problem_label;
  TidingsWatchGroup *watch_group;
  GtkWidget *failures_switch;
  GtkWidget *limits_switch;
  GtkWidget *replies_switch;
  GtkWidget *locked_switch;
  TidingsSpinRow *new_row;
  GtkListBox *programs_list;
  GtkWidget *no_programs;
  GtkWidget *no_sources;
  GtkListBox *sources_list;

  guint is_following : 1;   /* the switch follows the truth, nobody moved it */
};

G_DEFINE_FINAL_TYPE (TidingsBackgroundPage, tidings_background_page, ADW_TYPE_PREFERENCES_PAGE)

static void
follow_login (TidingsBackgroundPage *self)
{
  gboolean is_on = FALSE;
  gboolean is_known = FALSE;

  g_object_get (self->login, "is-on", &is_on, "is-known", &is_known, NULL);
  self->is_following = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->login_switch), is_on);
  self->is_following = FALSE;
  gtk_widget_set_sensitive (self->login_row, is_known);
}

static void
follow_problem (TidingsBackgroundPage *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->login, "problem", &problem, NULL);
  if (*problem != '\0' && !gtk_widget_get_visible (GTK_WIDGET (self->problem_label)))
    tidings_toast (GTK_WIDGET (self), problem);
  /* Also where it stays, for who did not see it pass. */
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *problem != '\0');
  tidings_announce (self->problem_label, problem);
}

static void
login_switched_cb (TidingsBackgroundPage *self)
{
  if (!self->is_following && self->login != NULL)
    tidings_login_set (self->login, gtk_switch_get_active (GTK_SWITCH (self->login_switch)));
}

static GtkWidget *
make_program_cb (gpointer item,
                 gpointer user_data)
{
  TidingsBackgroundPage *self = user_data;

  return tidings_program_row_new (self->client, item);
}

static GtkWidget *
make_source_cb (gpointer item,
                gpointer user_data)
{
  TidingsProgramItem *program = item;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_object_get (program, "title", &title, "subtitle", &subtitle, NULL);

  return tidings_row_new (title, subtitle);
}

static void
tidings_background_page_dispose (GObject *object)
{
  TidingsBackgroundPage *self = TIDINGS_BACKGROUND_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_BACKGROUND_PAGE);
  g_clear_object (&self->login);
  g_clear_object (&self->allowances);
  g_clear_object (&self->sources);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_background_page_parent_class)->dispose (object);
}

static void
tidings_background_page_class_init (TidingsBackgroundPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_background_page_dispose;

  g_type_ensure (TIDINGS_TYPE_WATCH_GROUP);
  g_type_ensure (TIDINGS_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-background-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, login_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, login_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, watch_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, failures_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, limits_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, replies_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, locked_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, new_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, programs_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, sources_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, no_programs);
  gtk_widget_class_bind_template_child (widget_class, TidingsBackgroundPage, no_sources);
  gtk_widget_class_bind_template_callback (widget_class, login_switched_cb);
}

static void
tidings_background_page_init (TidingsBackgroundPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A placeholder that the list does not show is still read out, at the place it had last, unless it is hidden. */
static void
follow_emptiness (GListModel *list,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  GtkWidget  *placeholder)
{
  gtk_widget_set_visible (placeholder, g_list_model_get_n_items (list) == 0);
}

static void
bind_placeholder (GListModel *list,
                  GtkWidget  *placeholder)
{
  g_signal_connect_object (list, "items-changed", G_CALLBACK (follow_emptiness), placeholder, 0);
  follow_emptiness (list, 0, 0, 0, placeholder);
}

void
tidings_background_page_bind (TidingsBackgroundPage *self,
                              TidingsClient         *client,
                              GSettings             *settings)
{
  g_return_if_fail (TIDINGS_IS_BACKGROUND_PAGE (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (self->login == NULL);

  g_settings_bind (settings, "notify-failures", self->failures_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-limits", self->limits_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-replies", self->replies_switch, "active", G_SETTINGS_BIND_DEFAULT);

  g_settings_bind (settings, "lock-screen-texts", self->locked_switch, "active", G_SETTINGS_BIND_DEFAULT);

  self->login = tidings_login_new (client);
  g_signal_connect_object (self->login, "notify::is-known", G_CALLBACK (follow_login), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->login, "notify::problem", G_CALLBACK (follow_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (tidings_background_page_look), self, G_CONNECT_SWAPPED);
  follow_login (self);
  tidings_watch_group_bind (self->watch_group, client, settings, self->login);

  self->client = g_object_ref (client);
  tidings_spin_row_bind (self->new_row, settings, "allowance-new");
  self->allowances = tidings_allowances_new (client, settings);
  gtk_list_box_bind_model (self->programs_list, tidings_allowances_get_list (self->allowances), make_program_cb, self, NULL);
  bind_placeholder (tidings_allowances_get_list (self->allowances), self->no_programs);
  self->sources = tidings_programs_new (client);
  gtk_list_box_bind_model (self->sources_list, G_LIST_MODEL (self->sources), make_source_cb, NULL, NULL);
  bind_placeholder (G_LIST_MODEL (self->sources), self->no_sources);
}

/* Puts the number of new programs near the top, so that as many programs are seen as there is room for. */
static void
scroll_to_programs (gpointer user_data)
{
  g_autoptr(TidingsBackgroundPage) self = user_data;
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self->new_row), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *content = gtk_widget_get_ancestor (GTK_WIDGET (self->new_row), GTK_TYPE_VIEWPORT);
  graphene_rect_t place;

  if (scrolled == NULL || content == NULL)
    return;

  gtk_widget_child_focus (GTK_WIDGET (self->new_row), GTK_DIR_TAB_FORWARD);
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->new_row), gtk_widget_get_first_child (content), &place))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), place.origin.y - HEADING_HEIGHT);
}

void
tidings_background_page_show_programs (TidingsBackgroundPage *self)
{
  g_return_if_fail (TIDINGS_IS_BACKGROUND_PAGE (self));

  /* Once the window, which may have just been made, has found its sizes. */
  g_idle_add_once (scroll_to_programs, g_object_ref (self));
}

void
tidings_background_page_look (TidingsBackgroundPage *self)
{
  g_return_if_fail (TIDINGS_IS_BACKGROUND_PAGE (self));

  if (self->login != NULL)
    tidings_login_read (self->login);
  tidings_watch_group_look (self->watch_group);
}
