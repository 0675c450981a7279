/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's numbers and short codes, and their toll-free verifications (reference, sections 1.5 and 12). */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

static void
set_uri (JsonObject      *object,
         const SimNumber *number,
         const char      *collection)
{
  g_autofree char *uri = g_strdup_printf ("/2010-04-01/Accounts/%s/%s/%s.json", TIDINGS_SIMULATOR_ACCOUNT_SID, collection,
                                          number->sid);

  json_object_set_string_member (object, "uri", uri);
}

static void
set_addresses (JsonObject      *object,
               const SimNumber *number)
{
  json_object_set_string_member (object, "sms_url", number->sms_url);
  json_object_set_string_member (object, "sms_method", number->sms_method);
  json_object_set_string_member (object, "sms_fallback_url", number->fallback_url);
  json_object_set_string_member (object, "sms_fallback_method", "POST");
}

static JsonObject *
number_to_resource (SimRequest *request,
                    gpointer    row)
{
  const SimNumber *number = row;
  JsonObject *object = json_object_new ();
  JsonObject *capabilities = json_object_new ();

  json_object_set_boolean_member (capabilities, "voice", number->can_voice);
  json_object_set_boolean_member (capabilities, "sms", number->can_text);
  json_object_set_boolean_member (capabilities, "mms", number->can_mms);
  json_object_set_boolean_member (capabilities, "fax", FALSE);

  json_object_set_string_member (object, "sid", number->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "phone_number", number->number);
  json_object_set_string_member (object, "friendly_name", number->name);
  json_object_set_object_member (object, "capabilities", capabilities);
  set_addresses (object, number);
  json_object_set_string_member (object, "sms_application_sid", "");
  json_object_set_string_member (object, "status_callback", number->status_callback);
  json_object_set_string_member (object, "origin", "twilio");
  json_object_set_string_member (object, "status", "in-use");
  json_object_set_string_member (object, "type", sim_number_type_to_string (number->type));
  json_object_set_boolean_member (object, "beta", FALSE);
  json_object_set_string_member (object, "address_requirements", "none");
  json_object_set_null_member (object, "bundle_sid");
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, TRUE);
  set_uri (object, number, "IncomingPhoneNumbers");

  return object;
}

static JsonObject *
short_code_to_resource (SimRequest *request,
                        gpointer    row)
{
  const SimNumber *number = row;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sid", number->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "api_version", "2010-04-01");
  json_object_set_string_member (object, "short_code", number->number);
  json_object_set_string_member (object, "friendly_name", number->name);
  set_addresses (object, number);
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, TRUE);
  set_uri (object, number, "SMS/ShortCodes");

  return object;
}

const char *
sim_number_get_sid (gpointer row)
{
  return ((const SimNumber *) row)->sid;
}

/* A pattern without a star stands for itself anywhere in the number, as Twilio reads it. */
gboolean
sim_number_fits (const char *number,
                 const char *pattern)
{
  g_autofree char *anywhere = NULL;

  if (!pattern || !*pattern)
    return TRUE;

  anywhere = g_strconcat ("*", pattern, "*", NULL);
  g_strdelimit (anywhere, "?", '*');

  return g_pattern_match_simple (anywhere, number);
}

static int
compare_sids (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(SimNumber * const *) a)->sid, (*(SimNumber * const *) b)->sid);
}

/* In the order of their SIDs, which pages rely on. */
static GPtrArray *
find_rows (SimRequest *request,
           gboolean    is_short_code,
           const char *pattern)
{
  GPtrArray *all = request->simulator->world->numbers;
  const char *name = sim_request_get_query (request, "FriendlyName");
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      SimNumber *number = g_ptr_array_index (all, i);

      if ((number->type == SIM_NUMBER_SHORT_CODE) == is_short_code && sim_number_fits (number->number, pattern) &&
          (!name || strcmp (name, number->name) == 0))
        g_ptr_array_add (rows, number);
    }

  g_ptr_array_sort (rows, compare_sids);
  return rows;
}

