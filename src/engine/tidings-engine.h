/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's one front door: what the household can ask for, and what the engine has to say. */
#pragma once

#include <json-glib/json-glib.h>
#include "tidings-clock.h"
#include "tidings-forecast.h"
#include "tidings-message.h"
#include "tidings-person.h"
#include "tidings-policy.h"
#include "tidings-program.h"
#include "tidings-reminder.h"
#include "tidings-store.h"
#include "tidings-store-lines.h"
#include "tidings-twilio.h"
#include "tidings-type-draft.h"

G_BEGIN_DECLS

#define TIDINGS_ENGINE_ERROR (tidings_engine_error_quark ())
GQuark tidings_engine_error_quark (void);

/**
 * TidingsEngineError:
 * @TIDINGS_ENGINE_ERROR_INVALID: something typed cannot be used; the message says what to do
 * @TIDINGS_ENGINE_ERROR_NOT_FOUND: no such person, type, reminder or message
 * @TIDINGS_ENGINE_ERROR_REFUSED: a rule said no; the message begins with the rule's name and a colon
 * @TIDINGS_ENGINE_ERROR_WRONG_CODE: not the code that was sent
 * @TIDINGS_ENGINE_ERROR_TRY_LATER: too many codes or wrong tries
 * @TIDINGS_ENGINE_ERROR_NO_ACCOUNT: nothing can be sent: no credentials
 * @TIDINGS_ENGINE_ERROR_STORAGE: the store said no; nothing was changed
 */
typedef enum {
  TIDINGS_ENGINE_ERROR_INVALID,
  TIDINGS_ENGINE_ERROR_NOT_FOUND,
  TIDINGS_ENGINE_ERROR_REFUSED,
  TIDINGS_ENGINE_ERROR_WRONG_CODE,
  TIDINGS_ENGINE_ERROR_TRY_LATER,
  TIDINGS_ENGINE_ERROR_NO_ACCOUNT,
  TIDINGS_ENGINE_ERROR_STORAGE,
} TidingsEngineError;

/**
 * TidingsEngineSettings:
 * @limits: the household's numbers
 * @paused_until: UTC milliseconds, 0 when sending is not paused
 * @code_life_s: seconds a confirmation code lives
 * @household: (nullable): name that stands in front of texts
 * @asks_stop: texts that can be answered say how to unsubscribe, where it fits
 * @zone: (nullable): IANA zone of the account's owner, whose days and months the limits count; %NULL for the computer's
 * @group_budgets: (nullable) (element-type utf8 gint64): money a month by alert group, millionths (pointers to gint64), all above 0; %NULL for none
 * @retention_days: days after which ended messages are deleted, 0 for never
 * @sender: (nullable): number or name texts come from
 * @service: (nullable): Messaging Service they go through; wins over @sender
 * @sender_name: (nullable): alphanumeric name for texts that need no answer, where the country allows it
 * @verify_service: (nullable): VA…: codes are made, sent and checked by Twilio's Verify
 * @status_callback: (nullable): public address that Twilio tells of each status, while the receiver listens
 * @may_look_up: line type and carrier may be asked for, which costs money
 * @schedules_ahead: reminders are given to Twilio ahead of time where a Messaging Service makes that possible
 * @erases_all: every text is erased at Twilio once it is final and priced, not only private ones
 * @allowance_new: texts a day that a program may raise before the person has said anything about it, 0 for none
 * @deletes: the whole record goes instead of the body alone
 * @low_balance_micros: the desktop is told, once, when the balance falls below it; 0 for never
 * @account: (nullable): name of the account behind the Twilio client, so that what was left with another one is not asked of this one
 * @proves_numbers: a code that was confirmed through this account proves a phone; confirmations without it end when an
 *   account comes that does
 * @absence_is_proof: a message that the account does not list was not sent, once all looks are over; so the text goes
 *   again by itself
 * @polls_inbox: replies have to be asked for; without it someone calls tidings_engine_check_inbox()
 * @asks_account: senders, money, prices and lines are asked for by themselves; without it only when somebody wants to know
 *
 * What the household and its account have set. Copied.
 */
