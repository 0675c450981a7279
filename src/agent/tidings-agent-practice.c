/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods of the practice phone. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-engine-practice.h"
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
  TidingsSimulator *simulator = check_practice (user_data, invocation);
  TidingsSimulatorPhone phone = TIDINGS_SIMULATOR_PHONE_NORMAL;

  if (simulator == NULL || !check_number (invocation, number))
    return TRUE;
  if (!tidings_simulator_phone_from_string (behaviour, &phone))
    {
      g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                                                     _("A practice phone is “normal”, “off”, “network-trouble”, “slow”, “landline”, "
                                                       "“unknown”, “filtered”, “opted-out” or “unpriced”"));
      return TRUE;
    }

  tidings_simulator_set_phone (simulator, number, phone);
  tidings_agent_changed (user_data, "practice");
  tidings_bus_agent1_complete_practice_set (face, invocation);

  return TRUE;
}

static gboolean
handle_practice_phones_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gpointer               user_data)
{
  TidingsSimulator *simulator = check_practice (user_data, invocation);
  g_autoptr(GPtrArray) texts = NULL;
  g_autoptr(GHashTable) phones = NULL;
  GVariantBuilder list;
  GVariantBuilder behaviours;
  GHashTableIter iter;
  gpointer number = NULL;
  gpointer behaviour = NULL;

  if (simulator == NULL)
    return TRUE;

  texts = tidings_simulator_list_texts (simulator);
  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(ssbsxs)"));
  for (guint i = 0; i < texts->len; i++)
    {
      TidingsSimulatorText *text = g_ptr_array_index (texts, i);

      g_variant_builder_add (&list, "(ssbsxs)", text->is_reply ? text->from : text->to, text->is_reply ? text->to : text->from,
                             text->is_reply, text->body, text->at, text->sid);
    }
  phones = tidings_simulator_list_phones (simulator);
  g_variant_builder_init (&behaviours, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, phones);
  while (g_hash_table_iter_next (&iter, &number, &behaviour))
    g_variant_builder_add (&behaviours, "{ss}", number, behaviour);
  tidings_bus_agent1_complete_practice_phones (face, invocation, g_variant_builder_end (&list),
                                               g_variant_builder_end (&behaviours));

  return TRUE;
}

/* An answer that waits for the jump to end. */
typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
} Jump;

static void
arrived_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Jump *jump = user_data;
  g_autoptr(TidingsAgent) self = jump->agent;
  g_autoptr(GError) error = NULL;
  gint64 now = 0;

  if (tidings_practice_time_go_finish (TIDINGS_PRACTICE_TIME (object), result, &now, &error))
    tidings_bus_agent1_complete_practice_ahead (NULL, jump->invocation, now);
  else
    g_dbus_method_invocation_return_error_literal (jump->invocation, TIDINGS_BUS_ERROR,
                                                   g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ?
                                                   TIDINGS_BUS_ERROR_TRY_LATER : TIDINGS_BUS_ERROR_STORAGE, error->message);
  tidings_agent_release (self);
}

/* Where to go, or 0 when the call has been answered. */
static gint64
check_moment (TidingsAgent          *self,
              GDBusMethodInvocation *invocation,
              gint64                 until)
{
  gint64 now = tidings_clock_get_now (tidings_agent_get_clock (self));
  gint64 present = tidings_clock_get_now (tidings_agent_get_timer (self));
  g_autofree char *what = NULL;
  const char *words = NULL;

  if (until == 0)
    {
      until = tidings_engine_get_next_due (tidings_agent_get_engine (self), &what);
      words = until == 0 ? _("Nothing is due: no reminder is planned, and no text waits") : NULL;
      until = until != 0 ? MAX (until, now + 1) : 0;
    }
  if (words == NULL && until <= now)
    words = _("Practice time only goes ahead. “tidings practice now” goes back to the present");
  else if (words == NULL && until - present > TIDINGS_PRACTICE_MAX_MS)
    words = _("Practice time goes at most 366 days ahead");
  if (words == NULL)
    return until;

  g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, words);

  return 0;
}

static gboolean
handle_practice_ahead_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          gint64                 until,
                          gpointer               user_data)
{
  TidingsAgent *self = user_data;
  TidingsPracticeTime *practice_time = tidings_agent_get_practice_time (self);
  Jump *jump = NULL;

  if (check_practice (self, invocation) == NULL)
    return TRUE;
  if (tidings_practice_time_get_until (practice_time) != 0)
    {
      g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TRY_LATER,
                                                     _("Practice time is on its way ahead already. Wait until it is there"));
      return TRUE;
    }
  if ((until = check_moment (self, invocation, until)) == 0)
    return TRUE;

  jump = g_new0 (Jump, 1);
  jump->agent = g_object_ref (self);
  jump->invocation = invocation;
  tidings_agent_hold (self);
  tidings_practice_time_go_async (practice_time, until, arrived_cb, jump);

  return TRUE;
}

static gboolean
handle_practice_now_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        gpointer               user_data)
{
  TidingsAgent *self = user_data;
  TidingsSimulator *simulator = check_practice (self, invocation);
  GError *error = NULL;

  if (simulator == NULL)
    return TRUE;
  if (!tidings_practice_time_return (tidings_agent_get_practice_time (self), simulator, &error))
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  tidings_agent_changed (self, "practice");
  tidings_bus_agent1_complete_practice_now (face, invocation);

  return TRUE;
}

void
tidings_agent_connect_practice (TidingsAgent     *self,
                                TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-practice-ahead", G_CALLBACK (handle_practice_ahead_cb), self, 0);
  g_signal_connect_object (face, "handle-practice-now", G_CALLBACK (handle_practice_now_cb), self, 0);
  g_signal_connect_object (face, "handle-practice-phones", G_CALLBACK (handle_practice_phones_cb), self, 0);
  g_signal_connect_object (face, "handle-practice-inbox", G_CALLBACK (handle_practice_inbox_cb), self, 0);
  g_signal_connect_object (face, "handle-practice-reply", G_CALLBACK (handle_practice_reply_cb), self, 0);
  g_signal_connect_object (face, "handle-practice-set", G_CALLBACK (handle_practice_set_cb), self, 0);
}
