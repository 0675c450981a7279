/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A secret on its way from the person to the agent: never in argv, in a bus message or in memory longer than needed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** TIDINGS_SECRET_MAX: bytes of the longest secret; Twilio's have 32 */
#define TIDINGS_SECRET_MAX 512

/**
 * tidings_cli_read_secret:
 * @prompt: what to ask on the terminal, without a line end
 * @secret: (out): at least %TIDINGS_SECRET_MAX bytes
 * @n_bytes: (out): length, without line end
 * @error: return location: usage if nothing was given
 *
 * Asks on the terminal without showing what is typed, if standard input is one; otherwise the first line of standard
 * input is read. The caller wipes @secret with tidings_cli_wipe().
 *
 * Returns: %FALSE with @error set, and nothing in @secret
 */
gboolean tidings_cli_read_secret (const char  *prompt,
                                  char        *secret,
                                  gsize       *n_bytes,
                                  GError     **error);

/** tidings_cli_wipe: overwrites the bytes in a way that no compiler leaves out */
void     tidings_cli_wipe        (char        *secret,
                                  gsize        n_bytes);

/**
 * tidings_cli_secret_to_pipe:
 * @secret: the bytes
 * @n_bytes: how many, at most %TIDINGS_SECRET_MAX
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a list of one descriptor: the reading end of a pipe that holds the secret and then ends
 */
GUnixFDList *tidings_cli_secret_to_pipe (const char  *secret,
                                         gsize        n_bytes,
                                         GError     **error);

G_END_DECLS
