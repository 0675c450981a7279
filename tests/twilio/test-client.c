/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client on the wire: what it sends, and what it makes of every way an answer can fail to come. */
#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "tidings-twilio-private.h"

#define CREATED "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: "

static const TidingsTwilioSend text = {
  .to = "+14155550123", .from = "+14155550199", .body = "Freezer 3 is at -9 C", .attempt = 1,
};

static TidingsTwilioMessage *
send_text (TidingsTwilio  *client,
           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_twilio_send_async (client, &text, NULL, keep_result_cb, &result);
  wait_for (&result);

  return tidings_twilio_send_finish (client, result, error);
}

static TidingsTwilioMessage *
fetch (TidingsTwilio  *client,
       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_twilio_fetch_message_async (client, MESSAGE, NULL, keep_result_cb, &result);
  wait_for (&result);

  return tidings_twilio_fetch_message_finish (client, result, error);
}

static GPtrArray *
list (TidingsTwilio  *client,
      guint           max_rows,
      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  /* 14 April 2026, 09:26:42 UTC */
  tidings_twilio_list_messages_async (client, "+14155550123", NULL, G_GINT64_CONSTANT (1776158802000), 2, max_rows, NULL,
                                      keep_result_cb, &result);
  wait_for (&result);

  return tidings_twilio_list_messages_finish (client, result, error);
}

