/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about messages, their stories, and what was counted. */
#pragma once

#include "tidings-store.h"
#include "tidings-message.h"

G_BEGIN_DECLS

/** tidings_store_add_message: sets the message's id and indexes its text for search; its erasure is not written. Returns: %FALSE with @error set */
gboolean        tidings_store_add_message      (TidingsStore    *self,
                                                TidingsMessage  *message,
                                                GError         **error);
/** tidings_store_update_message: writes every field but id, person, type, source, program, reminder, creation and erasure. Returns: %FALSE with NOT_FOUND if it was deleted */
gboolean        tidings_store_update_message   (TidingsStore    *self,
                                                TidingsMessage  *message,
                                                GError         **error);
/** tidings_store_get_message: Returns: (transfer full) (nullable): NOT_FOUND if there is none */
TidingsMessage *tidings_store_get_message      (TidingsStore    *self,
                                                gint64           id,
                                                GError         **error);
/** tidings_store_find_message_by_sid: Returns: (transfer full) (nullable): without an error if none */
TidingsMessage *tidings_store_find_message_by_sid (TidingsStore *self,
                                                   const char   *sid);

/**
 * TidingsMessageFilter:
 * @search: (nullable): words; each must begin a word of the text or of the person's name. Case and accents do not matter,
 *   and no sign has a meaning; a word of signs only is passed over, alone it finds nothing
 * @states: bit (1 << state) for each state wanted, 0 for all
 * @person_id: 0 for all
 * @type: (nullable): alert type id
 * @since: UTC milliseconds of creation, inclusive, 0 for no bound
 * @until: UTC milliseconds of creation, exclusive, 0 for no bound
 * @before_id: only ids below it, 0 for no bound: the key of the next page
 * @after_id: only ids above it, 0 for no bound
 * @limit: rows at most, 0 for 100
 * @oldest_first: from the other end: the oldest that match, in their order
 *
 * What to look for; zeroed memory matches everything.
 */
typedef struct {
  const char *search;
  guint states;
  gint64 person_id;
  const char *type;
  gint64 since;
  gint64 until;
  gint64 before_id;
  gint64 after_id;
  guint limit;
  gboolean oldest_first;
} TidingsMessageFilter;

/**
 * tidings_store_list_messages:
 * @self: a store
 * @filter: what to look for
 * @error: return location
 *
 * A page by its key: what it costs goes by its rows, not by those of the store, also with one or two of person, type and
 * states, or a time. A beginning of one letter, one that more than a hundred words have, and words that hardly any of many
 * texts in a filter have take longer the more texts there are: see tidings_store_interrupt().
 *
 * Returns: (transfer full) (element-type TidingsMessage) (nullable): newest first, unless the filter says otherwise
 */
GPtrArray      *tidings_store_list_messages    (TidingsStore               *self,
                                                const TidingsMessageFilter *filter,
                                                GError                    **error);

/** tidings_store_list_due_messages: Returns: (transfer full) (element-type TidingsMessage) (nullable): with next_at from 1 to @now, earliest first, codes and critical before others of the same moment */
GPtrArray      *tidings_store_list_due_messages (TidingsStore   *self,
                                                 gint64          now,
                                                 guint           limit,
                                                 GError        **error);
/** tidings_store_list_due_queued: Returns: (transfer full) (element-type TidingsMessage) (nullable): queued, with next_at from 1 to @now: codes first, then by priority, then by next_at */
GPtrArray      *tidings_store_list_due_queued (TidingsStore     *self,
                                               gint64            now,
                                               guint             limit,
                                               GError          **error);
/** tidings_store_list_due_others: Returns: (transfer full) (element-type TidingsMessage) (nullable): neither held nor queued, with next_at from 1 to @now, earliest first */
GPtrArray      *tidings_store_list_due_others (TidingsStore     *self,
                                               gint64            now,
                                               guint             limit,
                                               GError          **error);
/** tidings_store_list_followed: Returns: (transfer full) (element-type TidingsMessage) (nullable): what Twilio has (sid set) and is asked about again from 1 to @until, earliest first */
GPtrArray      *tidings_store_list_followed    (TidingsStore    *self,
                                                gint64           until,
                                                guint            limit,
                                                GError         **error);
