/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulator's files share: its state, a request on its way, and the texts it keeps. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "tidings-phone-number.h"
#include "tidings-simulator.h"
#include "tidings-simulator-world.h"

G_BEGIN_DECLS

/* A voice line: it is the account's, but cannot text, so that clients learn to look at the capabilities. */
#define SIM_VOICE_NUMBER  "+15005550007"
#define SIM_SENDER_SID    "PN00000000000000000000000000000008"
#define SIM_VOICE_SID     "PN00000000000000000000000000000009"

/* The account was made on 2 March 2026, 08:00 GMT. */
#define SIM_ACCOUNT_CREATED_AT G_GINT64_CONSTANT (1772438400000)

/* Millionths of a dollar, of the size of Twilio's own for US numbers: a segment out, a segment in, a paid lookup. */
#define SIM_OUTBOUND_MICROS G_GINT64_CONSTANT (8300)
#define SIM_INBOUND_MICROS  G_GINT64_CONSTANT (7500)
#define SIM_LOOKUP_MICROS   G_GINT64_CONSTANT (8000)

typedef struct _SimJournal SimJournal;
typedef struct _SimVerification SimVerification;
typedef struct _SimScript SimScript;
typedef struct _SimLog SimLog;
typedef struct _SimWebhooks SimWebhooks;

struct _TidingsSimulator {
  GObject parent_instance;

  TidingsClock *clock;
  GRand *random;
  SimJournal *journal;        /* NULL to remember nothing */
  gboolean is_replaying;      /* what it holds is read, not new */

  SoupServer *server;         /* NULL until it listens */
  char *origin;
  gint64 skew_ms;             /* how far its dates are ahead of the clock */
  SimLog *log;                /* requests, and how many are being answered */

  GPtrArray *texts;           /* owned SimText, oldest first, deleted ones included */
  GHashTable *texts_by_sid;   /* borrowed sid → borrowed SimText */
  GHashTable *phones;         /* owned number → SimPhone */
  GHashTable *phone_errors;   /* owned number → code that texts to it end or are refused with */
  GHashTable *blocked;        /* set of owned "sender or service, blank, number" */

  SimWorld *world;            /* what the account is and has */
  GPtrArray *verifications;   /* owned SimVerification, oldest first */

  GQueue faults;              /* owned SimFault, in the order they were pushed */
  GRand *dice;                /* for faults that befall some requests only */
  GPtrArray *scripts;         /* owned SimScript that wait for new texts */
  SimWebhooks *webhooks;      /* what clients' own addresses are told */
  GHashTable *late;           /* set of owned SimLate: answers that wait for their moment */
};

/* ---- texts: tidings-simulator-text.c ---- */

/* How a phone takes a text: the behaviours of the public header, and one that only the control path gives. */
typedef enum {
  SIM_PHONE_NORMAL = TIDINGS_SIMULATOR_PHONE_NORMAL,
  SIM_PHONE_OFF = TIDINGS_SIMULATOR_PHONE_OFF,
  SIM_PHONE_NETWORK_TROUBLE = TIDINGS_SIMULATOR_PHONE_NETWORK_TROUBLE,
  SIM_PHONE_SLOW = TIDINGS_SIMULATOR_PHONE_SLOW,
  SIM_PHONE_LANDLINE = TIDINGS_SIMULATOR_PHONE_LANDLINE,
  SIM_PHONE_UNKNOWN = TIDINGS_SIMULATOR_PHONE_UNKNOWN,
  SIM_PHONE_FILTERED = TIDINGS_SIMULATOR_PHONE_FILTERED,
  SIM_PHONE_OPTED_OUT = TIDINGS_SIMULATOR_PHONE_OPTED_OUT,
  SIM_PHONE_UNPRICED = TIDINGS_SIMULATOR_PHONE_UNPRICED,
  SIM_PHONE_FRAUD,      /* Twilio takes the number for a fraud's */
  SIM_N_PHONES
} SimPhone;

typedef enum {
  SIM_OUTBOUND,   /* asked for through the API */
  SIM_INBOUND,    /* a phone wrote it */
  SIM_ANSWER,     /* what Twilio itself answers to STOP, START and HELP */
  SIM_CODE,       /* Verify's: on the phone, but no message of the account */
  SIM_N_DIRECTIONS
} SimDirection;

