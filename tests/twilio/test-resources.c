/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resources beside the messages: what is asked on the wire, and what is made of good, odd and broken answers. */
#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "tidings-twilio-lookup.h"
#include "tidings-twilio-money.h"
#include "tidings-twilio-private.h"
#include "tidings-twilio-senders.h"
#include "tidings-twilio-verify.h"

#define NUMBER "+14155550123"
#define SERVICE "MG00000000000000000000000000000005"
#define VERIFY_SERVICE "VA00000000000000000000000000000001"
#define VERIFICATION "VE00000000000000000000000000000001"
#define DENIED "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}"

typedef struct
{
  TestServer *server;
  TidingsTwilio *client;
  GAsyncResult *result;
  GError *error;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = test_server_new ();
  fixture->client = make_client (test_server_get_origin (fixture->server));
}

/* Ready for the next question of a table. */
static void
renew (Fixture *fixture)
{
  g_clear_object (&fixture->result);
  g_clear_error (&fixture->error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  renew (fixture);
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->server, test_server_free);
}

static TidingsLookup *
look_up (Fixture  *fixture,
         gboolean  with_line)
{
  tidings_twilio_lookup_async (fixture->client, NUMBER, with_line, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);

  return tidings_twilio_lookup_finish (fixture->client, fixture->result, &fixture->error);
}

static void
test_lookup (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TidingsLookup) line = NULL;
  g_autoptr(TidingsLookup) bare = NULL;

  test_server_push_json (fixture->server, "200 OK", "",
                         "{\"calling_country_code\":\"1\",\"country_code\":\"us\",\"phone_number\":\"+14155550123\",\"valid\":true,"
                         "\"validation_errors\":null,\"caller_name\":null,\"line_type_intelligence\":{\"type\":\"mobile\","
                         "\"carrier_name\":\"Example Wireless\",\"mobile_country_code\":\"310\",\"mobile_network_code\":\"026\","
                         "\"error_code\":null}}");
  line = look_up (fixture, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (line->number, ==, NUMBER);
  g_assert_true (line->is_valid);
  g_assert_cmpstr (line->country, ==, "US");
  g_assert_cmpstr (line->type, ==, "mobile");
  g_assert_cmpstr (line->carrier, ==, "Example Wireless");
  g_assert_cmpstr (line->mcc, ==, "310");
  g_assert_cmpstr (line->mnc, ==, "026");
  g_assert_cmpint (line->error_code, ==, 0);
  assert_request (fixture->server, 0, "GET /v2/PhoneNumbers/%2B14155550123?Fields=line_type_intelligence", NULL);

  /* The free question has no query at all. */
  renew (fixture);
  test_server_push_json (fixture->server, "200 OK", "", "{\"valid\":false,\"phone_number\":null,\"country_code\":null,"
                                                        "\"validation_errors\":[\"TOO_SHORT\"],\"line_type_intelligence\":null}");
  bare = look_up (fixture, FALSE);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (bare->number, ==, NUMBER);
  g_assert_false (bare->is_valid);
  g_assert_null (bare->country);
  g_assert_null (bare->type);
  assert_request (fixture->server, 1, "GET /v2/PhoneNumbers/%2B14155550123", NULL);
}

static void
test_lookup_answers (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct
  {
    const char *status;
    const char *body;
    int error;
    gboolean is_valid;
    const char *type;
    const char *mcc;
    int code;
    const char *why;
  } cases[] = {
    { "404 Not Found", "{\"code\":20404}", -1, FALSE, NULL, NULL, 0, "what is no number is not valid" },
    { "404 Not Found", "<html>", TIDINGS_TWILIO_ERROR_NOT_FOUND, FALSE, NULL, NULL, 0, "not every missing page says so" },
    { "200 OK", "{\"valid\":true,\"line_type_intelligence\":{\"type\":null,\"error_code\":60600}}", -1, TRUE, NULL, NULL, 60600,
      "the paid part failed, the rest is good" },
    { "200 OK", "{\"valid\":true,\"line_type_intelligence\":{\"type\":\"unknown\"}}", -1, TRUE, NULL, NULL, 0,
      "unknown is not a kind of line" },
    { "200 OK", "{\"valid\":true,\"line_type_intelligence\":{\"type\":\"satellite\",\"mobile_country_code\":\"901\"}}", -1, TRUE,
      "satellite", "901", 0, "a word of the future" },
    { "200 OK", "{\"valid\":\"true\",\"country_code\":7,\"line_type_intelligence\":[1],\"phone_number\":{}}", -1, TRUE, NULL, NULL,
      0, "wrong types all over" },
    { "200 OK", "{\"valid\":true,\"line_type_intelligence\":{\"type\":\"mobile\",\"mobile_country_code\":\"31x\"}}", -1, TRUE,
      "mobile", NULL, 0, "no such network" },
    { "200 OK", "{}", TIDINGS_TWILIO_ERROR_UNKNOWN, FALSE, NULL, NULL, 0, "no word on validity is no answer" },
    { "200 OK", "<html>Sign in to the hotel</html>", TIDINGS_TWILIO_ERROR_UNKNOWN, FALSE, NULL, NULL, 0, "nor is a page" },
    { "200 OK", "", TIDINGS_TWILIO_ERROR_UNKNOWN, FALSE, NULL, NULL, 0, "nor is nothing" },
    { "429 Too Many", "{\"code\":20429}", TIDINGS_TWILIO_ERROR_NOT_SENT, FALSE, NULL, NULL, 0, "later" },
    { "403 Forbidden", "{\"code\":60606}", TIDINGS_TWILIO_ERROR_REFUSED, FALSE, NULL, NULL, 0, "not for this account" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsLookup) lookup = NULL;

      g_test_message ("%s", cases[i].why);
      renew (fixture);
      test_server_push_json (fixture->server, cases[i].status, "", cases[i].body);
      lookup = look_up (fixture, TRUE);

      if (cases[i].error >= 0)
        {
          g_assert_null (lookup);
          g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, cases[i].error);
          continue;
        }
      g_assert_no_error (fixture->error);
      g_assert_cmpstr (lookup->number, ==, NUMBER);
      g_assert_true (lookup->is_valid == cases[i].is_valid);
      g_assert_cmpstr (lookup->type, ==, cases[i].type);
      g_assert_cmpstr (lookup->mcc, ==, cases[i].mcc);
      g_assert_cmpint (lookup->error_code, ==, cases[i].code);
    }
}

