/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verify: codes that Twilio makes, sends and checks (reference, section 5). */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"
#include "tidings-simulator-private.h"

#define MAX_SENDS 5
#define MAX_CHECKS 5
#define MAX_READS 60
#define READS_MS (G_GINT64_CONSTANT (60) * 1000)
#define CODE_TRIAL 575001

/* libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

typedef struct {
  char *sid;
  gint64 at;
  gboolean is_call;
} Attempt;

struct _SimVerification {
  char *sid;
  char *service;
  char *to;
  char *code;
  const char *status;      /* but for the end of its time, which is computed */
  gint64 created_at;
  gint64 updated_at;
  gint64 expires_at;
  guint n_checks;
  guint n_reads;           /* in the minute that began at read_at */
  gint64 read_at;
  GPtrArray *attempts;     /* owned Attempt */
};

static void
attempt_free (Attempt *attempt)
{
  g_free (attempt->sid);
  g_free (attempt);
}

static void
verification_free (SimVerification *verification)
{
  g_free (verification->sid);
  g_free (verification->service);
  g_free (verification->to);
  g_free (verification->code);
  g_ptr_array_unref (verification->attempts);
  g_free (verification);
}

GPtrArray *
sim_verifications_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) verification_free);
}

static const char *
get_status (const SimVerification *verification,
            gint64                 now)
{
  if (strcmp (verification->status, "pending") == 0 && now >= verification->expires_at)
    return "expired";

  return verification->status;
}

static gboolean
is_pending (const SimVerification *verification,
            gint64                 now)
{
  return strcmp (get_status (verification, now), "pending") == 0;
}

/* The latest of that service, by its SID or its number; NULL for none. */
static SimVerification *
find_verification (SimRequest *request,
                   const char *id)
{
  GPtrArray *all = request->simulator->verifications;

  for (guint i = all->len; i > 0; i--)
    {
      SimVerification *verification = g_ptr_array_index (all, i - 1);

      if (strcmp (verification->service, request->arguments[0]) == 0 &&
          (g_strcmp0 (verification->sid, id) == 0 || g_strcmp0 (verification->to, id) == 0))
        return verification;
    }

  return NULL;
}

static JsonArray *
dup_attempts (SimRequest            *request,
              const SimVerification *verification)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < verification->attempts->len; i++)
    {
      const Attempt *attempt = g_ptr_array_index (verification->attempts, i);
      JsonObject *row = json_object_new ();
      g_autofree char *time = sim_date_iso8601 (request->simulator, attempt->at);

      json_object_set_string_member (row, "time", time);
      json_object_set_string_member (row, "channel", attempt->is_call ? "CALL" : "SMS");
      json_object_set_string_member (row, "attempt_sid", attempt->sid);
      json_array_add_object_element (array, row);
    }

  return array;
}

static const char *
get_channel (const SimVerification *verification)
{
  const Attempt *last = g_ptr_array_index (verification->attempts, verification->attempts->len - 1);

  return last->is_call ? "call" : "sms";
}

static void
reply_verification (SimRequest            *request,
                    guint                  status,
                    const SimVerification *verification)
{
  static const char *absent[] = { "amount", "payee", "sna" };
  JsonObject *object = json_object_new ();
  g_autofree char *created = sim_date_iso8601 (request->simulator, verification->created_at);
  g_autofree char *updated = sim_date_iso8601 (request->simulator, verification->updated_at);
  g_autofree char *url = g_strconcat (request->simulator->origin, "/v2/Services/", verification->service, "/Verifications/",
                                      verification->sid, NULL);

  json_object_set_string_member (object, "sid", verification->sid);
  json_object_set_string_member (object, "service_sid", verification->service);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "to", verification->to);
  json_object_set_string_member (object, "channel", get_channel (verification));
  json_object_set_string_member (object, "status", get_status (verification, request->now));
  json_object_set_boolean_member (object, "valid", strcmp (verification->status, "approved") == 0);
  json_object_set_object_member (object, "lookup", json_object_new ());
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    json_object_set_null_member (object, absent[i]);
  json_object_set_array_member (object, "send_code_attempts", dup_attempts (request, verification));
  json_object_set_string_member (object, "date_created", created);
  json_object_set_string_member (object, "date_updated", updated);
  json_object_set_string_member (object, "url", url);
  sim_reply (request, status, object);
}

static SimVerifyService *
find_service (SimRequest *request)
{
  SimVerifyService *service = sim_world_find_verify_service (request->simulator->world, request->arguments[0]);

  if (!service)
    sim_reply_not_found (request);

  return service;
}

