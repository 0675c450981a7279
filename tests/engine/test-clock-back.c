/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that was wrongly ahead and is put back: what is to come comes, and what was sent does not come twice. */
#include "engine-fixture.h"
#include "tidings-reason.h"

#define ANN "+4915123456789"
#define BEA "+4915123456788"
#define DAY_MS (24 * HOUR_MS)
#define YEAR_MS (365 * DAY_MS)

typedef enum {
  WAY_SET,      /* somebody sets the clock while the engine runs */
  WAY_OFF,      /* and while it does not */
  WAY_BOOT,     /* the computer starts with another time */
} Way;

static const char * const ways[] = { "set", "off", "boot" };

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);
  g_assert_cmpint (fixture_add_confirmed (fixture, "Ann", ANN), ==, 1);
  g_assert_cmpint (fixture_add_confirmed (fixture, "Bea", BEA), ==, 2);
  g_assert_true (tidings_engine_set_subscription (fixture->engine, 0, "chore_due", TRUE, NULL));
  g_assert_true (tidings_engine_set_subscription (fixture->engine, 0, "chore_overdue", TRUE, NULL));
}

typedef struct {
  const char *title;
  const char *wall;
  const char *rule;
  gint64 before_s[2];
  guint n_before;
  guint n_people;
  gboolean takes_turns;
  gint64 overdue_s;
} Spec;

static gint64
add (Fixture    *fixture,
     const Spec *spec)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;
  const gint64 people[] = { 1, 2 };

  reminder->title = g_strdup (spec->title);
  reminder->wall = g_strdup (spec->wall);
  reminder->zone = g_strdup ("UTC");
  g_free (reminder->rule);
  reminder->rule = g_strdup (spec->rule);
  if (spec->takes_turns)
    {
      g_free (reminder->type);
      reminder->type = g_strdup ("chore_due");
    }
  reminder->takes_turns = spec->takes_turns;
  reminder->overdue_s = spec->overdue_s;
  tidings_reminder_set_before (reminder, spec->before_s, MAX (spec->n_before, 1));
  tidings_reminder_set_people (reminder, people, MAX (spec->n_people, 1));
  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

static void
set_clock (Fixture *fixture,
           Way      way,
           gint64   instant)
{
  fixture_settle (fixture);
  if (way != WAY_SET)
    fixture_kill (fixture);
  if (way == WAY_BOOT)
    tidings_test_clock_reboot (fixture->clock, instant);
  else
    tidings_test_clock_set (fixture->clock, instant);
  if (way != WAY_SET)
    fixture_restart (fixture);
  /* What is late gathers first. */
  fixture_advance (fixture, MINUTE_MS, 20 * SECOND_MS);
}

static void
advance_to (Fixture *fixture,
            gint64   instant,
            gint64   step_ms)
{
  fixture_advance (fixture, instant - tidings_clock_get_now (fixture->clock), step_ms);
}

static gboolean
has_left (TidingsMessage *message)
{
  return message->state >= TIDINGS_MESSAGE_SENDING && message->state <= TIDINGS_MESSAGE_DELIVERED;
}

/* Late ones become one text, and what it says has been said. */
static gboolean
went_with_another (Fixture        *fixture,
                   TidingsMessage *message)
{
  g_autoptr(TidingsMessage) other = message->merged_into != 0 ? fixture_get (fixture, message->merged_into) : NULL;

  return other != NULL && has_left (other);
}

static GPtrArray *
list (Fixture *fixture)
{
  TidingsMessageFilter filter = { .limit = G_MAXINT };
  GPtrArray *messages = tidings_store_list_messages (fixture->store, &filter, NULL);

  g_assert_nonnull (messages);

  return messages;
}

