/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalog: complete, with wordings that fit, and strict about what it reads. */
#include "config.h"

#include <string.h>

#include "tidings-alert-type.h"
#include "tidings-segments.h"
#include "tidings-template.h"

static const struct { const char *group; const char *ids; } whole[] = {
  { "portfolio", "margin_call liquidation trade_fill" },
  { "orders", "order_created order_confirmed order_picked_up order_processing order_ready out_for_delivery order_delivered order_cancelled" },
  { "payments", "payment_success payment_failed payment_reminder invoice_issued" },
  { "refunds", "refund_requested refund_approved refund_completed" },
  { "partners", "partner_assigned partner_arriving partner_message" },
  { "account", "welcome account_changed" },
  { "health", "appointment_confirmed appointment_reminder appointment_cancelled prescription_ready" },
  { "household", "chore_due chore_overdue reward_requested reward_approved reward_declined" },
  { "social", "direct_message battle_invitation battle_result achievement_unlocked challenge_reminder" },
  { "security", "password_changed email_changed new_login suspicious_login" },
  { "computer", "job_finished job_failed unit_failed disk_full battery_low backup_overdue disk_failing power_lost power_back system_mail" },
  { "own", "" },
  { "tidings", "verification_code reminder message delivery_test" },
};

static void
test_whole (void)
{
  TidingsCatalog *catalog = tidings_catalog_get_default ();
  GListModel *types = tidings_catalog_list_types (catalog);
  const char * const *groups = tidings_catalog_list_groups (catalog);
  guint n_expected = 0;

  g_assert_cmpuint (g_strv_length ((char **) groups), ==, G_N_ELEMENTS (whole));
  g_assert_cmpstr (groups[0], ==, "security");

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_auto(GStrv) ids = g_strsplit (whole[i].ids, " ", -1);
      g_autofree char *title = tidings_catalog_dup_group_title (catalog, whole[i].group);

      g_assert_true (g_strv_contains (groups, whole[i].group));
      g_assert_nonnull (title);
      for (guint j = 0; ids[j] != NULL; j++, n_expected++)
        {
          TidingsAlertType *type = tidings_catalog_lookup (catalog, ids[j]);

          g_test_message ("%s", ids[j]);
          g_assert_nonnull (type);
          g_assert_cmpstr (type->group, ==, whole[i].group);
        }
    }

  g_assert_cmpuint (g_list_model_get_n_items (types), ==, n_expected);
  g_assert_null (tidings_catalog_lookup (catalog, "no_such_type"));
  g_assert_true (tidings_catalog_get_default () == catalog);
}

static void
test_rules (void)
{
  TidingsCatalog *catalog = tidings_catalog_get_default ();
  GListModel *types = tidings_catalog_list_types (catalog);
  TidingsAlertType *direct_message = tidings_catalog_lookup (catalog, "direct_message");

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      gboolean is_security = g_str_equal (type->group, "security");

      g_test_message ("%s", type->id);
      g_assert_cmpint (type->always_on, ==, is_security);
      g_assert_cmpint (type->addressed, ==, g_str_equal (type->group, "tidings"));
      if (is_security)
        g_assert_cmpint (type->priority, ==, TIDINGS_PRIORITY_CRITICAL);
      if (g_str_equal (type->group, "health"))
        g_assert_true (type->is_private);
      if (is_security)
        g_assert_true (type->is_one_way);
      if (g_str_equal (type->group, "orders"))
        g_assert_cmpstr (type->fields[0], ==, "order.number");
      /* A key that no value is ever found for would let every repetition pass. */
      if (type->dedupe_field != NULL)
        g_assert_true (g_strv_contains ((const char * const *) type->fields, type->dedupe_field));
      g_assert_cmpint (type->cooldown_s > 0, ==, type->dedupe_field != NULL);
    }

  g_assert_cmpint (tidings_catalog_lookup (catalog, "margin_call")->priority, ==, TIDINGS_PRIORITY_CRITICAL);
  g_assert_cmpint (tidings_catalog_lookup (catalog, "liquidation")->priority, ==, TIDINGS_PRIORITY_CRITICAL);
  g_assert_cmpint (tidings_catalog_lookup (catalog, "trade_fill")->priority, ==, TIDINGS_PRIORITY_NORMAL);
  g_assert_cmpint (tidings_catalog_lookup (catalog, "appointment_reminder")->priority, ==, TIDINGS_PRIORITY_HIGH);
  g_assert_true (tidings_catalog_lookup (catalog, "order_ready")->is_one_way);
  g_assert_false (tidings_catalog_lookup (catalog, "message")->is_one_way);
  g_assert_false (tidings_catalog_lookup (catalog, "reminder")->is_one_way);
  g_assert_false (tidings_catalog_lookup (catalog, "delivery_test")->is_one_way);
  /* What people ask for themselves is never gathered into one text. */
  g_assert_cmpuint (tidings_catalog_lookup (catalog, "verification_code")->burst, ==, G_MAXUINT);
  g_assert_cmpuint (tidings_catalog_lookup (catalog, "delivery_test")->burst, ==, G_MAXUINT);
  g_assert_cmpuint (tidings_catalog_lookup (catalog, "reminder")->burst, ==, G_MAXUINT);
  g_assert_cmpuint (tidings_catalog_lookup (catalog, "message")->burst, ==, G_MAXUINT);
  g_assert_cmpuint (tidings_catalog_lookup (catalog, "job_failed")->burst, ==, 0);
  g_assert_cmpuint (direct_message->cooldown_s, ==, 300);
  g_assert_cmpstr (direct_message->dedupe_field, ==, "thread");
}

