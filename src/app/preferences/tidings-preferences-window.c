/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences. */
#include "config.h"

#include "tidings-preferences-window.h"

#include <string.h>

#include <glib/gi18n.h>

#include "tidings-check-dialog.h"
#include "tidings-box-model.h"
#include "tidings-export-group.h"
#include "tidings-limits-page.h"
#include "tidings-phone-number.h"
#include "tidings-receiver-page.h"
#include "tidings-sender.h"
#include "tidings-texts-page.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  TidingsClient *client;
  GSettings *settings;

  GtkWidget *account_row;
  GtkWidget *sender_row;
  GtkWidget *practice_row;
  GtkWidget *practice_switch;
  GtkWidget *check_row;
  GtkWidget *connect_button;
  GtkWidget *disconnect_button;
  GtkWidget *hide_switch;
  GtkEditable *name_row;
  GtkEditable *verify_row;
  GtkWidget *ahead_row;
  GtkWidget *ahead_switch;
  GtkWidget *look_up_switch;
  AdwComboRow *retention_row;
  AdwComboRow *erase_row;
  GtkWidget *delete_switch;
  TidingsTextsPage *texts_page;
  TidingsLimitsPage *limits_page;
  TidingsReceiverPage *receiver_page;
  TidingsExportGroup *export_group;

  guint is_following : 1; /* the switch follows the mode, nobody moved it */
};

G_DEFINE_FINAL_TYPE (TidingsPreferencesWindow, tidings_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static gboolean
has_account (TidingsPreferencesWindow *self)
{
  g_autofree char *sid = g_settings_get_string (self->settings, "account-sid");

  return *sid != '\0';
}

/* "My Account, …4f2a": enough to tell accounts apart, and no more. */
static char *
dup_account_words (TidingsPreferencesWindow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *sid = g_settings_get_string (self->settings, "account-sid");
  g_autofree char *end = NULL;

  if (*sid == '\0')
    return g_strdup (_("No account connected"));

  g_object_get (self->client, "account-name", &name, NULL);
  end = g_strdup_printf ("…%s", strlen (sid) > 4 ? sid + strlen (sid) - 4 : sid);

  return tidings_words_join_facts (name, end, NULL);
}

static void
follow_client (TidingsPreferencesWindow *self)
{
  g_autofree char *account = dup_account_words (self);
  g_autofree char *kind = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *shown = NULL;
  gboolean is_practice = FALSE;
  gboolean is_ready = FALSE;

  g_object_get (self->client, "account-kind", &kind, "sender", &sender, "is-practice", &is_practice, "is-ready", &is_ready,
                NULL);
  shown = *sender != '\0' ? tidings_phone_number_format (sender) : g_strdup (_("None"));

  self->is_following = TRUE;
  tidings_row_set_texts (self->account_row, account, has_account (self) ? kind : _("Texts go to the practice phone"));
  tidings_row_set_texts (self->sender_row, _("Sender"), shown);
  gtk_switch_set_active (GTK_SWITCH (self->practice_switch), is_practice);
  /* Without an account there is nothing else but practice. */
  gtk_widget_set_sensitive (self->practice_row, is_ready && has_account (self));
  gtk_widget_set_sensitive (self->check_row, is_ready);
  gtk_widget_set_sensitive (self->connect_button, is_ready);
  gtk_widget_set_sensitive (self->disconnect_button, is_ready);
  gtk_widget_set_visible (self->connect_button, !has_account (self));
  gtk_widget_set_visible (self->disconnect_button, has_account (self));
  self->is_following = FALSE;
}

static void
told_cb (GObject      *proxy,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TidingsPreferencesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);

  if (reply == NULL && self->client != NULL)
    tidings_toast_error (GTK_WIDGET (self->account_row), error);
  /* The switch goes back to what is true. */
  if (self->client != NULL)
    follow_client (self);
}

static void
practice_switched_cb (TidingsPreferencesWindow *self)
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

static void
check_activated_cb (TidingsPreferencesWindow *self)
{
  tidings_check_dialog_present (GTK_WINDOW (self), self->client);
}

/* The assistant stands over the main window, so this one makes room. */
static void
connect_clicked_cb (TidingsPreferencesWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.set-up", "s", "connect");
}

static void
disconnect_response_cb (TidingsPreferencesWindow *self,
                        const char               *response)
{
  TidingsBusAgent1 *agent = NULL;

  if (!g_str_equal (response, "disconnect"))
    return;

  agent = tidings_verb_get_agent (self->client, self->account_row);
  if (agent != NULL)
    tidings_bus_agent1_call_clear_account (agent, NULL, told_cb, g_object_ref (self));
}

