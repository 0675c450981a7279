/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check's lines: from what Twilio has answered (or why it has not) to a verdict, words, and one next step.
 *
 * Nothing here asks anybody. Each function takes an answer, or the error that came instead of it; facts are those of the
 * Twilio reference, in the section named. */
#pragma once

#include "tidings-message.h"
#include "tidings-person.h"
#include "tidings-sender.h"
#include "tidings-store-arrivals.h"
#include "tidings-twilio.h"
#include "tidings-twilio-senders.h"

G_BEGIN_DECLS

/**
 * TidingsCheckVerdict:
 * @TIDINGS_CHECK_GOOD: nothing stands in the way
 * @TIDINGS_CHECK_BAD: something does; the line has a next step
 * @TIDINGS_CHECK_UNKNOWN: it cannot be told; the words say why
 */
typedef enum {
  TIDINGS_CHECK_GOOD,
  TIDINGS_CHECK_BAD,
  TIDINGS_CHECK_UNKNOWN,
} TidingsCheckVerdict;

/** tidings_check_verdict_to_string: Returns: `good`, `bad` or `unknown` */
const char       *tidings_check_verdict_to_string (TidingsCheckVerdict verdict);

/* What a line is about. */
#define TIDINGS_CHECK_KEY          "key"
#define TIDINGS_CHECK_ACCOUNT      "account"
#define TIDINGS_CHECK_REGION       "region"
#define TIDINGS_CHECK_BALANCE      "balance"
#define TIDINGS_CHECK_SENDER       "sender"
#define TIDINGS_CHECK_SERVICE      "service"
#define TIDINGS_CHECK_POOL         "pool"
#define TIDINGS_CHECK_ANSWERS      "answers"
#define TIDINGS_CHECK_REGISTRATION "registration"
#define TIDINGS_CHECK_COUNTRY      "country"
#define TIDINGS_CHECK_NAME         "name"
#define TIDINGS_CHECK_TRIAL        "trial"
#define TIDINGS_CHECK_VERIFY       "verify"
#define TIDINGS_CHECK_ARRIVAL      "arrival"
#define TIDINGS_CHECK_PROOF        "proof"

/**
 * TidingsCheckLine:
 * @what: one of the names above
 * @verdict: what came of it
 * @words: a sentence without a period, in the process's language
 * @next: (nullable): the one thing to do; every bad line has it
 * @about: (nullable): `person:3`, `country:DE` or `sender:+15005550006`, where there is one line for each
 */
typedef struct {
  const char *what;
  TidingsCheckVerdict verdict;
  char *words;
  char *next;
  char *about;
} TidingsCheckLine;

/**
 * tidings_check_line_new:
 * @what: what it is about
 * @verdict: what came of it
 * @about: (nullable): whom it is about
 * @words: (transfer full): a sentence
 * @next: (transfer full) (nullable): the next step; must be there for a bad line
 *
 * Returns: (transfer full): the line
 */
TidingsCheckLine *tidings_check_line_new          (const char          *what,
                                                   TidingsCheckVerdict  verdict,
                                                   const char          *about,
                                                   char                *words,
                                                   char                *next);
/** tidings_check_line_new_unknown: a line for a question without an answer. @error: what came instead. Returns: (transfer full): the line, with words that say why */
TidingsCheckLine *tidings_check_line_new_unknown  (const char          *what,
                                                   const char          *about,
                                                   const GError        *error);
void              tidings_check_line_free         (TidingsCheckLine    *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsCheckLine, tidings_check_line_free)

/** tidings_check_dup_country_name: Returns: (transfer full): the country's name in the process's language, @code itself if there is none */
char             *tidings_check_dup_country_name  (const char          *code);

/** tidings_check_line_key: what the credentials are and may do (1.1). @account: (nullable): %NULL with @error. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_key          (const TidingsTwilioAccount *account,
                                                   const GError        *error);
/** tidings_check_line_account: trial or full, subaccount, state (1.3, 1.7). @account: (nullable): %NULL with @error. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_account      (const TidingsTwilioAccount *account,
                                                   const GError        *error);
/** tidings_check_line_region: whether the account answers in its region (1.2). @region: (nullable): `ie1`; %NULL is us1. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_region       (const char          *region,
                                                   const TidingsTwilioAccount *account,
                                                   const GError        *error);
/**
 * tidings_check_line_balance:
 * @account: (nullable): whose it is; a subaccount has none of its own (6)
 * @micros: millionths of @currency
 * @currency: (nullable): ISO 4217; %NULL with @error
 * @low_micros: what the household calls low, 0 for nothing
 * @error: (nullable): why it is not known
 *
 * Returns: (transfer full): the line
 */
