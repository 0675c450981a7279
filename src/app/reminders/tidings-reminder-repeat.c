/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a reminder comes again, and when that ends, while it is written. */
#include "config.h"

#include "tidings-reminder-repeat.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-recurrence.h"
#include "tidings-when.h"
#include "tidings-words.h"
#include "tidings-zone.h"

#define MAX_COUNT 10000
#define USUAL_COUNT 10
#define USUAL_MONTHS 3

struct _TidingsReminderRepeat
{
  GObject parent_instance;

  GStrv choices;
  char *wall;
  char *own;       /* the rule that is none of the usual ones, without its end */
  TidingsReminderCustom *custom;
  char *until;     /* YYYY-MM-DD */
  char *until_at;  /* the clock of a last moment as it came, "T18:30"; "" for the whole day */
  TidingsRepeatChoice choice;
  TidingsRepeatEnds ends;
  guint count;
};

enum {
  PROP_0,
  PROP_WALL,
  PROP_CHOICE,
  PROP_ENDS,
  PROP_UNTIL,
  PROP_COUNT,
  PROP_WORDS,
  PROP_UNTIL_WORDS,
  PROP_REPEATS,
  PROP_ENDS_ON_DATE,
  PROP_ENDS_AFTER_COUNT,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderRepeat, tidings_reminder_repeat, G_TYPE_OBJECT)

/* As the agent takes them, in the order of TidingsRepeatChoice. */
static const char * const presets[] = { "", "daily", "weekdays", "weekly", "monthly", "monthly-weekday", "yearly" };

static const char *
get_repeat (TidingsReminderRepeat *self)
{
  return self->choice == TIDINGS_REPEAT_OWN ? self->own : presets[self->choice];
}

static char *
dup_until (TidingsReminderRepeat *self)
{
  return g_strconcat (self->until, self->until_at, NULL);
}

static const char *
get_problem (TidingsReminderRepeat *self)
{
  if (self->choice == TIDINGS_REPEAT_NEVER)
    return "";
  if (self->ends == TIDINGS_REPEAT_ENDS_AFTER_COUNT && self->count == 0)
    return _("Choose after how many times it ends");
  if (self->ends == TIDINGS_REPEAT_ENDS_ON_DATE && strncmp (self->until, self->wall, strlen ("YYYY-MM-DD")) < 0)
    return _("It would end before it begins. Choose a later last day");

  return "";
}

/* Without the end, which has rows of its own, and without what the name of the choice says already. */
static char *
dup_words (TidingsReminderRepeat *self)
{
  g_autofree char *rule = NULL;
  g_autofree char *words = NULL;

  if (self->choice <= TIDINGS_REPEAT_WEEKDAYS)
    return g_strdup ("");
  rule = tidings_recurrence_parse (get_repeat (self), self->wall, NULL, 0, NULL);
  if (rule == NULL)
    return g_strdup ("");
  words = tidings_recurrence_describe (rule, self->wall);

  return tidings_words_begin (words);
}

static GDateTime *
read_day (const char *day)
{
  int year = 0, month = 0, number = 0;

  if (sscanf (day, "%4d-%2d-%2d", &year, &month, &number) != 3)
    return NULL;

  return g_date_time_new_utc (year, month, number, 12, 0, 0);
}

static char *
dup_until_words (TidingsReminderRepeat *self)
{
  g_autoptr(GDateTime) day = read_day (self->until);

  return day != NULL ? g_date_time_format (day, "%x") : g_strdup ("");
}

