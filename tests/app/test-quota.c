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
    { 40, 50, 10, TRUE, "10 of 50 left", "40 used · Resets at midnight · The last 5 are kept for critical alerts", "a fifth is low" },
    { 45, 50, 5, TRUE, "5 of 50 left", "45 used · Resets at midnight · Only critical alerts are sent now", "only what is kept is left" },
    { 50, 50, 0, TRUE, "0 of 50 left", "All 50 used · Resets at midnight", "used up" },
    { 53, 50, 0, TRUE, "0 of 50 left", "All 50 used · Resets at midnight", "the limit was lowered below today’s use" },
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
      guint left = 0;

      g_test_message ("%s", cases[i].why);
      g_object_set (quota, "used", cases[i].used, "cap", cases[i].cap, NULL);
      g_object_get (quota, "left", &left, "is-low", &is_low, "is-limited", &is_limited, "words", &words, "note", &note, NULL);
      g_assert_cmpuint (left, ==, cases[i].left);
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

  g_object_set (quota, "used", 125, "cap", 500, NULL);
  g_object_get (quota, "note", &note, "value-text", &value, "fraction", &fraction, NULL);
  g_assert_cmpstr (note, ==, "125 used · Resets with the month · The last 50 are kept for critical alerts");
  g_assert_cmpstr (value, ==, "375 of 500 texts");
  g_assert_cmpfloat (fraction, ==, 0.75);
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
  g_object_set (quota, "cap", 10, NULL);
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_set (quota, "cap", 10, NULL);
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_set (quota, "used", 1, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/quota/words", test_words);
  g_test_add_func ("/app/quota/month", test_month);
  g_test_add_func ("/app/quota/notify", test_notify);

  return g_test_run ();
}
