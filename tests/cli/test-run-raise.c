/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raising alerts with the real program: what is asked of the agent, what is said of its verdicts, and waiting. */
#include "config.h"

#include <string.h>
#include <json-glib/json-glib.h>

#include "fixture.h"

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  while ((text = strstr (text, part)) != NULL)
    {
      n++;
      text++;
    }

  return n;
}

static void
test_send (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Hello", "queued");
  fixture_reply (fixture, "Raise", "([(int64 1, int64 1, 'queued', '')],)");

  fixture_run (fixture, "send ann Hello --media https://example.com/cat.png", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Ann: queued (message 1)\n");
  g_assert_cmpstr (fixture->err, ==, "");

  calls = fixture_dup_calls (fixture);
  assert_has (calls, "Raise ('message', {'text': <'Hello'>}, {");
  assert_has (calls, "'to': <['1']>");
  assert_has (calls, "'source': <'cli'>");
  assert_has (calls, "'media': <'https://example.com/cat.png'>");
}

static void
test_send_input (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "Raise", "([(int64 0, int64 1, 'queued', '')],)");

  fixture_run (fixture, "send 1 -", "two\nlines\n");
  g_assert_cmpint (fixture->status, ==, 0);
  calls = fixture_dup_calls (fixture);
  /* One line end is the pipe's, not the text's. */
  assert_has (calls, "{'text': <'two\\nlines'>}");
}

static void
test_alert (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "Ben", "+4915123456780");
  fixture_reply (fixture, "Raise", "([(int64 0, int64 1, 'queued', '')],)");

  /* The C locale of cron knows no umlauts, and the arguments are UTF-8 all the same. */
  fixture_run (fixture, "alert job_failed unit=Täst --data - --to Ann --to Ben --dedupe k", "{\"unit\": 1, \"n\": {\"a\": 2}}");
  g_assert_cmpint (fixture->status, ==, 0);
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "'unit': <'Täst'>");
  assert_has (calls, "'n.a': <int64 2>");
  assert_has (calls, "'to': <['1', '2']>");
  assert_has (calls, "'dedupe': <'k'>");
}

static void
test_c_locale (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "Raise", "([(int64 0, int64 1, 'queued', '')],)");
  g_subprocess_launcher_setenv (fixture->launcher, "LC_ALL", "C", TRUE);

  fixture_run (fixture, "alert job_failed unit=Täst", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "'unit': <'Täst'>");

  fixture_run (fixture, "alert --help", NULL);
  assert_has (fixture->out, "KEY=VALUE…");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "Ben", "+4915123456780");
  fixture_reply (fixture, "Raise", "([(int64 0, int64 1, 'skipped', 'not-verified'), (int64 0, int64 2, 'skipped', 'type-off')],)");

  fixture_run (fixture, "alert job_failed unit=backup --wait", NULL);
  g_assert_cmpint (fixture->status, ==, 3);
  g_assert_cmpstr (fixture->out, ==, "");
  assert_has (fixture->err, "Ann: not-verified – ");
  assert_has (fixture->err, "Ben: type-off – ");
  g_assert_cmpuint (count (fixture->err, "\n"), ==, 2);
}

static void
test_partly_refused (Fixture       *fixture,
                     gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "Ben", "+4915123456780");
  fixture_add_message (fixture, 2, "Backup", "queued");
  fixture_reply (fixture, "Raise", "([(int64 0, int64 1, 'skipped', 'opted-out'), (int64 1, int64 2, 'queued', '')],)");

  fixture_run (fixture, "alert job_failed unit=backup", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Ben: queued (message 1)\n");
  assert_has (fixture->err, "Ann: opted-out – ");
}

static void
test_nobody (Fixture       *fixture,
             gconstpointer  user_data)
{
  fixture_reply (fixture, "Raise", "(@a(xxss) [],)");
  fixture_run (fixture, "alert job_failed unit=backup", NULL);
  g_assert_cmpint (fixture->status, ==, 3);
  assert_one_line (fixture->err, "tidings: ");
}

