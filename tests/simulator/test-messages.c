/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text from its POST to its price: what is refused, what it looks like at each age, what may still be changed. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define TO "To=%2B4915123456789"
#define FROM "From=%2B15005550006"
#define SERVICE "MessagingServiceSid=" TIDINGS_SIMULATOR_SERVICE

static void
test_refusals (Fixture       *f,
               gconstpointer  data)
{
  static const struct { const char *form; int code; const char *why; } cases[] = {
    { "To=%2B15005550001&" FROM "&Body=x", 21211, "magic: invalid" },
    { "To=%2B15005550002&" FROM "&Body=x", 21612, "magic: cannot be routed" },
    { "To=%2B15005550003&" FROM "&Body=x", 21408, "magic: country switched off" },
    { "To=%2B15005550004&" FROM "&Body=x", 21610, "magic: opted out" },
    { "To=%2B15005550009&" FROM "&Body=x", 21614, "magic: no mobile" },
    { TO "&From=%2B15005550001&Body=x", 21212, "magic: invalid sender" },
    { TO "&From=%2B15005550007&Body=x", 21606, "magic: cannot text" },
    { TO "&From=%2B15005550008&Body=x", 21611, "magic: queue full" },
    { FROM "&Body=x", 21604, "nobody to send to" },
    { "To=&" FROM "&Body=x", 21604, "an empty recipient is none" },
    { TO "&Body=x", 21603, "no sender" },
    { TO "&" FROM, 21602, "no text" },
    { TO "&" FROM "&Body=", 21602, "an empty text" },
    { "To=hello&" FROM "&Body=x", 21211, "letters" },
    { "To=%2B49151&" FROM "&Body=x", 21211, "too short" },
    { "To=%2B49151234567891234&" FROM "&Body=x", 21211, "too long" },
    { "To=015123456789&" FROM "&Body=x", 21211, "national digits, and no country to read them in" },
    { TO "&From=%2B14155550199&Body=x", 21606, "somebody else's number" },
    { TO "&From=%2B&Body=x", 21212, "a plus alone" },
    { TO "&From=A+very+long+name&Body=x", 21212, "a name has eleven characters" },
    { TO "&From=123456789&Body=x", 21212, "a name has a letter" },
    { TO "&From=12345&Body=x", 21606, "somebody else's short code" },
    { TO "&From=Info&Body=x", 21212, "a generic name" },
    { "To=%2B14155552671&From=Freezer&Body=x", 21612, "names do not work in the US" },
    { TO "&MessagingServiceSid=MG1&Body=x", 21705, "malformed service" },
    { TO "&MessagingServiceSid=MG00000000000000000000000000000001&Body=x", 21701, "no such service" },
    { TO "&From=Freezer&" SERVICE "&Body=x", 21711, "sender outside the pool" },
    { TO "&" FROM "&Body=x&ValidityPeriod=0", 21624, "validity below its range" },
    { TO "&" FROM "&Body=x&ValidityPeriod=36001", 21624, "validity above its range" },
    { TO "&" FROM "&Body=x&ValidityPeriod=soon", 21624, "validity is a number" },
    { TO "&" FROM "&Body=x&StatusCallback=hello", 21609, "callback is no address" },
    { TO "&" FROM "&Body=x&StatusCallback=https%3A%2F%2Fmy_host.example%2F", 21609, "underscore in the host" },
    { TO "&" FROM "&MediaUrl=ftp%3A%2F%2Fexample.com%2Fa.png", 21620, "media not on the web" },
    { TO "&" FROM "&MediaUrl=http://h/1&MediaUrl=http://h/2&MediaUrl=http://h/3&MediaUrl=http://h/4&MediaUrl=http://h/5&MediaUrl=http://h/6"
      "&MediaUrl=http://h/7&MediaUrl=http://h/8&MediaUrl=http://h/9&MediaUrl=http://h/10&MediaUrl=http://h/11", 21623, "eleven pictures" },
    { TO "&" FROM "&Body=x&ScheduleType=fixed&SendAt=2026-04-12T13:00:00Z", 35118, "schedule without a service" },
    { TO "&" SERVICE "&Body=x&ScheduleType=fixed", 35111, "no time" },
    { TO "&" SERVICE "&Body=x&ScheduleType=daily&SendAt=2026-04-12T13:00:00Z", 35126, "only fixed" },
    { TO "&" SERVICE "&Body=x&SendAt=2026-04-12T13:00:00Z", 35126, "time without a type" },
    { TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=tomorrow", 35114, "malformed time" },
    { TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-04-12T13:00:00", 35114, "time without a zone" },
    { TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-04-12T12:04:59Z", 35115, "a second too soon" },
    { TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-05-17T12:00:01Z", 35117, "a second too late" },
  };
  g_autoptr(Answer) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = ask (f, "POST", MESSAGES, cases[i].form);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_cmpint (get_error (answer), ==, cases[i].code);
    }

  /* What is refused leaves nothing behind. */
  list = ask (f, "GET", MESSAGES, NULL);
  g_assert_cmpuint (json_array_get_length (get_rows (list, "messages")), ==, 0);
}

static void
test_accepted (Fixture       *f,
               gconstpointer  data)
{
  static const struct { const char *form; const char *status; const char *to; const char *n_segments; const char *n_media; const char *why; } cases[] = {
    { TO "&" FROM "&Body=x", "queued", ANN, "1", "0", "the usual one" },
    { "To=%2B49%20151%2023456789&" FROM "&Body=x", "queued", ANN, "1", "0", "with the spaces of a person" },
    { TO "&From=Freezer+3&Body=x", "queued", ANN, "1", "0", "a name, where names work" },
    { TO "&" SERVICE "&Body=x", "accepted", ANN, "0", "0", "a service chooses later, and counts later" },
    { TO "&" FROM "&" SERVICE "&Body=x", "accepted", ANN, "0", "0", "a number of the service's pool" },
    { TO "&" FROM "&Body=x&ValidityPeriod=1", "queued", ANN, "1", "0", "shortest validity" },
    { TO "&" FROM "&Body=x&ValidityPeriod=36000", "queued", ANN, "1", "0", "longest validity" },
    { TO "&" FROM "&Body=%E2%80%A6%E2%80%A6%E2%80%A6", "queued", ANN, "1", "0", "typographic, one part" },
    { TO "&" FROM "&MediaUrl=https%3A%2F%2Fexample.com%2Fa.png", "queued", ANN, "1", "1", "a picture needs no text" },
    { TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-04-12T12:05:00Z", "scheduled", ANN, "0", "0", "soonest" },
    { TO "&" SERVICE "&Body=x&ScheduleType=fixed&SendAt=2026-05-17T12:00:00Z", "scheduled", ANN, "0", "0", "latest" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = ask (f, "POST", MESSAGES, cases[i].form);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (answer->status, ==, 201);
      g_assert_cmpstr (get_string (answer, "status"), ==, cases[i].status);
      g_assert_cmpstr (get_string (answer, "to"), ==, cases[i].to);
      g_assert_cmpstr (get_string (answer, "num_segments"), ==, cases[i].n_segments);
      g_assert_cmpstr (get_string (answer, "num_media"), ==, cases[i].n_media);
    }
}

/* 1600 characters are the most, whatever their number of bytes. */
static void
test_length (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *plain = g_strnfill (1600, 'a');
  g_autoptr(GString) accents = g_string_new (NULL);
  g_autoptr(Answer) longest = NULL;
  g_autoptr(Answer) too_long = NULL;
  g_autofree char *form = NULL;

  for (guint i = 0; i < 1600; i++)
    g_string_append (accents, "%C3%A9");

  form = g_strconcat (TO "&" FROM "&Body=", accents->str, NULL);
  longest = ask (f, "POST", MESSAGES, form);
  g_assert_cmpuint (longest->status, ==, 201);
  g_assert_cmpstr (get_string (longest, "num_segments"), ==, "11");   /* 1600 / 153 */

  g_free (form);
  form = g_strconcat (TO "&" FROM "&Body=b", plain, NULL);
  too_long = ask (f, "POST", MESSAGES, form);
  g_assert_cmpint (get_error (too_long), ==, 21617);
}

static void
test_smart_encoding (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(Answer) plain = ask (f, "POST", MESSAGES, TO "&" FROM "&Body=%E2%80%9Chi%E2%80%9D");
  g_autoptr(Answer) smart = ask (f, "POST", MESSAGES, TO "&" FROM "&SmartEncoded=true&Body=%E2%80%9Chi%E2%80%9D");

  g_assert_cmpstr (get_string (plain, "body"), ==, "\u201chi\u201d");
  g_assert_cmpstr (get_string (smart, "body"), ==, "\"hi\"");
}

static void
test_resource (Fixture       *f,
               gconstpointer  data)
{
  static const char *strings[] = {
    "sid", "account_sid", "api_version", "body", "from", "to", "direction", "status", "num_segments", "num_media",
    "price_unit", "date_created", "date_updated", "uri",
  };
  static const char *nulls[] = { "messaging_service_sid", "price", "error_code", "error_message", "date_sent" };
  g_autoptr(Answer) answer = ask (f, "POST", MESSAGES, TO "&" FROM "&Body=Freezer");
  JsonObject *object = json_node_get_object (answer->json);
  g_autofree char *uri = g_strconcat (BASE "/Messages/", get_string (answer, "sid"), ".json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_assert_cmpstr (get_string (answer, strings[i]), !=, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (nulls); i++)
    g_assert_true (json_object_get_null_member (object, nulls[i]));

  g_assert_true (g_str_has_prefix (get_string (answer, "sid"), "SM"));
  g_assert_cmpuint (strlen (get_string (answer, "sid")), ==, 34);
  g_assert_cmpstr (get_string (answer, "direction"), ==, "outbound-api");
  g_assert_cmpstr (get_string (answer, "date_created"), ==, "Sun, 12 Apr 2026 12:00:00 +0000");
  g_assert_cmpstr (get_string (answer, "uri"), ==, uri);
  g_assert_true (json_object_has_member (json_object_get_object_member (object, "subresource_uris"), "media"));
}

static void
test_statuses (Fixture       *f,
               gconstpointer  data)
{
  static const struct { gint64 at_ms; const char *status; const char *sent; const char *price; const char *why; } cases[] = {
    { 0, "queued", NULL, NULL, "at once" },
    { 299, "queued", NULL, NULL, "just before" },
    { 300, "sending", NULL, NULL, "on its way" },
    { 800, "sent", "Sun, 12 Apr 2026 12:00:00 +0000", NULL, "a carrier has it" },
    { 1499, "sent", "Sun, 12 Apr 2026 12:00:00 +0000", NULL, "still" },
    { 1500, "delivered", "Sun, 12 Apr 2026 12:00:00 +0000", NULL, "the phone has it" },
    { 4499, "delivered", "Sun, 12 Apr 2026 12:00:00 +0000", NULL, "the price comes later" },
    { 4500, "delivered", "Sun, 12 Apr 2026 12:00:00 +0000", "-0.00830", "there it is" },
    { 7 * DAY_MS, "delivered", "Sun, 12 Apr 2026 12:00:00 +0000", "-0.00830", "for good" },
  };
  g_autofree char *sid = send_text (f, ANN, "Hello");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = NULL;

      g_test_message ("%s", cases[i].why);
      tidings_test_clock_advance (f->clock, NOON + cases[i].at_ms - tidings_clock_get_now (f->clock));
      answer = fetch (f, sid);
      g_assert_cmpstr (get_string (answer, "status"), ==, cases[i].status);
      g_assert_cmpstr (get_string (answer, "date_sent"), ==, cases[i].sent);
      g_assert_cmpstr (get_string (answer, "price"), ==, cases[i].price);
    }
}

static void
test_service (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(Answer) created = ask (f, "POST", MESSAGES, TO "&" SERVICE "&Body=x");
  g_autoptr(Answer) chosen = NULL;

  g_assert_cmpstr (get_string (created, "from"), ==, NULL);
  g_assert_cmpstr (get_string (created, "messaging_service_sid"), ==, TIDINGS_SIMULATOR_SERVICE);

  tidings_test_clock_advance (f->clock, 100);
  chosen = fetch (f, get_string (created, "sid"));
  g_assert_cmpstr (get_string (chosen, "from"), ==, TIDINGS_SIMULATOR_SENDER);
  g_assert_cmpstr (get_string (chosen, "status"), ==, "queued");
  g_assert_cmpstr (get_string (chosen, "num_segments"), ==, "1");
}

static void
test_landline (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *sid = send_text (f, "+493023125001", "Hello");
  g_autoptr(GPtrArray) inbox = NULL;
  g_autoptr(Answer) answer = NULL;

  tidings_test_clock_advance (f->clock, 10000);
  inbox = tidings_simulator_list_inbox (f->simulator);
  answer = fetch (f, sid);
  g_assert_cmpstr (get_string (answer, "status"), ==, "undelivered");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (answer->json), "error_code"), ==, 30006);
  g_assert_cmpuint (inbox->len, ==, 0);
}

static Answer *
change (Fixture    *f,
        const char *sid,
        const char *form)
{
  g_autofree char *path = g_strconcat (BASE "/Messages/", sid, ".json", NULL);

  return ask (f, "POST", path, form);
}

static void
test_redact (Fixture       *f,
             gconstpointer  data)
{
  static const struct { gint64 wait_ms; const char *form; guint status; int code; const char *body; const char *why; } cases[] = {
    { 0, "Body=", 409, 20009, "Secret", "not final yet" },
    { 5000, "Body=Other", 400, 20001, "Secret", "only the empty text is allowed" },
    { 0, "Body=&Status=canceled", 400, 30400, "Secret", "one thing at a time" },
    { 0, "Colour=red", 400, 20001, "Secret", "unknown names are found" },
    { 0, "Body=", 200, 0, "", "now it is gone" },
    { 0, "Body=", 200, 0, "", "twice does no harm" },
  };
  g_autofree char *sid = send_text (f, ANN, "Secret");
  g_autoptr(Answer) nowhere = change (f, "SM00000000000000000000000000000001", "Body=");
  g_autoptr(GPtrArray) inbox = NULL;

  g_assert_cmpint (get_error (nowhere), ==, 20404);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = NULL;
      g_autoptr(Answer) after = NULL;

      g_test_message ("%s", cases[i].why);
      tidings_test_clock_advance (f->clock, cases[i].wait_ms);
      answer = change (f, sid, cases[i].form);
      after = fetch (f, sid);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].code)
        g_assert_cmpint (get_error (answer), ==, cases[i].code);
      g_assert_cmpstr (get_string (after, "body"), ==, cases[i].body);
      g_assert_cmpstr (get_string (after, "price"), ==, i == 0 ? NULL : "-0.00830");
    }

  inbox = tidings_simulator_list_inbox (f->simulator);
  g_assert_cmpstr (((TidingsSimulatorText *) inbox->pdata[0])->body, ==, "Secret");   /* the phone still has it */
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *scheduled = send_scheduled (f, 600);
  g_autofree char *kept = send_scheduled (f, 600);
  g_autofree char *sent = send_text (f, ANN, "Now");
  g_autoptr(Answer) wrong = change (f, scheduled, "Status=delivered");
  g_autoptr(Answer) canceled = change (f, scheduled, "Status=canceled");
  g_autoptr(Answer) again = change (f, scheduled, "Status=canceled");
  g_autoptr(Answer) not_scheduled = change (f, sent, "Status=canceled");
  g_autoptr(Answer) too_late = NULL;
  g_autoptr(Answer) later = NULL;
  g_autoptr(GPtrArray) inbox = NULL;

  g_assert_cmpint (get_error (wrong), ==, 20001);
  g_assert_cmpuint (canceled->status, ==, 200);
  g_assert_cmpstr (get_string (canceled, "status"), ==, "canceled");
  g_assert_cmpint (get_error (again), ==, 30409);
  g_assert_cmpint (get_error (not_scheduled), ==, 30409);

  tidings_test_clock_advance (f->clock, 600 * 1000);
  too_late = change (f, kept, "Status=canceled");
  g_assert_cmpint (get_error (too_late), ==, 30409);

  tidings_test_clock_advance (f->clock, 60 * 1000);
  later = fetch (f, scheduled);
  g_assert_cmpstr (get_string (later, "status"), ==, "canceled");
  g_assert_cmpstr (get_string (later, "price"), ==, NULL);
  inbox = tidings_simulator_list_inbox (f->simulator);
  g_assert_cmpuint (inbox->len, ==, 2);   /* the one sent at once and the one kept */
}

