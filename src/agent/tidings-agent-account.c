/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about the account that is connected: check, forget, unlock. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-format.h"
#include "tidings-keyring.h"

typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
  GVariantBuilder lines;
} Checking;

static void
add_line (Checking   *self,
          const char *what,
          const char *verdict,
          const char *words)
{
  g_variant_builder_add (&self->lines, "(sss)", what, verdict, words);
}

static void
finish_check (Checking *self)
{
  tidings_bus_agent1_complete_check_account (NULL, self->invocation, g_variant_builder_end (&self->lines));
  tidings_agent_release (self->agent);
  g_object_unref (self->agent);
  g_free (self);
}

static void
service_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Checking *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = tidings_twilio_get_service_finish (TIDINGS_TWILIO (object), result, &error);

  if (name != NULL)
    {
      /* Translators: %s is the name of a messaging service */
      g_autofree char *words = g_strdup_printf (_("Texts go through the messaging service “%s”"), name);

      add_line (self, "sender", "good", words);
    }
  else
    add_line (self, "sender", g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ? "bad" : "unknown",
              error->message);
  finish_check (self);
}

static void
senders_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Checking *self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) senders = tidings_twilio_list_senders_finish (TIDINGS_TWILIO (object), result, &error);
  g_autofree char *sender = tidings_link_dup_sender (tidings_agent_get_link (self->agent));

  if (senders == NULL)
    add_line (self, "sender", "unknown", error->message);
  else if (g_strv_contains ((const char * const *) senders, sender))
    add_line (self, "sender", "good", _("The sender is a number of this account and can text"));
  else if (*sender != '+')
    add_line (self, "sender", "unknown", _("The sender is a name; only a text shows whether the country allows it"));
  else
    add_line (self, "sender", "bad", _("The sender is not a number of this account that can text. Choose another"));
  finish_check (self);
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Checking *self = user_data;
  TidingsAccountInfo *info = TIDINGS_ACCOUNT_INFO (object);
  TidingsTwilio *twilio = tidings_link_get_twilio (tidings_agent_get_link (self->agent));
  g_autofree char *sender = tidings_link_dup_sender (tidings_agent_get_link (self->agent));
  g_autoptr(GError) error = NULL;
  gboolean is_known = tidings_account_info_refresh_finish (info, result, &error);

  if (!is_known)
    add_line (self, "account", g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) ? "bad" : "unknown",
              error->message);
  else if (g_strcmp0 (info->kind, "Trial") == 0)
    add_line (self, "account", "unknown", _("Trial account – texts reach only numbers confirmed at Twilio"));
  else
    add_line (self, "account", "good", _("Twilio accepts the sign-in"));

  if (is_known && info->balance != NULL)
    {
      gint64 micros = 0;
      g_autofree char *money = NULL;
      g_autofree char *words = NULL;

      tidings_parse_decimal (info->balance, &micros);
      money = tidings_format_money (micros, info->currency, 2);
      /* Translators: %s is an amount of money */
      words = g_strdup_printf (_("The balance is %s"), money);
      add_line (self, "balance", micros > 0 ? "good" : "bad", words);
    }
  tidings_agent_changed (self->agent, "status");

  if (twilio == NULL)
    finish_check (self);
  else if (g_str_has_prefix (sender, "MG"))
    tidings_twilio_get_service_async (twilio, sender, NULL, service_cb, self);
  else
    tidings_twilio_list_senders_async (twilio, NULL, senders_cb, self);
}

/* Without credentials there is nothing to ask; the call is answered here. */
static TidingsTwilio *
check_credentials (TidingsAgent          *agent,
                   GDBusMethodInvocation *invocation)
{
  TidingsLink *link = tidings_agent_get_link (agent);
  TidingsTwilio *twilio = tidings_link_get_twilio (link);

  if (twilio != NULL && tidings_twilio_has_credentials (twilio))
    return twilio;

  if (tidings_link_get_keyring (link) == TIDINGS_KEYRING_LOCKED)
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED,
                                                   _("The keyring is locked. Unlock it to send texts"));
  else if (tidings_link_get_keyring (link) == TIDINGS_KEYRING_MISSING)
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED,
                                                   _("No keyring on this computer. The account’s secret is kept nowhere else"));
  else
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT,
                                                   _("No account is connected. “tidings account set” connects one"));

  return NULL;
}

