/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder as a list shows it. */
#include "config.h"

#include "tidings-reminder-item.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-person.h"
#include "tidings-recurrence.h"
#include "tidings-words.h"

#define HOUR_MS ((gint64) 3600 * 1000)
#define MORNING_HOUR 9
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
  PROP_IS_OPEN,
  PROP_CAN_SKIP,
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

/* Who is told next: of those who take turns only one is. */
static char *
dup_told (TidingsReminderItem *self)
{
  for (guint i = 0; self->reminder->takes_turns && i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (person->id == self->reminder->turn)
        /* Translators: %s is the name of who does a chore next */
        return g_strdup_printf (_("%s’s turn"), person->name);
    }

  return dup_names (self);
}

static gboolean
is_overdue (TidingsReminderItem *self)
{
  TidingsOccurrence *occurrence = NULL;

  if (self->reminder->next_wall != NULL)
    occurrence = tidings_reminder_find_occurrence (self->reminder, self->reminder->next_wall);

  return occurrence != NULL && occurrence->state == TIDINGS_OCCURRENCE_OVERDUE;
}

static gboolean
is_open (TidingsReminderItem *self)
{
  return tidings_reminder_get_section (self->reminder, self->now) != TIDINGS_REMINDER_SECTION_PAST;
}

static char *
dup_subtitle (TidingsReminderItem *self)
{
  g_autofree char *near = tidings_format_moment (self->reminder->at, self->now);
  g_autofree char *moment = tidings_words_begin (near);
  g_autofree char *told = dup_told (self);
  g_autofree char *repeat = tidings_recurrence_describe (self->reminder->rule, self->reminder->wall);
  g_autofree char *event = tidings_words_join_facts (moment, repeat, is_overdue (self) ? C_("reminder", "Overdue") : NULL);
  g_autofree char *before = NULL;
  g_autofree char *facts = NULL;

  if (self->reminder->state == TIDINGS_REMINDER_DONE)
    before = g_strdup (C_("reminder", "Done"));
  else
    before = tidings_words_before_list (self->reminder->before_s, self->reminder->n_before);

  facts = tidings_words_join_facts (event, before, told);
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
    case PROP_IS_OPEN:
      g_value_set_boolean (value, is_open (self));
      break;
    case PROP_CAN_SKIP:
      g_value_set_boolean (value, is_open (self) && *self->reminder->rule != '\0' && self->reminder->next_wall != NULL);
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
  properties[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, FALSE, read);
  properties[PROP_CAN_SKIP] = g_param_spec_boolean ("can-skip", NULL, NULL, FALSE, read);

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

gint64
tidings_reminder_snooze_until (TidingsReminderSnooze snooze,
                               gint64                now)
{
  g_autoptr(GDateTime) today = NULL;
  g_autoptr(GDateTime) other_day = NULL;
  g_autoptr(GDateTime) morning = NULL;
  int year, month, day;

  if (snooze == TIDINGS_REMINDER_SNOOZE_HOUR)
    return now + HOUR_MS;

  today = g_date_time_new_from_unix_local (now / 1000);
  other_day = g_date_time_add_days (today, snooze == TIDINGS_REMINDER_SNOOZE_WEEK ? 7 : 1);
  g_date_time_get_ymd (other_day, &year, &month, &day);
  morning = g_date_time_new_local (year, month, day, MORNING_HOUR, 0, 0);

  return g_date_time_to_unix (morning) * 1000;
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
