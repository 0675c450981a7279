/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that come again: on the wall clock, through clock changes and long nights, each occurrence once. */
#include "engine-fixture.h"
#include "tidings-reason.h"

#define ANN "+4915123456789"
#define DAY_MS (24 * HOUR_MS)

typedef struct {
  const char *wall;
  const char *zone;
  const char *rule;
  gint64 before_s[2];
  guint n_before;
  gint64 late_s;
} Spec;

static TidingsReminder *
make (const Spec *spec,
      gint64      person)
{
  TidingsReminder *reminder = tidings_reminder_new ();

  reminder->title = g_strdup ("Bins");
  reminder->wall = g_strdup (spec->wall);
  reminder->zone = g_strdup (spec->zone != NULL ? spec->zone : "UTC");
  g_free (reminder->rule);
  reminder->rule = g_strdup (spec->rule);
  reminder->late_s = spec->late_s != 0 ? spec->late_s : -1;
  tidings_reminder_set_before (reminder, spec->before_s, MAX (spec->n_before, 1));
  tidings_reminder_set_people (reminder, &person, 1);

  return reminder;
}

static gint64
add (Fixture    *fixture,
     const Spec *spec,
     gint64      person)
{
  g_autoptr(TidingsReminder) reminder = make (spec, person);
  g_autoptr(GError) error = NULL;

  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

static TidingsReminder *
get (Fixture *fixture,
     gint64   id)
{
  g_autoptr(GError) error = NULL;
  TidingsReminder *reminder = tidings_engine_get_reminder (fixture->engine, id, &error);

  g_assert_no_error (error);

  return reminder;
}

static GPtrArray *
list (Fixture *fixture)
{
  TidingsMessageFilter filter = { .type = "reminder" };

  return tidings_store_list_messages (fixture->store, &filter, NULL);
}

static char *
to_words (gint64 instant)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);

  return g_date_time_format (utc, "%d %H:%M");
}

/* What was raised, oldest first: the event's instant, and a mark for what was missed or canceled. */
static char *
dup_log (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = list (fixture);
  g_autoptr(GString) log = g_string_new (NULL);

  for (guint i = messages->len; i > 0; i--)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i - 1);
      g_autofree char *at = to_words (message->occurrence_at);

      g_string_append_printf (log, "%s%s%s", log->len > 0 ? ", " : "", at,
                              message->state == TIDINGS_MESSAGE_DELIVERED ? "" :
                              g_strcmp0 (message->reason, TIDINGS_REASON_MISSED) == 0 ? " missed" :
                              message->state == TIDINGS_MESSAGE_CANCELED ? " canceled" :
                              message->state == TIDINGS_MESSAGE_HELD ? " held" : " other");
    }

  return g_string_free (g_steal_pointer (&log), FALSE);
}

static void
assert_log (Fixture    *fixture,
            const char *expected)
{
  g_autofree char *log = dup_log (fixture);

  g_assert_cmpstr (log, ==, expected);
}

static gint64
set_up_person (Fixture *fixture)
{
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);

  return fixture_add_confirmed (fixture, "Ann", ANN);
}

/* Sets the clock while nothing runs. */
static void
sleep_until (Fixture *fixture,
             gint64   instant)
{
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, instant);
  fixture_restart (fixture);
  fixture_advance (fixture, 10 * MINUTE_MS, MINUTE_MS);
}

static gint64
at (const char *wall,
    const char *zone)
{
  gint64 instant = tidings_wall_clock_to_instant (wall, zone, NULL);

  g_assert_cmpint (instant, >, 0);

  return instant;
}