static TidingsTwilioVerification *
check_code (Fixture    *fixture,
            const char *code)
{
  tidings_twilio_check_verification_async (fixture->client, VERIFY_SERVICE, VERIFICATION, code, NULL, keep_result_cb,
                                           &fixture->result);
  wait_for (&fixture->result);

  return tidings_twilio_check_verification_finish (fixture->client, fixture->result, &fixture->error);
}

#define VERIFY_JSON(status, valid) "{\"sid\":\"" VERIFICATION "\",\"status\":\"" status "\",\"valid\":" valid "}"

static void
test_verify_on_the_wire (Fixture       *fixture,
                         gconstpointer  data)
{
  static const struct { gboolean by_call; const char *locale; const char *body; } cases[] = {
    { FALSE, NULL, "To=%2B14155550123&Channel=sms" },
    { TRUE, "", "To=%2B14155550123&Channel=call" },
    { FALSE, "pt-BR", "To=%2B14155550123&Channel=sms&Locale=pt-BR" },
  };
  g_autoptr(TidingsTwilioVerification) fetched = NULL;
  guint n = 0;

  for (; n < G_N_ELEMENTS (cases); n++)
    {
      g_autoptr(TidingsTwilioVerification) verification = NULL;

      renew (fixture);
      test_server_push_json (fixture->server, "201 Created", "",
                             "{\"sid\":\"" VERIFICATION "\",\"status\":\"pending\",\"valid\":false,"
                             "\"send_code_attempts\":[{\"channel\":\"SMS\"},{\"channel\":\"SMS\"}],"
                             "\"date_created\":\"2026-04-14T09:26:42Z\"}");
      tidings_twilio_start_verification_async (fixture->client, VERIFY_SERVICE, NUMBER, cases[n].by_call, cases[n].locale, NULL,
                                               keep_result_cb, &fixture->result);
      wait_for (&fixture->result);
      verification = tidings_twilio_start_verification_finish (fixture->client, fixture->result, &fixture->error);

      g_assert_no_error (fixture->error);
      g_assert_cmpstr (verification->sid, ==, VERIFICATION);
      g_assert_cmpint (verification->state, ==, TIDINGS_VERIFY_PENDING);
      g_assert_false (verification->is_valid);
      g_assert_cmpuint (verification->n_sends, ==, 2);
      g_assert_cmpint (verification->created_at, ==, G_GINT64_CONSTANT (1776158802000));
      assert_request (fixture->server, n, "POST /v2/Services/" VERIFY_SERVICE "/Verifications", cases[n].body);
    }

  renew (fixture);
  test_server_push_json (fixture->server, "200 OK", "", VERIFY_JSON ("expired", "false"));
  tidings_twilio_fetch_verification_async (fixture->client, VERIFY_SERVICE, VERIFICATION, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);
  fetched = tidings_twilio_fetch_verification_finish (fixture->client, fixture->result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fetched->state, ==, TIDINGS_VERIFY_EXPIRED);
  assert_request (fixture->server, n, "GET /v2/Services/" VERIFY_SERVICE "/Verifications/" VERIFICATION, NULL);
}

