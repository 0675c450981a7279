/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text that Twilio lists is the one whose answer was lost. Values only: no clock, store or network. */
#pragma once

#include "tidings-message.h"
#include "tidings-twilio.h"

G_BEGIN_DECLS

/**
 * TidingsDoubtMatch:
 * @TIDINGS_DOUBT_OTHER: it is another text
 * @TIDINGS_DOUBT_UNKNOWN: it may be: all fits, but its body was erased, so only a person can say
 * @TIDINGS_DOUBT_SAME: it is this text, or one that is equal to it
 */
typedef enum {
  TIDINGS_DOUBT_OTHER,
  TIDINGS_DOUBT_UNKNOWN,
  TIDINGS_DOUBT_SAME,
} TidingsDoubtMatch;

/**
 * TidingsDoubtBody:
 * @ours: the message's stored body, made comparable
 * @theirs: the listed body, made comparable in the same way
 *
 * Compares two bodies where equality is not the question, as with codes, whose digits are not stored.
 *
 * Returns: whether they are the same text
 */
typedef gboolean (*TidingsDoubtBody) (TidingsMessage *message,
                                      const char     *ours,
                                      const char     *theirs,
                                      gpointer        user_data);

/**
 * tidings_doubt_match:
 * @message: the message in doubt
 * @started_at: when its request left, UTC milliseconds by Twilio's clock
 * @candidate: a text that Twilio lists
 * @is_same: (nullable): how bodies are compared, %NULL for equality
 * @user_data: for @is_same
 *
 * As the Twilio reference, section 13.4, step 4, says: outbound, same recipient and sender, created from 5 s before to 15 minutes
 * after the request left, same body after what may have happened to it on the way: line ends, trailing blanks, a trial account's
 * prefix, Smart Encoding. Links count as they are, because we never have them shortened. Who owns the candidate is the caller's
 * to check.
 *
 * Returns: what it is
 */
TidingsDoubtMatch tidings_doubt_match  (TidingsMessage       *message,
                                        gint64                started_at,
                                        TidingsTwilioMessage *candidate,
                                        TidingsDoubtBody      is_same,
                                        gpointer              user_data);

/** tidings_doubt_fits: Returns: whether a text created at @created_at can be of a request that left at @started_at; both UTC milliseconds by Twilio's clock, @created_at in whole seconds */
gboolean          tidings_doubt_fits   (gint64                started_at,
                                        gint64                created_at);

/**
 * tidings_doubt_assign:
 * @started_at: (array length=n): when the requests of @n equal texts left, ascending
 * @n: how many
 * @created_at: (array length=m): when the @m texts were created that they may be, ascending
 * @m: how many
 * @chosen: (out caller-allocates) (array length=n): for each request the index of its text, -1 for none
 *
 * Gives each of several equal texts its own: as many as can be, in the order of time, and the nearest of those.
 */
void              tidings_doubt_assign (const gint64         *started_at,
                                        guint                 n,
                                        const gint64         *created_at,
                                        guint                 m,
                                        int                  *chosen);

G_END_DECLS
