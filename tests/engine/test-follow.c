/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts followed to their end: what Twilio says in whatever order, how often it is asked, and when it is not. */
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
  /* The code's last look for its price has been made. */
  fixture_advance (fixture, 26 * HOUR_MS, HOUR_MS);
  control_forget_requests (fixture);
}

/* The texts from now on stay at the carrier. */
static void
keep_open (Fixture *fixture)
{
  control_post (fixture, "/statuses", "To", ANN, "Times", "0", "Statuses", "sent@0", NULL);
}

static void
raise_some (Fixture *fixture,
            guint    n,
            gint64  *ids)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *unit = g_strdup_printf ("open-%u-", i);

      ids[i] = fixture_raise_one (fixture, unit, NULL);
    }
}

/* A report as a webhook brings it. */
static void
report (Fixture    *fixture,
        gint64      id,
        const char *word)
{
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);
  g_auto(GStrv) parts = g_strsplit (word, ":", 3);
  TidingsTwilioMessage said = {
    .sid = message->sid,
    .to = message->to,
    .status = tidings_twilio_status_from_string (parts[0]),
    .error_code = parts[1] != NULL ? atoi (parts[1]) : 0,
    .error_message = parts[1] != NULL ? parts[2] : NULL,
    .price_micros = -1,
  };

  g_assert_true (tidings_outbox_take_report (tidings_engine_get_outbox (fixture->engine), &said));
}

static char *
dup_detail (Fixture    *fixture,
            gint64      id,
            const char *what)
{
  g_autoptr(GPtrArray) events = tidings_store_list_events (fixture->store, id, NULL);

  for (guint i = 0; i < events->len; i++)
    {
      TidingsEvent *event = g_ptr_array_index (events, i);

      if (g_str_equal (event->what, what))
        return g_strdup (event->detail);
    }

  return NULL;
}

static void
test_reports (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct {
    const char *words;
    TidingsMessageState state;
    int error_code;
    const char *what;
    const char *detail;
    const char *why;
  } cases[] = {
    { "queued", TIDINGS_MESSAGE_ACCEPTED, 0, NULL, NULL, "Twilio has it" },
    { "sending", TIDINGS_MESSAGE_ACCEPTED, 0, NULL, NULL, "still" },
    { "sent", TIDINGS_MESSAGE_SENT, 0, "sent", "", "a carrier took it" },
    { "delivered", TIDINGS_MESSAGE_DELIVERED, 0, "delivered", "", "states may be skipped" },
    { "read", TIDINGS_MESSAGE_DELIVERED, 0, "delivered", "", "read is delivered, and more" },
    { "sent queued", TIDINGS_MESSAGE_SENT, 0, NULL, NULL, "out of order: the rank never falls" },
    { "delivered sent", TIDINGS_MESSAGE_DELIVERED, 0, NULL, NULL, "not after the end either" },
    { "delivered undelivered:30003", TIDINGS_MESSAGE_DELIVERED, 0, NULL, NULL, "what has ended stays as it ended" },
    { "undelivered:30003 delivered", TIDINGS_MESSAGE_UNDELIVERED, 30003, NULL, NULL, "either way" },
    { "sent sent delivered delivered", TIDINGS_MESSAGE_DELIVERED, 0, NULL, NULL, "repeated" },
    { "partially_delivered", TIDINGS_MESSAGE_ACCEPTED, 0, NULL, NULL, "a word that texts do not have" },
    { "teleported", TIDINGS_MESSAGE_ACCEPTED, 0, NULL, NULL, "a word of the future" },
    { "teleported delivered", TIDINGS_MESSAGE_DELIVERED, 0, NULL, NULL, "does not stop what comes after it" },
    { "received", TIDINGS_MESSAGE_ACCEPTED, 0, NULL, NULL, "a word of texts that come in" },
    { "undelivered:30003", TIDINGS_MESSAGE_UNDELIVERED, 30003, "undelivered", "30003", "a code that we have words for" },
    { "failed:30001", TIDINGS_MESSAGE_FAILED, 30001, "failed", "30001", "it never left Twilio" },
    { "failed:39999:Mercury_is_retrograde", TIDINGS_MESSAGE_FAILED, 39999, "failed", "39999 Mercury_is_retrograde",
      "a code of the future is kept with Twilio's own words" },
    { "failed:39999", TIDINGS_MESSAGE_FAILED, 39999, "failed", "39999", "or without" },
    { "failed", TIDINGS_MESSAGE_FAILED, 0, "failed", "", "no code at all" },
    { "delivered:30018", TIDINGS_MESSAGE_DELIVERED, 30018, "warning", "30018", "delivered, with a warning" },
    { "canceled", TIDINGS_MESSAGE_CANCELED, 0, "canceled", "", "somebody canceled it at Twilio" },
  };

  /* Nobody else asks. */
  keep_open (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id;
      g_auto(GStrv) words = g_strsplit (cases[i].words, " ", -1);
      g_autoptr(TidingsMessage) message = NULL;
      g_autofree char *detail = NULL;

      g_test_message ("%s: %s", cases[i].words, cases[i].why);
      tidings_engine_set_online (fixture->engine, TRUE);
      id = fixture_raise_one (fixture, "report", NULL);
      fixture_settle (fixture);
      tidings_engine_set_online (fixture->engine, FALSE);
      for (char **word = words; *word != NULL; word++)
        report (fixture, id, *word);

      message = fixture_get (fixture, id);
      g_assert_cmpstr (tidings_message_state_to_string (message->state), ==, tidings_message_state_to_string (cases[i].state));
      g_assert_cmpint (message->error_code, ==, cases[i].error_code);
      if (cases[i].what == NULL)
        continue;
      detail = dup_detail (fixture, id, cases[i].what);
      g_assert_cmpstr (detail, ==, cases[i].detail);
    }
}

