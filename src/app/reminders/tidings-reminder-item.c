/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder as a list shows it. */
#include "config.h"

#include "tidings-reminder-item.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-person.h"
#include "tidings-words.h"

#define WEEK_MS ((gint64) 7 * 24 * 3600 * 1000)

struct _TidingsReminderItem
{
  GObject parent_instance;

  TidingsReminder *reminder;
  GListModel *people;
  gint64 now;
  gboolean is_ahead;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_SECTION,
  PROP_IS_AHEAD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderItem, tidings_reminder_item, G_TYPE_OBJECT)

static gboolean
is_told (TidingsReminder *reminder,
         gint64           person)
{
  for (guint i = 0; i < reminder->n_people; i++)
    {
      if (reminder->people[i] == person)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_names (TidingsReminderItem *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (is_told (self->reminder, person->id))
        g_ptr_array_add (names, g_strdup (person->name));
    }

  if (names->len == 0)
    return g_strdup (_("No one"));
  g_ptr_array_add (names, NULL);

  return tidings_words_join_names ((const char * const *) names->pdata);
}

static char *
dup_subtitle (TidingsReminderItem *self)
{
  g_autofree char *near = tidings_format_moment (self->reminder->at, self->now);
  g_autofree char *moment = tidings_words_begin (near);
  g_autofree char *names = dup_names (self);
  g_autofree char *before = NULL;
  g_autofree char *facts = NULL;

  if (self->reminder->state == TIDINGS_REMINDER_DONE)
    before = g_strdup (C_("reminder", "Done"));
  else
    before = tidings_words_before_list (self->reminder->before_s, self->reminder->n_before);

  facts = tidings_words_join_facts (moment, before, names);
  if (self->is_ahead)
    return g_strdup_printf ("%s\n%s", facts, _("Arrives even if this computer is off"));

  return g_steal_pointer (&facts);
}

static void
tidings_reminder_item_finalize (GObject *object)
{
  TidingsReminderItem *self = TIDINGS_REMINDER_ITEM (object);

  g_clear_object (&self->reminder);
  g_clear_object (&self->people);

  G_OBJECT_CLASS (tidings_reminder_item_parent_class)->finalize (object);
}

static void
tidings_reminder_item_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsReminderItem *self = TIDINGS_REMINDER_ITEM (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->reminder->title);
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, dup_subtitle (self));
      break;
    case PROP_SECTION:
      g_value_set_int (value, tidings_reminder_get_section (self->reminder, self->now));
      break;
    case PROP_IS_AHEAD:
      g_value_set_boolean (value, self->is_ahead);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_item_class_init (TidingsReminderItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_item_finalize;
  object_class->get_property = tidings_reminder_item_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, read);
  properties[PROP_SECTION] = g_param_spec_int ("section", NULL, NULL, TIDINGS_REMINDER_SECTION_SOON,
                                               TIDINGS_REMINDER_SECTION_PAST, TIDINGS_REMINDER_SECTION_SOON, read);
  properties[PROP_IS_AHEAD] = g_param_spec_boolean ("is-ahead", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_item_init (TidingsReminderItem *self)
{
}

TidingsReminderItem *
tidings_reminder_item_new (TidingsReminder *reminder,
                           GListModel      *people,
                           gint64           now)
{
  TidingsReminderItem *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_ITEM, NULL);
  self->reminder = g_object_ref (reminder);
  self->people = g_object_ref (people);
  self->now = now;

  return self;
}

void
tidings_reminder_item_set_ahead (TidingsReminderItem *self,
                                 gboolean             is_ahead)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_ITEM (self));

  self->is_ahead = is_ahead;
}

TidingsReminder *
tidings_reminder_item_get_reminder (TidingsReminderItem *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_ITEM (self), NULL);

  return self->reminder;
}

TidingsReminderSection
tidings_reminder_get_section (TidingsReminder *reminder,
                              gint64           now)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), TIDINGS_REMINDER_SECTION_PAST);

  /* All texts may have gone while the appointment itself is still ahead: then it is not past for people. */
  if (reminder->state == TIDINGS_REMINDER_DONE || (reminder->at < now && reminder->next_at == 0))
    return TIDINGS_REMINDER_SECTION_PAST;
  if (reminder->at < now + WEEK_MS)
    return TIDINGS_REMINDER_SECTION_SOON;

  return TIDINGS_REMINDER_SECTION_LATER;
}
