/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hears what Twilio tells by itself: statuses and texts that came in, over HTTP on an address of this computer. */
#pragma once

#include "tidings-clock.h"
#include "tidings-twilio.h"

G_BEGIN_DECLS

/* Paths below the public address. */
#define TIDINGS_RECEIVER_STATUS_PATH  "/twilio/status"
#define TIDINGS_RECEIVER_INBOUND_PATH "/twilio/inbound"

/* A connection carries one request and is cut after this, however far it came; Twilio itself waits 15 s. */
#define TIDINGS_RECEIVER_PATIENCE_MS 10000

/* Bytes that a connection may bring, head and body together; a text of 1600 characters takes less than twenty thousand. */
#define TIDINGS_RECEIVER_MAX_BYTES (64 * 1024)

/* Connections at once; more are closed. Twilio's statuses come again by polling. */
#define TIDINGS_RECEIVER_MAX_CONNECTIONS 64

/* Requests that are looked at: so many at once, and so many a second in the long run. More get 503. */
#define TIDINGS_RECEIVER_BURST 300
#define TIDINGS_RECEIVER_RATE 100

/**
 * TidingsReceiverSetup:
 * @twilio: the client of the account whose webhooks they are; its secret must be the account's token
 * @address: this computer's address to listen on, such as `127.0.0.1`
 * @port: TCP port, 0 for any free one
 * @url: public https address that leads here; see tidings_receiver_check_url()
 */
typedef struct {
  TidingsTwilio *twilio;
  const char *address;
  guint16 port;
  const char *url;
} TidingsReceiverSetup;

/**
 * TidingsReceiverFunc:
 * @message: what Twilio says: `is_inbound` tells a text that came in from the status of one of ours
 * @user_data: as given
 *
 * Takes in what a request brought. The same may come several times, late, and in any order.
 *
 * Returns: whether it is kept; otherwise the request is answered with 500
 */
typedef gboolean (*TidingsReceiverFunc) (TidingsTwilioMessage *message,
                                         gpointer              user_data);

#define TIDINGS_TYPE_RECEIVER (tidings_receiver_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReceiver, tidings_receiver, TIDINGS, RECEIVER, GObject)

/**
 * tidings_receiver_check_url:
 * @url: as a person gives it
 * @error: return location, #TidingsBusError
 *
 * A public address is https, with a host that others can reach, maybe with a port and a path that a proxy hands on or
 * cuts off; nothing behind the path, no name and password, no underscore in the host (Twilio reference, section 2.1).
 *
 * Returns: (transfer full) (nullable): it without a slash at the end
 */
char            *tidings_receiver_check_url (const char                  *url,
                                             GError                     **error);

/**
 * tidings_receiver_new:
 * @setup: where to listen; copied
 * @clock: what time it is
 * @func: takes in what comes
 * @user_data: for @func
 * @error: return location, #TidingsBusError: NO_ACCOUNT without the account's own token, INVALID_ARGUMENT for an address that cannot be
 *   used or is taken
 *
 * A receiver that listens until it is let go of. All in the thread-default main context.
 *
 * Every request must carry Twilio's signature over the public address; without a right one the answer is 403 and nothing
 * else. What a request brings may come again: nobody but the message's id and rank decides whether it is news, so that a request
 * that is repeated, by Twilio (`I-Twilio-Idempotency-Token`) or by somebody who overheard it, changes nothing.
 *
 * Returns: (transfer full) (nullable): the receiver
 */
TidingsReceiver *tidings_receiver_new       (const TidingsReceiverSetup  *setup,
                                             TidingsClock                *clock,
                                             TidingsReceiverFunc          func,
                                             gpointer                     user_data,
                                             GError                     **error);
/** tidings_receiver_get_port: Returns: the port it listens on */
guint16          tidings_receiver_get_port  (TidingsReceiver             *self);
/** tidings_receiver_matches: Returns: whether it was made with this setup */
gboolean         tidings_receiver_matches   (TidingsReceiver             *self,
                                             const TidingsReceiverSetup  *setup);
/** tidings_receiver_get_status_url: Returns: public address for statuses */
const char      *tidings_receiver_get_status_url  (TidingsReceiver       *self);
/** tidings_receiver_get_inbound_url: Returns: public address for texts that come in */
const char      *tidings_receiver_get_inbound_url (TidingsReceiver       *self);

G_END_DECLS
