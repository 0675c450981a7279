/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to ask the desktop's portals. */
#include "config.h"

#include "tidings-portals.h"

gboolean
tidings_portals_are_for_us (void)
{
  const char *wish = g_getenv ("GTK_USE_PORTAL");

  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || (wish != NULL && g_str_has_prefix (wish, "1"));
}
