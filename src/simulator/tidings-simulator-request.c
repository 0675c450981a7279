/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as Twilio reads it – path to the letter, parameters from forms only, Basic sign-in – and its answer. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define FORM_TYPE "application/x-www-form-urlencoded"

void
sim_pair_free (SimPair *pair)
{
  g_free (pair->name);
  g_free (pair->value);
  g_free (pair);
}

/* NULL for what is no UTF-8 text after decoding, a zero byte included: such a parameter has not arrived. */
static char *
decode_part (const char *part,
             gsize       length)
{
  g_autofree char *spaced = g_strndup (part, length);

  g_strdelimit (spaced, "+", ' ');

  return g_uri_unescape_string (spaced, NULL);
}

static void
add_pair (GPtrArray  *pairs,
          const char *text)
{
  const char *equals = strchr (text, '=');
  gsize name_length = equals ? (gsize) (equals - text) : strlen (text);
  g_autoptr(SimPair) pair = g_new0 (SimPair, 1);

  pair->name = decode_part (text, name_length);
  pair->value = equals ? decode_part (equals + 1, strlen (equals + 1)) : g_strdup ("");

  if (pair->name && pair->value &&
      g_utf8_validate (pair->name, -1, NULL) && g_utf8_validate (pair->value, -1, NULL))
    g_ptr_array_add (pairs, g_steal_pointer (&pair));
}

static GPtrArray *
parse_pairs (const char *text)
{
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_pair_free);
  g_auto(GStrv) parts = g_strsplit (text ? text : "", "&", -1);

  for (guint i = 0; parts[i]; i++)
    if (*parts[i])
      add_pair (pairs, parts[i]);

  return g_steal_pointer (&pairs);
}

/* A body of any other type (JSON, say) arrives as no parameters at all, as it does at Twilio. */
static GPtrArray *
parse_form (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  if (!type || g_ascii_strcasecmp (type, FORM_TYPE) != 0)
    return parse_pairs (NULL);

  bytes = soup_message_body_flatten (body);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return parse_pairs (text);
}

SimRequest *
sim_request_new (TidingsSimulator  *self,
                 SoupServerMessage *message)
{
  SimRequest *request = g_new0 (SimRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);

  request->simulator = g_object_ref (self);
  request->message = g_object_ref (message);
  request->method = soup_server_message_get_method (message);
  request->path = g_strdup (g_uri_get_path (uri));
  request->query = parse_pairs (g_uri_get_query (uri));
  request->form = parse_form (message);
  request->now = tidings_clock_get_now (self->clock);
  request->status = SOUP_STATUS_INTERNAL_SERVER_ERROR;

  return request;
}

void
sim_request_free (SimRequest *request)
{
  g_free (request->path);
  g_ptr_array_unref (request->query);
  g_ptr_array_unref (request->form);
  for (guint i = 0; i < SIM_MAX_ARGUMENTS; i++)
    g_free (request->arguments[i]);
  g_free (request->content_type);
  g_free (request->body);
  g_object_unref (request->message);
  g_object_unref (request->simulator);
  g_free (request);
}

/* What a segment of the path gives for a star, NULL if it does not fit. */
static char *
match_segment (const char *pattern,
               const char *segment)
{
  g_autofree char *bare = g_strdup (segment);

  g_assert (*pattern == '*');

  if (pattern[1])
    {
      if (!g_str_has_suffix (bare, pattern + 1))
        return NULL;
      bare[strlen (bare) - strlen (pattern + 1)] = '\0';
    }

  return *bare ? g_uri_unescape_string (bare, "/") : NULL;
}

