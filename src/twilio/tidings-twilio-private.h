/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the Twilio client share among themselves, and with their tests. */
#pragma once

#include <json-glib/json-glib.h>
#include "tidings-twilio.h"

G_BEGIN_DECLS

/* A longer reply is refused unread, a deeper one unparsed: json-glib parses by recursion. */
#define TIDINGS_TWILIO_MAX_BODY  (8 * 1024 * 1024)
#define TIDINGS_TWILIO_MAX_DEPTH 64
#define TIDINGS_TWILIO_MAX_PAGES 1000

/** TidingsTwilioProduct: the first label of the host */
typedef enum {
  TIDINGS_TWILIO_PRODUCT_API,
  TIDINGS_TWILIO_PRODUCT_MESSAGING,
  TIDINGS_TWILIO_PRODUCT_LOOKUPS,
  TIDINGS_TWILIO_PRODUCT_VERIFY,
  TIDINGS_TWILIO_PRODUCT_PRICING,
  TIDINGS_TWILIO_PRODUCT_ACCOUNTS,
} TidingsTwilioProduct;

/* --- Addresses (tidings-twilio-address.c): pure --- */

/**
 * tidings_twilio_form_add:
 * @form: pairs so far, empty at first
 * @name: name of the pair; `DateSent>` is a name too
 * @value: UTF-8
 *
 * Appends a pair, percent-encoded so that only `A-Z a-z 0-9 - _ . ~` stay bare (Twilio reference, section 0).
 * The same text is a form body and a query.
 */
void   tidings_twilio_form_add           (GString              *form,
                                          const char           *name,
                                          const char           *value);

/**
 * tidings_twilio_build_url:
 * @origin: (nullable): scheme and host that replace Twilio's
 * @product: whose host
 * @region: (nullable): `ie1`, `au1`; anything else is the default region
 * @path: absolute path, encoded
 * @query: (nullable): encoded query, an empty one counts as none
 *
 * A product that does not exist in @region is asked in the default region, see tidings_twilio_is_elsewhere().
 *
 * Returns: (transfer full): the address (Twilio reference, section 1.2)
 */
char  *tidings_twilio_build_url          (const char           *origin,
                                          TidingsTwilioProduct  product,
                                          const char           *region,
                                          const char           *path,
                                          const char           *query);

/**
 * tidings_twilio_is_elsewhere:
 *
 * Twilio's list of products by region (“Regional product availability”): messaging in Ireland and Australia, Lookup v2 in
 * Ireland, of Verify nowhere more than silent sign-in. Prices and permissions are the account's, wherever it is.
 *
 * Returns: whether @region is another one than the default, and does not have @product. Its credentials are good in their
 *   region only, so that a refused sign-in at such a product says nothing of them.
 */
gboolean tidings_twilio_is_elsewhere     (TidingsTwilioProduct  product,
                                          const char           *region);

/** tidings_twilio_normalize_origin: Returns: (transfer full) (nullable): scheme, host and port of a loopback address without anything after them; %NULL if it is something else */
char  *tidings_twilio_normalize_origin   (const char           *origin);

/** tidings_twilio_is_allowed_url: Returns: whether credentials may go there: over TLS to a host of Twilio's, or to @origin where it stands for Twilio */
gboolean tidings_twilio_is_allowed_url   (const char           *origin,
                                          const char           *url);

/** tidings_twilio_resolve_page: Returns: (transfer full) (nullable): address of page @next as seen from @base; %NULL if it leads to another scheme, host or port */
char  *tidings_twilio_resolve_page       (const char            *base,
                                          const char            *next);

/* --- Requests (tidings-twilio.c) --- */

/** tidings_twilio_dup_url: Returns: (transfer full): as build_url(), with the client's own origin and region */
char  *tidings_twilio_dup_url            (TidingsTwilio        *self,
                                          TidingsTwilioProduct  product,
                                          const char           *path,
                                          const char           *query);

/** tidings_twilio_dup_account_url: Returns: (transfer full): address of @resource (`Messages.json`, encoded) of the client's account */
char  *tidings_twilio_dup_account_url    (TidingsTwilio        *self,
                                          const char           *resource,
                                          const char           *query);

/** tidings_twilio_get_region: Returns: (nullable): as it was set */
const char *tidings_twilio_get_region    (TidingsTwilio        *self);

/** tidings_twilio_get_key_sid: Returns: (nullable): SK…, if the secret belongs to a key */
const char *tidings_twilio_get_key_sid   (TidingsTwilio        *self);

