/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agent: the one process that writes the store, reads the secret and speaks to Twilio. */
#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "tidings-agent.h"

int
main (int    argc,
      char **argv)
{
  gboolean show_version = FALSE;
  int linger_ms = TIDINGS_AGENT_LINGER_MS;
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, N_("Print the version and exit"), NULL },
    { "linger", 0, 0, G_OPTION_ARG_INT, &linger_ms, N_("Leave when nothing has been pending for this many milliseconds"), N_("MS") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = NULL;
  g_autoptr(TidingsAgent) agent = NULL;
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("tidings-agent");

  context = g_option_context_new (NULL);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("Sends the texts of Tidings. The session bus starts it when it is needed"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (show_version)
    {
      g_print ("%s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }

  agent = tidings_agent_new (MAX (linger_ms, 0), &error);
  if (agent == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  return tidings_agent_run (agent);
}
