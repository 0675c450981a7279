/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window. */
#include "config.h"

#include "tidings-window.h"

#include <glib/gi18n.h>
#include "tidings-activity-page.h"
#include "tidings-alerts-page.h"
#include "tidings-attention.h"
#include "tidings-banner.h"
#include "tidings-message-page.h"
#include "tidings-notice.h"
#include "tidings-overview-page.h"
#include "tidings-people-page.h"
#include "tidings-person-page.h"
#include "tidings-reminders-page.h"
#include "tidings-store-messages.h"
#include "tidings-widgets.h"
#include "tidings-window-private.h"

struct _TidingsWindow {
  AdwApplicationWindow parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsAttention *attention;
  GBinding *search_binding;
  guint reveal_id;

  TidingsPageStack *page_stack;
  AdwViewStack *view_stack;
  AdwViewSwitcherTitle *switcher_title;
  AdwViewSwitcherBar *switcher_bar;
  TidingsBanner *banner;
  GtkWidget *add_button;
  GtkWidget *menu_button;
  GtkWidget *search_button;
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_SETTINGS,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsWindow, tidings_window, ADW_TYPE_APPLICATION_WINDOW)

static GParamSpec *properties[N_PROPS];

static gboolean
has_property (GtkWidget  *page,
              const char *name)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (page), name) != NULL;
}

/* What Add makes depends on the page; there is none on the others. */
static const char *
get_add_label (const char *page)
{
  if (g_strcmp0 (page, "people") == 0)
    return _("Add Person");
  if (g_strcmp0 (page, "reminders") == 0)
    return _("Add Reminder");

  return NULL;
}

static void
update_add (TidingsWindow *self)
{
  const char *label = get_add_label (adw_view_stack_get_visible_child_name (self->view_stack));
  gboolean is_ready = FALSE;

  if (self->client != NULL)
    g_object_get (self->client, "is-ready", &is_ready, NULL);

  gtk_widget_set_visible (self->add_button, label != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add", label != NULL && is_ready);
  if (label == NULL)
    return;

  gtk_widget_set_tooltip_text (self->add_button, label);
  tidings_set_name (self->add_button, label);
}

/* A page may say that there is too little to search. */
static gboolean
can_search (GtkWidget *page)
{
  gboolean can = has_property (page, "search-mode");

  if (can && has_property (page, "can-search"))
    g_object_get (page, "can-search", &can, NULL);

  return can;
}

static void
update_can_search (TidingsWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->view_stack);
  gboolean can = page != NULL && can_search (page);

  gtk_widget_set_visible (self->search_button, can);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", can);
}

static void
update_search (TidingsWindow *self,
               GtkWidget     *page)
{
  g_clear_pointer (&self->search_binding, g_binding_unbind);
  update_can_search (self);
  if (has_property (page, "search-mode"))
    self->search_binding = g_object_bind_property (page, "search-mode", self->search_button, "active",
                                                   G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
visible_page_cb (TidingsWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->view_stack);

  if (page == NULL)
    return;

  adw_view_switcher_title_set_title (self->switcher_title,
                                     adw_view_stack_page_get_title (adw_view_stack_get_page (self->view_stack, page)));
  update_search (self, page);
  update_add (self);
}

static gboolean
reveal_cb (gpointer user_data)
{
  TidingsWindow *self = user_data;

  self->reveal_id = 0;
  adw_view_switcher_bar_set_reveal (self->switcher_bar, adw_view_switcher_title_get_title_visible (self->switcher_title));

  return G_SOURCE_REMOVE;
}

/* The header finds out while it is given its size; the bar below must not grow in the middle of that. */
static void
title_visible_cb (TidingsWindow *self)
{
  if (self->reveal_id == 0)
    self->reveal_id = g_idle_add (reveal_cb, self);
}

static void
update_banner (TidingsWindow *self)
{
  g_autoptr(TidingsNotice) notice = tidings_notice_new_for_client (self->client);

  if (notice != NULL)
    g_object_set (self->banner, "title", notice->title, "button-label", notice->button,
                  "button-action", notice->action, "kind", notice->kind, NULL);

  g_object_set (self->banner, "revealed", notice != NULL, NULL);
}

static void
client_notify_cb (TidingsWindow *self)
{
  update_banner (self);
  update_add (self);
}

static void
bind_attention (TidingsWindow *self)
{
  AdwViewStackPage *activity = adw_view_stack_get_page (self->view_stack,
                                                        adw_view_stack_get_child_by_name (self->view_stack, "activity"));

  self->attention = tidings_attention_new (self->client, self->settings);
  g_object_bind_property (self->attention, "count", activity, "badge-number", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->attention, "is-needed", activity, "needs-attention", G_BINDING_SYNC_CREATE);
}

static void
watch_pages (TidingsWindow *self)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->view_stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    {
      if (has_property (page, "can-search"))
        g_signal_connect_object (page, "notify::can-search", G_CALLBACK (update_can_search), self, G_CONNECT_SWAPPED);
    }
}

static void
show_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  tidings_page_stack_pop_to_content (self->page_stack);
  if (adw_view_stack_get_child_by_name (self->view_stack, page) != NULL)
    adw_view_stack_set_visible_child_name (self->view_stack, page);
}

static void
step_page (TidingsWindow *self,
           gboolean       forward)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->view_stack);
  GtkWidget *next = forward ? gtk_widget_get_next_sibling (page) : gtk_widget_get_prev_sibling (page);

  if (tidings_page_stack_get_depth (self->page_stack) > 0)
    return;

  if (next != NULL)
    adw_view_stack_set_visible_child (self->view_stack, next);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
