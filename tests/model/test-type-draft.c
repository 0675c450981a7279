/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own alert types: what may stand in one, and what the catalog makes of them. */
#include "config.h"

#include <string.h>

#include "tidings-type-draft.h"

#define CATALOG \
  "[group safe]\nTitle=Safe\n" \
  "[group home]\nTitle=Home\n" \
  "[group own]\nTitle=Mine\n" \
  "[alarm]\nGroup=safe\nTitle=Alarm\nDescription=D\nTemplate=T\nFields=\nSamples=\nAlwaysOn=true\n" \
  "[chore]\nGroup=home\nTitle=Chore\nDescription=D\nTemplate=T\nFields=\nSamples=\n" \
  "[door]\nGroup=home\nTitle=Door\nDescription=D\nTemplate=T\nFields=\nSamples=\n"

static TidingsCatalog *
make_catalog (void)
{
  g_autoptr(GBytes) data = g_bytes_new_static (CATALOG, strlen (CATALOG));
  g_autoptr(GError) error = NULL;
  TidingsCatalog *catalog = tidings_catalog_new_for_data (data, &error);

  g_assert_no_error (error);

  return catalog;
}

static void
put (char       **field,
     const char  *text)
{
  if (text == NULL)
    return;
  g_free (*field);
  *field = g_strdup (text);
}

static TidingsTypeDraft *
make_draft (const char *id,
            const char *group,
            const char *template,
            const char *fields)
{
  TidingsTypeDraft *draft = tidings_type_draft_new ();

  put (&draft->id, id);
  put (&draft->group, group);
  put (&draft->title, "Tank low");
  put (&draft->template, template);
  draft->fields = fields != NULL ? g_strsplit (fields, ";", -1) : NULL;

  return draft;
}

static TidingsAlertType *
make_type (TidingsCatalog *catalog,
           const char     *id,
           const char     *group,
           const char     *template)
{
  g_autoptr(TidingsTypeDraft) draft = make_draft (id, group, template, NULL);
  g_autoptr(GError) error = NULL;
  TidingsAlertType *type = tidings_type_draft_finish (draft, catalog, &error);

  g_assert_no_error (error);

  return type;
}

