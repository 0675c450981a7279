/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule of repetition that is put together from its parts: every so many days, weeks, months or years. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** TidingsCustomUnit: what is counted */
typedef enum {
  TIDINGS_CUSTOM_DAYS,
  TIDINGS_CUSTOM_WEEKS,
  TIDINGS_CUSTOM_MONTHS,
  TIDINGS_CUSTOM_YEARS,
} TidingsCustomUnit;

/** TidingsCustomMonthly: where in the month, as seen from the first occurrence */
typedef enum {
  TIDINGS_CUSTOM_ON_DATE,          /* the 24th */
  TIDINGS_CUSTOM_ON_WEEKDAY,       /* the fourth Tuesday */
  TIDINGS_CUSTOM_ON_LAST_WEEKDAY,  /* the last Tuesday */
} TidingsCustomMonthly;

#define TIDINGS_TYPE_REMINDER_CUSTOM (tidings_reminder_custom_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderCustom, tidings_reminder_custom, TIDINGS, REMINDER_CUSTOM, GObject)

/**
 * TidingsReminderCustom properties:
 *   read-write: wall (string, `YYYY-MM-DDTHH:MM` of the first occurrence), is-chosen (bool: whether the parts are shown),
 *   unit (uint, #TidingsCustomUnit), interval (uint, 1 to 999), days (uint, bit (1 << (weekday - 1)) from Monday on; never 0: with
 *   none it is the first occurrence's), monthly (uint, #TidingsCustomMonthly);
 *   read-only: rule (string), days-words ("Monday · Tuesday"), shows-weeks, shows-months (bool)
 */

/**
 * tidings_reminder_custom_new:
 * @rule: an RRULE's value without its end, "" for every second week
 * @wall: wall clock of the first occurrence
 *
 * A rule that has other parts than these stays as it is until a part is set.
 *
 * Returns: (transfer full): the parts
 */
TidingsReminderCustom *tidings_reminder_custom_new         (const char            *rule,
                                                            const char            *wall);
/** tidings_reminder_custom_set_day: @weekday: 1 (Monday) to 7: whether it comes on that day */
void                   tidings_reminder_custom_set_day     (TidingsReminderCustom *self,
                                                            int                    weekday,
                                                            gboolean               is_on);
/** tidings_reminder_custom_has_day: Returns: whether it comes on that day */
gboolean               tidings_reminder_custom_has_day     (TidingsReminderCustom *self,
                                                            int                    weekday);
/** tidings_reminder_custom_dup_day_name: Returns: (transfer full): the weekday's name, as a row begins */
char                  *tidings_reminder_custom_dup_day_name (int                   weekday);

G_END_DECLS