/* Texts that left of an occurrence; @person 0 for anybody's, @before_s -1 for all offsets, less for after it. */
static guint
count (Fixture    *fixture,
       gint64      id,
       const char *wall,
       gint64      before_s,
       gint64      person)
{
  g_autoptr(GPtrArray) messages = list (fixture);
  gint64 at = tidings_wall_clock_to_instant (wall, "UTC", NULL);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      n += message->reminder_id == id && message->occurrence_at == at && has_left (message) &&
           (person == 0 || message->person_id == person) && (before_s == -1 || message->moment_at == at - before_s * 1000);
    }

  return n;
}

static guint
count_missed (Fixture *fixture,
              gint64   id)
{
  g_autoptr(GPtrArray) messages = list (fixture);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      n += message->reminder_id == id && g_strcmp0 (message->reason, TIDINGS_REASON_MISSED) == 0;
    }

  return n;
}

/* What phones got is what the store says, and nobody got a text of one moment twice. */
static void
assert_each_once (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = list (fixture);
  g_autoptr(GPtrArray) texts = fixture_list_texts_to (fixture, NULL);
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_left = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *key = NULL;

      if (message->sid == NULL)
        continue;
      n_left++;
      if (message->reminder_id == 0 || !has_left (message))
        continue;
      key = g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, message->reminder_id,
                             message->moment_wall, message->moment_at, message->person_id);
      if (!g_hash_table_add (keys, g_steal_pointer (&key)))
        g_error ("Twice: %" G_GINT64_FORMAT " of %s", message->reminder_id, message->moment_wall);
    }
  g_assert_cmpuint (texts->len, ==, n_left);
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

