/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked, how many at once, and what became of it – for tests that count; names only, never values. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

typedef struct {
  guint64 number;
  char *method;
  char *path;
  char *names;       /* of parameters, with blanks between */
  const char *user;
  guint status;      /* 0 without an answer */
  int code;
  const char *fault;
  gint64 at;
} Entry;

struct _SimLog {
  GQueue entries;    /* owned Entry, oldest first */
  guint n_kept;      /* at the most */
  guint64 n_total;
  guint n_open;
  guint n_peak;
};

static void
entry_free (Entry *entry)
{
  g_free (entry->method);
  g_free (entry->path);
  g_free (entry->names);
  g_free (entry);
}

SimLog *
sim_log_new (void)
{
  SimLog *log = g_new0 (SimLog, 1);

  g_queue_init (&log->entries);

  return log;
}

void
sim_log_free (SimLog *log)
{
  g_queue_clear_full (&log->entries, (GDestroyNotify) entry_free);
  g_free (log);
}

static void
forget_oldest (SimLog *log)
{
  while (log->entries.length > log->n_kept)
    entry_free (g_queue_pop_head (&log->entries));
}

void
sim_log_keep (SimLog *log,
              guint   n_requests)
{
  log->n_kept = n_requests;
  forget_oldest (log);
}

guint
sim_log_get_n_open (SimLog *log)
{
  return log->n_open;
}

void
sim_log_begin (SimLog     *log,
               SimRequest *request)
{
  Entry *entry = NULL;

  log->n_total++;
  log->n_open++;
  log->n_peak = MAX (log->n_peak, log->n_open);
  request->log_number = log->n_total;
  if (log->n_kept == 0)
    return;

  entry = g_new0 (Entry, 1);
  entry->number = log->n_total;
  entry->method = g_strdup (request->method);
  entry->path = g_utf8_make_valid (request->path, -1);
  entry->names = sim_request_dup_names (request);
  entry->user = "nobody";
  entry->fault = "none";
  entry->at = request->now;
  g_queue_push_tail (&log->entries, entry);
  forget_oldest (log);
}

void
sim_log_end (SimLog *log)
{
  g_assert (log->n_open > 0);
  log->n_open--;
}

static const char *
get_user (SimRequest *request)
{
  if (request->status == SOUP_STATUS_UNAUTHORIZED && !request->key)
    return "nobody";
  if (request->is_test)
    return "test";

  return request->key ? "key" : "token";
}

/* Every answer is made before the next request is read, so the entry is the last one. */
void
sim_log_answer (SimLog                *log,
                SimRequest            *request,
                TidingsSimulatorFault  fault)
{
  Entry *entry = g_queue_peek_tail (&log->entries);

  if (!entry || entry->number != request->log_number)
    return;

  entry->user = get_user (request);
  entry->fault = sim_fault_to_string (fault);
  if (fault == TIDINGS_SIMULATOR_FAULT_DROP_REPLY || fault == TIDINGS_SIMULATOR_FAULT_DROP_REQUEST)
    return;

  entry->status = request->status;
  entry->code = request->code;
}

static JsonObject *
entry_to_json (TidingsSimulator *self,
               const Entry      *entry)
{
  JsonObject *object = json_object_new ();
  JsonArray *names = json_array_new ();
  g_auto(GStrv) list = g_strsplit (entry->names, " ", -1);
  g_autofree char *at = sim_date_iso8601 (self, entry->at);

  for (guint i = 0; list[i]; i++)
    json_array_add_string_element (names, list[i]);

  json_object_set_string_member (object, "method", entry->method);
  json_object_set_string_member (object, "path", entry->path);
  json_object_set_array_member (object, "parameters", names);
  json_object_set_string_member (object, "user", entry->user);
  json_object_set_int_member (object, "status", entry->status);
  json_object_set_int_member (object, "code", entry->code);
  json_object_set_string_member (object, "fault", entry->fault);
  json_object_set_string_member (object, "at", at);

  return object;
}

void
sim_control_list_requests (SimRequest *request)
{
  const SimLog *log = request->simulator->log;
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (const GList *link = log->entries.head; link; link = link->next)
    json_array_add_object_element (array, entry_to_json (request->simulator, link->data));

  json_object_set_int_member (object, "total", log->n_total);
  json_object_set_int_member (object, "open", log->n_open);
  json_object_set_int_member (object, "peak", log->n_peak);
  json_object_set_array_member (object, "requests", array);
  sim_reply (request, SOUP_STATUS_OK, object);
}

void
sim_control_requests (SimRequest *request)
{
  SimLog *log = request->simulator->log;
  guint n_kept = log->n_kept;

  if (!sim_read_count (request, "Keep", n_kept, &n_kept))
    {
      sim_refuse (request, "Keep");
      return;
    }

  if (sim_is_true (request, "Clear"))
    {
      g_queue_clear_full (&log->entries, (GDestroyNotify) entry_free);
      log->n_total = 0;
      log->n_peak = log->n_open;
    }
  sim_log_keep (log, n_kept);
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}

static char *
dup_text_key (const SimText *text)
{
  return g_strdup_printf ("%d %s %s", text->direction, text->to, text->body);
}

static GHashTable *
count_texts (TidingsSimulator *self)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->texts->len; i++)
    {
      char *key = dup_text_key (g_ptr_array_index (self->texts, i));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_replace (counts, key, GUINT_TO_POINTER (n + 1));
    }

  return counts;
}

void
sim_control_list_texts (SimRequest *request)
{
  TidingsSimulator *self = request->simulator;
  g_autoptr(GHashTable) counts = count_texts (self);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = self->texts->len; i > 0; i--)
    {
      const SimText *text = g_ptr_array_index (self->texts, i - 1);
      g_autofree char *key = dup_text_key (text);
      JsonObject *object = sim_text_to_resource (self, text, request->now);

      json_object_set_string_member (object, "sent_body", text->body);
      json_object_set_int_member (object, "duplicates", GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) - 1);
      json_object_set_boolean_member (object, "deleted", text->deleted_at > 0);
      json_object_set_boolean_member (object, "redacted", text->redacted_at > 0);
      json_array_add_object_element (array, object);
    }

  json_node_take_array (node, array);
  sim_reply_node (request, SOUP_STATUS_OK, node);
}
