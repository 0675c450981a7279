/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers: what they do, how often they are looked for, and what is not listened to. */
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "engine-fixture.h"
#include "tidings-reason.h"
#include "tidings-store-inbound.h"

#define ANN "+4915123456789"
#define BEA "+4915123456788"
#define STRANGER "+4915123456700"
#define DAY_MS (24 * HOUR_MS)

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.polls_inbox = TRUE;
  fixture_apply (fixture);
  tidings_simulator_keep_requests (fixture->simulator, 1);
}

static gint64
add_reminder (Fixture      *fixture,
              const char   *title,
              const char   *wall,
              gint64        before_s,
              const gint64 *people,
              guint         n_people)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;

  reminder->title = g_strdup (title);
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup ("UTC");
  tidings_reminder_set_before (reminder, &before_s, 1);
  tidings_reminder_set_people (reminder, people, n_people);
  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

static gint64
raise_chore (Fixture    *fixture,
             const char *chore,
             const char *who)
{
  g_autoptr(JsonObject) values = json_object_new ();
  const char *to[] = { who, NULL };
  TidingsRaise raise = { .type = "chore_due", .values = values, .to = to, .source = "test" };
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;

  tidings_engine_set_subscription (fixture->engine, 0, "chore_due", TRUE, &error);
  g_assert_no_error (error);
  json_object_set_string_member (values, "chore", chore);
  outcomes = tidings_engine_raise (fixture->engine, &raise, FALSE, &error);
  g_assert_no_error (error);

  return ((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->id;
}

/* What somebody says, heard at once. Twilio's dates have whole seconds. */
static void
say (Fixture    *fixture,
     const char *from,
     const char *body)
{
  tidings_test_clock_advance (fixture->clock, SECOND_MS);
  tidings_simulator_reply (fixture->simulator, from, TIDINGS_SIMULATOR_SENDER, body);
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
}

static TidingsInbound *
get_last (Fixture *fixture)
{
  TidingsInboundFilter filter = { .with_strangers = TRUE, .limit = 1 };
  g_autoptr(GPtrArray) list = tidings_store_list_inbound (fixture->store, &filter, NULL);

  g_assert_cmpuint (list->len, ==, 1);

  return g_ptr_array_steal_index (list, 0);
}

static void
assert_last (Fixture    *fixture,
             const char *effect,
             gint64      message)
{
  g_autoptr(TidingsInbound) last = get_last (fixture);

  g_assert_cmpstr (last->effect, ==, effect);
  g_assert_cmpint (last->message_id, ==, message);
}

static TidingsReminderState
get_reminder_state (Fixture *fixture,
                    gint64   id)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (fixture->store, id, NULL);

  return reminder->state;
}

/* The newest message of a reminder. */
static TidingsMessage *
get_text_of (Fixture *fixture,
             gint64   reminder)
{
  TidingsMessageFilter filter = { 0 };
  g_autoptr(GPtrArray) messages = tidings_store_list_messages (fixture->store, &filter, NULL);

  for (guint i = 0; i < messages->len; i++)
    if (((TidingsMessage *) g_ptr_array_index (messages, i))->reminder_id == reminder)
      return g_object_ref (g_ptr_array_index (messages, i));

  return NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GBytes **body = user_data;
  g_autoptr(GError) error = NULL;

  *body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);
  g_assert_no_error (error);
}

/* Requests that the simulator has had so far. */
static gint64
count_requests (Fixture *fixture)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (tidings_simulator_get_origin (fixture->simulator), "/requests", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GBytes) body = NULL;

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, read_cb, &body);
  while (body == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL));

  return json_object_get_int_member (json_node_get_object (json_parser_get_root (parser)), "total");
}

