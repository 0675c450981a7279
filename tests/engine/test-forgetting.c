/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing people: nothing that names them is left here or at Twilio, and nothing comes back. And forgetting what is old. */
#define _GNU_SOURCE /* memmem() */
#include "config.h"

#include <string.h>

#include "engine-control.h"
#include "engine-fixture.h"
#include "tidings-reason.h"
#include "tidings-store-audit.h"
#include "tidings-store-forget.h"
#include "tidings-store-inbound.h"

#define NAME "Annabelle"
#define ANN "+4915123456789"
#define ANN_BEFORE "+4915123456700"
#define BEA "+4915123456788"
#define WORDS "ziggurat"
#define ANSWER "marzipan"
#define TITLE "Xylophone"
#define DAY_MS (24 * HOUR_MS)

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.polls_inbox = TRUE;
  fixture_apply (fixture);
  tidings_engine_set_asker (fixture->engine, "cli");
}

static void
erased_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TidingsErased *erased = user_data;
  g_autoptr(GError) error = NULL;

  tidings_engine_erase_person_finish (TIDINGS_ENGINE (object), result, erased, &error);
  g_assert_no_error (error);
  /* That it is over. */
  erased->n_texts |= 1u << 31;
}

static TidingsErased
erase (Fixture *fixture,
       gint64   person)
{
  TidingsErased erased = { 0 };

  tidings_engine_erase_person_async (fixture->engine, person, erased_cb, &erased);
  while (!(erased.n_texts >> 31))
    g_main_context_iteration (NULL, TRUE);
  erased.n_texts &= ~(1u << 31);

  return erased;
}

static gboolean
has_bytes (const char *path,
           const char *suffix,
           const char *words)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  g_autofree char *bytes = NULL;
  gsize n = 0;

  /* The log is not there once nobody has the store open. */
  return g_file_get_contents (file, &bytes, &n, NULL) && memmem (bytes, n, words, strlen (words)) != NULL;
}

static gboolean
is_in_file (Fixture    *fixture,
            const char *words)
{
  return has_bytes (fixture->path, "", words) || has_bytes (fixture->path, "-wal", words) || has_bytes (fixture->path, "-shm", words);
}

static void
assert_clean (Fixture *fixture)
{
  static const char * const traces[] = { NAME, "annabelle", ANN, ANN_BEFORE, "4915123456789", "\342\200\24689", WORDS, "Ziggurat", ANSWER, TITLE };

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_test_message ("looking for %s", traces[i]);
      g_assert_false (is_in_file (fixture, traces[i]));
    }
}

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

static gint64
remind (Fixture      *fixture,
        const char   *title,
        const gint64 *people,
        guint         n_people)
{
  gint64 before_s = 0;
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;

  reminder->title = g_strdup (title);
  reminder->wall = g_strdup ("2027-03-01T09:00");
  reminder->zone = g_strdup ("UTC");
  tidings_reminder_set_before (reminder, &before_s, 1);
  tidings_reminder_set_people (reminder, people, n_people);
  tidings_engine_put_reminder (fixture->engine, reminder, &error);
  g_assert_no_error (error);

  return reminder->id;
}

static void
change_number (Fixture    *fixture,
               gint64      id,
               const char *number)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  values->number = g_strdup (number);
  person = tidings_engine_put_person (fixture->engine, id, values, TIDINGS_PERSON_CHANGE_NUMBER, &error);
  g_assert_no_error (error);
}

static void
confirm (Fixture *fixture,
         gint64   id)
{
  TidingsCodeInfo info;
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;

  tidings_test_clock_advance (fixture->clock, HOUR_MS);
  g_assert_true (tidings_engine_send_code (fixture->engine, id, &info, &error));
  fixture_settle (fixture);
  code = fixture_dup_code (fixture);
  g_assert_true (tidings_engine_confirm_code (fixture->engine, id, code, &error));
  g_assert_no_error (error);
}

