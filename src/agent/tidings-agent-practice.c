/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods of the practice phone. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-phone-number.h"

#define MAX_REPLY 1600
#define MAX_NUMBER 100

/* The practice network, or NULL when the call has been answered. */
static TidingsSimulator *
check_practice (TidingsAgent          *self,
                GDBusMethodInvocation *invocation)
{
  TidingsEngine *engine = tidings_agent_check (self, invocation);
  TidingsSimulator *simulator = engine != NULL ? tidings_link_get_simulator (tidings_agent_get_link (self)) : NULL;

  if (engine != NULL && simulator == NULL)
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                                                   _("The practice phone is there in practice mode only. "
                                                     "“tidings practice on” switches it on"));

  return simulator;
}

static gboolean
handle_practice_inbox_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          gpointer               user_data)
{
  TidingsSimulator *simulator = check_practice (user_data, invocation);
  g_autoptr(GPtrArray) texts = NULL;
  GVariantBuilder list;

  if (simulator == NULL)
    return TRUE;

  texts = tidings_simulator_list_inbox (simulator);
  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(sssxs)"));
  for (guint i = 0; i < texts->len; i++)
    {
      TidingsSimulatorText *text = g_ptr_array_index (texts, i);

      g_variant_builder_add (&list, "(sssxs)", text->to, text->from, text->body, text->at, text->sid);
    }
  tidings_bus_agent1_complete_practice_inbox (face, invocation, g_variant_builder_end (&list));

  return TRUE;
}

static gboolean
check_number (GDBusMethodInvocation *invocation,
              const char            *number)
{
  g_autoptr(TidingsNumberCheck) check = NULL;

  if (strlen (number) < MAX_NUMBER)
    check = tidings_phone_number_check (number, NULL);
  if (check != NULL && g_strcmp0 (check->e164, number) == 0)
    return TRUE;

  g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                                                 _("Give the number with + and the country code"));

  return FALSE;
}

static gboolean
handle_practice_reply_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          const char            *number,
                          const char            *text,
                          gpointer               user_data)
{
  TidingsSimulator *simulator = check_practice (user_data, invocation);

  if (simulator == NULL || !check_number (invocation, number))
    return TRUE;
  if (*text == '\0' || g_utf8_strlen (text, -1) > MAX_REPLY)
    {
      g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                                                     _("An answer has 1 to 1600 characters"));
      return TRUE;
    }

  tidings_simulator_reply (simulator, number, NULL, text);
  tidings_engine_check_inbox (tidings_agent_get_engine (user_data));
  tidings_agent_changed (user_data, "practice");
  tidings_bus_agent1_complete_practice_reply (face, invocation);

  return TRUE;
}

static gboolean
handle_practice_set_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        const char            *number,
                        const char            *behaviour,
                        gpointer               user_data)
{
  static const struct { const char *name; TidingsSimulatorPhone phone; } behaviours[] = {
    { "normal", TIDINGS_SIMULATOR_PHONE_NORMAL },
    { "off", TIDINGS_SIMULATOR_PHONE_OFF },
    { "network-trouble", TIDINGS_SIMULATOR_PHONE_NETWORK_TROUBLE },
    { "slow", TIDINGS_SIMULATOR_PHONE_SLOW },
  };
  TidingsSimulator *simulator = check_practice (user_data, invocation);

  if (simulator == NULL || !check_number (invocation, number))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    if (g_str_equal (behaviour, behaviours[i].name))
      {
        tidings_simulator_set_phone (simulator, number, behaviours[i].phone);
        tidings_bus_agent1_complete_practice_set (face, invocation);
        return TRUE;
      }
  g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                                                 _("A practice phone is “normal”, “off”, “network-trouble” or “slow”"));

  return TRUE;
}

void
tidings_agent_connect_practice (TidingsAgent     *self,
                                TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-practice-inbox", G_CALLBACK (handle_practice_inbox_cb), self, 0);
  g_signal_connect_object (face, "handle-practice-reply", G_CALLBACK (handle_practice_reply_cb), self, 0);
  g_signal_connect_object (face, "handle-practice-set", G_CALLBACK (handle_practice_set_cb), self, 0);
}
