/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an export goes, and how it goes. */
#include "config.h"

#include "tidings-export-chooser.h"

#include <glib/gi18n.h>

#include "tidings-widgets.h"

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *suffix)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (chooser, filter);
}

GtkFileChooserNative *
tidings_export_chooser_new (GtkWidget  *widget,
                            const char *title,
                            const char *json,
                            const char *csv,
                            const char *name)
{
  GtkFileChooserNative *chooser = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _("_Export"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (chooser), json, "json");
  add_filter (GTK_FILE_CHOOSER (chooser), csv, "csv");
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);

  return chooser;
}

GFile *
tidings_export_chooser_take (GtkFileChooserNative **chooser,
                             int                    response)
{
  GFile *file = NULL;

  g_return_val_if_fail (chooser != NULL && GTK_IS_FILE_CHOOSER_NATIVE (*chooser), NULL);

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (*chooser));
  g_clear_object (chooser);

  return file;
}

void
tidings_export_tell (GObject   *exporter,
                     GtkWidget *box,
                     GtkLabel  *label)
{
  g_autofree char *words = NULL;
  gboolean is_running = FALSE;

  g_return_if_fail (G_IS_OBJECT (exporter));

  g_object_get (exporter, "words", &words, "is-running", &is_running, NULL);
  gtk_widget_set_visible (box, *words != '\0');
  if (is_running)
    gtk_label_set_label (label, words);
  else
    tidings_announce (label, words);
}
