/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading fields of foreign JSON: whatever is missing, null or of the wrong type is a value too, and never a fault. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** tidings_json_dup_string: Returns: (transfer full) (nullable): a string, or a number as it would be written; always valid UTF-8 */
char       *tidings_json_dup_string          (JsonObject *object,
                                              const char *name);
/** tidings_json_dup_word: Returns: (transfer full) (nullable): the same, %NULL if it is empty */
char       *tidings_json_dup_word            (JsonObject *object,
                                              const char *name);
/** tidings_json_dup_string_or_empty: Returns: (transfer full): the same, "" if there is none */
char       *tidings_json_dup_string_or_empty (JsonObject *object,
                                              const char *name);
/** tidings_json_dup_currency: Returns: (transfer full) (nullable): ISO 4217 in upper case; some resources give it in lower case */
char       *tidings_json_dup_currency        (JsonObject *object,
                                              const char *name);
/** tidings_json_dup_country: Returns: (transfer full) (nullable): ISO 3166-1 alpha-2 in upper case */
char       *tidings_json_dup_country         (JsonObject *object,
                                              const char *name);
/** tidings_json_get_count: Returns: a count or code, given as number or as string; 0 if it is none or out of range */
int         tidings_json_get_count           (JsonObject *object,
                                              const char *name);
/** tidings_json_get_micros: Returns: whether there is a decimal number that fits, given as string or as number; @micros: (out): millionths */
gboolean    tidings_json_get_micros          (JsonObject *object,
                                              const char *name,
                                              gint64     *micros);
/** tidings_json_get_flag: Returns: whether it is true, or the word for it */
gboolean    tidings_json_get_flag            (JsonObject *object,
                                              const char *name);
/** tidings_json_get_date: Returns: UTC milliseconds, 0 if it is no date */
gint64      tidings_json_get_date            (JsonObject *object,
                                              const char *name);
/** tidings_json_get_object: Returns: (transfer none) (nullable): an object inside @object */
JsonObject *tidings_json_get_object          (JsonObject *object,
                                              const char *name);
/** tidings_json_get_array: Returns: (transfer none) (nullable): an array inside @object */
JsonArray  *tidings_json_get_array           (JsonObject *object,
                                              const char *name);
/** tidings_json_get_row: @i: below the length. Returns: (transfer none) (nullable): an object inside @array */
JsonObject *tidings_json_get_row             (JsonArray  *array,
                                              guint       i);

G_END_DECLS
