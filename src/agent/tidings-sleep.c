/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The computer's sleep, as logind announces it. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tidings-peer.h"
#include "tidings-sleep.h"

#define NAME "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"
#define MANAGER NAME ".Manager"

struct _TidingsSleep {
  GObject parent_instance;

  TidingsPeer *peer;
  int lock;               /* a descriptor that delays sleep while it is open, -1 without one */
  gboolean is_near;
  gboolean is_allowed;    /* in this sleep: a lock that comes late is not kept */
  gboolean is_listening;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsSleep, tidings_sleep, G_TYPE_OBJECT)

static void
release (TidingsSleep *self)
{
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

static void
got_lock_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TidingsSleep) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GUnixFDList) list = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_fds_finish (result, &list, &error);

  if (reply == NULL)
    {
      /* Sleep is announced all the same. */
      g_debug ("Sleep cannot be delayed: %s", error->message);
      return;
    }

  release (self);
  if (list != NULL && g_unix_fd_list_get_length (list) == 1)
    self->lock = g_unix_fd_list_get (list, 0, NULL);
  if (self->is_near && self->is_allowed)
    release (self);
}

static void
take_lock (TidingsSleep *self)
{
  tidings_peer_call_async (self->peer, PATH, MANAGER, "Inhibit",
                           /* Translators: why the computer waits a moment before it sleeps, in the system's list of reasons */
                           g_variant_new ("(ssss)", "sleep", "Tidings", _("Texts are on their way"), "delay"), "(h)", got_lock_cb,
                           g_object_ref (self));
}

static void
set_near (TidingsSleep *self,
          gboolean      is_near)
{
  if (self->is_near == is_near)
    return;

  self->is_near = is_near;
  self->is_allowed = FALSE;
  /* The one before has done its work. */
  if (!is_near && tidings_peer_is_there (self->peer))
    take_lock (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
prepare_cb (const char *path,
            GVariant   *parameters,
            gpointer    user_data)
{
  gboolean is_near = FALSE;

  g_variant_get (parameters, "(b)", &is_near);
  set_near (user_data, is_near);
}

static void
peer_changed_cb (TidingsPeer *peer,
                 gpointer     user_data)
{
  TidingsSleep *self = user_data;

  if (!tidings_peer_is_there (peer))
    {
      /* Nobody is left who would say that the sleep is over. */
      release (self);
      set_near (self, FALSE);
      return;
    }

  if (!self->is_listening)
    tidings_peer_listen (peer, PATH, MANAGER, "PrepareForSleep", NULL, "(b)", prepare_cb, self);
  self->is_listening = TRUE;
  take_lock (self);
}

gboolean
tidings_sleep_is_near (TidingsSleep *self)
{
  g_return_val_if_fail (TIDINGS_IS_SLEEP (self), FALSE);

  return self->is_near;
}

void
tidings_sleep_allow (TidingsSleep *self)
{
  g_return_if_fail (TIDINGS_IS_SLEEP (self));

  if (!self->is_near)
    return;
  self->is_allowed = TRUE;
  release (self);
}

static void
tidings_sleep_dispose (GObject *object)
{
  TidingsSleep *self = TIDINGS_SLEEP (object);

  if (self->peer != NULL)
    tidings_peer_close (self->peer);
  g_clear_object (&self->peer);
  release (self);

  G_OBJECT_CLASS (tidings_sleep_parent_class)->dispose (object);
}

static void
tidings_sleep_class_init (TidingsSleepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_sleep_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_sleep_init (TidingsSleep *self)
{
  self->lock = -1;
}

TidingsSleep *
tidings_sleep_new (void)
{
  TidingsSleep *self = g_object_new (TIDINGS_TYPE_SLEEP, NULL);

  self->peer = tidings_peer_new (G_BUS_TYPE_SYSTEM, NAME);
  g_signal_connect_object (self->peer, "changed", G_CALLBACK (peer_changed_cb), self, 0);

  return self;
}
