/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: what the account has, costs and knows. */
#include "config.h"

#include "tidings-engine-private.h"
#include "tidings-money.h"
#include "tidings-purse.h"
#include "tidings-quota.h"
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

void
tidings_engine_get_forecast (TidingsEngine   *self,
                             TidingsForecast *forecast)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));
  g_return_if_fail (forecast != NULL);

  tidings_quota_forecast (tidings_engine_get_core (self), forecast);
}

void
tidings_group_spending_free (TidingsGroupSpending *spending)
{
  if (spending == NULL)
    return;

  g_free (spending->group);
  g_free (spending);
}

GPtrArray *
tidings_engine_list_groups (TidingsEngine *self)
{
  TidingsCore *core;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_group_spending_free);
  TidingsWindow month;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), list);

  core = tidings_engine_get_core (self);
  month = tidings_purse_get_window (core, TIDINGS_PERIOD_MONTH, tidings_core_now (core));
  for (const char * const *group = tidings_catalog_list_groups (core->catalog); *group != NULL; group++)
    {
      TidingsGroupSpending spending = {
        .spent_micros = tidings_quota_sum (core, &month, *group),
        .budget_micros = tidings_quota_get_group_budget (core, *group),
      };

      if (spending.spent_micros == 0 && spending.budget_micros == 0)
        continue;
      spending.group = g_strdup (*group);
      g_ptr_array_add (list, g_memdup2 (&spending, sizeof spending));
    }

  return list;
}
