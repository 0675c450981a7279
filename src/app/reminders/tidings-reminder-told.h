/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is going to be told, while that is chosen. */
#pragma once

#include <gio/gio.h>
#include "tidings-person.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_TOLD (tidings_reminder_told_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderTold, tidings_reminder_told, TIDINGS, REMINDER_TOLD, GObject)

/**
 * TidingsReminderTold properties, read-only: n-people (uint: how many are told), words ("Amina and Ben" or "No one yet"); both
 * are notified whenever somebody is chosen or taken out
 */

/** tidings_reminder_told_new: @people: a #GListModel of #TidingsPerson. Returns: (transfer full): a choice of nobody yet */
TidingsReminderTold *tidings_reminder_told_new          (GListModel          *people);

/**
 * tidings_reminder_told_choose_first:
 * @self: a choice of nobody
 *
 * Chooses the confirmed person who was entered first: who sets Tidings up begins with themselves. Nobody where nobody is
 * confirmed.
 */
void                 tidings_reminder_told_choose_first (TidingsReminderTold *self);
/** tidings_reminder_told_has: Returns: whether that person is told */
gboolean             tidings_reminder_told_has          (TidingsReminderTold *self,
                                                         gint64               id);
/** tidings_reminder_told_set: whether the person with that row id is told */
void                 tidings_reminder_told_set          (TidingsReminderTold *self,
                                                         gint64               id,
                                                         gboolean             told);
/** tidings_reminder_told_get_ids: Returns: (transfer floating): an `ax` of row ids, in the order in which they were chosen */
GVariant            *tidings_reminder_told_get_ids      (TidingsReminderTold *self);
/** tidings_reminder_told_find: Returns: (transfer full) (nullable): the person with that row id, or with 0 the first in the list who is told */
TidingsPerson       *tidings_reminder_told_find         (TidingsReminderTold *self,
                                                         gint64               id);

G_END_DECLS
