/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes that Twilio's Verify makes, sends and checks (Twilio reference, section 5).
 *
 * Such a code has a row among the messages like any other text, with a channel; its body is the masked wording of ours, for
 * Twilio's own words are not known. The digits are never here. The row goes past the outbox, because there is nothing to
 * poll or to look for among the account's messages: it is `accepted` once Twilio has taken it, `delivered` when the digits
 * come back, which proves that they reached the phone, and `sent` when its life is over without that.
 *
 * A start whose answer was lost is never repeated by itself. Twilio is asked for the verification of the number; a person
 * may start again, which within the life of a code only repeats the same code. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/* Twilio's own limits. */
#define TIDINGS_VERIFY_LIFE_S 600
#define TIDINGS_VERIFY_TRIES 5
#define TIDINGS_VERIFY_MIN_DIGITS 4
#define TIDINGS_VERIFY_MAX_DIGITS 10

/** TidingsVerify: the requests on their way */
typedef struct _TidingsVerify TidingsVerify;

TidingsVerify *tidings_verify_new            (TidingsCore         *core);
void           tidings_verify_free           (TidingsVerify       *self);
/** tidings_verify_is_busy: Returns: whether a request is on its way */
gboolean       tidings_verify_is_busy        (TidingsVerify       *self);
/** tidings_verify_is_carried: Returns: whether the message is a code of Verify's, which the outbox must not touch */
gboolean       tidings_verify_is_carried     (TidingsMessage      *message);
/** tidings_verify_take: does what is due for a code of Verify's: starts it, looks for a lost answer, or ends it. Returns: %FALSE if the store cannot be read or written */
gboolean       tidings_verify_take           (TidingsVerify       *self,
                                              TidingsMessage      *message);
/** tidings_verify_get_wait: Returns: UTC milliseconds until which Twilio takes no more codes for the number, 0 for none known */
gint64         tidings_verify_get_wait       (TidingsVerify       *self,
                                              const char          *number);
/** tidings_verify_get_n_digits: Returns: how many digits the codes of the service in use have, 0 if that is not known */
guint          tidings_verify_get_n_digits   (TidingsCore         *core);
/** tidings_verify_note_n_digits: remembers what the service has said. Returns: %FALSE with @error set */
gboolean       tidings_verify_note_n_digits  (TidingsStore        *store,
                                              const char          *service,
                                              guint                n_digits,
                                              GError             **error);

/**
 * tidings_verify_confirm_async:
 * @self: the requests on their way
 * @person: whose code it is; there is one, of Verify's, and alive
 * @digits: ASCII digits
 *
 * Has Twilio compare them, and confirms the number when they are right. An answer that was lost is asked for again.
 */
void           tidings_verify_confirm_async  (TidingsVerify       *self,
                                              TidingsPerson       *person,
                                              const char          *digits,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
/** tidings_verify_confirm_finish: Returns: %FALSE with WRONG_CODE, TRY_LATER, or Twilio's error when it is not known whether it is right */
gboolean       tidings_verify_confirm_finish (TidingsVerify       *self,
                                              GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
