/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator itself: its state, its memory and its port. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

/* Marks messages that count as open. */
#define COUNTED "tidings-counted"

enum {
  TEXT_ARRIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsSimulator, tidings_simulator, G_TYPE_OBJECT)

void
sim_tell_arrival (gpointer simulator)
{
  g_signal_emit (simulator, signals[TEXT_ARRIVED], 0);
}

static gboolean
is_over_limit (TidingsSimulator *self)
{
  guint limit = self->world->account.concurrency_limit;

  return limit > 0 && sim_log_get_n_open (self->log) > limit;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  TidingsSimulator *self = user_data;
  g_autoptr(SimRequest) request = sim_request_new (self, message);
  g_auto(SimMishap) mishap = { 0 };

  if (sim_control (request))
    {
      sim_request_send (request);
      return;
    }

  sim_log_begin (self->log, request);
  g_object_set_data (G_OBJECT (message), COUNTED, self);
  if (is_over_limit (self))
    mishap.fault = TIDINGS_SIMULATOR_FAULT_TOO_MANY;
  else
    sim_faults_take (request, &mishap);
  sim_answer_with_mishap (request, sim_route, &mishap);
}

/* The simulator's own paths do not count. */
static void
ended_cb (SoupServer        *server,
          SoupServerMessage *message,
          gpointer           user_data)
{
  if (g_object_steal_data (G_OBJECT (message), COUNTED))
    sim_log_end (TIDINGS_SIMULATOR (user_data)->log);
}

static gboolean
apply_change (TidingsSimulator *self,
              JsonObject       *line,
              const char       *what)
{
  const char *sid = json_object_get_string_member_with_default (line, "sid", NULL);
  gint64 at = json_object_get_int_member_with_default (line, "at", 0);
  SimText *text = sid ? g_hash_table_lookup (self->texts_by_sid, sid) : NULL;

  if (!text || at <= 0)
    return FALSE;

  if (g_strcmp0 (what, "redact") == 0)
    text->redacted_at = at;
  else if (g_strcmp0 (what, "delete") == 0)
    text->deleted_at = at;
  else if (g_strcmp0 (what, "cancel") == 0)
    {
      text->canceled_at = at;
      tidings_clock_cancel (self->clock, text->arrival_id);
    }
  else
    return FALSE;

  return TRUE;
}

static gboolean
apply_text (TidingsSimulator *self,
            JsonObject       *line)
{
  g_autoptr(SimText) text = sim_text_from_journal (line);

  if (!text || g_hash_table_contains (self->texts_by_sid, text->sid))
    return FALSE;

  if (text->direction == SIM_INBOUND)
    sim_note_keyword (self, text);
  sim_keep_text (self, g_steal_pointer (&text));

  return TRUE;
}

static gboolean
apply_phone (TidingsSimulator *self,
             JsonObject       *line)
{
  const char *number = json_object_get_string_member_with_default (line, "number", NULL);
  const char *behaviour = json_object_get_string_member_with_default (line, "behaviour", NULL);
  SimPhone phone = SIM_PHONE_NORMAL;

  if (!number || !sim_phone_from_string (behaviour, &phone))
    return FALSE;

  sim_set_phone (self, number, phone);
  return TRUE;
}

static gboolean
apply_return (TidingsSimulator *self,
              JsonObject       *line)
{
  gint64 at = json_object_get_int_member_with_default (line, "at", 0);

  if (at <= 0)
    return FALSE;

  sim_texts_return_to (self, at);
  return TRUE;
}

static gboolean
replay_cb (JsonObject  *line,
           gpointer     user_data,
           GError     **error)
{
  TidingsSimulator *self = user_data;
  const char *what = json_object_get_string_member_with_default (line, "what", NULL);
  gboolean is_known = FALSE;

  if (g_strcmp0 (what, "text") == 0)
    is_known = apply_text (self, line);
  else if (g_strcmp0 (what, "phone") == 0)
    is_known = apply_phone (self, line);
  else if (g_strcmp0 (what, "return") == 0)
    is_known = apply_return (self, line);
  else
    is_known = apply_change (self, line, what);

  if (!is_known)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "nothing known: %s", what ? what : "");

  return is_known;
}

static void
forget_arrivals (TidingsSimulator *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      SimText *text = g_ptr_array_index (self->texts, i);

      tidings_clock_cancel (self->clock, text->arrival_id);
      text->arrival_id = 0;
    }
}

