/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a number while it is being entered; the widget only shows it. */
#pragma once

#include <glib-object.h>
#include "tidings-phone-number.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_NUMBER_ENTRY (tidings_number_entry_get_type ())
G_DECLARE_FINAL_TYPE (TidingsNumberEntry, tidings_number_entry, TIDINGS, NUMBER_ENTRY, GObject)

/**
 * TidingsNumberEntry properties:
 *   country (string, nullable, read-write): ISO code chosen, or found in the text after + or 00
 *   text (string, read-write): what stands in the field
 *   taken-by (string, nullable, read-write): who already has the number; set by who knows the people, blocks
 *   e164 (string, nullable, read-only): the number, %NULL while something blocks it (but not while only taken-by does)
 *   verdict (int, #TidingsNumberVerdict, read-only)
 *   can-continue (bool, read-only): nothing blocks
 *   caption (string, read-only): what stands under the field: example, hint, verdict, or how it will be saved
 *   caption-kind (string, read-only): `dim-label`, `warning` or `error`
 *   suggestion (string, nullable, read-only): E.164 of what was probably meant
 *   code (string, read-only): "+44", or "" while the country is not known or the text has its own code
 *   country-name (string, read-only): in the process's language, "" without a country
 *   country-caption (string, read-only): "United Kingdom (+44)" or "Choose…"
 */

/** tidings_number_entry_new: Returns: (transfer full): an empty entry in the locale's country, if it names one */
TidingsNumberEntry *tidings_number_entry_new            (void);

/** tidings_number_entry_get_country: Returns: (transfer none) (nullable): ISO code of the country that is chosen, or was found in the text */
const char         *tidings_number_entry_get_country    (TidingsNumberEntry *self);
/** tidings_number_entry_set_country: as a person chooses it; spaces that were put into the text follow the new country */
void                tidings_number_entry_set_country    (TidingsNumberEntry *self,
                                                         const char         *country);
/** tidings_number_entry_get_text: Returns: (transfer none): what stands in the field, never %NULL */
const char         *tidings_number_entry_get_text       (TidingsNumberEntry *self);
/** tidings_number_entry_set_text: as it stands in the field now; may change the country */
void                tidings_number_entry_set_text       (TidingsNumberEntry *self,
                                                         const char         *text);
/** tidings_number_entry_get_taken_by: Returns: (transfer none) (nullable): name of who already has the number */
const char         *tidings_number_entry_get_taken_by   (TidingsNumberEntry *self);
/** tidings_number_entry_set_taken_by: @taken_by: (nullable): as told by who knows the people; somebody's name blocks */
void                tidings_number_entry_set_taken_by   (TidingsNumberEntry *self,
                                                         const char         *taken_by);
/** tidings_number_entry_get_e164: Returns: (transfer none) (nullable): the number as it will be saved; %NULL while the verdict blocks */
const char         *tidings_number_entry_get_e164       (TidingsNumberEntry *self);
/** tidings_number_entry_get_suggestion: Returns: (transfer none) (nullable): E.164 of what was probably meant, where a plus was forgotten */
const char         *tidings_number_entry_get_suggestion (TidingsNumberEntry *self);
/** tidings_number_entry_get_verdict: Returns: what the text is worth as a number */
TidingsNumberVerdict tidings_number_entry_get_verdict   (TidingsNumberEntry *self);
/** tidings_number_entry_get_can_continue: Returns: whether nothing blocks, neither the verdict nor somebody who has the number */
gboolean            tidings_number_entry_get_can_continue (TidingsNumberEntry *self);

/**
 * tidings_number_entry_accept:
 * @self: an entry
 * @before: what stands before the cursor
 * @inserted: what was typed or pasted there
 * @after: what stands behind the cursor
 *
 * What the field shall hold instead. Typed letters are refused; of pasted text with words around a number the number is
 * taken; at the end of the field digits are grouped. The entry's own text is not changed by this.
 *
 * Returns: (transfer full) (nullable): what takes the place of @before and @inserted, or %NULL if nothing may be inserted;
 *   the caption says why then
 */
char               *tidings_number_entry_accept         (TidingsNumberEntry *self,
                                                         const char         *before,
                                                         const char         *inserted,
                                                         const char         *after);

/** tidings_number_entry_insist: somebody wants to go on: what blocks is shown as an error until the text changes. Returns: whether nothing blocks */
gboolean            tidings_number_entry_insist         (TidingsNumberEntry *self);

/** tidings_number_entry_use_suggestion: takes the suggestion as the text */
void                tidings_number_entry_use_suggestion (TidingsNumberEntry *self);

G_END_DECLS
