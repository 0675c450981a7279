/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was missed while the computer was off is shown until it is sent, done, dismissed or a week old. */
#include "config.h"

#include <glib/gstdio.h>
#include "tidings-reason.h"
#include "tidings-reminder-missed.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

#define NOW G_GINT64_CONSTANT (1795269900000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

typedef struct {
  char *folder;
  TidingsStore *store;
  TidingsClock *clock;
  GSettings *settings;
  GListStore *reminders;
  TidingsReminderMissed *missed;
  gint64 person;
} Fixture;

static void
add_reminder (Fixture             *fixture,
              gint64               id,
              const char          *title,
              TidingsReminderState state)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();

  reminder->id = id;
  reminder->title = g_strdup (title);
  reminder->state = state;
  g_list_store_append (fixture->reminders, reminder);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsPerson) ann = tidings_person_new ();
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-missed-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "tidings.db", NULL);
  fixture->store = tidings_store_open (path, &error);
  g_assert_no_error (error);
  ann->name = g_strdup ("Ann");
  ann->number = g_strdup ("+447700900456");
  ann->country = g_strdup ("GB");
  ann->language = g_strdup ("en");
  g_assert_true (tidings_store_add_person (fixture->store, ann, &error));
  g_assert_no_error (error);
  fixture->person = ann->id;

  fixture->clock = tidings_test_clock_new (NOW);
  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "missed-dismissed");
  fixture->reminders = g_list_store_new (TIDINGS_TYPE_REMINDER);
  add_reminder (fixture, 7, "Dentist", TIDINGS_REMINDER_ACTIVE);
  add_reminder (fixture, 8, "Bins", TIDINGS_REMINDER_DONE);
  fixture->missed = tidings_reminder_missed_new (G_LIST_MODEL (fixture->reminders), fixture->clock, fixture->settings);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  const char *names[] = { "tidings.db", "tidings.db-wal", "tidings.db-shm" };

  g_clear_object (&fixture->missed);
  g_clear_object (&fixture->reminders);
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static gint64
add_text (Fixture             *fixture,
          gint64               reminder,
          const char          *source,
          TidingsMessageState  state,
          const char          *reason,
          gint64               moment_at,
          gint64               created_at)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->state = state;
  message->reason = g_strdup (reason);
  message->person_id = fixture->person;
  message->reminder_id = reminder;
  message->moment_at = moment_at;
  message->to = g_strdup ("+447700900456");
  message->type = g_strdup ("reminder");
  message->body = g_strdup ("Dentist");
  message->source = g_strdup (source);
  message->created_at = message->updated_at = created_at;
  tidings_store_add_message (fixture->store, message, &error);
  g_assert_no_error (error);

  return message->id;
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (tidings_reminder_missed_list (fixture->missed));
}

