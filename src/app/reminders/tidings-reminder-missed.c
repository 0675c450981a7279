/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of reminders that were missed while the computer was off, until they are sent or dismissed. */
#include "config.h"

#include "tidings-reminder-missed.h"

#include "tidings-list-sync.h"
#include "tidings-store-moments.h"

#define KEY "missed-dismissed"
#define HOUR_MS ((gint64) 3600 * 1000)
#define WEEK_MS (7 * 24 * HOUR_MS)
#define MAX_ROWS 20
#define MAX_READ 200 /* of which some are dismissed, or done */

struct _TidingsReminderMissed
{
  GObject parent_instance;

  GListModel *reminders;
  TidingsClock *clock;
  GSettings *settings;
  TidingsStore *store; /* NULL while there is none */
  GListStore *texts;
  guint call;
};

G_DEFINE_FINAL_TYPE (TidingsReminderMissed, tidings_reminder_missed, G_TYPE_OBJECT)

static gint64
text_get_key (gpointer text)
{
  return tidings_missed_text_get_message (text)->id;
}

static gboolean
text_is_same (gpointer text,
              gpointer other)
{
  return g_str_equal (tidings_missed_text_get_title (text), tidings_missed_text_get_title (other)) &&
         g_str_equal (tidings_missed_text_get_subtitle (text), tidings_missed_text_get_subtitle (other));
}

/* By number and creation: numbers begin anew in a new store. */
static gboolean
is_dismissed (GVariant       *dismissed,
              TidingsMessage *message)
{
  GVariantIter iter;
  gint64 id = 0, created_at = 0;

  g_variant_iter_init (&iter, dismissed);
  while (g_variant_iter_next (&iter, "(xx)", &id, &created_at))
    if (id == message->id && created_at == message->created_at)
      return TRUE;

  return FALSE;
}

/* The reminder if it is still of interest, NULL otherwise. */
static TidingsReminder *
find_open_reminder (TidingsReminderMissed *self,
                    gint64                 id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->reminders); i++)
    {
      g_autoptr(TidingsReminder) reminder = g_list_model_get_item (self->reminders, i);

      if (reminder->id == id)
        return reminder->state != TIDINGS_REMINDER_DONE ? g_steal_pointer (&reminder) : NULL;
    }

  return NULL;
}

static GPtrArray *
read_missed (TidingsReminderMissed *self,
             gint64                 now)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *messages = NULL;

  if (self->store != NULL)
    messages = tidings_store_list_missed (self->store, now - WEEK_MS, MAX_READ, &error);
  if (error != NULL)
    g_warning ("%s", error->message);

  return messages;
}

static void refresh (TidingsReminderMissed *self);

static void
time_passed_cb (gpointer user_data)
{
  TidingsReminderMissed *self = user_data;

  self->call = 0;
  refresh (self);
}

/* "Yesterday" is not true for ever. With nothing to show there is nothing to wait for. */
static void
await_hour (TidingsReminderMissed *self,
            gint64                 now)
{
  if (self->call != 0)
    tidings_clock_cancel (self->clock, self->call);
  self->call = 0;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->texts)) > 0)
    self->call = tidings_clock_call_at (self->clock, now - now % HOUR_MS + HOUR_MS, time_passed_cb, self);
}

static void
refresh (TidingsReminderMissed *self)
{
  gint64 now = tidings_clock_get_now (self->clock);
  g_autoptr(GVariant) dismissed = g_settings_get_value (self->settings, KEY);
  g_autoptr(GPtrArray) messages = read_missed (self, now);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; messages != NULL && i < messages->len && wanted->len < MAX_ROWS; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);
      g_autoptr(TidingsReminder) reminder = find_open_reminder (self, message->reminder_id);

      if (reminder != NULL && !is_dismissed (dismissed, message))
        g_ptr_array_add (wanted, tidings_missed_text_new (message, reminder, now));
    }

  tidings_list_sync (self->texts, wanted, text_get_key, text_is_same);
  await_hour (self, now);
}

static void
tidings_reminder_missed_dispose (GObject *object)
{
  TidingsReminderMissed *self = TIDINGS_REMINDER_MISSED (object);

  if (self->call != 0)
    tidings_clock_cancel (self->clock, self->call);
  self->call = 0;
  g_clear_object (&self->reminders);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_object (&self->store);
  g_clear_object (&self->texts);

  G_OBJECT_CLASS (tidings_reminder_missed_parent_class)->dispose (object);
}

static void
tidings_reminder_missed_class_init (TidingsReminderMissedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_reminder_missed_dispose;
}

static void
tidings_reminder_missed_init (TidingsReminderMissed *self)
{
  self->texts = g_list_store_new (TIDINGS_TYPE_MISSED_TEXT);
}

TidingsReminderMissed *
tidings_reminder_missed_new (GListModel   *reminders,
                             TidingsClock *clock,
                             GSettings    *settings)
{
  TidingsReminderMissed *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (reminders), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_MISSED, NULL);
  self->reminders = g_object_ref (reminders);
  self->clock = g_object_ref (clock);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (reminders, "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "jumped", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);

  return self;
}

void
tidings_reminder_missed_refresh (TidingsReminderMissed *self,
                                 TidingsStore          *store)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_MISSED (self));
  g_return_if_fail (store == NULL || TIDINGS_IS_STORE (store));

  g_set_object (&self->store, store);
  refresh (self);
}

GListModel *
tidings_reminder_missed_list (TidingsReminderMissed *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_MISSED (self), NULL);

  return G_LIST_MODEL (self->texts);
}

/* Writes down what is dismissed; what is older than anything that is shown need not be known any more. */
static void
keep_dismissed (TidingsReminderMissed *self,
                TidingsMessage        *message,
                gboolean               is_gone)
{
  g_autoptr(GVariant) old = g_settings_get_value (self->settings, KEY);
  gint64 since = tidings_clock_get_now (self->clock) - WEEK_MS;
  GVariantBuilder builder;
  GVariantIter iter;
  gint64 id = 0, created_at = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(xx)"));
  g_variant_iter_init (&iter, old);
  while (g_variant_iter_next (&iter, "(xx)", &id, &created_at))
    if (created_at >= since && (id != message->id || created_at != message->created_at))
      g_variant_builder_add (&builder, "(xx)", id, created_at);
  if (is_gone)
    g_variant_builder_add (&builder, "(xx)", message->id, message->created_at);

  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

void
tidings_reminder_missed_dismiss (TidingsReminderMissed *self,
                                 TidingsMissedText     *text)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_MISSED (self));
  g_return_if_fail (TIDINGS_IS_MISSED_TEXT (text));

  keep_dismissed (self, tidings_missed_text_get_message (text), TRUE);
}

void
tidings_reminder_missed_bring_back (TidingsReminderMissed *self,
                                    TidingsMissedText     *text)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_MISSED (self));
  g_return_if_fail (TIDINGS_IS_MISSED_TEXT (text));

  keep_dismissed (self, tidings_missed_text_get_message (text), FALSE);
}