/* A message resource. Nothing in it changes by itself: what it looks like now is computed from its age. */
typedef struct {
  char *sid;
  char *to;
  char *from;             /* NULL when a service is to choose */
  char *service;          /* MG…, or NULL */
  char *chosen;           /* what the service chose, or the same as from */
  char *body;             /* as the phone got it, even if redacted later */
  SimDirection direction;
  SimPhone phone;
  int error_code;         /* what befalls it whatever the phone does, 0 for nothing */
  gboolean is_failed;     /* it never leaves; otherwise a carrier refuses it */
  gint64 part_micros;     /* price of a segment, positive */
  char *callback;         /* StatusCallback, NULL for none; not in the journal */
  char **media;           /* addresses of pictures, NULL for none; not in the journal */
  gboolean has_feedback;  /* ProvideFeedback; not in the journal */
  guint n_segments;
  guint n_media;
  gint64 created_at;      /* UTC milliseconds, as all of them */
  gint64 send_at;         /* when it is to leave; the creation unless it was scheduled */
  gint64 canceled_at;     /* 0 for not */
  gint64 redacted_at;
  gint64 deleted_at;

  SimScript *script;      /* what becomes of it on request, NULL for nothing; not in the journal */
  guint n_looks;          /* how often someone looked at it */
  gint64 looked_at;       /* when someone did last */

  guint position;         /* in the list of texts */
  guint arrival_id;       /* call of the clock for a scheduled one, 0 for none */
} SimText;

/* What a text looks like at one moment. */
typedef struct {
  const char *status;
  gint64 since;           /* when it became so */
  gint64 sent_at;         /* when a carrier took it, 0 while not */
  int error_code;         /* 0 for none */
  gboolean is_final;
  gboolean has_sender;    /* FALSE while a service has not chosen */
  gboolean is_counted;    /* FALSE while a service has not looked at the text */
  gint64 price_micros;    /* what was charged by now */
  gboolean has_price;
} SimState;

void        sim_text_free          (SimText          *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimText, sim_text_free)

/** sim_text_get_state: what the text looks like at @now, a pure function of its age */
SimState    sim_text_get_state     (const SimText    *text,
                                    gint64            now);
/** sim_text_look: notes that someone looked at it at @now, after its resource was made */
void        sim_text_look          (SimText          *text,
                                    gint64            now);
/** sim_text_list_instants: Returns: (transfer full) (element-type gint64): when its status changes after the first one */
GArray     *sim_text_list_instants (const SimText    *text);
/** sim_text_get_error: Returns: the code it will end with, 0 if it is delivered */
int         sim_text_get_error     (const SimText    *text);
/** sim_text_arrives_at: Returns: when the phone has it, -1 for never */
gint64      sim_text_arrives_at    (const SimText    *text);
/** sim_text_get_sender: Returns: (nullable): number or name that the text shows at @now */
const char *sim_text_get_sender    (const SimText    *text,
                                    gint64            now);
/** sim_text_to_resource: Returns: (transfer full): Twilio's JSON of it (reference, section 2.1) */
JsonObject *sim_text_to_resource   (TidingsSimulator *self,
                                    const SimText    *text,
                                    gint64            now);
/** sim_text_to_journal: Returns: (transfer full): the journal's line for it */
JsonObject *sim_text_to_journal    (const SimText    *text);
/** sim_text_from_journal: Returns: (transfer full) (nullable): %NULL if something that it needs is missing */
SimText    *sim_text_from_journal  (JsonObject       *object);

/** sim_texts_return_to: what is dated after @now is dated @now */
void        sim_texts_return_to    (TidingsSimulator *self,
                                    gint64            now);
/** sim_texts_bring_forward: what waits for its moment waits @ms less */
void        sim_texts_bring_forward (TidingsSimulator *self,
                                    gint64            ms);
/** sim_keep_text: takes a text into the list and tells when a phone gets it */
void        sim_keep_text          (TidingsSimulator *self,
                                    SimText          *text);
/** sim_tell_arrival: @simulator: emits TidingsSimulator::text-arrived; a call for the clock */
void        sim_tell_arrival       (gpointer          simulator);
/** sim_dup_sid: Returns: (transfer full): an id that was not given out yet */
char       *sim_dup_sid            (TidingsSimulator *self,
                                    const char       *prefix);

/** sim_dup_digits: Returns: (transfer full): a code of so many digits */
char       *sim_dup_digits         (TidingsSimulator *self,
                                    guint             n_digits);

