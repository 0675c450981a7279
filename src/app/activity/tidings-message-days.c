/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages by day. */
#include "config.h"

#include "tidings-message-days.h"

#include "tidings-format.h"
#include "tidings-list-sync.h"
#include "tidings-reply-item.h"
#include "tidings-store-people.h"

/* Replies among the rows of one slice at most; in a storm of them, the newest. */
#define MOST_REPLIES 100

struct _TidingsMessageDay
{
  GObject parent_instance;

  gint64 key; /* 20261121 */
  char *title;
  GListStore *items;
};

enum {
  DAY_PROP_0,
  DAY_PROP_TITLE,
  DAY_N_PROPS
};

static GParamSpec *day_properties[DAY_N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsMessageDay, tidings_message_day, G_TYPE_OBJECT)

static void
day_set_title (TidingsMessageDay *self,
               const char        *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), day_properties[DAY_PROP_TITLE]);
}

static void
tidings_message_day_finalize (GObject *object)
{
  TidingsMessageDay *self = TIDINGS_MESSAGE_DAY (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (tidings_message_day_parent_class)->finalize (object);
}

static void
tidings_message_day_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case DAY_PROP_TITLE:
      g_value_set_string (value, TIDINGS_MESSAGE_DAY (object)->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_message_day_class_init (TidingsMessageDayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tidings_message_day_finalize;
  object_class->get_property = tidings_message_day_get_property;

  day_properties[DAY_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, DAY_N_PROPS, day_properties);
}

static void
tidings_message_day_init (TidingsMessageDay *self)
{
  self->items = g_list_store_new (G_TYPE_OBJECT);
}

GListModel *
tidings_message_day_list_items (TidingsMessageDay *self)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_DAY (self), NULL);

  return G_LIST_MODEL (self->items);
}

struct _TidingsMessageDays
{
  GObject parent_instance;

  GListModel *messages;
  TidingsClock *clock;
  GListStore *days;
  TidingsStore *store;      /* replies are read from, NULL for none */
  char *number;             /* of who replies, NULL for everybody */
  guint midnight_call;
  guint hide_text : 1;
  guint has_replies : 1;
};

enum {
  PROP_0,
  PROP_HIDE_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsMessageDays, tidings_message_days, G_TYPE_OBJECT)

static gint64
day_get_key (gpointer item)
{
  return TIDINGS_MESSAGE_DAY (item)->key;
}

static gint64
item_get_key (gpointer item)
{
  return TIDINGS_IS_REPLY_ITEM (item) ? tidings_reply_item_get_key (item) : tidings_message_item_get_message (item)->id;
}

/* What has the same key stays the same object; its contents are brought up to date in place. */
static gboolean
is_same_object (gpointer item,
                gpointer other)
{
  return TRUE;
}

static gint64
get_day_key (gint64 instant)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (instant / 1000);
  int year = 0, month = 0, day = 0;

  if (moment == NULL)
    return 0;

  g_date_time_get_ymd (moment, &year, &month, &day);

  return ((gint64) year * 100 + month) * 100 + day;
}

/* Lends the last of the collected days, a new one if the instant belongs to another day. */
static TidingsMessageDay *
ensure_day (GPtrArray *days,
            gint64     instant,
            gint64     now)
{
  gint64 key = get_day_key (instant);
  g_autofree char *title = NULL;
  TidingsMessageDay *day = NULL;

  for (guint i = days->len; i > 0; i--)
    {
      day = g_ptr_array_index (days, i - 1);
      if (day->key == key)
        return day;
    }

  title = tidings_format_day (instant, now);
  day = g_object_new (TIDINGS_TYPE_MESSAGE_DAY, NULL);
  day->key = key;
  day_set_title (day, title);
  g_ptr_array_add (days, day);

  return day;
}

/* What came in while the messages of the slice went, newest first; at the ends of the list, also before and after. */
static GPtrArray *
list_replies (TidingsMessageDays *self)
{
  guint n_messages = g_list_model_get_n_items (self->messages);
  TidingsInboundFilter filter = { .from = self->number, .limit = MOST_REPLIES };
  gboolean has_newer = FALSE, has_more = FALSE;

  if (self->store == NULL || !self->has_replies)
    return NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self->messages), "has-newer") != NULL)
    g_object_get (self->messages, "has-newer", &has_newer, "has-more", &has_more, NULL);
  if (n_messages > 0 && has_more)
    {
      g_autoptr(TidingsMessage) last = g_list_model_get_item (self->messages, n_messages - 1);

      filter.since = last->created_at;
    }
  if (n_messages > 0 && has_newer)
    {
      g_autoptr(TidingsMessage) first = g_list_model_get_item (self->messages, 0);

      filter.until = first->created_at;
    }

  return tidings_store_list_inbound (self->store, &filter, NULL);
}

static void
add_reply (TidingsMessageDays   *self,
           GPtrArray            *days,
           const TidingsInbound *reply,
           gint64                now)
{
  g_autoptr(TidingsPerson) person = tidings_store_find_person_by_number (self->store, reply->from);
  g_autoptr(TidingsReplyItem) item = tidings_reply_item_new (reply, person, now, self->hide_text);

  g_list_store_append (ensure_day (days, reply->at, now)->items, item);
}

