/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of the account: which one it is, whether texts can leave, and another one in its place. */
#include "config.h"

#include "tidings-account-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "tidings-account-words.h"
#include "tidings-box-model.h"
#include "tidings-check-dialog.h"
#include "tidings-key-dialog.h"
#include "tidings-phone-number.h"
#include "tidings-sender.h"
#include "tidings-store-messages.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsAccountPage
{
  AdwPreferencesPage parent_instance;

  TidingsClient *client;
  GSettings *settings;

  GtkWidget *account_row;
  GtkWidget *sender_row;
  GtkWidget *practice_row;
  GtkWidget *practice_switch;
  GtkWidget *check_row;
  GtkWidget *key_row;
  GtkWidget *replace_row;
  GtkWidget *connect_button;
  GtkWidget *disconnect_button;
  GtkEditable *name_row;
  GtkEditable *verify_row;
  GtkWidget *ahead_row;
  GtkWidget *ahead_switch;
  GtkWidget *look_up_switch;

  guint is_following : 1; /* the switch follows the mode, nobody moved it */
};

G_DEFINE_FINAL_TYPE (TidingsAccountPage, tidings_account_page, ADW_TYPE_PREFERENCES_PAGE)

static gboolean
has_account (TidingsAccountPage *self)
{
  g_autofree char *sid = g_settings_get_string (self->settings, "account-sid");

  return *sid != '\0';
}

/* "My Account · …4f2a": enough to tell accounts apart, and no more. */
static char *
dup_account_words (TidingsAccountPage *self)
{
  g_autofree char *name = NULL;
  g_autofree char *sid = g_settings_get_string (self->settings, "account-sid");
  g_autofree char *end = NULL;
  g_autofree char *isolated = NULL;

  if (*sid == '\0')
    return g_strdup (_("No account connected"));

  g_object_get (self->client, "account-name", &name, NULL);
  end = g_strdup_printf ("…%s", strlen (sid) > 4 ? sid + strlen (sid) - 4 : sid);
  isolated = tidings_words_isolate (end);

  return tidings_words_join_facts (name, isolated, NULL);
}

static char *
dup_state_words (TidingsAccountPage *self)
{
  g_autofree char *kind = NULL;
  g_autofree char *state = NULL;
  g_autofree char *keyring = NULL;

  if (!has_account (self))
    return g_strdup (_("Texts go to the practice phone"));

  g_object_get (self->client, "account-kind", &kind, "account-state", &state, "keyring", &keyring, NULL);
  if (g_str_equal (keyring, "locked"))
    return g_strdup (_("The keyring is locked, so nothing can be sent"));
  if (g_str_equal (keyring, "missing"))
    return g_strdup (_("Its secret is not in the keyring. Replace the token or API key"));

  return tidings_account_words_state (kind, state);
}

static char *
dup_sender_words (TidingsAccountPage *self)
{
  g_autofree char *sender = NULL;
  g_autofree char *number = NULL;

  g_object_get (self->client, "sender", &sender, NULL);
  if (*sender == '\0')
    return g_strdup (_("None"));
  number = tidings_phone_number_format (sender);

  return tidings_words_isolate (number);
}

static void
follow_client (TidingsAccountPage *self)
{
  g_autofree char *account = dup_account_words (self);
  g_autofree char *state = dup_state_words (self);
  g_autofree char *sender = dup_sender_words (self);
  gboolean is_practice = FALSE;
  gboolean is_ready = FALSE;

  g_object_get (self->client, "is-practice", &is_practice, "is-ready", &is_ready, NULL);
  self->is_following = TRUE;
  tidings_row_set_texts (self->account_row, account, state);
  tidings_row_set_texts (self->sender_row, _("Sender"), sender);
  gtk_switch_set_active (GTK_SWITCH (self->practice_switch), is_practice);
  /* Without an account there is nothing else but practice. */
  gtk_widget_set_sensitive (self->practice_row, is_ready && has_account (self));
  gtk_widget_set_sensitive (self->check_row, is_ready);
  gtk_widget_set_sensitive (self->key_row, is_ready);
  gtk_widget_set_sensitive (self->replace_row, is_ready);
  gtk_widget_set_sensitive (self->connect_button, is_ready);
  gtk_widget_set_sensitive (self->disconnect_button, is_ready);
  gtk_widget_set_visible (self->key_row, has_account (self));
  gtk_widget_set_visible (self->replace_row, has_account (self));
  gtk_widget_set_visible (self->connect_button, !has_account (self));
  gtk_widget_set_visible (self->disconnect_button, has_account (self));
  self->is_following = FALSE;
}

