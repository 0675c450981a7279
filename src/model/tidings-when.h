/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and lead times as people type them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tidings_wall_clock_to_instant:
 * @wall: `YYYY-MM-DDTHH:MM`
 * @zone: IANA time zone name
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT: not a moment, or no such zone
 *
 * A time that the day does not have (spring) is read with the offset before the gap, and one that it has twice
 * (autumn) is the first of the two: RFC 5545, section 3.3.5.
 *
 * Returns: UTC milliseconds, or -1 on error
 */
gint64           tidings_wall_clock_to_instant (const char  *wall,
                                                const char  *zone,
                                                GError     **error);

/**
 * tidings_when_parse:
 * @text: `2026-11-22T09:00`, `2026-11-22 09:00`, `tomorrow 9:00`, `today 18:30`, `fri 18:30`, `18:30` or `in 2h` (also `in 30m`,
 *   `3d`, `2w`); times also as `6:30 pm` or `6pm`; ISO 8601 also with seconds, which are dropped, and with a zone (`Z`, `+02:00`),
 *   which is turned into @zone
 * @now: UTC milliseconds
 * @zone: IANA time zone the wall clock hangs in
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT: one sentence saying what to type
 *
 * Reads when something is. What could mean two things is refused with a sentence that says which, never guessed: `03/04`, `9`,
 * `next fri`, a weekday that is today, a day without a time. A bare time is the next such time. Minutes and hours from now are rounded up to the minute, days and weeks
 * keep the time on the wall. `today`, `tomorrow`, `in` and weekdays are also read in the process's language. A moment that has
 * passed is a moment, too.
 *
 * Returns: (transfer full): wall clock `YYYY-MM-DDTHH:MM`, or %NULL
 */
char            *tidings_when_parse            (const char  *text,
                                                gint64       now,
                                                const char  *zone,
                                                GError     **error);

/**
 * tidings_duration_parse:
 * @text: `30m`, `2h`, `1d` or `1w`: how long something lasts; blanks around it do not matter
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT: one sentence saying what to type
 *
 * Returns: seconds, at least 60 and at most ten years; -1 on error
 */
gint64           tidings_duration_parse        (const char  *text,
                                                GError     **error);

/**
 * tidings_before_parse:
 * @text: comma list of `0`, `30m`, `1h`, `24h`, `2d`; blanks around the commas do not matter
 * @n_before: (out): how many
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT
 *
 * Returns: (transfer full) (array length=n_before): seconds, descending, each once; %NULL on error
 */
gint64          *tidings_before_parse          (const char  *text,
                                                guint       *n_before,
                                                GError     **error);

/** tidings_before_to_string: Returns: (transfer full): `24h`, `30m` or `0`, as tidings_before_parse() takes it */
char            *tidings_before_to_string      (gint64 before_s);

G_END_DECLS
