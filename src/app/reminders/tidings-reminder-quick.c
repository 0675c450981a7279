/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder of two words: what, and when as people type it. */
#include "config.h"

#include "tidings-reminder-quick.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "tidings-when.h"

struct _TidingsReminderQuick
{
  GObject parent_instance;

  TidingsClock *clock;
  TidingsReminderDraft *draft;
  char *when;
  char *trouble; /* why @when is no moment, NULL if it is one */
  guint put_at_the_time : 1;
  guint keeps_texts : 1;
};

enum {
  PROP_0,
  PROP_WHEN,
  PROP_MOMENT_WORDS,
  PROP_TEXTS_WORDS,
  PROP_PROBLEM,
  PROP_IS_WHEN_WRONG,
  PROP_CAN_ADD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderQuick, tidings_reminder_quick, G_TYPE_OBJECT)

/* In full, so that a Friday is not taken for another one. */
static char *
dup_moment_words (TidingsReminderQuick *self)
{
  g_autofree char *wall = NULL;
  g_autofree char *whole = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GDateTime) moment = NULL;

  if (self->trouble != NULL)
    return g_strdup ("");

  wall = tidings_reminder_draft_dup_wall (self->draft);
  whole = g_strconcat (wall, ":00", NULL);
  if (!(moment = g_date_time_new_from_iso8601 (whole, zone)))
    return g_strdup ("");

  /* Translators: a moment in full for g_date_time_format(), “Sunday, 22 November 2026, 09:00” */
  return g_date_time_format (moment, C_("reminder", "%A, %-d %B %Y, %H:%M"));
}

static TidingsReminderMoment *
get_nth_moment (TidingsReminderQuick *self,
                guint                 position)
{
  return g_list_model_get_item (tidings_reminder_moments_list (tidings_reminder_draft_get_moments (self->draft)), position);
}

