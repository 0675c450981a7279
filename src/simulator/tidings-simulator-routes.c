/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which path is answered by whom, who may ask for it, and which parameters it knows. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define ACCOUNT "/2010-04-01/Accounts/*"
#define PAGE "PageSize Page PageToken"

#define NUMBER_FORM \
  "FriendlyName SmsUrl SmsMethod SmsFallbackUrl SmsFallbackMethod SmsApplicationSid StatusCallback StatusCallbackMethod"

#define MESSAGE_FORM \
  "To From MessagingServiceSid Body MediaUrl ContentSid ContentVariables StatusCallback ApplicationSid ValidityPeriod " \
  "ScheduleType SendAt SmartEncoded ShortenUrls ProvideFeedback RiskCheck ContentRetention AddressRetention Attempt " \
  "SendAsMms TrafficType MaxPrice ForceDelivery FallbackFrom PersistentAction"

#define USAGE PAGE " Category StartDate EndDate IncludeSubaccounts"

/**
 * Route:
 * @permission: what a restricted key needs; `-` for what only the token and a Main key may
 * @names: the parameters that Twilio's API description knows there, in the query of a GET and the form of anything else
 */
typedef struct {
  const char *method;
  const char *pattern;
  SimHandler handler;
  const char *permission;
  const char *names;
} Route;

static const Route routes[] = {
  { "GET", ACCOUNT ".json", sim_account_fetch, "-", "" },
  { "GET", ACCOUNT "/Balance.json", sim_balance_fetch, "balance/read", "" },
  { "GET", ACCOUNT "/IncomingPhoneNumbers.json", sim_numbers_list, "numbers/read", PAGE " PhoneNumber FriendlyName Beta Origin" },
  { "GET", ACCOUNT "/IncomingPhoneNumbers/*.json", sim_numbers_fetch, "numbers/read", "" },
  { "POST", ACCOUNT "/IncomingPhoneNumbers/*.json", sim_numbers_update, "numbers/update", NUMBER_FORM },
  { "GET", ACCOUNT "/SMS/ShortCodes.json", sim_short_codes_list, "short-codes/read", PAGE " FriendlyName ShortCode" },
  { "GET", ACCOUNT "/OutgoingCallerIds.json", sim_caller_ids_list, "caller-ids/read", PAGE " PhoneNumber FriendlyName" },
  { "POST", ACCOUNT "/OutgoingCallerIds.json", sim_caller_ids_create, "caller-ids/create",
    "PhoneNumber FriendlyName CallDelay Extension StatusCallback StatusCallbackMethod" },
  { "GET", ACCOUNT "/OutgoingCallerIds/*.json", sim_caller_ids_fetch, "caller-ids/read", "" },
  { "POST", ACCOUNT "/OutgoingCallerIds/*.json", sim_caller_ids_update, "caller-ids/update", "FriendlyName" },
  { "DELETE", ACCOUNT "/OutgoingCallerIds/*.json", sim_caller_ids_delete, "caller-ids/delete", "" },
  { "POST", ACCOUNT "/Messages.json", sim_messages_create, "messages/create", MESSAGE_FORM },
  { "GET", ACCOUNT "/Messages.json", sim_messages_list, "messages/read", PAGE " To From DateSent DateSent> DateSent<" },
  { "GET", ACCOUNT "/Messages/*.json", sim_messages_fetch, "messages/read", "" },
  { "POST", ACCOUNT "/Messages/*.json", sim_messages_update, "messages/update", "Body Status" },
  { "DELETE", ACCOUNT "/Messages/*.json", sim_messages_delete, "messages/delete", "" },
  { "GET", ACCOUNT "/Messages/*/Media.json", sim_media_list, "messages/read", PAGE " DateCreated DateCreated> DateCreated<" },
  { "GET", ACCOUNT "/Messages/*/Media/*", sim_media_fetch, "messages/read", "" },
  { "POST", ACCOUNT "/Messages/*/Feedback.json", sim_feedback_create, "messages/update", "Outcome" },
  { "GET", ACCOUNT "/Usage/Records.json", sim_usage_list, "usage/read", USAGE },
  { "GET", ACCOUNT "/Usage/Records/*.json", sim_usage_period, "usage/read", USAGE },
  { "GET", "/v1/Services", sim_services_list, "services/read", PAGE },
  { "GET", "/v1/Services/*", sim_services_fetch, "services/read", "" },
  { "GET", "/v1/Services/*/PhoneNumbers", sim_pool_numbers, "services/read", PAGE },
  { "GET", "/v1/Services/*/ShortCodes", sim_pool_short_codes, "services/read", PAGE },
  { "GET", "/v1/Services/*/AlphaSenders", sim_pool_names, "services/read", PAGE },
  { "GET", "/v1/Services/*/Compliance/Usa2p", sim_campaigns_list, "services/read", PAGE },
  { "GET", "/v1/Tollfree/Verifications", sim_toll_free_list, "toll-free/read",
    PAGE " TollfreePhoneNumberSid Status ExternalReferenceId IncludeSubAccounts TrustProductSid" },
  { "GET", "/v1/Messaging/Countries", sim_prices_list, "prices/read", PAGE },
  { "GET", "/v1/Messaging/Countries/*", sim_prices_fetch, "prices/read", "" },
  { "GET", "/v1/Messaging/GeoPermissions", sim_geo_permissions, "geo-permissions/read", "CountryCode" },
  { "PATCH", "/v1/Messaging/GeoPermissions", sim_geo_permissions_update, "geo-permissions/update", "Permissions" },
  { "GET", "/v2/PhoneNumbers/*", sim_lookup_fetch, "lookup/read",
    "Fields CountryCode FirstName LastName AddressLine1 AddressLine2 City State PostalCode AddressCountryCode NationalId "
    "DateOfBirth LastVerifiedDate VerificationSid PartnerSubId" },
  { "GET", "/v2/Services/*", sim_verify_service_fetch, "verify/read", "" },
  { "POST", "/v2/Services/*/Verifications", sim_verifications_create, "verify/create",
    "To Channel Locale CustomCode CustomFriendlyName CustomMessage SendDigits Amount Payee RateLimits ChannelConfiguration "
    "AppHash TemplateSid TemplateCustomSubstitutions DeviceIp EnableSnaClientToken RiskCheck Tags" },
  { "GET", "/v2/Services/*/Verifications/*", sim_verifications_fetch, "verify/read", "" },
  { "POST", "/v2/Services/*/Verifications/*", sim_verifications_update, "verify/update", "Status" },
  { "POST", "/v2/Services/*/VerificationCheck", sim_verifications_check, "verify/check",
    "Code To VerificationSid Amount Payee SnaClientToken" },
};

