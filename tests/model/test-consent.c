/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers in words. */
#include "config.h"

#include "tidings-consent.h"

static void
test_entries (void)
{
  static const struct { const char *what; const char *how; const char *detail; const char *words; const char *why; } cases[] = {
    { "added", "person", "", "Was added", "how does not matter" },
    { "confirmed", "code", "", "Confirmed the number with a code", "a text" },
    { "confirmed", "call", NULL, "Confirmed the number with a code from a call", "a call" },
    { "confirmed", "", NULL, "Confirmed the number", "before it was written down how" },
    { "confirmed", "code", "practice", "Confirmed the number with a rehearsed code, which proves nothing", "practice says so" },
    { "confirmed", "call", "practice", "Confirmed the number with a code from a rehearsed call, which proves nothing", "a call too" },
    { "number", "person", "+49 151 …89", "Got another number instead of +49 151 …89", "the old one, shortened" },
    { "number", "person", "", "Got another number", "reduced to the fact" },
    { "type-on", "person", "job_failed", "“Job failed” was switched on", "the catalog's title" },
    { "type-off", "person", "of_somebody", "“of_somebody” was switched off", "a type that is gone" },
    { "type-off", "person", "", "A kind of alert was switched off", "reduced to the fact" },
    { "opted-out", "reply", "", "Texted STOP", "they said so" },
    { "opted-out", "carrier", "", "Wants no texts, says the phone company", "somebody else heard it" },
    { "opted-out", "person", "", "Wants no texts", "by hand" },
    { "opted-in", "reply", "", "Texted START", "the way back" },
    { "erased", "person", "", "Was erased", "the fact" },
    { "of-the-future", "", "", "of-the-future", "a word that this program does not know" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_consent_describe (cases[i].what, cases[i].how, cases[i].detail);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_askers (void)
{
  static const struct { const char *by; const char *words; } cases[] = {
    { "cli", "on the command line" }, { "window", "in the window" }, { "phone", "from their phone" }, { "twilio", "through Twilio" },
    { "tidings", "by Tidings itself" }, { "bus", "by another program" }, { "backup.sh", "by backup.sh" }, { "", "" }, { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_consent_describe_asker (cases[i].by);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/consent/entries", test_entries);
  g_test_add_func ("/model/consent/askers", test_askers);

  return g_test_run ();
}