void
sim_numbers_list (SimRequest *request)
{
  g_autoptr(GPtrArray) rows = find_rows (request, FALSE, sim_request_get_query (request, "PhoneNumber"));

  /* Nothing here is beta or hosted elsewhere. */
  if (g_strcmp0 (sim_request_get_query (request, "Beta"), "true") == 0 ||
      g_strcmp0 (sim_request_get_query (request, "Origin"), "hosted") == 0)
    g_ptr_array_set_size (rows, 0);

  sim_reply_page_2010 (request, &(SimList) { "incoming_phone_numbers", rows, sim_number_get_sid, number_to_resource, NULL });
}

void
sim_short_codes_list (SimRequest *request)
{
  g_autoptr(GPtrArray) rows = find_rows (request, TRUE, sim_request_get_query (request, "ShortCode"));

  sim_reply_page_2010 (request, &(SimList) { "short_codes", rows, sim_number_get_sid, short_code_to_resource, NULL });
}

static SimNumber *
find_number (SimRequest *request)
{
  SimNumber *number = sim_world_find_number (request->simulator->world, request->arguments[1]);

  if (number && number->type != SIM_NUMBER_SHORT_CODE && strcmp (number->sid, request->arguments[1]) == 0)
    return number;

  sim_reply_not_found (request);
  return NULL;
}

void
sim_numbers_fetch (SimRequest *request)
{
  SimNumber *number = find_number (request);

  if (number)
    sim_reply (request, SOUP_STATUS_OK, number_to_resource (request, number));
}

void
sim_numbers_update (SimRequest *request)
{
  SimNumber *number = find_number (request);
  const struct { const char *name; char **place; gboolean is_address; } fields[] = {
    { "FriendlyName", number ? &number->name : NULL, FALSE },
    { "SmsUrl", number ? &number->sms_url : NULL, TRUE },
    { "SmsMethod", number ? &number->sms_method : NULL, FALSE },
    { "SmsFallbackUrl", number ? &number->fallback_url : NULL, TRUE },
    { "StatusCallback", number ? &number->status_callback : NULL, TRUE },
  };

  if (!number)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = sim_request_get_form (request, fields[i].name);

      if (value && *value && fields[i].is_address && !sim_is_web_address (value))
        {
          sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 21502, "%s is not a valid address", fields[i].name);
          return;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = sim_request_get_form (request, fields[i].name);

      if (value)
        {
          g_free (*fields[i].place);
          *fields[i].place = g_strdup (value);
        }
    }

  sim_reply (request, SOUP_STATUS_OK, number_to_resource (request, number));
}

static JsonObject *
toll_free_to_resource (SimRequest *request,
                       gpointer    row)
{
  const SimNumber *number = row;
  JsonObject *object = json_object_new ();
  JsonArray *reasons = json_array_new ();
  g_autofree char *sid = g_strconcat ("HH", number->sid + 2, NULL);

  if (number->rejection_reason)
    {
      JsonObject *reason = json_object_new ();

      json_object_set_int_member (reason, "code", 30440);
      json_object_set_string_member (reason, "reason", number->rejection_reason);
      json_array_add_object_element (reasons, reason);
    }

  json_object_set_string_member (object, "sid", sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "tollfree_phone_number_sid", number->sid);
  json_object_set_string_member (object, "status", number->toll_free);
  json_object_set_string_member (object, "rejection_reason", number->rejection_reason);
  json_object_set_array_member (object, "rejection_reasons", reasons);
  json_object_set_boolean_member (object, "edit_allowed", number->rejection_reason != NULL);
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, FALSE);

  return object;
}

void
sim_toll_free_list (SimRequest *request)
{
  GPtrArray *all = request->simulator->world->numbers;
  const char *sid = sim_request_get_query (request, "TollfreePhoneNumberSid");
  const char *status = sim_request_get_query (request, "Status");
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      SimNumber *number = g_ptr_array_index (all, i);

      if (number->toll_free && (!sid || strcmp (sid, number->sid) == 0) &&
          (!status || strcmp (status, number->toll_free) == 0))
        g_ptr_array_add (rows, number);
    }

  g_ptr_array_sort (rows, compare_sids);
  sim_reply_page_v1 (request, &(SimList) { "verifications", rows, sim_number_get_sid, toll_free_to_resource, NULL });
}
