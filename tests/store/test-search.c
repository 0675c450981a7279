/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding messages: pages, filters, whatever people type into a search, and the list that shows them. */
#include "config.h"

#include "store-fixture.h"

#define BIT(state) (1u << TIDINGS_MESSAGE_##state)

/* Ids of the messages, counted from the first that the test has stored, newest first. */
static char *
dup_ids (GPtrArray *messages)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (ids, "%" G_GINT64_FORMAT " ", ((TidingsMessage *) g_ptr_array_index (messages, i))->id);

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
assert_finds (Fixture                    *fixture,
              const TidingsMessageFilter *filter,
              const char                 *expected)
{
  g_autoptr(GPtrArray) messages = NULL;
  g_autofree char *ids = NULL;
  g_autoptr(GError) error = NULL;

  messages = tidings_store_list_messages (fixture->store, filter, &error);
  g_assert_no_error (error);
  ids = dup_ids (messages);
  g_assert_cmpstr (ids, ==, expected);
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { TidingsMessageFilter filter; const char *expected; const char *why; } cases[] = {
    { { 0 }, "7 6 5 4 3 2 1 ", "all" },
    { { .states = BIT (DELIVERED) }, "6 3 1 ", "one state" },
    { { .states = BIT (DELIVERED) | BIT (FAILED) | BIT (HELD) }, "7 6 4 3 1 ", "several states" },
    { { .states = ~0u }, "7 6 5 4 3 2 1 ", "all states, and more bits than there are" },
    { { .states = 1u << 30 }, "", "no state that exists" },
    { { .person_id = 1 }, "6 4 2 1 ", "a person" },
    { { .person_id = 99 }, "", "nobody" },
    { { .type = "disk_full" }, "5 4 ", "a type" },
    { { .type = "job_failed' OR 1 --" }, "", "a type is a value, never SQL" },
    { { .since = 400 }, "7 6 4 ", "the bound belongs to it" },
    { { .until = 400 }, "5 3 2 1 ", "the bound does not belong to it" },
    { { .since = 200, .until = 500 }, "5 4 3 2 ", "both" },
    { { .since = 900 }, "", "nothing so late" },
    { { .until = 100 }, "", "nothing so early" },
    { { .before_id = 4 }, "3 2 1 ", "the next page" },
    { { .after_id = 4 }, "7 6 5 ", "what came since" },
    { { .limit = 2 }, "7 6 ", "a small page" },
    { { .before_id = 6, .limit = 2 }, "5 4 ", "the page after it" },
    { { .states = BIT (DELIVERED) | BIT (HELD), .limit = 2 }, "7 6 ", "a small page of several states" },
    { { .states = BIT (DELIVERED) | BIT (HELD), .before_id = 7, .limit = 2 }, "6 3 ", "and the one after it" },
    { { .person_id = 1, .states = BIT (DELIVERED) | BIT (QUEUED), .since = 200, .type = "job_failed" }, "6 2 ", "everything at once" },
    { { .search = "disk", .person_id = 1, .states = BIT (FAILED) | BIT (QUEUED), .since = 300, .until = 500, .type = "disk_full",
        .before_id = 7, .after_id = 1 }, "4 ", "and with words" },
  };
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  gint64 bea = fixture_add_person (fixture, "Bea", "+4915123456788");

  /* Number 5 was raised with the clock set back. */
  fixture_add_text (fixture, ann, "job_failed", TIDINGS_MESSAGE_DELIVERED, 100, "one");
  fixture_add_text (fixture, ann, "job_failed", TIDINGS_MESSAGE_QUEUED, 200, "two");
  fixture_add_text (fixture, bea, "job_failed", TIDINGS_MESSAGE_DELIVERED, 300, "three");
  fixture_add_text (fixture, ann, "disk_full", TIDINGS_MESSAGE_FAILED, 400, "disk four");
  fixture_add_text (fixture, bea, "disk_full", TIDINGS_MESSAGE_SENT, 250, "disk five");
  fixture_add_text (fixture, ann, "job_failed", TIDINGS_MESSAGE_DELIVERED, 600, "six");
  fixture_add_text (fixture, bea, "job_failed", TIDINGS_MESSAGE_HELD, 700, "seven");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      assert_finds (fixture, &cases[i].filter, cases[i].expected);
    }
}

