/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alert types with those who get them, and wordings while they are written. */
#include <string.h>

#include "tidings-alert-item.h"
#include "tidings-alert-rules.h"
#include "tidings-field-words.h"
#include "tidings-own-draft.h"
#include "tidings-trial.h"
#include "tidings-type-draft.h"
#include "tidings-wording-draft.h"
#include "tidings-wording-languages.h"

#define NOW G_GINT64_CONSTANT (1795269900000)

static TidingsPerson *
make_person (gint64      id,
             const char *name,
             gint64      verified_at,
             gint64      opted_out_at,
             const char *type)
{
  const char *types[] = { type, NULL };
  TidingsPerson *person = tidings_person_new ();

  person->id = id;
  person->name = g_strdup (name);
  person->verified_at = verified_at;
  person->opted_out_at = opted_out_at;
  g_clear_pointer (&person->types, g_strfreev);
  person->types = g_strdupv ((char **) types);

  return person;
}

static void
put_person (GListStore    *people,
            TidingsPerson *person)
{
  g_list_store_append (people, person);
  g_object_unref (person);
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

static void
assert_first_line (gpointer    object,
                   const char *property,
                   const char *expected)
{
  g_autofree char *shown = NULL;

  g_object_get (object, property, &shown, NULL);
  shown[strcspn (shown, "\n")] = '\0';
  g_assert_cmpstr (shown, ==, expected);
}

static gboolean
is_true (gpointer    object,
         const char *property)
{
  gboolean answer = FALSE;

  g_object_get (object, property, &answer, NULL);

  return answer;
}

static TidingsAlertType *
get_type (const char *id)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), id);

  g_assert_nonnull (type);

  return type;
}

static void
test_receivers (void)
{
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(TidingsAlertItem) item = tidings_alert_item_new (get_type ("disk_full"), G_LIST_MODEL (people));
  g_autoptr(TidingsAlertItem) always = tidings_alert_item_new (get_type ("new_login"), G_LIST_MODEL (people));
  g_autoptr(TidingsAlertItem) addressed = tidings_alert_item_new (get_type ("message"), G_LIST_MODEL (people));

  assert_says (item, "subtitle", "No one");
  assert_says (always, "subtitle", "No one");
  g_assert_false (is_true (item, "is-for-everyone"));

  put_person (people, make_person (1, "Amina", 1, 0, "disk_full"));
  put_person (people, make_person (2, "Ben", 1, 0, NULL));
  /* Neither of these can get anything, whatever their switches say. */
  put_person (people, make_person (3, "Carla", 0, 0, "disk_full"));
  put_person (people, make_person (4, "Dan", 1, 5, "disk_full"));

  assert_says (item, "subtitle", "Amina");
  g_assert_true (is_true (item, "is-on"));
  g_assert_false (is_true (item, "is-for-everyone"));
  assert_says (always, "subtitle", "Amina and Ben");
  g_assert_true (is_true (always, "is-for-everyone"));
  assert_says (addressed, "subtitle", "Sent to the person it is for");

  put_person (people, make_person (5, "Eva", 1, 0, "disk_full"));
  put_person (people, make_person (6, "Finn", 1, 0, "disk_full"));
  assert_says (item, "subtitle", "Amina, Eva and Finn");
  put_person (people, make_person (7, "Gus", 1, 0, "disk_full"));
  assert_says (item, "subtitle", "4 people");
}

static void
test_hindrances (void)
{
  g_autoptr(TidingsPerson) good = make_person (1, "Amina", 1, 0, NULL);
  g_autoptr(TidingsPerson) fresh = make_person (2, "Ben", 0, 0, NULL);
  g_autoptr(TidingsPerson) gone = make_person (3, "Carla", 0, NOW, NULL);
  g_autofree char *none = tidings_person_dup_alert_hindrance (good, NOW);
  g_autofree char *code = tidings_person_dup_alert_hindrance (fresh, NOW);
  g_autofree char *stop = tidings_person_dup_alert_hindrance (gone, NOW);

  g_assert_null (none);
  g_assert_cmpstr (code, ==, "Confirm the number first");
  /* STOP counts more than a missing code: no code would be sent either. */
  g_assert_cmpstr (stop, ==, "Opted out by STOP: 14:05");
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *n_notified)
{
  (*n_notified)++;
}

