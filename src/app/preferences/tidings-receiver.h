/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver of Twilio's reports, as the window shows and switches it. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_RECEIVER (tidings_receiver_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReceiver, tidings_receiver, TIDINGS, RECEIVER, GObject)

/**
 * TidingsReceiver properties, read-only:
 *   is-on (bool): it is switched on, whether or not it can listen
 *   words (string): how it is, a sentence
 *   style-class (string): `dim-label`, `success` or `error`
 *   inbound-url (string): what has to be entered at Twilio, "" unless it listens
 *   is-busy (bool): a change is on its way
 *   problem (string): why the last change was refused, "" if it was not
 */

/** tidings_receiver_new: Returns: (transfer full): follows the client's status */
TidingsReceiver *tidings_receiver_new (TidingsClient   *client);

/**
 * tidings_receiver_set:
 * @self: a receiver that is not busy
 * @is_on: whether it is to listen
 * @url: (nullable): public https address; %NULL leaves it
 * @address: (nullable): address of this computer; %NULL leaves it
 * @port: TCP port; 0 leaves it
 *
 * Asks the agent for the change. If it refuses, all stays as it was and problem says why.
 */
void             tidings_receiver_set (TidingsReceiver *self,
                                       gboolean         is_on,
                                       const char      *url,
                                       const char      *address,
                                       guint            port);

G_END_DECLS