/* Half an hour after noon the clock says that it is a year later; a day and a half after that somebody puts it back. */
static void
test_year (Fixture       *fixture,
           gconstpointer  data)
{
  static const Spec daily = { "Pills", "2026-11-21T18:00", "FREQ=DAILY" };
  static const Spec single = { "Dentist", "2026-11-24T09:00", "", { 86400, 0 }, 2, 2 };
  static const Spec own = { "Bread", "2026-11-23T09:00", "" };
  static const Spec far = { "Party", "2027-11-22T09:00", "", { 0 }, 1 };
  Way way = GPOINTER_TO_INT (data);
  gint64 pills = add (fixture, &daily);
  gint64 dentist = add (fixture, &single);
  gint64 done = add (fixture, &own);
  gint64 party = add (fixture, &far);
  g_autoptr(TidingsReminder) reminder = NULL;

  /* What people did before, and in the wrong time. */
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, pills, "2026-11-23T18:00", TRUE, NULL));
  g_assert_true (tidings_engine_move_occurrence (fixture->engine, pills, "2026-11-24T18:00", "2026-11-24T20:00", NULL));
  set_clock (fixture, way, FIXTURE_NOW + 30 * MINUTE_MS + YEAR_MS);
  g_assert_cmpuint (count_missed (fixture, dentist), >, 0);
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, done, NULL));
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, pills, "2027-11-23T18:00", TRUE, NULL));
  advance_to (fixture, FIXTURE_NOW + YEAR_MS + 36 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, pills, "2027-11-21T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, party, "2027-11-22T09:00", 0, 1), ==, 1);
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, pills, NULL));

  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  reminder = get (fixture, dentist);
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_ACTIVE);
  g_assert_cmpint (reminder->next_at, ==, tidings_wall_clock_to_instant ("2026-11-23T09:00", "UTC", NULL));
  g_clear_object (&reminder);
  reminder = get (fixture, pills);
  g_assert_cmpstr (reminder->next_wall, ==, "2026-11-21T18:00");
  g_clear_object (&reminder);
  reminder = get (fixture, done);
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_DONE);
  g_clear_object (&reminder);
  reminder = get (fixture, party);
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_PAST);

  /* The history stays, and the days come. */
  g_assert_cmpuint (count_missed (fixture, dentist), >, 0);
  advance_to (fixture, FIXTURE_NOW + 5 * DAY_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, pills, "2026-11-21T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, pills, "2026-11-22T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, pills, "2026-11-23T18:00", 0, 1), ==, 0);
  g_assert_cmpuint (count (fixture, pills, "2026-11-24T18:00", 0, 1), ==, 0);
  g_assert_cmpuint (count (fixture, pills, "2026-11-24T20:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, pills, "2026-11-25T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, dentist, "2026-11-24T09:00", 86400, 0), ==, 2);
  g_assert_cmpuint (count (fixture, dentist, "2026-11-24T09:00", 0, 0), ==, 2);
  g_assert_cmpuint (count (fixture, done, "2026-11-23T09:00", 0, 0), ==, 0);
  assert_each_once (fixture);
  /* Done means the one that was just told of, not one that was sent in the wrong time. */
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, pills, NULL));
  g_clear_object (&reminder);
  reminder = get (fixture, pills);
  g_assert_nonnull (tidings_reminder_find_occurrence (reminder, "2026-11-25T18:00"));

  /* The year has passed: what was sent too early is not sent again, what was done stays done. */
  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  advance_to (fixture, FIXTURE_NOW + YEAR_MS + 4 * DAY_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, pills, "2027-11-21T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, pills, "2027-11-22T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, pills, "2027-11-23T18:00", 0, 1), ==, 0);
  g_assert_cmpuint (count (fixture, pills, "2027-11-24T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, party, "2027-11-22T09:00", 0, 1), ==, 1);
  assert_each_once (fixture);
}

/* Ahead and back, and ahead and back once more. */
static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  static const Spec daily = { "Pills", "2026-11-21T18:00", "FREQ=DAILY", { 3600, 0 }, 2 };
  static const Spec single = { "Dentist", "2026-11-24T09:00", "", { 3600 }, 1, 2 };
  static const Spec taken_out = { "Tea", "2026-11-21T19:00", "FREQ=DAILY" };
  Way way = GPOINTER_TO_INT (data);
  gint64 pills = add (fixture, &daily);
  gint64 dentist = add (fixture, &single);
  gint64 tea = add (fixture, &taken_out);

  /* Its moment is written down already, and does not come. */
  g_assert_true (tidings_engine_skip_occurrence (fixture->engine, tea, "2026-11-21T19:00", TRUE, NULL));
  for (guint i = 0; i < 2; i++)
    {
      set_clock (fixture, way, tidings_clock_get_now (fixture->clock) + YEAR_MS);
      advance_to (fixture, FIXTURE_NOW + YEAR_MS + (i + 1) * DAY_MS, HOUR_MS);
      set_clock (fixture, way, FIXTURE_NOW + (i + 1) * HOUR_MS);
    }
  advance_to (fixture, FIXTURE_NOW + 4 * DAY_MS, HOUR_MS);
  for (guint day = 21; day <= 24; day++)
    {
      g_autofree char *wall = g_strdup_printf ("2026-11-%uT18:00", day);

      g_assert_cmpuint (count (fixture, pills, wall, -1, 1), ==, 2);
    }
  g_assert_cmpuint (count (fixture, dentist, "2026-11-24T09:00", 3600, 0), ==, 2);
  g_assert_cmpuint (count (fixture, tea, "2026-11-21T19:00", 0, 0), ==, 0);
  g_assert_cmpuint (count (fixture, tea, "2026-11-22T19:00", 0, 0), ==, 1);
  assert_each_once (fixture);
}

