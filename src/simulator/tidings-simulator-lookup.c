/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lookup: what is known of a number, for nothing or for money (reference, section 4). */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"
#include "tidings-simulator-private.h"

#define LINE "line_type_intelligence"

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

/* A line that nobody told anything of is what libphonenumber says. */
static JsonObject *
make_line (SimRequest               *request,
           const TidingsNumberCheck *check)
{
  const SimLine *line = sim_world_find_line (request->simulator->world, check->e164);
  const char *type = check->verdict == TIDINGS_NUMBER_NO_TEXTS ? "landline" : "mobile";
  gboolean is_mobile = FALSE;
  JsonObject *object = json_object_new ();

  if (line && line->type)
    type = line->type;
  is_mobile = strcmp (type, "mobile") == 0;

  if (line && line->error_code)
    {
      json_object_set_null_member (object, "type");
      json_object_set_null_member (object, "carrier_name");
      json_object_set_null_member (object, "mobile_country_code");
      json_object_set_null_member (object, "mobile_network_code");
      json_object_set_int_member (object, "error_code", line->error_code);
      return object;
    }

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "carrier_name", line && line->carrier ? line->carrier : "Practice");
  json_object_set_string_member (object, "mobile_country_code", is_mobile ? (line && line->mcc ? line->mcc : "001") : NULL);
  json_object_set_string_member (object, "mobile_network_code", is_mobile ? (line && line->mnc ? line->mnc : "01") : NULL);
  json_object_set_null_member (object, "error_code");

  return object;
}

/* Packages cost money and need to be ordered; the practice account has ordered one. */
static void
set_packages (SimRequest               *request,
              JsonObject               *object,
              const TidingsNumberCheck *check,
              char                    **wanted)
{
  static const char *packages[] = {
    "caller_name", "sim_swap", "call_forwarding", "line_status", "identity_match", "reassigned_number",
    "sms_pumping_risk", LINE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      JsonObject *refused = NULL;

      if (!g_strv_contains ((const char * const *) wanted, packages[i]))
        {
          json_object_set_null_member (object, packages[i]);
        }
      else if (strcmp (packages[i], LINE) == 0 && check->e164)
        {
          json_object_set_object_member (object, LINE, make_line (request, check));
          g_array_append_val (request->simulator->world->paid_lookups, request->now);
        }
      else
        {
          refused = json_object_new ();
          json_object_set_int_member (refused, "error_code", 60606);
          json_object_set_object_member (object, packages[i], refused);
        }
    }
}

static gboolean
check_fields (SimRequest  *request,
              char       **wanted)
{
  static const char *known[] = {
    "caller_name", "sim_swap", "call_forwarding", "line_status", "identity_match", "reassigned_number",
    "sms_pumping_risk", LINE, "phone_number_quality_score", "pre_fill", "validation", NULL
  };

  for (guint i = 0; wanted[i]; i++)
    if (!g_strv_contains (known, wanted[i]))
      {
        sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 60618, "There is no package '%s'", wanted[i]);
        return FALSE;
      }

  return TRUE;
}

static JsonArray *
find_errors (SimRequest               *request,
             const TidingsNumberCheck *check)
{
  const SimLine *line = check->e164 ? sim_world_find_line (request->simulator->world, check->e164) : NULL;
  JsonArray *errors = NULL;

  if (!line || !line->has_valid)
    return dup_validation_errors (check->verdict);
  if (line->is_valid)
    return NULL;

  errors = json_array_new ();
  json_array_add_string_element (errors, "INVALID_BUT_POSSIBLE");

  return errors;
}

static JsonObject *
make_answer (SimRequest               *request,
             const TidingsNumberCheck *check)
{
  JsonArray *errors = find_errors (request, check);
  JsonObject *object = json_object_new ();
  const char *number = check->e164 ? check->e164 : request->arguments[0];
  g_autofree char *national = check->e164 ? tidings_phone_number_format_national (check->e164) : NULL;
  g_autofree char *code = check->calling_code ? g_strdup_printf ("%u", check->calling_code) : NULL;
  g_autofree char *url = g_strconcat (request->simulator->origin, "/v2/PhoneNumbers/", number, NULL);

  json_object_set_string_member (object, "calling_country_code", code);
  json_object_set_string_member (object, "country_code", check->country);
  json_object_set_string_member (object, "phone_number", number);
  json_object_set_string_member (object, "national_format", national);
  json_object_set_boolean_member (object, "valid", errors == NULL);
  if (errors)
    json_object_set_array_member (object, "validation_errors", errors);
  else
    json_object_set_null_member (object, "validation_errors");
  json_object_set_string_member (object, "url", url);

  return object;
}

void
sim_lookup_fetch (SimRequest *request)
{
  const char *country = sim_request_get_query (request, "CountryCode");
  const char *fields = sim_request_get_query (request, "Fields");
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (request->arguments[0], country ? country : "US");
  g_auto(GStrv) wanted = g_strsplit (fields ? fields : "", ",", -1);
  JsonObject *object = NULL;

  if (check->verdict == TIDINGS_NUMBER_EMPTY || strpbrk (request->arguments[0], G_CSET_DIGITS) == NULL)
    {
      sim_reply_not_found (request);
      return;
    }
  if (!check_fields (request, wanted))
    return;

  object = make_answer (request, check);
  set_packages (request, object, check, wanted);
  sim_reply (request, SOUP_STATUS_OK, object);
}
