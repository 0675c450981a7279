/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of JSON objects for programs. */
#include "config.h"

#include "tidings-format.h"
#include "tidings-json.h"

void
tidings_json_set_text (JsonObject *object,
                       const char *key,
                       const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, key, text);
  else
    json_object_set_null_member (object, key);
}

void
tidings_json_set_instant (JsonObject *object,
                          const char *key,
                          gint64      instant)
{
  g_autofree char *text = tidings_format_iso (instant);

  tidings_json_set_text (object, key, text);
}
