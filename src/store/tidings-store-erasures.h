/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about what is still to be erased at Twilio. */
#pragma once

#include "tidings-message.h"
#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsErasureJob:
 * @sid: SM… or MM… of the text or of the answer
 * @message_id: row id of the text, which may be gone here; 0 for an answer, -1 for one of somebody who was erased
 * @number: the phone at the other end, E.164; empty for what is of somebody who was erased
 * @deletes: the whole record goes, not the body alone
 * @n_tries: requests that did not succeed
 * @next_at: UTC milliseconds of the next try; 0 while it is not known whether another text to the number left
 *
 * Something that is to be erased at Twilio.
 */
typedef struct {
  char *sid;
  gint64 message_id;
  char *number;
  gboolean deletes;
  guint n_tries;
  gint64 next_at;
} TidingsErasureJob;

void               tidings_erasure_job_free          (TidingsErasureJob        *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsErasureJob, tidings_erasure_job_free)

/** tidings_store_put_erasure: keeps a job of an account in place of the one with its SID. Returns: %FALSE with @error set */
gboolean           tidings_store_put_erasure         (TidingsStore             *self,
                                                      const char               *account,
                                                      const TidingsErasureJob  *job,
                                                      GError                  **error);
/** tidings_store_remove_erasure: forgets the job with a SID, if there is one. Returns: %FALSE with @error set */
gboolean           tidings_store_remove_erasure      (TidingsStore             *self,
                                                      const char               *sid,
                                                      GError                  **error);
/** tidings_store_get_due_erasure: Returns: (transfer full) (nullable): the account's job that is due longest at @now, without an error if none */
TidingsErasureJob *tidings_store_get_due_erasure     (TidingsStore             *self,
                                                      const char               *account,
                                                      gint64                    now);
/** tidings_store_get_next_erasure_at: Returns: UTC milliseconds of the account's next try, 0 for none */
gint64             tidings_store_get_next_erasure_at (TidingsStore             *self,
                                                      const char               *account);
/** tidings_store_hasten_erasure: makes a job that was not tried yet due at @at, if it is due later. Returns: %FALSE with @error set */
gboolean           tidings_store_hasten_erasure      (TidingsStore             *self,
                                                      const char               *sid,
                                                      gint64                    at,
                                                      GError                  **error);
/**
 * tidings_store_release_erasures:
 * @self: a store
 * @number: (nullable): only of this phone
 * @at: UTC milliseconds
 * @error: return location
 *
 * Makes what waits for a doubt due at @at; without a number also what is further away than two days, because the clock has
 * been set back.
 *
 * Returns: %FALSE with @error set
 */
gboolean           tidings_store_release_erasures    (TidingsStore             *self,
                                                      const char               *number,
                                                      gint64                    at,
                                                      GError                  **error);
/** tidings_store_is_erasing: Returns: whether what has this SID is of somebody who was erased, and still to be deleted */
gboolean           tidings_store_is_erasing          (TidingsStore             *self,
                                                      const char               *sid);
/** tidings_store_is_doubted: Returns: whether it is not known of some text to @number whether it left: it is being sent, or its answer was lost */
gboolean           tidings_store_is_doubted          (TidingsStore             *self,
                                                      const char               *number);

/**
 * tidings_store_set_erasure:
 * @self: a store
 * @message: row id
 * @from: bits (1 << erasure) of what may stand there now
 * @to: what stands there then
 * @is_changed: (out) (optional): whether one of @from stood there
 * @error: return location
 *
 * Says what becomes of a text at Twilio. No other call writes that, so that an older copy of the message in memory does not
 * undo it.
 *
 * Returns: %FALSE with @error set
 */
gboolean           tidings_store_set_erasure         (TidingsStore             *self,
                                                      gint64                    message,
                                                      guint                     from,
                                                      TidingsErasure            to,
                                                      gboolean                 *is_changed,
                                                      GError                  **error);

G_END_DECLS