/* Whose turn it is does not depend on turns that were never taken. */
static void
test_turns (Fixture       *fixture,
            gconstpointer  data)
{
  static const Spec weekly = { "Bins", "2026-11-21T18:00", "FREQ=WEEKLY", { 0 }, 1, 2, TRUE, 6 * 3600 };
  Way way = GPOINTER_TO_INT (data);
  gint64 bins = add (fixture, &weekly);
  g_autoptr(TidingsReminder) reminder = NULL;
  TidingsOccurrence *occurrence;

  advance_to (fixture, FIXTURE_NOW + 8 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, bins, "2026-11-21T18:00", 0, 1), ==, 1);
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, bins, NULL));
  /* Two weeks in which nobody does anything: it is told and overdue, and goes on to the other. */
  set_clock (fixture, way, FIXTURE_NOW + 7 * DAY_MS);
  advance_to (fixture, FIXTURE_NOW + 22 * DAY_MS, 2 * HOUR_MS);
  g_assert_cmpuint (count (fixture, bins, "2026-11-28T18:00", 0, 2), ==, 1);
  g_assert_cmpuint (count (fixture, bins, "2026-11-28T18:00", -1, 0), >, 2);
  g_assert_cmpuint (count (fixture, bins, "2026-12-05T18:00", 0, 0), ==, 1);
  /* And a year in which all was missed, up to one that is overdue there. */
  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  set_clock (fixture, way, FIXTURE_NOW + 23 * DAY_MS);
  reminder = get (fixture, bins);
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_ACTIVE);
  g_assert_cmpstr (reminder->next_wall, ==, "2026-12-19T18:00");
  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      occurrence = g_ptr_array_index (reminder->exceptions, i);
      if (g_strcmp0 (occurrence->wall, "2026-12-19") > 0 && count (fixture, bins, occurrence->wall, -1, 0) == 0)
        {
          g_assert_cmpint (occurrence->state, ==, TIDINGS_OCCURRENCE_PLANNED);
          g_assert_cmpint (occurrence->turn, ==, 0);
        }
    }
  advance_to (fixture, FIXTURE_NOW + 43 * DAY_MS, 2 * HOUR_MS);
  g_assert_cmpuint (count (fixture, bins, "2026-12-19T18:00", 0, 0), ==, 1);
  g_assert_cmpuint (count (fixture, bins, "2026-12-26T18:00", 0, 0), ==, 1);
  assert_each_once (fixture);
}

/* To how many others the reminder's overdue occurrences went on. */
static guint
count_links (Fixture *fixture,
             gint64   id)
{
  g_autoptr(GArray) moments = tidings_store_list_moments (fixture->store, id, NULL);
  guint n = 0;

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);

      n += moment->kind == TIDINGS_MOMENT_OVERDUE && moment->before_s > 0;
    }

  return n;
}

/* What nobody was told of becomes as it was: not overdue, and nobody's turn. */
static void
test_open_again (Fixture       *fixture,
                 gconstpointer  data)
{
  static const Spec daily = { "Bins", "2026-11-23T18:00", "FREQ=DAILY", { 0 }, 1, 2, TRUE, 3600 };
  Way way = GPOINTER_TO_INT (data);
  gint64 bins = add (fixture, &daily);
  g_autoptr(TidingsReminder) reminder = get (fixture, bins);

  g_assert_cmpint (reminder->turn, ==, 1);
  /* Nothing leaves there, so nobody has heard of it. */
  fixture->settings.paused_until = FIXTURE_NOW + 90 * DAY_MS;
  fixture_apply (fixture);
  set_clock (fixture, way, FIXTURE_NOW + 3 * DAY_MS);
  advance_to (fixture, FIXTURE_NOW + 4 * DAY_MS, HOUR_MS);
  g_assert_cmpuint (count_links (fixture, bins), >, 0);
  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  fixture->settings.paused_until = 0;
  fixture_apply (fixture);
  fixture_settle (fixture);
  g_assert_cmpuint (count_links (fixture, bins), ==, 0);
  g_clear_object (&reminder);
  reminder = get (fixture, bins);
  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      g_test_message ("%s", occurrence->wall);
      g_assert_cmpint (occurrence->state, ==, TIDINGS_OCCURRENCE_PLANNED);
      g_assert_cmpint (occurrence->turn, ==, 0);
    }
  g_assert_cmpstr (reminder->next_wall, ==, "2026-11-23T18:00");
  g_assert_cmpint (reminder->turn, ==, 1);
  advance_to (fixture, FIXTURE_NOW + 3 * DAY_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, bins, "2026-11-23T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, bins, "2026-11-23T18:00", -3600, 1), ==, 1);
  g_assert_cmpuint (count (fixture, bins, "2026-11-23T18:00", -3600, 2), ==, 1);
  assert_each_once (fixture);
}

