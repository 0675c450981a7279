/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code on the screen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_QR_CODE (tidings_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (TidingsQrCode, tidings_qr_code, TIDINGS, QR_CODE, GtkWidget)

/**
 * TidingsQrCode properties:
 *   text (string): what it says; "" or %NULL shows nothing
 *
 * Dark on light in every colour scheme, as phones want it, with the margin that belongs to it. What it is for is said by its
 * accessible label, which its owner sets; what it says should also stand beside it as text.
 */

/** tidings_qr_code_new: Returns: (transfer floating): an empty code */
GtkWidget *tidings_qr_code_new (void);

G_END_DECLS
