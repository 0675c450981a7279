/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists and pages say of a person, and which people a search finds. */
#include "config.h"

#include <locale.h>
#include "tidings-person-words.h"

#define NOW G_GINT64_CONSTANT (1763715600000)   /* 21 November 2025, 09:00 UTC */
#define HOUR G_GINT64_CONSTANT (3600000)

static TidingsPerson *
make_person (gint64 verified_at,
             gint64 opted_out_at)
{
  TidingsPerson *person = tidings_person_new ();

  person->name = g_strdup ("Zoë Brown");
  person->number = g_strdup ("+447700900123");
  person->verified_at = verified_at;
  person->opted_out_at = opted_out_at;

  return person;
}

static void
test_subtitle (void)
{
  static const struct {
    gint64 verified_at;
    gint64 opted_out_at;
    const char *subtitle;
    const char *why;
  } cases[] = {
    { 0, 0, "\u2066+44 7700 900123\u2069 \u00b7 Not confirmed", "the number stays left to right in every language" },
    { NOW, 0, "\u2066+44 7700 900123\u2069 \u00b7 Confirmed", "confirmed" },
    { NOW, NOW - HOUR, "\u2066+44 7700 900123\u2069 \u00b7 Opted out: 08:00", "a STOP outweighs the confirmation" },
    { 0, NOW - HOUR, "\u2066+44 7700 900123\u2069 \u00b7 Opted out: 08:00", "and its absence" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPerson) person = make_person (cases[i].verified_at, cases[i].opted_out_at);
      g_autofree char *subtitle = tidings_person_words_subtitle (person, NOW);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (subtitle, ==, cases[i].subtitle);
    }
}

static void
test_opt_out (void)
{
  g_autoptr(TidingsPerson) person = make_person (NOW, NOW - HOUR);
  static const struct {
    const char *sender;
    const char *end;
    const char *why;
  } cases[] = {
    { "+15005550006", "texts START to \u2066+1 500 555 0006\u2069", "a number can be texted" },
    { "Home", "answers START", "a name cannot" },
    { "MG00000000000000000000000000000005", "answers START", "a messaging service is not a number either" },
    { NULL, "answers START", "no sender is known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_person_words_opt_out (person, cases[i].sender, NOW);

      g_test_message ("%s: %s", cases[i].why, words);
      g_assert_true (g_str_has_prefix (words, "Zoë Brown texted STOP (08:00). Nothing is sent to Zoë Brown until "));
      g_assert_true (g_str_has_suffix (words, cases[i].end));
    }
}

static void
test_way_back (void)
{
  g_autoptr(TidingsPerson) person = make_person (NOW, NOW - HOUR);
  static const struct {
    const char *said_to;
    const char *sender;
    const char *number;
    const char *why;
  } cases[] = {
    { "+15005550009", "+15005550006", "+15005550009", "the one that was told STOP" },
    { "", "+15005550006", "+15005550006", "not known: the one that sends" },
    { NULL, "Home", NULL, "no number at all" },
  };
  static const char * const causes[] = { "reply", "carrier", "person" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_free (person->opted_out_sender);
      person->opted_out_sender = g_strdup (cases[i].said_to);
      g_assert_cmpstr (tidings_person_get_start_number (person, cases[i].sender), ==, cases[i].number);
    }

  /* Each cause has words of its own, with the name. */
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      g_autofree char *before = tidings_person_words_opt_out (person, NULL, NOW);
      g_autofree char *words = NULL;

      g_free (person->opted_out_by);
      person->opted_out_by = g_strdup (causes[i]);
      words = tidings_person_words_opt_out (person, NULL, NOW);
      g_assert_nonnull (strstr (words, "Zoë Brown"));
      if (i > 0)
        g_assert_cmpstr (words, !=, before);
    }
}

