/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The webhook receiver: what it takes in, and what it does with everything else that may knock at an open port. */
#include "config.h"

#include <string.h>

#include "tidings-bus-error.h"
#include "tidings-receiver.h"
#include "tidings-clock.h"
#include "tidings-webhook-form.h"

#define NOW G_GINT64_CONSTANT (1795262400000)
#define SID "AC00000000000000000000000000000001"
#define OTHER_SID "AC00000000000000000000000000000009"
#define TOKEN "00000000000000000000000000000002"
#define URL "https://alerts.example.com"
#define TEXT_SID "SM00000000000000000000000000000001"

#define STATUS "MessageSid=" TEXT_SID "&SmsSid=" TEXT_SID "&MessageStatus=delivered&SmsStatus=delivered&AccountSid=" SID \
               "&From=%2B15005550006&To=%2B4915123456789&ApiVersion=2010-04-01"
#define INBOUND "MessageSid=" TEXT_SID "&SmsSid=" TEXT_SID "&AccountSid=" SID "&From=%2B4915123456789&To=%2B15005550006" \
                "&Body=Running+late+%E2%9C%93+&NumMedia=0&NumSegments=1&SmsStatus=received&FromCity=&NewOfToday=1"

typedef struct {
  TidingsClock *clock;
  TidingsTwilio *twilio;
  TidingsReceiver *receiver;
  GPtrArray *taken;
  gboolean refuses;   /* as an engine whose store is full */
} Fixture;

static gboolean
take_cb (TidingsTwilioMessage *message,
         gpointer              user_data)
{
  Fixture *fixture = user_data;
  TidingsTwilioMessage *copy;

  if (fixture->refuses)
    return FALSE;

  copy = g_new0 (TidingsTwilioMessage, 1);
  copy->sid = g_strdup (message->sid);
  copy->status = message->status;
  copy->is_inbound = message->is_inbound;
  copy->from = g_strdup (message->from);
  copy->to = g_strdup (message->to);
  copy->body = g_strdup (message->body);
  copy->error_code = message->error_code;
  copy->n_media = message->n_media;
  copy->created_at = message->created_at;
  g_ptr_array_add (fixture->taken, copy);

  return TRUE;
}

static void
start (Fixture    *fixture,
       const char *url)
{
  TidingsReceiverSetup setup = { .twilio = fixture->twilio, .address = "127.0.0.1", .url = url };
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->receiver);
  fixture->receiver = tidings_receiver_new (&setup, fixture->clock, take_cb, fixture, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->clock = tidings_test_clock_new (NOW);
  fixture->twilio = tidings_twilio_new (NULL, NULL);
  fixture->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_twilio_message_free);
  tidings_twilio_set_credentials (fixture->twilio, SID, NULL, TOKEN, NULL);
  start (fixture, URL);
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_clear_object (&fixture->receiver);
  drain ();
  g_clear_object (&fixture->twilio);
  g_clear_object (&fixture->clock);
  g_ptr_array_unref (fixture->taken);
}

/* --- A caller that speaks HTTP by hand --- */

typedef struct {
  GSocketConnection *connection;
  GString *reply;
  char buffer[4096];
  gboolean has_ended;
  gboolean has_written;
} Caller;

static void read_on (Caller *caller);

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Caller *caller = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  /* A connection that is cut may end with a reset as well. */
  if (n <= 0)
    {
      caller->has_ended = TRUE;
      return;
    }
  g_string_append_len (caller->reply, caller->buffer, n);
  read_on (caller);
}

static void
read_on (Caller *caller)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (caller->connection)), caller->buffer,
                             sizeof caller->buffer, G_PRIORITY_DEFAULT, NULL, read_cb, caller);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Caller *caller = user_data;
  g_autoptr(GError) error = NULL;

  caller->connection = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (object), result, &error);
  g_assert_no_error (error);
}

