/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about the whole: status, pause, practice mode. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "tidings-account-info.h"
#include "tidings-agent-private.h"
#include "tidings-format.h"
#include "tidings-engine-practice.h"
#include "tidings-store.h"

static void
add_string (GVariantDict *status,
            const char   *key,
            const char   *value)
{
  g_variant_dict_insert (status, key, "s", value != NULL ? value : "");
}

static void
add_account (TidingsAgent *self,
             GVariantDict *status)
{
  static const char * const keyrings[] = { "ok", "locked", "missing", "missing" };
  TidingsLink *link = tidings_agent_get_link (self);
  TidingsAccountInfo *info = tidings_agent_get_info (self);
  gboolean is_practice = tidings_link_is_practice (link);
  gboolean is_refused = tidings_engine_sign_in_refused (tidings_agent_get_engine (self));
  g_autofree char *sid = g_settings_get_string (tidings_agent_get_settings (self), "account-sid");
  g_autofree char *sender = tidings_link_dup_sender (link);

  add_string (status, "mode", is_practice ? "practice" : "account");
  add_string (status, "account-sid", sid);
  add_string (status, "account-name", info->name);
  add_string (status, "account-kind", info->kind);
  add_string (status, "account-state", is_refused ? "refused" : info->state);
  add_string (status, "sender", sender);
  add_string (status, "keyring", keyrings[tidings_link_get_keyring (link)]);
  g_variant_dict_insert (status, "online", "b", is_practice ||
                         g_network_monitor_get_network_available (g_network_monitor_get_default ()));
}

static void
add_used (GVariantDict      *status,
          const char        *period,
          const TidingsUsed *used)
{
  g_autofree char *texts = g_strconcat ("usage-", period, "-texts", NULL);
  g_autofree char *segments = g_strconcat ("usage-", period, "-segments", NULL);
  g_autofree char *price = g_strconcat ("usage-", period, "-price", NULL);
  g_autofree char *amount = used->price_micros >= 0 ? tidings_format_decimal (used->price_micros) : NULL;

  g_variant_dict_insert (status, texts, "x", used->n_texts);
  g_variant_dict_insert (status, segments, "x", used->n_segments);
  add_string (status, price, amount);
}

static void
add_money (TidingsAgent *self,
           GVariantDict *status)
{
  g_auto(TidingsMoney) money = { 0 };
  g_autofree char *balance = NULL;

  tidings_engine_get_money (tidings_agent_get_engine (self), &money);
  if (money.balance_at != 0)
    balance = tidings_format_decimal (money.balance_micros);

  add_string (status, "balance", balance);
  add_string (status, "currency", money.currency);
  g_variant_dict_insert (status, "balance-at", "x", money.balance_at);
  add_used (status, "today", &money.today);
  add_used (status, "month", &money.month);
  g_variant_dict_insert (status, "usage-at", "x", money.usage_at);
}

static void
add_day (TidingsAgent *self,
         GVariantDict *status,
         gint64        spent_micros)
{
  gint64 budget = llround (g_settings_get_double (tidings_agent_get_settings (self), "budget-day") * 1e6);
  g_autofree char *spent = tidings_format_decimal (spent_micros);
  g_autofree char *cap = budget > 0 ? tidings_format_decimal (budget) : NULL;

  add_string (status, "day-spent", spent);
  add_string (status, "day-budget", cap);
}

static void
add_forecast (TidingsAgent *self,
              GVariantDict *status)
{
  TidingsForecast forecast;
  g_autofree char *price = NULL;

  tidings_engine_get_forecast (tidings_agent_get_engine (self), &forecast);
  price = forecast.price_micros >= 0 ? tidings_format_decimal (forecast.price_micros) : NULL;

  g_variant_dict_insert (status, "forecast-at", "x", forecast.at);
  add_string (status, "forecast-what", tidings_forecast_what_to_string (forecast.what));
  g_variant_dict_insert (status, "forecast-texts", "x", forecast.n_texts);
  add_string (status, "forecast-price", price);
}

