/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chores that nobody said were done. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-reminders.h"

G_BEGIN_DECLS

/**
 * tidings_chores_fall_overdue:
 * @core: what the parts share
 * @reminder: a reminder with `overdue_s`
 * @moment: its moment of the kind %TIDINGS_MOMENT_OVERDUE that has its turn; @before_s is how often it was passed on
 * @error: return location
 *
 * Raises `chore_overdue` to whose turn it is, or to everybody, tells the desktop, and marks the occurrence overdue. One that
 * takes turns goes on to the next person, who is told of it at once and has as long for it; that ends when everybody had
 * it, or when the next occurrence has begun. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_chores_fall_overdue (TidingsCore             *core,
                                      TidingsReminder         *reminder,
                                      const TidingsDueMoment  *moment,
                                      GError                 **error);

G_END_DECLS