static void
told_cb (GObject      *proxy,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TidingsAccountPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);

  if (reply == NULL && self->client != NULL)
    tidings_toast_error (GTK_WIDGET (self->account_row), error);
  /* The switch goes back to what is true. */
  if (self->client != NULL)
    follow_client (self);
}

static void
practice_switched_cb (TidingsAccountPage *self)
{
  TidingsBusAgent1 *agent = NULL;

  if (self->is_following || self->client == NULL)
    return;

  agent = tidings_verb_get_agent (self->client, self->account_row);
  if (agent != NULL)
    tidings_bus_agent1_call_set_practice (agent, gtk_switch_get_active (GTK_SWITCH (self->practice_switch)), NULL, told_cb,
                                          g_object_ref (self));
  else
    follow_client (self);
}

static GtkWindow *
get_window (TidingsAccountPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
check_activated_cb (TidingsAccountPage *self)
{
  tidings_check_dialog_present (get_window (self), self->client);
}

static void
key_activated_cb (TidingsAccountPage *self)
{
  tidings_key_dialog_present (get_window (self), self->client, self->settings);
}

/* The assistant stands over the main window, so this one makes room. */
static void
connect_clicked_cb (TidingsAccountPage *self)
{
  GtkWindow *window = get_window (self);
  GtkWindow *parent = gtk_window_get_transient_for (window);

  gtk_window_close (window);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.set-up", "s", "connect");
}

/* What waits here, and what Twilio keeps for later. */
static void
count_waiting (TidingsAccountPage *self,
               guint              *n_waiting,
               guint              *n_scheduled)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  guint n_held = 0;
  guint n_queued = 0;

  g_object_get (self->client, "n-held", &n_held, "n-queued", &n_queued, NULL);
  *n_waiting = n_held + n_queued;
  *n_scheduled = store != NULL ? tidings_store_count_messages_in (store, 1u << TIDINGS_MESSAGE_SCHEDULED) : 0;
}

static void
ask (TidingsAccountPage     *self,
     const char             *heading,
     const char             *body,
     const char             *response,
     const char             *label,
     AdwResponseAppearance   appearance,
     GCallback               callback)
{
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), response, label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), response, appearance);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", callback, self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
make_room_cb (gpointer user_data)
{
  g_autoptr(TidingsAccountPage) self = user_data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    connect_clicked_cb (self);
}

static void
replace_response_cb (TidingsAccountPage *self,
                     const char         *response)
{
  /* The question stands over the window that makes room, and is not through with its answer yet. */
  if (g_str_equal (response, "replace"))
    g_idle_add_once (make_room_cb, g_object_ref (self));
}

static void
replace_activated_cb (TidingsAccountPage *self)
{
  g_autofree char *body = NULL;
  guint n_waiting = 0;
  guint n_scheduled = 0;

  count_waiting (self, &n_waiting, &n_scheduled);
  body = tidings_account_words_replace (n_waiting, n_scheduled);
  ask (self, _("Replace Account?"), body, "replace", _("C_onnect Another…"), ADW_RESPONSE_SUGGESTED, G_CALLBACK (replace_response_cb));
}