static void
test_default_limit (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GPtrArray) page = NULL;
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter filter = { 0 };

  g_assert_true (tidings_store_begin (fixture->store, &error));
  for (guint i = 0; i < 101; i++)
    fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");
  g_assert_true (tidings_store_commit (fixture->store, &error));

  page = tidings_store_list_messages (fixture->store, &filter, &error);
  g_assert_cmpuint (page->len, ==, 100);
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *search; const char *expected; const char *why; } cases[] = {
    { "backup", "1 ", "a word" },
    { "BACK", "1 ", "the beginning of one, in any case" },
    { "ackup", "", "not its end" },
    { "b", "1 ", "a single letter" },
    { "nas backup", "1 ", "two words in any order" },
    { "nas pizza", "", "each must be there" },
    { "ann", "3 2 1 ", "the person's name" },
    { "ann pizza", "2 ", "a name and a word" },
    { "  ann \t pizza\n", "2 ", "any blanks" },
    { "ann\u2003pizza", "2 ", "a wide blank" },
    { "mull", "3 ", "an accent that was not typed" },
    { "M\xc3\x9cLL", "3 ", "an accent that was typed" },
    { "mu\xcc\x88ll", "3 ", "an accent typed as a sign of its own" },
    { "\xd0\xbf\xd1\x80\xd0\xb8", "4 ", "another script" },
    { "", "5 4 3 2 1 ", "nothing typed: all" },
    { "   ", "5 4 3 2 1 ", "only blanks: all" },
    { "\xf0\x9f\x8e\x89", "2 ", "an emoji" },
    { "\xf0\x9f\x8e\x89 pizza", "2 ", "an emoji and a word" },
    { "\xf0\x9f\x98\x80", "", "another emoji" },
    { "\"", "", "a quote" },
    { "\"backup", "1 ", "a quote at a word" },
    { "back\"up", "", "a quote within: the words back and up" },
    { "\"\"\"", "", "quotes only" },
    { "*", "", "a star" },
    { "back*", "1 ", "a star after a word" },
    { "-", "", "a hyphen" },
    { "nas - backup", "1 ", "signs between words are passed over" },
    { "nas-backup", "1 ", "joined by a hyphen as in the text" },
    { "backup-nas", "", "joined, but in another order than in the text" },
    { "-backup", "1 ", "a hyphen is no minus" },
    { "body:backup", "", "no columns" },
    { "person: ann", "", "nor this way" },
    { "backup OR pizza", "", "no operators" },
    { "backup AND nas", "", "nor this one: \"and\" is a word" },
    { "NOT", "", "alone" },
    { "NEAR(nas backup)", "", "nor functions" },
    { "^backup", "1 ", "no anchors" },
    { "(backup", "1 ", "no brackets" },
    { "{a b} : c", "", "no sets" },
    { "backup + nas", "1 ", "no phrases" },
    { "'; DROP TABLE message; --", "", "no SQL" },
    { "100%", "5 ", "a percent sign" },
    { "50_", "", "no wildcards of LIKE" },
    { "\xff\xfe", "5 4 3 2 1 ", "no text at all, and so nothing typed" },
    { "back\xff", "1 ", "half a text" },
  };
  gint64 ann = fixture_add_person (fixture, "Ann O'Neill", "+4915123456789");

  fixture_add_text (fixture, ann, "job_failed", TIDINGS_MESSAGE_SENT, 1, "The nas-backup has failed");
  fixture_add_text (fixture, ann, "message", TIDINGS_MESSAGE_SENT, 1, "\xf0\x9f\x8e\x89 Pizza at 7");
  fixture_add_text (fixture, ann, "message", TIDINGS_MESSAGE_SENT, 1, "Herr M\xc3\xbcller rings");
  fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82");
  fixture_add_text (fixture, 0, "disk_full", TIDINGS_MESSAGE_SENT, 1, "100% full");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsMessageFilter filter = { .search = cases[i].search };

      g_test_message ("%s", cases[i].why);
      assert_finds (fixture, &filter, cases[i].expected);
    }
}

