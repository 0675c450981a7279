/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client against the simulator, which refuses what Twilio would refuse and a name it does not know: what one asks and
 * the other understands is one language. */
#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "tidings-simulator.h"
#include "tidings-twilio-json-private.h"
#include "tidings-twilio-lookup.h"
#include "tidings-twilio-money.h"
#include "tidings-twilio-private.h"
#include "tidings-twilio-senders.h"
#include "tidings-twilio-verify.h"

/* Sunday, 12 April 2026, 12:00:00 GMT. */
#define NOON G_GINT64_CONSTANT (1775995200000)
#define ANN "+4915123456789"
#define KEY "SK000000000000000000000000000000aa"
#define TOLL_FREE "+18885550100"

typedef struct
{
  TidingsClock *clock;
  TidingsSimulator *simulator;
  TidingsTwilio *client;
  GAsyncResult *result;
  GError *error;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->clock = tidings_test_clock_new (NOON);
  f->simulator = tidings_simulator_new (f->clock, NULL, &error);
  g_assert_no_error (error);
  tidings_simulator_set_seed (f->simulator, 1);
  g_assert_true (tidings_simulator_listen (f->simulator, 0, &error));
  f->client = tidings_twilio_new (tidings_simulator_get_origin (f->simulator), &error);
  g_assert_no_error (error);
  tidings_twilio_set_clock (f->client, f->clock);
  tidings_twilio_set_credentials (f->client, TIDINGS_SIMULATOR_ACCOUNT_SID, NULL, TIDINGS_SIMULATOR_TOKEN, NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->result);
  g_clear_error (&f->error);
  g_clear_object (&f->client);
  g_clear_object (&f->simulator);
  g_clear_object (&f->clock);
}

/* Ready for the next question; the one before is to have been answered. */
static GAsyncResult **
next (Fixture *f)
{
  g_assert_no_error (f->error);
  g_clear_object (&f->result);

  return &f->result;
}

/* The simulator's own paths, by which the account behind it becomes something. */
static GBytes *
control (Fixture    *f,
         const char *method,
         const char *path,
         const char *form)
{
  g_autofree char *url = g_strconcat (tidings_simulator_get_origin (f->simulator), path, NULL);
  g_autoptr(GString) body = form != NULL ? g_string_new (form) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *reply = NULL;

  tidings_twilio_request_async (f->client, method, url, body, NULL, keep_result_cb, &result);
  wait_for (&result);
  reply = tidings_twilio_request_finish (f->client, result, &error);
  g_assert_no_error (error);

  return reply;
}

static void
make (Fixture    *f,
      const char *path,
      const char *form)
{
  g_autoptr(GBytes) reply = control (f, "POST", path, form);
}

