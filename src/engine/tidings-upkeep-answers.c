/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account answered about lines, prices, senders and money. */
#include "config.h"

#include "tidings-money.h"
#include "tidings-pace.h"
#include "tidings-store-prices.h"
#include "tidings-store-senders.h"
#include "tidings-twilio-lookup.h"
#include "tidings-twilio-senders.h"
#include "tidings-upkeep-private.h"

/* Twilio's code for what it does not have. */
#define NO_SUCH_ITEM 20404

/* --- Lines --- */

/* A trouble of the one who knows the lines, not of the line (reference, section 4). */
static gboolean
is_passing (int error_code)
{
  return error_code == 60608 || error_code == 60611 || error_code == 60613 || error_code == 60616 || error_code == 60624;
}

static gboolean
keep_line (TidingsUpkeep  *self,
           TidingsLookup  *lookup,
           const char     *number,
           GError        **error)
{
  TidingsCore *core = self->core;
  const TidingsLine line = {
    .number = (char *) number,
    .at = tidings_core_now (core),
    .is_paid = self->was_paid && !is_passing (lookup->error_code),
    .is_valid = lookup->is_valid,
    .country = lookup->country,
    .type = lookup->type,
    .carrier = lookup->carrier,
    .mcc = lookup->mcc,
    .mnc = lookup->mnc,
    .error_code = lookup->error_code,
  };

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_store_put_line (core->store, &line, error) ||
      (!core->settings.proves_numbers && !tidings_core_list_add (core, TIDINGS_META_UNPROVEN_LINES, number, error)))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_changed (core, "people");

  return TRUE;
}

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsUpkeep *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsLookup) lookup = tidings_twilio_lookup_finish (TIDINGS_TWILIO (object), result, &error);
  TidingsUpkeepJob *job = tidings_upkeep_end_job (self, error);

  if (job == NULL)
    return;
  if (lookup != NULL && keep_line (self, lookup, job->key, &error))
    {
      if (is_passing (lookup->error_code))
        tidings_upkeep_note_failure (self, job);
      for (guint i = 0; i < job->waiters->len; i++)
        g_task_return_pointer (g_ptr_array_index (job->waiters, i), tidings_store_get_line (self->core->store, job->key),
                               (GDestroyNotify) tidings_line_free);
      g_ptr_array_set_size (job->waiters, 0);
    }
  else if (lookup != NULL)
    g_warning ("What a lookup said cannot be kept: %s", error->message);

  tidings_upkeep_finish_job (self, job, error);
}

/* --- Prices --- */

static void
prices_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TidingsUpkeep *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) prices = tidings_twilio_list_prices_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(GPtrArray) tariffs = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_tariff_free);
  TidingsUpkeepJob *job = NULL;

  /* A country that Twilio does not price is an answer too, if it is Twilio’s. */
  if (tidings_twilio_error_get_code (error) == NO_SUCH_ITEM)
    {
      g_clear_error (&error);
      prices = g_ptr_array_new ();
    }
  if ((job = tidings_upkeep_end_job (self, error)) == NULL)
    return;

  for (guint i = 0; prices != NULL && i < prices->len; i++)
    {
      TidingsPrice *price = g_ptr_array_index (prices, i);

      g_ptr_array_add (tariffs, tidings_tariff_new (price->mcc, price->mnc, price->number_type, price->micros, price->currency));
    }
  if (prices != NULL &&
      !tidings_store_put_prices (self->core->store, job->key, tariffs, tidings_core_now (self->core), &error))
    g_warning ("Prices cannot be kept: %s", error->message);

  tidings_upkeep_finish_job (self, job, error);
}

/* --- Senders --- */

static void
finish_senders (TidingsUpkeep    *self,
                TidingsUpkeepJob *job,
                GError           *error)
{
  TidingsCore *core = self->core;
  g_autoptr(GPtrArray) listed = g_steal_pointer (&self->listed);
  g_autoptr(GError) store_error = NULL;

  /* A key that may not list numbers will not tomorrow either: then the sender that is set has to do. */
  if (error == NULL || g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN))
    {
      self->senders_at = tidings_core_now (core);
      tidings_upkeep_write_instant (core, TIDINGS_UPKEEP_META_SENDERS_AT, self->senders_at);
    }
  if (listed != NULL &&
      !tidings_store_put_senders (core->store, core->settings.account, listed, tidings_core_now (core), &store_error))
    g_warning ("The account’s senders cannot be kept: %s", store_error->message);
  tidings_core_changed (core, "status");

  tidings_upkeep_finish_job (self, job, error);
}

static TidingsSender *
find_listed (TidingsUpkeep *self,
             const char    *id)
{
  for (guint i = 0; i < self->listed->len; i++)
    {
      TidingsSender *sender = g_ptr_array_index (self->listed, i);

      if (g_str_equal (sender->id, id))
        return sender;
    }

  return NULL;
}

