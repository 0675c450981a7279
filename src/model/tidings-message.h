/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text to one person, from the moment it was asked for to the carrier's last word. */
#pragma once

#include <glib-object.h>
#include "tidings-alert-type.h"
#include "tidings-segments.h"

G_BEGIN_DECLS

/**
 * TidingsMessageState:
 *
 * Where a message is. A message is always in exactly one. Numbers are stored; never reuse one.
 */
typedef enum {
  TIDINGS_MESSAGE_HELD = 0,        /* waits for quiet hours to end or a pause to pass */
  TIDINGS_MESSAGE_QUEUED = 1,      /* may go, waits for its turn */
  TIDINGS_MESSAGE_SENDING = 2,     /* committed before the request leaves */
  TIDINGS_MESSAGE_IN_DOUBT = 3,    /* the answer was lost: it is looked for at Twilio */
  TIDINGS_MESSAGE_ACCEPTED = 4,    /* Twilio has it (its accepted, queued and sending) */
  TIDINGS_MESSAGE_SCHEDULED = 5,   /* Twilio keeps it for later */
  TIDINGS_MESSAGE_SENT = 6,        /* a carrier took it */
  TIDINGS_MESSAGE_DELIVERED = 7,   /* final */
  TIDINGS_MESSAGE_UNDELIVERED = 8, /* final: a carrier or handset refused it */
  TIDINGS_MESSAGE_FAILED = 9,      /* final: never left */
  TIDINGS_MESSAGE_CANCELED = 10,   /* final */
  TIDINGS_MESSAGE_SKIPPED = 11,    /* final: a rule stopped it, see the reason */
} TidingsMessageState;

#define TIDINGS_MESSAGE_N_STATES 12

/** tidings_message_state_to_string: Returns: the state's name in the log: `held`, `queued`, `in-doubt`, … */
const char *tidings_message_state_to_string   (TidingsMessageState  state);
/** tidings_message_state_from_string: Returns: whether @text is a state's name; then @state is set */
gboolean    tidings_message_state_from_string (const char          *text,
                                               TidingsMessageState *state);
/** tidings_message_state_is_final: Returns: whether nothing comes after it */
gboolean    tidings_message_state_is_final    (TidingsMessageState  state);
/** tidings_message_state_get_rank: Returns: 0 (held, queued) to 5 (final); a report from outside never lowers it */
guint       tidings_message_state_get_rank    (TidingsMessageState  state);
/** tidings_message_state_get_word: Returns: (transfer none): the word the window shows, in the process's language */
const char *tidings_message_state_get_word    (TidingsMessageState  state);

/** TidingsErasure: what becomes of the text at Twilio once it is final and priced. Numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_ERASURE_NONE = 0,       /* it stays */
  TIDINGS_ERASURE_REDACT = 1,     /* its body is to go */
  TIDINGS_ERASURE_REDACTED = 2,
  TIDINGS_ERASURE_DELETE = 3,     /* the whole record is to go */
  TIDINGS_ERASURE_DELETED = 4,
  TIDINGS_ERASURE_GIVEN_UP = 5,   /* Twilio would not, after many tries */
  TIDINGS_ERASURE_FORGET = 6,     /* its person was erased: it goes here and there, once it is known what became of it */
} TidingsErasure;

/* next_at of what is asked about once there is a connection: later than any instant. */
#define TIDINGS_MESSAGE_PAUSED G_MAXINT64

/* How a message goes, when it is no text of ours: as a code that Twilio's Verify makes and sends. */
#define TIDINGS_CHANNEL_VERIFY_SMS "verify-sms"
#define TIDINGS_CHANNEL_VERIFY_CALL "verify-call"

#define TIDINGS_TYPE_MESSAGE (tidings_message_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMessage, tidings_message, TIDINGS, MESSAGE, GObject)

