/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check's questions, one after the other. */
#include "config.h"

#include "tidings-check-private.h"
#include "tidings-engine-private.h"
#include "tidings-phone-number.h"
#include "tidings-store-arrivals.h"
#include "tidings-twilio-senders.h"
#include "tidings-twilio-verify.h"
#include "tidings-verify.h"

/* Services that are searched for a number; households have one or two. */
#define MAX_SERVICES 20

/* What only a restricted key is told (Twilio reference, sections 1.1 and 7.1). */
#define CODE_NOT_PERMITTED 70051

static gboolean
is_trial (TidingsCheckRun *self)
{
  return self->check->account != NULL && g_strcmp0 (self->check->account->kind, "Trial") == 0;
}

/* --- The account --- */

/* Without a sign-in, or a connection, every other question would meet the same. */
static gboolean
is_hopeless (const GError *error)
{
  return g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) ||
         g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NO_ACCOUNT) ||
         g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ||
         (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT) &&
          tidings_twilio_error_get_status (error) == 0);
}

/* Somebody at the computer asked, and Twilio answered: what waited may go. */
static void
end_refusal (TidingsCheckRun *self)
{
  g_autoptr(GError) error = NULL;

  if (!self->core->is_refused || self->is_unasked || self->twilio != self->core->twilio)
    return;

  self->core->is_refused = FALSE;
  if (!tidings_outbox_rearm (tidings_engine_get_outbox (self->engine), &error))
    g_warning ("What waits for an account cannot be read: %s", error->message);
  tidings_core_changed (self->core, "status");
  tidings_core_wake (self->core);
}

static void
account_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;

  self->check->account = tidings_twilio_get_account_finish (TIDINGS_TWILIO (object), result, &error);
  /* A restricted key passes for a standard one until it is refused something. */
  if (self->check->account == NULL || self->check->account->key != TIDINGS_KEY_STANDARD)
    tidings_check_run_tell (self, tidings_check_line_key (self->check->account, error));
  if (self->check->account != NULL || !is_hopeless (error))
    {
      tidings_check_run_tell (self, tidings_check_line_account (self->check->account, error));
      tidings_check_run_tell (self, tidings_check_line_region (self->region, self->check->account, error));
    }
  else if (self->region != NULL && !g_str_equal (self->region, "us1"))
    tidings_check_run_tell (self, tidings_check_line_region (self->region, NULL, error));

  if (self->check->account != NULL)
    end_refusal (self);
  else if (is_hopeless (error))
    {
      if (self->twilio == self->core->twilio)
        tidings_core_note_refusal (self->core, error);
      self->step = G_MAXUINT;
    }
  tidings_check_run_go_on (self);
}

static void
ask_account (TidingsCheckRun *self)
{
  tidings_twilio_get_account_async (self->twilio, self->cancellable, account_cb, self);
}

static void
balance_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  TidingsCheck *check = self->check;
  g_autoptr(GError) error = NULL;

  tidings_twilio_get_balance_finish (TIDINGS_TWILIO (object), result, &check->balance_micros, &check->currency, &error);
  if (check->account != NULL && check->account->key == TIDINGS_KEY_STANDARD)
    {
      if (tidings_twilio_error_get_code (error) == CODE_NOT_PERMITTED)
        check->account->key = TIDINGS_KEY_RESTRICTED;
      tidings_check_run_tell (self, tidings_check_line_key (check->account, NULL));
    }
  tidings_check_run_tell (self, tidings_check_line_balance (check->account, check->balance_micros, check->currency, self->low_micros, error));
  tidings_check_run_go_on (self);
}

static void
ask_balance (TidingsCheckRun *self)
{
  tidings_twilio_get_balance_async (self->twilio, self->cancellable, balance_cb, self);
}

/* --- What texts leave from --- */

