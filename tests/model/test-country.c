/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries by name, code and calling code, in several languages. */
#include "config.h"

#include <string.h>

#include "tidings-country.h"

static char *
dup_hits (const char *locale,
          const char *query)
{
  g_autoptr(GListModel) countries = tidings_country_list_new (locale);
  GString *hits = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (countries); i++)
    {
      g_autoptr(TidingsCountry) country = g_list_model_get_item (countries, i);

      if (tidings_country_matches (country, query))
        g_string_append_printf (hits, hits->len > 0 ? " %s" : "%s", tidings_country_get_code (country));
    }
  return g_string_free (hits, FALSE);
}

static void
test_search (void)
{
  static const struct { const char *locale; const char *query; const char *hits; const char *why; } cases[] = {
    { "en", "deut", "DE", "by its own name" },
    { "de_DE.UTF-8", "ger", "DE", "by its English name" },
    { "fr", "all", "DE", "by the name in the person's language" },
    { "en", "all", "", "which another language does not find" },
    { "en", "GERM", "DE", "case does not matter" },
    { "en", "49", "DE", "calling code" },
    { "en", "+49", "DE", "with +" },
    { "en", "0049", "DE", "with 00" },
    { "en", " +49 ", "DE", "with spaces around" },
    { "en", "٤٩", "DE", "in another script's digits" },
    { "en", "35", "AX AL BG CY FI GI IS IE LU MT PT", "the beginning of calling codes, in the order of names" },
    { "en", "côte", "CI", "accents" },
    { "en", "cote", "CI", "may be left out" },
    { "en", "öster", "AT", "accents typed" },
    { "de", "oster", "AT", "or not" },
    { "en", "åland", "AX", "a ring" },
    { "en", "faeroe", "", "another spelling is not known" },
    { "en", "foroyar", "FO", "the stroke of ø counts as an accent" },
    { "en", "united k", "GB", "two words" },
    { "en", "kingdom united", "GB", "in any order" },
    { "en", "nited", "", "only the beginning of words" },
    { "en", "guinea", "GQ GN GW PG", "any word of the name" },
    { "en", "uk", "UA GB", "a short name and another's beginning" },
    { "en", "usa", "US", "three-letter code" },
    { "en", "de", "DK DE VA", "Germany's code, Danmark, Città del Vaticano" },
    { "ar", "كند", "CA", "Arabic" },
    { "ar", "عمان", "OM", "without vowel signs, where the name has them" },
    { "en", "росс", "RU", "its own name in Cyrillic" },
    { "en", "日", "JP", "its own name in Kanji" },
    { "en", "대한", "KR", "its own name in Hangul" },
    { "en", "999", "", "no such code" },
    { "en", "++", "", "nonsense" },
    { "en", "’", "", "nothing but a sign" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *hits = dup_hits (cases[i].locale, cases[i].query);

      g_test_message ("“%s” in %s: %s", cases[i].query, cases[i].locale, cases[i].why);
      g_assert_cmpstr (hits, ==, cases[i].hits);
    }
}

static void
test_search_empty (void)
{
  g_autoptr(TidingsCountry) country = tidings_country_new ("DE", "en");

  g_assert_true (tidings_country_matches (country, ""));
  g_assert_true (tidings_country_matches (country, "  "));
  g_assert_true (tidings_country_matches (country, "+"));
}

static void
test_named_by (void)
{
  static const struct { const char *code; const char *query; gboolean is_named; const char *why; } cases[] = {
    { "DE", "de", TRUE, "its code, so that Return takes Germany and not Denmark" },
    { "DK", "de", FALSE, "only its name begins so" },
    { "US", "1", TRUE, "the main country of a shared code" },
    { "AG", "+1", FALSE, "one of the others" },
    { "GB", "+44", TRUE, "with +" },
    { "GB", "0044", TRUE, "with 00" },
    { "GB", "4", FALSE, "half a code" },
    { "DE", "", FALSE, "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsCountry) country = tidings_country_new (cases[i].code, "en");

      g_test_message ("%s by “%s”: %s", cases[i].code, cases[i].query, cases[i].why);
      g_assert_cmpint (tidings_country_is_named_by (country, cases[i].query), ==, cases[i].is_named);
    }
}

static void
test_names (void)
{
  static const struct { const char *code; const char *locale; const char *name; const char *native; guint calling_code; } cases[] = {
    { "de", "en", "Germany", "Deutschland", 49 },
    { "DE", "de_DE.UTF-8", "Deutschland", "Deutschland", 49 },
    { "JP", "fr_FR", "Japon", "日本", 81 },
    { "CH", "en", "Switzerland", "Schweiz", 41 },
    { "RS", "sr_RS@latin", "Srbija", "Србија", 381 },
    { "US", "C", "United States", "United States", 1 },
    { "US", "", "United States", "United States", 1 },
    { "XK", "en", "Kosovo", "Kosovë", 383 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsCountry) country = tidings_country_new (cases[i].code, cases[i].locale);
      g_autofree char *name = NULL;
      g_autofree char *native = NULL;
      g_autofree char *code = NULL;
      guint calling_code = 0;

      g_test_message ("%s in %s", cases[i].code, cases[i].locale);
      g_object_get (country, "name", &name, "native-name", &native, "code", &code, "calling-code", &calling_code, NULL);
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (native, ==, cases[i].native);
      g_assert_cmpuint (calling_code, ==, cases[i].calling_code);
      g_assert_cmpint (g_ascii_strcasecmp (code, cases[i].code), ==, 0);
      g_assert_true (g_ascii_isupper (code[0]));
    }
  g_assert_null (tidings_country_new ("XX", NULL));
  g_assert_null (tidings_country_new ("AQ", NULL));
  g_assert_null (tidings_country_new ("", NULL));
  g_assert_null (tidings_country_new ("001", NULL));
}

/* In German Ä sorts as A, in Swedish Å and Ö after Z: the language decides, not the bytes. */
static void
test_order (void)
{
  static const struct { const char *locale; const char *before; const char *after; } cases[] = {
    { "de", "EG", "AL" },
    { "de", "AT", "PK" },
    { "sv", "ZW", "AX" },
    { "sv", "ZM", "AT" },
    { "en", "AF", "AX" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GListModel) countries = tidings_country_list_new (cases[i].locale);
      guint before = G_MAXUINT;
      guint after = G_MAXUINT;

      g_assert_cmpuint (g_list_model_get_n_items (countries), >, 240);
      for (guint k = 0; k < g_list_model_get_n_items (countries); k++)
        {
          g_autoptr(TidingsCountry) country = g_list_model_get_item (countries, k);

          if (g_str_equal (tidings_country_get_code (country), cases[i].before))
            before = k;
          if (g_str_equal (tidings_country_get_code (country), cases[i].after))
            after = k;
        }
      g_test_message ("%s: %s before %s", cases[i].locale, cases[i].before, cases[i].after);
      g_assert_cmpuint (after, !=, G_MAXUINT);
      g_assert_cmpuint (before, <, after);
    }
}

static void
test_locale (void)
{
  static const struct { const char *locale; const char *code; const char *why; } cases[] = {
    { "de_DE.UTF-8", "DE", "the usual form" },
    { "de_AT@euro", "AT", "with a modifier" },
    { "sr_RS@latin", "RS", "with a script" },
    { "zh-Hant-TW", "TW", "BCP 47" },
    { "de", NULL, "a language is no country" },
    { "C", NULL, "none" },
    { "C.UTF-8", NULL, "none" },
    { "POSIX", NULL, "none" },
    { "", NULL, "none" },
    { "es_419", NULL, "half a continent" },
    { "en_AQ", NULL, "no phone numbers of its own" },
    { "xx_YY", NULL, "no such country" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = tidings_country_code_for_locale (cases[i].locale);

      g_test_message ("%s: %s", cases[i].locale, cases[i].why);
      g_assert_cmpstr (code, ==, cases[i].code);
    }
}

static void
set_or_unset (const char *variable,
              const char *value)
{
  if (value != NULL)
    g_setenv (variable, value, TRUE);
  else
    g_unsetenv (variable);
}

static void
test_locale_of_process (void)
{
  static const char * const variables[] = { "LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LC_MESSAGES", "LANG" };
  static const struct { const char *values[5]; const char *code; const char *why; } cases[] = {
    { { "fr_FR", "de_DE", NULL, NULL, "en_US" }, "FR", "LC_ALL before all others" },
    { { NULL, "de_DE", "fr_FR", NULL, "en_US" }, "DE", "the category of phone numbers" },
    { { NULL, NULL, "fr_FR", "en_GB", "en_US" }, "FR", "then that of addresses" },
    { { "", NULL, NULL, "en_GB", "en_US" }, "GB", "an empty one counts as unset" },
    { { "C.UTF-8", NULL, NULL, NULL, "en_US" }, "US", "one that names no region leaves it to the next" },
    { { NULL, NULL, NULL, NULL, "de" }, NULL, "no region anywhere: no choice" },
    { { NULL, NULL, NULL, NULL, NULL }, NULL, "nothing set" },
  };
  char *before[G_N_ELEMENTS (variables)];

  for (gsize k = 0; k < G_N_ELEMENTS (variables); k++)
    before[k] = g_strdup (g_getenv (variables[k]));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = NULL;

      for (gsize k = 0; k < G_N_ELEMENTS (variables); k++)
        set_or_unset (variables[k], cases[i].values[k]);
      g_test_message ("%s", cases[i].why);
      code = tidings_country_code_for_locale (NULL);
      g_assert_cmpstr (code, ==, cases[i].code);
    }

  for (gsize k = 0; k < G_N_ELEMENTS (variables); k++)
    {
      set_or_unset (variables[k], before[k]);
      g_free (before[k]);
    }
}

static void
test_language (void)
{
  static const struct { const char *code; const char *language; } cases[] = {
    { "DE", "de" }, { "at", "de" }, { "BR", "pt" }, { "GB", "en" }, { "JP", "ja" }, { "IN", "hi" }, { "XX", "en" }, { "", "en" }, { "AQ", "en" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *language = tidings_country_dup_language (cases[i].code);

      g_assert_cmpstr (language, ==, cases[i].language);
    }
}

static void
test_random (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (21);
  g_autoptr(TidingsCountry) country = tidings_country_new ("CI", "fr");

  for (guint i = 0; i < 3000; i++)
    {
      char text[40] = "";
      guint n = g_rand_int_range (random, 0, sizeof text);
      g_autofree char *code = NULL;
      g_autofree char *language = NULL;

      for (guint k = 0; k < n; k++)
        text[k] = g_rand_int_range (random, 1, 256);
      tidings_country_matches (country, text);
      tidings_country_is_named_by (country, text);
      code = tidings_country_code_for_locale (text);
      language = tidings_country_dup_language (text);
      g_assert_nonnull (language);
      g_assert_true (code == NULL || strlen (code) == 2);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/country/search", test_search);
  g_test_add_func ("/model/country/search-empty", test_search_empty);
  g_test_add_func ("/model/country/named-by", test_named_by);
  g_test_add_func ("/model/country/names", test_names);
  g_test_add_func ("/model/country/order", test_order);
  g_test_add_func ("/model/country/locale", test_locale);
  g_test_add_func ("/model/country/locale-of-process", test_locale_of_process);
  g_test_add_func ("/model/country/language", test_language);
  g_test_add_func ("/model/country/random", test_random);

  return g_test_run ();
}
