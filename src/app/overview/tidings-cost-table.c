/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the last days cost, as a table to read.
 *
 * GtkColumnView of GTK 4.8 tells screen readers nothing of rows and cells, so this is a list box with the roles of a table. */
#include "config.h"

#include "tidings-cost-table.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tidings-detail.h"
#include "tidings-widgets.h"

#define N_COLUMNS 3

/* The columns of all rows are as wide as one another. */
static const char columns_key[] = "tidings-columns";

static GtkWidget *
make_cell (GtkListBox *list,
           guint       column)
{
  GtkSizeGroup **groups = g_object_get_data (G_OBJECT (list), columns_key);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_CELL,
                                   "xalign", column == 0 ? 0.0f : 1.0f,
                                   "hexpand", column == N_COLUMNS - 1,
                                   NULL);

  gtk_widget_add_css_class (label, "numeric");
  gtk_size_group_add_widget (groups[column], label);

  return label;
}

static GtkWidget *
make_row (GtkListBox  *list,
          GtkWidget  **cells)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_ROW,
                                 "activatable", FALSE,
                                 "child", box,
                                 NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      cells[i] = make_cell (list, i);
      gtk_box_append (GTK_BOX (box), cells[i]);
    }
  gtk_widget_add_css_class (box, "tidings-card");

  return row;
}

/* Cells as well: headers of columns are nothing to the accessibility bus of GTK 4.8, and would not be read at all. */
static GtkWidget *
make_heading (GtkListBox *list)
{
  GtkWidget *cells[N_COLUMNS] = { NULL };
  GtkWidget *row = make_row (list, cells);
  const char *titles[N_COLUMNS] = { C_("column", "Day"), C_("column", "Texts"), C_("column", "Cost") };

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      gtk_label_set_label (GTK_LABEL (cells[i]), titles[i]);
      gtk_widget_add_css_class (cells[i], "heading");
    }
  /* A list whose first row takes no focus takes none at all by Tab. */
  tidings_set_name (row, _("Day, texts, cost"));

  return row;
}

static void
name_changed_cb (GtkWidget  *row,
                 GParamSpec *pspec,
                 GObject    *day)
{
  g_autofree char *name = NULL;

  g_object_get (day, "name", &name, NULL);
  tidings_set_name (row, name);
}

/* Only what is said of money that is not billed yet is long. GTK 4.8 cannot measure a single sign that may wrap. */
static gboolean
pending_to_wrap (GBinding     *binding,
                 const GValue *from,
                 GValue       *to,
                 gpointer      user_data)
{
  g_value_set_boolean (to, g_value_get_int64 (from) > 0);

  return TRUE;
}

static GtkWidget *
make_day (gpointer item,
          gpointer user_data)
{
  static const char * const names[N_COLUMNS] = { "day", "n-texts", "cost" };
  GtkWidget *cells[N_COLUMNS] = { NULL };
  GtkWidget *row = NULL;

  /* What stands for the headings is no day. */
  if (GTK_IS_STRING_OBJECT (item))
    return make_heading (user_data);

  row = make_row (user_data, cells);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_object_bind_property (item, names[i], cells[i], "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (item, "pending", cells[N_COLUMNS - 1], "wrap", G_BINDING_SYNC_CREATE, pending_to_wrap, NULL, NULL,
                               NULL);
  g_signal_connect_object (item, "notify::name", G_CALLBACK (name_changed_cb), row, G_CONNECT_SWAPPED);
  name_changed_cb (row, NULL, item);

  return row;
}

/* A row of headings, then the days from the newest to the oldest. */
static GListModel *
make_model (GListModel *days)
{
  static const char * const heading[] = { "", NULL };
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkSorter *sorter = GTK_SORTER (gtk_numeric_sorter_new (gtk_property_expression_new (TIDINGS_TYPE_DAY_COST, NULL, "start")));
  g_autoptr(GtkStringList) first = gtk_string_list_new (heading);
  g_autoptr(GtkSortListModel) sorted = NULL;

  gtk_numeric_sorter_set_sort_order (GTK_NUMERIC_SORTER (sorter), GTK_SORT_DESCENDING);
  sorted = gtk_sort_list_model_new (g_object_ref (days), sorter);
  g_list_store_append (lists, first);
  g_list_store_append (lists, sorted);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
}

static void
groups_free (gpointer data)
{
  GtkSizeGroup **groups = data;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_object_unref (groups[i]);
  g_free (groups);
}

static GtkWidget *
make_list (TidingsDailyCost *costs)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE,
                                  "selection-mode", GTK_SELECTION_NONE,
                                  "valign", GTK_ALIGN_START,
                                  NULL);
  GtkSizeGroup **groups = g_new0 (GtkSizeGroup *, N_COLUMNS);
  g_autoptr(GListModel) model = make_model (tidings_daily_cost_list_days (costs));

  for (guint i = 0; i < N_COLUMNS; i++)
    groups[i] = gtk_size_group_new (i < N_COLUMNS - 1 ? GTK_SIZE_GROUP_HORIZONTAL : GTK_SIZE_GROUP_NONE);
  g_object_set_data_full (G_OBJECT (list), columns_key, groups, groups_free);
  gtk_widget_add_css_class (list, "boxed-list");
  tidings_set_name (list, _("Cost by day"));
  gtk_list_box_bind_model (GTK_LIST_BOX (list), model, make_day, list, NULL);

  return list;
}

GtkWidget *
tidings_cost_table_new (TidingsDailyCost *costs)
{
  GtkWidget *page = tidings_detail_new ("");
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *list = NULL;

  g_return_val_if_fail (TIDINGS_IS_DAILY_COST (costs), NULL);

  list = make_list (costs);
  g_object_bind_property (costs, "title", page, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (costs, "summary", page, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_set (list, "margin-top", 24, "margin-bottom", 24, "margin-start", 12, "margin-end", 12, NULL);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  tidings_detail_set_child (TIDINGS_DETAIL (page), scrolled);

  return page;
}
