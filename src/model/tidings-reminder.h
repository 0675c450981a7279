/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An appointment or chore that is announced by text ahead of time. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** TidingsReminderState: numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_REMINDER_ACTIVE = 0,   /* something is still to be sent */
  TIDINGS_REMINDER_PAST = 1,     /* all was sent or missed */
  TIDINGS_REMINDER_DONE = 2,     /* a person said so */
} TidingsReminderState;

/** tidings_reminder_state_to_string: Returns: `active`, `past` or `done` */
const char *tidings_reminder_state_to_string (TidingsReminderState state);

#define TIDINGS_TYPE_REMINDER (tidings_reminder_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminder, tidings_reminder, TIDINGS, REMINDER, GObject)

/**
 * TidingsReminder:
 * @id: row id, 0 before it is stored
 * @title: what it is about, never empty
 * @wall: the event's wall-clock time, `2026-11-22T09:00`
 * @zone: IANA time zone the wall clock hangs in
 * @at: the event's instant in UTC milliseconds, computed from @wall and @zone
 * @before_s: (array): seconds before the event at which a text goes, descending; 0 is at the time
 * @n_before: how many
 * @people: (array): row ids of who is told
 * @n_people: how many
 * @next_at: UTC milliseconds of the next text, 0 when none is left
 * @state: where it is
 * @created_at: UTC milliseconds
 *
 * A plain record, as #TidingsMessage is.
 */
struct _TidingsReminder {
  GObject parent_instance;

  gint64 id;
  char *title;
  char *wall;
  char *zone;
  gint64 at;
  gint64 *before_s;
  guint n_before;
  gint64 *people;
  guint n_people;
  gint64 next_at;
  TidingsReminderState state;
  gint64 created_at;
};

/** tidings_reminder_new: Returns: (transfer full): an empty, active reminder */
TidingsReminder *tidings_reminder_new          (void);
/** tidings_reminder_set_before: copies the offsets (seconds), sorted descending, each once */
void             tidings_reminder_set_before   (TidingsReminder *self,
                                                const gint64    *before_s,
                                                guint            n_before);
/** tidings_reminder_set_people: copies the row ids, each once */
void             tidings_reminder_set_people   (TidingsReminder *self,
                                                const gint64    *people,
                                                guint            n_people);

/**
 * tidings_wall_clock_to_instant:
 * @wall: `YYYY-MM-DDTHH:MM`
 * @zone: IANA time zone name
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT: not a moment, or no such zone
 *
 * A time that the day does not have (spring) is read with the offset before the gap, and one that it has twice
 * (autumn) is the first of the two: RFC 5545, section 3.3.5.
 *
 * Returns: UTC milliseconds, or -1 on error
 */
gint64           tidings_wall_clock_to_instant (const char  *wall,
                                                const char  *zone,
                                                GError     **error);

/**
 * tidings_when_parse:
 * @text: `2026-11-22T09:00`, `2026-11-22 09:00`, `tomorrow 9:00`, `today 18:30`, `fri 18:30`, `18:30` or `in 2h` (also `30m`, `3d`)
 * @now: UTC milliseconds
 * @zone: IANA time zone the wall clock hangs in
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT: one sentence saying what to type
 *
 * Reads when something is. What could mean two things (03/04, 9) is refused, never guessed. A weekday is the next one
 * after today; a bare time is the next such time.
 *
 * Returns: (transfer full): wall clock `YYYY-MM-DDTHH:MM`, or %NULL
 */
char            *tidings_when_parse            (const char  *text,
                                                gint64       now,
                                                const char  *zone,
                                                GError     **error);

/**
 * tidings_before_parse:
 * @text: comma list of `0`, `30m`, `1h`, `24h`, `2d`
 * @n_before: (out): how many
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT
 *
 * Returns: (transfer full) (array length=n_before): seconds, descending, each once; %NULL on error
 */
gint64          *tidings_before_parse          (const char  *text,
                                                guint       *n_before,
                                                GError     **error);

/** tidings_before_to_string: Returns: (transfer full): `24h`, `30m` or `0`, as tidings_before_parse() takes it */
char            *tidings_before_to_string      (gint64 before_s);

/** tidings_zone_dup_local: Returns: (transfer full): IANA name of the computer's time zone, `UTC` if it has none */
char            *tidings_zone_dup_local        (void);

G_END_DECLS
