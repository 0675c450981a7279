/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files as reminders can be made of them: each VEVENT is read alone, then overrides find their events. */
#include "config.h"

#include <string.h>
#include <libical/ical.h>
#include <glib/gi18n-lib.h>

#include "tidings-calendar.h"
#include "tidings-calendar-private.h"
#include "tidings-recurrence.h"
#include "tidings-rule-private.h"
#include "tidings-zone.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS (24 * 60 * MINUTE_MS)
/* A day without a time is announced as if it began when people are awake. */
#define DAY_BEGINS_MS (9 * 60 * MINUTE_MS)
#define MAX_TITLE 200
#define MAX_UID 500
#define MAX_ALARMS 20
#define MAX_EXTRA 366
#define MAX_LEAD_S (G_GINT64_CONSTANT (3660) * 86400)

/* A moment as a file gives it: on a wall, and which one. */
typedef struct {
  gint64 wall;                       /* as tidings_zone_to_wall(), midnight for a day */
  gboolean is_day;
  gboolean is_utc;
  const TidingsCalendarZone *zone;   /* NULL for UTC, days and floating times */
} Moment;

/* A VEVENT that was read. */
typedef struct {
  TidingsCalendarEvent *event;
  Moment start;
  gint64 length_ms;
  gboolean has_override;             /* RECURRENCE-ID */
  Moment override;
  gboolean is_range;                 /* THISANDFUTURE */
  GArray *extra;                     /* RDATE: Moment */
  GArray *out;                       /* EXDATE: Moment */
  GPtrArray *skipped;                /* walls */
  GPtrArray *moved;
  gboolean is_merged;                /* nothing of its own */
} Entry;

void
tidings_calendar_event_free (TidingsCalendarEvent *event)
{
  g_free (event->uid);
  g_free (event->title);
  g_free (event->wall);
  g_free (event->zone);
  g_free (event->rule);
  g_strfreev (event->skipped);
  g_strfreev (event->moved);
  g_free (event->before_s);
  g_free (event->revision);
  g_free (event->problem);
  g_free (event);
}

static void
entry_free (Entry *entry)
{
  g_clear_pointer (&entry->event, tidings_calendar_event_free);
  g_array_unref (entry->extra);
  g_array_unref (entry->out);
  g_ptr_array_unref (entry->skipped);
  g_ptr_array_unref (entry->moved);
  g_free (entry);
}

static char *
format_wall (gint64 wall)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (wall / 1000);

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M") : NULL;
}

/* The first thing that is wrong is the one that is told. */
static void
set_problem (Entry *entry,
             char  *problem)
{
  if (entry->event->problem == NULL)
    entry->event->problem = problem;
  else
    g_free (problem);
}

static void
set_unusable (Entry *entry,
              char  *problem)
{
  entry->event->is_usable = FALSE;
  g_free (g_steal_pointer (&entry->event->problem));
  entry->event->problem = problem;
}

/* FALSE for what is no moment between 1970 and 2400. */
static gboolean
read_time (struct icaltimetype  time,
           const char          *tzid,
           TidingsCalendarZones *zones,
           Moment              *moment)
{
  g_autoptr(GDateTime) date = NULL;

  memset (moment, 0, sizeof *moment);
  if (icaltime_is_null_time (time) || time.year < 1970 || time.year > 2400 ||
      !(date = g_date_time_new_utc (time.year, time.month, time.day, 0, 0, 0)))
    return FALSE;

  moment->is_day = time.is_date;
  moment->wall = g_date_time_to_unix (date) * 1000;
  if (moment->is_day)
    return TRUE;
  if (time.hour < 0 || time.hour > 23 || time.minute < 0 || time.minute > 59)
    return FALSE;
  moment->wall += (time.hour * 60 + time.minute) * MINUTE_MS;
  moment->is_utc = icaltime_is_utc (time);
  if (!moment->is_utc && tzid != NULL && *tzid != '\0')
    moment->zone = tidings_calendar_zones_find (zones, tzid);

  return TRUE;
}

static const char *
get_tzid (icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  return parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
}

