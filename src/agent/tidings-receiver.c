/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hears what Twilio tells by itself. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "tidings-bus-error.h"
#include "tidings-limiter.h"
#include "tidings-receiver.h"
#include "tidings-webhook-form.h"

#define TWIML_NOTHING "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>"
#define SIGNATURE "X-Twilio-Signature"
#define FORM_TYPE "application/x-www-form-urlencoded"
#define JSON_TYPE "application/json"

struct _TidingsReceiver {
  GObject parent_instance;

  TidingsTwilio *twilio;
  TidingsClock *clock;
  TidingsReceiverFunc func;
  gpointer user_data;

  char *address;
  guint16 wanted_port;
  guint16 port;
  char *url;
  char *prefix;         /* path of the public address, which a proxy may hand on; "" for none */
  char *status_url;
  char *inbound_url;

  GSocketService *service;
  SoupServer *server;
  GHashTable *visits;   /* of Visit, owned */

  gint64 filled_at;
  double allowance;     /* requests that may still be looked at */
  gboolean has_complained;
};

typedef enum {
  PATH_NONE,
  PATH_STATUS,
  PATH_INBOUND,
} Path;

/* A connection: it carries one request and has its time. */
typedef struct {
  TidingsReceiver *receiver;
  GSocketConnection *connection;
  GSocketAddress *remote;
  TidingsLimiter *limiter;
  GIOStream *stream;    /* weak: what the server reads from and lets go of */
  guint deadline_id;
} Visit;

/* What is asked for, as it was written. */
typedef struct {
  Path path;
  char *query;          /* NULL for none */
} Target;

G_DEFINE_FINAL_TYPE (TidingsReceiver, tidings_receiver, G_TYPE_OBJECT)

static void
refuse_url (GError     **error,
            const char  *words)
{
  g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, words);
}

/* Whether others may find the way to it: not a name or number that everybody calls themselves by. */
static gboolean
is_public_host (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return !g_inet_address_get_is_loopback (address) && !g_inet_address_get_is_any (address) &&
           !g_inet_address_get_is_site_local (address) && !g_inet_address_get_is_link_local (address);

  return strchr (host, '.') != NULL && !g_str_has_suffix (host, ".local") && !g_str_has_suffix (host, ".localhost");
}

char *
tidings_receiver_check_url (const char  *url,
                            GError     **error)
{
  g_autofree char *clean = g_strstrip (g_strdup (url));
  g_autoptr(GUri) uri = NULL;

  while (g_str_has_suffix (clean, "/"))
    clean[strlen (clean) - 1] = '\0';
  if (*clean == '\0')
    refuse_url (error, _("Give the public address that leads to this computer: https://…"));
  else if ((uri = g_uri_parse (clean, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL)) == NULL ||
           g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    refuse_url (error, _("The public address must begin with https://, as Twilio sends people’s texts there"));
  else if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    refuse_url (error, _("Give the public address without name, question mark or number sign"));
  else if (strchr (g_uri_get_host (uri), '_') != NULL)
    refuse_url (error, _("Twilio takes no address with an underscore in the host’s name"));
  else if (!is_public_host (g_uri_get_host (uri)))
    refuse_url (error, _("This address leads nowhere from outside. Give the one under which Twilio reaches this computer"));
  else
    return g_steal_pointer (&clean);

  return NULL;
}

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  if (visit->deadline_id != 0)
    tidings_clock_cancel (visit->receiver->clock, visit->deadline_id);
  g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  g_object_unref (visit->connection);
  g_object_unref (visit->remote);
  g_object_unref (visit->limiter);
  g_free (visit);
}

static void
stream_gone_cb (gpointer  user_data,
                GObject  *stream)
{
  Visit *visit = user_data;

  visit->stream = NULL;
  g_hash_table_remove (visit->receiver->visits, visit);
}

/* The server finds its stream at an end and lets go of it. */
static void
deadline_cb (gpointer user_data)
{
  Visit *visit = user_data;

  visit->deadline_id = 0;
  g_socket_shutdown (g_socket_connection_get_socket (visit->connection), TRUE, TRUE, NULL);
}

