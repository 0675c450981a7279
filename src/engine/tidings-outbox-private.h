/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outbox's two subjects share: sending (tidings-outbox.c) and asking Twilio (tidings-outbox-follow.c). */
#pragma once

#include "tidings-outbox.h"
#include "tidings-format.h"

G_BEGIN_DECLS

/**
 * TidingsOutbox:
 * @core: what the parts share
 * @flights: requests on their way, by row id
 * @has_stranded: the store refused a state
 * @n_lost: requests in a row that got no answer
 * @lost_until: UTC milliseconds at which the next one is tried
 * @n_left: requests that will still end, also when the outbox is gone
 * @is_gone: freed by its owner
 */
struct _TidingsOutbox {
  TidingsCore *core;
  GHashTable *flights;
  gboolean has_stranded;
  guint n_lost;
  gint64 lost_until;
  guint n_left;
  gboolean is_gone;
};

/** TidingsFlight: a request on its way for a message; ended exactly once by its callback */
typedef struct {
  TidingsOutbox *outbox;
  TidingsMessage *message;
  GCancellable *cancellable;
} TidingsFlight;

/** tidings_outbox_start_flight: Returns: (transfer full): to be ended with tidings_outbox_end_flight() */
TidingsFlight  *tidings_outbox_start_flight    (TidingsOutbox         *self,
                                                TidingsMessage        *message);
/**
 * tidings_outbox_end_flight:
 * @flight: (transfer full): a request that has ended
 *
 * Returns: (transfer full) (nullable): the message; %NULL if it is not this outbox's any more, because the engine has stopped
 *   or another account has come. Then the answer must not be used, nor the outbox be touched: the row says what it says.
 */
TidingsMessage *tidings_outbox_end_flight      (TidingsFlight         *flight);
TidingsCore    *tidings_outbox_get_core        (TidingsOutbox         *self);

/** tidings_outbox_write: writes a state; a failure is remembered and mended by tidings_outbox_recover(). Returns: %FALSE if it was not written */
gboolean        tidings_outbox_write           (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                TidingsMessageState    state,
                                                const char            *reason,
                                                const char            *what,
                                                const char            *detail);
/** tidings_outbox_take_answer: brings a message up to what Twilio says of it; @what: (nullable): step for the story instead of the state's name */
void            tidings_outbox_take_answer     (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                TidingsTwilioMessage  *answer,
                                                const char            *what);
/** tidings_outbox_doubt: the answer was lost: begins to look for it */
void            tidings_outbox_doubt           (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                const char            *words);
/** tidings_outbox_note_reply: keeps count of requests without an answer; @error: (nullable): how one ended */
void            tidings_outbox_note_reply      (TidingsOutbox         *self,
                                                const GError          *error);
/** tidings_outbox_spread: Returns: milliseconds to wait after the @n th repeat: a second, doubling up to a minute, spread by chance */
gint64          tidings_outbox_spread          (guint                  n);
/** tidings_outbox_back_off: Returns: milliseconds to wait after a request without an answer: from one second, doubling up to a minute while none gets one */
gint64          tidings_outbox_back_off        (TidingsOutbox         *self);
/** tidings_outbox_next_poll: Returns: UTC milliseconds of the next status poll, 0 after 72 hours */
gint64          tidings_outbox_next_poll       (TidingsMessage        *message,
                                                gint64                 now);
/** tidings_outbox_next_look: Returns: UTC milliseconds of the next look for a lost answer, 0 when all are over */
gint64          tidings_outbox_next_look       (TidingsOutbox         *self,
                                                TidingsMessage        *message,
                                                gint64                 now);
/** tidings_outbox_poll: asks for the status or the price of a message that has a SID */
void            tidings_outbox_poll            (TidingsOutbox         *self,
                                                TidingsMessage        *message);
/** tidings_outbox_look_for: lists what Twilio has for the number and adopts the message's SID */
void            tidings_outbox_look_for        (TidingsOutbox         *self,
                                                TidingsMessage        *message);

G_END_DECLS
