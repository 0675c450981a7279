/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers the desktop's search: a program of its own, because the window is slow to start and the agent has other work. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_SEARCH_PROVIDER (tidings_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSearchProvider, tidings_search_provider, TIDINGS, SEARCH_PROVIDER, GApplication)

/**
 * tidings_search_provider_new:
 *
 * A service on the session's bus under %SEARCH_NAME with the interface org.gnome.Shell.SearchProvider2. It opens the store for
 * looking for each call, ends a search when another begins, and leaves ten seconds after the last call. While the
 * screen is locked it finds nothing. What is chosen is shown by the window's own program.
 *
 * Returns: (transfer full): the program, to be run
 */
GApplication *tidings_search_provider_new (void);

G_END_DECLS
