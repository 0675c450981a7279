/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments that Twilio was given ahead of time: once each, and remembered longer than what they belong to. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-handovers.h"

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define EVENT (1000 * HOUR_MS)
#define WALL "2026-11-22T09:00"

static gint64
add_reminder (Fixture      *fixture,
              const gint64 *people,
              guint         n_people)
{
  static const gint64 before[] = { 86400, 3600, 0 };
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;

  fixture_set_text (&reminder->title, "Dentist");
  fixture_set_text (&reminder->wall, WALL);
  fixture_set_text (&reminder->zone, "UTC");
  reminder->at = EVENT;
  tidings_reminder_set_before (reminder, before, G_N_ELEMENTS (before));
  tidings_reminder_set_people (reminder, people, n_people);
  g_assert_true (tidings_store_put_reminder (fixture->store, reminder, 1, &error));
  g_assert_no_error (error);

  return reminder->id;
}

static gint64
hand_over (Fixture *fixture,
           gint64   reminder,
           gint64   due_at,
           gint64   person,
           gint64   message)
{
  TidingsHandover handover = { .reminder_id = reminder, .wall = (char *) WALL, .due_at = due_at, .person_id = person,
                               .message_id = message, .service = (char *) "MG1" };
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_put_handover (fixture->store, &handover, &error));
  g_assert_no_error (error);
  g_assert_cmpint (handover.id, >, 0);

  return handover.id;
}

/* The free moments as "hours before the event/person", in order. */
static void
assert_free (Fixture                 *fixture,
             gint64                   from,
             gint64                   until,
             const TidingsFreeMoment *after,
             guint                    limit,
             const char              *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) moments = tidings_store_list_free_moments (fixture->store, from, until, after, limit, &error);
  g_autoptr(GString) list = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < moments->len; i++)
    {
      TidingsFreeMoment *moment = &g_array_index (moments, TidingsFreeMoment, i);

      g_assert_cmpint (moment->due_at, ==, EVENT - moment->before_s * 1000);
      g_string_append_printf (list, "%s%d/%d", i > 0 ? " " : "", (int) (moment->before_s / 3600), (int) moment->person_id);
    }
  g_assert_cmpstr (list->str, ==, expected);
}