static void
test_pace (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct { gint64 ms; gint64 least; gint64 most; const char *why; } steps[] = {
    { 10 * MINUTE_MS, 10, 22, "a text was sent: each minute for ten, besides looks at its status and price" },
    { 3 * HOUR_MS, 0, 4, "nothing is awaited: nothing but the text's last looks" },
  };
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 before;

  fixture_subscribe (fixture, ann);
  fixture_advance (fixture, 26 * HOUR_MS, MINUTE_MS);
  before = count_requests (fixture);
  fixture_advance (fixture, 12 * HOUR_MS, MINUTE_MS);
  g_assert_cmpint (count_requests (fixture), ==, before);
  g_assert_cmpint (tidings_store_get_next_moment (fixture->store, NULL), ==, 0);
  g_assert_false (tidings_engine_is_busy (fixture->engine));

  fixture_raise_one (fixture, "backup", NULL);
  fixture_settle (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gint64 n;

      g_test_message ("%s", steps[i].why);
      before = count_requests (fixture);
      fixture_advance (fixture, steps[i].ms, 10 * SECOND_MS);
      n = count_requests (fixture) - before;
      g_assert_cmpint (n, >=, steps[i].least);
      g_assert_cmpint (n, <=, steps[i].most);
    }

  /* Somebody talks: about three times a minute for five minutes. */
  say (fixture, ANN, "On my way");
  before = count_requests (fixture);
  fixture_advance (fixture, 5 * MINUTE_MS, 5 * SECOND_MS);
  g_assert_cmpint (count_requests (fixture) - before, >=, 14);
  g_assert_cmpint (count_requests (fixture) - before, <=, 17);
}

static void
test_awaited (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 before;
  gint64 id;

  fixture_advance (fixture, 25 * HOUR_MS, MINUTE_MS);
  id = raise_chore (fixture, "The bins", "Ann");
  fixture_advance (fixture, 2 * HOUR_MS, MINUTE_MS);

  /* A chore that asks for DONE: every five minutes, besides at most two looks for its price. */
  before = count_requests (fixture);
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  g_assert_cmpint (count_requests (fixture) - before, >=, 12);
  g_assert_cmpint (count_requests (fixture) - before, <=, 14);

  say (fixture, ANN, "DONE");
  assert_last (fixture, "done", id);
  g_assert_true (fixture_has_event (fixture, id, "done"));
  fixture_advance (fixture, 25 * HOUR_MS, MINUTE_MS);
  before = count_requests (fixture);
  fixture_advance (fixture, 6 * HOUR_MS, MINUTE_MS);
  g_assert_cmpint (count_requests (fixture), ==, before);
  g_assert_cmpint (ann, >, 0);
}

static void
test_done (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 people[] = { fixture_add_confirmed (fixture, "Ann", ANN), fixture_add_confirmed (fixture, "Bea", BEA) };
  gint64 dentist = add_reminder (fixture, "Dentist", "2026-11-21T15:00", 7200, people, 2);
  gint64 bins = add_reminder (fixture, "Bins", "2026-11-21T15:30", 7200, people, 1);
  gint64 later = add_reminder (fixture, "Piano", "2026-11-25T15:30", 7200, people, 1);
  g_autoptr(TidingsMessage) bins_text = NULL;
  g_autoptr(TidingsMessage) dentist_text = NULL;

  fixture_advance (fixture, 2 * HOUR_MS, MINUTE_MS);
  bins_text = get_text_of (fixture, bins);
  dentist_text = get_text_of (fixture, dentist);

  /* The newest of two that are open. */
  say (fixture, ANN, "done");
  assert_last (fixture, "done", bins_text->id);
  g_assert_cmpint (get_reminder_state (fixture, bins), ==, TIDINGS_REMINDER_DONE);
  g_assert_cmpint (get_reminder_state (fixture, dentist), !=, TIDINGS_REMINDER_DONE);
  g_assert_true (fixture_has_event (fixture, bins_text->id, "done"));
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_REPLY], ==, 1);

  /* Then the next. */
  say (fixture, BEA, "Fertig, danke");
  g_assert_cmpint (get_reminder_state (fixture, dentist), ==, TIDINGS_REMINDER_DONE);

  /* Nothing is open any more, least of all what has not been sent. */
  say (fixture, ANN, "DONE");
  g_assert_cmpint (get_reminder_state (fixture, later), ==, TIDINGS_REMINDER_ACTIVE);
  assert_last (fixture, "", bins_text->id);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_REPLY], ==, 3);
  g_assert_nonnull (dentist_text);
}

