/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart of amounts over time. */
#include "config.h"

#include "tidings-bar-chart.h"

#include "tidings-chart-bar.h"

#define N_LINES 3
#define GAP 6
#define LEAST_SLOT 4
/* The plot is as tall as this many lines of text, so that it grows with them. */
#define LINES_TALL 9

/* A bar and the word under it. */
typedef struct {
  GtkWidget *bar;
  GtkWidget *tick;
} Slot;

struct _TidingsBarChart
{
  GtkWidget parent_instance;

  GListModel *model;
  TidingsBarChartTopFunc top;
  TidingsBarChartFormatFunc format;
  gpointer user_data;

  GtkWidget *lines[N_LINES];       /* from the upper end down */
  GtkWidget *amounts[N_LINES];
  GArray *slots;                   /* Slot, as many as the model has items */
  guint current;                   /* the bar that Tab leads to */
  int hovered;                     /* -1 for none */
  guint idle;                      /* until the amounts are shown anew */
};

enum {
  PROP_0,
  PROP_CAPTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsBarChart, tidings_bar_chart, GTK_TYPE_WIDGET)

static Slot *
get_slot (TidingsBarChart *self,
          guint            i)
{
  return &g_array_index (self->slots, Slot, i);
}

static void
tell_caption (TidingsBarChart *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}

/* Amounts to shares, and the words of all bars. */
static void
show_amounts (TidingsBarChart *self)
{
  gint64 largest = 0;
  gint64 top = 1;

  for (guint i = 0; i < self->slots->len; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (self->model, i);
      gint64 billed = 0, pending = 0;

      g_object_get (item, "billed", &billed, "pending", &pending, NULL);
      largest = MAX (largest, billed + pending);
    }
  top = self->top != NULL ? self->top (largest) : MAX (1, largest);

  for (guint i = 0; i < self->slots->len; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (self->model, i);
      g_autofree char *name = NULL;
      g_autofree char *tick = NULL;
      gint64 billed = 0, pending = 0;

      g_object_get (item, "billed", &billed, "pending", &pending, "name", &name, "tick", &tick, NULL);
      tidings_chart_bar_set_shares (TIDINGS_CHART_BAR (get_slot (self, i)->bar), (double) billed / top, (double) pending / top);
      gtk_accessible_update_property (GTK_ACCESSIBLE (get_slot (self, i)->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_widget_set_tooltip_text (get_slot (self, i)->bar, name);
      gtk_label_set_label (GTK_LABEL (get_slot (self, i)->tick), tick);
    }

  for (guint i = 0; i < N_LINES; i++)
    {
      g_autofree char *amount = self->format != NULL ? self->format (top * (N_LINES - 1 - i) / (N_LINES - 1), self->user_data) : NULL;

      gtk_label_set_label (GTK_LABEL (self->amounts[i]), amount != NULL ? amount : "");
    }
  tell_caption (self);
}

/* Words of lines and bars are drawn for the eye; the bars' names hold all of them. */
static GtkWidget *
make_label (TidingsBarChart *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

static guint
find_slot (TidingsBarChart *self,
           GtkWidget       *bar)
{
  guint i = 0;

  while (i < self->slots->len && get_slot (self, i)->bar != bar)
    i++;

  return i;
}

static void
bar_focus_cb (TidingsBarChart *self,
              GParamSpec      *pspec,
              GtkWidget       *bar)
{
  guint i = find_slot (self, bar);

  if (!gtk_widget_has_focus (bar) || i >= self->slots->len)
    return;

  self->current = i;
  self->hovered = -1;
  tell_caption (self);
}

static void
add_slot (TidingsBarChart *self)
{
  Slot slot = { tidings_chart_bar_new (), make_label (self) };

  gtk_widget_set_parent (slot.bar, GTK_WIDGET (self));
  g_signal_connect_object (slot.bar, "notify::has-focus", G_CALLBACK (bar_focus_cb), self, G_CONNECT_SWAPPED);
  g_array_append_val (self->slots, slot);
}

static void
remove_slot (TidingsBarChart *self)
{
  Slot *slot = get_slot (self, self->slots->len - 1);

  gtk_widget_unparent (slot->bar);
  gtk_widget_unparent (slot->tick);
  g_array_set_size (self->slots, self->slots->len - 1);
}

static gboolean
idle_cb (gpointer user_data)
{
  TidingsBarChart *self = user_data;

  self->idle = 0;
  show_amounts (self);

  return G_SOURCE_REMOVE;
}

/* Days change one after the other, and each may move the upper end: all are shown at once, before the next frame. */
static void
refresh (TidingsBarChart *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, idle_cb, self, NULL);
}

static void
items_changed_cb (TidingsBarChart *self,
                  guint            position,
                  guint            removed,
                  guint            added,
                  GListModel      *model)
{
  guint n_items = model != NULL ? g_list_model_get_n_items (model) : 0;
  gboolean was_last = self->current + 1 >= self->slots->len;

  for (guint i = 0; i < added; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, position + i);

      g_signal_connect_object (item, "notify::name", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
    }

  /* Bars are alike, so only their number has to follow. */
  while (self->slots->len < n_items)
    add_slot (self);
  while (self->slots->len > n_items)
    remove_slot (self);
  if (was_last || self->current >= n_items)
    self->current = n_items > 0 ? n_items - 1 : 0;
  self->hovered = -1;

  for (guint i = 0; i < n_items; i++)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (get_slot (self, i)->bar),
                                    GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) i + 1,
                                    GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n_items,
                                    -1);
  refresh (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Moving */

static gboolean
move_to (TidingsBarChart *self,
         int              i)
{
  if (self->slots->len == 0)
    return FALSE;

  return gtk_widget_grab_focus (get_slot (self, CLAMP (i, 0, (int) self->slots->len - 1))->bar);
}

static gboolean
is_reversed (TidingsBarChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static gboolean
tidings_bar_chart_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  TidingsBarChart *self = TIDINGS_BAR_CHART (widget);
  gboolean is_inside = gtk_widget_get_focus_child (widget) != NULL;

  if (!is_inside)
    return move_to (self, self->current);
  /* At either end the arrows stay: what is beside the chart is not what comes before or after in time. */
  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    return move_to (self, (int) self->current + ((direction == GTK_DIR_RIGHT) != is_reversed (self) ? 1 : -1));

  return FALSE;
}

static gboolean
first_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  return move_to (TIDINGS_BAR_CHART (widget), 0);
}

static gboolean
last_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  return move_to (TIDINGS_BAR_CHART (widget), G_MAXINT);
}

