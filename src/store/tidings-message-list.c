/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages for a list widget: a slice of the newest that match, which reports only what changed when it looks again. */
#include "config.h"

#include "tidings-store-messages.h"

#define PAGE 100

struct _TidingsMessageList
{
  GObject parent_instance;

  TidingsStore *store;
  GPtrArray *messages;          /* newest first */
  TidingsMessageFilter filter;  /* owns its strings */
  guint n_wanted;               /* rows in the slice at most: pages asked for so far */

  guint is_set : 1;
  guint has_more : 1;
};

enum {
  PROP_0,
  PROP_HAS_MORE,
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

static void
set_has_more (TidingsMessageList *self,
              gboolean            has_more)
{
  if (self->has_more == has_more)
    return;

  self->has_more = has_more;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
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

static gboolean
look (TidingsMessageList  *self,
      GError             **error)
{
  g_autoptr(GPtrArray) fresh = NULL;
  TidingsMessageFilter filter = self->filter;
  gboolean has_more = FALSE;

  /* One row more than is shown tells whether there are older ones. */
  filter.before_id = 0;
  filter.limit = self->n_wanted + 1;
  if (!(fresh = tidings_store_list_messages (self->store, &filter, error)))
    return FALSE;

  has_more = fresh->len > self->n_wanted;
  if (has_more)
    g_ptr_array_set_size (fresh, self->n_wanted);

  merge (self, fresh);
  set_has_more (self, has_more);
  return TRUE;
}

static void
clear (TidingsMessageList *self)
{
  guint n_removed = self->messages->len;

  g_ptr_array_set_size (self->messages, 0);
  if (n_removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, 0);
}

static void
tidings_message_list_finalize (GObject *object)
{
  TidingsMessageList *self = TIDINGS_MESSAGE_LIST (object);

  g_clear_object (&self->store);
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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tidings_message_list_class_init (TidingsMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tidings_message_list_finalize;
  object_class->get_property = tidings_message_list_get_property;

  properties[PROP_HAS_MORE] =
    g_param_spec_boolean ("has-more", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_message_list_init (TidingsMessageList *self)
{
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_wanted = PAGE;
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

gboolean
tidings_message_list_set_filter (TidingsMessageList          *self,
                                 const TidingsMessageFilter  *filter,
                                 GError                     **error)
{
  TidingsMessageFilter previous = { 0 };

  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);
  g_return_val_if_fail (filter, FALSE);

  /* Freed only after copying: the caller may hand our own strings back. */
  previous = self->filter;
  self->filter = *filter;
  self->filter.search = g_strdup (filter->search);
  self->filter.type = g_strdup (filter->type);
  g_free ((char *) previous.search);
  g_free ((char *) previous.type);

  self->is_set = TRUE;
  self->n_wanted = PAGE;

  if (look (self, error))
    return TRUE;

  clear (self);
  set_has_more (self, FALSE);
  return FALSE;
}

gboolean
tidings_message_list_refresh (TidingsMessageList  *self,
                              GError             **error)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);

  return !self->is_set || look (self, error);
}

gboolean
tidings_message_list_grow (TidingsMessageList  *self,
                           GError             **error)
{
  g_autoptr(GPtrArray) older = NULL;
  TidingsMessageFilter filter = { 0 };
  TidingsMessage *last = NULL;
  guint n_before = 0;
  guint n_added = 0;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);

  if (!self->has_more)
    return TRUE;

  n_before = self->messages->len;
  last = g_ptr_array_index (self->messages, n_before - 1);
  filter = self->filter;
  filter.before_id = last->id;
  filter.limit = PAGE + 1;
  if (!(older = tidings_store_list_messages (self->store, &filter, error)))
    return FALSE;

  n_added = MIN (older->len, PAGE);
  self->n_wanted = n_before + PAGE;
  splice (self, n_before, 0, older, 0, n_added);
  set_has_more (self, older->len > PAGE);
  return TRUE;
}

gboolean
tidings_message_list_get_has_more (TidingsMessageList *self)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_LIST (self), FALSE);

  return self->has_more;
}