void
sim_verify_service_fetch (SimRequest *request)
{
  const SimVerifyService *service = find_service (request);
  JsonObject *object = NULL;
  g_autofree char *url = NULL;

  if (!service)
    return;

  url = g_strconcat (request->simulator->origin, "/v2/Services/", service->sid, NULL);
  object = json_object_new ();
  json_object_set_string_member (object, "sid", service->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "friendly_name", service->name);
  json_object_set_int_member (object, "code_length", service->code_length);
  json_object_set_boolean_member (object, "lookup_enabled", FALSE);
  json_object_set_boolean_member (object, "skip_sms_to_landlines", FALSE);
  json_object_set_boolean_member (object, "do_not_share_warning_enabled", FALSE);
  json_object_set_boolean_member (object, "custom_code_enabled", FALSE);
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, FALSE);
  json_object_set_string_member (object, "url", url);
  sim_reply (request, SOUP_STATUS_OK, object);
}

static gboolean
refuse (SimRequest *request,
        guint       status,
        int         code,
        const char *sentence)
{
  sim_reply_error (request, status, code, "%s", sentence);

  return FALSE;
}

static gboolean
refuse_limit (SimRequest *request,
              int         code,
              const char *sentence,
              gint64      until)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  refuse (request, STATUS_TOO_MANY_REQUESTS, code, sentence);
  request->retry_after_s = MAX (1, (until - request->now + 999) / 1000);
  soup_message_headers_replace (headers, "Twilio-Reached-Rate-Limit", "true");

  return FALSE;
}

gboolean
sim_is_verify_code (int code)
{
  return (code >= 60200 && code < 60300) || (code >= 60400 && code < 60500) || code == CODE_TRIAL;
}

/* What was asked for by the simulator's own path; the status as the reference says. */
static gboolean
check_phone (SimRequest *request,
             const char *number)
{
  int code = sim_get_phone_error (request->simulator, number);
  guint status = SOUP_STATUS_FORBIDDEN;

  if (!sim_is_verify_code (code))
    return TRUE;

  if (code == 60200 || code == 60217 || code == 60220)
    status = SOUP_STATUS_BAD_REQUEST;
  else if (code == 60202 || code == 60203 || code == 60212)
    status = STATUS_TOO_MANY_REQUESTS;

  return refuse (request, status, code, "The verification is refused");
}

static gboolean
is_landline (SimRequest               *request,
             const TidingsNumberCheck *check)
{
  const SimLine *line = sim_world_find_line (request->simulator->world, check->e164);

  if (line && line->type)
    return strcmp (line->type, "landline") == 0;

  return check->verdict == TIDINGS_NUMBER_NO_TEXTS;
}

static gboolean
check_number (SimRequest               *request,
              const TidingsNumberCheck *check,
              gboolean                  is_call)
{
  TidingsSimulator *self = request->simulator;
  const char *country = check->country ? check->country : "";
  SimPhone phone = SIM_PHONE_NORMAL;

  if (tidings_number_verdict_blocks (check->verdict))
    return refuse (request, SOUP_STATUS_BAD_REQUEST, 60200, "Invalid parameter `To`");
  if (g_hash_table_contains (self->world->closed_countries, country))
    return refuse (request, SOUP_STATUS_FORBIDDEN, 60605, "Verification delivery attempt blocked: country is off");
  if (sim_world_is_trial (self->world) && !sim_is_verified (self, check->e164))
    return refuse (request, SOUP_STATUS_FORBIDDEN, 21608, "The 'To' number is unverified for this trial account");

  phone = sim_get_phone (self, check->e164);
  if (phone == SIM_PHONE_FRAUD)
    return refuse (request, SOUP_STATUS_FORBIDDEN, 60410, "Verification delivery attempt blocked");
  if (!is_call && is_landline (request, check))
    return refuse (request, SOUP_STATUS_FORBIDDEN, 60205, "SMS is not supported by landline phone number");

  return check_phone (request, check->e164);
}

static SimVerification *
begin (SimRequest             *request,
       const SimVerifyService *service,
       const char             *to)
{
  TidingsSimulator *self = request->simulator;
  SimVerification *verification = g_new0 (SimVerification, 1);

  verification->sid = sim_dup_sid (self, "VE");
  verification->service = g_strdup (service->sid);
  verification->to = g_strdup (to);
  verification->code = sim_dup_digits (self, service->code_length);
  verification->status = "pending";
  verification->created_at = request->now;
  verification->expires_at = request->now + service->lifetime_ms;
  verification->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) attempt_free);
  g_ptr_array_add (self->verifications, verification);

  return verification;
}

static void
send_code (SimRequest             *request,
           const SimVerifyService *service,
           SimVerification        *verification,
           gboolean                is_call)
{
  Attempt *attempt = g_new0 (Attempt, 1);
  g_autofree char *body = g_strdup_printf ("Your %s verification code is: %s", service->name, verification->code);

  attempt->sid = sim_dup_sid (request->simulator, "VL");
  attempt->at = request->now;
  attempt->is_call = is_call;
  g_ptr_array_add (verification->attempts, attempt);
  verification->updated_at = request->now;

  if (!is_call)
    sim_send_code (request->simulator, verification->to, body);
}