static void
add_groups (TidingsAgent *self,
            GVariantDict *status)
{
  g_autoptr(GPtrArray) list = tidings_engine_list_groups (tidings_agent_get_engine (self));
  GVariantBuilder groups;

  g_variant_builder_init (&groups, G_VARIANT_TYPE ("a{s(ss)}"));
  for (guint i = 0; i < list->len; i++)
    {
      const TidingsGroupSpending *group = g_ptr_array_index (list, i);
      g_autofree char *spent = tidings_format_decimal (group->spent_micros);
      g_autofree char *budget = group->budget_micros > 0 ? tidings_format_decimal (group->budget_micros) : g_strdup ("");

      g_variant_builder_add (&groups, "{s(ss)}", group->group, spent, budget);
    }

  g_variant_dict_insert_value (status, "groups", g_variant_builder_end (&groups));
}

static void
add_quota (TidingsAgent *self,
           GVariantDict *status)
{
  GSettings *settings = tidings_agent_get_settings (self);
  gint64 now = tidings_clock_get_now (tidings_agent_get_clock (self));
  gint64 paused_until = g_settings_get_int64 (settings, "paused-until");
  gint64 budget = llround (g_settings_get_double (settings, "budget-month") * 1e6);
  TidingsQuotaStatus quota;
  g_autofree char *spent = NULL;
  g_autofree char *reserved = NULL;
  g_autofree char *cap = budget > 0 ? tidings_format_decimal (budget) : NULL;

  tidings_engine_get_quota (tidings_agent_get_engine (self), &quota);
  spent = tidings_format_decimal (quota.settled_micros);
  reserved = tidings_format_decimal (quota.reserved_micros);

  g_variant_dict_insert (status, "day-used", "u", quota.day_used);
  g_variant_dict_insert (status, "day-cap", "u", g_settings_get_uint (settings, "cap-day"));
  g_variant_dict_insert (status, "month-used", "u", quota.month_used);
  g_variant_dict_insert (status, "month-cap", "u", g_settings_get_uint (settings, "cap-month"));
  add_string (status, "spent", spent);
  add_string (status, "reserved", reserved);
  add_string (status, "budget", cap);
  add_day (self, status, quota.day_micros);
  add_forecast (self, status);
  add_groups (self, status);
  g_variant_dict_insert (status, "next-at", "x", quota.next_at);
  add_string (status, "next-what", quota.next_what);
  g_variant_dict_insert (status, "held", "u", quota.n_held);
  g_variant_dict_insert (status, "queued", "u", quota.n_queued);
  g_variant_dict_insert (status, "in-doubt", "u", quota.n_in_doubt);
  g_variant_dict_insert (status, "paused-until", "x", paused_until > now ? paused_until : 0);
  g_free (quota.next_what);
}

static void
add_privacy (TidingsAgent *self,
             GVariantDict *status)
{
  GSettings *settings = tidings_agent_get_settings (self);
  g_autofree char *erase = g_settings_get_string (settings, "erase-at-twilio");

  add_string (status, "erase", erase);
  g_variant_dict_insert (status, "delete", "b", g_settings_get_boolean (settings, "delete-at-twilio"));
}

static void
add_practice_time (TidingsAgent *self,
                   GVariantDict *status)
{
  TidingsPracticeTime *practice_time = tidings_agent_get_practice_time (self);
  g_autofree char *what = NULL;
  gint64 next = 0;

  if (tidings_link_is_practice (tidings_agent_get_link (self)))
    next = tidings_engine_get_next_due (tidings_agent_get_engine (self), &what);

  g_variant_dict_insert (status, "practice-ahead", "x", tidings_practice_time_get_ahead (practice_time));
  g_variant_dict_insert (status, "practice-until", "x", tidings_practice_time_get_until (practice_time));
  g_variant_dict_insert (status, "practice-next", "x", next);
  add_string (status, "practice-next-what", what);
}

