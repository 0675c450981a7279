/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters make a text dear, and what to write in their place. */
#pragma once

#include "tidings-segments.h"

G_BEGIN_DECLS

/**
 * TidingsCheaper:
 * @now: how the text counts as it is
 * @then: how @text counts
 * @text: the text with only the costly characters replaced; letters that GSM-7 has for free (ä, é, ñ, …) stay. The text itself
 *   when nothing would be won
 * @costly: the characters that are not in GSM-7, each once, in order of appearance, as UTF-8
 * @is_lossless: every replacement is a look-alike (quotes, dashes, blanks); otherwise letters lose an accent or emoji go
 */
typedef struct {
  TidingsSegments now;
  TidingsSegments then;
  char *text;
  char *costly;
  gboolean is_lossless;
} TidingsCheaper;

void tidings_cheaper_clear (TidingsCheaper *cheaper);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TidingsCheaper, tidings_cheaper_clear)

/**
 * tidings_cheaper_find:
 * @body: UTF-8 text
 * @may_lose: whether accents that GSM-7 does not have and emoji may go as well
 * @cheaper: (out): the answer, to be cleared
 *
 * The base is the table of Twilio's Smart Encoding (Twilio reference, section 11). Text of a script that has no look-alikes
 * (Greek small letters, Cyrillic, Arabic, Chinese, …) is left alone. Any thread.
 *
 * Returns: whether @then has fewer parts than @now
 */
gboolean tidings_cheaper_find (const char      *body,
                               gboolean         may_lose,
                               TidingsCheaper  *cheaper);

G_END_DECLS
