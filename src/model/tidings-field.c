/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that an alert type takes: how they are written down, and what fits them. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "tidings-field.h"
#include "tidings-template.h"

#define MAX_NAME 100
#define DIGITS "0123456789"

static const struct {
  const char *name;
  const char *sample;
} kinds[] = {
  [TIDINGS_FIELD_TEXT] = { "text", NULL },
  [TIDINGS_FIELD_NUMBER] = { "number", "2.5" },
  [TIDINGS_FIELD_INTEGER] = { "integer", "3" },
  [TIDINGS_FIELD_BOOLEAN] = { "boolean", "true" },
  [TIDINGS_FIELD_LINK] = { "link", "https://example.org/a" },
};

const char *
tidings_field_kind_to_string (TidingsFieldKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].name;
}

static gboolean
read_kind (const char       *name,
           TidingsFieldKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (name, kinds[i].name))
        continue;
      *kind = i;
      return TRUE;
    }

  return FALSE;
}

/* A name is what a template can ask for, so the template's own reader says what is one. */
static gboolean
is_name (const char *name)
{
  g_autofree char *template = g_strdup_printf ("{{ %s }}", name);
  g_auto(GStrv) paths = tidings_template_list_paths (template, NULL);

  return paths != NULL && g_strv_length (paths) == 1 && g_str_equal (paths[0], name) && strlen (name) <= MAX_NAME &&
         !tidings_field_is_optional (name);
}

gboolean
tidings_field_parse (const char        *text,
                     char             **path,
                     TidingsFieldKind  *kind)
{
  gboolean is_optional;
  g_autofree char *name = NULL;
  char *colon = NULL;

  g_return_val_if_fail (text != NULL && path != NULL && kind != NULL, FALSE);

  is_optional = tidings_field_is_optional (text);
  name = tidings_field_dup_name (text);
  *kind = TIDINGS_FIELD_TEXT;
  if ((colon = strchr (name, ':')) != NULL)
    {
      if (!read_kind (colon + 1, kind))
        return FALSE;
      *colon = '\0';
    }
  if (!is_name (name))
    return FALSE;

  *path = is_optional ? g_strconcat (name, "?", NULL) : g_steal_pointer (&name);

  return TRUE;
}

char *
tidings_field_format (const char       *path,
                      TidingsFieldKind  kind)
{
  g_autofree char *name = tidings_field_dup_name (path);

  if (kind == TIDINGS_FIELD_TEXT)
    return g_strdup (path);

  return g_strconcat (name, ":", kinds[kind].name, tidings_field_is_optional (path) ? "?" : NULL, NULL);
}

gboolean
tidings_field_is_optional (const char *path)
{
  return g_str_has_suffix (path, "?");
}

char *
tidings_field_dup_name (const char *path)
{
  return g_strndup (path, strlen (path) - (tidings_field_is_optional (path) ? 1 : 0));
}

int
tidings_field_find (char       **fields,
                    const char  *name)
{
  gsize length = strlen (name);

  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    if (strncmp (fields[i], name, length) == 0 && (fields[i][length] == '\0' || g_str_equal (fields[i] + length, "?")))
      return i;

  return -1;
}

/* Digits with at most one sign before and, where there may be, one point inside. */
static gboolean
is_number (const char *text,
           gboolean    is_whole)
{
  gsize n_whole;
  gsize n_rest;

  text += *text == '-' ? 1 : 0;
  n_whole = strspn (text, DIGITS);
  text += n_whole;
  if (n_whole == 0 || *text == '\0' || is_whole)
    return n_whole > 0 && *text == '\0';
  n_rest = strspn (text + 1, DIGITS);

  return *text == '.' && n_rest > 0 && text[1 + n_rest] == '\0';
}

static gboolean
is_link (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return scheme != NULL && (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) && host != NULL && *host != '\0' &&
         strpbrk (text, " \t\r\n") == NULL;
}

gboolean
tidings_field_takes_text (TidingsFieldKind  kind,
                          const char       *text)
{
  switch (kind)
    {
    case TIDINGS_FIELD_TEXT:
      return TRUE;
    case TIDINGS_FIELD_NUMBER:
      return is_number (text, FALSE);
    case TIDINGS_FIELD_INTEGER:
      return is_number (text, TRUE);
    case TIDINGS_FIELD_BOOLEAN:
      return g_str_equal (text, "true") || g_str_equal (text, "false");
    case TIDINGS_FIELD_LINK:
      return is_link (text);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
tidings_field_takes (TidingsFieldKind  kind,
                     JsonNode         *node)
{
  GType type = json_node_get_value_type (node);
  double number;

  if (type == G_TYPE_STRING)
    return tidings_field_takes_text (kind, json_node_get_string (node));
  if (type == G_TYPE_BOOLEAN)
    return kind == TIDINGS_FIELD_TEXT || kind == TIDINGS_FIELD_BOOLEAN;
  if (type == G_TYPE_INT64)
    return kind == TIDINGS_FIELD_TEXT || kind == TIDINGS_FIELD_NUMBER || kind == TIDINGS_FIELD_INTEGER;

  number = json_node_get_double (node);

  return isfinite (number) && (kind == TIDINGS_FIELD_TEXT || kind == TIDINGS_FIELD_NUMBER ||
                               (kind == TIDINGS_FIELD_INTEGER && trunc (number) == number));
}

char *
tidings_field_dup_sample (const char       *path,
                          TidingsFieldKind  kind)
{
  g_autofree char *name = tidings_field_dup_name (path);
  const char *last = strrchr (name, '.');

  if (kinds[kind].sample != NULL)
    return g_strdup (kinds[kind].sample);

  return g_strdelimit (g_strdup (last != NULL ? last + 1 : name), "_-", ' ');
}
