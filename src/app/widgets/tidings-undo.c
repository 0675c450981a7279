/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast with Undo. */
#include "config.h"

#include "tidings-undo.h"

#include <glib/gi18n.h>

typedef struct {
  GSourceOnceFunc undo;
  gpointer user_data;
  GDestroyNotify destroy;
} Undo;

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
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (button_clicked_cb), closure, undo_free, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
