/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the account by itself: when, how often, and what becomes of it when the account is another. */
#include "config.h"

#include "engine-fixture.h"
#include "tidings-store-lines.h"
#include "tidings-store-prices.h"
#include "tidings-store-senders.h"

#define ANN "+4915123456789"
#define DAY_MS (24 * HOUR_MS)

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.asks_account = TRUE;
  fixture_apply (fixture);
  fixture_settle (fixture);
}

static gint64
asked_at (Fixture    *fixture,
          const char *what)
{
  g_autofree char *value = tidings_store_dup_meta (fixture->store, what);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static gint64
senders_at (Fixture *fixture)
{
  return asked_at (fixture, "upkeep-senders-at");
}

static gint64
money_at (Fixture *fixture)
{
  return asked_at (fixture, "upkeep-money-at");
}

static void
wake (Fixture *fixture)
{
  tidings_engine_wake (fixture->engine);
  fixture_settle (fixture);
}

static gint64
now (Fixture *fixture)
{
  return tidings_clock_get_now (fixture->clock);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  unused)
{
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_settle (fixture);
  g_assert_cmpint (senders_at (fixture), ==, 0);
  g_assert_cmpint (money_at (fixture), ==, 0);
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "DE"), ==, 0);
  g_assert_null (tidings_store_get_line (fixture->store, ANN));
}

static void
test_at_connect (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(GPtrArray) senders = tidings_store_list_senders (fixture->store, TIDINGS_SIMULATOR_ACCOUNT_SID, NULL);
  g_auto(TidingsMoney) money = { 0 };

  g_assert_cmpuint (senders->len, >, 0);
  g_assert_cmpint (senders_at (fixture), ==, FIXTURE_NOW);
  g_assert_cmpint (money_at (fixture), ==, FIXTURE_NOW);
  tidings_engine_get_money (fixture->engine, &money);
  g_assert_cmpint (money.balance_at, ==, FIXTURE_NOW);
  g_assert_cmpint (money.balance_micros, >, 0);
  g_assert_cmpint (money.today.n_texts, ==, 0);
  g_assert_cmpint (money.month.n_texts, ==, 0);
  g_assert_cmpstr (money.currency, ==, "USD");

  /* Another process knows it, too, and does not ask again. */
  tidings_test_clock_advance (fixture->clock, HOUR_MS);
  fixture_kill (fixture);
  fixture_restart (fixture);
  fixture_settle (fixture);
  g_assert_cmpint (senders_at (fixture), ==, FIXTURE_NOW);
}

/* A day later it is asked again, but only because somebody is awake: nothing wakes for it. */
static void
test_daily (Fixture       *fixture,
            gconstpointer  unused)
{
  g_assert_false (tidings_engine_is_busy (fixture->engine));
  tidings_test_clock_advance (fixture->clock, DAY_MS - 1);
  wake (fixture);
  g_assert_cmpint (senders_at (fixture), ==, FIXTURE_NOW);
  tidings_test_clock_advance (fixture->clock, 2 * DAY_MS);
  fixture_settle (fixture);
  g_assert_cmpint (senders_at (fixture), ==, FIXTURE_NOW);
  wake (fixture);
  g_assert_cmpint (senders_at (fixture), ==, now (fixture));
  g_assert_cmpint (money_at (fixture), ==, now (fixture));
}

static void
test_new_person (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(TidingsLine) line = NULL;

  fixture_add (fixture, "Ann", ANN);
  fixture_settle (fixture);
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "DE"), ==, FIXTURE_NOW);
  line = tidings_store_get_line (fixture->store, ANN);
  g_assert_nonnull (line);
  g_assert_true (line->is_valid);
  g_assert_false (line->is_paid);
}

/* Instants at which the line was asked for. */
static gint64
line_at (Fixture *fixture)
{
  g_autoptr(TidingsLine) line = tidings_store_get_line (fixture->store, ANN);

  return line != NULL ? line->at : 0;
}

