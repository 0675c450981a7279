/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Twilio on the loopback interface: for practice mode, for tests, and to run alone. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"

G_BEGIN_DECLS

/* The account that the simulator starts with, and its sender; made up, as Twilio's examples are. */
#define TIDINGS_SIMULATOR_ACCOUNT_SID "AC00000000000000000000000000000001"
#define TIDINGS_SIMULATOR_TOKEN       "00000000000000000000000000000002"
#define TIDINGS_SIMULATOR_KEY_SID     "SK00000000000000000000000000000003"
#define TIDINGS_SIMULATOR_KEY_SECRET  "00000000000000000000000000000004"
#define TIDINGS_SIMULATOR_SENDER      "+15005550006"
#define TIDINGS_SIMULATOR_SERVICE     "MG00000000000000000000000000000005"
#define TIDINGS_SIMULATOR_VERIFY      "VA0000000000000000000000000000000a"

/* Test credentials (Twilio reference, section 1.4): nothing is sent or kept, and only sending is allowed. */
#define TIDINGS_SIMULATOR_TEST_SID    "AC00000000000000000000000000000006"
#define TIDINGS_SIMULATOR_TEST_TOKEN  "00000000000000000000000000000007"

/*
 * The account behind it can be made to be anything, from outside, by its own paths. They take forms (POST) and need no
 * password, but refuse what a page in a browser sends. A parameter that a path does not know is an error there, and at
 * Twilio's own paths too, where Twilio itself would ignore it: so a mistyped name is found. An answer is 204, or 201 with
 * `{"sid": …}`; what is missing or wrong gets 400/20001 and its name. All is kept in memory only, but what the journal
 * keeps (texts and the behaviour of phones). Posting again changes what is given and leaves the rest.
 *
 * POST /account          Kind (Full, Trial), State (active, suspended, closed), Owner (AC… makes it a subaccount), Name,
 *                        Balance (before the first text), Currency, Region (where the credentials belong) and HostRegion
 *                        (what this address plays; another than Region: 401), ConcurrencyLimit (requests at once; 429/20429),
 *                        DailyLimit (texts a GMT day; later ones end as 63038), ScheduledLimit (35125); 0 for none of the three;
 *                        DropsSchedule (true: texts with SendAt go at once, as some of Twilio's pages warn)
 * POST /keys             Sid (SK…, a new one without), Secret, Kind (Main, Standard, Restricted), Permissions (comma list of
 *                        balance/read numbers/read numbers/update short-codes/read caller-ids/read|create|update|delete
 *                        messages/create|read|update|delete services/read toll-free/read prices/read
 *                        geo-permissions/read|update lookup/read verify/create|read|update|check usage/read), Remove=true
 * POST /numbers          Number (E.164 or a short code), Sid, Name, Country, Type (local, mobile, national, tollfree,
 *                        shortcode), Capabilities (comma list of voice, sms, mms), Registered (true, false: a US campaign of
 *                        its own; otherwise 30034), TollFree (PENDING_REVIEW, IN_REVIEW, TWILIO_APPROVED, TWILIO_REJECTED or
 *                        empty; otherwise than approved: 30032), RejectionReason, SmsUrl, SmsMethod, SmsFallbackUrl,
 *                        StatusCallback, Remove=true
 * POST /caller-ids       Number, Name, After (ms until it is listed), Remove=true: who may be texted on a trial
 * POST /services         Sid (MG…, a new one without), Name, Senders (comma list of own numbers, short codes and names: the
 *                        whole pool), InboundUrl, FallbackUrl, StatusCallback, UseInboundWebhookOnNumber (true, false),
 *                        SmartEncoding, StickySender, Campaign (NONE, IN_PROGRESS, VERIFIED, FAILED), CampaignError, Remove=true
 * POST /names            Name, Country, Registered (true, false): names where a country wants them registered (30040)
 * POST /countries        Country (comma list, or all), Allowed (true, false; 21408), Locked (true: a PATCH gets 30649)
 * POST /lines            Number, Type (mobile, landline, …), Carrier, Mcc, Mnc, ErrorCode (606xx), Valid (true, false): what a
 *                        lookup says; a landline gets no texts (30006) and no codes by text (60205)
 * POST /prices           Country, Carrier, Mcc, Mnc, NumberType, Price (of a part, as a decimal), Inbound=true; Clear=true
 *                        forgets all; what is listed is what texts are charged
 * POST /verify-services  Sid (VA…, a new one without), Name, CodeLength (4 to 10), Lifetime (s), Remove=true
 * POST /phones           Number, Behaviour (normal, off, network-trouble, slow, unknown: 30005, filtered: 30007, opted-out: 21610,
 *                        unpriced, fraud: Verify says 60410, texts end as 30450),
 *                        ErrorCode (30000 and above, and 14107: how texts end; 602xx, 604xx, 575001: how Verify refuses; any
 *                        other: how texts are refused; 0: none of it)
 * POST /replies          From, To, Body, MediaUrl (maybe several): a phone texts
 * POST /faults           see tidings_simulator_push_fault()
 * POST /clock            Skew (s): how far all its dates are ahead of this computer; Pass (s): texts that wait for their moment
 *                        come that much nearer to it, as if so long had passed (for this process, not in the journal)
 * POST /statuses         what becomes of a text: Sid, or To (for its next texts, or everybody's without), Times (how many,
 *                        0 for all), Statuses (comma list of `word`, `word:code`, `word@ms`, `word:code@ms`: at that age, or
 *                        without @ one after the other, each time someone looks), PriceAfter (ms after the last word)
 * GET  /texts            all texts, newest first: Twilio's resource, and sent_body, duplicates (others of the same direction,
 *                        phone and text), deleted, redacted
 * GET  /requests         `{total, open, peak, requests: [{method, path, parameters, user, status, code, fault, at}]}`: names
 *                        of parameters, never their values; user is token, key, test or nobody
 * POST /requests         Keep (how many of the latest, 0 for none), Clear=true (also the counts)
 * POST /tunnels          Public (beginning of an address), Local (what it is in truth, http://127.0.0.1:PORT…): webhooks for
 *                        the one are signed for it and go to the other; to anywhere but this computer none ever goes
 * POST /webhooks         tells of a text now: Sid, Url, Status and ErrorCode (in place of its own), Signature (good, bad,
 *                        none), Format (form, get, json with bodySHA256), Token (I-Twilio-Idempotency-Token, to repeat one),
 *                        Extra (name of one more parameter)
 * GET  /webhooks         what was told: `[{kind, sid, message_status, url, token, tries, answer, error, done}]`. A status goes
 *                        to a text's StatusCallback or its service's, an inbound text to the number's SmsUrl or its service's
 *                        InboundUrl, by itself; TwiML answers with <Message> are obeyed
 * GET  /inbox            what the phones got: `[{to, from, body, at, sid}]`
 * GET  /calls            what calls said: `[{to, code, at}]`
 */

