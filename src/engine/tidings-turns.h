/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chores that take turns: one person is told of an occurrence, and the next one of them of the next.
 *
 * Whose turn an occurrence was is kept with it once somebody was told. From the latest of those it goes on in the order of
 * the reminder's people, an occurrence a step; who cannot be texted now (switched off, not confirmed, opted out, or without this alert type) is passed
 * over. An occurrence that is overdue goes on to the next person, once round at most. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-reminders.h"

G_BEGIN_DECLS

/**
 * tidings_turns_find:
 * @core: what the parts share
 * @reminder: a reminder that takes turns
 * @wall: the rule's wall clock of an occurrence that is planned
 * @person: (out): row id of whose turn it is or will be, 0 if nobody is left
 * @error: return location
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_turns_find     (TidingsCore      *core,
                                 TidingsReminder  *reminder,
                                 const char       *wall,
                                 gint64           *person,
                                 GError          **error);
/** tidings_turns_keep: @person was told of the occurrence. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean tidings_turns_keep     (TidingsCore      *core,
                                 TidingsReminder  *reminder,
                                 const char       *wall,
                                 gint64            person,
                                 GError          **error);
/** tidings_turns_find_next: @next: (out): who comes after @person and can be texted, 0 if nobody else can. Returns: %FALSE with @error set */
gboolean tidings_turns_find_next (TidingsCore     *core,
                                  TidingsReminder *reminder,
                                  gint64           person,
                                  gint64          *next,
                                  GError         **error);
/** tidings_turns_refresh: brings the reminder's `turn` up to date after its occurrences changed. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean tidings_turns_refresh  (TidingsCore      *core,
                                 gint64            reminder,
                                 GError          **error);

G_END_DECLS
