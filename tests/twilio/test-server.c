/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of bytes on loopback, for answers that no real server would give. */
#include "config.h"

#include <string.h>

#include "test-server.h"

typedef struct
{
  GBytes *bytes;
  TestEnd end;
} Reply;

struct _TestServer
{
  GSocketService *service;
  char *origin;
  GQueue replies;
  GPtrArray *requests;
  GPtrArray *connections;
  guint n_connections;
};

typedef struct
{
  TestServer *server;
  GSocketConnection *connection;
  GCancellable *cancellable;
  GString *read;
  Reply *reply;
  char buffer[4096];
} Peer;

static void read_more (Peer *peer);

static void
reply_free (Reply *reply)
{
  g_bytes_unref (reply->bytes);
  g_free (reply);
}

static void
peer_free (Peer *peer)
{
  g_io_stream_close (G_IO_STREAM (peer->connection), NULL, NULL);
  g_clear_pointer (&peer->reply, reply_free);
  g_clear_object (&peer->connection);
  g_clear_object (&peer->cancellable);
  g_string_free (peer->read, TRUE);
  g_free (peer);
}

static void
peer_close (Peer *peer)
{
  /* Removing it from the list frees it. */
  g_ptr_array_remove (peer->server->connections, peer);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean is_written = g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error);
  Peer *peer = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!is_written || peer->reply->end == TEST_END_CLOSE)
    peer_close (peer);
  else if (peer->reply->end == TEST_END_KEEP)
    {
      g_clear_pointer (&peer->reply, reply_free);
      read_more (peer);
    }
}

static void
answer (Peer *peer)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (peer->connection));
  gconstpointer bytes = NULL;
  gsize length = 0;

  peer->reply = g_queue_pop_head (&peer->server->replies);
  if (peer->reply == NULL)
    g_error ("A request came that the test did not expect");

  bytes = g_bytes_get_data (peer->reply->bytes, &length);
  g_output_stream_write_all_async (output, bytes, length, G_PRIORITY_DEFAULT, peer->cancellable, written_cb, peer);
}

/* How long the request at the start of the text is; 0 while it is not all there. */
static gsize
measure_request (const GString *text)
{
  const char *end = strstr (text->str, "\r\n\r\n");
  const char *length = strstr (text->str, "Content-Length:");
  gsize size = 0;

  if (end == NULL)
    return 0;

  size = (gsize) (end - text->str) + 4;
  if (length != NULL && length < end)
    size += g_ascii_strtoull (length + strlen ("Content-Length:"), NULL, 10);

  return text->len >= size ? size : 0;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);
  Peer *peer = user_data;
  gsize size = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n_bytes <= 0)
    {
      peer_close (peer);
      return;
    }

  g_string_append_len (peer->read, peer->buffer, n_bytes);
  size = measure_request (peer->read);
  /* What begins a TLS handshake is no request and never will be one; it is answered as it is. */
  if (size == 0 && peer->read->str[0] == 0x16)
    size = peer->read->len;
  if (size == 0)
    {
      read_more (peer);
      return;
    }

  g_ptr_array_add (peer->server->requests, g_strndup (peer->read->str, size));
  g_string_erase (peer->read, 0, (gssize) size);
  answer (peer);
}

static void
read_more (Peer *peer)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (peer->connection)), peer->buffer,
                             sizeof peer->buffer, G_PRIORITY_DEFAULT, peer->cancellable, read_cb, peer);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  TestServer *self = user_data;
  Peer *peer = g_new0 (Peer, 1);

  peer->server = self;
  peer->connection = g_object_ref (connection);
  peer->cancellable = g_cancellable_new ();
  peer->read = g_string_new (NULL);
  g_ptr_array_add (self->connections, peer);
  self->n_connections++;
  read_more (peer);

  return TRUE;
}

TestServer *
test_server_new (void)
{
  TestServer *self = g_new0 (TestServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) error = NULL;

  self->service = g_socket_service_new ();
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->connections = g_ptr_array_new_with_free_func ((GDestroyNotify) peer_free);
  g_queue_init (&self->replies);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->origin = g_strdup_printf ("http://127.0.0.1:%u",
                                  g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective)));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

void
test_server_free (TestServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  for (guint i = 0; i < self->connections->len; i++)
    g_cancellable_cancel (((Peer *) g_ptr_array_index (self->connections, i))->cancellable);
  /* Reads that were canceled report it, and write into their peer's buffer no more. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_queue_clear_full (&self->replies, (GDestroyNotify) reply_free);
  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->requests);
  g_clear_object (&self->service);
  g_free (self->origin);
  g_free (self);
}

const char *
test_server_get_origin (TestServer *self)
{
  return self->origin;
}

void
test_server_push_bytes (TestServer *self,
                        GBytes     *reply,
                        TestEnd     end)
{
  Reply *entry = g_new0 (Reply, 1);

  entry->bytes = g_bytes_ref (reply);
  entry->end = end;
  g_queue_push_tail (&self->replies, entry);
}

void
test_server_push (TestServer *self,
                  const char *reply,
                  TestEnd     end)
{
  g_autoptr(GBytes) bytes = g_bytes_new (reply, strlen (reply));

  test_server_push_bytes (self, bytes, end);
}

void
test_server_push_json (TestServer *self,
                       const char *status_line,
                       const char *headers,
                       const char *body)
{
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %"
                                            G_GSIZE_FORMAT "\r\n\r\n%s", status_line, headers, strlen (body), body);

  test_server_push (self, reply, TEST_END_KEEP);
}

const char *
test_server_get_request (TestServer *self,
                         guint       i)
{
  g_assert_cmpuint (i, <, self->requests->len);

  return g_ptr_array_index (self->requests, i);
}

guint
test_server_count_requests (TestServer *self)
{
  return self->requests->len;
}

guint
test_server_count_connections (TestServer *self)
{
  return self->n_connections;
}