gboolean
sim_request_match (SimRequest *request,
                   const char *pattern)
{
  g_auto(GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto(GStrv) got = g_strsplit (request->path, "/", -1);
  guint n_arguments = 0;

  if (g_strv_length (wanted) != g_strv_length (got))
    return FALSE;

  for (guint i = 0; wanted[i]; i++)
    {
      g_autofree char *argument = NULL;

      if (*wanted[i] != '*')
        {
          if (strcmp (wanted[i], got[i]) != 0)
            return FALSE;
          continue;
        }

      argument = match_segment (wanted[i], got[i]);
      if (!argument || !g_utf8_validate (argument, -1, NULL))
        return FALSE;

      g_assert (n_arguments < SIM_MAX_ARGUMENTS);
      g_free (request->arguments[n_arguments]);
      request->arguments[n_arguments++] = g_steal_pointer (&argument);
    }

  return TRUE;
}

static char *
dup_credentials (SimRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  g_autofree guchar *decoded = NULL;
  gsize length = 0;

  if (!header || g_ascii_strncasecmp (header, "Basic ", strlen ("Basic ")) != 0)
    return NULL;

  decoded = g_base64_decode (header + strlen ("Basic "), &length);

  return g_strndup ((const char *) decoded, length);
}

static void
refuse_sign_in (SimRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "WWW-Authenticate", "Basic realm=\"Twilio API\"");
  sim_reply_error (request, SOUP_STATUS_UNAUTHORIZED, 20003, "Authenticate");
}

static const SimKey *
find_key (SimWorld   *world,
          const char *credentials)
{
  const char *colon = strchr (credentials, ':');
  g_autofree char *sid = colon ? g_strndup (credentials, colon - credentials) : NULL;
  const SimKey *key = sid ? sim_world_find_key (world, sid) : NULL;

  return key && g_strcmp0 (key->secret, colon + 1) == 0 ? key : NULL;
}

gboolean
sim_request_sign_in (SimRequest *request)
{
  SimWorld *world = request->simulator->world;
  g_autofree char *given = dup_credentials (request);

  /* Credentials belong to one region, and another region's host does not know them. */
  if (!given || strcmp (world->account.region, world->account.host_region) != 0)
    {
      refuse_sign_in (request);
      return FALSE;
    }

  if (strcmp (given, TIDINGS_SIMULATOR_ACCOUNT_SID ":" TIDINGS_SIMULATOR_TOKEN) == 0)
    return TRUE;

  request->is_test = strcmp (given, TIDINGS_SIMULATOR_TEST_SID ":" TIDINGS_SIMULATOR_TEST_TOKEN) == 0;
  request->key = find_key (world, given);
  if (request->key || request->is_test)
    return TRUE;

  refuse_sign_in (request);
  return FALSE;
}

gboolean
sim_request_check_names (SimRequest *request,
                         GPtrArray  *pairs,
                         const char *names)
{
  g_auto(GStrv) known = g_strsplit (names, " ", -1);

  for (guint i = 0; i < pairs->len; i++)
    {
      const SimPair *pair = g_ptr_array_index (pairs, i);

      if (g_strv_contains ((const char * const *) known, pair->name))
        continue;

      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The parameter '%s' is not known here", pair->name);
      return FALSE;
    }

  return TRUE;
}

char *
sim_request_dup_names (SimRequest *request)
{
  GString *names = g_string_new (NULL);
  GPtrArray *both[] = { request->query, request->form };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint j = 0; j < both[i]->len; j++)
      {
        if (names->len > 0)
          g_string_append_c (names, ' ');
        g_string_append (names, ((SimPair *) g_ptr_array_index (both[i], j))->name);
      }

  return g_string_free (names, FALSE);
}

static const char *
find_value (GPtrArray  *pairs,
            const char *name)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      SimPair *pair = g_ptr_array_index (pairs, i);

      if (strcmp (pair->name, name) == 0)
        return pair->value;
    }

  return NULL;
}

const char *
sim_request_get_query (SimRequest *request,
                       const char *name)
{
  return find_value (request->query, name);
}

const char *
sim_request_get_form (SimRequest *request,
                      const char *name)
{
  return find_value (request->form, name);
}

GPtrArray *
sim_request_get_forms (SimRequest *request,
                       const char *name)
{
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; i < request->form->len; i++)
    {
      SimPair *pair = g_ptr_array_index (request->form, i);

      if (strcmp (pair->name, name) == 0)
        g_ptr_array_add (values, pair->value);
    }

  return values;
}

gboolean
sim_is_web_address (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    return FALSE;

  return host && *host && !strchr (host, '_');
}

