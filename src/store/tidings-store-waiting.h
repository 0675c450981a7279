/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about texts that wait here: which go together, and what becomes of many of them at once. */
#pragma once

#include "tidings-store-messages.h"

G_BEGIN_DECLS

/**
 * TidingsWaiting:
 * @person_id: row id of the person, 0 if removed since
 * @number: E.164 they were written for
 * @type: alert type id
 * @n: how many there are
 * @first_id: row id of the oldest
 *
 * Held texts of one person and type whose moment has come. A text with a picture, a code, a test and what Twilio was given
 * ahead of time stand alone: then @n is 1.
 */
typedef struct {
  gint64 person_id;
  char *number;
  char *type;
  guint n;
  gint64 first_id;
} TidingsWaiting;

void       tidings_waiting_free          (TidingsWaiting        *waiting);

/** tidings_store_has_waiting: Returns: whether a held text is due at @now, UTC milliseconds; %FALSE if the store cannot be read */
gboolean   tidings_store_has_waiting     (TidingsStore          *self,
                                          gint64                 now);
/** tidings_store_list_waiting: @now: UTC milliseconds; @limit: groups at most. Returns: (transfer full) (element-type TidingsWaiting) (nullable): held, with next_at from 1 to @now and not yet taken into another text; the earliest first */
GPtrArray *tidings_store_list_waiting    (TidingsStore          *self,
                                          gint64                 now,
                                          guint                  limit,
                                          GError               **error);
/** tidings_store_list_waiting_texts: Returns: (transfer full) (element-type TidingsMessage) (nullable): of one group, oldest first; @only_late: only those whose late_at is before @now */
GPtrArray *tidings_store_list_waiting_texts (TidingsStore         *self,
                                             const TidingsWaiting *waiting,
                                             gint64                now,
                                             gboolean              only_late,
                                             guint                 limit,
                                             GError              **error);
/** tidings_store_has_late: Returns: whether tidings_store_list_late() would give any; %FALSE if the store cannot be read */
gboolean   tidings_store_has_late        (TidingsStore          *self,
                                          gint64                 now);
/** tidings_store_list_late: Returns: (transfer full) (element-type TidingsMessage) (nullable): queued, with a late_at before @now, that no request left for; oldest first */
GPtrArray *tidings_store_list_late       (TidingsStore          *self,
                                          gint64                 now,
                                          guint                  limit,
                                          GError               **error);

/**
 * TidingsWaitingFunc:
 * @body: a text
 * @n_repeats: alerts with the same words that came after the one it is of
 * @n_texts: how many such texts there are
 */
typedef void (*TidingsWaitingFunc) (const char *body,
                                    guint       n_repeats,
                                    guint       n_texts,
                                    gpointer    user_data);

/** tidings_store_each_waiting_text: calls @func for the texts of a group, the newest first; in the place of one that says what others would have said, for those. Returns: %FALSE with @error set */
gboolean   tidings_store_each_waiting_text (TidingsStore         *self,
                                            const TidingsWaiting *waiting,
                                            gint64                now,
                                            TidingsWaitingFunc    func,
                                            gpointer              user_data,
                                            GError              **error);
/** tidings_store_sum_waiting: fills @message with what a group has in common: the highest priority, the latest late_at (0 if one has none), and the reminder, occurrence and program if there is only one. Returns: %FALSE with @error set */
gboolean   tidings_store_sum_waiting     (TidingsStore          *self,
                                          const TidingsWaiting  *waiting,
                                          gint64                 now,
                                          TidingsMessage        *message,
                                          GError               **error);

/** tidings_store_merge_waiting: notes for all texts of a group that message @into says it; they are then ended by tidings_store_end_merged(). Returns: %FALSE with @error set */
gboolean   tidings_store_merge_waiting   (TidingsStore          *self,
                                          const TidingsWaiting  *waiting,
                                          gint64                 now,
                                          gint64                 into,
                                          GError               **error);
/** tidings_store_end_merged: ends up to @limit texts that another says, each with a step of its story; @n: (out): how many. Returns: %FALSE with @error set */
gboolean   tidings_store_end_merged      (TidingsStore          *self,
                                          gint64                 now,
                                          guint                  limit,
                                          guint                 *n,
                                          GError               **error);
/** tidings_store_hold_waiting: holds up to @limit texts of a group on, as @like is (reason and until), with what the rules saw in each story. Returns: %FALSE with @error set */
gboolean   tidings_store_hold_waiting    (TidingsStore          *self,
                                          const TidingsWaiting  *waiting,
                                          gint64                 now,
                                          TidingsMessage        *like,
                                          const char            *explanation,
                                          guint                  limit,
                                          GError               **error);
/**
 * tidings_store_gather_queued:
 * @self: a store
 * @before: UTC milliseconds: those that were queued before
 * @now: UTC milliseconds
 * @n: (out): how many
 * @error: return location
 *
 * Holds queued texts that waited for a connection, so that those of one person and type become one: where there are several of
 * them, and only those that no request ever left for.
 *
 * Returns: %FALSE with @error set
 */
gboolean   tidings_store_gather_queued   (TidingsStore          *self,
                                          gint64                 before,
                                          gint64                 now,
                                          guint                 *n,
                                          GError               **error);
/** tidings_store_hurry_held: has held texts looked at again at @now: of one person (0 for all), with one of the reasons (array zero-terminated=1). Returns: %FALSE with @error set */
gboolean   tidings_store_hurry_held      (TidingsStore          *self,
                                          gint64                 person,
                                          const char * const    *reasons,
                                          gint64                 now,
                                          GError               **error);
/** tidings_store_hurry_future: the same for what was put on hold after @now, because the clock has been set back since. Returns: %FALSE with @error set */
gboolean   tidings_store_hurry_future    (TidingsStore          *self,
                                          gint64                 now,
                                          GError               **error);

/** tidings_store_find_same: Returns: (transfer full) (nullable): the newest text for the same person, number, type, reminder, priority, dedupe key and fingerprint as @message that still waits here and that no request ever left for; without an error if there is none */
TidingsMessage *tidings_store_find_same  (TidingsStore          *self,
                                          TidingsMessage        *message,
                                          GError               **error);
/** tidings_store_put_event: as tidings_store_add_event(), in place of the last step of this name. Returns: %FALSE with @error set */
gboolean   tidings_store_put_event       (TidingsStore          *self,
                                          gint64                 message,
                                          gint64                 at,
                                          const char            *what,
                                          const char            *detail,
                                          GError               **error);

G_END_DECLS
