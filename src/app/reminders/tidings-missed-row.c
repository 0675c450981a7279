/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a text that was missed, with Send Now and Dismiss. */
#include "config.h"

#include "tidings-missed-row.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-message-actions.h"
#include "tidings-undo.h"
#include "tidings-widgets.h"

/* What the buttons of a row, and the toast that outlives it, are about. */
typedef struct {
  TidingsMissedText *text;
  TidingsReminderMissed *missed;
  TidingsClient *client;
} Missed;

static Missed *
missed_new (TidingsMissedText     *text,
            TidingsReminderMissed *missed,
            TidingsClient         *client)
{
  Missed *self = g_new0 (Missed, 1);

  self->text = g_object_ref (text);
  self->missed = g_object_ref (missed);
  self->client = g_object_ref (client);

  return self;
}

static void
missed_free (gpointer data)
{
  Missed *self = data;

  g_object_unref (self->text);
  g_object_unref (self->missed);
  g_object_unref (self->client);
  g_free (self);
}

static void
closure_notify (gpointer  data,
                GClosure *closure)
{
  missed_free (data);
}

/* What stays when the row goes. */
static GtkWidget *
get_list (GtkWidget *button)
{
  return gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX);
}

static void
send_clicked_cb (GtkWidget *button,
                 gpointer   user_data)
{
  Missed *self = user_data;

  tidings_message_perform (get_list (button), self->client, tidings_missed_text_get_message (self->text), TIDINGS_STEP_SEND_NOW);
}

static void
bring_back (gpointer data)
{
  Missed *self = data;

  tidings_reminder_missed_bring_back (self->missed, self->text);
}

static void
dismiss_clicked_cb (GtkWidget *button,
                    gpointer   user_data)
{
  Missed *self = user_data;
  GtkWidget *list = get_list (button);

  tidings_toast_undo (list, _("Dismissed"), bring_back, missed_new (self->text, self->missed, self->client), missed_free);
  tidings_reminder_missed_dismiss (self->missed, self->text);
}

static GtkWidget *
make_send_button (const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (_("Send Now"));
  /* Translators: %s is what a reminder is about */
  g_autofree char *name = g_strdup_printf (_("Send Now: %s"), title);

  tidings_set_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static GtkWidget *
make_dismiss_button (const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is what a reminder is about */
  g_autofree char *name = g_strdup_printf (_("Dismiss: %s"), title);

  tidings_set_name (button, name);
  gtk_widget_set_tooltip_text (button, _("Dismiss"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

GtkWidget *
tidings_missed_row_new (TidingsMissedText     *text,
                        TidingsReminderMissed *missed,
                        TidingsClient         *client)
{
  const char *title = NULL;
  GtkWidget *row = NULL;
  GtkWidget *send = NULL;
  GtkWidget *dismiss = NULL;

  g_return_val_if_fail (TIDINGS_IS_MISSED_TEXT (text), NULL);
  g_return_val_if_fail (TIDINGS_IS_REMINDER_MISSED (missed), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  title = tidings_missed_text_get_title (text);
  row = tidings_row_new (title, tidings_missed_text_get_subtitle (text));
  send = make_send_button (title);
  dismiss = make_dismiss_button (title);
  g_signal_connect_data (send, "clicked", G_CALLBACK (send_clicked_cb), missed_new (text, missed, client), closure_notify, 0);
  g_signal_connect_data (dismiss, "clicked", G_CALLBACK (dismiss_clicked_cb), missed_new (text, missed, client), closure_notify, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), send);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), dismiss);

  return row;
}
