/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts that the simulator keeps: what one looks like at a moment, as Twilio's JSON and as a line of the journal. */
#include "config.h"

#include "tidings-simulator-private.h"

/* How long after the last word the price is known. */
#define PRICE_AFTER_MS 3000

/* A service takes a moment to choose the sender. */
#define CHOOSING_MS 100
#define SENDING_MS 300
#define SENT_MS 800
/* Before the first look for it, which comes two seconds after the request. */
#define FINAL_MS 1500
#define SLOW_MS 30000

static const struct {
  const char *name;
  int error_code;      /* 0: it is delivered */
  gint64 final_ms;
} phones[SIM_N_PHONES] = {
  [SIM_PHONE_NORMAL] = { "normal", 0, FINAL_MS },
  [SIM_PHONE_OFF] = { "off", 30003, FINAL_MS },
  [SIM_PHONE_NETWORK_TROUBLE] = { "network-trouble", 30017, FINAL_MS },
  [SIM_PHONE_SLOW] = { "slow", 0, SLOW_MS },
  [SIM_PHONE_LANDLINE] = { "landline", 30006, FINAL_MS },
  [SIM_PHONE_UNKNOWN] = { "unknown", 30005, FINAL_MS },
  [SIM_PHONE_FILTERED] = { "filtered", 30007, FINAL_MS },
  [SIM_PHONE_OPTED_OUT] = { "opted-out", 0, FINAL_MS },
  [SIM_PHONE_UNPRICED] = { "unpriced", 0, FINAL_MS },
  [SIM_PHONE_FRAUD] = { "fraud", 30450, FINAL_MS },
};

static const char *directions[SIM_N_DIRECTIONS] = {
  [SIM_OUTBOUND] = "outbound-api",
  [SIM_INBOUND] = "inbound",
  [SIM_ANSWER] = "outbound-reply",
  [SIM_CODE] = "code",
};

void
sim_text_free (SimText *text)
{
  g_free (text->sid);
  g_free (text->to);
  g_free (text->from);
  g_free (text->service);
  g_free (text->chosen);
  g_free (text->body);
  g_free (text->callback);
  g_strfreev (text->media);
  sim_script_unref (text->script);
  g_free (text);
}

const char *
sim_phone_to_string (SimPhone phone)
{
  g_assert (phone < SIM_N_PHONES);

  return phones[phone].name;
}

gboolean
sim_phone_from_string (const char *text,
                       SimPhone   *phone)
{
  for (guint i = 0; i < SIM_N_PHONES; i++)
    if (g_strcmp0 (phones[i].name, text) == 0)
      {
        *phone = i;
        return TRUE;
      }

  return FALSE;
}

/* The states in which nothing has left yet. FALSE if the text is on its way by @now. */
static gboolean
is_waiting (const SimText *text,
            gint64         now,
            SimState      *state)
{
  if (text->canceled_at > 0)
    {
      *state = (SimState) { .status = "canceled", .since = text->canceled_at, .is_final = TRUE };
      return TRUE;
    }
  if (now < text->send_at)
    {
      *state = (SimState) { .status = "scheduled", .since = text->created_at };
      return TRUE;
    }
  if (text->service && now < text->send_at + CHOOSING_MS)
    {
      *state = (SimState) { .status = "accepted", .since = text->send_at };
      return TRUE;
    }

  return FALSE;
}

/* What never left costs nothing of its own. */
static void
set_price (const SimText *text,
           gint64         now,
           SimState      *state)
{
  gint64 after_ms = sim_script_get_price_ms (text->script, PRICE_AFTER_MS);

  if (!state->is_final || text->is_failed || text->phone == SIM_PHONE_UNPRICED || now < state->since + after_ms)
    return;

  state->has_price = TRUE;
  state->price_micros = -text->part_micros * text->n_segments;
}

int
sim_text_get_error (const SimText *text)
{
  return text->error_code ? text->error_code : phones[text->phone].error_code;
}

static void
set_final (const SimText *text,
           SimState      *state)
{
  state->error_code = sim_text_get_error (text);
  state->since = text->send_at + phones[text->phone].final_ms;
  state->is_final = TRUE;

  if (!state->error_code)
    state->status = "delivered";
  else
    state->status = text->is_failed ? "failed" : "undelivered";
}

