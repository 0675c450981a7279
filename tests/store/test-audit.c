/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers: what it keeps, whose it is, what is left of it when somebody is erased. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-audit.h"

#define ANN "+4915123456789"
#define ANN_BEFORE "+4915123450000"
#define BEN "+447400123456"

static void
note (Fixture    *fixture,
      gint64      at,
      gint64      person,
      const char *name,
      const char *number,
      const char *what,
      const char *detail)
{
  TidingsAuditEntry entry = {
    .at = at,
    .person_id = person,
    .name = (char *) name,
    .number = (char *) number,
    .what = (char *) what,
    .detail = (char *) detail,
  };
  g_autoptr(GError) error = NULL;

  tidings_store_add_audit (fixture->store, &entry, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *fixture,
      gint64   person)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = tidings_store_list_audit (fixture->store, person, &error);

  g_assert_no_error (error);
  return entries;
}

/* The words of a trail in their order, with a comma between them. */
static char *
dup_words (Fixture *fixture,
           gint64   person)
{
  g_autoptr(GPtrArray) entries = list (fixture, person);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      TidingsAuditEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (words, "%s%s", i > 0 ? "," : "", entry->what);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) entries = NULL;
  TidingsAuditEntry *entry = NULL;
  TidingsAuditEntry full = {
    .id = 99, .at = 5000, .person_id = 7, .name = (char *) "Ann", .number = (char *) ANN, .what = (char *) TIDINGS_AUDIT_CONFIRMED,
    .how = (char *) "code", .by = (char *) "cli", .detail = (char *) "practice",
  };
  g_autoptr(GError) error = NULL;

  tidings_store_add_audit (fixture->store, &full, &error);
  g_assert_no_error (error);
  note (fixture, 1000, 7, NULL, NULL, TIDINGS_AUDIT_REMOVED, NULL);
  fixture_reopen (fixture);

  entries = list (fixture, 7);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->id, ==, 1);
  g_assert_cmpint (entry->at, ==, 5000);
  g_assert_cmpint (entry->person_id, ==, 7);
  g_assert_cmpstr (entry->name, ==, "Ann");
  g_assert_cmpstr (entry->number, ==, ANN);
  g_assert_cmpstr (entry->what, ==, "confirmed");
  g_assert_cmpstr (entry->how, ==, "code");
  g_assert_cmpstr (entry->by, ==, "cli");
  g_assert_cmpstr (entry->detail, ==, "practice");

  /* Told later, though the clock had been set back by then. */
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->at, ==, 1000);
  g_assert_cmpstr (entry->name, ==, "");
  g_assert_cmpstr (entry->number, ==, "");
  g_assert_cmpstr (entry->how, ==, "");
  g_assert_cmpstr (entry->by, ==, "");
  g_assert_cmpstr (entry->detail, ==, "");
}

static void
add_household (Fixture *fixture)
{
  note (fixture, 500, 0, NULL, ANN_BEFORE, TIDINGS_AUDIT_OPTED_OUT, NULL);
  note (fixture, 600, 0, NULL, "+33612345678", TIDINGS_AUDIT_OPTED_OUT, NULL);
  note (fixture, 1000, 1, "Ann", ANN_BEFORE, TIDINGS_AUDIT_ADDED, NULL);
  note (fixture, 1100, 2, "Ben", BEN, TIDINGS_AUDIT_ADDED, NULL);
  note (fixture, 1200, 1, "Ann", ANN, TIDINGS_AUDIT_NUMBER, "+49 151 …00");
  note (fixture, 1300, 3, "Cleo", ANN_BEFORE, TIDINGS_AUDIT_ADDED, NULL);
  note (fixture, 1400, 1, "Ann", ANN, TIDINGS_AUDIT_TYPE_ON, "job_failed");
}

