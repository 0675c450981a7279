/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's screen saver, as far as privacy needs it. */
#include "config.h"

#include "tidings-screen-lock.h"

#define WAIT_MS 500

/* Each has the method GetActive and the signal ActiveChanged(b). */
static const struct {
  const char *name;
  const char *path;
} savers[] = {
  { "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver" },
  { "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver" },
};

struct _TidingsScreenLock {
  GDBusConnection *bus;
  guint subscriptions[G_N_ELEMENTS (savers)];
  gboolean is_active;
};

static void
active_changed_cb (GDBusConnection *bus,
                   const char      *sender,
                   const char      *path,
                   const char      *interface,
                   const char      *signal,
                   GVariant        *parameters,
                   gpointer         user_data)
{
  TidingsScreenLock *self = user_data;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &self->is_active);
}

static gboolean
ask (TidingsScreenLock *self,
     const char        *name,
     const char        *path)
{
  g_autoptr(GVariant) reply = NULL;
  gboolean is_active = FALSE;

  reply = g_dbus_connection_call_sync (self->bus, name, path, name, "GetActive", NULL, G_VARIANT_TYPE ("(b)"),
                                       G_DBUS_CALL_FLAGS_NO_AUTO_START, WAIT_MS, NULL, NULL);
  if (reply != NULL)
    g_variant_get (reply, "(b)", &is_active);

  return is_active;
}

TidingsScreenLock *
tidings_screen_lock_new (GDBusConnection *bus)
{
  TidingsScreenLock *self = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  self = g_new0 (TidingsScreenLock, 1);
  self->bus = g_object_ref (bus);
  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    {
      self->subscriptions[i] = g_dbus_connection_signal_subscribe (bus, savers[i].name, savers[i].name, "ActiveChanged",
                                                                   savers[i].path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                                   active_changed_cb, self, NULL);
      self->is_active = self->is_active || ask (self, savers[i].name, savers[i].path);
    }

  return self;
}

void
tidings_screen_lock_free (TidingsScreenLock *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
  g_object_unref (self->bus);
  g_free (self);
}

gboolean
tidings_screen_lock_is_active (TidingsScreenLock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_active;
}
