/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of names, lead times and ages in words. */
#include "tidings-words.h"

static void
test_names (void)
{
  static const struct {
    const char *names[5];
    const char *words;
  } cases[] = {
    { { NULL }, "" },
    { { "Amina", NULL }, "Amina" },
    { { "Amina", "Ben", NULL }, "Amina and Ben" },
    { { "Amina", "Ben", "Carla", NULL }, "Amina, Ben and Carla" },
    { { "Amina", "Ben", "Carla", "Dan", NULL }, "Amina, Ben, Carla and Dan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_words_join_names (cases[i].names);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_facts (void)
{
  g_autofree char *all = tidings_words_join_facts ("a", "b", "c");
  g_autofree char *ends = tidings_words_join_facts ("a", NULL, "c");
  g_autofree char *last = tidings_words_join_facts (NULL, "", "c");
  g_autofree char *none = tidings_words_join_facts (NULL, NULL, NULL);

  g_assert_cmpstr (all, ==, "a · b · c");
  g_assert_cmpstr (ends, ==, "a · c");
  g_assert_cmpstr (last, ==, "c");
  g_assert_cmpstr (none, ==, "");
}

static void
test_isolate_numbers (void)
{
  static const struct {
    const char *text;
    const char *isolated;
    const char *why;
  } cases[] = {
    { "Nobody texted", "Nobody texted", "no number" },
    { "+44 7700 900123, the sender", "\u2066+44 7700 900123\u2069, the sender", "in front" },
    { "To +15005550006 today", "To \u2066+15005550006\u2069 today", "without spaces, and what follows stays outside" },
    { "Sent to \u2066+44 7700 900123\u2069", "Sent to \u2066+44 7700 900123\u2069", "only once" },
    { "2 + 3 of +49", "2 + 3 of +49", "too short for a number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *isolated = tidings_words_isolate_numbers (cases[i].text);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (isolated, ==, cases[i].isolated);
    }
}

static void
test_before (void)
{
  static const struct {
    gint64 before_s;
    const char *words;
    const char *why;
  } cases[] = {
    { 0, "At the time", "no lead" },
    { 60, "1 minute before", "singular" },
    { 1800, "30 minutes before", "minutes" },
    { 3600, "1 hour before", "an hour is not 60 minutes" },
    { 5400, "90 minutes before", "no broken hours" },
    { 86400, "1 day before", "a day is not 24 hours" },
    { 129600, "36 hours before", "no broken days" },
    { 172800, "2 days before", "plural" },
  };
  const gint64 both[] = { 86400, 3600 };
  const gint64 with_now[] = { 3600, 0 };
  const gint64 now[] = { 0 };
  g_autofree char *both_words = tidings_words_before_list (both, 2);
  g_autofree char *with_now_words = tidings_words_before_list (with_now, 2);
  g_autofree char *now_words = tidings_words_before_list (now, 1);
  g_autofree char *no_words = tidings_words_before_list (NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_words_before (cases[i].before_s);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }

  g_assert_cmpstr (both_words, ==, "1 day and 1 hour before");
  g_assert_cmpstr (with_now_words, ==, "1 hour before and at the time");
  g_assert_cmpstr (now_words, ==, "At the time");
  g_assert_cmpstr (no_words, ==, "");
}

static void
test_age (void)
{
  static const struct {
    gint64 age_s;
    const char *words;
  } cases[] = {
    { -5, "Updated just now" }, /* the clock was set back since */
    { 59, "Updated just now" },
    { 60, "Updated 1 minute ago" },
    { 3599, "Updated 59 minutes ago" },
    { 7200, "Updated 2 hours ago" },
    { 86400, "Updated 1 day ago" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_words_age (1000000, 1000000 + cases[i].age_s * 1000);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_first_line (void)
{
  g_autofree char *one = tidings_words_first_line ("Disk almost full");
  g_autofree char *late = tidings_words_first_line ("\n  \n Bins out \nnow");
  g_autofree char *none = tidings_words_first_line ("");

  g_assert_cmpstr (one, ==, "Disk almost full");
  g_assert_cmpstr (late, ==, "Bins out");
  g_assert_cmpstr (none, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/words/names", test_names);
  g_test_add_func ("/app/words/facts", test_facts);
  g_test_add_func ("/app/words/isolate-numbers", test_isolate_numbers);
  g_test_add_func ("/app/words/before", test_before);
  g_test_add_func ("/app/words/age", test_age);
  g_test_add_func ("/app/words/first-line", test_first_line);

  return g_test_run ();
}