static const struct {
  Spec spec;
  const char *from;      /* in the zone */
  int days;
  const char *expected;  /* in UTC */
  const char *why;
} walls[] = {
  { { "2027-03-26T09:00", "Europe/Berlin", "FREQ=DAILY" }, "2027-03-26T00:00", 4, "26 08:00, 27 08:00, 28 07:00, 29 07:00",
    "nine stays nine when summer begins" },
  { { "2027-10-30T09:00", "Europe/Berlin", "FREQ=DAILY" }, "2027-10-30T00:00", 3, "30 07:00, 31 08:00, 01 08:00",
    "and when it ends" },
  { { "2027-03-27T02:30", "Europe/Berlin", "FREQ=DAILY" }, "2027-03-27T00:00", 3, "27 01:30, 28 01:30, 29 00:30",
    "the day without 02:30: read with the offset before the gap, 03:30 on the wall" },
  { { "2027-10-30T02:30", "Europe/Berlin", "FREQ=DAILY" }, "2027-10-30T00:00", 3, "30 00:30, 31 00:30, 01 01:30",
    "the day with two of them: the first, and only once" },
  { { "2027-03-13T02:30", "America/New_York", "FREQ=DAILY" }, "2027-03-13T00:00", 3, "13 07:30, 14 07:30, 15 06:30",
    "the same gap in New York" },
  { { "2027-11-06T01:30", "America/New_York", "FREQ=DAILY" }, "2027-11-06T00:00", 3, "06 05:30, 07 05:30, 08 06:30",
    "01:30 comes twice there" },
  { { "2027-04-03T01:45", "Australia/Lord_Howe", "FREQ=DAILY" }, "2027-04-03T00:00", 3, "02 14:45, 03 14:45, 04 15:15",
    "half an hour comes twice: the first" },
  { { "2027-10-02T02:15", "Australia/Lord_Howe", "FREQ=DAILY" }, "2027-10-02T00:00", 3, "01 15:45, 02 15:45, 03 15:15",
    "a gap of half an hour" },
  { { "2027-01-31T12:00", "UTC", "FREQ=MONTHLY" }, "2027-01-30T00:00", 70, "31 12:00, 31 12:00",
    "a month without the 31st has none" },
  { { "2028-01-30T12:00", "UTC", "FREQ=MONTHLY;BYMONTHDAY=-1" }, "2028-01-29T00:00", 64, "30 12:00, 31 12:00, 29 12:00, 31 12:00",
    "the last day, in a leap year, after the first that was named" },
  { { "2027-02-28T12:00", "UTC", "FREQ=DAILY;COUNT=2" }, "2027-02-28T00:00", 5, "28 12:00, 01 12:00", "two and no more" },
  { { "2027-02-28T12:00", "UTC", "FREQ=DAILY;UNTIL=20270301T120000" }, "2027-02-28T00:00", 5, "28 12:00, 01 12:00",
    "until a day, and including it" },
};

static void
test_walls (Fixture       *fixture,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  gint64 ann = set_up_person (fixture);

  g_test_message ("%s", walls[i].why);
  tidings_test_clock_set (fixture->clock, at (walls[i].from, walls[i].spec.zone));
  add (fixture, &walls[i].spec, ann);
  fixture_advance (fixture, walls[i].days * DAY_MS, walls[i].days > 10 ? DAY_MS : 6 * HOUR_MS);
  assert_log (fixture, walls[i].expected);
}

/* Texts a day and an hour ahead of each: those of two occurrences are in between each other, and none is left out. */
static void
test_offsets (Fixture       *fixture,
              gconstpointer  unused)
{
  static const Spec spec = { "2026-11-22T18:00", NULL, "FREQ=DAILY;COUNT=3", { 86400, 3600 }, 2 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);
  g_autoptr(TidingsReminder) first = get (fixture, id);
  g_autoptr(TidingsReminder) last = NULL;

  g_assert_cmpstr (first->next_wall, ==, "2026-11-22T18:00");
  fixture_advance (fixture, 5 * DAY_MS, HOUR_MS);
  assert_log (fixture, "22 18:00, 22 18:00, 23 18:00, 23 18:00, 24 18:00, 24 18:00");
  last = get (fixture, id);
  g_assert_cmpint (last->state, ==, TIDINGS_REMINDER_PAST);
  g_assert_cmpstr (last->next_wall, ==, "2026-11-24T18:00");
}

/* Moments exist of what may come next only, whatever the rule. */
static void
test_few_moments (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const Spec spec = { "2026-11-22T18:00", NULL, "FREQ=DAILY", { 7200, 0 }, 2 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);

  for (guint day = 0; day < 30; day++)
    {
      g_autoptr(GArray) moments = tidings_store_list_moments (fixture->store, id, NULL);
      guint n_waiting = 0;

      for (guint i = 0; i < moments->len; i++)
        n_waiting += g_array_index (moments, TidingsDueMoment, i).state == TIDINGS_MOMENT_WAITS;
      g_assert_cmpuint (n_waiting, ==, 2);
      /* What has been is remembered for two weeks. */
      g_assert_cmpuint (moments->len, <=, 2 * 16);
      fixture_advance (fixture, DAY_MS, DAY_MS / 4);
    }
}

