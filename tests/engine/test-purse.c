/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the limits count while clocks change, are set, and the household moves: nothing is reset, and nothing counts twice. */
#include "config.h"

#include "engine-fixture.h"
#include "tidings-engine-private.h"
#include "tidings-quota.h"
#include "tidings-reason.h"
#include "tidings-store-prices.h"

#define ANN "+4915123456789"
#define DAY_MS (24 * HOUR_MS)

static gint64
instant (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (text, utc);

  return g_date_time_to_unix (moment) * 1000;
}

/* The engine's computer is switched on at @now, in @zone, with room for ten texts a day and a month, one of them kept. */
static void
begin_at (Fixture    *fixture,
          const char *now,
          const char *zone,
          guint       cap_day,
          guint       cap_month)
{
  /* It was never on before, so that no window of another zone goes on. */
  g_assert_true (tidings_store_set_meta (fixture->store, "windows", NULL, NULL));
  fixture_kill (fixture);
  tidings_test_clock_reboot (fixture->clock, instant (now));
  fixture->settings.limits = (TidingsLimits) { .cap_day = cap_day, .cap_month = cap_month };
  fixture->settings.zone = zone;
  fixture_restart (fixture);
  fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
}

/* Whether another text goes. */
static gboolean
goes (Fixture *fixture)
{
  static guint n = 0;
  g_autofree char *unit = g_strdup_printf ("unit-%u", n++);
  gint64 id = fixture_raise_one (fixture, unit, NULL);
  g_autoptr(TidingsMessage) message = fixture_get (fixture, id);

  if (message->state == TIDINGS_MESSAGE_SKIPPED)
    g_assert_true (g_str_has_prefix (message->reason, "cap-") || g_str_has_prefix (message->reason, "rate-"));

  return message->state != TIDINGS_MESSAGE_SKIPPED;
}

/* Uses up what there is; gives how many went. */
static guint
use_up (Fixture *fixture)
{
  guint n = 0;

  while (goes (fixture))
    n++;
  fixture_settle (fixture);

  return n;
}

static guint
get_used (Fixture  *fixture,
          gboolean  is_month)
{
  TidingsQuotaStatus status;

  tidings_engine_get_quota (fixture->engine, &status);
  g_free (status.next_what);

  return is_month ? status.month_used : status.day_used;
}

/* A day with a change of the clocks is one day: to its end nothing more goes, and after it all of the next. */
static void
test_daylight (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct { const char *zone; const char *noon; const char *end; const char *why; } cases[] = {
    { "Europe/Berlin", "2026-03-29T00:30:00", "2026-03-29T22:00:00", "before the hour that is left out" },
    { "Europe/Berlin", "2026-10-25T00:30:00", "2026-10-25T23:00:00", "in the first 02:30 of two" },
    { "Australia/Lord_Howe", "2026-04-04T14:50:00", "2026-04-05T13:30:00", "before half an hour comes twice" },
    { "Australia/Lord_Howe", "2026-10-03T15:20:00", "2026-10-04T13:00:00", "before half an hour is left out" },
    { "Pacific/Apia", "2011-12-30T09:00:00", "2011-12-30T10:00:00", "before a day is left out" },
    { "America/Havana", "2026-11-01T04:30:00", "2026-11-02T05:00:00", "in the first of two hours after midnight" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };
      gint64 left;

      g_test_message ("%s, %s", cases[i].zone, cases[i].why);
      fixture_set_up (&own, NULL);
      begin_at (&own, cases[i].noon, cases[i].zone, 10, 0);
      /* The code is the tenth. */
      g_assert_cmpuint (use_up (&own), ==, 8);
      left = instant (cases[i].end) - tidings_clock_get_now (own.clock);
      fixture_advance (&own, left - SECOND_MS, HOUR_MS);
      g_assert_false (goes (&own));
      fixture_advance (&own, SECOND_MS, SECOND_MS);
      g_assert_cmpuint (get_used (&own, FALSE), ==, 0);
      g_assert_cmpuint (use_up (&own), ==, 9);
      fixture_tear_down (&own, NULL);
    }
}

