/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder as a list shows it. */
#pragma once

#include <gio/gio.h>
#include "tidings-reminder.h"

G_BEGIN_DECLS

/** TidingsReminderSection: where in the list it stands */
typedef enum {
  TIDINGS_REMINDER_SECTION_SOON,   /* within seven days */
  TIDINGS_REMINDER_SECTION_LATER,
  TIDINGS_REMINDER_SECTION_PAST,   /* done, or the event is over and nothing is left to send */
} TidingsReminderSection;

/** TidingsReminderSnooze: how long a reminder is put off */
typedef enum {
  TIDINGS_REMINDER_SNOOZE_HOUR,
  TIDINGS_REMINDER_SNOOZE_MORNING,  /* tomorrow at nine, by the computer's clock */
  TIDINGS_REMINDER_SNOOZE_WEEK,     /* in seven days at nine */
} TidingsReminderSnooze;

#define TIDINGS_TYPE_REMINDER_ITEM (tidings_reminder_item_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderItem, tidings_reminder_item, TIDINGS, REMINDER_ITEM, GObject)

/**
 * TidingsReminderItem properties, all read-only: title, subtitle ("Fri 09:30 · 1 day before · Amina", "Tue 18:30 · every
 * Tuesday · 1 hour before · Ben’s turn"), section (int, #TidingsReminderSection), is-ahead (bool: Twilio keeps its next text,
 * and the subtitle says so), is-open (bool: it can be done or put off), can-skip (bool: an occurrence can be left out)
 */

/**
 * tidings_reminder_item_new:
 * @reminder: what to show
 * @people: a #GListModel of #TidingsPerson, for the names
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): the item
 */
TidingsReminderItem *tidings_reminder_item_new          (TidingsReminder     *reminder,
                                                         GListModel          *people,
                                                         gint64               now);

/** tidings_reminder_item_set_ahead: before anybody looks at it: whether Twilio keeps its next text for everybody */
void                 tidings_reminder_item_set_ahead    (TidingsReminderItem *self,
                                                         gboolean             is_ahead);

/** tidings_reminder_item_get_reminder: Returns: (transfer none): what it shows */
TidingsReminder     *tidings_reminder_item_get_reminder (TidingsReminderItem *self);

/** tidings_reminder_snooze_until: Returns: UTC milliseconds at which one more text goes that is put off at @now */
gint64               tidings_reminder_snooze_until      (TidingsReminderSnooze snooze,
                                                         gint64               now);
/** tidings_reminder_get_section: Returns: where a reminder stands at @now */
TidingsReminderSection tidings_reminder_get_section     (TidingsReminder     *reminder,
                                                         gint64               now);

G_END_DECLS
