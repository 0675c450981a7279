/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are not what they should be: half of them, other words in them, links to elsewhere. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define PAGE "<!DOCTYPE html><html><head><title>Oops</title></head><body>It works!</body></html>"
#define WORD "shimmering"

void
sim_spoil_truncate (SimRequest *request)
{
  if (request->body)
    request->body[strlen (request->body) / 2] = '\0';
}

void
sim_spoil_html (SimRequest *request,
                const char *content_type)
{
  g_free (request->body);
  request->body = g_strdup (PAGE);
  g_free (request->content_type);
  request->content_type = g_strdup (content_type);
}

static void change_words (JsonNode *node);

static void
change_member_cb (JsonObject *object,
                  const char *name,
                  JsonNode   *node,
                  gpointer    user_data)
{
  static const char *closed[] = { "status", "type", "campaign_status", "direction", NULL };

  if (g_strv_contains (closed, name) && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    json_node_set_string (node, WORD);
  else
    change_words (node);
}

static void
change_element_cb (JsonArray *array,
                   guint      index,
                   JsonNode  *node,
                   gpointer   user_data)
{
  change_words (node);
}

static void
change_words (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), change_member_cb, NULL);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), change_element_cb, NULL);
}

static void
set_body (SimRequest *request,
          JsonNode   *root)
{
  g_free (request->body);
  request->body = json_to_string (root, FALSE);
}

void
sim_spoil_words (SimRequest *request)
{
  g_autoptr(JsonNode) root = request->body ? json_from_string (request->body, NULL) : NULL;

  if (!root)
    return;

  change_words (root);
  set_body (request, root);
}

void
sim_spoil_next_page (SimRequest *request,
                     const char *url)
{
  g_autoptr(JsonNode) root = request->body ? json_from_string (request->body, NULL) : NULL;
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (!object)
    return;

  if (json_object_has_member (object, "next_page_uri"))
    json_object_set_string_member (object, "next_page_uri", url);
  if (json_object_has_member (object, "meta"))
    json_object_set_string_member (json_object_get_object_member (object, "meta"), "next_page_url", url);
  set_body (request, root);
}
