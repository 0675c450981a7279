/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twilio's JSON as values. Nothing in here trusts the other side: it grows new fields and words any day. */
#include "config.h"

#include <libsoup/soup.h>

#include "tidings-format.h"
#include "tidings-twilio-private.h"

/* By value of the enum; the first word is for what is not known yet. */
static const char *const status_words[] = {
  "unknown", "accepted", "scheduled", "queued", "sending", "sent", "delivered",
  "undelivered", "failed", "canceled", "read", "receiving", "received",
};

const char *
tidings_twilio_status_to_string (TidingsTwilioStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (status_words), status_words[0]);

  return status_words[status];
}

TidingsTwilioStatus
tidings_twilio_status_from_string (const char *text)
{
  for (guint i = 1; text != NULL && i < G_N_ELEMENTS (status_words); i++)
    if (g_str_equal (text, status_words[i]))
      return (TidingsTwilioStatus) i;

  return TIDINGS_TWILIO_STATUS_UNKNOWN;
}

void
tidings_twilio_message_free (TidingsTwilioMessage *message)
{
  if (message == NULL)
    return;

  g_free (message->sid);
  g_free (message->to);
  g_free (message->from);
  g_free (message->service);
  g_free (message->body);
  g_free (message->currency);
  g_free (message);
}

void
tidings_twilio_account_free (TidingsTwilioAccount *account)
{
  if (account == NULL)
    return;

  g_free (account->sid);
  g_free (account->name);
  g_free (account->kind);
  g_free (account->state);
  g_free (account);
}

/* Whether the text is one object or array, nested no deeper than json-glib's recursion may go. json-glib also reads
 * comments and other things that are no JSON, in which brackets could hide from this count, so those are refused here;
 * and of several values in a row (“7{}”) it takes the last, leaking (1.6.6) the ones before it. */
static gboolean
has_plain_shape (const char *text,
                 gsize       length)
{
  gboolean in_string = FALSE;
  gboolean has_ended = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (depth == 0 && (has_ended || (c != '{' && c != '[')))
        {
          if (c == '\0' || strchr (" \t\r\n", c) == NULL)
            return FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        {
          if (++depth > TIDINGS_TWILIO_MAX_DEPTH)
            return FALSE;
        }
      else if (c == '}' || c == ']')
        has_ended = --depth == 0;
      else if (!g_ascii_isalnum (c) && (c == '\0' || strchr (" \t\r\n:,.+-", c) == NULL))
        return FALSE;
    }

  return has_ended;
}

JsonObject *
tidings_twilio_parse_object (GBytes *body)
{
  g_autoptr(JsonParser) parser = NULL;
  JsonNode *root = NULL;
  gsize length = 0;
  const char *text = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  text = g_bytes_get_data (body, &length);
  if (length == 0 || length > TIDINGS_TWILIO_MAX_BODY || !g_utf8_validate_len (text, length, NULL) ||
      !has_plain_shape (text, length))
    return NULL;

  /* Not an immutable one: json-glib 1.10 asserts in it over some texts that are nearly JSON. */
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;

  root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/* A value that is a string, a number or a boolean; NULL for anything else. */
static JsonNode *
get_value (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/* A string, or a number as it would be written; always valid UTF-8, which an escaped half of a surrogate pair is not. */
static char *
dup_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = get_value (object, name);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL)
    return NULL;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_utf8_make_valid (json_node_get_string (node), -1);
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_strdup (g_ascii_formatd (number, sizeof number, "%.6f", json_node_get_double (node)));
    default:
      return NULL;
    }
}

static char *
dup_string_or_empty (JsonObject *object,
                     const char *name)
{
  char *text = dup_string (object, name);

  return text != NULL ? text : g_strdup ("");
}

/* A count or code, given as number or as string; 0 if it is none or out of range. */
static int
get_count (JsonObject *object,
           const char *name)
{
  g_autofree char *text = dup_string (object, name);
  gint64 number = 0;

  if (text == NULL)
    return 0;
  /* A double arrives with its decimals. */
  if (strchr (text, '.') != NULL)
    *strchr (text, '.') = '\0';

  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &number, NULL) ? (int) number : 0;
}

