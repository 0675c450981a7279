/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lookup, Verify, usage, prices, country permissions, media and feedback. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define VERIFY "/v2/Services/" TIDINGS_SIMULATOR_VERIFY
#define START VERIFY "/Verifications"
#define CHECK VERIFY "/VerificationCheck"
#define ANN_SMS "To=%2B4915123456789&Channel=sms"
#define ANN_CALL "To=%2B4915123456789&Channel=call"

static JsonObject *
get_object (Answer *answer)
{
  g_assert_nonnull (answer->json);

  return json_node_get_object (answer->json);
}

static void
test_lookup (Fixture       *f,
             gconstpointer  data)
{
  static const struct {
    const char *line; const char *path; const char *valid; const char *type; const char *mnc; int code; const char *why;
  } cases[] = {
    { NULL, "%2B4915123456789", "true", NULL, NULL, 0, "free" },
    { NULL, "%2B4915123456789?Fields=line_type_intelligence", "true", "mobile", "01", 0, "as libphonenumber thinks" },
    { NULL, "%2B493012345678?Fields=line_type_intelligence", "true", "landline", NULL, 0, "a house" },
    { "Number=%2B4915123456789&Type=nonFixedVoip&Carrier=Example", "%2B4915123456789?Fields=line_type_intelligence", "true", "nonFixedVoip", NULL, 0, "as told" },
    { "Number=%2B4915123456789&Type=mobile&Mcc=262&Mnc=07", "%2B4915123456789?Fields=line_type_intelligence", "true", "mobile", "07", 0, "leading zeros stay" },
    { "Number=%2B4915123456789&ErrorCode=60600", "%2B4915123456789?Fields=line_type_intelligence", "true", NULL, NULL, 60600, "not covered" },
    { "Number=%2B4915123456789&Valid=false", "%2B4915123456789", "false", NULL, NULL, 0, "not valid, and 200 all the same" },
    { NULL, "%2B49151", "false", NULL, NULL, 0, "too short" },
    { NULL, "4155552671?CountryCode=US", "true", NULL, NULL, 0, "national" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/v2/PhoneNumbers/", cases[i].path, NULL);
      g_autoptr(Answer) answer = NULL;
      JsonObject *line = NULL;

      g_test_message ("%s", cases[i].why);
      if (cases[i].line)
        g_free (control (f, "/lines", cases[i].line));
      answer = ask (f, "GET", path, NULL);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_true (json_object_get_boolean_member (get_object (answer), "valid") == (strcmp (cases[i].valid, "true") == 0));
      if (!strstr (path, "Fields"))
        {
          g_assert_true (json_object_get_null_member (get_object (answer), "line_type_intelligence"));
          continue;
        }

      line = json_object_get_object_member (get_object (answer), "line_type_intelligence");
      g_assert_cmpstr (json_object_get_string_member_with_default (line, "type", NULL), ==, cases[i].type);
      g_assert_cmpstr (json_object_get_string_member_with_default (line, "mobile_network_code", NULL), ==, cases[i].mnc);
      if (cases[i].code)
        g_assert_cmpint (json_object_get_int_member (line, "error_code"), ==, cases[i].code);
      else
        g_assert_true (json_object_get_null_member (line, "error_code"));
    }

  g_assert_cmpint (code_of (f, "GET", "/v2/PhoneNumbers/%2B4915123456789?Fields=line_type", NULL), ==, 60618);
  g_assert_cmpint (code_of (f, "GET", "/v2/PhoneNumbers/%2B4915123456789?fields=caller_name", NULL), ==, 20001);
}

/* The code in the text that Verify sent last. */
static char *
dup_code (Fixture *f)
{
  g_autoptr(GPtrArray) inbox = tidings_simulator_list_inbox (f->simulator);
  const TidingsSimulatorText *last = inbox->pdata[inbox->len - 1];

  return g_strdup (strrchr (last->body, ' ') + 1);
}

static int
check_code (Fixture    *f,
            const char *code,
            const char *status)
{
  g_autofree char *form = g_strconcat ("To=%2B4915123456789&Code=", code, NULL);
  g_autoptr(Answer) answer = ask (f, "POST", CHECK, form);

  if (answer->status >= 400)
    return get_error (answer);

  g_assert_cmpstr (get_string (answer, "status"), ==, status);
  g_assert_true (json_object_get_boolean_member (get_object (answer), "valid") == (strcmp (status, "approved") == 0));
  return 0;
}

static void
test_verify_good (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(Answer) started = ask (f, "POST", START, ANN_SMS);
  g_autofree char *path = NULL;
  g_autofree char *code = NULL;
  g_autofree char *wrong = NULL;
  g_autoptr(Answer) list = NULL;

  g_assert_cmpuint (started->status, ==, 201);
  g_assert_cmpstr (get_string (started, "status"), ==, "pending");
  tidings_test_clock_advance (f->clock, 0);
  code = dup_code (f);
  g_assert_cmpuint (strlen (code), ==, 6);
  wrong = g_strdup (code);
  wrong[0] = wrong[0] == '9' ? '0' : wrong[0] + 1;

  path = g_strconcat (START "/", get_string (started, "sid"), NULL);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpint (code_of (f, "GET", path, NULL), ==, 0);
  g_assert_cmpint (code_of (f, "GET", path, NULL), ==, 20429);
  g_assert_cmpint (check_code (f, wrong, "pending"), ==, 0);
  g_assert_cmpint (check_code (f, code, "approved"), ==, 0);
  g_assert_cmpint (check_code (f, code, "approved"), ==, 20404);
  g_assert_cmpint (code_of (f, "GET", path, NULL), ==, 20404);

  /* A code is no message of the account. */
  list = ask (f, "GET", MESSAGES, NULL);
  g_assert_cmpuint (json_array_get_length (get_rows (list, "messages")), ==, 0);
}

static void
test_verify_call (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *by_text = NULL;
  g_autoptr(Answer) calls = NULL;
  JsonObject *call = NULL;

  g_assert_cmpint (code_of (f, "POST", START, ANN_SMS), ==, 0);
  tidings_test_clock_advance (f->clock, 0);
  by_text = dup_code (f);
  g_assert_cmpint (code_of (f, "POST", START, ANN_CALL), ==, 0);

  /* Sending again repeats the same code. */
  calls = ask (f, "GET", "/calls", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (calls->json)), ==, 1);
  call = json_array_get_object_element (json_node_get_array (calls->json), 0);
  g_assert_cmpstr (json_object_get_string_member (call, "to"), ==, ANN);
  g_assert_cmpstr (json_object_get_string_member (call, "code"), ==, by_text);
  g_assert_cmpint (check_code (f, by_text, "approved"), ==, 0);
}

