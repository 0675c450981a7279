/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When something comes again: the rules of RFC 5545, section 3.3.10, on the wall clock. Pure; libical does the arithmetic. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tidings_recurrence_parse:
 * @text: `daily`, `weekdays`, `weekly`, `monthly` (by date), `monthly-weekday` (the second Tuesday, say), `yearly`, or the value
 *   of an RRULE (`FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`), with or without `RRULE:` in front
 * @wall: wall clock of the first occurrence, `YYYY-MM-DDTHH:MM`, that presets take the day from
 * @until: (nullable): last day or moment, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; put into the rule
 * @count: number of occurrences, 0 for no such end; not together with @until
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT: one sentence saying what to type
 *
 * Refused are rules that come every minute or second, that never come again (31 February), that count more than ten thousand
 * times, and the few shapes that libical does not count by: BYWEEKNO and BYYEARDAY together with months, BYWEEKNO at either
 * end of the year, BYSETPOS within a week, a day or several times a day, RSCALE. An UNTIL in UTC is refused, too: see
 * tidings_recurrence_localize().
 *
 * Returns: (transfer full): the RRULE's value as it is stored (upper case, parts in a fixed order), or %NULL
 */
char     *tidings_recurrence_parse    (const char  *text,
                                       const char  *wall,
                                       const char  *until,
                                       guint        count,
                                       GError     **error);

/**
 * tidings_recurrence_localize:
 * @text: an RRULE's value or preset
 * @zone: IANA zone of the wall clock that the rule is for
 *
 * RFC 5545 has UNTIL in UTC wherever a time zone is given; reminders keep the wall clock.
 *
 * Returns: (transfer full): @text with an UNTIL that ends in Z as the wall clock of @zone, for tidings_recurrence_parse();
 *   a copy of @text if there is nothing to turn
 */
char     *tidings_recurrence_localize (const char  *text,
                                       const char  *zone);

/**
 * tidings_recurrence_list:
 * @rule: an RRULE's value as tidings_recurrence_parse() gives it, or "" for once
 * @wall: wall clock of the first occurrence, which always counts as one (RFC 5545, 3.8.5.3)
 * @after: (nullable): only occurrences later than this wall clock, %NULL for all from the first on
 * @limit: how many at most, at least 1
 *
 * Days that a month does not have are left out; a time that a day does not have stays on the wall here and becomes an
 * instant by tidings_wall_clock_to_instant(). Fast for an @after many years from the first; only a rule with COUNT is counted
 * from its start. What does not come again within a hundred years of @after does not come again. Any thread.
 *
 * Returns: (transfer full) (array zero-terminated=1): wall clocks, ascending; empty when nothing is left
 */
char    **tidings_recurrence_list     (const char  *rule,
                                       const char  *wall,
                                       const char  *after,
                                       guint        limit);

/**
 * tidings_recurrence_describe:
 * @rule: as for tidings_recurrence_list()
 * @wall: wall clock of the first occurrence
 *
 * Returns: (transfer full): @rule in words of the process's language ("every second Tuesday, 10 times"), lower case; one it has
 *   no words for is named as such, never wrongly; "" for ""
 */
char     *tidings_recurrence_describe (const char  *rule,
                                       const char  *wall);

G_END_DECLS
