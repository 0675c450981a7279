/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People in the store: what is kept of them, how they are found, and what outlives them. */
#include "config.h"

#include "store-fixture.h"

#define QUIET "mo-fr 22:00-07:00 sa 00:00-24:00 su 12:30-13:15"

static TidingsPerson *
get (Fixture *fixture,
     gint64   id)
{
  g_autoptr(GError) error = NULL;
  TidingsPerson *person = tidings_store_get_person (fixture->store, id, &error);

  g_assert_no_error (error);
  return person;
}

static void
test_every_field (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const types[] = { "disk_full", "job_failed", NULL };
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(TidingsPerson) kept = NULL;
  g_autoptr(TidingsPerson) changed = NULL;
  g_autofree char *quiet = NULL;
  g_autoptr(GError) error = NULL;

  fixture_set_text (&person->name, "Ann");
  fixture_set_text (&person->number, "+4915123456789");
  fixture_set_text (&person->country, "DE");
  fixture_set_text (&person->language, "pt_BR");
  fixture_set_text (&person->zone, "Europe/Berlin");
  fixture_set_text (&person->line_type, "mobile");
  fixture_set_text (&person->carrier, "Somebody");
  person->verified_at = 11;
  g_assert_true (tidings_quiet_hours_parse (QUIET, &person->quiet, NULL));
  person->paused_until = 99;
  person->rate_hour = 3;
  person->rate_day = 0;
  person->enabled = FALSE;
  person->created_at = 5;
  g_strfreev (person->types);
  person->types = g_strdupv ((char **) types);

  g_assert_true (tidings_store_add_person (fixture->store, person, &error));
  g_assert_no_error (error);
  g_assert_cmpint (person->id, >, 0);

  fixture_reopen (fixture);
  kept = get (fixture, person->id);
  g_assert_cmpint (kept->id, ==, person->id);
  g_assert_cmpstr (kept->name, ==, "Ann");
  g_assert_cmpstr (kept->number, ==, "+4915123456789");
  g_assert_cmpstr (kept->country, ==, "DE");
  g_assert_cmpstr (kept->language, ==, "pt_BR");
  g_assert_cmpstr (kept->zone, ==, "Europe/Berlin");
  g_assert_cmpstr (kept->line_type, ==, "mobile");
  g_assert_cmpstr (kept->carrier, ==, "Somebody");
  g_assert_cmpint (kept->verified_at, ==, 11);
  quiet = tidings_quiet_hours_to_string (&kept->quiet);
  g_assert_cmpstr (quiet, ==, QUIET);
  g_assert_cmpint (kept->paused_until, ==, 99);
  g_assert_cmpint (kept->rate_hour, ==, 3);
  g_assert_cmpint (kept->rate_day, ==, 0);
  g_assert_false (kept->enabled);
  g_assert_cmpint (kept->created_at, ==, 5);
  g_assert_cmpint (kept->opted_out_at, ==, 0);
  g_assert_null (kept->opted_out_by);
  g_assert_cmpstrv (kept->types, types);

  /* And each of them back again; types and opt-out have their own functions. */
  fixture_set_text (&kept->name, "Bea");
  fixture_set_text (&kept->number, "+447700900123");
  fixture_set_text (&kept->country, "GB");
  fixture_set_text (&kept->language, "en");
  fixture_set_text (&kept->zone, NULL);
  fixture_set_text (&kept->line_type, NULL);
  fixture_set_text (&kept->carrier, NULL);
  kept->verified_at = 0;
  kept->quiet = (TidingsQuietHours) TIDINGS_QUIET_HOURS_NONE;
  kept->paused_until = 0;
  kept->rate_hour = kept->rate_day = -1;
  kept->enabled = TRUE;
  g_clear_pointer (&kept->types, g_strfreev);
  g_assert_true (tidings_store_update_person (fixture->store, kept, &error));
  g_assert_no_error (error);

  changed = get (fixture, person->id);
  g_assert_cmpstr (changed->name, ==, "Bea");
  g_assert_cmpstr (changed->number, ==, "+447700900123");
  g_assert_cmpstr (changed->country, ==, "GB");
  g_assert_cmpstr (changed->language, ==, "en");
  g_assert_null (changed->zone);
  g_assert_null (changed->line_type);
  g_assert_null (changed->carrier);
  g_assert_cmpint (changed->verified_at, ==, 0);
  g_assert_true (tidings_quiet_hours_is_none (&changed->quiet));
  g_assert_cmpint (changed->paused_until, ==, 0);
  g_assert_cmpint (changed->rate_hour, ==, -1);
  g_assert_cmpint (changed->rate_day, ==, -1);
  g_assert_true (changed->enabled);
  g_assert_cmpstrv (changed->types, types);
}

