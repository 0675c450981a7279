/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The languages that texts are worded in. */
#include "config.h"

#include "tidings-wording-languages.h"

#include <string.h>

#include "tidings-language.h"
#include "tidings-person.h"

char *
tidings_wording_dup_window_language (void)
{
  const char *name = g_get_language_names ()[0];
  gsize length = strcspn (name, ".@");

  if (g_str_equal (name, "C") || g_str_has_prefix (name, "C."))
    return g_strdup ("en");

  return g_strndup (name, length);
}

static gboolean
is_same_language (const char *one,
                  const char *other)
{
  return g_ascii_strcasecmp (one, other) == 0;
}

static void
add_language (GPtrArray  *languages,
              const char *language)
{
  if (language == NULL || *language == '\0')
    return;

  for (guint i = 0; i < languages->len; i++)
    {
      if (is_same_language (g_ptr_array_index (languages, i), language))
        return;
    }

  g_ptr_array_add (languages, g_strdup (language));
}

GStrv
tidings_wording_list_languages (GListModel *people)
{
  g_autoptr(GPtrArray) languages = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) built_in = tidings_language_list ();

  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);

  for (guint i = 0; built_in[i] != NULL; i++)
    add_language (languages, built_in[i]);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      add_language (languages, person->language);
    }
  g_ptr_array_add (languages, NULL);

  return (GStrv) g_ptr_array_steal (languages, NULL);
}

guint
tidings_wording_find_language (const char * const *languages,
                               const char         *language)
{
  guint found = 0;

  g_return_val_if_fail (languages != NULL && language != NULL, 0);

  for (guint i = 0; languages[i] != NULL; i++)
    {
      gsize length = strlen (languages[i]);

      if (is_same_language (languages[i], language))
        return i;
      if (found == 0 && g_ascii_strncasecmp (languages[i], language, length) == 0 && (language[length] == '_' || language[length] == '-'))
        found = i;
    }

  return found;
}
