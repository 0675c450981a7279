/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet hours drawn. */
#include "config.h"

#include "tidings-day-strip.h"

#include <langinfo.h>

#include <glib/gi18n.h>

#include "tidings-day-spans.h"
#include "tidings-widgets.h"

#define N_DAYS 7

/* In pixels: the bar is half as high again as a line of text is, so that it grows with the text. */
#define GAP 6
#define MARK_WIDTH 2
#define MARK_HEAD 8
#define RADIUS 4
#define STRIPE 4

struct _TidingsDayStrip
{
  GtkWidget parent_instance;

  TidingsQuietHours hours;
  gboolean is_alike;    /* one line says it all */
  guint today;          /* 0 is Monday */
  int minute;           /* after midnight, now */
};

G_DEFINE_FINAL_TYPE (TidingsDayStrip, tidings_day_strip, GTK_TYPE_WIDGET)

/* Where things are, before the direction of the language: start is 0. */
typedef struct {
  int names;       /* width of the names of days, 0 without them */
  int text;        /* height of a line of text */
  int bar;         /* height of a bar */
  int label;       /* width of the widest hour */
  guint n_rows;
} Measures;

static PangoLayout *
make_hour (TidingsDayStrip *self,
           int              hour)
{
  g_autofree char *text = g_strdup_printf ("%02d:00", hour);

  return gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
}

static PangoLayout *
make_day (TidingsDayStrip *self,
          guint            day)
{
  /* The first of langinfo's days is Sunday. */
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), nl_langinfo (ABDAY_1 + (day + 1) % N_DAYS));
  PangoAttrList *attributes = NULL;

  if (day != self->today)
    return layout;

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

static void
take_measures (TidingsDayStrip *self,
               Measures        *measures)
{
  g_autoptr(PangoLayout) hour = make_hour (self, 24);
  int width = 0;

  *measures = (Measures) { .n_rows = self->is_alike ? 1 : N_DAYS };
  pango_layout_get_pixel_size (hour, &measures->label, &measures->text);
  measures->bar = self->is_alike ? measures->text * 3 / 2 : measures->text;
  for (guint day = 0; !self->is_alike && day < N_DAYS; day++)
    {
      g_autoptr(PangoLayout) name = make_day (self, day);

      pango_layout_get_pixel_size (name, &width, NULL);
      measures->names = MAX (measures->names, width + 2 * GAP);
    }
}

static void
tidings_day_strip_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  Measures measures;

  take_measures (TIDINGS_DAY_STRIP (widget), &measures);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = measures.names + 3 * measures.label;
      *natural = measures.names + 8 * measures.label;
    }
  else
    {
      *minimum = MARK_HEAD + (int) measures.n_rows * (measures.bar + GAP) + measures.text;
      *natural = *minimum;
    }
}

/* @x and @width as they are where the language runs from left to right. */
static graphene_rect_t
place (GtkWidget *widget,
       double     x,
       double     y,
       double     width,
       double     height)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;

  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);
}

static GdkRGBA
get_color (GtkWidget  *widget,
           const char *name)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA color = { 0 };

  /* A theme without it still has a colour for words. */
  if (name == NULL || !gtk_style_context_lookup_color (context, name, &color))
    gtk_style_context_get_color (context, &color);

  return color;
}

static GdkRGBA
fade (GdkRGBA color,
      float   alpha)
{
  color.alpha *= alpha;

  return color;
}

/* Slanted stripes: what is quiet can be told without seeing colours. */
static void
append_stripes (GtkSnapshot           *snapshot,
                const graphene_rect_t *area,
                const GdkRGBA         *color)
{
  const GdkRGBA light = fade (*color, 0.45f);
  const GskColorStop stops[] = { { 0, *color }, { 0.5f, *color }, { 0.5f, light }, { 1, light } };
  const graphene_point_t begin = { 0, 0 };
  const graphene_point_t end = { STRIPE, STRIPE };

  gtk_snapshot_append_repeating_linear_gradient (snapshot, area, &begin, &end, stops, G_N_ELEMENTS (stops));
}

static void
append_bar (TidingsDayStrip *self,
            GtkSnapshot     *snapshot,
            const Measures  *measures,
            guint            day,
            double           y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const double wide = gtk_widget_get_width (widget) - measures->names;
  const GdkRGBA words = get_color (widget, NULL);
  const GdkRGBA ground = fade (words, 0.08f);
  const GdkRGBA edge = fade (words, 0.3f);
  const GdkRGBA quiet = get_color (widget, "accent_bg_color");
  const graphene_rect_t bar = place (widget, measures->names, y, wide, measures->bar);
  const float borders[] = { 1, 1, 1, 1 };
  const GdkRGBA edges[] = { edge, edge, edge, edge };
  TidingsDaySpan spans[TIDINGS_DAY_MAX_SPANS];
  guint n_spans = tidings_day_spans_list (&self->hours, day, spans);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bar, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &bar);
  for (guint i = 0; i < n_spans; i++)
    {
      const graphene_rect_t area = place (widget, measures->names + wide * spans[i].from / TIDINGS_DAY_MINUTES, y,
                                          wide * (spans[i].to - spans[i].from) / TIDINGS_DAY_MINUTES, measures->bar);

      append_stripes (snapshot, &area, &quiet);
    }
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, borders, edges);
}

