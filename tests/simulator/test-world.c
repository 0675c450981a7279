/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account made into something else: keys, kinds, senders, services, countries, and what then becomes of a text. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define TO "To=%2B4915123456789"
#define TO_US "To=%2B14155552671"
#define FROM "From=%2B15005550006"
#define SERVICE "MessagingServiceSid=" TIDINGS_SIMULATOR_SERVICE
#define NUMBERS BASE "/IncomingPhoneNumbers.json"
#define KEY "SK000000000000000000000000000000ff"

/* Each case is a world of its own: what is posted to make it so, and what is refused or ends badly then. */
static const struct {
  const char *path[3];
  const char *form[3];
  const char *text;
  int refused;          /* code of the answer */
  int ends;             /* code of the message, 0 for delivered; looked at only if it was not refused */
  const char *why;
} texts[] = {
  { { NULL }, { NULL }, TO "&" FROM "&Body=x", 0, 0, "as it begins" },
  { { NULL }, { NULL }, TO_US "&" FROM "&Body=x", 0, 0, "practice reaches US phones too" },
  { { "/numbers" }, { "Number=%2B15005550006&Registered=false" }, TO_US "&" FROM "&Body=x", 0, 30034, "no campaign" },
  { { "/numbers" }, { "Number=%2B15005550006&Registered=false" }, TO "&" FROM "&Body=x", 0, 0, "which only the US want" },
  { { "/services" }, { "Sid=" TIDINGS_SIMULATOR_SERVICE "&Campaign=IN_PROGRESS" }, TO_US "&" SERVICE "&Body=x", 0, 30034, "not yet" },
  { { "/services" }, { "Sid=" TIDINGS_SIMULATOR_SERVICE "&Campaign=NONE" }, TO_US "&" FROM "&Body=x", 0, 30034, "the number is in that service" },
  { { "/numbers" }, { "Number=%2B18885550100&TollFree=" }, TO_US "&From=%2B18885550100&Body=x", 0, 30032, "toll-free, not handed in" },
  { { "/numbers" }, { "Number=%2B18885550100&TollFree=PENDING_REVIEW" }, TO_US "&From=%2B18885550100&Body=x", 0, 30032, "toll-free, waiting" },
  { { "/numbers" }, { "Number=%2B18885550100" }, TO_US "&From=%2B18885550100&Body=x", 0, 0, "toll-free, approved" },
  { { "/numbers" }, { "Number=%2B18885550100" }, TO "&From=%2B18885550100&Body=x", 21612, 0, "toll-free goes no further than Canada" },
  { { "/numbers" }, { "Number=22395&Country=US" }, TO_US "&From=22395&Body=x", 0, 0, "a short code at home" },
  { { "/numbers" }, { "Number=22395&Country=US" }, TO "&From=22395&Body=x", 21612, 0, "and abroad" },
  { { "/numbers" }, { "Number=%2B4915207829970&Capabilities=voice" }, TO "&From=%2B4915207829970&Body=x", 21606, 0, "a number that only speaks" },
  { { "/numbers" }, { "Number=%2B4915207829970&Capabilities=sms" }, TO "&From=%2B4915207829970&Body=x", 0, 0, "and one that texts" },
  { { "/numbers" }, { "Number=%2B15005550006&Remove=true" }, TO "&" FROM "&Body=x", 21606, 0, "given back" },
  { { "/numbers" }, { "Number=%2B15005550006&Capabilities=sms" }, TO_US "&" FROM "&MediaUrl=https%3A%2F%2Fe.com%2Fa.png", 21621, 0, "no pictures" },
  { { NULL }, { NULL }, TO_US "&" FROM "&MediaUrl=https%3A%2F%2Fe.com%2Fa.png", 0, 0, "a picture in the US" },
  { { NULL }, { NULL }, TO "&" FROM "&MediaUrl=https%3A%2F%2Fe.com%2Fa.png", 0, 30011, "no pictures in Germany" },
  { { NULL }, { NULL }, TO "&From=Freezer&MediaUrl=https%3A%2F%2Fe.com%2Fa.png", 21621, 0, "names send no pictures" },
  { { NULL }, { NULL }, "To=%2B919812345678&From=Freezer&Body=x", 0, 30040, "India wants names registered" },
  { { "/names" }, { "Name=Freezer&Country=IN" }, "To=%2B919812345678&From=Freezer&Body=x", 0, 0, "now it is" },
  { { NULL }, { NULL }, TO_US "&From=Freezer&Body=x", 21612, 0, "the US take no names" },
  { { "/countries" }, { "Country=DE&Allowed=false" }, TO "&" FROM "&Body=x", 21408, 0, "switched off" },
  { { "/countries" }, { "Country=all&Allowed=false" }, TO_US "&" FROM "&Body=x", 21408, 0, "all switched off" },
  { { "/countries", "/countries" }, { "Country=all&Allowed=false", "Country=DE&Allowed=true" }, TO "&" FROM "&Body=x", 0, 0, "but one" },
  { { "/services" }, { "Sid=" TIDINGS_SIMULATOR_SERVICE "&Senders=" }, TO "&" SERVICE "&Body=x", 21704, 0, "an empty pool" },
  { { "/services" }, { "Sid=" TIDINGS_SIMULATOR_SERVICE "&Senders=Freezer" }, TO_US "&" SERVICE "&Body=x", 21703, 0, "nothing that fits" },
  { { "/services" }, { "Sid=" TIDINGS_SIMULATOR_SERVICE "&Remove=true" }, TO "&" SERVICE "&Body=x", 21701, 0, "no such service any more" },
  { { "/account" }, { "Kind=Trial" }, TO "&" FROM "&Body=x", 21608, 0, "a trial texts only verified numbers" },
  { { "/account", "/caller-ids" }, { "Kind=Trial", "Number=%2B4915123456789" }, TO "&" FROM "&Body=x", 0, 0, "such as this one" },
  { { "/account", "/caller-ids" }, { "Kind=Trial", "Number=%2B4915123456789&After=5000" }, TO "&" FROM "&Body=x", 21608, 0, "not yet" },
  { { "/account", "/caller-ids" }, { "Kind=Trial", "Number=%2B4915123456789" }, TO "&From=Freezer&Body=x", 21212, 0, "and from no name" },
  { { "/account" }, { "State=suspended" }, TO "&" FROM "&Body=x", 20005, 0, "suspended" },
  { { "/account" }, { "State=closed" }, TO "&" FROM "&Body=x", 20005, 0, "closed" },
  { { "/account" }, { "Region=ie1" }, TO "&" FROM "&Body=x", 20003, 0, "credentials of another region" },
  { { "/account" }, { "Region=ie1&HostRegion=ie1" }, TO "&" FROM "&Body=x", 0, 0, "on their own region's host" },
  { { "/lines" }, { "Number=%2B4915123456789&Type=landline" }, TO "&" FROM "&Body=x", 0, 30006, "a line that was ported to a house" },
  { { "/lines" }, { "Number=%2B493012345678&Type=mobile" }, "To=%2B493012345678&" FROM "&Body=x", 0, 0, "a house number on a mobile" },
  { { "/phones" }, { "Number=%2B4915123456789&ErrorCode=30007" }, TO "&" FROM "&Body=x", 0, 30007, "filtered" },
  { { "/phones" }, { "Number=%2B4915123456789&ErrorCode=21614" }, TO "&" FROM "&Body=x", 21614, 0, "refused" },
  { { "/phones", "/phones" }, { "Number=%2B4915123456789&ErrorCode=30007", "Number=%2B4915123456789&ErrorCode=0" }, TO "&" FROM "&Body=x", 0, 0, "well again" },
  { { "/phones" }, { "Number=%2B4915123456789&ErrorCode=14107" }, TO "&" FROM "&Body=x", 0, 14107, "the loop guard lets it in first" },
  { { "/phones" }, { "Number=%2B4915123456789&ErrorCode=60410" }, TO "&" FROM "&Body=x", 0, 0, "a code of Verify is nothing to texts" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&SmartEncoded=yes", 20001, 0, "true or false" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&SmartEncoding=true", 20001, 0, "the name that everybody mistypes" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&RiskCheck=off", 20001, 0, "enable or disable" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&RiskCheck=disable&Attempt=2&ProvideFeedback=true", 0, 0, "all as they should be" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&Attempt=two", 20001, 0, "a number" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&ContentRetention=discard", 30029, 0, "a feature to be ordered" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&AddressRetention=obfuscate", 30030, 0, "another" },
  { { NULL }, { NULL }, TO "&" FROM "&Body=x&MaxPrice=0.1", 30010, 0, "obsolete" },
};

static void
test_texts (Fixture       *f,
            gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(Answer) answer = NULL;
      g_autoptr(Answer) after = NULL;

      g_test_message ("%s", texts[i].why);
      fixture_teardown (f, NULL);
      fixture_setup (f, NULL);
      for (guint j = 0; j < G_N_ELEMENTS (texts[i].path) && texts[i].path[j]; j++)
        g_free (control (f, texts[i].path[j], texts[i].form[j]));

      answer = ask (f, "POST", MESSAGES, texts[i].text);
      if (texts[i].refused)
        {
          g_assert_cmpint (get_error (answer), ==, texts[i].refused);
          continue;
        }
      g_assert_cmpuint (answer->status, ==, 201);

      tidings_test_clock_advance (f->clock, 2000);
      after = fetch (f, get_string (answer, "sid"));
      g_assert_cmpstr (get_string (after, "status"), ==, texts[i].ends ? "undelivered" : "delivered");
      if (texts[i].ends)
        {
          g_assert_cmpint (json_object_get_int_member (json_node_get_object (after->json), "error_code"), ==, texts[i].ends);
          g_assert_nonnull (get_string (after, "error_message"));
        }
    }
}