static void
test_verify_limits (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(Answer) limited = NULL;
  SoupMessageHeaders *headers = NULL;

  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (code_of (f, "POST", START, ANN_SMS), ==, 0);
  limited = ask (f, "POST", START, ANN_CALL);
  headers = soup_message_get_response_headers (limited->message);
  g_assert_cmpuint (limited->status, ==, 429);
  g_assert_cmpint (get_error (limited), ==, 60203);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Retry-After"), ==, "600");
  g_assert_nonnull (soup_message_headers_get_one (headers, "Twilio-Reached-Rate-Limit"));

  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (check_code (f, "wrong", "pending"), ==, 0);
  g_assert_cmpint (check_code (f, "wrong", "pending"), ==, 60202);

  /* Ten minutes later all is forgotten. */
  tidings_test_clock_advance (f->clock, 10 * 60 * 1000);
  g_assert_cmpint (check_code (f, "wrong", "pending"), ==, 20404);
  g_assert_cmpint (code_of (f, "POST", START, ANN_SMS), ==, 0);
}

static void
test_verify_errors (Fixture       *f,
                    gconstpointer  data)
{
  static const struct { const char *control; const char *with; const char *path; const char *form; int code; const char *why; } cases[] = {
    { NULL, NULL, START, "To=%2B49151&Channel=sms", 60200, "too short" },
    { NULL, NULL, START, "To=%2B4915123456789", 60200, "no channel" },
    { NULL, NULL, START, "To=%2B4915123456789&Channel=pigeon", 60200, "no such channel" },
    { NULL, NULL, START, ANN_SMS "&CustomCode=123456", 60204, "not ordered" },
    { NULL, NULL, START, ANN_SMS "&Code=123456", 20001, "unknown here" },
    { NULL, NULL, START, "To=%2B493012345678&Channel=sms", 60205, "a house gets no texts" },
    { NULL, NULL, START, "To=%2B493012345678&Channel=call", 0, "but a call" },
    { NULL, NULL, "/v2/Services/VA00000000000000000000000000000001/Verifications", ANN_SMS, 20404, "no such service" },
    { NULL, NULL, CHECK, "Code=123456", 60200, "whose" },
    { NULL, NULL, CHECK, "To=%2B4915123456789&Code=123456", 20404, "nothing was begun" },
    { "/phones", "Number=%2B4915123456789&Behaviour=fraud", START, ANN_SMS, 60410, "guarded" },
    { "/phones", "Number=%2B4915123456789&Behaviour=normal", START, ANN_SMS, 0, "no more" },
    { "/phones", "Number=%2B4915123456789&ErrorCode=60238", START, ANN_SMS, 60238, "under review" },
    { "/phones", "Number=%2B4915123456789&ErrorCode=60212", START, ANN_SMS, 60212, "too many at once" },
    { "/phones", "Number=%2B4915123456789&ErrorCode=0", START, ANN_SMS, 0, "no more either" },
    { "/countries", "Country=DE&Allowed=false", START, ANN_CALL, 60605, "switched off" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      if (cases[i].control)
        g_free (control (f, cases[i].control, cases[i].with));
      g_assert_cmpint (code_of (f, "POST", cases[i].path, cases[i].form), ==, cases[i].code);
    }
}

static void
test_verify_service (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *sid = control (f, "/verify-services", "Name=Home&CodeLength=4&Lifetime=60");
  g_autofree char *path = g_strconcat ("/v2/Services/", sid, NULL);
  g_autofree char *start = g_strconcat (path, "/Verifications", NULL);
  g_autofree char *one = NULL;
  g_autofree char *code = NULL;
  g_autoptr(Answer) service = ask (f, "GET", path, NULL);
  g_autoptr(Answer) started = NULL;

  g_assert_cmpstr (get_string (service, "friendly_name"), ==, "Home");
  g_assert_cmpint (json_object_get_int_member (get_object (service), "code_length"), ==, 4);
  started = ask (f, "POST", start, ANN_SMS);
  tidings_test_clock_advance (f->clock, 0);
  code = dup_code (f);
  g_assert_cmpuint (strlen (code), ==, 4);

  one = g_strconcat (start, "/", get_string (started, "sid"), NULL);
  g_assert_cmpint (code_of (f, "POST", one, "Status=over"), ==, 60200);
  g_assert_cmpint (code_of (f, "POST", one, "Status=canceled"), ==, 0);
  g_assert_cmpint (code_of (f, "GET", one, NULL), ==, 20404);
}

/* What parents say includes their children; what is asked for by name comes alone. */
static void
test_usage (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *path; const char *category; const char *count; const char *usage; const char *price; const char *why; } cases[] = {
    { "/Today", "sms-outbound", "2", "3", "0.0249", "one of two parts" },
    { "/Today", "sms-outbound-longcode", "2", "3", "0.0249", "all of them from a number" },
    { "/Today", "sms-outbound-tollfree", "0", "0", "0.00", "none" },
    { "/Today", "sms-inbound", "1", "1", "0.0075", "an answer" },
    { "/Today", "sms", "3", "4", "0.0324", "both" },
    { "/Today", "mms", "1", "1", "0.0083", "a picture apart" },
    { "/Today", "lookups", "1", "1", "0.008", "one that cost" },
    { "/Today", "totalprice", NULL, "0.0487", "0.0487", "all" },
    { "/Yesterday", "sms-outbound", "1", "1", "0.0083", "yesterday's" },
    { "/ThisMonth", "sms-outbound", "3", "4", "0.0332", "this month's" },
    { "/LastMonth", "sms-outbound", "0", "0", "0.00", "none then" },
    { "/AllTime", "sms-outbound", "3", "4", "0.0332", "ever" },
    { "", "sms-outbound", "3", "4", "0.0332", "without a period" },
    { "/Daily", "sms-outbound", "2", "3", "0.0249", "the latest day first" },
    { "/Monthly", "sms-outbound", "3", "4", "0.0332", "the latest month first" },
  };
  g_autofree char *long_text = g_strnfill (200, 'a');
  g_autofree char *old = send_text (f, ANN, "Yesterday");
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  tidings_test_clock_advance (f->clock, DAY_MS);
  one = send_text (f, ANN, "Hello");
  two = send_text (f, ANN, long_text);
  g_assert_cmpint (code_of (f, "POST", MESSAGES, "To=%2B14155552671&From=%2B15005550006&MediaUrl=https%3A%2F%2Fe.com%2Fa.png"), ==, 0);
  g_assert_cmpint (code_of (f, "GET", "/v2/PhoneNumbers/%2B4915123456789?Fields=line_type_intelligence", NULL), ==, 0);
  tidings_simulator_reply (f->simulator, ANN, NULL, "Yes please");
  tidings_test_clock_advance (f->clock, 10000);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat (BASE "/Usage/Records", cases[i].path, ".json?Category=", cases[i].category, NULL);
      g_autoptr(Answer) answer = ask (f, "GET", path, NULL);
      JsonObject *row = NULL;

      g_test_message ("%s", cases[i].why);
      row = json_array_get_object_element (get_rows (answer, "usage_records"), 0);
      g_assert_cmpstr (json_object_get_string_member (row, "category"), ==, cases[i].category);
      g_assert_cmpstr (json_object_get_string_member_with_default (row, "count", NULL), ==, cases[i].count);
      g_assert_cmpstr (json_object_get_string_member (row, "usage"), ==, cases[i].usage);
      g_assert_cmpstr (json_object_get_string_member (row, "price"), ==, cases[i].price);
      g_assert_cmpstr (json_object_get_string_member (row, "price_unit"), ==, "usd");
    }

  g_assert_cmpint (code_of (f, "GET", BASE "/Usage/Records/Sometimes.json", NULL), ==, 20404);
  g_assert_cmpint (code_of (f, "GET", BASE "/Usage/Records.json?StartDate=yesterday", NULL), ==, 20001);
  g_assert_cmpint (code_of (f, "GET", BASE "/Usage/Records.json?StartDate=-30days&EndDate=2026-04-13", NULL), ==, 0);
}