static int
find_slot_at (TidingsBarChart *self,
              double           x,
              double           y)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      graphene_rect_t area = { 0 };

      if (gtk_widget_compute_bounds (get_slot (self, i)->bar, GTK_WIDGET (self), &area) &&
          graphene_rect_contains_point (&area, &GRAPHENE_POINT_INIT (x, y)))
        return i;
    }

  return -1;
}

static void
motion_cb (TidingsBarChart *self,
           double           x,
           double           y)
{
  int hovered = find_slot_at (self, x, y);

  if (self->hovered == hovered)
    return;

  self->hovered = hovered;
  tell_caption (self);
}

static void
leave_cb (TidingsBarChart *self)
{
  if (self->hovered == -1)
    return;

  self->hovered = -1;
  tell_caption (self);
}

static void
pressed_cb (TidingsBarChart *self,
            int              n_press,
            double           x,
            double           y)
{
  int i = find_slot_at (self, x, y);

  if (i >= 0)
    move_to (self, i);
}

/* Size and place */

static int
measure_label (GtkWidget      *label,
               GtkOrientation  orientation)
{
  int natural = 0;

  gtk_widget_measure (label, orientation, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
get_amounts_width (TidingsBarChart *self)
{
  int width = 0;

  for (guint i = 0; i < N_LINES; i++)
    width = MAX (width, measure_label (self->amounts[i], GTK_ORIENTATION_HORIZONTAL));

  return width;
}

static void
tidings_bar_chart_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  TidingsBarChart *self = TIDINGS_BAR_CHART (widget);
  int line = measure_label (self->amounts[0], GTK_ORIENTATION_VERTICAL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_amounts_width (self) + GAP + (int) self->slots->len * LEAST_SLOT;
      *natural = *minimum * 2;
    }
  else
    {
      *minimum = *natural = line * (LINES_TALL + 1) + GAP;
    }
}

static void
place (GtkWidget *widget,
       int        x,
       int        y,
       int        width,
       int        height)
{
  gtk_widget_size_allocate (widget, &(GtkAllocation) { x, y, MAX (width, 0), MAX (height, 0) }, -1);
}

/* Where the word under a bar begins: in its middle, but inside the plot. */
static int
get_tick_x (TidingsBarChart *self,
            guint            i,
            int              plot_x,
            int              plot_width,
            int              width)
{
  guint column = is_reversed (self) ? self->slots->len - 1 - i : i;
  double slot = (double) plot_width / self->slots->len;

  return plot_x + (int) CLAMP ((column + 0.5) * slot - width / 2.0, 0, MAX (0, plot_width - width));
}

/* Whether every @stride-th word, counted from the last bar, has room beside its neighbour. */
static gboolean
has_room (TidingsBarChart *self,
          guint            stride,
          int              plot_x,
          int              plot_width)
{
  int near = 0, near_width = 0;
  gboolean is_first = TRUE;

  for (int i = (int) self->slots->len - 1; i >= 0; i -= stride)
    {
      int width = measure_label (get_slot (self, i)->tick, GTK_ORIENTATION_HORIZONTAL);
      int x = get_tick_x (self, i, plot_x, plot_width, width);

      if (!is_first && x < near + near_width + GAP && near < x + width + GAP)
        return FALSE;
      near = x;
      near_width = width;
      is_first = FALSE;
    }

  return TRUE;
}

static void
place_ticks (TidingsBarChart *self,
             int              plot_x,
             int              plot_width,
             int              y,
             int              height)
{
  guint stride = 1;

  while (stride < self->slots->len && !has_room (self, stride, plot_x, plot_width))
    stride++;

  for (guint i = 0; i < self->slots->len; i++)
    {
      GtkWidget *tick = get_slot (self, i)->tick;
      gboolean is_shown = (self->slots->len - 1 - i) % stride == 0;
      int width = measure_label (tick, GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_set_child_visible (tick, is_shown);
      if (is_shown)
        place (tick, get_tick_x (self, i, plot_x, plot_width, width), y, width, height);
    }
}

static void
tidings_bar_chart_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  TidingsBarChart *self = TIDINGS_BAR_CHART (widget);
  guint n_slots = self->slots->len;
  int line = measure_label (self->amounts[0], GTK_ORIENTATION_VERTICAL);
  int amounts = get_amounts_width (self);
  int plot_width = width - amounts - GAP;
  int plot_x = is_reversed (self) ? 0 : amounts + GAP;
  int top = line / 2;
  int plot_height = height - line - GAP - top;

  for (guint i = 0; i < N_LINES; i++)
    {
      int y = top + plot_height * (int) i / (N_LINES - 1);
      int own = measure_label (self->amounts[i], GTK_ORIENTATION_HORIZONTAL);

      place (self->lines[i], plot_x, y, plot_width, 1);
      place (self->amounts[i], is_reversed (self) ? plot_width + GAP : amounts - own, y - line / 2, own, line);
    }

  for (guint i = 0; i < n_slots; i++)
    {
      guint column = is_reversed (self) ? n_slots - 1 - i : i;
      int from = plot_x + plot_width * (int) column / (int) n_slots;
      int to = plot_x + plot_width * ((int) column + 1) / (int) n_slots;
      int space = MAX (1, (to - from) / 5);

      place (get_slot (self, i)->bar, from + space / 2, top, to - from - space, plot_height);
    }
  if (n_slots > 0)
    place_ticks (self, plot_x, plot_width, height - line, line);
}

static void
tidings_bar_chart_dispose (GObject *object)
{
  TidingsBarChart *self = TIDINGS_BAR_CHART (object);

  tidings_bar_chart_set_model (self, NULL);
  g_clear_handle_id (&self->idle, g_source_remove);
  for (guint i = 0; i < N_LINES; i++)
    {
      g_clear_pointer (&self->lines[i], gtk_widget_unparent);
      g_clear_pointer (&self->amounts[i], gtk_widget_unparent);
    }

  G_OBJECT_CLASS (tidings_bar_chart_parent_class)->dispose (object);
}

static void
tidings_bar_chart_finalize (GObject *object)
{
  g_array_unref (TIDINGS_BAR_CHART (object)->slots);

  G_OBJECT_CLASS (tidings_bar_chart_parent_class)->finalize (object);
}

static char *
dup_caption (TidingsBarChart *self)
{
  guint i = self->hovered >= 0 ? (guint) self->hovered : self->current;
  g_autoptr(GObject) item = self->model != NULL ? g_list_model_get_item (self->model, i) : NULL;
  char *name = NULL;

  if (item != NULL)
    g_object_get (item, "name", &name, NULL);

  return name;
}

static void
tidings_bar_chart_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CAPTION:
      g_value_take_string (value, dup_caption (TIDINGS_BAR_CHART (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const guint firsts[] = { GDK_KEY_Home, GDK_KEY_KP_Home };
  static const guint lasts[] = { GDK_KEY_End, GDK_KEY_KP_End };

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      gtk_widget_class_add_binding (widget_class, firsts[i], 0, first_cb, NULL);
      gtk_widget_class_add_binding (widget_class, lasts[i], 0, last_cb, NULL);
    }
}

static void
tidings_bar_chart_class_init (TidingsBarChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_bar_chart_dispose;
  object_class->finalize = tidings_bar_chart_finalize;
  object_class->get_property = tidings_bar_chart_get_property;
  widget_class->focus = tidings_bar_chart_focus;
  widget_class->measure = tidings_bar_chart_measure;
  widget_class->size_allocate = tidings_bar_chart_size_allocate;

  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "tidings-bar-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
tidings_bar_chart_init (TidingsBarChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  self->hovered = -1;
  for (guint i = 0; i < N_LINES; i++)
    {
      self->lines[i] = g_object_new (GTK_TYPE_SEPARATOR,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                     NULL);
      gtk_widget_set_parent (self->lines[i], GTK_WIDGET (self));
      self->amounts[i] = make_label (self);
    }

  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
tidings_bar_chart_new (void)
{
  return g_object_new (TIDINGS_TYPE_BAR_CHART, NULL);
}

void
tidings_bar_chart_set_scale (TidingsBarChart           *self,
                             TidingsBarChartTopFunc     top,
                             TidingsBarChartFormatFunc  format,
                             gpointer                   user_data)
{
  g_return_if_fail (TIDINGS_IS_BAR_CHART (self));

  self->top = top;
  self->format = format;
  self->user_data = user_data;
  refresh (self);
}

void
tidings_bar_chart_set_model (TidingsBarChart *self,
                             GListModel      *model)
{
  guint n_removed = 0;

  g_return_if_fail (TIDINGS_IS_BAR_CHART (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;

  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
      for (guint i = 0; i < g_list_model_get_n_items (self->model); i++)
        {
          g_autoptr(GObject) item = g_list_model_get_item (self->model, i);

          g_signal_handlers_disconnect_by_func (item, refresh, self);
        }
    }

  n_removed = self->slots->len;
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, n_removed, model != NULL ? g_list_model_get_n_items (model) : 0, model);
}

void
tidings_bar_chart_refresh (TidingsBarChart *self)
{
  g_return_if_fail (TIDINGS_IS_BAR_CHART (self));

  refresh (self);
}