/* A name in the pool, numbers of two countries, and a short code: who is chosen for whom. */
static void
test_choice (Fixture       *f,
             gconstpointer  data)
{
  static const struct { const char *senders; const char *to; const char *from; const char *why; } cases[] = {
    { "%2B15005550006,%2B447400000001", "%2B447400123456", "+447400000001", "a number of the country" },
    { "%2B447400000001,%2B15005550006", "%2B4915123456789", "+447400000001", "none there, so any" },
    { "%2B15005550006,Freezer", "%2B4915123456789", "Freezer", "a name, where names may be" },
    { "%2B15005550006,Freezer", "%2B14155552671", "+15005550006", "but not in the US" },
    { "%2B15005550006,22395", "%2B14155552671", "22395", "the country's short code first" },
    { "22395,%2B15005550006", "%2B4915123456789", "+15005550006", "which goes nowhere else" },
  };

  g_free (control (f, "/numbers", "Number=%2B447400000001"));
  g_free (control (f, "/numbers", "Number=22395"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pool = g_strconcat ("Sid=" TIDINGS_SIMULATOR_SERVICE "&StickySender=false&Senders=", cases[i].senders, NULL);
      g_autofree char *form = g_strconcat ("To=", cases[i].to, "&" SERVICE "&Body=x", NULL);
      g_autoptr(Answer) answer = NULL;
      g_autoptr(Answer) after = NULL;

      g_test_message ("%s", cases[i].why);
      g_free (control (f, "/services", pool));
      answer = ask (f, "POST", MESSAGES, form);
      g_assert_cmpstr (get_string (answer, "from"), ==, NULL);
      tidings_test_clock_advance (f->clock, 200);
      after = fetch (f, get_string (answer, "sid"));
      g_assert_cmpstr (get_string (after, "from"), ==, cases[i].from);
    }
}

static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  static const struct { const char *key; const char *method; const char *path; const char *form; int code; const char *why; } cases[] = {
    { "Kind=Main", "GET", BASE ".json", NULL, 0, "a Main key sees the account" },
    { "Kind=Standard", "GET", BASE ".json", NULL, 20003, "a Standard key does not" },
    { "Kind=Standard", "GET", BASE "/Balance.json", NULL, 0, "but the money" },
    { "Kind=Restricted&Permissions=messages/create", "GET", BASE ".json", NULL, 20003, "nor does a restricted one" },
    { "Kind=Restricted&Permissions=messages/create", "POST", MESSAGES, TO "&" FROM "&Body=x", 0, "what it may" },
    { "Kind=Restricted&Permissions=messages/create", "GET", MESSAGES, NULL, 70051, "what it may not" },
    { "Kind=Restricted&Permissions=", "GET", NUMBERS, NULL, 70051, "nothing at all" },
    { "Kind=Restricted&Permissions=messages/create,numbers/read", "GET", NUMBERS, NULL, 0, "two things" },
    { "Remove=true", "GET", NUMBERS, NULL, 20003, "withdrawn" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = g_strconcat ("Sid=" KEY "&Secret=abc&", cases[i].key, NULL);

      g_test_message ("%s", cases[i].why);
      g_free (control (f, "/keys", form));
      f->user = KEY;
      f->password = "abc";
      g_assert_cmpint (code_of (f, cases[i].method, cases[i].path, cases[i].form), ==, cases[i].code);
    }
}

/* What the simulator's own paths refuse, so that a test cannot build a world that it did not mean. */
static void
test_control_errors (Fixture       *f,
                     gconstpointer  data)
{
  static const struct { const char *path; const char *form; const char *why; } cases[] = {
    { "/account", "Type=Trial", "it is called Kind" },
    { "/account", "Kind=trial", "with a capital" },
    { "/account", "Balance=a", "no number" },
    { "/account", "Balance=1.2345678", "finer than millionths" },
    { "/keys", "Kind=Restricted&Permissions=all", "no such permission" },
    { "/keys", "Sid=AC000000000000000000000000000000ff", "no key" },
    { "/numbers", "Number=hello", "no number" },
    { "/numbers", "Number=%2B4915207829970&Capabilities=SMS", "in small letters" },
    { "/numbers", "Number=%2B4915207829970&Type=toll-free", "in one word" },
    { "/numbers", "Number=%2B4915207829970&Registered=yes", "true or false" },
    { "/services", "Senders=%2B4915207829999", "not the account's" },
    { "/services", "Campaign=verified", "in capitals" },
    { "/countries", "Country=Germany&Allowed=true", "a code" },
    { "/lines", "Number=%2B4915123456789&Type=cell", "no such type" },
    { "/prices", "Country=DE", "no price" },
    { "/prices", "Price=0.1", "no country" },
    { "/verify-services", "CodeLength=3", "too short" },
    { "/phones", "Number=%2B4915123456789", "nothing to change" },
    { "/faults", "Fault=fire", "no such fault" },
    { "/faults", "Fault=html&Probability=half", "no number" },
    { "/statuses", "Sid=SM00000000000000000000000000000001&Statuses=sent", "no such text" },
    { "/statuses", "Statuses=sent@100,delivered", "by the clock and by looks" },
    { "/statuses", "Statuses=sent:x", "no code" },
    { "/clock", "Skew=hour", "no number" },
    { "/clock", "Pass=soon", "no number" },
    { "/account", "DropsSchedule=perhaps", "neither yes nor no" },
    { "/webhooks", "Sid=SM00000000000000000000000000000001&Url=http%3A%2F%2F127.0.0.1%2F", "no such text" },
    { "/tunnels", "Public=https%3A%2F%2Fexample.com", "leads nowhere" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (code_of (f, "POST", cases[i].path, cases[i].form), ==, 20001);
    }
}

static void
test_trial_text (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *sid = NULL;
  g_autoptr(Answer) answer = NULL;
  g_autoptr(GPtrArray) inbox = NULL;

  g_free (control (f, "/account", "Kind=Trial"));
  g_free (control (f, "/caller-ids", "Number=%2B4915123456789"));
  sid = send_text (f, ANN, "Hello");
  answer = fetch (f, sid);
  g_assert_cmpstr (get_string (answer, "body"), ==, "Sent from your Twilio trial account - Hello");
  inbox = tidings_simulator_list_inbox (f->simulator);
  g_assert_cmpstr (((TidingsSimulatorText *) inbox->pdata[0])->body, ==, "Sent from your Twilio trial account - Hello");
}

/* What had not left yet never does. */
static void
test_suspended (Fixture       *f,
                gconstpointer  data)
{
  static const struct { const char *method; const char *path; int code; const char *why; } cases[] = {
    { "GET", BASE ".json", 0, "it says so itself" },
    { "GET", NUMBERS, 0, "and lets people look" },
    { "POST", MESSAGES, 20005, "no more" },
  };
  g_autofree char *gone = send_text (f, ANN, "Before");
  g_autofree char *waiting = NULL;
  g_autoptr(Answer) first = NULL;
  g_autoptr(Answer) second = NULL;
  g_autoptr(Answer) account = NULL;

  tidings_test_clock_advance (f->clock, 1000);
  waiting = send_text (f, ANN, "Too late");
  g_free (control (f, "/account", "State=suspended"));
  tidings_test_clock_advance (f->clock, 10000);

  first = fetch (f, gone);
  g_assert_cmpstr (get_string (first, "status"), ==, "delivered");
  second = fetch (f, waiting);
  g_assert_cmpstr (get_string (second, "status"), ==, "failed");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (second->json), "error_code"), ==, 30002);
  g_assert_cmpstr (get_string (second, "price"), ==, NULL);
  account = ask (f, "GET", BASE ".json", NULL);
  g_assert_cmpstr (get_string (account, "status"), ==, "suspended");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (code_of (f, cases[i].method, cases[i].path, NULL), ==, cases[i].code);
    }
}

