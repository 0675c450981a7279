/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service of the system that is listened to: only what the owner of its name says counts. */
#include "config.h"

#include "tidings-peer.h"

/* A service that does not answer is as good as none. */
#define PATIENCE_MS 5000

typedef struct {
  TidingsPeer *peer;      /* borrowed: it ends the subscription */
  GVariantType *type;
  TidingsPeerSignalFunc func;
  gpointer user_data;
} Listener;

struct _TidingsPeer {
  GObject parent_instance;

  char *name;
  char *owner;
  GDBusConnection *bus;
  GCancellable *cancellable;
  GArray *subscriptions;   /* guint */
  guint watch_id;
  GBusType where;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsPeer, tidings_peer, G_TYPE_OBJECT)

static void
listener_free (gpointer data)
{
  Listener *listener = data;

  g_variant_type_free (listener->type);
  g_free (listener);
}

/* GLib asks the bus for signals of the name only, but what somebody sends to us alone gets in as well (CVE-2024-34397). */
static void
signal_cb (GDBusConnection *bus,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal,
           GVariant        *parameters,
           gpointer         user_data)
{
  Listener *listener = user_data;

  if (g_strcmp0 (sender, listener->peer->owner) == 0 && g_variant_is_of_type (parameters, listener->type))
    listener->func (path, parameters, listener->user_data);
}

static void
take_owner (TidingsPeer *self,
            const char  *owner)
{
  g_free (self->owner);
  self->owner = g_strdup (owner);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
appeared_cb (GDBusConnection *bus,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  take_owner (user_data, owner);
}

static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  take_owner (user_data, NULL);
}

static void
got_bus_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TidingsPeer) self = user_data;
  g_autoptr(GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_object (&bus);
      return;
    }
  if (bus == NULL)
    {
      g_debug ("No bus for %s: %s", self->name, error->message);
      take_owner (self, NULL);
      return;
    }

  self->bus = bus;
  /* GLib would end the process with the system's bus; the agent serves the session. */
  if (self->where == G_BUS_TYPE_SYSTEM)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->watch_id = g_bus_watch_name_on_connection (bus, self->name, G_BUS_NAME_WATCHER_FLAGS_AUTO_START, appeared_cb, vanished_cb,
                                                   self, NULL);
}

gboolean
tidings_peer_is_there (TidingsPeer *self)
{
  g_return_val_if_fail (TIDINGS_IS_PEER (self), FALSE);

  return self->owner != NULL;
}

void
tidings_peer_listen (TidingsPeer           *self,
                     const char            *path,
                     const char            *interface,
                     const char            *signal,
                     const char            *arg0,
                     const char            *type,
                     TidingsPeerSignalFunc  func,
                     gpointer               user_data)
{
  Listener *listener = NULL;
  guint id;

  g_return_if_fail (TIDINGS_IS_PEER (self));
  g_return_if_fail (self->bus != NULL);

  listener = g_new0 (Listener, 1);
  listener->peer = self;
  listener->type = g_variant_type_new (type);
  listener->func = func;
  listener->user_data = user_data;
  id = g_dbus_connection_signal_subscribe (self->bus, self->name, interface, signal, path, arg0, G_DBUS_SIGNAL_FLAGS_NONE,
                                           signal_cb, listener, listener_free);
  g_array_append_val (self->subscriptions, id);
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GUnixFDList *fds = NULL;
  GVariant *reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (object), &fds, result, &error);

  if (fds != NULL)
    g_task_set_task_data (task, fds, g_object_unref);
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, error);
}

void
tidings_peer_call_async (TidingsPeer         *self,
                         const char          *path,
                         const char          *interface,
                         const char          *method,
                         GVariant            *arguments,
                         const char          *type,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, self->cancellable, callback, user_data);

  g_return_if_fail (TIDINGS_IS_PEER (self));

  g_task_set_source_tag (task, tidings_peer_call_async);
  if (self->owner != NULL)
    g_dbus_connection_call_with_unix_fd_list (self->bus, self->owner, path, interface, method, arguments, G_VARIANT_TYPE (type),
                                              G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE_MS, NULL, self->cancellable, called_cb,
                                              g_steal_pointer (&task));
  else
    {
      if (arguments != NULL)
        g_variant_unref (g_variant_ref_sink (arguments));
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "%s is not there", self->name);
    }
}

GVariant *
tidings_peer_call_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GVariant *
tidings_peer_call_fds_finish (GAsyncResult  *result,
                              GUnixFDList  **fds,
                              GError       **error)
{
  GUnixFDList *got = g_task_get_task_data (G_TASK (result));

  *fds = got != NULL ? g_object_ref (got) : NULL;

  return tidings_peer_call_finish (result, error);
}

void
tidings_peer_close (TidingsPeer *self)
{
  g_return_if_fail (TIDINGS_IS_PEER (self));

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->subscriptions->len; i++)
    g_dbus_connection_signal_unsubscribe (self->bus, g_array_index (self->subscriptions, guint, i));
  g_array_set_size (self->subscriptions, 0);
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  g_clear_pointer (&self->owner, g_free);
}

static void
tidings_peer_dispose (GObject *object)
{
  TidingsPeer *self = TIDINGS_PEER (object);

  tidings_peer_close (self);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (tidings_peer_parent_class)->dispose (object);
}

static void
tidings_peer_finalize (GObject *object)
{
  TidingsPeer *self = TIDINGS_PEER (object);

  g_object_unref (self->cancellable);
  g_array_unref (self->subscriptions);
  g_free (self->name);

  G_OBJECT_CLASS (tidings_peer_parent_class)->finalize (object);
}

static void
tidings_peer_class_init (TidingsPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_peer_dispose;
  object_class->finalize = tidings_peer_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_peer_init (TidingsPeer *self)
{
  self->cancellable = g_cancellable_new ();
  self->subscriptions = g_array_new (FALSE, FALSE, sizeof (guint));
}

TidingsPeer *
tidings_peer_new (GBusType    bus,
                  const char *name)
{
  TidingsPeer *self = NULL;

  g_return_val_if_fail (g_dbus_is_name (name), NULL);

  self = g_object_new (TIDINGS_TYPE_PEER, NULL);
  self->name = g_strdup (name);
  self->where = bus;
  g_bus_get (bus, self->cancellable, got_bus_cb, g_object_ref (self));

  return self;
}
