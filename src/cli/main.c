/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `tidings`: answers `status` at once, opens the window when nothing is asked or a link to a text is given, and hands all else
 * over to `tidings-cli`.
 *
 * Scripts and panels ask for the status again and again. A program that knows numbers, countries and the store loads thirty
 * libraries before its first line; this one loads those of a D-Bus call. */
#include "config.h"

#include <errno.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-main.h"
#include "tidings-cli-print.h"

#define WINDOW_PROGRAM LIBEXECDIR "/tidings-app"
#define COMMANDS_PROGRAM LIBEXECDIR "/tidings-cli"

/* The bus starts the window, or shows the one that is open, and hands it the link, if there is one. Where it cannot, the program
 * is started in our place. */
static TidingsExit
open_window (const char *uri)
{
  g_autoptr(GApplication) window = g_application_new (APP_ID, G_APPLICATION_IS_LAUNCHER | G_APPLICATION_HANDLES_OPEN);
  g_autoptr(GFile) link = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  GDBusConnection *bus = NULL;

  if (g_application_register (window, NULL, NULL))
    {
      if (link != NULL)
        g_application_open (window, &link, 1, "");
      else
        g_application_activate (window);
      bus = g_application_get_dbus_connection (window);
      if (bus != NULL && g_dbus_connection_flush_sync (bus, NULL, NULL))
        return TIDINGS_EXIT_DONE;
    }

  execl (WINDOW_PROGRAM, WINDOW_PROGRAM, uri, NULL);
  /* Translators: first a program’s place, then what the system says */
  tidings_cli_complain (_("The window cannot be opened (%1$s: %2$s); “tidings --help” lists what can be done here"),
                        WINDOW_PROGRAM, g_strerror (errno));

  return TIDINGS_EXIT_FAILED;
}

static TidingsExit
hand_over (char **argv)
{
  execv (COMMANDS_PROGRAM, argv);
  /* Translators: first a program’s place, then what the system says */
  tidings_cli_complain (_("The commands cannot be run (%1$s: %2$s); install Tidings again"), COMMANDS_PROGRAM,
                        g_strerror (errno));

  return TIDINGS_EXIT_FAILED;
}

/* What the desktop starts us with when somebody clicks on the number of a page. */
static gboolean
is_link (const char *argument)
{
  const char *scheme = g_uri_peek_scheme (argument);

  return g_strcmp0 (scheme, "sms") == 0 || g_strcmp0 (scheme, "smsto") == 0;
}

static TidingsExit
run (char **argv)
{
  g_autoptr(TidingsCli) cli = NULL;

  if (argv[1] == NULL)
    return open_window (NULL);
  if (is_link (argv[1]) && argv[2] == NULL)
    return open_window (argv[1]);
  if (!g_str_equal (argv[1], tidings_command_status.name))
    return hand_over (argv);

  cli = tidings_cli_new ();

  return tidings_command_run (&tidings_command_status, cli, argv + 1);
}

int
main (int   argc,
      char *argv[])
{
  return tidings_cli_main (argv, run);
}