/** sim_phone_to_string: Returns: the name that the journal and the outside use */
const char *sim_phone_to_string    (SimPhone          phone);
/** sim_phone_from_string: Returns: %FALSE if @text is not such a name */
gboolean    sim_phone_from_string  (const char       *text,
                                    SimPhone         *phone);

/* ---- requests: tidings-simulator-request.c ---- */

#define SIM_MAX_ARGUMENTS 3

/* A parameter, decoded. */
typedef struct {
  char *name;
  char *value;
} SimPair;

void        sim_pair_free          (SimPair           *pair);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimPair, sim_pair_free)

typedef struct {
  TidingsSimulator *simulator;
  SoupServerMessage *message;
  const char *method;
  char *path;                          /* as it came */
  GPtrArray *query;                    /* owned SimPair */
  GPtrArray *form;                     /* owned SimPair; empty unless the body is a form */
  char *arguments[SIM_MAX_ARGUMENTS];  /* what the route's stars stand for, decoded */
  gint64 now;

  /* who asks */
  const SimKey *key;                   /* NULL for the token and for test credentials */
  gboolean is_test;                    /* test credentials */

  /* the answer */
  guint status;
  int code;                            /* Twilio's, 0 for none */
  char *content_type;
  char *body;
  guint retry_after_s;
  guint n_shifted;                     /* rows that a page begins too early */
  guint64 log_number;                  /* in the log of requests */
} SimRequest;

SimRequest *sim_request_new        (TidingsSimulator  *self,
                                    SoupServerMessage *message);
void        sim_request_free       (SimRequest        *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimRequest, sim_request_free)

/**
 * sim_request_match:
 * @pattern: path with `*` for a segment that goes into the arguments; `*.json` takes the suffix off
 *
 * Returns: whether the path fits, to the letter
 */
gboolean    sim_request_match      (SimRequest        *request,
                                    const char        *pattern);
/** sim_request_sign_in: checks Basic authentication; %FALSE with the answer set */
gboolean    sim_request_sign_in    (SimRequest        *request);

/** sim_set_created: writes date_created and date_updated; @is_2010: as the 2010 API writes them */
void        sim_set_created        (TidingsSimulator  *self,
                                    JsonObject        *object,
                                    gint64             created_at,
                                    gboolean           is_2010);

/** sim_request_check_names: @pairs: query or form; @names: those that are known, with blanks between. Returns: %FALSE with the answer set, which says the name that is not */
gboolean    sim_request_check_names (SimRequest       *request,
                                    GPtrArray         *pairs,
                                    const char        *names);
/** sim_request_dup_names: Returns: (transfer full): the names of all parameters, with blanks between */
char       *sim_request_dup_names  (SimRequest        *request);
/** sim_request_get_query: Returns: (nullable): first value of that name */
const char *sim_request_get_query  (SimRequest        *request,
                                    const char        *name);
/** sim_request_get_form: Returns: (nullable): first value of that name */
const char *sim_request_get_form   (SimRequest        *request,
                                    const char        *name);
/** sim_request_get_forms: Returns: (transfer container): all values of that name, in order */
GPtrArray  *sim_request_get_forms  (SimRequest        *request,
                                    const char        *name);

/** sim_request_dup_link: Returns: (transfer full): the same path and filters with another page; @token: (nullable) */
char       *sim_request_dup_link   (SimRequest        *request,
                                    guint              page_size,
                                    guint              page,
                                    const char        *token);

/** sim_is_web_address: Returns: whether @text is a full http or https address whose host has no underscore */
gboolean    sim_is_web_address     (const char        *text);

/** sim_reply: @object: (transfer full): the answer's JSON */
void        sim_reply              (SimRequest        *request,
                                    guint              status,
                                    JsonObject        *object);
/** sim_reply_node: @node: (transfer full): the answer's JSON */
void        sim_reply_node         (SimRequest        *request,
                                    guint              status,
                                    JsonNode          *node);
/** sim_reply_nothing: an answer without a body */
void        sim_reply_nothing      (SimRequest        *request,
                                    guint              status);
/** sim_reply_error: Twilio's error body (reference, section 0) */
void        sim_reply_error        (SimRequest        *request,
                                    guint              status,
                                    int                code,
                                    const char        *format,
                                    ...) G_GNUC_PRINTF (4, 5);
