/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries that can be called: their codes from libphonenumber, their names from ICU. */
#include "config.h"

#include <string.h>

#include <unicode/ucol.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "tidings-country.h"
#include "tidings-country-words-private.h"
#include "tidings-phone-number.h"

/* The longest name of a country in CLDR has less than a hundred characters. */
#define MAX_NAME 256

struct _TidingsCountry
{
  GObject parent_instance;

  char *code;
  char *name;
  char *native_name;
  char *locale;
  guint calling_code;
  TidingsCountryWords *words;
};

enum {
  PROP_0,
  PROP_CODE,
  PROP_NAME,
  PROP_NATIVE_NAME,
  PROP_CALLING_CODE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsCountry, tidings_country, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* ICU's name of a POSIX locale; English where the locale names no language. */
static char *
dup_icu_locale (const char *locale)
{
  const char *name = locale != NULL ? locale : g_get_language_names ()[0];
  char canonical[ULOC_FULLNAME_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;
  gsize length = strcspn (name, ".@");
  g_autofree char *plain = g_strndup (name, length);
  const char *modifier = strchr (name, '@');

  if (plain[0] == '\0' || g_str_equal (plain, "C") || g_str_equal (plain, "POSIX"))
    return g_strdup ("en");

  /* glibc tells scripts by modifiers (sr_RS@latin), CLDR by subtags (sr_Latn_RS). */
  if (modifier != NULL && g_str_equal (modifier, "@latin"))
    {
      g_autofree char *without = g_steal_pointer (&plain);
      gsize n_language = strcspn (without, "_-");
      g_autofree char *language = g_strndup (without, n_language);

      plain = g_strconcat (language, "_Latn", without + n_language, NULL);
    }

  uloc_canonicalize (plain, canonical, sizeof canonical, &status);
  return g_strdup (U_SUCCESS (status) && canonical[0] != '\0' ? canonical : "en");
}

static ULocaleDisplayNames *
open_names (const char      *icu_locale,
            UDisplayContext  length)
{
  UErrorCode status = U_ZERO_ERROR;
  ULocaleDisplayNames *names = uldn_openForContext (icu_locale, &length, 1, &status);

  return U_SUCCESS (status) ? names : NULL;
}

/* The names of the few languages that all countries are asked for (the window’s own and English) are opened once. */
static ULocaleDisplayNames *
get_names (const char      *icu_locale,
           UDisplayContext  length)
{
  static GMutex mutex;
  static GHashTable *opened;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *key = g_strdup_printf ("%s/%d", icu_locale, (int) length);
  gpointer names = NULL;

  if (opened == NULL)
    opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_lookup_extended (opened, key, NULL, &names))
    {
      names = open_names (icu_locale, length);
      g_hash_table_insert (opened, g_steal_pointer (&key), names);
    }
  return names;
}

static char *
dup_name (ULocaleDisplayNames *names,
          const char          *code)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar name[MAX_NAME];
  char utf8[MAX_NAME * 3];

  if (names == NULL)
    return g_strdup (code);
  uldn_regionDisplayName (names, code, name, MAX_NAME, &status);
  u_strToUTF8 (utf8, sizeof utf8, NULL, name, -1, &status);
  return g_strdup (U_SUCCESS (status) ? utf8 : code);
}

static char *
dup_native_name (const char *icu_locale,
                 const char *code)
{
  ULocaleDisplayNames *names = open_names (icu_locale, UDISPCTX_LENGTH_FULL);
  char *name = dup_name (names, code);

  g_clear_pointer (&names, uldn_close);
  return name;
}

