/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What takes from the limits: texts by type, money by day, month and group, and both when the clock was moved. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-purse.h"

static void
update (Fixture        *fixture,
        TidingsMessage *message)
{
  g_autoptr(GError) error = NULL;

  tidings_store_update_message (fixture->store, message, &error);
  g_assert_no_error (error);
}

static TidingsMessage *
add (Fixture    *fixture,
     gint64      person,
     const char *group,
     gint64      queued_at,
     gint64      micros)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->person_id = person;
  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->type, "job_failed");
  fixture_set_text (&message->body, "text");
  fixture_set_text (&message->alert_group, group);
  message->state = TIDINGS_MESSAGE_QUEUED;
  message->created_at = 1000;
  message->queued_at = queued_at;
  message->price_micros = micros;
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);

  return g_steal_pointer (&message);
}

/* Reserved when queued, settled when Twilio names the price: for all, and for its group. */
static void
test_sums (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct {
    TidingsMessageState state; const char *sid; const char *reason; gint64 micros; gboolean is_settled;
    gint64 settled; gint64 reserved; const char *why;
  } cases[] = {
    { TIDINGS_MESSAGE_QUEUED, NULL, NULL, 75, FALSE, 0, 75, "reserved when it is queued" },
    { TIDINGS_MESSAGE_HELD, NULL, "quiet-hours", 75, FALSE, 0, 75, "counted because it was queued once" },
    { TIDINGS_MESSAGE_DELIVERED, "SM1", NULL, 75, FALSE, 0, 75, "arrived, and no price yet" },
    { TIDINGS_MESSAGE_DELIVERED, "SM1", NULL, 90, TRUE, 90, 0, "settled above the estimate" },
    { TIDINGS_MESSAGE_DELIVERED, "SM1", NULL, 60, TRUE, 60, 0, "settled below it" },
    { TIDINGS_MESSAGE_DELIVERED, "SM1", NULL, 0, TRUE, 0, 0, "Twilio took nothing" },
    { TIDINGS_MESSAGE_UNDELIVERED, "SM1", "twilio", 75, TRUE, 75, 0, "in vain, and billed all the same" },
    { TIDINGS_MESSAGE_FAILED, "SM1", "twilio", 75, FALSE, 0, 75, "Twilio took it before it failed" },
    { TIDINGS_MESSAGE_QUEUED, NULL, NULL, -1, FALSE, 0, 0, "a price that nobody knows" },
    { TIDINGS_MESSAGE_QUEUED, NULL, NULL, -2, FALSE, 0, 80, "not known, but something was set aside" },
    { TIDINGS_MESSAGE_DELIVERED, "SM1", NULL, -2, FALSE, 0, 80, "and Twilio has not said it yet" },
    { TIDINGS_MESSAGE_FAILED, "SM1", "twilio", -2, FALSE, 0, 0, "failed at Twilio: at most a small fee" },
    { TIDINGS_MESSAGE_FAILED, NULL, "lost-answer", -2, FALSE, 0, 80, "not known, and it may have left" },
    { TIDINGS_MESSAGE_CANCELED, NULL, "canceled", 75, FALSE, 0, 0, "canceled gives back" },
    { TIDINGS_MESSAGE_SKIPPED, NULL, "cap-day", 75, FALSE, 0, 0, "skipped sets nothing aside" },
    { TIDINGS_MESSAGE_FAILED, NULL, "twilio", 75, FALSE, 0, 0, "failed before it left gives back" },
    { TIDINGS_MESSAGE_FAILED, NULL, "lost-answer", 75, FALSE, 0, 75, "it may have left" },
  };
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  g_autoptr(TidingsMessage) message = add (fixture, ann, "household", 1000, 75);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const struct { const char *group; gint64 since; gint64 until; gboolean is_in; } spans[] = {
        { NULL, 0, 2000, TRUE }, { NULL, 1000, 1001, TRUE }, { NULL, 1001, 2000, FALSE }, { NULL, 0, 1000, FALSE },
        { "household", 1000, 1001, TRUE }, { "household", 0, 1000, FALSE }, { "health", 0, 2000, FALSE }, { "", 0, 2000, FALSE },
      };

      g_test_message ("%s", cases[i].why);
      message->state = cases[i].state;
      fixture_set_text (&message->sid, cases[i].sid);
      fixture_set_text (&message->reason, cases[i].reason);
      /* -2: without a price, 80 set aside. */
      message->price_micros = MAX (cases[i].micros, -1);
      message->reserved_micros = cases[i].micros == -2 ? 80 : -1;
      message->is_settled = cases[i].is_settled;
      update (fixture, message);

      for (guint j = 0; j < G_N_ELEMENTS (spans); j++)
        {
          gint64 settled = -1;
          gint64 reserved = -1;

          tidings_store_sum_prices_between (fixture->store, spans[j].group, spans[j].since, spans[j].until, &settled, &reserved);
          g_assert_cmpint (settled, ==, spans[j].is_in ? cases[i].settled : 0);
          g_assert_cmpint (reserved, ==, spans[j].is_in ? cases[i].reserved : 0);
        }
    }
}

