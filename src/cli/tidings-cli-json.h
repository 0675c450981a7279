/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON for programs: printing. */
#pragma once

#include "tidings-json.h"

G_BEGIN_DECLS

/** tidings_cli_print_object: prints it over several lines. @object: (transfer full) */
void        tidings_cli_print_object     (JsonObject       *object);
/** tidings_cli_print_object_line: prints it on a line of its own. @object: (transfer full) */
void        tidings_cli_print_object_line (JsonObject      *object);
/** tidings_cli_print_array: prints it over several lines. @array: (transfer full) */
void        tidings_cli_print_array      (JsonArray        *array);

G_END_DECLS
