/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are spoilt, faults that are rare or for some only, statuses on request, and what is counted. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define FORM "To=%2B4915123456789&From=%2B15005550006&Body=Hello"

static guint
count_texts (Fixture *f)
{
  g_autoptr(Answer) answer = ask (f, "GET", "/texts", NULL);

  return json_array_get_length (json_node_get_array (answer->json));
}

static void
test_kinds (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *fault; guint status; gboolean is_json; gboolean is_accepted; const char *why; } cases[] = {
    { "Fault=html", 200, FALSE, TRUE, "a proxy's page instead of 201" },
    { "Fault=html&Amount=502", 502, FALSE, FALSE, "a proxy that could not reach Twilio" },
    { "Fault=html&Amount=502&Processed=true", 502, FALSE, TRUE, "a proxy that lost the answer" },
    { "Fault=truncated", 201, FALSE, TRUE, "half of the JSON" },
    { "Fault=empty", 201, FALSE, TRUE, "nothing at all" },
    { "Fault=cut-body", 0, FALSE, TRUE, "the connection ends in the body" },
    { "Fault=redirect", 302, FALSE, FALSE, "elsewhere" },
    { "Fault=redirect&Status=307&Url=http%3A%2F%2F127.0.0.1%3A9%2F", 307, FALSE, FALSE, "elsewhere, with the form" },
    { "Fault=server-error&Status=503", 503, TRUE, FALSE, "not now" },
    { "Fault=server-error&Status=504&Processed=true", 504, TRUE, TRUE, "too late" },
    { "Fault=unknown-enum", 201, TRUE, TRUE, "a word of the future" },
    { "Fault=too-many&Path=/Messages.json", 429, TRUE, FALSE, "for this path" },
    { "Fault=too-many&Path=/Balance.json", 201, TRUE, TRUE, "for another" },
    { "Fault=too-many&Method=GET", 201, TRUE, TRUE, "for another method" },
  };
  guint n_texts = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Answer *slow = NULL;
      g_autoptr(Answer) answer = NULL;

      g_test_message ("%s", cases[i].why);
      g_free (control (f, "/faults", "Fault=none"));
      g_free (control (f, "/faults", cases[i].fault));
      start_asking (f, "POST", MESSAGES, FORM, &slow);
      while (!slow)
        tidings_test_clock_advance (f->clock, 1);
      answer = slow;

      n_texts += cases[i].is_accepted;
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_true ((answer->json != NULL) == cases[i].is_json);
      g_assert_cmpuint (count_texts (f), ==, n_texts);
      if (strstr (cases[i].fault, "unknown-enum"))
        g_assert_cmpstr (get_string (answer, "status"), ==, "shimmering");
      if (strstr (cases[i].fault, "redirect"))
        g_assert_nonnull (soup_message_headers_get_one (soup_message_get_response_headers (answer->message), "Location"));
    }
}

static void
test_pages (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) first = NULL;
  g_autoptr(Answer) shifted = NULL;
  g_autoptr(Answer) foreign = NULL;
  g_autoptr(Answer) services = NULL;
  JsonArray *rows = NULL;
  const char *last = NULL;

  for (guint i = 0; i < 6; i++)
    g_free (send_text (f, ANN, "Hello"));

  g_free (control (f, "/faults", "Fault=shifted-page&Amount=2"));
  first = ask (f, "GET", MESSAGES "?PageSize=3", NULL);
  rows = get_rows (first, "messages");
  last = json_object_get_string_member (json_array_get_object_element (rows, 2), "sid");
  shifted = ask (f, "GET", get_string (first, "next_page_uri"), NULL);
  rows = get_rows (shifted, "messages");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, 1), "sid"), ==, last);

  g_free (control (f, "/faults", "Fault=foreign-page&Url=https%3A%2F%2Fevil.example%2Fx"));
  foreign = ask (f, "GET", MESSAGES "?PageSize=3", NULL);
  g_assert_cmpstr (get_string (foreign, "next_page_uri"), ==, "https://evil.example/x");

  g_free (control (f, "/faults", "Fault=foreign-page"));
  services = ask (f, "GET", "/v1/Services", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (json_node_get_object (services->json), "meta"),
                                                  "next_page_url"), ==, "https://example.com/elsewhere.json");
}

