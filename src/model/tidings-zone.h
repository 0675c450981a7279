/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between wall clocks and instants: the one place that knows what to do with hours that are missing or come twice. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_zone_new:
 * @name: (nullable): IANA time zone name; %NULL for the computer's
 *
 * Returns: (transfer full) (nullable): %NULL if there is no such zone
 */
GTimeZone *tidings_zone_new        (const char *name);

/**
 * tidings_zone_to_wall:
 * @zone: a zone
 * @instant: UTC milliseconds
 *
 * What a clock on the wall shows then, as if it were UTC: arithmetic with days and minutes is plain in it.
 *
 * Returns: wall clock milliseconds since 1970-01-01T00:00 on the wall
 */
gint64     tidings_zone_to_wall    (GTimeZone  *zone,
                                    gint64      instant);

/**
 * tidings_zone_from_wall:
 * @zone: a zone
 * @wall: wall clock milliseconds as tidings_zone_to_wall() gives them
 * @is_gap: (out) (optional): whether no clock ever shows that time
 *
 * A time that the day does not have is read with the offset before the gap, and one that it has twice is the first of
 * the two (RFC 5545, section 3.3.5).
 *
 * Returns: UTC milliseconds
 */
gint64     tidings_zone_from_wall  (GTimeZone  *zone,
                                    gint64      wall,
                                    gboolean   *is_gap);

/**
 * tidings_zone_gap_end:
 * @zone: a zone
 * @wall: wall clock milliseconds that tidings_zone_from_wall() calls a gap
 *
 * Returns: UTC milliseconds of the first moment after the gap
 */
gint64     tidings_zone_gap_end    (GTimeZone  *zone,
                                    gint64      wall);

/**
 * tidings_zone_get_midnight:
 * @zone: a zone
 * @instant: UTC milliseconds
 * @n_days: days after the one that @instant is in, 0 for that day itself; may be negative
 *
 * Returns: UTC milliseconds at which the day begins; where a change of the clocks skips midnight, the first moment after the gap
 */
gint64     tidings_zone_get_midnight (GTimeZone *zone,
                                      gint64     instant,
                                      int        n_days);

/** tidings_zone_dup_local: Returns: (transfer full): IANA name of the computer's time zone, `UTC` if it has none */
char      *tidings_zone_dup_local  (void);

G_END_DECLS
