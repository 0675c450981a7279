/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money, first steps, the filter of Activity and the practice phones, as objects. */
#include <glib/gstdio.h>

#include "tidings-activity-filter.h"
#include "tidings-money.h"
#include "tidings-pause-words.h"
#include "tidings-person.h"
#include "tidings-practice-phone.h"
#include "tidings-set-up.h"

/* 2026-11-21 14:05 UTC, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define TODAY (NOW - NOW % DAY_MS)

static void
assert_says (gpointer    object,
             const char *property,
             const char *expected)
{
  g_autofree char *shown = NULL;

  g_object_get (object, property, &shown, NULL);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_money (void)
{
  g_autoptr(TidingsMoney) money = tidings_money_new ();

  assert_says (money, "balance-words", "Not known yet");
  assert_says (money, "age-words", "");
  assert_says (money, "spent-words", "Nothing yet");

  g_object_set (money, "balance-at", NOW, "now", NOW + 5 * 60 * 1000, NULL);
  assert_says (money, "balance-words", "Not visible to this key");

  g_object_set (money, "balance", "12.85", "currency", "USD", "spent", "3.42", "reserved", "0.05", NULL);
  assert_says (money, "balance-words", "$12.85");
  assert_says (money, "age-words", "Updated 5 minutes ago");
  assert_says (money, "spent-words", "about $3.47");

  /* What Twilio counted is said only once it was asked, and without money where it named none. */
  g_object_set (money, "usage-today-texts", G_GINT64_CONSTANT (1), "usage-today-price", "0.0079", NULL);
  assert_says (money, "usage-words", "");
  g_object_set (money, "usage-at", NOW, NULL);
  assert_says (money, "usage-words", "Today: 1 text, $0.01");
  g_object_set (money, "usage-month-texts", G_GINT64_CONSTANT (20), "usage-today-price", "", NULL);
  assert_says (money, "usage-words", "Today: 1 text · This month: 20 texts");

  g_object_set (money, "reserved", "0", NULL);
  assert_says (money, "spent-words", "$3.42");
}

static void
test_forecast (void)
{
  g_autoptr(TidingsMoney) money = tidings_money_new ();

  /* Nothing is foretold of a household that has sent nothing yet. */
  assert_says (money, "forecast-words", "");

  g_object_set (money, "now", NOW, "currency", "USD", "forecast-texts", G_GINT64_CONSTANT (212), NULL);
  assert_says (money, "forecast-words", "About 212 texts by the end of the month");
  g_object_set (money, "forecast-price", "4.10", NULL);
  assert_says (money, "forecast-words", "About $4.10 for 212 texts by the end of the month");

  /* The limit that comes first is what matters, until it is there. */
  g_object_set (money, "forecast-at", NOW + 60 * 60 * 1000, "forecast-what", "texts", NULL);
  assert_says (money, "forecast-words", "At this pace the texts of this month last until 15:05");
  g_object_set (money, "forecast-what", "money", NULL);
  assert_says (money, "forecast-words", "At this pace the money of this month lasts until 15:05");
  g_object_set (money, "now", NOW + 60 * 60 * 1000, NULL);
  assert_says (money, "forecast-words", "The money of this month is used up, but for critical alerts");
}

static void
test_lasts (void)
{
  static const struct { const char *balance; gint64 pace; const char *words; const char *why; } cases[] = {
    { "", 50000, "", "a balance that nobody knows" },
    { "12.85", -1, "", "no pace yet" },
    { "12.85", 0, "", "nothing costs anything" },
    { "-1", 50000, "", "used up: the banner says so" },
    { "0.04", 50000, "Lasts less than a day", "less than a day" },
    { "0.05", 50000, "Lasts about 1 day", "one" },
    { "0.65", 50000, "Lasts about 13 days", "days up to two weeks" },
    { "0.70", 50000, "Lasts about 2 weeks", "then weeks" },
    { "3.15", 50000, "Lasts about 9 weeks", "nine of them" },
    { "4.55", 50000, "Lasts about 13 weeks", "up to a quarter" },
    { "4.60", 50000, "Lasts about 3 months", "then months" },
    { "36.45", 50000, "Lasts about 24 months", "up to two years" },
    { "36.50", 50000, "Lasts more than two years", "and nobody knows what then is" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMoney) money = tidings_money_new ();

      g_test_message ("%s", cases[i].why);
      g_object_set (money, "balance", cases[i].balance, "pace", cases[i].pace, NULL);
      assert_says (money, "lasts-words", cases[i].words);
    }
}

