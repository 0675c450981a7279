/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look of a list of messages into the store: pages by their keys, from both ends, here or in a thread. */
#include "config.h"

#include "tidings-message-list-private.h"
#include "tidings-store-private.h"

#define PAGE TIDINGS_MESSAGE_LIST_PAGE

TidingsSlice *
tidings_slice_new (const TidingsMessageFilter *filter,
                   TidingsMessagePlace         place)
{
  TidingsSlice *self = g_new0 (TidingsSlice, 1);

  self->filter = *filter;
  self->filter.search = g_strdup (filter->search);
  self->filter.type = g_strdup (filter->type);
  self->filter.before_id = 0;
  self->filter.after_id = 0;
  self->place = place;

  return self;
}

void
tidings_slice_free (TidingsSlice *self)
{
  g_free ((char *) self->filter.search);
  g_free ((char *) self->filter.type);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/* One row more than is asked for tells whether there are others. */
static gboolean
read_rows (TidingsSlice               *self,
           TidingsStore               *store,
           const TidingsMessageFilter *bounds,
           guint                       n_rows,
           gboolean                   *has_others,
           GError                    **error)
{
  TidingsMessageFilter filter = self->filter;

  filter.before_id = bounds->before_id;
  filter.after_id = bounds->after_id;
  filter.oldest_first = bounds->oldest_first;
  filter.limit = n_rows + 1;
  if (!(self->rows = tidings_store_list_messages (store, &filter, error)))
    return FALSE;

  *has_others = self->rows->len > n_rows;
  if (*has_others)
    g_ptr_array_set_size (self->rows, n_rows);

  return TRUE;
}

static void
reverse (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len / 2; i++)
    {
      gpointer row = rows->pdata[i];

      rows->pdata[i] = rows->pdata[rows->len - 1 - i];
      rows->pdata[rows->len - 1 - i] = row;
    }
}

static void
note_newest (TidingsSlice *self)
{
  if (self->rows->len > 0)
    self->newest_seen = ((TidingsMessage *) g_ptr_array_index (self->rows, 0))->id;
  self->n_new = 0;
}

/* What came since; more than a page of it is a page. */
static gboolean
count_new (TidingsSlice  *self,
           TidingsStore  *store,
           GError       **error)
{
  TidingsMessageFilter filter = self->filter;
  g_autoptr(GPtrArray) rows = NULL;

  filter.after_id = self->newest_seen;
  filter.limit = PAGE;
  if (!(rows = tidings_store_list_messages (store, &filter, error)))
    return FALSE;

  self->n_new = rows->len;
  self->has_newer = self->has_newer || rows->len > 0;
  return TRUE;
}

static gboolean
read_newest (TidingsSlice  *self,
             TidingsStore  *store,
             guint          n_rows,
             GError       **error)
{
  const TidingsMessageFilter bounds = { 0 };

  if (!read_rows (self, store, &bounds, n_rows, &self->has_more, error))
    return FALSE;

  self->has_newer = FALSE;
  note_newest (self);
  return TRUE;
}

/* Who begins at the oldest has not seen the newest: what comes from now on is new. */
static gboolean
find_newest (TidingsSlice  *self,
             TidingsStore  *store,
             GError       **error)
{
  TidingsMessageFilter filter = self->filter;
  g_autoptr(GPtrArray) rows = NULL;

  filter.limit = 1;
  if (!(rows = tidings_store_list_messages (store, &filter, error)))
    return FALSE;

  if (rows->len > 0)
    self->newest_seen = ((TidingsMessage *) g_ptr_array_index (rows, 0))->id;
  return TRUE;
}

static gboolean
read_oldest (TidingsSlice  *self,
             TidingsStore  *store,
             GError       **error)
{
  const TidingsMessageFilter bounds = { .oldest_first = TRUE };

  if (!read_rows (self, store, &bounds, PAGE, &self->has_newer, error))
    return FALSE;

  reverse (self->rows);
  self->has_more = FALSE;
  if (self->has_newer)
    return self->newest_seen != 0 || find_newest (self, store, error);

  note_newest (self);
  return TRUE;
}

