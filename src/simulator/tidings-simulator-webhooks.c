/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Twilio tells a client's own address: statuses and inbound texts, signed and tried again (reference, section 9). */
#include "config.h"

#include <string.h>

#include "tidings-signature.h"
#include "tidings-simulator-private.h"

#define FORM_TYPE "application/x-www-form-urlencoded"
#define JSON_TYPE "application/json"
#define TIMEOUT_S 15
#define MAX_RETRIES 5
#define N_KEPT 1000

/* Where a public address really is, as a proxy would know. */
typedef struct {
  char *public;
  char *local;
} Tunnel;

/* A moment at which a text's status is told. */
typedef struct {
  TidingsSimulator *simulator;   /* borrowed */
  const SimText *text;           /* borrowed: texts stay as long as the simulator */
  gint64 instant;
  guint call_id;
} Appointment;

struct _SimWebhooks {
  SoupSession *session;          /* NULL until the first is sent */
  GCancellable *cancellable;
  GHashTable *appointments;      /* set of owned Appointment */
  GQueue deliveries;             /* owned SimDelivery, oldest first */
  GPtrArray *tunnels;            /* owned Tunnel */
  guint64 n_made;
};

/* An answer is for a delivery that may be gone, of a simulator that may be. */
typedef struct {
  GWeakRef simulator;
  guint64 number;
} Call;

static void
tunnel_free (Tunnel *tunnel)
{
  g_free (tunnel->public);
  g_free (tunnel->local);
  g_free (tunnel);
}

static void
appointment_free (Appointment *appointment)
{
  tidings_clock_cancel (appointment->simulator->clock, appointment->call_id);
  g_free (appointment);
}

void
sim_delivery_free (SimDelivery *delivery)
{
  g_free (delivery->sid);
  g_free (delivery->status);
  g_free (delivery->url);
  g_free (delivery->fallback);
  g_free (delivery->secret);
  g_free (delivery->token);
  g_clear_pointer (&delivery->pairs, g_ptr_array_unref);
  g_free (delivery);
}

SimWebhooks *
sim_webhooks_new (void)
{
  SimWebhooks *webhooks = g_new0 (SimWebhooks, 1);

  webhooks->cancellable = g_cancellable_new ();
  webhooks->appointments = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) appointment_free, NULL);
  webhooks->tunnels = g_ptr_array_new_with_free_func ((GDestroyNotify) tunnel_free);
  g_queue_init (&webhooks->deliveries);

  return webhooks;
}

void
sim_webhooks_stop (SimWebhooks *webhooks)
{
  g_hash_table_remove_all (webhooks->appointments);
  g_cancellable_cancel (webhooks->cancellable);
}

void
sim_webhooks_free (SimWebhooks *webhooks)
{
  g_clear_object (&webhooks->session);
  g_clear_object (&webhooks->cancellable);
  g_hash_table_unref (webhooks->appointments);
  g_queue_clear_full (&webhooks->deliveries, (GDestroyNotify) sim_delivery_free);
  g_ptr_array_unref (webhooks->tunnels);
  g_free (webhooks);
}