static void
add_toll_free (TidingsCheckRun *self,
               GPtrArray       *senders,
               const char      *only)
{
  for (guint i = 0; senders != NULL && i < senders->len; i++)
    {
      TidingsSender *sender = g_ptr_array_index (senders, i);

      if (sender->kind == TIDINGS_SENDER_TOLL_FREE && sender->sid != NULL && (only == NULL || g_str_equal (sender->id, only)))
        g_ptr_array_add (self->toll_free, sender);
    }
}

static void
numbers_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 answered_at = tidings_store_get_last_answer_at (self->core->store, self->sender);

  self->numbers = tidings_twilio_list_numbers_finish (TIDINGS_TWILIO (object), result, &error);
  tidings_check_run_tell (self, tidings_check_line_sender (self->sender, self->numbers, is_trial (self), error));
  tidings_check_run_tell (self, tidings_check_line_number_answers (answered_at, tidings_core_now (self->core)));
  add_toll_free (self, self->numbers, self->sender);
  tidings_check_run_go_on (self);
}

static void
ask_sender (TidingsCheckRun *self)
{
  if (self->service != NULL || self->sender == NULL)
    {
      tidings_check_run_go_on (self);
      return;
    }
  if (tidings_sender_kind_of (self->sender) != TIDINGS_SENDER_NAME)
    {
      tidings_twilio_list_numbers_async (self->twilio, self->cancellable, numbers_cb, self);
      return;
    }

  tidings_check_run_tell (self, tidings_check_line_sender (self->sender, NULL, is_trial (self), NULL));
  tidings_check_run_go_on (self);
}

static void
service_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsService) service = tidings_twilio_fetch_service_finish (TIDINGS_TWILIO (object), result, &error);

  tidings_check_run_tell (self, tidings_check_line_service (service, error));
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    g_clear_pointer (&self->service, g_free);
  else
    tidings_check_run_tell (self, tidings_check_line_service_answers (service, error));
  tidings_check_run_go_on (self);
}

static void
ask_service (TidingsCheckRun *self)
{
  if (self->service != NULL)
    tidings_twilio_fetch_service_async (self->twilio, self->service, self->cancellable, service_cb, self);
  else
    tidings_check_run_go_on (self);
}

static void
pool_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;

  self->pool = tidings_twilio_list_pool_finish (TIDINGS_TWILIO (object), result, &error);
  tidings_check_run_tell (self, tidings_check_line_pool (self->pool, error));
  add_toll_free (self, self->pool, NULL);
  tidings_check_run_go_on (self);
}

static void
ask_pool (TidingsCheckRun *self)
{
  if (self->service != NULL)
    tidings_twilio_list_pool_async (self->twilio, self->service, self->cancellable, pool_cb, self);
  else
    tidings_check_run_go_on (self);
}

/* --- Registration for US texts --- */

static void
campaign_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  TidingsRegistration registration = TIDINGS_REGISTRATION_UNKNOWN;
  g_autoptr(GError) error = NULL;

  tidings_twilio_get_campaign_finish (TIDINGS_TWILIO (object), result, &registration, &error);
  tidings_check_run_tell (self, tidings_check_line_campaign (TRUE, registration, error));
  tidings_check_run_go_on (self);
}

static gboolean
has_sender (GPtrArray  *pool,
            const char *id)
{
  for (guint i = 0; i < pool->len; i++)
    if (g_strcmp0 (((TidingsSender *) g_ptr_array_index (pool, i))->id, id) == 0)
      return TRUE;

  return FALSE;
}

static void look_into_next_service (TidingsCheckRun *self);

static void
searched_pool_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pool = tidings_twilio_list_pool_finish (TIDINGS_TWILIO (object), result, &error);
  TidingsService *service = g_ptr_array_index (self->services, self->i);

  if (pool == NULL)
    {
      tidings_check_run_tell (self, tidings_check_line_campaign (FALSE, TIDINGS_REGISTRATION_UNKNOWN, error));
      tidings_check_run_go_on (self);
    }
  else if (has_sender (pool, self->sender))
    tidings_twilio_get_campaign_async (self->twilio, service->sid, self->cancellable, campaign_cb, self);
  else
    {
      self->i++;
      look_into_next_service (self);
    }
}