static void
complete_status (TidingsAgent          *self,
                 GDBusMethodInvocation *invocation)
{
  g_auto(GVariantDict) status = G_VARIANT_DICT_INIT (NULL);
  const char *set_aside = tidings_store_get_set_aside (tidings_agent_get_store (self));
  g_autofree char *note = NULL;

  add_account (self, &status);
  add_money (self, &status);
  add_quota (self, &status);
  add_privacy (self, &status);
  add_practice_time (self, &status);
  tidings_webhook_describe (tidings_agent_get_webhook (self), &status);
  tidings_watches_describe (tidings_agent_get_watches (self), &status);
  if (set_aside != NULL)
    {
      g_autofree char *name = g_filename_display_name (set_aside);

      /* Translators: %s is a file's path */
      note = g_strdup_printf (_("The store was damaged. It was put aside as %s, and a new one was begun"), name);
    }
  add_string (&status, "store-note", note);
  add_string (&status, "version", PACKAGE_VERSION);

  tidings_bus_agent1_complete_get_status (NULL, invocation, g_variant_dict_end (&status));
}

/* The account's own balance, from whoever asked for it, is kept in one place. */
static void
note_balance (TidingsAgent *self)
{
  TidingsAccountInfo *info = tidings_agent_get_info (self);
  gint64 micros = 0;

  if (info->balance != NULL && tidings_parse_decimal (info->balance, &micros))
    tidings_engine_note_balance (tidings_agent_get_engine (self), micros, info->currency);
}

/* An answer that waits for the balance, but not for ever. */
typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
  guint give_up_id;
} Waiting;

#define PATIENCE_MS 3000

static void
answer (Waiting *waiting)
{
  complete_status (waiting->agent, waiting->invocation);
  waiting->invocation = NULL;
}

static void
give_up_cb (gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->give_up_id = 0;
  answer (waiting);
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr(TidingsAgent) self = waiting->agent;
  g_autoptr(GError) error = NULL;

  if (tidings_account_info_refresh_finish (TIDINGS_ACCOUNT_INFO (object), result, &error))
    {
      note_balance (self);
      tidings_agent_changed (self, "status");
    }
  else
    g_message ("The balance is not known: %s", error->message);

  if (waiting->give_up_id != 0)
    tidings_clock_cancel (tidings_agent_get_timer (self), waiting->give_up_id);
  if (waiting->invocation != NULL)
    answer (waiting);
  tidings_agent_release (self);
}

/* A balance that was never known is waited for; one that is known is given at once, and asked for anew in the background. */
static void
refresh (TidingsAgent          *self,
         TidingsTwilio         *twilio,
         GDBusMethodInvocation *invocation)
{
  TidingsClock *clock = tidings_agent_get_timer (self);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->agent = g_object_ref (self);
  waiting->invocation = invocation;
  if (invocation != NULL)
    waiting->give_up_id = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + PATIENCE_MS, give_up_cb, waiting);
  tidings_agent_hold (self);
  tidings_account_info_refresh_async (tidings_agent_get_info (self), twilio, NULL, refreshed_cb, waiting);
}

static gboolean
handle_get_status_cb (TidingsBusAgent1      *face,
                      GDBusMethodInvocation *invocation,
                      gpointer               user_data)
{
  TidingsAgent *self = user_data;
  TidingsAccountInfo *info;
  TidingsTwilio *twilio;

  if (tidings_agent_check (self, invocation) == NULL)
    return TRUE;

  info = tidings_agent_get_info (self);
  twilio = tidings_link_get_twilio (tidings_agent_get_link (self));
  if (twilio == NULL || !tidings_twilio_has_credentials (twilio) || !tidings_account_info_is_stale (info))
    {
      complete_status (self, invocation);
      return TRUE;
    }

  if (info->at != 0)
    {
      complete_status (self, invocation);
      invocation = NULL;
    }
  refresh (self, twilio, invocation);

  return TRUE;
}

