/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that fit: what is given up, in which order, and that a link never is. */
#include "config.h"

#include <string.h>

#include "tidings-alert-type.h"
#include "tidings-composer.h"
#include "tidings-language.h"
#include "tidings-story.h"

#define A10 "aaaaaaaaa "
#define A50 A10 A10 A10 A10 A10
#define A100 A50 A50
#define LINK "https://example.org/orders/1042?from=text"

static JsonObject *
make_values (const char *text,
             const char *link)
{
  JsonObject *values = json_object_new ();

  json_object_set_string_member (values, "name", "Ann");
  json_object_set_boolean_member (values, "home", TRUE);
  json_object_set_boolean_member (values, "away", FALSE);
  json_object_set_double_member (values, "count", 1e6);
  json_object_set_double_member (values, "price", 12.5);
  json_object_set_string_member (values, "money", "12.50");
  json_object_set_string_member (values, "url", "https://example.org/u");
  if (text != NULL)
    json_object_set_string_member (values, "text", text);
  if (link != NULL)
    json_object_set_string_member (values, "link", link);

  return values;
}

/* Words for booleans that cannot be mixed up with others. */
#define WORDS { "ja", "nein" }
#define STOP "Reply STOP to unsubscribe"     /* 25 septets, 26 with its line */
#define RU_STOP "\u041e\u0442\u0432\u0435\u0442\u044c\u0442\u0435 STOP"  /* Ответьте STOP, 13 units */
#define AR_STOP "\u0623\u0631\u0633\u0644 STOP"
#define AR "\u0645\u0631\u062d\u0628\u0627"  /* مرحبا */
#define RU5 "\u0431\u0431\u0431\u0431 "      /* four letters and a blank */
#define RU50 RU5 RU5 RU5 RU5 RU5 RU5 RU5 RU5 RU5 RU5
#define AR7 AR " " AR " " AR " " AR " " AR " " AR " " AR " "
#define X10 "xxxxxxxxxx"
#define X50 X10 X10 X10 X10 X10
#define X100 X50 X50
#define FAMILY "\U0001f468\u200d\U0001f469\u200d\U0001f467"   /* one cluster of eight units */

typedef struct {
  const char *template;
  const char *subject;
  const char *household;
  const char *stop;
  const char *text;
  const char *link;
  guint max_segments;
  const char *body;
  const char *note;
  const char *why;
} Case;

/* The story of a text has words for everything that a text gave up. */
static void
check_told (const char *note)
{
  g_auto(GStrv) parts = g_strsplit (note, ",", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      g_autofree char *words = tidings_story_dup_detail ("composed", *part, NULL, NULL);

      g_assert_cmpstr (words, !=, *part);
    }
}

static void
check_lossy (const Case *c,
             gboolean    may_lose)
{
  const TidingsWording wording = { c->template, c->subject, c->household, c->stop, WORDS, may_lose, c->max_segments };
  g_autoptr(JsonObject) values = make_values (c->text, c->link);
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsText) text = tidings_composer_compose (&wording, values, &error);

  g_assert_no_error (error);
  g_test_message ("%s: “%s” %s", c->why, text->body, text->note);
  g_assert_cmpstr (text->note, ==, c->note);
  check_told (text->note);
  g_assert_cmpstr (text->body, ==, c->body);
  g_assert_cmpuint (text->segments.n_segments, <=, c->max_segments);
  g_assert_cmpuint (text->segments.n_segments, ==, tidings_segments_count (text->body).n_segments);
}

static void
check_case (const Case *c)
{
  check_lossy (c, FALSE);
}

#define CHECK_ALL(cases) G_STMT_START { for (guint i = 0; i < G_N_ELEMENTS (cases); i++) check_case (&cases[i]); } G_STMT_END