/* A store of an earlier version has two numbers of minutes. */
static void
test_old_quiet_hours (Fixture       *fixture,
                      gconstpointer  data)
{
  static const struct { int from; int to; const char *quiet; const char *why; } cases[] = {
    { 22 * 60, 7 * 60, "22:00-07:00", "a night" },
    { 0, 6 * 60, "00:00-06:00", "from midnight" },
    { 13 * 60 + 5, 14 * 60 + 59, "13:05-14:59", "minutes with one digit and with two" },
    { 23 * 60 + 59, 0, "23:59-00:00", "until midnight" },
    { -1, -1, "", "none" },
    { 60, 60, "", "a length of nothing was none" },
    { -1, 60, "", "half of one was none" },
  };
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr(GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_true (tidings_store_schema_migrate (db, 2, &error));
  g_assert_no_error (error);
  sqlite3_close (db);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("INSERT INTO person (id, name, number, country, verified_at, language, zone, quiet_from, quiet_to, enabled, created_at) "
                         "VALUES (%u, 'P%u', '+%u', 'DE', 7, 'de', 'Europe/Berlin', %d, %d, 1, 100)", i + 1, i, 1000 + i,
                         cases[i].from, cases[i].to);

      fixture_exec (fixture, sql);
    }
  fixture_reopen (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPerson) person = get (fixture, i + 1);
      g_autofree char *quiet = tidings_quiet_hours_to_string (&person->quiet);

      g_test_message ("%d to %d: %s", cases[i].from, cases[i].to, cases[i].why);
      g_assert_cmpstr (quiet, ==, cases[i].quiet);
      g_assert_cmpstr (person->zone, ==, "Europe/Berlin");
      g_assert_cmpint (person->verified_at, ==, 7);
      g_assert_cmpint (person->paused_until, ==, 0);
      g_assert_cmpint (person->rate_hour, ==, -1);
      g_assert_cmpint (person->rate_day, ==, -1);
      g_assert_true (person->enabled);
    }
}