/* How many a day, and how many that wait. */
static void
test_limits (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *next_day = NULL;
  g_autofree char *waiting = NULL;
  g_autoptr(Answer) one = NULL;
  g_autoptr(Answer) two = NULL;
  g_autoptr(Answer) three = NULL;

  g_free (control (f, "/account", "DailyLimit=1&ScheduledLimit=1"));
  first = send_text (f, ANN, "One");
  second = send_text (f, ANN, "Two");
  tidings_test_clock_advance (f->clock, DAY_MS);
  next_day = send_text (f, ANN, "Three");
  tidings_test_clock_advance (f->clock, 2000);
  one = fetch (f, first);
  two = fetch (f, second);
  three = fetch (f, next_day);
  g_assert_cmpstr (get_string (one, "status"), ==, "delivered");
  g_assert_cmpstr (get_string (two, "status"), ==, "failed");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (two->json), "error_code"), ==, 63038);
  g_assert_cmpstr (get_string (three, "status"), ==, "delivered");

  waiting = send_scheduled (f, 600);
  g_assert_cmpint (code_of (f, "POST", MESSAGES, TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-04-13T13:00:00Z"), ==, 35125);
}

/* A schedule that is dropped, and one whose moment comes before its time. */
static void
test_schedule_on_request (Fixture       *f,
                          gconstpointer  data)
{
  g_autofree char *waits = NULL;
  g_autofree char *dropped = NULL;
  g_autoptr(Answer) before = NULL;
  g_autoptr(Answer) after = NULL;
  g_autoptr(Answer) at_once = NULL;

  waits = send_scheduled (f, 3600);
  before = fetch (f, waits);
  g_assert_cmpstr (get_string (before, "status"), ==, "scheduled");
  g_free (control (f, "/clock", "Pass=3599"));
  tidings_test_clock_advance (f->clock, 10000);
  after = fetch (f, waits);
  g_assert_cmpstr (get_string (after, "status"), ==, "delivered");

  g_free (control (f, "/account", "DropsSchedule=true"));
  dropped = send_scheduled (f, 3600);
  tidings_test_clock_advance (f->clock, 10000);
  at_once = fetch (f, dropped);
  g_assert_cmpstr (get_string (at_once, "status"), ==, "delivered");
}

/* A STOP does not take back what waits for its moment. */
static void
test_stop_and_schedule (Fixture       *f,
                        gconstpointer  data)
{
  g_autofree char *sid = send_scheduled (f, 600);
  g_autoptr(Answer) before = NULL;
  g_autoptr(Answer) after = NULL;

  tidings_simulator_reply (f->simulator, ANN, NULL, "STOP");
  before = fetch (f, sid);
  g_assert_cmpstr (get_string (before, "status"), ==, "scheduled");
  tidings_test_clock_advance (f->clock, 605000);
  after = fetch (f, sid);
  g_assert_cmpstr (get_string (after, "status"), ==, "delivered");
}

static void
test_help (Fixture       *f,
           gconstpointer  data)
{
  static const char *words[] = { "--seed", "/account", "ConcurrencyLimit", "/webhooks", "/statuses" };
  const char *argv[] = { g_getenv ("TIDINGS_TEST_SIMULATOR"), "--help", NULL };
  g_autofree char *help = NULL;
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &help, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (help, words[i]));
}

