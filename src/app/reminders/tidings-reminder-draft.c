/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder while it is written. */
#include "config.h"

#include "tidings-reminder-draft.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-moment.h"

#define HOUR_S ((gint64) 3600)
#define DAY_S (24 * HOUR_S)

/* Where the texts of one occurrence have passed those of the next are meant; a daily one a week ahead needs eight. */
#define N_UPCOMING 10

struct _TidingsReminderDraft
{
  GObject parent_instance;

  TidingsClock *clock;
  TidingsReminderMoments *moments;
  TidingsReminderRepeat *repeat;
  TidingsReminderKind *kind;
  TidingsReminderTold *told;
  char *title;
  char *zone;
  char *local_zone;
  int year;
  int month;
  int day;
  int minutes; /* after midnight */
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_MINUTES,
  PROP_ZONE,
  PROP_DATE_WORDS,
  PROP_PROBLEM,
  PROP_CAN_SAVE,
  PROP_IS_ZONE_FOREIGN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderDraft, tidings_reminder_draft, G_TYPE_OBJECT)

static GArray *
list_upcoming (TidingsReminderDraft *self)
{
  return tidings_reminder_repeat_list_upcoming (self->repeat, self->zone, tidings_clock_get_now (self->clock), N_UPCOMING);
}

/* The next occurrence's instant, or the first one's if none is left; -1 without a zone. */
static gint64
get_at (TidingsReminderDraft *self)
{
  g_autoptr(GArray) upcoming = list_upcoming (self);
  g_autofree char *wall = NULL;

  if (upcoming != NULL && upcoming->len > 0)
    return g_array_index (upcoming, gint64, 0);
  wall = tidings_reminder_draft_dup_wall (self);

  return tidings_wall_clock_to_instant (wall, self->zone, NULL);
}

static char *
dup_date_words (TidingsReminderDraft *self)
{
  /* The day as it stands in the calendar, whatever the zone: noon is on that day everywhere. */
  g_autoptr(GDateTime) noon = g_date_time_new_local (self->year, self->month, self->day, 12, 0, 0);

  if (noon == NULL)
    return g_strdup ("");

  return tidings_format_day (g_date_time_to_unix (noon) * 1000, tidings_clock_get_now (self->clock));
}

static char *
dup_problem (TidingsReminderDraft *self)
{
  gint64 at = get_at (self);
  gboolean has_any = FALSE;
  guint n_people = 0;
  g_autofree char *end = NULL;

  if (at < 0)
    return g_strdup (_("Choose a time zone such as Europe/London"));
  g_object_get (self->repeat, "problem", &end, NULL);
  if (*end != '\0')
    return g_steal_pointer (&end);
  if (at <= tidings_clock_get_now (self->clock))
    return g_strdup (_("This moment has passed. Choose a later one"));
  if (!tidings_reminder_moments_have_open (self->moments, &has_any))
    return g_strdup (has_any ? _("All texts of it would be in the past. Choose another moment for a text")
                             : _("Choose when a text is sent"));
  g_object_get (self->told, "n-people", &n_people, NULL);
  if (n_people == 0)
    return g_strdup (_("Choose who gets the text"));

  return g_strdup ("");
}

static gboolean
can_save (TidingsReminderDraft *self)
{
  g_autofree char *title = g_strstrip (g_strdup (self->title));
  g_autofree char *problem = dup_problem (self);

  return *title != '\0' && *problem == '\0';
}

static void
notify_outcome (TidingsReminderDraft *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SAVE]);
}

static void
follow_event (TidingsReminderDraft *self)
{
  g_autoptr(GArray) upcoming = list_upcoming (self);

  tidings_reminder_moments_follow (self->moments, upcoming, self->zone);
  notify_outcome (self);
}

/* Date or time are others: what comes again begins there. */
static void
follow_wall (TidingsReminderDraft *self)
{
  g_autofree char *wall = tidings_reminder_draft_dup_wall (self);

  g_object_set (self->repeat, "wall", wall, NULL);
  follow_event (self);
}

static void
set_minutes (TidingsReminderDraft *self,
             int                   minutes)
{
  if (self->minutes == minutes)
    return;

  self->minutes = minutes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINUTES]);
  follow_wall (self);
}

static void
set_title (TidingsReminderDraft *self,
           const char           *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title != NULL ? title : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SAVE]);
}

static void
set_zone (TidingsReminderDraft *self,
          const char           *zone)
{
  /* An emptied entry means the computer's own zone, as on the bus. */
  if (zone == NULL || *zone == '\0')
    zone = self->local_zone;
  if (g_strcmp0 (self->zone, zone) == 0)
    return;

  g_free (self->zone);
  self->zone = g_strdup (zone);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZONE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ZONE_FOREIGN]);
  follow_event (self);
}

static void
tidings_reminder_draft_finalize (GObject *object)
{
  TidingsReminderDraft *self = TIDINGS_REMINDER_DRAFT (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->moments);
  g_clear_object (&self->repeat);
  g_clear_object (&self->kind);
  g_clear_object (&self->told);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->zone, g_free);
  g_clear_pointer (&self->local_zone, g_free);

  G_OBJECT_CLASS (tidings_reminder_draft_parent_class)->finalize (object);
}

