/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An appointment or chore that is announced by text ahead of time. */
#pragma once

#include <glib-object.h>
#include "tidings-when.h"
#include "tidings-zone.h"

G_BEGIN_DECLS

/** TidingsReminderState: numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_REMINDER_ACTIVE = 0,   /* something is still to be sent */
  TIDINGS_REMINDER_PAST = 1,     /* all was sent or missed */
  TIDINGS_REMINDER_DONE = 2,     /* a person said so */
} TidingsReminderState;

/** TidingsOccurrenceState: what became of one occurrence. Numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_OCCURRENCE_PLANNED = 0,
  TIDINGS_OCCURRENCE_SKIPPED = 1,  /* somebody took it out */
  TIDINGS_OCCURRENCE_DONE = 2,     /* somebody said so */
  TIDINGS_OCCURRENCE_OVERDUE = 3,  /* nobody said so in time, and that was told */
} TidingsOccurrenceState;

/**
 * TidingsOccurrence:
 * @wall: wall clock that the rule gives it
 * @moved_to: (nullable): wall clock it was moved to
 * @state: what became of it
 * @turn: row id of the person whose turn it is or was, 0 while nobody was told
 */
typedef struct {
  char *wall;
  char *moved_to;
  TidingsOccurrenceState state;
  gint64 turn;
} TidingsOccurrence;

void tidings_occurrence_free (TidingsOccurrence *occurrence);

/** tidings_occurrence_state_to_string: Returns: `planned`, `skipped`, `done` or `overdue` */
const char *tidings_occurrence_state_to_string (TidingsOccurrenceState state);

/** tidings_reminder_state_to_string: Returns: `active`, `past` or `done` */
const char *tidings_reminder_state_to_string (TidingsReminderState state);

#define TIDINGS_TYPE_REMINDER (tidings_reminder_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminder, tidings_reminder, TIDINGS, REMINDER, GObject)

/**
 * TidingsReminder:
 * @id: row id, 0 before it is stored
 * @title: what it is about, never empty
 * @wall: the event's wall-clock time, `2026-11-22T09:00`; of one that repeats, the first occurrence's
 * @zone: IANA time zone the wall clock hangs in
 * @at: the event's instant in UTC milliseconds, computed; of one that repeats, the next occurrence's that still has something
 *   to come, or the last one's
 * @next_wall: (nullable): the rule's wall clock of the occurrence at @at
 * @type: id of the alert type it raises: `reminder`, `chore_due`, `appointment_reminder`, …
 * @rule: RFC 5545 rule as tidings_recurrence_parse() gives it, "" for once
 * @exceptions: (element-type TidingsOccurrence): occurrences that are not as the rule says, or that something happened to, by
 *   their walls
 * @planned_wall: (nullable): the last occurrence, by the rule, that moments were made of; the store's, not written by anybody else
 * @takes_turns: only one of @people is told, and another one of them next time
 * @turn: row id of the person whose turn the occurrence at @at is, 0 unless @takes_turns
 * @overdue_s: seconds after the event at which `chore_overdue` is raised unless somebody says that it is done, and the turn
 *   goes to the next; 0 for never
 * @late_s: seconds after the event for which a text still makes sense, -1 for the type's own
 * @uid: of the event in a calendar file, "" without; @revision: what the file said then
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
  char *next_wall;
  char *planned_wall;
  char *type;
  char *rule;
  GPtrArray *exceptions;
  gboolean takes_turns;
  gint64 turn;
  gint64 overdue_s;
  gint64 late_s;
  char *uid;
  char *revision;
  gint64 *before_s;
  guint n_before;
  gint64 *people;
  guint n_people;
  gint64 next_at;
  TidingsReminderState state;
  gint64 created_at;
};

/** TidingsReminderValue: what a reminder knows that a field of an alert type can be filled with */
typedef enum {
  TIDINGS_REMINDER_VALUE_NONE,
  TIDINGS_REMINDER_VALUE_TITLE,
  TIDINGS_REMINDER_VALUE_WHEN,
  TIDINGS_REMINDER_VALUE_PERSON,
} TidingsReminderValue;

/** tidings_reminder_find_value: @path: a field of an alert type, with or without a `?`; the last name of it counts. Returns: what fills it */
TidingsReminderValue tidings_reminder_find_value (const char *path);

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
/** tidings_reminder_find_occurrence: Returns: (transfer none) (nullable): what is special about the occurrence that the rule puts at @wall */
TidingsOccurrence *tidings_reminder_find_occurrence (TidingsReminder *self,
                                                     const char      *wall);
/** tidings_reminder_add_occurrence: Returns: (transfer none): the same, added as planned where there is none yet */
TidingsOccurrence *tidings_reminder_add_occurrence  (TidingsReminder *self,
                                                     const char      *wall);
/** tidings_reminder_tells: Returns: whether the person is one of its people */
gboolean         tidings_reminder_tells        (TidingsReminder *self,
                                                gint64           person);

G_END_DECLS