/* Links are links wherever they are; amounts are text, because "12,50 €" is one. */
static void
test_kinds (void)
{
  static const struct { const char *name; TidingsFieldKind kind; } kinds[] = {
    { "link", TIDINGS_FIELD_LINK }, { "percent", TIDINGS_FIELD_NUMBER }, { "minutes", TIDINGS_FIELD_NUMBER },
    { "points", TIDINGS_FIELD_NUMBER },
  };
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());
  guint n_met = 0;

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      g_assert_false (type->is_own);
      for (guint j = 0; type->fields[j] != NULL; j++)
        {
          TidingsFieldKind kind = TIDINGS_FIELD_TEXT;

          for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
            if (g_str_has_prefix (type->fields[j], kinds[k].name))
              kind = kinds[k].kind;
          g_test_message ("%s %s", type->id, type->fields[j]);
          g_assert_cmpint (type->kinds[j], ==, kind);
          n_met += kind != TIDINGS_FIELD_TEXT;
        }
    }
  g_assert_cmpuint (n_met, >, 30);
}

/* Who is asked to reply must be able to. */
static void
test_one_way (void)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autofree char *template = tidings_alert_type_dup_template (type, "en");
      gboolean asks = strstr (template, "eply ") != NULL;

      g_test_message ("%s", type->id);
      g_assert_false (asks && type->is_one_way);
      n += asks;
    }
  g_assert_cmpuint (n, >=, 3);
}

/* A copy of the samples without the optional values: what a raise brings at least. */
static JsonObject *
dup_least (TidingsAlertType *type,
           JsonObject       *samples)
{
  JsonObject *least = json_object_new ();

  for (guint i = 0; type->fields[i] != NULL; i++)
    if (!g_str_has_suffix (type->fields[i], "?"))
      json_object_set_string_member (least, type->fields[i], json_object_get_string_member (samples, type->fields[i]));

  return least;
}

static void
check_wording (TidingsAlertType *type,
               const char       *language,
               JsonObject       *values)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *template = tidings_alert_type_dup_template (type, language);
  g_autofree char *text = tidings_template_render (template, values, &error);

  TidingsSegments segments = { 0 };

  g_assert_no_error (error);
  segments = tidings_segments_count (text);
  g_test_message ("%s %s: %s (%u left)", language, type->id, text, segments.n_units_left);
  /* One part, in the alphabet of which 160 characters fit into it. */
  g_assert_cmpint (segments.encoding, ==, TIDINGS_ENCODING_GSM7);
  g_assert_cmpuint (segments.n_segments, ==, 1);
  /* What absent values leave behind: no hole, no sign without its word. */
  g_assert_null (strstr (text, "  "));
  g_assert_null (strstr (text, " ."));
  g_assert_null (strstr (text, ": ."));
  g_assert_null (strstr (text, ",."));
  g_assert_false (g_str_has_suffix (text, " ") || g_str_has_suffix (text, ":") || g_str_has_suffix (text, ","));
}

static void
test_wordings (gconstpointer data)
{
  const char *language = data;
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autoptr(JsonObject) samples = tidings_alert_type_dup_samples (type);
      g_autoptr(JsonObject) least = dup_least (type, samples);
      g_autofree char *title = tidings_alert_type_dup_title (type, language);
      g_autofree char *description = tidings_alert_type_dup_description (type, language);

      check_wording (type, language, samples);
      check_wording (type, language, least);
      g_assert_false (g_str_has_suffix (title, ".") || g_str_has_suffix (description, "."));
      g_assert_null (tidings_alert_type_dup_subject (type, language));
    }
}