/* How the pieces are put together when there is room for all. */
static void
test_whole (void)
{
  static const Case cases[] = {
    { "Hi {{ name }}", NULL, NULL, NULL, NULL, NULL, 1, "Hi Ann", "", "nothing to do" },
    { "Hi {{ name }}", NULL, "Millers", NULL, NULL, NULL, 1, "Millers: Hi Ann", "", "the household in front" },
    { "Hi {{ name }}", "For {{ name }}", NULL, NULL, NULL, NULL, 1, "For Ann: Hi Ann", "", "a heading with a value" },
    { "Hi {{ name }}", "News", "Millers", NULL, NULL, NULL, 1, "Millers: News: Hi Ann", "", "household, then heading" },
    { "Hi {{ name }}", NULL, NULL, STOP, NULL, NULL, 1, "Hi Ann\n" STOP, "", "how to unsubscribe goes last" },
    { "Hi {{ name }}", "News", "Millers", STOP, NULL, NULL, 1, "Millers: News: Hi Ann\n" STOP, "", "all four" },
    { "Hi {{ name }}", "{{ text? }}", "", "", NULL, NULL, 1, "Hi Ann", "", "empty pieces leave no trace" },
    { "Hi {{ name }} {{ text? }}", NULL, NULL, STOP, NULL, NULL, 1, "Hi Ann\n" STOP, "", "an absent value leaves no blank before the line" },
    { "Hi {{ name }}", NULL, "{{ name }}", NULL, NULL, NULL, 1, "{{ name }}: Hi Ann", "", "a household is no template" },
    { "Hi {{ name }}", NULL, NULL, "STOP {{ name }}", NULL, NULL, 1, "Hi Ann\nSTOP {{ name }}", "", "nor is how to unsubscribe" },
    { "{{ text }}", NULL, NULL, NULL, "{{ name }}", NULL, 1, "{{ name }}", "", "nor is a value" },
    { "{{ text }}", "{{ text }}", NULL, NULL, "same", NULL, 1, "same: same", "", "a value twice" },
    { "{{ home }} {{ away }}", NULL, NULL, NULL, NULL, NULL, 1, "ja nein", "", "booleans in the words of the language" },
    { "Hi", "{{ away }}", NULL, NULL, NULL, NULL, 1, "nein: Hi", "", "also in the heading" },
    { "{{ count }} {{ price }} {{ money }}", NULL, NULL, NULL, NULL, NULL, 1, "1000000 12.5 12.50", "",
      "numbers without an exponent, and a price as it was written" },
    { "Line\nbreak", NULL, "Millers", STOP, NULL, NULL, 1, "Millers: Line\nbreak\n" STOP, "", "a wording may have lines" },
    { AR, NULL, NULL, AR_STOP, NULL, NULL, 1, AR "\n" AR_STOP, "", "from right to left: a line of its own, so that STOP stands in it" },
    { AR " {{ name }}", NULL, "Millers", AR_STOP, NULL, NULL, 1, "Millers: " AR " Ann\n" AR_STOP, "", "in the order of reading, whatever the direction" },
    { FAMILY " {{ name }}", NULL, NULL, STOP, NULL, NULL, 1, FAMILY " Ann\n" STOP, "", "an emoji does not mind" },
    { "{{ text }}", NULL, NULL, NULL, "It\u2019s \u201cdone\u201d \u2026", NULL, 1, "It\u2019s \u201cdone\u201d \u2026", "", "what fits keeps its curly quotes" },
  };

  CHECK_ALL (cases);
}

