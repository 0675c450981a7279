/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for every gate, every other end and every code of Twilio's that the reference lists. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tidings-reason-private.h"

static const char * const gates[] = {
  "program-off", "program-day", "paused", "not-verified", "opted-out", "person-off", "type-off", "duplicate", "rate-hour", "rate-day", "cap-day",
  "cap-month", "budget-day", "budget-month", "budget-group", "flood", "person-paused", "quiet-hours", "landline", "not-reachable",
};
static const char * const others[] = {
  "missed", "merged", "gathering", "skipped", "twilio", "no-account", "offline", "busy", "lost-answer", "no-receipt", "canceled", "replaced", "removed",
};

/* One sentence without a period: words for people, no name of a program, no placeholder left over. */
static void
check_sentence (const char *words)
{
  static const char *const jargon[] = {
    "segment", "recipient", "verif", "e.164", "throttl", "webhook", "callback", "endpoint", "payload", "http", "json", "api ",
    "parameter", "10dlc", "a2p", "sid.", "user",
  };
  g_autofree char *folded = NULL;

  g_assert_nonnull (words);
  g_assert_cmpuint (strlen (words), >, 8);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (words)));
  g_assert_false (g_str_has_suffix (words, "."));
  g_assert_null (strstr (words, "%s"));

  folded = g_utf8_casefold (words, -1);
  for (guint i = 0; i < G_N_ELEMENTS (jargon); i++)
    if (strstr (folded, jargon[i]) != NULL)
      g_error ("“%s” says “%s”", words, jargon[i]);
}