#define TIDINGS_TYPE_SIMULATOR (tidings_simulator_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSimulator, tidings_simulator, TIDINGS, SIMULATOR, GObject)

/**
 * tidings_simulator_new:
 * @clock: what time it is there
 * @journal: (nullable) (type filename): file that keeps what it accepted (JSON lines, mode 0600, synced before each
 *   201 leaves), so that another simulator can go on where this one ended, also after SIGKILL; %NULL to remember nothing
 * @error: return location; a torn last line of the journal is dropped, not an error
 *
 * Statuses are computed from a message's age, so a simulator that was away for an hour shows what would have happened.
 *
 * Returns: (transfer full) (nullable): the simulator, not listening yet
 */
TidingsSimulator *tidings_simulator_new         (TidingsClock      *clock,
                                                 const char        *journal,
                                                 GError           **error);

/**
 * tidings_simulator_set_seed:
 * @self: a simulator
 * @seed: any number
 *
 * Makes the ids it gives out from now on the same in each run; otherwise they are random. For tests.
 */
void              tidings_simulator_set_seed    (TidingsSimulator  *self,
                                                 guint32            seed);

/** tidings_simulator_dup_controls: Returns: (transfer full): its own paths and the names of their parameters, a line each, for `--help` */
char             *tidings_simulator_dup_controls (void);

/**
 * tidings_simulator_keep_requests:
 * @self: a simulator
 * @n_requests: how many of the latest requests `GET /requests` tells of; 0, as it begins, for none
 */
void              tidings_simulator_keep_requests (TidingsSimulator *self,
                                                 guint              n_requests);

