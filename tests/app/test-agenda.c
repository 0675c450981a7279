/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reminders send in the next two weeks: on which day, to whom, held by whose quiet hours, and for how much. */
#include "config.h"

#include <locale.h>
#include "desk.h"
#include "tidings-agenda.h"

/* The desk's clock stands at Friday 21 November 2025, 09:00 UTC. */
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)

typedef struct {
  Desk desk;
  TidingsAgenda *agenda;
  guint n_previews;
} Fixture;

/* Two texts for a long title, one for others; each part costs one cent at most. */
static gboolean
preview_cb (TidingsBusAgent1      *skeleton,
            GDBusMethodInvocation *invocation,
            const char            *type,
            GVariant              *values,
            GVariant              *options,
            Fixture               *fixture)
{
  GVariantBuilder previews = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xssssussssss)"));
  g_autofree const char **to = NULL;
  const char *title = "";

  fixture->n_previews++;
  g_variant_lookup (values, "title", "&s", &title);
  g_assert_true (g_variant_lookup (options, "to", "^a&s", &to));
  for (guint i = 0; to[i] != NULL; i++)
    g_variant_builder_add (&previews, "(xssssussssss)", g_ascii_strtoll (to[i], NULL, 10), "", "queued", "", "",
                           g_str_has_prefix (title, "Long") ? 2 : 1, "GSM-7", "0.01", "USD", "", "", "");
  tidings_bus_agent1_complete_preview (skeleton, invocation, g_variant_builder_end (&previews));

  return TRUE;
}

static void
add_person (Fixture    *fixture,
            gint64      id,
            const char *name,
            gint64      verified_at)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->id = id;
  person->name = g_strdup (name);
  person->verified_at = verified_at;
  person->enabled = TRUE;
  if (g_str_equal (name, "Ben"))
    tidings_quiet_hours_set_every_day (&person->quiet, 22 * 60, 7 * 60);
  g_list_store_append (G_LIST_STORE (tidings_client_list_people (fixture->desk.client)), person);
}

static TidingsReminder *
add_reminder (Fixture    *fixture,
              gint64      id,
              const char *title,
              const char *wall,
              const char *rule,
              const char *before,
              gint64      first,
              gint64      second)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  const gint64 people[] = { first, second };
  guint n = 0;
  g_autofree gint64 *before_s = tidings_before_parse (before, &n, NULL);

  reminder->id = id;
  reminder->title = g_strdup (title);
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup ("UTC");
  g_free (reminder->rule);
  reminder->rule = g_strdup (rule);
  g_free (reminder->type);
  reminder->type = g_strdup ("reminder");
  tidings_reminder_set_before (reminder, before_s, n);
  tidings_reminder_set_people (reminder, people, second != 0 ? 2 : 1);
  reminder->at = tidings_wall_clock_to_instant (wall, "UTC", NULL);
  reminder->next_at = MAX (DESK_NOW + 1, reminder->at - before_s[0] * 1000);
  g_list_store_append (G_LIST_STORE (tidings_client_list_reminders (fixture->desk.client)), reminder);

  return reminder;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  mode)
{
  desk_set_up (&fixture->desk);
  g_variant_dict_insert (fixture->desk.agent->status, "mode", "s", mode);
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-preview", G_CALLBACK (preview_cb), fixture);
  add_person (fixture, 1, "Ann", 1);
  add_person (fixture, 2, "Ben", 1);
  add_person (fixture, 3, "Carla", 0);
  fixture->agenda = tidings_agenda_new (fixture->desk.client);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  mode)
{
  g_assert_finalize_object (fixture->agenda);
  desk_tear_down (&fixture->desk);
}

/* All of it as lines of text, without the marks that keep times from left to right. */
static char *
dup_shown (Fixture *fixture)
{
  GListModel *days = tidings_agenda_list_days (fixture->agenda);
  g_autoptr(GString) words = g_string_new (NULL);
  g_auto(GStrv) parts = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (days); i++)
    {
      g_autoptr(TidingsAgendaDay) day = g_list_model_get_item (days, i);
      GListModel *lines = tidings_agenda_day_list_lines (day);
      g_autofree char *title = NULL;

      g_object_get (day, "title", &title, NULL);
      g_string_append_printf (words, "%s\n", title);
      for (guint j = 0; j < g_list_model_get_n_items (lines); j++)
        {
          g_autoptr(TidingsAgendaLine) line = g_list_model_get_item (lines, j);
          g_autofree char *time = NULL;
          g_autofree char *what = NULL;
          g_autofree char *subtitle = NULL;
          g_autofree char *note = NULL;

          g_object_get (line, "time", &time, "title", &what, "subtitle", &subtitle, "note", &note, NULL);
          g_string_append_printf (words, "%s %s: %s%s%s\n", time, what, subtitle, *note != '\0' ? " | " : "", note);
        }
    }
  parts = g_regex_split_simple ("[\u2066-\u2069]", words->str, 0, 0);

  return g_strjoinv ("", parts);
}

