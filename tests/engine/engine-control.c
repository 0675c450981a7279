/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a test tells and asks the simulator from outside, by its own paths. */
#include "engine-control.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct {
  GBytes *body;
  GError *error;
  gboolean is_done;
} Answer;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  answer->body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &answer->error);
  answer->is_done = TRUE;
}

/* The clock stands still meanwhile. */
static GBytes *
ask (Fixture    *fixture,
     const char *path,
     const char *form)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (tidings_simulator_get_origin (fixture->simulator), path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (form != NULL ? "POST" : "GET", uri);
  g_autoptr(GBytes) body = form != NULL ? g_bytes_new (form, strlen (form)) : NULL;
  Answer answer = { NULL, NULL, FALSE };

  if (form != NULL)
    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &answer);
  while (!answer.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (soup_message_get_status (message), <, 300);
  soup_session_abort (session);

  return answer.body;
}

void
control_post (Fixture    *fixture,
              const char *path,
              const char *first,
              ...)
{
  g_autoptr(GString) form = g_string_new (NULL);
  g_autoptr(GBytes) body = NULL;
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *))
    {
      g_autofree char *value = g_uri_escape_string (va_arg (names, const char *), NULL, FALSE);

      g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, value);
    }
  va_end (names);

  body = ask (fixture, path, form->str);
}

void
control_forget_requests (Fixture *fixture)
{
  control_post (fixture, "/requests", "Keep", "100000", "Clear", "true", NULL);
}

Requests
control_get_requests (Fixture *fixture)
{
  g_autoptr(GBytes) body = ask (fixture, "/requests", NULL);
  g_autoptr(JsonNode) node = json_from_string (g_bytes_get_data (body, NULL), NULL);
  JsonObject *object = json_node_get_object (node);
  JsonArray *array = json_object_get_array_member (object, "requests");
  Requests requests = { .peak = json_object_get_int_member (object, "peak") };

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *request = json_array_get_object_element (array, i);
      const char *path = json_object_get_string_member (request, "path");
      gboolean is_post = g_str_equal (json_object_get_string_member (request, "method"), "POST");

      requests.n++;
      requests.n_posts += is_post && g_str_has_suffix (path, "/Messages.json");
      requests.n_lists += !is_post && strstr (path, "/Messages.json") != NULL;
      requests.n_fetches += !is_post && strstr (path, "/Messages/") != NULL;
    }

  return requests;
}
