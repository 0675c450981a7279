/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that were lost, with a whole engine: equal texts, erased bodies, clocks that differ, and what a person says. */
#include "engine-control.h"

#include "tidings-engine-private.h"
#include "tidings-reason.h"

#define ANN "+4915123456789"

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  control_forget_requests (fixture);
}

/* Callers that bring keys of their own mean each of their texts, also where they say the same. */
static gint64
raise_equal (Fixture    *fixture,
             const char *unit,
             guint       number)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = g_strdup_printf ("%s-%u", unit, number);
  TidingsRaise raise = { .type = "job_failed", .values = values, .dedupe = key, .source = "test" };

  json_object_set_string_member (values, "unit", unit);
  outcomes = tidings_engine_raise (fixture->engine, &raise, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);

  return ((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->id;
}

/* Several texts that say the same are on their way when the process dies; each turn of the main loop is tried. As many arrive
 * as left, none is sent again by itself, and the rest is asked about. */
static void
test_equal_killed_anywhere (Fixture       *fixture,
                            gconstpointer  unused)
{
  guint n_lost = 0;

  for (guint n_turns = 0; n_turns < 40; n_turns++)
    {
      g_autofree char *unit = g_strdup_printf ("equal-%u-", n_turns);
      gint64 ids[3];
      guint n_there;
      guint n_delivered = 0;
      guint n_asked = 0;

      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        ids[i] = raise_equal (fixture, unit, i);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      tidings_test_clock_advance (fixture->clock, n_turns % 4 * 100);
      fixture_kill (fixture);
      fixture_restart (fixture);
      fixture_advance (fixture, 7 * MINUTE_MS, 2 * SECOND_MS);

      n_there = fixture_count_texts (fixture, unit);
      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        {
          g_autoptr(TidingsMessage) message = fixture_get (fixture, ids[i]);

          n_delivered += message->state == TIDINGS_MESSAGE_DELIVERED;
          n_asked += message->state == TIDINGS_MESSAGE_IN_DOUBT && message->next_at == 0;
        }
      g_assert_cmpuint (n_delivered, ==, n_there);
      g_assert_cmpuint (n_delivered + n_asked, ==, 3);
      n_lost += n_asked;
    }
  g_test_message ("%u of 120 were asked about", n_lost);
}

static void
change_looks (Fixture *fixture,
              gint64   id,
              gint64   server_at,
              guint    n_looks,
              gint64   next_at)
{
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_IN_DOUBT);
  message->server_at = server_at != 0 ? server_at : message->server_at;
  message->n_looks = n_looks;
  message->next_at = next_at;
  g_assert_true (tidings_store_update_message (fixture->store, message, NULL));
}

/* Three equal texts, of which the first never arrived there: the two that did belong to the two that left. */
static void
test_equal_by_time (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 ids[3];
  gint64 now;
  g_autoptr(TidingsMessage) first = NULL;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 2);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      ids[i] = fixture_raise_one (fixture, "equal", NULL);
      fixture_settle (fixture);
      /* Given up, or the next would not leave. */
      change_looks (fixture, ids[i], 0, 5, 0);
    }
  now = tidings_clock_get_now (fixture->clock);
  /* As if the first had left a minute before the others. */
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    change_looks (fixture, ids[i], i == 0 ? now - MINUTE_MS : 0, 0, now);
  tidings_engine_wake (fixture->engine);
  fixture_advance (fixture, 7 * MINUTE_MS, SECOND_MS);

  fixture_assert_state (fixture, ids[0], TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  fixture_assert_state (fixture, ids[1], TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, ids[2], TIDINGS_MESSAGE_DELIVERED, NULL);
  first = fixture_get (fixture, ids[0]);
  g_assert_null (first->sid);
}

/* While an equal text is on its way, what is in the list may be that one. */
static void
test_rival_on_its_way (Fixture       *fixture,
                       gconstpointer  unused)
{
  gint64 slow;
  gint64 lost;
  gboolean has_looked = FALSE;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_LATENCY, 20000, 1);
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  slow = raise_equal (fixture, "equal", 0);
  lost = raise_equal (fixture, "equal", 1);
  for (guint i = 0; i < 15 * 10; i++)
    {
      tidings_test_clock_advance (fixture->clock, SECOND_MS / 10);
      for (guint k = 0; k < 50; k++)
        g_main_context_iteration (NULL, FALSE);
      has_looked = has_looked || control_get_requests (fixture).n_lists > 0;
      fixture_assert_state (fixture, slow, TIDINGS_MESSAGE_SENDING, NULL);
    }
  g_assert_true (has_looked);
  fixture_assert_state (fixture, lost, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);

  tidings_test_clock_advance (fixture->clock, 10 * SECOND_MS);
  fixture_settle (fixture);
  fixture_advance (fixture, 7 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, slow, TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, lost, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  g_assert_cmpuint (fixture_count_texts (fixture, "equal"), ==, 1);
}