static void
assert_shown (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *shown = NULL;

  /* Prices come one after the other; what is expected comes, or the test's own time is up. */
  for (guint i = 0; i < 200; i++)
    {
      g_free (shown);
      shown = dup_shown (fixture);
      if (g_str_equal (shown, expected))
        return;
      for (guint j = 0; j < 50; j++)
        g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_days (Fixture       *fixture,
           gconstpointer  mode)
{
  add_reminder (fixture, 1, "Dentist", "2025-11-23T09:30", "", "24h,1h", 1, 2);
  add_reminder (fixture, 2, "Long talk", "2025-11-22T09:30", "FREQ=WEEKLY;BYDAY=SA", "0", 1, 0);
  add_reminder (fixture, 3, "Holiday", "2026-01-10T09:30", "", "24h", 1, 0);

  /* Nothing is computed, and nobody asked, while nobody looks. */
  assert_shown (fixture, "");
  g_assert_cmpuint (fixture->n_previews, ==, 0);

  g_object_set (fixture->agenda, "is-active", TRUE, NULL);
  assert_shown (fixture,
                "Tomorrow\n"
                "09:30 Dentist: 1 day before · Ann and Ben · 2 texts · about $0.02\n"
                "09:30 Long talk: At the time · Ann · 2 texts · about $0.01\n"
                "Sunday, 23 November\n"
                "08:30 Dentist: 1 hour before · Ann and Ben · 2 texts · about $0.02\n"
                "Saturday, 29 November\n"
                "09:30 Long talk: At the time · Ann · 2 texts · about $0.01\n");
  /* Once for each reminder, not for each text, and not for what is far away. */
  g_assert_cmpuint (fixture->n_previews, ==, 2);
}

/* Ben’s quiet hours hold his text, and only his; Carla’s number is not confirmed. */
static void
test_holds (Fixture       *fixture,
            gconstpointer  mode)
{
  add_reminder (fixture, 1, "Flight", "2025-11-22T05:30", "", "0", 1, 2);
  add_reminder (fixture, 2, "School", "2025-11-23T12:00", "", "0", 3, 0);
  g_object_set (fixture->agenda, "is-active", TRUE, NULL);
  assert_shown (fixture,
                "Tomorrow\n"
                "05:30 Flight: At the time · Ann · 1 text · free, practice\n"
                "07:00 Flight: At the time · Ben · 1 text · free, practice | Due tomorrow 05:30, held until 07:00 (quiet hours)\n"
                "Sunday, 23 November\n"
                "12:00 School: At the time · Nobody it is for can be texted\n");
}

static void
test_turns (Fixture       *fixture,
            gconstpointer  mode)
{
  TidingsReminder *bins = add_reminder (fixture, 1, "Bins", "2025-11-22T12:00", "FREQ=WEEKLY;BYDAY=SA", "0", 1, 2);

  bins->takes_turns = TRUE;
  bins->turn = 2;
  g_object_set (fixture->agenda, "is-active", TRUE, NULL);
  assert_shown (fixture,
                "Tomorrow\n"
                "12:00 Bins: At the time · Ben · 1 text · free, practice\n"
                "Saturday, 29 November\n"
                "12:00 Bins: At the time · Ann · 1 text · free, practice\n");
}

/* What has gone leaves, by itself; lines that stay are the same objects. */
static void
test_time_passes (Fixture       *fixture,
                  gconstpointer  mode)
{
  g_autoptr(TidingsAgendaDay) tomorrow = NULL;
  g_autoptr(TidingsAgendaDay) today = NULL;

  add_reminder (fixture, 1, "Call", "2025-11-21T10:00", "", "0", 1, 0);
  add_reminder (fixture, 2, "Walk", "2025-11-22T10:00", "", "0", 1, 0);
  g_object_set (fixture->agenda, "is-active", TRUE, NULL);
  assert_shown (fixture,
                "Today\n10:00 Call: At the time · Ann · 1 text · free, practice\n"
                "Tomorrow\n10:00 Walk: At the time · Ann · 1 text · free, practice\n");
  tomorrow = g_list_model_get_item (tidings_agenda_list_days (fixture->agenda), 1);

  tidings_test_clock_advance (fixture->desk.clock, HOUR_MS + 1000);
  assert_shown (fixture, "Tomorrow\n10:00 Walk: At the time · Ann · 1 text · free, practice\n");
  tidings_test_clock_advance (fixture->desk.clock, 15 * HOUR_MS);
  assert_shown (fixture, "Today\n10:00 Walk: At the time · Ann · 1 text · free, practice\n");
  today = g_list_model_get_item (tidings_agenda_list_days (fixture->agenda), 0);
  g_assert_true (today == tomorrow);
}

/* Two reminders a day each give more lines than anybody reads; the rest comes when it is asked for. */
static void
test_more (Fixture       *fixture,
           gconstpointer  mode)
{
  gboolean has_more = FALSE;
  guint n = 0;

  for (guint i = 0; i < 10; i++)
    add_reminder (fixture, i + 1, "Pills", "2025-11-21T12:00", "FREQ=DAILY", "0", 1, 0);
  g_object_set (fixture->agenda, "is-active", TRUE, NULL);
  g_object_get (fixture->agenda, "has-more", &has_more, NULL);
  g_assert_true (has_more);

  tidings_agenda_show_more (fixture->agenda);
  g_object_get (fixture->agenda, "has-more", &has_more, NULL);
  g_assert_false (has_more);
  for (guint i = 0; i < g_list_model_get_n_items (tidings_agenda_list_days (fixture->agenda)); i++)
    {
      g_autoptr(TidingsAgendaDay) day = g_list_model_get_item (tidings_agenda_list_days (fixture->agenda), i);

      n += g_list_model_get_n_items (tidings_agenda_day_list_lines (day));
    }
  g_assert_cmpuint (n, ==, 140);
}

#define ADD(path, mode, func) g_test_add (path, Fixture, mode, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autoptr(GTestDBus) bus = NULL;
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  ADD ("/agenda/days", "account", test_days);
  ADD ("/agenda/holds", "practice", test_holds);
  ADD ("/agenda/turns", "practice", test_turns);
  ADD ("/agenda/time-passes", "practice", test_time_passes);
  ADD ("/agenda/more", "practice", test_more);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
