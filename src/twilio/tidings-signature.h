/* SPDX-License-Identifier: GPL-3.0-or-later */
/* X-Twilio-Signature: whether a request to us really comes from Twilio (reference, section 9.4). Pure; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TidingsSignedPair:
 * @name: decoded
 * @value: decoded, maybe empty
 *
 * A parameter of a form.
 */
typedef struct {
  const char *name;
  const char *value;
} TidingsSignedPair;

/**
 * tidings_signature_make:
 * @token: the account's primary Auth Token
 * @url: the exact public address, byte for byte
 * @pairs: (array length=n_pairs): the form's parameters in any order, doubles included
 *
 * Returns: (transfer full): Base64 of the HMAC-SHA1, as Twilio puts it in the header
 */
char     *tidings_signature_make   (const char              *token,
                                    const char              *url,
                                    const TidingsSignedPair *pairs,
                                    gsize                    n_pairs);

/**
 * tidings_signature_check:
 * @token: the account's primary Auth Token
 * @signature: (nullable): the header's value
 * @url: the public address that Twilio called
 * @pairs: (array length=n_pairs): parameters of a form body, none for GET and other bodies
 * @body: (nullable): the raw body when it is no form; then the query's `bodySHA256` must be its hash
 *
 * Tries the address as it is, with the scheme's port added, and with a port removed. Compares in constant time.
 *
 * Returns: whether it is Twilio's
 */
gboolean  tidings_signature_check  (const char              *token,
                                    const char              *signature,
                                    const char              *url,
                                    const TidingsSignedPair *pairs,
                                    gsize                    n_pairs,
                                    GBytes                  *body);

G_END_DECLS
