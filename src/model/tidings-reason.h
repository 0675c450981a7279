/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a text did not go, or did not arrive: names for programs, words for people, and what to do about it.
 *
 * The words live here and not beside the Twilio client because the window and the command line show them from the
 * store, without ever meeting Twilio; the client takes its own errors' words from this same table. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The gates of the policy, in their order (architecture, section 4). */
#define TIDINGS_REASON_PROGRAM_OFF   "program-off"
#define TIDINGS_REASON_PAUSED        "paused"
#define TIDINGS_REASON_NOT_VERIFIED  "not-verified"
#define TIDINGS_REASON_OPTED_OUT     "opted-out"
#define TIDINGS_REASON_PERSON_OFF    "person-off"
#define TIDINGS_REASON_TYPE_OFF      "type-off"
#define TIDINGS_REASON_DUPLICATE     "duplicate"
#define TIDINGS_REASON_PROGRAM_DAY   "program-day"
#define TIDINGS_REASON_RATE_HOUR     "rate-hour"
#define TIDINGS_REASON_RATE_DAY      "rate-day"
#define TIDINGS_REASON_CAP_DAY       "cap-day"
#define TIDINGS_REASON_CAP_MONTH     "cap-month"
#define TIDINGS_REASON_BUDGET_DAY    "budget-day"
#define TIDINGS_REASON_BUDGET_MONTH  "budget-month"
#define TIDINGS_REASON_BUDGET_GROUP  "budget-group"
#define TIDINGS_REASON_FLOOD         "flood"
#define TIDINGS_REASON_QUIET_HOURS   "quiet-hours"
#define TIDINGS_REASON_PERSON_PAUSED "person-paused"
#define TIDINGS_REASON_LANDLINE      "landline"
#define TIDINGS_REASON_NOT_REACHABLE "not-reachable"

/* What else can end or delay a message. */
#define TIDINGS_REASON_MISSED        "missed"       /* fell due while nothing ran, and makes no sense any more */
#define TIDINGS_REASON_MERGED        "merged"       /* another text says it: see merged_into */
#define TIDINGS_REASON_GATHERING     "gathering"    /* late, with others: they become one text in a moment */
#define TIDINGS_REASON_SKIPPED       "skipped"      /* its occurrence was taken out or moved */
#define TIDINGS_REASON_TWILIO        "twilio"       /* Twilio or a carrier said no: see error_code */
#define TIDINGS_REASON_NO_ACCOUNT    "no-account"   /* no account is connected, or the keyring is locked */
#define TIDINGS_REASON_OFFLINE       "offline"      /* no connection to Twilio yet */
#define TIDINGS_REASON_BUSY          "busy"         /* Twilio asked to wait */
#define TIDINGS_REASON_LOST_ANSWER   "lost-answer"  /* the request left, the answer did not come back */
#define TIDINGS_REASON_NO_RECEIPT    "no-receipt"   /* sent, and the carrier said nothing for 72 hours */
#define TIDINGS_REASON_CANCELED      "canceled"     /* the person at the computer canceled it */
#define TIDINGS_REASON_REPLACED      "replaced"     /* a newer code took its place */
#define TIDINGS_REASON_REMOVED       "removed"      /* its person, reminder or alert type was removed */
#define TIDINGS_REASON_REPLANNED     "replanned"    /* something about its reminder or person changed: another goes in its place */
#define TIDINGS_REASON_NOT_AHEAD     "not-ahead"    /* Twilio would not keep it for later: another goes from this computer in its place */
#define TIDINGS_REASON_DONE          "done"         /* what it is about was done before it went */
#define TIDINGS_REASON_SNOOZED       "snoozed"      /* who got it answered LATER: held until then */

/**
 * TidingsRetry:
 * @TIDINGS_RETRY_NO: only after something was changed
 * @TIDINGS_RETRY_LATER: the same text may go again, later
 * @TIDINGS_RETRY_ASK: it may have arrived: ask first
 */
typedef enum {
  TIDINGS_RETRY_NO,
  TIDINGS_RETRY_LATER,
  TIDINGS_RETRY_ASK,
} TidingsRetry;

/**
 * tidings_reason_describe:
 * @reason: a name above; an unknown one is shown as it is
 * @error_code: Twilio's code for %TIDINGS_REASON_TWILIO, otherwise 0
 * @person: (nullable): name to use in the sentence
 *
 * Returns: (transfer full): one sentence without a period, in the process's language. A Twilio code that is not in the
 *   table gives its number and the address of its explanation.
 */
char        *tidings_reason_describe        (const char *reason,
                                             int         error_code,
                                             const char *person);

/**
 * tidings_reason_describe_code:
 * @error_code: a code of Twilio's error dictionary
 *
 * Returns: (transfer full) (nullable): what happened and what to do, as one sentence; %NULL if the code is not in the table
 */
char        *tidings_reason_describe_code   (int error_code);

/**
 * tidings_reason_describe_error:
 * @error_code: a code of Twilio's error dictionary
 * @twilio_words: (nullable): Twilio's own English (`error_message`), used where we have no words; long numbers in it are shortened
 *
 * Returns: (transfer full): as tidings_reason_describe_code(), and for a code that is not in the table its number and the
 *   address of its explanation
 */
char        *tidings_reason_describe_error  (int         error_code,
                                             const char *twilio_words);

/**
 * tidings_reason_get_retry:
 * @error_code: a code of Twilio's error dictionary
 *
 * Returns: whether a text that ended with it may go again (Twilio reference, section 7); %TIDINGS_RETRY_NO for unknown codes
 */
TidingsRetry tidings_reason_get_retry       (int error_code);

/** tidings_reason_is_gate: Returns: whether @reason is a rule of the household and not a failure */
gboolean     tidings_reason_is_gate         (const char *reason);

G_END_DECLS
