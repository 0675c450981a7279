/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client itself: credentials, addresses, and the way of one request to its whole reply. */
#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "tidings-twilio-private.h"

/* Ten connections with reuse carry the most texts (architecture, section 9). */
#define MAX_CONNECTIONS 10
/* A send may take many seconds at Twilio; after a minute the answer counts as lost. */
#define LIMIT_S 60
/* An idle connection that the server is about to close costs a lost answer, a new one only a handshake. */
#define IDLE_S 30
#define CHUNK_SIZE (16 * 1024)

struct _TidingsTwilio
{
  GObject parent_instance;

  char *origin;
  char *account_sid;
  char *key_sid;
  char *secret;
  char *region;
  SoupSession *session;
  TidingsClock *clock;
  TidingsClock *limit_clock;
  gint64 skew;
  guint concurrent;
};

G_DEFINE_FINAL_TYPE (TidingsTwilio, tidings_twilio, G_TYPE_OBJECT)

/* One request on its way. `stop` ends it, be it by the caller's cancellable or by the limit. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *stop;
  GCancellable *cancellable;
  TidingsClock *limit_clock;
  gulong cancelled_id;
  guint limit_id;
  guint may_have_left : 1;
  guchar chunk[CHUNK_SIZE];
} Request;

static void
request_free (Request *request)
{
  if (request->limit_id != 0)
    tidings_clock_cancel (request->limit_clock, request->limit_id);
  g_cancellable_disconnect (request->cancellable, request->cancelled_id);
  g_clear_object (&request->limit_clock);
  g_clear_object (&request->cancellable);
  g_clear_object (&request->stop);
  g_clear_object (&request->stream);
  g_clear_object (&request->message);
  g_clear_pointer (&request->body, g_byte_array_unref);
  g_free (request);
}

static void
clear_secret (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static char *
make_authorization (TidingsTwilio *self)
{
  const char *user = self->key_sid != NULL ? self->key_sid : self->account_sid;
  g_autofree char *pair = g_strconcat (user, ":", self->secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  char *header = g_strconcat ("Basic ", encoded, NULL);

  explicit_bzero (pair, strlen (pair));
  explicit_bzero (encoded, strlen (encoded));

  return header;
}

static SoupSession *
make_session (const char *origin)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS,
                                                        "max-conns-per-host", MAX_CONNECTIONS,
                                                        "timeout", LIMIT_S,
                                                        "idle-timeout", IDLE_S,
                                                        "user-agent", "Tidings/" PACKAGE_VERSION,
                                                        NULL);

  /* Signing is ours alone: no other credentials are looked for, none are kept from a reply. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  /* What stays on this computer does not pass a proxy. */
  if (origin != NULL)
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

static SoupSession *
ensure_session (TidingsTwilio *self)
{
  if (self->session == NULL)
    self->session = make_session (self->origin);
  if (self->limit_clock == NULL)
    self->limit_clock = tidings_real_clock_new ();

  return self->session;
}

static void
note_server_time (TidingsTwilio *self,
                  SoupMessage   *message)
{
  const char *date = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  gint64 instant = tidings_twilio_parse_date (date);

  if (instant == 0)
    return;
  if (self->clock == NULL)
    self->clock = tidings_real_clock_new ();

  self->skew = instant - tidings_clock_get_now (self->clock);
}

static void
note_concurrent (TidingsTwilio *self,
                 SoupMessage   *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "Twilio-Concurrent-Requests");
  guint64 number = 0;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &number, NULL))
    self->concurrent = (guint) number;
}

/* From here on bytes may be written. Before it there was only resolving, connecting and the TLS handshake. libsoup
 * sends a GET again by itself when a reused connection turns out dead, never a POST; the mark stays in either case. */
static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  Request *request = user_data;

  request->may_have_left = TRUE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
limit_reached_cb (gpointer user_data)
{
  Request *request = user_data;

  request->limit_id = 0;
  g_cancellable_cancel (request->stop);
}

/* Twilio's name for a request, to quote it to its support; nothing else goes from a reply into a log. */
static const char *
get_request_id (SoupMessage *message)
{
  const char *id = soup_message_headers_get_one (soup_message_get_response_headers (message), "Twilio-Request-Id");

  if (id == NULL || !g_str_has_prefix (id, "RQ") || strlen (id) != 34 ||
      strspn (id + 2, "0123456789abcdef") != 32)
    return "no id";

  return id;
}

static void
log_end (SoupMessage *message,
         const char  *end)
{
  /* No path and no query: they may name numbers. */
  g_debug ("%s at %s: %s, status %u, %s", soup_message_get_method (message),
           g_uri_get_host (soup_message_get_uri (message)), end, soup_message_get_status (message), get_request_id (message));
}

static void
return_lost (GTask  *task,
             GError *cause)
{
  Request *request = g_task_get_task_data (task);

  log_end (request->message, request->may_have_left ? "lost" : "not sent");
  if (g_cancellable_is_cancelled (request->cancellable) && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (cause));
  else
    g_task_return_error (task, tidings_twilio_error_new_lost (request->may_have_left, cause));
}