typedef struct {
  TidingsLimits limits;
  gint64 paused_until;
  guint code_life_s;
  const char *household;
  gboolean asks_stop;
  const char *zone;
  GHashTable *group_budgets;
  guint retention_days;
  const char *sender;
  const char *service;
  const char *sender_name;
  const char *verify_service;
  const char *status_callback;
  gboolean may_look_up;
  gboolean schedules_ahead;
  gboolean erases_all;
  gboolean deletes;
  guint allowance_new;
  gint64 low_balance_micros;
  const char *account;
  gboolean proves_numbers;
  gboolean absence_is_proof;
  gboolean polls_inbox;
  gboolean asks_account;
} TidingsEngineSettings;

/** TidingsNotice: what the desktop should be told; see the signal `notice` */
typedef enum {
  TIDINGS_NOTICE_FAILED,        /* a text finally failed: message */
  TIDINGS_NOTICE_LIMIT,         /* an alert was stopped by a limit: message */
  TIDINGS_NOTICE_NEAR_LIMIT,    /* nine tenths of an account cap are used, once for its day or month */
  TIDINGS_NOTICE_MISSED,        /* a reminder or alert makes no sense any more: message */
  TIDINGS_NOTICE_OPTED_OUT,     /* person; text (nullable) explains what they may not have meant */
  TIDINGS_NOTICE_OPTED_IN,      /* person */
  TIDINGS_NOTICE_REPLY,         /* person, text */
  TIDINGS_NOTICE_SIGN_IN,       /* Twilio refused the credentials */
  TIDINGS_NOTICE_NOT_AHEAD,     /* Twilio would not keep a text for later: message, text says what follows */
  TIDINGS_NOTICE_WANTS_STOP,    /* an answer reads like a STOP that Twilio does not know: person, text */
  TIDINGS_NOTICE_LOW_BALANCE,   /* text */
  TIDINGS_NOTICE_OVERDUE,       /* nobody said that a chore is done: reminder, text */
  TIDINGS_NOTICE_NEW_PROGRAM,   /* a program that is not known yet has asked for texts, once for each: text is its identity */
} TidingsNotice;

#define TIDINGS_TYPE_ENGINE (tidings_engine_get_type ())
G_DECLARE_FINAL_TYPE (TidingsEngine, tidings_engine, TIDINGS, ENGINE, GObject)

/**
 * TidingsEngine::changed:
 * @subject: (type utf8): `people`, `types`, `messages`, `reminders`, `programs` or `status`
 *
 * Something is different on disk. Emitted once for each subject at the end of a turn of the main loop.
 */
/**
 * TidingsEngine::notice:
 * @kind: a #TidingsNotice
 * @message: (nullable): the message it is about
 * @person: (nullable): the person it is about
 * @reminder: row id of the reminder it is about, 0 for none
 * @text: (nullable): for people
 */

/**
 * tidings_engine_new:
 * @store: open for writing
 * @clock: what time it is
 *
 * An engine that does nothing before tidings_engine_start(). All calls come from the thread that made it.
 *
 * Returns: (transfer full): the engine
 */
TidingsEngine *tidings_engine_new             (TidingsStore                *store,
                                               TidingsClock                *clock);

/**
 * tidings_engine_set_account:
 * @self: an engine
 * @twilio: (nullable): the client, with or without credentials; %NULL stops all traffic
 * @settings: see there
 *
 * Sets or changes what the engine works with. Other credentials come with another client: one that Twilio has refused is not
 * tried again. When the account's name differs from the last one (also of an earlier
 * process), what was on its way with the other is left as it stands and what waited is canceled.
 */
void           tidings_engine_set_account     (TidingsEngine               *self,
                                               TidingsTwilio               *twilio,
                                               const TidingsEngineSettings *settings);

/** tidings_engine_start: takes up what an earlier process left (requests whose answer was lost, due reminders) and goes on */
void           tidings_engine_start           (TidingsEngine               *self);
/** tidings_engine_stop: stops traffic and timers; what was on its way is taken up at the next start, of this engine or another */
void           tidings_engine_stop            (TidingsEngine               *self);
/** tidings_engine_wake: looks at what is due in the next turn; for what another process may have left */
void           tidings_engine_wake            (TidingsEngine               *self);
/** tidings_engine_network_changed: there may be a connection now: what waits for one is tried at once */
void           tidings_engine_network_changed (TidingsEngine               *self);
/**
 * tidings_engine_set_online:
 * @self: an engine
 * @is_online: whether the desktop knows of a connection; it is taken for granted before the first call
 *
 * Without a connection nothing is asked about texts that Twilio has, and nobody wakes for them; what was missed is made up for
 * once when there is one again. Texts that are to leave go on trying now and then, because the desktop may be wrong; the
 * first answer to anything shows that it was. For an account on the loopback interface there is always a connection.
 */