static SimState
get_outbound_state (const SimText *text,
                    gint64         now)
{
  gint64 begin = text->send_at;
  gint64 age = now - begin;
  SimState state = { .status = "queued", .since = begin, .has_sender = TRUE, .is_counted = TRUE };

  if (text->service)
    state.since = begin + CHOOSING_MS;

  if (age >= phones[text->phone].final_ms)
    {
      set_final (text, &state);
    }
  else if (age >= SENT_MS && !text->is_failed)
    {
      state.status = "sent";
      state.since = begin + SENT_MS;
    }
  else if (age >= SENDING_MS && !text->is_failed)
    {
      state.status = "sending";
      state.since = begin + SENDING_MS;
    }

  state.sent_at = age >= SENT_MS && !text->is_failed ? begin + SENT_MS : 0;
  if (text->script)
    sim_script_change_state (text, now, &state);
  set_price (text, now, &state);

  return state;
}

SimState
sim_text_get_state (const SimText *text,
                    gint64         now)
{
  SimState state = { 0 };

  if (text->direction == SIM_INBOUND)
    {
      state = (SimState) { .status = "received", .since = text->created_at, .sent_at = text->created_at,
                           .is_final = TRUE, .has_sender = TRUE, .is_counted = TRUE };
      if (text->script)
        sim_script_change_state (text, now, &state);
      set_price (text, now, &state);
      return state;
    }

  if (is_waiting (text, now, &state))
    {
      state.has_sender = text->from != NULL;
      return state;
    }

  return get_outbound_state (text, now);
}

void
sim_text_look (SimText *text,
               gint64   now)
{
  if (!text->script || !sim_script_is_by_look (text->script))
    return;

  if (sim_script_goes_on (text))
    {
      text->n_looks++;
      text->looked_at = now;
    }
}

/* What comes first is never told. */
GArray *
sim_text_list_instants (const SimText *text)
{
  GArray *instants = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 ages[] = { CHOOSING_MS, SENT_MS, phones[text->phone].final_ms };

  if (text->script && sim_script_has_steps (text->script))
    {
      g_array_unref (instants);
      return sim_script_list_instants (text);
    }

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      gint64 instant = text->send_at + ages[i];

      if ((ages[i] == CHOOSING_MS && !text->service) || (ages[i] == SENT_MS && text->is_failed))
        continue;
      g_array_append_val (instants, instant);
    }

  return instants;
}

gint64
sim_text_arrives_at (const SimText *text)
{
  if (text->direction == SIM_INBOUND || text->canceled_at > 0 || sim_text_get_error (text))
    return -1;

  return text->send_at;
}

const char *
sim_text_get_sender (const SimText *text,
                     gint64         now)
{
  if (text->from)
    return text->from;

  return sim_text_get_state (text, now).has_sender ? text->chosen : NULL;
}

