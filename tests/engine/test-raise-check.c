/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be raised: values of their kind, options within bounds, and a sentence that names what is wrong. */
#include "config.h"

#include <string.h>

#include "tidings-raise-check.h"
#include "tidings-values.h"

#define NOW G_GINT64_CONSTANT (1795262400000)

#define CATALOG \
  "[group g]\nTitle=G\n[group tidings]\nTitle=T\n" \
  "[tank]\nGroup=g\nTitle=Tank\nDescription=D\nTemplate={{ tank.name }} {{ level }} {{ count? }} {{ full? }} {{ link? }}\n" \
  "Fields=tank.name;level:number;count:integer?;full:boolean?;link:link?;\nSamples=oil;2.5;3;true;https://example.org;\nPriority=high\n" \
  "[plain]\nGroup=g\nTitle=Plain\nDescription=D\nTemplate=T\nFields=\nSamples=\nPriority=low\n" \
  "[message]\nGroup=tidings\nTitle=M\nDescription=D\nTemplate={{ text }}\nFields=text;\nSamples=x;\nAddressed=true\n" \
  "[verification_code]\nGroup=tidings\nTitle=C\nDescription=D\nTemplate={{ code }}\nFields=code;\nSamples=1;\nAddressed=true\n"

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
check (TidingsCatalog     *catalog,
       const TidingsRaise *raise,
       int                 code,
       const char         *words)
{
  g_autoptr(GError) error = NULL;
  TidingsAlertType *type = tidings_raise_check (catalog, raise, NOW, &error);

  if (words == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (type->id, ==, raise->type);
      return;
    }
  g_assert_null (type);
  g_assert_error (error, TIDINGS_ENGINE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

/* A type with a field of each kind. */
static void
test_values (void)
{
  static const struct { const char *values; const char *words; const char *why; } cases[] = {
    { "{\"tank\":{\"name\":\"oil\"},\"level\":3}", NULL, "what must be there, nested" },
    { "{\"tank.name\":\"oil\",\"level\":\"2.5\"}", NULL, "by path, and a number as the command line gives it" },
    { "{\"tank\":{\"name\":7},\"level\":3}", NULL, "a number can stand in a text" },
    { "{\"tank\":{\"name\":false},\"level\":3}", NULL, "so can this" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"other\":[1],\"tank\":{\"more\":{\"deep\":1}}}", NULL, "what it does not know does nothing" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"count\":null,\"link\":\"\",\"full\":\"\"}", NULL, "null and nothing are not given" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"count\":4,\"full\":true,\"link\":\"https://a.example\"}", NULL, "all of them" },
    { "{\"level\":3}", "“tank.name” is missing", "not there" },
    { "{\"tank.name.first\":\"oil\",\"level\":3}", "“tank.name” must be one value", "an object, as the paths of what is in it" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"link.to\":\"oil\"}", "“link” must be one value", "also for one that may be missing" },
    { "{\"tank\":{},\"level\":3}", "“tank.name” is missing", "not in there" },
    { "{\"tank\":\"oil\",\"level\":3}", "“tank.name” is missing", "something else in its place" },
    { "{\"tank.name\":null,\"level\":3}", "“tank.name” is missing", "null" },
    { "{\"tank.name\":\"\",\"level\":3}", "“tank.name” is missing", "nothing" },
    { "{\"tank.name\":\"oil\",\"level\":\"\"}", "“level” is missing", "no number either" },
    { "{\"tank.name\":[\"oil\"],\"level\":3}", "“tank.name” must be one value", "a list" },
    { "{\"tank\":{\"name\":{\"a\":1}},\"level\":3}", "“tank.name” must be one value", "an object" },
    { "{\"tank.name\":\"oil\",\"level\":\"low\"}", "“level” must be a number", "a word" },
    { "{\"tank.name\":\"oil\",\"level\":\"1,000.50\"}", "“level” must be a number", "read one way here and another there" },
    { "{\"tank.name\":\"oil\",\"level\":true}", "“level” must be a number", "a switch" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"count\":2.5}", "“count” must be a whole number", "half a one" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"count\":[]}", "“count” must be one value", "optional, but a list" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"full\":\"yes\"}", "“full” must be true or false", "a word of people" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"full\":1}", "“full” must be true or false", "a number" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"link\":\"a.example\"}", "“link” must be a web address", "no scheme" },
    { "{\"tank.name\":\"oil\",\"level\":3,\"link\":\"file:///etc/passwd\"}", "“link” must be a web address", "a file" },
  };
  g_autoptr(TidingsCatalog) catalog = make_catalog ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = json_from_string (cases[i].values, NULL);
      TidingsRaise raise = { .type = "tank", .values = json_node_get_object (node) };

      g_test_message ("%s: %s", cases[i].values, cases[i].why);
      check (catalog, &raise, TIDINGS_ENGINE_ERROR_INVALID, cases[i].words);
    }
}

static void
test_options (void)
{
  static const char * const nobody[] = { NULL };
  static const char * const ann[] = { "Ann", NULL };
  g_autofree char *key = g_strnfill (TIDINGS_MAX_DEDUPE, 'k');
  g_autofree char *long_key = g_strconcat (key, "k", NULL);
  g_autofree char *bears = g_strjoin ("ä", key, "", NULL);
  g_autoptr(JsonObject) values = json_object_new ();
  const struct { TidingsRaise raise; int code; const char *words; const char *why; } cases[] = {
    { { .type = "plain" }, 0, NULL, "nothing needs to be said" },
    { { .type = "plain", .to = ann }, 0, NULL, "to somebody" },
    { { .type = "none" }, TIDINGS_ENGINE_ERROR_NOT_FOUND, "“none”", "no such type" },
    { { .type = "verification_code", .to = ann }, TIDINGS_ENGINE_ERROR_INVALID, "tidings verify", "codes are made elsewhere" },
    { { .type = "plain", .to = nobody }, TIDINGS_ENGINE_ERROR_INVALID, "“plain”", "an empty list is not everybody" },
    { { .type = "message" }, TIDINGS_ENGINE_ERROR_INVALID, "“message”", "who?" },
    { { .type = "plain", .dedupe = key }, 0, NULL, "200 characters" },
    { { .type = "plain", .dedupe = long_key }, TIDINGS_ENGINE_ERROR_INVALID, "200", "one more" },
    { { .type = "plain", .dedupe = bears }, TIDINGS_ENGINE_ERROR_INVALID, "200", "one more, of two bytes" },
    { { .type = "plain", .late_at = NOW + 1 }, 0, NULL, "a millisecond left" },
    { { .type = "plain", .late_at = NOW }, TIDINGS_ENGINE_ERROR_INVALID, "passed", "now" },
    { { .type = "plain", .late_at = -1 }, TIDINGS_ENGINE_ERROR_INVALID, "passed", "before all time" },
    { { .type = "plain", .late_at = G_MAXINT64 }, 0, NULL, "later than the type's is no harm: that one holds" },
    { { .type = "plain", .urgency = 1 + TIDINGS_PRIORITY_LOW }, 0, NULL, "the same" },
    { { .type = "plain", .urgency = 1 + TIDINGS_PRIORITY_NORMAL }, TIDINGS_ENGINE_ERROR_INVALID, "“plain” is low", "higher than low" },
    { { .type = "plain", .urgency = G_MAXUINT }, TIDINGS_ENGINE_ERROR_INVALID, "“plain” is low", "higher than all" },
    { { .type = "plain", .media_url = "https://192.168.0.1/a.jpg" }, TIDINGS_ENGINE_ERROR_INVALID, "", "a picture in the house" },
  };
  g_autoptr(TidingsCatalog) catalog = make_catalog ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsRaise raise = cases[i].raise;

      raise.values = values;
      g_test_message ("%s", cases[i].why);
      check (catalog, &raise, cases[i].code, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/raise-check/values", test_values);
  g_test_add_func ("/raise-check/options", test_options);

  return g_test_run ();
}
