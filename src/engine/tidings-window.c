/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days and months that limits are counted in. */
#include "config.h"

#include "tidings-window.h"
#include "tidings-zone.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define HOUR_MS (60 * 60 * SECOND_MS)
#define DAY_MS (24 * HOUR_MS)

static GTimeZone *
get_zone (const char *name)
{
  GTimeZone *zone = tidings_zone_new (name);

  return zone != NULL ? zone : tidings_zone_new (NULL);
}

/* The midnight that begins a date: the wall's milliseconds without a zone. */
static gint64
date_to_wall (int year,
              int month,
              int day)
{
  g_autoptr(GDateTime) date = g_date_time_new_utc (year, month, day, 0, 0, 0);

  return date != NULL ? g_date_time_to_unix (date) * SECOND_MS : 0;
}

static gint64
wall_to_instant (GTimeZone *zone,
                 gint64     wall)
{
  gboolean is_gap = FALSE;
  gint64 instant = tidings_zone_from_wall (zone, wall, &is_gap);

  return is_gap ? tidings_zone_gap_end (zone, wall) : instant;
}

TidingsWindow
tidings_window_of_calendar (TidingsPeriod  period,
                            gint64         at,
                            const char    *name)
{
  g_autoptr(GTimeZone) zone = get_zone (name);
  gint64 wall = tidings_zone_to_wall (zone, at);
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (wall / SECOND_MS);
  gint64 first;
  gint64 next;

  /* Before the year 1 and after 9999 there are no calendars; nothing is counted there. */
  if (date == NULL)
    return (TidingsWindow) { at, at + 1 };

  if (period == TIDINGS_PERIOD_DAY)
    {
      first = wall - (wall % DAY_MS + DAY_MS) % DAY_MS;
      next = first + DAY_MS;
    }
  else
    {
      int year = g_date_time_get_year (date);
      int month = g_date_time_get_month (date);

      first = date_to_wall (year, month, 1);
      next = month < 12 ? date_to_wall (year, month + 1, 1) : date_to_wall (year + 1, 1, 1);
    }

  return (TidingsWindow) { wall_to_instant (zone, first), wall_to_instant (zone, next) };
}

/* Less than this after the end of a carried window the calendar's own boundary takes its place. */
static gint64
get_patience (TidingsPeriod period)
{
  return period == TIDINGS_PERIOD_DAY ? 12 * HOUR_MS : 15 * DAY_MS;
}

static gint64
get_carried_end (TidingsPeriod        period,
                 const char          *zone,
                 const TidingsWindow *carried)
{
  TidingsWindow there = tidings_window_of_calendar (period, carried->end, zone);

  if (there.start == carried->end || there.end - carried->end >= get_patience (period))
    return carried->end;

  return there.end;
}

TidingsWindow
tidings_window_at (TidingsPeriod        period,
                   gint64               at,
                   const char          *zone,
                   const TidingsWindow *carried)
{
  TidingsWindow window = tidings_window_of_calendar (period, at, zone);
  gint64 end;

  if (carried->end == 0)
    return window;

  end = get_carried_end (period, zone, carried);
  if (at >= carried->start && at < end)
    return (TidingsWindow) { carried->start, end };
  if (at >= end)
    window.start = MAX (window.start, end);
  else
    window.end = MIN (window.end, carried->start);

  return window;
}

TidingsWindow
tidings_window_carry (TidingsPeriod  period,
                      gint64         now,
                      gint64         moved_ms,
                      const char    *old_zone,
                      const char    *zone,
                      TidingsWindow *carried)
{
  gint64 before = now - moved_ms;
  TidingsWindow current = tidings_window_at (period, before, old_zone, carried);
  TidingsWindow calendar = tidings_window_of_calendar (period, now, zone);

  /* With the end that it had before it was drawn out to a midnight, so that a clock that is put right again leaves all as it was. */
  if (carried->end != 0 && before >= carried->start && before < get_carried_end (period, old_zone, carried))
    current = *carried;

  *carried = (TidingsWindow) { current.start + moved_ms, current.end + moved_ms };
  current = *carried;
  if (calendar.start == carried->start && calendar.end == carried->end)
    *carried = (TidingsWindow) { 0, 0 };

  return current;
}