/* "1 day before: Today 09:00" a line, for each text that goes, and then to whom. */
static char *
dup_texts_words (TidingsReminderQuick *self)
{
  GListModel *moments = tidings_reminder_moments_list (tidings_reminder_draft_get_moments (self->draft));
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autofree char *names = NULL;

  if (self->trouble != NULL)
    return g_strdup ("");

  for (guint i = 0; i < g_list_model_get_n_items (moments); i++)
    {
      g_autoptr(TidingsReminderMoment) moment = get_nth_moment (self, i);
      g_autofree char *words = NULL;
      g_autofree char *at = NULL;

      if (!tidings_reminder_moment_get_is_on (moment) || tidings_reminder_moment_get_is_passed (moment))
        continue;
      g_object_get (moment, "words", &words, "at-words", &at, NULL);
      /* Translators: the first %s is when a text goes, “1 day before”, the second which moment that is, “Today 09:00” */
      g_string_append_printf (lines, C_("reminder", "%s: %s"), words, at);
      g_string_append_c (lines, '\n');
    }
  if (lines->len == 0)
    return g_strdup ("");

  g_object_get (tidings_reminder_draft_get_told (self->draft), "words", &names, NULL);
  /* Translators: %s is who gets the texts, “Amina and Ben” */
  g_string_append_printf (lines, C_("reminder", "To: %s"), names);

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static char *
dup_problem (TidingsReminderQuick *self)
{
  char *problem = NULL;

  if (self->trouble != NULL)
    return g_strdup (self->trouble);
  g_object_get (self->draft, "problem", &problem, NULL);

  return problem;
}

static gboolean
can_add (TidingsReminderQuick *self)
{
  gboolean can_save = FALSE;

  g_object_get (self->draft, "can-save", &can_save, NULL);

  return self->trouble == NULL && can_save;
}

static void
notify_outcome (TidingsReminderQuick *self)
{
  for (guint i = PROP_MOMENT_WORDS; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* A text at the time itself, only while none of the usual ones could go. */
static void
keep_one_text (TidingsReminderQuick *self)
{
  TidingsReminderMoments *moments = tidings_reminder_draft_get_moments (self->draft);
  g_autoptr(TidingsReminderMoment) at_the_time = NULL;
  gboolean has_any = FALSE;

  if (self->keeps_texts)
    return;
  tidings_reminder_moments_put (moments, 0, FALSE);
  at_the_time = get_nth_moment (self, g_list_model_get_n_items (tidings_reminder_moments_list (moments)) - 1);
  if (self->put_at_the_time)
    g_object_set (at_the_time, "is-on", FALSE, NULL);
  self->put_at_the_time = !tidings_reminder_moments_have_open (moments, &has_any);
  if (self->put_at_the_time)
    g_object_set (at_the_time, "is-on", TRUE, NULL);
}

static void
read_when (TidingsReminderQuick *self)
{
  g_autofree char *zone = NULL;
  g_autofree char *wall = NULL;
  g_autoptr(GError) error = NULL;
  int year, month, day, hour, minute;

  g_clear_pointer (&self->trouble, g_free);
  g_object_get (self->draft, "zone", &zone, NULL);
  wall = tidings_when_parse (self->when, tidings_clock_get_now (self->clock), zone, &error);
  if (wall == NULL || sscanf (wall, "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute) != 5)
    {
      self->trouble = g_strdup (error != NULL ? error->message : "");
      return;
    }

  tidings_reminder_draft_set_date (self->draft, year, month, day);
  g_object_set (self->draft, "minutes", hour * 60 + minute, NULL);
  keep_one_text (self);
}

static void
set_when (TidingsReminderQuick *self,
          const char           *when)
{
  if (g_strcmp0 (self->when, when) == 0)
    return;

  g_free (self->when);
  self->when = g_strdup (when != NULL ? when : "");
  read_when (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHEN]);
  notify_outcome (self);
}

static void
tidings_reminder_quick_finalize (GObject *object)
{
  TidingsReminderQuick *self = TIDINGS_REMINDER_QUICK (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->when, g_free);
  g_clear_pointer (&self->trouble, g_free);

  G_OBJECT_CLASS (tidings_reminder_quick_parent_class)->finalize (object);
}

static void
tidings_reminder_quick_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  TidingsReminderQuick *self = TIDINGS_REMINDER_QUICK (object);

  switch (prop_id)
    {
    case PROP_WHEN:
      g_value_set_string (value, self->when);
      break;
    case PROP_MOMENT_WORDS:
      g_value_take_string (value, dup_moment_words (self));
      break;
    case PROP_TEXTS_WORDS:
      g_value_take_string (value, dup_texts_words (self));
      break;
    case PROP_PROBLEM:
      g_value_take_string (value, dup_problem (self));
      break;
    case PROP_IS_WHEN_WRONG:
      g_value_set_boolean (value, self->trouble != NULL);
      break;
    case PROP_CAN_ADD:
      g_value_set_boolean (value, can_add (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_quick_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_WHEN:
      set_when (TIDINGS_REMINDER_QUICK (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_quick_class_init (TidingsReminderQuickClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_quick_finalize;
  object_class->get_property = tidings_reminder_quick_get_property;
  object_class->set_property = tidings_reminder_quick_set_property;

  properties[PROP_WHEN] = g_param_spec_string ("when", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MOMENT_WORDS] = g_param_spec_string ("moment-words", NULL, NULL, NULL, read);
  properties[PROP_TEXTS_WORDS] = g_param_spec_string ("texts-words", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_IS_WHEN_WRONG] = g_param_spec_boolean ("is-when-wrong", NULL, NULL, FALSE, read);
  properties[PROP_CAN_ADD] = g_param_spec_boolean ("can-add", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_quick_init (TidingsReminderQuick *self)
{
}

TidingsReminderQuick *
tidings_reminder_quick_new (TidingsClock         *clock,
                            TidingsReminderDraft *draft)
{
  TidingsReminderQuick *self = NULL;
  g_autofree char *when = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (draft), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_QUICK, NULL);
  self->clock = g_object_ref (clock);
  self->draft = g_object_ref (draft);
  when = g_strdup_printf ("%s 09:00", C_("when", "tomorrow"));
  set_when (self, when);
  g_signal_connect_object (draft, "notify", G_CALLBACK (notify_outcome), self, G_CONNECT_SWAPPED);

  return self;
}

void
tidings_reminder_quick_keep_texts (TidingsReminderQuick *self)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_QUICK (self));

  self->keeps_texts = TRUE;
}

TidingsReminderDraft *
tidings_reminder_quick_get_draft (TidingsReminderQuick *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_QUICK (self), NULL);

  return self->draft;
}
