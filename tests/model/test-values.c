/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values from outside: what is taken, under which name, and what is refused. */
#include "config.h"

#include <string.h>

#include "tidings-values.h"

static char *
to_text (JsonObject *values)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, values);

  return json_to_string (node, FALSE);
}

static JsonObject *
make_values (const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return json_object_ref (json_node_get_object (node));
}

/* In any order of members. */
static void
assert_values (JsonObject *values,
               const char *expected)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonNode) other = json_from_string (expected, NULL);
  g_autofree char *text = to_text (values);

  g_test_message ("%s", text);
  json_node_set_object (node, values);
  g_assert_true (json_node_equal (node, other));
}

static void
test_taken (void)
{
  static const struct { const char *values; const char *data; const char *both; const char *why; } cases[] = {
    { "{}", "{}", "{}", "nothing" },
    { "{}", "{\"unit\":\"backup\",\"n\":3,\"x\":2.5,\"ok\":true}", "{\"unit\":\"backup\",\"n\":3,\"x\":2.5,\"ok\":true}", "each kind" },
    { "{}", " {\r\n\t\"a\" : {\"b\": {\"c\": 1}} } ", "{\"a.b.c\":1}", "nested ones by their path" },
    { "{\"a.b\":1,\"c\":2}", "{\"a\":{\"b\":3}}", "{\"a.b\":3,\"c\":2}", "the data wins, whichever way it is written" },
    { "{\"a\":1}", "{\"a\":null}", "{\"a\":1}", "null is not given" },
    { "{}", "{\"a\":[1,[2,{}]],\"b\":[]}", "{\"a\":[],\"b\":[]}", "of a list it is known that it is one" },
    { "{}", "{\"a\":{}}", "{}", "an empty object is nothing" },
    { "{}", "{\"a\":\"\\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00 [{\"}", "{\"a\":\"\\\"\\\\/\\né😀 [{\"}", "escapes, and brackets in a text" },
    { "{}", "{\"a\":-0,\"b\":1e3,\"c\":123456789012345678}", "{\"a\":0,\"b\":1000.0,\"c\":123456789012345678}", "numbers" },
    { "{}", "{\"a\":{\"x\":1},\"b\":{\"x\":2}}", "{\"a.x\":1,\"b.x\":2}", "the same name in two objects" },
    { "{}", "{\"a\":[{\"x\":1},{\"x\":2}]}", "{\"a\":[]}", "and in a list of objects" },
    { "{}", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"i\":1}}}}}}}}}", "{\"a.b.c.d.e.f.g.h.i\":1}", "nine levels" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) values = make_values (cases[i].values);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s: %s", cases[i].data, cases[i].why);
      tidings_values_add_data (values, cases[i].data, &error);
      g_assert_no_error (error);
      assert_values (values, cases[i].both);
    }
}