static GIOStream *
limit (GSocketConnection *connection,
       TidingsLimiter    *limiter)
{
  g_autoptr(GInputStream) input = NULL;

  input = g_converter_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)), G_CONVERTER (limiter));

  return g_simple_io_stream_new (input, g_io_stream_get_output_stream (G_IO_STREAM (connection)));
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  TidingsReceiver *self = user_data;
  g_autoptr(GIOStream) stream = NULL;
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  Visit *visit = NULL;

  if (local == NULL || remote == NULL || g_hash_table_size (self->visits) >= TIDINGS_RECEIVER_MAX_CONNECTIONS)
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  visit = g_new0 (Visit, 1);
  visit->receiver = self;
  visit->connection = g_object_ref (connection);
  visit->remote = g_object_ref (remote);
  visit->limiter = tidings_limiter_new (TIDINGS_RECEIVER_MAX_BYTES);
  stream = limit (connection, visit->limiter);
  visit->stream = stream;
  visit->deadline_id = tidings_clock_call_at (self->clock, tidings_clock_get_now (self->clock) + TIDINGS_RECEIVER_PATIENCE_MS,
                                              deadline_cb, visit);
  g_hash_table_add (self->visits, visit);
  g_object_weak_ref (G_OBJECT (stream), stream_gone_cb, visit);
  soup_server_accept_iostream (self->server, stream, local, remote, NULL);

  return TRUE;
}

static gboolean
may_look (TidingsReceiver *self)
{
  gint64 now = tidings_clock_get_now (self->clock);
  double passed_s = CLAMP (now - self->filled_at, 0, 60000) / 1000.0;

  self->allowance = MIN (self->allowance + passed_s * TIDINGS_RECEIVER_RATE, TIDINGS_RECEIVER_BURST);
  self->filled_at = now;
  if (self->allowance < 1)
    return FALSE;
  self->allowance--;

  return TRUE;
}

/* Only the two paths as they are written: nothing is decoded, and no dots are followed. */
static Path
find_path (TidingsReceiver *self,
           const char      *path)
{
  const char *rest = path;

  if (*self->prefix != '\0' && g_str_has_prefix (path, self->prefix))
    rest = path + strlen (self->prefix);
  if (g_str_equal (rest, TIDINGS_RECEIVER_STATUS_PATH))
    return PATH_STATUS;

  return g_str_equal (rest, TIDINGS_RECEIVER_INBOUND_PATH) ? PATH_INBOUND : PATH_NONE;
}

/* The line that the request began with. The server knows its visitors by the addresses that it was given. */
static const char *
get_request_line (TidingsReceiver   *self,
                  SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  GHashTableIter iter;
  Visit *visit;

  g_hash_table_iter_init (&iter, self->visits);
  while (g_hash_table_iter_next (&iter, (gpointer *) &visit, NULL))
    if (visit->remote == remote)
      return tidings_limiter_get_first_line (visit->limiter);

  return NULL;
}

static void
target_clear (Target *target)
{
  g_free (target->query);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

/* Twilio signs the address byte for byte, and libsoup's GUri has its escapes rewritten. */
static Target
read_target (TidingsReceiver   *self,
             SoupServerMessage *message)
{
  const char *line = get_request_line (self, message);
  g_auto(GStrv) words = g_strsplit (line != NULL ? line : "", " ", -1);
  Target target = { PATH_NONE, NULL };
  char *question;

  /* METHOD TARGET HTTP/1.1 */
  if (g_strv_length (words) != 3)
    return target;

  question = strchr (words[1], '?');
  if (question != NULL)
    {
      *question = '\0';
      target.query = g_strdup (question + 1);
    }
  target.path = find_path (self, words[1]);

  return target;
}

/* The header's value if it is there exactly once: of two, nobody can say which is meant. */
static const char *
get_single (SoupMessageHeaders *headers,
            const char         *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;
  const char *found = NULL;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      if (g_ascii_strcasecmp (name, wanted) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = value;
    }

  return found;
}

static gboolean
has_type (SoupServerMessage *message,
          const char        *type)
{
  const char *value = get_single (soup_server_message_get_request_headers (message), "Content-Type");
  gsize n = strlen (type);

  return value != NULL && g_ascii_strncasecmp (value, type, n) == 0 && (value[n] == '\0' || value[n] == ';' || value[n] == ' ');
}

static gboolean
is_signed (TidingsReceiver    *self,
           SoupServerMessage  *message,
           const Target       *target,
           TidingsWebhookForm *form,
           GBytes             *body)
{
  const char *signature = get_single (soup_server_message_get_request_headers (message), SIGNATURE);
  const char *base = target->path == PATH_STATUS ? self->status_url : self->inbound_url;
  g_autofree char *url = target->query != NULL ? g_strconcat (base, "?", target->query, NULL) : g_strdup (base);
  gsize n_pairs = 0;
  const TidingsSignedPair *pairs = form != NULL ? tidings_webhook_form_get_pairs (form, &n_pairs) : NULL;

  return tidings_twilio_check_signature (self->twilio, signature, url, pairs, n_pairs, body);
}

/* The parameters of a request that Twilio has signed; NULL for any other. */
static TidingsWebhookForm *
read_form (TidingsReceiver   *self,
           SoupServerMessage *message,
           const Target      *target)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr(TidingsWebhookForm) form = NULL;
  gsize n_bytes = 0;
  const char *text = g_bytes_get_data (body, &n_bytes);

  if (soup_server_message_get_method (message) == SOUP_METHOD_GET)
    {
      /* Its parameters are part of the address that is signed. */
      if (n_bytes == 0 && is_signed (self, message, target, NULL, NULL))
        form = tidings_webhook_form_parse (target->query, target->query != NULL ? strlen (target->query) : 0);
    }
  else if (has_type (message, FORM_TYPE))
    {
      form = tidings_webhook_form_parse (text, n_bytes);
      if (form != NULL && !is_signed (self, message, target, form, NULL))
        g_clear_pointer (&form, tidings_webhook_form_free);
    }
  else if (has_type (message, JSON_TYPE) && is_signed (self, message, target, NULL, body))
    form = tidings_webhook_form_parse_json (body);

  return g_steal_pointer (&form);
}

