/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates with {{ dotted.path }}: values go in, nothing is ever executed. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define TIDINGS_TEMPLATE_ERROR (tidings_template_error_quark ())
GQuark tidings_template_error_quark (void);

/** TidingsTemplateError: what is wrong with a template or its values; the message is for people and names the placeholder. */
typedef enum {
  TIDINGS_TEMPLATE_ERROR_SYNTAX,
  TIDINGS_TEMPLATE_ERROR_MISSING,
  TIDINGS_TEMPLATE_ERROR_TOO_LONG,
} TidingsTemplateError;

/** TIDINGS_TEMPLATE_MAX_VALUE: characters of a value that are read; more than any text can hold */
#define TIDINGS_TEMPLATE_MAX_VALUE 2000

/** TidingsTemplateWords: what values that are true or false are called in the language of the text (the catalog's phrases `yes` and `no`) */
typedef struct {
  const char *yes;
  const char *no;
} TidingsTemplateWords;

/**
 * tidings_template_render_with:
 * @template: text with `{{ dotted.path }}`; `{{ path? }}` may be absent and then takes the blank before it along
 * @values: the alert's values; a path walks nested objects, or finds a member whose name is the whole path
 * @words: (nullable): words for booleans; %NULL for `true` and `false`
 * @error: return location: MISSING if a value is absent, null, empty or not a scalar, TOO_LONG for a web address that no text can
 *   hold, SYNTAX for a broken placeholder
 *
 * Nothing is executed, and a value is never read as a template. Values are cleaned on the way: control characters become
 * blanks, runs of blanks one; marks that turn the direction of what follows go (U+202A–202E, U+2066–2069), so that no value can
 * rewrite the text around it; what is longer than %TIDINGS_TEMPLATE_MAX_VALUE is cut there. Numbers are written in full, without
 * an exponent. Any thread.
 *
 * Returns: (transfer full): the text, or %NULL
 */
char  *tidings_template_render_with  (const char                  *template,
                                      JsonObject                  *values,
                                      const TidingsTemplateWords  *words,
                                      GError                     **error);

/** tidings_template_render: tidings_template_render_with() without words */
char  *tidings_template_render       (const char  *template,
                                      JsonObject  *values,
                                      GError     **error);

/**
 * tidings_template_list_paths:
 * @template: text with placeholders
 * @error: return location for a SYNTAX error
 *
 * Returns: (transfer full) (array zero-terminated=1): each path once, in order of appearance, optional ones with `?`; %NULL on error
 */
char **tidings_template_list_paths   (const char  *template,
                                      GError     **error);

/** tidings_template_turns_direction: Returns: whether a character turns around what stands behind it (embeddings, overrides, isolates); marks that only tell a direction do not */
gboolean tidings_template_turns_direction (gunichar character);

G_END_DECLS
