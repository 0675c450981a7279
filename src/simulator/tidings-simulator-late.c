/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that wait for their moment, trickle out, or end in their middle. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define N_PIECES 10

/* An answer that waits for its moment, or trickles out. */
typedef struct {
  TidingsSimulator *simulator;   /* borrowed: it forgets its late answers when it goes */
  SoupServerMessage *message;
  gulong finished_id;
  guint call_id;
  char *body;                    /* NULL when the whole answer waits */
  gsize length;
  guint n_sent;                  /* pieces of it */
  gint64 piece_ms;
  gint64 next_at;
} SimLate;

static void
sim_late_free (SimLate *late)
{
  g_signal_handler_disconnect (late->message, late->finished_id);
  tidings_clock_cancel (late->simulator->clock, late->call_id);
  g_object_unref (late->message);
  g_free (late->body);
  g_free (late);
}

GHashTable *
sim_faults_new_late (void)
{
  return g_hash_table_new_full (NULL, NULL, (GDestroyNotify) sim_late_free, NULL);
}

/* The connection went away before the answer did. */
static void
gone_cb (SoupServerMessage *message,
         gpointer           user_data)
{
  SimLate *late = user_data;

  g_hash_table_remove (late->simulator->late, late);
}

static void
forget_late (SimLate *late)
{
  g_hash_table_remove (late->simulator->late, late);
}

static void
send_whole_cb (gpointer user_data)
{
  SimLate *late = user_data;
  g_autoptr(SoupServerMessage) message = g_object_ref (late->message);

  forget_late (late);
  soup_server_message_unpause (message);
}

static void
send_piece_cb (gpointer user_data)
{
  SimLate *late = user_data;
  g_autoptr(SoupServerMessage) message = g_object_ref (late->message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  gsize begin = late->length * late->n_sent / N_PIECES;
  gsize end = late->length * (late->n_sent + 1) / N_PIECES;

  if (end > begin)
    soup_message_body_append (body, SOUP_MEMORY_COPY, late->body + begin, end - begin);
  late->n_sent++;

  if (late->n_sent < N_PIECES)
    {
      late->next_at += late->piece_ms;
      late->call_id = tidings_clock_call_at (late->simulator->clock, late->next_at, send_piece_cb, late);
    }
  else
    {
      soup_message_body_complete (body);
      forget_late (late);
    }

  soup_server_message_unpause (message);
}

/* Half of the body leaves first, so that the peer has begun to read when the connection ends. */
static void
send_half_cb (gpointer user_data)
{
  SimLate *late = user_data;
  g_autoptr(SoupServerMessage) message = g_object_ref (late->message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  GSocket *socket = soup_server_message_get_socket (message);

  if (late->n_sent++ == 0)
    {
      if (late->length > 1)
        soup_message_body_append (body, SOUP_MEMORY_COPY, late->body, late->length / 2);
      late->call_id = tidings_clock_call_at (late->simulator->clock, late->next_at, send_half_cb, late);
    }
  else
    {
      forget_late (late);
      if (socket)
        g_socket_shutdown (socket, TRUE, TRUE, NULL);
    }

  soup_server_message_unpause (message);
}

static SimLate *
hold_answer (SimRequest *request,
             gint64      ms,
             gint64      piece_ms)
{
  TidingsSimulator *self = request->simulator;
  SimLate *late = g_new0 (SimLate, 1);

  late->simulator = self;
  late->message = g_object_ref (request->message);
  late->finished_id = g_signal_connect (late->message, "disconnected", G_CALLBACK (gone_cb), late);
  late->piece_ms = piece_ms;
  late->next_at = request->now + ms;
  g_hash_table_add (self->late, late);
  soup_server_message_pause (late->message);

  return late;
}

void
sim_late_send (SimRequest *request,
               guint       ms)
{
  SimLate *late = hold_answer (request, ms, 0);

  late->call_id = tidings_clock_call_at (request->simulator->clock, late->next_at, send_whole_cb, late);
}

static SimLate *
hold_body (SimRequest *request,
           gint64      piece_ms)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  SimLate *late = hold_answer (request, 0, piece_ms);

  late->body = g_steal_pointer (&request->body);
  late->length = late->body ? strlen (late->body) : 0;
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  if (request->content_type)
    soup_message_headers_set_content_type (headers, request->content_type, NULL);

  return late;
}

void
sim_late_send_slowly (SimRequest *request,
                      guint       ms)
{
  SimLate *late = hold_body (request, ms / N_PIECES);

  late->call_id = tidings_clock_call_at (request->simulator->clock, late->next_at, send_piece_cb, late);
}

void
sim_late_cut (SimRequest *request)
{
  SimLate *late = hold_body (request, 0);

  late->call_id = tidings_clock_call_at (request->simulator->clock, late->next_at, send_half_cb, late);
}

void
sim_faults_forget_late (TidingsSimulator *self)
{
  g_hash_table_remove_all (self->late);
}