/* Forward 25 hours: the day goes on for the twelve hours that it had left; and back. */
static void
test_day_forward (Fixture       *fixture,
                  gconstpointer  unused)
{
  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 10, 0);
  g_assert_cmpuint (use_up (fixture), ==, 8);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + 25 * HOUR_MS);
  g_assert_false (goes (fixture));
  g_assert_cmpuint (get_used (fixture, FALSE), ==, 9);
  fixture_advance (fixture, 11 * HOUR_MS, HOUR_MS);
  g_assert_false (goes (fixture));
  fixture_advance (fixture, HOUR_MS, HOUR_MS);
  g_assert_true (goes (fixture));
  fixture_settle (fixture);

  /* Set right again, the first day is over as well: twelve hours have passed in both. */
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) - 25 * HOUR_MS);
  g_assert_cmpuint (get_used (fixture, FALSE), ==, 1);
  g_assert_cmpuint (use_up (fixture), ==, 8);
}

static void
test_there_and_back (Fixture       *fixture,
                     gconstpointer  unused)
{
  begin_at (fixture, "2026-11-30T12:00:00", "UTC", 10, 12);
  g_assert_cmpuint (use_up (fixture), ==, 8);
  for (guint i = 0; i < 6; i++)
    {
      gint64 by = (i % 2 == 0 ? 25 : -25) * HOUR_MS;

      tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + by);
      g_assert_false (goes (fixture));
      g_assert_cmpuint (get_used (fixture, FALSE), ==, 9);
      g_assert_cmpuint (get_used (fixture, TRUE), ==, 9);
    }

  /* The month's end of the calendar, by time that truly passes: twelve hours later both begin anew. */
  fixture_advance (fixture, 12 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (get_used (fixture, TRUE), ==, 0);
  g_assert_cmpuint (use_up (fixture), ==, 9);
}

/* Over the end of the month: what November used is not there again in December. */
static void
test_month_forward (Fixture       *fixture,
                    gconstpointer  unused)
{
  begin_at (fixture, "2026-11-30T12:00:00", "UTC", 0, 10);
  g_assert_cmpuint (use_up (fixture), ==, 8);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + 25 * HOUR_MS);
  g_assert_false (goes (fixture));
  fixture_advance (fixture, 12 * HOUR_MS, HOUR_MS);
  g_assert_cmpuint (use_up (fixture), ==, 9);
}

static void
test_month_back (Fixture       *fixture,
                 gconstpointer  unused)
{
  begin_at (fixture, "2026-12-01T12:00:00", "UTC", 0, 10);
  g_assert_cmpuint (use_up (fixture), ==, 8);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) - 25 * HOUR_MS);
  g_assert_false (goes (fixture));
  /* The first of December comes again, and begins no second December. */
  fixture_advance (fixture, 26 * HOUR_MS, HOUR_MS);
  g_assert_false (goes (fixture));
  g_assert_cmpuint (get_used (fixture, TRUE), ==, 9);
}

/* Rolling windows are windows of time that has passed. */
static void
test_rolling (Fixture       *fixture,
              gconstpointer  unused)
{
  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 0, 0);
  fixture->settings.limits.rate_hour = 4;
  fixture_apply (fixture);
  g_assert_cmpuint (use_up (fixture), ==, 3);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + 2 * HOUR_MS);
  g_assert_false (goes (fixture));
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) - 2 * DAY_MS);
  g_assert_false (goes (fixture));
  fixture_advance (fixture, 59 * MINUTE_MS, MINUTE_MS);
  g_assert_false (goes (fixture));
  fixture_advance (fixture, 2 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (use_up (fixture), ==, 4);
}

