/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GetStatus tells, as JSON for programs: the keys are a promise (architecture, section 7). */
#include "config.h"

#include "tidings-cli-status.h"
#include "tidings-format.h"

static void
copy_text (JsonObject *object,
           const char *key,
           GVariant   *status,
           const char *name)
{
  const char *text = NULL;

  g_variant_lookup (status, name, "&s", &text);
  tidings_json_set_text (object, key, text);
}

/* Zero means no limit, which no number says. */
static void
copy_cap (JsonObject *object,
          GVariant   *status,
          const char *name)
{
  guint cap = 0;

  g_variant_lookup (status, name, "u", &cap);
  if (cap > 0)
    json_object_set_int_member (object, "cap", cap);
  else
    json_object_set_null_member (object, "cap");
}

static void
copy_count (JsonObject *object,
            const char *key,
            GVariant   *status,
            const char *name)
{
  guint count = 0;

  if (g_variant_lookup (status, name, "u", &count))
    json_object_set_int_member (object, key, count);
  else
    json_object_set_null_member (object, key);
}

/* What Twilio counted for the whole account; null where it did not say. */
static void
copy_number (JsonObject *object,
             const char *key,
             GVariant   *status,
             const char *period,
             const char *what)
{
  g_autofree char *name = g_strconcat ("usage-", period, "-", what, NULL);
  gint64 number = -1;

  g_variant_lookup (status, name, "x", &number);
  if (number >= 0)
    json_object_set_int_member (object, key, number);
  else
    json_object_set_null_member (object, key);
}

static JsonObject *
used_to_json (GVariant   *status,
              const char *period)
{
  JsonObject *used = json_object_new ();
  g_autofree char *price = g_strconcat ("usage-", period, "-price", NULL);

  copy_number (used, "texts", status, period, "texts");
  copy_number (used, "segments", status, period, "segments");
  copy_text (used, "price", status, price);
  copy_text (used, "currency", status, "currency");

  return used;
}

static JsonObject *
usage_to_json (GVariant *status)
{
  JsonObject *usage = json_object_new ();
  gint64 at = 0;

  json_object_set_object_member (usage, "today", used_to_json (status, "today"));
  json_object_set_object_member (usage, "month", used_to_json (status, "month"));
  g_variant_lookup (status, "usage-at", "x", &at);
  tidings_json_set_instant (usage, "at", at);

  return usage;
}

/* A budget of "" or 0 is no limit, which no number says. */
static void
copy_budget (JsonObject *object,
             const char *key,
             const char *budget)
{
  gint64 micros = 0;

  if (budget != NULL && tidings_parse_decimal (budget, &micros) && micros > 0)
    json_object_set_string_member (object, key, budget);
  else
    json_object_set_null_member (object, key);
}

static JsonObject *
forecast_to_json (GVariant *status)
{
  JsonObject *forecast = json_object_new ();
  gint64 at = 0;
  gint64 texts = -1;

  g_variant_lookup (status, "forecast-at", "x", &at);
  g_variant_lookup (status, "forecast-texts", "x", &texts);
  tidings_json_set_instant (forecast, "at", at);
  copy_text (forecast, "what", status, "forecast-what");
  if (texts >= 0)
    json_object_set_int_member (forecast, "texts", texts);
  else
    json_object_set_null_member (forecast, "texts");
  copy_text (forecast, "price", status, "forecast-price");
  copy_text (forecast, "currency", status, "currency");

  return forecast;
}

static JsonObject *
groups_to_json (GVariant *status)
{
  g_autoptr(GVariant) groups = g_variant_lookup_value (status, "groups", G_VARIANT_TYPE ("a{s(ss)}"));
  JsonObject *object = json_object_new ();
  GVariantIter iter;
  const char *name = NULL;
  const char *spent = NULL;
  const char *budget = NULL;

  if (groups == NULL)
    return object;

  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_next (&iter, "{&s(&s&s)}", &name, &spent, &budget))
    {
      JsonObject *group = json_object_new ();

      tidings_json_set_text (group, "spent", spent);
      copy_budget (group, "budget", budget);
      json_object_set_object_member (object, name, group);
    }

  return object;
}

