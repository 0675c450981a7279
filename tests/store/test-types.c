/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own alert types on disk: whole again after a restart, and gone with all that hung on them. */
#include "config.h"

#include <string.h>

#include "store-fixture.h"
#include "tidings-store-types.h"
#include "tidings-type-draft.h"

#define CATALOG \
  "[group home]\nTitle=Home\n[group own]\nTitle=Mine\n" \
  "[chore]\nGroup=home\nTitle=Chore\nDescription=D\nTemplate=T\nFields=\nSamples=\n"

static TidingsCatalog *
make_catalog (void)
{
  g_autoptr(GBytes) data = g_bytes_new_static (CATALOG, strlen (CATALOG));

  return tidings_catalog_new_for_data (data, NULL);
}

static void
put_type (Fixture    *fixture,
          const char *id,
          const char *template,
          gint64      now)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();
  g_autoptr(TidingsTypeDraft) draft = tidings_type_draft_new ();
  g_autoptr(TidingsAlertType) type = NULL;
  g_autoptr(GError) error = NULL;

  draft->id = g_strdup (id);
  draft->title = g_strdup ("Tank; low");
  draft->description = g_strdup ("What\\is; it?");
  draft->template = g_strdup (template);
  draft->subject = g_strdup ("At {{ place }}");
  draft->fields = g_strsplit ("tank|level:number?|place", "|", -1);
  draft->samples = g_strsplit ("oil; \\ 1|12.5| [x]", "|", -1);
  draft->priority = TIDINGS_PRIORITY_CRITICAL;
  draft->cooldown_s = 60;
  draft->dedupe_field = g_strdup ("tank");
  draft->late_s = 366 * 86400;
  draft->max_segments = 10;
  draft->is_private = TRUE;
  draft->is_one_way = TRUE;
  type = tidings_type_draft_finish (draft, catalog, &error);
  g_assert_no_error (error);
  g_assert_true (tidings_store_put_type (fixture->store, type, now, &error));
  g_assert_no_error (error);
}

static void
load (Fixture        *fixture,
      TidingsCatalog *catalog)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_load_types (fixture->store, catalog, &error));
  g_assert_no_error (error);
}

static void
test_round (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();
  TidingsAlertType *type = NULL;
  g_autoptr(JsonObject) samples = NULL;
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  g_autofree char *template = NULL;
  g_autofree char *subject = NULL;

  put_type (fixture, "tank", "{{ tank }}\n{{ level? }}", 1000);
  fixture_reopen (fixture);
  load (fixture, catalog);

  type = tidings_catalog_lookup (catalog, "tank");
  g_assert_nonnull (type);
  g_assert_true (type->is_own);
  g_assert_cmpstr (type->group, ==, "own");
  title = tidings_alert_type_dup_title (type, "de");
  g_assert_cmpstr (title, ==, "Tank; low");
  description = tidings_alert_type_dup_description (type, NULL);
  g_assert_cmpstr (description, ==, "What\\is; it?");
  template = tidings_alert_type_dup_template (type, "fr");
  g_assert_cmpstr (template, ==, "{{ tank }}\n{{ level? }}");
  subject = tidings_alert_type_dup_subject (type, NULL);
  g_assert_cmpstr (subject, ==, "At {{ place }}");
  g_assert_cmpstr (type->fields[1], ==, "level?");
  g_assert_cmpint (type->kinds[1], ==, TIDINGS_FIELD_NUMBER);
  samples = tidings_alert_type_dup_samples (type);
  g_assert_cmpstr (json_object_get_string_member (samples, "tank"), ==, "oil; \\ 1");
  g_assert_cmpstr (json_object_get_string_member (samples, "place"), ==, " [x]");
  g_assert_cmpint (type->priority, ==, TIDINGS_PRIORITY_CRITICAL);
  g_assert_cmpuint (type->cooldown_s, ==, 60);
  g_assert_cmpstr (type->dedupe_field, ==, "tank");
  g_assert_cmpuint (type->late_s, ==, 366 * 86400);
  g_assert_cmpuint (type->max_segments, ==, 10);
  g_assert_true (type->is_private && type->is_one_way);
}

