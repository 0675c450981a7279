/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What links to texts ask for, also those that nobody means well with. */
#include "config.h"

#include <string.h>

#include "tidings-sms-link.h"

static void
test_links (void)
{
  static const struct { const char *uri; const char *numbers; const char *body; const char *why; } cases[] = {
    { "sms:+15105550101", "+15105550101", "", "RFC 5724, its first example" },
    { "sms:+15105550101,+15105550102", "+15105550101 +15105550102", "", "RFC 5724, two people" },
    { "sms:+15105550101?body=hello%20there", "+15105550101", "hello there", "RFC 5724, with a text" },
    { "SMS:+15105550101?BODY=Hi", "+15105550101", "Hi", "schemes and fields have no case" },
    { "sms:+49-151-123.456-78?body=Tsch%C3%BC%C3%9F", "+49-151-123.456-78", "Tsch\u00fc\u00df", "separators and UTF-8" },
    { "sms:+49151?body=a%2Bb+c%26d", "+49151", "a+b+c&d", "a plus is a plus, and a quoted ampersand is none" },
    { "sms:+49151?subject=x&body=one&body=two", "+49151", "one", "other fields are passed over, and the first text counts" },
    { "sms:+49151?body=what?&x=y", "+49151", "what?", "a question mark may stand in the text" },
    { "sms:+49151&body=Hi", "+49151", "Hi", "as links for iPhones are written" },
    { "sms://+49151?body=Hi", "+49151", "Hi", "as if it were an address of a page" },
    { "sms:+49151;+49152?body=Hi", "+49151 +49152", "Hi", "as links for Android are written" },
    { "sms:7042;phone-context=+1-914-555", "+1-914-5557042", "", "RFC 3966: a local number behind its context" },
    { "sms:7042;phone-context=%2B1914555", "+19145557042", "", "the same, quoted" },
    { "sms:7042;phone-context=example.com", "7042", "", "a network is no part of the number" },
    { "sms:+49151;ext=12;phone-context=+1", "+49151", "", "parameters are no numbers, and a whole number has no context" },
    { "sms:%2B49%20151", "+49 151", "", "a quoted plus and a space" },
    { "sms:0151%2023456789", "0151 23456789", "", "as people write it at home" },
    { "sms:?body=Hi", "", "Hi", "nobody yet" },
    { "smsto:+49151", "+49151", "", "Android" },
    { "SMSTO:+49151:Call me: now", "+49151", "Call me: now", "QR codes" },
    { "smsto:+49151?body=a:b", "+49151", "a:b", "a colon behind the question mark is of the text" },
    { "sms:+49151#top", "+49151", "", "a fragment is nothing here" },
    { "sms:+49151?body=100% sure", "+49151", "100% sure", "a percent sign that was not quoted" },
    { "sms:+49151?body=a%0D%0Ab%0Dc%0Ad", "+49151", "a\nb\nc\nd", "all three ends of a line" },
    { "sms:+49151?body=a%1B[31mb%07%09c", "+49151", "a[31mb c", "no escape sequences and no bell" },
    { "sms:+49151?body=%C2%9B31m", "+49151", "31m", "nor the one-letter form of them" },
    { "sms:+49151?body=a%00b", "+49151", "", "a text that ends in its middle is none" },
    { "sms:+49151?body=%FF", "+49151", "", "bytes that are no text" },
    { "sms:+49151,<script>,DROP", "+49151", "", "letters are no number" },
    { "sms:+-.,+49151", "+49151", "", "signs alone are none" },
    { "sms:1234567890123456789012345678901234567890123,+49151", "+49151", "", "too long for a number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsSmsLink) link = tidings_sms_link_parse (cases[i].uri);
      g_autofree char *numbers = NULL;

      g_test_message ("%s: %s", cases[i].uri, cases[i].why);
      g_assert_nonnull (link);
      numbers = g_strjoinv (" ", link->numbers);
      g_assert_cmpstr (numbers, ==, cases[i].numbers);
      g_assert_cmpstr (link->body, ==, cases[i].body);
    }
}

static void
test_refused (void)
{
  static const struct { const char *uri; const char *why; } cases[] = {
    { "", "nothing" },
    { "sms", "no scheme" },
    { "tel:+49151", "a call" },
    { "https://example.org/sms:+49151", "a page" },
    { "smsx:+49151", "another scheme" },
    { " sms:+49151", "a blank before it" },
    { "sms:", "asks for nothing" },
    { "sms:?body=", "asks for nothing at length" },
    { "sms:example", "nobody has a name for a number" },
    { "sms:+49151?body=\xff", "no text at all" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_null (tidings_sms_link_parse (cases[i].uri));
    }
}

static void
test_bounds (void)
{
  g_autoptr(GString) uri = g_string_new ("sms:+49151");
  g_autoptr(TidingsSmsLink) link = NULL;
  g_autoptr(TidingsSmsLink) longest = NULL;

  for (guint i = 1; i < 200; i++)
    g_string_append_printf (uri, ",+49151%u", i);
  g_string_append (uri, "?body=");
  for (guint i = 0; i < 2000; i++)
    g_string_append (uri, "%C3%BC");

  link = tidings_sms_link_parse (uri->str);
  g_assert_nonnull (link);
  g_assert_cmpuint (g_strv_length (link->numbers), ==, TIDINGS_SMS_LINK_MAX_NUMBERS);
  g_assert_cmpstr (link->numbers[TIDINGS_SMS_LINK_MAX_NUMBERS - 1], ==, "+491519");
  g_assert_cmpint (g_utf8_strlen (link->body, -1), ==, TIDINGS_SMS_LINK_MAX_BODY);

  g_string_assign (uri, "sms:+49151?body=");
  while (uri->len < TIDINGS_SMS_LINK_MAX_BYTES)
    g_string_append_c (uri, 'x');
  longest = tidings_sms_link_parse (uri->str);
  g_assert_nonnull (longest);
  g_string_append_c (uri, 'x');
  g_assert_null (tidings_sms_link_parse (uri->str));
}

/* Whatever bytes come: what is handed on is text, and within the bounds. */
static void
test_random (void)
{
  static const char signs[] = "sms:to+0123456789?&=%;,#/body\x80\xc3\xff\n\033";

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GString) uri = g_string_new (i % 2 == 0 ? "sms:" : "smsto:");
      g_autoptr(TidingsSmsLink) link = NULL;
      guint n = (guint) g_test_rand_int_range (0, 60);

      for (guint k = 0; k < n; k++)
        g_string_append_c (uri, signs[g_test_rand_int_range (0, sizeof (signs) - 1)]);
      if ((link = tidings_sms_link_parse (uri->str)) == NULL)
        continue;
      g_assert_true (g_utf8_validate (link->body, -1, NULL));
      g_assert_null (strpbrk (link->body, "\033\r\t"));
      g_assert_cmpuint (g_strv_length (link->numbers), <=, TIDINGS_SMS_LINK_MAX_NUMBERS);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sms-link/links", test_links);
  g_test_add_func ("/sms-link/refused", test_refused);
  g_test_add_func ("/sms-link/bounds", test_bounds);
  g_test_add_func ("/sms-link/random", test_random);

  return g_test_run ();
}
