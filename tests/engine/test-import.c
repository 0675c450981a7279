/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files become reminders: once, again without doubles, and each event whole or not at all. */
#include "config.h"

#include <string.h>

#include "engine-fixture.h"
#include "tidings-import.h"

#define ANN "+4915123456789"
#define DAY_S 86400

typedef struct {
  Fixture base;
  gint64 ann;
  GCancellable *cancellable;
  const char * const *uids;   /* (nullable): what is chosen */
  guint cancel_at;            /* events after which to cancel, 0 for never */
  guint n_progress;
  guint last_done;
  guint last_total;
  TidingsImportResult *result;
  GError *error;
  gboolean is_done;
} Import;

static void
set_up (Import        *self,
        gconstpointer  unused)
{
  fixture_set_up (&self->base, NULL);
  self->ann = fixture_add (&self->base, "Ann", ANN);
  self->cancellable = g_cancellable_new ();
}

static void
tear_down (Import        *self,
           gconstpointer  unused)
{
  g_clear_pointer (&self->result, tidings_import_result_free);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  fixture_tear_down (&self->base, NULL);
}

static void
progress_cb (guint    n_done,
             guint    n_total,
             gpointer user_data)
{
  Import *self = user_data;

  g_assert_cmpuint (n_done, >=, self->last_done);
  g_assert_cmpuint (n_done, <=, n_total);
  self->n_progress++;
  self->last_done = n_done;
  self->last_total = n_total;
  if (self->cancel_at > 0 && n_done >= self->cancel_at)
    g_cancellable_cancel (self->cancellable);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Import *self = user_data;

  self->result = tidings_engine_import_finish (TIDINGS_ENGINE (object), result, &self->error);
  self->is_done = TRUE;
}

