/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulator tells an address on this computer: when, with which signature, how often, and what it does with the answer. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"
#include "tidings-signature.h"

#define MAX_PAIRS 40

/* One thing that was told. */
typedef struct {
  char *method;
  char *path;
  GHashTable *form;       /* name → value */
  char *signature;
  char *token;
  gboolean is_signed;     /* rightly */
} Told;

/* Somebody who listens. */
typedef struct {
  Fixture f;
  SoupServer *server;
  char *origin;
  const char *public;     /* what was signed in place of the origin, NULL for the origin */
  GPtrArray *told;        /* owned Told */
  guint status;
  const char *type;
  const char *answer;
} Listener;

static void
told_free (Told *told)
{
  g_free (told->method);
  g_free (told->path);
  g_hash_table_unref (told->form);
  g_free (told->signature);
  g_free (told->token);
  g_free (told);
}

static gboolean
check_signature (Listener   *l,
                 const Told *told,
                 const char *query,
                 GBytes     *body)
{
  g_autofree char *url = g_strconcat (l->public ? l->public : l->origin, told->path, query ? "?" : NULL, query, NULL);
  TidingsSignedPair pairs[MAX_PAIRS];
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;
  gsize n_pairs = 0;

  g_hash_table_iter_init (&iter, told->form);
  while (strcmp (told->method, "POST") == 0 && !body && n_pairs < MAX_PAIRS && g_hash_table_iter_next (&iter, &name, &value))
    pairs[n_pairs++] = (TidingsSignedPair) { name, value };

  return tidings_signature_check (TIDINGS_SIMULATOR_TOKEN, told->signature, url, pairs, n_pairs, body);
}

static void
told_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Listener *l = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *raw = g_uri_get_query (soup_server_message_get_uri (message));
  gboolean is_json = g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/json") == 0;
  Told *told = g_new0 (Told, 1);

  told->method = g_strdup (soup_server_message_get_method (message));
  told->path = g_strdup (path);
  told->form = soup_form_decode (is_json ? "" : strcmp (told->method, "GET") == 0 && raw ? raw : text);
  told->signature = g_strdup (soup_message_headers_get_one (headers, "X-Twilio-Signature"));
  told->token = g_strdup (soup_message_headers_get_one (headers, "I-Twilio-Idempotency-Token"));
  told->is_signed = check_signature (l, told, raw, is_json ? bytes : NULL);
  g_ptr_array_add (l->told, told);

  soup_server_message_set_status (message, l->status, NULL);
  if (l->answer)
    soup_server_message_set_response (message, l->type, SOUP_MEMORY_COPY, l->answer, strlen (l->answer));
}

