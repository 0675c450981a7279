/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days and months that limits are counted in. Values in, values out; no clock, no store. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TIDINGS_PERIOD_DAY,
  TIDINGS_PERIOD_MONTH,
} TidingsPeriod;

/**
 * TidingsWindow:
 * @start: UTC milliseconds, inclusive
 * @end: UTC milliseconds, exclusive; 0 if there is no such window
 */
typedef struct {
  gint64 start;
  gint64 end;
} TidingsWindow;

/**
 * tidings_window_of_calendar:
 * @period: a day or a month
 * @at: UTC milliseconds
 * @zone: (nullable): IANA zone whose calendar it is, %NULL for the computer's, which also stands in for one that is not known
 *
 * From midnight to midnight on the wall. A day has 23 to 25 hours where clocks change; a midnight that a change skips is the
 * first moment after it, and one that comes twice is the first of the two. A date that a zone left out (Apia, 30 December 2011)
 * has no window.
 *
 * Returns: the window that @at is in
 */
TidingsWindow tidings_window_of_calendar (TidingsPeriod        period,
                                          gint64               at,
                                          const char          *zone);

/**
 * tidings_window_at:
 * @period: a day or a month
 * @at: UTC milliseconds
 * @zone: (nullable): IANA zone, %NULL for the computer's
 * @carried: a window that was begun before the clock or the zone changed and lasts as long as it would have; its end is 0 for none
 *
 * Neither a change of the zone nor one of the clock ends a window early or begins one twice. A carried window lasts until the
 * next midnight (or first of a month) if that is less than half a day (half a month) after its end; otherwise what follows up to there is a
 * window of its own.
 *
 * Returns: the window that @at is in
 */
TidingsWindow tidings_window_at          (TidingsPeriod        period,
                                          gint64               at,
                                          const char          *zone,
                                          const TidingsWindow *carried);

/**
 * tidings_window_carry:
 * @period: a day or a month
 * @now: UTC milliseconds by the clock as it is now
 * @moved_ms: how far the clock was moved; 0 if only the zone changed
 * @old_zone: (nullable): the zone so far
 * @zone: (nullable): the zone from now on
 * @carried: (inout): the window carried so far; what has to be carried from now on, its end 0 for nothing
 *
 * Returns: the window that was current before, moved along
 */
TidingsWindow tidings_window_carry       (TidingsPeriod        period,
                                          gint64               now,
                                          gint64               moved_ms,
                                          const char          *old_zone,
                                          const char          *zone,
                                          TidingsWindow       *carried);

G_END_DECLS
