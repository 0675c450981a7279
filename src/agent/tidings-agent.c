/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process: its life on the bus. */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-store.h"

/* How long the keyring or the practice phone may take before the first call is answered without it. */
#define LINK_PATIENCE_MS 3000

/* After its name is given back the process stays this long: proxies call by the unique name until they hear of it. */
#define DRAIN_MS 250

/* Changes of one subject are said together. */
#define GATHER_MS 100

/* How long the number of what failed, and of what a limit stopped, grows. */
#define FAILED_QUIET_MS (60 * G_GINT64_CONSTANT (1000))
#define LIMIT_QUIET_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/* Flags and answers of org.freedesktop.DBus.RequestName (D-Bus specification, "Message Bus Messages"). */
#define NAME_FLAG_DO_NOT_QUEUE 4
#define NAME_REPLY_PRIMARY_OWNER 1
#define NAME_REPLY_ALREADY_OWNER 4

struct _TidingsAgent {
  GObject parent_instance;

  GMainLoop *loop;
  GDBusConnection *bus;
  TidingsBusAgent1 *face;
  GApplication *desktop;
  GSettings *settings;
  TidingsClock *timer;       /* the computer's clock: what is this process's own goes by it */
  TidingsClock *clock;       /* the household's, which practice may put ahead */
  TidingsPracticeTime *practice_time;
  TidingsStore *store;
  TidingsEngine *engine;
  TidingsLink *link;
  TidingsAccountInfo *info;
  TidingsWebhook *webhook;
  TidingsWatches *watches;
  TidingsRaises *raises;
  TidingsCallers *callers;
  TidingsMissed *missed;
  TidingsTally *failed;
  TidingsTally *stopped;
  TidingsScreenLock *screen_lock;
  TidingsSleep *sleep;       /* NULL if the store could not be opened */
  GError *store_error;
  GPtrArray *subjects;

  guint gather_id;
  guint linger_id;
  guint drain_id;
  guint n_holds;
  guint n_calls;
  guint n_calls_before;   /* leaving */
  guint linger_ms;
  int status;
  gboolean is_leaving;
  gboolean is_handed_over;   /* to another agent; what is being answered here still is */
  gboolean is_ended;
  TidingsAgentEndFunc end_func;   /* what is still to be done at the end */
  gpointer end_data;
};

G_DEFINE_FINAL_TYPE (TidingsAgent, tidings_agent, G_TYPE_OBJECT)

static void linger (TidingsAgent *self);
static void drain  (TidingsAgent *self,
                    guint         ms);

TidingsEngine *
tidings_agent_get_engine (TidingsAgent *self)
{
  return self->engine;
}

TidingsLink *
tidings_agent_get_link (TidingsAgent *self)
{
  return self->link;
}

TidingsWebhook *
tidings_agent_get_webhook (TidingsAgent *self)
{
  return self->webhook;
}

TidingsWatches *
tidings_agent_get_watches (TidingsAgent *self)
{
  return self->watches;
}

TidingsAccountInfo *
tidings_agent_get_info (TidingsAgent *self)
{
  return self->info;
}

TidingsClock *
tidings_agent_get_clock (TidingsAgent *self)
{
  return self->clock;
}

TidingsClock *
tidings_agent_get_timer (TidingsAgent *self)
{
  return self->timer;
}

TidingsPracticeTime *
tidings_agent_get_practice_time (TidingsAgent *self)
{
  return self->practice_time;
}

TidingsStore *
tidings_agent_get_store (TidingsAgent *self)
{
  return self->store;
}

GSettings *
tidings_agent_get_settings (TidingsAgent *self)
{
  return self->settings;
}

GApplication *
tidings_agent_get_desktop (TidingsAgent *self)
{
  return self->desktop;
}

TidingsRaises *
tidings_agent_get_raises (TidingsAgent *self)
{
  return self->raises;
}

TidingsCallers *
tidings_agent_get_callers (TidingsAgent *self)
{
  return self->callers;
}

TidingsMissed *
tidings_agent_get_missed (TidingsAgent *self)
{
  return self->missed;
}

TidingsTally *
tidings_agent_get_stopped (TidingsAgent *self)
{
  return self->stopped;
}

TidingsTally *
tidings_agent_get_failed (TidingsAgent *self)
{
  return self->failed;
}

TidingsScreenLock *
tidings_agent_get_screen_lock (TidingsAgent *self)
{
  return self->screen_lock;
}

GDBusConnection *
tidings_agent_get_bus (TidingsAgent *self)
{
  return self->bus;
}

