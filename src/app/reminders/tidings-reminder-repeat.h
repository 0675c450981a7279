/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a reminder comes again, and when that ends, while it is written. */
#pragma once

#include <gio/gio.h>
#include "tidings-reminder-custom.h"

G_BEGIN_DECLS

/** TidingsRepeatChoice: what is offered; the last one is put together from parts */
typedef enum {
  TIDINGS_REPEAT_NEVER,
  TIDINGS_REPEAT_DAILY,
  TIDINGS_REPEAT_WEEKDAYS,
  TIDINGS_REPEAT_WEEKLY,
  TIDINGS_REPEAT_MONTHLY,
  TIDINGS_REPEAT_MONTHLY_WEEKDAY,
  TIDINGS_REPEAT_YEARLY,
  TIDINGS_REPEAT_OWN,
} TidingsRepeatChoice;

/** TidingsRepeatEnds: when it ends */
typedef enum {
  TIDINGS_REPEAT_ENDS_NEVER,
  TIDINGS_REPEAT_ENDS_ON_DATE,
  TIDINGS_REPEAT_ENDS_AFTER_COUNT,
} TidingsRepeatEnds;

#define TIDINGS_TYPE_REMINDER_REPEAT (tidings_reminder_repeat_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderRepeat, tidings_reminder_repeat, TIDINGS, REMINDER_REPEAT, GObject)

/**
 * TidingsReminderRepeat properties:
 *   read-write: wall (string, `YYYY-MM-DDTHH:MM` of the first occurrence), choice (uint, #TidingsRepeatChoice), ends (uint,
 *   #TidingsRepeatEnds), until (string, `YYYY-MM-DD`), count (uint, 0 to 10000);
 *   read-only: words (what the name of the choice does not say: "Every Tuesday"; "" for nothing), until-words (the last day as dates are written), repeats, ends-on-date,
 *   ends-after-count (bool, for what is shown), problem (string, "" if there is none)
 */

/**
 * tidings_reminder_repeat_new:
 * @rule: an RRULE's value as a reminder stores it, "" for once
 * @wall: wall clock of the first occurrence
 *
 * Without an end of its own it offers ten times, and a last day three months after the first.
 *
 * Returns: (transfer full): the state of the rows that say how often
 */
TidingsReminderRepeat *tidings_reminder_repeat_new          (const char            *rule,
                                                             const char            *wall);

/** tidings_reminder_repeat_get_custom: Returns: (transfer none): the parts of what is none of the usual ones; the date and the choice follow by themselves */
TidingsReminderCustom *tidings_reminder_repeat_get_custom   (TidingsReminderRepeat *self);
/** tidings_reminder_repeat_list_choices: Returns: (transfer none) (array zero-terminated=1): the names of what choice may be, in its order */
const char * const    *tidings_reminder_repeat_list_choices (TidingsReminderRepeat *self);
/** tidings_reminder_repeat_dup_rule: Returns: (transfer full) (nullable): the whole rule, "" for once; %NULL while there is a problem */
char                  *tidings_reminder_repeat_dup_rule     (TidingsReminderRepeat *self);
/**
 * tidings_reminder_repeat_list_upcoming:
 * @self: how often
 * @zone: IANA time zone of the wall clock
 * @now: UTC milliseconds
 * @limit: how many at most
 *
 * What is still to come. One that comes once is listed even if it has passed.
 *
 * Returns: (transfer full) (nullable): a #GArray of gint64 UTC milliseconds, empty when nothing comes any more; %NULL if there
 *   is no such zone
 */
GArray                *tidings_reminder_repeat_list_upcoming (TidingsReminderRepeat *self,
                                                              const char            *zone,
                                                              gint64                 now,
                                                              guint                  limit);
/** tidings_reminder_repeat_add_options: puts "repeat", "until" and "count" into @options, as the agent takes them */
void                   tidings_reminder_repeat_add_options  (TidingsReminderRepeat *self,
                                                             GVariantDict          *options);

G_END_DECLS