static void
test_groups (void)
{
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  TidingsCatalog *catalog = tidings_catalog_get_default ();
  g_autoptr(TidingsAlertGroup) computer = tidings_alert_group_new (catalog, "computer", G_LIST_MODEL (people));
  g_autoptr(TidingsAlertGroup) security = tidings_alert_group_new (catalog, "security", G_LIST_MODEL (people));
  guint n_notified = 0;

  assert_says (computer, "title", "Computer");
  assert_says (computer, "summary", "Off");
  g_assert_false (tidings_alert_group_get_is_always_on (computer));
  g_assert_true (tidings_alert_group_get_is_always_on (security));
  assert_says (security, "summary", "Always On");

  g_signal_connect (computer, "notify::summary", G_CALLBACK (count_cb), &n_notified);
  put_person (people, make_person (1, "Amina", 1, 0, "disk_full"));
  assert_says (computer, "summary", "1 of 10 on");
  g_assert_cmpuint (n_notified, >, 0);
}

static void
test_search (void)
{
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(TidingsAlertItem) item = tidings_alert_item_new (get_type ("disk_full"), G_LIST_MODEL (people));

  g_assert_true (tidings_alert_item_matches (item, ""));
  g_assert_true (tidings_alert_item_matches (item, "disk"));
  g_assert_true (tidings_alert_item_matches (item, "FULL di"));
  g_assert_true (tidings_alert_item_matches (item, "little space"));
  g_assert_true (tidings_alert_item_matches (item, "disk_full"));
  g_assert_false (tidings_alert_item_matches (item, "battery"));

  /* "What does Amina get?" */
  put_person (people, make_person (1, "Amina", 1, 0, "disk_full"));
  put_person (people, make_person (2, "Ben", 1, 0, NULL));
  g_assert_true (tidings_alert_item_matches (item, "amina"));
  g_assert_true (tidings_alert_item_matches (item, "amina disk"));
  g_assert_false (tidings_alert_item_matches (item, "ben"));
}