static Caller *
call_up (Fixture *fixture)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  Caller *caller = g_new0 (Caller, 1);

  caller->reply = g_string_new (NULL);
  g_socket_client_connect_to_host_async (client, "127.0.0.1", tidings_receiver_get_port (fixture->receiver), NULL, connected_cb,
                                         caller);
  while (caller->connection == NULL)
    g_main_context_iteration (NULL, TRUE);
  read_on (caller);

  return caller;
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Caller *caller = user_data;

  /* Who is cut off cannot write to the end. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  caller->has_written = TRUE;
}

static void
say (Caller     *caller,
     const char *bytes,
     gsize       n_bytes)
{
  caller->has_written = FALSE;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (caller->connection)), bytes, n_bytes,
                                   G_PRIORITY_DEFAULT, NULL, written_cb, caller);
  while (!caller->has_written)
    g_main_context_iteration (NULL, TRUE);
}

static void
hear_out (Caller *caller)
{
  while (!caller->has_ended)
    g_main_context_iteration (NULL, TRUE);
}

static void
hang_up (Caller *caller)
{
  g_io_stream_close (G_IO_STREAM (caller->connection), NULL, NULL);
  hear_out (caller);
  g_object_unref (caller->connection);
  g_string_free (caller->reply, TRUE);
  g_free (caller);
}

/* The status of the reply, 0 for none; *body is what came behind the head. */
static int
exchange (Fixture     *fixture,
          const char  *request,
          gsize        n_bytes,
          char       **head,
          char       **body)
{
  Caller *caller = call_up (fixture);
  const char *end;
  int status = 0;

  say (caller, request, n_bytes);
  hear_out (caller);
  if (g_str_has_prefix (caller->reply->str, "HTTP/1.1 "))
    status = atoi (caller->reply->str + strlen ("HTTP/1.1 "));
  end = strstr (caller->reply->str, "\r\n\r\n");
  if (body != NULL)
    *body = g_strdup (end != NULL ? end + 4 : "");
  if (head != NULL)
    *head = g_strndup (caller->reply->str, end != NULL ? (gsize) (end - caller->reply->str) : caller->reply->len);
  hang_up (caller);

  return status;
}

static char *
sign (const char *url,
      const char *form)
{
  g_autoptr(TidingsWebhookForm) parsed = form != NULL ? tidings_webhook_form_parse (form, strlen (form)) : NULL;
  gsize n = 0;
  const TidingsSignedPair *pairs = parsed != NULL ? tidings_webhook_form_get_pairs (parsed, &n) : NULL;

  return tidings_signature_make (TOKEN, url, pairs, n);
}

static char *
write_request (const char *method,
               const char *target,
               const char *headers,
               const char *signature,
               const char *body)
{
  g_autofree char *line = signature != NULL ? g_strdup_printf ("X-Twilio-Signature: %s\r\n", signature) : g_strdup ("");

  return g_strdup_printf ("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s%sContent-Length: %zu\r\n\r\n%s", method, target, line, headers,
                          strlen (body), body);
}

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define JSON "Content-Type: application/json\r\n"
#define JSON_BODY "{\"MessageSid\": \"" TEXT_SID "\", \"MessageStatus\": \"undelivered\", \"ErrorCode\": 30003, \"AccountSid\": \"" SID "\"}"