static void
import_as (Import     *self,
           const char *text,
           const char *type)
{
  g_autofree char *whole = g_strdup_printf ("BEGIN:VCALENDAR\r\n%sEND:VCALENDAR\r\n", text);
  g_autoptr(GInputStream) file = g_memory_input_stream_new_from_data (whole, strlen (whole), NULL);
  const gint64 before[] = { DAY_S, 3600 };
  const TidingsImportOptions options = { &self->ann, self->ann != 0 ? 1 : 0, before, G_N_ELEMENTS (before), type, self->uids };

  g_clear_pointer (&self->result, tidings_import_result_free);
  g_clear_error (&self->error);
  self->n_progress = self->last_done = self->last_total = 0;
  self->is_done = FALSE;
  tidings_engine_import_async (self->base.engine, file, &options, progress_cb, self, self->cancellable, done_cb, self);
  while (!self->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
import (Import     *self,
        const char *text)
{
  import_as (self, text, "reminder");
}

static void
assert_counts (Import     *self,
               guint       n_added,
               guint       n_changed,
               guint       n_unchanged,
               guint       n_unusable)
{
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->result->n_added, ==, n_added);
  g_assert_cmpuint (self->result->n_changed, ==, n_changed);
  g_assert_cmpuint (self->result->n_unchanged, ==, n_unchanged);
  g_assert_cmpuint (self->result->n_unusable, ==, n_unusable);
}

static char *
make_event (const char *uid,
            const char *title,
            const char *lines)
{
  return g_strdup_printf ("BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\n%s\r\nEND:VEVENT\r\n", uid, title, lines);
}

static TidingsReminder *
find (Import     *self,
      const char *uid)
{
  g_autoptr(GError) error = NULL;

  return tidings_store_find_reminder_by_uid (self->base.store, uid, &error);
}

static guint
count (Import *self)
{
  g_autoptr(GPtrArray) reminders = tidings_store_list_reminders (self->base.store, TRUE, NULL);

  return reminders->len;
}

/* What nobody chose is neither in nor counted, and a name that the file has not does no harm. */
static void
test_chosen (Import        *self,
             gconstpointer  unused)
{
  static const char * const uids[] = { "b", "elsewhere", NULL };
  static const char * const none[] = { NULL };
  g_autofree char *first = make_event ("a", "Dentist", "DTSTART:20261201T093000Z");
  g_autofree char *second = make_event ("b", "Bins", "DTSTART:20261202T093000Z");
  g_autofree char *text = g_strconcat (first, second, NULL);
  g_autoptr(TidingsReminder) bins = NULL;

  self->uids = none;
  import (self, text);
  assert_counts (self, 0, 0, 0, 0);
  self->uids = uids;
  import (self, text);
  assert_counts (self, 1, 0, 0, 0);
  g_assert_cmpuint (self->last_total, ==, 1);
  g_assert_nonnull ((bins = find (self, "b")));
  g_assert_cmpuint (count (self), ==, 1);
}

/* The fixture's now is 2026-11-21T12:00 UTC. */
static void
test_added (Import        *self,
            gconstpointer  unused)
{
  g_autofree char *plain = make_event ("plain", "Dentist", "DTSTART;TZID=Europe/Berlin:20261201T093000");
  g_autofree char *alarmed = make_event ("alarmed", "Bins", "DTSTART:20261126T180000Z\r\nRRULE:FREQ=WEEKLY\r\nEXDATE:20261203T180000Z\r\n"
                                         "BEGIN:VALARM\r\nTRIGGER:-PT2H\r\nEND:VALARM");
  g_autofree char *text = g_strconcat (plain, alarmed, NULL);
  g_autoptr(TidingsReminder) dentist = NULL;
  g_autoptr(TidingsReminder) bins = NULL;

  import (self, text);
  assert_counts (self, 2, 0, 0, 0);
  g_assert_true (self->result->is_whole);
  g_assert_cmpuint (self->last_done, ==, 2);
  g_assert_cmpuint (self->last_total, ==, 2);

  dentist = find (self, "plain");
  g_assert_cmpstr (dentist->zone, ==, "Europe/Berlin");
  g_assert_cmpstr (dentist->type, ==, "reminder");
  g_assert_cmpuint (dentist->n_before, ==, 2);
  g_assert_cmpint (dentist->before_s[0], ==, DAY_S);
  g_assert_cmpint (dentist->people[0], ==, self->ann);
  /* 09:30 in Berlin is 08:30 UTC; the first text goes a day before. */
  g_assert_cmpint (dentist->next_at, ==, FIXTURE_NOW + 9 * 24 * HOUR_MS - HOUR_MS * 7 / 2);

  bins = find (self, "alarmed");
  g_assert_cmpuint (bins->n_before, ==, 1);
  g_assert_cmpint (bins->before_s[0], ==, 7200);
  g_assert_cmpint (tidings_reminder_find_occurrence (bins, "2026-12-03T18:00")->state, ==, TIDINGS_OCCURRENCE_SKIPPED);
}

static void
test_again (Import        *self,
            gconstpointer  unused)
{
  g_autofree char *first = make_event ("a", "Dentist", "DTSTART:20261201T093000Z");
  g_autofree char *second = make_event ("a", "Dentist", "DTSTART:20261202T093000Z");
  g_autofree char *weekly = make_event ("w", "Bins", "DTSTART:20261126T180000Z\r\nRRULE:FREQ=WEEKLY");
  g_autofree char *both = g_strconcat (first, weekly, NULL);
  g_autofree char *later = g_strconcat (second, weekly, NULL);
  g_autoptr(TidingsReminder) reminder = NULL;
  gint64 id;

  import (self, both);
  assert_counts (self, 2, 0, 0, 0);
  import (self, both);
  assert_counts (self, 0, 0, 2, 0);
  g_assert_cmpuint (count (self), ==, 2);

  reminder = find (self, "a");
  id = reminder->id;
  g_clear_object (&reminder);
  import (self, later);
  assert_counts (self, 0, 1, 1, 0);
  reminder = find (self, "a");
  g_assert_cmpint (reminder->id, ==, id);
  g_assert_cmpstr (reminder->wall, ==, "2026-12-02T09:30");
  g_assert_cmpuint (count (self), ==, 2);
}

/* What people did with a reminder outlives a change of its event. */
static void
test_keeps_what_people_did (Import        *self,
                            gconstpointer  unused)
{
  g_autofree char *weekly = make_event ("w", "Bins", "DTSTART:20261126T180000Z\r\nRRULE:FREQ=WEEKLY");
  g_autofree char *renamed = make_event ("w", "Bins out", "DTSTART:20261126T180000Z\r\nRRULE:FREQ=WEEKLY");
  g_autofree char *once = make_event ("o", "Dentist", "DTSTART:20261201T093000Z");
  g_autofree char *moved = make_event ("o", "Dentist", "DTSTART:20261202T093000Z");
  g_autofree char *before = g_strconcat (weekly, once, NULL);
  g_autofree char *after = g_strconcat (renamed, moved, NULL);
  gint64 ben = fixture_add (&self->base, "Ben", "+4915123456780");
  g_autoptr(TidingsReminder) bins = NULL;
  g_autoptr(TidingsReminder) dentist = NULL;
  g_autoptr(GError) error = NULL;

  import (self, before);
  bins = find (self, "w");
  dentist = find (self, "o");
  tidings_reminder_set_people (bins, &ben, 1);
  g_assert_true (tidings_engine_put_reminder (self->base.engine, bins, &error));
  g_assert_true (tidings_engine_skip_occurrence (self->base.engine, bins->id, "2026-12-10T18:00", TRUE, &error));
  g_assert_true (tidings_engine_finish_reminder (self->base.engine, dentist->id, &error));
  g_clear_object (&bins);
  g_clear_object (&dentist);

  import (self, after);
  assert_counts (self, 0, 1, 1, 0);
  bins = find (self, "w");
  g_assert_cmpstr (bins->title, ==, "Bins out");
  g_assert_cmpint (bins->people[0], ==, ben);
  g_assert_cmpint (tidings_reminder_find_occurrence (bins, "2026-12-10T18:00")->state, ==, TIDINGS_OCCURRENCE_SKIPPED);
  dentist = find (self, "o");
  g_assert_cmpint (dentist->state, ==, TIDINGS_REMINDER_DONE);
  g_assert_cmpstr (dentist->wall, ==, "2026-12-01T09:30");
}

static void
test_gone (Import        *self,
           gconstpointer  unused)
{
  g_autofree char *first = make_event ("a", "Dentist", "DTSTART:20261201T093000Z");
  g_autofree char *canceled = make_event ("a", "Dentist", "STATUS:CANCELLED\r\nDTSTART:20261201T093000Z");
  g_autofree char *other = make_event ("b", "Bins", "DTSTART:20261201T093000Z");
  g_autofree char *past = make_event ("b", "Bins", "DTSTART:20261120T093000Z");

  import (self, first);
  import (self, canceled);
  assert_counts (self, 0, 1, 0, 0);
  g_assert_cmpuint (count (self), ==, 0);
  /* Now there is nothing that it could take along. */
  import (self, canceled);
  assert_counts (self, 0, 0, 0, 1);

  import (self, other);
  import (self, past);
  /* It was put forward to a time that has passed: the old time would be a lie. */
  assert_counts (self, 0, 1, 0, 0);
  g_assert_cmpuint (count (self), ==, 0);
}

static void
test_unusable (Import        *self,
               gconstpointer  unused)
{
  static const struct { const char *lines; const char *says; const char *why; } cases[] = {
    { "DTSTART:20201201T093000Z", "past", "years ago" },
    { "DTSTART:20261121T120000Z", "past", "now is too late" },
    { "DTSTART:20261121T124000Z", "past", "even the last text, an hour before, is" },
    { "DTSTART:20201201T093000Z\r\nRRULE:FREQ=DAILY;COUNT=10", "past", "it came ten times, years ago" },
    { "DTSTART:20261201T093000Z\r\nRRULE:FREQ=MINUTELY", "minute", "too often" },
    { "DTSTART:20261201T093000Z\r\nRRULE:FREQ=HOURLY;BYMINUTE=0,30", "hour", "more often than a reminder may" },
    { "DTSTART:20261201T093000Z\r\nSTATUS:CANCELLED", "canceled", "canceled" },
    { "X-NOTHING:1", "start", "no start" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *event = make_event ("a", "Event", cases[i].lines);
      g_autofree char *good = make_event ("good", "Good", "DTSTART:20261201T093000Z");
      g_autofree char *text = g_strconcat (event, good, NULL);

      g_test_message ("%s", cases[i].why);
      import (self, text);
      /* The other one of the batch is in, in the first round as a new one. */
      assert_counts (self, i == 0, 0, i > 0, 1);
      g_assert_cmpuint (g_strv_length (self->result->problems), ==, 1);
      g_assert_nonnull (strstr (self->result->problems[0], cases[i].says));
    }
  g_assert_cmpuint (count (self), ==, 1);
}

static char *
make_many (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event-%u", i);
      g_autofree char *event = make_event (uid, uid, i % 7 == 3 ? "DTSTART:20201201T093000Z" : "DTSTART:20261201T093000Z\r\nRRULE:FREQ=WEEKLY");

      g_string_append (text, event);
    }

  return g_string_free (text, FALSE);
}

static void
test_canceled (Import        *self,
               gconstpointer  unused)
{
  g_autofree char *text = make_many (280);
  guint n_in;

  self->cancel_at = 100;
  import (self, text);
  g_assert_no_error (self->error);
  g_assert_false (self->result->is_whole);
  n_in = self->result->n_added;
  g_assert_cmpuint (n_in, >, 0);
  g_assert_cmpuint (n_in, <, 240);
  g_assert_cmpuint (count (self), ==, n_in);
  g_assert_cmpuint (n_in + self->result->n_unusable, ==, self->last_done);

  /* Canceled before it begins, it has not begun. */
  import (self, text);
  assert_counts (self, 0, 0, 0, 0);
  g_assert_false (self->result->is_whole);

  self->cancel_at = 0;
  g_cancellable_reset (self->cancellable);
  import (self, text);
  assert_counts (self, 240 - n_in, 0, n_in, 40);
  g_assert_true (self->result->is_whole);
  g_assert_cmpuint (count (self), ==, 240);
  g_assert_cmpuint (self->n_progress, >, 3);
}

static void
test_problems_are_few (Import        *self,
                       gconstpointer  unused)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *uid = g_strdup_printf ("event-%u", i);
      g_autofree char *event = make_event (uid, uid, "DTSTART:20261201T093000Z\r\nRRULE:FREQ=MINUTELY");

      g_string_append (text, event);
    }
  import (self, text->str);
  assert_counts (self, 0, 0, 0, 70);
  g_assert_cmpuint (g_strv_length (self->result->problems), ==, TIDINGS_IMPORT_MAX_PROBLEMS);
}

