/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a reminder comes again, what it is, and what the draft makes of both. */
#include "tidings-person.h"
#include "tidings-reminder-draft.h"
#include "tidings-reminder-moment.h"

/* 2026-11-21 14:05 UTC, a Saturday, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)
/* The fourth Tuesday of November. */
#define TUESDAY "2026-11-24T18:30"

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
assert_number (gpointer    object,
               const char *property,
               guint       expected)
{
  guint shown = 0;

  g_object_get (object, property, &shown, NULL);
  g_assert_cmpuint (shown, ==, expected);
}

static void
assert_is (gpointer    object,
           const char *property,
           gboolean    expected)
{
  gboolean shown = !expected;

  g_object_get (object, property, &shown, NULL);
  g_assert_cmpint (shown, ==, expected);
}

static char *
print_repeat (TidingsReminderRepeat *repeat)
{
  GVariantDict dict;
  g_autoptr(GVariant) options = NULL;
  const char *rule = "";
  const char *until = "-";
  guint count = 0;

  g_variant_dict_init (&dict, NULL);
  tidings_reminder_repeat_add_options (repeat, &dict);
  options = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_variant_lookup (options, "repeat", "&s", &rule);
  g_variant_lookup (options, "until", "&s", &until);
  g_variant_lookup (options, "count", "u", &count);

  return g_strdup_printf ("%s %s %u", rule, until, count);
}

