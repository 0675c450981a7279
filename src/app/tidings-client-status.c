/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agent's status as properties of the client. */
#include "config.h"

#include "tidings-client-private.h"

#include "tidings-store-practice.h"

/* Which entry of GetStatus a property shows; those above are derived. */
static const struct {
  guint prop;
  const char *name;
  const char *key;
  char type;
} fields[] = {
  { PROP_MODE, "mode", "mode", 's' },
  { PROP_ACCOUNT_SID, "account-sid", "account-sid", 's' },
  { PROP_ACCOUNT_NAME, "account-name", "account-name", 's' },
  { PROP_ACCOUNT_KIND, "account-kind", "account-kind", 's' },
  { PROP_ACCOUNT_STATE, "account-state", "account-state", 's' },
  { PROP_SENDER, "sender", "sender", 's' },
  { PROP_KEYRING, "keyring", "keyring", 's' },
  { PROP_IS_ONLINE, "is-online", "online", 'b' },
  { PROP_BALANCE, "balance", "balance", 's' },
  { PROP_CURRENCY, "currency", "currency", 's' },
  { PROP_BALANCE_AT, "balance-at", "balance-at", 'x' },
  { PROP_DAY_USED, "day-used", "day-used", 'u' },
  { PROP_DAY_CAP, "day-cap", "day-cap", 'u' },
  { PROP_MONTH_USED, "month-used", "month-used", 'u' },
  { PROP_MONTH_CAP, "month-cap", "month-cap", 'u' },
  { PROP_SPENT, "spent", "spent", 's' },
  { PROP_RESERVED, "reserved", "reserved", 's' },
  { PROP_BUDGET, "budget", "budget", 's' },
  { PROP_DAY_SPENT, "day-spent", "day-spent", 's' },
  { PROP_DAY_BUDGET, "day-budget", "day-budget", 's' },
  { PROP_FORECAST_AT, "forecast-at", "forecast-at", 'x' },
  { PROP_FORECAST_WHAT, "forecast-what", "forecast-what", 's' },
  { PROP_FORECAST_TEXTS, "forecast-texts", "forecast-texts", 'x' },
  { PROP_FORECAST_PRICE, "forecast-price", "forecast-price", 's' },
  { PROP_NEXT_AT, "next-at", "next-at", 'x' },
  { PROP_NEXT_WHAT, "next-what", "next-what", 's' },
  { PROP_N_HELD, "n-held", "held", 'u' },
  { PROP_N_QUEUED, "n-queued", "queued", 'u' },
  { PROP_N_IN_DOUBT, "n-in-doubt", "in-doubt", 'u' },
  { PROP_PAUSED_UNTIL, "paused-until", "paused-until", 'x' },
  { PROP_USAGE_AT, "usage-at", "usage-at", 'x' },
  { PROP_USAGE_TODAY_TEXTS, "usage-today-texts", "usage-today-texts", 'x' },
  { PROP_USAGE_TODAY_PRICE, "usage-today-price", "usage-today-price", 's' },
  { PROP_USAGE_MONTH_TEXTS, "usage-month-texts", "usage-month-texts", 'x' },
  { PROP_USAGE_MONTH_PRICE, "usage-month-price", "usage-month-price", 's' },
  { PROP_WEBHOOK, "webhook", "webhook", 's' },
  { PROP_WEBHOOK_TROUBLE, "webhook-trouble", "webhook-trouble", 's' },
  { PROP_WEBHOOK_LISTEN, "webhook-listen", "webhook-listen", 's' },
  { PROP_WEBHOOK_INBOUND_URL, "webhook-inbound-url", "webhook-inbound-url", 's' },
  { PROP_PRACTICE_AHEAD, "practice-ahead", "practice-ahead", 'x' },
  { PROP_PRACTICE_UNTIL, "practice-until", "practice-until", 'x' },
  { PROP_PRACTICE_NEXT, "practice-next", "practice-next", 'x' },
  { PROP_PRACTICE_NEXT_WHAT, "practice-next-what", "practice-next-what", 's' },
  { PROP_STORE_NOTE, "store-note", "store-note", 's' },
  { PROP_VERSION, "version", "version", 's' },
};

static GVariant *
lookup_field (GVariant *status,
              guint     i)
{
  const char type[] = { fields[i].type, '\0' };

  return g_variant_lookup_value (status, fields[i].key, G_VARIANT_TYPE (type));
}

static gboolean
has_same_field (GVariant *a,
                GVariant *b,
                guint     i)
{
  g_autoptr(GVariant) one = lookup_field (a, i);
  g_autoptr(GVariant) other = lookup_field (b, i);

  if (one == NULL || other == NULL)
    return one == other;

  return g_variant_equal (one, other);
}

gboolean
tidings_client_get_is_practice (TidingsClient *self)
{
  const char *mode = NULL;

  /* Practice is the mode until an account is connected, also while nothing is known yet. */
  return !g_variant_lookup (self->status, "mode", "&s", &mode) || g_strcmp0 (mode, "account") != 0;
}

gboolean
tidings_client_get_is_paused (TidingsClient *self)
{
  gint64 until = 0;

  return g_variant_lookup (self->status, "paused-until", "x", &until) && until > tidings_clock_get_now (self->clock);
}

void
tidings_client_follow_practice_time (TidingsClient *self)
{
  gint64 ahead_ms = 0;

  if (!g_variant_lookup (self->status, "practice-ahead", "x", &ahead_ms) && self->store != NULL)
    ahead_ms = tidings_store_get_practice_ahead (self->store);

  tidings_practice_clock_set_ahead (TIDINGS_PRACTICE_CLOCK (self->clock), ahead_ms);
}

void
tidings_client_take_status (TidingsClient *self,
                            GVariant      *status)
{
  g_autoptr(GVariant) previous = self->status;
  gboolean was_practice = tidings_client_get_is_practice (self);
  gboolean was_paused = tidings_client_get_is_paused (self);

  self->status = status;
  tidings_client_follow_practice_time (self);
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!has_same_field (previous, status, i))
      g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[fields[i].prop]);
  if (was_practice != tidings_client_get_is_practice (self))
    g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[PROP_IS_PRACTICE]);
  if (was_paused != tidings_client_get_is_paused (self))
    g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[PROP_IS_PAUSED]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
tidings_client_get_status_field (TidingsClient *self,
                                 guint          prop_id,
                                 GValue        *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(GVariant) field = NULL;

      if (fields[i].prop != prop_id)
        continue;

      field = lookup_field (self->status, i);
      if (field != NULL)
        g_dbus_gvariant_to_gvalue (field, value);
      else
        g_param_value_set_default (tidings_client_properties[prop_id], value);
    }
}

static GParamSpec *
make_field_pspec (guint i)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  switch (fields[i].type)
    {
    case 'b':
      /* Before the agent has answered nothing is claimed to be wrong. */
      return g_param_spec_boolean (fields[i].name, NULL, NULL, TRUE, flags);
    case 'u':
      return g_param_spec_uint (fields[i].name, NULL, NULL, 0, G_MAXUINT, 0, flags);
    case 'x':
      return g_param_spec_int64 (fields[i].name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    default:
      return g_param_spec_string (fields[i].name, NULL, NULL, "", flags);
    }
}

void
tidings_client_install_status (GParamSpec **pspecs)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    pspecs[fields[i].prop] = make_field_pspec (i);
}
