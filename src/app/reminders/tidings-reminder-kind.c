/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reminder is, and what chores have besides, while it is written. */
#include "config.h"

#include "tidings-reminder-kind.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"

#define HOUR_S ((gint64) 3600)

struct _TidingsReminderKind
{
  GObject parent_instance;

  GStrv choices;
  GStrv spans;
  char *other;         /* id of the type that is none of those offered; NULL for none */
  gint64 other_span_s; /* the span that is none of those offered; 0 for none */
  guint choice;
  guint overdue;
  guint n_people;
  guint takes_turns : 1;
  guint had_turns : 1;
  guint had_overdue : 1;
};

enum {
  PROP_0,
  PROP_CHOICE,
  PROP_OVERDUE,
  PROP_TAKES_TURNS,
  PROP_N_PEOPLE,
  PROP_CAN_TAKE_TURNS,
  PROP_CAN_BE_OVERDUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderKind, tidings_reminder_kind, G_TYPE_OBJECT)

/* In the order of TidingsReminderKindChoice. */
static const char * const types[] = { "reminder", "chore_due", "appointment_reminder" };

static const gint64 spans_s[] = { 0, 2 * HOUR_S, 4 * HOUR_S, 24 * HOUR_S };

static gboolean
can_take_turns (TidingsReminderKind *self)
{
  return self->n_people > 1 && (self->choice == TIDINGS_REMINDER_KIND_CHORE || self->had_turns);
}

static gboolean
can_be_overdue (TidingsReminderKind *self)
{
  return self->choice == TIDINGS_REMINDER_KIND_CHORE || self->had_overdue;
}

static gint64
get_overdue_s (TidingsReminderKind *self)
{
  if (!can_be_overdue (self))
    return 0;

  return self->overdue < G_N_ELEMENTS (spans_s) ? spans_s[self->overdue] : self->other_span_s;
}

static void
set_choice (TidingsReminderKind *self,
            guint                choice)
{
  if (self->choice == choice || choice >= g_strv_length (self->choices))
    return;

  self->choice = choice;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_TAKE_TURNS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_BE_OVERDUE]);
}

static void
set_overdue (TidingsReminderKind *self,
             guint                overdue)
{
  if (self->overdue == overdue || overdue >= g_strv_length (self->spans))
    return;

  self->overdue = overdue;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERDUE]);
}

static void
set_takes_turns (TidingsReminderKind *self,
                 gboolean             takes_turns)
{
  if (self->takes_turns == !!takes_turns)
    return;

  self->takes_turns = !!takes_turns;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAKES_TURNS]);
}

static void
set_n_people (TidingsReminderKind *self,
              guint                n_people)
{
  if (self->n_people == n_people)
    return;

  self->n_people = n_people;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PEOPLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_TAKE_TURNS]);
}

static void
tidings_reminder_kind_finalize (GObject *object)
{
  TidingsReminderKind *self = TIDINGS_REMINDER_KIND (object);

  g_clear_pointer (&self->choices, g_strfreev);
  g_clear_pointer (&self->spans, g_strfreev);
  g_clear_pointer (&self->other, g_free);

  G_OBJECT_CLASS (tidings_reminder_kind_parent_class)->finalize (object);
}

