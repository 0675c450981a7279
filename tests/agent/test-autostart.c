/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The autostart entry: what a desktop makes of it, and writing and removing it. */
#include "config.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tidings-autostart.h"

#define ENTRY "[Desktop Entry]\nType=Application\nName=Tidings\n"

typedef struct {
  char *folder;
  char *path;       /* in a folder that is not there yet */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tidings-autostart-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "autostart", "entry.desktop", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->path);

  g_chmod (parent, 0700);
  g_unlink (fixture->path);
  g_rmdir (parent);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
write_entry (Fixture    *fixture,
             const char *text)
{
  g_autofree char *parent = g_path_get_dirname (fixture->path);

  g_mkdir (parent, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *text; gboolean is_on; const char *why; } cases[] = {
    { ENTRY "Exec=/bin/sh\n", TRUE, "a program that is there" },
    { ENTRY "Exec=\"/bin/sh\" -c true\n", TRUE, "in quotes, with arguments" },
    { ENTRY "Exec=/bin/sh\nX-GNOME-Autostart-enabled=true\n", TRUE, "switched on in the desktop's settings" },
    { ENTRY "Exec=/bin/sh\nX-GNOME-Autostart-enabled=false\n", FALSE, "switched off there" },
    { ENTRY "Exec=/bin/sh\nHidden=true\n", FALSE, "hidden is as good as removed" },
    { ENTRY "Exec=/nowhere/tidings-agent\n", FALSE, "a program that was uninstalled" },
    { ENTRY "Exec=\"/bin/sh\n", FALSE, "a quote without an end" },
    { ENTRY, FALSE, "nothing to start" },
    { "Exec=/bin/sh\n", FALSE, "no entry at all" },
    { "", FALSE, "an empty file" },
  };

  g_assert_false (tidings_autostart_is_on (fixture->path));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      write_entry (fixture, cases[i].text);
      g_assert_cmpint (tidings_autostart_is_on (fixture->path), ==, cases[i].is_on);
    }
}

/* The name of the program comes back as a desktop reads it, whatever is in it. */
static void
test_write (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const names[] = { "plain", "with blank", "with \"quotes\"", "with $dollar", "back\\slash", "back`tick" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *program = g_build_filename (fixture->folder, names[i], NULL);
      g_autoptr(GKeyFile) entry = g_key_file_new ();
      g_autofree char *command = NULL;
      g_auto(GStrv) words = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", names[i]);
      g_assert_true (g_file_set_contents_full (program, "", 0, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
      tidings_autostart_write (fixture->path, program, &error);
      g_assert_no_error (error);
      g_assert_true (tidings_autostart_is_on (fixture->path));
      g_assert_true (g_key_file_load_from_file (entry, fixture->path, G_KEY_FILE_NONE, NULL));
      command = g_key_file_get_string (entry, "Desktop Entry", "Exec", NULL);
      g_assert_true (g_shell_parse_argv (command, NULL, &words, &error));
      g_assert_no_error (error);
      /* The agent alone: nothing after its name. */
      g_assert_cmpuint (g_strv_length (words), ==, 1);
      g_assert_cmpstr (words[0], ==, program);
      g_unlink (program);
      g_assert_false (tidings_autostart_is_on (fixture->path));
    }
}

static void
test_percent (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *program = g_build_filename (fixture->folder, "100%", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents_full (program, "", 0, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_assert_true (tidings_autostart_write (fixture->path, program, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  /* One alone would be a field that the desktop fills in. */
  g_assert_nonnull (strstr (text, "/100%%\"\n"));
  g_assert_true (tidings_autostart_is_on (fixture->path));
  g_unlink (program);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_autostart_remove (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_true (tidings_autostart_write (fixture->path, "/bin/sh", &error));
  g_assert_true (tidings_autostart_remove (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Root may write anywhere, so that the way is barred by a file where a folder belongs. */
static void
test_barred (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) removing = NULL;

  g_assert_true (g_file_set_contents (parent, "", -1, NULL));
  g_assert_false (tidings_autostart_write (fixture->path, "/bin/sh", &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_FILE_ERROR);
  g_assert_false (tidings_autostart_is_on (fixture->path));
  g_assert_false (tidings_autostart_remove (fixture->path, &removing));
  g_assert_error (removing, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_unlink (parent);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/agent/autostart/read", test_read);
  ADD ("/agent/autostart/write", test_write);
  ADD ("/agent/autostart/percent", test_percent);
  ADD ("/agent/autostart/remove", test_remove);
  ADD ("/agent/autostart/barred", test_barred);

  return g_test_run ();
}
