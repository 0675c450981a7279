/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command, to read and to copy. */
#include "config.h"

#include "tidings-command-group.h"

#include <glib/gi18n.h>

#include "tidings-widgets.h"

struct _TidingsCommandGroup
{
  AdwPreferencesGroup parent_instance;

  GtkLabel *command_label;
  GtkLabel *copied_label;
};

enum {
  PROP_0,
  PROP_COMMAND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsCommandGroup, tidings_command_group, ADW_TYPE_PREFERENCES_GROUP)

static void
copy_clicked_cb (TidingsCommandGroup *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->command_label));
  gtk_widget_set_visible (GTK_WIDGET (self->copied_label), TRUE);
  tidings_announce (self->copied_label, _("Command copied"));
}

static void
set_command (TidingsCommandGroup *self,
             const char          *command)
{
  if (g_strcmp0 (gtk_label_get_label (self->command_label), command) == 0)
    return;

  gtk_label_set_label (self->command_label, command != NULL ? command : "");
  gtk_widget_set_visible (GTK_WIDGET (self), command != NULL && *command != '\0');
  /* What was copied is another one. */
  gtk_widget_set_visible (GTK_WIDGET (self->copied_label), FALSE);
  gtk_label_set_label (self->copied_label, "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMAND]);
}

static void
tidings_command_group_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMMAND:
      g_value_set_string (value, gtk_label_get_label (TIDINGS_COMMAND_GROUP (object)->command_label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_command_group_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COMMAND:
      set_command (TIDINGS_COMMAND_GROUP (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_command_group_class_init (TidingsCommandGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tidings_command_group_get_property;
  object_class->set_property = tidings_command_group_set_property;

  properties[PROP_COMMAND] = g_param_spec_string ("command", NULL, NULL, "",
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GtkWidget *
make_copy_button (TidingsCommandGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_tooltip_text (button, _("Copy Command"));
  tidings_set_name (button, _("Copy Command"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static void
tidings_command_group_init (TidingsCommandGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->command_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->command_label, 0);
  gtk_label_set_wrap (self->command_label, TRUE);
  gtk_label_set_wrap_mode (self->command_label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->command_label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->command_label), TRUE);
  /* A command is read from the left in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self->command_label), GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (GTK_WIDGET (self->command_label), "monospace");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "tidings-card");
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->command_label));
  gtk_box_append (GTK_BOX (card), make_copy_button (self));

  self->copied_label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_label_set_xalign (self->copied_label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->copied_label), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->copied_label), FALSE);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("On the Command Line"));
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->copied_label));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