static void
look_into_next_service (TidingsCheckRun *self)
{
  if (self->i < self->services->len && self->i < MAX_SERVICES)
    {
      TidingsService *service = g_ptr_array_index (self->services, self->i);

      tidings_twilio_list_pool_async (self->twilio, service->sid, self->cancellable, searched_pool_cb, self);
      return;
    }

  tidings_check_run_tell (self, tidings_check_line_campaign (FALSE, TIDINGS_REGISTRATION_NONE, NULL));
  tidings_check_run_go_on (self);
}

/* A number is registered by way of the service that it belongs to (Twilio reference, section 12). */
static void
services_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;

  self->i = 0;
  self->services = tidings_twilio_list_services_finish (TIDINGS_TWILIO (object), result, &error);
  if (self->services != NULL)
    {
      look_into_next_service (self);
      return;
    }

  tidings_check_run_tell (self, tidings_check_line_campaign (FALSE, TIDINGS_REGISTRATION_UNKNOWN, error));
  tidings_check_run_go_on (self);
}

static gboolean
pool_needs_campaign (GPtrArray *pool)
{
  for (guint i = 0; pool != NULL && i < pool->len; i++)
    if (tidings_check_needs_campaign (((TidingsSender *) g_ptr_array_index (pool, i))->id))
      return TRUE;

  return FALSE;
}

static void
ask_campaign (TidingsCheckRun *self)
{
  if (!tidings_check_run_has_people_in (self, "US"))
    tidings_check_run_go_on (self);
  else if (self->service != NULL && pool_needs_campaign (self->pool))
    tidings_twilio_get_campaign_async (self->twilio, self->service, self->cancellable, campaign_cb, self);
  else if (self->service == NULL && self->sender != NULL && tidings_check_needs_campaign (self->sender))
    tidings_twilio_list_services_async (self->twilio, self->cancellable, services_cb, self);
  else
    tidings_check_run_go_on (self);
}

static void ask_toll_free (TidingsCheckRun *self);

static void
toll_free_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  TidingsSender *sender = g_ptr_array_index (self->toll_free, 0);
  TidingsRegistration registration = TIDINGS_REGISTRATION_UNKNOWN;
  g_autofree char *reason = NULL;
  g_autoptr(GError) error = NULL;

  tidings_twilio_get_toll_free_finish (TIDINGS_TWILIO (object), result, &registration, &reason, &error);
  tidings_check_run_tell (self, tidings_check_line_toll_free (sender->id, registration, reason, error));
  g_ptr_array_remove_index (self->toll_free, 0);
  ask_toll_free (self);
}

static void
ask_toll_free (TidingsCheckRun *self)
{
  gboolean is_needed = tidings_check_run_has_people_in (self, "US") || tidings_check_run_has_people_in (self, "CA");

  if (is_needed && self->toll_free->len > 0 && !g_cancellable_is_cancelled (self->cancellable))
    tidings_twilio_get_toll_free_async (self->twilio, ((TidingsSender *) g_ptr_array_index (self->toll_free, 0))->sid,
                                        self->cancellable, toll_free_cb, self);
  else
    tidings_check_run_go_on (self);
}

/* --- Where texts go --- */

static void ask_next_country (TidingsCheckRun *self);

static void
country_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  gboolean is_allowed = FALSE;
  g_autoptr(GError) error = NULL;

  tidings_twilio_is_country_allowed_finish (TIDINGS_TWILIO (object), result, &is_allowed, &error);
  tidings_check_run_tell (self, tidings_check_line_country (g_ptr_array_index (self->countries, self->i), is_allowed, error));
  self->i++;
  ask_next_country (self);
}

static void
ask_next_country (TidingsCheckRun *self)
{
  if (self->i < self->countries->len && !g_cancellable_is_cancelled (self->cancellable))
    tidings_twilio_is_country_allowed_async (self->twilio, g_ptr_array_index (self->countries, self->i), self->cancellable,
                                             country_cb, self);
  else
    tidings_check_run_go_on (self);
}

