/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number on its way to being confirmed: codes sent, tried, and the waits between; the page only shows it. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

/** Digits of Tidings' own codes; those of a Verify service may have others. */
#define TIDINGS_CODE_SESSION_N_DIGITS 6

#define TIDINGS_TYPE_CODE_SESSION (tidings_code_session_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCodeSession, tidings_code_session, TIDINGS, CODE_SESSION, GObject)

/**
 * TidingsCodeSession properties, read-only:
 *   number (string): where the code goes, with spaces for people; "" while the person is not known
 *   error (string): what went wrong and what to do, one sentence; "" if nothing did
 *   is-busy (bool): the agent is being asked
 *   can-send (bool): a code may be sent now
 *   n-digits (uint): how many digits a code has, 0 where nobody knows
 *   send-label (string): "Send Again", or "Send Again in 0:24" while that has to wait
 *
 * TidingsCodeSession::sent: a new code is on its way; what stands in the field belongs to the old one
 * TidingsCodeSession::confirmed: the code was right
 */

/** tidings_code_session_new: Returns: (transfer full): a session that says nothing to the agent yet */
TidingsCodeSession *tidings_code_session_new         (TidingsClient      *client,
                                                      gint64              person_id);

/** tidings_code_session_start: sends a code, unless one lives that was sent before; waits for the agent if it is not there yet */
void                tidings_code_session_start       (TidingsCodeSession *self);
/** tidings_code_session_send: sends another code; does nothing while that has to wait */
void                tidings_code_session_send        (TidingsCodeSession *self);
/** tidings_code_session_call: has the code told by a call instead, which needs a Verify service; does nothing while that has to wait */
void                tidings_code_session_call        (TidingsCodeSession *self);
/** tidings_code_session_confirm: tries @code as typed; one without all its digits is an error here and uses no try up */
void                tidings_code_session_confirm     (TidingsCodeSession *self,
                                                      const char         *code);
/** tidings_code_session_clear_error: the field has changed, so that what was said of it is old */
void                tidings_code_session_clear_error (TidingsCodeSession *self);

/**
 * tidings_code_session_accept:
 * @self: a session
 * @inserted: what was typed or pasted
 *
 * Returns: (transfer full) (nullable): what of it can stand in the field (digits, spaces, hyphens); %NULL after saying why not
 */
char               *tidings_code_session_accept      (TidingsCodeSession *self,
                                                      const char         *inserted);

/**
 * tidings_code_session_dup_code:
 * @text: (nullable): text of the clipboard
 *
 * Returns: (transfer full) (nullable): "123456" if @text is exactly a code, with or without a space or hyphen; otherwise %NULL
 */
char               *tidings_code_session_dup_code    (const char         *text);

G_END_DECLS
