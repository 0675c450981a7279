/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year of a household with all rules on: three people in Auckland, Berlin and New York, forty reminders, both changes of the
 * clocks, pauses, a STOP, storms, and a computer that is switched off at random. In the end every text is accounted for: sent
 * once, or not sent with a reason. */
#include "engine-fixture.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tidings-recurrence.h"

#define DAY_MS (24 * HOUR_MS)
#define YEAR_DAYS 365
/* Waits and receipts come to their end after the year. */
#define REST_DAYS 8
#define YEAR_END (FIXTURE_NOW + YEAR_DAYS * DAY_MS)
#define N_REMINDERS 40
#define N_PEOPLE 3

#define RATE_HOUR 8
#define RATE_DAY 20
#define CAP_DAY 30
#define CAP_MONTH 300
#define BURST 4

static const struct {
  const char *name;
  const char *number;
  const char *zone;
  const char *quiet;
} people[N_PEOPLE] = {
  { "Ann", "+4915123456789", "Europe/Berlin", "mo-fr 22:00-07:00 sa,su 23:30-09:00" },
  { "Ben", "+12025550143", "America/New_York", "su-th 21:00-06:30 fr,sa 23:00-10:00" },
  { "Kim", "+64211234567", "Pacific/Auckland", "mo-su 20:00-07:00" },
};

/* Several of each kind of rule; the rest of the forty are single events. A zone of its own, so that the clocks of people and
 * of events change on different days. */
