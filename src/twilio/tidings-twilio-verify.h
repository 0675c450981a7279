/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verify: codes that Twilio makes, sends and checks (reference, section 5). */
#pragma once

#include "tidings-twilio.h"

G_BEGIN_DECLS

/** TidingsVerifyState: where a verification stands; UNKNOWN for words of the future */
typedef enum {
  TIDINGS_VERIFY_UNKNOWN,
  TIDINGS_VERIFY_PENDING,
  TIDINGS_VERIFY_APPROVED,
  TIDINGS_VERIFY_CANCELED,
  TIDINGS_VERIFY_USED_UP,      /* max_attempts_reached */
  TIDINGS_VERIFY_EXPIRED,
  TIDINGS_VERIFY_FAILED,       /* failed, deleted */
} TidingsVerifyState;

/**
 * TidingsTwilioVerification:
 * @sid: VE…
 * @state: where it stands
 * @is_valid: the code was right
 * @n_sends: how often a code was sent so far
 * @created_at: UTC milliseconds, 0 if missing
 */
typedef struct {
  char *sid;
  TidingsVerifyState state;
  gboolean is_valid;
  guint n_sends;
  gint64 created_at;
} TidingsTwilioVerification;

void                 tidings_twilio_verification_free       (TidingsTwilioVerification *verification);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsTwilioVerification, tidings_twilio_verification_free)

/**
 * tidings_twilio_start_verification_async:
 * @service: VA…
 * @to: E.164
 * @by_call: a voice says the code; otherwise a text brings it
 * @locale: (nullable): language of the text, `de`
 *
 * POST …/Services/{VA}/Verifications. Sending again while one is pending repeats the same code.
 */
void                 tidings_twilio_start_verification_async  (TidingsTwilio       *self,
                                                               const char          *service,
                                                               const char          *to,
                                                               gboolean             by_call,
                                                               const char          *locale,
                                                               GCancellable        *cancellable,
                                                               GAsyncReadyCallback  callback,
                                                               gpointer             user_data);
/** tidings_twilio_start_verification_finish: Returns: (transfer full) (nullable): the verification */
TidingsTwilioVerification *tidings_twilio_start_verification_finish (TidingsTwilio       *self,
                                                               GAsyncResult        *result,
                                                               GError             **error);

/**
 * tidings_twilio_check_verification_async:
 * @service: VA…
 * @sid: VE…
 * @code: ASCII digits; in memory of the request only
 *
 * POST …/Services/{VA}/VerificationCheck. A wrong code is an answer (PENDING, not valid), no error; one that is approved,
 * expired or canceled already is NOT_FOUND.
 */
void                 tidings_twilio_check_verification_async  (TidingsTwilio       *self,
                                                               const char          *service,
                                                               const char          *sid,
                                                               const char          *code,
                                                               GCancellable        *cancellable,
                                                               GAsyncReadyCallback  callback,
                                                               gpointer             user_data);
TidingsTwilioVerification *tidings_twilio_check_verification_finish (TidingsTwilio       *self,
                                                               GAsyncResult        *result,
                                                               GError             **error);

/** tidings_twilio_fetch_verification_async: GET …/Verifications/{VE}; at most 60 a minute, so once per question. One that is approved or expired is usually NOT_FOUND */
void                 tidings_twilio_fetch_verification_async  (TidingsTwilio       *self,
                                                               const char          *service,
                                                               const char          *sid,
                                                               GCancellable        *cancellable,
                                                               GAsyncReadyCallback  callback,
                                                               gpointer             user_data);
TidingsTwilioVerification *tidings_twilio_fetch_verification_finish (TidingsTwilio       *self,
                                                               GAsyncResult        *result,
                                                               GError             **error);

/** tidings_twilio_get_verify_service_async: GET verify.twilio.com/v2/Services/{VA} */
void                 tidings_twilio_get_verify_service_async  (TidingsTwilio       *self,
                                                               const char          *service,
                                                               GCancellable        *cancellable,
                                                               GAsyncReadyCallback  callback,
                                                               gpointer             user_data);
/** tidings_twilio_get_verify_service_finish: @code_length: (out) (optional): digits of its codes. Returns: (transfer full) (nullable): its friendly name */
char                *tidings_twilio_get_verify_service_finish (TidingsTwilio       *self,
                                                               GAsyncResult        *result,
                                                               guint               *code_length,
                                                               GError             **error);

G_END_DECLS
