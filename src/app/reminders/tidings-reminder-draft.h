/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder while it is written: what its editor shows, and whether it can be kept. */
#pragma once

#include <gio/gio.h>
#include "tidings-bus.h"
#include "tidings-clock.h"
#include "tidings-reminder-kind.h"
#include "tidings-reminder-moments.h"
#include "tidings-reminder-repeat.h"
#include "tidings-reminder-told.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_DRAFT (tidings_reminder_draft_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderDraft, tidings_reminder_draft, TIDINGS, REMINDER_DRAFT, GObject)

/**
 * TidingsReminderDraft properties:
 *   read-write: title (string), minutes (int, after midnight), zone (string, IANA);
 *   read-only: date-words ("Tomorrow" or the day), problem (why it cannot be kept, "" if it can), can-save (bool), is-zone-foreign (bool: another zone than the computer's)
 *
 * The title's absence makes can-save false without a problem: nobody likes to be told off before they typed.
 */

/**
 * tidings_reminder_draft_new:
 * @clock: for "tomorrow" and "already passed"
 * @people: a #GListModel of #TidingsPerson
 * @before: (nullable): `ax`, seconds before the event at which texts of a new reminder usually go; %NULL or none for one day
 *   and one hour
 *
 * A new reminder: tomorrow at 09:00 in the computer's zone, to the confirmed person who was entered first (who sets Tidings up
 * begins with themselves).
 *
 * Returns: (transfer full): the draft
 */
TidingsReminderDraft *tidings_reminder_draft_new              (TidingsClock         *clock,
                                                               GListModel           *people,
                                                               GVariant             *before);

/** tidings_reminder_draft_new_for: Returns: (transfer full): a draft that starts as @reminder is */
TidingsReminderDraft *tidings_reminder_draft_new_for          (TidingsClock         *clock,
                                                               GListModel           *people,
                                                               TidingsReminder      *reminder);

/** tidings_reminder_draft_get_repeat: Returns: (transfer none): how often it comes again; it follows date and time by itself */
TidingsReminderRepeat *tidings_reminder_draft_get_repeat      (TidingsReminderDraft *self);
/** tidings_reminder_draft_get_kind: Returns: (transfer none): what it is; it follows the number of people by itself */
TidingsReminderKind  *tidings_reminder_draft_get_kind         (TidingsReminderDraft *self);

/** tidings_reminder_draft_get_date: lends the day of the event */
void                  tidings_reminder_draft_get_date         (TidingsReminderDraft *self,
                                                               int                  *year,
                                                               int                  *month,
                                                               int                  *day);
/** tidings_reminder_draft_set_date: moves the event to another day (@month from 1) */
void                  tidings_reminder_draft_set_date         (TidingsReminderDraft *self,
                                                               int                   year,
                                                               int                   month,
                                                               int                   day);

/** tidings_reminder_draft_get_moments: Returns: (transfer none): when texts go; they follow date, time, repeat and people by themselves */
TidingsReminderMoments *tidings_reminder_draft_get_moments    (TidingsReminderDraft *self);
/** tidings_reminder_draft_get_told: Returns: (transfer none): who gets them */
TidingsReminderTold  *tidings_reminder_draft_get_told         (TidingsReminderDraft *self);

/** tidings_reminder_draft_dup_wall: Returns: (transfer full): the wall clock as the agent takes it, YYYY-MM-DDTHH:MM */
char                 *tidings_reminder_draft_dup_wall         (TidingsReminderDraft *self);
/** tidings_reminder_draft_add: asks @agent to keep it as a new reminder; tidings_bus_agent1_call_add_reminder_finish() ends it */
void                  tidings_reminder_draft_add              (TidingsReminderDraft *self,
                                                               TidingsBusAgent1     *agent,
                                                               GCancellable         *cancellable,
                                                               GAsyncReadyCallback   callback,
                                                               gpointer              user_data);
/** tidings_reminder_draft_edit: asks @agent to change the reminder with that row id; tidings_bus_agent1_call_edit_reminder_finish() ends it */
void                  tidings_reminder_draft_edit             (TidingsReminderDraft *self,
                                                               TidingsBusAgent1     *agent,
                                                               gint64                id,
                                                               GCancellable         *cancellable,
                                                               GAsyncReadyCallback   callback,
                                                               gpointer              user_data);

/** tidings_reminder_draft_add_options: puts what the agent takes as options of a reminder into @options */
void                  tidings_reminder_draft_add_options      (TidingsReminderDraft *self,
                                                               GVariantDict         *options);

/** tidings_reminder_draft_get_values: Returns: (transfer floating): the values of the text as a{sv}, as that person gets it */
GVariant             *tidings_reminder_draft_get_values       (TidingsReminderDraft *self,
                                                               gint64                person);

G_END_DECLS
