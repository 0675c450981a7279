/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what is kept, shown and taken along, and the way to delete everything. */
#include "config.h"

#include "tidings-privacy-page.h"

#include "tidings-delete-dialog.h"
#include "tidings-export-group.h"

struct _TidingsPrivacyPage
{
  AdwPreferencesPage parent_instance;

  TidingsClient *client;

  GtkWidget *hide_switch;
  AdwComboRow *retention_row;
  AdwComboRow *erase_row;
  GtkWidget *delete_switch;
  TidingsExportGroup *export_group;
  GtkWidget *delete_all_button;
};

G_DEFINE_FINAL_TYPE (TidingsPrivacyPage, tidings_privacy_page, ADW_TYPE_PREFERENCES_PAGE)

/* The rows of the choice, in their order. */
static const char * const erase_choices[] = { "private", "all" };

static gboolean
to_choice_cb (GValue   *value,
              GVariant *variant,
              gpointer  user_data)
{
  g_value_set_uint (value, g_strcmp0 (g_variant_get_string (variant, NULL), erase_choices[1]) == 0 ? 1 : 0);

  return TRUE;
}

static GVariant *
from_choice_cb (const GValue       *value,
                const GVariantType *type,
                gpointer            user_data)
{
  guint choice = g_value_get_uint (value);

  return choice < G_N_ELEMENTS (erase_choices) ? g_variant_new_string (erase_choices[choice]) : NULL;
}

/* The rows of the choice, in their order; 0 is for ever. A number of days that is not among them, set elsewhere, shows as the
 * next longer one and stays until another is chosen. */
static const guint retention_choices[] = { 30, 90, 365, 0 };

static gboolean
to_retention_cb (GValue   *value,
                 GVariant *variant,
                 gpointer  user_data)
{
  guint days = g_variant_get_uint32 (variant);
  guint choice = 0;

  while (retention_choices[choice] != 0 && (days == 0 || days > retention_choices[choice]))
    choice++;
  g_value_set_uint (value, choice);

  return TRUE;
}

static GVariant *
from_retention_cb (const GValue       *value,
                   const GVariantType *type,
                   gpointer            user_data)
{
  guint choice = g_value_get_uint (value);

  return choice < G_N_ELEMENTS (retention_choices) ? g_variant_new_uint32 (retention_choices[choice]) : NULL;
}

/* As at the first start: the assistant stands over the main window, and this one makes room. */
static void
deleted_cb (TidingsPrivacyPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *parent = window != NULL ? gtk_window_get_transient_for (window) : NULL;

  if (window != NULL)
    gtk_window_close (window);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.set-up", "s", "");
}

static void
delete_all_clicked_cb (TidingsPrivacyPage *self)
{
  TidingsDeleteDialog *dialog = tidings_delete_dialog_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->client);

  g_signal_connect_object (dialog, "deleted", G_CALLBACK (deleted_cb), self, G_CONNECT_SWAPPED);
}

static void
tidings_privacy_page_dispose (GObject *object)
{
  TidingsPrivacyPage *self = TIDINGS_PRIVACY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PRIVACY_PAGE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_privacy_page_parent_class)->dispose (object);
}

static void
tidings_privacy_page_class_init (TidingsPrivacyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_privacy_page_dispose;

  g_type_ensure (TIDINGS_TYPE_EXPORT_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-privacy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPrivacyPage, hide_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsPrivacyPage, retention_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPrivacyPage, erase_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPrivacyPage, delete_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsPrivacyPage, export_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPrivacyPage, delete_all_button);
  gtk_widget_class_bind_template_callback (widget_class, delete_all_clicked_cb);
}

static void
tidings_privacy_page_init (TidingsPrivacyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tidings_privacy_page_bind (TidingsPrivacyPage *self,
                           TidingsClient      *client,
                           GSettings          *settings)
{
  g_return_if_fail (TIDINGS_IS_PRIVACY_PAGE (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_settings_bind (settings, "hide-text", self->hide_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "delete-at-twilio", self->delete_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "erase-at-twilio", self->erase_row, "selected", G_SETTINGS_BIND_DEFAULT, to_choice_cb,
                                from_choice_cb, NULL, NULL);
  g_settings_bind_with_mapping (settings, "retention-days", self->retention_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                to_retention_cb, from_retention_cb, NULL, NULL);
  g_object_bind_property (client, "is-ready", self->delete_all_button, "sensitive", G_BINDING_SYNC_CREATE);
  tidings_export_group_set_client (self->export_group, client);
}
