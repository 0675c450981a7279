/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage and prices, each in the unit that Twilio names, and never through binary floating point. */
#include "config.h"

#include "tidings-twilio-json-private.h"
#include "tidings-twilio-money.h"
#include "tidings-twilio-private.h"

/* All outbound texts. It includes its children, so it is asked for alone. */
#define CATEGORY "sms-outbound"

void
tidings_usage_free (TidingsUsage *usage)
{
  if (usage == NULL)
    return;

  g_free (usage->currency);
  g_free (usage);
}

void
tidings_price_free (TidingsPrice *price)
{
  if (price == NULL)
    return;

  g_free (price->mcc);
  g_free (price->mnc);
  g_free (price->number_type);
  g_free (price->currency);
  g_free (price);
}

/* A count arrives as a string, may have decimals and may be null. */
static gint64
read_count (JsonObject *object,
            const char *name)
{
  gint64 micros = 0;

  return tidings_json_get_micros (object, name, &micros) && micros >= 0 ? micros / 1000000 : -1;
}

static TidingsUsage *
read_usage (JsonObject *row)
{
  TidingsUsage *usage = g_new0 (TidingsUsage, 1);

  usage->n_messages = read_count (row, "count");
  usage->n_segments = read_count (row, "usage");
  if (!tidings_json_get_micros (row, "price", &usage->price_micros) || usage->price_micros < 0)
    usage->price_micros = -1;
  usage->currency = tidings_json_dup_currency (row, "price_unit");

  return usage;
}

static void
read_usage_row (JsonObject *row,
                GPtrArray  *rows,
                GHashTable *seen)
{
  g_autofree char *category = tidings_json_dup_word (row, "category");

  /* One row, whatever else the server says: two would be counted twice. */
  if (g_strcmp0 (category, CATEGORY) == 0 && g_hash_table_add (seen, g_strdup (category)))
    g_ptr_array_add (rows, read_usage (row));
}

static gboolean
read_usage_page (GBytes      *body,
                 GPtrArray   *rows,
                 GHashTable  *seen,
                 char       **next,
                 GError     **error)
{
  return tidings_twilio_read_page (body, "usage_records", read_usage_row, rows, seen, next, error);
}

void
tidings_twilio_get_usage_async (TidingsTwilio       *self,
                                TidingsUsagePeriod   period,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const char *const resources[] = { "Usage/Records/Today.json", "Usage/Records/ThisMonth.json" };
  g_autofree char *url = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail ((guint) period < G_N_ELEMENTS (resources));

  url = tidings_twilio_dup_account_url (self, resources[period], "Category=" CATEGORY);
  tidings_twilio_list_async (self, url, read_usage_page,
                             g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_usage_free), 1,
                             cancellable, callback, user_data);
}

TidingsUsage *
tidings_twilio_get_usage_finish (TidingsTwilio  *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_autoptr(GPtrArray) rows = tidings_twilio_list_finish (self, result, error);

  if (rows == NULL)
    return NULL;

  /* Nothing was sent, so there is nothing to tell. */
  return rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : g_new0 (TidingsUsage, 1);
}

static void
read_prices (GPtrArray  *prices,
             JsonObject *carrier,
             const char *currency)
{
  JsonArray *rows = tidings_json_get_array (carrier, "prices");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = tidings_json_get_row (rows, i);
      TidingsPrice *price = NULL;
      gint64 micros = 0;

      /* The base price is what it is before the account's discount, so it is the most that can be asked. */
      if (row == NULL || (!tidings_json_get_micros (row, "current_price", &micros) &&
                          !tidings_json_get_micros (row, "base_price", &micros)) || micros < 0)
        continue;

      price = g_new0 (TidingsPrice, 1);
      price->mcc = tidings_json_dup_string_or_empty (carrier, "mcc");
      price->mnc = tidings_json_dup_string_or_empty (carrier, "mnc");
      price->number_type = tidings_json_dup_string_or_empty (row, "number_type");
      price->micros = micros;
      price->currency = g_strdup (currency);
      g_ptr_array_add (prices, price);
    }
}

static gpointer
read_country (JsonObject *object)
{
  JsonArray *carriers = tidings_json_get_array (object, "outbound_sms_prices");
  g_autofree char *currency = tidings_json_dup_currency (object, "price_unit");
  GPtrArray *prices = NULL;

  if (carriers == NULL || currency == NULL)
    return NULL;

  prices = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_price_free);
  for (guint i = 0; i < json_array_get_length (carriers); i++)
    {
      JsonObject *carrier = tidings_json_get_row (carriers, i);

      if (carrier != NULL)
        read_prices (prices, carrier, currency);
    }

  return prices;
}

void
tidings_twilio_list_prices_async (TidingsTwilio       *self,
                                  const char          *country,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (country != NULL && *country != '\0');

  path = tidings_twilio_dup_path ("/v1/Messaging/Countries/%s", country);
  tidings_twilio_call_async (self,
                             &(TidingsTwilioCall) { .product = TIDINGS_TWILIO_PRODUCT_PRICING,
                                                    .path = path,
                                                    .read = read_country,
                                                    .free_value = (GDestroyNotify) g_ptr_array_unref },
                             tidings_twilio_list_prices_async, cancellable, callback, user_data);
}

GPtrArray *
tidings_twilio_list_prices_finish (TidingsTwilio  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  return tidings_twilio_call_finish (self, result, error);
}
