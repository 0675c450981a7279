/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's memory: one JSON object a line, on the disk before its answer leaves, read again from the start. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tidings-simulator-private.h"

struct _SimJournal {
  char *path;
  int fd;
  goffset size;   /* up to the end of the last whole line */
};

static gboolean
fail (GError    **error,
      SimJournal *self)
{
  int saved_errno = errno;

  /* Translators: the first %s is a file name, the second one the system's reason. */
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("The journal “%s” cannot be used: %s"),
               self->path, g_strerror (saved_errno));

  return FALSE;
}

void
sim_journal_free (SimJournal *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

static gboolean
read_all (SimJournal *self,
          GString    *text,
          GError    **error)
{
  char buffer[65536];
  ssize_t n_read = 0;

  while ((n_read = read (self->fd, buffer, sizeof buffer)) != 0)
    {
      if (n_read > 0)
        g_string_append_len (text, buffer, n_read);
      else if (errno != EINTR)
        return fail (error, self);
    }

  return TRUE;
}

static gboolean
replay_line (const char    *line,
             gssize         length,
             SimReplayFunc  replay,
             gpointer       user_data,
             GError       **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;

  if (!json_parser_load_from_data (parser, line, length, error))
    return FALSE;

  root = json_parser_get_root (parser);
  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not an object");
      return FALSE;
    }

  return replay (json_node_get_object (root), user_data, error);
}

/* A machine that lost its power may leave the last line without an end, or with the end and without its middle. Either
 * was never answered, so it is dropped. A broken line with others behind it is damage, and nobody's to repair. */
static gboolean
replay_all (SimJournal    *self,
            const GString *text,
            SimReplayFunc  replay,
            gpointer       user_data,
            GError       **error)
{
  const char *line = text->str;
  const char *text_end = text->str + text->len;
  const char *line_end = NULL;
  guint number = 1;

  for (; (line_end = memchr (line, '\n', text_end - line)); line = line_end + 1, number++)
    {
      g_autoptr(GError) reason = NULL;

      if (replay_line (line, line_end - line, replay, user_data, &reason))
        continue;
      if (line_end + 1 == text_end)
        break;

      /* Translators: the first %s is a file name, %u the number of a line in it. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The journal “%s” is damaged in line %u"),
                   self->path, number);
      return FALSE;
    }

  self->size = line - text->str;
  if (self->size < (goffset) text->len && ftruncate (self->fd, self->size) != 0)
    return fail (error, self);

  return TRUE;
}

SimJournal *
sim_journal_open (const char    *path,
                  SimReplayFunc  replay,
                  gpointer       user_data,
                  GError       **error)
{
  g_autoptr(SimJournal) self = g_new0 (SimJournal, 1);
  g_autoptr(GString) text = g_string_new (NULL);

  self->path = g_strdup (path);
  self->fd = open (path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      fail (error, self);
      return NULL;
    }

  /* Two simulators that write one journal would each forget what the other accepted. */
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      /* Translators: %s is a file name. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("The journal “%s” is in use by another simulator"), path);
      return NULL;
    }

  if (fchmod (self->fd, 0600) != 0)
    {
      fail (error, self);
      return NULL;
    }

  if (!read_all (self, text, error) || !replay_all (self, text, replay, user_data, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
write_all (SimJournal *self,
           const char *text,
           gsize       length)
{
  gsize n_done = 0;

  while (n_done < length)
    {
      ssize_t n_written = write (self->fd, text + n_done, length - n_done);

      if (n_written >= 0)
        n_done += n_written;
      else if (errno != EINTR)
        return FALSE;
    }

  return fdatasync (self->fd) == 0;
}

gboolean
sim_journal_append (SimJournal *self,
                    JsonObject *line,
                    GError    **error)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  gsize length = 0;

  json_node_take_object (node, line);
  if (!self)
    return TRUE;

  text = json_to_string (node, FALSE);
  whole = g_strconcat (text, "\n", NULL);
  length = strlen (whole);

  if (!write_all (self, whole, length))
    {
      fail (error, self);
      /* Half a line must not come before the next one; if even this fails, the next start finds damage and says so. */
      if (ftruncate (self->fd, self->size) != 0)
        g_prefix_error (error, "%s: ", g_strerror (errno));
      return FALSE;
    }

  self->size += length;
  return TRUE;
}
