/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One bar of a chart. */
#include "config.h"

#include "tidings-chart-bar.h"

#define STRIPE 5.0f
/* What is more than nothing is seen, however little it is beside the rest. */
#define LEAST_PX 2.0

struct _TidingsChartBar
{
  GtkWidget parent_instance;

  double solid;
  double hatched;
};

enum {
  PROP_0,
  PROP_SOLID,
  PROP_HATCHED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsChartBar, tidings_chart_bar, GTK_TYPE_WIDGET)

static double
get_length (double share,
            double height)
{
  return share > 0 ? MAX (LEAST_PX, share * height) : 0;
}

/* Told by its stripes and its outline as well as by its shade. */
static void
hatch (GtkSnapshot           *snapshot,
       const graphene_rect_t *area,
       const GdkRGBA         *color)
{
  GdkRGBA clear = *color;
  GskColorStop stops[] = { { 0, *color }, { 0.4f, *color }, { 0.4f, clear }, { 1, clear } };
  GskRoundedRect outline = { 0 };
  graphene_point_t from = area->origin;
  graphene_point_t to = GRAPHENE_POINT_INIT (from.x + STRIPE / 1.4f, from.y + STRIPE / 1.4f);

  stops[2].color.alpha = color->alpha * 0.15f;
  stops[3].color.alpha = color->alpha * 0.15f;
  gtk_snapshot_append_repeating_linear_gradient (snapshot, area, &from, &to, stops, G_N_ELEMENTS (stops));

  gsk_rounded_rect_init_from_rect (&outline, area, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

static void
tidings_chart_bar_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  TidingsChartBar *self = TIDINGS_CHART_BAR (widget);
  float width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double solid = MIN (height, get_length (self->solid, height));
  double hatched = MIN (height - solid, get_length (self->hatched, height));
  GdkRGBA color = { 0 };

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (solid > 0)
    gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, height - solid, width, solid));
  if (hatched > 0)
    hatch (snapshot, &GRAPHENE_RECT_INIT (0, height - solid - hatched, width, hatched), &color);
}

static void
tidings_chart_bar_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TidingsChartBar *self = TIDINGS_CHART_BAR (object);

  switch (prop_id)
    {
    case PROP_SOLID:
      g_value_set_double (value, self->solid);
      break;
    case PROP_HATCHED:
      g_value_set_double (value, self->hatched);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_chart_bar_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  TidingsChartBar *self = TIDINGS_CHART_BAR (object);

  switch (prop_id)
    {
    case PROP_SOLID:
      tidings_chart_bar_set_shares (self, g_value_get_double (value), self->hatched);
      break;
    case PROP_HATCHED:
      tidings_chart_bar_set_shares (self, self->solid, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_chart_bar_class_init (TidingsChartBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tidings_chart_bar_get_property;
  object_class->set_property = tidings_chart_bar_set_property;
  widget_class->snapshot = tidings_chart_bar_snapshot;

  properties[PROP_SOLID] = g_param_spec_double ("solid", NULL, NULL, 0, 1, 0, both);
  properties[PROP_HATCHED] = g_param_spec_double ("hatched", NULL, NULL, 0, 1, 0, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "bar");
}

static void
tidings_chart_bar_init (TidingsChartBar *self)
{
}

GtkWidget *
tidings_chart_bar_new (void)
{
  return g_object_new (TIDINGS_TYPE_CHART_BAR,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                       "focusable", TRUE,
                       NULL);
}

void
tidings_chart_bar_set_shares (TidingsChartBar *self,
                              double           solid,
                              double           hatched)
{
  g_return_if_fail (TIDINGS_IS_CHART_BAR (self));

  if (self->solid == solid && self->hatched == hatched)
    return;

  self->solid = solid;
  self->hatched = hatched;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOLID]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HATCHED]);
}