static void
gather_cb (gpointer user_data)
{
  TidingsAgent *self = user_data;
  g_autoptr(GPtrArray) subjects = g_steal_pointer (&self->subjects);

  self->gather_id = 0;
  self->subjects = g_ptr_array_new ();
  for (guint i = 0; i < subjects->len; i++)
    tidings_bus_agent1_emit_changed (self->face, g_ptr_array_index (subjects, i));
  /* This may have been the last that the process was needed for. */
  linger (self);
}

void
tidings_agent_changed (TidingsAgent *self,
                       const char   *subject)
{
  if (!g_ptr_array_find_with_equal_func (self->subjects, subject, g_str_equal, NULL))
    g_ptr_array_add (self->subjects, (gpointer) g_intern_string (subject));
  if (self->gather_id == 0)
    self->gather_id = tidings_clock_call_at (self->timer, tidings_clock_get_now (self->timer) + GATHER_MS, gather_cb, self);
}

void
tidings_agent_hold (TidingsAgent *self)
{
  self->n_holds++;
}

void
tidings_agent_release (TidingsAgent *self)
{
  g_assert (self->n_holds > 0);

  self->n_holds--;
  if (self->is_handed_over && self->n_holds == 0)
    g_main_loop_quit (self->loop);
  linger (self);
}

/* As tidings_agent_check(), while alerts may still wait. */
static TidingsEngine *
check (TidingsAgent          *self,
       GDBusMethodInvocation *invocation)
{
  self->n_calls++;
  linger (self);
  if (self->drain_id != 0)
    drain (self, 0);
  if (self->engine != NULL)
    tidings_engine_wake (self->engine);
  else
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                                                   self->store_error->message);

  return self->engine;
}

TidingsEngine *
tidings_agent_check (TidingsAgent          *self,
                     GDBusMethodInvocation *invocation)
{
  /* What was raised before this call has happened before it. */
  if (self->raises != NULL)
    tidings_raises_flush (self->raises);

  return check (self, invocation);
}

gboolean
tidings_agent_check_raise (TidingsAgent          *self,
                           GDBusMethodInvocation *invocation)
{
  return check (self, invocation) != NULL;
}

static void
answer_raise (GDBusMethodInvocation *invocation,
              GPtrArray             *outcomes,
              GError                *error)
{
  if (outcomes != NULL)
    tidings_agent_answer_raise (invocation, outcomes);
  else
    tidings_agent_take_error (invocation, error);
}

static gboolean
is_needed (TidingsAgent *self)
{
  return self->n_holds > 0 || self->gather_id != 0 ||
         (self->engine != NULL && (tidings_engine_is_busy (self->engine) || !tidings_link_is_settled (self->link) ||
                                   tidings_webhook_is_listening (self->webhook) || tidings_watches_are_needed (self->watches)));
}

static gboolean
request_name (TidingsAgent  *self,
              GError       **error)
{
  g_autoptr(GVariant) reply = NULL;
  guint32 answer = 0;

  reply = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", AGENT_NAME, NAME_FLAG_DO_NOT_QUEUE),
                                       G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(u)", &answer);
  if (answer == NAME_REPLY_PRIMARY_OWNER || answer == NAME_REPLY_ALREADY_OWNER)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("Another agent of Tidings is running"));

  return FALSE;
}

/* Another agent has been started meanwhile. What came in here is on disk and is its matter now; any call makes it look. */
static void
hand_over (TidingsAgent *self)
{
  g_dbus_connection_call (self->bus, AGENT_NAME, AGENT_PATH, tidings_bus_agent1_interface_info ()->name, "GetStatus", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  self->is_handed_over = TRUE;
  if (self->n_holds == 0)
    g_main_loop_quit (self->loop);
}

static void
stay (TidingsAgent *self)
{
  if (self->engine != NULL)
    {
      tidings_engine_start (self->engine);
      tidings_engine_check_inbox (self->engine);
    }
  linger (self);
}

/* Only when nobody called meanwhile may the process end; otherwise it takes the name again and does what came of it. */
static void
drained_cb (gpointer user_data)
{
  TidingsAgent *self = user_data;
  g_autoptr(GError) error = NULL;

  self->drain_id = 0;
  self->is_leaving = FALSE;
  if (self->n_calls == self->n_calls_before && !is_needed (self))
    g_main_loop_quit (self->loop);
  else if (!request_name (self, &error))
    hand_over (self);
  else
    stay (self);
}

static void
drain (TidingsAgent *self,
       guint         ms)
{
  if (self->drain_id != 0)
    tidings_clock_cancel (self->timer, self->drain_id);
  self->drain_id = tidings_clock_call_at (self->timer, tidings_clock_get_now (self->timer) + ms, drained_cb, self);
}

/* Calls that were on their way to the name have arrived before this answer of the bus. */
static void
name_released_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(TidingsAgent) self = user_data;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  drain (self, self->n_calls == self->n_calls_before ? DRAIN_MS : 0);
}

