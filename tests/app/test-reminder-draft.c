/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder while it is written, and reminders by nearness. */
#include "tidings-person.h"
#include "tidings-reminder-draft.h"
#include "tidings-reminder-moment.h"
#include "tidings-reminder-sections.h"

/* 2026-11-21 14:05 UTC, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)

typedef struct {
  TidingsClock *clock;
  GListStore *people;
} Fixture;

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
  g_list_store_append (fixture->people, person);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->clock = tidings_test_clock_new (NOW);
  fixture->people = g_list_store_new (TIDINGS_TYPE_PERSON);
  /* By name, as the client lists them; Zoe was entered before Amina. */
  add_person (fixture, 3, "Amina", 1);
  add_person (fixture, 1, "Ben", 0);
  add_person (fixture, 2, "Zoe", 1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->people);
}

static void
assert_says (gpointer    object,
             const char *property,
             const char *expected)
{
  g_autofree char *shown = NULL;

  g_object_get (object, property, &shown, NULL);
  g_assert_cmpstr (shown, ==, expected);
}

static gboolean
can_save (TidingsReminderDraft *draft)
{
  gboolean answer = FALSE;

  g_object_get (draft, "can-save", &answer, NULL);

  return answer;
}

static void
assert_variant (GVariant   *variant,
                const char *expected)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (variant);
  g_autofree char *text = g_variant_print (owned, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_quick (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(TidingsReminderDraft) draft = tidings_reminder_draft_new (fixture->clock, G_LIST_MODEL (fixture->people), NULL);
  g_autofree char *wall = tidings_reminder_draft_dup_wall (draft);

  /* Only the title is missing, and nobody is told off for it. */
  g_assert_false (can_save (draft));
  assert_says (draft, "problem", "");

  g_object_set (draft, "title", "Dentist", NULL);
  g_assert_true (can_save (draft));
  g_assert_cmpstr (wall, ==, "2026-11-22T09:00");
  assert_says (draft, "date-words", "Tomorrow");
  assert_says (tidings_reminder_draft_get_told (draft), "words", "Zoe");
  assert_variant (tidings_reminder_told_get_ids (tidings_reminder_draft_get_told (draft)), "[2]");
  /* One day before was at nine this morning; it stays part of the reminder. */
  assert_variant (tidings_reminder_moments_get_before (tidings_reminder_draft_get_moments (draft)), "[86400, 3600]");

  g_object_set (draft, "title", "   ", NULL);
  g_assert_false (can_save (draft));
}

static void
test_moments (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TidingsReminderDraft) draft = tidings_reminder_draft_new (fixture->clock, G_LIST_MODEL (fixture->people), NULL);
  GListModel *moments = tidings_reminder_moments_list (tidings_reminder_draft_get_moments (draft));
  g_autoptr(TidingsReminderMoment) day_before = g_list_model_get_item (moments, 0);
  g_autoptr(TidingsReminderMoment) hour_before = g_list_model_get_item (moments, 1);
  g_autoptr(TidingsReminderMoment) at_the_time = g_list_model_get_item (moments, 2);

  g_object_set (draft, "title", "Dentist", NULL);
  assert_says (day_before, "words", "1 day before");
  assert_says (day_before, "at-words", "Already passed");
  assert_says (hour_before, "at-words", "Tomorrow 08:00");
  assert_says (at_the_time, "at-words", "Tomorrow 09:00");

  /* With only a passed moment left nothing would ever be sent. */
  g_object_set (hour_before, "is-on", FALSE, NULL);
  g_assert_false (can_save (draft));
  assert_says (draft, "problem", "All texts of it would be in the past. Choose another moment for a text");
  g_object_set (day_before, "is-on", FALSE, NULL);
  assert_says (draft, "problem", "Choose when a text is sent");
  g_object_set (at_the_time, "is-on", TRUE, NULL);
  g_assert_true (can_save (draft));

  /* Another one takes its place in order, and one that is there is switched on. */
  tidings_reminder_moments_put (tidings_reminder_draft_get_moments (draft), 7200, TRUE);
  tidings_reminder_moments_put (tidings_reminder_draft_get_moments (draft), 3600, TRUE);
  assert_variant (tidings_reminder_moments_get_before (tidings_reminder_draft_get_moments (draft)), "[7200, 3600, 0]");
  g_assert_cmpuint (g_list_model_get_n_items (moments), ==, 4);
}

static void
test_problems (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(TidingsReminderDraft) draft = tidings_reminder_draft_new (fixture->clock, G_LIST_MODEL (fixture->people), NULL);
  gboolean is_foreign = FALSE;

  g_object_set (draft, "title", "Dentist", NULL);
  tidings_reminder_draft_set_date (draft, 2026, 11, 21);
  assert_says (draft, "problem", "This moment has passed. Choose a later one");
  g_object_set (draft, "minutes", 14 * 60 + 6, NULL);
  tidings_reminder_moments_put (tidings_reminder_draft_get_moments (draft), 0, TRUE);
  assert_says (draft, "problem", "");

  /* 14:06 in Berlin was an hour ago. */
  g_object_set (draft, "zone", "Europe/Berlin", NULL);
  assert_says (draft, "problem", "This moment has passed. Choose a later one");
  g_object_get (draft, "is-zone-foreign", &is_foreign, NULL);
  g_assert_true (is_foreign);
  g_object_set (draft, "zone", "Nowhere/Land", NULL);
  assert_says (draft, "problem", "Choose a time zone such as Europe/London");
  g_object_set (draft, "zone", "", NULL);
  g_object_get (draft, "is-zone-foreign", &is_foreign, NULL);
  g_assert_false (is_foreign);
  assert_says (draft, "problem", "");

  tidings_reminder_told_set (tidings_reminder_draft_get_told (draft), 2, FALSE);
  assert_says (draft, "problem", "Choose who gets the text");
  assert_says (tidings_reminder_draft_get_told (draft), "words", "No one yet");
  tidings_reminder_told_set (tidings_reminder_draft_get_told (draft), 2, TRUE);
  tidings_reminder_told_set (tidings_reminder_draft_get_told (draft), 3, TRUE);
  assert_says (tidings_reminder_draft_get_told (draft), "words", "Amina and Zoe");
  g_assert_true (can_save (draft));
}