/**
 * tidings_simulator_listen:
 * @self: a simulator
 * @port: 0 for any free one
 * @error: return location
 *
 * Listens on 127.0.0.1 in the thread-default main context.
 *
 * Returns: %FALSE with @error set
 */
gboolean          tidings_simulator_listen      (TidingsSimulator  *self,
                                                 guint16            port,
                                                 GError           **error);
/** tidings_simulator_get_origin: Returns: `http://127.0.0.1:PORT`, once it listens */
const char       *tidings_simulator_get_origin  (TidingsSimulator  *self);

/**
 * TidingsSimulatorFault:
 *
 * What goes wrong, on request.
 */
typedef enum {
  TIDINGS_SIMULATOR_FAULT_NONE,
  TIDINGS_SIMULATOR_FAULT_LATENCY,       /* the answer comes @amount ms late */
  TIDINGS_SIMULATOR_FAULT_TOO_MANY,      /* 429/20429, with Retry-After: @amount seconds if not 0; nothing was processed */
  TIDINGS_SIMULATOR_FAULT_SERVER_ERROR,  /* 500/20500; @amount 1: after it was accepted all the same */
  TIDINGS_SIMULATOR_FAULT_DROP_REPLY,    /* it is accepted, then the connection closes without an answer */
  TIDINGS_SIMULATOR_FAULT_DROP_REQUEST,  /* the connection closes without an answer, and nothing was accepted */
  TIDINGS_SIMULATOR_FAULT_SLOW_BODY,     /* the body comes in pieces over @amount ms */
  TIDINGS_SIMULATOR_FAULT_NONSENSE,      /* accepted, and the body is not JSON */
  TIDINGS_SIMULATOR_FAULT_HTML,          /* a proxy's page, with status @amount (200 if 0); accepted below 400 */
  TIDINGS_SIMULATOR_FAULT_TRUNCATED,     /* accepted, and the JSON ends in its middle */
  TIDINGS_SIMULATOR_FAULT_EMPTY,         /* accepted, and the body is empty */
  TIDINGS_SIMULATOR_FAULT_CUT_BODY,      /* accepted, and the connection ends in the middle of the body */
  TIDINGS_SIMULATOR_FAULT_UNKNOWN_ENUM,  /* status, type and the like have a word of the future */
  TIDINGS_SIMULATOR_FAULT_REDIRECT,      /* 302 to elsewhere; nothing was accepted */
  TIDINGS_SIMULATOR_FAULT_FOREIGN_PAGE,  /* the next page of a list is on another host */
  TIDINGS_SIMULATOR_FAULT_SHIFTED_PAGE,  /* a page that a link led to begins @amount rows (1 if 0) too early, as if so many had come */
  TIDINGS_SIMULATOR_FAULT_RANDOM,        /* any of those that leave no or no readable answer */
} TidingsSimulatorFault;

/**
 * tidings_simulator_push_fault:
 * @self: a simulator
 * @method: (nullable): `POST` or `GET`, %NULL for any
 * @fault: what goes wrong
 * @amount: as the fault says
 * @n_times: with how many of the next requests, 0 for all from now on
 *
 * Queued behind faults pushed earlier for the same method; only a latency for all from now on goes together with what
 * stands behind it. The same from outside: `POST /faults` with `Method`, `Fault` (`latency`, `too-many`, `server-error`,
 * `drop-reply`, `drop-request`, `slow-body`, `nonsense`, `html`, `truncated`, `empty`, `cut-body`, `unknown-enum`,
 * `redirect`, `foreign-page`, `shifted-page`, `random`; `none` clears all), `Amount`, `Times`, and what only this way has:
 * `Path` (a part that the path must have, `/Messages.json`), `Probability` (percent of such requests, by dice that `Seed`
 * makes the same in each run), `Processed` (`true`, `false`: whether it is accepted all the same), `Status` (in place of
 * 500, 302 or 200) and `Url` (where `redirect` and `foreign-page` point).
 */
void              tidings_simulator_push_fault  (TidingsSimulator      *self,
                                                 const char            *method,
                                                 TidingsSimulatorFault  fault,
                                                 guint                  amount,
                                                 guint                  n_times);

