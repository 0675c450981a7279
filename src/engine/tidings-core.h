/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine's parts share: the store, the clock, the account, and a way to say that something changed. */
#pragma once

#include "tidings-engine.h"
#include "tidings-pace.h"

G_BEGIN_DECLS

typedef struct _TidingsUpkeep TidingsUpkeep;

/**
 * TidingsCore:
 * @store: the store, open for writing
 * @clock: what time it is
 * @catalog: the built-in types and people's own
 * @twilio: (nullable): the client; %NULL while nothing may be sent
 * @settings: the household's; its strings are owned by @strings, its table by the core
 * @zone: (nullable): the zone whose days and months the limits count; only held, so that it is not read from its file for each
 *   question
 * @is_taking_over: what follows from another account is not on disk yet; nothing leaves before
 * @is_refused: Twilio refused the credentials; nothing is asked until they change
 * @is_plan_stale: what Twilio was given ahead of time has to be looked through, and more may be given; see tidings-ahead.h
 * @is_unclean: words of somebody who was erased may still be in the store's file
 * @has_checked_zones: the instants of reminders belong to the time zones as this process knows them; see tidings-zone-watch.h
 * @rewound: row id of the reminder up to which moments that came back into the future are found, 0 while none are looked for;
 *   see tidings-rewind.h
 * @rewinding_at: UTC milliseconds at which that began
 * @is_offline: there is no connection, as far as the desktop knows; what only asks for news waits
 * @pace: how many requests may be on their way, and how fast texts leave; every request to Twilio should begin and end there
 * @cancellable: for everything on its way
 * @depth: transactions that are open, one in the other
 * @is_doomed: one inside was undone, so that the others can only be undone, too
 * @notices: what is said once they are on disk
 * @verify: (nullable): codes that Twilio makes; owned by the engine
 * @upkeep: (nullable): what is asked of the account now and then
 * @asker: (nullable): who asks for what is being done, see tidings_engine_set_asker()
 * @host: the engine
 */
typedef struct {
  TidingsStore *store;
  TidingsClock *clock;
  TidingsCatalog *catalog;
  TidingsTwilio *twilio;
  TidingsEngineSettings settings;
  GStringChunk *strings;
  GTimeZone *zone;
  gboolean is_taking_over;
  gboolean is_refused;
  gboolean is_plan_stale;
  gboolean has_checked_zones;
  gint64 rewound;
  gint64 rewinding_at;
  gboolean is_unclean;
  gboolean is_offline;
  TidingsPace *pace;
  GCancellable *cancellable;
  guint depth;
  gboolean is_doomed;
  GPtrArray *notices;
  struct _TidingsVerify *verify;
  TidingsUpkeep *upkeep;
  char *asker;
  gpointer host;
} TidingsCore;

/** tidings_core_init: fills zeroed memory with what does not come from outside */
void     tidings_core_init          (TidingsCore    *core,
                                     gpointer        host);
/** tidings_core_clear: lets go of everything */
void     tidings_core_clear         (TidingsCore    *core);

/** tidings_core_now: Returns: UTC milliseconds */
gint64   tidings_core_now           (TidingsCore    *core);
/** tidings_core_present: Returns: UTC milliseconds without what practice has put the clock ahead: what is forgotten for good goes by this */
gint64   tidings_core_present       (TidingsCore    *core);
/** tidings_core_changed: says at the end of this turn that @subject (a static string) is different; after people and types what was given to Twilio ahead of time is looked through */
void     tidings_core_changed       (TidingsCore    *core,
                                     const char     *subject);
/** tidings_core_replan: has what Twilio was given ahead of time looked through in one of the next turns */
void     tidings_core_replan        (TidingsCore    *core);
/** tidings_core_begin: tidings_store_begin(); the engine's parts use these three, so that a notice waits for its commit */
gboolean tidings_core_begin         (TidingsCore    *core,
                                     GError        **error);
gboolean tidings_core_commit        (TidingsCore    *core,
                                     GError        **error);
void     tidings_core_rollback      (TidingsCore    *core);
/** tidings_core_notice: tells the desktop, see #TidingsNotice; inside a transaction once it is on disk, and never if it is undone */
void     tidings_core_notice        (TidingsCore    *core,
                                     TidingsNotice   kind,
                                     TidingsMessage *message,
                                     TidingsPerson  *person,
                                     const char     *text);
/** tidings_core_notice_overdue: the same of a chore that nobody said is done, by the row id of its reminder */
void     tidings_core_notice_overdue (TidingsCore   *core,
                                     gint64          reminder,
                                     const char     *text);
/** tidings_core_wake: makes the engine look at what is due in the next turn of the main loop */
void     tidings_core_wake          (TidingsCore    *core);
/** tidings_core_can_send: Returns: whether there is an account that has not refused us, and that has taken over */
gboolean tidings_core_can_send      (TidingsCore    *core);
/** tidings_core_note_refusal: if @error says that Twilio refused the credentials, nothing is asked until another client comes; people are told once */
void     tidings_core_note_refusal  (TidingsCore    *core,
                                     const GError   *error);