static void
test_lookup (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(TidingsLookup) line = NULL;
  g_autoptr(TidingsLookup) invalid = NULL;
  g_autoptr(TidingsLookup) nothing = NULL;

  make (f, "/lines", "Number=%2B4915123456789&Type=landline&Carrier=Example%20DE&Mcc=262&Mnc=01");
  tidings_twilio_lookup_async (f->client, ANN, TRUE, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  line = tidings_twilio_lookup_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpstr (line->number, ==, ANN);
  g_assert_true (line->is_valid);
  g_assert_cmpstr (line->country, ==, "DE");
  g_assert_cmpstr (line->type, ==, "landline");
  g_assert_cmpstr (line->carrier, ==, "Example DE");

  tidings_twilio_lookup_async (f->client, "+4912", FALSE, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  invalid = tidings_twilio_lookup_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_false (invalid->is_valid);
  g_assert_null (invalid->type);

  tidings_twilio_lookup_async (f->client, "+", FALSE, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  nothing = tidings_twilio_lookup_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_false (nothing->is_valid);
  g_assert_cmpstr (nothing->number, ==, "+");
}

/* What the call said last. */
static char *
hear_code (Fixture *f)
{
  g_autoptr(GBytes) calls = control (f, "GET", "/calls", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (calls, NULL), g_bytes_get_size (calls));
  const char *code = strstr (text, "\"code\":\"");

  g_assert_nonnull (code);

  return g_strndup (code + strlen ("\"code\":\""), strspn (code + strlen ("\"code\":\""), "0123456789"));
}

static TidingsTwilioVerification *
check_code (Fixture    *f,
            const char *sid,
            const char *code)
{
  tidings_twilio_check_verification_async (f->client, TIDINGS_SIMULATOR_VERIFY, sid, code, NULL, keep_result_cb, next (f));
  wait_for (&f->result);

  return tidings_twilio_check_verification_finish (f->client, f->result, &f->error);
}

static void
test_verify (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(TidingsTwilioVerification) started = NULL;
  g_autoptr(TidingsTwilioVerification) wrong = NULL;
  g_autoptr(TidingsTwilioVerification) fetched = NULL;
  g_autoptr(TidingsTwilioVerification) right = NULL;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;
  guint code_length = 0;

  tidings_twilio_get_verify_service_async (f->client, TIDINGS_SIMULATOR_VERIFY, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  name = tidings_twilio_get_verify_service_finish (f->client, f->result, &code_length, &f->error);
  g_assert_nonnull (name);
  g_assert_cmpuint (code_length, ==, 6);

  tidings_twilio_start_verification_async (f->client, TIDINGS_SIMULATOR_VERIFY, ANN, TRUE, "de", NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  started = tidings_twilio_start_verification_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpint (started->state, ==, TIDINGS_VERIFY_PENDING);
  g_assert_cmpuint (started->n_sends, ==, 1);
  g_assert_cmpint (started->created_at, ==, NOON);
  code = hear_code (f);
  g_assert_cmpuint (strlen (code), ==, code_length);

  wrong = check_code (f, started->sid, g_str_equal (code, "000000") ? "000001" : "000000");
  g_assert_no_error (f->error);
  g_assert_cmpint (wrong->state, ==, TIDINGS_VERIFY_PENDING);
  g_assert_false (wrong->is_valid);
  tidings_twilio_fetch_verification_async (f->client, TIDINGS_SIMULATOR_VERIFY, started->sid, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  fetched = tidings_twilio_fetch_verification_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpint (fetched->state, ==, TIDINGS_VERIFY_PENDING);
  right = check_code (f, started->sid, code);
  g_assert_no_error (f->error);
  g_assert_cmpint (right->state, ==, TIDINGS_VERIFY_APPROVED);
  g_assert_true (right->is_valid);

  /* It is done with. */
  g_assert_null (check_code (f, started->sid, code));
  g_assert_error (f->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND);
}

static const TidingsSender *
find_sender (GPtrArray  *senders,
             const char *id)
{
  for (guint i = 0; i < senders->len; i++)
    if (g_str_equal (((TidingsSender *) senders->pdata[i])->id, id))
      return senders->pdata[i];

  g_error ("There is no sender %s", id);
}

static void
test_senders (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) numbers = NULL;
  g_autoptr(GPtrArray) pool = NULL;

  make (f, "/numbers", "Number=%2B18885550100&Type=tollfree&Country=US&Capabilities=voice,sms");
  make (f, "/numbers", "Number=894546&Type=shortcode&Country=US&Capabilities=sms,mms");
  make (f, "/services", "Sid=" TIDINGS_SIMULATOR_SERVICE "&Senders=%2B18885550100,894546,Home%20Desk");

  tidings_twilio_list_numbers_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  numbers = tidings_twilio_list_numbers_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  /* These two, the one for practice, and a line that only speaks. */
  g_assert_cmpuint (numbers->len, ==, 4);
  g_assert_true (find_sender (numbers, TIDINGS_SIMULATOR_SENDER)->can_text);
  g_assert_cmpint (find_sender (numbers, TOLL_FREE)->kind, ==, TIDINGS_SENDER_TOLL_FREE);
  g_assert_false (find_sender (numbers, TOLL_FREE)->can_mms);
  g_assert_cmpint (find_sender (numbers, "894546")->kind, ==, TIDINGS_SENDER_SHORT_CODE);

  tidings_twilio_list_pool_async (f->client, TIDINGS_SIMULATOR_SERVICE, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  pool = tidings_twilio_list_pool_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpuint (pool->len, ==, 3);
  g_assert_true (find_sender (pool, TOLL_FREE)->can_text);
  g_assert_cmpstr (find_sender (pool, TOLL_FREE)->sid, ==, find_sender (numbers, TOLL_FREE)->sid);
  g_assert_cmpstr (find_sender (pool, "894546")->country, ==, "US");
  g_assert_cmpint (find_sender (pool, "Home Desk")->kind, ==, TIDINGS_SENDER_NAME);
  g_assert_cmpstr (find_sender (pool, "Home Desk")->service, ==, TIDINGS_SIMULATOR_SERVICE);
}

/* More than fit a page, so that the next one is gone to by its whole address. */
static void
test_services (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) services = NULL;
  g_autoptr(TidingsService) service = NULL;

  for (guint i = 0; i < 130; i++)
    {
      g_autofree char *form = g_strdup_printf ("Name=Service%%20%u&UseInboundWebhookOnNumber=false", i);

      make (f, "/services", form);
    }
  tidings_twilio_list_services_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  services = tidings_twilio_list_services_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpuint (services->len, ==, 131);

  make (f, "/services", "Sid=" TIDINGS_SIMULATOR_SERVICE "&Name=Home&UseInboundWebhookOnNumber=true&SmartEncoding=true");
  tidings_twilio_fetch_service_async (f->client, TIDINGS_SIMULATOR_SERVICE, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  service = tidings_twilio_fetch_service_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpstr (service->name, ==, "Home");
  g_assert_true (service->logs_inbound);
  g_assert_true (service->smart_encoding);
}

static void
test_permits (Fixture       *f,
              gconstpointer  data)
{
  TidingsRegistration campaign = TIDINGS_REGISTRATION_UNKNOWN;
  TidingsRegistration toll_free = TIDINGS_REGISTRATION_UNKNOWN;
  g_autofree char *reason = NULL;
  g_autoptr(GPtrArray) numbers = NULL;
  g_auto(GStrv) caller_ids = NULL;
  gboolean is_allowed = TRUE;

  make (f, "/services", "Sid=" TIDINGS_SIMULATOR_SERVICE "&Campaign=IN_PROGRESS");
  tidings_twilio_get_campaign_async (f->client, TIDINGS_SIMULATOR_SERVICE, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_true (tidings_twilio_get_campaign_finish (f->client, f->result, &campaign, &f->error));
  g_assert_cmpint (campaign, ==, TIDINGS_REGISTRATION_PENDING);

  make (f, "/numbers", "Number=%2B18885550100&Type=tollfree&Country=US&Capabilities=sms&TollFree=TWILIO_REJECTED&"
                       "RejectionReason=No%20opt-in");
  tidings_twilio_list_numbers_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  numbers = tidings_twilio_list_numbers_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  tidings_twilio_get_toll_free_async (f->client, find_sender (numbers, TOLL_FREE)->sid, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_true (tidings_twilio_get_toll_free_finish (f->client, f->result, &toll_free, &reason, &f->error));
  g_assert_cmpint (toll_free, ==, TIDINGS_REGISTRATION_REFUSED);
  g_assert_cmpstr (reason, ==, "No opt-in");

  make (f, "/countries", "Country=FR&Allowed=false");
  tidings_twilio_is_country_allowed_async (f->client, "FR", NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_true (tidings_twilio_is_country_allowed_finish (f->client, f->result, &is_allowed, &f->error));
  g_assert_false (is_allowed);

  make (f, "/caller-ids", "Number=%2B4915123456789&Name=Ann");
  tidings_twilio_list_caller_ids_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  caller_ids = tidings_twilio_list_caller_ids_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_true (g_strv_contains ((const char *const *) caller_ids, ANN));
}

static void
test_money (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) prices = NULL;
  g_autofree char *currency = NULL;
  gint64 micros = 0;

  make (f, "/account", "Balance=12.5&Currency=EUR");
  make (f, "/prices", "Clear=true");
  make (f, "/prices", "Country=DE&Carrier=Example%20DE&Mcc=262&Mnc=01&NumberType=mobile&Price=0.105");
  tidings_twilio_get_balance_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_true (tidings_twilio_get_balance_finish (f->client, f->result, &micros, &currency, &f->error));
  g_assert_cmpint (micros, ==, 12500000);
  g_assert_cmpstr (currency, ==, "EUR");

  tidings_twilio_list_prices_async (f->client, "DE", NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  prices = tidings_twilio_list_prices_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpuint (prices->len, ==, 1);
  g_assert_cmpint (((TidingsPrice *) prices->pdata[0])->micros, ==, 105000);
  g_assert_cmpstr (((TidingsPrice *) prices->pdata[0])->mnc, ==, "01");
  g_assert_cmpstr (((TidingsPrice *) prices->pdata[0])->currency, ==, "EUR");
}

/* A text for later: handed over, taken back, and deleted. */
static void
test_for_later (Fixture       *f,
                gconstpointer  data)
{
  static const TidingsTwilioSend send = {
    .to = ANN, .service = TIDINGS_SIMULATOR_SERVICE, .body = "Bin day tomorrow", .attempt = 1, .validity_s = 600,
    .send_at = NOON + 60 * 60 * 1000 + 999,
  };
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autoptr(TidingsTwilioMessage) canceled = NULL;

  tidings_twilio_send_async (f->client, &send, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  message = tidings_twilio_send_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpint (message->status, ==, TIDINGS_TWILIO_STATUS_SCHEDULED);

  tidings_twilio_cancel_message_async (f->client, message->sid, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  canceled = tidings_twilio_cancel_message_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpint (canceled->status, ==, TIDINGS_TWILIO_STATUS_CANCELED);

  tidings_twilio_delete_message_async (f->client, message->sid, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_true (tidings_twilio_delete_message_finish (f->client, f->result, &f->error));
  tidings_twilio_fetch_message_async (f->client, message->sid, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_null (tidings_twilio_fetch_message_finish (f->client, f->result, &f->error));
  g_assert_error (f->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND);
}

/* Keys as the simulator makes them are what the client takes them for. */
static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  static const struct { const char *form; int key; const char *why; } cases[] = {
    { "Kind=Main", TIDINGS_KEY_MAIN, "all" },
    { "Kind=Standard", TIDINGS_KEY_STANDARD, "all but the account" },
    { "Kind=Restricted&Permissions=numbers/read,messages/read,messages/create", -1, "what a household needs" },
    { "Kind=Restricted&Permissions=messages/create", TIDINGS_KEY_RESTRICTED, "sending alone" },
    { "Kind=Restricted&Permissions=messages/read", TIDINGS_KEY_RESTRICTED, "reading texts alone" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = g_strconcat ("Sid=" KEY "&Secret=abc&", cases[i].form, NULL);
      g_autoptr(TidingsTwilioAccount) account = NULL;

      g_test_message ("%s", cases[i].why);
      make (f, "/keys", form);
      tidings_twilio_set_credentials (f->client, TIDINGS_SIMULATOR_ACCOUNT_SID, KEY, "abc", NULL);
      tidings_twilio_get_account_async (f->client, NULL, keep_result_cb, next (f));
      wait_for (&f->result);
      account = tidings_twilio_get_account_finish (f->client, f->result, &f->error);

      g_assert_no_error (f->error);
      if (cases[i].key >= 0)
        g_assert_cmpint (account->key, ==, cases[i].key);
      else
        g_assert_true (account->key == TIDINGS_KEY_STANDARD || account->key == TIDINGS_KEY_RESTRICTED);
    }

  tidings_twilio_set_credentials (f->client, TIDINGS_SIMULATOR_ACCOUNT_SID, KEY, "wrong", NULL);
  tidings_twilio_get_account_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_null (tidings_twilio_get_account_finish (f->client, f->result, &f->error));
  g_assert_error (f->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN);
}

static void
test_kinds_of_account (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(TidingsTwilioAccount) account = NULL;

  make (f, "/account", "Kind=Trial&State=suspended&Owner=AC000000000000000000000000000000ff&Name=Night%20desk");
  tidings_twilio_get_account_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  account = tidings_twilio_get_account_finish (f->client, f->result, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpint (account->key, ==, TIDINGS_KEY_TOKEN);
  g_assert_cmpstr (account->kind, ==, "Trial");
  g_assert_cmpstr (account->state, ==, "suspended");
  g_assert_cmpstr (account->owner, ==, "AC000000000000000000000000000000ff");
  g_assert_cmpstr (account->name, ==, "Night desk");

  tidings_twilio_set_credentials (f->client, TIDINGS_SIMULATOR_TEST_SID, NULL, TIDINGS_SIMULATOR_TEST_TOKEN, NULL);
  tidings_twilio_get_account_async (f->client, NULL, keep_result_cb, next (f));
  wait_for (&f->result);
  g_assert_null (tidings_twilio_get_account_finish (f->client, f->result, &f->error));
  g_assert_error (f->error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN);
  g_assert_cmpint (tidings_twilio_error_get_code (f->error), ==, 20008);
}

static void
test_skew (Fixture       *f,
           gconstpointer  data)
{
  static const struct { const char *form; gint64 skew; } cases[] = {
    { "Skew=3600", 3600000 }, { "Skew=-3600", -3600000 }, { "Skew=0", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsTwilioAccount) account = NULL;

      make (f, "/clock", cases[i].form);
      tidings_twilio_get_account_async (f->client, NULL, keep_result_cb, next (f));
      wait_for (&f->result);
      account = tidings_twilio_get_account_finish (f->client, f->result, &f->error);
      g_assert_no_error (f->error);
      g_assert_cmpint (tidings_twilio_get_server_skew (f->client), ==, cases[i].skew);
      g_assert_cmpuint (tidings_twilio_get_concurrent (f->client), >=, 1);
    }
}

#define ADD(name, func) g_test_add ("/twilio/practice/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("lookup", test_lookup);
  ADD ("verify", test_verify);
  ADD ("senders", test_senders);
  ADD ("services", test_services);
  ADD ("permits", test_permits);
  ADD ("money", test_money);
  ADD ("for-later", test_for_later);
  ADD ("keys", test_keys);
  ADD ("kinds-of-account", test_kinds_of_account);
  ADD ("skew", test_skew);

  return g_test_run ();
}