/** TidingsSimulatorPhone: how a practice phone behaves. Kept in the journal. */
typedef enum {
  TIDINGS_SIMULATOR_PHONE_NORMAL,          /* delivered after one and a half seconds */
  TIDINGS_SIMULATOR_PHONE_OFF,             /* undelivered, 30003 */
  TIDINGS_SIMULATOR_PHONE_NETWORK_TROUBLE, /* undelivered, 30017 */
  TIDINGS_SIMULATOR_PHONE_SLOW,            /* delivered after half a minute */
  TIDINGS_SIMULATOR_PHONE_LANDLINE,        /* undelivered, 30006 */
  TIDINGS_SIMULATOR_PHONE_UNKNOWN,         /* undelivered, 30005: nobody has the number */
  TIDINGS_SIMULATOR_PHONE_FILTERED,        /* undelivered, 30007: the carrier takes it for unwanted */
  TIDINGS_SIMULATOR_PHONE_OPTED_OUT,       /* refused, 21610: Twilio has a STOP that nobody here knows of */
  TIDINGS_SIMULATOR_PHONE_UNPRICED,        /* as normal, and its price never becomes known */
} TidingsSimulatorPhone;

/** tidings_simulator_phone_to_string: Returns: the behaviour's name, as the journal and the bus write it */
const char       *tidings_simulator_phone_to_string (TidingsSimulatorPhone phone);
/** tidings_simulator_phone_from_string: Returns: %FALSE if @text is no such name */
gboolean          tidings_simulator_phone_from_string (const char            *text,
                                                       TidingsSimulatorPhone *phone);
/** tidings_simulator_list_phones: Returns: (transfer full): a dictionary of E.164 and name, of the phones that do not behave normally */
GHashTable       *tidings_simulator_list_phones (TidingsSimulator      *self);

/** tidings_simulator_set_phone: @number: E.164; for texts accepted from now on. From outside: `POST /phones` with `Number`, `Behaviour` */
void              tidings_simulator_set_phone   (TidingsSimulator      *self,
                                                 const char            *number,
                                                 TidingsSimulatorPhone  phone);

/**
 * TidingsSimulatorText:
 * @sid: SM…
 * @to: E.164 of the phone that got it
 * @from: sender
 * @body: as the phone shows it
 * @at: UTC milliseconds of its arrival
 * @is_reply: whether the phone sent it; then @from is the phone's and @to the sender it answers to
 */
typedef struct {
  char *sid;
  char *to;
  char *from;
  char *body;
  gint64 at;
  gboolean is_reply;
} TidingsSimulatorText;

void              tidings_simulator_text_free   (TidingsSimulatorText  *text);

/** tidings_simulator_list_inbox: Returns: (transfer full) (element-type TidingsSimulatorText): what the phones have received by now, oldest first. A text is on the phone as soon as it is accepted and the phone is not off or in trouble: practice waits for no carrier. From outside: `GET /inbox` */
GPtrArray        *tidings_simulator_list_inbox  (TidingsSimulator      *self);

/** tidings_simulator_list_texts: Returns: (transfer full) (element-type TidingsSimulatorText): all that stands on the phones' screens, what they received and what they sent, oldest first */
GPtrArray        *tidings_simulator_list_texts  (TidingsSimulator      *self);

/**
 * tidings_simulator_return_to:
 * @self: a simulator
 * @now: UTC milliseconds
 *
 * When its clock is put back: what was accepted after @now was accepted by then, so that nothing waits for a time that was
 * only tried out. Kept in the journal.
 */
void              tidings_simulator_return_to   (TidingsSimulator      *self,
                                                 gint64                 now);

/**
 * tidings_simulator_reply:
 * @self: a simulator
 * @from: E.164 of the phone that answers
 * @to: (nullable): the sender it answers to; %NULL for the one that texted it last, else the account's
 * @body: what it says
 *
 * Adds an inbound message. STOP words block the pair as Twilio does (21610 from then on), START words reopen it. From
 * outside: `POST /replies` with `From`, `To`, `Body`.
 */
void              tidings_simulator_reply       (TidingsSimulator      *self,
                                                 const char            *from,
                                                 const char            *to,
                                                 const char            *body);

/**
 * TidingsSimulator::text-arrived:
 * @self: the simulator
 *
 * A phone received something, so that the practice phone's window can look.
 */

G_END_DECLS