/**
 * TidingsMessage:
 * @id: row id, 0 before it is stored
 * @person_id: row id of the person, 0 if removed since
 * @person: (nullable): the person's name, joined in on reading
 * @to: E.164
 * @type: alert type id
 * @body: the text as it leaves
 * @state: where it is
 * @reason: (nullable): why it is not a success: a gate's name (`quiet-hours`), or a name from tidings-reason.h
 * @error_code: Twilio's code, 0 for none
 * @until: UTC milliseconds: a held message's release, a retry's next try; 0 for none
 * @sid: (nullable): Twilio's id
 * @sender: (nullable): E.164, name or MG… it leaves from
 * @n_segments: parts: counted before it leaves, as billed once Twilio says
 * @encoding: how it travels
 * @price_micros: millionths of @currency it cost, or was estimated to cost while @is_settled is off; -1 if unknown
 * @currency: (nullable): ISO 4217
 * @is_settled: Twilio named the price
 * @n_attempts: requests that left
 * @n_looks: status polls or looks for a lost answer made so far in this state's schedule
 * @source: the name that goes with it: `cli`, `window`, `reminder`, or what a program calls itself
 * @program_id: row id of the program that asked for it, 0 for the household's own
 * @dedupe: (nullable): dedupe key
 * @priority: of its type
 * @reminder_id: row id of the reminder that raised it, or 0
 * @occurrence_at: UTC milliseconds of the event it is about, 0 for none
 * @moment_at: UTC milliseconds of the reminder's moment that it is the text of, 0 for none
 * @moment_wall: (nullable): the rule's wall clock of that moment's occurrence
 * @merged_into: row id of the message that says what this one would have said, 0 for none; then it is skipped as `merged`
 * @n_repeats: alerts with the very same words that came after the one that it is of
 * @fingerprint: made of type and words as they were composed, to know the same again; 0 for none
 * @alert_group: group of its type when it was raised: whose budget it takes from; never %NULL once stored
 * @media_url: (nullable): picture to send along
 * @channel: `` for a text, `verify-sms` and `verify-call` for a code of Twilio's Verify; never %NULL once stored
 * @send_at: UTC milliseconds of the moment it is for, when Twilio was given it ahead of time; 0 for at once
 * @erasure: what becomes of it at Twilio
 * @reserved_micros: estimate that was set aside when it was counted, -1 if unknown; it stays when the price comes
 * @late_at: UTC milliseconds after which it makes no sense any more, 0 for never
 * @created_at: UTC milliseconds it was raised
 * @queued_at: UTC milliseconds it was counted against the quotas, 0 while it was not
 * @sending_at: UTC milliseconds the last request was about to leave, 0 for never
 * @server_at: the same instant by Twilio's clock, 0 if that was not known then
 * @updated_at: UTC milliseconds of the last change of state
 * @next_at: UTC milliseconds at which the engine looks at it again, 0 for never, %TIDINGS_MESSAGE_PAUSED for once there is a
 *   connection
 *
 * A plain record. The engine changes its own copies and writes them through the store; all others only read.
 */
struct _TidingsMessage {
  GObject parent_instance;

  gint64 id;
  gint64 person_id;
  char *person;
  char *to;
  char *type;
  char *body;
  TidingsMessageState state;
  char *reason;
  int error_code;
  gint64 until;
  char *sid;
  char *sender;
  guint n_segments;
  TidingsEncoding encoding;
  gint64 price_micros;
  char *currency;
  gboolean is_settled;
  guint n_attempts;
  guint n_looks;
  char *source;
  gint64 program_id;
  char *dedupe;
  TidingsPriority priority;
  gint64 reminder_id;
  gint64 occurrence_at;
  gint64 moment_at;
  char *moment_wall;
  gint64 merged_into;
  guint n_repeats;
  gint64 fingerprint;
  char *alert_group;
  char *media_url;
  char *channel;
  gint64 send_at;
  TidingsErasure erasure;
  gint64 reserved_micros;
  gint64 late_at;
  gint64 created_at;
  gint64 queued_at;
  gint64 sending_at;
  gint64 server_at;
  gint64 updated_at;
  gint64 next_at;
};

/** tidings_message_new: Returns: (transfer full): an empty message, queued, its price unknown */
TidingsMessage *tidings_message_new (void);

/**
 * tidings_message_dup_ahead_words:
 * @self: a message
 *
 * Returns: (transfer full) (nullable): that Twilio keeps it for a moment to come, so that it arrives although this computer
 *   is off, as one sentence in the process's language, the time in the local zone; %NULL if Twilio does not
 */
char           *tidings_message_dup_ahead_words  (TidingsMessage *self);

/**
 * tidings_message_dup_reason_words:
 * @self: a message
 *
 * Returns: (transfer full) (nullable): the reason as one sentence in the process's language (tidings-reason.h), times in the
 *   local zone; %NULL when the state is success or still on its way, or when there is no reason
 */
char           *tidings_message_dup_reason_words (TidingsMessage *self);

G_END_DECLS
