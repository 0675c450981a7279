/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number while it is being entered, and the choice of its country, without a widget. */
#include "config.h"

#include <string.h>

#include "tidings-country-choices.h"
#include "tidings-number-entry.h"

#define LRI "\342\201\246"
#define PDI "\342\201\251"

/* Types as the field does: behind what stands there, and what is accepted takes its place. */
static void
type (TidingsNumberEntry *entry,
      const char         *keys)
{
  for (const char *p = keys; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *key = g_strndup (p, g_utf8_next_char (p) - p);
      g_autofree char *text = tidings_number_entry_accept (entry, tidings_number_entry_get_text (entry), key, "");

      if (text != NULL)
        tidings_number_entry_set_text (entry, text);
    }
}

static void
assert_caption (TidingsNumberEntry *entry,
                const char         *wanted,
                const char         *wanted_kind)
{
  g_autofree char *caption = NULL;
  g_autofree char *kind = NULL;

  g_object_get (entry, "caption", &caption, "caption-kind", &kind, NULL);
  g_assert_cmpstr (caption, ==, wanted);
  g_assert_cmpstr (kind, ==, wanted_kind);
}

static TidingsNumberEntry *
new_entry (const char *country)
{
  TidingsNumberEntry *entry = tidings_number_entry_new ();

  tidings_number_entry_set_country (entry, country);
  return entry;
}

static void
test_type (void)
{
  static const struct {
    const char *country;
    const char *keys;
    const char *text;
    const char *caption;
    const char *kind;
    const char *found;
    const char *why;
  } cases[] = {
    { "DE", "", "", "For example " LRI "01512 3456789" PDI, "dim-label", "DE", "an example, as long as nothing is typed" },
    { NULL, "", "", "The number of a mobile phone", "dim-label", NULL, "without a country there is none" },
    { NULL, "0151", "0151", "Choose a country first", "dim-label", NULL, "neutral while typing" },
    { "DE", "01512345", "01512 345", "4 more digits needed", "dim-label", "DE", "grouped, counted, neutral" },
    { "DE", "015123456789", "01512 3456789", "Will be saved as " LRI "+49 1512 3456789" PDI, "dim-label", "DE", "whole" },
    { "DE", "0151 23456789", "0151 23456789", "Will be saved as " LRI "+49 1512 3456789" PDI, "dim-label", "DE", "own spaces stay" },
    { "DE", "0151-2a", "0151-2", "Only digits", "warning", "DE", "a letter is refused, and not silently" },
    { "DE", "0151-2a3", "0151-23", "6 more digits needed", "dim-label", "DE", "the next digit ends the hint" },
    { "DE", "+33", "+33", "Country changed to France\n9 more digits needed", "dim-label", "FR", "a code changes the country at once" },
    { "DE", "+999", "+999", "+999 is not a country code", "dim-label", "DE", "an unknown one does not" },
    { "GB", "+447781123456", "+44 7781 123456", "Will be saved as " LRI "+44 7781 123456" PDI, "dim-label", "GB", "the same code keeps the choice" },
    { "AU", "0011447400123456", "0011447400123456",
      "Country changed to United Kingdom\nWill be saved as " LRI "+44 7400 123456" PDI, "dim-label", "GB",
      "001 on the way to 0011 is not America" },
    { "DE", "030123456", "030 123456", "This may be a landline. Texts might not arrive\nWill be saved as " LRI "+49 30 123456" PDI,
      "warning", "DE", "a warning that does not block" },
    { "DE", "0151234567890123", NULL, "4 digits too many", "dim-label", "DE", "counted the other way" },
    { "GB", "07700900123", NULL, "This number looks unusual. Check it once more\nWill be saved as " LRI "+44 7700 900123" PDI,
      "warning", "GB", "possible, and in no range: it may be kept" },
    { "DE", "4915112345678", "491 5112345678", "Did you mean " LRI "+49 1511 2345678" PDI "?", "warning", "DE", "a forgotten plus" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsNumberEntry) entry = new_entry (cases[i].country);

      g_test_message ("%s in %s: %s", cases[i].keys, cases[i].country, cases[i].why);
      type (entry, cases[i].keys);
      if (cases[i].text != NULL)
        g_assert_cmpstr (tidings_number_entry_get_text (entry), ==, cases[i].text);
      g_assert_cmpstr (tidings_number_entry_get_country (entry), ==, cases[i].found);
      assert_caption (entry, cases[i].caption, cases[i].kind);
    }
}