void
sim_verifications_create (SimRequest *request)
{
  const SimVerifyService *service = find_service (request);
  const char *typed = sim_request_get_form (request, "To");
  const char *channel = sim_request_get_form (request, "Channel");
  gboolean is_call = g_strcmp0 (channel, "call") == 0;
  g_autoptr(TidingsNumberCheck) check = NULL;
  SimVerification *verification = NULL;

  if (!service)
    return;

  if (sim_request_get_form (request, "CustomCode"))
    {
      refuse (request, SOUP_STATUS_FORBIDDEN, 60204, "Custom code not allowed");
      return;
    }
  if (!is_call && g_strcmp0 (channel, "sms") != 0)
    {
      refuse (request, SOUP_STATUS_BAD_REQUEST, 60200, "Invalid parameter `Channel`");
      return;
    }

  check = tidings_phone_number_check (typed ? typed : "", NULL);
  if (!check_number (request, check, is_call))
    return;

  verification = find_verification (request, check->e164);
  if (!verification || !is_pending (verification, request->now))
    verification = begin (request, service, check->e164);
  else if (verification->attempts->len >= MAX_SENDS)
    {
      refuse_limit (request, 60203, "Max send attempts reached", verification->expires_at);
      return;
    }

  send_code (request, service, verification, is_call);
  reply_verification (request, SOUP_STATUS_CREATED, verification);
}

static gboolean
count_read (SimRequest      *request,
            SimVerification *verification)
{
  if (request->now >= verification->read_at + READS_MS)
    {
      verification->read_at = request->now;
      verification->n_reads = 0;
    }

  return ++verification->n_reads <= MAX_READS;
}

void
sim_verifications_fetch (SimRequest *request)
{
  SimVerification *verification = find_service (request) ? find_verification (request, request->arguments[1]) : NULL;

  /* What has come to an end is gone, as Twilio says. */
  if (!verification || !is_pending (verification, request->now))
    sim_reply_not_found (request);
  else if (!count_read (request, verification))
    refuse_limit (request, 20429, "Too many requests", verification->read_at + READS_MS);
  else
    reply_verification (request, SOUP_STATUS_OK, verification);
}

void
sim_verifications_update (SimRequest *request)
{
  SimVerification *verification = find_service (request) ? find_verification (request, request->arguments[1]) : NULL;
  const char *status = sim_request_get_form (request, "Status");

  if (!verification || !is_pending (verification, request->now))
    {
      sim_reply_not_found (request);
      return;
    }
  if (g_strcmp0 (status, "canceled") != 0 && g_strcmp0 (status, "approved") != 0)
    {
      refuse (request, SOUP_STATUS_BAD_REQUEST, 60200, "Invalid parameter `Status`");
      return;
    }

  verification->status = strcmp (status, "canceled") == 0 ? "canceled" : "approved";
  verification->updated_at = request->now;
  reply_verification (request, SOUP_STATUS_OK, verification);
}

void
sim_verifications_check (SimRequest *request)
{
  const char *code = sim_request_get_form (request, "Code");
  const char *sid = sim_request_get_form (request, "VerificationSid");
  const char *to = sim_request_get_form (request, "To");
  SimVerification *verification = find_service (request) ? find_verification (request, sid ? sid : to) : NULL;

  if (!code || !*code || (!sid && !to))
    {
      refuse (request, SOUP_STATUS_BAD_REQUEST, 60200, "Missing parameter: `Code` and one of `To` and `VerificationSid`");
      return;
    }
  if (!verification || !is_pending (verification, request->now))
    {
      sim_reply_not_found (request);
      return;
    }
  if (verification->n_checks >= MAX_CHECKS)
    {
      refuse_limit (request, 60202, "Max check attempts reached", verification->expires_at);
      return;
    }

  verification->n_checks++;
  verification->updated_at = request->now;
  if (strcmp (verification->code, code) == 0)
    verification->status = "approved";
  /* A wrong code is an answer, not an error. */
  reply_verification (request, SOUP_STATUS_CREATED, verification);
}

JsonArray *
sim_verifications_list_calls (TidingsSimulator *self)
{
  JsonArray *calls = json_array_new ();

  for (guint i = 0; i < self->verifications->len; i++)
    {
      const SimVerification *verification = g_ptr_array_index (self->verifications, i);

      for (guint j = 0; j < verification->attempts->len; j++)
        {
          const Attempt *attempt = g_ptr_array_index (verification->attempts, j);
          JsonObject *call = NULL;
          g_autofree char *at = NULL;

          if (!attempt->is_call)
            continue;
          at = sim_date_iso8601 (self, attempt->at);
          call = json_object_new ();
          json_object_set_string_member (call, "to", verification->to);
          json_object_set_string_member (call, "code", verification->code);
          json_object_set_string_member (call, "at", at);
          json_array_add_object_element (calls, call);
        }
    }

  return calls;
}
