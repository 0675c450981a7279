/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about reminders and the moments at which they are due. */
#pragma once

#include "tidings-store.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

/** tidings_store_list_reminders: Returns: (transfer full) (element-type TidingsReminder) (nullable): all, by the event's instant; @with_past: also those that are past or done */
GPtrArray       *tidings_store_list_reminders    (TidingsStore    *self,
                                                  gboolean         with_past,
                                                  GError         **error);
/** tidings_store_get_reminder: Returns: (transfer full) (nullable): NOT_FOUND if there is none */
TidingsReminder *tidings_store_get_reminder      (TidingsStore    *self,
                                                  gint64           id,
                                                  GError         **error);
/**
 * tidings_store_put_reminder:
 * @self: a store
 * @reminder: with id 0 it is added and gets its id, otherwise it is replaced
 * @now: UTC milliseconds: moments (at - before) that are later than this become due; earlier ones count as passed
 * @error: return location
 *
 * Writes the reminder with its people and moments; next_at and state of @reminder are computed.
 * On replacing, a moment (the same instant) that has fired does not become due again, and one that is due but has not
 * fired yet stays due.
 *
 * Returns: %FALSE with @error set
 */
gboolean         tidings_store_put_reminder      (TidingsStore    *self,
                                                  TidingsReminder *reminder,
                                                  gint64           now,
                                                  GError         **error);
/** tidings_store_finish_reminder: marks it done; nothing of it is due any more */
gboolean         tidings_store_finish_reminder   (TidingsStore    *self,
                                                  gint64           id,
                                                  GError         **error);
/** tidings_store_remove_reminder: its messages stay */
gboolean         tidings_store_remove_reminder   (TidingsStore    *self,
                                                  gint64           id,
                                                  GError         **error);

/**
 * TidingsDueMoment:
 * @reminder_id: which reminder
 * @before_s: which of its offsets
 * @due_at: UTC milliseconds
 */
typedef struct {
  gint64 reminder_id;
  gint64 before_s;
  gint64 due_at;
} TidingsDueMoment;

/** tidings_store_list_due_moments: Returns: (transfer full) (element-type TidingsDueMoment): not fired yet and due by @now, earliest first, at most @limit */
GArray          *tidings_store_list_due_moments  (TidingsStore    *self,
                                                  gint64           now,
                                                  guint            limit);
/** tidings_store_get_next_moment: Returns: UTC milliseconds of the earliest moment not fired yet, 0 if none; @reminder_id: (out) (optional): whose */
gint64           tidings_store_get_next_moment   (TidingsStore    *self,
                                                  gint64          *reminder_id);
/** tidings_store_mark_moment_fired: it will not be due again; the reminder's next_at and state follow */
gboolean         tidings_store_mark_moment_fired (TidingsStore    *self,
                                                  gint64           reminder_id,
                                                  gint64           before_s,
                                                  GError         **error);

G_END_DECLS
