/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may ask, how to ask, and what the account and the newer products answer. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define TEST_BASE "/2010-04-01/Accounts/" TIDINGS_SIMULATOR_TEST_SID
#define FORM "To=%2B4915123456789&From=%2B15005550006&Body=Hello"

static void
test_sign_in (Fixture       *f,
              gconstpointer  data)
{
  static const struct { const char *user; const char *password; const char *path; guint status; int code; const char *why; } cases[] = {
    { TIDINGS_SIMULATOR_ACCOUNT_SID, TIDINGS_SIMULATOR_TOKEN, BASE ".json", 200, 0, "the token sees the account" },
    { TIDINGS_SIMULATOR_ACCOUNT_SID, TIDINGS_SIMULATOR_TOKEN, BASE "/Balance.json", 200, 0, "and its money" },
    { NULL, NULL, BASE ".json", 401, 20003, "nobody" },
    { TIDINGS_SIMULATOR_ACCOUNT_SID, "00000000000000000000000000000003", BASE ".json", 401, 20003, "wrong token" },
    { TIDINGS_SIMULATOR_ACCOUNT_SID, "", BASE ".json", 401, 20003, "no token" },
    { TIDINGS_SIMULATOR_ACCOUNT_SID, TIDINGS_SIMULATOR_KEY_SECRET, BASE ".json", 401, 20003, "a key's secret without its key" },
    { TIDINGS_SIMULATOR_KEY_SID, TIDINGS_SIMULATOR_KEY_SECRET, BASE ".json", 401, 20003, "a Standard key may not see the account" },
    { TIDINGS_SIMULATOR_KEY_SID, TIDINGS_SIMULATOR_KEY_SECRET, BASE "/IncomingPhoneNumbers.json?PageSize=1", 200, 0, "but this proves it good" },
    { TIDINGS_SIMULATOR_KEY_SID, TIDINGS_SIMULATOR_KEY_SECRET, MESSAGES, 200, 0, "and it may text" },
    { TIDINGS_SIMULATOR_KEY_SID, TIDINGS_SIMULATOR_KEY_SECRET, "/v1/Services", 200, 0, "the newer products take it too" },
    { TIDINGS_SIMULATOR_TEST_SID, TIDINGS_SIMULATOR_TEST_TOKEN, TEST_BASE ".json", 403, 20008, "test credentials only send" },
    { TIDINGS_SIMULATOR_TEST_SID, TIDINGS_SIMULATOR_TEST_TOKEN, BASE ".json", 404, 20404, "another account than the one that signed in" },
    { TIDINGS_SIMULATOR_ACCOUNT_SID, TIDINGS_SIMULATOR_TOKEN, TEST_BASE "/Messages.json", 404, 20404, "and the other way round" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = NULL;

      g_test_message ("%s", cases[i].why);
      f->user = cases[i].user;
      f->password = cases[i].password;
      answer = ask (f, "GET", cases[i].path, NULL);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].code)
        g_assert_cmpint (get_error (answer), ==, cases[i].code);
    }
}

static void
test_paths (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *method; const char *path; guint status; int code; const char *why; } cases[] = {
    { "GET", BASE "/messages.json", 404, 20404, "names are case-sensitive" },
    { "GET", "/2010-04-01/accounts/" TIDINGS_SIMULATOR_ACCOUNT_SID ".json", 404, 20404, "so is the front" },
    { "GET", BASE "/Messages", 404, 20404, "the 2010 API speaks JSON only with the suffix" },
    { "GET", BASE "/Messages.json/", 404, 20404, "nothing behind it" },
    { "GET", BASE "/Messages/.json", 404, 20404, "an id is missing" },
    { "GET", BASE "/Messages/SM00000000000000000000000000000001.json", 404, 20404, "no such text" },
    { "GET", BASE "/IncomingPhoneNumbers/PN00000000000000000000000000000001.json", 404, 20404, "no such number" },
    { "GET", "/", 404, 20404, "nothing at the root" },
    { "GET", "/v1/Services/MG00000000000000000000000000000001", 404, 20404, "no such service" },
    { "GET", "/v2/PhoneNumbers/hello", 404, 20404, "not like a number" },
    { "PUT", MESSAGES, 405, 20004, "changes are posted" },
    { "DELETE", BASE "/Balance.json", 405, 20004, "nobody deletes a balance" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = NULL;

      g_test_message ("%s", cases[i].why);
      answer = ask (f, cases[i].method, cases[i].path, NULL);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_cmpint (get_error (answer), ==, cases[i].code);
    }
}

