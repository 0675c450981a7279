/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulator that listens, a clock to move, and a client that asks. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define FORM_TYPE "application/x-www-form-urlencoded"

void
fixture_setup (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->clock = tidings_test_clock_new (NOON);
  f->simulator = tidings_simulator_new (f->clock, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tidings_simulator_listen (f->simulator, 0, &error));
  g_assert_no_error (error);
  /* More at once than libsoup's two, for tests of how many are too many. */
  f->session = soup_session_new_with_options ("max-conns-per-host", 8, NULL);
  f->user = TIDINGS_SIMULATOR_ACCOUNT_SID;
  f->password = TIDINGS_SIMULATOR_TOKEN;
}

void
fixture_teardown (Fixture       *f,
                  gconstpointer  data)
{
  soup_session_abort (f->session);
  g_clear_object (&f->session);
  g_assert_finalize_object (g_steal_pointer (&f->simulator));
  g_clear_object (&f->clock);
}

void
answer_free (Answer *answer)
{
  g_clear_object (&answer->message);
  g_free (answer->text);
  g_clear_pointer (&answer->json, json_node_unref);
  g_free (answer);
}

static void
sign_in (Fixture     *f,
         SoupMessage *message)
{
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *header = NULL;

  if (!f->user)
    return;

  pair = g_strconcat (f->user, ":", f->password, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  header = g_strconcat ("Basic ", encoded, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", header);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  SoupSession *session = SOUP_SESSION (object);
  Answer **place = user_data;
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (session, result, &error);

  answer->message = g_object_ref (soup_session_get_async_result_message (session, result));
  if (bytes)
    {
      answer->status = soup_message_get_status (answer->message);
      answer->text = g_strndup (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "", g_bytes_get_size (bytes));
      answer->json = json_from_string (answer->text, NULL);
    }
  *place = answer;
}

static void
start (Fixture     *f,
       const char  *method,
       const char  *path,
       const char  *type,
       GBytes      *body,
       Answer     **answer)
{
  const char *query = strchr (path, '?');
  g_autofree char *bare = g_strndup (path, query ? (gsize) (query - path) : strlen (path));
  g_autoptr(GUri) origin = g_uri_parse (tidings_simulator_get_origin (f->simulator), SOUP_HTTP_URI_FLAGS, NULL);
  /* Built, not parsed: a test may ask for what no honest client would. */
  g_autoptr(GUri) uri = g_uri_build (SOUP_HTTP_URI_FLAGS, "http", NULL, "127.0.0.1", g_uri_get_port (origin), bare,
                                     query ? query + 1 : NULL, NULL);
  g_autoptr(SoupMessage) message = soup_message_new_from_uri (method, uri);

  sign_in (f, message);
  if (body)
    soup_message_set_request_body_from_bytes (message, type, body);
  /* A connection of its own: a dropped one must not be hidden by another try of the client. */
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION | SOUP_MESSAGE_NO_REDIRECT);
  /* Nobody may ask a person, and a 401 is an answer. */
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  soup_session_send_and_read_async (f->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, answer);
}

Answer *
ask_bytes (Fixture    *f,
           const char *method,
           const char *path,
           const char *type,
           GBytes     *body)
{
  Answer *answer = NULL;

  start (f, method, path, type, body, &answer);
  while (!answer)
    g_main_context_iteration (NULL, TRUE);

  return answer;
}

Answer *
ask (Fixture    *f,
     const char *method,
     const char *path,
     const char *form)
{
  g_autoptr(GBytes) body = form ? g_bytes_new (form, strlen (form)) : NULL;

  return ask_bytes (f, method, path, FORM_TYPE, body);
}

void
start_asking (Fixture     *f,
              const char  *method,
              const char  *path,
              const char  *form,
              Answer     **answer)
{
  g_autoptr(GBytes) body = form ? g_bytes_new (form, strlen (form)) : NULL;

  start (f, method, path, FORM_TYPE, body, answer);
}

static char *
send_form (Fixture    *f,
           const char *form)
{
  g_autoptr(Answer) answer = ask (f, "POST", MESSAGES, form);

  g_assert_cmpuint (answer->status, ==, 201);

  return g_strdup (get_string (answer, "sid"));
}

char *
send_text (Fixture    *f,
           const char *to,
           const char *body)
{
  g_autofree char *form = soup_form_encode ("To", to, "From", TIDINGS_SIMULATOR_SENDER, "Body", body, NULL);

  return send_form (f, form);
}

char *
send_scheduled (Fixture *f,
                guint    seconds)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (tidings_clock_get_now (f->clock) / 1000 + seconds);
  g_autofree char *send_at = g_date_time_format_iso8601 (when);
  g_autofree char *form = soup_form_encode ("To", ANN, "MessagingServiceSid", TIDINGS_SIMULATOR_SERVICE, "Body", "Later",
                                            "ScheduleType", "fixed", "SendAt", send_at, NULL);

  return send_form (f, form);
}

Answer *
fetch (Fixture    *f,
       const char *sid)
{
  g_autofree char *path = g_strconcat (BASE "/Messages/", sid, ".json", NULL);

  return ask (f, "GET", path, NULL);
}

const char *
get_string (Answer     *answer,
            const char *name)
{
  JsonNode *node = json_object_get_member (json_node_get_object (answer->json), name);

  g_assert_nonnull (node);
  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  g_assert_cmpuint (json_node_get_value_type (node), ==, G_TYPE_STRING);

  return json_node_get_string (node);
}

int
get_error (Answer *answer)
{
  JsonObject *object = NULL;
  int code = 0;
  g_autofree char *more_info = NULL;

  g_assert_nonnull (answer->json);
  object = json_node_get_object (answer->json);
  code = json_object_get_int_member (object, "code");
  more_info = g_strdup_printf ("https://www.twilio.com/docs/errors/%d", code);
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, answer->status);
  g_assert_cmpstr (get_string (answer, "more_info"), ==, more_info);
  g_assert_cmpstr (get_string (answer, "message"), !=, NULL);

  return code;
}

JsonArray *
get_rows (Answer     *answer,
          const char *key)
{
  g_assert_cmpuint (answer->status, ==, 200);

  return json_object_get_array_member (json_node_get_object (answer->json), key);
}

char *
control (Fixture    *f,
         const char *path,
         const char *form)
{
  g_autoptr(Answer) answer = ask (f, "POST", path, form);

  if (answer->status != 204)
    g_assert_cmpuint (answer->status, ==, 201);

  return answer->status == 201 ? g_strdup (get_string (answer, "sid")) : NULL;
}

int
code_of (Fixture    *f,
         const char *method,
         const char *path,
         const char *form)
{
  g_autoptr(Answer) answer = ask (f, method, path, form);

  return answer->status >= 400 ? get_error (answer) : 0;
}
