/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows with a check button that the dialogs about reminders share. */
#pragma once

#include <adwaita.h>
#include "tidings-reminder-custom.h"
#include "tidings-reminder-told.h"

G_BEGIN_DECLS

/** tidings_reminder_person_row_new: whether @person is one of @told; insensitive with the reason where no text could reach them. Returns: (transfer floating): a row */
GtkWidget *tidings_reminder_person_row_new (TidingsReminderTold *told,
                                            TidingsPerson       *person);
/** tidings_reminder_moment_row_new: @item: a #TidingsReminderMoment; for gtk_list_box_bind_model(). Returns: (transfer floating): a row */
GtkWidget *tidings_reminder_moment_row_new (gpointer             item,
                                            gpointer             user_data);
/** tidings_reminder_day_row_new: @weekday: 1 (Monday) to 7: whether @custom comes on it. Returns: (transfer floating): a row */
GtkWidget *tidings_reminder_day_row_new    (TidingsReminderCustom *custom,
                                            int                  weekday);
/** tidings_import_event_row_new: @item: a #TidingsImportEvent; for gtk_list_box_bind_model(). Returns: (transfer floating): a row */
GtkWidget *tidings_import_event_row_new    (gpointer             item,
                                            gpointer             user_data);

G_END_DECLS
