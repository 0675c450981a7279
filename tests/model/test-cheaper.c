/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cheaper words: which characters make a text dear, what takes their place, and what is never touched. */
#include "config.h"

#include <string.h>

#include "tidings-cheaper.h"

/* Text around a character, long enough that UCS-2 takes two parts and GSM-7 one. */
#define L "The backup of the photos on the old computer in the study ended at nine "

typedef struct {
  const char *body;
  const char *text;
  const char *costly;   /* with blanks between */
  const char *why;
} Case;

static void
check_costly (const TidingsCheaper *cheaper,
              const char           *expected)
{
  g_autofree char *costly = g_strjoinv (" ", cheaper->costly);

  g_assert_cmpstr (costly, ==, expected);
}

static void
check_found (const Case *c,
             gboolean    may_lose,
             gboolean    is_lossless)
{
  g_auto(TidingsCheaper) cheaper = { 0 };
  gboolean is_found = tidings_cheaper_find (c->body, may_lose, &cheaper);

  g_test_message ("%s: “%s”", c->why, cheaper.text);
  g_assert_cmpstr (cheaper.text, ==, c->text);
  g_assert_true (is_found);
  check_costly (&cheaper, c->costly);
  g_assert_cmpint (cheaper.is_lossless, ==, is_lossless);
  g_assert_cmpint (cheaper.now.encoding, ==, TIDINGS_ENCODING_UCS2);
  g_assert_cmpint (cheaper.then.encoding, ==, TIDINGS_ENCODING_GSM7);
  g_assert_cmpuint (cheaper.then.n_segments, <, cheaper.now.n_segments);
  g_assert_cmpuint (cheaper.then.n_segments, ==, tidings_segments_count (cheaper.text).n_segments);
}

