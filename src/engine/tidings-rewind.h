/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that was ahead and was put back: what fell due in the wrong time falls due again in its own.
 *
 * The store remembers the latest instant at which reminders were worked on. When now lies more than a minute before it,
 * whether the clock was set under our eyes or while nothing ran, every reminder is gone through once, some in each turn, and
 * nothing falls due meanwhile. A moment that lies in the future again waits again, unless its text left: what was sent is not
 * sent twice, and what people did stays done. Its rows in the log stay as what happened. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-moments.h"

G_BEGIN_DECLS

/** tidings_rewind_note: remembers that reminders were worked on by now. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean tidings_rewind_note      (TidingsCore             *core,
                                   GError                 **error);
/**
 * tidings_rewind_work:
 * @core: what the parts share
 * @is_done: (out): whether no moment is taken for past that is to come
 * @error: return location
 *
 * Looks whether the clock was put back, and takes up some of what follows. What waits here to leave a wrong time's text is
 * canceled in the first turn.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_rewind_work      (TidingsCore             *core,
                                   gboolean                *is_done,
                                   GError                 **error);
/**
 * tidings_rewind_get_sure_now:
 * @core: what the parts share
 *
 * Nothing is forgotten because of a clock that may be wrong: since the last look only as much time counts as has truly passed,
 * or ten days where the computer was off.
 *
 * Returns: UTC milliseconds, at most now
 */
gint64   tidings_rewind_get_sure_now (TidingsCore          *core);
/** tidings_rewind_was_told: @was_told: (out): whether the person has a text of that moment, or will have it from Twilio. Returns: %FALSE with @error set */
gboolean tidings_rewind_was_told  (TidingsCore             *core,
                                   const TidingsDueMoment  *moment,
                                   gint64                   person,
                                   gboolean                *was_told,
                                   GError                 **error);

G_END_DECLS
