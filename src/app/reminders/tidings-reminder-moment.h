/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the moments before an event at which a text may go, as a row with a check button shows it. */
#pragma once

#include <glib-object.h>
#include "tidings-reminder-told.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_MOMENT (tidings_reminder_moment_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderMoment, tidings_reminder_moment, TIDINGS, REMINDER_MOMENT, GObject)

/**
 * TidingsReminderMoment properties:
 *   is-on (bool, read-write): whether a text goes then;
 *   read-only: words ("1 day before"), at-words (when that is and what happens then, or "Already passed"), is-passed (bool), is-open (bool, the
 *   opposite, for sensitivity)
 */

/** tidings_reminder_moment_new: @before_s: seconds before the event. Returns: (transfer full): the moment */
TidingsReminderMoment *tidings_reminder_moment_new        (gint64                 before_s,
                                                           gboolean               is_on);
/** tidings_reminder_moment_get_before: Returns: seconds before the event */
gint64                 tidings_reminder_moment_get_before (TidingsReminderMoment *self);
/** tidings_reminder_moment_get_is_on: Returns: whether a text goes then */
gboolean               tidings_reminder_moment_get_is_on  (TidingsReminderMoment *self);
/** tidings_reminder_moment_get_is_passed: Returns: whether it lies before now */
gboolean               tidings_reminder_moment_get_is_passed (TidingsReminderMoment *self);

/**
 * tidings_reminder_moment_set_event:
 * @self: a moment
 * @at: UTC milliseconds of the event, -1 while it is not known
 * @now: UTC milliseconds
 * @zone: (nullable): IANA zone of the event, %NULL for the computer's
 * @told: (nullable): who gets the text
 *
 * Computes anew when the text would go, and what happens to it: held in quiet hours, another time of day where the clocks change.
 */
void                   tidings_reminder_moment_set_event  (TidingsReminderMoment *self,
                                                           gint64                 at,
                                                           gint64                 now,
                                                           const char            *zone,
                                                           TidingsReminderTold   *told);

G_END_DECLS