/* A property whose value is a time, a day, or a span that begins with a time (RDATE). */
static gboolean
read_property (icalproperty         *property,
               TidingsCalendarZones *zones,
               Moment               *moment)
{
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;
  struct icaltimetype time = icaltime_null_time ();

  if (value == NULL)
    return FALSE;
  switch (icalvalue_isa (value))
    {
    case ICAL_DATE_VALUE:
      time = icalvalue_get_date (value);
      break;
    case ICAL_DATETIME_VALUE:
      time = icalvalue_get_datetime (value);
      break;
    case ICAL_DATETIMEPERIOD_VALUE:
      time = icalvalue_get_datetimeperiod (value).time;
      if (icaltime_is_null_time (time))
        time = icalvalue_get_datetimeperiod (value).period.start;
      break;
    case ICAL_PERIOD_VALUE:
      time = icalvalue_get_period (value).start;
      break;
    default:
      return FALSE;
    }

  return read_time (time, get_tzid (property), zones, moment);
}

static gint64
to_instant (const Moment *moment)
{
  g_autoptr(GTimeZone) here = NULL;

  if (moment->is_utc)
    return moment->wall;
  if (moment->zone != NULL && (moment->zone->zone != NULL || moment->zone->own != NULL))
    return tidings_calendar_zone_to_instant (moment->zone, moment->wall);
  here = tidings_zone_new (NULL);

  return tidings_zone_from_wall (here, moment->wall, NULL);
}

/* Whether @start keeps its own wall clock, or was turned into UTC because nobody knows its zone's name. */
static gboolean
is_kept_as_instant (const Moment *start)
{
  return start->is_utc || (start->zone != NULL && start->zone->name == NULL && start->zone->own != NULL);
}

/* @moment on the wall that @start hangs on. A day stands for the time that the event has on it. */
static gint64
to_wall_of (const Moment *moment,
            const Moment *start)
{
  if (start->is_day)
    return moment->wall - moment->wall % DAY_MS + DAY_BEGINS_MS;
  if (moment->is_day && !is_kept_as_instant (start))
    return moment->wall + start->wall % DAY_MS;
  if (moment->is_day)
    return moment->wall + to_instant (start) % DAY_MS;
  if (is_kept_as_instant (start))
    return to_instant (moment);
  if (moment->zone == start->zone && !moment->is_utc)
    return moment->wall;
  if (start->zone != NULL && start->zone->zone != NULL)
    return tidings_zone_to_wall (start->zone->zone, to_instant (moment));
  if (!moment->is_utc && (moment->zone == NULL || (moment->zone->zone == NULL && moment->zone->own == NULL)))
    return moment->wall;
  {
    g_autoptr(GTimeZone) here = tidings_zone_new (NULL);

    return tidings_zone_to_wall (here, to_instant (moment));
  }
}

static char *
format_wall_of (const Moment *moment,
                const Moment *start)
{
  return format_wall (to_wall_of (moment, start));
}

/* One line without control characters, with single blanks. */
static char *
clean (const char *text,
       glong       max)
{
  g_autoptr(GString) cleaned = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gboolean is_blank = FALSE;
  glong n = 0;

  for (const char *at = valid; *at != '\0' && n < max; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isspace (letter) || g_unichar_iscntrl (letter))
        {
          is_blank = cleaned->len > 0;
          continue;
        }
      if (is_blank && n < max - 1)
        {
          g_string_append_c (cleaned, ' ');
          n++;
        }
      is_blank = FALSE;
      g_string_append_unichar (cleaned, letter);
      n++;
    }

  return g_string_free (g_steal_pointer (&cleaned), FALSE);
}

static void
read_uid (Entry         *entry,
          icalcomponent *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_UID_PROPERTY);

  entry->event->uid = clean (property != NULL ? icalproperty_get_uid (property) : "", MAX_UID);
}

static void
read_title (Entry         *entry,
            icalcomponent *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_SUMMARY_PROPERTY);

  entry->event->title = clean (property != NULL ? icalproperty_get_summary (property) : "", MAX_TITLE);
  if (*entry->event->title == '\0')
    set_unusable (entry, g_strdup (_("An event has no title")));
}

