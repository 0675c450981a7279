/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Languages that texts come in, and what they call themselves. */
#include "config.h"

#include "tidings-language.h"

#include <unicode/uldnames.h>
#include <unicode/ustring.h>
#include "tidings-alert-type.h"

#define MAX_NAME 128

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* Every type has a title, so one type's titles tell all languages: Title, Title[de], Title[pt_BR]. */
char **
tidings_language_list (void)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), "delivery_test");
  g_autoptr(GPtrArray) languages = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) keys = NULL;
  GPtrArray *result = g_ptr_array_new ();

  g_assert (type != NULL);

  keys = g_key_file_get_keys (type->key_file, type->id, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (g_str_has_prefix (keys[i], "Title[") && g_str_has_suffix (keys[i], "]"))
      g_ptr_array_add (languages, g_strndup (keys[i] + strlen ("Title["), strlen (keys[i]) - strlen ("Title[]")));
  g_ptr_array_sort (languages, compare_names);

  g_ptr_array_add (result, g_strdup ("en"));
  for (guint i = 0; i < languages->len; i++)
    if (!g_str_equal (g_ptr_array_index (languages, i), "en"))
      g_ptr_array_add (result, g_strdup (g_ptr_array_index (languages, i)));
  g_ptr_array_add (result, NULL);

  return (char **) g_ptr_array_free (result, FALSE);
}

char *
tidings_language_dup_name (const char *language)
{
  UDisplayContext contexts[] = { UDISPCTX_STANDARD_NAMES, UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU };
  UErrorCode status = U_ZERO_ERROR;
  ULocaleDisplayNames *names = NULL;
  UChar buffer[MAX_NAME] = { 0 };
  char *name = NULL;
  int32_t length = 0;

  g_return_val_if_fail (language != NULL, NULL);

  names = uldn_openForContext (language, contexts, G_N_ELEMENTS (contexts), &status);
  if (U_SUCCESS (status))
    length = uldn_localeDisplayName (names, language, buffer, MAX_NAME, &status);
  if (U_SUCCESS (status) && length < MAX_NAME)
    name = g_utf16_to_utf8 ((const gunichar2 *) buffer, length, NULL, NULL, NULL);
  g_clear_pointer (&names, uldn_close);

  return name != NULL && *name != '\0' ? name : g_strdup (language);
}