/* Twilio's answer to a good request: an answer without words to a text, nothing to a status (Twilio reference, section 9.3). */
static void
answer (SoupServerMessage *message,
        Path               path)
{
  if (path == PATH_STATUS)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
      return;
    }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/xml; charset=utf-8", SOUP_MEMORY_STATIC, TWIML_NOTHING, strlen (TWIML_NOTHING));
}

static void
complain_once (TidingsReceiver *self)
{
  if (self->has_complained)
    return;

  self->has_complained = TRUE;
  g_message ("A request to the receiver had no signature of Twilio’s. If Twilio sent it, the public address or the token is another");
}

static void
take_in (TidingsReceiver   *self,
         SoupServerMessage *message,
         const Target      *target)
{
  g_autoptr(TidingsWebhookForm) form = read_form (self, message, target);
  g_autoptr(TidingsTwilioMessage) said = NULL;

  if (form == NULL)
    complain_once (self);
  if (form == NULL ||
      g_strcmp0 (tidings_webhook_form_get (form, "AccountSid"), tidings_twilio_get_account_sid (self->twilio)) != 0)
    {
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      return;
    }

  said = target->path == PATH_STATUS ? tidings_webhook_form_to_report (form)
                                     : tidings_webhook_form_to_inbound (form, tidings_clock_get_now (self->clock));
  /* Words of the future are Twilio's all the same. */
  if (said == NULL || self->func (said, self->user_data))
    answer (message, target->path);
  else
    soup_server_message_set_status (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *decoded_path,
            GHashTable        *query,
            gpointer           user_data)
{
  TidingsReceiver *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *method = soup_server_message_get_method (message);
  g_auto(Target) target = read_target (self, message);

  soup_message_headers_replace (headers, "Connection", "close");
  if (!may_look (self))
    soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
  else if (target.path == PATH_NONE)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (method != SOUP_METHOD_POST && method != SOUP_METHOD_GET)
    {
      soup_message_headers_replace (headers, "Allow", "GET, POST");
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    }
  else
    take_in (self, message, &target);
}

static gboolean
set_up_url (TidingsReceiver  *self,
            const char       *url,
            GError          **error)
{
  g_autoptr(GUri) uri = NULL;

  self->url = tidings_receiver_check_url (url, error);
  if (self->url == NULL)
    return FALSE;

  uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  self->prefix = g_strdup (g_uri_get_path (uri));
  self->status_url = g_strconcat (self->url, TIDINGS_RECEIVER_STATUS_PATH, NULL);
  self->inbound_url = g_strconcat (self->url, TIDINGS_RECEIVER_INBOUND_PATH, NULL);

  return TRUE;
}

/* What GIO says of it names no port and no way out. */
static void
set_listen_error (TidingsReceiver  *self,
                  const GError     *cause,
                  GError          **error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    /* Translators: the number is a TCP port */
    words = g_strdup_printf (_("Port %u is taken by another program. Choose another port"), self->wanted_port);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    /* Translators: the number is a TCP port */
    words = g_strdup_printf (_("Port %u is for the system alone. Choose one from 1024 on"), self->wanted_port);
  else
    /* Translators: an address such as 192.0.2.1, then a TCP port, then what the system says */
    words = g_strdup_printf (_("This computer cannot listen on %1$s, port %2$u: %3$s"), self->address, self->wanted_port, cause->message);

  refuse_url (error, words);
}

static gboolean
listen (TidingsReceiver  *self,
        GError          **error)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (self->address);
  g_autoptr(GSocketAddress) wanted = NULL;
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) cause = NULL;

  if (address == NULL)
    {
      refuse_url (error, _("Give the address to listen on in digits, such as 127.0.0.1"));
      return FALSE;
    }

  wanted = g_inet_socket_address_new (address, self->wanted_port);
  self->service = g_socket_service_new ();
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, 0);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &effective, &cause))
    {
      set_listen_error (self, cause, error);
      return FALSE;
    }
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));

  return TRUE;
}

