/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports from the window: a whole file or none, and words for how it went. */
#include <string.h>

#include <glib/gstdio.h>

#include "tidings-exporter.h"
#include "tidings-store-messages.h"

/* 2026-11-21 14:05 UTC, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)
/* More than one page of the store, so that an export has a middle to be canceled in. */
#define N_TEXTS 2000

typedef struct {
  char *folder;
  char *store;
  TidingsExporter *exporter;
} Fixture;

static void
add_texts (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsStore) store = tidings_store_open (path, &error);

  g_assert_no_error (error);
  tidings_store_begin (store, &error);
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autoptr(TidingsMessage) message = tidings_message_new ();

      message->to = g_strdup ("+447400123456");
      message->type = g_strdup ("disk_full");
      message->body = g_strdup_printf ("Text number %u", i);
      message->source = g_strdup ("cli");
      message->state = TIDINGS_MESSAGE_DELIVERED;
      message->created_at = NOW;
      tidings_store_add_message (store, message, &error);
      g_assert_no_error (error);
    }
  tidings_store_commit (store, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("tidings-XXXXXX", NULL);
  fixture->store = g_build_filename (fixture->folder, "tidings.db", NULL);
  fixture->exporter = tidings_exporter_new ();
  add_texts (fixture->store);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_object_unref (fixture->exporter);
  g_free (fixture->store);
  g_free (fixture->folder);
}

static gboolean
is_running (Fixture *fixture)
{
  gboolean answer = FALSE;

  g_object_get (fixture->exporter, "is-running", &answer, NULL);

  return answer;
}

/* Returns: what the file holds then, NULL if it is not there */
static char *
export_to (Fixture    *fixture,
           const char *name,
           gboolean    cancel)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  char *contents = NULL;

  tidings_exporter_start (fixture->exporter, fixture->store, file, NOW);
  if (cancel)
    tidings_exporter_cancel (fixture->exporter);
  while (is_running (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_file_get_contents (path, &contents, NULL, NULL);

  return contents;
}

static void
assert_says (Fixture    *fixture,
             const char *expected)
{
  g_autofree char *words = NULL;

  g_object_get (fixture->exporter, "words", &words, NULL);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *json = export_to (fixture, "all.json", FALSE);
  g_autofree char *csv = NULL;
  double fraction = 0;

  g_assert_nonnull (json);
  g_assert_nonnull (strstr (json, "Text number 1999"));
  assert_says (fixture, "Exported to “all.json”");
  g_object_get (fixture->exporter, "fraction", &fraction, NULL);
  g_assert_cmpfloat (fraction, ==, 1);

  /* One after the other, and the name decides what is written. */
  csv = export_to (fixture, "texts.CSV", FALSE);
  g_assert_nonnull (csv);
  g_assert_nonnull (strstr (csv, "Text number 1999"));
  g_assert_true (*csv != '{');
}

static void
test_canceled (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "old.json", NULL);
  g_autofree char *none = export_to (fixture, "new.json", TRUE);
  g_autofree char *old = NULL;

  /* No half of a file, and what was there before is there still. */
  g_assert_null (none);
  assert_says (fixture, "Export canceled");
  g_file_set_contents (path, "old", -1, NULL);
  old = export_to (fixture, "old.json", TRUE);
  g_assert_cmpstr (old, ==, "old");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *none = export_to (fixture, "all.txt", FALSE);
  g_autofree char *nowhere = NULL;
  g_autofree char *words = NULL;

  g_assert_null (none);
  assert_says (fixture, "Choose a name that ends with .json or .csv");

  nowhere = export_to (fixture, "no-such-folder/all.json", FALSE);
  g_assert_null (nowhere);
  g_object_get (fixture->exporter, "words", &words, NULL);
  g_assert_cmpstr (words, !=, "");
  g_assert_false (g_str_has_prefix (words, "Exported"));
}

static void
test_progress_cb (TidingsExporter *exporter,
                  GParamSpec      *pspec,
                  double          *last)
{
  double fraction = 0;

  g_object_get (exporter, "fraction", &fraction, NULL);
  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *json = NULL;
  double last = 0;

  g_signal_connect (fixture->exporter, "notify::fraction", G_CALLBACK (test_progress_cb), &last);
  json = export_to (fixture, "all.json", FALSE);
  g_assert_nonnull (json);
  g_assert_cmpfloat (last, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/app/exporter/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/app/exporter/canceled", Fixture, NULL, set_up, test_canceled, tear_down);
  g_test_add ("/app/exporter/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/app/exporter/progress", Fixture, NULL, set_up, test_progress, tear_down);

  return g_test_run ();
}
