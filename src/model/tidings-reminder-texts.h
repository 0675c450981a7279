/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of a reminder that are still to come, as its rule and what people did with it make them. Pure. */
#pragma once

#include "tidings-reminder.h"

G_BEGIN_DECLS

/**
 * TidingsReminderText:
 * @due_at: UTC milliseconds at which it goes, unless something holds it
 * @at: UTC milliseconds of its occurrence, where it was moved to
 * @before_s: seconds between both, as the reminder has them
 * @nth: how many occurrences lie between the present one and its own: whose turn it is goes on with them
 */
typedef struct {
  gint64 due_at;
  gint64 at;
  gint64 before_s;
  guint nth;
} TidingsReminderText;

/**
 * tidings_reminder_list_texts:
 * @reminder: a reminder
 * @after: UTC milliseconds; texts that were due by then are left out
 * @until: UTC milliseconds; texts that are due later are left out
 * @limit: how many at most, at least 1
 *
 * Without occurrences that are done or were taken out; one that was moved is where it was moved to. Texts that somebody asked for
 * once more (LATER, or a snooze) are no matter of rules: the store keeps them. Any thread.
 *
 * Returns: (transfer full) (element-type TidingsReminderText): by @due_at; none of a reminder that is past or done
 */
GArray *tidings_reminder_list_texts (TidingsReminder *reminder,
                                     gint64           after,
                                     gint64           until,
                                     guint            limit);

G_END_DECLS
