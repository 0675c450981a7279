/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about the account that is connected: forget, unlock. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-keyring.h"

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

void
tidings_agent_forget_account (TidingsAgent *agent)
{
  static const char * const keys[] = { "key-sid", "sender", "service", "sender-name", "verify-service", "region" };
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
      tidings_agent_forget_account (asking->agent);
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
  g_signal_connect_object (face, "handle-clear-account", G_CALLBACK (handle_clear_account_cb), self, 0);
  g_signal_connect_object (face, "handle-unlock-keyring", G_CALLBACK (handle_unlock_keyring_cb), self, 0);
}