static void
test_clock_is_set (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const Spec spec = { "2026-11-21T13:30", NULL, "FREQ=DAILY;COUNT=3" };
  gint64 ann = set_up_person (fixture);

  add (fixture, &spec, ann);
  fixture_advance (fixture, 26 * HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 13:30, 22 13:30");
  /* Back over both, and through them again. */
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW);
  fixture_advance (fixture, 26 * HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 13:30, 22 13:30");
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  assert_log (fixture, "21 13:30, 22 13:30, 23 13:30");
}

static const struct {
  Spec spec;
  gint64 slept_ms;
  const char *expected;
  guint n_repeats;       /* of the first row */
  const char *why;
} nights[] = {
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY" }, 6 * HOUR_MS + 30 * MINUTE_MS, "21 18:00", 0, "half an hour late is still useful" },
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY" }, 3 * DAY_MS, "21 18:00 missed, 22 18:00 missed, 23 18:00 missed", 0,
    "a few: a row each" },
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY", .late_s = 86400 }, 3 * DAY_MS, "21 18:00 missed, 22 18:00 missed, 23 18:00", 0,
    "of those that are useful only the latest" },
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY", { 3600, 0 }, 2 }, DAY_MS + 6 * HOUR_MS + 10 * MINUTE_MS, "21 18:00 missed, 22 18:00", 0,
    "the text an hour before is said by the one at the time" },
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY", { 86400 }, 1 }, DAY_MS, "22 18:00", 0,
    "the first was never due; tomorrow's is told of late, because it is still to come" },
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY" }, 60 * DAY_MS, "18 18:00 missed, 21 18:00 missed, 19 18:00 missed", 57,
    "many: one row for all but the first, which was planned, and the latest" },
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY", .late_s = 86400 }, 7305 * DAY_MS, "17 18:00 missed, 21 18:00 missed, 20 18:00", 999,
    "twenty years: bounded work, one row, and today's" },
  { { "2026-11-21T18:00", NULL, "FREQ=DAILY;COUNT=4" }, 60 * DAY_MS, "21 18:00 missed, 22 18:00 missed, 23 18:00 missed, 24 18:00 missed",
    0, "an end in between" },
};

static void
test_nights (Fixture       *fixture,
             gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  gint64 ann = set_up_person (fixture);
  g_autoptr(GPtrArray) messages = NULL;
  TidingsMessage *first;

  g_test_message ("%s", nights[i].why);
  add (fixture, &nights[i].spec, ann);
  fixture_advance (fixture, MINUTE_MS, MINUTE_MS);
  sleep_until (fixture, FIXTURE_NOW + nights[i].slept_ms);
  assert_log (fixture, nights[i].expected);
  messages = list (fixture);
  first = g_ptr_array_index (messages, messages->len - 1);
  g_assert_cmpuint (first->n_repeats, ==, nights[i].n_repeats);

  /* Nothing of it comes again with the next start. */
  sleep_until (fixture, FIXTURE_NOW + nights[i].slept_ms + HOUR_MS / 2);
  assert_log (fixture, nights[i].expected);
}

static void
test_done (Fixture       *fixture,
           gconstpointer  unused)
{
  static const Spec spec = { "2026-11-21T18:00", NULL, "FREQ=DAILY", { 3600, 0 }, 2 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);
  g_autoptr(TidingsReminder) done = NULL;
  TidingsOccurrence *occurrence;

  /* Told of at 17:00 and done before 18:00. */
  fixture_advance (fixture, 5 * HOUR_MS + 10 * MINUTE_MS, 10 * MINUTE_MS);
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, id, NULL));
  done = get (fixture, id);
  g_assert_cmpint (done->state, ==, TIDINGS_REMINDER_ACTIVE);
  g_assert_cmpstr (done->next_wall, ==, "2026-11-22T18:00");
  occurrence = tidings_reminder_find_occurrence (done, "2026-11-21T18:00");
  g_assert_cmpint (occurrence->state, ==, TIDINGS_OCCURRENCE_DONE);
  fixture_advance (fixture, 6 * HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 18:00");

  /* Once more means tomorrow's, and that is not told of at all. */
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, id, NULL));
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  assert_log (fixture, "21 18:00");
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  assert_log (fixture, "21 18:00, 23 18:00, 23 18:00");
}