/* What is listed is what is charged. */
static void
test_prices (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *sid = NULL;
  g_autoptr(Answer) listed = NULL;
  g_autoptr(Answer) text = NULL;
  g_autoptr(Answer) usual = NULL;
  JsonArray *carriers = NULL;

  g_free (control (f, "/prices", "Country=DE&Carrier=One&Mcc=262&Mnc=01&Price=0.1050"));
  g_free (control (f, "/prices", "Country=DE&Carrier=Two&Mcc=262&Mnc=02&Price=0.2"));
  g_free (control (f, "/prices", "Country=DE&Carrier=Two&Mcc=262&Mnc=02&NumberType=local&Price=0.3"));
  g_free (control (f, "/lines", "Number=%2B4915123456789&Type=mobile&Mcc=262&Mnc=01"));
  listed = ask (f, "GET", "/v1/Messaging/Countries/DE", NULL);
  carriers = json_object_get_array_member (get_object (listed), "outbound_sms_prices");
  g_assert_cmpuint (json_array_get_length (carriers), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_array_get_object_element (carriers, 1), "prices")), ==, 2);

  sid = send_text (f, ANN, "Hello");
  tidings_test_clock_advance (f->clock, 10000);
  text = fetch (f, sid);
  g_assert_cmpstr (get_string (text, "price"), ==, "-0.10500");

  usual = ask (f, "GET", "/v1/Messaging/Countries/GB", NULL);
  g_assert_true (strstr (usual->text, "0.0083") != NULL);
  g_assert_cmpint (code_of (f, "GET", "/v1/Messaging/Countries/XX", NULL), ==, 20404);
}