static const char *
describe_error (int code)
{
  static const struct { int code; const char *sentence; } errors[] = {
    { 14107, "Rate limit exceeded: loop" },
    { 30002, "Account suspended" },
    { 30003, "Unreachable destination handset" },
    { 30004, "Message blocked" },
    { 30005, "Unknown destination handset" },
    { 30006, "Landline or unreachable carrier" },
    { 30007, "Message filtered" },
    { 30008, "Unknown error" },
    { 30011, "MMS not supported by the receiving phone number in this region" },
    { 30017, "Carrier network congested" },
    { 30032, "Toll-Free Number Has Not Been Verified" },
    { 30034, "US A2P 10DLC - Message from an Unregistered Number" },
    { 30036, "Validity Period Expired" },
    { 30040, "Unregistered Alphanumeric Sender ID Blocked" },
    { 63038, "Account exceeded the daily messages limit" },
    { 30450, "Message delivery blocked (Upstream)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == code)
      return errors[i].sentence;

  return NULL;
}

static void
set_dates (TidingsSimulator *self,
           JsonObject       *object,
           const SimText    *text,
           const SimState   *state)
{
  g_autofree char *created = sim_date_rfc2822 (self, text->created_at);
  g_autofree char *updated = sim_date_rfc2822 (self, MAX (state->since, text->redacted_at));
  g_autofree char *sent = state->sent_at > 0 ? sim_date_rfc2822 (self, state->sent_at) : NULL;

  json_object_set_string_member (object, "date_created", created);
  json_object_set_string_member (object, "date_updated", updated);
  json_object_set_string_member (object, "date_sent", sent);
}

static void
set_amounts (TidingsSimulator *self,
             JsonObject       *object,
             const SimText    *text,
             const SimState   *state)
{
  g_autofree char *segments = g_strdup_printf ("%u", state->is_counted ? text->n_segments : 0);
  g_autofree char *media = g_strdup_printf ("%u", text->n_media);
  g_autofree char *price = state->has_price ? sim_decimal (state->price_micros, 5) : NULL;

  json_object_set_string_member (object, "num_segments", segments);
  json_object_set_string_member (object, "num_media", media);
  json_object_set_string_member (object, "price", price);
  json_object_set_string_member (object, "price_unit", self->world->account.currency);
}

static void
set_error (JsonObject     *object,
           const SimState *state)
{
  if (state->error_code)
    json_object_set_int_member (object, "error_code", state->error_code);
  else
    json_object_set_null_member (object, "error_code");
  json_object_set_string_member (object, "error_message", describe_error (state->error_code));
}

static void
set_links (JsonObject    *object,
           const SimText *text)
{
  JsonObject *links = json_object_new ();
  g_autofree char *base = g_strdup_printf ("/2010-04-01/Accounts/%s/Messages/%s",
                                           TIDINGS_SIMULATOR_ACCOUNT_SID, text->sid);
  g_autofree char *uri = g_strconcat (base, ".json", NULL);
  g_autofree char *media = g_strconcat (base, "/Media.json", NULL);

  json_object_set_string_member (object, "uri", uri);
  json_object_set_string_member (links, "media", media);
  json_object_set_object_member (object, "subresource_uris", links);
}

JsonObject *
sim_text_to_resource (TidingsSimulator *self,
                      const SimText    *text,
                      gint64            now)
{
  JsonObject *object = json_object_new ();
  SimState state = sim_text_get_state (text, now);

  json_object_set_string_member (object, "sid", text->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "api_version", "2010-04-01");
  json_object_set_string_member (object, "body", text->redacted_at > 0 ? "" : text->body);
  json_object_set_string_member (object, "from", sim_text_get_sender (text, now));
  json_object_set_string_member (object, "to", text->to);
  json_object_set_string_member (object, "messaging_service_sid", text->service);
  json_object_set_string_member (object, "direction", directions[text->direction]);
  json_object_set_string_member (object, "status", state.status);
  set_amounts (self, object, text, &state);
  set_error (object, &state);
  set_dates (self, object, text, &state);
  set_links (object, text);

  return object;
}

JsonObject *
sim_text_to_journal (const SimText *text)
{
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "what", "text");
  json_object_set_string_member (line, "direction", directions[text->direction]);
  json_object_set_string_member (line, "sid", text->sid);
  json_object_set_string_member (line, "to", text->to);
  json_object_set_string_member (line, "from", text->from);
  json_object_set_string_member (line, "service", text->service);
  json_object_set_string_member (line, "body", text->body);
  json_object_set_string_member (line, "phone", sim_phone_to_string (text->phone));
  json_object_set_string_member (line, "chosen", text->chosen);
  json_object_set_int_member (line, "error", text->error_code);
  json_object_set_boolean_member (line, "failed", text->is_failed);
  json_object_set_int_member (line, "micros", text->part_micros);
  json_object_set_int_member (line, "segments", text->n_segments);
  json_object_set_int_member (line, "media", text->n_media);
  json_object_set_int_member (line, "created", text->created_at);
  json_object_set_int_member (line, "send", text->send_at);

  return line;
}

static gboolean
read_direction (JsonObject   *line,
                SimDirection *direction)
{
  const char *name = json_object_get_string_member_with_default (line, "direction", NULL);

  for (guint i = 0; i < SIM_N_DIRECTIONS; i++)
    if (g_strcmp0 (directions[i], name) == 0)
      {
        *direction = i;
        return TRUE;
      }

  return FALSE;
}

SimText *
sim_text_from_journal (JsonObject *line)
{
  g_autoptr(SimText) text = g_new0 (SimText, 1);

  text->sid = g_strdup (json_object_get_string_member_with_default (line, "sid", NULL));
  text->to = g_strdup (json_object_get_string_member_with_default (line, "to", NULL));
  text->from = g_strdup (json_object_get_string_member_with_default (line, "from", NULL));
  text->service = g_strdup (json_object_get_string_member_with_default (line, "service", NULL));
  text->body = g_strdup (json_object_get_string_member_with_default (line, "body", NULL));
  /* Journals of the first version know none of these four. */
  text->chosen = g_strdup (json_object_get_string_member_with_default (line, "chosen", TIDINGS_SIMULATOR_SENDER));
  text->error_code = json_object_get_int_member_with_default (line, "error", 0);
  text->is_failed = json_object_get_boolean_member_with_default (line, "failed", FALSE);
  text->part_micros = json_object_get_int_member_with_default (line, "micros", SIM_OUTBOUND_MICROS);
  text->n_segments = json_object_get_int_member_with_default (line, "segments", 0);
  text->n_media = json_object_get_int_member_with_default (line, "media", 0);
  text->created_at = json_object_get_int_member_with_default (line, "created", 0);
  text->send_at = json_object_get_int_member_with_default (line, "send", 0);

  if (!text->sid || !text->to || !text->body || !read_direction (line, &text->direction) ||
      !sim_phone_from_string (json_object_get_string_member_with_default (line, "phone", NULL), &text->phone))
    return NULL;

  return g_steal_pointer (&text);
}

char *
sim_dup_digits (TidingsSimulator *self,
                guint             n_digits)
{
  GString *digits = g_string_new (NULL);

  while (digits->len < n_digits)
    g_string_append_c (digits, (char) g_rand_int_range (self->random, '0', '9' + 1));

  return g_string_free (digits, FALSE);
}

char *
sim_dup_sid (TidingsSimulator *self,
             const char       *prefix)
{
  g_autofree char *sid = NULL;

  do
    {
      g_free (sid);
      sid = g_strdup_printf ("%s%08x%08x%08x%08x", prefix, g_rand_int (self->random), g_rand_int (self->random),
                             g_rand_int (self->random), g_rand_int (self->random));
    }
  while (g_hash_table_contains (self->texts_by_sid, sid));

  return g_steal_pointer (&sid);
}

/* Always through the clock, so that whoever listens is never called from inside the request. A text that was accepted a moment
 * ago, while the disk took its line, arrives now; one that is read again from the journal has been told. */
static void
await_arrival (TidingsSimulator *self,
               SimText          *text)
{
  gint64 arrives_at = sim_text_arrives_at (text);

  if (arrives_at >= 0 && (!self->is_replaying || arrives_at >= tidings_clock_get_now (self->clock)))
    text->arrival_id = tidings_clock_call_at (self->clock, arrives_at, sim_tell_arrival, self);
}

void
sim_texts_return_to (TidingsSimulator *self,
                     gint64            now)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      SimText *text = g_ptr_array_index (self->texts, i);

      if (text->created_at <= now)
        continue;

      text->send_at = MAX (text->send_at - (text->created_at - now), now);
      text->created_at = now;
      text->canceled_at = MIN (text->canceled_at, now);
      text->redacted_at = MIN (text->redacted_at, now);
      text->deleted_at = MIN (text->deleted_at, now);
      text->looked_at = MIN (text->looked_at, now);
      tidings_clock_cancel (self->clock, text->arrival_id);
      text->arrival_id = 0;
      await_arrival (self, text);
    }
}

void
sim_texts_bring_forward (TidingsSimulator *self,
                         gint64            ms)
{
  gint64 now = tidings_clock_get_now (self->clock);

  for (guint i = 0; i < self->texts->len; i++)
    {
      SimText *text = g_ptr_array_index (self->texts, i);

      if (text->direction == SIM_INBOUND || text->canceled_at > 0 || text->send_at <= now)
        continue;

      text->send_at = MAX (text->send_at - ms, now);
      tidings_clock_cancel (self->clock, text->arrival_id);
      text->arrival_id = 0;
      await_arrival (self, text);
    }
}

void
sim_keep_text (TidingsSimulator *self,
               SimText          *text)
{
  text->position = self->texts->len;
  g_ptr_array_add (self->texts, text);
  g_hash_table_insert (self->texts_by_sid, text->sid, text);

  sim_webhooks_follow (self, text);
  await_arrival (self, text);
}
