/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST …/Messages.json: every check that Twilio makes, in order, and the new text (reference, sections 1.4, 2.1, 2.7). */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"
#include "tidings-segments.h"
#include "tidings-simulator-private.h"

#define MAX_BODY 1600
#define MAX_MEDIA 10
#define MAX_VALIDITY_S 36000
#define MIN_LEAD_MS (G_GINT64_CONSTANT (300) * 1000)
#define MAX_LEAD_MS (G_GINT64_CONSTANT (3024000) * 1000)

#define BAD SOUP_STATUS_BAD_REQUEST

/* What was asked for, checked step by step. */
typedef struct {
  const char *to_typed;
  char *to;               /* E.164 */
  const char *country;    /* of the phone, borrowed from check, may be NULL */
  TidingsNumberCheck *check;
  const char *from;       /* NULL for a service alone */
  const char *service;    /* NULL for none */
  char *body;
  guint n_media;
  gint64 send_at;
  SimPhone phone;
} Order;

typedef gboolean (*Check) (SimRequest *request, Order *order);

static void
order_clear (Order *order)
{
  g_clear_pointer (&order->to, g_free);
  g_clear_pointer (&order->body, g_free);
  g_clear_pointer (&order->check, tidings_number_check_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

/* NULL for an empty value, which Twilio takes as none at all. */
static const char *
get_value (SimRequest *request,
           const char *name)
{
  const char *value = sim_request_get_form (request, name);

  return value && *value ? value : NULL;
}

static gboolean
refuse (SimRequest *request,
        int         code,
        const char *sentence)
{
  sim_reply_error (request, BAD, code, "%s", sentence);

  return FALSE;
}

static gboolean
check_presence (SimRequest *request,
                Order      *order)
{
  order->to_typed = get_value (request, "To");
  order->from = get_value (request, "From");
  order->service = get_value (request, "MessagingServiceSid");

  if (!order->to_typed)
    return refuse (request, 21604, "A 'To' phone number is required.");
  if (!order->from && !order->service)
    return refuse (request, 21603, "A 'From' phone number is required.");

  return TRUE;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    return FALSE;

  return host && *host && !strchr (host, '_');
}

static gboolean
check_content (SimRequest *request,
               Order      *order)
{
  g_autoptr(GPtrArray) media = sim_request_get_forms (request, "MediaUrl");
  const char *body = get_value (request, "Body");
  const char *callback = get_value (request, "StatusCallback");

  if (!body && media->len == 0)
    return refuse (request, 21602, "Message body is required.");
  if (body && g_utf8_strlen (body, -1) > MAX_BODY)
    return refuse (request, 21617, "The concatenated message body exceeds the 1600 character limit.");
  if (media->len > MAX_MEDIA)
    return refuse (request, 21623, "Number of media files exceeds allowed limit.");
  for (guint i = 0; i < media->len; i++)
    if (!is_web_address (g_ptr_array_index (media, i)))
      return refuse (request, 21620, "Invalid media URL(s)");
  if (callback && !is_web_address (callback))
    return refuse (request, 21609, "The 'StatusCallback' URL is not a valid URL.");

  if (g_strcmp0 (get_value (request, "SmartEncoded"), "true") == 0)
    order->body = tidings_gsm7_look_alikes (body ? body : "");
  else
    order->body = g_strdup (body ? body : "");
  order->n_media = media->len;

  return TRUE;
}

static gboolean
check_validity (SimRequest *request,
                Order      *order)
{
  const char *validity = get_value (request, "ValidityPeriod");

  if (validity && !g_ascii_string_to_unsigned (validity, 10, 1, MAX_VALIDITY_S, NULL, NULL))
    return refuse (request, 21624, "The 'ValidityPeriod' must be a number of seconds from 1 to 36000.");

  return TRUE;
}

/* One to eleven letters, digits, blanks and + - _ &, with a letter among them (reference, section 3.1). */
static gboolean
is_name (const char *sender)
{
  return strlen (sender) <= 11 &&
         strspn (sender, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS " +-_&") == strlen (sender) &&
         strpbrk (sender, G_CSET_A_2_Z G_CSET_a_2_z);
}

static gboolean
is_generic_name (const char *sender)
{
  static const char *generic[] = { "sms", "info", "verify" };

  for (guint i = 0; i < G_N_ELEMENTS (generic); i++)
    if (g_ascii_strcasecmp (sender, generic[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
check_service (SimRequest *request,
               Order      *order)
{
  if (!order->service)
    return TRUE;

  if (!g_str_has_prefix (order->service, "MG") || strlen (order->service) != 34 ||
      strspn (order->service + 2, "0123456789abcdefABCDEF") != 32)
    return refuse (request, 21705, "The Messaging Service Sid is invalid.");
  if (strcmp (order->service, TIDINGS_SIMULATOR_SERVICE) != 0 || request->is_test)
    return refuse (request, 21701, "The Messaging Service does not exist.");
  if (order->from && strcmp (order->from, TIDINGS_SIMULATOR_SENDER) != 0)
    return refuse (request, 21711, "The 'From' number is not in the Messaging Service's sender pool.");

  return TRUE;
}

static gboolean
check_from (SimRequest *request,
            Order      *order)
{
  static const struct { const char *number; int code; const char *sentence; } magic[] = {
    { "+15005550001", 21212, "The 'From' number +15005550001 is not a valid phone number." },
    { "+15005550007", 21606, "The 'From' phone number provided is not a valid, message-capable number of your account." },
    { "+15005550008", 21611, "This 'From' number has exceeded the maximum number of queued messages." },
  };

  if (!order->from || strcmp (order->from, TIDINGS_SIMULATOR_SENDER) == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (magic); i++)
    if (strcmp (order->from, magic[i].number) == 0)
      return refuse (request, magic[i].code, magic[i].sentence);

  if (request->is_test)
    return refuse (request, 21606, "The 'From' phone number provided cannot be used with test credentials.");

  if (*order->from == '+' && strspn (order->from + 1, G_CSET_DIGITS) == strlen (order->from + 1) && order->from[1])
    return refuse (request, 21606, magic[1].sentence);
  if (!is_name (order->from) || is_generic_name (order->from))
    return refuse (request, 21212, "The 'From' name or number is not valid.");

  return TRUE;
}

static gboolean
check_to (SimRequest *request,
          Order      *order)
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
      return refuse (request, magic[i].code, magic[i].sentence);

  /* Without a plus sign a number is a national one, and the account does not say of which nation. */
  order->check = tidings_phone_number_check (order->to_typed, NULL);
  if (tidings_number_verdict_blocks (order->check->verdict) || !order->check->e164)
    {
      sim_reply_error (request, BAD, 21211, "The 'To' number %s is not a valid phone number.", order->to_typed);
      return FALSE;
    }

  order->to = g_strdup (order->check->e164);
  order->country = order->check->country;
  order->phone = order->check->verdict == TIDINGS_NUMBER_NO_TEXTS ? SIM_PHONE_LANDLINE
                                                                  : sim_get_phone (request->simulator, order->to);

  return TRUE;
}

/* Countries whose networks take no names as senders (reference, section 3.1). */
static gboolean
check_name_in_country (SimRequest *request,
                       Order      *order)
{
  static const char *without_names[] = {
    "BS", "BE", "CA", "KY", "CL", "CN", "CO", "CR", "DO", "EC", "GF", "GU", "HU", "IR", "MY", "NR", "NZ", "PA", "PY",
    "PR", "ZA", "KR", "SY", "TW", "US", "UY", NULL
  };

  if (order->from && *order->from != '+' && order->country && g_strv_contains (without_names, order->country))
    return refuse (request, 21612, "The 'To' phone number is not reachable by a name as 'From'.");

  return TRUE;
}

static gboolean
check_schedule (SimRequest *request,
                Order      *order)
{
  const char *type = get_value (request, "ScheduleType");
  const char *send_at = get_value (request, "SendAt");
  g_autoptr(GDateTime) when = NULL;

  order->send_at = request->now;
  if (!type && !send_at)
    return TRUE;

  if (g_strcmp0 (type, "fixed") != 0)
    return refuse (request, 35126, "The 'ScheduleType' must be 'fixed'.");
  if (!order->service)
    return refuse (request, 35118, "A 'MessagingServiceSid' is required to schedule a message.");
  if (!send_at)
    return refuse (request, 35111, "The 'SendAt' parameter is required to schedule a message.");

  /* Without a zone of its own the text is no instant, and GLib refuses it. */
  when = g_date_time_new_from_iso8601 (send_at, NULL);
  if (!when)
    return refuse (request, 35114, "The 'SendAt' time is not an ISO 8601 time.");

  order->send_at = g_date_time_to_unix (when) * 1000;
  if (order->send_at < request->now + MIN_LEAD_MS)
    return refuse (request, 35115, "The 'SendAt' time must be at least 300 seconds in the future.");
  if (order->send_at > request->now + MAX_LEAD_MS)
    return refuse (request, 35117, "The 'SendAt' time must be at most 35 days in the future.");

  return TRUE;
}

static gboolean
check_opt_out (SimRequest *request,
               Order      *order)
{
  const char *scope = order->service ? order->service : order->from;

  if (sim_is_blocked (request->simulator, scope, order->to))
    return refuse (request, 21610, "Attempt to send to unsubscribed recipient");

  return TRUE;
}

static SimText *
make_text (SimRequest  *request,
           const Order *order)
{
  SimText *text = g_new0 (SimText, 1);

  text->sid = sim_dup_sid (request->simulator, order->n_media > 0 ? "MM" : "SM");
  text->to = g_strdup (order->to);
  text->from = g_strdup (order->from);
  text->service = g_strdup (order->service);
  text->body = g_strdup (order->body);
  text->direction = SIM_OUTBOUND;
  text->phone = order->phone;
  /* A picture message is one, however long its text. */
  text->n_segments = order->n_media > 0 ? 1 : tidings_segments_count (order->body).n_segments;
  text->n_media = order->n_media;
  text->created_at = request->now;
  text->send_at = order->send_at;

  return text;
}

void
sim_messages_create (SimRequest *request)
{
  static const Check checks[] = {
    check_presence, check_content, check_validity, check_service, check_from, check_to, check_name_in_country,
    check_schedule, check_opt_out,
  };
  g_auto(Order) order = { 0 };
  g_autoptr(SimText) text = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!checks[i] (request, &order))
      return;

  text = make_text (request, &order);
  sim_reply (request, SOUP_STATUS_CREATED, sim_text_to_resource (text, request->now));

  /* With test credentials nothing is sent, stored or charged. */
  if (request->is_test)
    return;

  if (!sim_journal_append (request->simulator->journal, sim_text_to_journal (text), &error))
    {
      g_warning ("%s", error->message);
      sim_reply_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "An internal server error has occurred");
      return;
    }

  sim_keep_text (request->simulator, g_steal_pointer (&text));
}