/* From here on another agent may be started, and no text may leave from two. */
static void
leave (TidingsAgent *self)
{
  self->is_leaving = TRUE;
  self->n_calls_before = self->n_calls;
  if (self->engine != NULL)
    tidings_engine_stop (self->engine);
  g_dbus_connection_call (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReleaseName",
                          g_variant_new ("(s)", AGENT_NAME), G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          name_released_cb, g_object_ref (self));
}

static void
linger_cb (gpointer user_data)
{
  TidingsAgent *self = user_data;

  self->linger_id = 0;
  /* While something is pending its end comes with a change, which asks again. */
  if (!self->is_leaving && !is_needed (self))
    leave (self);
}

static void
linger (TidingsAgent *self)
{
  if (self->linger_id != 0)
    tidings_clock_cancel (self->timer, self->linger_id);
  self->linger_id = tidings_clock_call_at (self->timer, tidings_clock_get_now (self->timer) + self->linger_ms, linger_cb, self);
}

void
tidings_agent_end (TidingsAgent        *self,
                   TidingsAgentEndFunc  func,
                   gpointer             user_data)
{
  g_assert (self->end_func == NULL);

  self->end_func = func;
  self->end_data = user_data;
  g_main_loop_quit (self->loop);
}

static void
close_store (TidingsAgent *self)
{
  g_clear_pointer (&self->raises, tidings_raises_free);
  if (self->practice_time != NULL)
    tidings_practice_time_stop (self->practice_time);
  g_clear_object (&self->practice_time);
  g_clear_object (&self->info);
  g_clear_object (&self->sleep);
  g_clear_object (&self->watches);
  g_clear_object (&self->webhook);
  g_clear_object (&self->link);
  g_clear_object (&self->engine);
  g_clear_object (&self->store);
}

static void
engine_changed_cb (TidingsEngine *engine,
                   const char    *subject,
                   gpointer       user_data)
{
  TidingsAgent *self = user_data;

  tidings_agent_changed (self, subject);
  if (self->sleep != NULL && tidings_sleep_is_near (self->sleep) && !tidings_engine_has_requests (self->engine))
    tidings_sleep_allow (self->sleep);
  linger (self);
}

static void
engine_notice_cb (TidingsEngine  *engine,
                  int             kind,
                  TidingsMessage *message,
                  TidingsPerson  *person,
                  gint64          reminder,
                  const char     *text,
                  gpointer        user_data)
{
  tidings_agent_notice (user_data, kind, message, person, reminder, text);
}

