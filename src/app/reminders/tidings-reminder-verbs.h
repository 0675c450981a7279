/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said about a reminder without opening it: done, later, not this time, at another time. Each is told in a toast
 * with Undo. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"
#include "tidings-reminder-item.h"

G_BEGIN_DECLS

/** tidings_reminder_finish: says that the present occurrence is done; @widget: where to tell how it went */
void tidings_reminder_finish (GtkWidget            *widget,
                              TidingsClient        *client,
                              TidingsReminder      *reminder);
/** tidings_reminder_snooze: asks for one more text at that moment */
void tidings_reminder_snooze (GtkWidget            *widget,
                              TidingsClient        *client,
                              TidingsReminder      *reminder,
                              TidingsReminderSnooze snooze);
/** tidings_reminder_skip: takes the next occurrence out of one that comes again */
void tidings_reminder_skip   (GtkWidget            *widget,
                              TidingsClient        *client,
                              TidingsReminder      *reminder);
/** tidings_reminder_move: lets the next occurrence take place at the wall clock @to, in the reminder's zone */
void tidings_reminder_move   (GtkWidget            *widget,
                              TidingsClient        *client,
                              TidingsReminder      *reminder,
                              const char           *to);

G_END_DECLS
