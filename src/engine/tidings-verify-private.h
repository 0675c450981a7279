/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Verify's two subjects share: sending codes (tidings-verify.c) and checking them (tidings-verify-confirm.c). */
#pragma once

#include "tidings-store-people.h"
#include "tidings-twilio-verify.h"
#include "tidings-verify.h"

G_BEGIN_DECLS

/**
 * TidingsVerify:
 * @core: what the parts share
 * @flights: row ids of messages that a request is on its way for
 * @waits: until when Twilio takes no more codes, by number
 * @n_left: requests that will still end, also when the engine is gone
 * @is_gone: freed by its owner
 */
struct _TidingsVerify {
  TidingsCore *core;
  GHashTable *flights;
  GHashTable *waits;
  guint n_left;
  gboolean is_gone;
};

/** tidings_verify_begin: a request leaves */
void          tidings_verify_begin         (TidingsVerify        *self);
/** tidings_verify_end: one has come back. Returns: %FALSE when the engine is gone, and with it everything here */
gboolean      tidings_verify_end           (TidingsVerify        *self);
/** tidings_verify_keep_wait: Twilio takes no more codes for the number before @until */
void          tidings_verify_keep_wait     (TidingsVerify        *self,
                                            const char           *number,
                                            gint64                until);
/** tidings_verify_adopt: keeps what Twilio said of the verification in the code's row. Returns: %FALSE with @error set */
gboolean      tidings_verify_adopt         (TidingsVerify        *self,
                                            TidingsCode          *code,
                                            TidingsTwilioVerification *verification,
                                            GError              **error);

G_END_DECLS
