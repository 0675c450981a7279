/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outbox's subjects share: requests on their way (tidings-outbox.c), sending (-send), what Twilio says (-answer),
 * asking for it (-follow, -list), looking for what was lost (-doubt), and waiting (-wait). */
#pragma once

#include "tidings-outbox.h"
#include "tidings-format.h"
#include "tidings-pace.h"

G_BEGIN_DECLS

#define TIDINGS_OUTBOX_CODE_TYPE "verification_code"

/* Twilio's code for a number that texted STOP. */
#define TIDINGS_OUTBOX_OPTED_OUT_CODE 21610

/* Texts whose status is asked for one by one; more are listed together (Twilio reference, section 13.1). */
#define TIDINGS_OUTBOX_ALONE 5

/**
 * TidingsOutbox:
 * @core: what the parts share
 * @flights: requests on their way, by row id; a list is one request for many rows
 * @asked: (element-type TidingsMessage): whose status is to be asked for when the turn ends
 * @alone: row ids that a list did not show, so that they are asked about by themselves
 * @listed: when a sender's texts were listed last, UTC milliseconds (as gint64 *)
 * @busy: since when Twilio does not take a text, UTC milliseconds (as gint64 *) by row id
 * @waiters: (element-type Waiter): who wants to know when an answer has come
 * @ready_at: UTC milliseconds at which what had to wait in this turn may leave
 * @has_stranded: the store refused a state
 * @knows_skew: Twilio's clock was seen since ours was set
 * @n_lost: requests in a row that got no answer
 * @lost_until: UTC milliseconds at which the next one is tried
 * @n_left: requests that will still end, also when the outbox is gone
 * @is_gone: freed by its owner
 */
struct _TidingsOutbox {
  TidingsCore *core;
  GHashTable *flights;
  GPtrArray *asked;
  GHashTable *alone;
  GHashTable *listed;
  GHashTable *busy;
  GPtrArray *waiters;
  gint64 ready_at;
  gboolean has_stranded;
  gboolean knows_skew;
  guint n_lost;
  gint64 lost_until;
  guint n_left;
  gboolean is_gone;
};

/** TidingsFlight: a request on its way for messages; ended exactly once by its callback */
typedef struct {
  TidingsOutbox *outbox;
  GPtrArray *messages;
  GCancellable *cancellable;
  guint ticket;
} TidingsFlight;

/** tidings_outbox_start_flight: Returns: (transfer full): a request for one message, to be ended with tidings_outbox_end_flight() */
TidingsFlight  *tidings_outbox_start_flight    (TidingsOutbox         *self,
                                                TidingsMessage        *message);
/** tidings_outbox_start_flight_of: @messages: (transfer full) (element-type TidingsMessage). Returns: (transfer full): one request for all of them */
TidingsFlight  *tidings_outbox_start_flight_of (TidingsOutbox         *self,
                                                GPtrArray             *messages);
/**
 * tidings_outbox_end_flight:
 * @flight: (transfer full): a request that has ended
 * @error: (nullable): how it failed
 *
 * Keeps the pace, and tells who waits.
 *
 * Returns: (transfer full) (element-type TidingsMessage) (nullable): the messages; %NULL if they are not this outbox's any more,
 *   because the engine has stopped or another account has come. Then the answer must not be used, nor the outbox be touched:
 *   the rows say what they say.
 */
GPtrArray      *tidings_outbox_end_flight      (TidingsFlight         *flight,
                                                const GError          *error);
/** tidings_outbox_end_flight_of_one: the same for a request for one message */
TidingsMessage *tidings_outbox_end_flight_of_one (TidingsFlight       *flight,
                                                  const GError        *error);
/** tidings_outbox_reread: @message: (inout) (transfer full): replaced by what the store has of it now, since others may have learned more while a question was on its way; %NULL if it was deleted. Returns: whether it is there */
gboolean        tidings_outbox_reread          (TidingsOutbox         *self,
                                                TidingsMessage       **message);

