/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on their way: sent, followed, looked for when the answer was lost. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/* Requests at once: ten connections carry the most, four leave room for a person's own (Twilio reference, section 8). */
#define TIDINGS_OUTBOX_IN_FLIGHT 4

typedef struct _TidingsOutbox TidingsOutbox;

/** tidings_outbox_new: Returns: (transfer full): an outbox with nothing on its way; @core outlives it */
TidingsOutbox *tidings_outbox_new        (TidingsCore    *core);
void           tidings_outbox_free       (TidingsOutbox  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsOutbox, tidings_outbox_free)

/** tidings_outbox_recover: what the store calls `sending` and nobody is sending becomes in doubt */
gboolean       tidings_outbox_recover    (TidingsOutbox  *self,
                                          GError        **error);
/** tidings_outbox_rearm: makes due again what waited for an account */
gboolean       tidings_outbox_rearm      (TidingsOutbox  *self,
                                          GError        **error);
/** tidings_outbox_go_on: there may be a connection again: what waits for one, or for its next question, need not wait longer */
void           tidings_outbox_go_on      (TidingsOutbox  *self);
/** tidings_outbox_take: takes up a due message (not held): sends it, asks for its status, or looks for it. Returns: %FALSE when no request can leave now, so that it stays due */
gboolean       tidings_outbox_take       (TidingsOutbox  *self,
                                          TidingsMessage *message);
/** tidings_outbox_is_looking: Returns: whether a message in doubt is still looked for, now or once there is an account again */
gboolean       tidings_outbox_is_looking (TidingsOutbox  *self,
                                          TidingsMessage *message);
/** tidings_outbox_has_room: Returns: whether another request may leave */
gboolean       tidings_outbox_has_room   (TidingsOutbox  *self);
/** tidings_outbox_is_busy: Returns: whether requests are on their way */
gboolean       tidings_outbox_is_busy    (TidingsOutbox  *self);
/** tidings_outbox_has_stranded: Returns: whether the store refused a state, so that tidings_outbox_recover() is wanted */
gboolean       tidings_outbox_has_stranded (TidingsOutbox *self);
/** tidings_outbox_has: Returns: whether a request for the message is on its way */
gboolean       tidings_outbox_has        (TidingsOutbox  *self,
                                          gint64          id);

G_END_DECLS