static void
call_free (Call *call)
{
  g_weak_ref_clear (&call->simulator);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

void
sim_webhooks_set_tunnel (SimWebhooks *webhooks,
                         const char  *public,
                         const char  *local)
{
  Tunnel *tunnel = g_new0 (Tunnel, 1);

  tunnel->public = g_strdup (public);
  tunnel->local = g_strdup (local);
  g_ptr_array_insert (webhooks->tunnels, 0, tunnel);
}

/* NULL if it is neither on this computer nor behind a tunnel to it: nothing of this ever leaves for elsewhere. */
static GUri *
find_place (SimWebhooks *webhooks,
            const char  *url)
{
  g_autofree char *local = NULL;
  g_autoptr(GUri) uri = NULL;

  for (guint i = 0; i < webhooks->tunnels->len && !local; i++)
    {
      const Tunnel *tunnel = g_ptr_array_index (webhooks->tunnels, i);

      if (g_str_has_prefix (url, tunnel->public))
        local = g_strconcat (tunnel->local, url + strlen (tunnel->public), NULL);
    }

  uri = g_uri_parse (local ? local : url, SOUP_HTTP_URI_FLAGS, NULL);
  if (!uri || g_strcmp0 (g_uri_get_scheme (uri), "http") != 0)
    return NULL;
  if (g_strcmp0 (g_uri_get_host (uri), "127.0.0.1") != 0 && g_strcmp0 (g_uri_get_host (uri), "::1") != 0)
    return NULL;

  return g_steal_pointer (&uri);
}

static char *
encode_form (const SimDelivery *delivery)
{
  GString *form = g_string_new (NULL);

  for (guint i = 0; i < delivery->pairs->len; i++)
    {
      const SimPair *pair = g_ptr_array_index (delivery->pairs, i);

      if (form->len > 0)
        g_string_append_c (form, '&');
      g_string_append_uri_escaped (form, pair->name, NULL, FALSE);
      g_string_append_c (form, '=');
      g_string_append_uri_escaped (form, pair->value, NULL, FALSE);
    }

  return g_string_free (form, FALSE);
}

static char *
encode_json (const SimDelivery *delivery)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < delivery->pairs->len; i++)
    {
      const SimPair *pair = g_ptr_array_index (delivery->pairs, i);

      json_object_set_string_member (object, pair->name, pair->value);
    }
  json_node_take_object (node, object);

  return json_to_string (node, FALSE);
}

/* What Twilio calls: without the fragment of overrides, with the parameters of a GET or the hash of a JSON body. */
static char *
dup_called_url (const SimDelivery *delivery,
                const char        *body)
{
  g_autofree char *bare = g_strndup (delivery->url, strcspn (delivery->url, "#"));
  g_autofree char *more = NULL;

  if (delivery->format == SIM_FORMAT_GET)
    more = g_strdup (body);
  else if (delivery->format == SIM_FORMAT_JSON)
    {
      g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);

      more = g_strconcat ("bodySHA256=", hash, NULL);
    }

  return more ? g_strconcat (bare, strchr (bare, '?') ? "&" : "?", more, NULL) : g_steal_pointer (&bare);
}

static char *
sign (const SimDelivery *delivery,
      const char        *url)
{
  g_autofree TidingsSignedPair *pairs = g_new0 (TidingsSignedPair, delivery->pairs->len);

  for (guint i = 0; i < delivery->pairs->len; i++)
    {
      const SimPair *pair = g_ptr_array_index (delivery->pairs, i);

      pairs[i] = (TidingsSignedPair) { pair->name, pair->value };
    }

  return tidings_signature_make (delivery->secret, url, pairs,
                                 delivery->format == SIM_FORMAT_FORM ? delivery->pairs->len : 0);
}