/** tidings_outbox_note_ready: something had to wait until @at */
void            tidings_outbox_note_ready      (TidingsOutbox         *self,
                                                gint64                 at);
/** tidings_outbox_is_awaited: Returns: whether somebody asked about the message just now */
gboolean        tidings_outbox_is_awaited      (TidingsOutbox         *self,
                                                gint64                 id);
/** tidings_outbox_write: writes a state; a failure is remembered and mended by tidings_outbox_recover(). Returns: %FALSE if it was not written */
gboolean        tidings_outbox_write           (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                TidingsMessageState    state,
                                                const char            *reason,
                                                const char            *what,
                                                const char            *detail);
/** tidings_outbox_guard: makes a row not due while a question about it is on its way; should the answer never come, it is asked again. Returns: %FALSE if that cannot be kept, and then neither can the answer */
gboolean        tidings_outbox_guard           (TidingsOutbox         *self,
                                                TidingsMessage        *message);

/** tidings_outbox_send: takes up a queued message */
TidingsOutboxTake tidings_outbox_send          (TidingsOutbox         *self,
                                                TidingsMessage        *message);
/** tidings_outbox_tell_failure: says that a message has failed; an opt-out is said of its person, once */
void            tidings_outbox_tell_failure    (TidingsOutbox         *self,
                                                TidingsMessage        *message);

/** tidings_outbox_take_answer: brings a message up to what Twilio says of it; @what: (nullable): step for the story instead of the state's name */
void            tidings_outbox_take_answer     (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                TidingsTwilioMessage  *answer,
                                                const char            *what);

/** tidings_outbox_note_reply: keeps count of requests without an answer; @error: (nullable): how one ended */
void            tidings_outbox_note_reply      (TidingsOutbox         *self,
                                                const GError          *error);
/** tidings_outbox_back_off: Returns: milliseconds to wait after a request without an answer: from one second, doubling up to a minute while none gets one */
gint64          tidings_outbox_back_off        (TidingsOutbox         *self);
/** tidings_outbox_ask_later: a question about a message failed, which says nothing about the message: asks again */
void            tidings_outbox_ask_later       (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                GError                *error);

/** tidings_outbox_next_poll: Returns: UTC milliseconds of the next status poll after the one that was just made, 0 after 72 hours */
gint64          tidings_outbox_next_poll       (TidingsMessage        *message,
                                                gint64                 now);
/** tidings_outbox_missed_poll: Returns: UTC milliseconds at which a status poll is due that was planned and not made, next_at if none was missed */
gint64          tidings_outbox_missed_poll     (TidingsMessage        *message,
                                                gint64                 now);
/** tidings_outbox_fetch: asks for the status and price of one message that has a SID */
void            tidings_outbox_fetch           (TidingsOutbox         *self,
                                                TidingsMessage        *message);
/** tidings_outbox_list: asks for the status and price of many messages of one sender; @messages: (transfer full) (element-type TidingsMessage) */
void            tidings_outbox_list            (TidingsOutbox         *self,
                                                GPtrArray             *messages);
/** tidings_outbox_ask_collected: asks for what this turn has collected. Returns: %FALSE when some have to wait */
gboolean        tidings_outbox_ask_collected   (TidingsOutbox         *self);
/** tidings_outbox_take_fetched: what a question about a message brought */
void            tidings_outbox_take_fetched    (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                TidingsTwilioMessage  *answer);
/** tidings_outbox_doubt: the answer was lost: begins to look for it */
void            tidings_outbox_doubt           (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                const char            *fault);
/** tidings_outbox_next_look: Returns: UTC milliseconds of the next look for a lost answer, 0 when all are over */
gint64          tidings_outbox_next_look       (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                gint64                 now);
/** tidings_outbox_look_for: lists what Twilio has for the number and adopts the message's SID */
void            tidings_outbox_look_for        (TidingsOutbox         *self,
                                                TidingsMessage        *message);

G_END_DECLS