/* Nobody's text is told to others only: of two people one has it. */
static void
test_half_told (Fixture       *fixture,
                gconstpointer  data)
{
  static const Spec single = { "Concert", "2027-11-21T18:00", "", { 0 }, 1, 2 };
  Way way = GPOINTER_TO_INT (data);
  gint64 concert = add (fixture, &single);

  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  fixture_set_quiet (fixture, 2, 17 * 60, 23 * 60);
  advance_to (fixture, FIXTURE_NOW + YEAR_MS + 7 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, concert, "2027-11-21T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, concert, "2027-11-21T18:00", 0, 2), ==, 0);
  /* What is held for her is not for this year. */
  set_clock (fixture, way, FIXTURE_NOW + 13 * HOUR_MS);
  g_assert_cmpuint (count (fixture, concert, "2027-11-21T18:00", 0, 2), ==, 0);
  fixture_set_quiet (fixture, 2, 60, 120);
  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS + HOUR_MS);
  advance_to (fixture, FIXTURE_NOW + YEAR_MS + 7 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, concert, "2027-11-21T18:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, concert, "2027-11-21T18:00", 0, 2), ==, 1);
  assert_each_once (fixture);
}

/* Without an account texts wait here: alone, and several that were late as one. None of them leaves before its year. */
static void
test_no_account (Fixture       *fixture,
                 gconstpointer  data)
{
  static const Spec first = { "Dentist", "2027-11-21T13:00", "" };
  static const Spec second = { "Barber", "2027-11-21T13:10", "" };
  static const Spec third = { "Dinner", "2027-11-21T13:20", "" };
  Way way = GPOINTER_TO_INT (data);
  gint64 dentist = add (fixture, &first);
  gint64 barber = add (fixture, &second);
  gint64 dinner = add (fixture, &third);
  g_autoptr(GPtrArray) messages = NULL;
  guint n_merged = 0;

  fixture_connect (fixture, NULL);
  fixture_apply (fixture);
  tidings_test_clock_set (fixture->clock, FIXTURE_NOW + YEAR_MS + 75 * MINUTE_MS);
  fixture_advance (fixture, 10 * MINUTE_MS, MINUTE_MS);
  messages = list (fixture);
  for (guint i = 0; i < messages->len; i++)
    n_merged += ((TidingsMessage *) g_ptr_array_index (messages, i))->merged_into != 0;
  g_assert_cmpuint (n_merged, ==, 2);

  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  fixture_connect (fixture, TIDINGS_SIMULATOR_TOKEN);
  fixture_apply (fixture);
  fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
  assert_each_once (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 0);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dinner"), ==, 0);
  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  advance_to (fixture, FIXTURE_NOW + YEAR_MS + 7 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count (fixture, dentist, "2027-11-21T13:00", 0, 0), ==, 1);
  g_assert_cmpuint (count (fixture, barber, "2027-11-21T13:10", 0, 0), ==, 1);
  g_assert_cmpuint (count (fixture, dinner, "2027-11-21T13:20", 0, 0), ==, 1);
  assert_each_once (fixture);
}

/* Corrections by seconds, and what happens every day, leave all as it is. */
static void
test_small (Fixture       *fixture,
            gconstpointer  unused)
{
  static const Spec daily = { "Pills", "2026-11-21T13:00", "FREQ=DAILY" };
  gint64 pills = add (fixture, &daily);
  g_autofree char *seen = NULL;

  fixture_advance (fixture, HOUR_MS + 10 * SECOND_MS, MINUTE_MS);
  g_assert_cmpuint (count (fixture, pills, "2026-11-21T13:00", 0, 1), ==, 1);
  seen = tidings_store_dup_meta (fixture->store, "seen");
  g_assert_nonnull (seen);
  for (Way way = WAY_SET; way <= WAY_BOOT; way++)
    {
      g_autofree char *now = NULL;

      /* Back before the moment by half a minute: nothing is looked through. */
      fixture_settle (fixture);
      if (way != WAY_SET)
        fixture_kill (fixture);
      if (way == WAY_BOOT)
        tidings_test_clock_reboot (fixture->clock, FIXTURE_NOW + HOUR_MS - 30 * SECOND_MS);
      else
        tidings_test_clock_set (fixture->clock, FIXTURE_NOW + HOUR_MS - 30 * SECOND_MS);
      if (way != WAY_SET)
        fixture_restart (fixture);
      fixture_settle (fixture);
      now = tidings_store_dup_meta (fixture->store, "seen");
      g_assert_cmpstr (now, ==, seen);
    }
  fixture_advance (fixture, DAY_MS + HOUR_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, pills, "2026-11-21T13:00", 0, 1), ==, 1);
  g_assert_cmpuint (count (fixture, pills, "2026-11-22T13:00", 0, 1), ==, 1);
  assert_each_once (fixture);
}