static char *
hash (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* Everything that may come, with the answer that it gets and whether anything is taken in. Signed is what `signed_url` (the
 * target's public address without one) and `signed_form` (the body without one) say. */
static void
test_requests (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct {
    const char *why;
    const char *method;
    const char *target;
    const char *headers;
    const char *body;
    const char *signed_url;
    const char *signed_form;
    int status;
    gboolean is_taken;
  } cases[] = {
    { "a status", "POST", "/twilio/status", FORM, STATUS, NULL, NULL, 204, TRUE },
    { "a text", "POST", "/twilio/inbound", FORM, INBOUND, NULL, NULL, 200, TRUE },
    { "with a query, which is signed byte for byte", "POST", "/twilio/status?a=%2b%20+&B=%C3%a9", FORM, STATUS, NULL, NULL, 204, TRUE },
    { "a text by GET", "GET", "/twilio/inbound?" INBOUND, "", "", NULL, "", 200, TRUE },
    { "signed with the scheme's port", "POST", "/twilio/status", FORM, STATUS, "https://alerts.example.com:443/twilio/status", NULL, 204, TRUE },
    { "a form with its charset", "POST", "/twilio/status", "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n", STATUS,
      NULL, NULL, 204, TRUE },
    { "parameters of the future, doubled", "POST", "/twilio/status", FORM, STATUS "&New=1&New=2&New=1", NULL, NULL, 204, TRUE },
    { "a status of the future", "POST", "/twilio/status", FORM,
      "MessageSid=" TEXT_SID "&MessageStatus=teleported&AccountSid=" SID, NULL, NULL, 204, FALSE },
    { "an own text's status at the address of texts", "POST", "/twilio/inbound", FORM, STATUS, NULL, NULL, 200, FALSE },
    { "a text that came in at the address of statuses", "POST", "/twilio/status", FORM, INBOUND, NULL, NULL, 204, FALSE },
    { "an id that is none", "POST", "/twilio/status", FORM,
      "MessageSid=SM1&MessageStatus=delivered&AccountSid=" SID, NULL, NULL, 204, FALSE },
    { "two ids", "POST", "/twilio/status", FORM, STATUS "&MessageSid=SM00000000000000000000000000000002", NULL, NULL, 204, FALSE },
    { "two bodies", "POST", "/twilio/inbound", FORM, INBOUND "&Body=STOP", NULL, NULL, 200, FALSE },
    { "a body that is too long for a text", "POST", "/twilio/inbound", FORM, NULL, NULL, NULL, 200, FALSE },

    { "not signed", "POST", "/twilio/status", FORM, STATUS, "-", NULL, 403, FALSE },
    { "an empty signature", "POST", "/twilio/status", "X-Twilio-Signature: \r\n" FORM, STATUS, "-", NULL, 403, FALSE },
    { "a signature that is no Base64", "POST", "/twilio/status", "X-Twilio-Signature: \x01\xff===\r\n" FORM, STATUS, "-", NULL, 403, FALSE },
    { "tampered with", "POST", "/twilio/status", FORM, STATUS, NULL, "MessageStatus=sent", 403, FALSE },
    { "one parameter more", "POST", "/twilio/inbound", FORM, INBOUND "&Body2=x", NULL, INBOUND, 403, FALSE },
    { "signed for another address", "POST", "/twilio/status", FORM, STATUS, "https://evil.example.com/twilio/status", NULL, 403, FALSE },
    { "signed for http", "POST", "/twilio/status", FORM, STATUS, "http://alerts.example.com/twilio/status", NULL, 403, FALSE },
    { "a status signed for the other path", "POST", "/twilio/inbound", FORM, STATUS, URL "/twilio/status", NULL, 403, FALSE },
    { "a query that was not signed", "POST", "/twilio/status?x=1", FORM, STATUS, URL "/twilio/status", NULL, 403, FALSE },
    { "the query in another order", "POST", "/twilio/status?b=2&a=1", FORM, STATUS, URL "/twilio/status?a=1&b=2", NULL, 403, FALSE },
    { "two signatures", "POST", "/twilio/status", "X-Twilio-Signature: AAAA\r\n" FORM, STATUS, NULL, NULL, 403, FALSE },
    { "two kinds of body", "POST", "/twilio/status", JSON FORM, STATUS, NULL, NULL, 403, FALSE },
    { "a form that is called something else", "POST", "/twilio/status", "Content-Type: text/plain\r\n", STATUS, NULL, NULL, 403, FALSE },
    { "a form that is called nothing", "POST", "/twilio/status", "", STATUS, NULL, NULL, 403, FALSE },
    { "another account", "POST", "/twilio/status", FORM,
      "MessageSid=" TEXT_SID "&MessageStatus=delivered&AccountSid=" OTHER_SID, NULL, NULL, 403, FALSE },
    { "no account", "POST", "/twilio/status", FORM, "MessageSid=" TEXT_SID "&MessageStatus=delivered", NULL, NULL, 403, FALSE },
    { "two accounts", "POST", "/twilio/status", FORM, STATUS "&AccountSid=" OTHER_SID, NULL, NULL, 403, FALSE },
    { "a broken escape", "POST", "/twilio/status", FORM, STATUS "&x=%4", NULL, STATUS, 403, FALSE },
    { "a zero byte", "POST", "/twilio/status", FORM, STATUS "&x=%00", NULL, STATUS, 403, FALSE },
    { "no UTF-8", "POST", "/twilio/inbound", FORM, INBOUND "&x=%ff", NULL, INBOUND, 403, FALSE },
    { "nothing at all", "POST", "/twilio/status", FORM, "", NULL, NULL, 403, FALSE },
    { "GET with a body", "GET", "/twilio/inbound?" INBOUND, FORM, INBOUND, NULL, "", 403, FALSE },

    { "another path", "POST", "/", FORM, STATUS, NULL, NULL, 404, FALSE },
    { "a longer path", "POST", "/twilio/status/", FORM, STATUS, NULL, NULL, 404, FALSE },
    { "a path in capitals", "POST", "/Twilio/Status", FORM, STATUS, NULL, NULL, 404, FALSE },
    { "dots", "POST", "/x/../twilio/status", FORM, STATUS, URL "/twilio/status", NULL, 404, FALSE },
    { "an escaped path", "POST", "/twilio%2Fstatus", FORM, STATUS, URL "/twilio/status", NULL, 404, FALSE },
    { "an escaped letter", "POST", "/twilio/%73tatus", FORM, STATUS, URL "/twilio/status", NULL, 404, FALSE },
    { "an address with a host", "POST", "http://alerts.example.com/twilio/status", FORM, STATUS, URL "/twilio/status", NULL, 404, FALSE },
    { "two slashes", "POST", "//twilio/status", FORM, STATUS, URL "/twilio/status", NULL, 404, FALSE },
    { "PUT", "PUT", "/twilio/status", FORM, STATUS, NULL, NULL, 405, FALSE },
    { "DELETE", "DELETE", "/twilio/status", FORM, STATUS, NULL, NULL, 405, FALSE },
    { "a method of nobody's", "BREW", "/twilio/status", FORM, STATUS, NULL, NULL, 405, FALSE },
  };
  g_autofree char *long_words = g_strnfill (6500, 'x');
  g_autofree char *too_long = g_strconcat ("MessageSid=" TEXT_SID "&AccountSid=" SID "&From=%2B1&To=%2B2&SmsStatus=received&Body=",
                                            long_words, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *body = cases[i].body != NULL ? cases[i].body : too_long;
      g_autofree char *url = g_strconcat (cases[i].signed_url != NULL ? cases[i].signed_url : URL,
                                          cases[i].signed_url != NULL ? "" : cases[i].target, NULL);
      g_autofree char *signature = g_strcmp0 (cases[i].signed_url, "-") == 0 ? NULL :
                                   sign (url, cases[i].signed_form != NULL ? cases[i].signed_form : body);
      g_autofree char *request = write_request (cases[i].method, cases[i].target, cases[i].headers, signature, body);
      g_autofree char *head = NULL;
      g_autofree char *reply = NULL;

      g_test_message ("%s", cases[i].why);
      g_ptr_array_set_size (fixture->taken, 0);
      g_assert_cmpint (exchange (fixture, request, strlen (request), &head, &reply), ==, cases[i].status);
      g_assert_cmpuint (fixture->taken->len, ==, cases[i].is_taken);
      /* A refusal says nothing about why, and nobody learns what runs here. */
      if (cases[i].status != 200)
        g_assert_cmpstr (reply, ==, "");
      g_assert_null (strstr (head, "Server:"));
    }
}

static TidingsTwilioMessage *
get_taken (Fixture *fixture)
{
  g_assert_cmpuint (fixture->taken->len, ==, 1);

  return g_ptr_array_index (fixture->taken, 0);
}

/* What arrives is what was sent. */
static void
test_content (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *status_signature = sign (URL "/twilio/status", STATUS "&ErrorCode=30003");
  g_autofree char *status = write_request ("POST", "/twilio/status", FORM, status_signature, STATUS "&ErrorCode=30003");
  g_autofree char *inbound_signature = sign (URL "/twilio/inbound", INBOUND "&NumMedia=0");
  g_autofree char *inbound = write_request ("POST", "/twilio/inbound", FORM, inbound_signature, INBOUND "&NumMedia=0");
  g_autofree char *head = NULL;
  g_autofree char *reply = NULL;

  g_assert_cmpint (exchange (fixture, status, strlen (status), NULL, NULL), ==, 204);
  g_assert_cmpstr (get_taken (fixture)->sid, ==, TEXT_SID);
  g_assert_cmpint (get_taken (fixture)->status, ==, TIDINGS_TWILIO_STATUS_DELIVERED);
  g_assert_cmpint (get_taken (fixture)->error_code, ==, 30003);
  g_assert_cmpstr (get_taken (fixture)->to, ==, "+4915123456789");
  g_assert_false (get_taken (fixture)->is_inbound);

  g_ptr_array_set_size (fixture->taken, 0);
  g_assert_cmpint (exchange (fixture, inbound, strlen (inbound), &head, &reply), ==, 200);
  g_assert_true (get_taken (fixture)->is_inbound);
  g_assert_cmpstr (get_taken (fixture)->from, ==, "+4915123456789");
  g_assert_cmpstr (get_taken (fixture)->to, ==, "+15005550006");
  g_assert_cmpstr (get_taken (fixture)->body, ==, "Running late \u2713 ");
  g_assert_cmpint (get_taken (fixture)->created_at, ==, NOW);
  g_assert_cmpstr (reply, ==, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
  g_assert_nonnull (strstr (head, "Content-Type: text/xml; charset=utf-8"));
}

/* JSON is signed by its hash, which the address carries. */
static void
test_json (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct { const char *hashed; const char *body; int status; gboolean is_taken; const char *why; } cases[] = {
    { JSON_BODY, JSON_BODY, 204, TRUE, "as it is" },
    { JSON_BODY, JSON_BODY " ", 403, FALSE, "one byte more" },
    { NULL, JSON_BODY, 403, FALSE, "no hash" },
    { "[1]", "[1]", 403, FALSE, "no object" },
    { "{\"a\":", "{\"a\":", 403, FALSE, "torn" },
    { "{}", "{}", 403, FALSE, "of no account" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sum = cases[i].hashed != NULL ? hash (cases[i].hashed) : NULL;
      g_autofree char *target = sum != NULL ? g_strconcat ("/twilio/status?bodySHA256=", sum, NULL) : g_strdup ("/twilio/status");
      g_autofree char *url = g_strconcat (URL, target, NULL);
      g_autofree char *signature = sign (url, NULL);
      g_autofree char *request = write_request ("POST", target, JSON, signature, cases[i].body);

      g_test_message ("%s", cases[i].why);
      g_ptr_array_set_size (fixture->taken, 0);
      g_assert_cmpint (exchange (fixture, request, strlen (request), NULL, NULL), ==, cases[i].status);
      g_assert_cmpuint (fixture->taken->len, ==, cases[i].is_taken);
      if (cases[i].is_taken)
        g_assert_cmpint (get_taken (fixture)->error_code, ==, 30003);
    }
}

static int
post_status (Fixture    *fixture,
             const char *url,
             const char *target)
{
  g_autofree char *signature = sign (url, STATUS);
  g_autofree char *request = write_request ("POST", target, FORM, signature, STATUS);

  return exchange (fixture, request, strlen (request), NULL, NULL);
}

/* The public address may have a port and a path; proxies hand the path on, or cut it off. */
static void
test_public_address (Fixture       *fixture,
                     gconstpointer  unused)
{
  static const struct { const char *url; const char *target; const char *signed_url; int status; const char *why; } cases[] = {
    { "https://a.example.com/home", "/home/twilio/status", "https://a.example.com/home/twilio/status", 204, "handed on" },
    { "https://a.example.com/home", "/twilio/status", "https://a.example.com/home/twilio/status", 204, "cut off" },
    { "https://a.example.com/home", "/twilio/status", "https://a.example.com/twilio/status", 403, "signed without the path" },
    { "https://a.example.com/home/", "/home/twilio/status", "https://a.example.com/home/twilio/status", 204, "a slash at the end" },
    { "https://a.example.com/home", "/away/twilio/status", "https://a.example.com/home/twilio/status", 404, "another path" },
    { "https://a.example.com:8443", "/twilio/status", "https://a.example.com:8443/twilio/status", 204, "a port" },
    { "https://a.example.com:8443", "/twilio/status", "https://a.example.com/twilio/status", 204, "Twilio signs without the port" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      start (fixture, cases[i].url);
      g_assert_cmpint (post_status (fixture, cases[i].signed_url, cases[i].target), ==, cases[i].status);
    }
}

/* Too much is cut off, whatever its length is said to be. */
static void
test_huge (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  static const char * const heads[] = {
    "POST /twilio/status HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 1048576\r\n\r\n",
    "POST /twilio/status HTTP/1.1\r\nHost: h\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n100000\r\n",
    "POST /twilio/status HTTP/1.1\r\nHost: h\r\nX-Long: ",
    "POST /twilio/status?",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *request = g_strconcat (heads[i], filler, NULL);
      int status = exchange (fixture, request, strlen (request), NULL, NULL);

      g_test_message ("%u: %d", i, status);
      g_assert_true (status == 0 || (status >= 400 && status < 500));
      g_assert_cmpuint (fixture->taken->len, ==, 0);
    }
  g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 204);
}

/* Whoever takes their time is cut off, however far they came; others are served meanwhile. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  unused)
{
  static const char * const beginnings[] = {
    "", "P", "POST /twilio/status HTTP/1.1\r\nHost: ",
    "POST /twilio/status HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 100\r\n\r\nMessage",
    "POST /twilio/status HTTP/1.1\r\nHost: h\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      Caller *caller = call_up (fixture);

      g_test_message ("after “%s”", beginnings[i]);
      if (*beginnings[i] != '\0')
        say (caller, beginnings[i], strlen (beginnings[i]));
      drain ();
      tidings_test_clock_advance (fixture->clock, TIDINGS_RECEIVER_PATIENCE_MS - 1);
      drain ();
      g_assert_false (caller->has_ended);
      g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 204);
      tidings_test_clock_advance (fixture->clock, 1);
      hear_out (caller);
      hang_up (caller);
    }
}

/* A crowd that says nothing keeps others out for no longer than its time. */
static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  Caller *callers[TIDINGS_RECEIVER_MAX_CONNECTIONS];
  Caller *late;

  for (guint i = 0; i < G_N_ELEMENTS (callers); i++)
    callers[i] = call_up (fixture);
  drain ();
  late = call_up (fixture);
  hear_out (late);
  g_assert_cmpuint (late->reply->len, ==, 0);
  hang_up (late);

  tidings_test_clock_advance (fixture->clock, TIDINGS_RECEIVER_PATIENCE_MS);
  for (guint i = 0; i < G_N_ELEMENTS (callers); i++)
    {
      hear_out (callers[i]);
      hang_up (callers[i]);
    }
  drain ();
  g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 204);
}

/* More than is looked at is turned away, and comes by polling. */
static void
test_rate (Fixture       *fixture,
           gconstpointer  unused)
{
  for (guint i = 0; i < TIDINGS_RECEIVER_BURST; i++)
    g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 204);
  g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 503);
  g_assert_cmpuint (fixture->taken->len, ==, TIDINGS_RECEIVER_BURST);

  tidings_test_clock_advance (fixture->clock, 1000);
  for (guint i = 0; i < TIDINGS_RECEIVER_RATE; i++)
    g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 204);
  g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 503);
}