static SoupMessage *
make_message (SimWebhooks       *webhooks,
              const SimDelivery *delivery)
{
  g_autofree char *body = delivery->format == SIM_FORMAT_JSON ? encode_json (delivery) : encode_form (delivery);
  g_autofree char *url = dup_called_url (delivery, body);
  g_autoptr(GUri) place = find_place (webhooks, url);
  gboolean is_get = delivery->format == SIM_FORMAT_GET;
  SoupMessage *message = NULL;
  SoupMessageHeaders *headers = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (!place)
    return NULL;

  message = soup_message_new_from_uri (is_get ? "GET" : "POST", place);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "User-Agent", "TwilioProxy/1.1");
  soup_message_headers_replace (headers, "I-Twilio-Idempotency-Token", delivery->token);
  if (delivery->secret)
    {
      g_autofree char *signature = sign (delivery, url);

      soup_message_headers_replace (headers, "X-Twilio-Signature", signature);
    }
  if (!is_get)
    {
      bytes = g_bytes_new_take (g_steal_pointer (&body), strlen (body));
      soup_message_set_request_body_from_bytes (message, delivery->format == SIM_FORMAT_JSON ? JSON_TYPE : FORM_TYPE, bytes);
    }
  /* A redirect is an answer; a second request would be one that nobody signed. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);

  return message;
}

static SimDelivery *
find_delivery (SimWebhooks *webhooks,
               guint64      number)
{
  for (GList *link = webhooks->deliveries.tail; link; link = link->prev)
    {
      SimDelivery *delivery = link->data;

      if (delivery->number == number)
        return delivery;
    }

  return NULL;
}

static void try_delivery (TidingsSimulator *self,
                          SimDelivery      *delivery);

/* Connection errors once, by default; then the other address, which is tried once (reference, section 9.5). */
static gboolean
try_again (TidingsSimulator *self,
           SimDelivery      *delivery)
{
  gboolean is_bad = delivery->answer == 0 ? delivery->retries_connection
                                          : (delivery->answer >= 500 ? delivery->retries_5xx : delivery->retries_4xx);

  if (delivery->answer >= 200 && delivery->answer < 400)
    return FALSE;

  if (is_bad && delivery->n_tries <= delivery->n_retries)
    {
      try_delivery (self, delivery);
      return TRUE;
    }
  if (!delivery->fallback)
    return FALSE;

  g_free (delivery->url);
  delivery->url = g_steal_pointer (&delivery->fallback);
  delivery->n_retries = 0;
  try_delivery (self, delivery);

  return TRUE;
}

static void
delivered_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  SoupSession *session = SOUP_SESSION (object);
  g_autoptr(Call) call = user_data;
  g_autoptr(TidingsSimulator) self = g_weak_ref_get (&call->simulator);
  g_autoptr(GError) error = NULL;
  SoupMessage *message = soup_session_get_async_result_message (session, result);
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (session, result, &error);
  SimDelivery *delivery = self ? find_delivery (self->webhooks, call->number) : NULL;

  if (!delivery || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  delivery->answer = bytes ? soup_message_get_status (message) : 0;
  if (!bytes)
    delivery->error = 11200;
  if (try_again (self, delivery))
    return;

  if (bytes && delivery->is_inbound)
    delivery->error = sim_twiml_obey (self, delivery->sid, message, bytes);
  delivery->is_done = TRUE;
}

static void
try_delivery (TidingsSimulator *self,
              SimDelivery      *delivery)
{
  SimWebhooks *webhooks = self->webhooks;
  g_autoptr(SoupMessage) message = make_message (webhooks, delivery);
  Call *call = NULL;

  delivery->n_tries++;
  if (!message)
    {
      delivery->error = 11200;
      delivery->is_done = TRUE;
      return;
    }

  if (!webhooks->session)
    webhooks->session = soup_session_new_with_options ("timeout", TIMEOUT_S, NULL);
  call = g_new0 (Call, 1);
  g_weak_ref_init (&call->simulator, self);
  call->number = delivery->number;
  soup_session_send_and_read_async (webhooks->session, message, G_PRIORITY_DEFAULT, webhooks->cancellable, delivered_cb, call);
}

/* `#rc=3&rp=ct,5xx`: how often, and after what. What else is said there is not acted upon. */
static void
read_overrides (SimDelivery *delivery)
{
  const char *fragment = strchr (delivery->url, '#');
  g_auto(GStrv) parts = g_strsplit (fragment ? fragment + 1 : "", "&", -1);

  delivery->n_retries = 1;
  delivery->retries_connection = TRUE;

  for (guint i = 0; parts[i]; i++)
    {
      guint64 n_retries = 0;

      if (g_str_has_prefix (parts[i], "rc=") &&
          g_ascii_string_to_unsigned (parts[i] + 3, 10, 0, MAX_RETRIES, &n_retries, NULL))
        delivery->n_retries = n_retries;
      if (!g_str_has_prefix (parts[i], "rp="))
        continue;
      delivery->retries_4xx = strstr (parts[i], "4xx") || strstr (parts[i], "all");
      delivery->retries_5xx = strstr (parts[i], "5xx") || strstr (parts[i], "all");
      delivery->retries_connection = strstr (parts[i], "ct") || strstr (parts[i], "all");
    }
}

