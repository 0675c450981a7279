/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is known, or all of one person, as a file: `tidings export`. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tidings-cli-command.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-store-export.h"

/* What Linux calls memory in place of a disk (TMPFS_MAGIC of linux/magic.h). */
#define IN_MEMORY 0x01021994

/* A terminal is told how far it is from so many texts on. */
#define LONG_EXPORT 5000

/* Set by the signal; looked at between pages. */
static volatile sig_atomic_t stopped_by = 0;

static void
stop_cb (int number)
{
  stopped_by = number;
}

/* A file beside the one that is wanted, which becomes it only when it is whole. */
typedef struct {
  const char *path;
  char *draft;
  int descriptor;
  GCancellable *cancellable;
  gboolean shows_progress;
} Target;

static void
target_clear (Target *self)
{
  if (self->draft != NULL)
    g_unlink (self->draft);
  if (self->descriptor > STDERR_FILENO)
    close (self->descriptor);
  g_free (self->draft);
  g_clear_object (&self->cancellable);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
set_file_error (const char  *path,
                int          number,
                GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  /* Translators: %1$s is the name of a file, %2$s what the system says */
  g_set_error (error, TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_FAILED, _("“%1$s” cannot be written: %2$s"), shown, g_strerror (number));

  return FALSE;
}

static gboolean
set_exists_error (const char  *path,
                  GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  /* Translators: %s is the name of a file */
  tidings_cli_set_usage (error, _("“%s” is there already; choose another name or add --force"), shown);

  return FALSE;
}

/* A sandbox has folders of its own where those outside are not let in. They are gone when it ends, with all that is in them. */
static gboolean
is_lost (int descriptor)
{
  struct statfs place;

  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) && fstatfs (descriptor, &place) == 0 && place.f_type == IN_MEMORY;
}

static gboolean
set_lost_error (const char  *path,
                GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  /* Translators: the first %s is the name of a file; "tidings export -" is a command and stays as it is */
  tidings_cli_set_usage (error, _("“%s” would be lost, because Tidings runs in a sandbox: use “tidings export - > %s”"), shown, shown);

  return FALSE;
}