static void
test_thirty_days (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr(TidingsLine) line = NULL;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_settle (fixture);
  tidings_test_clock_advance (fixture->clock, 30 * DAY_MS - HOUR_MS);
  fixture_raise_one (fixture, "early", NULL);
  fixture_settle (fixture);
  g_assert_cmpint (line_at (fixture), ==, FIXTURE_NOW);
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "DE"), ==, FIXTURE_NOW);

  tidings_test_clock_advance (fixture->clock, 2 * HOUR_MS);
  fixture_raise_one (fixture, "late", NULL);
  fixture_settle (fixture);
  g_assert_cmpint (line_at (fixture), >, FIXTURE_NOW);
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "DE"), >, FIXTURE_NOW);

  /* What is paid for is asked with the next text once it is allowed, and then kept as long. */
  fixture->settings.may_look_up = TRUE;
  fixture_apply (fixture);
  fixture_raise_one (fixture, "paid", NULL);
  fixture_settle (fixture);
  line = tidings_store_get_line (fixture->store, ANN);
  g_assert_true (line->is_paid);
}

/* Prices come one after the other; the balance is asked for once, and once more when five minutes are over. */
static void
test_after_prices (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 first;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, MINUTE_MS);
  first = money_at (fixture);
  g_assert_cmpint (first, >, FIXTURE_NOW);

  fixture_raise_one (fixture, "one", NULL);
  fixture_advance (fixture, 20 * SECOND_MS, SECOND_MS);
  fixture_raise_one (fixture, "two", NULL);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  g_assert_cmpint (money_at (fixture), <=, MAX (first, now (fixture) - MINUTE_MS));
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  g_assert_cmpint (money_at (fixture), >, first);
  g_assert_cmpint (money_at (fixture) - first, >=, 5 * MINUTE_MS);
  first = money_at (fixture);
  fixture_advance (fixture, HOUR_MS, MINUTE_MS);
  g_assert_cmpint (money_at (fixture), ==, first);
}

/* A question that failed is not repeated with every turn. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  unused)
{
  tidings_test_clock_advance (fixture->clock, 2 * DAY_MS);
  tidings_simulator_push_fault (fixture->simulator, "GET", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0, 0);
  wake (fixture);
  g_assert_cmpint (senders_at (fixture), ==, FIXTURE_NOW);
  tidings_simulator_push_fault (fixture->simulator, "GET", TIDINGS_SIMULATOR_FAULT_NONE, 0, 0);
  tidings_test_clock_advance (fixture->clock, 9 * MINUTE_MS);
  wake (fixture);
  g_assert_cmpint (senders_at (fixture), ==, FIXTURE_NOW);
  tidings_test_clock_advance (fixture->clock, 2 * MINUTE_MS);
  wake (fixture);
  g_assert_cmpint (senders_at (fixture), ==, now (fixture));
}

static void
test_refused_sender (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 id;

  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_settle (fixture);
  tidings_test_clock_advance (fixture->clock, MINUTE_MS);
  /* A number of somebody else's: 21606. */
  fixture->settings.sender = "+14155550999";
  fixture_apply (fixture);
  id = fixture_raise_one (fixture, "foreign", NULL);
  fixture_settle (fixture);
  fixture_assert_state (fixture, id, TIDINGS_MESSAGE_FAILED, "twilio");
  wake (fixture);
  g_assert_cmpint (senders_at (fixture), ==, now (fixture));
}

/* A practice phone tells nothing of the real line, and another account has its own prices and money. */
static void
test_other_account (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_auto(TidingsMoney) money = { 0 };
  g_autoptr(TidingsLine) line = NULL;

  fixture->settings.proves_numbers = FALSE;
  fixture->settings.account = "practice";
  fixture->settings.may_look_up = TRUE;
  fixture_apply (fixture);
  fixture_add (fixture, "Ann", ANN);
  fixture_settle (fixture);
  line = tidings_store_get_line (fixture->store, ANN);
  g_assert_true (line != NULL && line->is_paid);

  fixture->settings.proves_numbers = TRUE;
  fixture->settings.account = "AC00000000000000000000000000000009";
  fixture->settings.asks_account = FALSE;
  fixture_apply (fixture);
  fixture_settle (fixture);
  g_assert_null (tidings_store_get_line (fixture->store, ANN));
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "DE"), ==, 0);
  g_assert_cmpint (senders_at (fixture), ==, 0);
  tidings_engine_get_money (fixture->engine, &money);
  g_assert_cmpint (money.balance_at, ==, 0);
  g_assert_null (money.currency);
}

