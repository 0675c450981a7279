/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following texts until nothing more comes of them, across restarts of the agent. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-store.h"
#include "tidings-cli-watch.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

/* An agent that ends each time it is started will not be better the next time. */
#define MAX_STARTS 3

typedef struct {
  TidingsCli *cli;
  TidingsBusAgent1 *agent;
  GMainLoop *loop;
  GCancellable *cancellable;
  TidingsChangedFunc changed;
  gpointer user_data;
  GError *error;
  guint n_starts;
  guint keeps_agent : 1; /* starts the agent anew when it goes */
  guint is_starting : 1; /* a call is out */
} Watch;

gboolean
tidings_message_is_settled (TidingsMessage *message)
{
  /* What is gathered is on its way as a part of another text in a moment. */
  if (message->state == TIDINGS_MESSAGE_HELD && (g_strcmp0 (message->reason, TIDINGS_REASON_GATHERING) == 0 || message->merged_into != 0))
    return FALSE;

  return tidings_message_state_is_final (message->state) || message->state == TIDINGS_MESSAGE_HELD ||
         message->state == TIDINGS_MESSAGE_SCHEDULED || g_strcmp0 (message->reason, TIDINGS_REASON_NO_RECEIPT) == 0 ||
         (message->state == TIDINGS_MESSAGE_IN_DOUBT && message->next_at == 0);
}

gboolean
tidings_message_has_left (TidingsMessage *message)
{
  return tidings_message_is_settled (message) || message->state == TIDINGS_MESSAGE_ACCEPTED ||
         message->state == TIDINGS_MESSAGE_SENT;
}

/* The message, or the one that says it now. */
static TidingsMessage *
read_message (TidingsStore  *store,
              gint64         id,
              GError       **error)
{
  TidingsMessage *message = tidings_store_get_message (store, id, error);

  while (message != NULL && message->state == TIDINGS_MESSAGE_SKIPPED && message->merged_into != 0)
    {
      TidingsMessage *next = tidings_store_get_message (store, message->merged_into, NULL);

      /* Deleted since: then the last word is that it was merged. */
      if (next == NULL)
        break;
      g_object_unref (message);
      message = next;
    }

  return message;
}

GPtrArray *
tidings_cli_read_messages (TidingsCli  *self,
                           GArray      *ids,
                           GError     **error)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  TidingsStore *store = NULL;

  if (!tidings_cli_open_store (self, &store, error))
    return NULL;

  for (guint i = 0; store != NULL && i < ids->len; i++)
    {
      g_autoptr(GError) failure = NULL;
      TidingsMessage *message = read_message (store, g_array_index (ids, gint64, i), &failure);

      if (message != NULL)
        g_ptr_array_add (messages, message);
      else if (!g_error_matches (failure, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }

  return g_steal_pointer (&messages);
}

static void
stop (Watch  *watch,
      GError *error)
{
  if (watch->error == NULL)
    watch->error = error;
  else
    g_clear_error (&error);

  g_main_loop_quit (watch->loop);
}

static void
look (Watch *watch)
{
  GError *error = NULL;

  if (!watch->changed (watch->user_data, &error))
    stop (watch, error);
}

static void start_agent (Watch *watch);

static void
agent_started_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Watch *watch = user_data;
  g_autoptr(GVariant) status = NULL;
  GError *error = NULL;

  watch->is_starting = FALSE;
  tidings_bus_agent1_call_get_status_finish (TIDINGS_BUS_AGENT1 (object), &status, result, &error);
  if (error == NULL)
    {
      watch->n_starts = 0;
      look (watch);
    }
  else if (tidings_bus_error_is_unreachable (error) && watch->n_starts < MAX_STARTS)
    {
      g_clear_error (&error);
      start_agent (watch);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* All is settled without it. */
    g_clear_error (&error);
  else
    stop (watch, error);
}

static void
start_agent (Watch *watch)
{
  watch->n_starts++;
  watch->is_starting = TRUE;
  tidings_bus_agent1_call_get_status (watch->agent, watch->cancellable, agent_started_cb, watch);
}

static void
owner_changed_cb (GDBusProxy *agent,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  Watch *watch = user_data;
  g_autofree char *owner = g_dbus_proxy_get_name_owner (agent);

  if (owner != NULL)
    look (watch);
  else if (watch->keeps_agent && !watch->is_starting)
    start_agent (watch);
}

static void
changed_cb (TidingsBusAgent1 *agent,
            const char       *subject,
            gpointer          user_data)
{
  if (g_str_equal (subject, "messages"))
    look (user_data);
}

static void
bus_closed_cb (GDBusConnection *bus,
               gboolean         remote_vanished,
               GError          *reason,
               gpointer         user_data)
{
  stop (user_data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, _("the session’s bus went away")));
}