/* A connection carries one request; what is written behind it is nobody's. */
static void
test_one_request (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autofree char *signature = sign (URL "/twilio/status", STATUS);
  g_autofree char *request = write_request ("POST", "/twilio/status", FORM, signature, STATUS);
  g_autofree char *twice = g_strconcat (request, request, NULL);
  g_autofree char *head = NULL;
  g_autofree char *reply = NULL;

  g_assert_cmpint (exchange (fixture, twice, strlen (twice), &head, &reply), ==, 204);
  g_assert_cmpstr (reply, ==, "");
  g_assert_nonnull (strstr (head, "Connection: close"));
  g_assert_cmpuint (fixture->taken->len, ==, 1);
}

/* What could not be kept is not said to be. */
static void
test_not_kept (Fixture       *fixture,
               gconstpointer  unused)
{
  fixture->refuses = TRUE;
  g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 500);
  fixture->refuses = FALSE;
  g_assert_cmpint (post_status (fixture, URL "/twilio/status", "/twilio/status"), ==, 204);
}

/* Gone in the middle of a request. */
static void
test_ended (Fixture       *fixture,
            gconstpointer  unused)
{
  Caller *caller = call_up (fixture);
  static const char beginning[] = "POST /twilio/status HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 100\r\n\r\nMessage";

  say (caller, beginning, strlen (beginning));
  drain ();
  g_clear_object (&fixture->receiver);
  hear_out (caller);
  hang_up (caller);
  tidings_test_clock_advance (fixture->clock, TIDINGS_RECEIVER_PATIENCE_MS);
}