static void
read_start (Entry                *entry,
            icalcomponent        *component,
            TidingsCalendarZones *zones)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_DTSTART_PROPERTY);
  TidingsCalendarEvent *event = entry->event;

  if (!read_property (property, zones, &entry->start))
    {
      /* Translators: %s is an event's title */
      set_unusable (entry, g_strdup_printf (_("“%s” has no start that can be read"), event->title));
      return;
    }
  event->wall = format_wall_of (&entry->start, &entry->start);
  if (is_kept_as_instant (&entry->start))
    event->zone = g_strdup ("UTC");
  else if (entry->start.zone != NULL)
    event->zone = g_strdup (entry->start.zone->name);
  if (entry->start.zone != NULL && entry->start.zone->name == NULL && entry->start.zone->own == NULL)
    set_problem (entry, g_strdup_printf (
      /* Translators: the first %s is an event's title, the second what a file calls a time zone */
      _("Nobody knows the time zone of “%s”, “%s”: it is taken for this computer's"), event->title, get_tzid (property)));
}

static void
read_length (Entry                *entry,
             icalcomponent        *component,
             TidingsCalendarZones *zones)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_DTEND_PROPERTY);
  Moment end = { 0 };

  if (read_property (property, zones, &end))
    entry->length_ms = end.is_day ? end.wall - entry->start.wall : to_instant (&end) - to_instant (&entry->start);
  else if ((property = icalcomponent_get_first_property (component, ICAL_DURATION_PROPERTY)) != NULL)
    entry->length_ms = icaldurationtype_as_int (icalproperty_get_duration (property)) * G_GINT64_CONSTANT (1000);
  else if (entry->start.is_day)
    entry->length_ms = DAY_MS;
  entry->length_ms = CLAMP (entry->length_ms, 0, MAX_LEAD_S * 1000);
}

static void
read_moments (GArray               *moments,
              icalcomponent        *component,
              icalproperty_kind     kind,
              TidingsCalendarZones *zones)
{
  for (icalproperty *property = icalcomponent_get_first_property (component, kind); property != NULL && moments->len < 10 * MAX_EXTRA;
       property = icalcomponent_get_next_property (component, kind))
    {
      Moment moment;

      if (read_property (property, zones, &moment))
        g_array_append_val (moments, moment);
    }
}

/* A rule that cannot be followed makes the event unusable: once instead of every week would be wrong for ever after. */
static void
read_rule (Entry         *entry,
           icalcomponent *component)
{
  TidingsCalendarEvent *event = entry->event;
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_RRULE_PROPERTY);
  g_autofree char *here = tidings_zone_dup_local ();
  g_autofree char *value = NULL;
  g_autofree char *local = NULL;
  g_autoptr(GError) error = NULL;

  event->rule = g_strdup ("");
  if (icalcomponent_get_first_property (component, ICAL_EXRULE_PROPERTY) != NULL ||
      icalcomponent_count_properties (component, ICAL_RRULE_PROPERTY) > 1)
    {
      /* Translators: %s is an event's title */
      set_unusable (entry, g_strdup_printf (_("“%s” repeats by several rules at once"), event->title));
      return;
    }
  if (property == NULL || event->wall == NULL)
    return;

  value = g_strdup (icalproperty_get_value_as_string (property));
  local = tidings_recurrence_localize (value != NULL ? value : "", event->zone != NULL ? event->zone : here);
  g_free (event->rule);
  event->rule = tidings_recurrence_parse (local, event->wall, NULL, 0, &error);
  if (event->rule == NULL)
    {
      event->rule = g_strdup ("");
      /* Translators: the first %s is an event's title, the second a sentence that says what is wrong with its rule */
      set_unusable (entry, g_strdup_printf (_("“%s” does not repeat as it should: %s"), event->title, error->message));
      return;
    }
  if (!entry->start.is_utc && is_kept_as_instant (&entry->start))
    set_problem (entry, g_strdup_printf (
      /* Translators: %s is an event's title */
      _("Nobody knows the time zone of “%s”: it repeats at the same time in UTC"), event->title));
}

/* libical drops a rule that it cannot read and leaves an X-LIC-ERROR instead. */
static gboolean
has_lost_rule (const char    *text,
               icalcomponent *component)
{
  return (g_str_has_prefix (text, "RRULE") || strstr (text, "\nRRULE") != NULL) &&
         icalcomponent_get_first_property (component, ICAL_RRULE_PROPERTY) == NULL;
}

