/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on request: which fault befalls which request, and what its answer becomes. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

/* libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

#define ELSEWHERE "https://example.com/elsewhere.json"

static const struct {
  const char *name;
  gboolean is_processed;   /* unless the order says otherwise */
} faults[] = {
  [TIDINGS_SIMULATOR_FAULT_NONE] = { "none", TRUE },
  [TIDINGS_SIMULATOR_FAULT_LATENCY] = { "latency", TRUE },
  [TIDINGS_SIMULATOR_FAULT_TOO_MANY] = { "too-many", FALSE },
  [TIDINGS_SIMULATOR_FAULT_SERVER_ERROR] = { "server-error", FALSE },
  [TIDINGS_SIMULATOR_FAULT_DROP_REPLY] = { "drop-reply", TRUE },
  [TIDINGS_SIMULATOR_FAULT_DROP_REQUEST] = { "drop-request", FALSE },
  [TIDINGS_SIMULATOR_FAULT_SLOW_BODY] = { "slow-body", TRUE },
  [TIDINGS_SIMULATOR_FAULT_NONSENSE] = { "nonsense", TRUE },
  [TIDINGS_SIMULATOR_FAULT_HTML] = { "html", TRUE },
  [TIDINGS_SIMULATOR_FAULT_TRUNCATED] = { "truncated", TRUE },
  [TIDINGS_SIMULATOR_FAULT_EMPTY] = { "empty", TRUE },
  [TIDINGS_SIMULATOR_FAULT_CUT_BODY] = { "cut-body", TRUE },
  [TIDINGS_SIMULATOR_FAULT_UNKNOWN_ENUM] = { "unknown-enum", TRUE },
  [TIDINGS_SIMULATOR_FAULT_REDIRECT] = { "redirect", FALSE },
  [TIDINGS_SIMULATOR_FAULT_FOREIGN_PAGE] = { "foreign-page", TRUE },
  [TIDINGS_SIMULATOR_FAULT_SHIFTED_PAGE] = { "shifted-page", TRUE },
  [TIDINGS_SIMULATOR_FAULT_RANDOM] = { "random", TRUE },
};

/* What a random fault is one of. */
static const struct {
  TidingsSimulatorFault fault;
  guint amount;
} at_random[] = {
  { TIDINGS_SIMULATOR_FAULT_TOO_MANY, 0 },
  { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 0 },
  { TIDINGS_SIMULATOR_FAULT_SERVER_ERROR, 1 },
  { TIDINGS_SIMULATOR_FAULT_DROP_REPLY, 0 },
  { TIDINGS_SIMULATOR_FAULT_DROP_REQUEST, 0 },
  { TIDINGS_SIMULATOR_FAULT_NONSENSE, 0 },
  { TIDINGS_SIMULATOR_FAULT_HTML, SOUP_STATUS_OK },
  { TIDINGS_SIMULATOR_FAULT_HTML, SOUP_STATUS_BAD_GATEWAY },
  { TIDINGS_SIMULATOR_FAULT_TRUNCATED, 0 },
  { TIDINGS_SIMULATOR_FAULT_EMPTY, 0 },
  { TIDINGS_SIMULATOR_FAULT_CUT_BODY, 0 },
};

const char *
sim_fault_to_string (TidingsSimulatorFault fault)
{
  return faults[fault].name;
}

gboolean
sim_fault_from_string (const char            *text,
                       TidingsSimulatorFault *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_strcmp0 (faults[i].name, text) == 0)
      {
        *fault = i;
        return TRUE;
      }

  return FALSE;
}

void
sim_fault_free (SimFault *fault)
{
  g_free (fault->method);
  g_free (fault->path);
  g_free (fault->url);
  g_free (fault);
}

void
sim_mishap_clear (SimMishap *mishap)
{
  g_clear_pointer (&mishap->url, g_free);
}

void
sim_faults_push (TidingsSimulator *self,
                 SimFault         *fault)
{
  if (fault->fault == TIDINGS_SIMULATOR_FAULT_NONE)
    {
      g_queue_clear_full (&self->faults, (GDestroyNotify) sim_fault_free);
      sim_fault_free (fault);
      return;
    }

  g_queue_push_tail (&self->faults, fault);
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
  g_return_if_fail (fault < G_N_ELEMENTS (faults));

  entry = g_new0 (SimFault, 1);
  entry->method = g_strdup (method);
  entry->fault = fault;
  entry->amount = amount;
  entry->n_left = n_times;
  entry->percent = 100;
  sim_faults_push (self, entry);
}

static gboolean
fault_fits (SimRequest     *request,
            const SimFault *fault)
{
  if (fault->method && strcmp (fault->method, request->method) != 0)
    return FALSE;
  if (fault->path && !strstr (request->path, fault->path))
    return FALSE;
  /* Only a page that a link led to can be shifted against the one before. */
  if (fault->fault == TIDINGS_SIMULATOR_FAULT_SHIFTED_PAGE && !sim_request_get_query (request, "PageToken"))
    return FALSE;

  return fault->percent >= 100 || (guint) g_rand_int_range (request->simulator->dice, 0, 100) < fault->percent;
}

static gboolean
is_processed (const SimFault  *fault,
              const SimMishap *mishap)
{
  if (fault->has_processed)
    return fault->is_processed;
  if (mishap->fault == TIDINGS_SIMULATOR_FAULT_SERVER_ERROR && mishap->amount == 1)
    return TRUE;
  if (mishap->fault == TIDINGS_SIMULATOR_FAULT_HTML)
    return MAX (mishap->amount, mishap->status) < 400;

  return faults[mishap->fault].is_processed;
}

