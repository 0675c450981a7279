/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: the window around the pages. */
#include "config.h"

#include "tidings-preferences-window.h"

#include <glib/gi18n.h>

#include "tidings-account-page.h"
#include "tidings-background-page.h"
#include "tidings-limits-page.h"
#include "tidings-privacy-page.h"
#include "tidings-receiver-page.h"
#include "tidings-texts-page.h"
#include "tidings-widgets.h"

struct _TidingsPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  TidingsAccountPage *account_page;
  TidingsTextsPage *texts_page;
  TidingsLimitsPage *limits_page;
  TidingsBackgroundPage *background_page;
  TidingsPrivacyPage *privacy_page;
  TidingsReceiverPage *receiver_page;
};

G_DEFINE_FINAL_TYPE (TidingsPreferencesWindow, tidings_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* Who comes back to this window may have changed something elsewhere meanwhile. */
static void
active_cb (TidingsPreferencesWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    tidings_background_page_look (self->background_page);
}

/* libadwaita gives every key that no widget in the window takes to the search, Return and the space bar too, before GTK comes to
 * activate the row that has the keyboard: without this neither rows nor what the search finds could be pressed by key. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                gpointer               user_data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (user_data));

  if (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter && key != GDK_KEY_space)
    return FALSE;

  return GTK_IS_LIST_BOX_ROW (focus) && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (focus)) &&
         gtk_widget_activate (focus);
}

static void
tidings_preferences_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDINGS_TYPE_PREFERENCES_WINDOW);

  G_OBJECT_CLASS (tidings_preferences_window_parent_class)->dispose (object);
}

static void
tidings_preferences_window_class_init (TidingsPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_preferences_window_dispose;

  g_type_ensure (TIDINGS_TYPE_ACCOUNT_PAGE);
  g_type_ensure (TIDINGS_TYPE_BACKGROUND_PAGE);
  g_type_ensure (TIDINGS_TYPE_LIMITS_PAGE);
  g_type_ensure (TIDINGS_TYPE_PRIVACY_PAGE);
  g_type_ensure (TIDINGS_TYPE_RECEIVER_PAGE);
  g_type_ensure (TIDINGS_TYPE_TEXTS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, account_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, texts_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, limits_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, background_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, privacy_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, receiver_page);
}

static void
tidings_preferences_window_init (TidingsPreferencesWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
}

/* libadwaita leaves its search button and entry without names. */
static void
name_search (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *icon = GTK_IS_BUTTON (child) ? gtk_button_get_icon_name (GTK_BUTTON (child)) : NULL;

      if (GTK_IS_SEARCH_ENTRY (child) || g_strcmp0 (icon, "edit-find-symbolic") == 0 ||
          g_strcmp0 (icon, "system-search-symbolic") == 0)
        tidings_set_name (child, _("Search preferences"));
      name_search (child);
    }
}

GtkWindow *
tidings_preferences_window_new (GtkWindow     *parent,
                                TidingsClient *client,
                                GSettings     *settings)
{
  TidingsPreferencesWindow *self = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TIDINGS_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  tidings_account_page_bind (self->account_page, client, settings);
  tidings_texts_page_bind (self->texts_page, settings);
  tidings_limits_page_bind (self->limits_page, settings);
  tidings_limits_page_follow (self->limits_page, client);
  tidings_background_page_bind (self->background_page, client, settings);
  tidings_privacy_page_bind (self->privacy_page, client, settings);
  tidings_receiver_page_set_client (self->receiver_page, client, settings);
  name_search (GTK_WIDGET (self));

  return GTK_WINDOW (self);
}

void
tidings_preferences_window_show_page (TidingsPreferencesWindow *self,
                                      const char               *page)
{
  static const char * const pages[] = { "account", "texts", "limits", "background", "privacy", "reports", NULL };

  g_return_if_fail (TIDINGS_IS_PREFERENCES_WINDOW (self));
  g_return_if_fail (page != NULL);

  if (g_strv_contains (pages, page))
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
  if (g_str_equal (page, "programs"))
    {
      adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), "background");
      tidings_background_page_show_programs (self->background_page);
    }
}