/* What answers on the loopback interface needs no network. */
static gboolean
is_online (TidingsAgent *self)
{
  return tidings_link_is_local (self->link) || g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

static void
link_changed_cb (TidingsLink *link,
                 gpointer     user_data)
{
  TidingsAgent *self = user_data;

  tidings_agent_changed (self, "status");
  if (tidings_engine_is_online (self->engine) != is_online (self))
    tidings_engine_set_online (self->engine, is_online (self));
}

/* Of the receiver or the watchers: whether the process is still needed may be different. */
static void
status_changed_cb (TidingsAgent *self)
{
  tidings_agent_changed (self, "status");
  linger (self);
}

static void
text_arrived_cb (TidingsLink *link,
                 gpointer     user_data)
{
  tidings_agent_changed (user_data, "practice");
}

static void
practice_time_changed_cb (TidingsPracticeTime *practice_time,
                          gpointer             user_data)
{
  tidings_agent_changed (user_data, "status");
}

/* Before texts go to real phones. */
static void
leaving_practice_cb (TidingsLink *link,
                     gpointer     user_data)
{
  TidingsAgent *self = user_data;

  tidings_practice_time_leave (self->practice_time, tidings_link_get_simulator (link));
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         is_available,
                    gpointer         user_data)
{
  TidingsAgent *self = user_data;

  tidings_agent_changed (self, "status");
  tidings_engine_set_online (self->engine, is_online (self));
}

/* What is on its way when the computer falls asleep ends in doubt, and is looked for afterwards; so nothing new begins, and the
 * computer waits a moment for what did. The clock has called what was due in the meantime before anything else. */
static void
sleep_changed_cb (TidingsSleep *sleep,
                  gpointer      user_data)
{
  TidingsAgent *self = user_data;

  tidings_engine_set_resting (self->engine, tidings_sleep_is_near (sleep));
  if (!tidings_sleep_is_near (sleep))
    {
      tidings_engine_set_online (self->engine, is_online (self));
      tidings_engine_check_inbox (self->engine);
    }
  else if (!tidings_engine_has_requests (self->engine))
    tidings_sleep_allow (sleep);
}

static gboolean
signal_cb (gpointer user_data)
{
  TidingsAgent *self = user_data;

  /* The loop may not run yet. */
  self->is_ended = TRUE;
  g_main_loop_quit (self->loop);

  return G_SOURCE_CONTINUE;
}

static void
open_store (TidingsAgent *self)
{
  g_autofree char *path = tidings_store_dup_default_path ();

  self->store = tidings_store_open (path, &self->store_error);
  if (self->store == NULL)
    {
      g_warning ("%s", self->store_error->message);
      return;
    }

  self->engine = tidings_engine_new (self->store, self->clock);
  self->raises = tidings_raises_new (self->engine, answer_raise);
  self->link = tidings_link_new (self->engine, self->settings, self->clock);
  self->info = tidings_account_info_new (self->store, self->clock);
  self->webhook = tidings_webhook_new (self->engine, self->link, self->settings, self->clock);
  self->watches = tidings_watches_new (self->engine, self->store, self->settings, self->timer);
  self->practice_time = tidings_practice_time_new (self->timer, self->clock, self->store, self->engine);
  /* Somebody may have left practice while no agent ran. */
  if (!tidings_link_is_practice (self->link))
    tidings_practice_time_leave (self->practice_time, NULL);
  g_signal_connect_object (self->practice_time, "changed", G_CALLBACK (practice_time_changed_cb), self, 0);
  g_signal_connect_object (self->engine, "changed", G_CALLBACK (engine_changed_cb), self, 0);
  g_signal_connect_object (self->engine, "notice", G_CALLBACK (engine_notice_cb), self, 0);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self, 0);
  g_signal_connect_object (self->link, "changed", G_CALLBACK (link_changed_cb), self, 0);
  g_signal_connect_object (self->webhook, "changed", G_CALLBACK (status_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watches, "changed", G_CALLBACK (status_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->link, "leaving-practice", G_CALLBACK (leaving_practice_cb), self, 0);
  g_signal_connect_object (self->link, "text-arrived", G_CALLBACK (text_arrived_cb), self, 0);
  tidings_agent_watch_health (self);
}

static gboolean
export_face (TidingsAgent  *self,
             GError       **error)
{
  self->face = tidings_bus_agent1_skeleton_new ();
  tidings_agent_connect_account (self, self->face);
  tidings_agent_connect_background (self, self->face);
  tidings_agent_connect_check (self, self->face);
  tidings_agent_connect_connecting (self, self->face);
  tidings_agent_connect_erase_all (self, self->face);
  tidings_agent_connect_import (self, self->face);
  tidings_agent_connect_limits (self, self->face);
  tidings_agent_connect_messages (self, self->face);
  tidings_agent_connect_people (self, self->face);
  tidings_agent_connect_practice (self, self->face);
  tidings_agent_connect_programs (self, self->face);
  tidings_agent_connect_reminders (self, self->face);
  tidings_agent_connect_status (self, self->face);
  tidings_agent_connect_types (self, self->face);
  tidings_agent_connect_watch (self, self->face);
  tidings_agent_connect_webhook (self, self->face);

  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->face), self->bus, AGENT_PATH, error);
}

/* Notifications need a GApplication with the id of the desktop file. It owns no name: the window does. */
static gboolean
register_desktop (TidingsAgent  *self,
                  GError       **error)
{
  self->desktop = g_application_new (APP_ID, G_APPLICATION_NON_UNIQUE);
  tidings_agent_connect_desktop (self);

  return g_application_register (self->desktop, NULL, error);
}

static void
patience_over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* The first call should not meet an agent that has not looked into the keyring yet, or that has no practice phone because
 * the agent before it still leaves. The bus holds calls back until the name is taken; a keyring that takes its time is not
 * waited for. */
static void
wait_for_link (TidingsAgent *self)
{
  gboolean is_over = FALSE;
  guint id;

  tidings_link_prepare (self->link);
  id = tidings_clock_call_at (self->timer, tidings_clock_get_now (self->timer) + LINK_PATIENCE_MS, patience_over_cb, &is_over);
  while (!is_over && !self->is_ended && !tidings_link_is_settled (self->link))
    g_main_context_iteration (NULL, TRUE);
  tidings_clock_cancel (self->timer, id);
}