static void
test_json (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonArray *array = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "Ben", "+4915123456780");
  fixture_add_message (fixture, 1, "Backup", "queued");
  fixture_reply (fixture, "Raise", "([(int64 1, int64 1, 'queued', ''), (int64 0, int64 2, 'skipped', 'type-off')],)");

  fixture_run (fixture, "alert job_failed unit=backup --json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  json_parser_load_from_data (parser, fixture->out, -1, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, 0), "body"), ==, "Backup");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, 1), "person"), ==, "Ben");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, 1), "reason"), ==, "type-off");
}

static void
test_dry_run (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "Preview", "([(int64 1, 'Ann', 'queued', '', 'Backup failed', uint32 2, 'GSM-7', '0.0158', 'USD', '0.0158',"
                                     " '+14155550199', 'The number, why'),"
                                     " (int64 2, 'Ben', 'skipped', 'type-off', '', uint32 0, 'GSM-7', '', '', '', '', 'Nobody'),"
                                     " (int64 3, 'Cem', 'held', 'quiet-hours', 'Backup failed', uint32 1, 'GSM-7', '0.112', 'USD',"
                                     " '0.095', 'Tidings', 'The name, why')],)");

  fixture_run (fixture, "alert job_failed unit=backup --dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "Ann: queued\n  Backup failed\n  2 texts, GSM-7, about $0.0158\n  From: The number, why\n");
  assert_has (fixture->out, "Ben: type-off – ");
  assert_has (fixture->out, "  1 text, GSM-7, $0.0950 to $0.1120\n  From: The name, why\n");
  g_assert_null (strstr (fixture->out, "Nobody"));

  fixture_run (fixture, "alert job_failed unit=backup --dry-run --json", NULL);
  assert_has (fixture->out, "\"segments\" : 2");
  assert_has (fixture->out, "\"price\" : \"0.0158\"");
  assert_has (fixture->out, "\"price_low\" : \"0.095\"");
  assert_has (fixture->out, "\"sender\" : \"+14155550199\"");
  assert_has (fixture->out, "\"route\" : \"The name, why\"");

  calls = fixture_dup_calls (fixture);
  g_assert_null (strstr (calls, "Raise"));
}

#define DEAR "The backup of the photos on the old computer in the study ended well: gar\u00e7on \u2013 \U0001f389"
#define CHEAP "The backup of the photos on the old computer in the study ended well: garcon -"

/* A dry run says what makes a text dear, and what it would cost in other words. */
static void
test_dear (Fixture       *fixture,
           gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "Preview", "([(int64 1, 'Ann', 'queued', '', '" DEAR "', uint32 2, 'UCS-2', '0.0158', 'USD', '0.0158',"
                                     " '+14155550199', 'The number, why'),"
                                     " (int64 2, 'Ben', 'queued', '', '" DEAR "', uint32 2, 'UCS-2', '', '', '', '', 'Why'),"
                                     " (int64 3, 'Cem', 'queued', '', 'gar\u00e7on', uint32 1, 'UCS-2', '', '', '', '', 'Why')],)");

  fixture_run (fixture, "send Ann Text --dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "  Dear because of \u00e7 \u2013 \U0001f389: it counts as 2 texts\n");
  assert_has (fixture->out, "  With --cheaper: 1 text, about $0.0079: " CHEAP "\n");
  /* Without a price there is none to name; where nothing is won, nothing is said. */
  assert_has (fixture->out, "  With --cheaper: 1 text: " CHEAP "\n");
  g_assert_cmpuint (count (fixture->out, "Dear because of"), ==, 2);

  fixture_run (fixture, "alert job_failed unit=x --dry-run --json", NULL);
  assert_has (fixture->out, "\"cheaper\" : {");
  assert_has (fixture->out, "\"text\" : \"" CHEAP "\"");
  assert_has (fixture->out, "\"lossless\" : false");
  assert_has (fixture->out, "\"price\" : \"0.0079\"");
  assert_has (fixture->out, "\"\u2013\",");
  g_assert_cmpuint (count (fixture->out, "\"cheaper\" : null"), ==, 1);
}

