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
}

static void
tidings_message_row_init (TidingsMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
