/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about reminders. Their moments stand in tidings-store-moments.h. */
#pragma once

#include "tidings-store.h"
#include "tidings-reminder.h"
#include "tidings-store-moments.h"

G_BEGIN_DECLS

/** tidings_store_list_reminders: Returns: (transfer full) (element-type TidingsReminder) (nullable): all, by the event's instant; @with_past: also those that are past or done */
GPtrArray       *tidings_store_list_reminders    (TidingsStore    *self,
                                                  gboolean         with_past,
                                                  GError         **error);
/**
 * tidings_store_find_reminders:
 * @self: a store
 * @search: words; each must begin a word of the title. Case and accents do not matter
 * @now: UTC milliseconds
 * @limit: how many at most
 * @error: return location
 *
 * Walks over the titles until it has enough: see tidings_store_interrupt().
 *
 * Returns: (transfer full) (element-type gint64) (nullable): row ids: what comes next first, then what was last
 */
GArray          *tidings_store_find_reminders  (TidingsStore    *self,
                                                  const char      *search,
                                                  gint64           now,
                                                  guint            limit,
                                                  GError         **error);
/** tidings_store_get_reminder: Returns: (transfer full) (nullable): NOT_FOUND if there is none */
TidingsReminder *tidings_store_get_reminder      (TidingsStore    *self,
                                                  gint64           id,
                                                  GError         **error);
/** tidings_store_find_reminder_by_uid: Returns: (transfer full) (nullable): the one that came from the event @uid of a calendar file; NOT_FOUND if there is none */
TidingsReminder *tidings_store_find_reminder_by_uid (TidingsStore *self,
                                                     const char   *uid,
                                                     GError      **error);
/**
 * tidings_store_put_reminder:
 * @self: a store
 * @reminder: with id 0 it is added and gets its id, otherwise it is replaced
 * @now: UTC milliseconds: moments (at - before) that are later than this become due; earlier ones count as passed
 * @error: return location; CONFLICT if another one has its uid
 *
 * Writes the reminder with its people, offsets and exceptions, and for one that comes once its moments; next_at and state
 * of @reminder are computed. On replacing, a moment (the same instant) that has fired does not become due again, and one that
 * is due but has not fired yet stays due.
 * Of one that comes again nothing is due yet: it is the first of tidings_store_list_unplanned(), and whoever knows its
 * occurrences writes their moments.
 *
 * Returns: %FALSE with @error set
 */
gboolean         tidings_store_put_reminder      (TidingsStore    *self,
                                                  TidingsReminder *reminder,
                                                  gint64           now,
                                                  GError         **error);
/**
 * tidings_store_plan_occurrence:
 * @self: a store
 * @reminder: a reminder of the store
 * @wall: the rule's wall clock of the occurrence
 * @at: UTC milliseconds at which it takes place
 * @now: UTC milliseconds: moments that are later than this become due, earlier ones count as passed; 0 for all of them
 * @known: (nullable): tidings_store_read_known_moments(): what has fired at the same instant has fired, and what waited waits;
 *   without it the moments that the occurrence has already stay as they are
 * @error: return location
 *
 * Writes the moments of one occurrence: its texts, and when it is overdue. tidings_store_follow_moments() comes after the last.
 *
 * Returns: %FALSE with @error set
 */
gboolean         tidings_store_plan_occurrence   (TidingsStore    *self,
                                                  TidingsReminder *reminder,
                                                  const char      *wall,
                                                  gint64           at,
                                                  gint64           now,
                                                  GHashTable      *known,
                                                  GError         **error);
/** tidings_store_read_known_moments: Returns: (transfer full) (nullable) (element-type gint64 TidingsMomentState): what became of a reminder's texts, by their instants */
GHashTable      *tidings_store_read_known_moments (TidingsStore   *self,
                                                  gint64           reminder,
                                                  GError         **error);
/** tidings_store_put_occurrence: keeps what is special about an occurrence. Returns: %FALSE with @error set */
gboolean         tidings_store_put_occurrence    (TidingsStore    *self,
                                                  gint64           reminder,
                                                  const TidingsOccurrence *occurrence,
                                                  GError         **error);
/** tidings_store_set_turn: whose turn the next occurrence is, 0 for nobody's. Returns: %FALSE with @error set */
gboolean         tidings_store_set_turn          (TidingsStore    *self,
                                                  gint64           id,
                                                  gint64           person,
                                                  GError         **error);
/** tidings_store_finish_reminder: marks it done as a whole, also one that comes again; nothing of it is due any more */
gboolean         tidings_store_finish_reminder   (TidingsStore    *self,
                                                  gint64           id,
                                                  GError         **error);
/** tidings_store_remove_reminder: its messages stay */
gboolean         tidings_store_remove_reminder   (TidingsStore    *self,
                                                  gint64           id,
                                                  GError         **error);

G_END_DECLS
