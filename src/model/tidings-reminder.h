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

G_END_DECLS
