/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file is looked at before it becomes reminders; what is chosen is handed over, and what came of it is told. */
#include "config.h"

#include <locale.h>
#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-reminder-import.h"

/* The desk's clock stands at Friday 21 November 2025, 09:00 UTC. */
#define CALENDAR \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" \
  "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Dentist\r\nDTSTART:20251201T093000\r\nEND:VEVENT\r\n" \
  "BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Choir\r\nDTSTART:20251104T180000\r\nRRULE:FREQ=WEEKLY;BYDAY=TU\r\nEND:VEVENT\r\n" \
  "BEGIN:VEVENT\r\nUID:c\r\nSUMMARY:Long ago\r\nDTSTART:20240101T093000\r\nEND:VEVENT\r\n" \
  "BEGIN:VEVENT\r\nUID:d\r\nSUMMARY:Off\r\nSTATUS:CANCELLED\r\nDTSTART:20251201T093000\r\nEND:VEVENT\r\n" \
  "BEGIN:VEVENT\r\nUID:e\r\nDTSTART:20251201T093000\r\nEND:VEVENT\r\n" \
  "END:VCALENDAR\r\n"

typedef struct {
  Desk desk;
  char *path;
  TidingsReminderImport *import;
  GDBusMethodInvocation *asked;
  GVariant *options;
  char *handed_over;
  gboolean is_canceled;
} Fixture;

static gboolean
import_cb (TidingsBusAgent1      *skeleton,
           GDBusMethodInvocation *invocation,
           GUnixFDList           *fds,
           GVariant              *file,
           GVariant              *options,
           Fixture               *fixture)
{
  g_autoptr(GInputStream) stream = g_unix_input_stream_new (g_unix_fd_list_get (fds, g_variant_get_handle (file), NULL), TRUE);
  char buffer[4096] = { 0 };

  g_input_stream_read_all (stream, buffer, sizeof buffer - 1, NULL, NULL, NULL);
  g_free (fixture->handed_over);
  fixture->handed_over = g_strdup (buffer);
  g_clear_pointer (&fixture->options, g_variant_unref);
  fixture->options = g_variant_ref (options);
  fixture->asked = invocation;

  return TRUE;
}

static gboolean
cancel_cb (TidingsBusAgent1      *skeleton,
           GDBusMethodInvocation *invocation,
           Fixture               *fixture)
{
  fixture->is_canceled = TRUE;
  tidings_bus_agent1_complete_cancel_import (skeleton, invocation);

  return TRUE;
}

static void
add_person (Fixture    *fixture,
            gint64      id,
            const char *name)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->id = id;
  person->name = g_strdup (name);
  person->verified_at = 1;
  g_list_store_append (G_LIST_STORE (tidings_client_list_people (fixture->desk.client)), person);
}

static int
get_state (Fixture *fixture)
{
  int state = 0;

  g_object_get (fixture->import, "state", &state, NULL);

  return state;
}

static gboolean
was_read (gpointer data)
{
  return get_state (data) != TIDINGS_IMPORT_READING;
}

static gboolean
was_asked (gpointer data)
{
  return ((Fixture *) data)->asked != NULL;
}

static gboolean
has_ended (gpointer data)
{
  return get_state (data) >= TIDINGS_IMPORT_DONE;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  contents)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GError) error = NULL;
  int fd;

  desk_set_up (&fixture->desk);
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-import-reminders", G_CALLBACK (import_cb), fixture);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-cancel-import", G_CALLBACK (cancel_cb), fixture);
  add_person (fixture, 7, "Zoe");
  add_person (fixture, 3, "Ann");

  fd = g_file_open_tmp ("tidings-XXXXXX.ics", &fixture->path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (fixture->path, contents, -1, NULL));
  file = g_file_new_for_path (fixture->path);
  fixture->import = tidings_reminder_import_new (fixture->desk.client, file);
  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_READING);
  iterate_until (was_read, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  contents)
{
  g_assert_finalize_object (fixture->import);
  desk_tear_down (&fixture->desk);
  g_remove (fixture->path);
  g_free (fixture->path);
  g_free (fixture->handed_over);
  g_clear_pointer (&fixture->options, g_variant_unref);
}

static void
assert_says (gpointer    object,
             const char *property,
             const char *expected)
{
  g_autofree char *shown = NULL;

  g_object_get (object, property, &shown, NULL);
  g_assert_cmpstr (shown, ==, expected);
}

static gboolean
can_start (Fixture *fixture)
{
  gboolean can = FALSE;

  g_object_get (fixture->import, "can-start", &can, NULL);

  return can;
}

static TidingsImportEvent *
get_event (Fixture *fixture,
           guint    position)
{
  return g_list_model_get_item (tidings_reminder_import_list_events (fixture->import), position);
}

