/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice time with a real engine and the practice network: what is due ahead happens once and in its own moment, the present
 * finds all of it still to come, and a process that dies on the way loses and repeats nothing. */
#include "engine-fixture.h"
#include "tidings-practice-time.h"
#include "tidings-store-practice.h"
#include "tidings-when.h"

#define ANN "+4915123456789"
#define DAY_MS (24 * HOUR_MS)

typedef struct {
  Fixture engine;
  TidingsClock *timer;               /* the computer's clock, which stands unless a millisecond is waited for */
  TidingsPracticeTime *practice;
  gint64 now;
  guint n_changed;
  guint stop_after;                  /* changes after which the process dies, 0 for never */
  gboolean is_over;
  gboolean is_there;
} Practice;

static void
changed_cb (TidingsPracticeTime *practice,
            Practice            *self)
{
  self->n_changed++;
}

static void
begin (Practice *self)
{
  self->practice = tidings_practice_time_new (self->timer, self->engine.clock, self->engine.store, self->engine.engine);
  g_signal_connect (self->practice, "changed", G_CALLBACK (changed_cb), self);
}

/* A process: what is kept in the store is all it knows. */
static void
start (Practice *self)
{
  g_autoptr(GError) error = NULL;

  self->engine.clock = tidings_practice_clock_new (self->timer);
  self->engine.store = tidings_store_open (self->engine.path, &error);
  g_assert_no_error (error);
  tidings_practice_clock_set_ahead (TIDINGS_PRACTICE_CLOCK (self->engine.clock), tidings_store_get_practice_ahead (self->engine.store));
  g_clear_object (&self->engine.store);
  if (self->engine.simulator == NULL)
    {
      g_autofree char *journal = g_build_filename (self->engine.dir, "practice.jsonl", NULL);

      self->engine.simulator = tidings_simulator_new (self->engine.clock, journal, &error);
      g_assert_no_error (error);
      g_assert_true (tidings_simulator_listen (self->engine.simulator, 0, &error));
    }
  fixture_restart (&self->engine);
  begin (self);
}

static void
die (Practice *self)
{
  tidings_practice_time_stop (self->practice);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->practice);
  fixture_kill (&self->engine);
  g_clear_object (&self->engine.simulator);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->engine.clock);
}

static void
set_up (Practice      *self,
        gconstpointer  unused)
{
  fixture_set_up (&self->engine, NULL);
  self->engine.settings.proves_numbers = FALSE;
  self->engine.settings.retention_days = 30;
  self->engine.settings.limits = (TidingsLimits) { 0 };
  fixture_apply (&self->engine);
  g_assert_cmpint (fixture_add_confirmed (&self->engine, "Ann", ANN), ==, 1);
  fixture_advance (&self->engine, 10 * SECOND_MS, SECOND_MS);
  fixture_kill (&self->engine);
  g_clear_object (&self->engine.simulator);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  self->timer = self->engine.clock;
  start (self);
}

static void
tear_down (Practice      *self,
           gconstpointer  unused)
{
  g_clear_object (&self->practice);
  fixture_tear_down (&self->engine, NULL);
  g_clear_object (&self->timer);
}

static void
there_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Practice *self = user_data;
  g_autoptr(GError) error = NULL;

  self->is_there = tidings_practice_time_go_finish (TIDINGS_PRACTICE_TIME (object), result, &self->now, &error);
  g_assert_true (self->is_there || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  self->is_over = TRUE;
}

static gint64
get_now (Practice *self)
{
  return tidings_clock_get_now (self->engine.clock);
}

static void
go_to (Practice *self,
       gint64    until)
{
  self->is_over = self->is_there = FALSE;
  self->n_changed = 0;
  tidings_practice_time_go_async (self->practice, until, there_cb, self);
  g_assert_cmpint (tidings_practice_time_get_until (self->practice), ==, until);
  while (!self->is_over && (self->stop_after == 0 || self->n_changed < self->stop_after))
    if (!g_main_context_iteration (NULL, FALSE))
      tidings_test_clock_advance (self->timer, 1);
}

static void
go (Practice *self,
    gint64    ms)
{
  gint64 until = get_now (self) + ms;

  go_to (self, until);
  g_assert_true (self->is_there);
  g_assert_cmpint (self->now, >=, until);
  g_assert_cmpint (self->now, <, until + MINUTE_MS);
  g_assert_cmpint (tidings_practice_time_get_until (self->practice), ==, 0);
}

static void
back (Practice *self)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_practice_time_return (self->practice, self->engine.simulator, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tidings_practice_time_get_ahead (self->practice), ==, 0);
  g_assert_cmpint (tidings_store_get_practice_ahead (self->engine.store), ==, 0);
  /* What follows from it in the present. */
  for (guint i = 0; i < 3000; i++)
    if (!g_main_context_iteration (NULL, FALSE))
      tidings_test_clock_advance (self->timer, 1);
}

