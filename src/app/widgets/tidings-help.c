/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the help. */
#include "config.h"

#include "tidings-help.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tidings-help-topics.h"
#include "tidings-widgets.h"

#define WATCHED "tidings-help"

static GtkWidget *
find_overlay (GtkWidget *widget)
{
  GtkWidget *overlay = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && overlay == NULL;
       child = gtk_widget_get_next_sibling (child))
    overlay = ADW_IS_TOAST_OVERLAY (child) ? child : find_overlay (child);

  return overlay;
}

/* Dialogs without a place for toasts stand over a window that has one. */
static void
tell (GtkWindow  *window,
      const char *words)
{
  GtkWidget *overlay = NULL;

  for (; window != NULL && overlay == NULL; window = gtk_window_get_transient_for (window))
    overlay = find_overlay (GTK_WIDGET (window));
  if (overlay != NULL)
    tidings_toast_now (overlay, words);
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error))
    tell (GTK_WINDOW (object), _("The help cannot be shown. Install a help viewer such as Yelp to read it"));
}

void
tidings_help_show (GtkWidget  *widget,
                   const char *topic)
{
  g_autofree char *uri = tidings_help_dup_uri (topic);

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (GTK_IS_WINDOW (gtk_widget_get_root (widget)));

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME, NULL, shown_cb, NULL);
}

static const char *
get_topic (GtkWidget *widget)
{
  return tidings_help_topic_for_type (G_OBJECT_TYPE_NAME (widget));
}

/* The first thing shown that has a page: where the focus is nowhere, or on the header. */
static const char *
find_shown (GtkWidget *widget)
{
  const char *topic = get_topic (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && topic == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      topic = find_shown (child);

  return topic;
}

static const char *
find_topic (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  const char *topic = NULL;

  for (; focus != NULL && focus != window && topic == NULL; focus = gtk_widget_get_parent (focus))
    topic = get_topic (focus);
  if (topic == NULL)
    topic = get_topic (window);

  return topic != NULL ? topic : find_shown (window);
}

static gboolean
help_cb (GtkWidget *window,
         GVariant  *arguments,
         gpointer   user_data)
{
  tidings_help_show (window, find_topic (window));

  return GDK_EVENT_STOP;
}

static void
watch (GtkWidget *window)
{
  GtkEventController *controller = NULL;

  if (g_object_get_data (G_OBJECT (window), WATCHED) != NULL)
    return;

  controller = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F1, 0),
                                                          gtk_callback_action_new (help_cb, NULL, NULL)));
  gtk_widget_add_controller (window, controller);
  g_object_set_data (G_OBJECT (window), WATCHED, controller);
}

static void
toplevels_changed_cb (GListModel *toplevels,
                      guint       position,
                      guint       n_removed,
                      guint       n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (toplevels, i);

      watch (window);
    }
}

void
tidings_help_watch (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  g_signal_connect (toplevels, "items-changed", G_CALLBACK (toplevels_changed_cb), NULL);
  toplevels_changed_cb (toplevels, 0, 0, g_list_model_get_n_items (toplevels));
}