static void
test_paste (void)
{
  static const struct { const char *country; const char *pasted; const char *text; const char *e164; const char *why; } cases[] = {
    { "DE", "+44 20 7946 0958", "+44 20 7946 0958", "+442079460958", "as it is" },
    { "DE", "+44 (0)20 7946 0958", "+44 (0)20 7946 0958", "+442079460958", "nothing is removed that a number may have" },
    { "DE", " 0151 23456789\r\n", "0151 23456789", "+4915123456789", "the line end is no part of it" },
    { "DE", "tel:+447400123456", "+44 7400 123456", "+447400123456", "the address of a link" },
    { "GB", "Call 07400 123456 now", "07400 123456", "+447400123456", "the number out of a sentence" },
    { "DE", "no number here", NULL, NULL, "nothing to take" },
    { "IR", "۰۹۱۲۳۴۵۶۷۸۹", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789", "digits stay in their script" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsNumberEntry) entry = new_entry (cases[i].country);
      g_autofree char *text = tidings_number_entry_accept (entry, "", cases[i].pasted, "");

      g_test_message ("%s: %s", cases[i].pasted, cases[i].why);
      g_assert_cmpstr (text, ==, cases[i].text);
      if (text != NULL)
        tidings_number_entry_set_text (entry, text);
      else
        assert_caption (entry, "Only digits", "warning");
      g_assert_cmpstr (tidings_number_entry_get_e164 (entry), ==, cases[i].e164);
    }
}

static void
test_middle (void)
{
  g_autoptr(TidingsNumberEntry) entry = new_entry ("DE");
  g_autofree char *before = tidings_number_entry_accept (entry, "0151", "2", "3456789");

  /* Grouping would move what stands behind the cursor. */
  g_assert_cmpstr (before, ==, "01512");
}

static void
test_insist (void)
{
  g_autoptr(TidingsNumberEntry) entry = new_entry ("DE");

  g_assert_false (tidings_number_entry_insist (entry));
  assert_caption (entry, "Enter a mobile number", "error");

  type (entry, "0151");
  assert_caption (entry, "8 more digits needed", "dim-label");
  g_assert_false (tidings_number_entry_insist (entry));
  assert_caption (entry, "8 more digits needed", "error");

  type (entry, "23456789");
  g_assert_true (tidings_number_entry_insist (entry));
  assert_caption (entry, "Will be saved as " LRI "+49 1512 3456789" PDI, "dim-label");
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static void
test_taken (void)
{
  g_autoptr(TidingsNumberEntry) entry = new_entry ("DE");
  guint n_notified = 0;

  g_signal_connect_swapped (entry, "notify::can-continue", G_CALLBACK (count_cb), &n_notified);
  type (entry, "015123456789");
  g_assert_true (tidings_number_entry_get_can_continue (entry));
  g_assert_cmpuint (n_notified, >, 0);

  n_notified = 0;
  tidings_number_entry_set_taken_by (entry, "Ben");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_false (tidings_number_entry_get_can_continue (entry));
  g_assert_cmpstr (tidings_number_entry_get_e164 (entry), ==, "+4915123456789");
  assert_caption (entry, "Ben already has this number", "error");
  g_assert_false (tidings_number_entry_insist (entry));

  tidings_number_entry_set_taken_by (entry, NULL);
  g_assert_true (tidings_number_entry_get_can_continue (entry));
}

static void
test_suggestion (void)
{
  g_autoptr(TidingsNumberEntry) entry = new_entry ("DE");

  type (entry, "4915112345678");
  g_assert_cmpstr (tidings_number_entry_get_suggestion (entry), ==, "+4915112345678");
  tidings_number_entry_use_suggestion (entry);
  g_assert_cmpstr (tidings_number_entry_get_text (entry), ==, "+49 1511 2345678");
  g_assert_cmpstr (tidings_number_entry_get_e164 (entry), ==, "+4915112345678");
  g_assert_null (tidings_number_entry_get_suggestion (entry));
}

static void
test_choose_country (void)
{
  g_autoptr(TidingsNumberEntry) entry = new_entry ("DE");
  g_autofree char *code = NULL;
  g_autofree char *caption = NULL;

  /* Our groups follow the country, the person's own do not. */
  type (entry, "0612345678");
  g_assert_cmpstr (tidings_number_entry_get_text (entry), ==, "06123 45678");
  tidings_number_entry_set_country (entry, "FR");
  g_assert_cmpstr (tidings_number_entry_get_text (entry), ==, "06 12 34 56 78");
  g_assert_cmpstr (tidings_number_entry_get_e164 (entry), ==, "+33612345678");

  tidings_number_entry_set_text (entry, "074 00 123456");
  tidings_number_entry_set_country (entry, "FR");
  g_assert_cmpstr (tidings_number_entry_get_text (entry), ==, "074 00 123456");

  g_object_get (entry, "code", &code, "country-caption", &caption, NULL);
  g_assert_cmpstr (code, ==, "+33");
  g_assert_cmpstr (caption, ==, "France (" LRI "+33" PDI ")");

  /* The code is not shown twice. */
  tidings_number_entry_set_text (entry, "+33");
  g_clear_pointer (&code, g_free);
  g_object_get (entry, "code", &code, NULL);
  g_assert_cmpstr (code, ==, "");
}

static char *
dup_shown (TidingsCountryChoices *choices,
           guint                  max)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (choices)) && i < max; i++)
    {
      g_autoptr(TidingsCountryChoice) choice = g_list_model_get_item (G_LIST_MODEL (choices), i);

      g_string_append_printf (shown, "%s%s%s ", choice->heading != NULL ? "|" : "", tidings_country_get_code (choice->country),
                              choice->is_current ? "*" : "");
    }
  return g_string_free (shown, FALSE);
}

