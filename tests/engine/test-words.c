/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words a person gets: in which language, from whom, and what stands in front and behind. */
#include "config.h"

#include <string.h>

#include "engine-fixture.h"

#define NAME "Home"
#define NUMBER "+4915123456789"

static void
set_language (Fixture    *fixture,
              gint64      id,
              const char *language)
{
  g_autoptr(TidingsPerson) values = tidings_person_new ();
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  values->language = g_strdup (language);
  person = tidings_engine_put_person (fixture->engine, id, values, TIDINGS_PERSON_CHANGE_LANGUAGE, &error);
  g_assert_no_error (error);
}

/* People with a German number speak German until somebody says otherwise. */
static void
add_ann (Fixture *fixture)
{
  set_language (fixture, fixture_add_confirmed (fixture, "Ann", NUMBER), "en");
}

static JsonObject *
parse_values (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);

  return json_node_dup_object (node);
}

/* What Ann would get, or the error. */
static char *
preview (Fixture     *fixture,
         const char  *type,
         const char  *text,
         const char  *subject,
         gboolean     cheaper,
         GError     **error)
{
  const char *to[] = { "Ann", NULL };
  g_autoptr(JsonObject) values = parse_values (text);
  TidingsRaise raise = { .type = type, .values = values, .to = to, .source = "test", .subject = subject, .cheaper = cheaper };
  g_autoptr(GPtrArray) outcomes = tidings_engine_raise (fixture->engine, &raise, TRUE, error);

  return outcomes != NULL ? g_strdup (((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->body) : NULL;
}

static void
set_wording (Fixture    *fixture,
             const char *language,
             const char *text)
{
  g_autoptr(GError) error = NULL;

  tidings_engine_set_wording (fixture->engine, "job_failed", language, text, &error);
  g_assert_no_error (error);
}

/* From the most exact wording to English, one after the other taken away. */
static void
test_languages (Fixture       *fixture,
                gconstpointer  unused)
{
  static const struct { const char *own; const char *language; const char *body; const char *why; } cases[] = {
    { "pt_BR=brasil {{ unit }};pt=portugal {{ unit }};=all {{ unit }}", "pt_BR", "brasil x", "exactly this language" },
    { "pt_BR=brasil {{ unit }};pt=portugal {{ unit }};=all {{ unit }}", "pt-BR", "brasil x", "as the web writes it" },
    { "pt_BR=brasil {{ unit }};pt=portugal {{ unit }};=all {{ unit }}", "pt_AO", "portugal x", "the language without its region" },
    { "pt_BR=brasil {{ unit }};pt=portugal {{ unit }};=all {{ unit }}", "pt", "portugal x", "the language itself" },
    { "pt_BR=brasil {{ unit }};pt=portugal {{ unit }};=all {{ unit }}", "de", "all x", "the one for all languages" },
    { "pt-BR=brasil {{ unit }}", "pt_BR", "brasil x", "a wording that was set as the web writes it" },
    { "pt_BR=brasil {{ unit }}", "pt", "The job x has failed.", "a region's wording is not taken for the language" },
    { "pt_BR=brasil {{ unit }}", "pt_PT", "The job x has failed.", "nor for another region" },
    { "en=own {{ unit }}", "de", "Der Auftrag x ist fehlgeschlagen.", "an English wording is not taken for German: the catalog's is" },
    { "de=eigen {{ unit }}", "en", "The job x has failed.", "nor the other way round" },
    { "de=eigen {{ unit }}", "de_AT", "eigen x", "Austria takes the German one" },
    { "de=eigen {{ unit }};=all {{ unit }}", "mt", "all x", "for all, where the catalog has no Maltese either" },
    { "", "de", "Der Auftrag x ist fehlgeschlagen.", "the catalog's" },
    { "", "de_CH", "Der Auftrag x ist fehlgeschlagen.", "the catalog's for a region that it does not have" },
    { "", "mt", "The job x has failed.", "English where there is no translation" },
    { "", "en", "The job x has failed.", "English" },
  };
  gint64 ann = fixture_add_confirmed (fixture, "Ann", NUMBER);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) own = g_strsplit (cases[i].own, ";", -1);
      g_autoptr(GError) error = NULL;
      g_autofree char *body = NULL;

      for (char **one = own; *one != NULL; one++)
        {
          g_auto(GStrv) parts = g_strsplit (*one, "=", 2);

          set_wording (fixture, parts[0], parts[1]);
        }
      set_language (fixture, ann, cases[i].language);
      body = preview (fixture, "job_failed", "{ 'unit': 'x' }", NULL, FALSE, &error);
      g_test_message ("%s", cases[i].why);
      g_assert_no_error (error);
      g_assert_cmpstr (body, ==, cases[i].body);

      for (char **one = own; *one != NULL; one++)
        {
          g_auto(GStrv) parts = g_strsplit (*one, "=", 2);

          set_wording (fixture, parts[0], NULL);
        }
    }
}

