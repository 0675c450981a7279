/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on request: late, torn, refused and nonsense answers, and connections that end without one. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define N_PIECES 10

/* libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

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

static const struct {
  const char *name;
  TidingsSimulatorFault fault;
} names[] = {
  { "none", TIDINGS_SIMULATOR_FAULT_NONE },
  { "latency", TIDINGS_SIMULATOR_FAULT_LATENCY },
  { "too-many", TIDINGS_SIMULATOR_FAULT_TOO_MANY },
  { "server-error", TIDINGS_SIMULATOR_FAULT_SERVER_ERROR },
  { "drop-reply", TIDINGS_SIMULATOR_FAULT_DROP_REPLY },
  { "drop-request", TIDINGS_SIMULATOR_FAULT_DROP_REQUEST },
  { "slow-body", TIDINGS_SIMULATOR_FAULT_SLOW_BODY },
  { "nonsense", TIDINGS_SIMULATOR_FAULT_NONSENSE },
};

gboolean
sim_fault_from_string (const char            *text,
                       TidingsSimulatorFault *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].name, text) == 0)
      {
        *fault = names[i].fault;
        return TRUE;
      }

  return FALSE;
}

void
sim_fault_free (SimFault *fault)
{
  g_free (fault->method);
  g_free (fault);
}

void
tidings_simulator_push_fault (TidingsSimulator      *self,
                              const char            *method,
                              TidingsSimulatorFault  fault,
                              guint                  amount,
                              guint                  n_times)
{
  SimFault *entry = NULL;

  g_return_if_fail (TIDINGS_IS_SIMULATOR (self));

  if (fault == TIDINGS_SIMULATOR_FAULT_NONE)
    {
      g_queue_clear_full (&self->faults, (GDestroyNotify) sim_fault_free);
      return;
    }

  entry = g_new0 (SimFault, 1);
  entry->method = g_strdup (method);
  entry->fault = fault;
  entry->amount = amount;
  entry->n_left = n_times;
  g_queue_push_tail (&self->faults, entry);
}

TidingsSimulatorFault
sim_faults_take (TidingsSimulator *self,
                 const char       *method,
                 guint            *amount)
{
  TidingsSimulatorFault fault = TIDINGS_SIMULATOR_FAULT_NONE;

  for (GList *link = self->faults.head; link; link = link->next)
    {
      SimFault *entry = link->data;

      if (entry->method && strcmp (entry->method, method) != 0)
        continue;

      fault = entry->fault;
      *amount = entry->amount;
      if (entry->n_left > 0 && --entry->n_left == 0)
        {
          g_queue_delete_link (&self->faults, link);
          sim_fault_free (entry);
        }
      break;
    }

  return fault;
}

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

static void
send_late (SimRequest *request,
           guint       ms)
{
  SimLate *late = hold_answer (request, ms, 0);

  late->call_id = tidings_clock_call_at (request->simulator->clock, late->next_at, send_whole_cb, late);
}

static void
send_slowly (SimRequest *request,
             guint       ms)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  SimLate *late = hold_answer (request, 0, ms / N_PIECES);

  late->body = g_steal_pointer (&request->body);
  late->length = late->body ? strlen (late->body) : 0;
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  if (request->content_type)
    soup_message_headers_set_content_type (headers, request->content_type, NULL);
  late->call_id = tidings_clock_call_at (request->simulator->clock, late->next_at, send_piece_cb, late);
}

/* The peer sees the end of the connection where an answer should be. */
static void
drop (SimRequest *request)
{
  GSocket *socket = soup_server_message_get_socket (request->message);

  soup_server_message_set_status (request->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
  if (socket)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

void
sim_answer_with_fault (SimRequest            *request,
                       SimHandler             handler,
                       TidingsSimulatorFault  fault,
                       guint                  amount)
{
  if (fault == TIDINGS_SIMULATOR_FAULT_TOO_MANY)
    {
      sim_reply_error (request, STATUS_TOO_MANY_REQUESTS, 20429, "Too many requests");
      request->retry_after_s = amount;
    }
  else if (fault == TIDINGS_SIMULATOR_FAULT_DROP_REQUEST)
    {
      drop (request);
      return;
    }
  else if (fault != TIDINGS_SIMULATOR_FAULT_SERVER_ERROR || amount == 1)
    {
      handler (request);
    }

  if (fault == TIDINGS_SIMULATOR_FAULT_DROP_REPLY)
    {
      drop (request);
      return;
    }

  if (fault == TIDINGS_SIMULATOR_FAULT_SERVER_ERROR)
    sim_reply_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "An internal server error has occurred");

  if (fault == TIDINGS_SIMULATOR_FAULT_NONSENSE)
    {
      g_free (request->body);
      request->body = g_strdup ("<html><body>It works!</body></html>");
    }

  if (fault == TIDINGS_SIMULATOR_FAULT_LATENCY)
    send_late (request, amount);
  else if (fault == TIDINGS_SIMULATOR_FAULT_SLOW_BODY)
    send_slowly (request, amount);

  sim_request_send (request);
}

void
sim_faults_forget_late (TidingsSimulator *self)
{
  g_hash_table_remove_all (self->late);
}