static void
test_checks (void)
{
  static const struct {
    const char *id;
    const char *group;
    const char *title;
    const char *template;
    const char *subject;
    const char *fields;
    const char *samples;
    const char *dedupe;
    int code;
    const char *why;
  } cases[] = {
    { "tank_2", "own", "T", "{{ tank }} is at {{ level }}%", NULL, "tank;level:number", NULL, NULL, -1, "as it should be" },
    { "tank", "home", "T", "Hello", NULL, "", NULL, NULL, -1, "no values at all, in a group that came with it" },
    { "tank", "own", "T", "{{ person }}: {{ tank }}", NULL, "tank", NULL, NULL, -1, "the person's name needs no field" },
    { "tank", "own", "T", "{{ tank? }}", NULL, "tank", NULL, NULL, -1, "a text may be more careful than the field" },
    { "tank", "own", "T", "Low", "{{ tank }}", "tank", NULL, NULL, -1, "used in the subject" },
    { "tank", "own", "T", "Low", NULL, "tank", NULL, "tank", -1, "used to tell the same from another" },
    { "tank", "own", "T", "Low", NULL, "detail?", NULL, NULL, -1, "one that may be missing may be unused: programs send whole objects" },
    { "tank", "own", "T", "{{ a }}{{ b }}", NULL, "a:number;b:link", "2.5;https://example.org", NULL, -1, "samples that fit" },
    { "", "own", "T", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_ID, "no id" },
    { "Tank", "own", "T", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_ID, "capitals" },
    { "tank low", "own", "T", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_ID, "a blank" },
    { "tank]\n[group x", "own", "T", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_ID, "an end of a section" },
    { "a1234567890123456789012345678901234567890123456789012345678901234", "own", "T", "Hello", NULL, NULL, NULL, NULL,
      TIDINGS_TYPE_DRAFT_ERROR_ID, "65 letters" },
    { "chore", "own", "T", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_ID, "a built-in one's" },
    { "tank", "safe", "T", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_GROUP, "what is there is always on" },
    { "tank", "nowhere", "T", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_GROUP, "no such group" },
    { "tank", "own", "  ", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_TITLE, "a title of blanks" },
    { "tank", "own", "a\nb", "Hello", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_TITLE, "two lines" },
    { "tank", "own", "T", " \n", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE, "a text of blanks" },
    { "tank", "own", "T", "{{ tank", NULL, NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE, "a placeholder without end" },
    { "tank", "own", "T", "{{ level }}", NULL, "tank?", NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE, "no such field" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank?", NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE, "it may be missing, so one day it is" },
    { "tank", "own", "T", "Low", "{{ level }}", "tank?", NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_SUBJECT, "likewise in the subject" },
    { "tank", "own", "T", "Low", "a\nb", NULL, NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_SUBJECT, "two lines" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank;level", NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_FIELDS, "asked for and not used" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank;tank?", NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_FIELDS, "twice" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank:float", NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_FIELDS, "no such kind" },
    { "tank", "own", "T", "{{ person }}", NULL, "person", NULL, NULL, TIDINGS_TYPE_DRAFT_ERROR_FIELDS, "that is who gets it" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank", "a;b", NULL, TIDINGS_TYPE_DRAFT_ERROR_SAMPLES, "more samples than fields" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank:number", "full", NULL, TIDINGS_TYPE_DRAFT_ERROR_SAMPLES, "a sample that is none" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank", " ", NULL, TIDINGS_TYPE_DRAFT_ERROR_SAMPLES, "a sample that shows nothing" },
    { "tank", "own", "T", "{{ tank }}", NULL, "tank", NULL, "level", TIDINGS_TYPE_DRAFT_ERROR_DEDUPE_FIELD, "no such field" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsCatalog) catalog = make_catalog ();
      g_autoptr(TidingsTypeDraft) draft = make_draft (cases[i].id, cases[i].group, cases[i].template, cases[i].fields);
      g_autoptr(TidingsAlertType) type = NULL;
      g_autoptr(GError) error = NULL;

      put (&draft->title, cases[i].title);
      put (&draft->subject, cases[i].subject);
      put (&draft->dedupe_field, cases[i].dedupe);
      draft->samples = cases[i].samples != NULL ? g_strsplit (cases[i].samples, ";", -1) : NULL;
      type = tidings_type_draft_finish (draft, catalog, &error);

      g_test_message ("%s: %s", cases[i].why, error != NULL ? error->message : "good");
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, TIDINGS_TYPE_DRAFT_ERROR, cases[i].code);
      g_assert_cmpint (type != NULL, ==, cases[i].code < 0);
    }
}

static void
test_numbers (void)
{
  static const struct { guint cooldown; guint late; guint segments; int code; const char *why; } cases[] = {
    { 366 * 86400, 366 * 86400, 10, -1, "a year and ten parts" },
    { 0, 0, 1, -1, "none of it" },
    { 366 * 86400 + 1, 0, 1, TIDINGS_TYPE_DRAFT_ERROR_COOLDOWN, "longer than a year" },
    { 0, G_MAXUINT, 1, TIDINGS_TYPE_DRAFT_ERROR_LATE, "for ever is 0" },
    { 0, 0, 0, TIDINGS_TYPE_DRAFT_ERROR_MAX_SEGMENTS, "no room" },
    { 0, 0, 11, TIDINGS_TYPE_DRAFT_ERROR_MAX_SEGMENTS, "more than a text can have" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsCatalog) catalog = make_catalog ();
      g_autoptr(TidingsTypeDraft) draft = make_draft ("tank", "own", "Low", NULL);
      g_autoptr(TidingsAlertType) type = NULL;
      g_autoptr(GError) error = NULL;

      draft->cooldown_s = cases[i].cooldown;
      draft->late_s = cases[i].late;
      draft->max_segments = cases[i].segments;
      type = tidings_type_draft_finish (draft, catalog, &error);
      g_test_message ("%s", cases[i].why);
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, TIDINGS_TYPE_DRAFT_ERROR, cases[i].code);
    }
}

/* All that was said of a type is in it, and in the draft that is made of it to change it. */
static void
test_round (void)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();
  g_autoptr(TidingsTypeDraft) draft = make_draft ("tank", "home", " \\n {{ tank }};\n{{ level? }} ", "tank;level:number?");
  g_autoptr(TidingsTypeDraft) again = NULL;
  g_autoptr(TidingsAlertType) type = NULL;
  g_autoptr(JsonObject) samples = NULL;
  g_autoptr(GError) error = NULL;

  put (&draft->title, " Tank; low ");
  put (&draft->description, "The tank [is] = low");
  put (&draft->subject, "{{ tank }}");
  put (&draft->dedupe_field, "tank");
  draft->samples = g_strsplit ("oil; 1|5", "|", -1);
  draft->priority = TIDINGS_PRIORITY_CRITICAL;
  draft->cooldown_s = 60;
  draft->late_s = 120;
  draft->max_segments = 3;
  draft->is_private = TRUE;
  draft->is_one_way = TRUE;
  type = tidings_type_draft_finish (draft, catalog, &error);
  g_assert_no_error (error);

  g_assert_true (type->is_own);
  g_assert_false (type->always_on || type->addressed);
  g_assert_cmpuint (type->burst, ==, 0);
  g_assert_cmpstr (type->fields[1], ==, "level?");
  g_assert_cmpint (type->kinds[0], ==, TIDINGS_FIELD_TEXT);
  g_assert_cmpint (type->kinds[1], ==, TIDINGS_FIELD_NUMBER);
  samples = tidings_alert_type_dup_samples (type);
  g_assert_cmpstr (json_object_get_string_member (samples, "tank"), ==, "oil; 1");
  g_assert_cmpstr (json_object_get_string_member (samples, "level"), ==, "5");

  again = tidings_type_draft_new_for_type (type);
  g_assert_cmpstr (again->id, ==, "tank");
  g_assert_cmpstr (again->group, ==, "home");
  g_assert_cmpstr (again->title, ==, "Tank; low");
  g_assert_cmpstr (again->description, ==, "The tank [is] = low");
  g_assert_cmpstr (again->template, ==, "\\n {{ tank }};\n{{ level? }}");
  g_assert_cmpstr (again->subject, ==, "{{ tank }}");
  g_assert_cmpstr (again->fields[1], ==, "level:number?");
  g_assert_cmpstr (again->dedupe_field, ==, "tank");
  g_assert_cmpint (again->priority, ==, TIDINGS_PRIORITY_CRITICAL);
  g_assert_cmpuint (again->cooldown_s, ==, 60);
  g_assert_cmpuint (again->late_s, ==, 120);
  g_assert_cmpuint (again->max_segments, ==, 3);
  g_assert_true (again->is_private && again->is_one_way);
}