void           tidings_engine_set_online      (TidingsEngine               *self,
                                               gboolean                     is_online);
/** tidings_engine_set_resting: while it rests nothing new begins: neither texts that are due nor reminders; what is raised is kept. Afterwards it looks at once. A clock that jumps ends a rest, too */
void           tidings_engine_set_resting     (TidingsEngine               *self,
                                               gboolean                     is_resting);
/** tidings_engine_is_online: Returns: %FALSE from tidings_engine_set_online() with %FALSE on, until there is a connection or an answer shows that there is one */
gboolean       tidings_engine_is_online       (TidingsEngine               *self);
/** tidings_engine_is_busy: Returns: whether something is pending, so that the process must stay */
gboolean       tidings_engine_is_busy         (TidingsEngine               *self);
/** tidings_engine_has_requests: Returns: whether requests to Twilio are on their way; what comes of a text is told by TidingsEngine::changed */
gboolean       tidings_engine_has_requests    (TidingsEngine               *self);
/** tidings_engine_is_calling_back: Returns: whether Twilio is being asked to send nothing of what it has for later; `changed` tells when it is over */
gboolean       tidings_engine_is_calling_back (TidingsEngine               *self);
/** tidings_engine_sign_in_refused: Returns: whether Twilio refused the credentials since they were set */
gboolean       tidings_engine_sign_in_refused (TidingsEngine               *self);

/**
 * TidingsRaise:
 * @type: alert type id
 * @values: its values, by path or nested
 * @to: (nullable) (array zero-terminated=1): WHO, only these
 * @dedupe: (nullable): dedupe key; the type's field is used without one. The same key is sent once in the type's cooldown, or in
 *   %TIDINGS_DUPLICATE_WINDOW_S where it has none
 * @source: (nullable): the name that goes with it, which anybody may choose
 * @program: (nullable): identity of the program that asks (see #TidingsProgram), whose allowance counts; %NULL for the household's own
 * @media_url: (nullable): public address of a picture; see tidings_picture_check()
 * @subject: (nullable): replaces the type's subject
 * @cheaper: accents and emoji go where that saves a part
 * @urgency: 1 + a #TidingsPriority that is not above the type's, 0 for the type's own
 * @late_at: UTC milliseconds after which it makes no sense, 0 for the type's own; never later than that
 * @gathers: it is late and may have company: several of one type become one text
 * @occurrence_at: UTC milliseconds of the event it is about, 0 for none
 * @moment_at: UTC milliseconds of the reminder's moment, 0 for none; @moment_wall: (nullable): its occurrence's wall clock
 * @channel: (nullable): %TIDINGS_CHANNEL_VERIFY_SMS or %TIDINGS_CHANNEL_VERIFY_CALL; %NULL for a text of ours
 * @asker: (nullable): filled in by the engine: what it knows of @program
 */
typedef struct {
  const char *type;
  JsonObject *values;
  const char * const *to;
  const char *dedupe;
  const char *source;
  const char *program;
  const char *media_url;
  const char *subject;
  gboolean cheaper;
  guint urgency;
  gint64 late_at;
  gboolean gathers;
  gint64 occurrence_at;
  gint64 moment_at;
  const char *moment_wall;
  const char *channel;
  const TidingsProgram *asker;
} TidingsRaise;

/**
 * TidingsOutcome:
 * @message: what was stored, or would be; its id is 0 when nothing was stored
 * @person: whom it concerns
 * @price_low_micros: what it costs at least, millionths; @message has the most. -1 if unknown
 * @sender: (nullable): what it comes from or would: number, name or MG…; %NULL if nothing can send it
 * @route: the same with its reason, as a sentence for people
 *
 * What a raise came to for one person.
 */
typedef struct {
  TidingsMessage *message;
  TidingsPerson *person;
  gint64 price_low_micros;
  char *sender;
  char *route;
} TidingsOutcome;

void           tidings_outcome_free           (TidingsOutcome              *outcome);

/**
 * tidings_engine_raise:
 * @self: an engine
 * @raise: what happened
 * @is_preview: store and send nothing
 * @error: return location
 *
 * The way of an alert (architecture, section 3): for each person the rules, the text, and a row; all rows in one synced
 * transaction. Without `to` the people are those who subscribed; if nobody did, everyone is listed, nothing stored.
 *
 * Returns: (transfer full) (element-type TidingsOutcome) (nullable): per person
 */
