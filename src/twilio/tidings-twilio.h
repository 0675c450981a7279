/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP client for every Twilio resource in use. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-signature.h"

G_BEGIN_DECLS

#define TIDINGS_TWILIO_ERROR (tidings_twilio_error_quark ())
GQuark tidings_twilio_error_quark (void);

/**
 * TidingsTwilioErrorCode:
 * @TIDINGS_TWILIO_ERROR_NOT_SENT: the request never left (name, connection, TLS), or the server said 429: safe to repeat
 * @TIDINGS_TWILIO_ERROR_UNKNOWN: it left and no readable answer came (reset, timeout, 5xx, nonsense): whether it worked is unknown
 * @TIDINGS_TWILIO_ERROR_SIGN_IN: 401, or 403 with 20003/20006/20008/70051: the credentials are wrong or may not
 * @TIDINGS_TWILIO_ERROR_NOT_FOUND: 404
 * @TIDINGS_TWILIO_ERROR_REFUSED: any other definite no (4xx): nothing was sent; see tidings_twilio_error_get_code()
 * @TIDINGS_TWILIO_ERROR_NO_ACCOUNT: no credentials are set
 *
 * What a caller does differently. The message is for people, in the process's language.
 */
typedef enum {
  TIDINGS_TWILIO_ERROR_NOT_SENT,
  TIDINGS_TWILIO_ERROR_UNKNOWN,
  TIDINGS_TWILIO_ERROR_SIGN_IN,
  TIDINGS_TWILIO_ERROR_NOT_FOUND,
  TIDINGS_TWILIO_ERROR_REFUSED,
  TIDINGS_TWILIO_ERROR_NO_ACCOUNT,
} TidingsTwilioErrorCode;

/** tidings_twilio_error_get_code: Returns: Twilio's own code (21610), 0 if it gave none or @error is of another domain */
int      tidings_twilio_error_get_code        (const GError *error);
/** tidings_twilio_error_get_status: Returns: HTTP status, 0 if there was no answer */
guint    tidings_twilio_error_get_status      (const GError *error);
/** tidings_twilio_error_get_retry_after: Returns: seconds the server asked to wait (`Retry-After`), 0 if it did not */
guint    tidings_twilio_error_get_retry_after (const GError *error);

/** TidingsTwilioStatus: a message's status at Twilio (reference, section 2.2); UNKNOWN for words of the future */
typedef enum {
  TIDINGS_TWILIO_STATUS_UNKNOWN,
  TIDINGS_TWILIO_STATUS_ACCEPTED,
  TIDINGS_TWILIO_STATUS_SCHEDULED,
  TIDINGS_TWILIO_STATUS_QUEUED,
  TIDINGS_TWILIO_STATUS_SENDING,
  TIDINGS_TWILIO_STATUS_SENT,
  TIDINGS_TWILIO_STATUS_DELIVERED,
  TIDINGS_TWILIO_STATUS_UNDELIVERED,
  TIDINGS_TWILIO_STATUS_FAILED,
  TIDINGS_TWILIO_STATUS_CANCELED,
  TIDINGS_TWILIO_STATUS_READ,
  TIDINGS_TWILIO_STATUS_RECEIVING,
  TIDINGS_TWILIO_STATUS_RECEIVED,
} TidingsTwilioStatus;

/** TidingsTwilioStatus names: Returns: Twilio's word for it, or the value of Twilio's word */
const char         *tidings_twilio_status_to_string   (TidingsTwilioStatus  status);
TidingsTwilioStatus tidings_twilio_status_from_string (const char          *text);

