/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that Twilio keeps for later: there while this computer is off, called back when they are wrong, and one text
 * for each moment whatever happens. */
#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "engine-fixture.h"
#include "tidings-reason.h"
#include "tidings-sender.h"
#include "tidings-store-senders.h"

#define ANN "+4915123456789"
#define DAY_MS (24 * HOUR_MS)

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.service = TIDINGS_SIMULATOR_SERVICE;
  fixture->settings.schedules_ahead = TRUE;
  fixture_apply (fixture);
}

static gint64
put_reminder (Fixture    *fixture,
              gint64      id,
              const char *title,
              const char *wall,
              gint64      before_s,
              gint64      person)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;

  reminder->id = id;
  reminder->title = g_strdup (title);
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup ("UTC");
  reminder->created_at = FIXTURE_NOW;
  tidings_reminder_set_before (reminder, &before_s, 1);
  tidings_reminder_set_people (reminder, &person, 1);
  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

static GPtrArray *
list (Fixture *fixture)
{
  TidingsMessageFilter filter = { .type = "reminder" };

  return tidings_store_list_messages (fixture->store, &filter, NULL);
}

static void
assert_one (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = list (fixture);

  g_assert_cmpuint (messages->len, ==, 1);
}

static guint
count (Fixture             *fixture,
       TidingsMessageState  state)
{
  g_autoptr(GPtrArray) messages = list (fixture);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    n += ((TidingsMessage *) g_ptr_array_index (messages, i))->state == state;

  return n;
}

/* How many texts with these words have reached a phone. */
static guint
count_arrived (Fixture    *fixture,
               const char *words)
{
  g_autoptr(GPtrArray) inbox = tidings_simulator_list_inbox (fixture->simulator);
  guint n = 0;

  for (guint i = 0; i < inbox->len; i++)
    n += strstr (((TidingsSimulatorText *) g_ptr_array_index (inbox, i))->body, words) != NULL;

  return n;
}

/* Until nothing is on its way and nothing is called back any more. */
static void
settle (Fixture *fixture)
{
  fixture_settle (fixture);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
}

static TidingsMessage *
get_newest (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = list (fixture);

  g_assert_cmpuint (messages->len, >, 0);

  return g_object_ref (g_ptr_array_index (messages, 0));
}

static void
test_off (Fixture       *fixture,
          gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(TidingsMessage) message = NULL;

  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  settle (fixture);
  message = get_newest (fixture);
  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_SCHEDULED);
  g_assert_cmpint (message->send_at, ==, FIXTURE_NOW + 23 * HOUR_MS);
  g_assert_cmpstr (message->sender, ==, TIDINGS_SIMULATOR_SERVICE);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 0);

  /* Nobody is at home when it is due. */
  fixture_kill (fixture);
  tidings_test_clock_advance (fixture->clock, 25 * HOUR_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 1);

  fixture_restart (fixture);
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
}

static void
test_on (Fixture       *fixture,
         gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, 0);
}

static void
test_window (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct { const char *wall; gboolean is_ahead; const char *why; } cases[] = {
    { "2026-11-21T12:15", FALSE, "a quarter of an hour, and no time to get there" },
    { "2026-11-21T12:17", TRUE, "just inside" },
    { "2026-12-26T11:50", TRUE, "just inside 35 days" },
    { "2026-12-26T12:30", FALSE, "more than 35 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ann;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("%s", cases[i].why);
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      put_reminder (fixture, 0, "Dentist", cases[i].wall, 0, ann);
      fixture_settle (fixture);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, cases[i].is_ahead ? 1 : 0);
    }

  /* The last one comes into the window by itself. */
  fixture_advance (fixture, 2 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);
}

static void
test_no_service (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  fixture->settings.service = NULL;
  fixture_apply (fixture);
  put_reminder (fixture, 0, "Dentist", "2026-11-21T14:00", 3600, ann);
  settle (fixture);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 0);

  /* With the service it goes ahead, without it once more it comes back. */
  fixture->settings.service = TIDINGS_SIMULATOR_SERVICE;
  fixture_apply (fixture);
  settle (fixture);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);
  fixture->settings.service = NULL;
  fixture_apply (fixture);
  settle (fixture);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 0);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, 1);

  fixture_advance (fixture, 3 * HOUR_MS, MINUTE_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
}

