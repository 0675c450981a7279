/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry by which a desktop starts a program at login (Desktop Application Autostart Specification). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** tidings_autostart_dup_path: Returns: (transfer full) (type filename): where our entry is, or would be: `XDG_CONFIG_HOME/autostart/org.tidings.Tidings.desktop` */
char     *tidings_autostart_dup_path (void);

/**
 * tidings_autostart_is_on:
 * @path: (type filename): the entry
 *
 * Reads the file anew: somebody may have removed or changed it, or switched it off in the desktop's own settings (`Hidden`,
 * or `X-GNOME-Autostart-enabled`).
 *
 * Returns: whether a desktop that reads it starts a program that is there
 */
gboolean  tidings_autostart_is_on    (const char  *path);
/**
 * tidings_autostart_write:
 * @path: (type filename): the entry; its folder is made when it is missing
 * @program: (type filename): absolute name of what is started, alone and without arguments
 * @error: return location in #G_FILE_ERROR
 *
 * Replaces the entry whole.
 *
 * Returns: %FALSE with @error set; what was there before is still there
 */
gboolean  tidings_autostart_write    (const char  *path,
                                      const char  *program,
                                      GError     **error);
/** tidings_autostart_remove: one that is not there is removed. Returns: %FALSE with @error set */
gboolean  tidings_autostart_remove   (const char  *path,
                                      GError     **error);

G_END_DECLS