/* What stands in front of and behind a text, by type and by what it leaves from. */
static void
test_around (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct
  {
    const char *type; const char *values; const char *sender; const char *subject; gboolean asks_stop; const char *body; const char *why;
  } cases[] = {
    { "job_failed", "{ 'unit': 'x' }", "+14155550199", NULL, TRUE, "Home: The job x has failed.\nReply STOP to unsubscribe", "an alert" },
    { "job_failed", "{ 'unit': 'x' }", "+14155550199", NULL, FALSE, "Home: The job x has failed.", "the household does not want it" },
    { "job_failed", "{ 'unit': 'x' }", "Tidings", NULL, TRUE, "Home: The job x has failed.", "a name cannot be answered" },
    { "job_failed", "{ 'unit': 'x' }", "894546", NULL, TRUE, "Home: The job x has failed.\nReply STOP to unsubscribe", "a short code can" },
    { "job_failed", "{ 'unit': 'x' }", NULL, NULL, TRUE, "Home: The job x has failed.", "nothing can leave, so nothing can be answered" },
    { "message", "{ 'text': 'Hi' }", "+14155550199", NULL, TRUE, "Home: Hi\nReply STOP to unsubscribe", "a text of one's own" },
    { "message", "{ 'text': 'Reply STOP to end' }", "+14155550199", NULL, TRUE, "Home: Reply STOP to end", "it says so itself" },
    { "message", "{ 'text': 'Hi' }", "+14155550199", "{{ text }}", FALSE, "Home: {{ text }}: Hi", "a subject from outside is no template" },
    { "message", "{ 'text': 'Hi' }", "+14155550199", "", FALSE, "Home: Hi", "an empty subject is none" },
    { "delivery_test", "{}", "+14155550199", NULL, TRUE, "Home: This is a test from Tidings. If you can read it, texts reach this phone.", "not a test" },
    { "chore_due", "{ 'chore': 'Bins' }", "Tidings", NULL, TRUE, NULL, "a name asks for no answer" },
    { "job_failed", "{ 'unit': true }", "+14155550199", NULL, FALSE, "Home: The job yes has failed.", "a boolean in the words of the language" },
  };

  add_ann (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *body = NULL;

      fixture->settings.household = NAME;
      fixture->settings.asks_stop = cases[i].asks_stop;
      fixture->settings.sender = cases[i].sender;
      fixture_apply (fixture);
      body = preview (fixture, cases[i].type, cases[i].values, cases[i].subject, FALSE, &error);
      g_test_message ("%s: %s", cases[i].why, body);
      g_assert_no_error (error);
      if (cases[i].body != NULL)
        g_assert_cmpstr (body, ==, cases[i].body);
      else
        g_assert_true (strstr (body, "DONE") == NULL && strstr (body, "STOP") == NULL);
    }
}

/* The phrase follows the person, whatever the desktop speaks, and falls back with the text. */
static void
test_stop_language (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const char * const languages[] = { "en", "de", "de_AT", "fr" };
  gint64 ann = fixture_add_confirmed (fixture, "Ann", NUMBER);

  fixture->settings.asks_stop = TRUE;
  fixture_apply (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *stop = tidings_catalog_dup_phrase (tidings_catalog_get_default (), "stop", languages[i]);
      g_autofree char *body = NULL;
      g_autofree char *line = NULL;

      set_language (fixture, ann, languages[i]);
      body = preview (fixture, "job_failed", "{ 'unit': 'x' }", NULL, FALSE, NULL);
      line = g_strconcat ("\n", stop, NULL);
      g_test_message ("%s", body);
      g_assert_true (g_str_has_suffix (body, line));
    }
}

/* Nobody is told less than asked for, but cheaply. */
static void
test_cheaper (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct { const char *text; gboolean cheaper; const char *body; const char *why; } cases[] = {
    { "The backup of the photos on the old computer in the study ended well: gar\u00e7on \U0001f389", FALSE,
      "The backup of the photos on the old computer in the study ended well: gar\u00e7on \U0001f389", "nobody asked for it" },
    { "The backup of the photos on the old computer in the study ended well: gar\u00e7on \U0001f389", TRUE,
      "The backup of the photos on the old computer in the study ended well: garcon", "two parts become one" },
    { "gar\u00e7on \U0001f389", TRUE, "gar\u00e7on \U0001f389", "nothing would be saved" },
  };

  add_ann (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *values = g_strdup_printf ("{ 'text': '%s' }", cases[i].text);
      g_autofree char *body = preview (fixture, "message", values, NULL, cases[i].cheaper, NULL);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (body, ==, cases[i].body);
    }
}

/* A wording of one's own that has lost its value is not the end of the text. */
static void
test_fallback (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *body = NULL;

  add_ann (fixture);
  g_assert_true (tidings_store_set_wording (fixture->store, "job_failed", "", "{{ gone }} {{ unit }}", NULL));
  body = preview (fixture, "job_failed", "{ 'unit': 'x' }", NULL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, "The job x has failed.");
}

static void
test_faults (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct { const char *values; const char *name; const char *why; } cases[] = {
    { "{ 'unit': { 'name': 'x' } }", "unit", "an object" },
    { "{ 'unit': ['x'] }", "unit", "an array" },
    { "{ 'unit': null }", "unit", "null" },
    { "{ 'unit': '\\u202e' }", "unit", "nothing to be seen" },
    { "{ 'units': 'x' }", "unit", "a misspelt name" },
  };

  add_ann (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *body = preview (fixture, "job_failed", cases[i].values, NULL, FALSE, &error);

      g_test_message ("%s", cases[i].why);
      g_assert_null (body);
      g_assert_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].name));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  ADD ("/words/languages", test_languages);
  ADD ("/words/around", test_around);
  ADD ("/words/stop-language", test_stop_language);
  ADD ("/words/cheaper", test_cheaper);
  ADD ("/words/fallback", test_fallback);
  ADD ("/words/faults", test_faults);

  return g_test_run ();
}
