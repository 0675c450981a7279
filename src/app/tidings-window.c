/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window. */
#include "config.h"

#include "tidings-window.h"

#include <glib/gi18n.h>
#include "tidings-activity-page.h"
#include "tidings-alerts-page.h"
#include "tidings-attention.h"
#include "tidings-banner.h"
#include "tidings-headline.h"
#include "tidings-message-page.h"
#include "tidings-overview-page.h"
#include "tidings-page-slot.h"
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
  TidingsHeadline *headline;
  GBinding *search_binding;
  gulong can_search_handler;   /* on the visible page, if it tells */
  GtkWidget *watched_page;     /* weak: the one with the handler */
  gulong painted_handler;
  guint begin_id;
  guint reveal_id;

  TidingsPageStack *page_stack;
  AdwViewStack *view_stack;
  AdwViewSwitcherTitle *switcher_title;
  AdwViewSwitcherBar *switcher_bar;
  TidingsBanner *banner;
  GtkWidget *add_button;
  GtkWidget *menu_button;
  GMenuModel *main_menu;
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add", label != NULL && is_ready && tidings_window_get_page (self) != NULL);
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
  GtkWidget *page = tidings_window_get_page (self);
  gboolean can = page != NULL && can_search (page);

  gtk_widget_set_visible (self->search_button, can);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", can);
}

static void
forget_page (TidingsWindow *self)
{
  g_clear_pointer (&self->search_binding, g_binding_unbind);
  if (self->watched_page != NULL)
    g_clear_signal_handler (&self->can_search_handler, self->watched_page);
  g_clear_weak_pointer (&self->watched_page);
}

static void
watch_page (TidingsWindow *self,
            GtkWidget     *page)
{
  forget_page (self);
  if (page == NULL)
    return;

  g_set_weak_pointer (&self->watched_page, page);
  if (has_property (page, "can-search"))
    self->can_search_handler = g_signal_connect_object (page, "notify::can-search", G_CALLBACK (update_can_search), self,
                                                        G_CONNECT_SWAPPED);
  if (has_property (page, "search-mode"))
    self->search_binding = g_object_bind_property (page, "search-mode", self->search_button, "active",
                                                   G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
visible_page_cb (TidingsWindow *self)
{
  GtkWidget *slot = adw_view_stack_get_visible_child (self->view_stack);

  /* The template shows its first page while it is made, which may not be the one that is wanted. */
  if (slot == NULL || self->client == NULL)
    return;

  adw_view_switcher_title_set_title (self->switcher_title,
                                     adw_view_stack_page_get_title (adw_view_stack_get_page (self->view_stack, slot)));
  watch_page (self, tidings_window_get_page (self));
  update_can_search (self);
  update_add (self);
}

static gboolean
reveal_cb (gpointer user_data)
{
  TidingsWindow *self = user_data;
  gboolean is_narrow = adw_view_switcher_title_get_title_visible (self->switcher_title);

  self->reveal_id = 0;
  /* Its hundred widgets are made for those who have a narrow window. */
  if (is_narrow)
    adw_view_switcher_bar_set_stack (self->switcher_bar, self->view_stack);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, is_narrow);

  return G_SOURCE_REMOVE;
}

/* The header finds out while it is given its size; the bar below must not grow in the middle of that. */
static void
title_visible_cb (TidingsWindow *self)
{
  if (self->reveal_id == 0)
    self->reveal_id = g_idle_add (reveal_cb, self);
}

/* Made when it is opened, which few do before they have seen anything. */
static void
make_menu_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  gtk_menu_button_set_menu_model (button, user_data);
  gtk_menu_button_set_create_popup_func (button, NULL, NULL, NULL);
}

/* At once and not by bindings, which wait for the end of the construction: the visible page has to be there when the window is
 * measured for the first time, or all of it is measured twice. */
static void
fill_slots (TidingsWindow *self)
{
  for (GtkWidget *slot = gtk_widget_get_first_child (GTK_WIDGET (self->view_stack)); slot != NULL;
       slot = gtk_widget_get_next_sibling (slot))
    g_object_set (slot, "client", self->client, NULL);
}

/* What may take the place of the switcher or push the pages down: the lasting state, if there is one. */
static void
bind_headline (TidingsWindow *self)
{
  static const struct { const char *from; const char *to; } pairs[] = {
    { "button-action", "button-action" },
    { "button-label", "button-label" },
    { "kind", "kind" },
    { "title", "title" },
    { "is-shown", "revealed" },
  };

  self->headline = tidings_headline_new (self->client);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_object_bind_property (self->headline, pairs[i].from, self->banner, pairs[i].to, G_BINDING_SYNC_CREATE);
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
show_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  tidings_page_stack_pop_to_content (self->page_stack);
  if (adw_view_stack_get_child_by_name (self->view_stack, page) != NULL)
    adw_view_stack_set_visible_child_name (self->view_stack, page);
  tidings_window_focus_page (self);
}

