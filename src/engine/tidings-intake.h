/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert that was raised to rows in the store: who, may it, what text. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/** tidings_intake_raise: see tidings_engine_raise() */
GPtrArray *tidings_intake_raise   (TidingsCore         *core,
                                   const TidingsRaise  *raise,
                                   gboolean             is_preview,
                                   GError             **error);

/** tidings_intake_raise_all: see tidings_engine_raise_all() */
void       tidings_intake_raise_all (TidingsCore         *core,
                                     const TidingsRaise  *raises,
                                     guint                n,
                                     GPtrArray          **outcomes,
                                     GError             **errors);

/**
 * tidings_intake_raise_for:
 * @core: what the parts share
 * @person: who
 * @type: what
 * @raise: values and options; its `to` is not looked at
 * @is_addressed: the person was named, so that a rule's no is kept as a row
 * @is_preview: store nothing
 * @late_at: UTC milliseconds after which it makes no sense, 0 for the type's own
 * @reminder_id: row id of the reminder, or 0
 * @error: return location
 *
 * One person's part of a raise. Call it inside a transaction.
 *
 * Returns: (transfer full) (nullable): what it came to
 */
TidingsOutcome *tidings_intake_raise_for (TidingsCore        *core,
                                          TidingsPerson      *person,
                                          TidingsAlertType   *type,
                                          const TidingsRaise *raise,
                                          gboolean            is_addressed,
                                          gboolean            is_preview,
                                          gint64              late_at,
                                          gint64              reminder_id,
                                          GError            **error);

/**
 * tidings_intake_hand_over:
 * @core: what the parts share
 * @person: who
 * @type: what
 * @raise: values and options
 * @due_at: UTC milliseconds of the moment that Twilio is to send it at
 * @late_at: UTC milliseconds after which it makes no sense
 * @reminder_id: row id of the reminder
 * @is_preview: store nothing, and leave out the limits
 * @error: return location
 *
 * One person's text that Twilio is given ahead of time. The rules are asked for its own moment; quiet hours put it off
 * to their end, if it still makes sense then. Call it inside a transaction.
 *
 * Returns: (transfer full) (nullable): the message: queued and stored, with `send_at`, if it may go; otherwise only what
 *   the rules say, not stored
 */
TidingsMessage *tidings_intake_hand_over (TidingsCore        *core,
                                          TidingsPerson      *person,
                                          TidingsAlertType   *type,
                                          const TidingsRaise *raise,
                                          gint64              due_at,
                                          gint64              late_at,
                                          gint64              reminder_id,
                                          gboolean            is_preview,
                                          GError            **error);

G_END_DECLS
