/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One VEVENT of a calendar file. */
#include "config.h"

#include <string.h>
#include <libical/ical.h>
#include <glib/gi18n-lib.h>

#include "tidings-calendar-private.h"
#include "tidings-recurrence.h"
#include "tidings-template.h"
#include "tidings-zone.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS (24 * 60 * MINUTE_MS)
/* A day without a time is announced as if it began when people are awake. */
#define DAY_BEGINS_MS (9 * 60 * MINUTE_MS)
#define MAX_TITLE 200
#define MAX_UID 500
#define MAX_ALARMS 20
#define MAX_LEAD_S (G_GINT64_CONSTANT (3660) * 86400)

void
tidings_calendar_entry_free (TidingsCalendarEntry *entry)
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
void
tidings_calendar_entry_set_problem (TidingsCalendarEntry *entry,
                                    char                 *problem)
{
  if (entry->event->problem == NULL)
    entry->event->problem = problem;
  else
    g_free (problem);
}

static void
set_unusable (TidingsCalendarEntry *entry,
              char                 *problem)
{
  entry->event->is_usable = FALSE;
  g_free (g_steal_pointer (&entry->event->problem));
  entry->event->problem = problem;
}

/* FALSE for what is no moment between 1970 and 2400. */
static gboolean
read_time (struct icaltimetype    time,
           const char            *tzid,
           TidingsCalendarZones  *zones,
           TidingsCalendarMoment *moment)
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
read_property (icalproperty          *property,
               TidingsCalendarZones  *zones,
               TidingsCalendarMoment *moment)
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
to_instant (const TidingsCalendarMoment *moment)
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
is_kept_as_instant (const TidingsCalendarMoment *start)
{
  return start->is_utc || (start->zone != NULL && start->zone->name == NULL && start->zone->own != NULL);
}

/* @moment on the wall that @start hangs on. A day stands for the time that the event has on it. */
static gint64
to_wall_of (const TidingsCalendarMoment *moment,
            const TidingsCalendarMoment *start)
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

char *
tidings_calendar_moment_format (const TidingsCalendarMoment *moment,
                                const TidingsCalendarMoment *start)
{
  return format_wall (to_wall_of (moment, start));
}

/* One line without control characters and what would turn around the rest of a list, with single blanks. */
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

      if (tidings_template_turns_direction (letter))
        continue;
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
read_uid (TidingsCalendarEntry *entry,
          icalcomponent        *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_UID_PROPERTY);

  entry->event->uid = clean (property != NULL ? icalproperty_get_uid (property) : "", MAX_UID);
}

static void
read_title (TidingsCalendarEntry *entry,
            icalcomponent        *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_SUMMARY_PROPERTY);

  entry->event->title = clean (property != NULL ? icalproperty_get_summary (property) : "", MAX_TITLE);
  if (*entry->event->title == '\0')
    set_unusable (entry, g_strdup (_("An event has no title")));
}

static void
read_start (TidingsCalendarEntry *entry,
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
  event->wall = tidings_calendar_moment_format (&entry->start, &entry->start);
  if (is_kept_as_instant (&entry->start))
    event->zone = g_strdup ("UTC");
  else if (entry->start.zone != NULL)
    event->zone = g_strdup (entry->start.zone->name);
  if (entry->start.zone != NULL && entry->start.zone->name == NULL && entry->start.zone->own == NULL)
    tidings_calendar_entry_set_problem (entry, g_strdup_printf (
      /* Translators: the first %s is an event's title, the second what a file calls a time zone */
      _("Nobody knows the time zone of “%s”, “%s”: it is taken for this computer's"), event->title, get_tzid (property)));
}

static void
read_length (TidingsCalendarEntry *entry,
             icalcomponent        *component,
             TidingsCalendarZones *zones)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_DTEND_PROPERTY);
  TidingsCalendarMoment end = { 0 };

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
  for (icalproperty *property = icalcomponent_get_first_property (component, kind); property != NULL && moments->len < 10 * TIDINGS_CALENDAR_MAX_EXTRA;
       property = icalcomponent_get_next_property (component, kind))
    {
      TidingsCalendarMoment moment;

      if (read_property (property, zones, &moment))
        g_array_append_val (moments, moment);
    }
}

/* A rule that cannot be followed makes the event unusable: once instead of every week would be wrong for ever after. */
static void
read_rule (TidingsCalendarEntry *entry,
           icalcomponent        *component)
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
    tidings_calendar_entry_set_problem (entry, g_strdup_printf (
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
read_alarm (const TidingsCalendarEntry *entry,
            icalcomponent              *alarm,
            gint64                     *before_s)
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
read_alarms (TidingsCalendarEntry *entry,
             icalcomponent        *component)
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
read_override (TidingsCalendarEntry *entry,
               icalcomponent        *component,
               TidingsCalendarZones *zones)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_RECURRENCEID_PROPERTY);

  if (property == NULL)
    return;
  entry->has_override = read_property (property, zones, &entry->override);
  entry->is_range = icalproperty_get_first_parameter (property, ICAL_RANGE_PARAMETER) != NULL;
}

TidingsCalendarEntry *
tidings_calendar_entry_new (void)
{
  TidingsCalendarEntry *entry = g_new0 (TidingsCalendarEntry, 1);

  entry->event = g_new0 (TidingsCalendarEvent, 1);
  entry->event->is_usable = TRUE;
  entry->extra = g_array_new (FALSE, FALSE, sizeof (TidingsCalendarMoment));
  entry->out = g_array_new (FALSE, FALSE, sizeof (TidingsCalendarMoment));
  entry->skipped = g_ptr_array_new_with_free_func (g_free);
  entry->moved = g_ptr_array_new_with_free_func (g_free);

  return entry;
}

TidingsCalendarEntry *
tidings_calendar_entry_read (const TidingsCalendarBlock *block,
                             TidingsCalendarZones       *zones)
{
  TidingsCalendarEntry *entry = tidings_calendar_entry_new ();
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
