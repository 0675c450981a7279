/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where texts go. */
#include "config.h"

#include <math.h>

#include "tidings-keyring.h"
#include "tidings-link.h"

#define PRACTICE_ACCOUNT "practice"

/* While an agent that leaves still has the practice phone's journal: first after this long, then twice as long each time. */
#define RETRY_MS 50
#define MAX_RETRY_MS 10000

/* As the range of the other budgets' settings. */
#define MAX_BUDGET 100000

struct _TidingsLink {
  GObject parent_instance;

  TidingsEngine *engine;
  GSettings *settings;
  TidingsClock *clock;
  TidingsSimulator *simulator;
  TidingsTwilio *twilio;
  GCancellable *cancellable;
  TidingsKeyringState keyring;
  char *status_callback;
  guint retry_id;
  guint retry_ms;
  gboolean is_looking;
  gboolean is_started;
};

enum {
  CHANGED,
  LEAVING_PRACTICE,
  TEXT_ARRIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsLink, tidings_link, G_TYPE_OBJECT)

static void practise (TidingsLink *self);

static char *
dup_setting (TidingsLink *self,
             const char  *key)
{
  g_autofree char *value = g_settings_get_string (self->settings, key);

  return *value != '\0' ? g_steal_pointer (&value) : NULL;
}

static TidingsLimits
read_limits (GSettings *settings)
{
  return (TidingsLimits) {
    .rate_hour = g_settings_get_uint (settings, "rate-hour"),
    .rate_day = g_settings_get_uint (settings, "rate-day"),
    .cap_day = g_settings_get_uint (settings, "cap-day"),
    .cap_month = g_settings_get_uint (settings, "cap-month"),
    .burst = g_settings_get_uint (settings, "burst"),
    .budget_day_micros = llround (g_settings_get_double (settings, "budget-day") * 1e6),
    .budget_month_micros = llround (g_settings_get_double (settings, "budget-month") * 1e6),
  };
}

/* Anybody can write anything into the settings: what is no limit is left out. */
static GHashTable *
read_group_budgets (GSettings *settings)
{
  g_autoptr(GVariant) values = g_settings_get_value (settings, "budget-groups");
  GHashTable *budgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GVariantIter iter;
  const char *group = NULL;
  double amount = 0;

  g_variant_iter_init (&iter, values);
  while (g_variant_iter_next (&iter, "{&sd}", &group, &amount))
    {
      gint64 micros = amount > 0 && amount <= MAX_BUDGET ? llround (amount * 1e6) : 0;

      if (micros > 0)
        g_hash_table_insert (budgets, g_strdup (group), g_memdup2 (&micros, sizeof micros));
    }

  return budgets;
}

