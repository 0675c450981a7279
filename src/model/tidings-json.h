/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of JSON objects for programs: null where nothing is known. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** tidings_json_set_text: sets a member to @text, or to null for %NULL and "" */
void tidings_json_set_text    (JsonObject *object,
                               const char *key,
                               const char *text);
/** tidings_json_set_instant: sets a member to the instant (UTC milliseconds) as ISO 8601, or to null for 0 */
void tidings_json_set_instant (JsonObject *object,
                               const char *key,
                               gint64      instant);

G_END_DECLS