static void
test_events (Fixture       *fixture,
             gconstpointer  contents)
{
  static const struct { const char *title; const char *words; gboolean can; const char *why; } cases[] = {
    { "Dentist", "1 Dec 09:30", TRUE, "once" },
    { "Choir", "Tue 18:00 · every Tuesday", TRUE, "it began before, and the next one counts" },
    { "Long ago", "Past", FALSE, "nothing of it is to come" },
    { "Off", "Canceled: its reminder goes, if there is one", TRUE, "what is canceled is told to the agent" },
    { "Event without a title", NULL, FALSE, "no reminder can be made of it" },
  };

  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_CHOOSING);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsImportEvent) event = get_event (fixture, i);

      g_test_message ("%s: %s", cases[i].title, cases[i].why);
      assert_says (event, "title", cases[i].title);
      if (cases[i].words != NULL)
        assert_says (event, "words", cases[i].words);
      g_assert_true (tidings_import_event_get_can_import (event) == cases[i].can);
      g_assert_true (tidings_import_event_get_is_wanted (event) == cases[i].can);
      /* What cannot be imported cannot be chosen either. */
      g_object_set (event, "is-wanted", TRUE, NULL);
      g_assert_true (tidings_import_event_get_is_wanted (event) == cases[i].can);
    }
  assert_says (fixture->import, "choice-words", "3 of 3 events");
  g_assert_true (can_start (fixture));

  tidings_reminder_import_want_all (fixture->import, FALSE);
  assert_says (fixture->import, "choice-words", "0 of 3 events");
  g_assert_false (can_start (fixture));
  tidings_reminder_import_start (fixture->import);
  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_CHOOSING);
  tidings_reminder_import_want_all (fixture->import, TRUE);
  g_assert_true (can_start (fixture));
  /* Nobody to tell, nothing to import; who was entered first is chosen. */
  tidings_reminder_told_set (tidings_reminder_import_get_told (fixture->import), 3, FALSE);
  g_assert_false (can_start (fixture));
}

static gboolean
is_half_way (gpointer data)
{
  double fraction = 0;

  g_object_get (((Fixture *) data)->import, "fraction", &fraction, NULL);

  return fraction == 0.5;
}

static void
test_chosen (Fixture       *fixture,
             gconstpointer  contents)
{
  static const char * const problems[] = { "“Choir”: one of its alarms was left out", NULL };
  g_autoptr(TidingsImportEvent) dentist = get_event (fixture, 0);
  g_auto(GStrv) uids = NULL;
  g_autoptr(GVariant) people = NULL;
  g_autofree char *told = NULL;

  g_object_set (dentist, "is-wanted", FALSE, NULL);
  tidings_reminder_import_start (fixture->import);
  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_RUNNING);
  iterate_until (was_asked, fixture);
  g_assert_cmpstr (fixture->handed_over, ==, contents);
  people = g_variant_lookup_value (fixture->options, "people", NULL);
  told = g_variant_print (people, FALSE);
  g_assert_cmpstr (told, ==, "[3]");
  g_assert_true (g_variant_lookup (fixture->options, "uids", "^as", &uids));
  g_assert_cmpuint (g_strv_length (uids), ==, 2);
  g_assert_cmpstr (uids[0], ==, "b");
  g_assert_cmpstr (uids[1], ==, "d");

  tidings_bus_agent1_emit_import_progress (fixture->desk.agent->skeleton, 1, 2);
  iterate_until (is_half_way, fixture);
  assert_says (fixture->import, "progress-words", "1 of 2 events");
  tidings_bus_agent1_complete_import_reminders (fixture->desk.agent->skeleton, fixture->asked, NULL, 1, 0, 2, 1, TRUE, problems);
  iterate_until (has_ended, fixture);
  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_DONE);
  assert_says (fixture->import, "result-words", "1 reminder added\n2 events are as they were\n1 event cannot be used");
  g_assert_cmpstr (tidings_reminder_import_list_problems (fixture->import)[0], ==, problems[0]);
}

/* All of them are not named one by one. */
static void
test_canceled (Fixture       *fixture,
               gconstpointer  contents)
{
  static const char * const none[] = { NULL };

  tidings_reminder_import_start (fixture->import);
  iterate_until (was_asked, fixture);
  g_assert_false (g_variant_lookup (fixture->options, "uids", "as", NULL));
  tidings_reminder_import_cancel (fixture->import);
  while (!fixture->is_canceled)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_RUNNING);
  tidings_bus_agent1_complete_import_reminders (fixture->desk.agent->skeleton, fixture->asked, NULL, 1, 0, 0, 0, FALSE, none);
  iterate_until (has_ended, fixture);
  assert_says (fixture->import, "result-words",
               "Canceled. What is in stays in, and importing the file again goes on from there\n1 reminder added");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  contents)
{
  tidings_reminder_import_start (fixture->import);
  iterate_until (was_asked, fixture);
  g_dbus_method_invocation_return_error_literal (fixture->asked, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TRY_LATER,
                                                 "Another calendar file is being imported. Wait until it is in");
  iterate_until (has_ended, fixture);
  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_FAILED);
  assert_says (fixture->import, "result-words", "Another calendar file is being imported. Wait until it is in");
}

static void
test_no_calendar (Fixture       *fixture,
                  gconstpointer  contents)
{
  g_autofree char *words = NULL;

  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_FAILED);
  g_object_get (fixture->import, "result-words", &words, NULL);
  g_assert_cmpstr (words, !=, "");
  g_assert_false (can_start (fixture));
  tidings_reminder_import_start (fixture->import);
  g_assert_cmpint (get_state (fixture), ==, TIDINGS_IMPORT_FAILED);
}

#define ADD(path, contents, func) g_test_add (path, Fixture, contents, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autoptr(GTestDBus) bus = NULL;
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  ADD ("/reminder-import/events", CALENDAR, test_events);
  ADD ("/reminder-import/chosen", CALENDAR, test_chosen);
  ADD ("/reminder-import/canceled", CALENDAR, test_canceled);
  ADD ("/reminder-import/refused", CALENDAR, test_refused);
  ADD ("/reminder-import/no-calendar", "Dear diary, today", test_no_calendar);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
