/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calendar file means by its time zones. Each program names them differently; what counts is the IANA zone. */
#include "config.h"

#include <string.h>
#include <libical/ical.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

#include "tidings-calendar-private.h"
#include "tidings-rule-private.h"
#include "tidings-zone.h"

#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)
/* Offsets are compared every five days of three years around now, which no two changes of clocks hide between. */
#define STEP_MS (5 * DAY_MS)
#define N_STEPS 220
/* 2025-01-01: rules of that year and later are what reminders need. */
#define FIRST_STEP_MS (G_GINT64_CONSTANT (1735689600) * 1000)
/* Comparing costs tens of milliseconds a zone, and no honest file has more of them with names of their own. */
#define MAX_COMPARED 20

struct _TidingsCalendarZones {
  GPtrArray *blocks;    /* borrowed */
  GHashTable *zones;    /* by TZID */
  guint n_compared;
};

static void
zone_free (TidingsCalendarZone *zone)
{
  g_free (zone->name);
  g_clear_pointer (&zone->zone, g_time_zone_unref);
  if (zone->own != NULL)
    icaltimezone_free (zone->own, 1);
  g_free (zone);
}

TidingsCalendarZones *
tidings_calendar_zones_new (GPtrArray *blocks)
{
  TidingsCalendarZones *self = g_new0 (TidingsCalendarZones, 1);

  self->blocks = blocks;
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) zone_free);

  return self;
}

void
tidings_calendar_zones_free (TidingsCalendarZones *self)
{
  g_hash_table_unref (self->zones);
  g_free (self);
}

/* GLib takes offsets and rules (`CET-1CEST`) for names, too; only what is called after a place is wanted, or UTC. */
static gboolean
zone_set_name (TidingsCalendarZone *zone,
               const char          *name)
{
  g_autoptr(GTimeZone) found = NULL;

  if (!g_ascii_isalpha (*name) || (strchr (name, '/') == NULL && !g_str_equal (name, "UTC") && !g_str_equal (name, "GMT")))
    return FALSE;
  found = tidings_zone_new (name);
  if (found == NULL)
    return FALSE;

  zone->name = g_strdup (name);
  zone->zone = g_steal_pointer (&found);

  return TRUE;
}

/* `/freeassociation.sourceforge.net/Europe/Berlin`: the longest ending that is a name. */
static gboolean
find_in_ending (TidingsCalendarZone *zone,
                const char          *tzid)
{
  for (const char *ending = tzid; ending != NULL; ending = strchr (ending, '/'))
    {
      if (*ending == '/')
        ending++;
      if (zone_set_name (zone, ending))
        return TRUE;
    }

  return FALSE;
}

/* `W. Europe Standard Time`, as Outlook and Exchange write. */
static gboolean
find_windows (TidingsCalendarZone *zone,
              const char          *tzid)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar windows[128] = { 0 };
  UChar name[128] = { 0 };
  char ascii[128] = { 0 };

  u_strFromUTF8 (windows, G_N_ELEMENTS (windows) - 1, NULL, tzid, -1, &status);
  if (U_FAILURE (status) || ucal_getTimeZoneIDForWindowsID (windows, -1, NULL, name, G_N_ELEMENTS (name) - 1, &status) <= 0 ||
      U_FAILURE (status))
    return FALSE;
  u_strToUTF8 (ascii, sizeof ascii - 1, NULL, name, -1, &status);

  return U_SUCCESS (status) && zone_set_name (zone, ascii);
}

/* libical follows the rules inside from one change of clocks to the next, so only yearly ones are let in. */
static gboolean
is_harmless (icalcomponent *component)
{
  for (icalcomponent *part = icalcomponent_get_first_component (component, ICAL_ANY_COMPONENT); part != NULL;
       part = icalcomponent_get_next_component (component, ICAL_ANY_COMPONENT))
    for (icalproperty *rule = icalcomponent_get_first_property (part, ICAL_RRULE_PROPERTY); rule != NULL;
         rule = icalcomponent_get_next_property (part, ICAL_RRULE_PROPERTY))
      {
        g_autofree char *text = g_strdup (icalproperty_get_value_as_string (rule));
        TidingsRule read = { 0 };

        if (text == NULL || !tidings_rule_read (text, &read, NULL) || read.frequency != TIDINGS_FREQUENCY_YEARLY ||
            read.parts[TIDINGS_RULE_HOUR].n > 0 || read.parts[TIDINGS_RULE_MINUTE].n > 0)
          return FALSE;
      }

  return TRUE;
}

