/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small window in which a reminder is added with a title and a time. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_QUICK_DIALOG (tidings_reminder_quick_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderQuickDialog, tidings_reminder_quick_dialog, TIDINGS, REMINDER_QUICK_DIALOG, AdwWindow)

/**
 * tidings_reminder_quick_dialog_present:
 * @widget: whose window it stands over, and where it is told that the reminder was added, with Undo
 * @client: the client
 */
void tidings_reminder_quick_dialog_present (GtkWidget     *widget,
                                            TidingsClient *client);
/** tidings_reminder_quick_dialog_move: asks when the next occurrence of @reminder is to take place instead, and moves it */
void tidings_reminder_quick_dialog_move    (GtkWidget       *widget,
                                            TidingsClient   *client,
                                            TidingsReminder *reminder);

G_END_DECLS
