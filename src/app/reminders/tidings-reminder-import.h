/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making reminders of a calendar file: who is told, how far it is, and what came of it. */
#pragma once

#include "tidings-client.h"
#include "tidings-import-events.h"
#include "tidings-reminder-told.h"

G_BEGIN_DECLS

/** TidingsImportState: where it is; it goes through them once, in this order */
typedef enum {
  TIDINGS_IMPORT_READING,   /* of the file, to show what is in it */
  TIDINGS_IMPORT_CHOOSING,
  TIDINGS_IMPORT_RUNNING,
  TIDINGS_IMPORT_DONE,      /* also when it was canceled */
  TIDINGS_IMPORT_FAILED,
} TidingsImportState;

#define TIDINGS_TYPE_REMINDER_IMPORT (tidings_reminder_import_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderImport, tidings_reminder_import, TIDINGS, REMINDER_IMPORT, GObject)

/**
 * TidingsReminderImport properties, read-only: state (int, #TidingsImportState), can-start (bool: somebody and an event are
 * chosen and it has not begun), choice-words ("3 of 5 events", "" before they are known), fraction (double, 0 to 1), progress-words ("120 of 5000 events", "" before the first), result-words (what
 * came of it, or why it failed; "" before)
 */

/**
 * tidings_reminder_import_new:
 * @client: the client
 * @file: a calendar file on this computer
 *
 * The confirmed person who was entered first is chosen. The file is read in a thread first, so that its events can be looked
 * at; a file that cannot be read or is none of calendars goes on to %TIDINGS_IMPORT_FAILED.
 *
 * Returns: (transfer full): an import that waits for tidings_reminder_import_start()
 */
TidingsReminderImport *tidings_reminder_import_new           (TidingsClient         *client,
                                                              GFile                 *file);

/** tidings_reminder_import_get_told: Returns: (transfer none): who is going to be told of the reminders */
TidingsReminderTold   *tidings_reminder_import_get_told      (TidingsReminderImport *self);

/** tidings_reminder_import_list_events: Returns: (transfer none): a #GListModel of #TidingsImportEvent in the order of the file; empty while it is read */
GListModel            *tidings_reminder_import_list_events   (TidingsReminderImport *self);
/** tidings_reminder_import_want_all: chooses all events that can be imported, or none */
void                   tidings_reminder_import_want_all      (TidingsReminderImport *self,
                                                              gboolean               wanted);

/** tidings_reminder_import_start: hands the file to the agent; the properties tell how it goes */
void                   tidings_reminder_import_start         (TidingsReminderImport *self);
/** tidings_reminder_import_cancel: ends it early, if it runs; what is in stays in */
void                   tidings_reminder_import_cancel        (TidingsReminderImport *self);
/** tidings_reminder_import_list_problems: Returns: (transfer none) (array zero-terminated=1): sentences about events; none before it is done */
const char * const    *tidings_reminder_import_list_problems (TidingsReminderImport *self);

G_END_DECLS
