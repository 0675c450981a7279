/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a secret from a pipe. */
#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>

#include "tidings-secret-reader.h"

#define MAX_SECRET 512

/* One buffer, never grown, so that no reallocation leaves a copy behind. */
typedef struct {
  char bytes[MAX_SECRET + 2];
  gsize length;
} Secret;

static void
secret_free (Secret *secret)
{
  explicit_bzero (secret, sizeof *secret);
  g_free (secret);
}

void
tidings_secret_free (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static gboolean
is_visible (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;

  return TRUE;
}

static void
finish_reading (GTask *task)
{
  Secret *secret = g_task_get_task_data (task);

  if (secret->length > MAX_SECRET)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s",
                               _("This is too long for a token or a key’s secret"));
      return;
    }
  while (secret->length > 0 && g_ascii_isspace (secret->bytes[secret->length - 1]))
    secret->bytes[--secret->length] = '\0';

  if (secret->length == 0 || strlen (secret->bytes) != secret->length || !is_visible (secret->bytes))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s",
                             _("Enter the token or the key’s secret, without blanks"));
  else
    g_task_return_pointer (task, g_strndup (secret->bytes, secret->length), (GDestroyNotify) tidings_secret_free);
}

static void
refuse_descriptor (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", _("Hand the secret over through a pipe"));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GInputStream *stream = G_INPUT_STREAM (object);
  g_autoptr(GTask) task = user_data;
  Secret *secret = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gssize n = g_input_stream_read_finish (stream, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (n < 0)
    {
      refuse_descriptor (task);
      return;
    }
  secret->length += n;
  if (n == 0 || secret->length > MAX_SECRET)
    {
      finish_reading (task);
      return;
    }

  g_input_stream_read_async (stream, secret->bytes + secret->length, MAX_SECRET + 1 - secret->length, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

void
tidings_secret_read_async (int                  fd,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GInputStream) stream = g_unix_input_stream_new (fd, TRUE);
  Secret *secret = g_new0 (Secret, 1);
  struct stat info;

  g_task_set_source_tag (task, tidings_secret_read_async);
  g_task_set_task_data (task, secret, (GDestroyNotify) secret_free);
  if (fstat (fd, &info) != 0 || (!S_ISFIFO (info.st_mode) && !S_ISSOCK (info.st_mode)))
    {
      refuse_descriptor (task);
      return;
    }

  g_input_stream_read_async (stream, secret->bytes, MAX_SECRET + 1, G_PRIORITY_DEFAULT, cancellable, read_cb, g_steal_pointer (&task));
}

char *
tidings_secret_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tidings_secret_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