/**
 * TidingsTwilioMessage:
 * @sid: SM… or MM…
 * @status: where it is
 * @is_inbound: direction is `inbound`
 * @to: E.164
 * @from: (nullable): E.164 or a name; %NULL while a service has not chosen
 * @service: (nullable): MG…
 * @body: (nullable): text; empty after redaction
 * @n_segments: as billed; 0 while unknown
 * @price_micros: millionths of @currency that it cost (positive), -1 while unknown
 * @currency: (nullable): ISO 4217
 * @error_code: 0 for none
 * @error_message: (nullable): Twilio's own English, for codes that we do not know
 * @n_media: pictures
 * @created_at: UTC milliseconds, 0 if missing
 * @updated_at: UTC milliseconds, 0 if missing
 * @sent_at: UTC milliseconds, 0 while not
 */
typedef struct {
  char *sid;
  TidingsTwilioStatus status;
  gboolean is_inbound;
  char *to;
  char *from;
  char *service;
  char *body;
  guint n_segments;
  gint64 price_micros;
  char *currency;
  int error_code;
  char *error_message;
  guint n_media;
  gint64 created_at;
  gint64 updated_at;
  gint64 sent_at;
} TidingsTwilioMessage;

void tidings_twilio_message_free (TidingsTwilioMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsTwilioMessage, tidings_twilio_message_free)

/**
 * TidingsKeyKind:
 * @TIDINGS_KEY_TOKEN: the account's own token, which may do everything
 * @TIDINGS_KEY_MAIN: an API key that sees the account
 * @TIDINGS_KEY_STANDARD: an API key that sees all but the account
 * @TIDINGS_KEY_RESTRICTED: an API key that lacks more than that, or refuses with 70051
 *
 * What the credentials are, as far as it shows (reference, section 1.1).
 */
typedef enum {
  TIDINGS_KEY_TOKEN,
  TIDINGS_KEY_MAIN,
  TIDINGS_KEY_STANDARD,
  TIDINGS_KEY_RESTRICTED,
} TidingsKeyKind;

/** TidingsTwilioAccount: @key: what the credentials are; @owner: (nullable): the account it is a subaccount of; @name, @kind (`Trial`, `Full`, "" when the key may not see it), @state (`active`, …, or ""). The token in the reply is never kept. */
typedef struct {
  char *sid;
  char *owner;
  char *name;
  char *kind;
  char *state;
  TidingsKeyKind key;
} TidingsTwilioAccount;

void tidings_twilio_account_free (TidingsTwilioAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsTwilioAccount, tidings_twilio_account_free)

#define TIDINGS_TYPE_TWILIO (tidings_twilio_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTwilio, tidings_twilio, TIDINGS, TWILIO, GObject)

/**
 * tidings_twilio_new:
 * @origin: (nullable): `http://127.0.0.1:PORT`, which replaces scheme and host of every Twilio product; %NULL for Twilio itself
 * @error: return location, #GIOErrorEnum INVALID_ARGUMENT if @origin is not a loopback address
 *
 * A client without credentials. It keeps at most ten connections and opens none before the first request. Requests run
 * in the thread-default main context of the caller.
 *
 * Returns: (transfer full) (nullable): the client
 */
TidingsTwilio *tidings_twilio_new                (const char     *origin,
                                                  GError        **error);

/**
 * tidings_twilio_set_credentials:
 * @self: a client
 * @account_sid: (nullable): AC…; %NULL forgets the credentials
 * @key_sid: (nullable): SK… when @secret belongs to an API key, %NULL when it is the account's token
 * @secret: (nullable): token or key secret; copied into memory that is wiped on release
 * @region: (nullable): `ie1`, `au1` or %NULL
 */
void           tidings_twilio_set_credentials    (TidingsTwilio  *self,
                                                  const char     *account_sid,
                                                  const char     *key_sid,
                                                  const char     *secret,
                                                  const char     *region);
/**
 * tidings_twilio_set_clock:
 * @self: a client
 * @clock: what time it is here, for tidings_twilio_get_server_skew(); without this call the computer's clock
 */
void           tidings_twilio_set_clock          (TidingsTwilio  *self,
                                                  TidingsClock   *clock);
