/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about what Twilio tells and what it keeps. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"

#define MAX_URL 2048
#define MAX_ADDRESS 64

static gboolean
handle_set_webhook_cb (TidingsBusAgent1      *face,
                       GDBusMethodInvocation *invocation,
                       gboolean               is_on,
                       GVariant              *options,
                       gpointer               user_data)
{
  static const TidingsArgument known[] = { { "url", "s", MAX_URL }, { "address", "s", MAX_ADDRESS }, { "port", "u", 0 } };
  TidingsWebhookChange change = { NULL };
  g_auto(GVariantDict) state = G_VARIANT_DICT_INIT (NULL);
  TidingsWebhook *webhook;
  GError *error = NULL;

  if (tidings_agent_check (user_data, invocation) == NULL)
    return TRUE;

  webhook = tidings_agent_get_webhook (user_data);
  if (tidings_arguments_check (options, known, G_N_ELEMENTS (known), &error))
    {
      g_variant_lookup (options, "url", "&s", &change.url);
      g_variant_lookup (options, "address", "&s", &change.address);
      if (g_variant_lookup (options, "port", "u", &change.port) && (change.port == 0 || change.port > G_MAXUINT16))
        error = g_error_new_literal (TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, _("A port is a number from 1 to 65535"));
    }
  if (error != NULL || !tidings_webhook_set (webhook, is_on, &change, &error))
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  tidings_webhook_describe (webhook, &state);
  tidings_bus_agent1_complete_set_webhook (face, invocation, g_variant_dict_end (&state));

  return TRUE;
}

static gboolean
set_privacy (GSettings   *settings,
             GVariant    *options,
             GError     **error)
{
  const char *erase = NULL;
  gboolean deletes = FALSE;
  gboolean is_kept = TRUE;

  g_variant_lookup (options, "erase", "&s", &erase);
  if (erase != NULL && !g_str_equal (erase, "private") && !g_str_equal (erase, "all"))
    {
      g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                           _("What is erased is “private” texts or “all”"));
      return FALSE;
    }

  if (erase != NULL)
    is_kept = g_settings_set_string (settings, "erase-at-twilio", erase);
  if (g_variant_lookup (options, "delete", "b", &deletes))
    is_kept = g_settings_set_boolean (settings, "delete-at-twilio", deletes) && is_kept;
  if (!is_kept)
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                         _("The settings of Tidings cannot be changed on this computer"));

  return is_kept;
}

static gboolean
handle_set_privacy_cb (TidingsBusAgent1      *face,
                       GDBusMethodInvocation *invocation,
                       GVariant              *options,
                       gpointer               user_data)
{
  static const TidingsArgument known[] = { { "erase", "s", MAX_ADDRESS }, { "delete", "b", 0 } };
  TidingsAgent *self = user_data;
  GError *error = NULL;

  if (tidings_agent_check (self, invocation) == NULL)
    return TRUE;

  /* The link follows the settings and tells the engine. */
  if (tidings_arguments_check (options, known, G_N_ELEMENTS (known), &error) &&
      set_privacy (tidings_agent_get_settings (self), options, &error))
    {
      tidings_agent_changed (self, "status");
      tidings_bus_agent1_complete_set_privacy (face, invocation);
    }
  else
    tidings_agent_take_error (invocation, error);

  return TRUE;
}

void
tidings_agent_connect_webhook (TidingsAgent     *self,
                               TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-set-privacy", G_CALLBACK (handle_set_privacy_cb), self, 0);
  g_signal_connect_object (face, "handle-set-webhook", G_CALLBACK (handle_set_webhook_cb), self, 0);
}
