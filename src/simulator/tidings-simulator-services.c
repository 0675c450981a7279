/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messaging Services, their pools and their US campaigns (reference, section 3). */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

static char *
dup_url (SimRequest       *request,
         const SimService *service)
{
  return g_strconcat (request->simulator->origin, "/v1/Services/", service->sid, NULL);
}

static void
set_addresses (JsonObject       *object,
               const SimService *service)
{
  /* json-glib writes null for a NULL string. */
  json_object_set_string_member (object, "inbound_request_url", service->inbound_url);
  json_object_set_string_member (object, "inbound_method", service->inbound_method);
  json_object_set_string_member (object, "fallback_url", service->fallback_url);
  json_object_set_string_member (object, "fallback_method", "POST");
  json_object_set_string_member (object, "status_callback", service->status_callback);
  json_object_set_boolean_member (object, "use_inbound_webhook_on_number", service->uses_number_webhook);
}

static JsonObject *
service_to_resource (SimRequest *request,
                     gpointer    row)
{
  static const char *lists[][2] = {
    { "phone_numbers", "/PhoneNumbers" }, { "short_codes", "/ShortCodes" }, { "alpha_senders", "/AlphaSenders" },
    { "us_app_to_person", "/Compliance/Usa2p" },
  };
  const SimService *service = row;
  JsonObject *object = json_object_new ();
  JsonObject *links = json_object_new ();
  g_autofree char *url = dup_url (request, service);

  json_object_set_string_member (object, "sid", service->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "friendly_name", service->name);
  set_addresses (object, service);
  json_object_set_boolean_member (object, "sticky_sender", service->is_sticky);
  json_object_set_boolean_member (object, "smart_encoding", service->is_smart);
  json_object_set_boolean_member (object, "mms_converter", FALSE);
  json_object_set_boolean_member (object, "area_code_geomatch", FALSE);
  json_object_set_boolean_member (object, "us_app_to_person_registered", g_strcmp0 (service->campaign, "VERIFIED") == 0);
  json_object_set_string_member (object, "scan_message_content", "inherit");
  json_object_set_int_member (object, "validity_period", 36000);
  json_object_set_string_member (object, "usecase", "notifications");
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, FALSE);
  json_object_set_string_member (object, "url", url);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *link = g_strconcat (url, lists[i][1], NULL);

      json_object_set_string_member (links, lists[i][0], link);
    }
  json_object_set_object_member (object, "links", links);

  return object;
}

static const char *
get_service_sid (gpointer row)
{
  return ((const SimService *) row)->sid;
}

static int
compare_services (gconstpointer a,
                  gconstpointer b)
{
  return strcmp ((*(SimService * const *) a)->sid, (*(SimService * const *) b)->sid);
}

void
sim_services_list (SimRequest *request)
{
  GPtrArray *all = request->simulator->world->services;
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (all, i));
  g_ptr_array_sort (rows, compare_services);

  sim_reply_page_v1 (request, &(SimList) { "services", rows, get_service_sid, service_to_resource, NULL });
}

static SimService *
find_service (SimRequest *request)
{
  SimService *service = sim_world_find_service (request->simulator->world, request->arguments[0]);

  if (!service)
    sim_reply_not_found (request);

  return service;
}

void
sim_services_fetch (SimRequest *request)
{
  SimService *service = find_service (request);

  if (service)
    sim_reply (request, SOUP_STATUS_OK, service_to_resource (request, service));
}

/* In a pool the capabilities are an array, unlike those of the account's own numbers. */
static JsonArray *
dup_capabilities (const SimNumber *number)
{
  JsonArray *array = json_array_new ();

  if (number->can_voice)
    json_array_add_string_element (array, "Voice");
  if (number->can_text)
    json_array_add_string_element (array, "SMS");
  if (number->can_mms)
    json_array_add_string_element (array, "MMS");

  return array;
}

static JsonObject *
pool_row (SimRequest *request,
          const char *sid,
          const char *collection)
{
  JsonObject *object = json_object_new ();
  g_autofree char *url = g_strconcat (request->simulator->origin, "/v1/Services/", request->arguments[0], "/", collection,
                                      "/", sid, NULL);

  json_object_set_string_member (object, "sid", sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "service_sid", request->arguments[0]);
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, FALSE);
  json_object_set_string_member (object, "url", url);

  return object;
}

