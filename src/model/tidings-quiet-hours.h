/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours in which a person is not to be disturbed, by weekday. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TidingsQuietHours:
 * @from: minutes after midnight, local, at which they begin on that day of the week (0 is Monday); -1 for none that day
 * @to: minutes after midnight at which they end: on the same day if later than @from, otherwise on the next one; equal to @from: all of 24 hours
 *
 * A value: seven windows, each named after the day on which it begins.
 */
typedef struct {
  gint16 from[7];
  gint16 to[7];
} TidingsQuietHours;

/** TIDINGS_QUIET_HOURS_NONE: no quiet hours on any day */
#define TIDINGS_QUIET_HOURS_NONE { { -1, -1, -1, -1, -1, -1, -1 }, { -1, -1, -1, -1, -1, -1, -1 } }

/**
 * tidings_quiet_hours_parse:
 * @text: `22:00-07:00`, `mo-fr 22:00-07:00 sa,su 23:00-09:00`; `off` or empty for none. Days are the two letters of RFC 5545
 * @hours: (out): the hours
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT: one sentence saying what to type
 *
 * Days that are not named have none. Any thread.
 *
 * Returns: %FALSE on error; @hours is untouched then
 */
gboolean  tidings_quiet_hours_parse     (const char               *text,
                                         TidingsQuietHours        *hours,
                                         GError                  **error);
/** tidings_quiet_hours_to_string: Returns: (transfer full): the shortest text that tidings_quiet_hours_parse() reads back, "" for none */
char     *tidings_quiet_hours_to_string (const TidingsQuietHours  *hours);
/** tidings_quiet_hours_describe: Returns: (transfer full): as a sentence in the process's language: when it is quiet, and that critical alerts, security alerts and codes still come through */
char     *tidings_quiet_hours_describe  (const TidingsQuietHours  *hours);
/** tidings_quiet_hours_describe_windows: Returns: (transfer full): only when, for lists: “Mon–Fri 22:00–07:00, Sat, Sun 23:00–09:00”, "" for none */
char     *tidings_quiet_hours_describe_windows (const TidingsQuietHours *hours);
/** tidings_quiet_hours_is_none: Returns: whether there are none on any day */
gboolean  tidings_quiet_hours_is_none   (const TidingsQuietHours  *hours);
/** tidings_quiet_hours_equal: Returns: whether both say the same */
gboolean  tidings_quiet_hours_equal     (const TidingsQuietHours  *a,
                                         const TidingsQuietHours  *b);

/** tidings_quiet_hours_set_every_day: @from and @to: minutes after midnight, both negative for none; the same on each day */
void      tidings_quiet_hours_set_every_day (TidingsQuietHours   *hours,
                                             int                  from,
                                             int                  to);
/** tidings_quiet_hours_get_first: @from and @to: (out): of the first day of the week that has some, -1 for none. Returns: whether all days are alike */
gboolean  tidings_quiet_hours_get_first (const TidingsQuietHours  *hours,
                                         int                      *from,
                                         int                      *to);

/**
 * tidings_quiet_hours_get_end:
 * @hours: the hours
 * @zone: (nullable): IANA zone, %NULL for the computer's; one that this computer does not know counts as the computer's
 * @now: UTC milliseconds
 *
 * Windows that touch or overlap are one. An end that the day does not have (spring) is the first minute after the gap; an
 * hour that comes twice (autumn) is quiet both times. Quiet all week long never ends: then it is a week from @now.
 *
 * Returns: UTC milliseconds at which it is no longer quiet if @now is inside, otherwise 0
 */
gint64    tidings_quiet_hours_get_end   (const TidingsQuietHours  *hours,
                                         const char               *zone,
                                         gint64                    now);

G_END_DECLS