static void
test_refused (Import        *self,
              gconstpointer  unused)
{
  g_autofree char *event = make_event ("a", "Dentist", "DTSTART:20261201T093000Z");
  gint64 ann = self->ann;

  import_as (self, event, "no_such_type");
  assert_counts (self, 0, 0, 0, 1);
  g_assert_nonnull (strstr (self->result->problems[0], "no_such_type"));

  self->ann = 4711;
  import (self, event);
  g_assert_error (self->error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND);

  self->ann = 0;
  import (self, event);
  g_assert_error (self->error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);

  self->ann = ann;
  {
    g_autoptr(GInputStream) file = g_memory_input_stream_new_from_data ("Dear diary", 10, NULL);
    const gint64 before = 0;
    const TidingsImportOptions options = { &self->ann, 1, &before, 1, "reminder", NULL };

    g_clear_error (&self->error);
    self->is_done = FALSE;
    tidings_engine_import_async (self->base.engine, file, &options, NULL, NULL, NULL, done_cb, self);
    while (!self->is_done)
      g_main_context_iteration (NULL, TRUE);
    g_assert_error (self->error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
  }
  g_assert_cmpuint (count (self), ==, 0);
}

static void
test_store_says_no (Import        *self,
                    gconstpointer  unused)
{
  g_autofree char *text = make_many (10);

  fixture_break_store (&self->base);
  import (self, text);
  g_assert_error (self->error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_STORAGE);
  fixture_mend_store (&self->base);
  g_assert_cmpuint (count (self), ==, 0);

  import (self, text);
  g_assert_no_error (self->error);
  g_assert_cmpuint (count (self), ==, self->result->n_added);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*run) (Import *, gconstpointer); } tests[] = {
    { "/import/added", test_added },
    { "/import/chosen", test_chosen },
    { "/import/again", test_again },
    { "/import/keeps-what-people-did", test_keeps_what_people_did },
    { "/import/gone", test_gone },
    { "/import/unusable", test_unusable },
    { "/import/canceled", test_canceled },
    { "/import/problems-are-few", test_problems_are_few },
    { "/import/refused", test_refused },
    { "/import/store-says-no", test_store_says_no },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Import, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