GPtrArray     *tidings_engine_raise           (TidingsEngine               *self,
                                               const TidingsRaise          *raise,
                                               gboolean                     is_preview,
                                               GError                     **error);
/**
 * tidings_engine_raise_all:
 * @self: an engine
 * @raises: (array length=n): what happened
 * @n: how many
 * @outcomes: (out caller-allocates) (array length=n): as tidings_engine_raise() gives them, %NULL for one that failed
 * @errors: (out caller-allocates) (array length=n): why it did
 *
 * Raises alerts of different callers in one synced transaction, as it is the commit that takes the time. Each is accepted or
 * refused by itself, as if it had been raised alone.
 */
void           tidings_engine_raise_all       (TidingsEngine               *self,
                                               const TidingsRaise          *raises,
                                               guint                        n,
                                               GPtrArray                  **outcomes,
                                               GError                     **errors);
/** tidings_engine_retry: sends again because a person wants it; the rules are asked anew. Returns: row id of the message that goes, 0 on error */
gint64         tidings_engine_retry           (TidingsEngine               *self,
                                               gint64                       id,
                                               GError                     **error);
/** tidings_engine_retry_for_program: the same because a program wants it: it takes from the program's allowance, and passes no rule that a person may pass by hand */
gint64         tidings_engine_retry_for_program (TidingsEngine             *self,
                                                 gint64                     id,
                                                 const char                *program,
                                                 GError                   **error);

/**
 * tidings_engine_put_program:
 * @self: an engine
 * @identity: what the program is known by
 * @state: what the person says about it
 * @per_day: texts a day, 0 for none, %TIDINGS_PROGRAM_NO_LIMIT; looked at only where @state is %TIDINGS_PROGRAM_ALLOWED
 * @error: return location
 *
 * Also for one that has not raised anything yet. What waits of one that is blocked is not sent.
 *
 * Returns: (transfer full) (nullable): the program as it is kept; %NULL with INVALID, or a store's error
 */
TidingsProgram *tidings_engine_put_program    (TidingsEngine               *self,
                                               const char                  *identity,
                                               TidingsProgramState          state,
                                               int                          per_day,
                                               GError                     **error);
/** tidings_engine_forget_program: it is as one that never asked; its texts stay. Returns: %FALSE with NOT_FOUND */
gboolean       tidings_engine_forget_program  (TidingsEngine               *self,
                                               const char                  *identity,
                                               GError                     **error);
/**
 * tidings_engine_ask_now_async:
 * @self: an engine
 * @id: row id of a message
 *
 * Asks Twilio now what became of a text that it has, or whether it has one whose answer was lost; also of one that has ended,
 * for its price, and of one that was given up.
 */
void           tidings_engine_ask_now_async   (TidingsEngine               *self,
                                               gint64                       id,
                                               GAsyncReadyCallback          callback,
                                               gpointer                     user_data);
/** tidings_engine_ask_now_finish: Returns: %TRUE once the answer is on disk; %FALSE with NOT_FOUND, INVALID (Twilio cannot have it), NO_ACCOUNT, or the error of the request */
gboolean       tidings_engine_ask_now_finish  (TidingsEngine               *self,
                                               GAsyncResult                *result,
                                               GError                     **error);
/** tidings_engine_cancel: cancels what has not left yet, and leaves a text as it is that was lost for good: it has failed, and still counts. Returns: %FALSE with @error set */
gboolean       tidings_engine_cancel          (TidingsEngine               *self,
                                               gint64                       id,
                                               GError                     **error);
/** tidings_engine_delete_message: takes out a text that has ended, here and at Twilio; it still counts. Returns: %FALSE with NOT_FOUND, or INVALID while it has not ended */
gboolean       tidings_engine_delete_message  (TidingsEngine               *self,
                                               gint64                       id,
                                               GError                     **error);

/**
 * tidings_engine_set_asker:
 * @self: an engine
 * @asker: (nullable): `window`, `cli`, or a program's name
 *
 * Says who asks for what is called from here on, for the trail of consent and numbers. What phones and Twilio say is written
 * down as theirs all the same.
 */
void           tidings_engine_set_asker       (TidingsEngine               *self,
                                               const char                  *asker);

