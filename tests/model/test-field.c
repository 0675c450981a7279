/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of alert types: how they are written, and what fits each kind. */
#include "config.h"

#include "tidings-field.h"

static void
test_parse (void)
{
  static const struct { const char *text; const char *path; TidingsFieldKind kind; const char *why; } cases[] = {
    { "unit", "unit", TIDINGS_FIELD_TEXT, "a name alone is text" },
    { "unit?", "unit?", TIDINGS_FIELD_TEXT, "one that may be missing" },
    { "order.number", "order.number", TIDINGS_FIELD_TEXT, "a path" },
    { "code:number", "code", TIDINGS_FIELD_NUMBER, "a kind" },
    { "code:number?", "code?", TIDINGS_FIELD_NUMBER, "a kind, and it may be missing" },
    { "n:integer", "n", TIDINGS_FIELD_INTEGER, "each kind has its word" },
    { "ok:boolean", "ok", TIDINGS_FIELD_BOOLEAN, "likewise" },
    { "link:link?", "link?", TIDINGS_FIELD_LINK, "likewise" },
    { "unit:text", "unit", TIDINGS_FIELD_TEXT, "likewise" },
    { "", NULL, 0, "nothing" },
    { "?", NULL, 0, "no name" },
    { ":number", NULL, 0, "no name but a kind" },
    { "code:", NULL, 0, "no kind after the colon" },
    { "code:float", NULL, 0, "no such kind" },
    { "code:number:text", NULL, 0, "two kinds" },
    { "code?:number", NULL, 0, "the question mark is at the end" },
    { "code??", NULL, 0, "once" },
    { "a b", NULL, 0, "a template could not ask for it" },
    { " unit", NULL, 0, "likewise" },
    { "a..b", NULL, 0, "likewise" },
    { "a }} {{ b", NULL, 0, "not two at once" },
    { "ünit", NULL, 0, "letters a to z only" },
    { "a123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x", NULL, 0,
      "too long for the bus" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *again = NULL;
      TidingsFieldKind kind = TIDINGS_FIELD_TEXT;
      gboolean is_field = tidings_field_parse (cases[i].text, &path, &kind);

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpint (is_field, ==, cases[i].path != NULL);
      g_assert_cmpstr (path, ==, cases[i].path);
      if (!is_field)
        continue;
      g_assert_cmpint (kind, ==, cases[i].kind);
      again = tidings_field_format (path, kind);
      if (!g_str_equal (cases[i].text, "unit:text"))
        g_assert_cmpstr (again, ==, cases[i].text);
    }
}

static void
test_takes (void)
{
  static const struct { TidingsFieldKind kind; const char *json; gboolean takes; const char *why; } cases[] = {
    { TIDINGS_FIELD_TEXT, "\"12,50 €\"", TRUE, "any text" },
    { TIDINGS_FIELD_TEXT, "3", TRUE, "any scalar can be read" },
    { TIDINGS_FIELD_TEXT, "true", TRUE, "likewise" },
    { TIDINGS_FIELD_NUMBER, "3", TRUE, "a whole one is a number" },
    { TIDINGS_FIELD_NUMBER, "-2.5", TRUE, "with sign and point" },
    { TIDINGS_FIELD_NUMBER, "1e3", TRUE, "JSON may write it so" },
    { TIDINGS_FIELD_NUMBER, "\"-2.5\"", TRUE, "the same as text, as the command line gives it" },
    { TIDINGS_FIELD_NUMBER, "\"007\"", TRUE, "leading zeros do no harm" },
    { TIDINGS_FIELD_NUMBER, "\"1,000.50\"", FALSE, "thousands are read one way here and another there" },
    { TIDINGS_FIELD_NUMBER, "\"2,5\"", FALSE, "no comma" },
    { TIDINGS_FIELD_NUMBER, "\"1e3\"", FALSE, "nobody wants to read that" },
    { TIDINGS_FIELD_NUMBER, "\"0x10\"", FALSE, "decimal only" },
    { TIDINGS_FIELD_NUMBER, "\"NaN\"", FALSE, "not a number" },
    { TIDINGS_FIELD_NUMBER, "\"inf\"", FALSE, "no end is no number" },
    { TIDINGS_FIELD_NUMBER, "\"\"", FALSE, "nothing" },
    { TIDINGS_FIELD_NUMBER, "\"-\"", FALSE, "a sign alone" },
    { TIDINGS_FIELD_NUMBER, "\"1.\"", FALSE, "a point at the end" },
    { TIDINGS_FIELD_NUMBER, "\".5\"", FALSE, "a point at the start" },
    { TIDINGS_FIELD_NUMBER, "\"1.2.3\"", FALSE, "a version" },
    { TIDINGS_FIELD_NUMBER, "\" 3\"", FALSE, "blanks do not count" },
    { TIDINGS_FIELD_NUMBER, "\"٣\"", FALSE, "digits of other scripts" },
    { TIDINGS_FIELD_NUMBER, "true", FALSE, "true is not one" },
    { TIDINGS_FIELD_INTEGER, "3", TRUE, "whole" },
    { TIDINGS_FIELD_INTEGER, "3.0", TRUE, "whole, as some languages write it" },
    { TIDINGS_FIELD_INTEGER, "\"-12\"", TRUE, "as text" },
    { TIDINGS_FIELD_INTEGER, "2.5", FALSE, "a part" },
    { TIDINGS_FIELD_INTEGER, "\"2.5\"", FALSE, "likewise as text" },
    { TIDINGS_FIELD_INTEGER, "1e300", TRUE, "large, but whole" },
    { TIDINGS_FIELD_BOOLEAN, "true", TRUE, "one of two" },
    { TIDINGS_FIELD_BOOLEAN, "\"false\"", TRUE, "as text" },
    { TIDINGS_FIELD_BOOLEAN, "\"yes\"", FALSE, "in no language of people" },
    { TIDINGS_FIELD_BOOLEAN, "1", FALSE, "a number is none" },
    { TIDINGS_FIELD_LINK, "\"https://example.org/a?b=c#d\"", TRUE, "an address" },
    { TIDINGS_FIELD_LINK, "\"http://127.0.0.1:8080/\"", TRUE, "of this house" },
    { TIDINGS_FIELD_LINK, "\"HTTPS://example.org\"", TRUE, "a scheme has no case" },
    { TIDINGS_FIELD_LINK, "\"example.org/a\"", FALSE, "phones do not know what to do with it" },
    { TIDINGS_FIELD_LINK, "\"javascript:alert(1)\"", FALSE, "another scheme" },
    { TIDINGS_FIELD_LINK, "\"https://\"", FALSE, "nowhere" },
    { TIDINGS_FIELD_LINK, "\"https://example.org/a b\"", FALSE, "a link ends at a blank" },
    { TIDINGS_FIELD_LINK, "5", FALSE, "a number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = json_from_string (cases[i].json, NULL);

      g_test_message ("%s %s: %s", tidings_field_kind_to_string (cases[i].kind), cases[i].json, cases[i].why);
      g_assert_nonnull (node);
      g_assert_cmpint (tidings_field_takes (cases[i].kind, node), ==, cases[i].takes);
    }
}

/* What a preview shows for a field that nobody gave a sample for must fit it. */
static void
test_samples (void)
{
  g_autofree char *text = tidings_field_dup_sample ("order.pickup_date?", TIDINGS_FIELD_TEXT);

  g_assert_cmpstr (text, ==, "pickup date");
  for (TidingsFieldKind kind = TIDINGS_FIELD_TEXT; kind <= TIDINGS_FIELD_LINK; kind++)
    {
      g_autofree char *sample = tidings_field_dup_sample ("a", kind);

      g_assert_true (*sample != '\0' && tidings_field_takes_text (kind, sample));
    }
}

static void
test_find (void)
{
  char *fields[] = { (char *) "unit", (char *) "unit_name?", (char *) "link?", NULL };

  g_assert_cmpint (tidings_field_find (fields, "unit"), ==, 0);
  g_assert_cmpint (tidings_field_find (fields, "unit_name"), ==, 1);
  g_assert_cmpint (tidings_field_find (fields, "link"), ==, 2);
  g_assert_cmpint (tidings_field_find (fields, "lin"), ==, -1);
  g_assert_cmpint (tidings_field_find (NULL, "unit"), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field/parse", test_parse);
  g_test_add_func ("/field/takes", test_takes);
  g_test_add_func ("/field/samples", test_samples);
  g_test_add_func ("/field/find", test_find);

  return g_test_run ();
}
