/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keyboard does in the window besides the accelerators of actions: keys for the row that has the focus, typing that
 * starts a search, and where the focus goes when the page changes. */
#include "config.h"

#include "tidings-window-private.h"

/* Whoever writes or has marked a piece of text means that, not the row around it. */
static gboolean
is_about_text (GtkWidget *focus)
{
  if (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return TRUE;

  return GTK_IS_LABEL (focus) && gtk_label_get_selection_bounds (GTK_LABEL (focus), NULL, NULL);
}

/* From the row outwards, so that either the row or its page may know how. */
static gboolean
row_key_cb (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   user_data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  if (focus == NULL || is_about_text (focus))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (focus, g_variant_get_string (arguments, NULL), NULL);
}

/* What Return does on a row, also where Return has another meaning because a switch is in it. */
static gboolean
details_key_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL && gtk_widget_activate (row);
}

void
tidings_window_class_add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_ALT_MASK, details_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_ALT_MASK, details_key_cb, NULL);
}

static void
add_row_key (GtkEventController *controller,
             GtkShortcutTrigger *trigger,
             const char         *action)
{
  GtkShortcut *shortcut = gtk_shortcut_new (trigger, gtk_callback_action_new (row_key_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_string (action));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

/* Before everything inside: a page's search bar lets its entry have each key that the entry knows, and it knows all of these. */
void
tidings_window_add_row_keys (TidingsWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_return_if_fail (TIDINGS_IS_WINDOW (self));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_row_key (controller, gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK), "page.copy");
  add_row_key (controller, gtk_keyval_trigger_new (GDK_KEY_Delete, 0), "page.remove");
  add_row_key (controller, gtk_keyval_trigger_new (GDK_KEY_KP_Delete, 0), "page.remove");
  add_row_key (controller, gtk_keyval_trigger_new (GDK_KEY_Menu, 0), "page.menu");
  add_row_key (controller, gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK), "page.menu");
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static gboolean
has_focus_inside (TidingsWindow *self,
                  GtkWidget     *page)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, page);
}

/* A page starts its search when something is typed in it. Who types with the focus on a tab or on the header means the page, too. */
static gboolean
typed_cb (GtkEventControllerKey *controller,
          guint                  keyval,
          guint                  keycode,
          GdkModifierType        state,
          TidingsWindow         *self)
{
  GtkWidget *page = tidings_window_get_page (self);
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (page == NULL || letter == 0 || !g_unichar_isgraph (letter) || has_focus_inside (self, page) ||
      tidings_page_stack_get_depth (tidings_window_get_page_stack (self)) > 0)
    return GDK_EVENT_PROPAGATE;

  return gtk_event_controller_key_forward (controller, page);
}

void
tidings_window_watch_typing (TidingsWindow *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_return_if_fail (TIDINGS_IS_WINDOW (self));

  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (typed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static gboolean
focus_page_cb (gpointer user_data)
{
  TidingsWindow *self = user_data;
  GtkWidget *page = tidings_window_get_page (self);

  if (page != NULL && gtk_widget_get_mapped (page) && !has_focus_inside (self, page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

void
tidings_window_focus_page (TidingsWindow *self)
{
  g_return_if_fail (TIDINGS_IS_WINDOW (self));

  /* After the page has got its size: the way of the focus goes by where things are. */
  g_idle_add_full (G_PRIORITY_LOW, focus_page_cb, g_object_ref (self), g_object_unref);
}
