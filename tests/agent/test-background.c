/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting at login by the desktop's portal, which grants, refuses, is asked and not answered, or is not there at all. */
#include "config.h"

#include <gio/gio.h>

#include "tidings-background.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PROGRAM "/usr/libexec/tidings-agent"

/* As in xdg-desktop-portal's own XML. */
static const char interface_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "</interface></node>";

typedef struct {
  GTestDBus *bus;
  GDBusConnection *connection;   /* the portal's */
  guint object_id;
  guint name_id;
  gboolean is_there;
  GSettings *settings;
  TidingsBackground *background;
  guint n_asked;
  gboolean wants_login;
  char *command;
  /* What the portal answers. */
  guint32 response;
  gboolean grants;
  /* What came of a call. */
  gboolean is_over;
  gboolean is_done;
  gboolean is_on;
  GError *error;
} Fixture;

static char *
dup_request_path (const char *sender,
                  GVariant   *options)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", name, token);
}

static void
request_cb (GDBusConnection       *connection,
            const char            *sender,
            const char            *path,
            const char            *interface,
            const char            *method,
            GVariant              *arguments,
            GDBusMethodInvocation *invocation,
            gpointer               user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(GVariant) options = g_variant_get_child_value (arguments, 1);
  g_autofree char *request = dup_request_path (sender, options);
  g_autofree const char **command = NULL;
  GVariantDict results = G_VARIANT_DICT_INIT (NULL);

  fixture->n_asked++;
  fixture->wants_login = FALSE;
  g_variant_lookup (options, "autostart", "b", &fixture->wants_login);
  g_variant_lookup (options, "commandline", "^a&s", &command);
  g_free (fixture->command);
  fixture->command = command != NULL ? g_strjoinv (" ", (char **) command) : NULL;

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_variant_dict_insert (&results, "background", "b", fixture->grants);
  g_variant_dict_insert (&results, "autostart", "b", fixture->grants && fixture->wants_login);
  g_dbus_connection_emit_signal (connection, sender, request, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(u@a{sv})", fixture->response, g_variant_dict_end (&results)), NULL);
}

static const GDBusInterfaceVTable portal = { .method_call = request_cb };

static void
owned_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  ((Fixture *) user_data)->is_there = TRUE;
}

static void
begin_portal (Fixture *fixture)
{
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autoptr(GError) error = NULL;

  fixture->connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (fixture->bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->object_id = g_dbus_connection_register_object (fixture->connection, PORTAL_PATH, info->interfaces[0], &portal, fixture,
                                                          NULL, &error);
  g_assert_no_error (error);
  fixture->name_id = g_bus_own_name_on_connection (fixture->connection, PORTAL, G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL,
                                                   fixture, NULL);
  while (!fixture->is_there)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  has_portal)
{
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  if (has_portal != NULL)
    begin_portal (fixture);

  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "start-at-login");
  fixture->background = tidings_background_new (fixture->settings, PROGRAM);
  fixture->grants = TRUE;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  has_portal)
{
  g_autoptr(GDBusConnection) own = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_clear_object (&fixture->background);
  g_clear_object (&fixture->settings);
  if (fixture->connection != NULL)
    {
      g_bus_unown_name (fixture->name_id);
      g_dbus_connection_unregister_object (fixture->connection, fixture->object_id);
      g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
      g_clear_object (&fixture->connection);
    }
  g_dbus_connection_set_exit_on_close (own, FALSE);
  g_clear_object (&own);
  g_free (fixture->command);
  g_clear_error (&fixture->error);
  g_test_dbus_stop (fixture->bus);
  g_object_unref (fixture->bus);
}

static void
over_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->is_done = tidings_background_finish (TIDINGS_BACKGROUND (object), result, &fixture->is_on, &fixture->error);
  fixture->is_over = TRUE;
}

static void
wait_for (Fixture *fixture)
{
  while (!fixture->is_over)
    g_main_context_iteration (NULL, TRUE);
  fixture->is_over = FALSE;
}

static void
set (Fixture  *fixture,
     gboolean  is_on)
{
  g_clear_error (&fixture->error);
  tidings_background_set_async (fixture->background, is_on, over_cb, fixture);
  wait_for (fixture);
}

static gboolean
get (Fixture *fixture)
{
  g_clear_error (&fixture->error);
  tidings_background_read_async (fixture->background, over_cb, fixture);
  wait_for (fixture);

  return fixture->is_on;
}

static void
test_grants (Fixture       *fixture,
             gconstpointer  has_portal)
{
  g_assert_cmpstr (tidings_background_get_way (fixture->background), ==, "portal");
  /* Nobody is asked as long as nobody wants it. */
  g_assert_false (get (fixture));
  g_assert_cmpuint (fixture->n_asked, ==, 0);

  set (fixture, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->is_on);
  g_assert_true (fixture->wants_login);
  g_assert_cmpstr (fixture->command, ==, PROGRAM);
  g_assert_true (get (fixture));

  set (fixture, FALSE);
  g_assert_no_error (fixture->error);
  g_assert_false (fixture->is_on);
  g_assert_false (fixture->wants_login);
  g_assert_false (get (fixture));
}

static void
test_refuses (Fixture       *fixture,
              gconstpointer  has_portal)
{
  static const struct { guint32 response; const char *why; } cases[] = {
    { 0, "the settings of the system forbid it" },
    { 1, "the person said no" },
  };

  fixture->grants = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      fixture->response = cases[i].response;
      set (fixture, TRUE);
      g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
      g_assert_false (get (fixture));
    }

  /* What is not allowed can be switched off all the same. */
  fixture->response = 0;
  set (fixture, FALSE);
  g_assert_no_error (fixture->error);
  g_assert_false (fixture->is_on);
}

/* The system's settings have the last word, also after they had allowed it. */
static void
test_taken_back (Fixture       *fixture,
                 gconstpointer  has_portal)
{
  set (fixture, TRUE);
  g_assert_true (get (fixture));
  fixture->grants = FALSE;
  g_assert_false (get (fixture));
  /* And it is not asked for again and again. */
  fixture->n_asked = 0;
  g_assert_false (get (fixture));
  g_assert_cmpuint (fixture->n_asked, ==, 0);
}

static void
test_no_portal (Fixture       *fixture,
                gconstpointer  has_portal)
{
  set (fixture, TRUE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_false (get (fixture));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, has_portal, func) g_test_add (path, Fixture, GINT_TO_POINTER (has_portal), set_up, func, tear_down)
  ADD ("/agent/background/grants", TRUE, test_grants);
  ADD ("/agent/background/refuses", TRUE, test_refuses);
  ADD ("/agent/background/taken-back", TRUE, test_taken_back);
  ADD ("/agent/background/no-portal", FALSE, test_no_portal);

  return g_test_run ();
}