int
tidings_agent_run (TidingsAgent *self)
{
  g_autoptr(GError) error = NULL;
  guint term_id;
  guint int_id;

  g_return_val_if_fail (TIDINGS_IS_AGENT (self), 1);

  term_id = g_unix_signal_add (SIGTERM, signal_cb, self);
  int_id = g_unix_signal_add (SIGINT, signal_cb, self);

  if (self->engine != NULL)
    wait_for_link (self);
  if (!self->is_ended && !request_name (self, &error))
    {
      g_printerr ("%s\n", error->message);
      self->status = 1;
    }
  else if (!self->is_ended)
    {
      if (self->engine != NULL)
        {
          tidings_link_start (self->link);
          tidings_engine_start (self->engine);
          tidings_webhook_start (self->webhook);
          tidings_watches_start (self->watches);
          self->sleep = tidings_sleep_new ();
          g_signal_connect_object (self->sleep, "changed", G_CALLBACK (sleep_changed_cb), self, 0);
        }
      linger (self);
      g_main_loop_run (self->loop);
    }

  if (self->engine != NULL)
    tidings_engine_stop (self->engine);
  if (self->end_func != NULL)
    {
      close_store (self);
      self->end_func (self->end_data);
    }
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->face));
  g_dbus_connection_flush_sync (self->bus, NULL, NULL);
  g_source_remove (term_id);
  g_source_remove (int_id);

  return self->status;
}

static void
tidings_agent_dispose (GObject *object)
{
  TidingsAgent *self = TIDINGS_AGENT (object);

  if (self->linger_id != 0)
    tidings_clock_cancel (self->timer, self->linger_id);
  if (self->gather_id != 0)
    tidings_clock_cancel (self->timer, self->gather_id);
  if (self->drain_id != 0)
    tidings_clock_cancel (self->timer, self->drain_id);
  self->linger_id = 0;
  self->gather_id = 0;
  self->drain_id = 0;
  g_clear_pointer (&self->raises, tidings_raises_free);
  /* What it shows at the end has to leave before the process does. */
  if (self->stopped != NULL)
    {
      g_clear_pointer (&self->missed, tidings_missed_free);
      g_clear_pointer (&self->stopped, tidings_tally_free);
      g_clear_pointer (&self->failed, tidings_tally_free);
      g_clear_pointer (&self->screen_lock, tidings_screen_lock_free);
      g_dbus_connection_flush_sync (self->bus, NULL, NULL);
    }
  close_store (self);
  g_clear_object (&self->face);
  g_clear_object (&self->desktop);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_object (&self->timer);
  g_clear_pointer (&self->callers, tidings_callers_free);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (tidings_agent_parent_class)->dispose (object);
}

static void
tidings_agent_finalize (GObject *object)
{
  TidingsAgent *self = TIDINGS_AGENT (object);

  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_error (&self->store_error);

  G_OBJECT_CLASS (tidings_agent_parent_class)->finalize (object);
}

static void
tidings_agent_class_init (TidingsAgentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_agent_dispose;
  object_class->finalize = tidings_agent_finalize;
}

static void
tidings_agent_init (TidingsAgent *self)
{
  self->loop = g_main_loop_new (NULL, FALSE);
  self->subjects = g_ptr_array_new ();
}

TidingsAgent *
tidings_agent_new (guint    linger_ms,
                   GError **error)
{
  g_autoptr(TidingsAgent) self = g_object_new (TIDINGS_TYPE_AGENT, NULL);

  self->linger_ms = linger_ms;

  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  if (self->bus == NULL)
    return NULL;

  /* Without the bus there is nobody to serve; SIGTERM ends the loop in good order. */
  g_dbus_connection_set_exit_on_close (self->bus, TRUE);
  self->callers = tidings_callers_new (self->bus);
  self->settings = g_settings_new (APP_ID);
  self->timer = tidings_real_clock_new ();
  self->clock = tidings_practice_clock_new (self->timer);
  self->missed = tidings_missed_new (tidings_agent_show_missed, self);
  self->stopped = tidings_tally_new (self->timer, LIMIT_QUIET_MS, tidings_agent_show_stopped, self);
  self->failed = tidings_tally_new (self->timer, FAILED_QUIET_MS, tidings_agent_show_failed, self);
  self->screen_lock = tidings_screen_lock_new (self->bus);
  open_store (self);
  if (!register_desktop (self, error) || !export_face (self, error))
    return NULL;

  return g_steal_pointer (&self);
}
