/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reminders Twilio keeps already. */
#pragma once

#include <gio/gio.h>
#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * tidings_reminder_find_ahead:
 * @store: (nullable): a store
 * @reminders: a #GListModel of #TidingsReminder
 *
 * A reminder is ahead when Twilio keeps the texts of its next moment for everybody who is told: it arrives even if this
 * computer is off.
 *
 * Returns: (transfer full) (element-type gint64): row ids of the reminders that are ahead, a set
 */
GHashTable *tidings_reminder_find_ahead (TidingsStore *store,
                                         GListModel   *reminders);

G_END_DECLS