/** tidings_store_get_next_message_at: Returns: smallest next_at of all messages, 0 if none; what is paused (%TIDINGS_MESSAGE_PAUSED) does not count */
gint64          tidings_store_get_next_message_at (TidingsStore *self);
/** tidings_store_get_next_message_after: Returns: the same of those after @after */
gint64          tidings_store_get_next_message_after (TidingsStore *self,
                                                      gint64        after);
/** tidings_store_has_open: Returns: whether a message that is not final yet will be looked at again (next_at set); %TRUE if the store cannot be read */
gboolean        tidings_store_has_open         (TidingsStore    *self);

/** tidings_store_list_merged: Returns: (transfer full) (element-type TidingsMessage) (nullable): what the message @into says for them, oldest first, @limit at most */
GPtrArray      *tidings_store_list_merged      (TidingsStore    *self,
                                                gint64           into,
                                                guint            limit,
                                                GError         **error);

/** tidings_store_list_messages_in: Returns: (transfer full) (element-type TidingsMessage) (nullable): all in one of the states (bits), oldest first */
GPtrArray      *tidings_store_list_messages_in (TidingsStore    *self,
                                                guint            states,
                                                GError         **error);
/** tidings_store_count_messages_in: Returns: how many messages are in one of the states (bits) */
guint           tidings_store_count_messages_in (TidingsStore   *self,
                                                 guint           states);
/** tidings_store_count_failed_since: Returns: how many of the newest hundred failed and the newest hundred undelivered messages became so after @since (UTC milliseconds) */
guint           tidings_store_count_failed_since (TidingsStore  *self,
                                                  gint64         since);

/** tidings_store_has_in_doubt: Returns: whether another message to the number is sending or in doubt, and still looked for (next_at set); %TRUE if the store cannot be read */
gboolean        tidings_store_has_in_doubt     (TidingsStore    *self,
                                                const char      *number,
                                                gint64           except_id);

/** tidings_store_find_duplicate: Returns: creation instant of the newest message of the person, type and key since @since that was not skipped, failed or canceled; 0 if none */
gint64          tidings_store_find_duplicate   (TidingsStore    *self,
                                                gint64           person,
                                                const char      *type,
                                                const char      *dedupe,
                                                gint64           since);

/**
 * tidings_store_count_texts:
 * @self: a store
 * @person: person's row id, 0 for the account
 * @since: UTC milliseconds, inclusive
 *
 * A text that failed counts only if it may have left: Twilio gave it an id, or the answer was lost.
 *
 * Returns: texts with queued_at from @since on that were not skipped, canceled, or failed before they left; more than any
 *   limit if the store cannot be read
 */
guint           tidings_store_count_texts      (TidingsStore    *self,
                                                gint64           person,
                                                gint64           since);

/** tidings_store_count_texts_between: as tidings_store_count_texts(), with queued_at before @until: what Twilio was given ahead of time counts at its own moment */
guint           tidings_store_count_texts_between (TidingsStore *self,
                                                   gint64        person,
                                                   gint64        since,
                                                   gint64        until);

/** tidings_store_get_last_message_id: Returns: the largest row id of a message, 0 if there is none, -1 with @error set */
gint64          tidings_store_get_last_message_id (TidingsStore *self,
                                                   GError      **error);
/** tidings_store_uncount_texts: takes all messages with ids above @after_id out of the quotas and the sums of prices, for good. Returns: %FALSE with @error set */
gboolean        tidings_store_uncount_texts    (TidingsStore    *self,
                                                gint64           after_id,
                                                GError         **error);

/**
 * tidings_store_move_future:
 * @self: a store
 * @now: UTC milliseconds
 * @error: return location
 *
 * What was counted or confirmed at an instant that is still to come, because the clock has been set back since, is taken to
 * be of this moment (but not texts that Twilio was given ahead of time: they count at theirs): texts in the quotas, codes sent, and the life of codes. Otherwise limits would hold until that instant.
 *
 * Returns: %FALSE with @error set; nothing has changed then
 */
gboolean        tidings_store_move_future      (TidingsStore    *self,
                                                gint64           now,
                                                GError         **error);

/**
 * TidingsEvent:
 * @at: UTC milliseconds
 * @what: name of the step: `raised`, `rules`, `held`, `queued`, `sending`, `accepted`, `sent`, `delivered`, `price`, `retry`, …
 * @detail: for people or programs, may be empty
 */
typedef struct {
  gint64 at;
  char *what;
  char *detail;
} TidingsEvent;