static void
test_read (void)
{
  static const struct {
    const char *rule;
    guint choice;
    guint ends;
    const char *words;
    const char *options;
    const char *why;
  } cases[] = {
    { "", TIDINGS_REPEAT_NEVER, TIDINGS_REPEAT_ENDS_NEVER, "", " - 0", "once" },
    { "FREQ=DAILY", TIDINGS_REPEAT_DAILY, TIDINGS_REPEAT_ENDS_NEVER, "", "daily - 0", "the name says all" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", TIDINGS_REPEAT_WEEKDAYS, TIDINGS_REPEAT_ENDS_NEVER, "", "weekdays - 0",
      "days in a row" },
    { "FREQ=WEEKLY;BYDAY=TU", TIDINGS_REPEAT_WEEKLY, TIDINGS_REPEAT_ENDS_NEVER, "Every Tuesday", "weekly - 0",
      "the day of the first one" },
    { "FREQ=WEEKLY", TIDINGS_REPEAT_WEEKLY, TIDINGS_REPEAT_ENDS_NEVER, "Every Tuesday", "weekly - 0",
      "the same with the day left out" },
    { "FREQ=WEEKLY;BYDAY=WE", TIDINGS_REPEAT_OWN, TIDINGS_REPEAT_ENDS_NEVER, "Every Wednesday", "FREQ=WEEKLY;BYDAY=WE - 0",
      "another day than the first one's is kept" },
    { "FREQ=MONTHLY;BYMONTHDAY=24;COUNT=12", TIDINGS_REPEAT_MONTHLY, TIDINGS_REPEAT_ENDS_AFTER_COUNT,
      "On day 24 of every month", "monthly - 12", "an end by count is a row of its own" },
    { "FREQ=MONTHLY;BYDAY=4TU", TIDINGS_REPEAT_MONTHLY_WEEKDAY, TIDINGS_REPEAT_ENDS_NEVER,
      "On the fourth Tuesday of every month", "monthly-weekday - 0", "which Tuesday is said" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270131", TIDINGS_REPEAT_OWN, TIDINGS_REPEAT_ENDS_ON_DATE,
      "Every second Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 2027-01-31 0", "a rule of its own keeps its end beside it" },
    { "FREQ=DAILY;UNTIL=20270131T183000", TIDINGS_REPEAT_DAILY, TIDINGS_REPEAT_ENDS_ON_DATE, "", "daily 2027-01-31T18:30 0",
      "a last moment stays one until a day is chosen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminderRepeat) repeat = tidings_reminder_repeat_new (cases[i].rule, TUESDAY);
      const char * const *choices = tidings_reminder_repeat_list_choices (repeat);
      g_autofree char *options = print_repeat (repeat);

      g_test_message ("%s: %s", cases[i].rule, cases[i].why);
      assert_number (repeat, "choice", cases[i].choice);
      assert_number (repeat, "ends", cases[i].ends);
      assert_says (repeat, "words", cases[i].words);
      g_assert_cmpstr (options, ==, cases[i].options);
      /* The usual ones, and one to put together. */
      g_assert_cmpuint (g_strv_length ((GStrv) choices), ==, 8);
    }
}

static void
test_choose (void)
{
  static const struct {
    guint choice;
    guint ends;
    const char *until;
    guint count;
    const char *rule;
    const char *problem;
    const char *why;
  } cases[] = {
    { TIDINGS_REPEAT_NEVER, TIDINGS_REPEAT_ENDS_AFTER_COUNT, NULL, 0, "", "", "what comes once needs no end" },
    { TIDINGS_REPEAT_YEARLY, TIDINGS_REPEAT_ENDS_NEVER, NULL, 0, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24", "", "year by year" },
    { TIDINGS_REPEAT_DAILY, TIDINGS_REPEAT_ENDS_AFTER_COUNT, NULL, 5, "FREQ=DAILY;COUNT=5", "", "five times" },
    { TIDINGS_REPEAT_DAILY, TIDINGS_REPEAT_ENDS_AFTER_COUNT, NULL, 0, NULL, "Choose after how many times it ends",
      "none at all is no number of times" },
    { TIDINGS_REPEAT_DAILY, TIDINGS_REPEAT_ENDS_ON_DATE, "2026-11-24", 0, "FREQ=DAILY;UNTIL=20261124", "",
      "the first day may be the last" },
    { TIDINGS_REPEAT_DAILY, TIDINGS_REPEAT_ENDS_ON_DATE, "2026-11-23", 0, NULL,
      "It would end before it begins. Choose a later last day", "the day before is too early" },
    { TIDINGS_REPEAT_WEEKLY, TIDINGS_REPEAT_ENDS_ON_DATE, NULL, 0, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270224", "",
      "three months are offered" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminderRepeat) repeat = tidings_reminder_repeat_new ("", TUESDAY);
      g_autofree char *rule = NULL;

      g_test_message ("%s", cases[i].why);
      g_object_set (repeat, "choice", cases[i].choice, "ends", cases[i].ends, "count", cases[i].count, NULL);
      if (cases[i].until != NULL)
        g_object_set (repeat, "until", cases[i].until, NULL);
      rule = tidings_reminder_repeat_dup_rule (repeat);
      g_assert_cmpstr (rule, ==, cases[i].rule);
      assert_says (repeat, "problem", cases[i].problem);
      assert_is (repeat, "repeats", cases[i].choice != TIDINGS_REPEAT_NEVER);
      assert_is (repeat, "ends-on-date",
                 cases[i].choice != TIDINGS_REPEAT_NEVER && cases[i].ends == TIDINGS_REPEAT_ENDS_ON_DATE);
    }
}

static void
test_custom (void)
{
  static const struct {
    guint unit;
    guint interval;
    guint days;
    guint monthly;
    const char *rule;
    const char *words;
    const char *why;
  } cases[] = {
    { TIDINGS_CUSTOM_DAYS, 3, 0, 0, "FREQ=DAILY;INTERVAL=3", "Every 3 days", "weekdays and months do not matter" },
    { TIDINGS_CUSTOM_WEEKS, 2, 0, 0, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every second Tuesday", "the day of the first one" },
    { TIDINGS_CUSTOM_WEEKS, 1, 0x05, 0, "FREQ=WEEKLY;BYDAY=MO,WE", "Every Monday and Wednesday", "two days of each week" },
    { TIDINGS_CUSTOM_WEEKS, 0, 0x01, 0, "FREQ=WEEKLY;BYDAY=MO", "Every Monday", "every nothing is every one" },
    { TIDINGS_CUSTOM_MONTHS, 2, 0, TIDINGS_CUSTOM_ON_DATE, "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=24", NULL, "by its date" },
    { TIDINGS_CUSTOM_MONTHS, 3, 0, TIDINGS_CUSTOM_ON_WEEKDAY, "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TU", NULL, "which Tuesday" },
    { TIDINGS_CUSTOM_MONTHS, 1, 0, TIDINGS_CUSTOM_ON_LAST_WEEKDAY, "FREQ=MONTHLY;BYDAY=-1TU", "On the last Tuesday of every month",
      "from the end" },
    { TIDINGS_CUSTOM_YEARS, 2, 0, 0, "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=24", NULL, "by its day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminderRepeat) repeat = tidings_reminder_repeat_new ("", TUESDAY);
      TidingsReminderCustom *custom = tidings_reminder_repeat_get_custom (repeat);
      g_autoptr(TidingsReminderRepeat) again = NULL;
      g_autofree char *rule = NULL;
      g_autofree char *same = NULL;
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].why);
      g_object_set (repeat, "choice", (guint) TIDINGS_REPEAT_OWN, NULL);
      assert_says (repeat, "words", "Every second Tuesday");
      g_object_set (custom, "unit", cases[i].unit, "interval", cases[i].interval, "days", cases[i].days, "monthly", cases[i].monthly, NULL);
      rule = tidings_reminder_repeat_dup_rule (repeat);
      g_assert_cmpstr (rule, ==, cases[i].rule);
      g_object_get (repeat, "words", &words, NULL);
      g_assert_cmpstr (words, !=, "");
      if (cases[i].words != NULL)
        g_assert_cmpstr (words, ==, cases[i].words);
      assert_is (custom, "shows-weeks", cases[i].unit == TIDINGS_CUSTOM_WEEKS);
      assert_is (custom, "shows-months", cases[i].unit == TIDINGS_CUSTOM_MONTHS);

      /* What is kept opens as it was put together. */
      again = tidings_reminder_repeat_new (rule, TUESDAY);
      assert_number (tidings_reminder_repeat_get_custom (again), "unit", cases[i].unit);
      assert_number (tidings_reminder_repeat_get_custom (again), "interval", MAX (cases[i].interval, 1));
      assert_number (tidings_reminder_repeat_get_custom (again), "monthly", cases[i].unit == TIDINGS_CUSTOM_MONTHS ? cases[i].monthly : 0);
      g_object_set (again, "choice", (guint) TIDINGS_REPEAT_OWN, NULL);
      same = tidings_reminder_repeat_dup_rule (again);
      g_assert_cmpstr (same, ==, rule);
    }
}

/* A rule that came from elsewhere is not bent to the parts that are known here. */
static void
test_foreign (void)
{
  const char *rule = "FREQ=MONTHLY;BYMONTHDAY=1,15";
  g_autoptr(TidingsReminderRepeat) repeat = tidings_reminder_repeat_new (rule, TUESDAY);
  TidingsReminderCustom *custom = tidings_reminder_repeat_get_custom (repeat);
  g_autofree char *kept = tidings_reminder_repeat_dup_rule (repeat);
  g_autofree char *other = NULL;

  assert_number (repeat, "choice", TIDINGS_REPEAT_OWN);
  g_assert_cmpstr (kept, ==, rule);
  g_object_set (custom, "interval", 2, NULL);
  other = tidings_reminder_repeat_dup_rule (repeat);
  g_assert_cmpstr (other, ==, "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=24");
}

static void
test_days (void)
{
  g_autoptr(TidingsReminderCustom) custom = tidings_reminder_custom_new ("", TUESDAY);
  g_autofree char *sunday = tidings_reminder_custom_dup_day_name (7);

  g_assert_cmpstr (sunday, ==, "Sunday");
  assert_is (custom, "shows-weeks", FALSE);
  g_assert_true (tidings_reminder_custom_has_day (custom, 2));
  tidings_reminder_custom_set_day (custom, 5, TRUE);
  assert_says (custom, "days-words", "Tuesday · Friday");
  tidings_reminder_custom_set_day (custom, 2, FALSE);
  assert_says (custom, "rule", "FREQ=WEEKLY;BYDAY=FR;INTERVAL=2");
  /* A week without a day would never come again: it is the first one's. */
  tidings_reminder_custom_set_day (custom, 5, FALSE);
  g_assert_true (tidings_reminder_custom_has_day (custom, 2));
  g_object_set (custom, "wall", "2026-11-25T18:30", NULL);
  g_assert_true (tidings_reminder_custom_has_day (custom, 3));
  g_object_set (custom, "interval", 5000, NULL);
  assert_number (custom, "interval", 999);
}

static void
test_rows (void)
{
  g_autoptr(TidingsReminderRepeat) repeat = tidings_reminder_repeat_new ("FREQ=WEEKLY;BYDAY=TU", TUESDAY);

  /* A choice that is not offered, as a list has it while its model changes, changes nothing. */
  g_object_set (repeat, "choice", (guint) TIDINGS_REPEAT_OWN + 1, "ends", G_MAXUINT, NULL);
  assert_number (repeat, "choice", TIDINGS_REPEAT_WEEKLY);
  assert_number (repeat, "ends", TIDINGS_REPEAT_ENDS_NEVER);
  /* Another day for the first is another day for all of them. */
  g_object_set (repeat, "wall", "2026-11-25T18:30", NULL);
  assert_says (repeat, "words", "Every Wednesday");
}

static void
test_kind (void)
{
  static const struct {
    const char *type;
    gint64 overdue_s;
    gboolean takes_turns;
    guint n_people;
    guint choice;
    gboolean can_take_turns;
    gboolean can_be_overdue;
    const char *options;
    const char *why;
  } cases[] = {
    { "reminder", 0, FALSE, 2, TIDINGS_REMINDER_KIND_PLAIN, FALSE, FALSE, "reminder 0 0", "plain" },
    { "chore_due", 0, FALSE, 1, TIDINGS_REMINDER_KIND_CHORE, FALSE, TRUE, "chore_due 0 0", "one alone has no turns to take" },
    { "chore_due", 7200, TRUE, 2, TIDINGS_REMINDER_KIND_CHORE, TRUE, TRUE, "chore_due 1 7200", "all that a chore has" },
    { "chore_due", 7200, TRUE, 1, TIDINGS_REMINDER_KIND_CHORE, FALSE, TRUE, "chore_due 0 7200", "its others were taken out" },
    { "chore_due", 5400, FALSE, 1, TIDINGS_REMINDER_KIND_CHORE, FALSE, TRUE, "chore_due 0 5400", "a span of its own is kept" },
    { "reminder", 3600, TRUE, 2, TIDINGS_REMINDER_KIND_PLAIN, TRUE, TRUE, "reminder 1 3600", "set on the command line, kept" },
    { "bill_due", 0, FALSE, 2, TIDINGS_REMINDER_KIND_OTHER, FALSE, FALSE, "bill_due 0 0", "another type is kept" },
  };
  const gint64 people[] = { 1, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
      g_autoptr(TidingsReminderKind) kind = NULL;
      g_autoptr(GVariant) options = NULL;
      g_autofree char *shown = NULL;
      GVariantDict dict;
      const char *type = NULL;
      gboolean takes_turns = FALSE;
      gint64 overdue_s = -1;

      g_test_message ("%s", cases[i].why);
      g_free (reminder->type);
      reminder->type = g_strdup (cases[i].type);
      reminder->overdue_s = cases[i].overdue_s;
      reminder->takes_turns = cases[i].takes_turns;
      tidings_reminder_set_people (reminder, people, cases[i].n_people);
      kind = tidings_reminder_kind_new (reminder);
      assert_number (kind, "choice", cases[i].choice);
      assert_is (kind, "can-take-turns", cases[i].can_take_turns);
      assert_is (kind, "can-be-overdue", cases[i].can_be_overdue);

      g_variant_dict_init (&dict, NULL);
      tidings_reminder_kind_add_options (kind, &dict);
      options = g_variant_ref_sink (g_variant_dict_end (&dict));
      g_variant_lookup (options, "type", "&s", &type);
      g_variant_lookup (options, "takes-turns", "b", &takes_turns);
      g_variant_lookup (options, "overdue", "x", &overdue_s);
      shown = g_strdup_printf ("%s %d %d", type, takes_turns, (int) overdue_s);
      g_assert_cmpstr (shown, ==, cases[i].options);
    }
}

static void
test_spans (void)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(TidingsReminderKind) kind = NULL;
  g_autofree char *names = NULL;

  reminder->overdue_s = 5400;
  kind = tidings_reminder_kind_new (reminder);
  names = g_strjoinv ("|", (GStrv) tidings_reminder_kind_list_spans (kind));
  g_assert_cmpstr (names, ==, "Never|After 2 hours|After 4 hours|After 1 day|After 90 minutes");
  assert_number (kind, "overdue", 4);
}

typedef struct {
  TidingsClock *clock;
  GListStore *people;
} Fixture;

static void
add_person (Fixture    *fixture,
            gint64      id,
            const char *name)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->id = id;
  person->name = g_strdup (name);
  person->verified_at = 1;
  g_list_store_append (fixture->people, person);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->clock = tidings_test_clock_new (NOW);
  fixture->people = g_list_store_new (TIDINGS_TYPE_PERSON);
  add_person (fixture, 1, "Amina");
  add_person (fixture, 2, "Ben");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->people);
}

