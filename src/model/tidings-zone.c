/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between wall clocks and instants: the one place that knows what to do with hours that are missing or come twice. */
#include "config.h"

#include <string.h>

#include "tidings-zone.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define DAY_MS (86400 * SECOND_MS)

/* Rounds towards the past, so that moments before 1970 are no special case. */
static gint64
to_seconds (gint64 ms)
{
  return ms >= 0 ? ms / SECOND_MS : -((-ms + SECOND_MS - 1) / SECOND_MS);
}

static gint64
get_offset_ms (GTimeZone *zone,
               gint64     instant)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, to_seconds (instant));

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval) * SECOND_MS;
}

/* GLib opens the file that a name says, also one outside the time zones, and would wait for ever at a pipe. */
static gboolean
is_name (const char *name)
{
  gsize n = strlen (name);

  return n > 0 && n < 64 && g_ascii_isalnum (*name) && strstr (name, "..") == NULL &&
         strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/_+-") == n;
}

GTimeZone *
tidings_zone_new (const char *name)
{
  if (name == NULL)
    return g_time_zone_new_local ();
  if (!is_name (name))
    return NULL;

  return g_time_zone_new_identifier (name);
}

gint64
tidings_zone_to_wall (GTimeZone *zone,
                      gint64     instant)
{
  g_return_val_if_fail (zone != NULL, instant);

  return instant + get_offset_ms (zone, instant);
}

/* GLib's own conversion takes the second of two equal hours and the end of a gap, so the offsets on either side are
 * tried here. A day away is far enough: no zone shifts its clocks twice within two days. */
gint64
tidings_zone_from_wall (GTimeZone *zone,
                        gint64     wall,
                        gboolean  *is_gap)
{
  gint64 before = 0;
  gint64 after = 0;

  g_return_val_if_fail (zone != NULL, wall);

  before = get_offset_ms (zone, wall - DAY_MS);
  after = get_offset_ms (zone, wall + DAY_MS);

  if (is_gap != NULL)
    *is_gap = FALSE;
  /* The offset before the change gives the earlier of two candidates exactly when a time comes twice. */
  if (get_offset_ms (zone, wall - before) == before)
    return wall - before;
  if (get_offset_ms (zone, wall - after) == after)
    return wall - after;

  if (is_gap != NULL)
    *is_gap = TRUE;

  return wall - before;
}

gint64
tidings_zone_gap_end (GTimeZone *zone,
                      gint64     wall)
{
  gint64 early = wall - DAY_MS - get_offset_ms (zone, wall - DAY_MS);
  gint64 late = wall + DAY_MS - get_offset_ms (zone, wall + DAY_MS);
  gint64 before = get_offset_ms (zone, early);

  g_return_val_if_fail (zone != NULL, wall);

  /* The change lies between; halving finds it to the millisecond in 28 steps. */
  while (late - early > 1)
    {
      gint64 middle = early + (late - early) / 2;

      if (get_offset_ms (zone, middle) == before)
        early = middle;
      else
        late = middle;
    }

  return late;
}

gint64
tidings_zone_get_midnight (GTimeZone *zone,
                           gint64     instant,
                           int        n_days)
{
  gint64 wall = tidings_zone_to_wall (zone, instant);
  gint64 midnight = wall - (wall % DAY_MS + DAY_MS) % DAY_MS + n_days * DAY_MS;
  gboolean is_gap = FALSE;
  gint64 start = tidings_zone_from_wall (zone, midnight, &is_gap);

  return is_gap ? tidings_zone_gap_end (zone, midnight) : start;
}

char *
tidings_zone_dup_local (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);

  return g_strdup (name != NULL && *name != '\0' ? name : "UTC");
}