static JsonObject *
quota_to_json (GVariant *status)
{
  JsonObject *quota = json_object_new ();
  JsonObject *day = json_object_new ();
  JsonObject *month = json_object_new ();
  JsonObject *budget = json_object_new ();
  const char *cap = NULL;
  const char *day_budget = NULL;

  copy_count (day, "used", status, "day-used");
  copy_cap (day, status, "day-cap");
  copy_text (day, "spent", status, "day-spent");
  g_variant_lookup (status, "day-budget", "&s", &day_budget);
  copy_budget (day, "budget", day_budget);
  copy_count (month, "used", status, "month-used");
  copy_cap (month, status, "month-cap");
  copy_text (budget, "spent", status, "spent");
  copy_text (budget, "reserved", status, "reserved");
  g_variant_lookup (status, "budget", "&s", &cap);
  copy_budget (budget, "cap", cap);
  copy_text (budget, "currency", status, "currency");

  json_object_set_object_member (quota, "day", day);
  json_object_set_object_member (quota, "month", month);
  json_object_set_object_member (quota, "budget", budget);
  json_object_set_object_member (quota, "groups", groups_to_json (status));
  json_object_set_object_member (quota, "forecast", forecast_to_json (status));
  copy_text (quota, "balance", status, "balance");

  return quota;
}

JsonObject *
tidings_cli_account_to_json (GVariant *status)
{
  JsonObject *account = json_object_new ();

  copy_text (account, "sid", status, "account-sid");
  copy_text (account, "name", status, "account-name");
  copy_text (account, "kind", status, "account-kind");
  copy_text (account, "state", status, "account-state");
  copy_text (account, "sender", status, "sender");
  copy_text (account, "keyring", status, "keyring");

  return account;
}

JsonObject *
tidings_cli_webhook_to_json (GVariant *status)
{
  JsonObject *webhook = json_object_new ();

  copy_text (webhook, "state", status, "webhook");
  copy_text (webhook, "trouble", status, "webhook-trouble");
  copy_text (webhook, "listen", status, "webhook-listen");
  copy_text (webhook, "url", status, "webhook-url");
  copy_text (webhook, "status_url", status, "webhook-status-url");
  copy_text (webhook, "inbound_url", status, "webhook-inbound-url");

  return webhook;
}

static JsonArray *
watches_to_json (GVariant *status)
{
  g_autoptr(GVariant) watches = g_variant_lookup_value (status, "watches", G_VARIANT_TYPE ("a{ss}"));
  JsonArray *array = json_array_new ();
  GVariantIter iter;
  const char *name = NULL;
  const char *why = NULL;

  if (watches == NULL)
    return array;

  g_variant_iter_init (&iter, watches);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &why))
    {
      JsonObject *watch = json_object_new ();

      tidings_json_set_text (watch, "name", name);
      json_object_set_boolean_member (watch, "available", *why == '\0');
      tidings_json_set_text (watch, "why", why);
      json_array_add_object_element (array, watch);
    }

  return array;
}

static JsonObject *
next_to_json (GVariant *status)
{
  JsonObject *next = json_object_new ();
  gint64 at = 0;

  g_variant_lookup (status, "next-at", "x", &at);
  tidings_json_set_instant (next, "at", at);
  copy_text (next, "what", status, "next-what");

  return next;
}

JsonObject *
tidings_cli_status_to_json (GVariant *status)
{
  JsonObject *object = json_object_new ();
  JsonObject *waiting = json_object_new ();
  gint64 paused_until = 0;
  gint64 ahead_ms = 0;
  gboolean online = FALSE;

  copy_count (waiting, "held", status, "held");
  copy_count (waiting, "queued", status, "queued");
  copy_count (waiting, "in_doubt", status, "in-doubt");

  copy_text (object, "mode", status, "mode");
  json_object_set_object_member (object, "account", tidings_cli_account_to_json (status));
  json_object_set_object_member (object, "quota", quota_to_json (status));
  json_object_set_object_member (object, "usage", usage_to_json (status));
  json_object_set_object_member (object, "next", next_to_json (status));
  json_object_set_object_member (object, "waiting", waiting);

  json_object_set_object_member (object, "webhook", tidings_cli_webhook_to_json (status));
  json_object_set_array_member (object, "watches", watches_to_json (status));

  g_variant_lookup (status, "paused-until", "x", &paused_until);
  json_object_set_boolean_member (object, "paused", paused_until != 0);
  tidings_json_set_instant (object, "paused_until", paused_until == G_MAXINT64 ? 0 : paused_until);
  if (g_variant_lookup (status, "online", "b", &online))
    json_object_set_boolean_member (object, "online", online);
  g_variant_lookup (status, "practice-ahead", "x", &ahead_ms);
  json_object_set_int_member (object, "practice_ahead_s", ahead_ms / 1000);
  copy_text (object, "store_note", status, "store-note");
  copy_text (object, "version", status, "version");

  return object;
}