static void
test_look_alikes (void)
{
  static const Case cases[] = {
    { "It\u2019s {{ text }}", NULL, NULL, NULL, A50 "end", NULL, 2, "It\u2019s " A50 "end", "", "one part of UCS-2 is one part" },
    { "It\u2019s {{ text }}", NULL, NULL, NULL, A100 "end", NULL, 2, "It's " A100 "end", "look-alikes", "it would fit into two, but look-alikes save one" },
    { "It\u2019s {{ text }}", NULL, NULL, NULL, A100 "end", NULL, 1, "It's " A100 "end", "look-alikes", "look-alikes make it fit" },
    { "{{ text }}", "Ann", "Home", NULL, A100 "\u201cend\u201d", NULL, 1, "Home: Ann: " A100 "\"end\"", "look-alikes", "before anything goes" },
    { "{{ text }}", NULL, "M\u00fcller\u2019s", NULL, A100 "end", NULL, 1, "M\u00fcller's: " A100 "end", "look-alikes", "in the name, whose \u00fc is free" },
    { "{{ text }}", "\u201cNews\u201d", NULL, NULL, A100 "end", NULL, 1, "\"News\": " A100 "end", "look-alikes", "in the heading" },
    { "{{ text }}", NULL, NULL, "Reply \u201cSTOP\u201d", A100 "end", NULL, 1, A100 "end\nReply \"STOP\"", "look-alikes", "in how to unsubscribe" },
    { "It\u2019s {{ text }}", NULL, NULL, NULL, RU50 RU5 RU5 RU5 "end", NULL, 2, "It\u2019s " RU50 RU5 RU5 RU5 "end", "",
      "Cyrillic stays UCS-2, so straight quotes win nothing" },
    { "{{ text }}", NULL, NULL, NULL, "\u201e" A100 "\u00e7\u201c", NULL, 2, "\u201e" A100 "\u00e7\u201c", "", "\u00e7 is not in GSM-7 and has no look-alike" },
    { "{{ text }}", NULL, NULL, NULL, "\u201e" A100 "\u00c7\u201c", NULL, 2, "\"" A100 "\u00c7\"", "look-alikes", "\u00c7 is" },
    { "{{ text }}", NULL, NULL, NULL, A100 "u\u0308", NULL, 1, A100 "\u00fc", "look-alikes", "a letter and its mark are one letter, which is free" },
    { "{{ text }}", NULL, NULL, NULL, A100 "wait\u2026", NULL, 1, A100 "wait...", "look-alikes", "dots cost three, which is still cheaper" },
    { "{{ text }}", NULL, NULL, NULL, A50 "\u20acnd \u2013", NULL, 1, A50 "\u20acnd \u2013", "", "the euro sign is free of UCS-2, and a short text pays nothing for the dash" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, A100, "https://example.org/a\u2013b", 2, A100 "https://example.org/a\u2013b", "",
      "a dash in a link is part of the address" },
    { "{{ text }} {{ link }} {{ link }}", NULL, NULL, NULL, A50 "\u2013", "https://e.org/a\u2013b", 2,
      A50 "\u2013 https://e.org/a\u2013b https://e.org/a\u2013b", "", "wherever it stands" },
    { "{{ text }}", NULL, NULL, NULL, A100 "\u2013 https://e.org/a\u2013b", NULL, 2, A100 "\u2013 https://e.org/a\u2013b", "", "an address within a value as well" },
    { "{{ text }}", NULL, NULL, NULL, A100 "\u201chttps://e.org/a\u201d", NULL, 2, A100 "\"https://e.org/a\"", "look-alikes", "quotes around it are not of it" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, A100 "\u2013", "example.org\u2013x", 2, A100 "\u2013 example.org\u2013x", "", "a link need not say https" },
  };

  CHECK_ALL (cases);
}

