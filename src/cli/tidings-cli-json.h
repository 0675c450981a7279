/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON for programs: members that are null where nothing is known, and printing. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** tidings_cli_set_text: sets a member to @text, or to null for %NULL and "" */
void        tidings_cli_set_text         (JsonObject       *object,
                                          const char       *key,
                                          const char       *text);

/** tidings_cli_set_instant: sets a member to the instant as ISO 8601, or to null for 0 */
void        tidings_cli_set_instant      (JsonObject       *object,
                                          const char       *key,
                                          gint64            instant);

/** tidings_cli_print_object: prints it over several lines. @object: (transfer full) */
void        tidings_cli_print_object     (JsonObject       *object);
/** tidings_cli_print_object_line: prints it on a line of its own. @object: (transfer full) */
void        tidings_cli_print_object_line (JsonObject      *object);
/** tidings_cli_print_array: prints it over several lines. @array: (transfer full) */
void        tidings_cli_print_array      (JsonArray        *array);

G_END_DECLS
