/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another token or API key for the account that is connected. */
#include "config.h"

#include "tidings-key-dialog.h"

#include <glib/gi18n.h>

#include "tidings-connect-draft.h"
#include "tidings-widgets.h"

struct _TidingsKeyDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsConnectDraft *draft;

  GtkWidget *replace_button;
  GtkSpinner *spinner;
  GtkWidget *fields_group;
  AdwEntryRow *key_row;
  AdwEntryRow *secret_row;
  GtkLabel *problem_label;
  GtkWidget *unlock_button;
};

G_DEFINE_FINAL_TYPE (TidingsKeyDialog, tidings_key_dialog, ADW_TYPE_WINDOW)

static void
follow_draft (TidingsKeyDialog *self)
{
  g_autofree char *problem = NULL;
  gboolean can_check = FALSE;
  gboolean is_busy = FALSE;
  gboolean needs_unlock = FALSE;

  g_object_get (self->draft, "problem", &problem, "can-check", &can_check, "is-busy", &is_busy, "needs-unlock", &needs_unlock, NULL);
  gtk_widget_set_sensitive (self->replace_button, can_check);
  gtk_widget_set_sensitive (self->fields_group, !is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *problem != '\0');
  tidings_announce (self->problem_label, problem);
  gtk_widget_set_visible (self->unlock_button, needs_unlock);
}

/* With a key the secret is the key's, without one the account's own token. */
static void
key_changed_cb (TidingsKeyDialog *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key_row));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row), *key != '\0' ? _("API key secret") : _("Auth token"));
  if (self->draft != NULL)
    g_object_set (self->draft, "key", key, NULL);
}

static void
secret_changed_cb (TidingsKeyDialog *self)
{
  if (self->draft != NULL)
    tidings_connect_draft_set_secret (self->draft, gtk_editable_get_text (GTK_EDITABLE (self->secret_row)));
}

static void
renewed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TidingsKeyDialog) self = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!tidings_connect_draft_finish (TIDINGS_CONNECT_DRAFT (object), result))
    {
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        gtk_widget_grab_focus (GTK_WIDGET (self->secret_row));
      return;
    }

  if (parent != NULL && ADW_IS_PREFERENCES_WINDOW (parent))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (parent), adw_toast_new (_("Signed in anew")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
replace_clicked_cb (TidingsKeyDialog *self)
{
  gboolean can_check = FALSE;

  g_object_get (self->draft, "can-check", &can_check, NULL);
  if (can_check)
    tidings_connect_draft_renew_async (self->draft, self->settings, renewed_cb, g_object_ref (self));
}

static void
unlock_clicked_cb (TidingsKeyDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent != NULL)
    g_dbus_proxy_call (G_DBUS_PROXY (agent), "UnlockKeyring", NULL, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, NULL, NULL);
}

static void
cancel_clicked_cb (TidingsKeyDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
tidings_key_dialog_dispose (GObject *object)
{
  TidingsKeyDialog *self = TIDINGS_KEY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_KEY_DIALOG);
  g_clear_object (&self->draft);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_key_dialog_parent_class)->dispose (object);
}

static void
tidings_key_dialog_class_init (TidingsKeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_key_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsKeyDialog, replace_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsKeyDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsKeyDialog, fields_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsKeyDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsKeyDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsKeyDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsKeyDialog, unlock_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, secret_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tidings_key_dialog_init (TidingsKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_name_button (GTK_WIDGET (self->secret_row), _("Show or hide the secret"));
}

void
tidings_key_dialog_present (GtkWindow     *parent,
                            TidingsClient *client,
                            GSettings     *settings)
{
  TidingsKeyDialog *self = NULL;
  g_autofree char *sid = NULL;
  g_autofree char *key = NULL;
  g_autofree char *region = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (G_IS_SETTINGS (settings));

  sid = g_settings_get_string (settings, "account-sid");
  key = g_settings_get_string (settings, "key-sid");
  region = g_settings_get_string (settings, "region");
  self = g_object_new (TIDINGS_TYPE_KEY_DIALOG, "transient-for", parent, NULL);
  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  self->draft = tidings_connect_draft_new (client);
  g_object_set (self->draft, "sid", sid, "region", region, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), key);
  key_changed_cb (self);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (follow_draft), self, G_CONNECT_SWAPPED);
  follow_draft (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->secret_row));
}
