/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newer products, on paths of one origin: Messaging Services, Lookup, prices and allowed countries (reference, 3, 4, 6). */
#include "config.h"

#include <string.h>

#include "tidings-country.h"
#include "tidings-phone-number.h"
#include "tidings-simulator-private.h"

static const char *
get_service_sid (gpointer row)
{
  return row;
}

static void
set_created (JsonObject *object)
{
  g_autofree char *created = sim_date_iso8601 (SIM_ACCOUNT_CREATED_AT);

  json_object_set_string_member (object, "date_created", created);
  json_object_set_string_member (object, "date_updated", created);
}

static JsonObject *
service_to_resource (SimRequest *request,
                     gpointer    row)
{
  static const char *off[] = { "mms_converter", "area_code_geomatch", "us_app_to_person_registered", "smart_encoding" };
  static const char *absent[] = { "inbound_request_url", "fallback_url", "status_callback" };
  JsonObject *object = json_object_new ();
  JsonObject *links = json_object_new ();
  g_autofree char *url = g_strconcat (request->simulator->origin, "/v1/Services/", (const char *) row, NULL);
  g_autofree char *numbers = g_strconcat (url, "/PhoneNumbers", NULL);

  json_object_set_string_member (object, "sid", row);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "friendly_name", "Practice service");
  for (guint i = 0; i < G_N_ELEMENTS (off); i++)
    json_object_set_boolean_member (object, off[i], FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    json_object_set_null_member (object, absent[i]);
  json_object_set_string_member (object, "inbound_method", "POST");
  json_object_set_string_member (object, "fallback_method", "POST");
  json_object_set_string_member (object, "scan_message_content", "inherit");
  json_object_set_boolean_member (object, "sticky_sender", TRUE);
  /* Without this Twilio would not log what comes in for the pool. */
  json_object_set_boolean_member (object, "use_inbound_webhook_on_number", TRUE);
  json_object_set_int_member (object, "validity_period", 36000);
  json_object_set_string_member (object, "usecase", "notifications");
  set_created (object);
  json_object_set_string_member (object, "url", url);
  json_object_set_string_member (links, "phone_numbers", numbers);
  json_object_set_object_member (object, "links", links);

  return object;
}

void
sim_services_list (SimRequest *request)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  g_ptr_array_add (rows, (gpointer) TIDINGS_SIMULATOR_SERVICE);
  sim_reply_page_v1 (request, &(SimList) { "services", rows, get_service_sid, service_to_resource, NULL });
}

void
sim_services_fetch (SimRequest *request)
{
  if (strcmp (request->arguments[0], TIDINGS_SIMULATOR_SERVICE) != 0)
    sim_reply_not_found (request);
  else
    sim_reply (request, SOUP_STATUS_OK, service_to_resource (request, request->arguments[0]));
}

/* In a pool the capabilities are an array, unlike those of the account's own numbers. */
static JsonObject *
pool_to_resource (SimRequest *request,
                  gpointer    row)
{
  static const char *capabilities[] = { "Voice", "SMS", "MMS" };
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *url = g_strconcat (request->simulator->origin, "/v1/Services/", TIDINGS_SIMULATOR_SERVICE,
                                      "/PhoneNumbers/", (const char *) row, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (capabilities); i++)
    json_array_add_string_element (array, capabilities[i]);

  json_object_set_string_member (object, "sid", row);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "service_sid", TIDINGS_SIMULATOR_SERVICE);
  json_object_set_string_member (object, "phone_number", TIDINGS_SIMULATOR_SENDER);
  json_object_set_string_member (object, "country_code", "US");
  json_object_set_array_member (object, "capabilities", array);
  set_created (object);
  json_object_set_string_member (object, "url", url);

  return object;
}

void
sim_services_numbers (SimRequest *request)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  if (strcmp (request->arguments[0], TIDINGS_SIMULATOR_SERVICE) != 0)
    {
      sim_reply_not_found (request);
      return;
    }

  g_ptr_array_add (rows, (gpointer) SIM_SENDER_SID);
  sim_reply_page_v1 (request, &(SimList) { "phone_numbers", rows, get_service_sid, pool_to_resource, NULL });
}

static JsonArray *
dup_validation_errors (TidingsNumberVerdict verdict)
{
  const char *name = NULL;
  JsonArray *errors = NULL;

  switch (verdict)
    {
    case TIDINGS_NUMBER_GOOD:
    case TIDINGS_NUMBER_NO_TEXTS:
      return NULL;
    case TIDINGS_NUMBER_TOO_SHORT:
      name = "TOO_SHORT";
      break;
    case TIDINGS_NUMBER_TOO_LONG:
      name = "TOO_LONG";
      break;
    case TIDINGS_NUMBER_UNUSUAL:
      name = "INVALID_BUT_POSSIBLE";
      break;
    case TIDINGS_NUMBER_UNKNOWN_CODE:
    case TIDINGS_NUMBER_NO_COUNTRY:
      name = "INVALID_COUNTRY_CODE";
      break;
    case TIDINGS_NUMBER_EMPTY:
    case TIDINGS_NUMBER_NOT_A_NUMBER:
      name = "NOT_A_NUMBER";
      break;
    default:
      g_assert_not_reached ();
    }

  errors = json_array_new ();
  json_array_add_string_element (errors, name);

  return errors;
}

