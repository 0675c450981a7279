/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a country's names, folded so that case and accents do not matter. */
#include "config.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "tidings-country-words-private.h"

struct _TidingsCountryWords
{
  GPtrArray *names;
};

/* Room for what folding adds: the longest decompositions are a few characters for one. */
#define MAX_FOLDED 1024
#define MAX_TYPED 200

/* Accents go (marks that belong to no script; the vowel signs of Indic ones stay), letters that only look accented become
 * plain ("ø", "ł"), and case goes. Made once: compiling the rules takes 12 ms. */
static UTransliterator *
get_folding (void)
{
  static UTransliterator *folding;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      UErrorCode status = U_ZERO_ERROR;
      UParseError where;
      UChar rules[128];

      u_uastrcpy (rules, "NFKD; [[:Mn:] & [:sc=Inherited:]] Remove; Latin-ASCII; Lower");
      folding = utrans_openU (rules, -1, UTRANS_FORWARD, NULL, 0, &where, &status);
      if (U_FAILURE (status))
        g_warning ("Searching without folding accents: %s", u_errorName (status));
      g_once_init_leave (&once, 1);
    }
  return folding;
}

static char *
fold (const char *text)
{
  static GMutex mutex;
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[MAX_FOLDED];
  char folded[MAX_FOLDED * 3];
  int32_t length = 0;
  int32_t limit = 0;

  u_strFromUTF8 (wide, MAX_TYPED, &length, text, -1, &status);
  limit = length;
  if (get_folding () != NULL && U_SUCCESS (status))
    {
      /* A transliterator keeps a state while it works. */
      g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);

      utrans_transUChars (get_folding (), wide, &length, MAX_FOLDED, 0, &limit, &status);
    }
  u_strToUTF8 (folded, sizeof folded, NULL, wide, length, &status);
  return U_SUCCESS (status) ? g_strdup (folded) : g_utf8_strdown (text, -1);
}

static char **
split_folded (const char *text)
{
  g_autofree char *folded = fold (text);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr(GString) word = g_string_new (NULL);

  for (const char *p = folded; ; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && (g_unichar_isalnum (c) || g_unichar_ismark (c)))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        g_strv_builder_add (words, word->str);
      g_string_truncate (word, 0);
      if (c == 0)
        return g_strv_builder_end (words);
    }
}

TidingsCountryWords *
tidings_country_words_new (const char * const *names)
{
  TidingsCountryWords *self = g_new0 (TidingsCountryWords, 1);

  g_return_val_if_fail (names != NULL, NULL);

  self->names = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean is_new = TRUE;

      for (guint k = 0; k < i && is_new; k++)
        is_new = !g_str_equal (names[i], names[k]);
      if (is_new)
        g_ptr_array_add (self->names, split_folded (names[i]));
    }
  return self;
}

static gboolean
begins_a_word (char       **words,
               const char  *beginning)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], beginning))
      return TRUE;
  return FALSE;
}

static gboolean
matches_name (char **name,
              char **wanted)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    if (!begins_a_word (name, wanted[i]))
      return FALSE;
  return TRUE;
}

gboolean
tidings_country_words_match (TidingsCountryWords *self,
                             const char          *query)
{
  g_auto(GStrv) wanted = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  wanted = split_folded (query);
  if (wanted[0] == NULL)
    return FALSE;
  for (guint i = 0; i < self->names->len; i++)
    if (matches_name (g_ptr_array_index (self->names, i), wanted))
      return TRUE;
  return FALSE;
}

void
tidings_country_words_free (TidingsCountryWords *self)
{
  g_ptr_array_unref (self->names);
  g_free (self);
}