/* Each step once in the story, however often it is told. */
static void
test_told_once (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 id = fixture_raise_one (fixture, "once", NULL);
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;

  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
  before = tidings_store_list_events (fixture->store, id, NULL);
  for (guint i = 0; i < 5; i++)
    report (fixture, id, "delivered");
  after = tidings_store_list_events (fixture->store, id, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
}

static void
test_unknown_report (Fixture       *fixture,
                     gconstpointer  unused)
{
  TidingsTwilioMessage said = { .sid = (char *) "SM99999999999999999999999999999999", .to = (char *) ANN,
                                .status = TIDINGS_TWILIO_STATUS_DELIVERED, .price_micros = -1 };
  gint64 id;

  tidings_simulator_push_fault (fixture->simulator, "POST", TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0, 1);
  id = fixture_raise_one (fixture, "lost", NULL);
  fixture_settle (fixture);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER);

  /* It may be the one whose answer was lost: looked for at once, not in two seconds. */
  g_assert_false (tidings_outbox_take_report (tidings_engine_get_outbox (fixture->engine), &said));
  fixture_settle (fixture);
  g_assert_true (fixture_has_event (fixture, id, "found"));
}

static void
test_few (Fixture       *fixture,
          gconstpointer  unused)
{
  gint64 ids[5];
  Requests requests;

  keep_open (fixture);
  raise_some (fixture, G_N_ELEMENTS (ids), ids);
  fixture_advance (fixture, 70 * SECOND_MS, SECOND_MS / 4);
  requests = control_get_requests (fixture);
  g_test_message ("%u fetches, %u lists", requests.n_fetches, requests.n_lists);
  g_assert_cmpuint (requests.n_lists, ==, 0);
  /* At 2, 5, 10, 30 and 60 seconds each. */
  g_assert_cmpuint (requests.n_fetches, ==, 25);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ids[40];
  Requests requests;

  keep_open (fixture);
  raise_some (fixture, G_N_ELEMENTS (ids), ids);
  fixture_advance (fixture, 70 * SECOND_MS, SECOND_MS / 4);
  requests = control_get_requests (fixture);
  g_test_message ("%u fetches, %u lists about forty texts", requests.n_fetches, requests.n_lists);
  g_assert_cmpuint (requests.n_posts, ==, 40);
  /* One by one they would be two hundred. The first looks may come before there are many. */
  g_assert_cmpuint (requests.n_fetches, <=, 10);
  g_assert_cmpuint (requests.n_lists, >=, 3);
  g_assert_cmpuint (requests.n_lists, <=, 40);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_SENT, NULL);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_assert_true (tidings_twilio_delete_message_finish (TIDINGS_TWILIO (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* What a list does not show is asked about by itself, and what is not there either gets no more news. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 gone;
  gint64 ids[10];
  g_autoptr(TidingsMessage) message = NULL;
  gboolean is_deleted = FALSE;
  Requests requests;

  /* Twilio deletes only what has ended. */
  control_post (fixture, "/statuses", "To", ANN, "Times", "1", "Statuses", "delivered@0", NULL);
  gone = fixture_raise_one (fixture, "gone", NULL);
  fixture_settle (fixture);
  message = fixture_get (fixture, gone);
  tidings_twilio_delete_message_async (fixture->twilio, message->sid, NULL, deleted_cb, &is_deleted);
  while (!is_deleted)
    g_main_context_iteration (NULL, TRUE);
  control_post (fixture, "/statuses", "To", ANN, "Times", "0", "Statuses", "sent@0,delivered@3600000", NULL);
  raise_some (fixture, G_N_ELEMENTS (ids), ids);
  control_forget_requests (fixture);

  fixture_advance (fixture, 30 * MINUTE_MS, SECOND_MS);
  requests = control_get_requests (fixture);
  g_test_message ("%u fetches, %u lists", requests.n_fetches, requests.n_lists);
  g_assert_cmpuint (requests.n_fetches, <=, 40);
  g_assert_cmpuint (requests.n_lists, <=, 20);
  g_assert_true (fixture_has_event (fixture, gone, "gone"));
  fixture_assert_state (fixture, gone, TIDINGS_MESSAGE_ACCEPTED, TIDINGS_REASON_NO_RECEIPT);
  fixture_assert_state (fixture, ids[4], TIDINGS_MESSAGE_SENT, NULL);
  fixture_advance (fixture, 2 * HOUR_MS, MINUTE_MS);
  fixture_assert_state (fixture, gone, TIDINGS_MESSAGE_ACCEPTED, TIDINGS_REASON_NO_RECEIPT);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* A list whose answer is lost says nothing about any of them. */
static void
test_list_faults (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const TidingsSimulatorFault faults[] = {
    TIDINGS_SIMULATOR_FAULT_TOO_MANY, TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, TIDINGS_SIMULATOR_FAULT_DROP_REPLY,
    TIDINGS_SIMULATOR_FAULT_NONSENSE, TIDINGS_SIMULATOR_FAULT_HTML, TIDINGS_SIMULATOR_FAULT_TRUNCATED,
    TIDINGS_SIMULATOR_FAULT_EMPTY, TIDINGS_SIMULATOR_FAULT_CUT_BODY, TIDINGS_SIMULATOR_FAULT_UNKNOWN_ENUM,
    TIDINGS_SIMULATOR_FAULT_REDIRECT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gint64 ids[12];

      g_test_message ("fault %d", (int) faults[i]);
      raise_some (fixture, G_N_ELEMENTS (ids), ids);
      fixture_settle (fixture);
      tidings_simulator_push_fault (fixture->simulator, "GET", faults[i], 0, 3);
      fixture_advance (fixture, 3 * MINUTE_MS, SECOND_MS);
      tidings_simulator_push_fault (fixture->simulator, NULL, TIDINGS_SIMULATOR_FAULT_NONE, 0, 0);
      for (guint k = 0; k < G_N_ELEMENTS (ids); k++)
        fixture_assert_state (fixture, ids[k], TIDINGS_MESSAGE_DELIVERED, NULL);
    }
}

/* More than a page of them, and the pages shift while they are read. */
static void
test_pages (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 ids[130];
  Requests requests;

  control_post (fixture, "/statuses", "To", ANN, "Times", "0", "Statuses", "sent@0,delivered@60000", NULL);
  raise_some (fixture, G_N_ELEMENTS (ids), ids);
  control_post (fixture, "/faults", "Method", "GET", "Fault", "shifted-page", "Amount", "7", "Times", "0", NULL);
  fixture_advance (fixture, 4 * MINUTE_MS, SECOND_MS);
  requests = control_get_requests (fixture);
  g_test_message ("%u fetches, %u lists about %u texts", requests.n_fetches, requests.n_lists, (guint) G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (requests.n_fetches, <, 50);
  g_assert_cmpuint (fixture_count_texts (fixture, "open-"), ==, G_N_ELEMENTS (ids));
}

/* The price comes late: it is looked for after 5 minutes, an hour and a day, not more often. */
static void
test_late_price (Fixture       *fixture,
                 gconstpointer  unused)
{
  static const struct { gint64 after_ms; gint64 by_ms; guint n_at_most; const char *why; } cases[] = {
    { 0, 10 * MINUTE_MS, 3, "at once" },
    { 4 * MINUTE_MS, 10 * MINUTE_MS, 4, "after some minutes" },
    { 40 * MINUTE_MS, 70 * MINUTE_MS, 5, "within the hour" },
    { 20 * HOUR_MS, 25 * HOUR_MS, 6, "the next day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *after = g_strdup_printf ("%" G_GINT64_FORMAT, cases[i].after_ms);
      g_autoptr(TidingsMessage) message = NULL;
      g_autofree char *detail = NULL;
      Requests requests;
      gint64 id;

      g_test_message ("%s", cases[i].why);
      control_post (fixture, "/statuses", "To", ANN, "Times", "1", "Statuses", "delivered@0", "PriceAfter", after, NULL);
      control_forget_requests (fixture);
      id = fixture_raise_one (fixture, "price", NULL);
      fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
      fixture_assert_state (fixture, id, TIDINGS_MESSAGE_DELIVERED, NULL);
      fixture_advance (fixture, cases[i].by_ms, MINUTE_MS);
      message = fixture_get (fixture, id);
      g_assert_true (message->is_settled);
      g_assert_cmpint (message->price_micros, >, 0);
      g_assert_cmpstr (message->currency, !=, NULL);
      detail = dup_detail (fixture, id, "price");
      g_assert_nonnull (detail);
      requests = control_get_requests (fixture);
      g_assert_cmpuint (requests.n_fetches, <=, cases[i].n_at_most);
      fixture_advance (fixture, 30 * HOUR_MS, HOUR_MS);
      g_assert_cmpuint (control_get_requests (fixture).n_fetches, ==, requests.n_fetches);
    }
}

/* Without a connection nobody is asked; then everybody, with one question. */
static void
test_offline (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ids[8];
  Requests requests;

  keep_open (fixture);
  raise_some (fixture, G_N_ELEMENTS (ids), ids);
  fixture_advance (fixture, 15 * SECOND_MS, SECOND_MS);
  tidings_engine_set_online (fixture->engine, FALSE);
  fixture_settle (fixture);
  g_assert_false (tidings_engine_is_online (fixture->engine));
  control_forget_requests (fixture);
  fixture_advance (fixture, 5 * HOUR_MS, MINUTE_MS);
  g_assert_cmpuint (control_get_requests (fixture).n, ==, 0);
  /* They are still somebody's business. */
  g_assert_true (tidings_engine_is_busy (fixture->engine));

  tidings_engine_set_online (fixture->engine, TRUE);
  fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS / 4);
  requests = control_get_requests (fixture);
  g_test_message ("%u fetches, %u lists after five hours", requests.n_fetches, requests.n_lists);
  g_assert_cmpuint (requests.n_fetches, ==, 0);
  g_assert_cmpuint (requests.n_lists, >=, 1);
  g_assert_cmpuint (requests.n_lists, <=, 3);
  /* What was missed is not made up for: the next look is the one of this hour. */
  fixture_advance (fixture, 30 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (control_get_requests (fixture).n, ==, requests.n);
  fixture_advance (fixture, 45 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (control_get_requests (fixture).n, >, requests.n);
}

/* The desktop is wrong about the connection: the next text shows it. */
static void
test_offline_by_mistake (Fixture       *fixture,
                         gconstpointer  unused)
{
  gint64 open;
  gint64 id;

  keep_open (fixture);
  open = fixture_raise_one (fixture, "open", NULL);
  fixture_settle (fixture);
  tidings_engine_set_online (fixture->engine, FALSE);
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_ACCEPTED, NULL);

  id = fixture_raise_one (fixture, "backup", NULL);
  fixture_advance (fixture, 5 * SECOND_MS, SECOND_MS);
  g_assert_true (tidings_engine_is_online (fixture->engine));
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_SENT, NULL);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_SENT, NULL);
}

/* A clock that stands, and remembers what it was asked to wake for. */
#define STILL_TYPE_CLOCK (still_clock_get_type ())
G_DECLARE_FINAL_TYPE (StillClock, still_clock, STILL, CLOCK, TidingsClock)

struct _StillClock {
  TidingsClock parent_instance;

  gint64 now;
  gint64 armed_for;
};

G_DEFINE_FINAL_TYPE (StillClock, still_clock, TIDINGS_TYPE_CLOCK)

static gint64
still_clock_get_now (TidingsClock *clock)
{
  return STILL_CLOCK (clock)->now;
}

static void
still_clock_arm (TidingsClock *clock,
                 gint64        instant)
{
  STILL_CLOCK (clock)->armed_for = instant;
}

static void
still_clock_class_init (StillClockClass *klass)
{
  TIDINGS_CLOCK_CLASS (klass)->get_now = still_clock_get_now;
  TIDINGS_CLOCK_CLASS (klass)->arm = still_clock_arm;
}

static void
still_clock_init (StillClock *self)
{
  self->armed_for = -1;
}

/* Nothing to do: no question, and no alarm, whatever is in the store. */
static void
test_idle (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct { const char *statuses; gint64 wait_ms; gboolean is_online; gboolean has_alarm; const char *why; } cases[] = {
    { "delivered@0", HOUR_MS, TRUE, FALSE, "a text that has arrived, its price known" },
    { "failed:30001@0", HOUR_MS, TRUE, FALSE, "one that failed" },
    { "sent@0", 80 * HOUR_MS, TRUE, FALSE, "one without a receipt for three days" },
    { "sent@0", HOUR_MS, TRUE, TRUE, "one that is followed wakes for its next look" },
    { "sent@0", HOUR_MS, FALSE, FALSE, "but not without a connection" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsClock *moving = fixture->clock;
      StillClock *still;
      gint64 id;

      g_test_message ("%s", cases[i].why);
      control_post (fixture, "/statuses", "To", ANN, "Times", "1", "Statuses", cases[i].statuses, NULL);
      id = fixture_raise_one (fixture, "idle", NULL);
      fixture_advance (fixture, cases[i].wait_ms, 30 * SECOND_MS);

      fixture_kill (fixture);
      still = g_object_new (STILL_TYPE_CLOCK, NULL);
      still->now = tidings_clock_get_now (moving);
      fixture->clock = TIDINGS_CLOCK (still);
      control_forget_requests (fixture);
      fixture_restart (fixture);
      tidings_engine_set_online (fixture->engine, cases[i].is_online);
      fixture_settle (fixture);
      g_assert_cmpint (still->armed_for != -1, ==, cases[i].has_alarm);
      g_assert_cmpuint (control_get_requests (fixture).n, ==, 0);
      g_assert_cmpint (tidings_engine_is_busy (fixture->engine), ==, i >= 3);

      fixture_kill (fixture);
      fixture->clock = moving;
      g_object_unref (still);
      fixture_restart (fixture);
      g_assert_cmpint (id, >, 0);
    }
}

typedef struct {
  gboolean is_done;
  GError *error;
} Refresh;

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Refresh *refresh = user_data;

  tidings_engine_ask_now_finish (TIDINGS_ENGINE (object), result, &refresh->error);
  refresh->is_done = TRUE;
}

static GError *
refresh (Fixture *fixture,
         gint64   id)
{
  Refresh answer = { FALSE, NULL };

  tidings_engine_ask_now_async (fixture->engine, id, refreshed_cb, &answer);
  while (!answer.is_done)
    g_main_context_iteration (NULL, TRUE);

  return answer.error;
}

static void
test_refresh (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  gint64 open;
  gint64 held;

  /* Followed: the answer is there before its time. */
  control_post (fixture, "/statuses", "To", ANN, "Times", "1", "Statuses", "delivered@0", "PriceAfter", "600000", NULL);
  open = fixture_raise_one (fixture, "open", NULL);
  fixture_settle (fixture);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_ACCEPTED, NULL);
  g_assert_no_error (refresh (fixture, open));
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_DELIVERED, NULL);

  /* Ended: its price. */
  fixture_advance (fixture, 20 * MINUTE_MS, MINUTE_MS);
  g_assert_no_error (refresh (fixture, open));
  {
    g_autoptr(TidingsMessage) message = fixture_get (fixture, open);

    g_assert_true (message->is_settled);
  }

  /* Paused: asked all the same. */
  tidings_engine_set_online (fixture->engine, FALSE);
  control_forget_requests (fixture);
  g_assert_no_error (refresh (fixture, open));
  g_assert_cmpuint (control_get_requests (fixture).n_fetches, ==, 1);

  /* The request fails, and nothing changes. */
  tidings_simulator_push_fault (fixture->simulator, "GET", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0, 1);
  error = refresh (fixture, open);
  g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
  g_clear_error (&error);
  fixture_assert_state (fixture, open, TIDINGS_MESSAGE_DELIVERED, NULL);

  /* Nothing to ask about. */
  fixture->settings.paused_until = G_MAXINT64;
  fixture_apply (fixture);
  held = fixture_raise_one (fixture, "held", NULL);
  error = refresh (fixture, held);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  error = refresh (fixture, 4711);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Nobody to ask. */
  fixture_connect (fixture, NULL);
  fixture_apply (fixture);
  error = refresh (fixture, open);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NO_ACCOUNT);
}

