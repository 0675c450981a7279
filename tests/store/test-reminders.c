/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders in the store, and the moments at which they are due. */
#include "config.h"

#include "store-fixture.h"

#define HOUR_S 3600
#define HOUR_MS (HOUR_S * G_GINT64_CONSTANT (1000))

/* The event of all cases: far enough from zero for every offset. */
#define EVENT (1000 * HOUR_MS)

static TidingsReminder *
make_reminder (gint64        at,
               const gint64 *before_s,
               guint         n_before)
{
  TidingsReminder *reminder = tidings_reminder_new ();

  fixture_set_text (&reminder->title, "Dentist");
  fixture_set_text (&reminder->wall, "2026-11-22T09:00");
  fixture_set_text (&reminder->zone, "Europe/Berlin");
  reminder->at = at;
  reminder->created_at = 5;
  tidings_reminder_set_before (reminder, before_s, n_before);
  return reminder;
}

static void
put (Fixture         *fixture,
     TidingsReminder *reminder,
     gint64           now)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_put_reminder (fixture->store, reminder, now, &error));
  g_assert_no_error (error);
}

static TidingsReminder *
get (Fixture *fixture,
     gint64   id)
{
  g_autoptr(GError) error = NULL;
  TidingsReminder *reminder = tidings_store_get_reminder (fixture->store, id, &error);

  g_assert_no_error (error);
  return reminder;
}

/* What is due by @now: hours before the event, earliest first. */
static void
assert_due (Fixture    *fixture,
            gint64      now,
            const char *expected)
{
  g_autoptr(GArray) moments = tidings_store_list_due_moments (fixture->store, now, 100);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);

      g_string_append_printf (list, "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " ", moment->reminder_id, moment->before_s / HOUR_S);
    }

  g_assert_cmpstr (list->str, ==, expected);
}

static void
assert_state (Fixture              *fixture,
              gint64                id,
              gint64                next_at,
              TidingsReminderState  state)
{
  g_autoptr(TidingsReminder) reminder = get (fixture, id);

  g_assert_cmpint (reminder->next_at, ==, next_at);
  g_assert_cmpint (reminder->state, ==, state);
}

static void
fire (Fixture *fixture,
      gint64   id,
      gint64   before_s)
{
  g_autoptr(GError) error = NULL;
  TidingsDueMoment moment = { .reminder_id = id, .wall = "2026-11-22T09:00", .before_s = before_s };

  g_assert_true (tidings_store_mark_moment_fired (fixture->store, &moment, &error));
  g_assert_no_error (error);
}