/* Twilio's times have whole seconds, ours have not: whoever answers at once seems to answer before they were asked. */
static void
test_done_at_once (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const struct { TidingsSimulatorFault fault; TidingsMessageState state; gint64 wait_ms; gboolean is_done; const char *why; } cases[] = {
    { TIDINGS_SIMULATOR_FAULT_NONE, TIDINGS_MESSAGE_ACCEPTED, 0, TRUE, "in the very second in which it was sent" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, TIDINGS_MESSAGE_IN_DOUBT, 0, TRUE, "while nobody here knows whether it was sent" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, TIDINGS_MESSAGE_IN_DOUBT, 2000, TRUE, "the same two seconds later" },
    { TIDINGS_SIMULATOR_FAULT_NONE, TIDINGS_MESSAGE_HELD, -MINUTE_MS, FALSE, "a minute before: about nothing that is open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ann;
      gint64 reminder;
      g_autoptr(TidingsMessage) text = NULL;
      g_autoptr(TidingsMessage) after = NULL;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("%s", cases[i].why);
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      reminder = add_reminder (fixture, "Bins", "2026-11-21T15:00", 7200, &ann, 1);
      fixture_advance (fixture, FIXTURE_NOW + HOUR_MS + MIN (cases[i].wait_ms, 0) - 300 - tidings_clock_get_now (fixture->clock), MINUTE_MS);
      if (cases[i].is_done)
        {
          tidings_simulator_push_fault (fixture->simulator, "POST", cases[i].fault, 0, 1);
          /* No timer is to the millisecond. */
          fixture_kill (fixture);
          tidings_test_clock_advance (fixture->clock, SECOND_MS);
          fixture_restart (fixture);
          fixture_settle (fixture);
          text = get_text_of (fixture, reminder);
          g_assert_cmpint (text->state, ==, cases[i].state);
          tidings_test_clock_advance (fixture->clock, cases[i].wait_ms);
        }

      tidings_simulator_reply (fixture->simulator, ANN, TIDINGS_SIMULATOR_SENDER, "DONE");
      tidings_engine_check_inbox (fixture->engine);
      fixture_settle (fixture);
      assert_last (fixture, cases[i].is_done ? "done" : "", cases[i].is_done ? text->id : 0);
      g_assert_cmpint (get_reminder_state (fixture, reminder) == TIDINGS_REMINDER_DONE, ==, cases[i].is_done);

      /* What is heard of the text later opens nothing again, and nothing is sent twice. */
      fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
      after = get_text_of (fixture, reminder);
      g_assert_cmpint (after->state, ==, TIDINGS_MESSAGE_DELIVERED);
      g_assert_cmpint (get_reminder_state (fixture, reminder) == TIDINGS_REMINDER_DONE, ==, cases[i].is_done);
      g_assert_cmpuint (fixture_count_texts (fixture, "Bins"), ==, 1);
    }
}

static void
test_done_number (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 dentist;
  gint64 bins;
  gint64 chore;
  g_autofree char *body = NULL;
  g_autofree char *by_log = NULL;

  fixture_add_confirmed (fixture, "Bea", BEA);
  dentist = add_reminder (fixture, "Dentist", "2026-11-21T15:00", 7200, &ann, 1);
  bins = add_reminder (fixture, "Bins", "2026-11-21T15:30", 7200, &ann, 1);
  fixture_advance (fixture, 2 * HOUR_MS, MINUTE_MS);
  chore = raise_chore (fixture, "The dishes", "Ann");
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);

  body = g_strdup_printf ("DONE #%" G_GINT64_FORMAT, dentist);
  /* Somebody else's is not theirs to finish. */
  say (fixture, BEA, body);
  assert_last (fixture, "", 0);
  g_assert_cmpint (get_reminder_state (fixture, dentist), !=, TIDINGS_REMINDER_DONE);

  say (fixture, ANN, body);
  g_assert_cmpint (get_reminder_state (fixture, dentist), ==, TIDINGS_REMINDER_DONE);
  g_assert_cmpint (get_reminder_state (fixture, bins), !=, TIDINGS_REMINDER_DONE);

  by_log = g_strdup_printf ("Done %" G_GINT64_FORMAT, chore);
  say (fixture, ANN, by_log);
  assert_last (fixture, "done", chore);
  g_assert_cmpint (get_reminder_state (fixture, bins), !=, TIDINGS_REMINDER_DONE);

  say (fixture, ANN, "DONE #4711");
  g_assert_cmpint (get_reminder_state (fixture, bins), !=, TIDINGS_REMINDER_DONE);
}