/** tidings_twilio_has_credentials: Returns: whether requests can be signed */
gboolean       tidings_twilio_has_credentials    (TidingsTwilio  *self);
/** tidings_twilio_can_check_signatures: Returns: whether the secret is an account's token: an API key signs nothing */
gboolean       tidings_twilio_can_check_signatures (TidingsTwilio *self);
/** tidings_twilio_check_signature: tidings_signature_check() with the account's token, which stays here. Returns: whether the request to us is Twilio's */
gboolean       tidings_twilio_check_signature    (TidingsTwilio           *self,
                                                  const char              *signature,
                                                  const char              *url,
                                                  const TidingsSignedPair *pairs,
                                                  gsize                    n_pairs,
                                                  GBytes                  *body);
/** tidings_twilio_get_account_sid: Returns: (nullable): AC… */
const char    *tidings_twilio_get_account_sid    (TidingsTwilio  *self);

/**
 * tidings_twilio_get_server_skew:
 * Returns: milliseconds the server's clock (`Date` of the latest reply) is ahead of ours, 0 before the first reply. Good
 *   to a second, which is all that `Date` tells.
 */
gint64         tidings_twilio_get_server_skew    (TidingsTwilio  *self);

/** tidings_twilio_get_concurrent: Returns: how many requests of the account Twilio was answering at once, by the latest reply that said so (`Twilio-Concurrent-Requests`); 0 before */
guint          tidings_twilio_get_concurrent     (TidingsTwilio  *self);

/**
 * TidingsTwilioSend:
 * @to: E.164
 * @from: (nullable): sender number or name
 * @service: (nullable): MG…; one of the two is needed
 * @body: at most 1600 characters
 * @media_url: (nullable): picture
 * @validity_s: seconds it may wait in Twilio's queue, 0 for Twilio's own
 * @attempt: counts from 1
 * @send_at: UTC milliseconds, cut to seconds, at which Twilio is to send it; 0 for now. Needs @service: without one some
 *   of Twilio's pages say that it goes at once (reference, section 2.7), so asking for it is a programmer's error
 * @status_callback: (nullable): public address that is told of each status
 */
typedef struct {
  const char *to;
  const char *from;
  const char *service;
  const char *body;
  const char *media_url;
  guint validity_s;
  guint attempt;
  gint64 send_at;
  const char *status_callback;
} TidingsTwilioSend;

/**
 * tidings_twilio_send_async:
 * @send: copied before the call returns
 *
 * POST …/Messages.json. The whole request takes 60 s at the most. A canceled request may have left: it ends as
 * #G_IO_ERROR_CANCELLED and counts as unknown.
 */
void                  tidings_twilio_send_async     (TidingsTwilio           *self,
                                                     const TidingsTwilioSend *send,
                                                     GCancellable            *cancellable,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);
/** tidings_twilio_send_finish: Returns: (transfer full) (nullable): the message as created; a 201 without a readable SID is UNKNOWN */
TidingsTwilioMessage *tidings_twilio_send_finish    (TidingsTwilio           *self,
                                                     GAsyncResult            *result,
                                                     GError                 **error);

