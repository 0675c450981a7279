/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where texts go: the practice phone or the connected account, as the settings say and the keyring allows. */
#pragma once

#include "tidings-clock.h"
#include "tidings-engine.h"
#include "tidings-simulator.h"
#include "tidings-twilio.h"

G_BEGIN_DECLS

/** TidingsKeyringState: how the last look for the account's secret ended */
typedef enum {
  TIDINGS_KEYRING_OK,
  TIDINGS_KEYRING_LOCKED,
  TIDINGS_KEYRING_MISSING,
  TIDINGS_KEYRING_EMPTY,
} TidingsKeyringState;

#define TIDINGS_TYPE_LINK (tidings_link_get_type ())
G_DECLARE_FINAL_TYPE (TidingsLink, tidings_link, TIDINGS, LINK, GObject)

typedef void (*TidingsLinkFunc) (gpointer user_data);

/**
 * tidings_link_new:
 * @engine: the engine to feed
 * @settings: the household's settings; followed from now on
 * @clock: what time it is, for the practice phone
 *
 * Returns: (transfer full): a link that has not begun
 */
TidingsLink      *tidings_link_new            (TidingsEngine  *engine,
                                               GSettings      *settings,
                                               TidingsClock   *clock);
/** tidings_link_prepare: looks into the keyring if an account is connected, or gets the practice phone, for which it may have to wait until another
 * agent has left; the engine is not touched before tidings_link_start() */
void              tidings_link_prepare        (TidingsLink    *self);
/** tidings_link_start: gives the engine its account, as far as tidings_link_prepare() has come, and follows the settings */
void              tidings_link_start          (TidingsLink    *self);
/** tidings_link_reload: looks at the settings and the keyring anew, after an account came or went */
void              tidings_link_reload         (TidingsLink    *self);
/** tidings_link_is_settled: Returns: whether neither the keyring nor the practice phone is waited for */
gboolean          tidings_link_is_settled     (TidingsLink    *self);
/**
 * tidings_link_when_settled:
 * @func: called once, with @user_data: now if neither the keyring nor the practice phone is waited for, and otherwise as soon
 *   as that is over; never if the link ends before
 *
 * For whoever tells somebody that the account has changed: what is asked next is asked of the new one.
 */
void              tidings_link_when_settled   (TidingsLink    *self,
                                               TidingsLinkFunc func,
                                               gpointer        user_data);
/** tidings_link_is_practice: Returns: whether texts go to the practice phone */
gboolean          tidings_link_is_practice    (TidingsLink    *self);
/** tidings_link_get_simulator: Returns: (nullable): the practice phone's network, in practice mode */
TidingsSimulator *tidings_link_get_simulator  (TidingsLink    *self);
/** tidings_link_get_twilio: Returns: (nullable): the client in use */
TidingsTwilio    *tidings_link_get_twilio     (TidingsLink    *self);
/** tidings_link_get_keyring: Returns: how the look for the secret ended */
TidingsKeyringState tidings_link_get_keyring  (TidingsLink    *self);
/** tidings_link_set_status_callback: @url: (nullable): public address that Twilio is to tell of the statuses of texts that leave from now on, while somebody listens there */
void              tidings_link_set_status_callback (TidingsLink *self,
                                                    const char  *url);
/** tidings_link_dup_sender: Returns: (transfer full): number, name or service texts leave from; "" for none */
char             *tidings_link_dup_sender     (TidingsLink    *self);

/**
 * TidingsLink::changed:
 *
 * The account, its secret or the sender is another. Emitted after the engine was told.
 */
/**
 * TidingsLink::leaving-practice:
 *
 * Texts go to the connected account from now on: emitted before anything can leave there, while the practice network still stands.
 */
/**
 * TidingsLink::text-arrived:
 *
 * A practice phone received something.
 */

/** tidings_link_is_local: Returns: whether what is behind it answers on this computer: the practice network, or the address in TIDINGS_TWILIO_ORIGIN */
gboolean          tidings_link_is_local      (TidingsLink       *self);
/** tidings_link_new_client: Returns: (transfer full) (nullable): a client for Twilio, or for the address in TIDINGS_TWILIO_ORIGIN if that is a loopback one */
TidingsTwilio    *tidings_link_new_client     (GError        **error);

G_END_DECLS