static void
test_subaccount (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(Answer) account = NULL;

  g_free (control (f, "/account", "Owner=AC000000000000000000000000000000aa"));
  account = ask (f, "GET", BASE ".json", NULL);
  g_assert_cmpstr (get_string (account, "owner_account_sid"), ==, "AC000000000000000000000000000000aa");
  g_assert_cmpint (code_of (f, "GET", BASE "/Balance.json", NULL), ==, 20001);
}

static guint
count (Fixture    *f,
       const char *path,
       const char *key)
{
  g_autoptr(Answer) answer = ask (f, "GET", path, NULL);

  return json_array_get_length (get_rows (answer, key));
}

/* Each list has what was put there, in its product's own shape. */
static void
test_lists (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *path; const char *key; guint n; const char *why; } cases[] = {
    { NUMBERS, "incoming_phone_numbers", 4, "all numbers" },
    { NUMBERS "?PhoneNumber=%2B44*", "incoming_phone_numbers", 1, "those that fit" },
    { BASE "/SMS/ShortCodes.json", "short_codes", 1, "short codes apart" },
    { "/v1/Services", "services", 1, "services" },
    { "/v1/Services/" TIDINGS_SIMULATOR_SERVICE "/PhoneNumbers", "phone_numbers", 2, "the pool's numbers" },
    { "/v1/Services/" TIDINGS_SIMULATOR_SERVICE "/ShortCodes", "short_codes", 1, "its short codes" },
    { "/v1/Services/" TIDINGS_SIMULATOR_SERVICE "/AlphaSenders", "alpha_senders", 1, "its names" },
    { "/v1/Services/" TIDINGS_SIMULATOR_SERVICE "/Compliance/Usa2p", "compliance", 1, "its campaign" },
    { "/v1/Tollfree/Verifications", "verifications", 1, "toll-free verifications" },
    { "/v1/Tollfree/Verifications?TollfreePhoneNumberSid=" "PN00000000000000000000000000000008", "verifications", 0, "of that number" },
    { "/v1/Tollfree/Verifications?Status=TWILIO_REJECTED", "verifications", 1, "in that state" },
    { BASE "/OutgoingCallerIds.json", "outgoing_caller_ids", 1, "who is verified" },
    { "/v1/Messaging/Countries?PageSize=1000", "countries", 0, "more than a page says" },
  };

  g_free (control (f, "/numbers", "Number=%2B447400000001"));
  g_free (control (f, "/numbers", "Number=%2B18885550100&TollFree=TWILIO_REJECTED&RejectionReason=Incomplete"));
  g_free (control (f, "/numbers", "Number=22395"));
  g_free (control (f, "/caller-ids", "Number=%2B4915123456789&Name=Ann"));
  g_free (control (f, "/caller-ids", "Number=%2B447400123456&After=60000"));
  g_free (control (f, "/services", "Sid=" TIDINGS_SIMULATOR_SERVICE "&Senders=%2B15005550006,%2B447400000001,22395,Freezer"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      if (cases[i].n > 0 || !g_str_has_suffix (cases[i].path, "1000"))
        g_assert_cmpuint (count (f, cases[i].path, cases[i].key), ==, cases[i].n);
      else
        g_assert_cmpuint (count (f, cases[i].path, cases[i].key), >, 200);
    }

  tidings_test_clock_advance (f->clock, 60000);
  g_assert_cmpuint (count (f, BASE "/OutgoingCallerIds.json", "outgoing_caller_ids"), ==, 2);
}