TidingsCheckLine *tidings_check_line_balance      (const TidingsTwilioAccount *account,
                                                   gint64               micros,
                                                   const char          *currency,
                                                   gint64               low_micros,
                                                   const GError        *error);
/** tidings_check_line_trial: whether a trial account may text the person (1.6, 1.7). @caller_ids: (nullable) (array zero-terminated=1): %NULL with @error. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_trial        (TidingsPerson       *person,
                                                   const char          *country,
                                                   const char * const  *caller_ids,
                                                   const GError        *error);
/** tidings_check_line_verify: whether the Verify Service is there (5), and that its codes say nothing of the sender. @name: (nullable): %NULL with @error. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_verify       (const char          *name,
                                                   const GError        *error);

/**
 * tidings_check_line_sender:
 * @sender: number, short code or name that texts leave from
 * @senders: (nullable) (element-type TidingsSender): what the account has; %NULL with @error, or for a name
 * @is_trial: a trial account has no names (1.7)
 * @error: (nullable): why it is not known
 *
 * Returns: (transfer full): the line
 */
TidingsCheckLine *tidings_check_line_sender       (const char          *sender,
                                                   GPtrArray           *senders,
                                                   gboolean             is_trial,
                                                   const GError        *error);
/** tidings_check_line_service: whether the Messaging Service is there (3). @service: (nullable): %NULL with @error. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_service      (const TidingsService *service,
                                                   const GError        *error);
/** tidings_check_line_pool: whether the Messaging Service has something to send from (3). @pool: (nullable) (element-type TidingsSender): %NULL with @error. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_pool         (GPtrArray           *pool,
                                                   const GError        *error);
/** tidings_check_line_service_answers: whether answers are logged, so that they can be seen (3, inbound caution). @service: (nullable): %NULL with @error. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_service_answers (const TidingsService *service,
                                                   const GError        *error);
/** tidings_check_line_number_answers: likewise for a plain number, for which only an answer tells (13.2). @last_at: UTC milliseconds of the latest answer to it, 0 for none. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_number_answers (gint64             last_at,
                                                   gint64               now);

/** tidings_check_needs_campaign: Returns: whether texts from @sender to people in the US need an A2P campaign (12): numbers with +1 that are not toll free */
gboolean          tidings_check_needs_campaign    (const char          *sender);
/**
 * tidings_check_line_campaign:
 * @has_service: the number is in a Messaging Service's pool; without one there is no campaign
 * @registration: where its best campaign stands
 * @error: (nullable): why it is not known
 *
 * US registration of long codes (12).
 *
 * Returns: (transfer full): the line
 */
TidingsCheckLine *tidings_check_line_campaign     (gboolean             has_service,
                                                   TidingsRegistration  registration,
                                                   const GError        *error);
/** tidings_check_line_toll_free: US and Canadian registration of a toll-free number (12). @reason: (nullable): Twilio's own words for a refusal. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_toll_free    (const char          *number,
                                                   TidingsRegistration  registration,
                                                   const char          *reason,
                                                   const GError        *error);
/** tidings_check_line_country: whether the account may text a country (12, geographic permissions). Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_country      (const char          *country,
                                                   gboolean             is_allowed,
                                                   const GError        *error);
/** tidings_check_line_name: whether texts to a country may come from a name (3.1). @is_spare: there is a number to fall back on. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_name         (const char          *country,
                                                   TidingsNameRule      rule,
                                                   gboolean             is_spare);

/** tidings_check_line_arrival: when the person's phone last truly received something. @here: (nullable): from the sender in use; @any: (nullable): from any. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_arrival      (TidingsPerson        *person,
                                                   const TidingsArrival *here,
                                                   const TidingsArrival *any,
                                                   gint64                now);
/** tidings_check_line_unproved: the last line when no test text was asked for. @proves: %FALSE in practice mode. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_unproved     (gboolean              proves);
/** tidings_check_line_untried: the last line when a test text was asked for and the account did not answer. Returns: (transfer full): the line */
TidingsCheckLine *tidings_check_line_untried      (void);
/**
 * tidings_check_line_proof:
 * @person: whose phone it was sent to
 * @message: the test text, as it is now
 * @proves: %FALSE in practice mode
 *
 * The last line after a test text; good only when a real one has arrived.
 *
 * Returns: (transfer full): the line
 */
TidingsCheckLine *tidings_check_line_proof        (TidingsPerson        *person,
                                                   TidingsMessage       *message,
                                                   gboolean              proves);

G_END_DECLS
