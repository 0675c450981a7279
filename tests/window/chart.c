/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of costs on a screen: where bars stand, what they are called, and where the arrows lead, in both directions of text. */
#include "config.h"

#include <adwaita.h>

#include "tidings-bar-chart.h"
#include "tidings-chart-bar.h"
#include "tidings-chart-scale.h"
#include "tidings-day-cost.h"
#include "tidings-format.h"

#define N_DAYS 7
/* 2026-11-15 00:00 UTC, a Sunday */
#define FIRST G_GINT64_CONSTANT (1794700800000)
#define DAY_MS G_GINT64_CONSTANT (86400000)

typedef struct {
  GListStore *days;
  GtkWidget *window;
  TidingsBarChart *chart;
} Fixture;

static char *
format_amount (gint64   amount,
               gpointer user_data)
{
  return tidings_format_money (amount, "USD", 2);
}

/* Everything there is to do is done, and the chart has its size. */
static void
settle (Fixture *fixture)
{
  while (!gtk_widget_get_mapped (fixture->window) || gtk_widget_get_width (GTK_WIDGET (fixture->chart)) == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* A change of direction is taken over with the next frame. */
  gtk_widget_measure (fixture->window, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (GTK_WIDGET (fixture->chart), 600, 200, -1, NULL);
}

/* A dollar and a quarter on the third day, half of the dollar not billed yet on the last. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const TidingsDaySum sums[N_DAYS] = {
    { 0, 0, 0 }, { 2, 40000, 0 }, { 5, 1000000, 0 }, { 0, 0, 0 }, { 1, 250000, 0 }, { 1, 0, 20000 }, { 4, 500000, 500000 },
  };

  fixture->days = g_list_store_new (TIDINGS_TYPE_DAY_COST);
  for (guint i = 0; i < N_DAYS; i++)
    {
      g_autoptr(TidingsDayCost) day = tidings_day_cost_new (FIRST + i * DAY_MS);

      tidings_day_cost_update (day, &sums[i], "USD", i == N_DAYS - 1, TRUE);
      g_list_store_append (fixture->days, day);
    }

  fixture->chart = TIDINGS_BAR_CHART (tidings_bar_chart_new ());
  gtk_widget_set_direction (GTK_WIDGET (fixture->chart), GPOINTER_TO_INT (data));
  tidings_bar_chart_set_scale (fixture->chart, tidings_chart_scale_get_top, format_amount, NULL);
  tidings_bar_chart_set_model (fixture->chart, G_LIST_MODEL (fixture->days));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->chart));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->days);
}

/* The bars, the earliest first. */
static GtkWidget *
get_bar (Fixture *fixture,
         guint    wanted)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->chart));
  guint i = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (TIDINGS_IS_CHART_BAR (child) && i++ == wanted)
      return child;

  return NULL;
}

static float
get_x (Fixture   *fixture,
       GtkWidget *child)
{
  graphene_rect_t area = { 0 };

  g_assert_true (gtk_widget_compute_bounds (child, GTK_WIDGET (fixture->chart), &area));

  return area.origin.x;
}

static gboolean
is_reversed (gconstpointer data)
{
  return GPOINTER_TO_INT (data) == GTK_TEXT_DIR_RTL;
}

/* Time runs as text does, and the amounts stand where lines begin. */
static void
test_places (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 1; i < N_DAYS; i++)
    {
      float earlier = get_x (fixture, get_bar (fixture, i - 1));
      float later = get_x (fixture, get_bar (fixture, i));

      g_assert_true (is_reversed (data) ? later < earlier : later > earlier);
    }
  g_assert_null (get_bar (fixture, N_DAYS));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->chart)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *text = GTK_IS_LABEL (child) ? gtk_label_get_label (GTK_LABEL (child)) : "";

      if (g_str_has_prefix (text, "$"))
        g_assert_true ((get_x (fixture, child) > get_x (fixture, get_bar (fixture, 3))) == is_reversed (data));
    }
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const names[N_DAYS] = {
    "15 Nov: no texts", "16 Nov: $0.04, 2 texts", "17 Nov: $1.00, 5 texts", "18 Nov: no texts", "19 Nov: $0.25, 1 text",
    "20 Nov: about $0.02, 1 text, not billed yet", "Today, 21 Nov: about $1.00, 4 texts, $0.50 of it not billed yet",
  };

  gtk_test_accessible_assert_role (fixture->chart, GTK_ACCESSIBLE_ROLE_LIST);
  for (guint i = 0; i < N_DAYS; i++)
    {
      GtkWidget *bar = get_bar (fixture, i);

      gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, names[i]);
      gtk_test_accessible_assert_relation (bar, GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) i + 1);
      gtk_test_accessible_assert_relation (bar, GTK_ACCESSIBLE_RELATION_SET_SIZE, N_DAYS);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (bar), ==, names[i]);
    }
}

