/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert's values to a text that fits. */
#pragma once

#include <json-glib/json-glib.h>
#include "tidings-segments.h"
#include "tidings-template.h"

G_BEGIN_DECLS

/**
 * TidingsText:
 * @body: the text as it leaves
 * @segments: how it counts
 * @note: what was given up to fit, empty if nothing: "look-alikes", "accents" (and emoji), "footer" (how to unsubscribe), "subject", "household",
 *   "cut", joined by commas
 */
typedef struct {
  char *body;
  TidingsSegments segments;
  char *note;
} TidingsText;

void         tidings_text_free       (TidingsText       *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsText, tidings_text_free)

/**
 * TidingsWording:
 * @template: the wording
 * @subject: (nullable): wording of a heading
 * @household: (nullable): plain text, the name that stands in front
 * @stop: (nullable): plain text, how to unsubscribe; %NULL for texts that do not say it
 * @words: words for values that are true or false, in the language of the text
 * @may_lose: accents that GSM-7 does not have and emoji go where that saves a part (tidings_cheaper_find())
 * @max_segments: the most parts it may take
 *
 * What a text is made of, all in one language: `Household: Subject: text`, and @stop on a line of its own behind it. A line of its
 * own costs what a blank does, and is a paragraph for itself where text runs from right to left.
 */
typedef struct {
  const char *template;
  const char *subject;
  const char *household;
  const char *stop;
  TidingsTemplateWords words;
  gboolean may_lose;
  guint max_segments;
} TidingsWording;

/**
 * tidings_composer_compose:
 * @wording: what the text is made of
 * @values: the alert's values; a value `link` that the wording names is never cut, without it the first one that is a web address
 * @error: return location in #TIDINGS_TEMPLATE_ERROR
 *
 * To fit, in this order: look-alikes, with @may_lose accents and emoji, how to unsubscribe goes, the subject goes, the household's name goes, the text is cut at a
 * word with an ellipsis. What has gone does not come back. How to unsubscribe never costs another part, and a text that says STOP
 * itself does not say it twice. A text that fits as it is stays as it is, apart from look-alikes that would save a part; a web
 * address keeps every letter. A link that is too long by itself is the whole text, and the only one that takes more than
 * @max_segments. A function of its arguments. Any thread.
 *
 * Returns: (transfer full) (nullable): the text
 */
TidingsText *tidings_composer_compose (const TidingsWording  *wording,
                                       JsonObject            *values,
                                       GError               **error);

G_END_DECLS