void            tidings_event_free             (TidingsEvent    *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsEvent, tidings_event_free)

/** tidings_store_add_event: adds a step to a message's story */
gboolean        tidings_store_add_event        (TidingsStore    *self,
                                                gint64           message,
                                                gint64           at,
                                                const char      *what,
                                                const char      *detail,
                                                GError         **error);
/** tidings_store_list_events: Returns: (transfer full) (element-type TidingsEvent) (nullable): a message's story, oldest first */
GPtrArray      *tidings_store_list_events      (TidingsStore    *self,
                                                gint64           message,
                                                GError         **error);

#define TIDINGS_TYPE_MESSAGE_LIST (tidings_message_list_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMessageList, tidings_message_list, TIDINGS, MESSAGE_LIST, GObject)

/** TidingsMessagePlace: where a list looks: at either end, beside what it has, or at the same rows again */
typedef enum {
  TIDINGS_MESSAGE_PLACE_NEWEST,
  TIDINGS_MESSAGE_PLACE_OLDEST,
  TIDINGS_MESSAGE_PLACE_OLDER,
  TIDINGS_MESSAGE_PLACE_NEWER,
  TIDINGS_MESSAGE_PLACE_SAME,
} TidingsMessagePlace;

/** TIDINGS_MESSAGE_LIST_MOST: rows that a list keeps at most; what is beyond is read again when it is wanted */
#define TIDINGS_MESSAGE_LIST_MOST 300

/**
 * tidings_message_list_new:
 * @store: a store
 *
 * A #GListModel of #TidingsMessage, newest first, that holds a slice of them: at first the newest hundred. It grows on
 * request at either end and loses rows at the other one, so that it stays small wherever one reads.
 * A message that changed is a new object in its place.
 * Properties, read-only but for one: `has-more`: whether older ones exist; `has-newer`: whether newer ones than its first
 * exist; `n-new`: how many came since it last stood at the newest, a hundred at most; `is-busy`: looks in a thread;
 * `is-following` (read-write, %TRUE): whether what comes is put in at the top, while the slice stands there.
 *
 * Returns: (transfer full): the list, empty until tidings_message_list_set_filter()
 */
TidingsMessageList *tidings_message_list_new   (TidingsStore    *store);
/** tidings_message_list_set_filter: looks anew at the newest (the strings are copied; before_id, after_id and limit are ignored). Returns: %FALSE with @error set, the list empty */
gboolean        tidings_message_list_set_filter (TidingsMessageList         *self,
                                                 const TidingsMessageFilter *filter,
                                                 GError                    **error);
/** tidings_message_list_refresh: reads the same slice again and reports only what differs */
gboolean        tidings_message_list_refresh   (TidingsMessageList *self,
                                                GError            **error);
/** tidings_message_list_go: reads another slice, or more of it; nothing if there is nothing there. Returns: %FALSE with @error set, the list as it was */
gboolean        tidings_message_list_go        (TidingsMessageList *self,
                                                TidingsMessagePlace place,
                                                GError            **error);
/** tidings_message_list_grow: adds the next hundred older rows */
gboolean        tidings_message_list_grow      (TidingsMessageList *self,
                                                GError            **error);
/**
 * tidings_message_list_look_async:
 * @self: a list
 * @filter: (nullable): what to look for from now on, %NULL for the same
 * @place: where
 * @callback: called in any case, with %G_IO_ERROR_CANCELLED when something else was asked for meanwhile
 * @user_data: for it
 *
 * Looks in a thread, with a store of its own: for words and filters, which may take longer. The list stays as it is until
 * the answer is there; what is asked for later ends what runs.
 */
void            tidings_message_list_look_async (TidingsMessageList         *self,
                                                 const TidingsMessageFilter *filter,
                                                 TidingsMessagePlace         place,
                                                 GAsyncReadyCallback         callback,
                                                 gpointer                    user_data);
/** tidings_message_list_look_finish: Returns: %FALSE with @error set, the list empty if the filter was a new one */
gboolean        tidings_message_list_look_finish (TidingsMessageList *self,
                                                  GAsyncResult       *result,
                                                  GError            **error);
/** tidings_message_list_get_has_more: Returns: whether older rows exist */
gboolean        tidings_message_list_get_has_more (TidingsMessageList *self);

G_END_DECLS