/* The engine ends before the answer comes: who waits is told. */
static void
test_refresh_stopped (Fixture       *fixture,
                      gconstpointer  unused)
{
  Refresh answer = { FALSE, NULL };
  gint64 id = fixture_raise_one (fixture, "open", NULL);

  fixture_settle (fixture);
  tidings_simulator_push_fault (fixture->simulator, "GET", TIDINGS_SIMULATOR_FAULT_LATENCY, 60000, 1);
  tidings_engine_ask_now_async (fixture->engine, id, refreshed_cb, &answer);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (answer.is_done);
  fixture_kill (fixture);
  for (guint i = 0; i < 100 && !answer.is_done; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  fixture_restart (fixture);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/follow/reports", test_reports);
  ADD ("/follow/told-once", test_told_once);
  ADD ("/follow/unknown-report", test_unknown_report);
  ADD ("/follow/few", test_few);
  ADD ("/follow/many", test_many);
  ADD ("/follow/missing", test_missing);
  ADD ("/follow/list-faults", test_list_faults);
  ADD ("/follow/pages", test_pages);
  ADD ("/follow/late-price", test_late_price);
  ADD ("/follow/offline", test_offline);
  ADD ("/follow/offline-by-mistake", test_offline_by_mistake);
  ADD ("/follow/idle", test_idle);
  ADD ("/follow/refresh", test_refresh);
  ADD ("/follow/refresh-stopped", test_refresh_stopped);

  return g_test_run ();
}