/** tidings_twilio_fetch_message_async: GET …/Messages/{SID}.json */
void                  tidings_twilio_fetch_message_async  (TidingsTwilio       *self,
                                                           const char          *sid,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
TidingsTwilioMessage *tidings_twilio_fetch_message_finish (TidingsTwilio       *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

/**
 * tidings_twilio_list_messages_async:
 * @to: (nullable): E.164
 * @from: (nullable): E.164 or name
 * @since: UTC milliseconds whose GMT day is the first one listed (`DateSent>`), 0 for no bound
 * @page_size: 1 to 1000
 * @max_rows: follow pages (on the same scheme and host only) until this many rows are there, 0 for all
 *
 * GET …/Messages.json, newest first, each SID once.
 */
void                  tidings_twilio_list_messages_async  (TidingsTwilio       *self,
                                                           const char          *to,
                                                           const char          *from,
                                                           gint64               since,
                                                           guint                page_size,
                                                           guint                max_rows,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
/** tidings_twilio_list_messages_finish: Returns: (transfer full) (element-type TidingsTwilioMessage) (nullable) */
GPtrArray            *tidings_twilio_list_messages_finish (TidingsTwilio       *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

/** tidings_twilio_cancel_message_async: POST Status=canceled, for scheduled messages. Finish gives the message as it is then. */
void                  tidings_twilio_cancel_message_async  (TidingsTwilio       *self,
                                                            const char          *sid,
                                                            GCancellable        *cancellable,
                                                            GAsyncReadyCallback  callback,
                                                            gpointer             user_data);
TidingsTwilioMessage *tidings_twilio_cancel_message_finish (TidingsTwilio       *self,
                                                            GAsyncResult        *result,
                                                            GError             **error);

/** tidings_twilio_redact_message_async: POST Body= (empty), for private texts once final */
void                  tidings_twilio_redact_message_async  (TidingsTwilio       *self,
                                                            const char          *sid,
                                                            GCancellable        *cancellable,
                                                            GAsyncReadyCallback  callback,
                                                            gpointer             user_data);
gboolean              tidings_twilio_redact_message_finish (TidingsTwilio       *self,
                                                            GAsyncResult        *result,
                                                            GError             **error);

/** tidings_twilio_delete_message_async: DELETE …/Messages/{SID}.json, for texts that are final. One that is not there any more is deleted; one in flight is REFUSED (20009): later */
void                  tidings_twilio_delete_message_async  (TidingsTwilio       *self,
                                                            const char          *sid,
                                                            GCancellable        *cancellable,
                                                            GAsyncReadyCallback  callback,
                                                            gpointer             user_data);
gboolean              tidings_twilio_delete_message_finish (TidingsTwilio       *self,
                                                            GAsyncResult        *result,
                                                            GError             **error);

/**
 * tidings_twilio_get_account_async:
 *
 * Checks the credentials as the Twilio reference, section 1.3, says: the account, and where a key is refused it, a row of
 * its numbers and one of its messages. A key that may see nothing of this but is known (403) is a restricted one; a key to
 * which all three say 401 is wrong: SIGN_IN. So are test credentials, with code 20008.
 */
void                  tidings_twilio_get_account_async    (TidingsTwilio       *self,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
TidingsTwilioAccount *tidings_twilio_get_account_finish   (TidingsTwilio       *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

/** tidings_twilio_get_balance_async: GET …/Balance.json */
void                  tidings_twilio_get_balance_async    (TidingsTwilio       *self,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
/** tidings_twilio_get_balance_finish: @micros: (out): millionths; @currency: (out) (transfer full): ISO 4217. Returns: %FALSE with @error set */
gboolean              tidings_twilio_get_balance_finish   (TidingsTwilio       *self,
                                                           GAsyncResult        *result,
                                                           gint64              *micros,
                                                           char               **currency,
                                                           GError             **error);

/** tidings_twilio_list_senders_async: GET …/IncomingPhoneNumbers.json, all pages */
void                  tidings_twilio_list_senders_async   (TidingsTwilio       *self,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
/** tidings_twilio_list_senders_finish: Returns: (transfer full) (array zero-terminated=1) (nullable): E.164 numbers that can text */
char                **tidings_twilio_list_senders_finish  (TidingsTwilio       *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

/** tidings_twilio_get_service_async: GET messaging.twilio.com/v1/Services/{MG} */
void                  tidings_twilio_get_service_async    (TidingsTwilio       *self,
                                                           const char          *service,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
/** tidings_twilio_get_service_finish: Returns: (transfer full) (nullable): its friendly name */
char                 *tidings_twilio_get_service_finish   (TidingsTwilio       *self,
                                                           GAsyncResult        *result,
                                                           GError             **error);

G_END_DECLS
