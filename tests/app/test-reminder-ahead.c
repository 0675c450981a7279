/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder is said to arrive with the computer off only when Twilio keeps its next text for everybody. */
#include "config.h"

#include <glib/gstdio.h>
#include "tidings-reminder-ahead.h"
#include "tidings-reminder-sections.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

#define NOW G_GINT64_CONSTANT (1795269900000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)

static TidingsStore *
open_store (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "tidings.db", NULL);
  g_autoptr(GError) error = NULL;
  TidingsStore *store = tidings_store_open (path, &error);

  g_assert_no_error (error);

  return store;
}

static void
remove_store (const char *folder)
{
  const char *names[] = { "tidings.db", "tidings.db-wal", "tidings.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gint64
add_person (TidingsStore *store,
            const char   *number)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(GError) error = NULL;

  person->name = g_strdup (number);
  person->number = g_strdup (number);
  person->country = g_strdup ("GB");
  person->language = g_strdup ("en");
  tidings_store_add_person (store, person, &error);
  g_assert_no_error (error);

  return person->id;
}

static void
add_text (TidingsStore        *store,
          TidingsMessageState  state,
          gint64               person,
          gint64               reminder,
          gint64               send_at)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->state = state;
  message->person_id = person;
  message->reminder_id = reminder;
  message->send_at = send_at;
  message->to = g_strdup ("+447700900456");
  message->type = g_strdup ("reminder");
  message->body = g_strdup ("Dentist");
  message->source = g_strdup ("reminder");
  message->created_at = message->updated_at = NOW;
  tidings_store_add_message (store, message, &error);
  g_assert_no_error (error);
}

static void
test_ahead (void)
{
  static const struct {
    TidingsMessageState first;
    TidingsMessageState second;
    gint64 first_at;
    gboolean is_ahead;
    const char *why;
  } cases[] = {
    { TIDINGS_MESSAGE_SCHEDULED, TIDINGS_MESSAGE_SCHEDULED, NOW + HOUR_MS, TRUE, "both are kept there" },
    { TIDINGS_MESSAGE_SCHEDULED, TIDINGS_MESSAGE_SCHEDULED, NOW + 9 * HOUR_MS, TRUE, "one after quiet hours" },
    { TIDINGS_MESSAGE_SCHEDULED, TIDINGS_MESSAGE_IN_DOUBT, NOW + HOUR_MS, FALSE, "one is not known to be there" },
    { TIDINGS_MESSAGE_SCHEDULED, TIDINGS_MESSAGE_SCHEDULED, NOW + 48 * HOUR_MS, FALSE, "one is of a later moment" },
    { TIDINGS_MESSAGE_SCHEDULED, TIDINGS_MESSAGE_SCHEDULED, NOW - HOUR_MS, FALSE, "one is of a moment that has passed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *folder = g_dir_make_tmp ("tidings-ahead-XXXXXX", &error);
      TidingsStore *store = open_store (folder);
      g_autoptr(GListStore) reminders = g_list_store_new (TIDINGS_TYPE_REMINDER);
      g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
      g_autoptr(GHashTable) ids = NULL;
      gint64 people[2] = { 0 };

      g_test_message ("%s", cases[i].why);
      g_assert_no_error (error);
      people[0] = add_person (store, "+447700900456");
      people[1] = add_person (store, "+447700900457");
      reminder->id = 7;
      reminder->title = g_strdup ("Dentist");
      reminder->next_at = NOW + HOUR_MS;
      reminder->at = NOW + 2 * HOUR_MS;
      reminder->people = g_memdup2 (people, sizeof people);
      reminder->n_people = 2;
      g_list_store_append (reminders, reminder);
      add_text (store, cases[i].first, people[0], 7, cases[i].first_at);
      add_text (store, cases[i].second, people[1], 7, NOW + HOUR_MS);
      /* Another reminder's text proves nothing. */
      add_text (store, TIDINGS_MESSAGE_SCHEDULED, people[1], 8, NOW + HOUR_MS);

      ids = tidings_reminder_find_ahead (store, G_LIST_MODEL (reminders));
      g_assert_cmpint (g_hash_table_contains (ids, &reminder->id), ==, cases[i].is_ahead);
      g_object_unref (store);
      remove_store (folder);
    }
}

static void
test_row (void)
{
  g_autoptr(TidingsClock) clock = tidings_test_clock_new (NOW);
  g_autoptr(GListStore) reminders = g_list_store_new (TIDINGS_TYPE_REMINDER);
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(TidingsReminderSections) sections = NULL;
  g_autoptr(TidingsReminderItem) before = NULL;
  g_autoptr(TidingsReminderItem) after = NULL;
  GHashTable *ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *subtitle = NULL;
  gboolean is_ahead = FALSE;
  GListModel *soon = NULL;

  reminder->id = 7;
  reminder->title = g_strdup ("Dentist");
  reminder->wall = g_strdup ("2026-11-21T14:00");
  reminder->at = NOW + 2 * HOUR_MS;
  g_list_store_append (reminders, reminder);
  sections = tidings_reminder_sections_new (G_LIST_MODEL (reminders), G_LIST_MODEL (people), clock);
  soon = tidings_reminder_sections_list (sections, TIDINGS_REMINDER_SECTION_SOON);
  before = g_list_model_get_item (soon, 0);
  g_object_get (before, "is-ahead", &is_ahead, NULL);
  g_assert_false (is_ahead);

  g_hash_table_add (ids, g_memdup2 (&reminder->id, sizeof reminder->id));
  tidings_reminder_sections_take_ahead (sections, ids);
  after = g_list_model_get_item (soon, 0);
  g_object_get (after, "is-ahead", &is_ahead, "subtitle", &subtitle, NULL);
  g_assert_true (is_ahead);
  g_assert_true (g_str_has_suffix (subtitle, "\nArrives even if this computer is off"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/reminder-ahead/ahead", test_ahead);
  g_test_add_func ("/app/reminder-ahead/row", test_row);

  return g_test_run ();
}
