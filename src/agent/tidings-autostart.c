/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry by which a desktop starts a program at login. */
#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tidings-autostart.h"

/* What GNOME's own settings write to switch an entry off. */
#define KEY_ENABLED "X-GNOME-Autostart-enabled"

char *
tidings_autostart_dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", APP_ID ".desktop", NULL);
}

/* As the desktop reads it: the first word of the command has to be a program that can be run. */
static gboolean
can_run (GKeyFile *entry)
{
  g_autofree char *command = g_key_file_get_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, NULL);
  g_autofree char *program = NULL;
  g_autoptr(GString) name = NULL;
  g_auto(GStrv) words = NULL;

  if (command == NULL || !g_shell_parse_argv (command, NULL, &words, NULL))
    return FALSE;

  name = g_string_new (words[0]);
  g_string_replace (name, "%%", "%", 0);
  program = g_find_program_in_path (name->str);

  return program != NULL;
}

gboolean
tidings_autostart_is_on (const char *path)
{
  g_autoptr(GKeyFile) entry = g_key_file_new ();
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, &error))
    return FALSE;
  if (g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL))
    return FALSE;
  if (g_key_file_has_key (entry, G_KEY_FILE_DESKTOP_GROUP, KEY_ENABLED, NULL) &&
      !g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, KEY_ENABLED, NULL))
    return FALSE;

  return can_run (entry);
}

/* An argument as the desktop entry's Exec wants it: between quotes, with what means something there taken as it is. The
 * backslashes are doubled once more when the value is written. */
static char *
quote (const char *program)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = program; *c != '\0'; c++)
    {
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (quoted, '\\');
      else if (*c == '%')
        g_string_append_c (quoted, '%');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

gboolean
tidings_autostart_write (const char  *path,
                         const char  *program,
                         GError     **error)
{
  g_autoptr(GKeyFile) entry = g_key_file_new ();
  g_autofree char *folder = NULL;
  g_autofree char *command = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (g_path_is_absolute (program), FALSE);

  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }

  command = quote (program);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Tidings");
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_COMMENT, _("Sends reminders and texts that wait"));
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, APP_ID);
  g_key_file_set_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NO_DISPLAY, TRUE);
  text = g_key_file_to_data (entry, &length, NULL);

  return g_file_set_contents (path, text, length, error);
}

gboolean
tidings_autostart_remove (const char  *path,
                          GError     **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}
