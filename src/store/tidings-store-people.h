/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about people, their subscriptions, wordings, one-time codes and opt-outs. */
#pragma once

#include "tidings-store.h"
#include "tidings-person.h"

G_BEGIN_DECLS

/** tidings_store_list_people: Returns: (transfer full) (element-type TidingsPerson) (nullable): everyone, by name (case folded) */
GPtrArray     *tidings_store_list_people      (TidingsStore  *self,
                                               GError       **error);
/** tidings_store_get_person: Returns: (transfer full) (nullable): NOT_FOUND if there is none with that id */
TidingsPerson *tidings_store_get_person       (TidingsStore  *self,
                                               gint64         id,
                                               GError       **error);

/**
 * tidings_store_find_person:
 * @self: a store
 * @who: row id in digits, name (any case), or number as people type it
 * @country: (nullable): ISO code to read national digits in
 * @error: return location: NOT_FOUND ("There is no person called …")
 *
 * A name wins over an id, an id over a number. National digits are also tried in each person's own country.
 * A name that two people have is refused as CONFLICT with their ids in the message.
 *
 * Returns: (transfer full) (nullable): the person
 */
TidingsPerson *tidings_store_find_person      (TidingsStore  *self,
                                               const char    *who,
                                               const char    *country,
                                               GError       **error);

/** tidings_store_find_person_by_number: Returns: (transfer full) (nullable): who has this E.164 number, without an error if nobody */
TidingsPerson *tidings_store_find_person_by_number (TidingsStore *self,
                                                    const char   *number);

/** tidings_store_add_person: with the types switched on; sets the person's id. Returns: %FALSE with CONFLICT if another has the number */
gboolean       tidings_store_add_person       (TidingsStore  *self,
                                               TidingsPerson *person,
                                               GError       **error);
/** tidings_store_update_person: writes all fields but id, types and opt-out. Returns: %FALSE with CONFLICT or NOT_FOUND */
gboolean       tidings_store_update_person    (TidingsStore  *self,
                                               TidingsPerson *person,
                                               GError       **error);
/** tidings_store_remove_person: their subscriptions, code and places in reminders go; messages stay without a person, or go too if @with_messages */
gboolean       tidings_store_remove_person    (TidingsStore  *self,
                                               gint64         id,
                                               gboolean       with_messages,
                                               GError       **error);

/**
 * tidings_store_set_opt_out:
 * @self: a store
 * @number: E.164
 * @at: UTC milliseconds
 * @by: `reply`, `carrier` or `person`
 * @sender: (nullable): which own sender it was said to, which is the one that START has to go to
 * @error: return location
 *
 * Keeps a STOP for the number (it outlives the person's row); an older one stays.
 *
 * Returns: %FALSE with @error set
 */
gboolean       tidings_store_set_opt_out      (TidingsStore  *self,
                                               const char    *number,
                                               gint64         at,
                                               const char    *by,
                                               const char    *sender,
                                               GError       **error);
/** tidings_store_get_opt_out_at: Returns: UTC milliseconds of the STOP on file for the number, 0 if none */
gint64         tidings_store_get_opt_out_at   (TidingsStore  *self,
                                               const char    *number);
/** tidings_store_clear_opt_out: forgets the STOP of the number */
gboolean       tidings_store_clear_opt_out    (TidingsStore  *self,
                                               const char    *number,
                                               GError       **error);
/** tidings_store_has_opt_out: Returns: whether a STOP is on file for the number; %TRUE if the store cannot be read */
gboolean       tidings_store_has_opt_out      (TidingsStore  *self,
                                               const char    *number);

/** tidings_store_set_subscription: switches a type on or off; @person 0 is everyone */
gboolean       tidings_store_set_subscription (TidingsStore  *self,
                                               gint64         person,
                                               const char    *type,
                                               gboolean       on,
                                               GError       **error);

/** tidings_store_set_wording: keeps an own wording; %NULL text forgets it. @language: "" for all languages */
gboolean       tidings_store_set_wording      (TidingsStore  *self,
                                               const char    *type,
                                               const char    *language,
                                               const char    *text,
                                               GError       **error);
/** tidings_store_dup_wording: Returns: (transfer full) (nullable): own wording for exactly this language, else for its base language (`pt` of `pt_BR`), else the one for all */
char          *tidings_store_dup_wording      (TidingsStore  *self,
                                               const char    *type,
                                               const char    *language);

/**
 * TidingsCode:
 * @person_id: whose number is to be confirmed
 * @number: E.164 it was sent to
 * @salt: 16 random bytes
 * @hash: SHA-256 of salt, number and digits; the digits themselves are not kept
 * @created_at: UTC milliseconds
 * @expires_at: UTC milliseconds
 * @n_tries_left: wrong tries left
 * @message_id: the text that carries it
 * @verify_sid: (nullable): %NULL for a code of our own; VE… for one that Twilio's Verify has made and checks, "" as long as
 *   its id is not known. Its hash matches nothing.
 */
typedef struct {
  gint64 person_id;
  char *number;
  guint8 salt[16];
  guint8 hash[32];
  gint64 created_at;
  gint64 expires_at;
  guint n_tries_left;
  gint64 message_id;
  char *verify_sid;
} TidingsCode;

void           tidings_code_free              (TidingsCode   *code);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsCode, tidings_code_free)

/** tidings_store_get_code: Returns: (transfer full) (nullable): the person's latest code, dead or alive; without an error if none */
TidingsCode   *tidings_store_get_code         (TidingsStore  *self,
                                               gint64         person);
/** tidings_store_put_code: replaces the person's code */
gboolean       tidings_store_put_code         (TidingsStore      *self,
                                               const TidingsCode *code,
                                               GError           **error);
/** tidings_store_remove_code: forgets the person's code */
gboolean       tidings_store_remove_code      (TidingsStore  *self,
                                               gint64         person,
                                               GError       **error);

/** tidings_store_note_code_sent: remembers that a code went to the number, for the hourly limit; it outlives person and message, and rows older than a day are dropped */
gboolean       tidings_store_note_code_sent   (TidingsStore  *self,
                                               const char    *number,
                                               gint64         at,
                                               GError       **error);
/** tidings_store_forget_code_sent: takes back what was remembered of this instant, because nothing was sent */
gboolean       tidings_store_forget_code_sent (TidingsStore  *self,
                                               const char    *number,
                                               gint64         at,
                                               GError       **error);
/** tidings_store_list_codes_sent: Returns: (transfer full) (element-type gint64): instants since @since at which codes went to the number, oldest first */
GArray        *tidings_store_list_codes_sent  (TidingsStore  *self,
                                               const char    *number,
                                               gint64         since);

G_END_DECLS
