/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about phone lines: what a lookup said of a number. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsLine:
 * @number: E.164
 * @at: UTC milliseconds of the answer
 * @is_paid: line type and carrier were asked for
 * @is_valid: such a number can exist
 * @country: (nullable): ISO 3166-1 alpha-2
 * @type: (nullable): Twilio's word: `mobile`, `landline`, …
 * @carrier: (nullable): name of the network
 * @mcc: (nullable): mobile country code
 * @mnc: (nullable): mobile network code
 * @error_code: 606xx when the paid part failed, otherwise 0
 */
typedef struct {
  char *number;
  gint64 at;
  gboolean is_paid;
  gboolean is_valid;
  char *country;
  char *type;
  char *carrier;
  char *mcc;
  char *mnc;
  int error_code;
} TidingsLine;

void         tidings_line_free          (TidingsLine        *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsLine, tidings_line_free)

/**
 * tidings_store_put_line:
 * @self: a store
 * @line: what was said
 * @error: return location
 *
 * Keeps it, in place of what was said before, and tells it to the person who has the number: a paid answer sets their line
 * type and carrier, a free one leaves them.
 *
 * Returns: %FALSE with @error set; nothing has changed then
 */
gboolean     tidings_store_put_line     (TidingsStore       *self,
                                         const TidingsLine  *line,
                                         GError            **error);
/** tidings_store_get_line: Returns: (transfer full) (nullable): what was said of the number last; without an error if nobody asked */
TidingsLine *tidings_store_get_line     (TidingsStore       *self,
                                         const char         *number);
/** tidings_store_forget_line: forgets what was said of the number, also at the person who has it. Returns: %FALSE with @error set */
gboolean     tidings_store_forget_line  (TidingsStore       *self,
                                         const char         *number,
                                         GError            **error);

G_END_DECLS