/* Asks for the balance 200 times. */
static guint
count_faults (Fixture    *f,
              const char *form)
{
  guint n_bad = 0;

  g_free (control (f, "/faults", "Fault=none"));
  g_free (control (f, "/faults", form));
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr(Answer) answer = ask (f, "GET", BASE "/Balance.json", NULL);

      n_bad += answer->status == 429;
    }

  return n_bad;
}

static void
test_probability (Fixture       *f,
                  gconstpointer  data)
{
  guint n_first = count_faults (f, "Fault=too-many&Times=0&Probability=20&Seed=7");
  guint n_second = count_faults (f, "Fault=too-many&Times=0&Probability=20&Seed=7");

  g_assert_cmpuint (n_first, >, 15);
  g_assert_cmpuint (n_first, <, 75);
  g_assert_cmpuint (n_first, ==, n_second);
  g_assert_cmpuint (count_faults (f, "Fault=too-many&Times=0&Probability=0"), ==, 0);
  g_assert_cmpuint (count_faults (f, "Fault=too-many&Times=0&Probability=100"), ==, 200);
}

/* Random faults hit some; each is one of those that leave no readable answer, and all kinds come. */
static void
test_random (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(Answer) log = NULL;
  JsonArray *rows = NULL;

  tidings_simulator_keep_requests (f->simulator, 1000);
  g_free (control (f, "/faults", "Fault=random&Times=0&Seed=3"));
  for (guint i = 0; i < 100; i++)
    {
      Answer *answer = NULL;

      start_asking (f, "GET", BASE "/Balance.json", NULL, &answer);
      while (!answer)
        tidings_test_clock_advance (f->clock, 1);
      answer_free (answer);
    }

  log = ask (f, "GET", "/requests", NULL);
  rows = json_object_get_array_member (json_node_get_object (log->json), "requests");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_hash_table_add (kinds, (gpointer) json_object_get_string_member (json_array_get_object_element (rows, i), "fault"));
  g_assert_cmpuint (g_hash_table_size (kinds), ==, 9);
  g_assert_false (g_hash_table_contains (kinds, "none"));
}

/* A latency for all goes together with whatever else goes wrong. */
static void
test_latency_for_all (Fixture       *f,
                      gconstpointer  data)
{
  static const guint statuses[] = { 429, 201 };

  g_free (control (f, "/faults", "Fault=latency&Amount=80&Times=0"));
  g_free (control (f, "/faults", "Fault=too-many&Times=1&Method=POST"));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      Answer *answer = NULL;
      gint64 begin = tidings_clock_get_now (f->clock);

      start_asking (f, "POST", MESSAGES, FORM, &answer);
      while (!answer)
        tidings_test_clock_advance (f->clock, 1);
      g_assert_cmpuint (answer->status, ==, statuses[i]);
      g_assert_cmpint (tidings_clock_get_now (f->clock) - begin, >=, 80);
      answer_free (answer);
    }
}

