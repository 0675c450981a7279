/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Activity looks for, and replies among the texts. */
#include "config.h"

#include <glib/gstdio.h>

#include "tidings-activity-filter.h"
#include "tidings-exporter.h"
#include "tidings-message-days.h"
#include "tidings-reply-item.h"
#include "tidings-store-inbound.h"
#include "tidings-store-people.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)
/* Saturday, 21 November 2026, 12:00 UTC. */
#define NOW G_GINT64_CONSTANT (1795262400000)
#define MIDNIGHT (NOW - 12 * HOUR_MS)

static void
test_filter (void)
{
  static const struct {
    guint period; gint64 from, to; gint64 since, until; const char *words; const char *why;
  } cases[] = {
    { TIDINGS_ACTIVITY_ANY_TIME, NOW, NOW, 0, 0, "Any Time", "days count for their period alone" },
    { TIDINGS_ACTIVITY_TODAY, 0, 0, MIDNIGHT, 0, "Today", "from midnight" },
    { TIDINGS_ACTIVITY_WEEK, 0, 0, MIDNIGHT - 6 * DAY_MS, 0, "Last 7 Days", "today and six more" },
    { TIDINGS_ACTIVITY_BETWEEN, 0, 0, 0, 0, "Between Two Days", "neither is chosen yet" },
    { TIDINGS_ACTIVITY_BETWEEN, NOW - DAY_MS, 0, MIDNIGHT - DAY_MS, 0, "Since Yesterday", "open to now" },
    { TIDINGS_ACTIVITY_BETWEEN, 0, NOW, 0, MIDNIGHT + DAY_MS, "Until Today", "the last day as a whole" },
    { TIDINGS_ACTIVITY_BETWEEN, NOW - DAY_MS, NOW, MIDNIGHT - DAY_MS, MIDNIGHT + DAY_MS, "Yesterday to Today", "both ends" },
  };
  g_autoptr(TidingsActivityFilter) filter = tidings_activity_filter_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsMessageFilter got = { 0 };
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].why);
      g_object_set (filter, "period", cases[i].period, "from", cases[i].from, "to", cases[i].to, NULL);
      tidings_activity_filter_fill (filter, NOW, &got);
      words = tidings_activity_filter_dup_period_words (filter, NOW);
      g_assert_cmpint (got.since, ==, cases[i].since);
      g_assert_cmpint (got.until, ==, cases[i].until);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_type (void)
{
  g_autoptr(TidingsActivityFilter) filter = tidings_activity_filter_new ();
  TidingsMessageFilter got = { 0 };
  gboolean is_filtered = FALSE;
  guint n_changes = 0;

  g_signal_connect_swapped (filter, "changed", G_CALLBACK (count_cb), &n_changes);
  g_object_set (filter, "type", "disk_full", NULL);
  g_object_set (filter, "type", "disk_full", NULL);
  g_object_get (filter, "is-filtered", &is_filtered, NULL);
  tidings_activity_filter_fill (filter, NOW, &got);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (is_filtered);
  g_assert_cmpstr (got.type, ==, "disk_full");

  tidings_activity_filter_clear (filter);
  g_object_get (filter, "is-filtered", &is_filtered, NULL);
  tidings_activity_filter_fill (filter, NOW, &got);
  g_assert_false (is_filtered);
  g_assert_null (got.type);
}

static gint64
add_person (TidingsStore *store)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->name = g_strdup ("Ben");
  person->number = g_strdup ("+4915112345678");
  person->country = g_strdup ("DE");
  g_free (person->language);
  person->language = g_strdup ("en");
  g_assert_true (tidings_store_add_person (store, person, NULL));

  return person->id;
}

static gint64
add_text (TidingsStore *store,
          gint64        person,
          gint64        at,
          const char   *body)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();

  message->person_id = person;
  message->to = g_strdup ("+4915112345678");
  message->type = g_strdup ("message");
  message->body = g_strdup (body);
  message->source = g_strdup ("test");
  message->state = TIDINGS_MESSAGE_DELIVERED;
  message->created_at = at;
  g_assert_true (tidings_store_add_message (store, message, NULL));

  return message->id;
}

static void
add_reply (TidingsStore *store,
           const char   *sid,
           gint64        at,
           const char   *body,
           gint64        message)
{
  const TidingsInbound reply = {
    .sid = (char *) sid, .from = (char *) "+4915112345678", .to = (char *) "+14155550100", .body = (char *) body, .at = at,
    .message_id = message, .effect = (char *) "",
  };
  gboolean is_new = FALSE;

  g_assert_true (tidings_store_put_inbound (store, &reply, &is_new, NULL));
}

static void
assert_rows (TidingsMessageDays *days,
             const char         *expected)
{
  GListModel *list = tidings_message_days_list (days);
  g_autoptr(GString) rows = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(TidingsMessageDay) day = g_list_model_get_item (list, i);
      GListModel *items = tidings_message_day_list_items (day);

      for (guint j = 0; j < g_list_model_get_n_items (items); j++)
        {
          g_autoptr(GObject) item = g_list_model_get_item (items, j);
          g_autofree char *title = NULL;

          g_object_get (item, "title", &title, NULL);
          g_string_append_printf (rows, "%s%s ", TIDINGS_IS_REPLY_ITEM (item) ? "<" : "", title);
        }
      g_string_append (rows, "| ");
    }
  g_assert_cmpstr (rows->str, ==, expected);
}