static void
test_usual (Fixture       *fixture,
            gconstpointer  data)
{
  const gint64 seconds[] = { 7200, 0 };
  g_autoptr(GVariant) before = g_variant_ref_sink (g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, seconds, 2, sizeof *seconds));
  g_autoptr(TidingsReminderDraft) draft = tidings_reminder_draft_new (fixture->clock, G_LIST_MODEL (fixture->people), before);
  g_autoptr(GVariant) kept = g_variant_ref_sink (tidings_reminder_moments_get_before (tidings_reminder_draft_get_moments (draft)));

  /* What the household usually does is on; the rest is offered. */
  g_assert_true (g_variant_equal (kept, before));
  g_assert_cmpuint (g_list_model_get_n_items (tidings_reminder_moments_list (tidings_reminder_draft_get_moments (draft))), ==, 4);
}

static void
test_follow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TidingsReminderDraft) draft = tidings_reminder_draft_new (fixture->clock, G_LIST_MODEL (fixture->people), NULL);
  TidingsReminderRepeat *repeat = tidings_reminder_draft_get_repeat (draft);
  TidingsReminderKind *kind = tidings_reminder_draft_get_kind (draft);
  g_autoptr(TidingsReminderMoment) day_before = g_list_model_get_item (tidings_reminder_moments_list (tidings_reminder_draft_get_moments (draft)), 0);

  g_object_set (draft, "title", "Bins", NULL);
  g_object_set (repeat, "choice", (guint) TIDINGS_REPEAT_WEEKLY, NULL);
  assert_says (repeat, "words", "Every Sunday");
  /* The text of the day before tomorrow has passed; of the Sunday after it has not. */
  assert_is (day_before, "is-open", TRUE);
  tidings_reminder_draft_set_date (draft, 2026, 11, 24);
  g_object_set (draft, "minutes", 18 * 60 + 30, NULL);
  assert_says (repeat, "words", "Every Tuesday");

  g_object_set (repeat, "ends", (guint) TIDINGS_REPEAT_ENDS_ON_DATE, "until", "2026-11-01", NULL);
  assert_says (draft, "problem", "It would end before it begins. Choose a later last day");
  assert_is (draft, "can-save", FALSE);
  g_object_set (repeat, "ends", (guint) TIDINGS_REPEAT_ENDS_NEVER, NULL);
  assert_is (draft, "can-save", TRUE);

  g_object_set (kind, "choice", (guint) TIDINGS_REMINDER_KIND_CHORE, NULL);
  assert_is (kind, "can-take-turns", FALSE);
  tidings_reminder_told_set (tidings_reminder_draft_get_told (draft), 2, TRUE);
  assert_is (kind, "can-take-turns", TRUE);
}