/* How to unsubscribe is a courtesy: it never costs anything. */
static void
test_stop (void)
{
  static const Case cases[] = {
    { "{{ text }}", NULL, NULL, STOP, A100 A10 A10 A10 "aaaa", NULL, 1, A100 A10 A10 A10 "aaaa\n" STOP, "", "160 with it: the last place is used" },
    { "{{ text }}", NULL, NULL, STOP, A100 A10 A10 A10 "aaaaa", NULL, 1, A100 A10 A10 A10 "aaaaa", "footer", "161 with it" },
    { "{{ text }}", NULL, NULL, STOP, A100 A10 A10 A10 "aaaaa", NULL, 3, A100 A10 A10 A10 "aaaaa", "footer", "two parts would be allowed, but one is enough" },
    { "{{ text }}", NULL, NULL, STOP, A100 A100, NULL, 2, A100 A50 A10 A10 A10 A10 "aaaaaaaaa\n" STOP, "", "the second part has room" },
    { "{{ text }}", NULL, NULL, STOP, A100 A100 A50 A10 A10 A10 "a", NULL, 3, A100 A100 A50 A10 A10 A10 "a", "footer", "281: with it 307, a third part" },
    { "{{ text }}", NULL, NULL, STOP, A100 A100 A50 A10 A10 A10, NULL, 3, A100 A100 A50 A10 A10 "aaaaaaaaa\n" STOP, "", "279: with it 305, still two" },
    { "{{ text }}", "Ann", NULL, STOP, A100 A10 A10 A10 "aa", NULL, 1, "Ann: " A100 A10 A10 A10 "aa", "footer", "it goes before the heading" },
    { "{{ text }}", NULL, "Home", STOP, A100 A10 A10 A10 "aa", NULL, 1, "Home: " A100 A10 A10 A10 "aa", "footer", "and before the name" },
    { "{{ text }}", NULL, NULL, "\U0001f6d1 STOP", A100 "end", NULL, 1, A100 "end", "footer", "an emoji in it would make all UCS-2" },
    { "{{ text }}", NULL, NULL, RU_STOP, A50, NULL, 1, "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa\n" RU_STOP, "", "Cyrillic behind Latin: 63 units, one part" },
    { "{{ text }}", NULL, NULL, RU_STOP, A50 "aaaaaa", NULL, 1, A50 "aaaaaa\n" RU_STOP, "", "70 units, the last place" },
    { "{{ text }}", NULL, NULL, RU_STOP, A50 "aaaaaaa", NULL, 1, A50 "aaaaaaa", "footer", "71 units are too many, where 71 septets would not be" },
    { "{{ text }}", NULL, NULL, RU_STOP, RU50 "\u0431", NULL, 1, RU50 "\u0431\n" RU_STOP, "", "all of it Cyrillic" },
    { "{{ text }}", NULL, NULL, RU_STOP, RU50 RU5 "\u0431\u0431", NULL, 1, RU50 RU5 "\u0431\u0431", "footer", "Cyrillic, one too many" },
    { "{{ text }}", NULL, NULL, RU_STOP, RU50 RU50 "\u0431", NULL, 2, RU50 RU50 "\u0431\n" RU_STOP, "", "Cyrillic in two parts" },
    { "{{ text }}", NULL, NULL, STOP, A100 "\u201cend\u201d", NULL, 1, A100 "\"end\"\n" STOP, "look-alikes", "look-alikes go before it does" },
    { "{{ text }}", NULL, NULL, STOP, "\u201c" A50 "\u201d", NULL, 1, "\"" A50 "\"\n" STOP, "look-alikes", "even where the text alone would keep its quotes" },
    { "{{ text }}", NULL, NULL, STOP, "Reply STOP to end", NULL, 1, "Reply STOP to end", "", "it says so already" },
    { "STOP {{ text }}", NULL, NULL, STOP, "it", NULL, 1, "STOP it", "", "in front" },
    { "{{ text }}", NULL, NULL, STOP, "(STOP)", NULL, 1, "(STOP)", "", "with signs around it" },
    { "{{ text }}", NULL, NULL, STOP, "Bus stop 5", NULL, 1, "Bus stop 5\n" STOP, "", "a bus stop is none" },
    { "{{ text }}", NULL, NULL, STOP, "NONSTOP", NULL, 1, "NONSTOP\n" STOP, "", "nor the end of a word" },
    { "{{ text }}", NULL, NULL, STOP, "STOPPED", NULL, 1, "STOPPED\n" STOP, "", "nor the start of one" },
    { "{{ text }}", NULL, NULL, STOP, "NONSTOP STOP", NULL, 1, "NONSTOP STOP", "", "the second one is" },
    { "{{ text }}", "STOP", NULL, STOP, "now", NULL, 1, "STOP: now", "", "in the heading" },
    { "{{ text }} {{ link }}", NULL, NULL, STOP, "Ready", LINK, 1, "Ready " LINK "\n" STOP, "", "a line of its own does not lengthen the link" },
    { "{{ text }}", NULL, NULL, STOP, FAMILY FAMILY FAMILY FAMILY FAMILY, NULL, 1, FAMILY FAMILY FAMILY FAMILY FAMILY "\n" STOP, "", "40 units and 26" },
    { "{{ text }}", NULL, NULL, STOP, FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY, NULL, 1, FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY, "footer", "48 and 26 are too many" },
    { AR " {{ text }}", NULL, NULL, AR_STOP, A50 "a", NULL, 1, AR " " A50 "a\n" AR_STOP, "", "from right to left" },
  };

  CHECK_ALL (cases);
}