/** sim_reply_not_found: 404/20404 for the path that was asked for */
void        sim_reply_not_found    (SimRequest        *request);
/** sim_request_send: puts the answer and the header fields that Twilio sends into the message */
void        sim_request_send       (SimRequest        *request);

/** sim_date_rfc2822: Returns: (transfer full): as the 2010 API writes @instant */
char       *sim_date_rfc2822       (TidingsSimulator  *self,
                                    gint64             instant);
/** sim_date_iso8601: Returns: (transfer full): as the newer products write @instant */
char       *sim_date_iso8601       (TidingsSimulator  *self,
                                    gint64             instant);
/** sim_decimal: Returns: (transfer full): millionths as a decimal number with at least @n_digits of them */
char       *sim_decimal            (gint64             micros,
                                    guint              n_digits);

/* ---- new texts: tidings-simulator-create.c and -senders.c ---- */

/* What was asked for, checked step by step. */
typedef struct {
  const char *to_typed;
  char *to;                   /* E.164 */
  const char *country;        /* of the phone, "" if unknown; borrowed from check */
  TidingsNumberCheck *check;
  const char *from;           /* NULL for a service alone */
  const SimService *service;  /* NULL for none */
  char *sender;               /* what it leaves from in the end */
  char *body;
  char **media;
  guint n_media;
  gint64 send_at;
  SimPhone phone;
  int error_code;             /* what it will end with, 0 for nothing of its own */
} SimOrder;

/** sim_refuse_order: 400 with @code. Returns: %FALSE, for checks to return */
gboolean    sim_refuse_order       (SimRequest        *request,
                                    int                code,
                                    const char        *sentence);
/** sim_check_service: whether the service exists and has the sender in its pool */
gboolean    sim_check_service      (SimRequest        *request,
                                    SimOrder          *order);
/** sim_check_from: whether the sender is the account's and can text */
gboolean    sim_check_from         (SimRequest        *request,
                                    SimOrder          *order);
/** sim_check_way: whether this sender may text that phone, once both are known; chooses from the pool */
gboolean    sim_check_way          (SimRequest        *request,
                                    SimOrder          *order);

/* ---- lists: tidings-simulator-paging.c ---- */

/**
 * SimList:
 * @key: name of the array in the answer
 * @rows: all that fit, in the order of the list
 * @get_sid: the row's SID, which page tokens are made of
 * @to_resource: the row's JSON
 * @compare: (nullable): where a row stands, seen from the row with a SID, which need not fit any more: negative before it,
 *   positive after it; %NULL for a list in the order of its SIDs
 */
typedef struct {
  const char *key;
  GPtrArray *rows;
  const char *(*get_sid) (gpointer row);
  JsonObject *(*to_resource) (SimRequest *request, gpointer row);
  int (*compare) (SimRequest *request, gpointer row, const char *sid);
} SimList;

/** sim_reply_page_2010: answers with the page that `PageSize`, `Page` and `PageToken` ask for (reference, section 2.4) */
void        sim_reply_page_2010    (SimRequest        *request,
                                    const SimList     *list);
/** sim_reply_page_v1: the same in the shape of the newer products: `meta` and absolute links */
void        sim_reply_page_v1      (SimRequest        *request,
                                    const SimList     *list);

/* ---- resources ---- */

typedef void (*SimHandler) (SimRequest *request);

void        sim_account_fetch      (SimRequest        *request);
void        sim_balance_fetch      (SimRequest        *request);
void        sim_numbers_list       (SimRequest        *request);
void        sim_numbers_fetch      (SimRequest        *request);

void        sim_messages_create    (SimRequest        *request);
void        sim_messages_list      (SimRequest        *request);
void        sim_messages_fetch     (SimRequest        *request);
void        sim_messages_update    (SimRequest        *request);
void        sim_messages_delete    (SimRequest        *request);

void        sim_numbers_update     (SimRequest        *request);
void        sim_short_codes_list   (SimRequest        *request);
void        sim_caller_ids_list    (SimRequest        *request);
void        sim_caller_ids_create  (SimRequest        *request);
void        sim_caller_ids_fetch   (SimRequest        *request);
void        sim_caller_ids_update  (SimRequest        *request);
void        sim_caller_ids_delete  (SimRequest        *request);

