/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several texts as one: what is said, in which order, and what is left out when there is no room. */
#include "config.h"

#include <string.h>

#include "tidings-digest.h"

#define A10 "aaaaaaaaa "
#define A50 A10 A10 A10 A10 A10
#define A100 A50 A50
#define LINK "https://example.org/orders/1042"

static const TidingsDigestWords plain = {
  .title = "Job failed",
  .stop = "Reply STOP to unsubscribe",
  .several = "{{ title }} ({{ count }}): {{ texts }}",
  .repeated = "{{ text }} ({{ count }}x)",
  .more = "More: {{ count }}",
};

typedef struct {
  const char *body;
  guint n_repeats;
  guint n_texts;
} Part;

static void
test_compose (void)
{
  static const struct
  {
    const char *household; gboolean says_stop; guint max_segments; Part parts[6]; guint count; const char *body; const char *why;
  } cases[] = {
    { NULL, FALSE, 1, { { "a", 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): a\nb", "the newest comes first, as it was added first" },
    { NULL, FALSE, 1, { { "a", 0, 1 } }, 1, "a", "one is itself" },
    { NULL, FALSE, 1, { { "a", 0, 3 } }, 3, "a (3x)", "all the same: the text with its count, without a heading" },
    { NULL, FALSE, 1, { { "a (2x)", 1, 1 } }, 2, "a (2x)", "a count that the text says already is not said twice" },
    { NULL, FALSE, 1, { { "a", 1, 1 }, { "b", 0, 1 } }, 3, "Job failed (3): a (2x)\nb", "one whose count did not fit into its own text" },
    { NULL, FALSE, 1, { { "a (2x)", 1, 1 }, { "a", 0, 1 } }, 3, "a (3x)", "the same text with and without a count is the same" },
    { NULL, FALSE, 1, { { "a (2x)", 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): a (2x)\nb", "what only looks like a count is part of the text" },
    { NULL, FALSE, 1, { { "a", 0, 2 }, { "b", 0, 1 }, { "a", 0, 1 } }, 4, "Job failed (4): a (3x)\nb", "the same again later stands where its newest stands" },
    { "Home", FALSE, 1, { { "Home: a", 0, 1 }, { "Home: b", 0, 1 } }, 2, "Home: Job failed (2): a\nb", "the name is said once" },
    { "Home", FALSE, 1, { { "Home: a", 0, 1 }, { "b", 0, 1 } }, 2, "Home: Job failed (2): a\nb", "also where one had no room for it" },
    { "Home", FALSE, 1, { { "Home: a (2x)", 1, 1 } }, 2, "Home: a (2x)", "name and count at once" },
    { "", FALSE, 1, { { ": a", 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): : a\nb", "an empty name is none" },
    { "Ann\xe2\x80\x99s", FALSE, 1, { { "Ann's: a", 0, 1 }, { "b", 0, 1 } }, 2, "Ann\xe2\x80\x99s: Job failed (2): a\nb", "a name that became look-alikes is still the name" },
    { NULL, FALSE, 1, { { "a\nReply STOP to unsubscribe", 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): a\nb", "how to unsubscribe is taken off" },
    { NULL, TRUE, 1, { { "a\nReply STOP to unsubscribe", 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): a\nb\nReply STOP to unsubscribe", "and said once" },
    { NULL, TRUE, 2, { { A100, 0, 1 }, { "bbbbbbbbbbbbbbbbbbbb", 0, 1 } }, 2, "Job failed (2): " A100 "\nbbbbbbbbbbbbbbbbbbbb", "but not for another part" },
    { NULL, FALSE, 1, { { A100, 0, 1 }, { A100 "b", 0, 1 } }, 2, "Job failed (2): " A100 "\nMore: 1", "what does not fit is counted" },
    { NULL, FALSE, 1, { { A100, 0, 1 }, { A100 "b", 4, 2 } }, 11, "Job failed (11): " A100 "\nMore: 10", "with all that it stands for" },
    { NULL, FALSE, 2, { { A100, 0, 1 }, { A100 "b", 0, 1 } }, 2, "Job failed (2): " A100 "\n" A100 "b", "two parts hold both" },
    { NULL, FALSE, 1, { { A100 A50, 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): " A100 A10 A10 "aaaaaaaaa... More: 1", "the newest is cut if it does not fit" },
    { NULL, FALSE, 1, { { A100 A10 A10 LINK, 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): More: 2", "but not with a link in it, which is never cut" },
    { NULL, FALSE, 1, { { A100 A100, 0, 2 } }, 2, "Job failed (2): " A100 A10 A10 A10 "aaaaaaaaa...", "all the same, and too long: cut, and counted in front" },
    { "Home", FALSE, 1, { { A100 A10 A10 "bbbbbbbbbbbb", 0, 1 }, { "cccccccccc", 0, 1 } }, 2, "Job failed (2): " A100 A10 A10 "bbbbbbbbbbbb\ncccccccccc", "the name goes before a text does" },
    { NULL, FALSE, 1, { { "\xe2\x80\x9cx\xe2\x80\x9d " A50, 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): \"x\" " A50 "\nb", "look-alikes where that saves a part" },
    { NULL, FALSE, 1, { { "\xe2\x80\x9cx\xe2\x80\x9d", 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): \xe2\x80\x9cx\xe2\x80\x9d\nb", "and nowhere else" },
    { NULL, FALSE, 0, { { "a", 0, 1 }, { "b", 0, 1 } }, 2, "Job failed (2): a\nb", "no part at all is one part" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsDigestWords words = plain;
      g_autoptr(TidingsDigest) digest = NULL;
      g_autoptr(TidingsText) text = NULL;

      words.household = cases[i].household;
      words.says_stop = cases[i].says_stop;
      digest = tidings_digest_new (&words);
      for (const Part *part = cases[i].parts; part->body != NULL; part++)
        tidings_digest_add (digest, part->body, part->n_repeats, part->n_texts);
      text = tidings_digest_compose (digest, cases[i].max_segments);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (text->body, ==, cases[i].body);
      g_assert_cmpuint (tidings_digest_get_count (digest), ==, cases[i].count);
      g_assert_cmpuint (text->segments.n_segments, ==, tidings_segments_count (text->body).n_segments);
      g_assert_cmpuint (text->segments.n_segments, <=, MAX (cases[i].max_segments, 1));
    }
}

static void
test_repeat (void)
{
  static const struct { const char *household; const char *body; guint count; const char *text; const char *why; } cases[] = {
    { NULL, "a", 2, "a (2x)", "the count goes behind" },
    { "Home", "Home: a", 3, "Home: a (3x)", "also with a name in front" },
    { NULL, "a\nReply STOP to unsubscribe", 2, "a (2x)\nReply STOP to unsubscribe", "and before how to unsubscribe" },
    { NULL, "a\nnothing of the kind", 2, "a\nnothing of the kind (2x)", "another line is part of the text" },
    { NULL, A100 A50 "aaaaaaa", 9, A100 A50 "aaaaaaa", "not if it would cost a part: 157 letters leave no room for five" },
    { NULL, A100 A50 "aaaaaa", 9, A100 A50 "aaaaaa", "nor 156" },
    { NULL, A100 A50 "aaaaa", 9, A100 A50 "aaaaa (9x)", "155 do" },
    { NULL, A100 A100, 9, A100 A100 " (9x)", "a long text has room in its last part" },
    { NULL, "Gr\xc3\xbc\xc3\x9f" "e", 2, "Gr\xc3\xbc\xc3\x9f" "e (2x)", "letters of a language stay" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsDigestWords words = plain;
      g_autoptr(TidingsText) text = NULL;

      words.household = cases[i].household;
      text = tidings_digest_repeat (&words, cases[i].body, cases[i].count);
      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (text->body, ==, cases[i].text);
      g_assert_cmpuint (text->segments.n_segments, ==, tidings_segments_count (cases[i].body).n_segments);
    }
}

/* A wording that turns the order round, as other languages may. */
static void
test_other_orders (void)
{
  TidingsDigestWords words = plain;
  g_autoptr(TidingsDigest) digest = tidings_digest_new (&words);
  g_autoptr(TidingsText) text = NULL;

  words.several = "{{ texts }} - {{ count }} x {{ title }}";
  words.repeated = "{{ count }} mal: {{ text }}";
  tidings_digest_add (digest, "2 mal: a", 1, 1);
  tidings_digest_add (digest, "b", 0, 1);
  text = tidings_digest_compose (digest, 1);
  g_assert_cmpstr (text->body, ==, "2 mal: a\nb - 3 x Job failed");
}

/* Whatever comes: it fits, nothing is invented, and each alert is counted. */
static void
test_random (void)
{
  for (guint run = 0; run < 300; run++)
    {
      TidingsDigestWords words = plain;
      g_autoptr(TidingsDigest) digest = NULL;
      g_autoptr(TidingsText) text = NULL;
      guint n = g_test_rand_int_range (1, 40);
      guint max_segments = g_test_rand_int_range (1, 6);
      guint count = 0;

      words.household = g_test_rand_int_range (0, 2) ? "The Jo\xc3\xabls" : NULL;
      words.says_stop = g_test_rand_int_range (0, 2);
      digest = tidings_digest_new (&words);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr(GString) body = g_string_new (NULL);
          guint n_repeats = g_test_rand_int_range (0, 3);
          guint n_texts = g_test_rand_int_range (1, 4);

          for (gint32 k = g_test_rand_int_range (1, 60); k > 0; k--)
            g_string_append_unichar (body, g_test_rand_int_range (0, 20) == 0 ? (gunichar) (0x4e00 + g_test_rand_int_range (0, 99)) :
                                     (gunichar) "abcd " [g_test_rand_int_range (0, 5)]);
          tidings_digest_add (digest, body->str, n_repeats, n_texts);
          count += (n_repeats + 1) * n_texts;
        }
      text = tidings_digest_compose (digest, max_segments);
      g_assert_cmpuint (tidings_digest_get_count (digest), ==, count);
      g_assert_cmpuint (tidings_segments_count (text->body).n_segments, <=, max_segments);
      g_assert_true (g_utf8_validate (text->body, -1, NULL));
      g_assert_null (strstr (text->body, "\xee\x80\x80"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/digest/compose", test_compose);
  g_test_add_func ("/engine/digest/repeat", test_repeat);
  g_test_add_func ("/engine/digest/other-orders", test_other_orders);
  g_test_add_func ("/engine/digest/random", test_random);

  return g_test_run ();
}