static void
test_conflict (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(TidingsPerson) bea = NULL;
  g_autoptr(GError) error = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  bea = get (fixture, fixture_add_person (fixture, "Bea", "+4915123456788"));
  fixture_set_text (&person->name, "Cid");
  fixture_set_text (&person->number, "+4915123456789");

  /* Says whose number it is, and leaves a transaction around it alive. */
  g_assert_true (tidings_store_begin (fixture->store, &error));
  g_assert_false (tidings_store_add_person (fixture->store, person, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Ann"));
  g_clear_error (&error);
  g_assert_cmpint (person->id, ==, 0);
  g_assert_true (tidings_store_commit (fixture->store, &error));

  fixture_set_text (&bea->number, "+4915123456789");
  g_assert_false (tidings_store_update_person (fixture->store, bea, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* One's own number is no conflict. */
  fixture_set_text (&bea->number, "+4915123456788");
  fixture_set_text (&bea->name, "Beatrix");
  g_assert_true (tidings_store_update_person (fixture->store, bea, &error));
}

static void
test_not_found (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_store_get_person (fixture->store, 7, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  person->id = 7;
  fixture_set_text (&person->name, "Ann");
  fixture_set_text (&person->number, "+4915123456789");
  g_assert_false (tidings_store_update_person (fixture->store, person, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (tidings_store_remove_person (fixture->store, 7, TRUE, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (tidings_store_set_subscription (fixture->store, 7, "job_failed", TRUE, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_assert_null (tidings_store_find_person_by_number (fixture->store, "+4915123456789"));
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const names[] = { "bob", "Ann", "Cid", "ann" };
  g_autoptr(GString) order = g_string_new (NULL);
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *number = g_strdup_printf ("+491512345678%u", i);

      fixture_add_person (fixture, names[i], number);
    }

  people = tidings_store_list_people (fixture->store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (order, "%s ", ((TidingsPerson *) g_ptr_array_index (people, i))->name);

  g_assert_cmpstr (order->str, ==, "Ann ann bob Cid ");
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *who; const char *country; guint expected; const char *why; } cases[] = {
    { "Ann", NULL, 1, "a name" },
    { "  aNN ", NULL, 1, "in any case, with blanks around it" },
    { "ZOE\xcc\x88", NULL, 3, "an accent written as a sign of its own, and in capitals" },
    { "3", NULL, 3, "an id" },
    { "1", NULL, 4, "somebody is called like another one's id: the name wins" },
    { "+4915123456781", NULL, 1, "a number for networks" },
    { "+49 (151) 234-567 81", NULL, 1, "a number as people write it" },
    { "0049 151 23456781", "DE", 1, "a number as people dial it abroad" },
    { "0151 23456781", "DE", 1, "a national number, with its country" },
    { "0151 23456781", NULL, 1, "a national number, as that person would write it" },
    { "07700 900123", NULL, 2, "likewise, for somebody elsewhere" },
    { "07700 900123", "DE", 2, "a national number that nobody has in the country asked for" },
    { "Bob", NULL, 0, "nobody" },
    { "", NULL, 0, "nothing" },
    { "99", NULL, 0, "an id that nobody has" },
    { "0", NULL, 0, "an id that nobody can have" },
    { "+4915123456799", NULL, 0, "a number that nobody has" },
    { "\xff\xfe", NULL, 0, "no text at all" },
  };
  g_autoptr(TidingsPerson) british = NULL;
  g_autoptr(GError) failure = NULL;
  gint64 ids[5] = { 0 };

  ids[1] = fixture_add_person (fixture, "Ann", "+4915123456781");
  ids[2] = fixture_add_person (fixture, "Bea", "+447700900123");
  ids[3] = fixture_add_person (fixture, "Zo\xc3\xab", "+4915123456783");
  ids[4] = fixture_add_person (fixture, "1", "+4915123456784");
  g_assert_cmpint (ids[3], ==, 3);
  british = get (fixture, ids[2]);
  fixture_set_text (&british->country, "GB");
  g_assert_true (tidings_store_update_person (fixture->store, british, &failure));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPerson) person = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      person = tidings_store_find_person (fixture->store, cases[i].who, cases[i].country, &error);
      g_assert_cmpint (person ? person->id : 0, ==, ids[cases[i].expected]);
      if (!person)
        g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
    }
}

static void
test_find_several (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(TidingsPerson) austrian = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  austrian = get (fixture, fixture_add_person (fixture, "ann", "+4315123456789"));
  fixture_set_text (&austrian->country, "AT");
  g_assert_true (tidings_store_update_person (fixture->store, austrian, &error));

  g_assert_null (tidings_store_find_person (fixture->store, "ANN", NULL, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "1, 2"));
  g_clear_error (&error);

  /* The same digits at home, in two countries. */
  g_assert_null (tidings_store_find_person (fixture->store, "0151 23456789", NULL, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  person = tidings_store_find_person (fixture->store, "0151 23456789", "DE", &error);
  g_assert_no_error (error);
  g_assert_cmpint (person->id, ==, 1);
}

static void
test_unknown_number_is_shortened (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_store_find_person (fixture->store, "+49 151 23456789", NULL, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_assert_null (strstr (error->message, "23456"));
}

static void
test_opt_out (Fixture       *fixture,
              gconstpointer  data)
{
  const char *number = "+4915123456789";
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(TidingsPerson) again = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id = fixture_add_person (fixture, "Ann", number);

  g_assert_false (tidings_store_has_opt_out (fixture->store, number));
  g_assert_true (tidings_store_set_opt_out (fixture->store, number, 2000, "carrier", NULL, &error));
  g_assert_true (tidings_store_has_opt_out (fixture->store, number));
  g_assert_false (tidings_store_has_opt_out (fixture->store, "+4915123456788"));

  /* The older one stays, in whichever order they are heard of. */
  g_assert_true (tidings_store_set_opt_out (fixture->store, number, 1000, "reply", "+15005550006", &error));
  g_assert_true (tidings_store_set_opt_out (fixture->store, number, 3000, "person", "+15005550007", &error));
  person = get (fixture, id);
  g_assert_cmpint (person->opted_out_at, ==, 1000);
  g_assert_cmpstr (person->opted_out_by, ==, "reply");
  g_assert_cmpstr (person->opted_out_sender, ==, "+15005550006");
  g_assert_cmpint (tidings_store_get_opt_out_at (fixture->store, number), ==, 1000);

  /* It belongs to the number, whoever has it. */
  g_assert_true (tidings_store_remove_person (fixture->store, id, FALSE, &error));
  again = get (fixture, fixture_add_person (fixture, "Ann again", number));
  g_assert_cmpint (again->opted_out_at, ==, 1000);

  g_assert_true (tidings_store_clear_opt_out (fixture->store, number, &error));
  g_assert_cmpint (tidings_store_get_opt_out_at (fixture->store, number), ==, 0);
  g_assert_false (tidings_store_has_opt_out (fixture->store, number));
  g_assert_no_error (error);
}

static void
assert_types (Fixture    *fixture,
              gint64      id,
              const char *expected)
{
  g_autoptr(TidingsPerson) person = get (fixture, id);
  g_autofree char *types = g_strjoinv (" ", person->types);

  g_assert_cmpstr (types, ==, expected);
}

static void
test_subscriptions (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  gint64 bea = fixture_add_person (fixture, "Bea", "+4915123456788");
  g_autoptr(GError) error = NULL;

  assert_types (fixture, ann, "");
  g_assert_true (tidings_store_set_subscription (fixture->store, ann, "job_failed", TRUE, &error));
  g_assert_true (tidings_store_set_subscription (fixture->store, ann, "job_failed", TRUE, &error));
  assert_types (fixture, ann, "job_failed");
  assert_types (fixture, bea, "");

  g_assert_true (tidings_store_set_subscription (fixture->store, 0, "disk_full", TRUE, &error));
  g_assert_true (tidings_store_set_subscription (fixture->store, 0, "job_failed", TRUE, &error));
  assert_types (fixture, ann, "disk_full job_failed");
  assert_types (fixture, bea, "disk_full job_failed");

  g_assert_true (tidings_store_set_subscription (fixture->store, bea, "disk_full", FALSE, &error));
  g_assert_true (tidings_store_set_subscription (fixture->store, bea, "disk_full", FALSE, &error));
  assert_types (fixture, ann, "disk_full job_failed");
  assert_types (fixture, bea, "job_failed");

  g_assert_true (tidings_store_set_subscription (fixture->store, 0, "job_failed", FALSE, &error));
  assert_types (fixture, ann, "disk_full");
  assert_types (fixture, bea, "");
  g_assert_no_error (error);
}

static void
test_wordings (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *language; const char *expected; const char *why; } cases[] = {
    { "pt_BR", "brazilian", "exactly this language" },
    { "pt_PT", "portuguese", "its base language" },
    { "pt-AO", "portuguese", "likewise, as BCP 47 writes it" },
    { "pt", "portuguese", "the base language itself" },
    { "de", "any", "the one for all" },
    { "", "any", "no language" },
    { NULL, "any", "none at all" },
  };
  g_autofree char *other = NULL;
  g_autofree char *gone = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_set_wording (fixture->store, "job_failed", "", "any", &error));
  g_assert_true (tidings_store_set_wording (fixture->store, "job_failed", "pt", "old", &error));
  g_assert_true (tidings_store_set_wording (fixture->store, "job_failed", "pt", "portuguese", &error));
  g_assert_true (tidings_store_set_wording (fixture->store, "job_failed", "pt_BR", "brazilian", &error));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tidings_store_dup_wording (fixture->store, "job_failed", cases[i].language);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  other = tidings_store_dup_wording (fixture->store, "disk_full", "pt");
  g_assert_null (other);
  g_assert_true (tidings_store_set_wording (fixture->store, "job_failed", "", NULL, &error));
  gone = tidings_store_dup_wording (fixture->store, "job_failed", "de");
  g_assert_null (gone);
}

static void
test_codes (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  g_autoptr(TidingsCode) kept = NULL;
  g_autoptr(TidingsCode) replaced = NULL;
  g_autoptr(GError) error = NULL;
  TidingsCode code = { .person_id = ann, .number = (char *) "+4915123456789", .salt = "0123456789abcde",
                       .hash = "0123456789abcdef0123456789abcde", .created_at = 1, .expires_at = 2, .n_tries_left = 3,
                       .message_id = 4 };

  g_assert_null (tidings_store_get_code (fixture->store, ann));
  g_assert_true (tidings_store_put_code (fixture->store, &code, &error));
  fixture_reopen (fixture);

  kept = tidings_store_get_code (fixture->store, ann);
  g_assert_cmpint (kept->person_id, ==, ann);
  g_assert_cmpstr (kept->number, ==, "+4915123456789");
  g_assert_cmpmem (kept->salt, sizeof kept->salt, code.salt, sizeof code.salt);
  g_assert_cmpmem (kept->hash, sizeof kept->hash, code.hash, sizeof code.hash);
  g_assert_cmpint (kept->created_at, ==, 1);
  g_assert_cmpint (kept->expires_at, ==, 2);
  g_assert_cmpuint (kept->n_tries_left, ==, 3);
  g_assert_cmpint (kept->message_id, ==, 4);

  code.n_tries_left = 0;
  g_assert_true (tidings_store_put_code (fixture->store, &code, &error));
  replaced = tidings_store_get_code (fixture->store, ann);
  g_assert_cmpuint (replaced->n_tries_left, ==, 0);

  g_assert_true (tidings_store_remove_code (fixture->store, ann, &error));
  g_assert_null (tidings_store_get_code (fixture->store, ann));

  /* A code is nobody's without a person. */
  code.person_id = 99;
  g_assert_false (tidings_store_put_code (fixture->store, &code, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
}

static void
assert_codes_sent (Fixture    *fixture,
                   gint64      since,
                   const char *expected)
{
  g_autoptr(GArray) instants = tidings_store_list_codes_sent (fixture->store, "+4915123456789", since);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < instants->len; i++)
    g_string_append_printf (list, "%" G_GINT64_FORMAT " ", g_array_index (instants, gint64, i));

  g_assert_cmpstr (list->str, ==, expected);
}

static void
test_codes_sent (Fixture       *fixture,
                 gconstpointer  data)
{
  const gint64 day = 24 * 60 * 60 * 1000;
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_note_code_sent (fixture->store, "+4915123456789", 300, &error));
  g_assert_true (tidings_store_note_code_sent (fixture->store, "+4915123456789", 100, &error));
  g_assert_true (tidings_store_note_code_sent (fixture->store, "+4915123456788", 200, &error));
  assert_codes_sent (fixture, 0, "100 300 ");
  assert_codes_sent (fixture, 300, "300 ");
  assert_codes_sent (fixture, 301, "");

  /* Removing the person does not give five more. */
  g_assert_true (tidings_store_remove_person (fixture->store, ann, TRUE, &error));
  assert_codes_sent (fixture, 0, "100 300 ");

  /* The day after, only what is a day old or less is left. */
  g_assert_true (tidings_store_note_code_sent (fixture->store, "+4915123456788", 300 + day, &error));
  assert_codes_sent (fixture, 0, "300 ");
  g_assert_true (tidings_store_note_code_sent (fixture->store, "+4915123456788", 301 + day, &error));
  assert_codes_sent (fixture, 0, "");
  g_assert_no_error (error);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint with_messages = 0; with_messages < 2; with_messages++)
    {
      gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
      gint64 bea = fixture_add_person (fixture, "Bea", "+4915123456788");
      g_autoptr(TidingsMessage) of_ann = fixture_add_message (fixture, ann, "to Ann");
      g_autoptr(TidingsMessage) of_bea = fixture_add_message (fixture, bea, "to Bea");
      g_autoptr(TidingsMessage) left = NULL;
      g_autoptr(TidingsMessage) untouched = NULL;
      g_autoptr(GPtrArray) events = NULL;
      g_autoptr(GError) error = NULL;
      TidingsCode code = { .person_id = ann, .number = (char *) "+4915123456789" };
      gint64 next = 0;

      g_assert_true (tidings_store_set_subscription (fixture->store, ann, "job_failed", TRUE, &error));
      g_assert_true (tidings_store_put_code (fixture->store, &code, &error));
      g_assert_true (tidings_store_add_event (fixture->store, of_ann->id, 1, "raised", "", &error));
      g_assert_true (tidings_store_remove_person (fixture->store, ann, with_messages, &error));
      g_assert_no_error (error);

      g_assert_null (tidings_store_find_person_by_number (fixture->store, "+4915123456789"));
      g_assert_null (tidings_store_get_code (fixture->store, ann));
      left = tidings_store_get_message (fixture->store, of_ann->id, NULL);
      events = tidings_store_list_events (fixture->store, of_ann->id, &error);
      g_assert_cmpuint (events->len, ==, with_messages ? 0 : 1);
      if (with_messages)
        {
          g_assert_null (left);
        }
      else
        {
          g_assert_cmpint (left->person_id, ==, 0);
          g_assert_null (left->person);
          g_assert_cmpstr (left->body, ==, "to Ann");
        }

      untouched = tidings_store_get_message (fixture->store, of_bea->id, &error);
      g_assert_cmpstr (untouched->person, ==, "Bea");
      fixture_assert_no_damage (fixture);

      /* An id is never given to somebody else. */
      next = fixture_add_person (fixture, "Cid", "+4915123456789");
      g_assert_cmpint (next, >, bea);
      assert_types (fixture, next, "");
      g_assert_true (tidings_store_remove_person (fixture->store, next, TRUE, &error));
      g_assert_true (tidings_store_remove_person (fixture->store, bea, TRUE, &error));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/people/every-field", test_every_field);
  FOLDER_TEST ("/people/old-quiet-hours", test_old_quiet_hours);
  FIXTURE_TEST ("/people/conflict", test_conflict);
  FIXTURE_TEST ("/people/not-found", test_not_found);
  FIXTURE_TEST ("/people/order", test_order);
  FIXTURE_TEST ("/people/find", test_find);
  FIXTURE_TEST ("/people/find-several", test_find_several);
  FIXTURE_TEST ("/people/unknown-number-is-shortened", test_unknown_number_is_shortened);
  FIXTURE_TEST ("/people/opt-out", test_opt_out);
  FIXTURE_TEST ("/people/subscriptions", test_subscriptions);
  FIXTURE_TEST ("/people/wordings", test_wordings);
  FIXTURE_TEST ("/people/codes", test_codes);
  FIXTURE_TEST ("/people/codes-sent", test_codes_sent);
  FIXTURE_TEST ("/people/remove", test_remove);

  return g_test_run ();
}