static void
test_reasons (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gates); i++)
    {
      g_autofree char *words = tidings_reason_describe (gates[i], 0, NULL);
      g_autofree char *with_person = tidings_reason_describe (gates[i], 0, "Ben");

      check_sentence (words);
      g_assert_nonnull (with_person);
      g_assert_true (tidings_reason_is_gate (gates[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *words = tidings_reason_describe (others[i], 0, "Ben");

      check_sentence (words);
      g_assert_false (tidings_reason_is_gate (others[i]));
    }
  g_assert_false (tidings_reason_is_gate ("whatever"));
  g_assert_false (tidings_reason_is_gate (NULL));
}

static void
test_words (void)
{
  static const struct { const char *reason; int code; const char *person; const char *words; const char *why; } cases[] = {
    { "not-verified", 0, NULL, "Number not confirmed", "the window's guide" },
    { "opted-out", 0, "Ben", "Ben texted STOP", "the window's guide" },
    { "opted-out", 0, "100 %s", "100 %s texted STOP", "a name is never a format" },
    { "type-off", 0, "Ben", "Turned off for Ben", "the window's guide" },
    { "twilio", 21211, NULL, "This number does not exist. Correct it", "a code's words" },
    { "twilio", 21610, "Ben", "Ben texted STOP", "the same to Ben as a STOP on file" },
    { "twilio", 21610, NULL, "This number texted STOP. Nothing is sent until it texts START", "without a name" },
    { "twilio", 12345, "Ben", "Twilio says no (12345). Read why at https://www.twilio.com/docs/errors/12345", "not in the table" },
    { "twilio", 0, "Ben", "Twilio did not take it", "no code at all" },
    { "something-new", 0, "Ben", "something-new", "an unknown reason is shown as it is" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_reason_describe (cases[i].reason, cases[i].code, cases[i].person);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* All codes of the reference, by what may be done after them: section 7, and those that other sections add. */
static const struct { TidingsRetry retry; const char *section; const char *codes; } reference[] = {
  { TIDINGS_RETRY_NO, "7.1",
    "20003 20006 70051 20008 10001 20005 20403 30002 10002 20010 20001 20004 20007 20422 20423 21658 20404 20410 20011 20012" },
  { TIDINGS_RETRY_LATER, "7.1", "20009 20409 20429 20500 20503 20504" },
  { TIDINGS_RETRY_NO, "7.2",
    "21211 21401 21421 21212 21657 21408 21601 21606 21607 21659 21660 21661 21602 21619 21603 21604 21605 21617 21608 572002 572005 "
    "21609 21610 21612 21614 21616 21618 21620 21623 21621 21622 21624 30012 30013 21635 21653 21654 21655 21656 "
    "21701-21705 21711 21664 21666 21667 30010 30028-30031" },
  { TIDINGS_RETRY_LATER, "7.2", "21611" },
  { TIDINGS_RETRY_NO, "7.3",
    "30004 30005 30006 30007 30009 30011 30019 30014 30015 30016 30018 30040 30025 30026 30032 30033 30034 30037 30038 30039 "
    "30041 30042 30043 30044 30454 63038 30100-30124 30125 30126 30127-30136 30440-30449 30451 30452 30455-30480 30620 30630 30640 "
    "30880-30898 63000-63037 63039-63999" },
  /* 30008 once: its words say so. */
  { TIDINGS_RETRY_LATER, "7.3",
    "30001 30003 30008 14107 30017 30021 30500 30022 30023 30027 30024 30035 30036 30450 30453 30485 30610 30615" },
  { TIDINGS_RETRY_ASK, "7.3", "30410" },
  { TIDINGS_RETRY_NO, "1.6: confirmed numbers", "21449 21450 21453 21454" },
  { TIDINGS_RETRY_NO, "2.5 and 2.7: for later", "30400 30404 30409 35111 35114 35115 35117 35118 35126" },
  { TIDINGS_RETRY_LATER, "2.7: for later", "30020 35125" },
  { TIDINGS_RETRY_NO, "3: services and names", "21708 21709 21710 21712 21714 21715" },
  { TIDINGS_RETRY_NO, "4: lines", "60600 60610 60601 60606 60609 60607 60612 60614 60619 60617 60618 60622 60624 60699" },
  { TIDINGS_RETRY_LATER, "4: lines", "60608 60613 60611 60616" },
  { TIDINGS_RETRY_NO, "5: codes", "60200 60204 60205 60217 60223 60220 60238 60605 575001" },
  { TIDINGS_RETRY_LATER, "5: codes", "60202 60203 60212 60410" },
  { TIDINGS_RETRY_NO, "6: countries", "30649" },
  { TIDINGS_RETRY_NO, "7 and 9: webhooks", "11200 11243 11751 12100 12200 12300" },
};

static void
check_codes (const char   *range,
             TidingsRetry  retry,
             GHashTable   *listed)
{
  g_auto(GStrv) ends = g_strsplit (range, "-", 2);
  int first = atoi (ends[0]);
  int last = ends[1] != NULL ? atoi (ends[1]) : first;

  for (int code = first; code <= last; code++)
    {
      g_autofree char *words = tidings_reason_describe_code (code);

      g_test_message ("%d: %s", code, words);
      check_sentence (words);
      g_assert_cmpint (tidings_reason_get_retry (code), ==, retry);
      /* Each code once: the sections do not contradict each other. */
      g_assert_true (g_hash_table_add (listed, GINT_TO_POINTER (code)));
    }
}

static GHashTable *
check_reference (void)
{
  GHashTable *listed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reference); i++)
    {
      g_auto(GStrv) ranges = g_strsplit (reference[i].codes, " ", -1);

      g_test_message ("Section %s", reference[i].section);
      for (guint j = 0; ranges[j] != NULL; j++)
        check_codes (ranges[j], reference[i].retry, listed);
    }

  return listed;
}

static void
test_codes (void)
{
  g_autoptr(GHashTable) listed = check_reference ();
  guint n_codes = 0;
  int before = 0;
  int first = 0;
  int last = 0;

  /* The table has each of them once, and nothing that the reference does not have. */
  for (guint i = 0; tidings_reason_get_range (i, &first, &last); i++)
    {
      g_assert_cmpint (before, <, first);
      g_assert_cmpint (first, <=, last);
      before = last;
      for (int code = first; code <= last; code++)
        if (!g_hash_table_contains (listed, GINT_TO_POINTER (code)))
          g_error ("%d is not in the reference", code);
      n_codes += (guint) (last - first) + 1;
    }
  g_assert_cmpuint (n_codes, ==, g_hash_table_size (listed));
}

static void
test_errors (void)
{
  static const struct { int code; const char *twilio_words; const char *words; const char *why; } cases[] = {
    { 21610, "Attempt to send to unsubscribed recipient", "This number texted STOP. Nothing is sent until it texts START",
      "where we have words, Twilio's do not count" },
    { 19999, "Strange thing.", "Twilio says: Strange thing (19999), explained at https://www.twilio.com/docs/errors/19999",
      "a code of the future brings its own sentence" },
    { 19999, NULL, "Twilio says no (19999). Read why at https://www.twilio.com/docs/errors/19999", "or none" },
    { 19999, "", "Twilio says no (19999). Read why at https://www.twilio.com/docs/errors/19999", "or an empty one" },
    { 19999, "Number +14155550123 and 12345", "Twilio says: Number +…23 and 12345 (19999), explained at "
      "https://www.twilio.com/docs/errors/19999", "numbers of people do not go into logs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_reason_describe_error (cases[i].code, cases[i].twilio_words);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_unknown_codes (void)
{
  static const int unknown[] = { 0, -1, 1, 12345, 30099, 30137, 30481, 30900, 35112, 60201, 62999, 64000, G_MAXINT };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_assert_null (tidings_reason_describe_code (unknown[i]));
      g_assert_cmpint (tidings_reason_get_retry (unknown[i]), ==, TIDINGS_RETRY_NO);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reason/reasons", test_reasons);
  g_test_add_func ("/reason/words", test_words);
  g_test_add_func ("/reason/codes", test_codes);
  g_test_add_func ("/reason/errors", test_errors);
  g_test_add_func ("/reason/unknown-codes", test_unknown_codes);

  return g_test_run ();
}
