/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many texts that met the same cause are one notification that counts. */
#include "config.h"

#include "tidings-tally.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)

typedef struct {
  TidingsClock *clock;
  TidingsTally *tally;
  GString *log;      /* "cause count last;" for each time something was shown */
  gint64 first;      /* as told the last time */
  gint64 n_messages;
  guint n_shown;
  gboolean was_urgent;
} Fixture;

static void
show_cb (const char     *cause,
         guint           count,
         gint64          first,
         TidingsMessage *last,
         gboolean        is_urgent,
         gpointer        user_data)
{
  Fixture *fixture = user_data;

  fixture->n_shown++;
  fixture->was_urgent = is_urgent;
  fixture->first = first;
  g_string_append_printf (fixture->log, "%s %u %s;", cause, count, last->body);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->clock = tidings_test_clock_new (G_GINT64_CONSTANT (1795262400000));
  fixture->log = g_string_new (NULL);
  fixture->tally = tidings_tally_new (fixture->clock, 60 * MINUTE_MS, show_cb, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_clear_pointer (&fixture->tally, tidings_tally_free);
  g_object_unref (fixture->clock);
  g_string_free (fixture->log, TRUE);
}

static void
stop (Fixture         *fixture,
      const char      *cause,
      const char      *body,
      TidingsPriority  priority)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();

  message->id = ++fixture->n_messages;
  g_free (message->body);
  message->body = g_strdup (body);
  message->priority = priority;
  tidings_tally_add (fixture->tally, cause, message);
}

static void
assert_log (Fixture    *fixture,
            const char *expected)
{
  g_assert_cmpstr (fixture->log->str, ==, expected);
  g_string_truncate (fixture->log, 0);
}

static void
test_count (Fixture       *fixture,
            gconstpointer  unused)
{
  stop (fixture, "cap-day", "a", TIDINGS_PRIORITY_NORMAL);
  assert_log (fixture, "cap-day 1 a;");              /* the first is shown at once */
  stop (fixture, "cap-day", "b", TIDINGS_PRIORITY_NORMAL);
  stop (fixture, "cap-day", "c", TIDINGS_PRIORITY_NORMAL);
  assert_log (fixture, "");                          /* the next wait for more */
  stop (fixture, "rate-hour", "d", TIDINGS_PRIORITY_NORMAL);
  assert_log (fixture, "rate-hour 1 d;");            /* another limit is another notification */
  tidings_test_clock_advance (fixture->clock, 2 * SECOND_MS);
  assert_log (fixture, "cap-day 3 c;");
  tidings_test_clock_advance (fixture->clock, 10 * MINUTE_MS);
  assert_log (fixture, "");                          /* nothing new is not shown again */
  stop (fixture, "cap-day", "e", TIDINGS_PRIORITY_NORMAL);
  assert_log (fixture, "cap-day 4 e;");              /* counts on, and at once after a rest */
}

static void
test_storm (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *end = NULL;

  /* A hundred a second for 100 seconds. */
  for (guint i = 0; i < 10000; i++)
    {
      stop (fixture, "cap-day", "x", TIDINGS_PRIORITY_NORMAL);
      if (i % 100 == 99)
        tidings_test_clock_advance (fixture->clock, SECOND_MS);
    }
  tidings_test_clock_advance (fixture->clock, MINUTE_MS);
  g_assert_cmpuint (fixture->n_shown, <=, 8);
  g_assert_true (g_str_has_suffix (fixture->log->str, "cap-day 10000 x;"));
}

static void
test_anew (Fixture       *fixture,
           gconstpointer  unused)
{
  stop (fixture, "cap-day", "a", TIDINGS_PRIORITY_CRITICAL);
  g_assert_true (fixture->was_urgent);
  tidings_test_clock_advance (fixture->clock, 59 * MINUTE_MS);
  stop (fixture, "cap-day", "b", TIDINGS_PRIORITY_NORMAL);
  g_assert_true (fixture->was_urgent);               /* one of the two was */
  tidings_test_clock_advance (fixture->clock, 60 * MINUTE_MS);
  g_assert_cmpint (fixture->first, ==, 1);
  stop (fixture, "cap-day", "c", TIDINGS_PRIORITY_NORMAL);
  g_assert_false (fixture->was_urgent);
  g_assert_cmpint (fixture->first, ==, 3);           /* a new number is another notification */
  assert_log (fixture, "cap-day 1 a;cap-day 2 b;cap-day 1 c;");

  /* A clock that is set back far is no reason to count on for days. */
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) - 24 * 60 * MINUTE_MS);
  stop (fixture, "cap-day", "d", TIDINGS_PRIORITY_NORMAL);
  tidings_test_clock_advance (fixture->clock, 25 * 60 * MINUTE_MS);
  g_assert_true (g_str_has_suffix (fixture->log->str, "cap-day 1 d;"));
}

/* A process that ends shows what it has counted. */
static void
test_end (Fixture       *fixture,
          gconstpointer  unused)
{
  stop (fixture, "cap-day", "a", TIDINGS_PRIORITY_NORMAL);
  stop (fixture, "cap-day", "b", TIDINGS_PRIORITY_NORMAL);
  stop (fixture, "rate-day", "c", TIDINGS_PRIORITY_NORMAL);
  g_string_truncate (fixture->log, 0);
  g_clear_pointer (&fixture->tally, tidings_tally_free);
  assert_log (fixture, "cap-day 2 b;");
  tidings_test_clock_advance (fixture->clock, MINUTE_MS);
  assert_log (fixture, "");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/tally/count", test_count);
  ADD ("/tally/storm", test_storm);
  ADD ("/tally/anew", test_anew);
  ADD ("/tally/end", test_end);

  return g_test_run ();
}