static void
feed_engine (TidingsLink *self)
{
  gboolean is_practice = tidings_link_is_practice (self);
  g_autofree char *household = dup_setting (self, "household");
  g_autofree char *sender = dup_setting (self, "sender");
  g_autofree char *service = dup_setting (self, "service");
  g_autofree char *account = dup_setting (self, "account-sid");
  g_autofree char *sender_name = dup_setting (self, "sender-name");
  g_autofree char *verify_service = dup_setting (self, "verify-service");
  g_autofree char *erase = dup_setting (self, "erase-at-twilio");
  g_autofree char *zone = dup_setting (self, "zone");
  g_autoptr(GHashTable) group_budgets = read_group_budgets (self->settings);
  TidingsEngineSettings settings = {
    .limits = read_limits (self->settings),
    .paused_until = g_settings_get_int64 (self->settings, "paused-until"),
    .code_life_s = g_settings_get_uint (self->settings, "code-life") * 60,
    .household = household,
    .asks_stop = g_settings_get_boolean (self->settings, "ask-stop"),
    .zone = zone,
    .group_budgets = group_budgets,
    .retention_days = g_settings_get_uint (self->settings, "retention-days"),
    .sender = is_practice ? TIDINGS_SIMULATOR_SENDER : sender,
    .service = is_practice ? NULL : service,
    .sender_name = is_practice ? NULL : sender_name,
    .verify_service = is_practice ? NULL : verify_service,
    .may_look_up = g_settings_get_boolean (self->settings, "look-up"),
    .schedules_ahead = g_settings_get_boolean (self->settings, "schedule-ahead"),
    .erases_all = g_strcmp0 (erase, "all") == 0,
    .allowance_new = g_settings_get_uint (self->settings, "allowance-new"),
    .deletes = g_settings_get_boolean (self->settings, "delete-at-twilio"),
    .status_callback = is_practice ? NULL : self->status_callback,
    .low_balance_micros = llround (g_settings_get_double (self->settings, "low-balance") * 1e6),
    .account = is_practice ? PRACTICE_ACCOUNT : account,
    .proves_numbers = !is_practice,
    /* The practice network lives in this process: when a reply is lost, nothing can still be working on it. */
    .absence_is_proof = is_practice,
    .polls_inbox = !is_practice,
    .asks_account = TRUE,
  };

  tidings_engine_set_account (self->engine, self->twilio, &settings);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
text_arrived_cb (TidingsSimulator *simulator,
                 gpointer          user_data)
{
  g_signal_emit (user_data, signals[TEXT_ARRIVED], 0);
}

static gboolean
start_simulator (TidingsLink  *self,
                 GError      **error)
{
  g_autofree char *journal = g_build_filename (g_get_user_data_dir (), "tidings", "practice.jsonl", NULL);

  self->simulator = tidings_simulator_new (self->clock, journal, error);
  if (self->simulator == NULL || !tidings_simulator_listen (self->simulator, 0, error))
    return FALSE;
  /* The process may have ended between the household's way back to the present and the network's. */
  tidings_simulator_return_to (self->simulator, tidings_clock_get_now (self->clock));
  g_signal_connect_object (self->simulator, "text-arrived", G_CALLBACK (text_arrived_cb), self, 0);

  self->twilio = tidings_twilio_new (tidings_simulator_get_origin (self->simulator), error);
  if (self->twilio == NULL)
    return FALSE;
  tidings_twilio_set_clock (self->twilio, self->clock);
  tidings_twilio_set_credentials (self->twilio, TIDINGS_SIMULATOR_ACCOUNT_SID, NULL, TIDINGS_SIMULATOR_TOKEN, NULL);

  return TRUE;
}

static void
retry_cb (gpointer user_data)
{
  TidingsLink *self = user_data;

  self->retry_id = 0;
  practise (self);
}

static void
stop_retrying (TidingsLink *self)
{
  if (self->retry_id != 0)
    tidings_clock_cancel (self->clock, self->retry_id);
  self->retry_id = 0;
  self->retry_ms = RETRY_MS;
}

static void
practise (TidingsLink *self)
{
  g_autoptr(GError) error = NULL;

  self->keyring = TIDINGS_KEYRING_OK;
  if (start_simulator (self, &error))
    stop_retrying (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    {
      self->retry_id = tidings_clock_call_at (self->clock, tidings_clock_get_now (self->clock) + self->retry_ms, retry_cb, self);
      self->retry_ms = MIN (self->retry_ms * 2, MAX_RETRY_MS);
    }
  else
    {
      g_warning ("The practice phone cannot start: %s", error->message);
      g_clear_object (&self->twilio);
    }

  if (self->is_started)
    feed_engine (self);
}

static TidingsKeyringState
state_of_error (const GError *error)
{
  if (g_error_matches (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_LOCKED))
    return TIDINGS_KEYRING_LOCKED;
  if (g_error_matches (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_EMPTY))
    return TIDINGS_KEYRING_EMPTY;

  return TIDINGS_KEYRING_MISSING;
}

static void
use_secret (TidingsLink *self,
            const char  *secret)
{
  g_autofree char *account = dup_setting (self, "account-sid");
  g_autofree char *key = dup_setting (self, "key-sid");
  g_autofree char *region = dup_setting (self, "region");

  if (self->twilio != NULL)
    tidings_twilio_set_credentials (self->twilio, account, key, secret, region);
}

static void
lookup_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TidingsLink) self = user_data;
  g_autoptr(GError) error = NULL;
  char *secret = tidings_keyring_lookup_finish (result, &error);

  /* A newer look has taken over. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_looking = FALSE;
  self->keyring = secret != NULL ? TIDINGS_KEYRING_OK : state_of_error (error);
  if (secret != NULL)
    use_secret (self, secret);
  tidings_keyring_secret_free (secret);
  if (error != NULL)
    g_message ("The account’s secret is out of reach: %s", error->message);

  if (self->is_started)
    feed_engine (self);
}

gboolean
tidings_link_is_local (TidingsLink *self)
{
  return tidings_link_is_practice (self) || g_getenv ("TIDINGS_TWILIO_ORIGIN") != NULL;
}

TidingsTwilio *
tidings_link_new_client (GError **error)
{
  return tidings_twilio_new (g_getenv ("TIDINGS_TWILIO_ORIGIN"), error);
}

static void
use_account (TidingsLink *self)
{
  g_autofree char *account = dup_setting (self, "account-sid");
  g_autoptr(GError) error = NULL;

  self->twilio = tidings_link_new_client (&error);
  if (self->twilio == NULL)
    g_warning ("No client for Twilio: %s", error->message);
  else
    tidings_twilio_set_clock (self->twilio, self->clock);

  self->is_looking = TRUE;
  tidings_keyring_lookup_async (account, FALSE, self->cancellable, lookup_cb, g_object_ref (self));
}

void
tidings_link_prepare (TidingsLink *self)
{
  g_return_if_fail (TIDINGS_IS_LINK (self));

  if (tidings_link_is_practice (self))
    practise (self);
  else
    use_account (self);
}

void
tidings_link_reload (TidingsLink *self)
{
  g_return_if_fail (TIDINGS_IS_LINK (self));

  if (!tidings_link_is_practice (self))
    g_signal_emit (self, signals[LEAVING_PRACTICE], 0);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_looking = FALSE;
  stop_retrying (self);
  g_clear_object (&self->simulator);
  g_clear_object (&self->twilio);

  if (tidings_link_is_practice (self))
    {
      practise (self);
      return;
    }

  /* Until the keyring has answered alerts are taken in and wait. */
  use_account (self);
  feed_engine (self);
}