static void
test_skip (Fixture       *fixture,
           gconstpointer  unused)
{
  static const Spec spec = { "2026-11-22T12:00", NULL, "FREQ=DAILY;COUNT=4", { 3600 }, 1 };
  static const Spec once = { "2026-11-22T12:00", NULL, "" };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);
  gint64 single = add (fixture, &once, ann);
  g_autoptr(GError) error = NULL;

  /* The next one, one that is not planned yet, and one that is taken back. */
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, id, "2026-11-22T12:00", TRUE, NULL));
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, id, "2026-11-24T12:00", TRUE, NULL));
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, id, "2026-11-25T12:00", TRUE, NULL));
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, id, "2026-11-25T12:00", FALSE, NULL));
  g_assert_false (tidings_engine_skip_occurrence (fixture->engine, id, "2026-11-22T13:00", TRUE, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (tidings_engine_skip_occurrence (fixture->engine, single, "2026-11-22T12:00", TRUE, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  g_assert_true (tidings_engine_remove_reminder (fixture->engine, single, NULL));
  fixture_advance (fixture, 6 * DAY_MS, HOUR_MS);
  assert_log (fixture, "23 12:00, 25 12:00");
}

static void
test_move (Fixture       *fixture,
           gconstpointer  unused)
{
  static const Spec spec = { "2026-11-22T12:00", NULL, "FREQ=WEEKLY;COUNT=3", { 3600 }, 1 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);
  g_autoptr(TidingsReminder) moved = NULL;

  /* The last one comes first; the first one is put off beyond the second, and the second is moved and moved back. */
  g_assert_true (tidings_engine_move_occurrence (fixture->engine, id, "2026-12-06T12:00", "2026-11-21T18:00", NULL));
  g_assert_true (tidings_engine_move_occurrence (fixture->engine, id, "2026-11-22T12:00", "2026-11-30T09:00", NULL));
  g_assert_true (tidings_engine_move_occurrence (fixture->engine, id, "2026-11-29T12:00", "2026-11-28T12:00", NULL));
  g_assert_true (tidings_engine_move_occurrence (fixture->engine, id, "2026-11-29T12:00", "", NULL));
  g_assert_false (tidings_engine_move_occurrence (fixture->engine, id, "2026-11-29T12:00", "2026-11-20T12:00", NULL));
  moved = get (fixture, id);
  g_assert_cmpstr (moved->next_wall, ==, "2026-12-06T12:00");
  fixture_advance (fixture, 20 * DAY_MS, 12 * HOUR_MS);
  assert_log (fixture, "21 18:00, 29 12:00, 30 09:00");
}

/* Said by mistake and taken back: the text that was still to come comes, the one that had gone does not come again. */
static void
test_reopened (Fixture       *fixture,
               gconstpointer  unused)
{
  static const Spec daily = { "2026-11-21T18:00", NULL, "FREQ=DAILY", { 3600, 0 }, 2 };
  static const Spec once = { "2026-11-25T18:00", NULL, "", { 3600, 0 }, 2 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &daily, ann);
  g_autoptr(TidingsReminder) open = NULL;
  g_autoptr(TidingsReminder) whole = NULL;

  g_assert_false (tidings_engine_reopen_reminder (fixture->engine, id, NULL));
  fixture_advance (fixture, 5 * HOUR_MS + 10 * MINUTE_MS, 10 * MINUTE_MS);
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, id, NULL));
  g_assert_true (tidings_engine_reopen_reminder (fixture->engine, id, NULL));
  open = get (fixture, id);
  g_assert_cmpstr (open->next_wall, ==, "2026-11-21T18:00");
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  assert_log (fixture, "21 18:00, 21 18:00");
  g_assert_true (tidings_engine_remove_reminder (fixture->engine, id, NULL));

  /* One that comes once, between its two texts and after both. */
  id = add (fixture, &once, ann);
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, id, NULL));
  g_assert_true (tidings_engine_reopen_reminder (fixture->engine, id, NULL));
  fixture_advance (fixture, 4 * DAY_MS, HOUR_MS);
  assert_log (fixture, "21 18:00, 21 18:00, 25 18:00, 25 18:00");
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, id, NULL));
  g_assert_true (tidings_engine_reopen_reminder (fixture->engine, id, NULL));
  whole = get (fixture, id);
  g_assert_cmpint (whole->state, ==, TIDINGS_REMINDER_PAST);
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  assert_log (fixture, "21 18:00, 21 18:00, 25 18:00, 25 18:00");
}