typedef struct {
  char *folder;
  char *path;
  TidingsStore *store;
  gint64 ben;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("tidings-activity-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "tidings.db", NULL);
  fixture->store = tidings_store_open (fixture->path, NULL);
  fixture->ben = add_person (fixture->store);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name = NULL;

  g_assert_finalize_object (fixture->store);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
test_replies (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TidingsClock) clock = tidings_test_clock_new (NOW);
  g_autoptr(TidingsMessageList) list = tidings_message_list_new (fixture->store);
  g_autoptr(TidingsMessageDays) days = tidings_message_days_new (G_LIST_MODEL (list), clock);
  const TidingsMessageFilter all = { 0 };
  gint64 one = add_text (fixture->store, fixture->ben, NOW - DAY_MS, "one");

  add_reply (fixture->store, "SM1", NOW - 2 * DAY_MS, "early", 0);
  add_reply (fixture->store, "SM2", NOW - HOUR_MS, "yes", one);
  add_text (fixture->store, fixture->ben, NOW, "two");
  add_reply (fixture->store, "SM3", NOW + HOUR_MS, "late", 0);
  g_assert_true (tidings_message_list_set_filter (list, &all, NULL));
  assert_rows (days, "two | one | ");

  /* Each at its time; at the ends of the list also what was before and after all texts. */
  tidings_message_days_show_replies (days, fixture->store, TRUE, NULL);
  tidings_message_days_refresh (days);
  assert_rows (days, "<late two <yes | one | <early | ");
  tidings_message_days_show_replies (days, fixture->store, TRUE, "+4915100000000");
  tidings_message_days_refresh (days);
  assert_rows (days, "two | one | ");
  tidings_message_days_show_replies (days, fixture->store, TRUE, "+4915112345678");
  tidings_message_days_refresh (days);
  assert_rows (days, "<late two <yes | one | <early | ");

  /* What is hidden is hidden here as well. */
  g_object_set (days, "hide-text", TRUE, NULL);
  assert_rows (days, "<Reply Message <Reply | Message | <Reply | ");
}

static void
test_reply_item (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(TidingsPerson) ben = tidings_store_get_person (fixture->store, fixture->ben, NULL);
  TidingsInbound stop = {
    .sid = (char *) "SM1", .from = (char *) "+4915112345678", .to = (char *) "+1", .body = (char *) "STOP", .at = NOW,
    .message_id = 7, .effect = (char *) "stop",
  };
  g_autoptr(TidingsReplyItem) item = tidings_reply_item_new (&stop, ben, NOW, FALSE);
  g_autoptr(TidingsReplyItem) same = tidings_reply_item_new (&stop, ben, NOW, FALSE);
  g_autoptr(TidingsReplyItem) hidden = tidings_reply_item_new (&stop, ben, NOW, TRUE);
  g_autoptr(TidingsReplyItem) other = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  gint64 message = 0, person = 0;

  g_object_get (item, "title", &title, "subtitle", &subtitle, "message", &message, "person", &person, NULL);
  g_assert_cmpstr (title, ==, "STOP");
  g_assert_true (g_str_has_prefix (subtitle, "Reply from Ben"));
  g_assert_true (g_str_has_suffix (subtitle, "Opted out"));
  g_assert_cmpint (message, ==, 7);
  g_assert_cmpint (person, ==, fixture->ben);
  g_assert_true (tidings_reply_item_is_same (item, same));
  g_assert_false (tidings_reply_item_is_same (item, hidden));
  g_assert_cmpint (tidings_reply_item_get_key (item), ==, tidings_reply_item_get_key (hidden));
  g_assert_cmpint (tidings_reply_item_get_key (item), <, 0);

  stop.sid = (char *) "SM2";
  other = tidings_reply_item_new (&stop, NULL, NOW, FALSE);
  g_object_get (other, "person", &person, NULL);
  g_assert_cmpint (person, ==, 0);
  g_assert_cmpint (tidings_reply_item_get_key (other), !=, tidings_reply_item_get_key (item));
}

static char *
export_as (Fixture                    *fixture,
           const char                 *name,
           const TidingsMessageFilter *filter)
{
  g_autoptr(TidingsExporter) exporter = tidings_exporter_new ();
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  gboolean is_running = TRUE;
  char *text = NULL;

  tidings_exporter_start_messages (exporter, fixture->path, file, filter, NOW);
  while (is_running)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (exporter, "is-running", &is_running, NULL);
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  TidingsMessageFilter filter = { .search = "two" };
  g_autofree char *json = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *none = NULL;

  add_text (fixture->store, fixture->ben, NOW, "one");
  add_text (fixture->store, fixture->ben, NOW, "two");
  json = export_as (fixture, "shown.json", &filter);
  csv = export_as (fixture, "shown.csv", &filter);
  filter.search = "three";
  none = export_as (fixture, "none.json", &filter);

  g_assert_true (g_str_has_prefix (json, "[\n"));
  g_assert_nonnull (strstr (json, "\"body\":\"two\""));
  g_assert_nonnull (strstr (json, "\"story\":["));
  g_assert_null (strstr (json, "one"));
  g_assert_true (g_str_has_suffix (json, "]\n"));
  g_assert_true (g_str_has_prefix (csv, "id,created,"));
  g_assert_nonnull (strstr (csv, ",two,"));
  g_assert_null (strstr (csv, ",one,"));
  g_assert_cmpstr (none, ==, "[]\n");
}

#define STORE_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/activity/filter", test_filter);
  g_test_add_func ("/app/activity/type", test_type);
  STORE_TEST ("/app/activity/replies", test_replies);
  STORE_TEST ("/app/activity/reply-item", test_reply_item);
  STORE_TEST ("/app/activity/export", test_export);

  return g_test_run ();
}