/* The clock is set while no agent runs: seen at the next start, as long as the computer stays on. */
static void
test_set_while_away (Fixture       *fixture,
                     gconstpointer  unused)
{
  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 10, 0);
  g_assert_cmpuint (use_up (fixture), ==, 8);
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + 25 * HOUR_MS);
  fixture_restart (fixture);
  g_assert_false (goes (fixture));

  /* Asleep or idle for as long is no jump. */
  fixture_kill (fixture);
  tidings_test_clock_advance (fixture->clock, 25 * HOUR_MS);
  fixture_restart (fixture);
  g_assert_cmpuint (use_up (fixture), ==, 9);

  /* Of a computer that was switched off only its clock says how long. */
  fixture_kill (fixture);
  tidings_test_clock_reboot (fixture->clock, tidings_clock_get_now (fixture->clock) + 25 * HOUR_MS);
  fixture_restart (fixture);
  g_assert_cmpuint (use_up (fixture), ==, 9);

  /* And one that was ahead before it was switched off counts from now on, not from a day to come. */
  fixture_kill (fixture);
  tidings_test_clock_reboot (fixture->clock, tidings_clock_get_now (fixture->clock) - 5 * DAY_MS);
  fixture_restart (fixture);
  g_assert_false (goes (fixture));
  fixture_advance (fixture, 24 * HOUR_MS, HOUR_MS);
  g_assert_true (goes (fixture));
}

/* Moving to another zone ends no day and begins none twice. */
static void
test_zone (Fixture       *fixture,
           gconstpointer  unused)
{
  static const char * const zones[] = { "Pacific/Auckland", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin" };

  begin_at (fixture, "2026-11-21T12:00:00", "Europe/Berlin", 10, 0);
  g_assert_cmpuint (use_up (fixture), ==, 8);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      fixture->settings.zone = zones[i];
      fixture_apply (fixture);
      g_assert_false (goes (fixture));
      g_assert_cmpuint (get_used (fixture, FALSE), ==, 9);
    }

  /* Home again, the day ends when it would have. */
  fixture_advance (fixture, 11 * HOUR_MS - MINUTE_MS, HOUR_MS);
  g_assert_false (goes (fixture));
  fixture_advance (fixture, 2 * MINUTE_MS, MINUTE_MS);
  g_assert_cmpuint (use_up (fixture), ==, 9);
}

/* Told once a window, whatever the clock and the process do meanwhile. */
static void
test_told_once (Fixture       *fixture,
                gconstpointer  unused)
{
  guint *n_told = &fixture->n_notices[TIDINGS_NOTICE_NEAR_LIMIT];

  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 10, 0);
  g_assert_cmpuint (*n_told, ==, 0);
  use_up (fixture);
  g_assert_cmpuint (*n_told, ==, 1);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + 25 * HOUR_MS);
  goes (fixture);
  fixture_settle (fixture);
  fixture_kill (fixture);
  tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) - 3 * DAY_MS);
  fixture_restart (fixture);
  goes (fixture);
  fixture_settle (fixture);
  fixture->settings.zone = "Asia/Tokyo";
  fixture_apply (fixture);
  goes (fixture);
  fixture_settle (fixture);
  g_assert_cmpuint (*n_told, ==, 1);

  /* Another day is another window, and a higher limit another limit. */
  fixture_advance (fixture, 2 * DAY_MS, HOUR_MS);
  use_up (fixture);
  g_assert_cmpuint (*n_told, ==, 2);
  fixture->settings.limits.cap_day = 20;
  fixture_apply (fixture);
  use_up (fixture);
  g_assert_cmpuint (*n_told, ==, 3);
}

/* What one part costs in Germany. */
static void
set_price (Fixture *fixture,
           gint64   micros)
{
  g_autoptr(GPtrArray) tariffs = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_tariff_free);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (tariffs, tidings_tariff_new ("", "", "mobile", micros, "USD"));
  g_assert_true (tidings_store_put_prices (fixture->store, "DE", tariffs, tidings_clock_get_now (fixture->clock), &error));
  g_assert_no_error (error);
}

static void
read_facts (Fixture      *fixture,
            TidingsFacts *facts)
{
  TidingsCore *core = tidings_engine_get_core (fixture->engine);
  g_autoptr(TidingsPerson) person = tidings_store_find_person (fixture->store, "Ann", NULL, NULL);

  tidings_quota_read_facts (core, person, tidings_catalog_lookup (core->catalog, "job_failed"), NULL, 0,
                            tidings_clock_get_now (fixture->clock), facts);
}