static void
test_concurrency (Fixture       *f,
                  gconstpointer  data)
{
  Answer *answers[4] = { NULL };
  guint n_refused = 0;
  g_autoptr(Answer) log = NULL;
  JsonObject *object = NULL;

  g_free (control (f, "/account", "ConcurrencyLimit=2"));
  g_free (control (f, "/faults", "Fault=latency&Amount=50&Times=0"));
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    start_asking (f, "POST", MESSAGES, FORM, &answers[i]);
  /* The clock stands still until the third and the fourth are refused, which no latency holds back. */
  while (n_refused < 2)
    {
      g_main_context_iteration (NULL, TRUE);
      n_refused = 0;
      for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
        n_refused += answers[i] && answers[i]->status == 429;
    }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      while (!answers[i])
        tidings_test_clock_advance (f->clock, 1);
      g_clear_pointer (&answers[i], answer_free);
    }

  g_assert_cmpuint (n_refused, ==, 2);
  g_assert_cmpuint (count_texts (f), ==, 2);
  log = ask (f, "GET", "/requests", NULL);
  object = json_node_get_object (log->json);
  g_assert_cmpint (json_object_get_int_member (object, "peak"), >=, 3);
  g_assert_cmpint (json_object_get_int_member (object, "total"), ==, 4);
}

static void
test_log (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(Answer) log = NULL;
  JsonArray *rows = NULL;
  JsonObject *row = NULL;

  tidings_simulator_keep_requests (f->simulator, 3);
  g_assert_cmpint (code_of (f, "GET", BASE ".json", NULL), ==, 0);
  g_assert_cmpint (code_of (f, "POST", MESSAGES, "To=%2B4915123456789&From=%2B15005550006&Body=Very+secret"), ==, 0);
  g_assert_cmpint (code_of (f, "GET", MESSAGES "?PageSize=0", NULL), ==, 20007);
  f->password = "wrong";
  g_assert_cmpint (code_of (f, "GET", BASE ".json", NULL), ==, 20003);

  log = ask (f, "GET", "/requests", NULL);
  g_assert_null (strstr (log->text, "secret"));
  g_assert_null (strstr (log->text, TIDINGS_SIMULATOR_TOKEN));
  g_assert_null (strstr (log->text, "4915123456789"));
  rows = json_object_get_array_member (json_node_get_object (log->json), "requests");
  g_assert_cmpuint (json_array_get_length (rows), ==, 3);   /* the oldest is forgotten */
  row = json_array_get_object_element (rows, 0);
  g_assert_cmpstr (json_object_get_string_member (row, "method"), ==, "POST");
  g_assert_cmpstr (json_object_get_string_member (row, "path"), ==, MESSAGES);
  g_assert_cmpstr (json_object_get_string_member (row, "user"), ==, "token");
  g_assert_cmpint (json_object_get_int_member (row, "status"), ==, 201);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "parameters")), ==, 3);
  row = json_array_get_object_element (rows, 1);
  g_assert_cmpint (json_object_get_int_member (row, "code"), ==, 20007);
  row = json_array_get_object_element (rows, 2);
  g_assert_cmpstr (json_object_get_string_member (row, "user"), ==, "nobody");

  g_free (control (f, "/requests", "Clear=true"));
  g_clear_pointer (&log, answer_free);
  log = ask (f, "GET", "/requests", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (log->json), "total"), ==, 0);
}

