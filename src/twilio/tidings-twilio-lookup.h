/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lookup: what Twilio knows of a phone number (reference, section 4). */
#pragma once

#include "tidings-twilio.h"

G_BEGIN_DECLS

/**
 * TidingsLookup:
 * @number: E.164 as Twilio writes it; the one asked for if it gave none
 * @is_valid: whether such a number can exist
 * @country: (nullable): ISO 3166-1 alpha-2
 * @type: (nullable): `mobile`, `landline`, `fixedVoip`, …, %NULL when it was not asked for or is not known
 * @carrier: (nullable): name of the network
 * @mcc: (nullable): mobile country code, three digits
 * @mnc: (nullable): mobile network code, two or three digits
 * @error_code: 606xx when the paid part failed, 0 otherwise
 */
typedef struct {
  char *number;
  gboolean is_valid;
  char *country;
  char *type;
  char *carrier;
  char *mcc;
  char *mnc;
  int error_code;
} TidingsLookup;

void           tidings_lookup_free            (TidingsLookup       *lookup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsLookup, tidings_lookup_free)

/**
 * tidings_twilio_lookup_async:
 * @number: E.164
 * @with_line: also ask for line type and carrier, which costs money
 *
 * GET lookups.twilio.com/v2/PhoneNumbers/{number}. A number that is no number (404/20404) is an answer too: not valid.
 */
void           tidings_twilio_lookup_async    (TidingsTwilio       *self,
                                               const char          *number,
                                               gboolean             with_line,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
/** tidings_twilio_lookup_finish: Returns: (transfer full) (nullable): what is known */
TidingsLookup *tidings_twilio_lookup_finish   (TidingsTwilio       *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