static gboolean
is_enabled (Answer *answer,
            int    *code)
{
  JsonArray *rows = get_rows (answer, "permissions");
  JsonObject *row = json_array_get_object_element (rows, 0);

  *code = json_object_get_int_member (row, "error_code");

  return json_object_get_boolean_member (row, "enabled");
}

static void
test_permissions (Fixture       *f,
                  gconstpointer  data)
{
  static const struct { const char *control; const char *patch; gboolean is_on; int code; const char *why; } cases[] = {
    { "Country=DE&Allowed=false", NULL, FALSE, 0, "off" },
    { NULL, "Permissions=%7B%22country_code%22%3A%22DE%22%2C%22type%22%3A%22country%22%2C%22enabled%22%3Atrue%7D", TRUE, 0, "on again" },
    { "Country=DE&Allowed=false&Locked=true", "Permissions=%7B%22country_code%22%3A%22DE%22%2C%22enabled%22%3Atrue%7D", FALSE, 30649, "in the console only" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = NULL;
      int code = 0;

      g_test_message ("%s", cases[i].why);
      if (cases[i].control)
        g_free (control (f, "/countries", cases[i].control));
      answer = cases[i].patch ? ask (f, "PATCH", "/v1/Messaging/GeoPermissions", cases[i].patch)
                              : ask (f, "GET", "/v1/Messaging/GeoPermissions?CountryCode=DE", NULL);
      g_assert_true (is_enabled (answer, &code) == cases[i].is_on);
      g_assert_cmpint (code, ==, cases[i].code);
    }

  g_assert_cmpint (code_of (f, "PATCH", "/v1/Messaging/GeoPermissions", "Permissions=DE"), ==, 20001);
  g_assert_cmpint (code_of (f, "PATCH", "/v1/Messaging/GeoPermissions", ""), ==, 20001);
}

static void
test_media (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) sent = ask (f, "POST", MESSAGES, "To=%2B14155552671&From=%2B15005550006&ProvideFeedback=true"
                                "&MediaUrl=https%3A%2F%2Fe.com%2Fa.png&MediaUrl=https%3A%2F%2Fe.com%2Fb.jpg");
  g_autofree char *base = g_strconcat (BASE "/Messages/", get_string (sent, "sid"), NULL);
  g_autofree char *path = g_strconcat (base, "/Media.json", NULL);
  g_autofree char *feedback = g_strconcat (base, "/Feedback.json", NULL);
  g_autofree char *plain = send_text (f, ANN, "Hello");
  g_autofree char *without = g_strconcat (BASE "/Messages/", plain, "/Feedback.json", NULL);
  g_autoptr(Answer) list = ask (f, "GET", path, NULL);
  JsonArray *rows = get_rows (list, "media_list");

  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, 0), "content_type"), ==, "image/png");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, 1), "content_type"), ==, "image/jpeg");
  g_assert_cmpint (code_of (f, "POST", feedback, "Outcome=confirmed"), ==, 0);
  g_assert_cmpint (code_of (f, "POST", feedback, "Outcome=perhaps"), ==, 20001);
  g_assert_cmpint (code_of (f, "POST", without, "Outcome=confirmed"), ==, 20001);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/simulator/products/lookup", Fixture, NULL, fixture_setup, test_lookup, fixture_teardown);
  g_test_add ("/simulator/products/verify-good", Fixture, NULL, fixture_setup, test_verify_good, fixture_teardown);
  g_test_add ("/simulator/products/verify-call", Fixture, NULL, fixture_setup, test_verify_call, fixture_teardown);
  g_test_add ("/simulator/products/verify-limits", Fixture, NULL, fixture_setup, test_verify_limits, fixture_teardown);
  g_test_add ("/simulator/products/verify-errors", Fixture, NULL, fixture_setup, test_verify_errors, fixture_teardown);
  g_test_add ("/simulator/products/verify-service", Fixture, NULL, fixture_setup, test_verify_service, fixture_teardown);
  g_test_add ("/simulator/products/usage", Fixture, NULL, fixture_setup, test_usage, fixture_teardown);
  g_test_add ("/simulator/products/prices", Fixture, NULL, fixture_setup, test_prices, fixture_teardown);
  g_test_add ("/simulator/products/permissions", Fixture, NULL, fixture_setup, test_permissions, fixture_teardown);
  g_test_add ("/simulator/products/media", Fixture, NULL, fixture_setup, test_media, fixture_teardown);

  return g_test_run ();
}
