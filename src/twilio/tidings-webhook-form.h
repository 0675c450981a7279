/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Twilio's webhooks carry: read from forms, queries and JSON, and turned into messages (Twilio reference, section 9). Pure. */
#pragma once

#include "tidings-signature.h"
#include "tidings-twilio.h"

G_BEGIN_DECLS

/**
 * TidingsWebhookForm:
 *
 * Parameters in the order in which they came, doubles included.
 */
typedef struct _TidingsWebhookForm TidingsWebhookForm;

/** tidings_webhook_form_parse: @text: (nullable): form body or query, not ended by a zero byte. Returns: (transfer full) (nullable): %NULL for more than 200 parameters, broken escapes, zero bytes or what is no UTF-8 */
TidingsWebhookForm *tidings_webhook_form_parse (const char *text, gsize n_bytes);
/** tidings_webhook_form_parse_json: Returns: (transfer full) (nullable): the texts and whole numbers of a JSON object; %NULL if it is none */
TidingsWebhookForm *tidings_webhook_form_parse_json (GBytes *body);
void tidings_webhook_form_free (TidingsWebhookForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsWebhookForm, tidings_webhook_form_free)

/** tidings_webhook_form_get_pairs: Returns: (transfer none) (array length=n_pairs): for the signature */
const TidingsSignedPair *tidings_webhook_form_get_pairs (TidingsWebhookForm *form, gsize *n_pairs);
/** tidings_webhook_form_get: Returns: (nullable): the value of a name; %NULL without one, and when it has two that differ */
const char *tidings_webhook_form_get (TidingsWebhookForm *form, const char *name);

/** tidings_webhook_form_to_report: Returns: (transfer full) (nullable): what a status callback says: sid, status, error_code, to, from and service; %NULL if it is none */
TidingsTwilioMessage *tidings_webhook_form_to_report (TidingsWebhookForm *form);
/** tidings_webhook_form_to_inbound: @now: UTC milliseconds, as the callback has no date. Returns: (transfer full) (nullable): the text that came in; %NULL if it is none */
TidingsTwilioMessage *tidings_webhook_form_to_inbound (TidingsWebhookForm *form, gint64 now);

G_END_DECLS