static const struct {
  const char *wall;
  const char *rule;
  const char *zone;
  const char *type;
  gboolean takes_turns;
} repeating[] = {
  { "2026-11-22T09:00", "FREQ=DAILY", "Europe/Berlin", "reminder", FALSE },
  { "2026-11-23T02:30", "FREQ=WEEKLY;BYDAY=SU", "Europe/Berlin", "reminder", FALSE },
  { "2026-11-23T02:30", "FREQ=WEEKLY;BYDAY=SU", "America/New_York", "reminder", FALSE },
  { "2026-11-24T07:45", "FREQ=WEEKLY;BYDAY=TU,FR", "America/New_York", "reminder", FALSE },
  { "2026-11-24T18:30", "FREQ=WEEKLY", "Pacific/Auckland", "chore_due", TRUE },
  { "2026-11-25T20:00", "FREQ=WEEKLY;INTERVAL=2", "Europe/Berlin", "chore_due", TRUE },
  { "2026-11-26T12:15", "FREQ=WEEKLY", "America/New_York", "reminder", FALSE },
  { "2026-11-27T15:00", "FREQ=WEEKLY;INTERVAL=3", "Pacific/Auckland", "reminder", FALSE },
  { "2026-11-30T10:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "Europe/Berlin", "reminder", FALSE },
  { "2026-12-31T10:00", "FREQ=MONTHLY;BYMONTHDAY=31", "Europe/Berlin", "reminder", FALSE },
  { "2026-12-08T19:00", "FREQ=MONTHLY;BYDAY=2TU", "America/New_York", "reminder", FALSE },
  { "2026-12-25T08:00", "FREQ=MONTHLY;BYDAY=-1FR", "Pacific/Auckland", "reminder", FALSE },
  { "2026-12-01T09:30", "FREQ=MONTHLY", "Pacific/Auckland", "chore_due", TRUE },
  { "2026-12-15T11:00", "FREQ=MONTHLY", "Europe/Berlin", "reminder", FALSE },
  { "2027-02-28T09:00", "FREQ=YEARLY", "America/New_York", "reminder", FALSE },
};

/* What programs raise, by chance. */
static const struct {
  const char *type;
  const char *field;
  gboolean is_repeated;
} alerts[] = {
  { "job_failed", "unit", TRUE },
  { "disk_full", NULL, FALSE },
  { "new_login", NULL, FALSE },
  { "trade_fill", NULL, TRUE },
  { "margin_call", NULL, FALSE },
};

typedef struct {
  Fixture base;
  GRand *random;
  gint64 ids[N_PEOPLE];
  gint64 reminders[N_REMINDERS];
  GArray *raised;          /* row ids that a caller was told of, one for each alert and person */
  GArray *gone;            /* begin and end of each time the computer was off */
  gint64 stopped_at;
  gint64 started_at;
  guint n_inbound;
} Year;

static gint64
get_now (Year *year)
{
  return tidings_clock_get_now (year->base.clock);
}

static void
set_up (Year          *year,
        gconstpointer  unused)
{
  const char *seed = g_getenv ("TIDINGS_YEAR_SEED");

  fixture_set_up (&year->base, unused);
  year->random = g_rand_new_with_seed (seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : 20261121);
  year->raised = g_array_new (FALSE, FALSE, sizeof (gint64));
  year->gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  year->base.settings.limits = (TidingsLimits) {
    .rate_hour = RATE_HOUR, .rate_day = RATE_DAY, .cap_day = CAP_DAY, .cap_month = CAP_MONTH, .burst = BURST,
    .budget_month_micros = 100 * G_USEC_PER_SEC,
  };
  year->base.settings.zone = "Europe/Berlin";
  year->base.settings.household = "Home";
  year->base.settings.asks_stop = TRUE;
  fixture_apply (&year->base);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr(TidingsPerson) person = NULL;

      year->ids[i] = fixture_add (&year->base, people[i].name, people[i].number);
      person = tidings_store_get_person (year->base.store, year->ids[i], NULL);
      person->verified_at = FIXTURE_NOW;
      g_free (person->zone);
      person->zone = g_strdup (people[i].zone);
      g_free (person->language);
      person->language = g_strdup ("en");
      g_assert_true (tidings_quiet_hours_parse (people[i].quiet, &person->quiet, NULL));
      g_assert_true (tidings_store_update_person (year->base.store, person, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    for (guint k = 0; k < N_PEOPLE; k++)
      g_assert_true (tidings_store_set_subscription (year->base.store, year->ids[k], alerts[i].type, TRUE, NULL));
  g_assert_true (tidings_store_set_subscription (year->base.store, 0, "chore_due", TRUE, NULL));
}

static void
tear_down (Year          *year,
           gconstpointer  unused)
{
  fixture_tear_down (&year->base, unused);
  g_rand_free (year->random);
  g_array_unref (year->raised);
  g_array_unref (year->gone);
}

/* Reminders */

static void
add_reminder (Year *year,
              guint i)
{
  static const gint64 offsets[] = { 86400, 3600, 0 };
  gboolean is_repeating = i < G_N_ELEMENTS (repeating);
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;

  reminder->title = g_strdup_printf ("Event %u", i);
  if (is_repeating)
    {
      g_free (reminder->rule);
      reminder->rule = g_strdup (repeating[i].rule);
      g_free (reminder->type);
      reminder->type = g_strdup (repeating[i].type);
      reminder->takes_turns = repeating[i].takes_turns;
      reminder->overdue_s = repeating[i].takes_turns ? 4 * 3600 : 0;
      reminder->wall = g_strdup (repeating[i].wall);
      reminder->zone = g_strdup (repeating[i].zone);
    }
  else
    {
      g_autoptr(GDateTime) begin = g_date_time_new_utc (2026, 11, 24, 0, 0, 0);
      g_autoptr(GDateTime) at = g_date_time_add_minutes (begin, g_rand_int_range (year->random, 0, 360 * 24 * 4) * 15);

      reminder->wall = g_date_time_format (at, "%Y-%m-%dT%H:%M");
      reminder->zone = g_strdup (people[i % N_PEOPLE].zone);
    }

  /* A weekly or daily one says so once; what is rare says so the day and the hour before, too. */
  if (is_repeating && strstr (repeating[i].rule, "MONTHLY") == NULL)
    tidings_reminder_set_before (reminder, offsets + 1 + i % 2, 1);
  else
    tidings_reminder_set_before (reminder, offsets + i % 2, 2);
  if (reminder->takes_turns)
    tidings_reminder_set_people (reminder, year->ids, N_PEOPLE);
  else
    tidings_reminder_set_people (reminder, year->ids + i % N_PEOPLE, 1);

  g_assert_true (tidings_engine_put_reminder (year->base.engine, reminder, &error));
  g_assert_no_error (error);
  year->reminders[i] = reminder->id;
}

/* What happens by chance */

static JsonObject *
make_values (Year       *year,
             const char *type,
             guint       number)
{
  TidingsAlertType *alert = tidings_catalog_lookup (tidings_catalog_get_default (), type);
  JsonObject *values = tidings_alert_type_dup_samples (alert);
  g_autofree char *path = g_strndup (alert->fields[0], strcspn (alert->fields[0], "?"));

  if (alert->kinds[0] == TIDINGS_FIELD_TEXT)
    {
      g_autofree char *value = g_strdup_printf ("x%u", number);

      json_object_set_string_member (values, path, value);
    }

  return values;
}

static void
raise_alert (Year       *year,
             const char *type,
             guint       number)
{
  g_autoptr(JsonObject) values = make_values (year, type, number);
  g_autofree char *key = g_strdup_printf ("%u", g_rand_boolean (year->random) ? number : g_rand_int (year->random));
  TidingsRaise raise = { .type = type, .values = values, .source = "test", .dedupe = key };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = tidings_engine_raise (year->base.engine, &raise, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < outcomes->len; i++)
    {
      TidingsOutcome *outcome = g_ptr_array_index (outcomes, i);

      g_assert_cmpint (outcome->message->id, !=, 0);
      g_array_append_val (year->raised, outcome->message->id);
    }
}

static void
say (Year       *year,
     const char *from,
     const char *body)
{
  TidingsTwilioMessage *text = g_new0 (TidingsTwilioMessage, 1);
  g_autoptr(GError) error = NULL;

  text->sid = g_strdup_printf ("SM%032x", ++year->n_inbound);
  text->from = g_strdup (from);
  text->to = g_strdup (TIDINGS_SIMULATOR_SENDER);
  text->body = g_strdup (body);
  text->is_inbound = TRUE;
  text->status = TIDINGS_TWILIO_STATUS_RECEIVED;
  text->created_at = get_now (year);
  g_assert_true (tidings_engine_take_inbound (year->base.engine, text, &error));
  g_assert_no_error (error);
  tidings_twilio_message_free (text);
}

static void
be_off (Year   *year,
        gint64  ms)
{
  gint64 begin = get_now (year);
  gint64 end = begin + ms;

  fixture_kill (&year->base);
  tidings_test_clock_advance (year->base.clock, ms);
  fixture_restart (&year->base);
  g_array_append_val (year->gone, begin);
  g_array_append_val (year->gone, end);
}

static void
pause_all (Year   *year,
           gint64  ms)
{
  year->base.settings.paused_until = get_now (year) + ms;
  fixture_apply (&year->base);
}

static void
pause_one (Year   *year,
           guint   who,
           gint64  ms)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  values->paused_until = get_now (year) + ms;
  person = tidings_engine_put_person (year->base.engine, year->ids[who], values, TIDINGS_PERSON_CHANGE_PAUSE, &error);
  g_assert_no_error (error);
}

/* Once an hour. */
static void
let_chance (Year *year)
{
  guint dice = g_rand_int_range (year->random, 0, 2000);

  if (dice < 26)
    raise_alert (year, alerts[dice % G_N_ELEMENTS (alerts)].type, g_rand_int_range (year->random, 0, 4));
  else if (dice < 28)
    for (guint i = 0; i < 25; i++)
      raise_alert (year, "job_failed", i);
  else if (dice < 34)
    be_off (year, g_rand_int_range (year->random, 1, 90) * HOUR_MS / 2);
  else if (dice < 37)
    pause_all (year, g_rand_int_range (year->random, 1, 30) * HOUR_MS);
  else if (dice < 42)
    pause_one (year, g_rand_int_range (year->random, 0, N_PEOPLE), g_rand_int_range (year->random, 1, 50) * HOUR_MS);
  else if (dice < 54)
    say (year, people[g_rand_int_range (year->random, 0, N_PEOPLE)].number, "DONE");
  else if (dice < 56 && year->stopped_at == 0)
    {
      say (year, people[1].number, "STOP");
      year->stopped_at = get_now (year);
    }

  if (year->stopped_at != 0 && year->started_at == 0 && get_now (year) > year->stopped_at + 14 * DAY_MS)
    {
      say (year, people[1].number, "START");
      year->started_at = get_now (year);
    }
}

/* Accounts */

static GPtrArray *
list_all (Year *year)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  TidingsMessageFilter filter = { .limit = 1000 };

  while (TRUE)
    {
      g_autoptr(GPtrArray) page = tidings_store_list_messages (year->base.store, &filter, NULL);

      if (page->len == 0)
        return all;
      for (guint i = 0; i < page->len; i++)
        g_ptr_array_add (all, g_object_ref (g_ptr_array_index (page, i)));
      filter.before_id = ((TidingsMessage *) g_ptr_array_index (page, page->len - 1))->id;
    }
}

static gboolean
was_sent (TidingsMessage *message)
{
  return message->sid != NULL;
}

static gboolean
is_merged (TidingsMessage *message)
{
  return g_strcmp0 (message->reason, "merged") == 0;
}

/* Each row has ended: with one text at the simulator, or with a reason. */
static void
check_rows (Year      *year,
            GPtrArray *all)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) sids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) inbox = tidings_simulator_list_inbox (year->base.simulator);
  guint n_merged = 0;

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (by_id, &((TidingsMessage *) g_ptr_array_index (all, i))->id);
  for (guint i = 0; i < all->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (all, i);

      /* Reminders go on; what they raise in the days of rest may still wait. */
      if (!tidings_message_state_is_final (message->state) && message->created_at >= YEAR_END)
        {
          if (was_sent (message))
            g_hash_table_add (sids, message->sid);
          continue;
        }
      if (!tidings_message_state_is_final (message->state))
        g_error ("Text %" G_GINT64_FORMAT " of %s is still %s (%s)", message->id, message->type,
                 tidings_message_state_to_string (message->state), message->reason);
      if (was_sent (message))
        {
          g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_DELIVERED);
          g_assert_true (g_hash_table_add (sids, message->sid));
          g_assert_cmpuint (message->n_attempts, ==, 1);
        }
      else
        {
          g_assert_true (message->state == TIDINGS_MESSAGE_SKIPPED || message->state == TIDINGS_MESSAGE_CANCELED);
          g_assert_true (message->reason != NULL && *message->reason != '\0');
        }
      g_assert_true (is_merged (message) == (message->merged_into != 0));
      if (is_merged (message))
        g_assert_true (g_hash_table_contains (by_id, &message->merged_into));
      n_merged += is_merged (message);
    }

  /* And the other way round: nothing arrived that no row tells of. */
  for (guint i = 0; i < inbox->len; i++)
    g_assert_true (g_hash_table_contains (sids, ((TidingsSimulatorText *) g_ptr_array_index (inbox, i))->sid));
  g_assert_cmpuint (inbox->len, ==, g_hash_table_size (sids));
  g_test_message ("%u rows, %u texts, %u said by another", all->len, inbox->len, n_merged);
  g_assert_cmpuint (inbox->len, >, 500);
  g_assert_cmpuint (n_merged, >, 50);
}