static void
set_group_budget (Fixture    *fixture,
                  const char *group,
                  gint64      micros)
{
  if (fixture->settings.group_budgets == NULL)
    fixture->settings.group_budgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (fixture->settings.group_budgets, g_strdup (group), g_memdup2 (&micros, sizeof micros));
  fixture_apply (fixture);
}

/* Reserved when it is queued, settled when Twilio names the price, in all three sums; what does not go gives it back. */
static void
test_money (Fixture       *fixture,
            gconstpointer  unused)
{
  TidingsFacts facts;
  g_autoptr(GPtrArray) groups = NULL;
  gint64 before;
  gint64 id;

  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 0, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  set_price (fixture, 5000);
  set_group_budget (fixture, "computer", 1000000);
  set_group_budget (fixture, "health", 2000000);
  read_facts (fixture, &facts);
  before = facts.spent_day_micros;
  g_assert_cmpint (before, ==, facts.spent_month_micros);
  g_assert_cmpint (facts.spent_group_micros, ==, 0);
  g_assert_cmpint (facts.budget_group_micros, ==, 1000000);

  /* It cannot go yet, and what it will cost is set aside. */
  tidings_engine_set_online (fixture->engine, FALSE);
  fixture_connect (fixture, NULL);
  fixture_apply (fixture);
  id = fixture_raise_one (fixture, "reserved", NULL);
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_day_micros, ==, before + 5000);
  g_assert_cmpint (facts.spent_month_micros, ==, before + 5000);
  g_assert_cmpint (facts.spent_group_micros, ==, 5000);

  tidings_engine_cancel (fixture->engine, id, NULL);
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_day_micros, ==, before);
  g_assert_cmpint (facts.spent_group_micros, ==, 0);

  /* Twilio bills more than its table said. */
  fixture_connect (fixture, TIDINGS_SIMULATOR_TOKEN);
  fixture_apply (fixture);
  tidings_engine_set_online (fixture->engine, TRUE);
  fixture_raise_one (fixture, "settled", NULL);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_day_micros, ==, before + 8300);
  g_assert_cmpint (facts.spent_month_micros, ==, before + 8300);
  g_assert_cmpint (facts.spent_group_micros, ==, 8300);

  groups = tidings_engine_list_groups (fixture->engine);
  g_assert_cmpuint (groups->len, >=, 2);

  /* The day after it has cost nothing yet, the month has. */
  fixture_advance (fixture, DAY_MS, HOUR_MS);
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_day_micros, ==, 0);
  g_assert_cmpint (facts.spent_month_micros, ==, before + 8300);
  g_clear_pointer (&fixture->settings.group_budgets, g_hash_table_unref);
}

/* What Twilio bills can bring budgets near without anybody raising anything: each of the three is told once. */
static void
test_told_by_price (Fixture       *fixture,
                    gconstpointer  unused)
{
  guint *n_told = &fixture->n_notices[TIDINGS_NOTICE_NEAR_LIMIT];
  TidingsFacts facts;
  gint64 budget;

  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 0, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  set_price (fixture, 1000);
  read_facts (fixture, &facts);
  budget = facts.spent_day_micros + 9000;
  fixture->settings.limits.budget_day_micros = budget;
  fixture->settings.limits.budget_month_micros = budget;
  set_group_budget (fixture, "computer", 9000);

  g_assert_true (goes (fixture));
  fixture_settle (fixture);
  g_assert_cmpuint (*n_told, ==, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  g_assert_cmpuint (*n_told, ==, 3);

  /* The price was above the estimate: what was let in has gone, and nothing more gets in. */
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_group_micros, ==, 8300);
  fixture_raise_one (fixture, "too-much", NULL);
  fixture_settle (fixture);
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_group_micros, ==, 8300);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LIMIT], ==, 1);
  fixture_kill (fixture);
  fixture_restart (fixture);
  fixture_advance (fixture, MINUTE_MS, 10 * SECOND_MS);
  g_assert_cmpuint (*n_told, ==, 3);
  g_clear_pointer (&fixture->settings.group_budgets, g_hash_table_unref);
}