static void
change_title (Fixture *fixture, gint64 reminder, gint64 ann)
{
  put_reminder (fixture, reminder, "Eye doctor", "2026-11-22T12:00", 3600, ann);
}

static void
change_time (Fixture *fixture, gint64 reminder, gint64 ann)
{
  put_reminder (fixture, reminder, "Dentist", "2026-11-22T14:00", 3600, ann);
}

static void
change_nothing (Fixture *fixture, gint64 reminder, gint64 ann)
{
  put_reminder (fixture, reminder, "Dentist", "2026-11-22T12:00", 3600, ann);
}

static void
finish (Fixture *fixture, gint64 reminder, gint64 ann)
{
  g_assert_true (tidings_engine_finish_reminder (fixture->engine, reminder, NULL));
}

static void
remove_reminder (Fixture *fixture, gint64 reminder, gint64 ann)
{
  g_assert_true (tidings_engine_remove_reminder (fixture->engine, reminder, NULL));
}

static void
pause_sending (Fixture *fixture, gint64 reminder, gint64 ann)
{
  fixture->settings.paused_until = FIXTURE_NOW + 48 * HOUR_MS;
  fixture_apply (fixture);
}

static void
pause_briefly (Fixture *fixture, gint64 reminder, gint64 ann)
{
  fixture->settings.paused_until = FIXTURE_NOW + HOUR_MS;
  fixture_apply (fixture);
}

static void
pause_and_go_on (Fixture *fixture, gint64 reminder, gint64 ann)
{
  pause_sending (fixture, reminder, ann);
  settle (fixture);
  fixture->settings.paused_until = 0;
  fixture_apply (fixture);
}

static void
stop (Fixture *fixture, gint64 reminder, gint64 ann)
{
  tidings_simulator_reply (fixture->simulator, ANN, NULL, "STOP");
  tidings_engine_check_inbox (fixture->engine);
}

static void
stop_and_start (Fixture *fixture, gint64 reminder, gint64 ann)
{
  stop (fixture, reminder, ann);
  settle (fixture);
  tidings_simulator_reply (fixture->simulator, ANN, NULL, "START");
  tidings_engine_check_inbox (fixture->engine);
}

static void
quiet_over_it (Fixture *fixture, gint64 reminder, gint64 ann)
{
  /* The moment is at 11:00, the appointment at 12:00. */
  fixture_set_quiet (fixture, ann, 10 * 60, 13 * 60);
}

static void
quiet_until_half_past (Fixture *fixture, gint64 reminder, gint64 ann)
{
  fixture_set_quiet (fixture, ann, 10 * 60, 11 * 60 + 30);
}

static void
quiet_elsewhere (Fixture *fixture, gint64 reminder, gint64 ann)
{
  fixture_set_quiet (fixture, ann, 22 * 60, 7 * 60);
}

static void
change_person (Fixture *fixture, gint64 id, guint changes, const char *number, const char *language, gboolean enabled)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  values->enabled = enabled;
  g_free (values->number);
  values->number = g_strdup (number);
  g_free (values->language);
  values->language = g_strdup (language);
  person = tidings_engine_put_person (fixture->engine, id, values, changes, &error);
  g_assert_no_error (error);
}

static void
switch_off (Fixture *fixture, gint64 reminder, gint64 ann)
{
  change_person (fixture, ann, TIDINGS_PERSON_CHANGE_ENABLED, NULL, NULL, FALSE);
}

static void
change_number (Fixture *fixture, gint64 reminder, gint64 ann)
{
  change_person (fixture, ann, TIDINGS_PERSON_CHANGE_NUMBER, "+4915123456788", NULL, TRUE);
}

static void
remove_person (Fixture *fixture, gint64 reminder, gint64 ann)
{
  g_assert_true (tidings_engine_remove_person (fixture->engine, ann, FALSE, NULL));
}