static void
test_caller_ids (Fixture       *f,
                 gconstpointer  data)
{
  static const struct { const char *form; int code; const char *why; } cases[] = {
    { "PhoneNumber=hello", 21401, "no number" },
    { "PhoneNumber=%2B15005550006", 21449, "the account's own" },
    { "PhoneNumber=%2B447400123456&CallDelay=61", 21454, "too late" },
    { "PhoneNumber=%2B447400123456&Phone=x", 20001, "unknown" },
    { "PhoneNumber=%2B447400123456&FriendlyName=Bob", 0, "well" },
    { "PhoneNumber=%2B447400123456", 0, "again while it waits" },
  };
  g_autoptr(Answer) answer = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (code_of (f, "POST", BASE "/OutgoingCallerIds.json", cases[i].form), ==, cases[i].code);
    }

  g_assert_cmpuint (count (f, BASE "/OutgoingCallerIds.json", "outgoing_caller_ids"), ==, 0);
  tidings_test_clock_advance (f->clock, 2000);
  g_assert_cmpuint (count (f, BASE "/OutgoingCallerIds.json", "outgoing_caller_ids"), ==, 1);
  g_assert_cmpint (code_of (f, "POST", BASE "/OutgoingCallerIds.json", cases[5].form), ==, 21450);

  answer = ask (f, "GET", BASE "/OutgoingCallerIds.json", NULL);
  path = g_strconcat (BASE "/OutgoingCallerIds/", json_object_get_string_member (
                      json_array_get_object_element (get_rows (answer, "outgoing_caller_ids"), 0), "sid"), ".json", NULL);
  g_assert_cmpint (code_of (f, "POST", path, "FriendlyName=Robert"), ==, 0);
  g_assert_cmpint (code_of (f, "GET", path, NULL), ==, 0);
  g_assert_cmpint (code_of (f, "DELETE", path, NULL), ==, 0);
  g_assert_cmpint (code_of (f, "GET", path, NULL), ==, 20404);
}

