/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-time codes: made, hashed, sent, compared.
 *
 * The digits are made when the request is about to leave and live in memory only until it has. On disk are a salted hash
 * and a text with stars in place of the digits; a text that has to go again gets fresh digits. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-people.h"

G_BEGIN_DECLS

#define TIDINGS_CODE_DIGITS 6
#define TIDINGS_CODE_TRIES 3
#define TIDINGS_CODE_RESEND_S 30
#define TIDINGS_CODE_PER_HOUR 5

/* Stands for the digits in stored texts; as many septets as they take. */
#define TIDINGS_CODE_MASK "******"

/** tidings_code_make: six uniform decimal digits from getrandom(2); @digits: at least 7 bytes */
void      tidings_code_make              (char              *digits);
/** tidings_code_hash: SHA-256 of salt, number and digits */
void      tidings_code_hash              (const guint8       salt[16],
                                          const char        *number,
                                          const char        *digits,
                                          guint8             hash[32]);
/** tidings_code_matches: Returns: whether @digits are the code's, compared in constant time */
gboolean  tidings_code_matches           (const TidingsCode *code,
                                          const char        *digits);
/** tidings_code_clean: Returns: (transfer full) (nullable): the six ASCII digits of what was typed (spaces, hyphens, any script); %NULL if it is not six digits */
char     *tidings_code_clean             (const char        *typed);

/** tidings_verification_get_info: where the confirmation of the person's number stands */
void      tidings_verification_get_info  (TidingsCore       *core,
                                          TidingsPerson     *person,
                                          TidingsCodeInfo   *info);
/** tidings_verification_request: checks the limits and queues the code. Returns: %FALSE with @error set */
gboolean  tidings_verification_request   (TidingsCore       *core,
                                          TidingsPerson     *person,
                                          TidingsCodeChannel channel,
                                          TidingsCodeInfo   *info,
                                          GError           **error);
/**
 * tidings_verification_fill:
 * @core: what the parts share
 * @message: a code's text that is about to leave
 * @error: return location
 *
 * Makes digits, stores their hash (inside the caller's transaction), and gives the text with them.
 *
 * Returns: (transfer full) (nullable): the body to send, to be wiped after use; %NULL if its person is gone
 */
char     *tidings_verification_fill      (TidingsCore       *core,
                                          TidingsMessage    *message,
                                          GError           **error);
/**
 * tidings_verification_is_body:
 * @core: what the parts share
 * @message: a code's text
 * @masked: its stored body, normalized as @body is
 * @body: a body that may be it
 *
 * Returns: whether @body is @masked with the very digits whose hash is stored
 */
gboolean  tidings_verification_is_body   (TidingsCore       *core,
                                          TidingsMessage    *message,
                                          const char        *masked,
                                          const char        *body);
/** tidings_verification_check_typed: reads what was typed for @code and looks whether that lives. @code: (nullable): the person's. Returns: (transfer full) (nullable): ASCII digits to be wiped; %NULL with INVALID or TRY_LATER */
char     *tidings_verification_check_typed (TidingsCore       *core,
                                          TidingsPerson     *person,
                                          const TidingsCode *code,
                                          const char        *typed,
                                          GError           **error);
/** tidings_verification_use_up_try: @code: one that was typed wrong; keeps that, and always sets @error */
void      tidings_verification_use_up_try (TidingsCore       *core,
                                          TidingsCode       *code,
                                          GError           **error);
/** tidings_verification_keep: inside a transaction: the person's number is confirmed, their code is over; @by: (nullable): who typed it, as in tidings_trail_note(). Returns: %FALSE with @error set */
gboolean  tidings_verification_keep      (TidingsCore       *core,
                                          TidingsPerson     *person,
                                          const char        *by,
                                          GError           **error);
/** tidings_verification_confirm: compares a code of ours and, when right, confirms the number. Returns: %FALSE with @error set */
gboolean  tidings_verification_confirm   (TidingsCore       *core,
                                          TidingsPerson     *person,
                                          const char        *typed,
                                          GError           **error);

G_END_DECLS