static void
test_free (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 people[] = { fixture_add_person (fixture, "Ann", "+4915123456789"), fixture_add_person (fixture, "Bea", "+4915123456788") };
  gint64 reminder = add_reminder (fixture, people, 2);
  TidingsFreeMoment after = { .due_at = EVENT - HOUR_MS, .reminder_id = reminder, .person_id = people[0], .wall = WALL };
  TidingsDueMoment moment;
  g_autoptr(GError) error = NULL;

  assert_free (fixture, 0, EVENT, NULL, 100, "24/1 24/2 1/1 1/2 0/1 0/2");
  assert_free (fixture, EVENT - 24 * HOUR_MS, EVENT - 1, NULL, 100, "1/1 1/2");
  assert_free (fixture, 0, EVENT, NULL, 3, "24/1 24/2 1/1");
  assert_free (fixture, 0, EVENT, &after, 100, "1/2 0/1 0/2");

  hand_over (fixture, reminder, EVENT - HOUR_MS, people[1], 77);
  /* One that goes from here after all is not offered again either. */
  hand_over (fixture, reminder, EVENT, people[0], 0);
  assert_free (fixture, 0, EVENT, NULL, 100, "24/1 24/2 1/1 0/2");

  g_assert_true (tidings_store_find_text_moment (fixture->store, reminder, WALL, EVENT - 24 * HOUR_MS, &moment, &error));
  g_assert_cmpint (moment.state, ==, TIDINGS_MOMENT_WAITS);
  g_assert_cmpint (moment.at, ==, EVENT);
  g_assert_true (tidings_store_mark_moment_fired (fixture->store, &moment, NULL));
  assert_free (fixture, 0, EVENT, NULL, 100, "1/1 0/2");
  g_assert_true (tidings_store_find_text_moment (fixture->store, reminder, WALL, EVENT - 24 * HOUR_MS, &moment, &error));
  g_assert_cmpint (moment.state, ==, TIDINGS_MOMENT_FIRED);
  g_assert_true (tidings_store_find_text_moment (fixture->store, reminder, "2026-11-23T09:00", EVENT, &moment, &error));
  g_assert_cmpint (moment.reminder_id, ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (tidings_store_get_moment_after (fixture->store, 0), ==, EVENT - HOUR_MS);
  g_assert_cmpint (tidings_store_get_moment_after (fixture->store, EVENT - HOUR_MS), ==, EVENT);
  g_assert_cmpint (tidings_store_get_moment_after (fixture->store, EVENT), ==, 0);
}

static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  TidingsHandover again = { .reminder_id = 1, .wall = (char *) WALL, .due_at = EVENT, .person_id = 1, .message_id = 8 };
  g_autoptr(TidingsHandover) found = NULL;
  g_autoptr(GError) error = NULL;

  hand_over (fixture, 1, EVENT, 1, 7);
  g_assert_false (tidings_store_put_handover (fixture->store, &again, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* Another occurrence may have a text at the same instant. */
  again.wall = (char *) "2026-11-23T09:00";
  g_assert_true (tidings_store_put_handover (fixture->store, &again, &error));

  g_assert_true (tidings_store_find_handover (fixture->store, 1, WALL, EVENT, 1, &found, &error));
  g_assert_no_error (error);
  g_assert_cmpint (found->message_id, ==, 7);
  g_assert_cmpstr (found->wall, ==, WALL);
}

static void
test_every_field (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TidingsHandover) kept = NULL;
  g_autoptr(TidingsHandover) none = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id = hand_over (fixture, 3, EVENT, 4, 5);

  g_assert_true (tidings_store_get_handover (fixture->store, id, &kept, &error));
  g_assert_null (kept->recall);
  kept->sid = g_strdup ("SM1");
  kept->recall = g_strdup ("removed");
  kept->n_tries = 6;
  kept->next_at = 900;
  g_assert_true (tidings_store_put_handover (fixture->store, kept, &error));
  tidings_handover_free (g_steal_pointer (&kept));
  fixture_reopen (fixture);

  g_assert_true (tidings_store_find_handover_of (fixture->store, 5, &kept, &error));
  g_assert_no_error (error);
  g_assert_cmpint (kept->id, ==, id);
  g_assert_cmpint (kept->reminder_id, ==, 3);
  g_assert_cmpint (kept->due_at, ==, EVENT);
  g_assert_cmpint (kept->person_id, ==, 4);
  g_assert_cmpstr (kept->service, ==, "MG1");
  g_assert_cmpstr (kept->sid, ==, "SM1");
  g_assert_cmpstr (kept->recall, ==, "removed");
  g_assert_cmpuint (kept->n_tries, ==, 6);
  g_assert_cmpint (kept->next_at, ==, 900);

  g_assert_true (tidings_store_remove_handover (fixture->store, id, &error));
  g_assert_true (tidings_store_find_handover_of (fixture->store, 5, &none, &error));
  g_assert_null (none);
  g_assert_no_error (error);
}

static void
test_recall (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) due = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (tidings_store_get_next_handover_at (fixture->store), ==, 0);
  for (int i = 1; i <= 4; i++)
    {
      g_autoptr(TidingsHandover) handover = NULL;
      gint64 id = hand_over (fixture, 1, EVENT + i, 1, i < 4 ? i : 0);

      /* The first and the second are to be canceled, the later one first. */
      g_assert_true (tidings_store_get_handover (fixture->store, id, &handover, &error));
      handover->next_at = i < 3 ? 1000 - i * 100 : 0;
      handover->recall = i < 3 ? g_strdup ("paused") : NULL;
      g_assert_true (tidings_store_put_handover (fixture->store, handover, &error));
    }

  g_assert_cmpint (tidings_store_get_next_handover_at (fixture->store), ==, 800);
  due = tidings_store_list_due_handovers (fixture->store, 899, 10, &error);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpint (((TidingsHandover *) g_ptr_array_index (due, 0))->message_id, ==, 2);

  all = tidings_store_list_handovers (fixture->store, 1, 10, &error);
  g_assert_cmpuint (all->len, ==, 2);

  g_assert_true (tidings_store_hurry_handovers (fixture->store, 500, &error));
  g_assert_cmpint (tidings_store_get_next_handover_at (fixture->store), ==, 500);
  g_clear_pointer (&due, g_ptr_array_unref);
  due = tidings_store_list_due_handovers (fixture->store, 500, 10, &error);
  g_assert_cmpuint (due->len, ==, 2);

  /* What is still to be canceled is not forgotten. */
  g_assert_true (tidings_store_drop_handovers (fixture->store, EVENT + 100, &error));
  g_clear_pointer (&all, g_ptr_array_unref);
  all = tidings_store_list_handovers (fixture->store, 0, 10, &error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/handovers/free", test_free);
  FIXTURE_TEST ("/handovers/once", test_once);
  FIXTURE_TEST ("/handovers/every-field", test_every_field);
  FIXTURE_TEST ("/handovers/recall", test_recall);

  return g_test_run ();
}
