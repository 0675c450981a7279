/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Activity. */
#include "config.h"

#include "tidings-activity-page.h"

struct _TidingsActivityPage {
  AdwBin parent_instance;

  TidingsClient *client;
};

enum {
  PROP_0,
  PROP_CLIENT,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsActivityPage, tidings_activity_page, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static void
tidings_activity_page_dispose (GObject *object)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ACTIVITY_PAGE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_activity_page_parent_class)->dispose (object);
}

static void
tidings_activity_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_activity_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      if (g_set_object (&self->client, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_activity_page_class_init (TidingsActivityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_activity_page_dispose;
  object_class->get_property = tidings_activity_page_get_property;
  object_class->set_property = tidings_activity_page_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-activity-page.ui");
}

static void
tidings_activity_page_init (TidingsActivityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