static gint64
remind (Practice   *self,
        const char *title,
        const char *wall,
        const char *zone,
        const char *rule,
        gint64      before_s)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;
  const gint64 ann = 1;

  reminder->title = g_strdup (title);
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup (zone);
  g_free (reminder->rule);
  reminder->rule = g_strdup (rule);
  tidings_reminder_set_before (reminder, &before_s, 1);
  tidings_reminder_set_people (reminder, &ann, 1);
  tidings_engine_put_reminder (self->engine.engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

/* What Ann's phone got with these words: when. */
static GArray *
list_arrivals (Practice   *self,
               const char *words)
{
  g_autoptr(GPtrArray) texts = tidings_simulator_list_inbox (self->engine.simulator);
  GArray *arrivals = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < texts->len; i++)
    {
      TidingsSimulatorText *text = g_ptr_array_index (texts, i);

      if (strstr (text->body, words) != NULL)
        g_array_append_val (arrivals, text->at);
    }

  return arrivals;
}

static guint
count (Practice   *self,
       const char *words)
{
  g_autoptr(GArray) arrivals = list_arrivals (self, words);

  return arrivals->len;
}

static void
test_once (Practice      *self,
           gconstpointer  unused)
{
  g_autoptr(GArray) arrivals = NULL;

  remind (self, "Dentist", "2026-11-23T12:00", "UTC", "", 86400);
  go (self, 12 * HOUR_MS);
  g_assert_cmpuint (count (self, "Dentist"), ==, 0);
  go (self, 13 * HOUR_MS);
  arrivals = list_arrivals (self, "Dentist");
  g_assert_cmpuint (arrivals->len, ==, 1);
  /* In its own moment, and not when the way ended. */
  g_assert_cmpint (g_array_index (arrivals, gint64, 0), >=, FIXTURE_NOW + DAY_MS);
  g_assert_cmpint (g_array_index (arrivals, gint64, 0), <, FIXTURE_NOW + DAY_MS + MINUTE_MS);
  go (self, 30 * DAY_MS);
  g_assert_cmpuint (count (self, "Dentist"), ==, 1);
}

static void
test_back_and_again (Practice      *self,
                     gconstpointer  unused)
{
  TidingsMessageFilter filter = { .limit = G_MAXINT };
  TidingsQuotaStatus quota;

  remind (self, "Dentist", "2026-11-22T12:00", "UTC", "", 0);
  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr(GPtrArray) messages = NULL;

      go (self, 25 * HOUR_MS);
      g_assert_cmpuint (count (self, "Dentist"), ==, i);
      back (self);
      g_assert_cmpuint (count (self, "Dentist"), ==, i);

      /* It happened by now, takes from no limit, and is still to come. */
      messages = tidings_store_list_messages (self->engine.store, &filter, NULL);
      for (guint j = 0; j < messages->len; j++)
        g_assert_cmpint (((TidingsMessage *) g_ptr_array_index (messages, j))->created_at, <=, get_now (self));
      tidings_engine_get_quota (self->engine.engine, &quota);
      g_assert_cmpuint (quota.day_used, ==, 1);
      g_assert_cmpint (quota.next_at, ==, FIXTURE_NOW + DAY_MS);
      g_free (quota.next_what);
    }
}

static void
test_quiet (Practice      *self,
            gconstpointer  unused)
{
  g_autoptr(GArray) arrivals = NULL;

  fixture_set_quiet (&self->engine, 1, 22 * 60, 7 * 60);
  remind (self, "Early", "2026-11-23T05:00", "UTC", "", 0);
  go (self, 42 * HOUR_MS);
  g_assert_cmpuint (count (self, "Early"), ==, 0);
  go (self, 2 * HOUR_MS);
  arrivals = list_arrivals (self, "Early");
  g_assert_cmpuint (arrivals->len, <=, 1);
  /* Its hour of grace was over by then, or it went at the end of the quiet hours; never inside them. */
  if (arrivals->len == 1)
    g_assert_cmpint (g_array_index (arrivals, gint64, 0), >=, FIXTURE_NOW + 43 * HOUR_MS);
}

/* An alert that quiet hours hold goes at their end. */
static void
test_held (Practice      *self,
           gconstpointer  unused)
{
  g_autoptr(GArray) arrivals = NULL;
  gint64 id;

  fixture_set_quiet (&self->engine, 1, 22 * 60, 7 * 60);
  fixture_subscribe (&self->engine, 1);
  go (self, 12 * HOUR_MS);
  id = fixture_raise_one (&self->engine, "backup", NULL);
  fixture_assert_state (&self->engine, id, TIDINGS_MESSAGE_HELD, "quiet-hours");
  go (self, 6 * HOUR_MS);
  g_assert_cmpuint (count (self, "backup"), ==, 0);
  go (self, 2 * HOUR_MS);
  arrivals = list_arrivals (self, "backup");
  g_assert_cmpuint (arrivals->len, ==, 1);
  g_assert_cmpint (g_array_index (arrivals, gint64, 0), >=, FIXTURE_NOW + 19 * HOUR_MS);
  g_assert_cmpint (g_array_index (arrivals, gint64, 0), <, FIXTURE_NOW + 19 * HOUR_MS + 5 * MINUTE_MS);
}