/* Look-alikes: the reader does not notice. */
static void
test_lossless (void)
{
  static const Case cases[] = {
    { L "It\u2019s done", L "It's done", "\u2019", "the quote that phones and word processors put in" },
    { L "\u201cdone\u201d", L "\"done\"", "\u201c \u201d", "English quotes" },
    { L "\u201edone\u201c", L "\"done\"", "\u201e \u201c", "German quotes" },
    { L "\u00abdone\u00bb", L "\"done\"", "\u00ab \u00bb", "French quotes" },
    { L "\u00ab\u00a0done\u00a0\u00bb", L "\" done \"", "\u00ab \u00a0 \u00bb", "with the blanks that French puts inside" },
    { L "a \u2013 b \u2014 c", L "a - b - c", "\u2013 \u2014", "dashes" },
    { L "well\u2026", L "well...", "\u2026", "an ellipsis is three dots" },
    { L "10\u00a0%", L "10 %", "\u00a0", "a blank that does not break" },
    { L "a\tb", L "a b", "\t", "a tab" },
    { L "a\u200bb", L "ab", "\u200b", "what nobody sees goes" },
    { L "a\u00adb", L "ab", "\u00ad", "a soft hyphen" },
    { L "\u2022 one", L "- one", "\u2022", "a bullet" },
    { L "\u00bd l", L "1/2 l", "\u00bd", "a fraction" },
    { L "`a\u00b4", L "'a'", "` \u00b4", "typewriter quotes" },
    { L "\u22125 C", L "-5 C", "\u2212", "minus, which Twilio's table does not have" },
    { L "well\u2011known", L "well-known", "\u2011", "a hyphen that does not break, which it does not have" },
    { L "a \u2192 b", L "a -> b", "\u2192", "an arrow" },
    { L "3 \u00d7 4", L "3 x 4", "\u00d7", "times" },
    { L "\u2264 5", L "<= 5", "\u2264", "at most" },
    { L "5\u2032 8\u2033", L "5' 8\"", "\u2032 \u2033", "feet and inches" },
    { L "\uff11\uff12\uff21", L "12A", "\uff11 \uff12 \uff21", "full-width digits and capitals" },
    { L "u\u0308ber", L "\u00fcber", "u\u0308", "a letter and its mark, which are free as one" },
    { L "\u212bngstr\u00f6m", L "\u00c5ngstr\u00f6m", "\u212b", "a unit that is a letter" },
    { L "\u2019\u2019 \u2019", L "'' '", "\u2019", "each is told once" },
    { L "M\u00fcller\u2019s caf\u00e9, se\u00f1or, \u00c7a, 5 \u20ac", L "M\u00fcller's caf\u00e9, se\u00f1or, \u00c7a, 5 \u20ac", "\u2019", "letters that are free stay" },
    { L "\u2019 https://example.org/a-b?c=1", L "' https://example.org/a-b?c=1", "\u2019", "an address beside it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check_found (&cases[i], FALSE, TRUE);
      /* Nothing is lost where look-alikes are enough. */
      check_found (&cases[i], TRUE, TRUE);
    }
}

/* Accents and pictures go only when that is allowed. */
static void
test_lossy (void)
{
  static const Case cases[] = {
    { L "gar\u00e7on", L "garcon", "\u00e7", "\u00c7 is in GSM-7, \u00e7 is not" },
    { L "ma\u00e7\u00e3", L "maca", "\u00e7 \u00e3", "Portuguese" },
    { L "caf\u00e9 \u00e1", L "caf\u00e9 a", "\u00e1", "\u00e9 is free and stays" },
    { L "\u00cd\u00d3\u00da \u00e0\u00e8", L "IOU \u00e0\u00e8", "\u00cd \u00d3 \u00da", "capitals" },
    { L "t\u00eate, ma\u00eetre, ao\u00fbt", L "tete, maitre, aout", "\u00ea \u00ee \u00fb", "French" },
    { L "\u0159e\u010d", L "rec", "\u0159 \u010d", "Czech" },
    { L "\u0142\u00f3d\u017a", L "lodz", "\u0142 \u00f3 \u017a", "Polish, whose \u0142 does not come apart" },
    { L "\u015fi\u011f\u0131 \u0130", L "sigi I", "\u015f \u011f \u0131 \u0130", "Turkish" },
    { L "\u0151 \u0171 \u0150 \u0170", L "\u00f6 \u00fc \u00d6 \u00dc", "\u0151 \u0171 \u0150 \u0170", "Hungarian: the nearest free letter" },
    { L "o\u030b", L "\u00f6", "o\u030b", "the same in two characters" },
    { L "\u0219i \u021b", L "si t", "\u0219 \u021b", "Romanian" },
    { L "\u0111\u1ebfn", L "den", "\u0111 \u1ebf", "Vietnamese, two marks" },
    { L "\u0153uf", L "oeuf", "\u0153", "two letters in one" },
    { L "\u00fe\u00f0", L "thd", "\u00fe \u00f0", "Icelandic" },
    { L "\u1e9e", L "SS", "\u1e9e", "capital sharp s, while \u00df is free" },
    { L "gar\u00e7on\u2019s", L "garcon's", "\u00e7 \u2019", "with a look-alike beside it" },
    { L "m\u00b2", L "m2", "\u00b2", "raised" },
    { L "Tidings\u2122", L "TidingsTM", "\u2122", "a sign, not a picture" },
    { L "done \U0001f389", L "done", "\U0001f389", "an emoji at the end, with its blank" },
    { L "done \U0001f389 at last", L "done at last", "\U0001f389", "in the middle" },
    { L "done \U0001f389!", L "done!", "\U0001f389", "before a sign" },
    { "\U0001f389 " L "done", L "done", "\U0001f389", "in front" },
    { L "done \U0001f389\U0001f389 \U0001f389", L "done", "\U0001f389", "three, told once" },
    { L "\U0001f468\u200d\U0001f469\u200d\U0001f467 home", L "home", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "a family is one" },
    { L "\U0001f1ee\U0001f1f9 won", L "won", "\U0001f1ee\U0001f1f9", "a flag" },
    { L "\U0001f44d\U0001f3fd ok", L "ok", "\U0001f44d\U0001f3fd", "with a skin tone" },
    { L "\u2764\ufe0f you", L "you", "\u2764\ufe0f", "a heart" },
    { L "1\ufe0f\u20e3 2", L "1 2", "1\ufe0f\u20e3", "a key loses its cap, not its digit" },
    { L "\u2713 done", L "done", "\u2713", "a tick" },
    { L "e\u0328", L "e", "e\u0328", "a mark that never joins its letter" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TidingsCheaper) cheaper = { 0 };

      check_found (&cases[i], TRUE, FALSE);
      g_assert_false (tidings_cheaper_find (cases[i].body, FALSE, &cheaper));
      g_assert_cmpstr (cheaper.text, ==, cases[i].body);
    }
}

/* Nothing is won, so nothing is touched. */
static void
test_left_alone (void)
{
  static const Case cases[] = {
    { "", NULL, "", "nothing" },
    { L, NULL, "", "nothing costly" },
    { L "M\u00fcller \u00c7 \u20ac {}", NULL, "", "free letters, and those that count twice" },
    { "It\u2019s done \U0001f389", NULL, "\u2019 \U0001f389", "one part is one part" },
    { L "\u0431\u0430\u0437\u0430 \u2013 \u2019", NULL, "\u0431 \u0430 \u0437 \u2013 \u2019", "Cyrillic: dashes are not what makes it dear" },
    { L "\u0439", NULL, "\u0439", "not even a letter that comes apart" },
    { L "\u03b1\u03b2 \u2019", NULL, "\u03b1 \u03b2 \u2019", "small Greek" },
    { L "\u0386 \u03a9", NULL, "\u0386", "capital Alpha with an accent; Omega is free" },
    { L "\u0645\u0631 \u060c \u2019", NULL, "\u0645 \u0631 \u060c \u2019", "Arabic" },
    { L "\u05e9\u05dc\u05d5\u05dd", NULL, "\u05e9 \u05dc \u05d5 \u05dd", "Hebrew" },
    { L "\u4f60\u597d\uff0c", NULL, "\u4f60 \u597d \uff0c", "Chinese: its comma stays, too" },
    { L "\u3053\u3093", NULL, "\u3053 \u3093", "Japanese" },
    { L "\ud55c\uad6d", NULL, "\ud55c \uad6d", "Korean, whose syllables come apart" },
    { L "\u0e2a\u0e27", NULL, "\u0e2a \u0e27", "Thai" },
    { L "\u0928\u093f", NULL, "\u0928\u093f", "Hindi: a letter with its vowel is one" },
    { L "https://example.org/caf\u00e7\u2013b", NULL, "\u00e7 \u2013", "an address keeps every letter" },
    { L "\u2019 HTTPS://example.org/\u00e7", NULL, "\u2019 \u00e7", "then the rest wins nothing either" },
    { L "21 \u00b0C", NULL, "\u00b0", "degrees would read as something else" },
    { L "\u221a2", NULL, "\u221a", "so would a root" },
    { "\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389"
      "\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389"
      "\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389\U0001f389",
      NULL, "\U0001f389", "nothing would be left of it" },
    { "\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd"
      "\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd"
      "\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd\u00bd",
      NULL, "\u00bd", "look-alikes that are longer would cost a part" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TidingsCheaper) cheaper = { 0 };

      g_test_message ("%s", cases[i].why);
      g_assert_false (tidings_cheaper_find (cases[i].body, TRUE, &cheaper));
      g_assert_cmpstr (cheaper.text, ==, cases[i].body);
      check_costly (&cheaper, cases[i].costly);
      g_assert_true (cheaper.is_lossless);
      g_assert_cmpuint (cheaper.now.n_segments, ==, cheaper.then.n_segments);
    }
}

static void
test_name (void)
{
  static const struct { const char *costly; const char *name; const char *why; } cases[] = {
    { "\u2019", "\u2019", "a sign that is seen" },
    { "\u00a0", "U+00A0", "a blank" },
    { "\t", "U+0009", "a tab" },
    { "\u200b", "U+200B", "nothing at all" },
    { "\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469", "two emoji and what joins them" },
    { "e\u0301", "e\u0301", "a letter and its mark" },
    { "\u0301", "U+0301", "a mark without a letter" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = tidings_cheaper_name (cases[i].costly);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static char *
make_text (GRand *rand,
           guint  i)
{
  static const char * const bits[] = {
    "word ", "it", " ", "12", "\u00fc", "\u20ac", "\u2019", "\u2014 ", "\u00a0", "\u2026", "\u00e7", "\u0151", "e\u0301", "\U0001f600", "\u2764\ufe0f",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u200d", "\u0301", "1\ufe0f\u20e3", "\n", ".", "https://e.org/a\u2013b ", "https://e.org/a ",
    "\u00b0", "\u0431", "\u4f60", "\u0645", "\u200f", "\xff"
  };
  GString *text = g_string_new (NULL);
  guint n_bits = i % 3 == 0 ? G_N_ELEMENTS (bits) : i % 3 == 1 ? 21 : 10;

  for (int n = g_rand_int_range (rand, 0, 120); n > 0; n--)
    if (i % 10 == 0)
      g_string_append_unichar (text, g_rand_int_range (rand, 1, 0xd800));
    else
      g_string_append (text, bits[g_rand_int_range (rand, 0, n_bits)]);

  return g_string_free (text, FALSE);
}

/* Never more parts, always text, and nothing left to do afterwards. */
static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1120);
  guint n_found = 0;

  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *body = make_text (rand, i);
      gboolean may_lose = g_rand_boolean (rand);
      g_auto(TidingsCheaper) cheaper = { 0 };
      g_auto(TidingsCheaper) again = { 0 };
      gboolean is_found = tidings_cheaper_find (body, may_lose, &cheaper);

      n_found += is_found;
      g_assert_true (g_utf8_validate (cheaper.text, -1, NULL));
      g_assert_cmpuint (cheaper.then.n_segments, <=, cheaper.now.n_segments);
      g_assert_cmpint (is_found, ==, cheaper.then.n_segments < cheaper.now.n_segments);
      g_assert_true (is_found || cheaper.is_lossless);
      g_assert_true (!is_found || strstr (body, "https://e.org/a ") == NULL || strstr (cheaper.text, "https://e.org/a") != NULL);

      g_assert_false (tidings_cheaper_find (cheaper.text, may_lose, &again));
      g_assert_cmpstr (again.text, ==, cheaper.text);
    }
  g_assert_cmpuint (n_found, >, 500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cheaper/lossless", test_lossless);
  g_test_add_func ("/cheaper/lossy", test_lossy);
  g_test_add_func ("/cheaper/left-alone", test_left_alone);
  g_test_add_func ("/cheaper/name", test_name);
  g_test_add_func ("/cheaper/random", test_random);

  return g_test_run ();
}