/** sim_find_text: Returns: (nullable): the text that the path names; %NULL, with the answer set, if there is none or it was deleted */
SimText    *sim_find_text          (SimRequest        *request);
void        sim_media_list         (SimRequest        *request);
void        sim_media_fetch        (SimRequest        *request);
/** sim_media_get_type: Returns: the type that the address of a picture promises */
const char *sim_media_get_type     (const char        *url);
void        sim_feedback_create    (SimRequest        *request);
void        sim_usage_list         (SimRequest        *request);
void        sim_usage_period       (SimRequest        *request);

void        sim_services_list      (SimRequest        *request);
void        sim_services_fetch     (SimRequest        *request);
void        sim_pool_numbers       (SimRequest        *request);
void        sim_pool_short_codes   (SimRequest        *request);
void        sim_pool_names         (SimRequest        *request);
void        sim_campaigns_list     (SimRequest        *request);
void        sim_toll_free_list     (SimRequest        *request);

void        sim_lookup_fetch       (SimRequest        *request);
void        sim_prices_list        (SimRequest        *request);
void        sim_prices_fetch       (SimRequest        *request);
void        sim_geo_permissions    (SimRequest        *request);
void        sim_geo_permissions_update (SimRequest    *request);

void        sim_verify_service_fetch (SimRequest      *request);
void        sim_verifications_create (SimRequest      *request);
void        sim_verifications_fetch  (SimRequest      *request);
void        sim_verifications_update (SimRequest      *request);
void        sim_verifications_check  (SimRequest      *request);
/** sim_verifications_new: Returns: (transfer full): an empty list of verifications */
GPtrArray  *sim_verifications_new    (void);
/** sim_verifications_list_calls: Returns: (transfer full): the calls so far that said a code, as the control path gives them */
JsonArray  *sim_verifications_list_calls (TidingsSimulator *self);

/** sim_number_get_sid: @row: a SimNumber; for lists */
const char *sim_number_get_sid     (gpointer           row);
/** sim_number_fits: Returns: whether @pattern, with stars or anywhere in it, fits @number; an empty one always does */
gboolean    sim_number_fits        (const char        *number,
                                    const char        *pattern);
/** sim_keep_caller_id: @name: (nullable); @listed_at: when it appears in the list. Returns: (transfer none): the new row, in place of one for the same number */
SimCallerId *sim_keep_caller_id    (TidingsSimulator  *self,
                                    const char        *number,
                                    const char        *name,
                                    gint64             listed_at);
/** sim_is_verified: Returns: whether a trial account may text @number */
gboolean    sim_is_verified        (TidingsSimulator  *self,
                                    const char        *number);

/** sim_route: lets the path's handler answer, after every check that does not depend on it */
void        sim_route              (SimRequest        *request);
/** sim_route_has_permission: Returns: whether any path asks for that permission */
gboolean    sim_route_has_permission (const char      *name);

/* ---- control: tidings-simulator-control.c, -control-read.c and -control-world.c ---- */

/** sim_control: answers if the path is one of the simulator's own (`/faults`, `/phones`, `/replies`, `/inbox`). Returns: whether it was */
gboolean    sim_control            (SimRequest        *request);

/** sim_refuse: says which parameter of a control path is missing or wrong */
void        sim_refuse             (SimRequest        *request,
                                    const char        *name);
/** sim_read_count: Returns: %FALSE if the parameter is there and no number; @absent is what it is when missing */
gboolean    sim_read_count         (SimRequest        *request,
                                    const char        *name,
                                    guint64            absent,
                                    guint             *count);
/** sim_read_flag: changes @flag if the parameter is there. Returns: %FALSE, with the answer set, if it is neither true nor false */
gboolean    sim_read_flag          (SimRequest        *request,
                                    const char        *name,
                                    gboolean          *flag);
/** sim_read_word: changes @word if the parameter is there; @words: (nullable): those allowed, with blanks between. Empty becomes %NULL. Returns: %FALSE with the answer set */
gboolean    sim_read_word          (SimRequest        *request,
                                    const char        *name,
                                    const char        *words,
                                    char             **word);
/** sim_read_micros: changes @micros if the parameter, a decimal number, is there. Returns: %FALSE with the answer set */
gboolean    sim_read_micros        (SimRequest        *request,
                                    const char        *name,
                                    gint64            *micros);
/** sim_read_number: Returns: (transfer full) (nullable): the parameter in E.164; %NULL, with the answer set, if it is none */
char       *sim_read_number        (SimRequest        *request,
                                    const char        *name);
/** sim_is_true: Returns: whether the parameter is `true` */
gboolean    sim_is_true            (SimRequest        *request,
                                    const char        *name);

