/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's own paths, by which tests and people outside the process make things happen. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define MAX_SKEW_S (366 * 24 * 60 * 60)

static gboolean
read_fault (SimRequest *request,
            SimFault   *fault)
{
  const char *names[] = { "Amount", "Times", "Probability", "Status", "Seed" };
  guint seed = 0;
  guint *places[] = { &fault->amount, &fault->n_left, &fault->percent, &fault->status, &seed };
  const guint absent[] = { 0, 1, 100, 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!sim_read_count (request, names[i], absent[i], places[i]))
      {
        sim_refuse (request, names[i]);
        return FALSE;
      }

  if (!sim_fault_from_string (sim_request_get_form (request, "Fault"), &fault->fault))
    {
      sim_refuse (request, "Fault");
      return FALSE;
    }
  if (sim_request_get_form (request, "Seed"))
    g_rand_set_seed (request->simulator->dice, seed);
  fault->has_processed = sim_request_get_form (request, "Processed") != NULL;

  return sim_read_flag (request, "Processed", &fault->is_processed) &&
         sim_read_word (request, "Method", NULL, &fault->method) &&
         sim_read_word (request, "Path", NULL, &fault->path) &&
         sim_read_word (request, "Url", NULL, &fault->url);
}

static void
post_faults (SimRequest *request)
{
  SimFault *fault = g_new0 (SimFault, 1);

  if (!read_fault (request, fault))
    {
      sim_fault_free (fault);
      return;
    }

  sim_faults_push (request->simulator, fault);
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}

static void
post_phones (SimRequest *request)
{
  g_autofree char *number = sim_read_number (request, "Number");
  const char *behaviour = sim_request_get_form (request, "Behaviour");
  SimPhone phone = SIM_PHONE_NORMAL;
  guint code = 0;

  if (!number)
    return;

  if (behaviour && (!sim_phone_from_string (behaviour, &phone) || phone == SIM_PHONE_LANDLINE))
    sim_refuse (request, "Behaviour");
  else if (!sim_read_count (request, "ErrorCode", 0, &code) || code > G_MAXINT)
    sim_refuse (request, "ErrorCode");
  else if (!behaviour && !sim_request_get_form (request, "ErrorCode"))
    sim_refuse (request, "Behaviour");
  else
    {
      if (behaviour)
        tidings_simulator_set_phone (request->simulator, number, (TidingsSimulatorPhone) phone);
      if (sim_request_get_form (request, "ErrorCode"))
        sim_set_phone_error (request->simulator, number, code);
      sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
    }
}

static void
post_replies (SimRequest *request)
{
  g_autofree char *from = sim_read_number (request, "From");
  const char *to = sim_request_get_form (request, "To");
  const char *body = sim_request_get_form (request, "Body");
  g_autoptr(GPtrArray) media = sim_request_get_forms (request, "MediaUrl");

  if (!from)
    return;

  if (to && *to && !sim_world_find_number (request->simulator->world, to))
    sim_refuse (request, "To");
  else if (!body)
    sim_refuse (request, "Body");
  else
    {
      g_ptr_array_add (media, NULL);
      sim_reply_with_media (request->simulator, from, to && *to ? to : NULL, body, (char **) media->pdata);
      sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
    }
}

static void
reply_array (SimRequest *request,
             JsonArray  *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  sim_reply_node (request, SOUP_STATUS_OK, node);
}

static void
get_calls (SimRequest *request)
{
  reply_array (request, sim_verifications_list_calls (request->simulator));
}

static void
get_inbox (SimRequest *request)
{
  g_autoptr(GPtrArray) inbox = tidings_simulator_list_inbox (request->simulator);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < inbox->len; i++)
    {
      const TidingsSimulatorText *text = g_ptr_array_index (inbox, i);
      JsonObject *object = json_object_new ();
      g_autofree char *at = sim_date_iso8601 (request->simulator, text->at);

      json_object_set_string_member (object, "to", text->to);
      json_object_set_string_member (object, "from", text->from);
      json_object_set_string_member (object, "body", text->body);
      json_object_set_string_member (object, "at", at);
      json_object_set_string_member (object, "sid", text->sid);
      json_array_add_object_element (array, object);
    }

  reply_array (request, array);
}

