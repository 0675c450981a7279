/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RRULE taken apart (RFC 5545, section 3.3.10), checked more strictly than libical does before libical sees it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Longer rules mean nothing that a person set; libical's lists have room for more than this many values. */
#define TIDINGS_RULE_MAX_TEXT 1000
#define TIDINGS_RULE_MAX_VALUES 60
/* Counting to the end of a rule has to stay quick: ten thousand days are twenty-seven years. */
#define TIDINGS_RULE_MAX_COUNT 10000
#define TIDINGS_RULE_MAX_INTERVAL 1000

typedef enum {
  TIDINGS_FREQUENCY_HOURLY,
  TIDINGS_FREQUENCY_DAILY,
  TIDINGS_FREQUENCY_WEEKLY,
  TIDINGS_FREQUENCY_MONTHLY,
  TIDINGS_FREQUENCY_YEARLY,
} TidingsFrequency;

typedef enum {
  TIDINGS_RULE_MONTH,
  TIDINGS_RULE_WEEK_NO,
  TIDINGS_RULE_YEAR_DAY,
  TIDINGS_RULE_MONTH_DAY,
  TIDINGS_RULE_DAY,
  TIDINGS_RULE_HOUR,
  TIDINGS_RULE_MINUTE,
  TIDINGS_RULE_SET_POS,
  TIDINGS_RULE_N_PARTS,
} TidingsRulePart;

/** TidingsRuleList: values of a BY part, ascending, each once */
typedef struct {
  guint n;
  int values[TIDINGS_RULE_MAX_VALUES];
} TidingsRuleList;

/**
 * TidingsRule:
 * @frequency: unit of @interval
 * @interval: 1 to %TIDINGS_RULE_MAX_INTERVAL
 * @count: 0 without that end
 * @until: last wall clock, "" without; the end of the day if a day was given
 * @until_is_day: whether it was
 * @until_is_utc: whether it hangs in UTC still
 * @week_start: 1 (Monday) to 7 (Sunday)
 * @parts: the BY parts. Weekdays are 1 (Monday) to 7 (Sunday), and with a position ten times that before them: 22 is the
 *   second Tuesday, -15 the last Friday
 */
typedef struct {
  TidingsFrequency frequency;
  guint interval;
  guint count;
  char until[32];
  gboolean until_is_day;
  gboolean until_is_utc;
  int week_start;
  TidingsRuleList parts[TIDINGS_RULE_N_PARTS];
} TidingsRule;

/** TidingsWall: a wall clock taken apart; @month and @day count from 1, @weekday from 1 (Monday) */
typedef struct {
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int weekday;
  guint32 julian;
} TidingsWall;

/** tidings_wall_read: Returns: whether @text is a `YYYY-MM-DDTHH:MM` between 1970 and 2400 that is in the calendar */
gboolean  tidings_wall_read         (const char        *text,
                                     TidingsWall       *wall);

/** tidings_rule_read: Returns: %FALSE with @error (one sentence for people) for what is no rule or one that cannot be counted by */
gboolean  tidings_rule_read         (const char        *text,
                                     TidingsRule       *rule,
                                     GError           **error);
/** tidings_rule_write: Returns: (transfer full): the RRULE's value, parts always in the same order; @with_end: with UNTIL or COUNT */
char     *tidings_rule_write        (const TidingsRule *rule,
                                     gboolean           with_end);
/** tidings_rule_resolve: says in the rule what it takes from the first occurrence: weekday, day, month and time */
void      tidings_rule_resolve      (TidingsRule       *rule,
                                     const TidingsWall *wall);
/** tidings_rule_is_possible: Returns: whether some year can have a day for the resolved @rule; looks at the fourteen kinds of years */
gboolean  tidings_rule_is_possible  (const TidingsRule *rule,
                                     const TidingsWall *wall);
/** tidings_rule_has_date: Returns: whether the months, days of the month and weekdays of @rule, as far as there are any, have that date */
gboolean  tidings_rule_has_date     (const TidingsRule *rule,
                                     int                year,
                                     int                month,
                                     int                day);
/** tidings_rule_has: Returns: whether @part of @rule has @value */
gboolean  tidings_rule_has          (const TidingsRule *rule,
                                     TidingsRulePart    part,
                                     int                value);

G_END_DECLS
