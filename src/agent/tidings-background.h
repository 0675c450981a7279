/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the agent is started at login, as the desktop has it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_BACKGROUND (tidings_background_get_type ())
G_DECLARE_FINAL_TYPE (TidingsBackground, tidings_background, TIDINGS, BACKGROUND, GObject)

/**
 * tidings_background_new:
 * @settings: keeps, in `start-at-login`, what a portal has granted last; a portal cannot be asked for it
 * @program: (type filename): absolute name of the agent
 *
 * Returns: (transfer full): touches nothing and asks nobody before it is called
 */
TidingsBackground *tidings_background_new        (GSettings            *settings,
                                                  const char           *program);
/** tidings_background_get_way: Returns: `portal` inside a sandbox (or where GTK_USE_PORTAL asks for portals), else `file` */
const char        *tidings_background_get_way    (TidingsBackground    *self);
/**
 * tidings_background_read_async:
 *
 * Looks how it is now. The file is read anew. A portal that has granted it is asked to grant it again, which shows whether
 * the system's settings still allow it; one that has not is left alone.
 */
void               tidings_background_read_async (TidingsBackground    *self,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/**
 * tidings_background_set_async:
 * @is_on: whether the agent is to start at login
 *
 * A portal may ask the person, and takes as long as they do.
 */
void               tidings_background_set_async  (TidingsBackground    *self,
                                                  gboolean              is_on,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/**
 * tidings_background_finish:
 * @is_on: (out): whether the agent starts at login now
 * @error: return location: PERMISSION_DENIED of #G_IO_ERROR when the system's settings do not allow it, others of #G_IO_ERROR or
 *   #G_FILE_ERROR as they come
 *
 * Returns: %FALSE with @error set; it is as it was then, or off
 */
gboolean           tidings_background_finish     (TidingsBackground    *self,
                                                  GAsyncResult         *result,
                                                  gboolean             *is_on,
                                                  GError              **error);

G_END_DECLS
