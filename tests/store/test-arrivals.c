/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a phone last truly received something. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-arrivals.h"

#define ANN "+4915123456789"
#define BEN "+447400123456"
#define FROM "+15005550006"
#define SERVICE "MG00000000000000000000000000000001"

static void
note (Fixture    *fixture,
      const char *number,
      const char *sender,
      gint64      at,
      gint64      message)
{
  g_autoptr(GError) error = NULL;

  tidings_store_note_arrival (fixture->store, number, sender, at, message, &error);
  g_assert_no_error (error);
}

static void
test_last (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct {
    const char *number;
    const char *sender;
    gint64 at;
    const char *from;
    gint64 message;
    const char *why;
  } cases[] = {
    { ANN, NULL, 3000, SERVICE, 0, "the latest of any sender" },
    { ANN, FROM, 2000, FROM, 12, "of one sender; the receipt that came late is older" },
    { ANN, SERVICE, 3000, SERVICE, 0, "an answer has no message" },
    { ANN, "HOME", 0, NULL, 0, "never from there" },
    { BEN, NULL, 5000, FROM, 13, "another phone" },
    { "+33612345678", NULL, 0, NULL, 0, "a phone that never received anything" },
  };

  note (fixture, ANN, FROM, 2000, 12);
  note (fixture, ANN, FROM, 1000, 11);
  note (fixture, ANN, SERVICE, 3000, 0);
  note (fixture, BEN, FROM, 5000, 13);
  fixture_reopen (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsArrival) arrival = tidings_store_get_last_arrival (fixture->store, cases[i].number, cases[i].sender);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (arrival ? arrival->at : 0, ==, cases[i].at);
      if (!arrival)
        continue;
      g_assert_cmpstr (arrival->number, ==, cases[i].number);
      g_assert_cmpstr (arrival->sender, ==, cases[i].from);
      g_assert_cmpint (arrival->message_id, ==, cases[i].message);
    }
}

/* The same text may be told of twice: the carrier's receipt, then an answer to it in the same second. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(TidingsArrival) arrival = NULL;

  note (fixture, ANN, FROM, 2000, 12);
  note (fixture, ANN, FROM, 2000, 13);
  arrival = tidings_store_get_last_arrival (fixture->store, ANN, FROM);
  g_assert_cmpint (arrival->message_id, ==, 13);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/store/arrivals/last", test_last);
  FIXTURE_TEST ("/store/arrivals/again", test_again);

  return g_test_run ();
}