static void
test_verify_check (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *status;
    const char *body;
    int error;
    TidingsVerifyState state;
    gboolean is_valid;
    const char *why;
  } cases[] = {
    { "200 OK", VERIFY_JSON ("approved", "true"), -1, TIDINGS_VERIFY_APPROVED, TRUE, "right" },
    { "200 OK", VERIFY_JSON ("pending", "false"), -1, TIDINGS_VERIFY_PENDING, FALSE, "wrong is an answer" },
    { "201 Created", VERIFY_JSON ("pending", "false"), -1, TIDINGS_VERIFY_PENDING, FALSE, "with either status" },
    { "200 OK", VERIFY_JSON ("max_attempts_reached", "false"), -1, TIDINGS_VERIFY_USED_UP, FALSE, "too often" },
    { "200 OK", VERIFY_JSON ("canceled", "false"), -1, TIDINGS_VERIFY_CANCELED, FALSE, "canceled" },
    { "200 OK", VERIFY_JSON ("deleted", "false"), -1, TIDINGS_VERIFY_FAILED, FALSE, "gone" },
    { "200 OK", VERIFY_JSON ("failed", "false"), -1, TIDINGS_VERIFY_FAILED, FALSE, "failed" },
    { "200 OK", VERIFY_JSON ("dreamt", "null"), -1, TIDINGS_VERIFY_UNKNOWN, FALSE, "a word of the future" },
    { "404 Not Found", "{\"code\":20404}", TIDINGS_TWILIO_ERROR_NOT_FOUND, 0, FALSE, "approved or expired before" },
    { "429 Too Many", "{\"code\":60202}", TIDINGS_TWILIO_ERROR_NOT_SENT, 0, FALSE, "five wrong ones" },
    { "200 OK", "{\"status\":\"approved\",\"valid\":true}", TIDINGS_TWILIO_ERROR_UNKNOWN, 0, FALSE, "of what?" },
    { "200 OK", "<html>", TIDINGS_TWILIO_ERROR_UNKNOWN, 0, FALSE, "no answer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsTwilioVerification) verification = NULL;

      g_test_message ("%s", cases[i].why);
      renew (fixture);
      test_server_push_json (fixture->server, cases[i].status, "", cases[i].body);
      verification = check_code (fixture, "482913");

      assert_request (fixture->server, i, "POST /v2/Services/" VERIFY_SERVICE "/VerificationCheck",
                      "VerificationSid=" VERIFICATION "&Code=482913");
      if (cases[i].error >= 0)
        {
          g_assert_null (verification);
          g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, cases[i].error);
          assert_lacks (fixture->error->message, "482913");
          continue;
        }
      g_assert_no_error (fixture->error);
      g_assert_cmpint (verification->state, ==, cases[i].state);
      g_assert_true (verification->is_valid == cases[i].is_valid);
    }
}

