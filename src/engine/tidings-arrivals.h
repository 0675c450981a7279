/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known to have truly reached a phone, and from which sender. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/**
 * tidings_arrivals_note_delivered:
 * @core: what the parts share
 * @message: a text that has just become `delivered`
 *
 * Remembers that its phone has received something from its sender; the practice phone proves nothing. A store that
 * cannot keep it is logged: the text has arrived all the same.
 */
void tidings_arrivals_note_delivered (TidingsCore    *core,
                                      TidingsMessage *message);
/**
 * tidings_arrivals_note_answer:
 * @core: what the parts share
 * @from: the phone that answered, E.164
 * @to: (nullable): the sender it answered to
 * @service: (nullable): MG… whose pool that is in
 * @at: UTC milliseconds it was said
 * @error: return location
 *
 * Who answers has received something. Only phones of people count.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_arrivals_note_answer (TidingsCore   *core,
                                       const char    *from,
                                       const char    *to,
                                       const char    *service,
                                       gint64         at,
                                       GError       **error);

G_END_DECLS