static void
test_low_balance (Fixture       *fixture,
                  gconstpointer  unused)
{
  fixture->settings.low_balance_micros = G_GINT64_CONSTANT (5000000);
  fixture_apply (fixture);
  fixture_settle (fixture);

  tidings_engine_note_balance (fixture->engine, 5000000, "USD");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LOW_BALANCE], ==, 0);
  tidings_engine_note_balance (fixture->engine, 4999999, "USD");
  tidings_engine_note_balance (fixture->engine, -1, "USD");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LOW_BALANCE], ==, 1);
  /* Above the mark again, and below it once more. */
  tidings_engine_note_balance (fixture->engine, 9000000, "USD");
  tidings_engine_note_balance (fixture->engine, 1, "USD");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LOW_BALANCE], ==, 2);
  /* Nobody wants to hear of it. */
  fixture->settings.low_balance_micros = 0;
  fixture_apply (fixture);
  tidings_engine_note_balance (fixture->engine, 9000000, "USD");
  tidings_engine_note_balance (fixture->engine, 0, "USD");
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LOW_BALANCE], ==, 2);
}

/* Twilio's days are GMT's: what was counted yesterday says nothing today. */
static void
test_usage_ages (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_auto(TidingsMoney) money = { 0 };
  g_auto(TidingsMoney) later = { 0 };

  tidings_test_clock_advance (fixture->clock, 13 * HOUR_MS);
  tidings_engine_get_money (fixture->engine, &money);
  g_assert_cmpint (money.today.n_texts, ==, -1);
  g_assert_cmpint (money.month.n_texts, ==, 0);
  tidings_test_clock_advance (fixture->clock, 10 * DAY_MS);
  tidings_engine_get_money (fixture->engine, &later);
  g_assert_cmpint (later.month.n_texts, ==, -1);
  g_assert_cmpint (later.usage_at, ==, 0);
  g_assert_cmpint (later.balance_at, ==, FIXTURE_NOW);
}

typedef struct {
  gboolean is_done;
  TidingsLine *line;
  GError *error;
} Answer;

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Answer *answer = user_data;

  answer->line = g_task_propagate_pointer (G_TASK (result), &answer->error);
  answer->is_done = TRUE;
}

/* Whoever waits is answered, also when the account goes, and also without upkeep. */
static void
test_waiters (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ann = fixture_add (fixture, "Ann", ANN);
  Answer nobody = { FALSE, NULL, NULL };
  Answer good = { FALSE, NULL, NULL };
  Answer gone = { FALSE, NULL, NULL };
  Answer none = { FALSE, NULL, NULL };

  tidings_engine_look_up_async (fixture->engine, 99, looked_up_cb, &nobody);
  tidings_engine_look_up_async (fixture->engine, ann, looked_up_cb, &good);
  fixture_settle (fixture);
  g_assert_true (nobody.is_done && good.is_done);
  g_assert_error (nobody.error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);
  g_assert_no_error (good.error);
  g_assert_true (good.line->is_valid);

  tidings_engine_look_up_async (fixture->engine, ann, looked_up_cb, &gone);
  fixture_connect (fixture, NULL);
  fixture_apply (fixture);
  tidings_engine_look_up_async (fixture->engine, ann, looked_up_cb, &none);
  fixture_settle (fixture);
  g_assert_true (gone.is_done && none.is_done);
  g_assert_error (gone.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (none.error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NO_ACCOUNT);

  tidings_line_free (good.line);
  g_clear_error (&nobody.error);
  g_clear_error (&gone.error);
  g_clear_error (&none.error);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/upkeep/nothing", Fixture, NULL, fixture_set_up, test_nothing, fixture_tear_down);
  ADD ("/upkeep/at-connect", test_at_connect);
  ADD ("/upkeep/daily", test_daily);
  ADD ("/upkeep/new-person", test_new_person);
  ADD ("/upkeep/thirty-days", test_thirty_days);
  ADD ("/upkeep/after-prices", test_after_prices);
  ADD ("/upkeep/failure", test_failure);
  ADD ("/upkeep/refused-sender", test_refused_sender);
  ADD ("/upkeep/other-account", test_other_account);
  ADD ("/upkeep/low-balance", test_low_balance);
  ADD ("/upkeep/usage-ages", test_usage_ages);
  g_test_add ("/upkeep/waiters", Fixture, NULL, fixture_set_up, test_waiters, fixture_tear_down);

  return g_test_run ();
}