/* The path names an account as well, and it must be the one that signed in. */
static gboolean
names_other_account (SimRequest *request,
                     const char *pattern)
{
  const char *own = request->is_test ? TIDINGS_SIMULATOR_TEST_SID : TIDINGS_SIMULATOR_ACCOUNT_SID;

  return g_str_has_prefix (pattern, ACCOUNT) && strcmp (request->arguments[0], own) != 0;
}

static gboolean
may_use_key (SimRequest  *request,
             const Route *route)
{
  const SimKey *key = request->key;

  if (!key || key->kind == SIM_KEY_MAIN)
    return TRUE;

  if (strcmp (route->permission, "-") == 0)
    {
      sim_reply_error (request, SOUP_STATUS_UNAUTHORIZED, 20003, "Authenticate");
      return FALSE;
    }
  if (key->kind == SIM_KEY_STANDARD ||
      (key->permissions && g_strv_contains ((const char * const *) key->permissions, route->permission)))
    return TRUE;

  sim_reply_error (request, SOUP_STATUS_FORBIDDEN, 70051, "Authorization Failed");
  return FALSE;
}

/* One that is suspended may look but not act; one that is closed may only be seen to be closed. */
static gboolean
is_account_active (SimRequest  *request,
                   const Route *route)
{
  const char *state = request->simulator->world->account.state;

  if (strcmp (state, "active") == 0 || route->handler == sim_account_fetch)
    return TRUE;
  if (strcmp (state, "suspended") == 0 && strcmp (route->method, "GET") == 0)
    return TRUE;

  sim_reply_error (request, SOUP_STATUS_FORBIDDEN, 20005, "Account %s is not active", TIDINGS_SIMULATOR_ACCOUNT_SID);
  return FALSE;
}

/* Twilio ignores what it does not know, so that nobody finds a mistyped name; here it is an error. */
static gboolean
knows_names (SimRequest  *request,
             const Route *route)
{
  gboolean is_get = strcmp (route->method, "GET") == 0;

  return sim_request_check_names (request, request->query, is_get ? route->names : "") &&
         sim_request_check_names (request, request->form, is_get ? "" : route->names);
}

static void
run (SimRequest  *request,
     const Route *route)
{
  if (request->is_test && route->handler != sim_messages_create)
    sim_reply_error (request, SOUP_STATUS_FORBIDDEN, 20008, "Resource not accessible with Test Account Credentials");
  else if (may_use_key (request, route) && is_account_active (request, route) && knows_names (request, route))
    route->handler (request);
}

void
sim_route (SimRequest *request)
{
  gboolean has_path = FALSE;

  if (!sim_request_sign_in (request))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!sim_request_match (request, routes[i].pattern) || names_other_account (request, routes[i].pattern))
        continue;

      has_path = TRUE;
      if (strcmp (request->method, routes[i].method) == 0)
        {
          run (request, &routes[i]);
          return;
        }
    }

  if (has_path)
    sim_reply_error (request, SOUP_STATUS_METHOD_NOT_ALLOWED, 20004, "Method not allowed");
  else
    sim_reply_not_found (request);
}

gboolean
sim_route_has_permission (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (strcmp (routes[i].permission, name) == 0)
      return TRUE;

  return FALSE;
}
