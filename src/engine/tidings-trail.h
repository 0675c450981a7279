/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers: what happens to people is written down in the transaction that does it. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/* Who asks for what the engine does by itself. */
#define TIDINGS_TRAIL_OURSELVES "tidings"

/**
 * tidings_trail_note:
 * @core: what the parts share, in the transaction of what is noted
 * @person: whom it concerns, as they are now
 * @what: a word of tidings-store-audit.h, as @how
 * @how: (nullable): by which way
 * @by: (nullable): who asked for it; %NULL for whoever the engine was told of last, see tidings_engine_set_asker()
 * @detail: (nullable): more
 * @error: return location
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_trail_note          (TidingsCore    *core,
                                      TidingsPerson  *person,
                                      const char     *what,
                                      const char     *how,
                                      const char     *by,
                                      const char     *detail,
                                      GError        **error);
/** tidings_trail_note_number: likewise of a phone, which nobody may have */
gboolean tidings_trail_note_number   (TidingsCore    *core,
                                      const char     *number,
                                      const char     *what,
                                      const char     *how,
                                      const char     *by,
                                      const char     *detail,
                                      GError        **error);
/** tidings_trail_note_written: notes that @person was added, or that their number is another than @old_number (nullable). Returns: %FALSE with @error set */
gboolean tidings_trail_note_written  (TidingsCore    *core,
                                      TidingsPerson  *person,
                                      const char     *old_number,
                                      GError        **error);
/** tidings_trail_note_type: notes of a person, or of everyone with 0, that an alert type is going to be switched, where it is not so already. Returns: %FALSE with @error set */
gboolean tidings_trail_note_type     (TidingsCore    *core,
                                      gint64          person,
                                      const char     *type,
                                      gboolean        is_on,
                                      GError        **error);

G_END_DECLS