static gboolean
check_token (TidingsTwilio  *twilio,
             GError        **error)
{
  const char *words = NULL;

  if (twilio == NULL || !tidings_twilio_has_credentials (twilio))
    words = _("No account is connected, so nothing can come from Twilio");
  else if (!tidings_twilio_can_check_signatures (twilio))
    words = _("The account is connected with an API key, which cannot check that a report is Twilio’s. Connect it with the account’s primary Auth Token");
  else
    return TRUE;

  g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT, words);

  return FALSE;
}

static void
tidings_receiver_dispose (GObject *object)
{
  TidingsReceiver *self = TIDINGS_RECEIVER (object);
  GHashTableIter iter;
  Visit *visit;

  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    }
  g_clear_object (&self->service);
  /* What the server still holds of a connection must not report here any more. */
  g_hash_table_iter_init (&iter, self->visits);
  while (g_hash_table_iter_next (&iter, (gpointer *) &visit, NULL))
    g_object_weak_unref (G_OBJECT (visit->stream), stream_gone_cb, visit);
  g_hash_table_remove_all (self->visits);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->twilio);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_receiver_parent_class)->dispose (object);
}

static void
tidings_receiver_finalize (GObject *object)
{
  TidingsReceiver *self = TIDINGS_RECEIVER (object);

  g_hash_table_unref (self->visits);
  g_free (self->address);
  g_free (self->url);
  g_free (self->prefix);
  g_free (self->status_url);
  g_free (self->inbound_url);

  G_OBJECT_CLASS (tidings_receiver_parent_class)->finalize (object);
}

static void
tidings_receiver_class_init (TidingsReceiverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_receiver_dispose;
  object_class->finalize = tidings_receiver_finalize;
}

static void
tidings_receiver_init (TidingsReceiver *self)
{
  self->visits = g_hash_table_new_full (NULL, NULL, visit_free, NULL);
  self->allowance = TIDINGS_RECEIVER_BURST;
}

guint16
tidings_receiver_get_port (TidingsReceiver *self)
{
  g_return_val_if_fail (TIDINGS_IS_RECEIVER (self), 0);

  return self->port;
}

gboolean
tidings_receiver_matches (TidingsReceiver            *self,
                          const TidingsReceiverSetup *setup)
{
  g_autofree char *url = tidings_receiver_check_url (setup->url, NULL);

  g_return_val_if_fail (TIDINGS_IS_RECEIVER (self), FALSE);

  return self->twilio == setup->twilio && g_str_equal (self->address, setup->address) && self->wanted_port == setup->port &&
         g_strcmp0 (self->url, url) == 0;
}

const char *
tidings_receiver_get_status_url (TidingsReceiver *self)
{
  g_return_val_if_fail (TIDINGS_IS_RECEIVER (self), NULL);

  return self->status_url;
}

const char *
tidings_receiver_get_inbound_url (TidingsReceiver *self)
{
  g_return_val_if_fail (TIDINGS_IS_RECEIVER (self), NULL);

  return self->inbound_url;
}

TidingsReceiver *
tidings_receiver_new (const TidingsReceiverSetup  *setup,
                      TidingsClock                *clock,
                      TidingsReceiverFunc          func,
                      gpointer                     user_data,
                      GError                     **error)
{
  g_autoptr(TidingsReceiver) self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (setup->address != NULL && setup->url != NULL, NULL);

  if (!check_token (setup->twilio, error))
    return NULL;

  self = g_object_new (TIDINGS_TYPE_RECEIVER, NULL);
  self->twilio = g_object_ref (setup->twilio);
  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;
  self->address = g_strdup (setup->address);
  self->wanted_port = setup->port;
  self->filled_at = tidings_clock_get_now (clock);
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (!set_up_url (self, setup->url, error) || !listen (self, error))
    return NULL;

  return g_steal_pointer (&self);
}
