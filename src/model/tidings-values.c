/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of an alert, as programs hand them over: read, flattened to dotted paths, and within bounds. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-json-lint.h"
#include "tidings-values.h"

G_DEFINE_QUARK (tidings-values-error-quark, tidings_values_error)

/* As much of a name or value as somebody may want to read in an error. */
#define MAX_SHOWN 60

static gboolean
refuse (GError     **error,
        const char  *format,
        const char  *name)
{
  g_autofree char *shown = g_utf8_strlen (name, -1) > MAX_SHOWN ? g_utf8_substring (name, 0, MAX_SHOWN) : g_strdup (name);
  g_auto(GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *words = g_strjoinv (shown, parts);

  g_set_error_literal (error, TIDINGS_VALUES_ERROR, TIDINGS_VALUES_ERROR_INVALID, words);

  return FALSE;
}

/* What the sender means by a list is not known here; that it is one is, for the sentence that refuses it where it is asked for. */
static JsonNode *
empty_list (void)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, json_array_new ());

  return node;
}

static gboolean
check_scalar (const char  *path,
              JsonNode    *node,
              GError     **error)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING && strlen (json_node_get_string (node)) > TIDINGS_MAX_VALUE_BYTES)
    /* Translators: %s is the name of a value, such as "title" */
    return refuse (error, _("“%s” is too long"), path);
  if (type == G_TYPE_STRING && !g_utf8_validate (json_node_get_string (node), -1, NULL))
    /* Translators: %s is the name of a value, such as "title" */
    return refuse (error, _("“%s” is not readable text"), path);
  if (type == G_TYPE_DOUBLE && !isfinite (json_node_get_double (node)))
    /* Translators: %s is the name of a value, such as "level" */
    return refuse (error, _("“%s” is not a number that can be written down"), path);

  return TRUE;
}

gboolean
tidings_values_add (JsonObject  *values,
                    const char  *path,
                    JsonNode    *node,
                    GError     **error)
{
  g_autoptr(JsonNode) owned = node;

  g_return_val_if_fail (values != NULL && path != NULL && node != NULL, FALSE);

  if (*path == '\0' || strlen (path) > TIDINGS_MAX_VALUE_NAME)
    return refuse (error, _("The name of a value has 1 to 100 characters"), "");
  if (!json_object_has_member (values, path) && json_object_get_size (values) >= TIDINGS_MAX_VALUES)
    return refuse (error, _("An alert has at most 100 values"), "");
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      json_object_set_member (values, path, empty_list ());
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node))
    /* Translators: %s is the name of a value, such as "title" */
    return refuse (error, _("“%s” must be a text, a number, true or false"), path);
  if (!check_scalar (path, node, error))
    return FALSE;
  json_object_set_member (values, path, g_steal_pointer (&owned));

  return TRUE;
}

/* Members by their whole path. The depth has been looked at before. */
static gboolean
flatten (JsonObject  *flat,
         const char  *prefix,
         JsonObject  *object,
         GError     **error)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *path = prefix != NULL ? g_strconcat (prefix, ".", name, NULL) : g_strdup (name);

      if (JSON_NODE_HOLDS_NULL (node))
        continue;
      if (JSON_NODE_HOLDS_OBJECT (node))
        {
          if (!flatten (flat, path, json_node_get_object (node), error))
            return FALSE;
          continue;
        }
      if (json_object_has_member (flat, path))
        /* Translators: %s is the name of a value, such as "title" */
        return refuse (error, _("“%s” is there twice"), path);
      if (!tidings_values_add (flat, path, json_node_copy (node), error))
        return FALSE;
    }

  return TRUE;
}

typedef struct {
  GHashTable *seen;   /* "object name" */
  char *twice;
} Members;

/* The reader keeps the last of two; a program that sends both has made a mistake that nobody would notice. */
static void
member_cb (JsonParser *parser,
           JsonObject *object,
           const char *name,
           Members    *members)
{
  char *key = g_strdup_printf ("%p %s", (void *) object, name);

  if (!g_hash_table_add (members->seen, key) && members->twice == NULL)
    members->twice = g_strdup (name);
}

static JsonNode *
parse (const char  *text,
       GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Members members = { seen, NULL };
  g_autofree char *twice = NULL;
  gboolean is_read;

  g_signal_connect (parser, "object-member", G_CALLBACK (member_cb), &members);
  is_read = json_parser_load_from_data (parser, text, -1, NULL);
  twice = members.twice;
  if (!is_read || json_parser_get_root (parser) == NULL)
    refuse (error, _("The data is not JSON"), "");
  else if (twice != NULL)
    refuse (error, _("“%s” is there twice"), twice);
  else if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    refuse (error, _("The data must be one JSON object, like {\"unit\": \"backup\"}"), "");
  else
    return json_parser_steal_root (parser);

  return NULL;
}

gboolean
tidings_values_add_data (JsonObject  *values,
                         const char  *text,
                         GError     **error)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(JsonObject) flat = json_object_new ();
  g_autoptr(JsonObject) both = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  g_return_val_if_fail (values != NULL && text != NULL, FALSE);

  if (strlen (text) > TIDINGS_MAX_DATA_BYTES)
    return refuse (error, _("The data has more than 64 KiB"), "");
  if (!tidings_json_lint (text, TIDINGS_MAX_VALUE_DEPTH, error) || (root = parse (text, error)) == NULL ||
      !flatten (flat, NULL, json_node_get_object (root), error))
    return FALSE;

  /* Counted before anything is changed. */
  json_object_iter_init (&iter, values);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_null_member (both, name);
  json_object_iter_init (&iter, flat);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_null_member (both, name);
  if (json_object_get_size (both) > TIDINGS_MAX_VALUES)
    return refuse (error, _("An alert has at most 100 values"), "");

  json_object_iter_init (&iter, flat);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (values, name, json_node_copy (node));

  return TRUE;
}

JsonNode *
tidings_values_find (JsonObject *values,
                     const char *path)
{
  g_auto(GStrv) parts = NULL;
  JsonObject *object = values;
  JsonNode *node = NULL;

  if (json_object_has_member (values, path))
    node = json_object_get_member (values, path);
  else
    {
      parts = g_strsplit (path, ".", -1);
      for (char **part = parts; *part != NULL; part++)
        {
          node = object != NULL ? json_object_get_member (object, *part) : NULL;
          object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
        }
    }

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

char *
tidings_values_dup (JsonObject *values,
                    const char *path)
{
  JsonNode *node = path != NULL ? tidings_values_find (values, path) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return json_to_string (node, FALSE);
}