static void
test_problems (void)
{
  static const struct {
    const char *text;
    const char *problem;
    const char *preview;
    const char *why;
  } cases[] = {
    { "{{ disk }}: {{ percent }}%", "", "/home: 95%", "good" },
    { "No placeholder at all", "", "No placeholder at all", "allowed: some texts need no value" },
    { "{{ devcie }} is full", "Unknown: {{ devcie }}", "", "a slip of the hand" },
    { "{{ host }}: {{ disk }}", "{{ host }} is not always known. Write {{ host? }}", "studio: /home",
      "a raise may leave it out, which would be an error then" },
    { "{{ disk? }}", "", "/home", "asking for less certainty than there is does no harm" },
    { "{{ host? }}: {{ disk }}", "", "studio: /home", "optional, and said so" },
    { "{{ person }}: {{ disk }}", "", "Amina: /home", "who gets it may stand in every wording" },
    { "   ", "Write what the text says", "", "an empty text says nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsWordingDraft) draft = tidings_wording_draft_new (get_type ("disk_full"));
      g_autofree char *preview = NULL;

      g_test_message ("%s", cases[i].why);
      tidings_wording_draft_load (draft, "en", NULL);
      g_object_set (draft, "text", cases[i].text, NULL);
      assert_says (draft, "problem", cases[i].problem);
      g_assert_cmpint (is_true (draft, "can-save"), ==, *cases[i].problem == '\0');
      g_object_get (draft, "preview", &preview, NULL);
      g_assert_cmpstr (g_strstrip (preview), ==, cases[i].preview);
    }
}

static void
test_broken (void)
{
  g_autoptr(TidingsWordingDraft) draft = tidings_wording_draft_new (get_type ("disk_full"));
  g_autofree char *problem = NULL;

  tidings_wording_draft_load (draft, "en", NULL);
  g_object_set (draft, "text", "{{ disk", NULL);
  g_object_get (draft, "problem", &problem, NULL);
  g_assert_cmpstr (problem, !=, "");
  assert_says (draft, "count", "");
}

static void
test_counting (void)
{
  g_autofree char *long_text = g_strnfill (200, 'x');
  g_autofree char *with_smile = g_strdup_printf ("%.*s\U0001F600", 100, long_text);
  g_autofree char *curly = g_strdup_printf ("\u201c%.*s\u201d", 100, long_text);
  g_autoptr(TidingsWordingDraft) draft = tidings_wording_draft_new (get_type ("disk_full"));
  g_autofree char *count = NULL;
  guint n_texts = 0;

  tidings_wording_draft_load (draft, "en", NULL);
  g_object_set (draft, "text", "Full", NULL);
  assert_says (draft, "count", "4 characters · 1 text");
  assert_says (draft, "note", "");

  g_object_set (draft, "text", with_smile, NULL);
  assert_says (draft, "count", "101 characters · 2 texts");
  assert_says (draft, "note", "“\U0001F600” makes this 2 texts instead of 1\nLonger than 1 text: the end is cut off");

  /* Look-alikes save a text, so they are used, and that is told. */
  g_object_set (draft, "text", curly, NULL);
  assert_says (draft, "count", "102 characters · 1 text");
  assert_says (draft, "note", "Curly quotes and dashes are sent straight");

  g_object_set (draft, "text", long_text, NULL);
  assert_says (draft, "note", "Longer than 1 text: the end is cut off");

  /* What costs nothing yet will with longer values. */
  g_object_set (draft, "text", "Full \U0001F600", NULL);
  assert_says (draft, "note", "With “\U0001F600” a text holds 70 characters instead of 160");

  g_object_set (draft, "text", "{{ disk }}: 5 \u20ac", NULL);
  assert_says (draft, "note", "“\u20ac” counts as two characters");
  g_object_set (draft, "text", "[{{ disk }}] ~ [", NULL);
  assert_says (draft, "note", "“[”, “]” and “~” count as two characters each");

  count = tidings_wording_count ("Full", &n_texts);
  g_assert_cmpuint (n_texts, ==, 1);
}

static void
test_cheaper (void)
{
  static const struct {
    const char *end;
    guint n_cheaper;
    const char *result;
    const char *note;
    gboolean is_removal;
    const char *why;
  } cases[] = {
    { "\U0001F600", 1, "", "“\U0001F600” makes this 2 texts instead of 1", TRUE, "an emoji goes" },
    { "ş ğ é", 1, "s g é", "“ş” and “ğ” make this 2 texts instead of 1", FALSE, "only what is costly is touched, and é is free" },
    { "\u2192 ş", 1, "-> s", NULL, FALSE, "arrows have a look-alike that more than Twilio knows" },
    { "ş ă ţ ő ű ę", 1, "s a t ö ü e", "“ş”, “ă”, “ţ”, “ő” and others make this 2 texts instead of 1", FALSE, "no more than a few are named" },
    { "\u4e2d", 0, NULL, "“\u4e2d” makes this 2 texts instead of 1", FALSE, "nothing can stand for it, so only a person can mend this" },
    { "e", 0, NULL, "", FALSE, "nothing is dear" },
  };
  g_autofree char *long_text = g_strnfill (100, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsWordingDraft) draft = tidings_wording_draft_new (get_type ("disk_full"));
      g_autofree char *text = g_strdup_printf ("{{ disk }}%s%s", long_text, cases[i].end);
      g_autofree char *expected = cases[i].result != NULL ? g_strdup_printf ("{{ disk }}%s%s", long_text, cases[i].result) : NULL;
      g_autofree char *after = NULL;
      guint n_cheaper = 0;

      g_test_message ("%s", cases[i].why);
      tidings_wording_draft_load (draft, "en", NULL);
      g_object_set (draft, "text", text, NULL);
      g_object_get (draft, "n-texts-cheaper", &n_cheaper, NULL);
      g_assert_cmpuint (n_cheaper, ==, cases[i].n_cheaper);
      g_assert_cmpint (is_true (draft, "is-removal"), ==, cases[i].is_removal);
      if (cases[i].note != NULL)
        assert_first_line (draft, "note", cases[i].note);
      tidings_wording_draft_cheapen (draft);
      g_object_get (draft, "text", &after, NULL);
      g_assert_cmpstr (after, ==, expected != NULL ? expected : text);
    }
}