/* More than are taken up in one turn. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  static const Spec spec = { "Pills", "2026-11-22T18:00", "" };
  Way way = GPOINTER_TO_INT (data);
  gint64 first = 0;
  gint64 last = 0;

  for (guint i = 0; i < 450; i++)
    {
      last = add (fixture, &spec);
      first = first != 0 ? first : last;
    }
  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  for (gint64 id = first; id <= last; id++)
    {
      g_autoptr(TidingsReminder) reminder = get (fixture, id);

      g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_ACTIVE);
    }
}

/* Twilio has its own clock, and keeps a text for the day on which it is meant. */
static void
test_ahead (Fixture       *fixture,
            gconstpointer  data)
{
  static const Spec single = { "Dentist", "2026-11-24T09:00", "", { 3600 }, 1 };
  static const Spec daily = { "Pills", "2026-11-21T18:00", "FREQ=DAILY;COUNT=4" };
  Way way = GPOINTER_TO_INT (data);
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(TidingsClock) truth = tidings_test_clock_new (FIXTURE_NOW);
  g_autoptr(GError) error = NULL;
  gint64 dentist;
  gint64 pills;

  fixture_kill (fixture);
  g_clear_object (&fixture->simulator);
  fixture->simulator = tidings_simulator_new (truth, NULL, &error);
  g_assert_true (tidings_simulator_listen (fixture->simulator, 0, &error));
  fixture->settings.service = TIDINGS_SIMULATOR_SERVICE;
  fixture->settings.schedules_ahead = TRUE;
  fixture_restart (fixture);
  dentist = add (fixture, &single);
  pills = add (fixture, &daily);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "Pills"), ==, 4);

  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  reminder = get (fixture, dentist);
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_ACTIVE);
  for (guint i = 0; i < 5 * 24; i++)
    {
      tidings_test_clock_advance (truth, HOUR_MS);
      fixture_advance (fixture, HOUR_MS, HOUR_MS);
    }
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "Pills"), ==, 4);
  g_assert_cmpuint (count (fixture, dentist, "2026-11-24T09:00", 3600, 0), ==, 1);
  g_assert_cmpuint (count (fixture, pills, "2026-11-24T18:00", 0, 0), ==, 1);
}

/* Of two people one had the text in the wrong time: only the other one's is given to Twilio. */
static void
test_half_ahead (Fixture       *fixture,
                 gconstpointer  data)
{
  static const Spec single = { "Concert", "2026-12-01T18:00", "", { 0 }, 1, 2 };
  Way way = GPOINTER_TO_INT (data);
  gint64 concert = add (fixture, &single);

  fixture_set_quiet (fixture, 2, 17 * 60, 23 * 60);
  set_clock (fixture, way, FIXTURE_NOW + 10 * DAY_MS);
  fixture_advance (fixture, 7 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, concert, "2026-12-01T18:00", 0, 0), ==, 1);
  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  fixture_set_quiet (fixture, 2, 60, 120);
  fixture->settings.service = TIDINGS_SIMULATOR_SERVICE;
  fixture->settings.schedules_ahead = TRUE;
  fixture_apply (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Concert"), ==, 2);
  g_assert_cmpuint (count (fixture, concert, "2026-12-01T18:00", 0, 2), ==, 1);
  assert_each_once (fixture);
}