/* Half past two does not exist on the night of 28 March 2027; every other day has one, and none has two. */
static void
test_dst_night (Practice      *self,
                gconstpointer  unused)
{
  g_autoptr(GArray) arrivals = NULL;
  gint64 gap = tidings_wall_clock_to_instant ("2027-03-28T02:30", "Europe/Berlin", NULL);
  guint n_gap = 0;

  remind (self, "Owl", "2027-03-26T02:30", "Europe/Berlin", "FREQ=DAILY;COUNT=5", 0);
  go (self, 135 * DAY_MS);
  arrivals = list_arrivals (self, "Owl");
  g_assert_cmpuint (arrivals->len, ==, 5);
  for (guint i = 0; i < arrivals->len; i++)
    n_gap += g_array_index (arrivals, gint64, i) >= gap && g_array_index (arrivals, gint64, i) < gap + MINUTE_MS;
  g_assert_cmpuint (n_gap, ==, 1);
}

/* The process dies after so many steps of the way; the next one goes on from there. */
static void
test_killed (Practice      *self,
             gconstpointer  unused)
{
  g_autoptr(GHashTable) hours = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) arrivals = NULL;
  gint64 until = FIXTURE_NOW + 3 * DAY_MS;

  remind (self, "Water", "2026-11-21T13:00", "UTC", "FREQ=HOURLY", 0);
  for (guint stop = 3; get_now (self) < until; stop += 4)
    {
      gint64 before = get_now (self);

      self->stop_after = stop;
      go_to (self, until);
      die (self);
      start (self);
      /* What happened is never ahead of the time. */
      g_assert_cmpint (get_now (self), >=, before);
    }

  self->stop_after = 0;
  go (self, HOUR_MS);
  arrivals = list_arrivals (self, "Water");
  for (guint i = 0; i < arrivals->len; i++)
    {
      gint64 hour = g_array_index (arrivals, gint64, i) / HOUR_MS;

      if (!g_hash_table_add (hours, g_memdup2 (&hour, sizeof hour)))
        g_error ("Twice in the hour %" G_GINT64_FORMAT, hour - FIXTURE_NOW / HOUR_MS);
    }
  g_assert_cmpuint (arrivals->len, ==, 3 * 24 + 1);
}

/* Nothing is forgotten because of a time that was only tried out. */
static void
test_retention (Practice      *self,
                gconstpointer  unused)
{
  g_autoptr(TidingsMessage) code = NULL;

  go (self, 90 * DAY_MS);
  code = fixture_get (&self->engine, 1);
  g_assert_cmpint (code->created_at, <, FIXTURE_NOW + MINUTE_MS);
}

/* A limit of a day begins anew in each. */
static void
test_limits (Practice      *self,
             gconstpointer  unused)
{
  TidingsQuotaStatus quota;

  tidings_engine_get_quota (self->engine.engine, &quota);
  g_assert_cmpuint (quota.day_used, ==, 1);
  g_free (quota.next_what);
  go (self, DAY_MS);
  tidings_engine_get_quota (self->engine.engine, &quota);
  g_assert_cmpuint (quota.day_used, ==, 0);
  g_free (quota.next_what);
  back (self);
  tidings_engine_get_quota (self->engine.engine, &quota);
  g_assert_cmpuint (quota.day_used, ==, 1);
  g_free (quota.next_what);
}

/* Back to now in the middle of the way ends it. */
static void
test_called_back (Practice      *self,
                  gconstpointer  unused)
{
  remind (self, "Water", "2026-11-21T13:00", "UTC", "FREQ=HOURLY", 0);
  self->stop_after = 20;
  go_to (self, FIXTURE_NOW + 30 * DAY_MS);
  self->stop_after = 0;
  g_assert_false (self->is_over);
  g_assert_cmpint (tidings_practice_time_get_ahead (self->practice), >, 0);
  back (self);
  g_assert_true (self->is_over);
  g_assert_false (self->is_there);
  g_assert_cmpint (get_now (self), <, FIXTURE_NOW + HOUR_MS);
}

/* Without a way to keep it the clock stays where it is. */
static void
test_broken (Practice      *self,
             gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  gint64 ahead;

  go (self, DAY_MS);
  ahead = tidings_practice_time_get_ahead (self->practice);
  fixture_break_store (&self->engine);
  g_assert_false (tidings_practice_time_return (self->practice, self->engine.simulator, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (tidings_practice_time_get_ahead (self->practice), ==, ahead);
  /* But where texts go to real phones, the time is the true one. */
  tidings_practice_time_leave (self->practice, self->engine.simulator);
  g_assert_cmpint (tidings_practice_time_get_ahead (self->practice), ==, 0);
  g_assert_cmpuint (fixture_mend_store (&self->engine), >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/agent/practice-time/" name, Practice, NULL, set_up, test, tear_down)
  ADD ("once", test_once);
  ADD ("back-and-again", test_back_and_again);
  ADD ("quiet", test_quiet);
  ADD ("held", test_held);
  ADD ("dst-night", test_dst_night);
  ADD ("killed", test_killed);
  ADD ("retention", test_retention);
  ADD ("limits", test_limits);
  ADD ("called-back", test_called_back);
  ADD ("broken", test_broken);
#undef ADD

  return g_test_run ();
}
