/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking along what Activity shows. */
#include "config.h"

#include "tidings-activity-export.h"

#include <glib/gi18n.h>

#include "tidings-export-chooser.h"
#include "tidings-exporter.h"

struct _TidingsActivityExport
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsActivityFilter *filter;
  TidingsExporter *exporter;
  GtkFileChooserNative *chooser;  /* while it asks */

  GtkLabel *label;
  GtkWidget *cancel_button;
};

G_DEFINE_FINAL_TYPE (TidingsActivityExport, tidings_activity_export, ADW_TYPE_BIN)

static void
chosen_cb (TidingsActivityExport *self,
           int                    response)
{
  g_autoptr(GFile) file = tidings_export_chooser_take (&self->chooser, response);
  TidingsMessageFilter filter = { 0 };
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));

  if (file == NULL)
    return;

  tidings_activity_filter_fill (self->filter, now, &filter);
  tidings_exporter_start_messages (self->exporter, tidings_client_get_path (self->client), file, &filter, now);
}

static void
cancel_clicked_cb (TidingsActivityExport *self)
{
  tidings_exporter_cancel (self->exporter);
}

static void
words_cb (TidingsActivityExport *self)
{
  tidings_export_tell (G_OBJECT (self->exporter), GTK_WIDGET (self), self->label);
}

static void
tidings_activity_export_dispose (GObject *object)
{
  TidingsActivityExport *self = TIDINGS_ACTIVITY_EXPORT (object);

  /* Nobody would hear how it ended; half a file is worse than none. */
  if (self->exporter != NULL)
    tidings_exporter_cancel (self->exporter);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ACTIVITY_EXPORT);
  g_clear_object (&self->chooser);
  g_clear_object (&self->exporter);
  g_clear_object (&self->filter);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_activity_export_parent_class)->dispose (object);
}

static void
tidings_activity_export_class_init (TidingsActivityExportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_activity_export_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-activity-export.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityExport, label);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityExport, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
tidings_activity_export_init (TidingsActivityExport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->exporter = tidings_exporter_new ();
  g_object_bind_property (self->exporter, "is-running", self->cancel_button, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->exporter, "notify::words", G_CALLBACK (words_cb), self, G_CONNECT_SWAPPED);
}

void
tidings_activity_export_set_filter (TidingsActivityExport *self,
                                    TidingsClient         *client,
                                    TidingsActivityFilter *filter)
{
  g_return_if_fail (TIDINGS_IS_ACTIVITY_EXPORT (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_ACTIVITY_FILTER (filter));

  g_set_object (&self->client, client);
  g_set_object (&self->filter, filter);
}

void
tidings_activity_export_open (TidingsActivityExport *self)
{
  gboolean is_running = FALSE;

  g_return_if_fail (TIDINGS_IS_ACTIVITY_EXPORT (self));

  g_object_get (self->exporter, "is-running", &is_running, NULL);
  if (self->client == NULL || self->chooser != NULL || is_running)
    return;

  self->chooser = tidings_export_chooser_new (GTK_WIDGET (self), _("Export What Is Shown"), _("For programs (.json)"),
                                              _("As a table (.csv)"), "activity.json");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