/* Whole life, then erased: texts under two numbers, answers, a switch, reminders, one that waits. */
static void
test_all (Fixture       *fixture,
          gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, NAME, ANN_BEFORE);
  gint64 bea = fixture_add_confirmed (fixture, "Bea", BEA);
  gint64 both[] = { ann, bea };
  gint64 hers;
  gint64 shared;
  gint64 others;
  TidingsErased erased;
  TidingsQuotaStatus before;
  TidingsQuotaStatus after;
  g_autoptr(TidingsReminder) left = NULL;
  g_autoptr(TidingsReminder) gone = NULL;
  g_autoptr(GPtrArray) trail = NULL;
  g_autoptr(GPtrArray) at_twilio = NULL;
  g_autoptr(GError) error = NULL;

  change_number (fixture, ann, ANN);
  confirm (fixture, ann);
  fixture_subscribe (fixture, 0);
  fixture_raise_one (fixture, "Ziggurat one", NAME);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  say (fixture, ANN, ANSWER);
  hers = remind (fixture, TITLE, &ann, 1);
  shared = remind (fixture, "Dentist", both, 2);
  others = fixture_raise_one (fixture, "backup", "Bea");
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  tidings_store_add_event (fixture->store, others, FIXTURE_NOW, "told", NAME ", and Annabelleville", &error);
  g_assert_no_error (error);
  fixture_set_quiet (fixture, ann, 0, 23 * 60 + 59);
  fixture_raise_one (fixture, "Ziggurat two", NAME);
  fixture_settle (fixture);
  g_assert_true (is_in_file (fixture, NAME));
  g_assert_true (is_in_file (fixture, ANN));
  tidings_engine_get_quota (fixture->engine, &before);

  erased = erase (fixture, ann);
  g_assert_cmpuint (erased.n_texts, ==, 4);
  g_assert_cmpuint (erased.n_at_twilio, ==, 4);
  g_assert_cmpuint (erased.n_waiting, ==, 0);
  g_assert_false (erased.keeps_stop);

  /* What others were told stays, without the name where it stands for itself. */
  {
    g_autoptr(GPtrArray) events = tidings_store_list_events (fixture->store, others, NULL);
    TidingsEvent *last = g_ptr_array_index (events, events->len - 1);

    g_assert_cmpstr (last->detail, ==, "…, and Annabelleville");
  }

  /* The same counts, so that nobody gets more texts out of the account by being erased. */
  tidings_engine_get_quota (fixture->engine, &after);
  g_assert_cmpuint (after.day_used, ==, before.day_used);
  g_assert_cmpuint (after.month_used, ==, before.month_used);
  g_assert_cmpint (after.settled_micros, ==, before.settled_micros);
  g_assert_cmpuint (after.n_held, ==, before.n_held - 1);

  gone = tidings_store_get_reminder (fixture->store, hers, NULL);
  g_assert_null (gone);
  left = tidings_store_get_reminder (fixture->store, shared, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left->n_people, ==, 1);
  g_assert_cmpint (left->people[0], ==, bea);

  trail = tidings_store_list_audit (fixture->store, ann, &error);
  g_assert_cmpuint (trail->len, ==, 6);
  for (guint i = 0; i < trail->len; i++)
    {
      TidingsAuditEntry *entry = g_ptr_array_index (trail, i);

      g_assert_cmpstr (entry->name, ==, "");
      g_assert_cmpstr (entry->number, ==, "");
      g_assert_cmpstr (entry->detail, ==, "");
    }
  g_assert_cmpstr (((TidingsAuditEntry *) g_ptr_array_index (trail, 5))->what, ==, "erased");

  fixture_advance (fixture, 5 * MINUTE_MS, 10 * SECOND_MS);
  at_twilio = fixture_list_texts_to (fixture, ANN);
  g_assert_cmpuint (at_twilio->len, ==, 0);
  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 1);
  {
    g_autoptr(GPtrArray) inbound = fixture_list_inbound (fixture);

    g_assert_cmpuint (inbound->len, ==, 0);
  }
}

static void
test_file (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, NAME, ANN_BEFORE);
  gint64 bea = fixture_add_confirmed (fixture, "Bea", BEA);

  change_number (fixture, ann, ANN);
  confirm (fixture, ann);
  fixture_subscribe (fixture, 0);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *unit = g_strdup_printf ("Ziggurat %u", i);

      fixture_raise_one (fixture, unit, NAME);
      fixture_raise_one (fixture, unit, "Bea");
      fixture_advance (fixture, HOUR_MS, 10 * MINUTE_MS);
    }
  say (fixture, ANN, ANSWER);
  say (fixture, ANN, "STOP");
  remind (fixture, TITLE, &ann, 1);
  g_assert_true (is_in_file (fixture, "ziggurat"));
  /* The words are in Bea's texts as well, and stay there until they go with her. */
  erase (fixture, ann);
  g_assert_true (is_in_file (fixture, "ziggurat"));
  g_assert_false (is_in_file (fixture, NAME));
  g_assert_false (is_in_file (fixture, ANN));
  erase (fixture, bea);
  assert_clean (fixture);

  /* What is left to do at Twilio does not bring them back, nor does the end of the process. */
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  assert_clean (fixture);
  fixture_kill (fixture);
  assert_clean (fixture);
  fixture_restart (fixture);
}