static JsonObject *
number_to_resource (SimRequest *request,
                    gpointer    row)
{
  const SimNumber *number = row;
  JsonObject *object = pool_row (request, number->sid, "PhoneNumbers");

  json_object_set_string_member (object, "phone_number", number->number);
  json_object_set_string_member (object, "country_code", number->country);
  json_object_set_array_member (object, "capabilities", dup_capabilities (number));

  return object;
}

static JsonObject *
short_code_to_resource (SimRequest *request,
                        gpointer    row)
{
  const SimNumber *number = row;
  JsonObject *object = pool_row (request, number->sid, "ShortCodes");

  json_object_set_string_member (object, "short_code", number->number);
  json_object_set_string_member (object, "country_code", number->country);
  json_object_set_array_member (object, "capabilities", dup_capabilities (number));

  return object;
}

static JsonObject *
name_to_resource (SimRequest *request,
                  gpointer    row)
{
  const SimName *name = row;
  JsonObject *object = pool_row (request, name->sid, "AlphaSenders");
  JsonArray *capabilities = json_array_new ();

  json_array_add_string_element (capabilities, "SMS");
  json_object_set_string_member (object, "alpha_sender", name->name);
  json_object_set_array_member (object, "capabilities", capabilities);

  return object;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  return strcmp ((*(SimNumber * const *) a)->sid, (*(SimNumber * const *) b)->sid);
}

static void
list_pool (SimRequest *request,
           gboolean    is_short_code)
{
  SimService *service = find_service (request);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  if (!service)
    return;

  for (guint i = 0; i < service->numbers->len; i++)
    {
      SimNumber *number = g_ptr_array_index (service->numbers, i);

      if ((number->type == SIM_NUMBER_SHORT_CODE) == is_short_code)
        g_ptr_array_add (rows, number);
    }
  g_ptr_array_sort (rows, compare_numbers);

  if (is_short_code)
    sim_reply_page_v1 (request, &(SimList) { "short_codes", rows, sim_number_get_sid, short_code_to_resource, NULL });
  else
    sim_reply_page_v1 (request, &(SimList) { "phone_numbers", rows, sim_number_get_sid, number_to_resource, NULL });
}

void
sim_pool_numbers (SimRequest *request)
{
  list_pool (request, FALSE);
}

void
sim_pool_short_codes (SimRequest *request)
{
  list_pool (request, TRUE);
}

static const char *
get_name_sid (gpointer row)
{
  return ((const SimName *) row)->sid;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(SimName * const *) a)->sid, (*(SimName * const *) b)->sid);
}

void
sim_pool_names (SimRequest *request)
{
  SimService *service = find_service (request);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  if (!service)
    return;

  for (guint i = 0; i < service->names->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (service->names, i));
  g_ptr_array_sort (rows, compare_names);

  sim_reply_page_v1 (request, &(SimList) { "alpha_senders", rows, get_name_sid, name_to_resource, NULL });
}

static JsonObject *
campaign_to_resource (SimRequest *request,
                      gpointer    row)
{
  const SimService *service = row;
  g_autofree char *sid = g_strconcat ("QE", service->sid + 2, NULL);
  g_autofree char *brand = g_strconcat ("BN", service->sid + 2, NULL);
  JsonObject *object = json_object_new ();
  JsonArray *errors = json_array_new ();

  if (service->campaign_error)
    {
      JsonObject *error = json_object_new ();

      json_object_set_int_member (error, "error_code", 30886);
      json_object_set_string_member (error, "description", service->campaign_error);
      json_array_add_object_element (errors, error);
    }

  json_object_set_string_member (object, "sid", sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "messaging_service_sid", service->sid);
  json_object_set_string_member (object, "brand_registration_sid", brand);
  json_object_set_string_member (object, "campaign_status", service->campaign);
  json_object_set_array_member (object, "errors", errors);
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, FALSE);

  return object;
}

void
sim_campaigns_list (SimRequest *request)
{
  SimService *service = find_service (request);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  if (!service)
    return;

  if (service->campaign)
    g_ptr_array_add (rows, service);
  sim_reply_page_v1 (request, &(SimList) { "compliance", rows, get_service_sid, campaign_to_resource, NULL });
}