show_person_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);
  gint64 id = g_variant_get_int64 (parameter);

  if (tidings_client_find_person (self->client, id) != NULL)
    tidings_page_stack_push (self->page_stack, tidings_person_page_new (self->client, id));
}

static void
show_message_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autoptr(TidingsMessage) message = NULL;

  if (store != NULL)
    message = tidings_store_get_message (store, g_variant_get_int64 (parameter), NULL);
  if (message != NULL)
    tidings_page_stack_push (self->page_stack, tidings_message_page_new (self->client, message));
}

static void
previous_page_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  step_page (TIDINGS_WINDOW (widget), FALSE);
}

static void
next_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  step_page (TIDINGS_WINDOW (widget), TRUE);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);

  tidings_page_stack_pop_to_content (self->page_stack);
  gtk_widget_activate_action (adw_view_stack_get_visible_child (self->view_stack), "page.add", NULL);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (self->search_button);

  if (tidings_page_stack_get_depth (self->page_stack) == 0)
    gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);

  tidings_client_refresh_status (self->client);
  gtk_widget_activate_action (adw_view_stack_get_visible_child (self->view_stack), "page.refresh", NULL);
}

static void
show_last_page (TidingsWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "last-page");

  if (adw_view_stack_get_child_by_name (self->view_stack, page) != NULL)
    adw_view_stack_set_visible_child_name (self->view_stack, page);

  g_settings_bind (self->settings, "last-page", self->view_stack, "visible-child-name", G_SETTINGS_BIND_SET);
}

/* Said once: people who close a window often think that nothing happens any more. */
static void
tell_background (TidingsWindow *self)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr(GNotification) notification = NULL;

  if (application == NULL || g_settings_get_boolean (self->settings, "background-told"))
    return;

  notification = g_notification_new (_("Tidings Keeps Sending in the Background"));
  g_notification_set_body (notification, _("Alerts and reminders go out although the window is closed"));
  g_notification_add_button (notification, _("Background Settings"), "app.show-preferences::background");
  g_application_send_notification (application, "background", notification);
  g_settings_set_boolean (self->settings, "background-told", TRUE);
}

static gboolean
tidings_window_close_request (GtkWindow *window)
{
  tell_background (TIDINGS_WINDOW (window));

  return GTK_WINDOW_CLASS (tidings_window_parent_class)->close_request (window);
}

static void
tidings_window_constructed (GObject *object)
{
  TidingsWindow *self = TIDINGS_WINDOW (object);

  G_OBJECT_CLASS (tidings_window_parent_class)->constructed (object);

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);

  tidings_window_add_actions (self);
  bind_attention (self);
  watch_pages (self);
  show_last_page (self);
  visible_page_cb (self);

  g_signal_connect_object (self->client, "notify", G_CALLBACK (client_notify_cb), self, G_CONNECT_SWAPPED);
  client_notify_cb (self);
}

static void
tidings_window_dispose (GObject *object)
{
  TidingsWindow *self = TIDINGS_WINDOW (object);

  g_clear_handle_id (&self->reveal_id, g_source_remove);
  g_clear_pointer (&self->search_binding, g_binding_unbind);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_WINDOW);
  g_clear_object (&self->attention);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_window_parent_class)->dispose (object);
}

static void
tidings_window_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TidingsWindow *self = TIDINGS_WINDOW (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_window_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  TidingsWindow *self = TIDINGS_WINDOW (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_window_class_init (TidingsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tidings_window_constructed;
  object_class->dispose = tidings_window_dispose;
  object_class->get_property = tidings_window_get_property;
  object_class->set_property = tidings_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = tidings_window_close_request;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TIDINGS_TYPE_ACTIVITY_PAGE);
  g_type_ensure (TIDINGS_TYPE_ALERTS_PAGE);
  g_type_ensure (TIDINGS_TYPE_BANNER);
  g_type_ensure (TIDINGS_TYPE_OVERVIEW_PAGE);
  g_type_ensure (TIDINGS_TYPE_PAGE_STACK);
  g_type_ensure (TIDINGS_TYPE_PEOPLE_PAGE);
  g_type_ensure (TIDINGS_TYPE_REMINDERS_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, view_stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, search_button);
  gtk_widget_class_bind_template_callback (widget_class, title_visible_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);

  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.show-person", "x", show_person_action);
  gtk_widget_class_install_action (widget_class, "win.show-message", "x", show_message_action);
  gtk_widget_class_install_action (widget_class, "win.previous-page", NULL, previous_page_action);
  gtk_widget_class_install_action (widget_class, "win.next-page", NULL, next_page_action);
  gtk_widget_class_install_action (widget_class, "win.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
}

static void
tidings_window_init (TidingsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TidingsWindow *
tidings_window_new (TidingsApplication *application)
{
  g_return_val_if_fail (TIDINGS_IS_APPLICATION (application), NULL);

  return g_object_new (TIDINGS_TYPE_WINDOW,
                       "application", application,
                       "client", tidings_application_get_client (application),
                       "settings", tidings_application_get_settings (application),
                       NULL);
}

TidingsClient *
tidings_window_get_client (TidingsWindow *self)
{
  g_return_val_if_fail (TIDINGS_IS_WINDOW (self), NULL);

  return self->client;
}

TidingsPageStack *
tidings_window_get_page_stack (TidingsWindow *self)
{
  g_return_val_if_fail (TIDINGS_IS_WINDOW (self), NULL);

  return self->page_stack;
}

GSettings *
tidings_window_get_settings (TidingsWindow *self)
{
  g_return_val_if_fail (TIDINGS_IS_WINDOW (self), NULL);

  return self->settings;
}