void        sim_control_account    (SimRequest        *request);
void        sim_control_keys       (SimRequest        *request);
void        sim_control_numbers    (SimRequest        *request);
void        sim_control_caller_ids (SimRequest        *request);
void        sim_control_services   (SimRequest        *request);
void        sim_control_names      (SimRequest        *request);
void        sim_control_countries  (SimRequest        *request);
void        sim_control_lines      (SimRequest        *request);
void        sim_control_prices     (SimRequest        *request);
void        sim_control_verify_services (SimRequest   *request);

/* ---- phones: tidings-simulator-phones.c ---- */

/** sim_set_phone: as tidings_simulator_set_phone(), without writing the journal */
void        sim_set_phone          (TidingsSimulator  *self,
                                    const char        *number,
                                    SimPhone           phone);
/** sim_get_phone: Returns: how the phone behaves */
SimPhone    sim_get_phone          (TidingsSimulator  *self,
                                    const char        *number);
/** sim_set_phone_error: @code: 0 for none; one from 30000 on is how texts end, any other refuses them */
void        sim_set_phone_error    (TidingsSimulator  *self,
                                    const char        *number,
                                    int                code);
/** sim_get_phone_error: Returns: what was set, 0 for none */
int         sim_get_phone_error    (TidingsSimulator  *self,
                                    const char        *number);
/** sim_is_verify_code: Returns: whether @code is one that Verify refuses with */
gboolean    sim_is_verify_code     (int                code);
/** sim_send_code: puts a text of Verify's on a phone */
void        sim_send_code          (TidingsSimulator  *self,
                                    const char        *number,
                                    const char        *body);
/** sim_reply_with_media: as tidings_simulator_reply(), with addresses of pictures */
void        sim_reply_with_media   (TidingsSimulator  *self,
                                    const char        *from,
                                    const char        *to,
                                    const char        *body,
                                    char             **media);
/** sim_suspend: what has not left yet never will, as the account was suspended (30002) */
void        sim_suspend            (TidingsSimulator  *self);
/** sim_answer_text: answers an inbound text from the number that it came to */
void        sim_answer_text        (TidingsSimulator  *self,
                                    const SimText     *text,
                                    const char        *body);
/** sim_is_blocked: Returns: whether the phone sent STOP to this sender or service */
gboolean    sim_is_blocked         (TidingsSimulator  *self,
                                    const char        *sender,
                                    const char        *number);
/** sim_note_keyword: blocks or reopens the pair if an inbound text is a keyword */
void        sim_note_keyword       (TidingsSimulator  *self,
                                    const SimText     *text);

/* ---- faults: tidings-simulator-faults.c ---- */

/* A fault that waits for its requests. */
typedef struct {
  char *method;         /* NULL for any */
  char *path;           /* a part that the path must have, NULL for any */
  TidingsSimulatorFault fault;
  guint amount;
  guint n_left;         /* 0 for ever */
  guint percent;        /* of the requests that it fits */
  guint status;         /* 0 for the fault's own */
  char *url;            /* NULL for the fault's own */
  gboolean has_processed;
  gboolean is_processed;
} SimFault;

/* What befalls one request. */
typedef struct {
  TidingsSimulatorFault fault;
  guint amount;
  guint status;
  guint latency_ms;
  gboolean is_processed;
  char *url;
} SimMishap;

void        sim_fault_free         (SimFault          *fault);
void        sim_mishap_clear       (SimMishap         *mishap);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimMishap, sim_mishap_clear)
/** sim_faults_push: @fault: (transfer full): queued behind the others */
void        sim_faults_push        (TidingsSimulator  *self,
                                    SimFault          *fault);
/** sim_faults_take: what goes wrong with this request, into the zeroed @mishap */
void        sim_faults_take        (SimRequest        *request,
                                    SimMishap         *mishap);
/** sim_fault_from_string: Returns: %FALSE if @text is not the name of a fault */
gboolean    sim_fault_from_string  (const char            *text,
                                    TidingsSimulatorFault *fault);
/** sim_fault_to_string: Returns: the fault's name, `none` for none */
const char *sim_fault_to_string    (TidingsSimulatorFault  fault);
/** sim_answer_with_mishap: lets @handler answer, with whatever goes wrong on the way */
void        sim_answer_with_mishap (SimRequest            *request,
                                    SimHandler             handler,
                                    const SimMishap       *mishap);

