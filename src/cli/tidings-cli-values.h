/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as they are typed: KEY=VALUE, JSON, dates, and texts from standard input. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tidings_cli_values_from_data:
 * @values: what to add to, by path (`order.number`), #GVariant values
 * @data: a JSON object; nested objects become dotted paths, null is left out
 * @error: return location: usage
 *
 * As tidings_values_add_data() reads it. Strings, whole numbers, other numbers and booleans stay what they are (s, x, d, b);
 * of a list only an empty one is left (as).
 *
 * Returns: %FALSE with @error set
 */
gboolean  tidings_cli_values_from_data (GHashTable  *values,
                                        const char  *data,
                                        GError     **error);

/** tidings_cli_values_from_pair: adds one `KEY=VALUE`, as text, over what is there. Returns: %FALSE with an error of usage */
gboolean  tidings_cli_values_from_pair (GHashTable  *values,
                                        const char  *pair,
                                        GError     **error);

/** tidings_cli_values_new: Returns: (transfer full): an empty table from path to #GVariant */
GHashTable *tidings_cli_values_new     (void);

/** tidings_cli_values_to_variant: Returns: (transfer floating): `a{sv}`, sorted by path */
GVariant *tidings_cli_values_to_variant (GHashTable *values);

/** tidings_cli_parse_span: Returns: milliseconds that `90s`, `30m`, `2h` or `7d` last, -1 for anything else */
gint64    tidings_cli_parse_span       (const char  *text);

/**
 * tidings_cli_parse_since:
 * @text: `2026-11-21`, `2026-11-21T08:00`, `today`, `yesterday`, or how long ago: `30m`, `2h`, `7d`
 * @now: UTC milliseconds
 * @zone: IANA time zone that dates hang in
 * @error: return location: usage
 *
 * Returns: UTC milliseconds, or -1 with @error set
 */
gint64    tidings_cli_parse_since      (const char  *text,
                                        gint64       now,
                                        const char  *zone,
                                        GError     **error);

/** tidings_cli_parse_moment: @text: a moment to come, as tidings_when_parse() reads it. Returns: UTC milliseconds, or -1 with an error of usage */
gint64    tidings_cli_parse_moment     (const char  *text,
                                        gint64       now,
                                        GError     **error);

/** tidings_cli_parse_states: @text: comma list of state names. Returns: bit (1 << state) for each, 0 with an error of usage */
guint     tidings_cli_parse_states     (const char  *text,
                                        GError     **error);

/** tidings_cli_read_input: Returns: (transfer full) (nullable): all of standard input as UTF-8, without one last line end */
char     *tidings_cli_read_input       (GError     **error);

/** tidings_cli_read_file: Returns: (transfer full) (nullable): a whole file as UTF-8; "-" is standard input */
char     *tidings_cli_read_file        (const char  *path,
                                        GError     **error);

G_END_DECLS
