/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders from a calendar file: `tidings reminders import`. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cmd-reminders-import.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-store-people.h"
#include "tidings-when.h"

/* What was typed, and what came of it. */
typedef struct {
  char **to;
  char *before;
  char *type;
  gboolean json;
  TidingsBusAgent1 *agent;
  GMainLoop *loop;
  gboolean is_drawn;      /* progress stands on the terminal */
  gboolean is_answered;
  guint added;
  guint changed;
  guint unchanged;
  guint unusable;
  gboolean is_whole;
  char **problems;
  GError *error;
} Import;

static void
import_clear (Import *import)
{
  g_strfreev (import->to);
  g_free (import->before);
  g_free (import->type);
  g_clear_object (&import->agent);
  g_clear_pointer (&import->loop, g_main_loop_unref);
  g_strfreev (import->problems);
  g_clear_error (&import->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* Over the line before, which is never longer: both numbers grow to the second one. */
static void
draw_progress (Import *import,
               guint   done,
               guint   total)
{
  g_autofree char *words = NULL;

  if (isatty (STDERR_FILENO) != 1)
    return;
  /* Translators: events of a calendar file that were looked at, and how many there are */
  words = g_strdup_printf (_("%u of %u events"), done, total);
  g_printerr ("\r%s", words);
  import->is_drawn = TRUE;
}

static void
progress_cb (TidingsBusAgent1 *agent,
             guint             done,
             guint             total,
             gpointer          user_data)
{
  draw_progress (user_data, done, total);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Import *import = user_data;

  import->is_answered = tidings_bus_agent1_call_import_reminders_finish (import->agent, &import->added, &import->changed,
                                                                         &import->unchanged, &import->unusable, &import->is_whole,
                                                                         &import->problems, NULL, result, &import->error);
  g_main_loop_quit (import->loop);
}

/* The answer to the import itself says what came of it. A second Ctrl-C ends the program, and with it the import. */
static gboolean
interrupted_cb (gpointer user_data)
{
  Import *import = user_data;

  tidings_bus_agent1_call_cancel_import (import->agent, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static GPtrArray *
find_people (TidingsCli  *cli,
             Import      *import,
             GError     **error)
{
  g_autofree char *list = import->to != NULL ? g_strjoinv (",", import->to) : NULL;
  g_autoptr(GPtrArray) people = NULL;
  TidingsStore *store = NULL;

  if (list != NULL)
    return tidings_cli_find_people (cli, list, error);
  if (!tidings_cli_open_store (cli, &store, error))
    return NULL;

  people = store != NULL ? tidings_store_list_people (store, error) : g_ptr_array_new ();
  if (people != NULL && people->len != 1)
    {
      tidings_cli_set_usage (error, _("Say who is reminded with --to WHO"));
      return NULL;
    }

  return g_steal_pointer (&people);
}

/* The options of the call, sunk; %NULL with @error set. */
static GVariant *
make_options (TidingsCli  *cli,
              Import      *import,
              GError     **error)
{
  g_auto(GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto(GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));
  g_autoptr(GPtrArray) people = find_people (cli, import, error);

  if (people == NULL)
    return NULL;
  for (guint i = 0; i < people->len; i++)
    g_variant_builder_add (&ids, "x", ((TidingsPerson *) g_ptr_array_index (people, i))->id);
  g_variant_builder_add (&options, "{sv}", "people", g_variant_builder_end (&ids));

  if (import->before != NULL)
    {
      guint n_before = 0;
      g_autofree gint64 *before_s = tidings_before_parse (import->before, &n_before, error);

      if (before_s == NULL)
        {
          tidings_cli_make_usage (error);
          return NULL;
        }
      g_variant_builder_add (&options, "{sv}", "before",
                             g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, before_s, n_before, sizeof *before_s));
    }
  if (import->type != NULL)
    g_variant_builder_add (&options, "{sv}", "type", g_variant_new_string (import->type));

  return g_variant_ref_sink (g_variant_builder_end (&options));
}

static GUnixFDList *
open_file (const char  *path,
           GError     **error)
{
  g_autoptr(GUnixFDList) list = g_unix_fd_list_new ();
  int fd = g_str_equal (path, "-") ? STDIN_FILENO : g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean is_good;

  if (fd < 0)
    {
      /* Translators: the first %s is the name of a file, the second why it cannot be read */
      tidings_cli_set_usage (error, _("“%1$s” cannot be read: %2$s"), path, g_strerror (errno));
      return NULL;
    }
  is_good = g_unix_fd_list_append (list, fd, error) >= 0;
  if (fd != STDIN_FILENO)
    close (fd);

  return is_good ? g_steal_pointer (&list) : NULL;
}

static void
print_json (const Import *import)
{
  JsonObject *object = json_object_new ();
  JsonArray *problems = json_array_new ();

  for (guint i = 0; import->problems[i] != NULL; i++)
    json_array_add_string_element (problems, import->problems[i]);
  json_object_set_int_member (object, "added", import->added);
  json_object_set_int_member (object, "changed", import->changed);
  json_object_set_int_member (object, "unchanged", import->unchanged);
  json_object_set_int_member (object, "unusable", import->unusable);
  json_object_set_boolean_member (object, "complete", import->is_whole);
  json_object_set_array_member (object, "problems", problems);
  tidings_cli_print_object (object);
}

static void
print_words (const Import *import)
{
  for (guint i = 0; import->problems[i] != NULL; i++)
    tidings_cli_tell ("%s", import->problems[i]);
  /* Translators: what came of the events of a calendar file */
  tidings_cli_print (_("%1$u added, %2$u changed, %3$u as they were, %4$u not usable"), import->added, import->changed,
                     import->unchanged, import->unusable);
  tidings_cli_print ("\n");
}

static TidingsExit
run_import (TidingsCli  *cli,
            Import      *import,
            const char  *path,
            GError     **error)
{
  g_autoptr(GVariant) options = make_options (cli, import, error);
  g_autoptr(GUnixFDList) file = options != NULL ? open_file (path, error) : NULL;
  guint signal_id;

  if (file == NULL || (import->agent = tidings_cli_watch_agent (cli, error)) == NULL)
    return tidings_cli_fail (*error);

  import->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (import->agent, "import-progress", G_CALLBACK (progress_cb), import);
  signal_id = g_unix_signal_add (SIGINT, interrupted_cb, import);
  /* A large file takes longer than the bus usually waits for an answer. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (import->agent), G_MAXINT);
  tidings_bus_agent1_call_import_reminders (import->agent, g_variant_new_handle (0), options, file, NULL, answered_cb, import);
  g_main_loop_run (import->loop);
  if (g_main_context_find_source_by_id (NULL, signal_id) != NULL)
    g_source_remove (signal_id);
  if (import->is_drawn)
    g_printerr ("\n");

  if (!import->is_answered)
    {
      *error = g_steal_pointer (&import->error);
      return tidings_cli_fail_lost (*error, "tidings reminders");
    }
  if (import->json)
    print_json (import);
  else
    print_words (import);
  if (import->is_whole)
    return TIDINGS_EXIT_DONE;

  tidings_cli_tell (_("Canceled; what is in stays in, and importing the file again goes on from there"));

  return TIDINGS_EXIT_FAILED;
}

TidingsExit
tidings_cli_run_reminders_import (TidingsCli           *cli,
                                  const TidingsCommand *command,
                                  char                **argv)
{
  g_auto(Import) import = { NULL };
  const GOptionEntry entries[] = {
    { "to", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &import.to, N_("Who is reminded, if there is more than one person"), N_("WHO") },
    { "before", 'b', 0, G_OPTION_ARG_FILENAME, &import.before,
      N_("How long before to text, for events without alarms; 0 is the time itself"), N_("24h,1h") },
    { "type", 0, 0, G_OPTION_ARG_FILENAME, &import.type, N_("Alert type of the reminders"), N_("TYPE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &import.json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;

  return run_import (cli, &import, arguments[0], &error);
}
