/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An engine with a store of its own, a clock that the test moves, and a Twilio on the loopback interface. */
#include "engine-fixture.h"

#include <glib/gstdio.h>

#include "tidings-engine-private.h"
#include "tidings-outbox.h"

static void
notice_cb (TidingsEngine  *engine,
           int             kind,
           TidingsMessage *message,
           TidingsPerson  *person,
           gint64          reminder,
           const char     *text,
           gpointer        user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (kind, <, G_N_ELEMENTS (fixture->n_notices));
  g_assert_true (kind != TIDINGS_NOTICE_OVERDUE || reminder != 0);
  fixture->n_notices[kind]++;
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
fixture_connect (Fixture    *fixture,
                 const char *token)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->twilio);
  fixture->twilio = tidings_twilio_new (tidings_simulator_get_origin (fixture->simulator), &error);
  g_assert_no_error (error);
  tidings_twilio_set_clock (fixture->twilio, fixture->clock);
  tidings_twilio_set_credentials (fixture->twilio, token != NULL ? TIDINGS_SIMULATOR_ACCOUNT_SID : NULL, NULL, token, NULL);
}

void
fixture_restart (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture_connect (fixture, TIDINGS_SIMULATOR_TOKEN);
  fixture->engine = tidings_engine_new (fixture->store, fixture->clock);
  g_signal_connect (fixture->engine, "notice", G_CALLBACK (notice_cb), fixture);
  fixture_apply (fixture);
  tidings_engine_start (fixture->engine);
}

void
fixture_apply (Fixture *fixture)
{
  tidings_engine_set_account (fixture->engine, fixture->twilio, &fixture->settings);
}

void
fixture_kill (Fixture *fixture)
{
  tidings_engine_stop (fixture->engine);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->twilio);
  /* Requests that were cut off report to nobody. */
  drain ();
  g_clear_object (&fixture->store);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("tidings-engine-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "tidings.db", NULL);
  fixture->clock = tidings_test_clock_new (FIXTURE_NOW);
  fixture->simulator = tidings_simulator_new (fixture->clock, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tidings_simulator_listen (fixture->simulator, 0, &error));
  g_assert_no_error (error);

  fixture->settings = (TidingsEngineSettings) {
    .limits = { .rate_hour = 10, .rate_day = 30, .cap_day = 50, .cap_month = 500 },
    .code_life_s = 600,
    .sender = TIDINGS_SIMULATOR_SENDER,
    .account = TIDINGS_SIMULATOR_ACCOUNT_SID,
    .proves_numbers = TRUE,
  };
  fixture_restart (fixture);
}

static void
remove_dir (const char *dir)
{
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_remove (path);
    }
  g_rmdir (dir);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  unused)
{
  fixture_kill (fixture);
  g_clear_object (&fixture->simulator);
  drain ();
  g_clear_object (&fixture->clock);
  remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static void
count_warning_cb (const char     *domain,
                  GLogLevelFlags  level,
                  const char     *message,
                  gpointer        user_data)
{
  Fixture *fixture = user_data;

  g_test_message ("warned: %s", message);
  fixture->n_warnings += (level & G_LOG_LEVEL_WARNING) != 0;
  g_assert_cmpint (level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR), ==, 0);
}

void
fixture_break_store (Fixture *fixture)
{
  /* After a rollback inside, all that would be written before the end of the outermost transaction is refused. */
  g_assert_true (tidings_store_begin (fixture->store, NULL));
  g_assert_true (tidings_store_begin (fixture->store, NULL));
  tidings_store_rollback (fixture->store);
  fixture->fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  fixture->n_warnings = 0;
  g_log_set_default_handler (count_warning_cb, fixture);
}

guint
fixture_mend_store (Fixture *fixture)
{
  tidings_store_rollback (fixture->store);
  g_log_set_default_handler (g_log_default_handler, NULL);
  g_log_set_always_fatal (fixture->fatal);

  return fixture->n_warnings;
}

/* Whether a text waits for its sender, as it does for parts of a second; then the clock is moved there. */
static gboolean
let_sender_go (Fixture *fixture)
{
  gint64 now = tidings_clock_get_now (fixture->clock);
  gint64 ready_at = tidings_outbox_get_ready_at (tidings_engine_get_outbox (fixture->engine));

  /* A wait that Twilio asked for is not over by itself. */
  if (ready_at <= now || ready_at > now + SECOND_MS ||
      tidings_pace_get_held_until (tidings_engine_get_core (fixture->engine)->pace, now) != 0)
    return FALSE;
  tidings_test_clock_advance (fixture->clock, ready_at - now);

  return TRUE;
}

void
fixture_settle (Fixture *fixture)
{
  drain ();
  while (tidings_outbox_is_busy (tidings_engine_get_outbox (fixture->engine)) ||
         tidings_engine_is_asking (fixture->engine) || let_sender_go (fixture))
    {
      if (tidings_outbox_is_busy (tidings_engine_get_outbox (fixture->engine)) || tidings_engine_is_asking (fixture->engine))
        g_main_context_iteration (NULL, TRUE);
      drain ();
    }
}

void
fixture_advance (Fixture *fixture,
                 gint64   ms,
                 gint64   step_ms)
{
  fixture_settle (fixture);
  while (ms > 0)
    {
      tidings_test_clock_advance (fixture->clock, MIN (ms, step_ms));
      fixture_settle (fixture);
      ms -= step_ms;
    }
}

