/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the store share: a folder of their own with a store in it. */
#pragma once

#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-private.h"
#include "tidings-store-reminders.h"

/**
 * Fixture:
 * @folder: a fresh folder, removed at the end with all that is in it
 * @path: where the store is
 * @store: open for writing
 */
typedef struct
{
  char *folder;
  char *path;
  TidingsStore *store;
} Fixture;

/** fixture_set_up: an empty store; fixture_set_up_folder: only the folder */
void           fixture_set_up         (Fixture *fixture, gconstpointer data);
void           fixture_set_up_folder  (Fixture *fixture, gconstpointer data);
void           fixture_tear_down      (Fixture *fixture, gconstpointer data);

/** fixture_reopen: closes the store and opens it again */
void           fixture_reopen         (Fixture *fixture);
/** fixture_exec: SQL on a connection of its own, as another program would */
void           fixture_exec           (Fixture *fixture, const char *sql);
/** fixture_add_person: Returns: row id of a new person */
gint64         fixture_add_person     (Fixture *fixture, const char *name, const char *number);
/** fixture_add_message: Returns: (transfer full): a stored message, raised and queued at 1000 */
TidingsMessage *fixture_add_message   (Fixture *fixture, gint64 person, const char *body);
/** fixture_add_text: stores a text of that type and state to that person, created at that instant */
void           fixture_add_text       (Fixture *fixture, gint64 person, const char *type, TidingsMessageState state,
                                       gint64 created_at, const char *body);
/** fixture_set_text: replaces a text field of a record */
void           fixture_set_text       (char **field, const char *text);
/** fixture_assert_no_damage: the file, and the index of words against the words themselves */
void           fixture_assert_no_damage (Fixture *fixture);

#define FIXTURE_TEST(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
#define FOLDER_TEST(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up_folder, func, fixture_tear_down)
