/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts what answers the desktop's search. */
#include "config.h"

#include <locale.h>
#include <glib/gi18n-lib.h>

#include "tidings-search-provider.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GApplication) provider = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("tidings-search");

  provider = tidings_search_provider_new ();

  return g_application_run (provider, argc, argv);
}
