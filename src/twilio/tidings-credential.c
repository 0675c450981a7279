/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's secret as systemd gives it to a service. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "tidings-credential.h"

/* As the numbers of linux/magic.h, which has no place in a header of libc's. */
#define RAMFS 0x858458f6
#define TMPFS 0x01021994

/* As much as comes through a pipe from the command line. */
#define MAX_SECRET 512

static gboolean
refuse (GError     **error,
        const char  *why)
{
  /* Translators: %s is a sentence that says why */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("The credential “tidings-secret” is not used: %s"), why);

  return FALSE;
}

gboolean
tidings_credential_check (const struct stat  *folder,
                          const struct stat  *file,
                          gint64              fs_type,
                          uid_t               self,
                          GError            **error)
{
  /* systemd gives the service of another user a file of root's, which a list of access opens to that user alone. Such a list
   * shows as the rights of the group. */
  const mode_t others = file->st_uid == self ? S_IRWXG | S_IRWXO : S_IWGRP | S_IXGRP | S_IRWXO;

  if (fs_type != RAMFS && fs_type != TMPFS)
    return refuse (error, _("It is on a disk, where a secret must not be"));
  if (!S_ISDIR (folder->st_mode) || !S_ISREG (file->st_mode))
    return refuse (error, _("It is not a regular file"));
  if ((folder->st_uid != self && folder->st_uid != 0) || (file->st_uid != self && file->st_uid != 0))
    return refuse (error, _("It belongs to somebody else"));
  if ((folder->st_mode & (S_IWGRP | S_IWOTH)) != 0 || (file->st_mode & others) != 0)
    return refuse (error, _("Others may read or change it"));

  return TRUE;
}

static gboolean
check_open (int      folder,
            int      file,
            GError **error)
{
  struct stat folder_stat;
  struct stat file_stat;
  struct statfs system;

  if (fstat (folder, &folder_stat) == 0 && fstat (file, &file_stat) == 0 && fstatfs (file, &system) == 0)
    return tidings_credential_check (&folder_stat, &file_stat, (gint64) (guint32) system.f_type, geteuid (), error);

  return refuse (error, g_strerror (errno));
}

/* Line ends that an editor has added are none of the secret. */
static char *
read_file (int      file,
           GError **error)
{
  char bytes[MAX_SECRET + 2];
  gsize length = 0;
  gssize n;
  char *secret = NULL;

  do
    {
      n = read (file, bytes + length, sizeof bytes - length);
      length += n > 0 ? (gsize) n : 0;
    }
  while (length < sizeof bytes && (n > 0 || (n < 0 && errno == EINTR)));

  while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
    length--;
  if (n < 0)
    refuse (error, g_strerror (errno));
  else if (length == 0 || length > MAX_SECRET || memchr (bytes, '\0', length) != NULL || !g_utf8_validate (bytes, (gssize) length, NULL))
    refuse (error, _("It holds no token and no secret of an API key"));
  else
    secret = secret_value_unref_to_password (secret_value_new (bytes, (gssize) length, "text/plain"), NULL);
  explicit_bzero (bytes, sizeof bytes);

  return secret;
}

char *
tidings_credential_read (GError **error)
{
  const char *path = g_getenv ("CREDENTIALS_DIRECTORY");
  char *secret = NULL;
  int folder;
  int file;

  if (path == NULL || !g_path_is_absolute (path))
    return NULL;
  if ((folder = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
    return NULL;

  file = openat (folder, TIDINGS_CREDENTIAL_NAME, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file >= 0)
    {
      if (check_open (folder, file, error))
        secret = read_file (file, error);
      close (file);
    }
  else if (errno != ENOENT)
    refuse (error, g_strerror (errno));
  close (folder);

  return secret;
}

gboolean
tidings_credential_is_given (void)
{
  g_autoptr(GError) error = NULL;
  char *secret = tidings_credential_read (&error);
  gboolean is_given = secret != NULL || error != NULL;

  secret_password_free (secret);

  return is_given;
}
