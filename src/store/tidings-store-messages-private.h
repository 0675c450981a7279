/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a message is read from a row: the columns, in the order in which they are taken. */
#pragma once

#include "tidings-store-messages.h"
#include "tidings-store-private.h"

G_BEGIN_DECLS

/* Columns 0 to 42 of every query that gives messages; the table is called m and the person's p. */
#define MESSAGE_SELECT \
  "SELECT m.id, m.person_id, p.name, m.number, m.type, m.body, m.state, m.reason, m.error_code, m.until, " \
  "m.sid, m.sender, m.n_segments, m.encoding, m.price_micros, m.currency, m.is_settled, m.n_attempts, m.n_looks, " \
  "m.source, m.dedupe, m.priority, m.reminder_id, m.media_url, m.late_at, m.created_at, m.queued_at, m.sending_at, " \
  "m.updated_at, m.next_at, m.channel, m.send_at, m.erasure, m.reserved_micros, m.server_at, " \
  "m.merged_into, m.n_repeats, m.fingerprint, m.alert_group, m.occurrence_at, m.moment_at, m.moment_wall, m.program "
#define MESSAGE_TABLES "message AS m LEFT JOIN person AS p ON p.id = m.person_id "

/** tidings_store_read_message: Returns: (transfer full): the message in a row of MESSAGE_SELECT */
TidingsMessage *tidings_store_read_message  (TidingsStatement  *row);
/** tidings_store_read_messages: Returns: (transfer full) (element-type TidingsMessage) (nullable): all rows of a bound MESSAGE_SELECT */
GPtrArray      *tidings_store_read_messages (TidingsStore      *self,
                                             TidingsStatement  *statement,
                                             GError           **error);

G_END_DECLS
