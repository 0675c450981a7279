/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an alert that somebody raises is one: its type, its values, its options. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-raise-check.h"
#include "tidings-route.h"

#define CODE_TYPE "verification_code"

/* The value at a path, whether the caller nested it or named the member by the whole path. */
static JsonNode *
find_value (JsonObject *values,
            const char *path)
{
  g_auto(GStrv) parts = NULL;
  JsonObject *object = values;

  if (json_object_has_member (values, path))
    return json_object_get_member (values, path);

  parts = g_strsplit (path, ".", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      JsonNode *node = object != NULL ? json_object_get_member (object, *part) : NULL;

      if (node == NULL || part[1] == NULL)
        return node;
      object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    }

  return NULL;
}

char *
tidings_raise_dup_value (JsonObject *values,
                         const char *path)
{
  JsonNode *node = path != NULL ? find_value (values, path) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return json_to_string (node, FALSE);
}

static gboolean
check_fields (TidingsAlertType    *type,
              const TidingsRaise  *raise,
              GError             **error)
{
  for (char **field = type->fields; field != NULL && *field != NULL; field++)
    {
      g_autofree char *value = NULL;

      if (g_str_has_suffix (*field, "?"))
        continue;
      value = tidings_raise_dup_value (raise->values, *field);
      if (value == NULL || *value == '\0')
        {
          g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                       /* Translators: the first and the last %s are the name of a value such as "unit", the second an alert type's id */
                       _("The value “%s” is missing. Give it to “%s” as %s=…"), *field, type->id, *field);
          return FALSE;
        }
    }

  return TRUE;
}

TidingsAlertType *
tidings_raise_check (TidingsCatalog      *catalog,
                     const TidingsRaise  *raise,
                     GError             **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (catalog, raise->type);
  const char *wrong = NULL;

  if (type == NULL)
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND,
                   /* Translators: %s is what was typed for an alert type's id */
                   _("There is no alert type “%s”. “tidings types” lists them"), raise->type);
      return NULL;
    }
  if (g_str_equal (type->id, CODE_TYPE))
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                           _("Codes are sent by “tidings verify” only"));
      return NULL;
    }
  if ((wrong = raise->media_url != NULL ? tidings_picture_check (raise->media_url) : NULL) != NULL)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, wrong);
      return NULL;
    }
  if (raise->to != NULL ? *raise->to == NULL : type->addressed)
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                   /* Translators: %s is an alert type's id */
                   _("Name who gets “%s”"), type->id);
      return NULL;
    }

  return check_fields (type, raise, error) ? type : NULL;
}
