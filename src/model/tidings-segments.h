/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many segments a text takes on the air, and how to make it take fewer (3GPP TS 23.038, TS 23.040). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TidingsEncoding: how a body travels: 7-bit septets of the GSM default alphabet, or UTF-16 units. Numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_ENCODING_GSM7 = 0,
  TIDINGS_ENCODING_UCS2 = 1,
} TidingsEncoding;

/**
 * TidingsSegments:
 * @encoding: GSM-7 if every character is in 3GPP TS 23.038's default table or its extension, otherwise UCS-2
 * @n_segments: billed parts: 160 septets or 70 units alone, 153 or 67 each when split; 0 for an empty body
 * @n_units: septets or UTF-16 units used
 * @n_units_left: units that still fit into the last part
 * @n_characters: Unicode characters
 */
typedef struct {
  TidingsEncoding encoding;
  guint n_segments;
  guint n_units;
  guint n_units_left;
  guint n_characters;
} TidingsSegments;

/**
 * tidings_segments_count:
 * @body: UTF-8 text
 *
 * Counts as Twilio bills: filled greedily, an escape pair is never divided, and in UCS-2 a grapheme cluster stays in one
 * part while it fits into one. Any thread.
 *
 * Returns: the count
 */
TidingsSegments tidings_segments_count      (const char *body);

/** tidings_encoding_to_string: Returns: `GSM-7` or `UCS-2` */
const char     *tidings_encoding_to_string  (TidingsEncoding encoding);

/**
 * tidings_gsm7_has:
 * @character: a Unicode character
 *
 * Returns: septets it takes: 1 in the default table, 2 in the extension table, 0 if it is in neither
 */
guint           tidings_gsm7_has            (gunichar character);

/**
 * tidings_gsm7_look_alikes:
 * @body: UTF-8 text
 *
 * Replaces typographic characters by their GSM-7 look-alikes (the table of Twilio's Smart Encoding): quotes, dashes,
 * ellipsis, odd spaces. Letters of a language stay as they are.
 *
 * Returns: (transfer full): the text
 */
char           *tidings_gsm7_look_alikes    (const char *body);

/**
 * tidings_segments_cut:
 * @body: UTF-8 text
 * @max_segments: at least 1
 *
 * Cuts at a word's end so that the rest and an ellipsis (`...` in GSM-7, `…` in UCS-2) fit; inside a word only if that
 * word alone is longer, and inside a web address only if nothing stands before it. Behind a web address the ellipsis has a
 * blank before it.
 *
 * Returns: (transfer full): the text, unchanged if it fits
 */
char           *tidings_segments_cut        (const char *body,
                                             guint       max_segments);

/**
 * tidings_segments_cut_before:
 * @body: UTF-8 text
 * @end: UTF-8 text that must stay whole, such as a link
 * @max_segments: at least 1
 *
 * Cuts @body as tidings_segments_cut() does, always with an ellipsis, and puts a blank and @end behind it.
 *
 * Returns: (transfer full): the text; @end alone if nothing else fits, even if it is too long itself
 */
char           *tidings_segments_cut_before (const char *body,
                                             const char *end,
                                             guint       max_segments);

G_END_DECLS