char *
sim_request_dup_link (SimRequest *request,
                      guint       page_size,
                      guint       page,
                      const char *token)
{
  GString *link = g_string_new (request->path);

  g_string_append_c (link, '?');
  for (guint i = 0; i < request->query->len; i++)
    {
      SimPair *pair = g_ptr_array_index (request->query, i);

      if (g_str_has_prefix (pair->name, "Page"))
        continue;
      g_string_append_uri_escaped (link, pair->name, NULL, FALSE);
      g_string_append_c (link, '=');
      g_string_append_uri_escaped (link, pair->value, NULL, FALSE);
      g_string_append_c (link, '&');
    }

  g_string_append_printf (link, "PageSize=%u&Page=%u", page_size, page);
  if (token)
    g_string_append_printf (link, "&PageToken=%s", token);

  return g_string_free (link, FALSE);
}

void
sim_reply_node (SimRequest *request,
                guint       status,
                JsonNode   *node)
{
  request->status = status;
  request->code = 0;
  g_free (request->content_type);
  request->content_type = g_strdup ("application/json;charset=utf-8");
  g_free (request->body);
  request->body = json_to_string (node, FALSE);
  json_node_unref (node);
}

void
sim_reply (SimRequest *request,
           guint       status,
           JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  sim_reply_node (request, status, node);
}

void
sim_reply_nothing (SimRequest *request,
                   guint       status)
{
  request->status = status;
  g_clear_pointer (&request->content_type, g_free);
  g_clear_pointer (&request->body, g_free);
}

void
sim_reply_error (SimRequest *request,
                 guint       status,
                 int         code,
                 const char *format,
                 ...)
{
  JsonObject *object = json_object_new ();
  g_autofree char *more_info = g_strdup_printf ("https://www.twilio.com/docs/errors/%d", code);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  json_object_set_int_member (object, "code", code);
  json_object_set_string_member (object, "message", message);
  json_object_set_string_member (object, "more_info", more_info);
  json_object_set_int_member (object, "status", status);
  sim_reply (request, status, object);
  request->code = code;
}

void
sim_reply_not_found (SimRequest *request)
{
  g_autofree char *path = g_utf8_make_valid (request->path, -1);

  sim_reply_error (request, SOUP_STATUS_NOT_FOUND, 20404, "The requested resource %s was not found", path);
}

void
sim_request_send (SimRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  TidingsSimulator *self = request->simulator;
  g_autofree char *id = sim_dup_sid (self, "RQ");
  g_autofree char *n_open = g_strdup_printf ("%u", sim_log_get_n_open (self->log));
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc ((request->now + self->skew_ms) / 1000);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_server_message_set_status (request->message, request->status, NULL);
  soup_message_headers_replace (headers, "Twilio-Request-Id", id);
  soup_message_headers_replace (headers, "Twilio-Concurrent-Requests", n_open);
  soup_message_headers_replace (headers, "Twilio-Request-Duration", "0.001");
  soup_message_headers_replace (headers, "Date", date);

  if (request->retry_after_s > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", request->retry_after_s);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }

  if (request->body)
    soup_server_message_set_response (request->message, request->content_type, SOUP_MEMORY_COPY,
                                      request->body, strlen (request->body));
}

char *
sim_date_rfc2822 (TidingsSimulator *self,
                  gint64            instant)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc ((instant + self->skew_ms) / 1000);
  g_autofree char *date = soup_date_time_to_string (when, SOUP_DATE_HTTP);
  g_autoptr(GString) text = g_string_new (date);

  /* HTTP and mail write the same date and name the zone differently. */
  g_string_replace (text, "GMT", "+0000", 1);

  return g_strdup (text->str);
}

char *
sim_date_iso8601 (TidingsSimulator *self,
                  gint64            instant)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc ((instant + self->skew_ms) / 1000);

  return g_date_time_format_iso8601 (when);
}

char *
sim_decimal (gint64 micros,
             guint  n_digits)
{
  guint64 magnitude = ABS (micros);
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%s%" G_GUINT64_FORMAT ".%06u", micros < 0 ? "-" : "",
                   magnitude / G_USEC_PER_SEC, (guint) (magnitude % G_USEC_PER_SEC));
  while (text->str[text->len - 1] == '0' && text->len - 1 - (strchr (text->str, '.') - text->str) > n_digits)
    g_string_truncate (text, text->len - 1);

  return g_string_free (text, FALSE);
}
