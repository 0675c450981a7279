/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that fall due. */
#pragma once

#include "tidings-core.h"
#include "tidings-reminder.h"
#include "tidings-store-handovers.h"

G_BEGIN_DECLS

/** tidings_scheduler_fire: raises what is due by now, or records it as missed; each moment once. Returns: %FALSE with @error set */
gboolean tidings_scheduler_fire (TidingsCore  *core,
                                 GError      **error);

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
 * here, unless the reminder is done or gone. One whose turn is still to come is left to it. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_scheduler_raise_again (TidingsCore  *core,
                                        const TidingsHandover *handover,
                                        GError      **error);

G_END_DECLS
