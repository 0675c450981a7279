/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's secret in the Secret Service, and nowhere else: but where systemd gives it to the agent's service as a
 * credential (tidings-credential.h) that is what is looked up, and what is to be stored has to be the same. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_KEYRING_ERROR (tidings_keyring_error_quark ())
GQuark tidings_keyring_error_quark (void);

/**
 * TidingsKeyringError:
 * @TIDINGS_KEYRING_ERROR_LOCKED: the collection is locked, and nobody unlocked it
 * @TIDINGS_KEYRING_ERROR_MISSING: no service answers on this computer
 * @TIDINGS_KEYRING_ERROR_EMPTY: it is open, and holds no secret for the account
 * @TIDINGS_KEYRING_ERROR_FAILED: anything else, as the service words it
 */
typedef enum {
  TIDINGS_KEYRING_ERROR_LOCKED,
  TIDINGS_KEYRING_ERROR_MISSING,
  TIDINGS_KEYRING_ERROR_EMPTY,
  TIDINGS_KEYRING_ERROR_FAILED,
} TidingsKeyringError;

/**
 * tidings_keyring_store_async:
 * @account_sid: AC…, the attribute it is found by
 * @secret: the token or key secret
 *
 * Keeps the secret in the default collection, then reads it back and compares: a secret that cannot be read again is an
 * error. May wait for the desktop's unlock dialog as long as a person leaves it open; cancel to give up.
 */
void      tidings_keyring_store_async   (const char           *account_sid,
                                         const char           *secret,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean  tidings_keyring_store_finish  (GAsyncResult         *result,
                                         GError              **error);

/**
 * tidings_keyring_lookup_async:
 * @unlock: whether a dialog may be shown; without it a locked keyring is LOCKED at once
 *
 * A locked collection looks empty to a search, so `Locked` is asked before EMPTY is said.
 */
void      tidings_keyring_lookup_async  (const char           *account_sid,
                                         gboolean              unlock,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/** tidings_keyring_lookup_finish: Returns: (transfer full) (nullable): in libsecret's non-pageable memory; free with secret_password_free() through tidings_keyring_secret_free() */
char     *tidings_keyring_lookup_finish (GAsyncResult         *result,
                                         GError              **error);
/** tidings_keyring_secret_free: wipes and frees what lookup gave */
void      tidings_keyring_secret_free   (char                 *secret);

/** tidings_keyring_clear_async: forgets the secret; an absent one is success, a locked keyring that may still hold it is LOCKED */
void      tidings_keyring_clear_async   (const char           *account_sid,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean  tidings_keyring_clear_finish  (GAsyncResult         *result,
                                         GError              **error);

/** tidings_keyring_unlock_async: asks the desktop to unlock the default collection. Finish: LOCKED if it was dismissed, MISSING without a service */
void      tidings_keyring_unlock_async  (GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean  tidings_keyring_unlock_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
