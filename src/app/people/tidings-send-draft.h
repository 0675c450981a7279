/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that somebody writes to a person: what it would be and cost, what would stop or hold it, and its way to the agent. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SEND_DRAFT (tidings_send_draft_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSendDraft, tidings_send_draft, TIDINGS, SEND_DRAFT, GObject)

/**
 * TidingsSendDraft properties:
 *   person-id (int64, read-write): who gets it, 0 for nobody yet
 *   text (string, read-write): as it stands in the field
 *   count (string, read-only): "42 characters · 1 text · about $0.05"; without a price as long as it is unknown
 *   n-texts (uint, read-only): parts it would be sent in
 *   note (string, read-only): what makes it dear, or which signs are sent as their look-alikes; "" for neither
 *   verdict (string, read-only): what would stop it, or hold it and until when; "" when it would go at once
 *   is-stopped (bool, read-only): the verdict is one that no waiting ends
 *   problem (string, read-only): what is wrong with the text itself: too long at once, empty only after
 *     tidings_send_draft_send(); "" for nothing
 *   failure (string, read-only): why the last try to send it failed, "" for nothing
 *   can-send (bool, read-only): sending makes sense now
 *   is-busy (bool, read-only): it is on its way to the agent
 *   is-written (bool, read-only): there is a text that would be lost
 */

/** TidingsSendDraft::sent: (gint64 id, char *words) it is stored as the message with that row id; the words say what becomes of it */

/**
 * tidings_send_draft_new:
 * @client: the client, whose rules and people are followed
 *
 * Returns: (transfer full): an empty draft to nobody
 */
TidingsSendDraft *tidings_send_draft_new  (TidingsClient    *client);

/**
 * tidings_send_draft_send:
 * @self: a draft
 *
 * Raises it. What came of it is told by ::sent, or by `problem` or `failure`; the text stays then.
 */
void              tidings_send_draft_send (TidingsSendDraft *self);

G_END_DECLS
