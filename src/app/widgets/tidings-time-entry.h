/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a time of day is entered: hours and minutes, with AM and PM where the locale's clock has twelve hours. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_TIME_ENTRY (tidings_time_entry_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTimeEntry, tidings_time_entry, TIDINGS, TIME_ENTRY, GtkWidget)

/** TidingsTimeEntry properties: minutes (int, 0 to 1439): minutes after midnight */

/** tidings_time_entry_new: Returns: (transfer floating): an entry at midnight */
GtkWidget *tidings_time_entry_new         (void);
/** tidings_time_entry_get_minutes: Returns: minutes after midnight */
int        tidings_time_entry_get_minutes (TidingsTimeEntry *self);
/** tidings_time_entry_set_minutes: shows @minutes after midnight (0 to 1439) */
void       tidings_time_entry_set_minutes (TidingsTimeEntry *self,
                                           int               minutes);

G_END_DECLS
