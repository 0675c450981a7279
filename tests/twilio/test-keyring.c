/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The secret in libsecret's file (as inside a sandbox), and what is said when there is no keyring or it is locked.
 *
 * The Secret Service of these tests is a small one in here that can be locked; the real one is met in the journeys. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "tidings-keyring.h"

#define ACCOUNT "AC00000000000000000000000000000001"
#define OTHER "AC00000000000000000000000000000009"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define COLLECTION_PATH SERVICE_PATH "/collection/test"

/* The bus of a test's own process. It is stopped and never freed: GTestDBus waits on that for the last reference to the
 * session bus, which libsecret keeps. */
static GTestDBus *bus;

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
store (const char  *account,
       const char  *secret,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_keyring_store_async (account, secret, NULL, keep_result_cb, &result);
  wait_for (&result);

  return tidings_keyring_store_finish (result, error);
}

static char *
lookup (const char  *account,
        gboolean     unlock,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_keyring_lookup_async (account, unlock, NULL, keep_result_cb, &result);
  wait_for (&result);

  return tidings_keyring_lookup_finish (result, error);
}

static gboolean
clear (const char  *account,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_keyring_clear_async (account, NULL, keep_result_cb, &result);
  wait_for (&result);

  return tidings_keyring_clear_finish (result, error);
}

static gboolean
unlock_keyring (GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_keyring_unlock_async (NULL, keep_result_cb, &result);
  wait_for (&result);

  return tidings_keyring_unlock_finish (result, error);
}

static void
assert_secret (const char *account,
               const char *expected)
{
  g_autoptr(GError) error = NULL;
  char *secret = lookup (account, FALSE, &error);

  if (expected == NULL)
    g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_EMPTY);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  tidings_keyring_secret_free (secret);
}

/* Runs the rest of the test in a process of its own, because libsecret chooses its backend once. Returns whether this
 * is that process. */
static gboolean
is_own_process (void)
{
  if (g_test_subprocess ())
    return TRUE;

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();

  return FALSE;
}

static char *
use_file (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tidings-keyring-XXXXXX", &error);
  char *path = NULL;

  g_assert_no_error (error);
  path = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "file password", TRUE);

  return path;
}

/* The folder with the file and what libsecret puts beside it. */
static void
remove_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_file (void)
{
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0;

  if (!is_own_process ())
    return;

  path = use_file ();
  assert_secret (ACCOUNT, NULL);

  g_assert_true (store (ACCOUNT, "a secret", &error));
  g_assert_no_error (error);
  assert_secret (ACCOUNT, "a secret");
  assert_secret (OTHER, NULL);

  /* It is not there to be read by who opens the file. */
  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  g_assert_null (g_strstr_len (contents, (gssize) length, "secret"));

  /* A file has no lock. */
  g_assert_true (unlock_keyring (&error));
  g_assert_no_error (error);
  remove_file (path);
}

/* Apart from the test before because of a leak in libsecret (tests/lsan.supp). */
static void
test_file_again (void)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  if (!is_own_process ())
    return;

  path = use_file ();
  g_assert_true (store (ACCOUNT, "first secret", &error));
  g_assert_true (store (OTHER, "other secret", &error));
  assert_secret (ACCOUNT, "first secret");
  assert_secret (OTHER, "other secret");

  /* Storing again replaces. */
  g_assert_true (store (ACCOUNT, "second sécret", &error));
  assert_secret (ACCOUNT, "second sécret");
  assert_secret (OTHER, "other secret");

  g_assert_true (clear (ACCOUNT, &error));
  g_assert_no_error (error);
  assert_secret (ACCOUNT, NULL);
  assert_secret (OTHER, "other secret");
  g_assert_true (clear (ACCOUNT, &error));
  g_assert_no_error (error);
  remove_file (path);
}

static void
test_canceled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  if (!is_own_process ())
    return;

  path = use_file ();
  g_assert_true (store (ACCOUNT, "secret", &error));
  g_cancellable_cancel (cancellable);
  tidings_keyring_lookup_async (ACCOUNT, FALSE, cancellable, keep_result_cb, &result);
  wait_for (&result);

  g_assert_null (tidings_keyring_lookup_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  remove_file (path);
}

static void
assert_all_missing (void)
{
  GError *errors[4] = { NULL };

  g_assert_null (lookup (ACCOUNT, TRUE, &errors[0]));
  g_assert_false (store (ACCOUNT, "secret", &errors[1]));
  g_assert_false (clear (ACCOUNT, &errors[2]));
  g_assert_false (unlock_keyring (&errors[3]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_MISSING);
      g_clear_error (&errors[i]);
    }
}

static void
test_no_bus (void)
{
  if (!is_own_process ())
    return;

  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  assert_all_missing ();
}

