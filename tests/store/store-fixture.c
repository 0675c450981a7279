/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the store share: a folder of their own with a store in it. */
#include "config.h"

#include <glib/gstdio.h>

#include "store-fixture.h"

void
fixture_set_up_folder (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "tidings", "tidings.db", NULL);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture_set_up_folder (fixture, data);
  fixture_reopen (fixture);
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->store);
  fixture->store = tidings_store_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }

  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  if (fixture->store)
    g_assert_finalize_object (fixture->store);
  remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

void
fixture_exec (Fixture    *fixture,
              const char *sql)
{
  g_autoptr(sqlite3) db = NULL;
  g_autofree char *message = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, NULL);
  g_assert_cmpstr (sqlite3_errmsg (db), ==, "not an error");
}

void
fixture_set_text (char       **field,
                  const char  *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

gint64
fixture_add_person (Fixture    *fixture,
                    const char *name,
                    const char *number)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(GError) error = NULL;

  fixture_set_text (&person->name, name);
  fixture_set_text (&person->number, number);
  fixture_set_text (&person->country, "DE");

  tidings_store_add_person (fixture->store, person, &error);
  g_assert_no_error (error);
  return person->id;
}

TidingsMessage *
fixture_add_message (Fixture    *fixture,
                     gint64      person,
                     const char *body)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->person_id = person;
  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->type, "job_failed");
  fixture_set_text (&message->body, body);
  fixture_set_text (&message->source, "test");
  message->created_at = message->queued_at = message->updated_at = 1000;

  tidings_store_add_message (fixture->store, message, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&message);
}

void
fixture_assert_no_damage (Fixture *fixture)
{
  fixture_exec (fixture, "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)");
  g_assert_false (tidings_store_file_is_damaged (fixture->store->db, fixture->path));
}

void
fixture_add_text (Fixture             *fixture,
                  gint64               person,
                  const char          *type,
                  TidingsMessageState  state,
                  gint64               created_at,
                  const char          *body)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->person_id = person;
  message->state = state;
  message->created_at = created_at;
  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->type, type);
  fixture_set_text (&message->body, body);
  fixture_set_text (&message->source, "test");
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);
}
