/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of messages: pages that miss nothing and repeat nothing, and what each filter lets through. */
#include "config.h"

#include <string.h>

#include "simulator-fixture.h"

#define N_TEXTS 120

static void
add_sids (Answer    *answer,
          GPtrArray *sids)
{
  JsonArray *rows = get_rows (answer, "messages");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_ptr_array_add (sids, g_strdup (json_object_get_string_member (json_array_get_object_element (rows, i), "sid")));
}

/* What the texts were given as, newest first. */
static GPtrArray *
send_many (Fixture *f,
           guint    n_texts)
{
  g_autoptr(GPtrArray) sids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_texts; i++)
    g_ptr_array_insert (sids, 0, send_text (f, i % 2 ? BOB : ANN, "Hello"));

  return g_steal_pointer (&sids);
}

static void
assert_same (GPtrArray *expected,
             GPtrArray *got)
{
  g_assert_cmpuint (got->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpstr (got->pdata[i], ==, expected->pdata[i]);
}

static void
test_pages (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *query; guint n_pages; guint page_size; const char *why; } cases[] = {
    { "", 3, 50, "fifty unless asked otherwise" },
    { "?PageSize=1000", 1, 1000, "the most" },
    { "?PageSize=7", 18, 7, "the last one has one" },
    { "?PageSize=60", 2, 60, "no empty page at the end" },
    { "?PageSize=40&From=%2B15005550006", 3, 40, "the filter stays in the link" },
  };
  g_autoptr(GPtrArray) expected = send_many (f, N_TEXTS);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) got = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *path = g_strconcat (MESSAGES, cases[i].query, NULL);
      guint n_pages = 0;

      g_test_message ("%s", cases[i].why);
      while (path)
        {
          g_autoptr(Answer) answer = ask (f, "GET", path, NULL);
          JsonObject *object = json_node_get_object (answer->json);

          g_assert_cmpint (json_object_get_int_member (object, "page"), ==, n_pages);
          g_assert_cmpint (json_object_get_int_member (object, "page_size"), ==, cases[i].page_size);
          g_assert_cmpint (json_object_get_int_member (object, "start"), ==, got->len);
          g_assert_cmpstr (get_string (answer, "uri"), !=, NULL);
          g_assert_true ((get_string (answer, "previous_page_uri") != NULL) == (n_pages > 0));
          add_sids (answer, got);
          g_assert_cmpint (json_object_get_int_member (object, "end"), ==, got->len - 1);
          n_pages++;
          g_free (path);
          path = g_strdup (get_string (answer, "next_page_uri"));
        }

      g_assert_cmpuint (n_pages, ==, cases[i].n_pages);
      assert_same (expected, got);
    }
}

/* New texts arrive and the edge of a page is deleted between two pages: nothing is missed, nothing seen twice. */
static void
test_pages_while_changing (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr(GPtrArray) expected = send_many (f, 10);
  g_autoptr(GPtrArray) got = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(Answer) first = NULL;
  g_autoptr(Answer) deleted = NULL;
  g_autoptr(Answer) second = NULL;
  g_autoptr(Answer) back = NULL;
  g_autofree char *path = NULL;
  g_autofree char *newest = NULL;
  g_autoptr(GPtrArray) again = g_ptr_array_new_with_free_func (g_free);

  tidings_test_clock_advance (f->clock, 5000);
  first = ask (f, "GET", MESSAGES "?PageSize=5", NULL);
  add_sids (first, got);

  newest = send_text (f, ANN, "New");
  path = g_strconcat (BASE "/Messages/", expected->pdata[4], ".json", NULL);
  deleted = ask (f, "DELETE", path, NULL);
  g_assert_cmpuint (deleted->status, ==, 204);

  second = ask (f, "GET", get_string (first, "next_page_uri"), NULL);
  add_sids (second, got);
  assert_same (expected, got);

  /* Backwards from there: what stands before, without the deleted one. */
  back = ask (f, "GET", get_string (second, "previous_page_uri"), NULL);
  add_sids (back, again);
  g_assert_cmpuint (again->len, ==, 5);
  g_assert_cmpstr (again->pdata[0], ==, newest);
  g_assert_cmpstr (again->pdata[4], ==, expected->pdata[3]);
}

