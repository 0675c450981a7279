/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert's values to a text that fits. */
#pragma once

#include <json-glib/json-glib.h>
#include "tidings-alert-type.h"
#include "tidings-segments.h"

G_BEGIN_DECLS

/**
 * TidingsText:
 * @body: the text as it leaves
 * @segments: how it counts
 * @note: what was given up to fit, empty if nothing: "look-alikes", "footer", "subject", "cut", joined by commas
 */
typedef struct {
  char *body;
  TidingsSegments segments;
  char *note;
} TidingsText;

void         tidings_text_free       (TidingsText       *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsText, tidings_text_free)

/**
 * tidings_composer_compose:
 * @template: the wording
 * @subject: (nullable): wording of a heading that goes in front, "Subject: text"
 * @footer: (nullable): plain text that goes last, on a line of its own
 * @values: the alert's values; a value `link` that the wording names is never cut
 * @max_segments: the most parts it may take
 * @error: return location in #TIDINGS_TEMPLATE_ERROR
 *
 * To fit, in this order: look-alikes, the footer goes, the subject goes, the text is cut at a word with an ellipsis.
 * A text that fits as it is stays as it is, apart from look-alikes that would save a part. A link that is too long by
 * itself is the whole text, and the only one that takes more than @max_segments. Any thread.
 *
 * Returns: (transfer full) (nullable): the text
 */
TidingsText *tidings_composer_compose (const char        *template,
                                       const char        *subject,
                                       const char        *footer,
                                       JsonObject        *values,
                                       guint              max_segments,
                                       GError           **error);

G_END_DECLS
