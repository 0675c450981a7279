/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulator's files share: its state, a request on its way, and the texts it keeps. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "tidings-simulator.h"

G_BEGIN_DECLS

/* A voice line: it is the account's, but cannot text, so that clients learn to look at the capabilities. */
#define SIM_VOICE_NUMBER  "+15005550007"
#define SIM_SENDER_SID    "PN00000000000000000000000000000008"
#define SIM_VOICE_SID     "PN00000000000000000000000000000009"

/* The account was made on 2 March 2026, 08:00 GMT. */
#define SIM_ACCOUNT_CREATED_AT G_GINT64_CONSTANT (1772438400000)

typedef struct _SimJournal SimJournal;

struct _TidingsSimulator {
  GObject parent_instance;

  TidingsClock *clock;
  GRand *random;
  SimJournal *journal;        /* NULL to remember nothing */

  SoupServer *server;         /* NULL until it listens */
  char *origin;
  guint n_open;               /* requests being answered */

  GPtrArray *texts;           /* owned SimText, oldest first, deleted ones included */
  GHashTable *texts_by_sid;   /* borrowed sid → borrowed SimText */
  GHashTable *phones;         /* owned number → SimPhone */
  GHashTable *blocked;        /* set of owned "sender or service, blank, number" */

  GQueue faults;              /* owned SimFault, in the order they were pushed */
  GHashTable *late;           /* set of owned SimLate: answers that wait for their moment */
};

/* ---- texts: tidings-simulator-text.c ---- */

/* How a phone takes a text: the four behaviours of the public header, and a line that cannot take any. */
typedef enum {
  SIM_PHONE_NORMAL = TIDINGS_SIMULATOR_PHONE_NORMAL,
  SIM_PHONE_OFF = TIDINGS_SIMULATOR_PHONE_OFF,
  SIM_PHONE_NETWORK_TROUBLE = TIDINGS_SIMULATOR_PHONE_NETWORK_TROUBLE,
  SIM_PHONE_SLOW = TIDINGS_SIMULATOR_PHONE_SLOW,
  SIM_PHONE_LANDLINE,
  SIM_N_PHONES
} SimPhone;

typedef enum {
  SIM_OUTBOUND,   /* asked for through the API */
  SIM_INBOUND,    /* a phone wrote it */
  SIM_ANSWER,     /* what Twilio itself answers to STOP, START and HELP */
  SIM_N_DIRECTIONS
} SimDirection;

