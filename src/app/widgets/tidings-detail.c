/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a pushed page. */
#include "config.h"

#include "tidings-detail.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include "tidings-widgets.h"

struct _TidingsDetail {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *header;
  GtkWidget *window_title;
  GtkWidget *child;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  N_PROPS
};

static void tidings_detail_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TidingsDetail, tidings_detail, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, tidings_detail_buildable_init))

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable_iface;

static void
tidings_detail_add_child (GtkBuildable *buildable,
                          GtkBuilder   *builder,
                          GObject      *child,
                          const char   *type)
{
  TidingsDetail *self = TIDINGS_DETAIL (buildable);

  if (!GTK_IS_WIDGET (child))
    parent_buildable_iface->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "end") == 0)
    tidings_detail_pack_end (self, GTK_WIDGET (child));
  else
    tidings_detail_set_child (self, GTK_WIDGET (child));
}

static void
tidings_detail_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = tidings_detail_add_child;
}

static void
tidings_detail_dispose (GObject *object)
{
  TidingsDetail *self = TIDINGS_DETAIL (object);

  self->child = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tidings_detail_parent_class)->dispose (object);
}

static void
tidings_detail_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TidingsDetail *self = TIDINGS_DETAIL (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, adw_window_title_get_title (ADW_WINDOW_TITLE (self->window_title)));
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, adw_window_title_get_subtitle (ADW_WINDOW_TITLE (self->window_title)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_detail_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  TidingsDetail *self = TIDINGS_DETAIL (object);
  const char *text = g_value_get_string (value) != NULL ? g_value_get_string (value) : "";

  switch (prop_id)
    {
    case PROP_TITLE:
      adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), text);
      tidings_set_name (GTK_WIDGET (self), text);
      break;
    case PROP_SUBTITLE:
      adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title), text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_detail_class_init (TidingsDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_detail_dispose;
  object_class->get_property = tidings_detail_get_property;
  object_class->set_property = tidings_detail_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_back_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page-stack.pop");
  gtk_widget_set_tooltip_text (button, _("Back"));
  tidings_set_name (button, _("Back"));

  return button;
}

static void
tidings_detail_init (TidingsDetail *self)
{
  self->window_title = adw_window_title_new ("", "");
  self->header = adw_header_bar_new ();
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), self->window_title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), make_back_button ());

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->header);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
tidings_detail_new (const char *title)
{
  return g_object_new (TIDINGS_TYPE_DETAIL, "title", title, NULL);
}

void
tidings_detail_set_child (TidingsDetail *self,
                          GtkWidget     *child)
{
  g_return_if_fail (TIDINGS_IS_DETAIL (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  if (self->child != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->child);

  self->child = child;
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (self->box), child);
}

void
tidings_detail_pack_end (TidingsDetail *self,
                         GtkWidget     *child)
{
  g_return_if_fail (TIDINGS_IS_DETAIL (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), child);
}
