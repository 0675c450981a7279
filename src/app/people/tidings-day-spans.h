/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet hours as a picture of days needs them: which minutes of a day are quiet, and what is true now. */
#pragma once

#include "tidings-quiet-hours.h"

G_BEGIN_DECLS

/** TIDINGS_DAY_MINUTES: minutes of a day on the wall; clocks that change do not make a drawn day shorter or longer */
#define TIDINGS_DAY_MINUTES (24 * 60)

/** TIDINGS_DAY_MAX_SPANS: a day has at most what came over from the day before, and what begins on it */
#define TIDINGS_DAY_MAX_SPANS 2

/**
 * TidingsDaySpan:
 * @from: minutes after midnight, 0 to 1439
 * @to: minutes after midnight at which it ends, later than @from, at most 1440
 */
typedef struct {
  int from;
  int to;
} TidingsDaySpan;

/**
 * tidings_day_spans_list:
 * @hours: quiet hours by weekday
 * @day: 0 is Monday, 6 Sunday
 * @spans: (out) (array fixed-size=2): the quiet minutes of that day, in order; spans that touch are one
 *
 * Windows reach over midnight, so a day's begins with what the evening before left over. Any thread.
 *
 * Returns: how many there are
 */
guint tidings_day_spans_list         (const TidingsQuietHours *hours,
                                      guint                    day,
                                      TidingsDaySpan           spans[TIDINGS_DAY_MAX_SPANS]);

/**
 * tidings_day_spans_locate:
 * @zone: (nullable): IANA zone, %NULL for the computer's; one that this computer does not know counts as the computer's
 * @now: UTC milliseconds
 * @day: (out): 0 is Monday, 6 Sunday
 *
 * Returns: minutes after midnight that a clock there shows
 */
int   tidings_day_spans_locate       (const char              *zone,
                                      gint64                   now,
                                      guint                   *day);

/**
 * tidings_day_spans_describe_now:
 * @hours: quiet hours by weekday
 * @zone: (nullable): as for tidings_day_spans_locate()
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): "Quiet now, until 07:00" or "Not quiet now", and with a @zone what time it is there
 */
char *tidings_day_spans_describe_now (const TidingsQuietHours *hours,
                                      const char              *zone,
                                      gint64                   now);

/**
 * tidings_day_spans_hour_step:
 * @width: of the strip, in pixels
 * @label_width: the widest label of an hour
 *
 * Labels stand at the ends and between them, with air in between.
 *
 * Returns: every how many hours one fits: 3, 6, 12 or 24
 */
int   tidings_day_spans_hour_step    (int                      width,
                                      int                      label_width);

G_END_DECLS
