/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message in a list. */
#include "config.h"

#include "tidings-message-row.h"

#include "tidings-message-actions.h"
#include "tidings-message-page.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsMessageRow
{
  AdwActionRow parent_instance;

  TidingsMessageItem *item;
  TidingsClient *client;

  GtkWidget *icon;
  GtkWidget *retry_button;
  GtkWidget *menu; /* from the first time on */

  guint shows_day : 1;
};

enum {
  PROP_0,
  PROP_ITEM,
  PROP_SHOWS_DAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsMessageRow, tidings_message_row, ADW_TYPE_ACTION_ROW)

static void
enable_actions (TidingsMessageRow *self)
{
  TidingsMessage *message = tidings_message_item_get_message (self->item);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.copy", !tidings_message_is_code (message));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.again", tidings_message_can_send_again (message));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.cancel", tidings_message_can_cancel (message));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.ask", tidings_message_can_ask (message));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.remove", tidings_message_can_delete (message));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  tidings_message_copy (widget, tidings_message_item_get_message (TIDINGS_MESSAGE_ROW (widget)->item));
}

static void
again_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  TidingsMessageRow *self = TIDINGS_MESSAGE_ROW (widget);

  tidings_message_perform (widget, self->client, tidings_message_item_get_message (self->item), TIDINGS_STEP_ASK_AGAIN);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TidingsMessageRow *self = TIDINGS_MESSAGE_ROW (widget);

  tidings_message_perform (widget, self->client, tidings_message_item_get_message (self->item), TIDINGS_STEP_CANCEL);
}

static void
ask_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  TidingsMessageRow *self = TIDINGS_MESSAGE_ROW (widget);

  tidings_message_ask_twilio (widget, self->client, tidings_message_item_get_message (self->item));
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TidingsMessageRow *self = TIDINGS_MESSAGE_ROW (widget);

  tidings_message_ask_delete (widget, self->client, tidings_message_item_get_message (self->item));
}

/* Else GTK looks from the beginning of the window for something that takes the focus. */
static void
menu_closed_cb (TidingsMessageRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, self->menu)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
make_menu (TidingsMessageRow *self)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (APP_PATH "/ui/tidings-message-menu.ui");
  GMenuModel *model = G_MENU_MODEL (gtk_builder_get_object (builder, "menu"));

  /* Its items look for their actions from where it stands. */
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
}

static void
open_menu (TidingsMessageRow  *self,
           const GdkRectangle *at)
{
  if (self->menu == NULL)
    make_menu (self);

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  open_menu (TIDINGS_MESSAGE_ROW (widget), NULL);
}

static void
pressed_cb (TidingsMessageRow *self,
            int                n_press,
            double             x,
            double             y)
{
  open_menu (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static void
long_pressed_cb (TidingsMessageRow *self,
                 double             x,
                 double             y)
{
  open_menu (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static void
add_gestures (TidingsMessageRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *touch = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (touch), TRUE);
  g_signal_connect_object (touch, "pressed", G_CALLBACK (long_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (touch));
}

/* Not by bindings in the template: GTK 4.8 complains when a template's own root is what an expression watches and goes. */
static void
item_notify_cb (TidingsMessageRow *self)
{
  static const char * const kinds[] = { "dim-label", "success", "warning", "error", NULL };
  g_autofree char *style = NULL;
  g_autofree char *icon_name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;
  int step = TIDINGS_STEP_NONE;

  g_object_get (self->item, "style-class", &style, "icon-name", &icon_name, "title", &title,
                self->shows_day ? "day-subtitle" : "subtitle", &subtitle, "step", &step, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  tidings_set_kind (self->icon, kinds, style);
  gtk_widget_set_visible (self->retry_button, step == TIDINGS_STEP_RETRY);

  name = tidings_words_join_facts (title, subtitle, NULL);
  tidings_set_name (GTK_WIDGET (self), name);
  enable_actions (self);
}

static void
retry_clicked_cb (TidingsMessageRow *self)
{
  tidings_message_perform (GTK_WIDGET (self), self->client, tidings_message_item_get_message (self->item),
                           TIDINGS_STEP_RETRY);
}

static void
tidings_message_row_activate (AdwActionRow *row)
{
  TidingsMessageRow *self = TIDINGS_MESSAGE_ROW (row);

  tidings_push_page (GTK_WIDGET (self),
                     tidings_message_page_new (self->client, tidings_message_item_get_message (self->item)));
}

static void
tidings_message_row_constructed (GObject *object)
{
  TidingsMessageRow *self = TIDINGS_MESSAGE_ROW (object);

  G_OBJECT_CLASS (tidings_message_row_parent_class)->constructed (object);

  /* Everything of an item is notified together; the subtitle stands for all. */
  g_signal_connect_object (self->item, "notify::subtitle", G_CALLBACK (item_notify_cb), self, G_CONNECT_SWAPPED);
  item_notify_cb (self);
}

static void
tidings_message_row_dispose (GObject *object)
{
  TidingsMessageRow *self = TIDINGS_MESSAGE_ROW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_MESSAGE_ROW);
  g_clear_object (&self->item);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_message_row_parent_class)->dispose (object);
}

static void
tidings_message_row_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, TIDINGS_MESSAGE_ROW (object)->item);
      break;
    case PROP_SHOWS_DAY:
      g_value_set_boolean (value, TIDINGS_MESSAGE_ROW (object)->shows_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_message_row_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      TIDINGS_MESSAGE_ROW (object)->item = g_value_dup_object (value);
      break;
    case PROP_SHOWS_DAY:
      TIDINGS_MESSAGE_ROW (object)->shows_day = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_message_row_class_init (TidingsMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tidings_message_row_constructed;
  object_class->dispose = tidings_message_row_dispose;
  object_class->get_property = tidings_message_row_get_property;
  object_class->set_property = tidings_message_row_set_property;
  ADW_ACTION_ROW_CLASS (klass)->activate = tidings_message_row_activate;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, TIDINGS_TYPE_MESSAGE_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWS_DAY] = g_param_spec_boolean ("shows-day", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TIDINGS_TYPE_MESSAGE_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsMessageRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessageRow, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);

  gtk_widget_class_install_action (widget_class, "page.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "message.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "message.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "message.ask", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "page.remove", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "page.menu", NULL, menu_cb);
}

static void
tidings_message_row_init (TidingsMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_gestures (self);
}

GtkWidget *
tidings_message_row_new (TidingsMessageItem *item,
                         TidingsClient      *client,
                         gboolean            shows_day)
{
  TidingsMessageRow *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE_ITEM (item), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_MESSAGE_ROW, "item", item, "shows-day", shows_day, NULL);
  self->client = g_object_ref (client);
  /* Reading goes on without the agent, sending does not. */
  g_object_bind_property (client, "is-ready", self->retry_button, "sensitive", G_BINDING_SYNC_CREATE);

  return GTK_WIDGET (self);
}

gint64
tidings_message_row_get_id (TidingsMessageRow *self)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_ROW (self), 0);

  return tidings_message_item_get_message (self->item)->id;
}