/* An edit changes what it says and leaves the place in the list and who has it on. */
static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();
  GListModel *list = tidings_catalog_list_types (catalog);
  gint64 ann = fixture_add_person (fixture, "Ann", "+447700900123");
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(TidingsAlertType) second = NULL;
  g_autofree char *template = NULL;

  put_type (fixture, "tank", "{{ tank }} one", 1000);
  put_type (fixture, "barn", "{{ tank }} two", 2000);
  g_assert_true (tidings_store_set_subscription (fixture->store, ann, "tank", TRUE, NULL));
  put_type (fixture, "tank", "{{ tank }} three", 3000);
  load (fixture, catalog);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  second = g_list_model_get_item (list, 1);
  g_assert_cmpstr (second->id, ==, "tank");
  template = tidings_alert_type_dup_template (second, NULL);
  g_assert_cmpstr (template, ==, "{{ tank }} three");
  person = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_true (tidings_person_has_type (person, "tank"));
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();
  gint64 ann = fixture_add_person (fixture, "Ann", "+447700900123");
  g_autoptr(TidingsMessage) message = fixture_add_message (fixture, ann, "Hello");
  g_autoptr(TidingsMessage) kept = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  TidingsStatement *reminders = NULL;
  g_autofree char *wording = NULL;
  g_autoptr(GError) error = NULL;

  put_type (fixture, "tank", "{{ tank }} one", 1000);
  put_type (fixture, "barn", "{{ tank }} two", 2000);
  g_assert_true (tidings_store_set_subscription (fixture->store, ann, "tank", TRUE, NULL));
  g_assert_true (tidings_store_set_subscription (fixture->store, ann, "barn", TRUE, NULL));
  g_assert_true (tidings_store_set_wording (fixture->store, "tank", "de", "{{ tank }} leer", NULL));
  fixture_exec (fixture, "UPDATE message SET type = 'tank'");
  fixture_exec (fixture, "INSERT INTO reminder (id, title, wall, zone, at, next_at, state, created_at, type) "
                         "VALUES (7, 'Fill it', '2026-11-21T09:00', 'UTC', 1000, 1000, 0, 1000, 'tank')");

  g_assert_true (tidings_store_remove_type (fixture->store, "tank", &error));
  g_assert_no_error (error);
  load (fixture, catalog);
  g_assert_null (tidings_catalog_lookup (catalog, "tank"));
  g_assert_nonnull (tidings_catalog_lookup (catalog, "barn"));
  person = tidings_store_get_person (fixture->store, ann, NULL);
  g_assert_false (tidings_person_has_type (person, "tank"));
  g_assert_true (tidings_person_has_type (person, "barn"));
  wording = tidings_store_dup_wording (fixture->store, "tank", "de");
  g_assert_null (wording);
  kept = tidings_store_get_message (fixture->store, message->id, NULL);
  g_assert_cmpstr (kept->type, ==, "tank");
  reminders = tidings_store_prepare (fixture->store, "SELECT count (*) FROM reminder WHERE type = 'reminder'", NULL);
  g_assert_cmpint (tidings_store_ask_number (fixture->store, reminders, 0, -1), ==, 1);

  g_assert_false (tidings_store_remove_type (fixture->store, "tank", &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
}

/* A row that somebody spoiled is left out; the others are there. */
static void
test_spoiled (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TidingsCatalog) catalog = make_catalog ();

  put_type (fixture, "tank", "{{ tank }} one", 1000);
  put_type (fixture, "barn", "{{ tank }} two", 2000);
  fixture_exec (fixture, "UPDATE alert_type SET fields = 'place;' WHERE id = 'tank'");
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*tank*");
  load (fixture, catalog);
  g_test_assert_expected_messages ();
  g_assert_null (tidings_catalog_lookup (catalog, "tank"));
  g_assert_nonnull (tidings_catalog_lookup (catalog, "barn"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/types/round", test_round);
  FIXTURE_TEST ("/types/edit", test_edit);
  FIXTURE_TEST ("/types/remove", test_remove);
  FIXTURE_TEST ("/types/spoiled", test_spoiled);

  return g_test_run ();
}