gint64
fixture_add (Fixture    *fixture,
             const char *name,
             const char *number)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  g_free (values->name);
  values->name = g_strdup (name);
  g_free (values->number);
  values->number = g_strdup (number);
  person = tidings_engine_put_person (fixture->engine, 0, values, 0, &error);
  g_assert_no_error (error);

  return person->id;
}

char *
fixture_dup_code (Fixture *fixture)
{
  g_autoptr(GPtrArray) inbox = tidings_simulator_list_inbox (fixture->simulator);
  g_autoptr(GRegex) regex = g_regex_new ("\\b[0-9]{6}\\b", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  TidingsSimulatorText *last;

  g_assert_cmpuint (inbox->len, >, 0);
  last = g_ptr_array_index (inbox, inbox->len - 1);
  g_assert_true (g_regex_match (regex, last->body, 0, &match));

  return g_match_info_fetch (match, 0);
}

gint64
fixture_add_confirmed (Fixture    *fixture,
                       const char *name,
                       const char *number)
{
  gint64 id = fixture_add (fixture, name, number);
  TidingsCodeInfo info;
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_engine_send_code (fixture->engine, id, &info, &error));
  g_assert_no_error (error);
  fixture_settle (fixture);
  code = fixture_dup_code (fixture);
  tidings_engine_confirm_code (fixture->engine, id, code, &error);
  g_assert_no_error (error);

  return id;
}

void
fixture_subscribe (Fixture *fixture,
                   gint64   person)
{
  g_autoptr(GError) error = NULL;

  tidings_engine_set_subscription (fixture->engine, person, "job_failed", TRUE, &error);
  g_assert_no_error (error);
}

void
fixture_set_quiet (Fixture *fixture,
                   gint64   id,
                   int      from,
                   int      to)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  tidings_quiet_hours_set_every_day (&values->quiet, from, to);
  values->zone = g_strdup ("UTC");
  person = tidings_engine_put_person (fixture->engine, id, values, TIDINGS_PERSON_CHANGE_QUIET | TIDINGS_PERSON_CHANGE_ZONE, &error);
  g_assert_no_error (error);
}

gboolean
fixture_has_event (Fixture    *fixture,
                   gint64      id,
                   const char *what)
{
  g_autoptr(GPtrArray) events = tidings_store_list_events (fixture->store, id, NULL);

  for (guint i = 0; i < events->len; i++)
    if (g_str_equal (((TidingsEvent *) g_ptr_array_index (events, i))->what, what))
      return TRUE;

  return FALSE;
}

GPtrArray *
fixture_raise (Fixture     *fixture,
               const char  *unit,
               const char  *who,
               GError     **error)
{
  g_autoptr(JsonObject) values = json_object_new ();
  const char *to[] = { who, NULL };
  TidingsRaise raise = { .type = "job_failed", .values = values, .to = who != NULL ? to : NULL, .source = "test" };

  json_object_set_string_member (values, "unit", unit);

  return tidings_engine_raise (fixture->engine, &raise, FALSE, error);
}

gint64
fixture_raise_one (Fixture    *fixture,
                   const char *unit,
                   const char *who)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = fixture_raise (fixture, unit, who, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);

  return ((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->id;
}

TidingsMessage *
fixture_get (Fixture *fixture,
             gint64   id)
{
  g_autoptr(GError) error = NULL;
  TidingsMessage *message = tidings_store_get_message (fixture->store, id, &error);

  g_assert_no_error (error);

  return message;
}

void
fixture_assert_state (Fixture             *fixture,
                      gint64               id,
                      TidingsMessageState  state,
                      const char          *reason)
{
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  g_assert_cmpstr (tidings_message_state_to_string (message->state), ==, tidings_message_state_to_string (state));
  g_assert_cmpstr (message->reason, ==, reason);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GPtrArray **listed = user_data;
  g_autoptr(GError) error = NULL;

  *listed = tidings_twilio_list_messages_finish (TIDINGS_TWILIO (object), result, &error);
  g_assert_no_error (error);
}

/* Asked as anybody would ask Twilio, by another client. */
GPtrArray *
fixture_list_texts_to (Fixture    *fixture,
                       const char *number)
{
  g_autoptr(TidingsTwilio) twilio = tidings_twilio_new (tidings_simulator_get_origin (fixture->simulator), NULL);
  GPtrArray *listed = NULL;

  tidings_twilio_set_credentials (twilio, TIDINGS_SIMULATOR_ACCOUNT_SID, NULL, TIDINGS_SIMULATOR_TOKEN, NULL);
  tidings_twilio_list_messages_async (twilio, number, NULL, 0, 1000, 0, NULL, listed_cb, &listed);
  while (listed == NULL)
    g_main_context_iteration (NULL, TRUE);

  return listed;
}

guint
fixture_count_texts (Fixture    *fixture,
                     const char *words)
{
  g_autoptr(GPtrArray) listed = fixture_list_texts_to (fixture, NULL);
  guint n = 0;

  for (guint i = 0; i < listed->len; i++)
    {
      TidingsTwilioMessage *text = g_ptr_array_index (listed, i);

      n += !text->is_inbound && strstr (text->body, words) != NULL;
    }

  return n;
}

GPtrArray *
fixture_list_inbound (Fixture *fixture)
{
  GPtrArray *listed = fixture_list_texts_to (fixture, NULL);

  for (guint i = listed->len; i > 0; i--)
    if (!((TidingsTwilioMessage *) g_ptr_array_index (listed, i - 1))->is_inbound)
      g_ptr_array_remove_index (listed, i - 1);

  return listed;
}