static void
test_which (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct {
    gint64 reminder;
    const char *source;
    TidingsMessageState state;
    const char *reason;
    gint64 moment_at;
    gint64 created_at;
    gboolean is_shown;
    const char *why;
  } cases[] = {
    { 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - HOUR_MS, TRUE, "it was off all night" },
    { 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - 9 * DAY_MS, NOW - HOUR_MS, TRUE, "off for long, found today" },
    { 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - DAY_MS + 5000, FALSE, "on, but quiet hours were too long" },
    { 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - 9 * DAY_MS, NOW - 8 * DAY_MS, FALSE, "found more than a week ago" },
    { 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_OPTED_OUT, NOW - DAY_MS, NOW - HOUR_MS, FALSE, "they do not want it" },
    { 7, "reminder", TIDINGS_MESSAGE_DELIVERED, NULL, NOW - DAY_MS, NOW - HOUR_MS, FALSE, "it went all the same" },
    { 7, "answer", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - HOUR_MS, FALSE, "put off by who was told already" },
    { 8, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - HOUR_MS, FALSE, "it is done" },
    { 9, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - HOUR_MS, FALSE, "nobody knows of what" },
    { 0, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - HOUR_MS, FALSE, "the reminder was deleted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      tear_down (fixture, NULL);
      set_up (fixture, NULL);
      add_text (fixture, cases[i].reminder, cases[i].source, cases[i].state, cases[i].reason, cases[i].moment_at,
                cases[i].created_at);
      tidings_reminder_missed_refresh (fixture->missed, fixture->store);
      g_assert_cmpuint (count (fixture), ==, cases[i].is_shown);
    }
}

static void
test_again (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(TidingsMissedText) first = NULL;
  gint64 newer;

  add_text (fixture, 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - 2 * DAY_MS, NOW - HOUR_MS);
  newer = add_text (fixture, 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - HOUR_MS);
  g_assert_cmpuint (count (fixture), ==, 0);
  tidings_reminder_missed_refresh (fixture->missed, fixture->store);
  g_assert_cmpuint (count (fixture), ==, 2);
  first = g_list_model_get_item (tidings_reminder_missed_list (fixture->missed), 0);
  g_assert_cmpint (tidings_missed_text_get_message (first)->id, ==, newer);
  g_assert_cmpstr (tidings_missed_text_get_title (first), ==, "Dentist");
  g_assert_true (g_str_has_prefix (tidings_missed_text_get_subtitle (first), "Yesterday "));
  g_assert_true (g_str_has_suffix (tidings_missed_text_get_subtitle (first), " · Ann"));

  /* Sent once more: the copy is of the same moment. */
  add_text (fixture, 7, "reminder", TIDINGS_MESSAGE_QUEUED, NULL, NOW - DAY_MS, NOW);
  tidings_reminder_missed_refresh (fixture->missed, fixture->store);
  g_assert_cmpuint (count (fixture), ==, 1);

  /* Nothing is remembered of it for longer than a week. */
  tidings_test_clock_advance (fixture->clock, 8 * DAY_MS);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_dismiss (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(TidingsMissedText) first = NULL;
  g_autoptr(TidingsMissedText) second = NULL;
  g_autoptr(TidingsReminderMissed) later = NULL;
  g_autoptr(GVariant) kept = NULL;

  add_text (fixture, 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - 2 * DAY_MS, NOW - HOUR_MS);
  add_text (fixture, 7, "reminder", TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, NOW - DAY_MS, NOW - HOUR_MS);
  tidings_reminder_missed_refresh (fixture->missed, fixture->store);
  first = g_list_model_get_item (tidings_reminder_missed_list (fixture->missed), 0);
  second = g_list_model_get_item (tidings_reminder_missed_list (fixture->missed), 1);

  tidings_reminder_missed_dismiss (fixture->missed, first);
  g_assert_cmpuint (count (fixture), ==, 1);
  tidings_reminder_missed_dismiss (fixture->missed, second);
  g_assert_cmpuint (count (fixture), ==, 0);
  tidings_reminder_missed_bring_back (fixture->missed, first);
  g_assert_cmpuint (count (fixture), ==, 1);

  /* It outlives the window. */
  later = tidings_reminder_missed_new (G_LIST_MODEL (fixture->reminders), fixture->clock, fixture->settings);
  tidings_reminder_missed_refresh (later, fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (tidings_reminder_missed_list (later)), ==, 1);

  /* Done is done: no need to dismiss it as well. */
  g_list_store_remove_all (fixture->reminders);
  add_reminder (fixture, 7, "Dentist", TIDINGS_REMINDER_DONE);
  g_assert_cmpuint (count (fixture), ==, 0);

  /* The settings do not grow for ever. */
  tidings_test_clock_advance (fixture->clock, 8 * DAY_MS);
  tidings_reminder_missed_bring_back (fixture->missed, first);
  kept = g_settings_get_value (fixture->settings, "missed-dismissed");
  g_assert_cmpuint (g_variant_n_children (kept), ==, 0);
}

#define MISSED_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  MISSED_TEST ("/app/reminder-missed/which", test_which);
  MISSED_TEST ("/app/reminder-missed/again", test_again);
  MISSED_TEST ("/app/reminder-missed/dismiss", test_dismiss);

  return g_test_run ();
}
