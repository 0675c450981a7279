/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that fit: what is given up, in which order, and that a link never is. */
#include "config.h"

#include <string.h>

#include "tidings-composer.h"
#include "tidings-template.h"

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
  if (text != NULL)
    json_object_set_string_member (values, "text", text);
  if (link != NULL)
    json_object_set_string_member (values, "link", link);

  return values;
}

static void
test_compose (void)
{
  static const struct
  {
    const char *template; const char *subject; const char *footer; const char *text; const char *link;
    guint max_segments; const char *body; const char *note; const char *why;
  } cases[] = {
    { "Hi {{ name }}", NULL, NULL, NULL, NULL, 1, "Hi Ann", "", "nothing to do" },
    { "Hi {{ name }}", "For {{ name }}", "Home", NULL, NULL, 1, "For Ann: Hi Ann\nHome", "", "with heading and footer" },
    { "Hi {{ name }}", "{{ text? }}", "", NULL, NULL, 1, "Hi Ann", "", "an empty heading and an empty footer leave no trace" },
    { "It\u2019s \u201cdone\u201d \u2026", NULL, NULL, NULL, NULL, 1, "It\u2019s \u201cdone\u201d \u2026", "", "what fits keeps its curly quotes" },
    { "It\u2019s {{ text }}", NULL, NULL, A50 "end", NULL, 2, "It\u2019s " A50 "end", "", "one part of UCS-2 is one part" },
    { "It\u2019s {{ text }}", NULL, NULL, A100 "end", NULL, 2, "It's " A100 "end", "look-alikes", "it would fit into two, but look-alikes save one" },
    { "It\u2019s {{ text }}", NULL, NULL, A100 "end", NULL, 1, "It's " A100 "end", "look-alikes", "look-alikes make it fit" },
    { "{{ text }}", NULL, "Home", A100 A50 "abcdefgh", NULL, 1, A100 A50 "abcdefgh", "footer", "the footer goes first" },
    { "{{ text }}", NULL, "Home \U0001f3e0", A100 "end", NULL, 1, A100 "end", "footer", "a footer with an emoji costs too much" },
    { "{{ text }}", "Ann", "Home", A100 A50 "abcdef", NULL, 1, A100 A50 "abcdef", "footer,subject", "then the heading" },
    { "{{ text }}", "Ann", "Home", A100 "\u201cend\u201d", NULL, 1, "Ann: " A100 "\"end\"\nHome", "look-alikes", "look-alikes before anything goes" },
    { "{{ text }}", "Ann", "Home \U0001f3e0", A100 "\u201cend\u201d", NULL, 1, "Ann: " A100 "\"end\"", "look-alikes,footer",
      "they help only once the emoji has gone" },
    { "{{ text }}", "Ann", "Home", A100 A100, NULL, 1, A100 A10 A10 A10 A10 "aaaaaaaaa...", "footer,subject,cut",
      "at last the text is cut at a word" },
    { "{{ text }}", NULL, NULL, A100 A100 "end", NULL, 2, A100 A100 "end", "", "two parts hold it" },
    { "{{ text }} {{ link? }}", NULL, NULL, A100, LINK, 1, A100 LINK, "", "text and link fit" },
    { "{{ text }} {{ link }}", NULL, NULL, A100 A50, LINK, 1, A100 "aaaaaaaaa... " LINK, "cut", "the text gives way to the link" },
    { "{{ link }} {{ text }}", NULL, NULL, A100 A50, LINK, 1, LINK " " A100 "aaaaaaaaa...", "cut", "a link in front is no trouble" },
    { "{{ text }} {{ link }} bye for today", NULL, NULL, A100, LINK, 1, A100 LINK " bye for today", "", "all fits" },
    { "{{ text }} {{ link }} " A50, NULL, NULL, A100, LINK, 1, A100 LINK " aaaaaaaaa...", "cut", "what follows is cut" },
    { "{{ text }} {{ link }}.", NULL, NULL, A100 "bbbbbbbb ccccccccc", LINK, 1, A100 "bbbbbbbb ccccccccc " LINK, "cut",
      "the sign behind the link goes before any word does" },
    { "{{ text }} {{ link }}", NULL, NULL, A100, "https://example.org/a\u2013b", 2, A100 "https://example.org/a\u2013b", "",
      "a dash in a link is part of the address" },
    { "{{ text }}", NULL, NULL, "see " LINK, LINK, 1, "see " LINK, "", "a link that the wording does not name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) values = make_values (cases[i].text, cases[i].link);
      g_autoptr(GError) error = NULL;
      g_autoptr(TidingsText) text = NULL;

      text = tidings_composer_compose (cases[i].template, cases[i].subject, cases[i].footer, values, cases[i].max_segments, &error);
      g_assert_no_error (error);
      g_test_message ("%s: “%s” %s", cases[i].why, text->body, text->note);
      g_assert_cmpstr (text->note, ==, cases[i].note);
      g_assert_cmpstr (text->body, ==, cases[i].body);
      g_assert_cmpuint (text->segments.n_segments, <=, cases[i].max_segments);
      g_assert_cmpuint (text->segments.n_segments, ==, tidings_segments_count (text->body).n_segments);
    }
}

static void
test_faults (void)
{
  static const struct { const char *template; const char *subject; int code; const char *why; } cases[] = {
    { "{{ absent }}", NULL, TIDINGS_TEMPLATE_ERROR_MISSING, "a value is missing" },
    { "fine", "{{ absent }}", TIDINGS_TEMPLATE_ERROR_MISSING, "also in the heading" },
    { "{{ broken", NULL, TIDINGS_TEMPLATE_ERROR_SYNTAX, "a broken wording" },
    { "fine", "broken }}", TIDINGS_TEMPLATE_ERROR_SYNTAX, "a broken heading" },
  };
  g_autoptr(JsonObject) values = make_values (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TidingsText) text = tidings_composer_compose (cases[i].template, cases[i].subject, NULL, values, 1, &error);

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
  g_autoptr(TidingsText) text = tidings_composer_compose ("{{ text }}: {{ link }}", NULL, NULL, values, 1, NULL);

  g_assert_cmpstr (text->body, ==, link);
  g_assert_cmpuint (text->segments.n_segments, ==, 2);
}

/* Whatever the values hold, the text fits, and a link that can fit is in it whole. */
static void
test_random (void)
{
  static const char * const bits[] = { "word", " ", "\u2019", "\u2014", "\U0001f600", "\u20ac", "\u0431", "e\u0301", "longer-word-than-most", LINK };
  g_autoptr(GRand) rand = g_rand_new_with_seed (1042);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(GString) words = g_string_new ("x");
      guint max_segments = g_rand_int_range (rand, 1, 4);
      g_autoptr(JsonObject) values = NULL;
      g_autoptr(TidingsText) text = NULL;

      for (int n = g_rand_int_range (rand, 0, 150); n > 0; n--)
        g_string_append (words, bits[g_rand_int_range (rand, 0, i % 2 ? 2 : G_N_ELEMENTS (bits))]);
      values = make_values (words->str, LINK);

      text = tidings_composer_compose (i % 3 ? "{{ text }} {{ link }}" : "{{ link }}: {{ text }}", i % 5 ? NULL : "{{ name }}",
                                       i % 7 ? NULL : "Home", values, max_segments, NULL);
      g_assert_nonnull (text);
      g_assert_true (g_utf8_validate (text->body, -1, NULL));
      g_assert_cmpuint (text->segments.n_segments, <=, max_segments);
      g_assert_nonnull (strstr (text->body, LINK));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/composer/compose", test_compose);
  g_test_add_func ("/composer/faults", test_faults);
  g_test_add_func ("/composer/long-link", test_long_link);
  g_test_add_func ("/composer/random", test_random);

  return g_test_run ();
}
