/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold whatever the other side says: credentials go to Twilio alone, nothing broken is taken for an answer, no
 * secret is written down. */
#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "tidings-twilio-lookup.h"
#include "tidings-twilio-money.h"
#include "tidings-twilio-private.h"
#include "tidings-twilio-senders.h"
#include "tidings-twilio-verify.h"

#define NUMBER "+14155550123"
#define TOKEN "0123456789abcdef0123456789abcdef"
#define KEY_SECRET "KeySecretKeySecretKeySecretKeySe"
#define BODY "The meter reads 8712"
#define CODE "482913"
/* Set for the program that talks of secrets instead of testing. */
#define TALK "TIDINGS_TEST_TALK"

static void
test_allowed_addresses (void)
{
  static const struct { const char *origin; const char *url; gboolean is_allowed; const char *why; } cases[] = {
    { NULL, "https://api.twilio.com/2010-04-01/x.json", TRUE, "Twilio" },
    { NULL, "https://api.dublin.ie1.twilio.com/x", TRUE, "a region of it" },
    { NULL, "https://LOOKUPS.twilio.com:443/x", TRUE, "the same in other letters" },
    { NULL, "http://api.twilio.com/x", FALSE, "without TLS" },
    { NULL, "https://api.twilio.com:8443/x", FALSE, "another port" },
    { NULL, "https://user:pass@api.twilio.com/x", FALSE, "other credentials" },
    { NULL, "https://twilio.com/x", FALSE, "its web site" },
    { NULL, "https://.twilio.com/x", FALSE, "no product" },
    { NULL, "https://apitwilio.com/x", FALSE, "a name that ends alike" },
    { NULL, "https://api.twilio.com.evil.example/x", FALSE, "a name that begins alike" },
    { NULL, "https://api.twilio.com@evil.example/x", FALSE, "a name before another" },
    { NULL, "https://evil.example%2F.twilio.com/x", FALSE, "a slash in a name" },
    { NULL, "https://evil.example%00.twilio.com/x", FALSE, "an end in a name" },
    { NULL, "https://evil.example%20.twilio.com/x", FALSE, "a blank in a name" },
    { NULL, "https://evil.example/.twilio.com", FALSE, "in the path" },
    { NULL, "https://evil.example?.twilio.com", FALSE, "in the query" },
    { NULL, "https://evil.example#.twilio.com", FALSE, "in the fragment" },
    { NULL, "https://api.twilio.com./x", FALSE, "a name with its root, which no certificate is for" },
    { NULL, "https://127.0.0.1/x", FALSE, "this computer, while Twilio itself is meant" },
    { NULL, "ftp://api.twilio.com/x", FALSE, "another scheme" },
    { NULL, "//api.twilio.com/x", FALSE, "no scheme" },
    { NULL, "", FALSE, "nothing" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080/2010-04-01/x.json", TRUE, "what stands for Twilio" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8081/x", FALSE, "another program here" },
    { "http://127.0.0.1:8080", "http://127.0.0.2:8080/x", FALSE, "another address of it" },
    { "http://127.0.0.1:8080", "http://192.168.1.2:8080/x", FALSE, "another computer" },
    { "http://127.0.0.1:8080", "https://api.twilio.com/x", FALSE, "Twilio itself, while something stands for it" },
    { "http://[::1]:8080", "http://[::1]:8080/x", TRUE, "the same by IPv6" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].url, cases[i].why);
      g_assert_true (tidings_twilio_is_allowed_url (cases[i].origin, cases[i].url) == cases[i].is_allowed);
    }
}

/* The gate stands where requests leave, not only in a function. */
static void
test_gate (void)
{
  g_autoptr(TestServer) other = test_server_new ();
  g_autoptr(TidingsTwilio) here = make_client ("http://127.0.0.1:1");
  g_autoptr(TidingsTwilio) real = make_client (NULL);
  TidingsTwilio *clients[] = { here, real };
  g_autofree char *url = g_strconcat (test_server_get_origin (other), "/2010-04-01/x.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GError) error = NULL;

      tidings_twilio_request_async (clients[i], "GET", url, NULL, NULL, keep_result_cb, &result);
      wait_for (&result);
      body = tidings_twilio_request_finish (clients[i], result, &error);

      g_assert_null (body);
      g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_REFUSED);
    }
  g_assert_cmpuint (test_server_count_connections (other), ==, 0);
}

/* --- Every question, by one shape --- */

