/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for every gate, every other end and every code of Twilio's that the reference lists. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tidings-reason.h"

static const char * const gates[] = {
  "paused", "not-verified", "opted-out", "person-off", "type-off", "duplicate", "rate-hour", "rate-day", "cap-day",
  "cap-month", "budget-month", "quiet-hours", "landline", "not-reachable",
};
static const char * const others[] = {
  "missed", "twilio", "no-account", "offline", "busy", "lost-answer", "no-receipt", "canceled", "replaced", "removed",
};

/* One sentence without a period: words for people, no name of a program, no placeholder left over. */
static void
check_sentence (const char *words)
{
  g_assert_nonnull (words);
  g_assert_cmpuint (strlen (words), >, 8);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (words)));
  g_assert_false (g_str_has_suffix (words, "."));
  g_assert_null (strstr (words, "%s"));
  g_assert_null (strstr (words, "segment"));
  g_assert_null (strstr (words, "recipient"));
  g_assert_null (strstr (words, "verif"));
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

/* All codes of the reference's section 7, by what may be done after them. */
static const struct { TidingsRetry retry; const char *codes; } reference[] = {
  { TIDINGS_RETRY_NO,
    "20003 20006 70051 20008 10001 20005 20403 30002 10002 20010 20001 20004 20007 20422 20423 21658 20404 20410 20011 20012 "
    "21211 21401 21421 21212 21657 21408 21601 21606 21607 21659 21660 21661 21602 21619 21603 21604 21605 21617 21608 572002 572005 "
    "21609 21610 21612 21614 21616 21618 21620 21623 21621 21622 21624 30012 30013 21635 21653 21654 21655 21656 "
    "21701-21705 21711 21664 21666 21667 30010 30028-30031 30004 30005 30006 30007 30009 30011 30019 30014 30015 30016 "
    "30018 30040 30025 30026 30032 30033 30034 30037 30038 30039 30041 30042 30043 30044 30454 63038 30100-30136 30125 30126 "
    "30440-30449 30451 30452 30455-30480 30620 30630 30640 30880-30898 63001 63016 63999" },
  { TIDINGS_RETRY_LATER,
    "20009 20409 20429 20500 20503 20504 21611 30001 30003 30008 14107 30017 30021 30500 30022 30023 30027 30024 30035 30036 "
    "30450 30453 30485 30610 30615" },
  { TIDINGS_RETRY_ASK, "30410" },
};

static guint
check_codes (const char   *range,
             TidingsRetry  retry)
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
    }

  return last - first + 1;
}

static void
test_codes (void)
{
  guint n_codes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (reference); i++)
    {
      g_auto(GStrv) ranges = g_strsplit (reference[i].codes, " ", -1);

      for (guint j = 0; ranges[j] != NULL; j++)
        n_codes += check_codes (ranges[j], reference[i].retry);
    }
  g_assert_cmpuint (n_codes, >, 220);
}

static void
test_unknown_codes (void)
{
  static const int unknown[] = { 0, -1, 1, 12345, 30099, 30137, 30481, 62999, 64000, G_MAXINT };

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
  g_test_add_func ("/reason/unknown-codes", test_unknown_codes);

  return g_test_run ();
}
