/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages for a list widget: a slice of those that match, which reports only what changed when it looks again. */
#include "config.h"

#include "tidings-message-list-private.h"

struct _TidingsMessageList
{
  GObject parent_instance;

  TidingsStore *store;
  TidingsSliceReader *reader;   /* for looks in a thread, made with the first */
  GPtrArray *messages;          /* newest first */
  TidingsMessageFilter filter;  /* owns its strings */
  guint n_wanted;               /* rows in the slice at most: pages asked for so far */
  gint64 newest_seen;           /* newest that matched when the slice last stood at that end */
  guint n_new;
  GCancellable *looking;        /* the look that runs in a thread */

  guint is_set : 1;
  guint is_following : 1;
  guint has_more : 1;
  guint has_newer : 1;
};

enum {
  PROP_0,
  PROP_HAS_MORE,
  PROP_HAS_NEWER,
  PROP_N_NEW,
  PROP_IS_FOLLOWING,
  PROP_IS_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void tidings_message_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TidingsMessageList, tidings_message_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tidings_message_list_model_init))

static GType
tidings_message_list_get_item_type (GListModel *model)
{
  return TIDINGS_TYPE_MESSAGE;
}

static guint
tidings_message_list_get_n_items (GListModel *model)
{
  TidingsMessageList *self = TIDINGS_MESSAGE_LIST (model);

  return self->messages->len;
}

static gpointer
tidings_message_list_get_item (GListModel *model,
                               guint       position)
{
  TidingsMessageList *self = TIDINGS_MESSAGE_LIST (model);

  return position < self->messages->len ? g_object_ref (g_ptr_array_index (self->messages, position)) : NULL;
}

static void
tidings_message_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tidings_message_list_get_item_type;
  iface->get_n_items = tidings_message_list_get_n_items;
  iface->get_item = tidings_message_list_get_item;
}

/* All that can change after a message was stored and that anybody looks at: a price or a try more comes without a
 * change of state, and then without a new updated_at. */
static gboolean
is_same (TidingsMessage *a,
         TidingsMessage *b)
{
  return a->updated_at == b->updated_at &&
         a->state == b->state &&
         a->error_code == b->error_code &&
         a->until == b->until &&
         a->n_segments == b->n_segments &&
         a->price_micros == b->price_micros &&
         a->is_settled == b->is_settled &&
         a->n_attempts == b->n_attempts &&
         g_strcmp0 (a->reason, b->reason) == 0 &&
         g_strcmp0 (a->person, b->person) == 0 &&
         g_strcmp0 (a->body, b->body) == 0 &&
         g_strcmp0 (a->to, b->to) == 0 &&
         g_strcmp0 (a->sid, b->sid) == 0 &&
         g_strcmp0 (a->sender, b->sender) == 0 &&
         g_strcmp0 (a->currency, b->currency) == 0;
}

static void
splice (TidingsMessageList *self,
        guint               position,
        guint               n_removed,
        GPtrArray          *fresh,
        guint               first,
        guint               n_added)
{
  if (n_removed == 0 && n_added == 0)
    return;

  if (n_removed > 0)
    g_ptr_array_remove_range (self->messages, position, n_removed);

  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->messages, position + i, g_object_ref (g_ptr_array_index (fresh, first + i)));

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* Makes the slice equal to @fresh, both in falling order of ids, in one change for each run of rows that differ. */
static void
merge (TidingsMessageList *self,
       GPtrArray          *fresh)
{
  guint i = 0;

  for (guint position = 0; position < self->messages->len || i < fresh->len; )
    {
      guint first = i;
      guint n_removed = 0;

      while (position + n_removed < self->messages->len || i < fresh->len)
        {
          TidingsMessage *old = position + n_removed < self->messages->len
                                ? g_ptr_array_index (self->messages, position + n_removed) : NULL;
          TidingsMessage *new = i < fresh->len ? g_ptr_array_index (fresh, i) : NULL;

          if (old && new && old->id == new->id && is_same (old, new))
            break;

          if (old && (!new || old->id >= new->id))
            n_removed++;
          if (new && (!old || new->id >= old->id))
            i++;
        }

      splice (self, position, n_removed, fresh, first, i - first);

      /* Past the run, and past the row that ended it. */
      position += i - first + 1;
      i++;
    }
}

/* Says what there is beside the slice, once all of it is known. */
static void
set_ends (TidingsMessageList *self,
          gboolean            has_more,
          gboolean            has_newer,
          guint               n_new)
{
  gboolean had_more = self->has_more;
  gboolean had_newer = self->has_newer;
  guint n_before = self->n_new;

  self->has_more = has_more;
  self->has_newer = has_newer;
  self->n_new = n_new;
  if (had_more != self->has_more)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
  if (had_newer != self->has_newer)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_NEWER]);
  if (n_before != n_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_NEW]);
}

