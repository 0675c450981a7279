/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of an alert as the bus brings them. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-bus-error.h"
#include "tidings-raise-values.h"
#include "tidings-values.h"

static gboolean add_all (JsonObject  *object,
                         const char  *prefix,
                         GVariant    *values,
                         guint        depth,
                         GError     **error);

static gboolean
refuse (GError     **error,
        const char  *words)
{
  g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, words);

  return FALSE;
}

/* A scalar or the mark of a list; %NULL for what is neither. A whole number beyond JSON's loses its last digits, not its size. */
static JsonNode *
to_node (GVariant *value)
{
  JsonNode *node = json_node_alloc ();

  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_STRING:
      return json_node_init_string (node, g_variant_get_string (value, NULL));
    case G_VARIANT_CLASS_BOOLEAN:
      return json_node_init_boolean (node, g_variant_get_boolean (value));
    case G_VARIANT_CLASS_BYTE:
      return json_node_init_int (node, g_variant_get_byte (value));
    case G_VARIANT_CLASS_INT16:
      return json_node_init_int (node, g_variant_get_int16 (value));
    case G_VARIANT_CLASS_UINT16:
      return json_node_init_int (node, g_variant_get_uint16 (value));
    case G_VARIANT_CLASS_INT32:
      return json_node_init_int (node, g_variant_get_int32 (value));
    case G_VARIANT_CLASS_UINT32:
      return json_node_init_int (node, g_variant_get_uint32 (value));
    case G_VARIANT_CLASS_INT64:
      return json_node_init_int (node, g_variant_get_int64 (value));
    case G_VARIANT_CLASS_UINT64:
      return json_node_init_double (node, g_variant_get_uint64 (value));
    case G_VARIANT_CLASS_DOUBLE:
      return json_node_init_double (node, g_variant_get_double (value));
    case G_VARIANT_CLASS_ARRAY:
      {
        g_autoptr(JsonArray) list = json_array_new ();

        return json_node_init_array (node, list);
      }
    default:
      json_node_free (node);
      return NULL;
    }
}

static gboolean
add_value (JsonObject  *object,
           const char  *path,
           GVariant    *value,
           guint        depth,
           GError     **error)
{
  JsonNode *node;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("a{s*}")))
    return add_all (object, path, value, depth + 1, error);
  if ((node = to_node (value)) == NULL)
    return refuse (error, _("A value is a text, a number, or true or false"));

  return tidings_values_add (object, path, node, error);
}

static gboolean
add_all (JsonObject  *object,
         const char  *prefix,
         GVariant    *values,
         guint        depth,
         GError     **error)
{
  gsize n = g_variant_n_children (values);

  if (depth > TIDINGS_MAX_VALUE_DEPTH)
    return refuse (error, _("The values are nested too deep"));
  if (n > TIDINGS_MAX_VALUES)
    return refuse (error, _("An alert has at most 100 values"));

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) entry = g_variant_get_child_value (values, i);
      g_autoptr(GVariant) key = g_variant_get_child_value (entry, 0);
      g_autoptr(GVariant) boxed = g_variant_get_child_value (entry, 1);
      /* The box of an a{sv}; another one inside is nobody's way to write a value. */
      g_autoptr(GVariant) value = g_variant_is_of_type (boxed, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (boxed) :
                                                                                       g_variant_ref (boxed);
      const char *name = g_variant_get_string (key, NULL);
      g_autofree char *path = prefix != NULL ? g_strconcat (prefix, ".", name, NULL) : g_strdup (name);

      if (!add_value (object, path, value, depth, error))
        return FALSE;
    }

  return TRUE;
}

JsonObject *
tidings_raise_values_read (GVariant  *values,
                           GError   **error)
{
  g_autoptr(JsonObject) object = json_object_new ();

  return add_all (object, NULL, values, 1, error) ? g_steal_pointer (&object) : NULL;
}
