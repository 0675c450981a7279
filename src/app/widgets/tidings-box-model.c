/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A box that shows a list model, and small makers of rows. */
#include "config.h"

#include "tidings-box-model.h"

#include "tidings-widgets.h"
#include "tidings-words.h"

typedef struct {
  GtkBox *box;          /* borrowed: the binding is part of the box */
  GListModel *model;
  gulong handler;
  TidingsMakeWidgetFunc make;
  gpointer user_data;
} Binding;

#define BINDING_KEY "tidings-box-model"

static GtkWidget *
get_nth_child (GtkBox *box,
               guint   position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  while (child != NULL && position-- > 0)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Binding    *binding)
{
  GtkWidget *after = position > 0 ? get_nth_child (binding->box, position - 1) : NULL;

  for (guint i = 0; i < removed; i++)
    gtk_box_remove (binding->box, get_nth_child (binding->box, position));

  for (guint i = 0; i < added; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, position + i);
      GtkWidget *child = binding->make (item, binding->user_data);

      gtk_box_insert_child_after (binding->box, child, after);
      after = child;
    }
}

static void
binding_free (Binding *binding)
{
  g_clear_signal_handler (&binding->handler, binding->model);
  g_clear_object (&binding->model);
  g_free (binding);
}

void
tidings_box_bind_model (GtkBox                *box,
                        GListModel            *model,
                        TidingsMakeWidgetFunc  make,
                        gpointer               user_data)
{
  Binding *binding = NULL;

  g_return_if_fail (GTK_IS_BOX (box));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (g_object_get_data (G_OBJECT (box), BINDING_KEY) != NULL)
    {
      g_object_set_data (G_OBJECT (box), BINDING_KEY, NULL);
      while (gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
        gtk_box_remove (box, gtk_widget_get_first_child (GTK_WIDGET (box)));
    }
  if (model == NULL)
    return;

  binding = g_new0 (Binding, 1);
  binding->box = box;
  binding->model = g_object_ref (model);
  binding->make = make;
  binding->user_data = user_data;
  binding->handler = g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), binding);
  g_object_set_data_full (G_OBJECT (box), BINDING_KEY, binding, (GDestroyNotify) binding_free);

  items_changed_cb (model, 0, 0, g_list_model_get_n_items (model), binding);
}

#define FOCUS_KEY "tidings-lost-focus"

/* Before the list box takes rows away: where the keyboard was, if it was in one of them. */
static void
before_change_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GtkWidget  *list)
{
  GtkWidget *row = gtk_widget_get_focus_child (list);
  GtkRoot *root = gtk_widget_get_root (list);
  int index = GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* The list remembers who had it last, also when it is elsewhere by now. */
  if (focus == NULL || index < 0 || !gtk_widget_is_ancestor (focus, list))
    return;
  if ((guint) index >= position && (guint) index < position + removed)
    g_object_set_data (G_OBJECT (list), FOCUS_KEY, GINT_TO_POINTER (index + 1));
}

static void
after_change_cb (GListModel *model,
                 guint       position,
                 guint       removed,
                 guint       added,
                 GtkWidget  *list)
{
  int place = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list), FOCUS_KEY));
  int n = g_list_model_get_n_items (model);
  GtkListBoxRow *row = NULL;

  if (place == 0)
    return;
  g_object_set_data (G_OBJECT (list), FOCUS_KEY, NULL);
  if (n > 0)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), MIN (place, n) - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
tidings_list_bind_model (GtkListBox            *list,
                         GListModel            *model,
                         TidingsMakeWidgetFunc  make,
                         gpointer               user_data)
{
  g_return_if_fail (GTK_IS_LIST_BOX (list));
  g_return_if_fail (G_IS_LIST_MODEL (model));

  /* Handlers run in the order in which they were connected; the list box connects its own in between. */
  g_signal_connect_object (model, "items-changed", G_CALLBACK (before_change_cb), list, 0);
  gtk_list_box_bind_model (list, model, make, user_data, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (after_change_cb), list, 0);
}

GtkWidget *
tidings_row_new (const char *title,
                 const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  /* Titles hold what people and programs wrote: "Bread & butter" is no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  tidings_row_set_texts (row, title, subtitle);

  return row;
}

void
tidings_row_set_texts (GtkWidget  *row,
                       const char *title,
                       const char *subtitle)
{
  g_autofree char *name = NULL;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");

  name = tidings_words_join_facts (title, subtitle, NULL);
  tidings_set_name (row, name);
}

void
tidings_row_add_next (GtkWidget *row)
{
  GtkWidget *arrow = tidings_icon_new ("go-next-symbolic");

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

GtkWidget *
tidings_icon_new (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE,
                       "icon-name", icon_name,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       NULL);
}

static void
name_inside (GtkWidget  *widget,
             const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child))
        continue;
      if (gtk_widget_get_focusable (child))
        tidings_set_name (child, name);
      name_inside (child, name);
    }
}

void
tidings_drop_down_set_name (GtkDropDown *drop_down,
                            const char  *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (name != NULL);

  tidings_set_name (GTK_WIDGET (drop_down), name);
  name_inside (GTK_WIDGET (drop_down), name);
}
