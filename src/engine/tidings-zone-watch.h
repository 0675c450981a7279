/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of time zones that changed between two runs: reminders stay at their wall clocks, so their instants move. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/**
 * tidings_zone_watch_work:
 * @core: what the parts share
 * @is_done: (out): whether every instant belongs to the time zones as they are now
 * @error: return location
 *
 * Compares the time zone data with those of the last run, once for each start; when they differ, the waiting moments of all
 * reminders are computed anew, some in each turn. Nothing falls due by old instants meanwhile: call it first.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_zone_watch_work (TidingsCore  *core,
                                  gboolean     *is_done,
                                  GError      **error);

G_END_DECLS