static void
test_whose (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    gint64 person;
    const char *words;
    const char *why;
  } cases[] = {
    { 0, "opted-out,opted-out,added,added,number,added,type-on", "everybody's" },
    { 1, "opted-out,added,number,type-on", "her own, with the STOP that her number had said before she had it" },
    { 2, "added", "his own" },
    { 3, "opted-out,added", "the number's STOP is of whoever has the number; what others did with it is theirs" },
    { 4, "", "nobody" },
  };

  add_household (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = dup_words (fixture, cases[i].person);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_reduce (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;

  /* Cleo is still there and has Ann's number of before; who had it in between is not. */
  add_household (fixture);
  note (fixture, 1500, 4, "Dora", ANN_BEFORE, TIDINGS_AUDIT_REMOVED, NULL);
  fixture_exec (fixture,
                "INSERT INTO person (id, name, number, country, verified_at, language, enabled, created_at) "
                "VALUES (3, 'Cleo', '" ANN_BEFORE "', 'DE', 0, 'de', 1, 100), (1, 'Ann', '" ANN "', 'DE', 0, 'de', 1, 100)");
  g_assert_true (tidings_store_reduce_audit (fixture->store, 1, &error));
  g_assert_no_error (error);

  entries = list (fixture, 0);
  g_assert_cmpuint (entries->len, ==, 8);
  for (guint i = 0; i < entries->len; i++)
    {
      TidingsAuditEntry *entry = g_ptr_array_index (entries, i);
      /* The STOP of a number that was never hers, Ben's row, and Cleo's. */
      gboolean is_whole = i == 1 || i == 3 || i == 5;

      g_assert_cmpint (entry->at, >, 0);
      g_assert_cmpstr (entry->what, !=, "");
      g_assert_true ((*entry->number != '\0') == is_whole);
      if (i == 3 || i == 5)
        g_assert_cmpstr (entry->name, ==, i == 3 ? "Ben" : "Cleo");
      if (!is_whole)
        {
          g_assert_cmpstr (entry->name, ==, "");
          g_assert_cmpstr (entry->detail, ==, "");
        }
    }
}

/* A store of an earlier version knows when people were added and confirmed, and who said STOP. */
static void
test_before (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    gint64 at;
    gint64 person;
    const char *name;
    const char *number;
    const char *what;
    const char *how;
    const char *by;
  } expected[] = {
    { 100, 1, "Ann", ANN, "added", "", "" },
    { 150, 2, "Ben", BEN, "added", "", "" },
    { 200, 1, "Ann", ANN, "confirmed", "", "phone" },
    { 300, 0, "", "+33612345678", "opted-out", "carrier", "twilio" },
    { 400, 1, "Ann", ANN, "opted-out", "reply", "phone" },
  };
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_true (tidings_store_schema_migrate (db, 2, &error));
  g_assert_no_error (error);
  sqlite3_close (db);
  fixture_exec (fixture,
                "INSERT INTO person (id, name, number, country, verified_at, language, quiet_from, quiet_to, enabled, created_at) "
                "VALUES (1, 'Ann', '" ANN "', 'DE', 200, 'de', -1, -1, 1, 100), (2, 'Ben', '" BEN "', 'GB', 0, 'en', -1, -1, 1, 150); "
                "INSERT INTO opt_out (number, at, by) VALUES ('" ANN "', 400, 'reply'), ('+33612345678', 300, 'carrier')");
  fixture_reopen (fixture);

  entries = list (fixture, 0);
  g_assert_cmpuint (entries->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < entries->len; i++)
    {
      TidingsAuditEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (entry->at, ==, expected[i].at);
      g_assert_cmpint (entry->person_id, ==, expected[i].person);
      g_assert_cmpstr (entry->name, ==, expected[i].name);
      g_assert_cmpstr (entry->number, ==, expected[i].number);
      g_assert_cmpstr (entry->what, ==, expected[i].what);
      g_assert_cmpstr (entry->how, ==, expected[i].how);
      g_assert_cmpstr (entry->by, ==, expected[i].by);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/store/audit/whole", test_whole);
  FIXTURE_TEST ("/store/audit/whose", test_whose);
  FIXTURE_TEST ("/store/audit/reduce", test_reduce);
  FOLDER_TEST ("/store/audit/before", test_before);

  return g_test_run ();
}
