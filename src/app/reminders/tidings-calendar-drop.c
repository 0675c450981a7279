/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files that are dropped on a window, or pasted into it. */
#include "config.h"

#include "tidings-calendar-drop.h"

#include <glib/gi18n.h>

#include "tidings-reminder-import-dialog.h"
#include "tidings-widgets.h"

/* Whom a file is for; as long as the window lives. */
typedef struct {
  GtkWidget *widget;     /* borrowed: it is in the window */
  TidingsClient *client;
} Place;

static void
place_free (gpointer  data,
            GClosure *closure)
{
  Place *place = data;

  g_object_unref (place->client);
  g_free (place);
}

static Place *
place_new (GtkWidget     *widget,
           TidingsClient *client)
{
  Place *place = g_new0 (Place, 1);

  place->widget = widget;
  place->client = g_object_ref (client);

  return place;
}

/* The first file of those that came: one import at a time. */
static GFile *
dup_file (const GValue *value)
{
  g_autoptr(GSList) files = NULL;

  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    return g_value_dup_object (value);

  files = gdk_file_list_get_files (g_value_get_boxed (value));

  return files != NULL ? g_object_ref (files->data) : NULL;
}

gboolean
tidings_calendar_drop_take (GtkWidget     *widget,
                            TidingsClient *client,
                            GFile         *file)
{
  g_autofree char *name = NULL;
  g_autofree char *lower = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_basename (file);
  lower = g_ascii_strdown (name != NULL ? name : "", -1);
  if (!g_str_has_suffix (lower, ".ics"))
    {
      tidings_toast (widget, _("This is no calendar file. Their names end in .ics"));
      return FALSE;
    }

  tidings_reminder_import_dialog_present (widget, client, file);

  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         Place         *place)
{
  g_autoptr(GFile) file = dup_file (value);

  return file != NULL && tidings_calendar_drop_take (place->widget, place->client, file);
}

static void
pasted_cb (GObject      *clipboard,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GtkWidget) window = user_data;
  Place *place = g_object_get_data (G_OBJECT (window), "tidings-calendar-place");
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr(GFile) file = value != NULL ? dup_file (value) : NULL;

  /* Something else may be there by now, and then nothing was pasted. */
  if (file != NULL && place != NULL)
    tidings_calendar_drop_take (place->widget, place->client, file);
}

/* Fields paste text themselves, so this comes only where none has the keyboard. */
static gboolean
paste_cb (GtkWidget *window,
          GVariant  *arguments,
          gpointer   user_data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (window);

  if (!gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST))
    return FALSE;
  gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, pasted_cb, g_object_ref (window));

  return TRUE;
}

static void
forget_place (gpointer data)
{
  place_free (data, NULL);
}

void
tidings_calendar_drop_accept (GtkWidget     *window,
                              GtkWidget     *widget,
                              TidingsClient *client)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE };
  GtkDropTarget *target = NULL;
  GtkEventController *keys = NULL;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_data (target, "drop", G_CALLBACK (drop_cb), place_new (widget, client), place_free, 0);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));

  g_object_set_data_full (G_OBJECT (window), "tidings-calendar-place", place_new (widget, client), forget_place);
  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (paste_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}