static void
settings_changed_cb (GSettings  *settings,
                     const char *key,
                     gpointer    user_data)
{
  TidingsLink *self = user_data;

  if (g_str_equal (key, "practice") || g_str_equal (key, "account-sid"))
    {
      gboolean has_simulator = self->simulator != NULL;

      if (has_simulator != tidings_link_is_practice (self))
        tidings_link_reload (self);
    }
  else
    feed_engine (self);
}

void
tidings_link_start (TidingsLink *self)
{
  static const char * const keys[] = {
    "verify-service", "schedule-ahead",
    "rate-hour", "rate-day", "cap-day", "cap-month", "burst", "budget-day", "budget-month", "budget-groups", "zone", "allowance-new",
    "ask-stop", "retention-days", "paused-until", "code-life", "household", "practice", "account-sid", "sender-name",
    "look-up", "low-balance", "erase-at-twilio", "delete-at-twilio"
  };

  g_return_if_fail (TIDINGS_IS_LINK (self));

  self->is_started = TRUE;
  feed_engine (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

      g_signal_connect_object (self->settings, signal, G_CALLBACK (settings_changed_cb), self, 0);
    }
}

gboolean
tidings_link_is_settled (TidingsLink *self)
{
  return !self->is_looking && self->retry_id == 0;
}