/* What became part of another text went with it. */
static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  static const Spec first = { "Dentist", "2027-11-21T13:00", "" };
  static const Spec second = { "Barber", "2027-11-21T13:10", "" };
  Way way = GPOINTER_TO_INT (data);
  g_autoptr(TidingsReminder) dentist = NULL;
  g_autoptr(TidingsReminder) barber = NULL;
  gint64 ids[] = { add (fixture, &first), add (fixture, &second) };

  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS + 75 * MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "Barber"), ==, 1);
  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  dentist = get (fixture, ids[0]);
  barber = get (fixture, ids[1]);
  g_assert_cmpint (dentist->state, ==, TIDINGS_REMINDER_PAST);
  g_assert_cmpint (barber->state, ==, TIDINGS_REMINDER_PAST);
  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
}

/* Written down in the wrong time, when all before it had passed. */
static void
test_written (Fixture       *fixture,
              gconstpointer  data)
{
  static const Spec daily = { "Pills", "2026-11-21T18:00", "FREQ=DAILY" };
  Way way = GPOINTER_TO_INT (data);
  gint64 pills;

  set_clock (fixture, way, FIXTURE_NOW + YEAR_MS);
  pills = add (fixture, &daily);
  set_clock (fixture, way, FIXTURE_NOW + HOUR_MS);
  advance_to (fixture, FIXTURE_NOW + 7 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (count (fixture, pills, "2026-11-21T18:00", 0, 1), ==, 1);
}

#define N_SINGLES 24

typedef struct {
  gint64 id;
  gint64 due_at;
  char *wall;
} Moment;

static void
moment_free (gpointer data)
{
  g_free (((Moment *) data)->wall);
  g_free (data);
}

static char *
to_wall (gint64 instant)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);

  return g_date_time_format (utc, "%Y-%m-%dT%H:%M");
}

static GPtrArray *
add_some (Fixture *fixture,
          GRand   *random)
{
  static const Spec daily = { "Pills", "2026-11-21T18:00", "FREQ=DAILY", { 3600, 0 }, 2 };
  static const Spec weekly = { "Bins", "2026-11-22T07:00", "FREQ=WEEKLY", { 0 }, 1, 2, TRUE };
  GPtrArray *moments = g_ptr_array_new_with_free_func (moment_free);
  gint64 pills = add (fixture, &daily);
  gint64 bins = add (fixture, &weekly);

  for (guint day = 0; day < 21; day++)
    for (guint i = 0; i < 2; i++)
      {
        Moment *moment = g_new0 (Moment, 1);

        moment->id = pills;
        moment->wall = to_wall (FIXTURE_NOW + 6 * HOUR_MS + day * DAY_MS);
        moment->due_at = FIXTURE_NOW + (5 + i) * HOUR_MS + day * DAY_MS;
        g_ptr_array_add (moments, moment);
      }
  for (guint week = 0; week < 3; week++)
    {
      Moment *moment = g_new0 (Moment, 1);

      moment->id = bins;
      moment->due_at = FIXTURE_NOW + 19 * HOUR_MS + week * 7 * DAY_MS;
      moment->wall = to_wall (moment->due_at);
      g_ptr_array_add (moments, moment);
    }
  for (guint i = 0; i < N_SINGLES; i++)
    {
      Moment *moment = g_new0 (Moment, 1);
      Spec spec = { "Once", NULL, "" };

      moment->due_at = FIXTURE_NOW + g_rand_int_range (random, 1, 20 * 24) * HOUR_MS + 30 * MINUTE_MS;
      moment->wall = to_wall (moment->due_at);
      spec.wall = moment->wall;
      moment->id = add (fixture, &spec);
      g_ptr_array_add (moments, moment);
    }

  return moments;
}

