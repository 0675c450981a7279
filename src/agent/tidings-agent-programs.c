/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs may send: the interface's methods about it, and the question to the person when one comes for the first time. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-reason.h"
#include "tidings-store-programs.h"

#define MAX_STATE 100

static const TidingsCaller *
get_caller (TidingsAgent          *self,
            GDBusMethodInvocation *invocation)
{
  return tidings_callers_get (tidings_agent_get_callers (self), g_dbus_method_invocation_get_sender (invocation));
}

const char *
tidings_agent_get_program (TidingsAgent          *self,
                           GDBusMethodInvocation *invocation)
{
  const TidingsCaller *caller = get_caller (self, invocation);

  return tidings_caller_is_program (caller) ? caller->identity : NULL;
}

TidingsEngine *
tidings_agent_check_person (TidingsAgent          *self,
                            GDBusMethodInvocation *invocation)
{
  TidingsEngine *engine = tidings_agent_check (self, invocation);

  if (engine == NULL || tidings_agent_get_program (self, invocation) == NULL)
    return engine;

  /* As in every refusal, the rule's name stands in front. */
  g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED, "only-person: %s",
                                         _("Only a person can say what programs may send: in Preferences, or with "
                                           "“tidings programs” in a terminal"));

  return NULL;
}

TidingsEngine *
tidings_agent_check_not_blocked (TidingsAgent          *self,
                                 GDBusMethodInvocation *invocation)
{
  TidingsEngine *engine = tidings_agent_check (self, invocation);
  const char *identity = engine != NULL ? tidings_agent_get_program (self, invocation) : NULL;
  g_autoptr(TidingsProgram) program = NULL;
  g_autofree char *why = NULL;
  GError *error = NULL;

  if (identity == NULL)
    return engine;

  program = tidings_store_find_program (tidings_agent_get_store (self), identity, &error);
  if (error != NULL)
    {
      tidings_agent_take_error (invocation, error);
      return NULL;
    }
  if (program == NULL || program->state != TIDINGS_PROGRAM_BLOCKED)
    return engine;

  why = tidings_reason_describe (TIDINGS_REASON_PROGRAM_OFF, 0, NULL);
  g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED, "%s: %s",
                                         TIDINGS_REASON_PROGRAM_OFF, why);

  return NULL;
}

static char *
dup_notification (const char *identity)
{
  return g_strconcat ("program-", identity, NULL);
}

gboolean
tidings_agent_put_program (TidingsAgent         *self,
                           const char           *identity,
                           TidingsProgramState   state,
                           int                   per_day,
                           GError              **error)
{
  g_autoptr(TidingsProgram) program = NULL;
  g_autofree char *notification = dup_notification (identity);

  program = tidings_engine_put_program (tidings_agent_get_engine (self), identity, state, per_day, error);
  if (program == NULL)
    return FALSE;

  /* The question is answered. */
  tidings_agent_withdraw (self, notification);

  return TRUE;
}

static gboolean
handle_put_program_cb (TidingsBusAgent1      *face,
                       GDBusMethodInvocation *invocation,
                       const char            *identity,
                       const char            *state_name,
                       int                    per_day,
                       gpointer               user_data)
{
  TidingsProgramState state = TIDINGS_PROGRAM_NEW;
  GError *error = NULL;

  if (tidings_agent_check_person (user_data, invocation) == NULL)
    return TRUE;

  if (tidings_arguments_check_text ("program", identity, TIDINGS_MAX_PROGRAM, &error) &&
      tidings_arguments_check_text ("state", state_name, MAX_STATE, &error) &&
      !tidings_program_state_from_string (state_name, &state))
    g_set_error (&error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                 /* Translators: %s is what was given; the three words stay as they are */
                 _("“%s” is no state of a program; it is new, allowed or blocked"), state_name);

  if (error == NULL && tidings_agent_put_program (user_data, identity, state, per_day, &error))
    tidings_bus_agent1_complete_put_program (face, invocation);
  else
    tidings_agent_take_error (invocation, error);

  return TRUE;
}

static gboolean
handle_forget_program_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          const char            *identity,
                          gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check_person (user_data, invocation);
  g_autofree char *notification = dup_notification (identity);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;

  if (tidings_arguments_check_text ("program", identity, TIDINGS_MAX_PROGRAM, &error) &&
      tidings_engine_forget_program (engine, identity, &error))
    {
      tidings_agent_withdraw (user_data, notification);
      tidings_bus_agent1_complete_forget_program (face, invocation);
    }
  else
    tidings_agent_take_error (invocation, error);

  return TRUE;
}

/* How much it may before there is an answer. */
static char *
dup_allowance (TidingsAgent *self)
{
  guint n = g_settings_get_uint (tidings_agent_get_settings (self), "allowance-new");

  if (n == 0)
    return g_strdup (_("It may send nothing until you decide"));

  return g_strdup_printf (ngettext ("It may send %u text a day until you decide", "It may send %u texts a day until you decide", n), n);
}

void
tidings_agent_ask_about_program (TidingsAgent *self,
                                 const char   *identity)
{
  g_autofree char *name = tidings_program_dup_title (identity);
  g_autofree char *id = dup_notification (identity);
  g_autofree char *body = dup_allowance (self);
  g_autofree char *title = NULL;
  GNotification *notification = NULL;

  if (g_str_equal (identity, TIDINGS_PROGRAM_OTHERS))
    title = g_strdup (_("Unknown Programs Want to Send Texts"));
  else
    /* Translators: %s is a program, such as “Backups” or “backup.service” */
    title = g_strdup_printf (_("%s Wants to Send Texts"), name);

  notification = tidings_agent_make_notification (title, body, FALSE, "app.show-preferences", g_variant_new_string ("programs"));
  /* Translators: the button lets a program send texts */
  g_notification_add_button_with_target (notification, _("Allow"), "app.allow-program", "s", identity);
  /* Translators: the button keeps a program from sending texts */
  g_notification_add_button_with_target (notification, _("Block"), "app.block-program", "s", identity);
  tidings_agent_send_notification (self, id, notification);
}

void
tidings_agent_connect_programs (TidingsAgent     *self,
                                TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-put-program", G_CALLBACK (handle_put_program_cb), self, 0);
  g_signal_connect_object (face, "handle-forget-program", G_CALLBACK (handle_forget_program_cb), self, 0);
}