static void
test_marks (void)
{
  static const struct {
    const char *text;
    const char *marks; /* kind and what is marked */
    const char *why;
  } cases[] = {
    { "{{ disk }} is full", "", "nothing to mark" },
    { "{{ devcie }} and {{ disk }}", "wrong:{{ devcie }} ", "only the one that is unknown" },
    { "{{ host }}: {{ host? }}", "wrong:{{ host }} ", "without its ? it may be missing" },
    { "Ä {{ disk\nand more", "wrong:{{ disk ", "what has no end ends with its line; letters are counted, not bytes" },
    { "a\U0001F600b {{ disk }} \U0001F600", "costly:\U0001F600 costly:\U0001F600 ", "each place of an emoji" },
    { "\U0001F468\u200D\U0001F469\u200D\U0001F467 {{ disk }}", "costly:\U0001F468\u200D\U0001F469\u200D\U0001F467 ", "a family is one character for who reads it" },
    { "5 \u20ac at {{ disk }}", "double:\u20ac ", "the euro sign counts twice; the braces of a placeholder do not count" },
    { "[{{ disk }}] {", "double:[ double:] double:{ ", "brackets of the text count" },
    { "5 \u20ac \U0001F600", "costly:\U0001F600 ", "outside of the GSM alphabet nothing counts twice" },
    { "Диск {{ disk }} переполнен", "", "in a script of its own all would be marked" },
  };
  static const char * const kinds[] = { "costly", "double", "wrong" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GArray) marks = tidings_wording_list_marks (get_type ("disk_full"), cases[i].text);
      g_autoptr(GString) marked = g_string_new (NULL);

      g_test_message ("%s", cases[i].why);
      for (guint j = 0; j < marks->len; j++)
        {
          const TidingsWordingMark *mark = &g_array_index (marks, TidingsWordingMark, j);
          g_autofree char *characters = g_utf8_substring (cases[i].text, mark->start, mark->end);

          g_string_append_printf (marked, "%s:%s ", kinds[mark->kind], characters);
        }
      g_assert_cmpstr (marked->str, ==, cases[i].marks);
    }
}

static void
test_languages (void)
{
  g_autoptr(TidingsWordingDraft) draft = tidings_wording_draft_new (get_type ("disk_full"));
  g_auto(GStrv) changed = NULL;
  g_autofree char *german = NULL;

  tidings_wording_draft_load (draft, "en", NULL);
  assert_says (draft, "origin", "As it came with Tidings");
  g_object_set (draft, "text", "{{ devcie }}", NULL);
  assert_says (draft, "origin", "Changed, not saved yet");

  /* Another language is another wording; nothing of the first is lost, and what is wrong with it still stands in the way. */
  tidings_wording_draft_load (draft, "de", "Voll: {{ disk }}");
  assert_says (draft, "text", "Voll: {{ disk }}");
  assert_says (draft, "origin", "Your own wording");
  assert_says (draft, "problem", "");
  assert_says (draft, "elsewhere", "English: Unknown: {{ devcie }}");
  g_assert_true (is_true (draft, "is-changed"));
  g_assert_false (is_true (draft, "can-save"));
  g_object_set (draft, "text", "Ganz voll: {{ disk }}", NULL);
  g_assert_false (is_true (draft, "can-save"));

  tidings_wording_draft_load (draft, "en", NULL);
  assert_says (draft, "text", "{{ devcie }}");
  assert_says (draft, "elsewhere", "");
  g_object_set (draft, "text", "{{ disk }}!", NULL);
  g_assert_true (is_true (draft, "can-save"));

  changed = tidings_wording_draft_list_changed (draft);
  g_assert_cmpuint (g_strv_length (changed), ==, 2);
  g_assert_true (g_strv_contains ((const char * const *) changed, "en"));
  german = tidings_wording_draft_dup_result (draft, "de");
  g_assert_cmpstr (german, ==, "Ganz voll: {{ disk }}");
}

