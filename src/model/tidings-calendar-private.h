/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of reading a calendar file: blocks of lines, time zones, events. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TidingsCalendarBlock:
 * @text: a VEVENT's or VTIMEZONE's lines, those of interest only; %NULL if it is broken off, nested too deeply or too long
 * @is_canceled: whether it is in a calendar with METHOD:CANCEL
 */
typedef struct {
  char *text;
  gboolean is_canceled;
} TidingsCalendarBlock;

void tidings_calendar_block_free (TidingsCalendarBlock *block);

/**
 * tidings_calendar_split:
 * @data: a file's contents
 * @events: (element-type TidingsCalendarBlock): receives VEVENTs
 * @zones: (element-type TidingsCalendarBlock): receives VTIMEZONEs
 * @error: return location, INVALID_DATA
 *
 * Only the lines that a reminder is made of get through to libical: attachments, however large, do not.
 *
 * Returns: %FALSE with @error set if it is no calendar file or too large
 */
gboolean tidings_calendar_split (GBytes     *data,
                                 GPtrArray  *events,
                                 GPtrArray  *zones,
                                 GError    **error);

/** TidingsCalendarZones: time zones by the names that a file gives them */
typedef struct _TidingsCalendarZones TidingsCalendarZones;

/**
 * TidingsCalendarZone:
 * @name: (nullable): IANA name
 * @zone: (nullable): of that name
 * @own: (nullable): libical's zone of the file's own rules, when no name agrees with them
 */
typedef struct {
  char *name;
  GTimeZone *zone;
  gpointer own;
} TidingsCalendarZone;

/** tidings_calendar_zones_new: Returns: (transfer full): @blocks are its VTIMEZONEs, borrowed */
TidingsCalendarZones      *tidings_calendar_zones_new    (GPtrArray            *blocks);
void                       tidings_calendar_zones_free   (TidingsCalendarZones *self);
/** tidings_calendar_zones_find: Returns: (transfer none): what the file means by @tzid; neither name nor rules if nobody knows */
const TidingsCalendarZone *tidings_calendar_zones_find   (TidingsCalendarZones *self,
                                                          const char           *tzid);
/** tidings_calendar_zone_to_instant: Returns: UTC milliseconds of a wall clock (tidings_zone_to_wall()) there, by name or by own rules */
gint64                     tidings_calendar_zone_to_instant (const TidingsCalendarZone *zone,
                                                             gint64                     wall);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsCalendarZones, tidings_calendar_zones_free)

G_END_DECLS