static void
setup (Listener      *l,
       gconstpointer  data)
{
  GSList *uris = NULL;

  fixture_setup (&l->f, data);
  l->server = soup_server_new (NULL, NULL);
  g_assert_true (soup_server_listen_local (l->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (l->server);
  l->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_add_handler (l->server, NULL, told_cb, l, NULL);
  l->told = g_ptr_array_new_with_free_func ((GDestroyNotify) told_free);
  l->status = 204;
}

static void
teardown (Listener      *l,
          gconstpointer  data)
{
  fixture_teardown (&l->f, data);
  soup_server_disconnect (l->server);
  g_clear_object (&l->server);
  g_clear_pointer (&l->origin, g_free);
  g_clear_pointer (&l->told, g_ptr_array_unref);
}

/* Until each answer has come back. */
static void
settle (Listener *l)
{
  gboolean is_done = FALSE;

  while (!is_done)
    {
      g_autoptr(Answer) list = ask (&l->f, "GET", "/webhooks", NULL);
      JsonArray *rows = json_node_get_array (list->json);

      is_done = TRUE;
      for (guint i = 0; i < json_array_get_length (rows); i++)
        is_done = is_done && json_object_get_boolean_member (json_array_get_object_element (rows, i), "done");
    }
}

static void
wait_for (Listener *l,
          guint     n_told)
{
  settle (l);
  g_assert_cmpuint (l->told->len, ==, n_told);
}

static const char *
get (Listener   *l,
     guint       index,
     const char *name)
{
  return g_hash_table_lookup (((Told *) g_ptr_array_index (l->told, index))->form, name);
}

static int
get_error_of_last (Listener *l)
{
  g_autoptr(Answer) list = ask (&l->f, "GET", "/webhooks", NULL);
  JsonArray *rows = json_node_get_array (list->json);

  return json_object_get_int_member (json_array_get_object_element (rows, json_array_get_length (rows) - 1), "error");
}

static char *
send_with_callback (Listener   *l,
                    const char *more)
{
  g_autofree char *url = g_strconcat (l->origin, "/status?a=b", NULL);
  g_autofree char *start = soup_form_encode ("To", ANN, "From", TIDINGS_SIMULATOR_SENDER, "Body", "Hello", "StatusCallback", url, NULL);
  g_autofree char *form = g_strconcat (start, more, NULL);
  g_autoptr(Answer) answer = ask (&l->f, "POST", MESSAGES, form);

  g_assert_cmpuint (answer->status, ==, 201);

  return g_strdup (get_string (answer, "sid"));
}

static void
test_statuses (Listener      *l,
               gconstpointer  data)
{
  static const struct { const char *control; const char *with; const char *more; const char *told; const char *code; const char *why; } cases[] = {
    { NULL, NULL, "", "sent delivered", NULL, "all but the first" },
    { NULL, NULL, "&MessagingServiceSid=" TIDINGS_SIMULATOR_SERVICE, "queued sent delivered", NULL, "a service has one more" },
    { "/phones", "Number=%2B4915123456789&Behaviour=off", "", "sent undelivered", "30003", "with its error" },
    { "/statuses", "Statuses=delivered@100,sent@200,delivered@300,shimmering@400", "", "delivered sent delivered shimmering", NULL, "out of order, repeated, unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) told = g_strsplit (cases[i].told, " ", -1);
      g_autofree char *sid = NULL;

      g_test_message ("%s", cases[i].why);
      teardown (l, NULL);
      setup (l, NULL);
      if (cases[i].control)
        g_free (control (&l->f, cases[i].control, cases[i].with));
      sid = send_with_callback (l, cases[i].more);
      for (guint j = 0; told[j]; j++)
        {
          Told *row = NULL;

          /* One at a time: two at once may arrive in any order. */
          while (l->told->len <= j)
            {
              tidings_test_clock_advance (l->f.clock, 100);
              settle (l);
            }
          row = g_ptr_array_index (l->told, j);
          g_assert_true (row->is_signed);
          g_assert_cmpstr (row->path, ==, "/status");
          g_assert_cmpstr (get (l, j, "MessageStatus"), ==, told[j]);
          g_assert_cmpstr (get (l, j, "SmsStatus"), ==, told[j]);
          g_assert_cmpstr (get (l, j, "MessageSid"), ==, sid);
          g_assert_cmpstr (get (l, j, "To"), ==, ANN);
          g_assert_cmpstr (get (l, j, "ErrorCode"), ==, told[j + 1] ? NULL : cases[i].code);
        }
      wait_for (l, g_strv_length (told));
    }
}

static void
test_inbound (Listener      *l,
              gconstpointer  data)
{
  static const struct { const char *path; const char *form; const char *method; const char *url; const char *why; } cases[] = {
    { "/numbers", "Number=%2B15005550006&SmsUrl=", "POST", "/in", "the number's address" },
    { "/numbers", "Number=%2B15005550006&SmsMethod=GET&SmsUrl=", "GET", "/in", "by GET" },
    { "/services", "Sid=" TIDINGS_SIMULATOR_SERVICE "&UseInboundWebhookOnNumber=false&InboundUrl=", "POST", "/in", "its service's" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = NULL;
      g_autofree char *form = NULL;
      Told *told = NULL;

      g_test_message ("%s", cases[i].why);
      teardown (l, NULL);
      setup (l, NULL);
      url = g_strconcat (l->origin, "/in", NULL);
      form = g_strconcat (cases[i].form, url, NULL);
      g_free (control (&l->f, cases[i].path, form));
      g_free (control (&l->f, "/replies", "From=%2B4915123456789&Body=Done+%26+more&MediaUrl=https%3A%2F%2Fe.com%2Fa.png"));
      wait_for (l, 1);

      told = g_ptr_array_index (l->told, 0);
      g_assert_true (told->is_signed);
      g_assert_cmpstr (told->method, ==, cases[i].method);
      g_assert_cmpstr (told->path, ==, cases[i].url);
      g_assert_cmpstr (get (l, 0, "Body"), ==, "Done & more");
      g_assert_cmpstr (get (l, 0, "From"), ==, ANN);
      g_assert_cmpstr (get (l, 0, "SmsStatus"), ==, "received");
      g_assert_cmpstr (get (l, 0, "NumMedia"), ==, "1");
      g_assert_cmpstr (get (l, 0, "MediaContentType0"), ==, "image/png");
      g_assert_cmpstr (get (l, 0, "FromCountry"), ==, "DE");
    }
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

static void
test_answers (Listener      *l,
              gconstpointer  data)
{
  static const struct { guint status; const char *type; const char *answer; const char *text; int error; const char *why; } cases[] = {
    { 204, NULL, NULL, NULL, 0, "silence" },
    { 200, "text/xml", XML "<Response/>", NULL, 0, "silence in XML" },
    { 200, "text/xml", XML "<Response><Message>On my way &amp; soon</Message></Response>", "On my way & soon", 0, "a message" },
    { 200, "application/xml", XML "<Response>\n <Message to=\"x\">\n  <Body>Hello</Body>\n </Message>\n</Response>", "Hello", 0, "with a body of its own" },
    { 200, "text/xml", XML "<Response><Message>On my way", NULL, 12100, "torn" },
    { 200, "text/xml", XML "<Reply/>", NULL, 12200, "not TwiML" },
    { 200, "text/html", "<html></html>", NULL, 12300, "a page" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = NULL;
      g_autoptr(GPtrArray) inbox = NULL;

      g_test_message ("%s", cases[i].why);
      teardown (l, NULL);
      setup (l, NULL);
      form = g_strconcat ("Number=%2B15005550006&SmsUrl=", l->origin, "/in", NULL);
      g_free (control (&l->f, "/numbers", form));
      l->status = cases[i].status;
      l->type = cases[i].type;
      l->answer = cases[i].answer;
      g_free (control (&l->f, "/replies", "From=%2B4915123456789&Body=Where+are+you"));
      wait_for (l, 1);

      tidings_test_clock_advance (l->f.clock, 10);
      inbox = tidings_simulator_list_inbox (l->f.simulator);
      g_assert_cmpuint (inbox->len, ==, cases[i].text ? 1 : 0);
      if (cases[i].text)
        g_assert_cmpstr (((TidingsSimulatorText *) inbox->pdata[0])->body, ==, cases[i].text);
      g_assert_cmpint (get_error_of_last (l), ==, cases[i].error);
    }
}

/* How often it is tried, by what the address says behind its #, and that the token stays. */
static void
test_retries (Listener      *l,
              gconstpointer  data)
{
  static const struct { const char *path; guint status; guint n; const char *why; } cases[] = {
    { "/in", 200, 1, "well" },
    { "/in", 500, 1, "errors of the address are its own affair" },
    { "/in%23rc=2%26rp=5xx", 500, 3, "unless it says so" },
    { "/in%23rc=2%26rp=4xx", 500, 1, "and of this kind" },
    { "/in%23rc=1%26rp=all", 429, 2, "or of any" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = NULL;

      g_test_message ("%s", cases[i].why);
      teardown (l, NULL);
      setup (l, NULL);
      form = g_strconcat ("Number=%2B15005550006&SmsUrl=", l->origin, cases[i].path, NULL);
      g_free (control (&l->f, "/numbers", form));
      l->status = cases[i].status;
      g_free (control (&l->f, "/replies", "From=%2B4915123456789&Body=x"));
      wait_for (l, cases[i].n);
      for (guint j = 0; j < cases[i].n; j++)
        {
          Told *told = g_ptr_array_index (l->told, j);

          g_assert_true (told->is_signed);
          g_assert_cmpstr (told->token, ==, ((Told *) g_ptr_array_index (l->told, 0))->token);
        }
    }
}

static void
test_fallback (Listener      *l,
               gconstpointer  data)
{
  g_autofree char *form = g_strconcat ("Number=%2B15005550006&SmsUrl=http%3A%2F%2F127.0.0.1%3A1%2Fnobody&SmsFallbackUrl=",
                                       l->origin, "/second", NULL);

  g_free (control (&l->f, "/numbers", form));
  g_free (control (&l->f, "/replies", "From=%2B4915123456789&Body=x"));
  wait_for (l, 1);
  g_assert_cmpstr (((Told *) g_ptr_array_index (l->told, 0))->path, ==, "/second");
}

static void
test_on_request (Listener      *l,
                 gconstpointer  data)
{
  static const struct { const char *more; gboolean is_signed; const char *status; const char *why; } cases[] = {
    { "", TRUE, "delivered", "as it is" },
    { "&Status=sent", TRUE, "sent", "an old status, late" },
    { "&Status=failed&ErrorCode=30002", TRUE, "failed", "another end" },
    { "&Signature=bad", FALSE, "delivered", "signed by somebody else" },
    { "&Signature=none", FALSE, "delivered", "not signed" },
    { "&Format=get", TRUE, "delivered", "by GET" },
    { "&Format=json", TRUE, NULL, "as JSON, with its hash in the address" },
    { "&Extra=NewParameter", TRUE, "delivered", "with something new" },
    { "&Token=abc", TRUE, "delivered", "a repetition" },
  };
  g_autofree char *sid = send_text (&l->f, ANN, "Hello");

  tidings_test_clock_advance (l->f.clock, 2000);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = g_strconcat ("Sid=", sid, "&Url=", l->origin, "/hook", cases[i].more, NULL);
      Told *told = NULL;

      g_test_message ("%s", cases[i].why);
      g_free (control (&l->f, "/webhooks", form));
      wait_for (l, i + 1);
      told = g_ptr_array_index (l->told, i);
      g_assert_true (told->is_signed == cases[i].is_signed);
      g_assert_cmpstr (get (l, i, "MessageStatus"), ==, cases[i].status);
      if (strstr (cases[i].more, "Extra"))
        g_assert_nonnull (get (l, i, "NewParameter"));
      if (strstr (cases[i].more, "Token"))
        g_assert_cmpstr (told->token, ==, "abc");
    }
}

/* A public address is signed as such and called through its tunnel; without one nothing leaves this computer. */
static void
test_tunnel (Listener      *l,
             gconstpointer  data)
{
  g_autofree char *sid = send_text (&l->f, ANN, "Hello");
  g_autofree char *form = g_strconcat ("Sid=", sid, "&Url=https%3A%2F%2Falerts.example.com%2Fhook", NULL);
  g_autofree char *tunnel = g_strconcat ("Public=https%3A%2F%2Falerts.example.com&Local=", l->origin, NULL);

  g_free (control (&l->f, "/webhooks", form));
  wait_for (l, 0);
  g_assert_cmpint (get_error_of_last (l), ==, 11200);

  l->public = "https://alerts.example.com";
  g_free (control (&l->f, "/tunnels", tunnel));
  g_free (control (&l->f, "/webhooks", form));
  wait_for (l, 1);
  g_assert_true (((Told *) g_ptr_array_index (l->told, 0))->is_signed);
}

static void
add_test (const char *path,
          void      (*test) (Listener *l, gconstpointer data))
{
  g_test_add (path, Listener, NULL, setup, test, teardown);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/simulator/webhooks/statuses", test_statuses);
  add_test ("/simulator/webhooks/inbound", test_inbound);
  add_test ("/simulator/webhooks/answers", test_answers);
  add_test ("/simulator/webhooks/retries", test_retries);
  add_test ("/simulator/webhooks/fallback", test_fallback);
  add_test ("/simulator/webhooks/on-request", test_on_request);
  add_test ("/simulator/webhooks/tunnel", test_tunnel);

  return g_test_run ();
}