static void
test_language_list (void)
{
  static const char * const languages[] = { "en", "de", "pt_BR", "pt", NULL };
  static const struct { const char *language; guint index; const char *why; } cases[] = {
    { "de", 1, "as it is" },
    { "de_AT", 1, "a variety of one that is there" },
    { "pt_PT", 3, "a variety, but not of another variety" },
    { "PT_br", 2, "case does not matter" },
    { "den", 0, "another language that begins alike" },
    { "fr", 0, "none that is there" },
  };
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);
  TidingsPerson *person = make_person (1, "Amina", 1, 0, NULL);
  g_auto(GStrv) listed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (tidings_wording_find_language (languages, cases[i].language), ==, cases[i].index);
    }

  person->language = g_strdup ("sw");
  put_person (people, person);
  listed = tidings_wording_list_languages (G_LIST_MODEL (people));
  g_assert_true (g_strv_contains ((const char * const *) listed, "en"));
  g_assert_true (g_strv_contains ((const char * const *) listed, "sw"));
}

static void
test_fields (void)
{
  static const struct { const char *path; const char *sample; const char *offer; const char *why; } cases[] = {
    { "disk", "/home", "Name of the disk (/home)", "what it means, and a typical value" },
    { "host?", "studio", "Name of the computer, if known (studio)", "not every alert brings it" },
    { "person", "", "Name of who gets it", "who gets it has no sample of the alert's" },
    { "oven.number", "3", "oven number (3)", "one that people made is called by its name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *offer = tidings_field_dup_offer (cases[i].path, cases[i].sample);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (offer, ==, cases[i].offer);
    }
}

/* Whatever may stand in a wording that came with Tidings has words of its own, and is offered. */
static void
test_field_words (void)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autoptr(GMenuModel) menu = tidings_field_make_menu (type, "wording.insert");

      g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1 + g_strv_length (type->fields));
      for (guint j = 0; type->fields[j] != NULL; j++)
        {
          g_autofree char *words = tidings_field_dup_words (type->fields[j]);

          g_test_message ("%s of %s", type->fields[j], type->id);
          g_assert_true (g_unichar_isupper (g_utf8_get_char (words)));
        }
    }
}

static void
test_trial (void)
{
  g_autoptr(TidingsTrial) trial = tidings_trial_new (get_type ("disk_full"));
  g_autoptr(GVariant) values = NULL;
  const char *disk = NULL;
  guint n_notified = 0;

  assert_says (trial, "command", "tidings alert disk_full disk=/home percent=95 host=studio");
  g_signal_connect (trial, "notify::command", G_CALLBACK (count_cb), &n_notified);
  g_assert_cmpstr (tidings_trial_get_value (trial, "host?"), ==, "studio");
  tidings_trial_set_value (trial, "host?", "");
  tidings_trial_set_value (trial, "disk", "/mnt/Ann's disk");
  tidings_trial_set_value (trial, "disk", "/mnt/Ann's disk");
  g_assert_cmpuint (n_notified, ==, 2);
  /* A shell gets it back as it was; what is empty is not said at all. */
  assert_says (trial, "command", "tidings alert disk_full disk='/mnt/Ann'\\''s disk' percent=95");

  values = g_variant_ref_sink (tidings_trial_dup_values (trial));
  g_assert_cmpuint (g_variant_n_children (values), ==, 2);
  g_assert_true (g_variant_lookup (values, "disk", "&s", &disk));
  g_assert_cmpstr (disk, ==, "/mnt/Ann's disk");
}

