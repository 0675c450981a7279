/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a calendar file, to be looked at before they become reminders. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_IMPORT_EVENT (tidings_import_event_get_type ())
G_DECLARE_FINAL_TYPE (TidingsImportEvent, tidings_import_event, TIDINGS, IMPORT_EVENT, GObject)

/**
 * TidingsImportEvent properties: is-wanted (bool, read-write: whether it becomes a reminder);
 *   read-only: title, words (when it is and how often it comes again, or why no reminder can be made of it), can-import (bool)
 */

/** tidings_import_event_get_uid: Returns: its name in the file, as the agent takes it */
const char *tidings_import_event_get_uid        (TidingsImportEvent   *self);
/** tidings_import_event_get_is_wanted: Returns: whether it becomes a reminder */
gboolean    tidings_import_event_get_is_wanted  (TidingsImportEvent   *self);
/** tidings_import_event_get_can_import: Returns: whether a reminder can be made of it, as far as the file alone says */
gboolean    tidings_import_event_get_can_import (TidingsImportEvent   *self);

/**
 * tidings_import_events_read_async:
 * @file: a calendar file on this computer
 * @now: UTC milliseconds: what is past by then is not offered
 * @cancellable: (nullable): ends it
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads and understands the file in a thread. All events that can be imported are wanted.
 */
void        tidings_import_events_read_async    (GFile                *file,
                                                 gint64                now,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/** tidings_import_events_read_finish: Returns: (transfer full) (element-type TidingsImportEvent) (nullable): in the order of the file; %NULL with one sentence in @error */
GPtrArray  *tidings_import_events_read_finish   (GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