static void
test_snooze_taken_back (Fixture       *fixture,
                        gconstpointer  unused)
{
  static const Spec spec = { "2026-11-21T14:00", NULL, "FREQ=WEEKLY" };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);

  fixture_advance (fixture, 3 * HOUR_MS, HOUR_MS);
  g_assert_true (tidings_engine_snooze_reminder (fixture->engine, id, FIXTURE_NOW + 5 * HOUR_MS, NULL));
  g_assert_true (tidings_engine_snooze_reminder (fixture->engine, id, 0, NULL));
  fixture_advance (fixture, 3 * HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 14:00");
  /* Nothing to take back is no error, and what comes by the rule comes. */
  g_assert_true (tidings_engine_snooze_reminder (fixture->engine, id, 0, NULL));
  fixture_advance (fixture, 7 * DAY_MS, 12 * HOUR_MS);
  assert_log (fixture, "21 14:00, 28 14:00");
}

static void
test_snooze (Fixture       *fixture,
             gconstpointer  unused)
{
  static const Spec spec = { "2026-11-21T14:00", NULL, "FREQ=WEEKLY" };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);

  fixture_advance (fixture, 3 * HOUR_MS, HOUR_MS);
  g_assert_false (tidings_engine_snooze_reminder (fixture->engine, id, FIXTURE_NOW, NULL));
  g_assert_true (tidings_engine_snooze_reminder (fixture->engine, id, FIXTURE_NOW + 5 * HOUR_MS, NULL));
  fixture_advance (fixture, HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 14:00");
  fixture_advance (fixture, 2 * HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 14:00, 21 14:00");
  /* Put off and then done: it does not come. */
  g_assert_true (tidings_engine_snooze_reminder (fixture->engine, id, FIXTURE_NOW + 8 * HOUR_MS, NULL));
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, id, NULL));
  fixture_advance (fixture, 6 * HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 14:00, 21 14:00");
  fixture_advance (fixture, 7 * DAY_MS, 12 * HOUR_MS);
  assert_log (fixture, "21 14:00, 21 14:00, 28 14:00");
}

/* What a quiet night holds of an occurrence goes with it, and with no other. */
static void
test_held (Fixture       *fixture,
           gconstpointer  unused)
{
  static const Spec spec = { "2026-11-22T06:00", NULL, "FREQ=DAILY", { 3600 * 12 }, 1, 86400 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);
  g_autoptr(GPtrArray) messages = NULL;
  TidingsMessage *message;

  fixture_set_quiet (fixture, ann, 17 * 60, 8 * 60);
  fixture_advance (fixture, 7 * HOUR_MS, HOUR_MS);
  messages = list (fixture);
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, id, "2026-11-22T06:00", TRUE, NULL));
  message = fixture_get (fixture, ((TidingsMessage *) g_ptr_array_index (messages, 0))->id);
  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_CANCELED);
  g_assert_cmpstr (message->reason, ==, TIDINGS_REASON_SKIPPED);
  g_object_unref (message);
  fixture_advance (fixture, 2 * DAY_MS, HOUR_MS);
  assert_log (fixture, "22 06:00 canceled, 23 06:00, 24 06:00 held");
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  unused)
{
  static const Spec spec = { "2026-11-21T13:00", NULL, "FREQ=DAILY", { 1800 }, 1 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &spec, ann);
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(TidingsReminder) single = NULL;

  /* The title changes after today's text went: it does not go again. */
  fixture_advance (fixture, 45 * MINUTE_MS, 5 * MINUTE_MS);
  reminder = get (fixture, id);
  g_free (reminder->title);
  reminder->title = g_strdup ("Paper");
  g_assert_true (tidings_engine_put_reminder (fixture->engine, reminder, NULL));
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  assert_log (fixture, "21 13:00");
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  assert_log (fixture, "21 13:00, 22 13:00");

  /* It stops coming again. */
  single = get (fixture, id);
  g_free (single->rule);
  single->rule = g_strdup ("");
  g_free (single->wall);
  single->wall = g_strdup ("2026-11-24T13:00");
  g_assert_true (tidings_engine_put_reminder (fixture->engine, single, NULL));
  fixture_advance (fixture, 5 * DAY_MS, HOUR_MS);
  assert_log (fixture, "21 13:00, 22 13:00, 24 13:00");
}

