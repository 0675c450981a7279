/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: what the account has, costs and knows. */
#include "config.h"

#include "tidings-engine-private.h"
#include "tidings-money.h"
#include "tidings-store-people.h"
#include "tidings-upkeep.h"

void
tidings_engine_get_money (TidingsEngine *self,
                          TidingsMoney  *money)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));
  g_return_if_fail (money != NULL);

  tidings_money_read (tidings_engine_get_core (self), money);
}

void
tidings_engine_note_balance (TidingsEngine *self,
                             gint64         micros,
                             const char    *currency)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  tidings_money_note_balance (tidings_engine_get_core (self), micros, currency);
}

void
tidings_engine_refresh_async (TidingsEngine       *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  tidings_upkeep_refresh_async (tidings_engine_get_core (self)->upkeep, callback, user_data);
}

gboolean
tidings_engine_refresh_finish (TidingsEngine  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return tidings_upkeep_refresh_finish (tidings_engine_get_core (self)->upkeep, result, error);
}

void
tidings_engine_look_up_async (TidingsEngine       *self,
                              gint64               id,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  TidingsCore *core;
  GError *local_error = NULL;
  GError *error = NULL;
  g_autoptr(TidingsPerson) person = NULL;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  core = tidings_engine_get_core (self);
  person = tidings_store_get_person (core->store, id, &local_error);
  if (person != NULL)
    {
      tidings_upkeep_look_up_async (core->upkeep, person->number, callback, user_data);
      return;
    }

  tidings_core_take_error (&error, local_error);
  g_task_report_error (NULL, callback, user_data, tidings_engine_look_up_async, error);
}

TidingsLine *
tidings_engine_look_up_finish (TidingsEngine  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), NULL);

  return tidings_upkeep_look_up_finish (tidings_engine_get_core (self)->upkeep, result, error);
}
