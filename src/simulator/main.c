/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tidings-simulator: the simulator in a process of its own. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "tidings-simulator.h"

#define EXIT_USAGE 2

/* For tests that count them; a simulator inside another program keeps none. */
#define N_REQUESTS 100000

typedef struct {
  int port;
  int seed;      /* negative for none */
  char *journal;
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->journal, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options   *options,
               int       *argc,
               char    ***argv,
               GError   **error)
{
  const GOptionEntry entries[] = {
    { "port", 'p', G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &options->port,
      /* Translators: shown by --help; a TCP port. */
      N_("Listen on this port of 127.0.0.1, 0 for any free one"), N_("PORT") },
    { "journal", 'j', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options->journal,
      N_("Keep what was accepted in this file, and go on from it"), N_("FILE") },
    { "seed", 's', G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &options->seed,
      N_("Give out the same ids and the same random faults in each run"), N_("NUMBER") },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *controls = tidings_simulator_dup_controls ();
  g_autofree char *description = g_strdup_printf ("%s\n%s", _("Its own paths, by which tests make things happen, and their parameters:"),
                                                  controls);

  g_option_context_set_summary (context, _("A Twilio for practice, on this computer only. Prints its address."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (*argc > 1)
    {
      /* Translators: %s is a word from the command line. */
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("“%s” is not understood"), (*argv)[1]);
      return FALSE;
    }
  if (options->port < 0 || options->port > G_MAXUINT16)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("The port must be from 0 to 65535"));
      return FALSE;
    }

  return TRUE;
}

static gboolean
ended_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
run (const Options  *options,
     GError        **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(TidingsClock) clock = tidings_real_clock_new ();
  g_autoptr(TidingsSimulator) simulator = tidings_simulator_new (clock, options->journal, error);

  if (!simulator || !tidings_simulator_listen (simulator, options->port, error))
    return FALSE;

  tidings_simulator_keep_requests (simulator, N_REQUESTS);
  if (options->seed >= 0)
    tidings_simulator_set_seed (simulator, options->seed);
  g_unix_signal_add (SIGTERM, ended_cb, loop);
  g_unix_signal_add (SIGINT, ended_cb, loop);
  g_print ("%s\n", tidings_simulator_get_origin (simulator));
  g_main_loop_run (loop);

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_auto(Options) options = { .seed = -1 };
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!parse_options (&options, &argc, &argv, &error))
    {
      g_printerr ("%s: %s\n", g_get_prgname (), error->message);
      return EXIT_USAGE;
    }
  if (!run (&options, &error))
    {
      g_printerr ("%s: %s\n", g_get_prgname (), error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
