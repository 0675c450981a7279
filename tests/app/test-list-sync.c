/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists are brought up to date row by row: what did not change keeps its object, so that focus and scroll stay. */
#include "config.h"

#include <locale.h>
#include "tidings-list-sync.h"

/* A list is written as its rows: the id is the letter, what it shows the digit: "a1b1". */
static GPtrArray *
read_items (const char *text)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *text != '\0'; text += 2)
    {
      TidingsPerson *person = tidings_person_new ();

      person->id = text[0];
      person->name = g_strndup (text + 1, 1);
      person->number = g_strdup ("+447700900123");
      g_ptr_array_add (items, person);
    }

  return items;
}

static char *
write_items (GListStore *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (text, "%c%s", (char) person->id, person->name);
    }

  return g_string_free (text, FALSE);
}

static void
note_change_cb (GListModel *model,
                guint       position,
                guint       removed,
                guint       added,
                GString    *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
test_changes (void)
{
  static const struct {
    const char *before;
    const char *after;
    const char *log;
    const char *why;
  } cases[] = {
    { "", "", "", "nothing" },
    { "a1b1c1", "a1b1c1", "", "the same again is no change" },
    { "", "a1b1", "0-0+1 1-0+1 ", "rows appear one by one" },
    { "a1b1", "", "1-1+0 0-1+0 ", "rows go one by one" },
    { "a1b1c1", "a1b2c1", "1-1+1 ", "one row is replaced" },
    { "a1b1c1", "a1c1", "1-1+0 ", "one row goes" },
    { "a1c1", "a1b1c1", "1-0+1 ", "one row comes between" },
    { "a1b1c1", "c1a1b1", "2-1+0 0-0+1 ", "one row moves to the top, the others stay" },
    { "a1b1c1d1", "a2b1c1d2", "0-1+1 3-1+1 ", "what lies between two changes stays" },
    { "a1b1c1", "b2c1d1", "0-1+0 0-1+1 2-0+1 ", "all at once" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GListStore) list = g_list_store_new (TIDINGS_TYPE_PERSON);
      g_autoptr(GPtrArray) before = read_items (cases[i].before);
      g_autoptr(GPtrArray) after = read_items (cases[i].after);
      g_autoptr(GString) log = g_string_new (NULL);
      g_autofree char *result = NULL;

      g_test_message ("%s", cases[i].why);
      g_list_store_splice (list, 0, 0, before->pdata, before->len);
      g_signal_connect (list, "items-changed", G_CALLBACK (note_change_cb), log);

      tidings_list_sync (list, after, tidings_person_get_key, tidings_person_is_same);

      result = write_items (list);
      g_assert_cmpstr (result, ==, cases[i].after);
      g_assert_cmpstr (log->str, ==, cases[i].log);
    }
}

static void
test_moved_row_keeps_object (void)
{
  g_autoptr(GListStore) list = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(GPtrArray) before = read_items ("a1b1c1");
  g_autoptr(GPtrArray) after = read_items ("c1a1b1");
  g_autoptr(TidingsPerson) first = NULL;

  g_list_store_splice (list, 0, 0, before->pdata, before->len);
  tidings_list_sync (list, after, tidings_person_get_key, tidings_person_is_same);

  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (first == g_ptr_array_index (before, 2));
}

static void
test_every_field_counts (void)
{
  g_autoptr(GPtrArray) pair = read_items ("a1a1");
  TidingsPerson *one = g_ptr_array_index (pair, 0);
  TidingsPerson *other = g_ptr_array_index (pair, 1);

  g_assert_true (tidings_person_is_same (one, other));

#define DIFFERS(field, value) \
  G_STMT_START { \
    __typeof__ (other->field) kept = other->field; \
    other->field = (value); \
    g_assert_false (tidings_person_is_same (one, other)); \
    other->field = kept; \
  } G_STMT_END

  DIFFERS (name, (char *) "Ben");
  DIFFERS (number, (char *) "+447700900456");
  DIFFERS (country, (char *) "FR");
  DIFFERS (verified_at, 1);
  DIFFERS (opted_out_at, 1);
  DIFFERS (opted_out_by, (char *) "reply");
  DIFFERS (opted_out_sender, (char *) "+15005550006");
  DIFFERS (language, (char *) "fr");
  DIFFERS (zone, (char *) "Europe/Paris");
  DIFFERS (quiet, ((TidingsQuietHours) { { 0, 0, 0, 0, 0, 0, 0 }, { 1, 1, 1, 1, 1, 1, 1 } }));
  DIFFERS (paused_until, 1);
  DIFFERS (rate_hour, 1);
  DIFFERS (rate_day, 1);
  DIFFERS (enabled, !one->enabled);
  DIFFERS (line_type, (char *) "mobile");
  DIFFERS (carrier, (char *) "Example");
  DIFFERS (types, ((char *[]) { (char *) "disk_full", NULL }));
#undef DIFFERS

  g_assert_true (tidings_person_is_same (one, other));
}

/* What is not compared stays on the screen as it was. */
static void
test_every_field_of_a_reminder_counts (void)
{
  g_autoptr(TidingsReminder) one = tidings_reminder_new ();
  g_autoptr(TidingsReminder) other = tidings_reminder_new ();

#define DIFFERS(field, value) \
  G_STMT_START { \
    __typeof__ (other->field) kept = other->field; \
    other->field = (value); \
    g_assert_false (tidings_reminder_is_same (one, other)); \
    other->field = kept; \
  } G_STMT_END

  DIFFERS (title, (char *) "Dentist");
  DIFFERS (wall, (char *) "2026-11-22T09:00");
  DIFFERS (zone, (char *) "Europe/Paris");
  DIFFERS (at, 1);
  DIFFERS (next_at, 1);
  DIFFERS (next_wall, (char *) "2026-11-22T09:00");
  DIFFERS (type, (char *) "chore_due");
  DIFFERS (rule, (char *) "FREQ=DAILY");
  DIFFERS (takes_turns, TRUE);
  DIFFERS (turn, 1);
  DIFFERS (overdue_s, 1);
  DIFFERS (late_s, 1);
  DIFFERS (state, TIDINGS_REMINDER_DONE);
#undef DIFFERS

  g_assert_true (tidings_reminder_is_same (one, other));
  tidings_reminder_add_occurrence (other, "2026-11-22T09:00")->state = TIDINGS_OCCURRENCE_SKIPPED;
  g_assert_false (tidings_reminder_is_same (one, other));
  tidings_reminder_add_occurrence (one, "2026-11-22T09:00");
  g_assert_false (tidings_reminder_is_same (one, other));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/list-sync/changes", test_changes);
  g_test_add_func ("/app/list-sync/moved-row-keeps-object", test_moved_row_keeps_object);
  g_test_add_func ("/app/list-sync/every-field-counts", test_every_field_counts);
  g_test_add_func ("/app/list-sync/every-field-of-a-reminder-counts", test_every_field_of_a_reminder_counts);

  return g_test_run ();
}
