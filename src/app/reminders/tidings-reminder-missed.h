/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of reminders that were missed while the computer was off, until they are sent or dismissed. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-missed-text.h"
#include "tidings-store.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_MISSED (tidings_reminder_missed_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderMissed, tidings_reminder_missed, TIDINGS, REMINDER_MISSED, GObject)

/**
 * tidings_reminder_missed_new:
 * @reminders: a #GListModel of #TidingsReminder, that is followed: what is done or deleted is not missed any more
 * @clock: those of the last seven days are shown
 * @settings: keeps what was dismissed, in `missed-dismissed`
 *
 * Returns: (transfer full): an empty list, until it is given a store
 */
TidingsReminderMissed *tidings_reminder_missed_new       (GListModel            *reminders,
                                                          TidingsClock          *clock,
                                                          GSettings             *settings);

/** tidings_reminder_missed_refresh: reads @store (nullable) anew; it is read again by itself as time passes */
void                   tidings_reminder_missed_refresh   (TidingsReminderMissed *self,
                                                          TidingsStore          *store);
/** tidings_reminder_missed_list: Returns: (transfer none): a #GListModel of #TidingsMissedText, the newest first, at most twenty */
GListModel            *tidings_reminder_missed_list      (TidingsReminderMissed *self);
/** tidings_reminder_missed_dismiss: @text is not shown any more, for good */
void                   tidings_reminder_missed_dismiss   (TidingsReminderMissed *self,
                                                          TidingsMissedText     *text);
/** tidings_reminder_missed_bring_back: takes tidings_reminder_missed_dismiss() back */
void                   tidings_reminder_missed_bring_back (TidingsReminderMissed *self,
                                                           TidingsMissedText     *text);

G_END_DECLS