static gboolean
watch_run (Watch   *watch,
           GError **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(TidingsBusAgent1) agent = tidings_cli_watch_agent (watch->cli, error);
  g_autofree char *owner = NULL;
  GDBusConnection *bus = NULL;

  if (agent == NULL)
    return FALSE;

  watch->loop = loop;
  watch->cancellable = cancellable;
  watch->agent = agent;
  bus = g_dbus_proxy_get_connection (G_DBUS_PROXY (agent));
  g_signal_connect (agent, "changed", G_CALLBACK (changed_cb), watch);
  g_signal_connect (agent, "notify::g-name-owner", G_CALLBACK (owner_changed_cb), watch);
  g_signal_connect (bus, "closed", G_CALLBACK (bus_closed_cb), watch);

  if (watch->changed (watch->user_data, &watch->error))
    {
      owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (agent));
      if (owner == NULL && watch->keeps_agent)
        start_agent (watch);
      g_main_loop_run (loop);
    }

  g_signal_handlers_disconnect_by_data (bus, watch);
  g_signal_handlers_disconnect_by_data (agent, watch);
  g_cancellable_cancel (cancellable);
  while (watch->is_starting)
    g_main_context_iteration (NULL, TRUE);
  if (watch->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&watch->error));

  return FALSE;
}

gboolean
tidings_cli_follow_messages (TidingsCli          *self,
                             TidingsChangedFunc   changed,
                             gpointer             user_data,
                             GError             **error)
{
  Watch watch = { .cli = self, .changed = changed, .user_data = user_data };

  return watch_run (&watch, error);
}

typedef struct {
  TidingsCli *cli;
  GArray *ids;
  TidingsWaitFunc is_done;
  GPtrArray *messages;
  guint alarm;
  Watch *watch;
} Wait;

static gboolean
wait_changed (gpointer   user_data,
              GError   **error)
{
  Wait *wait = user_data;
  GPtrArray *messages = tidings_cli_read_messages (wait->cli, wait->ids, error);

  if (messages == NULL)
    return FALSE;

  g_clear_pointer (&wait->messages, g_ptr_array_unref);
  wait->messages = messages;
  for (guint i = 0; i < messages->len; i++)
    if (!wait->is_done (g_ptr_array_index (messages, i)))
      return TRUE;

  return FALSE;
}

static void
deadline_cb (gpointer user_data)
{
  Wait *wait = user_data;

  wait->alarm = 0;
  stop (wait->watch, NULL);
}

GPtrArray *
tidings_cli_wait_messages (TidingsCli       *self,
                           GArray           *ids,
                           TidingsWaitFunc   is_done,
                           gint64            deadline,
                           GError          **error)
{
  Wait wait = { .cli = self, .ids = ids, .is_done = is_done };
  Watch watch = { .cli = self, .changed = wait_changed, .user_data = &wait, .keeps_agent = TRUE };
  TidingsClock *clock = deadline != 0 ? tidings_cli_get_clock (self) : NULL;
  gboolean is_good = FALSE;

  wait.watch = &watch;
  if (clock != NULL)
    wait.alarm = tidings_clock_call_at (clock, deadline, deadline_cb, &wait);

  is_good = watch_run (&watch, error);

  if (wait.alarm != 0)
    tidings_clock_cancel (clock, wait.alarm);
  if (!is_good)
    g_clear_pointer (&wait.messages, g_ptr_array_unref);

  return wait.messages;
}