static void
redacted_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_assert_true (tidings_twilio_redact_message_finish (TIDINGS_TWILIO (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GPtrArray **) user_data = tidings_twilio_list_messages_finish (TIDINGS_TWILIO (object), result, NULL);
}

/* Erases all texts at Twilio, as somebody at its console may. */
static void
erase_all (Fixture *fixture)
{
  g_autoptr(GPtrArray) listed = NULL;

  tidings_twilio_list_messages_async (fixture->twilio, ANN, NULL, 0, 1000, 0, NULL, listed_cb, &listed);
  while (listed == NULL)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < listed->len; i++)
    {
      gboolean is_done = FALSE;

      tidings_twilio_redact_message_async (fixture->twilio, ((TidingsTwilioMessage *) g_ptr_array_index (listed, i))->sid, NULL,
                                           redacted_cb, &is_done);
      while (!is_done)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* A body that is gone may have been ours: nobody but a person can say, even where absence is proof. */
static void
test_erased (Fixture       *fixture,
             gconstpointer  unused)
{
  for (guint is_proof = 0; is_proof < 2; is_proof++)
    {
      g_autofree char *unit = g_strdup_printf ("erased-%u-", is_proof);
      gint64 id;

      fixture->settings.absence_is_proof = is_proof;
      fixture_apply (fixture);
      control_post (fixture, "/statuses", "To", ANN, "Times", "1", "Statuses", "delivered@0", NULL);
      tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
      id = fixture_raise_one (fixture, unit, NULL);
      fixture_settle (fixture);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
      erase_all (fixture);
      fixture_advance (fixture, 7 * MINUTE_MS, SECOND_MS);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
      g_assert_true (fixture_has_event (fixture, id, "gave-up"));
      g_assert_cmpuint (fixture_count_texts (fixture, unit), ==, 0);
      g_assert_true (tidings_engine_cancel (fixture->engine, id, NULL));
    }
}

/* Twilio's clock is an hour off ours, either way. */
static void
test_skew (Fixture       *fixture,
           gconstpointer  unused)
{
  static const char * const skews[] = { "3600", "-3600", "7", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (skews); i++)
    {
      g_autofree char *unit = g_strdup_printf ("skew-%u-", i);
      gint64 id;

      g_test_message ("%s s", skews[i]);
      control_post (fixture, "/clock", "Skew", skews[i], NULL);
      /* The first request of a process knows nothing of that yet. */
      fixture_kill (fixture);
      fixture_restart (fixture);
      tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
      id = fixture_raise_one (fixture, unit, NULL);
      fixture_advance (fixture, MINUTE_MS, SECOND_MS);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);

      /* A later one does. */
      tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 1, 1);
      id = fixture_raise_one (fixture, unit, NULL);
      fixture_advance (fixture, MINUTE_MS, SECOND_MS);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
      g_assert_cmpuint (fixture_count_texts (fixture, unit), ==, 2);
    }
}

/* After a night asleep one look is enough to know. */
static void
test_resume (Fixture       *fixture,
             gconstpointer  unused)
{
  Requests requests;
  gint64 id;
  gint64 next;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  id = fixture_raise_one (fixture, "lost", NULL);
  fixture_settle (fixture);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + 8 * HOUR_MS);
  control_forget_requests (fixture);
  fixture_restart (fixture);
  next = fixture_raise_one (fixture, "next", NULL);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
  requests = control_get_requests (fixture);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  g_assert_true (fixture_has_event (fixture, id, "gave-up"));
  g_assert_cmpuint (requests.n_lists, ==, 1);
  fixture_assert_state (fixture, next, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* Both answers of a person to what cannot be known. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ids[2];
  gint64 new_id;
  TidingsQuotaStatus before;
  TidingsQuotaStatus after;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
      ids[i] = fixture_raise_one (fixture, i == 0 ? "again" : "let-be", NULL);
      fixture_settle (fixture);
      /* Not while Twilio is asked. */
      g_assert_false (tidings_engine_cancel (fixture->engine, ids[i], &error));
      g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_cmpint (tidings_engine_retry (fixture->engine, ids[i], &error), ==, 0);
      g_clear_error (&error);
      fixture_advance (fixture, 6 * MINUTE_MS, SECOND_MS);
      g_assert_true (fixture_has_event (fixture, ids[i], "gave-up"));
    }
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_FAILED], ==, 2);

  tidings_engine_get_quota (fixture->engine, &before);
  new_id = tidings_engine_retry (fixture->engine, ids[0], &error);
  g_assert_no_error (error);
  g_assert_cmpint (new_id, >, ids[1]);
  g_assert_true (tidings_engine_cancel (fixture->engine, ids[1], &error));
  g_assert_no_error (error);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, ids[0], TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_LOST_ANSWER);
  fixture_assert_state (fixture, new_id, TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, ids[1], TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_LOST_ANSWER);
  g_assert_true (fixture_has_event (fixture, ids[1], "left"));
  /* What may have left counts. */
  tidings_engine_get_quota (fixture->engine, &after);
  g_assert_cmpuint (after.day_used, ==, before.day_used + 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "again"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "let-be"), ==, 0);
}

