/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent on each day and what it cost, on days of 23 and 25 hours too; and when a phone was last reached. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-days.h"
#include "tidings-zone.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static gint64
parse (const char *iso)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (moment);

  return g_date_time_to_unix (moment) * 1000;
}

static gint64
add (Fixture    *fixture,
     gint64      queued_at,
     gint64      micros,
     gboolean    is_settled,
     const char *currency)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->type, "job_failed");
  fixture_set_text (&message->body, "text");
  fixture_set_text (&message->source, "test");
  fixture_set_text (&message->currency, currency);
  message->state = TIDINGS_MESSAGE_DELIVERED;
  message->created_at = 1000;
  message->queued_at = queued_at;
  message->price_micros = micros;
  message->is_settled = is_settled;
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);

  return message->id;
}

static void
sum (Fixture       *fixture,
     const gint64  *starts,
     guint          n_days,
     const char    *currency,
     TidingsDaySum *sums)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_sum_days (fixture->store, starts, n_days, currency, sums, &error));
  g_assert_no_error (error);
}

/* A text is of the day whose first moment is its own or came before it, however long that day is. */
static void
test_clock_changes (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct { const char *zone; const char *noon; int hours; const char *first; const char *last; const char *why; } cases[] = {
    { "Europe/Berlin", "2026-03-29T12:00:00+02:00", 23, "2026-03-29T00:00:00+01:00", "2026-03-29T23:59:59+02:00", "spring" },
    { "Europe/Berlin", "2026-10-25T12:00:00+01:00", 25, "2026-10-25T00:00:00+02:00", "2026-10-25T23:59:59+01:00", "autumn" },
    { "Europe/Berlin", "2026-11-21T12:00:00+01:00", 24, "2026-11-21T00:00:00+01:00", "2026-11-21T23:59:59+01:00", "any day" },
    { "Africa/Cairo", "2024-04-26T12:00:00+03:00", 23, "2024-04-26T01:00:00+03:00", "2024-04-26T23:59:59+03:00",
      "a day without a midnight begins after the gap" },
    { "Asia/Kathmandu", "2026-11-21T12:00:00+05:45", 24, "2026-11-21T00:00:00+05:45", "2026-11-21T23:59:59+05:45", "odd minutes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GTimeZone) zone = tidings_zone_new (cases[i].zone);
      gint64 noon = parse (cases[i].noon);
      gint64 starts[4] = { 0 };
      TidingsDaySum sums[3] = { 0 };

      g_test_message ("%s: %s", cases[i].zone, cases[i].why);
      for (int j = 0; j < 4; j++)
        starts[j] = tidings_zone_get_midnight (zone, noon, j - 1);
      g_assert_cmpint (starts[1], ==, parse (cases[i].first));
      g_assert_cmpint ((starts[2] - starts[1]) / HOUR_MS, ==, cases[i].hours);

      /* The last moment of the day before, both ends of the day, the first of the next. */
      add (fixture, starts[1] - 1, 1, TRUE, "USD");
      add (fixture, parse (cases[i].first), 10, TRUE, "USD");
      add (fixture, parse (cases[i].last), 100, TRUE, "USD");
      add (fixture, starts[2], 1000, TRUE, "USD");
      sum (fixture, starts, 3, "USD", sums);
      g_assert_cmpuint (sums[0].n_texts, ==, 1);
      g_assert_cmpint (sums[0].billed_micros, ==, 1);
      g_assert_cmpuint (sums[1].n_texts, ==, 2);
      g_assert_cmpint (sums[1].billed_micros, ==, 110);
      g_assert_cmpuint (sums[2].n_texts, ==, 1);
      g_assert_cmpint (sums[2].billed_micros, ==, 1000);
      fixture_exec (fixture, "DELETE FROM message");
    }
}

/* What is billed and what is estimated stay apart, and money of another account's currency is never added to this one's. */
static void
test_money (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *currency; gint64 billed; gint64 pending; const char *why; } cases[] = {
    { "USD", 75, 40, "the account's, and what has none said" },
    { "EUR", 500, 40, "another's" },
    { NULL, 575, 40, "all" },
    { "", 575, 40, "all, as nothing is known of the account" },
    { "GBP", 0, 40, "none" },
  };
  const gint64 starts[] = { 1000, 2000 };

  add (fixture, 1500, 75, TRUE, "USD");
  add (fixture, 1500, 500, TRUE, "EUR");
  add (fixture, 1500, 40, FALSE, NULL);
  add (fixture, 1500, -1, FALSE, "USD");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsDaySum sums[1] = { 0 };

      g_test_message ("%s", cases[i].why);
      sum (fixture, starts, 1, cases[i].currency, sums);
      g_assert_cmpuint (sums[0].n_texts, ==, 4);
      g_assert_cmpint (sums[0].billed_micros, ==, cases[i].billed);
      g_assert_cmpint (sums[0].pending_micros, ==, cases[i].pending);
    }
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  const gint64 starts[] = { 1000, 2000, 3000 };
  TidingsDaySum sums[2] = { { 9, 9, 9 }, { 9, 9, 9 } };

  sum (fixture, starts, 2, "USD", sums);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (sums[i].n_texts, ==, 0);
      g_assert_cmpint (sums[i].billed_micros, ==, 0);
      g_assert_cmpint (sums[i].pending_micros, ==, 0);
    }
}

static void
add_arrival (Fixture             *fixture,
             const char          *number,
             TidingsMessageState  state,
             gint64               updated_at)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  fixture_set_text (&message->to, number);
  fixture_set_text (&message->type, "job_failed");
  fixture_set_text (&message->body, "text");
  fixture_set_text (&message->source, "test");
  message->state = state;
  message->updated_at = updated_at;
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);
}

/* Only what arrived at that very number proves that its phone is there. */
static void
test_last_delivered (Fixture       *fixture,
                     gconstpointer  data)
{
  g_assert_cmpint (tidings_store_get_last_delivered_at (fixture->store, "+4915123456789"), ==, 0);

  add_arrival (fixture, "+4915123456789", TIDINGS_MESSAGE_SENT, 500);
  g_assert_cmpint (tidings_store_get_last_delivered_at (fixture->store, "+4915123456789"), ==, 0);
  add_arrival (fixture, "+4915123456789", TIDINGS_MESSAGE_DELIVERED, 1000);
  add_arrival (fixture, "+4915123456789", TIDINGS_MESSAGE_DELIVERED, 2000);
  add_arrival (fixture, "+4915123456789", TIDINGS_MESSAGE_UNDELIVERED, 3000);
  add_arrival (fixture, "+4915123456788", TIDINGS_MESSAGE_DELIVERED, 4000);
  g_assert_cmpint (tidings_store_get_last_delivered_at (fixture->store, "+4915123456789"), ==, 2000);
  g_assert_cmpint (tidings_store_get_last_delivered_at (fixture->store, "+4915123456788"), ==, 4000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/store/days/clock-changes", test_clock_changes);
  FIXTURE_TEST ("/store/days/money", test_money);
  FIXTURE_TEST ("/store/days/nothing", test_nothing);
  FIXTURE_TEST ("/store/days/last-delivered", test_last_delivered);

  return g_test_run ();
}
