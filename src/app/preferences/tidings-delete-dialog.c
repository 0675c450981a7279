/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleting everything, after a shown word was typed. */
#include "config.h"

#include "tidings-delete-dialog.h"

#include <glib/gi18n.h>

#include "tidings-bus-error.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

struct _TidingsDeleteDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;

  GtkWidget *cancel_button;
  GtkWidget *delete_button;
  GtkSpinner *spinner;
  GtkWidget *fields_group;
  GtkEditable *word_row;
  GtkLabel *problem_label;
  GtkWidget *unlock_button;

  guint is_busy : 1;
};

enum {
  DELETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsDeleteDialog, tidings_delete_dialog, ADW_TYPE_WINDOW)

/* Typed by hand, so that nobody comes here by pressing the same key again and again. */
static const char *
get_word (void)
{
  /* Translators: the word that has to be typed to delete everything, in lower case */
  return C_("word to type", "delete");
}

static void
follow (TidingsDeleteDialog *self)
{
  g_autofree char *typed = g_utf8_strdown (gtk_editable_get_text (self->word_row), -1);
  gboolean is_right = g_str_equal (g_strstrip (typed), get_word ());

  gtk_widget_set_sensitive (self->delete_button, is_right && !self->is_busy);
  gtk_widget_set_sensitive (self->fields_group, !self->is_busy);
  gtk_widget_set_sensitive (self->cancel_button, !self->is_busy);
  gtk_spinner_set_spinning (self->spinner, self->is_busy);
}

static void
show_problem (TidingsDeleteDialog *self,
              const char          *words,
              gboolean             needs_unlock)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *words != '\0');
  tidings_announce (self->problem_label, words);
  gtk_widget_set_visible (self->unlock_button, needs_unlock);
}

/* Return goes on to the button and does not press it: what cannot be undone takes a press of its own. */
static void
word_activated_cb (TidingsDeleteDialog *self)
{
  gtk_widget_grab_focus (gtk_widget_get_sensitive (self->delete_button) ? self->delete_button : GTK_WIDGET (self->word_row));
}

static void
erased_cb (GObject      *proxy,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TidingsDeleteDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);
  g_autofree char *words = error != NULL ? tidings_bus_error_dup_words (error) : NULL;

  if (self->client == NULL)
    return;

  self->is_busy = FALSE;
  follow (self);
  if (reply != NULL)
    {
      /* Asking starts the agent that comes after, and with it a store without anything. */
      tidings_client_refresh_status (self->client);
      gtk_window_close (GTK_WINDOW (self));
      g_signal_emit (self, signals[DELETED], 0);
      return;
    }
  show_problem (self, words, g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED));
  gtk_widget_grab_focus (gtk_widget_get_visible (self->unlock_button) ? self->unlock_button : self->delete_button);
}

static void
delete_clicked_cb (TidingsDeleteDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent == NULL)
    {
      show_problem (self, _("Sending service is not running"), FALSE);
      return;
    }

  self->is_busy = TRUE;
  show_problem (self, "", FALSE);
  follow (self);
  /* What Twilio keeps is called back first. */
  g_dbus_proxy_call (G_DBUS_PROXY (agent), "EraseAll", NULL, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, erased_cb,
                     g_object_ref (self));
}

static void
unlock_clicked_cb (TidingsDeleteDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent != NULL)
    g_dbus_proxy_call (G_DBUS_PROXY (agent), "UnlockKeyring", NULL, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, NULL, NULL);
}

static void
cancel_clicked_cb (TidingsDeleteDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* It cannot be stopped half way. */
static gboolean
tidings_delete_dialog_close_request (GtkWindow *window)
{
  if (TIDINGS_DELETE_DIALOG (window)->is_busy)
    return TRUE;

  return GTK_WINDOW_CLASS (tidings_delete_dialog_parent_class)->close_request (window);
}

static void
tidings_delete_dialog_dispose (GObject *object)
{
  TidingsDeleteDialog *self = TIDINGS_DELETE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_DELETE_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_delete_dialog_parent_class)->dispose (object);
}

static void
tidings_delete_dialog_class_init (TidingsDeleteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_delete_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tidings_delete_dialog_close_request;

  signals[DELETED] = g_signal_new ("deleted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-delete-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsDeleteDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsDeleteDialog, delete_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsDeleteDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsDeleteDialog, fields_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsDeleteDialog, word_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsDeleteDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsDeleteDialog, unlock_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, word_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tidings_delete_dialog_init (TidingsDeleteDialog *self)
{
  g_autofree char *title = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: %s is the word that has to be typed */
  title = g_strdup_printf (_("Type “%s” to go on"), get_word ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->word_row), title);
  follow (self);
}

TidingsDeleteDialog *
tidings_delete_dialog_present (GtkWindow     *parent,
                               TidingsClient *client)
{
  TidingsDeleteDialog *self = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_DELETE_DIALOG, "transient-for", parent, NULL);
  self->client = g_object_ref (client);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->word_row));

  return self;
}