/* A price that cannot be told still takes from the budgets. */
static void
test_unknown_price (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(GPtrArray) tariffs = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_tariff_free);
  g_autoptr(TidingsMessage) message = NULL;
  g_autoptr(GError) error = NULL;
  TidingsFacts facts;
  gint64 before;

  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 0, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  read_facts (fixture, &facts);
  before = facts.spent_day_micros;
  g_ptr_array_add (tariffs, tidings_tariff_new ("", "", "mobile", 5000, "USD"));
  g_ptr_array_add (tariffs, tidings_tariff_new ("", "", "local", 7000, "EUR"));
  g_assert_true (tidings_store_put_prices (fixture->store, "DE", tariffs, tidings_clock_get_now (fixture->clock), &error));
  g_assert_no_error (error);

  /* It stays here, so that Twilio names no price. */
  fixture_connect (fixture, NULL);
  fixture_apply (fixture);
  message = fixture_get (fixture, fixture_raise_one (fixture, "unknown", NULL));
  g_assert_cmpint (message->price_micros, ==, -1);
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_day_micros, ==, before + 7000);

  /* Without any price nothing can be set aside. */
  g_assert_true (tidings_store_forget_prices (fixture->store, &error));
  fixture_raise_one (fixture, "unheard-of", NULL);
  read_facts (fixture, &facts);
  g_assert_cmpint (facts.spent_day_micros, ==, before + 7000);
}

/* A person's own number wins; none of their own is the household's. */
static void
test_own_rates (Fixture       *fixture,
                gconstpointer  unused)
{
  static const struct { int own; guint expected; const char *why; } cases[] = {
    { -1, 10, "the household's" }, { 0, 0, "no limit for them" }, { 3, 3, "fewer" }, { 40, 40, "more" },
  };
  TidingsCore *core = tidings_engine_get_core (fixture->engine);
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, "job_failed");
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->number = g_strdup (ANN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsFacts facts;

      g_test_message ("%s", cases[i].why);
      person->rate_hour = cases[i].own;
      person->rate_day = cases[i].own;
      tidings_quota_read_facts (core, person, type, NULL, 0, FIXTURE_NOW, &facts);
      g_assert_cmpuint (facts.limits.rate_hour, ==, cases[i].expected);
      g_assert_cmpuint (facts.limits.rate_day, ==, cases[i].own < 0 ? 30 : cases[i].expected);
    }
}

/* How many of one type went in ten minutes, and when the first of them has left those. */
static void
test_burst (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 first;
  TidingsFacts facts;

  begin_at (fixture, "2026-11-21T12:00:00", "UTC", 0, 0);
  read_facts (fixture, &facts);
  g_assert_cmpuint (facts.burst_used, ==, 0);
  g_assert_cmpint (facts.burst_ends_at, ==, 0);

  first = tidings_clock_get_now (fixture->clock);
  goes (fixture);
  fixture_advance (fixture, 4 * MINUTE_MS, MINUTE_MS);
  goes (fixture);
  read_facts (fixture, &facts);
  g_assert_cmpuint (facts.burst_used, ==, 2);
  g_assert_cmpint (facts.burst_ends_at, ==, first + 10 * MINUTE_MS);

  fixture_advance (fixture, first + 10 * MINUTE_MS - tidings_clock_get_now (fixture->clock), MINUTE_MS);
  read_facts (fixture, &facts);
  g_assert_cmpuint (facts.burst_used, ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/purse/daylight", test_daylight);
  ADD ("/purse/day-forward", test_day_forward);
  ADD ("/purse/there-and-back", test_there_and_back);
  ADD ("/purse/month-forward", test_month_forward);
  ADD ("/purse/month-back", test_month_back);
  ADD ("/purse/rolling", test_rolling);
  ADD ("/purse/set-while-away", test_set_while_away);
  ADD ("/purse/zone", test_zone);
  ADD ("/purse/told-once", test_told_once);
  ADD ("/purse/money", test_money);
  ADD ("/purse/told-by-price", test_told_by_price);
  ADD ("/purse/unknown-price", test_unknown_price);
  ADD ("/purse/own-rates", test_own_rates);
  ADD ("/purse/burst", test_burst);

  return g_test_run ();
}