typedef struct {
  TidingsLinkFunc func;
  gpointer user_data;
  gulong id;
} Waiter;

static void
waiter_free (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

static void
waiter_changed_cb (TidingsLink *self,
                   gpointer     user_data)
{
  Waiter *waiter = user_data;
  TidingsLinkFunc func = waiter->func;
  gpointer data = waiter->user_data;

  if (!tidings_link_is_settled (self))
    return;

  g_signal_handler_disconnect (self, waiter->id);
  func (data);
}

void
tidings_link_when_settled (TidingsLink     *self,
                           TidingsLinkFunc  func,
                           gpointer         user_data)
{
  Waiter *waiter = NULL;

  g_return_if_fail (TIDINGS_IS_LINK (self));

  if (tidings_link_is_settled (self))
    {
      func (user_data);
      return;
    }

  waiter = g_new0 (Waiter, 1);
  waiter->func = func;
  waiter->user_data = user_data;
  waiter->id = g_signal_connect_data (self, "changed", G_CALLBACK (waiter_changed_cb), waiter, waiter_free, 0);
}

gboolean
tidings_link_is_practice (TidingsLink *self)
{
  g_autofree char *account = NULL;

  g_return_val_if_fail (TIDINGS_IS_LINK (self), TRUE);

  /* Without an account there is nothing but practice. */
  account = dup_setting (self, "account-sid");

  return account == NULL || g_settings_get_boolean (self->settings, "practice");
}

TidingsSimulator *
tidings_link_get_simulator (TidingsLink *self)
{
  return self->simulator;
}

TidingsTwilio *
tidings_link_get_twilio (TidingsLink *self)
{
  return self->twilio;
}

TidingsKeyringState
tidings_link_get_keyring (TidingsLink *self)
{
  return self->keyring;
}

void
tidings_link_set_status_callback (TidingsLink *self,
                                  const char  *url)
{
  g_autofree char *previous = NULL;

  g_return_if_fail (TIDINGS_IS_LINK (self));

  if (g_strcmp0 (self->status_callback, url) == 0)
    return;
  previous = g_steal_pointer (&self->status_callback);
  self->status_callback = g_strdup (url);
  if (self->is_started)
    feed_engine (self);
}

char *
tidings_link_dup_sender (TidingsLink *self)
{
  g_autofree char *service = NULL;

  g_return_val_if_fail (TIDINGS_IS_LINK (self), NULL);

  if (tidings_link_is_practice (self))
    return g_strdup (TIDINGS_SIMULATOR_SENDER);

  service = g_settings_get_string (self->settings, "service");

  return *service != '\0' ? g_steal_pointer (&service) : g_settings_get_string (self->settings, "sender");
}

static void
tidings_link_dispose (GObject *object)
{
  TidingsLink *self = TIDINGS_LINK (object);

  g_cancellable_cancel (self->cancellable);
  if (self->clock != NULL)
    stop_retrying (self);
  g_clear_object (&self->simulator);
  g_clear_object (&self->twilio);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_link_parent_class)->dispose (object);
}

static void
tidings_link_finalize (GObject *object)
{
  TidingsLink *self = TIDINGS_LINK (object);

  g_object_unref (self->cancellable);
  g_free (self->status_callback);

  G_OBJECT_CLASS (tidings_link_parent_class)->finalize (object);
}

static void
tidings_link_class_init (TidingsLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_link_dispose;
  object_class->finalize = tidings_link_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[LEAVING_PRACTICE] = g_signal_new ("leaving-practice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[TEXT_ARRIVED] = g_signal_new ("text-arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
tidings_link_init (TidingsLink *self)
{
  self->cancellable = g_cancellable_new ();
  self->retry_ms = RETRY_MS;
}

TidingsLink *
tidings_link_new (TidingsEngine *engine,
                  GSettings     *settings,
                  TidingsClock  *clock)
{
  TidingsLink *self;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_LINK, NULL);
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);

  return self;
}