/* What goes, in which order, when there is not room for all. */
static void
test_given_up (void)
{
  static const Case cases[] = {
    { "{{ text }}", NULL, NULL, STOP, A100 A50 "abcdefgh", NULL, 1, A100 A50 "abcdefgh", "footer", "how to unsubscribe first" },
    { "{{ text }}", "Ann", NULL, STOP, A100 A50 "abcdef", NULL, 1, A100 A50 "abcdef", "footer,subject", "then the heading" },
    { "{{ text }}", "Ann", "Home", STOP, A100 A50 "ab", NULL, 1, "Home: " A100 A50 "ab", "footer,subject", "the name may stay" },
    { "{{ text }}", "Ann", "Home", STOP, A100 A50 "abcdef", NULL, 1, A100 A50 "abcdef", "footer,subject,household", "then the name" },
    { "{{ text }}", NULL, "Home", NULL, A100 A50 "abcdef", NULL, 1, A100 A50 "abcdef", "household", "the name alone" },
    { "{{ text }}", "Ann", NULL, NULL, A100 A50 "abcdef", NULL, 1, A100 A50 "abcdef", "subject", "the heading alone" },
    { "{{ text }}", "Ann", "Home", STOP, A100 A100, NULL, 1, A100 A10 A10 A10 A10 "aaaaaaaaa...", "footer,subject,household,cut", "at last the text" },
    { "{{ text }}", NULL, NULL, NULL, A100 A100 "end", NULL, 2, A100 A100 "end", "", "two parts hold it" },
    { "{{ text }}", A50 A10 A10, NULL, STOP, A100 "end", NULL, 1, A100 "end", "footer,subject", "what has gone does not come back, although there is room for it" },
    { "{{ text }}", "Ann", "\U0001f3e0", NULL, A100 "end", NULL, 1, A100 "end", "subject,household", "a house as a name makes all UCS-2" },
    { "{{ text }}", NULL, "\u00c7a\u2019", STOP, A100 A50 "abcdef", NULL, 1, A100 A50 "abcdef", "footer,household", "look-alikes in what goes are not told" },
    { "{{ text }}", "\u201cA\u201d", NULL, NULL, A100 A50 "\u201ccdef\u201d", NULL, 1, A100 A50 "\"cdef\"", "look-alikes,subject", "look-alikes are told first, whenever they help" },
    { "{{ text }}", NULL, A100 A100, STOP, "Hi", NULL, 1, "Hi", "footer,household", "an absurd name" },
    { "{{ text }}", A100 A100, "Home", NULL, "Hi", NULL, 1, "Home: Hi", "subject", "an absurd heading" },
    { "{{ text }} {{ link }}", "Ann", "Home", STOP, A100 "12345678", LINK, 1, "Home: " A100 "12345678 " LINK, "footer,subject", "the link has its room" },
  };

  CHECK_ALL (cases);
}

static void
test_cut (void)
{
  static const Case cases[] = {
    { "{{ text }}", NULL, NULL, NULL, A100 A50 "abcdefghij", NULL, 1, A100 A50 "abcdefghij", "", "160 need no cut" },
    { "{{ text }}", NULL, NULL, NULL, A100 A50 "abcdefghijk", NULL, 1, A100 A10 A10 A10 A10 "aaaaaaaaa...", "cut", "161 do, at a word" },
    { "{{ text }}", NULL, NULL, NULL, A100 A100 A100 "abcdefg", NULL, 2, A100 A100 A50 A10 A10 A10 A10 "aaaaaaaaa...", "cut", "307 in two parts" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, A100 A50, LINK, 1, A100 "aaaaaaaaa... " LINK, "cut", "the text gives way to the link" },
    { "{{ link }} {{ text }}", NULL, NULL, NULL, A100 A50, LINK, 1, LINK " " A100 "aaaaaaaaa...", "cut", "a link in front is no trouble" },
    { "{{ text }} {{ link }} bye for today", NULL, NULL, NULL, A100, LINK, 1, A100 LINK " bye for today", "", "all fits" },
    { "{{ text }} {{ link }} " A50, NULL, NULL, NULL, A100, LINK, 1, A100 LINK " aaaaaaaaa...", "cut", "what follows is cut" },
    { "{{ text }} {{ link }}.", NULL, NULL, NULL, A100 "bbbbbbbb ccccccccc", LINK, 1, A100 "bbbbbbbb ccccccccc " LINK, "cut",
      "the sign behind the link goes before any word does" },
    { "{{ text }}", NULL, NULL, NULL, "see " LINK, LINK, 1, "see " LINK, "", "a link that the wording does not name" },
    { "{{ text }}", NULL, NULL, NULL, LINK " " A100 A50, NULL, 1, LINK " " A100 "aaaaaaaaa...", "cut", "an address in front of a value" },
    { "{{ text }}", NULL, NULL, NULL, A100 A10 LINK " " A50, NULL, 1, A100 A10 LINK " ...", "cut", "no dots right behind an address" },
    { "{{ text }}", NULL, NULL, NULL, A100 A10 A10 "aa " LINK " end", NULL, 1, A100 A10 A10 "aa...", "cut", "half an address leads nowhere" },
    { "{{ text }}", NULL, NULL, NULL, RU50 RU50, NULL, 1, RU50 RU5 RU5 RU5 "\u0431\u0431\u0431\u0431\u2026", "cut", "UCS-2 is cut earlier, with one character" },
    { "{{ text }}", NULL, "Home", STOP, RU50 RU50 "\u201e\u0431\u201c", NULL, 1, RU50 RU5 RU5 RU5 "\u0431\u0431\u0431\u0431\u2026", "footer,household,cut",
      "Cyrillic with all around it" },
    { "{{ text }}", NULL, NULL, NULL, X100 X100, NULL, 1, X100 X50 "xxxxxxx...", "cut", "a word that fits nowhere is cut where it stands" },
    { "a {{ text }}", NULL, NULL, NULL, X100 X100, NULL, 1, "a " X100 X50 "xxxxx...", "cut", "also behind others" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, X100 X100, LINK, 1, X100 "xxxxxxxxxxxxxxx... " LINK, "cut", "before a link" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, RU50 RU50, LINK, 1, RU5 RU5 RU5 RU5 "\u0431\u0431\u0431\u0431\u2026 " LINK, "cut", "Cyrillic before a link" },
    { "{{ text }} {{ url }}", NULL, NULL, NULL, A100 A50, NULL, 1, A100 A10 A10 "aaaaaaaaa... https://example.org/u", "cut", "a link by another name" },
    { "{{ text }}", NULL, NULL, NULL, FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY, NULL, 1,
      FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY FAMILY "\u2026", "cut", "a family is not parted" },
    { "{{ text }}", NULL, NULL, NULL, AR7 AR " " AR " " AR " " AR " " AR, NULL, 1, AR7 AR " " AR " " AR " " AR "\u2026", "cut", "from right to left the dots are where reading ends" },
  };

  CHECK_ALL (cases);
}

