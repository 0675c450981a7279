/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST …/Messages.json: every check that Twilio makes, in order, and the new text (reference, sections 1.4, 2.1, 2.7). */
#include "config.h"

#include <string.h>

#include "tidings-segments.h"
#include "tidings-simulator-private.h"

#define MAX_BODY 1600
#define MAX_MEDIA 10
#define MAX_VALIDITY_S 36000
#define MIN_LEAD_MS (G_GINT64_CONSTANT (300) * 1000)
#define MAX_LEAD_MS (G_GINT64_CONSTANT (3024000) * 1000)

#define TRIAL_PREFIX "Sent from your Twilio trial account - "

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* The daily limit, the loop guard, and from where on codes end an accepted message (reference, section 7). */
#define CODE_DAILY_LIMIT 63038
#define CODE_LOOP 14107
#define FIRST_FINAL_CODE 30000

typedef gboolean (*Check) (SimRequest *request, SimOrder *order);

static void
order_clear (SimOrder *order)
{
  g_clear_pointer (&order->to, g_free);
  g_clear_pointer (&order->sender, g_free);
  g_clear_pointer (&order->body, g_free);
  g_clear_pointer (&order->media, g_strfreev);
  g_clear_pointer (&order->check, tidings_number_check_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOrder, order_clear)

/* NULL for an empty value, which Twilio takes as none at all. */
static const char *
get_value (SimRequest *request,
           const char *name)
{
  const char *value = sim_request_get_form (request, name);

  return value && *value ? value : NULL;
}

gboolean
sim_refuse_order (SimRequest *request,
                  int         code,
                  const char *sentence)
{
  sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, code, "%s", sentence);

  return FALSE;
}

static gboolean
check_presence (SimRequest *request,
                SimOrder   *order)
{
  order->to_typed = get_value (request, "To");
  order->from = get_value (request, "From");

  if (!order->to_typed)
    return sim_refuse_order (request, 21604, "A 'To' phone number is required.");
  if (!order->from && !get_value (request, "MessagingServiceSid"))
    return sim_refuse_order (request, 21603, "A 'From' phone number is required.");

  return TRUE;
}