/* Seconds before the start at which an alarm goes; FALSE if not before it. */
static gboolean
read_alarm (const Entry          *entry,
            icalcomponent        *alarm,
            gint64               *before_s)
{
  icalproperty *property = icalcomponent_get_first_property (alarm, ICAL_TRIGGER_PROPERTY);
  icalproperty *action = icalcomponent_get_first_property (alarm, ICAL_ACTION_PROPERTY);
  icalparameter *related = property != NULL ? icalproperty_get_first_parameter (property, ICAL_RELATED_PARAMETER) : NULL;
  g_autofree char *action_name = action != NULL ? g_strdup (icalproperty_get_value_as_string (action)) : NULL;
  struct icaltriggertype trigger;
  gint64 start = to_instant (&entry->start) + (entry->start.is_day ? DAY_BEGINS_MS : 0);

  /* Apple writes alarms that never go: ACTION:NONE, in the year 1976. */
  if (property == NULL || g_strcmp0 (action_name, "NONE") == 0)
    return FALSE;
  trigger = icalproperty_get_trigger (property);
  if (icaltime_is_null_time (trigger.time))
    {
      *before_s = -icaldurationtype_as_int (trigger.duration) + (entry->start.is_day ? DAY_BEGINS_MS / 1000 : 0);
      if (related != NULL && icalparameter_get_related (related) == ICAL_RELATED_END)
        *before_s -= entry->length_ms / 1000;
    }
  else
    *before_s = start / 1000 - (gint64) icaltime_as_timet (trigger.time);

  return *before_s >= 0 && *before_s <= MAX_LEAD_S;
}

static int
compare_descending (gconstpointer a,
                    gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first < second) - (first > second);
}

static void
read_alarms (Entry         *entry,
             icalcomponent *component)
{
  TidingsCalendarEvent *event = entry->event;
  guint n_kept = 0;

  event->before_s = g_new0 (gint64, MAX_ALARMS);
  for (icalcomponent *alarm = icalcomponent_get_first_component (component, ICAL_VALARM_COMPONENT);
       alarm != NULL && event->n_before < MAX_ALARMS;
       alarm = icalcomponent_get_next_component (component, ICAL_VALARM_COMPONENT))
    if (read_alarm (entry, alarm, &event->before_s[event->n_before]))
      event->n_before++;

  qsort (event->before_s, event->n_before, sizeof *event->before_s, compare_descending);
  for (guint i = 0; i < event->n_before; i++)
    if (i == 0 || event->before_s[i] != event->before_s[n_kept - 1])
      event->before_s[n_kept++] = event->before_s[i];
  event->n_before = n_kept;
}

static void
read_override (Entry                *entry,
               icalcomponent        *component,
               TidingsCalendarZones *zones)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_RECURRENCEID_PROPERTY);

  if (property == NULL)
    return;
  entry->has_override = read_property (property, zones, &entry->override);
  entry->is_range = icalproperty_get_first_parameter (property, ICAL_RANGE_PARAMETER) != NULL;
}

static Entry *
entry_new (void)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->event = g_new0 (TidingsCalendarEvent, 1);
  entry->event->is_usable = TRUE;
  entry->extra = g_array_new (FALSE, FALSE, sizeof (Moment));
  entry->out = g_array_new (FALSE, FALSE, sizeof (Moment));
  entry->skipped = g_ptr_array_new_with_free_func (g_free);
  entry->moved = g_ptr_array_new_with_free_func (g_free);

  return entry;
}