void
sim_webhooks_send (TidingsSimulator *self,
                   SimDelivery      *delivery)
{
  SimWebhooks *webhooks = self->webhooks;

  delivery->number = ++webhooks->n_made;
  if (!delivery->token)
    delivery->token = sim_dup_sid (self, "IT");
  read_overrides (delivery);
  g_queue_push_tail (&webhooks->deliveries, delivery);
  if (webhooks->deliveries.length > N_KEPT)
    sim_delivery_free (g_queue_pop_head (&webhooks->deliveries));

  try_delivery (self, delivery);
}

GList *
sim_webhooks_get_deliveries (SimWebhooks *webhooks)
{
  return webhooks->deliveries.head;
}

/* The text's own address, or its service's. */
static const char *
get_status_url (TidingsSimulator *self,
                const SimText    *text)
{
  const SimService *service = text->service ? sim_world_find_service (self->world, text->service) : NULL;

  if (text->callback)
    return text->callback;

  return service ? service->status_callback : NULL;
}

void
sim_webhooks_tell_status (TidingsSimulator *self,
                          const SimText    *text,
                          const SimState   *state)
{
  const char *url = get_status_url (self, text);
  SimDelivery *delivery = NULL;

  if (!url || !*url)
    return;

  delivery = sim_delivery_new_status (self, text, state);
  delivery->url = g_strdup (url);
  sim_webhooks_send (self, delivery);
}

static void
appointment_cb (gpointer user_data)
{
  Appointment *appointment = user_data;
  TidingsSimulator *self = appointment->simulator;
  const SimText *text = appointment->text;
  SimState state = sim_text_get_state (text, appointment->instant);

  g_hash_table_remove (self->webhooks->appointments, appointment);
  sim_webhooks_tell_status (self, text, &state);
}

static gboolean
is_of_text (gpointer key,
            gpointer value,
            gpointer user_data)
{
  return ((const Appointment *) key)->text == user_data;
}

void
sim_webhooks_follow (TidingsSimulator *self,
                     SimText          *text)
{
  g_autoptr(GArray) instants = NULL;
  gint64 now = tidings_clock_get_now (self->clock);

  g_hash_table_foreach_remove (self->webhooks->appointments, is_of_text, text);
  if (text->direction != SIM_OUTBOUND || text->canceled_at > 0 || !get_status_url (self, text))
    return;

  instants = sim_text_list_instants (text);
  for (guint i = 0; i < instants->len; i++)
    {
      Appointment *appointment = NULL;

      if (g_array_index (instants, gint64, i) < now)
        continue;

      appointment = g_new0 (Appointment, 1);
      appointment->simulator = self;
      appointment->text = text;
      appointment->instant = g_array_index (instants, gint64, i);
      appointment->call_id = tidings_clock_call_at (self->clock, appointment->instant, appointment_cb, appointment);
      g_hash_table_add (self->webhooks->appointments, appointment);
    }
}

/* A service's own address goes before its numbers' unless it says otherwise. */
void
sim_webhooks_tell_inbound (TidingsSimulator *self,
                           const SimText    *text)
{
  const SimNumber *number = sim_world_find_number (self->world, text->to);
  const SimService *service = number ? sim_world_find_service_of (self->world, number) : NULL;
  gboolean is_service = service && !service->uses_number_webhook;
  const char *url = is_service ? service->inbound_url : (number ? number->sms_url : NULL);
  const char *fallback = is_service ? service->fallback_url : (number ? number->fallback_url : NULL);
  const char *method = is_service ? service->inbound_method : (number ? number->sms_method : NULL);
  SimDelivery *delivery = NULL;

  if (!url || !*url)
    return;

  delivery = sim_delivery_new_inbound (self, text);
  delivery->url = g_strdup (url);
  delivery->fallback = fallback && *fallback ? g_strdup (fallback) : NULL;
  if (g_strcmp0 (method, "GET") == 0)
    delivery->format = SIM_FORMAT_GET;
  sim_webhooks_send (self, delivery);
}