/* The inbound caution of Messaging Services: what comes in is not logged when receiving is off. STOP counts all the same. */
static void
test_inbound_caution (Fixture       *f,
                      gconstpointer  data)
{
  static const struct { const char *form; guint n; const char *why; } cases[] = {
    { "UseInboundWebhookOnNumber=false", 0, "receiving is off" },
    { "InboundUrl=https%3A%2F%2Fexample.com%2Fin", 1, "somebody listens" },
    { "InboundUrl=&UseInboundWebhookOnNumber=true", 2, "the numbers' own addresses count" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = g_strconcat ("Sid=" TIDINGS_SIMULATOR_SERVICE "&", cases[i].form, NULL);

      g_test_message ("%s", cases[i].why);
      g_free (control (f, "/services", form));
      g_free (control (f, "/replies", "From=%2B4915123456789&Body=Hello"));
      g_assert_cmpuint (count (f, MESSAGES "?To=%2B15005550006", "messages"), ==, cases[i].n);
    }

  g_free (control (f, "/services", "Sid=" TIDINGS_SIMULATOR_SERVICE "&UseInboundWebhookOnNumber=false"));
  g_free (control (f, "/replies", "From=%2B4915123456789&Body=STOP"));
  g_assert_cmpint (code_of (f, "POST", MESSAGES, TO "&" SERVICE "&Body=x"), ==, 21610);
}

/* STOP holds for the pair, or for the whole service; toll-free numbers have a word less to come back. */
static void
test_opt_out_scope (Fixture       *f,
                    gconstpointer  data)
{
  static const struct { const char *reply; const char *text; int code; const char *why; } cases[] = {
    { "To=%2B447400000001&Body=STOP", TO "&From=%2B447400000001&Body=x", 21610, "the pair" },
    { NULL, TO "&" FROM "&Body=x", 0, "not another number" },
    { "To=%2B15005550006&Body=stop", TO "&" SERVICE "&Body=x", 21610, "the service of the number" },
    { NULL, "To=%2B447400123456&" SERVICE "&Body=x", 0, "not another phone" },
    { "To=%2B15005550006&Body=YES", TO "&" SERVICE "&Body=x", 0, "back again" },
    { "To=%2B18885550100&Body=STOP", TO_US "&From=%2B18885550100&Body=x", 0, "another phone's STOP" },
  };

  g_free (control (f, "/numbers", "Number=%2B447400000001"));
  g_free (control (f, "/numbers", "Number=%2B18885550100"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      if (cases[i].reply)
        {
          g_autofree char *form = g_strconcat ("From=%2B4915123456789&", cases[i].reply, NULL);

          g_free (control (f, "/replies", form));
        }
      g_assert_cmpint (code_of (f, "POST", MESSAGES, cases[i].text), ==, cases[i].code);
    }

  g_free (control (f, "/replies", "From=%2B14155552671&To=%2B18885550100&Body=STOP"));
  g_free (control (f, "/replies", "From=%2B14155552671&To=%2B18885550100&Body=YES"));
  g_assert_cmpint (code_of (f, "POST", MESSAGES, TO_US "&From=%2B18885550100&Body=x"), ==, 21610);
  g_free (control (f, "/replies", "From=%2B14155552671&To=%2B18885550100&Body=UNSTOP"));
  g_assert_cmpint (code_of (f, "POST", MESSAGES, TO_US "&From=%2B18885550100&Body=x"), ==, 0);
}

/* A skewed clock is skewed in all that it says and reads, and in nothing else. */
static void
test_clock (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *sid = NULL;
  g_autoptr(Answer) answer = NULL;

  g_free (control (f, "/clock", "Skew=86400"));
  sid = send_text (f, ANN, "Hello");
  tidings_test_clock_advance (f->clock, 2000);
  answer = fetch (f, sid);
  g_assert_cmpstr (get_string (answer, "status"), ==, "delivered");
  g_assert_cmpstr (get_string (answer, "date_created"), ==, "Mon, 13 Apr 2026 12:00:00 +0000");
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (answer->message), "Date"), ==,
                   "Mon, 13 Apr 2026 12:00:02 GMT");
  g_assert_cmpuint (count (f, MESSAGES "?DateSent=2026-04-13", "messages"), ==, 1);
  g_assert_cmpuint (count (f, MESSAGES "?DateSent=2026-04-12", "messages"), ==, 0);
  g_assert_cmpint (code_of (f, "POST", MESSAGES, TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-04-12T13:00:00Z"), ==, 35115);
  g_assert_cmpint (code_of (f, "POST", MESSAGES, TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-04-13T13:00:00Z"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/simulator/world/texts", Fixture, NULL, fixture_setup, test_texts, fixture_teardown);
  g_test_add ("/simulator/world/choice", Fixture, NULL, fixture_setup, test_choice, fixture_teardown);
  g_test_add ("/simulator/world/keys", Fixture, NULL, fixture_setup, test_keys, fixture_teardown);
  g_test_add ("/simulator/world/control-errors", Fixture, NULL, fixture_setup, test_control_errors, fixture_teardown);
  g_test_add ("/simulator/world/trial-text", Fixture, NULL, fixture_setup, test_trial_text, fixture_teardown);
  g_test_add ("/simulator/world/suspended", Fixture, NULL, fixture_setup, test_suspended, fixture_teardown);
  g_test_add ("/simulator/world/limits", Fixture, NULL, fixture_setup, test_limits, fixture_teardown);
  g_test_add ("/simulator/world/stop-and-schedule", Fixture, NULL, fixture_setup, test_stop_and_schedule, fixture_teardown);
  g_test_add ("/simulator/world/help", Fixture, NULL, fixture_setup, test_help, fixture_teardown);
  g_test_add ("/simulator/world/subaccount", Fixture, NULL, fixture_setup, test_subaccount, fixture_teardown);
  g_test_add ("/simulator/world/lists", Fixture, NULL, fixture_setup, test_lists, fixture_teardown);
  g_test_add ("/simulator/world/caller-ids", Fixture, NULL, fixture_setup, test_caller_ids, fixture_teardown);
  g_test_add ("/simulator/world/inbound-caution", Fixture, NULL, fixture_setup, test_inbound_caution, fixture_teardown);
  g_test_add ("/simulator/world/opt-out-scope", Fixture, NULL, fixture_setup, test_opt_out_scope, fixture_teardown);
  g_test_add ("/simulator/world/schedule-on-request", Fixture, NULL, fixture_setup, test_schedule_on_request, fixture_teardown);
  g_test_add ("/simulator/world/clock", Fixture, NULL, fixture_setup, test_clock, fixture_teardown);

  return g_test_run ();
}