static void
return_reply (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  guint status = soup_message_get_status (request->message);
  g_autoptr(GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&request->body));

  log_end (request->message, "answered");
  note_server_time (g_task_get_source_object (task), request->message);
  note_concurrent (g_task_get_source_object (task), request->message);

  if (!request->may_have_left)
    /* A proxy's answer in place of Twilio's. */
    g_task_return_error (task, tidings_twilio_error_new_lost (FALSE, NULL));
  else if (SOUP_STATUS_IS_SUCCESSFUL (status))
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, tidings_twilio_error_new_reply (status,
                                                               soup_message_headers_get_one (headers, "Retry-After"),
                                                               soup_message_headers_get_one (headers, "Date"),
                                                               body));
}

static void read_chunk (GTask *task);

static void
chunk_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Request *request = g_task_get_task_data (task);
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n_bytes < 0)
    {
      return_lost (task, error);
      return;
    }
  /* Only a reply that was read to its end gives its connection back. */
  if (n_bytes == 0)
    {
      return_reply (task);
      return;
    }
  if (request->body->len + (gsize) n_bytes > TIDINGS_TWILIO_MAX_BODY)
    {
      g_cancellable_cancel (request->stop);
      g_task_return_error (task, tidings_twilio_error_new_unreadable ());
      return;
    }

  g_byte_array_append (request->body, request->chunk, (guint) n_bytes);
  read_chunk (g_steal_pointer (&task));
}

static void
read_chunk (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_input_stream_read_async (request->stream, request->chunk, CHUNK_SIZE, G_PRIORITY_DEFAULT, request->stop,
                             chunk_read_cb, task);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Request *request = g_task_get_task_data (task);

  request->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (request->stream == NULL)
    return_lost (task, error);
  else
    read_chunk (g_steal_pointer (&task));
}

static void
wipe_string (gpointer data)
{
  GString *string = data;

  explicit_bzero (string->str, string->len);
  g_string_free (string, TRUE);
}

/* What people write, and codes, do not stay in memory that was given back. */
static GBytes *
make_wiped_bytes (const GString *form)
{
  GString *copy = g_string_new_len (form->str, (gssize) form->len);

  return g_bytes_new_with_free_func (copy->str, copy->len, wipe_string, copy);
}

static Request *
request_new (TidingsTwilio *self,
             const char    *method,
             const char    *url,
             const GString *form,
             GCancellable  *cancellable)
{
  Request *request = g_new0 (Request, 1);
  g_autofree char *authorization = make_authorization (self);

  request->message = soup_message_new (method, url);
  request->body = g_byte_array_new ();
  request->stop = g_cancellable_new ();
  request->limit_clock = g_object_ref (self->limit_clock);
  g_set_object (&request->cancellable, cancellable);

  /* IDEMPOTENT is what lets a POST use a connection again; libsoup looks at the method, not at this flag, when it decides
   * whether to repeat a request. NO_REDIRECT keeps the credentials on this host. */
  soup_message_set_flags (request->message, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (request->message), "Authorization", authorization);
  soup_message_headers_replace (soup_message_get_request_headers (request->message), "Accept", "application/json");
  explicit_bzero (authorization, strlen (authorization));

  if (form != NULL)
    {
      g_autoptr(GBytes) bytes = make_wiped_bytes (form);

      soup_message_set_request_body_from_bytes (request->message, "application/x-www-form-urlencoded", bytes);
    }

  return request;
}

void
tidings_twilio_request_async (TidingsTwilio       *self,
                              const char          *method,
                              const char          *url,
                              const GString       *form,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  SoupSession *session = ensure_session (self);
  Request *request = NULL;

  g_task_set_source_tag (task, tidings_twilio_request_async);
  /* An answer that came is worth more than a cancellation that came with it: the text was sent. */
  g_task_set_check_cancellable (task, FALSE);

  if (!tidings_twilio_has_credentials (self))
    {
      g_task_return_error (task, tidings_twilio_error_new_no_account ());
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  /* Every address comes from this room, and still: here is where the credentials would leave. */
  if (!tidings_twilio_is_allowed_url (self->origin, url))
    {
      g_task_return_error (task, tidings_twilio_error_new_foreign ());
      return;
    }

  request = request_new (self, method, url, form, cancellable);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_signal_connect (request->message, "starting", G_CALLBACK (starting_cb), request);
  if (cancellable != NULL)
    request->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                   g_object_ref (request->stop), g_object_unref);
  request->limit_id = tidings_clock_call_at (request->limit_clock,
                                             tidings_clock_get_now (request->limit_clock) + LIMIT_S * 1000,
                                             limit_reached_cb, request);

  soup_session_send_async (session, request->message, G_PRIORITY_DEFAULT, request->stop, sent_cb,
                           g_steal_pointer (&task));
}

