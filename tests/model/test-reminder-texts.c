/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of reminders to come: by rule, moved, skipped, across clock changes, and no more than are wanted. */
#include "config.h"

#include "tidings-reminder-texts.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)

static gint64
utc (const char *wall)
{
  return tidings_wall_clock_to_instant (wall, "UTC", NULL);
}

static TidingsReminder *
make_reminder (const char *wall,
               const char *zone,
               const char *rule,
               const char *before)
{
  TidingsReminder *reminder = tidings_reminder_new ();
  guint n = 0;
  g_autofree gint64 *before_s = tidings_before_parse (before, &n, NULL);

  reminder->id = 1;
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup (zone);
  g_free (reminder->rule);
  reminder->rule = g_strdup (rule);
  tidings_reminder_set_before (reminder, before_s, n);

  return reminder;
}

static char *
dup_texts (GArray *texts)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    {
      const TidingsReminderText *text = &g_array_index (texts, TidingsReminderText, i);
      g_autoptr(GDateTime) due = g_date_time_new_from_unix_utc (text->due_at / 1000);
      g_autofree char *moment = g_date_time_format (due, "%d %H:%M");
      g_autofree char *before = tidings_before_to_string (text->before_s);

      g_string_append_printf (words, "%s%s(%s)#%u", words->len > 0 ? " " : "", moment, before, text->nth);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
test_rules (void)
{
  /* From 2026-11-21 14:05 for two weeks. */
  static const struct {
    const char *wall; const char *zone; const char *rule; const char *before; guint limit; const char *texts; const char *why;
  } cases[] = {
    { "2026-11-23T09:00", "UTC", "", "24h,1h", 9, "22 09:00(24h)#0 23 08:00(1h)#0", "once" },
    { "2026-11-22T09:00", "UTC", "", "24h,1h", 9, "22 08:00(1h)#0", "the day before has passed" },
    { "2026-11-20T09:00", "UTC", "", "24h,1h", 9, "", "all has passed" },
    { "2026-12-06T09:00", "UTC", "", "24h,1h", 9, "05 09:00(24h)#0", "the end of the two weeks lies between its texts" },
    { "2026-11-17T18:30", "UTC", "FREQ=WEEKLY;BYDAY=TU", "2h", 9, "24 16:30(2h)#0 01 16:30(2h)#1", "it began before" },
    { "2026-11-24T18:30", "UTC", "FREQ=WEEKLY;BYDAY=TU;COUNT=1", "0", 9, "24 18:30(0)#0", "the rule ends" },
    { "2020-01-01T08:00", "UTC", "FREQ=DAILY", "0", 3, "22 08:00(0)#0 23 08:00(0)#1 24 08:00(0)#2", "no more than are wanted" },
    { "2026-11-10T08:00", "UTC", "FREQ=MONTHLY;BYMONTHDAY=10", "7d", 9, "03 08:00(7d)#0", "a text long before its event" },
    { "2026-11-22T01:00", "Asia/Tokyo", "", "0", 9, "21 16:00(0)#0", "the wall hangs elsewhere" },
    { "2026-11-22T09:00", "Nowhere/Land", "", "0", 9, "22 09:00(0)#0", "a zone that is gone is read as UTC" },
  };
  gint64 now = utc ("2026-11-21T14:05");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminder) reminder = make_reminder (cases[i].wall, cases[i].zone, cases[i].rule, cases[i].before);
      g_autoptr(GArray) texts = tidings_reminder_list_texts (reminder, now, now + 14 * DAY_MS, cases[i].limit);
      g_autofree char *words = dup_texts (texts);

      g_test_message ("%s %s: %s", cases[i].wall, cases[i].rule, cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].texts);
    }
}

static void
add_exception (TidingsReminder        *reminder,
               const char             *wall,
               const char             *moved_to,
               TidingsOccurrenceState  state)
{
  TidingsOccurrence *occurrence = tidings_reminder_add_occurrence (reminder, wall);

  occurrence->moved_to = g_strdup (moved_to);
  occurrence->state = state;
}

/* What was done is over, what was skipped does not come, what was moved comes where it is now, and turns go on without them. */
static void
test_exceptions (void)
{
  g_autoptr(TidingsReminder) reminder = make_reminder ("2026-11-21T18:00", "UTC", "FREQ=DAILY", "0");
  gint64 now = utc ("2026-11-21T14:05");
  g_autoptr(GArray) texts = NULL;
  g_autofree char *words = NULL;

  reminder->next_wall = g_strdup ("2026-11-22T18:00");
  add_exception (reminder, "2026-11-21T18:00", NULL, TIDINGS_OCCURRENCE_DONE);
  add_exception (reminder, "2026-11-23T18:00", NULL, TIDINGS_OCCURRENCE_SKIPPED);
  add_exception (reminder, "2026-11-24T18:00", "2026-11-24T07:00", TIDINGS_OCCURRENCE_PLANNED);
  add_exception (reminder, "2026-11-25T18:00", "2026-11-25T07:00", TIDINGS_OCCURRENCE_SKIPPED);
  texts = tidings_reminder_list_texts (reminder, now, utc ("2026-11-27T00:00"), 9);
  words = dup_texts (texts);
  g_assert_cmpstr (words, ==, "22 18:00(0)#0 24 07:00(0)#0 26 18:00(0)#2");
}

static void
test_states (void)
{
  g_autoptr(TidingsReminder) reminder = make_reminder ("2026-11-23T09:00", "UTC", "FREQ=DAILY", "1h");
  gint64 now = utc ("2026-11-21T14:05");

  for (TidingsReminderState state = TIDINGS_REMINDER_ACTIVE; state <= TIDINGS_REMINDER_DONE; state++)
    {
      g_autoptr(GArray) texts = NULL;

      reminder->state = state;
      texts = tidings_reminder_list_texts (reminder, now, now + 14 * DAY_MS, 9);
      g_assert_cmpuint (texts->len, ==, state == TIDINGS_REMINDER_ACTIVE ? 9 : 0);
    }
}

/* Nine in the morning stays nine, and an hour before is an hour before, over the night on which the clocks are put back. */
static void
test_clock_change (void)
{
  g_autoptr(TidingsReminder) reminder = make_reminder ("2026-10-24T09:00", "Europe/Berlin", "FREQ=DAILY", "1h");
  gint64 now = utc ("2026-10-23T22:00");
  g_autoptr(GArray) texts = tidings_reminder_list_texts (reminder, now, now + 3 * DAY_MS, 9);
  g_autofree char *words = dup_texts (texts);

  g_assert_cmpstr (words, ==, "24 06:00(1h)#0 25 07:00(1h)#1 26 07:00(1h)#2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reminder-texts/rules", test_rules);
  g_test_add_func ("/reminder-texts/exceptions", test_exceptions);
  g_test_add_func ("/reminder-texts/states", test_states);
  g_test_add_func ("/reminder-texts/clock-change", test_clock_change);

  return g_test_run ();
}