static Entry *
read_event (const TidingsCalendarBlock *block,
            TidingsCalendarZones       *zones)
{
  Entry *entry = entry_new ();
  icalcomponent *component = block->text != NULL ? icalparser_parse_string (block->text) : NULL;
  icalproperty *status;

  if (component == NULL || icalcomponent_isa (component) != ICAL_VEVENT_COMPONENT)
    {
      entry->event->uid = g_strdup ("");
      entry->event->title = g_strdup ("");
      set_unusable (entry, g_strdup (_("An event is broken off or too long")));
      if (component != NULL)
        icalcomponent_free (component);
      return entry;
    }

  status = icalcomponent_get_first_property (component, ICAL_STATUS_PROPERTY);
  entry->event->is_canceled = block->is_canceled || (status != NULL && icalproperty_get_status (status) == ICAL_STATUS_CANCELLED);
  read_uid (entry, component);
  read_title (entry, component);
  if (entry->event->is_usable)
    read_start (entry, component, zones);
  read_override (entry, component, zones);
  if (entry->event->is_usable)
    {
      read_length (entry, component, zones);
      read_moments (entry->extra, component, ICAL_RDATE_PROPERTY, zones);
      read_moments (entry->out, component, ICAL_EXDATE_PROPERTY, zones);
      read_rule (entry, component);
      read_alarms (entry, component);
      if (entry->event->is_usable && has_lost_rule (block->text, component))
        /* Translators: %s is an event's title */
        set_unusable (entry, g_strdup_printf (_("“%s” repeats by a rule that cannot be read"), entry->event->title));
    }
  icalcomponent_free (component);

  return entry;
}

static void
add_wall (GPtrArray *walls,
          char      *wall)
{
  if (wall != NULL && !g_ptr_array_find_with_equal_func (walls, wall, g_str_equal, NULL))
    g_ptr_array_add (walls, wall);
  else
    g_free (wall);
}

static gboolean
has_same_alarms (const TidingsCalendarEvent *a,
                 const TidingsCalendarEvent *b)
{
  return a->n_before == b->n_before && (a->n_before == 0 || memcmp (a->before_s, b->before_s, a->n_before * sizeof *a->before_s) == 0);
}

/* The occurrence at @from is an event of its own from here on. */
static void
set_own_uid (Entry      *entry,
             const char *from)
{
  g_autofree char *uid = g_steal_pointer (&entry->event->uid);

  entry->event->uid = g_strdup_printf ("%s/%s", uid, from);
  g_free (entry->event->rule);
  entry->event->rule = g_strdup ("");
}

/* What a RECURRENCE-ID says of one occurrence of @master. One that is moved to another time alone stays with its event; one
 * that has become something else, or a day instead of a time, is an event of its own. */
static void
merge_override (Entry *master,
                Entry *entry)
{
  g_autofree char *from = format_wall_of (&entry->override, &master->start);
  g_autofree char *to = NULL;
  gboolean is_alike;

  if (entry->is_range)
    {
      set_problem (master, g_strdup_printf (
        /* Translators: %s is an event's title */
        _("“%s” changes for good from one time on, which was left out. Change the reminder itself"), master->event->title));
      entry->is_merged = TRUE;
      return;
    }
  if (entry->event->is_canceled)
    {
      add_wall (master->skipped, g_steal_pointer (&from));
      entry->is_merged = TRUE;
      return;
    }
  if (!entry->event->is_usable)
    return;

  to = format_wall_of (&entry->start, &master->start);
  is_alike = g_str_equal (entry->event->title, master->event->title) && has_same_alarms (entry->event, master->event) &&
             entry->start.is_day == master->start.is_day;
  if (!is_alike)
    {
      set_own_uid (entry, from);
      add_wall (master->skipped, g_steal_pointer (&from));
      return;
    }
  if (!g_str_equal (from, to))
    g_ptr_array_add (master->moved, g_strdup_printf ("%s %s", from, to));
  entry->is_merged = TRUE;
}

/* Extra dates become events of their own, so that each can be moved, done and removed as any other. */
static void
add_extra (Entry     *entry,
           GPtrArray *entries)
{
  TidingsCalendarEvent *event = entry->event;

  for (guint i = 0; i < MIN (entry->extra->len, MAX_EXTRA); i++)
    {
      const Moment *moment = &g_array_index (entry->extra, Moment, i);
      g_autofree char *wall = format_wall_of (moment, &entry->start);
      Entry *own = NULL;

      if (wall == NULL || g_str_equal (wall, event->wall) || g_ptr_array_find_with_equal_func (entry->skipped, wall, g_str_equal, NULL))
        continue;
      own = entry_new ();
      own->event->uid = g_strdup_printf ("%s/%s", event->uid, wall);
      own->event->title = g_strdup (event->title);
      own->event->wall = g_steal_pointer (&wall);
      own->event->zone = g_strdup (event->zone);
      own->event->rule = g_strdup ("");
      own->event->before_s = g_memdup2 (event->before_s, event->n_before * sizeof *event->before_s);
      own->event->n_before = event->n_before;
      own->event->is_canceled = event->is_canceled;
      own->start = entry->start;
      g_ptr_array_add (entries, own);
    }
  if (entry->extra->len > MAX_EXTRA)
    /* Translators: %s is an event's title */
    set_problem (entry, g_strdup_printf (_("“%s” has too many extra dates; the later ones were left out"), event->title));
}