static void
erase_person (Fixture *fixture, gint64 reminder, gint64 ann)
{
  g_assert_true (tidings_engine_remove_person (fixture->engine, ann, TRUE, NULL));
}

static void
change_household (Fixture *fixture, gint64 reminder, gint64 ann)
{
  fixture->settings.household = "Millers";
  fixture_apply (fixture);
}

static void
change_wording (Fixture *fixture, gint64 reminder, gint64 ann)
{
  g_assert_true (tidings_engine_set_wording (fixture->engine, "reminder", "", "Mind: {{ title }} {{ when }}", NULL));
}

static void
keep_no_more (Fixture *fixture, gint64 reminder, gint64 ann)
{
  fixture->settings.schedules_ahead = FALSE;
  fixture_apply (fixture);
}

static void
cancel_text (Fixture *fixture, gint64 reminder, gint64 ann)
{
  g_autoptr(TidingsMessage) message = get_newest (fixture);

  g_assert_true (tidings_engine_cancel (fixture->engine, message->id, NULL));
}

static void
finish_and_reopen (Fixture *fixture, gint64 reminder, gint64 ann)
{
  finish (fixture, reminder, ann);
  settle (fixture);
  g_assert_true (tidings_engine_reopen_reminder (fixture->engine, reminder, NULL));
}

typedef struct {
  const char *why;
  void (*change) (Fixture *fixture, gint64 reminder, gint64 ann);
  guint n_canceled;        /* texts that were called back */
  guint n_scheduled;       /* texts that Twilio has then */
  guint n_arrived;         /* with the words, by the end of the next day, this computer being on */
  const char *words;
} Change;

static const Change changes[] = {
  { "another title", change_title, 1, 1, 1, "Eye doctor" },
  { "the old title is not sent", change_title, 1, 1, 0, "Dentist" },
  { "another time", change_time, 1, 1, 1, "Dentist" },
  { "written down again as it was", change_nothing, 0, 1, 1, "Dentist" },
  { "done", finish, 1, 0, 0, "Dentist" },
  { "done, and not after all", finish_and_reopen, 1, 1, 1, "Dentist" },
  { "removed", remove_reminder, 1, 0, 0, "Dentist" },
  { "a pause over the moment; it is too late afterwards", pause_sending, 1, 0, 0, "Dentist" },
  { "a pause that ends before", pause_briefly, 0, 1, 1, "Dentist" },
  { "a pause that is ended", pause_and_go_on, 1, 1, 1, "Dentist" },
  { "STOP", stop, 1, 0, 0, "Dentist" },
  { "STOP, then START", stop_and_start, 1, 1, 1, "Dentist" },
  { "quiet until after the appointment", quiet_over_it, 1, 0, 0, "Dentist" },
  { "quiet until before the appointment", quiet_until_half_past, 1, 1, 1, "Dentist" },
  { "quiet at other hours", quiet_elsewhere, 0, 1, 1, "Dentist" },
  { "switched off", switch_off, 1, 0, 0, "Dentist" },
  { "another number, not confirmed", change_number, 1, 0, 0, "Dentist" },
  { "the person is removed", remove_person, 1, 0, 0, "Dentist" },
  { "the person is removed with all texts", erase_person, 0, 0, 0, "Dentist" },
  { "another household", change_household, 1, 1, 1, "Millers" },
  { "another wording", change_wording, 1, 1, 1, "Mind: Dentist" },
  { "nothing ahead any more", keep_no_more, 1, 0, 1, "Dentist" },
  { "the text itself is canceled", cancel_text, 1, 0, 0, "Dentist" },
};

static guint
count_scheduled_there (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = list (fixture);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      n += message->state == TIDINGS_MESSAGE_SCHEDULED;
    }

  return n;
}

static void
test_changes (Fixture       *fixture,
              gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      const Change *change = &changes[i];
      gint64 ann;
      gint64 reminder;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("%s", change->why);
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      reminder = put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
      settle (fixture);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);

      change->change (fixture, reminder, ann);
      settle (fixture);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, change->n_canceled);
      g_assert_cmpuint (count_scheduled_there (fixture), ==, change->n_scheduled);

      fixture_advance (fixture, 36 * HOUR_MS, 10 * MINUTE_MS);
      g_assert_cmpuint (count_arrived (fixture, change->words), ==, change->n_arrived);
      g_assert_cmpuint (count_arrived (fixture, "Dentist") + count_arrived (fixture, "Eye doctor"), <=, 1);
    }
}

