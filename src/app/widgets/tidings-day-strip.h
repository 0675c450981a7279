/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet hours drawn: a day from midnight to midnight, or a week of them, with the present moment.
 *
 * Time runs with the language, so from right to left in Arabic. Quiet hours are told by a pattern as well as by colour, and
 * the accessible name says all that is drawn. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-quiet-hours.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_DAY_STRIP (tidings_day_strip_get_type ())
G_DECLARE_FINAL_TYPE (TidingsDayStrip, tidings_day_strip, TIDINGS, DAY_STRIP, GtkWidget)

/** tidings_day_strip_new: Returns: (transfer floating): a strip without quiet hours */
GtkWidget *tidings_day_strip_new  (void);

/**
 * tidings_day_strip_show:
 * @self: a strip
 * @hours: quiet hours by weekday: one line if all days are alike, otherwise one for each day
 * @zone: (nullable): IANA zone in which they count, %NULL for the computer's
 * @now: UTC milliseconds, where the mark stands
 */
void       tidings_day_strip_show (TidingsDayStrip         *self,
                                   const TidingsQuietHours *hours,
                                   const char              *zone,
                                   gint64                   now);

G_END_DECLS