static void
test_form (Fixture       *f,
           gconstpointer  data)
{
  static const struct { const char *type; const char *body; int code; const char *text; const char *why; } cases[] = {
    { "application/x-www-form-urlencoded", FORM, 0, "Hello", "as it should be" },
    { "application/x-www-form-urlencoded; charset=utf-8", FORM, 0, "Hello", "with a parameter of the type" },
    { "application/json", "{\"To\":\"+4915123456789\",\"From\":\"+15005550006\",\"Body\":\"Hello\"}", 21604, NULL, "JSON arrives as no parameters" },
    { "text/plain", FORM, 21604, NULL, "a form under another type" },
    { "application/x-www-form-urlencoded", "", 21604, NULL, "empty" },
    { "application/x-www-form-urlencoded", "to=%2B4915123456789&From=%2B15005550006&Body=Hello", 20001, NULL, "names are case-sensitive" },
    { "application/x-www-form-urlencoded", "To=+4915123456789&From=%2B15005550006&Body=Hello", 21211, NULL, "a bare plus is a space, so the country is gone" },
    { "application/x-www-form-urlencoded", "To=%2B4915123456789&From=%2B15005550006&Body=a+b%20c%26d%3Dz%C3%A9", 0, "a b c&d=z\u00e9", "both kinds of space, escaped separators, UTF-8" },
    { "application/x-www-form-urlencoded", "To=%2B4915123456789&From=%2B15005550006&Body=%FF%FE", 21602, NULL, "not UTF-8" },
    { "application/x-www-form-urlencoded", "To=%2B4915123456789&From=%2B15005550006&Body=a%00b", 21602, NULL, "a zero byte" },
    { "application/x-www-form-urlencoded", "To=%2B4915123456789&From=%2B15005550006&Body=Hello&Colour=red", 20001, NULL, "a name that Twilio would ignore is found here" },
    { "application/x-www-form-urlencoded", "&&To=%2B4915123456789&From=%2B15005550006&Body=One&Body=Two&", 0, "One", "the first of a name counts" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr(Answer) answer = NULL;

      g_test_message ("%s", cases[i].why);
      answer = ask_bytes (f, "POST", MESSAGES, cases[i].type, body);
      g_assert_cmpuint (answer->status, ==, cases[i].code ? 400 : 201);
      if (cases[i].code)
        g_assert_cmpint (get_error (answer), ==, cases[i].code);
      else
        g_assert_cmpstr (get_string (answer, "body"), ==, cases[i].text);
    }
}

static void
test_account (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(Answer) answer = ask (f, "GET", BASE ".json", NULL);

  g_assert_cmpstr (get_string (answer, "sid"), ==, TIDINGS_SIMULATOR_ACCOUNT_SID);
  g_assert_cmpstr (get_string (answer, "type"), ==, "Full");
  g_assert_cmpstr (get_string (answer, "status"), ==, "active");
  g_assert_cmpstr (get_string (answer, "auth_token"), ==, TIDINGS_SIMULATOR_TOKEN);
  g_assert_cmpstr (get_string (answer, "date_created"), ==, "Mon, 02 Mar 2026 08:00:00 +0000");
  g_assert_cmpstr (get_string (answer, "uri"), ==, BASE ".json");
}

static void
test_header_fields (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(Answer) answer = ask (f, "POST", MESSAGES, FORM);
  SoupMessageHeaders *headers = soup_message_get_response_headers (answer->message);
  const char *id = soup_message_headers_get_one (headers, "Twilio-Request-Id");

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_true (g_str_has_prefix (id, "RQ"));
  g_assert_cmpuint (strlen (id), ==, 34);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Twilio-Concurrent-Requests"), ==, "1");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Date"), ==, "Sun, 12 Apr 2026 12:00:00 GMT");
  g_assert_true (g_str_has_prefix (soup_message_headers_get_one (headers, "Content-Type"), "application/json"));
}

static void
test_balance (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(Answer) before = ask (f, "GET", BASE "/Balance.json", NULL);
  g_autoptr(Answer) soon = NULL;
  g_autoptr(Answer) later = NULL;
  g_autofree char *sid = send_text (f, ANN, "Hello");
  g_autofree char *path = g_strconcat (BASE "/Messages/", sid, ".json", NULL);
  g_autoptr(Answer) deleted = NULL;

  g_assert_cmpstr (get_string (before, "balance"), ==, "20.00");
  g_assert_cmpstr (get_string (before, "currency"), ==, "USD");

  tidings_test_clock_advance (f->clock, 3000);
  soon = ask (f, "GET", BASE "/Balance.json", NULL);
  g_assert_cmpstr (get_string (soon, "balance"), ==, "20.00");

  tidings_test_clock_advance (f->clock, 5000);
  deleted = ask (f, "DELETE", path, NULL);
  g_assert_cmpuint (deleted->status, ==, 204);
  later = ask (f, "GET", BASE "/Balance.json", NULL);
  g_assert_cmpstr (get_string (later, "balance"), ==, "19.9917");   /* deleting gives no money back */
}

