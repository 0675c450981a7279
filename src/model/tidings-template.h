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
} TidingsTemplateError;

/**
 * tidings_template_render:
 * @template: text with `{{ dotted.path }}`; `{{ path? }}` may be absent and then takes the blank before it along
 * @values: the alert's values; a path walks nested objects, or finds a member whose name is the whole path
 * @error: return location: MISSING if a value is absent, null, empty or not a scalar, SYNTAX for a broken placeholder
 *
 * Values are cleaned on the way: control characters become blanks, runs of blanks one. Any thread.
 *
 * Returns: (transfer full): the text, or %NULL
 */
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

G_END_DECLS
