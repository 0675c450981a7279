/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's own paths that change what the account is and has. Each is described in tidings-simulator.h. */
#include "config.h"

#include <string.h>

#include "tidings-sender.h"
#include "tidings-simulator-private.h"

/* 204, or 201 with the SID of what was made. */
static void
reply_sid (SimRequest *request,
           const char *sid)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sid", sid);
  sim_reply (request, SOUP_STATUS_CREATED, object);
}

static void
reply_done (SimRequest *request)
{
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}

/* The SID that was asked for, or a new one; NULL, with the answer set, if it is none. */
static char *
dup_sid (SimRequest *request,
         const char *prefix)
{
  const char *sid = sim_request_get_form (request, "Sid");

  if (!sid)
    return sim_dup_sid (request->simulator, prefix);
  if (g_str_has_prefix (sid, prefix) && strlen (sid) == 34)
    return g_strdup (sid);

  sim_refuse (request, "Sid");
  return NULL;
}

static gboolean
read_limits (SimRequest *request,
             SimAccount *account)
{
  const struct { const char *name; guint *place; } limits[] = {
    { "ConcurrencyLimit", &account->concurrency_limit },
    { "DailyLimit", &account->daily_limit },
    { "ScheduledLimit", &account->scheduled_limit },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (!sim_read_count (request, limits[i].name, *limits[i].place, limits[i].place))
      {
        sim_refuse (request, limits[i].name);
        return FALSE;
      }

  return TRUE;
}

void
sim_control_account (SimRequest *request)
{
  SimAccount *account = &request->simulator->world->account;

  if (!read_limits (request, account) || !sim_read_flag (request, "DropsSchedule", &account->drops_schedule))
    return;

  if (sim_read_word (request, "Kind", "Full Trial", &account->kind) &&
      sim_read_word (request, "State", "active suspended closed", &account->state) &&
      sim_read_word (request, "Name", NULL, &account->name) &&
      sim_read_word (request, "Owner", NULL, &account->owner) &&
      sim_read_word (request, "Currency", "USD EUR GBP AUD JPY", &account->currency) &&
      sim_read_word (request, "Region", "us1 ie1 au1", &account->region) &&
      sim_read_word (request, "HostRegion", "us1 ie1 au1", &account->host_region) &&
      sim_read_micros (request, "Balance", &account->first_micros))
    {
      if (strcmp (account->state, "active") != 0)
        sim_suspend (request->simulator);
      reply_done (request);
    }
}

static gboolean
read_permissions (SimRequest   *request,
                  char       ***permissions)
{
  const char *text = sim_request_get_form (request, "Permissions");
  g_auto(GStrv) names = g_strsplit (text ? text : "", ",", -1);

  if (!text)
    return TRUE;

  for (guint i = 0; names[i]; i++)
    if (!sim_route_has_permission (names[i]))
      {
        sim_refuse (request, "Permissions");
        return FALSE;
      }

  g_strfreev (*permissions);
  *permissions = g_steal_pointer (&names);
  return TRUE;
}

static SimKey *
make_key (SimWorld *world,
          char     *sid)
{
  SimKey *key = g_new0 (SimKey, 1);

  key->sid = sid;
  key->secret = g_strdup (TIDINGS_SIMULATOR_KEY_SECRET);
  key->kind = SIM_KEY_STANDARD;
  key->permissions = g_new0 (char *, 1);
  g_ptr_array_add (world->keys, key);

  return key;
}

void
sim_control_keys (SimRequest *request)
{
  static const struct { const char *name; SimKeyKind kind; } kinds[] = {
    { "Main", SIM_KEY_MAIN }, { "Standard", SIM_KEY_STANDARD }, { "Restricted", SIM_KEY_RESTRICTED },
  };
  SimWorld *world = request->simulator->world;
  g_autofree char *sid = dup_sid (request, "SK");
  g_autofree char *kind = NULL;
  SimKey *key = sid ? sim_world_find_key (world, sid) : NULL;

  if (!sid || !sim_read_word (request, "Kind", "Main Standard Restricted", &kind))
    return;

  if (sim_is_true (request, "Remove"))
    {
      if (key)
        g_ptr_array_remove (world->keys, key);
      reply_done (request);
      return;
    }

  if (!key)
    key = make_key (world, g_strdup (sid));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, kind) == 0)
      key->kind = kinds[i].kind;

  if (sim_read_word (request, "Secret", NULL, &key->secret) && read_permissions (request, &key->permissions))
    reply_sid (request, key->sid);
}