static void
test_texts (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *one = send_text (f, ANN, "Twice");
  g_autofree char *two = send_text (f, ANN, "Twice");
  g_autofree char *once = send_text (f, BOB, "Twice");
  g_autofree char *path = g_strconcat (BASE "/Messages/", one, ".json", NULL);
  g_autoptr(Answer) texts = NULL;
  JsonArray *rows = NULL;
  JsonObject *row = NULL;

  tidings_test_clock_advance (f->clock, 5000);
  g_assert_cmpint (code_of (f, "POST", path, "Body="), ==, 0);
  g_assert_cmpint (code_of (f, "DELETE", path, NULL), ==, 0);
  texts = ask (f, "GET", "/texts", NULL);
  rows = json_node_get_array (texts->json);
  g_assert_cmpuint (json_array_get_length (rows), ==, 3);

  row = json_array_get_object_element (rows, 0);
  g_assert_cmpint (json_object_get_int_member (row, "duplicates"), ==, 0);   /* another phone */
  row = json_array_get_object_element (rows, 2);
  g_assert_cmpint (json_object_get_int_member (row, "duplicates"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (row, "body"), ==, "");
  g_assert_cmpstr (json_object_get_string_member (row, "sent_body"), ==, "Twice");
  g_assert_true (json_object_get_boolean_member (row, "deleted"));
  g_assert_true (json_object_get_boolean_member (row, "redacted"));
}

/* Forced statuses: @seen is what one look after the other shows, a blank for a wait of 1 s. */
static void
test_statuses (Fixture       *f,
               gconstpointer  data)
{
  static const struct { const char *form; const char *seen; const char *why; } cases[] = {
    { "Statuses=sent,queued,delivered", "sent queued delivered delivered", "out of order, as one looks" },
    { "Statuses=sent,sent,delivered,sent", "sent sent delivered sent sent", "repeated, and back from the last word" },
    { "Statuses=queued@0,shimmering@500,delivered@2500", "queued - shimmering - shimmering - delivered", "a word of the future, by the clock" },
    { "Statuses=undelivered:30008@0", "undelivered", "with an error" },
    { "To=%2B447400123456&Statuses=failed:30002", "queued", "for somebody else" },
    { "To=%2B4915123456789&Times=0&Statuses=accepted", "accepted accepted", "for all of one phone" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) seen = g_strsplit (cases[i].seen, " ", -1);
      g_autofree char *sid = NULL;

      g_test_message ("%s", cases[i].why);
      fixture_teardown (f, NULL);
      fixture_setup (f, NULL);
      g_free (control (f, "/statuses", cases[i].form));
      sid = send_text (f, ANN, "Hello");
      for (guint j = 0; seen[j]; j++)
        {
          g_autoptr(Answer) answer = NULL;

          if (strcmp (seen[j], "-") == 0)
            {
              tidings_test_clock_advance (f->clock, 1000);
              continue;
            }
          answer = fetch (f, sid);
          g_assert_cmpstr (get_string (answer, "status"), ==, seen[j]);
        }
    }
}

static void
test_late_price (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *sid = send_text (f, ANN, "Hello");
  g_autofree char *form = g_strconcat ("Sid=", sid, "&PriceAfter=3600000", NULL);
  g_autoptr(Answer) before = NULL;
  g_autoptr(Answer) after = NULL;

  g_free (control (f, "/statuses", form));
  tidings_test_clock_advance (f->clock, 3600000);
  before = fetch (f, sid);
  g_assert_cmpstr (get_string (before, "status"), ==, "delivered");
  g_assert_cmpstr (get_string (before, "price"), ==, NULL);
  tidings_test_clock_advance (f->clock, 2000);
  after = fetch (f, sid);
  g_assert_cmpstr (get_string (after, "price"), ==, "-0.00830");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/simulator/spoil/kinds", Fixture, NULL, fixture_setup, test_kinds, fixture_teardown);
  g_test_add ("/simulator/spoil/pages", Fixture, NULL, fixture_setup, test_pages, fixture_teardown);
  g_test_add ("/simulator/spoil/probability", Fixture, NULL, fixture_setup, test_probability, fixture_teardown);
  g_test_add ("/simulator/spoil/random", Fixture, NULL, fixture_setup, test_random, fixture_teardown);
  g_test_add ("/simulator/spoil/latency-for-all", Fixture, NULL, fixture_setup, test_latency_for_all, fixture_teardown);
  g_test_add ("/simulator/spoil/concurrency", Fixture, NULL, fixture_setup, test_concurrency, fixture_teardown);
  g_test_add ("/simulator/spoil/log", Fixture, NULL, fixture_setup, test_log, fixture_teardown);
  g_test_add ("/simulator/spoil/texts", Fixture, NULL, fixture_setup, test_texts, fixture_teardown);
  g_test_add ("/simulator/spoil/statuses", Fixture, NULL, fixture_setup, test_statuses, fixture_teardown);
  g_test_add ("/simulator/spoil/late-price", Fixture, NULL, fixture_setup, test_late_price, fixture_teardown);

  return g_test_run ();
}