static void
test_choices (void)
{
  static const char * const recent[] = { "FR", "GB", "XX", "FR", NULL };
  static const struct { const char *query; guint max; const char *shown; const char *why; } cases[] = {
    { "", 5, "|GB* FR |AF AX AL ", "current, recent ones once, then all" },
    { "  ", 2, "|GB* FR ", "blanks are no search" },
    { "de", 9, "DE DK VA ", "what is named exactly comes first" },
    { "1", 2, "US AS ", "the main country of a code" },
    { "united", 9, "GB* AE US ", "likely ones before others" },
    { "zzz", 9, "", "none" },
  };
  g_autoptr(TidingsCountryChoices) choices = tidings_country_choices_new ("GB", recent);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = NULL;

      tidings_country_choices_search (choices, cases[i].query);
      shown = dup_shown (choices, cases[i].max);
      g_test_message ("“%s”: %s", cases[i].query, cases[i].why);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_choices_plain (void)
{
  static const char * const none[] = { NULL };
  g_autoptr(TidingsCountryChoices) choices = tidings_country_choices_new (NULL, none);
  g_autofree char *shown = dup_shown (choices, 2);

  g_assert_cmpstr (shown, ==, "AF AX ");
}

static void
test_remember (void)
{
  static const char * const recent[] = { "FR", "GB", "DE", "AT", "CH", NULL };
  g_auto(GStrv) new_one = tidings_country_choices_remember (recent, "US");
  g_auto(GStrv) old_one = tidings_country_choices_remember (recent, "DE");
  g_autofree char *with_new = g_strjoinv (" ", new_one);
  g_autofree char *with_old = g_strjoinv (" ", old_one);

  g_assert_cmpstr (with_new, ==, "US FR GB DE AT");
  g_assert_cmpstr (with_old, ==, "DE FR GB AT CH");
}

static void
test_random (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (5);
  g_autoptr(TidingsNumberEntry) entry = new_entry ("DE");

  for (guint i = 0; i < 2000; i++)
    {
      char key[4] = { g_rand_int_range (random, 1, 256), g_rand_int_range (random, 0, 2) ? '4' : '\0', '\0' };
      g_autofree char *text = tidings_number_entry_accept (entry, tidings_number_entry_get_text (entry), key, "");

      if (text != NULL)
        {
          g_assert_true (g_utf8_validate (text, -1, NULL));
          tidings_number_entry_set_text (entry, strlen (text) < 30 ? text : "");
        }
      if (i % 50 == 0)
        tidings_number_entry_set_country (entry, i % 100 ? "GB" : NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/number-entry/type", test_type);
  g_test_add_func ("/app/number-entry/paste", test_paste);
  g_test_add_func ("/app/number-entry/middle", test_middle);
  g_test_add_func ("/app/number-entry/insist", test_insist);
  g_test_add_func ("/app/number-entry/taken", test_taken);
  g_test_add_func ("/app/number-entry/suggestion", test_suggestion);
  g_test_add_func ("/app/number-entry/choose-country", test_choose_country);
  g_test_add_func ("/app/number-entry/choices", test_choices);
  g_test_add_func ("/app/number-entry/choices-plain", test_choices_plain);
  g_test_add_func ("/app/number-entry/remember", test_remember);
  g_test_add_func ("/app/number-entry/random", test_random);

  return g_test_run ();
}