static void
test_called_back_later (Fixture       *fixture,
                        gconstpointer  unused)
{
  static const struct { TidingsSimulatorFault fault; guint amount; guint n; const char *why; } cases[] = {
    { TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 3, "no connection" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1, "canceled, but the answer was lost" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 2, "Twilio has trouble" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 1, 1, "canceled, but Twilio says it has trouble" },
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0, 3, "too many requests" },
    { TIDINGS_SIMULATOR_FAULT_NONSENSE, 0, 1, "canceled, but the answer cannot be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ann;
      gint64 reminder;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("%s", cases[i].why);
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      reminder = put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
      settle (fixture);

      tidings_simulator_push_fault (fixture->simulator, "POST", cases[i].fault, cases[i].amount, cases[i].n);
      put_reminder (fixture, reminder, "Eye doctor", "2026-11-22T12:00", 3600, ann);
      fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, 1);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);

      fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
      g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 0);
      g_assert_cmpuint (count_arrived (fixture, "Eye doctor"), ==, 1);
    }
}

static void
test_too_late (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 reminder = put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  g_autoptr(TidingsMessage) message = NULL;

  settle (fixture);
  message = get_newest (fixture);

  /* No connection from shortly before the moment until after it. */
  fixture_advance (fixture, 23 * HOUR_MS - MINUTE_MS, 10 * MINUTE_MS);
  tidings_simulator_push_fault (fixture->simulator, NULL, TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 0);
  put_reminder (fixture, reminder, "Eye doctor", "2026-11-22T12:00", 3600, ann);
  fixture_advance (fixture, 5 * MINUTE_MS, SECOND_MS);
  tidings_simulator_push_fault (fixture->simulator, NULL, TIDINGS_SIMULATOR_FAULT_NONE, 0, 0);
  fixture_advance (fixture, HOUR_MS, 10 * SECOND_MS);

  /* The old words have left; the moment has its one text. */
  g_assert_true (fixture_has_event (fixture, message->id, "calling-back"));
  g_assert_true (fixture_has_event (fixture, message->id, "left-anyway"));
  fixture_assert_state (fixture, message->id, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "Eye doctor"), ==, 0);
}

/* It was called back in time, but that is learned only after the moment has had its turn: then it goes from here. */
static void
test_heard_late (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  settle (fixture);
  fixture_advance (fixture, 23 * HOUR_MS - MINUTE_MS, 10 * MINUTE_MS);

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 0);
  tidings_simulator_push_fault (fixture->simulator, "GET", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 0);
  fixture->settings.schedules_ahead = FALSE;
  fixture_apply (fixture);
  fixture_advance (fixture, 3 * MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 0);

  tidings_simulator_push_fault (fixture->simulator, NULL, TIDINGS_SIMULATOR_FAULT_NONE, 0, 0);
  fixture_advance (fixture, 5 * MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
}

static void
test_lost_answer (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const struct { TidingsSimulatorFault fault; guint amount; gboolean is_proof; TidingsMessageState state; guint n; const char *why; } cases[] = {
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, FALSE, TIDINGS_MESSAGE_SCHEDULED, 1, "there, and found" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 1, FALSE, TIDINGS_MESSAGE_SCHEDULED, 1, "there in spite of the trouble" },
    { TIDINGS_SIMULATOR_FAULT_NONSENSE, 0, FALSE, TIDINGS_MESSAGE_SCHEDULED, 1, "there, answer not readable" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, TRUE, TIDINGS_MESSAGE_SCHEDULED, 1, "not there, and that is proof: given away again" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, FALSE, TIDINGS_MESSAGE_SCHEDULED, 1, "not there, where it would stay until its moment" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, FALSE, TIDINGS_MESSAGE_SCHEDULED, 1, "cut off before it was there" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ann;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("%s", cases[i].why);
      fixture->settings.absence_is_proof = cases[i].is_proof;
      fixture_apply (fixture);
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      tidings_simulator_push_fault (fixture->simulator, "POST", cases[i].fault, cases[i].amount, 1);
      put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
      fixture_advance (fixture, 15 * MINUTE_MS, SECOND_MS);
      g_assert_cmpuint (count (fixture, cases[i].state), ==, 1);

      fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
      g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, cases[i].n);
    }
}