/* Every alert that a caller brought is a row, or counted in one. */
static void
check_raised (Year      *year,
              GPtrArray *all)
{
  guint n_rows = 0;
  g_autoptr(GHashTable) told = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < year->raised->len; i++)
    g_hash_table_add (told, &g_array_index (year->raised, gint64, i));
  for (guint i = 0; i < all->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (all, i);

      if (g_str_equal (message->source, "test"))
        {
          g_assert_true (g_hash_table_contains (told, &message->id));
          n_rows += 1 + message->n_repeats;
        }
    }
  g_assert_cmpuint (n_rows, ==, year->raised->len);
}

/* Limits: every text that left is counted again here, from its own instant. */

static gboolean
is_counted (TidingsMessage *message)
{
  return was_sent (message) && message->queued_at > 0;
}

static int
compare_by_queued (gconstpointer a,
                   gconstpointer b)
{
  const TidingsMessage *left = *(TidingsMessage * const *) a;
  const TidingsMessage *right = *(TidingsMessage * const *) b;

  return (left->queued_at > right->queued_at) - (left->queued_at < right->queued_at);
}

static void
check_window (GPtrArray *sent,
              gint64     person,
              gint64     window_ms,
              guint      limit)
{
  guint first = 0;
  guint n = 0;

  for (guint i = 0; i < sent->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (sent, i);

      if (message->person_id != person)
        continue;
      n++;
      for (; ; first++)
        {
          TidingsMessage *oldest = g_ptr_array_index (sent, first);

          if (oldest->person_id == person && oldest->queued_at > message->queued_at - window_ms)
            break;
          n -= oldest->person_id == person;
        }
      g_assert_cmpuint (n, <=, limit);
    }
}