static gboolean
read_same (TidingsSlice  *self,
           TidingsStore  *store,
           GError       **error)
{
  const TidingsMessageFilter bounds = { .before_id = self->first_id + 1 };

  if (!self->is_held)
    return read_newest (self, store, self->n_wanted, error);

  return read_rows (self, store, &bounds, self->n_wanted, &self->has_more, error) && count_new (self, store, error);
}

static gboolean
read_older (TidingsSlice  *self,
            TidingsStore  *store,
            GError       **error)
{
  const TidingsMessageFilter bounds = { .before_id = self->last_id };

  return read_rows (self, store, &bounds, PAGE, &self->has_more, error);
}

static gboolean
read_newer (TidingsSlice  *self,
            TidingsStore  *store,
            GError       **error)
{
  const TidingsMessageFilter bounds = { .after_id = self->first_id, .oldest_first = TRUE };

  if (!read_rows (self, store, &bounds, PAGE, &self->has_newer, error))
    return FALSE;

  reverse (self->rows);
  if (self->has_newer)
    return count_new (self, store, error);

  note_newest (self);
  return TRUE;
}

gboolean
tidings_slice_read (TidingsSlice  *self,
                    TidingsStore  *store,
                    GError       **error)
{
  switch (self->place)
    {
    case TIDINGS_MESSAGE_PLACE_NEWEST:
      return read_newest (self, store, PAGE, error);
    case TIDINGS_MESSAGE_PLACE_OLDEST:
      return read_oldest (self, store, error);
    case TIDINGS_MESSAGE_PLACE_OLDER:
      return read_older (self, store, error);
    case TIDINGS_MESSAGE_PLACE_NEWER:
      return read_newer (self, store, error);
    case TIDINGS_MESSAGE_PLACE_SAME:
    default:
      return read_same (self, store, error);
    }
}

struct _TidingsSliceReader {
  gatomicrefcount n_refs;
  GMutex mutex;          /* the store is used by one thread at a time */
  char *path;
  TidingsStore *store;   /* opened with the first look, in its thread */
};

TidingsSliceReader *
tidings_slice_reader_new (TidingsStore *store)
{
  TidingsSliceReader *self = g_new0 (TidingsSliceReader, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (store->path);

  return self;
}

static TidingsSliceReader *
reader_ref (TidingsSliceReader *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
tidings_slice_reader_unref (TidingsSliceReader *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_clear_object (&self->store);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

typedef struct {
  TidingsSliceReader *reader;
  TidingsSlice *slice;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  tidings_slice_reader_unref (work->reader);
  g_clear_pointer (&work->slice, tidings_slice_free);
  g_free (work);
}

static void
canceled_cb (GCancellable *cancellable,
             TidingsStore *store)
{
  tidings_store_interrupt (store);
}

static gboolean
read_locked (Work          *work,
             GCancellable  *cancellable,
             GError       **error)
{
  TidingsSliceReader *reader = work->reader;
  gulong handler = 0;
  gboolean is_read = FALSE;

  /* It may have waited for one that could not be ended. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (reader->store == NULL && !(reader->store = tidings_store_open_read_only (reader->path, error)))
    return FALSE;

  handler = g_cancellable_connect (cancellable, G_CALLBACK (canceled_cb), reader->store, NULL);
  is_read = tidings_slice_read (work->slice, reader->store, error);
  g_cancellable_disconnect (cancellable, handler);

  return is_read;
}

static void
work_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  gboolean is_read = FALSE;

  g_mutex_lock (&work->reader->mutex);
  is_read = read_locked (work, cancellable, &error);
  g_mutex_unlock (&work->reader->mutex);

  if (is_read)
    g_task_return_pointer (task, g_steal_pointer (&work->slice), (GDestroyNotify) tidings_slice_free);
  else
    g_task_return_error (task, error);
}

void
tidings_slice_reader_read_async (TidingsSliceReader  *self,
                                 TidingsSlice        *slice,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->reader = reader_ref (self);
  work->slice = slice;
  g_task_set_source_tag (task, tidings_slice_reader_read_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_cb);
}

TidingsSlice *
tidings_slice_reader_read_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
