/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of what the last days cost. */
#include "config.h"

#include "tidings-cost-group.h"

#include "tidings-bar-chart.h"
#include "tidings-chart-bar.h"
#include "tidings-chart-scale.h"
#include "tidings-cost-table.h"
#include "tidings-widgets.h"

#define WEEK 7

struct _TidingsCostGroup
{
  AdwPreferencesGroup parent_instance;

  TidingsDailyCost *costs;

  GtkWidget *week_button;
  GtkWidget *month_button;
  GtkWidget *menu_button;
  GtkWidget *stack;
  GtkWidget *empty_label;
  TidingsBarChart *chart;
  GtkWidget *caption_label;
  GtkWidget *legend;
};

enum {
  PROP_0,
  PROP_COSTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsCostGroup, tidings_cost_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
format_amount (gint64   amount,
               gpointer user_data)
{
  return tidings_daily_cost_dup_money (user_data, amount);
}

static void
days_toggled_cb (TidingsCostGroup *self)
{
  gboolean is_week = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->week_button));

  if (self->costs != NULL)
    g_object_set (self->costs, "n-days", is_week ? WEEK : TIDINGS_DAILY_COST_DAYS, NULL);
}

static void
costs_changed_cb (TidingsCostGroup *self)
{
  gboolean is_empty = TRUE;

  g_object_get (self->costs, "is-empty", &is_empty, NULL);
  gtk_widget_set_visible (self->empty_label, is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), !is_empty);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_empty ? "empty" : "chart");
  gtk_widget_set_visible (self->caption_label, !is_empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "costs.view-table", !is_empty);
  tidings_bar_chart_refresh (self->chart);
}

static void
view_table_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  TidingsCostGroup *self = TIDINGS_COST_GROUP (widget);

  /* The focus comes back to where it was, and that shall not be an item of a menu that is closed. */
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->menu_button));
  gtk_widget_grab_focus (self->menu_button);
  tidings_push_page (widget, tidings_cost_table_new (self->costs));
}

static void
set_costs (TidingsCostGroup *self,
           TidingsDailyCost *costs)
{
  if (!g_set_object (&self->costs, costs))
    return;

  g_object_bind_property (costs, "title", self, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (costs, "summary", self, "description", G_BINDING_SYNC_CREATE);
  g_object_bind_property (costs, "empty-words", self->empty_label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (costs, "has-pending", self->legend, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (costs, "notify::is-empty", G_CALLBACK (costs_changed_cb), self, G_CONNECT_SWAPPED);
  tidings_bar_chart_set_scale (self->chart, tidings_chart_scale_get_top, format_amount, costs);
  tidings_bar_chart_set_model (self->chart, tidings_daily_cost_list_days (costs));
  costs_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COSTS]);
}

static void
tidings_cost_group_dispose (GObject *object)
{
  TidingsCostGroup *self = TIDINGS_COST_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_COST_GROUP);
  g_clear_object (&self->costs);

  G_OBJECT_CLASS (tidings_cost_group_parent_class)->dispose (object);
}

static void
tidings_cost_group_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COSTS:
      g_value_set_object (value, TIDINGS_COST_GROUP (object)->costs);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_cost_group_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COSTS:
      set_costs (TIDINGS_COST_GROUP (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_cost_group_class_init (TidingsCostGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_cost_group_dispose;
  object_class->get_property = tidings_cost_group_get_property;
  object_class->set_property = tidings_cost_group_set_property;

  properties[PROP_COSTS] = g_param_spec_object ("costs", NULL, NULL, TIDINGS_TYPE_DAILY_COST,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TIDINGS_TYPE_BAR_CHART);
  g_type_ensure (TIDINGS_TYPE_CHART_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-cost-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, week_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, month_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, empty_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, chart);
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, caption_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsCostGroup, legend);
  gtk_widget_class_bind_template_callback (widget_class, days_toggled_cb);
  gtk_widget_class_install_action (widget_class, "costs.view-table", NULL, view_table_cb);
}

static void
tidings_cost_group_init (TidingsCostGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* A closed choice: the group keeps one of them pressed. */
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->week_button), GTK_TOGGLE_BUTTON (self->month_button));
}
