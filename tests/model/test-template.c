/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: what goes in, what is refused, and that no bytes can confuse the parser. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "tidings-template.h"

#define VALUES \
  "{ 'order': { 'number': 1042, 'shop': { 'name': 'Corner Shop' }, 'items': [1, 2] }, 'flat.path': 'flat'," \
  "  'name': 'Ann', 'nothing': null, 'empty': '', 'blank': ' \\t ', 'yes': true, 'tenth': 0.1, 'price': 12.5, 'big': 9007199254740993," \
  "  'million': 1e6, 'sky': 1.5e21, 'dust': 0.0000025, 'debt': -1e15, 'least': 5e-324, 'no': false, 'money': '12.50', 'zeros': '007', 'exponent': '1e6'," \
  "  'turned': 'a\\u202Eb\\u202Cc\\u2066d\\u2069', 'mark': '\\u200Fa', 'opening': '{{', 'closing': '}}', 'half': '{{ na', 'percent': '%s %n', 'shell': '$(rm) `id` ${HOME}'," \
  "  'a-b': 'dash', 'a_b': 'line', '7': 'digit', 'deep': { 'deep': { 'deep': { 'deep': 'four' } } }, 'list': [{ 'name': 'x' }], 'zero': 0, 'minus': -7, 'joined': '\\uD83D\\uDC68\\u200D\\uD83D\\uDC69'," \
  "  'lines': 'one\\r\\ntwo\\u0007\\u2028  three ', 'braces': '{{ name }}', 'a': { 'b': 'nested' }, 'a.b': 'whole name' }"

static JsonObject *
parse_values (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);

  return json_node_dup_object (node);
}

