/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream that remembers its first line, and ends with an error when more came through it than was allowed. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-limiter.h"

struct _TidingsLimiter {
  GObject parent_instance;

  gsize n_left;
  GString *line;
  gboolean has_line;
};

static void tidings_limiter_converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TidingsLimiter, tidings_limiter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER, tidings_limiter_converter_init))

static void
remember (TidingsLimiter *self,
          const char     *bytes,
          gsize           n_bytes)
{
  const char *end = memchr (bytes, '\n', n_bytes);

  g_string_append_len (self->line, bytes, end != NULL ? (gsize) (end - bytes) : n_bytes);
  self->has_line = end != NULL;
  if (self->has_line && g_str_has_suffix (self->line->str, "\r"))
    g_string_truncate (self->line, self->line->len - 1);
}

static GConverterResult
tidings_limiter_convert (GConverter       *converter,
                         const void       *in,
                         gsize             n_in,
                         void             *out,
                         gsize             n_out,
                         GConverterFlags   flags,
                         gsize            *n_read,
                         gsize            *n_written,
                         GError          **error)
{
  TidingsLimiter *self = TIDINGS_LIMITER (converter);
  gsize n = MIN (n_in, n_out);

  if (n > self->n_left)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("More came than is allowed"));
      return G_CONVERTER_ERROR;
    }

  memcpy (out, in, n);
  if (!self->has_line)
    remember (self, in, n);
  self->n_left -= n;
  *n_read = n;
  *n_written = n;
  if (n == n_in && (flags & G_CONVERTER_INPUT_AT_END))
    return G_CONVERTER_FINISHED;

  return G_CONVERTER_CONVERTED;
}

static void
tidings_limiter_reset (GConverter *converter)
{
}

static void
tidings_limiter_converter_init (GConverterIface *iface)
{
  iface->convert = tidings_limiter_convert;
  iface->reset = tidings_limiter_reset;
}

static void
tidings_limiter_finalize (GObject *object)
{
  TidingsLimiter *self = TIDINGS_LIMITER (object);

  g_string_free (self->line, TRUE);

  G_OBJECT_CLASS (tidings_limiter_parent_class)->finalize (object);
}

static void
tidings_limiter_class_init (TidingsLimiterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tidings_limiter_finalize;
}

static void
tidings_limiter_init (TidingsLimiter *self)
{
  self->line = g_string_new (NULL);
}

TidingsLimiter *
tidings_limiter_new (gsize max_bytes)
{
  TidingsLimiter *self = g_object_new (TIDINGS_TYPE_LIMITER, NULL);

  self->n_left = max_bytes;

  return self;
}

const char *
tidings_limiter_get_first_line (TidingsLimiter *self)
{
  g_return_val_if_fail (TIDINGS_IS_LIMITER (self), NULL);

  return self->has_line ? self->line->str : NULL;
}
