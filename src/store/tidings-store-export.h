/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the store knows, or all that it knows of one person, as a file for programs. */
#pragma once

#include "tidings-store-messages.h"

G_BEGIN_DECLS

/**
 * TidingsExportFormat:
 * @TIDINGS_EXPORT_JSON: one object: `exported_at version person people messages (with story) answers reminders types wordings audit
 *   opt_outs programs`, with the keys that the command line prints; times are ISO 8601 UTC, money decimal strings, null is unknown
 * @TIDINGS_EXPORT_CSV: the texts as RFC 4180 (UTF-8, CRLF, a line of headings)
 *
 * In CSV a cell of words that begins with = + - @, a tab or a carriage return gets an apostrophe in front, because spreadsheets
 * would take it for a formula; phone numbers and amounts are left as they are.
 */
typedef enum {
  TIDINGS_EXPORT_JSON,
  TIDINGS_EXPORT_CSV,
} TidingsExportFormat;

/** TidingsExportProgress: @n_done of @n_total texts are written */
typedef void (*TidingsExportProgress) (guint64  n_done,
                                       guint64  n_total,
                                       gpointer user_data);

/**
 * TidingsExport:
 * @format: see there
 * @person: row id, 0 for everyone. Of one person there is only what concerns them, and nobody else's name or number in what the
 *   store adds to it
 * @now: UTC milliseconds
 * @version: the program's
 * @messages: (nullable): the texts that match it and nothing else: in JSON an array as `tidings log --json` prints it, each with
 *   its story; newest first. @person does not count then. Texts are not counted beforehand; the total is 0
 * @progress: (nullable): called now and then, in the same thread
 * @user_data: for it
 */
typedef struct {
  TidingsExportFormat format;
  gint64 person;
  gint64 now;
  const char *version;
  const TidingsMessageFilter *messages;
  TidingsExportProgress progress;
  gpointer user_data;
} TidingsExport;

/** tidings_export_format_from_name: by the suffix of a file's name, `.json` or `.csv` in any case. Returns: %FALSE if it has another */
gboolean tidings_export_format_from_name (const char           *name,
                                          TidingsExportFormat  *format);

/**
 * tidings_store_export:
 * @self: a store, open for looking
 * @export: what is wanted
 * @stream: where it goes; it stays open
 * @cancellable: (nullable): checked between any two rows
 * @error: return location: NOT_FOUND, the stream's, or %G_IO_ERROR_CANCELLED
 *
 * Writes as it reads, so that a million texts need no more memory than a page of them, and all of one moment: what is changed
 * meanwhile is not in it.
 *
 * Returns: %FALSE with @error set; what was written by then is no whole file
 */
gboolean tidings_store_export            (TidingsStore         *self,
                                          const TidingsExport  *export,
                                          GOutputStream        *stream,
                                          GCancellable         *cancellable,
                                          GError              **error);

G_END_DECLS
