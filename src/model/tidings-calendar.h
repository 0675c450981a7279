/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files (RFC 5545) as reminders can be made of them. Pure; libical reads them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Larger files are refused: 32 MiB hold a hundred thousand events. */
#define TIDINGS_CALENDAR_MAX_BYTES (32 * 1024 * 1024)
#define TIDINGS_CALENDAR_MAX_EVENTS 100000

/**
 * TidingsCalendarEvent:
 * @uid: the event's UID, never empty; with the wall clock behind it ("UID/2026-11-22T09:00") for one occurrence that is an event
 *   of its own: an extra one (RDATE), or one with a title or alarms of its own (RECURRENCE-ID)
 * @title: its SUMMARY, cleaned, at most 200 characters; "" only for one that is not usable
 * @wall: wall clock of its first occurrence, `YYYY-MM-DDTHH:MM`; a day without a time is at 09:00 there
 * @zone: (nullable): IANA zone, %NULL for the computer's (floating times, whole days)
 * @rule: RRULE's value as tidings_recurrence_parse() gives it, "" for once
 * @skipped: (array zero-terminated=1): walls that EXDATE or an override takes out, ascending
 * @moved: (array zero-terminated=1): pairs of walls "FROM TO" of overrides (RECURRENCE-ID)
 * @before_s: seconds before at which its alarms go, descending, each once; alarms after the start are left out, and so are
 *   repetitions of an alarm
 * @n_before: how many
 * @revision: changes when anything above does
 * @is_canceled: by STATUS or METHOD: what was made of it earlier is to go
 * @is_usable: whether a reminder can be made of it
 * @problem: (nullable): what could not be taken over, or why it is not usable, as a sentence for people
 */
typedef struct {
  char *uid;
  char *title;
  char *wall;
  char *zone;
  char *rule;
  char **skipped;
  char **moved;
  gint64 *before_s;
  guint n_before;
  char *revision;
  gboolean is_canceled;
  gboolean is_usable;
  char *problem;
} TidingsCalendarEvent;

void       tidings_calendar_event_free (TidingsCalendarEvent *event);

/**
 * tidings_calendar_parse:
 * @data: a file's contents, of anybody
 * @cancellable: (nullable): looked at between events
 * @error: return location, #GIOErrorEnum INVALID_DATA: no calendar, or too large a one; CANCELLED; one sentence
 *
 * Time zones: IANA names, names that end in one, Windows names (ICU), otherwise by the rules of the file's own VTIMEZONE: the
 * IANA zone that agrees with them, or UTC with the instants kept for what does not repeat. Bytes that are no UTF-8 are read as
 * Windows-1252. Any thread.
 *
 * Returns: (transfer full) (element-type TidingsCalendarEvent) (nullable): in the order of the file, each uid once
 */
GPtrArray *tidings_calendar_parse      (GBytes               *data,
                                        GCancellable         *cancellable,
                                        GError              **error);

G_END_DECLS