/* Three weeks in which the clock is now and then wrong for some hours, in both directions, by seconds, days and years. What
 * comes due while it is right comes, unless it came before; nothing comes twice. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  static const gint64 steps[] = { 40 * SECOND_MS, 10 * MINUTE_MS, 5 * HOUR_MS, 2 * DAY_MS, 9 * DAY_MS, YEAR_MS };
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(GPtrArray) moments = add_some (fixture, random);
  gint64 true_now = FIXTURE_NOW;
  gint64 right_since = FIXTURE_NOW;
  gint64 begun_at = FIXTURE_NOW;
  guint n_due = 0;

  fixture_settle (fixture);
  while (true_now < FIXTURE_NOW + 21 * DAY_MS)
    {
      gint64 right_ms = g_rand_int_range (random, 6, 60) * HOUR_MS;
      gint64 wrong_ms = g_rand_int_range (random, 1, 12) * HOUR_MS;
      gint64 by_ms = steps[g_rand_int_range (random, 0, G_N_ELEMENTS (steps))] * (g_rand_boolean (random) ? 1 : -1);

      begun_at = true_now = tidings_clock_get_now (fixture->clock);
      advance_to (fixture, begun_at + right_ms, HOUR_MS);
      true_now += right_ms;
      for (guint i = 0; i < moments->len; i++)
        {
          const Moment *moment = g_ptr_array_index (moments, i);
          g_autoptr(GPtrArray) messages = NULL;
          guint n = 0;

          if (moment->due_at <= right_since || moment->due_at > true_now)
            continue;
          messages = list (fixture);
          for (guint j = 0; j < messages->len; j++)
            {
              TidingsMessage *message = g_ptr_array_index (messages, j);

              n += message->reminder_id == moment->id && message->moment_at == moment->due_at &&
                   (has_left (message) || went_with_another (fixture, message));
            }
          if (n != 1)
            g_error ("Seed %u: %u texts of %" G_GINT64_FORMAT " at %s", seed, n, moment->id, moment->wall);
          n_due++;
        }

      set_clock (fixture, g_rand_int_range (random, 0, 3), true_now + by_ms);
      fixture_advance (fixture, wrong_ms, HOUR_MS);
      true_now += wrong_ms + MINUTE_MS;
      set_clock (fixture, g_rand_int_range (random, 0, 3), true_now);
      right_since = true_now + MINUTE_MS;
    }
  assert_each_once (fixture);
  g_assert_cmpuint (n_due, >, 20);
}

#define ADD(name, func) \
  for (Way way = WAY_SET; way <= WAY_BOOT; way++) \
    { \
      g_autofree char *path = g_strdup_printf ("/clock-back/" name "/%s", ways[way]); \
\
      g_test_add (path, Fixture, GINT_TO_POINTER (way), set_up, func, fixture_tear_down); \
    }

int
main (int    argc,
      char **argv)
{
  const char *seed = g_getenv ("TIDINGS_CLOCK_SEED");

  g_test_init (&argc, &argv, NULL);

  ADD ("year", test_year);
  ADD ("twice", test_twice);
  ADD ("turns", test_turns);
  ADD ("open-again", test_open_again);
  ADD ("half-told", test_half_told);
  ADD ("no-account", test_no_account);
  ADD ("many", test_many);
  ADD ("ahead", test_ahead);
  ADD ("half-ahead", test_half_ahead);
  ADD ("together", test_together);
  ADD ("written", test_written);
  g_test_add ("/clock-back/small", Fixture, NULL, set_up, test_small, fixture_tear_down);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/clock-back/random/%u", i);
      guint n = seed != NULL ? (guint) g_ascii_strtoull (seed, NULL, 10) * 3 + i : i;

      g_test_add (path, Fixture, GUINT_TO_POINTER (n), set_up, test_random, fixture_tear_down);
    }

  return g_test_run ();
}
