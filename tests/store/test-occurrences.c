/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that come again, in the store: their fields, the moments of each occurrence, and those of stores from before. */
#include "config.h"

#include "store-fixture.h"

#define HOUR_S 3600
#define HOUR_MS (HOUR_S * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * HOUR_MS)
#define EVENT (1000 * HOUR_MS)
#define FIRST "2026-11-22T09:00"
#define SECOND "2026-11-23T09:00"

static TidingsReminder *
make_reminder (void)
{
  static const gint64 before_s[] = { HOUR_S, 0 };
  TidingsReminder *reminder = tidings_reminder_new ();

  fixture_set_text (&reminder->title, "Bins");
  fixture_set_text (&reminder->wall, FIRST);
  fixture_set_text (&reminder->zone, "Europe/Berlin");
  fixture_set_text (&reminder->rule, "FREQ=DAILY");
  reminder->at = EVENT;
  tidings_reminder_set_before (reminder, before_s, G_N_ELEMENTS (before_s));

  return reminder;
}

static void
put (Fixture         *fixture,
     TidingsReminder *reminder)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_put_reminder (fixture->store, reminder, 1, &error));
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

static void
plan (Fixture         *fixture,
      TidingsReminder *reminder,
      const char      *wall,
      gint64           at,
      gint64           now)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_plan_occurrence (fixture->store, reminder, wall, at, now, NULL, &error));
  g_assert_true (tidings_store_follow_moments (fixture->store, reminder->id, &error));
  g_assert_no_error (error);
}

/* All moments as "day of the wall:hours before:state", those that are overdue with an o, snoozed with an s. */
static void
assert_moments (Fixture    *fixture,
                gint64      id,
                const char *expected)
{
  static const char kinds[] = { 't', 's', 'o' };
  g_autoptr(GArray) moments = tidings_store_list_moments (fixture->store, id, NULL);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);

      g_string_append_printf (list, "%s%.2s:%c%d:%d", i > 0 ? " " : "", moment->wall + 8, kinds[moment->kind],
                              (int) (moment->before_s / HOUR_S), moment->state);
    }
  g_assert_cmpstr (list->str, ==, expected);
}