/** TidingsPersonChange: which fields of a #TidingsPerson a change sets */
typedef enum {
  TIDINGS_PERSON_CHANGE_NAME = 1 << 0,
  TIDINGS_PERSON_CHANGE_NUMBER = 1 << 1,
  TIDINGS_PERSON_CHANGE_COUNTRY = 1 << 2,
  TIDINGS_PERSON_CHANGE_LANGUAGE = 1 << 3,
  TIDINGS_PERSON_CHANGE_ZONE = 1 << 4,
  TIDINGS_PERSON_CHANGE_QUIET = 1 << 5,
  TIDINGS_PERSON_CHANGE_ENABLED = 1 << 6,
  TIDINGS_PERSON_CHANGE_PAUSE = 1 << 7,
  TIDINGS_PERSON_CHANGE_RATE_HOUR = 1 << 8,
  TIDINGS_PERSON_CHANGE_RATE_DAY = 1 << 9,
} TidingsPersonChange;

/**
 * tidings_engine_put_person:
 * @self: an engine
 * @id: row id, 0 to add someone
 * @values: the new values; its number may be typed as people type it, its country may be empty
 * @changes: which of them count (#TidingsPersonChange); NAME and NUMBER are needed when adding
 * @error: return location
 *
 * Adds or changes a person. Another number ends the confirmation and the code, and what waits for the old one is canceled.
 *
 * Returns: (transfer full) (nullable): the person as stored
 */
TidingsPerson *tidings_engine_put_person      (TidingsEngine               *self,
                                               gint64                       id,
                                               TidingsPerson               *values,
                                               guint                        changes,
                                               GError                     **error);
/** tidings_engine_remove_person: what waits for them is canceled */
gboolean       tidings_engine_remove_person   (TidingsEngine               *self,
                                               gint64                       id,
                                               gboolean                     with_messages,
                                               GError                     **error);
/**
 * TidingsErased:
 * @n_texts: texts that are gone here
 * @n_at_twilio: texts and answers that are deleted at Twilio from here on
 * @n_waiting: texts that go as soon as it is known what became of them
 * @keeps_stop: whether a STOP stays on file, for a number that nobody can read there
 */
typedef struct {
  guint n_texts;
  guint n_at_twilio;
  guint n_waiting;
  gboolean keeps_stop;
} TidingsErased;

/**
 * tidings_engine_erase_person_async:
 * @self: an engine
 * @id: row id
 *
 * Erases a person and their texts here and, once Twilio lets go of them, there; of the trail the facts stay. It is done on disk
 * when this returns, and ends when the words are out of the file too (or somebody keeps reading it: then they go a little later).
 */
void           tidings_engine_erase_person_async (TidingsEngine            *self,
                                               gint64                       id,
                                               GAsyncReadyCallback          callback,
                                               gpointer                     user_data);
/** tidings_engine_erase_person_finish: @erased: (out): what came of it. Returns: %FALSE with NOT_FOUND or STORAGE */
gboolean       tidings_engine_erase_person_finish (TidingsEngine           *self,
                                               GAsyncResult                *result,
                                               TidingsErased               *erased,
                                               GError                     **error);
/** tidings_engine_set_subscription: @person 0 is everyone */
gboolean       tidings_engine_set_subscription (TidingsEngine              *self,
                                                gint64                      person,
                                                const char                 *type,
                                                gboolean                    is_on,
                                                GError                    **error);
/** tidings_engine_set_wording: @text: (nullable): %NULL or "" restores; it is checked against the type's fields */
gboolean       tidings_engine_set_wording     (TidingsEngine               *self,
                                               const char                  *type,
                                               const char                  *language,
                                               const char                  *text,
                                               GError                     **error);

/** tidings_engine_draft_type: Returns: (transfer full): the own type with that id, to be changed; an empty draft with the id if there is none */
TidingsTypeDraft *tidings_engine_draft_type   (TidingsEngine               *self,
                                               const char                  *id);
/**
 * tidings_engine_put_type:
 * @self: an engine
 * @draft: an own type
 * @error: return location
 *
 * Adds an alert type, or puts it in the place of the own one with the same id. Who had that on keeps it on; texts that wait
 * stay as they are.
 *
 * Returns: %FALSE with INVALID (one sentence on what cannot be, see tidings_type_draft_finish()) or STORAGE
 */
gboolean       tidings_engine_put_type        (TidingsEngine               *self,
                                               const TidingsTypeDraft      *draft,
                                               GError                     **error);