static void
test_render (void)
{
  static const struct { const char *template; const char *text; const char *why; } cases[] = {
    { "", "", "nothing" },
    { "Plain { text } with } single { braces", "Plain { text } with } single { braces", "single braces are text" },
    { "{{ name }}", "Ann", "one value" },
    { "{{name}}{{ name}}{{name }}", "AnnAnnAnn", "blanks inside do not matter" },
    { "No. {{ order.number }}!", "No. 1042!", "a number inside an object" },
    { "{{ order.shop.name }}", "Corner Shop", "two levels down" },
    { "{{ flat.path }}", "flat", "a member named by the whole path" },
    { "{{ a.b }}", "whole name", "the whole name wins over the nested one" },
    { "{{ yes }}", "true", "a boolean" },
    { "{{ no }}", "false", "the other one" },
    { "{{ million }} {{ debt }}", "1000000 -1000000000000000", "without an exponent" },
    { "{{ sky }}", "1500000000000000000000", "nor one for very many" },
    { "{{ dust }}", "0.0000025", "nor for very little" },
    { "{{ money }} {{ zeros }} {{ exponent }}", "12.50 007 1e6", "what came as text stays as it was written" },
    { "{{ zero }} {{ minus }}", "0 -7", "zero is a value, not an absent one" },
    { "{{ turned }}", "abcd", "nothing turns the text around it" },
    { "{{ mark }}", "\u200fa", "a mark that only tells a direction stays" },
    { "{{ joined }}", "\U0001f468\u200d\U0001f469", "so do joiners of emoji" },
    { "{{ opening }} name {{ closing }}", "{{ name }}", "braces from two values make no placeholder" },
    { "{{ half }}me }", "{{ name }", "nor does half a one" },
    { "{{ percent }}", "%s %n", "no format" },
    { "{{ shell }}", "$(rm) `id` ${HOME}", "no shell" },
    { "{{ a-b }} {{ a_b }} {{ 7 }}", "dash line digit", "signs that a name may have" },
    { "{{ deep.deep.deep.deep }}", "four", "four levels down" },
    { "{{ tenth }} {{ price }} {{ big }}", "0.1 12.5 9007199254740993", "numbers as they were written" },
    { "{{ lines }}", "one two three", "control characters and line ends become single blanks" },
    { "{{ braces }}", "{{ name }}", "a value is never read as a template" },
    { "Hi {{ name? }}.", "Hi Ann.", "optional and there" },
    { "Hi {{ absent? }}.", "Hi.", "optional and absent: the blank before it goes" },
    { "Hi {{ nothing? }} {{ empty? }} {{ blank? }} {{ order.absent? }}.", "Hi.", "null, empty, blank and absent below are all absent" },
    { "{{ absent? }} Hi", "Hi", "nothing before it: the blank behind it goes" },
    { "Hi\n{{ absent? }} you", "Hi\nyou", "likewise at the start of a line" },
    { "{{ absent? }}{{ name }}", "Ann", "no blank at all" },
    { "Hi  {{ absent? }}", "Hi ", "one blank, not all" },
    { "Grüße, {{ name }} 😀", "Grüße, Ann 😀", "UTF-8" },
  };
  g_autoptr(JsonObject) values = parse_values (VALUES);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = tidings_template_render (cases[i].template, values, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_missing (void)
{
  static const struct { const char *template; const char *path; const char *why; } cases[] = {
    { "{{ absent }}", "absent", "not there" },
    { "{{ nothing }}", "nothing", "null" },
    { "{{ empty }}", "empty", "empty" },
    { "{{ blank }}", "blank", "nothing but blanks" },
    { "{{ order }}", "order", "an object" },
    { "{{ order? }}", "order", "an object is a fault even where nothing would do" },
    { "{{ order.items }}", "order.items", "an array" },
    { "{{ list }}", "list", "an array of objects" },
    { "{{ list.name }}", "list.name", "below an array" },
    { "{{ list.0 }}", "list.0", "an array has no members by number" },
    { "{{ deep.deep }}", "deep.deep", "not far enough down" },
    { "{{ deep.deep.deep.deep.deep }}", "deep.deep.deep.deep.deep", "too far down" },
    { "{{ order.number.digits }}", "order.number.digits", "below a scalar" },
    { "{{ name }} {{ flat }}", "flat", "half a name" },
  };
  g_autoptr(JsonObject) values = parse_values (VALUES);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = tidings_template_render (cases[i].template, values, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_null (text);
      g_assert_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_MISSING);
      g_assert_nonnull (strstr (error->message, cases[i].path));
    }
}

static void
test_broken (void)
{
  static const struct { const char *template; const char *why; } cases[] = {
    { "{{", "no end" },
    { "{{ name", "no end" },
    { "{{ name }", "half an end" },
    { "name }}", "no start" },
    { "{{ name }} }}", "an end too many" },
    { "{{}}", "no path" },
    { "{{ ? }}", "no path before the question mark" },
    { "{{ .a }}", "starts with a dot" },
    { "{{ a. }}", "ends with a dot" },
    { "{{ a..b }}", "two dots" },
    { "{{ a b }}", "a blank in the path" },
    { "{{ a ? }}", "a blank before the question mark" },
    { "{{ a?? }}", "two question marks" },
    { "{{ a?b }}", "a question mark in the middle" },
    { "{{ {{ a }} }}", "one in another" },
    { "{{ größe }}", "letters beyond ASCII" },
    { "{{ a | upper }}", "nothing is ever executed" },
    { "{{{ a }}}", "three braces" },
    { "{{{{", "four" },
    { "{{{{ a }}}}", "four and a name" },
    { "{{ a.b", "no end after a dot" },
    { "{{ a\n}} {{ b", "no end of the second" },
    { "}}{{", "the wrong way round" },
    { "{{ a.b.c", "no end of a long one" },
    { "{{ a[0] }}", "no indexes" },
    { "{{ a() }}", "no calls" },
    { "{{ a+1 }}", "no sums" },
    { "{{ ../a }}", "no way up" },
    { "Hi \xff {{ a }}", "not UTF-8" },
  };
  g_autoptr(JsonObject) values = parse_values ("{ 'a': 'x', 'name': 'Ann' }");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) list_error = NULL;

      g_test_message ("%s", cases[i].why);
      g_assert_null (tidings_template_render (cases[i].template, values, &error));
      g_assert_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_SYNTAX);
      g_assert_null (tidings_template_list_paths (cases[i].template, &list_error));
      g_assert_error (list_error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_SYNTAX);
    }
}

static void
test_paths (void)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) paths = tidings_template_list_paths ("{{ b.c }} {{ a? }} {{b.c}} {{ d }}", &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv (" ", paths);
  g_assert_cmpstr (joined, ==, "b.c a? d");
}

/* What is true and false is said in the language of the text. */
static void
test_words (void)
{
  const TidingsTemplateWords words = { "ja", "nein" };
  g_autoptr(JsonObject) values = parse_values ("{ 'on': true, 'off': false, 'text': 'true' }");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = tidings_template_render_with ("{{ on }} {{ off }} {{ off? }} {{ text }}", values, &words, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "ja nein nein true");
}

/* Numbers that JSON does not know can come over the bus. */
static void
test_no_number (void)
{
  const double cases[] = { NAN, INFINITY, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) values = json_object_new ();
      g_autoptr(GError) error = NULL;

      json_object_set_double_member (values, "load", cases[i]);
      g_assert_null (tidings_template_render ("{{ load }}", values, &error));
      g_assert_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_MISSING);
      g_assert_nonnull (strstr (error->message, "load"));
    }
}