/* Accents and emoji, where somebody asked for cheaper words. */
static void
test_accents (void)
{
  static const Case cases[] = {
    { "{{ text }}", NULL, NULL, NULL, A100 "gar\u00e7on \U0001f389", NULL, 1, A100 "garcon", "accents", "two parts become one" },
    { "{{ text }}", NULL, NULL, NULL, "gar\u00e7on \U0001f389", NULL, 1, "gar\u00e7on \U0001f389", "", "one part is one part" },
    { "{{ text }}", NULL, NULL, NULL, A100 "\u2019", NULL, 1, A100 "'", "look-alikes", "look-alikes are enough" },
    { "{{ text }}", NULL, NULL, NULL, A100 "\u2019\u00e7", NULL, 1, A100 "'c", "accents", "look-alikes alone win nothing" },
    { "{{ text }}", NULL, "Fran\u00e7ois", STOP, A100, NULL, 1, "Francois: " A50 A10 A10 A10 A10 "aaaaaaaaa\n" STOP, "accents", "in the name, before anything goes" },
    { "{{ text }}", "\U0001f389", NULL, NULL, A100 "end", NULL, 1, A100 "end", "accents", "a heading that is a picture goes with its colon" },
    { "{{ text }}", NULL, NULL, NULL, RU50 RU50 "\u00e7", NULL, 2, RU50 RU50 "\u00e7", "", "Cyrillic stays as it is" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, A100 "\u00e7", LINK, 1, A100 "c " LINK, "accents", "a link beside it" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, A50 A10 "\u00e7", "https://e.org/\u00e7", 2, A50 A10 "\u00e7 https://e.org/\u00e7", "", "a link keeps its letters" },
    { "{{ text }} {{ link }}", NULL, NULL, NULL, A50 A10 "\u00e7", "e.org/\u00e7aaaa", 2, A50 A10 "\u00e7 e.org/\u00e7aaaa", "", "also one that does not say https" },
    { "{{ text }}", NULL, NULL, STOP, A100 A50 "\u00e7\u00e7", NULL, 1, A100 A50 "cc", "accents,footer", "then what is given up otherwise" },
    { "{{ text }}", NULL, NULL, STOP, A100 A100 "\u00e7", NULL, 1, A100 A10 A10 A10 A10 "aaaaaaaaa...", "accents,footer,cut", "and the end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_lossy (&cases[i], TRUE);
}

static void
test_faults (void)
{
  static const struct { const char *template; const char *subject; int code; const char *why; } cases[] = {
    { "{{ absent }}", NULL, TIDINGS_TEMPLATE_ERROR_MISSING, "a value is missing" },
    { "fine", "{{ absent }}", TIDINGS_TEMPLATE_ERROR_MISSING, "also in the heading" },
    { "{{ broken", NULL, TIDINGS_TEMPLATE_ERROR_SYNTAX, "a broken wording" },
    { "fine", "broken }}", TIDINGS_TEMPLATE_ERROR_SYNTAX, "a broken heading" },
    { "", NULL, TIDINGS_TEMPLATE_ERROR_MISSING, "an empty wording is no text, whatever stands around it" },
    { "{{ text? }} {{ link? }}", "Ann", TIDINGS_TEMPLATE_ERROR_MISSING, "nothing is left of it" },
    { " \n ", NULL, TIDINGS_TEMPLATE_ERROR_MISSING, "blanks are nothing" },
  };
  g_autoptr(JsonObject) values = make_values (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      const TidingsWording wording = { cases[i].template, cases[i].subject, "Home", STOP, WORDS, FALSE, 1 };
      g_autoptr(TidingsText) text = tidings_composer_compose (&wording, values, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_null (text);
      g_assert_error (error, TIDINGS_TEMPLATE_ERROR, cases[i].code);
    }
}

static void
test_long_link (void)
{
  g_autofree char *path = g_strnfill (200, 'x');
  g_autofree char *link = g_strconcat ("https://example.org/", path, NULL);
  g_autoptr(JsonObject) values = make_values ("Ready", link);
  const TidingsWording wording = { "{{ text }}: {{ link }}", "News", "Home", STOP, WORDS, FALSE, 1 };
  g_autoptr(TidingsText) text = tidings_composer_compose (&wording, values, NULL);

  g_assert_cmpstr (text->body, ==, link);
  g_assert_cmpuint (text->segments.n_segments, ==, 2);
}

/* Bits of words without dots, so that dots tell of a cut. The last ones are dear. */
static char *
make_words (GRand *rand,
            guint  n_most)
{
  static const char * const bits[] = {
    "word", " ", "a", "longer-word-than-most", " ", "12", "\u00fc", "\u20ac", "\u2019", "\u2014", "\u0431", "\u00e7", "e\u0301", AR, "\u4f60",
    "\U0001f600", FAMILY, "\U0001f1ee\U0001f1f9", "{{ name }}", "\n", "\u202e", "STOP", LINK
  };
  GString *words = g_string_new (NULL);
  /* Half of all texts are plain, as most are. */
  guint n_bits = g_rand_boolean (rand) ? 6 : G_N_ELEMENTS (bits);

  for (guint n = g_rand_int_range (rand, 0, n_most + 1); n > 0; n--)
    g_string_append (words, bits[g_rand_int_range (rand, 0, n_bits)]);

  return g_string_free (words, FALSE);
}

/* A wording of the catalog in one of its languages, or one that nobody would write. */
static char *
make_template (GRand      *rand,
               const char *language)
{
  static const char * const bits[] = { "{{ text }}", "{{ text? }} ", "{{ link }}", "{{link?}}", "{{ name }}", " ", ": ", "\n", "{ }", "b\u00e4h ", "\u2019", "\u0431" };
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());
  g_autoptr(GString) template = g_string_new ("{{ name }}");
  g_autoptr(TidingsAlertType) type = NULL;

  if (g_rand_boolean (rand))
    {
      type = g_list_model_get_item (types, g_rand_int_range (rand, 0, g_list_model_get_n_items (types)));
      return tidings_alert_type_dup_template (type, language);
    }
  for (int n = g_rand_int_range (rand, 0, 8); n > 0; n--)
    g_string_append (template, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);

  return g_string_free (g_steal_pointer (&template), FALSE);
}

/* A value for whatever the wording asks for; a link is one. */
static JsonObject *
make_random_values (GRand      *rand,
                    const char *template)
{
  g_auto(GStrv) paths = tidings_template_list_paths (template, NULL);
  JsonObject *values = json_object_new ();

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *words = make_words (rand, 60);
      g_autofree char *value = g_str_has_prefix (paths[i], "link") ? g_strdup (LINK) : g_strconcat ("v", words, NULL);

      if (g_str_has_suffix (paths[i], "?"))
        paths[i][strlen (paths[i]) - 1] = '\0';
      json_object_set_string_member (values, paths[i], value);
    }

  return values;
}

static void
check_random (const TidingsWording *wording,
              JsonObject           *values)
{
  const TidingsWording without = { wording->template, wording->subject, wording->household, NULL, wording->words, wording->may_lose, wording->max_segments };
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsText) text = tidings_composer_compose (wording, values, &error);
  g_autoptr(TidingsText) again = tidings_composer_compose (wording, values, NULL);
  g_autoptr(TidingsText) unstopped = tidings_composer_compose (&without, values, NULL);
  gboolean has_link = strstr (wording->template, "link") != NULL;
  gboolean has_stop = wording->stop != NULL && *wording->stop != '\0';
  gboolean is_cut = FALSE;

  g_assert_no_error (error);
  is_cut = g_str_has_suffix (text->note, "cut");
  g_assert_true (g_utf8_validate (text->body, -1, NULL));
  g_assert_cmpstr (text->body, !=, "");
  g_assert_cmpuint (text->segments.n_segments, <=, wording->max_segments);
  g_assert_cmpuint (text->segments.n_segments, ==, tidings_segments_count (text->body).n_segments);
  g_assert_true (!has_link || strstr (text->body, LINK) != NULL);
  g_assert_true (is_cut || (strstr (text->body, "...") == NULL && strstr (text->body, "\u2026") == NULL));
  g_assert_null (strstr (text->body, "\u202e"));
  /* How to unsubscribe costs nothing, and never the heading or the name. */
  g_assert_cmpuint (text->segments.n_segments, ==, unstopped->segments.n_segments);
  if (has_stop && g_str_has_suffix (text->body, wording->stop))
    g_assert_true (strstr (unstopped->note, "subject") == NULL && strstr (unstopped->note, "household") == NULL && strstr (unstopped->note, "cut") == NULL);
  /* What was cut off may have said it. */
  else if (has_stop && !is_cut && strstr (text->body, "STOP") == NULL)
    g_assert_nonnull (strstr (text->note, "footer"));
  g_assert_cmpstr (again->body, ==, text->body);
  g_assert_cmpstr (again->note, ==, text->note);
}