static void
test_later (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 id = raise_chore (fixture, "The bins", "Ann");
  g_autoptr(TidingsMessage) copy = NULL;
  gint64 copy_id;

  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  say (fixture, ANN, "LATER");
  assert_last (fixture, "later", id);
  g_assert_true (fixture_has_event (fixture, id, "snoozed"));
  copy_id = id + 1;
  fixture_assert_state (fixture, copy_id, TIDINGS_MESSAGE_HELD, TIDINGS_REASON_SNOOZED);
  copy = fixture_get (fixture, copy_id);
  g_assert_cmpint (copy->until, >=, FIXTURE_NOW + HOUR_MS + MINUTE_MS);
  g_assert_cmpint (copy->until, <=, FIXTURE_NOW + HOUR_MS + 2 * MINUTE_MS);

  /* Said again it is put off again, not doubled. */
  fixture_advance (fixture, 30 * MINUTE_MS, MINUTE_MS);
  say (fixture, ANN, "SPÄTER");
  g_assert_cmpint (tidings_store_count_messages_in (fixture->store, 1u << TIDINGS_MESSAGE_HELD), ==, 1);
  fixture_advance (fixture, 45 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "bins"), ==, 1);
  fixture_advance (fixture, 20 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "bins"), ==, 2);
  fixture_assert_state (fixture, copy_id, TIDINGS_MESSAGE_DELIVERED, NULL);

  /* What is done is not said once more. */
  say (fixture, ANN, "later");
  g_assert_cmpint (tidings_store_count_messages_in (fixture->store, 1u << TIDINGS_MESSAGE_HELD), ==, 1);
  say (fixture, ANN, "done");
  g_assert_cmpint (tidings_store_count_messages_in (fixture->store, 1u << TIDINGS_MESSAGE_HELD), ==, 0);
  fixture_advance (fixture, 2 * HOUR_MS, MINUTE_MS);
  g_assert_cmpuint (fixture_count_texts (fixture, "bins"), ==, 2);
  g_assert_cmpint (ann, >, 0);
}