static void
post_clock (SimRequest *request)
{
  const char *text = sim_request_get_form (request, "Skew");
  guint pass = 0;
  gint64 seconds = 0;

  if (!sim_read_count (request, "Pass", 0, &pass) || pass > MAX_SKEW_S)
    {
      sim_refuse (request, "Pass");
      return;
    }
  if (pass > 0)
    sim_texts_bring_forward (request->simulator, pass * G_GINT64_CONSTANT (1000));
  if (!text && pass > 0)
    {
      sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
      return;
    }

  if (!text || !g_ascii_string_to_signed (text, 10, -MAX_SKEW_S, MAX_SKEW_S, &seconds, NULL))
    {
      sim_refuse (request, "Skew");
      return;
    }

  request->simulator->skew_ms = seconds * 1000;
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}

/* Described in tidings-simulator.h; the names are those of the parameters. */
static const struct {
  const char *method;
  const char *path;
  SimHandler handler;
  const char *names;
} paths[] = {
  { "POST", "/faults", post_faults, "Method Fault Amount Times Path Probability Seed Processed Status Url" },
  { "POST", "/phones", post_phones, "Number Behaviour ErrorCode" },
  { "POST", "/replies", post_replies, "From To Body MediaUrl" },
  { "GET", "/inbox", get_inbox, "" },
  { "GET", "/calls", get_calls, "" },
  { "POST", "/statuses", sim_control_statuses, "Sid To Times Statuses PriceAfter" },
  { "GET", "/texts", sim_control_list_texts, "" },
  { "GET", "/requests", sim_control_list_requests, "" },
  { "POST", "/requests", sim_control_requests, "Keep Clear" },
  { "GET", "/webhooks", sim_control_list_webhooks, "" },
  { "POST", "/webhooks", sim_control_webhooks, "Sid Url Status ErrorCode Signature Format Token Extra" },
  { "POST", "/tunnels", sim_control_tunnels, "Public Local" },
  { "POST", "/clock", post_clock, "Skew Pass" },
  { "POST", "/account", sim_control_account,
    "Kind State Owner Name Balance Currency Region HostRegion ConcurrencyLimit DailyLimit ScheduledLimit "
    "DropsSchedule" },
  { "POST", "/keys", sim_control_keys, "Sid Secret Kind Permissions Remove" },
  { "POST", "/numbers", sim_control_numbers,
    "Number Sid Name Country Type Capabilities Registered TollFree RejectionReason SmsUrl SmsMethod SmsFallbackUrl "
    "StatusCallback Remove" },
  { "POST", "/caller-ids", sim_control_caller_ids, "Number Name After Remove" },
  { "POST", "/services", sim_control_services,
    "Sid Name Senders InboundUrl FallbackUrl StatusCallback UseInboundWebhookOnNumber SmartEncoding StickySender Campaign "
    "CampaignError Remove" },
  { "POST", "/names", sim_control_names, "Name Country Registered" },
  { "POST", "/countries", sim_control_countries, "Country Allowed Locked" },
  { "POST", "/lines", sim_control_lines, "Number Type Carrier Mcc Mnc ErrorCode Valid" },
  { "POST", "/prices", sim_control_prices, "Country Carrier Mcc Mnc NumberType Price Inbound Clear" },
  { "POST", "/verify-services", sim_control_verify_services, "Sid Name CodeLength Lifetime Remove" },
};

/* These paths ask for no password, so a page in someone's browser must not reach them: it cannot hide its Origin when it
 * posts, and it cannot fake the Host when a name of its own was made to point here. */
static gboolean
is_from_a_page (SimRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *host = soup_message_headers_get_one (headers, "Host");

  if (soup_message_headers_get_one (headers, "Origin"))
    return TRUE;

  return !host || strcmp (host, request->simulator->origin + strlen ("http://")) != 0;
}

gboolean
sim_control (SimRequest *request)
{
  gboolean has_path = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (strcmp (request->path, paths[i].path) != 0)
        continue;

      has_path = TRUE;
      if (is_from_a_page (request))
        break;
      if (strcmp (request->method, paths[i].method) != 0)
        continue;

      if (sim_request_check_names (request, request->form, paths[i].names))
        paths[i].handler (request);
      return TRUE;
    }

  if (has_path && is_from_a_page (request))
    sim_reply_error (request, SOUP_STATUS_FORBIDDEN, 20403, "Only for programs on this computer");
  else if (has_path)
    sim_reply_error (request, SOUP_STATUS_METHOD_NOT_ALLOWED, 20004, "Method not allowed");

  return has_path;
}

char *
tidings_simulator_dup_controls (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_string_append_printf (text, "  %-4s %-17s %s\n", paths[i].method, paths[i].path, paths[i].names);

  return g_string_free (text, FALSE);
}