static void
test_delete (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *sid = send_text (f, ANN, "Hello");
  g_autofree char *path = g_strconcat (BASE "/Messages/", sid, ".json", NULL);
  g_autoptr(Answer) in_flight = ask (f, "DELETE", path, NULL);
  g_autoptr(Answer) deleted = NULL;
  g_autoptr(Answer) again = NULL;
  g_autoptr(Answer) list = NULL;

  g_assert_cmpuint (in_flight->status, ==, 409);
  g_assert_cmpint (get_error (in_flight), ==, 20009);

  tidings_test_clock_advance (f->clock, 2000);
  deleted = ask (f, "DELETE", path, NULL);
  g_assert_cmpuint (deleted->status, ==, 204);
  g_assert_cmpstr (deleted->text, ==, "");
  again = ask (f, "DELETE", path, NULL);
  g_assert_cmpint (get_error (again), ==, 20404);
  list = ask (f, "GET", MESSAGES, NULL);
  g_assert_cmpuint (json_array_get_length (get_rows (list, "messages")), ==, 0);
}

static void
test_test_credentials (Fixture       *f,
                       gconstpointer  data)
{
  static const struct { const char *form; guint status; int code; const char *why; } cases[] = {
    { TO "&" FROM "&Body=x", 201, 0, "accepted, and nothing happens" },
    { TO "&From=%2B14155550199&Body=x", 400, 21606, "a live number" },
    { TO "&From=Freezer&Body=x", 400, 21606, "a name" },
    { TO "&" SERVICE "&Body=x", 400, 21701, "it has no service" },
    { "To=%2B15005550004&" FROM "&Body=x", 400, 21610, "the magic works here too" },
  };
  g_autoptr(GPtrArray) inbox = NULL;

  f->user = TIDINGS_SIMULATOR_TEST_SID;
  f->password = TIDINGS_SIMULATOR_TEST_TOKEN;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = ask (f, "POST", "/2010-04-01/Accounts/" TIDINGS_SIMULATOR_TEST_SID "/Messages.json",
                                      cases[i].form);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].code)
        g_assert_cmpint (get_error (answer), ==, cases[i].code);
    }

  inbox = tidings_simulator_list_inbox (f->simulator);
  g_assert_cmpuint (inbox->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *f, gconstpointer data); } tests[] = {
    { "/simulator/messages/refusals", test_refusals },
    { "/simulator/messages/accepted", test_accepted },
    { "/simulator/messages/length", test_length },
    { "/simulator/messages/smart-encoding", test_smart_encoding },
    { "/simulator/messages/resource", test_resource },
    { "/simulator/messages/statuses", test_statuses },
    { "/simulator/messages/service", test_service },
    { "/simulator/messages/landline", test_landline },
    { "/simulator/messages/redact", test_redact },
    { "/simulator/messages/cancel", test_cancel },
    { "/simulator/messages/delete", test_delete },
    { "/simulator/messages/test-credentials", test_test_credentials },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_setup, tests[i].test, fixture_teardown);

  return g_test_run ();
}