static void
test_refused (void)
{
  static const struct { const char *data; const char *words; const char *why; } cases[] = {
    { "", "JSON", "nothing" },
    { "[]", "object", "a list" },
    { "5", "object", "a number" },
    { "{", "JSON", "no end" },
    { "{}}", "JSON", "one end too many" },
    { "{\"a\":1", "JSON", "no end" },
    { "{\"a\" 1}", "JSON", "no colon" },
    { "{\"a\":1,}", "JSON", "a comma too many" },
    { "{a:1}", "line 1", "a name without quotes" },
    { "{'a':1}", "line 1", "single quotes" },
    { "{\"a\":1}/* */", "line 1", "a comment" },
    { "{\n\"a\":\n# b\n1}", "line 3", "another comment, with the line" },
    { "/*\"*/{\"a\":1}", "line 1", "a comment that hides what follows" },
    { "{\"a\":NaN}", "line 1", "not a number" },
    { "{\"a\":Infinity}", "line 1", "without end" },
    { "{\"a\":-Infinity}", "line 1", "likewise" },
    { "{\"a\":1e999}", "“a” is not a number", "beyond all numbers" },
    { "{\"a\":007}", "line 1", "octal, or is it" },
    { "{\"a\":0x10}", "JSON", "hexadecimal" },
    { "{\"a\":.5}", "line 1", "no digit before the point" },
    { "{\"a\":5.}", "line 1", "none behind it" },
    { "{\"a\":1e}", "line 1", "no exponent" },
    { "{\"a\":--1}", "line 1", "two signs" },
    { "{\"a\":1234567890123456789}", "18 digits", "it would be another number" },
    { "{\"a\":True}", "line 1", "another language's" },
    { "{\"a\":undefined}", "line 1", "another one's" },
    { "{\"a\":1,\"a\":2}", "“a” is there twice", "which of them?" },
    { "{\"b\":{\"a\":1,\"a\":1}}", "“a” is there twice", "inside, too" },
    { "{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "“a” is there twice", "objects" },
    { "{\"a\":{\"b\":1},\"a.b\":2}", "“a.b” is there twice", "two ways to write one name" },
    { "{\"a\":\"\\u0000\"}", "NUL", "a text would end there" },
    { "{\"a\\u0000b\":1}", "NUL", "a name, too" },
    { "{\"a\":\"\\ud800\"}", "line 1", "half a pair" },
    { "{\"a\":\"\\ud800\\ud800\"}", "line 1", "two first halves" },
    { "{\"a\":\"\\udc00\"}", "line 1", "a second half" },
    { "{\"a\":\"\\x41\"}", "line 1", "no such escape" },
    { "{\"a\":\"\\u12g4\"}", "line 1", "no such digit" },
    { "{\"a\":\"\\", "line 1", "an escape without end" },
    { "{\"a\":\"\\u", "line 1", "likewise" },
    { "{\"a\":\"b\nc\"}", "line 1", "a line end in a text" },
    { "{\"a\":\"\xff\xfe\"}", "line 1", "not UTF-8" },
    { "{\"a\":\"\xc0\x80\"}", "line 1", "NUL in disguise" },
    { "\xef\xbb\xbf{\"a\":1}", "line 1", "a byte order mark" },
    { "{\"\":1}", "1 to 100", "no name" },
    { "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"i\":{\"j\":{\"k\":1}}}}}}}}}}}", "deep", "eleven levels" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) values = make_values ("{\"kept\":1}");
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;
      g_autofree char *shown = g_strescape (cases[i].data, NULL);

      /* The report of a test is UTF-8, which some of these are not. */
      g_test_message ("%s: %s", shown, cases[i].why);
      g_assert_false (tidings_values_add_data (values, cases[i].data, &error));
      g_assert_error (error, TIDINGS_VALUES_ERROR, TIDINGS_VALUES_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      after = to_text (values);
      g_assert_cmpstr (after, ==, "{\"kept\":1}");
    }
}

/* As deep and as much as anybody can send: refused, and quickly. */
static void
test_bounds (void)
{
  g_autofree char *deep = g_strnfill (TIDINGS_MAX_DATA_BYTES, '[');
  g_autofree char *hidden = g_strconcat ("{\"a\":\"\\\"\",\"b\":", deep, NULL);
  g_autofree char *large = g_strnfill (TIDINGS_MAX_DATA_BYTES + 1, ' ');
  g_autofree char *filler = g_strnfill (TIDINGS_MAX_VALUE_BYTES + 1, 'x');
  g_autofree char *long_value = g_strdup_printf ("{\"a\":\"%s\"}", filler);
  g_autofree char *long_name = g_strdup_printf ("{\"%.101s\":1}", filler);
  g_autofree char *long_path = g_strdup_printf ("{\"%.60s\":{\"%.60s\":1}}", filler, filler);
  g_autoptr(GString) many = g_string_new ("{");
  const char *texts[] = { deep, hidden, large, long_value, long_name, long_path, NULL };
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;

  hidden[TIDINGS_MAX_DATA_BYTES] = '\0';
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr(GError) refusal = NULL;

      g_assert_false (tidings_values_add_data (values, texts[i], &refusal));
      g_assert_error (refusal, TIDINGS_VALUES_ERROR, TIDINGS_VALUES_ERROR_INVALID);
      g_assert_cmpuint (strlen (refusal->message), <, 200);
    }

  for (guint i = 0; i < TIDINGS_MAX_VALUES; i++)
    g_string_append_printf (many, "%s\"k%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append_c (many, '}');
  g_assert_true (tidings_values_add_data (values, many->str, &error));
  g_assert_cmpuint (json_object_get_size (values), ==, TIDINGS_MAX_VALUES);
  /* The same hundred again are no more; one beside them is. */
  g_assert_true (tidings_values_add_data (values, many->str, &error));
  g_assert_false (tidings_values_add_data (values, "{\"one\":1}", &error));
  g_assert_error (error, TIDINGS_VALUES_ERROR, TIDINGS_VALUES_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (tidings_values_add (values, "one", json_node_init_int (json_node_alloc (), 1), &error));
  g_assert_error (error, TIDINGS_VALUES_ERROR, TIDINGS_VALUES_ERROR_INVALID);
}

/* Random bytes and spoiled JSON end in a yes or a no, never in a crash. */
static void
test_random (void)
{
  static const char signs[] = "{}[]:,\"\\u0dcea1-+.E \n\xc3\xa9tfn/#*'";
  static const char good[] = "{\"a\":{\"b\":[1,2.5,true],\"c\":\"\\ud83d\\ude00\"},\"d\":-1e-3}";

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(JsonObject) values = json_object_new ();
      char text[80] = "";
      guint n = g_test_rand_int_range (0, sizeof text - 1);

      if (i % 2 == 0)
        for (guint k = 0; k < n; k++)
          text[k] = signs[g_test_rand_int_range (0, sizeof signs - 1)];
      else
        {
          g_strlcpy (text, good, sizeof text);
          for (guint k = 0; k < 3; k++)
            text[g_test_rand_int_range (0, sizeof good - 1)] = signs[g_test_rand_int_range (0, sizeof signs - 1)];
        }
      tidings_values_add_data (values, text, NULL);
    }
}

static void
test_find (void)
{
  g_autoptr(JsonObject) values = make_values ("{\"a\":{\"b\":1},\"c.d\":\"x\",\"e\":null,\"f\":[],\"g\":2.5}");
  g_autofree char *nested = tidings_values_dup (values, "a.b");
  g_autofree char *whole = tidings_values_dup (values, "c.d");
  g_autofree char *number = tidings_values_dup (values, "g");

  g_assert_cmpstr (nested, ==, "1");
  g_assert_cmpstr (whole, ==, "x");
  g_assert_cmpstr (number, ==, "2.5");
  g_assert_null (tidings_values_find (values, "e"));
  g_assert_null (tidings_values_find (values, "a.b.c"));
  g_assert_null (tidings_values_find (values, "c"));
  g_assert_nonnull (tidings_values_find (values, "f"));
  g_assert_null (tidings_values_dup (values, "f"));
  g_assert_null (tidings_values_dup (values, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/values/taken", test_taken);
  g_test_add_func ("/values/refused", test_refused);
  g_test_add_func ("/values/bounds", test_bounds);
  g_test_add_func ("/values/random", test_random);
  g_test_add_func ("/values/find", test_find);

  return g_test_run ();
}