#define ASK(name, result_type, free_result, start, finish) \
  static GError * \
  name (TidingsTwilio *client) \
  { \
    g_autoptr(GAsyncResult) result = NULL; \
    result_type *value = NULL; \
    GError *error = NULL; \
    start; \
    wait_for (&result); \
    value = finish; \
    g_clear_pointer (&value, free_result); \
    return error; \
  }

static const TidingsTwilioSend text = { .to = NUMBER, .from = "+14155550199", .body = BODY, .attempt = 1 };

ASK (ask_send, TidingsTwilioMessage, tidings_twilio_message_free,
     tidings_twilio_send_async (client, &text, NULL, keep_result_cb, &result),
     tidings_twilio_send_finish (client, result, &error))
ASK (ask_fetch, TidingsTwilioMessage, tidings_twilio_message_free,
     tidings_twilio_fetch_message_async (client, MESSAGE, NULL, keep_result_cb, &result),
     tidings_twilio_fetch_message_finish (client, result, &error))
ASK (ask_cancel, TidingsTwilioMessage, tidings_twilio_message_free,
     tidings_twilio_cancel_message_async (client, MESSAGE, NULL, keep_result_cb, &result),
     tidings_twilio_cancel_message_finish (client, result, &error))
ASK (ask_list, GPtrArray, g_ptr_array_unref,
     tidings_twilio_list_messages_async (client, NUMBER, NULL, 0, 50, 0, NULL, keep_result_cb, &result),
     tidings_twilio_list_messages_finish (client, result, &error))
ASK (ask_account, TidingsTwilioAccount, tidings_twilio_account_free,
     tidings_twilio_get_account_async (client, NULL, keep_result_cb, &result),
     tidings_twilio_get_account_finish (client, result, &error))
ASK (ask_senders, char *, g_strfreev,
     tidings_twilio_list_senders_async (client, NULL, keep_result_cb, &result),
     tidings_twilio_list_senders_finish (client, result, &error))
ASK (ask_numbers, GPtrArray, g_ptr_array_unref,
     tidings_twilio_list_numbers_async (client, NULL, keep_result_cb, &result),
     tidings_twilio_list_numbers_finish (client, result, &error))
ASK (ask_services, GPtrArray, g_ptr_array_unref,
     tidings_twilio_list_services_async (client, NULL, keep_result_cb, &result),
     tidings_twilio_list_services_finish (client, result, &error))
ASK (ask_service, TidingsService, tidings_service_free,
     tidings_twilio_fetch_service_async (client, "MG5", NULL, keep_result_cb, &result),
     tidings_twilio_fetch_service_finish (client, result, &error))
ASK (ask_pool, GPtrArray, g_ptr_array_unref,
     tidings_twilio_list_pool_async (client, "MG5", NULL, keep_result_cb, &result),
     tidings_twilio_list_pool_finish (client, result, &error))
ASK (ask_caller_ids, char *, g_strfreev,
     tidings_twilio_list_caller_ids_async (client, NULL, keep_result_cb, &result),
     tidings_twilio_list_caller_ids_finish (client, result, &error))
ASK (ask_lookup, TidingsLookup, tidings_lookup_free,
     tidings_twilio_lookup_async (client, NUMBER, TRUE, NULL, keep_result_cb, &result),
     tidings_twilio_lookup_finish (client, result, &error))
ASK (ask_usage, TidingsUsage, tidings_usage_free,
     tidings_twilio_get_usage_async (client, TIDINGS_USAGE_TODAY, NULL, keep_result_cb, &result),
     tidings_twilio_get_usage_finish (client, result, &error))
ASK (ask_prices, GPtrArray, g_ptr_array_unref,
     tidings_twilio_list_prices_async (client, "DE", NULL, keep_result_cb, &result),
     tidings_twilio_list_prices_finish (client, result, &error))
ASK (ask_start, TidingsTwilioVerification, tidings_twilio_verification_free,
     tidings_twilio_start_verification_async (client, "VA1", NUMBER, FALSE, NULL, NULL, keep_result_cb, &result),
     tidings_twilio_start_verification_finish (client, result, &error))
ASK (ask_check, TidingsTwilioVerification, tidings_twilio_verification_free,
     tidings_twilio_check_verification_async (client, "VA1", "VE1", CODE, NULL, keep_result_cb, &result),
     tidings_twilio_check_verification_finish (client, result, &error))
