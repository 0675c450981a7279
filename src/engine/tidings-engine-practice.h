/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What practice time asks of the engine: whether nothing is on its way, what comes next, and the way back to the present. */
#pragma once

#include "tidings-engine.h"

G_BEGIN_DECLS

/** tidings_engine_is_at_rest: Returns: whether nothing of the present moment is left to do, so that the clock may go on without leaving anything behind */
gboolean tidings_engine_is_at_rest  (TidingsEngine  *self);

/**
 * tidings_engine_get_next_due:
 * @self: an engine
 * @what: (out) (transfer full) (nullable): the title of the reminder that it is; %NULL for a text that waits
 *
 * Returns: UTC milliseconds at which the next reminder's text is due or the next held one may leave, 0 for neither
 */
gint64   tidings_engine_get_next_due (TidingsEngine *self,
                                      char         **what);

/**
 * tidings_engine_return_to:
 * @self: an engine
 * @now: UTC milliseconds of the present
 * @error: return location
 *
 * Before its clock is put back from a time that was tried out: what happened there is taken back to the present, see
 * tidings_store_return_to(). Once the clock says @now, everything that is still to come comes again in its time.
 *
 * Returns: %FALSE with @error set; the clock must then stay where it is
 */
gboolean tidings_engine_return_to   (TidingsEngine  *self,
                                     gint64          now,
                                     GError        **error);

G_END_DECLS