static void
update (GChecksum  *checksum,
        const char *text)
{
  const char *value = text != NULL ? text : "";

  /* With the zero byte at its end, so that two fields are not one. */
  g_checksum_update (checksum, (const guchar *) value, strlen (value) + 1);
}

static void
seal (TidingsCalendarEvent *event)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *before = NULL;

  update (checksum, event->title);
  update (checksum, event->wall);
  update (checksum, event->zone);
  update (checksum, event->rule);
  for (guint i = 0; event->skipped[i] != NULL; i++)
    update (checksum, event->skipped[i]);
  update (checksum, "moved");
  for (guint i = 0; event->moved[i] != NULL; i++)
    update (checksum, event->moved[i]);
  g_checksum_update (checksum, (const guchar *) event->before_s, event->n_before * sizeof *event->before_s);
  event->revision = g_strndup (g_checksum_get_string (checksum), 32);

  /* Without a UID it is known by what it is; changed, it is another one. */
  if (*event->uid == '\0')
    {
      g_free (event->uid);
      event->uid = g_strdup_printf ("tidings-%s", event->revision);
    }
}

static int
compare_walls (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char **
take_strings (GPtrArray *strings)
{
  char **copy = g_new0 (char *, strings->len + 1);

  g_ptr_array_sort (strings, compare_walls);
  for (guint i = 0; i < strings->len; i++)
    copy[i] = g_strdup (g_ptr_array_index (strings, i));

  return copy;
}

static GPtrArray *
finish (GPtrArray *entries)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_calendar_event_free);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      TidingsCalendarEvent *event = entry->event;

      if (entry->is_merged)
        continue;
      event->skipped = take_strings (entry->skipped);
      event->moved = take_strings (entry->moved);
      seal (event);
      /* The same event twice is one, the first. */
      if (!g_hash_table_add (seen, event->uid))
        continue;
      g_ptr_array_add (events, g_steal_pointer (&entry->event));
    }

  return g_steal_pointer (&events);
}

static void
put_together (GPtrArray *entries)
{
  g_autoptr(GHashTable) masters = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_read = entries->len;

  for (guint i = 0; i < n_read; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (!entry->has_override && entry->event->is_usable && *entry->event->uid != '\0' &&
          !g_hash_table_contains (masters, entry->event->uid))
        g_hash_table_insert (masters, entry->event->uid, entry);
      for (guint j = 0; !entry->has_override && entry->event->is_usable && j < entry->out->len; j++)
        add_wall (entry->skipped, format_wall_of (&g_array_index (entry->out, Moment, j), &entry->start));
    }
  for (guint i = 0; i < n_read; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      Entry *master = entry->has_override ? g_hash_table_lookup (masters, entry->event->uid) : NULL;

      if (master != NULL)
        merge_override (master, entry);
      else if (entry->has_override && entry->event->is_usable)
        {
          g_autofree char *from = format_wall_of (&entry->override, &entry->start);

          set_own_uid (entry, from);
        }
      if (!entry->has_override && entry->event->is_usable)
        add_extra (entry, entries);
    }
}

GPtrArray *
tidings_calendar_parse (GBytes        *data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_calendar_block_free);
  g_autoptr(GPtrArray) zone_blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_calendar_block_free);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr(TidingsCalendarZones) zones = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  /* A build of libical may end the process at an error; what is wrong with a file is no reason to. */
  icalerror_set_errors_are_fatal (0);
  if (!tidings_calendar_split (data, events, zone_blocks, error))
    return NULL;

  zones = tidings_calendar_zones_new (zone_blocks);
  for (guint i = 0; i < events->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_ptr_array_add (entries, read_event (g_ptr_array_index (events, i), zones));
    }
  put_together (entries);

  return finish (entries);
}