static void
tidings_reminder_draft_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  TidingsReminderDraft *self = TIDINGS_REMINDER_DRAFT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_MINUTES:
      g_value_set_int (value, self->minutes);
      break;
    case PROP_ZONE:
      g_value_set_string (value, self->zone);
      break;
    case PROP_DATE_WORDS:
      g_value_take_string (value, dup_date_words (self));
      break;
    case PROP_PROBLEM:
      g_value_take_string (value, dup_problem (self));
      break;
    case PROP_CAN_SAVE:
      g_value_set_boolean (value, can_save (self));
      break;
    case PROP_IS_ZONE_FOREIGN:
      g_value_set_boolean (value, g_strcmp0 (self->zone, self->local_zone) != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_draft_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  TidingsReminderDraft *self = TIDINGS_REMINDER_DRAFT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_MINUTES:
      set_minutes (self, g_value_get_int (value));
      break;
    case PROP_ZONE:
      set_zone (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_draft_class_init (TidingsReminderDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_draft_finalize;
  object_class->get_property = tidings_reminder_draft_get_property;
  object_class->set_property = tidings_reminder_draft_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", both);
  properties[PROP_MINUTES] = g_param_spec_int ("minutes", NULL, NULL, 0, 1439, 9 * 60, both);
  properties[PROP_ZONE] = g_param_spec_string ("zone", NULL, NULL, NULL, both);
  properties[PROP_DATE_WORDS] = g_param_spec_string ("date-words", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, FALSE, read);
  properties[PROP_IS_ZONE_FOREIGN] = g_param_spec_boolean ("is-zone-foreign", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_draft_init (TidingsReminderDraft *self)
{
  self->title = g_strdup ("");
  self->local_zone = tidings_zone_dup_local ();
  self->zone = g_strdup (self->local_zone);
}

static TidingsReminderDraft *
new_empty (TidingsClock *clock,
           GListModel   *people)
{
  TidingsReminderDraft *self = g_object_new (TIDINGS_TYPE_REMINDER_DRAFT, NULL);

  self->clock = g_object_ref (clock);
  self->told = tidings_reminder_told_new (people);
  self->moments = tidings_reminder_moments_new (clock, self->told);

  return self;
}

static void
told_changed_cb (TidingsReminderDraft *self)
{
  guint n_people = 0;

  g_object_get (self->told, "n-people", &n_people, NULL);
  g_object_set (self->kind, "n-people", n_people, NULL);
  notify_outcome (self);
}

static void
put_usual_moments (TidingsReminderDraft *self,
                   GVariant             *before)
{
  gsize n = 0;
  const gint64 *seconds = before != NULL ? g_variant_get_fixed_array (before, &n, sizeof (gint64)) : NULL;

  for (gsize i = 0; i < n; i++)
    {
      if (seconds[i] >= 0)
        tidings_reminder_moments_put (self->moments, seconds[i], TRUE);
    }

  tidings_reminder_moments_put (self->moments, DAY_S, n == 0);
  tidings_reminder_moments_put (self->moments, HOUR_S, n == 0);
  tidings_reminder_moments_put (self->moments, 0, FALSE);
}

/* Once date, time and people are there; it looks at the texts for the first time. */
static void
begin (TidingsReminderDraft *self,
       TidingsReminder      *reminder)
{
  g_autofree char *wall = tidings_reminder_draft_dup_wall (self);

  self->repeat = tidings_reminder_repeat_new (reminder != NULL ? reminder->rule : "", wall);
  self->kind = tidings_reminder_kind_new (reminder);
  g_signal_connect_object (self->repeat, "notify", G_CALLBACK (follow_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->told, "notify::n-people", G_CALLBACK (told_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->moments, "changed", G_CALLBACK (notify_outcome), self, G_CONNECT_SWAPPED);
  told_changed_cb (self);
  follow_event (self);
}

TidingsReminderDraft *
tidings_reminder_draft_new (TidingsClock *clock,
                            GListModel   *people,
                            GVariant     *before)
{
  TidingsReminderDraft *self = NULL;
  g_autoptr(GDateTime) today = NULL;
  g_autoptr(GDateTime) tomorrow = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);
  g_return_val_if_fail (before == NULL || g_variant_is_of_type (before, G_VARIANT_TYPE ("ax")), NULL);

  self = new_empty (clock, people);
  today = g_date_time_new_from_unix_local (tidings_clock_get_now (clock) / 1000);
  tomorrow = g_date_time_add_days (today, 1);
  g_date_time_get_ymd (tomorrow, &self->year, &self->month, &self->day);
  self->minutes = 9 * 60;

  put_usual_moments (self, before);
  tidings_reminder_told_choose_first (self->told);
  begin (self, NULL);

  return self;
}

TidingsReminderDraft *
tidings_reminder_draft_new_for (TidingsClock    *clock,
                                GListModel      *people,
                                TidingsReminder *reminder)
{
  TidingsReminderDraft *self = NULL;
  int hour = 0, minute = 0;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), NULL);

  self = new_empty (clock, people);
  set_title (self, reminder->title);
  g_free (self->zone);
  self->zone = g_strdup (reminder->zone);
  if (sscanf (reminder->wall, "%d-%d-%dT%d:%d", &self->year, &self->month, &self->day, &hour, &minute) != 5)
    g_warning ("A reminder has no moment: %" G_GINT64_FORMAT, reminder->id);
  self->minutes = CLAMP (hour, 0, 23) * 60 + CLAMP (minute, 0, 59);

  for (guint i = 0; i < reminder->n_before; i++)
    tidings_reminder_moments_put (self->moments, reminder->before_s[i], TRUE);
  tidings_reminder_moments_put (self->moments, DAY_S, FALSE);
  tidings_reminder_moments_put (self->moments, HOUR_S, FALSE);
  tidings_reminder_moments_put (self->moments, 0, FALSE);

  for (guint i = 0; i < reminder->n_people; i++)
    tidings_reminder_told_set (self->told, reminder->people[i], TRUE);
  begin (self, reminder);

  return self;
}

TidingsReminderRepeat *
tidings_reminder_draft_get_repeat (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return self->repeat;
}

TidingsReminderKind *
tidings_reminder_draft_get_kind (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return self->kind;
}

void
tidings_reminder_draft_get_date (TidingsReminderDraft *self,
                                 int                  *year,
                                 int                  *month,
                                 int                  *day)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (self));
  g_return_if_fail (year != NULL && month != NULL && day != NULL);

  *year = self->year;
  *month = self->month;
  *day = self->day;
}

void
tidings_reminder_draft_set_date (TidingsReminderDraft *self,
                                 int                   year,
                                 int                   month,
                                 int                   day)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (self));

  if (self->year == year && self->month == month && self->day == day)
    return;

  self->year = year;
  self->month = month;
  self->day = day;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE_WORDS]);
  follow_wall (self);
}

