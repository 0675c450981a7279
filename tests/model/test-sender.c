/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sender is by its looks, where a name may go, and how fast. */
#include "config.h"

#include "tidings-sender.h"

#define SERVICE "MG00000000000000000000000000000001"

static void
test_kinds (void)
{
  static const struct { const char *id; TidingsSenderKind kind; const char *country; const char *why; } cases[] = {
    { SERVICE, TIDINGS_SENDER_SERVICE, NULL, "MG and 32 hexadecimal digits" },
    { "MG0000000000000000000000000000000", TIDINGS_SENDER_NAME, NULL, "a digit short is no SID" },
    { "MGs market", TIDINGS_SENDER_NAME, NULL, "a name may begin with MG" },
    { "+4915112345678", TIDINGS_SENDER_NUMBER, "DE", "a German mobile number" },
    { "+14155550199", TIDINGS_SENDER_NUMBER, "US", "a San Francisco number" },
    { "+16135550199", TIDINGS_SENDER_NUMBER, "CA", "the same plan, but Ottawa" },
    { "+447700900123", TIDINGS_SENDER_NUMBER, "GB", "a British number" },
    { "+18005550100", TIDINGS_SENDER_TOLL_FREE, "US", "the oldest toll-free code" },
    { "+18335550100", TIDINGS_SENDER_TOLL_FREE, "US", "the newest one" },
    { "+18015550100", TIDINGS_SENDER_NUMBER, "US", "801 is Utah" },
    { "+448001111111", TIDINGS_SENDER_NUMBER, "GB", "free to call, but not Twilio’s toll-free" },
    { "+1800555", TIDINGS_SENDER_NUMBER, "US", "half a number is not toll-free" },
    { "73322", TIDINGS_SENDER_SHORT_CODE, NULL, "five digits without a plus" },
    { "123", TIDINGS_SENDER_SHORT_CODE, NULL, "the shortest" },
    { "12345678", TIDINGS_SENDER_SHORT_CODE, NULL, "the longest" },
    { "12", TIDINGS_SENDER_NAME, NULL, "too short for a code" },
    { "123456789", TIDINGS_SENDER_NAME, NULL, "too long for a code" },
    { "Tidings", TIDINGS_SENDER_NAME, NULL, "letters" },
    { "+", TIDINGS_SENDER_NAME, NULL, "a plus alone is no number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsSender) sender = tidings_sender_new (cases[i].id);

      g_test_message ("%s: %s", cases[i].id, cases[i].why);
      g_assert_cmpstr (sender->id, ==, cases[i].id);
      g_assert_cmpint (sender->kind, ==, cases[i].kind);
      g_assert_cmpstr (sender->country, ==, cases[i].country);
      g_assert_cmpstr (sender->sid, ==, cases[i].kind == TIDINGS_SENDER_SERVICE ? cases[i].id : NULL);
      g_assert_false (sender->can_text);
      g_assert_false (sender->can_mms);
      g_assert_true (tidings_sender_can_be_answered (cases[i].id) == (cases[i].kind != TIDINGS_SENDER_NAME));
    }
}

static void
test_names (void)
{
  static const struct { const char *text; gboolean is_name; const char *why; } cases[] = {
    { "Tidings", TRUE, "letters" },
    { "A", TRUE, "one is enough" },
    { "Family Bell", TRUE, "eleven with a space" },
    { "Family Bells", FALSE, "twelve are one too many" },
    { "B+C-D_E&F", TRUE, "all signs that are allowed" },
    { "42nd", TRUE, "digits first" },
    { "12345", FALSE, "without a letter it is a number" },
    { "+1 5", FALSE, "nor is this a name" },
    { "Müller", FALSE, "only plain letters" },
    { "a.b", FALSE, "no full stop" },
    { "SMS", FALSE, "blocked everywhere, as anybody could be meant" },
    { "verify", FALSE, "in any case" },
    { "Info", FALSE, "and the third that is known" },
    { "Info desk", TRUE, "one of several words says who it is" },
    { "", FALSE, "nothing" },
    { NULL, FALSE, "none" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”: %s", cases[i].text, cases[i].why);
      g_assert_true (tidings_sender_is_name (cases[i].text) == cases[i].is_name);
    }
}

/* The table of the reference, section 3.1, word by word. */
static void
test_name_rules (void)
{
  static const struct { TidingsNameRule rule; const char *countries; const char *why; } cases[] = {
    { TIDINGS_NAME_REFUSED, "BS BE CA KY CL CN CO CR DO EC GF GU HU IR MY NR NZ PA PY PR ZA KR SY TW US UY", "not supported" },
    { TIDINGS_NAME_REGISTERED,
      "AF DZ AM AU BD BY BJ BR KH CM CG CU CZ EG SV ET GH GT GN GW HN HK IN ID IE CI JO KZ KE KW LR MX MA MZ MM NP NI NG OM PH "
      "QA RU RW SG SS LK SD SZ TZ TH TR UG AE VE VN ZM ZW", "registration needed" },
    { TIDINGS_NAME_CONDITIONAL, "RO RS FI IL TN SA", "registration optional, or only for some" },
    { TIDINGS_NAME_FREE, "GB FR DE ES IT NL PT AT CH PL SE NO DK GR UA AR PE JP PK", "free" },
    { TIDINGS_NAME_FREE, "de gb", "small letters mean the same" },
    { TIDINGS_NAME_REFUSED, "us", "also here" },
    { TIDINGS_NAME_REFUSED, "Germany 49", "no code of two letters: nothing is promised" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) countries = g_strsplit (cases[i].countries, " ", -1);

      for (char **country = countries; *country != NULL; country++)
        {
          g_test_message ("%s: %s", *country, cases[i].why);
          g_assert_cmpint (tidings_name_rule_of_country (*country), ==, cases[i].rule);
        }
    }
  g_assert_cmpint (tidings_name_rule_of_country (NULL), ==, TIDINGS_NAME_REFUSED);
  g_assert_cmpint (tidings_name_rule_of_country (""), ==, TIDINGS_NAME_REFUSED);
}

/* Every pair of letters is in one class at most: the counts of the classes are those of the table. */
static void
test_name_rules_count (void)
{
  guint n[4] = { 0 };

  for (char a = 'A'; a <= 'Z'; a++)
    for (char b = 'A'; b <= 'Z'; b++)
      n[tidings_name_rule_of_country ((char[]) { a, b, '\0' })]++;

  g_assert_cmpuint (n[TIDINGS_NAME_REFUSED], ==, 26);
  g_assert_cmpuint (n[TIDINGS_NAME_REGISTERED], ==, 57);
  g_assert_cmpuint (n[TIDINGS_NAME_CONDITIONAL], ==, 6);
}

static void
test_rates (void)
{
  static const struct { const char *id; const char *country; guint rate; const char *why; } cases[] = {
    { "+14155550199", "US", 1, "a long code inside the United States" },
    { "+14155550199", "ca", 1, "or to Canada" },
    { "+14155550199", "DE", 10, "elsewhere" },
    { "+4915112345678", "US", 1, "what counts is where it goes" },
    { "+4915112345678", NULL, 10, "not known" },
    { "+18005550100", "US", 3, "toll-free" },
    { "73322", "US", 100, "short code" },
    { "Tidings", "GB", 10, "name" },
    { SERVICE, "US", 1, "a pool with one long code is possible" },
    { SERVICE, "GB", 10, "likewise" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s to %s: %s", cases[i].id, cases[i].country, cases[i].why);
      g_assert_cmpuint (tidings_sender_get_rate (cases[i].id, cases[i].country), ==, cases[i].rate);
    }
}

static void
test_lines (void)
{
  static const struct { const char *type; gboolean takes; const char *why; } cases[] = {
    { "mobile", TRUE, "of course" },
    { "fixedVoip", TRUE, "many take texts" },
    { "nonFixedVoip", TRUE, "likewise" },
    { "tollFree", TRUE, "may" },
    { "personal", TRUE, "may" },
    { "unknown", TRUE, "nobody knows: the carrier decides" },
    { "hologram", TRUE, "a word of the future" },
    { NULL, TRUE, "never asked" },
    { "landline", FALSE, "no screen" },
    { "premium", FALSE, "a service" },
    { "sharedCost", FALSE, "a service" },
    { "pager", FALSE, "another network" },
    { "voicemail", FALSE, "a machine" },
    { "uan", FALSE, "a company’s number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].type, cases[i].why);
      g_assert_true (tidings_line_takes_texts (cases[i].type) == cases[i].takes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sender/kinds", test_kinds);
  g_test_add_func ("/sender/names", test_names);
  g_test_add_func ("/sender/name-rules", test_name_rules);
  g_test_add_func ("/sender/name-rules-count", test_name_rules_count);
  g_test_add_func ("/sender/rates", test_rates);
  g_test_add_func ("/sender/lines", test_lines);

  return g_test_run ();
}