static gboolean
check_words (SimRequest *request,
             SimOrder   *order)
{
  static const struct { const char *name; const char *words; } closed[] = {
    { "SmartEncoded", "true false" },
    { "ShortenUrls", "true false" },
    { "ProvideFeedback", "true false" },
    { "SendAsMms", "true false" },
    { "ForceDelivery", "true false" },
    { "RiskCheck", "enable disable" },
    { "ContentRetention", "retain discard" },
    { "AddressRetention", "retain obfuscate" },
    { "TrafficType", "free" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    {
      const char *value = get_value (request, closed[i].name);
      g_auto(GStrv) words = g_strsplit (closed[i].words, " ", -1);

      if (!value || g_strv_contains ((const char * const *) words, value))
        continue;
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The parameter '%s' must be one of: %s", closed[i].name,
                       closed[i].words);
      return FALSE;
    }

  return TRUE;
}

/* Features that have to be ordered, and one that nobody has any more. */
static gboolean
check_features (SimRequest *request,
                SimOrder   *order)
{
  const char *attempt = get_value (request, "Attempt");
  const char *content = get_value (request, "ContentSid");

  if (g_strcmp0 (get_value (request, "ContentRetention"), "discard") == 0)
    return sim_refuse_order (request, 30029, "Discarding content is not enabled for your account.");
  if (g_strcmp0 (get_value (request, "AddressRetention"), "obfuscate") == 0)
    return sim_refuse_order (request, 30030, "Obfuscating addresses is not enabled for your account.");
  if (get_value (request, "MaxPrice"))
    return sim_refuse_order (request, 30010, "The parameter 'MaxPrice' is no longer supported.");
  if (get_value (request, "FallbackFrom"))
    return sim_refuse_order (request, 21664, "The parameter 'FallbackFrom' is for RCS only.");
  if (g_strcmp0 (get_value (request, "ShortenUrls"), "true") == 0)
    return sim_refuse_order (request, 30100, "Link shortening is not set up for your account.");
  if (content)
    return sim_refuse_order (request, 21655, "The 'ContentSid' does not exist.");
  if (get_value (request, "ContentVariables"))
    return sim_refuse_order (request, 21654, "A 'ContentSid' is required with 'ContentVariables'.");
  if (attempt && !g_ascii_string_to_unsigned (attempt, 10, 0, G_MAXINT, NULL, NULL))
    return sim_refuse_order (request, 20001, "The parameter 'Attempt' must be a number.");

  return TRUE;
}

static gboolean
check_media (SimRequest *request,
             SimOrder   *order)
{
  g_autoptr(GPtrArray) media = sim_request_get_forms (request, "MediaUrl");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (media->len > MAX_MEDIA)
    return sim_refuse_order (request, 21623, "Number of media files exceeds allowed limit.");

  for (guint i = 0; i < media->len; i++)
    {
      if (!sim_is_web_address (g_ptr_array_index (media, i)))
        return sim_refuse_order (request, 21620, "Invalid media URL(s)");
      g_strv_builder_add (builder, g_ptr_array_index (media, i));
    }

  order->n_media = media->len;
  order->media = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
check_content (SimRequest *request,
               SimOrder   *order)
{
  const char *body = get_value (request, "Body");
  const char *callback = get_value (request, "StatusCallback");
  const char *validity = get_value (request, "ValidityPeriod");

  if (!body && order->n_media == 0)
    return sim_refuse_order (request, 21602, "Message body is required.");
  if (body && g_utf8_strlen (body, -1) > MAX_BODY)
    return sim_refuse_order (request, 21617, "The concatenated message body exceeds the 1600 character limit.");
  if (callback && !sim_is_web_address (callback))
    return sim_refuse_order (request, 21609, "The 'StatusCallback' URL is not a valid URL.");
  if (validity && !g_ascii_string_to_unsigned (validity, 10, 1, MAX_VALIDITY_S, NULL, NULL))
    return sim_refuse_order (request, 21624, "The 'ValidityPeriod' must be a number of seconds from 1 to 36000.");

  return TRUE;
}

/* The body as it leaves. */
static gboolean
make_body (SimRequest *request,
           SimOrder   *order)
{
  const char *body = get_value (request, "Body");
  const char *prefix = sim_world_is_trial (request->simulator->world) ? TRIAL_PREFIX : "";
  g_autofree char *whole = g_strconcat (prefix, body ? body : "", NULL);
  gboolean is_smart = g_strcmp0 (get_value (request, "SmartEncoded"), "true") == 0;

  if (order->service && order->service->is_smart)
    is_smart = TRUE;
  order->body = is_smart ? tidings_gsm7_look_alikes (whole) : g_steal_pointer (&whole);

  return TRUE;
}

static gboolean
check_to (SimRequest *request,
          SimOrder   *order)
{
  static const struct { const char *number; int code; const char *sentence; } magic[] = {
    { "+15005550001", 21211, "The 'To' number +15005550001 is not a valid phone number." },
    { "+15005550002", 21612, "The message cannot be routed from this 'From' to this 'To'." },
    { "+15005550003", 21408, "Permission to send an SMS has not been enabled for the region of the 'To' number." },
    { "+15005550004", 21610, "Attempt to send to unsubscribed recipient" },
    { "+15005550009", 21614, "'To' number is not a valid mobile number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (magic); i++)
    if (strcmp (order->to_typed, magic[i].number) == 0)
      return sim_refuse_order (request, magic[i].code, magic[i].sentence);

  /* Without a plus sign a number is a national one, and the account does not say of which nation. */
  order->check = tidings_phone_number_check (order->to_typed, NULL);
  if (tidings_number_verdict_blocks (order->check->verdict) || !order->check->e164)
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 21211, "The 'To' number %s is not a valid phone number.",
                       order->to_typed);
      return FALSE;
    }

  order->to = g_strdup (order->check->e164);
  order->country = order->check->country ? order->check->country : "";

  return TRUE;
}

/* What a lookup would say counts more than the numbering plan. */
static SimPhone
find_phone (SimRequest     *request,
            const SimOrder *order)
{
  const SimLine *line = sim_world_find_line (request->simulator->world, order->to);
  gboolean takes_texts = order->check->verdict != TIDINGS_NUMBER_NO_TEXTS;

  if (line && line->type)
    takes_texts = strcmp (line->type, "landline") != 0;

  return takes_texts ? sim_get_phone (request->simulator, order->to) : SIM_PHONE_LANDLINE;
}

static gboolean
is_final_code (int code)
{
  return (code >= FIRST_FINAL_CODE || code == CODE_LOOP) && !sim_is_verify_code (code);
}

static gboolean
check_phone (SimRequest *request,
             SimOrder   *order)
{
  TidingsSimulator *self = request->simulator;
  int code = sim_get_phone_error (self, order->to);

  if (request->is_test)
    return TRUE;

  if (sim_world_is_trial (self->world) && !sim_is_verified (self, order->to))
    return sim_refuse_order (request, 21608, "The 'To' number is unverified. Trial accounts cannot text unverified numbers.");
  if (g_hash_table_contains (self->world->closed_countries, order->country))
    return sim_refuse_order (request, 21408, "Permission to send an SMS has not been enabled for the region of the 'To' number.");
  if (code && !is_final_code (code) && !sim_is_verify_code (code))
    return sim_refuse_order (request, code, "The 'To' number cannot be texted.");

  order->phone = find_phone (request, order);

  return TRUE;
}

static gboolean
parse_send_at (SimRequest *request,
               SimOrder   *order,
               const char *send_at)
{
  /* Without a zone of its own the text is no instant, and GLib refuses it. */
  g_autoptr(GDateTime) when = g_date_time_new_from_iso8601 (send_at, NULL);

  if (!when)
    return sim_refuse_order (request, 35114, "The 'SendAt' time is not an ISO 8601 time.");

  if (request->simulator->world->account.drops_schedule)
    return TRUE;

  order->send_at = g_date_time_to_unix (when) * 1000 - request->simulator->skew_ms;
  if (order->send_at < request->now + MIN_LEAD_MS)
    return sim_refuse_order (request, 35115, "The 'SendAt' time must be at least 300 seconds in the future.");
  if (order->send_at > request->now + MAX_LEAD_MS)
    return sim_refuse_order (request, 35117, "The 'SendAt' time must be at most 35 days in the future.");

  return TRUE;
}

static gboolean
is_schedule_full (SimRequest *request)
{
  TidingsSimulator *self = request->simulator;
  guint limit = self->world->account.scheduled_limit;
  guint n_waiting = 0;

  for (guint i = 0; limit > 0 && i < self->texts->len; i++)
    {
      const SimText *text = g_ptr_array_index (self->texts, i);

      n_waiting += text->send_at > request->now && text->canceled_at == 0;
    }

  return limit > 0 && n_waiting >= limit;
}

static gboolean
check_schedule (SimRequest *request,
                SimOrder   *order)
{
  const char *type = get_value (request, "ScheduleType");
  const char *send_at = get_value (request, "SendAt");

  order->send_at = request->now;
  if (!type && !send_at)
    return TRUE;

  if (g_strcmp0 (type, "fixed") != 0)
    return sim_refuse_order (request, 35126, "The 'ScheduleType' must be 'fixed'.");
  if (!order->service)
    return sim_refuse_order (request, 35118, "A 'MessagingServiceSid' is required to schedule a message.");
  if (!send_at)
    return sim_refuse_order (request, 35111, "The 'SendAt' parameter is required to schedule a message.");
  if (is_schedule_full (request))
    return sim_refuse_order (request, 35125, "The account's limit of scheduled messages has been reached.");

  return parse_send_at (request, order, send_at);
}

static gboolean
check_opt_out (SimRequest *request,
               SimOrder   *order)
{
  const char *scope = order->service ? order->service->sid : order->from;

  if (sim_is_blocked (request->simulator, scope, order->to) || order->phone == SIM_PHONE_OPTED_OUT)
    return sim_refuse_order (request, 21610, "Attempt to send to unsubscribed recipient");

  return TRUE;
}

/* What was accepted since the GMT day began is as much as a day may have. */
static gboolean
is_day_full (SimRequest *request)
{
  TidingsSimulator *self = request->simulator;
  guint limit = self->world->account.daily_limit;
  gint64 begin = request->now - (request->now + self->skew_ms) % DAY_MS;
  guint n_texts = 0;

  for (guint i = self->texts->len; limit > 0 && i > 0; i--)
    {
      const SimText *text = g_ptr_array_index (self->texts, i - 1);

      n_texts += text->direction == SIM_OUTBOUND && text->created_at >= begin;
    }

  return limit > 0 && n_texts >= limit;
}

static int
find_error (SimRequest     *request,
            const SimOrder *order)
{
  int code = sim_get_phone_error (request->simulator, order->to);

  if (is_day_full (request))
    return CODE_DAILY_LIMIT;

  return is_final_code (code) ? code : order->error_code;
}

static SimText *
make_text (SimRequest *request,
           SimOrder   *order)
{
  SimWorld *world = request->simulator->world;
  SimText *text = g_new0 (SimText, 1);

  text->sid = sim_dup_sid (request->simulator, order->n_media > 0 ? "MM" : "SM");
  text->to = g_strdup (order->to);
  text->from = g_strdup (order->from);
  text->service = order->service ? g_strdup (order->service->sid) : NULL;
  text->chosen = g_strdup (order->sender);
  text->body = g_strdup (order->body);
  text->direction = SIM_OUTBOUND;
  text->phone = order->phone;
  text->error_code = find_error (request, order);
  text->is_failed = text->error_code == CODE_DAILY_LIMIT;
  text->part_micros = sim_world_get_price (world, order->country, sim_world_find_line (world, order->to), order->sender);
  text->callback = g_strdup (get_value (request, "StatusCallback"));
  text->has_feedback = g_strcmp0 (get_value (request, "ProvideFeedback"), "true") == 0;
  /* A picture message is one, however long its text. */
  text->n_segments = order->n_media > 0 ? 1 : tidings_segments_count (order->body).n_segments;
  text->n_media = order->n_media;
  text->media = g_steal_pointer (&order->media);
  text->created_at = request->now;
  text->send_at = order->send_at;

  return text;
}

void
sim_messages_create (SimRequest *request)
{
  static const Check checks[] = {
    check_presence, check_words, check_features, check_media, check_content, sim_check_service, sim_check_from, check_to,
    check_phone, sim_check_way, check_schedule, check_opt_out, make_body,
  };
  g_auto(SimOrder) order = { 0 };
  g_autoptr(SimText) text = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!checks[i] (request, &order))
      return;

  text = make_text (request, &order);
  sim_reply (request, SOUP_STATUS_CREATED, sim_text_to_resource (request->simulator, text, request->now));

  /* With test credentials nothing is sent, stored or charged. */
  if (request->is_test)
    return;

  if (!sim_journal_append (request->simulator->journal, sim_text_to_journal (text), &error))
    {
      g_warning ("%s", error->message);
      sim_reply_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "An internal server error has occurred");
      return;
    }

  /* Only now: the answer to a creation is what it always is. */
  sim_scripts_give (request->simulator, text);
  sim_keep_text (request->simulator, g_steal_pointer (&text));
}
