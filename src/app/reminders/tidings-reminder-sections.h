/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders by nearness: the lists that the page Reminders shows. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-reminder-item.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_SECTIONS (tidings_reminder_sections_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderSections, tidings_reminder_sections, TIDINGS, REMINDER_SECTIONS, GObject)

/**
 * tidings_reminder_sections_new:
 * @reminders: a #GListModel of #TidingsReminder by instant, that is followed
 * @people: a #GListModel of #TidingsPerson, for the names, that is followed
 * @clock: reminders move from section to section as time passes
 *
 * Returns: (transfer full): the sections
 */
TidingsReminderSections *tidings_reminder_sections_new  (GListModel              *reminders,
                                                         GListModel              *people,
                                                         TidingsClock            *clock);
/** tidings_reminder_sections_take_ahead: @ids: (transfer full) (element-type gint64): a set of row ids, as tidings_reminder_find_ahead() gives it */
void                     tidings_reminder_sections_take_ahead (TidingsReminderSections *self,
                                                               GHashTable              *ids);

/** tidings_reminder_sections_list: Returns: (transfer none): a #GListModel of #TidingsReminderItem: soonest first, past ones latest first */
GListModel              *tidings_reminder_sections_list (TidingsReminderSections *self,
                                                         TidingsReminderSection   section);

G_END_DECLS
