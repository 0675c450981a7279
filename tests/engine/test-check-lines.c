/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check's lines: facts in, a verdict, words and a next step out. */
#include "config.h"

#include <string.h>

#include "tidings-check-lines.h"
#include "tidings-reason.h"
#include "tidings-twilio-private.h"

#define NOW G_GINT64_CONSTANT (1795262400000)
#define GOOD TIDINGS_CHECK_GOOD
#define BAD TIDINGS_CHECK_BAD
#define UNKNOWN TIDINGS_CHECK_UNKNOWN
#define OWN "AC00000000000000000000000000000001"
#define MAIN "AC00000000000000000000000000000009"

/* Takes the line. Each bad one has a next step, no sentence ends with a period, and none is empty. */
static void
assert_line (TidingsCheckLine    *line,
             const char          *what,
             TidingsCheckVerdict  verdict,
             const char          *words,
             const char          *about,
             const char          *why)
{
  g_autoptr(TidingsCheckLine) owned = line;

  g_test_message ("%s: %s", why, line->words);
  g_assert_cmpstr (line->what, ==, what);
  g_assert_cmpstr (tidings_check_verdict_to_string (line->verdict), ==, tidings_check_verdict_to_string (verdict));
  g_assert_nonnull (strstr (line->words, words));
  g_assert_cmpstr (line->about, ==, about);
  g_assert_true (line->verdict != BAD || (line->next != NULL && *line->next != '\0'));
  g_assert_false (g_str_has_suffix (line->words, "."));
  g_assert_false (line->next != NULL && g_str_has_suffix (line->next, "."));
}

/* What Twilio answers instead: STATUS 0 is no connection, 1 a lost answer. */
static GError *
new_error (guint status,
           int   code)
{
  g_autofree char *json = g_strdup_printf ("{\"code\": %d, \"message\": \"x\", \"status\": %u}", code, status);
  g_autoptr(GBytes) body = code != 0 ? g_bytes_new (json, strlen (json)) : g_bytes_new_static ("<html>", 6);

  if (status <= 1)
    return tidings_twilio_error_new_lost (status == 1, NULL);

  return tidings_twilio_error_new_reply (status, NULL, NULL, body);
}

