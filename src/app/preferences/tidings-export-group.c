/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows with which everything is exported into a file. */
#include "config.h"

#include "tidings-export-group.h"

#include <glib/gi18n.h>

#include "tidings-export-chooser.h"
#include "tidings-exporter.h"

struct _TidingsExportGroup
{
  AdwPreferencesGroup parent_instance;

  TidingsClient *client;
  TidingsExporter *exporter;
  GtkFileChooserNative *chooser; /* while it asks */

  GtkWidget *export_button;
  GtkWidget *state_box;
  GtkLabel *state_label;
  GtkWidget *running_box;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (TidingsExportGroup, tidings_export_group, ADW_TYPE_PREFERENCES_GROUP)

static void
chosen_cb (TidingsExportGroup *self,
           int                 response)
{
  g_autoptr(GFile) file = tidings_export_chooser_take (&self->chooser, response);
  const char *path = tidings_client_get_path (self->client);

  if (file != NULL)
    tidings_exporter_start (self->exporter, path, file, tidings_clock_get_now (tidings_client_get_clock (self->client)));
}

static void
export_clicked_cb (TidingsExportGroup *self)
{
  if (self->chooser != NULL)
    return;

  self->chooser = tidings_export_chooser_new (GTK_WIDGET (self), _("Export"), _("Everything (.json)"), _("Texts as a table (.csv)"),
                                              "tidings.json");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
cancel_clicked_cb (TidingsExportGroup *self)
{
  tidings_exporter_cancel (self->exporter);
}

static void
words_changed_cb (TidingsExportGroup *self)
{
  tidings_export_tell (G_OBJECT (self->exporter), self->state_box, self->state_label);
}

static void
tidings_export_group_dispose (GObject *object)
{
  TidingsExportGroup *self = TIDINGS_EXPORT_GROUP (object);

  /* Nobody would hear how it ended; half a file is worse than none. */
  if (self->exporter != NULL)
    tidings_exporter_cancel (self->exporter);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_EXPORT_GROUP);
  g_clear_object (&self->exporter);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_export_group_parent_class)->dispose (object);
}

static void
tidings_export_group_class_init (TidingsExportGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_export_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-export-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsExportGroup, export_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsExportGroup, state_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsExportGroup, state_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsExportGroup, running_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsExportGroup, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
tidings_export_group_init (TidingsExportGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->exporter = tidings_exporter_new ();
  g_object_bind_property (self->exporter, "is-running", self->running_box, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->exporter, "is-running", self->export_button, "sensitive",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (self->exporter, "fraction", self->progress_bar, "fraction", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->exporter, "notify::words", G_CALLBACK (words_changed_cb), self, G_CONNECT_SWAPPED);
}

void
tidings_export_group_set_client (TidingsExportGroup *self,
                                 TidingsClient      *client)
{
  g_return_if_fail (TIDINGS_IS_EXPORT_GROUP (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  g_set_object (&self->client, client);
}