/* ---- spoilt answers: tidings-simulator-spoil.c ---- */

/** sim_spoil_truncate: leaves the first half of the body */
void        sim_spoil_truncate     (SimRequest        *request);
/** sim_spoil_html: a proxy's page instead of the body */
void        sim_spoil_html         (SimRequest        *request,
                                    const char        *content_type);
/** sim_spoil_words: gives members that hold a word of a closed set one of the future */
void        sim_spoil_words        (SimRequest        *request);
/** sim_spoil_next_page: lets the next page of a list be at @url */
void        sim_spoil_next_page    (SimRequest        *request,
                                    const char        *url);

/* ---- late answers: tidings-simulator-late.c ---- */

/** sim_late_send: sends the answer @ms later */
void        sim_late_send          (SimRequest        *request,
                                    guint              ms);
/** sim_late_send_slowly: sends the body in pieces over @ms */
void        sim_late_send_slowly   (SimRequest        *request,
                                    guint              ms);
/** sim_late_cut: sends half of the body, then ends the connection */
void        sim_late_cut           (SimRequest        *request);
/** sim_faults_new_late: Returns: (transfer full): a set of answers that wait */
GHashTable *sim_faults_new_late    (void);
/** sim_faults_forget_late: lets go of answers that still wait, when the simulator goes */
void        sim_faults_forget_late (TidingsSimulator      *self);

/* ---- statuses on request: tidings-simulator-script.c ---- */

/** sim_script_unref: @script: (nullable) */
void        sim_script_unref       (SimScript         *script);
/** sim_script_change_state: changes what @text would be by itself at @now into what its script says */
void        sim_script_change_state (const SimText    *text,
                                    gint64            now,
                                    SimState         *state);
/** sim_script_is_by_look: Returns: whether it goes on each time someone looks */
gboolean    sim_script_is_by_look  (const SimScript   *script);
/** sim_script_has_steps: Returns: whether it changes the status at all */
gboolean    sim_script_has_steps   (const SimScript   *script);
/** sim_script_goes_on: Returns: whether another look at @text shows the next status */
gboolean    sim_script_goes_on     (const SimText     *text);
/** sim_script_get_price_ms: @script: (nullable). Returns: how long after the last word the price is known, @usual if it does not say */
gint64      sim_script_get_price_ms (const SimScript  *script,
                                    gint64            usual);
/** sim_script_list_instants: Returns: (transfer full) (element-type gint64): when it changes the status, by the clock; none if it goes by looks */
GArray     *sim_script_list_instants (const SimText   *text);
/** sim_scripts_give: gives a new text the script that waits for it; an inbound one only a script for the number it came to */
void        sim_scripts_give       (TidingsSimulator  *self,
                                    SimText           *text);
/** sim_control_statuses: POST /statuses */
void        sim_control_statuses   (SimRequest        *request);

/* ---- the log of requests: tidings-simulator-log.c ---- */

SimLog     *sim_log_new            (void);
void        sim_log_free           (SimLog            *log);
/** sim_log_keep: how many of the latest requests are kept */
void        sim_log_keep           (SimLog            *log,
                                    guint              n_requests);
/** sim_log_begin: notes that a request came, and who asks once that is known */
void        sim_log_begin          (SimLog            *log,
                                    SimRequest        *request);
/** sim_log_end: notes that the connection has its answer, or will never have one */
void        sim_log_end            (SimLog            *log);
/** sim_log_answer: notes what was answered */
void        sim_log_answer         (SimLog            *log,
                                    SimRequest        *request,
                                    TidingsSimulatorFault fault);
/** sim_log_get_n_open: Returns: how many requests are being answered */
guint       sim_log_get_n_open     (SimLog            *log);
/** sim_control_list_requests, sim_control_requests: GET and POST /requests */
void        sim_control_list_requests (SimRequest     *request);
void        sim_control_requests   (SimRequest        *request);
/** sim_control_list_texts: GET /texts */
void        sim_control_list_texts (SimRequest        *request);

/* ---- webhooks: tidings-simulator-webhooks.c, -deliveries.c and -twiml.c ---- */

typedef enum {
  SIM_FORMAT_FORM,
  SIM_FORMAT_GET,
  SIM_FORMAT_JSON,
} SimFormat;