static void
check_calendar (GPtrArray  *sent,
                const char *format,
                guint       cap)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < sent->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (sent, i);
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (message->queued_at / 1000);
      g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
      char *key = g_date_time_format (local, format);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      gboolean is_urgent = message->priority == TIDINGS_PRIORITY_CRITICAL;

      g_assert_cmpuint (n, <=, is_urgent ? cap : cap - cap / 10);
      g_hash_table_replace (counts, key, GUINT_TO_POINTER (n));
    }
}

static void
check_limits (Year      *year,
              GPtrArray *all)
{
  g_autoptr(GPtrArray) sent = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (is_counted (g_ptr_array_index (all, i)))
      g_ptr_array_add (sent, g_ptr_array_index (all, i));
  g_ptr_array_sort (sent, compare_by_queued);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      check_window (sent, year->ids[i], HOUR_MS, RATE_HOUR);
      check_window (sent, year->ids[i], DAY_MS, RATE_DAY);
    }
  check_calendar (sent, "%Y-%m-%d", CAP_DAY);
  check_calendar (sent, "%Y-%m", CAP_MONTH);
}

/* Quiet hours, read off the wall clock alone: is it between the times of the window that this or the last day began? */
static gboolean
is_quiet (guint  who,
          gint64 at)
{
  TidingsQuietHours hours;
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (people[who].zone);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  int minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  int today = g_date_time_get_day_of_week (local) - 1;
  int yesterday = (today + 6) % 7;

  g_assert_true (tidings_quiet_hours_parse (people[who].quiet, &hours, NULL));
  if (hours.from[today] >= 0 && minute >= hours.from[today] && (minute < hours.to[today] || hours.to[today] <= hours.from[today]))
    return TRUE;

  return hours.from[yesterday] >= 0 && hours.to[yesterday] <= hours.from[yesterday] && minute < hours.to[yesterday];
}

