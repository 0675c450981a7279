/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes, by which a phone opens a text that is ready to be sent. */
#include "config.h"

#include <qrencode.h>

#include "tidings-qr.h"

TidingsQr *
tidings_qr_new (const char *text)
{
  QRcode *code = NULL;
  TidingsQr *self = NULL;

  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

  /* Version 0 is the smallest that fits; bytes, so that nothing is read as Kanji. */
  if ((code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M)) == NULL)
    return NULL;

  self = g_new0 (TidingsQr, 1);
  self->size = code->width;
  self->modules = g_new (guint8, self->size * self->size);
  /* The lowest bit of a module is its colour, the others say what it is for. */
  for (guint i = 0; i < self->size * self->size; i++)
    self->modules[i] = code->data[i] & 1;
  QRcode_free (code);

  return self;
}

void
tidings_qr_free (TidingsQr *self)
{
  if (self == NULL)
    return;

  g_free (self->modules);
  g_free (self);
}

gboolean
tidings_qr_is_dark (const TidingsQr *self,
                    int              x,
                    int              y)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (x < 0 || y < 0 || x >= (int) self->size || y >= (int) self->size)
    return FALSE;

  return self->modules[y * self->size + x] != 0;
}

char *
tidings_qr_dup_text_uri (const char *number,
                         const char *body)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (number != NULL && body != NULL, NULL);

  escaped = g_uri_escape_string (body, NULL, FALSE);

  return g_strdup_printf ("sms:%s?body=%s", number, escaped);
}
