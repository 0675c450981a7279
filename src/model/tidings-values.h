/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of an alert, as programs hand them over: read, flattened to dotted paths, and within bounds. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define TIDINGS_VALUES_ERROR (tidings_values_error_quark ())
GQuark tidings_values_error_quark (void);

/** TidingsValuesError: what is wrong with values; the message is one sentence that names the value where there is one */
typedef enum {
  TIDINGS_VALUES_ERROR_INVALID,
} TidingsValuesError;

#define TIDINGS_MAX_VALUES       100
#define TIDINGS_MAX_VALUE_NAME   100
#define TIDINGS_MAX_VALUE_BYTES  10000
#define TIDINGS_MAX_VALUE_DEPTH  10
#define TIDINGS_MAX_DATA_BYTES   (64 * 1024)

/**
 * tidings_values_add:
 * @values: a flat object: members are named by the whole path
 * @path: where the value goes; what is there is replaced
 * @node: (transfer full): a value: a scalar; or a list, of which only the fact is kept
 * @error: return location
 *
 * Returns: %FALSE if there are too many, or one is too long
 */
gboolean tidings_values_add      (JsonObject   *values,
                                  const char   *path,
                                  JsonNode     *node,
                                  GError      **error);

/**
 * tidings_values_add_data:
 * @values: a flat object
 * @text: one JSON object (RFC 8259), of %TIDINGS_MAX_DATA_BYTES and %TIDINGS_MAX_VALUE_DEPTH levels at most
 * @error: return location
 *
 * Puts the members of the object over those that are there, nested ones by their dotted path. A null is a value that is not
 * given. What could mean two things is refused: a member that is there twice, a character NUL, half a surrogate pair, a
 * number that does not fit. On an error nothing has changed. Any thread.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_values_add_data (JsonObject   *values,
                                  const char   *text,
                                  GError      **error);

/** tidings_values_find: Returns: (transfer none) (nullable): the value at @path, whether nested or named by the whole path; null is none */
JsonNode *tidings_values_find    (JsonObject   *values,
                                  const char   *path);
/** tidings_values_dup: Returns: (transfer full) (nullable): the same as text; %NULL if there is none or it is no scalar. @path: (nullable) */
char     *tidings_values_dup     (JsonObject   *values,
                                  const char   *path);

G_END_DECLS
