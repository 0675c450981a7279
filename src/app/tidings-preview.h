/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text would be and cost, asked of the agent before anything leaves. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * tidings_price_dup_words:
 * @n_texts: parts the text is sent in
 * @least: (nullable): the least it costs, a decimal string; %NULL or "" if there is only one price
 * @most: (nullable): the most it costs; %NULL or "" if unknown
 * @currency: (nullable): ISO 4217
 * @is_practice: whether nothing leaves this computer
 *
 * Returns: (transfer full): "1 text · about $0.05", "2 texts · $0.08 to $0.10", "1 text · price unknown" or "1 text · free, practice"
 */
char *tidings_price_dup_words (guint       n_texts,
                               const char *least,
                               const char *most,
                               const char *currency,
                               gboolean    is_practice);

#define TIDINGS_TYPE_PREVIEW (tidings_preview_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPreview, tidings_preview, TIDINGS, PREVIEW, GObject)

/**
 * TidingsPreview properties, read-only:
 *   body (string): the text as it would leave; "" before it is known
 *   cost (string): texts and price; what stands in the way when it would be stopped; an error's words; "" before it is known
 *   sender (string): what it would come from and why, as a sentence; "" if unknown
 *   state, reason (strings): what the agent would do with it and by which rule (tidings-reason.h); "" before it is known, and
 *     after an error
 *   can-send (bool): it is known, and no rule would stop it
 */

/** tidings_preview_new: Returns: (transfer full): a preview that knows nothing before tidings_preview_ask() */
TidingsPreview *tidings_preview_new   (TidingsClient  *client);

/**
 * tidings_preview_ask:
 * @self: a preview
 * @type: id of an alert type
 * @values: (transfer floating): a{sv}, the values for its text
 * @person_id: row id of who would get it
 *
 * Asks anew; an answer to an earlier question is not heard any more. What is shown stays until the answer comes, but for
 * can-send.
 */
void            tidings_preview_ask   (TidingsPreview *self,
                                       const char     *type,
                                       GVariant       *values,
                                       gint64          person_id);

/**
 * tidings_preview_dup_price:
 * @self: a preview
 * @n_texts: parts that another wording of the same text would be sent in
 *
 * Returns: (transfer full): what that would cost, "about $0.05"; "" before anything is known
 */
char           *tidings_preview_dup_price (TidingsPreview *self,
                                           guint           n_texts);

/** tidings_preview_clear: knows nothing again */
void            tidings_preview_clear (TidingsPreview *self);

G_END_DECLS