/**
 * tidings_engine_remove_type:
 * @self: an engine
 * @id: of an own type
 * @error: return location
 *
 * Removes it with its switches and wordings. What waits of it is canceled as `removed`; the log keeps its id. Reminders of it
 * become plain ones.
 *
 * Returns: %FALSE with NOT_FOUND, INVALID for one that comes with Tidings, or STORAGE
 */
gboolean       tidings_engine_remove_type     (TidingsEngine               *self,
                                               const char                  *id,
                                               GError                     **error);

/**
 * TidingsCodeState:
 *
 * Where the confirmation of a number stands.
 */
typedef enum {
  TIDINGS_CODE_NONE,
  TIDINGS_CODE_SENT,
  TIDINGS_CODE_EXPIRED,
  TIDINGS_CODE_USED_UP,
  TIDINGS_CODE_VERIFIED,
} TidingsCodeState;

/**
 * TidingsCodeInfo:
 * @state: where it stands
 * @n_tries_left: wrong tries that are left
 * @expires_at: UTC milliseconds, 0 without a code
 * @resend_at: UTC milliseconds from which another may be sent, 0 for now
 * @message_id: the text that carries it, 0 without one
 * @n_digits: how many it has, 0 if that is not known
 */
typedef struct {
  TidingsCodeState state;
  guint n_tries_left;
  gint64 expires_at;
  gint64 resend_at;
  gint64 message_id;
  guint n_digits;
} TidingsCodeInfo;

/** TidingsCodeChannel: how a code comes to its phone */
typedef enum {
  TIDINGS_CODE_BY_TEXT,
  TIDINGS_CODE_BY_CALL,   /* a voice says it; only Twilio's Verify can do that */
} TidingsCodeChannel;

/**
 * tidings_engine_send_code_by:
 * @self: an engine
 * @person: row id
 * @channel: how it comes to the phone
 * @info: (out): where the confirmation stands now
 * @error: return location
 *
 * Queues a code: with a Verify service in the settings Twilio makes, sends and checks it, otherwise it is ours. Sending again
 * while one of Verify's lives repeats the same code.
 *
 * Returns: %FALSE with TRY_LATER, REFUSED, NO_ACCOUNT or STORAGE; INVALID for a call without a Verify service
 */
gboolean       tidings_engine_send_code_by    (TidingsEngine               *self,
                                               gint64                       person,
                                               TidingsCodeChannel           channel,
                                               TidingsCodeInfo             *info,
                                               GError                     **error);
/** tidings_engine_send_code: likewise, as a text */
gboolean       tidings_engine_send_code       (TidingsEngine               *self,
                                               gint64                       person,
                                               TidingsCodeInfo             *info,
                                               GError                     **error);
/**
 * tidings_engine_confirm_code_async:
 * @self: an engine
 * @person: row id
 * @digits: as typed
 *
 * Compares the code, or has Twilio compare it if it is one of Verify's. When it is right the number is confirmed. An answer
 * that was lost is asked for again before it counts as one.
 */
void           tidings_engine_confirm_code_async (TidingsEngine            *self,
                                               gint64                       person,
                                               const char                  *digits,
                                               GAsyncReadyCallback          callback,
                                               gpointer                     user_data);
/** tidings_engine_confirm_code_finish: Returns: %FALSE with WRONG_CODE, TRY_LATER or INVALID, or with Twilio's error when it is not known whether it is right */
gboolean       tidings_engine_confirm_code_finish (TidingsEngine           *self,
                                               GAsyncResult                *result,
                                               GError                     **error);
/** tidings_engine_confirm_code: likewise and at once, for codes of our own. Returns: %FALSE with WRONG_CODE, TRY_LATER or INVALID; also INVALID for a code of Verify's */
gboolean       tidings_engine_confirm_code    (TidingsEngine               *self,
                                               gint64                       person,
                                               const char                  *digits,
                                               GError                     **error);
/** tidings_engine_get_code_info: Returns: %FALSE with NOT_FOUND */
gboolean       tidings_engine_get_code_info   (TidingsEngine               *self,
                                               gint64                       person,
                                               TidingsCodeInfo             *info,
                                               GError                     **error);

/**
 * tidings_engine_put_reminder:
 * @self: an engine
 * @reminder: with id 0 it is added; title, wall, zone (empty: the computer's), rule, exceptions, before, people, type, takes_turns,
 *   overdue_s, late_s, uid and revision are taken
 * @error: return location: INVALID with a sentence for people, NOT_FOUND for a person who is gone
 *
 * Keeps a reminder. What has passed by now passes without a text; a reminder of which nothing is to come is refused. On
 * changing one, texts of it that wait are canceled and planned anew.
 *
 * Returns: %FALSE with @error set
 */