static void
test_no_service (void)
{

  if (!is_own_process ())
    return;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_test_dbus_up (bus);
  assert_all_missing ();
  g_test_dbus_stop (bus);
}

/* --- A Secret Service with one collection and no item, whose lock somebody opens or does not --- */

static const char service_xml[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<property name='Items' type='ao' access='read'/><property name='Label' type='s' access='read'/>"
  "<property name='Locked' type='b' access='read'/>"
  "<property name='Created' type='t' access='read'/><property name='Modified' type='t' access='read'/>"
  "</interface>"
  "</node>";

typedef struct
{
  gboolean is_locked;
  gboolean opens;
  gboolean has_collection;
  guint n_unlocks;
} FakeService;

static void
service_called (GDBusConnection       *connection,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  static const char *const collection[] = { COLLECTION_PATH, NULL };
  static const char *const nothing[] = { NULL };
  FakeService *fake = user_data;
  GVariant *reply = NULL;

  if (g_str_equal (method, "SearchItems"))
    reply = g_variant_new ("(^ao^ao)", nothing, nothing);
  else if (g_str_equal (method, "ReadAlias"))
    reply = g_variant_new ("(o)", fake->has_collection ? COLLECTION_PATH : "/");
  else if (g_str_equal (method, "Unlock"))
    {
      g_autofree const char **paths = NULL;

      g_variant_get (parameters, "(^a&o)", &paths);
      /* libsecret also asks to unlock the items it found, that is none. */
      if (*paths != NULL)
        {
          fake->n_unlocks++;
          fake->is_locked = fake->is_locked && !fake->opens;
        }
      reply = g_variant_new ("(^aoo)", *paths == NULL || fake->is_locked ? nothing : collection, "/");
    }
  else
    {
      const char *algorithm = NULL;

      g_variant_get (parameters, "(&sv)", &algorithm, NULL);
      if (g_str_equal (algorithm, "plain"))
        reply = g_variant_new ("(vo)", g_variant_new_string (""), SERVICE_PATH "/session/1");
      else
        g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED, "Only plain");
    }

  if (reply != NULL)
    g_dbus_method_invocation_return_value (invocation, reply);
}

static GVariant *
service_asked (GDBusConnection  *connection,
               const char       *sender,
               const char       *path,
               const char       *interface,
               const char       *property,
               GError          **error,
               gpointer          user_data)
{
  static const char *const nothing[] = { NULL };
  FakeService *fake = user_data;

  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (fake->is_locked);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string ("Test");
  if (g_str_equal (property, "Created") || g_str_equal (property, "Modified"))
    return g_variant_new_uint64 (0);

  return g_variant_new_objv (nothing, 0);
}

/* The service runs on a connection of its own, as a process of its own would. */
static GDBusConnection *
serve (FakeService *fake)
{
  static const GDBusInterfaceVTable vtable = { service_called, service_asked, NULL };
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (service_xml, NULL);
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection = NULL;

  connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, SERVICE_PATH, info->interfaces[0], &vtable, fake, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, COLLECTION_PATH, info->interfaces[1], &vtable, fake, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

static void
test_locked (void)
{
  FakeService fake = { .is_locked = TRUE, .has_collection = TRUE };
  g_autoptr(GDBusConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  if (!is_own_process ())
    return;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_test_dbus_up (bus);
  connection = serve (&fake);

  /* To a search a locked keyring looks empty, and nobody is asked to open it unless that is wanted. */
  g_assert_null (lookup (ACCOUNT, FALSE, &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (fake.n_unlocks, ==, 0);

  g_clear_error (&error);
  g_assert_null (lookup (ACCOUNT, TRUE, &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (fake.n_unlocks, ==, 1);

  g_clear_error (&error);
  g_assert_false (clear (ACCOUNT, &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_LOCKED);

  g_clear_error (&error);
  g_assert_false (unlock_keyring (&error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_LOCKED);

  /* Somebody types the password. Then it really is empty. */
  g_clear_error (&error);
  fake.opens = TRUE;
  g_assert_true (unlock_keyring (&error));
  g_assert_no_error (error);
  g_assert_null (lookup (ACCOUNT, FALSE, &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_true (clear (ACCOUNT, &error));

  /* A desktop on which no keyring was ever made has none to unlock. */
  fake.has_collection = FALSE;
  g_assert_null (lookup (ACCOUNT, TRUE, &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_true (unlock_keyring (&error));

  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_test_dbus_stop (bus);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/twilio/keyring/file", test_file);
  g_test_add_func ("/twilio/keyring/file-again", test_file_again);
  g_test_add_func ("/twilio/keyring/canceled", test_canceled);
  g_test_add_func ("/twilio/keyring/no-bus", test_no_bus);
  g_test_add_func ("/twilio/keyring/no-service", test_no_service);
  g_test_add_func ("/twilio/keyring/locked", test_locked);

  return g_test_run ();
}
