/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file becomes reminders. */
#pragma once

#include "tidings-engine.h"

G_BEGIN_DECLS

/* So many sentences about events are given back; the rest is counted. */
#define TIDINGS_IMPORT_MAX_PROBLEMS 20

/**
 * TidingsImportOptions:
 * @people: row ids of who is told of new reminders, at least one
 * @n_people: how many
 * @before_s: seconds before the event at which a text goes, for events without alarms, at least one
 * @n_before: how many
 * @type: id of the alert type that new reminders raise
 * @uids: (nullable) (array zero-terminated=1): the events that are wanted, as tidings_calendar_parse() names them; others are
 *   passed over and not counted. %NULL for all
 */
typedef struct {
  const gint64 *people;
  guint n_people;
  const gint64 *before_s;
  guint n_before;
  const char *type;
  const char * const *uids;
} TidingsImportOptions;

/**
 * TidingsImportResult:
 * @n_added: new reminders
 * @n_changed: reminders that follow an event that has changed, or that went with one that was canceled
 * @n_unchanged: events that are as they were, or that people said are done
 * @n_unusable: events of which no reminder can be made: past, canceled, without a title or a start, by a rule that cannot be followed
 * @is_whole: whether the file was read to its end; else it was canceled, and what is counted stays
 * @problems: sentences about what could not be taken over, at most %TIDINGS_IMPORT_MAX_PROBLEMS
 */
typedef struct {
  guint n_added;
  guint n_changed;
  guint n_unchanged;
  guint n_unusable;
  gboolean is_whole;
  char **problems;
} TidingsImportResult;

void     tidings_import_result_free     (TidingsImportResult        *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsImportResult, tidings_import_result_free)

/** TidingsImportProgress: @n_done of @n_total events have been looked at */
typedef void (*TidingsImportProgress)   (guint                       n_done,
                                         guint                       n_total,
                                         gpointer                    user_data);

/**
 * tidings_engine_import_async:
 * @engine: an engine
 * @file: where the file is read from, to its end; only this function reads from it
 * @options: copied
 * @progress: (nullable): told of progress, on the main thread
 * @progress_data: for @progress
 * @cancellable: (nullable): ends the import where it is
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * The file is read and understood in a thread; reminders are written a batch at a time, with the main loop in between. Each
 * event is in whole or not at all. Canceled, what is in stays in, and importing the file again goes on from there without
 * doubles: an event is known by its UID. One that has changed since changes its reminder; people, alert type and what was
 * done, skipped or moved by hand stay.
 */
void     tidings_engine_import_async    (TidingsEngine              *engine,
                                         GInputStream               *file,
                                         const TidingsImportOptions *options,
                                         TidingsImportProgress       progress,
                                         gpointer                    progress_data,
                                         GCancellable               *cancellable,
                                         GAsyncReadyCallback         callback,
                                         gpointer                    user_data);
/**
 * tidings_engine_import_finish:
 * @engine: an engine
 * @result: of the call
 * @error: return location: INVALID (no calendar, or wrong options), NOT_FOUND (a person), STORAGE (what was written before
 *   stays), or GIO's of reading
 *
 * Returns: (transfer full) (nullable): what came of it, also when it was canceled
 */
TidingsImportResult *
         tidings_engine_import_finish   (TidingsEngine              *engine,
                                         GAsyncResult               *result,
                                         GError                    **error);

G_END_DECLS