static void
notify_all (TidingsReminderRepeat *self,
            guint                  changed)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[changed]);
  for (guint i = PROP_WORDS; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_wall (TidingsReminderRepeat *self,
          const char            *wall)
{
  if (wall == NULL || g_strcmp0 (self->wall, wall) == 0)
    return;

  g_free (self->wall);
  self->wall = g_strdup (wall);
  g_object_set (self->custom, "wall", wall, NULL);
  notify_all (self, PROP_WALL);
}

static void
set_choice (TidingsReminderRepeat *self,
            guint                  choice)
{
  if (self->choice == choice || choice >= g_strv_length (self->choices))
    return;

  self->choice = choice;
  g_object_set (self->custom, "is-chosen", choice == TIDINGS_REPEAT_OWN, NULL);
  notify_all (self, PROP_CHOICE);
}

static void
set_ends (TidingsReminderRepeat *self,
          guint                  ends)
{
  if (self->ends == ends || ends > TIDINGS_REPEAT_ENDS_AFTER_COUNT)
    return;

  self->ends = ends;
  notify_all (self, PROP_ENDS);
}

static void
set_until (TidingsReminderRepeat *self,
           const char            *until)
{
  if (until == NULL || g_strcmp0 (self->until, until) == 0)
    return;

  g_free (self->until);
  self->until = g_strdup (until);
  /* Who chooses a day means all of it. */
  g_free (self->until_at);
  self->until_at = g_strdup ("");
  notify_all (self, PROP_UNTIL);
}

static void
set_count (TidingsReminderRepeat *self,
           guint                  count)
{
  if (self->count == count)
    return;

  self->count = count;
  notify_all (self, PROP_COUNT);
}

static void
custom_changed_cb (TidingsReminderRepeat *self)
{
  g_free (self->own);
  g_object_get (self->custom, "rule", &self->own, NULL);
  notify_all (self, PROP_WORDS);
}

static void
tidings_reminder_repeat_finalize (GObject *object)
{
  TidingsReminderRepeat *self = TIDINGS_REMINDER_REPEAT (object);

  g_clear_pointer (&self->choices, g_strfreev);
  g_clear_object (&self->custom);
  g_clear_pointer (&self->wall, g_free);
  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->until, g_free);
  g_clear_pointer (&self->until_at, g_free);

  G_OBJECT_CLASS (tidings_reminder_repeat_parent_class)->finalize (object);
}