static void
check_quiet (Year      *year,
             GPtrArray *all)
{
  guint n_urgent_at_night = 0;

  for (guint i = 0; i < all->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (all, i);
      gboolean is_urgent = message->priority == TIDINGS_PRIORITY_CRITICAL;

      for (guint who = 0; was_sent (message) && who < N_PEOPLE; who++)
        if (message->person_id == year->ids[who] && is_quiet (who, message->queued_at))
          {
            if (!is_urgent)
              g_error ("%s of %s left in %s’s quiet hours, at %" G_GINT64_FORMAT, message->body, message->type, people[who].name,
                       message->queued_at);
            n_urgent_at_night++;
          }
    }
  g_assert_cmpuint (n_urgent_at_night, >, 0);
}

static void
check_stop (Year      *year,
            GPtrArray *all)
{
  guint n_stopped = 0;

  g_assert_cmpint (year->stopped_at, !=, 0);
  for (guint i = 0; i < all->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (all, i);

      if (message->person_id != year->ids[1])
        continue;
      if (was_sent (message))
        g_assert_false (message->sending_at >= year->stopped_at &&
                        (year->started_at == 0 || message->sending_at < year->started_at));
      n_stopped += g_strcmp0 (message->reason, "opted-out") == 0;
    }
  g_assert_cmpuint (n_stopped, >, 0);
}

/* Whether the computer was off at some time between. */
static gboolean
was_off (Year   *year,
         gint64  from,
         gint64  until)
{
  for (guint i = 0; i < year->gone->len; i += 2)
    if (g_array_index (year->gone, gint64, i) <= until && g_array_index (year->gone, gint64, i + 1) >= from)
      return TRUE;

  return FALSE;
}

typedef struct {
  guint n_rows;
  guint n_people;
  gint64 last_person;
  gboolean is_done;
} Told;

static gint64
get_instant (TidingsReminder *reminder,
             const char      *wall)
{
  gint64 at = tidings_wall_clock_to_instant (wall, reminder->zone, NULL);

  g_assert_cmpint (at, >, 0);

  return at;
}