/* One dollar goes up to the upper end; what is not billed yet stands hatched upon what is. */
static void
test_shares (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { double solid; double hatched; } shares[N_DAYS] = {
    { 0, 0 }, { 0.04, 0 }, { 1, 0 }, { 0, 0 }, { 0.25, 0 }, { 0, 0.02 }, { 0.5, 0.5 },
  };

  for (guint i = 0; i < N_DAYS; i++)
    {
      double solid = -1;
      double hatched = -1;

      g_object_get (get_bar (fixture, i), "solid", &solid, "hatched", &hatched, NULL);
      g_assert_cmpfloat_with_epsilon (solid, shares[i].solid, 0.0001);
      g_assert_cmpfloat_with_epsilon (hatched, shares[i].hatched, 0.0001);
    }
}

static void
assert_focus (Fixture *fixture,
              guint    wanted)
{
  g_autofree char *caption = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GObject) day = g_list_model_get_item (G_LIST_MODEL (fixture->days), wanted);

  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == get_bar (fixture, wanted));
  /* The window may not have the keyboard of the screen, on which the caption depends. */
  if (!gtk_widget_has_focus (get_bar (fixture, wanted)))
    return;
  g_object_get (day, "name", &name, NULL);
  g_object_get (fixture->chart, "caption", &caption, NULL);
  g_assert_cmpstr (caption, ==, name);
}

static gboolean
move (Fixture          *fixture,
      GtkDirectionType  direction)
{
  return gtk_widget_child_focus (GTK_WIDGET (fixture->chart), direction);
}

static void
test_arrows (Fixture       *fixture,
             gconstpointer  data)
{
  GtkDirectionType back = is_reversed (data) ? GTK_DIR_RIGHT : GTK_DIR_LEFT;
  GtkDirectionType on = is_reversed (data) ? GTK_DIR_LEFT : GTK_DIR_RIGHT;

  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_assert_true (move (fixture, GTK_DIR_TAB_FORWARD));
  assert_focus (fixture, N_DAYS - 1);
  g_assert_true (move (fixture, on));
  assert_focus (fixture, N_DAYS - 1);
  for (int i = N_DAYS - 2; i >= 0; i--)
    {
      g_assert_true (move (fixture, back));
      assert_focus (fixture, i);
    }
  g_assert_true (move (fixture, back));
  assert_focus (fixture, 0);
  g_assert_true (move (fixture, on));
  assert_focus (fixture, 1);

  /* One stop for Tab, and up and down lead out as well. */
  g_assert_false (move (fixture, GTK_DIR_TAB_FORWARD));
  g_assert_false (move (fixture, GTK_DIR_TAB_BACKWARD));
  g_assert_false (move (fixture, GTK_DIR_DOWN));
}

/* At midnight the days move on by one: the chart has as many bars, and the last is another day. */
static void
test_midnight (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(TidingsDayCost) day = tidings_day_cost_new (FIRST + N_DAYS * DAY_MS);
  static const TidingsDaySum sum = { 1, 2000000, 0 };
  double solid = -1;

  tidings_day_cost_update (day, &sum, "USD", TRUE, TRUE);
  g_list_store_remove (fixture->days, 0);
  g_list_store_append (fixture->days, day);
  settle (fixture);

  g_assert_null (get_bar (fixture, N_DAYS));
  gtk_test_accessible_assert_property (get_bar (fixture, N_DAYS - 1), GTK_ACCESSIBLE_PROPERTY_LABEL, "Today, 22 Nov: $2.00, 1 text");
  g_object_get (get_bar (fixture, 1), "solid", &solid, NULL);
  g_assert_cmpfloat_with_epsilon (solid, 0.5, 0.0001);
}

/* The chart grows with its words, and asks for no more than a phone is wide, also when they are twice as large. */
static void
test_large_text (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;
  int before = 0, after = 0, width = 0;

  gtk_widget_measure (GTK_WIDGET (fixture->chart), GTK_ORIENTATION_VERTICAL, -1, &before, NULL, NULL, NULL);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (dpi > 0 ? dpi : 96 * 1024) * 2, NULL);
  settle (fixture);
  gtk_widget_measure (GTK_WIDGET (fixture->chart), GTK_ORIENTATION_VERTICAL, -1, &after, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->chart), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);

  g_assert_cmpint (after, >, before * 3 / 2);
  g_assert_cmpint (width, <, 300);
}

static void
add (const char *name,
     void      (*func) (Fixture *, gconstpointer))
{
  g_autofree char *ltr = g_strconcat ("/chart/", name, "/left-to-right", NULL);
  g_autofree char *rtl = g_strconcat ("/chart/", name, "/right-to-left", NULL);

  g_test_add (ltr, Fixture, GINT_TO_POINTER (GTK_TEXT_DIR_LTR), set_up, func, tear_down);
  g_test_add (rtl, Fixture, GINT_TO_POINTER (GTK_TEXT_DIR_RTL), set_up, func, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  /* The days are those of this zone. */
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("places", test_places);
  add ("names", test_names);
  add ("shares", test_shares);
  add ("arrows", test_arrows);
  add ("midnight", test_midnight);
  add ("large-text", test_large_text);

  return g_test_run ();
}
