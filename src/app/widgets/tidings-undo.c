/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast with Undo. */
#include "config.h"

#include "tidings-undo.h"

#include <glib/gi18n.h>

/* Who goes from widget to widget by keyboard, or hears it read aloud, needs longer than the usual five seconds. */
#define SHOWN_S 10

typedef struct {
  GSourceOnceFunc undo;
  gpointer user_data;
  GDestroyNotify destroy;
} Undo;

/* Of an overlay: the toast that Ctrl+Z takes back. A toast goes before who has no mouse comes to its button by Tab. */
#define TOAST_KEY "tidings-undo-toast"

static gboolean
undo_key_cb (GtkWidget *overlay,
             GVariant  *arguments,
             gpointer   user_data)
{
  AdwToast *toast = g_object_get_data (G_OBJECT (overlay), TOAST_KEY);
  g_autoptr(AdwToast) kept = NULL;

  if (toast == NULL)
    return FALSE;

  kept = g_object_ref (toast);
  g_signal_emit_by_name (toast, "button-clicked");
  adw_toast_dismiss (toast);

  return TRUE;
}

static void
dismissed_cb (GtkWidget *overlay,
              AdwToast  *toast)
{
  if (g_object_get_data (G_OBJECT (overlay), TOAST_KEY) == toast)
    g_object_set_data (G_OBJECT (overlay), TOAST_KEY, NULL);
}

/* The key is the overlay's for as long as that lives; a field that is written in takes its own changes back first. */
static void
offer_by_key (GtkWidget *overlay,
              AdwToast  *toast)
{
  static const char controller_name[] = "tidings-undo";
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (overlay);
  GtkEventController *controller = NULL;

  g_object_set_data_full (G_OBJECT (overlay), TOAST_KEY, g_object_ref (toast), g_object_unref);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) there = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (there), controller_name) == 0)
        return;
    }

  controller = gtk_shortcut_controller_new ();
  gtk_event_controller_set_name (controller, controller_name);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (undo_key_cb, NULL, NULL)));
  gtk_widget_add_controller (overlay, controller);
}

static void
button_clicked_cb (Undo *undo)
{
  undo->undo (undo->user_data);
}

static void
undo_free (gpointer  user_data,
           GClosure *closure)
{
  Undo *undo = user_data;

  if (undo->destroy != NULL)
    undo->destroy (undo->user_data);
  g_free (undo);
}

void
tidings_toast_undo (GtkWidget      *widget,
                    const char     *text,
                    GSourceOnceFunc undo,
                    gpointer        user_data,
                    GDestroyNotify  destroy)
{
  GtkWidget *overlay = NULL;
  g_autofree char *markup = NULL;
  AdwToast *toast = NULL;
  Undo *closure = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL && undo != NULL);

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    {
      if (destroy != NULL)
        destroy (user_data);
      return;
    }

  closure = g_new0 (Undo, 1);
  closure->undo = undo;
  closure->user_data = user_data;
  closure->destroy = destroy;

  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, SHOWN_S);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (button_clicked_cb), closure, undo_free, G_CONNECT_SWAPPED);
  offer_by_key (overlay, toast);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