TidingsReminderMoments *
tidings_reminder_draft_get_moments (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return self->moments;
}

TidingsReminderTold *
tidings_reminder_draft_get_told (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return self->told;
}

char *
tidings_reminder_draft_dup_wall (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", self->year, self->month, self->day, self->minutes / 60, self->minutes % 60);
}

void
tidings_reminder_draft_add (TidingsReminderDraft *self,
                            TidingsBusAgent1     *agent,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autofree char *title = NULL;
  g_autofree char *wall = NULL;
  GVariantDict options;

  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (self));
  g_return_if_fail (TIDINGS_BUS_IS_AGENT1 (agent));

  title = g_strstrip (g_strdup (self->title));
  wall = tidings_reminder_draft_dup_wall (self);
  g_variant_dict_init (&options, NULL);
  tidings_reminder_draft_add_options (self, &options);
  tidings_bus_agent1_call_add_reminder (agent, title, wall, self->zone, tidings_reminder_moments_get_before (self->moments),
                                        tidings_reminder_told_get_ids (self->told), g_variant_dict_end (&options),
                                        cancellable, callback, user_data);
}

void
tidings_reminder_draft_edit (TidingsReminderDraft *self,
                             TidingsBusAgent1     *agent,
                             gint64                id,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autofree char *title = NULL;
  g_autofree char *wall = NULL;
  GVariantDict changes;

  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (self));
  g_return_if_fail (TIDINGS_BUS_IS_AGENT1 (agent));

  title = g_strstrip (g_strdup (self->title));
  wall = tidings_reminder_draft_dup_wall (self);
  g_variant_dict_init (&changes, NULL);
  g_variant_dict_insert (&changes, "title", "s", title);
  g_variant_dict_insert (&changes, "wall", "s", wall);
  g_variant_dict_insert (&changes, "zone", "s", self->zone);
  g_variant_dict_insert_value (&changes, "before", tidings_reminder_moments_get_before (self->moments));
  g_variant_dict_insert_value (&changes, "people", tidings_reminder_told_get_ids (self->told));
  tidings_reminder_draft_add_options (self, &changes);
  tidings_bus_agent1_call_edit_reminder (agent, id, g_variant_dict_end (&changes), cancellable, callback, user_data);
}

void
tidings_reminder_draft_add_options (TidingsReminderDraft *self,
                                    GVariantDict         *options)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (self));
  g_return_if_fail (options != NULL);

  tidings_reminder_repeat_add_options (self->repeat, options);
  tidings_reminder_kind_add_options (self->kind, options);
}

GVariant *
tidings_reminder_draft_get_values (TidingsReminderDraft *self,
                                   gint64                person_id)
{
  g_autoptr(TidingsPerson) person = NULL;
  g_autofree char *title = NULL;
  g_autofree char *when = NULL;
  GVariantDict values;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  person = tidings_reminder_told_find (self->told, person_id);
  title = g_strstrip (g_strdup (self->title));
  when = tidings_moment_describe (get_at (self), person != NULL ? person->zone : NULL, person != NULL ? person->language : "en");

  g_variant_dict_init (&values, NULL);
  tidings_reminder_kind_add_values (self->kind, &values, title, when, person != NULL ? person->name : "");

  return g_variant_dict_end (&values);
}
