/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reminder is – plain, a chore or an appointment – and what chores have besides, while it is written. */
#pragma once

#include <gio/gio.h>
#include "tidings-reminder.h"

G_BEGIN_DECLS

/** TidingsReminderKindChoice: what is offered; the last one only where a reminder raises another type of alert already */
typedef enum {
  TIDINGS_REMINDER_KIND_PLAIN,
  TIDINGS_REMINDER_KIND_CHORE,
  TIDINGS_REMINDER_KIND_APPOINTMENT,
  TIDINGS_REMINDER_KIND_OTHER,
} TidingsReminderKindChoice;

#define TIDINGS_TYPE_REMINDER_KIND (tidings_reminder_kind_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderKind, tidings_reminder_kind, TIDINGS, REMINDER_KIND, GObject)

/**
 * TidingsReminderKind properties:
 *   read-write: choice (uint, #TidingsReminderKindChoice), overdue (uint, place in the list of spans), takes-turns (bool),
 *   n-people (uint, how many are told);
 *   read-only: can-take-turns (bool: a chore of several people), can-be-overdue (bool: a chore)
 *
 * What was set elsewhere on a reminder that is no chore stays, and stays in sight.
 */

/** tidings_reminder_kind_new: @reminder: (nullable): what it starts as, %NULL for a plain one. Returns: (transfer full): the state of its rows */
TidingsReminderKind *tidings_reminder_kind_new          (TidingsReminder     *reminder);

/** tidings_reminder_kind_list_choices: Returns: (transfer none) (array zero-terminated=1): the names of what choice may be */
const char * const  *tidings_reminder_kind_list_choices (TidingsReminderKind *self);
/** tidings_reminder_kind_list_spans: Returns: (transfer none) (array zero-terminated=1): the names of what overdue may be: "Never", "After 2 hours", … */
const char * const  *tidings_reminder_kind_list_spans   (TidingsReminderKind *self);
/** tidings_reminder_kind_get_alert_type: Returns: id of the alert type that is raised */
const char          *tidings_reminder_kind_get_alert_type (TidingsReminderKind *self);
/** tidings_reminder_kind_add_options: puts "type", "takes-turns" and "overdue" into @options, as the agent takes them */
void                 tidings_reminder_kind_add_options  (TidingsReminderKind *self,
                                                         GVariantDict        *options);
/**
 * tidings_reminder_kind_add_values:
 * @self: a kind
 * @values: what the type's wording takes
 * @title: what it is about
 * @when: its moment in words
 * @name: who gets the text
 *
 * The values that the agent fills the type with when the reminder falls due, for a preview.
 */
void                 tidings_reminder_kind_add_values   (TidingsReminderKind *self,
                                                         GVariantDict        *values,
                                                         const char          *title,
                                                         const char          *when,
                                                         const char          *name);

G_END_DECLS