static gboolean
target_open (Target      *self,
             const char  *path,
             gboolean     force,
             GError     **error)
{
  self->path = path;
  self->cancellable = g_cancellable_new ();
  if (g_str_equal (path, "-"))
    {
      self->descriptor = STDOUT_FILENO;
      return TRUE;
    }

  if (!force && g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return set_exists_error (path, error);
  self->draft = g_strconcat (path, ".XXXXXX", NULL);
  self->descriptor = g_mkstemp_full (self->draft, O_WRONLY | O_CLOEXEC, 0600);
  if (self->descriptor >= 0)
    return !is_lost (self->descriptor) || set_lost_error (path, error);

  g_clear_pointer (&self->draft, g_free);

  return set_file_error (path, errno, error);
}

/* Gives the draft its name. Without force the name must still be free, which a link tells and a rename does not. */
static gboolean
target_finish (Target    *self,
               gboolean   force,
               GError   **error)
{
  if (self->draft == NULL)
    return TRUE;
  if (fsync (self->descriptor) != 0)
    return set_file_error (self->path, errno, error);

  if (!force && link (self->draft, self->path) == 0)
    return TRUE;
  if (!force && errno == EEXIST)
    return set_exists_error (self->path, error);
  /* Some file systems have no links. */
  if (g_rename (self->draft, self->path) != 0)
    return set_file_error (self->path, errno, error);
  g_clear_pointer (&self->draft, g_free);

  return TRUE;
}

static void
progress_cb (guint64  n_done,
             guint64  n_total,
             gpointer user_data)
{
  Target *target = user_data;
  g_autofree char *line = NULL;

  if (stopped_by != 0)
    g_cancellable_cancel (target->cancellable);
  if (!target->shows_progress || n_total < LONG_EXPORT)
    return;

  /* Translators: how far an export is: so many texts of so many */
  line = g_strdup_printf (_("%1$u of %2$u texts"), (guint) n_done, (guint) n_total);
  fprintf (stderr, "\r%s", line);
}

static void
catch_signals (gboolean on)
{
  struct sigaction action = { .sa_handler = on ? stop_cb : SIG_DFL };

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

static gboolean
write_export (TidingsStore   *store,
              TidingsExport  *export,
              Target         *target,
              GError        **error)
{
  g_autoptr(GOutputStream) plain = g_unix_output_stream_new (target->descriptor, FALSE);
  g_autoptr(GOutputStream) stream = g_buffered_output_stream_new_sized (plain, 64 * 1024);

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (stream), FALSE);

  return tidings_store_export (store, export, stream, target->cancellable, error) &&
         g_output_stream_flush (stream, target->cancellable, error);
}

static TidingsExit
end_export (Target *target,
            GError *error)
{
  g_autofree char *words = NULL;

  /* As if it had not been caught, but nothing is left behind. */
  if (stopped_by != 0)
    {
      if (target->draft != NULL)
        g_unlink (target->draft);
      raise (stopped_by);
    }
  /* `| head` has seen enough. */
  if (target->descriptor == STDOUT_FILENO && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    return TIDINGS_EXIT_DONE;
  if (error->domain != G_IO_ERROR)
    return tidings_cli_fail (error);

  words = g_filename_display_name (target->path);
  /* Translators: %1$s is the name of a file, %2$s what the system says */
  tidings_cli_complain (_("“%1$s” cannot be written: %2$s"), words, error->message);

  return TIDINGS_EXIT_FAILED;
}

static TidingsExit
export_to (TidingsStore  *store,
           TidingsExport *export,
           const char    *path,
           gboolean       force)
{
  g_auto(Target) target = { .descriptor = -1 };
  g_autoptr(GError) error = NULL;
  gboolean is_done;

  if (!target_open (&target, path, force, &error))
    return tidings_cli_fail (error);

  target.shows_progress = isatty (STDERR_FILENO) == 1;
  export->progress = progress_cb;
  export->user_data = &target;
  catch_signals (TRUE);
  is_done = write_export (store, export, &target, &error) && target_finish (&target, force, &error);
  catch_signals (FALSE);
  if (target.shows_progress)
    fputs ("\r\033[K", stderr);

  return is_done ? TIDINGS_EXIT_DONE : end_export (&target, error);
}

static gboolean
choose_format (const char           *path,
               const char           *name,
               TidingsExportFormat  *format,
               GError              **error)
{
  if (name == NULL && (g_str_equal (path, "-") || tidings_export_format_from_name (path, format)))
    return TRUE;
  if (name == NULL)
    tidings_cli_set_usage (error, _("The name of the file says no format; end it in .json or .csv, or add --format"));
  else if (g_str_equal (name, "json") || g_str_equal (name, "csv"))
    *format = g_str_equal (name, "csv") ? TIDINGS_EXPORT_CSV : TIDINGS_EXPORT_JSON;
  else
    tidings_cli_set_usage (error, _("There is no format “%s”; it is json or csv"), name);

  return *error == NULL;
}

static TidingsExit
run_export (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  g_autofree char *who = NULL;
  g_autofree char *format = NULL;
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "who", 'w', 0, G_OPTION_ARG_FILENAME, &who, N_("Only what concerns this person"), N_("WHO") },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, N_("json or csv, in place of what the name says"), N_("FORMAT") },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_("Replace a file that is there"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExport export = { .format = TIDINGS_EXPORT_JSON, .version = PACKAGE_VERSION };
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!choose_format (arguments[0], format, &export.format, &error) ||
      (who != NULL && (person = tidings_cli_find_person (cli, who, &error)) == NULL) ||
      !tidings_cli_open_store (cli, &store, &error))
    return tidings_cli_fail (error);
  if (store == NULL)
    {
      tidings_cli_complain ("%s", _("Nothing was stored by Tidings yet"));
      return TIDINGS_EXIT_FAILED;
    }

  export.person = person != NULL ? person->id : 0;
  export.now = tidings_cli_get_now (cli);

  return export_to (store, &export, arguments[0], force);
}

const TidingsCommand tidings_command_export = {
  .name = "export",
  .arguments = N_("FILE"),
  .summary = N_("Write all that Tidings knows, or all of one person, to a file"),
  .details = N_("A name that ends in .json gets everything as one JSON object: people, texts with their stories, answers, reminders, "
                "own alert types, wordings, the trail of consent. A name that ends in .csv gets the texts as a table. “-” is standard "
                "output, as JSON. The file can be read by you alone, and is there only when it is whole."),
  .n_min = 1,
  .n_max = 1,
  .run = run_export,
};