static void
ask_countries (TidingsCheckRun *self)
{
  self->i = 0;
  ask_next_country (self);
}

static gboolean
has_only_names (TidingsCheckRun *self)
{
  if (self->service == NULL)
    return self->sender != NULL && tidings_sender_kind_of (self->sender) == TIDINGS_SENDER_NAME;

  for (guint i = 0; self->pool != NULL && i < self->pool->len; i++)
    if (((TidingsSender *) g_ptr_array_index (self->pool, i))->kind != TIDINGS_SENDER_NAME)
      return FALSE;

  return self->pool != NULL && self->pool->len > 0;
}

static void
look_at_names (TidingsCheckRun *self)
{
  gboolean is_spare = !has_only_names (self);

  for (guint i = 0; i < self->countries->len && (!is_spare || self->sender_name != NULL); i++)
    {
      const char *country = g_ptr_array_index (self->countries, i);

      tidings_check_run_tell (self, tidings_check_line_name (country, tidings_name_rule_of_country (country), is_spare));
    }
  tidings_check_run_go_on (self);
}

static void
caller_ids_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) caller_ids = tidings_twilio_list_caller_ids_finish (TIDINGS_TWILIO (object), result, &error);

  for (guint i = 0; i < self->people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (self->people, i);
      g_autofree char *country = tidings_check_dup_country (person);

      tidings_check_run_tell (self, tidings_check_line_trial (person, country, (const char * const *) caller_ids, error));
    }
  tidings_check_run_go_on (self);
}

static void
ask_caller_ids (TidingsCheckRun *self)
{
  if (is_trial (self) && self->people->len > 0)
    tidings_twilio_list_caller_ids_async (self->twilio, self->cancellable, caller_ids_cb, self);
  else
    tidings_check_run_go_on (self);
}

static void
verify_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TidingsCheckRun *self = user_data;
  g_autoptr(GError) error = NULL;
  guint n_digits = 0;
  g_autofree char *name = tidings_twilio_get_verify_service_finish (TIDINGS_TWILIO (object), result, &n_digits, &error);
  g_autoptr(GError) store_error = NULL;

  if (name != NULL && !tidings_verify_note_n_digits (self->core->store, self->verify_service, n_digits, &store_error))
    g_warning ("Could not remember how long codes are: %s", store_error->message);
  tidings_check_run_tell (self, tidings_check_line_verify (name, error));
  tidings_check_run_go_on (self);
}

static void
ask_verify (TidingsCheckRun *self)
{
  if (self->verify_service != NULL)
    tidings_twilio_get_verify_service_async (self->twilio, self->verify_service, self->cancellable, verify_cb, self);
  else
    tidings_check_run_go_on (self);
}

/* --- What has arrived --- */

static void
look_at_arrivals (TidingsCheckRun *self)
{
  const char *sender = self->service != NULL ? self->service : self->sender;

  for (guint i = 0; self->proves && i < self->people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (self->people, i);
      g_autoptr(TidingsArrival) here = NULL;
      g_autoptr(TidingsArrival) any = tidings_store_get_last_arrival (self->core->store, person->number, NULL);

      if (sender != NULL)
        here = tidings_store_get_last_arrival (self->core->store, person->number, sender);
      tidings_check_run_tell (self, tidings_check_line_arrival (person, here, any, tidings_core_now (self->core)));
    }
  tidings_check_run_go_on (self);
}

TidingsCheckStep
tidings_check_get_step (guint i)
{
  static const TidingsCheckStep steps[] = {
    ask_account, ask_balance, ask_sender, ask_service, ask_pool, ask_campaign, ask_toll_free, ask_countries, look_at_names,
    ask_caller_ids, ask_verify, look_at_arrivals,
  };

  return i < G_N_ELEMENTS (steps) ? steps[i] : NULL;
}
