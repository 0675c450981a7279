/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line across the window that says what is true for a while. */
#include "config.h"

#include "tidings-banner.h"

#include "tidings-widgets.h"

struct _TidingsBanner {
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *strip;
  GtkWidget *label;
  GtkWidget *button;
  char *kind;
  char *button_action;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_ACTION,
  PROP_REVEALED,
  PROP_KIND,
  N_PROPS
};

enum {
  BUTTON_CLICKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsBanner, tidings_banner, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char * const kinds[] = { "accent", "warning", "error", NULL };

static void
button_clicked_cb (TidingsBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

/* Name and target never stand together with the old one of the other, about which GTK would complain. */
static void
set_button_action (TidingsBanner *self,
                   const char    *action)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  if (g_strcmp0 (self->button_action, action) == 0)
    return;

  g_free (self->button_action);
  self->button_action = g_strdup (action);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  if (action == NULL || !g_action_parse_detailed_name (action, &name, &target, NULL))
    return;

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), name);
}

static void
tidings_banner_dispose (GObject *object)
{
  TidingsBanner *self = TIDINGS_BANNER (object);

  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (tidings_banner_parent_class)->dispose (object);
}

static void
tidings_banner_finalize (GObject *object)
{
  TidingsBanner *self = TIDINGS_BANNER (object);

  g_free (self->kind);
  g_free (self->button_action);

  G_OBJECT_CLASS (tidings_banner_parent_class)->finalize (object);
}

static void
tidings_banner_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TidingsBanner *self = TIDINGS_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (GTK_BUTTON (self->button)));
      break;
    case PROP_BUTTON_ACTION:
      g_value_set_string (value, self->button_action);
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)));
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_banner_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  TidingsBanner *self = TIDINGS_BANNER (object);
  const char *text = NULL;

  switch (prop_id)
    {
    case PROP_TITLE:
      tidings_announce (GTK_LABEL (self->label), g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      text = g_value_get_string (value);
      gtk_button_set_label (GTK_BUTTON (self->button), text != NULL ? text : "");
      gtk_widget_set_visible (self->button, text != NULL && *text != '\0');
      break;
    case PROP_BUTTON_ACTION:
      set_button_action (self, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), g_value_get_boolean (value));
      break;
    case PROP_KIND:
      g_free (self->kind);
      self->kind = g_value_dup_string (value);
      tidings_set_kind (self->strip, kinds, self->kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_banner_class_init (TidingsBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_banner_dispose;
  object_class->finalize = tidings_banner_finalize;
  object_class->get_property = tidings_banner_get_property;
  object_class->set_property = tidings_banner_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_ACTION] = g_param_spec_string ("button-action", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tidings-banner");
}

static void
tidings_banner_init (TidingsBanner *self)
{
  /* The status role makes screen readers say the title when it changes. */
  self->label = g_object_new (GTK_TYPE_LABEL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.5f, "justify", GTK_JUSTIFY_CENTER,
                              "hexpand", TRUE, "css-classes", (const char *[]) { "heading", NULL }, NULL);

  self->button = g_object_new (GTK_TYPE_BUTTON, "use-underline", TRUE, "visible", FALSE, "valign", GTK_ALIGN_CENTER, NULL);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (button_clicked_cb), self);

  self->strip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->strip, "strip");
  gtk_box_append (GTK_BOX (self->strip), self->label);
  gtk_box_append (GTK_BOX (self->strip), self->button);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->strip);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

GtkWidget *
tidings_banner_new (void)
{
  return g_object_new (TIDINGS_TYPE_BANNER, NULL);
}
