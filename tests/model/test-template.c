/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: what goes in, what is refused, and that no bytes can confuse the parser. */
#include "config.h"

#include <string.h>

#include "tidings-template.h"

#define VALUES \
  "{ 'order': { 'number': 1042, 'shop': { 'name': 'Corner Shop' }, 'items': [1, 2] }, 'flat.path': 'flat'," \
  "  'name': 'Ann', 'nothing': null, 'empty': '', 'blank': ' \\t ', 'yes': true, 'tenth': 0.1, 'price': 12.5, 'big': 9007199254740993," \
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
  g_test_add_func ("/template/random-bytes", test_random_bytes);

  return g_test_run ();
}
