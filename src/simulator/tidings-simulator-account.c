/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account, its money and its numbers (reference, sections 1.3, 1.5, 6). */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

/* What the account had before its first text. */
#define FIRST_BALANCE_MICROS (20 * G_USEC_PER_SEC)

typedef struct {
  const char *sid;
  const char *number;
  const char *name;
  gboolean can_text;
} OwnNumber;

static const OwnNumber own_numbers[] = {
  { SIM_SENDER_SID, TIDINGS_SIMULATOR_SENDER, "Practice sender", TRUE },
  { SIM_VOICE_SID, SIM_VOICE_NUMBER, "Practice voice line", FALSE },
};

static void
set_created (JsonObject *object)
{
  g_autofree char *created = sim_date_rfc2822 (SIM_ACCOUNT_CREATED_AT);

  json_object_set_string_member (object, "date_created", created);
  json_object_set_string_member (object, "date_updated", created);
}

void
sim_account_fetch (SimRequest *request)
{
  static const char *path = "/2010-04-01/Accounts/" TIDINGS_SIMULATOR_ACCOUNT_SID;
  static const struct { const char *name; const char *suffix; } links[] = {
    { "messages", "/Messages.json" },
    { "incoming_phone_numbers", "/IncomingPhoneNumbers.json" },
    { "balance", "/Balance.json" },
  };
  JsonObject *object = NULL;
  JsonObject *resources = NULL;
  g_autofree char *uri = g_strconcat (path, ".json", NULL);

  /* A Standard key may do everything else, but not see the account. */
  if (request->is_key)
    {
      sim_reply_error (request, SOUP_STATUS_UNAUTHORIZED, 20003, "Authenticate");
      return;
    }

  resources = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *link = g_strconcat (path, links[i].suffix, NULL);

      json_object_set_string_member (resources, links[i].name, link);
    }

  object = json_object_new ();
  json_object_set_string_member (object, "sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "owner_account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "friendly_name", "Practice");
  json_object_set_string_member (object, "type", "Full");
  json_object_set_string_member (object, "status", "active");
  json_object_set_string_member (object, "auth_token", TIDINGS_SIMULATOR_TOKEN);
  set_created (object);
  json_object_set_string_member (object, "uri", uri);
  json_object_set_object_member (object, "subresource_uris", resources);
  sim_reply (request, SOUP_STATUS_OK, object);
}

/* A text that was deleted has been paid for all the same. */
void
sim_balance_fetch (SimRequest *request)
{
  JsonObject *object = json_object_new ();
  GPtrArray *texts = request->simulator->texts;
  gint64 micros = FIRST_BALANCE_MICROS;
  g_autofree char *balance = NULL;

  for (guint i = 0; i < texts->len; i++)
    micros += sim_text_get_state (g_ptr_array_index (texts, i), request->now).price_micros;

  balance = sim_decimal (micros, 2);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "balance", balance);
  json_object_set_string_member (object, "currency", "USD");
  sim_reply (request, SOUP_STATUS_OK, object);
}

static JsonObject *
number_to_resource (SimRequest *request,
                    gpointer    row)
{
  const OwnNumber *number = row;
  JsonObject *object = json_object_new ();
  JsonObject *capabilities = json_object_new ();
  g_autofree char *uri = g_strdup_printf ("/2010-04-01/Accounts/%s/IncomingPhoneNumbers/%s.json",
                                          TIDINGS_SIMULATOR_ACCOUNT_SID, number->sid);

  json_object_set_boolean_member (capabilities, "voice", TRUE);
  json_object_set_boolean_member (capabilities, "sms", number->can_text);
  json_object_set_boolean_member (capabilities, "mms", number->can_text);
  json_object_set_boolean_member (capabilities, "fax", FALSE);

  json_object_set_string_member (object, "sid", number->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "phone_number", number->number);
  json_object_set_string_member (object, "friendly_name", number->name);
  json_object_set_object_member (object, "capabilities", capabilities);
  json_object_set_string_member (object, "sms_url", "");
  json_object_set_string_member (object, "sms_method", "POST");
  json_object_set_string_member (object, "sms_fallback_url", "");
  json_object_set_string_member (object, "sms_application_sid", "");
  json_object_set_string_member (object, "status_callback", "");
  json_object_set_string_member (object, "origin", "twilio");
  json_object_set_string_member (object, "status", "in-use");
  json_object_set_string_member (object, "type", "local");
  json_object_set_boolean_member (object, "beta", FALSE);
  json_object_set_string_member (object, "address_requirements", "none");
  json_object_set_null_member (object, "bundle_sid");
  set_created (object);
  json_object_set_string_member (object, "uri", uri);

  return object;
}

static const char *
number_get_sid (gpointer row)
{
  return ((const OwnNumber *) row)->sid;
}

/* A pattern without a star stands for itself anywhere in the number, as Twilio reads it. */
static gboolean
number_matches (const OwnNumber *number,
                const char      *pattern)
{
  g_autofree char *anywhere = NULL;

  if (!pattern || !*pattern)
    return TRUE;

  anywhere = g_strconcat ("*", pattern, "*", NULL);
  g_strdelimit (anywhere, "?", '*');

  return g_pattern_match_simple (anywhere, number->number);
}

void
sim_numbers_list (SimRequest *request)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  const char *pattern = sim_request_get_query (request, "PhoneNumber");
  const char *name = sim_request_get_query (request, "FriendlyName");
  gboolean only_beta = g_strcmp0 (sim_request_get_query (request, "Beta"), "true") == 0;
  gboolean only_hosted = g_strcmp0 (sim_request_get_query (request, "Origin"), "hosted") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (own_numbers); i++)
    {
      if (only_beta || only_hosted || !number_matches (&own_numbers[i], pattern))
        continue;
      if (name && strcmp (name, own_numbers[i].name) != 0)
        continue;
      g_ptr_array_add (rows, (gpointer) &own_numbers[i]);
    }

  sim_reply_page_2010 (request, &(SimList) { "incoming_phone_numbers", rows, number_get_sid, number_to_resource, NULL });
}

void
sim_numbers_fetch (SimRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_numbers); i++)
    if (strcmp (own_numbers[i].sid, request->arguments[1]) == 0)
      {
        sim_reply (request, SOUP_STATUS_OK, number_to_resource (request, (gpointer) &own_numbers[i]));
        return;
      }

  sim_reply_not_found (request);
}
