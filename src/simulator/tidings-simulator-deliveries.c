/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a webhook carries, and webhooks on request: repeated, out of order, badly signed (reference, 9.1, 9.2). */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define OTHER_TOKEN "ffffffffffffffffffffffffffffffff"

static void
add (SimDelivery *delivery,
     const char  *name,
     const char  *value)
{
  SimPair *pair = g_new0 (SimPair, 1);

  pair->name = g_strdup (name);
  pair->value = g_strdup (value ? value : "");
  g_ptr_array_add (delivery->pairs, pair);
}

static SimDelivery *
delivery_new (const SimText *text)
{
  SimDelivery *delivery = g_new0 (SimDelivery, 1);

  delivery->sid = g_strdup (text->sid);
  delivery->secret = g_strdup (TIDINGS_SIMULATOR_TOKEN);
  delivery->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_pair_free);
  add (delivery, "MessageSid", text->sid);
  add (delivery, "SmsSid", text->sid);
  add (delivery, "AccountSid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  add (delivery, "ApiVersion", "2010-04-01");
  add (delivery, "From", text->from ? text->from : text->chosen);
  add (delivery, "To", text->to);
  if (text->service)
    add (delivery, "MessagingServiceSid", text->service);

  return delivery;
}

/* The carrier's own time, without a zone. */
static void
add_carrier_date (TidingsSimulator *self,
                  SimDelivery      *delivery,
                  gint64            instant)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc ((instant + self->skew_ms) / 1000);
  g_autofree char *text = g_date_time_format (when, "%y%m%d%H%M");

  add (delivery, "RawDlrDoneDate", text);
}

SimDelivery *
sim_delivery_new_status (TidingsSimulator *self,
                         const SimText    *text,
                         const SimState   *state)
{
  SimDelivery *delivery = delivery_new (text);

  delivery->status = g_strdup (state->status);
  add (delivery, "MessageStatus", state->status);
  add (delivery, "SmsStatus", state->status);
  if (state->is_final && state->error_code)
    {
      g_autofree char *code = g_strdup_printf ("%d", state->error_code);

      add (delivery, "ErrorCode", code);
    }
  if (state->is_final)
    add_carrier_date (self, delivery, state->since);

  return delivery;
}

static void
add_media (SimDelivery   *delivery,
           const SimText *text)
{
  g_autofree char *count = g_strdup_printf ("%u", text->n_media);

  add (delivery, "NumMedia", count);
  for (guint i = 0; text->media && text->media[i]; i++)
    {
      g_autofree char *url = g_strdup_printf ("MediaUrl%u", i);
      g_autofree char *type = g_strdup_printf ("MediaContentType%u", i);

      add (delivery, url, text->media[i]);
      add (delivery, type, sim_media_get_type (text->media[i]));
    }
}

SimDelivery *
sim_delivery_new_inbound (TidingsSimulator *self,
                          const SimText    *text)
{
  static const char *places[] = { "City", "State", "Zip", "Country" };
  SimDelivery *delivery = delivery_new (text);
  const SimNumber *number = sim_world_find_number (self->world, text->to);
  const SimService *service = number ? sim_world_find_service_of (self->world, number) : NULL;
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (text->from, NULL);
  g_autofree char *segments = g_strdup_printf ("%u", text->n_segments);

  delivery->is_inbound = TRUE;
  delivery->status = g_strdup ("received");
  add (delivery, "SmsMessageSid", text->sid);
  if (service && !text->service)
    add (delivery, "MessagingServiceSid", service->sid);
  add (delivery, "Body", text->body);
  add_media (delivery, text);
  add (delivery, "NumSegments", segments);
  add (delivery, "SmsStatus", "received");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gboolean is_country = strcmp (places[i], "Country") == 0;
      g_autofree char *from = g_strconcat ("From", places[i], NULL);
      g_autofree char *to = g_strconcat ("To", places[i], NULL);

      add (delivery, from, is_country ? check->country : "");
      add (delivery, to, is_country && number ? number->country : "");
    }

  return delivery;
}