/* The compiled-in file has the translations, whatever the language of the desktop. */
static void
test_translated (void)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), "job_failed");
  g_autofree char *title = tidings_alert_type_dup_title (type, "de");
  g_autofree char *template = tidings_alert_type_dup_template (type, "de_AT");
  g_autofree char *english = tidings_alert_type_dup_title (type, NULL);

  g_assert_cmpstr (title, ==, "Auftrag fehlgeschlagen");
  g_assert_cmpstr (template, ==, "Der Auftrag {{ unit }} ist fehlgeschlagen. {{ detail? }}");
  g_assert_cmpstr (english, ==, "Job failed");
}

static const char * const phrases[] = { "stop", "several", "repeated", "more", "yes", "no" };

/* Words of Tidings itself are part of texts: in an alphabet of 160 characters, with each value in its place. */
static void
test_phrases (gconstpointer data)
{
  const char *language = data;
  TidingsCatalog *catalog = tidings_catalog_get_default ();
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *stop = tidings_catalog_dup_phrase (catalog, "stop", language);

  json_object_set_string_member (values, "title", "Job failed");
  json_object_set_string_member (values, "text", "The job backup has failed");
  json_object_set_string_member (values, "texts", "backup; mail");
  json_object_set_int_member (values, "count", 42);
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *phrase = tidings_catalog_dup_phrase (catalog, phrases[i], language);
      g_autofree char *text = tidings_template_render (phrase, values, &error);
      TidingsSegments segments = { 0 };

      g_assert_no_error (error);
      segments = tidings_segments_count (text);
      g_test_message ("%s %s: %s", language, phrases[i], text);
      g_assert_cmpint (segments.encoding, ==, TIDINGS_ENCODING_GSM7);
      g_assert_cmpuint (segments.n_segments, ==, 1);
      g_assert_cmpint (strstr (phrase, "{{ count }}") != NULL, ==, strstr (text, "42") != NULL);
      /* A phrase is no type: nobody can raise it, and the list does not show it. */
      g_assert_null (tidings_catalog_lookup (catalog, phrases[i]));
    }

  /* Only this word is understood by Twilio, in whatever language the rest is. */
  g_assert_true (g_regex_match_simple ("\\bSTOP\\b", stop, 0, 0));
}