GBytes *
tidings_twilio_request_finish (TidingsTwilio  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
tidings_twilio_dup_url (TidingsTwilio        *self,
                        TidingsTwilioProduct  product,
                        const char           *path,
                        const char           *query)
{
  return tidings_twilio_build_url (self->origin, product, self->region, path, query);
}

char *
tidings_twilio_dup_account_url (TidingsTwilio *self,
                                const char    *resource,
                                const char    *query)
{
  g_autofree char *sid = g_uri_escape_string (self->account_sid != NULL ? self->account_sid : "", NULL, FALSE);
  g_autofree char *path = NULL;

  if (*resource == '\0')
    path = g_strconcat ("/2010-04-01/Accounts/", sid, ".json", NULL);
  else
    path = g_strconcat ("/2010-04-01/Accounts/", sid, "/", resource, NULL);

  return tidings_twilio_dup_url (self, TIDINGS_TWILIO_PRODUCT_API, path, query);
}

const char *
tidings_twilio_get_region (TidingsTwilio *self)
{
  return self->region;
}

const char *
tidings_twilio_get_key_sid (TidingsTwilio *self)
{
  return self->key_sid;
}

void
tidings_twilio_set_limit_clock (TidingsTwilio *self,
                                TidingsClock  *clock)
{
  g_set_object (&self->limit_clock, clock);
}

static void
tidings_twilio_dispose (GObject *object)
{
  TidingsTwilio *self = TIDINGS_TWILIO (object);

  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_object (&self->limit_clock);

  G_OBJECT_CLASS (tidings_twilio_parent_class)->dispose (object);
}

static void
tidings_twilio_finalize (GObject *object)
{
  TidingsTwilio *self = TIDINGS_TWILIO (object);

  clear_secret (&self->secret);
  g_free (self->origin);
  g_free (self->account_sid);
  g_free (self->key_sid);
  g_free (self->region);

  G_OBJECT_CLASS (tidings_twilio_parent_class)->finalize (object);
}

static void
tidings_twilio_class_init (TidingsTwilioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_twilio_dispose;
  object_class->finalize = tidings_twilio_finalize;
}

static void
tidings_twilio_init (TidingsTwilio *self)
{
}

TidingsTwilio *
tidings_twilio_new (const char  *origin,
                    GError     **error)
{
  g_autoptr(TidingsTwilio) self = g_object_new (TIDINGS_TYPE_TWILIO, NULL);

  if (origin != NULL && (self->origin = tidings_twilio_normalize_origin (origin)) == NULL)
    {
      /* For developers: the address comes from an environment variable. */
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The origin in place of Twilio must be http on a loopback address");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
tidings_twilio_set_credentials (TidingsTwilio *self,
                                const char    *account_sid,
                                const char    *key_sid,
                                const char    *secret,
                                const char    *region)
{
  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (account_sid == NULL || secret != NULL);

  g_free (self->account_sid);
  g_free (self->key_sid);
  g_free (self->region);
  clear_secret (&self->secret);

  self->account_sid = g_strdup (account_sid);
  self->key_sid = account_sid != NULL && key_sid != NULL && *key_sid != '\0' ? g_strdup (key_sid) : NULL;
  self->secret = account_sid != NULL ? g_strdup (secret) : NULL;
  self->region = g_strdup (region);
}

void
tidings_twilio_set_clock (TidingsTwilio *self,
                          TidingsClock  *clock)
{
  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (TIDINGS_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}

gboolean
tidings_twilio_has_credentials (TidingsTwilio *self)
{
  g_return_val_if_fail (TIDINGS_IS_TWILIO (self), FALSE);

  return self->account_sid != NULL;
}

gboolean
tidings_twilio_can_check_signatures (TidingsTwilio *self)
{
  g_return_val_if_fail (TIDINGS_IS_TWILIO (self), FALSE);

  return self->secret != NULL && self->key_sid == NULL;
}

gboolean
tidings_twilio_check_signature (TidingsTwilio           *self,
                                const char              *signature,
                                const char              *url,
                                const TidingsSignedPair *pairs,
                                gsize                    n_pairs,
                                GBytes                  *body)
{
  g_return_val_if_fail (TIDINGS_IS_TWILIO (self), FALSE);

  return tidings_twilio_can_check_signatures (self) &&
         tidings_signature_check (self->secret, signature, url, pairs, n_pairs, body);
}

const char *
tidings_twilio_get_account_sid (TidingsTwilio *self)
{
  g_return_val_if_fail (TIDINGS_IS_TWILIO (self), NULL);

  return self->account_sid;
}

gint64
tidings_twilio_get_server_skew (TidingsTwilio *self)
{
  g_return_val_if_fail (TIDINGS_IS_TWILIO (self), 0);

  return self->skew;
}

guint
tidings_twilio_get_concurrent (TidingsTwilio *self)
{
  g_return_val_if_fail (TIDINGS_IS_TWILIO (self), 0);

  return self->concurrent;
}