gboolean       tidings_engine_put_reminder    (TidingsEngine               *self,
                                               TidingsReminder             *reminder,
                                               GError                     **error);
/** tidings_engine_get_reminder: Returns: (transfer full) (nullable): a copy to change and put back */
TidingsReminder *tidings_engine_get_reminder  (TidingsEngine               *self,
                                               gint64                       id,
                                               GError                     **error);
/**
 * tidings_engine_finish_reminder:
 * @self: an engine
 * @id: row id
 * @error: return location: NOT_FOUND
 *
 * Of one that comes again, the present occurrence is done: the latest that somebody was told of, or the next one if that is
 * done already. One that comes once, or of which nothing is left, is done altogether. Texts of it that wait are canceled.
 *
 * Returns: %FALSE with @error set
 */
gboolean       tidings_engine_finish_reminder (TidingsEngine               *self,
                                               gint64                       id,
                                               GError                     **error);
/** tidings_engine_reopen_reminder: takes back that it is done: of one that comes again the occurrence that was done last, as far as its texts are still to come. Returns: %FALSE with INVALID (nothing is done) or NOT_FOUND */
gboolean       tidings_engine_reopen_reminder (TidingsEngine               *self,
                                               gint64                       id,
                                               GError                     **error);
/** tidings_engine_remove_reminder: nothing more is sent for it, and texts of it that wait are canceled. Returns: %FALSE with NOT_FOUND */
gboolean       tidings_engine_remove_reminder (TidingsEngine               *self,
                                               gint64                       id,
                                               GError                     **error);
/** tidings_engine_skip_occurrence: takes the occurrence that the rule puts at the wall clock @wall out, or (@skip off) back in; texts of it that wait are canceled. Returns: %FALSE with INVALID or NOT_FOUND */
gboolean       tidings_engine_skip_occurrence (TidingsEngine               *self,
                                               gint64                       id,
                                               const char                  *wall,
                                               gboolean                     skip,
                                               GError                     **error);
/** tidings_engine_move_occurrence: the occurrence that the rule puts at the wall clock @wall takes place at @to instead, "" to take that back; texts of it that wait are canceled and planned anew. Returns: %FALSE with INVALID or NOT_FOUND */
gboolean       tidings_engine_move_occurrence (TidingsEngine               *self,
                                               gint64                       id,
                                               const char                  *wall,
                                               const char                  *to,
                                               GError                     **error);
/** tidings_engine_snooze_reminder: the present occurrence is told of once more at @until (UTC milliseconds), at most a year from now; 0 takes back what was asked for once more and waits. Returns: %FALSE with INVALID or NOT_FOUND */
gboolean       tidings_engine_snooze_reminder (TidingsEngine               *self,
                                               gint64                       id,
                                               gint64                       until,
                                               GError                     **error);

/** tidings_engine_check_inbox: asks for replies now */
void           tidings_engine_check_inbox     (TidingsEngine               *self);

/**
 * tidings_engine_take_inbound:
 * @self: an engine
 * @text: a text that came in, however it was learned of: its sid, from, to, body, n_media and, where known, service and created_at
 * @error: return location
 *
 * What a webhook brings, taken in as what polling finds: once by its id, whoever brings it first, with everything that it
 * does (STOP, START, DONE, LATER) on disk when this returns. One that is still `receiving`, or of a number that nobody here
 * has, does nothing.
 *
 * Returns: %FALSE with STORAGE: nothing of it was kept, so that it may be brought again
 */
gboolean       tidings_engine_take_inbound    (TidingsEngine               *self,
                                               TidingsTwilioMessage        *text,
                                               GError                     **error);

/**
 * tidings_engine_take_report:
 * @self: an engine
 * @report: what Twilio says of a text: its sid and status, its error code, to and price where known
 *
 * What a webhook tells of a text, taken in as what polling finds. The same may come again, late and out of order; the rank
 * of a status never falls. A text that nobody here knows by its id is passed over.
 *
 * Returns: %FALSE if it could not be kept, so that it may come again
 */
gboolean       tidings_engine_take_report     (TidingsEngine               *self,
                                               TidingsTwilioMessage        *report);