static void
clear (TidingsMessageList *self)
{
  guint n_removed = self->messages->len;

  g_ptr_array_set_size (self->messages, 0);
  if (n_removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, 0);
}


static gint64
get_id (TidingsMessageList *self,
        guint               position)
{
  return position < self->messages->len ? ((TidingsMessage *) g_ptr_array_index (self->messages, position))->id : 0;
}

/* What a look has to know of the list, which it may outlive in a thread. */
static TidingsSlice *
make_slice (TidingsMessageList  *self,
            TidingsMessagePlace  place)
{
  TidingsSlice *slice = tidings_slice_new (&self->filter, place);

  slice->first_id = get_id (self, 0);
  slice->last_id = self->messages->len > 0 ? get_id (self, self->messages->len - 1) : 0;
  slice->n_wanted = self->n_wanted;
  slice->newest_seen = self->newest_seen;
  slice->has_more = self->has_more;
  slice->has_newer = self->has_newer;
  slice->is_held = self->messages->len > 0 && (!self->is_following || self->has_newer);

  return slice;
}

/* Rows leave at the other end of a slice that has become too long to be kept. */
static void
add_older (TidingsMessageList *self,
           TidingsSlice       *slice)
{
  guint n_before = self->messages->len;
  guint n_rows = slice->rows->len;
  guint n_over = n_before + n_rows > TIDINGS_MESSAGE_LIST_MOST ? n_before + n_rows - TIDINGS_MESSAGE_LIST_MOST : 0;

  self->n_wanted = MIN (n_before + TIDINGS_MESSAGE_LIST_PAGE, TIDINGS_MESSAGE_LIST_MOST);
  splice (self, n_before, 0, slice->rows, 0, n_rows);
  splice (self, 0, n_over, NULL, 0, 0);
  set_ends (self, slice->has_more, slice->has_newer || n_over > 0, self->n_new);
}

static void
add_newer (TidingsMessageList *self,
           TidingsSlice       *slice)
{
  guint n_before = self->messages->len;
  guint n_rows = slice->rows->len;
  guint n_over = n_before + n_rows > TIDINGS_MESSAGE_LIST_MOST ? n_before + n_rows - TIDINGS_MESSAGE_LIST_MOST : 0;

  self->n_wanted = MIN (n_before + TIDINGS_MESSAGE_LIST_PAGE, TIDINGS_MESSAGE_LIST_MOST);
  splice (self, 0, 0, slice->rows, 0, n_rows);
  splice (self, self->messages->len - n_over, n_over, NULL, 0, 0);
  set_ends (self, slice->has_more || n_over > 0, slice->has_newer, slice->n_new);
}

static void
apply (TidingsMessageList *self,
       TidingsSlice       *slice)
{
  self->newest_seen = slice->newest_seen;
  switch (slice->place)
    {
    case TIDINGS_MESSAGE_PLACE_OLDER:
      add_older (self, slice);
      break;
    case TIDINGS_MESSAGE_PLACE_NEWER:
      add_newer (self, slice);
      break;
    case TIDINGS_MESSAGE_PLACE_NEWEST:
    case TIDINGS_MESSAGE_PLACE_OLDEST:
      self->n_wanted = TIDINGS_MESSAGE_LIST_PAGE;
      G_GNUC_FALLTHROUGH;
    case TIDINGS_MESSAGE_PLACE_SAME:
    default:
      merge (self, slice->rows);
      set_ends (self, slice->has_more, slice->has_newer, slice->n_new);
    }
}

static gboolean
look (TidingsMessageList   *self,
      TidingsMessagePlace   place,
      GError              **error)
{
  g_autoptr(TidingsSlice) slice = make_slice (self, place);

  if (!tidings_slice_read (slice, self->store, error))
    return FALSE;

  apply (self, slice);
  return TRUE;
}

