/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder while it is written. */
#include "config.h"

#include "tidings-reminder-draft.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-moment.h"
#include "tidings-person.h"
#include "tidings-reminder-moment.h"
#include "tidings-words.h"

#define HOUR_S ((gint64) 3600)
#define DAY_S (24 * HOUR_S)

/* Where the texts of one occurrence have passed those of the next are meant; a daily one a week ahead needs eight. */
#define N_UPCOMING 10

struct _TidingsReminderDraft
{
  GObject parent_instance;

  TidingsClock *clock;
  GListModel *people;
  GListStore *moments;
  TidingsReminderRepeat *repeat;
  TidingsReminderKind *kind;
  GArray *told; /* gint64 row ids */
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
  PROP_PEOPLE_WORDS,
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
dup_people_words (TidingsReminderDraft *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (tidings_reminder_draft_has_person (self, person->id))
        g_ptr_array_add (names, g_strdup (person->name));
    }

  if (names->len == 0)
    return g_strdup (_("No one yet"));
  g_ptr_array_add (names, NULL);

  return tidings_words_join_names ((const char * const *) names->pdata);
}

static gboolean
has_open_moment (TidingsReminderDraft *self,
                 gboolean             *has_any)
{
  gboolean has_open = FALSE;

  *has_any = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->moments)); i++)
    {
      g_autoptr(TidingsReminderMoment) moment = g_list_model_get_item (G_LIST_MODEL (self->moments), i);

      if (!tidings_reminder_moment_get_is_on (moment))
        continue;
      *has_any = TRUE;
      has_open |= !tidings_reminder_moment_get_is_passed (moment);
    }

  return has_open;
}

static char *
dup_problem (TidingsReminderDraft *self)
{
  gint64 at = get_at (self);
  gboolean has_any = FALSE;
  g_autofree char *end = NULL;

  if (at < 0)
    return g_strdup (_("Choose a time zone such as Europe/London"));
  g_object_get (self->repeat, "problem", &end, NULL);
  if (*end != '\0')
    return g_steal_pointer (&end);
  if (at <= tidings_clock_get_now (self->clock))
    return g_strdup (_("This moment has passed. Choose a later one"));
  if (!has_open_moment (self, &has_any))
    return g_strdup (has_any ? _("All texts of it would be in the past. Choose another moment for a text")
                             : _("Choose when a text is sent"));
  if (self->told->len == 0)
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

/* The next occurrence whose text is still ahead. */
static gint64
find_event (GArray *upcoming,
            gint64  before_s,
            gint64  now)
{
  gint64 at = -1;

  for (guint i = 0; upcoming != NULL && i < upcoming->len; i++)
    {
      at = g_array_index (upcoming, gint64, i);
      if (at - before_s * 1000 > now)
        break;
    }

  return at;
}

static void
follow_event (TidingsReminderDraft *self)
{
  g_autoptr(GArray) upcoming = list_upcoming (self);
  gint64 now = tidings_clock_get_now (self->clock);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->moments)); i++)
    {
      g_autoptr(TidingsReminderMoment) moment = g_list_model_get_item (G_LIST_MODEL (self->moments), i);

      tidings_reminder_moment_set_event (moment, find_event (upcoming, tidings_reminder_moment_get_before (moment), now), now);
    }

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
moment_notify_cb (TidingsReminderMoment *moment,
                  GParamSpec            *pspec,
                  TidingsReminderDraft  *self)
{
  notify_outcome (self);
}

static int
compare_moments (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  gint64 left = tidings_reminder_moment_get_before ((gpointer) a);
  gint64 right = tidings_reminder_moment_get_before ((gpointer) b);

  return left > right ? -1 : left < right;
}

