/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments as they are billed: the tables of 3GPP TS 23.038, the edges of the parts, look-alikes and cuts. */
#include "config.h"

#include <string.h>

#include "tidings-segments.h"

/* @n times @unit, followed by @end. */
static char *
repeat (const char *unit,
        guint       n,
        const char *end)
{
  g_autoptr(GString) text = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (text, unit);
  g_string_append (text, end);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_counts (void)
{
  static const struct
  {
    const char *unit; guint n; const char *end;
    TidingsEncoding encoding; guint n_segments; guint n_units; guint n_left; const char *why;
  } cases[] = {
    { "", 0, "", TIDINGS_ENCODING_GSM7, 0, 0, 160, "nothing is nothing" },
    { "a", 1, "", TIDINGS_ENCODING_GSM7, 1, 1, 159, "a letter" },
    { "a", 160, "", TIDINGS_ENCODING_GSM7, 1, 160, 0, "a full part" },
    { "a", 161, "", TIDINGS_ENCODING_GSM7, 2, 161, 145, "one more: two parts of 153" },
    { "a", 306, "", TIDINGS_ENCODING_GSM7, 2, 306, 0, "two full parts" },
    { "a", 307, "", TIDINGS_ENCODING_GSM7, 3, 307, 152, "one more: three" },
    { "caf\u00e9", 1, "", TIDINGS_ENCODING_GSM7, 1, 4, 156, "e acute is in the default table" },
    { "\u20ac", 80, "", TIDINGS_ENCODING_GSM7, 1, 160, 0, "the euro sign needs an escape, so it counts twice" },
    { "\u20ac", 81, "", TIDINGS_ENCODING_GSM7, 2, 162, 143, "76 pairs in the first part: 153 is odd, and a pair is not divided" },
    { "a", 152, "\u20ac\u20ac\u20ac\u20ac\u20ac", TIDINGS_ENCODING_GSM7, 2, 162, 143, "the pair that would straddle the edge goes over whole" },
    { "a", 153, "\u20ac\u20ac\u20ac\u20ac", TIDINGS_ENCODING_GSM7, 2, 161, 145, "a part that is exactly full" },
    { "\u20ac", 152, "", TIDINGS_ENCODING_GSM7, 2, 304, 1, "76 pairs in each part, a septet lost in each" },
    { "\u20ac", 153, "", TIDINGS_ENCODING_GSM7, 3, 306, 151, "so the lost septets cost a part: dividing by 153 would say 2" },
    { "\r\n", 80, "", TIDINGS_ENCODING_GSM7, 1, 160, 0, "a line end of two characters counts twice" },
    { "\f", 1, "", TIDINGS_ENCODING_GSM7, 1, 2, 158, "form feed is in the extension" },
    { "\u03a9", 1, "", TIDINGS_ENCODING_GSM7, 1, 1, 159, "ten Greek capitals are in the table" },
    { "\u0391", 1, "", TIDINGS_ENCODING_UCS2, 1, 1, 69, "the Greek Alpha is not: it only looks like A" },
    { "`", 1, "", TIDINGS_ENCODING_UCS2, 1, 1, 69, "the backtick is not" },
    { "\t", 1, "", TIDINGS_ENCODING_UCS2, 1, 1, 69, "the tab is not" },
    { "\u00e7", 1, "", TIDINGS_ENCODING_UCS2, 1, 1, 69, "small c cedilla is not, though the capital is" },
    { "\x1b", 1, "", TIDINGS_ENCODING_UCS2, 1, 1, 69, "the escape is no character" },
    { "\u0431", 70, "", TIDINGS_ENCODING_UCS2, 1, 70, 0, "a full part of Cyrillic" },
    { "\u0431", 71, "", TIDINGS_ENCODING_UCS2, 2, 71, 63, "one more: parts of 67" },
    { "\u0431", 134, "", TIDINGS_ENCODING_UCS2, 2, 134, 0, "two full parts" },
    { "\u0431", 135, "", TIDINGS_ENCODING_UCS2, 3, 135, 66, "one more: three" },
    { "1", 68, "\U0001f61c", TIDINGS_ENCODING_UCS2, 1, 70, 0, "an emoji takes two units" },
    { "1", 69, "\U0001f61c", TIDINGS_ENCODING_UCS2, 2, 71, 63, "one digit more" },
    { "1", 66, "\U0001f61c1111", TIDINGS_ENCODING_UCS2, 2, 72, 61, "an emoji on the edge goes over whole" },
    { "\U0001f1ee\U0001f1f9", 1, "", TIDINGS_ENCODING_UCS2, 1, 4, 66, "a flag is two letters of two units" },
    { "\U0001f3f3\ufe0f\u200d\U0001f308", 1, "", TIDINGS_ENCODING_UCS2, 1, 6, 64, "the rainbow flag is four characters of six units" },
    { "1", 64, "\U0001f1ee\U0001f1f9\U0001f1ee\U0001f1f9", TIDINGS_ENCODING_UCS2, 2, 72, 59, "a flag is not divided between its letters" },
    { "1", 66, "e\u0301aaaa", TIDINGS_ENCODING_UCS2, 2, 72, 61, "nor a letter from its mark" },
    { "1", 66, "\r\nb\u0431bbbb", TIDINGS_ENCODING_UCS2, 2, 74, 59, "nor a line end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = repeat (cases[i].unit, cases[i].n, cases[i].end);
      TidingsSegments segments = tidings_segments_count (body);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (segments.encoding, ==, cases[i].encoding);
      g_assert_cmpuint (segments.n_units, ==, cases[i].n_units);
      g_assert_cmpuint (segments.n_segments, ==, cases[i].n_segments);
      g_assert_cmpuint (segments.n_units_left, ==, cases[i].n_left);
      g_assert_cmpuint (segments.n_characters, ==, g_utf8_strlen (body, -1));
    }
}

/* A letter under so many marks that no part can hold them still has to go somewhere. */
static void
test_tower (void)
{
  g_autofree char *body = repeat ("\u0301", 100, "");
  g_autofree char *tower = g_strconcat ("aaaae", body, NULL);
  TidingsSegments segments = tidings_segments_count (tower);

  g_assert_cmpuint (segments.n_units, ==, 105);
  g_assert_cmpuint (segments.n_segments, ==, 2);
  g_assert_cmpuint (segments.n_units_left, ==, 134 - 105);
}

static void
test_tables (void)
{
  guint n_default = 0;
  guint n_extension = 0;

  for (gunichar character = 0; character <= 0xffff; character++)
    {
      n_default += tidings_gsm7_has (character) == 1;
      n_extension += tidings_gsm7_has (character) == 2;
    }
  g_assert_cmpuint (n_default, ==, 127);
  g_assert_cmpuint (n_extension, ==, 10);
  g_assert_cmpuint (tidings_gsm7_has (0), ==, 0);
  g_assert_cmpuint (tidings_gsm7_has ('['), ==, 2);
  g_assert_cmpuint (tidings_gsm7_has ('@'), ==, 1);
  g_assert_cmpstr (tidings_encoding_to_string (TIDINGS_ENCODING_GSM7), ==, "GSM-7");
  g_assert_cmpstr (tidings_encoding_to_string (TIDINGS_ENCODING_UCS2), ==, "UCS-2");
}

static void
test_look_alikes (void)
{
  static const struct { const char *body; const char *result; const char *why; } cases[] = {
    { "plain", "plain", "nothing to do" },
    { "\u201cIt\u2019s on\u201d", "\"It's on\"", "curly quotes" },
    { "\u201eJa\u201c \u00abOui\u00bb", "\"Ja\" \"Oui\"", "other languages' quotes" },
    { "\u2039a\u203a", "<a>", "single guillemets keep their direction" },
    { "9\u201310 \u2014 ok", "9-10 - ok", "dashes" },
    { "wait\u2026", "wait...", "ellipsis" },
    { "\u00bd \u00bc \u00be", "1/2 1/4 3/4", "fractions" },
    { "12\u00a0kg\u202f!\tx", "12 kg ! x", "every kind of blank is one blank" },
    { "a\u200bb\ufeffc\u2060", "abc", "what nobody sees goes" },
    { "\uff21\uff22\uff3a\uff10\uff19\uff01", "ABZ09!", "full width" },
    { "\u1d00\u0299\u1d22\ua730\u028f", "ABZFY", "small capitals" },
    { "u\u0308 n\u0303", "\u00fc \u00f1", "a letter and its mark become the letter" },
    { "c\u0327\u00e1", "\u00e7\u00e1", "a letter that GSM-7 lacks stays a letter" },
    { "x\u0303", "x\u0303", "and so does one that has no composed form" },
    { "\u20ac 5 ^ ~", "\u20ac 5 ^ ~", "the extension table stays" },
    { "\U0001f600 \u00b0 \u0431 \u2603", "\U0001f600 \u00b0 \u0431 \u2603", "no look-alike, no change" },
    { "`x\u00b4", "'x'", "backtick and acute" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = tidings_gsm7_look_alikes (cases[i].body);

      g_test_message ("%s: %s", cases[i].body, cases[i].why);
      g_assert_cmpstr (result, ==, cases[i].result);
    }
}

/* What becomes something else is always in GSM-7 afterwards, and nothing in GSM-7 is touched. */
static void
test_look_alikes_all (void)
{
  guint n_replaced = 0;

  for (gunichar character = 1; character <= 0xffff; character++)
    {
      char body[7] = { 0 };
      g_autofree char *result = NULL;

      if (character >= 0xd800 && character <= 0xdfff)
        continue;
      g_unichar_to_utf8 (character, body);
      result = tidings_gsm7_look_alikes (body);
      if (g_str_equal (body, result))
        continue;
      g_assert_cmpuint (tidings_gsm7_has (character), ==, 0);
      if (tidings_segments_count (result).encoding == TIDINGS_ENCODING_GSM7)
        n_replaced++;
    }
  g_assert_cmpuint (n_replaced, >, 250);
}

static void
test_cuts (void)
{
  static const struct
  {
    const char *unit; guint n; const char *end; guint max_segments;
    const char *result_unit; guint n_result; const char *result_end; const char *why;
  } cases[] = {
    { "a", 160, "", 1, "a", 160, "", "what fits stays" },
    { "word ", 32, "", 1, "word ", 32, "", "even with a blank at its end" },
    { "word ", 40, "", 1, "word ", 30, "word...", "158 would be the last word's end, 157 is the most" },
    { "abc ", 41, "", 1, "abc ", 38, "abc...", "155 and three dots" },
    { "abc ", 200, "", 2, "abc ", 75, "abc...", "two parts hold 306: 303 and three dots" },
    { "a", 200, "", 1, "a", 157, "...", "a word that is too long is cut" },
    { "ab ", 1, "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
      "ccccccccccccccccccccccccccccccccccccccccccccccccccccccc", 1,
      "ab ccc", 1, "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
      "ccccccccccccccccccccccccccccccccccccccc...", "also when a short one stands before it" },
    { "\u0431\u0431 ", 30, "", 1, "\u0431\u0431 ", 22, "\u0431\u0431\u2026", "one unit for the ellipsis in UCS-2" },
    { "\u0431", 100, "", 1, "\u0431", 69, "\u2026", "inside a word in UCS-2" },
    { "\U0001f61c", 36, "", 1, "\U0001f61c", 34, "\u2026", "never inside a pair" },
    { "\U0001f1ee\U0001f1f9", 20, "", 1, "\U0001f1ee\U0001f1f9", 17, "\u2026", "never inside a flag" },
    { "word ", 30, "\U0001f61c\U0001f61c", 1, "word ", 29, "word...", "without the emoji it is GSM-7 and keeps far more" },
    { "word   ", 40, "", 1, "word   ", 21, "word...", "no blank before the dots" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = repeat (cases[i].unit, cases[i].n, cases[i].end);
      g_autofree char *expected = repeat (cases[i].result_unit, cases[i].n_result, cases[i].result_end);
      g_autofree char *result = tidings_segments_cut (body, cases[i].max_segments);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (result, ==, expected);
      g_assert_cmpuint (tidings_segments_count (result).n_segments, <=, cases[i].max_segments);
    }
}

static void
test_cuts_before (void)
{
  static const struct { const char *unit; guint n; const char *end; const char *result_unit; guint n_result; const char *result_end; const char *why; } cases[] = {
    { "word ", 40, "https://example.org/abc", "word ", 25, "word... https://example.org/abc", "27 words and what follows would be 161" },
    { "a", 200, "https://example.org/abc", "a", 133, "... https://example.org/abc", "a long word gives way, the end does not" },
    { "w ", 0, "https://example.org/abc", "", 0, "https://example.org/abc", "nothing before it" },
    { "word ", 2, "\u0431", "word ", 1, "word\u2026 \u0431", "the ellipsis is the whole text's" },
  };
  g_autofree char *long_end = repeat ("x", 170, "");
  g_autofree char *alone = tidings_segments_cut_before ("some words", long_end, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = repeat (cases[i].unit, cases[i].n, "");
      g_autofree char *expected = repeat (cases[i].result_unit, cases[i].n_result, cases[i].result_end);
      g_autofree char *result = tidings_segments_cut_before (body, cases[i].end, 1);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (result, ==, expected);
    }
  g_assert_cmpstr (alone, ==, long_end);
}

static char *
make_random_text (GRand *rand,
                  guint  kind)
{
  static const char * const bits[] = {
    "a", "z", "\u20ac", "{", " ", " ", "\n", "\u00e9", "\u0431", "\U0001f61c", "\U0001f1ee\U0001f1f9", "\u0301", "\u200d", "\u2026", "word", "\r\n"
  };
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_bits = kind == 1 ? 8 : G_N_ELEMENTS (bits);

  for (int n = g_rand_int_range (rand, 0, 400); n > 0; n--)
    if (kind == 0)
      g_string_append_c (text, g_rand_int_range (rand, 1, 256));
    else
      g_string_append (text, bits[g_rand_int_range (rand, 0, n_bits)]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whatever comes: the count is one that the parts can hold, and a cut text fits and begins as the whole did. */
static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (23040);

  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *body = make_random_text (rand, i % 3);
      g_autofree char *cut = NULL;
      TidingsSegments segments = tidings_segments_count (body);
      gboolean is_gsm7 = segments.encoding == TIDINGS_ENCODING_GSM7;
      guint room = is_gsm7 ? 153 : 67;
      guint max_segments = g_rand_int_range (rand, 1, 4);

      if (segments.n_segments > 1)
        {
          g_assert_cmpuint (segments.n_units, <=, segments.n_segments * room - segments.n_units_left);
          g_assert_cmpuint (segments.n_units, >, is_gsm7 ? 160 : 70);
          g_assert_cmpuint (segments.n_units_left, <, room);
        }
      else
        g_assert_cmpuint (segments.n_units + segments.n_units_left, ==, is_gsm7 ? 160 : 70);

      if (!g_utf8_validate (body, -1, NULL))
        continue;
      cut = tidings_segments_cut (body, max_segments);
      g_assert_true (g_utf8_validate (cut, -1, NULL));
      g_assert_cmpuint (tidings_segments_count (cut).n_segments, <=, max_segments);
      if (!g_str_equal (cut, body))
        g_assert_cmpint (strncmp (cut, body, strlen (cut) - 3), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/segments/counts", test_counts);
  g_test_add_func ("/segments/tower", test_tower);
  g_test_add_func ("/segments/tables", test_tables);
  g_test_add_func ("/segments/look-alikes", test_look_alikes);
  g_test_add_func ("/segments/look-alikes-all", test_look_alikes_all);
  g_test_add_func ("/segments/cuts", test_cuts);
  g_test_add_func ("/segments/cuts-before", test_cuts_before);
  g_test_add_func ("/segments/random", test_random);

  return g_test_run ();
}