static void
account_refreshed_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr(TidingsAgent) self = waiting->agent;
  GError *error = NULL;

  if (tidings_engine_refresh_finish (tidings_agent_get_engine (self), result, &error))
    tidings_bus_agent1_complete_refresh (NULL, waiting->invocation);
  else if (error != NULL)
    tidings_agent_take_error (waiting->invocation, error);
  else
    g_dbus_method_invocation_return_error_literal (waiting->invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TWILIO,
                                                   _("Twilio did not say what the account has. Try again later"));
  tidings_agent_release (self);
}

static gboolean
handle_refresh_cb (TidingsBusAgent1      *face,
                   GDBusMethodInvocation *invocation,
                   gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  Waiting *waiting = NULL;

  if (engine == NULL)
    return TRUE;

  waiting = g_new0 (Waiting, 1);
  waiting->agent = g_object_ref (user_data);
  waiting->invocation = invocation;
  tidings_agent_hold (waiting->agent);
  tidings_engine_refresh_async (engine, account_refreshed_cb, waiting);

  return TRUE;
}

static void
refuse_settings (GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                                                 _("The settings of Tidings cannot be changed on this computer"));
}

static gboolean
handle_pause_cb (TidingsBusAgent1      *face,
                 GDBusMethodInvocation *invocation,
                 gint64                 until,
                 gpointer               user_data)
{
  TidingsAgent *self = user_data;

  if (tidings_agent_check (self, invocation) == NULL)
    return TRUE;

  /* The link follows the setting and tells the engine. */
  if (!g_settings_set_int64 (tidings_agent_get_settings (self), "paused-until", MAX (until, 0)))
    refuse_settings (invocation);
  else
    tidings_bus_agent1_complete_pause (face, invocation);

  return TRUE;
}

/* The keyring has said whether the account can be used. */
static void
account_used_cb (gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr(TidingsAgent) self = waiting->agent;

  tidings_bus_agent1_complete_set_practice (NULL, waiting->invocation);
  tidings_agent_release (self);
}

static gboolean
handle_set_practice_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        gboolean               is_on,
                        gpointer               user_data)
{
  TidingsAgent *self = user_data;
  GSettings *settings = tidings_agent_get_settings (self);
  g_autofree char *account = g_settings_get_string (settings, "account-sid");
  Waiting *waiting = NULL;

  if (tidings_agent_check (self, invocation) == NULL)
    return TRUE;
  if (!is_on && *account == '\0')
    {
      g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT,
                                                     _("No account is connected. “tidings account set” connects one"));
      return TRUE;
    }

  if (!g_settings_is_writable (settings, "practice"))
    {
      refuse_settings (invocation);
      return TRUE;
    }

  tidings_account_info_forget (tidings_agent_get_info (self));
  g_settings_set_boolean (settings, "practice", is_on);
  if (is_on)
    {
      tidings_bus_agent1_complete_set_practice (face, invocation);
      return TRUE;
    }

  waiting = g_new0 (Waiting, 1);
  waiting->agent = g_object_ref (self);
  waiting->invocation = invocation;
  tidings_agent_hold (self);
  tidings_link_when_settled (tidings_agent_get_link (self), account_used_cb, waiting);

  return TRUE;
}

void
tidings_agent_connect_status (TidingsAgent     *self,
                              TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-get-status", G_CALLBACK (handle_get_status_cb), self, 0);
  g_signal_connect_object (face, "handle-refresh", G_CALLBACK (handle_refresh_cb), self, 0);
  g_signal_connect_object (face, "handle-pause", G_CALLBACK (handle_pause_cb), self, 0);
  g_signal_connect_object (face, "handle-set-practice", G_CALLBACK (handle_set_practice_cb), self, 0);
}
