/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody who is not the owner may be looking at the screen. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TidingsScreenLock TidingsScreenLock;

/**
 * tidings_screen_lock_new:
 * @bus: the session's bus
 *
 * Asks the desktop's screen saver (GNOME's org.gnome.ScreenSaver, else org.freedesktop.ScreenSaver) once and listens to it
 * from then on; waits for it half a second at most. Inside a sandbox, where neither can be seen, the Inhibit portal tells.
 * A desktop without any of them never locks.
 *
 * Returns: (transfer full): the state of the screen
 */
TidingsScreenLock *tidings_screen_lock_new       (GDBusConnection   *bus);
void               tidings_screen_lock_free      (TidingsScreenLock *self);
/** tidings_screen_lock_is_active: Returns: whether the screen is locked now */
gboolean           tidings_screen_lock_is_active (TidingsScreenLock *self);

G_END_DECLS