/** tidings_core_get_sender: Returns: (transfer none) (nullable): the service or the number that texts leave from */
const char *tidings_core_get_sender (TidingsCore    *core);
/** tidings_core_list_add: adds @item to the comma list kept as meta @key, once */
gboolean tidings_core_list_add      (TidingsCore    *core,
                                     const char     *key,
                                     const char     *item,
                                     GError        **error);
/** tidings_core_list_remove: takes @item from the comma list kept as meta @key */
gboolean tidings_core_list_remove   (TidingsCore    *core,
                                     const char     *key,
                                     const char     *item,
                                     GError        **error);
/** tidings_core_list_get: Returns: (transfer full) (array zero-terminated=1): the comma list kept as meta @key */
char   **tidings_core_list_get      (TidingsCore    *core,
                                     const char     *key);

/* The n_looks of a message that nobody looks for any more: it was sent by another account, or is gone from this one. */
#define TIDINGS_LOOKS_OVER G_MAXUINT16

/* Comma lists in the store's meta: confirmations and opt-outs that came through an account that proves nothing. */
#define TIDINGS_META_UNPROVEN_PEOPLE   "unproven-people"
#define TIDINGS_META_UNPROVEN_OPT_OUTS "unproven-opt-outs"
/* And numbers whose lines such an account has told of. */
#define TIDINGS_META_UNPROVEN_LINES    "unproven-lines"

/**
 * tidings_core_set_state:
 * @core: what the parts share
 * @message: a message of the store; its other fields may have been changed too and are written along
 * @state: where it is now
 * @reason: (nullable): why, for states that are no success
 * @what: (nullable): the step for its story
 * @detail: (nullable): detail of the step
 * @error: return location
 *
 * Writes the message and one step of its story in one transaction, and says so. A message that ends here gets next_at 0
 * unless its price is still to be asked for.
 *
 * Returns: %FALSE with @error set; then the message in memory is ahead of the one on disk and must be dropped
 */
gboolean tidings_core_set_state     (TidingsCore         *core,
                                     TidingsMessage      *message,
                                     TidingsMessageState  state,
                                     const char          *reason,
                                     const char          *what,
                                     const char          *detail,
                                     GError             **error);

/** tidings_core_next_price_look: Returns: UTC milliseconds at which Twilio is asked again what a text that ended has cost, 0 for never */
gint64   tidings_core_next_price_look (TidingsMessage *message,
                                       gint64          now);

/**
 * tidings_core_cancel_waiting:
 * @core: what the parts share
 * @person: (nullable number) row id, 0 for any
 * @reminder: row id, 0 for any
 * @number: (nullable): E.164, %NULL for any
 * @reason: why
 * @error: return location
 *
 * Cancels everything held or queued that fits, and calls back what Twilio keeps for later (not for
 * %TIDINGS_REASON_CANCELED: then the plan decides which of it is still right).
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_core_cancel_waiting (TidingsCore   *core,
                                      gint64         person,
                                      gint64         reminder,
                                      const char    *number,
                                      const char    *reason,
                                      GError       **error);

/** tidings_core_cancel_type: the same for everything of an alert type. Returns: %FALSE with @error set */
gboolean tidings_core_cancel_type    (TidingsCore   *core,
                                      const char    *type,
                                      const char    *reason,
                                      GError       **error);

/**
 * tidings_core_cancel_occurrence:
 * @core: what the parts share
 * @reminder: row id
 * @at: UTC milliseconds at which the occurrence takes place
 * @reason: why
 * @error: return location
 *
 * Cancels what is held or queued of one occurrence of a reminder, and calls back what Twilio has of it.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_core_cancel_occurrence (TidingsCore  *core,
                                         gint64        reminder,
                                         gint64        at,
                                         const char   *reason,
                                         GError      **error);

/**
 * tidings_core_keep_opt_out:
 * @core: what the parts share
 * @number: E.164
 * @at: UTC milliseconds it was said
 * @by: `reply` or `carrier`
 * @sender: (nullable): the own sender it was said to
 * @is_new: (out): whether there was none on file
 * @error: return location
 *
 * Keeps a STOP and cancels what waits for the number. One that came through an account that proves nothing ends with it,
 * but never takes an older, proven one along.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_core_keep_opt_out   (TidingsCore   *core,
                                      const char    *number,
                                      gint64         at,
                                      const char    *by,
                                      const char    *sender,
                                      gboolean      *is_new,
                                      GError       **error);
/** tidings_core_drop_opt_out: forgets a STOP; an account that proves nothing takes back only its own. @is_gone: (out): whether none is on file now */
gboolean tidings_core_drop_opt_out   (TidingsCore   *core,
                                      const char    *number,
                                      gboolean      *is_gone,
                                      GError       **error);

/** tidings_core_take_error: turns a store's error into the engine's, keeping its words and NOT_FOUND; consumes @store_error */
void     tidings_core_take_error    (GError        **error,
                                     GError         *store_error);

G_END_DECLS