static void
test_fields_of_text (void)
{
  static const struct { const char *template; const char *subject; const char *former; const char *fields; const char *why; } cases[] = {
    { "{{ tank }} {{ link? }}", NULL, NULL, "tank;link?", "as the text has them" },
    { "{{ tank? }} {{ tank }}", NULL, NULL, "tank", "one place needs it" },
    { "{{ person }}", NULL, NULL, "", "who gets it is no field" },
    { "Low", "{{ tank }}", NULL, "tank", "also those of the subject" },
    { "{{ tank }} {{ level }}", NULL, "level:number;old", "tank;level:number", "a kind stays; what is needed by nothing goes" },
    { "{{ tank }}", NULL, "tank;detail:link?", "tank;detail:link?", "what may be missing stays" },
    { "{{ level? }}", NULL, "level:integer", "level:integer?", "the text says whether it may be missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsTypeDraft) draft = make_draft ("tank", "own", cases[i].template, cases[i].former);
      g_autofree char *fields = NULL;

      put (&draft->subject, cases[i].subject);
      tidings_type_draft_set_fields (draft, NULL);
      fields = g_strjoinv (";", draft->fields);
      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (fields, ==, cases[i].fields);
      g_assert_cmpuint (g_strv_length (draft->samples), ==, g_strv_length (draft->fields));
    }
}

static void
test_samples_stay (void)
{
  const char * const fields[] = { "level:number", "tank", "new:link", NULL };
  g_autoptr(TidingsTypeDraft) draft = make_draft ("tank", "own", "Low", "tank;level");

  draft->samples = g_strsplit ("oil;full", ";", -1);
  tidings_type_draft_set_fields (draft, fields);
  g_assert_cmpstr (draft->samples[0], ==, "2.5");   /* "full" is no number */
  g_assert_cmpstr (draft->samples[1], ==, "oil");
  g_assert_cmpstr (draft->samples[2], ==, "https://example.org/a");
}

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  GString    *seen)
{
  g_string_append_printf (seen, "%u-%u+%u ", position, n_removed, n_added);
}