/** tidings_twilio_set_limit_clock: for tests: the clock that ends requests after 60 s; never the engine's test clock, whose days pass between two packets */
void   tidings_twilio_set_limit_clock    (TidingsTwilio        *self,
                                          TidingsClock         *clock);

/**
 * tidings_twilio_request_async:
 * @method: `GET`, `POST` or `DELETE`
 * @url: an address of dup_url() or a page that tidings_twilio_resolve_page() allowed: credentials go there
 * @form: (nullable): body of a POST
 *
 * One request and its whole reply. An address that tidings_twilio_is_allowed_url() refuses is asked nothing. Every failure is of #TIDINGS_TWILIO_ERROR, except cancellation.
 */
void   tidings_twilio_request_async      (TidingsTwilio        *self,
                                          const char           *method,
                                          const char           *url,
                                          const GString        *form,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/** tidings_twilio_request_finish: Returns: (transfer full) (nullable): body of a 2xx reply */
GBytes *tidings_twilio_request_finish    (TidingsTwilio        *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* --- One thing (tidings-twilio-call.c) --- */

/**
 * TidingsTwilioReadFunc:
 * @object: a reply
 *
 * Returns: (transfer full) (nullable): what it says; %NULL if that cannot be told from it
 */
typedef gpointer (*TidingsTwilioReadFunc) (JsonObject *object);

/**
 * TidingsTwilioCall:
 * @product: whose resource it is
 * @path: absolute path, encoded
 * @query: (nullable): encoded query
 * @form: (nullable): body; with one it is a POST, without a GET
 * @read: makes the value
 * @free_value: frees it
 *
 * A request whose reply is one value.
 */
typedef struct {
  TidingsTwilioProduct product;
  const char *path;
  const char *query;
  const GString *form;
  TidingsTwilioReadFunc read;
  GDestroyNotify free_value;
} TidingsTwilioCall;

/** tidings_twilio_call_async: @tag: the source tag; everything in @call is copied before the call returns */
void     tidings_twilio_call_async       (TidingsTwilio           *self,
                                          const TidingsTwilioCall *call,
                                          gpointer                 tag,
                                          GCancellable            *cancellable,
                                          GAsyncReadyCallback      callback,
                                          gpointer                 user_data);
/** tidings_twilio_call_finish: Returns: (transfer full) (nullable): what the reader made; UNKNOWN if it made nothing */
gpointer tidings_twilio_call_finish      (TidingsTwilio           *self,
                                          GAsyncResult            *result,
                                          GError                 **error);

/** tidings_twilio_dup_path: Returns: (transfer full): @format with each %s in it replaced by an argument, encoded as one part of a path */
char    *tidings_twilio_dup_path         (const char              *format,
                                          ...) G_GNUC_PRINTF (1, 2);

/* --- Lists (tidings-twilio-paging.c) --- */

/**
 * TidingsTwilioPageFunc:
 * @body: one page
 * @rows: where its rows go
 * @seen: (element-type utf8): SIDs that came before; a row is taken once
 * @next: (out) (transfer full) (nullable): the page after it, as given
 */
typedef gboolean (*TidingsTwilioPageFunc) (GBytes      *body,
                                           GPtrArray   *rows,
                                           GHashTable  *seen,
                                           char       **next,
                                           GError     **error);

/**
 * tidings_twilio_list_async:
 * @url: the first page
 * @parse: reads one page
 * @rows: (transfer full): empty, with its free function
 * @max_rows: enough rows, 0 for all
 *
 * Follows pages on the same scheme, host and port. A list that cannot be followed to its end is an error and never a
 * shorter list, because the engine concludes from what is missing.
 */
void       tidings_twilio_list_async     (TidingsTwilio         *self,
                                          const char            *url,
                                          TidingsTwilioPageFunc  parse,
                                          GPtrArray             *rows,
                                          guint                  max_rows,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
GPtrArray *tidings_twilio_list_finish    (TidingsTwilio         *self,
                                          GAsyncResult          *result,
                                          GError               **error);

/* --- Errors (tidings-twilio-error.c) --- */

/**
 * tidings_twilio_error_new_reply:
 * @status: HTTP status, not 2xx
 * @retry_after: (nullable): `Retry-After`, seconds or a date
 * @date: (nullable): `Date` of the reply, against which a date in @retry_after is measured
 * @body: (nullable): the reply's body, Twilio's error or anything else
 *
 * Returns: (transfer full): what the reply means to the caller
 */
GError *tidings_twilio_error_new_reply   (guint                  status,
                                          const char            *retry_after,
                                          const char            *date,
                                          GBytes                *body);

/**
 * tidings_twilio_error_new_lost:
 * @may_have_left: whether writing the request had begun
 * @cause: (nullable): what GIO says; its words are not passed on, they may name hosts and addresses
 *
 * Returns: (transfer full): NOT_SENT or UNKNOWN
 */
GError *tidings_twilio_error_new_lost    (gboolean               may_have_left,
                                          const GError          *cause);

/** tidings_twilio_error_new_unreadable: Returns: (transfer full): UNKNOWN, for a reply of success that says nothing */
GError *tidings_twilio_error_new_unreadable (void);

/** tidings_twilio_error_new_no_account: Returns: (transfer full): NO_ACCOUNT */
GError *tidings_twilio_error_new_no_account (void);

/** tidings_twilio_error_new_foreign: Returns: (transfer full): REFUSED, for an address that is not Twilio's: nothing left */
GError *tidings_twilio_error_new_foreign (void);

/** tidings_twilio_error_new_elsewhere: Returns: (transfer full): REFUSED with @refusal's code and status, for a product that the account's region does not have */
GError *tidings_twilio_error_new_elsewhere (const GError          *refusal);

/* --- Parsing (tidings-twilio-json.c, tidings-twilio-parse.c): pure; unknown, missing, null and wrongly typed fields never fail alone --- */

/** tidings_twilio_parse_object: Returns: (transfer full) (nullable): the JSON object in @body; %NULL if it is too long, too deep, not UTF-8 or no object */
JsonObject           *tidings_twilio_parse_object       (GBytes      *body);
/** tidings_twilio_parse_date: Returns: UTC milliseconds of an RFC 2822 or ISO 8601 date, 0 if it is neither */
gint64                tidings_twilio_parse_date         (const char  *text);
/**
 * TidingsTwilioRowFunc:
 * @row: an object of a page
 * @rows: where its value goes, if it has one
 * @seen: (element-type utf8): ids that came before
 */
typedef void (*TidingsTwilioRowFunc) (JsonObject *row,
                                      GPtrArray  *rows,
                                      GHashTable *seen);
/** tidings_twilio_read_page: @key: member that holds the rows. Returns: whether it is a page, of the 2010 API (`next_page_uri`) or of the newer products (`meta`); the rest as #TidingsTwilioPageFunc */
gboolean              tidings_twilio_read_page          (GBytes                *body,
                                                         const char            *key,
                                                         TidingsTwilioRowFunc   read_row,
                                                         GPtrArray             *rows,
                                                         GHashTable            *seen,
                                                         char                 **next,
                                                         GError               **error);
/** tidings_twilio_parse_message: Returns: (transfer full) (nullable): UNKNOWN if there is no SID to know it by */
TidingsTwilioMessage *tidings_twilio_parse_message      (GBytes      *body,
                                                         GError     **error);
/** tidings_twilio_parse_message_page: a #TidingsTwilioPageFunc for #TidingsTwilioMessage */
gboolean              tidings_twilio_parse_message_page (GBytes      *body,
                                                         GPtrArray   *rows,
                                                         GHashTable  *seen,
                                                         char       **next,
                                                         GError     **error);
/** tidings_twilio_parse_sender_page: a #TidingsTwilioPageFunc for numbers that can text, as strings */
gboolean              tidings_twilio_parse_sender_page  (GBytes      *body,
                                                         GPtrArray   *rows,
                                                         GHashTable  *seen,
                                                         char       **next,
                                                         GError     **error);
/** tidings_twilio_parse_account: Returns: (transfer full) (nullable): the account without its token */
TidingsTwilioAccount *tidings_twilio_parse_account      (GBytes      *body,
                                                         GError     **error);
/** tidings_twilio_parse_balance: Returns: whether @body names an amount and a currency; a debt is negative */
gboolean              tidings_twilio_parse_balance      (GBytes      *body,
                                                         gint64      *micros,
                                                         char       **currency,
                                                         GError     **error);
/** tidings_twilio_parse_service: Returns: (transfer full) (nullable): friendly name of a Messaging Service */
char                 *tidings_twilio_parse_service      (GBytes      *body,
                                                         GError     **error);
/** tidings_twilio_parse_problem: @code: (out): 0 if none; @words: (out) (transfer full) (nullable): Twilio's own English */
void                  tidings_twilio_parse_problem      (GBytes      *body,
                                                         int         *code,
                                                         char       **words);

G_END_DECLS