/* A message resource. Nothing in it changes by itself: what it looks like now is computed from its age. */
typedef struct {
  char *sid;
  char *to;
  char *from;             /* NULL when a service is to choose */
  char *service;          /* MG…, or NULL */
  char *body;             /* as the phone got it, even if redacted later */
  SimDirection direction;
  SimPhone phone;
  guint n_segments;
  guint n_media;
  gint64 created_at;      /* UTC milliseconds, as all of them */
  gint64 send_at;         /* when it is to leave; the creation unless it was scheduled */
  gint64 canceled_at;     /* 0 for not */
  gint64 redacted_at;
  gint64 deleted_at;

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
/** sim_text_arrives_at: Returns: when the phone has it, -1 for never */
gint64      sim_text_arrives_at    (const SimText    *text);
/** sim_text_get_sender: Returns: (nullable): number or name that the text shows at @now */
const char *sim_text_get_sender    (const SimText    *text,
                                    gint64            now);
/** sim_text_to_resource: Returns: (transfer full): Twilio's JSON of it (reference, section 2.1) */
JsonObject *sim_text_to_resource   (const SimText    *text,
                                    gint64            now);
/** sim_text_to_journal: Returns: (transfer full): the journal's line for it */
JsonObject *sim_text_to_journal    (const SimText    *text);
/** sim_text_from_journal: Returns: (transfer full) (nullable): %NULL if something that it needs is missing */
SimText    *sim_text_from_journal  (JsonObject       *object);

/** sim_keep_text: takes a text into the list and tells when a phone gets it */
void        sim_keep_text          (TidingsSimulator *self,
                                    SimText          *text);
/** sim_tell_arrival: @simulator: emits TidingsSimulator::text-arrived; a call for the clock */
void        sim_tell_arrival       (gpointer          simulator);
/** sim_dup_sid: Returns: (transfer full): an id that was not given out yet */
char       *sim_dup_sid            (TidingsSimulator *self,
                                    const char       *prefix);

/** sim_phone_to_string: Returns: the name that the journal and the outside use */
const char *sim_phone_to_string    (SimPhone          phone);
/** sim_phone_from_string: Returns: %FALSE if @text is not such a name */
gboolean    sim_phone_from_string  (const char       *text,
                                    SimPhone         *phone);

/* ---- requests: tidings-simulator-request.c ---- */

#define SIM_MAX_ARGUMENTS 3

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
  gboolean is_key;                     /* a Standard key, not the token */
  gboolean is_test;                    /* test credentials */

  /* the answer */
  guint status;
  char *content_type;
  char *body;
  guint retry_after_s;
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
char       *sim_date_rfc2822       (gint64             instant);
/** sim_date_iso8601: Returns: (transfer full): as the newer products write @instant */
char       *sim_date_iso8601       (gint64             instant);
/** sim_decimal: Returns: (transfer full): millionths as a decimal number with at least @n_digits of them */
char       *sim_decimal            (gint64             micros,
                                    guint              n_digits);

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

void        sim_services_list      (SimRequest        *request);
void        sim_services_fetch     (SimRequest        *request);
void        sim_services_numbers   (SimRequest        *request);
void        sim_lookup_fetch       (SimRequest        *request);
void        sim_prices_fetch       (SimRequest        *request);
void        sim_geo_permissions    (SimRequest        *request);

/** sim_control: answers if the path is one of the simulator's own (`/faults`, `/phones`, `/replies`, `/inbox`). Returns: whether it was */
gboolean    sim_control            (SimRequest        *request);

/* ---- phones: tidings-simulator-phones.c ---- */

/** sim_set_phone: as tidings_simulator_set_phone(), without writing the journal */
void        sim_set_phone          (TidingsSimulator  *self,
                                    const char        *number,
                                    SimPhone           phone);
/** sim_get_phone: Returns: how the phone behaves */
SimPhone    sim_get_phone          (TidingsSimulator  *self,
                                    const char        *number);
/** sim_is_blocked: Returns: whether the phone sent STOP to this sender or service */
gboolean    sim_is_blocked         (TidingsSimulator  *self,
                                    const char        *sender,
                                    const char        *number);
/** sim_note_keyword: blocks or reopens the pair if an inbound text is a keyword */
void        sim_note_keyword       (TidingsSimulator  *self,
                                    const SimText     *text);

/* ---- faults: tidings-simulator-faults.c ---- */

typedef struct {
  char *method;   /* NULL for any */
  TidingsSimulatorFault fault;
  guint amount;
  guint n_left;   /* 0 for ever */
} SimFault;

void        sim_fault_free         (SimFault          *fault);
/** sim_faults_take: Returns: what goes wrong with the next request of @method; its amount in @amount */
TidingsSimulatorFault sim_faults_take (TidingsSimulator *self,
                                       const char       *method,
                                       guint            *amount);
/** sim_fault_from_string: Returns: %FALSE if @text is not the name of a fault */
gboolean    sim_fault_from_string  (const char            *text,
                                    TidingsSimulatorFault *fault);
/** sim_answer_with_fault: lets @handler answer, with whatever goes wrong on the way */
void        sim_answer_with_fault  (SimRequest            *request,
                                    SimHandler             handler,
                                    TidingsSimulatorFault  fault,
                                    guint                  amount);
/** sim_faults_new_late: Returns: (transfer full): a set of answers that wait */
GHashTable *sim_faults_new_late    (void);
/** sim_faults_forget_late: lets go of answers that still wait, when the simulator goes */
void        sim_faults_forget_late (TidingsSimulator      *self);

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