static void
test_recall_in_doubt (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 reminder;

  /* STOP while nobody knows whether Twilio has it: once it is found it is called back. */
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  reminder = put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  fixture_settle (fixture);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_IN_DOUBT), ==, 1);
  finish (fixture, reminder, ann);
  fixture_advance (fixture, 10 * MINUTE_MS, SECOND_MS);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, 1);
  fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 0);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(TidingsMessage) message = NULL;
  g_autoptr(GPtrArray) messages = NULL;

  /* A service that is not there takes nothing; once it is right again, the text goes from here. */
  fixture->settings.service = "MG00000000000000000000000000000099";
  fixture_apply (fixture);
  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  settle (fixture);
  message = get_newest (fixture);
  fixture_assert_state (fixture, message->id, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_NOT_AHEAD);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_FAILED], ==, 0);

  fixture->settings.service = NULL;
  fixture_apply (fixture);
  fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 1);
  messages = list (fixture);
  g_assert_cmpuint (messages->len, ==, 2);
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  /* One a day, counted on its own day: the code of today takes nothing from tomorrow. */
  fixture->settings.limits.cap_day = 2;
  fixture_apply (fixture);
  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  put_reminder (fixture, 0, "Bins", "2026-11-22T18:00", 3600, ann);
  put_reminder (fixture, 0, "Piano", "2026-11-22T19:00", 3600, ann);
  put_reminder (fixture, 0, "Choir", "2026-11-23T19:00", 3600, ann);
  settle (fixture);

  /* A tenth of the cap, rounded up, is kept for critical types. */
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 2);
  g_assert_cmpuint (tidings_store_count_texts_between (fixture->store, 0, FIXTURE_NOW + 12 * HOUR_MS, FIXTURE_NOW + 36 * HOUR_MS), ==, 1);
  g_assert_cmpuint (tidings_store_count_texts_between (fixture->store, 0, 0, FIXTURE_NOW + 12 * HOUR_MS), ==, 1);
}

static void
test_killed (Fixture       *fixture,
             gconstpointer  unused)
{
  /* SIGKILL after every few turns of the main loop, over the whole of planning, calling back and planning anew. */
  for (guint n_turns = 0; n_turns < 60; n_turns += 3)
    {
      gint64 ann;
      gint64 reminder;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("killed after %u turns", n_turns);
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      reminder = put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      fixture_kill (fixture);
      fixture_restart (fixture);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      put_reminder (fixture, reminder, "Eye doctor", "2026-11-22T12:00", 3600, ann);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      fixture_kill (fixture);
      fixture_restart (fixture);

      fixture_advance (fixture, 15 * MINUTE_MS, SECOND_MS);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);
      fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
      g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 0);
      g_assert_cmpuint (count_arrived (fixture, "Eye doctor"), ==, 1);
    }
}

static void
test_other_account (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const struct { gboolean was_real; const char *why; } cases[] = {
    { TRUE, "the old account is asked to send nothing" },
    { FALSE, "a rehearsal reaches nobody, so the real account gets it all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ann;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("%s", cases[i].why);
      fixture->settings.proves_numbers = TRUE;
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      fixture->settings.proves_numbers = cases[i].was_real;
      fixture->settings.account = "first";
      fixture_apply (fixture);
      put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
      settle (fixture);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);

      fixture_connect (fixture, TIDINGS_SIMULATOR_TOKEN);
      fixture->settings.account = "second";
      fixture->settings.proves_numbers = TRUE;
      fixture_apply (fixture);
      settle (fixture);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, 1);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);
      fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
      g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_DELIVERED), ==, 1);
    }
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  gboolean *is_done = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (soup_session_get_async_result_message (SOUP_SESSION (object), result)), <, 300);
  *is_done = TRUE;
}

