/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text of the days to come. */
#include "config.h"

#include "tidings-agenda-line.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

struct _TidingsAgendaLine
{
  GObject parent_instance;

  TidingsReminder *reminder;
  TidingsAgendaEntry entry;
  char *names;
  char *cost;
  gint64 now;
};

enum {
  PROP_0,
  PROP_TIME,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_NOTE,
  PROP_COST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAgendaLine, tidings_agenda_line, G_TYPE_OBJECT)

static char *
dup_time (gint64 instant)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (instant / 1000);
  /* Translators: a time of day for g_date_time_format(), “09:30” */
  g_autofree char *time = g_date_time_format (moment, C_("agenda", "%H:%M"));

  return tidings_words_isolate (time);
}

static char *
dup_why (TidingsAgendaLine *self)
{
  switch (self->entry.kind)
    {
    case TIDINGS_AGENDA_SNOOZED:
      return g_strdup (C_("agenda", "Once more"));
    case TIDINGS_AGENDA_OVERDUE:
      return g_strdup (C_("agenda", "Unless it is done"));
    case TIDINGS_AGENDA_TEXT:
    default:
      return tidings_words_before (self->entry.before_s);
    }
}

static char *
dup_subtitle (TidingsAgendaLine *self)
{
  g_autofree char *why = dup_why (self);

  if (self->entry.n_people == 0)
    return tidings_words_join_facts (why, _("Nobody it is for can be texted"), NULL);

  return tidings_words_join_facts (why, self->names, self->cost);
}

static char *
dup_note (TidingsAgendaLine *self)
{
  g_autofree char *due = NULL;
  g_autofree char *until = NULL;

  if (self->entry.is_ahead)
    return g_strdup (_("Arrives even if this computer is off"));
  if (self->entry.arrives_at == self->entry.due_at)
    return g_strdup ("");

  due = tidings_format_moment (self->entry.due_at, self->now);
  until = dup_time (self->entry.arrives_at);

  /* Translators: the first %s is a moment inside a sentence, “tomorrow 05:30”, the second a time of day, “07:00” */
  return g_strdup_printf (_("Due %s, held until %s (quiet hours)"), due, until);
}

static void
set_cost (TidingsAgendaLine *self,
          const char        *cost)
{
  if (g_strcmp0 (self->cost, cost) == 0)
    return;

  g_free (self->cost);
  self->cost = g_strdup (cost != NULL ? cost : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COST]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

static void
tidings_agenda_line_finalize (GObject *object)
{
  TidingsAgendaLine *self = TIDINGS_AGENDA_LINE (object);

  g_clear_object (&self->reminder);
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->cost, g_free);

  G_OBJECT_CLASS (tidings_agenda_line_parent_class)->finalize (object);
}

static void
tidings_agenda_line_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TidingsAgendaLine *self = TIDINGS_AGENDA_LINE (object);

  switch (prop_id)
    {
    case PROP_TIME:
      g_value_take_string (value, dup_time (self->entry.arrives_at));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->reminder->title);
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, dup_subtitle (self));
      break;
    case PROP_NOTE:
      g_value_take_string (value, dup_note (self));
      break;
    case PROP_COST:
      g_value_set_string (value, self->cost);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_agenda_line_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COST:
      set_cost (TIDINGS_AGENDA_LINE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_agenda_line_class_init (TidingsAgendaLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_agenda_line_finalize;
  object_class->get_property = tidings_agenda_line_get_property;
  object_class->set_property = tidings_agenda_line_set_property;

  properties[PROP_TIME] = g_param_spec_string ("time", NULL, NULL, NULL, read);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, read);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, read);
  properties[PROP_COST] = g_param_spec_string ("cost", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_agenda_line_init (TidingsAgendaLine *self)
{
  self->cost = g_strdup ("");
}

TidingsAgendaLine *
tidings_agenda_line_new (TidingsReminder          *reminder,
                         const TidingsAgendaEntry *entry,
                         gint64                    now)
{
  TidingsAgendaLine *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), NULL);
  g_return_val_if_fail (entry != NULL, NULL);

  self = g_object_new (TIDINGS_TYPE_AGENDA_LINE, NULL);
  self->reminder = g_object_ref (reminder);
  self->entry = *entry;
  self->names = g_strdup (entry->names);
  self->entry.names = self->names;
  self->now = now;

  return self;
}

gint64
tidings_agenda_line_get_key (gpointer line)
{
  TidingsAgendaLine *self = line;

  /* A reminder has at most one line for a minute, a kind and a time of arrival. */
  return self->reminder->id << 32 ^ (self->entry.due_at / MINUTE_MS) << 6 ^ (gint64) self->entry.variant << 2 ^
         (gint64) self->entry.kind;
}

gboolean
tidings_agenda_line_is_same (gpointer line,
                             gpointer other)
{
  static const char * const shown[] = { "time", "title", "note" };
  TidingsAgendaLine *self = line;
  TidingsAgendaLine *that = other;

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;

      g_object_get (line, shown[i], &one, NULL);
      g_object_get (other, shown[i], &two, NULL);
      if (g_strcmp0 (one, two) != 0)
        return FALSE;
    }

  return self->reminder == that->reminder && self->entry.n_people == that->entry.n_people &&
         self->entry.arrives_at == that->entry.arrives_at && g_strcmp0 (self->names, that->names) == 0;
}

gint64
tidings_agenda_line_get_arrival (TidingsAgendaLine *self)
{
  g_return_val_if_fail (TIDINGS_IS_AGENDA_LINE (self), 0);

  return self->entry.arrives_at;
}

TidingsReminder *
tidings_agenda_line_get_reminder (TidingsAgendaLine *self)
{
  g_return_val_if_fail (TIDINGS_IS_AGENDA_LINE (self), NULL);

  return self->reminder;
}
