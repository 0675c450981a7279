/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast Twilio is asked and texts leave: requests at once, waits that Twilio wants, parts a second of each sender. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Requests at once, at the most: an account's own limit is unpublished, and four leave room for its owner's other programs
 * (Twilio reference, section 8). */
#define TIDINGS_PACE_AT_ONCE 4

typedef struct _TidingsPace TidingsPace;

/**
 * TidingsPaceReply:
 * @is_good: Twilio answered, also with a no; neither this nor the next for its own troubles
 * @is_too_many: Twilio said 429
 * @retry_after_ms: wait that it asked for, 0 if it did not
 * @n_at_once: requests of the account that it was answering (`Twilio-Concurrent-Requests`), 0 if unknown
 * @chance: from 0 to below 1: spreads a wait that Twilio did not name
 *
 * How a request ended.
 */
typedef struct {
  gboolean is_good;
  gboolean is_too_many;
  gint64 retry_after_ms;
  guint n_at_once;
  double chance;
} TidingsPaceReply;

/** tidings_pace_new: Returns: (transfer full): a pace with nothing on its way and all its room. No clock is inside: all instants are arguments, in UTC milliseconds */
TidingsPace *tidings_pace_new             (void);
void         tidings_pace_free            (TidingsPace            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsPace, tidings_pace_free)

/** tidings_pace_has_room: Returns: whether a request may leave at @now */
gboolean     tidings_pace_has_room        (TidingsPace            *self,
                                           gint64                  now);
/** tidings_pace_get_held_until: Returns: the instant before which no request leaves because Twilio asked to wait, 0 if it may now */
gint64       tidings_pace_get_held_until  (TidingsPace            *self,
                                           gint64                  now);
/** tidings_pace_get_limit: Returns: requests that may be on their way at once, 1 to %TIDINGS_PACE_AT_ONCE */
guint        tidings_pace_get_limit       (TidingsPace            *self);
/** tidings_pace_get_n: Returns: requests on their way */
guint        tidings_pace_get_n           (TidingsPace            *self);

/** tidings_pace_begin: a request leaves. Returns: a ticket for tidings_pace_end() */
guint        tidings_pace_begin           (TidingsPace            *self);
/**
 * tidings_pace_end:
 * @self: a pace
 * @ticket: of tidings_pace_begin()
 * @reply: (nullable): how it ended; %NULL if that says nothing, because it was canceled here
 * @now: UTC milliseconds
 *
 * A 429 halves the room, once for all requests that were on their way together, and holds everything for as long as Twilio asks,
 * or for up to a second, doubling with each further 429 that does not say; any other answer that asks to wait holds too. Ten good answers in a row give one more, as long as Twilio is not busy with
 * other programs of the account.
 */
void         tidings_pace_end             (TidingsPace            *self,
                                           guint                   ticket,
                                           const TidingsPaceReply *reply,
                                           gint64                  now);

/** tidings_pace_get_sender_at: @sender: number, name or MG…. Returns: the instant from which a text may leave from it; @now or earlier if at once */
gint64       tidings_pace_get_sender_at   (TidingsPace            *self,
                                           const char             *sender,
                                           gint64                  now);
/**
 * tidings_pace_take:
 * @self: a pace
 * @sender: number, name or MG…
 * @rate: its parts a second, at least 1 (tidings_sender_get_rate())
 * @n_parts: parts of the text that leaves now
 * @now: UTC milliseconds
 *
 * The next text from @sender has to wait until a carrier has taken this one; so there is never a burst of more than one text,
 * however long nothing has left.
 */
void         tidings_pace_take            (TidingsPace            *self,
                                           const char             *sender,
                                           guint                   rate,
                                           guint                   n_parts,
                                           gint64                  now);
/** tidings_pace_forget_time: the clock was set: no instant from before it holds */
void         tidings_pace_forget_time     (TidingsPace            *self);

/**
 * tidings_pace_back_off:
 * @n: repeats before this one
 * @chance: from 0 to below 1
 *
 * Returns: milliseconds to wait before a repeat: any from 0 to a second, doubling up to a minute (full jitter: Twilio
 *   reference, section 8)
 */
gint64       tidings_pace_back_off        (guint                   n,
                                           double                  chance);
/** tidings_pace_full_queue: as tidings_pace_back_off(), for a sender whose queue at Twilio is full (21611): half a minute to a minute, doubling up to an hour */
gint64       tidings_pace_full_queue      (guint                   n,
                                           double                  chance);
/**
 * tidings_pace_validity_s:
 * @late_at: UTC milliseconds from which the text makes no sense any more, 0 for never
 * @life_s: seconds after which what it says has ended, as with a code; 0 for never
 * @now: UTC milliseconds at which it leaves
 *
 * Returns: seconds that it may stay in Twilio's queue (`ValidityPeriod`, 1 to 36000; values up to 5 are unwise), 0 for
 *   Twilio's own
 */
guint        tidings_pace_validity_s      (gint64                  late_at,
                                           guint                   life_s,
                                           gint64                  now);

G_END_DECLS