static void
tidings_reminder_repeat_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  TidingsReminderRepeat *self = TIDINGS_REMINDER_REPEAT (object);
  gboolean repeats = self->choice != TIDINGS_REPEAT_NEVER;

  switch (prop_id)
    {
    case PROP_WALL:
      g_value_set_string (value, self->wall);
      break;
    case PROP_CHOICE:
      g_value_set_uint (value, self->choice);
      break;
    case PROP_ENDS:
      g_value_set_uint (value, self->ends);
      break;
    case PROP_UNTIL:
      g_value_set_string (value, self->until);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_WORDS:
      g_value_take_string (value, dup_words (self));
      break;
    case PROP_UNTIL_WORDS:
      g_value_take_string (value, dup_until_words (self));
      break;
    case PROP_REPEATS:
      g_value_set_boolean (value, repeats);
      break;
    case PROP_ENDS_ON_DATE:
      g_value_set_boolean (value, repeats && self->ends == TIDINGS_REPEAT_ENDS_ON_DATE);
      break;
    case PROP_ENDS_AFTER_COUNT:
      g_value_set_boolean (value, repeats && self->ends == TIDINGS_REPEAT_ENDS_AFTER_COUNT);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, get_problem (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_repeat_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  TidingsReminderRepeat *self = TIDINGS_REMINDER_REPEAT (object);

  switch (prop_id)
    {
    case PROP_WALL:
      set_wall (self, g_value_get_string (value));
      break;
    case PROP_CHOICE:
      set_choice (self, g_value_get_uint (value));
      break;
    case PROP_ENDS:
      set_ends (self, g_value_get_uint (value));
      break;
    case PROP_UNTIL:
      set_until (self, g_value_get_string (value));
      break;
    case PROP_COUNT:
      set_count (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_repeat_class_init (TidingsReminderRepeatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_repeat_finalize;
  object_class->get_property = tidings_reminder_repeat_get_property;
  object_class->set_property = tidings_reminder_repeat_set_property;

  properties[PROP_WALL] = g_param_spec_string ("wall", NULL, NULL, NULL, both);
  properties[PROP_CHOICE] = g_param_spec_uint ("choice", NULL, NULL, 0, G_MAXUINT, TIDINGS_REPEAT_NEVER, both);
  properties[PROP_ENDS] = g_param_spec_uint ("ends", NULL, NULL, 0, G_MAXUINT, TIDINGS_REPEAT_ENDS_NEVER, both);
  properties[PROP_UNTIL] = g_param_spec_string ("until", NULL, NULL, NULL, both);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, MAX_COUNT, USUAL_COUNT, both);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, "", read);
  properties[PROP_UNTIL_WORDS] = g_param_spec_string ("until-words", NULL, NULL, "", read);
  properties[PROP_REPEATS] = g_param_spec_boolean ("repeats", NULL, NULL, FALSE, read);
  properties[PROP_ENDS_ON_DATE] = g_param_spec_boolean ("ends-on-date", NULL, NULL, FALSE, read);
  properties[PROP_ENDS_AFTER_COUNT] = g_param_spec_boolean ("ends-after-count", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_repeat_init (TidingsReminderRepeat *self)
{
  self->count = USUAL_COUNT;
  self->own = g_strdup ("");
  self->until_at = g_strdup ("");
}

/* YYYYMMDD or YYYYMMDDTHHMMSS, as rules are stored. */
static void
read_until (TidingsReminderRepeat *self,
            const char            *stored)
{
  if (strlen (stored) < 8)
    return;

  self->ends = TIDINGS_REPEAT_ENDS_ON_DATE;
  g_free (self->until);
  self->until = g_strdup_printf ("%.4s-%.2s-%.2s", stored, stored + 4, stored + 6);
  if (stored[8] != 'T' || strlen (stored) < strlen ("YYYYMMDDTHHMM"))
    return;
  g_free (self->until_at);
  self->until_at = g_strdup_printf ("T%.2s:%.2s", stored + 9, stored + 11);
}

/* Takes the rule apart into what comes again and its end. */
static void
read_rule (TidingsReminderRepeat *self,
           const char            *rule)
{
  g_auto(GStrv) parts = g_strsplit (rule, ";", -1);
  g_autoptr(GString) base = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (g_str_has_prefix (parts[i], "UNTIL="))
        read_until (self, parts[i] + strlen ("UNTIL="));
      else if (g_str_has_prefix (parts[i], "COUNT="))
        {
          self->ends = TIDINGS_REPEAT_ENDS_AFTER_COUNT;
          self->count = CLAMP (g_ascii_strtoull (parts[i] + strlen ("COUNT="), NULL, 10), 1, MAX_COUNT);
        }
      else
        g_string_append_printf (base, "%s%s", base->len > 0 ? ";" : "", parts[i]);
    }

  g_free (self->own);
  self->own = g_strdup (base->str);
}

/* Two rules that are the same in words are the same to people, however they are written. */
static TidingsRepeatChoice
find_choice (TidingsReminderRepeat *self)
{
  g_autofree char *own = NULL;

  if (*self->own == '\0')
    return TIDINGS_REPEAT_NEVER;

  own = tidings_recurrence_describe (self->own, self->wall);
  for (guint i = TIDINGS_REPEAT_DAILY; i < G_N_ELEMENTS (presets); i++)
    {
      g_autofree char *rule = tidings_recurrence_parse (presets[i], self->wall, NULL, 0, NULL);
      g_autofree char *words = rule != NULL ? tidings_recurrence_describe (rule, self->wall) : NULL;

      if (g_strcmp0 (words, own) == 0)
        return i;
    }

  return TIDINGS_REPEAT_OWN;
}

static void
name_choices (TidingsReminderRepeat *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_add_many (names, C_("repeat", "Never"), C_("repeat", "Every day"), C_("repeat", "Every weekday"),
                           C_("repeat", "Every week"),
                           /* Translators: on the same day of the month, such as the 24th */
                           C_("repeat", "Every month on the date"),
                           /* Translators: on the same weekday of the month, such as the second Tuesday */
                           C_("repeat", "Every month by weekday"), C_("repeat", "Every year"),
                           /* Translators: in a way that is none of the usual ones; it is put together in the rows below */
                           C_("repeat", "Custom…"), NULL);
  self->choices = g_strv_builder_end (names);
}

static char *
dup_usual_until (const char *wall)
{
  g_autoptr(GDateTime) first = read_day (wall);
  g_autoptr(GDateTime) last = first != NULL ? g_date_time_add_months (first, USUAL_MONTHS) : NULL;

  return last != NULL ? g_date_time_format (last, "%Y-%m-%d") : g_strdup ("");
}

TidingsReminderRepeat *
tidings_reminder_repeat_new (const char *rule,
                             const char *wall)
{
  TidingsReminderRepeat *self = NULL;

  g_return_val_if_fail (wall != NULL, NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_REPEAT, NULL);
  self->wall = g_strdup (wall);
  self->until = dup_usual_until (wall);
  if (rule != NULL && *rule != '\0')
    read_rule (self, rule);
  self->choice = find_choice (self);
  self->custom = tidings_reminder_custom_new (self->own, wall);
  g_object_set (self->custom, "is-chosen", self->choice == TIDINGS_REPEAT_OWN, NULL);
  g_signal_connect_object (self->custom, "notify::rule", G_CALLBACK (custom_changed_cb), self, G_CONNECT_SWAPPED);
  if (self->choice != TIDINGS_REPEAT_OWN)
    custom_changed_cb (self);
  name_choices (self);

  return self;
}

TidingsReminderCustom *
tidings_reminder_repeat_get_custom (TidingsReminderRepeat *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_REPEAT (self), NULL);

  return self->custom;
}

const char * const *
tidings_reminder_repeat_list_choices (TidingsReminderRepeat *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_REPEAT (self), NULL);

  return (const char * const *) self->choices;
}

char *
tidings_reminder_repeat_dup_rule (TidingsReminderRepeat *self)
{
  g_autofree char *until = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_REPEAT (self), NULL);

  if (self->choice == TIDINGS_REPEAT_NEVER)
    return g_strdup ("");
  if (*get_problem (self) != '\0')
    return NULL;
  until = dup_until (self);

  return tidings_recurrence_parse (get_repeat (self), self->wall,
                                   self->ends == TIDINGS_REPEAT_ENDS_ON_DATE ? until : NULL,
                                   self->ends == TIDINGS_REPEAT_ENDS_AFTER_COUNT ? self->count : 0, NULL);
}