static void
test_by_type (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  gint64 bea = fixture_add_person (fixture, "Bea", "+4915123456788");
  static const struct { gint64 since; gint64 until; guint n; gint64 first; const char *why; } cases[] = {
    { 1000, 4000, 3, 1000, "all" },
    { 1001, 4000, 2, 2000, "the first has left the window" },
    { 1000, 3000, 2, 1000, "up to an instant, without it" },
    { 4000, 9000, 0, 0, "none" },
  };

  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr(TidingsMessage) message = add (fixture, ann, "computer", i * 1000, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 first = -1;

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (tidings_store_count_texts_of_type (fixture->store, ann, "job_failed", cases[i].since, cases[i].until, &first), ==,
                        cases[i].n);
      g_assert_cmpint (first, ==, cases[i].first);
      g_assert_cmpuint (tidings_store_count_texts_of_type (fixture->store, bea, "job_failed", cases[i].since, cases[i].until, NULL), ==, 0);
      g_assert_cmpuint (tidings_store_count_texts_of_type (fixture->store, ann, "disk_full", cases[i].since, cases[i].until, NULL), ==, 0);
    }

  g_assert_cmpint (tidings_store_get_first_counted_at (fixture->store, 0), ==, 1000);
  g_assert_cmpint (tidings_store_get_first_counted_at (fixture->store, 1001), ==, 2000);
  g_assert_cmpint (tidings_store_get_first_counted_at (fixture->store, 3001), ==, 0);
}

static gint64
get_queued_at (Fixture *fixture,
               gint64   id)
{
  g_autoptr(TidingsMessage) message = tidings_store_get_message (fixture->store, id, NULL);

  return message->queued_at;
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  g_autoptr(TidingsMessage) old = add (fixture, ann, "", 1000, 1);
  g_autoptr(TidingsMessage) recent = add (fixture, ann, "", 5000, 1);
  g_autoptr(TidingsMessage) ahead = add (fixture, ann, "", 9000, 1);
  g_autoptr(TidingsMessage) skipped = add (fixture, ann, "", 5000, 1);
  g_autoptr(GError) error = NULL;

  ahead->send_at = 9000;
  update (fixture, ahead);
  skipped->state = TIDINGS_MESSAGE_SKIPPED;
  update (fixture, skipped);

  g_assert_true (tidings_store_move_counted (fixture->store, 2000, 700, &error));
  g_assert_cmpint (get_queued_at (fixture, old->id), ==, 1000);       /* too old to matter */
  g_assert_cmpint (get_queued_at (fixture, recent->id), ==, 5700);
  g_assert_cmpint (get_queued_at (fixture, ahead->id), ==, 9000);     /* Twilio's clock was not moved */
  g_assert_cmpint (get_queued_at (fixture, skipped->id), ==, 5000);   /* counts nowhere */

  g_assert_true (tidings_store_move_counted (fixture->store, 2000, -700, &error));
  g_assert_cmpint (get_queued_at (fixture, recent->id), ==, 5000);

  /* Moved to before 1970 it still counts: 0 would say that it never did. */
  g_assert_true (tidings_store_move_counted (fixture->store, 0, -1000000, &error));
  g_assert_cmpint (get_queued_at (fixture, recent->id), ==, 1);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, ann, 0), ==, 3);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/purse/sums", test_sums);
  FIXTURE_TEST ("/purse/by-type", test_by_type);
  FIXTURE_TEST ("/purse/move", test_move);

  return g_test_run ();
}
