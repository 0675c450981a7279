/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON for programs: printing. */
#include "config.h"

#include "tidings-cli-json.h"
#include "tidings-cli-print.h"

static void
print_node (JsonNode *node,
            gboolean  is_pretty)
{
  g_autofree char *text = json_to_string (node, is_pretty);

  tidings_cli_print_utf8 (text);
  json_node_unref (node);
}

void
tidings_cli_print_object (JsonObject *object)
{
  print_node (json_node_init_object (json_node_alloc (), object), TRUE);
  json_object_unref (object);
}

void
tidings_cli_print_object_line (JsonObject *object)
{
  print_node (json_node_init_object (json_node_alloc (), object), FALSE);
  json_object_unref (object);
}

void
tidings_cli_print_array (JsonArray *array)
{
  print_node (json_node_init_array (json_node_alloc (), array), TRUE);
  json_array_unref (array);
}
