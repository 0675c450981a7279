/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as JSON, and JSON as fields. Nothing in here trusts the other side: it grows new fields and words any day. */
#include "config.h"

#include <string.h>

#include "tidings-format.h"
#include "tidings-twilio-json-private.h"
#include "tidings-twilio-private.h"

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

/* json-glib lets an escaped half of a surrogate pair through, which is no valid UTF-8. */
char *
tidings_json_dup_string (JsonObject *object,
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

char *
tidings_json_dup_word (JsonObject *object,
                       const char *name)
{
  g_autofree char *text = tidings_json_dup_string (object, name);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

char *
tidings_json_dup_string_or_empty (JsonObject *object,
                                  const char *name)
{
  char *text = tidings_json_dup_string (object, name);

  return text != NULL ? text : g_strdup ("");
}

int
tidings_json_get_count (JsonObject *object,
                        const char *name)
{
  g_autofree char *text = tidings_json_dup_string (object, name);
  gint64 number = 0;

  if (text == NULL)
    return 0;
  /* A double arrives with its decimals. */
  if (strchr (text, '.') != NULL)
    *strchr (text, '.') = '\0';

  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &number, NULL) ? (int) number : 0;
}

gboolean
tidings_json_get_micros (JsonObject *object,
                         const char *name,
                         gint64     *micros)
{
  g_autofree char *text = tidings_json_dup_string (object, name);

  return text != NULL && tidings_parse_decimal (text, micros) && *micros != G_MININT64;
}

gboolean
tidings_json_get_flag (JsonObject *object,
                       const char *name)
{
  JsonNode *node = get_value (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING)
    return g_ascii_strcasecmp (json_node_get_string (node), "true") == 0;

  return type == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static gboolean
is_letters (const char *text,
            gsize       length)
{
  return strlen (text) == length &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == length;
}

char *
tidings_json_dup_currency (JsonObject *object,
                           const char *name)
{
  g_autofree char *text = tidings_json_dup_string (object, name);

  return text != NULL && is_letters (text, 3) ? g_ascii_strup (text, -1) : NULL;
}

char *
tidings_json_dup_country (JsonObject *object,
                          const char *name)
{
  g_autofree char *text = tidings_json_dup_string (object, name);

  return text != NULL && is_letters (text, 2) ? g_ascii_strup (text, -1) : NULL;
}

gint64
tidings_json_get_date (JsonObject *object,
                       const char *name)
{
  g_autofree char *text = tidings_json_dup_string (object, name);

  return tidings_twilio_parse_date (text);
}

JsonObject *
tidings_json_get_object (JsonObject *object,
                         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
tidings_json_get_array (JsonObject *object,
                        const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
tidings_json_get_row (JsonArray *array,
                      guint      i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
