/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of reading a calendar file: blocks of lines, time zones, events. */
#pragma once

#include "tidings-calendar.h"

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

/* A moment as a file gives it: on a wall, and which one. */
typedef struct {
  gint64 wall;                       /* as tidings_zone_to_wall(), midnight for a day */
  gboolean is_day;
  gboolean is_utc;
  const TidingsCalendarZone *zone;   /* NULL for UTC, days and floating times */
} TidingsCalendarMoment;

/* A VEVENT that was read. */
typedef struct {
  TidingsCalendarEvent *event;
  TidingsCalendarMoment start;
  gint64 length_ms;
  gboolean has_override;             /* RECURRENCE-ID */
  TidingsCalendarMoment override;
  gboolean is_range;                 /* THISANDFUTURE */
  GArray *extra;                     /* RDATE: TidingsCalendarMoment */
  GArray *out;                       /* EXDATE: TidingsCalendarMoment */
  GPtrArray *skipped;                /* walls */
  GPtrArray *moved;
  gboolean is_merged;                /* nothing of its own */
} TidingsCalendarEntry;

/* Extra dates of one event; a file with more of them means a rule. */
#define TIDINGS_CALENDAR_MAX_EXTRA 366

/** tidings_calendar_entry_new: Returns: (transfer full): an empty one */
TidingsCalendarEntry *tidings_calendar_entry_new         (void);
void                  tidings_calendar_entry_free        (TidingsCalendarEntry        *entry);
/** tidings_calendar_entry_read: Returns: (transfer full): what @block says; not usable, with a problem, if nothing can be made of it */
TidingsCalendarEntry *tidings_calendar_entry_read        (const TidingsCalendarBlock  *block,
                                                          TidingsCalendarZones        *zones);
/** tidings_calendar_entry_set_problem: the first thing that is wrong is the one that is told; takes @problem */
void                  tidings_calendar_entry_set_problem (TidingsCalendarEntry        *entry,
                                                          char                        *problem);
/** tidings_calendar_moment_format: Returns: (transfer full): wall clock of @moment on the wall that @start hangs on; a day stands for the time that the event has on it */
char                 *tidings_calendar_moment_format     (const TidingsCalendarMoment *moment,
                                                          const TidingsCalendarMoment *start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsCalendarZones, tidings_calendar_zones_free)

G_END_DECLS
