/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When texts of a reminder go, while that is chosen. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-reminder-moment.h"
#include "tidings-reminder-told.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_MOMENTS (tidings_reminder_moments_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderMoments, tidings_reminder_moments, TIDINGS, REMINDER_MOMENTS, GObject)

/** TidingsReminderMoments::changed: one of them was switched on or off, by a person or by tidings_reminder_moments_put() */

/** tidings_reminder_moments_new: @told: whose quiet hours count. Returns: (transfer full): none yet */
TidingsReminderMoments *tidings_reminder_moments_new       (TidingsClock           *clock,
                                                            TidingsReminderTold    *told);
/** tidings_reminder_moments_list: Returns: (transfer none): a #GListModel of #TidingsReminderMoment, earliest first */
GListModel             *tidings_reminder_moments_list      (TidingsReminderMoments *self);
/** tidings_reminder_moments_put: adds a moment @before_s seconds before the event, unless it is there; @is_on: whether a text goes then, one that is on stays on */
void                    tidings_reminder_moments_put       (TidingsReminderMoments *self,
                                                            gint64                  before_s,
                                                            gboolean                is_on);
/**
 * tidings_reminder_moments_follow:
 * @self: the moments
 * @upcoming: (nullable) (element-type gint64): UTC milliseconds of the occurrences to come, or of the one that was
 * @zone: (nullable): IANA zone of the event
 *
 * Computes anew when the texts would go: each before the first occurrence that it is still in time for.
 */
void                    tidings_reminder_moments_follow    (TidingsReminderMoments *self,
                                                            GArray                 *upcoming,
                                                            const char             *zone);
/** tidings_reminder_moments_have_open: @has_any: (out): whether one is on at all. Returns: whether one that is on is still to come */
gboolean                tidings_reminder_moments_have_open (TidingsReminderMoments *self,
                                                            gboolean               *has_any);
/** tidings_reminder_moments_get_before: Returns: (transfer floating): an `ax` of the seconds of all that are on, descending */
GVariant               *tidings_reminder_moments_get_before (TidingsReminderMoments *self);

G_END_DECLS