static SimDelivery *
make_delivery (SimRequest    *request,
               const SimText *text)
{
  TidingsSimulator *self = request->simulator;
  const char *status = sim_request_get_form (request, "Status");
  SimState state = sim_text_get_state (text, request->now);
  guint code = 0;

  if (text->direction == SIM_INBOUND)
    return sim_delivery_new_inbound (self, text);

  if (!sim_read_count (request, "ErrorCode", state.error_code, &code))
    {
      sim_refuse (request, "ErrorCode");
      return NULL;
    }
  if (status)
    state.status = status;
  state.error_code = code;
  state.is_final = state.is_final || code;

  return sim_delivery_new_status (self, text, &state);
}

static gboolean
read_options (SimRequest  *request,
              SimDelivery *delivery)
{
  g_autofree char *signature = NULL;
  g_autofree char *format = NULL;
  const char *extra = sim_request_get_form (request, "Extra");

  if (!sim_read_word (request, "Signature", "good bad none", &signature) ||
      !sim_read_word (request, "Format", "form get json", &format) ||
      !sim_read_word (request, "Token", NULL, &delivery->token))
    return FALSE;

  if (g_strcmp0 (signature, "bad") == 0)
    {
      g_free (delivery->secret);
      delivery->secret = g_strdup (OTHER_TOKEN);
    }
  else if (g_strcmp0 (signature, "none") == 0)
    {
      g_clear_pointer (&delivery->secret, g_free);
    }
  if (g_strcmp0 (format, "get") == 0)
    delivery->format = SIM_FORMAT_GET;
  else if (g_strcmp0 (format, "json") == 0)
    delivery->format = SIM_FORMAT_JSON;
  if (extra)
    add (delivery, extra, "something new");

  return TRUE;
}

void
sim_control_webhooks (SimRequest *request)
{
  const char *sid = sim_request_get_form (request, "Sid");
  const char *url = sim_request_get_form (request, "Url");
  const SimText *text = sid ? g_hash_table_lookup (request->simulator->texts_by_sid, sid) : NULL;
  SimDelivery *delivery = NULL;

  if (!text)
    {
      sim_refuse (request, "Sid");
      return;
    }
  if (!url || !sim_is_web_address (url))
    {
      sim_refuse (request, "Url");
      return;
    }

  delivery = make_delivery (request, text);
  if (!delivery)
    return;
  if (!read_options (request, delivery))
    {
      sim_delivery_free (delivery);
      return;
    }

  delivery->url = g_strdup (url);
  sim_webhooks_send (request->simulator, delivery);
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}

void
sim_control_tunnels (SimRequest *request)
{
  const char *public = sim_request_get_form (request, "Public");
  const char *local = sim_request_get_form (request, "Local");

  if (!public || !sim_is_web_address (public))
    sim_refuse (request, "Public");
  else if (!local || !sim_is_web_address (local))
    sim_refuse (request, "Local");
  else
    {
      sim_webhooks_set_tunnel (request->simulator->webhooks, public, local);
      sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
    }
}

static JsonObject *
delivery_to_json (const SimDelivery *delivery)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", delivery->is_inbound ? "inbound" : "status");
  json_object_set_string_member (object, "sid", delivery->sid);
  json_object_set_string_member (object, "message_status", delivery->status);
  json_object_set_string_member (object, "url", delivery->url);
  json_object_set_string_member (object, "token", delivery->token);
  json_object_set_int_member (object, "tries", delivery->n_tries);
  json_object_set_int_member (object, "answer", delivery->answer);
  json_object_set_int_member (object, "error", delivery->error);
  json_object_set_boolean_member (object, "done", delivery->is_done);

  return object;
}

void
sim_control_list_webhooks (SimRequest *request)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (GList *link = sim_webhooks_get_deliveries (request->simulator->webhooks); link; link = link->next)
    json_array_add_object_element (array, delivery_to_json (link->data));

  json_node_take_array (node, array);
  sim_reply_node (request, SOUP_STATUS_OK, node);
}