static void
test_begun (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *rule; const char *problem; const char *why; } cases[] = {
    { "", "This moment has passed. Choose a later one", "what comes once has been" },
    { "FREQ=WEEKLY;BYDAY=TU", "", "a series that began long ago goes on" },
    { "FREQ=WEEKLY;BYDAY=TU;COUNT=2", "This moment has passed. Choose a later one", "a series that is over has been, too" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gint64 before[] = { 3600 };
      const gint64 people[] = { 1 };
      g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
      g_autoptr(TidingsReminderDraft) draft = NULL;

      g_test_message ("%s", cases[i].why);
      reminder->title = g_strdup ("Bins");
      reminder->wall = g_strdup ("2026-09-01T18:30");
      reminder->zone = g_strdup ("UTC");
      g_free (reminder->rule);
      reminder->rule = g_strdup (cases[i].rule);
      tidings_reminder_set_before (reminder, before, 1);
      tidings_reminder_set_people (reminder, people, 1);
      draft = tidings_reminder_draft_new_for (fixture->clock, G_LIST_MODEL (fixture->people), reminder);
      assert_says (draft, "problem", cases[i].problem);
    }
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { guint kind; const char *path; const char *why; } cases[] = {
    { TIDINGS_REMINDER_KIND_PLAIN, "title", "a plain one has a title" },
    { TIDINGS_REMINDER_KIND_CHORE, "chore", "a chore is called by its own name" },
    { TIDINGS_REMINDER_KIND_APPOINTMENT, "appointment.title", "an appointment by a path" },
  };
  g_autoptr(TidingsReminderDraft) draft = tidings_reminder_draft_new (fixture->clock, G_LIST_MODEL (fixture->people), NULL);

  g_object_set (draft, "title", " Bins ", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GVariant) values = NULL;
      const char *title = NULL;

      g_test_message ("%s", cases[i].why);
      g_object_set (tidings_reminder_draft_get_kind (draft), "choice", cases[i].kind, NULL);
      values = g_variant_ref_sink (tidings_reminder_draft_get_values (draft, 1));
      g_assert_true (g_variant_lookup (values, cases[i].path, "&s", &title));
      g_assert_cmpstr (title, ==, "Bins");
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/reminder-repeat/read", test_read);
  g_test_add_func ("/app/reminder-repeat/choose", test_choose);
  g_test_add_func ("/app/reminder-repeat/custom", test_custom);
  g_test_add_func ("/app/reminder-repeat/foreign", test_foreign);
  g_test_add_func ("/app/reminder-repeat/days", test_days);
  g_test_add_func ("/app/reminder-repeat/rows", test_rows);
  g_test_add_func ("/app/reminder-repeat/kind", test_kind);
  g_test_add_func ("/app/reminder-repeat/spans", test_spans);
  ADD ("/app/reminder-repeat/usual", test_usual);
  ADD ("/app/reminder-repeat/follow", test_follow);
  ADD ("/app/reminder-repeat/begun", test_begun);
  ADD ("/app/reminder-repeat/values", test_values);

  return g_test_run ();
}
