/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smart Encoding, by the whole table of Twilio's calculator. */
#include "config.h"

#include "tidings-segments.h"
#include "tidings-smart-encoding.h"

static void
test_table (void)
{
  /* The code points as the reference writes them, in hexadecimal. */
  static const struct { const char *result; const char *replaced; } cases[] = {
    { "\"", "00AB 00BB 201C 201D 201E 201F 02BA 02EE 275D 275E 301D 301E FF02" },
    { "'", "2018 2019 201B 02B9 02BB 02BC 02BD 02C8 02CA 02CB 00B4 0060 275B 275C 0313 0314 FE10 FE11 FF07" },
    { "-", "2010 2013 2014 2015 2022 2043 23BC 23BD FE63 FF0D" },
    { "...", "2026" },
    { "!!", "203C" },
    { "!", "01C3 FE15 FE57 FF01" },
    { "/", "00F7 2044 2215 29F8 0337 0338 FF0F" },
    { "\\", "29F5 29F9 20E5 FE68 FF3C" },
    { "1/4", "00BC" },
    { "1/2", "00BD" },
    { "3/4", "00BE" },
    { ",", "201A 0326 3001 FE50 FE51 FF0C FF64" },
    { ".", "3002 FE52 FF0E FF61" },
    { "*", "204E 2217 229B 2722 2723 2724 2725 2731 2732 2733 273A 273B 273C 273D 2743 2749 274A 274B 29C6 FE61 FF0A" },
    { "(", "2768 276A 27EE 2985 FE59 FF08" },
    { ")", "2769 276B 27EF 2986 FE5A FF09" },
    { "{", "2774 FE5B FF5B" },
    { "}", "2775 FE5C FF5D" },
    { "[", "FF3B" },
    { "]", "FF3D" },
    { "<", "203A FE64 FF1C" },
    { ">", "2039 FE65 FF1E" },
    { "=", "0347 A78A FE66 FF1D" },
    { ":", "02D0 02F8 2982 A789 FE13 FF1A" },
    { ";", "204F FE14 FE54 FF1B" },
    { "?", "FE16 FE56 FF1F" },
    { "_", "0332 2017 FF3F" },
    { "|", "20D2 20D3 2223 23B8 23B9 23D0 239C 239F FF5C" },
    { "^", "02C6 0302 1DCD FF3E" },
    { "~", "02DC 02F7 0303 0330 0334 223C FF5E" },
    { "+", "02D6 FE62 FF0B" },
    { "@", "FE6B FF20" },
    { "$", "FE69 FF04" },
    { "#", "FE5F FF03" },
    { "%", "FE6A FF05" },
    { "&", "FE60 FF06" },
    { "0", "FF10" },
    { "9", "FF19" },
    { "A", "FF21 1D00" },
    { "B", "0299" },
    { "C", "1D04" },
    { "D", "1D05" },
    { "E", "1D07" },
    { "F", "A730" },
    { "G", "0262" },
    { "H", "029C" },
    { "I", "026A" },
    { "J", "1D0A" },
    { "K", "1D0B" },
    { "L", "029F" },
    { "M", "1D0D" },
    { "N", "0274" },
    { "O", "1D0F" },
    { "P", "1D18" },
    { "R", "0280" },
    { "S", "A731" },
    { "T", "1D1B" },
    { "U", "1D1C" },
    { "V", "1D20" },
    { "W", "1D21" },
    { "Y", "028F" },
    { "Z", "FF3A 1D22" },
    { "  ", "00A0 2000 2002 2003 2004 2005 2006 2007 2008 2009 200A 202F 205F 3000 0080 008D 0090 009B 009F" },
    { " ", "2001 2028 2029" },
    { "       ", "0009" },
    { "", "200B 2060 FEFF 0003 0004 0010 0011 0012 0013 0014 0017 0019" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) points = g_strsplit (cases[i].replaced, " ", -1);

      for (char **point = points; *point != NULL; point++)
        {
          char character[7] = { 0 };
          g_autofree char *body = NULL;
          g_autofree char *expected = g_strdup_printf ("a%sb", cases[i].result);
          g_autofree char *encoded = NULL;
          g_autofree char *again = NULL;

          g_unichar_to_utf8 ((gunichar) g_ascii_strtoull (*point, NULL, 16), character);
          body = g_strdup_printf ("a%sb", character);
          encoded = tidings_smart_encode (body);
          again = tidings_smart_encode (encoded);
          g_test_message ("U+%s", *point);
          g_assert_cmpstr (encoded, ==, expected);
          g_assert_cmpstr (again, ==, expected);
          /* What it is good for: the text goes as septets then. */
          g_assert_cmpint (tidings_segments_count (encoded).encoding, ==, TIDINGS_ENCODING_GSM7);
        }
    }
}

static void
test_stays (void)
{
  static const struct { const char *body; const char *why; } cases[] = {
    { "caf\u00e9 \u20ac5 {a}\n\f", "all of it is GSM-7 already" },
    { "\u00e7\u00e1\u00ed\u00f3\u00fa", "letters of a language are not replaced" },
    { "20\u00b0", "nor is the degree sign" },
    { "\U0001f600", "nor emoji" },
    { "\u0416", "nor Cyrillic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *encoded = tidings_smart_encode (cases[i].body);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (encoded, ==, cases[i].body);
    }
}

/* Whatever comes, the second time changes nothing. */
static void
test_random (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      char bytes[24] = { 0 };
      g_autofree char *encoded = NULL;
      g_autofree char *again = NULL;

      for (guint k = 0; k < sizeof bytes - 1; k++)
        bytes[k] = (char) g_test_rand_int_range (1, 256);
      encoded = tidings_smart_encode (bytes);
      again = tidings_smart_encode (encoded);
      g_assert_true (g_utf8_validate (encoded, -1, NULL));
      g_assert_cmpstr (encoded, ==, again);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/smart-encoding/table", test_table);
  g_test_add_func ("/smart-encoding/stays", test_stays);
  g_test_add_func ("/smart-encoding/random", test_random);

  return g_test_run ();
}
