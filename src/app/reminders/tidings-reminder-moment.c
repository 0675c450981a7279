/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the moments before an event at which a text may go. */
#include "config.h"

#include "tidings-reminder-moment.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-zone.h"
#include "tidings-words.h"

struct _TidingsReminderMoment
{
  GObject parent_instance;

  gint64 before_s;
  gint64 event_at;
  gint64 now;
  char *zone;                /* (nullable): the event's */
  TidingsReminderTold *told; /* (nullable): whose quiet hours count */
  guint is_on : 1;
};

enum {
  PROP_0,
  PROP_IS_ON,
  PROP_WORDS,
  PROP_AT_WORDS,
  PROP_IS_PASSED,
  PROP_IS_OPEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderMoment, tidings_reminder_moment, G_TYPE_OBJECT)

static gint64
get_due_at (TidingsReminderMoment *self)
{
  return self->event_at - self->before_s * 1000;
}

static gint64
get_offset (GTimeZone *zone,
            gint64     instant)
{
  return tidings_zone_to_wall (zone, instant) - instant;
}

/* "One day before" is the same number of hours on every day: across a change it is not the same time of day. */
static gboolean
crosses_clock_change (TidingsReminderMoment *self)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (self->zone);

  return zone != NULL && self->before_s > 0 && get_offset (zone, get_due_at (self)) != get_offset (zone, self->event_at);
}

/* The end of the quiet hours in which it falls: of the one who waits longest, of those who are told. */
static gint64
find_hold (TidingsReminderMoment *self)
{
  gint64 due_at = get_due_at (self);
  gint64 until = 0;
  g_autoptr(GVariant) ids = NULL;
  gsize n = 0;
  const gint64 *values = NULL;

  if (self->told == NULL)
    return 0;

  ids = g_variant_ref_sink (tidings_reminder_told_get_ids (self->told));
  values = g_variant_get_fixed_array (ids, &n, sizeof (gint64));
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(TidingsPerson) person = tidings_reminder_told_find (self->told, values[i]);

      if (person != NULL)
        until = MAX (until, tidings_quiet_hours_get_end (&person->quiet, person->zone, due_at));
    }

  return until;
}

static char *
dup_at_words (TidingsReminderMoment *self)
{
  g_autofree char *near = NULL;
  g_autofree char *until = NULL;
  gint64 held_until = 0;

  if (self->event_at < 0)
    return g_strdup ("");
  if (tidings_reminder_moment_get_is_passed (self))
    return g_strdup (_("Already passed"));

  near = tidings_format_moment (get_due_at (self), self->now);
  if ((held_until = find_hold (self)) != 0)
    {
      until = tidings_format_moment (held_until, self->now);
      /* Translators: both %s are moments inside a sentence, “tomorrow 05:30” */
      return g_strdup_printf (_("Would arrive %s, held until %s (quiet hours)"), near, until);
    }
  if (crosses_clock_change (self))
    /* Translators: %s is a moment inside a sentence, “Sat 10:30” */
    return g_strdup_printf (_("The clocks change in between: sent %s local time"), near);

  return tidings_words_begin (near);
}

static void
set_is_on (TidingsReminderMoment *self,
           gboolean               is_on)
{
  if (self->is_on == !!is_on)
    return;

  self->is_on = !!is_on;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ON]);
}

static void
tidings_reminder_moment_finalize (GObject *object)
{
  TidingsReminderMoment *self = TIDINGS_REMINDER_MOMENT (object);

  g_clear_pointer (&self->zone, g_free);
  g_clear_object (&self->told);

  G_OBJECT_CLASS (tidings_reminder_moment_parent_class)->finalize (object);
}

static void
tidings_reminder_moment_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  TidingsReminderMoment *self = TIDINGS_REMINDER_MOMENT (object);

  switch (prop_id)
    {
    case PROP_IS_ON:
      g_value_set_boolean (value, self->is_on);
      break;
    case PROP_WORDS:
      g_value_take_string (value, tidings_words_before (self->before_s));
      break;
    case PROP_AT_WORDS:
      g_value_take_string (value, dup_at_words (self));
      break;
    case PROP_IS_PASSED:
      g_value_set_boolean (value, tidings_reminder_moment_get_is_passed (self));
      break;
    case PROP_IS_OPEN:
      g_value_set_boolean (value, !tidings_reminder_moment_get_is_passed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_moment_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  TidingsReminderMoment *self = TIDINGS_REMINDER_MOMENT (object);

  switch (prop_id)
    {
    case PROP_IS_ON:
      set_is_on (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_moment_class_init (TidingsReminderMomentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_moment_finalize;
  object_class->get_property = tidings_reminder_moment_get_property;
  object_class->set_property = tidings_reminder_moment_set_property;

  properties[PROP_IS_ON] = g_param_spec_boolean ("is-on", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, read);
  properties[PROP_AT_WORDS] = g_param_spec_string ("at-words", NULL, NULL, NULL, read);
  properties[PROP_IS_PASSED] = g_param_spec_boolean ("is-passed", NULL, NULL, FALSE, read);
  properties[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, TRUE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_moment_init (TidingsReminderMoment *self)
{
  self->event_at = -1;
}

TidingsReminderMoment *
tidings_reminder_moment_new (gint64   before_s,
                             gboolean is_on)
{
  TidingsReminderMoment *self = NULL;

  g_return_val_if_fail (before_s >= 0, NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_MOMENT, NULL);
  self->before_s = before_s;
  self->is_on = !!is_on;

  return self;
}

gint64
tidings_reminder_moment_get_before (TidingsReminderMoment *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_MOMENT (self), 0);

  return self->before_s;
}

gboolean
tidings_reminder_moment_get_is_on (TidingsReminderMoment *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_MOMENT (self), FALSE);

  return self->is_on;
}

gboolean
tidings_reminder_moment_get_is_passed (TidingsReminderMoment *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_MOMENT (self), FALSE);

  return self->event_at >= 0 && get_due_at (self) <= self->now;
}

void
tidings_reminder_moment_set_event (TidingsReminderMoment *self,
                                   gint64                 at,
                                   gint64                 now,
                                   const char            *zone,
                                   TidingsReminderTold   *told)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_MOMENT (self));

  self->event_at = at;
  self->now = now;
  if (g_strcmp0 (self->zone, zone) != 0)
    {
      g_free (self->zone);
      self->zone = g_strdup (zone);
    }
  g_set_object (&self->told, told);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_WORDS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PASSED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OPEN]);
}