/* Killed before the words were out: the next process goes on. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, NAME, ANN);
  TidingsForget forget = { .account = "", .now = FIXTURE_NOW, .counted_since = 0 };
  g_autoptr(GError) error = NULL;

  fixture_subscribe (fixture, 0);
  fixture_raise_one (fixture, WORDS, NAME);
  fixture_settle (fixture);
  tidings_store_forget_person (fixture->store, ann, &forget, &error);
  g_assert_no_error (error);
  g_assert_true (tidings_store_needs_scrub (fixture->store));
  g_assert_true (is_in_file (fixture, WORDS));
  fixture_kill (fixture);
  fixture_restart (fixture);
  g_assert_true (tidings_engine_is_busy (fixture->engine));
  fixture_advance (fixture, 2 * SECOND_MS, SECOND_MS);
  g_assert_false (tidings_store_needs_scrub (fixture->store));
  assert_clean (fixture);
}

/* A request is on its way, or its answer was lost: the text is not there again when it is known what became of it. */
static void
test_in_flight (Fixture       *fixture,
                gconstpointer  unused)
{
  static const struct {
    TidingsSimulatorFault fault;
    guint n_waiting;
    const char *why;
  } cases[] = {
    { TIDINGS_SIMULATOR_FAULT_NONE, 1, "the answer comes" },
    { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 1, "the answer is lost, the text is there" },
    { TIDINGS_SIMULATOR_FAULT_TOO_MANY, 1, "Twilio says no for now: it is not tried again" },
    { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 1, "Twilio has trouble: it is not known whether it is there" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 ann;
      gint64 id;
      TidingsErased erased;
      g_autoptr(TidingsMessage) message = NULL;

      g_test_message ("%s", cases[i].why);
      ann = fixture_add_confirmed (fixture, NAME, ANN);
      fixture_subscribe (fixture, 0);
      fixture_advance (fixture, 10 * SECOND_MS, SECOND_MS);
      if (cases[i].fault != TIDINGS_SIMULATOR_FAULT_NONE)
        tidings_simulator_push_fault (fixture->simulator, "POST", cases[i].fault, 0, 1);
      id = fixture_raise_one (fixture, WORDS, NAME);
      do
        {
          g_main_context_iteration (NULL, TRUE);
          g_clear_object (&message);
          message = fixture_get (fixture, id);
        }
      while (message->state != TIDINGS_MESSAGE_SENDING);

      erased = erase (fixture, ann);
      g_assert_cmpuint (erased.n_waiting, ==, cases[i].n_waiting);
      g_clear_object (&message);
      fixture_advance (fixture, HOUR_MS, 10 * SECOND_MS);
      message = tidings_store_get_message (fixture->store, id, NULL);
      /* At most the count is left. */
      g_assert_cmpstr (message != NULL ? message->body : "", ==, "");
      g_assert_cmpuint (fixture_count_texts (fixture, WORDS), ==, 0);
      assert_clean (fixture);
      g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_FAILED], ==, 0);
      fixture_advance (fixture, DAY_MS, HOUR_MS);
    }
}

/* A STOP is still a STOP when the same number is entered again, and cannot be read meanwhile; nor are there more codes. */
static void
test_stop_stays (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, NAME, ANN);
  g_autoptr(TidingsPerson) again = NULL;
  g_autoptr(GArray) codes = NULL;

  say (fixture, ANN, "STOP");
  g_assert_true (erase (fixture, ann).keeps_stop);
  assert_clean (fixture);
  g_assert_false (tidings_store_has_opt_out (fixture->store, ANN));

  ann = fixture_add (fixture, "Ann", ANN);
  again = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_cmpint (again->opted_out_at, !=, 0);
  g_assert_cmpstr (again->opted_out_by, ==, "reply");
  codes = tidings_store_list_codes_sent (fixture->store, ANN, 0);
  g_assert_cmpuint (codes->len, ==, 1);

  /* Erased again, it stays again; START ends it for good. */
  g_assert_true (erase (fixture, ann).keeps_stop);
  ann = fixture_add (fixture, "Ann", ANN);
  say (fixture, ANN, "START");
  g_assert_false (erase (fixture, ann).keeps_stop);
  ann = fixture_add (fixture, "Ann", ANN);
  g_clear_object (&again);
  again = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_cmpint (again->opted_out_at, ==, 0);
}

/* A STOP that was only rehearsed is nobody's wish. */
static void
test_rehearsed (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 ann;

  fixture->settings.proves_numbers = FALSE;
  fixture->settings.account = "practice";
  fixture_apply (fixture);
  ann = fixture_add_confirmed (fixture, NAME, ANN);
  say (fixture, ANN, "STOP");
  g_assert_false (erase (fixture, ann).keeps_stop);
  assert_clean (fixture);
}