static void
test_no_phrase (void)
{
  if (g_test_subprocess ())
    {
      tidings_catalog_dup_phrase (tidings_catalog_get_default (), "no_such_phrase", NULL);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*phrase != NULL*");
}

#define GOOD \
  "[group g]\nTitle=Group\nTitle[de]=Gruppe\n" \
  "[t]\nGroup=g\nTitle=Title\nTitle[de]=Titel\nTitle[pt_BR]=Título\nDescription=Words\nTemplate={{ a }} {{ b? }}\nSubject={{ a }}\n" \
  "Fields=a;b?;\nSamples=1;2;\n"

#define PHRASE "[phrase p]\nTemplate={{ n }} more\nTemplate[de]=Noch {{ n }}\nTemplate[pt_BR]=Mais {{ n }}\nFields=n;\n"

static TidingsCatalog *
read_catalog (const char  *text,
              GError     **error)
{
  g_autoptr(GBytes) data = g_bytes_new (text, strlen (text));

  return tidings_catalog_new_for_data (data, error);
}

static void
test_languages (void)
{
  static const struct { const char *language; const char *title; const char *why; } cases[] = {
    { "de", "Titel", "the language itself" },
    { "de_AT", "Titel", "a region without a text of its own" },
    { "pt_BR", "Título", "language and region" },
    { "pt-BR", "Título", "as the web writes it" },
    { "pt", "Title", "another region's text is not taken" },
    { "fr", "Title", "no text: English" },
    { "en", "Title", "English" },
    { NULL, "Title", "the process's language" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsCatalog) catalog = read_catalog (GOOD, &error);
  TidingsAlertType *type = NULL;
  g_autoptr(JsonObject) samples = NULL;
  g_autofree char *subject = NULL;

  g_assert_no_error (error);
  type = tidings_catalog_lookup (catalog, "t");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = tidings_alert_type_dup_title (type, cases[i].language);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (title, ==, cases[i].title);
    }

  samples = tidings_alert_type_dup_samples (type);
  g_assert_cmpstr (json_object_get_string_member (samples, "b"), ==, "2");
  subject = tidings_alert_type_dup_subject (type, NULL);
  g_assert_cmpstr (subject, ==, "{{ a }}");
  g_assert_cmpint (type->priority, ==, TIDINGS_PRIORITY_NORMAL);
  g_assert_cmpuint (type->max_segments, ==, 1);
  g_assert_cmpuint (type->cooldown_s, ==, 0);
}

/* A phrase follows the same way from a language to the file's English. */
static void
test_phrase_languages (void)
{
  static const struct { const char *language; const char *phrase; const char *why; } cases[] = {
    { "de", "Noch {{ n }}", "the language itself" },
    { "de_CH", "Noch {{ n }}", "a region without words of its own" },
    { "de-CH", "Noch {{ n }}", "as the web writes it" },
    { "pt_BR", "Mais {{ n }}", "language and region" },
    { "pt", "{{ n }} more", "another region's words are not taken" },
    { "ja", "{{ n }} more", "no translation: English" },
    { NULL, "{{ n }} more", "the process's language" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsCatalog) catalog = read_catalog (PHRASE GOOD, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *phrase = tidings_catalog_dup_phrase (catalog, "p", cases[i].language);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (phrase, ==, cases[i].phrase);
    }
  g_assert_cmpuint (g_list_model_get_n_items (tidings_catalog_list_types (catalog)), ==, 1);
}

static void
test_faults (void)
{
  static const struct { const char *text; const char *why; } cases[] = {
    { "nonsense", "not a key file" },
    { "[group g]\nName=Group\n", "a group without a title" },
    { "[t]\nGroup=g\nTitle=T\nDescription=D\nTemplate=T\nFields=\nSamples=\n", "a group that is not there" },
    { GOOD "[u]\nTitle=T\nDescription=D\nTemplate=T\nFields=\nSamples=\n", "no group" },
    { GOOD "[u]\nGroup=g\nDescription=D\nTemplate=T\nFields=\nSamples=\n", "no title" },
    { GOOD "[u]\nGroup=g\nTitle=T\nTemplate=T\nFields=\nSamples=\n", "no description" },
    { GOOD "[u]\nGroup=g\nTitle=T\nDescription=D\nFields=\nSamples=\n", "no template" },
    { GOOD "[u]\nGroup=g\nTitle=T\nDescription=D\nTemplate=T\nSamples=\n", "no fields" },
    { GOOD "[u]\nGroup=g\nTitle=T\nDescription=D\nTemplate=T\nFields=a;\nSamples=\n", "no sample for a field" },
    { GOOD "Prioritty=low\n", "a misspelt key" },
    { GOOD "Priority=urgent\n", "no such priority" },
    { GOOD "Burst=0\n", "none at all" },
    { GOOD "Burst=many\n", "not a number" },
    { GOOD "Fields=a;b:float?;\n", "no such kind" },
    { GOOD "Fields=a b;b?;\n", "no name" },
    { GOOD "Fields=a;b:link?;\n", "a sample that does not fit its kind" },
    { GOOD "AlwaysOn=perhaps\n", "neither true nor false" },
    { GOOD "OneWay=mostly\n", "likewise" },
    { GOOD "CooldownSeconds=-1\n", "backwards" },
    { GOOD "CooldownSeconds=soon\n", "not a number" },
    { GOOD "MaxSegments=0\n", "no room at all" },
    { GOOD "Template={{ c }}\n", "a value that is not a field" },
    { GOOD "Template={{ b }}\n", "an optional value taken for granted" },
    { GOOD "Template={{ a\n", "a broken template" },
    { GOOD "Subject={{ c }}\n", "a value in the subject that is not a field" },
    { "[phrase Bad Id]\nTemplate=T\nFields=\n", "a phrase that no program can name" },
    { "[phrase p]\nFields=\n", "a phrase without words" },
    { "[phrase p]\nTemplate=T\n", "a phrase that does not say which values it gets" },
    { "[phrase p]\nTemplate={{ a }}\nFields=b;\n", "a phrase with a value that it does not get" },
    { "[phrase p]\nTemplate={{ a\nFields=a;\n", "a broken phrase" },
    { "[phrase p]\nTemplate=T\nFields=\nGroup=g\n", "a phrase in a group" },
    { "[group g]\nTitle=G\n[Bad Id]\nGroup=g\nTitle=T\nDescription=D\nTemplate=T\nFields=\nSamples=\n", "a name that programs cannot type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TidingsCatalog) catalog = read_catalog (cases[i].text, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_null (catalog);
      g_assert_nonnull (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalog/whole", test_whole);
  g_test_add_func ("/catalog/rules", test_rules);
  g_test_add_func ("/catalog/kinds", test_kinds);
  g_test_add_func ("/catalog/one-way", test_one_way);
  g_test_add_data_func ("/catalog/wordings/en", "en", test_wordings);
  g_test_add_data_func ("/catalog/wordings/de", "de", test_wordings);
  g_test_add_func ("/catalog/translated", test_translated);
  g_test_add_func ("/catalog/languages", test_languages);
  g_test_add_data_func ("/catalog/phrases/en", "en", test_phrases);
  g_test_add_data_func ("/catalog/phrases/de", "de", test_phrases);
  g_test_add_func ("/catalog/phrases/none", test_no_phrase);
  g_test_add_func ("/catalog/phrases/languages", test_phrase_languages);
  g_test_add_func ("/catalog/faults", test_faults);

  return g_test_run ();
}