/* Asks the simulator for something, see its header. */
static void
control (Fixture    *fixture,
         const char *path,
         const char *form)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (tidings_simulator_get_origin (fixture->simulator), path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));
  gboolean is_done = FALSE;

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_not_scheduled (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(TidingsMessage) message = NULL;

  control (fixture, "/account", "DropsSchedule=true");
  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  fixture_advance (fixture, 10 * MINUTE_MS, SECOND_MS);

  /* It went out at once: called back in vain, told once, and never sent again. */
  message = get_newest (fixture);
  g_assert_true (fixture_has_event (fixture, message->id, "not-scheduled"));
  g_assert_true (fixture_has_event (fixture, message->id, "left-anyway"));
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_NOT_AHEAD], ==, 1);
  fixture_assert_state (fixture, message->id, TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
  assert_one (fixture);
}

/* The schedule is full: the text goes from here, and is told of as any other. */
static void
test_full (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  control (fixture, "/account", "ScheduledLimit=1");
  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  put_reminder (fixture, 0, "Piano", "2026-11-22T13:00", 3600, ann);
  settle (fixture);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_CANCELED), ==, 1);

  fixture_advance (fixture, 25 * HOUR_MS, 10 * MINUTE_MS);
  g_assert_cmpuint (count_arrived (fixture, "Dentist"), ==, 1);
  g_assert_cmpuint (count_arrived (fixture, "Piano"), ==, 1);
}

/* With the pool known, the text leaves from one of its numbers; that is no reason to plan it anew. */
static void
test_pool (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(GPtrArray) senders = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sender_free);
  TidingsSender *number = tidings_sender_new (TIDINGS_SIMULATOR_SENDER);
  g_autoptr(TidingsMessage) message = NULL;
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(GError) error = NULL;

  g_free (number->service);
  number->service = g_strdup (TIDINGS_SIMULATOR_SERVICE);
  g_free (number->country);
  number->country = g_strdup ("DE");
  number->can_text = TRUE;
  g_ptr_array_add (senders, number);
  g_assert_true (tidings_store_put_senders (fixture->store, TIDINGS_SIMULATOR_ACCOUNT_SID, senders, FIXTURE_NOW, &error));
  g_assert_no_error (error);

  put_reminder (fixture, 0, "Dentist", "2026-11-22T12:00", 3600, ann);
  settle (fixture);
  message = get_newest (fixture);
  g_assert_cmpstr (message->sender, ==, TIDINGS_SIMULATOR_SENDER);
  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_SCHEDULED);
  for (guint i = 0; i < 5; i++)
    {
      fixture_apply (fixture);
      settle (fixture);
    }
  assert_one (fixture);
  g_assert_cmpuint (count (fixture, TIDINGS_MESSAGE_SCHEDULED), ==, 1);
}

#define AHEAD_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  AHEAD_TEST ("/ahead/computer-off", test_off);
  AHEAD_TEST ("/ahead/computer-on", test_on);
  AHEAD_TEST ("/ahead/window", test_window);
  AHEAD_TEST ("/ahead/no-service", test_no_service);
  AHEAD_TEST ("/ahead/changes", test_changes);
  AHEAD_TEST ("/ahead/called-back-later", test_called_back_later);
  AHEAD_TEST ("/ahead/too-late", test_too_late);
  AHEAD_TEST ("/ahead/heard-late", test_heard_late);
  AHEAD_TEST ("/ahead/lost-answer", test_lost_answer);
  AHEAD_TEST ("/ahead/recall-in-doubt", test_recall_in_doubt);
  AHEAD_TEST ("/ahead/refused", test_refused);
  AHEAD_TEST ("/ahead/not-scheduled", test_not_scheduled);
  AHEAD_TEST ("/ahead/full", test_full);
  AHEAD_TEST ("/ahead/pool", test_pool);
  AHEAD_TEST ("/ahead/limits", test_limits);
  AHEAD_TEST ("/ahead/killed", test_killed);
  AHEAD_TEST ("/ahead/other-account", test_other_account);

  return g_test_run ();
}
