/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the preferences say of the account and of limits. */
#include "config.h"

#include "tidings-account-words.h"

static void
test_state (void)
{
  static const struct { const char *kind; const char *state; const char *words; const char *why; } cases[] = {
    { "Full", "active", "Active", "all is well" },
    { "Trial", "active", "Trial account · Texts reach only numbers confirmed at Twilio", "what a trial cannot" },
    { "Full", "suspended", "Suspended: nothing can be sent. Ask Twilio why", "and the next step" },
    { "Trial", "closed", "Closed: nothing can be sent. Connect another account", "worse than a trial" },
    { "", "", "", "nothing is known, nothing is claimed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_account_words_state (cases[i].kind, cases[i].state);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_replace (void)
{
  static const struct { guint n_waiting; guint n_scheduled; const char *has; const char *lacks; const char *why; } cases[] = {
    { 0, 0, "limits and the activity log stay", "cancel", "nothing waits, so nothing is said of it" },
    { 1, 0, "1 text that waits is canceled", "called back", "one" },
    { 3, 2, "2 texts that Twilio keeps for later are called back and planned anew", "1 text", "both" },
    { 3, 1, "3 texts that wait are canceled", "texts that Twilio", "one is not several" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_account_words_replace (cases[i].n_waiting, cases[i].n_scheduled);

      g_test_message ("%s", cases[i].why);
      g_assert_nonnull (strstr (words, cases[i].has));
      g_assert_null (strstr (words, cases[i].lacks));
      g_assert_nonnull (strstr (words, "everything stays as it is"));
    }
}

static void
test_disconnect (void)
{
  g_autofree char *quiet = tidings_account_words_disconnect (0, 0);
  g_autofree char *busy = tidings_account_words_disconnect (1, 2);

  g_assert_null (strstr (quiet, "called back"));
  g_assert_nonnull (strstr (busy, "1 text that waits is canceled"));
  /* Without an account nothing is planned anew. */
  g_assert_nonnull (strstr (busy, "2 texts that Twilio keeps for later are called back."));
  g_assert_nonnull (strstr (busy, "keyring"));
}

static void
test_limits (void)
{
  static const struct { guint limit; guint used; gboolean is_month; const char *words; const char *why; } cases[] = {
    { 10, 9, FALSE, "fine", "one is left" },
    { 10, 10, FALSE, "Already reached today: 10 texts", "none is" },
    { 1, 7, FALSE, "Already reached today: 7 texts", "set below what was sent" },
    { 1, 1, TRUE, "Already reached this month: 1 text", "one text" },
    { 0, 7, FALSE, "fine", "no limit is never reached" },
  };
  static const struct { double limit; const char *used; const char *currency; const char *words; const char *why; } money[] = {
    { 2.5, "2.49", "USD", "fine", "a cent is left" },
    { 2.5, "2.50", "USD", "Already reached today: $2.50", "nothing is" },
    { 0, "2.50", "USD", "fine", "no limit is never reached" },
    { 2.5, "", "USD", "fine", "what was spent is not known" },
    { 2.5, "3", "", "fine", "nor in what" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_limit_words_texts (cases[i].limit, cases[i].used, cases[i].is_month, "fine");

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    {
      g_autofree char *words = tidings_limit_words_money (money[i].limit, money[i].used, money[i].currency, FALSE, "fine");

      g_test_message ("%s", money[i].why);
      if (g_str_has_prefix (money[i].words, "Already"))
        g_assert_true (g_str_has_prefix (words, "Already reached today: ") && strstr (words, "2.50") != NULL);
      else
        g_assert_cmpstr (words, ==, money[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/account-words/state", test_state);
  g_test_add_func ("/app/account-words/replace", test_replace);
  g_test_add_func ("/app/account-words/disconnect", test_disconnect);
  g_test_add_func ("/app/account-words/limits", test_limits);

  return g_test_run ();
}
