/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders by nearness. */
#include "config.h"

#include "tidings-reminder-sections.h"

#include "tidings-list-sync.h"

#define N_SECTIONS (TIDINGS_REMINDER_SECTION_PAST + 1)
#define HOUR_MS ((gint64) 3600 * 1000)
#define WEEK_MS (7 * 24 * HOUR_MS)

struct _TidingsReminderSections
{
  GObject parent_instance;

  GListModel *reminders;
  GListModel *people;
  TidingsClock *clock;
  GListStore *sections[N_SECTIONS];
  guint call;
  GHashTable *ahead; /* (nullable): row ids of those that Twilio keeps */
};

G_DEFINE_FINAL_TYPE (TidingsReminderSections, tidings_reminder_sections, G_TYPE_OBJECT)

static gint64
item_get_key (gpointer item)
{
  return tidings_reminder_item_get_reminder (item)->id;
}

static gboolean
item_is_same (gpointer item,
              gpointer other)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  if (tidings_reminder_item_get_reminder (item) != tidings_reminder_item_get_reminder (other))
    return FALSE;

  /* The words change with names and with the day. */
  g_object_get (item, "subtitle", &one, NULL);
  g_object_get (other, "subtitle", &two, NULL);

  return g_strcmp0 (one, two) == 0;
}

/* When the first of the reminders leaves its section, or an hour has passed: "tomorrow" is not true for ever. */
static gint64
get_next_change (TidingsReminderSections *self,
                 gint64                   now)
{
  gint64 next = now - now % HOUR_MS + HOUR_MS;

  for (guint i = 0; i < g_list_model_get_n_items (self->reminders); i++)
    {
      g_autoptr(TidingsReminder) reminder = g_list_model_get_item (self->reminders, i);

      if (reminder->at >= now)
        next = MIN (next, reminder->at + 1);
      if (reminder->at - WEEK_MS >= now)
        next = MIN (next, reminder->at - WEEK_MS + 1);
    }

  return next;
}

static void regroup (TidingsReminderSections *self);

static void
time_passed_cb (gpointer user_data)
{
  TidingsReminderSections *self = user_data;

  self->call = 0;
  regroup (self);
}

static void
await_change (TidingsReminderSections *self,
              gint64                   now)
{
  if (self->call != 0)
    tidings_clock_cancel (self->clock, self->call);

  self->call = tidings_clock_call_at (self->clock, get_next_change (self, now), time_passed_cb, self);
}

static void
regroup (TidingsReminderSections *self)
{
  gint64 now = tidings_clock_get_now (self->clock);
  GPtrArray *wanted[N_SECTIONS] = { NULL };

  for (guint i = 0; i < N_SECTIONS; i++)
    wanted[i] = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (self->reminders); i++)
    {
      g_autoptr(TidingsReminder) reminder = g_list_model_get_item (self->reminders, i);
      TidingsReminderSection section = tidings_reminder_get_section (reminder, now);
      TidingsReminderItem *item = tidings_reminder_item_new (reminder, self->people, now);

      tidings_reminder_item_set_ahead (item, self->ahead != NULL && g_hash_table_contains (self->ahead, &reminder->id));
      /* What is past is looked up from its end. */
      g_ptr_array_insert (wanted[section], section == TIDINGS_REMINDER_SECTION_PAST ? 0 : -1, item);
    }

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      tidings_list_sync (self->sections[i], wanted[i], item_get_key, item_is_same);
      g_ptr_array_unref (wanted[i]);
    }

  await_change (self, now);
}

static void
tidings_reminder_sections_dispose (GObject *object)
{
  TidingsReminderSections *self = TIDINGS_REMINDER_SECTIONS (object);

  if (self->call != 0)
    tidings_clock_cancel (self->clock, self->call);
  self->call = 0;
  g_clear_object (&self->reminders);
  g_clear_object (&self->people);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->ahead, g_hash_table_unref);
  for (guint i = 0; i < N_SECTIONS; i++)
    g_clear_object (&self->sections[i]);

  G_OBJECT_CLASS (tidings_reminder_sections_parent_class)->dispose (object);
}

static void
tidings_reminder_sections_class_init (TidingsReminderSectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_reminder_sections_dispose;
}

static void
tidings_reminder_sections_init (TidingsReminderSections *self)
{
  for (guint i = 0; i < N_SECTIONS; i++)
    self->sections[i] = g_list_store_new (TIDINGS_TYPE_REMINDER_ITEM);
}

TidingsReminderSections *
tidings_reminder_sections_new (GListModel   *reminders,
                               GListModel   *people,
                               TidingsClock *clock)
{
  TidingsReminderSections *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (reminders), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_SECTIONS, NULL);
  self->reminders = g_object_ref (reminders);
  self->people = g_object_ref (people);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (reminders, "items-changed", G_CALLBACK (regroup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (regroup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "jumped", G_CALLBACK (regroup), self, G_CONNECT_SWAPPED);
  regroup (self);

  return self;
}

void
tidings_reminder_sections_take_ahead (TidingsReminderSections *self,
                                      GHashTable              *ids)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_SECTIONS (self));

  g_clear_pointer (&self->ahead, g_hash_table_unref);
  self->ahead = ids;
  regroup (self);
}

GListModel *
tidings_reminder_sections_list (TidingsReminderSections *self,
                                TidingsReminderSection   section)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_SECTIONS (self), NULL);
  g_return_val_if_fail ((guint) section < N_SECTIONS, NULL);

  return G_LIST_MODEL (self->sections[section]);
}
