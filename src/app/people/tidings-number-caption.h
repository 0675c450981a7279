/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a number while it is being entered: example, hint, verdict, or how it will be saved. */
#pragma once

#include "tidings-country.h"
#include "tidings-phone-number.h"

G_BEGIN_DECLS

/**
 * TidingsNumberFacts:
 * @check: what the text is worth
 * @country: (nullable): the chosen one
 * @taken_by: (nullable): name of who already has the number
 * @was_switched: the country was found in the text
 * @was_refused: the last thing typed was no digit
 * @is_insisting: somebody wanted to go on although something blocks
 *
 * What decides. All borrowed.
 */
typedef struct {
  const TidingsNumberCheck *check;
  TidingsCountry *country;
  const char *taken_by;
  gboolean was_switched;
  gboolean was_refused;
  gboolean is_insisting;
} TidingsNumberFacts;

/**
 * tidings_number_caption_dup:
 * @facts: what is known
 * @kind: (out): style class: `dim-label`, `warning` or `error`
 *
 * One thing at a time, the one that matters most; before it that the country changed.
 *
 * Returns: (transfer full): what stands under the field
 */
char *tidings_number_caption_dup         (const TidingsNumberFacts  *facts,
                                          const char               **kind);

/** tidings_number_caption_dup_country: @country: (nullable): the chosen one. Returns: (transfer full): "United Kingdom (+44)" or "Choose…" */
char *tidings_number_caption_dup_country (TidingsCountry            *country);

G_END_DECLS