static void
test_later_event (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const struct { const char *wall; gint64 before_s; gint64 wait_ms; gint64 again_ms; const char *why; } cases[] = {
    { "2026-11-21T16:00", 7200, HOUR_MS, HOUR_MS, "an hour later is still before" },
    { "2026-11-21T14:30", 3600, 30 * MINUTE_MS, 30 * MINUTE_MS, "an hour later is after it began: when it begins" },
    { "2026-11-21T14:00", 3600, 57 * MINUTE_MS, 0, "three minutes before: too late" },
    { "2026-11-21T13:00", 0, 30 * MINUTE_MS, HOUR_MS, "it has begun: a task, which can be done later" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ann;
      gint64 reminder;
      gint64 sent_at = 0;
      g_autoptr(TidingsMessage) first = NULL;
      g_autoptr(TidingsMessage) again = NULL;

      fixture_tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
      g_test_message ("%s", cases[i].why);
      ann = fixture_add_confirmed (fixture, "Ann", ANN);
      reminder = add_reminder (fixture, "Dentist", cases[i].wall, cases[i].before_s, &ann, 1);
      while ((first = get_text_of (fixture, reminder)) == NULL)
        fixture_advance (fixture, MINUTE_MS, MINUTE_MS);
      sent_at = first->created_at;
      fixture_advance (fixture, sent_at + cases[i].wait_ms - tidings_clock_get_now (fixture->clock), MINUTE_MS);
      say (fixture, ANN, "LATER");

      again = get_text_of (fixture, reminder);
      if (cases[i].again_ms == 0)
        {
          g_assert_cmpint (again->id, ==, first->id);
          g_assert_true (fixture_has_event (fixture, first->id, "not-snoozed"));
          continue;
        }
      g_assert_cmpint (again->id, !=, first->id);
      g_assert_cmpint (ABS (again->until - (sent_at + cases[i].wait_ms + cases[i].again_ms)), <, 2 * SECOND_MS);
      fixture_advance (fixture, 2 * HOUR_MS, MINUTE_MS);
      fixture_assert_state (fixture, again->id, TIDINGS_MESSAGE_DELIVERED, NULL);
    }
}

static void
test_later_heard_late (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  gint64 reminder = add_reminder (fixture, "Dentist", "2026-11-21T12:30", 0, &ann, 1);

  fixture_advance (fixture, 35 * MINUTE_MS, MINUTE_MS);
  fixture_kill (fixture);
  tidings_simulator_reply (fixture->simulator, ANN, TIDINGS_SIMULATOR_SENDER, "LATER");
  tidings_test_clock_advance (fixture->clock, 12 * HOUR_MS);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);

  /* Twelve hours later nobody wants it any more. */
  g_assert_cmpuint (fixture_count_texts (fixture, "Dentist"), ==, 1);
  g_assert_cmpint (get_reminder_state (fixture, reminder), !=, TIDINGS_REMINDER_DONE);
}

static void
test_stop_words (Fixture       *fixture,
                 gconstpointer  unused)
{
  static const char * const stops[] = { "STOP", "stopall", "Unsubscribe", "CANCEL", "end", "Quit", "REVOKE", "optout" };
  static const char * const starts[] = { "START", "yes", "Unstop" };
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autoptr(TidingsPerson) person = NULL;

      fixture_advance (fixture, MINUTE_MS, MINUTE_MS);
      say (fixture, ANN, stops[i]);
      person = tidings_store_get_person (fixture->store, ann, NULL);
      g_assert_cmpint (person->opted_out_at, !=, 0);
      g_assert_cmpstr (person->opted_out_by, ==, "reply");
      g_assert_cmpstr (person->opted_out_sender, ==, TIDINGS_SIMULATOR_SENDER);
      assert_last (fixture, "stop", 0);
      g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_OPTED_OUT], ==, i + 1);

      fixture_advance (fixture, MINUTE_MS, MINUTE_MS);
      say (fixture, ANN, starts[i % G_N_ELEMENTS (starts)]);
      assert_last (fixture, "start", 0);
      g_assert_false (tidings_store_has_opt_out (fixture->store, ANN));
    }
}

static void
test_not_stop (Fixture       *fixture,
               gconstpointer  unused)
{
  fixture_add_confirmed (fixture, "Ann", ANN);

  say (fixture, ANN, "Stop please");
  assert_last (fixture, "wants-stop", 0);
  g_assert_false (tidings_store_has_opt_out (fixture->store, ANN));
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_WANTS_STOP], ==, 1);

  say (fixture, ANN, "HELP");
  assert_last (fixture, "help", 0);

  /* An answer to a question, as nobody had said STOP. */
  say (fixture, ANN, "Yes");
  assert_last (fixture, "", 0);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_OPTED_IN], ==, 0);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_REPLY], ==, 1);
}

static TidingsTwilioMessage *
make_text (const char *sid,
           const char *from,
           const char *body,
           gint64      at)
{
  TidingsTwilioMessage *text = g_new0 (TidingsTwilioMessage, 1);

  text->sid = g_strdup (sid);
  text->from = g_strdup (from);
  text->to = g_strdup (TIDINGS_SIMULATOR_SENDER);
  text->body = g_strdup (body);
  text->is_inbound = TRUE;
  text->status = TIDINGS_TWILIO_STATUS_RECEIVED;
  text->created_at = at;

  return text;
}