static gboolean
handle_check_account_cb (TidingsBusAgent1      *face,
                         GDBusMethodInvocation *invocation,
                         gpointer               user_data)
{
  TidingsAgent *agent = user_data;
  TidingsTwilio *twilio;
  Checking *self;

  if (tidings_agent_check (agent, invocation) == NULL || (twilio = check_credentials (agent, invocation)) == NULL)
    return TRUE;

  self = g_new0 (Checking, 1);
  self->agent = g_object_ref (agent);
  self->invocation = invocation;
  g_variant_builder_init (&self->lines, G_VARIANT_TYPE ("a(sss)"));
  tidings_agent_hold (agent);
  tidings_account_info_refresh_async (tidings_agent_get_info (agent), twilio, NULL, refreshed_cb, self);

  return TRUE;
}

typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
} Asking;

static Asking *
asking_new (TidingsAgent          *agent,
            GDBusMethodInvocation *invocation)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->agent = g_object_ref (agent);
  asking->invocation = invocation;
  tidings_agent_hold (agent);

  return asking;
}

static void
asking_free (Asking *asking)
{
  tidings_agent_release (asking->agent);
  g_object_unref (asking->agent);
  g_free (asking);
}

static void
forget_account (TidingsAgent *agent)
{
  static const char * const keys[] = { "key-sid", "sender", "service", "verify-service", "region" };
  GSettings *settings = tidings_agent_get_settings (agent);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
  g_settings_set_boolean (settings, "practice", TRUE);
  g_settings_reset (settings, "account-sid");
  tidings_account_info_forget (tidings_agent_get_info (agent));
  tidings_link_reload (tidings_agent_get_link (agent));
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Asking *asking = user_data;
  GError *error = NULL;

  /* As long as the secret is there the account counts as connected, so that it is not forgotten half. */
  if (!tidings_keyring_clear_finish (result, &error))
    tidings_agent_take_error (asking->invocation, error);
  else
    {
      forget_account (asking->agent);
      tidings_bus_agent1_complete_clear_account (NULL, asking->invocation);
    }
  asking_free (asking);
}

static gboolean
handle_clear_account_cb (TidingsBusAgent1      *face,
                         GDBusMethodInvocation *invocation,
                         gpointer               user_data)
{
  TidingsAgent *agent = user_data;
  g_autofree char *sid = NULL;

  if (tidings_agent_check (agent, invocation) == NULL)
    return TRUE;

  sid = g_settings_get_string (tidings_agent_get_settings (agent), "account-sid");
  if (*sid == '\0')
    tidings_bus_agent1_complete_clear_account (face, invocation);
  else
    tidings_keyring_clear_async (sid, NULL, cleared_cb, asking_new (agent, invocation));

  return TRUE;
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Asking *asking = user_data;
  GError *error = NULL;

  if (!tidings_keyring_unlock_finish (result, &error))
    tidings_agent_take_error (asking->invocation, error);
  else
    {
      tidings_link_reload (tidings_agent_get_link (asking->agent));
      tidings_bus_agent1_complete_unlock_keyring (NULL, asking->invocation);
    }
  asking_free (asking);
}

static gboolean
handle_unlock_keyring_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          gpointer               user_data)
{
  if (tidings_agent_check (user_data, invocation) != NULL)
    tidings_keyring_unlock_async (NULL, unlocked_cb, asking_new (user_data, invocation));

  return TRUE;
}

void
tidings_agent_connect_account (TidingsAgent     *self,
                               TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-check-account", G_CALLBACK (handle_check_account_cb), self, 0);
  g_signal_connect_object (face, "handle-clear-account", G_CALLBACK (handle_clear_account_cb), self, 0);
  g_signal_connect_object (face, "handle-unlock-keyring", G_CALLBACK (handle_unlock_keyring_cb), self, 0);
}