static void
test_line (void)
{
  static const struct {
    const char *type;
    const char *carrier;
    const char *words;
    const char *why;
  } cases[] = {
    { NULL, NULL, "", "nobody asked" },
    { "mobile", "Vodafone", "Mobile phone · Vodafone", "the usual" },
    { "landline", NULL, "Landline · takes no texts", "said before it costs money" },
    { "brand-new", "O2", "Kind unknown · O2", "a word of a later Twilio" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPerson) person = make_person (0, 0);
      g_autofree char *words = NULL;

      person->line_type = g_strdup (cases[i].type);
      person->carrier = g_strdup (cases[i].carrier);
      words = tidings_person_words_line (person);
      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_search (void)
{
  g_autoptr(TidingsPerson) person = make_person (0, 0);
  static const struct {
    const char *query;
    gboolean matches;
    const char *why;
  } cases[] = {
    { "", TRUE, "nothing typed yet" },
    { "   ", TRUE, "only blanks" },
    { NULL, TRUE, "no search" },
    { "zoe", TRUE, "accents and case do not matter" },
    { "bro", TRUE, "any word's beginning" },
    { "zoe bro", TRUE, "each word begins one" },
    { "rown", FALSE, "not the middle of a word" },
    { "zoe green", FALSE, "every word has to be found" },
    { "07700", TRUE, "a national zero is not part of the stored number" },
    { "900 123", TRUE, "spaces in a number" },
    { "+44 77", TRUE, "from the beginning" },
    { "٩٠٠", TRUE, "other scripts' digits" },
    { "999", FALSE, "digits that are not there" },
    { "-", TRUE, "a sign alone says nothing yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_person_matches (person, cases[i].query), ==, cases[i].matches);
    }
}

/* What the words say, the icon says too. */
static void
test_state (void)
{
  static const struct {
    gint64 verified_at;
    gint64 opted_out_at;
    gint64 paused_until;
    const char *words;
    const char *icon;
    const char *style;
    const char *why;
  } cases[] = {
    { NOW, 0, 0, "Confirmed", "tidings-check-symbolic", "success", "all is well" },
    { NOW, 0, NOW - HOUR, "Confirmed", "tidings-check-symbolic", "success", "a pause that is over is none" },
    { NOW, 0, NOW + HOUR, "Paused until 10:00", "tidings-pause-symbolic", "dim-label", "a pause with an end" },
    { NOW, 0, G_MAXINT64, "Paused", "tidings-pause-symbolic", "dim-label", "a pause without one" },
    { 0, 0, NOW + HOUR, "Not confirmed", "tidings-question-symbolic", "warning", "what needs doing outweighs a pause" },
    { NOW, NOW - HOUR, NOW + HOUR, "Opted out: 08:00", "tidings-stopped-symbolic", "error", "a STOP outweighs all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPerson) person = make_person (cases[i].verified_at, cases[i].opted_out_at);
      g_autofree char *words = NULL;
      const char *style = NULL;

      g_test_message ("%s", cases[i].why);
      person->paused_until = cases[i].paused_until;
      words = tidings_person_words_state (person, NOW);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (tidings_person_words_icon (person, NOW, &style), ==, cases[i].icon);
      g_assert_cmpstr (style, ==, cases[i].style);
    }
}

static GPtrArray *
make_trail (const char *trail)
{
  g_auto(GStrv) words = g_strsplit (trail, " ", -1);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_audit_entry_free);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      TidingsAuditEntry *entry = g_new0 (TidingsAuditEntry, 1);

      entry->at = NOW - HOUR;
      entry->what = g_strdup (words[i]);
      entry->how = g_strdup (g_str_equal (words[i], "confirmed") ? "code" : "reply");
      entry->detail = g_strdup ("");
      g_ptr_array_add (entries, entry);
    }

  return entries;
}

static void
test_last_consent (void)
{
  static const struct {
    const char *trail;
    const char *words;
    const char *why;
  } cases[] = {
    { "", "", "nothing is known" },
    { "added type-on", "", "neither is an answer to whether texts may come" },
    { "added confirmed type-on type-off", "Confirmed the number with a code \u00b7 08:00", "switches of alerts do not hide it" },
    { "added confirmed opted-out", "Texted STOP \u00b7 08:00", "the latest counts" },
    { "added confirmed opted-out opted-in", "Texted START \u00b7 08:00", "and the one after it" },
    { "added confirmed number", "Got another number \u00b7 08:00", "another number is another question" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) entries = make_trail (cases[i].trail);
      g_autofree char *words = tidings_person_words_last_consent (entries, NOW);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* What is consent stands apart from what is a switch, and nothing has no icon. */
static void
test_trail_looks (void)
{
  g_autoptr(GPtrArray) entries = make_trail ("added number confirmed opted-out opted-in unconfirmed stop-ended removed erased news type-on type-off");

  for (guint i = 0; i < entries->len; i++)
    {
      const TidingsAuditEntry *entry = g_ptr_array_index (entries, i);
      const char *style = NULL;

      g_test_message ("%s", entry->what);
      g_assert_cmpint (tidings_person_words_is_consent (entry), ==, !g_str_has_prefix (entry->what, "type-"));
      g_assert_nonnull (tidings_person_words_trail_icon (entry, &style));
      g_assert_cmpint (g_str_equal (style, "error"), ==, g_str_equal (entry->what, "opted-out"));
    }
}

static void
test_trail (void)
{
  static const struct {
    const char *number;
    const char *by;
    const char *end;
    const char *why;
  } cases[] = {
    { "+447400123456", "", " · \u2066+44 7400 123456\u2069", "which number it was about" },
    { "", "cli", " · on the command line", "erased: when and by whom stays" },
    { NULL, NULL, "", "a row of nothing is no crash" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsAuditEntry entry = { .at = NOW, .number = (char *) cases[i].number, .by = (char *) (cases[i].by != NULL ? cases[i].by : "") };
      g_autofree char *words = tidings_person_words_trail (&entry, NOW);
      g_autofree char *expected = g_strconcat ("09:00", cases[i].end, NULL);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/person-words/subtitle", test_subtitle);
  g_test_add_func ("/app/person-words/state", test_state);
  g_test_add_func ("/app/person-words/last-consent", test_last_consent);
  g_test_add_func ("/app/person-words/trail-looks", test_trail_looks);
  g_test_add_func ("/app/person-words/trail", test_trail);
  g_test_add_func ("/app/person-words/opt-out", test_opt_out);
  g_test_add_func ("/app/person-words/way-back", test_way_back);
  g_test_add_func ("/app/person-words/line", test_line);
  g_test_add_func ("/app/person-words/search", test_search);

  return g_test_run ();
}