static void
test_rules (void)
{
  static const struct { const char *id; const char *rules; const char *why; } cases[] = {
    { "new_login", "Passes quiet hours|Critical: the last tenth of the limits is kept for it|", "always on" },
    { "job_finished", "Waits for the end of quiet hours|Priority: Low|Not sent when more than 12 hours late|", "low, and of no use later" },
    { "appointment_reminder", "|Erased at Twilio once it has arrived", "private" },
    { "direct_message", "|Not more often than every 5 minutes with the same “Name of the conversation”|", "once per conversation" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) rules = tidings_alert_type_list_rules (get_type (cases[i].id));
      g_autofree char *all = g_strjoinv ("|", rules);
      g_autofree char *framed = g_strconcat ("|", all, NULL);

      g_test_message ("%s: %s", cases[i].why, framed);
      g_assert_nonnull (strstr (framed, cases[i].rules));
    }
}

static void
test_restore (void)
{
  g_autoptr(TidingsWordingDraft) draft = tidings_wording_draft_new (get_type ("disk_full"));
  g_autofree char *own = NULL;
  g_autofree char *restored = NULL;

  tidings_wording_draft_load (draft, "en", "Own words: {{ disk }}");
  g_assert_true (is_true (draft, "is-own"));
  g_assert_false (is_true (draft, "is-changed"));
  g_assert_false (is_true (draft, "can-save"));
  own = tidings_wording_draft_dup_result (draft, "en");
  g_assert_cmpstr (own, ==, "Own words: {{ disk }}");

  tidings_wording_draft_restore (draft);
  g_assert_false (is_true (draft, "is-own"));
  g_assert_true (is_true (draft, "can-save"));
  restored = tidings_wording_draft_dup_result (draft, "en");
  g_assert_cmpstr (restored, ==, "");
}

