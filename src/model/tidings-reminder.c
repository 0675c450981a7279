/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An appointment or chore that is announced by text ahead of time. */
#include "config.h"

#include <string.h>

#include "tidings-reminder.h"

G_DEFINE_FINAL_TYPE (TidingsReminder, tidings_reminder, G_TYPE_OBJECT)

static void
tidings_reminder_finalize (GObject *object)
{
  TidingsReminder *self = TIDINGS_REMINDER (object);

  g_free (self->title);
  g_free (self->wall);
  g_free (self->zone);
  g_free (self->next_wall);
  g_free (self->planned_wall);
  g_free (self->type);
  g_free (self->rule);
  g_free (self->uid);
  g_free (self->revision);
  g_ptr_array_unref (self->exceptions);
  g_free (self->before_s);
  g_free (self->people);

  G_OBJECT_CLASS (tidings_reminder_parent_class)->finalize (object);
}

static void
tidings_reminder_class_init (TidingsReminderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_reminder_finalize;
}

static void
tidings_reminder_init (TidingsReminder *self)
{
  self->type = g_strdup ("reminder");
  self->rule = g_strdup ("");
  self->uid = g_strdup ("");
  self->revision = g_strdup ("");
  self->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_occurrence_free);
  self->late_s = -1;
  self->state = TIDINGS_REMINDER_ACTIVE;
}

void
tidings_occurrence_free (TidingsOccurrence *occurrence)
{
  if (occurrence == NULL)
    return;

  g_free (occurrence->wall);
  g_free (occurrence->moved_to);
  g_free (occurrence);
}

/* Adds @value unless it is there; keeps the order of arrival. Returns the new length. */
static guint
add_once (gint64 *values,
          guint   n_values,
          gint64  value)
{
  for (guint i = 0; i < n_values; i++)
    if (values[i] == value)
      return n_values;

  values[n_values] = value;

  return n_values + 1;
}

static int
compare_descending (gconstpointer a,
                    gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first < second) - (first > second);
}

const char *
tidings_reminder_state_to_string (TidingsReminderState state)
{
  switch (state)
    {
    case TIDINGS_REMINDER_ACTIVE:
      return "active";
    case TIDINGS_REMINDER_PAST:
      return "past";
    case TIDINGS_REMINDER_DONE:
      return "done";
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
tidings_occurrence_state_to_string (TidingsOccurrenceState state)
{
  switch (state)
    {
    case TIDINGS_OCCURRENCE_PLANNED:
      return "planned";
    case TIDINGS_OCCURRENCE_SKIPPED:
      return "skipped";
    case TIDINGS_OCCURRENCE_DONE:
      return "done";
    case TIDINGS_OCCURRENCE_OVERDUE:
      return "overdue";
    default:
      g_return_val_if_reached (NULL);
    }
}

TidingsReminderValue
tidings_reminder_find_value (const char *path)
{
  static const struct { const char *name; TidingsReminderValue value; } names[] = {
    { "title", TIDINGS_REMINDER_VALUE_TITLE },
    { "chore", TIDINGS_REMINDER_VALUE_TITLE },
    { "challenge", TIDINGS_REMINDER_VALUE_TITLE },
    { "event", TIDINGS_REMINDER_VALUE_TITLE },
    { "what", TIDINGS_REMINDER_VALUE_TITLE },
    { "when", TIDINGS_REMINDER_VALUE_WHEN },
    { "date", TIDINGS_REMINDER_VALUE_WHEN },
    { "time", TIDINGS_REMINDER_VALUE_WHEN },
    { "due", TIDINGS_REMINDER_VALUE_WHEN },
    { "person", TIDINGS_REMINDER_VALUE_PERSON },
    { "name", TIDINGS_REMINDER_VALUE_PERSON },
  };
  const char *dot = strrchr (path, '.');
  const char *name = dot != NULL ? dot + 1 : path;
  gsize length = strcspn (name, "?");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == length && strncmp (names[i].name, name, length) == 0)
      return names[i].value;

  return TIDINGS_REMINDER_VALUE_NONE;
}

TidingsReminder *
tidings_reminder_new (void)
{
  return g_object_new (TIDINGS_TYPE_REMINDER, NULL);
}

void
tidings_reminder_set_before (TidingsReminder *self,
                             const gint64    *before_s,
                             guint            n_before)
{
  g_autofree gint64 *copy = NULL;
  guint n_copied = 0;

  g_return_if_fail (TIDINGS_IS_REMINDER (self));
  g_return_if_fail (before_s != NULL || n_before == 0);

  copy = g_new0 (gint64, n_before + 1);
  for (guint i = 0; i < n_before; i++)
    n_copied = add_once (copy, n_copied, before_s[i]);
  qsort (copy, n_copied, sizeof *copy, compare_descending);

  g_free (self->before_s);
  self->before_s = g_steal_pointer (&copy);
  self->n_before = n_copied;
}

void
tidings_reminder_set_people (TidingsReminder *self,
                             const gint64    *people,
                             guint            n_people)
{
  g_autofree gint64 *copy = NULL;
  guint n_copied = 0;

  g_return_if_fail (TIDINGS_IS_REMINDER (self));
  g_return_if_fail (people != NULL || n_people == 0);

  copy = g_new0 (gint64, n_people + 1);
  for (guint i = 0; i < n_people; i++)
    n_copied = add_once (copy, n_copied, people[i]);

  g_free (self->people);
  self->people = g_steal_pointer (&copy);
  self->n_people = n_copied;
}

TidingsOccurrence *
tidings_reminder_find_occurrence (TidingsReminder *self,
                                  const char      *wall)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER (self), NULL);
  g_return_val_if_fail (wall != NULL, NULL);

  for (guint i = 0; i < self->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (self->exceptions, i);

      if (g_str_equal (occurrence->wall, wall))
        return occurrence;
    }

  return NULL;
}

TidingsOccurrence *
tidings_reminder_add_occurrence (TidingsReminder *self,
                                 const char      *wall)
{
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (self, wall);

  if (occurrence != NULL)
    return occurrence;

  occurrence = g_new0 (TidingsOccurrence, 1);
  occurrence->wall = g_strdup (wall);
  g_ptr_array_add (self->exceptions, occurrence);

  return occurrence;
}

gboolean
tidings_reminder_tells (TidingsReminder *self,
                        gint64           person)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER (self), FALSE);

  for (guint i = 0; i < self->n_people; i++)
    if (self->people[i] == person)
      return TRUE;

  return FALSE;
}
