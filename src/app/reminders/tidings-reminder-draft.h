/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder while it is written: what its editor shows, and whether it can be kept. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-reminder-kind.h"
#include "tidings-reminder-repeat.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_DRAFT (tidings_reminder_draft_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderDraft, tidings_reminder_draft, TIDINGS, REMINDER_DRAFT, GObject)

/**
 * TidingsReminderDraft properties:
 *   read-write: title (string), minutes (int, after midnight), zone (string, IANA);
 *   read-only: date-words ("Tomorrow" or the day), people-words ("Amina and Ben" or "No one yet"), problem (why it cannot be
 *   kept, "" if it can), can-save (bool), is-zone-foreign (bool: another zone than the computer's)
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

/** tidings_reminder_draft_list_moments: Returns: (transfer none): a #GListModel of #TidingsReminderMoment, earliest first */
GListModel           *tidings_reminder_draft_list_moments     (TidingsReminderDraft *self);
/** tidings_reminder_draft_add_moment: adds a moment that is on, or switches it on if it is there already */
void                  tidings_reminder_draft_add_moment       (TidingsReminderDraft *self,
                                                               gint64                before_s);

/** tidings_reminder_draft_has_person: Returns: whether that person is told */
gboolean              tidings_reminder_draft_has_person       (TidingsReminderDraft *self,
                                                               gint64                id);
/** tidings_reminder_draft_set_person: whether that person is told */
void                  tidings_reminder_draft_set_person       (TidingsReminderDraft *self,
                                                               gint64                id,
                                                               gboolean              told);

/** tidings_reminder_draft_dup_wall: Returns: (transfer full): the wall clock as the agent takes it, YYYY-MM-DDTHH:MM */
char                 *tidings_reminder_draft_dup_wall         (TidingsReminderDraft *self);
/** tidings_reminder_draft_get_before: Returns: (transfer floating): an `ax` of the seconds of all moments that are on, descending */
GVariant             *tidings_reminder_draft_get_before       (TidingsReminderDraft *self);
/** tidings_reminder_draft_get_people: Returns: (transfer floating): an `ax` of row ids */
GVariant             *tidings_reminder_draft_get_people       (TidingsReminderDraft *self);

/** tidings_reminder_draft_add_options: puts what the agent takes as options of a reminder into @options */
void                  tidings_reminder_draft_add_options      (TidingsReminderDraft *self,
                                                               GVariantDict         *options);

/** tidings_reminder_draft_get_first_person: Returns: row id of the first of those who are told, 0 for nobody */
gint64                tidings_reminder_draft_get_first_person (TidingsReminderDraft *self);
/** tidings_reminder_draft_get_values: Returns: (transfer floating): the values of the text as a{sv}, as that person gets it */
GVariant             *tidings_reminder_draft_get_values       (TidingsReminderDraft *self,
                                                               gint64                person);

G_END_DECLS