/* Berlin's clocks had other rules when the reminders were written down: what waits moves, what went stays. */
static void
test_other_rules (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const Spec daily = { "2026-11-21T14:00", "Europe/Berlin", "FREQ=DAILY" };
  static const Spec once = { "2026-11-24T14:00", "Europe/Berlin", "", { 3600 }, 1 };
  gint64 ann = set_up_person (fixture);
  gint64 id = add (fixture, &daily, ann);
  gint64 single = add (fixture, &once, ann);
  g_autoptr(TidingsReminder) moved = NULL;
  g_autoptr(TidingsReminder) kept = NULL;
  g_autofree char *version = NULL;
  g_autoptr(GError) error = NULL;

  fixture_advance (fixture, 2 * HOUR_MS, HOUR_MS);
  assert_log (fixture, "21 13:00");
  version = tidings_store_dup_meta (fixture->store, "zones");
  g_assert_nonnull (version);

  /* All that waits is two hours off, as under the old rules, and the version is theirs. */
  for (gint64 i = 1; i <= 2; i++)
    {
      g_autoptr(GArray) moments = tidings_store_list_moments (fixture->store, i, NULL);

      for (guint j = 0; j < moments->len; j++)
        {
          TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, j);

          moment->at += 2 * HOUR_MS;
          moment->due_at += 2 * HOUR_MS;
          if (moment->state == TIDINGS_MOMENT_WAITS)
            g_assert_true (tidings_store_put_moment (fixture->store, moment, &error));
        }
      g_assert_true (tidings_store_follow_moments (fixture->store, i, &error));
    }
  g_assert_true (tidings_store_set_planned (fixture->store, id, "2026-11-22T14:00", FIXTURE_NOW + 27 * HOUR_MS, &error));
  g_assert_true (tidings_store_set_meta (fixture->store, "zones", "older", &error));
  g_assert_no_error (error);
  fixture_kill (fixture);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, MINUTE_MS);

  moved = get (fixture, id);
  g_assert_cmpint (moved->at, ==, FIXTURE_NOW + 25 * HOUR_MS);
  kept = get (fixture, single);
  g_assert_cmpint (kept->at, ==, FIXTURE_NOW + 73 * HOUR_MS);
  g_assert_cmpint (kept->next_at, ==, FIXTURE_NOW + 72 * HOUR_MS);
  fixture_advance (fixture, 2 * DAY_MS, HOUR_MS);
  assert_log (fixture, "21 13:00, 22 13:00, 23 13:00");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct { const char *type; const char *rule; gint64 overdue_s; const char *why; } cases[] = {
    { "reminder", "FREQ=SOMETIMES", 0, "no rule" },
    { "reminder", "FREQ=DAILY;COUNT=0", 0, "never" },
    { "reminder", "FREQ=MINUTELY", 0, "more than once an hour costs too much" },
    { "reminder", "FREQ=DAILY;UNTIL=20200101T000000", 0, "all of it has passed" },
    { "job_failed", "", 0, "a reminder knows no unit" },
    { "nothing", "", 0, "no such type" },
    { "reminder", "", -1, "overdue before the event" },
  };
  gint64 ann = set_up_person (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Spec spec = { "2026-11-22T12:00", NULL, cases[i].rule };
      g_autoptr(TidingsReminder) reminder = make (&spec, ann);
      g_autoptr(GPtrArray) all = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      g_free (reminder->type);
      reminder->type = g_strdup (cases[i].type);
      reminder->overdue_s = cases[i].overdue_s;
      g_assert_false (tidings_engine_put_reminder (fixture->engine, reminder, &error));
      g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
      g_assert_cmpint (reminder->id, ==, 0);
      all = tidings_store_list_reminders (fixture->store, TRUE, NULL);
      g_assert_cmpuint (all->len, ==, 0);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      g_autofree char *path = g_strdup_printf ("/occurrences/walls/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_walls, fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      g_autofree char *path = g_strdup_printf ("/occurrences/nights/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_nights, fixture_tear_down);
    }
  ADD ("/occurrences/offsets", test_offsets);
  ADD ("/occurrences/few-moments", test_few_moments);
  ADD ("/occurrences/clock-is-set", test_clock_is_set);
  ADD ("/occurrences/done", test_done);
  ADD ("/occurrences/reopened", test_reopened);
  ADD ("/occurrences/snooze-taken-back", test_snooze_taken_back);
  ADD ("/occurrences/skip", test_skip);
  ADD ("/occurrences/move", test_move);
  ADD ("/occurrences/snooze", test_snooze);
  ADD ("/occurrences/held", test_held);
  ADD ("/occurrences/edit", test_edit);
  ADD ("/occurrences/other-rules", test_other_rules);
  ADD ("/occurrences/refused", test_refused);

  return g_test_run ();
}