static gboolean
get_flag (JsonObject *object,
          const char *name)
{
  JsonNode *node = get_value (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING)
    return g_ascii_strcasecmp (json_node_get_string (node), "true") == 0;

  return type == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* ISO 4217 in upper case; some resources give it in lower case. */
static char *
dup_currency (JsonObject *object,
              const char *name)
{
  g_autofree char *text = dup_string (object, name);

  if (text == NULL || strlen (text) != 3 || strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != 3)
    return NULL;

  return g_ascii_strup (text, -1);
}

static gint64
get_date (JsonObject *object,
          const char *name)
{
  g_autofree char *text = dup_string (object, name);

  return tidings_twilio_parse_date (text);
}

gint64
tidings_twilio_parse_date (const char *text)
{
  g_autoptr(GDateTime) date = NULL;
  gint64 instant = 0;

  if (text == NULL || *text == '\0')
    return 0;

  /* An ISO date begins with the year, an RFC 2822 one with a weekday. */
  if (g_ascii_isdigit (*text))
    {
      g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

      date = g_date_time_new_from_iso8601 (text, utc);
    }
  else
    date = soup_date_time_new_from_http_string (text);

  if (date == NULL)
    return 0;
  instant = g_date_time_to_unix (date) * 1000 + g_date_time_get_microsecond (date) / 1000;

  return MAX (instant, 0);
}

/* What a message cost. Twilio gives charges as negative amounts; here a cost is positive. */
static gint64
get_price (JsonObject *object)
{
  g_autofree char *text = dup_string (object, "price");
  gint64 micros = 0;

  if (text == NULL || !tidings_parse_decimal (text, &micros) || micros == G_MININT64)
    return -1;

  return ABS (micros);
}

static TidingsTwilioMessage *
read_message (JsonObject *object)
{
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autofree char *sid = dup_string (object, "sid");
  g_autofree char *status = dup_string (object, "status");
  g_autofree char *direction = dup_string (object, "direction");

  if (sid == NULL || *sid == '\0')
    return NULL;

  message = g_new0 (TidingsTwilioMessage, 1);
  message->sid = g_steal_pointer (&sid);
  message->status = tidings_twilio_status_from_string (status);
  message->is_inbound = g_strcmp0 (direction, "inbound") == 0;
  message->to = dup_string_or_empty (object, "to");
  message->from = dup_string (object, "from");
  message->service = dup_string (object, "messaging_service_sid");
  message->body = dup_string (object, "body");
  message->n_segments = (guint) get_count (object, "num_segments");
  message->price_micros = get_price (object);
  message->currency = dup_currency (object, "price_unit");
  message->error_code = get_count (object, "error_code");
  message->created_at = get_date (object, "date_created");
  message->sent_at = get_date (object, "date_sent");

  return g_steal_pointer (&message);
}

TidingsTwilioMessage *
tidings_twilio_parse_message (GBytes  *body,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  TidingsTwilioMessage *message = object != NULL ? read_message (object) : NULL;

  if (message == NULL)
    g_propagate_error (error, tidings_twilio_error_new_unreadable ());

  return message;
}

/* The rows of a page; NULL if it is none, so that a broken page is not taken for an empty one. */
static JsonArray *
open_page (JsonObject  *page,
           const char  *key,
           char       **next,
           GError     **error)
{
  JsonNode *node = page != NULL ? json_object_get_member (page, key) : NULL;
  g_autofree char *uri = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return NULL;
    }

  uri = dup_string (page, "next_page_uri");
  *next = uri != NULL && *uri != '\0' ? g_steal_pointer (&uri) : NULL;

  return json_node_get_array (node);
}

static JsonObject *
get_row (JsonArray *rows,
         guint      i)
{
  JsonNode *node = json_array_get_element (rows, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

gboolean
tidings_twilio_parse_message_page (GBytes      *body,
                                   GPtrArray   *rows,
                                   GHashTable  *seen,
                                   char       **next,
                                   GError     **error)
{
  g_autoptr(JsonObject) page = tidings_twilio_parse_object (body);
  JsonArray *array = open_page (page, "messages", next, error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *row = get_row (array, i);
      g_autoptr(TidingsTwilioMessage) message = row != NULL ? read_message (row) : NULL;

      if (message != NULL && g_hash_table_add (seen, g_strdup (message->sid)))
        g_ptr_array_add (rows, g_steal_pointer (&message));
    }

  return TRUE;
}

gboolean
tidings_twilio_parse_sender_page (GBytes      *body,
                                  GPtrArray   *rows,
                                  GHashTable  *seen,
                                  char       **next,
                                  GError     **error)
{
  g_autoptr(JsonObject) page = tidings_twilio_parse_object (body);
  JsonArray *array = open_page (page, "incoming_phone_numbers", next, error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *row = get_row (array, i);
      JsonNode *node = row != NULL ? json_object_get_member (row, "capabilities") : NULL;
      g_autofree char *number = row != NULL ? dup_string (row, "phone_number") : NULL;

      if (number == NULL || *number == '\0' || node == NULL || !JSON_NODE_HOLDS_OBJECT (node) ||
          !get_flag (json_node_get_object (node), "sms"))
        continue;
      if (g_hash_table_add (seen, g_strdup (number)))
        g_ptr_array_add (rows, g_steal_pointer (&number));
    }

  return TRUE;
}

TidingsTwilioAccount *
tidings_twilio_parse_account (GBytes  *body,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  g_autofree char *sid = object != NULL ? dup_string (object, "sid") : NULL;
  TidingsTwilioAccount *account = NULL;

  if (sid == NULL || *sid == '\0')
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return NULL;
    }

  account = g_new0 (TidingsTwilioAccount, 1);
  account->sid = g_steal_pointer (&sid);
  account->name = dup_string_or_empty (object, "friendly_name");
  account->kind = dup_string_or_empty (object, "type");
  account->state = dup_string_or_empty (object, "status");

  return account;
}

gboolean
tidings_twilio_parse_balance (GBytes  *body,
                              gint64  *micros,
                              char   **currency,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  g_autofree char *amount = object != NULL ? dup_string (object, "balance") : NULL;
  g_autofree char *unit = object != NULL ? dup_currency (object, "currency") : NULL;

  if (amount == NULL || unit == NULL || !tidings_parse_decimal (amount, micros))
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return FALSE;
    }

  *currency = g_steal_pointer (&unit);

  return TRUE;
}

char *
tidings_twilio_parse_service (GBytes  *body,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  g_autofree char *sid = object != NULL ? dup_string (object, "sid") : NULL;

  if (sid == NULL || *sid == '\0')
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return NULL;
    }

  return dup_string_or_empty (object, "friendly_name");
}

void
tidings_twilio_parse_problem (GBytes  *body,
                              int     *code,
                              char   **words)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);

  *code = object != NULL ? get_count (object, "code") : 0;
  *words = object != NULL ? dup_string (object, "message") : NULL;

  /* Newer products follow RFC 9457. */
  if (object != NULL && *words == NULL)
    *words = dup_string (object, "detail");
}