ASK (ask_verify_service, char, g_free,
     tidings_twilio_get_verify_service_async (client, "VA1", NULL, keep_result_cb, &result),
     tidings_twilio_get_verify_service_finish (client, result, NULL, &error))

static GError *
ask_balance (TidingsTwilio *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *currency = NULL;
  GError *error = NULL;
  gint64 micros = 0;

  tidings_twilio_get_balance_async (client, NULL, keep_result_cb, &result);
  wait_for (&result);
  tidings_twilio_get_balance_finish (client, result, &micros, &currency, &error);

  return error;
}

static GError *
ask_country (TidingsTwilio *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;
  gboolean is_allowed = FALSE;

  tidings_twilio_is_country_allowed_async (client, "DE", NULL, keep_result_cb, &result);
  wait_for (&result);
  tidings_twilio_is_country_allowed_finish (client, result, &is_allowed, &error);

  return error;
}

static GError *
ask_campaign (TidingsTwilio *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  TidingsRegistration registration = TIDINGS_REGISTRATION_UNKNOWN;
  GError *error = NULL;

  tidings_twilio_get_campaign_async (client, "MG5", NULL, keep_result_cb, &result);
  wait_for (&result);
  tidings_twilio_get_campaign_finish (client, result, &registration, &error);

  return error;
}

static const struct { const char *name; GError *(*ask) (TidingsTwilio *client); } questions[] = {
  { "send", ask_send }, { "fetch", ask_fetch }, { "cancel", ask_cancel }, { "list", ask_list }, { "account", ask_account },
  { "balance", ask_balance }, { "senders", ask_senders }, { "numbers", ask_numbers }, { "services", ask_services },
  { "service", ask_service }, { "pool", ask_pool }, { "caller ids", ask_caller_ids }, { "lookup", ask_lookup },
  { "usage", ask_usage }, { "prices", ask_prices }, { "start", ask_start }, { "check", ask_check },
  { "verify service", ask_verify_service }, { "country", ask_country }, { "campaign", ask_campaign },
};

#define HEAD_200 "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define WHOLE(text) HEAD_200 "Connection: close\r\n\r\n" text

/* Success that says nothing is unknown, to every question: neither an answer nor an empty list. */
static void
test_nonsense (void)
{
  static const struct { const char *reply; const char *why; } replies[] = {
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><body>Sign in to the hotel</body></html>",
      "a page instead" },
    { "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", "nothing at all" },
    { HEAD_200 "Content-Length: 500\r\n\r\n{\"sid\":\"SM1\",\"messages\":[", "an answer that was cut" },
    { HEAD_200 "Transfer-Encoding: chunked\r\n\r\n1f\r\n{\"sid\":", "one that came in pieces, and was cut" },
    { WHOLE ("[]"), "a list of nothing" },
    { WHOLE ("{}"), "an object of nothing" },
    { WHOLE ("null"), "null" },
    { WHOLE ("{\"sid\":[],\"messages\":7,\"services\":{},\"valid_\":1,\"permissions\":\"DE\",\"balance\":true}"), "wrong types" },
    { WHOLE ("{\"sid\":\"SM1\",\"messages\":[]"), "no end" },
    { WHOLE ("{\"sid\":\"\xff\xfe\"}"), "no UTF-8" },
    { "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\nnot packed at all", "packed, it says" },
    { "ICY 200 OK\r\n\r\n", "another protocol" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    for (guint j = 0; j < G_N_ELEMENTS (replies); j++)
      {
        g_autoptr(TestServer) server = test_server_new ();
        g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
        g_autoptr(GError) error = NULL;

        g_test_message ("%s: %s", questions[i].name, replies[j].why);
        test_server_push (server, replies[j].reply, TEST_END_CLOSE);
        error = questions[i].ask (client);

        g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
        g_assert_cmpuint (test_server_count_requests (server), ==, 1);
      }
}

/* Another server would get the credentials, and another address would hide what happened to a text. */
static void
test_redirects (void)
{
  static const char *const statuses[] = {
    "301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect",
    "300 Multiple Choices", "305 Use Proxy",
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    for (guint j = 0; j < G_N_ELEMENTS (statuses); j++)
      for (guint elsewhere = 0; elsewhere < 2; elsewhere++)
        {
          g_autoptr(TestServer) server = test_server_new ();
          g_autoptr(TestServer) other = test_server_new ();
          g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
          g_autofree char *location = g_strdup_printf ("Location: %s/new\r\n", test_server_get_origin (elsewhere ? other : server));
          g_autoptr(GError) error = NULL;

          g_test_message ("%s: %s", questions[i].name, statuses[j]);
          test_server_push_json (server, statuses[j], location, "{\"code\":20003}");
          error = questions[i].ask (client);

          g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
          g_assert_cmpuint (test_server_count_requests (server), ==, 1);
          g_assert_cmpuint (test_server_count_connections (other), ==, 0);
        }
}

/* A few kilobytes that unpack to more than anybody would say. */
static void
test_packed_flood (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  g_autoptr(GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) packed = g_converter_output_stream_new (memory, packer);
  g_autofree char *blanks = g_strnfill (4 * TIDINGS_TWILIO_MAX_BODY, ' ');
  g_autoptr(GByteArray) reply = g_byte_array_new ();
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";

  g_assert_true (g_output_stream_write_all (packed, MESSAGE_JSON, strlen (MESSAGE_JSON), NULL, NULL, NULL));
  g_assert_true (g_output_stream_write_all (packed, blanks, strlen (blanks), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packed, NULL, NULL));
  body = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_assert_cmpuint (g_bytes_get_size (body), <, 64 * 1024);
  g_byte_array_append (reply, (const guint8 *) head, sizeof head - 1);
  g_byte_array_append (reply, g_bytes_get_data (body, NULL), (guint) g_bytes_get_size (body));
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&reply));

  test_server_push_bytes (server, bytes, TEST_END_CLOSE);
  error = ask_fetch (client);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
}