static void
test_long_search (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *word = g_strnfill (100000, 'a');
  g_autoptr(GString) words = g_string_new (NULL);
  TidingsMessageFilter filter = { 0 };

  /* What comes out of a clipboard. */
  for (guint i = 0; i < 2000; i++)
    g_string_append (words, "a \" ");

  fixture_add_text (fixture, 0, "message", TIDINGS_MESSAGE_SENT, 1, "a text");
  filter.search = word;
  assert_finds (fixture, &filter, "");
  filter.search = words->str;
  assert_finds (fixture, &filter, "1 ");
}

static void
test_words_follow (Fixture       *fixture,
                   gconstpointer  data)
{
  gint64 id = fixture_add_person (fixture, "Ann", "+4915123456789");
  TidingsMessageFilter old_name = { .search = "ann" };
  TidingsMessageFilter new_name = { .search = "bea" };
  TidingsMessageFilter old_word = { .search = "secret" };
  TidingsMessageFilter new_word = { .search = "erased" };
  g_autoptr(TidingsPerson) person = tidings_store_get_person (fixture->store, id, NULL);
  g_autoptr(TidingsMessage) message = fixture_add_message (fixture, id, "a secret");
  g_autoptr(TidingsMessage) other = fixture_add_message (fixture, id, "other");
  g_autoptr(GError) error = NULL;

  fixture_set_text (&person->name, "Bea");
  g_assert_true (tidings_store_update_person (fixture->store, person, &error));
  assert_finds (fixture, &old_name, "");
  assert_finds (fixture, &new_name, "2 1 ");
  fixture_assert_no_damage (fixture);

  fixture_set_text (&message->body, "erased");
  g_assert_true (tidings_store_update_message (fixture->store, message, &error));
  assert_finds (fixture, &old_word, "");
  assert_finds (fixture, &new_word, "1 ");
  fixture_assert_no_damage (fixture);

  g_assert_true (tidings_store_remove_person (fixture->store, id, FALSE, &error));
  assert_finds (fixture, &new_name, "");
  assert_finds (fixture, &new_word, "1 ");
  fixture_assert_no_damage (fixture);
  g_assert_no_error (error);
}

/* Writes down what the list says of itself: position-removed+added. */
static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  gpointer    user_data)
{
  GString *changes = user_data;
  g_autoptr(TidingsMessage) last = NULL;

  g_string_append_printf (changes, "%u-%u+%u ", position, n_removed, n_added);

  /* While it says so, it already is so. */
  if (n_added > 0)
    {
      last = g_list_model_get_item (list, position + n_added - 1);
      g_assert_nonnull (last);
    }
}

static void
assert_changes (TidingsMessageList *list,
                GString            *changes,
                const char         *expected)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_message_list_refresh (list, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (changes->str, ==, expected);
  g_string_truncate (changes, 0);
}

static void
change_state (Fixture *fixture,
              gint64   id)
{
  g_autoptr(TidingsMessage) message = tidings_store_get_message (fixture->store, id, NULL);
  g_autoptr(GError) error = NULL;

  message->state++;
  message->updated_at++;
  g_assert_true (tidings_store_update_message (fixture->store, message, &error));
}

static void
remove_message (Fixture *fixture,
                gint64   id)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM message WHERE id = %" G_GINT64_FORMAT, id);

  fixture_exec (fixture, sql);
}

static void
test_list_changes (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (fixture->store);
  g_autoptr(GString) changes = g_string_new (NULL);
  g_autoptr(TidingsMessage) kept = NULL;
  g_autoptr(TidingsMessage) still = NULL;
  g_autoptr(TidingsMessage) priced = NULL;
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter filter = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), changes);
  for (guint i = 0; i < 8; i++)
    fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");

  /* Empty until it is told what to look for. */
  assert_changes (list, changes, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == TIDINGS_TYPE_MESSAGE);

  g_assert_true (tidings_message_list_set_filter (list, &filter, &error));
  assert_changes (list, changes, "0-0+8 ");
  assert_changes (list, changes, "");
  kept = g_list_model_get_item (G_LIST_MODEL (list), 3);

  /* Ids 8 to 1 stand at 0 to 7. */
  change_state (fixture, 6);
  assert_changes (list, changes, "2-1+1 ");
  change_state (fixture, 8);
  change_state (fixture, 7);
  change_state (fixture, 1);
  assert_changes (list, changes, "0-2+2 7-1+1 ");
  fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");
  assert_changes (list, changes, "0-0+1 ");
  remove_message (fixture, 1);
  remove_message (fixture, 8);
  assert_changes (list, changes, "1-1+0 7-1+0 ");
  fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");
  change_state (fixture, 9);
  change_state (fixture, 4);
  remove_message (fixture, 3);
  assert_changes (list, changes, "0-1+2 5-2+1 ");

  /* What did not change is the same object still. */
  still = g_list_model_get_item (G_LIST_MODEL (list), 4);
  g_assert_true (still == kept);
  g_assert_cmpint (still->id, ==, 5);

  /* A price comes without a change of state. */
  priced = tidings_store_get_message (fixture->store, 5, &error);
  priced->price_micros = 75000;
  priced->is_settled = TRUE;
  g_assert_true (tidings_store_update_message (fixture->store, priced, &error));
  assert_changes (list, changes, "4-1+1 ");

  filter.states = BIT (SENDING);
  g_assert_true (tidings_message_list_set_filter (list, &filter, &error));
  assert_changes (list, changes, "0-1+0 3-1+0 4-1+0 ");
  filter.states = BIT (DELIVERED);
  g_assert_true (tidings_message_list_set_filter (list, &filter, &error));
  assert_changes (list, changes, "0-4+0 ");
}