static GPtrArray *
collect_days (TidingsMessageDays *self,
              gint64              now)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) replies = list_replies (self);
  guint n_left = replies != NULL ? replies->len : 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->messages); i++)
    {
      g_autoptr(TidingsMessage) message = g_list_model_get_item (self->messages, i);
      g_autoptr(TidingsMessageItem) item = tidings_message_item_new (message, now, self->hide_text);

      /* They are oldest first. */
      for (; n_left > 0 && ((TidingsInbound *) replies->pdata[n_left - 1])->at >= message->created_at; n_left--)
        add_reply (self, days, replies->pdata[n_left - 1], now);
      g_list_store_append (ensure_day (days, message->created_at, now)->items, item);
    }
  for (; n_left > 0; n_left--)
    add_reply (self, days, replies->pdata[n_left - 1], now);

  return days;
}

/* Replies never change, but for being hidden. */
static gboolean
is_same_reply (gpointer item,
               gpointer other)
{
  return !TIDINGS_IS_REPLY_ITEM (item) || tidings_reply_item_is_same (item, other);
}

static void
sync_day (TidingsMessageDays *self,
          TidingsMessageDay  *shown,
          TidingsMessageDay  *wanted,
          gint64              now)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (wanted->items));

  for (guint i = 0; i < n_items; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (wanted->items), i));

  tidings_list_sync (shown->items, items, item_get_key, is_same_reply);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (shown->items), i);

      if (TIDINGS_IS_MESSAGE_ITEM (item))
        tidings_message_item_update (TIDINGS_MESSAGE_ITEM (item),
                                     tidings_message_item_get_message (g_ptr_array_index (items, i)), now, self->hide_text);
    }
  day_set_title (shown, wanted->title);
}

static void
regroup (TidingsMessageDays *self)
{
  gint64 now = tidings_clock_get_now (self->clock);
  g_autoptr(GPtrArray) wanted = collect_days (self, now);

  tidings_list_sync (self->days, wanted, day_get_key, is_same_object);
  for (guint i = 0; i < wanted->len; i++)
    {
      g_autoptr(TidingsMessageDay) shown = g_list_model_get_item (G_LIST_MODEL (self->days), i);

      if (shown != g_ptr_array_index (wanted, i))
        sync_day (self, shown, g_ptr_array_index (wanted, i), now);
    }
}

static void await_midnight (TidingsMessageDays *self);

static void
midnight_cb (gpointer user_data)
{
  TidingsMessageDays *self = user_data;

  self->midnight_call = 0;
  regroup (self);
  await_midnight (self);
}

static void
await_midnight (TidingsMessageDays *self)
{
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local (tidings_clock_get_now (self->clock) / 1000);
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (today, 1);
  g_autoptr(GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                                                         g_date_time_get_day_of_month (tomorrow), 0, 0, 0);

  self->midnight_call = tidings_clock_call_at (self->clock, g_date_time_to_unix (midnight) * 1000, midnight_cb, self);
}

static void
messages_changed_cb (GListModel         *messages,
                     guint               position,
                     guint               removed,
                     guint               added,
                     TidingsMessageDays *self)
{
  regroup (self);
}

static void
tidings_message_days_dispose (GObject *object)
{
  TidingsMessageDays *self = TIDINGS_MESSAGE_DAYS (object);

  if (self->midnight_call != 0)
    tidings_clock_cancel (self->clock, self->midnight_call);
  self->midnight_call = 0;
  g_clear_object (&self->messages);
  g_clear_object (&self->clock);
  g_clear_object (&self->days);
  g_clear_object (&self->store);
  g_clear_pointer (&self->number, g_free);

  G_OBJECT_CLASS (tidings_message_days_parent_class)->dispose (object);
}

static void
tidings_message_days_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HIDE_TEXT:
      g_value_set_boolean (value, TIDINGS_MESSAGE_DAYS (object)->hide_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_message_days_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  TidingsMessageDays *self = TIDINGS_MESSAGE_DAYS (object);

  switch (prop_id)
    {
    case PROP_HIDE_TEXT:
      if (self->hide_text == g_value_get_boolean (value))
        return;
      self->hide_text = g_value_get_boolean (value);
      regroup (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_message_days_class_init (TidingsMessageDaysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_message_days_dispose;
  object_class->get_property = tidings_message_days_get_property;
  object_class->set_property = tidings_message_days_set_property;

  properties[PROP_HIDE_TEXT] = g_param_spec_boolean ("hide-text", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_message_days_init (TidingsMessageDays *self)
{
  self->days = g_list_store_new (TIDINGS_TYPE_MESSAGE_DAY);
}

TidingsMessageDays *
tidings_message_days_new (GListModel   *messages,
                          TidingsClock *clock)
{
  TidingsMessageDays *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (messages), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_MESSAGE_DAYS, NULL);
  self->messages = g_object_ref (messages);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (messages, "items-changed", G_CALLBACK (messages_changed_cb), self, 0);
  regroup (self);
  await_midnight (self);

  return self;
}

GListModel *
tidings_message_days_list (TidingsMessageDays *self)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_DAYS (self), NULL);

  return G_LIST_MODEL (self->days);
}

void
tidings_message_days_show_replies (TidingsMessageDays *self,
                                   TidingsStore       *store,
                                   gboolean            shows,
                                   const char         *number)
{
  g_return_if_fail (TIDINGS_IS_MESSAGE_DAYS (self));

  g_set_object (&self->store, store);
  self->has_replies = shows;
  g_free (self->number);
  self->number = g_strdup (number);
}

void
tidings_message_days_refresh (TidingsMessageDays *self)
{
  g_return_if_fail (TIDINGS_IS_MESSAGE_DAYS (self));

  regroup (self);
}