static void
bring (Fixture             *fixture,
       const char          *sid,
       const char          *from,
       const char          *body,
       gint64               at,
       TidingsTwilioStatus  status)
{
  g_autoptr(TidingsTwilioMessage) text = make_text (sid, from, body, at);
  g_autoptr(GError) error = NULL;

  text->status = status;
  g_assert_true (tidings_engine_take_inbound (fixture->engine, text, &error));
  g_assert_no_error (error);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  unused)
{
  fixture_add_confirmed (fixture, "Ann", ANN);

  /* STOP, then START, told of the other way round: the later wish counts. */
  bring (fixture, "SM0000000000000000000000000000000b", ANN, "START", FIXTURE_NOW - 1000, TIDINGS_TWILIO_STATUS_RECEIVED);
  bring (fixture, "SM0000000000000000000000000000000a", ANN, "STOP", FIXTURE_NOW - 5000, TIDINGS_TWILIO_STATUS_RECEIVED);
  g_assert_true (tidings_store_has_opt_out (fixture->store, ANN));
  bring (fixture, "SM0000000000000000000000000000000c", ANN, "START", FIXTURE_NOW, TIDINGS_TWILIO_STATUS_RECEIVED);
  g_assert_false (tidings_store_has_opt_out (fixture->store, ANN));
  bring (fixture, "SM0000000000000000000000000000000d", ANN, "STOP", FIXTURE_NOW - 3000, TIDINGS_TWILIO_STATUS_RECEIVED);
  g_assert_false (tidings_store_has_opt_out (fixture->store, ANN));

  /* The same text by webhook and by polling is one. */
  bring (fixture, "SM0000000000000000000000000000000e", ANN, "Hello", FIXTURE_NOW, TIDINGS_TWILIO_STATUS_RECEIVED);
  bring (fixture, "SM0000000000000000000000000000000e", ANN, "Hello", FIXTURE_NOW, TIDINGS_TWILIO_STATUS_RECEIVED);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_REPLY], ==, 2);

  /* What is still coming in is nothing yet. */
  bring (fixture, "SM0000000000000000000000000000000f", ANN, "ST", FIXTURE_NOW, TIDINGS_TWILIO_STATUS_RECEIVING);
  g_assert_false (tidings_store_has_inbound (fixture->store, "SM0000000000000000000000000000000f"));
  bring (fixture, "SM0000000000000000000000000000000f", ANN, "STOP", FIXTURE_NOW + 1, TIDINGS_TWILIO_STATUS_RECEIVED);
  g_assert_true (tidings_store_has_opt_out (fixture->store, ANN));
}

static void
test_strangers (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, "Ann", ANN);
  g_autoptr(TidingsInbound) last = NULL;

  say (fixture, STRANGER, "Buy pills");
  last = get_last (fixture);
  g_assert_cmpstr (last->effect, ==, "unknown");
  g_assert_cmpstr (last->body, ==, "");
  say (fixture, STRANGER, "STOP");
  g_assert_false (tidings_store_has_opt_out (fixture->store, STRANGER));

  /* Two of our own numbers do not talk to each other. */
  bring (fixture, "SM0000000000000000000000000000000a", TIDINGS_SIMULATOR_SENDER, "DONE", FIXTURE_NOW + MINUTE_MS, TIDINGS_TWILIO_STATUS_RECEIVED);
  assert_last (fixture, "own", 0);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_REPLY], ==, 0);

  /* Somebody who was removed may still say STOP. */
  g_assert_true (tidings_engine_remove_person (fixture->engine, ann, FALSE, NULL));
  say (fixture, ANN, "STOP");
  g_assert_true (tidings_store_has_opt_out (fixture->store, ANN));
}