/* One thing that is told, until it has arrived or is given up. */
typedef struct {
  guint64 number;
  gboolean is_inbound;
  char *sid;               /* of the text */
  char *status;            /* that is told */
  char *url;               /* with its fragment of overrides */
  char *fallback;          /* NULL for none, or once it is tried */
  char *secret;            /* that signs, NULL for no signature */
  char *token;             /* the same in each try */
  SimFormat format;
  GPtrArray *pairs;        /* owned SimPair */
  guint n_retries;
  gboolean retries_connection;
  gboolean retries_4xx;
  gboolean retries_5xx;
  guint n_tries;
  guint answer;            /* HTTP status, 0 for none */
  int error;               /* of Twilio's debugger, 0 for none */
  gboolean is_done;
} SimDelivery;

void         sim_delivery_free        (SimDelivery      *delivery);
/** sim_delivery_new_status: Returns: (transfer full): what tells of a status, without an address yet */
SimDelivery *sim_delivery_new_status  (TidingsSimulator *self,
                                       const SimText    *text,
                                       const SimState   *state);
/** sim_delivery_new_inbound: Returns: (transfer full): what tells of an inbound text, without an address yet */
SimDelivery *sim_delivery_new_inbound (TidingsSimulator *self,
                                       const SimText    *text);

SimWebhooks *sim_webhooks_new         (void);
/** sim_webhooks_stop: forgets what is under way, while the clock is still there */
void         sim_webhooks_stop        (SimWebhooks      *webhooks);
void         sim_webhooks_free        (SimWebhooks      *webhooks);
/** sim_webhooks_set_tunnel: addresses that begin with @public are at @local in truth */
void         sim_webhooks_set_tunnel  (SimWebhooks      *webhooks,
                                       const char       *public,
                                       const char       *local);
/** sim_webhooks_send: @delivery: (transfer full): sends it, and again if that is due */
void         sim_webhooks_send        (TidingsSimulator *self,
                                       SimDelivery      *delivery);
/** sim_webhooks_get_deliveries: Returns: (element-type SimDelivery) (transfer none): the latest, oldest first */
GList       *sim_webhooks_get_deliveries (SimWebhooks   *webhooks);
/** sim_webhooks_follow: will tell each status of a text, if anybody asked for it; anew if the text was followed before */
void         sim_webhooks_follow      (TidingsSimulator *self,
                                       SimText          *text);
/** sim_webhooks_tell_status: tells a status now */
void         sim_webhooks_tell_status (TidingsSimulator *self,
                                       const SimText    *text,
                                       const SimState   *state);
/** sim_webhooks_tell_inbound: tells of an inbound text, if anybody asked for it */
void         sim_webhooks_tell_inbound (TidingsSimulator *self,
                                        const SimText   *text);
/** sim_twiml_obey: sends what @bytes, the answer to the inbound text @sid, ask for. Returns: a code of Twilio's debugger, 0 if all is well */
int          sim_twiml_obey           (TidingsSimulator *self,
                                       const char       *sid,
                                       SoupMessage      *message,
                                       GBytes           *bytes);
/** sim_control_webhooks, sim_control_list_webhooks, sim_control_tunnels: POST and GET /webhooks, POST /tunnels */
void         sim_control_webhooks     (SimRequest       *request);
void         sim_control_list_webhooks (SimRequest      *request);
void         sim_control_tunnels      (SimRequest       *request);

/* ---- journal: tidings-simulator-journal.c ---- */

/** SimReplayFunc: Returns: %FALSE with @error set if the line means nothing */
typedef gboolean (*SimReplayFunc) (JsonObject  *line,
                                   gpointer     user_data,
                                   GError     **error);

/**
 * sim_journal_open:
 *
 * Opens or makes the file, keeps others out of it, cuts a torn last line off and replays the rest.
 *
 * Returns: (transfer full) (nullable): the journal
 */
SimJournal *sim_journal_open       (const char        *path,
                                    SimReplayFunc      replay,
                                    gpointer           user_data,
                                    GError           **error);
/**
 * sim_journal_append:
 * @self: (nullable): the journal; %NULL remembers nothing and never fails
 * @line: (transfer full): what happened
 *
 * Returns: %TRUE once the line is on the disk; %FALSE with @error set and the file as it was
 */
gboolean    sim_journal_append     (SimJournal        *self,
                                    JsonObject        *line,
                                    GError           **error);
void        sim_journal_free       (SimJournal        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimJournal, sim_journal_free)

G_END_DECLS