static void
test_every_field (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TidingsReminder) reminder = make_reminder ();
  g_autoptr(TidingsReminder) kept = NULL;
  g_autoptr(TidingsReminder) by_uid = NULL;
  g_autoptr(TidingsReminder) twin = make_reminder ();
  g_autoptr(GError) error = NULL;
  TidingsOccurrence *occurrence = tidings_reminder_add_occurrence (reminder, SECOND);

  fixture_set_text (&reminder->type, "chore_due");
  fixture_set_text (&reminder->uid, "a@b");
  fixture_set_text (&reminder->revision, "r1");
  reminder->takes_turns = TRUE;
  reminder->turn = 7;
  reminder->overdue_s = 4 * HOUR_S;
  reminder->late_s = 120;
  occurrence->moved_to = g_strdup ("2026-11-23T10:00");
  occurrence->state = TIDINGS_OCCURRENCE_OVERDUE;
  occurrence->turn = 8;
  /* One that is as the rule says is not kept. */
  tidings_reminder_add_occurrence (reminder, "2026-11-24T09:00");
  put (fixture, reminder);
  fixture_reopen (fixture);

  kept = get (fixture, reminder->id);
  g_assert_cmpstr (kept->type, ==, "chore_due");
  g_assert_cmpstr (kept->rule, ==, "FREQ=DAILY");
  g_assert_cmpstr (kept->uid, ==, "a@b");
  g_assert_cmpstr (kept->revision, ==, "r1");
  g_assert_true (kept->takes_turns);
  g_assert_cmpint (kept->turn, ==, 7);
  g_assert_cmpint (kept->overdue_s, ==, 4 * HOUR_S);
  g_assert_cmpint (kept->late_s, ==, 120);
  g_assert_cmpuint (kept->n_before, ==, 2);
  g_assert_cmpuint (kept->exceptions->len, ==, 1);
  occurrence = tidings_reminder_find_occurrence (kept, SECOND);
  g_assert_cmpstr (occurrence->moved_to, ==, "2026-11-23T10:00");
  g_assert_cmpint (occurrence->state, ==, TIDINGS_OCCURRENCE_OVERDUE);
  g_assert_cmpint (occurrence->turn, ==, 8);

  by_uid = tidings_store_find_reminder_by_uid (fixture->store, "a@b", &error);
  g_assert_no_error (error);
  g_assert_cmpint (by_uid->id, ==, reminder->id);
  g_assert_null (tidings_store_find_reminder_by_uid (fixture->store, "c@d", &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* One event of a file is one reminder; those without a uid are any number. */
  fixture_set_text (&twin->uid, "a@b");
  g_assert_false (tidings_store_put_reminder (fixture->store, twin, 1, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
  fixture_set_text (&twin->uid, "");
  put (fixture, twin);
}

static void
test_moments (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TidingsReminder) reminder = make_reminder ();
  g_autoptr(TidingsReminder) planned = NULL;
  g_autoptr(TidingsReminder) fired = NULL;
  g_autoptr(TidingsReminder) past = NULL;
  g_autoptr(GError) error = NULL;
  TidingsDueMoment moment = { .wall = FIRST, .before_s = HOUR_S };

  /* Nothing of it waits until its occurrences are planned, and it says so. */
  reminder->overdue_s = 2 * HOUR_S;
  put (fixture, reminder);
  g_assert_cmpint (tidings_store_get_next_moment (fixture->store, NULL), ==, 0);
  {
    g_autoptr(GArray) unplanned = tidings_store_list_unplanned (fixture->store, 1, 10);

    g_assert_cmpuint (unplanned->len, ==, 1);
    g_assert_cmpint (g_array_index (unplanned, gint64, 0), ==, reminder->id);
  }

  /* The first text of the first one has passed, the second's are all to come. */
  plan (fixture, reminder, FIRST, EVENT, EVENT - HOUR_MS);
  plan (fixture, reminder, SECOND, EVENT + DAY_MS, EVENT - HOUR_MS);
  assert_moments (fixture, reminder->id, "22:t1:2 22:t0:0 22:o0:0 23:t1:0 23:t0:0 23:o0:0");
  g_assert_true (tidings_store_set_planned (fixture->store, reminder->id, SECOND, EVENT + DAY_MS - HOUR_MS, &error));
  {
    g_autoptr(GArray) early = tidings_store_list_unplanned (fixture->store, EVENT + DAY_MS - HOUR_MS - 1, 10);
    g_autoptr(GArray) then = tidings_store_list_unplanned (fixture->store, EVENT + DAY_MS - HOUR_MS, 10);

    g_assert_cmpuint (early->len, ==, 0);
    g_assert_cmpuint (then->len, ==, 1);
  }
  planned = get (fixture, reminder->id);
  g_assert_cmpstr (planned->planned_wall, ==, SECOND);
  g_assert_cmpint (planned->at, ==, EVENT);
  g_assert_cmpstr (planned->next_wall, ==, FIRST);
  g_assert_cmpint (planned->next_at, ==, EVENT);

  /* Fired is fired: neither planning it again nor passing it over brings it back. */
  moment.reminder_id = reminder->id;
  moment.before_s = 0;
  g_assert_true (tidings_store_mark_moment_fired (fixture->store, &moment, &error));
  plan (fixture, reminder, FIRST, EVENT, 0);
  g_assert_true (tidings_store_pass_moments (fixture->store, reminder->id, FIRST, &error));
  g_assert_true (tidings_store_follow_moments (fixture->store, reminder->id, &error));
  assert_moments (fixture, reminder->id, "22:t1:2 22:t0:1 22:o0:2 23:t1:0 23:t0:0 23:o0:0");
  fired = get (fixture, reminder->id);
  g_assert_cmpint (fired->at, ==, EVENT + DAY_MS);
  g_assert_cmpstr (fired->next_wall, ==, SECOND);
  g_assert_cmpint (fired->state, ==, TIDINGS_REMINDER_ACTIVE);

  g_assert_true (tidings_store_drop_moments (fixture->store, reminder->id, EVENT + 1, &error));
  assert_moments (fixture, reminder->id, "23:t1:0 23:t0:0 23:o0:0");
  g_assert_true (tidings_store_clear_moments (fixture->store, reminder->id, SECOND, &error));
  assert_moments (fixture, reminder->id, "");
  g_assert_true (tidings_store_follow_moments (fixture->store, reminder->id, &error));
  past = get (fixture, reminder->id);
  g_assert_cmpint (past->state, ==, TIDINGS_REMINDER_PAST);
  g_assert_cmpint (past->at, ==, EVENT + DAY_MS);
  g_assert_no_error (error);
}

/* A store of the version before, with one reminder in each state, and a text that Twilio was given. */
static void
test_from_before (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { int id; const char *moments; TidingsReminderState state; const char *why; } cases[] = {
    { 1, "22:t24:2 22:t1:1 22:t0:0", TIDINGS_REMINDER_ACTIVE, "one text passed, one went, one is to come" },
    { 2, "22:t0:1", TIDINGS_REMINDER_PAST, "all went" },
    { 3, "22:t0:2", TIDINGS_REMINDER_DONE, "done" },
  };
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO person (id, name, number, country, verified_at, language, quiet_from, quiet_to, enabled, created_at) "
    "VALUES (1, 'Ann', '+4915123456789', 'DE', 1, '', -1, -1, 1, 1);"
    "INSERT INTO reminder (id, title, wall, zone, at, next_at, state, created_at) VALUES "
    "(1, 'Dentist', '" FIRST "', 'UTC', %1$" G_GINT64_FORMAT ", %1$" G_GINT64_FORMAT ", 0, 5), "
    "(2, 'Past', '" FIRST "', 'UTC', %1$" G_GINT64_FORMAT ", 0, 1, 5), "
    "(3, 'Done', '" FIRST "', 'UTC', %1$" G_GINT64_FORMAT ", 0, 2, 5);"
    "INSERT INTO reminder_person VALUES (1, 0, 1);"
    "INSERT INTO moment (reminder_id, before_s, due_at, state) VALUES "
    "(1, 86400, %1$" G_GINT64_FORMAT " - 86400000, 2), (1, 3600, %1$" G_GINT64_FORMAT " - 3600000, 1), "
    "(1, 0, %1$" G_GINT64_FORMAT ", 0), (2, 0, %1$" G_GINT64_FORMAT ", 1), (3, 0, %1$" G_GINT64_FORMAT ", 2);"
    "INSERT INTO handover (id, reminder_id, due_at, person_id, message_id, service, sid, recall, n_tries, next_at) VALUES "
    "(4, 1, %1$" G_GINT64_FORMAT ", 1, 9, 'MG1', 'SM1', 'paused', 2, 77)", EVENT);
  g_autoptr(GArray) due = NULL;
  gint64 kept_handover = 0;
  g_autoptr(sqlite3_stmt) statement = NULL;

  g_clear_object (&fixture->store);
  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "before.db", NULL);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_true (tidings_store_schema_migrate (db, 2, &error));
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  fixture->store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminder) reminder = get (fixture, cases[i].id);

      g_test_message ("%s", cases[i].why);
      assert_moments (fixture, cases[i].id, cases[i].moments);
      g_assert_cmpint (reminder->state, ==, cases[i].state);
      g_assert_cmpstr (reminder->type, ==, "reminder");
      g_assert_cmpstr (reminder->rule, ==, "");
      g_assert_cmpstr (reminder->next_wall, ==, FIRST);
      g_assert_cmpuint (reminder->n_before, ==, cases[i].id == 1 ? 3 : 1);
      g_assert_cmpint (reminder->late_s, ==, -1);
    }

  due = tidings_store_list_due_moments (fixture->store, EVENT, 10);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpint (g_array_index (due, TidingsDueMoment, 0).at, ==, EVENT);
  g_assert_cmpint (sqlite3_prepare_v2 (fixture->store->db, "SELECT count (*) FROM handover WHERE id = 4 AND wall = '" FIRST "' "
                                       "AND message_id = 9 AND sid = 'SM1' AND recall = 'paused' AND n_tries = 2 AND next_at = 77",
                                       -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  kept_handover = sqlite3_column_int64 (statement, 0);
  g_assert_cmpint (kept_handover, ==, 1);

  /* Who removes the reminder removes the moments that were brought over. */
  g_assert_true (tidings_store_remove_reminder (fixture->store, 1, &error));
  assert_moments (fixture, 1, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/occurrences/every-field", test_every_field);
  FIXTURE_TEST ("/occurrences/moments", test_moments);
  FIXTURE_TEST ("/occurrences/from-before", test_from_before);

  return g_test_run ();
}