/* Somebody else has the number now: it is theirs. */
static void
test_number_of_another (Fixture       *fixture,
                        gconstpointer  unused)
{
  gint64 ann = fixture_add_confirmed (fixture, NAME, ANN_BEFORE);
  gint64 bea;
  g_autoptr(TidingsPerson) left = NULL;
  g_autoptr(GPtrArray) texts = NULL;
  TidingsMessageFilter filter = { 0 };

  change_number (fixture, ann, ANN);
  bea = fixture_add (fixture, "Bea", ANN_BEFORE);
  confirm (fixture, bea);
  erase (fixture, ann);
  left = tidings_store_get_person (fixture->store, bea, NULL);
  g_assert_cmpstr (left->number, ==, ANN_BEFORE);
  filter.person_id = bea;
  texts = tidings_store_list_messages (fixture->store, &filter, NULL);
  g_assert_cmpuint (texts->len, ==, 1);
  g_assert_false (is_in_file (fixture, NAME));
  g_assert_false (is_in_file (fixture, ANN));
}

static void
not_found_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (tidings_engine_erase_person_finish (TIDINGS_ENGINE (object), result, NULL, &error));
  g_assert_error (error, TIDINGS_ENGINE_ERROR, *(int *) user_data);
  *(int *) user_data = -1;
}

static void
assert_refused (Fixture *fixture,
                gint64   person,
                int      code)
{
  tidings_engine_erase_person_async (fixture->engine, person, not_found_cb, &code);
  while (code >= 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, NAME, ANN);
  g_autoptr(TidingsPerson) left = NULL;

  assert_refused (fixture, 77, TIDINGS_ENGINE_ERROR_NOT_FOUND);
  fixture_break_store (fixture);
  assert_refused (fixture, ann, TIDINGS_ENGINE_ERROR_STORAGE);
  fixture_mend_store (fixture);
  left = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_nonnull (left);
}

static guint
count_rows (Fixture *fixture)
{
  TidingsMessageFilter filter = { .limit = 10000 };
  g_autoptr(GPtrArray) rows = tidings_store_list_messages (fixture->store, &filter, NULL);

  return rows->len;
}

/* Texts go when they have ended so many days ago, once a day, while the engine is awake anyway. */
static void
test_old (Fixture       *fixture,
          gconstpointer  unused)
{
  gint64 young;
  TidingsQuotaStatus before;
  TidingsQuotaStatus after;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *unit = g_strdup_printf ("unit %u", i);

      fixture_raise_one (fixture, unit, "Ann");
      fixture_advance (fixture, DAY_MS, HOUR_MS);
    }
  say (fixture, ANN, ANSWER);
  g_assert_cmpuint (count_rows (fixture), ==, 9);

  /* Without the setting nothing is ever too old. */
  fixture_advance (fixture, 50 * DAY_MS, DAY_MS);
  g_assert_cmpuint (count_rows (fixture), ==, 9);
  young = fixture_raise_one (fixture, "young", "Ann");
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  tidings_engine_get_quota (fixture->engine, &before);

  fixture->settings.retention_days = 30;
  fixture_apply (fixture);
  fixture_settle (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 9 + 1);
  fixture_advance (fixture, DAY_MS, DAY_MS);
  /* Nobody wakes for it. */
  tidings_engine_wake (fixture->engine);
  fixture_settle (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  fixture_assert_state (fixture, young, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (tidings_store_count_inbound (fixture->store, ANN, 0), ==, 0);
  tidings_engine_get_quota (fixture->engine, &after);
  g_assert_cmpuint (after.month_used, ==, before.month_used);
  g_assert_cmpint (after.settled_micros, ==, before.settled_micros);

  /* What counts in its month stays until the month is over. */
  fixture->settings.retention_days = 1;
  fixture_apply (fixture);
  fixture_advance (fixture, 5 * DAY_MS, DAY_MS);
  tidings_engine_wake (fixture->engine);
  fixture_settle (fixture);
  fixture_assert_state (fixture, young, TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_advance (fixture, 10 * DAY_MS, DAY_MS);
  tidings_engine_wake (fixture->engine);
  fixture_settle (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/engine/forgetting/" name, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("all", test_all);
  ADD ("file", test_file);
  ADD ("killed", test_killed);
  ADD ("in-flight", test_in_flight);
  ADD ("stop-stays", test_stop_stays);
  ADD ("rehearsed", test_rehearsed);
  ADD ("number-of-another", test_number_of_another);
  ADD ("refused", test_refused);
  ADD ("old", test_old);
#undef ADD

  return g_test_run ();
}
