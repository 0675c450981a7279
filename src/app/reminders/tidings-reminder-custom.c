/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule of repetition that is put together from its parts: every so many days, weeks, months or years. */
#include "config.h"

#include "tidings-reminder-custom.h"

#include <stdio.h>
#include <string.h>

#include "tidings-recurrence.h"
#include "tidings-words.h"

#define MAX_INTERVAL 999
#define USUAL_INTERVAL 2
#define N_WEEKDAYS 7
#define ALL_DAYS ((1u << N_WEEKDAYS) - 1)

struct _TidingsReminderCustom
{
  GObject parent_instance;

  char *wall;
  char *foreign; /* a rule that has other parts than these; NULL once one of them was set */
  guint unit;     /* TidingsCustomUnit */
  guint monthly;  /* TidingsCustomMonthly */
  guint interval;
  guint days;

  guint is_chosen : 1;
};

enum {
  PROP_0,
  PROP_WALL,
  PROP_IS_CHOSEN,
  PROP_UNIT,
  PROP_INTERVAL,
  PROP_DAYS,
  PROP_MONTHLY,
  PROP_RULE,
  PROP_DAYS_WORDS,
  PROP_SHOWS_WEEKS,
  PROP_SHOWS_MONTHS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderCustom, tidings_reminder_custom, G_TYPE_OBJECT)

static const char * const weekdays[N_WEEKDAYS] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* 1 (Monday) to 7. */
static int
get_weekday (const char *wall)
{
  int year = 0, month = 0, number = 0;
  g_autoptr(GDateTime) day = NULL;

  if (sscanf (wall, "%4d-%2d-%2d", &year, &month, &number) == 3)
    day = g_date_time_new_utc (year, month, number, 12, 0, 0);

  return day != NULL ? g_date_time_get_day_of_week (day) : 1;
}

/* Never 0: a week without a day would never come again. */
static guint
get_days (TidingsReminderCustom *self)
{
  return self->days != 0 ? self->days : 1u << (get_weekday (self->wall) - 1);
}

static char *
dup_days (TidingsReminderCustom *self)
{
  g_autoptr(GString) days = g_string_new (NULL);

  for (guint i = 0; i < N_WEEKDAYS; i++)
    if (get_days (self) & (1u << i))
      g_string_append_printf (days, "%s%s", days->len > 0 ? "," : "", weekdays[i]);

  return g_string_free (g_steal_pointer (&days), FALSE);
}

/* The parts as they are put together; the presets know the day of the first occurrence. */
static char *
dup_base (TidingsReminderCustom *self)
{
  g_autofree char *days = dup_days (self);

  switch (self->unit)
    {
    case TIDINGS_CUSTOM_DAYS:
      return g_strdup ("FREQ=DAILY");
    case TIDINGS_CUSTOM_WEEKS:
      return g_strdup_printf ("FREQ=WEEKLY;BYDAY=%s", days);
    case TIDINGS_CUSTOM_MONTHS:
      if (self->monthly == TIDINGS_CUSTOM_ON_LAST_WEEKDAY)
        return g_strdup_printf ("FREQ=MONTHLY;BYDAY=-1%s", weekdays[get_weekday (self->wall) - 1]);
      return tidings_recurrence_parse (self->monthly == TIDINGS_CUSTOM_ON_DATE ? "monthly" : "monthly-weekday", self->wall,
                                       NULL, 0, NULL);
    case TIDINGS_CUSTOM_YEARS:
      return tidings_recurrence_parse ("yearly", self->wall, NULL, 0, NULL);
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_rule (TidingsReminderCustom *self)
{
  g_autofree char *base = NULL;

  if (self->foreign != NULL)
    return g_strdup (self->foreign);
  base = dup_base (self);
  if (base == NULL || self->interval == 1)
    return g_steal_pointer (&base);

  return g_strdup_printf ("%s;INTERVAL=%u", base, self->interval);
}

static char *
dup_days_words (TidingsReminderCustom *self)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (int weekday = 1; weekday <= N_WEEKDAYS; weekday++)
    if (get_days (self) & (1u << (weekday - 1)))
      {
        g_autofree char *name = tidings_reminder_custom_dup_day_name (weekday);

        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", name);
      }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
notify_all (TidingsReminderCustom *self,
            guint                  changed)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[changed]);
  for (guint i = PROP_RULE; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* What is put together from here on says something else than the rule that it came with. */
static void
set_part (TidingsReminderCustom *self,
          guint                 *part,
          guint                  value,
          guint                  changed)
{
  if (*part == value)
    return;

  *part = value;
  g_clear_pointer (&self->foreign, g_free);
  notify_all (self, changed);
}

static void
set_interval (TidingsReminderCustom *self,
              guint                  interval)
{
  guint value = CLAMP (interval, 1, MAX_INTERVAL);

  set_part (self, &self->interval, value, PROP_INTERVAL);
  /* The row that offered another number shows this one. */
  if (value != interval)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERVAL]);
}

