/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check: asks Twilio all that can stand between a text and a phone, and ends with a real text. */
#pragma once

#include "tidings-check-lines.h"
#include "tidings-engine.h"

G_BEGIN_DECLS

/**
 * TidingsCheck:
 * @lines: (element-type TidingsCheckLine): in the order in which they became known; the last is about the proof
 * @account: (nullable): the account, if it answered
 * @balance_micros: millionths of @currency
 * @currency: (nullable): ISO 4217, %NULL while the balance is not known
 *
 * What a check came to.
 */
typedef struct {
  GPtrArray *lines;
  TidingsTwilioAccount *account;
  gint64 balance_micros;
  char *currency;
} TidingsCheck;

void          tidings_check_free           (TidingsCheck        *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsCheck, tidings_check_free)

/** TidingsCheckFunc: one more line is known */
typedef void (*TidingsCheckFunc) (const TidingsCheckLine *line,
                                  gpointer                user_data);

/**
 * TidingsCheckWish:
 * @region: (nullable): `ie1`, for the words
 * @person: row id of whom a `delivery_test` is sent to at the end, 0 for nobody
 * @is_brief: only the account and its balance; there is no line about the proof then
 * @is_unasked: no person has asked, so an account that answers does not end a refusal
 *
 * How far a check goes.
 */
typedef struct {
  const char *region;
  gint64 person;
  gboolean is_brief;
  gboolean is_unasked;
} TidingsCheckWish;

/**
 * tidings_engine_check_async:
 * @self: an engine with an account
 * @wish: how far it goes
 * @told: called for each line as soon as it is known
 * @told_data: for @told
 * @cancellable: (nullable): stops it; what was learned is still given
 *
 * Asks one thing after the other; what the key may not see, or Twilio does not answer, is a line that says so. Only when
 * Twilio refuses the sign-in, or cannot be reached at all, nothing more is asked. An account that answers ends an earlier
 * refusal, because somebody has acted. With a person it waits for what becomes of the text, five minutes at most.
 */
void          tidings_engine_check_async   (TidingsEngine       *self,
                                            const TidingsCheckWish *wish,
                                            TidingsCheckFunc     told,
                                            gpointer             told_data,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/** tidings_engine_check_finish: Returns: (transfer full) (nullable): what came of it; %NULL with NO_ACCOUNT, or NOT_FOUND for the person */
TidingsCheck *tidings_engine_check_finish  (TidingsEngine       *self,
                                            GAsyncResult        *result,
                                            GError             **error);

G_END_DECLS
