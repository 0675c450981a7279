/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that were missed together are one notification. */
#include "config.h"

#include "tidings-missed.h"

static void
show_cb (GPtrArray *messages,
         guint      count,
         gpointer   user_data)
{
  g_string_append_printf (user_data, "%u:", count);
  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (user_data, " %s", ((TidingsMessage *) g_ptr_array_index (messages, i))->body);
  g_string_append_c (user_data, ';');
}

static void
miss (TidingsMissed *missed,
      const char    *body)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();

  message->body = g_strdup (body);
  tidings_missed_add (missed, message);
}

static void
run_until_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef struct {
  TidingsMissed *missed;
  guint n_left;
} Work;

static gboolean
work_cb (gpointer user_data)
{
  Work *work = user_data;

  miss (work->missed, "more");
  work->n_left--;

  return work->n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_together (void)
{
  g_autoptr(GString) log = g_string_new (NULL);
  TidingsMissed *missed = tidings_missed_new (show_cb, log);
  Work work = { missed, 7 };

  /* One is one. */
  miss (missed, "a");
  g_assert_cmpstr (log->str, ==, "");
  run_until_idle ();
  g_assert_cmpstr (log->str, ==, "1: a;");

  /* Many of one turn are named by the first few, and counted. */
  g_string_truncate (log, 0);
  for (guint i = 0; i < 10; i++)
    miss (missed, i == 0 ? "first" : "other");
  run_until_idle ();
  g_assert_cmpstr (log->str, ==, "10: first other other;");

  /* So are those of several turns that follow one another. */
  g_string_truncate (log, 0);
  g_idle_add_full (G_PRIORITY_DEFAULT, work_cb, &work, NULL);
  run_until_idle ();
  g_assert_cmpstr (log->str, ==, "7: more more more;");

  /* What has not been shown when the process ends is shown then. */
  g_string_truncate (log, 0);
  miss (missed, "last");
  tidings_missed_free (missed);
  g_assert_cmpstr (log->str, ==, "1: last;");
  run_until_idle ();
  g_assert_cmpstr (log->str, ==, "1: last;");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent/missed/together", test_together);

  return g_test_run ();
}