/* A clock that is an hour off, on either side, and servers that say nothing of use. */
static void
test_clock_off (void)
{
  /* Tue, 14 Apr 2026 09:26:42 GMT */
  static const gint64 instant = G_GINT64_CONSTANT (1776158802000);
  static const struct { gint64 ahead; const char *date; gint64 skew; const char *why; } cases[] = {
    { 0, "Tue, 14 Apr 2026 09:26:42 GMT", 0, "right" },
    { 3600000, "Tue, 14 Apr 2026 09:26:42 GMT", -3600000, "ours is an hour fast" },
    { -3600000, "Tue, 14 Apr 2026 09:26:42 GMT", 3600000, "an hour slow" },
    { -3600000, "Tue, 14 Apr 2026 11:26:42 +0200", 3600000, "said in another zone" },
    { 0, "last Tuesday", 7, "no date: what was known stays" },
    { 0, "", 7, "nor this" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autoptr(TidingsClock) before = tidings_test_clock_new (instant - 7);
      g_autoptr(TidingsClock) clock = tidings_test_clock_new (instant + cases[i].ahead);
      g_autofree char *header = g_strdup_printf ("Date: %s\r\n", cases[i].date);
      g_autoptr(GError) first = NULL;
      g_autoptr(GError) second = NULL;

      g_test_message ("%s", cases[i].why);
      test_server_push_json (server, "200 OK", "Date: Tue, 14 Apr 2026 09:26:42 GMT\r\n", MESSAGE_JSON);
      test_server_push_json (server, "200 OK", header, MESSAGE_JSON);
      tidings_twilio_set_clock (client, before);
      first = ask_fetch (client);
      tidings_twilio_set_clock (client, clock);
      second = ask_fetch (client);

      g_assert_no_error (first);
      g_assert_no_error (second);
      g_assert_cmpint (tidings_twilio_get_server_skew (client), ==, cases[i].skew);
    }
}

/* When to come back, in seconds or as a date; a date counts by the server's clock, for ours may be an hour off. */
static void
test_retry_after (void)
{
  static const struct { const char *headers; guint seconds; const char *why; } cases[] = {
    { "Retry-After: 7\r\n", 7, "seconds" },
    { "retry-after: 120\r\n", 120, "in other letters" },
    { "Date: Tue, 14 Apr 2026 09:26:42 GMT\r\nRetry-After: Tue, 14 Apr 2026 09:27:12 GMT\r\n", 30, "a date" },
    { "Date: Tue, 14 Apr 2026 09:26:42 GMT\r\nRetry-After: Tue, 14 Apr 2026 08:27:12 GMT\r\n", 0, "a date that is over" },
    { "Retry-After: Tue, 14 Apr 2026 09:27:12 GMT\r\n", 0, "a date, and nothing to measure it by" },
    { "Retry-After: in a while\r\n", 0, "words" },
    { "Retry-After: 99999999\r\n", 0, "for years" },
    { "", 0, "not asked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestServer) server = test_server_new ();
      g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
      g_autoptr(TidingsClock) clock = tidings_test_clock_new (1000);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      tidings_twilio_set_clock (client, clock);
      test_server_push_json (server, "429 Too Many Requests", cases[i].headers, "{\"code\":20429}");
      error = ask_send (client);

      g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT);
      g_assert_cmpuint (tidings_twilio_error_get_retry_after (error), ==, cases[i].seconds);
      g_assert_cmpuint (test_server_count_requests (server), ==, 1);
    }
}

/* All that is secret goes over the wire once, in both directions, with everything logged that can be. */
static void
talk_of_secrets (void)
{
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(TidingsTwilio) client = make_client (test_server_get_origin (server));
  static const char refusal[] = "{\"code\":21211,\"message\":\"The 'To' number " NUMBER " is odd: " BODY " " CODE "\",\"status\":400}";
  static const char *const id = "Twilio-Request-Id: RQfedcba9876543210fedcba9876543210\r\n";

  for (guint key = 0; key < 2; key++)
    {
      tidings_twilio_set_credentials (client, ACCOUNT, key ? "SK00000000000000000000000000000003" : NULL,
                                      key ? KEY_SECRET : TOKEN, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
        {
          g_autoptr(GError) refused = NULL;
          g_autoptr(GError) lost = NULL;
          g_autoptr(GError) strange = NULL;

          test_server_push_json (server, "400 Bad Request", id, refusal);
          refused = questions[i].ask (client);
          g_debug ("refused: %s", refused->message);
          test_server_push (server, "HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n" BODY " " NUMBER, TEST_END_CLOSE);
          lost = questions[i].ask (client);
          g_debug ("lost: %s", lost->message);
          /* An id that is none must not bring anything along either. */
          test_server_push_json (server, "299 Strange", "Twilio-Request-Id: " NUMBER "\r\n",
                                 "{\"auth_token\":\"" TOKEN "\",\"to\":\"" NUMBER "\",\"body\":\"" BODY "\"}");
          strange = questions[i].ask (client);
          g_debug ("strange: %s", strange != NULL ? strange->message : "nothing");
        }
    }
}

/* What the program says when it is told to talk, with all debugging on. */
static char *
listen (void)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                                       G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr(GSubprocess) program = NULL;
  g_autoptr(GError) error = NULL;
  char *output = NULL;

  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  g_subprocess_launcher_setenv (launcher, TALK, "1", TRUE);
  program = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (program, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (program));

  return output;
}

static void
test_no_secrets_in_logs (void)
{
  static const char *const secrets[] = {
    TOKEN, KEY_SECRET, BODY, "The%20meter", "8712", CODE, "4155550123", "5550199", "Basic ", "Authorization",
    /* The same in Base64, at each of the three places it can begin: the account's token, and the key's secret. */
    "MDEyMzQ1Njc4OWFiY2RlZ", "AxMjM0NTY3ODlhYmNkZWYw", "wMTIzNDU2Nzg5YWJjZGVm",
    "S2V5U2VjcmV0S2V5", "tleVNlY3JldEtleVNlY3", "LZXlTZWNyZXRLZXlTZWNy",
  };
  g_autofree char *output = listen ();

  /* Everything is logged indeed, by this room and by what it stands on. */
  assert_contains (output, "POST at 127.0.0.1: answered, status 400, RQfedcba9876543210fedcba9876543210\n");
  assert_contains (output, "GET at 127.0.0.1: lost, status 201, no id\n");
  assert_contains (output, "GLib-GIO-DEBUG");
  assert_contains (output, "refused: This number does not exist");
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    assert_lacks (output, secrets[i]);
}

int
main (int    argc,
      char **argv)
{
  if (g_getenv (TALK) != NULL)
    {
      talk_of_secrets ();
      return 0;
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/twilio/safety/allowed-addresses", test_allowed_addresses);
  g_test_add_func ("/twilio/safety/gate", test_gate);
  g_test_add_func ("/twilio/safety/nonsense", test_nonsense);
  g_test_add_func ("/twilio/safety/redirects", test_redirects);
  g_test_add_func ("/twilio/safety/packed-flood", test_packed_flood);
  g_test_add_func ("/twilio/safety/clock-off", test_clock_off);
  g_test_add_func ("/twilio/safety/retry-after", test_retry_after);
  g_test_add_func ("/twilio/safety/no-secrets-in-logs", test_no_secrets_in_logs);

  return g_test_run ();
}