static void
disconnect_response_cb (TidingsAccountPage *self,
                        const char         *response)
{
  TidingsBusAgent1 *agent = NULL;

  if (!g_str_equal (response, "disconnect"))
    return;

  agent = tidings_verb_get_agent (self->client, self->account_row);
  if (agent != NULL)
    tidings_bus_agent1_call_clear_account (agent, NULL, told_cb, g_object_ref (self));
}

static void
disconnect_clicked_cb (TidingsAccountPage *self)
{
  g_autofree char *body = NULL;
  guint n_waiting = 0;
  guint n_scheduled = 0;

  count_waiting (self, &n_waiting, &n_scheduled);
  body = tidings_account_words_disconnect (n_waiting, n_scheduled);
  ask (self, _("Disconnect Account?"), body, "disconnect", _("_Disconnect"), ADW_RESPONSE_DESTRUCTIVE,
       G_CALLBACK (disconnect_response_cb));
}

/* Keeps what was typed if it can be what the setting wants; otherwise it stays in the field, and it is said why. */
static void
keep (TidingsAccountPage *self,
      GtkEditable              *row,
      const char               *key,
      gboolean                (*is_right) (const char *text),
      const char               *wrong)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  if (*text != '\0' && !is_right (text))
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      tidings_toast (GTK_WIDGET (row), wrong);
      return;
    }

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  g_settings_set_string (self->settings, key, text);
}

static void
name_applied_cb (TidingsAccountPage *self)
{
  keep (self, self->name_row, "sender-name", tidings_sender_is_name,
        _("A sender name has 1 to 11 letters, digits, spaces or + - _ &, and is no general word such as SMS"));
}

/* VA and 32 hexadecimal digits */
static gboolean
is_verify_service (const char *text)
{
  return g_regex_match_simple ("^VA[0-9a-fA-F]{32}$", text, 0, 0);
}

static void
verify_applied_cb (TidingsAccountPage *self)
{
  keep (self, self->verify_row, "verify-service", is_verify_service, _("A Verify service’s SID is VA and 32 hexadecimal digits"));
}

static void
tidings_account_page_dispose (GObject *object)
{
  TidingsAccountPage *self = TIDINGS_ACCOUNT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ACCOUNT_PAGE);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_account_page_parent_class)->dispose (object);
}

static void
tidings_account_page_class_init (TidingsAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_account_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, sender_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, practice_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, practice_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, check_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, replace_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, disconnect_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, verify_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, ahead_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, ahead_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsAccountPage, look_up_switch);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_clicked_cb);
}

static void
tidings_account_page_init (TidingsAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
follow_service (TidingsAccountPage *self)
{
  g_autofree char *service = g_settings_get_string (self->settings, "service");

  gtk_widget_set_sensitive (self->ahead_row, *service != '\0');
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->ahead_row),
                               *service != '\0' ? _("Twilio keeps them, so they arrive even if this computer is off") :
                                                  _("Needs a messaging service as sender"));
}

static void
bind_settings (TidingsAccountPage *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "sender-name");
  g_autofree char *verify = g_settings_get_string (self->settings, "verify-service");

  gtk_editable_set_text (self->name_row, name);
  gtk_editable_set_text (self->verify_row, verify);
  g_settings_bind (self->settings, "schedule-ahead", self->ahead_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "look-up", self->look_up_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::service", G_CALLBACK (follow_service), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::account-sid", G_CALLBACK (follow_client), self, G_CONNECT_SWAPPED);
  follow_service (self);
}

void
tidings_account_page_bind (TidingsAccountPage *self,
                           TidingsClient      *client,
                           GSettings          *settings)
{
  static const char * const followed[] = { "account-name", "account-kind", "account-state", "keyring", "sender", "is-practice",
                                           "is-ready" };

  g_return_if_fail (TIDINGS_IS_ACCOUNT_PAGE (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  bind_settings (self);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    {
      g_autofree char *detailed = g_strconcat ("notify::", followed[i], NULL);

      g_signal_connect_object (client, detailed, G_CALLBACK (follow_client), self, G_CONNECT_SWAPPED);
    }
  follow_client (self);
}
