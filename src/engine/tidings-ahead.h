/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders' texts that Twilio is given ahead of time, so that they arrive although this computer is off.
 *
 * With a Messaging Service, each moment of each person that lies inside Twilio's window becomes a message with `send_at`
 * and a row that says who has it (TidingsHandover). As long as that row names a message, the moment is not sent from here:
 * whatever happens in between, it has one text. Once a change makes the text wrong, it is called back at Twilio; only when
 * Twilio has confirmed that is the moment free again, to be given away anew or to be sent from here. */
#pragma once

#include "tidings-outbox.h"
#include "tidings-store-moments.h"

G_BEGIN_DECLS

/* Twilio's window, as its oldest pages promise it (Twilio reference, section 2.7). */
#define TIDINGS_AHEAD_LEAST_MS (900 * G_GINT64_CONSTANT (1000))
#define TIDINGS_AHEAD_MOST_MS (3024000 * G_GINT64_CONSTANT (1000))

typedef struct _TidingsAhead TidingsAhead;

/** tidings_ahead_new: Returns: (transfer full): @core and @outbox outlive it */
TidingsAhead *tidings_ahead_new           (TidingsCore    *core,
                                           TidingsOutbox  *outbox);
void          tidings_ahead_free          (TidingsAhead   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsAhead, tidings_ahead_free)

/** tidings_ahead_work: calls back what is to be called back, looks through what Twilio has, and gives it more; a little in each turn */
void          tidings_ahead_work          (TidingsAhead   *self);
/** tidings_ahead_get_next_at: Returns: UTC milliseconds at which there is more to do, 0 for never */
gint64        tidings_ahead_get_next_at   (TidingsAhead   *self);
/** tidings_ahead_is_busy: Returns: whether a request to call something back is on its way */
gboolean      tidings_ahead_is_busy       (TidingsAhead   *self);
/** tidings_ahead_leave_account: another account is about to come: asks the old client, as long as it can, to send nothing of what it has */
void          tidings_ahead_leave_account (TidingsAhead   *self);

/**
 * tidings_ahead_is_away:
 * @core: what the parts share
 * @moment: a reminder's text that has its turn
 * @person: row id
 * @is_away: (out): whether its text left with Twilio, or may have
 * @error: return location
 *
 * A text that still waits here to be given away is canceled: the moment is there, so it goes from here. Call it inside a
 * transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean      tidings_ahead_is_away       (TidingsCore    *core,
                                           const TidingsDueMoment *moment,
                                           gint64          person,
                                           gboolean       *is_away,
                                           GError        **error);
/**
 * tidings_ahead_call_back:
 * @core: what the parts share
 * @message: a text with `send_at`
 * @reason: why; %TIDINGS_REASON_CANCELED is for good, after any other the moment may be planned again
 * @error: return location
 *
 * Cancels it here if it has not left yet, otherwise asks Twilio to, as often as it takes. Nothing happens to a text that
 * nobody was given ahead of time. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean      tidings_ahead_call_back     (TidingsCore    *core,
                                           TidingsMessage *message,
                                           const char     *reason,
                                           GError        **error);
/**
 * tidings_ahead_may_leave:
 * @core: what the parts share
 * @message: a queued text with `send_at` whose turn has come
 * @may_leave: (out): whether it can still be given to Twilio; otherwise it has been canceled, and its moment is sent from here
 * @error: return location
 *
 * Returns: %FALSE with @error set
 */
gboolean      tidings_ahead_may_leave     (TidingsCore    *core,
                                           TidingsMessage *message,
                                           gboolean       *may_leave,
                                           GError        **error);
/** tidings_ahead_give_back: Twilio refused to keep the text: its moment is sent from here, and not offered again. Returns: %FALSE with @error set */
gboolean      tidings_ahead_give_back     (TidingsCore    *core,
                                           TidingsMessage *message,
                                           const char     *fault,
                                           GError        **error);
/**
 * tidings_ahead_note_answer:
 * @core: what the parts share
 * @message: a text with `send_at`
 * @answer: what Twilio says of it
 *
 * Only one that Twilio calls `scheduled` is scheduled. Any other goes out at once, so it is called back immediately and
 * people are told.
 */
void          tidings_ahead_note_answer   (TidingsCore          *core,
                                           TidingsMessage       *message,
                                           TidingsTwilioMessage *answer);
/** tidings_ahead_forget_account: what another account has cannot be called back by this one; @is_rehearsal: nor does it have to be. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean      tidings_ahead_forget_account (TidingsCore   *core,
                                            gboolean       is_rehearsal,
                                            GError       **error);

G_END_DECLS
