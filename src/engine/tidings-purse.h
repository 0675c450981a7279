/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The windows that limits count in, kept through changes of the clock and the zone. */
#pragma once

#include "tidings-core.h"
#include "tidings-window.h"

G_BEGIN_DECLS

/**
 * tidings_purse_follow:
 * @core: what the parts share
 * @error: return location
 *
 * Looks whether the clock was set or the zone changed since the last look, also while no agent ran, as long as it is the same
 * boot. What was counted moves along with the clock, and days and months that have begun last as long as they would have. To be
 * called before anything is counted; it costs one small read when nothing has changed.
 *
 * Returns: %FALSE with @error set; then it is looked at again next time
 */
gboolean      tidings_purse_follow     (TidingsCore    *core,
                                        GError        **error);

/** tidings_purse_get_window: Returns: the day or month that @at is in, by the zone of the account's owner and by what was carried over a change */
TidingsWindow tidings_purse_get_window (TidingsCore    *core,
                                        TidingsPeriod   period,
                                        gint64          at);

/* The window and the limit that a notice was given for, once each (tidings-quota.c). Kept here because they move along. */

/** tidings_purse_was_told: Returns: whether the notice called @name was given for this window and limit */
gboolean      tidings_purse_was_told   (TidingsCore    *core,
                                        const char     *name,
                                        gint64          window,
                                        gint64          limit);
/** tidings_purse_note_told: remembers that it was. Returns: %FALSE with @error set */
gboolean      tidings_purse_note_told  (TidingsCore    *core,
                                        const char     *name,
                                        gint64          window,
                                        gint64          limit,
                                        GError        **error);
/** tidings_purse_forget_told: lets all such notices be given again. Returns: %FALSE with @error set */
gboolean      tidings_purse_forget_told (TidingsCore   *core,
                                         GError       **error);

G_END_DECLS
