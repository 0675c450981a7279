/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which occurrences of a reminder that comes again have moments.
 *
 * A rule may go on for ever, so moments are made of those occurrences only whose texts may come next: of every occurrence
 * after the last one that was planned, up to and including the first whose earliest text lies beyond the horizon. That one's
 * earliest moment is what the store keeps as `planned_at`: when it has its turn, the next ones are planned. The horizon is
 * now, and Twilio's window where texts are given to it ahead of time. What was planned is remembered by the wall clock of the
 * rule and not by an instant, so a clock that is set forward neither repeats nor forgets an occurrence; what happens when it is
 * put back is told in tidings-rewind.h.
 *
 * Occurrences that went by while nothing ran: up to %TIDINGS_MISSED_ROWS of one reminder are planned as any other, so each
 * is sent or recorded as missed; of more only the latest is, and one row says how many there were (`n_repeats` of the message,
 * and `missed` in its story). Work at a start is bounded whatever the years. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-reminders.h"

G_BEGIN_DECLS

/* Occurrences of one reminder that went by while nothing ran, and have a row each in the log. */
#define TIDINGS_MISSED_ROWS 10

/* More than these are not counted one by one. */
#define TIDINGS_MISSED_COUNT 1000

/** tidings_occurrences_repeats: Returns: whether the reminder comes again */
gboolean tidings_occurrences_repeats     (TidingsReminder *reminder);

/** tidings_occurrences_get_instant: Returns: UTC milliseconds at which the occurrence that the rule puts at @wall takes place, moved or not */
gint64   tidings_occurrences_get_instant (TidingsReminder *reminder,
                                          const char      *wall);

/** tidings_occurrences_has: Returns: whether the rule has an occurrence at @wall, skipped or not */
gboolean tidings_occurrences_has         (TidingsReminder *reminder,
                                          const char      *wall);

/**
 * tidings_occurrences_plan:
 * @core: what the parts share
 * @reminder: a reminder that comes again, as it was just written
 * @known: (nullable): tidings_store_read_known_moments() from before it was written
 * @error: return location
 *
 * Plans it anew: what lies in the past counts as passed, what has fired does not fire again. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_occurrences_plan        (TidingsCore      *core,
                                          TidingsReminder  *reminder,
                                          GHashTable       *known,
                                          GError          **error);

/** tidings_occurrences_extend_one: plans at least one more occurrence, and all that belong before the horizon. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean tidings_occurrences_extend_one  (TidingsCore      *core,
                                          gint64            reminder,
                                          gint64            horizon,
                                          GError          **error);

/**
 * tidings_occurrences_extend:
 * @core: what the parts share
 * @horizon: UTC milliseconds, now or later
 * @limit: reminders at once
 * @is_done: (out): whether there are no more than these
 * @error: return location
 *
 * Plans what has to be planned by the horizon, in one transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_occurrences_extend      (TidingsCore      *core,
                                          gint64            horizon,
                                          guint             limit,
                                          gboolean         *is_done,
                                          GError          **error);

/**
 * tidings_occurrences_find_present:
 * @core: what the parts share
 * @reminder: a reminder
 * @moment: (out): a moment of the occurrence that people mean when they name none: the latest one that somebody was told
 *   of, or the next one if that is done or there is none; its reminder_id is 0 if nothing is left
 * @error: return location
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_occurrences_find_present (TidingsCore       *core,
                                           TidingsReminder   *reminder,
                                           TidingsDueMoment  *moment,
                                           GError           **error);

/** tidings_occurrences_is_open: Returns: whether the occurrence is neither done nor taken out */
gboolean tidings_occurrences_is_open     (TidingsReminder *reminder,
                                          const char      *wall);

G_END_DECLS
