/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at JSON from outside before it is read: the reader descends as deep as it is told and forgives what it should not. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_json_lint:
 * @text: what claims to be JSON (RFC 8259), UTF-8
 * @max_depth: levels of objects and lists that it may have
 * @error: return location in #TIDINGS_VALUES_ERROR; names the line
 *
 * Refuses what is not written with the signs of JSON (comments, NaN, single quotes), numbers that lose digits (beyond 18 of
 * them before the point), control characters, the character NUL, half a surrogate pair, and what is nested too deep. Whether
 * brackets and commas are in their place is left to the reader, which now cannot be led too deep.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_json_lint (const char  *text,
                            guint        max_depth,
                            GError     **error);

G_END_DECLS