/* Packages cost money and need to be ordered; the practice account has ordered none. */
static void
set_packages (JsonObject *object,
              const char *fields)
{
  static const char *packages[] = {
    "caller_name", "sim_swap", "call_forwarding", "line_status", "identity_match", "reassigned_number",
    "sms_pumping_risk", "line_type_intelligence",
  };
  g_auto(GStrv) wanted = g_strsplit (fields ? fields : "", ",", -1);

  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      JsonObject *refused = NULL;

      if (!g_strv_contains ((const char * const *) wanted, packages[i]))
        {
          json_object_set_null_member (object, packages[i]);
          continue;
        }
      refused = json_object_new ();
      json_object_set_int_member (refused, "error_code", 60606);
      json_object_set_object_member (object, packages[i], refused);
    }
}

void
sim_lookup_fetch (SimRequest *request)
{
  const char *country = sim_request_get_query (request, "CountryCode");
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (request->arguments[0], country ? country : "US");
  JsonArray *errors = dup_validation_errors (check->verdict);
  const char *number = check->e164 ? check->e164 : request->arguments[0];
  JsonObject *object = NULL;
  g_autofree char *national = check->e164 ? tidings_phone_number_format_national (check->e164) : NULL;
  g_autofree char *code = check->calling_code ? g_strdup_printf ("%u", check->calling_code) : NULL;
  g_autofree char *url = g_strconcat (request->simulator->origin, "/v2/PhoneNumbers/", number, NULL);

  if (check->verdict == TIDINGS_NUMBER_EMPTY || strpbrk (request->arguments[0], G_CSET_DIGITS) == NULL)
    {
      g_clear_pointer (&errors, json_array_unref);
      sim_reply_not_found (request);
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "calling_country_code", code);
  json_object_set_string_member (object, "country_code", check->country);
  json_object_set_string_member (object, "phone_number", number);
  json_object_set_string_member (object, "national_format", national);
  json_object_set_boolean_member (object, "valid", errors == NULL);
  if (errors)
    json_object_set_array_member (object, "validation_errors", errors);
  else
    json_object_set_null_member (object, "validation_errors");
  set_packages (object, sim_request_get_query (request, "Fields"));
  json_object_set_string_member (object, "url", url);
  sim_reply (request, SOUP_STATUS_OK, object);
}

static JsonArray *
dup_prices (const char *number_type,
            const char *price)
{
  JsonArray *prices = json_array_new ();
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "number_type", number_type);
  json_object_set_string_member (row, "base_price", price);
  json_object_set_string_member (row, "current_price", price);
  json_array_add_object_element (prices, row);

  return prices;
}

/* One price for the whole world: what a text costs here is what it is charged. */
void
sim_prices_fetch (SimRequest *request)
{
  g_autoptr(TidingsCountry) country = tidings_country_new (request->arguments[0], "en");
  JsonObject *object = NULL;
  JsonObject *carrier = NULL;
  JsonArray *carriers = NULL;
  g_autofree char *url = NULL;

  if (!country)
    {
      sim_reply_not_found (request);
      return;
    }

  carrier = json_object_new ();
  json_object_set_string_member (carrier, "carrier", "Practice");
  json_object_set_string_member (carrier, "mcc", "001");
  json_object_set_string_member (carrier, "mnc", "01");
  json_object_set_array_member (carrier, "prices", dup_prices ("mobile", "0.0083"));
  carriers = json_array_new ();
  json_array_add_object_element (carriers, carrier);

  url = g_strconcat (request->simulator->origin, "/v1/Messaging/Countries/", tidings_country_get_code (country), NULL);
  object = json_object_new ();
  json_object_set_string_member (object, "country", tidings_country_get_name (country));
  json_object_set_string_member (object, "iso_country", tidings_country_get_code (country));
  json_object_set_string_member (object, "price_unit", "USD");
  json_object_set_array_member (object, "outbound_sms_prices", carriers);
  json_object_set_array_member (object, "inbound_sms_prices", dup_prices ("mobile", "0.0075"));
  json_object_set_string_member (object, "url", url);
  sim_reply (request, SOUP_STATUS_OK, object);
}

void
sim_geo_permissions (SimRequest *request)
{
  const char *asked = sim_request_get_query (request, "CountryCode");
  g_auto(GStrv) all = asked ? g_strsplit (asked, ",", -1) : tidings_phone_number_list_countries ();
  JsonArray *permissions = json_array_new ();
  JsonObject *object = json_object_new ();

  for (guint i = 0; all[i]; i++)
    {
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "country_code", all[i]);
      json_object_set_string_member (row, "type", "country");
      json_object_set_boolean_member (row, "enabled", TRUE);
      json_object_set_int_member (row, "error_code", 0);
      json_object_set_array_member (row, "error_messages", json_array_new ());
      json_array_add_object_element (permissions, row);
    }

  json_object_set_array_member (object, "permissions", permissions);
  sim_reply (request, SOUP_STATUS_OK, object);
}