/* NULL if there is no such zone. */
static char *
dup_wall_at (const char *zone_name,
             gint64      instant)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (zone_name);
  g_autoptr(GDateTime) wall = NULL;

  if (zone == NULL)
    return NULL;
  wall = g_date_time_new_from_unix_utc (tidings_zone_to_wall (zone, instant) / 1000);

  return g_date_time_format (wall, "%Y-%m-%dT%H:%M");
}

GArray *
tidings_reminder_repeat_list_upcoming (TidingsReminderRepeat *self,
                                       const char            *zone,
                                       gint64                 now,
                                       guint                  limit)
{
  g_autoptr(GArray) instants = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *rule = NULL;
  g_autofree char *after = NULL;
  g_auto(GStrv) walls = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_REPEAT (self), NULL);
  g_return_val_if_fail (zone != NULL && limit > 0, NULL);

  rule = tidings_reminder_repeat_dup_rule (self);
  after = dup_wall_at (zone, now);
  if (after == NULL)
    return NULL;
  /* While the end is not settled it is shown as what comes once. */
  walls = tidings_recurrence_list (rule != NULL ? rule : "", self->wall, rule != NULL && *rule != '\0' ? after : NULL, limit);
  for (guint i = 0; walls[i] != NULL; i++)
    {
      gint64 instant = tidings_wall_clock_to_instant (walls[i], zone, NULL);

      if (instant >= 0)
        g_array_append_val (instants, instant);
    }

  return g_steal_pointer (&instants);
}

void
tidings_reminder_repeat_add_options (TidingsReminderRepeat *self,
                                     GVariantDict          *options)
{
  g_autofree char *until = NULL;

  g_return_if_fail (TIDINGS_IS_REMINDER_REPEAT (self));
  g_return_if_fail (options != NULL);

  until = dup_until (self);
  g_variant_dict_insert (options, "repeat", "s", get_repeat (self));
  if (self->choice == TIDINGS_REPEAT_NEVER)
    return;
  if (self->ends == TIDINGS_REPEAT_ENDS_ON_DATE)
    g_variant_dict_insert (options, "until", "s", until);
  if (self->ends == TIDINGS_REPEAT_ENDS_AFTER_COUNT)
    g_variant_dict_insert (options, "count", "u", self->count);
}
