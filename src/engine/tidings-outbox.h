/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on their way: sent, followed, looked for when the answer was lost. */
#pragma once

#include <gio/gio.h>
#include "tidings-core.h"

G_BEGIN_DECLS

typedef struct _TidingsOutbox TidingsOutbox;

/**
 * TidingsOutboxTake:
 * @TIDINGS_OUTBOX_TAKEN: it was taken up; it is not due any more, or will not be when the turn ends
 * @TIDINGS_OUTBOX_LATER: its sender is busy: it stays due, and others may go
 * @TIDINGS_OUTBOX_FULL: no request can leave now, so it stays due, and all that come after it
 */
typedef enum {
  TIDINGS_OUTBOX_TAKEN,
  TIDINGS_OUTBOX_LATER,
  TIDINGS_OUTBOX_FULL,
} TidingsOutboxTake;

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
/** tidings_outbox_pause: there is no connection: nothing is asked about texts that Twilio has, and nobody wakes for them, before tidings_outbox_go_on() */
void           tidings_outbox_pause      (TidingsOutbox  *self);
/** tidings_outbox_clock_jumped: the clock was set or the computer has slept: no wait from before it holds */
void           tidings_outbox_clock_jumped (TidingsOutbox *self);

/** tidings_outbox_begin_turn: before what is due is taken up */
void           tidings_outbox_begin_turn (TidingsOutbox  *self);
/** tidings_outbox_take: takes up a due message (not held): sends it, asks for its status, or looks for it */
TidingsOutboxTake tidings_outbox_take    (TidingsOutbox  *self,
                                          TidingsMessage *message);
/** tidings_outbox_end_turn: after it: the questions of this turn leave, each by itself or many in one. Returns: %FALSE when some have to wait */
gboolean       tidings_outbox_end_turn   (TidingsOutbox  *self);
/** tidings_outbox_get_ready_at: Returns: UTC milliseconds at which what had to wait in this turn may leave by the clock; 0 if only an answer can make room */
gint64         tidings_outbox_get_ready_at (TidingsOutbox *self);

/**
 * tidings_outbox_ask_now_async:
 * @self: an outbox
 * @message: a message that Twilio has, or may have
 *
 * Asks Twilio about it at once, also when it has ended, when it was given up, or when there seems to be no connection.
 */
void           tidings_outbox_ask_now_async  (TidingsOutbox       *self,
                                              TidingsMessage      *message,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
/** tidings_outbox_ask_now_finish: Returns: %TRUE once what Twilio said is on disk; %FALSE with the error of the request */
gboolean       tidings_outbox_ask_now_finish (GAsyncResult        *result,
                                              GError             **error);

/** tidings_outbox_forget_questions: the engine stops, or another account comes: who waits in tidings_outbox_ask_now_async() is told so */
void           tidings_outbox_forget_questions (TidingsOutbox *self);

/**
 * tidings_outbox_take_report:
 * @self: an outbox
 * @report: what Twilio says of a text, however it was learned: its sid, to, status and error code at least
 *
 * The way in for reports that come by themselves. One that comes twice, late or out of order does no harm. One about a text
 * that is not known here makes what is in doubt for that number be looked for at once.
 *
 * Returns: whether the text is ours
 */
gboolean       tidings_outbox_take_report (TidingsOutbox        *self,
                                           TidingsTwilioMessage *report);

/** tidings_outbox_is_looking: Returns: whether a message in doubt is still looked for, now or once there is an account again */
gboolean       tidings_outbox_is_looking (TidingsOutbox  *self,
                                          TidingsMessage *message);
/** tidings_outbox_has_room: Returns: whether another request may leave now; if not by the clock, notes when */
gboolean       tidings_outbox_has_room   (TidingsOutbox  *self);
/** tidings_outbox_is_busy: Returns: whether requests are on their way */
gboolean       tidings_outbox_is_busy    (TidingsOutbox  *self);
/** tidings_outbox_has_stranded: Returns: whether the store refused a state, so that tidings_outbox_recover() is wanted */
gboolean       tidings_outbox_has_stranded (TidingsOutbox *self);
/** tidings_outbox_has: Returns: whether a request for the message is on its way */
gboolean       tidings_outbox_has        (TidingsOutbox  *self,
                                          gint64          id);

G_END_DECLS