static void
check_occurrence (Year            *year,
                  TidingsReminder *reminder,
                  const char      *wall,
                  GHashTable      *told,
                  guint           *n_whole)
{
  gint64 at = get_instant (reminder, wall);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, reminder->id, at);
  Told *found = g_hash_table_lookup (told, key);
  guint n_texts = reminder->n_before;
  guint n_more = 0;
  gint64 first = at - reminder->before_s[0] * 1000;

  if (at > YEAR_END || first <= FIXTURE_NOW + HOUR_MS)
    return;
  /* What fell due while the computer was off may be one row for many; that it is counted is shown elsewhere. */
  if (found == NULL)
    {
      g_assert_true (was_off (year, first, at));
      return;
    }

  /* A chore that nobody does goes on to the next person, once round at most. */
  g_assert_cmpuint (found->n_people, <=, reminder->n_people);
  n_more = reminder->takes_turns ? reminder->n_people - 1 : 0;
  g_assert_cmpuint (found->n_rows, <=, n_texts + n_more);
  if (!found->is_done && !was_off (year, first - HOUR_MS, at + HOUR_MS))
    {
      g_assert_cmpuint (found->n_rows, >=, n_texts);
      (*n_whole)++;
    }
}

/* Every occurrence, by the rule alone, has its rows: a text each, sent or with its reason, for the one whose turn it is. */
static void
check_reminders (Year      *year,
                 GPtrArray *all)
{
  g_autoptr(GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n_whole = 0;
  guint n_occurrences = 0;

  for (guint i = 0; i < all->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (all, i);
      char *key = NULL;
      Told *found = NULL;

      /* What says several at once is about none of them; what is overdue is a matter of its own. */
      if (message->reminder_id == 0 || message->occurrence_at == 0 || g_str_equal (message->type, "chore_overdue"))
        continue;
      key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, message->reminder_id, message->occurrence_at);
      found = g_hash_table_lookup (told, key);
      if (found == NULL)
        g_hash_table_insert (told, g_strdup (key), found = g_new0 (Told, 1));
      /* The day and the hour before, told in the same words, are one text when the first still waits. */
      found->n_rows += 1 + message->n_repeats;
      found->n_people += found->last_person != message->person_id;
      found->last_person = message->person_id;
      /* Somebody answered DONE to it: then nothing more is said of it. */
      found->is_done |= fixture_has_event (&year->base, message->id, "done");
      g_free (key);
    }

  for (guint i = 0; i < N_REMINDERS; i++)
    {
      g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (year->base.store, year->reminders[i], NULL);
      g_auto(GStrv) walls = tidings_recurrence_list (reminder->rule, reminder->wall, NULL, 400);

      for (guint k = 0; walls[k] != NULL; k++, n_occurrences++)
        check_occurrence (year, reminder, walls[k], told, &n_whole);
    }
  g_test_message ("%u occurrences, %u while the computer was on all the time", n_occurrences, n_whole);
  g_assert_cmpuint (n_whole, >, 500);
}

static void
test_year (Year          *year,
           gconstpointer  unused)
{
  g_autoptr(GPtrArray) all = NULL;

  for (guint i = 0; i < N_REMINDERS; i++)
    add_reminder (year, i);

  while (get_now (year) < YEAR_END)
    {
      let_chance (year);
      fixture_settle (&year->base);
      tidings_test_clock_advance (year->base.clock, HOUR_MS / 2);
      fixture_settle (&year->base);
      tidings_test_clock_advance (year->base.clock, HOUR_MS / 2);
    }
  year->base.settings.paused_until = 0;
  fixture_apply (&year->base);
  fixture_advance (&year->base, REST_DAYS * DAY_MS, HOUR_MS);

  all = list_all (year);
  check_rows (year, all);
  check_raised (year, all);
  check_limits (year, all);
  check_quiet (year, all);
  check_stop (year, all);
  check_reminders (year, all);
  g_test_message ("%.1f s of work", (double) clock () / CLOCKS_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  /* What is tried is the engine and not the disk: thousands of commits are waited for only where memory cannot stand in. */
  if (g_getenv ("TMPDIR") == NULL && g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) && g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/year/accounted-for", Year, NULL, set_up, test_year, tear_down);

  return g_test_run ();
}
