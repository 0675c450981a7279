/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest few messages of some states. */
#include "config.h"

#include "tidings-short-list.h"

#include "tidings-list-sync.h"
#include "tidings-store-messages.h"

#define PATIENCE_MS G_GINT64_CONSTANT (5000)

struct _TidingsShortList
{
  GObject parent_instance;

  TidingsClock *clock;
  TidingsStore *store;
  GListStore *items;
  guint states;
  guint n_items;
  guint later;          /* when what is too fresh now is looked at again */
  guint hide_text : 1;
};

enum {
  PROP_0,
  PROP_HIDE_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsShortList, tidings_short_list, G_TYPE_OBJECT)

static gint64
item_get_key (gpointer item)
{
  return tidings_message_item_get_message (item)->id;
}

static gboolean
item_is_same (gpointer item,
              gpointer other)
{
  return TRUE;
}

static void
later_cb (gpointer user_data)
{
  TidingsShortList *self = user_data;

  self->later = 0;
  tidings_short_list_look (self, self->store);
}

static gboolean
is_too_fresh (TidingsShortList *self,
              TidingsMessage   *message,
              gint64            now)
{
  gint64 shown_at = message->updated_at + PATIENCE_MS;

  if (self->states == 0 || message->state != TIDINGS_MESSAGE_QUEUED || shown_at <= now || shown_at > now + PATIENCE_MS)
    return FALSE;

  if (self->later == 0)
    self->later = tidings_clock_call_at (self->clock, shown_at, later_cb, self);

  return TRUE;
}

static GPtrArray *
collect (TidingsShortList *self,
         GPtrArray        *messages,
         gint64            now)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < messages->len && items->len < self->n_items; i++)
    if (!is_too_fresh (self, g_ptr_array_index (messages, i), now))
      g_ptr_array_add (items, tidings_message_item_new (g_ptr_array_index (messages, i), now, self->hide_text));

  return items;
}

static void
tidings_short_list_dispose (GObject *object)
{
  TidingsShortList *self = TIDINGS_SHORT_LIST (object);

  if (self->later != 0)
    tidings_clock_cancel (self->clock, self->later);
  self->later = 0;
  g_clear_object (&self->clock);
  g_clear_object (&self->store);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (tidings_short_list_parent_class)->dispose (object);
}

static void
tidings_short_list_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HIDE_TEXT:
      g_value_set_boolean (value, TIDINGS_SHORT_LIST (object)->hide_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_short_list_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  TidingsShortList *self = TIDINGS_SHORT_LIST (object);

  switch (prop_id)
    {
    case PROP_HIDE_TEXT:
      if (self->hide_text == g_value_get_boolean (value))
        return;
      self->hide_text = g_value_get_boolean (value);
      tidings_short_list_look (self, self->store);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_short_list_class_init (TidingsShortListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_short_list_dispose;
  object_class->get_property = tidings_short_list_get_property;
  object_class->set_property = tidings_short_list_set_property;

  properties[PROP_HIDE_TEXT] = g_param_spec_boolean ("hide-text", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_short_list_init (TidingsShortList *self)
{
  self->items = g_list_store_new (TIDINGS_TYPE_MESSAGE_ITEM);
}

TidingsShortList *
tidings_short_list_new (TidingsClock *clock,
                        guint         states,
                        guint         n_items)
{
  TidingsShortList *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_SHORT_LIST, NULL);
  self->clock = g_object_ref (clock);
  self->states = states;
  self->n_items = n_items;

  return self;
}

void
tidings_short_list_look (TidingsShortList *self,
                         TidingsStore     *store)
{
  TidingsMessageFilter filter = { 0 };
  gint64 now;
  g_autoptr(GPtrArray) messages = NULL;
  g_autoptr(GPtrArray) items = NULL;

  g_return_if_fail (TIDINGS_IS_SHORT_LIST (self));

  g_set_object (&self->store, store);
  if (store == NULL)
    {
      g_list_store_remove_all (self->items);
      return;
    }

  now = tidings_clock_get_now (self->clock);
  filter.states = self->states;
  /* As many again make up for those that are too fresh. */
  filter.limit = 2 * self->n_items;
  /* A store that cannot be read is told of on the page Activity. */
  messages = tidings_store_list_messages (store, &filter, NULL);
  if (messages == NULL)
    return;

  items = collect (self, messages, now);
  tidings_list_sync (self->items, items, item_get_key, item_is_same);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(TidingsMessageItem) shown = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      tidings_message_item_update (shown, tidings_message_item_get_message (g_ptr_array_index (items, i)), now, self->hide_text);
    }
}

GListModel *
tidings_short_list_list (TidingsShortList *self)
{
  g_return_val_if_fail (TIDINGS_IS_SHORT_LIST (self), NULL);

  return G_LIST_MODEL (self->items);
}