static void
test_verify_service (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *name = NULL;
  g_autofree char *bare = NULL;
  guint code_length = 0;

  test_server_push_json (fixture->server, "200 OK", "", "{\"sid\":\"" VERIFY_SERVICE "\",\"friendly_name\":\"Home\",\"code_length\":4}");
  tidings_twilio_get_verify_service_async (fixture->client, VERIFY_SERVICE, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);
  name = tidings_twilio_get_verify_service_finish (fixture->client, fixture->result, &code_length, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (name, ==, "Home");
  g_assert_cmpuint (code_length, ==, 4);
  assert_request (fixture->server, 0, "GET /v2/Services/" VERIFY_SERVICE, NULL);

  renew (fixture);
  test_server_push_json (fixture->server, "200 OK", "", "{\"sid\":\"" VERIFY_SERVICE "\"}");
  tidings_twilio_get_verify_service_async (fixture->client, VERIFY_SERVICE, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);
  bare = tidings_twilio_get_verify_service_finish (fixture->client, fixture->result, &code_length, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (bare, ==, "");
  g_assert_cmpuint (code_length, ==, 6);
}

static void
test_usage (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *records;
    gint64 n_messages;
    gint64 n_segments;
    gint64 price_micros;
    const char *currency;
    const char *why;
  } cases[] = {
    { "{\"category\":\"sms-outbound\",\"count\":\"41\",\"usage\":\"57\",\"price\":\"0.4731\",\"price_unit\":\"usd\"}", 41, 57, 473100,
      "USD", "as it comes" },
    { "{\"category\":\"sms-outbound\",\"count\":41,\"usage\":57.0,\"price\":0.4731,\"price_unit\":\"USD\"}", 41, 57, 473100, "USD",
      "as numbers" },
    { "{\"category\":\"sms\",\"count\":\"9\"},{\"category\":\"sms-outbound\",\"count\":\"1\",\"usage\":\"1\",\"price\":\"0.01\","
      "\"price_unit\":\"usd\"},{\"category\":\"sms-outbound-longcode\",\"count\":\"1\"}", 1, 1, 10000, "USD",
      "neither a parent nor a child is added" },
    { "{\"category\":\"sms-outbound\",\"count\":\"1\",\"usage\":\"1\",\"price\":\"0.01\",\"price_unit\":\"usd\"},"
      "{\"category\":\"sms-outbound\",\"count\":\"1\",\"usage\":\"1\",\"price\":\"0.01\",\"price_unit\":\"usd\"}", 1, 1, 10000, "USD",
      "nor is the same row twice" },
    { "{\"category\":\"sms-outbound\",\"count\":null,\"usage\":\"\",\"price\":null,\"price_unit\":null}", -1, -1, -1, NULL,
      "unknown is not nothing" },
    { "{\"category\":\"sms-outbound\",\"count\":\"-3\",\"usage\":[],\"price\":\"-1\",\"price_unit\":\"Dollars\"}", -1, -1, -1, NULL,
      "nor is nonsense" },
    { "", 0, 0, 0, NULL, "nothing was sent" },
    { "{\"category\":\"calls\",\"count\":\"3\"}", 0, 0, 0, NULL, "something else was" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *page = g_strdup_printf ("{\"usage_records\":[%s],\"next_page_uri\":null}", cases[i].records);
      g_autoptr(TidingsUsage) usage = NULL;

      g_test_message ("%s", cases[i].why);
      renew (fixture);
      test_server_push_json (fixture->server, "200 OK", "", page);
      tidings_twilio_get_usage_async (fixture->client, i % 2 ? TIDINGS_USAGE_THIS_MONTH : TIDINGS_USAGE_TODAY, NULL,
                                      keep_result_cb, &fixture->result);
      wait_for (&fixture->result);
      usage = tidings_twilio_get_usage_finish (fixture->client, fixture->result, &fixture->error);

      g_assert_no_error (fixture->error);
      g_assert_cmpint (usage->n_messages, ==, cases[i].n_messages);
      g_assert_cmpint (usage->n_segments, ==, cases[i].n_segments);
      g_assert_cmpint (usage->price_micros, ==, cases[i].price_micros);
      g_assert_cmpstr (usage->currency, ==, cases[i].currency);
      assert_request (fixture->server, i,
                      i % 2 ? "GET /2010-04-01/Accounts/" ACCOUNT "/Usage/Records/ThisMonth.json?Category=sms-outbound"
                            : "GET /2010-04-01/Accounts/" ACCOUNT "/Usage/Records/Today.json?Category=sms-outbound", NULL);
    }
}

static GPtrArray *
list_prices (Fixture *fixture)
{
  tidings_twilio_list_prices_async (fixture->client, "DE", NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);

  return tidings_twilio_list_prices_finish (fixture->client, fixture->result, &fixture->error);
}

static void
test_prices (Fixture       *fixture,
             gconstpointer  data)
{
  static const TidingsPrice expected[] = {
    { (char *) "262", (char *) "01", (char *) "mobile", 105000, (char *) "USD" },
    { (char *) "262", (char *) "01", (char *) "local", 110000, (char *) "USD" },
    { (char *) "262", (char *) "02", (char *) "toll free", 75, (char *) "USD" },
    { (char *) "", (char *) "", (char *) "", 90000, (char *) "USD" },
  };
  g_autoptr(GPtrArray) prices = NULL;

  test_server_push_json (
    fixture->server, "200 OK", "",
    "{\"country\":\"Germany\",\"iso_country\":\"DE\",\"price_unit\":\"usd\",\"outbound_sms_prices\":["
    "{\"carrier\":\"Example DE\",\"mcc\":\"262\",\"mnc\":\"01\",\"prices\":["
    "{\"number_type\":\"mobile\",\"base_price\":\"0.1100\",\"current_price\":\"0.1050\"},"
    "{\"number_type\":\"local\",\"base_price\":\"0.1100\",\"current_price\":null},"
    "{\"number_type\":\"free\",\"current_price\":\"-1\"},{\"number_type\":\"none\"},7,null]},"
    "{\"mcc\":\"262\",\"mnc\":\"02\",\"prices\":[{\"number_type\":\"toll free\",\"current_price\":0.000075}]},"
    "{\"mcc\":null,\"prices\":[{\"current_price\":\"0.09\"}]},{\"mcc\":\"262\",\"prices\":{}},null],"
    "\"inbound_sms_prices\":[{\"number_type\":\"mobile\",\"current_price\":\"0.0075\"}]}");
  prices = list_prices (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (prices->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < prices->len; i++)
    {
      const TidingsPrice *price = g_ptr_array_index (prices, i);

      g_assert_cmpstr (price->mcc, ==, expected[i].mcc);
      g_assert_cmpstr (price->mnc, ==, expected[i].mnc);
      g_assert_cmpstr (price->number_type, ==, expected[i].number_type);
      g_assert_cmpint (price->micros, ==, expected[i].micros);
      g_assert_cmpstr (price->currency, ==, expected[i].currency);
    }
  assert_request (fixture->server, 0, "GET /v1/Messaging/Countries/DE", NULL);

  /* Twelve of what? */
  renew (fixture);
  test_server_push_json (fixture->server, "200 OK", "", "{\"price_unit\":null,\"outbound_sms_prices\":[]}");
  g_assert_null (list_prices (fixture));
  g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
}

/* A sign-in that another region refuses says nothing of the credentials: nobody is to be asked for new ones. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct { const char *region; TidingsTwilioErrorCode error; } cases[] = {
    { NULL, TIDINGS_TWILIO_ERROR_SIGN_IN },
    { "us1", TIDINGS_TWILIO_ERROR_SIGN_IN },
    { "ie1", TIDINGS_TWILIO_ERROR_REFUSED },
    { "au1", TIDINGS_TWILIO_ERROR_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      renew (fixture);
      tidings_twilio_set_credentials (fixture->client, ACCOUNT, NULL, "secret", cases[i].region);
      test_server_push_json (fixture->server, "401 Unauthorized", "", DENIED);

      g_assert_null (list_prices (fixture));
      g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, (int) cases[i].error);
      g_assert_cmpint (tidings_twilio_error_get_code (fixture->error), ==, 20003);
      g_assert_cmpuint (tidings_twilio_error_get_status (fixture->error), ==, 401);
    }
}

static void
assert_sender (GPtrArray         *senders,
               guint              i,
               const char        *id,
               TidingsSenderKind  kind,
               const char        *sid,
               const char        *country,
               gboolean           can_text,
               gboolean           can_mms)
{
  const TidingsSender *sender = g_ptr_array_index (senders, i);

  g_assert_cmpstr (sender->id, ==, id);
  g_assert_cmpint (sender->kind, ==, kind);
  g_assert_cmpstr (sender->sid, ==, sid);
  g_assert_cmpstr (sender->country, ==, country);
  g_assert_true (sender->can_text == can_text);
  g_assert_true (sender->can_mms == can_mms);
}

static GPtrArray *
list_numbers (Fixture *fixture)
{
  tidings_twilio_list_numbers_async (fixture->client, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);

  return tidings_twilio_list_numbers_finish (fixture->client, fixture->result, &fixture->error);
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) senders = NULL;

  test_server_push_json (fixture->server, "200 OK", "",
                         "{\"incoming_phone_numbers\":[{\"sid\":\"PN1\",\"phone_number\":\"+14155550199\",\"friendly_name\":\"Alerts\","
                         "\"capabilities\":{\"voice\":true,\"sms\":true,\"mms\":true}},"
                         "{\"sid\":\"PN2\",\"phone_number\":\"+18885550100\",\"capabilities\":{\"sms\":true,\"mms\":false}}],"
                         "\"next_page_uri\":\"/2010-04-01/p2\"}");
  test_server_push_json (fixture->server, "200 OK", "",
                         "{\"incoming_phone_numbers\":[{\"sid\":\"PN2\",\"phone_number\":\"+18885550100\"},"
                         "{\"sid\":\"PN3\",\"phone_number\":\"+4930123456\",\"capabilities\":{\"sms\":false}},null,{}],"
                         "\"next_page_uri\":null}");
  test_server_push_json (fixture->server, "200 OK", "", "{\"short_codes\":[{\"sid\":\"SC1\",\"short_code\":\"894546\"}]}");
  senders = list_numbers (fixture);

  g_assert_no_error (fixture->error);
  g_assert_cmpuint (senders->len, ==, 4);
  assert_sender (senders, 0, "+14155550199", TIDINGS_SENDER_NUMBER, "PN1", "US", TRUE, TRUE);
  g_assert_cmpstr (((TidingsSender *) senders->pdata[0])->name, ==, "Alerts");
  g_assert_null (((TidingsSender *) senders->pdata[0])->service);
  g_assert_cmpint (((TidingsSender *) senders->pdata[1])->kind, ==, TIDINGS_SENDER_TOLL_FREE);
  assert_sender (senders, 2, "+4930123456", TIDINGS_SENDER_NUMBER, "PN3", "DE", FALSE, FALSE);
  g_assert_cmpint (((TidingsSender *) senders->pdata[3])->kind, ==, TIDINGS_SENDER_SHORT_CODE);
  g_assert_true (((TidingsSender *) senders->pdata[3])->can_text);
  assert_request (fixture->server, 0, "GET /2010-04-01/Accounts/" ACCOUNT "/IncomingPhoneNumbers.json?PageSize=1000", NULL);
  assert_request (fixture->server, 1, "GET /2010-04-01/p2", NULL);
  assert_request (fixture->server, 2, "GET /2010-04-01/Accounts/" ACCOUNT "/SMS/ShortCodes.json?PageSize=1000", NULL);
}

/* A key that may not see the short codes still has numbers; trouble is not the same as having none. */
static void
test_numbers_alone (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct { const char *status; const char *body; int error; } cases[] = {
    { "401 Unauthorized", DENIED, -1 },
    { "403 Forbidden", "{\"code\":70051}", -1 },
    { "404 Not Found", "{\"code\":20404}", -1 },
    { "503 Busy", "", TIDINGS_TWILIO_ERROR_UNKNOWN },
    { "429 Too Many", "", TIDINGS_TWILIO_ERROR_NOT_SENT },
    { "200 OK", "{}", TIDINGS_TWILIO_ERROR_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) senders = NULL;

      renew (fixture);
      test_server_push_json (fixture->server, "200 OK", "", "{\"incoming_phone_numbers\":[{\"phone_number\":\"+14155550199\"}]}");
      test_server_push_json (fixture->server, cases[i].status, "", cases[i].body);
      senders = list_numbers (fixture);

      g_assert_true ((senders != NULL) == (cases[i].error < 0));
      if (senders != NULL)
        g_assert_cmpuint (senders->len, ==, 1);
      else
        g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, cases[i].error);
    }

  /* The numbers themselves may not be missing. */
  renew (fixture);
  test_server_push_json (fixture->server, "401 Unauthorized", "", DENIED);
  g_assert_null (list_numbers (fixture));
  g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN);
}

/* The newer products name their pages by whole addresses. */
static char *
make_meta_page (Fixture    *fixture,
                const char *key,
                const char *rows,
                const char *next)
{
  g_autofree char *url = next != NULL ? g_strdup_printf ("\"%s%s\"", test_server_get_origin (fixture->server), next)
                                      : g_strdup ("null");

  return g_strdup_printf ("{\"%s\":[%s],\"meta\":{\"key\":\"%s\",\"page\":0,\"next_page_url\":%s}}", key, rows, key, url);
}

static void
push_meta_page (Fixture    *fixture,
                const char *key,
                const char *rows,
                const char *next)
{
  g_autofree char *page = make_meta_page (fixture, key, rows, next);

  test_server_push_json (fixture->server, "200 OK", "", page);
}

static void
test_pool (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) senders = NULL;

  push_meta_page (fixture, "phone_numbers", "{\"sid\":\"PN1\",\"phone_number\":\"+14155550199\",\"country_code\":\"US\","
                  "\"capabilities\":[\"Voice\",\"SMS\",\"MMS\"]}", "/v1/p2?PageToken=PAPN1");
  push_meta_page (fixture, "phone_numbers", "{\"sid\":\"PN2\",\"phone_number\":\"+14165550199\",\"country_code\":\"CA\","
                  "\"capabilities\":[\"Voice\",7,null]}", NULL);
  push_meta_page (fixture, "short_codes", "{\"sid\":\"SC1\",\"short_code\":\"894546\",\"country_code\":\"US\","
                  "\"capabilities\":[\"SMS\",\"MMS\"]}", NULL);
  push_meta_page (fixture, "alpha_senders", "{\"sid\":\"AI1\",\"alpha_sender\":\"Home Desk\",\"capabilities\":[\"SMS\"]}", NULL);
  tidings_twilio_list_pool_async (fixture->client, SERVICE, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);
  senders = tidings_twilio_list_pool_finish (fixture->client, fixture->result, &fixture->error);

  g_assert_no_error (fixture->error);
  g_assert_cmpuint (senders->len, ==, 4);
  assert_sender (senders, 0, "+14155550199", TIDINGS_SENDER_NUMBER, "PN1", "US", TRUE, TRUE);
  /* What the pool says of the country counts: +1 is shared by many. */
  assert_sender (senders, 1, "+14165550199", TIDINGS_SENDER_NUMBER, "PN2", "CA", FALSE, FALSE);
  assert_sender (senders, 2, "894546", TIDINGS_SENDER_SHORT_CODE, "SC1", "US", TRUE, TRUE);
  assert_sender (senders, 3, "Home Desk", TIDINGS_SENDER_NAME, "AI1", NULL, TRUE, FALSE);
  for (guint i = 0; i < senders->len; i++)
    g_assert_cmpstr (((TidingsSender *) senders->pdata[i])->service, ==, SERVICE);
  assert_request (fixture->server, 0, "GET /v1/Services/" SERVICE "/PhoneNumbers?PageSize=100", NULL);
  assert_request (fixture->server, 1, "GET /v1/p2?PageToken=PAPN1", NULL);
  assert_request (fixture->server, 2, "GET /v1/Services/" SERVICE "/ShortCodes?PageSize=100", NULL);
  assert_request (fixture->server, 3, "GET /v1/Services/" SERVICE "/AlphaSenders?PageSize=100", NULL);
}

