/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries that can be called: their codes from libphonenumber, their names from ICU. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_COUNTRY (tidings_country_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCountry, tidings_country, TIDINGS, COUNTRY, GObject)

/**
 * tidings_country_list_new:
 * @locale: (nullable): POSIX or BCP 47 name of the language for the names; %NULL for the process's own
 *
 * All countries with phone numbers, sorted by name as the language sorts (ICU collation). Properties of the items, all
 * read-only: `code` (ISO 3166-1 alpha-2), `name` (in @locale), `native-name` (in the country's most likely language by
 * CLDR), `calling-code` (guint).
 *
 * Returns: (transfer full): a #GListModel of #TidingsCountry
 */
GListModel     *tidings_country_list_new         (const char *locale);

/**
 * tidings_country_new:
 * @code: ISO 3166-1 alpha-2 code, any case
 * @locale: (nullable): language for the name; %NULL for the process's own
 *
 * Returns: (transfer full) (nullable): %NULL if no such country has phone numbers
 */
TidingsCountry *tidings_country_new              (const char *code,
                                                  const char *locale);

/** tidings_country_get_code: Returns: ISO 3166-1 alpha-2 code, upper case */
const char     *tidings_country_get_code         (TidingsCountry *self);
/** tidings_country_get_name: Returns: name in the language asked for */
const char     *tidings_country_get_name         (TidingsCountry *self);
/** tidings_country_get_native_name: Returns: name in the country's own language; may equal the name */
const char     *tidings_country_get_native_name  (TidingsCountry *self);
/** tidings_country_get_calling_code: Returns: calling code without + */
guint           tidings_country_get_calling_code (TidingsCountry *self);

/**
 * tidings_country_matches:
 * @self: a country
 * @query: what was typed into the search, any case, accents or none
 *
 * Whether the start of a word of the country's name (in the language asked for, in English or in its own; short names
 * too), its two-letter code, or its calling code with or without + or 00 begins with @query, or @query is its
 * three-letter code. Several words must all begin words of one name. An empty query matches all.
 *
 * Returns: whether it is a hit
 */
gboolean        tidings_country_matches          (TidingsCountry *self,
                                                  const char     *query);

/**
 * tidings_country_is_named_by:
 * @self: a country
 * @query: what was typed into the search
 *
 * Whether @query is all of the country's two-letter code, or its calling code and it is the main country of that code
 * (the United States for 1): then it should be the first hit, before the ones that only begin so.
 *
 * Returns: whether @query means this country and no other
 */
gboolean        tidings_country_is_named_by      (TidingsCountry *self,
                                                  const char     *query);

/**
 * tidings_country_code_for_locale:
 * @locale: (nullable): POSIX locale name such as `de_DE.UTF-8`; %NULL for LC_ALL, LC_TELEPHONE, LC_ADDRESS, LC_MESSAGES and LANG, in that order
 *
 * Returns: (transfer full) (nullable): its region if it names one with phone numbers; an empty choice beats a wrong one
 */
char           *tidings_country_code_for_locale  (const char *locale);

/**
 * tidings_country_dup_language:
 * @code: ISO 3166-1 alpha-2 code
 *
 * Returns: (transfer full): the language most of its people read, by CLDR's likely subtags (`de` for DE); `en` if unknown.
 *   The language alone, so `zh` and `pt` without a country
 */
char           *tidings_country_dup_language     (const char *code);

G_END_DECLS
