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
 * @costly: (array zero-terminated=1): what is not in GSM-7, as a person sees it (an emoji of several characters is one), each once, in
 *   order of appearance
 * @is_lossless: every replacement is a look-alike (quotes, dashes, blanks, arrows); otherwise letters lose an accent or emoji go.
 *   %TRUE when nothing is replaced
 */
typedef struct {
  TidingsSegments now;
  TidingsSegments then;
  char *text;
  char **costly;
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
 * The base is the table of Twilio's Smart Encoding (Twilio reference, section 11), with the look-alikes that it lacks. One
 * character that has none (Greek small letters, Cyrillic, Arabic, Chinese, …) keeps the whole text dear, so then nothing is
 * replaced. Look-alikes come first; letters lose accents and emoji go only if @may_lose, and only where look-alikes are not
 * enough. Web addresses keep every letter. The outcome has never more parts, and is its own outcome. Any thread.
 *
 * Returns: whether @then has fewer parts than @now
 */
gboolean tidings_cheaper_find (const char      *body,
                               gboolean         may_lose,
                               TidingsCheaper  *cheaper);

/**
 * tidings_cheaper_dup_text:
 * @body: UTF-8 text
 * @may_lose: as above
 *
 * The replacements alone, whatever they win: for wordings, of which every text will be one.
 *
 * Returns: (transfer full) (nullable): the text in GSM-7; %NULL if one of its characters has no place there or nothing would be left
 */
char    *tidings_cheaper_dup_text (const char  *body,
                                   gboolean     may_lose);

/**
 * tidings_cheaper_name:
 * @costly: one of what is costly in a text
 *
 * Returns: (transfer full): itself, or its code points (`U+00A0`) if nothing of it can be seen
 */
char    *tidings_cheaper_name (const char      *costly);

G_END_DECLS
