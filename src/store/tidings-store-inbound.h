/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about texts that came in. */
#pragma once

#include "tidings-store.h"
#include "tidings-message.h"

G_BEGIN_DECLS

/**
 * TidingsInbound:
 * @sid: Twilio's id
 * @from: E.164 of who sent it
 * @to: the own sender it went to
 * @body: text; empty when it came from a number that nobody here has
 * @at: UTC milliseconds
 * @message_id: row id of the text it answers, 0 if none is known
 * @effect: what it did: `` nothing but to be kept, `stop`, `start`, `help`, `done`, `later`, `wants-stop` (it reads like a STOP
 *   that Twilio does not know), `unknown` (of a number that nobody here has), `own` (of one of our own senders), `loop`
 *   (one of so many that a machine must be at the other end)
 * @n_media: pictures that came along; they are not fetched
 *
 * One text that came in.
 */
typedef struct {
  char *sid;
  char *from;
  char *to;
  char *body;
  gint64 at;
  gint64 message_id;
  char *effect;
  guint n_media;
} TidingsInbound;

void             tidings_inbound_free               (TidingsInbound       *inbound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsInbound, tidings_inbound_free)

/** tidings_store_put_inbound: keeps a text that came in, once by its SID. @is_new: (out): whether it was not known yet. Returns: %FALSE with @error set */
gboolean         tidings_store_put_inbound          (TidingsStore         *self,
                                                     const TidingsInbound *inbound,
                                                     gboolean             *is_new,
                                                     GError              **error);
/** tidings_store_has_inbound: Returns: whether a text with this SID came in; %FALSE if the store cannot be read */
gboolean         tidings_store_has_inbound          (TidingsStore         *self,
                                                     const char           *sid);

/**
 * TidingsInboundFilter:
 * @from: (nullable): E.164 of who sent it
 * @message_id: the text it answers, 0 for any
 * @since: UTC milliseconds, inclusive, 0 for no bound
 * @until: UTC milliseconds, exclusive, 0 for no bound
 * @with_strangers: also those of numbers that nobody here has
 * @limit: rows at most, 0 for 100
 *
 * What to look for; zeroed memory matches everything that people said.
 */
typedef struct {
  const char *from;
  gint64 message_id;
  gint64 since;
  gint64 until;
  gboolean with_strangers;
  guint limit;
} TidingsInboundFilter;

/** tidings_store_list_inbound: Returns: (transfer full) (element-type TidingsInbound) (nullable): the newest that fit, oldest of them first */
GPtrArray       *tidings_store_list_inbound         (TidingsStore               *self,
                                                     const TidingsInboundFilter *filter,
                                                     GError                    **error);
/** tidings_store_count_inbound: Returns: how many texts came from the number at or after @since */
guint            tidings_store_count_inbound        (TidingsStore         *self,
                                                     const char           *from,
                                                     gint64                since);
/** tidings_store_get_last_inbound_at: Returns: UTC milliseconds of the newest text that came in, 0 if none */
gint64           tidings_store_get_last_inbound_at  (TidingsStore         *self);
/** tidings_store_get_last_inbound_within: Returns: UTC milliseconds of the newest text from the number from @at until @ms later, -1 if none */
gint64           tidings_store_get_last_inbound_within (TidingsStore      *self,
                                                        const char        *from,
                                                        gint64             at,
                                                        gint64             ms);
/** tidings_store_get_last_wish_at: Returns: UTC milliseconds of the newest text from the number that did `stop` or `start`, 0 if none */
gint64           tidings_store_get_last_wish_at     (TidingsStore         *self,
                                                     const char           *from);

/** tidings_store_has_texted: Returns: whether a text to the number is in the log; %FALSE if the store cannot be read */
gboolean         tidings_store_has_texted           (TidingsStore         *self,
                                                     const char           *number);
/**
 * tidings_store_list_texts_to:
 * @self: a store
 * @number: E.164
 * @since: UTC milliseconds at which the request left, inclusive
 * @until: likewise, inclusive
 * @error: return location
 *
 * What Twilio took for the number, or may have taken.
 *
 * Returns: (transfer full) (element-type TidingsMessage) (nullable): newest first, at most 100
 */
GPtrArray       *tidings_store_list_texts_to        (TidingsStore         *self,
                                                     const char           *number,
                                                     gint64                since,
                                                     gint64                until,
                                                     GError              **error);
/**
 * tidings_store_get_awaited_until:
 * @self: a store
 * @now: UTC milliseconds
 * @most_ms: how long after it left a text is awaited at most
 *
 * Texts of reminders that are not done, and texts that ask for DONE, await an answer for as long as they make sense, if
 * their sender can be answered.
 *
 * Returns: UTC milliseconds until which an answer is awaited, 0 if none is
 */
gint64           tidings_store_get_awaited_until    (TidingsStore         *self,
                                                     gint64                now,
                                                     gint64                most_ms);
/** tidings_store_list_used_senders: Returns: (transfer full) (array zero-terminated=1): numbers that texts have left from at or after @since */
char           **tidings_store_list_used_senders    (TidingsStore         *self,
                                                     gint64                since);
/** tidings_store_is_own_sender: Returns: whether the number is one of the account's own, or texts have left from it */
gboolean         tidings_store_is_own_sender        (TidingsStore         *self,
                                                     const char           *number);

G_END_DECLS
