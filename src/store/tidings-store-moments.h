/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the moments at which texts of reminders are due, occurrence by occurrence. */
#pragma once

#include "tidings-store.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

/** TidingsMomentKind: what happens at a moment. Numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_MOMENT_TEXT = 0,      /* a text before the event or at its time */
  TIDINGS_MOMENT_SNOOZED = 1,   /* a text that somebody asked for once more */
  TIDINGS_MOMENT_OVERDUE = 2,   /* nobody said that it is done */
} TidingsMomentKind;

/** TidingsMomentState: numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_MOMENT_WAITS = 0,
  TIDINGS_MOMENT_FIRED = 1,
  TIDINGS_MOMENT_PASSED = 2,    /* it was in the past when it was written down, or its occurrence was done or taken out */
} TidingsMomentState;

/* Bytes of a wall clock `YYYY-MM-DDTHH:MM` with its end, and some to spare. */
#define TIDINGS_WALL_SIZE 24

/**
 * TidingsDueMoment:
 * @reminder_id: which reminder
 * @wall: the rule's wall clock of its occurrence
 * @kind: what happens
 * @before_s: which of its offsets; 0 for other kinds than texts
 * @at: UTC milliseconds of the occurrence, where it was moved to
 * @due_at: UTC milliseconds
 * @state: where it is
 */
typedef struct {
  gint64 reminder_id;
  char wall[TIDINGS_WALL_SIZE];
  TidingsMomentKind kind;
  gint64 before_s;
  gint64 at;
  gint64 due_at;
  TidingsMomentState state;
} TidingsDueMoment;

/** tidings_store_list_due_moments: Returns: (transfer full) (element-type TidingsDueMoment): not fired yet and due by @now, earliest first, at most @limit */
GArray          *tidings_store_list_due_moments  (TidingsStore            *self,
                                                  gint64                   now,
                                                  guint                    limit);
/** tidings_store_list_moments: Returns: (transfer full) (element-type TidingsDueMoment) (nullable): all that a reminder has and had lately, by the occurrence's wall and the moment's instant */
GArray          *tidings_store_list_moments      (TidingsStore            *self,
                                                  gint64                   reminder,
                                                  GError                 **error);
/** tidings_store_get_next_moment: Returns: UTC milliseconds of the earliest moment not fired yet, 0 if none; @reminder_id: (out) (optional): whose */
gint64           tidings_store_get_next_moment   (TidingsStore            *self,
                                                  gint64                  *reminder_id);
/** tidings_store_put_moment: adds the moment, or replaces the one of the same occurrence, kind and offset; tidings_store_follow_moments() comes after the last. Returns: %FALSE with @error set */
gboolean         tidings_store_put_moment        (TidingsStore            *self,
                                                  const TidingsDueMoment  *moment,
                                                  GError                 **error);
/** tidings_store_add_moment: the same, but one that is there stays as it is. Returns: %FALSE with @error set */
gboolean         tidings_store_add_moment        (TidingsStore            *self,
                                                  const TidingsDueMoment  *moment,
                                                  GError                 **error);
/** tidings_store_mark_moment_fired: it will not be due again; the reminder's next_at, at and state follow. Returns: %FALSE with @error set, NOT_FOUND if there is none */
gboolean         tidings_store_mark_moment_fired (TidingsStore            *self,
                                                  const TidingsDueMoment  *moment,
                                                  GError                 **error);
/** tidings_store_pass_moments: what waits of an occurrence, or (@wall %NULL) of all, does not come any more. Returns: %FALSE with @error set */
gboolean         tidings_store_pass_moments      (TidingsStore            *self,
                                                  gint64                   reminder,
                                                  const char              *wall,
                                                  GError                 **error);
/** tidings_store_clear_moments: forgets what waits or has passed, of an occurrence or (@wall %NULL) of all; what has fired stays. Returns: %FALSE with @error set */
gboolean         tidings_store_clear_moments     (TidingsStore            *self,
                                                  gint64                   reminder,
                                                  const char              *wall,
                                                  GError                 **error);
/** tidings_store_drop_moments: forgets what does not wait and whose occurrence was before @before. Returns: %FALSE with @error set */
gboolean         tidings_store_drop_moments      (TidingsStore            *self,
                                                  gint64                   reminder,
                                                  gint64                   before,
                                                  GError                 **error);
/** tidings_store_drop_occurrences: forgets what happened to occurrences before the wall clock @before, except whose turn the latest was. Returns: %FALSE with @error set */
gboolean         tidings_store_drop_occurrences  (TidingsStore            *self,
                                                  gint64                   reminder,
                                                  const char              *before,
                                                  GError                 **error);
/** tidings_store_follow_moments: the reminder's next_at, at, next_wall and state become what its moments say; done stays done. Returns: %FALSE with @error set */
gboolean         tidings_store_follow_moments    (TidingsStore            *self,
                                                  gint64                   reminder,
                                                  GError                 **error);
/**
 * tidings_store_set_planned:
 * @self: a store
 * @reminder: row id
 * @wall: the last occurrence, by the rule, that moments were made of, "" for none yet
 * @planned_at: UTC milliseconds of that occurrence's earliest moment, 0 when no occurrence comes after it
 * @error: return location
 *
 * Returns: %FALSE with @error set
 */
gboolean         tidings_store_set_planned       (TidingsStore            *self,
                                                  gint64                   reminder,
                                                  const char              *wall,
                                                  gint64                   planned_at,
                                                  GError                 **error);
/** tidings_store_list_unplanned: Returns: (transfer full) (element-type gint64): row ids of reminders whose last planned occurrence has its earliest moment by @horizon, at most @limit */
GArray          *tidings_store_list_unplanned    (TidingsStore            *self,
                                                  gint64                   horizon,
                                                  guint                    limit);
/** tidings_store_list_active_reminders: Returns: (transfer full) (element-type gint64): row ids, larger than @after, of reminders of which something is to come; at most @limit */
GArray          *tidings_store_list_active_reminders (TidingsStore        *self,
                                                  gint64                   after,
                                                  guint                    limit);

/**
 * tidings_store_list_missed:
 * @self: a store
 * @since: UTC milliseconds at which they were found, inclusive
 * @limit: how many at most
 * @error: return location
 *
 * Texts of reminders whose moment went by while nothing ran, so that they made no sense any more. Not those that came too late
 * for another reason (quiet hours, no connection), and none that was sent once more since.
 *
 * Returns: (transfer full) (element-type TidingsMessage) (nullable): the newest first
 */
GPtrArray       *tidings_store_list_missed       (TidingsStore            *self,
                                                  gint64                   since,
                                                  guint                    limit,
                                                  GError                 **error);

G_END_DECLS
