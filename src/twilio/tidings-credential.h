/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's secret as systemd gives it to a service, on machines without a keyring (systemd.exec(5), "Credentials"). */
#pragma once

#include <sys/stat.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Its name among the service's credentials. */
#define TIDINGS_CREDENTIAL_NAME "tidings-secret"

/**
 * tidings_credential_check:
 * @folder: of the credentials
 * @file: the credential
 * @fs_type: kind of the file system that it is on, as statfs(2) has it
 * @self: who we are
 * @error: return location, #GIOError PERMISSION_DENIED
 *
 * A credential of systemd's is in memory, never on a disk, and nobody else may read it. What is not so was put there by
 * somebody who has mistaken a plain file for one.
 *
 * Returns: %FALSE with @error set, in words for who set up the machine
 */
gboolean tidings_credential_check (const struct stat  *folder,
                                   const struct stat  *file,
                                   gint64              fs_type,
                                   uid_t               self,
                                   GError            **error);

/**
 * tidings_credential_read:
 * @error: return location, #GIOError: it is there and cannot be used
 *
 * Reads `tidings-secret` in $CREDENTIALS_DIRECTORY, anew each time: nothing of it is kept.
 *
 * Returns: (transfer full) (nullable): the secret in libsecret's non-pageable memory, for tidings_keyring_secret_free(); %NULL
 *   without an error where systemd has given none
 */
char    *tidings_credential_read  (GError            **error);
/** tidings_credential_is_given: Returns: whether there is one, be it of use or not */
gboolean tidings_credential_is_given (void);

G_END_DECLS