static void
test_pause_words (void)
{
  static const struct { gint64 until; const char *words; const char *why; } cases[] = {
    { 0, "Texts are sent as they come", "no pause" },
    { NOW, "Texts are sent as they come", "it has just ended" },
    { NOW + 55 * 60 * 1000, "Paused until 15:00; what comes up meanwhile waits", "today" },
    { NOW + DAY_MS, "Paused until tomorrow 14:05; what comes up meanwhile waits", "tomorrow" },
    { G_MAXINT64, "Paused until somebody resumes; what comes up meanwhile waits", "without an end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_pause_words_subtitle (cases[i].until, NOW);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_pause_choice (void)
{
  static const struct { guint n_days; int minutes; gint64 until; const char *words; const char *why; } cases[] = {
    { 0, 18 * 60 + 30, TODAY + (18 * 60 + 30) * 60000, "Until 18:30", "this evening" },
    { 1, 7 * 60, TODAY + DAY_MS + 7 * 60 * 60000, "Until tomorrow 07:00", "tomorrow" },
    { 7, 0, TODAY + 7 * DAY_MS, "Until 28 Nov 00:00", "in a week" },
    { 0, 9 * 60, TODAY + 9 * 60 * 60000, "That moment has passed", "this morning" },
    { 0, 14 * 60 + 5, NOW, "That moment has passed", "right now" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 until = tidings_pause_words_get_moment (NOW, cases[i].n_days, cases[i].minutes);
      g_autofree char *words = tidings_pause_words_choice (until, NOW);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (until, ==, cases[i].until);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static TidingsPerson *
make_person (gint64      id,
             const char *name,
             const char *number,
             gint64      verified_at)
{
  TidingsPerson *person = tidings_person_new ();

  person->id = id;
  person->name = g_strdup (name);
  person->number = g_strdup (number);
  person->verified_at = verified_at;

  return person;
}

static void
add_text (TidingsStore        *store,
          const char          *type,
          TidingsMessageState  state)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->to = g_strdup ("+447400123456");
  message->type = g_strdup (type);
  message->body = g_strdup ("Hello");
  message->source = g_strdup ("cli");
  message->state = state;
  message->created_at = NOW;
  tidings_store_add_message (store, message, &error);
  g_assert_no_error (error);
}

static void
test_set_up (void)
{
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(TidingsSetUp) set_up = tidings_set_up_new (G_LIST_MODEL (people));
  g_autoptr(TidingsPerson) fresh = make_person (1, "Ann", "+447400123456", 0);
  g_autoptr(TidingsPerson) confirmed = make_person (1, "Ann", "+447400123456", NOW);
  g_autofree char *folder = g_dir_make_tmp ("tidings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsStore) store = tidings_store_open (path, &error);
  gboolean has_account = TRUE, has_number = TRUE, has_test = TRUE, is_done = TRUE;

  g_assert_no_error (error);
  g_object_get (set_up, "has-account", &has_account, "has-number", &has_number, "has-test", &has_test, NULL);
  g_assert_false (has_account || has_number || has_test);

  g_list_store_append (people, fresh);
  g_object_get (set_up, "has-number", &has_number, NULL);
  g_assert_false (has_number);
  g_list_store_splice (people, 0, 1, (gpointer *) &confirmed, 1);
  g_object_get (set_up, "has-number", &has_number, NULL);
  g_assert_true (has_number);

  /* Neither a code that arrived nor a text that did not is the proof. */
  tidings_set_up_look (set_up, NULL);
  add_text (store, "verification_code", TIDINGS_MESSAGE_DELIVERED);
  add_text (store, "delivery_test", TIDINGS_MESSAGE_FAILED);
  tidings_set_up_look (set_up, store);
  g_object_get (set_up, "has-test", &has_test, NULL);
  g_assert_false (has_test);

  add_text (store, "disk_full", TIDINGS_MESSAGE_DELIVERED);
  tidings_set_up_look (set_up, store);
  g_object_set (set_up, "has-account", TRUE, NULL);
  g_object_get (set_up, "has-test", &has_test, "is-done", &is_done, NULL);
  g_assert_true (has_test);
  g_assert_true (is_done);

  g_clear_object (&store);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_filter (void)
{
  g_autoptr(TidingsActivityFilter) filter = tidings_activity_filter_new ();
  TidingsMessageFilter wanted = { .limit = 5 };
  gboolean is_active = TRUE, is_filtered = TRUE;

  tidings_activity_filter_fill (filter, NOW, &wanted);
  g_object_get (filter, "is-active", &is_active, NULL);
  g_assert_false (is_active);
  g_assert_null (wanted.search);
  g_assert_cmpuint (wanted.states, ==, 0);
  g_assert_cmpint (wanted.since, ==, 0);
  g_assert_cmpuint (wanted.limit, ==, 0);

  g_object_set (filter, "search", "disk", "person", (gint64) 7, "states", TIDINGS_ACTIVITY_FAILED,
                "period", TIDINGS_ACTIVITY_WEEK, NULL);
  tidings_activity_filter_fill (filter, NOW, &wanted);
  g_assert_cmpstr (wanted.search, ==, "disk");
  g_assert_cmpint (wanted.person_id, ==, 7);
  g_assert_cmphex (wanted.states, ==, (1u << TIDINGS_MESSAGE_UNDELIVERED) | (1u << TIDINGS_MESSAGE_FAILED));
  g_assert_cmpint (wanted.since, ==, TODAY - 6 * DAY_MS);

  g_object_set (filter, "period", TIDINGS_ACTIVITY_TODAY, NULL);
  tidings_activity_filter_fill (filter, NOW, &wanted);
  g_assert_cmpint (wanted.since, ==, TODAY);

  tidings_activity_filter_clear (filter);
  g_object_get (filter, "is-active", &is_active, "is-filtered", &is_filtered, NULL);
  g_assert_false (is_active);
  g_assert_false (is_filtered);
}

/* Every state belongs to exactly one choice, or a message could not be found by filtering. */
static void
test_states (void)
{
  guint seen = 0;

  for (guint i = TIDINGS_ACTIVITY_WAITING; i <= TIDINGS_ACTIVITY_STOPPED; i++)
    {
      g_autoptr(TidingsActivityFilter) filter = tidings_activity_filter_new ();
      TidingsMessageFilter wanted = { 0 };

      g_object_set (filter, "states", i, NULL);
      tidings_activity_filter_fill (filter, NOW, &wanted);
      g_assert_cmphex (seen & wanted.states, ==, 0);
      seen |= wanted.states;
      g_assert_nonnull (tidings_activity_states_get_word (i));
    }

  g_assert_cmphex (seen, ==, (1u << TIDINGS_MESSAGE_N_STATES) - 1);
}

static TidingsPracticeText *
get_text (TidingsPracticePhone *phone,
          guint                 position)
{
  g_autoptr(TidingsPracticeText) text = g_list_model_get_item (tidings_practice_phone_list_texts (phone), position);

  /* The phone holds it too. */
  return text;
}

static void
test_phones (void)
{
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(TidingsPerson) ann = make_person (1, "Ann", "+447400123456", NOW);
  g_autoptr(TidingsPracticeInbox) inbox = tidings_practice_inbox_new (G_LIST_MODEL (people));
  GListModel *phones = tidings_practice_inbox_list_phones (inbox);
  g_autoptr(TidingsPracticePhone) first = NULL;
  g_autoptr(TidingsPracticePhone) second = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (phones), ==, 0);
  tidings_practice_inbox_set_texts (inbox,
    g_variant_new_parsed ("[('+447400123457', '+15005550006', false, 'To nobody', int64 1, 'SM1'),"
                          " ('+447400123456', '+15005550006', false, 'One', int64 2, 'SM2'),"
                          " ('+447400123456', '+15005550006', true, 'STOP', int64 3, 'SM4'),"
                          " ('+447400123456', '+15005550006', false, 'Two', int64 5, 'SM3')]"),
    g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0));
  g_list_store_append (people, ann);

  /* People first; a number of nobody keeps its phone. */
  g_assert_cmpuint (g_list_model_get_n_items (phones), ==, 2);
  first = g_list_model_get_item (phones, 0);
  second = g_list_model_get_item (phones, 1);
  assert_says (first, "title", "Ann");
  assert_says (second, "title", "\u2066+44 7400 123457\u2069");

  /* What the phone sent stands between what it received. */
  g_assert_cmpuint (g_list_model_get_n_items (tidings_practice_phone_list_texts (first)), ==, 3);
  g_assert_cmpstr (get_text (first, 0)->body, ==, "One");
  g_assert_cmpstr (get_text (first, 1)->body, ==, "STOP");
  g_assert_true (get_text (first, 1)->is_reply);
  g_assert_cmpstr (get_text (first, 2)->body, ==, "Two");
  g_assert_cmpuint (get_text (first, 2)->n_parts, ==, 1);

  g_list_store_remove_all (people);
  g_assert_cmpuint (g_list_model_get_n_items (phones), ==, 2);
  tidings_practice_inbox_set_texts (inbox, g_variant_new_array (G_VARIANT_TYPE ("(ssbsxs)"), NULL, 0),
                                    g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0));
  g_assert_cmpuint (g_list_model_get_n_items (phones), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/money", test_money);
  g_test_add_func ("/app/money/forecast", test_forecast);
  g_test_add_func ("/app/money/lasts", test_lasts);
  g_test_add_func ("/app/pause-words", test_pause_words);
  g_test_add_func ("/app/pause-words/choice", test_pause_choice);
  g_test_add_func ("/app/set-up", test_set_up);
  g_test_add_func ("/app/activity-filter/fill", test_filter);
  g_test_add_func ("/app/activity-filter/states", test_states);
  g_test_add_func ("/app/practice/phones", test_phones);

  return g_test_run ();
}