/* Only who asks for it gets other words than were typed. */
static void
test_cheaper (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "Raise", "([(int64 0, int64 1, 'queued', '')],)");
  fixture_run (fixture, "send Ann Text", NULL);
  calls = fixture_dup_calls (fixture);
  g_assert_null (strstr (calls, "cheaper"));

  fixture_run (fixture, "send Ann Text --cheaper", NULL);
  fixture_run (fixture, "alert job_failed unit=x --cheaper", NULL);
  g_free (calls);
  calls = fixture_dup_calls (fixture);
  g_assert_cmpuint (count (calls, "'cheaper': <true>"), ==, 2);
}

/* Nothing that somebody typed is cut without their knowing. */
static void
test_too_long (Fixture       *fixture,
               gconstpointer  user_data)
{
  static const struct { guint n; const char *unit; const char *options; int status; const char *why; } cases[] = {
    { 1530, "x", "", 0, "ten parts of 153" },
    { 1531, "x", "", 2, "one character more" },
    { 1531, "x", "--cut", 0, "it may be cut" },
    { 1531, "x", "--dry-run", 2, "a try is no exception" },
    { 670, "\u0431", "", 0, "ten parts of 67" },
    { 671, "\u0431", "", 2, "Cyrillic has no cheaper letters" },
    { 671, "\u0431", "--cheaper", 2, "even if asked for" },
    { 1530, "\u2019", "", 0, "straight quotes take their place" },
    { 671, "\u00e7", "", 2, "accents do not go by themselves" },
    { 671, "\u00e7", "--cheaper", 0, "but if asked for" },
    { 5000, " ", "", 2, "blanks alone are no text" },
    { 1000000, "x", "", 2, "a megabyte" },
  };
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "Raise", "([(int64 0, int64 1, 'queued', '')],)");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("send Ann - %s", cases[i].options);
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint n = 0; n < cases[i].n; n++)
        g_string_append (text, cases[i].unit);
      fixture_run (fixture, line, text->str);
      g_test_message ("%s: %s", cases[i].why, fixture->err);
      g_assert_cmpint (fixture->status, ==, cases[i].status);
      g_assert_true (cases[i].status == 0 || *fixture->err != '\0');
    }
  calls = fixture_dup_calls (fixture);
  g_assert_cmpuint (count (calls, "Raise ("), ==, 5);
}

/* Everything that may happen while the caller waits, and what it ends with. */
static void
test_wait (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const struct { const char *steps; int status; const char *out; const char *err; const char *why; } cases[] = {
    { "1 sending\n1 accepted\n1 sent\n1 delivered\n", 0, "Ann: delivered (message 1)", NULL, "the whole way" },
    { "1 sending\n1 in-doubt lost-answer\n1 accepted\n1 delivered\n", 0, "Ann: delivered", NULL, "with a doubt in between" },
    { "1 accepted\n1 sent no-receipt\n", 0, "Ann: sent – ", NULL, "no receipt will come any more" },
    { "1 held quiet-hours\n", 0, "Ann: held – ", NULL, "a night is not waited through" },
    { "1 scheduled\n", 0, "Ann: scheduled", NULL, "nor a day" },
    { "1 sending\n1 failed twilio 21211\n", 1, NULL, "Ann: failed – ", "Twilio said no" },
    { "1 sent\n1 undelivered twilio 30003\n", 1, NULL, "Ann: undelivered – ", "the carrier said no" },
    { "1 canceled canceled\n", 1, NULL, "Ann: canceled – ", "somebody else said no" },
    { "1 skipped opted-out\n", 3, NULL, "Ann: opted-out – ", "a rule came in between" },
    { "1 sending\ndie\n1 accepted\n1 delivered\n", 0, "Ann: delivered", NULL, "the agent ends, and is started again" },
    { "die\ndie\n1 delivered\n", 0, "Ann: delivered", NULL, "it ends twice" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&own, NULL);
      fixture_add_person (&own, "Ann", "+4915123456789");
      fixture_add_message (&own, 1, "Backup", "queued");
      fixture_reply (&own, "Raise", "([(int64 1, int64 1, 'queued', '')],)");
      fixture_steps (&own, cases[i].steps);

      fixture_run (&own, "alert job_failed unit=backup --wait", NULL);
      g_assert_cmpint (own.status, ==, cases[i].status);
      assert_has (cases[i].out != NULL ? own.out : own.err, cases[i].out != NULL ? cases[i].out : cases[i].err);
      g_assert_cmpstr (cases[i].out != NULL ? own.err : own.out, ==, "");
      if (strstr (cases[i].steps, "die") != NULL)
        {
          g_autofree char *calls = fixture_dup_calls (&own);

          assert_has (calls, "GetStatus");
          g_assert_cmpuint (count (calls, "Raise"), ==, 1);
        }
      fixture_tear_down (&own, NULL);
    }
}