static void
test_loop (Fixture       *fixture,
           gconstpointer  unused)
{
  fixture_add_confirmed (fixture, "Ann", ANN);
  raise_chore (fixture, "The bins", "Ann");
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);

  /* A machine that answers LATER to everything. */
  for (guint i = 0; i < 40; i++)
    say (fixture, ANN, "LATER");
  assert_last (fixture, "loop", 2);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_REPLY], ==, 30);
  g_assert_cmpint (tidings_store_count_messages_in (fixture->store, 1u << TIDINGS_MESSAGE_HELD), ==, 1);

  /* STOP is always heard. */
  say (fixture, ANN, "STOP");
  g_assert_true (tidings_store_has_opt_out (fixture->store, ANN));
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  unused)
{
  TidingsInboundFilter all = { .limit = 1000 };
  g_autoptr(GPtrArray) list = NULL;

  fixture_add_confirmed (fixture, "Ann", ANN);
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
  /* More than one page came in since the last look, which was through the whole. */
  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *body = g_strdup_printf ("Number %03u", i);

      if (i % 25 == 0)
        tidings_test_clock_advance (fixture->clock, SECOND_MS);
      tidings_simulator_reply (fixture->simulator, ANN, TIDINGS_SIMULATOR_SENDER, body);
    }
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);

  list = tidings_store_list_inbound (fixture->store, &all, NULL);
  g_assert_cmpuint (list->len, ==, 250);
  for (guint i = 1; i < list->len; i++)
    g_assert_cmpint (((TidingsInbound *) g_ptr_array_index (list, i - 1))->at, <=, ((TidingsInbound *) g_ptr_array_index (list, i))->at);
}

static void
test_service (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann;

  /* Any number of the pool may have been chosen, so none is asked for by name. */
  fixture->settings.service = TIDINGS_SIMULATOR_SERVICE;
  fixture_apply (fixture);
  ann = fixture_add_confirmed (fixture, "Ann", ANN);
  tidings_simulator_reply (fixture->simulator, ANN, NULL, "STOP");
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
  g_assert_true (tidings_store_has_opt_out (fixture->store, ANN));
  g_assert_cmpint (ann, >, 0);
}

static void
test_name (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 id;
  g_autoptr(TidingsMessage) message = NULL;
  gint64 before;

  fixture_add_confirmed (fixture, "Ann", ANN);
  id = raise_chore (fixture, "The bins", "Ann");
  message = fixture_get (fixture, id);
  g_assert_nonnull (strstr (message->body, "DONE"));
  fixture_advance (fixture, 30 * HOUR_MS, MINUTE_MS);

  /* A name cannot be answered: nobody is asked to, and nothing is looked for. */
  fixture->settings.sender = "Tidings";
  fixture_apply (fixture);
  g_clear_object (&message);
  id = raise_chore (fixture, "The dishes", "Ann");
  message = fixture_get (fixture, id);
  g_assert_null (strstr (message->body, "DONE"));
  g_assert_nonnull (strstr (message->body, "dishes"));
  fixture_advance (fixture, 80 * HOUR_MS, 10 * MINUTE_MS);
  before = count_requests (fixture);
  tidings_engine_check_inbox (fixture->engine);
  fixture_settle (fixture);
  g_assert_cmpint (count_requests (fixture), ==, before);
}

#define ANSWER_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ANSWER_TEST ("/answers/pace", test_pace);
  ANSWER_TEST ("/answers/awaited", test_awaited);
  ANSWER_TEST ("/answers/done", test_done);
  ANSWER_TEST ("/answers/done-at-once", test_done_at_once);
  ANSWER_TEST ("/answers/done-number", test_done_number);
  ANSWER_TEST ("/answers/later", test_later);
  ANSWER_TEST ("/answers/later-event", test_later_event);
  ANSWER_TEST ("/answers/later-heard-late", test_later_heard_late);
  ANSWER_TEST ("/answers/stop-words", test_stop_words);
  ANSWER_TEST ("/answers/not-stop", test_not_stop);
  ANSWER_TEST ("/answers/order", test_order);
  ANSWER_TEST ("/answers/strangers", test_strangers);
  ANSWER_TEST ("/answers/loop", test_loop);
  ANSWER_TEST ("/answers/pages", test_pages);
  ANSWER_TEST ("/answers/service", test_service);
  ANSWER_TEST ("/answers/name", test_name);

  return g_test_run ();
}