static void
test_key (void)
{
  static const struct {
    gboolean answers; TidingsKeyKind key; guint status; int code; TidingsCheckVerdict verdict; const char *words; const char *why;
  } cases[] = {
    { TRUE, TIDINGS_KEY_TOKEN, 0, 0, GOOD, "own token", "the token" },
    { TRUE, TIDINGS_KEY_MAIN, 0, 0, GOOD, "main API key", "a key that sees the account" },
    { TRUE, TIDINGS_KEY_STANDARD, 0, 0, GOOD, "standard API key", "a key that sees all but the account" },
    { TRUE, TIDINGS_KEY_RESTRICTED, 0, 0, UNKNOWN, "restricted API key", "what it may do cannot be asked" },
    { FALSE, 0, 401, 20003, BAD, "refuses the sign-in", "a wrong secret" },
    { FALSE, 0, 401, 0, BAD, "refuses the sign-in", "a 401 from a gateway" },
    { FALSE, 0, 403, 20008, BAD, "test credentials", "the pair for tests" },
    { FALSE, 0, 404, 20404, BAD, "no account with this SID", "another account's SID" },
    { FALSE, 0, 500, 0, UNKNOWN, "trouble", "Twilio has trouble" },
    { FALSE, 0, 429, 20429, UNKNOWN, "busy", "Twilio is busy" },
    { FALSE, 0, 1, 0, UNKNOWN, "broke", "the answer was lost" },
    { FALSE, 0, 0, 0, UNKNOWN, "No connection", "the network is off" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsTwilioAccount account = { .sid = (char *) OWN, .key = cases[i].key };
      g_autoptr(GError) error = cases[i].answers ? NULL : new_error (cases[i].status, cases[i].code);

      assert_line (tidings_check_line_key (cases[i].answers ? &account : NULL, error), "key", cases[i].verdict, cases[i].words,
                   NULL, cases[i].why);
    }
}

static void
test_account (void)
{
  static const struct {
    const char *kind; const char *state; const char *owner; guint status; int code;
    TidingsCheckVerdict verdict; const char *words; const char *why;
  } cases[] = {
    { "Full", "active", OWN, 0, 0, GOOD, "full account", "as it should be" },
    { "Full", "active", MAIN, 0, 0, GOOD, "subaccount", "below another" },
    { "Trial", "active", OWN, 0, 0, UNKNOWN, "Trial account", "whom it may text is said for each person" },
    { "Full", "suspended", OWN, 0, 0, BAD, "suspended", "not paid" },
    { "Trial", "suspended", OWN, 0, 0, BAD, "suspended", "a trial that ran out: the state goes first" },
    { "Full", "closed", OWN, 0, 0, BAD, "closed", "for good" },
    { "Full", "paused", OWN, 0, 0, UNKNOWN, "“paused”", "a word of the future" },
    { "", "", "", 0, 0, UNKNOWN, "may not see", "a standard key" },
    { NULL, NULL, NULL, 403, 20005, BAD, "suspended", "the account says so by an error" },
    { NULL, NULL, NULL, 503, 20503, UNKNOWN, "trouble", "Twilio has trouble" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsTwilioAccount account = {
        .sid = (char *) OWN, .owner = (char *) cases[i].owner, .name = (char *) "Home",
        .kind = (char *) cases[i].kind, .state = (char *) cases[i].state,
      };
      g_autoptr(GError) error = cases[i].status != 0 ? new_error (cases[i].status, cases[i].code) : NULL;

      assert_line (tidings_check_line_account (error == NULL ? &account : NULL, error), "account", cases[i].verdict,
                   cases[i].words, NULL, cases[i].why);
    }
}

static void
test_region (void)
{
  static const struct {
    const char *region; gboolean answers; TidingsKeyKind key; guint status; TidingsCheckVerdict verdict; const char *words;
    const char *why;
  } cases[] = {
    { NULL, TRUE, TIDINGS_KEY_TOKEN, 0, GOOD, "us1", "none named" },
    { "us1", TRUE, TIDINGS_KEY_RESTRICTED, 0, GOOD, "us1", "restricted keys are at home here" },
    { "ie1", TRUE, TIDINGS_KEY_TOKEN, 0, GOOD, "Ireland", "it answers there" },
    { "au1", TRUE, TIDINGS_KEY_RESTRICTED, 0, BAD, "Restricted keys", "restricted keys have one region" },
    { "ie1", FALSE, 0, 401, UNKNOWN, "belong to one region", "a sign-in that fails may be of another region" },
    { "ie1", FALSE, 0, 500, UNKNOWN, "trouble", "nothing was learned" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsTwilioAccount account = { .sid = (char *) OWN, .key = cases[i].key };
      g_autoptr(GError) error = cases[i].answers ? NULL : new_error (cases[i].status, 0);

      assert_line (tidings_check_line_region (cases[i].region, cases[i].answers ? &account : NULL, error), "region",
                   cases[i].verdict, cases[i].words, NULL, cases[i].why);
    }
}

static void
test_balance (void)
{
  static const struct {
    gint64 micros; gint64 low; const char *owner; guint status; TidingsCheckVerdict verdict; const char *words; const char *why;
  } cases[] = {
    { 12345000, 0, OWN, 0, GOOD, "$12.3", "enough" },
    { 5000000, 5000000, OWN, 0, GOOD, "$5.00", "just not below" },
    { 4999999, 5000000, OWN, 0, BAD, "low", "below what the household calls low" },
    { 0, 0, OWN, 0, BAD, "used up", "nothing left" },
    { -1000000, 0, OWN, 0, BAD, "used up", "less than nothing" },
    { 0, 0, OWN, 401, UNKNOWN, "may not see", "a key without the right" },
    { 0, 0, MAIN, 404, UNKNOWN, "no balance of its own", "a subaccount" },
    { 0, 0, OWN, 500, UNKNOWN, "trouble", "Twilio has trouble" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsTwilioAccount account = { .sid = (char *) OWN, .owner = (char *) cases[i].owner };
      g_autoptr(GError) error = cases[i].status != 0 ? new_error (cases[i].status, cases[i].status == 404 ? 20404 : 0) : NULL;

      assert_line (tidings_check_line_balance (&account, cases[i].micros, error == NULL ? "USD" : NULL, cases[i].low, error),
                   "balance", cases[i].verdict, cases[i].words, NULL, cases[i].why);
    }
}

static GPtrArray *
new_senders (void)
{
  static const struct { const char *id; gboolean can_text; } rows[] = {
    { "+14155550199", TRUE }, { "+4930123456", FALSE }, { "12345", TRUE }, { "+18005550100", TRUE },
  };
  GPtrArray *senders = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sender_free);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TidingsSender *sender = tidings_sender_new (rows[i].id);

      sender->can_text = rows[i].can_text;
      g_ptr_array_add (senders, sender);
    }

  return senders;
}

static void
test_sender (void)
{
  static const struct {
    const char *sender; gboolean is_trial; guint status; TidingsCheckVerdict verdict; const char *words; const char *why;
  } cases[] = {
    { "+14155550199", FALSE, 0, GOOD, "can text", "an own number" },
    { "12345", FALSE, 0, GOOD, "12345", "an own short code" },
    { "+4930123456", FALSE, 0, BAD, "cannot text", "an own number for calls" },
    { "+14155550198", FALSE, 0, BAD, "not a number of this account", "one digit off" },
    { "54321", FALSE, 0, BAD, "not a number of this account", "another's short code" },
    { "+14155550199", FALSE, 403, UNKNOWN, "may not see", "a restricted key" },
    { "+14155550199", FALSE, 500, UNKNOWN, "trouble", "Twilio has trouble" },
    { "Home", FALSE, 0, GOOD, "“Home”", "a name" },
    { "Home", TRUE, 0, BAD, "trial account", "a name on a trial" },
    { "Home of the Smiths", FALSE, 0, BAD, "cannot be", "too long a name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = cases[i].status != 0 ? new_error (cases[i].status, cases[i].status == 403 ? 70051 : 0) : NULL;
      g_autoptr(GPtrArray) senders = error == NULL ? new_senders () : NULL;

      assert_line (tidings_check_line_sender (cases[i].sender, senders, cases[i].is_trial, error), "sender", cases[i].verdict,
                   cases[i].words, NULL, cases[i].why);
    }
}

static void
test_service (void)
{
  TidingsService heard = { .sid = (char *) "MG1", .name = (char *) "Home", .logs_inbound = TRUE };
  TidingsService deaf = { .sid = (char *) "MG1", .logs_inbound = FALSE };
  g_autoptr(GError) missing = new_error (404, 20404);
  g_autoptr(GError) refused = new_error (403, 70051);
  g_autoptr(GError) html = new_error (502, 0);
  g_autoptr(GPtrArray) senders = new_senders ();
  g_autoptr(GPtrArray) mute = new_senders ();
  g_autoptr(GPtrArray) empty = g_ptr_array_new ();

  for (guint i = 0; i < mute->len; i++)
    ((TidingsSender *) g_ptr_array_index (mute, i))->can_text = FALSE;

  assert_line (tidings_check_line_service (&heard, NULL), "service", GOOD, "“Home”", NULL, "it is there");
  assert_line (tidings_check_line_service (&deaf, NULL), "service", GOOD, "“MG1”", NULL, "it has no name");
  assert_line (tidings_check_line_service (NULL, missing), "service", BAD, "no such", NULL, "deleted meanwhile");
  assert_line (tidings_check_line_service (NULL, refused), "service", UNKNOWN, "may not see", NULL, "a restricted key");
  assert_line (tidings_check_line_service (NULL, html), "service", UNKNOWN, "trouble", NULL, "HTML instead of JSON");
  assert_line (tidings_check_line_pool (senders, NULL), "pool", GOOD, "3 senders", NULL, "one of four cannot text");
  assert_line (tidings_check_line_pool (mute, NULL), "pool", BAD, "can text", NULL, "none can");
  assert_line (tidings_check_line_pool (empty, NULL), "pool", BAD, "no number", NULL, "nothing in it");
  assert_line (tidings_check_line_pool (NULL, refused), "pool", UNKNOWN, "may not see", NULL, "a restricted key");
  assert_line (tidings_check_line_service_answers (&heard, NULL), "answers", GOOD, "logged", NULL, "answers are logged");
  assert_line (tidings_check_line_service_answers (&deaf, NULL), "answers", BAD, "drops", NULL, "neither address nor numbers' own");
  assert_line (tidings_check_line_service_answers (NULL, html), "answers", UNKNOWN, "trouble", NULL, "nothing was learned");
  assert_line (tidings_check_line_number_answers (0, NOW), "answers", UNKNOWN, "only an answer", NULL, "nobody ever answered");
  assert_line (tidings_check_line_number_answers (NOW - 60000, NOW), "answers", GOOD, "Answers come in", NULL, "a minute ago");
}

static void
test_registration (void)
{
  static const struct {
    gboolean has_service; TidingsRegistration registration; guint status; TidingsCheckVerdict verdict; const char *words;
    const char *why;
  } campaigns[] = {
    { TRUE, TIDINGS_REGISTRATION_GOOD, 0, GOOD, "is registered", "a verified campaign" },
    { TRUE, TIDINGS_REGISTRATION_NONE, 0, BAD, "not registered", "no campaign" },
    { FALSE, TIDINGS_REGISTRATION_UNKNOWN, 0, BAD, "not registered", "a number in no service" },
    { TRUE, TIDINGS_REGISTRATION_PENDING, 0, BAD, "looked at", "in progress" },
    { TRUE, TIDINGS_REGISTRATION_REFUSED, 0, BAD, "refused", "failed" },
    { TRUE, TIDINGS_REGISTRATION_UNKNOWN, 0, UNKNOWN, "new to Tidings", "a word of the future" },
    { TRUE, TIDINGS_REGISTRATION_UNKNOWN, 403, UNKNOWN, "may not see", "a restricted key" },
  };
  static const struct {
    TidingsRegistration registration; const char *reason; guint status; TidingsCheckVerdict verdict; const char *words;
    const char *why;
  } toll_free[] = {
    { TIDINGS_REGISTRATION_GOOD, NULL, 0, GOOD, "is registered", "approved" },
    { TIDINGS_REGISTRATION_NONE, NULL, 0, BAD, "not registered", "nothing handed in" },
    { TIDINGS_REGISTRATION_PENDING, NULL, 0, BAD, "looked at", "in review" },
    { TIDINGS_REGISTRATION_REFUSED, "No opt-in shown", 0, BAD, "No opt-in shown", "refused with a reason" },
    { TIDINGS_REGISTRATION_REFUSED, NULL, 0, BAD, "refused", "refused without one" },
    { TIDINGS_REGISTRATION_UNKNOWN, NULL, 0, UNKNOWN, "new to Tidings", "a word of the future" },
    { TIDINGS_REGISTRATION_UNKNOWN, NULL, 500, UNKNOWN, "trouble", "nothing was learned" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (campaigns); i++)
    {
      g_autoptr(GError) error = campaigns[i].status != 0 ? new_error (campaigns[i].status, 70051) : NULL;

      assert_line (tidings_check_line_campaign (campaigns[i].has_service, campaigns[i].registration, error), "registration",
                   campaigns[i].verdict, campaigns[i].words, "country:US", campaigns[i].why);
    }
  for (guint i = 0; i < G_N_ELEMENTS (toll_free); i++)
    {
      g_autoptr(GError) error = toll_free[i].status != 0 ? new_error (toll_free[i].status, 0) : NULL;

      assert_line (tidings_check_line_toll_free ("+18005550100", toll_free[i].registration, toll_free[i].reason, error),
                   "registration", toll_free[i].verdict, toll_free[i].words, "sender:+18005550100", toll_free[i].why);
    }
}

static void
test_needs_campaign (void)
{
  static const struct { const char *sender; gboolean needs; const char *why; } cases[] = {
    { "+14155550199", TRUE, "a US long code" },
    { "+16045550199", TRUE, "a Canadian one is treated alike" },
    { "+18005550100", FALSE, "toll free has its own verification" },
    { "+4915123456789", FALSE, "a number of another country" },
    { "12345", FALSE, "a short code is approved by itself" },
    { "Home", FALSE, "a name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_check_needs_campaign (cases[i].sender), ==, cases[i].needs);
    }
}

static void
test_countries (void)
{
  static const struct {
    TidingsNameRule rule; gboolean is_spare; TidingsCheckVerdict verdict; const char *words; const char *why;
  } names[] = {
    { TIDINGS_NAME_FREE, FALSE, GOOD, "may come from a name", "allowed" },
    { TIDINGS_NAME_CONDITIONAL, FALSE, UNKNOWN, "conditions", "who knows whether they hold" },
    { TIDINGS_NAME_REGISTERED, FALSE, UNKNOWN, "registered", "who knows whether it is" },
    { TIDINGS_NAME_REFUSED, FALSE, BAD, "cannot come", "not allowed, and nothing else to send from" },
    { TIDINGS_NAME_REFUSED, TRUE, GOOD, "other sender", "not allowed, and a number is there" },
  };
  g_autoptr(GError) refused = new_error (401, 20003);

  assert_line (tidings_check_line_country ("KE", TRUE, NULL), "country", GOOD, "Kenya", "country:KE", "switched on");
  assert_line (tidings_check_line_country ("KE", FALSE, NULL), "country", BAD, "Kenya", "country:KE", "switched off");
  assert_line (tidings_check_line_country ("KE", FALSE, refused), "country", UNKNOWN, "may not see", "country:KE",
               "a key without the right");
  assert_line (tidings_check_line_country ("XX", TRUE, NULL), "country", GOOD, "XX", "country:XX", "a country without a name");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_line (tidings_check_line_name ("US", names[i].rule, names[i].is_spare), "name", names[i].verdict, names[i].words,
                 "country:US", names[i].why);
}

static TidingsPerson *
new_person (void)
{
  TidingsPerson *person = tidings_person_new ();

  person->id = 3;
  g_free (person->name);
  person->name = g_strdup ("Ann");
  g_free (person->number);
  person->number = g_strdup ("+14155550123");

  return person;
}

static void
test_people (void)
{
  static const char * const with[] = { "+14155550100", "+14155550123", NULL };
  static const char * const without[] = { "+14155550100", NULL };
  TidingsArrival here = { .at = NOW - 60000 };
  g_autoptr(TidingsPerson) person = new_person ();
  g_autoptr(GError) refused = new_error (403, 70051);
  g_autoptr(GError) missing = new_error (404, 20404);

  assert_line (tidings_check_line_trial (person, "US", with, NULL), "trial", GOOD, "Ann", "person:3", "confirmed there");
  assert_line (tidings_check_line_trial (person, "DE", with, NULL), "trial", UNKNOWN, "newer trial", "person:3",
               "confirmed there, and in another country");
  assert_line (tidings_check_line_trial (person, "US", without, NULL), "trial", BAD, "not confirmed", "person:3",
               "somebody else is");
  assert_line (tidings_check_line_trial (person, "US", NULL, refused), "trial", UNKNOWN, "may not see", "person:3",
               "a restricted key");
  assert_line (tidings_check_line_verify ("Codes", NULL), "verify", GOOD, "does not prove your own sender", NULL, "it works");
  assert_line (tidings_check_line_verify (NULL, missing), "verify", BAD, "not there", NULL, "deleted meanwhile");
  assert_line (tidings_check_line_verify (NULL, refused), "verify", UNKNOWN, "may not see", NULL, "a restricted key");
  assert_line (tidings_check_line_arrival (person, &here, &here, NOW), "arrival", GOOD, "this sender", "person:3", "from here");
  assert_line (tidings_check_line_arrival (person, NULL, &here, NOW), "arrival", UNKNOWN, "another sender", "person:3",
               "from elsewhere");
  assert_line (tidings_check_line_arrival (person, NULL, NULL, NOW), "arrival", UNKNOWN, "not known", "person:3", "never");
}

static void
test_proof (void)
{
  static const struct {
    TidingsMessageState state; const char *reason; int code; gboolean proves; TidingsCheckVerdict verdict; const char *words;
    const char *next; const char *why;
  } cases[] = {
    { TIDINGS_MESSAGE_DELIVERED, NULL, 0, TRUE, GOOD, "Proved", NULL, "the only proof there is" },
    { TIDINGS_MESSAGE_DELIVERED, NULL, 0, FALSE, UNKNOWN, "practice phone", "Connect", "practice proves nothing" },
    { TIDINGS_MESSAGE_SENT, NULL, 0, TRUE, UNKNOWN, "carrier has taken", "Ask Ann", "accepted is not arrived" },
    { TIDINGS_MESSAGE_SENT, TIDINGS_REASON_NO_RECEIPT, 0, TRUE, UNKNOWN, "has not said", "Ask Ann", "no receipt ever" },
    { TIDINGS_MESSAGE_ACCEPTED, NULL, 0, TRUE, UNKNOWN, "no carrier", NULL, "still at Twilio" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30003, TRUE, BAD, "switched off", "later", "the phone is off" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30034, TRUE, BAD, "not registered", "Change", "not registered" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30410, TRUE, BAD, "may have arrived", "Ask Ann", "nobody knows" },
    { TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_TWILIO, 21408, TRUE, BAD, "switched off", "Change", "refused at once" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_NOT_VERIFIED, 0, TRUE, BAD, "not confirmed", "Confirm", "a rule" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_OPTED_OUT, 0, TRUE, BAD, "STOP", "START", "a rule of the person's own" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_CAP_DAY, 0, TRUE, BAD, "limit", "Change", "a limit" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS, 0, TRUE, UNKNOWN, "Quiet hours", NULL, "it waits" },
    { TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_OFFLINE, 0, TRUE, UNKNOWN, "No connection", NULL, "it waits for a connection" },
    { TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, 0, TRUE, UNKNOWN, "lost", "Ask Ann", "the answer was lost" },
    { TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_CANCELED, 0, TRUE, BAD, "canceled", "Change", "somebody took it back" },
  };
  g_autoptr(TidingsPerson) person = new_person ();

  assert_line (tidings_check_line_unproved (TRUE), "proof", UNKNOWN, "Only a real text", NULL, "none was asked for");
  assert_line (tidings_check_line_unproved (FALSE), "proof", UNKNOWN, "practice", NULL, "practice");
  assert_line (tidings_check_line_untried (), "proof", UNKNOWN, "No test text", NULL, "nothing to send it with");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = tidings_message_new ();
      TidingsCheckLine *line = NULL;

      message->state = cases[i].state;
      message->reason = g_strdup (cases[i].reason);
      message->error_code = cases[i].code;
      line = tidings_check_line_proof (person, message, cases[i].proves);
      if (cases[i].next != NULL)
        g_assert_nonnull (strstr (line->next, cases[i].next));
      else
        g_assert_null (line->next);
      assert_line (line, "proof", cases[i].verdict, cases[i].words, "person:3", cases[i].why);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check-lines/key", test_key);
  g_test_add_func ("/check-lines/account", test_account);
  g_test_add_func ("/check-lines/region", test_region);
  g_test_add_func ("/check-lines/balance", test_balance);
  g_test_add_func ("/check-lines/sender", test_sender);
  g_test_add_func ("/check-lines/service", test_service);
  g_test_add_func ("/check-lines/registration", test_registration);
  g_test_add_func ("/check-lines/needs-campaign", test_needs_campaign);
  g_test_add_func ("/check-lines/countries", test_countries);
  g_test_add_func ("/check-lines/people", test_people);
  g_test_add_func ("/check-lines/proof", test_proof);

  return g_test_run ();
}
