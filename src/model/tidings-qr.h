/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes, by which a phone opens a text that is ready to be sent. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Light modules that have to surround a code (ISO/IEC 18004). */
#define TIDINGS_QR_MARGIN 4

/**
 * TidingsQr:
 * @size: modules on each side, without the margin
 *
 * A code as a square of dark and light modules.
 */
typedef struct {
  guint size;
  /*< private >*/
  guint8 *modules;
} TidingsQr;

/** tidings_qr_new: Returns: (transfer full) (nullable): the code of @text in its smallest size, readable with 15 % of it spoiled; %NULL for more than about 2,300 bytes */
TidingsQr *tidings_qr_new           (const char      *text);
void       tidings_qr_free          (TidingsQr       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsQr, tidings_qr_free)

/** tidings_qr_is_dark: Returns: whether the module is dark; everything outside is light, so that a margin needs no care */
gboolean   tidings_qr_is_dark       (const TidingsQr *self,
                                     int              x,
                                     int              y);

/**
 * tidings_qr_dup_text_uri:
 * @number: E.164 or short code
 * @body: text that is ready, ASCII letters
 *
 * Returns: (transfer full): `sms:+14155550100?body=START`, which phones open as a text that only has to be sent
 */
char      *tidings_qr_dup_text_uri  (const char      *number,
                                     const char      *body);

G_END_DECLS
