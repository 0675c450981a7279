/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What callers on the bus may hand over: checked here, before anything is done with it. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-arguments.h"
#include "tidings-bus-error.h"

/* What callers sent comes back to them in errors, as far as somebody may want to read it. */
#define MAX_SHOWN 60

static char *
dup_shown (const char *text)
{
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_SHOWN)
    return g_strdup (text);
  cut = g_utf8_substring (text, 0, MAX_SHOWN - 1);

  return g_strconcat (cut, "…", NULL);
}

gboolean
tidings_arguments_check_text (const char  *name,
                              const char  *text,
                              gsize        max,
                              GError     **error)
{
  if (max == 0 || strlen (text) <= max)
    return TRUE;

  /* Translators: %s is the name of a value, such as "title" */
  g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, _("“%s” is too long"), name);

  return FALSE;
}

gboolean
tidings_arguments_check_list (const char  *name,
                              GVariant    *list,
                              GError     **error)
{
  if (g_variant_n_children (list) <= TIDINGS_MAX_LIST)
    return TRUE;

  /* Translators: %s is the name of a list, such as "people" */
  g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, _("“%s” has more than 1000 entries"), name);

  return FALSE;
}

static gboolean
check_texts (const TidingsArgument  *argument,
             GVariant               *list,
             GError                **error)
{
  gsize n = g_variant_n_children (list);

  for (gsize i = 0; i < n; i++)
    {
      const char *text = NULL;

      g_variant_get_child (list, i, "&s", &text);
      if (!tidings_arguments_check_text (argument->key, text, argument->max, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_value (const TidingsArgument  *argument,
             GVariant               *value,
             GError                **error)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (argument->type)))
    {
      g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                   /* Translators: the first %s is the name of an option, the second a D-Bus type such as "as" */
                   _("The option “%s” must be of type %s"), argument->key, argument->type);
      return FALSE;
    }
  if (*argument->type == 's')
    return tidings_arguments_check_text (argument->key, g_variant_get_string (value, NULL), argument->max, error);
  if (*argument->type == 'a' && !tidings_arguments_check_list (argument->key, value, error))
    return FALSE;

  return !g_str_equal (argument->type, "as") || check_texts (argument, value, error);
}

static gboolean
check_option (const char             *key,
              GVariant               *value,
              const TidingsArgument  *known,
              guint                   n_known,
              GError                **error)
{
  g_autofree char *shown = NULL;

  for (guint i = 0; i < n_known; i++)
    if (g_str_equal (key, known[i].key))
      return check_value (&known[i], value, error);

  shown = dup_shown (key);
  /* Translators: %s is what a program gave as the name of an option */
  g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, _("There is no option “%s”"), shown);

  return FALSE;
}

gboolean
tidings_arguments_check (GVariant               *options,
                         const TidingsArgument  *known,
                         guint                   n_known,
                         GError                **error)
{
  gsize n = g_variant_n_children (options);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) value = NULL;
      const char *key = NULL;

      g_variant_get_child (options, i, "{&sv}", &key, &value);
      if (!check_option (key, value, known, n_known, error))
        return FALSE;
    }

  return TRUE;
}