static gboolean
read_capabilities (SimRequest *request,
                   SimNumber  *number)
{
  const char *text = sim_request_get_form (request, "Capabilities");
  g_auto(GStrv) words = g_strsplit (text ? text : "", ",", -1);
  const char * const *list = (const char * const *) words;
  guint n_known = 0;

  if (!text)
    return TRUE;

  number->can_voice = g_strv_contains (list, "voice");
  number->can_text = g_strv_contains (list, "sms");
  number->can_mms = g_strv_contains (list, "mms");
  n_known = number->can_voice + number->can_text + number->can_mms;
  if (n_known == g_strv_length (words))
    return TRUE;

  sim_refuse (request, "Capabilities");
  return FALSE;
}

/* E.164 with a plus, or the digits of a short code. */
static gboolean
is_own_number (const char *number)
{
  const char *digits = number && *number == '+' ? number + 1 : number;

  return digits && strspn (digits, G_CSET_DIGITS) == strlen (digits) && strlen (digits) >= 3 && strlen (digits) <= 15;
}

static SimNumber *
make_number (SimRequest *request,
             const char *number)
{
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (number, NULL);
  const char *country = check->country ? check->country : "US";
  SimNumberType type = SIM_NUMBER_LOCAL;
  g_autofree char *sid = NULL;

  if (*number != '+')
    type = SIM_NUMBER_SHORT_CODE;
  else if (tidings_sender_kind_of (number) == TIDINGS_SENDER_TOLL_FREE)
    type = SIM_NUMBER_TOLL_FREE;

  sid = dup_sid (request, type == SIM_NUMBER_SHORT_CODE ? "SC" : "PN");

  return sid ? sim_world_add_number (request->simulator->world, g_steal_pointer (&sid), number, country, type) : NULL;
}

static gboolean
read_number (SimRequest *request,
             SimNumber  *number)
{
  const char *type = sim_request_get_form (request, "Type");

  if (type && !sim_number_type_from_string (type, &number->type))
    {
      sim_refuse (request, "Type");
      return FALSE;
    }

  return sim_read_word (request, "Name", NULL, &number->name) &&
         sim_read_word (request, "Country", NULL, &number->country) &&
         read_capabilities (request, number) &&
         sim_read_flag (request, "Registered", &number->is_registered) &&
         sim_read_word (request, "TollFree", " PENDING_REVIEW IN_REVIEW TWILIO_APPROVED TWILIO_REJECTED", &number->toll_free) &&
         sim_read_word (request, "RejectionReason", NULL, &number->rejection_reason) &&
         sim_read_word (request, "SmsMethod", "POST GET", &number->sms_method);
}

/* Addresses are never NULL: the resource shows empty ones as "". */
static void
read_addresses (SimRequest *request,
                SimNumber  *number)
{
  const struct { const char *name; char **place; } addresses[] = {
    { "SmsUrl", &number->sms_url },
    { "SmsFallbackUrl", &number->fallback_url },
    { "StatusCallback", &number->status_callback },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      const char *value = sim_request_get_form (request, addresses[i].name);

      if (!value)
        continue;
      g_free (*addresses[i].place);
      *addresses[i].place = g_strdup (value);
    }
}

void
sim_control_numbers (SimRequest *request)
{
  SimWorld *world = request->simulator->world;
  const char *typed = sim_request_get_form (request, "Number");
  SimNumber *number = typed ? sim_world_find_number (world, typed) : NULL;

  if (!is_own_number (typed))
    {
      sim_refuse (request, "Number");
      return;
    }
  if (sim_is_true (request, "Remove"))
    {
      if (number)
        sim_world_remove_number (world, number);
      reply_done (request);
      return;
    }

  if (!number)
    number = make_number (request, typed);
  if (!number || !read_number (request, number))
    return;

  read_addresses (request, number);
  reply_sid (request, number->sid);
}

void
sim_control_caller_ids (SimRequest *request)
{
  SimWorld *world = request->simulator->world;
  g_autofree char *number = sim_read_number (request, "Number");
  SimCallerId *caller_id = number ? sim_world_find_caller_id (world, number) : NULL;
  guint after_ms = 0;

  if (!number)
    return;

  if (sim_is_true (request, "Remove"))
    {
      if (caller_id)
        g_ptr_array_remove (world->caller_ids, caller_id);
      reply_done (request);
      return;
    }
  if (!sim_read_count (request, "After", 0, &after_ms))
    {
      sim_refuse (request, "After");
      return;
    }

  caller_id = sim_keep_caller_id (request->simulator, number, sim_request_get_form (request, "Name"), request->now + after_ms);
  reply_sid (request, caller_id->sid);
}