/* With what it does not begin, and what it says then. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct { const char *key; const char *secret; const char *address; gboolean taken; const char *url; int code; const char *why; } cases[] = {
    { NULL, NULL, "127.0.0.1", FALSE, URL, TIDINGS_BUS_ERROR_NO_ACCOUNT, "no account" },
    { "SK00000000000000000000000000000003", TOKEN, "127.0.0.1", FALSE, URL, TIDINGS_BUS_ERROR_NO_ACCOUNT, "an API key" },
    { NULL, TOKEN, "127.0.0.1", TRUE, URL, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "the port is taken" },
    { NULL, TOKEN, "192.0.2.1", FALSE, URL, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "not an address of this computer" },
    { NULL, TOKEN, "localhost", FALSE, URL, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "a name" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "no public address" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "http://a.example.com", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "not safe" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://localhost", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "leads here only from here" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://127.0.0.1:8790", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "the same in digits" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://[::1]", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "the same in the newer digits" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://192.168.1.2", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "known at home only" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://desk.local", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "the same by name" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://my_home.example.com", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "an underscore" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://a.example.com/?x=1", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "a query" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://a.example.com/#x", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "a fragment" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://me:secret@a.example.com", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "a password" },
    { NULL, TOKEN, "127.0.0.1", FALSE, "https://", TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "no host" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsReceiverSetup setup = { .twilio = fixture->twilio, .address = cases[i].address, .url = cases[i].url };
      g_autoptr(TidingsReceiver) receiver = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      setup.port = cases[i].taken ? tidings_receiver_get_port (fixture->receiver) : 0;
      tidings_twilio_set_credentials (fixture->twilio, cases[i].secret != NULL ? SID : NULL, cases[i].key, cases[i].secret, NULL);
      receiver = tidings_receiver_new (&setup, fixture->clock, take_cb, fixture, &error);
      g_assert_error (error, TIDINGS_BUS_ERROR, cases[i].code);
      g_assert_null (receiver);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/receiver/requests", test_requests);
  ADD ("/receiver/content", test_content);
  ADD ("/receiver/json", test_json);
  ADD ("/receiver/public-address", test_public_address);
  ADD ("/receiver/huge", test_huge);
  ADD ("/receiver/slow", test_slow);
  ADD ("/receiver/many", test_many);
  ADD ("/receiver/rate", test_rate);
  ADD ("/receiver/one-request", test_one_request);
  ADD ("/receiver/not-kept", test_not_kept);
  ADD ("/receiver/ended", test_ended);
  ADD ("/receiver/refused", test_refused);

  return g_test_run ();
}