static void
put_moment (TidingsReminderDraft *self,
            gint64                before_s,
            gboolean              is_on)
{
  g_autoptr(TidingsReminderMoment) moment = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->moments)); i++)
    {
      g_autoptr(TidingsReminderMoment) other = g_list_model_get_item (G_LIST_MODEL (self->moments), i);

      if (tidings_reminder_moment_get_before (other) != before_s)
        continue;
      if (is_on)
        g_object_set (other, "is-on", TRUE, NULL);
      return;
    }

  moment = tidings_reminder_moment_new (before_s, is_on);
  g_signal_connect_object (moment, "notify::is-on", G_CALLBACK (moment_notify_cb), self, 0);
  g_list_store_insert_sorted (self->moments, moment, compare_moments, NULL);
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
  g_clear_object (&self->people);
  g_clear_object (&self->moments);
  g_clear_object (&self->repeat);
  g_clear_object (&self->kind);
  g_clear_pointer (&self->told, g_array_unref);
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
    case PROP_PEOPLE_WORDS:
      g_value_take_string (value, dup_people_words (self));
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
  properties[PROP_PEOPLE_WORDS] = g_param_spec_string ("people-words", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, FALSE, read);
  properties[PROP_IS_ZONE_FOREIGN] = g_param_spec_boolean ("is-zone-foreign", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_draft_init (TidingsReminderDraft *self)
{
  self->moments = g_list_store_new (TIDINGS_TYPE_REMINDER_MOMENT);
  self->told = g_array_new (FALSE, FALSE, sizeof (gint64));
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
  self->people = g_object_ref (people);

  return self;
}

/* Who sets Tidings up begins with themselves, so the lowest row id is "me". */
static void
tell_first_person (TidingsReminderDraft *self)
{
  gint64 first = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (person->verified_at != 0 && person->opted_out_at == 0 && (first == 0 || person->id < first))
        first = person->id;
    }

  if (first != 0)
    g_array_append_val (self->told, first);
}

static void
follow_people (TidingsReminderDraft *self)
{
  g_object_set (self->kind, "n-people", self->told->len, NULL);
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
        put_moment (self, seconds[i], TRUE);
    }

  put_moment (self, DAY_S, n == 0);
  put_moment (self, HOUR_S, n == 0);
  put_moment (self, 0, FALSE);
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
  follow_people (self);
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
  tell_first_person (self);
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
    put_moment (self, reminder->before_s[i], TRUE);
  put_moment (self, DAY_S, FALSE);
  put_moment (self, HOUR_S, FALSE);
  put_moment (self, 0, FALSE);

  g_array_append_vals (self->told, reminder->people, reminder->n_people);
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

GListModel *
tidings_reminder_draft_list_moments (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return G_LIST_MODEL (self->moments);
}

void
tidings_reminder_draft_add_moment (TidingsReminderDraft *self,
                                   gint64                before_s)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (self));
  g_return_if_fail (before_s >= 0);

  put_moment (self, before_s, TRUE);
  follow_event (self);
}

gboolean
tidings_reminder_draft_has_person (TidingsReminderDraft *self,
                                   gint64                id)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), FALSE);

  for (guint i = 0; i < self->told->len; i++)
    {
      if (g_array_index (self->told, gint64, i) == id)
        return TRUE;
    }

  return FALSE;
}

void
tidings_reminder_draft_set_person (TidingsReminderDraft *self,
                                   gint64                id,
                                   gboolean              told)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (self));

  if (tidings_reminder_draft_has_person (self, id) == !!told)
    return;

  if (told)
    g_array_append_val (self->told, id);
  for (guint i = 0; !told && i < self->told->len; i++)
    {
      if (g_array_index (self->told, gint64, i) == id)
        g_array_remove_index (self->told, i--);
    }

  follow_people (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEOPLE_WORDS]);
  notify_outcome (self);
}

char *
tidings_reminder_draft_dup_wall (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", self->year, self->month, self->day, self->minutes / 60, self->minutes % 60);
}

GVariant *
tidings_reminder_draft_get_before (TidingsReminderDraft *self)
{
  GVariantBuilder builder;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ax"));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->moments)); i++)
    {
      g_autoptr(TidingsReminderMoment) moment = g_list_model_get_item (G_LIST_MODEL (self->moments), i);

      /* Passed ones stay part of the reminder: moved to a later day, they count again. */
      if (tidings_reminder_moment_get_is_on (moment))
        g_variant_builder_add (&builder, "x", tidings_reminder_moment_get_before (moment));
    }

  return g_variant_builder_end (&builder);
}

GVariant *
tidings_reminder_draft_get_people (TidingsReminderDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), NULL);

  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, self->told->data, self->told->len, sizeof (gint64));
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

static TidingsPerson *
find_person (TidingsReminderDraft *self,
             gint64                id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (id != 0 ? person->id == id : tidings_reminder_draft_has_person (self, person->id))
        return g_steal_pointer (&person);
    }

  return NULL;
}

gint64
tidings_reminder_draft_get_first_person (TidingsReminderDraft *self)
{
  g_autoptr(TidingsPerson) person = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_DRAFT (self), 0);

  person = find_person (self, 0);

  return person != NULL ? person->id : 0;
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

  person = find_person (self, person_id);
  title = g_strstrip (g_strdup (self->title));
  when = tidings_moment_describe (get_at (self), person != NULL ? person->zone : NULL, person != NULL ? person->language : "en");

  g_variant_dict_init (&values, NULL);
  tidings_reminder_kind_add_values (self->kind, &values, title, when, person != NULL ? person->name : "");

  return g_variant_dict_end (&values);
}