/* A megabyte is no value; the start of it is, but half an address is none. */
static void
test_huge (void)
{
  g_autofree char *letters = g_strnfill (1024 * 1024, 'x');
  g_autofree char *blanks = g_strnfill (1024 * 1024, ' ');
  g_autofree char *address = g_strconcat ("https://example.org/", letters, NULL);
  g_autoptr(GString) emoji = g_string_new (NULL);
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 250000; i++)
    g_string_append (emoji, "\U0001f600");
  json_object_set_string_member (values, "letters", letters);
  json_object_set_string_member (values, "blanks", blanks);
  json_object_set_string_member (values, "address", address);
  json_object_set_string_member (values, "emoji", emoji->str);

  text = tidings_template_render ("{{ letters }}{{ blanks? }}{{ emoji }}", values, &error);
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), ==, 2 * TIDINGS_TEMPLATE_MAX_VALUE);
  g_assert_null (tidings_template_render ("{{ address }}", values, &error));
  g_assert_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_TOO_LONG);
  g_assert_nonnull (strstr (error->message, "address"));
}

/* Whatever a value holds, it comes out in one line, cannot make a placeholder, and never reads as another number. */
static void
test_random_values (void)
{
  static const char * const bits[] = { "{{", "}}", " name ", "{", "}", " ", "\t", "\n", "\r", "\007", "\u202e", "\u2066", "\u2028", "\u00a0", "w", "\u00fc", "\U0001f600", "\xff", "%s", "\\" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (6);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(JsonObject) values = json_object_new ();
      g_autoptr(GString) value = g_string_new ("v");
      double number = g_rand_double (rand) - 0.5;
      g_autofree char *text = NULL;
      g_autofree char *written = NULL;

      for (int n = g_rand_int_range (rand, 0, 20); n > 0; n--)
        g_string_append (value, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
      for (int n = g_rand_int_range (rand, 0, 30); n > 0; n--)
        number = i % 2 == 0 ? number * 10 : number / 10;
      json_object_set_string_member (values, "value", value->str);
      json_object_set_string_member (values, "name", "MUST NOT APPEAR");
      json_object_set_double_member (values, "number", number);

      text = tidings_template_render ("<{{ value }}>", values, NULL);
      g_assert_nonnull (text);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (*text == '<' && g_str_has_suffix (text, ">"));
      g_assert_null (strstr (text, "MUST NOT APPEAR"));
      g_assert_null (strpbrk (text, "\t\n\r\007"));
      g_assert_null (strstr (text, "\u202e"));
      g_assert_null (strstr (text, "\u2066"));
      g_assert_null (strstr (text, "  "));

      written = tidings_template_render ("{{ number }}", values, NULL);
      g_assert_null (strpbrk (written, "eE"));
      g_assert_true (g_ascii_strtod (written, NULL) == number);
    }
}

/* Whatever a template holds, the outcome is valid text or an error, and both doors agree on which. */
static void
test_random_bytes (void)
{
  static const char * const bits[] = { "{{", "}}", "{", "}", " ", "name", "order.number", "?", ".", "\n", "ü", "😀", "\xff", "absent" };
  g_autoptr(JsonObject) values = parse_values (VALUES);
  g_autoptr(GRand) rand = g_rand_new_with_seed (23038);
  guint n_good = 0;

  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr(GString) template = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) list_error = NULL;
      g_autofree char *text = NULL;
      g_auto(GStrv) paths = NULL;

      for (int n = g_rand_int_range (rand, 0, 12); n > 0; n--)
        if (i % 2 == 0)
          g_string_append (template, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
        else
          g_string_append_c (template, g_rand_int_range (rand, 1, 256));

      text = tidings_template_render (template->str, values, &error);
      paths = tidings_template_list_paths (template->str, &list_error);
      g_assert_true ((text == NULL) == (error != NULL));
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
      g_assert_true ((paths == NULL) == g_error_matches (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_SYNTAX));
      n_good += text != NULL;
    }
  g_assert_cmpuint (n_good, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template/render", test_render);
  g_test_add_func ("/template/missing", test_missing);
  g_test_add_func ("/template/broken", test_broken);
  g_test_add_func ("/template/paths", test_paths);
  g_test_add_func ("/template/words", test_words);
  g_test_add_func ("/template/no-number", test_no_number);
  g_test_add_func ("/template/huge", test_huge);
  g_test_add_func ("/template/random-values", test_random_values);
  g_test_add_func ("/template/random-bytes", test_random_bytes);

  return g_test_run ();
}