static void
set_wall (TidingsReminderCustom *self,
          const char            *wall)
{
  if (wall == NULL || g_strcmp0 (self->wall, wall) == 0)
    return;

  g_free (self->wall);
  self->wall = g_strdup (wall);
  notify_all (self, PROP_WALL);
}

static void
tidings_reminder_custom_finalize (GObject *object)
{
  TidingsReminderCustom *self = TIDINGS_REMINDER_CUSTOM (object);

  g_clear_pointer (&self->wall, g_free);
  g_clear_pointer (&self->foreign, g_free);

  G_OBJECT_CLASS (tidings_reminder_custom_parent_class)->finalize (object);
}

static void
tidings_reminder_custom_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  TidingsReminderCustom *self = TIDINGS_REMINDER_CUSTOM (object);

  switch (prop_id)
    {
    case PROP_WALL:
      g_value_set_string (value, self->wall);
      break;
    case PROP_IS_CHOSEN:
      g_value_set_boolean (value, self->is_chosen);
      break;
    case PROP_UNIT:
      g_value_set_uint (value, self->unit);
      break;
    case PROP_INTERVAL:
      g_value_set_uint (value, self->interval);
      break;
    case PROP_DAYS:
      g_value_set_uint (value, get_days (self));
      break;
    case PROP_MONTHLY:
      g_value_set_uint (value, self->monthly);
      break;
    case PROP_RULE:
      g_value_take_string (value, dup_rule (self));
      break;
    case PROP_DAYS_WORDS:
      g_value_take_string (value, dup_days_words (self));
      break;
    case PROP_SHOWS_WEEKS:
      g_value_set_boolean (value, self->is_chosen && self->unit == TIDINGS_CUSTOM_WEEKS);
      break;
    case PROP_SHOWS_MONTHS:
      g_value_set_boolean (value, self->is_chosen && self->unit == TIDINGS_CUSTOM_MONTHS);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_custom_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  TidingsReminderCustom *self = TIDINGS_REMINDER_CUSTOM (object);

  switch (prop_id)
    {
    case PROP_WALL:
      set_wall (self, g_value_get_string (value));
      break;
    case PROP_IS_CHOSEN:
      self->is_chosen = g_value_get_boolean (value);
      notify_all (self, PROP_IS_CHOSEN);
      break;
    case PROP_UNIT:
      /* A list without a choice gives a number beyond all. */
      if (g_value_get_uint (value) <= TIDINGS_CUSTOM_YEARS)
        set_part (self, &self->unit, g_value_get_uint (value), PROP_UNIT);
      break;
    case PROP_INTERVAL:
      set_interval (self, g_value_get_uint (value));
      break;
    case PROP_DAYS:
      set_part (self, &self->days, g_value_get_uint (value) & ALL_DAYS, PROP_DAYS);
      break;
    case PROP_MONTHLY:
      if (g_value_get_uint (value) <= TIDINGS_CUSTOM_ON_LAST_WEEKDAY)
        set_part (self, &self->monthly, g_value_get_uint (value), PROP_MONTHLY);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_custom_class_init (TidingsReminderCustomClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_custom_finalize;
  object_class->get_property = tidings_reminder_custom_get_property;
  object_class->set_property = tidings_reminder_custom_set_property;

  properties[PROP_WALL] = g_param_spec_string ("wall", NULL, NULL, NULL, both);
  properties[PROP_IS_CHOSEN] = g_param_spec_boolean ("is-chosen", NULL, NULL, FALSE, both);
  properties[PROP_UNIT] = g_param_spec_uint ("unit", NULL, NULL, 0, G_MAXUINT, TIDINGS_CUSTOM_WEEKS, both);
  properties[PROP_INTERVAL] = g_param_spec_uint ("interval", NULL, NULL, 0, G_MAXUINT, USUAL_INTERVAL, both);
  properties[PROP_DAYS] = g_param_spec_uint ("days", NULL, NULL, 0, G_MAXUINT, 0, both);
  properties[PROP_MONTHLY] = g_param_spec_uint ("monthly", NULL, NULL, 0, G_MAXUINT, TIDINGS_CUSTOM_ON_DATE, both);
  properties[PROP_RULE] = g_param_spec_string ("rule", NULL, NULL, "", read);
  properties[PROP_DAYS_WORDS] = g_param_spec_string ("days-words", NULL, NULL, "", read);
  properties[PROP_SHOWS_WEEKS] = g_param_spec_boolean ("shows-weeks", NULL, NULL, FALSE, read);
  properties[PROP_SHOWS_MONTHS] = g_param_spec_boolean ("shows-months", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_custom_init (TidingsReminderCustom *self)
{
  self->unit = TIDINGS_CUSTOM_WEEKS;
  self->interval = USUAL_INTERVAL;
}

static void
read_frequency (TidingsReminderCustom *self,
                const char            *word)
{
  static const char * const words[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      self->unit = i;
}

/* "MO,WE" of a week, "4TU" or "-1TU" of a month. */
static void
read_days (TidingsReminderCustom *self,
           const char            *days)
{
  for (guint i = 0; i < N_WEEKDAYS && self->unit == TIDINGS_CUSTOM_WEEKS; i++)
    if (strstr (days, weekdays[i]) != NULL)
      self->days |= 1u << i;
  if (self->unit == TIDINGS_CUSTOM_MONTHS)
    self->monthly = *days == '-' ? TIDINGS_CUSTOM_ON_LAST_WEEKDAY : TIDINGS_CUSTOM_ON_WEEKDAY;
}

static void
read_rule (TidingsReminderCustom *self,
           const char            *rule)
{
  g_auto(GStrv) parts = g_strsplit (rule, ";", -1);
  g_autofree char *read = NULL;
  g_autofree char *words = tidings_recurrence_describe (rule, self->wall);
  g_autofree char *own = NULL;

  self->interval = 1;
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "FREQ="))
      read_frequency (self, parts[i] + strlen ("FREQ="));
    else if (g_str_has_prefix (parts[i], "INTERVAL="))
      self->interval = CLAMP (g_ascii_strtoull (parts[i] + strlen ("INTERVAL="), NULL, 10), 1, MAX_INTERVAL);
    else if (g_str_has_prefix (parts[i], "BYDAY="))
      read_days (self, parts[i] + strlen ("BYDAY="));

  /* What is the same in words is the same to people; anything else has parts that are not known here. */
  read = dup_rule (self);
  own = read != NULL ? tidings_recurrence_describe (read, self->wall) : NULL;
  if (g_strcmp0 (words, own) != 0)
    self->foreign = g_strdup (rule);
}

TidingsReminderCustom *
tidings_reminder_custom_new (const char *rule,
                             const char *wall)
{
  TidingsReminderCustom *self = NULL;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (wall != NULL, NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_CUSTOM, NULL);
  self->wall = g_strdup (wall);
  if (*rule != '\0')
    read_rule (self, rule);

  return self;
}

void
tidings_reminder_custom_set_day (TidingsReminderCustom *self,
                                 int                    weekday,
                                 gboolean               is_on)
{
  guint bit;

  g_return_if_fail (TIDINGS_IS_REMINDER_CUSTOM (self));
  g_return_if_fail (weekday >= 1 && weekday <= N_WEEKDAYS);

  bit = 1u << (weekday - 1);
  g_object_set (self, "days", is_on ? get_days (self) | bit : get_days (self) & ~bit, NULL);
}

gboolean
tidings_reminder_custom_has_day (TidingsReminderCustom *self,
                                 int                    weekday)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_CUSTOM (self), FALSE);
  g_return_val_if_fail (weekday >= 1 && weekday <= N_WEEKDAYS, FALSE);

  return (get_days (self) & (1u << (weekday - 1))) != 0;
}

char *
tidings_reminder_custom_dup_day_name (int weekday)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (weekday >= 1 && weekday <= N_WEEKDAYS, NULL);

  /* Monday, 3 January 2000 */
  day = g_date_time_new_utc (2000, 1, 2 + weekday, 12, 0, 0);
  name = g_date_time_format (day, "%A");

  return tidings_words_begin (name);
}
