/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's screen saver, as far as privacy needs it. */
#include "config.h"

#include "tidings-portals.h"
#include "tidings-screen-lock.h"

#define WAIT_MS 500

#define INHIBIT_INTERFACE "org.freedesktop.portal.Inhibit"
/* Of "session-state": the session wants to end and waits a second for all who watch it to agree. */
#define QUERY_END 2

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
  guint portal_subscription;      /* 0 outside a sandbox */
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

/* Tells of the screen and of the end of the session in one. What is stored already needs no time at the end. */
static void
session_changed_cb (GDBusConnection *bus,
                    const char      *sender,
                    const char      *path,
                    const char      *interface,
                    const char      *signal,
                    GVariant        *parameters,
                    gpointer         user_data)
{
  TidingsScreenLock *self = user_data;
  g_autoptr(GVariant) state = NULL;
  const char *session = NULL;
  guint32 phase = 0;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oa{sv})")))
    return;

  g_variant_get (parameters, "(&o@a{sv})", &session, &state);
  g_variant_lookup (state, "screensaver-active", "b", &self->is_active);
  if (g_variant_lookup (state, "session-state", "u", &phase) && phase == QUERY_END)
    g_dbus_connection_call (bus, TIDINGS_PORTALS_NAME, TIDINGS_PORTALS_PATH, INHIBIT_INTERFACE, "QueryEndResponse",
                            g_variant_new ("(o)", session), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/* The portal tells how things are at first, too; nobody waits for it. */
static void
watch_portal (TidingsScreenLock *self)
{
  GVariantBuilder options;

  self->portal_subscription =
    g_dbus_connection_signal_subscribe (self->bus, TIDINGS_PORTALS_NAME, INHIBIT_INTERFACE, "StateChanged", TIDINGS_PORTALS_PATH, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, session_changed_cb, self, NULL);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string ("tidings"));
  g_variant_builder_add (&options, "{sv}", "session_handle_token", g_variant_new_string ("tidings"));
  g_dbus_connection_call (self->bus, TIDINGS_PORTALS_NAME, TIDINGS_PORTALS_PATH, INHIBIT_INTERFACE, "CreateMonitor",
                          g_variant_new ("(sa{sv})", "", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static void
watch_savers (TidingsScreenLock *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    {
      self->subscriptions[i] = g_dbus_connection_signal_subscribe (self->bus, savers[i].name, savers[i].name, "ActiveChanged",
                                                                   savers[i].path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                                   active_changed_cb, self, NULL);
      self->is_active = self->is_active || ask (self, savers[i].name, savers[i].path);
    }
}

TidingsScreenLock *
tidings_screen_lock_new (GDBusConnection *bus)
{
  TidingsScreenLock *self = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  self = g_new0 (TidingsScreenLock, 1);
  self->bus = g_object_ref (bus);
  if (tidings_portals_are_for_us ())
    watch_portal (self);
  else
    watch_savers (self);

  return self;
}

void
tidings_screen_lock_free (TidingsScreenLock *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    if (self->subscriptions[i] != 0)
      g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
  if (self->portal_subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->portal_subscription);
  g_object_unref (self->bus);
  g_free (self);
}

gboolean
tidings_screen_lock_is_active (TidingsScreenLock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_active;
}
