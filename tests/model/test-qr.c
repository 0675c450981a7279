/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes: of the right size, with the three eyes, and different for different texts. */
#include "config.h"

#include <string.h>

#include "tidings-qr.h"

/* An eye is a dark square of seven with a light ring and a dark heart of three. */
static void
assert_eye (const TidingsQr *qr,
            int              left,
            int              top)
{
  for (int y = 0; y < 7; y++)
    for (int x = 0; x < 7; x++)
      {
        int ring = MIN (MIN (x, 6 - x), MIN (y, 6 - y));

        g_assert_cmpint (tidings_qr_is_dark (qr, left + x, top + y), ==, ring != 1);
      }
}

static void
test_eyes (void)
{
  static const struct { const char *text; guint size; const char *why; } cases[] = {
    { "START", 21, "the smallest" },
    { "sms:+14155550100?body=START", 29, "what opens a text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsQr) qr = tidings_qr_new (cases[i].text);

      g_test_message ("%s", cases[i].why);
      g_assert_nonnull (qr);
      g_assert_cmpuint (qr->size, ==, cases[i].size);
      assert_eye (qr, 0, 0);
      assert_eye (qr, qr->size - 7, 0);
      assert_eye (qr, 0, qr->size - 7);
      g_assert_false (tidings_qr_is_dark (qr, -1, 0));
      g_assert_false (tidings_qr_is_dark (qr, 0, qr->size));
    }
}

static void
test_differ (void)
{
  g_autoptr(TidingsQr) one = tidings_qr_new ("sms:+14155550100?body=START");
  g_autoptr(TidingsQr) other = tidings_qr_new ("sms:+14155550101?body=START");
  g_autoptr(TidingsQr) same = tidings_qr_new ("sms:+14155550100?body=START");
  guint n_different = 0;

  for (guint y = 0; y < one->size; y++)
    for (guint x = 0; x < one->size; x++)
      {
        n_different += tidings_qr_is_dark (one, x, y) != tidings_qr_is_dark (other, x, y);
        g_assert_cmpint (tidings_qr_is_dark (one, x, y), ==, tidings_qr_is_dark (same, x, y));
      }
  g_assert_cmpuint (n_different, >, 0);
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (3000, 'x');
  g_autoptr(TidingsQr) qr = tidings_qr_new (text);

  g_assert_null (qr);
}

static void
test_uri (void)
{
  g_autofree char *start = tidings_qr_dup_text_uri ("+14155550100", "START");
  g_autofree char *blank = tidings_qr_dup_text_uri ("12345", "DONE #1");

  g_assert_cmpstr (start, ==, "sms:+14155550100?body=START");
  g_assert_cmpstr (blank, ==, "sms:12345?body=DONE%20%231");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/qr/eyes", test_eyes);
  g_test_add_func ("/qr/differ", test_differ);
  g_test_add_func ("/qr/too-long", test_too_long);
  g_test_add_func ("/qr/uri", test_uri);

  return g_test_run ();
}
