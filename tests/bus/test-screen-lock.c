/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the screen is locked, as the screen saver tells it and, inside a sandbox, the Inhibit portal. */
#include "config.h"

#include "tidings-portals.h"
#include "tidings-screen-lock.h"

#define SAVER "org.gnome.ScreenSaver"
#define SAVER_PATH "/org/gnome/ScreenSaver"
#define SESSION TIDINGS_PORTALS_PATH "/session/1/tidings"

/* As in xdg-desktop-portal's and gnome-shell's own XML. */
static const char desktop_xml[] =
  "<node>"
  "<interface name='org.gnome.ScreenSaver'><method name='GetActive'><arg type='b' direction='out'/></method></interface>"
  "<interface name='org.freedesktop.portal.Inhibit'>"
  "<method name='CreateMonitor'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='QueryEndResponse'><arg type='o' direction='in'/></method>"
  "</interface>"
  "</node>";

typedef struct {
  GTestDBus *bus;
  GDBusConnection *desktop;
  GDBusConnection *own;
  TidingsScreenLock *lock;
  gboolean is_locked;     /* what the saver answers */
  char *watcher;          /* whom the portal tells */
  char *agreed;           /* the session that may end */
} Fixture;

static void
call_cb (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(GVariant) options = NULL;

  if (g_str_equal (method, "GetActive"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", fixture->is_locked));
    }
  else if (g_str_equal (method, "CreateMonitor"))
    {
      options = g_variant_get_child_value (arguments, 1);
      /* The portal refuses who gives none. */
      g_assert_true (g_variant_lookup (options, "session_handle_token", "s", NULL));
      fixture->watcher = g_strdup (sender);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", TIDINGS_PORTALS_PATH "/request/1/tidings"));
    }
  else
    {
      g_variant_get (arguments, "(o)", &fixture->agreed);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static const GDBusInterfaceVTable desktop = { .method_call = call_cb };

static GDBusConnection *
connect (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (fixture->bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

static void
offer (Fixture    *fixture,
       const char *name,
       const char *path,
       guint       which)
{
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (desktop_xml, NULL);
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  g_dbus_connection_register_object (fixture->desktop, path, info->interfaces[which], &desktop, fixture, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (fixture->desktop, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", name, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  is_sandboxed)
{
  g_setenv ("GTK_USE_PORTAL", is_sandboxed != NULL ? "1" : "0", TRUE);
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->desktop = connect (fixture);
  fixture->own = connect (fixture);
  offer (fixture, SAVER, SAVER_PATH, 0);
  offer (fixture, TIDINGS_PORTALS_NAME, TIDINGS_PORTALS_PATH, 1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  is_sandboxed)
{
  tidings_screen_lock_free (fixture->lock);
  g_clear_object (&fixture->own);
  g_clear_object (&fixture->desktop);
  g_free (fixture->watcher);
  g_free (fixture->agreed);
  g_test_dbus_down (fixture->bus);
  g_clear_object (&fixture->bus);
}

/* The saver answers while it is being asked, so somebody else has to turn the wheel. */
static gpointer
begin_lock (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->lock = tidings_screen_lock_new (fixture->own);
  g_main_context_wakeup (NULL);

  return NULL;
}

static void
begin (Fixture  *fixture,
       gboolean  is_locked)
{
  GThread *thread = NULL;

  fixture->is_locked = is_locked;
  thread = g_thread_new ("lock", begin_lock, fixture);
  while (g_atomic_pointer_get (&fixture->lock) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static void
wait_until (Fixture  *fixture,
            gboolean  is_active)
{
  while (tidings_screen_lock_is_active (fixture->lock) != is_active)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_saver (Fixture       *fixture,
            gconstpointer  is_sandboxed)
{
  begin (fixture, TRUE);
  g_assert_true (tidings_screen_lock_is_active (fixture->lock));
  g_dbus_connection_emit_signal (fixture->desktop, NULL, SAVER_PATH, SAVER, "ActiveChanged", g_variant_new ("(b)", FALSE), NULL);
  wait_until (fixture, FALSE);
  g_dbus_connection_emit_signal (fixture->desktop, NULL, SAVER_PATH, SAVER, "ActiveChanged", g_variant_new ("(b)", TRUE), NULL);
  wait_until (fixture, TRUE);
  /* Outside a sandbox nobody bothers the portal. */
  g_assert_null (fixture->watcher);
}

static void
tell (Fixture  *fixture,
      gboolean  is_active,
      guint32   phase)
{
  GVariantBuilder state;

  g_variant_builder_init (&state, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&state, "{sv}", "screensaver-active", g_variant_new_boolean (is_active));
  g_variant_builder_add (&state, "{sv}", "session-state", g_variant_new_uint32 (phase));
  g_dbus_connection_emit_signal (fixture->desktop, fixture->watcher, TIDINGS_PORTALS_PATH, "org.freedesktop.portal.Inhibit", "StateChanged",
                                 g_variant_new ("(oa{sv})", SESSION, &state), NULL);
}

static void
test_portal (Fixture       *fixture,
             gconstpointer  is_sandboxed)
{
  /* The saver is out of sight there. */
  begin (fixture, TRUE);
  g_assert_false (tidings_screen_lock_is_active (fixture->lock));
  while (fixture->watcher == NULL)
    g_main_context_iteration (NULL, TRUE);
  tell (fixture, TRUE, 1);
  wait_until (fixture, TRUE);
  tell (fixture, FALSE, 1);
  wait_until (fixture, FALSE);
  g_assert_null (fixture->agreed);
}

static void
test_logout (Fixture       *fixture,
             gconstpointer  is_sandboxed)
{
  begin (fixture, FALSE);
  while (fixture->watcher == NULL)
    g_main_context_iteration (NULL, TRUE);
  tell (fixture, FALSE, 2);
  while (fixture->agreed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->agreed, ==, SESSION);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/agent/screen-lock/saver", Fixture, NULL, set_up, test_saver, tear_down);
  g_test_add ("/agent/screen-lock/portal", Fixture, GINT_TO_POINTER (1), set_up, test_portal, tear_down);
  g_test_add ("/agent/screen-lock/logout", Fixture, GINT_TO_POINTER (1), set_up, test_logout, tear_down);

  return g_test_run ();
}
