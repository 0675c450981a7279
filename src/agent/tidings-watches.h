/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of this computer is watched: all watchers, as the settings have them. */
#pragma once

#include <gio/gio.h>

#include "tidings-engine.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WATCHES (tidings_watches_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWatches, tidings_watches, TIDINGS, WATCHES, GObject)

/** TidingsWatches::changed: something is watched now, or not any more */

/** tidings_watches_new: @clock: the computer's. Returns: (transfer full): watches nothing before it is started */
TidingsWatches *tidings_watches_new             (TidingsEngine        *engine,
                                                 TidingsStore         *store,
                                                 GSettings            *settings,
                                                 TidingsClock         *clock);
/** tidings_watches_start: watches from now on what the settings switch on, and follows them */
void            tidings_watches_start           (TidingsWatches       *self);
/** tidings_watches_are_needed: Returns: whether something is watched, so that the process must stay */
gboolean        tidings_watches_are_needed      (TidingsWatches       *self);

/**
 * tidings_watches_set:
 * @self: the watchers
 * @name: of a watcher
 * @is_on: whether it shall watch
 * @percent: how full a disk may be; 0 leaves that as it is
 * @error: return location, #TidingsBusError
 *
 * Keeps it in the settings. What cannot be watched on this computer now is watched as soon as it can be.
 *
 * Returns: %FALSE with @error set
 */
gboolean        tidings_watches_set             (TidingsWatches       *self,
                                                 const char           *name,
                                                 gboolean              is_on,
                                                 guint                 percent,
                                                 GError              **error);

/** tidings_watches_list_async: also looks whether what is off could be watched here; a service that does not answer is not there */
void            tidings_watches_list_async      (TidingsWatches       *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/** tidings_watches_list_finish: Returns: (transfer floating): a(sbbssu) as the interface's GetWatches describes it */
GVariant       *tidings_watches_list_finish     (TidingsWatches       *self,
                                                 GAsyncResult         *result);
/** tidings_watches_describe: adds the key of GetStatus that is about them */
void            tidings_watches_describe        (TidingsWatches       *self,
                                                 GVariantDict         *status);

G_END_DECLS