static void
set_own (TidingsCatalog   *catalog,
         TidingsAlertType *a,
         TidingsAlertType *b)
{
  g_autoptr(GPtrArray) types = g_ptr_array_new ();

  if (a != NULL)
    g_ptr_array_add (types, a);
  if (b != NULL)
    g_ptr_array_add (types, b);
  tidings_catalog_set_own_types (catalog, types);
}

static char *
join_ids (TidingsCatalog *catalog)
{
  GListModel *types = tidings_catalog_list_types (catalog);
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      g_string_append_printf (ids, "%s ", type->id);
    }

  return g_strchomp (g_string_free (g_steal_pointer (&ids), FALSE));
}

/* Lists hear of what is new, changed and gone, and of nothing else. */
static void
test_catalog (void)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();
  GListModel *list = tidings_catalog_list_types (catalog);
  g_autoptr(TidingsAlertType) tank = make_type (catalog, "tank", "home", "{{ tank }} is low");
  g_autoptr(TidingsAlertType) bird = make_type (catalog, "bird", "own", "A bird");
  g_autoptr(TidingsAlertType) same = make_type (catalog, "tank", "home", "{{ tank }} is low");
  g_autoptr(TidingsAlertType) changed = make_type (catalog, "tank", "home", "{{ tank }} is empty");
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autofree char *ids = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *text = NULL;

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), seen);
  set_own (catalog, bird, tank);
  ids = join_ids (catalog);
  g_assert_cmpstr (ids, ==, "alarm chore door tank bird");
  g_assert_true (tidings_catalog_lookup (catalog, "bird") == bird);
  g_assert_cmpstr (seen->str, ==, "3-0+2 ");

  g_string_truncate (seen, 0);
  set_own (catalog, bird, same);
  g_assert_cmpstr (seen->str, ==, "");
  g_assert_true (tidings_catalog_lookup (catalog, "tank") == tank);

  set_own (catalog, bird, changed);
  g_assert_cmpstr (seen->str, ==, "3-1+1 ");
  g_assert_true (tidings_catalog_lookup (catalog, "tank") == changed);
  /* The one that was is still whole for who holds it. */
  text = tidings_alert_type_dup_template (tank, NULL);
  g_assert_cmpstr (text, ==, "{{ tank }} is low");

  g_string_truncate (seen, 0);
  set_own (catalog, NULL, NULL);
  rest = join_ids (catalog);
  g_assert_cmpstr (rest, ==, "alarm chore door");
  g_assert_cmpstr (seen->str, ==, "3-2+0 ");
  g_assert_null (tidings_catalog_lookup (catalog, "tank"));
}

/* An update may bring a type, or take a group, that a store of before did not know of. */
static void
test_catalog_strangers (void)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();
  g_autoptr(TidingsTypeDraft) door = make_draft ("door", "own", "Mine", "");
  g_autoptr(TidingsTypeDraft) lost = make_draft ("lost", "garage", "Mine", "");
  g_autoptr(TidingsAlertType) door_type = tidings_type_draft_read (door, NULL);
  g_autoptr(TidingsAlertType) lost_type = tidings_type_draft_read (lost, NULL);

  set_own (catalog, door_type, lost_type);
  g_assert_false (tidings_catalog_lookup (catalog, "door")->is_own);
  g_assert_cmpstr (tidings_catalog_lookup (catalog, "lost")->group, ==, "own");
  g_assert_cmpuint (g_list_model_get_n_items (tidings_catalog_list_types (catalog)), ==, 4);

  set_own (catalog, lost_type, lost_type);
  g_assert_cmpuint (g_list_model_get_n_items (tidings_catalog_list_types (catalog)), ==, 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/type-draft/checks", test_checks);
  g_test_add_func ("/type-draft/numbers", test_numbers);
  g_test_add_func ("/type-draft/round", test_round);
  g_test_add_func ("/type-draft/fields-of-text", test_fields_of_text);
  g_test_add_func ("/type-draft/samples-stay", test_samples_stay);
  g_test_add_func ("/type-draft/catalog", test_catalog);
  g_test_add_func ("/type-draft/catalog-strangers", test_catalog_strangers);

  return g_test_run ();
}