static void
tidings_simulator_dispose (GObject *object)
{
  TidingsSimulator *self = TIDINGS_SIMULATOR (object);

  if (self->clock)
    {
      sim_faults_forget_late (self);
      sim_webhooks_stop (self->webhooks);
      forget_arrivals (self);
    }

  if (self->server)
    {
      g_signal_handlers_disconnect_by_data (self->server, self);
      soup_server_remove_handler (self->server, NULL);
      soup_server_disconnect (self->server);
    }
  g_clear_object (&self->server);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_simulator_parent_class)->dispose (object);
}

static void
tidings_simulator_finalize (GObject *object)
{
  TidingsSimulator *self = TIDINGS_SIMULATOR (object);

  g_clear_pointer (&self->journal, sim_journal_free);
  g_queue_clear_full (&self->faults, (GDestroyNotify) sim_fault_free);
  g_clear_pointer (&self->late, g_hash_table_unref);
  g_clear_pointer (&self->scripts, g_ptr_array_unref);
  g_clear_pointer (&self->log, sim_log_free);
  g_clear_pointer (&self->webhooks, sim_webhooks_free);
  g_clear_pointer (&self->dice, g_rand_free);
  g_clear_pointer (&self->texts_by_sid, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->phones, g_hash_table_unref);
  g_clear_pointer (&self->phone_errors, g_hash_table_unref);
  g_clear_pointer (&self->blocked, g_hash_table_unref);
  g_clear_pointer (&self->verifications, g_ptr_array_unref);
  g_clear_pointer (&self->world, sim_world_free);
  g_clear_pointer (&self->random, g_rand_free);
  g_clear_pointer (&self->origin, g_free);

  G_OBJECT_CLASS (tidings_simulator_parent_class)->finalize (object);
}

static void
tidings_simulator_class_init (TidingsSimulatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_simulator_dispose;
  object_class->finalize = tidings_simulator_finalize;

  signals[TEXT_ARRIVED] = g_signal_new ("text-arrived", TIDINGS_TYPE_SIMULATOR, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_simulator_init (TidingsSimulator *self)
{
  self->random = g_rand_new ();
  self->world = sim_world_new ();
  self->verifications = sim_verifications_new ();
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_text_free);
  self->texts_by_sid = g_hash_table_new (g_str_hash, g_str_equal);
  self->phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->phone_errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->late = sim_faults_new_late ();
  self->dice = g_rand_new ();
  self->scripts = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_script_unref);
  self->log = sim_log_new ();
  self->webhooks = sim_webhooks_new ();
  g_queue_init (&self->faults);
}

TidingsSimulator *
tidings_simulator_new (TidingsClock  *clock,
                       const char    *journal,
                       GError       **error)
{
  g_autoptr(TidingsSimulator) self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_SIMULATOR, NULL);
  self->clock = g_object_ref (clock);
  self->is_replaying = TRUE;
  if (journal && !(self->journal = sim_journal_open (journal, replay_cb, self, error)))
    return NULL;
  self->is_replaying = FALSE;

  return g_steal_pointer (&self);
}

void
tidings_simulator_set_seed (TidingsSimulator *self,
                            guint32           seed)
{
  g_return_if_fail (TIDINGS_IS_SIMULATOR (self));

  g_rand_set_seed (self->random, seed);
  g_rand_set_seed (self->dice, seed);
}

void
tidings_simulator_keep_requests (TidingsSimulator *self,
                                 guint             n_requests)
{
  g_return_if_fail (TIDINGS_IS_SIMULATOR (self));

  sim_log_keep (self->log, n_requests);
}

gboolean
tidings_simulator_listen (TidingsSimulator  *self,
                          guint16            port,
                          GError           **error)
{
  g_autoptr(SoupServer) server = NULL;
  GSList *uris = NULL;

  g_return_val_if_fail (TIDINGS_IS_SIMULATOR (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  server = soup_server_new ("server-header", "Tidings", NULL);
  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (server);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_signal_connect (server, "request-finished", G_CALLBACK (ended_cb), self);
  g_signal_connect (server, "request-aborted", G_CALLBACK (ended_cb), self);
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
  self->server = g_steal_pointer (&server);

  return TRUE;
}

const char *
tidings_simulator_get_origin (TidingsSimulator *self)
{
  g_return_val_if_fail (TIDINGS_IS_SIMULATOR (self), NULL);

  return self->origin;
}