static void
befall (SimRequest     *request,
        const SimFault *fault,
        SimMishap      *mishap)
{
  mishap->fault = fault->fault;
  mishap->amount = fault->amount;
  mishap->status = fault->status;
  mishap->url = g_strdup (fault->url ? fault->url : ELSEWHERE);

  if (fault->fault == TIDINGS_SIMULATOR_FAULT_RANDOM)
    {
      guint i = g_rand_int_range (request->simulator->dice, 0, G_N_ELEMENTS (at_random));

      mishap->fault = at_random[i].fault;
      mishap->amount = at_random[i].amount;
    }

  mishap->is_processed = is_processed (fault, mishap);
}

static void
use_up (TidingsSimulator *self,
        GList            *link)
{
  SimFault *fault = link->data;

  if (fault->n_left == 0 || --fault->n_left > 0)
    return;

  g_queue_delete_link (&self->faults, link);
  sim_fault_free (fault);
}

void
sim_faults_take (SimRequest *request,
                 SimMishap  *mishap)
{
  TidingsSimulator *self = request->simulator;

  mishap->is_processed = TRUE;
  for (GList *link = self->faults.head; link; link = link->next)
    {
      const SimFault *fault = link->data;

      if (!fault_fits (request, fault))
        continue;

      /* A network that is slow for good is slow for all that goes wrong besides. */
      if (fault->fault == TIDINGS_SIMULATOR_FAULT_LATENCY)
        mishap->latency_ms += fault->amount;
      if (fault->fault == TIDINGS_SIMULATOR_FAULT_LATENCY && fault->n_left == 0)
        continue;

      if (fault->fault != TIDINGS_SIMULATOR_FAULT_LATENCY)
        befall (request, fault, mishap);
      use_up (self, link);
      break;
    }
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

static void
redirect (SimRequest      *request,
          const SimMishap *mishap)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "Location", mishap->url);
  sim_reply_nothing (request, mishap->status ? mishap->status : SOUP_STATUS_FOUND);
}

/* What a proxy before Twilio says, whether or not Twilio itself heard of the request. */
static void
reply_html (SimRequest      *request,
            const SimMishap *mishap)
{
  guint own = mishap->amount ? mishap->amount : SOUP_STATUS_OK;

  sim_spoil_html (request, "text/html;charset=utf-8");
  request->status = mishap->status ? mishap->status : own;
}

static void
spoil (SimRequest      *request,
       const SimMishap *mishap)
{
  switch (mishap->fault)
    {
    case TIDINGS_SIMULATOR_FAULT_TOO_MANY:
      sim_reply_error (request, STATUS_TOO_MANY_REQUESTS, 20429, "Too many requests");
      request->retry_after_s = mishap->amount;
      break;
    case TIDINGS_SIMULATOR_FAULT_SERVER_ERROR:
      sim_reply_error (request, mishap->status ? mishap->status : SOUP_STATUS_INTERNAL_SERVER_ERROR,
                       mishap->status == SOUP_STATUS_SERVICE_UNAVAILABLE ? 20503 : 20500,
                       "An internal server error has occurred");
      break;
    case TIDINGS_SIMULATOR_FAULT_NONSENSE:
      sim_spoil_html (request, "application/json;charset=utf-8");
      break;
    case TIDINGS_SIMULATOR_FAULT_HTML:
      reply_html (request, mishap);
      break;
    case TIDINGS_SIMULATOR_FAULT_TRUNCATED:
      sim_spoil_truncate (request);
      break;
    case TIDINGS_SIMULATOR_FAULT_EMPTY:
      sim_reply_nothing (request, request->status);
      break;
    case TIDINGS_SIMULATOR_FAULT_UNKNOWN_ENUM:
      sim_spoil_words (request);
      break;
    case TIDINGS_SIMULATOR_FAULT_REDIRECT:
      redirect (request, mishap);
      break;
    case TIDINGS_SIMULATOR_FAULT_FOREIGN_PAGE:
      sim_spoil_next_page (request, mishap->url);
      break;
    case TIDINGS_SIMULATOR_FAULT_NONE:
    case TIDINGS_SIMULATOR_FAULT_LATENCY:
    case TIDINGS_SIMULATOR_FAULT_DROP_REPLY:
    case TIDINGS_SIMULATOR_FAULT_DROP_REQUEST:
    case TIDINGS_SIMULATOR_FAULT_SLOW_BODY:
    case TIDINGS_SIMULATOR_FAULT_CUT_BODY:
    case TIDINGS_SIMULATOR_FAULT_SHIFTED_PAGE:
    case TIDINGS_SIMULATOR_FAULT_RANDOM:
    default:
      break;
    }
}

void
sim_answer_with_mishap (SimRequest      *request,
                        SimHandler       handler,
                        const SimMishap *mishap)
{
  gboolean is_dropped = mishap->fault == TIDINGS_SIMULATOR_FAULT_DROP_REPLY ||
                        mishap->fault == TIDINGS_SIMULATOR_FAULT_DROP_REQUEST;

  if (mishap->fault == TIDINGS_SIMULATOR_FAULT_SHIFTED_PAGE)
    request->n_shifted = MAX (mishap->amount, 1);
  if (mishap->is_processed)
    handler (request);

  if (is_dropped)
    {
      drop (request);
    }
  else
    {
      spoil (request, mishap);
      if (mishap->fault == TIDINGS_SIMULATOR_FAULT_CUT_BODY)
        sim_late_cut (request);
      else if (mishap->fault == TIDINGS_SIMULATOR_FAULT_SLOW_BODY)
        sim_late_send_slowly (request, mishap->amount);
      else if (mishap->latency_ms > 0)
        sim_late_send (request, mishap->latency_ms);
      sim_request_send (request);
    }

  sim_log_answer (request->simulator->log, request, mishap->fault);
}
