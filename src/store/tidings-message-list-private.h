/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look of a list into the store: what it needs to know and what it finds, here or in a thread. */
#pragma once

#include "tidings-store-messages.h"

G_BEGIN_DECLS

#define TIDINGS_MESSAGE_LIST_PAGE 100

/**
 * TidingsSlice:
 * @filter: what to look for; owns its strings
 * @place: where
 * @first_id: newest row that is there, 0 if none
 * @last_id: oldest row that is there, 0 if none
 * @n_wanted: rows that the slice may have
 * @newest_seen: newest that matched when the slice last stood at that end; afterwards, the same as of now
 * @is_held: nothing is put in at the newer end
 * @rows: (nullable) (element-type TidingsMessage): what was found, newest first: the whole slice, or what is added to it
 * @has_more: whether there are older ones
 * @has_newer: whether there are newer ones
 * @n_new: how many of them came since @newest_seen
 */
typedef struct {
  TidingsMessageFilter filter;
  TidingsMessagePlace place;
  gint64 first_id;
  gint64 last_id;
  guint n_wanted;
  gint64 newest_seen;
  gboolean is_held;
  GPtrArray *rows;
  gboolean has_more;
  gboolean has_newer;
  guint n_new;
} TidingsSlice;

/** tidings_slice_new: Returns: (transfer full): a look that knows of no rows yet; the filter's strings are copied */
TidingsSlice       *tidings_slice_new                (const TidingsMessageFilter  *filter,
                                                      TidingsMessagePlace          place);
void                tidings_slice_free               (TidingsSlice                *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsSlice, tidings_slice_free)

/** tidings_slice_read: looks. Returns: %FALSE with @error set */
gboolean            tidings_slice_read               (TidingsSlice                *self,
                                                      TidingsStore                *store,
                                                      GError                     **error);

/** TidingsSliceReader: looks in a thread, with a store of its own, one at a time */
typedef struct _TidingsSliceReader TidingsSliceReader;

/** tidings_slice_reader_new: Returns: (transfer full): a reader of the file that @store has open */
TidingsSliceReader *tidings_slice_reader_new         (TidingsStore                *store);
void                tidings_slice_reader_unref       (TidingsSliceReader          *self);

/**
 * tidings_slice_reader_read_async:
 * @self: a reader
 * @slice: (transfer full): what to look for
 * @cancellable: ends the query that runs, too
 * @callback: called in the thread that asked
 * @user_data: for it
 *
 * The result has no source object: the thread may let go of it last, and of a list that would be too late.
 */
void                tidings_slice_reader_read_async  (TidingsSliceReader          *self,
                                                      TidingsSlice                *slice,
                                                      GCancellable                *cancellable,
                                                      GAsyncReadyCallback          callback,
                                                      gpointer                     user_data);
/** tidings_slice_reader_read_finish: Returns: (transfer full) (nullable): the slice with what was found; %NULL with @error set */
TidingsSlice       *tidings_slice_reader_read_finish (GAsyncResult                *result,
                                                      GError                     **error);

G_END_DECLS
