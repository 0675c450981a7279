/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Twilio account on its way to being connected: what was typed, what Twilio said of it, what is wrong with it. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_CONNECT_DRAFT (tidings_connect_draft_get_type ())
G_DECLARE_FINAL_TYPE (TidingsConnectDraft, tidings_connect_draft, TIDINGS, CONNECT_DRAFT, GObject)

/**
 * TidingsConnectDraft properties:
 *   sid, key, region (strings, read-write): as they stand in the fields; blanks around them do not count. A change makes
 *     what Twilio said before void.
 *   has-good-sid, has-good-key (bool, read-only): their shape is right (AC or SK and 32 hex digits)
 *   can-check (bool, read-only): everything needed is there, and nothing is under way
 *   is-busy (bool, read-only): the agent has been asked
 *   is-checked (bool, read-only): Twilio knows these credentials together
 *   is-trial (bool, read-only), account-name (string, read-only), balance (string, read-only: in words with the currency,
 *     "" if not visible to this key): what Twilio said
 *   problem (string, read-only): what went wrong last, a sentence, or ""
 *   needs-unlock (bool, read-only): the problem is a locked keyring
 *   lacks-keyring (bool, read-only): the problem is that this computer has none
 *   is-refused (bool, read-only): Twilio itself said no, so something about the fields is wrong
 */

/** tidings_connect_draft_new: Returns: (transfer full): an empty draft */
TidingsConnectDraft *tidings_connect_draft_new        (TidingsClient       *client);

/**
 * tidings_connect_draft_set_secret:
 * @self: a draft
 * @secret: token or key's secret as it stands in the field; copied, and wiped from memory with the draft
 */
void                 tidings_connect_draft_set_secret (TidingsConnectDraft *self,
                                                       const char          *secret);

/** tidings_connect_draft_list_senders: Returns: (transfer none) (array zero-terminated=1): numbers of the account that can text */
const char * const  *tidings_connect_draft_list_senders (TidingsConnectDraft *self);

/**
 * tidings_connect_draft_check_async:
 * @callback: called when Twilio has answered; the outcome is in the properties, too
 *
 * Asks Twilio about the credentials. Nothing is kept.
 */
void                 tidings_connect_draft_check_async (TidingsConnectDraft *self,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
/**
 * tidings_connect_draft_keep_async:
 * @sender: number or name texts come from, or ""
 * @service: SID of the Messaging Service they go through, or ""
 *
 * Connects the account: secret into the keyring, the rest into the settings, practice mode off; all or nothing.
 */
void                 tidings_connect_draft_keep_async  (TidingsConnectDraft *self,
                                                        const char          *sender,
                                                        const char          *service,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
/**
 * tidings_connect_draft_renew_async:
 * @settings: say which sender, services and names the account has, which stay
 *
 * Signs in anew to the account that is connected, with the token or key of the draft; all or nothing.
 */
void                 tidings_connect_draft_renew_async (TidingsConnectDraft *self,
                                                        GSettings           *settings,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
/** tidings_connect_draft_finish: Returns: whether it worked; otherwise `problem` says why */
gboolean             tidings_connect_draft_finish      (TidingsConnectDraft *self,
                                                        GAsyncResult        *result);

G_END_DECLS
