/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a limit, in numbers and words. */
#include "tidings-quota.h"

static void
test_words (void)
{
  static const struct {
    guint used;
    guint cap;
    guint left;
    gboolean is_low;
    const char *words;
    const char *note;
    const char *why;
  } cases[] = {
    { 0, 50, 50, FALSE, "50 of 50 left", "0 used · Resets at midnight · The last 5 are kept for critical alerts", "a fresh day" },
    { 39, 50, 11, FALSE, "11 of 50 left", "39 used · Resets at midnight · The last 5 are kept for critical alerts", "just above a fifth" },
    { 40, 50, 10, TRUE, "Only 10 of 50 left", "40 used · Resets at midnight · The last 5 are kept for critical alerts", "a fifth is low" },
    { 45, 50, 5, TRUE, "Only 5 of 50 left", "45 used · Resets at midnight · Only critical alerts are sent now", "only what is kept is left" },
    { 50, 50, 0, TRUE, "None of 50 left", "All 50 used · Resets at midnight", "used up" },
    { 53, 50, 0, TRUE, "None of 50 left", "All 50 used · Resets at midnight", "the limit was lowered below today’s use" },
    { 0, 8, 8, FALSE, "8 of 8 left", "0 used · Resets at midnight · The last 1 is kept for critical alerts", "a tenth is rounded up" },
    { 7, 0, 0, FALSE, "No limit", "7 used", "no limit set" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsQuota) quota = tidings_quota_new (TIDINGS_QUOTA_DAY);
      g_autofree char *words = NULL;
      g_autofree char *note = NULL;
      gboolean is_low = FALSE;
      gboolean is_limited = FALSE;
      gint64 left = 0;

      g_test_message ("%s", cases[i].why);
      g_object_set (quota, "used", (gint64) cases[i].used, "cap", (gint64) cases[i].cap, NULL);
      g_object_get (quota, "left", &left, "is-low", &is_low, "is-limited", &is_limited, "words", &words, "note", &note, NULL);
      g_assert_cmpint (left, ==, cases[i].left);
      g_assert_cmpint (is_low, ==, cases[i].is_low);
      g_assert_cmpint (is_limited, ==, cases[i].cap > 0);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (note, ==, cases[i].note);
    }
}

static void
test_month (void)
{
  g_autoptr(TidingsQuota) quota = tidings_quota_new (TIDINGS_QUOTA_MONTH);
  g_autofree char *note = NULL;
  g_autofree char *value = NULL;
  double fraction = -1;

  g_object_set (quota, "used", (gint64) 125, "cap", (gint64) 500, NULL);
  g_object_get (quota, "note", &note, "value-text", &value, "fraction", &fraction, NULL);
  g_assert_cmpstr (note, ==, "125 used · Resets with the month · The last 50 are kept for critical alerts");
  g_assert_cmpstr (value, ==, "375 of 500 texts");
  g_assert_cmpfloat (fraction, ==, 0.75);
}

static void
test_money (void)
{
  static const struct {
    gint64 used; gint64 pending; gint64 cap; gboolean is_low; const char *words; const char *value; const char *note; const char *why;
  } cases[] = {
    { 0, 0, 20000000, FALSE, "$20.00 of $20.00 left", "$20.00 of $20.00",
      "$0.00 spent · Resets with the month · The last $2.00 are kept for critical alerts", "a fresh month" },
    { 3420000, 50000, 20000000, FALSE, "$16.53 of $20.00 left", "$16.53 of $20.00",
      "$3.47 spent, about $0.05 of it not billed yet · Resets with the month · The last $2.00 are kept for critical alerts",
      "what is set aside is gone too" },
    { 15990000, 10000, 20000000, TRUE, "Only $4.00 of $20.00 left", "$4.00 of $20.00",
      "$16.00 spent, about $0.01 of it not billed yet · Resets with the month · The last $2.00 are kept for critical alerts",
      "a fifth is low" },
    { 19000000, 0, 20000000, TRUE, "Only $1.00 of $20.00 left", "$1.00 of $20.00",
      "$19.00 spent · Resets with the month · Only critical alerts are sent now", "only what is kept is left" },
    { 20000000, 500000, 20000000, TRUE, "None of $20.00 left", "$0.00 of $20.00",
      "$20.50 spent, about $0.50 of it not billed yet · Resets with the month", "used up" },
    { 750000, 0, 0, FALSE, "No limit", "No limit", "$0.75 spent", "no limit set" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsQuota) quota = tidings_quota_new_money (TIDINGS_QUOTA_MONTH);
      g_autofree char *words = NULL;
      g_autofree char *value = NULL;
      g_autofree char *note = NULL;
      gboolean is_low = FALSE;

      g_test_message ("%s", cases[i].why);
      g_object_set (quota, "used", cases[i].used, "pending", cases[i].pending, "cap", cases[i].cap, NULL);
      g_object_get (quota, "words", &words, "value-text", &value, "note", &note, "is-low", &is_low, NULL);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpstr (note, ==, cases[i].note);
      g_assert_cmpint (is_low, ==, cases[i].is_low);
    }
}

static void
test_currency (void)
{
  g_autoptr(TidingsQuota) quota = tidings_quota_new_money (TIDINGS_QUOTA_DAY);
  g_autofree char *words = NULL;

  g_object_set (quota, "cap", (gint64) 2000000, "currency", "EUR", NULL);
  g_object_get (quota, "words", &words, NULL);
  g_assert_cmpstr (words, ==, "€2.00 of €2.00 left");
}

/* Zeros that nobody said are no limits. */
static void
test_unknown (void)
{
  g_autoptr(TidingsQuota) quota = tidings_quota_new (TIDINGS_QUOTA_DAY);
  g_autofree char *words = NULL;
  g_autofree char *note = NULL;
  gboolean is_limited = TRUE, is_unlimited = TRUE, is_low = TRUE;

  g_object_set (quota, "is-known", FALSE, NULL);
  g_object_get (quota, "words", &words, "note", &note, "is-limited", &is_limited, "is-unlimited", &is_unlimited, "is-low", &is_low,
                NULL);
  g_assert_cmpstr (words, ==, "Not known yet");
  g_assert_cmpstr (note, ==, "");
  g_assert_false (is_limited || is_unlimited || is_low);

  g_object_set (quota, "is-known", TRUE, NULL);
  g_object_get (quota, "is-unlimited", &is_unlimited, NULL);
  g_assert_true (is_unlimited);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *n_notified)
{
  (*n_notified)++;
}

static void
test_notify (void)
{
  g_autoptr(TidingsQuota) quota = tidings_quota_new (TIDINGS_QUOTA_DAY);
  guint n_notified = 0;

  g_signal_connect (quota, "notify::words", G_CALLBACK (count_cb), &n_notified);
  g_object_set (quota, "cap", (gint64) 10, NULL);
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_set (quota, "cap", (gint64) 10, NULL);
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_set (quota, "used", (gint64) 1, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/quota/words", test_words);
  g_test_add_func ("/app/quota/month", test_month);
  g_test_add_func ("/app/quota/money", test_money);
  g_test_add_func ("/app/quota/currency", test_currency);
  g_test_add_func ("/app/quota/unknown", test_unknown);
  g_test_add_func ("/app/quota/notify", test_notify);

  return g_test_run ();
}