static void
set_looking (TidingsMessageList *self,
             GCancellable       *looking)
{
  gboolean was_busy = self->looking != NULL;

  g_set_object (&self->looking, looking);
  if (was_busy != (looking != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

/* Ends the look that runs: what is asked for now has the list. */
static void
stop_looking (TidingsMessageList *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
}

static void
tidings_message_list_dispose (GObject *object)
{
  TidingsMessageList *self = TIDINGS_MESSAGE_LIST (object);

  stop_looking (self);
  g_clear_object (&self->looking);

  G_OBJECT_CLASS (tidings_message_list_parent_class)->dispose (object);
}

static void
tidings_message_list_finalize (GObject *object)
{
  TidingsMessageList *self = TIDINGS_MESSAGE_LIST (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->reader, tidings_slice_reader_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free ((char *) self->filter.search);
  g_free ((char *) self->filter.type);

  G_OBJECT_CLASS (tidings_message_list_parent_class)->finalize (object);
}

static void
tidings_message_list_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsMessageList *self = TIDINGS_MESSAGE_LIST (object);

  switch (property_id)
    {
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_HAS_NEWER:
      g_value_set_boolean (value, self->has_newer);
      break;
    case PROP_N_NEW:
      g_value_set_uint (value, self->n_new);
      break;
    case PROP_IS_FOLLOWING:
      g_value_set_boolean (value, self->is_following);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->looking != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tidings_message_list_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  TidingsMessageList *self = TIDINGS_MESSAGE_LIST (object);

  switch (property_id)
    {
    case PROP_IS_FOLLOWING:
      if (self->is_following == g_value_get_boolean (value))
        return;
      self->is_following = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tidings_message_list_class_init (TidingsMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_message_list_dispose;
  object_class->finalize = tidings_message_list_finalize;
  object_class->get_property = tidings_message_list_get_property;
  object_class->set_property = tidings_message_list_set_property;

  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, read);
  properties[PROP_HAS_NEWER] = g_param_spec_boolean ("has-newer", NULL, NULL, FALSE, read);
  properties[PROP_N_NEW] = g_param_spec_uint ("n-new", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_IS_FOLLOWING] = g_param_spec_boolean ("is-following", NULL, NULL, TRUE, read | G_PARAM_WRITABLE);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_message_list_init (TidingsMessageList *self)
{
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_wanted = TIDINGS_MESSAGE_LIST_PAGE;
  self->is_following = TRUE;
}

TidingsMessageList *
tidings_message_list_new (TidingsStore *store)
{
  TidingsMessageList *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (store), NULL);

  self = g_object_new (TIDINGS_TYPE_MESSAGE_LIST, NULL);
  self->store = g_object_ref (store);
  return self;
}

static void
take_filter (TidingsMessageList         *self,
             const TidingsMessageFilter *filter)
{
  TidingsMessageFilter previous = self->filter;

  /* Freed only after copying: the caller may hand our own strings back. */
  self->filter = *filter;
  self->filter.search = g_strdup (filter->search);
  self->filter.type = g_strdup (filter->type);
  self->filter.oldest_first = FALSE;
  g_free ((char *) previous.search);
  g_free ((char *) previous.type);
  self->is_set = TRUE;
  self->newest_seen = 0;
}

gboolean
tidings_message_list_set_filter (TidingsMessageList          *self,
                                 const TidingsMessageFilter  *filter,
                                 GError                     **error)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);
  g_return_val_if_fail (filter, FALSE);

  take_filter (self, filter);
  stop_looking (self);
  set_looking (self, NULL);
  if (look (self, TIDINGS_MESSAGE_PLACE_NEWEST, error))
    return TRUE;

  clear (self);
  set_ends (self, FALSE, FALSE, 0);
  return FALSE;
}

gboolean
tidings_message_list_refresh (TidingsMessageList  *self,
                              GError             **error)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);

  return !self->is_set || look (self, TIDINGS_MESSAGE_PLACE_SAME, error);
}

gboolean
tidings_message_list_go (TidingsMessageList   *self,
                         TidingsMessagePlace   place,
                         GError              **error)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);

  if (!self->is_set || (place == TIDINGS_MESSAGE_PLACE_OLDER && !self->has_more) ||
      (place == TIDINGS_MESSAGE_PLACE_NEWER && !self->has_newer))
    return TRUE;

  stop_looking (self);
  set_looking (self, NULL);
  return look (self, place, error);
}

gboolean
tidings_message_list_grow (TidingsMessageList  *self,
                           GError             **error)
{
  return tidings_message_list_go (self, TIDINGS_MESSAGE_PLACE_OLDER, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TidingsMessageList *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(TidingsSlice) slice = NULL;
  GError *error = NULL;

  slice = tidings_slice_reader_read_finish (result, &error);
  /* What was asked for later has the list now. */
  if (self->looking == cancellable)
    {
      set_looking (self, NULL);
      if (slice != NULL)
        apply (self, slice);
      else if (g_task_get_task_data (task) != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          clear (self);
          set_ends (self, FALSE, FALSE, 0);
        }
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
tidings_message_list_look_async (TidingsMessageList         *self,
                                 const TidingsMessageFilter *filter,
                                 TidingsMessagePlace         place,
                                 GAsyncReadyCallback         callback,
                                 gpointer                    user_data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TIDINGS_IS_MESSAGE_LIST (self));
  g_return_if_fail (filter || self->is_set);

  if (filter)
    take_filter (self, filter);
  if (self->reader == NULL)
    self->reader = tidings_slice_reader_new (self->store);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_message_list_look_async);
  if (filter)
    g_task_set_task_data (task, self, NULL);
  stop_looking (self);
  set_looking (self, cancellable);
  tidings_slice_reader_read_async (self->reader, make_slice (self, place), cancellable, read_cb, g_steal_pointer (&task));
}

gboolean
tidings_message_list_look_finish (TidingsMessageList  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
tidings_message_list_get_has_more (TidingsMessageList *self)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);

  return self->has_more;
}