static void
step_page (TidingsWindow *self,
           gboolean       forward)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->view_stack);
  GtkWidget *next = forward ? gtk_widget_get_next_sibling (page) : gtk_widget_get_prev_sibling (page);

  if (tidings_page_stack_get_depth (self->page_stack) > 0)
    return;

  if (next == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  adw_view_stack_set_visible_child (self->view_stack, next);
  tidings_window_focus_page (self);
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
  if (tidings_window_get_page (self) != NULL)
    gtk_widget_activate_action (tidings_window_get_page (self), "page.add", NULL);
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
  if (tidings_window_get_page (self) != NULL)
    gtk_widget_activate_action (tidings_window_get_page (self), "page.refresh", NULL);
}

static void
show_last_page (TidingsWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "last-page");

  if (adw_view_stack_get_child_by_name (self->view_stack, page) != NULL)
    adw_view_stack_set_visible_child_name (self->view_stack, page);
}

/* What nobody waits for comes once the first frame is on the screen. */
static gboolean
begin_cb (gpointer user_data)
{
  TidingsWindow *self = user_data;

  self->begin_id = 0;
  tidings_client_connect (self->client);
  tidings_window_keep_size (self);
  g_settings_bind (self->settings, "last-page", self->view_stack, "visible-child-name", G_SETTINGS_BIND_SET);
  /* X wants it drawn in every size, and the desktop has its own for a program that it knows. */
  gtk_window_set_default_icon_name (APP_ID);
  bind_attention (self);
  if (!g_settings_get_boolean (self->settings, "set-up"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.set-up", "s", "");

  return G_SOURCE_REMOVE;
}

static void
painted_cb (TidingsWindow *self,
            GdkFrameClock *frame_clock)
{
  g_clear_signal_handler (&self->painted_handler, frame_clock);
  self->begin_id = g_idle_add (begin_cb, self);
}

static void
tidings_window_map (GtkWidget *widget)
{
  TidingsWindow *self = TIDINGS_WINDOW (widget);

  GTK_WIDGET_CLASS (tidings_window_parent_class)->map (widget);

  if (self->attention == NULL && self->painted_handler == 0 && self->begin_id == 0)
    self->painted_handler = g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (painted_cb),
                                                     self, G_CONNECT_SWAPPED);
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

  tidings_window_restore_size (self);
  tidings_window_add_actions (self);
  tidings_window_add_row_keys (self);
  tidings_window_watch_typing (self);
  bind_headline (self);
  fill_slots (self);
  show_last_page (self);
  visible_page_cb (self);

  g_signal_connect_object (self->client, "notify::is-ready", G_CALLBACK (update_add), self, G_CONNECT_SWAPPED);
}

static void
tidings_window_dispose (GObject *object)
{
  TidingsWindow *self = TIDINGS_WINDOW (object);

  g_clear_handle_id (&self->reveal_id, g_source_remove);
  g_clear_handle_id (&self->begin_id, g_source_remove);
  forget_page (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_WINDOW);
  g_clear_object (&self->attention);
  g_clear_object (&self->headline);
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
  widget_class->map = tidings_window_map;
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
  g_type_ensure (TIDINGS_TYPE_PAGE_SLOT);
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
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, TidingsWindow, search_button);
  gtk_widget_class_bind_template_callback (widget_class, title_visible_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);

  tidings_window_class_add_keys (widget_class);
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
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), make_menu_cb, g_object_ref (self->main_menu),
                                         g_object_unref);
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

GtkWidget *
tidings_window_get_page (TidingsWindow *self)
{
  GtkWidget *slot = NULL;

  g_return_val_if_fail (TIDINGS_IS_WINDOW (self), NULL);

  slot = adw_view_stack_get_visible_child (self->view_stack);

  return slot != NULL ? tidings_page_slot_get_page (TIDINGS_PAGE_SLOT (slot)) : NULL;
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

GtkWindow *
tidings_window_find (GtkApplication *application)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  for (GList *link = gtk_application_get_windows (application); link != NULL; link = link->next)
    {
      if (TIDINGS_IS_WINDOW (link->data))
        return link->data;
    }

  return NULL;
}