static gboolean
add_sender (SimRequest *request,
            SimService *service,
            const char *id)
{
  SimNumber *number = sim_world_find_number (request->simulator->world, id);
  SimService *other = number ? sim_world_find_service_of (request->simulator->world, number) : NULL;
  SimName *name = NULL;

  if (number)
    {
      /* A number belongs to one service. */
      if (other)
        g_ptr_array_remove (other->numbers, number);
      g_ptr_array_add (service->numbers, number);
      return TRUE;
    }
  if (!tidings_sender_is_name (id))
    return FALSE;

  name = g_new0 (SimName, 1);
  name->sid = sim_dup_sid (request->simulator, "AI");
  name->name = g_strdup (id);
  g_ptr_array_add (service->names, name);

  return TRUE;
}

static gboolean
read_pool (SimRequest *request,
           SimService *service)
{
  const char *text = sim_request_get_form (request, "Senders");
  g_auto(GStrv) ids = g_strsplit (text ? text : "", ",", -1);

  if (!text)
    return TRUE;

  g_ptr_array_set_size (service->numbers, 0);
  g_ptr_array_set_size (service->names, 0);
  for (guint i = 0; ids[i]; i++)
    if (!add_sender (request, service, ids[i]))
      {
        sim_refuse (request, "Senders");
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_service (SimRequest *request,
              SimService *service)
{
  g_autofree char *campaign = NULL;

  if (!sim_read_word (request, "Campaign", "NONE IN_PROGRESS VERIFIED FAILED", &campaign))
    return FALSE;

  if (campaign)
    {
      g_free (service->campaign);
      service->campaign = strcmp (campaign, "NONE") == 0 ? NULL : g_steal_pointer (&campaign);
    }

  return sim_read_word (request, "Name", NULL, &service->name) &&
         read_pool (request, service) &&
         sim_read_word (request, "InboundUrl", NULL, &service->inbound_url) &&
         sim_read_word (request, "FallbackUrl", NULL, &service->fallback_url) &&
         sim_read_word (request, "StatusCallback", NULL, &service->status_callback) &&
         sim_read_flag (request, "UseInboundWebhookOnNumber", &service->uses_number_webhook) &&
         sim_read_flag (request, "SmartEncoding", &service->is_smart) &&
         sim_read_flag (request, "StickySender", &service->is_sticky) &&
         sim_read_word (request, "CampaignError", NULL, &service->campaign_error);
}

void
sim_control_services (SimRequest *request)
{
  SimWorld *world = request->simulator->world;
  g_autofree char *sid = dup_sid (request, "MG");
  SimService *service = sid ? sim_world_find_service (world, sid) : NULL;

  if (!sid)
    return;

  if (sim_is_true (request, "Remove"))
    {
      if (service)
        g_ptr_array_remove (world->services, service);
      reply_done (request);
      return;
    }

  if (!service)
    service = sim_world_add_service (world, g_strdup (sid));
  if (read_service (request, service))
    reply_sid (request, service->sid);
}

static void
change_set (GHashTable *set,
            const char *value,
            gboolean    is_in)
{
  if (is_in)
    g_hash_table_add (set, g_strdup (value));
  else
    g_hash_table_remove (set, value);
}

void
sim_control_names (SimRequest *request)
{
  const char *name = sim_request_get_form (request, "Name");
  const char *country = sim_request_get_form (request, "Country");
  gboolean is_registered = TRUE;
  g_autofree char *registration = NULL;

  if (!name || !tidings_sender_is_name (name))
    sim_refuse (request, "Name");
  else if (!country || tidings_phone_number_calling_code (country) == 0)
    sim_refuse (request, "Country");
  else if (sim_read_flag (request, "Registered", &is_registered))
    {
      registration = g_strconcat (name, " ", country, NULL);
      change_set (request->simulator->world->registered_names, registration, is_registered);
      reply_done (request);
    }
}

void
sim_control_countries (SimRequest *request)
{
  SimWorld *world = request->simulator->world;
  const char *text = sim_request_get_form (request, "Country");
  gboolean is_allowed = TRUE;
  gboolean is_locked = FALSE;
  g_auto(GStrv) codes = NULL;

  if (!text || !*text)
    {
      sim_refuse (request, "Country");
      return;
    }
  if (!sim_read_flag (request, "Allowed", &is_allowed) || !sim_read_flag (request, "Locked", &is_locked))
    return;

  codes = strcmp (text, "all") == 0 ? tidings_phone_number_list_countries () : g_strsplit (text, ",", -1);
  for (guint i = 0; codes[i]; i++)
    if (tidings_phone_number_calling_code (codes[i]) == 0)
      {
        sim_refuse (request, "Country");
        return;
      }

  for (guint i = 0; codes[i]; i++)
    {
      if (sim_request_get_form (request, "Allowed"))
        change_set (world->closed_countries, codes[i], !is_allowed);
      if (sim_request_get_form (request, "Locked"))
        change_set (world->locked_countries, codes[i], is_locked);
    }
  reply_done (request);
}

void
sim_control_lines (SimRequest *request)
{
  static const char *types = "mobile landline fixedVoip nonFixedVoip tollFree personal premium sharedCost uan voicemail pager unknown";
  SimWorld *world = request->simulator->world;
  g_autofree char *number = sim_read_number (request, "Number");
  SimLine *line = NULL;
  guint code = 0;

  if (!number)
    return;

  line = g_new0 (SimLine, 1);
  line->is_valid = TRUE;
  line->has_valid = sim_request_get_form (request, "Valid") != NULL;
  if (!sim_read_count (request, "ErrorCode", 0, &code) || code > G_MAXINT)
    sim_refuse (request, "ErrorCode");
  else if (sim_read_word (request, "Type", types, &line->type) &&
           sim_read_word (request, "Carrier", NULL, &line->carrier) &&
           sim_read_word (request, "Mcc", NULL, &line->mcc) &&
           sim_read_word (request, "Mnc", NULL, &line->mnc) &&
           sim_read_flag (request, "Valid", &line->is_valid))
    {
      line->error_code = code;
      g_hash_table_replace (world->lines, g_steal_pointer (&number), g_steal_pointer (&line));
      reply_done (request);
    }

  g_clear_pointer (&line, sim_line_free);
}

static gboolean
read_price (SimRequest *request,
            SimPrice   *price)
{
  if (!sim_request_get_form (request, "Price"))
    {
      sim_refuse (request, "Price");
      return FALSE;
    }

  return sim_read_word (request, "Carrier", NULL, &price->carrier) &&
         sim_read_word (request, "Mcc", NULL, &price->mcc) &&
         sim_read_word (request, "Mnc", NULL, &price->mnc) &&
         sim_read_word (request, "NumberType", NULL, &price->number_type) &&
         sim_read_flag (request, "Inbound", &price->is_inbound) &&
         sim_read_micros (request, "Price", &price->micros);
}

void
sim_control_prices (SimRequest *request)
{
  GPtrArray *prices = request->simulator->world->prices;
  const char *country = sim_request_get_form (request, "Country");
  SimPrice *price = NULL;

  if (sim_is_true (request, "Clear"))
    g_ptr_array_set_size (prices, 0);
  else if (!country || tidings_phone_number_calling_code (country) == 0)
    {
      sim_refuse (request, "Country");
      return;
    }

  if (country)
    {
      price = g_new0 (SimPrice, 1);
      price->country = g_strdup (country);
      if (!read_price (request, price))
        {
          sim_price_free (price);
          return;
        }
      g_ptr_array_add (prices, price);
    }

  reply_done (request);
}

void
sim_control_verify_services (SimRequest *request)
{
  SimWorld *world = request->simulator->world;
  g_autofree char *sid = dup_sid (request, "VA");
  SimVerifyService *service = sid ? sim_world_find_verify_service (world, sid) : NULL;
  guint length = service ? service->code_length : 6;
  guint lifetime_s = service ? service->lifetime_ms / 1000 : 600;

  if (!sid)
    return;

  if (sim_is_true (request, "Remove"))
    {
      if (service)
        g_ptr_array_remove (world->verify_services, service);
      reply_done (request);
      return;
    }
  if (!sim_read_count (request, "CodeLength", length, &length) || length < 4 || length > 10)
    {
      sim_refuse (request, "CodeLength");
      return;
    }
  if (!sim_read_count (request, "Lifetime", lifetime_s, &lifetime_s) || lifetime_s == 0)
    {
      sim_refuse (request, "Lifetime");
      return;
    }

  if (!service)
    {
      service = g_new0 (SimVerifyService, 1);
      service->sid = g_strdup (sid);
      service->name = g_strdup ("Practice");
      g_ptr_array_add (world->verify_services, service);
    }
  service->code_length = length;
  service->lifetime_ms = (gint64) lifetime_s * 1000;
  if (sim_read_word (request, "Name", NULL, &service->name))
    reply_sid (request, service->sid);
}