/* A pin with a head above the bar, so that it is not taken for the edge of something quiet. */
static void
append_mark (TidingsDayStrip *self,
             GtkSnapshot     *snapshot,
             const Measures  *measures,
             double           y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const double wide = gtk_widget_get_width (widget) - measures->names;
  const double middle = CLAMP (wide * self->minute / TIDINGS_DAY_MINUTES, MARK_HEAD / 2, wide - MARK_HEAD / 2);
  const GdkRGBA words = get_color (widget, NULL);
  const GdkRGBA ground = get_color (widget, "card_bg_color");
  const double x = measures->names + middle;
  const graphene_rect_t halo = place (widget, x - MARK_WIDTH, y, 2 * MARK_WIDTH, measures->bar);
  const graphene_rect_t line = place (widget, x - MARK_WIDTH / 2.0, y - GAP, MARK_WIDTH, measures->bar + GAP);
  const graphene_rect_t head = place (widget, x - MARK_HEAD / 2.0, y - MARK_HEAD, MARK_HEAD, MARK_HEAD);
  GskRoundedRect round;

  gtk_snapshot_append_color (snapshot, &ground, &halo);
  gtk_snapshot_append_color (snapshot, &words, &line);
  gsk_rounded_rect_init_from_rect (&round, &head, MARK_HEAD / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &words, &head);
  gtk_snapshot_pop (snapshot);
}

static void
append_layout (GtkWidget   *widget,
               GtkSnapshot *snapshot,
               PangoLayout *layout,
               double       x,
               double       y)
{
  const GdkRGBA words = get_color (widget, NULL);
  int width = 0;
  graphene_rect_t area;

  pango_layout_get_pixel_size (layout, &width, NULL);
  area = place (widget, x, y, width, 1);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &area.origin);
  gtk_snapshot_append_layout (snapshot, layout, &words);
  gtk_snapshot_restore (snapshot);
}

static void
append_hours (TidingsDayStrip *self,
              GtkSnapshot     *snapshot,
              const Measures  *measures,
              double           y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const int wide = gtk_widget_get_width (widget) - measures->names;
  const int step = tidings_day_spans_hour_step (wide, measures->label);

  for (int hour = 0; hour <= 24; hour += step)
    {
      g_autoptr(PangoLayout) layout = make_hour (self, hour);
      int width = 0;

      pango_layout_get_pixel_size (layout, &width, NULL);
      append_layout (widget, snapshot, layout,
                     measures->names + CLAMP (wide * hour / 24.0 - width / 2.0, 0, MAX (wide - width, 0)), y);
    }
}

static void
tidings_day_strip_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  TidingsDayStrip *self = TIDINGS_DAY_STRIP (widget);
  Measures measures;
  double y = MARK_HEAD;

  take_measures (self, &measures);
  for (guint row = 0; row < measures.n_rows; row++, y += measures.bar + GAP)
    {
      guint day = self->is_alike ? self->today : row;
      g_autoptr(PangoLayout) name = self->is_alike ? NULL : make_day (self, day);

      append_bar (self, snapshot, &measures, day, y);
      if (name != NULL)
        append_layout (widget, snapshot, name, 0, y);
    }
  /* Last, as its head reaches into the line above. */
  append_mark (self, snapshot, &measures, MARK_HEAD + (self->is_alike ? 0 : self->today) * (measures.bar + GAP));
  append_hours (self, snapshot, &measures, y);
}

static void
tidings_day_strip_class_init (TidingsDayStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = tidings_day_strip_measure;
  widget_class->snapshot = tidings_day_strip_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "tidings-day-strip");
}

static void
tidings_day_strip_init (TidingsDayStrip *self)
{
  tidings_quiet_hours_set_every_day (&self->hours, -1, -1);
  self->is_alike = TRUE;
}

GtkWidget *
tidings_day_strip_new (void)
{
  return g_object_new (TIDINGS_TYPE_DAY_STRIP, NULL);
}

static void
name_strip (TidingsDayStrip *self,
            const char      *zone,
            gint64           now)
{
  g_autofree char *windows = tidings_quiet_hours_describe_windows (&self->hours);
  g_autofree char *state = tidings_day_spans_describe_now (&self->hours, zone, now);
  g_autofree char *name = NULL;

  if (*windows == '\0')
    name = g_strdup (_("No quiet hours"));
  else
    /* Translators: read aloud in place of a drawing; %1$s are quiet hours such as “Mon–Fri 22:00–07:00”, %2$s is “Not quiet now” */
    name = g_strdup_printf (_("Quiet hours: %1$s. %2$s"), windows, state);

  tidings_set_name (GTK_WIDGET (self), name);
}

void
tidings_day_strip_show (TidingsDayStrip         *self,
                        const TidingsQuietHours *hours,
                        const char              *zone,
                        gint64                   now)
{
  int from = -1, to = -1;
  gboolean was_alike = FALSE;

  g_return_if_fail (TIDINGS_IS_DAY_STRIP (self));
  g_return_if_fail (hours != NULL);

  was_alike = self->is_alike;
  self->hours = *hours;
  self->is_alike = tidings_quiet_hours_get_first (hours, &from, &to);
  self->minute = tidings_day_spans_locate (zone, now, &self->today);
  name_strip (self, zone, now);

  if (was_alike != self->is_alike)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
