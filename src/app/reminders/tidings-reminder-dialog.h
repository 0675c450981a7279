/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a reminder is written or changed. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"
#include "tidings-reminder-draft.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_DIALOG (tidings_reminder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderDialog, tidings_reminder_dialog, TIDINGS, REMINDER_DIALOG, AdwWindow)

/**
 * tidings_reminder_dialog_present:
 * @widget: whose window it stands over
 * @client: the client
 * @reminder: (nullable): what to change, %NULL for a new one
 */
void tidings_reminder_dialog_present (GtkWidget       *widget,
                                      TidingsClient   *client,
                                      TidingsReminder *reminder);

/** tidings_reminder_dialog_make_draft: Returns: (transfer full): a new reminder with the texts that the settings call usual */
TidingsReminderDraft *tidings_reminder_dialog_make_draft (TidingsClient *client);
/** tidings_reminder_dialog_present_draft: the same for a new reminder that was begun elsewhere */
void tidings_reminder_dialog_present_draft (GtkWidget            *widget,
                                            TidingsClient        *client,
                                            TidingsReminderDraft *draft);

G_END_DECLS