static TidingsReminder *
make_reminder (gint64 id,
               gint64 at,
               gint64 next_at)
{
  const gint64 before[] = { 3600 };
  const gint64 people[] = { 3 };
  TidingsReminder *reminder = tidings_reminder_new ();

  reminder->id = id;
  reminder->title = g_strdup ("Bins");
  reminder->wall = g_strdup ("2026-11-25T18:30");
  reminder->zone = g_strdup ("Europe/Berlin");
  reminder->at = at;
  reminder->next_at = next_at;
  reminder->state = next_at != 0 ? TIDINGS_REMINDER_ACTIVE : TIDINGS_REMINDER_PAST;
  tidings_reminder_set_before (reminder, before, 1);
  tidings_reminder_set_people (reminder, people, 1);

  return reminder;
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(TidingsReminder) reminder = make_reminder (7, NOW + 4 * DAY_MS, NOW + 3 * DAY_MS);
  g_autoptr(TidingsReminderDraft) draft = tidings_reminder_draft_new_for (fixture->clock, G_LIST_MODEL (fixture->people), reminder);
  g_autofree char *wall = tidings_reminder_draft_dup_wall (draft);

  g_assert_cmpstr (wall, ==, reminder->wall);
  assert_says (draft, "title", "Bins");
  assert_says (draft, "zone", "Europe/Berlin");
  assert_says (tidings_reminder_draft_get_told (draft), "words", "Amina");
  assert_variant (tidings_reminder_moments_get_before (tidings_reminder_draft_get_moments (draft)), "[3600]");
  /* What is offered to a new one is offered here too. */
  g_assert_cmpuint (g_list_model_get_n_items (tidings_reminder_moments_list (tidings_reminder_draft_get_moments (draft))), ==, 3);
  g_assert_true (can_save (draft));
}

static guint
count (TidingsReminderSections *sections,
       TidingsReminderSection   section)
{
  return g_list_model_get_n_items (tidings_reminder_sections_list (sections, section));
}

static void
test_sections (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GListStore) reminders = g_list_store_new (TIDINGS_TYPE_REMINDER);
  g_autoptr(TidingsReminder) past = make_reminder (1, NOW - DAY_MS, 0);
  g_autoptr(TidingsReminder) announced = make_reminder (2, NOW + HOUR_MS, 0);
  g_autoptr(TidingsReminder) soon = make_reminder (3, NOW + 2 * DAY_MS, NOW + DAY_MS);
  g_autoptr(TidingsReminder) later = make_reminder (4, NOW + 8 * DAY_MS, NOW + 8 * DAY_MS - HOUR_MS);
  g_autoptr(TidingsReminderSections) sections = NULL;
  g_autoptr(TidingsReminderItem) item = NULL;

  g_list_store_append (reminders, past);
  g_list_store_append (reminders, announced);
  g_list_store_append (reminders, soon);
  g_list_store_append (reminders, later);
  sections = tidings_reminder_sections_new (G_LIST_MODEL (reminders), G_LIST_MODEL (fixture->people), fixture->clock);

  /* All texts of the second have gone, but the appointment is still ahead. */
  g_assert_cmpuint (count (sections, TIDINGS_REMINDER_SECTION_SOON), ==, 2);
  g_assert_cmpuint (count (sections, TIDINGS_REMINDER_SECTION_LATER), ==, 1);
  g_assert_cmpuint (count (sections, TIDINGS_REMINDER_SECTION_PAST), ==, 1);
  item = g_list_model_get_item (tidings_reminder_sections_list (sections, TIDINGS_REMINDER_SECTION_SOON), 0);
  assert_says (item, "subtitle", "15:05 · 1 hour before · Amina");

  /* Time alone moves them. */
  tidings_test_clock_advance (fixture->clock, 2 * HOUR_MS);
  g_assert_cmpuint (count (sections, TIDINGS_REMINDER_SECTION_SOON), ==, 1);
  g_assert_cmpuint (count (sections, TIDINGS_REMINDER_SECTION_PAST), ==, 2);
  g_clear_object (&item);
  item = g_list_model_get_item (tidings_reminder_sections_list (sections, TIDINGS_REMINDER_SECTION_PAST), 0);
  g_assert_cmpint (tidings_reminder_item_get_reminder (item)->id, ==, 2);

  tidings_test_clock_advance (fixture->clock, DAY_MS);
  g_assert_cmpuint (count (sections, TIDINGS_REMINDER_SECTION_LATER), ==, 0);
  g_assert_cmpuint (count (sections, TIDINGS_REMINDER_SECTION_SOON), ==, 2);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/app/reminder-draft/quick", test_quick);
  ADD ("/app/reminder-draft/moments", test_moments);
  ADD ("/app/reminder-draft/problems", test_problems);
  ADD ("/app/reminder-draft/edit", test_edit);
  ADD ("/app/reminder-draft/sections", test_sections);

  return g_test_run ();
}
