/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a calendar file becomes reminders. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_IMPORT_DIALOG (tidings_reminder_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderImportDialog, tidings_reminder_import_dialog, TIDINGS, REMINDER_IMPORT_DIALOG, AdwWindow)

/** tidings_reminder_import_dialog_present: asks who is told of what is in @file; @widget: any widget of the window over which it stands */
void tidings_reminder_import_dialog_present (GtkWidget     *widget,
                                             TidingsClient *client,
                                             GFile         *file);
/** tidings_reminder_import_choose: lets a person choose a calendar file, and goes on with it as above */
void tidings_reminder_import_choose         (GtkWidget     *widget,
                                             TidingsClient *client);

G_END_DECLS