static icalcomponent *
find_component (TidingsCalendarZones *self,
                const char           *tzid)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      TidingsCalendarBlock *block = g_ptr_array_index (self->blocks, i);
      icalcomponent *component = block->text != NULL ? icalparser_parse_string (block->text) : NULL;
      icalproperty *property;

      if (component == NULL)
        continue;
      property = icalcomponent_get_first_property (component, ICAL_TZID_PROPERTY);
      if (icalcomponent_isa (component) == ICAL_VTIMEZONE_COMPONENT && property != NULL &&
          g_strcmp0 (icalproperty_get_tzid (property), tzid) == 0)
        return component;
      icalcomponent_free (component);
    }

  return NULL;
}

static gint64
get_own_offset_ms (icaltimezone *own,
                   gint64        instant)
{
  struct icaltimetype utc = icaltime_from_timet_with_zone (instant / 1000, 0, icaltimezone_get_utc_timezone ());
  int is_daylight = 0;

  return icaltimezone_get_utc_offset_of_utc_time (own, &utc, &is_daylight) * G_GINT64_CONSTANT (1000);
}

static gboolean
agrees (GTimeZone    *zone,
        const gint64 *offsets)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      gint64 instant = FIRST_STEP_MS + i * STEP_MS;

      if (tidings_zone_to_wall (zone, instant) - instant != offsets[i])
        return FALSE;
    }

  return TRUE;
}

/* The computer's own zone first: most calendars are of people who live where they are. */
static gboolean
find_agreeing (TidingsCalendarZone *zone,
               const gint64        *offsets)
{
  g_autofree char *local = tidings_zone_dup_local ();
  g_autoptr(GTimeZone) here = tidings_zone_new (local);
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *names = NULL;
  const char *name;
  gboolean is_found = FALSE;

  if (here != NULL && agrees (here, offsets))
    return zone_set_name (zone, local);

  names = ucal_openTimeZoneIDEnumeration (UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, &status);
  while (!is_found && U_SUCCESS (status) && (name = uenum_next (names, NULL, &status)) != NULL)
    {
      /* The names come in alphabetical order, and stations keep the time of where people live. */
      g_autoptr(GTimeZone) candidate = g_str_has_prefix (name, "Antarctica/") ? NULL : tidings_zone_new (name);

      is_found = candidate != NULL && agrees (candidate, offsets) && zone_set_name (zone, name);
    }
  if (names != NULL)
    uenum_close (names);

  return is_found;
}

static void
find_by_rules (TidingsCalendarZones *self,
               TidingsCalendarZone  *zone,
               const char           *tzid)
{
  icalcomponent *component = self->n_compared < MAX_COMPARED ? find_component (self, tzid) : NULL;
  icalproperty *location = NULL;
  icaltimezone *own = NULL;
  gint64 offsets[N_STEPS];

  if (component == NULL)
    return;
  self->n_compared++;

  for (location = icalcomponent_get_first_property (component, ICAL_X_PROPERTY); location != NULL;
       location = icalcomponent_get_next_property (component, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (location), "X-LIC-LOCATION") == 0 && icalproperty_get_x (location) != NULL &&
        zone_set_name (zone, icalproperty_get_x (location)))
      {
        icalcomponent_free (component);
        return;
      }

  own = icaltimezone_new ();
  if (!is_harmless (component) || !icaltimezone_set_component (own, component))
    {
      icalcomponent_free (component);
      icaltimezone_free (own, 1);
      return;
    }
  for (guint i = 0; i < N_STEPS; i++)
    offsets[i] = get_own_offset_ms (own, FIRST_STEP_MS + i * STEP_MS);
  if (find_agreeing (zone, offsets))
    icaltimezone_free (own, 1);
  else
    zone->own = own;
}

const TidingsCalendarZone *
tidings_calendar_zones_find (TidingsCalendarZones *self,
                             const char           *tzid)
{
  TidingsCalendarZone *zone = g_hash_table_lookup (self->zones, tzid);

  if (zone != NULL)
    return zone;

  zone = g_new0 (TidingsCalendarZone, 1);
  if (!find_in_ending (zone, tzid) && !find_windows (zone, tzid))
    find_by_rules (self, zone, tzid);
  g_hash_table_insert (self->zones, g_strdup (tzid), zone);

  return zone;
}

gint64
tidings_calendar_zone_to_instant (const TidingsCalendarZone *zone,
                                  gint64                     wall)
{
  gint64 before;
  gint64 after;

  if (zone->zone != NULL)
    return tidings_zone_from_wall (zone->zone, wall, NULL);
  if (zone->own == NULL)
    return wall;

  /* As tidings_zone_from_wall() does: the offset of the day before is right unless the clocks have changed since. */
  before = get_own_offset_ms (zone->own, wall - DAY_MS);
  after = get_own_offset_ms (zone->own, wall + DAY_MS);
  if (get_own_offset_ms (zone->own, wall - before) != before && get_own_offset_ms (zone->own, wall - after) == after)
    return wall - after;

  return wall - before;
}
