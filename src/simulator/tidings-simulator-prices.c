/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What texts to a country cost, and whether they are allowed at all (reference, section 6). */
#include "config.h"

#include <string.h>

#include "tidings-country.h"
#include "tidings-phone-number.h"
#include "tidings-simulator-private.h"

static void
add_price (JsonArray  *prices,
           const char *number_type,
           gint64      micros)
{
  JsonObject *row = json_object_new ();
  g_autofree char *price = sim_decimal (micros, 4);

  json_object_set_string_member (row, "number_type", number_type);
  json_object_set_string_member (row, "base_price", price);
  json_object_set_string_member (row, "current_price", price);
  json_array_add_object_element (prices, row);
}

static JsonArray *
find_carrier (JsonArray      *carriers,
              const SimPrice *price)
{
  JsonObject *carrier = NULL;
  JsonArray *prices = NULL;

  for (guint i = 0; i < json_array_get_length (carriers); i++)
    {
      carrier = json_array_get_object_element (carriers, i);
      if (g_strcmp0 (json_object_get_string_member_with_default (carrier, "carrier", NULL), price->carrier) == 0 &&
          g_strcmp0 (json_object_get_string_member_with_default (carrier, "mnc", NULL), price->mnc) == 0)
        return json_object_get_array_member (carrier, "prices");
    }

  carrier = json_object_new ();
  prices = json_array_new ();
  json_object_set_string_member (carrier, "carrier", price->carrier);
  json_object_set_string_member (carrier, "mcc", price->mcc);
  json_object_set_string_member (carrier, "mnc", price->mnc);
  json_object_set_array_member (carrier, "prices", prices);
  json_array_add_object_element (carriers, carrier);

  return prices;
}

/* A country that no price was set for has the one of everywhere: what a text costs here is what it is charged. */
static void
set_prices (SimRequest *request,
            JsonObject *object,
            const char *country)
{
  const SimPrice everywhere = { .carrier = (char *) "Practice", .mcc = (char *) "001", .mnc = (char *) "01" };
  GPtrArray *all = request->simulator->world->prices;
  JsonArray *outbound = json_array_new ();
  JsonArray *inbound = json_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const SimPrice *price = g_ptr_array_index (all, i);
      const char *number_type = price->number_type ? price->number_type : "mobile";

      if (strcmp (price->country, country) != 0)
        continue;
      if (price->is_inbound)
        add_price (inbound, number_type, price->micros);
      else
        add_price (find_carrier (outbound, price), number_type, price->micros);
    }

  if (json_array_get_length (outbound) == 0)
    add_price (find_carrier (outbound, &everywhere), "mobile", SIM_OUTBOUND_MICROS);
  if (json_array_get_length (inbound) == 0)
    add_price (inbound, "mobile", SIM_INBOUND_MICROS);

  json_object_set_array_member (object, "outbound_sms_prices", outbound);
  json_object_set_array_member (object, "inbound_sms_prices", inbound);
}

static JsonObject *
make_row (SimRequest     *request,
          TidingsCountry *country)
{
  JsonObject *object = json_object_new ();
  g_autofree char *url = g_strconcat (request->simulator->origin, "/v1/Messaging/Countries/",
                                      tidings_country_get_code (country), NULL);

  json_object_set_string_member (object, "country", tidings_country_get_name (country));
  json_object_set_string_member (object, "iso_country", tidings_country_get_code (country));
  json_object_set_string_member (object, "url", url);

  return object;
}

void
sim_prices_fetch (SimRequest *request)
{
  g_autoptr(TidingsCountry) country = tidings_country_new (request->arguments[0], "en");
  JsonObject *object = NULL;

  if (!country)
    {
      sim_reply_not_found (request);
      return;
    }

  object = make_row (request, country);
  json_object_set_string_member (object, "price_unit", request->simulator->world->account.currency);
  set_prices (request, object, tidings_country_get_code (country));
  sim_reply (request, SOUP_STATUS_OK, object);
}

static const char *
get_code (gpointer row)
{
  return row;
}

static JsonObject *
to_resource (SimRequest *request,
             gpointer    row)
{
  g_autoptr(TidingsCountry) country = tidings_country_new (row, "en");

  /* Every code that libphonenumber gives is a country's. */
  g_assert (country != NULL);

  return make_row (request, country);
}

void
sim_prices_list (SimRequest *request)
{
  g_auto(GStrv) codes = tidings_phone_number_list_countries ();
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; codes[i]; i++)
    {
      g_autoptr(TidingsCountry) country = tidings_country_new (codes[i], "en");

      if (country)
        g_ptr_array_add (rows, codes[i]);
    }

  sim_reply_page_v1 (request, &(SimList) { "countries", rows, get_code, to_resource, NULL });
}

static JsonObject *
make_permission (SimRequest *request,
                 const char *country,
                 int         error_code)
{
  JsonObject *row = json_object_new ();
  JsonArray *messages = json_array_new ();

  if (error_code)
    json_array_add_string_element (messages, "This country can only be enabled in the console");
  json_object_set_string_member (row, "country_code", country);
  json_object_set_string_member (row, "type", "country");
  json_object_set_boolean_member (row, "enabled", !g_hash_table_contains (request->simulator->world->closed_countries, country));
  json_object_set_int_member (row, "error_code", error_code);
  json_object_set_array_member (row, "error_messages", messages);

  return row;
}

static void
reply_permissions (SimRequest *request,
                   JsonArray  *permissions)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "permissions", permissions);
  sim_reply (request, SOUP_STATUS_OK, object);
}

void
sim_geo_permissions (SimRequest *request)
{
  const char *asked = sim_request_get_query (request, "CountryCode");
  g_auto(GStrv) all = asked ? g_strsplit (asked, ",", -1) : tidings_phone_number_list_countries ();
  JsonArray *permissions = json_array_new ();

  for (guint i = 0; all[i]; i++)
    json_array_add_object_element (permissions, make_permission (request, all[i], 0));

  reply_permissions (request, permissions);
}

/* FALSE if @text is no permission. */
static gboolean
change_permission (SimRequest *request,
                   const char *text,
                   JsonArray  *permissions)
{
  SimWorld *world = request->simulator->world;
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  JsonObject *wanted = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *country = wanted ? json_object_get_string_member_with_default (wanted, "country_code", NULL) : NULL;
  gboolean is_on = wanted ? json_object_get_boolean_member_with_default (wanted, "enabled", FALSE) : FALSE;

  if (!country || tidings_phone_number_calling_code (country) == 0 || !json_object_has_member (wanted, "enabled"))
    return FALSE;

  if (is_on && g_hash_table_contains (world->locked_countries, country))
    {
      json_array_add_object_element (permissions, make_permission (request, country, 30649));
      return TRUE;
    }

  if (is_on)
    g_hash_table_remove (world->closed_countries, country);
  else
    g_hash_table_add (world->closed_countries, g_strdup (country));
  json_array_add_object_element (permissions, make_permission (request, country, 0));

  return TRUE;
}

void
sim_geo_permissions_update (SimRequest *request)
{
  g_autoptr(GPtrArray) wanted = sim_request_get_forms (request, "Permissions");
  g_autoptr(JsonArray) permissions = json_array_new ();
  gboolean is_good = wanted->len > 0;

  for (guint i = 0; is_good && i < wanted->len; i++)
    is_good = change_permission (request, g_ptr_array_index (wanted, i), permissions);

  if (!is_good)
    sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The 'Permissions' must be objects with country_code and enabled");
  else
    reply_permissions (request, g_steal_pointer (&permissions));
}
