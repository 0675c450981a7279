/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files (RFC 5545) as reminders can be made of them. Pure; libical reads them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TidingsCalendarEvent:
 * @uid: the event's UID, never empty
 * @title: its SUMMARY, cleaned; never empty
 * @wall: wall clock of its first occurrence, `YYYY-MM-DDTHH:MM`; a day without a time is at 09:00 there
 * @zone: (nullable): IANA zone, %NULL for the computer's (floating times, whole days)
 * @rule: RRULE's value, "" for once
 * @skipped: (array zero-terminated=1): walls that EXDATE or a canceled override takes out
 * @moved: (array zero-terminated=1): pairs of walls "FROM TO" of overrides (RECURRENCE-ID)
 * @before_s: seconds before at which its alarms go, descending; alarms after the start are left out
 * @n_before: how many
 * @revision: changes when anything above does
 * @problem: (nullable): what could not be taken over, as a sentence for people
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
  char *problem;
} TidingsCalendarEvent;

void       tidings_calendar_event_free (TidingsCalendarEvent *event);

/**
 * tidings_calendar_parse:
 * @data: a file's contents, of anybody
 * @cancellable: (nullable): looked at between events
 * @n_unusable: (out) (optional): events without a start, canceled ones, and others that nothing can be made of
 * @error: return location, #GIOErrorEnum INVALID_DATA: no calendar; CANCELLED; one sentence
 *
 * Time zones: IANA names, names that end in one, Windows names (ICU), otherwise by the rules of the file's own VTIMEZONE: the
 * IANA zone that agrees with them, or UTC with the instants kept for what does not repeat. Any thread.
 *
 * Returns: (transfer full) (element-type TidingsCalendarEvent) (nullable): in the order of the file
 */
GPtrArray *tidings_calendar_parse      (GBytes               *data,
                                        GCancellable         *cancellable,
                                        guint                *n_unusable,
                                        GError              **error);

G_END_DECLS