/* Whatever wordings, values and languages come together. */
static void
test_random (void)
{
  static const char * const names[] = { NULL, NULL, "", "Millers", "M\u00fcller\u2019s", "\U0001f3e0", AR, "A household with a name that is far too long to be of any use" };
  static const char * const subjects[] = { NULL, NULL, "News", "{{ name? }}", "\u201cNews\u201d" };
  static const char * const stops[] = { NULL, "", RU_STOP, AR_STOP };
  g_auto(GStrv) languages = tidings_language_list ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (1042);
  guint n_languages = g_strv_length (languages);

  for (guint i = 0; i < 2000; i++)
    {
      const char *language = languages[g_rand_int_range (rand, 0, n_languages)];
      g_autofree char *template = make_template (rand, language);
      g_autofree char *stop = tidings_catalog_dup_phrase (tidings_catalog_get_default (), "stop", language);
      const TidingsWording wording = {
        template, subjects[g_rand_int_range (rand, 0, G_N_ELEMENTS (subjects))], names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))],
        g_rand_boolean (rand) ? stop : stops[g_rand_int_range (rand, 0, G_N_ELEMENTS (stops))], WORDS, i % 4 == 0, g_rand_int_range (rand, 1, 4)
      };
      g_autoptr(JsonObject) values = make_random_values (rand, template);

      check_random (&wording, values);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/composer/whole", test_whole);
  g_test_add_func ("/composer/look-alikes", test_look_alikes);
  g_test_add_func ("/composer/stop", test_stop);
  g_test_add_func ("/composer/given-up", test_given_up);
  g_test_add_func ("/composer/cut", test_cut);
  g_test_add_func ("/composer/accents", test_accents);
  g_test_add_func ("/composer/faults", test_faults);
  g_test_add_func ("/composer/long-link", test_long_link);
  g_test_add_func ("/composer/random", test_random);

  return g_test_run ();
}