static void
test_origin (void)
{
  static const struct { const char *origin; gboolean is_allowed; const char *why; } cases[] = {
    { "http://127.0.0.1:8080", TRUE, "the simulator" },
    { "http://127.8.9.10:1", TRUE, "all of 127.0.0.0/8 is this computer" },
    { "http://[::1]:8080", TRUE, "and so is this" },
    { "http://localhost:8080/", TRUE, "a bare slash is no path" },
    { "HTTP://LOCALHOST:8080", TRUE, "case does not matter in scheme and host" },
    { "https://127.0.0.1:8080", FALSE, "there is no certificate for it" },
    { "http://api.twilio.com", FALSE, "another host" },
    { "http://127.0.0.1.example.com", FALSE, "looks like loopback, and is not" },
    { "http://localhost.example.com", FALSE, "the same with the name" },
    { "http://192.168.1.2:8080", FALSE, "another computer" },
    { "http://0.0.0.0:8080", FALSE, "any address is not the loopback one" },
    { "http://user@127.0.0.1:8080", FALSE, "no one signs in here" },
    { "http://127.0.0.1:8080/prefix", FALSE, "a path would be lost" },
    { "http://127.0.0.1:8080?x=1", FALSE, "a query would swallow the path" },
    { "ftp://127.0.0.1", FALSE, "another scheme" },
    { "127.0.0.1:8080", FALSE, "no scheme" },
    { "", FALSE, "nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TidingsTwilio) client = tidings_twilio_new (cases[i].origin, &error);

      if ((client != NULL) != cases[i].is_allowed)
        g_error ("%s: %s", cases[i].origin, cases[i].why);
      if (client == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_addresses (void)
{
  static const struct { const char *origin; TidingsTwilioProduct product; const char *region; const char *url; } cases[] = {
    { NULL, TIDINGS_TWILIO_PRODUCT_API, NULL, "https://api.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_API, "", "https://api.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_API, "us1", "https://api.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_API, "ie1", "https://api.dublin.ie1.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_MESSAGING, "au1", "https://messaging.sydney.au1.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_LOOKUPS, NULL, "https://lookups.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_LOOKUPS, "ie1", "https://lookups.dublin.ie1.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_LOOKUPS, "au1", "https://lookups.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_VERIFY, "ie1", "https://verify.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_PRICING, "ie1", "https://pricing.twilio.com/a?b" },
    { NULL, TIDINGS_TWILIO_PRODUCT_ACCOUNTS, "au1", "https://accounts.twilio.com/a?b" },
    { "http://127.0.0.1:1", TIDINGS_TWILIO_PRODUCT_MESSAGING, "ie1", "http://127.0.0.1:1/a?b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = tidings_twilio_build_url (cases[i].origin, cases[i].product, cases[i].region, "/a", "b");

      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

static void
test_send_on_the_wire (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;
  const char *request = NULL;
  TidingsTwilioSend send = {
    .to = "+4915123456789", .service = "MG00000000000000000000000000000005", .body = "Grüße & 50 % = 1~2 ✓\n+x",
    .validity_s = 600, .attempt = 2,
  };

  test_server_push_json (server, "201 Created", "", MESSAGE_JSON);
  tidings_twilio_send_async (client, &send, NULL, keep_result_cb, &result);
  wait_for (&result);
  message = tidings_twilio_send_finish (client, result, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (message->sid, ==, MESSAGE);
  g_assert_cmpint (message->status, ==, TIDINGS_TWILIO_STATUS_QUEUED);

  request = test_server_get_request (server, 0);
  g_assert_true (g_str_has_prefix (request, "POST /2010-04-01/Accounts/" ACCOUNT "/Messages.json HTTP/1.1\r\n"));
  assert_contains (request, "\r\nContent-Type: application/x-www-form-urlencoded\r\n");
  assert_contains (request, "\r\nUser-Agent: Tidings/" PACKAGE_VERSION "\r\n");
  /* base64 of ACCOUNT:secret, sent without being asked for */
  assert_contains (request, "\r\nAuthorization: Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpzZWNyZXQ=\r\n");
  assert_lacks (request, "Cookie");
  assert_contains (request, "\r\n\r\nTo=%2B4915123456789&MessagingServiceSid=MG00000000000000000000000000000005&"
                            "Body=Gr%C3%BC%C3%9Fe%20%26%2050%20%25%20%3D%201~2%20%E2%9C%93%0A%2Bx&"
                            "ValidityPeriod=600&Attempt=2");
  g_assert_true (g_str_has_suffix (request, "Attempt=2"));
}

/* What a text can bring along, and what it must never: Twilio ignores names it does not know without a word. */
static void
test_send_options (void)
{
  static const struct { TidingsTwilioSend send; const char *body; const char *why; } cases[] = {
    { { .to = "+14155550123", .from = "Home & Co", .body = "x" }, "To=%2B14155550123&From=Home%20%26%20Co&Body=x",
      "nothing but what is needed" },
    { { .to = "+14155550123", .service = "MG5", .body = "x", .send_at = G_GINT64_CONSTANT (1776158802999), .attempt = 1 },
      "To=%2B14155550123&MessagingServiceSid=MG5&Body=x&Attempt=1&ScheduleType=fixed&SendAt=2026-04-14T09%3A26%3A42Z",
      "for later, cut to seconds" },
    { { .to = "+14155550123", .from = "+14155550199", .service = "MG5", .body = "x", .validity_s = 36000,
        .status_callback = "https://h.example/s?a=1&b=2#rc=3" },
      "To=%2B14155550123&From=%2B14155550199&MessagingServiceSid=MG5&Body=x&ValidityPeriod=36000&"
      "StatusCallback=https%3A%2F%2Fh.example%2Fs%3Fa%3D1%26b%3D2%23rc%3D3", "an address that is told" },
    { { .to = "+14155550123", .from = "+14155550199", .body = "", .media_url = "https://h.example/a b.png" },
      "To=%2B14155550123&From=%2B14155550199&MediaUrl=https%3A%2F%2Fh.example%2Fa%20b.png", "a picture without a word" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(TidingsTwilioMessage) message = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      test_server_push_json (server, "201 Created", "", MESSAGE_JSON);
      tidings_twilio_send_async (client, &cases[i].send, NULL, keep_result_cb, &result);
      wait_for (&result);
      message = tidings_twilio_send_finish (client, result, &error);

      g_assert_no_error (error);
      assert_request (server, 0, "POST /2010-04-01/Accounts/" ACCOUNT "/Messages.json", cases[i].body);
    }
}

static void
send_at_without_service (gconstpointer data)
{
  g_autoptr(TidingsTwilio) client = make_client ("http://127.0.0.1:1");
  TidingsTwilioSend send = {
    .to = "+14155550123", .from = "+14155550199", .service = data, .body = "x", .send_at = G_GINT64_CONSTANT (1776158802000),
  };

  tidings_twilio_send_async (client, &send, NULL, NULL, NULL);
}

/* Some of Twilio's pages say that such a text goes at once, others that it is refused. It never leaves. */
static void
test_send_at_without_service (void)
{
  static const char *const paths[] = {
    "/twilio/client/send-at-without-service/subprocess/none", "/twilio/client/send-at-without-service/subprocess/empty",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_test_trap_subprocess (paths[i], 0, 0);
      g_test_trap_assert_failed ();
      g_test_trap_assert_stderr ("*send_at*");
    }
}

static void
test_key_signs_account_path (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  tidings_twilio_set_credentials (client, ACCOUNT, "SK3", "k", NULL);
  test_server_push_json (server, "200 OK", "", MESSAGE_JSON);
  message = fetch (client, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (test_server_get_request (server, 0),
                                   "GET /2010-04-01/Accounts/" ACCOUNT "/Messages/" MESSAGE ".json HTTP/1.1\r\n"));
  /* base64 of SK3:k */
  assert_contains (test_server_get_request (server, 0), "\r\nAuthorization: Basic U0szOms=\r\n");
}

static void
test_without_credentials (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  tidings_twilio_set_credentials (client, NULL, NULL, NULL, NULL);
  g_assert_false (tidings_twilio_has_credentials (client));
  message = send_text (client, &error);

  g_assert_null (message);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NO_ACCOUNT);
  g_assert_cmpuint (test_server_count_connections (server), ==, 0);
}

/* The ways in which a text's answer fails to come, and what may be done about it. */
static void
test_lost_answers (void)
{
  static const struct { const char *reply; TestEnd end; TidingsTwilioErrorCode code; guint status; const char *why; } cases[] = {
    { "", TEST_END_CLOSE, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "it was read, and the connection closed without a word" },
    { "HTTP/1.1 201 Cre", TEST_END_CLOSE, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "the head was cut" },
    { CREATED "100\r\n\r\n{\"sid\":\"SM0", TEST_END_CLOSE, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "the body was cut" },
    { CREATED "2\r\n\r\n{}", TEST_END_KEEP, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "created, but what?" },
    { CREATED "0\r\n\r\n", TEST_END_KEEP, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "created, without a body" },
    { CREATED "5\r\n\r\n<html", TEST_END_KEEP, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "created, in no language we know" },
    { CREATED "9000000\r\n\r\n{}", TEST_END_CLOSE, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "announced as endless, and cut" },
    { "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<h1>Oops</h1>", TEST_END_KEEP,
      TIDINGS_TWILIO_ERROR_UNKNOWN, 502, "a gateway's page" },
    { "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", TEST_END_KEEP,
      TIDINGS_TWILIO_ERROR_UNKNOWN, 302, "a redirect is not followed" },
    { "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 14\r\n\r\n{\"code\":20429}", TEST_END_KEEP,
      TIDINGS_TWILIO_ERROR_NOT_SENT, 429, "turned away before it was processed" },
    { "HTTP/1.1 400 Bad\r\nContent-Length: 14\r\n\r\n{\"code\":21610}", TEST_END_KEEP,
      TIDINGS_TWILIO_ERROR_REFUSED, 400, "a definite no" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autoptr(TidingsTwilioMessage) message = NULL;
      g_autoptr(GError) error = NULL;

      test_server_push (server, cases[i].reply, cases[i].end);
      message = send_text (client, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_null (message);
      g_assert_error (error, TIDINGS_TWILIO_ERROR, (int) cases[i].code);
      g_assert_cmpuint (tidings_twilio_error_get_status (error), ==, cases[i].status);
      g_assert_cmpuint (test_server_count_requests (server), ==, 1);
      g_assert_cmpuint (tidings_twilio_error_get_retry_after (error), ==, cases[i].status == 429 ? 7 : 0);
      assert_lacks (error->message, "4155550123");
    }
}

static void
test_nobody_listens (void)
{
  g_autoptr(TidingsTwilio) client = NULL;
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *origin = NULL;

  /* A port that was free a moment ago, and is closed again. */
  {
    g_autoptr(TestServer) server = test_server_new ();

    origin = g_strdup (test_server_get_origin (server));
  }
  client = make_client (origin);
  message = send_text (client, &error);

  g_assert_null (message);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT);
  g_assert_cmpuint (tidings_twilio_error_get_status (error), ==, 0);
}

static void
test_broken_handshake (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autofree char *url = g_strconcat ("https", test_server_get_origin (server) + strlen ("http"), "/", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  test_server_push (server, "This is no TLS", TEST_END_CLOSE);
  tidings_twilio_request_async (client, "POST", url, NULL, NULL, keep_result_cb, &result);
  wait_for (&result);
  body = tidings_twilio_request_finish (client, result, &error);

  g_assert_null (body);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT);
  g_assert_cmpuint (test_server_count_connections (server), ==, 1);
}

/* A text goes out on a connection that was used before, and the server closes it without an answer. A GET would be
 * repeated by libsoup itself then; a text must not be. */
static void
test_reused_connection_dies (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(TidingsTwilioMessage) first = NULL;
  g_autoptr(TidingsTwilioMessage) second = NULL;
  g_autoptr(GError) error = NULL;

  test_server_push_json (server, "201 Created", "", MESSAGE_JSON);
  test_server_push (server, "", TEST_END_CLOSE);
  first = send_text (client, &error);
  g_assert_no_error (error);
  second = send_text (client, &error);

  g_assert_null (second);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
  g_assert_cmpuint (test_server_count_requests (server), ==, 2);
  g_assert_cmpuint (test_server_count_connections (server), ==, 1);
}

static void
test_closed_connection_is_not_used (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autofree char *reply = g_strdup_printf (CREATED "%" G_GSIZE_FORMAT "\r\n\r\n" MESSAGE_JSON, strlen (MESSAGE_JSON));
  g_autoptr(TidingsTwilioMessage) first = NULL;
  g_autoptr(TidingsTwilioMessage) second = NULL;
  g_autoptr(GError) error = NULL;

  test_server_push (server, reply, TEST_END_CLOSE);
  test_server_push_json (server, "201 Created", "", MESSAGE_JSON);
  first = send_text (client, &error);
  g_assert_no_error (error);
  /* The server's goodbye is in the socket as soon as it has run. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  second = send_text (client, &error);

  g_assert_no_error (error);
  g_assert_nonnull (second);
  g_assert_cmpuint (test_server_count_requests (server), ==, 2);
  g_assert_cmpuint (test_server_count_connections (server), ==, 2);
}

static void
test_connections_are_reused (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(TidingsTwilioMessage) message = NULL;
      g_autoptr(GError) error = NULL;

      /* Refusals give their connection back as well. */
      test_server_push_json (server, i % 2 ? "400 Bad Request" : "201 Created", "", i % 2 ? "{}" : MESSAGE_JSON);
      message = send_text (client, &error);
      g_assert_true ((message != NULL) == (i % 2 == 0));
    }

  g_assert_cmpuint (test_server_count_requests (server), ==, 5);
  g_assert_cmpuint (test_server_count_connections (server), ==, 1);
}

static void
test_ten_connections (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  GAsyncResult *results[30] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      test_server_push_json (server, "201 Created", "", MESSAGE_JSON);
      tidings_twilio_send_async (client, &text, NULL, keep_result_cb, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(TidingsTwilioMessage) message = NULL;
      g_autoptr(GError) error = NULL;

      wait_for (&results[i]);
      message = tidings_twilio_send_finish (client, results[i], &error);
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }

  g_assert_cmpuint (test_server_count_requests (server), ==, G_N_ELEMENTS (results));
  g_assert_cmpuint (test_server_count_connections (server), <=, 10);
}

/* The limit of a minute covers the whole request, also a body that trickles and never stands still for long. */
static void
test_limit (void)
{
  static const struct { const char *reply; const char *why; } cases[] = {
    { "", "no answer at all" },
    { CREATED "100\r\n\r\n{\"sid\":", "half an answer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autoptr(TidingsClock) clock = tidings_test_clock_new (1000);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(TidingsTwilioMessage) message = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      tidings_twilio_set_limit_clock (client, clock);
      test_server_push (server, cases[i].reply, TEST_END_HANG);
      tidings_twilio_send_async (client, &text, NULL, keep_result_cb, &result);
      while (test_server_count_requests (server) == 0)
        g_main_context_iteration (NULL, TRUE);

      tidings_test_clock_advance (clock, 59999);
      g_assert_null (result);
      tidings_test_clock_advance (clock, 1);
      wait_for (&result);
      message = tidings_twilio_send_finish (client, result, &error);

      g_assert_null (message);
      g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
    }
}

static void
test_cancel (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  test_server_push (server, "", TEST_END_HANG);
  tidings_twilio_send_async (client, &text, cancellable, keep_result_cb, &result);
  while (test_server_count_requests (server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  message = tidings_twilio_send_finish (client, result, &error);

  g_assert_null (message);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_body_too_long (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autofree char *filler = g_strnfill (TIDINGS_TWILIO_MAX_BODY, ' ');
  g_autofree char *reply = g_strconcat (CREATED "99999999\r\n\r\n", MESSAGE_JSON, filler, NULL);
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  /* The rest never comes: it is given up as soon as it is too long, not at its end. */
  test_server_push (server, reply, TEST_END_HANG);
  message = send_text (client, &error);

  g_assert_null (message);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
}

static void
test_server_skew (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  /* Twenty seconds after the server's time. */
  g_autoptr(TidingsClock) clock = tidings_test_clock_new (G_GINT64_CONSTANT (1776158822000));
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  tidings_twilio_set_clock (client, clock);
  g_assert_cmpint (tidings_twilio_get_server_skew (client), ==, 0);
  test_server_push_json (server, "404 Not Found", "Date: Tue, 14 Apr 2026 09:27:02 GMT\r\n", "{\"code\":20404}");
  message = fetch (client, &error);

  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND);
  g_assert_cmpint (tidings_twilio_get_server_skew (client), ==, 0);

  g_clear_error (&error);
  test_server_push_json (server, "404 Not Found", "Date: Tue, 14 Apr 2026 09:26:42 GMT\r\n", "{\"code\":20404}");
  message = fetch (client, &error);
  g_assert_cmpint (tidings_twilio_get_server_skew (client), ==, -20000);
}

#define PAGE(rows, next) "{\"messages\":[" rows "],\"next_page_uri\":" next "}"
#define ROW(sid) "{\"sid\":\"" sid "\"}"

static void
test_paging (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GPtrArray) messages = NULL;
  g_autoptr(GError) error = NULL;
  static const char *const sids[] = { "SM1", "SM2", "SM3" };

  /* The second page was shifted by a new arrival, so SM2 stands on both. */
  test_server_push_json (server, "200 OK", "", PAGE (ROW ("SM1") "," ROW ("SM2"), "\"/2010-04-01/x.json?Page=1&PageToken=PASM2\""));
  test_server_push_json (server, "200 OK", "", PAGE (ROW ("SM2") "," ROW ("SM3"), "null"));
  messages = list (client, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, G_N_ELEMENTS (sids));
  for (guint i = 0; i < G_N_ELEMENTS (sids); i++)
    g_assert_cmpstr (((TidingsTwilioMessage *) g_ptr_array_index (messages, i))->sid, ==, sids[i]);
  g_assert_true (g_str_has_prefix (test_server_get_request (server, 0),
                                   "GET /2010-04-01/Accounts/" ACCOUNT "/Messages.json?To=%2B14155550123&"
                                   "DateSent%3E=2026-04-14&PageSize=2 HTTP/1.1\r\n"));
  g_assert_true (g_str_has_prefix (test_server_get_request (server, 1), "GET /2010-04-01/x.json?Page=1&PageToken=PASM2 "));
}

static void
test_paging_stops_at_max (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GPtrArray) messages = NULL;
  g_autoptr(GError) error = NULL;

  test_server_push_json (server, "200 OK", "", PAGE (ROW ("SM1") "," ROW ("SM2"), "\"/next\""));
  messages = list (client, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_cmpuint (test_server_count_requests (server), ==, 1);
}

/* Pages that must not be followed. An error, for a shorter list would look like a whole one. */
static void
test_paging_refused (void)
{
  static const struct { const char *next; const char *why; } cases[] = {
    { "\"https://evil.example/Messages.json\"", "another host would get the credentials" },
    { "\"//evil.example/Messages.json\"", "the same without a scheme" },
    { "\"http://127.0.0.1:1/Messages.json\"", "another port" },
    { "\"http://user:pass@127.0.0.1/Messages.json\"", "other credentials" },
    { "\"file:///etc/passwd\"", "another scheme" },
    { "\"?To=%2B14155550123&DateSent%3E=2026-04-14&PageSize=2\"", "the page itself: it would never end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autofree char *page = g_strdup_printf (PAGE (ROW ("SM1"), "%s"), cases[i].next);
      g_autoptr(GPtrArray) messages = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      test_server_push_json (server, "200 OK", "", page);
      messages = list (client, 0, &error);

      g_assert_null (messages);
      g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
      g_assert_cmpuint (test_server_count_requests (server), ==, 1);
    }
}

static void
test_broken_page (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GPtrArray) messages = NULL;
  g_autoptr(GError) error = NULL;

  /* No list is not an empty list. */
  test_server_push_json (server, "200 OK", "", "{\"messages\":null}");
  messages = list (client, 0, &error);

  g_assert_null (messages);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
}

static TidingsTwilioAccount *
get_account (TidingsTwilio  *client,
             GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_twilio_get_account_async (client, NULL, keep_result_cb, &result);
  wait_for (&result);

  return tidings_twilio_get_account_finish (client, result, error);
}

#define DENIED "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}"

static void
test_account (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(TidingsTwilioAccount) account = NULL;
  g_autoptr(GError) error = NULL;

  test_server_push_json (server, "200 OK", "", "{\"sid\":\"" ACCOUNT "\",\"friendly_name\":\"Night desk\",\"type\":\"Trial\","
                                               "\"status\":\"active\",\"auth_token\":\"x\",\"owner_account_sid\":\"ACfff\"}");
  account = get_account (client, &error);
  g_assert_no_error (error);
  g_assert_cmpint (account->key, ==, TIDINGS_KEY_TOKEN);
  g_assert_cmpstr (account->owner, ==, "ACfff");
  g_assert_cmpstr (account->name, ==, "Night desk");
  g_assert_cmpstr (account->kind, ==, "Trial");
  g_assert_cmpstr (account->state, ==, "active");
  g_assert_true (g_str_has_prefix (test_server_get_request (server, 0), "GET /2010-04-01/Accounts/" ACCOUNT ".json HTTP"));

  /* A token that is refused is wrong, and there is nothing else to try. */
  g_clear_pointer (&account, tidings_twilio_account_free);
  test_server_push_json (server, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"Twilio API\"\r\n", DENIED);
  account = get_account (client, &error);
  g_assert_null (account);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN);
  g_assert_cmpuint (test_server_count_requests (server), ==, 2);

  /* Nor does libsoup keep the refusal in mind: the next request is signed as the first was. */
  g_clear_error (&error);
  test_server_push_json (server, "200 OK", "", "{\"sid\":\"" ACCOUNT "\",\"owner_account_sid\":\"" ACCOUNT "\"}");
  account = get_account (client, &error);
  g_assert_no_error (error);
  /* An account of its own is nobody's. */
  g_assert_null (account->owner);
  assert_contains (test_server_get_request (server, 2), "\r\nAuthorization: Basic ");
}

#define NUMBERS "{\"incoming_phone_numbers\":[]}"
#define TEXTS "{\"messages\":[]}"
#define OK_200 "200 OK"
#define NO_401 "401 Unauthorized"
#define NO_403 "403 Forbidden"

/* What the three questions answer, and what that says of the key. */
static void
test_account_with_key (void)
{
  static const struct
  {
    struct { const char *status; const char *body; } replies[4];
    int key;
    TidingsTwilioErrorCode error;
    int code;
    const char *why;
  } cases[] = {
    { { { OK_200, "{\"sid\":\"" ACCOUNT "\"}" } }, TIDINGS_KEY_MAIN, 0, 0, "it sees the account" },
    { { { NO_401, DENIED }, { OK_200, NUMBERS }, { OK_200, TEXTS } }, TIDINGS_KEY_STANDARD, 0, 0, "all but the account" },
    { { { NO_401, DENIED }, { OK_200, NUMBERS }, { NO_401, DENIED } }, TIDINGS_KEY_RESTRICTED, 0, 0, "the numbers alone" },
    { { { NO_401, DENIED }, { NO_401, DENIED }, { OK_200, TEXTS } }, TIDINGS_KEY_RESTRICTED, 0, 0, "the texts alone" },
    { { { NO_401, DENIED }, { NO_403, "{\"code\":70051}" }, { OK_200, TEXTS } }, TIDINGS_KEY_RESTRICTED, 0, 0,
      "a permission is missing" },
    { { { NO_401, DENIED }, { NO_401, "{\"code\":70051}" }, { NO_401, DENIED } }, TIDINGS_KEY_RESTRICTED, 0, 0,
      "the same, with another status" },
    { { { NO_401, DENIED }, { NO_403, "{\"code\":20006}" }, { NO_403, "{\"code\":20006}" } }, TIDINGS_KEY_RESTRICTED, 0, 0,
      "it may see none of this, but it is known" },
    { { { NO_403, "{\"code\":70051}" }, { OK_200, NUMBERS }, { OK_200, TEXTS } }, TIDINGS_KEY_RESTRICTED, 0, 0,
      "a Standard key gets 401 for the account" },
    { { { NO_403, "" }, { NO_403, "" }, { NO_403, "" } }, TIDINGS_KEY_RESTRICTED, 0, 0, "forbidden without a reason" },
    { { { NO_401, DENIED }, { NO_401, DENIED }, { NO_401, DENIED } }, -1, TIDINGS_TWILIO_ERROR_SIGN_IN, 20003,
      "nothing at all: it is wrong" },
    { { { NO_403, "{\"code\":20008}" } }, -1, TIDINGS_TWILIO_ERROR_SIGN_IN, 20008, "test credentials are known at once" },
    { { { NO_401, DENIED }, { NO_403, "{\"code\":20008}" } }, -1, TIDINGS_TWILIO_ERROR_SIGN_IN, 20008, "or later" },
    { { { NO_401, DENIED }, { "503 Busy", "" } }, -1, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "trouble says nothing of the key" },
    { { { NO_401, DENIED }, { OK_200, NUMBERS }, { "429 Too Many", "{\"code\":20429}" } }, -1, TIDINGS_TWILIO_ERROR_NOT_SENT,
      20429, "nor does haste" },
    { { { "404 Not Found", "{\"code\":20404}" } }, -1, TIDINGS_TWILIO_ERROR_NOT_FOUND, 20404, "another account" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autoptr(TidingsTwilioAccount) account = NULL;
      g_autoptr(GError) error = NULL;
      guint n = 0;

      g_test_message ("%s", cases[i].why);
      tidings_twilio_set_credentials (client, ACCOUNT, "SK3", "k", NULL);
      for (; cases[i].replies[n].status != NULL; n++)
        test_server_push_json (server, cases[i].replies[n].status, "", cases[i].replies[n].body);
      account = get_account (client, &error);

      g_assert_cmpuint (test_server_count_requests (server), ==, n);
      if (cases[i].key >= 0)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (account->sid, ==, ACCOUNT);
          g_assert_cmpstr (account->kind, ==, "");
          g_assert_cmpint (account->key, ==, cases[i].key);
        }
      else
        {
          g_assert_null (account);
          g_assert_error (error, TIDINGS_TWILIO_ERROR, (int) cases[i].error);
          g_assert_cmpint (tidings_twilio_error_get_code (error), ==, cases[i].code);
        }
      if (n > 1)
        assert_contains (test_server_get_request (server, 1), "/IncomingPhoneNumbers.json?PageSize=1 ");
      if (n > 2)
        assert_contains (test_server_get_request (server, 2), "/Messages.json?PageSize=1 ");
    }
}

static void
test_balance_senders_service (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GAsyncResult) balance = NULL;
  g_autoptr(GAsyncResult) senders = NULL;
  g_autoptr(GAsyncResult) service = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *currency = NULL;
  g_autofree char *name = NULL;
  g_auto(GStrv) numbers = NULL;
  gint64 micros = 0;

  test_server_push_json (server, "200 OK", "", "{\"balance\":\"12.345\",\"currency\":\"USD\"}");
  tidings_twilio_get_balance_async (client, NULL, keep_result_cb, &balance);
  wait_for (&balance);
  g_assert_true (tidings_twilio_get_balance_finish (client, balance, &micros, &currency, &error));
  g_assert_cmpint (micros, ==, 12345000);
  g_assert_cmpstr (currency, ==, "USD");

  test_server_push_json (server, "200 OK", "",
                         "{\"incoming_phone_numbers\":[{\"phone_number\":\"+1\",\"capabilities\":{\"sms\":true}},"
                         "{\"phone_number\":\"+2\",\"capabilities\":{\"sms\":false}}],\"next_page_uri\":\"/more\"}");
  test_server_push_json (server, "200 OK", "",
                         "{\"incoming_phone_numbers\":[{\"phone_number\":\"+3\",\"capabilities\":{\"sms\":true}}]}");
  tidings_twilio_list_senders_async (client, NULL, keep_result_cb, &senders);
  wait_for (&senders);
  numbers = tidings_twilio_list_senders_finish (client, senders, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (numbers), ==, 2);
  g_assert_cmpstr (numbers[0], ==, "+1");
  g_assert_cmpstr (numbers[1], ==, "+3");

  test_server_push_json (server, "200 OK", "", "{\"sid\":\"MG5\",\"friendly_name\":\"Home\"}");
  tidings_twilio_get_service_async (client, "MG5/../x", NULL, keep_result_cb, &service);
  wait_for (&service);
  name = tidings_twilio_get_service_finish (client, service, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "Home");
  /* What was typed as an id stays inside its place in the path. */
  assert_contains (test_server_get_request (server, 3), "GET /v1/Services/MG5%2F..%2Fx HTTP/1.1\r\n");
}

static void
test_cancel_and_redact (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GAsyncResult) canceled = NULL;
  g_autoptr(GAsyncResult) redacted = NULL;
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  test_server_push_json (server, "200 OK", "", "{\"sid\":\"" MESSAGE "\",\"status\":\"canceled\"}");
  tidings_twilio_cancel_message_async (client, MESSAGE, NULL, keep_result_cb, &canceled);
  wait_for (&canceled);
  message = tidings_twilio_cancel_message_finish (client, canceled, &error);
  g_assert_no_error (error);
  g_assert_cmpint (message->status, ==, TIDINGS_TWILIO_STATUS_CANCELED);
  g_assert_true (g_str_has_suffix (test_server_get_request (server, 0), "\r\n\r\nStatus=canceled"));

  test_server_push_json (server, "200 OK", "", MESSAGE_JSON);
  tidings_twilio_redact_message_async (client, MESSAGE, NULL, keep_result_cb, &redacted);
  wait_for (&redacted);
  g_assert_true (tidings_twilio_redact_message_finish (client, redacted, &error));
  g_assert_true (g_str_has_suffix (test_server_get_request (server, 1), "\r\n\r\nBody="));
}

static void
test_delete (void)
{
  static const struct { const char *reply; gboolean is_deleted; int error; int code; const char *why; } cases[] = {
    { "HTTP/1.1 204 No Content\r\n\r\n", TRUE, -1, 0, "done" },
    { "HTTP/1.1 404 Not Found\r\nContent-Length: 14\r\n\r\n{\"code\":20404}", TRUE, -1, 0, "it was done before" },
    { "HTTP/1.1 409 Conflict\r\nContent-Length: 14\r\n\r\n{\"code\":20009}", FALSE, TIDINGS_TWILIO_ERROR_REFUSED, 20009,
      "it is still on its way" },
    { "HTTP/1.1 401 No\r\nContent-Length: 14\r\n\r\n{\"code\":20003}", FALSE, TIDINGS_TWILIO_ERROR_SIGN_IN, 20003,
      "the key may not" },
    { "HTTP/1.1 500 Trouble\r\nContent-Length: 0\r\n\r\n", FALSE, TIDINGS_TWILIO_ERROR_UNKNOWN, 0, "who knows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      test_server_push (server, cases[i].reply, TEST_END_KEEP);
      tidings_twilio_delete_message_async (client, MESSAGE, NULL, keep_result_cb, &result);
      wait_for (&result);

      g_assert_true (tidings_twilio_delete_message_finish (client, result, &error) == cases[i].is_deleted);
      assert_request (server, 0, "DELETE /2010-04-01/Accounts/" ACCOUNT "/Messages/" MESSAGE ".json", NULL);
      if (cases[i].is_deleted)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, TIDINGS_TWILIO_ERROR, cases[i].error);
          g_assert_cmpint (tidings_twilio_error_get_code (error), ==, cases[i].code);
        }
    }
}

static void
test_concurrent (void)
{
  static const struct { const char *header; guint number; const char *why; } cases[] = {
    { "", 0, "nothing said yet" },
    { "Twilio-Concurrent-Requests: 3\r\n", 3, "as it comes" },
    { "", 3, "nothing new" },
    { "twilio-concurrent-requests: 70000\r\n", 70000, "a busy house" },
    { "Twilio-Concurrent-Requests: many\r\n", 70000, "no number" },
    { "Twilio-Concurrent-Requests: -1\r\n", 70000, "no number of requests" },
    { "Twilio-Concurrent-Requests: 99999999999\r\n", 70000, "nor this" },
    { "Twilio-Concurrent-Requests: 0\r\n", 0, "quiet again" },
  };
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsTwilioMessage) message = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      /* A refusal tells it as well, and above all. */
      test_server_push_json (server, i % 2 ? "429 Too Many Requests" : "201 Created", cases[i].header, MESSAGE_JSON);
      message = send_text (client, &error);
      g_assert_cmpuint (tidings_twilio_get_concurrent (client), ==, cases[i].number);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/twilio/client/origin", test_origin);
  g_test_add_func ("/twilio/client/addresses", test_addresses);
  g_test_add_func ("/twilio/client/send-on-the-wire", test_send_on_the_wire);
  g_test_add_func ("/twilio/client/send-options", test_send_options);
  g_test_add_func ("/twilio/client/send-at-without-service", test_send_at_without_service);
  g_test_add_data_func ("/twilio/client/send-at-without-service/subprocess/none", NULL, send_at_without_service);
  g_test_add_data_func ("/twilio/client/send-at-without-service/subprocess/empty", "", send_at_without_service);
  g_test_add_func ("/twilio/client/key-signs-account-path", test_key_signs_account_path);
  g_test_add_func ("/twilio/client/without-credentials", test_without_credentials);
  g_test_add_func ("/twilio/client/lost-answers", test_lost_answers);
  g_test_add_func ("/twilio/client/nobody-listens", test_nobody_listens);
  g_test_add_func ("/twilio/client/broken-handshake", test_broken_handshake);
  g_test_add_func ("/twilio/client/reused-connection-dies", test_reused_connection_dies);
  g_test_add_func ("/twilio/client/closed-connection-is-not-used", test_closed_connection_is_not_used);
  g_test_add_func ("/twilio/client/connections-are-reused", test_connections_are_reused);
  g_test_add_func ("/twilio/client/ten-connections", test_ten_connections);
  g_test_add_func ("/twilio/client/limit", test_limit);
  g_test_add_func ("/twilio/client/cancel", test_cancel);
  g_test_add_func ("/twilio/client/body-too-long", test_body_too_long);
  g_test_add_func ("/twilio/client/server-skew", test_server_skew);
  g_test_add_func ("/twilio/client/paging", test_paging);
  g_test_add_func ("/twilio/client/paging-stops-at-max", test_paging_stops_at_max);
  g_test_add_func ("/twilio/client/paging-refused", test_paging_refused);
  g_test_add_func ("/twilio/client/broken-page", test_broken_page);
  g_test_add_func ("/twilio/client/account", test_account);
  g_test_add_func ("/twilio/client/account-with-key", test_account_with_key);
  g_test_add_func ("/twilio/client/balance-senders-service", test_balance_senders_service);
  g_test_add_func ("/twilio/client/cancel-and-redact", test_cancel_and_redact);
  g_test_add_func ("/twilio/client/delete", test_delete);
  g_test_add_func ("/twilio/client/concurrent", test_concurrent);

  return g_test_run ();
}