static void
test_services (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *row; gboolean logs_inbound; const char *why; } cases[] = {
    { "{\"sid\":\"MG1\",\"inbound_request_url\":null,\"use_inbound_webhook_on_number\":false}", FALSE, "receiving is off" },
    { "{\"sid\":\"MG2\",\"inbound_request_url\":null,\"use_inbound_webhook_on_number\":true}", TRUE, "the numbers receive" },
    { "{\"sid\":\"MG3\",\"inbound_request_url\":\"https://h.example/\"}", TRUE, "the service does" },
    { "{\"sid\":\"MG4\",\"inbound_request_url\":\"\"}", FALSE, "an empty address is none" },
    { "{\"sid\":\"MG5\"}", FALSE, "nothing said" },
  };
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GPtrArray) services = NULL;
  g_autoptr(TidingsService) service = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_string_append_printf (rows, "%s,", cases[i].row);
  g_string_append (rows, "{\"sid\":null},[]");
  push_meta_page (fixture, "services", rows->str, NULL);
  tidings_twilio_list_services_async (fixture->client, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);
  services = tidings_twilio_list_services_finish (fixture->client, fixture->result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (services->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < services->len; i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_true (((TidingsService *) services->pdata[i])->logs_inbound == cases[i].logs_inbound);
    }
  assert_request (fixture->server, 0, "GET /v1/Services?PageSize=100", NULL);

  renew (fixture);
  test_server_push_json (fixture->server, "200 OK", "",
                         "{\"sid\":\"" SERVICE "\",\"friendly_name\":\"Home\",\"smart_encoding\":true,\"sticky_sender\":true,"
                         "\"us_app_to_person_registered\":true}");
  tidings_twilio_fetch_service_async (fixture->client, SERVICE, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);
  service = tidings_twilio_fetch_service_finish (fixture->client, fixture->result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (service->sid, ==, SERVICE);
  g_assert_cmpstr (service->name, ==, "Home");
  g_assert_true (service->smart_encoding);
  g_assert_true (service->sticky_sender);
  g_assert_true (service->is_registered_us);
  g_assert_false (service->logs_inbound);
}

/* Absolute addresses of pages that must not be followed with our credentials. */
static void
test_meta_paging_refused (Fixture       *fixture,
                          gconstpointer  data)
{
  static const struct { const char *next; const char *why; } cases[] = {
    { "\"https://evil.example/v1/Services?Page=1\"", "another host" },
    { "\"https://messaging.twilio.com/v1/Services?Page=1\"", "not even Twilio, while it is another one that we ask" },
    { "\"http://127.0.0.1:1/v1/Services?Page=1\"", "another port" },
    { "\"http://127.0.0.2:PORT/v1/Services?Page=1\"", "another host on the same port" },
    { "\"http://localhost:PORT/v1/Services?Page=1\"", "another name of the same" },
    { "\"https://127.0.0.1:PORT/v1/Services?Page=1\"", "another scheme on the same port" },
    { "\"http://user:pass@127.0.0.1:PORT/v1/Services?Page=1\"", "other credentials" },
    { "\"//evil.example/\"", "another host without a scheme" },
    { "\"ftp://127.0.0.1/\"", "another scheme" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) page = g_string_new (NULL);
      g_autoptr(GPtrArray) services = NULL;

      g_test_message ("%s", cases[i].why);
      renew (fixture);
      g_string_printf (page, "{\"services\":[{\"sid\":\"MG1\"}],\"meta\":{\"next_page_url\":%s}}", cases[i].next);
      g_string_replace (page, "PORT", strrchr (test_server_get_origin (fixture->server), ':') + 1, 0);
      test_server_push_json (fixture->server, "200 OK", "", page->str);
      tidings_twilio_list_services_async (fixture->client, NULL, keep_result_cb, &fixture->result);
      wait_for (&fixture->result);
      services = tidings_twilio_list_services_finish (fixture->client, fixture->result, &fixture->error);

      g_assert_null (services);
      g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
      g_assert_cmpuint (test_server_count_requests (fixture->server), ==, i + 1);
    }
}

static void
test_campaign (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *rows; TidingsRegistration registration; const char *why; } cases[] = {
    { "", TIDINGS_REGISTRATION_NONE, "nothing was handed in" },
    { "{\"campaign_status\":\"VERIFIED\"}", TIDINGS_REGISTRATION_GOOD, "good" },
    { "{\"campaign_status\":\"IN_PROGRESS\"}", TIDINGS_REGISTRATION_PENDING, "on its way" },
    { "{\"campaign_status\":\"FAILED\"}", TIDINGS_REGISTRATION_REFUSED, "refused" },
    { "{\"campaign_status\":\"ASTONISHED\"}", TIDINGS_REGISTRATION_UNKNOWN, "a word of the future" },
    { "{\"campaign_status\":null}", TIDINGS_REGISTRATION_UNKNOWN, "no word" },
    { "{\"campaign_status\":\"FAILED\"},{\"campaign_status\":\"VERIFIED\"},{\"campaign_status\":\"FAILED\"}",
      TIDINGS_REGISTRATION_GOOD, "one good one is enough" },
    { "{\"campaign_status\":\"FAILED\"},{\"campaign_status\":\"IN_PROGRESS\"}", TIDINGS_REGISTRATION_PENDING, "a new try is on its way" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsRegistration registration = TIDINGS_REGISTRATION_UNKNOWN;

      g_test_message ("%s", cases[i].why);
      renew (fixture);
      push_meta_page (fixture, "compliance", cases[i].rows, NULL);
      tidings_twilio_get_campaign_async (fixture->client, SERVICE, NULL, keep_result_cb, &fixture->result);
      wait_for (&fixture->result);
      g_assert_true (tidings_twilio_get_campaign_finish (fixture->client, fixture->result, &registration, &fixture->error));
      g_assert_cmpint (registration, ==, cases[i].registration);
      assert_request (fixture->server, i, "GET /v1/Services/" SERVICE "/Compliance/Usa2p", NULL);
    }
}

static void
test_toll_free (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct { const char *rows; TidingsRegistration registration; const char *reason; } cases[] = {
    { "", TIDINGS_REGISTRATION_NONE, NULL },
    { "{\"status\":\"PENDING_REVIEW\"}", TIDINGS_REGISTRATION_PENDING, NULL },
    { "{\"status\":\"IN_REVIEW\"}", TIDINGS_REGISTRATION_PENDING, NULL },
    { "{\"status\":\"TWILIO_APPROVED\",\"rejection_reason\":\"an old one\"}", TIDINGS_REGISTRATION_GOOD, NULL },
    { "{\"status\":\"TWILIO_REJECTED\",\"rejection_reason\":\"No opt-in\"}", TIDINGS_REGISTRATION_REFUSED, "No opt-in" },
    { "{\"status\":\"TWILIO_REJECTED\",\"rejection_reason\":null,\"rejection_reasons\":[{\"code\":30446,\"reason\":\"No web site\"}]}",
      TIDINGS_REGISTRATION_REFUSED, "No web site" },
    { "{\"status\":\"TWILIO_REJECTED\",\"rejection_reasons\":[]}", TIDINGS_REGISTRATION_REFUSED, NULL },
    { "{\"status\":\"LOST\"}", TIDINGS_REGISTRATION_UNKNOWN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsRegistration registration = TIDINGS_REGISTRATION_UNKNOWN;
      g_autofree char *reason = NULL;

      renew (fixture);
      push_meta_page (fixture, "verifications", cases[i].rows, NULL);
      tidings_twilio_get_toll_free_async (fixture->client, "PN1", NULL, keep_result_cb, &fixture->result);
      wait_for (&fixture->result);
      g_assert_true (tidings_twilio_get_toll_free_finish (fixture->client, fixture->result, &registration, &reason, &fixture->error));
      g_assert_cmpint (registration, ==, cases[i].registration);
      g_assert_cmpstr (reason, ==, cases[i].reason);
      assert_request (fixture->server, i, "GET /v1/Tollfree/Verifications?TollfreePhoneNumberSid=PN1", NULL);
    }
}

static void
test_country (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *rows; gboolean is_known; gboolean is_allowed; const char *why; } cases[] = {
    { "[{\"country_code\":\"DE\",\"type\":\"country\",\"enabled\":true,\"error_code\":0,\"error_messages\":[]}]", TRUE, TRUE, "on" },
    { "[{\"country_code\":\"DE\",\"enabled\":false,\"error_code\":0}]", TRUE, FALSE, "off" },
    { "[{\"country_code\":\"FR\",\"enabled\":true},{\"country_code\":\"de\",\"enabled\":false}]", TRUE, FALSE, "another one is on" },
    { "[{\"country_code\":\"DE\",\"enabled\":true,\"error_code\":30649}]", FALSE, FALSE, "it could not be told" },
    { "[]", FALSE, FALSE, "nothing said" },
    { "{}", FALSE, FALSE, "no list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"permissions\":%s}", cases[i].rows);
      gboolean is_allowed = FALSE;

      g_test_message ("%s", cases[i].why);
      renew (fixture);
      test_server_push_json (fixture->server, "200 OK", "", body);
      tidings_twilio_is_country_allowed_async (fixture->client, "de", NULL, keep_result_cb, &fixture->result);
      wait_for (&fixture->result);
      g_assert_true (tidings_twilio_is_country_allowed_finish (fixture->client, fixture->result, &is_allowed, &fixture->error)
                     == cases[i].is_known);
      g_assert_true (is_allowed == cases[i].is_allowed);
      if (!cases[i].is_known)
        g_assert_error (fixture->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
      assert_request (fixture->server, i, "GET /v1/Messaging/GeoPermissions?CountryCode=DE", NULL);
    }
}

static void
test_caller_ids (Fixture       *fixture,
                 gconstpointer  data)
{
  g_auto(GStrv) numbers = NULL;

  test_server_push_json (fixture->server, "200 OK", "",
                         "{\"outgoing_caller_ids\":[{\"phone_number\":\"+14155550123\"},{\"phone_number\":null},{}],"
                         "\"next_page_uri\":\"/2010-04-01/p2\"}");
  test_server_push_json (fixture->server, "200 OK", "",
                         "{\"outgoing_caller_ids\":[{\"phone_number\":\"+14155550123\"},{\"phone_number\":\"+14155550124\"}]}");
  tidings_twilio_list_caller_ids_async (fixture->client, NULL, keep_result_cb, &fixture->result);
  wait_for (&fixture->result);
  numbers = tidings_twilio_list_caller_ids_finish (fixture->client, fixture->result, &fixture->error);

  g_assert_no_error (fixture->error);
  g_assert_cmpuint (g_strv_length (numbers), ==, 2);
  g_assert_cmpstr (numbers[1], ==, "+14155550124");
  assert_request (fixture->server, 0, "GET /2010-04-01/Accounts/" ACCOUNT "/OutgoingCallerIds.json?PageSize=1000", NULL);
}

/* What was typed as an id stays inside its place in the path. */
static void
test_paths (void)
{
  g_autofree char *path = tidings_twilio_dup_path ("/v2/Services/%s/Verifications/%s", "VA/../x?y=1#z", "%s ü");

  g_assert_cmpstr (path, ==, "/v2/Services/VA%2F..%2Fx%3Fy%3D1%23z/Verifications/%25s%20%C3%BC");
}

#define ADD(name, func) g_test_add ("/twilio/resources/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("lookup", test_lookup);
  ADD ("lookup-answers", test_lookup_answers);
  ADD ("verify-on-the-wire", test_verify_on_the_wire);
  ADD ("verify-check", test_verify_check);
  ADD ("verify-service", test_verify_service);
  ADD ("usage", test_usage);
  ADD ("prices", test_prices);
  ADD ("elsewhere", test_elsewhere);
  ADD ("numbers", test_numbers);
  ADD ("numbers-alone", test_numbers_alone);
  ADD ("pool", test_pool);
  ADD ("services", test_services);
  ADD ("meta-paging-refused", test_meta_paging_refused);
  ADD ("campaign", test_campaign);
  ADD ("toll-free", test_toll_free);
  ADD ("country", test_country);
  ADD ("caller-ids", test_caller_ids);
  g_test_add_func ("/twilio/resources/paths", test_paths);

  return g_test_run ();
}
