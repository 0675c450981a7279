/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that an alert type takes: how they are written down, and what fits them. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

/** tidings_field_kind_to_string: Returns: `text`, `number`, `integer`, `boolean` or `link` */
const char *tidings_field_kind_to_string (TidingsFieldKind kind);

/**
 * tidings_field_parse:
 * @text: `order.number`, `code:number` or, where it may be missing, `code:number?`
 * @path: (out) (transfer full): the dotted path, with a `?` at the end where it may be missing
 * @kind: (out): what it has to be; text where nothing is said
 *
 * Returns: %FALSE if it is written in no such way
 */
gboolean    tidings_field_parse          (const char        *text,
                                          char             **path,
                                          TidingsFieldKind  *kind);

/** tidings_field_format: Returns: (transfer full): as tidings_field_parse() reads it; @path as it gives it */
char       *tidings_field_format         (const char        *path,
                                          TidingsFieldKind   kind);

/** tidings_field_dup_name: Returns: (transfer full): @path without the `?` at its end */
char       *tidings_field_dup_name       (const char        *path);

/** tidings_field_is_optional: Returns: whether @path ends with a `?` */
gboolean    tidings_field_is_optional    (const char        *path);

/** tidings_field_find: Returns: index of the field called @name (without `?`) in @fields (nullable), -1 if there is none */
int         tidings_field_find           (char             **fields,
                                          const char        *name);

/**
 * tidings_field_takes:
 * @kind: what it has to be
 * @node: a scalar
 *
 * Numbers are decimal, as JSON writes them without an exponent: no thousands, no comma, neither infinite nor “not a number”.
 *
 * Returns: whether the value, or the text that it is, is one of the kind
 */
gboolean    tidings_field_takes          (TidingsFieldKind   kind,
                                          JsonNode          *node);
/** tidings_field_takes_text: Returns: the same of a value written as text */
gboolean    tidings_field_takes_text     (TidingsFieldKind   kind,
                                          const char        *text);

/** tidings_field_dup_sample: Returns: (transfer full): a value that could stand for it in a preview; @path with or without `?` */
char       *tidings_field_dup_sample     (const char        *path,
                                          TidingsFieldKind   kind);

G_END_DECLS