static void
test_every_field (Fixture       *fixture,
                  gconstpointer  data)
{
  const gint64 before_s[] = { 24 * HOUR_S, HOUR_S, 0 };
  g_autoptr(TidingsReminder) reminder = make_reminder (EVENT, before_s, 3);
  g_autoptr(TidingsReminder) kept = NULL;
  g_autoptr(TidingsReminder) changed = NULL;
  gint64 people[2] = { 0 };

  people[1] = fixture_add_person (fixture, "Ann", "+4915123456789");
  people[0] = fixture_add_person (fixture, "Bea", "+4915123456788");
  tidings_reminder_set_people (reminder, people, 2);
  put (fixture, reminder, 0);
  g_assert_cmpint (reminder->id, >, 0);
  g_assert_cmpint (reminder->next_at, ==, EVENT - 24 * HOUR_MS);
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_ACTIVE);

  fixture_reopen (fixture);
  kept = get (fixture, reminder->id);
  g_assert_cmpstr (kept->title, ==, "Dentist");
  g_assert_cmpstr (kept->wall, ==, "2026-11-22T09:00");
  g_assert_cmpstr (kept->zone, ==, "Europe/Berlin");
  g_assert_cmpint (kept->at, ==, EVENT);
  g_assert_cmpint (kept->created_at, ==, 5);
  g_assert_cmpint (kept->next_at, ==, EVENT - 24 * HOUR_MS);
  g_assert_cmpint (kept->state, ==, TIDINGS_REMINDER_ACTIVE);
  g_assert_cmpmem (kept->before_s, kept->n_before * sizeof (gint64), before_s, sizeof before_s);
  g_assert_cmpmem (kept->people, kept->n_people * sizeof (gint64), people, sizeof people);

  /* Replaced as a whole. */
  fixture_set_text (&kept->title, "Doctor");
  fixture_set_text (&kept->wall, "2026-11-23T10:00");
  fixture_set_text (&kept->zone, "UTC");
  kept->at = EVENT + HOUR_MS;
  tidings_reminder_set_before (kept, before_s + 1, 1);
  tidings_reminder_set_people (kept, people + 1, 1);
  put (fixture, kept, 0);
  g_assert_cmpint (kept->id, ==, reminder->id);

  changed = get (fixture, reminder->id);
  g_assert_cmpstr (changed->title, ==, "Doctor");
  g_assert_cmpstr (changed->wall, ==, "2026-11-23T10:00");
  g_assert_cmpstr (changed->zone, ==, "UTC");
  g_assert_cmpint (changed->at, ==, EVENT + HOUR_MS);
  g_assert_cmpint (changed->next_at, ==, EVENT);
  g_assert_cmpmem (changed->before_s, changed->n_before * sizeof (gint64), before_s + 1, sizeof (gint64));
  g_assert_cmpmem (changed->people, changed->n_people * sizeof (gint64), people + 1, sizeof (gint64));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  const gint64 now_only[] = { 0 };
  const gint64 nobody[] = { 77 };
  g_autoptr(TidingsReminder) reminder = make_reminder (EVENT, now_only, 1);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_store_get_reminder (fixture->store, 1, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tidings_store_finish_reminder (fixture->store, 1, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tidings_store_remove_reminder (fixture->store, 1, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tidings_store_mark_moment_fired (fixture->store, &(TidingsDueMoment) { .reminder_id = 1 }, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  reminder->id = 1;
  g_assert_false (tidings_store_put_reminder (fixture->store, reminder, 0, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* For somebody who is gone: nothing of it is written. */
  reminder->id = 0;
  tidings_reminder_set_people (reminder, nobody, 1);
  g_assert_false (tidings_store_put_reminder (fixture->store, reminder, 0, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (reminder->id, ==, 0);
  all = tidings_store_list_reminders (fixture->store, TRUE, NULL);
  g_assert_cmpuint (all->len, ==, 0);
  g_assert_cmpint (tidings_store_get_next_moment (fixture->store, NULL), ==, 0);
}

static void
test_moments (Fixture       *fixture,
              gconstpointer  data)
{
  const gint64 before_s[] = { 24 * HOUR_S, HOUR_S, 0 };
  g_autoptr(TidingsReminder) first = make_reminder (EVENT, before_s, 3);
  g_autoptr(TidingsReminder) second = make_reminder (EVENT - HOUR_MS / 2, before_s + 2, 1);
  gint64 whose = -1;

  g_assert_cmpint (tidings_store_get_next_moment (fixture->store, &whose), ==, 0);
  g_assert_cmpint (whose, ==, 0);
  put (fixture, first, 0);
  put (fixture, second, 0);

  g_assert_cmpint (tidings_store_get_next_moment (fixture->store, &whose), ==, EVENT - 24 * HOUR_MS);
  g_assert_cmpint (whose, ==, first->id);
  assert_due (fixture, EVENT - 24 * HOUR_MS - 1, "");
  assert_due (fixture, EVENT - 24 * HOUR_MS, "1:24 ");
  assert_due (fixture, EVENT, "1:24 1:1 2:0 1:0 ");

  fire (fixture, first->id, 24 * HOUR_S);
  assert_due (fixture, EVENT, "1:1 2:0 1:0 ");
  assert_state (fixture, first->id, EVENT - HOUR_MS, TIDINGS_REMINDER_ACTIVE);
  fire (fixture, first->id, HOUR_S);
  g_assert_cmpint (tidings_store_get_next_moment (fixture->store, &whose), ==, EVENT - HOUR_MS / 2);
  g_assert_cmpint (whose, ==, second->id);

  fire (fixture, first->id, 0);
  assert_state (fixture, first->id, 0, TIDINGS_REMINDER_PAST);
  fire (fixture, second->id, 0);
  assert_due (fixture, G_MAXINT64, "");
  g_assert_cmpint (tidings_store_get_next_moment (fixture->store, NULL), ==, 0);
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  const gint64 before_s[] = { 24 * HOUR_S, HOUR_S, 0 };
  g_autoptr(TidingsReminder) reminder = make_reminder (EVENT, before_s, 3);
  g_autoptr(GArray) moments = NULL;

  put (fixture, reminder, 0);
  moments = tidings_store_list_due_moments (fixture->store, EVENT, 2);
  g_assert_cmpuint (moments->len, ==, 2);
  g_assert_cmpint (g_array_index (moments, TidingsDueMoment, 0).due_at, ==, EVENT - 24 * HOUR_MS);
  g_assert_cmpint (g_array_index (moments, TidingsDueMoment, 1).due_at, ==, EVENT - HOUR_MS);
}

static void
test_already_passed (Fixture       *fixture,
                     gconstpointer  data)
{
  static const struct { gint64 now; gint64 next_at; TidingsReminderState state; const char *due; const char *why; } cases[] = {
    { EVENT - 24 * HOUR_MS - 1, EVENT - 24 * HOUR_MS, TIDINGS_REMINDER_ACTIVE, "24 1 0", "just in time" },
    { EVENT - 24 * HOUR_MS, EVENT - HOUR_MS, TIDINGS_REMINDER_ACTIVE, "1 0", "the first has passed this very moment" },
    { EVENT - HOUR_MS / 2, EVENT, TIDINGS_REMINDER_ACTIVE, "0", "only the event itself is left" },
    { EVENT + 1, 0, TIDINGS_REMINDER_PAST, "", "all is over" },
  };
  const gint64 before_s[] = { 24 * HOUR_S, HOUR_S, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminder) reminder = make_reminder (EVENT, before_s, 3);
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) hours = g_strsplit (cases[i].due, " ", -1);
      g_autoptr(GString) expected = g_string_new (NULL);

      g_test_message ("%s", cases[i].why);
      put (fixture, reminder, cases[i].now);
      g_assert_cmpint (reminder->next_at, ==, cases[i].next_at);
      g_assert_cmpint (reminder->state, ==, cases[i].state);

      for (guint j = 0; hours[j]; j++)
        g_string_append_printf (expected, "%" G_GINT64_FORMAT ":%s ", reminder->id, hours[j]);
      assert_due (fixture, EVENT, expected->str);
      g_assert_true (tidings_store_remove_reminder (fixture->store, reminder->id, &error));
    }
}

static void
test_replacing (Fixture       *fixture,
                gconstpointer  data)
{
  const gint64 before_s[] = { 24 * HOUR_S, HOUR_S, 0 };
  const gint64 two_hours[] = { 2 * HOUR_S };
  g_autoptr(TidingsReminder) reminder = make_reminder (EVENT, before_s, 3);

  put (fixture, reminder, 0);
  fire (fixture, reminder->id, HOUR_S);

  /* The clock was set back to before the moment that has fired: it does not fire again. */
  put (fixture, reminder, 0);
  assert_due (fixture, EVENT, "1:24 1:0 ");

  /* An hour later and two hours ahead is the same instant as before. */
  reminder->at = EVENT + HOUR_MS;
  tidings_reminder_set_before (reminder, two_hours, 1);
  put (fixture, reminder, 0);
  assert_due (fixture, G_MAXINT64, "");
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_PAST);

  /* Another instant is another moment. */
  reminder->at = EVENT + 2 * HOUR_MS;
  put (fixture, reminder, 0);
  assert_due (fixture, G_MAXINT64, "1:2 ");
  g_assert_cmpint (reminder->state, ==, TIDINGS_REMINDER_ACTIVE);

  /* Due, but not fired yet, while the title is corrected. */
  fixture_set_text (&reminder->title, "Dentist, Main Street");
  put (fixture, reminder, reminder->at);
  assert_due (fixture, G_MAXINT64, "1:2 ");
}

static void
test_done (Fixture       *fixture,
           gconstpointer  data)
{
  const gint64 before_s[] = { 24 * HOUR_S, HOUR_S, 0 };
  g_autoptr(TidingsReminder) reminder = make_reminder (EVENT, before_s, 3);
  g_autoptr(GError) error = NULL;

  put (fixture, reminder, 0);
  fire (fixture, reminder->id, 24 * HOUR_S);
  g_assert_true (tidings_store_finish_reminder (fixture->store, reminder->id, &error));
  assert_state (fixture, reminder->id, 0, TIDINGS_REMINDER_DONE);
  assert_due (fixture, G_MAXINT64, "");

  /* A moment that was on its way when it was finished does not bring it back. */
  fire (fixture, reminder->id, HOUR_S);
  assert_state (fixture, reminder->id, 0, TIDINGS_REMINDER_DONE);

  /* Who writes it down again means it: what has not fired and lies ahead is due again. */
  put (fixture, reminder, 0);
  assert_due (fixture, G_MAXINT64, "1:0 ");
  assert_state (fixture, reminder->id, EVENT, TIDINGS_REMINDER_ACTIVE);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  const gint64 now_only[] = { 0 };
  static const gint64 instants[] = { 30, 10, 20, 40 };
  static const char * const expected[] = { "3 1 ", "2 3 1 4 " };
  gint64 ids[4] = { 0 };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_autoptr(TidingsReminder) reminder = make_reminder (instants[i], now_only, 1);

      put (fixture, reminder, 15);
      ids[i] = reminder->id;
    }
  g_assert_true (tidings_store_finish_reminder (fixture->store, ids[3], &error));

  for (guint with_past = 0; with_past < 2; with_past++)
    {
      g_autoptr(GPtrArray) reminders = tidings_store_list_reminders (fixture->store, with_past, &error);
      g_autoptr(GString) order = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint i = 0; i < reminders->len; i++)
        g_string_append_printf (order, "%" G_GINT64_FORMAT " ", ((TidingsReminder *) g_ptr_array_index (reminders, i))->id);
      g_assert_cmpstr (order->str, ==, expected[with_past]);
    }
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  const gint64 now_only[] = { 0 };
  gint64 people[2] = { fixture_add_person (fixture, "Ann", "+4915123456789"), fixture_add_person (fixture, "Bea", "+4915123456788") };
  g_autoptr(TidingsReminder) reminder = make_reminder (EVENT, now_only, 1);
  g_autoptr(TidingsReminder) kept = NULL;
  g_autoptr(TidingsReminder) next = make_reminder (EVENT, now_only, 1);
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(TidingsMessage) left = NULL;
  g_autoptr(GError) error = NULL;

  tidings_reminder_set_people (reminder, people, 2);
  put (fixture, reminder, 0);

  /* A person who goes leaves the reminder to the others. */
  g_assert_true (tidings_store_remove_person (fixture->store, people[0], TRUE, &error));
  kept = get (fixture, reminder->id);
  g_assert_cmpuint (kept->n_people, ==, 1);
  g_assert_cmpint (kept->people[0], ==, people[1]);

  /* A reminder that goes leaves its messages, and no moment. */
  message->reminder_id = reminder->id;
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_true (tidings_store_remove_reminder (fixture->store, reminder->id, &error));
  left = tidings_store_get_message (fixture->store, message->id, &error);
  g_assert_cmpint (left->reminder_id, ==, reminder->id);
  assert_due (fixture, G_MAXINT64, "");

  put (fixture, next, 0);
  g_assert_cmpint (next->id, >, reminder->id);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/reminders/every-field", test_every_field);
  FIXTURE_TEST ("/reminders/refused", test_refused);
  FIXTURE_TEST ("/reminders/moments", test_moments);
  FIXTURE_TEST ("/reminders/limit", test_limit);
  FIXTURE_TEST ("/reminders/already-passed", test_already_passed);
  FIXTURE_TEST ("/reminders/replacing", test_replacing);
  FIXTURE_TEST ("/reminders/done", test_done);
  FIXTURE_TEST ("/reminders/list", test_list);
  FIXTURE_TEST ("/reminders/remove", test_remove);

  return g_test_run ();
}