static void
test_own_problems (void)
{
  static const struct {
    const char *title;
    const char *text;
    const char *title_problem;
    const char *text_problem;
    const char *command;
    const char *why;
  } cases[] = {
    { "Kitchen timer", "{{ dish }} is ready, {{ person }}{{ note? }}", "", "", "tidings alert kitchen_timer dish=…",
      "who gets it and what may miss need not be said" },
    { "Müll & Co.", "Out!", "", "", "tidings alert mull_co", "an id has small letters, digits and _ alone" },
    { "会议", "Out!", "", "", "tidings alert alert", "nothing of the title can be written in ASCII" },
    { "Disk full", "Out!", "", "", "tidings alert disk_full_2", "the id made of it comes with Tidings already" },
    { " ", "Out!", "The title is one line of 1 to 80 characters", "", "", "a title of blanks" },
    { "Timer", "", "", "The text has 1 to 1600 characters", "", "a text that says nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsOwnDraft) draft = tidings_own_draft_new (tidings_catalog_get_default (), NULL);

      g_test_message ("%s", cases[i].why);
      g_object_set (draft, "title", cases[i].title, "text", cases[i].text, NULL);
      g_assert_cmpint (tidings_own_draft_show_problems (draft), ==, *cases[i].command != '\0');
      assert_says (draft, "title-problem", cases[i].title_problem);
      assert_says (draft, "text-problem", cases[i].text_problem);
      assert_says (draft, "command", cases[i].command);
    }
}

static void
test_own_quiet (void)
{
  g_autoptr(TidingsOwnDraft) draft = tidings_own_draft_new (tidings_catalog_get_default (), NULL);
  g_autofree char *problem = NULL;

  /* Nobody is told off before they have begun. */
  assert_says (draft, "title-problem", "");
  assert_says (draft, "text-problem", "");
  g_assert_false (is_true (draft, "can-save"));
  g_assert_false (is_true (draft, "is-changed"));

  g_object_set (draft, "text", "{{ dish", NULL);
  g_object_get (draft, "text-problem", &problem, NULL);
  g_assert_cmpstr (problem, !=, "");
  assert_says (draft, "title-problem", "");
  assert_says (draft, "preview", "");
  assert_says (draft, "count", "");

  g_object_set (draft, "text", "Out, {{ person }}!", NULL);
  assert_says (draft, "preview", "Out, Amina!");
  assert_says (draft, "count", "11 characters · 1 text");

  g_assert_false (tidings_own_draft_show_problems (draft));
  assert_says (draft, "title-problem", "The title is one line of 1 to 80 characters");
}

static void
test_own_values (void)
{
  g_autoptr(TidingsOwnDraft) draft = tidings_own_draft_new (tidings_catalog_get_default (), NULL);
  const char * const *groups = tidings_own_draft_get_groups (draft);
  g_auto(GStrv) fields = NULL;
  g_autoptr(GVariant) values = NULL;
  const char *title = NULL, *template = NULL, *group = NULL, *priority = NULL;
  guint cooldown = 0;

  g_assert_cmpstr (groups[0], ==, "own");
  /* What cannot be switched off and what goes to people who are named are no groups for own alerts. */
  g_assert_false (g_strv_contains (groups, "security"));
  g_assert_true (g_strv_contains (groups, "computer"));

  g_object_set (draft, "title", "Timer", "text", "{{ dish }} {{ oven.number? }}", "priority", TIDINGS_PRIORITY_CRITICAL, "cooldown", 5.0, NULL);
  fields = tidings_own_draft_list_fields (draft);
  g_assert_cmpuint (g_strv_length (fields), ==, 2);
  g_assert_cmpstr (fields[0], ==, "dish");
  g_assert_cmpstr (fields[1], ==, "oven.number?");
  values = g_variant_ref_sink (tidings_own_draft_dup_values (draft));
  g_assert_true (g_variant_lookup (values, "title", "&s", &title));
  g_assert_true (g_variant_lookup (values, "template", "&s", &template));
  g_assert_true (g_variant_lookup (values, "group", "&s", &group));
  g_assert_true (g_variant_lookup (values, "priority", "&s", &priority));
  g_assert_true (g_variant_lookup (values, "cooldown", "u", &cooldown));
  g_assert_cmpstr (title, ==, "Timer");
  g_assert_cmpstr (template, ==, "{{ dish }} {{ oven.number? }}");
  g_assert_cmpstr (group, ==, "own");
  g_assert_cmpstr (priority, ==, "critical");
  g_assert_cmpuint (cooldown, ==, 300);
}

static void
test_own_fields (void)
{
  static const struct {
    TidingsFieldKind kind;
    const char *sample;
    const char *problem;
    const char *used;
    const char *why;
  } cases[] = {
    { TIDINGS_FIELD_TEXT, "Soup", "", "Soup", "any words" },
    { TIDINGS_FIELD_TEXT, "", "", "dish", "nothing said: made up" },
    { TIDINGS_FIELD_NUMBER, "2.5", "", "2.5", "a number" },
    { TIDINGS_FIELD_NUMBER, "Soup", "Write a number such as 3 or 2.5", NULL, "no number" },
    { TIDINGS_FIELD_INTEGER, "2.5", "Write a whole number such as 3", NULL, "no whole number" },
    { TIDINGS_FIELD_BOOLEAN, "maybe", "Write true or false", NULL, "neither" },
    { TIDINGS_FIELD_LINK, "example.org", "Write a web address such as https://example.org", NULL, "no address" },
    { TIDINGS_FIELD_LINK, "https://example.org/x", "", "https://example.org/x", "an address" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsOwnDraft) draft = tidings_own_draft_new (tidings_catalog_get_default (), NULL);
      g_autofree char *problem = NULL;
      g_autofree char *used = NULL;
      g_autofree char *text_problem = NULL;
      g_autoptr(GVariant) values = NULL;
      g_autofree const char **fields = NULL;

      g_test_message ("%s", cases[i].why);
      g_object_set (draft, "title", "Timer", "text", "{{ dish }} is ready", NULL);
      tidings_own_draft_set_kind (draft, "dish", cases[i].kind);
      tidings_own_draft_set_sample (draft, "dish", cases[i].sample);
      problem = tidings_own_draft_dup_value_problem (draft, "dish");
      g_assert_cmpstr (problem, ==, cases[i].problem);
      g_assert_cmpint (is_true (draft, "can-save"), ==, *cases[i].problem == '\0');
      /* A value that cannot be is no fault of the text, and the preview goes on with one that can. */
      g_object_get (draft, "text-problem", &text_problem, NULL);
      g_assert_cmpstr (text_problem, ==, "");
      used = tidings_own_draft_dup_sample (draft, "dish");
      if (cases[i].used != NULL)
        g_assert_cmpstr (used, ==, cases[i].used);
      else
        g_assert_cmpstr (used, !=, cases[i].sample);
      g_assert_cmpint (tidings_own_draft_get_kind (draft, "dish"), ==, cases[i].kind);
      values = g_variant_ref_sink (tidings_own_draft_dup_values (draft));
      g_assert_true (g_variant_lookup (values, "fields", "^a&s", &fields));
      g_assert_true (g_str_has_prefix (fields[0], "dish"));
      g_assert_cmpint (strchr (fields[0], ':') != NULL, ==, cases[i].kind != TIDINGS_FIELD_TEXT);
    }
}

static void
test_own_edit (void)
{
  g_autoptr(TidingsTypeDraft) former = tidings_type_draft_new ();
  g_autoptr(TidingsAlertType) type = NULL;
  g_autoptr(TidingsOwnDraft) draft = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  former->id = g_strdup ("timer");
  former->title = g_strdup ("Timer");
  former->template = g_strdup ("{{ dish }} is ready");
  g_free (former->group);
  former->group = g_strdup ("computer");
  former->cooldown_s = 90;
  tidings_type_draft_set_fields (former, NULL);
  type = tidings_type_draft_finish (former, tidings_catalog_get_default (), &error);
  g_assert_no_error (error);

  draft = tidings_own_draft_new (tidings_catalog_get_default (), type);
  assert_says (draft, "title", "Timer");
  g_assert_false (is_true (draft, "is-changed"));
  g_assert_false (is_true (draft, "can-save"));

  /* Another title is no other alert, and seconds that the window cannot show are not rounded away. */
  g_object_set (draft, "title", "Oven timer", NULL);
  g_assert_true (is_true (draft, "can-save"));
  id = tidings_own_draft_dup_id (draft);
  g_assert_cmpstr (id, ==, "timer");
  values = g_variant_ref_sink (tidings_own_draft_dup_values (draft));
  g_assert_null (g_variant_lookup_value (values, "cooldown", NULL));
}

/* Every wording that came with Tidings, in every language, is one that the editor would take. */
static void
test_built_in (void)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autoptr(TidingsWordingDraft) draft = tidings_wording_draft_new (type);

      g_test_message ("%s", type->id);
      tidings_wording_draft_load (draft, "en", NULL);
      assert_says (draft, "problem", "");
      tidings_wording_draft_load (draft, "de", NULL);
      assert_says (draft, "problem", "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/alerts/receivers", test_receivers);
  g_test_add_func ("/app/alerts/hindrances", test_hindrances);
  g_test_add_func ("/app/alerts/groups", test_groups);
  g_test_add_func ("/app/alerts/search", test_search);
  g_test_add_func ("/app/wording/problems", test_problems);
  g_test_add_func ("/app/wording/broken", test_broken);
  g_test_add_func ("/app/wording/counting", test_counting);
  g_test_add_func ("/app/wording/cheaper", test_cheaper);
  g_test_add_func ("/app/wording/marks", test_marks);
  g_test_add_func ("/app/wording/languages", test_languages);
  g_test_add_func ("/app/wording/language-list", test_language_list);
  g_test_add_func ("/app/wording/restore", test_restore);
  g_test_add_func ("/app/alerts/fields", test_fields);
  g_test_add_func ("/app/alerts/field-words", test_field_words);
  g_test_add_func ("/app/alerts/trial", test_trial);
  g_test_add_func ("/app/alerts/rules", test_rules);
  g_test_add_func ("/app/own/problems", test_own_problems);
  g_test_add_func ("/app/own/quiet", test_own_quiet);
  g_test_add_func ("/app/own/values", test_own_values);
  g_test_add_func ("/app/own/fields", test_own_fields);
  g_test_add_func ("/app/own/edit", test_own_edit);
  g_test_add_func ("/app/wording/built-in", test_built_in);

  return g_test_run ();
}