/* It turns up at Twilio after all, and somebody asks. */
static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  tidings_engine_ask_now_finish (TIDINGS_ENGINE (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
refresh (Fixture *fixture,
         gint64   id)
{
  gboolean is_done = FALSE;

  tidings_engine_ask_now_async (fixture->engine, id, refreshed_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_turns_up (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 id;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  id = fixture_raise_one (fixture, "late", NULL);
  fixture_settle (fixture);
  {
    g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

    /* Until now it was not in the list. */
    message->next_at = 0;
    message->n_looks = 5;
    g_assert_true (tidings_store_update_message (fixture->store, message, NULL));
  }
  refresh (fixture, id);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);

  /* One that is not there is given up once, however often somebody asks. */
  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 1);
  id = fixture_raise_one (fixture, "never", NULL);
  fixture_advance (fixture, 6 * MINUTE_MS, SECOND_MS);
  for (guint i = 0; i < 3; i++)
    refresh (fixture, id);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_FAILED], ==, 1);
  g_assert_true (tidings_engine_cancel (fixture->engine, id, NULL));
}

/* Fifty newer texts to the same phone stand before it in the list. */
static void
test_far_down (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 id;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  id = fixture_raise_one (fixture, "deep", NULL);
  fixture_settle (fixture);
  fixture_kill (fixture);
  for (guint i = 0; i < 70; i++)
    {
      TidingsTwilioSend send = { .to = ANN, .from = TIDINGS_SIMULATOR_SENDER, .body = "Somebody else's", .attempt = 1 };

      if (fixture->twilio == NULL)
        fixture_connect (fixture, TIDINGS_SIMULATOR_TOKEN);
      tidings_twilio_send_async (fixture->twilio, &send, NULL, NULL, NULL);
    }
  while (fixture_count_texts (fixture, "Somebody else's") < 70)
    ;
  g_clear_object (&fixture->twilio);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "deep"), ==, 1);
}

/* 429: what waits goes on at a pace that Twilio bears, nothing leaves before it may, and never more than four at once. */
static void
test_too_many (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 ids[20];
  gint64 start;
  guint n;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_TOO_MANY, 7, 1);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *unit = g_strdup_printf ("busy-%u-", i);

      ids[i] = fixture_raise_one (fixture, unit, NULL);
    }
  fixture_settle (fixture);
  n = control_get_requests (fixture).n;
  g_assert_cmpuint (n, ==, 1);
  fixture_advance (fixture, 6900, 100);
  g_assert_cmpuint (control_get_requests (fixture).n, ==, n);

  start = tidings_clock_get_now (fixture->clock);
  fixture_advance (fixture, 2 * MINUTE_MS, 100);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(TidingsMessage) message = fixture_get (fixture, ids[i]);

      g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_DELIVERED);
      g_assert_cmpint (message->sending_at, >=, start);
    }
  g_assert_cmpuint (fixture_count_texts (fixture, "busy-"), ==, 20);
  g_assert_cmpuint (control_get_requests (fixture).peak, <=, 4);
}

static int
compare_instants (gconstpointer a,
                  gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* A tenth of a second for each part, as the sender's rate is; a code overtakes them all. */
static void
test_sender_pace (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 at[30];
  gint64 ids[30];
  gint64 ben;
  TidingsCodeInfo info;
  g_autoptr(TidingsMessage) code = NULL;

  ben = fixture_add (fixture, "Ben", "+447700900123");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = raise_equal (fixture, "paced", i);
  g_assert_true (tidings_engine_send_code (fixture->engine, ben, &info, NULL));
  fixture_advance (fixture, 10 * SECOND_MS, 10);

  code = fixture_get (fixture, info.message_id);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(TidingsMessage) message = fixture_get (fixture, ids[i]);

      at[i] = message->sending_at;
    }
  qsort (at, G_N_ELEMENTS (at), sizeof *at, compare_instants);
  for (guint i = 1; i < G_N_ELEMENTS (at); i++)
    g_assert_cmpint (at[i] - at[i - 1], >=, 100);
  g_assert_cmpint (at[29] - at[0], <=, 100 * 30 + 500);
  g_assert_cmpint (code->sending_at, <=, at[2]);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/lost/equal-killed-anywhere", test_equal_killed_anywhere);
  ADD ("/lost/equal-by-time", test_equal_by_time);
  ADD ("/lost/rival-on-its-way", test_rival_on_its_way);
  ADD ("/lost/erased", test_erased);
  ADD ("/lost/skew", test_skew);
  ADD ("/lost/resume", test_resume);
  ADD ("/lost/answers", test_answers);
  ADD ("/lost/turns-up", test_turns_up);
  ADD ("/lost/far-down", test_far_down);
  ADD ("/lost/too-many", test_too_many);
  ADD ("/lost/sender-pace", test_sender_pace);

  return g_test_run ();
}