/* A row of the pool is a number of the account once more, or a name that stands nowhere else. */
static void
add_pool (TidingsUpkeep *self,
          GPtrArray     *pool)
{
  while (pool->len > 0)
    {
      TidingsSender *sender = g_ptr_array_steal_index_fast (pool, pool->len - 1);
      TidingsSender *known = find_listed (self, sender->id);

      if (known == NULL)
        {
          g_ptr_array_add (self->listed, sender);
          continue;
        }
      g_free (known->service);
      known->service = g_strdup (sender->service);
      tidings_sender_free (sender);
    }
}

static void
pool_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsUpkeep *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pool = tidings_twilio_list_pool_finish (TIDINGS_TWILIO (object), result, &error);
  TidingsUpkeepJob *job = tidings_upkeep_end_job (self, error);

  if (job == NULL)
    return;

  /* Without the pool the numbers are worth keeping all the same: the service is used for what it is set for. */
  if (pool != NULL)
    add_pool (self, pool);
  finish_senders (self, job, error);
}

static void
numbers_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsUpkeep *self = user_data;
  TidingsTwilio *twilio = TIDINGS_TWILIO (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) numbers = tidings_twilio_list_numbers_finish (twilio, result, &error);
  TidingsUpkeepJob *job = NULL;

  if (!self->is_gone && numbers != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      self->listed = g_steal_pointer (&numbers);
      if (self->core->settings.service != NULL)
        {
          tidings_twilio_list_pool_async (twilio, self->core->settings.service, self->cancellable, pool_cb, self);
          return;
        }
    }

  if ((job = tidings_upkeep_end_job (self, error)) != NULL)
    finish_senders (self, job, error);
}

/* --- Money --- */

static void
finish_money (TidingsUpkeep    *self,
              TidingsUpkeepJob *job,
              const GError     *error)
{
  /* Subaccounts have no balance, and some keys may see neither: that is no reason to ask all the time. */
  if (error == NULL || !g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT))
    {
      self->money_at = tidings_core_now (self->core);
      tidings_upkeep_write_instant (self->core, TIDINGS_UPKEEP_META_MONEY_AT, self->money_at);
    }
  tidings_upkeep_finish_job (self, job, error);
}

static void
balance_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsUpkeep *self = user_data;
  gint64 micros = 0;
  g_autofree char *currency = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_known = tidings_twilio_get_balance_finish (TIDINGS_TWILIO (object), result, &micros, &currency, &error);
  TidingsUpkeepJob *job = tidings_upkeep_end_job (self, error);

  if (job == NULL)
    return;
  if (is_known)
    tidings_money_note_balance (self->core, micros, currency);
  finish_money (self, job, error);
}

static void
usage_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsUpkeep *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsUsage) usage = tidings_twilio_get_usage_finish (TIDINGS_TWILIO (object), result, &error);
  TidingsUpkeepJob *job = tidings_upkeep_end_job (self, error);

  if (job == NULL)
    return;
  if (usage != NULL)
    tidings_money_note_usage (self->core, job->kind == TIDINGS_UPKEEP_USAGE_TODAY ? TIDINGS_USAGE_TODAY : TIDINGS_USAGE_THIS_MONTH, usage);
  finish_money (self, job, error);
}

void
tidings_upkeep_begin_job (TidingsUpkeep    *self,
                          TidingsUpkeepJob *job)
{
  TidingsCore *core = self->core;

  self->job = job;
  self->cancellable = g_object_ref (core->cancellable);
  self->ticket = tidings_pace_begin (core->pace);
  switch (job->kind)
    {
    case TIDINGS_UPKEEP_LINE:
      self->was_paid = core->settings.may_look_up;
      tidings_twilio_lookup_async (core->twilio, job->key, self->was_paid, self->cancellable, line_cb, self);
      break;
    case TIDINGS_UPKEEP_PRICES:
      tidings_twilio_list_prices_async (core->twilio, job->key, self->cancellable, prices_cb, self);
      break;
    case TIDINGS_UPKEEP_SENDERS:
      tidings_twilio_list_numbers_async (core->twilio, self->cancellable, numbers_cb, self);
      break;
    case TIDINGS_UPKEEP_BALANCE:
      tidings_twilio_get_balance_async (core->twilio, self->cancellable, balance_cb, self);
      break;
    case TIDINGS_UPKEEP_USAGE_TODAY:
      tidings_twilio_get_usage_async (core->twilio, TIDINGS_USAGE_TODAY, self->cancellable, usage_cb, self);
      break;
    case TIDINGS_UPKEEP_USAGE_MONTH:
      tidings_twilio_get_usage_async (core->twilio, TIDINGS_USAGE_THIS_MONTH, self->cancellable, usage_cb, self);
      break;
    default:
      g_assert_not_reached ();
    }
}