/* It does wait: while nothing happens, it does not end. */
static void
test_wait_for_long (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *out = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Backup", "sent");
  fixture_reply (fixture, "Raise", "([(int64 1, int64 1, 'queued', '')],)");
  fixture_reply (fixture, "PracticeSet", "()");
  fixture_steps (fixture, "stop\n1 delivered\n");

  process = fixture_start (fixture, "send Ann Backup --wait --json");
  while (TRUE)
    {
      g_autofree char *calls = fixture_dup_calls (fixture);

      if (strstr (calls, "Raise") != NULL)
        break;
      g_thread_yield ();
    }
  fixture_go_on (fixture);

  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  assert_has (out, "\"state\" : \"delivered\"");
}

/* The call that started the agent again is still out when all is settled; that is no failure. */
static void
test_wait_late_answer (Fixture       *fixture,
                       gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Backup", "queued");
  fixture_reply (fixture, "Raise", "([(int64 1, int64 1, 'queued', '')],)");
  fixture_silence (fixture, "GetStatus");
  fixture_steps (fixture, "die\n1 delivered\n");

  fixture_run (fixture, "send Ann Backup --wait", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Ann: delivered (message 1)\n");
}

static void
test_lost_answer (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_die (fixture, "Raise");

  fixture_run (fixture, "send Ann Hello", NULL);
  g_assert_cmpint (fixture->status, ==, 5);
  assert_one_line (fixture->err, "tidings: ");
  assert_has (fixture->err, "unknown");
  assert_has (fixture->err, "tidings log");

  calls = fixture_dup_calls (fixture);
  g_assert_cmpuint (count (calls, "Raise"), ==, 1);
}

static void
test_retry (Fixture       *fixture,
            gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Backup", "failed");
  fixture_add_message (fixture, 1, "Backup", "queued");
  fixture_reply (fixture, "Retry", "(int64 2,)");
  fixture_steps (fixture, "2 delivered\n");

  fixture_run (fixture, "retry 1 --wait", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Ann: delivered (message 2)\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/cli/run-raise/send", test_send);
  ADD ("/cli/run-raise/send-input", test_send_input);
  ADD ("/cli/run-raise/alert", test_alert);
  ADD ("/cli/run-raise/c-locale", test_c_locale);
  ADD ("/cli/run-raise/refused", test_refused);
  ADD ("/cli/run-raise/partly-refused", test_partly_refused);
  ADD ("/cli/run-raise/nobody", test_nobody);
  ADD ("/cli/run-raise/json", test_json);
  ADD ("/cli/run-raise/dry-run", test_dry_run);
  ADD ("/cli/run-raise/dear", test_dear);
  ADD ("/cli/run-raise/cheaper", test_cheaper);
  ADD ("/cli/run-raise/too-long", test_too_long);
  ADD ("/cli/run-raise/wait", test_wait);
  ADD ("/cli/run-raise/wait-for-long", test_wait_for_long);
  ADD ("/cli/run-raise/wait-late-answer", test_wait_late_answer);
  ADD ("/cli/run-raise/lost-answer", test_lost_answer);
  ADD ("/cli/run-raise/retry", test_retry);

  return g_test_run ();
}
