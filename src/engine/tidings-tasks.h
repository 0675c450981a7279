/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What DONE and LATER are about: reminders, and chores that an alert told of. */
#pragma once

#include "tidings-core.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

/* How long after a text DONE and LATER are still understood as answers to it. */
#define TIDINGS_TASK_MS (3 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* How much later LATER is. */
#define TIDINGS_SNOOZE_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/**
 * TidingsTask:
 * @message: the text that told of it
 * @reminder: (nullable): the reminder that it comes from
 * @title: what it is called, for people
 *
 * Something that is open for one person.
 */
typedef struct {
  TidingsMessage *message;
  TidingsReminder *reminder;
  char *title;
} TidingsTask;

void     tidings_task_free     (TidingsTask    *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsTask, tidings_task_free)

/**
 * tidings_tasks_find:
 * @core: what the parts share
 * @person: who answered
 * @number: what the answer was about: the id of a reminder, or of a text; 0 for the latest that is open
 * @at: UTC milliseconds at which it was said
 * @task: (out) (transfer full) (nullable): what is meant, %NULL if nothing is open
 * @error: return location
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_tasks_find    (TidingsCore    *core,
                                TidingsPerson  *person,
                                gint64          number,
                                gint64          at,
                                TidingsTask   **task,
                                GError        **error);
/** tidings_tasks_finish: it is done, for everybody: nothing more is sent for it. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean tidings_tasks_finish  (TidingsCore    *core,
                                TidingsTask    *task,
                                GError        **error);
/**
 * tidings_tasks_snooze:
 * @core: what the parts share
 * @task: what is open
 * @at: UTC milliseconds at which LATER was said
 * @until: (out): UTC milliseconds at which the text comes again, 0 if that would be too late to make sense
 * @error: return location
 *
 * Holds the text once more for an hour, or until the event begins if that is earlier; the rules are asked again then.
 * Said twice, it is put off from the second time. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_tasks_snooze  (TidingsCore    *core,
                                TidingsTask    *task,
                                gint64          at,
                                gint64         *until,
                                GError        **error);

G_END_DECLS
