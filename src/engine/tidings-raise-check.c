/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an alert that somebody raises is one: its type, its values, its options. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-field.h"
#include "tidings-raise-check.h"
#include "tidings-route.h"
#include "tidings-values.h"

#define CODE_TYPE "verification_code"

static gboolean
set_invalid (GError     **error,
             const char  *words)
{
  g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, words);

  return FALSE;
}

static gboolean
refuse_kind (TidingsFieldKind   kind,
             const char        *name,
             GError           **error)
{
  g_autofree char *words = NULL;

  switch (kind)
    {
    case TIDINGS_FIELD_NUMBER:
      /* Translators: %s is the name of a value such as "level" */
      words = g_strdup_printf (_("“%s” must be a number, like 3 or 2.5"), name);
      break;
    case TIDINGS_FIELD_INTEGER:
      /* Translators: %s is the name of a value such as "count" */
      words = g_strdup_printf (_("“%s” must be a whole number, like 3"), name);
      break;
    case TIDINGS_FIELD_BOOLEAN:
      /* Translators: %s is the name of a value; true and false stay as they are */
      words = g_strdup_printf (_("“%s” must be true or false"), name);
      break;
    case TIDINGS_FIELD_LINK:
      /* Translators: %s is the name of a value such as "link" */
      words = g_strdup_printf (_("“%s” must be a web address that begins with https:// or http://"), name);
      break;
    case TIDINGS_FIELD_TEXT:
    default:
      g_assert_not_reached ();
    }

  return set_invalid (error, words);
}

static gboolean
refuse_list (const char  *name,
             GError     **error)
{
  /* Translators: %s is the name of a value such as "unit" */
  g_autofree char *words = g_strdup_printf (_("“%s” must be one value, not a list or an object"), name);

  return set_invalid (error, words);
}

static gboolean
refuse_missing (TidingsAlertType  *type,
                const char        *name,
                GError           **error)
{
  /* Translators: the first and the last %s are the name of a value such as "unit", the second an alert type's id */
  g_autofree char *words = g_strdup_printf (_("The value “%s” is missing. Give it to “%s” as %s=…"), name, type->id, name);

  return set_invalid (error, words);
}

/* Objects arrive as the paths of what is in them. */
static gboolean
holds_object (JsonObject *values,
              const char *name)
{
  g_autoptr(GList) members = json_object_get_members (values);
  g_autofree char *prefix = g_strconcat (name, ".", NULL);

  for (GList *member = members; member != NULL; member = member->next)
    if (g_str_has_prefix (member->data, prefix))
      return TRUE;

  return FALSE;
}

static gboolean
check_field (TidingsAlertType    *type,
             guint                i,
             const TidingsRaise  *raise,
             GError             **error)
{
  g_autofree char *name = tidings_field_dup_name (type->fields[i]);
  JsonNode *node = tidings_values_find (raise->values, name);
  g_autofree char *value = NULL;

  if (node != NULL ? !JSON_NODE_HOLDS_VALUE (node) : holds_object (raise->values, name))
    return refuse_list (name, error);

  value = tidings_values_dup (raise->values, name);
  /* An empty text is a value that is not given. */
  if (value == NULL || *value == '\0')
    return tidings_field_is_optional (type->fields[i]) || refuse_missing (type, name, error);

  return tidings_field_takes (type->kinds[i], node) || refuse_kind (type->kinds[i], name, error);
}

static gboolean
check_urgency (TidingsAlertType    *type,
               const TidingsRaise  *raise,
               GError             **error)
{
  g_autofree char *words = NULL;

  if (raise->urgency == 0 || raise->urgency - 1 <= (guint) type->priority)
    return TRUE;

  /* Translators: the first %s is an alert type's id, the second one of low, normal, high and critical, as programs write it */
  words = g_strdup_printf (_("The urgency of “%s” is %s; an alert can only lower it"), type->id,
                           tidings_priority_to_string (type->priority));

  return set_invalid (error, words);
}

static gboolean
check_options (TidingsAlertType    *type,
               const TidingsRaise  *raise,
               gint64               now,
               GError             **error)
{
  const char *wrong = raise->media_url != NULL ? tidings_picture_check (raise->media_url) : NULL;

  if (wrong != NULL)
    return set_invalid (error, wrong);
  if (raise->dedupe != NULL && g_utf8_strlen (raise->dedupe, -1) > TIDINGS_MAX_DEDUPE)
    return set_invalid (error, _("The key that tells the same alert from another has at most 200 characters"));
  if (raise->late_at != 0 && raise->late_at <= now)
    return set_invalid (error, _("The moment until which the alert makes sense has passed"));

  return check_urgency (type, raise, error);
}

TidingsAlertType *
tidings_raise_check (TidingsCatalog      *catalog,
                     const TidingsRaise  *raise,
                     gint64               now,
                     GError             **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (catalog, raise->type);

  if (type == NULL)
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND,
                   /* Translators: %s is what was typed for an alert type's id */
                   _("There is no alert type “%s”. “tidings types” lists them"), raise->type);
      return NULL;
    }
  if (g_str_equal (type->id, CODE_TYPE))
    {
      set_invalid (error, _("Codes are sent by “tidings verify” only"));
      return NULL;
    }
  if (!check_options (type, raise, now, error))
    return NULL;
  if (raise->to != NULL ? *raise->to == NULL : type->addressed)
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                   /* Translators: %s is an alert type's id */
                   _("Name who gets “%s”"), type->id);
      return NULL;
    }
  for (guint i = 0; type->fields[i] != NULL; i++)
    if (!check_field (type, i, raise, error))
      return NULL;

  return type;
}
