/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the desktop's portals are, and when to ask them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TIDINGS_PORTALS_NAME "org.freedesktop.portal.Desktop"
#define TIDINGS_PORTALS_PATH "/org/freedesktop/portal/desktop"

/**
 * tidings_portals_are_for_us:
 *
 * GLib has the same two reasons for its own portals (glib_should_use_portal).
 *
 * Returns: whether this process is inside a sandbox, or the environment (`GTK_USE_PORTAL=1`) asks to behave so
 */
gboolean tidings_portals_are_for_us (void);

G_END_DECLS