static void
tidings_reminder_kind_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsReminderKind *self = TIDINGS_REMINDER_KIND (object);

  switch (prop_id)
    {
    case PROP_CHOICE:
      g_value_set_uint (value, self->choice);
      break;
    case PROP_OVERDUE:
      g_value_set_uint (value, self->overdue);
      break;
    case PROP_TAKES_TURNS:
      g_value_set_boolean (value, self->takes_turns);
      break;
    case PROP_N_PEOPLE:
      g_value_set_uint (value, self->n_people);
      break;
    case PROP_CAN_TAKE_TURNS:
      g_value_set_boolean (value, can_take_turns (self));
      break;
    case PROP_CAN_BE_OVERDUE:
      g_value_set_boolean (value, can_be_overdue (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_kind_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  TidingsReminderKind *self = TIDINGS_REMINDER_KIND (object);

  switch (prop_id)
    {
    case PROP_CHOICE:
      set_choice (self, g_value_get_uint (value));
      break;
    case PROP_OVERDUE:
      set_overdue (self, g_value_get_uint (value));
      break;
    case PROP_TAKES_TURNS:
      set_takes_turns (self, g_value_get_boolean (value));
      break;
    case PROP_N_PEOPLE:
      set_n_people (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_kind_class_init (TidingsReminderKindClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_kind_finalize;
  object_class->get_property = tidings_reminder_kind_get_property;
  object_class->set_property = tidings_reminder_kind_set_property;

  properties[PROP_CHOICE] = g_param_spec_uint ("choice", NULL, NULL, 0, G_MAXUINT, TIDINGS_REMINDER_KIND_PLAIN, both);
  properties[PROP_OVERDUE] = g_param_spec_uint ("overdue", NULL, NULL, 0, G_MAXUINT, 0, both);
  properties[PROP_TAKES_TURNS] = g_param_spec_boolean ("takes-turns", NULL, NULL, FALSE, both);
  properties[PROP_N_PEOPLE] = g_param_spec_uint ("n-people", NULL, NULL, 0, G_MAXUINT, 0, both);
  properties[PROP_CAN_TAKE_TURNS] = g_param_spec_boolean ("can-take-turns", NULL, NULL, FALSE, read);
  properties[PROP_CAN_BE_OVERDUE] = g_param_spec_boolean ("can-be-overdue", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_kind_init (TidingsReminderKind *self)
{
}

static void
read_type (TidingsReminderKind *self,
           const char          *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (!g_str_equal (types[i], type))
        continue;
      self->choice = i;
      return;
    }

  self->choice = TIDINGS_REMINDER_KIND_OTHER;
  self->other = g_strdup (type);
}

static void
read_overdue (TidingsReminderKind *self,
              gint64               overdue_s)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans_s); i++)
    {
      if (spans_s[i] != overdue_s)
        continue;
      self->overdue = i;
      return;
    }

  self->overdue = G_N_ELEMENTS (spans_s);
  self->other_span_s = overdue_s;
}

static char *
dup_span_words (gint64 span_s)
{
  if (span_s == 0)
    return g_strdup (C_("overdue", "Never"));
  if (span_s % (24 * HOUR_S) == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %d day", "After %d days", span_s / (24 * HOUR_S)),
                            (int) (span_s / (24 * HOUR_S)));
  if (span_s % HOUR_S == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %d hour", "After %d hours", span_s / HOUR_S),
                            (int) (span_s / HOUR_S));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %d minute", "After %d minutes", span_s / 60), (int) (span_s / 60));
}

static GStrv
name_spans (TidingsReminderKind *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i <= G_N_ELEMENTS (spans_s); i++)
    {
      g_autofree char *words = NULL;

      if (i == G_N_ELEMENTS (spans_s) && self->other_span_s == 0)
        break;
      words = dup_span_words (i < G_N_ELEMENTS (spans_s) ? spans_s[i] : self->other_span_s);
      g_strv_builder_add (names, words);
    }

  return g_strv_builder_end (names);
}

static GStrv
name_choices (TidingsReminderKind *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_add_many (names, C_("kind of reminder", "Reminder"), C_("kind of reminder", "Chore"),
                           C_("kind of reminder", "Appointment"), NULL);
  if (self->other != NULL)
    {
      TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), self->other);
      g_autofree char *title = type != NULL ? tidings_alert_type_dup_title (type, NULL) : NULL;

      /* One that has been removed meanwhile has no title. */
      g_strv_builder_add (names, title != NULL ? title : self->other);
    }

  return g_strv_builder_end (names);
}

TidingsReminderKind *
tidings_reminder_kind_new (TidingsReminder *reminder)
{
  TidingsReminderKind *self = NULL;

  g_return_val_if_fail (reminder == NULL || TIDINGS_IS_REMINDER (reminder), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_KIND, NULL);
  if (reminder != NULL)
    {
      if (reminder->type != NULL && *reminder->type != '\0')
        read_type (self, reminder->type);
      read_overdue (self, reminder->overdue_s);
      self->takes_turns = self->had_turns = !!reminder->takes_turns;
      self->had_overdue = reminder->overdue_s != 0;
      self->n_people = reminder->n_people;
    }
  self->choices = name_choices (self);
  self->spans = name_spans (self);

  return self;
}

const char * const *
tidings_reminder_kind_list_choices (TidingsReminderKind *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_KIND (self), NULL);

  return (const char * const *) self->choices;
}

const char * const *
tidings_reminder_kind_list_spans (TidingsReminderKind *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_KIND (self), NULL);

  return (const char * const *) self->spans;
}

const char *
tidings_reminder_kind_get_alert_type (TidingsReminderKind *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_KIND (self), NULL);

  return self->choice < G_N_ELEMENTS (types) ? types[self->choice] : self->other;
}

void
tidings_reminder_kind_add_options (TidingsReminderKind *self,
                                   GVariantDict        *options)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_KIND (self));
  g_return_if_fail (options != NULL);

  g_variant_dict_insert (options, "type", "s", tidings_reminder_kind_get_alert_type (self));
  g_variant_dict_insert (options, "takes-turns", "b", self->takes_turns && can_take_turns (self));
  g_variant_dict_insert (options, "overdue", "x", get_overdue_s (self));
}

void
tidings_reminder_kind_add_values (TidingsReminderKind *self,
                                  GVariantDict        *values,
                                  const char          *title,
                                  const char          *when,
                                  const char          *name)
{
  TidingsAlertType *type = NULL;

  g_return_if_fail (TIDINGS_IS_REMINDER_KIND (self));
  g_return_if_fail (values != NULL && title != NULL && when != NULL && name != NULL);

  type = tidings_catalog_lookup (tidings_catalog_get_default (), tidings_reminder_kind_get_alert_type (self));
  for (guint i = 0; type != NULL && type->fields != NULL && type->fields[i] != NULL; i++)
    {
      g_autofree char *path = g_strndup (type->fields[i], strcspn (type->fields[i], "?"));
      const char * const known[] = {
        [TIDINGS_REMINDER_VALUE_TITLE] = title,
        [TIDINGS_REMINDER_VALUE_WHEN] = when,
        [TIDINGS_REMINDER_VALUE_PERSON] = name,
      };
      const char *value = known[tidings_reminder_find_value (path)];

      if (value != NULL)
        g_variant_dict_insert (values, path, "s", value);
    }
}