static void
disconnect_clicked_cb (TidingsPreferencesWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Disconnect Account?"),
                                              _("Its secret is removed from the keyring, and practice mode goes on. "
                                                "People, reminders and the activity log stay."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "disconnect", _("_Disconnect"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "disconnect", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (disconnect_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Keeps what was typed if it can be what the setting wants; otherwise it stays in the field, and it is said why. */
static void
keep (TidingsPreferencesWindow *self,
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
name_applied_cb (TidingsPreferencesWindow *self)
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
verify_applied_cb (TidingsPreferencesWindow *self)
{
  keep (self, self->verify_row, "verify-service", is_verify_service, _("A Verify service’s SID is VA and 32 hexadecimal digits"));
}

static void
tidings_preferences_window_dispose (GObject *object)
{
  TidingsPreferencesWindow *self = TIDINGS_PREFERENCES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_preferences_window_parent_class)->dispose (object);
}

static void
tidings_preferences_window_class_init (TidingsPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_preferences_window_dispose;

  g_type_ensure (TIDINGS_TYPE_EXPORT_GROUP);
  g_type_ensure (TIDINGS_TYPE_LIMITS_PAGE);
  g_type_ensure (TIDINGS_TYPE_RECEIVER_PAGE);
  g_type_ensure (TIDINGS_TYPE_TEXTS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, account_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, sender_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, practice_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, practice_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, check_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, connect_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, disconnect_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, hide_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, verify_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, ahead_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, ahead_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, look_up_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, retention_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, erase_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, delete_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, texts_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, limits_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, receiver_page);
  gtk_widget_class_bind_template_child (widget_class, TidingsPreferencesWindow, export_group);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_clicked_cb);
}

static void
tidings_preferences_window_init (TidingsPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

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

static void
follow_service (TidingsPreferencesWindow *self)
{
  g_autofree char *service = g_settings_get_string (self->settings, "service");

  gtk_widget_set_sensitive (self->ahead_row, *service != '\0');
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->ahead_row),
                               *service != '\0' ? _("Twilio keeps them, so they arrive even if this computer is off") :
                                                  _("Needs a messaging service as sender"));
}

static void
bind_twilio_settings (TidingsPreferencesWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "sender-name");
  g_autofree char *verify = g_settings_get_string (self->settings, "verify-service");

  gtk_editable_set_text (self->name_row, name);
  gtk_editable_set_text (self->verify_row, verify);
  g_settings_bind (self->settings, "schedule-ahead", self->ahead_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "look-up", self->look_up_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "delete-at-twilio", self->delete_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (self->settings, "erase-at-twilio", self->erase_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                to_choice_cb, from_choice_cb, NULL, NULL);
  g_settings_bind_with_mapping (self->settings, "retention-days", self->retention_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                to_retention_cb, from_retention_cb, NULL, NULL);
  g_signal_connect_object (self->settings, "changed::service", G_CALLBACK (follow_service), self, G_CONNECT_SWAPPED);
  follow_service (self);
}

static void
bind_settings (TidingsPreferencesWindow *self)
{
  g_settings_bind (self->settings, "hide-text", self->hide_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::account-sid", G_CALLBACK (follow_client), self, G_CONNECT_SWAPPED);
}

/* libadwaita leaves its search button and entry without names. */
static void
name_search (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *icon = GTK_IS_BUTTON (child) ? gtk_button_get_icon_name (GTK_BUTTON (child)) : NULL;

      if (GTK_IS_SEARCH_ENTRY (child) || g_strcmp0 (icon, "edit-find-symbolic") == 0 ||
          g_strcmp0 (icon, "system-search-symbolic") == 0)
        tidings_set_name (child, _("Search preferences"));
      name_search (child);
    }
}

GtkWindow *
tidings_preferences_window_new (GtkWindow     *parent,
                                TidingsClient *client,
                                GSettings     *settings)
{
  static const char * const followed[] = { "account-name", "account-kind", "sender", "is-practice", "is-ready" };
  TidingsPreferencesWindow *self = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TIDINGS_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  bind_settings (self);
  bind_twilio_settings (self);
  tidings_texts_page_bind (self->texts_page, settings);
  tidings_limits_page_bind (self->limits_page, settings);
  tidings_receiver_page_set_client (self->receiver_page, client, settings);
  tidings_export_group_set_client (self->export_group, client);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    {
      g_autofree char *detailed = g_strconcat ("notify::", followed[i], NULL);

      g_signal_connect_object (client, detailed, G_CALLBACK (follow_client), self, G_CONNECT_SWAPPED);
    }
  follow_client (self);
  name_search (GTK_WIDGET (self));

  return GTK_WINDOW (self);
}

void
tidings_preferences_window_show_page (TidingsPreferencesWindow *self,
                                      const char               *page)
{
  static const char * const pages[] = { "account", "texts", "limits", "privacy", "reports", NULL };

  g_return_if_fail (TIDINGS_IS_PREFERENCES_WINDOW (self));
  g_return_if_fail (page != NULL);

  if (g_strv_contains (pages, page))
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
}
