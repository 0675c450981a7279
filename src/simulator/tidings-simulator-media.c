/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of messages, and what a client says became of one (reference, section 2.6). */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

typedef struct {
  char *sid;
  const char *url;
  const SimText *text;
} Medium;

static void
medium_free (Medium *medium)
{
  g_free (medium->sid);
  g_free (medium);
}

const char *
sim_media_get_type (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *path = uri ? g_uri_get_path (uri) : url;

  if (g_str_has_suffix (path, ".png"))
    return "image/png";
  if (g_str_has_suffix (path, ".gif"))
    return "image/gif";
  if (g_str_has_suffix (path, ".jpg") || g_str_has_suffix (path, ".jpeg"))
    return "image/jpeg";

  return "application/octet-stream";
}

/* Made from the message's, so that it is the same each time. */
static char *
dup_sid (const SimText *text,
         guint          index)
{
  return g_strdup_printf ("ME%.30s%02x", text->sid + 2, index);
}

static GPtrArray *
list_media (const SimText *text)
{
  GPtrArray *media = g_ptr_array_new_with_free_func ((GDestroyNotify) medium_free);

  for (guint i = 0; text->media && text->media[i]; i++)
    {
      Medium *medium = g_new0 (Medium, 1);

      medium->sid = dup_sid (text, i);
      medium->url = text->media[i];
      medium->text = text;
      g_ptr_array_add (media, medium);
    }

  return media;
}

static const char *
get_sid (gpointer row)
{
  return ((const Medium *) row)->sid;
}

static JsonObject *
to_resource (SimRequest *request,
             gpointer    row)
{
  const Medium *medium = row;
  JsonObject *object = json_object_new ();
  g_autofree char *uri = g_strdup_printf ("/2010-04-01/Accounts/%s/Messages/%s/Media/%s.json", TIDINGS_SIMULATOR_ACCOUNT_SID,
                                          medium->text->sid, medium->sid);

  json_object_set_string_member (object, "sid", medium->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "parent_sid", medium->text->sid);
  json_object_set_string_member (object, "content_type", sim_media_get_type (medium->url));
  sim_set_created (request->simulator, object, medium->text->created_at, TRUE);
  json_object_set_string_member (object, "uri", uri);

  return object;
}

void
sim_media_list (SimRequest *request)
{
  const SimText *text = sim_find_text (request);
  g_autoptr(GPtrArray) media = NULL;

  if (!text)
    return;

  media = list_media (text);
  sim_reply_page_2010 (request, &(SimList) { "media_list", media, get_sid, to_resource, NULL });
}

/* The bytes are elsewhere, as they are at Twilio. */
void
sim_media_fetch (SimRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  const SimText *text = sim_find_text (request);
  g_autoptr(GPtrArray) media = NULL;

  if (!text)
    return;

  media = list_media (text);
  for (guint i = 0; i < media->len; i++)
    {
      const Medium *medium = g_ptr_array_index (media, i);

      if (strcmp (medium->sid, request->arguments[2]) != 0)
        continue;
      soup_message_headers_replace (headers, "Location", medium->url);
      sim_reply_nothing (request, SOUP_STATUS_TEMPORARY_REDIRECT);
      return;
    }

  sim_reply_not_found (request);
}

void
sim_feedback_create (SimRequest *request)
{
  const SimText *text = sim_find_text (request);
  const char *outcome = sim_request_get_form (request, "Outcome");
  JsonObject *object = NULL;

  if (!text)
    return;

  if (!text->has_feedback)
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The message was not created with ProvideFeedback");
      return;
    }
  if (g_strcmp0 (outcome, "confirmed") != 0 && g_strcmp0 (outcome, "unconfirmed") != 0)
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The 'Outcome' must be confirmed or unconfirmed");
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "message_sid", text->sid);
  json_object_set_string_member (object, "outcome", outcome);
  sim_set_created (request->simulator, object, request->now, TRUE);
  json_object_set_string_member (object, "uri", request->path);
  sim_reply (request, SOUP_STATUS_CREATED, object);
}
