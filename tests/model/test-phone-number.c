/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people type and paste them, and what becomes of them. */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"

typedef struct {
  const char *country;
  const char *text;
  TidingsNumberVerdict verdict;
  const char *e164;
  const char *found;
  const char *why;
} ReadCase;

static const ReadCase read_cases[] = {
  { "DE", "0151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "trunk zero and a space" },
  { "de", "015123456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "country in lower case" },
  { "DE", "15123456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "trunk zero left out" },
  { "DE", "(0151) 234-56.789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "brackets, hyphen, dot" },
  { "DE", "0151/23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "the slash of German letterheads" },
  { "DE", "0151–2345–6789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "en dashes of a web page" },
  { "DE", "0151\302\2402345\342\200\2576789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "no-break spaces" },
  { "DE", "\342\200\252+49 151 23456789\342\200\254", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "direction marks that come along from address books" },
  { "DE", "  +49 151 23456789\n", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "a line end pasted with it" },
  { "DE", "+49 (0)151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "(0) after the code is no digit" },
  { "GB", "+44 (0) 7400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "(0) in British" },
  { "DE", "0049 (0)151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "(0) after 00" },
  { "DE", "+0049 151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "+ and 00 at once" },
  { "DE", "++49 151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "+ typed into a field that had one" },
  { "DE", "(+49) 151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "code in brackets" },

  { "GB", "07400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "British mobile" },
  { "GB", "447400123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "code without +, which can be nothing else" },
  { "GB", "07781 123456", TIDINGS_NUMBER_GOOD, "+447781123456", "GB", "Guernsey's looks British: the choice stays" },
  { "GB", "+44 7781 123456", TIDINGS_NUMBER_GOOD, "+447781123456", "GB", "the same with its code" },
  { "GG", "07400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GG", "and the other way round" },
  { "DE", "+44 7781 123456", TIDINGS_NUMBER_GOOD, "+447781123456", "GG", "another code: the number's own country" },
  { "US", "(201) 555-0123", TIDINGS_NUMBER_GOOD, "+12015550123", "US", "American style" },
  { "US", "1-201-555-0123", TIDINGS_NUMBER_GOOD, "+12015550123", "US", "with the trunk 1" },
  { "US", "+1 416 555 0123", TIDINGS_NUMBER_GOOD, "+14165550123", "US", "Toronto: same code, the choice stays" },
  { "IT", "312 345 6789", TIDINGS_NUMBER_GOOD, "+393123456789", "IT", "Italian mobiles have no zero" },
  { "IT", "06 12345678", TIDINGS_NUMBER_NO_TEXTS, "+390612345678", "IT", "the zero of Rome belongs to the number" },
  { "IT", "+39 (0)6 12345678", TIDINGS_NUMBER_NO_TEXTS, "+390612345678", "IT", "and stays in spite of its brackets" },
  { "FR", "06 12 34 56 78", TIDINGS_NUMBER_GOOD, "+33612345678", "FR", "pairs" },
  { "RU", "8 (912) 345-67-89", TIDINGS_NUMBER_GOOD, "+79123456789", "RU", "the trunk digit is 8" },
  { "KZ", "+7 912 345 67 89", TIDINGS_NUMBER_GOOD, "+79123456789", "KZ", "Russia and Kazakhstan share 7" },
  { "AR", "011 15 2345-6789", TIDINGS_NUMBER_GOOD, "+5491123456789", "AR", "15 at home is 9 abroad" },
  { "AR", "+54 9 11 2345 6789", TIDINGS_NUMBER_GOOD, "+5491123456789", "AR", "as abroad" },
  { "MX", "+52 1 55 1234 5678", TIDINGS_NUMBER_GOOD, "+525512345678", "MX", "the mobile 1 that Mexico gave up" },
  { "HU", "06 20 123 4567", TIDINGS_NUMBER_GOOD, "+36201234567", "HU", "a trunk of two digits" },

  { "EG", "٠١٠٠ ١٢٣ ٤٥٦٧", TIDINGS_NUMBER_GOOD, "+201001234567", "EG", "Arabic-Indic digits" },
  { "IR", "۰۹۱۲ ۳۴۵ ۶۷۸۹", TIDINGS_NUMBER_GOOD, "+989123456789", "IR", "Persian digits" },
  { "IN", "९८७६५ ४३२१०", TIDINGS_NUMBER_GOOD, "+919876543210", "IN", "Devanagari digits" },
  { "JP", "＋８１ ９０－１２３４－５６７８", TIDINGS_NUMBER_GOOD, "+819012345678", "JP", "full-width digits, plus and hyphens" },

  { "DE", "+44 7400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "+ switches the country" },
  { "DE", "0044 7400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "00 switches the country" },
  { "US", "0044 7400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "00 is understood where the way out is 011" },
  { "US", "011 44 7400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "and 011 is as well" },
  { "AU", "0011 44 7400 123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "0011 is not 00 and 11" },
  { "BR", "0015 1 201 555 0123", TIDINGS_NUMBER_GOOD, "+12015550123", "US", "Brazil names the carrier between 00 and the code" },
  { NULL, "+49 151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "+ needs no country" },
  { "DE", "tel:+44-7400-123456", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "address of a link" },
  { NULL, "tel:0151-23456789;phone-context=+49", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "RFC 3966, section 5.1.5" },
  { "US", "tel:+1-201-555-0123;ext=45", TIDINGS_NUMBER_GOOD, "+12015550123", "US", "its extension is not part of the number" },
  { "US", "+1 201-555-0123 ext. 45", TIDINGS_NUMBER_GOOD, "+12015550123", "US", "nor is this one" },
  { "DE", "Call me at +44 7400 123456, please", TIDINGS_NUMBER_GOOD, "+447400123456", "GB", "a sentence copied with it" },
  { "DE", "Tel.: 0151 23456789", TIDINGS_NUMBER_GOOD, "+4915123456789", "DE", "a label copied with it" },
  { NULL, "+881 6 12345678", TIDINGS_NUMBER_GOOD, "+881612345678", NULL, "a satellite phone belongs to no country" },

  { "DE", "", TIDINGS_NUMBER_EMPTY, NULL, "DE", "nothing" },
  { "DE", " - ()", TIDINGS_NUMBER_EMPTY, NULL, "DE", "separators only" },
  { "DE", "+", TIDINGS_NUMBER_EMPTY, NULL, "DE", "a beginning" },
  { "DE", "00", TIDINGS_NUMBER_EMPTY, NULL, "DE", "another" },
  { NULL, "0151 23456789", TIDINGS_NUMBER_NO_COUNTRY, NULL, NULL, "national digits and no country" },
  { "XX", "0151 23456789", TIDINGS_NUMBER_NO_COUNTRY, NULL, NULL, "a country that does not exist" },
  { "DE", "call me", TIDINGS_NUMBER_NOT_A_NUMBER, NULL, "DE", "words" },
  { "DE", "*100#", TIDINGS_NUMBER_NOT_A_NUMBER, NULL, "DE", "a service code" },
  { "DE", "0151+23456789", TIDINGS_NUMBER_NOT_A_NUMBER, NULL, "DE", "a plus in the middle" },
  { "DE", "0800 FLOWERS", TIDINGS_NUMBER_NOT_A_NUMBER, NULL, "DE", "letters for digits" },
  { "DE", "0151 23456789 or 0160 1234567", TIDINGS_NUMBER_NOT_A_NUMBER, NULL, "DE", "two numbers: which?" },

  { "GB", "07700 900123", TIDINGS_NUMBER_UNUSUAL, "+447700900123", "GB", "kept for films by Ofcom, so in no range" },
  { "US", "(555) 555-5555", TIDINGS_NUMBER_UNUSUAL, "+15555555555", "US", "right length, no such area" },
  { "DE", "030 123456", TIDINGS_NUMBER_NO_TEXTS, "+4930123456", "DE", "fixed line in Berlin" },
  { "GB", "020 7946 0958", TIDINGS_NUMBER_NO_TEXTS, "+442079460958", "GB", "fixed line in London" },
  { "DE", "0900 1234567", TIDINGS_NUMBER_NO_TEXTS, "+499001234567", "DE", "premium rate" },
  { "DE", "0700 12345678", TIDINGS_NUMBER_NO_TEXTS, "+4970012345678", "DE", "personal number that may ring anywhere" },
};

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      const ReadCase *c = &read_cases[i];
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (c->text, c->country);

      g_test_message ("%s in %s: %s", c->text, c->country != NULL ? c->country : "no country", c->why);
      g_assert_cmpint (check->verdict, ==, c->verdict);
      g_assert_cmpstr (check->e164, ==, c->e164);
      g_assert_cmpstr (check->country, ==, c->found);
      g_assert_cmpint (tidings_number_verdict_blocks (check->verdict), ==, c->e164 == NULL);
      g_assert_cmpuint (check->n_digits_off, ==, 0);
    }
}

static void
test_length (void)
{
  static const struct {
    const char *country;
    const char *text;
    TidingsNumberVerdict verdict;
    guint n_digits_off;
    const char *words;
    const char *why;
  } cases[] = {
    { "DE", "0151 2345678", TIDINGS_NUMBER_TOO_SHORT, 1, "1 more digit needed", "one is missing" },
    { "DE", "0151", TIDINGS_NUMBER_TOO_SHORT, 8, "8 more digits needed", "a mobile code, although four digits could be a fixed line" },
    { "DE", "+49 151", TIDINGS_NUMBER_TOO_SHORT, 8, "8 more digits needed", "the same with the code" },
    { "DE", "+49 0151", TIDINGS_NUMBER_TOO_SHORT, 8, "8 more digits needed", "the trunk zero does not count" },
    { "GB", "0", TIDINGS_NUMBER_TOO_SHORT, 10, "10 more digits needed", "nothing but the trunk zero" },
    { "GB", "+44", TIDINGS_NUMBER_TOO_SHORT, 10, "10 more digits needed", "nothing but the code" },
    { "RU", "8", TIDINGS_NUMBER_TOO_SHORT, 10, "10 more digits needed", "nothing but the trunk digit" },
    { "FR", "06 12 34 5", TIDINGS_NUMBER_TOO_SHORT, 3, "3 more digits needed", "France" },
    { "US", "201 555 01", TIDINGS_NUMBER_TOO_SHORT, 2, "2 more digits needed", "United States" },
    { "US", "555-0123", TIDINGS_NUMBER_TOO_SHORT, 3, "3 more digits needed", "a number without its area" },
    { "DE", "+4", TIDINGS_NUMBER_TOO_SHORT, 0, "More digits needed", "not even the code is whole, so nobody can count" },
    { "DE", "0151 234567890", TIDINGS_NUMBER_TOO_LONG, 1, "1 digit too many", "one more than mobiles there have" },
    { "US", "201 555 01234", TIDINGS_NUMBER_TOO_LONG, 1, "1 digit too many", "United States" },
    { "FR", "06 12 34 56 78 90", TIDINGS_NUMBER_TOO_LONG, 2, "2 digits too many", "France" },
    { "SG", "8123 4567 8", TIDINGS_NUMBER_TOO_LONG, 1, "1 digit too many", "a plan with short numbers" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (cases[i].text, cases[i].country);
      g_autofree char *words = tidings_number_check_describe (check);

      g_test_message ("%s in %s: %s", cases[i].text, cases[i].country, cases[i].why);
      g_assert_cmpint (check->verdict, ==, cases[i].verdict);
      g_assert_cmpuint (check->n_digits_off, ==, cases[i].n_digits_off);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_null (check->e164);
      g_assert_cmpstr (check->country, ==, cases[i].country);
    }
}

static void
test_too_long_for_anything (void)
{
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check ("1234567890123456789012345678", "DE");

  g_assert_cmpint (check->verdict, ==, TIDINGS_NUMBER_TOO_LONG);
  g_assert_cmpuint (check->n_digits_off, >, 10);
  g_assert_cmpuint (check->n_digits_off, <, 28);
}

static void
test_unknown_code (void)
{
  static const struct { const char *text; const char *code; const char *words; } cases[] = {
    { "+999 123456", "999", "+999 is not a country code" },
    { "00999 123456", "999", "+999 is not a country code" },
    { "+210 123456", "210", "+210 is not a country code" },
    { "+0151 23456789", "0", "+0 is not a country code" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (cases[i].text, "DE");
      g_autofree char *words = tidings_number_check_describe (check);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (check->verdict, ==, TIDINGS_NUMBER_UNKNOWN_CODE);
      g_assert_cmpstr (check->typed_code, ==, cases[i].code);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpuint (check->calling_code, ==, 0);
    }
}

static void
test_suggestion (void)
{
  static const struct { const char *country; const char *text; const char *suggestion; const char *why; } cases[] = {
    { "DE", "4915112345678", "+4915112345678", "could be a fixed line in Papenburg, but hardly is" },
    { "DE", "49 151 12345678", "+4915112345678", "with spaces" },
    { "DE", "+4915112345678", NULL, "the + is there" },
    { "DE", "0151 12345678", NULL, "a good number needs no question" },
    { "GB", "447400123456", NULL, "can be nothing else, and is read so at once" },
    { "DE", "493012345678", NULL, "a fixed line is not worth the question" },
    { NULL, "4915112345678", NULL, "without a country there is nothing to compare with" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (cases[i].text, cases[i].country);

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpstr (check->suggestion, ==, cases[i].suggestion);
    }
}

static void
test_describe (void)
{
  static const struct { const char *country; const char *text; const char *words; } cases[] = {
    { "DE", "", "Enter a mobile number" },
    { NULL, "0151", "Choose a country first" },
    { "DE", "hello", "This is not a phone number" },
    { "GB", "07700 900123", "This number looks unusual. Check it once more" },
    { "DE", "030 123456", "This may be a landline. Texts might not arrive" },
    { "DE", "0151 23456789", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (cases[i].text, cases[i].country);
      g_autofree char *words = tidings_number_check_describe (check);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_format (void)
{
  static const struct { const char *e164; const char *text; const char *national; const char *shortened; } cases[] = {
    { "+447700900123", "+44 7700 900123", "07700 900123", "+44 770 …23" },
    { "+14155550100", "+1 415 555 0100", "(415) 555-0100", "+1 415 …00" },
    { "+33612345678", "+33 6 12 34 56 78", "06 12 34 56 78", "+33 612 …78" },
    { "+79123456789", "+7 912 345 67 89", "8 (912) 345-67-89", "+7 912 …89" },
    { "+35312345", "+353 12345", "12345", "+353 …45" },
    { "Tidings", "Tidings", "Tidings", "…" },
    { "", "", "", "…" },
    { "015123456767", "015123456767", "015123456767", "015 …67" },
    { "12345", "12345", "12345", "…45" },
    { "1234", "1234", "1234", "…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tidings_phone_number_format (cases[i].e164);
      g_autofree char *national = tidings_phone_number_format_national (cases[i].e164);
      g_autofree char *shortened = tidings_phone_number_shorten (cases[i].e164);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (national, ==, cases[i].national);
      g_assert_cmpstr (shortened, ==, cases[i].shortened);
    }
}

/* No log may give a number away: most of the digits of any whole one are gone. */
static void
test_shorten_all (void)
{
  g_auto(GStrv) countries = tidings_phone_number_list_countries ();

  for (guint i = 0; countries[i] != NULL; i++)
    {
      g_autofree char *example = tidings_phone_number_example (countries[i]);
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (example, countries[i]);
      g_autofree char *shortened = tidings_phone_number_shorten (check->e164);
      g_autofree char *code = g_strdup_printf ("+%u ", check->calling_code);
      guint n_shown = 0;

      g_test_message ("%s: %s", countries[i], shortened);
      g_assert_true (g_str_has_prefix (shortened, code));
      for (const char *p = shortened + strlen (code); *p != '\0'; p++)
        n_shown += g_ascii_isdigit (*p);
      g_assert_cmpuint (n_shown, <=, 5);
      g_assert_cmpuint (n_shown + strlen (code) - 2, <, strlen (check->e164) - 1);
    }
}

static void
test_format_typed (void)
{
  static const struct { const char *country; const char *text; const char *shown; const char *why; } cases[] = {
    { "DE", "015123456789", "01512 3456789", "with the trunk zero" },
    { "DE", "15123456789", "1512 3456789", "without it, as after the code" },
    { "DE", "+4915123456789", "+49 1512 3456789", "with the code" },
    { "DE", "004915123456789", "0049 1512 3456789", "with 00" },
    { "GB", "07400123456", "07400 123456", "Britain" },
    { "US", "2015550123", "201 555 0123", "no brackets or hyphens are put in" },
    { "US", "12015550123", "1 201 555 0123", "after the trunk 1" },
    { "RU", "89123456789", "8 912 345 67 89", "after the trunk 8" },
    { "FR", "0612", "06 12", "half a number" },
    { "IT", "3123456789", "312 345 6789", "no trunk digit at all" },
    { "IR", "۰۹۱۲۳۴۵۶۷۸۹", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "the person's digits stay theirs" },
    { "DE", "0151 23456789", "0151 23456789", "the person's own spacing" },
    { "DE", "0151-23456789", "0151-23456789", "own separators" },
    { "DE", "01512 3456789", "01512 3456789", "ours already" },
    { "DE", "01512  3456789", "01512  3456789", "two spaces are the person's" },
    { "DE", "01512 ", "01512 ", "a space just typed stays" },
    { "DE", " 01512", " 01512", "and one in front" },
    { "KR", "+82 1020 00000", "+82 10 200 0000", "our own space moves when more digits tell more" },
    { "DE", "abc", "abc", "not for us to group" },
    { NULL, "015123456789", "015123456789", "no country, no groups" },
    { NULL, "+4915123456789", "+49 1512 3456789", "the code is enough" },
    { "XX", "0151234", "0151234", "no such country" },
    { "DE", "", "", "nothing" },
    { "DE", "+", "+", "a beginning" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = tidings_phone_number_format_typed (cases[i].text, cases[i].country);

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static char *
without_spaces (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, " ", -1);

  return g_strjoinv ("", parts);
}

/* As the entry does it: each digit is put behind what is shown, and that is formatted anew. */
static void
type_through (const char *digits,
              const char *country)
{
  g_autofree char *shown = g_strdup ("");
  g_autofree char *kept = NULL;
  g_autofree char *at_once = tidings_phone_number_format_typed (digits, country);

  for (const char *p = digits; *p != '\0'; p++)
    {
      g_autofree char *text = g_strdup_printf ("%s%c", shown, *p);

      g_free (shown);
      shown = tidings_phone_number_format_typed (text, country);
    }
  kept = without_spaces (shown);
  g_assert_cmpstr (kept, ==, digits);
  g_assert_cmpstr (shown, ==, at_once);
}

static void
test_type_everywhere (void)
{
  g_auto(GStrv) countries = tidings_phone_number_list_countries ();

  g_assert_cmpuint (g_strv_length (countries), >, 240);
  for (guint i = 0; countries[i] != NULL; i++)
    {
      g_autofree char *example = tidings_phone_number_example (countries[i]);
      g_autoptr(TidingsNumberCheck) check = NULL;
      g_autofree char *code = NULL;

      g_test_message ("%s: %s", countries[i], example);
      g_assert_nonnull (example);
      check = tidings_phone_number_check (example, countries[i]);
      g_assert_false (tidings_number_verdict_blocks (check->verdict));
      g_assert_cmpstr (check->country, ==, countries[i]);
      g_assert_cmpuint (check->calling_code, ==, tidings_phone_number_calling_code (countries[i]));

      code = g_strdup_printf ("+%u", check->calling_code);
      g_assert_true (g_str_has_prefix (check->e164, code));
      type_through (check->e164, countries[i]);
      type_through (check->e164 + strlen (code), countries[i]);
    }
}

static void
test_codes (void)
{
  g_autofree char *america = tidings_phone_number_dup_main_country (1);
  g_autofree char *russia = tidings_phone_number_dup_main_country (7);
  g_autofree char *nobody = tidings_phone_number_dup_main_country (999);
  g_autofree char *satellite = tidings_phone_number_dup_main_country (881);
  g_autofree char *no_example = tidings_phone_number_example ("XX");

  g_assert_cmpstr (america, ==, "US");
  g_assert_cmpstr (russia, ==, "RU");
  g_assert_null (nobody);
  g_assert_null (satellite);
  g_assert_null (no_example);
  g_assert_cmpuint (tidings_phone_number_calling_code ("gb"), ==, 44);
  g_assert_cmpuint (tidings_phone_number_calling_code ("XX"), ==, 0);
  g_assert_cmpuint (tidings_phone_number_calling_code (""), ==, 0);
  g_assert_cmpuint (tidings_phone_number_calling_code ("001"), ==, 0);
}

static void
test_digits (void)
{
  static const struct { const char *text; const char *plain; } cases[] = {
    { "٠١٢٣٤٥٦٧٨٩", "0123456789" },
    { "０１２ abc ९", "012 abc 9" },
    { "½ ² ①", "½ ² ①" },
    { "a\xff" "1", "a\357\277\275" "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = tidings_phone_number_ascii_digits (cases[i].text);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

static void
test_typable (void)
{
  static const struct { const char *text; gboolean is_typable; } cases[] = {
    { "", TRUE }, { "+49 (0) 151-23.45/67", TRUE }, { "٠１９", TRUE }, { "\342\200\2520151\342\200\254", TRUE },
    { "0151a", FALSE }, { "tel:0151", FALSE }, { "*100#", FALSE }, { "\xff", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tidings_phone_number_is_typable (cases[i].text), ==, cases[i].is_typable);
}

static char *
random_text (GRand *random)
{
  static const char * const pieces[] = { "+", "00", "0", "49", "(0)", " ", "-", "tel:", ";ext=", ";phone-context=+", "x", "٤", "９", "é", "\xc3", "\xf0\x9f" };
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (random, 0, 24);

  for (int i = 0; i < n; i++)
    switch (g_rand_int_range (random, 0, 3))
      {
      case 0:
        g_string_append_c (text, g_rand_int_range (random, 1, 256));
        break;
      case 1:
        g_string_append_c (text, g_rand_int_range (random, '0', '9' + 1));
        break;
      default:
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      }
  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  static const char * const countries[] = { "DE", "US", "IT", "BR", "AR", NULL };
  g_autoptr(GRand) random = g_rand_new_with_seed (20);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = random_text (random);
      const char *country = countries[g_rand_int_range (random, 0, G_N_ELEMENTS (countries))];
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (text, country);
      g_autofree char *words = tidings_number_check_describe (check);
      g_autofree char *shown = tidings_phone_number_format_typed (text, country);
      g_autofree char *format = tidings_phone_number_format (text);
      g_autofree char *national = tidings_phone_number_format_national (text);
      g_autofree char *shortened = tidings_phone_number_shorten (text);
      g_autofree char *valid = g_utf8_make_valid (text, -1);
      g_autofree char *kept = without_spaces (shown);
      g_autofree char *typed = without_spaces (valid);

      g_assert_cmpstr (kept, ==, typed);
      g_assert_true (g_utf8_validate (format, -1, NULL));
      g_assert_true (g_utf8_validate (national, -1, NULL));
      g_assert_true (g_utf8_validate (shortened, -1, NULL));
      g_assert_true (words == NULL || g_utf8_validate (words, -1, NULL));
      g_assert_cmpint (check->e164 == NULL, ==, tidings_number_verdict_blocks (check->verdict));
      if (check->e164 != NULL)
        {
          g_assert_cmpint (check->e164[0], ==, '+');
          g_assert_cmpuint (strspn (check->e164 + 1, "0123456789"), ==, strlen (check->e164) - 1);
          g_assert_cmpuint (strlen (check->e164), <=, 16);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/phone-number/read", test_read);
  g_test_add_func ("/model/phone-number/length", test_length);
  g_test_add_func ("/model/phone-number/too-long-for-anything", test_too_long_for_anything);
  g_test_add_func ("/model/phone-number/unknown-code", test_unknown_code);
  g_test_add_func ("/model/phone-number/suggestion", test_suggestion);
  g_test_add_func ("/model/phone-number/describe", test_describe);
  g_test_add_func ("/model/phone-number/format", test_format);
  g_test_add_func ("/model/phone-number/shorten-all", test_shorten_all);
  g_test_add_func ("/model/phone-number/format-typed", test_format_typed);
  g_test_add_func ("/model/phone-number/type-everywhere", test_type_everywhere);
  g_test_add_func ("/model/phone-number/codes", test_codes);
  g_test_add_func ("/model/phone-number/digits", test_digits);
  g_test_add_func ("/model/phone-number/typable", test_typable);
  g_test_add_func ("/model/phone-number/random", test_random);

  return g_test_run ();
}
