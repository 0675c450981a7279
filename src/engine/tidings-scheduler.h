/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that fall due. */
#pragma once

#include "tidings-core.h"
#include "tidings-reminder.h"
#include "tidings-store-handovers.h"

G_BEGIN_DECLS

/* A text that goes this much after its moment is late, and may have company. */
#define TIDINGS_LATE_MS (2 * 60 * G_GINT64_CONSTANT (1000))

/** tidings_scheduler_fire: plans what comes next, and raises what is due by now, or records it as missed; each moment once. Returns: %FALSE with @error set */
gboolean tidings_scheduler_fire (TidingsCore  *core,
                                 GError      **error);

/**
 * tidings_scheduler_find_gap:
 * @type: an alert type
 *
 * A reminder gives its texts the event's title, when it is, and whose turn it is. A type that needs anything else cannot be
 * raised by one. Values are known by the last part of their paths: `title`, `chore`, `challenge`, `event` and `what` are the
 * title, `when`, `date`, `time` and `due` when it is; `person` and `name` who gets it.
 *
 * Returns: (nullable): path of the first value that is needed and that a reminder does not have, %NULL if there is none
 */
const char     *tidings_scheduler_find_gap    (TidingsAlertType *type);

/**
 * tidings_scheduler_raise:
 * @core: what the parts share
 * @reminder: a reminder
 * @type: (nullable): another alert type than its own
 * @moment: a moment of it that has its turn
 * @late_at: UTC milliseconds after which it makes no sense
 * @person_id: for whom
 * @outcome: (out) (optional) (transfer full) (nullable): what it came to, %NULL if the person had the moment's text already
 * @error: return location
 *
 * Raises one person's text from here. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean        tidings_scheduler_raise       (TidingsCore             *core,
                                               TidingsReminder         *reminder,
                                               const char              *type,
                                               const TidingsDueMoment  *moment,
                                               gint64                   late_at,
                                               gint64                   person_id,
                                               TidingsOutcome         **outcome,
                                               GError                 **error);

/** tidings_scheduler_record_missed: one row for each person says that @n_missed occurrences, the last of them @last, went by while nothing ran. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean        tidings_scheduler_record_missed (TidingsCore             *core,
                                                 TidingsReminder         *reminder,
                                                 const TidingsDueMoment  *last,
                                                 guint                    n_missed,
                                                 GError                 **error);

/**
 * tidings_scheduler_hand_over:
 * @core: what the parts share
 * @reminder: a reminder
 * @moment: one of its texts
 * @person: one of its people
 * @is_preview: store nothing, and leave out the limits
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the text of that moment for Twilio to keep, see tidings_intake_hand_over()
 */
TidingsMessage *tidings_scheduler_hand_over (TidingsCore      *core,
                                             TidingsReminder  *reminder,
                                             const TidingsDueMoment *moment,
                                             TidingsPerson    *person,
                                             gboolean          is_preview,
                                             GError          **error);
/**
 * tidings_scheduler_raise_again:
 * @core: what the parts share
 * @handover: the moment and the person
 * @error: return location
 *
 * A moment had its turn while Twilio had its text, and now it turns out that Twilio does not send it: raises it from
 * here, unless the reminder or its occurrence is done or gone. One whose turn is still to come is left to it. Call it inside a
 * transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_scheduler_raise_again (TidingsCore  *core,
                                        const TidingsHandover *handover,
                                        GError      **error);

G_END_DECLS