/**
 * TidingsQuotaStatus:
 * @day_used: texts of the account today; likewise @month_used
 * @settled_micros: billed this month; @reserved_micros: estimates this month
 * @day_micros: billed and estimated today
 * @next_at: UTC milliseconds of the next reminder's text, 0 for none
 * @next_what: (nullable): its title
 * @n_held: messages that wait for a rule; @n_queued: for their turn; @n_in_doubt: for the certainty that they left
 */
typedef struct {
  guint day_used;
  guint month_used;
  gint64 settled_micros;
  gint64 reserved_micros;
  gint64 day_micros;
  gint64 next_at;
  char *next_what;
  guint n_held;
  guint n_queued;
  guint n_in_doubt;
} TidingsQuotaStatus;

/** tidings_engine_get_quota: fills @status; free next_what */
void           tidings_engine_get_quota       (TidingsEngine               *self,
                                               TidingsQuotaStatus          *status);

/** tidings_engine_get_forecast: fills @forecast with how long this month's limits last at the present pace */
void           tidings_engine_get_forecast    (TidingsEngine               *self,
                                               TidingsForecast             *forecast);

/**
 * TidingsGroupSpending:
 * @group: alert group's id
 * @spent_micros: billed and estimated this month
 * @budget_micros: its money a month, 0 for no limit
 */
typedef struct {
  char *group;
  gint64 spent_micros;
  gint64 budget_micros;
} TidingsGroupSpending;

void           tidings_group_spending_free    (TidingsGroupSpending        *spending);
/** tidings_engine_list_groups: Returns: (transfer full) (element-type TidingsGroupSpending): groups of the catalog that have a budget, or have cost something this month, in its order */
GPtrArray     *tidings_engine_list_groups     (TidingsEngine               *self);

/**
 * TidingsUsed:
 * @n_texts: texts, -1 if unknown
 * @n_segments: parts billed, -1 if unknown
 * @price_micros: what they cost, -1 if unknown
 */
typedef struct {
  gint64 n_texts;
  gint64 n_segments;
  gint64 price_micros;
} TidingsUsed;

/**
 * TidingsMoney:
 * @balance_micros: what is left, if @balance_at is set
 * @balance_at: UTC milliseconds at which Twilio said so, 0 for never
 * @currency: (nullable): ISO 4217
 * @today: texts of all programs that use the account, by Twilio's own count, in this GMT day; likewise @month
 * @usage_at: UTC milliseconds at which Twilio said so, 0 for not in this day or month
 *
 * The account's money as Twilio said it last.
 */
typedef struct {
  gint64 balance_micros;
  gint64 balance_at;
  char *currency;
  TidingsUsed today;
  TidingsUsed month;
  gint64 usage_at;
} TidingsMoney;

void           tidings_money_clear            (TidingsMoney                *money);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TidingsMoney, tidings_money_clear)

/** tidings_engine_get_money: fills @money, to be cleared */
void           tidings_engine_get_money       (TidingsEngine               *self,
                                               TidingsMoney                *money);
/** tidings_engine_note_balance: somebody else has asked for the balance */
void           tidings_engine_note_balance    (TidingsEngine               *self,
                                               gint64                       micros,
                                               const char                  *currency);

/** tidings_engine_refresh_async: asks for senders, balance and usage anew */
void           tidings_engine_refresh_async   (TidingsEngine               *self,
                                               GAsyncReadyCallback          callback,
                                               gpointer                     user_data);
/** tidings_engine_refresh_finish: Returns: %FALSE if nothing was learned; without an account with NO_ACCOUNT */
gboolean       tidings_engine_refresh_finish  (TidingsEngine               *self,
                                               GAsyncResult                *result,
                                               GError                     **error);

/**
 * tidings_engine_look_up_async:
 * @self: an engine
 * @person: row id
 * @callback: called with the answer
 * @user_data: for it
 *
 * Asks what the person's number is: whether it can exist, which is free, and its line type and carrier, which is paid for and
 * asked only if the settings allow it. A paid answer is kept for 30 days and given again.
 */
void           tidings_engine_look_up_async   (TidingsEngine               *self,
                                               gint64                       person,
                                               GAsyncReadyCallback          callback,
                                               gpointer                     user_data);
/** tidings_engine_look_up_finish: Returns: (transfer full) (nullable): what is known now; NOT_FOUND, NO_ACCOUNT, or Twilio's no */
TidingsLine   *tidings_engine_look_up_finish  (TidingsEngine               *self,
                                               GAsyncResult                *result,
                                               GError                     **error);

G_END_DECLS
