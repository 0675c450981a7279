/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do with reminders: write them down, finish, skip, move, put off and remove them. All of it is called inside a
 * transaction, and may be undone with it. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-reminders.h"

G_BEGIN_DECLS

/** tidings_reminders_put: see tidings_engine_put_reminder(). Returns: %FALSE with @error set, an engine's or a store's */
gboolean tidings_reminders_put    (TidingsCore      *core,
                                   TidingsReminder  *reminder,
                                   GError          **error);
/**
 * tidings_reminders_finish:
 * @core: what the parts share
 * @reminder: a reminder
 * @wall: (nullable): the rule's wall clock of the occurrence that is done, %NULL for the present one
 * @error: return location
 *
 * Nothing more is sent for that occurrence; a reminder that does not come again, or of which nothing is left, is done
 * altogether.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_reminders_finish (TidingsCore      *core,
                                   TidingsReminder  *reminder,
                                   const char       *wall,
                                   GError          **error);
/** tidings_reminders_reopen: see tidings_engine_reopen_reminder() */
gboolean tidings_reminders_reopen (TidingsCore      *core,
                                   TidingsReminder  *reminder,
                                   GError          **error);
/** tidings_reminders_skip: see tidings_engine_skip_occurrence() */
gboolean tidings_reminders_skip   (TidingsCore      *core,
                                   TidingsReminder  *reminder,
                                   const char       *wall,
                                   gboolean          skip,
                                   GError          **error);
/** tidings_reminders_move: see tidings_engine_move_occurrence() */
gboolean tidings_reminders_move   (TidingsCore      *core,
                                   TidingsReminder  *reminder,
                                   const char       *wall,
                                   const char       *to,
                                   GError          **error);
/** tidings_reminders_snooze: see tidings_engine_snooze_reminder() */
gboolean tidings_reminders_snooze (TidingsCore      *core,
                                   TidingsReminder  *reminder,
                                   gint64            until,
                                   GError          **error);
/**
 * tidings_reminders_find_wall:
 * @core: what the parts share
 * @reminder: row id
 * @at: UTC milliseconds at which an occurrence takes place
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rule's wall clock of that occurrence, as long as its moments are remembered;
 *   %NULL with @error set, or without if there is none
 */
char    *tidings_reminders_find_wall (TidingsCore   *core,
                                      gint64         reminder,
                                      gint64         at,
                                      GError       **error);

G_END_DECLS