static void
test_page_errors (Fixture       *f,
                  gconstpointer  data)
{
  static const struct { const char *query; int code; const char *why; } cases[] = {
    { "?PageSize=1001", 20007, "above the most" },
    { "?PageSize=0", 20007, "none at all" },
    { "?PageSize=-1", 20007, "less than none" },
    { "?PageSize=many", 20007, "no number" },
    { "?Page=1", 20001, "a later page without its token" },
    { "?Page=x", 20001, "no number" },
    { "?Page=1&PageToken=hello", 20001, "no token" },
    { "?Page=1&PageToken=PA%26x", 20001, "no token either" },
    { "?DateSent=2026-02-30", 20001, "no such day" },
    { "?DateSent=12.04.2026", 20001, "not that way" },
    { "?DateSent%3E=2026-04-12T00:00:00Z", 20001, "whole days only" },
    { "?DateSent%3C=", 20001, "empty" },
    { "?to=%2B447400123456", 20001, "names are case-sensitive, and Twilio would ignore this one" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat (MESSAGES, cases[i].query, NULL);
      g_autoptr(Answer) answer = ask (f, "GET", path, NULL);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_cmpint (get_error (answer), ==, cases[i].code);
    }
}

static void
test_filters (Fixture       *f,
              gconstpointer  data)
{
  static const struct { const char *query; const char *bodies; const char *why; } cases[] = {
    { "", "w3i21", "newest first" },
    { "?To=%2B4915123456789", "w31", "one recipient" },
    { "?To=%2B447400123456", "2", "the other" },
    { "?From=%2B15005550006", "321", "one sender; the waiting one has none yet" },
    { "?From=%2B4915123456789", "i", "what a phone wrote" },
    { "?To=%2B15005550006", "i", "what came in" },
    { "?DateSent=2026-04-13", "i2", "one day in GMT" },
    { "?DateSent%3E=2026-04-13", "3i2", "from a day on, that day too" },
    { "?DateSent>=2026-04-13", "3i2", "the sign as it is" },
    { "?DateSent%3C=2026-04-13", "i21", "up to a day, that day too" },
    { "?DateSent%3E=2026-04-13&DateSent%3C=2026-04-13", "i2", "both" },
    { "?DateSent%3E=2026-04-15", "", "nothing yet" },
    { "?To=%2B4915123456789&DateSent%3E=2026-04-13", "3", "joined by AND" },
  };
  g_autofree char *one = send_text (f, ANN, "1");
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  g_autofree char *waiting = NULL;

  tidings_test_clock_advance (f->clock, DAY_MS);
  two = send_text (f, BOB, "2");
  tidings_test_clock_advance (f->clock, 1000);
  tidings_simulator_reply (f->simulator, ANN, NULL, "i");
  tidings_test_clock_advance (f->clock, DAY_MS);
  three = send_text (f, ANN, "3");
  tidings_test_clock_advance (f->clock, 1000);
  waiting = send_scheduled (f, 600);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat (MESSAGES, cases[i].query, NULL);
      g_autoptr(Answer) answer = ask (f, "GET", path, NULL);
      g_autoptr(GString) bodies = g_string_new (NULL);
      JsonArray *rows = get_rows (answer, "messages");

      g_test_message ("%s", cases[i].why);
      for (guint j = 0; j < json_array_get_length (rows); j++)
        g_string_append (bodies, json_object_get_string_member (json_array_get_object_element (rows, j), "body"));
      g_string_replace (bodies, "Later", "w", 0);
      g_assert_cmpstr (bodies->str, ==, cases[i].bodies);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/simulator/lists/pages", Fixture, NULL, fixture_setup, test_pages, fixture_teardown);
  g_test_add ("/simulator/lists/pages-while-changing", Fixture, NULL, fixture_setup, test_pages_while_changing, fixture_teardown);
  g_test_add ("/simulator/lists/page-errors", Fixture, NULL, fixture_setup, test_page_errors, fixture_teardown);
  g_test_add ("/simulator/lists/filters", Fixture, NULL, fixture_setup, test_filters, fixture_teardown);

  return g_test_run ();
}