/* The language and script that CLDR's likely subtags give a region, as an ICU locale; NULL for one without people. */
static char *
dup_likely_locale (const char *code)
{
  g_autofree char *region = g_ascii_strup (code, -1);
  g_autofree char *unknown = g_strconcat ("und_", region, NULL);
  char likely[ULOC_FULLNAME_CAPACITY] = "";
  char language[ULOC_LANG_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;

  uloc_addLikelySubtags (unknown, likely, sizeof likely, &status);
  uloc_getLanguage (likely, language, sizeof language, &status);
  if (U_FAILURE (status) || language[0] == '\0' || g_str_equal (language, "und"))
    return NULL;
  return g_strdup (likely);
}

static TidingsCountry *
country_new_named (const char *code,
                   guint       calling_code,
                   const char *icu_locale,
                   char       *name)
{
  TidingsCountry *self = g_object_new (TIDINGS_TYPE_COUNTRY, NULL);

  self->code = g_ascii_strup (code, -1);
  self->name = name;
  self->locale = g_strdup (icu_locale);
  self->calling_code = calling_code;
  return self;
}

/* What a search looks at. Made at the first search: most countries are listed and never searched. */
static TidingsCountryWords *
get_words (TidingsCountry *self)
{
  g_autofree char *english = NULL;
  g_autofree char *short_name = NULL;
  g_autofree char *short_english = NULL;

  if (self->words != NULL)
    return self->words;

  english = dup_name (get_names ("en", UDISPCTX_LENGTH_FULL), self->code);
  short_name = dup_name (get_names (self->locale, UDISPCTX_LENGTH_SHORT), self->code);
  short_english = dup_name (get_names ("en", UDISPCTX_LENGTH_SHORT), self->code);
  self->words = tidings_country_words_new ((const char *[]) {
    self->name, tidings_country_get_native_name (self), english, short_name, short_english, NULL
  });
  return self->words;
}

static void
tidings_country_finalize (GObject *object)
{
  TidingsCountry *self = TIDINGS_COUNTRY (object);

  g_free (self->code);
  g_free (self->name);
  g_free (self->native_name);
  g_free (self->locale);
  g_clear_pointer (&self->words, tidings_country_words_free);

  G_OBJECT_CLASS (tidings_country_parent_class)->finalize (object);
}

static void
tidings_country_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TidingsCountry *self = TIDINGS_COUNTRY (object);

  switch (prop_id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_NATIVE_NAME:
      g_value_set_string (value, tidings_country_get_native_name (self));
      break;
    case PROP_CALLING_CODE:
      g_value_set_uint (value, self->calling_code);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_country_class_init (TidingsCountryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_country_finalize;
  object_class->get_property = tidings_country_get_property;

  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_NATIVE_NAME] = g_param_spec_string ("native-name", NULL, NULL, NULL, flags);
  properties[PROP_CALLING_CODE] = g_param_spec_uint ("calling-code", NULL, NULL, 0, 999, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_country_init (TidingsCountry *self)
{
}

typedef struct {
  TidingsCountry *country;
  guint8 *key;
} Sortable;

static void
sortable_clear (gpointer data)
{
  Sortable *self = data;

  g_object_unref (self->country);
  g_free (self->key);
}

static int
sortable_compare (gconstpointer a,
                  gconstpointer b)
{
  return strcmp ((const char *) ((const Sortable *) a)->key, (const char *) ((const Sortable *) b)->key);
}

/* Comparing keys is much cheaper than asking the collator for each pair. */
static guint8 *
dup_sort_key (UCollator  *collator,
              const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[MAX_NAME];
  guint8 *key = g_malloc0 (MAX_NAME * 8);

  u_strFromUTF8 (wide, MAX_NAME, NULL, name, -1, &status);
  if (collator != NULL && U_SUCCESS (status))
    ucol_getSortKey (collator, wide, -1, key, MAX_NAME * 8);
  else
    g_strlcpy ((char *) key, name, MAX_NAME * 8);
  return key;
}

static void
sort_by_name (GPtrArray  *countries,
              const char *icu_locale)
{
  g_autoptr(GArray) sortables = g_array_sized_new (FALSE, FALSE, sizeof (Sortable), countries->len);
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open (icu_locale, &status);

  g_array_set_clear_func (sortables, sortable_clear);
  for (guint i = 0; i < countries->len; i++)
    {
      TidingsCountry *country = g_ptr_array_index (countries, i);
      Sortable sortable = { g_object_ref (country), dup_sort_key (collator, country->name) };

      g_array_append_val (sortables, sortable);
    }
  g_clear_pointer (&collator, ucol_close);

  g_array_sort (sortables, sortable_compare);
  g_ptr_array_set_size (countries, 0);
  for (guint i = 0; i < sortables->len; i++)
    g_ptr_array_add (countries, g_object_ref (g_array_index (sortables, Sortable, i).country));
}

GListModel *
tidings_country_list_new (const char *locale)
{
  g_autofree char *icu_locale = dup_icu_locale (locale);
  g_auto(GStrv) codes = tidings_phone_number_list_countries ();
  g_autoptr(GPtrArray) countries = g_ptr_array_new_with_free_func (g_object_unref);
  ULocaleDisplayNames *names = get_names (icu_locale, UDISPCTX_LENGTH_FULL);
  GListStore *store = g_list_store_new (TIDINGS_TYPE_COUNTRY);

  for (guint i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (countries, country_new_named (codes[i], tidings_phone_number_calling_code (codes[i]), icu_locale,
                                                   dup_name (names, codes[i])));

  sort_by_name (countries, icu_locale);
  g_list_store_splice (store, 0, 0, countries->pdata, countries->len);
  return G_LIST_MODEL (store);
}

TidingsCountry *
tidings_country_new (const char *code,
                     const char *locale)
{
  g_autofree char *icu_locale = NULL;
  g_autofree char *upper = NULL;
  guint calling_code = 0;

  g_return_val_if_fail (code != NULL, NULL);

  calling_code = tidings_phone_number_calling_code (code);
  if (calling_code == 0)
    return NULL;
  icu_locale = dup_icu_locale (locale);
  upper = g_ascii_strup (code, -1);
  return country_new_named (upper, calling_code, icu_locale, dup_name (get_names (icu_locale, UDISPCTX_LENGTH_FULL), upper));
}

const char *
tidings_country_get_code (TidingsCountry *self)
{
  g_return_val_if_fail (TIDINGS_IS_COUNTRY (self), NULL);

  return self->code;
}

const char *
tidings_country_get_name (TidingsCountry *self)
{
  g_return_val_if_fail (TIDINGS_IS_COUNTRY (self), NULL);

  return self->name;
}

const char *
tidings_country_get_native_name (TidingsCountry *self)
{
  g_autofree char *likely = NULL;

  g_return_val_if_fail (TIDINGS_IS_COUNTRY (self), NULL);

  /* Each language is another file for ICU, so a list of all countries opens none of them. */
  if (self->native_name == NULL)
    {
      likely = dup_likely_locale (self->code);
      self->native_name = likely != NULL ? dup_native_name (likely, self->code) : g_strdup (self->name);
    }
  return self->native_name;
}

guint
tidings_country_get_calling_code (TidingsCountry *self)
{
  g_return_val_if_fail (TIDINGS_IS_COUNTRY (self), 0);

  return self->calling_code;
}

/* Whether @query, cleaned of what is put around digits, is the beginning of the calling code; -1 if it is no digits at all. */
static int
matches_calling_code (TidingsCountry *self,
                      const char     *query)
{
  g_autofree char *digits = tidings_phone_number_ascii_digits (query);
  g_autofree char *code = g_strdup_printf ("%u", self->calling_code);
  const char *wanted = g_strstrip (digits);
  gsize n_wanted = 0;

  if (*wanted == '+')
    wanted++;
  else if (g_str_has_prefix (wanted, "00"))
    wanted += 2;
  n_wanted = strspn (wanted, "0123456789");
  if (wanted[n_wanted] != '\0' || (n_wanted == 0 && wanted == digits))
    return -1;
  return g_str_has_prefix (code, wanted);
}

/* USA is no name of a country in CLDR's English, but what many type. */
static gboolean
is_three_letter_code (TidingsCountry *self,
                      const char     *query)
{
  g_autofree char *locale = g_strconcat ("und_", self->code, NULL);

  return strlen (query) == 3 && g_ascii_strcasecmp (uloc_getISO3Country (locale), query) == 0;
}

gboolean
tidings_country_matches (TidingsCountry *self,
                         const char     *query)
{
  g_autofree char *wanted = NULL;
  int by_code = 0;

  g_return_val_if_fail (TIDINGS_IS_COUNTRY (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  wanted = g_utf8_make_valid (query, -1);
  g_strstrip (wanted);
  if (wanted[0] == '\0')
    return TRUE;

  by_code = matches_calling_code (self, wanted);
  if (by_code >= 0)
    return by_code;
  if (g_ascii_strncasecmp (self->code, wanted, strlen (wanted)) == 0 || is_three_letter_code (self, wanted))
    return TRUE;
  return tidings_country_words_match (get_words (self), wanted);
}

gboolean
tidings_country_is_named_by (TidingsCountry *self,
                             const char     *query)
{
  g_autofree char *wanted = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *main_country = NULL;
  const char *code = NULL;

  g_return_val_if_fail (TIDINGS_IS_COUNTRY (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  wanted = tidings_phone_number_ascii_digits (query);
  g_strstrip (wanted);
  if (g_ascii_strcasecmp (self->code, wanted) == 0)
    return TRUE;

  code = *wanted == '+' ? wanted + 1 : g_str_has_prefix (wanted, "00") ? wanted + 2 : wanted;
  digits = g_strdup_printf ("%u", self->calling_code);
  main_country = tidings_phone_number_dup_main_country (self->calling_code);
  return g_str_equal (digits, code) && g_strcmp0 (main_country, self->code) == 0;
}

static char *
dup_region (const char *locale)
{
  g_autofree char *icu_locale = dup_icu_locale (locale);
  char region[ULOC_COUNTRY_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;

  uloc_getCountry (icu_locale, region, sizeof region, &status);
  if (U_FAILURE (status) || tidings_phone_number_calling_code (region) == 0)
    return NULL;
  return g_strdup (region);
}

char *
tidings_country_code_for_locale (const char *locale)
{
  static const char * const variables[] = { "LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LC_MESSAGES", "LANG" };

  if (locale != NULL)
    return dup_region (locale);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);
      char *region = value != NULL && value[0] != '\0' ? dup_region (value) : NULL;

      if (region != NULL)
        return region;
    }
  return NULL;
}

char *
tidings_country_dup_language (const char *code)
{
  g_autofree char *likely = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  likely = dup_likely_locale (code);
  if (likely == NULL || tidings_phone_number_calling_code (code) == 0)
    return g_strdup ("en");
  return g_strndup (likely, strcspn (likely, "_"));
}
