/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a secret from a pipe without blocking and without leaving copies. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tidings_secret_read_async:
 * @fd: a descriptor to read; owned from now on
 *
 * Reads until the other side closes, which may never be: cancel it then. More than 512 bytes, nothing, bytes that are no
 * visible ASCII, a descriptor that cannot be read, or a regular file on disk are #G_IO_ERROR_INVALID_ARGUMENT: a secret is
 * handed over by a pipe. Blanks and line ends at the end do not count as part of it.
 */
void  tidings_secret_read_async  (int                   fd,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
/** tidings_secret_read_finish: Returns: (transfer full) (nullable): the secret without a line end; free with tidings_secret_free() */
char *tidings_secret_read_finish (GAsyncResult         *result,
                                  GError              **error);
/** tidings_secret_free: wipes and frees */
void  tidings_secret_free        (char                 *secret);

G_END_DECLS