static void
test_numbers (Fixture       *f,
              gconstpointer  data)
{
  static const struct { const char *query; guint n_rows; const char *why; } cases[] = {
    { "", 2, "all" },
    { "?PhoneNumber=%2B15005550006", 1, "exact" },
    { "?PhoneNumber=5550006", 1, "a part" },
    { "?PhoneNumber=%2B1500*", 2, "with a star" },
    { "?PhoneNumber=999", 0, "none" },
    { "?FriendlyName=Practice+sender", 1, "by name" },
    { "?Beta=true", 0, "none is beta" },
    { "?Origin=twilio", 2, "all are Twilio's" },
    { "?Origin=hosted", 0, "none is hosted" },
    { "?PageSize=1", 1, "one a page" },
  };
  g_autoptr(Answer) one = ask (f, "GET", BASE "/IncomingPhoneNumbers/PN00000000000000000000000000000008.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat (BASE "/IncomingPhoneNumbers.json", cases[i].query, NULL);
      g_autoptr(Answer) answer = ask (f, "GET", path, NULL);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (json_array_get_length (get_rows (answer, "incoming_phone_numbers")), ==, cases[i].n_rows);
    }

  g_assert_cmpstr (get_string (one, "phone_number"), ==, TIDINGS_SIMULATOR_SENDER);
  g_assert_true (json_object_get_boolean_member (json_object_get_object_member (json_node_get_object (one->json), "capabilities"), "sms"));
}

static void
test_services (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(Answer) list = ask (f, "GET", "/v1/Services?PageSize=20", NULL);
  g_autoptr(Answer) one = ask (f, "GET", "/v1/Services/" TIDINGS_SIMULATOR_SERVICE, NULL);
  g_autoptr(Answer) pool = ask (f, "GET", "/v1/Services/" TIDINGS_SIMULATOR_SERVICE "/PhoneNumbers", NULL);
  JsonObject *meta = json_object_get_object_member (json_node_get_object (list->json), "meta");
  JsonObject *row = NULL;
  g_autofree char *url = g_strconcat (tidings_simulator_get_origin (f->simulator), "/v1/Services?PageSize=20&Page=0", NULL);

  g_assert_cmpuint (json_array_get_length (get_rows (list, "services")), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (meta, "key"), ==, "services");
  g_assert_cmpint (json_object_get_int_member (meta, "page_size"), ==, 20);
  g_assert_cmpstr (json_object_get_string_member (meta, "url"), ==, url);
  g_assert_true (json_object_get_null_member (meta, "next_page_url"));
  g_assert_cmpstr (get_string (one, "friendly_name"), ==, "Practice service");
  g_assert_cmpstr (get_string (one, "date_created"), ==, "2026-03-02T08:00:00Z");
  g_assert_cmpstr (get_string (one, "inbound_request_url"), ==, NULL);

  row = json_array_get_object_element (get_rows (pool, "phone_numbers"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "phone_number"), ==, TIDINGS_SIMULATOR_SENDER);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "capabilities")), ==, 3);
}

static void
test_products (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(Answer) good = ask (f, "GET", "/v2/PhoneNumbers/%2B4915123456789", NULL);
  g_autoptr(Answer) national = ask (f, "GET", "/v2/PhoneNumbers/015123456789?CountryCode=DE", NULL);
  g_autoptr(Answer) bad = ask (f, "GET", "/v2/PhoneNumbers/%2B49151", NULL);
  g_autoptr(Answer) prices = ask (f, "GET", "/v1/Messaging/Countries/DE", NULL);
  g_autoptr(Answer) nowhere = ask (f, "GET", "/v1/Messaging/Countries/QQ", NULL);
  g_autoptr(Answer) allowed = ask (f, "GET", "/v1/Messaging/GeoPermissions?CountryCode=DE", NULL);
  JsonObject *row = json_array_get_object_element (get_rows (allowed, "permissions"), 0);

  g_assert_true (json_object_get_boolean_member (json_node_get_object (good->json), "valid"));
  g_assert_cmpstr (get_string (good, "country_code"), ==, "DE");
  g_assert_cmpstr (get_string (good, "calling_country_code"), ==, "49");
  g_assert_cmpstr (get_string (good, "line_type_intelligence"), ==, NULL);
  g_assert_cmpstr (get_string (national, "phone_number"), ==, ANN);
  g_assert_cmpuint (bad->status, ==, 200);   /* an invalid number is no error of the request */
  g_assert_false (json_object_get_boolean_member (json_node_get_object (bad->json), "valid"));
  g_assert_cmpstr (get_string (prices, "country"), ==, "Germany");
  g_assert_cmpuint (json_array_get_length (get_rows (prices, "outbound_sms_prices")), ==, 1);
  g_assert_cmpint (get_error (nowhere), ==, 20404);
  g_assert_true (json_object_get_boolean_member (row, "enabled"));
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *f, gconstpointer data); } tests[] = {
    { "/simulator/access/sign-in", test_sign_in },
    { "/simulator/access/paths", test_paths },
    { "/simulator/access/form", test_form },
    { "/simulator/access/account", test_account },
    { "/simulator/access/header-fields", test_header_fields },
    { "/simulator/access/balance", test_balance },
    { "/simulator/access/numbers", test_numbers },
    { "/simulator/access/services", test_services },
    { "/simulator/access/products", test_products },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_setup, tests[i].test, fixture_teardown);

  return g_test_run ();
}