static void
assert_slice (TidingsMessageList *list,
              guint               n_items,
              gint64              first,
              gint64              last,
              gboolean            has_more)
{
  g_autoptr(TidingsMessage) first_item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autoptr(TidingsMessage) last_item = g_list_model_get_item (G_LIST_MODEL (list), n_items - 1);
  gboolean says_more = !has_more;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n_items);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), n_items));
  g_assert_cmpint (first_item->id, ==, first);
  g_assert_cmpint (last_item->id, ==, last);
  g_assert_cmpint (tidings_message_list_get_has_more (list), ==, has_more);
  g_object_get (list, "has-more", &says_more, NULL);
  g_assert_cmpint (says_more, ==, has_more);
}

static void
test_list_slice (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (fixture->store);
  g_autoptr(GString) changes = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter filter = { .before_id = 3, .limit = 1 };

  g_assert_true (tidings_store_begin (fixture->store, &error));
  for (guint i = 0; i < 250; i++)
    fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");
  g_assert_true (tidings_store_commit (fixture->store, &error));

  /* Key and limit of the filter are the list's own business. */
  g_assert_true (tidings_message_list_set_filter (list, &filter, &error));
  assert_slice (list, 100, 250, 151, TRUE);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), changes);

  g_assert_true (tidings_message_list_grow (list, &error));
  assert_slice (list, 200, 250, 51, TRUE);
  g_assert_true (tidings_message_list_grow (list, &error));
  assert_slice (list, 250, 250, 1, FALSE);
  g_assert_true (tidings_message_list_grow (list, &error));
  assert_changes (list, changes, "100-0+100 200-0+50 ");

  /* New ones come in at the top while there is room, and push the oldest out when there is none. */
  for (guint i = 0; i < 60; i++)
    fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");
  assert_changes (list, changes, "0-0+60 300-10+0 ");
  assert_slice (list, 300, 310, 11, TRUE);

  g_assert_true (tidings_message_list_set_filter (list, &filter, &error));
  assert_slice (list, 100, 310, 211, TRUE);
  g_assert_no_error (error);
}

static void
test_list_failure (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (fixture->store);
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter all = { 0 };
  TidingsMessageFilter words = { .search = "text" };

  fixture_add_text (fixture, 0, "job_failed", TIDINGS_MESSAGE_QUEUED, 1, "text");
  g_assert_true (tidings_message_list_set_filter (list, &all, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);

  /* Nothing is better than what was asked for before. */
  fixture_exec (fixture, "DROP TABLE message_search");
  g_assert_false (tidings_message_list_set_filter (list, &words, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_false (tidings_message_list_get_has_more (list));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/search/filters", test_filters);
  FIXTURE_TEST ("/search/default-limit", test_default_limit);
  FIXTURE_TEST ("/search/words", test_words);
  FIXTURE_TEST ("/search/long", test_long_search);
  FIXTURE_TEST ("/search/words-follow", test_words_follow);
  FIXTURE_TEST ("/search/list-changes", test_list_changes);
  FIXTURE_TEST ("/search/list-slice", test_list_slice);
  FIXTURE_TEST ("/search/list-failure", test_list_failure);

  return g_test_run ();
}
