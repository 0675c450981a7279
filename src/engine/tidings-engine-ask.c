/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: asking Twilio about a text now. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-engine-private.h"
#include "tidings-store-messages.h"

static gboolean
check (TidingsCore     *core,
       TidingsMessage  *message,
       GError         **error)
{
  gboolean is_lost = message->state == TIDINGS_MESSAGE_IN_DOUBT;

  if (message->n_looks == TIDINGS_LOOKS_OVER)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                         _("Twilio has no more news of this text: it was deleted there, or left through another account"));
  else if (message->sid == NULL && !is_lost)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, _("Twilio does not have this text"));
  else if (!tidings_core_can_send (core))
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NO_ACCOUNT,
                         _("There is no account to ask: connect one, or unlock the keyring"));
  else
    return TRUE;

  return FALSE;
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (tidings_outbox_ask_now_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tidings_engine_ask_now_async (TidingsEngine       *self,
                              gint64               id,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  TidingsCore *core;
  g_autoptr(GTask) task = NULL;
  g_autoptr(TidingsMessage) message = NULL;
  GError *store_error = NULL;
  GError *error = NULL;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  core = tidings_engine_get_core (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tidings_engine_ask_now_async);
  message = tidings_store_get_message (core->store, id, &store_error);
  if (message == NULL)
    tidings_core_take_error (&error, store_error);
  else
    check (core, message, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    tidings_outbox_ask_now_async (tidings_engine_get_outbox (self), message, NULL, asked_cb, g_steal_pointer (&task));
}

gboolean
tidings_engine_ask_now_finish (TidingsEngine  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
