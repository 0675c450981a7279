/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of the rooms below under their names on the bus. */
#include "config.h"

#include "tidings-agent-private.h"
#include "tidings-keyring.h"
#include "tidings-twilio.h"
#include "tidings-values.h"

static TidingsBusError
from_engine (int code)
{
  switch ((TidingsEngineError) code)
    {
    case TIDINGS_ENGINE_ERROR_INVALID:
      return TIDINGS_BUS_ERROR_INVALID_ARGUMENT;
    case TIDINGS_ENGINE_ERROR_NOT_FOUND:
      return TIDINGS_BUS_ERROR_NOT_FOUND;
    case TIDINGS_ENGINE_ERROR_REFUSED:
      return TIDINGS_BUS_ERROR_REFUSED;
    case TIDINGS_ENGINE_ERROR_WRONG_CODE:
      return TIDINGS_BUS_ERROR_WRONG_CODE;
    case TIDINGS_ENGINE_ERROR_TRY_LATER:
      return TIDINGS_BUS_ERROR_TRY_LATER;
    case TIDINGS_ENGINE_ERROR_NO_ACCOUNT:
      return TIDINGS_BUS_ERROR_NO_ACCOUNT;
    case TIDINGS_ENGINE_ERROR_STORAGE:
    default:
      return TIDINGS_BUS_ERROR_STORAGE;
    }
}

static TidingsBusError
to_bus (const GError *error)
{
  if (error->domain == TIDINGS_BUS_ERROR)
    return error->code;
  if (error->domain == TIDINGS_ENGINE_ERROR)
    return from_engine (error->code);
  if (error->domain == TIDINGS_KEYRING_ERROR)
    return TIDINGS_BUS_ERROR_KEYRING_LOCKED;
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NO_ACCOUNT))
    return TIDINGS_BUS_ERROR_NO_ACCOUNT;
  if (error->domain == TIDINGS_TWILIO_ERROR)
    return TIDINGS_BUS_ERROR_TWILIO;
  if (error->domain == TIDINGS_VALUES_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    return TIDINGS_BUS_ERROR_INVALID_ARGUMENT;

  return TIDINGS_BUS_ERROR_STORAGE;
}

void
tidings_agent_take_error (GDBusMethodInvocation *invocation,
                          GError                *error)
{
  g_assert (error != NULL);

  g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, to_bus (error), error->message);
  g_error_free (error);
}

gboolean
tidings_agent_do (TidingsAgent          *self,
                  TidingsBusAgent1      *face,
                  GDBusMethodInvocation *invocation,
                  gint64                 id,
                  gboolean             (*verb) (TidingsEngine *engine, gint64 id, GError **error),
                  void                 (*complete) (TidingsBusAgent1 *face, GDBusMethodInvocation *invocation))
{
  TidingsEngine *engine = tidings_agent_check (self, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;

  if (verb (engine, id, &error))
    complete (face, invocation);
  else
    tidings_agent_take_error (invocation, error);

  return TRUE;
}
