/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about when a phone last truly received something, and from which sender. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsArrival:
 * @number: the phone, E.164
 * @sender: what the text left from: E.164, short code, name, MG…, or VA… for a code of Twilio's Verify
 * @at: UTC milliseconds at which it is known to have arrived
 * @message_id: row id of the text, 0 when an answer told
 *
 * Proof that a sender reaches a phone: the carrier's receipt, a code that came back, or an answer.
 */
typedef struct {
  char *number;
  char *sender;
  gint64 at;
  gint64 message_id;
} TidingsArrival;

void            tidings_arrival_free             (TidingsArrival *arrival);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsArrival, tidings_arrival_free)

/** tidings_store_note_arrival: keeps it in place of an older one of the same phone and sender; an older one than that on file changes nothing. Returns: %FALSE with @error set */
gboolean        tidings_store_note_arrival       (TidingsStore   *self,
                                                  const char     *number,
                                                  const char     *sender,
                                                  gint64          at,
                                                  gint64          message_id,
                                                  GError        **error);
/** tidings_store_get_last_arrival: @sender: (nullable): only from this one, %NULL for any. Returns: (transfer full) (nullable): the latest, without an error if none */
TidingsArrival *tidings_store_get_last_arrival   (TidingsStore   *self,
                                                  const char     *number,
                                                  const char     *sender);

/** tidings_store_get_last_answer_at: Returns: UTC milliseconds of the newest text that came in to @sender, 0 if none */
gint64          tidings_store_get_last_answer_at (TidingsStore   *self,
                                                  const char     *sender);

G_END_DECLS
