/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which credential of a service is taken for one, and what is read of it. */
#include "config.h"

#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tidings-credential.h"
#include "tidings-keyring.h"

#define RAMFS 0x858458f6
#define TMPFS 0x01021994
#define EXT4 0xef53
#define SELF 1000

static void
test_check (void)
{
  static const struct {
    gint64 fs; guint folder; uid_t folder_owner; guint file; uid_t file_owner; gboolean is_good; const char *why;
  } cases[] = {
    { RAMFS, S_IFDIR | 0500, SELF, S_IFREG | 0400, SELF, TRUE, "as a service of the system has it" },
    { TMPFS, S_IFDIR | 0700, SELF, S_IFREG | 0400, SELF, TRUE, "as a service of a person has it" },
    { RAMFS, S_IFDIR | 0550, 0, S_IFREG | 0440, 0, TRUE, "root's, with a list of access" },
    { EXT4, S_IFDIR | 0500, SELF, S_IFREG | 0400, SELF, FALSE, "on a disk" },
    { 0x6969, S_IFDIR | 0500, SELF, S_IFREG | 0400, SELF, FALSE, "on another computer" },
    { TMPFS, S_IFDIR | 0500, SELF, S_IFREG | 0440, SELF, FALSE, "the group may read it" },
    { TMPFS, S_IFDIR | 0500, SELF, S_IFREG | 0404, SELF, FALSE, "everyone may read it" },
    { RAMFS, S_IFDIR | 0550, 0, S_IFREG | 0444, 0, FALSE, "root's, and everyone may read it" },
    { RAMFS, S_IFDIR | 0550, 0, S_IFREG | 0460, 0, FALSE, "root's, and the group may change it" },
    { TMPFS, S_IFDIR | 0777, SELF, S_IFREG | 0400, SELF, FALSE, "others may put one there" },
    { TMPFS, S_IFDIR | 0500, 1001, S_IFREG | 0400, SELF, FALSE, "the folder is somebody else's" },
    { TMPFS, S_IFDIR | 0500, SELF, S_IFREG | 0400, 1001, FALSE, "the file is somebody else's" },
    { TMPFS, S_IFDIR | 0500, SELF, S_IFIFO | 0400, SELF, FALSE, "no file at all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      struct stat folder = { .st_mode = cases[i].folder, .st_uid = cases[i].folder_owner };
      struct stat file = { .st_mode = cases[i].file, .st_uid = cases[i].file_owner };
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_credential_check (&folder, &file, cases[i].fs, SELF, &error), ==, cases[i].is_good);
      if (!cases[i].is_good)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    }
}

/* A folder in memory, which the environment names. */
static char *
make_folder (void)
{
  struct statfs system;
  char *folder = NULL;

  if (statfs ("/dev/shm", &system) != 0 || (guint32) system.f_type != TMPFS)
    return NULL;
  folder = g_strdup ("/dev/shm/tidings-credential-XXXXXX");
  g_assert_nonnull (g_mkdtemp_full (folder, 0700));
  g_setenv ("CREDENTIALS_DIRECTORY", folder, TRUE);

  return folder;
}

static void
write_secret (const char *folder,
              const char *bytes,
              gssize      length,
              int         mode)
{
  g_autofree char *path = g_build_filename (folder, TIDINGS_CREDENTIAL_NAME, NULL);
  g_autoptr(GError) error = NULL;

  g_unlink (path);
  g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, mode, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, (mode_t) mode), ==, 0);
}

static void
remove_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, TIDINGS_CREDENTIAL_NAME, NULL);

  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_unsetenv ("CREDENTIALS_DIRECTORY");
}

static void
assert_read (const char *expected,
             int         code)
{
  g_autoptr(GError) error = NULL;
  char *secret = tidings_credential_read (&error);

  g_assert_cmpstr (secret, ==, expected);
  if (code >= 0)
    {
      g_assert_error (error, G_IO_ERROR, code);
      g_assert_null (strstr (error->message, "s3cret"));
    }
  else
    g_assert_no_error (error);
  tidings_keyring_secret_free (secret);
}

static void
test_read (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *most = g_strnfill (512, 'x');
  g_autofree char *more = g_strnfill (513, 'x');

  if (folder == NULL)
    {
      g_test_skip ("There is no memory to put a credential into");
      return;
    }

  assert_read (NULL, -1);
  write_secret (folder, "s3cret", -1, 0400);
  assert_read ("s3cret", -1);
  write_secret (folder, "s3cret\r\n", -1, 0400);
  assert_read ("s3cret", -1);
  write_secret (folder, most, -1, 0400);
  assert_read (most, -1);
  write_secret (folder, more, -1, 0400);
  assert_read (NULL, G_IO_ERROR_PERMISSION_DENIED);
  write_secret (folder, "\n", -1, 0400);
  assert_read (NULL, G_IO_ERROR_PERMISSION_DENIED);
  write_secret (folder, "s3cret\0more", 11, 0400);
  assert_read (NULL, G_IO_ERROR_PERMISSION_DENIED);
  write_secret (folder, "s3cret\xff", -1, 0400);
  assert_read (NULL, G_IO_ERROR_PERMISSION_DENIED);
  write_secret (folder, "s3cret", -1, 0444);
  assert_read (NULL, G_IO_ERROR_PERMISSION_DENIED);
  remove_folder (folder);
  assert_read (NULL, -1);
}

static void
test_link (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = NULL;

  if (folder == NULL)
    {
      g_test_skip ("There is no memory to put a credential into");
      return;
    }

  path = g_build_filename (folder, TIDINGS_CREDENTIAL_NAME, NULL);
  g_assert_cmpint (symlink ("/etc/passwd", path), ==, 0);
  assert_read (NULL, G_IO_ERROR_PERMISSION_DENIED);
  remove_folder (folder);
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
store (const char  *secret,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tidings_keyring_store_async ("AC1", secret, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return tidings_keyring_store_finish (result, error);
}

/* With a credential no keyring is asked: in this test there is no bus on which one could be. */
static void
test_in_place_of_keyring (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *secret = NULL;

  if (folder == NULL)
    {
      g_test_skip ("There is no memory to put a credential into");
      return;
    }

  write_secret (folder, "s3cret", -1, 0400);
  tidings_keyring_lookup_async ("AC1", FALSE, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  secret = tidings_keyring_lookup_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "s3cret");
  tidings_keyring_secret_free (secret);

  g_assert_true (store ("s3cret", &error));
  g_assert_no_error (error);
  g_assert_false (store ("another", &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_FAILED);
  g_assert_null (strstr (error->message, "s3cret"));
  g_clear_error (&error);

  /* One that others may read is not passed over, as if there were none. */
  write_secret (folder, "s3cret", -1, 0444);
  g_assert_false (store ("s3cret", &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_FAILED);
  g_clear_error (&error);
  remove_folder (folder);

  /* And who has neither is told what to do. */
  g_assert_false (store ("s3cret", &error));
  g_assert_error (error, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "tidings(1)"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("CREDENTIALS_DIRECTORY");
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_add_func ("/credential/check", test_check);
  g_test_add_func ("/credential/read", test_read);
  g_test_add_func ("/credential/link", test_link);
  g_test_add_func ("/credential/in-place-of-keyring", test_in_place_of_keyring);

  return g_test_run ();
}
